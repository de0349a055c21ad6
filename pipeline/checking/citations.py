"""Rules on cited documents: the same one dated twice, impossible orders, form of symbols, validity, completeness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.checking.known import Departure
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import LegalReference
from pipeline.text.spans import Span
from pipeline.text.unicode import fold
from pipeline.vietnam.calendar import last_day
from pipeline.vietnam.document_symbols import Number, parse
from pipeline.vietnam.issuers import spelt

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_HISTORY = re.compile(
    r"thay the|sua doi|bai bo|bo toan bo|het hieu luc|truoc day|tong ket|so "
    r"ket|ket qua (?:thuc hien|trien khai)|da ban hanh|giai doan "
    r"truoc|"
    r"ke thua|can cu truoc|tung duoc|trong qua trinh thuc hien|truoc (?:ngay|khi)\s+(?:\w+\s+){0,9}$"
)


def _day(text: str | None) -> date | None:
    if not text or not _DAY.match(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown(day: str) -> str:
    """An EDTF day as Vietnamese writes it: "2025-04-01" -> "01/4/2025"; other values unchanged."""
    parsed = _day(day)
    if parsed is None:
        return day
    return f"{parsed.day:02d}/{parsed.month if parsed.month > 2 else f'{parsed.month:02d}'}/{parsed.year}"


def number(reference: LegalReference) -> Number | None:
    """The parsed number of a mention."""
    return parse(reference.canonical) if reference.canonical else None


def place(reference: LegalReference) -> Span:
    """Span of a mention."""
    return reference.evidence.start, reference.evidence.end


def _identity(reference: LegalReference, parsed: Number) -> str:
    """Equal for mentions that name one document: the number, and for local numbers the issuer."""
    if parsed.central:
        return parsed.key
    body = re.sub(r"\b(?:ban thuong vu|ban chap hanh|thuong truc|chu tich)\b", "", spelt(reference.issuer or ""))
    words = body.split()
    return f"{parsed.key}|{' '.join(words[:5])}"


def _swapped(day: str) -> str | None:
    """The day with day and month exchanged, where that is a day."""
    year, month, of_month = day.split("-")
    other = f"{year}-{of_month}-{month}"
    return other if _day(other) and other != day else None


def two_dates(view: View) -> Iterator[Hit]:
    """One document with two dates in one plan; reported at the mention that registry or majority contradicts."""
    groups: dict[str, list[LegalReference]] = defaultdict(list)
    for reference in view.references:
        parsed = number(reference)
        if parsed is not None and _day(reference.date):
            groups[_identity(reference, parsed)].append(reference)
    _join_bare(groups)
    for mentions in groups.values():
        parsed = number(mentions[0])
        days = {reference.date or "" for reference in mentions}
        if len(days) < 2 or parsed is None or not _one_document(parsed, days):
            continue
        wrong = _wrong_mention(view, mentions)
        right = next(reference for reference in mentions if reference.date != wrong.date)
        yield Hit(place(wrong), parsed.canonical, {"stated": shown(wrong.date or ""), "other": shown(right.date or "")})


def _join_bare(groups: dict[str, list[LegalReference]]) -> None:
    """Gives the mentions of a local number that name no issuer to its only issuer in the plan."""
    for bare in [name for name in groups if name.endswith("|")]:
        named = [name for name in groups if name != bare and name.startswith(bare)]
        if len(named) == 1:
            groups[named[0]] += groups.pop(bare)


def _one_document(parsed: Number, days: set[str]) -> bool:
    """Whether two dates of one number are a contradiction: a yearly series has the number again each year."""
    if parsed.year is not None or parsed.system == "assembly" or len({day[:4] for day in days}) == 1:
        return True
    return len({day[5:] for day in days}) == 1  # the same day of another year is a slip of the year


def _wrong_mention(view: View, mentions: list[LegalReference]) -> LegalReference:
    against = [r for r in mentions if any(d.field == "date" for d in _differences(view, r))]
    if against and len(against) < len(mentions):
        return against[0]
    counts = {r.date: sum(other.date == r.date for other in mentions) for r in mentions}
    fewest = min(counts.values())
    return [r for r in mentions if counts[r.date] == fewest][-1]


def _differences(view: View, reference: LegalReference) -> tuple[Departure, ...]:
    if view.registry is None or reference.resolved is None:
        return ()
    return tuple(view.registry.differences(reference))


def year_of_number(view: View) -> Iterator[Hit]:
    """A number that bears another year than its date: a document is numbered in the year in which it is signed."""
    for reference in view.references:
        parsed, day = number(reference), _day(reference.date)
        if parsed is None or day is None or parsed.year is None or parsed.system != "state" or parsed.year == day.year:
            continue
        yield Hit(place(reference), parsed.canonical, {"year": str(parsed.year), "stated": shown(reference.date or "")})


def two_numbers(view: View) -> Iterator[Hit]:
    """One document under two numbers one slip apart: same day, same series, same long title."""
    seen: list[tuple[LegalReference, Number]] = []
    for reference in view.references:
        parsed = number(reference)
        if parsed is None or not _day(reference.date) or not reference.title or len(reference.title) < 25:
            continue
        for other, before in seen:
            if before.series == parsed.series and before.key != parsed.key and other.date == reference.date:
                same = fold(other.title or "")[:60] == fold(reference.title)[:60]
                if same and _one_slip(before.number, parsed.number):
                    yield Hit(place(reference), parsed.canonical, {"other": before.canonical})
        seen.append((reference, parsed))


def _one_slip(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) == 1:
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= 2 and sorted(a) == sorted(b)


_GAP = 15  # numbers between two documents of a series, from which a wrong order of days is no chance
_LATE = 2  # days by which the order must be wrong: offices date a few papers out of turn
_LATE_LOCAL = 10  # ... and those of provinces and communes more of them
_Numbered = tuple[int, date, LegalReference]
"""The number of a document in its series, its day, and where it is cited."""


def number_order(view: View) -> Iterator[Hit]:
    """A number that comes after another of its series and year, but bears a clearly earlier date."""
    for key, entries in _series(view).items():
        late = _LATE if key[2] == "" else _LATE_LOCAL
        for order, day, reference in entries:
            clashes = [other for other in entries if _out_of_order((order, day, reference), other, late)]
            if clashes and _the_wrong_one(view, reference, clashes, entries):
                _, d, other = clashes[0]
                parsed = number(reference)
                swap = _swapped(reference.date or "")
                yield Hit(
                    place(reference),
                    parsed.canonical if parsed else reference.canonical or "",
                    {
                        "stated": shown(reference.date or ""),
                        "other": other.canonical or "",
                        "other_date": shown(d.isoformat()),
                    },
                    suggestion=shown(swap) if swap and _fits(order, swap, reference, entries) else None,
                )


def _series(view: View) -> dict[tuple[str, ...], list[_Numbered]]:
    """The papers of the State that are cited with their day, by series and year; local ones by their issuer too."""
    series: dict[tuple[str, ...], list[_Numbered]] = defaultdict(list)
    for reference in view.references:
        parsed, day = number(reference), _day(reference.date)
        if parsed is None or day is None or parsed.system != "state" or (parsed.year or day.year) != day.year:
            continue
        if not parsed.body or parsed.kind.upper() in ("UBND", "HĐND"):
            continue
        body = "" if parsed.central else spelt(reference.issuer or "?")
        series[(*parsed.series, body, str(day.year), str(parsed.year))].append((parsed.order, day, reference))
    return series


def _out_of_order(one: _Numbered, other: _Numbered, late: int) -> bool:
    """Whether of two numbers of a series the higher is clearly the earlier."""
    low, high = sorted((one, other), key=lambda entry: entry[0])
    return high[0] - low[0] >= _GAP and (low[1] - high[1]).days > late


def _fits(order: int, day: str, own: LegalReference, entries: list[_Numbered]) -> bool:
    """Whether the day would stand in order among the others of the series."""
    parsed = date.fromisoformat(day)
    return all((o < order) == (d <= parsed) or o == order for o, d, r in entries if r is not own)


def _the_wrong_one(view: View, reference: LegalReference, clashes: list[_Numbered], entries: list[_Numbered]) -> bool:
    """Of two that contradict each other: the one against the registry, or that a swap of day and month mends."""
    others = [r for _, _, r in clashes]
    verdicts = {id(r): any(d.field == "date" for d in _differences(view, r)) for r in (reference, *others)}
    if any(verdicts.values()):
        return verdicts[id(reference)]
    if len(clashes) > 1:
        return True
    order = next(o for o, _, r in entries if r is reference)
    own_swap, other_swap = _swapped(reference.date or ""), _swapped(others[0].date or "")
    own_fits = bool(own_swap) and _fits(order, own_swap or "", reference, entries)
    other_fits = bool(other_swap) and _fits(clashes[0][0], other_swap or "", others[0], entries)
    if own_fits != other_fits:
        return own_fits
    return reference.evidence.start > others[0].evidence.start


def later_than_plan(view: View) -> Iterator[Hit]:
    """A cited document dated after the plan itself."""
    if view.day is None:
        return
    for reference in view.references:
        if _day(reference.date) and (reference.date or "") > view.day and not _swap_is_known(view, reference):
            yield Hit(
                place(reference),
                reference.canonical or reference.quote,
                {"stated": shown(reference.date or ""), "plan": shown(view.day)},
            )


def _swap_is_known(view: View, reference: LegalReference) -> bool:
    """Whether the registry already says the date is wrong: then that is the finding."""
    return any(d.field == "date" for d in _differences(view, reference))


def registry_date(view: View) -> Iterator[Hit]:
    """A date other than the registry's."""
    yield from _departure(view, "date")


