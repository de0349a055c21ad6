"""Faults that a clerk would query, planted by chance into a sound text: one fault, its kind and its place.

Each planter takes a paper and a source of chance and gives a `Slip`, or None where the text offers no place for its
fault. What it plants is drawn from the paper itself (its own lists, citations, times, bodies); the few words that it
adds are listed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from random import Random

from pipeline.records import Document, LegalReference, Record

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Slip:
    """A text with one fault.

    `places`: spans of the new text, at any of which a reader may tell it; none where all of the paper is the place.
    """

    text: str
    places: tuple[Span, ...]
    said: str
    """What was put for what, for the list of misses."""


@dataclass(frozen=True)
class Paper:
    """A text as read, with its raw text (offsets of slips are of it)."""

    text: str
    document: Document
    record: Record

    @cached_property
    def body(self) -> Span:
        """From behind the title to the signature, in the raw text."""
        titles = [block for block in self.document.blocks if block.kind in ("head", "title") and block.part == 0]
        feet = [block for block in self.document.blocks if block.kind == "foot"]
        start = max((self.raw(block.start, block.end)[1] for block in titles), default=0)
        after = [self.raw(block.start, block.end)[0] for block in feet]
        return start, min((at for at in after if at > start), default=len(self.text))

    def raw(self, start: int, end: int) -> Span:
        """A span of the clean text in the raw one."""
        return self.document.alignment.to_raw(start, end)

    @cached_property
    def references(self) -> list[LegalReference]:
        """Mentions with number, symbol and a whole date that stand in the wording."""
        low, high = self.body
        return [
            one
            for one in self.record.legal_references
            if one.number and one.symbol and len(one.date or "") == 10 and low <= one.evidence.raw_start < high
        ]

    def printed(self, reference: LegalReference) -> str:
        """A mention as the raw text has it."""
        return self.text[reference.evidence.raw_start : reference.evidence.raw_end]

    def finds(self, pattern: str, *, everywhere: bool = False, free: bool = True) -> list[re.Match[str]]:
        """Matches in the wording, outside mentions and what follows them in their clause (where `free`)."""
        low, high = (0, len(self.text)) if everywhere else self.body
        taken = [(r.evidence.raw_start, self._clause(r.evidence.raw_end)) for r in self.record.legal_references]
        found = re.compile(pattern, re.MULTILINE).finditer(self.text, low, high)
        return [one for one in found if not free or not any(a <= one.start() < b for a, b in taken)]

    def _clause(self, at: int) -> int:
        stop = re.compile(r"[;\n]|\.\s").search(self.text, at)
        return stop.start() if stop else len(self.text)

    def put(self, span: Span, words: str, *more: Span) -> Slip:
        """The paper with `words` for what stands in `span`; `more` are other places where the fault can be told."""
        start, end = span
        text = self.text[:start] + words + self.text[end:]
        moved = [(a + (len(words) - (end - start) if a >= end else 0), b) for a, b in more]
        moved = [(a, max(a + 1, b + (len(words) - (end - start) if b >= end else 0))) for a, b in moved]
        said = f"{self.text[max(0, start - 40) : start]}[{self.text[start:end]} -> {words}]{self.text[end : end + 40]}"
        return Slip(text, ((start, start + max(1, len(words))), *moved), " ".join(said.split()))


Planter = Callable[[Paper, Random], Slip | None]

# ------------------------------------------------------------------------------------------------ lists and their labels

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
STYLES: dict[str, str] = {
    "I.": r"^(?P<n>[IVX]{1,4})(?=[.)] ?\S)",
    "1.": r"^(?P<n>\d{1,2})(?=[.)] ?[^\W\d])",
    "1.1.": r"^(?P<h>(?:\d{1,2}\.)+)(?P<n>\d{1,2})(?=\.? [^\W\d])",
    "a)": r"^(?P<n>[a-zđ])(?=[.)] ?\S)",
    "Điều 1.": r"^(?P<h>Điều )(?P<n>\d{1,2})(?=[.:] ?\S)",
    "Chương I": r"^(?P<h>Chương |CHƯƠNG )(?P<n>[IVX]{1,4})(?=\b)",
    "Phụ lục 1": r"^(?P<h>Phụ lục (?:số )?|PHỤ LỤC (?:SỐ )?)(?P<n>\d{1,2}|[IVX]{1,4})(?=\s*(?:[.:]|$))",
    "Bảng 1": r"^(?P<h>Bảng (?:số )?|BẢNG )(?P<n>\d{1,2})(?=[.: ])",
    "1 |": r"^(?P<n>\d{1,3})(?= ?\| ?\S)",
}
"""Labels by their style: n is what counts, h what stands before it."""


def _value(label: str) -> int:
    if label.isdigit():
        return int(label)
    return _ROMANS.index(label) if label in _ROMANS else _LETTERS.index(label) + 1 if label in _LETTERS else -1


def _label(value: int, like: str) -> str | None:
    if like.isdigit():
        return str(value).zfill(len(like)) if like.startswith("0") else str(value)
    names: Sequence[str] = _ROMANS if like in _ROMANS else ("", *_LETTERS)
    return names[value] if value < len(names) else None


def _runs(paper: Paper, style: str) -> Iterator[list[re.Match[str]]]:
    """Labels of one style that count one after the other, three or more; what lies between belongs to them."""
    run: list[re.Match[str]] = []
    higher = re.compile("|".join(f"(?:{STYLES[one].replace('(?P<n>', '(?:').replace('(?P<h>', '(?:')})" for one in
                                 _ABOVE.get(style, ())) or "(?!)", re.MULTILINE)
    for found in paper.finds(STYLES[style], everywhere=True, free=False):
        head = found.groupdict().get("h")
        goes_on = (
            run
            and head == run[-1].groupdict().get("h")
            and _value(found["n"]) == _value(run[-1]["n"]) + 1
            and not higher.search(paper.text, run[-1].end(), found.start())
        )
        if not goes_on:
            if len(run) > 2:
                yield run
            run = []
        if run or _value(found["n"]) == 1:
            run.append(found)
    if len(run) > 2:
        yield run


_ABOVE = {"1.": ("I.", "Điều 1.", "Chương I"), "1.1.": ("I.", "1."), "a)": ("I.", "1.", "1.1.", "Điều 1."), "I.": ("Chương I",)}


def _relabelled(paper: Paper, run: Sequence[re.Match[str]], values: Sequence[int]) -> Slip | None:
    """The run with other labels; the place is the first that changed and its neighbours."""
    text, shift, first, spans = paper.text, 0, None, []
    for found, value in zip(run, values, strict=True):
        label = _label(value, found["n"])
        if label is None:
            return None
        start, end = found.start("n") + shift, found.end("n") + shift
        text = text[:start] + label + text[end:]
        shift += len(label) - (end - start)
        spans.append((found.start() + shift, start + len(label)))
        if first is None and value != _value(found["n"]):
            first = len(spans) - 1
    if first is None:
        return None
    line = " ".join(text[spans[first][0] : spans[first][0] + 50].split())
    return Slip(text, tuple(spans[max(0, first - 1) : first + 2]), f"{[f['n'] for f in run]} -> {values}: {line}")


def labels(style: str, way: str) -> Planter:
    """A label of a list left out, doubled, or changed with its neighbour."""

    def plant(paper: Paper, chance: Random) -> Slip | None:
        runs = list(_runs(paper, style))
        if not runs:
            return None
        run = chance.choice(runs)
        count = len(run)
        at = chance.randrange(1, count - (way == "swapped"))
        values = list(range(1, count + 1))
        if way == "dropped":
            values[at:] = [one + 1 for one in values[at:]]
        elif way == "doubled":
            values[at:] = [one - 1 for one in values[at:]]
        else:
            values[at], values[at + 1] = values[at + 1], values[at]
        return _relabelled(paper, run, values)

    return plant


# --------------------------------------------------------------------------------------------------------- citations


def _twice(paper: Paper) -> Iterator[tuple[LegalReference, LegalReference]]:
    for index, first in enumerate(paper.references):
        for second in paper.references[index + 1 :]:
            if (first.number, first.symbol, first.date, first.type) == (
                second.number, second.symbol, second.date, second.type,
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
            found := re.compile(rf"(?<=của )(?:{names})(?= (?:về|ban hành|quy định|phê duyệt|hướng dẫn)|[;,\n])").search(
                paper.text, one.evidence.raw_end - 45, one.evidence.raw_end + 40
            )
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


# -------------------------------------------------------------------------------------------------------------- times

_DUE = r"(?:[Tt]rước|[Cc]hậm nhất|[Xx]ong trước|[Tt]rong|[Hh]oàn thành)[^;.\n\d]{0,25}(?:ngày (?P<d>\d{1,2})(?:/| tháng ))?" \
    r"(?:tháng )?(?P<m>\d{1,2})(?:/| năm |/năm )(?P<y>20\d\d)(?![\d/])"


def too_early(paper: Paper, chance: Random) -> Slip | None:
    """A deadline of the year before the paper."""
    day = paper.record.document.issue_date or ""
    fit = [one for one in paper.finds(_DUE) if len(day) == 10 and one["y"] in (day[:4], str(int(day[:4]) + 1))]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("y"), str(int(day[:4]) - 1))


_DAY = r"(?P<{0}>\d{{1,2}}/\d{{1,2}}/20\d\d|\d{{1,2}} tháng \d{{1,2}} năm 20\d\d)"
_SPAN = rf"{_DAY.format('a')}(?P<to>\s*(?:-|–|đến|đến hết)\s*(?:ngày )?){_DAY.format('b')}"


def turned(paper: Paper, chance: Random) -> Slip | None:
    """A span of time that ends before it begins."""
    fit = [one for one in paper.finds(_SPAN) if one["a"] != one["b"]]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span(), f"{one['b']}{one['to']}{one['a']}")


_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_WHOLE = r"ngày (?P<d>\d{1,2})(?P<s>/| tháng )(?P<m>\d{1,2})(?:/| năm )(?P<y>20[23]\d)(?!\d)"


def weekday(paper: Paper, chance: Random) -> Slip | None:
    """A day gets the name of another day of the week."""
    fit = [one for one in paper.finds(_WHOLE) if int(one["m"]) < 13 and int(one["d"]) < 29]
    if not fit:
        return None
    one = chance.choice(fit)
    right = date(int(one["y"]), int(one["m"]), int(one["d"])).weekday()
    name = _NAMES[(right + chance.randrange(1, 7)) % 7]
    before = chance.random() < 0.5
    words = f"{name.lower()}, {one.group()}" if before else f"{one.group()} ({name})"
    return paper.put(one.span(), words)


def impossible_day(paper: Paper, chance: Random) -> Slip | None:
    """A day that its month has not."""
    fit = paper.finds(_WHOLE, free=False)
    if not fit:
        return None
    one = chance.choice(fit)
    month = int(one["m"])
    last = {2: "30", 4: "31", 6: "31", 9: "31", 11: "31"}.get(month, "32")
    return paper.put(one.span("d"), last)


def other_year(paper: Paper, chance: Random) -> Slip | None:
    """The sentence that issues or closes the paper has another year than its title."""
    title = paper.record.document.title or ""
    years = re.findall(r"năm (20\d\d)", title)
    if len(set(years)) != 1:
        return None
    fit = paper.finds(
        rf"(?:ban hành|xây dựng|Trên đây là) [Kk]ế hoạch[^;\n]{{5,300}}?năm (?P<y>{years[0]})", free=False
    )
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("y"), str(int(years[0]) + chance.choice((-1, 1))))


# ------------------------------------------------------------------------------------------------------------ figures

_FIGURE = r"\d{1,3}(?:\.\d{3})*(?:,\d+)?"


def _number(words: str) -> float:
    return float(words.replace(".", "").replace(",", "."))


def table_sum(paper: Paper, chance: Random) -> Slip | None:
    """A total of a table a little off: a row whose figures add up those of the rows above it."""
    fit = []
    rows = paper.finds(r"^[^\n]*\|[^\n]*$", everywhere=True, free=False)
    cells = [[cell.strip() for cell in row.group().split("|")] for row in rows]
    for at, row in enumerate(rows):
        if not re.search(r"(?<!\w)(?:tổng|cộng|tổng cộng|tổng số)(?!\w)", row.group(), re.IGNORECASE):
            continue
        for column, cell in enumerate(cells[at]):
            if not re.fullmatch(_FIGURE, cell) or _number(cell) < 10:
                continue
            for step in (-1, 1):
                reached, other = 0.0, at + step
                while 0 <= other < len(rows) and len(cells[other]) == len(cells[at]) and abs(other - at) < 40:
                    if not re.fullmatch(_FIGURE, cells[other][column]):
                        break
                    reached += _number(cells[other][column])
                    if abs(other - at) > 1 and abs(reached - _number(cell)) < 0.01:
                        start = row.start() + sum(len(one) + 1 for one in row.group().split("|")[:column])
                        start += len(row.group().split("|")[column]) - len(row.group().split("|")[column].lstrip())
                        fit.append((start, start + len(cell), cell))
                    other += step
    if not fit:
        return None
    start, end, cell = chance.choice(fit)
    digit = chance.choice([one for one in "123456789" if one != cell[-1]])
    return paper.put((start, end), cell[:-1] + digit)


def of_which(paper: Paper, chance: Random) -> Slip | None:
    """Money or counts told by parts ("trong đó") that miss the whole; added where the paper speaks of money."""
    fit = paper.finds(r"(?<=\S)(?=[.;]?$)", free=False)
    fit = [one for one in fit if re.search(r"[Kk]inh phí|ngân sách", paper.text[max(0, one.start() - 150) : one.start()])]
    if not fit:
        return None
    one = chance.choice(fit)
    first, second = chance.randrange(20, 400) * 5, chance.randrange(20, 400) * 5
    total = first + second + chance.choice((-20, -10, 10, 20, 50))
    unit = chance.choice(("triệu đồng", "tỷ đồng"))
    whole, a, b = (f"{value:,}".replace(",", ".") for value in (total, first, second))
    words = chance.choice(
        (
            f". Tổng kinh phí: {whole} {unit}, trong đó: ngân sách tỉnh {a} {unit}; ngân sách xã {b} {unit}",
            f". Tổng kinh phí thực hiện là {whole} {unit} (ngân sách nhà nước {a} {unit}, nguồn xã hội hóa {b} {unit})",
            f". Dự toán {whole} {unit}, gồm {a} {unit} chi thường xuyên và {b} {unit} chi đầu tư",
            f".\nTổng nhu cầu kinh phí {whole} {unit}, trong đó:\n- Ngân sách tỉnh: {a} {unit}.\n- Vốn khác: {b} {unit}",
        )
    )
    return paper.put(one.span(), words)


def share_too_big(paper: Paper, chance: Random) -> Slip | None:
    """A share of all beyond the whole."""
    fit = paper.finds(
        r"(?:[Tt]ỷ lệ|[Pp]hấn đấu|[Cc]ó|đạt|trên|ít nhất|tối thiểu)[^;.|\n%]{0,80}?(?<![\d.,])(?P<n>\d{2,3})(?= ?%)"
    )
    fit = [
        one
        for one in fit
        if int(one["n"]) <= 100
        and not re.search(r"tăng|giảm|so với|lãi|vượt|tốc độ", paper.text[max(0, one.start() - 60) : one.end() + 40])
    ]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("n"), str(chance.randrange(102, 190)))


def target_again(paper: Paper, chance: Random) -> Slip | None:
    """An item with a target stands again in another part, with another value."""
    fit = paper.finds(r"^- (?P<words>[^\n]{25,220}?(?<![\d.,])(?P<n>\d{1,2})(?: ?%)[^\n%]{0,120})$")
    ends = paper.finds(r"^- [^\n]{20,}[.;]$")
    fit = [one for one in fit if not re.search(r"\d{4}-\d{4}|\|", one.group())]
    if not fit or len(ends) < 2:
        return None
    one = chance.choice(fit)
    far = [end for end in ends if abs(end.start() - one.start()) > 1500]
    if not far:
        return None
    at = chance.choice(far).end()
    value = max(1, int(one["n"]) + chance.choice((-15, -10, -5, 5)))
    line = paper.text[one.start() : one.start("n")] + str(value) + paper.text[one.end("n") : one.end()]
    return paper.put((at, at), "\n" + line, one.span())


def share_and_count(paper: Paper, chance: Random) -> Slip | None:
    """A share with a count in brackets that gives another."""
    fit = paper.finds(r"(?<![\d.,])(?P<n>[2-9]\d) ?%")
    if not fit:
        return None
    one = chance.choice(fit)
    whole = chance.randrange(20, 90)
    part = round(whole * (int(one["n"]) / 100 - 0.15 if int(one["n"]) > 40 else int(one["n"]) / 100 + 0.2))
    noun = chance.choice(("xã", "trường", "thôn", "hộ", "đơn vị"))
    words = chance.choice((f" ({part}/{whole} {noun})", f" ({part}/{whole})", f", tương ứng {part}/{whole} {noun}"))
    return paper.put((one.end(), one.end()), words, one.span())


_WORDS = {1: "một", 2: "hai", 3: "ba", 4: "bốn", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}


def words_of_figure(paper: Paper, chance: Random) -> Slip | None:
    """Number words in brackets behind a figure that say another."""
    fit = paper.finds(r"(?<![\d.,/-])(?P<n>0[1-9]|10)(?= [^\W\d_]+)(?! (?:tháng|năm 20))")
    if not fit:
        return None
    one = chance.choice(fit)
    wrong = chance.choice([word for value, word in _WORDS.items() if value != int(one["n"])])
    return paper.put((one.end(), one.end()), f" ({wrong})", one.span())


# ---------------------------------------------------------------------------------------------------- bodies and units

_FORMER = (
    ("Bộ Nông nghiệp và Môi trường", ("Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Tài nguyên và Môi trường")),
    ("Sở Nông nghiệp và Môi trường", ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài nguyên và Môi trường", "Sở TN&MT")),
    ("Sở Tài chính", ("Sở Kế hoạch và Đầu tư", "Sở KH&ĐT")),
    ("Bộ Tài chính", ("Bộ Kế hoạch và Đầu tư",)),
    ("Sở Nội vụ", ("Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH")),
    ("Bộ Nội vụ", ("Bộ Lao động - Thương binh và Xã hội",)),
    ("Sở Xây dựng", ("Sở Giao thông vận tải",)),
    ("Bộ Xây dựng", ("Bộ Giao thông vận tải",)),
    ("Sở Khoa học và Công nghệ", ("Sở Thông tin và Truyền thông",)),
    ("Bộ Khoa học và Công nghệ", ("Bộ Thông tin và Truyền thông",)),
    ("UBND các xã, phường", ("UBND các huyện, thị xã, thành phố", "UBND cấp huyện")),
    ("Ủy ban nhân dân cấp xã", ("Ủy ban nhân dân cấp huyện", "Phòng Giáo dục và Đào tạo cấp huyện")),
    ("Ủy ban nhân dân các xã, phường", ("Ủy ban nhân dân các huyện, thành phố", "Công an cấp huyện")),
    ("Phòng Kinh tế", ("Phòng Tài nguyên và Môi trường", "Phòng Lao động - Thương binh và Xã hội")),
    ("Phòng Văn hóa - Xã hội", ("Phòng Văn hóa và Thông tin", "Phòng Y tế huyện")),
)


def former_office(paper: Paper, chance: Random) -> Slip | None:
    """An office that ended in 2025 charged in a paper of after 1 July 2025."""
    day = paper.record.document.issue_date or ""
    fit = [
        (found, others)
        for name, others in _FORMER
        for found in paper.finds(rf"(?<!\w){name}(?! \w*(?:tỉnh|và))(?!\w)")
    ]
    if not fit or day < "2025-07-01":
        return None
    found, others = chance.choice(fit)
    return paper.put(found.span(), chance.choice(others))


_PROVINCES = ("Lạng Sơn", "Cà Mau", "Nghệ An", "Đồng Tháp", "Lào Cai", "Tây Ninh", "Quảng Trị", "Gia Lai")


def other_unit(paper: Paper, chance: Random) -> Slip | None:
    """The name of another unit in one place of the wording."""
    unit = paper.record.document.unit or ""
    found = re.fullmatch(r"(?P<kind>tỉnh|thành phố|xã|phường|đặc khu)\s+(?P<name>.+)", unit, re.IGNORECASE)
    if found is None:
        return None
    fit = paper.finds(rf"(?<!\w){found['kind']}\s+(?P<name>{re.escape(found['name'])})(?!\w)")
    if not fit:
        return None
    local = found["kind"].lower() in ("xã", "phường", "đặc khu")
    names = ("Tân Hòa", "Bình Minh", "Phú Lộc", "An Thạnh") if local else _PROVINCES
    return paper.put(
        chance.choice(fit).span("name"), chance.choice([one for one in names if one != found["name"]])
    )


_BODIES = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc Việt Nam", "Thủ tướng Chính phủ", "Hội Liên hiệp Phụ nữ",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Văn phòng Ủy ban nhân dân", "Sở Giáo dục và Đào tạo", "Sở Tài chính",
    "Sở Nông nghiệp và Môi trường", "Sở Văn hóa, Thể thao và Du lịch", "Bộ Chỉ huy quân sự", "Sở Khoa học và Công nghệ",
    "Bộ Giáo dục và Đào tạo", "Bộ Nông nghiệp và Môi trường", "Văn phòng Chính phủ", "Hội Cựu chiến binh",
)


def lost_syllable(paper: Paper, chance: Random) -> Slip | None:
    """A body's name without one of its syllables."""
    fit = [found for name in _BODIES for found in paper.finds(rf"(?<!\w){name}(?!\w)", free=False)]
    if not fit:
        return None
    found = chance.choice(fit)
    words = found.group().split(" ")
    at = chance.randrange(1, len(words))
    return paper.put(found.span(), " ".join(words[:at] + words[at + 1 :]))


