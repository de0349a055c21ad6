"""Best path and posteriors through a lattice of candidate words, over n-grams of growing length.

The text is many short lattices (sentences) side by side.  Each pass scores all transitions of one n-gram order for
the whole document in a few array operations, drops those that cannot be near the best path of their sentence, and
makes the survivors the states of the next order.  Work is linear in the number of words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.restoration.ngrams import NgramModel, pack

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NEVER = np.float32(-1e9)

OPENERS = 2
"""Break arcs that open every sentence (levels 0 and 1), so that even one word makes a full n-gram."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """Arcs of all sentences.

    Attributes:
        start: Node at which an arc starts; nodes are numbered along the text.
        end: Node at which it ends.
        word: Id of its word.
        log: Its own log-score (channel).
        level: Position of the start node within its sentence.
        sentence: Number of its sentence.
        first: Whether it opens its sentence (the break before it).
        last: Whether it closes its sentence.
    """

    start: Ints
    end: Ints
    word: Ints
    log: Floats
    level: Ints
    sentence: Ints
    first: npt.NDArray[np.bool_]
    last: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best path: `arcs` in reading order without the openers; `posterior` of every arc of the lattice, 0..1."""

    arcs: Ints
    posterior: Floats


@dataclass(frozen=True, slots=True)
class _States:
    """Runs of arcs: the last arc, the words, own weight, language-model score of the last word."""

    arc: Ints
    parent: Ints
    words: tuple[Ints, ...]
    weight: Floats
    lm: Floats


def _pairs(left_key: Ints, right_key: Ints) -> tuple[Ints, Ints]:
    """All (i, j) with left_key[i] == right_key[j]."""
    order = np.argsort(right_key, kind="stable")
    ordered = right_key[order]
    low = np.searchsorted(ordered, left_key, "left")
    count = np.searchsorted(ordered, left_key, "right") - low
    left = np.repeat(np.arange(len(left_key)), count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return left, order[np.repeat(low, count) + offset]


class Echo:
    """What the document itself says again and again: bigrams and trigrams of a first reading.

    A document repeats its own phrases, titles and names, which no corpus knows; what was read well in one place helps
    where the same phrase is damaged more.

    Args:
        words: Word ids of the first reading, in order, with breaks.
        sure: For each whether the reading was confident.
        share: Weight of the echo against the language model, 0..1.
    """

    def __init__(self, words: Ints, sure: npt.NDArray[np.bool_], share: float) -> None:
        self.share = share
        self._counts = []
        for order in (1, 2, 3):
            n = max(len(words) - order + 1, 0)
            good = np.ones(n, dtype=bool)
            for i in range(order):
                good &= sure[i : i + n]
            keys = pack(*(words[i : i + n][good] for i in range(order)))
            self._counts.append(np.unique(keys, return_counts=True))

    def _count(self, *words: Ints) -> Floats:
        keys, counts = self._counts[len(words) - 1]
        if not len(keys):
            return np.zeros(len(words[0]), dtype=np.float32)
        wanted = pack(*words)
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[place] == wanted, counts[place], 0).astype(np.float32)

    def mixed(self, log: Floats, words: tuple[Ints, ...]) -> Floats:
        """Language-model scores of the last of `words` mixed with the echo; the place itself is not counted."""
        v, w = words[-2], words[-1]
        two = np.maximum(self._count(v, w) - 1, 0) / np.maximum(self._count(v), 1)
        if len(words) > 2:
            u = words[-3]
            three = np.maximum(self._count(u, v, w) - 1, 0) / np.maximum(self._count(u, v), 1)
            two = 0.3 * two + 0.7 * three
        return np.log(np.exp(log) * (1 - self.share) + self.share * two).astype(np.float32)


class _Graph:
    """States and transitions of one order, ready for sweeps in both directions."""

    def __init__(self, lattice: Lattice, states: _States, source: Ints, target: Ints, gain: Floats) -> None:
        self.states, self.source, self.target, self.gain = states, source, target, gain
        self.level = lattice.level[states.arc]
        self.begins = lattice.first[states.arc]
        self.ends = lattice.last[states.arc]
        self.sentence = lattice.sentence[states.arc]
        self._forward = self._plan(target)
        self._backward = self._plan(source)

    def _plan(self, key: Ints) -> list[tuple[Ints, Ints, Ints]]:
        """For each level: transitions grouped by `key`, the group starts, the key of each group."""
        if not len(key):
            return []
        levels = self.level[key]
        order = np.argsort(levels * (len(self.level) + 1) + key, kind="stable")
        levels = levels[order]
        cuts = np.flatnonzero(np.concatenate(([True], levels[1:] != levels[:-1])))
        plan = []
        for low, high in zip(cuts, np.append(cuts[1:], len(order)), strict=True):
            part = order[low:high]
            keys = key[part]
            starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
            plan.append((part, starts, keys[starts]))
        return plan

    def sweep(self, reduce: np.ufunc, roots: Floats) -> tuple[Floats, Floats]:
        """Forward scores (own weight included) and backward scores (own weight left out) of the states."""
        weight = self.states.weight
        ahead = roots.copy()
        for part, starts, keys in self._forward:
            ahead[keys] = reduce.reduceat(ahead[self.source[part]] + self.gain[part], starts) + weight[keys]
        back = np.where(self.ends, np.float32(0), NEVER)
        for part, starts, keys in reversed(self._backward):
            target = self.target[part]
            back[keys] = reduce.reduceat(back[target] + self.gain[part] + weight[target], starts)
        return ahead, back


