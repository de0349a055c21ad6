"""The labels of a task written as a list: "Đơn vị chủ trì: ...", "Thời gian: ..." (rulings 10 and 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.grammar import bodies, shared_work
from pipeline.grammar.rule import Rule, Table
from pipeline.grammar.shared_work import AGENT
from pipeline.text.spans import Span

LabelKind = Literal["lead", "partner", "time", "product", "task", "content", "agency"]

_NEXT = rf"""(?:{AGENT}\s+)?(?:chủ\ trì|(?:cùng\ )?phối\ hợp(?!\s+(?:chặt\ chẽ\s+)?(?:với|cùng)\s)|
    thời\ gian|thời\ hạn|thời\ điểm|hạn\ hoàn|tiến\ độ|sản\ phẩm|kết\ quả\ (?:dự|đầu)|
    hoàn\ thành|lộ\ trình)\b"""
_VALUE = rf"""\s*:\s*(?P<value>[^\n\t]*?)(?=(?:[;.,]|\s[-–])\s*{_NEXT}|\s*\)\s*[.;,]*\s*$|\s*$)"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled part of a task: what it is, and where its value stands (empty where nothing follows the label)."""

    span: Span
    kind: LabelKind
    value: Span
    by: str = ""


def _rule(
    kind: LabelKind,
    words: str,
    needs: tuple[str, ...],
    *,
    examples: Sequence[str],
    against: Sequence[str] = (),
    named: bool = False,
) -> Rule[Labelled]:
    """A rule of labels; `named`: only before the name of a body, because the words also label other things."""
    name = f"label-{kind}-named" if named else f"label-{kind}"

    def make(match: re.Match[str]) -> Iterator[Labelled]:
        if not named or bodies.heads().match(match.string, match.start("value")):
            yield Labelled(match.span(), kind, match.span("value"), name)

    pattern = re.compile(rf"(?<!\w)(?:{words}){_VALUE}", re.IGNORECASE | re.VERBOSE)
    shown = tuple((text, (kind,)) for text in examples)
    return Rule(name, pattern, make, "rulings 10 and 15", shown, tuple(against), (needs,))


