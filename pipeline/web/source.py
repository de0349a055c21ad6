"""The text of a source with the marks of what was found in it, page by page."""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.process import read
from pipeline.records import Document, Evidence
from pipeline.records.document import Block
from pipeline.settings import ReadSettings, RestoreSettings
from pipeline.storage.decisions import HEAD
from pipeline.storage.entries import Texts
from pipeline.storage.review import Review, ReviewedRow, touch
from pipeline.storage.tables import ITEM_TABLES
from pipeline.text.spans import Alignment, Span

_KEPT = 24  # documents


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with the same marks.

    Attributes:
        start: offset into the text of the document.
        text: the characters.
        row: key of the row that a click on it selects; None where no row quotes it.
        table: of that row.
        marks: "item", "selected", "residual", "explained", "unsure", "restored".
        raw: what was read here before restoration, where that differs.
        residual: the residual of the record that stands here.
    """

    start: int
    text: str
    row: str | None
    table: str | None
    marks: tuple[str, ...]
    raw: str | None = None
    residual: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text; `kind` as in `records.Block`."""

    kind: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """The text of a page, ready to be shown."""

    paragraphs: tuple[Paragraph, ...]
    residuals: int
    """What stands in no item, and nothing says why."""
    changes: tuple[tuple[str, str], ...]
    """What was read, and what restoration made of it."""


class Sources:
    """Reads sources again and keeps the last ones. May be asked by several threads.

    Args:
        settings: as the run reads.
        restoring: likewise.
    """

    def __init__(self, settings: ReadSettings, restoring: RestoreSettings) -> None:
        self._settings, self._restoring = settings, restoring
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()  # held for a moment only

    def document(self, path: Path, sha256: str) -> Document:
        """The document of a file.

        Raises:
            InputError: the file cannot be read.
            EngineError: what it needs is missing.
        """
        with self._lock:
            own = self._locks[sha256]
        with own:  # nobody waits for another's document
            found = self._kept.get(sha256) or read(path, self._settings, self._restoring)
            with self._lock:
                self._kept[sha256] = found
                self._kept.move_to_end(sha256)
                while len(self._kept) > _KEPT:
                    del self._locks[self._kept.popitem(last=False)[0]]
            return found


def of_texts(texts: Texts) -> Document:
    """What can be shown of a document whose source is gone: its text by lines, all on one page."""
    blocks, at = [], 0
    for text in texts.text.split("\n"):
        blocks.append(Block(at, at + len(text), "body", 1))
        at += len(text) + 1
    return Document("", "", "", "text", texts.raw, texts.text, Alignment(), (), tuple(blocks))


def evidence_of(document: Document, start: int, end: int) -> tuple[Evidence, str] | None:
    """Place and words of a selection without the blanks around it; None where nothing is left, or it lies outside."""
    from pipeline.records.evidence import Locator

    if not 0 <= start < end <= len(document.text):
        return None
    words = document.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    if start >= end:
        return None
    return Locator(document).evidence((start, end)), document.text[start:end]


def page_of(document: Document, review: Review, number: int, selected: ReviewedRow | None) -> TextPage:
    """The paragraphs that begin on a page, with their marks.

    Args:
        document: read now; rows made by an older version are found again by their quotes.
        review: of its record.
        number: of the page, 1-based.
        selected: the row that is looked at.
    """
    spans = list(_spans(document, review, selected))
    blocks = [block for block in document.blocks if block.page == number]
    low, high = (blocks[0].start, max(block.end for block in blocks)) if blocks else (0, 0)
    near = [mark for mark in spans if mark.start < high and mark.end > low]
    left = [mark for mark in _residuals(document, review) if mark.start < high and mark.end > low]
    changes = [mark for mark in _changes(document) if mark.start < high and mark.end > low]
    marks = near + left + changes
    paragraphs = tuple(Paragraph(b.kind, tuple(_segments(document.text, b.start, b.end, marks))) for b in blocks)
    told = tuple((mark.raw or "", document.text[mark.start : mark.end]) for mark in changes)
    return TextPage(paragraphs, sum("residual" in mark.names for mark in left), told)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    names: tuple[str, ...]
    row: str | None = None
    table: str | None = None
    raw: str | None = None
    residual: Mapping[str, Any] | None = None


