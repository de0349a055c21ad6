"""Targets of tables: one a figure of a plan column, and those in the words of task rows (rulings 13 and 14)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extraction.context import Context
from pipeline.extraction.tables.assignments import due_of_row, section_of
from pipeline.extraction.tables.columns import cell_type
from pipeline.extraction.tables.grid import Grid, Row, cell_text, grids
from pipeline.extraction.targets import targets_of_cell
from pipeline.grammar import bodies, dates, quantities
from pipeline.records import Baseline, Target
from pipeline.text.unicode import parse_number

_VALUE = re.compile(
    r"(?P<sign>[≥≤<>]=?|trên|dưới|ít nhất|tối thiểu|không quá|tối đa|từ|đạt)?\s*(?P<a>\d[\d.,]*\d|\d)\s*(?P<pa>%)?"
    r"(?:\s*[-–÷]\s*(?P<b>\d[\d.,]*\d|\d))?\s*(?P<pb>%)?(?P<more>\s*trở lên|\s*trở xuống)?(?P<unit>\s+[^\d]{1,24})?$",
    re.IGNORECASE,
)
_TITLE_UNIT = re.compile(
    r"\((?:ĐVT:?\s*)?(?P<unit>%|[^()\d]{1,20})\)|^[Ss]ố\s+(?:lượng\s+)?(?!lượng)(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+)?)"
)
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\W*$", re.IGNORECASE)
_SHARE = re.compile(r"tỷ lệ|tỉ lệ", re.IGNORECASE)
_MEASURE = re.compile(r"(?:số|tổng|tỷ lệ|tỉ lệ|tốc độ|diện tích|sản lượng|giá trị|năng suất)\b", re.IGNORECASE)
_SHORT = 3
"""Words up to which the name of a part ("Dịch vụ") says too little without that of the whole."""


def table_targets(context: Context) -> list[Target]:
    """One target for each figure in a column of plan figures; in a task table those in the words of its rows."""
    found: list[Target] = []
    for grid in grids(context):
        columns = _plan_columns(context, grid)
        names = _names(context, grid)
        for row in grid.rows:
            if grid.columns("value"):
                found += _of_figures(context, grid, row, columns, names)
            elif grid.column("lead") is not None:
                found += _of_words(context, grid, row)
    return found


def _of_words(context: Context, grid: Grid, row: Row) -> Iterator[Target]:
    due, section, responsible = (
        due_of_row(context, grid, row),
        section_of(context, grid, row),
        _lead(context, grid, row),
    )
    for kind in ("task", "product"):
        cell = row.cell(grid.column(kind))
        if cell is None or cell.row_span == 0:
            continue
        for target in targets_of_cell(context, cell):
            yield replace(target, due=target.due or due, group=None, section=section, responsible=responsible)


_TO_BE = re.compile(r"dự kiến|kế hoạch|chỉ tiêu|mục tiêu|giao|phấn đấu|nhu cầu|sẽ", re.IGNORECASE)


def _plan_columns(context: Context, grid: Grid) -> tuple[int, ...]:
    """The columns of figures that are to be reached: in a part that reports, those whose title says so; of years, those
    of the period that the table's own title states."""
    columns = tuple(grid.columns("value"))
    if columns and context.state_of_play(context.document.blocks[context.block_index(grid.table.rows[0][0].start)]):
        columns = tuple(column for column in columns if _TO_BE.search(grid.titles[column]))
    begin = (_year_above(context, grid) or "")[:4]
    return tuple(column for column in columns if (_year_of(grid.titles[column]) or begin)[:4] >= begin)


def _of_figures(
    context: Context, grid: Grid, row: Row, columns: Sequence[int], names: Mapping[str | tuple[str, str], int]
) -> Iterator[Target]:
    name_cell = row.cell(grid.column("task"))
    name = _indicator(context, grid, row, names)
    if name_cell is None or not name or _TOTAL.match(name):
        return
    row_due, section, responsible = (
        due_of_row(context, grid, row),
        section_of(context, grid, row),
        _lead(context, grid, row),
    )
    titles = [grid.titles[column] for column in columns]
    several = len({_bare(title) for title in titles}) > 1 and not all(map(_TITLE_UNIT.search, titles))
    baseline = _baseline(context, grid, row)
    for column in columns:
        cell = row.cell(column)
        value = _VALUE.match(cell_text(context, cell)) if cell and cell.row_span else None
        if cell is None or value is None:
            continue
        unit = _unit(context, grid, row, column, value)
        first = parse_number(value["a"])
        last = parse_number(value["b"]) if value["b"] else None
        if unit is None or first is None:
            continue
        span = (min(name_cell.start, cell.start), max(name_cell.end, cell.end))
        measured = _bare(grid.titles[column]) if several else ""
        yield Target(
            id="",
            value=first,
            value_max=last,
            unit=unit,
            comparator=_comparator(value),  # type: ignore[arg-type]
            indicator=f"{name}, {measured}" if measured else name,
            due=_year_of(grid.titles[column]) or row_due or _year_above(context, grid),
            section=section,
            responsible=responsible,
            baseline=baseline,
            quote=context.text[span[0] : span[1]],
            evidence=context.locator.evidence(span),
            confidence=0.93 if row.sure else 0.7,
            by="target-table",
        )


