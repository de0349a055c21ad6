"""A person's name from what readers make of it: which syllables of names can have been read so.

The name stands in print below the signature, often under the seal's ink or stamped at a slant. The second reader sees
its letters but knows none with two marks ("Nguyn Trúc Giang"); the engine knows them all but loses the line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.assets import lines as entries
from pipeline.grammar.pieces import UPPER
from pipeline.text.unicode import fold

_RARE = 0.2  # what a syllable that is ten times as rare costs more, weighed against the letters
_MARK, _LOST, _ALIKE, _WRONG = 0.15, 0.1, 0.5, 1.0  # cost of a letter with other marks, unknown and lost, alike, other
UNKNOWN = frozenset("ảạắằẳẵặấầẩẫậẻẽẹếềểễệỉịỏọốổỗộớờởỡợủụứừửữựỳỷỹỵ")
"""Letters that the second reader does not have: it leaves them out, or writes another with the same base."""
_MOST = 0.34  # cost a letter up to which a reading is a name
_DOUBT = 0.4  # a second name that costs so little more is told
_AGREED = 0.95  # confidence of a name that both readers have
_ALIKES = ("ftj", "il1tj", "oqdgc", "un", "hbk", "yvx", "ecagq", "rn", "pr", "mw", "sz", "dđ")


_RUN_ON = re.compile(rf"(?<=[^\W\d_{UPPER}])(?=[{UPPER}])")
"""Where two words of a name are read as one ("ThXôm")."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name, how sure it is (0..1), and the next best where that is near."""

    text: str
    confidence: float
    other: str | None = None


class _Guess(NamedTuple):
    rank: float
    letters: float
    """What its letters alone cost."""
    syllable: str


def name_of(seen: str, readings: Sequence[str] = ()) -> Name | None:
    """The name that a line says, None where it is none.

    Args:
        seen: as the second reader has the line.
        readings: as the engine has it, in several views; those with another number of words do not count.

    Example:
        >>> name_of("Nguyn Trúc Glang", ["Nguyễn Trúc Giang"]).text
        'Nguyễn Trúc Giang'
    """
    words = [word for word in map(_letters, _RUN_ON.sub(" ", seen).split()) if word]
    if not 2 <= len(words) <= 5 or sum(map(len, words)) < 5:
        return None
    others = [split for text in readings if len(split := [w for w in map(_letters, text.split()) if w]) == len(words)]
    ranked = [
        _ranked(word, tuple(split[place] for split in others), 0 if place == 0 else 2 if place == len(words) - 1 else 1)
        for place, word in enumerate(words)
    ]
    share = sum(best.letters for best, _ in ranked) / sum(map(len, words))
    if share > _MOST:
        return None
    chosen = [best.syllable for best, _ in ranked]
    if chosen in others:
        return Name(" ".join(chosen), _AGREED)
    margins = [second.rank - best.rank for best, second in ranked]
    weak = margins.index(min(margins))
    rival = [*chosen[:weak], ranked[weak][1].syllable, *chosen[weak + 1 :]]
    near = margins[weak] <= _DOUBT
    confidence = max(0.3, min(0.85, 1 - 2 * share) * (0.7 if near else 1.0))
    return Name(" ".join(chosen), round(confidence, 3), " ".join(rival) if near else None)


def is_usual(text: str) -> bool:
    """Whether each syllable of a name is one that families, or given or middle names, bear."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(
        word in _counts() and (_counts()[word][0] > 0 if place == 0 else sum(_counts()[word][1:]) > 0)
        for place, word in enumerate(words)
    )


def _letters(word: str) -> str:
    return "".join(char for char in word if char.isalpha())


@cache
def _known() -> tuple[tuple[str, tuple[float, float, float]], ...]:
    """Syllables of names, each with what it costs as family's, middle and given name."""
    counts = list(_counts().items())
    top = [max(count[slot] for _, count in counts) for slot in range(3)]
    return tuple(
        (syllable, tuple(_RARE * math.log10((top[slot] + 1) / (count[slot] + 0.2)) for slot in range(3)))  # type: ignore[misc]
        for syllable, count in counts
    )


@cache
def _counts() -> dict[str, tuple[float, ...]]:
    """How often each syllable was the family's, a middle and the given name."""
    rows = [line.split(",") for line in entries("person_names.csv")]
    return {row[0]: tuple(float(count) for count in row[1:4]) for row in rows}


@lru_cache(maxsize=4096)
def _ranked(seen: str, readings: tuple[str, ...], slot: int) -> tuple[_Guess, _Guess]:
    """The two best syllables for a word."""
    found = []
    for syllable, rare in _known():
        letters = _cost(syllable, seen, True)
        engine = min((_cost(syllable, reading, False) for reading in readings), default=0.0)
        found.append(_Guess(letters + 0.5 * engine + rare[slot], letters, syllable))
    best, second, *_ = sorted(found)
    return best, second


@lru_cache(maxsize=65536)
def _cost(syllable: str, read: str, lossy: bool) -> float:
    """What it costs to take `read` for `syllable`; `lossy` readers leave letters with two marks out."""
    row = [float(at) for at in range(len(read) + 1)]
    for char in syllable:
        gone = _LOST if lossy and char.lower() in UNKNOWN else _WRONG
        ahead = [row[0] + gone]
        for at, sign in enumerate(read):
            ahead.append(min(row[at + 1] + gone, ahead[at] + _WRONG, row[at] + _swap(char, sign)))
        row = ahead
    return row[-1]


@lru_cache(maxsize=16384)
def _swap(char: str, sign: str) -> float:
    if char == sign:
        return 0.0
    base, other = fold(char), fold(sign)
    if base == other:
        return _MARK if char.isupper() == sign.isupper() else 2 * _MARK
    return _ALIKE if any(base in alike and other in alike for alike in _ALIKES) else _WRONG
