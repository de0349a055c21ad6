"""The nouns that figures count and the verbs that produce them, from resources/units.txt and task_verbs.txt."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.assets import lines, sections
from pipeline.text.patterns import either


@cache
def units() -> dict[str, frozenset[str]]:
    """The nouns of resources/units.txt by section: measures, counted, never."""
    return {name: frozenset(entries) for name, entries in sections("units.txt").items()}


@cache
def noun_pattern() -> str:
    """A pattern for the nouns of the lexicon, as the group "noun", for verbose patterns."""
    known = units()
    nouns = either(noun.lower() for noun in known["measures"] | known["counted"] | known["never"])
    apart = rf"(?<=m)\ [23](?![\d,.]\d|\s?(?:{nouns}|bên|đầu|phía|mặt|hàng|làn|tầng|loại)(?!\w))"
    return rf"\s?(?P<noun>{nouns})(?P<raised>[²³]|(?<=m)\^[23]|{apart})?(?![\w²³]|(?<=đồng)\s+(?:hồ|bào|chí|phục))"


@cache
def noun() -> re.Pattern[str]:
    return re.compile(noun_pattern(), re.IGNORECASE | re.VERBOSE)


@cache
def task_verbs() -> frozenset[str]:
    """The verbs of doing, without capitals."""
    return frozenset(lines("task_verbs.txt"))


@cache
def everyday_verbs() -> frozenset[str]:
    """Verbs of everyday work, behind which a figure counts what follows it, without capitals."""
    return frozenset(lines("making_verbs.txt"))


@cache
def making_verbs() -> frozenset[str]:
    """Those and the verbs of doing."""
    return task_verbs() | everyday_verbs()


@lru_cache(maxsize=4096)
def first_word(words: str) -> str:
    """The word, of one syllable or more, that a text opens with, by underthesea's segmentation."""
    from pipeline.language.segmentation import word_spans

    spans = word_spans(words)
    return words[slice(*spans[0])] if spans and spans[0][0] == 0 else words.split()[0]


_IN_PARTS = frozenset(("điểm", "lần", "tuổi", "năm", "chỉ số", "mẫu", "công"))
"""Counted nouns of which there are thousandths: "đạt 85,125 điểm"."""
_SMALL_MEASURES = frozenset(("m2", "m²", "mét vuông", "đồng"))
"""Measures too small for a plan to state thousandths of one."""


def whole_only(unit: str) -> bool:
    """Whether a plan states no thousandths of a unit, so that the comma of "12,500" groups thousands."""
    return (unit in units()["counted"] and unit not in _IN_PARTS) or unit in _SMALL_MEASURES
