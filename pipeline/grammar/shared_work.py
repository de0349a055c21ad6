"""Who leads, who helps and by when, as a cell, a bracket or the value of a label says of one task (rulings 5, 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.grammar import bodies
from pipeline.grammar.phrases import AT_START
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.rule import Rule, Table
from pipeline.text.spans import Span

ShareKind = Literal["lead", "partner", "time"]

AGENT = (
    r"(?:(?:Các\s+)?(?:cơ\ quan|đơn\ vị|bộ\ phận|người|tổ\ chức|đầu\ mối|thành\ phần|lực\ lượng|"
    r"chủ\ thể|lãnh\ đạo|cán\ bộ|đồng\ chí)(?:,\s+(?:đơn\ vị|tổ\ chức))?)"
)
"""What the one is called who does a thing, in labels; for verbose patterns."""
_DONE = r"(?:\s+(?:chính|chung|thực\ hiện|tham\ mưu|triển\ khai))*"
_MARK = re.compile(
    rf"""(?:^|(?<=[\n;,.–(-])|(?<=[\n;,.–(-]\s))\s*(?:[-–+•*]\s*)?(?:{AGENT}\s+)?
        (?P<label>chủ\ trì|phụ\ trách|thực\ hiện|(?:cùng\ )?(?:phối|kết)\ hợp|hỗ\ trợ|tham\ gia)
        {_DONE}(?:\s*:\s*(?:với\s+)?|(?<=hợp)\s+(?:chặt\ chẽ\s+)?(?:với|cùng)(?:\s+với)?\s*:?\s*|
        (?<=hợp)\s+(?=(?-i:[{UPPER}])))
    |\s+(?:và\s+)?(?:{AGENT}\s+)?(?P<with>(?:phối|kết)\ hợp)
        (?:{_DONE}\s*:\s*|\s+(?:chặt\ chẽ\s+)?(?:với|cùng)(?:\s+với)?\s*:?\s*)
    |\s*\((?:là\s+)?(?:{AGENT}\s+)?(?P<aside>chủ\ trì|phối\ hợp|chính){_DONE}\)
    |(?:\s+[-–])?\s+(?P<verb>chủ\ trì|thực\ hiện|(?:phối|kết)\ hợp){_DONE}
        (?=\s*(?:[;,.\n)]|$)|\s+[-–]\s|\s+(?:và\s+)?phối\ hợp\s+(?:với|cùng)\s)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What marks the bodies before or behind it: "Chủ trì: X", "X (chủ trì)", "X chủ trì", "phối hợp với X"."""
_TIME = re.compile(
    r"(?:^|[;,.(]\s*)(?P<time>(?:(?:hoàn thành|thực hiện|xong|báo cáo|thời gian|thời hạn|tiến độ)(?:\s+|\s*:\s*))*"
    r"(?:(?:xong\s+)?(?:trước|trong|chậm nhất|vào|từ|đến|hết)\s+(?:(?:là|hết|khi)\s+)?)*"
    r"(?:ngày|tháng|quý|năm|đợt|\d{1,2}[/.-]\d{1,2}[/.-]?)\s*(?:\d|(?-i:[IV])).*)$",
    re.IGNORECASE | re.DOTALL,
)
"""By when, behind the bodies: "; trước ngày 15/6/2026"."""


@dataclass(frozen=True, slots=True)
class Share:
    """Bodies with one part in a task, as one stretch of text, or its time."""

    kind: ShareKind
    span: Span


def marked(text: str, start: int, end: int) -> bool:
    """Whether a stretch says of the bodies in it which lead and which help."""
    return _MARK.search(text[start:end]) is not None


def says_who_leads(words: str) -> bool:
    """Whether words mark outright the body that leads: "Chủ trì: X", "X (chủ trì)", "X chủ trì, ..."."""
    return _SAID_TO_LEAD.search(words) is not None


_SAID_TO_LEAD = re.compile(r"(?:^|[\s(])chủ trì(?:\s*:|\s*\)|\s*[;,.]|\s*$|\s+(?:và\s+)?phối hợp)", re.IGNORECASE)


def time_of(text: str, start: int, end: int) -> Span | None:
    """Where a deadline begins and ends that closes a list of bodies; None where none does."""
    found = _TIME.search(text[start:end])
    if found is None or bodies.heads().search(found["time"]):
        return None
    return start + found.start("time"), start + found.end("time")


def read(text: str, start: int, end: int) -> list[Share]:
    """The parts of a stretch in order; bodies that nothing marks lead, behind one that is said to lead they help."""
    time = time_of(text, start, end)
    shares = _shares(text[start : time[0] if time else end])
    found = [Share(kind, (start + own[0], start + own[1])) for kind, own in shares if own[1] > own[0]]
    return [*found, Share("time", time)] if time else found


_NAMES_BEHIND = re.compile(rf":\s+[^:.;]{{2,60}}(?:,|\svà)\s+[{UPPER}]")
"""Bodies behind the colon, no work: "Công an xã chủ trì, các ngành: Y tế, Kinh tế phối hợp tuần tra"."""
_TOLD_BEHIND = re.compile(
    r"\((?:[^():;]{2,20}\s)?chủ trì[^():;]{0,20}\)|\schủ trì(?:\s+thực hiện)?\s*[,;](?!\s*(?:phối|kết) hợp)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Who leads and who helps, told before a colon; the task begins where the span ends."""

    span: Span
    lead: str
    partners: tuple[str, ...]
    by: str


def _told(match: re.Match[str]) -> Iterator[Told]:
    text, start, colon = match.string, match.start(), match.end() - 1
    if not _TOLD_BEHIND.search(text, start, colon):
        return
    if _NAMES_BEHIND.match(text, colon, match.endpos) and not bodies.verb_first(text[colon + 1 : match.endpos]):
        return
    shares = read(text, start, colon)
    if not shares or shares[0].kind != "lead" or not all(bodies.is_name(text[slice(*share.span)]) for share in shares):
        return
    names: dict[ShareKind, list[Span]] = {"lead": [], "partner": []}
    for share in shares:
        names[share.kind] += bodies.split(text, *share.span)
    lead = bodies.normal(text[names["lead"][0][0] : names["lead"][-1][1]])
    partners = tuple(bodies.normal(text[slice(*span)]) for span in names["partner"])
    yield Told(match.span(), lead, partners, "charge-told")


TOLD = Table(
    (
        Rule(
            "charge-told",
            re.compile("[^:]+:"),
            _told,
            "ruling 5",
            (
                ("Công an xã (chủ trì), các thôn: Tuần tra bến đò", ("Công an xã + các thôn",)),
                ("Công an xã chủ trì, Trạm Y tế phối hợp: Tuần tra bến đò", ("Công an xã + Trạm Y tế",)),
            ),
            (
                "Công an xã: Tuần tra bến đò",
                "Công an xã chủ trì, các ngành: Y tế, Kinh tế phối hợp tuần tra",
                "Việc chính (xã chủ trì), các việc khác: tuần tra bến đò",
            ),
        ),
    ),
    show=lambda told: " + ".join((told.lead, *told.partners)),
    anchor=re.compile(":"),
    walls=re.compile(r"\n"),
    starts=AT_START,
)
"""How a paragraph opens that says behind names, before a colon, who leads: "Công an xã (chủ trì), các thôn: ..."."""


def _shares(text: str) -> Iterator[tuple[ShareKind, Span]]:
    at, holds = 0, None
    kind: ShareKind
    for mark in _MARK.finditer(text):
        names = _bare(text, at, mark.start())
        word = next(filter(None, mark.groups()))
        kind = "lead" if word.lower() in _LEAD else "partner"
        if mark["verb"] and word.lower() == "thực hiện" and holds:
            kind = holds
        if mark["label"] or mark["with"]:
            yield holds or "lead", names
            holds = kind
        elif kind == "partner" and holds is None:
            first = bodies.split(text, *names)[:1]
            yield "lead", first[0] if first else names
            yield kind, _bare(text, first[0][1], names[1]) if first else names
            holds = kind
        else:
            yield kind, names
            holds = "partner"
        at = mark.end()
    yield holds or "lead", _bare(text, at, len(text))


_LEAD = ("chủ trì", "phụ trách", "thực hiện", "chính")


def _bare(text: str, start: int, end: int) -> Span:
    """The span without marks of lists and brackets at its ends."""
    start, end = bodies.trimmed(text, start, end)
    while start < end and text[start] in "-–+•*. \n,;:(":
        start += 1
    while start < end and text[end - 1] in " \n,;.(–-":
        end -= 1
    return start, end
