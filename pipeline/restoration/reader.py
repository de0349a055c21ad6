"""Reads garbled pieces as words: candidates for each form, splits and joins, the best reading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.restoration.channel import MAX_SIGNS, Channel, Stripping
from pipeline.restoration.ngrams import NgramModel
from pipeline.restoration.pieces import DIGITS, FIXED, Piece
from pipeline.restoration.readings import LONGEST, Entry, Reading, Weights
from pipeline.restoration.weave import Builder

REACH = 16.0
"""How far (weighted log) below a form's best reading another may lie."""

BLOCK = 8000
"""Pieces that are read together; bounds the memory. A plan is one block."""

REMEMBERED = 100_000
"""Forms whose readings are kept between texts."""

PARTS_BASE, PARTS_EACH = 2000, 3
"""How many parts of pieces are looked at: so many, and so many more for each piece. Pages of mere rubbish, of which
every piece could be taken apart, would else take minutes."""

NO_READING = -99.0


class Reader:
    """Decodes pieces with one channel and one language model; remembers the readings of forms."""

    def __init__(self, model: NgramModel, channel: Channel | Stripping, weights: Weights | None = None) -> None:
        self.model = model
        self.channel = channel
        self.weights = weights or Weights()
        self._entries: dict[str, Entry] = {}

    def _learn(self, forms: Sequence[str]) -> None:
        """Puts the readings of new forms into the memory."""
        unknown = [f for f in dict.fromkeys(forms) if f not in self._entries]
        new = [f for f in unknown if len(f) <= MAX_SIGNS]
        for long in unknown:
            if len(long) > MAX_SIGNS:
                self._entries[long] = Entry(long, np.zeros(0, np.int64), np.zeros(0, np.float32), (), NO_READING)
        if not new:
            return
        w = self.weights
        found = self.channel.candidates(new)
        bonus = np.array([0.0, w.title, w.upper], dtype=np.float32)
        plain = w.channel * found.log
        log = plain + bonus[found.case]
        rank = log + w.prior * self.model.unigram(found.word)
        order = np.lexsort((-rank, found.form))
        form = found.form[order]
        starts = np.searchsorted(form, np.arange(len(new) + 1))
        top = np.full(len(new), -np.inf)
        filled = starts[:-1] < starts[1:]
        top[filled] = rank[order[starts[:-1][filled]]]
        near = rank[order] >= top[form] - REACH
        order, form = order[near], form[near]
        starts = np.searchsorted(form, np.arange(len(new) + 1)).tolist()
        words, cases = found.word[order].tolist(), found.case[order].tolist()
        logs, plains = log[order].tolist(), plain[order].tolist()
        for i, shape in enumerate(new):
            kept: dict[int, tuple[float, list[float]]] = {}
            for at in range(starts[i], starts[i + 1]):
                word = words[at]
                if word not in kept:
                    if len(kept) == w.keep:
                        continue
                    kept[word] = (logs[at], [-60.0, -60.0, -60.0])
                kept[word][1][cases[at]] = plains[at]
            self._entries[shape] = Entry(
                shape,
                np.array(list(kept), dtype=np.int64),
                np.array([v for v, _ in kept.values()], dtype=np.float32),
                tuple((a, b, c) for _, (a, b, c) in kept.values()),
                float(top[i]),
            )

    def raw_score(self, text: str) -> float:
        """Score of the reading "this is no Vietnamese word but stands as it is"."""
        w = self.weights
        letters = sum(c.isalpha() and c.isascii() for c in text)
        score = w.raw + w.raw_letter * letters + w.raw_sign * (len(text) - letters)
        if 2 <= len(text) <= 7 and text.isupper() and text.isalpha():
            score += 1.0 * len(text)
        return score

    def read(self, pieces: Sequence[Piece], fixed: Sequence[bool] | None = None) -> list[Reading]:
        """Readings of all pieces, in order.

        The text is read twice: what the first reading makes of a form all over the document tells the second how
        this document's scanner and OCR garble that word.

        Args:
            pieces: The pieces of the text.
            fixed: For each piece whether it must stay as it is (protected, or clean).
        """
        if len(self._entries) > REMEMBERED:
            self._entries.clear()
        found: list[Reading] = []
        low = 0
        while low < len(pieces):
            high = min(low + BLOCK, len(pieces))
            while high < len(pieces) and not pieces[high - 1].closes and high < low + 2 * BLOCK:
                high += 1
            part = self._read(pieces[low:high], None if fixed is None else fixed[low:high])
            found += [Reading(low + r.first, low + r.last, r.words, r.forms, r.confidence) for r in part]
            low = high
        return found

    def _read(self, pieces: Sequence[Piece], fixed: Sequence[bool] | None) -> list[Reading]:
        """Readings of one block of pieces."""
        frozen = [p.kind == FIXED for p in pieces] if fixed is None else list(fixed)
        self._learn([p.text for p, stay in zip(pieces, frozen, strict=True) if not stay])
        splits, joins = self._breaks(pieces, frozen)
        self._learn([pieces[i].text[a:b] for i, spans in splits.items() for a, b in spans])
        self._learn(list(joins.values()))
        builder = Builder(self)
        builder.open()
        for i, piece in enumerate(pieces):
            builder.piece(i, piece, frozen[i])
            if i in splits:
                builder.split(i, piece.text, splits[i])
            if i in joins:
                builder.join(i, joins[i])
            builder.advance()
            if piece.closes:
                builder.close()
                if i + 1 < len(pieces):
                    builder.open()
        if not pieces[-1].closes:
            builder.close()
        return builder.readings()

    def _breaks(
        self, pieces: Sequence[Piece], frozen: Sequence[bool]
    ) -> tuple[dict[int, list[tuple[int, int]]], dict[int, str]]:
        """The parts that a piece may fall into as several words, and where two pieces may be one."""
        poor = self.weights.poor
        spent = 0
        splits: dict[int, list[tuple[int, int]]] = {}
        joins: dict[int, str] = {}
        for i, piece in enumerate(pieces):
            if frozen[i]:
                continue
            text = piece.text
            best = self._entries[text].best
            if 4 <= len(text) <= LONGEST and piece.kind != DIGITS and (best < poor or len(text) > 7):
                spans = _parts(len(text))
                if spent + len(spans) <= PARTS_BASE + PARTS_EACH * len(pieces):
                    spent += len(spans)
                    splits[i] = spans
            if i + 1 < len(pieces) and not frozen[i + 1] and not piece.closes:
                other = pieces[i + 1]
                near = other.line == piece.line and other.start - piece.end == 1 and not other.glued
                if near and len(text) + len(other.text) <= 9:
                    weak = min(best, self._entries[other.text].best)
                    if weak < poor or len(text) == 1 or len(other.text) == 1:
                        joins[i] = text + other.text
        return splits, joins

    def entry(self, form: str) -> Entry:
        """The remembered readings of a form."""
        return self._entries[form]


def _parts(length: int) -> list[tuple[int, int]]:
    """Spans that a piece of `length` signs may be cut into: two words, or many where it is long."""
    if length < 9:
        return [span for k in range(1, length) for span in ((0, k), (k, length))]
    return [(a, b) for a in range(length) for b in range(a + 1, min(a + 8, length) + 1) if b - a < length]
