"""Targets of tables: one a figure of a plan column, and those in the words of task rows (rulings 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from pipeline.extraction.context import Context
from pipeline.extraction.tables.cells import FigureCell, FigureRow, measured, names_of, told_apart, year_of
from pipeline.extraction.tables.grid import Grid
from pipeline.extraction.targets import targets_of_cell
from pipeline.grammar import dates
from pipeline.grammar.bounds import BOUNDS
from pipeline.grammar.rule import Choice, Choices
from pipeline.records import Target

_DONE = re.compile(r"\bđã (?:được )?(?:thực hiện|hoàn thành|giải ngân|nghiệm thu)(?!\w)", re.IGNORECASE)
"""Titles of groups of rows whose figures report on the past."""
_MEASURED = re.compile(r"diện tích|sản lượng|năng suất|giá trị|dân số", re.IGNORECASE)
"""In the title of a column: its figures are of a measure, though the table prints no unit."""
_Examples = tuple[tuple[str, tuple[str, ...]], ...]


def _unit(
    name: str, examples: _Examples, against: tuple[str, ...] = ()
) -> Choice[FigureCell, Callable[..., str | None]]:
    asked = attrgetter(name)
    return Choice(f"cell-{name.replace('_', '-')}", asked, asked, "ruling 12", examples, against)


UNITS: Choices[FigureCell, Callable[..., str | None]] = Choices(
    (
        _unit(
            "unit_against_row",
            (
                (
                    "Nội dung\tĐVT\tNăm 2027\nVốn vay\ttriệu đồng\t1,2 tỷ đồng\nTrồng cây\tcây\t12 nghìn",
                    ("tỷ đồng", "nghìn cây"),
                ),
            ),
            ("Nội dung\tĐVT\tNăm 2027\nTrồng cây\tcây\t12 cây\nNuôi ong\tđàn\t40",),
        ),
        _unit("unit_of_row", (("Chỉ tiêu\tĐVT\tNăm 2027\nTrồng cây\tHa\t15\nNuôi ong\tĐàn\t40", ("ha", "đàn")),)),
        _unit(
            "unit_printed",
            (("Chỉ tiêu\tNăm 2027\nHộ có hố rác\t≥ 85%\nTrồng cây\t15 ha", ("%", "ha")),),
        ),
        _unit(
            "unit_beside",
            (("Nội dung\tTần suất\tSố lượng (mẫu)\nThuê hội trường\tNgày\t2\nĐộ mặn\t3 đợt\t40", ("ngày", "mẫu")),),
        ),
        _unit(
            "unit_of_title",
            (("Thôn\tSố lớp năm 2027\nThôn Thượng\t2\nThôn Hạ\t3", ("lớp", "lớp")),),
        ),
        _unit("share", (("Thôn\tTỷ lệ năm 2027\nThôn Thượng\t85\nThôn Hạ\t90", ("%", "%")),)),
        _unit(
            "unit_of_name",
            (
                ("Chỉ tiêu\tNăm 2027\nTrồng cây (ha)\t15\nNuôi ong (đàn)\t40", ("ha", "đàn")),
                ("Chỉ tiêu\tNăm 2027\nSố lớp xóa mù chữ\t3\nSố hộ thoát nghèo\t40", ("lớp", "hộ")),
            ),
        ),
        _unit(
            "unit_of_table",
            (("Đơn vị tính: Triệu đồng\nThôn\tNăm 2027\nThôn Thượng\t85\nThôn Hạ\t90", ("triệu đồng", "triệu đồng")),),
        ),
        Choice(
            "cell-unit-not-printed",
            lambda cell: "",
            lambda cell: _MEASURED.search(cell.title),
            "ruling 12",
            (("Thôn\tDiện tích gieo trồng năm 2027\nThôn Thượng\t85\nThôn Hạ\t90", ("", "")),),
        ),
        Choice(
            "cell-no-unit",
            lambda cell: None,
            lambda cell: True,
            "ruling 12",
            (("Thôn\tNăm 2027\nThôn Thượng\t85\nThôn Hạ\t90", ("None", "None")),),
        ),
    )
)
"""What a cell's figure counts, from the nearest place that says it to the farthest; without a unit it is no target."""


def table_targets(context: Context, tables: Iterable[Grid]) -> list[Target]:
    """One target for each figure in a column of plan figures; in a task table those in the words of its rows."""
    found: list[Target] = []
    for grid in tables:
        above, names = _years_above(context, grid), names_of(context, grid)
        columns = _plan_columns(context, grid, min((year.edtf for year in above if not year.ends), default="")[:4])
        time: str | None = None
        for row in (FigureRow(context, grid, row, names) for row in grid.rows):
            time = row.time or time
            if grid.columns("value"):
                found += _of_figures(row, columns, time or (above[-1].edtf if above else None))
            elif grid.column("lead") is not None:
                found += _of_words(row)
    return found


