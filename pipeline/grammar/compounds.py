"""Figures told in several units, the larger first: "1 tỷ 250 triệu 500 nghìn đồng", "5 tấn 3 tạ", "2km500".

Together they are one figure. What they come to is reckoned where the units stand in one proportion all over the
country; a sào does not (360 m2 in the north, 500 in the middle, 1.000 in the south), so that "2 ha 5 sào" stays as
written, "5 sào" in the unit.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.grammar.figures import FIGURE, WORDS, value_of

SCALES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "vạn": 10**4, "nghìn": 10**3, "ngàn": 10**3, "trăm": 100}
_LESS = r"(?:triệu|nghìn|ngàn)(?!\w)"
_FIGURES = r"\d{1,3}(?:,\d+)?"


def _rest(figure: str) -> str:
    return (
        rf"(?:\ rưỡi(?!\w)|(?:\ (?:{figure})\ {_LESS}){{0,2}}"
        r"(?:(?<=[nu])\ (?:\d{3}|[1-9]\ trăm|\d{1,3}(?=\ đồng))(?![\w.,]*\d)(?=\ ))?)"
    )


REST = _rest(_FIGURES)
"""What follows the largest scale of a figure, nothing included, for verbose patterns: " 300 nghìn 500", " rưỡi"."""
REST_OR_WORDS = _rest(f"{_FIGURES}|{WORDS}")
"""The same in words too: " hai trăm nghìn"."""
_TERM = re.compile(rf"(?P<figure>{FIGURE}|{WORDS})(?:\s(?P<scale>triệu|nghìn|ngàn|trăm))?(?!\w)", re.VERBOSE)


def added(rest: str | None, scale: int) -> float | None:
    """What the lower scales add, in ones; None where they do not fall: "200 triệu" behind "nghìn".

    Args:
        rest: as `REST` matches it.
        scale: the largest one, which stands before it.

    Example:
        >>> added(" 300 nghìn 500", 10**6), added(" rưỡi", 10**9), added(" 200 triệu", 1000)
        (300500.0, 500000000.0, None)
    """
    if not rest:
        return 0.0
    if rest.strip().lower() == "rưỡi":
        return scale / 2
    sum_ = 0.0
    for term in _TERM.finditer(rest.lower()):
        own, value = SCALES.get(term["scale"] or "", 1), value_of(term["figure"])
        if value is None or value * own >= scale:
            return None
        sum_, scale = sum_ + value * own, own if own > 1 else 1000
    return sum_


_PARTS: dict[str, dict[str, int]] = {
    "tấn": {"tạ": 10, "yến": 100, "kg": 1000},
    "tạ": {"yến": 10, "kg": 100},
    "yến": {"kg": 10},
    "kg": {"lạng": 10, "g": 1000, "gam": 1000, "gram": 1000},
    "km": {"m": 1000, "mét": 1000},
    "m": {"cm": 100},
    "mét": {"cm": 100},
    "km2": {"ha": 100},
    "ha": {"m2": 10_000},
    "lít": {"ml": 1000},
    "giờ": {"phút": 60},
    "mẫu": {"sào": 10},
}
"""Unit -> smaller units, and how many of them make one."""
_APART = {"ha": ("sào",), "sào": ("thước", "m2"), "mẫu": ("thước",)}
"""Unit -> smaller units that differ from place to place."""
_SMALLER = sorted({*(small for own in _PARTS.values() for small in own), *(u for own in _APART.values() for u in own)})
PART = (
    rf"(?P<part>\ rưỡi(?!\w)|\ (?P<fewer>{FIGURE})\s?"
    rf"(?P<smaller>{'|'.join(sorted(_SMALLER, key=len, reverse=True))}|m²)(?![\w²³]))?"
)
"""What follows the larger unit of a measure, for verbose patterns: " 3 tạ", " rưỡi"."""


class Whole(NamedTuple):
    """What the smaller units of a measure make of it: what they add to its figure, or what they add to its unit."""

    more: float = 0.0
    unit: str = ""


def whole(match: re.Match[str], unit: str) -> Whole | None:
    """What the part of a match with `PART` adds to the figure of a unit; None where it goes on to something else."""
    if not match["part"]:
        return Whole()
    if not match["smaller"]:
        return Whole(0.5)
    unit = unit.replace("²", "2")
    smaller, fewer = match["smaller"].lower().replace("²", "2"), value_of(match["fewer"])
    if smaller in _APART.get(unit, ()):
        return Whole(0.0, f" {match['fewer']} {smaller}")
    share = _PARTS.get(unit, {}).get(smaller)
    return Whole(fewer / share) if share and fewer is not None and fewer < share else None


JOINED = r"(?P<noun>(?:k?m|kg|ha|tấn|tạ))(?P<tail>\d{1,3})(?![\w²³]|[.,/]\d)"
"""A unit with decimals behind it as people say it, for verbose patterns: "2km500", "3m20", "2ha5"."""
_DECIMALS = {"km": (3, 1), "m": (2, 1), "kg": (3, 1), "ha": (2, 1), "tấn": (1,), "tạ": (1,)}
_POWERS = {"km": ("2",), "m": ("2", "3")}


def joined_values(match: re.Match[str]) -> tuple[float | None, float | None]:
    """The figures of a match with `JOINED`, of which "a" and "b" are the whole numbers; None where the digits behind
    the unit are none of it ("12km2")."""
    more = _decimals(match["noun"].lower(), match["tail"])
    if more is None:
        return None, None
    last = match["b"] and int(match["b"]) + (_decimals(match["noun"].lower(), match["tail_b"] or "") or 0)
    return round(int(match["a"]) + more, 9), last or None


def _decimals(unit: str, tail: str) -> float | None:
    if tail in _POWERS.get(unit, ()) or len(tail) not in _DECIMALS[unit]:
        return None
    return int(tail) / float(10 ** len(tail))
