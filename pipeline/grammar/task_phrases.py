"""What a task says besides what is to be done: with whom, reported to whom; and the formulas that close papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.grammar import bodies
from pipeline.grammar.phrases import AT_START, rule, table
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.rule import Rule, Table
from pipeline.text.spans import Span

_WELL = r"(?:chặt chẽ|tốt|thường xuyên|quyết liệt|đồng bộ|hiệu quả|kịp thời|tích cực|nhịp nhàng)"


def _if_body_follows(match: re.Match[str]) -> int | None:
    """The end of a match behind which a body is named."""
    return match.end() if bodies.begins(match.string, match.end(), match.endpos) else None


WITH = table(
    (
        rule(
            "with-leading",
            r"[Cc]hủ trì cùng(?:\s+với)?\s+",
            examples=(("Chủ trì cùng với Công an xã tuần tra", "Chủ trì cùng với"),),
            against=("Chủ trì cuộc họp cùng kỳ",),
        ),
        rule(
            "with-preposition",
            r"(?:[Cc]hủ động\s+)?(?:[Pp]hối (?:kết )?hợp|[Kk]ết hợp|[Ll]iên kết)"
            rf"(?:(?:\s*,|\s+và)?\s+{_WELL})*(?:\s+cùng)?"
            r"\s+(?:với|cùng)\s+",
            examples=(
                ("chủ động phối hợp chặt chẽ với các thôn", "chủ động phối hợp chặt chẽ với"),
                ("Liên kết với hợp tác xã", "Liên kết với"),
                ("phối hợp chặt chẽ, thường xuyên với các thôn", "phối hợp chặt chẽ, thường xuyên với"),
            ),
            against=("Quy chế phối hợp giữa hai xã",),
        ),
        rule(
            "with-beside",
            rf"(?:(?<=\w )cùng|Cùng) với\s+(?=(?:các\s+)?[{UPPER}])",
            examples=(
                ("Trạm Y tế cùng với Công an xã tuần tra", "cùng với"),
                ("Cùng với Trạm Y tế xã vận động các hộ", "Cùng với"),
            ),
            against=("Trồng cây cùng với việc nạo vét mương", "Cùng với Nghị quyết số 12-NQ/TW"),
            ends=_if_body_follows,
        ),
        rule(
            "with-bare",
            rf"(?:[Pp]hối hợp|[Kk]ết hợp)(?:(?:,| và) hỗ trợ)?\s+(?=(?:các\s+)?[{UPPER}]|"
            r"(?:các\s+)?(?:cơ quan|đơn vị|ban|sở|bộ|ngành|địa phương|"
            r"lực lượng|doanh nghiệp|tổ chức|trường|thôn|đoàn thể)\b|các phòng\b|chính quyền\b)",
            examples=(
                ("Phối hợp Công an xã tuần tra", "Phối hợp"),
                ("phối hợp các đoàn thể vận động", "phối hợp"),
                ("Phối hợp, hỗ trợ Công an xã tuần tra", "Phối hợp, hỗ trợ"),
            ),
            against=("công tác phối hợp liên xã", "phối hợp tuần tra", "phối hợp phòng, chống bão"),
            basis="ruling 10",
        ),
    )
)
"""Phrases after which the partners of a task are named."""

_OFFICE = r"UBND|Ủy ban|Chủ tịch|Thường trực|Đảng ủy|Ban|Phòng|Sở|Văn phòng|Công an"


def _unless_advised(match: re.Match[str]) -> int | None:
    """None behind "tham mưu": who is advised to report reports to nobody by that."""
    return None if re.search(r"tham mưu\s*$", match.string[max(0, match.start() - 12) : match.start()]) else match.end()


REPORTED_TO = table(
    (
        rule(
            "report-sent",
            rf"(?:gửi|gửi về|nộp về)\s+(?:báo cáo\s+)?(?:về\s+)?(?=(?:{_OFFICE})\b)",
            examples=(("tổng hợp, gửi về Phòng Kinh tế xã", "gửi về"), ("nộp về UBND xã", "nộp về")),
            against=("gửi thư chúc mừng các hộ",),
            ends=_unless_advised,
        ),
        rule(
            "report-made",
            r"(?:[Bb]áo cáo|[Pp]hản ánh|[Tt]rình)[^.;]{0,90}?\s*(?:(?:về|cho|gửi|gửi về|tới|lên|đến|với)\s+)?"
            rf"(?=(?:{_OFFICE}|Tỉnh ủy|Thành ủy|Bộ|Hội đồng|HĐND|Trung tâm|Chi cục))",
            examples=(
                ("báo cáo kết quả về Sở Xây dựng", "báo cáo kết quả về"),
                ("Trình HĐND xã", "Trình"),
            ),
            against=("báo cáo kết quả. UBND xã họp", "tham mưu trình UBND xã"),
            ends=_unless_advised,
        ),
    )
)
"""Phrases after which the body is named to which a task is reported."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing sentence that says who is to carry out the paper."""

    span: Span
    who: str
    task: str
    by: str