def _spans(document: Document, review: Review, selected: ReviewedRow | None) -> Iterator[_Mark]:
    from pipeline.storage.catalogue import DOUBTFUL

    for field, place in review.values[HEAD]["evidence"].items():
        chosen = selected is not None and (selected.table, selected.key) == (HEAD, field)
        yield _Mark(place["start"], place["end"], ("selected",) if chosen else ())
    for table in ITEM_TABLES:
        for row in review.tables[table]:
            span = place_of(document, row)
            if span is None or (table == "findings" and row is not selected):
                continue
            names = ["item"]
            if row.state == "open" and row.value["confidence"] < DOUBTFUL:
                names.append("unsure")
            if row is selected:
                names.append("selected")
            yield _Mark(*span, tuple(names), row.key, table)


def place_of(document: Document, row: ReviewedRow) -> Span | None:
    """Where the quote of a row stands in the text as it is read today; None where it does not."""
    place, quote = row.value["evidence"], row.value["quote"]
    span = (place["start"], place["end"])
    return span if row.table == HEAD else _found(document, span, quote)


def _found(document: Document, span: Span, quote: str) -> Span | None:
    """The place of a quote that stood at `span` in the text that the record was made of."""
    start, end = span
    if _plain(document.text[start:end]) == _plain(quote):
        return span
    words = r"\s+".join(map(re.escape, quote.split()))
    found = list(re.finditer(words, document.text)) if words else []
    return min(found, key=lambda match: abs(match.start() - start)).span() if found else None


def _plain(text: str) -> str:
    return " ".join(text.split())


def residuals_of(review: Review) -> list[Mapping[str, Any]]:
    """What stands in the text of a plan and in no item, save where a person has added a row."""
    return [item for item in review.values.get("residuals", ()) if not any(touch(item, row) for row in review.added)]


def _residuals(document: Document, review: Review) -> Iterator[_Mark]:
    for item in residuals_of(review):
        start, quote = item["evidence"]["start"], item["quote"]
        size = item["evidence"]["end"] - start
        found = _found(document, (start, start + len(quote)), quote)
        if found is not None:
            name = "residual" if item["reason"] == "unexplained" else "explained"
            yield _Mark(found[0], found[0] + size, (name,), residual=item)


def _changes(document: Document) -> Iterator[_Mark]:
    """Words whose letters are not those that were read."""
    for piece in document.alignment.pieces if document.restored else ():
        text, raw = document.text[piece.start : piece.end], document.raw[piece.raw_start : piece.raw_end]
        if _plain(text) != _plain(raw) and text.strip():
            yield _Mark(piece.start, piece.end, ("restored",), raw=_plain(raw))


def _segments(text: str, start: int, end: int, marks: Iterable[_Mark]) -> Iterator[Segment]:
    """The runs of text[start:end] between the edges of the marks."""
    within = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = sorted({start, end, *(max(start, m.start) for m in within), *(min(end, m.end) for m in within)})
    for left, right in zip(edges, edges[1:], strict=False):
        over = [mark for mark in within if mark.start <= left and mark.end >= right]
        names = tuple(dict.fromkeys(name for mark in over for name in mark.names))
        inner = min(
            (m for m in over if m.row), key=lambda m: ("selected" not in m.names, m.end - m.start), default=None
        )
        raw = next((mark.raw for mark in over if mark.raw is not None), None)
        rest = next((mark.residual for mark in over if mark.residual is not None), None)
        row, table = (inner.row, inner.table) if inner else (None, None)
        yield Segment(left, text[left:right], row, table, names, raw, rest)


def page_at(document: Document, offset: int) -> int:
    """The page that a paragraph at an offset of the text begins on."""
    starts = [block.start for block in document.blocks]
    at = bisect_right(starts, offset) - 1
    return document.blocks[at].page if 0 <= at < len(document.blocks) else 1
