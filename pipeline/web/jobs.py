"""Readings that were asked for on the page: one after the other, beside the server, told as they go, to be stopped."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipeline.batch import run
from pipeline.batch.pool import DEFAULT_JOB
from pipeline.batch.report import Progress
from pipeline.errors import KehoachError
from pipeline.settings import RunSettings

JobState = Literal["waiting", "running", "done", "cancelled", "failed"]
_KEPT = 50  # jobs that are still told of


@dataclass(frozen=True, slots=True)
class JobView:
    """A reading as it stands.

    Attributes:
        id: of the job.
        paths: what is read.
        done, total, pages: files at their end, files in all, pages read.
        read: paths of the files at their end, which are the keys of the ledger.
        left_out: names of files that came with them and are of no kind that is read.
        error: why it failed, in Vietnamese and English.
    """

    id: int
    paths: tuple[str, ...]
    state: JobState = "waiting"
    done: int = 0
    total: int = 0
    pages: int = 0
    read: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    error: tuple[str, str] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "cancelled", "failed")


@dataclass(slots=True)
class _Job:
    view: JobView
    stop: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The readings of one server, one at a time.

    Args:
        settings: of the run; its tables are not written, since those of the page are made when they are asked for.
        work: "module:function" of what is done to a file.
    """

    def __init__(self, settings: RunSettings, work: str = DEFAULT_JOB) -> None:
        self._settings, self._work = settings, work
        self._jobs: dict[int, _Job] = {}
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kehoach-read")

    def start(self, paths: Sequence[Path], left_out: Sequence[str] = ()) -> JobView:
        """Takes files and folders to be read."""
        with self._lock:
            number = max(self._jobs, default=0) + 1
            job = _Job(JobView(number, tuple(map(str, paths)), left_out=tuple(left_out)))
            self._jobs[job.view.id] = job
            for old in [number for number, one in self._jobs.items() if one.view.over][:-_KEPT]:
                del self._jobs[old]
        self._thread.submit(self._run, job)
        return job.view

    def get(self, number: int) -> JobView | None:
        """A reading as it stands; None where there is none of this number."""
        job = self._jobs.get(number)
        return job.view if job else None

    def all(self) -> list[JobView]:
        """The readings, newest first."""
        return [job.view for job in reversed(list(self._jobs.values()))]

    def cancel(self, number: int) -> JobView | None:
        """Stops a reading; files that are done are kept."""
        job = self._jobs.get(number)
        if job is None:
            return None
        job.stop.set()
        if job.view.state == "waiting":
            job.view = replace(job.view, state="cancelled")
        return job.view

    def close(self) -> None:
        """Stops all readings and waits for their end."""
        for number in list(self._jobs):
            self.cancel(number)
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: _Job) -> None:
        if job.stop.is_set():
            return

        def step(progress: Progress) -> None:
            entry = progress.entry
            read = job.view.read + ((entry.path,) if entry else ())
            job.view = replace(job.view, read=read, done=progress.done, total=progress.total, pages=progress.pages)

        job.view = replace(job.view, state="running")
        out = tempfile.mkdtemp(prefix="kehoach-web-")
        try:
            report = run(
                job.view.paths, replace(self._settings, out=out), step, job=self._work, cancelled=job.stop.is_set
            )
            job.view = replace(job.view, state="cancelled" if report.interrupted else "done")
        except KehoachError as error:
            job.view = replace(job.view, state="failed", error=(error.describe("vi"), error.describe("en")))
        except Exception as error:
            job.view = replace(job.view, state="failed", error=(f"{type(error).__name__}: {error}",) * 2)
        finally:
            shutil.rmtree(out, ignore_errors=True)
