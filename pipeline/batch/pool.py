"""Worker processes with replacement: whatever befalls one of them costs one file only."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline import errors
from pipeline.batch import failures
from pipeline.batch.inputs import Input, printable
from pipeline.batch.worker import BEFORE, TEXTS
from pipeline.messages import both
from pipeline.process import stage_fault
from pipeline.settings import RunSettings
from pipeline.storage import Texts
from pipeline.storage.scratch import Scratch

DEFAULT_JOB = "pipeline.process:process"

_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[4]); from pipeline.batch.worker import main; "
    "main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))"
)
# Each worker keeps to one core: engines that take all cores in every worker make the whole slower.
_ONE_CORE = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_START = 120.0  # seconds that a worker has to come up
_ASKED = 0.5  # seconds after which it is asked again whether to stop
_FILES = 250  # after so many a worker is replaced, so that what engines leak does not add up
_EXHAUSTED = ("memoryerror", "bad_alloc", "cannot allocate", "out of memory", "std::length_error")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its record as plain values, or the error; the seconds that it took; its texts."""

    input: Input
    values: dict[str, Any] | None
    error: errors.KehoachError | None
    seconds: float
    texts: Texts | None = None


class Worker:
    """One worker process and the line to it.

    Args:
        job: "module:function" of what is done to a file.
        settings: of the run; the limits on time and memory are taken from it.
        folder: where its engines put their temporary files; removed with the worker.
    """

    def __init__(self, job: str, settings: RunSettings, folder: Path) -> None:
        ours, theirs = socket.socketpair()
        self._settings = settings
        self._folder = folder
        self._log = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # lives as long as the process
        arguments = [
            str(theirs.fileno()),
            job,
            str(settings.memory),
            json.dumps([str(Path(entry).absolute()) for entry in sys.path]),
        ]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            pass_fds=(theirs.fileno(),),
            env={**os.environ, **_ONE_CORE, "TMPDIR": str(folder)},
            start_new_session=True,  # a group of its own: killed with its children, and deaf to Ctrl-C
        )
        theirs.close()
        self.connection = Connection(ours.detach())
        self.task: Input | None = None
        self.ready = False
        self.files = 0
        self._kept: bytes | None = None
        self._texts: bytes | None = None
        self._began = time.monotonic()
        self.deadline = self._began + _START

    def send(self, task: Input) -> None:
        """Hands over a file; the clock starts."""
        self.task, self._kept, self._texts = task, None, None
        self._began = time.monotonic()
        self.deadline = self._began + self._settings.timeout
        request = {"path": task.path, "settings": asdict(self._settings)}
        with suppress(OSError):  # a worker that is dead already shows at the next look
            self.connection.send_bytes(json.dumps(request).encode("ascii"))

    def receive(self) -> Outcome | None:
        """What the worker has to say: an outcome, or None where it is ready, or only on its way.

        A worker that must not be used again has `ready` False after it.
        """
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            return self._failed(self._death())
        if self.task is None:
            self.ready = True
            return None
        if message.startswith(BEFORE):
            self._kept = message  # hardly ever needed, and then taken apart
            return None
        if message.startswith(TEXTS):
            self._texts = message
            return None
        answer = json.loads(message)
        self.files += 1
        self.ready = self.files < _FILES and ("values" in answer or "error" in answer)
        if "values" in answer:
            return self._done(_named(answer["values"], self.task.given), None)
        return self._failed(_rebuilt(answer, self.task, self._settings))

    def overdue(self) -> Outcome | None:
        """Ends a worker that is past its time, and says so."""
        if self.task is None:
            return self._failed(failures.WorkerLost(None, "did not start"))
        return self._failed(errors.ReadTimeout(self.task.given, f"{self._settings.timeout:g} s"))

    def close(self) -> None:
        """Ends the process and all that it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.connection.close()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _done(self, values: dict[str, Any] | None, error: errors.KehoachError | None) -> Outcome | None:
        task, self.task = self.task, None
        if task is None:
            return None
        texts = Texts(**json.loads(self._texts)) if self._texts and values is not None else None
        return Outcome(task, values, error, time.monotonic() - self._began, texts)

    def _failed(self, error: errors.KehoachError) -> Outcome | None:
        if self.task is None:
            self.ready = False
            raise errors.EngineError(None, f"worker: {error.detail}")
        self.ready = self.ready and not isinstance(error, errors.ReadTimeout | failures.WorkerLost)
        if self._kept is None or error is None:
            return self._done(None, error)
        # The file was read, and a later stage ended the worker: what the earlier ones gave stands.
        kept = json.loads(self._kept)
        stage, values = kept["before"], kept["values"]
        fault = asdict(stage_fault(stage, *(type(error)(None, error.detail).describe(lang) for lang in ("vi", "en"))))
        source = values["source"] | {"faults": [*values["source"]["faults"], fault]}
        return self._done(_named(values | {"source": source}, self.task.given), None)

    def _death(self) -> errors.KehoachError:
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            code = None
        self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, self._log.tell() - 4000))
        said = self._log.read().decode("utf-8", "replace").strip().splitlines()
        given = None if self.task is None else self.task.given
        if any(word in line.lower() for line in said for word in _EXHAUSTED):
            return failures.OutOfMemory(given, f"{self._settings.memory} MiB")
        how = _ending(code)
        self.ready = False
        return failures.WorkerLost(given, f"{how}; {said[-1][:160]}" if said else how)


def _ending(code: int | None) -> str:
    if code is None:
        return "no answer"
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _rebuilt(answer: dict[str, Any], task: Input, settings: RunSettings) -> errors.KehoachError:
    """The error that the worker told of, as an object of the tree."""
    if "memory" in answer:
        return failures.OutOfMemory(task.given, f"{settings.memory} MiB")
    if "raised" in answer:
        return failures.Unexpected(task.given, answer["raised"])
    kind: type[errors.KehoachError] = getattr(errors, answer["error"], errors.InputError)
    path = task.given if answer["path"] in (None, task.path) else printable(answer["path"])
    return kind(path, answer["detail"], answer["todo"])


def _named(values: dict[str, Any], given: str) -> dict[str, Any]:
    """The record with the path as the user gave it; the worker only saw the absolute one."""
    return values | {"source": values["source"] | {"path": given}} if "source" in values else values


def serve(
    tasks: Iterable[Input],
    settings: RunSettings,
    workers: int,
    done: Callable[[Outcome], None],
    job: str = DEFAULT_JOB,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Runs the job on every task in `workers` processes; `done` is called with each outcome as it comes.

    An exception of `done`, Ctrl-C, or `cancelled` once it says so, ends all workers at once; the first two go on to
    the caller, the last as KeyboardInterrupt.

    Raises:
        EngineError: a worker process does not come up at all.
    """
    with Staff(settings, job) as staff:
        staff.serve(tasks, workers, done, cancelled)