def decode(
    lattice: Lattice, model: NgramModel, beams: tuple[float, ...] = (9.0, 7.0, 6.0), echo: Echo | None = None
) -> Decoded:
    """The best path through every sentence of the lattice.

    Args:
        lattice: The arcs.
        model: The language model; its order bounds the length of the n-grams.
        beams: For orders 2, 3, 4: how far (natural log) below its sentence's best path a transition may lie.
        echo: What a first reading found the document to repeat.
    """
    every = np.arange(len(lattice.word))
    states = _States(every, every, (lattice.word,), lattice.log, np.zeros(len(every), dtype=np.float32))
    source, target = _pairs(lattice.end, lattice.start)
    roots = np.where(lattice.first, np.float32(0), NEVER)
    sentences = int(lattice.sentence.max(initial=-1)) + 1
    graph = None
    for order in range(2, model.order + 1):
        words = (*(w[source] for w in states.words), states.words[-1][target])
        if order == 2:
            gain = model.bigram(*words)
        else:
            back = model.context(*states.words)
            gain = model.extend(states.lm[target], back[source], *words)
        plain = gain
        if echo is not None:
            gain = echo.mixed(gain, words)
        graph = _Graph(lattice, states, source, target, gain)
        if order == model.order:
            break
        ahead, behind = graph.sweep(np.maximum, roots)
        through = ahead[source] + gain + states.weight[target] + behind[target]
        best = np.full(sentences, NEVER, dtype=np.float32)
        np.maximum.at(best, graph.sentence[source], through)
        keep = through >= best[graph.sentence[source]] - np.float32(beams[order - 2])
        source, target, gain, plain = source[keep], target[keep], gain[keep], plain[keep]
        words = tuple(w[keep] for w in words)
        opening = roots[source] > NEVER / 2
        new = _States(states.arc[target], source, words, states.weight[target], plain)
        roots = np.where(opening, gain + new.weight + roots[source], NEVER).astype(np.float32)
        source, target = _pairs(target, source)
        states = new
    if graph is None:
        raise ValueError("the model has no n-grams")
    return _trace(lattice, graph, roots)


def _trace(lattice: Lattice, graph: _Graph, roots: Floats) -> Decoded:
    """Reads off the best path and the posteriors of the last order."""
    ahead, behind = graph.sweep(np.maximum, roots)
    total_ahead, total_behind = graph.sweep(np.logaddexp, roots)
    score = ahead + behind
    arc = graph.states.arc
    sentences = int(lattice.sentence.max(initial=-1)) + 1
    mass = np.full(sentences, NEVER, dtype=np.float32)
    log_mass = total_ahead + total_behind
    np.logaddexp.at(mass, graph.sentence[graph.ends], log_mass[graph.ends])
    share = np.exp(np.minimum(log_mass - mass[graph.sentence], 0))
    posterior = np.zeros(len(lattice.word), dtype=np.float32)
    np.add.at(posterior, arc, share)
    values = ahead[graph.source] + graph.gain
    order = np.lexsort((values, graph.target))
    keys = graph.target[order]
    last = np.flatnonzero(np.concatenate((keys[1:] != keys[:-1], [True]))) if len(keys) else np.zeros(0, np.int64)
    back = np.full(len(arc), -1, dtype=np.int64)
    back[keys[last]] = graph.source[order[last]]
    path: list[int] = []
    finals = np.flatnonzero(graph.ends)
    order = np.lexsort((score[finals], graph.sentence[finals]))
    finals = finals[order]
    owner = graph.sentence[finals]
    chosen = finals[np.flatnonzero(np.concatenate((owner[1:] != owner[:-1], [True])))] if len(finals) else finals
    for state in chosen.tolist():
        run = []
        while state >= 0:
            if lattice.level[arc[state]] >= OPENERS:
                run.append(int(arc[state]))
            state = int(back[state])
        path.extend(reversed(run))
    return Decoded(np.array(path, dtype=np.int64), np.minimum(posterior, 1))