RULES: tuple[Rule[Labelled], ...] = (
    _rule(
        "lead",
        rf"""(?:{AGENT}\s+)?(?:chủ\ trì(?:\s+(?:thực\ hiện|tham\ mưu|triển\ khai|soạn\ thảo))?|phụ\ trách|
        chịu\ trách\ nhiệm(?:\s+chính)?|tham\ mưu|soạn\ thảo)|{AGENT}\s+thực\ hiện(?=\s*:\s*\S)
        |trách\ nhiệm\s+(?:chỉ\ đạo\s+|tổ\ chức\s+|chính\s+)?thực\ hiện(?=\s*:\s*\S)""",
        ("chủ trì", "phụ trách", "trách nhiệm", "tham mưu", "soạn thảo", "thực hiện"),
        examples=(
            "Đơn vị chủ trì: Trạm Y tế xã",
            "Cơ quan thực hiện: Phòng Kinh tế",
            "(Chủ trì: Hội Nông dân xã)",
            "Trách nhiệm chỉ đạo thực hiện: Đảng ủy xã",
        ),
        against=("Đồng chí chủ trì cuộc họp nêu rõ: phải làm ngay",),
    ),
    _rule(
        "partner",
        rf"(?:{AGENT}\s+)?(?:cùng\ )?phối\ hợp(?:\s+(?:thực\ hiện|triển\ khai|với(?=\s*:)))?",
        ("phối hợp",),
        examples=("Cơ quan phối hợp: các thôn", "Cùng phối hợp: Công an xã", "Phối hợp với: các thôn"),
        against=("Phối hợp với các thôn thực hiện: tuyên truyền",),
    ),
    _rule(
        "lead",
        rf"""(?:{AGENT}\s+)?(?:thực\ hiện|triển\ khai|tổ\ chức|đầu\ mối)|phân\ công(?:\s+thực\ hiện)?|
        giao(?:\s+(?:cho|thực\ hiện))?|trách\ nhiệm|lực\ lượng""",
        ("thực hiện", "triển khai", "tổ chức", "đầu mối", "phân công", "giao", "trách nhiệm", "lực lượng"),
        examples=("Thực hiện: Phòng Kinh tế", "Đơn vị tổ chức: Hội Nông dân xã", "(Giao: Trạm Y tế xã)"),
        against=("Thực hiện: trồng dặm cây ven đường", "Trách nhiệm: nêu tại phần sau"),
        named=True,
    ),
    _rule(
        "time",
        r"""hoàn\ thành(?=\s*:\s*(?:trước|trong|ngày|tháng|quý|năm|hết|đến|từ|vào|đầu|giữa|cuối|thường|chậm|
        \d{1,2}[/.-]\d|\d{4}))|
        (?:thời\ gian|thời\ hạn|thời\ điểm|tiến\ độ|lộ\ trình|hạn)(?:\s+(?:thực\ hiện|hoàn\ thành|triển\ khai|báo\ cáo|
        tổ\ chức|ban\ hành|trình|dự\ kiến|xong)){0,3}""",
        ("hoàn thành", "thời gian", "thời hạn", "thời điểm", "tiến độ", "lộ trình", "hạn"),
        examples=("Thời gian hoàn thành: quý II/2026", "Thời hạn: trước ngày 15/6/2026", "Hoàn thành: tháng 5/2026"),
        against=("Trong thời gian tới: tập trung chỉ đạo", "Hoàn thành: 12 tuyến đường"),
    ),
    _rule(
        "product",
        r"(?:sản\ phẩm|kết\ quả|đầu\ ra)(?:\s+(?:dự\ kiến|đầu\ ra|hoàn\ thành|cần\ đạt))?",
        ("sản phẩm", "kết quả", "đầu ra"),
        examples=("Sản phẩm: Kế hoạch của UBND xã",),
    ),
    _rule(
        "task",
        r"(?:các\s+)?(?:nhiệm\ vụ|công\ việc)(?:\s+(?:thực\ hiện|cụ\ thể|chính))?",
        ("nhiệm vụ", "công việc"),
        examples=("Nhiệm vụ:", "Công việc thực hiện: mở 02 lớp dạy bơi"),
        against=("Nhiệm vụ trọng tâm của năm sau: xây trường",),
    ),
    _rule(
        "content",
        r"(?:các\s+)?nội\ dung(?:\s+(?:thực\ hiện|công\ việc|nhiệm\ vụ|cụ\ thể|chính))?",
        ("nội dung",),
        examples=("Nội dung thực hiện: mở 02 lớp dạy bơi",),
        against=("Nội dung chi theo quy định hiện hành: ngân sách xã",),
    ),
    _rule(
        "agency",
        rf"""{AGENT}\s+thực\ hiện|phân\ công(?:\s+(?:thực\ hiện|nhiệm\ vụ))?|tổ\ chức\ thực\ hiện|
        trách\ nhiệm\ thực\ hiện""",
        ("thực hiện", "phân công"),
        examples=("Cơ quan thực hiện:",),
    ),
)

TABLE = Table(RULES, show=lambda item: item.kind, anchor=re.compile(":"))


_OF_BOTH = re.compile(rf"{AGENT}\s+chủ\ trì(?:,|\ và)\s+(?:phối\ hợp|thực\ hiện)", re.IGNORECASE | re.VERBOSE)
"""A heading under which those who lead and those who help are named."""
_OF_BODIES = re.compile(rf"(?!tổ\ chức\ thực\ hiện){AGENT}", re.IGNORECASE | re.VERBOSE)
_HEADING_MOST = 6
"""Words of a heading that is a label."""


