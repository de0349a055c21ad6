"""Words that a converter wrote letter by letter: "B ộ X â y d ự n g" reads "Bộ Xây dựng"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.assets import lines
from pipeline.text.letters import UPPER
from pipeline.text.spans import Edit
from pipeline.text.unicode import is_syllable

_LONE = re.compile(r"(?<![^\s(])[^\W\d_] (?=[^\W\d_]{1,3}(?!\w))")
"""A letter that stands alone before a few others."""
_RUN = re.compile(r"(?<![^\s(])[^\W\d_]{1,6}(?: [^\W\d_]{1,6})+(?![\w])")
_LONE_LEAST = 2
"""Letters alone that are no words, from which a run is held to be spaced out."""
_TOKENS_MOST = 6
_LETTERS_MOST = 7
_NO_WORD, _BARE_VOWEL, _JOINED, _COMMON = 30, 5, 2, -1
"""What a token costs that is no syllable, one that is a vowel, each token of a word put together, and a common word."""


def joined_letters(text: str) -> list[Edit]:
    """Edits that take the blanks out of words written letter by letter; other blanks stay."""
    named = list(_spaced_types(text))
    within = {text.rfind("\n", 0, start) for start, _, _ in named}
    edits: list[Edit] = []
    reached = 0
    for lone in _LONE.finditer(text):
        if lone.start() < reached:
            continue
        line = text.rfind("\n", 0, lone.start()) + 1
        if line - 1 in within:
            continue
        for run in _RUN.finditer(text, line, _line_end(text, lone.start())):
            reached = run.end()
            tokens = run.group().split(" ")
            if sum(len(token) == 1 and not is_syllable(token) for token in tokens) >= _LONE_LEAST:
                edits += _gaps(run.start(), tokens)
        reached = max(reached, _line_end(text, lone.start()))
    return sorted([*edits, *named])


def _spaced_types(text: str) -> Iterator[Edit]:
    """The blanks inside the words of a line that is the name of a kind of paper: "K Ế   H O Ạ C H"."""
    for line in _SPACED_LINE.finditer(text):
        name = _types().get("".join(line.group().split()))
        if name is None:
            continue
        at, ends = 0, set(_word_ends(name))
        for found in re.finditer(r"\S+|\s+", line.group().strip()):
            start = line.start() + found.start() + len(line.group()) - len(line.group().lstrip())
            if not found.group().isspace():
                at += len(found.group())
            elif at in ends:
                yield start, start + len(found.group()), " "
            else:
                yield start, start + len(found.group()), ""


_SPACED_LINE = re.compile(rf"^[^\S\n]*[{UPPER}](?:[^\S\n]+[{UPPER}])+[^\S\n]*$", re.MULTILINE)


@cache
def _types() -> dict[str, str]:
    """Kinds of papers in capitals, by their letters alone."""
    return {entry.upper().replace(" ", ""): entry.upper() for entry in lines("document_types.txt")}


def _word_ends(name: str) -> Iterator[int]:
    """How many letters stand before each blank of a name."""
    letters = 0
    for word in name.split()[:-1]:
        letters += len(word)
        yield letters


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _gaps(start: int, tokens: Sequence[str]) -> Iterator[Edit]:
    """The blanks inside the words that the tokens make."""
    places, at = [], start
    for token in tokens:
        places.append(at)
        at += len(token) + 1
    for first, last in _words(tokens):
        for index in range(first, last - 1):
            gap = places[index] + len(tokens[index])
            yield gap, gap + 1, ""


def _words(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """The cheapest reading of tokens as words, each as first token and behind its last."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(tokens) + 1):
        options = []
        for begin in range(max(0, end - _TOKENS_MOST), end):
            cost = _cost(tokens[begin:end])
            if cost is not None:
                options.append((best[begin][0] + cost, begin))
        best.append(min(options))
    words, end = [], len(tokens)
    while end:
        words.append((best[end][1], end))
        end = best[end][1]
    return words[::-1]


def _cost(tokens: Sequence[str]) -> int | None:
    """How unlikely it is that tokens are one word; None where they cannot be."""
    word = "".join(tokens)
    if len(tokens) == 1:
        return (_BARE_VOWEL if len(word) == 1 else 0) if is_syllable(word) else _NO_WORD
    cased = word.islower() or word.isupper() or word.istitle()
    initials = len(word) == len(tokens) and word.isascii() and (word.isupper() or len(word) < 3)  # "P U B", "x y"
    if len(word) > _LETTERS_MOST or not cased or initials or not is_syllable(word):
        return None
    return _JOINED * len(tokens) + (_COMMON if word.lower() in _common() else 0)


@cache
def _common() -> frozenset[str]:
    """Syllables of the names of bodies and papers, which heads and feet are made of."""
    return frozenset(
        syllable.lower()
        for name in ("body_heads.txt", "document_types.txt")
        for entry in lines(name)
        for syllable in entry.split()
    )
