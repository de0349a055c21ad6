"""The command `compare`: plans side by side, as a summary, JSON, a workbook or a page."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import Config, Db, Lang, chosen, terminal
from pipeline.messages import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.comparing import Comparison
    from pipeline.records import Record
    from pipeline.settings import RunSettings

_MOST_ROWS = 40
_STATED = ("comparator", "value", "value_max", "unit", "due")


def compare(
    records: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RECORDS...]", help="Thư mục hoặc tệp records/*.json; bỏ trống thì lấy từ kho."),
    ] = None,
    db: Db = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="DOC", help="Kế hoạch cấp trên để đối chiếu (tên bản ghi, số).")
    ] = None,
    out: Annotated[
        list[str] | None, typer.Option("--out", metavar="FILE.xlsx|.html", help="Tệp kết quả; có thể nhắc lại.")
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="Dạng in ra.")] = "text",
    texts: Annotated[
        bool, typer.Option("--texts", help="So cả câu chữ: đoạn chép lại, riêng có, sót của mẫu.")
    ] = False,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """So sánh chỉ tiêu, cơ quan, căn cứ, mốc thời gian giữa các xã và với kế hoạch cấp trên."""
    from pipeline.comparing import compare as side_by_side
    from pipeline.comparing import find_leftovers, find_overlap
    from pipeline.errors import UsageError
    from pipeline.settings import load

    settings = load(config, **chosen(db=db, lang=lang))
    if format not in ("text", "json"):
        raise UsageError(None, f"--format {format!r}: text | json")
    wanted = [Path(name) for name in out or []]
    for path in wanted:
        if path.suffix.lower() not in (".xlsx", ".html"):
            raise UsageError(path, "--out: .xlsx | .html")
    found, words = _of_files(records, settings, texts) if records else _of_store(settings, texts)
    comparison = side_by_side(found, settings.comparing, against, words or None)
    if not records:
        _note_indicators(found, comparison, settings)
    parent = comparison.parent.stem if comparison.parent else None
    standing = {plan.stem for plan in comparison.columns}
    pairs = [(stem, text) for stem, text in words.items() if stem in standing]
    passages = find_overlap(pairs, parent) if words else None
    units = {stem: record.document.unit for stem, record in found.items()}
    leftovers = find_leftovers(pairs, units) if words else ()
    for path in wanted:
        if path.suffix.lower() == ".xlsx":
            from pipeline.comparing.report_xlsx import write_workbook

            write_workbook(comparison, path, settings.lang, passages)
        else:
            from pipeline.comparing.report_html import write_page

            write_page(comparison, path, settings.lang, passages, leftovers)
    if format == "json":
        sys.stdout.write(json.dumps(as_json(comparison), ensure_ascii=False, indent=1) + "\n")
    else:
        _summary(comparison, settings.lang)
        for path in wanted:
            typer.echo(str(path.absolute()))


def register(app: typer.Typer) -> None:
    """Mounts the command on an application."""
    app.command("compare", short_help="So sánh kế hoạch giữa các xã và với cấp trên.")(compare)


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The groups, plans, versions and notes as plain values, for programs and for scoring."""
    targets = {plan.stem: plan.record.targets for plan in comparison.plans}
    return {
        "groups": [
            {
                "id": group.id,
                "label": group.label,
                "unit": group.unit,
                "members": [
                    {"document": m.document, "target": m.target, "similarity": m.similarity, "perhaps": m.perhaps}
                    | {key: getattr(targets[m.document][m.target], key) for key in _STATED}
                    for m in group.members
                ],
            }
            for group in comparison.groups
        ],
        "plans": [
            {"document": plan.stem, "name": plan.name, "parent": plan.parent, "version_of": plan.version_of}
            for plan in comparison.plans
        ],
        "duplicates": [
            {
                "better": pair.better,
                "worse": pair.worse,
                "kind": pair.kind,
                "score": pair.score,
                "perhaps": pair.perhaps,
            }
            for pair in comparison.duplicates
        ],
        "notes": [{"code": note.code, "vi": note.vi, "en": note.en} for note in comparison.notes],
    }


