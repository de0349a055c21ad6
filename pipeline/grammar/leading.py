"""Bodies that a paragraph outside of the parts on implementation says to lead: "Giao Phòng Kinh tế chủ trì ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.grammar import bodies
from pipeline.grammar.charges import Charge
from pipeline.grammar.rule import Rule, Table
from pipeline.text.spans import Span

_QUALIFIES = re.compile(
    r"(?:được (?:giao|phân công)|\bdo [^,.;]{1,60}|đơn vị|cơ quan|người|bộ phận|việc)\s+$", re.IGNORECASE
)
"""Before a "chủ trì" that only qualifies a noun (ruling 10)."""
_QUALIFIES_MOST = 80  # characters
_NAME_MOST = 16  # words
_NAMES_MOST = 1000  # characters of a run of names before its verb; nor does one go on behind an earlier such verb


def _named_before(text: str, at: int) -> Span | None:
    """The first name that ends right before a verb ("Giao Phòng Kinh tế chủ trì"); None where there is none."""
    start = max(0, at - _NAMES_MOST, text.rfind("chủ trì", 0, at))
    for head in bodies.heads().finditer(text, start, at):
        if not bodies.begins(text, head.start(), at):
            continue
        stop = bodies.region_end(text, head.start(), at)
        if stop >= at - 1:
            span = bodies.trimmed(text, head.start(), stop)
            named = span[1] > span[0] and len(bodies.normal(text[slice(*span)]).split()) <= _NAME_MOST
            return span if named else None
    return None


def _leads(match: re.Match[str]) -> Iterator[Charge]:
    text, at = match.string, match.start()
    span = None if _QUALIFIES.search(text, max(0, at - _QUALIFIES_MOST), at) else _named_before(text, at)
    if span is not None:
        yield Charge.of(text, span, "lead", at, "charge-leads")


LEADING = Table(
    (
        Rule(
            "charge-leads",
            re.compile("chủ trì"),
            _leads,
            "rulings 5 and 10",
            (
                ("Mở 02 lớp bơi; Giao Trạm Y tế xã chủ trì tập huấn", ("Trạm Y tế xã",)),
                ("Trong tháng 6, Công an xã chủ trì tuần tra", ("Công an xã",)),
            ),
            (
                "Lớp bơi do Trạm Y tế xã chủ trì đã mở",
                "Cơ quan chủ trì báo cáo",
                "Trạm Y tế xã họp, thống nhất việc chủ trì tập huấn",
            ),
        ),
    ),
    show=lambda charge: charge.words,
    anchor=re.compile("chủ trì"),
    walls=re.compile(r"(?!)"),
)
"""What says of a body that it leads; it is looked for in a paragraph alone."""
