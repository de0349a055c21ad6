"""From a span of the clean text to its place in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pipeline.records import Box, Document, Evidence, Word
from pipeline.text.digit_letters import LETTER_FOR_DIGIT
from pipeline.text.spans import Span


class Locator:
    """Finds page, raw span and box of spans of one document; built once a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._word_starts = [word.raw_start for word in document.words]
        self._page_starts = [page.raw_start for page in document.pages]

    def evidence(self, span: Span) -> Evidence:
        """The evidence of text[span[0]:span[1]]; the box is that of the part on its first page."""
        raw = self._document.alignment.to_raw(*span)
        words = list(self.words(raw))
        page = words[0].page if words else self._page(raw[0])
        return Evidence(page, span[0], span[1], raw[0], raw[1], _box(word.box for word in words if word.page == page))

    def words(self, raw: Span) -> Iterator[Word]:
        """The words that a span of the raw text touches, as far as the reading gave their places."""
        words = self._document.words
        for index in range(max(bisect_left(self._word_starts, raw[0]) - 1, 0), len(words)):
            word = words[index]
            if word.raw_start >= raw[1]:
                break
            if word.raw_end > raw[0]:
                yield word

    def retyped(self, span: Span) -> bool:
        """Whether a digit of text[span[0]:span[1]] was a letter in the raw text ("2O26"), outside pictures, of which
        the engine's own doubts tell."""
        text, raw = self._document.text[slice(*span)], self._document.alignment.to_raw(*span)
        was = self._document.raw[slice(*raw)]
        if not LETTER_FOR_DIGIT.search(was) or _digits(text) <= _digits(was):
            return False
        return all(word.confidence >= 1 for word in self.words(raw))

    def _page(self, raw_start: int) -> int:
        pages = self._document.pages
        if not pages:
            return 1
        return pages[max(bisect_right(self._page_starts, raw_start) - 1, 0)].number


def _digits(text: str) -> int:
    return sum(map(str.isnumeric, text))


def _box(boxes: Iterator[Box]) -> Box | None:
    sides = tuple(zip(*boxes, strict=True))
    if not sides:
        return None
    left, top, right, bottom = sides
    return min(left), min(top), max(right), max(bottom)
