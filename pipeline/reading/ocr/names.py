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
from pipeline.vietnam.signing import families, name_syllables

_RARE = 0.2  # what a syllable that is ten times as rare costs more, weighed against the letters
_HEADLESS = 0.4  # ... and a letter before one that begins small
_NO_FAMILY = 0.4  # ... and what one costs as the family's that no family bears
_MARK, _LOST, _ALIKE, _WRONG = 0.15, 0.1, 0.5, 1.0  # cost of a letter with other marks, unknown and lost, alike, other
UNKNOWN = frozenset("ảạắằẳẵặấầẩẫậẻẽẹếềểễệỉịỏọốổỗộớờởỡợủụứừửữựỳỷỹỵ")
"""Letters that the second reader does not have: it leaves them out, or writes another with the same base."""
_MOST = 0.34  # cost a letter up to which a reading is a name
_DOUBT = 0.6  # a second name that costs so little more is told
_SHOWS = 0.1  # confidence of a word from which it tells that a word stands there at all
_SETTLES = 3.0  # how much more a word weighs that is surely read: no commoner syllable stands against it
_CAP = 1.5  # what a view that shows something else takes off at most
_SURE = 0.6  # confidence of a word from which a second view that has it too settles it
_ALONE = 0.9  # ... and from which it is settled where no other view shows it
_CONTRADICTS = 0.6  # ... and from which another word speaks against it
_OVER = 0.6  # share of a word that lies where another view has one, for both to be the same
_BROAD = 1.6  # ... and how much broader it is at most
_TWO = 0.5  # what a name of two words is worth beside a longer one of the same line
_WHOLE = 0.85  # share of the letters of the view that shows most from which a view tells where words stand
_TIMES = 10  # a syllable is usual beside another that is so many times rarer
AGREED = 0.95
"""Confidence of a name that nothing makes doubtful."""
_ALIKES = ("ftj", "il1tj", "oqdgc", "un", "hbk", "yvx", "ecagq", "rn", "pr", "mw", "sz", "dđ")


_RUN_ON = re.compile(rf"(?<=[^\W\d_{UPPER}])[\W\d_]*(?=[{UPPER}])|(?<=[{UPPER}])(?=[{UPPER}][^\W\d_{UPPER}])")
"""Where two words of a name are read as one ("ThXôm", "ADế")."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name, how sure it is (0..1), and the next best where that is near."""

    text: str
    confidence: float
    other: str | None = None


class Word(NamedTuple):
    """A word as one view of a line has it, how sure it is, and its ends across the picture."""

    text: str
    sure: float
    first: float = 0.0
    last: float = 0.0
    lossy: bool = False
    """Whether the view is one of the second reader, who leaves letters out."""


class _Guess(NamedTuple):
    rank: float
    letters: float
    """What its letters alone cost in the view that is nearest."""
    syllable: str


def fused(views: Sequence[Sequence[Word]]) -> Name | None:
    """The name that a line says, None where it is none.

    Args:
        views: the words of the line in each view of it; those that stand at one place are taken together.

    Example:
        >>> fused([[Word("Nguyn", 1, 0, 50, True), Word("Glang", 1, 60, 90, True)],
        ...        [Word("Nguyễn", 0.9, 0, 50), Word("Giang", 0.9, 60, 90)]])
        Name(text='Nguyễn Giang', confidence=0.95, other=None)
    """
    split = [[part for word in view for part in _parts(word)] for view in views]
    sure = [[word for word in view if word.sure >= _SHOWS] for view in split]
    told = [view for view in sure if 2 <= len(view) <= 5 and _shown(view) >= 5]
    most = max(map(_shown, told), default=0)
    names = [_fused(view, split) for view in told if _shown(view) >= _WHOLE * most]
    return max(filter(None, names), key=_standing, default=None)


def _standing(name: Name) -> float:
    """How sure a name is beside others of the line: few have two words, more often a view has run two into one."""
    return name.confidence * (_TWO if name.text.count(" ") == 1 else 1.0)