def leads_and_helps(paper: Paper, chance: Random) -> Slip | None:
    """The body that leads a task stands among its partners."""
    fit = paper.finds(
        r"(?<!\w)(?P<who>(?:Sở|Công an|Văn phòng|Phòng|Ban|Trạm|Hội|Đoàn) [^,;.:|\n]{3,45}?) (?:chủ trì|là cơ quan chủ trì)"
        r",? phối hợp với (?:các )?(?P<at>)[^;.\n]{10,}"
    )
    rows = paper.finds(r"^\d+ \| [^|\n]{15,} \| (?P<who>(?:Sở|Công an|Phòng|Bộ|UBND) [^|\n,;]{3,60}?) \| (?P<at>)(?:Các|Sở|Bộ|Phòng|UBND)")
    if not fit and not rows:
        return None
    one = chance.choice([*fit, *rows])
    at = one.start("at")
    return paper.put((at, at), f"{one['who'].strip()}, ", one.span("who"))


# ------------------------------------------------------------------------------------------- form, parts, cross-references


def blank(paper: Paper, chance: Random) -> Slip | None:
    """Dots or nothing for a number or day: the paper's own, that of a citation, or a deadline's."""
    own = paper.finds(r"^Số: ?(?P<n>\d+)(?=/)", everywhere=True, free=False)[:1]
    day = paper.finds(r", ngày (?P<n>\d{1,2})(?=\s+tháng)", everywhere=True, free=False)[:1]
    cited = [
        one
        for one in paper.finds(r"(?:Kế hoạch|Quyết định|Công văn|Nghị quyết|Tờ trình|Báo cáo) số (?P<n>\d+)(?=[/-])", free=False)
    ]
    cited += paper.finds(r"(?:[Tt]rước|[Xx]ong|[Tt]ừ) ngày (?P<n>\d{1,2})(?=/\d{1,2}/| tháng \d)")
    cited += paper.finds(r"(?:/\w+-\w+) ngày (?P<n>\d{1,2})(?=/\d{1,2}/| tháng \d)", free=False)
    groups = [group for group in (own, day, cited, cited) if group]
    if not groups:
        return None
    one = chance.choice(chance.choice(groups))
    return paper.put(one.span("n"), chance.choice(("...", "....", "…", "  ", "……", "___")))


