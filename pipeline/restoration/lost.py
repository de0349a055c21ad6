"""Letters of which a byte was lost, told by the words beside theirs ("tá» rơi" is tờ rơi, "bÃ¡o cÃ¡o v?" về)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pipeline.restoration.models import language_model
from pipeline.restoration.ngrams import BREAK, NUMBER, UNKNOWN
from pipeline.text.lost_bytes import ANY_LOST, fillings, is_loud
from pipeline.text.spans import Edit

_WORD = re.compile(rf"(?:[^\W_]|{ANY_LOST.pattern})+")
_BETWEEN = re.compile(r"[.;:!?()\n]")


def filled(text: str) -> list[Edit]:
    """The words with a lost letter as the language model reads them; those stay that can be no syllable."""
    return [edit for line in _lines(text) for edit in _filled(*line)]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if ANY_LOST.search(line):
            yield at, line
        at += len(line) + 1


def _filled(at: int, line: str) -> Iterator[Edit]:
    words = list(_WORD.finditer(line))
    ids, loud = language_model().ids, is_loud(line)
    options = [_options(word.group(), loud, ids) if ANY_LOST.search(word.group()) else [word.group()] for word in words]
    known = [[NUMBER if any(map(str.isdigit, o)) else ids.get(o.lower(), UNKNOWN) for o in own] for own in options]
    parted = [bool(_BETWEEN.search(line, a.end(), b.start())) for a, b in zip(words, words[1:], strict=False)]
    best = _best(known, parted)
    for word, own, choice in zip(words, options, best, strict=True):
        if ANY_LOST.search(word.group()) and own:
            yield at + word.start(), at + word.end(), own[choice]


def _options(word: str, loud: bool, ids: Mapping[str, int]) -> list[str]:
    """What a word can be: words that the model knows, if there are any."""
    possible = list(dict.fromkeys(fillings(word, loud)))
    return [option for option in possible if option.lower() in ids] or possible


def _best(known: Sequence[Sequence[int]], parted: Sequence[bool]) -> list[int]:
    """The likeliest choice for each word, by pairs of words; a break stands where a sign parts two."""
    model = language_model()

    def pairs(before: Sequence[int], after: Sequence[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        first = np.repeat(np.array(before, dtype=np.int64), len(after))
        second = np.tile(np.array(after, dtype=np.int64), len(before))
        return model.bigram(first, second).reshape(len(before), len(after))

    score = np.zeros(1, dtype=np.float32)
    last: Sequence[int] = (BREAK,)
    back: list[list[int]] = []
    for place, own in enumerate([*(list(k) or [UNKNOWN] for k in known), [BREAK]]):
        if place and place <= len(parted) and parted[place - 1]:
            start = pairs((BREAK,), own)[0]
            steps = score[:, None] + pairs(last, (BREAK,)) + start[None, :]
        else:
            steps = score[:, None] + pairs(last, own)
        back.append(steps.argmax(axis=0).tolist())
        score, last = steps.max(axis=0), own
    path, at = [], 0
    for choices in reversed(back):
        at = choices[at]
        path.append(at)
    return path[::-1][1:]
