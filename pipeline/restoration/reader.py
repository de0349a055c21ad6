"""Reads garbled pieces as words: candidates for each form, splits and joins, the lattice, the best reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.restoration.channel import MAX_SIGNS, Channel, Stripping
from pipeline.restoration.lattice import OPENERS, Echo, Lattice, decode
from pipeline.restoration.ngrams import BREAK, NUMBER, UNKNOWN, NgramModel
from pipeline.restoration.pieces import DIGITS, FIXED, Piece

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

KEEP_RAW = -1
"""Word id of the arc that keeps the signs as they stand."""

REACH = 16.0
"""How far (weighted log) below a form's best reading another may lie."""

ALIVE = 1e-4
"""Posterior from which an arc takes part in the second reading."""

OPENS, INNER, CLOSES = -3, -2, -1
"""Instead of a piece's number: the arcs of sentence borders."""

SURE = 0.8
"""Posterior from which a word of the first reading counts as the document's own wording."""

HALF = 5
"""Readings tried for each part of a split, and for a join."""

BLOCK = 8000
"""Pieces that are read together; bounds the memory. A plan is one block."""

REMEMBERED = 100_000
"""Forms whose readings are kept between texts."""

PARTS_BASE, PARTS_EACH = 2000, 3
"""How many parts of pieces are looked at: so many, and so many more for each piece. Pages of mere rubbish, of which
every piece could be taken apart, would else take minutes."""

LONGEST = 30
"""Longest piece (signs) that is taken apart into several words."""

STRIDE = LONGEST + 2
"""Levels from one piece to the next: room for the parts of a split."""

NO_READING = -99.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What the parts of a reading count; fitted on rendered pages of training text."""

    channel: float = 0.8
    prior: float = 0.9
    title: float = -1.2
    upper: float = -1.6
    split: float = -4.0
    join: float = -5.5
    raw: float = -8.0
    raw_letter: float = -1.6
    raw_sign: float = -2.5
    keep: int = 20
    poor: float = -13.0
    digits: float = -3.5
    adapt: float = 4.0
    adapt_most: float = 2.0
    echo: float = 0.2


@dataclass(frozen=True, slots=True)
class Entry:
    """Readings of one form, best first: word ids, weighted channel scores, and the scores of each case.

    `cases` holds a word's score in lower, Title and UPPER case without any leaning to one; `IMPOSSIBLE` where the
    form does not allow the case.
    """

    form: str
    words: Ints
    logs: Floats
    cases: tuple[tuple[float, float, float], ...]
    best: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run of pieces was read as.

    Attributes:
        first: Number of the first piece.
        last: Number of the last piece (included).
        words: Word ids; `KEEP_RAW` for signs left as they stand.
        forms: The signs that each word was read from.
        confidence: Posterior of the reading, 0..1.
    """

    first: int
    last: int
    words: tuple[int, ...]
    forms: tuple[str, ...]
    confidence: float


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


def single(word: int, form: str) -> Entry:
    """An entry with one reading."""
    return Entry(form, np.array([word]), np.zeros(1, dtype=np.float32), (), 0.0)


