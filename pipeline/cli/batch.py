"""Commands over many documents: run, status, export."""

from __future__ import annotations

from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import Config, Db, Lang, Ocr, Password, Restore, chosen, terminal
from pipeline.messages import word, words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from pipeline.batch import RunReport
    from pipeline.batch.report import Listener, Progress
    from pipeline.storage import Entry, Store


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Tệp hoặc thư mục (đọc cả thư mục con).")],
    db: Db = None,
    out: Annotated[str | None, typer.Option("--out", metavar="DIR", help="Thư mục kết quả. [out]")] = None,
    workers: Annotated[int | None, typer.Option("--workers", help="Số tiến trình. [số nhân CPU]")] = None,
    executor: Annotated[str | None, typer.Option("--executor", metavar="local|dask", help="Nơi xử lý. [local]")] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDR", help="Địa chỉ bộ điều phối dask.")
    ] = None,
    ocr: Ocr = None,
    restore: Restore = None,
    timeout: Annotated[float | None, typer.Option("--timeout", metavar="S", help="Số giây cho một tệp. [300]")] = None,
    memory: Annotated[
        int | None, typer.Option("--memory", metavar="MB", help="Bộ nhớ (MiB) cho một tiến trình. [4096]")
    ] = None,
    password: Password = None,
    config: Config = None,
    force: Annotated[bool, typer.Option("--force", help="Đọc lại cả những tệp đã có trong kho.")] = False,
    lang: Lang = None,
) -> int:
    """Đọc các tệp và thư mục, lưu vào kho, ghi bảng Excel, CSV, JSON vào thư mục kết quả."""
    from pipeline.batch import run as run_batch
    from pipeline.settings import load

    settings = load(
        config,
        **chosen(
            db=db, out=out, workers=workers, executor=executor, scheduler=scheduler, timeout=timeout, memory=memory,
            lang=lang, read__ocr=ocr, read__password=password, restoring__restore=restore,
        ),
    )  # fmt: skip
    with _Display(settings.lang) as display:
        report = run_batch(paths, settings, display.step, force=force)
    _summary(report, settings.lang)
    return report.exit_code


def status(
    db: Db = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="Dạng in ra.")] = "text",
    lang: Lang = None,
) -> None:
    """Liệt kê các tệp đã đưa vào kho, trạng thái và lý do."""
    from pipeline.settings import load
    from pipeline.storage import Store

    settings = load(**chosen(db=db, lang=lang))
    _one_of("--format", format, ("text", "json"))
    with Store(settings.db, create=False) as store:
        if format == "json":
            _status_json(store, settings.lang)
        else:
            _status_text(store, settings.lang)


def export(
    format: Annotated[
        list[str], typer.Option("--format", metavar="json|csv|parquet|xlsx|gold", help="Dạng tệp; có thể nhắc lại.")
    ],
    db: Db = None,
    out: Annotated[str | None, typer.Option("--out", metavar="DIR", help="Thư mục kết quả. [out]")] = None,
    lang: Lang = None,
) -> None:
    """Ghi mọi văn bản trong kho ra JSON, CSV, Parquet, Excel; gold: kế hoạch đã duyệt xong, làm mẫu chuẩn."""
    from pipeline.settings import load
    from pipeline.storage import Store
    from pipeline.storage.carried import note
    from pipeline.storage.exports import export as write
    from pipeline.storage.target import GOLD

    settings = load(**chosen(db=db, out=out, lang=lang))
    with Store(settings.db, create=False) as store:
        for path in write(store.stored(), Path(settings.out), format, settings.lang):
            typer.echo(str(path))
        if set(format) != {GOLD}:  # a later run over this folder knows its own results
            note(Path(settings.out), store.ledger(), ())


