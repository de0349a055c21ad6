"""The words right before a date that make something due by it, found once a date and read by all who ask of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.grammar.deadlines import DUE, DUE_OR_TIME, FINISHED, TASK_DUE, UP_TO

REACH = 60
"""Characters before a date in which its words are looked for."""
_NONE = -1


class DueWords:
    """Where the words right before a date begin, the shortest that say so; -1 where none do.

    Each kind of words is looked for when it is first asked for: most dates are asked for one or two.
    """

    def __init__(self, text: str, low: int, at: int) -> None:
        self._place = text, low, at
        self._found: dict[re.Pattern[str], int] = {}

    def _begin(self, pattern: re.Pattern[str]) -> int:
        if pattern not in self._found:
            self._found[pattern] = _latest(pattern, *self._place)
        return self._found[pattern]

    @property
    def due(self) -> int:
        """Something is due by then: "trước ngày", "chậm nhất là"."""
        return self._begin(DUE)

    @property
    def finished(self) -> int:
        """All that the sentence lists is finished by then: "hoàn thành trước"."""
        return self._begin(FINISHED)

    @property
    def up_to(self) -> int:
        """A time ends then: "đến hết năm"."""
        return self._begin(UP_TO)

    @property
    def task(self) -> int:
        """A task is due by then, in its own words or those of its time: "trong tháng", "thời gian:"."""
        return self._begin(TASK_DUE)

    @property
    def time(self) -> int:
        """A figure behind which they stand is due then, or holds for that time: "vào cuối năm"."""
        return self._begin(DUE_OR_TIME)

    @property
    def start(self) -> int | None:
        """Where the first word begins that makes something due; None where none does."""
        return min((at for at in (self.due, self.finished, self.task) if at != _NONE), default=None)


WordsAt = Callable[[int], DueWords]
"""The words before the date that begins at a place."""


def words_before(text: str, start: int, at: int) -> DueWords:
    """The words of a deadline that stand right before a date at `at`, none of them before `start`."""
    return DueWords(text, max(start, at - REACH), at)


def _latest(pattern: re.Pattern[str], text: str, low: int, at: int) -> int:
    """Where the shortest match begins that ends at `at`."""
    latest = _NONE
    while found := pattern.search(text, low, at):
        latest = found.start()
        low = latest + 1
    return latest