def _closing(name: str, pattern: str, *, examples: Sequence[tuple[str, str]], against: Sequence[str]) -> Rule[Closing]:
    def make(match: re.Match[str]) -> Iterator[Closing]:
        if bodies.heads().match(match.string, match.start("who")):
            task = " ".join(match["task"].split()).rstrip(" ./")
            yield Closing(match.span(), bodies.normal(match["who"]), task, name)

    shown = tuple((text, (item,)) for text, item in examples)
    return Rule(name, re.compile(pattern), make, "ruling 5", shown, tuple(against))


CLOSINGS = Table(
    (
        _closing(
            "closing-decision",
            r"(?:Các (?:ông|bà|ông, bà|ông \(bà\)|đồng chí)\s*:\s*)?"
            r"(?P<who>[^.]{6,600}?)\s*[;,]?\s+(?P<task>(?:có|chịu) trách nhiệm\s+(?:thi hành|(?:tổ chức\s+)?"
            r"thực hiện(?=\s+(?:Quyết định|Nghị quyết|Chỉ thị) này))\s[^.;]{4,60}|"
            r"(?:hướng dẫn,?\s+)?(?:tổ chức|triển khai)(?:\s+triển khai)?\s+thực hiện\s+[Qq]uyết định này|"
            r"căn cứ (?:Quyết định|Nghị quyết)(?: này)?,? thi hành)",
            examples=(
                (
                    "Chánh Văn phòng và các thôn căn cứ Quyết định thi hành.",
                    "Chánh Văn phòng và các thôn | căn cứ Quyết định thi hành",
                ),
                (
                    "Văn phòng, Trạm Y tế và các thôn chịu trách nhiệm thi hành Quyết định này.",
                    "Văn phòng, Trạm Y tế và các thôn | chịu trách nhiệm thi hành Quyết định này",
                ),
                (
                    "Các ông: Chánh Văn phòng, Trạm trưởng Trạm Y tế có trách nhiệm thi hành Quyết định này.",
                    "Chánh Văn phòng, Trạm trưởng Trạm Y tế | có trách nhiệm thi hành Quyết định này",
                ),
                (
                    "Phòng Kinh tế, Trạm Y tế hướng dẫn tổ chức thực hiện quyết định này.",
                    "Phòng Kinh tế, Trạm Y tế | hướng dẫn tổ chức thực hiện quyết định này",
                ),
            ),
            against=("Quyết định này có trách nhiệm thi hành từ ngày ký",),
        ),
        _closing(
            "closing-notice",
            r"[^.;:]{4,90}\sthông báo (?:để|đến) (?P<who>[^.;:]{6,300}?)\s+"
            r"(?P<task>(?:được\s+)?biết(?:,| và)[^.;]{4,60})",
            examples=(
                (
                    "Ủy ban nhân dân xã thông báo để các thôn, Trạm Y tế biết và thực hiện.",
                    "các thôn, Trạm Y tế | biết và thực hiện",
                ),
            ),
            against=("Ủy ban nhân dân xã thông báo để quý vị gần xa biết và thực hiện.",),
        ),
    ),
    show=lambda closing: f"{closing.who} | {closing.task}",
    anchor=re.compile("thi hành|biết|uyết định này"),
    walls=re.compile(r"\n"),
    starts=AT_START,
)
"""Closing sentences of decisions and of notices, whose bodies are named as one."""