def no_annex(paper: Paper, chance: Random) -> Slip | None:
    """An annex that is announced and not there."""
    if re.search(r"phụ lục|biểu|danh mục|danh sách|kèm theo", paper.text.lower()) or len(paper.document.parts) > 1:
        return None
    fit = paper.finds(r"^- [^\n]{30,}[^\W\d](?=[.;]$)", free=False)
    if not fit:
        return None
    at = chance.choice(fit).end()
    words = (
        " (chi tiết tại Phụ lục kèm theo)", " (có Phụ lục kèm theo)", " theo Phụ lục đính kèm Kế hoạch này",
        " (theo biểu mẫu gửi kèm)", " (có danh sách kèm theo)", " (Phụ lục I, Phụ lục II kèm theo)",
        " (nội dung cụ thể theo biểu chi tiết đính kèm)",
    )
    return paper.put((at, at), chance.choice(words))


def unannounced_annex(paper: Paper, chance: Random) -> Slip | None:
    """An annex that the wording never names."""
    heads = [part for part in paper.document.parts if part.kind == "annex"]
    if not heads:
        return None
    low, _ = paper.body
    limit = paper.raw(heads[0].start, heads[0].end)[0]
    text = paper.text[low:limit]
    new = re.sub(r"\([^()\n]*(?:[Pp]hụ lục|kèm theo)[^()\n]*\)|[Pp]hụ lục(?: (?:số )?[\dIVX]+)?(?: (?:đính )?kèm(?: theo)?)?", "", text)
    if new == text or re.search(r"kèm|phụ lục", new, re.IGNORECASE):
        return None
    return Slip(paper.text[:low] + new + paper.text[limit:], (), "no word of the annex")


