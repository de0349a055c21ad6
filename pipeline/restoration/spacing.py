"""Spaces lost or put in where the Vietnamese is otherwise sound: "cáccơquan", "t ừng".

Only what cannot be written so is taken up: a run of small letters with Vietnamese marks that is no syllable but a chain
of syllables, and an onset that stands alone before a rime.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.restoration.pieces import FIXED, Piece, split_line
from pipeline.text.unicode import fold, is_syllable

_ONSET = re.compile(r"ngh|ng|nh|th|tr|ph|kh|ch|gh|gi|qu|[bcdđghklmnpqrstvx]")
_HINT = re.compile(r"(?<!\S)(?i:ngh|ng|nh|th|tr|ph|kh|ch|gh|gi|qu|[bcdđghklmnpqrstvx]) [^\W\d_]")
_LONG = re.compile(r"[^\W\d_]{6,}")
MOST_SYLLABLES = 6


@lru_cache(maxsize=65536)
def is_chain(word: str) -> bool:
    """Whether `word` is no syllable but two to six syllables run together, at least one of them marked."""
    if (
        len(word) < (6 if word.islower() else 8)
        or not word[1:].islower()
        or is_syllable(word)
        or fold(word) == word.lower()
    ):
        return False
    reached = {0: 0}
    for start in range(len(word)):
        if start in reached and reached[start] < MOST_SYLLABLES:
            for end in range(start + 2, min(start + 7, len(word)) + 1):
                if is_syllable(word[start:end]):
                    reached[end] = min(reached.get(end, MOST_SYLLABLES), reached[start] + 1)
    return len(word) in reached


def has_slips(text: str) -> bool:
    """Whether `slips` finds anything; pieces are made of the lines only that a quick look leaves over."""
    lines = text.split("\n") if _may_have_slips(text) else ()
    return any(slips(split_line(line, 0, 0)) for line in lines if _may_have_slips(line))


def _may_have_slips(text: str) -> bool:
    """Whether a text or one of its lines has an onset that stands alone, or a chain."""
    return _HINT.search(text) is not None or any(map(is_chain, _LONG.findall(text)))


def _is_onset(word: str) -> bool:
    """Whether a word is an onset in small letters, or with a capital first ("T hành phố")."""
    return word[1:].islower() + (len(word) == 1) > 0 and _ONSET.fullmatch(word.lower()) is not None


def slips(pieces: Sequence[Piece]) -> set[int]:
    """Numbers of the pieces whose spaces are wrong."""
    found = set()
    for i, piece in enumerate(pieces):
        if piece.kind == FIXED:
            continue
        if is_chain(piece.text):
            found.add(i)
        elif i + 1 < len(pieces) and _is_onset(piece.text) and not is_syllable(piece.text):
            other = pieces[i + 1]
            rime = other.text
            apart = other.line == piece.line and other.start == piece.end + 1 and not piece.glued and not other.glued
            if apart and fold(rime) != rime.lower() and rime.islower() and is_syllable(piece.text + rime):
                found |= {i, i + 1}
    return found