class Builder:
    """Lays the arcs of the lattice, piece by piece, and reads it.

    Arcs that share their nodes are laid as one bundle: an entry, a score for all of it, a limit on its readings.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.entries: list[Entry] = []
        self.rows: list[tuple[int, int, int, int, int, int, int, int]] = []
        self.shifts: list[float] = []
        self.node = 0
        self.depth = 0
        self.number = -1
        self.spare = 1 << 40  # private nodes, between the two words of a split

    def _lay(self, entry: Entry, start: int, end: int, depth: int, pieces: tuple[int, int], shift: float = 0.0,
             limit: int = 99, raw: bool = False) -> None:  # fmt: skip
        self.entries.append(entry)
        count = min(limit, len(entry.words))
        self.rows.append((start, end, depth, self.number, pieces[0], pieces[1], count, raw))
        self.shifts.append(shift)

    def open(self) -> None:
        """Starts a sentence."""
        self.number += 1
        self.depth = 0
        for turn in range(OPENERS):
            what = OPENS if turn == 0 else INNER
            self._lay(BORDER, self.node, self.node + 1, self.depth, (what, what))
            self.node += 1
            self.depth += STRIDE

    def close(self) -> None:
        """Ends a sentence."""
        self._lay(BORDER, self.node, self.node + 1, self.depth, (CLOSES, CLOSES))
        self.node += 2

    def advance(self) -> None:
        """Goes on to the next piece."""
        self.node += 1
        self.depth += STRIDE

    def piece(self, i: int, piece: Piece, frozen: bool) -> None:
        """Arcs of one piece."""
        text, reader, at = piece.text, self.reader, self.node
        known = reader.model.ids.get(text.lower(), UNKNOWN)
        if frozen:
            word = NUMBER if any(c.isdigit() for c in text) else known
            self._lay(single(word, text), at, at + 1, self.depth, (i, i), raw=True)
            return
        shift = 0.0
        if piece.kind == DIGITS:
            self._lay(single(NUMBER, text), at, at + 1, self.depth, (i, i), raw=True)
            shift = reader.weights.digits
        elif known == UNKNOWN:
            self._lay(single(UNKNOWN, text), at, at + 1, self.depth, (i, i), reader.raw_score(text), raw=True)
        self._lay(reader.entry(text), at, at + 1, self.depth, (i, i), shift)

    def split(self, i: int, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Arcs that read piece `i` as several words, each a part of its signs."""
        w = self.reader.weights
        self.spare += LONGEST + 1
        for a, b in spans:
            entry = self.reader.entry(text[a:b])
            if entry.best < w.poor * 1.3:
                continue
            start = self.node if a == 0 else self.spare + a
            end = self.node + 1 if b == len(text) else self.spare + b
            self._lay(entry, start, end, self.depth + a, (i, i), w.split if a else 0.0, HALF)

    def join(self, i: int, form: str) -> None:
        """Arcs that read pieces `i` and `i + 1` as one word."""
        join = self.reader.weights.join
        self._lay(self.reader.entry(form), self.node, self.node + 2, self.depth, (i, i + 1), join, HALF)

    def readings(self) -> list[Reading]:
        """Decodes twice and gathers the arcs of the best path."""
        rows = np.array(self.rows, dtype=np.int64)
        counts = rows[:, 6]
        bundle = np.repeat(np.arange(len(rows)), counts)
        start, end, level, sentence, first, last, _, raw = rows[bundle].T
        word = np.concatenate([e.words[:n] for e, n in zip(self.entries, counts.tolist(), strict=True)])
        log = np.concatenate([e.logs[:n] for e, n in zip(self.entries, counts.tolist(), strict=True)])
        log = (log + np.array(self.shifts, dtype=np.float32)[bundle]).astype(np.float32)
        lattice = Lattice(start, end, word, log, level, sentence, first == OPENS, first == CLOSES)
        decoded = decode(lattice, self.reader.model)
        kept = np.arange(len(word))
        weights = self.reader.weights
        if weights.adapt > 0 or weights.echo > 0:
            kept = np.flatnonzero((decoded.posterior > ALIVE) | (first < 0))
            free = (first >= 0) & (raw == 0)
            if weights.adapt > 0:
                log = self._adapted(log, decoded.posterior, bundle, word, first, free)
            again = Lattice(
                start[kept], end[kept], word[kept], log[kept], level[kept], sentence[kept],
                first[kept] == OPENS, first[kept] == CLOSES,
            )  # fmt: skip
            path = decoded.arcs
            echo = Echo(word[path], decoded.posterior[path] > SURE, weights.echo)
            decoded = decode(again, self.reader.model, echo=echo)
        arcs = kept[decoded.arcs]
        best = arcs[first[arcs] >= 0]
        sure = np.zeros(len(word), dtype=np.float32)
        sure[kept] = decoded.posterior
        found: list[Reading] = []
        columns = (a[best].tolist() for a in (first, last, np.where(raw, KEEP_RAW, word), bundle, sure))
        for one, other, what, row, confidence in zip(*columns, strict=True):
            form = self.entries[row].form
            if found and found[-1].first == one and found[-1].last == other:
                old = found.pop()
                both = (*old.words, what), (*old.forms, form)
                found.append(Reading(one, other, *both, min(old.confidence, confidence)))
            else:
                found.append(Reading(one, other, (what,), (form,), confidence))
        return found

    def _adapted(
        self, log: Floats, posterior: Floats, bundle: Ints, word: Ints, first: Ints, free: npt.NDArray[np.bool_]
    ) -> Floats:
        """Arc scores after one step of re-estimating P(form | word) from this document (each arc's own left out)."""
        w = self.reader.weights
        numbers: dict[str, int] = {}
        form_of = np.array([numbers.setdefault(e.form, len(numbers)) for e in self.entries], dtype=np.int64)
        arcs = np.flatnonzero(free & (posterior > ALIVE))
        form, share = form_of[bundle[arcs]], posterior[arcs].astype(np.float64)
        spots = np.unique(form * len(self.rows) + first[arcs] + 1)
        times = np.bincount(spots // len(self.rows), minlength=len(numbers))
        pair, place = np.unique(form * (1 << 20) + word[arcs], return_inverse=True)
        together = np.bincount(place, share, len(pair))[place] - share
        alone = np.bincount(word[arcs], share)[word[arcs]] - share
        old = np.exp(np.maximum(log[arcs] / w.channel, -40.0))
        gain = w.channel * np.log((np.maximum(together, 0) + w.adapt * old) / (np.maximum(alone, 0) + w.adapt) / old)
        gain = np.clip(gain, -w.adapt_most, w.adapt_most)
        out = log.copy()
        out[arcs] += np.where(times[form] > 1, gain, 0).astype(np.float32)
        return out


BORDER = single(BREAK, "")