def no_such_place(paper: Paper, chance: Random) -> Slip | None:
    """An article, part or point of the paper itself that it does not have."""
    kind = (paper.record.document.type or "").capitalize()
    fit = paper.finds(r"^(?:- |\d\. )?[^\n|]{40,}[^\W\d](?=[.;]$)", free=False)
    if not fit or kind not in ("Kế hoạch", "Quyết định", "Nghị quyết", "Chỉ thị"):
        return None
    at = chance.choice(fit).end()
    articles = [int(one["n"]) for one in paper.finds(STYLES["Điều 1."], everywhere=True, free=False)]
    romans = [_value(one["n"]) for one in paper.finds(STYLES["I."], everywhere=True, free=False)]
    ways = []
    if articles:
        far = max(articles) + chance.randrange(1, 4)
        ways += [f" theo quy định tại Điều {far} {kind} này", f" (nêu tại khoản 1 Điều {far} của {kind} này)"]
        ways += [f" quy định tại Điều {far} của {kind} này", f" tại các Điều 1, {far} {kind} này"]
    if romans and max(romans) < 12:
        far_part = _ROMANS[max(romans) + chance.randrange(1, 3)]
        ways += [f" theo nội dung tại mục {far_part} {kind} này", f" (nêu tại Phần {far_part} {kind} này)"]
        ways += [f" tại điểm 2 mục {far_part} của {kind} này", f" như đã nêu ở mục {far_part} nêu trên"]
    if not ways:
        return None
    return paper.put((at, at), chance.choice(ways))


