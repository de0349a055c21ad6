"""The office that a line above a signature names, as far as it is read."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.assets import lines as entries
from pipeline.reading.ocr.names import UNKNOWN
from pipeline.text.letters import CODE, CODE_SMALL
from pipeline.text.unicode import fold

OFFICES = re.compile(
    r"\b(?:chu tich|giam doc|bi thu|truong ban|truong phong|chanh|chu nhiem|hieu truong|cuc truong|chi huy truong|"
    r"bo truong|thu truong|vien truong|truong cong an|tong giam doc|thu tuong|vu truong|hat truong|tram truong|"
    r"truong tram|truong doan|to truong|chinh tri vien)\b"
)
"""Over folded text."""
PREFIX = re.compile(rf"^[^{CODE}{CODE_SMALL}]*(?P<letters>t/?m|k/?t|t/?l|tuq|q)\b[.,;:]?", re.IGNORECASE)
"""What tells that an office is signed for, or held for a time."""
LIKE = 0.78
"""Likeness from which a line is an office."""
_REST, _SHARE = 0.15, 0.3  # what letters beside the office take off; the latter of a line that is all such letters
_OF_UNIT = 0.03  # ... and the name of its unit behind it
_CLEAR = 0.9  # likeness from which what stands behind an office is the name of its unit
_UNIT = re.compile(r"(?:[^\W\d_]{2,}|[-–,&])(?:\s+(?:[^\W\d_]{2,}|[-–,&]))*[.,]?")


class Office(NamedTuple):
    """What stands before an office in a line, the office in capitals, how like it the line is (0..1), what follows."""

    before: str = ""
    name: str | None = None
    likeness: float = 0.0
    after: str = ""


@lru_cache(maxsize=1024)
def office_of(text: str) -> Office:
    """The office that a line names.

    Example:
        >>> office_of("KT.HEU TRUONZ")
        Office(before='KT.', name='HIỆU TRƯỞNG', likeness=0.8, after='')
    """
    words = PREFIX.sub(r"\g<0> ", text, count=1).split()
    best = Office()
    whole = len(letters_of(text))
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            part = "".join(words[first:last])
            letters, before = letters_of(part), " ".join(words[:first])
            if len(letters) < 4 or sum(char.islower() for char in part) > 2:
                continue
            after = " ".join(words[last:])
            unit = after if after.isupper() and _UNIT.fullmatch(after) else ""
            aside = 0 if PREFIX.match(before) else len(letters_of(before))
            for entry, full, known in _known_offices():
                likeness = max(Levenshtein.normalized_similarity(letters, form) for form in (full, known))
                own = unit if likeness >= _CLEAR else ""
                rest = aside + (0 if own else len(letters_of(after)))
                likeness -= max(_REST if rest > 2 else 0.0, _SHARE * rest / whole, _OF_UNIT if own else 0.0)
                if likeness > best.likeness + 0.01:
                    best = Office(before, entry, likeness, own)
    return best


@cache
def _known_offices() -> tuple[tuple[str, str, str], ...]:
    """Each office as it is written, its letters, and those of them that the second reader knows."""
    return tuple(
        (entry, letters_of(entry), letters_of("".join(char for char in entry if char.lower() not in UNKNOWN)))
        for entry in entries("signing.txt")
        if OFFICES.search(fold(entry))
    )


def letters_of(text: str) -> str:
    """Its letters alone, bare and small."""
    return "".join(char for char in fold(text) if char.isalpha())
