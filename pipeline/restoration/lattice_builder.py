"""Lays the lattice of a run of pieces and reads it twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.restoration.lattice import OPENERS, Echo, Lattice, decode
from pipeline.restoration.ngrams import BREAK, NUMBER, UNKNOWN
from pipeline.restoration.pieces import DIGITS, Piece
from pipeline.restoration.readings import KEEP_RAW, LONGEST, Entry, Floats, Ints, Reading, single

if TYPE_CHECKING:
    from pipeline.restoration.forms import Forms

ALIVE = 1e-4
"""Posterior from which an arc takes part in the second reading."""

OPENS, INNER, CLOSES = -3, -2, -1
"""Instead of a piece's number: the arcs of sentence borders."""

SURE = 0.8
"""Posterior from which a word of the first reading counts as the document's own wording."""

HALF = 5
"""Readings tried for each part of a split, and for a join."""

STRIDE = LONGEST + 2
"""Levels from one piece to the next: room for the parts of a split."""


class Builder:
    """Lays the arcs of the lattice, piece by piece, and reads it.

    Arcs that share their nodes are laid as one bundle: an entry, a score for all of it, a limit on its readings.
    """

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
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
        text, forms, at = piece.text, self.forms, self.node
        known = forms.model.ids.get(text.lower(), UNKNOWN)
        if frozen:
            word = NUMBER if any(c.isdigit() for c in text) else known
            self._lay(single(word, text), at, at + 1, self.depth, (i, i), raw=True)
            return
        shift = 0.0
        if piece.kind == DIGITS:
            self._lay(single(NUMBER, text), at, at + 1, self.depth, (i, i), raw=True)
            shift = forms.weights.digits
        elif known == UNKNOWN:
            self._lay(single(UNKNOWN, text), at, at + 1, self.depth, (i, i), forms.raw_score(text), raw=True)
        self._lay(forms.entry(text), at, at + 1, self.depth, (i, i), shift)

    def split(self, i: int, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Arcs that read piece `i` as several words, each a part of its signs."""
        w = self.forms.weights
        self.spare += LONGEST + 1
        for a, b in spans:
            entry = self.forms.entry(text[a:b])
            if entry.best < w.poor * 1.3:
                continue
            start = self.node if a == 0 else self.spare + a
            end = self.node + 1 if b == len(text) else self.spare + b
            self._lay(entry, start, end, self.depth + a, (i, i), w.split if a else 0.0, HALF)

    def join(self, i: int, form: str) -> None:
        """Arcs that read pieces `i` and `i + 1` as one word."""
        join = self.forms.weights.join
        self._lay(self.forms.entry(form), self.node, self.node + 2, self.depth, (i, i + 1), join, HALF)

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
        decoded = decode(lattice, self.forms.model)
        kept = np.arange(len(word))
        weights = self.forms.weights
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
            decoded = decode(again, self.forms.model, echo=echo)
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
        w = self.forms.weights
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
