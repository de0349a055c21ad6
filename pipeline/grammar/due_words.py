"""The words right before a date that make something due by it, found once a date and read by all who ask of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.grammar.deadlines import DUE, DUE_OR_TIME, FINISHED, TASK_DUE, UP_TO

REACH = 60
"""Characters before a date in which its words are looked for."""
_NONE = -1


@dataclass(frozen=True, slots=True)
class DueWords:
    """Where the words right before a date begin, the shortest that say so; -1 where none do.

    Attributes:
        due: something is due by then: "trước ngày", "chậm nhất là".
        finished: all that the sentence lists is finished by then: "hoàn thành trước".
        up_to: a time ends then: "đến hết năm".
        task: a task is due by then, in its own words or those of its time: "trong tháng", "thời gian:".
        time: a figure behind which they stand is due then, or holds for that time: "vào cuối năm".
    """

    due: int = _NONE
    finished: int = _NONE
    up_to: int = _NONE
    task: int = _NONE
    time: int = _NONE

    @property
    def start(self) -> int | None:
        """Where the first word begins that makes something due; None where none does."""
        return min((at for at in (self.due, self.finished, self.task) if at != _NONE), default=None)


NOTHING_DUE = DueWords()
WordsAt = Callable[[int], DueWords]
"""The words before the date that begins at a place."""


def words_before(text: str, start: int, at: int) -> DueWords:
    """The words of a deadline that stand right before a date at `at`, none of them before `start`."""
    low = max(start, at - REACH)
    found = (_latest(pattern, text, low, at) for pattern in (DUE, FINISHED, UP_TO, TASK_DUE, DUE_OR_TIME))
    return DueWords(*found)


def _latest(pattern: re.Pattern[str], text: str, low: int, at: int) -> int:
    """Where the shortest match begins that ends at `at`."""
    latest = _NONE
    while found := pattern.search(text, low, at):
        latest = found.start()
        low = latest + 1
    return latest
