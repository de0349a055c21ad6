"""Likely slips of the pen in clean text.

A word is suspect where the language model reads the text with another word, of which it could be a slip, better by far
more than slips are rare. Most words are never asked: the text as written is scored first, in a few array operations,
and only where the model is surprised, or a word is none, are other words tried, first with their neighbours alone,
then with all the context that the model knows. Precision goes first: names, capitals and what the document itself
repeats are let be. Time and memory grow with the length of the text, and with nothing else.
"""

from __future__ import annotations

from collections import Counter
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
from pipeline.restoration.result import Suspect
from pipeline.restoration.slips import Costs, variants
from pipeline.text.unicode import fold, is_syllable, place_tones

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = TypeVar("Numbers", Ints, Floats)

RARE, SURPRISED = -4.0, -17.0
"""Log-probability (natural) of a word, and of it and the three after it, below which other words are tried: 11 % of all
words, and 99 % of the 876 suspects that decoding everywhere found in 735,000 words, half of them with slips put in."""

HOPEFUL = -10.0
"""Gain over the two neighbouring pairs, the cost of the slip counted, from which the whole context is asked. With both
bounds 871 of those suspects are found, and 5 others."""

_ROUNDING = 1e-3  # of sums of logs, generously

AT_ONCE = 4000
"""Words whose readings are scored together; bounds the memory."""

_REACH = 3
"""Words before and after that the score of a word depends on, the model's longest n-gram being four words."""


def spelling_suspects(text: str, costs: Costs | None = None) -> tuple[Suspect, ...]:
    """Words of clean text that are probably slips, in order.

    Args:
        text: Sound text in NFC; garbled lines are passed over.
        costs: How rare slips are taken to be.

    Raises:
        EngineError: the language model is missing or damaged.
    """
    costs = costs or Costs()
    flags = garbled_lines(text)
    pieces = split_text(text)
    if not pieces or all(flags[piece.line] for piece in pieces):
        return ()
    written = _written(pieces)
    asked = [
        place for place in _surprising(written)
        if _open_to_doubt(pieces, written, place) and not flags[pieces[written.piece[place]].line]
    ]  # fmt: skip
    found: list[tuple[int, int, float]] = []
    for low in range(0, len(asked), AT_ONCE):
        found += _better(written, asked[low : low + AT_ONCE], costs)
    return _chosen(pieces, written.words, found, costs) if found else ()


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


def _surprising(written: _Written) -> list[int]:
    """The places of words that the model finds rare where they stand, or that are none."""
    rare = (written.log < RARE) & (_ahead(written, _of_sentence(written)) < SURPRISED)
    is_word = written.piece >= 0
    places: list[int] = np.flatnonzero(is_word & (rare | written.strange[np.maximum(written.piece, 0)])).tolist()
    return places


def _open_to_doubt(pieces: Sequence[Piece], written: _Written, place: int) -> bool:
    """Whether a word is one that slips are looked for in: no name, no figure, no abbreviation, no foreign word."""
    i, known = int(written.piece[place]), int(written.ids[place])
    text = pieces[i].text
    if pieces[i].kind == FIXED or pieces[i].glued or known == NUMBER or len(text) < 2 or not text.isalpha():
        return False
    shouting = text.isupper()
    if not (text[1:].islower() or shouting and (is_syllable(text) or not text.isascii())):
        return False
    name = text[0].isupper() and not shouting and i > 0 and not pieces[i - 1].closes
    return not name and (known != UNKNOWN or _broken(written.words[i]))


@lru_cache(maxsize=1 << 15)
def _options(word: str, costs: Costs) -> tuple[Ints, Floats]:
    found = variants(word, costs)
    return np.array([w for w, _ in found], dtype=np.int64), np.array([c for _, c in found], dtype=np.float32)


