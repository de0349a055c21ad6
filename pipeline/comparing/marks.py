"""What a commune's target is against the plan above it, and against its neighbours'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from pipeline import assets
from pipeline.comparing import units
from pipeline.comparing.model import Comparison, Group, Mark
from pipeline.comparing.similarity import similarity
from pipeline.comparing.terms import synonyms, wording
from pipeline.records import Target
from pipeline.vietnam import calendar as when

SYMBOLS: Mapping[Mark, str] = {
    "lower": "▼",
    "later": "►",
    "absent": "×",
    "stricter": "▲",
    "equal": "=",
    "only-here": "+",
    "outlier": "◊",
    "reference": "○",
    "none": "",
}
"""Signs that every office font has and that a grey print still tells apart."""

_EACH = re.compile(
    r"\b(?:mỗi|từng|tất cả các|100\s*%)\s+(?:các\s+)?(?:xã|phường|đơn vị|địa phương|thôn|cơ quan|trường|tổ)",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:được|phát hiện|xử lý|giải quyết|hỗ trợ|khắc phục|trợ giúp|quản lý|điều tra|hòa giải|kiểm soát)\b",
    re.IGNORECASE,
)
_OUTLIER = 3.5
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Marks of one target and why, in both languages; `held` is the parent's target that it was held against."""

    marks: tuple[Mark, ...]
    why: str = ""
    why_en: str = ""
    held: int | None = None


@cache
def _adverse() -> frozenset[str]:
    words = assets.lines("comparing/adverse.txt")
    return frozenset(synonyms().get(word, word) for word in words)


def less_is_better(target: Target) -> bool:
    """Whether the lower figure is the stricter one: a ceiling, or a bare count of something unwanted.

    A reduction ("giảm 10 % số vụ") is stricter the higher it is.
    """
    text = f"{target.quote} {target.indicator}".lower()
    if re.search(r"\bgiảm\b(?!\s+(?:xuống|còn|nghèo))", text) and not re.search(r"\b(?:xuống )?còn\b", text):
        return False
    if target.comparator == "<=":
        return True
    words = wording(target.indicator)
    head = words.terms[: max(words.subject, 2)]
    return bool(set(head) & _adverse()) and not _TREATED.search(target.indicator)


def judge(
    child: Target, parents: Sequence[tuple[int, Target]], level: str = "", siblings: Sequence[Target] = ()
) -> Verdict:
    """The child's target held against the parent's targets of the same group.

    Of several the one for the same year is taken, else the undated, else the next later, else the last; among those
    the one meant for the child's kind of unit ("đô thị" for a phường), then the nearest wording. Units must be one
    after exact
    conversion; counts are compared only where the parent speaks of each unit ("mỗi xã"). A lower figure for an earlier
    year is a step on the way and gets no mark; nor does a figure past the parent's last year, where another of the
    child's targets meets that year.

    Args:
        child: a commune's target.
        parents: index and target of the parent's targets of the group.
        level: "xã", "phường" or "đặc khu", if known.
        siblings: the child plan's targets of the group.
    """
    same_unit = [(at, p) for at, p in parents if units.noun(p.unit) == units.noun(child.unit)]
    if not parents:
        return Verdict(("only-here",), "kế hoạch cấp trên không nêu chỉ tiêu này", "the plan above does not have it")
    if not same_unit:
        unit = parents[0][1].unit
        why, why_en = f"khác đơn vị tính ({unit}): không so được", f"other unit ({unit}): not comparable"
        return Verdict(("none",), why, why_en, parents[0][0])
    at, parent = min(same_unit, key=lambda pair: _distance(child, pair[1], level))
    there, there_en = _shown(parent, "vi"), _shown(parent, "en")
    kind = units.kind(child.unit)
    if kind not in ("%", "rank") and not _EACH.search(f"{parent.quote} {parent.indicator}"):
        return Verdict(("reference",), f"cấp trên: {there} cho cả vùng", f"above: {there_en} for the whole area", at)
    gain = _figure(child) - _figure(parent)
    better = -gain if kind == "rank" or less_is_better(parent) else gain
    here_day, there_day = when.last_day(child.due), when.last_day(parent.due)
    later = bool(here_day and there_day and here_day > there_day)
    if here_day and there_day and here_day[:4] < there_day[:4] and better < 0:
        why, why_en = f"mốc trước của mục tiêu cấp trên: {there}", f"a step towards the plan above: {there_en}"
        return Verdict(("none",), why, why_en, at)
    others = [when.last_day(other.due) or "9" for other in siblings if other is not child]
    if later and there_day and any(day <= there_day for day in others):
        why, why_en = f"sau mốc của cấp trên: {there}", f"past the horizon of the plan above: {there_en}"
        return Verdict(("none",), why, why_en, at)
    marks: list[Mark] = ["lower"] if better < 0 else ["stricter"] if better > 0 and not later else []
    if later:
        marks.append("later")
    note = ("; không nêu thời hạn", "; no date given") if there_day and not here_day else ("", "")
    return Verdict(tuple(marks) or ("equal",), f"cấp trên: {there}{note[0]}", f"above: {there_en}{note[1]}", at)


