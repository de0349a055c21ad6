"""Rules on the days of schedules and task tables: due before the paper that sets the task, a year typed wrong."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from pipeline.checking.citations import number, shown
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import DateMention, LegalReference
from pipeline.text.spans import Span
from pipeline.vietnam.calendar import last_day

_One = TypeVar("_One", LegalReference, DateMention)
_SET_BY = re.compile(r"van ban (?:giao|chi dao|yeu cau)|giao tai|can cu giao|nguon giao")
_DUE_BY = re.compile(r"thoi han|thoi gian|tien do|hoan thanh|thoi diem")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_STEP = 60  # days that two rows of a schedule lie apart at most


def due_before_set(view: View) -> Iterator[Hit]:
    """A row of a task table that is due before the day of the one paper that its column names as setting the task."""
    days: dict[str, set[str]] = defaultdict(set)
    for reference in view.references:
        if (parsed := number(reference)) and reference.date and _DAY.fullmatch(reference.date):
            days[parsed.key].add(reference.date)
    cited = sorted(view.references, key=_place)
    dated = sorted(view.record.dates, key=_place)
    for row in _rows(view):
        set_by, due = _within(cited, row.get("set")), _within(dated, row.get("due"))
        parsed = number(set_by[0]) if len(set_by) == 1 else None
        known = days.get(parsed.key, set()) if parsed else set()
        last = last_day(due[0].edtf) if len(due) == 1 else None
        if parsed and len(known) == 1 and last and last < (day := min(known)):
            span = due[0].evidence.start, due[0].evidence.end
            values = {"paper": parsed.canonical, "day": shown(day)}
            yield Hit(view.around(span, 60, 0), " ".join(due[0].quote.split()), values)


def _place(one: LegalReference | DateMention) -> int:
    return one.evidence.start


def _within(placed: Sequence[_One], cell: Span | None) -> Sequence[_One]:
    """Those of a list in the order of the text that begin in a cell."""
    if cell is None:
        return ()
    return placed[bisect_left(placed, cell[0], key=_place) : bisect_left(placed, cell[1], key=_place)]


def _rows(view: View) -> Iterator[dict[str, Span]]:
    """The cells of each row that stand under a head for the paper that sets the task and for the time."""
    for table in view.document.tables:
        heads = [view.folded[head.start : head.end] for head in table.rows[0]]
        places = {
            name: at
            for at, head in enumerate(heads)
            for name, words in (("set", _SET_BY), ("due", _DUE_BY))
            if words.search(" ".join(head.split()))
        }
        if len(places) == len(("set", "due")):
            for row in table.rows[table.header_rows :]:
                yield {name: (row[at].start, row[at].end) for name, at in places.items() if at < len(row)}


_DONE = re.compile(
    r"\(\s*(?P<words>đã (?:hoàn thành|thực hiện|triển khai)"
    r"(?:\s+(?:xong|trong|vào|ngày|tháng|năm|quý)[^()\n]{0,40})?)\s*\)"
)


def done_already(view: View) -> Iterator[Hit]:
    """Work that the plan gives out, and says in brackets to be done."""
    tasks = sorted((one.evidence.start, one.evidence.end) for one in view.record.assignments)
    for found in view.matches(_DONE, needs=("đã ",)):
        block = view.block_at(found.start())
        if block is None or block.kind == "row":
            continue  # a table may have a column for how far the work is
        if any(start < block.end and block.start < end for start, end in tasks):
            yield Hit(view.around(found.span(), 60, 0), " ".join(found["words"].split()))


def year_slips(view: View) -> Iterator[Hit]:
    """A day of a schedule in the year before, between days that lie after the plan: a year later it is in row."""
    if view.day is None:
        return
    days = [one for one in view.record.dates if _DAY.fullmatch(one.edtf) and one.role not in ("citation", "issue")]
    last: date | None = None
    for before, mention in pairwise(days):
        last = _planned(view, before) or last
        there, here = last, date.fromisoformat(mention.edtf)
        if there is None or here.year != there.year - 1 or (here.month, here.day) == (2, 29):
            continue
        meant = here.replace(year=there.year)
        if there <= meant and (meant - there).days <= _STEP and _same_place(view, before, mention):
            last = meant
            yield Hit((mention.evidence.start, mention.evidence.end), mention.quote, {"year": str(there.year)})


def _planned(view: View, mention: DateMention) -> date | None:
    return date.fromisoformat(mention.edtf) if mention.edtf >= (view.day or "9") else None


def _same_place(view: View, one: DateMention, other: DateMention) -> bool:
    """Whether two days are written alike, each with the same words behind it, as the rows of a schedule are."""
    behind = [
        re.sub(r"\W+", " ", view.folded[m.evidence.end : m.evidence.end + 40].split("\n")[0]) for m in (one, other)
    ]
    words = [each.split()[:2] for each in behind]
    return bool(words[0]) and words[0] == words[1]
