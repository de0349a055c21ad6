"""What happens when: deadlines and milestones against communes, set side by side by the kind of event."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from pipeline import assets
from pipeline.comparing.marks import SYMBOLS
from pipeline.comparing.model import Comparison, Plan
from pipeline.comparing.tables import EVIDENCE, Cell, evidence, frame, wide
from pipeline.messages import word
from pipeline.records import Assignment, DateMention
from pipeline.text.unicode import nfc, place_tones
from pipeline.vietnam import calendar as when

_COLUMNS = (
    "event", "label", "document", "plan", "parent", "text", "value", "due", "role", "recurring", "mark",
    "why", "body", *EVIDENCE,
)  # fmt: skip


def milestones_cells(comparison: Comparison, lang: str = "vi") -> pd.DataFrame:
    """One row a deadline or milestone of a plan, and one for each dated task; `value` is the last day, where it has a
    year.

    Marked "later" where a commune's date lies after the parent plan's for the same kind of event, in the same year or
    every year. Tasks whose date stands among the dates of the plan are given once.
    """
    order = {key: at for at, (key, *_) in enumerate(_events())}
    rows = sorted(_rows(comparison, lang), key=lambda row: order[row["event"]])
    return frame(rows, _COLUMNS)


def milestones_matrix(comparison: Comparison, cell: Cell = "text", lang: str = "vi") -> pd.DataFrame:
    """Kinds of events against plans, in the order of resources/comparing/events.txt."""
    return wide(milestones_cells(comparison, lang), comparison, ("event", "label"), cell)


@cache
def _events() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    found = []
    for line in assets.lines("comparing/events.txt"):
        key, vi, en, words = (part.strip() for part in line.split("|"))
        found.append((key, vi, en, tuple(place_tones(word.strip()) for word in words.split(";") if word.strip())))
    return tuple(found)


@lru_cache(maxsize=100_000)
def event_of(text: str) -> str:
    """The kind of event that a sentence speaks of: the first line of the table with a word in it, else "other"."""
    plain = place_tones(nfc(" ".join(text.split()))).lower().replace("hàng năm", "hằng năm")
    return next((key for key, _, _, words in _events() if any(word in plain for word in words)), "other")


def _rows(comparison: Comparison, lang: str) -> Iterator[dict[str, Any]]:
    titles = {key: (vi, en) for key, vi, en, _ in _events()}
    above: dict[str, list[str]] = {}
    parent = comparison.parent
    if parent:
        for item, due, text in _dated(parent):
            if isinstance(item, DateMention | Assignment):
                above.setdefault(event_of(text), []).append(due)
    for plan in comparison.columns:
        for item, due, text in _dated(plan):
            event = event_of(text)
            limit = _limit(due, above.get(event, [])) if not plan.parent else None
            late = bool(limit and _sortable(due) > _sortable(limit))
            why = word("comparing", "above", lang).format(when.in_short(limit, lang)) if late else ""
            yield {
                "event": event,
                "label": titles[event][lang != "vi"],
                "document": plan.stem,
                "plan": plan.name,
                "parent": plan.parent,
                "text": when.in_short(due, lang),
                "value": when.last_day(due),
                "due": due,
                "role": item.role,
                "recurring": due.startswith("XXXX") or (isinstance(item, DateMention) and item.recurring),
                "mark": SYMBOLS["later"] if late else "",
                "why": why,
                "body": item.body if isinstance(item, Assignment) else None,
                **evidence(plan, item),
            }


def _dated(plan: Plan) -> Iterator[tuple[DateMention | Assignment, str, str]]:
    record = plan.record
    spots = []
    for task in record.assignments:
        if task.due:
            spots.append((task.due, task.evidence.start, task.evidence.end))
            yield task, task.due, f"{task.task} {task.quote}"
    for date in record.dates:
        at = date.evidence.start
        inside = any(due == date.edtf and start <= at < max(end, start + 600) for due, start, end in spots)
        if date.role in ("deadline", "milestone") and not inside:
            yield date, date.edtf, date.quote


def _sortable(due: str) -> str:
    """A yearly date by its month and day, any other by its last day."""
    return due[5:] if due.startswith("XXXX") else (when.last_day(due) or "")


def _limit(due: str, above: list[str]) -> str | None:
    """The parent's latest date that this one can be held against: both yearly, or both of one year."""
    yearly = due.startswith("XXXX")
    same = [
        other
        for other in above
        if (yearly and other.startswith("XXXX"))
        or (not yearly and when.year(due) and when.year(due) == when.year(other))
    ]
    return max(same, key=_sortable, default=None)
