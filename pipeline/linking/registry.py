"""The registry: known legal documents, indexed by number and by the names of laws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.linking.entries import Entry
from pipeline.records import LegalReference
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import different_issuer

Field = Literal["date", "issuer", "type", "number"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a mention departs from the registry."""

    field: Field
    stated: str
    known: str


class Registry:
    """Known documents; immutable once made.

    Args:
        entries: later ones replace earlier ones of the same id (an own registry beside the one of the package); what
            they leave blank stays as it was known.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_id: dict[str, Entry] = {}
        for entry in entries:
            known = self._by_id.get(entry.id)
            self._by_id[entry.id] = entry if known is None else _filled(entry, known)
        by_key: dict[str, list[Entry]] = defaultdict(list)
        by_series: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        laws: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._by_id.values():
            number = entry.parsed
            if number is not None:
                by_key[number.key].append(entry)
                by_series[number.series].append(entry)
            if law_name(entry.type, entry.title):
                laws[law_name(entry.type, entry.title)].append(entry)
        self._by_key: Mapping[str, list[Entry]] = by_key
        self._by_series: Mapping[tuple[str, str], list[Entry]] = by_series
        self._laws: Mapping[str, list[Entry]] = laws

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the order in which they were given."""
        return tuple(self._by_id.values())

    @property
    def as_of(self) -> str | None:
        """The latest day on which one of its facts was read."""
        return max((entry.as_of for entry in self._by_id.values() if entry.as_of), default=None)

    def get(self, identity: str) -> Entry | None:
        """The entry with this id."""
        return self._by_id.get(identity)

    def numbered(self, key: str) -> tuple[Entry, ...]:
        """Entries whose number has this key (`grammar.Number.key`)."""
        return tuple(self._by_key.get(key, ()))

    def series(self, series: tuple[str, str]) -> tuple[Entry, ...]:
        """Entries of one series (kind and body)."""
        return tuple(self._by_series.get(series, ()))

    def all_series(self) -> tuple[tuple[str, str], ...]:
        """All series of which an entry is known."""
        return tuple(self._by_series)

    def laws(self, kind: str, title: str) -> tuple[Entry, ...]:
        """Laws, codes and ordinances of this name, oldest first."""
        return tuple(sorted(self._laws.get(law_name(kind, title), ()), key=lambda entry: entry.date or ""))

    def differences(self, reference: LegalReference, entry: Entry | None = None) -> tuple[Difference, ...]:
        """In which fields the mention departs from the entry that it is resolved to.

        A part that the mention does not state is no difference; a year is compared with the year only.
        """
        entry = entry or (self.get(reference.resolved) if reference.resolved else None)
        if entry is None:
            return ()
        found: list[Difference] = []
        stated = reference.date
        if stated and entry.date and not (entry.date.startswith(stated) or stated.startswith(entry.date)):
            found.append(Difference("date", stated, entry.date))
        if reference.issuer and entry.issuer and different_issuer(reference.issuer, entry.issuer, entry.number):
            found.append(Difference("issuer", reference.issuer, entry.issuer))
        if reference.canonical and reference.type and _other_type(reference.type, entry.type):
            found.append(Difference("type", reference.type, entry.type))
        here = parse(reference.canonical) if reference.canonical else None
        there = entry.parsed
        if here and there and here.key != there.key:
            found.append(Difference("number", reference.canonical or "", entry.number))
        return tuple(found)


_KEPT = ("date", "issuer", "effective", "ended", "repealed_by", "amended_by", "status")


def _filled(entry: Entry, known: Entry) -> Entry:
    """`entry` with what it leaves blank taken from `known`."""
    blank = {name: getattr(known, name) for name in _KEPT if not getattr(entry, name) and getattr(known, name)}
    return replace(entry, **blank)


def law_name(kind: str, title: str) -> str:
    """The folded name of a law without the word Luật; "" for other kinds of documents."""
    if fold(kind) not in ("luat", "bo luat", "phap lenh"):
        return ""
    name = "".join(c if c.isalnum() else " " for c in fold(title)).split()
    for lead in (["bo", "luat"], ["luat"], ["phap", "lenh"]):
        if name[: len(lead)] == lead:
            name = name[len(lead) :]
            break
    return " ".join([fold(kind), *name])


def _other_type(stated: str, known: str) -> bool:
    """Whether the kinds contradict each other; "Kế hoạch hành động" does not contradict "Kế hoạch"."""
    a, b = fold(stated), fold(known)
    family = {"luat", "bo luat", "phap lenh"}
    return not (a.startswith(b) or b.startswith(a) or (a in family and b in family))