def _distance(child: Target, parent: Target, level: str) -> tuple[int, str, bool, float]:
    here, there = when.last_day(child.due), when.last_day(parent.due)
    plain = parent.indicator.lower()
    amiss = (level == "phường" and "nông thôn" in plain) or (
        level == "xã" and bool(re.search("đô thị|thành thị", plain))
    )
    unlike = 1 - similarity(child.indicator, parent.indicator, child.unit, parent.unit)
    if here == there:
        return 0, "", amiss, unlike
    if here and there and here[:4] == there[:4]:
        return 1, there, amiss, unlike
    if not here or not there:
        return 2, there or "", amiss, unlike
    return (3, there, amiss, unlike) if there > here else (4, "".join(chr(255 - ord(c)) for c in there), amiss, unlike)


def _figure(target: Target) -> float:
    return units.convert(target.value, target.unit)[0]


def _shown(target: Target, lang: str) -> str:
    due = when.in_short(target.due, lang)
    return f"{shown(target)}{f' ({due})' if due else ''}"


def shown(target: Target) -> str:
    """Comparator, figure and unit as a reader wants them: "≥ 80 %", "1–5 thứ"."""
    sign = {">=": "≥ ", "<=": "≤ ", "=": ""}[target.comparator]
    high = f"–{units.figure(target.value_max)}" if target.value_max is not None else ""
    return f"{sign}{units.figure(target.value)}{high} {target.unit}"


def outliers(group: Group, comparison: Comparison) -> set[tuple[str, int]]:
    """(stem, target) of figures far from those of the other communes: modified z-score above 3.5 by the median
    deviation.

    Figures are set side by side within one unit and one year; of fewer than five nothing is said. Where most figures
    are equal the deviation is nil, and a figure is far when it differs from the common one by more than a fifth.
    """
    families: dict[tuple[str, str | None], list[tuple[str, int, float]]] = defaultdict(list)
    standing = {plan.stem for plan in comparison.columns if not plan.parent}
    for member in group.sure:
        target = comparison.target(member)
        if member.document in standing - (frozenset() if units.is_relative(target.unit) else comparison.higher):
            value, unit = units.convert(target.value, target.unit)
            families[unit, when.year(target.due)].append((member.document, member.target, value))
    far: set[tuple[str, int]] = set()
    for figures in families.values():
        values = [value for _, _, value in figures]
        if len(figures) < _LEAST or len({stem for stem, _, _ in figures}) < _LEAST:
            continue
        middle = median(values)
        spread = median(abs(value - middle) for value in values)
        for stem, at, value in figures:
            off = abs(value - middle)
            if (off / (1.4826 * spread) > _OUTLIER) if spread else (off > 0.2 * abs(middle)):
                far.add((stem, at))
    return far
