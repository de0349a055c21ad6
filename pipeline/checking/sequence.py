"""Rules on what must come after what: steps, reviews, reports after what they rest on, work within the plan's years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import DateMention
from pipeline.text.spans import Span
from pipeline.vietnam.calendar import last_day

_DAY, _MONTH = len("2026-02-03"), len("2026-02")
_ORDER = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_STEP = re.compile(
    r"(?P<what>(?:\w+ ){2}lan thu|dot|buoc|vong)\s+(?:thu\s+)?(?P<number>\d{1,2}|i{1,3}|iv|v|nhat|hai|ba|tu)(?!\w)"
)
_STEP_WORDS = ("lan thu", "dot", "buoc", "vong")
_OPENS = 60  # characters of a line in which the word for the step stands


@dataclass(frozen=True, slots=True)
class _Timed:
    """What is to be done, as far as it is compared, with its last day."""

    what: str
    order: int
    last: str
    mention: DateMention


def steps(view: View) -> Iterator[Hit]:
    """A numbered step that is due before the step above it ("lần thứ nhất ... lần thứ hai ...")."""
    found: list[tuple[int, _Timed]] = []
    for index, block in enumerate(view.document.blocks):
        words = view.folded[block.start : min(block.end, block.start + _OPENS)]
        opening = _STEP.search(words) if any(one in words for one in _STEP_WORDS) else None
        if opening is None or not view.in_body(block.start):
            continue
        own = _planned(view, (block.start, block.end))
        if len(own) != 1:
            continue
        number = opening["number"]
        order = int(number) if number.isdigit() else _ORDER[number]
        found.append((index, _Timed(" ".join(opening["what"].split()), order, own[0][0], own[0][1])))
    for (at, before), (behind, here) in pairwise(found):
        follows = before.what == here.what and here.order == before.order + 1 and behind - at <= _APART
        if follows and here.last < _first(before.mention):
            said = [" ".join(one.mention.quote.split()) for one in (before, here)]
            yield Hit(_span(view, here.mention), " / ".join(said), {"first": said[0], "second": said[1]})


_APART = 8  # paragraphs from one step to the next


def _first(mention: DateMention) -> str:
    return mention.edtf.partition("/")[0]


def _span(view: View, mention: DateMention) -> Span:
    return view.around((mention.evidence.start, mention.evidence.end), 40, 0)


def _planned(view: View, span: Span) -> list[tuple[str, DateMention]]:
    """The mentions in a span by which, or on which, something is to happen, with their last days; none of citations."""
    return [
        (last, one)
        for one in view.record.dates
        if span[0] <= one.evidence.start < span[1]
        and one.role in ("deadline", "milestone", "period")
        and not one.recurring
        and "X" not in one.edtf
        and not view.masked(one.evidence.start)
        and (last := last_day(one.edtf)) is not None
    ]


_REVIEW = re.compile(r"(?<!\w)(?P<kind>so ket|tong ket)(?!\w)")


def reviews(view: View) -> Iterator[Hit]:
    """A closing review that comes before the review midway, told in one sentence."""
    for block in view.document.blocks:
        words = view.folded[block.start : block.end]
        if block.kind == "row" or "so ket" not in words or "tong ket" not in words or not view.in_body(block.start):
            continue
        times: dict[str, list[tuple[str, DateMention]]] = defaultdict(list)
        for last, mention in _planned(view, (block.start, block.end)):
            low, _ = view.sentence(mention.evidence.start)
            kinds = list(_REVIEW.finditer(view.folded, low, mention.evidence.start))
            if kinds and not re.search(r"\d{4}", view.text[kinds[-1].end() : mention.evidence.start]):
                times[kinds[-1]["kind"]].append((last, mention))
        midway, closing = times["so ket"], times["tong ket"]
        if len(midway) == len(closing) == 1 and closing[0][0] < _first(midway[0][1]):
            said = [" ".join(one[0][1].quote.split()) for one in (closing, midway)]
            yield Hit(_span(view, closing[0][1]), " / ".join(said), {"closing": said[0], "midway": said[1]})


_BODY = r"(?:bo|so|phong|cong an|van phong|ban|tram|trung tam|uy ban|ubnd|chi cuc|thanh tra)(?!\w)"
_SENT = re.compile(
    rf"(?:gui|nop|bao cao)(?!\w)[^.;\n]{{0,110}}?\s(?:ve|cho|toi|qua)\s+(?P<to>{_BODY}[^.;,()\n]{{2,60}}?)\s*[,(]?\s*"
    r"(?:truoc|cham nhat|trong|vao|de (?:tong hop|bao cao))(?!\w)"
)
_JOINED = re.compile(r"(?<!\w)tong hop[^.;\n]{0,120}?(?:bao cao|trinh)(?!\w)")
_KINDS = re.compile(
    r"6 thang|sau thang|quy |hang thang|hang quy|so ket|du toan|ke hoach nam|danh sach|dang ky|quyet toan"
)


def inputs_late(view: View) -> Iterator[Hit]:
    """What a body is sent later than the day on which its own summary of it is due."""
    summaries, inputs = _summaries(view), _inputs(view)
    for body, sent in inputs.items():
        own = summaries.get(body)
        if not own or len(sent) > _FEW:
            continue
        latest, joined = max(own, key=lambda one: one[0])
        for _, mention in sent:
            if all(one > latest for one, _ in sent) and _first(mention) > latest:
                said = [" ".join(one.quote.split()) for one in (mention, joined)]
                yield Hit(_span(view, mention), " / ".join(said), {"sent": said[0], "joined": said[1]})
                break


_FEW = 4  # days on which a body is sent something, beyond which they are for several reports


def _inputs(view: View) -> dict[str, list[tuple[str, DateMention]]]:
    """By the body that it is sent to: the days by which something is sent, with their mentions."""
    found: dict[str, list[tuple[str, DateMention]]] = defaultdict(list)
    for last, mention, words in _dues(view):
        sent = _SENT.search(words)
        if sent and not _KINDS.search(words):
            found[_name(sent["to"])].append((last, mention))
    return found


def _summaries(view: View) -> dict[str, list[tuple[str, DateMention]]]:
    """By the body that makes them: the days by which summaries are due, with their mentions."""
    found: dict[str, list[tuple[str, DateMention]]] = defaultdict(list)
    for last, mention, words in _dues(view):
        joined = _JOINED.search(words)
        if joined is None or _KINDS.search(words):
            continue
        said = re.match(
            rf"[\W\d]*(?P<body>{_BODY}[^.;:\n]{{2,60}}?)\s*(?:[:,]|co trach nhiem|chu tri|$)", words[: joined.start()]
        )
        body = said["body"] if said else _heading(view, mention)
        if body:
            found[_name(body)].append((last, mention))
    return found


def _dues(view: View) -> Iterator[tuple[str, DateMention, str]]:
    """Days by which something is due once, with the sentence in which they stand."""
    for mention in view.record.dates:
        last = last_day(mention.edtf)
        at = mention.evidence.start
        once = mention.role == "deadline" and not mention.recurring and last and len(mention.edtf) in (_DAY, _MONTH)
        if once and view.in_body(at) and not view.masked(at):
            low, high = view.sentence(at)
            yield last or "", mention, view.folded[low:high]


def _heading(view: View, mention: DateMention) -> str | None:
    """The body that heads the section of a mention."""
    block = view.block_at(mention.evidence.start)
    section = view.document.sections[block.section] if block is not None and block.section is not None else None
    words = view.folded[section.start : section.start + 90].split("\n")[0] if section is not None else ""
    named = re.match(rf"[\W\d]*(?P<body>{_BODY}[^.;:\n]{{2,60}}?)\s*:?$", words)
    return named["body"] if named else None


def _name(words: str) -> str:
    """A body without the name of its unit."""
    return re.sub(r"\s+(?:xa|phuong|dac khu|tinh|thanh pho)$", "", " ".join(words.split()))


_LONG = re.compile(
    r"(?<!\w)(?:(?P<days>\d{1,3})\s+ngày(?P<work>\s+làm\s+việc)?\s*[(,:;]?\s*|(?P<week>tuần)\s+(?:lễ\s+[^\n.;]{2,60}?)?)"
    r"(?:là\s+|kể\s+)?(?:từ\s+)?(?:ngày\s+)?$"
)
_WEEK = 7


def durations(view: View) -> Iterator[Hit]:
    """A number of days, or a week, that the days given right behind it do not come to ("03 ngày (từ 08 đến 12/12)")."""
    for mention in view.record.dates:
        first, _, last = mention.edtf.partition("/")
        at = mention.evidence.start
        if len(first) != _DAY or len(last) != _DAY or "X" in mention.edtf or not view.in_body(at):
            continue
        stated = _LONG.search(view.text, max(0, at - _OPENS), at)
        if stated is None:
            continue
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        days = (end - begin).days + 1
        working = sum((begin + timedelta(day)).weekday() < _SATURDAY for day in range(max(days, 0)))
        wrong = days > _WEEK + 1 if stated["week"] else int(stated["days"]) not in (working, days, days - 1)
        if wrong:
            span = view.clip(stated.start(), mention.evidence.end)
            counted = str(working if stated["work"] else days)
            yield Hit(span, " ".join(view.text[slice(*span)].split()), {"days": counted})


_SATURDAY = 5
_LASTING = re.compile(
    r"giai doan|tam nhin|dinh huong|den nam|tiep theo|hop dong|hieu luc|nhiem ky|quyet toan|bao hanh|sau"
)
_GRACE = "03-31"  # day of the year after the plan's last by which reports and accounts of it are still made


def beyond_period(view: View) -> Iterator[Hit]:
    """Work due well after the last of the years that the title gives the plan."""
    title, period = view.record.document.title or "", view.record.document.period or ""
    last = period.partition("/")[2] or period
    if (
        not re.fullmatch(r"20\d{2}", last)
        or last not in title
        or len(set(re.findall(r"20\d{2}", title))) > len(period) // 4
    ):
        return
    limit, hits = f"{int(last) + 1}-{_GRACE}", []
    for due, mention, words in _dues(view):
        if due > limit and not _LASTING.search(words) and not view.in_annex(mention.evidence.start):
            hits.append(Hit(_span(view, mention), " ".join(mention.quote.split()), {"last": last}))
    yield from hits if len(hits) <= _SLIPS else ()


_SLIPS = 2  # such days up to which they are slips; more are what the plan looks forward to
