"""Task tables and target tables of annexes: columns by their Vietnamese titles, rows to assignments and targets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache

from pipeline.assets import resource
from pipeline.extraction import bodies, quantities
from pipeline.extraction.context import Context
from pipeline.extraction.duties import Duty, end_of
from pipeline.extraction.targets import targets_of_cell
from pipeline.grammar import dates
from pipeline.records import Cell, Table, Target
from pipeline.text.spans import Span
from pipeline.text.unicode import parse_number


@cache
def _column_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a column can hold, each with the pattern of its titles; the first that matches wins."""
    known = tomllib.loads(resource("table_columns.toml").read_text(encoding="utf-8"))
    return tuple((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in known.items())


_VALUE = re.compile(
    r"(?P<sign>[≥≤<>]=?|trên|dưới|ít nhất|tối thiểu|không quá|tối đa|từ|đạt)?\s*(?P<a>\d[\d.,]*\d|"
    r"\d)\s*(?P<pa>%)?"
    r"(?:\s*[-–]\s*(?P<b>\d[\d.,]*\d|\d))?\s*(?P<pb>%)?(?P<more>\s*trở lên|"
    r"\s*trở xuống)?(?P<unit>\s+[^\d]{1,24})?$",
    re.IGNORECASE,
)
_TITLE_UNIT = re.compile(
    r"\((?:ĐVT:?\s*)?(?P<unit>%|[^()\d]{1,20})\)|^[Ss]ố\s+(?:lượng\s+)?(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+)?)"
)
_BASELINE = re.compile(
    r"hiện trạng|hiện có|(?:thực hiện|kết quả|đạt được|số liệu|ước)\s*(?:cuối\s+|đến\s+)?(?:năm\s+)?(?:19|20)\d\d|"
    r"ước thực hiện|"
    r"\b(?:TH|ƯTH|KQ)\b[^\d]{0,6}(?:19|20)\d\d|(?:19|20)\d\d\s*\(?(?:thực hiện|hiện trạng|TH\b)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a table by what they hold; each an index, or None where the table has no such column."""

    task: int | None
    lead: int | None
    partner: int | None
    due: int | None
    unit: int | None
    number: int | None
    product: int | None
    values: tuple[int, ...]


def columns_of(context: Context, index: int) -> Columns:
    """What each column of table `index` holds, by its title."""
    table = context.document.tables[index]
    width = max((len(row) for row in table.rows), default=0)
    kinds: dict[str, int] = {}
    values = []
    for column in range(width):
        title = context.column_title(index, column)
        kind = next((kind for kind, pattern in _column_kinds() if title and pattern.search(title.strip())), None)
        if kind is None and column == 0 and _counts_rows(context, table):
            kind = "number"
        counts = kind in (None, "value", "task") and _numeric(context, table, column) and kind not in kinds
        if (kind == "value" or counts) and not _BASELINE.search(title):
            values.append(column)
        elif kind and kind not in kinds:
            kinds[kind] = column
    if "task" not in kinds and values and not _numeric(context, table, values[0]):
        kinds["task"] = values.pop(0)
    if "task" not in kinds and width > 1:
        free = [c for c in range(width) if c not in (*kinds.values(), *values)]
        if free:
            kinds["task"] = free[0]
    get = kinds.get
    return Columns(
        get("task"), get("lead"), get("partner"), get("due"), get("unit"), get("number"), get("product"), tuple(values)
    )


def _counts_rows(context: Context, table: Table) -> bool:
    """Whether the first column holds 1, 2, 3 ..., be its title misread or missing."""
    texts = [_text(context, row[0]).rstrip(".") for row in table.rows[table.header_rows :] if row]
    numbers = [int(text) for text in texts if text.isdigit() and len(text) < 4]
    return len(numbers) >= 2 and numbers[0] == 1 and numbers == sorted(set(numbers))


def _numeric(context: Context, table: Table, column: int) -> bool:
    cells = [_text(context, row[column]) for row in table.rows[table.header_rows :] if column < len(row)]
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(bool(_VALUE.match(cell)) for cell in filled) * 2 >= len(filled)


def _text(context: Context, cell: Cell) -> str:
    return " ".join(context.text[cell.start : cell.end].split())


def _section(context: Context, table: Table, group: str | None) -> str | None:
    path = None if table.section is None else context.document.sections[table.section].path
    return ".".join(part for part in (path, group) if part) or None


def _group_label(context: Context, row: tuple[Cell, ...], columns: Columns) -> str | None:
    """The label of a row that only heads the rows below it ("I", "A"), else None."""
    filled = {(_text(context, cell)) for cell in row if _text(context, cell)}
    label = _text(context, row[columns.number]) if columns.number is not None and columns.number < len(row) else ""
    if re.fullmatch(r"[IVX]+|[A-ZĐ]", label.rstrip(".")) and len(filled) <= 2:
        return label.rstrip(".")
    return None


def _is_merged(row: tuple[Cell, ...], columns: Columns) -> bool:
    """Whether one cell covers the task and a column beside it: the row heads those below it."""
    others = [c for c in (columns.lead, columns.partner, *columns.values) if c is not None and c < len(row)]
    task = row[columns.task] if columns.task is not None and columns.task < len(row) else None
    return task is not None and task.end > task.start and any(row[c] == task for c in others)


def _rows(context: Context, table: Table, columns: Columns) -> list[tuple[tuple[Cell, ...], str | None]]:
    out = []
    group = None
    for row in table.rows[table.header_rows :]:
        label = _group_label(context, row, columns)
        if label or _is_merged(row, columns):
            group = label or group
            continue
        if all(re.fullmatch(r"\(?[\dA-F]{0,2}\)?", _text(context, cell)) for cell in row):
            continue
        out.append((row, group))
    return out


def _span(row: tuple[Cell, ...], columns: list[int | None]) -> Span:
    cells = [row[c] for c in columns if c is not None and c < len(row)]
    return min(c.start for c in cells), max(c.end for c in cells)


def table_duties(context: Context) -> list[Duty]:
    """One lead entry a row for the chủ trì cell, one coordinate entry for each body of the phối hợp cell."""
    duties: list[Duty] = []
    for index, table in enumerate(context.document.tables):
        columns = columns_of(context, index)
        if columns.lead is None or columns.task is None:
            continue
        lead: Cell | None = None
        for row, group in _rows(context, table, columns):
            if columns.lead < len(row):
                lead = row[columns.lead] if _text(context, row[columns.lead]) else lead
            duties.extend(_row_duties(context, table, columns, row, lead, group))
    return duties


def _row_duties(
    context: Context, table: Table, columns: Columns, row: tuple[Cell, ...], lead: Cell | None, group: str | None
) -> list[Duty]:
    """The duties of a row; `lead` is its chủ trì cell, or the last filled one above where its own is empty."""
    if columns.task is None or columns.lead is None or max(columns.task, columns.lead) >= len(row) or lead is None:
        return []
    task = _text(context, row[columns.task])
    leads, partners = _leads_and_partners(context, lead)
    if not task or not leads:
        return []
    if columns.partner is not None and columns.partner < len(row):
        partners = [*partners, *_names(context, row[columns.partner])]
    due = _cell_due(context, row[columns.due]) if columns.due is not None and columns.due < len(row) else None
    section = _section(context, table, group)
    span = _span(row, [columns.task, columns.lead])
    names = tuple(name for name, _ in partners)
    task = task.rstrip(" .;")
    out = [Duty(name, "lead", task, span, names, due, None, section, "assignment-table", 0.95) for name, _ in leads]
    out += [
        Duty(name, "coordinate", task, place, (), due, None, section, "assignment-table", 0.95)
        for name, place in partners
    ]
    return out


_PARTNERS_IN_CELL = re.compile(r"(?:[-–+•]\s*)?(?:[Cc]ơ quan |[Đđ]ơn vị )?[Pp]hối hợp(?:\s+với)?\s*:?\s*")
_LEAD_IN_CELL = re.compile(r"\s*(?:[-–+•]\s*)?(?:[Cc]ơ quan |[Đđ]ơn vị )?[Cc]hủ trì\s*:?\s*")


def _leads_and_partners(context: Context, cell: Cell) -> tuple[list[tuple[str, Span]], list[tuple[str, Span]]]:
    """The bodies of a chủ trì cell, which may name those of phối hợp as well ("Chủ trì: X; phối hợp: Y")."""
    lead = _LEAD_IN_CELL.match(context.text, cell.start, cell.end)
    start = lead.end() if lead else cell.start
    with_others = _PARTNERS_IN_CELL.search(context.text, start, cell.end)
    if not with_others:
        return _names(context, replace(cell, start=start), whole=True), []
    leads = _names(context, replace(cell, start=start, end=with_others.start()), whole=True)
    return leads, _names(context, replace(cell, start=with_others.end()))


def _names(context: Context, cell: Cell, whole: bool = False) -> list[tuple[str, Span]]:
    """The bodies of a cell: by lines, dashes and semicolons, then as a run of bodies."""
    found: list[tuple[str, Span]] = []
    at = cell.start
    for piece in re.split(r"(\n|;)", context.text[cell.start : cell.end]):
        start, at = at, at + len(piece)
        lead = re.match(r"\s*[-–+•]?\s*", piece)
        begin = start + (lead.end() if lead else 0)
        if piece in ("\n", ";") or begin >= at:
            continue
        spans = [bodies.trimmed(context.text, begin, at)] if whole else bodies.split(context.text, begin, at)
        for span in spans:
            name = bodies.normal(context.text[span[0] : span[1]])
            if name and re.search(r"[^\W\d_]{2}", name):
                found.append((name, span))
    return found


def _cell_due(context: Context, cell: Cell) -> str | None:
    found = dates.find(" " + context.text[cell.start : cell.end].replace("\n", " ") + " ")
    if not found:
        bare = re.fullmatch(r"\s*(?:năm\s+)?((?:19|20)\d{2})\s*", context.text[cell.start : cell.end], re.IGNORECASE)
        return bare.group(1) if bare else None
    return end_of(found[-1].edtf if len(found) > 1 and "/" not in found[0].edtf else found[0].edtf)


# ----------------------------------------------------------------------------------------- targets


def table_targets(context: Context) -> list[Target]:
    """One target for each figure in a value column; its unit from the unit column, the cell or the title.

    In a task table the figures are those in the words of the tasks, due by the row.
    """
    found: list[Target] = []
    for index, table in enumerate(context.document.tables):
        columns = columns_of(context, index)
        if columns.task is None:
            continue
        for row, group in _rows(context, table, columns):
            if columns.values:
                found.extend(_row_targets(context, index, table, columns, row, group))
            elif columns.lead is not None:
                found.extend(_task_targets(context, table, columns, row, group))
    return found


def _task_targets(
    context: Context, table: Table, columns: Columns, row: tuple[Cell, ...], group: str | None
) -> list[Target]:
    if columns.task is None or columns.task >= len(row) or row[columns.task].row_span == 0:
        return []
    due = _cell_due(context, row[columns.due]) if columns.due is not None and columns.due < len(row) else None
    section = _section(context, table, group)
    return [
        replace(target, due=target.due or due, group=None, section=section)
        for column in (columns.task, columns.product)
        if column is not None and column < len(row) and row[column].row_span
        for target in targets_of_cell(context, row[column])
    ]


def _row_targets(
    context: Context, index: int, table: Table, columns: Columns, row: tuple[Cell, ...], group: str | None
) -> list[Target]:
    if columns.task is None or columns.task >= len(row):
        return []
    indicator = _text(context, row[columns.task]).rstrip(" .;:")
    if not indicator or _TOTAL.match(indicator):
        return []
    row_due = _cell_due(context, row[columns.due]) if columns.due is not None and columns.due < len(row) else None
    out = []
    for column in columns.values:
        if column >= len(row):
            continue
        cell = row[column]
        value = _VALUE.match(_text(context, cell))
        if not value or cell.row_span == 0:
            continue
        title = context.column_title(index, column)
        unit = _unit(context, row, columns, value, title)
        first, last = parse_number(value.group("a")), parse_number(value.group("b")) if value.group("b") else None
        if unit is None or first is None:
            continue
        year = [e for e in dates.find(f" {title} ") if e.shape in ("year", "interval", "quarter")] or _bare_year(title)
        span = (min(row[columns.task].start, cell.start), max(row[columns.task].end, cell.end))
        out.append(
            Target(
                id="",
                value=first,
                value_max=last,
                unit=unit,
                comparator=_comparator(value),  # type: ignore[arg-type]
                indicator=indicator,
                due=year[0].edtf if year else row_due,
                group=None,
                section=_section(context, table, group),
                quote=context.text[span[0] : span[1]],
                evidence=context.locator.evidence(span),
                confidence=0.93,
                by="target-table",
            )  # fmt: skip
        )
    return out


def _bare_year(title: str) -> list[dates.Expression]:
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", title)
    return [dates.Expression(found.span(), found.group(), "year")] if found else []


def _unit(context: Context, row: tuple[Cell, ...], columns: Columns, value: re.Match[str], title: str) -> str | None:
    if columns.unit is not None and columns.unit < len(row):
        unit = _text(context, row[columns.unit])
        if unit:
            return unit if unit.isupper() else unit[:1].lower() + unit[1:]
    if value.group("pa") or value.group("pb"):
        return "%"
    if value.group("unit"):
        return value.group("unit").strip()
    named = _TITLE_UNIT.search(title)
    if named:
        unit = (named.group("unit") or named.group("noun")).strip()
        known = quantities.find(f"10 {unit} ")
        return known[0].unit if known else unit
    if re.search(r"tỷ lệ|tỉ lệ", title, re.IGNORECASE):
        return "%"
    return None


def _comparator(value: re.Match[str]) -> str:
    sign = (value.group("sign") or "").lower()
    if sign.startswith(("≤", "<")) or sign in ("dưới", "không quá", "tối đa") or "xuống" in (value.group("more") or ""):
        return "<="
    if sign.startswith(("≥", ">")) or sign in ("trên", "ít nhất", "tối thiểu") or value.group("more"):
        return ">="
    return "="
