"""Whether two wordings of indicators or tasks speak of one thing."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from pipeline.assets import lines
from pipeline.text.unicode import fold


@cache
def _abbreviations() -> dict[str, str]:
    entries = (line.split("=", 1) for line in lines("comparing/abbreviations.txt") if "=" in line)
    return {fold(short.strip()): fold(full.strip()) for short, full in entries}


def spelt(words: str) -> str:
    """The words folded, with abbreviations of administrative papers spelt out."""
    known = _abbreviations()
    return " ".join(known.get(word, word) for word in re.findall(r"[\w&%-]+", fold(words)))


def alike(first: str, second: str) -> float:
    """Similarity (0..100) of two indicators, whatever the order of their words."""
    return fuzz.token_sort_ratio(spelt(first), spelt(second))
