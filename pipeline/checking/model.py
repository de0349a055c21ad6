"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.checking.known import System
from pipeline.checking.view import View
from pipeline.messages import word
from pipeline.records import Severity
from pipeline.text.spans import Span


@dataclass(frozen=True, slots=True)
class Basis:
    """A clause that a rule rests on, for one system of documents and the days between which it holds.

    `strength`: A read in the text of the rule, B in a summary of it, C at second hand; logic needs none.
    """

    clause: str
    since: str | None = None
    until: str | None = None
    system: System | None = None
    """None: for documents of the state and of the Party alike."""
    strength: Literal["A", "B", "C", ""] = "A"

    def holds(self, day: str | None, system: System) -> bool:
        """Whether the clause applies to a document of `system` of `day`; an unknown day counts as the latest."""
        if self.system is not None and self.system != system:
            return False
        if day is None:
            return self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule found: where, what it is about, and the words that fill the message."""

    span: Span
    about: str
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    """Where it departs from that of the rule."""
    confidence: float | None = None
    suggestion: str | None = None
    kind: str | None = None


Finder = Callable[[View], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table of rules; what it says stands in `resources/messages/rules.toml` under its id.

    `since`/`until`: days of issue for which the rule is asked at all (until: the first day on which it no longer is).
    """

    id: str
    kind: str
    severity: Severity
    find: Finder
    basis: tuple[Basis, ...] = ()
    confidence: float = 0.9
    since: str | None = None
    until: str | None = None
    subject: str = ""
    """Rules of one subject say the same of one thing: it is said once."""
    garbled: bool = False
    """Whether it can be asked of a text whose wording is not legible (a garbled text layer)."""

    def message(self, lang: str, values: Mapping[str, str]) -> str:
        """What the rule says of a hit with these values, in "vi" or "en"."""
        return word("rules", self.id, lang).format_map(values)

    def clause(self, day: str | None, system: System) -> str | None:
        """The clause that applies to a document of `day`, None where none is known to."""
        return next((basis.clause for basis in self.basis if basis.holds(day, system)), None)
