"""Tables in plain text whose columns blanks align, as `pdftotext -layout` and typewriters leave them.

The raw text stays as it is, so a row that is several lines high is one line of it with breaks inside. Its cells stand
in their order on its first line; what a cell has on the lines below is written to its end by an edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.reading.aligned import Aligned, aligned_tables
from pipeline.reading.gutters import Band, Word
from pipeline.reading.layout.joining import join_with
from pipeline.reading.lines import Line, LineCell
from pipeline.reading.rows import Cell, is_header, opens_titles
from pipeline.text.spans import Edit, Span

_TYPE = 2.5  # letters that the type is high: one blank is a space, two part columns
_GAPS = re.compile(r"\S {2,}(?=\S)")


def mark_blank_tables(lines: list[Line], number: int) -> int:
    """Makes rows of the lines of tables that blanks align.

    Args:
        lines: of the text; those that make a row become one.
        number: of the last table found so far.

    Returns:
        Number of the last table.
    """
    done: list[Line] = []
    columns = 0
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        shown = [_without_marks(line) if line.kind is None else "" for line in page]
        filled = [index for index, text in enumerate(shown) if text.replace(_MARK, "").strip()]
        at = 0
        for table in _tables([shown[index] for index in filled], filled):
            first, end = filled[table.bands[0]], filled[table.bands[1] - 1] + 1
            whole = {top for top, left, _, right in table.cells if top and right - left == len(table.xs) - 1}
            deep = max(bottom - top for top, _, bottom, _ in table.cells)
            rows = [
                _row(page[a:b], table, index + deep - 1 in whole)
                for index, (a, b) in enumerate(_stretches(table, first, end))
            ]
            goes_on = not any(line.text.strip() for line in page[:first]) and len(table.xs) == columns
            titled = not goes_on and is_header([Cell(text) for text in _cells(rows[0])])
            number += not goes_on
            done += page[at:first]
            done += [replace(row, table=number, header=titled and not index) for index, row in enumerate(rows)]
            at, columns = end, len(table.xs)
        columns = 0 if any(line.text.strip() for line in page[at:]) else columns
        done += page[at:]
    lines[:] = done
    return number


def _tables(texts: Sequence[str], places: Sequence[int]) -> list[Aligned]:
    parted = [text for text in texts if "  " in text and len(_GAPS.findall(text)) > 1]
    if len(parted) < 2 or not any(opens_titles(text) or text.lstrip()[:1].isdecimal() for text in parted):
        return []
    bands = [
        Band(
            tuple(
                Word(word, found.start(), found.end())
                for found in re.finditer(r"\S+", text)
                if (word := found.group().replace(_MARK, ""))
            ),
            _TYPE * place, _TYPE * (place + 0.85),
        )
        for text, place in zip(texts, places, strict=True)
    ]  # fmt: skip
    return aligned_tables(bands, (), _TYPE)


def _stretches(table: Aligned, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of each row, blank ones below it with it; titles above others make one row with them."""
    deep = max(bottom - top for top, _, bottom, _ in table.cells)
    starts = [first, *(int(level / _TYPE + 1) for level in table.ys[deep:-1])]
    return pairwise([*starts, end])


def _row(lines: Sequence[Line], table: Aligned, whole: bool) -> Line:
    """A row of the table; one cell if `whole`."""
    text, head = "\n".join(line.text for line in lines), len(lines[0].text)
    shown = [_without_marks(line) for line in lines]
    cells: list[LineCell] = []
    edits: list[Edit] = []
    for low, high in [(table.xs[0], table.xs[-1])] if whole else pairwise(table.xs):
        pieces = [" ".join(found.group() for found in _words(line, low, high)).replace(_MARK, "") for line in shown]
        inside = _words(lines[0].text, low, high)
        if inside:
            start, last, end = inside[0].start(), inside[-1].start(), inside[-1].end()
        else:
            start = last = _free(text, max(int(low) + 1, cells[-1].end + 1 if cells else 0), head)
            end = min(start + 1, len(text))
        rest = ""
        for piece in filter(None, pieces[1:]):
            rest += join_with(pieces[0] + rest, piece) + piece if pieces[0] or rest else piece
        if rest:
            edits.append((last, end, "\n".join(shown)[last:end].replace(_MARK, "").strip() + rest))
        cells.append(LineCell(start, end, 1, len(table.xs) - 1 if whole else 1))
    first = lines[0]
    drop = tuple(mark for mark in first.drop if not _meets(mark, edits))
    made = sorted([*(edit for edit in first.edits if not _meets(edit[:2], edits)), *edits])
    row = replace(first, text=text, whole=True, kind="row", drop=drop, edits=tuple(made))
    return replace(row, cells=tuple(cells) * cells[0].col_span)


def _meets(span: Span, edits: Sequence[Edit]) -> bool:
    return any(span[0] < edit[1] and edit[0] < span[1] for edit in edits)


_MARK = "\0"
"""Stands for a letter of markup: no text of a line holds control characters."""


def _without_marks(line: Line) -> str:
    """The text of a line, of the same length, without the signs of Markdown in it."""
    letters = list(line.text)
    for start, end in line.drop:
        letters[start:end] = _MARK * (end - start)
    return "".join(letters)


def _free(text: str, at: int, head: int) -> int:
    """A place for an empty cell: at `at` or, past the end of the first line, on the lines below."""
    while head <= at < len(text) and text[at] == "\n":
        at += 1
    return min(at, len(text))


def _words(text: str, low: float, high: float) -> list[re.Match[str]]:
    return [found for found in re.finditer(r"\S+", text) if low < (found.start() + found.end()) / 2 < high]


def _cells(row: Line) -> list[str]:
    return [row.text[cell.start : cell.end] for cell in row.cells]