def _fused(places: Sequence[Word], views: Sequence[Sequence[Word]]) -> Name | None:
    """The name whose words stand where one view has them."""
    slots = [_there(at, places, views) for at in range(len(places))]
    ranked = [_ranked(tuple(slot), _slot(at, len(slots))) for at, slot in enumerate(slots)]
    share = sum(best.letters for best, _ in ranked) / sum(len(best.syllable) for best, _ in ranked)
    if share > _MOST:
        return None
    chosen = [best.syllable for best, _ in ranked]
    heard = any(word.lossy for view in views for word in view)
    agreed = all(_is_agreed(word, slot, heard) for word, slot in zip(chosen, slots, strict=True))
    heard_so = any(word.lossy and word.text == chosen[0] for word in slots[0])
    if agreed and (chosen[0] in families() or heard_so or not has_rival(chosen[0])):
        return Name(" ".join(chosen), AGREED)
    margins = [second.rank - best.rank for best, second in ranked]
    weak = margins.index(min(margins))
    rival = [*chosen[:weak], ranked[weak][1].syllable, *chosen[weak + 1 :]]
    near = margins[weak] <= _DOUBT
    confidence = max(0.3, min(0.85, 1 - 2 * share) * (0.7 if near else 1.0))
    return Name(" ".join(chosen), round(confidence, 3), " ".join(rival) if near else None)


def _shown(view: Sequence[Word]) -> int:
    """How many letters a view shows."""
    return sum(len(word.text) for word in view)


def _there(at: int, places: Sequence[Word], views: Sequence[Sequence[Word]]) -> list[Word]:
    """What each view has at a place: the words whose greater part lies there, as one.

    The second reader tells less well where a word ends: as many words as there are places are taken in order.
    """
    out, place = [], places[at]
    for view in views:
        on = [word for word in view if _shared(word, place) > _OVER * (word.last - word.first) or word is place]
        if len(view) == len(places) and view[at].lossy and _shared(view[at], place) > 0:
            on = [view[at]]
        if on and max(word.last for word in on) - min(word.first for word in on) < _BROAD * (
            place.last - place.first + 1
        ):
            text = "".join(word.text for word in on)
            out.append(Word(text[:1] + text[1:].lower(), min(word.sure for word in on), lossy=on[0].lossy))
    return out or [place._replace(first=0.0, last=0.0)]


def _shared(one: Word, other: Word) -> float:
    return min(one.last, other.last) - max(one.first, other.first)


def _is_agreed(syllable: str, slot: Sequence[Word], heard: bool) -> bool:
    """Whether a syllable is read as such in a view and nothing sure speaks against it.

    Args:
        syllable: as chosen.
        slot: what each view has at its place.
        heard: whether the second reader has read the line, if not this word.
    """
    same = [word.sure for word in slot if word.text == syllable and not word.lossy]
    others = [word.sure for word in slot if word.text != syllable and not word.lossy]
    second = [_cost_of(syllable, word) for word in slot if word.lossy]
    if not same or max(same) < _SURE or max(others, default=0.0) > _CONTRADICTS:
        return False
    return (
        len(same) > 1
        or any(cost <= _MARK * sum(c in UNKNOWN for c in syllable.lower()) for cost in second)
        or (not heard and max(same) >= _ALONE)
    )


def _parts(word: Word) -> list[Word]:
    """The words that a view has run together, letters alone."""
    letters = [_letters(part) for part in _RUN_ON.sub(" ", word.text).split()]
    letters = [part for part in letters if part]
    whole, at, out = sum(map(len, letters)), word.first, []
    for part in letters:
        end = at + (word.last - word.first) * len(part) / whole
        out.append(word._replace(text=part, first=at, last=end))
        at = end
    return out


