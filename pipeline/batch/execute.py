"""The run over many files."""

from __future__ import annotations

import gc
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.batch import pool
from pipeline.batch.failures import Unexpected
from pipeline.batch.inputs import Input, collect, key, printable
from pipeline.batch.pool import Outcome
from pipeline.batch.report import Done, Listener, Progress, RunReport
from pipeline.batch.schedule import Names, Stamp, Task, plan, stamp, touched
from pipeline.errors import KehoachError, OutputError, UsageError
from pipeline.messages import word
from pipeline.records import EMPTY_PART
from pipeline.settings import RunSettings
from pipeline.storage import Entry, NameTaken, Store, Texts, UnfitRecord
from pipeline.storage.carried import Carried, alone, carried, note
from pipeline.storage.refresh import refresh


def run(
    paths: Iterable[str | Path],
    settings: RunSettings | None = None,
    progress: Listener | None = None,
    *,
    force: bool = False,
    job: str = pool.DEFAULT_JOB,
    cancelled: Callable[[], bool] | None = None,
) -> RunReport:
    """Reads files and folders into the store and writes the tables to `settings.out`.

    The tables hold these inputs and those that earlier runs put into the same folder; what is no longer where this run
    looked leaves them. Each file is read in a process of its own; one that crashes, hangs or takes too much memory
    fails alone. What stands in the ledger with the same bytes, settings and version is not read again. Every input
    ends as ok, partial (some of its pages have faults) or failed, with the reason.

    Args:
        paths: files, and folders that are walked.
        settings: of the run and of its stages; the defaults where None.
        progress: called after each file.
        force: reads again what is in the ledger already.
        job: "module:function" of what is done to a file.
        cancelled: asked twice a second, by local workers, whether to stop; what is done by then is kept.

    Raises:
        UsageError: no path is given, or a setting is out of its range.
        StorageError: the store cannot be read or written.
        OutputError: `settings.out` cannot be written.
        EngineError: worker processes cannot be started.
    """
    settings = settings or RunSettings()
    paths = tuple(paths)
    _check(settings)
    out = Path(settings.out)
    _prepare(out)
    with Store(settings.db) as store:
        mark = stamp(settings)
        with _without_collector():
            inputs = collect(paths)
            tasks = plan(inputs.files, store.ledger(), mark, force=force)
        store.touch(touched(tasks))
        number = store.begin_run(len(tasks), mark.version)
        batch = _Batch(store, mark, tasks, progress)
        interrupted = False
        try:
            with _without_collector():
                batch.settle_known()
            pending = batch.pending()
            workers = min(settings.workers or len(os.sched_getaffinity(0)), max(1, len(pending)))
            _serve(pending, settings, workers, batch.settle, job, cancelled)
        except KeyboardInterrupt:
            interrupted = True
        else:
            store.end_run(number)
        done = tuple(sorted(batch.done, key=lambda one: one.entry.path))
        if interrupted:
            return RunReport(done, inputs.skipped, (), interrupted=True)
        with alone(out):
            before = carried(store, {one.entry.path for one in done}, out, [key(path) for path in paths])
            shown = sorted([*(one.entry for one in done), *before.kept], key=attrgetter("path"))
            written = refresh(store, shown, out, settings.lang) if shown or before.gone else []
            _note(out, shown, before)
        faulty = store.faulty(EMPTY_PART)
        empty = tuple(one for one in done if one.entry.path in faulty)
        return RunReport(done, inputs.skipped, tuple(written), empty=empty, carried=before)


def _serve(
    pending: Iterable[Input],
    settings: RunSettings,
    workers: int,
    done: Callable[[Outcome], None],
    job: str,
    cancelled: Callable[[], bool] | None,
) -> None:
    """Has the pending files read where the settings say."""
    if settings.executor == "dask":
        from pipeline.batch import cluster

        cluster.serve(pending, settings, workers, done, job)
    else:
        pool.serve(pending, settings, workers, done, job, cancelled)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keeps Python from seeking cycles while a hundred thousand things are made that all stay: a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _check(settings: RunSettings) -> None:
    if settings.workers < 0 or not settings.timeout > 0 or settings.memory <= 0:
        raise UsageError(None, "workers >= 0, timeout > 0, memory > 0")


