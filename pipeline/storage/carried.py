"""What earlier runs put into the same folder of results: it stays in the tables, beside the inputs of this run.

A folder of results notes the inputs that its tables hold. Those whose file is no longer where this run looked leave
the tables, and are told.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pipeline.storage.entries import Entry
from pipeline.storage.store import Store
from pipeline.storage.target import INPUTS, RECORDS

_PARTS = "\0"  # a path can hold any other sign


class Carried(NamedTuple):
    """Inputs of earlier runs: those that stay in the tables, those whose file is gone, how many the store lacks."""

    kept: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()
    unknown: int = 0


def carried(store: Store, inputs: Collection[str], out: Path, looked: Sequence[str]) -> Carried:
    """The inputs of earlier runs in a folder of results.

    Args:
        store: that holds their records.
        inputs: keys of the inputs of this run.
        out: the folder.
        looked: keys of the files and folders that this run was given: what is not found in them is gone.
    """
    earlier = set(_noted(out)).difference(inputs)
    if not earlier:
        return Carried()
    known = [entry for entry in store.ledger() if entry.path in earlier]
    roots = tuple(f"{path.rstrip(os.sep)}{os.sep}" for path in looked)
    gone = [entry for entry in known if f"{entry.path}{os.sep}".startswith(roots)]
    paths = {entry.path for entry in gone}
    kept = tuple(entry for entry in known if entry.path not in paths)
    return Carried(kept, tuple(gone), len(earlier) - len(known))


def note(out: Path, entries: Sequence[Entry], gone: Sequence[Entry]) -> None:
    """Notes the inputs that the tables hold, and takes the records of those that are gone out of the folder.

    Raises:
        OSError: the note cannot be written.
    """
    names = {entry.name for entry in entries}
    for entry in gone:
        if entry.name not in names:
            (out / RECORDS / f"{entry.name}.json").unlink(missing_ok=True)
    told = _PARTS.join(entry.path for entry in entries)
    if _PARTS.join(_noted(out)) != told:
        (out / INPUTS).write_text(told, encoding="utf-8", errors="surrogatepass")


def _noted(out: Path) -> list[str]:
    with suppress(OSError, UnicodeDecodeError):
        return (out / INPUTS).read_text(encoding="utf-8", errors="surrogatepass").split(_PARTS)
    return []


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Waits until no other run on this machine writes to the folder of results."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(out, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks: two runs at once are the user's own risk there
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
