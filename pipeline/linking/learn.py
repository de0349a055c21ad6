"""What papers agree on about the documents that they cite: facts with the count of those that say so.

Every paper has one voice, however often it cites a document. What the majority says is the fact; who says otherwise is
counted and told. Nothing is taken over by itself: entries are proposed, or written into the registry of the package by
`data/registry/mine.py`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from pipeline.linking.entries import Entry, namesake
from pipeline.linking.registry import Registry
from pipeline.linking.relations import Cited, Does
from pipeline.records import LegalReference
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import Number, parse
from pipeline.vietnam.issuers import central, different_issuer, spelt

_NO_NAME = re.compile(r"(?:^|\s)(?:tinh|thanh pho|xa|phuong|dac khu|tinh uy|thanh uy|dang uy|dan)$")
_KEPT = 24  # titles of a document that are compared with each other

Identity = tuple[str, str, str]
"""Key of the number; the year of the date where the series is yearly; what tells namesakes apart."""


@dataclass(slots=True)
class Voices:
    """What papers say of one document: value -> the papers that state it."""

    dates: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    issuers: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    papers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Learnt:
    """A document as the majority has it, with who says so and who says otherwise."""

    entry: Entry
    papers: tuple[str, ...]
    """Papers that state this date."""
    dissent: tuple[tuple[str, str], ...]
    """(paper, date) of papers that date the same document otherwise."""


class Tally:
    """Counts what papers state of the documents that they cite."""

    def __init__(self) -> None:
        self.documents: dict[Identity, Voices] = defaultdict(Voices)
        self.relations: dict[tuple[Identity, Does, Identity], set[str]] = defaultdict(set)

    def add(self, paper: str, references: Iterable[Cited | LegalReference]) -> None:
        """Counts the references of one paper, or of one more piece of it."""
        for reference in references:
            identity = identify(reference)
            if identity is None:
                continue
            voices = self.documents[identity]
            voices.papers.add(paper)
            voices.numbers[reference.canonical or ""] += 1
            if reference.date and is_day(reference.date):
                voices.dates[reference.date].add(paper)
            for counter, value in ((voices.types, reference.type), (voices.issuers, reference.issuer)):
                if value:
                    counter[value] += 1
            if reference.title:
                voices.titles[reference.title] += 1

    def relate(self, paper: str, by: Identity | None, does: Does, to: Identity | None) -> None:
        """Counts that a paper says so of two documents."""
        if by is not None and to is not None and by != to:
            self.relations[by, does, to].add(paper)

    def learnt(self, as_of: str) -> tuple[Learnt, ...]:
        """The documents with the majority's facts, sorted by number."""
        found = [one for voices in self.documents.values() if (one := _learnt(voices, as_of))]
        return tuple(sorted(found, key=lambda one: one.entry.id))


def is_day(text: str | None) -> bool:
    """Whether it is a day of the calendar, written YYYY-MM-DD."""
    try:
        return bool(text) and len(text or "") == len("2025-06-30") and bool(date.fromisoformat(text or ""))
    except ValueError:
        return False


def identify(reference: Cited | LegalReference) -> Identity | None:
    """What two mentions must share to be of one document; None where the mention does not tell."""
    number = parse(reference.canonical) if reference.canonical else None
    if number is None or not (number.year or reference.date):
        return None
    place = namesake(number, reference.type, spelt(reference.issuer or ""))
    if not number.central and (not place or _NO_NAME.search(place)):
        return None  # "UBND thành phố" does not say which
    if number.system == "assembly" and number.year and not _in_term(number):
        return None
    return number.key, "" if number.year else (reference.date or "")[:4], place


_TERMS = {10: (1997, 2002), 11: (2002, 2007), 12: (2007, 2011), 13: (2011, 2016), 14: (2016, 2021), 15: (2021, 2026)}
"""First and last year of the terms of the National Assembly: 21/2017/QH12 is a misprint."""


def _in_term(number: Number) -> bool:
    """Whether the year of an act's number lies in the term that its symbol names."""
    term = re.search(r"\d+$", number.body)
    first, last = _TERMS.get(int(term.group()), (0, 9999)) if term else (0, 9999)
    return first <= (number.year or first) <= last


