"""Which words a word may be a slip of the pen for, and of what kind the slip would be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.restoration.models import language_model, word_counts
from pipeline.restoration.ngrams import NUMBER
from pipeline.text.unicode import TONES, fold, is_syllable, sounding

TONE, MARK, MARKS, MISSING, EXTRA, OTHER, HEARD, KEYS = range(8)
"""Kinds of slips: another tone; another mark of one letter; marks of two letters; a letter that is missing, one too
many, another or two turned round; a confusion of speakers (hỏi and ngã, s and x, n and ng); Telex keys left over."""

COSTS = (7.0, 7.5, 8.5, 10.0, 10.0, 11.2, 8.0, 3.0)
"""Log-odds against each kind, for choosing among the words that may be meant."""

COMMON = 200
"""How often a word must stand in the training text to be meant."""

_REMEMBERED = 1 << 15  # written words whose variants are kept
_SHORTEST = 3  # letters of a word in which a letter and a mark at once may be wrong
_HEARD_TONES = {"\u0303\u0309", "\u0309\u0303"}
_HEARD = (
    ("^s", "x"), ("^x", "s"), ("^tr", "ch"), ("^ch", "tr"), ("^n(?!g|h)", "l"), ("^l", "n"), ("^d(?=[^i])", "gi"),
    ("^gi(?=[aăâeêoôơuư])", "d"), ("^r", "d"), ("^d", "r"), ("c$", "t"), ("t$", "c"),
    ("n$", "ng"), ("(?<=[^n])ng$", "n"),
)  # fmt: skip
"""Letters that sound alike to speakers of one region or another: what is written, what may be meant."""

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_TELEX_LETTERS = (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("dd", "đ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))


@lru_cache(maxsize=_REMEMBERED)
def variants(written: str) -> tuple[tuple[int, int], ...]:
    """Words (ids) that `written` may be a slip for, with the kind of the slip; a word comes once.

    Args:
        written: A word, lower case, its tones placed the newer way.
    """
    sound, words = sounding(written), language_model().words
    found: dict[int, int] = {}
    for word, kind in _options(written):
        found.setdefault(word, kind)
    return tuple((word, kind) for word, kind in found.items() if sounding(words[word]) != sound)


def _options(written: str) -> Iterator[tuple[int, int]]:
    """The words and kinds, the likelier kind of a word first; a syllable with another first letter keeps its tone."""
    base, tone, sound = fold(written), _parts(written)[1], is_syllable(written)
    yield from ((word, KEYS) for word in typed(written))
    yield from ((word, HEARD) for word in _heard(written))
    for word, text in _by_base().get(base, ()):
        if (kind := _marks(written, text)) is not None:
            yield word, kind
    yield from _one_letter(written)
    for other in _near(base):
        kind = MISSING if len(other) > len(base) else EXTRA if len(other) < len(base) else OTHER
        free = not sound or other[0] == base[0]
        yield from ((word, kind) for word, text in _by_base()[other] if free or _parts(text)[1] == tone)


@lru_cache(maxsize=_REMEMBERED)
def _parts(word: str) -> tuple[str, str]:
    """The word without its tone, and the tone."""
    loose = unicodedata.normalize("NFD", word)
    tone = "".join(c for c in loose if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in loose if c not in TONES)), tone


def _marks(written: str, meant: str) -> int | None:
    """The kind of a slip that put other marks on the same letters; None where that is more than one slip."""
    (bare, tone), (other, other_tone) = _parts(written), _parts(meant)
    if bare == other:
        return HEARD if tone + other_tone in _HEARD_TONES else TONE
    differ = sum(a != b for a, b in zip(written, meant, strict=True))
    return {1: MARK, 2: MARKS}.get(differ)


@cache
def _by_base() -> dict[str, tuple[tuple[int, str], ...]]:
    """The words that may be meant, with ids, by what they are without marks."""
    found: dict[str, list[tuple[int, str]]] = {}
    counts = word_counts()
    for word, text in enumerate(language_model().words):
        if word > NUMBER and counts[word] >= COMMON and is_syllable(text):
            found.setdefault(fold(text), []).append((word, text))
    return {base: tuple(words) for base, words in found.items()}


@cache
def _by_parts() -> dict[tuple[str, str], int]:
    """The same words by what they are without their tone, and the tone."""
    return {_parts(text): word for words in _by_base().values() for word, text in words}


def _heard(written: str) -> list[int]:
    """Words that some speakers pronounce like `written`, with the same tone."""
    bare, tone = _parts(written)
    others = [re.sub(old, new, bare) for old, new in _HEARD if re.search(old, bare)]
    return [word for other in others if (word := _by_parts().get((other, tone))) is not None]


@lru_cache(maxsize=_REMEMBERED)
def typed(written: str) -> tuple[int, ...]:
    """The word that the keys of the Telex way of typing make of `written`."""
    bare, tone = _parts(written)
    tones = [c for c in bare[1:] if c in _TELEX_TONES]
    if is_syllable(written):
        return ()
    if tones and not tone:
        last = bare.rindex(tones[-1])
        bare, tone = bare[:last] + bare[last + 1 :], _TELEX_TONES[tones[-1]]
    for keys, letter in _TELEX_LETTERS:
        bare = bare.replace(keys, letter)
    meant = _by_parts().get((bare.replace("ưo", "ươ").replace("uơ", "ươ"), tone))
    return () if meant is None else (meant,)


@cache
def _by_bare_deletion() -> dict[tuple[str, str], tuple[str, ...]]:
    """Short words without their tone, by themselves less one letter and the tone."""
    found: dict[tuple[str, str], list[str]] = {}
    for bare, tone in _by_parts():
        if len(bare) <= _SHORTEST:
            for shorter in _deletions(bare):
                found.setdefault((shorter, tone), []).append(bare)
    return {key: tuple(bares) for key, bares in found.items()}


def _one_letter(written: str) -> list[tuple[int, int]]:
    """Words that differ from a short one in one letter, the tone and the other marks being the same."""
    bare, tone = _parts(written)
    if len(bare) > _SHORTEST or len(bare) < 2:
        return []
    known, longer = _by_parts(), _by_bare_deletion()
    found = [(known[other, tone], MISSING) for other in longer.get((bare, tone), ())]
    for shorter in _deletions(bare):
        if len(shorter) > 1 and (shorter, tone) in known:
            found.append((known[shorter, tone], EXTRA))
        found += [(known[other, tone], OTHER) for other in longer.get((shorter, tone), ()) if _one_other(bare, other)]
    return found


@cache
def _by_deletion() -> dict[str, tuple[str, ...]]:
    """Bases by themselves less one letter."""
    found: dict[str, list[str]] = {}
    for base in _by_base():
        for shorter in _deletions(base):
            found.setdefault(shorter, []).append(base)
    return {shorter: tuple(bases) for shorter, bases in found.items()}


@lru_cache(maxsize=_REMEMBERED)
def _near(base: str) -> tuple[str, ...]:
    """The bases that lack a letter of `base`, have one more, another, or two turned round: three letters at least."""
    known, longer = _by_base(), _by_deletion()
    if len(base) < _SHORTEST:
        return ()
    less = _deletions(base)
    other = {found for shorter in less for found in longer.get(shorter, ()) if _one_other(base, found)}
    turned = {base[:i] + base[i + 1] + base[i] + base[i + 2 :] for i in range(len(base) - 1)} - {base}
    near = {*longer.get(base, ()), *other, *(found for found in less | turned if found in known)}
    return tuple(sorted(found for found in near if len(found) >= _SHORTEST))


def _one_other(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _deletions(base: str) -> set[str]:
    return {base[:i] + base[i + 1 :] for i in range(len(base))}
