"""The run over a dask cluster of real processes, one of which is killed in mid-run."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import distributed
import pytest

from pipeline.batch import cluster
from pipeline.errors import EngineError
from pipeline.settings import RunSettings

BODY = """
    open(os.path.join(os.path.dirname(path), "..", name + ".seen"), "a").write(f"{os.getppid()}\\n")
    time.sleep(0.2)
    if name.startswith("exit"): os._exit(3)
    if name.startswith("raise"): raise ValueError("x")
    if name.startswith("fault"):
        return record(faults=[{"page": 2, "stage": "ocr", "message": "trang hỏng / broken page"}])
"""


@pytest.fixture
def dask(job_module: Any) -> Iterator[Any]:
    """A cluster of two worker processes, each with one thread and a nanny; they can import the doubles."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def test_a_killed_machine_of_the_cluster_costs_nothing(
    written: Any,
    lasting: Any,
    dask: Any,
    folder: Callable[..., Path],
    execute: Any,
    settings: RunSettings,
    tmp_path: Path,
) -> None:
    home = folder(*(f"{n}.pdf" for n in range(40)), "exit.pdf", "raise.pdf", "fault.pdf")
    spread = replace(
        settings, executor="dask", scheduler=dask.scheduler_address, db=f"sqlite:///{tmp_path}/dask.db",
        out=str(tmp_path / "dask"),
    )  # fmt: skip
    victim = int(dask.workers[0].pid)

    def readers() -> set[str]:
        return {line for path in tmp_path.glob("*.seen") for line in path.read_text().split()}

    def kill() -> None:
        while str(victim) not in readers():
            time.sleep(0.02)
        os.kill(victim, signal.SIGKILL)

    killer = Thread(target=kill, daemon=True)
    killer.start()
    report = execute(home, body=BODY, over=spread)
    assert not killer.is_alive(), "the one that was to be killed read nothing"
    assert len(readers()) >= 2
    assert len(report.files) == 43
    execute(home, body=BODY)
    assert lasting(spread) == lasting(settings)
    assert written(Path(spread.out)) == written(Path(settings.out))


def test_a_cluster_of_threads_gives_what_local_workers_give(
    written: Any, lasting: Any, folder: Callable[..., Path], execute: Any, settings: RunSettings, tmp_path: Path
) -> None:
    home = folder("a.pdf", "b.pdf", "exit.pdf", "raise.pdf", "fault.pdf")
    execute(home, body=BODY)
    spread = replace(settings, executor="dask", db=f"sqlite:///{tmp_path}/dask.db", out=str(tmp_path / "dask"))
    execute(home, body=BODY, over=spread)
    assert lasting(spread) == lasting(settings)
    assert written(Path(spread.out)) == written(Path(settings.out))


def test_workers_that_cannot_start_on_the_cluster_end_the_run(
    folder: Callable[..., Path], settings: RunSettings
) -> None:
    from pipeline.batch import run

    with pytest.raises(EngineError, match="no_such_module"):
        run([folder("a.pdf")], replace(settings, executor="dask"), job="no_such_module:process")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "máy-chủ"])
def test_a_scheduler_that_does_not_answer_is_told(
    folder: Callable[..., Path], execute: Any, settings: RunSettings, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(EngineError, match=address):
        execute(folder("a.pdf"), over=replace(settings, executor="dask", scheduler=address))
