"""Table rows that a page break cut in two, made one again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.reading.layout.joining import DANGLING, join_with
from pipeline.reading.lines import Line, LineCell, LineWord
from pipeline.text.outline import label_of

_FIGURE = re.compile(r"[\d.,/%\s–-]*\d[\d.,/%\s–-]*")
_OPEN = re.compile(r"[,(–-]$")
_ENDED = re.compile(r"[.;:!?]$")


def with_cut_rows_joined(lines: Iterable[Line]) -> list[Line]:
    """The lines, each row of a table that goes on over a page break in one line.

    A joined row stands where it began; its words keep the page on which they are printed.

    Args:
        lines: in reading order, tables numbered over the document.
    """
    kept = list(lines)
    gone: set[int] = set()
    last: dict[int, int] = {}
    spare = _tables_with_unnumbered_rows(kept)
    for index, line in enumerate(kept):
        if line.kind != "row" or line.table is None:
            continue
        before = last.get(line.table)
        if before is not None and _last_page(kept[before]) < line.page and not line.header:
            above = kept[before]
            if not above.header and _is_rest(above, line, line.table in spare):
                kept[before] = _joined(above, line)
                gone.add(index)
                continue
        last[line.table] = index
    return [line for index, line in enumerate(kept) if index not in gone]


def _last_page(line: Line) -> int:
    return max((word.page or line.page for word in line.words), default=line.page)


def _tables_with_unnumbered_rows(lines: Sequence[Line]) -> set[int]:
    """The tables in which a row that begins no page has an empty first cell: there it tells nothing."""
    tables: set[int] = set()
    before: dict[int, int] = {}
    for line in lines:
        if line.kind == "row" and line.table is not None:
            if before.get(line.table) == line.page and not line.header and line.cells and not _texts(line)[0]:
                tables.add(line.table)
            before[line.table] = line.page
    return tables


def _is_rest(above: Line, below: Line, spare: bool) -> bool:
    """Whether `below`, the first row of its page, is the rest of `above`, the last one of the page before.

    The first cell numbers or names a row, so it stands in one of the two only; where both or neither have one, each
    cell must read on in the middle of a sentence.

    Args:
        spare: rows with an empty first cell are usual in this table.
    """
    if len(above.cells) < 2 or _shape(above) != _shape(below):
        return False
    upper, lower = _texts(above), _texts(below)
    pairs = [(a, b) for a, b in zip(upper[1:], lower[1:], strict=True) if b]
    if not pairs or any(not a or _both_figures(a, b) for a, b in pairs):
        return False
    if not upper[0] or lower[0]:
        own = [(upper[0], lower[0])] if upper[0] and lower[0] else []
        return all(_reads_on(a, b) for a, b in (*own, *pairs))
    if lower[1] and not _reads_on(upper[1], lower[1]):
        return False
    once = not lower[1] and not spare and above.cells[0].row_span == 1
    return once or any(_reads_on(a, b) for a, b in pairs)


def _both_figures(above: str, below: str) -> bool:
    """Whether two cells hold a figure each, not the two ends of one span ("2026 -" / "2030")."""
    return bool(_FIGURE.fullmatch(above) and _FIGURE.fullmatch(below)) and not _OPEN.search(above)


def _shape(line: Line) -> list[int]:
    """Of each column the first one that its cell covers."""
    spans = [(cell.start, cell.end) for cell in line.cells]
    return [spans.index(span) for span in spans]


def _texts(line: Line) -> list[str]:
    return [line.text[cell.start : cell.end].strip() for cell in line.cells]


def _reads_on(above: str, below: str) -> bool:
    if label_of(below) is not None or _ENDED.search(above):
        return False
    return below[:1].islower() or bool(_OPEN.search(above) or DANGLING.search(above)) or not join_with(above, below)


def _joined(above: Line, below: Line) -> Line:
    """One row of the two, cell by cell."""
    text = ""
    words: list[LineWord] = []
    edits: list[tuple[int, int, str]] = []
    cells: list[LineCell] = []
    for column, first in enumerate(_shape(above)):
        if first < column:
            cells.append(cells[first])
            continue
        text += "\t" if cells else ""
        start = len(text)
        for line in (above, below):
            cell = line.cells[column]
            piece = line.text[cell.start : cell.end]
            if piece and len(text) > start:
                text += _glue(text[start:], piece)
            shift = len(text) - cell.start
            words += (
                replace(word, start=word.start + shift, end=word.end + shift, page=word.page or line.page)
                for word in line.words
                if cell.start <= word.start and word.end <= cell.end
            )
            edits += ((a + shift, b + shift, new) for a, b, new in line.edits if cell.start <= a and b <= cell.end)
            text += piece
        cells.append(replace(above.cells[column], start=start, end=len(text)))
    return replace(above, text=text, words=tuple(words), edits=tuple(edits), cells=tuple(cells))


def _glue(above: str, below: str) -> str:
    """A new line where the page break fell between two paragraphs of the cell."""
    if not join_with(above, below):
        return ""
    ended = _ENDED.search(above) or not (below[:1].islower() or _OPEN.search(above) or DANGLING.search(above))
    return "\n" if ended or label_of(below) is not None else join_with(above, below)
