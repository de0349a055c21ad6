"""Tells garbled Vietnamese from sound text, without a model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline.restoration.tokens import EDGES
from pipeline.text.letters import UPPER
from pipeline.text.unicode import is_syllable

GARBLED = 0.30
"""Garble score from which a line is taken for garbled."""

NEIGHBOURS = 5
"""Lines on each side that are looked at when a line is judged."""

WINDOW = 0.25
"""Garble score of a line's neighbourhood from which the line may be garbled."""

DAMAGED = 0.6
"""Garble score of the neighbourhood in which every line is garbled that does not look sound by itself."""

NAMES_MARKED, NAMES_BROKEN = 0.3, 0.05
"""Shares of marked and of broken words of a neighbourhood that is sound, though it has few telling letters."""

STRETCH = 60
"""Lines that are judged together for the damage of a Vietnamese OCR."""

BROKEN_WORDS, BROKEN_SHARE = 4, 0.008
"""How many words of a stretch must be broken, and which share, for it to be a bad scan and not slips of typing."""

_MARKS = frozenset(
    "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹáàãéèíìóòõúùý"
    "ĂÂĐÊÔƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈĨỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦŨỨỪỬỮỰỲỴỶỸÁÀÃÉÈÍÌÓÒÕÚÙÝ"
)
_TELLING = frozenset(
    "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹĂĐƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈĨỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦŨỨỪỬỮỰỲỴỶỸ"
)
"""Letters that only Vietnamese has: no OCR of another language writes them."""

_SPLIT = re.compile(r"[\s/\-–—]+")
_LINK = re.compile(r"https?:|www\.|@|\.vn\b|\.com\b", re.IGNORECASE)
_EXPECTED = 0.50
"""Share of the words of sound Vietnamese with a letter that only Vietnamese has, at the low end of prose lines."""

_PLAIN = re.compile(
    r"\d+[.,:%a-zđ]?|[a-zđ]\d?|[a-zđ]\d*[.)]\d*"
    r"|\d+(?:[.,]\d+)+[^\W\d_]*[23]?|\d+(?:ha|kg|[ckm]?m[23]?|ml|tr|kV[Ap]?|[kM]Wh?p?)"
)
"""Figures, labels, and figures glued to their units ("0,5ha", "120m2")."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Counts over the words of a stretch of text.

    Attributes:
        words: Words that were judged; figures, symbols, links and abbreviations are not.
        telling: Words with a letter that only Vietnamese has.
        marked: Words with any Vietnamese mark.
        broken: Words that no one writes: signs or digits inside, impossible syllables with marks.
        odd: Words of plain letters, or names, that are no Vietnamese syllable: foreign or broken.
    """

    words: int = 0
    telling: int = 0
    marked: int = 0
    broken: int = 0
    odd: int = 0

    def __add__(self, other: Signs) -> Signs:
        return Signs(
            self.words + other.words, self.telling + other.telling, self.marked + other.marked,
            self.broken + other.broken, self.odd + other.odd,
        )  # fmt: skip

    def __sub__(self, other: Signs) -> Signs:
        return Signs(
            self.words - other.words, self.telling - other.telling, self.marked - other.marked,
            self.broken - other.broken, self.odd - other.odd,
        )  # fmt: skip

    @property
    def sound(self) -> bool:
        """Whether its words are enough, and Vietnamese enough, not to be judged with its neighbours."""
        return self.words >= 5 and not self.broken and self.telling * 2 >= self.words

    @property
    def names(self) -> bool:
        """Whether marks abound and nothing is broken: names of villages have few letters that only Vietnamese has."""
        return self.marked >= NAMES_MARKED * self.words and self.broken + self.odd <= NAMES_BROKEN * self.words

    @property
    def score(self) -> float:
        """Share garbled, 0 (sound) to 1."""
        if not self.words:
            return 0.0
        broken = (self.broken + 0.4 * self.odd) / self.words
        # A lone line may hold no marked word by chance ("Nhân dân và"); the lack of marks counts with its length.
        lack = max(0.0, 1 - self.telling / (_EXPECTED * self.words)) * min(1.0, self.words / 6)
        return round(min(1.0, max(lack, 1.6 * broken) if self.telling else lack + broken), 4)


