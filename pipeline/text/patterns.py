"""Patterns for lists of words, as fast as the list is long."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits first; blanks are escaped, for verbose patterns.

    Words that begin alike share their beginning, so that the words of a list are not tried one after the other
    wherever one could stand: "(?:ban(?:\\\\ chỉ\\\\ huy)?|sở)". Where case is ignored, give the words in small letters.
    """
    return _branches(sorted(set(words)))


def opening(pattern: str, letters: str) -> re.Pattern[str]:
    """Finds the places where a pattern matches, far faster than the pattern by itself: by the sign there.

    Each match is the one sign at such a place.

    Args:
        pattern: verbose, without regard to case.
        letters: what its matches begin with, letters small, but for digits; other places are not looked at.
    """
    signs = "".join(sorted({*letters, *letters.upper()}))
    return re.compile(rf"[\d{signs}](?<=(?ix:(?={pattern})).)")


def _branches(words: list[str]) -> str:
    """The pattern of sorted words; optional where one of them is empty."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[word[:1]].append(word)
    may_end = groups.pop("", None) is not None
    branches = []
    for alike in groups.values():
        shared = _prefix(alike[0], alike[-1])
        rest = [word[len(shared) :] for word in alike]
        branches.append(re.escape(shared) + (_branches(rest) if len(rest) > 1 else ""))
    if len(branches) == 1 and not may_end:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if may_end else ''}"


def _prefix(first: str, last: str) -> str:
    """What the first and the last of sorted words, and so all of them, begin with."""
    size = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:size]
