"""The only module that knows where models, data and word lists lie."""

from __future__ import annotations

import hashlib
import json
import sysconfig
from functools import cache
from importlib.util import find_spec
from pathlib import Path

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
    """The entries of a word list in resources: one a line, `#` opens a comment, blank lines skipped."""
    text = resource(name).read_text(encoding="utf-8")
    return tuple(entry for raw in text.splitlines() if (entry := raw.split("#", 1)[0].strip()))
