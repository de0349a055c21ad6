"""Rules on targets: two that disagree on the same thing; none of a part has a deadline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Target
from pipeline.text.unicode import fold

_SAME = 93.0  # similarity (0..100) of two indicators from which they measure the same thing
_LONG = 20  # characters of an indicator below which it says too little to compare
_NEAR = 120  # characters from one figure to another that divides it
_MANY = 3  # targets of a part without deadline, from which that is worth a remark


def disagreeing(view: View) -> Iterator[Hit]:
    """Two targets of one group, unit and deadline on the same thing with different values."""
    targets = [t for t in view.record.targets if len(t.indicator) >= _LONG and not _in_table(view, t)]
    keyed: dict[tuple[str, str | None, str | None], list[Target]] = defaultdict(list)
    for target in targets:
        keyed[(target.unit, target.due, target.group)].append(target)
    for group in keyed.values():
        for at, target in enumerate(group):
            for other in group[:at]:
                if _values(target) == _values(other) or target.comparator != other.comparator:
                    continue
                if _is_share(view, other, target):
                    continue
                if fuzz.token_sort_ratio(fold(target.indicator), fold(other.indicator)) >= _SAME and not _told_apart(
                    target, other
                ):
                    yield Hit(
                        (target.evidence.start, target.evidence.end),
                        f"{shown(other)} / {shown(target)} {target.indicator}"[:160],
                        {"first": shown(other), "second": shown(target)},
                    )


def _is_share(view: View, a: Target, b: Target) -> bool:
    """Whether one is a part of the other ("42,6 tỷ đồng, bình quân 8,52 tỷ đồng/năm")."""
    first, second = sorted((a.evidence, b.evidence), key=lambda place: place.end)
    between = view.folded[first.end : second.end + 5]
    return len(between) <= _NEAR and bool(re.search(r"\b(?:binh quan|trong do|moi nam)\b|/nam\b", between))


def _in_table(view: View, target: Target) -> bool:
    """Whether it stands in a table, whose rows and columns tell like targets apart (by village, by year)."""
    block = view.block_at(target.evidence.start)
    return block is not None and block.kind == "row"


def _values(target: Target) -> tuple[float, float | None]:
    return target.value, target.value_max


def _told_apart(a: Target, b: Target) -> bool:
    """Whether a word of one that the other lacks makes them two things (tiểu học / trung học; nam / nữ)."""
    first, second = set(fold(a.indicator).split()), set(fold(b.indicator).split())
    return bool(first - second) and bool(second - first)


def shown(target: Target) -> str:
    """The value with its unit as Vietnamese writes it: 80%, 1,5 tỷ đồng."""
    value = f"{target.value:g}".replace(".", ",")
    return f"{value}{target.unit}" if target.unit == "%" else f"{value} {target.unit}"


def without_deadline(view: View) -> Iterator[Hit]:
    """A part all of whose targets lack a deadline, in a plan that runs over several years."""
    period = view.record.document.period or ""
    if "/" not in period or period.split("/")[0][:4] == period.split("/")[-1][:4]:
        return
    parts: dict[str, list[Target]] = defaultdict(list)
    for target in view.record.targets:
        parts[(target.section or "").split(".")[0]].append(target)
    for part, targets in parts.items():
        bare = [target for target in targets if target.due is None]
        if len(bare) == len(targets) >= _MANY:
            first = targets[0].evidence
            yield Hit((first.start, first.end), f"chỉ tiêu {part}".strip(), {"count": str(len(targets))})
