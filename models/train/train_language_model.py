"""Count syllables of the corpora and write the pruned Kneser-Ney n-gram model of `pipeline.restoration.ngrams`.

Modified Kneser-Ney over all counts, then the n-grams that change the prediction least are dropped (count times the
gain in log-probability over backing off) until the wanted number is left, then back-off weights are made anew.

Usage: python models/train/train_language_model.py OUT.npz TEXT_FILE... --sizes 1200000,3900000,2300000
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.restoration.ngrams import BREAK, NUMBER, STEP, UNKNOWN, mix, pack
from pipeline.restoration.tokens import EDGES, training_words
from pipeline.text.unicode import is_syllable

U64 = npt.NDArray[np.uint64]
F64 = npt.NDArray[np.float64]
SPECIAL = ["<break>", "<unknown>", "<number>"]


def log(*parts: object) -> None:
    """Progress to standard error."""
    sys.stderr.write(time.strftime("%H:%M:%S ") + " ".join(map(str, parts)) + "\n")


def read_words(paths: list[Path]) -> tuple[list[npt.NDArray[np.int32]], list[str]]:
    """All words of the files as ids, and the word of each id (frequency order not promised)."""
    ids: dict[str, int] = {word: i for i, word in enumerate(SPECIAL)}
    arrays = []
    for path in paths:
        stream: list[int] = []
        with path.open(encoding="utf-8") as source:
            for line in source:
                stream.extend(ids.setdefault(word, len(ids)) for word in training_words(line))
        arrays.append(np.array(stream, dtype=np.int32))
        log(path.name, len(stream), "words;", len(ids), "types")
    return arrays, list(ids)


def case_rates(paths: list[Path], words: list[str], step: int = 4) -> npt.NDArray[np.float32]:
    """Log-share of lower, Title and UPPER case of each word inside sentences, [words, 3], from every `step`-th line."""
    ids = {word: i for i, word in enumerate(words)}
    counts = np.zeros((len(words), 3), dtype=np.float64)
    for path in paths:
        with path.open(encoding="utf-8") as source:
            for number, line in enumerate(source):
                if number % step or sum(c.isupper() for c in line) > 0.3 * len(line):
                    continue
                for before, piece in itertools.pairwise(line.split()):
                    word = piece.strip(EDGES)
                    i = ids.get(word.lower())
                    if i is None or before[-1] not in ",;" and not before[-1].isalnum():
                        continue
                    counts[i, 2 if word.isupper() and len(word) > 1 else 1 if word[0].isupper() else 0] += 1
    prior = np.array([0.93, 0.06, 0.01])
    total = counts.sum(axis=1, keepdims=True)
    return np.log((counts + 10 * prior) / (total + 10)).astype(np.float32)


def vocabulary(counts: npt.NDArray[np.int64], words: list[str], syllable_min: int, other_min: int) -> list[int]:
    """Ids worth keeping, the specials first, then by falling count."""
    keep = []
    for i in np.argsort(-counts, kind="stable").tolist():
        if i < len(SPECIAL):
            continue
        need = syllable_min if is_syllable(words[i]) else other_min
        if counts[i] >= need:
            keep.append(i)
    return [*range(len(SPECIAL)), *keep][:65000]


def ngram_counts(stream: npt.NDArray[np.int32], order: int) -> tuple[U64, npt.NDArray[np.int64]]:
    """Packed n-grams in order with their counts; a break may only come first or last, not both."""
    n = len(stream) - order + 1
    good = np.ones(n, dtype=bool)
    for i in range(1, order - 1):
        good &= stream[i : i + n] != BREAK
    if order > 1:
        good &= ~((stream[:n] == BREAK) & (stream[order - 1 :] == BREAK))
    keys = pack(*(stream[i : i + n][good].astype(np.int64) for i in range(order)))
    keys.sort()
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.diff(np.append(first, len(keys)))


def discounts(counts: npt.NDArray[np.int64]) -> tuple[float, float, float]:
    """The three discounts of modified Kneser-Ney."""
    n1, n2, n3, n4 = (float(np.count_nonzero(counts == k)) + 1.0 for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    d1, d2, d3 = 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3
    return max(d1, 0.05), max(d2, 0.1), max(d3, 0.2)


def continuation(higher: U64, keys: U64, raw: npt.NDArray[np.int64], order: int) -> npt.NDArray[np.int64]:
    """How many words precede each n-gram; n-grams that open a sentence keep their raw count."""
    mask = np.uint64((1 << (16 * order)) - 1)
    tails = higher & mask
    tails = np.sort(tails)
    first = np.flatnonzero(np.concatenate(([True], tails[1:] != tails[:-1])))
    kinds, counts = tails[first], np.diff(np.append(first, len(tails)))
    found = np.zeros(len(keys), dtype=np.int64)
    place = np.searchsorted(keys, kinds)
    found[place] = counts
    opens = (keys >> np.uint64(16 * (order - 1))) == BREAK
    return np.where(opens, raw, np.maximum(found, 1))


def estimate(keys: U64, counts: npt.NDArray[np.int64], lower: F64) -> tuple[F64, F64]:
    """Interpolated probability of each n-gram, and the weight of its context's lower order (one an n-gram)."""
    d1, d2, d3 = discounts(counts)
    context = keys >> np.uint64(16)
    first = np.flatnonzero(np.concatenate(([True], context[1:] != context[:-1])))
    sizes = np.diff(np.append(first, len(keys)))
    total = np.add.reduceat(counts, first)
    cut = np.select([counts == 1, counts == 2], [d1, d2], d3)
    gamma = np.add.reduceat(np.minimum(cut, counts), first) / total
    gamma, total = np.repeat(gamma, sizes), np.repeat(total, sizes)
    return np.maximum(counts - cut, 0) / total + gamma * lower, gamma


