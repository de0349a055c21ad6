"""Likely slips of the pen in clean text.

A word is suspect where the language model reads the text with another word, of which it could be a slip, so much better
that a decision learned on slips believes it (`verdicts`). Most words are never asked: the text as written is scored
first, in a few array operations, and only where the model is surprised, or a word is none, are other words tried, first
with their neighbours alone, then with all the context that the model knows. Names and foreign words are let be. Time
and memory grow with the length of the text, and with nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.restoration.channel import LOWER, TITLE, UPPER, cased
from pipeline.restoration.garble import garbled_lines
from pipeline.restoration.models import language_model
from pipeline.restoration.ngrams import BREAK, NUMBER, UNKNOWN, NgramModel
from pipeline.restoration.pieces import FIXED, Piece, split_text
from pipeline.restoration.result import Reason, Suspect
from pipeline.restoration.slips import COSTS, typed, variants
from pipeline.restoration.verdicts import Doubts, Seen, best, joined, probabilities, stronger
from pipeline.text.spans import Span
from pipeline.text.unicode import is_syllable, place_tones

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = TypeVar("Numbers", Ints, Floats)

RARE = -4.0
"""Log-probability (natural) of a word below which others are tried."""

SURPRISED = np.array((0, -8, -10.5, -13, -16.5), dtype=np.float32)
"""The same of the word and those after it in its sentence, by how many they are, four at most. With both bounds 11 % of
all words are asked about, and 98.5 % of the slips told in text with slips put in."""

HOPEFUL = -11.0
"""Gain over the two neighbouring pairs, the cost of the slip counted, from which the whole context is asked."""

_SETTLEMENTS = ("ấp", "buôn", "sóc", "phum", "khóm", "bon", "plei")
"""Kinds of villages, of which the training text has too few."""

_COST = np.array(COSTS, dtype=np.float32)
_ROUNDING = 1e-3  # of sums of logarithms, an upper bound

SURE = 0.5
"""Probability from which a word is told as a slip."""

AT_ONCE = 4000
"""Words whose readings are scored together; bounds the memory."""

_REACH = 3
"""Words before and after that the score of a word depends on, the model's longest n-gram being four words."""


def spelling_suspects(text: str) -> tuple[Suspect, ...]:
    """Words of clean text that are probably slips, in order.

    Args:
        text: Sound text in NFC; garbled lines are passed over.

    Raises:
        EngineError: a model is missing or damaged.
    """
    found = doubted(text)
    if found is None:
        return ()
    spans, doubts, seen = found
    sure = stronger(doubts, probabilities(doubts, seen), SURE)
    words = language_model().words
    suspects = []
    for at in np.flatnonzero(sure >= SURE).tolist():
        start, end = spans[at]
        word, place = text[start:end], doubts.place[at]
        case = UPPER if seen.upper[place] else TITLE if seen.title[place] else LOWER
        reason: Reason = "impossible-syllable" if seen.strange[place] else "unlikely-in-context"
        suspects.append(
            Suspect(start, end, word, cased(words[doubts.meant[at]], case), round(float(sure[at]), 4), reason)
        )
    return tuple(suspects)


def doubted(text: str) -> tuple[list[Span], Doubts, Seen] | None:
    """Where another word would read better than the one that stands there, in order; None where nowhere.

    Returns:
        The spans in the text, the doubts, and the text as the language model sees it.
    """
    flags = garbled_lines(text)
    pieces = split_text(text)
    if not pieces or all(flags[piece.line] for piece in pieces):
        return None
    written = _written(pieces)
    alive = _of_sentence(written)
    asked = [
        place for place in _surprising(written, alive)
        if _open_to_doubt(pieces, written, place) and not flags[pieces[written.piece[place]].line]
    ]  # fmt: skip
    if not asked:
        return None
    stretches = [asked[low : low + AT_ONCE] for low in range(0, len(asked), AT_ONCE)]
    doubts = joined([_compared(written, alive, stretch) for stretch in stretches])
    spans = [(pieces[i].start, pieces[i].end) for i in written.piece[doubts.place].tolist()]
    return spans, doubts, _seen(pieces, written)


