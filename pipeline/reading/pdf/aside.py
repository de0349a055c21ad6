"""Words that a page shows and that are no part of its text: a watermark, numbers of lines, what is struck out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.reading.faults import say
from pipeline.reading.lines import Line
from pipeline.reading.omitted import STRIKE, quoted
from pipeline.reading.pdf.frame import Layer, Token
from pipeline.reading.pdf.lines import line_of, rows_of
from pipeline.records import Box

_LEAST_NUMBERS = 8  # numbers one below the other, from which on they count the lines
_STEPS = (1, 2, 5, 10)
_MIDDLE = (0.4, 0.74)  # of a word's height: a stroke between strikes it out, one below underlines it
_THROUGH = 0.9  # of a word's width that the stroke covers
_BEYOND = 6.0  # points that the stroke may reach beyond its words; the rule of a table goes on


@dataclass(frozen=True, slots=True)
class Aside:
    """What was taken out of a page: its tokens by what they are."""

    watermark: tuple[Token, ...] = ()
    numbers: tuple[Token, ...] = ()
    struck: tuple[Token, ...] = ()
    notes: tuple[str, ...] = ()
    """The words of sticky notes, which are none of the page's tokens."""

    def lines(self, layer: Layer) -> Iterator[Line]:
        """Its words as lines that stay in the raw text alone."""
        if self.watermark:
            text = " ".join(token.text for token in self.watermark)
            yield Line(text, layer.number, kind="note", drop=((0, len(text)),))
        for tokens, sign in ((self.numbers, ""), (self.struck, STRIKE)):
            for row in rows_of(layer, tokens):
                yield _dropped(line_of(row.ordered(), layer.number), sign)


def set_aside(layer: Layer) -> tuple[Layer, Aside]:
    """The page without the words that are no part of its text, and those words."""
    watermark = tuple(token for token in layer.tokens if token.leans)
    if 2 * len(watermark) > len(layer.tokens):  # a sheet that was scanned at a slant
        watermark = ()
    numbers = _line_numbers(layer.tokens)
    struck = _struck(layer)
    aside = Aside(watermark, numbers, struck, tuple(layer.marks.notes))
    gone = {token.order for token in (*watermark, *numbers, *struck)}
    if not gone:
        return layer, aside
    return replace(layer, tokens=tuple(token for token in layer.tokens if token.order not in gone)), aside


def remarks_on(pages: Sequence[Aside]) -> list[str]:
    """The remarks on what was left aside; struck-out words are told of by the layout."""
    marks = dict.fromkeys(" ".join(token.text for token in page.watermark) for page in pages if page.watermark)
    notes = [note for page in pages for note in page.notes]
    found = [say("pdf-watermark", quoted(list(marks)))] if marks else []
    return found + ([say("pdf-notes", len(notes), quoted([note for note in notes if note.strip()]))] if notes else [])


def _line_numbers(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Numbers that count the lines of a page: one below the other at the margin, left of all the rest."""
    upright = [token for token in tokens if not token.turn and not token.leans]
    figures = [token for token in upright if token.text.isascii() and token.text.isdigit() and len(token.text) < 4]
    if len(figures) < _LEAST_NUMBERS:
        return ()
    rest = [token.box[0] for token in upright if not token.text.isdigit()]
    edge = min(rest, default=0.0)
    beside = sorted((token for token in figures if token.box[2] <= edge), key=lambda token: token.baseline)
    steps = {int(below.text) - int(above.text) for above, below in pairwise(beside)}
    return tuple(beside) if len(beside) >= _LEAST_NUMBERS and len(steps) == 1 and steps < set(_STEPS) else ()


def _struck(layer: Layer) -> tuple[Token, ...]:
    """The words with a stroke through their middle, drawn or by a marker."""
    strokes = sorted((edge for edge in layer.edges if edge[1] == edge[3]), key=lambda edge: edge[1])
    if not strokes and not layer.marks.struck:
        return ()
    heights = [edge[1] for edge in strokes]
    found = []
    for token in layer.tokens:
        x0, top, x1, bottom = token.box
        if token.turn or token.leans:
            continue
        first, last = (top + share * (bottom - top) for share in _MIDDLE)
        near = strokes[bisect_left(heights, first) : bisect_right(heights, last)]
        if any(_covers(stroke, x0, x1) for stroke in near) or any(_holds(box, token.box) for box in layer.marks.struck):
            found.append((token, near))
    if not found:
        return ()
    return tuple(token for token, near in found if not near or _ends_with_words(near, token, layer.tokens))


def _covers(stroke: Box, x0: float, x1: float) -> bool:
    return min(stroke[2], x1) - max(stroke[0], x0) >= _THROUGH * (x1 - x0)


def _holds(box: Box, word: Box) -> bool:
    """Whether the middle of a word lies within a box and most of its width."""
    middle = (word[1] + word[3]) / 2
    return box[1] <= middle <= box[3] and min(box[2], word[2]) - max(box[0], word[0]) >= 0.5 * (word[2] - word[0])


def _ends_with_words(strokes: Sequence[Box], token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a stroke through a word begins and ends with the words of its line, as a rule of a table does not."""
    line = [other.box for other in tokens if abs(other.baseline - token.baseline) < 0.2 * token.size]
    for stroke in strokes:
        within = [box for box in line if _covers(stroke, box[0], box[2])]
        if not within or not _covers(stroke, token.box[0], token.box[2]):
            continue
        if min(b[0] for b in within) - stroke[0] < _BEYOND and stroke[2] - max(b[2] for b in within) < _BEYOND:
            return True
    return False


def _dropped(line: Line, sign: str) -> Line:
    text = f"{sign}{line.text}{sign}"
    words = tuple(replace(word, start=word.start + len(sign), end=word.end + len(sign)) for word in line.words)
    return replace(line, text=text, words=words, kind="note", drop=((0, len(text)),))
