"""What restoration gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.text.spans import Alignment

Reason = Literal["impossible-syllable", "unlikely-in-context"]
Kind = Literal["word", "split", "join", "symbol", "figure", "encoding", "doubt"]


@dataclass(frozen=True, slots=True)
class Change:
    """One repair, with both readings.

    Attributes:
        start: Where it starts in the restored text.
        end: Where it ends there.
        raw_start: Where the raw reading starts in the raw text.
        raw_end: Where it ends there.
        raw: The raw reading.
        restored: What was made of it; the same as `raw` where `kind` is "doubt".
        confidence: 0..1.
        kind: "word" for one word; "split" where it became several, "join" where several became one; "symbol" for a
            document symbol, date or label that grammar proves misread; "figure" for bare digits that are a word;
            "encoding" for a legacy encoding; "doubt" for signs that no reading explains well enough: they stay.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    raw: str
    restored: str
    confidence: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored text.

    Attributes:
        text: The restored text, NFC, with the raw text's line breaks.
        alignment: Maps its characters to the raw text's and back.
        confidence: Mean confidence over the words that were judged, 1 where none was garbled.
        changes: All repairs and doubts, in order.
    """

    text: str
    alignment: Alignment
    confidence: float
    changes: tuple[Change, ...]

    @property
    def edits(self) -> tuple[tuple[int, int, str], ...]:
        """The repairs as (raw_start, raw_end, replacement), in order; doubts change nothing and are left out."""
        return tuple((c.raw_start, c.raw_end, c.restored) for c in self.changes if c.kind != "doubt")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A likely slip of the pen in clean text.

    Attributes:
        start: Where the word starts.
        end: Where it ends.
        word: As written.
        suggestion: What was probably meant.
        confidence: 0..1.
        reason: "impossible-syllable" or "unlikely-in-context".
    """

    start: int
    end: int
    word: str
    suggestion: str
    confidence: float
    reason: Reason
