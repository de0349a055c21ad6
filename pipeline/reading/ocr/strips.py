"""What a line can say, from the chances of the signs in its columns: the likeliest string, the likeliest number.

The columns are those of a model trained by connectionist temporal classification (Graves et al., 2006): a sign may
fill several columns, and a column without one parts two equal signs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.ocr.contract import Strip

_BEAM = 24
_NONE = 1e-4  # share of a column below which no sign stands there
_BLANK = ("", " ", ".", ",", "'", "_", "…")  # no sign, or what surrounds a number: dots to write on, specks

# How often a hand's digits are read as another sign, roughly: a 1 with a long upstroke is an A, an open 4 an H.
# The figures are weights against 1 for a digit that is read as such.
_LOOKS_LIKE: Mapping[str, Mapping[str, float]] = {
    "A": {"4": 0.1, "1": 0.05, "17": 0.02}, "H": {"4": 0.1, "11": 0.01}, "h": {"4": 0.05, "6": 0.01},
    "k": {"4": 0.05}, "K": {"4": 0.03}, "L": {"2": 0.05, "1": 0.03, "4": 0.03}, "M": {"11": 0.1}, "N": {"11": 0.02},
    "l": {"1": 0.3}, "I": {"1": 0.3}, "i": {"1": 0.1}, "|": {"1": 0.3}, "!": {"1": 0.1}, "J": {"1": 0.05, "3": 0.02},
    "O": {"0": 0.3}, "o": {"0": 0.3}, "D": {"0": 0.05}, "Q": {"0": 0.05, "2": 0.02}, "C": {"0": 0.03, "6": 0.02},
    "Z": {"2": 0.2}, "z": {"2": 0.2}, "S": {"5": 0.2, "8": 0.02}, "s": {"5": 0.1}, "B": {"8": 0.01}, "b": {"6": 0.1},
    "G": {"6": 0.1}, "g": {"9": 0.1}, "q": {"9": 0.1}, "y": {"9": 0.02, "4": 0.02}, "T": {"7": 0.1}, "F": {"7": 0.05},
    "t": {"7": 0.02, "4": 0.01}, "f": {"7": 0.02}, "P": {"9": 0.02}, "Y": {"4": 0.03}, "E": {"3": 0.03, "6": 0.02},
    "a": {"2": 0.03, "0": 0.01}, "n": {"11": 0.02}, "仔": {"17": 0.1}, "千": {"17": 0.05, "7": 0.05},
    "干": {"17": 0.05, "7": 0.05}, "十": {"17": 0.03, "7": 0.05, "4": 0.05}, "†": {"7": 0.05, "4": 0.05},
}  # fmt: skip
_DIGITS = frozenset("0123456789")
_SUFFIXES = frozenset("ABCDabcd")
_SUFFIX = 0.06  # weight of a letter at the end ("3176B"): few papers bear one, and hands write 4 and 8 like A and B


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the likeliest string, the columns that it fills, its chance."""

    text: str
    first: int
    last: int
    chance: float


def signs(strip: Strip) -> list[Sign]:
    """The likeliest string of a line, sign by sign."""
    found: list[Sign] = []
    before = ""
    for number, column in enumerate(strip.columns):
        text = max(column, key=lambda sign: column[sign], default="")
        if text and text == before:
            last = found[-1]
            found[-1] = Sign(text, last.first, number, max(last.chance, column[text]))
        elif text:
            found.append(Sign(text, number, number, column[text]))
        before = text
    return found


def numbers(columns: Sequence[Mapping[str, float]], letter: bool = False) -> dict[str, float]:
    """What number the columns can hold, each with its weight, of which only the ratios count.

    Args:
        columns: those between what stands before the number and what stands behind it.
        letter: a letter may end it ("3176B").

    Returns:
        Strings of digits; "" where nothing may stand there.
    """
    out: dict[str, float] = defaultdict(float)
    for read, chance in _strings(columns):
        for number, weight in _meant(read, letter).items():
            out[number] += chance * weight
    return dict(out)


def share(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights as shares of their sum, greatest first."""
    whole = sum(weights.values())
    return {key: weights[key] / whole for key in sorted(weights, key=lambda key: -weights[key])} if whole > 0 else {}


def _strings(columns: Sequence[Mapping[str, float]]) -> list[tuple[str, float]]:
    """The likeliest strings of digits and of signs that digits are taken for (prefix beam search)."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # chance with a last column empty, and not empty
    for column in columns:
        empty = sum(column.get(sign, 0.0) for sign in _BLANK)
        told = [(s, p) for s, p in column.items() if s in _DIGITS or s in _LOOKS_LIKE]
        if sum(chance for _, chance in told) < _NONE * empty:
            beams = {prefix: (rest + ended, 0.0) for prefix, (rest, ended) in beams.items()}
            continue
        ahead: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for prefix, (rest, ended) in beams.items():
            ahead[prefix][0] += (rest + ended) * empty
            for sign, chance in told:
                if prefix.endswith(sign):
                    ahead[prefix][1] += ended * chance
                    ahead[prefix + sign][1] += rest * chance
                else:
                    ahead[prefix + sign][1] += (rest + ended) * chance
        best = sorted(ahead.items(), key=lambda item: -sum(item[1]))[:_BEAM]
        scale = math.fsum(sum(chances) for _, chances in best) or 1.0
        beams = {prefix: (chances[0] / scale, chances[1] / scale) for prefix, chances in best}
    return [(prefix, sum(chances)) for prefix, chances in beams.items()]


def _meant(read: str, letter: bool) -> dict[str, float]:
    """The numbers that a string of digits and look-alikes can stand for."""
    meant = {"": 1.0}
    for place, sign in enumerate(read):
        options = {sign: 1.0} if sign in _DIGITS else dict(_LOOKS_LIKE[sign])
        if letter and sign in _SUFFIXES and place == len(read) - 1 and place:
            options[sign] = _SUFFIX
        meant = {start + end: a * b for start, a in meant.items() for end, b in options.items()}
    return meant
