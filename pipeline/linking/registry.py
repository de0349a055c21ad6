"""The registry: known legal documents, indexed by number and by the names of laws."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from pipeline.linking.central import Central
from pipeline.linking.entries import Entry
from pipeline.records import LegalReference
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import different_issuer, other_party_body

Field = Literal["date", "issuer", "type", "number"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a mention departs from the registry."""

    field: Field
    stated: str
    known: str


class Registry:
    """Known documents: those entered by hand or imported, over those of the mined file; immutable once made.

    Args:
        entries: later ones replace earlier ones of the same id (an own registry beside the one of the package); what
            they leave blank stays as it was known.
        central: the mined file; what stands in an entry goes before what it has of the same document.
    """

    def __init__(self, entries: Iterable[Entry], central: Central | None = None) -> None:
        self._central = central
        self._own: dict[str, Entry] = {}
        for entry in entries:
            known = self._own.get(entry.id)
            self._own[entry.id] = entry if known is None else _filled(entry, known)
        by_key: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._own.values():
            number = entry.parsed
            if number is not None:
                by_key[f"{number.key}\t"].append(entry)
        self._by_key: Mapping[str, list[Entry]] = by_key
        self._keys = sorted(by_key)
        self._starting = lru_cache(maxsize=4096)(self._read_starting)

    def _read_starting(self, prefix: str) -> tuple[Entry, ...]:
        """The documents whose key begins so, own ones first."""
        own: list[Entry] = []
        for at in range(bisect_left(self._keys, prefix), len(self._keys)):
            if not self._keys[at].startswith(prefix):
                break
            own += self._by_key[self._keys[at]]
        names, numbers = {entry.id for entry in own}, {entry.number for entry in own}
        known: dict[str, Entry] = {}
        rest: list[Entry] = []
        for entry in self._central.starting(prefix) if self._central is not None else ():
            if entry.number in numbers and entry.id in names:  # an id, which is dear, begins with the number
                known[entry.id] = entry
            else:
                rest.append(entry)
        own = [_filled(entry, known[entry.id]) if entry.id in known else entry for entry in own]
        return (*own, *rest)

    def __bool__(self) -> bool:
        return True  # not by its length: to count is dear

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _size(self) -> int:
        mined = len(self._central) if self._central is not None else 0
        return mined + sum(self._central is None or not self._central.holds(entry) for entry in self._own.values())

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return self._starting("")

    @cached_property
    def as_of(self) -> str | None:
        """The day up to which it covers what was issued: single later documents entered by hand do not move it."""
        if self._central is not None:
            return self._central.as_of
        return max((entry.as_of for entry in self._own.values() if entry.as_of), default=None)

    def get(self, identity: str) -> Entry | None:
        """The entry with this id."""
        number = parse(identity.partition("@")[0])
        found = self.numbered(number.key) if number else ()
        return next((entry for entry in found if entry.id == identity), None)

    def numbered(self, key: str) -> tuple[Entry, ...]:
        """Entries whose number has this key (`grammar.Number.key`)."""
        return self._starting(f"{key}\t")

    def series(self, series: tuple[str, str]) -> tuple[Entry, ...]:
        """Entries of one series (kind and body)."""
        return self._starting(f"{series[0]}|{series[1]}|")

    @cached_property
    def all_series(self) -> frozenset[tuple[str, str]]:
        """All series of which an entry is known."""
        own = {(kind, body) for kind, body, *_ in (key.split("|") for key in self._by_key)}
        return frozenset(own.union(self._central.series() if self._central is not None else ()))

    def laws(self, kind: str, title: str) -> tuple[Entry, ...]:
        """Laws, codes and ordinances of this name, oldest first."""
        return tuple(sorted(self._laws.get(law_name(kind, title), ()), key=lambda entry: entry.date or ""))

    def laws_begun(self, kind: str, title: str) -> tuple[Entry, ...]:
        """Laws whose name begins with these words, where all that do bear one name ("Luật Ngân sách")."""
        begun = law_name(kind, title)
        names = [name for name in self._laws if begun and name.startswith(f"{begun} ") and "sua doi" not in name]
        known = {name: [e for e in self._laws[name] if e.date or e.papers > 1] for name in names}
        known = {name: entries for name, entries in known.items() if entries}
        return tuple(next(iter(known.values()))) if len(known) == 1 else ()

    def misnamed(self, kind: str, title: str) -> Entry | None:
        """The one law that a name no law bears must mean: its words in another order, or of another kind of act.

        "Luật Hỗ trợ doanh nghiệp vừa và nhỏ", "Luật Lao động", "Luật Chính quyền địa phương".
        """
        name = law_name(kind, title)
        if not name or name in self._laws:
            return None
        words = name.removeprefix(f"{fold(kind)} ")
        if any(other.startswith(f"{name} ") for other in self._laws):
            return None  # cut short, perhaps by the reader alone
        meant = {f"bo luat {words}", f"luat to chuc {words}"} & self._laws.keys()
        meant |= self._reordered.get(tuple(sorted(name.split())), set())
        known = [entry for other in meant for entry in self._laws[other] if entry.firm]
        return max(known, key=lambda entry: entry.date or "") if known and len(meant) == 1 else None

    @cached_property
    def _reordered(self) -> Mapping[tuple[str, ...], set[str]]:
        """Names of laws by their words in the order of the alphabet."""
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in self._laws:
            found[tuple(sorted(name.split()))].add(name)
        return found

    @cached_property
    def _laws(self) -> Mapping[str, list[Entry]]:
        """Acts of the National Assembly and its committee by their names."""
        laws: dict[str, list[Entry]] = defaultdict(list)
        for entry in (*self._starting("|"), *self._starting("l|"), *self._starting("pl|")):
            name = law_name(entry.type, entry.title)
            if name:
                laws[name].append(entry)
        return laws

    def differences(self, reference: LegalReference, entry: Entry | None = None) -> tuple[Difference, ...]:
        """In which fields the mention departs from the entry that it is resolved to.

        A part that the mention does not state is no difference; a year is compared with the year only. What few papers
        say (`Entry.firm`) contradicts nobody.
        """
        entry = entry or (self.get(reference.resolved) if reference.resolved else None)
        if entry is None or not entry.firm:
            return ()
        found: list[Difference] = []
        stated = reference.date
        if stated and entry.date and not (entry.date.startswith(stated) or stated.startswith(entry.date)):
            found.append(Difference("date", stated, entry.date))
        by, known = reference.issuer, entry.issuer
        if by and known and (different_issuer(by, known, entry.number) or other_party_body(by, known)):
            found.append(Difference("issuer", by, known))
        if reference.canonical and reference.type and _said(reference) and not same_kind(reference.type, entry.type):
            found.append(Difference("type", reference.type, entry.type))
        here = parse(reference.canonical) if reference.canonical else None
        there = entry.parsed
        if here and there and here.key != there.key:
            found.append(Difference("number", reference.canonical or "", entry.number))
        return tuple(found)


