"""Words of a fixed use as the items of a table: each rule a pattern, each item the words that it matched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.grammar.rule import Rule, Table
from pipeline.text.spans import Span

AT_START = re.compile(r"(?<![^\n])")
"""For tables that describe how something begins: their rules are tried only where the search starts."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a fixed use, and the rule that knows them."""

    span: Span
    words: str
    by: str


def rule(
    name: str,
    pattern: str,
    *,
    examples: Sequence[tuple[str, str]],
    against: Sequence[str] = (),
    basis: str = "ruling 5",
    ends: Callable[[re.Match[str]], int | None] = re.Match.end,
) -> Rule[Phrase]:
    """A rule of phrases.

    Args:
        name: its id.
        pattern: what it looks for.
        examples: texts, each with the one phrase in it.
        against: texts in which it finds none.
        basis: the convention that it rests on.
        ends: where the phrase of a match ends; None where it is none after all.
    """

    def make(match: re.Match[str]) -> Iterator[Phrase]:
        end = ends(match)
        if end is not None:
            yield Phrase((match.start(), end), match.string[match.start() : end], name)

    return Rule(
        name, re.compile(pattern), make, basis, tuple((text, (words,)) for text, words in examples), tuple(against)
    )


def table(rules: Sequence[Rule[Phrase]], *, starts: re.Pattern[str] | None = None) -> Table[Phrase]:
    """A table of phrases; with `starts=AT_START` one that is asked at a place."""
    return Table(tuple(rules), lambda phrase: phrase.words.strip(), re.compile(""), re.compile(r"\n"), starts)