class Staff:
    """Worker processes of a run and the folder of their temporary files; a context manager.

    Args:
        settings: of the run.
        job: "module:function" of what is done to a file.

    Raises:
        EngineError: there is no room for temporary files.
    """

    def __init__(self, settings: RunSettings, job: str) -> None:
        self._settings, self._job = settings, job
        self._workers: list[Worker] = []
        try:
            self._scratch = Scratch()
        except OSError as error:
            raise errors.EngineError(error.filename, error.strerror, both("advice", "no_room")) from error

    def __enter__(self) -> Staff:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers and empties their folder."""
        for worker in self._workers:
            worker.close()
        self._workers.clear()
        self._scratch.close()

    def serve(
        self,
        tasks: Iterable[Input],
        workers: int,
        done: Callable[[Outcome], None],
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Runs the job on the tasks; workers that can be used again are kept for the next call.

        Raises:
            KeyboardInterrupt: `cancelled` says so.
        """
        staff, waiting = self._workers, deque(tasks)
        while waiting or any(worker.task for worker in staff):
            if cancelled and cancelled():
                raise KeyboardInterrupt
            idle = [worker for worker in staff if worker.ready and worker.task is None]
            for worker in idle[: len(waiting)]:
                worker.send(waiting.popleft())
            missing = min(workers, len(waiting) + sum(w.task is not None for w in staff)) - len(staff)
            staff.extend(Worker(self._job, self._settings, self._scratch.folder()) for _ in range(missing))
            for worker, outcome in _heard(staff, _ASKED if cancelled else None):
                if outcome is not None:
                    done(outcome)
                if not worker.ready:
                    worker.close()
                    staff.remove(worker)


def _heard(staff: list[Worker], most: float | None) -> list[tuple[Worker, Outcome | None]]:
    """Waits until a worker speaks, dies or is overdue, `most` seconds; what each such worker has to say."""
    busy = {worker.connection: worker for worker in staff if worker.task is not None or not worker.ready}
    if not busy:
        return []
    pause = max(0.0, min(worker.deadline for worker in busy.values()) - time.monotonic())
    pause = pause if most is None else min(pause, most)
    spoke = [busy[connection] for connection in wait(list(busy), pause) if isinstance(connection, Connection)]
    now = time.monotonic()
    late = [worker for worker in busy.values() if worker not in spoke and worker.deadline <= now]
    return [(worker, worker.receive()) for worker in spoke] + [(worker, worker.overdue()) for worker in late]
