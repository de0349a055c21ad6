"""What is still to do: inputs against the ledger, and the name that each record gets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import NamedTuple

import pipeline
from pipeline.batch.inputs import Input, hashed, printable
from pipeline.process import fingerprint
from pipeline.settings import RunSettings
from pipeline.storage import Entry

# Failures that may pass by themselves: tried again in each run.
_PASSING = frozenset(("MissingFile", "EncryptedFile", "EngineError", "StorageError"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a result depends on beside the file's bytes.

    `settings`: hash of the settings that shape a record; `attempt`: of those and of the limits, on which a failure may
    depend; `version`: of the package and a fingerprint of its code, word lists and models. A password goes into
    none of them: it is not for a store to keep, not even as a hash.
    """

    settings: str
    attempt: str
    version: str


class Task(NamedTuple):
    """An input of this run with the name of its record; `known` is its line in the ledger where nothing is to do."""

    input: Input
    name: str
    known: Entry | None


def stamp(settings: RunSettings) -> Stamp:
    """The stamp of results made under `settings` by this version of the package."""
    shaping = asdict(settings)
    del shaping["read"]["password"]
    shaping = {key: shaping[key] for key in ("check", "read", "restoring", "extracting", "checking")}
    own = (*settings.checking.registries, *settings.checking.policies)
    shaping["files"] = [hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in own if Path(name).is_file()]
    limits = [float(settings.timeout), settings.memory]
    return Stamp(_hash(shaping), _hash([shaping, limits]), f"{pipeline.__version__}+{fingerprint()}")


def plan(inputs: Iterable[Input], ledger: Iterable[Entry], mark: Stamp, *, force: bool = False) -> tuple[Task, ...]:
    """The inputs in their order, each with the name of its record and whether it is done already.

    Names are unique over the whole ledger and stay what they are once given, so that a run that was killed and
    taken up again ends with the names that it would have ended with.
    """
    known = {entry.path: entry for entry in ledger}
    names = Names(known.values())
    tasks = []
    for one in inputs:
        path = printable(one.path)
        entry = known.get(path)
        seen = identified(one, entry)
        done = entry if entry and not force and _current(seen, entry, mark) else None
        tasks.append(Task(seen, entry.name if entry else names.give(path), done))
    return tuple(tasks)


def touched(tasks: Iterable[Task]) -> Iterator[tuple[str, int, int]]:
    """What is done and only looked changed: path, size, and time of change in ns."""
    for task in tasks:
        size, changed = task.input.size, task.input.mtime_ns
        if task.known and size is not None and changed is not None and changed != task.known.mtime_ns:
            yield task.known.path, size, changed


def identified(one: Input, entry: Entry | None) -> Input:
    """The input with its hash: the ledger's where size and time of change are the same, else of its bytes."""
    if entry and entry.sha256 and entry.mtime_ns and (one.size, one.mtime_ns) == (entry.size, entry.mtime_ns):
        return one._replace(sha256=entry.sha256)
    return hashed(one)


def _current(one: Input, entry: Entry, mark: Stamp) -> bool:
    if one.sha256 is None or entry.sha256 != one.sha256 or entry.version != mark.version:
        return False
    if entry.state == "failed":
        return entry.attempt == mark.attempt and entry.error not in _PASSING
    return entry.settings == mark.settings


class Names:
    """The names of records given so far.

    Args:
        entries: of the ledger.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = entries

    @cached_property
    def _folders(self) -> dict[str, str]:
        """Folder by name; a run that has no name to give never asks."""
        return {entry.name.casefold(): str(PurePath(entry.path).parent) for entry in self._entries}

    def give(self, path: str) -> str:
        """A name for an input of this path, taken from now on.

        The stem; where a file of another folder has it, with the folder's name; of this folder, with the ending.
        """
        pure = PurePath(path)
        folder = str(pure.parent)
        beside = self._folders.get(pure.stem.casefold()) == folder
        digest = hashlib.sha256(path.encode()).hexdigest()
        second = pure.name if beside else f"{pure.parent.name}.{pure.stem}"
        wanted = (pure.stem, second, f"{pure.parent.name}.{pure.name}", f"{pure.stem}.{digest[:8]}")
        free = (name for name in wanted if name.casefold() not in self._folders and _fits(name))
        name = next(free, f"{_cut(pure.stem)}.{digest[:16]}")
        self._folders[name.casefold()] = folder
        return name


_LONGEST = 200
"""Bytes of a name, so that with its endings it is one that every file system takes (255)."""


def _fits(name: str) -> bool:
    return len(name.encode()) <= _LONGEST


def _cut(stem: str) -> str:
    return stem.encode()[: _LONGEST - 20].decode("utf-8", "ignore")


def _hash(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
