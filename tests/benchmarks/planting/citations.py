"""Citations with another date, number, type, issuer or name, or of documents that have ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from pipeline.records import LegalReference
from planting.paper import Paper, Slip, Span


def _twice(paper: Paper) -> Iterator[tuple[LegalReference, LegalReference]]:
    for index, first in enumerate(paper.references):
        for second in paper.references[index + 1 :]:
            if (first.number, first.symbol, first.date, first.type) == (
                second.number,
                second.symbol,
                second.date,
                second.type,
            ):
                yield first, second
                break


def _place(reference: LegalReference) -> Span:
    return reference.evidence.raw_start, reference.evidence.raw_end


def _dated(paper: Paper, reference: LegalReference, chance: Random) -> tuple[Span, str] | None:
    """Another day, month or year for the date of a mention."""
    start, end = _place(reference)
    year, month, day = (int(part) for part in (reference.date or "").split("-"))
    pattern = rf"0?{day}(?P<a>\s*/\s*|\s+tháng\s+)(?P<zero>0?){month}(?P<b>\s*/\s*|\s+năm\s+){year}"
    found = re.compile(pattern).search(paper.text, start, end)
    if found is None:
        return None
    which = chance.randrange(3)
    day = (day % 28) + 1 if which == 0 else day
    month = (month % 12) + 1 if which == 1 else month
    year = year - 1 if which == 2 else year
    if month == 2:
        day = min(day, 28)
    elif month in (4, 6, 9, 11):
        day = min(day, 30)
    return found.span(), f"{day:02}{found['a']}{month:02}{found['b']}{year}"


def other_date(paper: Paper, chance: Random) -> Slip | None:
    """One of two mentions of a document gets another date."""
    twice = list(_twice(paper))
    if not twice:
        return None
    first, second = chance.choice(twice)
    change = _dated(paper, second, chance)
    return change and paper.put(*change, _place(first))


def other_number(paper: Paper, chance: Random) -> Slip | None:
    """One of two mentions of a document gets a number a digit off."""
    twice = list(_twice(paper))
    if not twice:
        return None
    first, second = chance.choice(twice)
    start, end = _place(second)
    number = (second.number or "").split("/")[0]
    found = re.compile(rf"(?<!\d){number}(?=\s*[/-])").search(paper.text, start, end)
    if found is None:
        return None
    at = chance.randrange(len(number))
    digit = chance.choice([one for one in "123456789" if one != number[at]])
    return paper.put(found.span(), number[:at] + digit + number[at + 1 :], _place(first))


_TYPES = ("Nghị quyết", "Quyết định", "Nghị định", "Thông tư", "Chỉ thị", "Kế hoạch", "Công văn")


def other_type(paper: Paper, chance: Random) -> Slip | None:
    """A mention gets the name of another type than its symbol's."""
    fit = [
        (one, found)
        for one in paper.references
        if (found := re.compile(rf"(?:{'|'.join(_TYPES)})(?= số)").match(paper.text, one.evidence.raw_start))
    ]
    if not fit:
        return None
    _, found = chance.choice(fit)
    return paper.put(found.span(), chance.choice([one for one in _TYPES if one != found.group()]))


_ORGANS = ("Bộ Tài chính", "Bộ Y tế", "Bộ Nội vụ", "Bộ Công an", "Bộ Xây dựng", "Chính phủ", "Thủ tướng Chính phủ")


def other_organ(paper: Paper, chance: Random) -> Slip | None:
    """A mention gets another central body than its symbol's."""
    names = "|".join(_ORGANS)
    fit = [
        found
        for one in paper.references
        if (
            found := re.compile(
                rf"(?<=của )(?:{names})(?= (?:về|ban hành|quy định|phê duyệt|hướng dẫn)|[;,\n])"
            ).search(paper.text, one.evidence.raw_end - 45, one.evidence.raw_end + 40)
        )
    ]
    if not fit:
        return None
    found = chance.choice(fit)
    return paper.put(found.span(), chance.choice([one for one in _ORGANS if one not in found.group()]))


