"""From a mention to the document of the registry that it means. Linked wrongly is worse than not linked.

Three ways, tried in this order: the number exactly; the number by its grammar (case, đ/d, spaces, separators);
fuzzily, by a number or symbol that is nearly right where date or title bear it out. A link carries its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from pipeline.linking.entries import Entry, namesake
from pipeline.linking.registry import Registry, same_kind
from pipeline.records import LegalReference, Verdict
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import Number, issuer_of, parse
from pipeline.vietnam.issuers import spelt

How = Literal["exact", "normalised", "fuzzy", "repeat", "law-name", "none"]

_SAME_TITLE = 85.0  # similarity (0..100) from which two titles speak for one document
_OTHER_TITLE = 45.0  # below which two long titles speak against one document


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention was linked to, how and why."""

    entry: Entry | None
    how: How
    verdict: Verdict
    reason: str


def link(references: Sequence[LegalReference], registry: Registry, at: str | None) -> tuple[LegalReference, ...]:
    """The references with `resolved` and `verdict` set; nothing else changes.

    Args:
        references: the mentions of one plan, in reading order.
        registry: what is known.
        at: EDTF date of the plan itself; None where it is not known.
    """
    return tuple(
        replace(reference, resolved=found.entry.id if found.entry else None, verdict=found.verdict)
        for reference, found in zip(references, explain(references, registry, at), strict=True)
    )


def explain(references: Sequence[LegalReference], registry: Registry, at: str | None) -> tuple[Link, ...]:
    """For each reference of one plan what it links to, how and why; in the order given.

    A mention without date or title ("Nghị quyết số 71/NQ-CP", "Nghị quyết 57") takes over the link of the fuller
    mention of the same document in the same plan; so does a law by its name alone, whichever law is in force.
    """
    found = [_one(reference, registry, at) for reference in references]
    by_id = {reference.id: index for index, reference in enumerate(references)}
    for index, reference in enumerate(references):
        bare = reference.canonical is None and reference.date is None and reference.repeats in by_id
        if found[index].entry is not None and not bare:
            continue
        other = _fuller(reference, references, found, by_id)
        if other is not None and other.entry is not None:
            found[index] = _judged(
                reference, registry, other.entry, "repeat", "cùng văn bản với lần nhắc đủ hơn / fuller mention"
            )
    return tuple(found)


def _fuller(
    reference: LegalReference, references: Sequence[LegalReference], found: Sequence[Link], by_id: dict[str, int]
) -> Link | None:
    if reference.repeats in by_id and reference.date is None:
        return found[by_id[reference.repeats or ""]]
    if reference.canonical is None or reference.date is not None:
        return None
    number = parse(reference.canonical)
    same = [
        found[i]
        for i, other in enumerate(references)
        if found[i].entry is not None
        and other.canonical
        and number
        and (p := parse(other.canonical))
        and p.key == number.key
    ]
    ids = {one.entry.id for one in same if one.entry}
    return same[0] if len(ids) == 1 else None


def _one(reference: LegalReference, registry: Registry, at: str | None) -> Link:
    if reference.canonical is None:
        if reference.title and reference.number is None:
            return _law(reference, registry, at)
        return Link(None, "none", "not-checked", "không có ký hiệu / no symbol")
    number = parse(reference.canonical)
    if number is None:
        return Link(None, "none", "not-checked", "số, ký hiệu không đọc được / number not understood")
    candidates = [entry for entry in registry.numbered(number.key) if _same_place(reference, entry, number)]
    if candidates:
        entry, reason = _chosen(reference, number, candidates, at)
        if entry is None:
            return Link(None, "none", "unknown", reason)
        exact = entry.number == reference.canonical
        return _judged(reference, registry, entry, "exact" if exact else "normalised", reason)
    entry, reason = _fuzzy(reference, number, registry)
    if entry is not None:
        return _judged(reference, registry, entry, "fuzzy", reason)
    return Link(None, "none", "unknown", "không có trong danh mục / not in the registry")


def _judged(reference: LegalReference, registry: Registry, entry: Entry, how: How, reason: str) -> Link:
    if registry.differences(reference, entry):
        return Link(entry, how, "mismatch", reason)
    if reference.date and len(reference.date) == 10 and entry.date and reference.date != entry.date:
        few = (
            f"{reason}; ngày khác, nhưng danh mục chỉ dựa vào {entry.papers} văn bản / dates differ, few papers behind"
        )
        return Link(entry, how, "unknown", few)
    return Link(entry, how, "match", reason)


def _same_place(reference: LegalReference, entry: Entry, number: Number) -> bool:
    """A local number ("150/KH-UBND") exists in every province: its issuer must speak for the entry."""
    if number.central:
        return True
    if not reference.issuer or not entry.issuer:
        return bool(reference.date and reference.date == entry.date and _title(reference, entry) >= _SAME_TITLE)
    a, b = spelt(reference.issuer), spelt(entry.issuer)
    if a == b:
        return True
    within = set(a.split()) <= set(b.split())
    return within and reference.date is not None and reference.date == entry.date