@lru_cache(maxsize=65536)
def _judge(word: str) -> tuple[int, int, int, int, int]:
    core = word.strip(EDGES)
    if not core or not any(c.isalpha() for c in core):
        return 0, 0, 0, 0, 0
    if core.isupper():
        # Capitals: abbreviations and headings; only marks tell there.
        return (1, 1, 1, 0, 0) if any(c in _TELLING for c in core) else (0, 0, 0, 0, 0)
    if not core.isalpha():
        if any(c.isdigit() for c in core) and any(c.isupper() for c in core[1:]):
            return 0, 0, 0, 0, 0  # codes: A4, QH15, 15A
        if core[0].isupper() and re.fullmatch(rf"[{UPPER}]['’][^\W\d_]+", core):
            return 0, 0, 0, 0, 0  # names of the highlands: M'Drắk
        inner = any(c.isdigit() or not c.isalnum() for c in core)
        plain = _PLAIN.fullmatch(core) is not None
        return (0, 0, 0, 0, 0) if plain else (1, 0, 0, int(inner), 0)
    telling = int(any(c in _TELLING for c in core))
    marked = int(any(c in _MARKS for c in core))
    sound = is_syllable(core)
    if sound:
        return 1, telling, marked, 0, 0
    plain = core[0].isupper() or (not marked and core.isascii())
    return 1, telling, marked, int(not plain), int(plain)


@lru_cache(maxsize=65536)
def _judged(chunk: str) -> tuple[int, int, int, int, int]:
    """The counts of a run of signs between blanks, in the order of `Signs`."""
    if _LINK.search(chunk):
        return 0, 0, 0, 0, 0
    words = telling = marked = broken = odd = 0
    for word in _SPLIT.split(chunk):
        a, b, c, d, e = _judge(word)
        words, telling, marked, broken, odd = words + a, telling + b, marked + c, broken + d, odd + e
    return words, telling, marked, broken, odd


@lru_cache(maxsize=2048)
def signs(text: str) -> Signs:
    """The counts that `garble_score` rests on."""
    counts = [_judged(chunk) for chunk in text.split()]
    return Signs(*map(sum, zip(*counts, strict=True))) if counts else Signs()


def garble_score(text: str) -> float:
    """How much of `text` is garbled, 0 (sound Vietnamese, or no words to judge) to 1.

    Counts words that cannot be written so ("d6i", "hi~n", "thirc" is left to the lack of marks) and the lack of the
    letters that only Vietnamese has, which any foreign OCR, stripping and legacy encodings take away.
    """
    return signs(text).score


def is_garbled(line: str) -> bool:
    """Whether a line by itself shows garbling; short lines without marks are judged by their neighbours instead."""
    return garble_score(line) >= GARBLED


def garbled_lines(text: str) -> list[bool]:
    """For each line whether it is garbled, judged by itself and by its neighbours."""
    counts = [signs(line) for line in text.split("\n")]
    flags = [False] * len(counts)
    if not any(c.score for c in counts):
        return flags
    full = [i for i, c in enumerate(counts) if c.words]
    doubtful = [place for place, i in enumerate(full) if not counts[i].sound or counts[i].score >= GARBLED]
    upto = list(accumulate((counts[i] for i in full), initial=Signs())) if doubtful else []
    for place in doubtful:
        own = counts[full[place]]
        near = upto[min(place + NEIGHBOURS + 1, len(full))] - upto[max(place - NEIGHBOURS, 0)]
        level = 0.0 if near.names else near.score
        short = own.words < 4 and own.telling * 2 < own.words
        bad = own.score >= GARBLED or short or (level >= DAMAGED and not own.sound)
        flags[full[place]] = level >= WINDOW and bad
    if sum(flags) < 0.5 * len(full):
        _flag_vietnamese(counts, full, flags)
    # Lines without a word to judge (capitals, labels) follow the nearest line that has one.
    for i, c in enumerate(counts):
        if not c.words and full:
            flags[i] = flags[_nearest(full, i)]
    return flags


def _flag_vietnamese(counts: Sequence[Signs], full: Sequence[int], flags: list[bool]) -> None:
    """Flags the stretches that a Vietnamese OCR read from a bad scan: marks abound, and some words are broken."""
    for low in range(0, len(full), STRETCH):
        part = [i for i in full[low : low + STRETCH] if not flags[i]]
        broken, words = sum(counts[i].broken for i in part), sum(counts[i].words for i in part)
        if broken >= BROKEN_WORDS and broken >= BROKEN_SHARE * words:
            for i in part:
                flags[i] = True


def _nearest(ordered: Sequence[int], value: int) -> int:
    at = bisect_left(ordered, value)
    return min(ordered[max(at - 1, 0) : at + 1], key=lambda j: abs(j - value))
