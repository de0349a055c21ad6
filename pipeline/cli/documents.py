"""Commands on single documents and records: text, restore, show, evaluate."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import Config, Db, Lang, Ocr, Password, Restore, chosen, opened, terminal
from pipeline.messages import both, word

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.evaluation import Change
    from pipeline.records import Residual
    from pipeline.storage.rows import Sheet


def text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Tệp PDF, DOCX, HTML, văn bản, ảnh; “-”: đầu vào chuẩn.")],
    raw: Annotated[bool, typer.Option("--raw", help="In văn bản nguyên gốc, chưa nối dòng.")] = False,
    ocr: Ocr = None,
    restore: Restore = None,
    password: Password = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """In phần chữ của một tệp, các dòng đã nối thành đoạn, dấu đã khôi phục nơi chữ bị hỏng."""
    from pipeline.process import read
    from pipeline.settings import load

    given = chosen(lang=lang, read__ocr=ocr, read__password=password, restoring__restore=restore)
    settings = load(config, **given)
    with opened(file) as path:
        document = read(path, settings.read, settings.restoring)
    content = document.raw if raw else document.text
    sys.stdout.write(content if content.endswith("\n") else content + "\n")


def restore(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="Tệp, hoặc “-” để đọc từ đầu vào chuẩn.")] = "-",
    restore: Restore = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="Dạng in ra.")] = "text",
    ocr: Ocr = None,
    password: Password = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Khôi phục dấu tiếng Việt và chữ hỏng do nhận dạng; giữ nguyên các dòng. Dạng json liệt kê mọi chỗ đã sửa."""
    from pipeline.errors import UsageError
    from pipeline.reading import read
    from pipeline.restoration import restore as restored
    from pipeline.settings import load
    from pipeline.text.encodings import decode_bytes

    given = chosen(lang=lang, read__ocr=ocr, read__password=password, restoring__restore=restore)
    settings = load(config, **given)
    if format not in ("text", "json"):
        raise UsageError(None, f"--format {format!r}: text | json")
    raw = decode_bytes(sys.stdin.buffer.read())[0] if file == "-" else read(file, settings.read).raw
    result = restored(raw, settings.restoring)
    if format == "json":
        values = {
            "text": result.text,
            "confidence": round(result.confidence, 4),
            "changes": [asdict(change) for change in result.changes],
        }
        sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(result.text if result.text.endswith("\n") else result.text + "\n")


def show(
    document: Annotated[str, typer.Argument(metavar="DOC", help="Tên, đường dẫn hoặc SHA-256 của văn bản trong kho.")],
    db: Db = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="Dạng in ra.")] = "text",
    lang: Lang = None,
) -> None:
    """Xem bản ghi của một văn bản: thông tin chung, chỉ tiêu, nhiệm vụ, mốc thời gian, căn cứ."""
    from pipeline.errors import UsageError
    from pipeline.records.codec import dumps
    from pipeline.settings import load
    from pipeline.storage import Store

    settings = load(**chosen(db=db, lang=lang))
    if format not in ("text", "json"):
        raise UsageError(None, f"--format {format!r}: text | json")
    if document.endswith(".json") and Path(document).is_file():
        values = _record_file(Path(document))
    else:
        with Store(settings.db, create=False) as store:
            stored = store.find(document)
        if stored.values is None:
            reason = stored.entry.reason(settings.lang) or ""
            raise UsageError(stored.entry.shown, reason, both("advice", "unread"))
        values = stored.values
    if format == "json":
        sys.stdout.write(dumps(values))
    else:
        _show(values, settings.lang)


def residuals(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Tệp cần đọc; “-”: đầu vào chuẩn.")],
    everything: Annotated[bool, typer.Option("--all", help="Cả những mục có lý do (nhãn, thời hạn, nền).")] = False,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="Dạng in ra.")] = "text",
    ocr: Ocr = None,
    password: Password = None,
    config: Config = None,
    lang: Lang = None,
) -> int:
    """Số liệu, ngày, số ký hiệu và tên cơ quan chưa nằm trong bảng nào; loại gặp nhiều nhất trước."""
    from pipeline.errors import InputError, UsageError
    from pipeline.extraction import extract
    from pipeline.process import read
    from pipeline.settings import load

    if format not in ("text", "json"):
        raise UsageError(None, f"--format {format!r}: text | json")
    settings = load(config, **chosen(lang=lang, read__ocr=ocr, read__password=password))
    found: list[tuple[str, Residual]] = []
    failed = 0
    for file in files:
        try:
            with opened(file) as path:
                record = extract(read(path, settings.read, settings.restoring), settings.extracting)
        except InputError as error:
            failed += 1
            sys.stderr.write(f"{error.describe(settings.lang)}\n")
            continue
        found += [(file, item) for item in record.residuals if everything or item.reason == "unexplained"]
    if format == "json":
        values = [{"file": file, **asdict(item)} for file, item in found]
        sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=1) + "\n")
    else:
        _residuals(found, settings.lang)
    return 1 if failed else 0