def year_of_number(paper: Paper, chance: Random) -> Slip | None:
    """The year in a mention's number is not that of its date."""
    fit = [
        found
        for one in paper.references
        if (found := re.compile(rf"(?<=/){(one.date or '')[:4]}(?=/)").search(paper.text, *_place(one)))
    ]
    if not fit:
        return None
    found = chance.choice(fit)
    return paper.put(found.span(), str(int(found.group()) - chance.choice((1, 2))))


def against_registry(paper: Paper, chance: Random) -> Slip | None:
    """A document that the registry knows, cited once, gets another date."""
    known = [one for one in paper.references if one.verdict == "match" and not one.repeats]
    counts = [(one.number, one.symbol) for one in paper.references]
    known = [one for one in known if counts.count((one.number, one.symbol)) == 1]
    if not known:
        return None
    change = _dated(paper, chance.choice(known), chance)
    return change and paper.put(*change)


def number_off(paper: Paper, chance: Random) -> Slip | None:
    """Two digits of the number of a document that the registry knows, cited once and with its title, change places."""
    known = [
        one for one in paper.references if one.verdict == "match" and not one.repeats and len(one.title or "") > 30
    ]
    fit = [
        found
        for one in known
        if (found := re.compile(r"(?<!\d)\d{2,4}(?=\s*[/-])").search(paper.text, *_place(one)))
        and len(set(found.group())) > 1
    ]
    if not fit:
        return None
    found = chance.choice(fit)
    digits = list(found.group())
    at = chance.choice([at for at in range(len(digits) - 1) if digits[at] != digits[at + 1]])
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return paper.put(found.span(), "".join(digits))


_LAWS = ("Luật Đất đai", "Luật Nhà ở", "Luật Đầu tư công", "Luật Ngân sách nhà nước", "Luật Thi đua, khen thưởng")


def law_of_another_name(paper: Paper, chance: Random) -> Slip | None:
    """The name of a law stands before the number of another."""
    found = paper.finds(r"(?<!\w)Luật [^\W\d_][^;,.\n\d]{2,60}?(?= số \d+/\d{4}/QH)", free=False)
    if not found:
        return None
    one = chance.choice(found)
    return paper.put(one.span(), chance.choice([name for name in _LAWS if name not in one.group()]))


_ENDED = (
    ("Luật Đất đai ngày 29 tháng 11 năm 2013", "2024-08-01"),
    ("Luật Đầu tư công ngày 13 tháng 6 năm 2019", "2025-01-01"),
    ("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", "2025-03-01"),
    ("Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015", "2025-04-01"),
    ("Luật Ngân sách nhà nước số 01/2002/QH11 ngày 16 tháng 12 năm 2002", "2017-01-01"),
    ("Luật Khám bệnh, chữa bệnh số 40/2009/QH12 ngày 23 tháng 11 năm 2009", "2024-01-01"),
    ("Luật Căn cước công dân số 59/2014/QH13 ngày 20 tháng 11 năm 2014", "2024-07-01"),
    ("Luật Phòng, chống mua bán người số 66/2011/QH12 ngày 29 tháng 3 năm 2011", "2025-07-01"),
    ("Nghị định số 151/2013/NĐ-CP ngày 01 tháng 11 năm 2013 của Chính phủ", None),
    ("Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư", "2020-03-05"),
    ("Nghị định số 43/2014/NĐ-CP ngày 15 tháng 5 năm 2014 của Chính phủ", "2024-08-01"),
)
"""Documents that have ended, with the day from which."""


def ended(paper: Paper, chance: Random) -> Slip | None:
    """A basis that had been replaced when the paper was issued."""
    day = paper.record.document.issue_date or ""
    lines = paper.finds(r"^(?:- )?Căn cứ (?P<law>(?:Luật|Nghị định) [^;\n]+)(?=;)", free=False)
    fit = [name for name, since in _ENDED if since and since <= day]
    if not lines or not fit:
        return None
    return paper.put(chance.choice(lines).span("law"), chance.choice(fit))
