"""The run over a dask cluster: the same isolated workers, on other machines.

A dask task does not read the file itself: it hands it to a worker process of `pool` on its machine, so that time and
memory limits hold there as well, and a crash does not take the dask worker along. All machines must see the files
under the same paths.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from pipeline.batch import pool
from pipeline.batch.inputs import Input
from pipeline.batch.pool import Outcome
from pipeline.errors import EngineError
from pipeline.settings import RunSettings

_PATIENCE = 20  # seconds for the scheduler to answer

# Worker processes kept from one file to the next, by run and thread; each list is touched by its thread only.
_staff: dict[tuple[RunSettings, str, int], list[pool.Worker]] = {}


def serve(
    tasks: Iterable[Input], settings: RunSettings, workers: int, done: Callable[[Outcome], None], job: str
) -> None:
    """As `pool.serve`, on the cluster at `settings.scheduler`, or on one made on this machine where that is None.

    Raises:
        EngineError: dask is not installed, or the scheduler does not answer.
    """
    try:
        import distributed
    except ImportError as error:
        raise EngineError(None, "dask", _INSTALL) from error
    dask: Any = distributed
    local: Any = None
    try:
        if settings.scheduler:
            client = dask.Client(settings.scheduler, timeout=_PATIENCE)
        else:
            local = dask.LocalCluster(n_workers=1, threads_per_worker=workers, processes=False, dashboard_address=None)
            client = dask.Client(local)
    except (OSError, TimeoutError) as error:
        raise EngineError(None, f"dask {settings.scheduler}: {error}", _ANSWER) from error
    try:
        futures = [client.submit(_read, task, settings, job, pure=False, retries=2) for task in tasks]
        for future in dask.as_completed(futures):
            done(future.result())
    finally:
        client.run(_dismiss, settings, job)
        client.close()
        if local is not None:
            local.close()


_INSTALL = {"vi": "Cài bằng: pip install 'kehoach[dask]'.", "en": "Install it: pip install 'kehoach[dask]'."}
_ANSWER = {"vi": "Kiểm tra --scheduler và mạng.", "en": "Check --scheduler and the network."}


def _read(task: Input, settings: RunSettings, job: str) -> Outcome:
    """One file, read by the worker process of this thread; runs on the cluster."""
    outcomes: list[Outcome] = []
    staff = _staff.setdefault((settings, job, threading.get_ident()), [])
    pool.serve_with(staff, [task], settings, 1, outcomes.append, job)
    return outcomes[0]


def _dismiss(settings: RunSettings, job: str) -> None:
    """Ends the worker processes that a run leaves idle; runs on each machine of the cluster."""
    for key in [key for key in _staff if key[:2] == (settings, job)]:
        for worker in _staff.pop(key):
            worker.close()