_EXAMPLES = 5


def _residuals(found: Sequence[tuple[str, Residual]], lang: str) -> None:
    from pipeline.storage.rows import wording

    groups: dict[tuple[str, str], list[tuple[str, Residual]]] = {}
    for file, item in found:
        groups.setdefault((item.kind, item.reason), []).append((file, item))
    for (kind, reason), items in sorted(groups.items(), key=lambda group: -len(group[1])):
        named = [str(wording().label(f"residual_{part}", part_value, lang)) for part, part_value in
                 (("kind", kind), ("reason", reason))]  # fmt: skip
        sys.stdout.write(f"{len(items):6}  {named[0]}: {named[1]}\n")
        for file, item in items[:_EXAMPLES]:
            place = f"{word('run', 'page_short', lang)} {item.evidence.page}"
            sys.stdout.write(f"        {file}, {place}: {' '.join(item.quote.split())}\n")


def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD_DIR", help="Thư mục bản ghi mẫu chuẩn (JSON).")],
    predicted: Annotated[str, typer.Argument(metavar="PREDICTED_DIR", help="Thư mục bản ghi cần đánh giá.")],
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="Dạng in ra.")] = "text",
    details: Annotated[
        list[str] | None, typer.Option("--show", metavar="TABLE", help="In cả những mục thiếu và thừa của bảng này.")
    ] = None,
    least: Annotated[
        list[str] | None, typer.Option("--min", metavar="TABLE=F1", help="Mã thoát 1 nếu F1 thấp hơn mức này.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="FILE", help="Kết quả JSON lần trước: in từng mục được thêm và bị mất."),
    ] = None,
    lang: Lang = None,
) -> int:
    """So bản ghi với mẫu chuẩn: độ chính xác, độ phủ, F1 của từng bảng."""
    from pipeline.errors import UsageError
    from pipeline.evaluation import changes, evaluate_folders
    from pipeline.settings import load

    settings = load(**chosen(lang=lang))
    if format not in ("text", "json"):
        raise UsageError(None, f"--format {format!r}: text | json")
    scores = {score.name: score for score in evaluate_folders(Path(gold), Path(predicted))}
    floors = _floors(least or [], set(scores))
    if unknown := set(details or ()) - set(scores):
        raise UsageError(None, f"--show {', '.join(sorted(unknown))}: {' | '.join(scores)}")
    since = {change.name: change for change in changes(scores.values(), Path(against))} if against else {}
    if format == "json":
        figures: dict[str, Any] = {
            name: {
                "hits": s.hits, "gold": s.gold, "predicted": s.found, "precision": s.precision, "recall": s.recall,
                "f1": s.f1, "missed": s.missed, "extra": s.extra,
                **({"since": asdict(since[name])} if since else {}),
            }
            for name, s in scores.items()
        }  # fmt: skip
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        for s in scores.values():
            counts = word("evaluate", "counts", settings.lang).format(s.hits, s.gold, s.found)
            typer.echo(f"{s.name:17} P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}  {counts}")
        for name in details or ():
            for sign, items in (("-", scores[name].missed), ("+", scores[name].extra)):
                for item in items:
                    typer.echo(f"{sign} {name}: {json.dumps(item, ensure_ascii=False)}")
        _print_changes(since.values(), settings.lang)
    short = [name for name, floor in floors.items() if scores[name].f1 < floor]
    for name in short:
        typer.echo(f"{name}: F1 {scores[name].f1:.3f} < {floors[name]:g}", err=True)
    return 1 if short else 0


def _print_changes(since: Iterable[Change], lang: str) -> None:
    """Each gain and loss on a line, gains of a table first."""
    for change in since:
        for sign, key in (("+", "found"), ("+", "cleared"), ("-", "missed"), ("-", "wrong")):
            for item in getattr(change, key):
                said = word("evaluate", key, lang)
                typer.echo(f"{sign} {change.name}, {said}: {json.dumps(item, ensure_ascii=False)}")


def _floors(given: list[str], names: set[str]) -> dict[str, float]:
    from pipeline.errors import UsageError

    floors = {}
    for entry in given:
        name, _, figure = entry.partition("=")
        try:
            floors[name] = float(figure)
        except ValueError:
            raise UsageError(None, f"--min {entry!r}: TABLE=F1") from None
        if name not in names:
            raise UsageError(None, f"--min {entry!r}: {' | '.join(sorted(names))}")
    return floors


