"""Rules on stages told by days ("Đợt 2: Từ ngày ... đến ngày ..."): two that overlap, work set outside its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import DateMention
from pipeline.text.spans import Span
from pipeline.vietnam.calendar import last_day

_STAGE = re.compile(
    r"(?:[\divxabc]{1,4}[.)/]\s*|[-+]\s*)?(?P<word>dot|giai doan|buoc|vong)\s+(?:thu\s+)?"
    r"(?P<number>\d{1,2}|i{1,3}|iv|v|nhat|nhi|hai|ba|tu)\b[^.;\n]{0,90}$"
)
_NUMBERS = {"i": 1, "nhat": 1, "ii": 2, "hai": 2, "nhi": 2, "iii": 3, "ba": 3, "iv": 4, "tu": 4, "v": 5}
_DAY, _MONTH = len("2026-02-03"), len("2026-02")
_AFTER = re.compile(r"\b(?:bao cao|tong hop|tong ket|so ket|chuan bi|truoc do|du kien|ke thua|ket qua)\b")
_LINE = 160  # characters of a line, up to which it is the heading of its stage


@dataclass(frozen=True, slots=True)
class _Stage:
    word: str
    number: int
    span: Span
    """The words from "Đợt" to the end of its time."""
    first: str
    last: str
    end: int
    """Where its part of the text ends."""


def overlapping(view: View) -> Iterator[Hit]:
    """A stage that begins before the stage in front of it has ended, both told by day or month."""
    for before, here in pairwise(_stages(view)):
        follows = before.word == here.word and here.number == before.number + 1
        if follows and before.first <= here.first < before.last and here.span[0] < before.end + _LINE:
            first, second = (_said(view, one.span) for one in (before, here))
            yield Hit(here.span, f"{first} / {second}"[:160], {"first": first, "second": second})


def outside(view: View) -> Iterator[Hit]:
    """Work of a stage whose own days all lie before the stage begins or after it ends."""
    for stage in _stages(view):
        for mention in view.record.dates:
            at = mention.evidence.start
            span = _days(mention)
            if not stage.span[1] <= at < stage.end or span is None or "/" not in mention.edtf or view.masked(at):
                continue
            low, _ = view.sentence(at)
            if (span[1] < stage.first or span[0] > stage.last) and not _AFTER.search(view.folded, low, at):
                own = view.clip(at, mention.evidence.end)
                yield Hit(view.around(own, 60, 1), _said(view, own), {"stage": _said(view, stage.span)})


def _stages(view: View) -> list[_Stage]:
    """The numbered stages that a line of their own opens, with the part of the text that is theirs."""
    found = list[_Stage]()
    for mention in view.record.dates:
        at, days = mention.evidence.start, _days(mention)
        line = view.text.rfind("\n", 0, at) + 1
        opening = _STAGE.match(view.folded, line, at)
        if days is None or opening is None or "/" not in mention.edtf or not view.in_body(at):
            continue
        number = opening["number"]
        order = int(number) if number.isdigit() else _NUMBERS[number]
        ends = (one.end for one in view.document.sections if one.start <= line < one.end and at - one.start < _LINE)
        span = view.clip(opening.start("word"), mention.evidence.end)
        found.append(_Stage(opening["word"], order, span, *days, min(ends, default=mention.evidence.end)))
    return found


def _days(mention: DateMention) -> tuple[str, str] | None:
    """First and last day of an interval of days or months; None for years and for what comes every year."""
    first, _, last = mention.edtf.partition("/")
    if mention.recurring or len(first) not in (_DAY, _MONTH) or len(last) not in (_DAY, _MONTH) or "X" in mention.edtf:
        return None
    return (first if len(first) == _DAY else f"{first}-01"), last_day(last) or last


def _said(view: View, span: Span) -> str:
    return " ".join(view.text[span[0] : span[1]].split())


_SENT_IN = re.compile(
    r"bao cao (?:tong hop |ve )?(?:ket qua|tinh hinh)|tong hop (?:ket qua|bao cao)|gui (?:bao cao|ho so|ket qua)|"
    r"nop (?:bao cao|ho so)|hoan thien ho so"
)
_SPAN_OF_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}")
_ONE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


_BEFORE = re.compile(r"\btruoc\b")
_TIME_LINE = re.compile(r"\W*(?:thoi (?:han|gian)|tien do)[^:\n]{0,20}:")


def _within(due: str, work: str, before: bool) -> bool:
    """Whether a due falls into the days of the work; one "before" its last day does."""
    return work[:10] < due < work[11:] or (before and work[:10] < due == work[11:])


def _item(view: View, at: int) -> Span:
    """The sentence around a place; a line that states the time alone goes with the line above it."""
    low, high = view.sentence(at)
    line = view.text.rfind("\n", 0, at) + 1
    return (view.text.rfind("\n", 0, line - 1) + 1, high) if _TIME_LINE.match(view.folded, line) else (low, high)


_LETTER = re.compile(r"[a-zđ]")
_JUDGED = re.compile(r"danh gia ket qua|xep hang|trao (?:giai|thuong)|cong bo ket qua")
"""What is done with the work as a whole, and stands in an item beside it."""


def due_before_end(view: View) -> Iterator[Hit]:
    """Files or a report on the results due on a day within the days of the work, in one section; its results judged."""
    by_section, by_parent = dict[int, list[DateMention]](), dict[int, list[DateMention]]()
    for mention in view.record.dates:
        block = view.block_at(mention.evidence.start)
        if block is None or block.section is None or block.kind == "row" or mention.recurring:
            continue
        section = view.document.sections[block.section]
        by_section.setdefault(block.section, []).append(mention)
        if section.parent is not None and _LETTER.fullmatch(section.label):
            by_parent.setdefault(section.parent, []).append(mention)
    told = set[int]()
    for groups, words in ((by_section, _SENT_IN), (by_parent, _JUDGED)):
        for mentions in groups.values():
            for hit in _due_within(view, mentions, words):
                if hit.span[0] not in told:
                    told.add(hit.span[0])
                    yield hit


def _due_within(view: View, mentions: list[DateMention], words: re.Pattern[str]) -> Iterator[Hit]:
    works = [one for one in mentions if _SPAN_OF_DAYS.fullmatch(one.edtf) and one.role != "citation"]
    for one in mentions:
        due = _ONE_DAY.fullmatch(one.edtf) and one.role == "deadline"
        if not works or not due or not words.search(view.folded, *_item(view, one.evidence.start)):
            continue
        before = bool(_BEFORE.search(view.folded, max(0, one.evidence.start - 8), one.evidence.end))
        work = next((each for each in works if _within(one.edtf, each.edtf, before)), None)
        if work is not None:
            values = {"work": " ".join(work.quote.split())}
            span = view.around((one.evidence.start, one.evidence.end), 40, 0)
            yield Hit(span, " ".join(one.quote.split()), values)


_SUMMARY = re.compile(r"tong hop[^.;]*bao cao|bao cao tong (?:hop|ket)")
_OTHER_REPORT = re.compile(
    r"so ket|dang ky|ke hoach|danh sach|6 thang|sau thang|quy |dinh ky|hang thang|hang tuan|du thao(?! bao cao)"
)


def reported_too_soon(view: View) -> Iterator[Hit]:
    """The report on the results is due before the first of the works, each set for some days, has ended."""
    spans = [
        one
        for one in view.record.dates
        if _SPAN_OF_DAYS.fullmatch(one.edtf) and one.role in ("period", "other", "milestone")
    ]
    works = [one for one in spans if view.in_body(one.evidence.start) and not view.in_annex(one.evidence.start)]
    if not works or not 1 <= len(works) <= _WORKS:
        return
    ended = min(one.edtf[11:] for one in works)
    for one in view.record.dates:
        if not _ONE_DAY.fullmatch(one.edtf) or one.role != "deadline" or one.recurring or one.edtf >= ended:
            continue
        words = view.folded[slice(*view.sentence(one.evidence.start))]
        began = one.edtf > min(work.edtf[:10] for work in works)
        if began and _SUMMARY.search(words) and not _OTHER_REPORT.search(words):
            work = min(works, key=lambda each: each.edtf[11:])
            yield Hit(
                (one.evidence.start, one.evidence.end),
                " ".join(one.quote.split()),
                {"work": " ".join(work.quote.split())},
            )


_WORKS = 6  # spans of days from which they are no longer the stages of one work