def registry_issuer(view: View) -> Iterator[Hit]:
    """An issuer other than the registry's."""
    yield from _departure(view, "issuer")


def registry_type(view: View) -> Iterator[Hit]:
    """A kind of document other than the registry's."""
    yield from _departure(view, "type")


def registry_number(view: View) -> Iterator[Hit]:
    """A number one slip away from a known document of the same day and title."""
    yield from _departure(view, "number")


def _departure(view: View, field: str) -> Iterator[Hit]:
    for reference in view.references:
        if view.registry is None or reference.resolved is None:
            continue
        entry = view.registry.get(reference.resolved)
        for difference in _differences(view, reference):
            told = _TOLD.get(field)
            if not reference.number and _far_apart(difference):
                continue  # an earlier law of the name, which the registry need not have
            if difference.field == field and entry is not None and (told is None or told(view, reference)):
                stated, known = (shown(d) if field == "date" else d for d in (difference.stated, difference.known))
                values = {"stated": stated, "known": known, "as_of": shown(view.registry.as_of or "")}
                yield Hit(place(reference), reference.canonical or reference.quote, values, suggestion=known)


def _far_apart(difference: Departure) -> bool:
    """Whether the years differ by more than a slip: one year, or one figure of four (2015 for 2025)."""
    if difference.field != "date":
        return False
    stated, known = difference.stated[:4], difference.known[:4]
    return abs(int(stated) - int(known)) > 1 and sum(a != b for a, b in zip(stated, known, strict=True)) > 1