_LONG = ("Ban Chỉ đạo", "Ủy ban nhân dân", "Phòng cháy chữa cháy")


def abbreviation(paper: Paper, chance: Random) -> Slip | None:
    """The initials of some words of the paper stand once in their place, never explained."""
    fit = paper.finds(r"(?<=[ ,])(?P<w>[a-zđ][^\W\d_]+(?: [a-zđ][^\W\d_]+){3})(?=[ ,.;])")
    fit = [one for one in fit if not re.search(r"\b(?:và|các|của|cho|trên|trong|theo|với|từ|để|tại|về)\b", one["w"])]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("w"), "".join(word[0] for word in one["w"].split()).upper())


def as_above(paper: Paper, chance: Random) -> Slip | None:
    """Recipients "Như trên" in a paper that addresses nobody, or as an article that it has not."""
    found = re.search(r"^(?:-\s*)?Như (?:trên|Điều \d+)\s*(?=;)|(?<=^Nơi nhận:\n)(?=- )", paper.text, re.MULTILINE)
    if found is None or "Kính gửi" in paper.text or "Điện:" in paper.text:
        return None
    articles = [int(one["n"]) for one in paper.finds(STYLES["Điều 1."], everywhere=True, free=False)]
    words = chance.choice(("- Như trên", "- Như kính gửi", f"- Như Điều {max(articles, default=1) + 3}"))
    if found.group() == words:
        return None
    return paper.put(found.span(), words if found.group() else words + ";\n")