def _title(reference: LegalReference, entry: Entry) -> float:
    """Similarity (0..100) of the titles; 0 where the mention has none."""
    if not reference.title or not entry.title:
        return 0.0
    return fuzz.token_set_ratio(fold(reference.title), fold(entry.title))


def _chosen(
    reference: LegalReference, number: Number, candidates: Sequence[Entry], at: str | None
) -> tuple[Entry | None, str]:
    """The one candidate that the mention can mean, or None and why none."""
    if number.year is not None or number.system == "assembly":
        return _normative(reference, number, candidates)
    same_day = [entry for entry in candidates if reference.date and entry.date == reference.date]
    if len(same_day) == 1:
        return same_day[0], "số và ngày khớp / number and date agree"
    if reference.date:
        same_year = [entry for entry in candidates if entry.date and entry.date[:4] == reference.date[:4]]
        if len(same_year) == 1 and not _titles_differ(reference, same_year[0]):
            return same_year[0], "số và năm khớp / number and year agree"
        titled = [
            entry for entry in candidates if _title(reference, entry) >= _SAME_TITLE and _near_date(reference, entry)
        ]
        if len(titled) == 1:
            return titled[0], "số và trích yếu khớp / number and title agree"
        return None, "cùng số nhưng khác năm / same number of another year"
    titled = [entry for entry in candidates if _title(reference, entry) >= _SAME_TITLE]
    if len(titled) == 1:
        return titled[0], "số và trích yếu khớp / number and title agree"
    alike = [entry for entry in candidates if not _titles_differ(reference, entry)]
    return _undated(number, [e for e in alike if not reference.type or same_kind(reference.type, e.type)], at)


def _normative(reference: LegalReference, number: Number, candidates: Sequence[Entry]) -> tuple[Entry | None, str]:
    if number.year is None:
        return None, "số thiếu năm / the number lacks its year"
    candidates = [
        entry for entry in candidates if namesake(number, entry.type, None) == namesake(number, reference.type, None)
    ]
    if len(candidates) != 1:
        return None, "nhiều văn bản cùng số / several documents of this number"
    entry = candidates[0]
    if _titles_differ(reference, entry) and reference.date != entry.date:
        return None, "trích yếu và ngày đều khác / title and date both differ"
    return entry, "số có năm khớp / number with year agrees"


def _titles_differ(reference: LegalReference, entry: Entry) -> bool:
    """Whether two titles, both long enough to judge, speak against one document."""
    if not reference.title or len(reference.title) < 30 or len(entry.title) < 15:
        return False
    a, b = fold(reference.title), fold(entry.title)
    return max(fuzz.token_set_ratio(a, b), fuzz.partial_ratio(a, b)) < _OTHER_TITLE


def _near_date(reference: LegalReference, entry: Entry) -> bool:
    """Whether the dates differ in one part only, as a misprint would have it."""
    a, b = reference.date or "", entry.date or ""
    if len(a) < 10 or len(b) < 10:
        return a[:4] == b[:4]
    return sum(x != y for x, y in zip(a.split("-"), b.split("-"), strict=True)) == 1


def _undated(number: Number, candidates: Sequence[Entry], at: str | None) -> tuple[Entry | None, str]:
    """A bare number of a yearly series means that of the plan's own year; of the Party's, that of the term."""
    if at is None or len(candidates) != 1:
        return None, "không có ngày để phân biệt / no date to tell documents of this number apart"
    entry = candidates[0]
    if not entry.date or (len(at) >= 10 and entry.date > at):
        return None, "văn bản trong danh mục sau ngày kế hoạch / the known document is later than the plan"
    years = int(at[:4]) - int(entry.date[:4]) if at[:4].isdigit() else 99
    if years <= (4 if number.system == "party" else 0):
        return entry, "số và thời kỳ khớp / number and period agree"
    return None, "không có ngày, khác năm / no date, another year"


def _fuzzy(reference: LegalReference, number: Number, registry: Registry) -> tuple[Entry | None, str]:
    """Only where the day agrees to the letter and number or symbol are one slip away, or the title is the same."""
    if not number.central and _near_series(number, registry) is None:
        return None, ""
    if not reference.date or len(reference.date) < 10:
        return None, ""
    pool = [entry for entry in registry.series(number.series) if entry.date == reference.date]
    slips = [
        entry
        for entry in pool
        if (p := entry.parsed) and OSA.distance(p.number, number.number) == 1 and p.year == number.year
    ]
    borne_out = [entry for entry in slips if _title(reference, entry) >= _SAME_TITLE]
    if len(borne_out) == 1:
        return borne_out[0], "ngày và trích yếu khớp, số lệch một chữ số / date and title agree, number one slip away"
    near = _near_series(number, registry)
    if near is not None:
        pool = [
            entry
            for entry in registry.series(near)
            if entry.date == reference.date
            and (p := entry.parsed)
            and p.order == number.order
            and p.year == number.year
        ]
        if len(pool) == 1:
            return pool[0], "số và ngày khớp, ký hiệu gần đúng / number and date agree, symbol nearly"
    return None, ""


