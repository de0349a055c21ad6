"""Loads the trained artefacts, once a process."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from pipeline import assets
from pipeline.errors import EngineError
from pipeline.restoration.channel import Channel, Stripping
from pipeline.restoration.ngrams import NgramModel, mix, pack
from pipeline.restoration.reader import Reader
from pipeline.restoration.readings import Weights
from pipeline.text.unicode import fold

Noise = Literal["foreign", "vietnamese", "stripped"]
"""What garbled the text: OCR of another language, Vietnamese OCR on a bad scan, or the mere loss of marks."""

LANGUAGE_MODEL = "restoration/language.npz"
SLIPS = "restoration/slips.npz"
CHANNELS = {
    "foreign": "restoration/channel-foreign.npz",
    "vietnamese": "restoration/channel-vietnamese.npz",
}


def _arrays(name: str) -> dict[str, npt.NDArray[np.generic]]:
    path = assets.model(name)
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EngineError(path, f"model: {error}") from error


@cache
def _language_arrays() -> dict[str, npt.NDArray[np.generic]]:
    return _arrays(LANGUAGE_MODEL)


@cache
def language_model() -> NgramModel:
    """The language model.

    Raises:
        EngineError: the artefact is missing or damaged.
    """
    arrays = _language_arrays()
    return NgramModel(arrays["words"].tobytes().decode().split("\n"), arrays)


@cache
def case_rates() -> npt.NDArray[np.float32]:
    """Log-share of lower, Title and UPPER case of each word inside sentences, [words, 3]."""
    return _language_arrays()["case_rates"].astype(np.float32)


@cache
def reader(noise: Noise) -> Reader:
    """The reader for a kind of noise; keeps the readings of forms that it has met."""
    model = language_model()
    if noise == "stripped":
        weights = Weights(
            split=-30.0, join=-30.0, poor=-99.0, keep=60, raw=-4.0, raw_letter=-1.0, adapt=0.0, digits=-99
        )
        return Reader(model, Stripping(model.words), weights)
    weights = Weights() if noise == "foreign" else Weights(raw=-3.0, digits=-9.0, channel=1.2, adapt=0.0)
    return Reader(model, Channel(model.words, _arrays(CHANNELS[noise]), _language_arrays()["counts"]), weights)


@cache
def word_counts() -> npt.NDArray[np.int64]:
    """How often each word of the vocabulary stands in the training text."""
    return _language_arrays()["counts"].astype(np.int64)


class Pairs:
    """Which pairs of words the training text holds, in Bloom filters: never a "no" for a pair that it holds.

    Args:
        filters: For each level, from the rarer pairs to the more frequent, bits in bytes; a power of two of them.
    """

    def __init__(self, filters: Sequence[npt.NDArray[np.uint8]]) -> None:
        self._filters = filters

    def levels(self, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> list[npt.NDArray[np.bool_]]:
        """For each level whether the pairs reach it."""
        h = mix(pack(first, second))
        found = []
        for bits in self._filters:
            mask = np.uint64(8 * len(bits) - 1)
            hit = np.ones(len(first), dtype=bool)
            for at in pair_bits(h, mask):
                hit &= (bits[at >> np.uint64(3)] >> (at & np.uint64(7)).astype(np.uint8) & 1).astype(bool)
            found.append(hit)
        return found


def pair_bits(h: npt.NDArray[np.uint64], mask: np.uint64) -> list[npt.NDArray[np.uint64]]:
    """Which bits of a Bloom filter stand for hashed pairs."""
    with np.errstate(over="ignore"):
        return [(h + np.uint64(k) * (h >> np.uint64(33) | np.uint64(1))) & mask for k in range(4)]


@cache
def slip_decision() -> tuple[npt.NDArray[np.float32], Pairs]:
    """Weights of the decision on slips, the intercept last, and the pairs of words that the training text holds.

    Raises:
        EngineError: the artefact is missing or damaged.
    """
    arrays = _arrays(SLIPS)
    filters = [arrays[key].astype(np.uint8) for key in sorted(arrays) if key.startswith("pairs")]
    return arrays["weights"].astype(np.float32), Pairs(filters)


@cache
def _bare_words() -> frozenset[str]:
    return frozenset(fold(word) for word in language_model().words)


def known_share(forms: Sequence[str]) -> float:
    """Share of `forms` that are words of the vocabulary but for their marks; 0 where there is none."""
    return sum(fold(form) in _bare_words() for form in forms) / len(forms) if forms else 0.0