def _seen(pieces: Sequence[Piece], written: _Written) -> Seen:
    """What the decision on slips looks at beside the doubts."""
    is_word, piece = written.piece >= 0, np.maximum(written.piece, 0)
    title = np.array([one.text[0].isupper() for one in pieces])
    upper = np.array([len(one.text) > 1 and one.text.isupper() for one in pieces])
    strange, title, upper = (flags[piece] & is_word for flags in (written.strange, title, upper))
    return Seen(written.ids, written.log, language_model().unigrams, strange, title, upper)


@dataclass(frozen=True, slots=True)
class _Written:
    """The text as the language model sees it: sentences with two breaks before and one after.

    Attributes:
        words: Of the pieces, lower case, tones placed the newer way.
        strange: For each of them whether it is no syllable.
        ids: Of the words and breaks.
        age: How many words and breaks of its sentence stand before each.
        piece: Number of the piece of each, -1 for breaks.
        pair: log p of each, given the one before it.
        log: log p of each, given those before it in its sentence.
    """

    words: Sequence[str]
    strange: Flags
    ids: Ints
    age: Ints
    piece: Ints
    pair: Floats
    log: Floats


@lru_cache(maxsize=1 << 16)
def _word(text: str) -> tuple[str, int, bool]:
    """The word of a piece, its id, and whether it is no syllable."""
    word = place_tones(text.lower())
    identity = NUMBER if any(c.isdigit() for c in text) else language_model().ids.get(word, UNKNOWN)
    return word, identity, not is_syllable(word)


def _written(pieces: Sequence[Piece]) -> _Written:
    words, known, strange = zip(*(_word(one.text) for one in pieces), strict=True)
    ids: list[int] = [BREAK, BREAK]
    age: list[int] = [0, 1]
    piece: list[int] = [-1, -1]
    begin = 0
    for end, one in enumerate(pieces, 1):
        if one.closes or end == len(pieces):
            ids += [*known[begin:end], BREAK, BREAK, BREAK]
            age += [*range(2, end - begin + 3), 0, 1]
            piece += [*range(begin, end), -1, -1, -1]
            begin = end
    numbers, ages = np.array(ids, dtype=np.int64), np.array(age, dtype=np.int64)
    context = _shifted(numbers, 3), _shifted(numbers, 2), _shifted(numbers, 1)
    pair = language_model().bigram(context[-1], numbers)
    log = np.where(ages >= 2, _log(language_model(), (*context, numbers), ages >= _REACH, pair), np.float32(0))
    return _Written(words, np.array(strange), numbers, ages, np.array(piece, dtype=np.int64), pair, log)


def _shifted(values: Numbers, by: int) -> Numbers:
    """For each place the value that stands `by` places before it (after it where negative), 0 at the edge."""
    out = np.roll(values, by)
    out[: max(by, 0)] = 0
    out[len(out) + min(by, 0) :] = 0
    return out


def _log(model: NgramModel, words: tuple[Ints, Ints, Ints, Ints], deep: Flags, pair: Floats) -> Floats:
    """log p of the last of four words given the others, or the two before it where the sentence is not `deep` yet.

    Args:
        model: The language model.
        words: Oldest first.
        deep: Whether three words of its sentence stand before the last.
        pair: log p of the last given the one before it.
    """
    u, v, w, x = words
    three = model.extend(pair, model.context(v, w), v, w, x)
    four = model.extend(three, model.context(u, v, w), u, v, w, x)
    return np.where(deep, four, three)


def _of_sentence(written: _Written) -> list[Flags]:
    """For each distance up to `_REACH` whether the word so far after each one is of its sentence."""
    alive = [np.ones(len(written.ids), dtype=bool)]
    for ahead in range(1, _REACH + 1):
        alive.append(alive[-1] & (_shifted(written.age, -ahead) >= 2))
    return alive


def _ahead(written: _Written, alive: Sequence[Flags]) -> Floats:
    """log p of each word and of those after it that its choice affects."""
    logs = (np.where(alive[d], _shifted(written.log, -d), np.float32(0)) for d in range(_REACH + 1))
    total: Floats = np.sum(np.stack(list(logs)), axis=0)
    return total


