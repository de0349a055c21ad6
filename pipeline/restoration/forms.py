"""The words that a garbled form may stand for, by a channel and a language model, remembered form by form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.restoration.channel import MAX_SIGNS, Channel, Stripping
from pipeline.restoration.ngrams import NgramModel
from pipeline.restoration.readings import Entry, Weights

REACH = 16.0
"""How far (weighted log) below a form's best reading another may lie."""

REMEMBERED = 100_000
"""Forms whose readings are kept between texts."""

NO_READING = -99.0


class Forms:
    """What a channel and a language model make of forms, remembered."""

    def __init__(self, model: NgramModel, channel: Channel | Stripping, weights: Weights | None = None) -> None:
        self.model = model
        self.channel = channel
        self.weights = weights or Weights()
        self._entries: dict[str, Entry] = {}

    def learn(self, forms: Sequence[str]) -> None:
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

    def entry(self, form: str) -> Entry:
        """The remembered readings of a form."""
        return self._entries[form]

    def forget(self) -> None:
        """Empties the memory where it has grown past its bound."""
        if len(self._entries) > REMEMBERED:
            self._entries.clear()