_KEPT = ("date", "issuer", "effective", "amended_by")
_END = ("ended", "repealed_by", "status")


def _filled(entry: Entry, known: Entry) -> Entry:
    """`entry`, its blanks filled from `known`; papers that agree with it back it, many that do not correct it.

    What few papers say of an end is not taken over by an entry that others rely on.
    """
    names = (*_KEPT, *_END) if known.surely_ended or not entry.surely_ended else _KEPT
    blank = {name: getattr(known, name) for name in names if not getattr(entry, name) and getattr(known, name)}
    if entry.papers and known.papers and entry.date != known.date and known.firm and known.date:
        blank["date"] = known.date
    if entry.papers and known.papers and (entry.date == known.date or "date" in blank):
        blank |= {"papers": entry.papers + known.papers, "against": known.against}
    return replace(entry, **blank)


_SHORT_NAMES = (
    ("mttq", "mat tran to quoc"),
    ("nsnn", "ngan sach nha nuoc"),
    ("bhxh", "bao hiem xa hoi"),
    ("bhyt", "bao hiem y te"),
)
_NOT_IN_NAME = frozenset(("nam", "moi", "va", "so"))


@lru_cache(maxsize=4096)
def law_name(kind: str, title: str) -> str:
    """The folded name of a law: its kind, then its title without joining words; "" for other kinds of documents."""
    if fold(kind) not in ("luat", "bo luat", "phap lenh"):
        return ""
    folded = fold(title)
    for short, full in _SHORT_NAMES:
        folded = re.sub(rf"\b{short}\b", full, folded)
    name = "".join(c if c.isalnum() else " " for c in folded).split()
    for lead in (["bo", "luat"], ["luat"], ["phap", "lenh"]):
        if name[: len(lead)] == lead:
            name = name[len(lead) :]
            break
    return " ".join([fold(kind), *(word for word in name if word not in _NOT_IN_NAME)])


def _said(reference: LegalReference) -> bool:
    """Whether the word for the kind stands right before the number, and is not another document's before it."""
    kind, number = fold(reference.type or ""), fold(reference.number or "")
    quote = fold(reference.quote)
    at = quote.find(kind)
    while at >= 0:
        if quote.startswith(number, _SO.match(quote, at + len(kind)).end()):  # type: ignore[union-attr]
            return True
        at = quote.find(kind, at + 1)
    return False


_SO = re.compile(r"\s*(?:so\b)?\s*:?\s*")
"""Between the word for the kind and the number; matches everywhere."""


def same_kind(stated: str, known: str) -> bool:
    """Whether two words for a kind of document agree; "Kế hoạch hành động" does with "Kế hoạch"."""
    a, b = fold(stated), fold(known)
    family = {"luat", "bo luat", "phap lenh"}
    return bool(a.startswith(b) or b.startswith(a) or (a in family and b in family))
