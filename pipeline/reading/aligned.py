"""Tables whose columns no upright rule parts: told by a row of titles and by the stretches below it that stay free.

Half-ruled tables (flat rules alone), tables whose rules are too faint for a scanner, tables without any. The titles
say that a table begins; its columns are the stretches between gutters that no word of its lines crosses; a row begins
at a number in the first column, or at a flat rule. What has no titles is no table here: running text has gaps too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.aligned_rows import NUMBER, numbers_row, row_starts
from pipeline.reading.gutters import Band, Gap, Word, column, gaps, narrowed, texts
from pipeline.reading.layout.marks import AUTHORITY, MOTTO, names_issuer, recipients_begin
from pipeline.reading.layout.paragraphs import is_page_number
from pipeline.reading.rows import Cell, is_header, opens_titles
from pipeline.text.outline import label_of
from pipeline.text.unicode import fold

_GUTTER = 0.55  # of the type's size: a gap between titles that parts two columns; a space is 0.2 to 0.3
_FREE = 0.35  # ... that must stay free between the words of two columns
_HIDDEN = 0.4  # ... of a gutter that titles close together, or one above two, do not show
_NEAR = 0.9  # ... between two lines of titles
_APART = 2.8  # ... between two lines of a table
_TITLE_LINES = 4
_TOP_LINES = 12  # of a page among which the first number of a table's rest is
_LEAST_COLUMNS = 3
_LEAST_LINES = 2
_FILLED = 0.5  # of a hidden gutter's lines that have words on both sides
_RULED = 0.6  # of a table's width that a flat rule covers
NUMBER_TITLE = re.compile(r"\W{0,2}(?:[SsĐđ][ốoOỐ]?[. ]{0,2})?[TƯ]\.?T\w?\W{0,3}")
"""The title of a column of numbers, a stroke too many forgiven where an engine has read it."""
_LONGEST_WHOLE = 110  # letters of a row that runs across all columns

Rule = tuple[float, float, float]
"""A flat rule: its left and right end, and how far down it is."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table by the edges of its columns and rows, and its cells by the edges that bound them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]
    """Top row, left column, row after the last, column after the last."""
    bands: tuple[int, int]
    """The lines that it takes, the last exclusive."""


@dataclass(frozen=True, slots=True)
class _Titles:
    """The lines of column titles (the last exclusive) and the gutters between them."""

    start: int
    end: int
    gutters: tuple[Gap, ...]


def aligned_tables(bands: Sequence[Band], rules: Sequence[Rule], size: float) -> list[Aligned]:
    """The tables without upright rules among the lines of a page.

    Args:
        bands: from the top.
        rules: the flat rules of the page.
        size: of the type, from the top of a line to that of the next one at single spacing.
    """
    found: list[Aligned] = []
    at = 0
    while at < len(bands):
        floor = found[-1].bands[1] if found else 0
        titles = _titles(bands, at, floor, size)
        for below in range(titles.end, min(titles.end + 2, len(bands))) if titles else (at,):
            numbered = _numbered_rows(bands, below, floor, size)
            if numbered and (titles is None or len(numbered.gutters) > len(titles.gutters)):
                titles = numbered
        table = _table(bands, titles, rules, size) if titles else None
        if table is None:
            at += 1
        else:
            found.append(table)
            at = table.bands[1]
    return found


def _titles(bands: Sequence[Band], at: int, floor: int, size: float) -> _Titles | None:
    """The titles of a table of which the line `at` holds the first, or all where none is called "TT"."""
    first = _number_title(bands[at])
    if first is None and (
        len(gaps(bands[at].words, _GUTTER * size)) < _LEAST_COLUMNS - 1
        or any(map(_number_title, bands[at + 1 : at + _TITLE_LINES]))
    ):
        return None
    start, end = at, at + 1
    if first is not None:
        while start > max(floor, at - _TITLE_LINES) and _belongs_above(bands, start, end, first.right, size):
            start -= 1
    while end < min(len(bands), at + _TITLE_LINES) and _belongs_below(bands, start, end, size):
        end += 1
    if first is not None and start < at:  # "TT" stands level with the middle of the other titles
        below = at - start
        while end - at - 1 < below and end < len(bands) and _keeps_free(bands, start, end, size):
            if bands[end].words[0].left < first.right:
                break
            end += 1
    gutters = gaps((word for band in bands[start:end] for word in band.words), _GUTTER * size)
    titles = texts(bands[start:end], gutters)
    known = sum(map(opens_titles, titles))
    if known < 2 or not is_header([Cell(text) for text in titles]) or not all(text[:1].isupper() for text in titles):
        return None
    return _Titles(start, end, tuple(gutters))


