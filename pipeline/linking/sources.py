"""Where registries come from: the one of the package, and the user's own beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.assets import data
from pipeline.linking.central import Central
from pipeline.linking.csvfile import load
from pipeline.linking.registry import Registry

OWN = "registry/legal_documents.csv"
MINED = "registry/central.tsv"


def load_registry(paths: Sequence[str | Path] = ()) -> Registry:
    """The registry of the package (reviewed over mined) with the entries of own files over it, the last file on top.

    Read once a process for the same files, as long as they stay as they are.

    Raises:
        UsageError: a file is missing or wrong; names line and column.
    """
    return _load(tuple((str(path), _stamp(path)) for path in paths))


def _stamp(path: str | Path) -> int:
    """When the file was last written; 0 where there is none, which reading it will tell."""
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=8)
def _load(paths: tuple[tuple[str, int], ...]) -> Registry:
    files: list[str | Path] = [data(OWN), *(path for path, _ in paths)]
    entries = [entry for path in files for entry in load(path)[0]]
    return Registry(entries, Central(data(MINED)))
