"""By when a task is due: the dates of its words that a deadline word governs (rulings 8 and 14)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.grammar import dates
from pipeline.grammar.date_points import Expression, names_law
from pipeline.grammar.deadlines import COMPLETED, DONE_ONCE, HELD, TASK_TIME
from pipeline.grammar.due_words import WordsAt, words_before

_WINDOW = 46  # characters before a date in which a deadline word is looked for
_RIGHT_BEFORE = 20  # characters in which "hoàn thành" governs the date itself
_DAYS_OR_MONTHS = re.compile(r"-\d\d/(?:\d{4}|XXXX)-\d\d")
"""A span that ends in a day, month or quarter: what is done in it is due at its end without a word that says so."""
_NO_DUE_BEFORE = re.compile(
    r"Quyết định|Nghị quyết|Kế hoạch số|so với|"
    r"(?:định hướng|tầm nhìn|giai đoạn)\s+(?:(?:đến|tới)\s+)?(?:năm\s+)?$"
)
"""Dates of papers and comparisons, and the time that papers look ahead to."""
_MORE_QUARTERS = re.compile(r"\s*(?:,|và)\s*quý")


def due_in(text: str, start: int, end: int, words: WordsAt | None = None) -> str | None:
    """The first deadline in a stretch of text, as EDTF; None where no date is one.

    Args:
        words: the words before a date of the text, where they have been found already.
    """
    found = [item for item in dates.find(text[start:end]) if not names_law(text[start:end], item)]
    for index, expression in enumerate(found):
        at = start + expression.span[0]
        low = max(start, at - _WINDOW)
        told = words(at) if words else words_before(text, start, at)
        after = text[start + expression.span[1] : end]
        if _governed(expression, text[low:at], after, told=told.task >= low):
            return end_of(_last_of_list(text[start:end], found[index:]).edtf)
    return None


def _last_of_list(text: str, found: Sequence[Expression]) -> Expression:
    """The last of the days, months or quarters that one deadline word governs: "trong quý I và quý II năm 2026".

    Of days that come back every year it is the first: none of them is the end.
    """
    last = found[0]
    for other in found[1:]:
        if other.shape != last.shape or other.recurring or not _LISTED.fullmatch(text, last.span[1], other.span[0]):
            break
        last = other
    return last


_LISTED = re.compile(r"\s*(?:,|và|-|–)\s*(?:(?:quý|tháng|ngày)\s*)?")


def _governed(expression: Expression, before: str, after: str, *, told: bool) -> bool:
    """Whether something is due by a date, by what stands around it; `told`: by a deadline word right before it."""
    spanned = expression.shape in ("interval", "list") and _DAYS_OR_MONTHS.search(expression.edtf)
    if not (told or spanned) or _NO_DUE_BEFORE.search(before):
        return False
    if not TASK_TIME.search(before):
        return True
    # an event is held in that time, and a list of quarters is a rhythm; neither is a deadline
    held = HELD.search(before) and not COMPLETED.search(before[-_RIGHT_BEFORE:])
    return not held and (not _MORE_QUARTERS.match(after) or bool(DONE_ONCE.search(before)))


def end_of(edtf: str) -> str | None:
    """The end of an interval, or the date itself: what a task is due by (ruling 8); None where it has no end."""
    start, _, end = edtf.partition("/")
    return (None if end == ".." else end) if end else start


def due_of_time(text: str) -> str | None:
    """When a task is due whose time stands by itself, in a cell or after a label: the end of the last date."""
    found = [item for item in dates.find(text) if not names_law(text, item)]
    if not found or (len(found) == 1 and "/" not in found[0].edtf and _OPEN.search(text[: found[0].span[0]])):
        return None
    return end_of((found[0] if "/" in found[0].edtf else found[-1]).edtf)


_OPEN = re.compile(r"(?:^|\s)từ\s+(?:(?:sau|đầu|ngày)\s+)*$", re.IGNORECASE)
"""What opens a span whose end is not told: "Từ ngày 01/7/2026" makes nothing due."""
