"""Likely slips of the pen in clean text.

The language model reads the text with, beside every word, the words that a slip of one mark or one letter could have
made it from. A word is suspect where the reading with another word is better by far more than slips are rare.
Precision goes first: names, capitals and what the document itself repeats are let be.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.restoration.channel import LOWER, TITLE, UPPER, cased
from pipeline.restoration.lattice import OPENERS, Lattice, decode
from pipeline.restoration.models import language_model, word_counts
from pipeline.restoration.ngrams import BREAK, NUMBER, UNKNOWN
from pipeline.restoration.pieces import FIXED, Piece, split_text
from pipeline.restoration.repair import garbled_lines
from pipeline.restoration.result import Suspect
from pipeline.text.unicode import fold, is_syllable, place_tones


@dataclass(frozen=True, slots=True)
class Costs:
    """Log-odds of slips; the higher, the fewer suspects."""

    mark: float = 7.0
    """One letter has another mark: "chuyến" for "chuyển"."""
    marks: float = 8.5
    """Two letters have."""
    letter: float = 11.2
    """A letter is missing, added or another."""
    broken: float = 6.0
    """What all of them cost less where the word as written is no syllable."""
    sure: float = 0.85
    """Posterior from which the other word is believed."""
    common: int = 300
    """How often the suggested word must stand in the training text."""
    often: int = 3
    """A word that the document writes this often in the same company is meant."""


_Y_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def _deletions(base: str) -> set[str]:
    return {base[:i] + base[i + 1 :] for i in range(len(base))}


@cache
def _neighbourhood() -> dict[str, tuple[int, ...]]:
    """Words by their base and by their base less one letter."""
    found: dict[str, set[int]] = {}
    model = language_model()
    for word, text in enumerate(model.words):
        if word > NUMBER and is_syllable(text):
            base = fold(text)
            for key in (base, *("-" + d for d in _deletions(base))):
                found.setdefault(key, set()).add(word)
    return {key: tuple(sorted(words)) for key, words in found.items()}


def _same_sound(word: str) -> str:
    """`word` with y written as i: qui and quy, kĩ and kỹ are two spellings, not a slip."""
    return word.translate(_Y_AS_I)


def slip_cost(written: str, meant: str, costs: Costs) -> float | None:
    """What it costs that `meant` was written as `written`; None where that is more than one slip.

    Args:
        written: The word of the text, lower case.
        meant: Another word.
        costs: Prices.
    """
    if _same_sound(written) == _same_sound(meant):
        return None
    if len(written) == len(meant):
        differ = [(a, b) for a, b in zip(written, meant, strict=True) if a != b]
        same_base = all(fold(a) == fold(b) for a, b in differ)
        if same_base:
            return {1: costs.mark, 2: costs.marks}.get(len(differ))
    a, b = fold(written), fold(meant)
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 3:
        return None
    if len(a) == len(b):
        return costs.letter if sum(x != y for x, y in zip(a, b, strict=True)) <= 1 else None
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return costs.letter if shorter in _deletions(longer) else None


@cache
def _variants(written: str, costs: Costs) -> tuple[tuple[int, float], ...]:
    """Words that `written` may be a slip for, with their costs."""
    table, counts = _neighbourhood(), word_counts()
    model = language_model()
    base = fold(written)
    keys = [base, "-" + base, *("-" + d for d in _deletions(base)), *_deletions(base)]
    options: dict[int, float] = {}
    discount = 0.0 if is_syllable(written) else costs.broken
    for key in keys:
        for word in table.get(key, ()):
            if model.words[word] != written and counts[word] >= costs.common:
                cost = slip_cost(written, model.words[word], costs)
                if cost is not None:
                    options[word] = cost - discount
    return tuple(options.items())


def _judged(piece: Piece) -> bool:
    text = piece.text
    return piece.kind != FIXED and text.isalpha() and not piece.glued and len(text) > 1 and (
        text[1:].islower() or text.isupper() and (is_syllable(text) or not text.isascii())
    )  # fmt: skip


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
    if not pieces or all(flags[p.line] for p in pieces):
        return ()
    model = language_model()
    columns: list[tuple[int, int, int, float, int, int, int]] = []
    node = depth = sentence = 0

    def arc(word: int, log: float, piece: int) -> None:
        columns.append((node, node + 1, word, log, depth, sentence, piece))

    opening = True
    words = [place_tones(p.text.lower()) for p in pieces]
    for i, piece in enumerate(pieces):
        if opening:
            for turn in range(OPENERS):
                arc(BREAK, 0.0, -3 if turn == 0 else -2)
                node, depth = node + 1, depth + 1
            opening = False
        if any(c.isdigit() for c in piece.text):
            arc(NUMBER, 0.0, i)
        else:
            known = model.ids.get(words[i], UNKNOWN)
            name = piece.text[:1].isupper() and not piece.text.isupper() and i > 0 and not pieces[i - 1].closes
            # An unknown word costs what the model asks; its own letters must not count on top of that.
            arc(known, 0.0, i)
            if _judged(piece) and not name and not flags[piece.line] and (known != UNKNOWN or _broken(words[i])):
                for word, cost in _variants(words[i], costs):
                    arc(word, -cost, i)
        node, depth = node + 1, depth + 1
        if piece.closes or i + 1 == len(pieces):
            arc(BREAK, 0.0, -1)
            node, depth, sentence, opening = node + 2, 0, sentence + 1, True
    found = np.array(columns, dtype=np.float64)
    start, end, word, _, level, number, owner = found.T.astype(np.int64)
    log = found[:, 3].astype(np.float32)
    decoded = decode(Lattice(start, end, word, log, level, number, owner == -3, owner == -1), model)
    return tuple(
        _chosen(pieces, words, word[decoded.arcs], owner[decoded.arcs], decoded.posterior[decoded.arcs], costs)
    )


def _broken(word: str) -> bool:
    """A word with Vietnamese marks that is no syllable: a slip, or a name of another tongue."""
    return not is_syllable(word) and fold(word) != word and is_syllable(fold(word)) or _no_tone(word)


def _no_tone(word: str) -> bool:
    """A syllable that lacks the tone that its last letters ask for ("quyêt")."""
    return not is_syllable(word) and fold(word) != word and fold(word)[-1:] in ("c", "p", "t", "h")


def _chosen(
    pieces: list[Piece], words: list[str], word: npt.NDArray[np.int64], owner: npt.NDArray[np.int64],
    posterior: npt.NDArray[np.float32], costs: Costs,
) -> list[Suspect]:  # fmt: skip
    """The suspects among the arcs of the best path."""
    model = language_model()
    company = Counter(zip(words, words[1:], strict=False))
    suspects = []
    for meant, i, sure in zip(word.tolist(), owner.tolist(), posterior.tolist(), strict=True):
        if i < 0 or meant in (NUMBER, UNKNOWN) or model.words[meant] == words[i] or sure < costs.sure:
            continue
        piece = pieces[i]
        sound = is_syllable(words[i])
        before = company[words[i - 1], words[i]] if i else 0
        after = company[words[i], words[i + 1]] if i + 1 < len(words) else 0
        if sound and max(before, after) >= costs.often:
            continue
        case = UPPER if piece.text.isupper() else TITLE if piece.text[0].isupper() else LOWER
        suspects.append(
            Suspect(piece.start, piece.end, piece.text, cased(model.words[meant], case), round(sure, 4),
                    "unlikely-in-context" if sound else "impossible-syllable")
        )  # fmt: skip
    return suspects
