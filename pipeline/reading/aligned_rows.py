"""Where the rows of a table begin that no flat rules part: at their numbers, or where most columns open a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from pipeline.reading.gutters import Band, Gap, column
from pipeline.text.letters import CODE, CODE_SMALL

NUMBER = re.compile(rf"\(?(?:\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}|[IVX]{{1,5}}|[{CODE}{CODE_SMALL}])[.)]{{0,3}}$")
"""The number or label of a row."""
_LEVEL = 0.6  # of the rows that have their number beside their first line, or all have it beside their middle


def row_starts(
    bands: Sequence[Band], body: range, titled: bool, whole: Collection[int], gutters: Sequence[Gap],
    levels: Sequence[float],
) -> list[int]:  # fmt: skip
    """The first line of each row of a table.

    Args:
        bands: the lines of the page.
        body: those of the table below its titles.
        titled: whether there are titles above.
        whole: lines that run across all columns.
        gutters: between the columns.
        levels: how far down the flat rules are.
    """
    first, end = body.start, body.stop
    above = bands[first - 1].middle if titled else bands[first].top
    ruled = {
        next(index for index in body if bands[index].middle > y)
        for y in levels if above < y < bands[end - 1].middle
    }  # fmt: skip
    numbered = [i for i in body if i not in whole and numbers_row(bands[i], gutters)]
    fixed = {first, *whole, *(index + 1 for index in whole if index + 1 < end)}
    if len(ruled) > 1 and len(ruled) >= len(numbered) - 1:
        return sorted(fixed | ruled)
    if not _all_numbered(bands, numbered):
        return sorted({*fixed, *numbered, *ruled, *_filled_lines(bands, body, gutters)})
    if sum(_opens_sentence(bands[index], gutters) for index in numbered) <= _LEVEL * len(numbered):
        return sorted(fixed | ruled | _around(bands, numbered, body))
    if titled and first not in whole and bands[numbered[0]].words[0].text.strip("(.)0") in ("1", "I"):
        fixed.discard(first)  # what stands above the first number are titles still
    return sorted({*fixed, *numbered, *ruled})


def _all_numbered(bands: Sequence[Band], numbered: Sequence[int]) -> bool:
    """Whether the rows have their numbers, none lost on the way."""
    values = [int(text) for index in numbered if (text := bands[index].words[0].text.strip("(.)")).isdecimal()]
    return len(numbered) > 1 and all(after - before in (1, 1 - before) for before, after in pairwise(values))


def numbers_row(band: Band, gutters: Sequence[Gap]) -> bool:
    """Whether a line opens with the number of its row."""
    return column(band.words[0], gutters) == 0 and bool(NUMBER.match(band.words[0].text))


def _opens_sentence(band: Band, gutters: Sequence[Gap]) -> bool:
    """Whether the first words after a row's number are those that a sentence opens with."""
    return next((not w.text[:1].islower() for w in band.words if column(w, gutters) == 1), False)


def _around(bands: Sequence[Band], numbered: Sequence[int], body: range) -> set[int]:
    """First lines of rows whose number stands level with their middle: the words of each lie evenly about it."""
    starts: set[int] = set()
    begin = body.start
    for this, following in pairwise(numbered):

        def uneven(stop: int, begin: int = begin, this: int = this) -> float:
            return abs(bands[begin].top + bands[stop - 1].bottom - 2 * bands[this].middle)

        begin = min(range(this + 1, following + 1), key=uneven)
        starts.add(begin)
    return starts


def _filled_lines(bands: Sequence[Band], body: range, gutters: Sequence[Gap]) -> set[int]:
    """First lines of rows whose numbers are not there: most columns have words, each the first of a sentence."""
    starts = set()
    for index in body:
        opening: dict[int, str] = {}
        for word in bands[index].words:
            opening.setdefault(column(word, gutters), word.text)
        if 2 * len(opening) > len(gutters) + 1 and not any(text[:1].islower() for text in opening.values()):
            starts.add(index)
    return starts
