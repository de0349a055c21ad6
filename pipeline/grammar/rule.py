"""Rules as data: a pattern, what it makes of a match, and the examples that prove it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from pipeline.text.spans import Span


class Item(Protocol):
    """What rules make: something with a place in the text that names the rule that made it."""

    @property
    def span(self) -> Span: ...
    @property
    def by(self) -> str: ...


T = TypeVar("T", bound=Item)
C = TypeVar("C")
V = TypeVar("V")
Needs = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One line of a table.

    Attributes:
        id: names the rule in `by` of what it made.
        pattern: where the rule looks.
        make: what it makes of a match; nothing where the match turns out to be something else. Pure. The item has to
            overlap the match: a match inside what an earlier rule has read is skipped without calling `make`.
        basis: the convention or clause that it rests on; "" where usage speaks for itself.
        examples: texts, each with what the whole table makes of it in the table's own short form.
        counterexamples: similar texts of which this rule makes nothing.
        needs: groups of words in lower case; text that lacks all words of a group cannot match and is skipped. The end
            of a text counts as a blank.
    """

    id: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], Iterable[T]]
    basis: str = ""
    examples: tuple[tuple[str, tuple[str, ...]], ...] = ()
    counterexamples: tuple[str, ...] = ()
    needs: Needs = ()

    def may_read(self, small: str) -> bool:
        """Whether the rule can match in a text, given in lower case with a blank behind it."""
        for group in self.needs:
            for word in group:  # asked a hundred times a paragraph: generators cost twice as much
                if word in small:
                    break
            else:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Rules in their order: what an earlier rule has read, a later one does not read again.

    Attributes:
        rules: in the order in which they are asked.
        show: the short form of an item, as examples write it.
        anchor: matches in every stretch of text in which some rule matches; the other stretches are skipped.
        walls: what no item extends across; the text is searched between them.
        starts: matches at most one character, wherever a match of any rule can begin; the rules are tried only there.
            None where each rule searches for itself.
    """

    rules: tuple[Rule[T], ...]
    show: Callable[[T], str]
    anchor: re.Pattern[str]
    walls: re.Pattern[str] = re.compile(r"[\n\t]")
    starts: re.Pattern[str] | None = None

    def find(self, text: str, masked: Sequence[Span] = ()) -> list[T]:
        """What the rules make of `text`, in reading order; nothing is looked for inside `masked` spans."""
        stretches = [
            _Stretch(span, text[slice(*span)].lower() + " ")
            for span in self._stretches(text)
            if self.anchor.search(text, *span)
        ]
        taken = Taken(masked)
        found: list[T] = []
        for rule in self.rules:
            for stretch in stretches:
                if not rule.needs or rule.may_read(stretch.small):
                    for match in self._matches(rule, text, stretch):
                        if not taken.within(*match.span()):
                            found += [item for item in rule.make(match) if taken.add(item.span)]
        return sorted(found, key=lambda item: item.span)

    def at(self, text: str, start: int, end: int) -> T | None:
        """What the first rule that fits makes of the text that begins at `start`; None where none does."""
        for rule in self.rules:
            match = rule.pattern.match(text, start, end)
            item = next(iter(rule.make(match)), None) if match else None
            if item is not None:
                return item
        return None

    def _matches(self, rule: Rule[T], text: str, stretch: _Stretch) -> Iterator[re.Match[str]]:
        if self.starts is None:
            return rule.pattern.finditer(text, *stretch.span)
        if stretch.places is None:
            stretch.places = [match.start() for match in self.starts.finditer(text, *stretch.span)]
        return _at(rule.pattern, text, stretch.places, stretch.span[1])

    def without(self, rule_id: str) -> Table[T]:
        """The table with one rule taken away."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.id != rule_id))

    def _stretches(self, text: str) -> Iterator[Span]:
        at = 0
        for wall in self.walls.finditer(text):
            if wall.start() > at:
                yield at, wall.start()
            at = wall.end()
        if at < len(text):
            yield at, len(text)


@dataclass(slots=True)
class _Stretch:
    """What lies between two walls: its place, its text in lower case, where matches can begin (None until needed)."""

    span: Span
    small: str
    places: list[int] | None = None


def _at(pattern: re.Pattern[str], text: str, places: Sequence[int], end: int) -> Iterator[re.Match[str]]:
    """The non-overlapping matches that begin at one of the places, as `finditer` would give them."""
    reached, match_at = 0, pattern.match
    for at in places:
        if at >= reached and (match := match_at(text, at, end)):
            reached = max(match.end(), at + 1)
            yield match


@dataclass(frozen=True, slots=True)
class Choice(Generic[C, V]):
    """One line of a table of choices, for what no single pattern can decide, such as the role of a date in its context.

    Attributes:
        id: names the choice in `by` of what it decided.
        says: what a case is taken for.
        fits: whether the choice applies to a case. Pure.
        basis, examples, counterexamples: as those of a rule.
    """

    id: str
    says: V
    fits: Callable[[C], object]
    basis: str = ""
    examples: tuple[tuple[str, tuple[str, ...]], ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices(Generic[C, V]):
    """Choices in their order, the last of which fits every case: the first that fits decides."""

    rules: tuple[Choice[C, V], ...]

    def of(self, case: C) -> Choice[C, V]:
        """The first choice that fits a case."""
        for rule in self.rules:
            if rule.fits(case):
                return rule
        raise LookupError("no choice fits")  # a fault of the table: its last choice has to fit every case

    def without(self, rule_id: str) -> Choices[C, V]:
        """The table with one choice taken away."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.id != rule_id))


class Taken:
    """Spans already read, kept sorted, so that a new one is compared with its neighbours only."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = sorted(spans)

    def within(self, start: int, end: int) -> bool:
        """Whether a single span already taken contains all of start:end, which is not empty."""
        at = bisect_right(self.spans, (start, sys.maxsize)) - 1
        return at >= 0 and self.spans[at][1] >= end > start

    def add(self, span: Span) -> bool:
        """Takes a span unless it overlaps one already taken; says whether it did."""
        at = bisect_right(self.spans, span)
        if at and self.spans[at - 1][1] > span[0] or at < len(self.spans) and self.spans[at][0] < span[1]:
            return False
        self.spans.insert(at, span)
        return True


@dataclass(frozen=True, slots=True)
class Kept:
    """A word or mark that usually ends a name but is part of one here.

    Attributes:
        id: names the rule.
        words: what it speaks of.
        before: what the name holds as far as the word; None where anything may.
        after: what follows the word; None where anything may.
        examples: texts that begin with a name, a bar where it ends.
        counterexamples: the same, for names that end before the word.
    """

    id: str
    words: frozenset[str]
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    def holds(self, text: str, start: int, ender: re.Match[str]) -> bool:
        """Whether the word found in the name that begins at `start` is part of it."""
        return (
            ender.group() in self.words
            and (self.before is None or bool(self.before.search(text[start : ender.start()])))
            and (self.after is None or bool(self.after.match(text, ender.end())))
        )
