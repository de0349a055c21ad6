"""A back-off n-gram model over syllables in flat arrays, looked up by the hundred thousand at once.

Every n-gram is kept as a 16-bit fingerprint in the bucket that its hash names, with its log-probability and the
back-off weight of the context that it forms, each in one byte.  A wrong match of a fingerprint has a
probability of about bucket size / 65536; nothing else is lost but the rounding of logs to 1/12.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

BREAK, UNKNOWN, NUMBER = 0, 1, 2
"""Ids of the sentence break, of a word outside the vocabulary, and of anything with a digit in it."""

STEP = 1.0 / 12.0
"""Width of one quantisation step, in natural-log units."""

FLOOR = -21.0
ORDERS = (2, 3, 4)
_FINGERPRINT_BITS = 16  # those of a uint16


def mix(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spreads packed n-gram keys over 64 bits (the finaliser of splitmix64)."""
    with np.errstate(over="ignore"):
        h = keys + np.uint64(0x9E3779B97F4A7C15)
        h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return h ^ (h >> np.uint64(31))


def pack(*ids: Ints) -> npt.NDArray[np.uint64]:
    """One key for each n-gram: 16 bits a word, oldest word in the highest bits."""
    key = ids[0].astype(np.uint64)
    for part in ids[1:]:
        key = (key << np.uint64(16)) | part.astype(np.uint64)
    return key


@dataclass(frozen=True, slots=True)
class Table:
    """The n-grams of one order: bucket borders, fingerprints, log-probabilities, back-off weights."""

    starts: npt.NDArray[np.int32]
    prints: npt.NDArray[np.uint16]
    logs: npt.NDArray[np.uint8]
    backs: npt.NDArray[np.uint8] | None
    bits: int
    depth: int

    @classmethod
    def from_arrays(
        cls,
        sizes: npt.NDArray[np.uint8],
        prints: npt.NDArray[np.uint16],
        logs: npt.NDArray[np.uint8],
        backs: npt.NDArray[np.uint8] | None,
    ) -> Table:
        """Builds the borders from the number of entries in each bucket; the longest n-grams have no back-off."""
        starts = np.zeros(len(sizes) + 1, dtype=np.int32)
        np.cumsum(sizes, out=starts[1:])
        bits = len(sizes).bit_length() - 1
        return cls(starts, prints, logs, backs, bits, int(sizes.max(initial=1)).bit_length())

    def find(self, keys: npt.NDArray[np.uint64]) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Place of each packed n-gram in the table, and whether it is there."""
        h = mix(keys)
        bucket = (h >> np.uint64(64 - self.bits)).astype(np.int64)
        wanted = (h >> np.uint64(64 - self.bits - _FINGERPRINT_BITS)).astype(np.uint16)
        low = self.starts.take(bucket)
        end = self.starts.take(bucket + 1)
        left = end - low  # of the bucket, halved without a branch: all keys take as many steps
        for _ in range(self.depth):
            half = left >> 1
            low += half * (self.prints.take(low + half - 1, mode="clip") < wanted)
            left -= half
        low += (left > 0) & (self.prints.take(low, mode="clip") < wanted)
        place = np.minimum(low, np.int32(max(len(self.prints) - 1, 0)))
        return place, (low < end) & (self.prints.take(place) == wanted)


class NgramModel:
    """Log-probabilities of syllables in context, natural logs.

    Args:
        words: The vocabulary; ids 0 to 2 are the break, the unknown word and the number.
        arrays: ``uni_log``, ``uni_back`` (float32, one a word) and for each order n ``n{n}_sizes``,
            ``n{n}_prints``, ``n{n}_logs``, ``n{n}_backs`` (not for the longest) as `Table.from_arrays`
            takes them.
    """

    def __init__(self, words: list[str], arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self.words = words
        self.ids = {word: i for i, word in enumerate(words)}
        self._uni_log = arrays["uni_log"].astype(np.float32)
        self._uni_back = arrays["uni_back"].astype(np.float32)
        self._tables: dict[int, Table] = {}
        for order in ORDERS:
            if f"n{order}_sizes" in arrays:
                parts = (arrays.get(f"n{order}_{part}") for part in ("sizes", "prints", "logs", "backs"))
                self._tables[order] = Table.from_arrays(*parts)  # type: ignore[arg-type]
        self._log_of = np.maximum(np.arange(256, dtype=np.float32) * -STEP, FLOOR).astype(np.float32)
        self._back_of = (8 - np.arange(256, dtype=np.float32)) * np.float32(STEP)

    @property
    def most(self) -> float:
        """What no log p of a bigram is over: a stored one is at most 0, one by back-off at most this."""
        return max(0.0, float(self._uni_back.max() + self._uni_log.max()))

    @property
    def order(self) -> int:
        """Longest n-gram of the model."""
        return max(self._tables)

    @property
    def unigrams(self) -> Floats:
        """log p of each word of the vocabulary."""
        return self._uni_log

    def unigram(self, w: Ints) -> Floats:
        """log p(w)."""
        return self._uni_log[w]

    def bigram(self, v: Ints, w: Ints) -> Floats:
        """log p(w | v), element by element."""
        place, found = self._tables[2].find(pack(v, w))
        lower = self._uni_back[v] + self._uni_log[w]
        return np.where(found, self._log_of[self._tables[2].logs[place]], lower)

    def context(self, *words: Ints) -> Floats:
        """Weight of backing off from the context `words`; 0 where the context is unknown."""
        table = self._tables[len(words)]
        if table.backs is None:
            return np.zeros(len(words[0]), dtype=np.float32)
        place, found = table.find(pack(*words))
        return np.where(found, self._back_of[table.backs[place]], np.float32(0))

    def extend(self, lower: Floats, back: Floats, *words: Ints) -> Floats:
        """log p of the last of `words` given the others: stored, or `back` + `lower`.

        Args:
            lower: The log-probability with the oldest word left out.
            back: `context` of all words but the last.
            words: 3 or 4 arrays of ids, oldest first.
        """
        table = self._tables[len(words)]
        place, found = table.find(pack(*words))
        return np.where(found, self._log_of[table.logs[place]], back + lower)
