"""Forms of a text that survive a bad scan, and how much of one text another holds."""

from __future__ import annotations

import heapq
import math
import re
import zlib
from collections import Counter
from functools import lru_cache

from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold, is_syllable, nfc

SHINGLE = 6
"""Consonants in a shingle: at the damage of an English OCR on Vietnamese (one letter in ten) eight of ten survive."""
SKETCH = 400
"""Hashes kept of a text; the share of common ones among the smallest estimates the resemblance to about 0.03."""

_NOT_CONSONANT = re.compile(r"[^bcdghkmnpqrstvx]")
_DIGITS = re.compile(r"(?<![\w.,])\d{2,4}(?!\w)")
_LOOKALIKE = str.maketrans(
    {"0": "o", "1": "i", "l": "i", "3": "a", "4": "a", "5": "s", "6": "o", "8": "b", "!": "i", "|": "i"}
)
_WORD = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(
    r"\b(xã|phường|thị trấn|đặc khu|x[aàâäă34]|phu[oơòó]ng|dac khu)\s+"
    rf"(?-i:((?:[{UPPER}][\w'’-]*\s?){{1,4}}|\d{{1,2}}\b))",
    re.IGNORECASE,
)


def skeleton(text: str) -> str:
    """The consonants of a text without marks, in order: what English and Vietnamese OCR agree on."""
    return _NOT_CONSONANT.sub("", fold(nfc(text)))


def shingles(text: str) -> frozenset[int]:
    """Hashes (crc32, the same on every machine) of all runs of SHINGLE consonants."""
    bare = skeleton(text).encode("ascii")
    return frozenset(zlib.crc32(bare[at : at + SHINGLE]) for at in range(len(bare) - SHINGLE + 1))


def sketch(shingled: frozenset[int]) -> frozenset[int]:
    """The SKETCH smallest hashes of a text (bottom-k sketch)."""
    return frozenset(heapq.nsmallest(SKETCH, shingled))


def held(a: frozenset[int], b: frozenset[int]) -> float:
    """Share (0..1) of the shorter text that the other holds."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def figures(text: str) -> Counter[str]:
    """How often each number of two to four digits stands in a text; a lone digit in a scan is often a letter."""
    return Counter(_DIGITS.findall(text))


def cosine(a: Counter[str], b: Counter[str]) -> float:
    """Cosine (0..1) of two counts; 1 where both are empty."""
    if not a or not b:
        return float(not a and not b)
    dot = sum(count * b[key] for key, count in a.items())
    return dot / math.sqrt(sum(c * c for c in a.values()) * sum(c * c for c in b.values()))


@lru_cache(maxsize=4096)
def soundness(text: str) -> float:
    """Share (0..1) of the words that are Vietnamese syllables: near 1 for sound text, about 0.5 for a garbled scan."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    marked = [word for word in words if fold(word) != word.lower()]
    if not words:
        return 0.0
    valid = sum(1 for word in words if is_syllable(word)) / len(words)
    # Text without any mark spells valid syllables, yet has lost what tells words apart.
    return valid * min(1.0, len(marked) / (0.5 * len(words)))


def unit_names(text: str) -> Counter[str]:
    """How often a text names each unit of commune level, names folded and look-alikes joined ("Đại Sơn" -> "dai
    son").
    """
    found: Counter[str] = Counter()
    for match in _UNIT.finditer(text):
        words = [word for word in match.group(2).split() if word[0].isdigit() or word[0].isupper()]
        if words and not all(word.isupper() and len(word) > 1 for word in words[:1]):
            found[plain_name(" ".join(words[:2]))] += 1
    return found


def plain_name(name: str) -> str:
    """A unit's name as scans confuse it: folded, look-alike letters and digits joined, a leading Đ read as P or B as
    D.
    """
    plain = " ".join(fold(nfc(name)).translate(_LOOKALIKE).split())
    return re.sub(r"\b[pb](?=[aeiou])", "d", plain)
