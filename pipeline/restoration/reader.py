"""Reads garbled pieces as words: candidates for each form, splits and joins, the best reading."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import accumulate

from pipeline.restoration.channel import Channel, Stripping
from pipeline.restoration.forms import Forms
from pipeline.restoration.lattice_builder import Builder
from pipeline.restoration.ngrams import NgramModel
from pipeline.restoration.pieces import DIGITS, FIXED, Piece
from pipeline.restoration.readings import KEEP_RAW, LONGEST, Entry, Reading, Weights
from pipeline.text.spans import Span

BLOCK = 8000
"""Pieces that are read together; bounds the memory. A plan is one block."""

LONGEST_SENTENCE = 400
"""Pieces of a sentence; a longer one is cut. Sentences are decoded side by side, in as many steps as the longest."""

PARTS_BASE, PARTS_EACH = 2000, 3
"""How many parts of pieces are looked at: so many, and so many more for each piece. Pages of mere rubbish, of which
every piece could be taken apart, would else take minutes."""


class Reader:
    """Decodes pieces with one channel and one language model."""

    def __init__(self, model: NgramModel, channel: Channel | Stripping, weights: Weights | None = None) -> None:
        self.forms = Forms(model, channel, weights)

    @property
    def model(self) -> NgramModel:
        return self.forms.model

    @property
    def weights(self) -> Weights:
        return self.forms.weights

    def entry(self, form: str) -> Entry:
        """The remembered readings of a form."""
        return self.forms.entry(form)

    def read(self, pieces: Sequence[Piece], fixed: Sequence[bool] | None = None) -> list[Reading]:
        """Readings of all pieces, in order.

        The text is read twice: what the first reading makes of a form all over the document tells the second how
        this document's scanner and OCR garble that word. Sentences in which nothing may change are not read at all.

        Args:
            pieces: The pieces of the text.
            fixed: For each piece whether it must stay as it is (protected, or clean).
        """
        self.forms.forget()
        frozen = [p.kind == FIXED for p in pieces] if fixed is None else fixed
        found: list[Reading] = []
        block: list[Span] = []
        size = 0
        for low, high in _sentences(pieces):
            if all(frozen[low:high]):
                found += [Reading(i, i, (KEEP_RAW,), (pieces[i].text,), 1.0) for i in range(low, high)]
                continue
            block.append((low, high))
            size += high - low
            if size >= BLOCK:
                found += self._read(pieces, frozen, block)
                block, size = [], 0
        if block:
            found += self._read(pieces, frozen, block)
        return sorted(found, key=lambda reading: reading.first)

    def _read(self, every: Sequence[Piece], fixed: Sequence[bool], sentences: Sequence[Span]) -> list[Reading]:
        """Readings of the pieces of some sentences."""
        numbers = [i for low, high in sentences for i in range(low, high)]
        ends = {end - 1 for end in accumulate(high - low for low, high in sentences)}
        pieces, frozen = [every[i] for i in numbers], [fixed[i] for i in numbers]
        self.forms.learn([p.text for p, stay in zip(pieces, frozen, strict=True) if not stay])
        splits, joins = self._breaks(pieces, frozen, ends)
        self.forms.learn([pieces[i].text[a:b] for i, spans in splits.items() for a, b in spans])
        self.forms.learn(list(joins.values()))
        builder = Builder(self.forms)
        builder.open()
        for i, piece in enumerate(pieces):
            builder.piece(i, piece, frozen[i])
            if i in splits:
                builder.split(i, piece.text, splits[i])
            if i in joins:
                builder.join(i, joins[i])
            builder.advance()
            if i in ends:
                builder.close()
                if i + 1 < len(pieces):
                    builder.open()
        return [Reading(numbers[r.first], numbers[r.last], r.words, r.forms, r.confidence) for r in builder.readings()]

    def _breaks(
        self, pieces: Sequence[Piece], frozen: Sequence[bool], ends: Container[int]
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
            best = self.forms.entry(text).best
            if 4 <= len(text) <= LONGEST and piece.kind != DIGITS and (best < poor or len(text) > 7):
                spans = _parts(len(text))
                if spent + len(spans) <= PARTS_BASE + PARTS_EACH * len(pieces):
                    spent += len(spans)
                    splits[i] = spans
            if i + 1 < len(pieces) and not frozen[i + 1] and i not in ends:
                other = pieces[i + 1]
                near = other.line == piece.line and other.start - piece.end == 1 and not other.glued
                if near and len(text) + len(other.text) <= 9:
                    weak = min(best, self.forms.entry(other.text).best)
                    if weak < poor or len(text) == 1 or len(other.text) == 1:
                        joins[i] = text + other.text
        return splits, joins


def _sentences(pieces: Sequence[Piece]) -> Iterator[Span]:
    """The first and the last piece (not included) of each sentence; one too long is cut."""
    low = 0
    for at, piece in enumerate(pieces, 1):
        if piece.closes or at - low >= LONGEST_SENTENCE or at == len(pieces):
            yield low, at
            low = at


def _parts(length: int) -> list[tuple[int, int]]:
    """Spans that a piece of `length` signs may be cut into: two words, or many where it is long."""
    if length < 9:
        return [span for k in range(1, length) for span in ((0, k), (k, length))]
    return [(a, b) for a in range(length) for b in range(a + 1, min(a + 8, length) + 1) if b - a < length]
