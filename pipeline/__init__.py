"""kehoach: Vietnamese local-government plans as tables, every cell pointing at its source.

The verbs are the commands' namesakes and take the same settings. Names are loaded on first use, so that
importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from pipeline.batch import run
    from pipeline.comparing import compare
    from pipeline.extraction import extract
    from pipeline.process import check, read
    from pipeline.records import Document, Record
    from pipeline.restoration import Restored, restore
    from pipeline.settings import RunSettings

__all__ = [
    "Document",
    "Record",
    "Restored",
    "RunSettings",
    "check",
    "compare",
    "extract",
    "read",
    "restore",
    "run",
]

_HOMES = {
    "Document": "records",
    "Record": "records",
    "Restored": "restoration",
    "RunSettings": "settings",
    "check": "process",
    "compare": "comparing",
    "extract": "extraction",
    "read": "process",
    "restore": "restoration",
    "run": "batch",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, _, there = _HOMES[name].partition(":")
    return getattr(import_module(f"{__name__}.{home}"), there or name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
