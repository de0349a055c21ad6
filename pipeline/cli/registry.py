"""Commands on the registry of legal documents: list, status, import, export, learn."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Db, Lang, chosen
from pipeline.messages import word
from pipeline.messages import words as all_words

if TYPE_CHECKING:
    from pipeline.linking import Entry
    from pipeline.records import Record

Own = Annotated[
    list[str] | None, typer.Option("--registry", metavar="FILE.csv", help="Danh mục riêng, dùng thêm danh mục sẵn có.")
]


def registry_list(
    words: Annotated[str | None, typer.Argument(metavar="[WORDS]", help="Số, ký hiệu hoặc từ trong trích yếu.")] = None,
    registry: Own = None,
    at: Annotated[str | None, typer.Option("--at", metavar="YYYY-MM-DD", help="Hiệu lực vào ngày này.")] = None,
    lang: Lang = None,
) -> int:
    """Liệt kê các văn bản đã biết và hiệu lực."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pipeline.linking import load_registry
    from pipeline.settings import load
    from pipeline.text.unicode import fold

    language = load(**chosen(lang=lang)).lang
    known = load_registry(tuple(registry or ()))
    wanted = fold(words or "")
    found = [entry for entry in known.entries if wanted in fold(f"{entry.number} {entry.title} {entry.issuer or ''}")]
    table = Table(show_lines=False)
    for head in all_words("registry_heads", language).values():
        table.add_column(head, overflow="fold")
    for entry in found:
        state = word("registry_states", entry.state(at or known.as_of), language)
        by = f" ({entry.repealed_by})" if entry.repealed_by and entry.ended else ""
        table.add_row(
            *(Text(cell) for cell in (entry.number, entry.date or "", entry.issuer or "", entry.title, state + by))
        )
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(found)}/{len(known)}; {word('registry', 'until', language).format(at or known.as_of)}")
    return 0


def registry_status(registry: Own = None, lang: Lang = None) -> int:
    """Cho biết danh mục có bao nhiêu văn bản, từ đâu và cập nhật đến ngày nào."""
    from pipeline.linking import load_registry
    from pipeline.settings import load

    language = load(**chosen(lang=lang)).lang
    known = load_registry(tuple(registry or ()))
    entries = known.entries
    reviewed = sum(entry.papers == 0 for entry in entries)
    firm = sum(entry.papers > 0 and entry.firm for entry in entries)
    counts = {
        "documents": len(entries),
        "reviewed": reviewed,
        "agreed": firm,
        "recognised": len(entries) - reviewed - firm,
        "ended": sum(bool(entry.ended) for entry in entries),
    }
    for key, count in counts.items():
        shown = f"{count:>7,}".replace(",", "." if language == "vi" else ",")
        typer.echo(f"{shown}  {word('registry_counts', key, language)}")
    typer.echo(word("registry", "as_of", language).format(known.as_of))
    return 0


def registry_import(
    file: Annotated[str, typer.Argument(metavar="FILE.csv", help="Danh mục cần nhập (CSV, UTF-8).")],
    into: Annotated[
        str, typer.Option("--into", metavar="FILE.csv", help="Danh mục riêng nhận các dòng.")
    ] = "danh-muc-rieng.csv",
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Bỏ qua dòng sai (vẫn báo) thay vì dừng.")] = False,
    lang: Lang = None,
) -> int:
    """Nhập một danh mục vào danh mục riêng; dòng sai được chỉ rõ dòng, cột."""
    from pipeline.linking.csvfile import load as load_csv
    from pipeline.linking.csvfile import write
    from pipeline.settings import load

    language = load(**chosen(lang=lang)).lang
    entries, problems = load_csv(file, skip_bad=skip_bad)
    for problem in problems:
        sys.stderr.write(f"{file}: {problem}\n")
    merged: dict[str, Entry] = {}
    if Path(into).exists():
        merged = {entry.id: entry for entry in load_csv(into)[0]}
    before = len(merged)
    merged |= {entry.id: entry for entry in entries}
    write(into, merged.values())
    new = len(merged) - before
    typer.echo(word("registry", "imported", language).format(into, len(merged), new, len(problems)))
    typer.echo(word("registry", "use", language).format(into))
    return 0


def registry_export(
    out: Annotated[str, typer.Argument(metavar="FILE.csv", help="Tệp nhận danh mục.")],
    registry: Own = None,
) -> int:
    """Ghi danh mục đang dùng (sẵn có và riêng) ra một tệp CSV."""
    from pipeline.linking import load_registry
    from pipeline.linking.csvfile import write

    known = load_registry(tuple(registry or ()))
    write(out, known.entries)
    typer.echo(f"{out}: {len(known)}")
    return 0


def registry_learn(
    db: Db = None,
    least: Annotated[int, typer.Option("--least", min=2, help="Số kế hoạch độc lập phải thống nhất.")] = 3,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FILE.csv", help="Ghi đề xuất ra tệp để người đọc duyệt.")
    ] = None,
    registry: Own = None,
    lang: Lang = None,
) -> int:
    """Đề xuất văn bản mà nhiều kế hoạch trong kho thống nhất về số, ngày, cơ quan; không tự thêm."""
    from datetime import date

    from pipeline.linking import load_registry
    from pipeline.linking.csvfile import write
    from pipeline.linking.learn import propose
    from pipeline.settings import load
    from pipeline.storage import Store

    settings = load(**chosen(db=db, lang=lang))
    known = load_registry(tuple(registry or ()))
    with Store(settings.db, create=False) as store:
        plans = [(record.document.issuer or name, record.legal_references) for name, record in _records(store)]
    proposals = propose(plans, known, least=least, as_of=date.today().isoformat())
    for one in proposals:
        entry = one.entry
        typer.echo(f"{entry.number}  {entry.date}  {entry.issuer or '?'}  {entry.title}")
        typer.echo("    " + word("registry", "plans", settings.lang).format("; ".join(one.papers)))
        for plan, day in one.dissent:
            typer.echo("    " + word("registry", "dissent", settings.lang).format(plan, day))
    if not proposals:
        typer.echo(word("registry", "none", settings.lang))
    if out:
        write(out, (one.entry for one in proposals))
    return 0


def _records(store: object) -> Iterator[tuple[str, Record]]:
    from pipeline.records.codec import from_dict
    from pipeline.storage import Store

    if isinstance(store, Store):
        for one in store.stored():
            if one.values:
                yield one.entry.shown, from_dict(one.values, one.entry.shown)


def application() -> typer.Typer:
    """The commands as a group."""
    group = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="Danh mục văn bản: xem, nhập, xuất, học từ kho, tình trạng."
    )
    group.command("list", short_help="Liệt kê các văn bản đã biết và hiệu lực.")(registry_list)
    group.command("import", short_help="Nhập một danh mục vào danh mục riêng.")(registry_import)
    group.command("export", short_help="Ghi danh mục đang dùng ra CSV.")(registry_export)
    group.command("status", short_help="Danh mục có gì, cập nhật đến ngày nào.")(registry_status)
    group.command("learn", short_help="Đề xuất văn bản mà các kế hoạch thống nhất.")(registry_learn)
    return group
