"""Slips of the pen put into sound text by chance: what the spelling check is learned and measured on.

Kinds of one word: another tone ("để" -> "đề"), another vowel mark ("rừng" -> "rùng"), d for đ, a letter left out,
added, struck beside ("hình" -> "hành"), two letters turned round, a confusion of speakers (hỏi and ngã, s and x, tr and
ch, n and l, c and t, n and ng, d and gi), keys of the Telex way of typing left over. Of several words: one twice, one
lost, two without the blank, one with a blank inside.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.text.unicode import is_syllable, place_tones, sounding

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TELEX = dict(zip(_TONES, ("", "f", "s", "x", "r", "j"), strict=True))
_DOUBLED_KEY = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_QUALITIES = ("aăâ", "eê", "oôơ", "uư")
_BESIDE = {
    key: "".join(row[i] for i in (at - 1, at + 1) if 0 <= i < len(row))
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, key in enumerate(row)
}
_EAR = (
    ("^s", "x"), ("^x", "s"), ("^tr", "ch"), ("^ch", "tr"), ("^n(?!g|h)", "l"), ("^l", "n"), ("^d", "gi"),
    ("^gi(?=[aeou])", "d"), ("^r", "d"), ("c$", "t"), ("t$", "c"), ("n$", "ng"), ("(?<=[^n])ng$", "n"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip in the text that has it.

    Attributes:
        kind: One of `KINDS`.
        start: Where what is wrong begins.
        end: Where it ends.
        wrong: What stands there.
        right: What is meant; empty where a word is one too many.
    """

    kind: str
    start: int
    end: int
    wrong: str
    right: str


def _parts(word: str) -> tuple[str, str]:
    """The word without its tone, and the tone."""
    loose = unicodedata.normalize("NFD", word)
    tone = next((c for c in loose if c in _TONES), "")
    return unicodedata.normalize("NFC", "".join(c for c in loose if c not in _TONES)), tone


def _toned(bare: str, tone: str, like: str) -> str:
    """`bare` with the tone on the vowel that a syllable has it on, or where `like` has its tone."""
    if not tone:
        return bare
    tries = [
        place_tones(unicodedata.normalize("NFC", bare[: i + 1] + tone + bare[i + 1 :]))
        for i, c in enumerate(bare)
        if unicodedata.normalize("NFD", c)[0] in "aeiouy"
    ]
    place = next((i for i, c in enumerate(unicodedata.normalize("NFC", like)) if _parts(c)[1]), -1)
    sound = [word for word in tries if is_syllable(word)]
    best = [word for word in sound or tries if 0 <= place < len(word) and _parts(word[place])[1]]
    return (best or sound or tries or [bare])[-1]


def _tone(word: str, rng: random.Random) -> str:
    bare, tone = _parts(word)
    return _toned(bare, rng.choice([t for t in _TONES if t != tone]), word)


def _mark(word: str, rng: random.Random) -> str:
    bare, tone = _parts(word)
    places = [(i, row) for i, c in enumerate(bare) for row in _QUALITIES if c in row]
    if not places:
        return word
    at, row = rng.choice(places)
    return _toned(bare[:at] + rng.choice(row.replace(bare[at], "")) + bare[at + 1 :], tone, word)


def _stroke(word: str, rng: random.Random) -> str:
    at = rng.choice([i for i, c in enumerate(word) if c in "dđ"] or [-1])
    return word if at < 0 else word[:at] + ("đ" if word[at] == "d" else "d") + word[at + 1 :]