def _prepare(out: Path) -> None:
    """Makes the folder of results and sees that it can be written, before hours of reading are spent."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputError.of(out, error) from error


def _note(out: Path, shown: Sequence[Entry], before: Carried) -> None:
    try:
        note(out, shown, before.gone)
    except OSError as error:
        raise OutputError.of(error.filename or out, error) from error


class _Batch:
    """The inputs of one run on their way into the store."""

    def __init__(self, store: Store, mark: Stamp, tasks: tuple[Task, ...], progress: Listener | None) -> None:
        self._store, self._mark, self._progress = store, mark, progress
        self._tasks = tasks
        self._groups: dict[str, list[Task]] = defaultdict(list)
        for task in tasks:
            if task.input.sha256:
                self._groups[task.input.sha256].append(task)
        self._pages = 0
        self.done: list[Done] = []

    def settle_known(self) -> None:
        """Reports what needs no reading: done in an earlier run, or not to be opened at all."""
        self._tell(None, True)
        for task in self._tasks:
            if task.known:
                self._note(task.known, fresh=False)
            elif task.input.error:
                self._save(task, Outcome(task.input, None, task.input.error, 0.0))

    def pending(self) -> list[Input]:
        """One input of each group of equal bytes that is still to be read, the first by path."""
        open_tasks = (next((t for t in group if not t.known), None) for group in self._groups.values())
        return [task.input for task in open_tasks if task]

    def settle(self, outcome: Outcome) -> None:
        """Stores what became of an input, and the same for all that have its bytes.

        Raises:
            UsageError: settings that no file can be read with; the run ends, since that is no fault of the file.
        """
        if isinstance(outcome.error, UsageError):
            raise outcome.error
        for task in self._groups[outcome.input.sha256 or ""]:
            if not task.known:
                self._save(task, outcome)

    def _save(self, task: Task, outcome: Outcome) -> None:
        values = outcome.values
        try:
            if values is not None:
                values = values | {"source": values["source"] | {"path": task.input.given}}
            entry = self._entry(task, values, outcome.error, outcome.seconds)
            self._note(self._stored(entry, values, outcome.texts), fresh=True)
        except (UnfitRecord, KeyError, TypeError, AttributeError) as unfit:
            if values is None:
                raise
            why = unfit.detail if isinstance(unfit, UnfitRecord) else f"{type(unfit).__name__}: {unfit}"
            self._save(task, Outcome(outcome.input, None, Unexpected(None, f"{why} [record]"), outcome.seconds))

    def _stored(self, entry: Entry, values: dict[str, Any] | None, texts: Texts | None) -> Entry:
        """The entry as the store holds it; under another name where a run beside this one has taken its own."""
        while True:
            try:
                return self._store.save(entry, values, texts)
            except NameTaken:
                entry = entry._replace(name=Names(self._store.ledger()).give(entry.path))

    def _entry(
        self, task: Task, values: dict[str, Any] | None, error: KehoachError | None, seconds: float
    ) -> Entry:  # fmt: skip
        one = task.input
        if error is not None and error.path is not None:
            error = type(error)(None, error.detail, error.todo)
        faults = [] if values is None else values["source"]["faults"]
        first = self._groups[one.sha256][0] if one.sha256 else task
        return Entry(
            path=printable(one.path),
            shown=one.given,
            name=task.name,
            sha256=one.sha256,
            size=one.size,
            mtime_ns=one.mtime_ns,
            settings=self._mark.settings,
            attempt=self._mark.attempt,
            version=self._mark.version,
            state="failed" if values is None else "partial" if faults or _unread(values) else "ok",
            error=type(error).__name__ if error else None,
            reason_vi=_reason(error, faults, values, "vi"),
            reason_en=_reason(error, faults, values, "en"),
            duplicate_of=None if first is task else first.input.given,
            started=datetime.now(UTC) - timedelta(seconds=seconds),
            seconds=round(seconds, 3),
        )

    def _note(self, entry: Entry, fresh: bool) -> None:
        self.done.append(Done(entry, fresh))
        self._pages += entry.pages or 0
        self._tell(entry, fresh)

    def _tell(self, entry: Entry | None, fresh: bool) -> None:
        if self._progress:
            self._progress(Progress(len(self.done), len(self._tasks), self._pages, entry, fresh))


def _unread(values: dict[str, Any]) -> list[int]:
    """Numbers of the pages of which nothing could be read."""
    return [page["page"] for page in values["source"]["pages"] if page["text_source"] == "failed"]


def _reason(
    error: KehoachError | None, faults: list[dict[str, Any]], values: dict[str, Any] | None, lang: str
) -> str | None:
    """Why an input is not ok, in one line of the language; None where it is."""
    if error is not None:
        return error.describe(lang)  # the path stands in a field of its own
    parts = []
    for fault in faults[:3]:
        message = fault["message"].split(" / ")[0 if lang == "vi" else -1]
        page = "" if fault["page"] is None else f"{word('run', 'page_of', lang)} {fault['page']}: "
        parts.append(f"{page}{message}")
    if len(faults) > 3:
        parts.append(f"… (+{len(faults) - 3})")
    if values is not None and not faults and (pages := _unread(values)):
        parts.append(word("run", "unread_pages", lang).format(", ".join(map(str, pages))))
    return "; ".join(parts) or None
