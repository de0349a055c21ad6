"""Rules on abbreviations: one that a reader cannot resolve, and one a letter off another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA

from pipeline.assets import lines
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.unicode import fold, is_syllable

_WRITTEN = re.compile(r"(?<![\w/.&–-])[A-ZĐƯƠ][A-ZĐƯƠ&]{2,7}(?:-[A-ZĐ&]{2,5})?(?![\w/&+]|-\w|\.\w)")
_VOWEL = re.compile(r"[AEIOUYƯƠ]")
_EXPLAINED = re.compile(r"\s*(?:\(|:|là\s)")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = ("và", "của", "về", "các")
_SHOWN = 6  # abbreviations that one finding names
_LETTERS = 4  # letters from which one that is a letter off is a slip


@cache
def _known() -> frozenset[str]:
    return frozenset(word for line in lines("known_abbreviations.txt") for word in line.split())


def unexplained(view: View) -> Iterator[Hit]:
    """Abbreviations that nobody explains: not of the general vocabulary, not spelt by words of the paper; one finding.

    Letters without a vowel alone, as what has one may be the name of a firm or a technique.
    """
    found = {name: at for name, at in _unknown(view).items() if not _VOWEL.search(name) and _near(view, name) is None}
    names = list(found)
    if names:
        more = f" và {len(names) - _SHOWN} chữ khác" if len(names) > _SHOWN else ""
        start = found[names[0]]
        yield Hit(view.around((start, start + len(names[0]))), ", ".join(names[:_SHOWN]) + more)


def misspelt(view: View) -> Iterator[Hit]:
    """An abbreviation a letter off one that the paper has, or that everybody knows ("HDDND", "GDRP")."""
    for name, at in _unknown(view).items():
        near = _near(view, name)
        if near is not None:
            yield Hit((at, at + len(name)), name, {"other": near}, suggestion=near)


def _near(view: View, name: str) -> str | None:
    if len(name) < _LETTERS or not name.isalpha():
        return None
    same = (one for one in sorted(_known()) if one.isalpha() and sorted(one) == sorted(name))
    turned = next((one for one in same if OSA.distance(one, name) == 1), None)
    doubled = next((one for one in sorted(_known()) if one in view.text and _doubles(name, one)), None)
    return turned or doubled


def _doubles(name: str, other: str) -> bool:
    """Whether a letter of the other was typed twice, Đ counted as D ("HDDND" for "HĐND")."""
    shorter = re.sub(r"(.)\1", r"\1", fold(name))
    return len(name) == len(other) + 1 and shorter == re.sub(r"(.)\1", r"\1", fold(other))


def _unknown(view: View) -> dict[str, int]:
    """Abbreviations in the body's own words that neither the general vocabulary nor the paper resolves, with places."""
    found: dict[str, int] = {}
    spelt: tuple[str, str] | None = None
    for one in _WRITTEN.finditer(view.text, view.body_start):
        name = one.group()
        parts = [name, *re.split(r"[-&]", name)]
        if name in found or name in _known() or is_syllable(name) or re.fullmatch(r"[IVXLC]+", name):
            continue
        if all(part in _known() for part in parts[1:]) or not _in_own_words(view, one):
            continue
        spelt = spelt or _initials(view)
        letters = re.sub(r"[-&]", "", name)
        if letters not in spelt[0] and letters not in spelt[1] and not _is_explained(view, name):
            found[name] = one.start()
    return found


def _in_own_words(view: View, one: re.Match[str]) -> bool:
    at = one.start()
    if not view.in_body(at) or view.in_annex(at) or view.masked(at):
        return False
    low = view.text.rfind("\n", 0, at) + 1
    high = view.text.find("\n", at)
    line = view.text[low : high if high >= 0 else len(view.text)]
    return not (line.isupper() and len(line.split()) > 1) and not re.match(r"\s*-?\s*(?:VPCP|VP|Lưu|TT)\s*:", line)


def _initials(view: View) -> tuple[str, str]:
    """The first letters of all words of the text in order, with and without the small words between them."""
    words = _WORD.findall(view.text)
    every, bare = (
        "".join("Đ" if word[0] in "Đđ" else fold(word[0]).upper() for word in some)
        for some in (words, [word for word in words if word.lower() not in _SMALL])
    )
    return every, bare


def _is_explained(view: View, name: str) -> bool:
    """Whether a bracket or colon beside one of its places tells what it stands for."""
    for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", view.text):
        before = view.text[max(0, one.start() - 12) : one.start()]
        if (
            _EXPLAINED.match(view.text, one.end())
            or before.endswith("(")
            or re.search(r"(?:tắt|gọi) là\s+\W?$", before)
        ):
            return True
    return False