def find(text: str) -> list[Labelled]:
    """The labels of `text` in reading order, each with its value."""
    found = TABLE.find(text)
    ends = [*(label.span[0] for label in found[1:]), len(text.rstrip(" .;)\n"))]
    return [part for label, end in zip(found, ends, strict=False) for part in _with_time(text, label, end)]


def _with_time(text: str, label: Labelled, end: int) -> list[Labelled]:
    """A label that names bodies, and the deadline that closes its value: "Chủ trì: X; trước ngày 15/6/2026"."""
    time = shared_work.time_of(text, label.value[0], end) if label.kind in ("lead", "partner", "agency") else None
    if time is None or time[0] <= label.value[0]:
        return [label]
    named = replace(label, value=bodies.trimmed(text, label.value[0], time[0]))
    return [named, Labelled(time, "time", time, label.by)]


def of_heading(text: str) -> list[Labelled]:
    """The label that a whole heading is, without a colon: "Cơ quan chủ trì"; its value stands below it."""
    words = text.rstrip(" .:\n")
    if len(words.split()) > _HEADING_MOST or not _OF_BODIES.match(words) or ":" in words:
        return []
    if _OF_BOTH.fullmatch(words):
        return [Labelled((0, len(words)), "agency", (len(words), len(words)), "label-agency")]
    found = TABLE.find(f"{words}:")
    whole = len(found) == 1 and found[0].span[0] == 0 and found[0].kind in ("lead", "partner", "agency")
    return [Labelled((0, len(words)), found[0].kind, (len(words), len(words)), found[0].by)] if whole else []


_IN_BRACKETS = re.compile(
    r"[(\[](?:(?P<given>giao|phân\s+công)\s+(?:cho\s+)?|do\s+)?"
    r"(?P<inner>[^()\[\]]{3,300}(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*[.;]?\s*$",
    re.IGNORECASE,
)


def of_bracket(text: str) -> list[Labelled]:
    """Who leads, who helps and by when, as a bracket behind a task says it: "... (Giao X chủ trì, phối hợp với Y)"."""
    found = _IN_BRACKETS.search(text)
    if found is None or not (found["given"] or shared_work.marked(text, *found.span("inner"))):
        return []
    shares = shared_work.read(text, *found.span("inner"))
    if not shares or shares[0].kind != "lead" or not bodies.heads().match(text, shares[0].span[0]):
        return []
    return [Labelled(found.span(), share.kind, share.span, "label-bracket") for share in shares]


_SENTENCE = re.compile(
    r"(?:(?:giao|phân\s+công|trách\s+nhiệm)(?:\s+(?:cho|thực\s+hiện))?\s*:?\s+)?(?P<inner>[^:\n]{3,120}?\schủ\s+trì"
    r"(?:[,;\s][^:\n]{3,200}?)?)(?:\s+(?:triển\s+khai|thực\s+hiện))*"
    r"(?:\s+(?:các\s+)?(?:nội\s+dung|nhiệm\s+vụ|công\s+việc|hoạt\s+động)\s+(?:này|trên|nêu\s+trên))?[.;]?\s*",
    re.IGNORECASE,
)


_AGENT = re.compile(AGENT, re.IGNORECASE | re.VERBOSE)


def of_sentence(text: str) -> list[Labelled]:
    """Who leads and who helps, as a sentence that says no more tells it of the task above: "X chủ trì thực hiện."."""
    found = _SENTENCE.fullmatch(text)
    if found is None:
        return []
    shares = shared_work.read(text, *found.span("inner"))
    named = [share for share in shares if share.kind != "time"]
    names = [text[slice(*share.span)] for share in named]
    if not named or named[0].kind != "lead" or not all(map(bodies.is_name, names)) or any(map(_AGENT.fullmatch, names)):
        return []
    return [Labelled(found.span(), share.kind, share.span, "label-sentence") for share in shares]