def own_symbol(paper: Paper, chance: Random) -> Slip | None:
    """The paper's own symbol is that of another kind or issuer."""
    info = paper.record.document
    if not info.symbol or not info.number:
        return None
    found = re.search(rf"{re.escape(info.number)}\s?[/-]\s?(?P<s>{re.escape(info.symbol)})", paper.text)
    parts = re.fullmatch(r"(KH|QĐ|NQ|CT|TB)-(UBND|HĐND|TTg|BYT|BTC)", info.symbol)
    if found is None or parts is None:
        return None
    kind, who = parts.groups()
    kinds = [one for one in ("KH", "QĐ", "NQ", "CT", "TB", "BC") if one != kind]
    others = [one for one in ("UBND", "HĐND", "SNV", "BYT") if one != who]
    words = chance.choice((f"{chance.choice(kinds)}-{who}", f"{kind}-{chance.choice(others)}"))
    return paper.put(found.span("s"), words)


def lost_part(paper: Paper, chance: Random) -> Slip | None:
    """A part of every paper left out: motto, recipients, archive, place and day, line of authority."""
    text = paper.text
    ways = [
        r"^CỘNG H[ÒO][^\n]+\n(?:CHỦ NGHĨA[^\n]+\n)?Độc lập[^\n]+\n",
        r"^Nơi nhận:\n(?:- [^\n]+\n)+",
        r"^-? ?Lưu:[^\n]+\n",
        r"^(?:TM|KT)\. [^\n]+\n(?!KT)",
        r"^Số: [^\n]+\n",
    ]
    fit = [found for way in ways if (found := re.search(way, text, re.MULTILINE)) and found.start() < len(text)]
    if not fit:
        return None
    found = chance.choice(fit)
    said = " ".join(found.group().split())[:60]
    return Slip(text[: found.start()] + text[found.end() :], (), f"without: {said}")