def _near_series(number: Number, registry: Registry) -> tuple[str, str] | None:
    """The known series that a symbol one slip away means ("TT-BGDDDT"), if exactly one."""
    if issuer_of(number.body) is not None or number.series in registry.all_series or len(number.body) < 3:
        return None
    kind, body = number.series
    near = [
        series
        for series in registry.all_series
        if series[0] == kind and len(series[1]) >= 3 and OSA.distance(series[1], body, score_cutoff=1) == 1
    ]
    return near[0] if len(near) == 1 else None


_AMENDING = re.compile(r"(?:bo luat |luat |phap lenh )?sua doi\b")
"""The name of a law that amends another, and is not that other."""


def _law(reference: LegalReference, registry: Registry, at: str | None) -> Link:
    """A law by its name: that of the year given, else the one in force on the day of the plan."""
    known = _named(reference, registry)
    if not known:
        return Link(
            None, "none", "unknown", "không có luật tên này trong danh mục / no law of this name in the registry"
        )
    return _law_of(reference, registry, known, at) if reference.date else _law_at(known, at)


def _named(reference: LegalReference, registry: Registry) -> tuple[Entry, ...]:
    """The laws that bear a name; of one that amends only those that amend, where a paper may leave the end out."""
    kind, title = reference.type or "", reference.title or ""
    known = registry.laws(kind, title)
    if _AMENDING.match(fold(title)):
        known = tuple(entry for entry in known if "sua doi" in fold(entry.title) and _sound(entry))
    return known or registry.laws_begun(kind, title)


def _law_of(reference: LegalReference, registry: Registry, known: Sequence[Entry], at: str | None) -> Link:
    """The law of the day or year that the mention gives, or of a day that is nearly that."""
    day = reference.date or ""
    dated = [entry for entry in known if (entry.date or "").startswith(day)]
    dated = dated or [entry for entry in known if (p := entry.parsed) and str(p.year) == day]
    one = _told_apart(dated, at)
    if one is not None:
        return Link(one, "law-name", "match", "tên và năm khớp / name and year agree")
    near = [entry for entry in known if len(day) == len("2025-06-16") and _near_date(reference, entry)]
    if len(near) == 1 and not dated:
        return _judged(reference, registry, near[0], "law-name", "tên và năm khớp / name and year agree")
    return Link(None, "none", "unknown", "không có luật tên này của năm đó / no law of this name of that year")


def _law_at(known: Sequence[Entry], at: str | None) -> Link:
    """The law in force on the day of the plan, or the only one of the name, passed and soon in force."""
    entry = _in_force(known, at) if at and len(at) >= len("2025-06-16") else None
    if entry is not None:
        return Link(entry, "law-name", "match", "luật đang có hiệu lực / the law in force on the day")
    sound = [one for one in known if _sound(one)]
    if at and len(sound) == 1 and "" < _passed(sound[0]) <= at and sound[0].state(at) == "not-yet":
        return Link(sound[0], "law-name", "match", "luật duy nhất có tên này / the only law of this name")
    return Link(None, "none", "unknown", "không rõ luật năm nào / of which year is not clear")


def _told_apart(dated: Sequence[Entry], at: str | None) -> Entry | None:
    """The one law of a name and day or year: that of which more is known, else the one in force on the day."""
    firm = [entry for entry in dated if entry.firm]
    if len(dated) == 1 or len(firm) == 1:
        return (firm or list(dated))[0]
    return _in_force(dated, at) if dated and at and len(at) >= len("2025-06-16") else None


_SETTLED = 18  # months after which a law of which the day of effect is not known is taken to be in force


def _in_force(known: Sequence[Entry], at: str) -> Entry | None:
    """The law of a name in force on a day: the youngest that has taken effect and has not ended; None in doubt."""
    sound = [entry for entry in known if _sound(entry)] or known
    passed = [entry for entry in sound if _passed(entry) and _passed(entry) <= at]
    if not passed:
        return None
    youngest = max(passed, key=_passed)
    state = youngest.state(at)
    if state == "unknown" and _months(_passed(youngest), at) >= _SETTLED:
        state = "in-force"
    if state == "not-yet":
        older = [entry for entry in passed if entry is not youngest]
        return _in_force(older, at) if older else None
    return youngest if state == "in-force" else None


def _sound(entry: Entry) -> bool:
    """Whether more than the number in one paper speaks for it: that may be a misprint, or of the law amended."""
    return bool(entry.date) or entry.papers > 1


def _passed(entry: Entry) -> str:
    """Day on which a law was passed; the last of the year of its number where it is not known, "" if neither is."""
    number = entry.parsed
    return entry.date or (f"{number.year}-12-31" if number and number.year else "")


def _months(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
