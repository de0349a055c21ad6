"""A paper as read, a text with one fault planted, and what plants it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random

from pipeline.records import Document, LegalReference, Record

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Slip:
    """A text with one fault.

    `places`: spans of the new text, at any of which a reader may tell it; none where all of the paper is the place.
    """

    text: str
    places: tuple[Span, ...]
    said: str
    """What was put for what, for the list of misses."""


@dataclass(frozen=True)
class Paper:
    """A text as read, with its raw text (offsets of slips are of it)."""

    text: str
    document: Document
    record: Record

    @cached_property
    def body(self) -> Span:
        """From behind the title to the signature, in the raw text."""
        titles = [block for block in self.document.blocks if block.kind in ("head", "title") and block.part == 0]
        feet = [block for block in self.document.blocks if block.kind == "foot"]
        start = max((self.raw(block.start, block.end)[1] for block in titles), default=0)
        after = [self.raw(block.start, block.end)[0] for block in feet]
        return start, min((at for at in after if at > start), default=len(self.text))

    def raw(self, start: int, end: int) -> Span:
        """A span of the clean text in the raw one."""
        return self.document.alignment.to_raw(start, end)

    @cached_property
    def references(self) -> list[LegalReference]:
        """Mentions with number, symbol and a whole date that stand in the wording."""
        low, high = self.body
        return [
            one
            for one in self.record.legal_references
            if one.number and one.symbol and len(one.date or "") == 10 and low <= one.evidence.raw_start < high
        ]

    def printed(self, reference: LegalReference) -> str:
        """A mention as the raw text has it."""
        return self.text[reference.evidence.raw_start : reference.evidence.raw_end]

    def finds(self, pattern: str, *, everywhere: bool = False, free: bool = True) -> list[re.Match[str]]:
        """Matches in the wording, outside mentions and what follows them in their clause (where `free`)."""
        low, high = (0, len(self.text)) if everywhere else self.body
        taken = [(r.evidence.raw_start, self._clause(r.evidence.raw_end)) for r in self.record.legal_references]
        found = re.compile(pattern, re.MULTILINE).finditer(self.text, low, high)
        return [one for one in found if not free or not any(a <= one.start() < b for a, b in taken)]

    def _clause(self, at: int) -> int:
        stop = re.compile(r"[;\n]|\.\s").search(self.text, at)
        return stop.start() if stop else len(self.text)

    def put(self, span: Span, words: str, *more: Span) -> Slip:
        """The paper with `words` for what stands in `span`; `more` are other places where the fault can be told."""
        start, end = span
        text = self.text[:start] + words + self.text[end:]
        moved = [(a + (len(words) - (end - start) if a >= end else 0), b) for a, b in more]
        moved = [(a, max(a + 1, b + (len(words) - (end - start) if b >= end else 0))) for a, b in moved]
        said = f"{self.text[max(0, start - 40) : start]}[{self.text[start:end]} -> {words}]{self.text[end : end + 40]}"
        return Slip(text, ((start, start + max(1, len(words))), *moved), " ".join(said.split()))


Planter = Callable[[Paper, Random], Slip | None]