def _learnt(voices: Voices, as_of: str) -> Learnt | None:
    (day, backing), *others = _by_support(voices)
    canonical = voices.numbers.most_common(1)[0][0]
    number = parse(canonical)
    if number is None:
        return None
    entry = Entry(
        type=voices.types.most_common(1)[0][0] if voices.types else "",
        number=number.canonical,
        date=day,
        issuer=_issuer(number, voices.issuers),
        title=_title(dict(voices.titles.most_common(_KEPT))),
        source=f"{len(voices.papers)} văn bản viện dẫn / papers",
        as_of=as_of,
        papers=len(backing) if day else len(voices.papers),
        against=sum(len(papers - backing) for _, papers in others),
    )
    dissent = tuple((paper, other) for other, papers in others if other for paper in sorted(papers - backing))
    return Learnt(entry, tuple(sorted(backing)), dissent)


def _by_support(voices: Voices) -> list[tuple[str | None, set[str]]]:
    """The stated days with the papers behind them, the best supported first; None first where there is no majority."""
    number = parse(voices.numbers.most_common(1)[0][0])
    stated: list[tuple[str | None, set[str]]] = [
        (day, papers)
        for day, papers in sorted(voices.dates.items(), key=lambda item: (-len(item[1]), item[0]))
        if number is None or number.year is None or 0 <= int(day[:4]) - number.year <= 1
    ]
    if not stated or (len(stated) > 1 and len(stated[0][1]) == len(stated[1][1])):
        return [(None, set()), *stated]
    return stated


def _issuer(number: Number, stated: Counter[str]) -> str | None:
    """The issuer most often stated that the symbol does not contradict, else the one that the symbol names."""
    named = number.issuers
    for name, _ in stated.most_common():
        if not named or (central(name) and not different_issuer(name, named[0].name, number.canonical)):
            return name
    return named[0].name if len(named) == 1 else None


_NOT_TITLE = re.compile(
    r"\s*(?:,|\()?\s*\b(?:hết hiệu lực|có hiệu lực|còn hiệu lực|đã được|"
    r"được (?:sửa đổi|thay thế|ban hành|bổ sung)|ngoại trừ|"
    r"trừ (?:khoản|Điều|điểm|quy định|trường hợp)|như sau|cụ thể|nêu trên|thì\b|ra sao|là gì|do \S+ ban hành|sau đây|"
    r"\(sau đây|"
    r"(?:và|của|theo|tại|,)?\s*(?:Luật|Nghị định|Thông tư|Thông tư liên tịch|Quyết định|Nghị quyết)(?:\s+số)?\s*$).*$",
    re.DOTALL,
)
_SHORTEST, _LONGEST = 8, 300  # characters of a title that says something, and that are kept


def _title(titles: Mapping[str, int]) -> str:
    """The title nearest to all others, each as often as it is stated, without what is said behind it; "" if none."""
    cut: Counter[str] = Counter()
    for title, count in titles.items():
        clean = _NOT_TITLE.sub("", title.split("?")[0]).strip(' ,:.(“"')
        if len(clean) > _SHORTEST:
            cut[clean] += count
    if not cut:
        return ""
    nearness = {one: sum(n * fuzz.ratio(fold(one), fold(other)) for other, n in cut.items()) for one in cut}
    return max(cut, key=lambda one: (nearness[one], -len(one)))[:_LONGEST]


def propose(
    plans: Iterable[tuple[str, Iterable[LegalReference]]], registry: Registry, *, least: int = 3, as_of: str = ""
) -> tuple[Learnt, ...]:
    """Documents that the registry does not know and that several plans of different issuers date alike.

    Args:
        plans: (issuer of the plan, its references); plans of one issuer count once.
        registry: what is known already; its entries are not proposed again.
        least: how many independent plans must agree on number and date, and three times as many as say otherwise.
        as_of: ISO date that the proposals bear.
    """
    tally = Tally()
    for plan, references in plans:
        tally.add(plan, (reference for reference in references if not reference.resolved))
    found = [
        one
        for one in tally.learnt(as_of)
        if len(one.papers) >= least and len(one.dissent) * 3 <= len(one.papers) and registry.get(one.entry.id) is None
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.papers), one.entry.number)))