def _numbered_rows(bands: Sequence[Band], at: int, floor: int, size: float) -> _Titles | None:
    """The gutters of a table of which `at` is the first line with a number: those that its rows keep free.

    Above number 1 there are titles, of which an engine may have lost or misread some. Rows with further numbers are
    the rest of a table that began on an earlier page: nothing stands above them but what the page's end has cut off.
    """
    number = bands[at].words[0].text.rstrip(".)")
    gutters = gaps(bands[at].words, _GUTTER * size)
    if len(gutters) < _LEAST_COLUMNS - 1 or not (number.isdecimal() and 0 < int(number) < 1000):
        return None
    end, whole, gutters = _extent(bands, _Titles(at, at, tuple(gutters)), size)
    first = [index for index in range(at, end) if index not in whole and column(bands[index].words[0], gutters) == 0]
    numbers = [bands[index].words[0].text.rstrip(".)") for index in first]
    if numbers != [str(int(number) + further) for further in range(len(numbers))] or end - at < _LEAST_LINES:
        return None
    top = at
    while top > floor and not _is_lone(bands[top - 1]):
        free = narrowed(gutters, bands[top - 1], _FREE * size)
        far = at - top >= _TITLE_LINES or bands[top].top - bands[top - 1].bottom > size
        other = (
            label_of(bands[top - 1].text) is not None or free is None and not _is_common(bands[top - 1], gutters, size)
        )
        if int(number) == 1 and (far or other):
            break
        if free is None and int(number) > 1:
            return None
        gutters, top = free or gutters, top - 1
    if int(number) == 1:
        known = sum(map(opens_titles, texts(bands[top:at], gutters)))
        return _Titles(top, at, tuple(gutters)) if known >= 2 and len(numbers) >= _LEAST_LINES else None
    begins = at < _TOP_LINES and all(map(_is_lone, bands[:top]))
    cut = all(column(band.words[0], gutters) > 0 for band in bands[top:at])
    return _Titles(top, top, tuple(gutters)) if begins and cut else None


def _number_title(band: Band) -> Word | None:
    """The title of a first column of numbers, where a line opens with one."""
    for count in (1, 2):
        if len(band.words) > count and NUMBER_TITLE.fullmatch(" ".join(word.text for word in band.words[:count])):
            return band.words[count - 1]
    return None


def _belongs_above(bands: Sequence[Band], start: int, end: int, right: float, size: float) -> bool:
    above = bands[start - 1]
    if label_of(above.text) is not None:
        return False  # the heading that the table stands under
    return bands[start].top - above.bottom < _NEAR * size and above.words[0].left > right and (
        _keeps_free(bands, start, end, size, start - 1)
    )  # fmt: skip


def _belongs_below(bands: Sequence[Band], start: int, end: int, size: float) -> bool:
    """Whether the next line goes on with titles: half of its pieces at least in small letters or brackets."""
    band = bands[end]
    pieces = texts([band], gaps(band.words, _GUTTER * size))
    near = band.top - bands[end - 1].bottom < _NEAR * size
    small = sum(text[:1].islower() or text[:1] == "(" for text in pieces)
    return near and small >= len(pieces) / 2 and _keeps_free(bands, start, end, size)


def _keeps_free(bands: Sequence[Band], start: int, end: int, size: float, other: int | None = None) -> bool:
    """Whether a line near the titles leaves their gutters free."""
    band = bands[end if other is None else other]
    gutters = gaps((word for title in bands[start:end] for word in title.words), _GUTTER * size)
    return narrowed(gutters, band, _GUTTER * size) is not None


