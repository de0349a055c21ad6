"""The run over many files: isolation, limits, resume; executors: local processes, or a dask cluster.

Names are loaded on first use: a worker process needs nothing of what its parent does (the store, the tables).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.batch.execute import run
    from pipeline.batch.report import Progress, RunReport

__all__ = ["Progress", "RunReport", "run"]

_HOMES = {"Progress": "report", "RunReport": "report", "run": "execute"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
