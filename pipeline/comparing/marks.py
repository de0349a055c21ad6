"""What a commune's target is against the plan above it, and against its neighbours'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import median

from pipeline import assets
from pipeline.comparing import units
from pipeline.comparing.model import Comparison, Group, Mark
from pipeline.comparing.similarity import similarity
from pipeline.comparing.terms import synonyms, wording
from pipeline.grammar.rule import Choice, Choices
from pipeline.messages import tables, word
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
    after exact conversion.

    Args:
        child: a commune's target.
        parents: index and target of the parent's targets of the group.
        level: "xã", "phường" or "đặc khu", if known.
        siblings: the child plan's targets of the group.
    """
    if not parents:
        return _verdict("only-here", ("only-here",))
    same_unit = [(at, p) for at, p in parents if units.noun(p.unit) == units.noun(child.unit)]
    if not same_unit:
        at, parent = parents[0]
        return _verdict("other-unit", ("none",), parent.unit, parent.unit, at)
    at, parent = min(same_unit, key=lambda pair: _distance(child, pair[1], level))
    held = Held(child, parent, siblings)
    case = CASES.of(held)
    there, there_en = _shown(parent, "vi"), _shown(parent, "en")
    why = case.id if case.id in tables()["held"] else "undated" if held.leaves_day_open else "above"
    return _verdict(why, case.says, there, there_en, at)


def _verdict(why: str, marks: tuple[Mark, ...], there: str = "", there_en: str = "", at: int | None = None) -> Verdict:
    """Marks and why: `there` is what the plan above says, in its target `at`."""
    return Verdict(marks, word("held", why, "vi").format(there), word("held", why, "en").format(there_en), at)


@dataclass(frozen=True)
class Held:
    """A commune's target beside the parent's that it is held against, and what the cases ask of them."""

    child: Target
    parent: Target
    siblings: Sequence[Target] = ()

    @cached_property
    def days(self) -> tuple[str | None, str | None]:
        """The last day of each."""
        return when.last_day(self.child.due), when.last_day(self.parent.due)

    @cached_property
    def better(self) -> float:
        """By how much the commune's figure is the stricter one; negative where it is the laxer."""
        gain = _figure(self.child) - _figure(self.parent)
        ranked = units.kind(self.child.unit) == "rank"
        return -gain if ranked or less_is_better(self.parent) else gain

    @property
    def later(self) -> bool:
        """Whether the commune's day comes after the parent's."""
        here, there = self.days
        return bool(here and there and here > there)

    @property
    def is_of_whole_area(self) -> bool:
        """Whether the parent's figure is a count that it does not ask of each unit ("mỗi xã")."""
        relative = units.kind(self.child.unit) in ("%", "rank")
        return not relative and not _EACH.search(f"{self.parent.quote} {self.parent.indicator}")

    @property
    def is_step(self) -> bool:
        """Whether the figure is lower for an earlier year."""
        here, there = self.days
        return bool(here and there and here[:4] < there[:4] and self.better < 0)

    @property
    def is_past(self) -> bool:
        """Whether another of the commune's targets meets the parent's last year."""
        there = self.days[1]
        others = (when.last_day(other.due) or "9" for other in self.siblings if other is not self.child)
        return self.later and there is not None and any(day <= there for day in others)

    @property
    def leaves_day_open(self) -> bool:
        """Whether the parent sets a day and the commune none."""
        return bool(self.days[1] and not self.days[0])


CASES: Choices[Held, tuple[Mark, ...]] = Choices((
    Choice("whole-area", ("reference",), lambda held: held.is_of_whole_area),
    Choice("step", ("none",), lambda held: held.is_step),
    Choice("past", ("none",), lambda held: held.is_past),
    Choice("lower and later", ("lower", "later"), lambda held: held.better < 0 and held.later),
    Choice("lower", ("lower",), lambda held: held.better < 0),
    Choice("later", ("later",), lambda held: held.later),
    Choice("stricter", ("stricter",), lambda held: held.better > 0),
    Choice("equal", ("equal",), lambda held: True),
))  # fmt: skip
"""The marks of a target in the unit of the parent's; only the first three say why in words of their own."""


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
