"""What is still to do: inputs against the ledger, and the name that each record gets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

import pipeline
from pipeline.batch.inputs import Input, printable
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


@dataclass(frozen=True, slots=True)
class Task:
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
    taken = {entry.name.casefold(): str(PurePath(entry.path).parent) for entry in known.values()}
    tasks = []
    for one in inputs:
        entry = known.get(printable(one.path))
        name = entry.name if entry else _name(printable(one.path), taken)
        taken[name.casefold()] = str(Path(one.path).parent)
        tasks.append(Task(one, name, entry if entry and not force and _current(one, entry, mark) else None))
    return tuple(tasks)


def _current(one: Input, entry: Entry, mark: Stamp) -> bool:
    if one.sha256 is None or entry.sha256 != one.sha256 or entry.version != mark.version:
        return False
    if entry.state == "failed":
        return entry.attempt == mark.attempt and entry.error not in _PASSING
    return entry.settings == mark.settings


def _name(path: str, taken: Mapping[str, str]) -> str:
    """The stem; where a file of another folder has it, with the folder's name; of this folder, with the ending.

    Args:
        path: of the input.
        taken: names given already, case folded -> folder of their input.
    """
    pure = PurePath(path)
    beside = taken.get(pure.stem.casefold()) == str(pure.parent)
    digest = hashlib.sha256(path.encode()).hexdigest()
    second = pure.name if beside else f"{pure.parent.name}.{pure.stem}"
    for name in (pure.stem, second, f"{pure.parent.name}.{pure.name}", f"{pure.stem}.{digest[:8]}"):
        if name.casefold() not in taken:
            return name
    return f"{pure.stem}.{digest}"


def _hash(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
