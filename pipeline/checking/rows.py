"""Rules on the rows of tables: numbers that leave one out, come twice or run back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Table
from pipeline.text.ordinals import roman, to_roman
from pipeline.text.spans import Span

_NUMBER = re.compile(r"(\d{1,3})\s?[.)]?")
_ROMAN = re.compile(r"([IVX]{1,5})\s?[.)]?")
_OPENS = {
    _NUMBER: re.compile(r"(?:[IVX]{1,5}|[A-ZĐ]|[a-zđ]|[IVX\d]+(?:\.\d+)+)\s?[.)]?"),
    _ROMAN: re.compile(r"[A-HĐ]\s?[.)]?"),
}
"""Labels of the groups above numbered rows, and above rows with Roman numbers: the count begins anew, or goes on."""
_LONG = 4  # numbered rows from which a table counts its rows
_REGULAR = 0.2  # share of breaks among them up to which the count is one with slips
_OF_ONE = 3  # breaks that two rows in each other's place make
_TOGETHER = 3  # rows within which two breaks are one
_QUOTE = 90


def order(view: View) -> Iterator[Hit]:
    """Rows whose numbers do not follow one another; a group row begins to count anew, or goes on."""
    if view.document.method in ("ocr", "mixed"):
        return  # a misread label is no wrong one
    for table in view.document.tables:
        yield from _unnumbered(view, table)
        rows = list(_rows(view, table))
        moved = {row.beside for row in rows if not row.label}
        for style in (_NUMBER, _ROMAN):
            counted = sum(bool(style.fullmatch(row.label)) for row in rows)
            breaks = [one for one in _breaks(rows, style) if _shown(one[0] + 1, style) not in moved]
            places = list(_apart(breaks))
            one_slip = len(places) == 1 and len(breaks) <= _OF_ONE
            if counted >= _LONG and (one_slip or len(breaks) <= max(1, counted * _REGULAR)):
                for before, row in places:
                    about = f"{_shown(before, style)}, {row.label}"
                    yield Hit(_quote(view, row), about, {"before": _shown(before, style), "here": row.label})


_CELLS = 4  # cells of a row from which it is a task with its bodies, and no line that goes on


def _unnumbered(view: View, table: Table) -> Iterator[Hit]:
    """A row that fills all its cells but the number, between rows that are numbered one after the other.

    A row that shares cells with the one above it goes on with that one.
    """
    for above, here, below in zip(*(table.rows[table.header_rows + skip :] for skip in range(3)), strict=False):
        cells = [[view.text[cell.start : cell.end].strip() for cell in row] for row in (above, here, below)]
        if len(here) < _CELLS or len({len(row) for row in cells}) > 1 or not all(map(all, (cells[0], cells[1][1:]))):
            continue
        numbers = [_NUMBER.fullmatch(row[0]) for row in (cells[0], cells[2])]
        follows = numbers[0] and numbers[1] and int(numbers[1][1]) == int(numbers[0][1]) + 1
        if follows and not cells[1][0] and cells[1][1] != cells[0][1]:
            span = _quote(view, _Row(0, "", (here[1].start, here[-1].end)))
            values = {"before": cells[0][0], "here": "(không số)"}
            yield Hit(span, f"dòng không số giữa {cells[0][0]} và {cells[2][0]}", values)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by its place in the table, its first cell and its extent."""

    at: int
    label: str
    span: Span
    beside: str = ""
    """Its second cell, where the number stands when the row slipped a cell to the right."""


def _rows(view: View, table: Table) -> Iterator[_Row]:
    """The rows that say something behind their number, as far as the table goes."""
    for at, cells in enumerate(table.rows[table.header_rows :]):
        words = [view.text[cell.start : cell.end].strip() for cell in cells]
        if not words or any(word.startswith(("PHỤ LỤC", "BIỂU MẪU")) for word in words):
            return  # another table, run together with this one
        if any(re.search(r"[^\W\d_]{2,}", word) for word in words[1:]):
            yield _Row(at, words[0], (cells[0].start, cells[-1].end), words[1])


def _breaks(rows: Iterable[_Row], style: re.Pattern[str]) -> Iterator[tuple[int, _Row]]:
    """(number before, row) where a number does not follow; after one that stands twice the next but one may."""
    before: int | None = None
    twice = False
    for row in rows:
        found = style.fullmatch(row.label)
        if found is None:
            if _OPENS[style].fullmatch(row.label):
                before = None
            continue
        here = int(found[1]) if style is _NUMBER else roman(found[1])
        if before is not None:
            follows = here == before + 1 or (twice and here == before + _SKIPPED)
            if not follows and (here != 1 or (style is _ROMAN and before == 1)):
                yield before, row
        before, twice = here, here == before


_SKIPPED = 2  # how far the count goes on where it counts the number that stands twice


def _apart(breaks: Iterable[tuple[int, _Row]]) -> Iterator[tuple[int, _Row]]:
    """The breaks without those that follow from the one just before."""
    last: int | None = None
    for before, row in breaks:
        if last is None or row.at - last > _TOGETHER:
            yield before, row
        last = row.at


def _shown(value: int, style: re.Pattern[str]) -> str:
    return str(value) if style is _NUMBER else to_roman(value)


def _quote(view: View, row: _Row) -> Span:
    """The first words of a row."""
    start, end = row.span
    line = view.text.find("\n", start)
    return view.clip(start, min(end, start + _QUOTE, line if line > 0 else end))
