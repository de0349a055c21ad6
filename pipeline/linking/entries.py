"""One document of the registry as facts, and what state it is in on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import Number, parse

State = Literal["in-force", "not-yet", "ended", "unknown"]


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

    @property
    def parsed(self) -> Number | None:
        """The number, taken apart."""
        return parse(self.number)

    @property
    def id(self) -> str:
        """Unique name: the number; with the year where the series is yearly, and the issuer where it is local."""
        number = self.parsed
        year = f"@{self.date[:4]}" if self.date and (number is None or number.year is None) else ""
        local = number is not None and not number.central and self.issuer
        return f"{self.number}{year}" + (f"@{slug(self.issuer or '')}" if local else "")

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
        if self.status and fold(self.status).startswith("het hieu luc toan bo") and self.as_of and day >= self.as_of:
            return "ended"
        return "in-force" if self.effective else "unknown"


def slug(name: str) -> str:
    """Folded words joined by hyphens: "UBND thành phố Hải Phòng" -> "ubnd-thanh-pho-hai-phong"."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