def has_rival(text: str) -> bool:
    """Whether a word of a name is a rare syllable and another that differs by its marks a usual one.

    A family's that none bears has one in each that differs by its marks.
    """
    words = text.split()
    for place, word in enumerate(words):
        slot = _slot(place, len(words))
        most = max((counts[slot] for other, counts in name_syllables().items() if fold(other) == fold(word)), default=0)
        if most > _TIMES * (1 + _usual(word, slot)) or (slot == 0 and most > 0 and not _usual(word, slot)):
            return True
    return False


def _usual(syllable: str, slot: int) -> float:
    return name_syllables().get(syllable, (0.0, 0.0, 0.0))[slot]


def _slot(place: int, count: int) -> int:
    """Which part of a name a word is: the family's (0), a middle one (1) or the given name (2)."""
    return 0 if place == 0 else 2 if place == count - 1 else 1


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
    return tuple(
        (syllable, tuple(_rare(count[slot], slot) for slot in range(3)))  # type: ignore[misc]
        for syllable, count in sorted(name_syllables().items())
    )


def _rare(count: float, slot: int) -> float:
    """What a syllable costs that was met so often as this part of a name: families are few and known."""
    return _RARE * math.log10((_most(slot) + 1) / (count + 0.2)) + (_NO_FAMILY if slot == 0 and count == 0 else 0.0)


@cache
def _most(slot: int) -> float:
    return max(count[slot] for count in name_syllables().values())


@lru_cache(maxsize=4096)
def _ranked(slot: tuple[Word, ...], part: int) -> tuple[_Guess, _Guess]:
    """The two best syllables for a word, of those that names have and those that a view shows."""
    found: dict[str, _Guess] = {}
    costs = [_costs(word.text, word.lossy) for word in slot]
    for place, (syllable, rare) in enumerate(_known()):
        found[syllable] = _guess(syllable, rare[part], [cost[place] for cost in costs], slot)
    for word in slot:
        same = sum(other.sure for other in slot if other.text == word.text and not other.lossy)
        shown = same >= _SURE and not word.lossy and word.text.istitle()
        if shown and word.text not in found and is_syllable(word.text):
            told = [_cost_of(word.text, other) for other in slot]
            found[word.text] = _guess(word.text, _unheard()[part], told, slot)
    best, second = heapq.nsmallest(2, found.values())
    return best, second


def _guess(syllable: str, rare: float, costs: Sequence[float], slot: Sequence[Word]) -> _Guess:
    """What a syllable costs: views of the engine weigh as they are sure, those of the second reader as one."""
    second = [cost for cost, word in zip(costs, slot, strict=True) if word.lossy]
    engine = [_weight(word) * min(cost, _CAP) for cost, word in zip(costs, slot, strict=True) if not word.lossy]
    told = sum(engine) / math.sqrt(len(engine)) if engine else 0.0
    return _Guess(rare + told + (sum(second) / len(second) if second else 0.0), min(costs), syllable)


def _weight(word: Word) -> float:
    """What a view of the engine weighs; all look at the same ink, so that many weigh no more than their root."""
    return word.sure**2 * (_SETTLES if word.sure >= _ALONE else 1.0)


@cache
def _unheard() -> tuple[float, ...]:
    """What a syllable costs as family's, middle and given name that is in no name known: as one met once."""
    return _rare(1, 0) + _NO_FAMILY, _rare(1, 1), _rare(1, 2)


def _cost_of(syllable: str, word: Word) -> float:
    row = [float(at) for at in range(len(word.text) + 1)]
    for char in syllable:
        row = _next(row, char, word.text, word.lossy)
    return row[-1]


def _next(row: Sequence[float], char: str, read: str, lossy: bool) -> list[float]:
    """The next row of the table of edit distances; a word that begins small has lost its head, under a seal say."""
    gone = _LOST if lossy and char.lower() in UNKNOWN else _WRONG
    ahead = [row[0] + (min(gone, _HEADLESS) if read[:1].islower() else gone)]
    for at, sign in enumerate(read):
        ahead.append(min(row[at + 1] + gone, ahead[at] + _WRONG, row[at] + _swap(char, sign)))
    return ahead


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
            rows.append(_next(rows[-1], char, read, lossy))
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
