"""One document of the registry as facts, and what state it is in on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import Number, parse

State = Literal["in-force", "not-yet", "ended", "unknown"]

FIRM = 3
"""Independent papers that must agree on a mined fact before a mention that departs from it is called wrong."""

_OVER = "het hieu luc toan bo"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A document that changes another in part, and since when (None where the day is not known)."""

    number: str
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Facts of one legal document; days are ISO dates, None where the source does not give them."""

    type: str
    number: str
    """In full, as the issuing system writes it: "30/2020/NĐ-CP", "57-NQ/TW"."""
    date: str | None
    """Day of signature, or of passage for acts of the National Assembly."""
    issuer: str | None
    title: str
    effective: str | None = None
    """First day in force."""
    ended: str | None = None
    """First day on which it is no longer in force."""
    repealed_by: str | None = None
    amended_by: tuple[Amendment, ...] = ()
    status: str | None = None
    """What the source said of it on `as_of`, in its words."""
    source: str = ""
    as_of: str = ""
    """Day on which the fact was read."""
    papers: int = 0
    """Independent papers that state number and date, of a fact that was mined; 0 of one compared with its source."""
    against: int = 0
    """Papers that date the document otherwise."""

    @property
    def parsed(self) -> Number | None:
        """The number, taken apart."""
        return parse(self.number)

    @property
    def firm(self) -> bool:
        """Whether what departs from the entry is a mismatch: reviewed, or stated by many and hardly contradicted."""
        return self.papers == 0 or (self.papers >= FIRM and self.against * 4 <= self.papers)

    @property
    def surely_ended(self) -> bool:
        """Whether its end may be held against a plan.

        The entry is reviewed, or firm with the document named that took its place, or a source that was read calls it
        ended. An end without a successor is what one paper says, often of a provision or of an amending document.
        """
        named = self.papers == 0 or self.repealed_by is not None
        return (self.firm and named) or (self.status is not None and fold(self.status).startswith(_OVER))

    @property
    def id(self) -> str:
        """Unique name: the number; with the year where the series is yearly, and what else tells documents apart."""
        number = self.parsed
        year = f"@{self.date[:4]}" if self.date and (number is None or number.year is None) else ""
        place = namesake(number, self.type, self.issuer) if number else ""
        return f"{self.number}{year}" + (f"@{place.replace(' ', '-')}" if place else "")

    def state(self, day: str | None) -> State:
        """Whether the document is in force on `day` (ISO date; a month or year judges by its first day).

        The day of `ended` itself is already out of force; the day of `effective` is in force. A status without a
        day ("Hết hiệu lực") counts from `as_of` on, never earlier.
        """
        if day is None or len(day) < 10:
            return "unknown"
        if self.effective and day < self.effective:
            return "not-yet"
        if self.ended:
            return "ended" if day >= self.ended else "in-force"
        if self.status and fold(self.status).startswith(_OVER) and self.as_of and day >= self.as_of:
            return "ended"
        return "in-force" if self.effective else "unknown"


def namesake(number: Number, kind: str | None, issuer: str | None) -> str:
    """What tells apart documents of one number: the issuer of a local one; that it is a resolution of the Assembly.

    Laws and resolutions of the National Assembly are numbered apart: Luật 55/2010/QH12 and Nghị quyết 55/2010/QH12.
    """
    if number.system == "assembly":
        return "nghi quyet" if fold(kind or "") == "nghi quyet" else ""
    return "" if number.central else " ".join("".join(c if c.isalnum() else " " for c in fold(issuer or "")).split())