def lookup(keys: U64, values: F64, wanted: U64, default: float) -> F64:
    """Values of `wanted` keys in a sorted table."""
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], default)


def table(keys: U64, logs: F64, backs: F64, name: str) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of one order as `Table.from_arrays` takes them."""
    bits = max(int(len(keys) / 3.0).bit_length(), 4)
    h = mix(keys)
    order = np.argsort(h, kind="stable")
    h, logs, backs = h[order], logs[order], backs[order]
    top = h >> np.uint64(64 - bits - 16)
    first = np.concatenate(([True], top[1:] != top[:-1]))
    h, logs, backs = h[first], logs[first], backs[first]
    sizes = np.bincount((h >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
    prints = ((h >> np.uint64(64 - bits - 16)) & np.uint64(0xFFFF)).astype(np.uint16)
    code = np.clip(np.round(-logs / STEP), 0, 255).astype(np.uint8)
    back = np.clip(np.round(8 - backs / STEP), 0, 255).astype(np.uint8)
    return {
        f"{name}_sizes": sizes.astype(np.uint8),
        f"{name}_prints": prints,
        f"{name}_logs": code,
        f"{name}_backs": back,
    }


def train(stream: npt.NDArray[np.int32], size: int, keep: dict[int, int]) -> dict[str, npt.NDArray[np.generic]]:
    """The model's arrays from one stream of ids.

    Args:
        stream: Word ids with breaks.
        size: Size of the vocabulary.
        keep: How many n-grams to keep of each order (2, 3, perhaps 4).
    """
    top = max(keep)
    keys: dict[int, U64] = {}
    counts: dict[int, npt.NDArray[np.int64]] = {}
    for order in range(top, 1, -1):
        keys[order], counts[order] = ngram_counts(stream, order)
        log("order", order, len(keys[order]), "n-grams")
    raw = dict(counts)
    for order in range(top - 1, 1, -1):
        counts[order] = continuation(keys[order + 1], keys[order], raw[order], order)
    tails, tail_counts = np.unique(keys[2] & np.uint64(0xFFFF), return_counts=True)
    one = np.zeros(size)
    one[tails.astype(np.int64)] = tail_counts
    p: dict[int, F64] = {1: (one + 0.2) / (one + 0.2).sum()}
    gamma: dict[int, F64] = {}
    for order in range(2, top + 1):
        mask = np.uint64((1 << (16 * (order - 1))) - 1)
        if order == 2:
            lower = p[1][(keys[2] & mask).astype(np.int64)]
        else:
            lower = lookup(keys[order - 1], p[order - 1], keys[order] & mask, 1e-8)
        p[order], gamma[order] = estimate(keys[order], counts[order], lower)
        backed = np.log(gamma[order]) + np.log(lower)
        gain = raw[order] * (np.log(p[order]) - backed)
        gamma[order] = gain
        log("order", order, "estimated")
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    kept: dict[int, npt.NDArray[np.bool_]] = {}
    for order in range(top, 1, -1):
        gain = gamma[order]
        chosen = np.zeros(len(gain), dtype=bool)
        chosen[np.argpartition(-gain, min(keep[order], len(gain) - 1))[: keep[order]]] = True
        if order < top:
            contexts = np.unique(keys[order + 1][kept[order + 1]] >> np.uint64(16))
            chosen[np.searchsorted(keys[order], contexts)] = True
        kept[order] = chosen
        log("order", order, "kept", int(chosen.sum()))
    lower_p = {1: p[1]}
    backs_of: dict[int, tuple[U64, F64]] = {}
    for order in range(2, top + 1):
        k, q = keys[order][kept[order]], p[order][kept[order]]
        mask = np.uint64((1 << (16 * (order - 1))) - 1)
        if order == 2:
            low = p[1][(k & mask).astype(np.int64)]
        else:
            low = lookup(keys[order - 1], p[order - 1], k & mask, 1e-8)
        context = k >> np.uint64(16)
        first = np.flatnonzero(np.concatenate(([True], context[1:] != context[:-1])))
        left = np.maximum(1 - np.add.reduceat(q, first), 1e-3)
        rest = np.maximum(1 - np.add.reduceat(low, first), 1e-3)
        backs_of[order - 1] = (context[first], np.log(left / rest))
    uni_back = np.zeros(size, dtype=np.float32)
    uni_back[backs_of[1][0].astype(np.int64)] = backs_of[1][1]
    arrays["uni_log"] = np.log(lower_p[1]).astype(np.float16)
    arrays["uni_back"] = uni_back.astype(np.float16)
    for order in range(2, top + 1):
        k, q = keys[order][kept[order]], p[order][kept[order]]
        back = lookup(*backs_of[order], k, 0.0) if order in backs_of else np.zeros(len(k))
        arrays |= table(k, np.log(q), back, f"n{order}")
        if order == top:
            del arrays[f"n{order}_backs"]
    return arrays


def main() -> None:
    """Read, count, prune, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--sizes", default="1200000,3900000,2300000", help="n-grams kept of orders 2, 3, 4")
    parser.add_argument("--syllable-min", type=int, default=8)
    parser.add_argument("--other-min", type=int, default=150)
    args = parser.parse_args()
    streams, words = read_words(args.texts)
    stream = np.concatenate(streams)
    counts = np.bincount(stream, minlength=len(words))
    chosen = vocabulary(counts, words, args.syllable_min, args.other_min)
    renumber = np.full(len(words), UNKNOWN, dtype=np.int32)
    renumber[chosen] = np.arange(len(chosen))
    renumber[NUMBER] = NUMBER
    stream = renumber[stream]
    log("vocabulary", len(chosen), "covers", float((stream != UNKNOWN).mean()))
    keep = {order: int(n) for order, n in zip((2, 3, 4), args.sizes.split(","), strict=False)}
    arrays = train(stream, len(chosen), keep)
    arrays["words"] = np.frombuffer("\n".join(words[i] for i in chosen).encode(), dtype=np.uint8)
    arrays["case_rates"] = case_rates(args.texts, [words[i] for i in chosen]).astype(np.float16)
    arrays["counts"] = np.minimum(counts[chosen], 2**32 - 1).astype(np.uint32)
    np.savez(args.out, **arrays)  # type: ignore[arg-type]
    log("written", args.out, args.out.stat().st_size)


if __name__ == "__main__":
    main()