def _says_type(view: View, reference: LegalReference) -> bool:
    """Whether the word for the kind is printed as such at the mention, and is no word of the title before it."""
    kind = reference.type or "?"
    return view.text.startswith(kind[:1].upper(), place(reference)[0]) and fold(reference.quote).startswith(fold(kind))


def _says_day(view: View, reference: LegalReference) -> bool:
    """Whether the date is called a day: figures behind a number can be what is left of another paper's line."""
    return len(reference.date or "") < len("2026-01-01") or "ngay" in fold(reference.quote)


_TOLD = {"type": _says_type, "date": _says_day}
"""What a mention must say of itself before it departs from the registry."""


def ended(view: View) -> Iterator[Hit]:
    """A document no longer in force on the day of the plan; history and titles of other documents do not count."""
    yield from _ended(view, surely=True)


def said_to_have_ended(view: View) -> Iterator[Hit]:
    """A document that few papers say is no longer in force: a remark, for somebody to look up."""
    yield from _ended(view, surely=False)


_CONSOLIDATED = re.compile(r"^\W*(?:VĂN )?BẢN HỢP NHẤT\W*$|/VBHN-", re.MULTILINE)
"""A text that joins a document with what amended it: it keeps the bases of each as they were."""


def _ended(view: View, *, surely: bool) -> Iterator[Hit]:
    day = view.floor
    if view.registry is None or day is None or _CONSOLIDATED.search(view.text):
        return
    for index, reference in enumerate(view.references):
        entry = view.registry.get(reference.resolved) if reference.resolved else None
        if entry is None or entry.state(day) != "ended" or entry.surely_ended != surely:
            continue
        if view.nested(index) or _as_history(view, index) or _due_in_its_time(view, reference, entry.ended or ""):
            continue
        if _names_no_version(reference) or _misdated(reference):
            continue
        by = f" ({entry.repealed_by})" if entry.repealed_by else ""
        yield Hit(
            place(reference),
            reference.canonical or reference.quote,
            {"ended": shown(entry.ended or ""), "by": by, "day": shown(day)},
            severity="error" if surely and reference.role == "basis" else None,
            suggestion=entry.repealed_by if surely else None,
        )


