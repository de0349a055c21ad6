"""What figures in lists and brackets measure: grades, the same thing in another unit, the parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extraction.context import Context
from pipeline.extraction.indicators import Clause, past_leads, tidy
from pipeline.extraction.indicators.part_lists import parts_at
from pipeline.grammar.figures import AT_LEAST, AT_MOST
from pipeline.grammar.quantities import Quantity
from pipeline.records import Target

_GRADE = (
    r"(?:(?:hoàn thành|không hoàn thành|chưa hoàn thành)(?:\s+(?:xuất sắc|tốt))?\s+nhiệm vụ|"
    r"hoàn thành (?:xuất sắc|tốt)|xuất sắc|tốt|khá|giỏi|(?:chưa|không)\s+đạt|đạt|trung bình|yếu|kém|loại\s+[A-D1-4])"
)
_GRADED = re.compile(
    rf"(?:^|[:;,(]|\bvà\b)\s*(?P<grade>{_GRADE})\s*"
    rf"(?::|\b(?:chiếm|là|tỷ lệ|tỉ lệ|khoảng|{AT_LEAST}|{AT_MOST})(?!\w)|\s)*$",
    re.IGNORECASE,
)
_GRADED_BEHIND = re.compile(rf"\s*(?:xếp loại\s+)?(?P<grade>{_GRADE})\s*(?=[,;.)]|$)", re.IGNORECASE)
_CLOSE = 80  # characters in front of a figure in which its grade stands
_BESIDE = 6  # figures before and behind among which the other grades stand
_DOUBTFUL = {"đạt"}
"""Grades that are words of achievement too: grades where others stand beside them."""


def _grade(context: Context, clause: Clause, quantity: Quantity) -> str | None:
    """The grade that a share of people or things is given, before it or behind it."""
    if quantity.kind != "percent":
        return None
    found = _GRADED.search(context.text[max(clause.span[0], quantity.span[0] - _CLOSE) : quantity.span[0]])
    found = found or _GRADED_BEHIND.match(context.text, quantity.span[1], clause.span[1])
    return " ".join(found["grade"].split()) if found else None


def in_list(context: Context, clause: Clause, quantity: Quantity, before: Sequence[Target]) -> tuple[str, str] | None:
    """What a share measures that is one of several grades or computed from two counts, and the id of the choice."""
    if grade := _graded(context, clause, quantity, before):
        return grade, "indicator-grade"
    if share := _of_fraction(context, clause, quantity, before):
        return share, "indicator-fraction"
    return None


def _graded(context: Context, clause: Clause, quantity: Quantity, before: Sequence[Target]) -> str | None:
    """One of several grades: "Học tập: Tốt 36%; Khá 44%", "100% (70% Tốt, 30% Khá)"."""
    grade = _grade(context, clause, quantity)
    if grade is None:
        return None
    at = clause.quantities.index(quantity)
    near = clause.quantities[max(0, at - _BESIDE) : at + _BESIDE + 1]
    grades = (_grade(context, clause, each) for each in near if each != quantity)
    others = [one.lower() for one in grades if one]
    if not others or {grade.lower(), *others} <= _DOUBTFUL:
        return None
    whole = _label(context, clause, quantity) or (before[-1].indicator.split(": ")[0] if before else "")
    return f"{whole}: {grade}" if whole else None


def _label(context: Context, clause: Clause, quantity: Quantity) -> str:
    """What stands before the colon that opens the clause."""
    colon = context.text.find(":", clause.span[0], quantity.span[0])
    label = tidy(context.text[clause.span[0] : colon].lstrip(" -+•")) if colon >= 0 else ""
    return "" if any(mark in label for mark in ",;(") else label


_AGAIN = re.compile(r"\s*\(\s*(?:tỷ lệ|tỉ lệ|tương đương|tức|tương ứng|chiếm|đạt|=)?\s*")
_CLOSED = re.compile(r"\s*\)")


def told_again(context: Context, clause: Clause, number: int, before: Sequence[Target]) -> Target | None:
    """The target before, where a figure alone in brackets says it in another unit: "36% (191 HS)"."""
    quantity, other = clause.quantities[number], clause.quantities[number - 1] if number else None
    if other is None or not before or not before[-1].evidence.start <= other.span[0] < before[-1].evidence.end:
        return None
    closed = _CLOSED.match(context.text, quantity.span[1])
    behind = (other.span[1], before[-1].evidence.end)
    alone = closed and any(_AGAIN.fullmatch(context.text, at, quantity.span[0]) for at in behind)
    return before[-1] if alone and other.kind != quantity.kind else None


_OPENED = re.compile(r"(?:\s+[^\W\d_]+){0,4}\s*(?=\()")
_SCORE = "điểm"


def parts(context: Context, quantity: Quantity, whole: Target) -> Iterator[Target]:
    """The parts of a figure that a bracket lists without a unit: "18 giải (Toán: 03; Ngữ văn: 15)".

    They are parts where they come near the whole, as lists have their slips; scores are means, which do not add up.
    """
    opened = _OPENED.match(context.text, quantity.span[1])
    listed = parts_at(context.text, opened.end()) if opened and quantity.kind in ("count", "measure") else []
    adds_up = abs(sum(part.value for part in listed) - quantity.value) <= _NEAR * quantity.value
    for part in listed if adds_up or whole.unit == _SCORE else ():
        yield replace(
            whole,
            value=part.value,
            value_max=None,
            comparator="=",
            indicator=f"{whole.indicator}: {part.name}",
            baseline=None,
            quote=context.text[slice(*part.span)],
            evidence=context.locator.evidence(part.span),
            by=f"indicator-part, {whole.by.split(', ')[-1]}",
        )


_NEAR = 0.1  # of the whole
_FRACTION = re.compile(r"(?:^|[;,(:])\s*(?P<name>[^;,(:\d]{3,60}?)\s+\d[\d.]*\s*/\s*\d[\d.]*\s*=\s*$")


def _of_fraction(context: Context, clause: Clause, quantity: Quantity, before: Sequence[Target]) -> str | None:
    """Computed from two counts: "90% học sinh (cơ sở A 227/250 = 90,8%)"."""
    at = quantity.span[0]
    near = context.text[max(clause.span[0], at - 2 * _CLOSE) : at]
    found = _FRACTION.search(near) if quantity.kind == "percent" else None
    if found is None:
        return None
    opened = context.text.rfind("(", clause.span[0], at)
    inside = opened >= 0 and context.text.find(")", opened, at) < 0
    whole = _label(context, clause, quantity) or (before[-1].indicator if before else "") if inside else ""
    name = tidy(near[past_leads(near, *found.span("name")) : found.end("name")])
    return f"{whole}: {name}" if whole else name