def _table(bands: Sequence[Band], titles: _Titles, rules: Sequence[Rule], size: float) -> Aligned | None:
    end, whole, gutters = _extent(bands, titles, size)
    lines = [index for index in range(titles.end, end) if index not in whole]
    if len(lines) < _LEAST_LINES:
        return None
    hidden = _hidden(bands, titles, lines, gutters, size)
    gutters = sorted([*_numbers_apart([bands[index] for index in lines], gutters, size), *gutters, *hidden])
    xs = _outer(bands[titles.start : end], gutters, size)
    levels = [y for left, right, y in _joined(rules) if right - left > _RULED * (xs[-1] - xs[0])]
    starts = row_starts(bands, range(titles.end, end), titles.start < titles.end, whole, gutters, levels)
    split = _split_of_titles(bands, titles, gutters, size)
    firsts = [index for index in (split, *starts) if index is not None and index > titles.start]
    ys = [bands[titles.start].top - _FREE * size, *(_between(bands, index) for index in firsts)]
    ys.append(bands[end - 1].bottom + _FREE * size)
    wide, deep = len(xs) - 1, len(ys) - 1 - len(starts)
    cells = [(0, column, deep, column + 1) for column in range(wide)] if deep else []
    if split is not None:
        cells = _title_cells(bands, titles, gutters, split, size)
    for row, index in enumerate(starts, deep):
        cells += [(row, 0, row + 1, wide)] if index in whole else [(row, c, row + 1, c + 1) for c in range(wide)]
    return Aligned(tuple(xs), tuple(ys), tuple(cells), (titles.start, end))


def _extent(bands: Sequence[Band], titles: _Titles, size: float) -> tuple[int, frozenset[int], list[Gap]]:
    """The line after a table's last, its lines that run across all columns, what its lines leave of the gutters."""
    gutters, end = list(titles.gutters), titles.end
    whole: set[int] = set()
    while end < len(bands):
        band = bands[end]
        far = band.top - bands[end - 1].bottom > _APART * size
        if far or recipients_begin(band.text) or _opens_paper(bands, end):
            break
        free = None if _is_lone(band) or _is_prose(band, gutters, size) else narrowed(gutters, band, _FREE * size)
        if free is not None:
            gutters = free
        elif _runs_across(bands, end, gutters, size):
            whole.add(end)
        else:
            break
        end += 1
    while end - 1 in whole or (end > titles.end and _is_lone(bands[end - 1])):
        end -= 1
        whole.discard(end)
    return end, frozenset(whole), gutters


def _opens_paper(bands: Sequence[Band], at: int) -> bool:
    """Whether a line is the first of another paper's letterhead: motto and issuer stand below each other's columns."""
    names = names_issuer(bands[at].text) and at + 1 < len(bands)
    return any(MOTTO.search(fold(band.text)) for band in bands[at : at + 1 + names])


def _is_prose(band: Band, gutters: Sequence[Gap], size: float) -> bool:
    """Whether a line runs over three columns or more without a gap wider than a space, its label left aside."""
    words = band.words[bool(NUMBER.match(band.words[0].text)) :] or band.words
    apart = column(words[-1], gutters) - column(words[0], gutters)
    return apart > 1 and not gaps(words, _GUTTER * size)


def _is_lone(band: Band) -> bool:
    """A number of the page, or an authority, alone on its line."""
    return is_page_number(band.text) and len(band.words) == 1 or bool(AUTHORITY.match(band.text))


def _runs_across(bands: Sequence[Band], at: int, gutters: Sequence[Gap], size: float) -> bool:
    """Whether a line is the heading of the rows below it: one short piece, and a numbered row right after it."""
    if at + 1 >= len(bands):
        return False
    band, below = bands[at], bands[at + 1]
    labelled = bool(NUMBER.match(band.words[0].text))  # a wide gap may follow the label of a heading
    if gaps(band.words[labelled:], 2 * _GUTTER * size) or len(band.text) > _LONGEST_WHOLE:
        return False
    keeps = narrowed(gutters, below, _FREE * size) is not None
    return keeps and numbers_row(below, gutters) and column(below.words[-1], gutters) > 1


def _hidden(
    bands: Sequence[Band], titles: _Titles, lines: Sequence[int], gutters: Sequence[Gap], size: float
) -> list[Gap]:
    """Gutters within a column, which stay free below two titles close together or below one above two."""
    found: list[Gap] = []
    body = [bands[index] for index in lines]
    last = bands[titles.end - 1] if titles.start < titles.end else body[0]
    for gap in gaps((w for band in [last, *body] for w in band.words), _HIDDEN * size):
        both = sum(
            any(_incolumn(w, gap, gutters, True) for w in band.words)
            and any(_incolumn(w, gap, gutters, False) for w in band.words)
            for band in body
        )
        opening = next((w for w in last.words if w.left >= gap[1]), None)
        title = opening is not None and opening.text[:1].isupper() and _incolumn(opening, gap, gutters, False)
        if title and both >= max(2, _FILLED * len(body)):
            found.append(gap)
    return found