def _surprising(written: _Written, alive: Sequence[Flags]) -> list[int]:
    """The places of words that the model finds rare where they stand, or that are none."""
    reach = np.sum(np.stack(alive), axis=0)
    rare = (written.log < RARE) & (_ahead(written, alive) < SURPRISED[reach])
    is_word = written.piece >= 0
    places: list[int] = np.flatnonzero(is_word & (rare | written.strange[np.maximum(written.piece, 0)])).tolist()
    return places


def _open_to_doubt(pieces: Sequence[Piece], written: _Written, place: int) -> bool:
    """Whether a word is one that slips are looked for in: no name, no figure, no abbreviation, no foreign word."""
    i, known = int(written.piece[place]), int(written.ids[place])
    text = pieces[i].text
    if pieces[i].kind == FIXED or pieces[i].glued or known == NUMBER or len(text) < 2 or not text.isalpha():
        return False
    if text.isupper():
        return is_syllable(text) and known != UNKNOWN or not text.isascii()
    if text in _SETTLEMENTS or not text[1:].islower():
        return False
    if text.isascii() and not is_syllable(text) and not typed(text.lower()):  # a foreign word
        return False
    if text[0].isupper() and i > 0 and not pieces[i - 1].closes:  # a name, but for a word alone
        after = pieces[i + 1].text if i + 1 < len(pieces) else ""
        return pieces[i - 1].text[:1].islower() and after.islower() and known != UNKNOWN
    return True


@lru_cache(maxsize=1 << 15)
def _options(word: str) -> tuple[Ints, Ints]:
    found = variants(word)
    return np.array([w for w, _ in found], dtype=np.int64), np.array([k for _, k in found], dtype=np.int64)


def _compared(written: _Written, alive: Sequence[Flags], asked: Sequence[int]) -> Doubts:
    """Where another word reads better than one that was asked about: the best, and by how much."""
    model = language_model()
    options = [_options(written.words[written.piece[place]]) for place in asked]
    which = np.repeat(np.arange(len(asked)), [len(words) for words, _ in options])
    place = np.array(asked, dtype=np.int64)[which]
    meant = np.concatenate([words for words, _ in options])
    kind = np.concatenate([kinds for _, kinds in options])
    first, stands = model.bigram(written.ids[place - 1], meant), written.pair[place] + written.pair[place + 1]
    hopeful = np.flatnonzero(first - _COST[kind] - stands > HOPEFUL - model.most - _ROUNDING)
    second = model.bigram(meant[hopeful], written.ids[place[hopeful] + 1])
    hopeful = hopeful[first[hopeful] + second - _COST[kind[hopeful]] - stands[hopeful] > HOPEFUL]
    which, place, meant, kind = which[hopeful], place[hopeful], meant[hopeful], kind[hopeful]
    left, right = _gains(written, alive, place, meant)
    return best(which, place, meant, kind, left, right)


def _gains(written: _Written, alive: Sequence[Flags], place: Ints, meant: Ints) -> tuple[Floats, Floats]:
    """How much better other words do than those written there: log p of the words, and of the three after them."""
    model = language_model()
    around = [_at(written.ids, place + d) for d in range(-_REACH, _REACH + 1)]
    around[_REACH] = meant
    distances = range(_REACH + 1)
    u, v, w, x = (np.concatenate([around[d + ahead] for d in distances]) for ahead in range(4))
    deep = np.concatenate([_at(written.age, place + d) >= _REACH for d in distances])
    logs = _log(model, (u, v, w, x), deep, model.bigram(w, x)).reshape(len(distances), -1)
    gains = [np.where(alive[d][place], logs[d] - _at(written.log, place + d), np.float32(0)) for d in distances]
    after: Floats = np.sum(np.stack(gains[1:]), axis=0)
    return gains[0], after


def _at(values: Numbers, places: Ints) -> Numbers:
    """The values at places, 0 past the edges."""
    inside = np.clip(places, 0, len(values) - 1)
    return np.where(inside == places, values[inside], values.dtype.type(0))