def _of_words(of: FigureRow) -> Iterator[Target]:
    for kind in ("task", "product"):
        cell = of.row.cell(of.grid.column(kind))
        if cell is None or cell.row_span == 0:
            continue
        for target in targets_of_cell(of.context, cell):
            yield replace(target, due=target.due or of.due, group=None, section=of.section, responsible=of.responsible)


_TO_BE = re.compile(r"dự kiến|kế hoạch|chỉ tiêu|mục tiêu|giao|phấn đấu|nhu cầu|sẽ", re.IGNORECASE)


def _plan_columns(context: Context, grid: Grid, begin: str) -> tuple[int, ...]:
    """The columns of figures that are to be reached: in a part that reports, those whose title says so; of years, those
    of the period that the table's own title says to begin in the year `begin`."""
    columns = tuple(grid.columns("value"))
    if columns and context.state_of_play(context.document.blocks[context.block_index(grid.table.rows[0][0].start)]):
        columns = tuple(column for column in columns if _TO_BE.search(grid.titles[column]))
    columns = tuple(column for column in columns if not _tells_what_was(grid.titles[column], begin))
    return tuple(column for column in columns if (year_of(grid.titles[column]) or begin)[:4] >= begin)


def _tells_what_was(title: str, begin: str) -> bool:
    """Whether a column states what was on a day before the time that the table is for: "Có thẻ đến 31/12/2025"."""
    days = [found.edtf for found in dates.find(title) if found.shape == "day" and found.edtf[:1].isdecimal()]
    return bool(days and begin) and max(days)[:4] < begin and not _TO_BE.search(title)


def _of_figures(of: FigureRow, columns: Sequence[int], time: str | None) -> Iterator[Target]:
    """The targets of a row; `time`: by when they are due, where neither column nor row says so."""
    name_cell, name = of.row.cell(of.grid.column("task")), of.full_name
    if name_cell is None or not name or any(map(_DONE.search, (*of.heads, name))):
        return
    titles = [of.grid.titles[column] for column in columns]
    several = of.is_place or (len(set(map(measured, titles))) > 1 and not told_apart(titles))
    for figure in chain.from_iterable(map(of.figures, columns)):
        unit = UNITS.of(figure).says(figure)
        value, value_max = (None, None) if unit is None else figure.values(unit)
        if unit is None or value is None:
            continue
        span = (min(name_cell.start, figure.cell.start), max(name_cell.end, figure.cell.end))
        measures = ", ".join(filter(None, (measured(figure.title) if several or of.time else "", figure.scope)))
        yield Target(
            id="",
            value=value,
            value_max=value_max,
            unit=unit,
            comparator=BOUNDS.of(figure.bound).says,
            indicator=measures if of.time and measures else f"{name}, {measures}" if measures else name,
            due=_due(year_of(figure.title), of.due) or time,
            section=of.section,
            responsible=of.responsible,
            baseline=of.baseline,
            quote=of.context.text[span[0] : span[1]],
            evidence=of.context.locator.evidence(span),
            confidence=0.93 if of.row.sure else 0.7,
            by="target-table",
        )


def _due(column: str | None, row: str | None) -> str | None:
    """By when a figure is due: by the year of its column, within which the row's cell of time may tell the day."""
    return row if row and column and row.startswith(column) else column or row


class _Stated(NamedTuple):
    """A year or a term that a title states."""

    edtf: str
    ends: bool
    """Whether it is named as an end alone: "đến năm 2030", which says of no earlier year that it is over."""


_AS_AN_END = re.compile(r"(?:đến|tới|tầm nhìn)(?:\s+(?:hết|cuối|năm))*\s*$", re.IGNORECASE)


_OF_OFFICE = re.compile(r"bầu cử.*nhiệm kỳ\s*(?:(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d)?$", re.IGNORECASE | re.DOTALL)
"""The term of those who are to be elected, within which nothing of the paper is due."""


def _years_above(context: Context, grid: Grid) -> list[_Stated]:
    """The years and terms that the table's own title states, as they stand there."""
    index = context.block_index(grid.table.rows[0][0].start)
    for block in reversed(context.document.blocks[max(0, index - 6) : index]):
        if block.kind == "row" or block.part != context.document.blocks[index].part:
            break
        if block.kind in ("title", "heading", "body") and block.end - block.start < 400:
            text = context.text[block.start : block.end]
            found = [each for each in dates.find(text) if each.shape in ("year", "interval")]
            found = [each for each in found if not _OF_OFFICE.search(text, 0, each.span[1])]
            if found:
                return [_Stated(each.edtf, bool(_AS_AN_END.search(text, 0, each.span[0]))) for each in found]
    return []