def _numbers_apart(body: Sequence[Band], gutters: Sequence[Gap], size: float) -> list[Gap]:
    """The gutter between the rows' numbers and their words, where no title of its own stands above the numbers."""
    numbers: list[Word] = []
    others: list[Word] = []
    for band in body:
        inside = [word for word in band.words if word.right <= gutters[0][0]]
        if len(inside) > 1 and inside[0].text.rstrip(".)").isdigit():
            numbers.append(inside[0])
            others.append(inside[1])
        else:
            others += inside[:1]
    values = [int(word.text.rstrip(".)")) for word in numbers]
    if len(values) < _LEAST_LINES or values != list(range(values[0], values[0] + len(values))):
        return []
    gap = max(word.right for word in numbers), min(word.left for word in others)
    return [gap] if gap[1] - gap[0] >= _FREE * size else []


def _incolumn(word: Word, gap: Gap, gutters: Sequence[Gap], left: bool) -> bool:
    """Whether a word stands in the column that a hidden gutter divides, on that side of it."""
    same = column(word, gutters) == column(Word("", *gap), gutters)
    return same and (word.right <= gap[0] if left else word.left >= gap[1])


def _outer(bands: Sequence[Band], gutters: Sequence[Gap], size: float) -> list[float]:
    left = min(word.left for band in bands for word in band.words)
    right = max(word.right for band in bands for word in band.words)
    return [left - _FREE * size, *((a + b) / 2 for a, b in gutters), right + _FREE * size]


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Flat rules drawn cell by cell as one each."""
    out: list[Rule] = []
    for left, right, y in sorted(rules, key=lambda rule: (rule[2], rule[0])):
        if out and y - out[-1][2] < 1.5:
            out[-1] = min(out[-1][0], left), max(out[-1][1], right), out[-1][2]
        else:
            out.append((left, right, y))
    return out


def _is_common(band: Band, gutters: Sequence[Gap], size: float) -> bool:
    """Whether a line of titles has one above two columns or three, beside others of one column each."""
    crossed = sum(_crossed(band, gutters, size))
    return 0 < crossed <= len(gutters) / 2 and len(gaps(band.words, _GUTTER * size)) >= _LEAST_COLUMNS - 1


def _crossed(band: Band, gutters: Sequence[Gap], size: float) -> list[bool]:
    """Which gutters a title of a line runs across."""
    free = gaps(band.words, _GUTTER * size)
    lefts = [band.words[0].left, *(gap[1] for gap in free)]
    rights = [*(gap[0] for gap in free), max(word.right for word in band.words)]
    middles = [(left + right) / 2 for left, right in gutters]
    return [any(a < middle < b for a, b in zip(lefts, rights, strict=True)) for middle in middles]


def _split_of_titles(bands: Sequence[Band], titles: _Titles, gutters: Sequence[Gap], size: float) -> int | None:
    """The line at which titles below a common one begin."""
    for index in range(titles.end - 1, titles.start, -1):
        below = texts([bands[index]], gutters)
        for place, crossed in enumerate(_crossed(bands[index - 1], gutters, size)):
            if crossed and below[place][:1].isupper() and below[place + 1][:1].isupper():
                return index
    return None


def _title_cells(
    bands: Sequence[Band], titles: _Titles, gutters: Sequence[Gap], split: int, size: float
) -> list[tuple[int, int, int, int]]:
    """The cells of two rows of titles: a common one above those that it holds, the others over both rows."""
    lines = [_crossed(band, gutters, size) for band in bands[titles.start : split]]
    crossing = [any(line[place] for line in lines) for place in range(len(gutters))]
    cells: list[tuple[int, int, int, int]] = []
    column, wide = 0, len(gutters) + 1
    while column < wide:
        last = column
        while last < wide - 1 and crossing[last]:
            last += 1
        if last > column:
            cells.append((0, column, 1, last + 1))
            cells += [(1, c, 2, c + 1) for c in range(column, last + 1)]
        else:
            cells.append((0, column, 2, column + 1))
        column = last + 1
    return cells


def _between(bands: Sequence[Band], index: int) -> float:
    """A level between a line and the one above it."""
    return (bands[index - 1].bottom + bands[index].top) / 2