def _left_out(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 2 else word


def _added(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    base = unicodedata.normalize("NFD", word[at])[0]
    return word[: at + 1] + rng.choice(base + _BESIDE.get(base, "")) + word[at + 1 :]


def _beside(word: str, rng: random.Random) -> str:
    bare, tone = _parts(word)
    at = rng.randrange(len(bare))
    return _toned(bare[:at] + rng.choice(_BESIDE.get(bare[at], bare[at])) + bare[at + 1 :], tone, word)


def _turned(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _heard(word: str, rng: random.Random) -> str:
    bare, tone = _parts(word)
    others = [re.sub(old, new, bare) for old, new in _EAR if re.search(old, bare)]
    if tone in ("\u0309", "\u0303"):
        return _toned(bare, "\u0303" if tone == "\u0309" else "\u0309", word)
    return _toned(rng.choice(others), tone, word) if others else word


def _keys(word: str, rng: random.Random) -> str:
    bare, tone = _parts(word)
    whole = "".join(_DOUBLED_KEY.get(c, c) for c in bare)
    return rng.choice((whole + _TELEX[tone], bare + _TELEX[tone]))


ONE: dict[str, Callable[[str, random.Random], str]] = {
    "tone": _tone, "mark": _mark, "stroke": _stroke, "left-out": _left_out, "added": _added, "beside": _beside,
    "turned": _turned, "heard": _heard, "keys": _keys,
}  # fmt: skip
SEVERAL = ("doubled", "lost", "joined", "cut")
KINDS = (*ONE, *SEVERAL)
WEIGHTS = (40, 12, 3, 10, 3, 6, 2, 10, 2, 4, 4, 2, 2)
"""How often each of `KINDS` is drawn; of the slips in real papers that two people marked most are of tones."""


KEPT = 0.4
"""Share of the slips making no word of the language that stay in the text: a word processor underlines them."""

AGAIN = 0.03
"""Share of the slips that are made wherever the document writes the same two words: copied, or a habit."""


def slip(word: str, kind: str, rng: random.Random) -> str | None:
    """A lower-case word with a slip of one of the kinds of one word; None where it came out sounding the same."""
    wrong = ONE[kind](word, rng)
    return None if sounding(place_tones(wrong)) == sounding(place_tones(word)) or not wrong else wrong


def with_slips(
    text: str, rng: random.Random, every: int = 60, kinds: tuple[str, ...] = KINDS, words: frozenset[str] = frozenset()
) -> tuple[str, list[Slip]]:
    """The text with a slip about once in `every` words, never two close together, and the slips in order.

    Args:
        text: Sound text in NFC, tones placed the newer way.
        rng: Chance.
        every: Words from one slip to the next, on average.
        kinds: What to draw from.
        words: Of the language: most slips that make none are seen and mended. Empty: all are kept.
    """
    weights = [WEIGHTS[KINDS.index(kind)] for kind in kinds]
    found = [one for one in _WORD.finditer(text) if one.group()[1:].islower() and is_syllable(one.group())]
    plan: dict[int, Slip] = {}
    at = rng.randrange(every)
    while at < len(found) - 1:
        if at not in plan:
            put = _put(rng.choices(kinds, weights)[0], found[at].span(), found[at + 1].span(), text, rng)
            if put and (not words or put.kind in SEVERAL or put.wrong.lower() in words or rng.random() < KEPT):
                plan[at] = put
                if put.kind in ONE and rng.random() < AGAIN:
                    plan.update(_again(at, put, found))
        at += rng.randrange(max(every // 2, 1), every + every // 2 + 1)
    return _made(text, [plan[at] for at in sorted(plan)])


def _again(at: int, put: Slip, found: list[re.Match[str]]) -> dict[int, Slip]:
    """The slip at all later places of the word with the same word after it."""
    pair = found[at].group(), found[at + 1].group()
    return {
        i: Slip(put.kind, *found[i].span(), put.wrong, put.right)
        for i in range(at + 1, len(found) - 1)
        if (found[i].group(), found[i + 1].group()) == pair
    }


def _made(text: str, plan: list[Slip]) -> tuple[str, list[Slip]]:
    """The text with slips in place of the spans that they name, and the slips with their spans in it."""
    out: list[str] = []
    slips: list[Slip] = []
    done = length = 0
    for one in plan:
        if one.start < done:
            continue
        out += [text[done : one.start], one.wrong]
        length += one.start - done
        slips.append(Slip(one.kind, length, length + len(one.wrong), one.wrong, one.right))
        length, done = length + len(one.wrong), one.end
    return "".join((*out, text[done:])), slips


def _put(kind: str, here: tuple[int, int], after: tuple[int, int], text: str, rng: random.Random) -> Slip | None:
    """The slip for a word, its span that of what goes; None where none of the kind can be made."""
    (begin, end), (second, last) = here, after
    word = text[begin:end]
    if not word.islower() and not text[second:last].islower():
        return None  # a name
    if kind in ONE:
        wrong = slip(word.lower(), kind, rng) if len(word) > 1 else None
        wrong = wrong and (wrong if word.islower() else wrong[:1].upper() + wrong[1:])
        return Slip(kind, begin, end, wrong, word) if wrong else None
    if kind == "doubled":
        return Slip(kind, begin, end, f"{word} {word}", word)
    if kind == "cut":
        at = rng.randrange(1, len(word)) if len(word) > 2 else 0
        return Slip(kind, begin, end, f"{word[:at]} {word[at:]}", word) if at else None
    if text[end:second] != " " or kind == "lost" and not (text[begin - 1 : begin] == " " and text[begin - 2].isalpha()):
        return None
    wrong = text[second:last] if kind == "lost" else word + text[second:last]
    return Slip(kind, begin, last, wrong, text[begin:last])
