"""A run over files of a temporary folder, with a double in place of the stages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import RunReport, run
from pipeline.settings import RunSettings
from pipeline.storage import Entry, Store


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes `in/` with files of the names given; each holds its own name, or what stands after "="."""

    def make(*names: str) -> Path:
        for name in names:
            name, _, content = name.partition("=")
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content or name, encoding="utf-8")
        return tmp_path / "in"

    return make


@pytest.fixture
def settings(tmp_path: Path) -> RunSettings:
    """Of a quick run of two workers, into the temporary folder."""
    return RunSettings(db=f"sqlite:///{tmp_path}/k.db", out=str(tmp_path / "out"), workers=2, timeout=20, memory=1024)


@pytest.fixture
def ledger(settings: RunSettings) -> Callable[[], dict[str, Entry]]:
    """The ledger as it stands: file name -> line."""

    def read() -> dict[str, Entry]:
        with Store(settings.db) as store:
            return {Path(entry.path).name: entry for entry in store.ledger()}

    return read


@pytest.fixture
def execute(settings: RunSettings, job_module: Callable[..., str]) -> Callable[..., RunReport]:
    """Runs over paths with a double of the given body."""

    def go(*paths: Path | str, body: str = "", over: RunSettings = settings, **options: Any) -> RunReport:
        return run(paths, over, job=job_module(body), **options)

    return go


@pytest.fixture
def written() -> Callable[[Path], dict[str, bytes]]:
    """The files of results below a folder, not what is kept for the next run: relative name -> bytes."""

    def of(home: Path) -> dict[str, bytes]:
        found = (path for path in home.rglob("*") if path.is_file() and ".kehoach-" not in str(path))
        return {str(path.relative_to(home)): path.read_bytes() for path in found}

    return of


@pytest.fixture
def lasting() -> Callable[[RunSettings], list[Entry]]:
    """The ledger of a store without what differs from run to run: times and version."""

    def of(settings: RunSettings) -> list[Entry]:
        with Store(settings.db) as store:
            return [line._replace(started=None, seconds=0, mtime_ns=None, version="") for line in store.ledger()]  # type: ignore[arg-type]

    return of