def _indicator(context: Context, grid: Grid, row: Row, names: Mapping[str | tuple[str, str], int]) -> str:
    """The name of the row; one that is short or stands in other groups too bears that of the whole as well."""
    own = cell_text(context, row.cell(grid.column("task")))
    number = cell_text(context, row.cell(grid.column("number")))
    words = own.lstrip("-–+•* ").rstrip(" .;:")
    part = own[:1] in "-–+•" or (grid.column("number") is not None and number in ("", "-", "+"))
    short = part and len(words.split()) <= _SHORT and not _MEASURE.match(words)
    if not row.heads or not (short or names[own] > 1):
        return words
    telling = (head for head in reversed(row.heads) if names[head, own] == 1)
    head = row.heads[-1] if short and names[own] == 1 else next(telling, row.heads[-1])
    return f"{head.rstrip(' .;:')}, {words}"


def _names(context: Context, grid: Grid) -> Counter[str | tuple[str, str]]:
    """How often each row's name stands in the table, and how often under each of its heads."""
    names: Counter[str | tuple[str, str]] = Counter()
    for row in grid.rows:
        own = cell_text(context, row.cell(grid.column("task")))
        names.update([own, *((head, own) for head in set(row.heads))])
    return names


_PLANNED = re.compile(
    r"\b(?:kế hoạch|dự kiến|chỉ tiêu|mục tiêu|giai đoạn|đến|năm|dự toán|thực hiện|giao|số lượng|0?\d năm)\b",
    re.IGNORECASE,
)


def _bare(title: str) -> str:
    """What a column measures, by its title without unit, year and words of planning."""
    bare = re.sub(r"\([^)]*\)|(?:năm\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?", " ", title, flags=re.IGNORECASE)
    bare = _PLANNED.sub(" ", bare)
    return " ".join(bare.split()).strip(" ,.;:-–")


def _lead(context: Context, grid: Grid, row: Row) -> str | None:
    """The body charged with a row: its lead cell, or the row itself where it is named after a body."""
    lead = cell_text(context, row.cell(grid.column("lead"))).strip(" -–+•;.")
    if lead:
        return bodies.normal(lead)
    name = cell_text(context, row.cell(grid.column("task")))
    return bodies.normal(name) if cell_type(name) == "body" else None


def _baseline(context: Context, grid: Grid, row: Row) -> Baseline | None:
    """The last figure of what was: the column of the year before, or of what is expected of this one."""
    for column in reversed(grid.columns("given")):
        title = grid.titles[column]
        year = _year_of(title)
        value = _VALUE.match(cell_text(context, row.cell(column)))
        number = parse_number(value["a"]) if value and year else None
        if number is not None:
            return Baseline(number, year)
    return None


def _year_of(title: str) -> str | None:
    found = [e for e in dates.find(f" {title} ") if e.shape in ("year", "interval", "quarter", "half")]
    if found:
        return found[0].edtf
    bare = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", title)
    return bare.group() if bare else None


def _year_above(context: Context, grid: Grid) -> str | None:
    """The year, or the end of the term, that the table's own title states."""
    index = context.block_index(grid.table.rows[0][0].start)
    for block in reversed(context.document.blocks[max(0, index - 6) : index]):
        if block.kind == "row" or block.part != context.document.blocks[index].part:
            break
        if block.kind in ("title", "heading", "body") and block.end - block.start < 400:
            found = [e for e in dates.find(context.text[block.start : block.end]) if e.shape in ("year", "interval")]
            if found:
                return found[-1].edtf
    return None


def _unit(context: Context, grid: Grid, row: Row, column: int, value: re.Match[str]) -> str | None:
    own = cell_text(context, row.cell(grid.column("unit")))
    if own:
        return own if own.isupper() else own[:1].lower() + own[1:]
    if value["pa"] or value["pb"]:
        return "%"
    if value["unit"]:
        return value["unit"].strip()
    title = grid.titles[column]
    named = _TITLE_UNIT.search(title)
    if named:
        unit = (named["unit"] or named["noun"]).strip()
        known = quantities.find(f"10 {unit} ")
        return known[0].unit if known else unit
    if _SHARE.search(title):
        return "%"
    if grid.unit:
        return grid.unit[:1].lower() + grid.unit[1:]
    named = _TITLE_UNIT.search(cell_text(context, row.cell(grid.column("task"))))
    unit = named["unit"].strip() if named and named["unit"] else ""
    return unit if unit == "%" or (unit and quantities.find(f"ít nhất 10 {unit}")) else None


def _comparator(value: re.Match[str]) -> str:
    sign = (value["sign"] or "").lower()
    if sign.startswith(("≤", "<")) or sign in ("dưới", "không quá", "tối đa") or "xuống" in (value["more"] or ""):
        return "<="
    if sign.startswith(("≥", ">")) or sign in ("trên", "ít nhất", "tối thiểu") or value["more"]:
        return ">="
    return "="
