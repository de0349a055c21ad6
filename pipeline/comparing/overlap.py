"""Which passages of a plan stand in the parent plan or in other communes' plans, and which are its own.

Passages are cut into runs of WINDOW syllables (marks and unit names set aside, so that "xã A" equals "phường B"); an
index from run to place is filled once and read once, which is linear in the corpus. Of the passage that shares most
runs,
the words that were changed are worked out by alignment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold, nfc

WINDOW = 5
"""Syllables in a run: shorter ones are phrases of the office that prove nothing."""
_LEAST = 8
"""Syllables from which a passage is judged at all."""
_SHARED, _PARTLY = 0.6, 0.25

Kind = Literal["parent", "shared", "partly", "own", "short"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+)*")
_NAMED = re.compile(
    rf"\b(xã|phường|thị trấn|đặc khu|tỉnh|thành phố)((?-i:(?:\s+[{UPPER}][\w'’-]*){{1,4}})|\s+\d{{1,2}}\b)|"
    r"\b(xã|phường|thị trấn|đặc khu)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf"(?<=[.;!?])\s+(?=[{UPPER}\-+])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a plan and where its words stand elsewhere."""

    document: str
    start: int
    end: int
    """Into the text that was given."""
    text: str
    kind: Kind
    in_parent: float
    """Share (0..1) of its runs that the parent plan holds."""
    in_others: float
    """Share of its runs that at least one other plan of the corpus, the parent aside, holds."""
    plans: int
    """How many other plans share most of it (the median over its shared runs)."""
    source: str | None = None
    """The plan whose passage is nearest: the parent where that holds enough, else another."""
    source_start: int = 0
    source_end: int = 0
    changes: tuple[tuple[str, str], ...] = ()
    """Words there and the words here in their place; "" where words were left out or put in."""


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    tokens: tuple[str, ...]


def find_overlap(texts: Sequence[tuple[str, str]], against: str | None = None) -> tuple[Passage, ...]:
    """Every passage of every plan, in order.

    Args:
        texts: (stem, text) pairs; a paragraph a line, as `Document.text` has it.
        against: stem of the parent plan; its own passages are reported as any other plan's.
    """
    stems = [stem for stem, _ in texts]
    parts = [tuple(_parts(nfc(text))) for _, text in texts]
    index = _Index(parts, stems.index(against) if against in stems else None)
    found: list[Passage] = []
    for at, (stem, text) in enumerate(texts):
        clean = nfc(text)
        found += [_passage(stem, at, part, clean, stems, parts, index) for part in parts[at]]
    return tuple(found)


class _Index:
    """Run of syllables -> how many plans hold it, where it stood first, and where in the parent."""

    def __init__(self, parts: Sequence[Sequence[_Part]], parent: int | None) -> None:
        self.parent = parent
        self.plans: dict[int, int] = {}
        self.first: dict[int, tuple[int, int]] = {}
        self.second: dict[int, tuple[int, int]] = {}
        self.in_parent: dict[int, int] = {}
        last: dict[int, int] = {}
        for document, own in enumerate(parts):
            for at, part in enumerate(own):
                for run in _runs(part.tokens):
                    if document == parent:
                        self.in_parent.setdefault(run, at)
                        continue
                    if last.get(run) == document:
                        continue
                    last[run] = document
                    self.plans[run] = self.plans.get(run, 0) + 1
                    if run not in self.first:
                        self.first[run] = (document, at)
                    elif run not in self.second:
                        self.second[run] = (document, at)


def _passage(
    stem: str,
    document: int,
    part: _Part,
    text: str,
    stems: Sequence[str],
    parts: Sequence[Sequence[_Part]],
    index: _Index,
) -> Passage:
    body = text[part.start : part.end]
    runs = _runs(part.tokens)
    if len(part.tokens) < _LEAST or not runs:
        return Passage(stem, part.start, part.end, body, "short", 0.0, 0.0, 0)
    of_parent = [run for run in runs if run in index.in_parent] if document != index.parent else []
    counts = [index.plans.get(run, 0) - (document != index.parent) for run in runs]
    elsewhere = [run for run, count in zip(runs, counts, strict=True) if count > 0]
    in_parent, in_others = len(of_parent) / len(runs), len(elsewhere) / len(runs)
    shared = sorted(count for count in counts if count > 0)
    plans = shared[len(shared) // 2] if shared else 0
    best = max(in_parent, in_others)
    kind: Kind = "own"
    if in_parent >= _SHARED:
        kind = "parent"
    elif in_others >= _SHARED:
        kind = "shared"
    elif best >= _PARTLY:
        kind = "partly"
    place = _nearest(document, of_parent if in_parent >= min(_SHARED, in_others) else [], elsewhere, index)
    if place is None or kind == "own":
        return Passage(stem, part.start, part.end, body, kind, round(in_parent, 4), round(in_others, 4), plans)
    there = parts[place[0]][place[1]]
    return Passage(
        stem, part.start, part.end, body, kind, round(in_parent, 4), round(in_others, 4), plans,
        stems[place[0]], there.start, there.end, tuple(_changes(there.tokens, part.tokens)),
    )  # fmt: skip


def _nearest(document: int, of_parent: list[int], elsewhere: list[int], index: _Index) -> tuple[int, int] | None:
    votes: Counter[tuple[int, int]] = Counter()
    if of_parent and index.parent is not None:
        votes.update((index.parent, index.in_parent[run]) for run in of_parent)
    else:
        for run in elsewhere:
            place = index.first[run]
            if place[0] == document:
                place = index.second.get(run, place)
            if place[0] != document:
                votes[place] += 1
    return min(votes, key=lambda place: (-votes[place], place)) if votes else None


def _changes(there: Sequence[str], here: Sequence[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, there, here, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield " ".join(there[i1:i2]), " ".join(here[j1:j2])


def _runs(tokens: Sequence[str]) -> list[int]:
    plain = [fold(token) for token in tokens]
    return [hash(tuple(plain[at : at + WINDOW])) for at in range(len(plain) - WINDOW + 1)]


def _parts(text: str) -> Iterator[_Part]:
    """Lines, and the sentences of long lines, with their comparable syllables."""
    at = 0
    for line in text.split("\n"):
        start = at
        at += len(line) + 1
        cuts = [0, *(m.end() for m in _SENTENCE.finditer(line)), len(line)] if len(line) > 400 else [0, len(line)]
        for left, right in zip(cuts, cuts[1:], strict=False):
            body = line[left:right]
            if body.strip():
                lead = len(body) - len(body.lstrip())
                yield _Part(start + left + lead, start + left + len(body.rstrip()), tuple(_tokens(body)))


def _tokens(body: str) -> list[str]:
    masked = _NAMED.sub(
        lambda m: " xã " if (m.group(1) or m.group(3)).lower() not in ("tỉnh", "thành phố") else " tỉnh ", body
    )
    return [token.lower() for token in _TOKEN.findall(masked)]
