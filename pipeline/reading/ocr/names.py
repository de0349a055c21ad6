"""A person's name from what readers make of it: which syllables of names can have been read so.

The name stands in print below the signature, often under the seal's ink or stamped at a slant. The second reader sees
its letters but knows none with two marks ("Nguyn Trúc Giang"); the engine knows them all but loses the line.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from os.path import commonprefix
from typing import NamedTuple

from pipeline.grammar.pieces import UPPER
from pipeline.text.unicode import fold, is_syllable
from pipeline.vietnam.signing import name_syllables

_RARE = 0.2  # what a syllable that is ten times as rare costs more, weighed against the letters
_MARK, _LOST, _ALIKE, _WRONG = 0.15, 0.1, 0.5, 1.0  # cost of a letter with other marks, unknown and lost, alike, other
UNKNOWN = frozenset("ảạắằẳẵặấầẩẫậẻẽẹếềểễệỉịỏọốổỗộớờởỡợủụứừửữựỳỷỹỵ")
"""Letters that the second reader does not have: it leaves them out, or writes another with the same base."""
_MOST = 0.34  # cost a letter up to which a reading is a name
_DOUBT = 0.4  # a second name that costs so little more is told
_SURE = 0.85  # confidence of a word from which a second view that has it too settles it
_ALONE = 0.95  # ... and from which it is settled where no other view shows it
_TIMES = 10  # a syllable is usual beside another that is so many times rarer
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


def name_of(seen: str, readings: Sequence[str] = (), agreed: frozenset[str] = frozenset()) -> Name | None:
    """The name that a line says, None where it is none.

    Args:
        seen: as the second reader has the line.
        readings: as the engine has it, in several views; those with another number of words do not count.
        agreed: words of the readings that are beyond doubt, see `agreed`.

    Example:
        >>> name_of("Nguyn Trúc Glang", ["Nguyễn Trúc Giang"]).text
        'Nguyễn Trúc Giang'
    """
    words = _split(seen)
    if not 2 <= len(words) <= 5 or sum(map(len, words)) < 5:
        return None
    others = [split for split in map(_split, readings) if len(split) == len(words)]
    ranked = []
    for place, word in enumerate(words):
        read = tuple(split[place] for split in others)
        sure = next((word for word in read if word in agreed), None)
        told = _ranked(word, read, _slot(place, len(words)))
        ranked.append(told if sure is None else (_Guess(-1.0, 0.0, sure), told[0]))
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


def agreed(readings: Sequence[Sequence[tuple[str, float]]]) -> frozenset[str]:
    """The words of a name that two views of a line agree on, or the only one that shows it, and none has more usual.

    Args:
        readings: of each view the words with their confidence.

    A syllable that names seldom have ("Tiên") is not beyond doubt where a view has a usual one that differs by its
    marks ("Tiến").
    """
    split = [[(word, sure) for text, sure in words for word in _split(text)] for words in readings]
    out = set()
    for count in {len(words) for words in split}:
        for place, there in enumerate(zip(*(words for words in split if len(words) == count), strict=True)):
            for word in {word for word, _ in there if is_syllable(word)}:
                same = [sure for other, sure in there if other == word]
                rivals = {other for other, _ in there if other != word and fold(other) == fold(word)}
                usual = max((_usual(other, _slot(place, count)) for other in rivals), default=0.0)
                least = _SURE if len(same) > 1 else _ALONE if len(there) == 1 else math.inf
                if max(same) >= least and usual < _TIMES * (1 + _usual(word, _slot(place, count))):
                    out.add(word)
    return frozenset(out)


def has_rival(text: str) -> bool:
    """Whether a word of a name is a rare syllable and another that differs by its marks a usual one."""
    words = text.split()
    for place, word in enumerate(words):
        slot = _slot(place, len(words))
        most = max((counts[slot] for other, counts in name_syllables().items() if fold(other) == fold(word)), default=0)
        if most > _TIMES * (1 + _usual(word, slot)):
            return True
    return False


def _usual(syllable: str, slot: int) -> float:
    return name_syllables().get(syllable, (0.0, 0.0, 0.0))[slot]


def _slot(place: int, count: int) -> int:
    """Which part of a name a word is: the family's (0), a middle one (1) or the given name (2)."""
    return 0 if place == 0 else 2 if place == count - 1 else 1


def _split(text: str) -> list[str]:
    return [word for word in map(_letters, _RUN_ON.sub(" ", text).split()) if word]


def is_usual(text: str) -> bool:
    """Whether each syllable of a name is one that families, or given or middle names, bear."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(
        word in name_syllables()
        and (name_syllables()[word][0] > 0 if place == 0 else sum(name_syllables()[word][1:]) > 0)
        for place, word in enumerate(words)
    )


def _letters(word: str) -> str:
    return "".join(char for char in word if char.isalpha())


@cache
def _known() -> tuple[tuple[str, tuple[float, float, float]], ...]:
    """Syllables of names in order, each with what it costs as family's, middle and given name."""
    counts = sorted(name_syllables().items())
    top = [max(count[slot] for _, count in counts) for slot in range(3)]
    return tuple(
        (syllable, tuple(_RARE * math.log10((top[slot] + 1) / (count[slot] + 0.2)) for slot in range(3)))  # type: ignore[misc]
        for syllable, count in counts
    )


@lru_cache(maxsize=4096)
def _ranked(seen: str, readings: tuple[str, ...], slot: int) -> tuple[_Guess, _Guess]:
    """The two best syllables for a word."""
    engine = [_costs(reading, False) for reading in readings]
    found = []
    for place, ((syllable, rare), letters) in enumerate(zip(_known(), _costs(seen, True), strict=True)):
        other = min((costs[place] for costs in engine), default=0.0)
        found.append(_Guess(letters + other + rare[slot], letters, syllable))
    best, second = heapq.nsmallest(2, found)
    return best, second


@lru_cache(maxsize=1024)
def _costs(read: str, lossy: bool) -> tuple[float, ...]:
    """What it costs to take `read` for each syllable; `lossy` readers leave letters with two marks out.

    Edit distances, the rows of which are kept as far as the next syllable begins alike.
    """
    rows = [[float(at) for at in range(len(read) + 1)]]
    costs = []
    for syllable, alike in _alike():
        del rows[alike + 1 :]
        for char in syllable[alike:]:
            row = rows[-1]
            gone = _LOST if lossy and char.lower() in UNKNOWN else _WRONG
            ahead = [row[0] + gone]
            for at, sign in enumerate(read):
                ahead.append(min(row[at + 1] + gone, ahead[at] + _WRONG, row[at] + _swap(char, sign)))
            rows.append(ahead)
        costs.append(rows[-1][-1])
    return tuple(costs)


@cache
def _alike() -> tuple[tuple[str, int], ...]:
    """The known syllables, each with how many letters at its head it shares with the one before."""
    syllables = [syllable for syllable, _ in _known()]
    return tuple((one, len(commonprefix((before, one)))) for before, one in pairwise(["", *syllables]))


@lru_cache(maxsize=16384)
def _swap(char: str, sign: str) -> float:
    if char == sign:
        return 0.0
    base, other = fold(char), fold(sign)
    if base == other:
        return _MARK if char.isupper() == sign.isupper() else 2 * _MARK
    return _ALIKE if any(base in alike and other in alike for alike in _ALIKES) else _WRONG
