"""Rules on targets: two that disagree on the same thing; none of a part has a deadline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Target
from pipeline.text.unicode import fold
from pipeline.vietnam.calendar import last_day

_SAME = 89.0  # similarity (0..100) of two indicators from which they measure the same thing
_LONG = 20  # characters of an indicator below which it says too little to compare
_MANY = 3  # targets of a part without deadline, from which that is worth a remark


def disagreeing(view: View) -> Iterator[Hit]:
    """Two sentences that set one target for one time with different values.

    Without a time of their own they may be steps, and a short indicator says too little to be compared; two values in
    one paragraph are for two things that it tells apart ("lần lượt", "riêng").
    """
    keyed: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in view.record.targets:
        if target.due and len(target.indicator) >= _LONG and not _in_table(view, target):
            keyed[(target.unit, last_day(target.due) or target.due)].append(target)
    for group in keyed.values():
        told = [(target, " ".join(sorted(_words(target).split())), _changes(view, target)) for target in group]
        for (other, words, changes), (target, own_words, own_changes) in combinations(told, 2):
            if changes != own_changes or _values(target) == _values(other) or _bounds(target, other):
                continue
            alike = fuzz.ratio(words, own_words, score_cutoff=_SAME) >= _SAME
            if not alike or _told_apart(target, other) or _labelled_apart(view, target, other):
                continue
            if view.block_at(other.evidence.start) is not view.block_at(target.evidence.start):
                yield Hit(
                    (target.evidence.start, target.evidence.end),
                    f"{shown(other)} / {shown(target)} {target.indicator}"[:160],
                    {"first": shown(other), "second": shown(target)},
                )


def two_dues(view: View) -> Iterator[Hit]:
    """One target with one value that two sentences set for two days, months or quarters of one year."""
    told = [
        (target, _words(target), last)
        for target in view.record.targets
        if target.due and len(target.due) > len("2026") and len(target.indicator) >= _LONG
        if (last := last_day(target.due)) and "/" not in target.due and not _in_table(view, target)
    ]
    for (one, words, first), (other, own, second) in combinations(told, 2):
        same = (one.value, one.unit, one.value_max) == (other.value, other.unit, other.value_max) and words == own
        apart = view.block_at(one.evidence.start) is not view.block_at(other.evidence.start)
        if same and apart and first != second and first[:4] == second[:4]:
            times = [f"{last[8:]}/{last[5:7]}/{last[:4]}" for last in (first, second)]
            about = f"{shown(other)} {other.indicator}: {' / '.join(times)}"[:160]
            yield Hit((other.evidence.start, other.evidence.end), about, {"first": times[0], "second": times[1]})


_LABEL = re.compile(r"[\s\-+•*\d.)]*(?P<label>[^:;.\n]{4,90}):[^:\n]{0,40}$")


def _labelled_apart(view: View, one: Target, other: Target) -> bool:
    """Whether the lines of two shares say before a colon what each is of ("Vào lớp 10: 90%", "Học nghề: 10%")."""
    if one.unit != "%":
        return False
    labels = []
    for target in (one, other):
        block = view.block_at(target.evidence.start)
        found = _LABEL.match(view.folded[block.start : target.evidence.start]) if block else None
        labels.append(found["label"].strip() if found else "")
    return all(labels) and fuzz.ratio(*labels) < _SAME


def _bounds(one: Target, other: Target) -> bool:
    """Whether two targets bound one figure from below and from above, with room between."""
    low, high = sorted((one, other), key=lambda target: target.value)
    return (low.comparator, high.comparator) == (">=", "<=")


def _words(target: Target) -> str:
    return " ".join(re.findall(r"[\w/]+", fold(target.indicator)))


_NAMED = 12  # characters of an indicator from which a row and a sentence can be seen to measure the same

_JUST_BEFORE = 6  # characters in front of a target in which "thêm" may stand
_CHANGE = re.compile(r"\b(?:tang|giam|them)\b")


def against_tables(view: View) -> Iterator[Hit]:
    """A target of the text that a table gives another value, for the same indicator, unit and time."""
    rows: dict[tuple[str, str | None, str], list[Target]] = defaultdict(list)
    texts = list[Target]()
    for target in view.record.targets:
        named = len(target.indicator) >= _NAMED and not _changes(view, target)
        if re.fullmatch(r"\d{4}", target.due or "") and named:
            (rows[_measured(target)] if _in_table(view, target) else texts).append(target)
    for target in texts:
        same = rows.get(_measured(target), ())
        if same and all(_values(row) != _values(target) for row in same):
            values = {"first": shown(target), "second": shown(same[0])}
            about = f"{values['first']} / {values['second']} {target.indicator}"[:160]
            yield Hit((target.evidence.start, target.evidence.end), about, values)


_DIP = 5.0  # points by which a value lies below those before and behind it, from which it is a slip of the pen
_STEPS = 3  # values of a series from which one can lie out of row


def out_of_row(view: View) -> Iterator[Hit]:
    """A share that falls, or leaps, for one year of a series, and is back in row in the next (92, 49, 95)."""
    series: dict[tuple[str, str], dict[str, Target]] = defaultdict(dict)
    for target in view.record.targets:
        last = last_day(target.due) if target.due and "X" not in target.due else None
        block = view.block_at(target.evidence.start)
        if last and target.unit == "%" and target.value_max is None and len(target.indicator) >= _NAMED and block:
            item = (target.section or "").rpartition(".")[0]
            where = str(block.start) if block.kind == "row" else item
            series[(_words(target), where)].setdefault(last, target)
    for by_day in series.values():
        row = [by_day[day] for day in sorted(by_day)]
        for before, here, behind in zip(row, row[1:], row[2:], strict=False):
            low, high = sorted((before.value, behind.value))
            apart = max(low - here.value, here.value - high)
            others = [one.value for one in row if one is not here]
            steady = len(others) >= _STEPS and others in (sorted(others), sorted(others, reverse=True))
            if apart >= (_DIP if steady else max(_DIP, high - low)):
                told = " - ".join(shown(one) for one in (before, here, behind))
                yield Hit((here.evidence.start, here.evidence.end), f"{told} {here.indicator}"[:160], {"row": told})


def _measured(target: Target) -> tuple[str, str | None, str]:
    """What a target measures, in which unit, by when."""
    return _words(target), target.unit, (target.due or "")


def _changes(view: View, target: Target) -> bool:
    """Whether it says by how much something is to grow or fall, not what it is to come to."""
    return bool(_CHANGE.search(view.folded, max(0, target.evidence.start - _JUST_BEFORE), target.evidence.end))


def _in_table(view: View, target: Target) -> bool:
    """Whether it stands in a table, whose rows and columns tell like targets apart (by village, by year)."""
    block = view.block_at(target.evidence.start)
    return block is not None and block.kind == "row"


def _values(target: Target) -> tuple[float, float | None]:
    return target.value, target.value_max


def _told_apart(a: Target, b: Target) -> bool:
    """Whether a word of one that the other lacks makes them two things (tiểu học / trung học; nam / nữ)."""
    first, second = set(_words(a).split()), set(_words(b).split())
    return bool(first - second) and bool(second - first)


def shown(target: Target) -> str:
    """The value with its unit as Vietnamese writes it: 80%, 1,5 tỷ đồng."""
    value = f"{target.value:,.6f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
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
