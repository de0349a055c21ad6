"""Lines of writing across a page and the gutters between their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Gap = tuple[float, float]
"""A free stretch: its left and right end."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands across the page."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Band:
    """A line of writing from one side of the page to the other, its words from the left."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """How far down it is."""
        return (self.top + self.bottom) / 2


def gaps(words: Iterable[Word], least: float) -> list[Gap]:
    """The stretches of at least that width between words."""
    gaps: list[Gap] = []
    reach: float | None = None
    for word in sorted(words, key=lambda word: word.left):
        if reach is not None and word.left - reach >= least:
            gaps.append((reach, word.left))
        reach = word.right if reach is None else max(reach, word.right)
    return gaps


def narrowed(gutters: Sequence[Gap], band: Band, least: float) -> list[Gap] | None:
    """What a line leaves of the gutters, None where it crosses one."""
    out = []
    for left, right in gutters:
        within = [word for word in band.words if word.left < right and left < word.right]
        ends = [Word("", left, left), *within, Word("", right, right)]
        free = max(gaps(ends, 0.0), key=lambda gap: gap[1] - gap[0], default=(left, left))
        if free[1] - free[0] < least:
            return None
        out.append(free)
    return out


def texts(bands: Sequence[Band], gutters: Sequence[Gap]) -> list[str]:
    """What stands between the gutters, line by line."""
    texts: list[list[str]] = [[] for _ in range(len(gutters) + 1)]
    for band in bands:
        for word in band.words:
            texts[column(word, gutters)].append(word.text)
    return [" ".join(words) for words in texts]


def column(word: Word, gutters: Sequence[Gap]) -> int:
    return sum((word.left + word.right) / 2 > (left + right) / 2 for left, right in gutters)
