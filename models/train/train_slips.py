"""Learn when a word is a slip of the pen: `restoration/slips.npz` of `pipeline.restoration.verdicts`.

Two things go into it: Bloom filters of the pairs of words that the training corpora hold three times, and twenty times,
and the weights of a logistic decision, learned on held-out text with slips put in (`make_slips.py`).

    python models/train/train_slips.py CORPUS_DIR --pairs tlnb_tnt305,... --slips tvpl_johnpa02 [--documents 450]

Of the held-out corpus the documents after the first `--documents` (shuffled, seed 7) stay for measuring
(`tests/benchmarks/bench_spelling.py`). One core: 25 minutes, most of them counting; 4 GB.
"""

from __future__ import annotations

import argparse
import bisect
import lzma
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from make_slips import ONE, Slip, with_slips

from pipeline.restoration.models import Pairs, language_model, pair_bits
from pipeline.restoration.ngrams import BREAK, NUMBER, UNKNOWN, mix, pack
from pipeline.restoration.suspects import doubted
from pipeline.restoration.tokens import training_words
from pipeline.restoration.verdicts import features
from pipeline.text.unicode import place_tones

TARGET = Path(__file__).resolve().parent.parent / "restoration" / "slips.npz"
LEVELS = ((3, 23), (20, 22))
"""Count of a pair from which a filter holds it, and log2 of the bits of the filter."""

EVERY = 50
"""Words from one slip that is put in to the next."""

LOWERED = 1.05
"""Log-odds taken off the learned ones: slips put in are denser than real ones and easier to see. Set by reading: of
what is told of real papers with even odds about one in two is a slip, of all four in five and more."""

LENGTH = 15_000  # characters of a document made of consecutive lines
RIDGE = 3.0
U64 = npt.NDArray[np.uint64]


def log(*parts: object) -> None:
    """Progress to standard error."""
    sys.stderr.write(time.strftime("%H:%M:%S ") + " ".join(map(str, parts)) + "\n")


def lines(path: Path) -> Iterator[str]:
    """Lines of a corpus, tones placed the newer way."""
    with lzma.open(path, "rt", encoding="utf-8") as source:
        for line in source:
            yield place_tones(line.rstrip("\n"))


def count_pairs(paths: list[Path]) -> tuple[U64, npt.NDArray[np.int64]]:
    """Packed pairs of words of the vocabulary, and how often they stand side by side."""
    specials = {"<break>": BREAK, "<unknown>": UNKNOWN, "<number>": NUMBER}
    ids = {**language_model().ids, **specials}
    keys, counts = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    for path in paths:
        stream = np.array([ids.get(word, UNKNOWN) for line in lines(path) for word in training_words(line)])
        first, second = stream[:-1], stream[1:]
        found, times = np.unique(pack(*(side[(first > NUMBER) & (second > NUMBER)] for side in (first, second))),
                                 return_counts=True)  # fmt: skip
        both, where = np.unique(np.concatenate((keys, found)), return_inverse=True)
        keys, counts = both, np.bincount(where, np.concatenate((counts, times))).astype(np.int64)
        log(path.name, len(stream), "words;", len(keys), "pairs")
    return keys, counts


def bloom(keys: U64, bits: int) -> npt.NDArray[np.uint8]:
    """A Bloom filter of 2**`bits` bits over packed pairs."""
    flags = np.zeros(1 << bits, dtype=bool)
    for at in pair_bits(mix(keys), np.uint64((1 << bits) - 1)):
        flags[at.astype(np.int64)] = True
    return np.packbits(flags, bitorder="little")


def documents(path: Path) -> list[str]:
    """Stretches of consecutive lines, shuffled."""
    found: list[str] = []
    current: list[str] = []
    for line in lines(path):
        current.append(line)
        if sum(map(len, current)) > LENGTH:
            found.append("\n".join(current))
            current = []
    random.Random(7).shuffle(found)
    return found


def examples(text: str, rng: random.Random, pairs: Pairs) -> tuple[npt.NDArray[np.float32], list[int]]:
    """What speaks for and against each doubt about a text with slips, and whether it is a slip; 2 for neither.

    A doubt about a word beside a slip, or about a slip of several words, counts for nothing.
    """
    text, slips = with_slips(text, rng, EVERY, words=frozenset(language_model().words))
    doubted_text = doubted(text)
    if doubted_text is None:
        return np.zeros((0, 0), dtype=np.float32), []
    spans, doubts, seen = doubted_text
    starts = [slip.start for slip in slips]
    return features(doubts, seen, pairs), [_label(span, slips, starts) for span in spans]


def _label(span: tuple[int, int], slips: list[Slip], starts: list[int]) -> int:
    at = bisect.bisect_right(starts, span[1] + 25)
    near = [slip for slip in slips[max(0, at - 3) : at] if slip.end + 25 > span[0]]
    inside = [slip for slip in near if slip.start < span[1] and slip.end > span[0]]
    return 2 if near and not inside else int(inside[0].kind in ONE) or 2 if inside else 0


def logistic(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Weights of a ridge logistic regression, the intercept last, by Newton's method."""
    x = np.column_stack((x, np.ones(len(x))))
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[-1] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (y - p) - ridge * weights)
        weights += step
        if abs(step).max() < 1e-6:
            break
    return weights


def learn(texts: list[str], pairs: Pairs) -> npt.NDArray[np.float32]:
    """The weights of the decision, the intercept last, for features as they are."""
    rng = random.Random(1)
    rows, labels = zip(*(examples(text, rng, pairs) for text in texts), strict=True)
    x = np.concatenate([part for part in rows if len(part)]).astype(np.float64)
    y = np.array([label for part in labels for label in part])
    x, y = x[y < 2], y[y < 2]
    log(len(y), "doubts,", int(y.sum()), "of them slips")
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-3)
    weights = logistic((x - mean) / scale, y.astype(np.float64))
    plain = weights[:-1] / scale
    return np.append(plain, weights[-1] - plain @ mean - LOWERED).astype(np.float32)


def main() -> None:
    """Counts, learns, writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pairs", default="vbpl_phanbst,uts_vlc,phapdien_saladnga,tlnb_tnt305,vietnews,viwiki_uts")
    parser.add_argument("--slips", default="tvpl_johnpa02")
    parser.add_argument("--documents", type=int, default=450)
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    keys, counts = count_pairs([args.corpus / f"{name}.txt.xz" for name in args.pairs.split(",")])
    filters = [bloom(keys[counts >= least], bits) for least, bits in LEVELS]
    weights = learn(documents(args.corpus / f"{args.slips}.txt.xz")[: args.documents], Pairs(filters))
    np.savez_compressed(args.out, weights=weights, **{f"pairs{i}": bits for i, bits in enumerate(filters)})
    log(args.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
