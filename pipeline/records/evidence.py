"""From a span of the clean text to its place in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pipeline.records import Box, Document, Evidence
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
        page = self._page(raw[0])
        return Evidence(page, span[0], span[1], raw[0], raw[1], self._box(raw, page))

    def _page(self, raw_start: int) -> int:
        pages = self._document.pages
        if not pages:
            return 1
        return pages[max(bisect_right(self._page_starts, raw_start) - 1, 0)].number

    def _box(self, raw: Span, page: int) -> Box | None:
        words = self._document.words
        low = max(bisect_left(self._word_starts, raw[0]) - 1, 0)
        boxes = []
        for word in words[low:]:
            if word.raw_start >= raw[1]:
                break
            if word.raw_end > raw[0] and word.page == page:
                boxes.append(word.box)
        if not boxes:
            return None
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