def _names_no_version(reference: LegalReference) -> bool:
    """Whether a law is called by its name alone, which its successor bears too: "hoạt động theo Luật Hợp tác xã"."""
    return reference.number is None and not reference.date and not re.search(r"\d{4}", reference.quote)


def _misdated(reference: LegalReference) -> bool:
    """Whether number and date are of different years: which paper is meant is then not known."""
    parsed, day = number(reference), _day(reference.date)
    return parsed is not None and day is not None and parsed.year not in (None, day.year)


def _due_in_its_time(view: View, reference: LegalReference, ended: str) -> bool:
    """Whether a row of a table cites a document for work that was due while it was in force."""
    block = view.block_at(reference.evidence.start)
    if block is None or block.kind != "row":
        return False
    dues = [
        one for one in view.record.dates if block.start <= one.evidence.start < block.end and one.role != "citation"
    ]
    return any((last := last_day(one.edtf)) is not None and last < ended for one in dues)


def not_yet(view: View) -> Iterator[Hit]:
    """A document not yet in force on the day of the plan: a plan may prepare for it, so only a remark."""
    if view.registry is None or view.day is None:
        return
    for index, reference in enumerate(view.references):
        entry = view.registry.get(reference.resolved) if reference.resolved else None
        if entry is not None and entry.state(view.day) == "not-yet" and not view.nested(index):
            yield Hit(
                place(reference),
                reference.canonical or reference.quote,
                {"effective": shown(entry.effective or ""), "day": shown(view.day)},
            )


_AMENDED_BY = re.compile(r"duoc sua doi(?:, bo sung)?[^;\n]{0,60}?\s(?:boi|theo|tai)\s[^;\n]*$")
"""What stands before the last of several that amended a law: it is named as that."""
_ENDS = re.compile(
    r"het hieu luc|bi bai bo|duoc bai bo|bo toan bo|"
    r"truoc ngay (?:nghi dinh|luat|thong tu|quyet dinh|nghi quyet|quy dinh) nay co hieu luc"
)


def _line_end(view: View, at: int) -> int:
    """Where the line of a place ends: a list of documents says of them all at its end that they are at an end."""
    line = view.text.find("\n", at)
    return line if line >= 0 else len(view.text)


def _as_history(view: View, index: int) -> bool:
    start, end = place(view.references[index])
    low, high = view.sentence(start)
    if _HISTORY.search(view.folded[max(low, start - 90) : start]) or re.search(
        r"het hieu luc|duoc thay the|duoc sua doi|truoc day", view.folded[end : min(high, end + 120)]
    ):
        return True
    if _AMENDED_BY.search(view.folded, low, start) or _ENDS.search(view.folded, end, _line_end(view, end)):
        return True
    return index + 1 < len(view.references) and bool(
        re.search(
            r"duoc (?:sua doi|bo sung|thay the)", view.folded[end : view.references[index + 1].evidence.start][:120]
        )
    )
