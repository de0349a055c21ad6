"""The only module that knows where models, data and word lists lie (`messages` finds its own)."""

from __future__ import annotations

import csv
import hashlib
import json
import sysconfig
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pipeline.errors import EngineError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_INSTALLED = Path(sysconfig.get_path("data")) / "share" / "kehoach"


def _root(name: str) -> Path:
    beside = _CHECKOUT / name
    return beside if (_CHECKOUT / "pyproject.toml").exists() and beside.exists() else _INSTALLED / name


def resource(name: str) -> Path:
    """Path of a word list or template of the package (`pipeline/resources/<name>`)."""
    return _PACKAGE / "resources" / name


def data(name: str) -> Path:
    """Path of a file or folder of `data/` (registry, policies), in a checkout or an installed wheel."""
    return _root("data") / name


def of_package(package: str, name: str) -> Path:
    """Path of a file or folder that another package brings, which is not imported for it; it may be missing."""
    spec = find_spec(package)
    return Path(next(iter((spec.submodule_search_locations if spec else None) or ()), package)) / name


def influences() -> tuple[Path, ...]:
    """The files beside code and word lists that results depend on: the models' manifest, registry, policies."""
    shared = (path for folder in ("registry", "policies") for path in data(folder).rglob("*"))
    return tuple(path for path in (_root("models") / "manifest.json", *sorted(shared)) if path.is_file())


@cache
def model(name: str) -> Path:
    """Path of a trained artefact of `models/`, checked against the manifest's sha256 once a process.

    Raises:
        EngineError: the artefact is missing, not in the manifest, or its sha256 differs.
    """
    folder = _root("models")
    path = folder / name
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        expected = manifest["artefacts"][name]["sha256"]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, KeyError, ValueError) as error:
        raise EngineError(path, f"model: {error}") from error
    if digest != expected:
        raise EngineError(path, "model: sha256 differs from manifest.json")
    return path


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a word list in resources: one a line, `#` opens a comment, blank lines skipped.

    They stand in the order of their letters without marks, then of their code points, within each section.
    """
    text = resource(name).read_text(encoding="utf-8")
    return tuple(entry for raw in text.splitlines() if (entry := raw.split("#", 1)[0].strip()))


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of a word list by section; a line in brackets opens one: "[counted]"."""
    found: dict[str, list[str]] = {}
    for entry in lines(name):
        if entry.startswith("["):
            section = found.setdefault(entry.strip("[]"), [])
        else:
            section.append(entry)
    return {section: tuple(entries) for section, entries in found.items()}


class TableRow(BaseModel):
    """A row of a CSV file in resources: a field for each column, no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Row = TypeVar("Row", bound=TableRow)


def table(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a CSV file in resources, checked: a title for each field; lines that begin with `#` are comments.

    Raises:
        ValidationError: a row lacks a field, has one too many, or a value of another kind.
    """
    with resource(name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    return tuple(row.model_validate(one) for one in rows)


Listed = Annotated[tuple[str, ...], BeforeValidator(lambda cell: tuple(filter(None, cell.split("|"))))]
"""A cell of several names, parted by strokes."""