def _record_file(path: Path) -> dict[str, Any]:
    from pipeline.errors import DamagedFile
    from pipeline.records.codec import from_dict, to_dict

    try:
        return to_dict(from_dict(json.loads(path.read_text(encoding="utf-8")), str(path)))
    except ValueError as error:
        raise DamagedFile(path, str(error)) from error


# ---------------------------------------------------------------------------------------------- show


def _show(values: dict[str, Any], lang: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from pipeline.cli.batch import clean, share
    from pipeline.storage.rows import wording
    from pipeline.storage.tables import ITEM_TABLES
    from pipeline.vietnam.calendar import in_words

    console = terminal()
    sheets = {sheet.name: sheet for sheet in wording().sheets}
    head = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    head.add_column(style="bold", no_wrap=True)
    head.add_column(overflow="fold")
    info, source = values["document"], values["source"]
    told = {"pages": len(source["pages"]), "coverage": values["coverage"]["explained"]}
    for column in sheets["documents"].columns:
        value = told.get(column.key, info.get(column.key, source.get(column.key)))
        if value in (None, [], "") or column.kind.startswith("csv"):
            continue
        shown = "\n".join(value) if isinstance(value, list) else wording().label(column.key, value, lang)
        if column.kind == "edtf":
            shown = f"{value} ({in_words(value, lang)})"
        if column.kind == "share":
            shown = share(value)
        if column.key == "coverage":
            shown += _by_kind(values["coverage"]["kinds"], lang)
        head.add_row(column.titles[lang], Text(_lines(shown)))
    console.print(Text(clean(source["path"]), style="bold underline"))
    console.print(head)
    for fault in source["faults"]:
        console.print(Text(clean(f"! {fault['page'] or ''} {fault['message']}"), style="yellow"))
    for part in values["parts"] if len(values["parts"]) > 1 else ():
        console.print(Text(clean(_part(part, lang))))
    for name in ITEM_TABLES:
        _items(console, sheets[name], values[name], lang)
    open_ = [item | {"residual_kind": item["kind"]} for item in values["residuals"] if item["reason"] == "unexplained"]
    _items(console, sheets["residuals"], open_, lang)


def _by_kind(kinds: dict[str, dict[str, int]], lang: str) -> str:
    """How many of each kind of thing stand in items, of how many that the text has."""
    from pipeline.storage.rows import wording

    named = ((wording().label("residual_kind", kind, lang), count) for kind, count in kinds.items())
    told = "; ".join(f"{name} {count['read']}/{count['found']}" for name, count in named)
    return f" ({word('run', 'in_tables', lang)}: {told})" if told else ""


def _part(part: dict[str, Any], lang: str) -> str:
    """One of the papers of a file with its pages."""
    from pipeline.storage.rows import part_words

    first, last = part["pages"]
    pages = f"{first}" if first == last else f"{first}-{last}"
    return f"{word('run', 'page_short', lang)} {pages}: {part_words(part, lang)}"


_SHOWN = {
    "residuals": ("residual_kind", "quote"),
    "targets": ("indicator", "comparator", "value", "unit", "due", "group", "section"),
    "assignments": ("body", "role", "task", "partners", "due", "section"),
    "dates": ("edtf", "role", "quote"),
    "legal_references": ("type", "canonical", "title", "date", "issuer", "article", "role", "verdict"),
    "findings": ("severity", "kind", "about", "explanation", "explanation_en", "basis"),
}


def _items(console: Console, sheet: Sheet, items: list[dict[str, Any]], lang: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from pipeline.storage.rows import wording
    from pipeline.vietnam.calendar import in_words

    hidden = {"vi": "en", "en": "vi"}[lang]
    columns = [c for c in sheet.columns if c.key in _SHOWN[sheet.name] and c.kind != hidden]
    table = Table(title=f"{sheet.titles[lang]} ({len(items)})", title_justify="left", header_style="bold")
    for column in columns:
        wide = column.kind in ("wrap", "vi", "en", "list")
        table.add_column(column.titles[lang], overflow="fold", ratio=column.width if wide else None)
    table.add_column(word("run", "page_short", lang).capitalize(), justify="right")
    for item in items:
        cells = []
        for column in columns:
            value = item[column.key]
            if value is None:
                shown = ""
            elif column.kind == "edtf":
                shown = in_words(value, lang) or ""
            elif column.kind == "quantity":
                high = item.get("value_max")
                shown = f"{value:g}" if high is None else f"{value:g}-{high:g}"
            elif isinstance(value, list):
                shown = "; ".join(value)
            else:
                shown = wording().label(column.key, value, lang)
            cells.append(Text(_lines(shown)))
        table.add_row(*cells, str(item["evidence"]["page"]))
    if items:
        console.print(table)


def _lines(text: str) -> str:
    from pipeline.cli.batch import clean

    return "\n".join(clean(line) for line in text.split("\n"))