def task_twice(paper: Paper, chance: Random) -> Slip | None:
    """A list item stands twice, with others between or none."""
    fit = [
        (a, b)
        for a, b in pairwise(paper.finds(r"^[-+] [^\n|]{60,}$"))
        if b.start() - a.end() < 3 and not re.search(r"\d", a.group())
    ]
    if not fit:
        return None
    first, second = chance.choice(fit)
    at = chance.choice((first.end(), second.end()))
    return paper.put((at, at), "\n" + first.group(), first.span(), second.span())


def _lists() -> dict[str, tuple[Planter, tuple[str, ...]]]:
    ways = ("dropped", "doubled", "swapped")
    return {f"label {way} {style}": (labels(style, way), ("heading-order",)) for style in STYLES for way in ways}


ANY = ("date-conflict", "missing-number", "missing-date", "symbol-form", "heading-order", "wrong-unit", "missing-part")
ANY += ("incomplete-citation", "other", "spelling")

KINDS: dict[str, tuple[Planter, tuple[str, ...]]] = {
    **_lists(),
    "citation: another date than before": (other_date, ("date-conflict", "other")),
    "citation: another number than before": (other_number, ("other", "symbol-form", "date-conflict")),
    "citation: type against symbol": (other_type, ("symbol-form", "other")),
    "citation: issuer against symbol": (other_organ, ("other", "symbol-form")),
    "citation: year of number against date": (year_of_number, ("date-conflict", "symbol-form", "other")),
    "citation: date against registry": (against_registry, ("date-conflict",)),
    "citation: law of another name": (law_of_another_name, ("other", "symbol-form", "date-conflict")),
    "citation: replaced or ended": (ended, ("other",)),
    "time: due before the paper": (too_early, ("date-conflict",)),
    "time: ends before it begins": (turned, ("date-conflict",)),
    "time: wrong day of the week": (weekday, ("date-conflict",)),
    "time: a day that cannot be": (impossible_day, ("date-conflict",)),
    "time: another year than the title": (other_year, ("date-conflict", "other")),
    "figures: total of a table": (table_sum, ("other",)),
    "figures: parts and whole of money": (of_which, ("other",)),
    "figures: share over 100 %": (share_too_big, ("other",)),
    "figures: target again, another value": (target_again, ("other", "date-conflict")),
    "figures: share against count": (share_and_count, ("other",)),
    "figures: words against figure": (words_of_figure, ("other",)),
    "bodies: office that ended": (former_office, ("other", "wrong-unit")),
    "bodies: another unit's name": (other_unit, ("wrong-unit", "other")),
    "bodies: a syllable lost": (lost_syllable, ("spelling", "other")),
    "bodies: leads and helps": (leads_and_helps, ("other",)),
    "form: blank number or day": (blank, ("missing-number", "missing-date", "incomplete-citation", "missing-part")),
    "form: annex not there": (no_annex, ("missing-part",)),
    "form: annex not announced": (unannounced_annex, ("missing-part", "other")),
    "form: no such article or part": (no_such_place, ("other",)),
    "form: abbreviation unexplained": (abbreviation, ("other", "spelling")),
    "form: as above, nobody addressed": (as_above, ("other", "missing-part")),
    "form: own symbol": (own_symbol, ("symbol-form", "other")),
    "form: part left out": (lost_part, ("missing-part", "missing-number", "missing-date")),
    "form: item stands twice": (task_twice, ("other",)),
}
"""Planters by kind, with the kinds of findings that tell such a fault."""
