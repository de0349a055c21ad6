"""What cannot be of a mined document, by general rules: a misread number, an end by something that ends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.linking.entries import Entry
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import KINDS, Number, parse

_ASSEMBLY = re.compile(r"(?:UBTV)?QH(\d*)$")
_LATEST_TERM = 16
_FIRST_YEAR, _LAST_YEAR = 1990, 2040
_BEGINS = {"nghi dinh": "n", "thong tu": "tt", "thong tu lien tich": "tt"}
"""How the symbol of a numbered kind with a year begins: NĐ, TT, TTLT, TTLB."""
_RANKS = (
    ("luat", "bo luat", "phap lenh", "nghi quyet"),
    ("nghi dinh",),
    ("quyet dinh", "chi thi"),
    ("thong tu", "thong tu lien tich"),
)


def plausible(entries: Iterable[Entry]) -> list[Entry]:
    """The documents whose number can be one, without the ends that cannot be.

    A number is none where the symbol is not that of its kind (Thông tư 62/2025/BCT), where it is a year that lost its
    ordinal, or where it names a term of the National Assembly that there was not (QH155). An end falls away where it is
    not after the document, or where the document that is to have ended it cannot have: a local one, one of lower rank,
    one older than the document or younger than its end. Symbols written without their Đ are mended.
    """
    kept = [replace(one, number=_spelt(one.number)) for one in entries if _possible(one)]
    by_key = {number.key: one for one in kept if (number := one.parsed) is not None}
    return [_with_end(one, by_key) for one in kept]


def _possible(entry: Entry) -> bool:
    number = entry.parsed
    if number is None:
        return False
    term = next((found for part in (number.kind, number.body) if (found := _ASSEMBLY.match(part.upper()))), None)
    if term and term[1] and int(term[1]) > _LATEST_TERM:
        return False
    if number.year is None:
        return not _year_for_number(number)
    return fold(number.kind).startswith(_BEGINS.get(fold(entry.type), ""))


def _year_for_number(number: Number) -> bool:
    """Whether it is the rest of a number of a circular or decree that lost its ordinal (2025/TT-BYT)."""
    return fold(number.kind) in ("nd", "tt", "ttlt") and _FIRST_YEAR <= number.order <= _LAST_YEAR


def _spelt(number: str) -> str:
    """The number with the kind of its symbol spelt right ("22/2021/QD-TTg")."""
    parsed = parse(number)
    if parsed is None or not parsed.kind or parsed.kind in KINDS:
        return number
    meant = {kind for kind in KINDS if fold(kind) == fold(parsed.kind) and "Đ" in kind}
    return replace(parsed, kind=meant.pop()).canonical if len(meant) == 1 and "D" in parsed.kind else number


def _with_end(entry: Entry, by_key: Mapping[str, Entry]) -> Entry:
    if not entry.ended:
        return entry
    number, successor = entry.parsed, parse(entry.repealed_by) if entry.repealed_by else None
    known = by_key.get(successor.key) if successor else None
    if any(_against(entry, number, successor, known)) or (entry.repealed_by and successor is None):
        return replace(entry, ended=None, repealed_by=None)
    return replace(entry, repealed_by=_spelt(entry.repealed_by)) if entry.repealed_by else entry


def _against(entry: Entry, number: Number | None, successor: Number | None, known: Entry | None) -> Iterator[bool]:
    """What speaks against the end of a document."""
    ended = entry.ended or ""
    yield bool(entry.date) and ended <= (entry.date or "")
    yield bool(entry.effective) and ended < (entry.effective or "")
    yield number is not None and number.year is not None and int(ended[:4]) < number.year
    if successor is None:
        return
    yield not successor.central or _year_for_number(successor)
    yield _rank(_kind(successor)) > _rank(entry.type)
    yield successor.year is not None and successor.year > int(ended[:4])
    yield successor.year is not None and number is not None and number.year is not None and successor.year < number.year
    yield known is not None and bool(known.date) and (known.date or "") > ended


def _kind(number: Number) -> str:
    return "luat" if number.system == "assembly" else KINDS.get(number.kind, "")


def _rank(kind: str) -> int:
    """Place of a kind of document in the hierarchy, the law first; that of a kind that is none of them is the first."""
    return next((place for place, kinds in enumerate(_RANKS) if fold(kind) in kinds), 0)
