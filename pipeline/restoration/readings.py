"""What reading is made of: weights, the readings of a form, the reading of a run of pieces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

KEEP_RAW = -1
"""Word id of the arc that keeps the signs as they stand."""

LONGEST = 30
"""Longest piece (signs) that is taken apart into several words."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the parts of a reading count, in natural logs; chosen on rendered pages of text that no model saw.

    Attributes:
        channel: Factor of the channel's scores.
        prior: Factor of a word's frequency when the readings of a form are ranked.
        title: What Title case costs when a form's readings are ranked.
        upper: What capitals cost there.
        split: Cost of a lost space.
        join: Cost of a space that does not belong there.
        raw: Cost of "this is no Vietnamese word".
        raw_letter: The same for each of its plain letters.
        raw_sign: The same for each other sign.
        keep: Most readings of a form.
        poor: Rank below which a form's best reading is doubted, and splits and joins are tried.
        digits: Cost of reading a bare figure as a word.
        adapt: How many occurrences the general channel is worth against the document's own; 0 for no adapting.
        adapt_most: Most that a score changes by adapting.
        echo: Weight of the document's own phrases against the language model, 0..1.
    """

    channel: float = 0.8
    prior: float = 0.9
    title: float = -1.2
    upper: float = -1.6
    split: float = -4.0
    join: float = -5.5
    raw: float = -8.0
    raw_letter: float = -1.6
    raw_sign: float = -2.5
    keep: int = 20
    poor: float = -13.0
    digits: float = -3.5
    adapt: float = 4.0
    adapt_most: float = 2.0
    echo: float = 0.2


@dataclass(frozen=True, slots=True)
class Entry:
    """Readings of one form, best first: word ids, weighted channel scores, and the scores of each case.

    `cases` holds a word's score in lower, Title and UPPER case without any leaning to one; `IMPOSSIBLE` where the
    form does not allow the case.
    """

    form: str
    words: Ints
    logs: Floats
    cases: tuple[tuple[float, float, float], ...]
    best: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run of pieces was read as.

    Attributes:
        first: Number of the first piece.
        last: Number of the last piece (included).
        words: Word ids; `KEEP_RAW` for signs left as they stand.
        forms: The signs that each word was read from.
        confidence: Posterior of the reading, 0..1.
    """

    first: int
    last: int
    words: tuple[int, ...]
    forms: tuple[str, ...]
    confidence: float


def single(word: int, form: str) -> Entry:
    """An entry with one reading."""
    return Entry(form, np.array([word]), np.zeros(1, dtype=np.float32), (), 0.0)
