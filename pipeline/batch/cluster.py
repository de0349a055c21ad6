"""The run over a dask cluster: the same isolated workers, on other machines.

A dask task does not read the file itself: it hands it to a worker process of `pool` on its machine, so that time and
memory limits hold there as well, and a crash does not take the dask worker along. All machines must see the files
under the same paths.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from pipeline.batch import failures
from pipeline.batch.inputs import Input
from pipeline.batch.pool import Outcome, Staff
from pipeline.errors import EngineError, KehoachError
from pipeline.messages import both
from pipeline.settings import RunSettings

_PATIENCE = 20  # seconds for the scheduler to answer
_AHEAD = 4  # files handed to the cluster for each of its threads, so that none waits and the parent keeps few

# Worker processes kept from one file to the next, by run and thread; each staff is touched by its thread only.
_staff: dict[tuple[RunSettings, str, int], Staff] = {}


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
        raise EngineError(None, "dask", both("advice", "install_dask")) from error
    dask: Any = distributed
    local: Any = None
    try:
        if settings.scheduler:
            client = dask.Client(settings.scheduler, timeout=_PATIENCE)
        else:
            local = dask.LocalCluster(n_workers=1, threads_per_worker=workers, processes=False, dashboard_address=None)
            client = dask.Client(local)
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(None, f"dask {settings.scheduler}: {error}", both("advice", "scheduler")) from error
    try:
        threads = max(workers, sum(client.nthreads().values()))
        waiting = deque(tasks)
        given: dict[str, Input] = {}
        pending = dask.as_completed()
        while waiting or given:
            while waiting and len(given) < _AHEAD * threads:
                task = waiting.popleft()
                future = client.submit(_read, task, settings, job, pure=False)
                given[future.key] = task
                pending.add(future)
            future = next(pending)
            done(_outcome(future, given.pop(future.key)))
    finally:
        with suppress(Exception):  # a machine that is gone keeps nobody
            client.run(_dismiss, settings, job)
        client.close()
        if local is not None:
            local.close()


def _outcome(future: Any, task: Input) -> Outcome:
    """What became of an input on the cluster, which gives up on one that took several of its workers along.

    Raises:
        EngineError: worker processes cannot be started there.
    """
    error = future.exception() if future.status != "finished" else None
    if isinstance(error, KehoachError):
        raise error
    if error is not None or future.status != "finished":
        return Outcome(task, None, failures.WorkerLost(task.given, f"dask: {type(error).__name__}"), 0.0)
    outcome: Outcome = future.result()
    return outcome


def _read(task: Input, settings: RunSettings, job: str) -> Outcome:
    """One file, read by the worker process of this thread; runs on the cluster."""
    outcomes: list[Outcome] = []
    key = (settings, job, threading.get_ident())
    if key not in _staff:
        _staff[key] = Staff(settings, job)
    _staff[key].serve([task], 1, outcomes.append)
    return outcomes[0]


def _dismiss(settings: RunSettings, job: str) -> None:
    """Ends the worker processes that a run leaves idle; runs on each machine of the cluster."""
    for key in [key for key in _staff if key[:2] == (settings, job)]:
        _staff.pop(key).close()