def _better(written: _Written, asked: Sequence[int], costs: Costs) -> list[tuple[int, int, float]]:
    """(piece, word id, posterior) where another word is read with certainty in place of one that was asked about."""
    model = language_model()
    options = [_options(written.words[written.piece[place]], costs) for place in asked]
    which = np.repeat(np.arange(len(asked)), [len(words) for words, _ in options])
    place = np.array(asked, dtype=np.int64)[which]
    meant = np.concatenate([words for words, _ in options])
    cost = np.concatenate([prices for _, prices in options])
    first, stands = model.bigram(written.ids[place - 1], meant), written.pair[place] + written.pair[place + 1]
    hopeful = first - cost - stands > HOPEFUL - model.most - _ROUNDING
    which, place, meant, cost, first, stands = (
        values[hopeful] for values in (which, place, meant, cost, first, stands)
    )
    hopeful = first + model.bigram(meant, written.ids[place + 1]) - cost - stands > HOPEFUL
    which, place, meant, cost = which[hopeful], place[hopeful], meant[hopeful], cost[hopeful]
    if not len(which):
        return []
    alive = _of_sentence(written)
    around = [_at(written.ids, place + d) for d in range(-_REACH, _REACH + 1)]
    around[_REACH] = meant
    distances = range(_REACH + 1)
    u, v, w, x = (np.concatenate([around[d + ahead] for d in distances]) for ahead in range(4))
    deep = np.concatenate([_at(written.age, place + d) >= _REACH for d in distances])
    logs = _log(model, (u, v, w, x), deep, model.bigram(w, x)).reshape(len(distances), -1)
    score = -cost
    for d in distances:
        score = score + np.where(alive[d][place], logs[d], np.float32(0))
    sure = _posterior(score, which, _ahead(written, alive)[np.array(asked)])
    won = np.flatnonzero(sure >= costs.sure)
    return [(int(written.piece[place[at]]), int(meant[at]), float(sure[at])) for at in won]


def _at(values: Ints, places: Ints) -> Ints:
    """The values at places, 0 past the edges."""
    inside = np.clip(places, 0, len(values) - 1)
    return np.where(inside == places, values[inside], 0)


def _posterior(score: Floats, which: Ints, as_written: Floats) -> Floats:
    """Share of each reading among those of its place, the word as written among them."""
    top = as_written.astype(np.float64)
    np.maximum.at(top, which, score)
    mass = np.exp(as_written - top)
    share = np.exp(score - top[which])
    np.add.at(mass, which, share)
    return np.asarray(share / mass[which], dtype=np.float32)


def _broken(word: str) -> bool:
    """A word with Vietnamese marks that is no syllable: a slip, or a name of another tongue."""
    return not is_syllable(word) and fold(word) != word and is_syllable(fold(word)) or _no_tone(word)


def _no_tone(word: str) -> bool:
    """A syllable that lacks the tone that its last letters ask for ("quyêt")."""
    return not is_syllable(word) and fold(word) != word and fold(word)[-1:] in ("c", "p", "t", "h")


def _chosen(
    pieces: Sequence[Piece], words: Sequence[str], found: Sequence[tuple[int, int, float]], costs: Costs
) -> tuple[Suspect, ...]:
    """The suspects among the better readings: not what the document writes again and again."""
    model = language_model()
    company = Counter(zip(words, words[1:], strict=False))
    suspects = []
    for i, meant, sure in found:
        piece = pieces[i]
        sound = is_syllable(words[i])
        before = company[words[i - 1], words[i]] if i else 0
        after = company[words[i], words[i + 1]] if i + 1 < len(words) else 0
        if sound and max(before, after) >= costs.often:
            continue
        case = UPPER if piece.text.isupper() else TITLE if piece.text[0].isupper() else LOWER
        reason = "unlikely-in-context" if sound else "impossible-syllable"
        suggestion = cased(model.words[meant], case)
        suspects.append(Suspect(piece.start, piece.end, piece.text, suggestion, round(sure, 4), reason))  # type: ignore[arg-type]
    return tuple(suspects)
