"""Whether the text of a file without pages of its own (text, Word, web page, sheets) reads as Vietnamese.

The pages of PDFs and pictures are judged one by one where they are read; a file of letters is believed as it stands,
so that one which says nothing, or what restoration had to guess, must be told afterwards.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.faults import say
from pipeline.reading.trust import Verdict, judge
from pipeline.records import Document, Fault

GUESSED = 0.95
"""Least score of a restored text whose raw one is not believed: below, restoration has guessed at too much."""
_LEAST = 30
"""Words from which a file is judged; a title with names is none."""
_SAMPLE = 40_000
"""Characters of a long text that are judged, from its beginning, its middle and its end."""
_PAGES_JUDGED = frozenset(("text-layer", "ocr", "mixed"))


def judged(document: Document) -> Document:
    """The document with what speaks against its text as a fault, and its quality by it."""
    if document.method in _PAGES_JUDGED:
        return document
    verdict = judge(_sample(document.text))
    if verdict.words < _LEAST or not (fault := _fault(document, verdict)):
        return document
    return replace(
        document, faults=(*document.faults, Fault(None, "reading", fault)), quality=min(document.quality, verdict.score)
    )


def _fault(document: Document, verdict: Verdict) -> str | None:
    if verdict.english:
        return say("foreign-language")
    reason = verdict.reason
    if verdict.believed:
        if not document.restored or verdict.score >= GUESSED:
            return None
        before = judge(_sample(document.raw))
        if before.believed:
            return None
        reason = before.reason
    vi, _, en = (reason or " / ").partition(" / ")
    return say("not-vietnamese-spelling", vi=vi, en=en)


def _sample(text: str) -> str:
    """All of a short text, whole lines of three places of a long one."""
    if len(text) <= _SAMPLE:
        return text
    part = _SAMPLE // 3
    starts = (0, (len(text) - part) // 2, len(text) - part)
    return "\n".join(text[start : start + part] for start in starts)
