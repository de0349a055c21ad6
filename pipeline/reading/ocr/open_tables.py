"""Tables of a scan without upright rules, as grids whose missing rules run where no word stands."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.aligned import NUMBER_TITLE, Aligned, aligned_tables
from pipeline.reading.gutters import Band, Word
from pipeline.reading.ocr.contract import OcrWord
from pipeline.reading.ocr.lines import Row, rows_of, segments, without_noise
from pipeline.reading.ocr.pictures import Grey
from pipeline.reading.ocr.ruled import Grid, Rule, flat_rules

_PIECE = 0.4  # confidence up to which a word may be a piece of others
_TYPE = 1.2  # size of the type over the height of its lines' ink


def open_grids(tokens: Sequence[OcrWord], grey: Grey, dpi: float) -> list[Grid]:
    """The tables that the words of a page make, see `aligned`.

    Args:
        tokens: of the straightened page, those in ruled tables left out.
        grey: the page.
        dpi: its resolution.
    """
    rows = rows_of(segments(without_noise(tokens)))
    heights = sorted(part.height for row in rows for part in row)
    if not heights:
        return []
    bands, size = [band for band in map(_band, rows) if band.words], _TYPE * heights[len(heights) // 2]
    if not aligned_tables(bands, (), size):
        return []
    rules = [(rule.start, rule.end, rule.at((rule.start + rule.end) / 2)) for rule in flat_rules(grey, dpi)]
    return [_grid(table) for table in aligned_tables(bands, rules, size)]


def outside(tokens: Sequence[OcrWord], grids: Sequence[Grid]) -> list[OcrWord]:
    """The words that stand in none of the tables."""
    return [token for token in tokens if not any(_holds(grid, token) for grid in grids)]


def _band(row: Row) -> Band:
    words = tuple(
        Word(word.text, word.box[0], word.box[2])
        for segment in row for word in segment.words if _is_word(word)
    )  # fmt: skip
    return Band(words, min(part.box[1] for part in row), max(part.box[3] for part in row))


def _is_word(word: OcrWord) -> bool:
    """Whether it is writing: of titles on uneven lines an engine reads pieces twice."""
    return any(map(str.isalnum, word.text)) and (word.confidence > _PIECE or bool(NUMBER_TITLE.fullmatch(word.text)))


def _grid(table: Aligned) -> Grid:
    xs, ys = table.xs, table.ys
    flat = tuple(Rule(0.0, y, xs[0], xs[-1]) for y in ys)
    upright = tuple(Rule(0.0, x, ys[0], ys[-1]) for x in xs)
    return Grid(flat, upright, (xs[0], ys[0], xs[-1], ys[-1]), table.cells, drawn=False)


def _holds(grid: Grid, token: OcrWord) -> bool:
    x0, top, x1, bottom = grid.box
    return x0 < (token.box[0] + token.box[2]) / 2 < x1 and top < (token.box[1] + token.box[3]) / 2 < bottom
