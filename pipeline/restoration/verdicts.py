"""Whether a word that another would better is a slip: a small logistic decision, learned on slips that were put in.

What speaks for and against is told in numbers (`features`): how much better the other word reads before and after,
what kind the slip would be, how frequent both words are, whether the pairs with their neighbours were ever seen in the
training text, and what the document itself writes elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.restoration.models import Pairs, slip_decision
from pipeline.restoration.ngrams import BREAK, NUMBER, UNKNOWN
from pipeline.restoration.slips import COSTS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

LEAST = -9.0
"""Gain, the cost of the slip counted, under which another word is not thought of."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Words that another would better, one entry a place.

    Attributes:
        place: In the text as the language model sees it.
        meant: The other word.
        kind: Of the slip.
        left: Gain in log p of the word.
        right: Gain in log p of the words after it.
        margin: How much better it does than the next best other word.
    """

    place: Ints
    meant: Ints
    kind: Ints
    left: Floats
    right: Floats
    margin: Floats


def best(which: Ints, place: Ints, meant: Ints, kind: Ints, left: Floats, right: Floats) -> Doubts:
    """Of the other words of each place the best, where it is worth considering.

    Args:
        which: Number of the place of each.
        place: The place of each.
        meant: The word of each.
        kind: The kind of slip of each.
        left: The gain before it of each.
        right: The gain after it of each.
    """
    score = left + right - np.array(COSTS, dtype=np.float32)[kind]
    order = np.lexsort((-score, which))
    first = np.flatnonzero(np.diff(which[order], prepend=-1))
    one = order[first]
    after = np.minimum(first + 1, len(order) - 1)
    rival = (which[order[after]] == which[one]) & (after > first)
    margin = np.where(rival, score[one] - score[order[after]], np.float32(12))
    kept = score[one] > LEAST
    one = one[kept]
    return Doubts(place[one], meant[one], kind[one], left[one], right[one], margin[kept])


_TIED = 1.0
"""Gain over the next best word under which which word is meant is as good as open."""


def stronger(doubts: Doubts, sure: Floats, least: float) -> Floats:
    """The probabilities, that of a word that could be several moved to a doubted neighbour that gains more.

    A slip makes its neighbour read badly too: in "đơn đốc" the second word is doubted for the sake of the first.

    Args:
        doubts: In the order of the text.
        sure: The probability of each that it is a slip.
        least: From which a word is told as one; two that are told stay both.
    """
    gain = doubts.left + doubts.right - np.array(COSTS, dtype=np.float32)[doubts.kind]
    told = sure.copy()
    for at in np.flatnonzero(np.diff(doubts.place) == 1).tolist():
        for one, other in ((at, at + 1), (at + 1, at)):
            moves = sure[one] >= least > sure[other] and gain[other] > gain[one]
            if moves and doubts.margin[one] < _TIED < doubts.margin[other]:
                told[one], told[other] = 0.0, sure[one]
    return told


def joined(parts: Sequence[Doubts]) -> Doubts:
    """Doubts of several stretches as one."""
    names = ("place", "meant", "kind", "left", "right", "margin")
    return Doubts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


@dataclass(frozen=True, slots=True)
class Seen:
    """The text around the doubts, one entry for each word and break.

    Attributes:
        ids: Of words and breaks.
        log: log p of each, given those before it.
        common: log p of each word of the vocabulary by itself.
        strange: Whether a word is no syllable.
        title: Whether it is written with a capital.
        upper: Whether it is written in capitals.
    """

    ids: Ints
    log: Floats
    common: Floats
    strange: npt.NDArray[np.bool_]
    title: npt.NDArray[np.bool_]
    upper: npt.NDArray[np.bool_]


def features(doubts: Doubts, seen: Seen, pairs: Pairs) -> Floats:
    """What speaks for and against each doubt, [doubts, numbers]."""
    place, meant = doubts.place, doubts.meant
    before, here, after = seen.ids[place - 1], seen.ids[place], seen.ids[place + 1]
    left, right = np.clip(doubts.left, -6, 16), np.clip(doubts.right, -6, 16)
    company = _Company(seen.ids)
    neighbours = ((before, here), (here, after), (before, meant), (meant, after))
    columns = [
        left, right, np.minimum(left, right), np.minimum(doubts.margin, 12),
        seen.log[place], seen.common[here], seen.common[meant], here == UNKNOWN, seen.strange[place],
        *(doubts.kind == kind for kind in range(len(COSTS))),
        *(level for pair in neighbours for level in pairs.levels(*pair)),
        *(side == special for side in (before, after) for special in (BREAK, UNKNOWN, NUMBER)),
        seen.title[place], seen.upper[place], seen.title[place - 1], seen.title[place + 1],
        np.log(company.pair(before, here)), np.log(company.pair(here, after)),
        np.log1p(company.pair(before, meant)), np.log1p(company.pair(meant, after)),
        np.log(company.word(here)), np.log1p(company.word(meant)),
    ]  # fmt: skip
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def probabilities(doubts: Doubts, seen: Seen) -> Floats:
    """Probability of each doubt that the word is a slip."""
    weights, pairs = slip_decision()
    score = features(doubts, seen, pairs) @ weights[:-1] + weights[-1]
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), dtype=np.float32)


class _Company:
    """How often words and pairs of words stand in the document."""

    def __init__(self, ids: Ints) -> None:
        self._words = np.bincount(ids)
        self._pairs, self._counts = np.unique(_key(ids[:-1], ids[1:]), return_counts=True)

    def word(self, ids: Ints) -> Ints:
        """Counts of words."""
        return np.where(ids < len(self._words), self._words[np.minimum(ids, len(self._words) - 1)], 0)

    def pair(self, first: Ints, second: Ints) -> Ints:
        """Counts of pairs."""
        keys = _key(first, second)
        at = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        return np.where(self._pairs[at] == keys, self._counts[at], 0)


def _key(first: Ints, second: Ints) -> Ints:
    return first << 16 | second