def _of_files(given: list[str], settings: RunSettings, texts: bool) -> tuple[dict[str, Record], dict[str, str]]:
    """The records in files and the texts of their sources, read again.

    A source that cannot be read is named on standard error and passed over.
    """
    from pipeline.comparing import load_records
    from pipeline.errors import KehoachError
    from pipeline.process import read

    records, found = load_records(given), {}
    for stem, record in records.items() if texts else ():
        try:
            found[stem] = read(record.source.path, settings.read, settings.restoring).text
        except KehoachError as error:
            typer.echo(error.describe(settings.lang), err=True)
    return records, found


def _of_store(settings: RunSettings, texts: bool) -> tuple[dict[str, Record], dict[str, str]]:
    """The records in the store and their texts as they were read."""
    from pipeline.records.codec import from_dict
    from pipeline.storage import Store

    with Store(settings.db, create=False) as store:
        stored = [one for one in store.stored() if one.values is not None]
        found = {one.entry.name: store.texts(one.entry) for one in stored} if texts else {}
    records = {one.entry.name: from_dict(one.values or {}, one.entry.shown) for one in stored}
    for name in sorted(name for name, kept in found.items() if kept is None):
        typer.echo(f"{name}: {word('compare', 'unkept', settings.lang)}", err=True)
    return records, {name: kept.text for name, kept in found.items() if kept is not None}


def _note_indicators(records: Mapping[str, Record], comparison: Comparison, settings: RunSettings) -> None:
    """Writes into the store which indicator each target was found to be of."""
    from pipeline.comparing import with_indicators
    from pipeline.storage import Store

    marked = with_indicators(records, comparison)
    with Store(settings.db, create=False) as store:
        store.identify({name: [target.indicator_id for target in one.targets] for name, one in marked.items()})


# ------------------------------------------------------------------------------------------- summary


def _summary(comparison: Comparison, lang: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from pipeline.cli.batch import clean
    from pipeline.comparing import matrices, units

    console = terminal()
    for note in comparison.notes:
        console.print(Text(f"! {clean(note.say(lang))}", style="yellow"))
    table = matrices.targets_summary(comparison, None, lang)
    common = table["group"].isin({group.id for group in comparison.shared})
    shared = table[common | ((table["plans"] == 1) & (table["parent"] != ""))]
    shown = shared if len(shared) else table
    grid = Table(header_style="bold")
    grid.add_column(word("report", "indicator", lang), overflow="fold", ratio=3)
    for name in (
        "unit",
        "plans",
        "least",
        "middle",
        "most",
        "parent",
        "lower",
        "later",
        "stricter",
        "absent",
        "outliers",
    ):
        wide = name in ("parent", "unit")
        title = word("columns", name, lang)
        title = title[0] if title[0] in "▼►▲×◊" else title
        grid.add_column(
            title, justify="left" if wide else "right", overflow="fold", ratio=1 if name == "parent" else None
        )
    for record in shown.head(_MOST_ROWS).to_dict("records"):
        figures = []
        for name in ("least", "middle", "most"):
            value = record[name]
            figures.append("" if value is None or value != value else units.figure(value))
        counts = [str(record[name] or "") for name in ("lower", "later", "stricter", "absent", "outliers")]
        cells = [record["label"], record["unit"], str(record["plans"]), *figures, record["parent"], *counts]
        grid.add_row(*(Text(clean(str(cell))) for cell in cells))
    console.print(grid)
    if len(shown) > _MOST_ROWS:
        console.print(Text(f"… +{len(shown) - _MOST_ROWS}", style="dim"))
    communes = sum(1 for plan in comparison.columns if not plan.parent)
    perhaps = sum(1 for group in comparison.groups for member in group.members if member.perhaps)
    facts = {"plans": communes, "groups": len(comparison.groups), "shared": len(comparison.shared), "perhaps": perhaps}
    console.print("; ".join(f"{word('report', name, lang)}: {value}" for name, value in facts.items()))
    console.print(
        Text("; ".join(word("columns", n, lang) for n in ("lower", "later", "stricter", "absent", "outliers")))
    )
