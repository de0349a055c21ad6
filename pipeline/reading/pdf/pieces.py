"""What PDFium gives without a space, parted after all by the places of its letters, and written in plain signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from pipeline.reading.pdf.frame import Token
from pipeline.reading.symbols import plain
from pipeline.text.encodings import decode_runs, font_encoding
from pipeline.text.spans import Span
from pipeline.text.unicode import nfc

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in user space; the font's line box, not the ink's."""
Shape = tuple[float, float, float]
"""Font size, height of the baseline (0 for turned text), height of the line box."""

ASCENT, DESCENT = 0.89, 0.22
"""Of the em, above and below the baseline: the line of most fonts for text."""
_LEAST_LINE, _LEAST_DESCENT = 0.8, 0.1  # of the em; a font that names less names nothing

_HYPHENS = str.maketrans({"\u0002": "-"})  # what PDFium writes for a hyphen at the end of a line
_DIGIT = re.compile(r"\d")
_MARK = re.compile("[\u0300-\u036f]")
_SPACE = 0.15  # of the line's height; the narrowest space of justified text is wider


def tells_height(ascent: float, descent: float) -> bool:
    """Whether a font's ascent and descent (in ems, the latter below 0) can be those of its lines.

    LibreOffice writes 0 for both; PDFium then takes the heights of a few letters for them.
    """
    return ascent - descent >= _LEAST_LINE and -descent >= _LEAST_DESCENT


_TOKEN = re.compile(r"[^\s\u00a0\u2007\u202f\u200b\u0002\ufeff]+\u0002?|\u0002")


class Measured(Protocol):
    """Tells the places of the characters of a page, by their index."""

    def rectangle(self, index: int) -> Rect | None:
        """Place of a character."""

    def shape(self, index: int) -> Shape:
        """Size of a character."""

    def token(self, chars: str, drawn: Span, order: Span, glued: bool) -> tuple[Token, str] | None:
        """The token of some characters, with its font, by the index of the first and the last and their order."""


def tokens_of(chars: str, indexes: Sequence[int], measure: Measured) -> Iterator[tuple[Token, str]]:
    """The tokens of a page with their fonts.

    Args:
        chars: the characters of the page.
        indexes: of each of them on the page.
        measure: of the page.
    """
    end_of_last = -1
    for found in _TOKEN.finditer(chars):
        for first, last in pieces(
            chars, *found.span(), lambda at: measure.rectangle(indexes[at]), lambda at: measure.shape(indexes[at])
        ):
            drawn = indexes[first], indexes[last - 1]
            token = measure.token(chars[first:last], drawn, (first, last), first == end_of_last)
            end_of_last = last
            if token is not None:
                yield token


def pieces(
    chars: str, start: int, end: int, rectangle: Callable[[int], Rect | None], shape: Callable[[int], Shape]
) -> Iterator[tuple[int, int]]:
    """The stretches of chars[start:end] that are words of their own.

    Args:
        chars: the characters of the page.
        start: first character of the run.
        end: after its last one.
        rectangle: place of a character.
        shape: size of a character.
    """
    run = chars[start:end]
    cuts: set[int] = set()
    if len(run) > 1:
        if _DIGIT.search(run):
            cuts |= _raised(start, end, shape)
        if not run.isascii() and _MARK.search(run):
            cuts |= _behind_marks(chars, start, end, rectangle)
        if not cuts and _is_spread(start, end, rectangle):
            cuts |= _apart(start, end, rectangle)
    return pairwise([start, *sorted(cuts), end])


def _raised(start: int, end: int, shape: Callable[[int], Shape]) -> set[int]:
    """Where a raised sign begins or ends: "2026" and the note "1"."""
    shapes = [shape(index) for index in range(start, end)]
    return {start + at for at in range(1, len(shapes)) if _is_raised(shapes[at - 1], shapes[at])}


def _is_raised(first: Shape, second: Shape) -> bool:
    small, large = sorted((first[0], second[0]))
    return small < 0.8 * large or abs(first[1] - second[1]) > 0.12 * max(first[2], second[2])


def _behind_marks(chars: str, start: int, end: int, rectangle: Callable[[int], Rect | None]) -> set[int]:
    """A mark drawn as a glyph of its own reaches over the space behind its letter: the letter's own edge tells."""
    cuts = set()
    letter = start
    for index in range(start + 1, end):
        if unicodedata.combining(chars[index]):
            continue
        before, here = rectangle(letter), rectangle(index)
        if letter < index - 1 and before and here:
            height = max(before[3] - before[1], 1.0)
            if here[0] - before[2] > _SPACE * height and abs(here[1] - before[1]) < 0.3 * height:
                cuts.add(index)
        letter = index
    return cuts


def _is_spread(start: int, end: int, rectangle: Callable[[int], Rect | None]) -> bool:
    """Whether a run is far wider or taller than its letters."""
    first, last = rectangle(start), rectangle(end - 1)
    if first is None or last is None:
        return False
    height = max(first[3] - first[1], first[2] - first[0], 1.0)
    spread = max(abs(last[2] - first[0]), abs(last[3] - first[1]))
    return spread > 0.95 * height * (end - start) + height


def _apart(start: int, end: int, rectangle: Callable[[int], Rect | None]) -> set[int]:
    cuts = set()
    before = rectangle(start)
    for index in range(start + 1, end):
        here = rectangle(index)
        if here is None or before is None:
            continue
        height = max(before[3] - before[1], before[2] - before[0], 1.0)
        aside = here[0] - before[2] > 0.6 * height or before[0] - here[2] > 0.6 * height
        if aside or min(abs(here[1] - before[3]), abs(before[1] - here[3])) > 3 * height:
            cuts.add(index)
        before = here
    return cuts


def union(first: Rect, last: Rect) -> Rect:
    """The rectangle of two."""
    return min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])


def height_of(first: Rect, last: Rect, *, sideways: bool) -> float:
    """Of a token, by its first and last letter: of the lower one, since stacked marks make single boxes taller."""
    heights = [box[2] - box[0] if sideways else box[3] - box[1] for box in (first, last)]
    return min(heights) if min(heights) > 0 else max(heights) or 1.0


def decoded(drawn: Sequence[tuple[Token, str]]) -> tuple[Token, ...]:
    """The tokens with their fonts, those of legacy fonts in Unicode, in plain signs; what has none is left out."""
    if any(font_encoding(font) for font in {font for _, font in drawn}):
        texts = decode_runs([(token.text, font) for token, font in drawn])
        drawn = [(replace(token, text=text), font) for (token, font), text in zip(drawn, texts, strict=True)]
    return tuple(token for token in (cleaned(token, font) for token, font in drawn) if token.text)


def cleaned(token: Token, font: str) -> Token:
    """The token in NFC, its signs of symbol fonts and odd hyphens written as what they look like."""
    text = nfc(token.text)
    if not text.isascii() or "\u0002" in text:
        text = nfc(plain(text.translate(_HYPHENS), font))
    return token if text == token.text else replace(token, text=text)