def _one_of(option: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        from pipeline.errors import UsageError

        raise UsageError(None, f"{option} {value!r}: {' | '.join(choices)}")


# ------------------------------------------------------------------------------------------ progress


class _Display:
    """The progress of a run on standard error: a bar on a terminal, else a line a file."""

    def __init__(self, lang: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._lang = lang
        self._console = Console(stderr=True, highlight=False)
        pages, left = word("run", "page_count", lang), word("run", "left", lang)
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]} " + pages),
            TimeElapsedColumn(),
            TextColumn(f"· {left}"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task(word("run", "reading", lang), total=None, pages=0)

    def __enter__(self) -> _Display:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    @property
    def step(self) -> Listener:
        """The function that the run calls after each file."""
        return self._step

    def _step(self, progress: Progress) -> None:
        if not progress.fresh and progress.done < progress.total:
            return  # known from an earlier run: a hundred thousand of them pass within a second
        self._bar.update(self._task, completed=progress.done, total=progress.total, pages=progress.pages)
        if progress.done == progress.total:
            self._bar.update(self._task, description=word("run", "writing", self._lang))
        entry = progress.entry
        if entry is None or (entry.state == "ok" and self._console.is_terminal) or not progress.fresh:
            return
        reason = f" · {entry.reason(self._lang)}" if entry.state != "ok" else ""
        line = f"[{progress.done}/{progress.total}] {_state(entry, self._lang)} {entry.shown}{reason}"
        self._console.print(clean(line), markup=False, soft_wrap=True)


def clean(text: str) -> str:
    """`text` without control characters, which a document could use to rewrite the terminal."""
    return "".join(char if char >= " " and not "\x7f" <= char <= "\x9f" else " " for char in text)


def _state(entry: Entry, lang: str) -> str:
    from pipeline.storage.rows import wording

    return wording().label("state", entry.state, lang)


# ------------------------------------------------------------------------------------------- summary

_MANY = 40  # files past which the summary shows troubles only
_COLOURS = {"ok": "green", "partial": "yellow", "failed": "red"}


def _summary(report: RunReport, lang: str) -> None:
    from rich.text import Text

    from pipeline.storage.rows import wording

    said = words("run", lang)
    console = terminal()
    if report.files:
        console.print(_table(report, lang))
    for done in report.files:
        entry = done.entry
        if entry.duplicate_of:
            console.print(Text(said["duplicate"].format(clean(entry.shown), clean(entry.duplicate_of))))
    for done in report.files:
        entry = done.entry
        if entry.state != "ok":
            line = Text.assemble((_state(entry, lang), _COLOURS[entry.state]), " ", clean(entry.shown), ": ")
            console.print(line.append(clean(entry.reason(lang) or "")), soft_wrap=True)
    _skipped(console, report, lang)
    if report.interrupted:
        console.print(Text(said["interrupted"], style="yellow"))
    states = [(state, len(report.having(state))) for state in ("ok", "partial", "failed")]
    console.print(", ".join(f"{wording().label('state', state, lang)}: {count}" for state, count in states))
    if report.empty:
        console.print(said["empty"].format(len(report.empty)))
    _carried(console, report, lang)
    for path in report.written:
        if path.suffix == ".xlsx":
            console.print(Text.assemble(said["excel"], (str(path.absolute()), "bold")), soft_wrap=True)


def _table(report: RunReport, lang: str) -> Table:
    """A line a file, of many files those with troubles, and the sums of all; a file that came twice counts once."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from pipeline.storage.rows import wording
    from pipeline.storage.tables import ITEM_TABLES

    said = words("run", lang)
    columns = {column.key: column.titles[lang] for column in wording().sheets[0].columns}
    table = Table(show_footer=True, header_style="bold", footer_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    single = [done for done in report.files if not done.entry.duplicate_of]
    pages = sum(done.entry.pages or 0 for done in report.files)
    table.add_column(columns["name"], footer=said["total"].format(len(report.files)), overflow="fold")
    table.add_column(columns["state"])
    table.add_column(said["pages"], footer=str(pages), justify="right")
    table.add_column(columns["coverage"], footer=share(report.coverage), justify="right")
    for name, title in zip(ITEM_TABLES, said["tables"].split("|"), strict=True):
        total = sum(done.entry.counts.get(name, 0) for done in single)
        table.add_column(title, footer=str(total), justify="right")
    for done in report.files if len(report.files) <= _MANY else [d for d in report.files if d.entry.state != "ok"]:
        entry = done.entry
        again = "" if done.fresh else f" ({said['known']})"
        state = Text(_state(entry, lang) + again, style=_COLOURS[entry.state])
        shown = ["" if entry.pages is None else str(entry.pages), share(entry.coverage)]
        table.add_row(
            Text(clean(entry.name)), state, *shown, *(str(entry.counts.get(name, "")) for name in ITEM_TABLES)
        )
    return table


def _carried(console: Console, report: RunReport, lang: str) -> None:
    """What became of the inputs of earlier runs."""
    from rich.text import Text

    said, before = words("run", lang), report.carried
    now = {done.entry.sha256: done.entry.shown for done in report.files}
    gone = [
        said["moved"].format(entry.shown, now[entry.sha256]) if entry.sha256 in now else entry.shown
        for entry in before.gone
    ]
    if gone:
        shown = ", ".join(map(clean, gone[:_MOST_UNREAD])) + (", …" if len(gone) > _MOST_UNREAD else "")
        console.print(Text(said["gone"].format(shown), style="yellow"), soft_wrap=True)
    if before.unknown:
        console.print(Text(said["forgotten"].format(before.unknown), style="yellow"), soft_wrap=True)
    if before.kept:
        count = len(report.files)
        console.print(said["carried"].format(count + len(before.kept), count, len(before.kept)), soft_wrap=True)


def share(value: float | None) -> str:
    """A share in whole percent, never 100 where something is left."""
    return "" if value is None else f"{floor(100 * value)}%"


_LEFT_OUT = ("unread", "lock", "unfinished", "picture", "link", "special", "other", "system", "own", "hidden")
"""Why a walk leaves something out (`batch.inputs.Skipped`); what may be missed first."""
_MOST_NAMES, _MOST_UNREAD = 5, 50
"""Names that are told of each; a document that is not read is more than one would guess from its kind."""


def _skipped(console: Console, report: RunReport, lang: str) -> None:
    from rich.text import Text

    said = words("run", lang)
    if not report.files and not report.interrupted:
        console.print(said["nothing"])
    for why in _LEFT_OUT:
        names = [Path(skipped.path).name for skipped in report.skipped if skipped.why == why]
        if names:
            most = _MOST_UNREAD if why == "unread" else _MOST_NAMES
            shown = ", ".join(names[:most]) + (", …" if len(names) > most else "")
            console.print(Text(said["skipped"].format(len(names), said[why], clean(shown)), style="dim"))


# -------------------------------------------------------------------------------------------- status


def _status_json(store: Store, lang: str) -> None:
    import json
    from dataclasses import asdict

    last = store.last_run()
    values: dict[str, Any] = {
        "last_run": asdict(last) if last else None,
        "inputs": [entry._asdict() | {"reason": entry.reason(lang)} for entry in store.ledger()],
    }
    typer.echo(json.dumps(values, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat()))


def _status_text(store: Store, lang: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from pipeline.batch.inputs import stands
    from pipeline.storage.rows import wording

    columns = {column.key: column.titles[lang] for column in wording().sheets[0].columns}
    table = Table(header_style="bold")
    table.add_column(columns["name"], overflow="fold")
    table.add_column(columns["state"])
    table.add_column(columns["pages"], justify="right")
    table.add_column("s", justify="right")
    table.add_column(columns["reason"], overflow="fold")
    for entry in store.ledger():
        reason = entry.reason(lang) or (f"= {entry.duplicate_of}" if entry.duplicate_of else "")
        if not stands(entry.path):
            reason = "; ".join(filter(None, (word("run", "vanished", lang), reason)))
        table.add_row(
            Text(clean(entry.name)),
            Text(_state(entry, lang), style=_COLOURS[entry.state]),
            "" if entry.pages is None else str(entry.pages),
            f"{entry.seconds:.1f}",
            Text(clean(reason)),
        )
    console = terminal()
    console.print(table)
    last = store.last_run()
    if last and last.finished is None:
        moment = last.started.strftime("%d/%m/%Y %H:%M")
        console.print(Text(word("run", "not_ended", lang).format(moment, last.inputs), style="yellow"))
