"""The command line in this process: exit code, standard output, standard error."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import pipeline.batch
from pipeline.batch import execute
from pipeline.cli import app as cli


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def kehoach(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs a command line in the temporary folder, so that the default store and output lie there."""
    monkeypatch.chdir(tmp_path)

    def go(*arguments: object) -> Result:
        capsys.readouterr()
        code = cli.invoke([str(argument) for argument in arguments])
        return Result(code, *capsys.readouterr())

    return go


@pytest.fixture
def doubled(job_module: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """From here on `kehoach run` does to a file what the body given says."""

    def use(body: str) -> None:
        double: Any = functools.partial(execute.run, job=job_module(body))
        monkeypatch.setattr(pipeline.batch, "run", double)

    return use
