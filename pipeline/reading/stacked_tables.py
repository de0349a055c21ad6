"""Tables whose cells a converter wrote one below the other: first the titles, then each row from its number on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.lines import Line
from pipeline.reading.rows import Cell, PieceRow, is_header
from pipeline.reading.table_edges import ends_table
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold

_FIRST_TITLES = ("tt", "stt", "so tt")
_FIRST_MOST = max(map(len, _FIRST_TITLES))
_TITLE_MOST = 60  # characters
_TITLES_LEAST, _TITLES_MOST = 3, 9
_ROWS_LEAST = 3
_LABEL = re.compile(rf"(?:(?P<number>\d{{1,3}})|\d{{1,2}}(?:\.\d{{1,2}})+|[IVX]{{1,5}}|[{CODE}]|[a-zđ])[.)]?$")
_OPENS_COUNT = re.compile(r"(?:1|1\.1|I|A|a)[.)]?$")


def mark_stacked_tables(lines: list[Line], number: int) -> int:
    """Makes rows of such tables; gives the number of the last table.

    Args:
        lines: one a physical line; those of a row are joined, so that the list may grow shorter.
        number: of the last table before.
    """
    at = 0
    while at < len(lines):
        titles = _titles(lines, at)
        rows, end = _rows(lines, at + len(titles.lines), len(titles.pieces)) if titles else ([], at)
        if titles and _is_table(rows, len(titles.pieces)):
            number = max(number, titles.lines[0].table or number + 1)
            lines[at:end] = [titles.line(number, True), *(row.line(number, False) for row in rows)]
            at += len(rows)
        at += 1
    return number


def _titles(lines: Sequence[Line], at: int) -> PieceRow | None:
    """The titles that begin at a line, one a line or the first ones in a header row of their own."""
    first = _first(lines[at]).strip().rstrip(".")
    if len(first) > _FIRST_MOST or fold(first) not in _FIRST_TITLES:
        return None
    found = PieceRow([], [])
    for index in range(at, len(lines)):
        line, words = lines[index], _words(lines[index])
        if _OPENS_COUNT.match(words):
            break
        if index > at and (line.kind is not None or len(words) > _TITLE_MOST or words.endswith((".", ";"))):
            return None
        found.lines.append(line)
        if line.cells:
            found.pieces += [(len(found.lines) - 1, cell.start, cell.end) for cell in line.cells]
        elif words:
            begin = line.text.index(words)
            found.pieces.append((len(found.lines) - 1, begin, begin + len(words)))
        if len(found.pieces) > _TITLES_MOST:
            return None
    cells = [Cell(text) for text in found.texts()]
    return found if len(cells) >= _TITLES_LEAST and is_header(cells) and index > at else None


def _words(line: Line) -> str:
    """What a line says; "" for one that is left out."""
    return "" if line.is_dropped else line.text.strip()


def _first(line: Line) -> str:
    """The first cell of a header row, or a line of text."""
    if line.cells:
        return line.text[line.cells[0].start : line.cells[0].end] if line.header else ""
    return line.text if line.kind is None and not line.parts else ""


def _rows(lines: Sequence[Line], at: int, width: int) -> tuple[list[PieceRow], int]:
    """The rows below the titles, and where they end."""
    rows: list[PieceRow] = []
    last = 0
    while at < len(lines):
        line, words = lines[at], _words(lines[at])
        if line.kind is not None or line.parts or ends_table(words):
            break
        label = _LABEL.match(words)
        own = int(label["number"]) if label and label["number"] else None
        named = at + 1 < len(lines) and not _LABEL.match(_words(lines[at + 1]))
        counts_on = own == last + 1 and bool(rows) and len(rows[-1].pieces) >= width
        if label and (not rows or ((named or counts_on) and _opens_row(rows[-1], own, last, width))):
            rows.append(PieceRow([], []))
            last = own if own is not None else last
        elif words and (not rows or len(rows[-1].pieces) >= width + _BROKEN_MOST):
            break
        if rows:
            rows[-1].lines.append(line)
            if words:
                begin = line.text.index(words)
                rows[-1].pieces.append((len(rows[-1].lines) - 1, begin, begin + len(words)))
        at += 1
    return rows, at


_BROKEN_MOST = 3
"""Lines more than columns that a row may have, where a page break cut its cells."""


def _opens_row(above: PieceRow, own: int | None, last: int, width: int) -> bool:
    """Whether a label below a row begins the next one; a bare number that does not count on is a figure of the row."""
    filled = len(above.pieces)
    if filled < 2:
        return False
    return own is None or filled >= width or (own == last + 1 and (filled == 2 or filled == width - 1))


def _is_table(rows: Sequence[PieceRow], width: int) -> bool:
    """Whether enough rows have as many cells as there are titles, or a name alone."""
    fitting = sum(len(row.pieces) in (2, width - 1, width) for row in rows)
    whole = sum(len(row.pieces) >= width - 1 for row in rows)
    return whole >= _ROWS_LEAST and fitting * 3 >= len(rows) * 2
