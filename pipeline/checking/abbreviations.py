"""Rules on abbreviations: one that a reader cannot resolve, and one a letter off another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from pipeline.assets import lines
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold, is_syllable

_WRITTEN = re.compile(rf"[{CODE}](?<![\w/.&–-].)[{CODE}&]{{2,7}}(?:-[{CODE}&]{{2,5}})?(?![\w/&+]|-\w|\.\w)")
_VOWEL = re.compile(r"[AEIOUYƯƠ]")
_EXPLAINED = re.compile(r"\s*(?:\(|:|là\s)")
_CALLED = re.compile(r"(?:tắt|gọi) là\s+\W?$")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("và", "của", "về", "các"))
_SHOWN = 6  # abbreviations that one finding names
_LETTERS = 4  # letters from which one that is a letter off is a slip


@cache
def _known() -> frozenset[str]:
    return frozenset(word for line in lines("known_abbreviations.txt") for word in line.split())


@cache
def _by_letters() -> Mapping[str, tuple[str, ...]]:
    """The known abbreviations by their letters in order of the alphabet."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(_known()):
        found["".join(sorted(one))].append(one)
    return {letters: tuple(names) for letters, names in found.items()}


def unexplained(view: View) -> Iterator[Hit]:
    """Abbreviations that nobody explains: not of the general vocabulary, not spelt by words of the paper; one finding.

    Letters without a vowel alone, as what has one may be the name of a firm or a technique.
    """
    found = [(name, at) for name, at, near in _unknown(view) if not _VOWEL.search(name) and near is None]
    if found:
        more = f" và {len(found) - _SHOWN} chữ khác" if len(found) > _SHOWN else ""
        first, start = found[0]
        yield Hit(view.around((start, start + len(first))), ", ".join(name for name, _ in found[:_SHOWN]) + more)


def misspelt(view: View) -> Iterator[Hit]:
    """An abbreviation a letter off one that the paper has, or that everybody knows ("HDDND", "GDRP")."""
    for name, at, near in _unknown(view):
        if near is not None:
            yield Hit((at, at + len(name)), name, {"other": near}, suggestion=near)


_EXPANDED = re.compile(
    rf"\(\s*(?:(?:sau đây |được )?(?:gọi|viết)(?: tắt)?(?: là)?\s*:?\s*)?(?P<name>[{CODE}]{{3,7}})\s*\)"
)
_LEAD = re.compile(r"(?:[^\W\d_]+[ ,/-]+){2,10}$")
_BEFORE = 90  # characters in front of a bracket in which the words stand that it abbreviates
_ALIKE = 80.0  # similarity (0..100) of two expansions that are one


def explained_twice(view: View) -> Iterator[Hit]:
    """An abbreviation that two places spell out differently."""
    first: dict[str, str] = {}
    for found in _EXPANDED.finditer(view.text, view.body_start):
        lead = _LEAD.search(view.text[max(0, found.start() - _BEFORE) : found.start()])
        words = _spelling(lead.group(), found["name"]) if lead else None
        if words is None or view.masked(found.start("name")):
            continue
        before = first.setdefault(found["name"], words)
        if fuzz.ratio(fold(before), fold(words)) < _ALIKE:
            span = view.clip(found.start() - len(words) - 1, found.end())
            yield Hit(span, found["name"], {"first": before, "second": words})


def _spelling(words: str, name: str) -> str | None:
    """The last words of which the letters of the abbreviation are the first."""
    said = _WORD.findall(words)
    for start in range(len(said) - 2, -1, -1):
        letters = "".join("Đ" if word[0] in "Đđ" else fold(word[0]).upper() for word in said[start:])
        bare = "".join("Đ" if word[0] in "Đđ" else fold(word[0]).upper() for word in said[start:] if word not in _SMALL)
        if name in (letters, bare):
            return " ".join(said[start:])
    return None


def _unknown(view: View) -> Iterator[tuple[str, int, str | None]]:
    """Abbreviations in the body's own words that nothing resolves: name, first place, the one that may be meant."""
    written = list(_WRITTEN.finditer(view.text, view.body_start))
    present = {one.group() for one in written} & _known()
    explained = {one.group() for one in written if _is_explained(view, one)}
    seen = set[str]()
    spelt: tuple[str, str] | None = None
    for one in written:
        name = one.group()
        if name in seen or name in _known() or name in explained:
            continue
        parts = re.split(r"[-&]", name)
        known = all(part in _known() for part in parts) or is_syllable(name) or re.fullmatch(r"[IVXLC]+", name)
        if known or not _in_own_words(view, one):
            continue
        seen.add(name)
        spelt = spelt or _initials(view)
        if not any("".join(parts) in letters for letters in spelt):
            yield name, one.start(), _near(name, present)


def _near(name: str, present: Set[str]) -> str | None:
    """The known abbreviation whose letters were turned round, or the one of the paper of which a letter came twice."""
    if len(name) < _LETTERS or not name.isalpha():
        return None
    turned = (one for one in _by_letters().get("".join(sorted(name)), ()) if OSA.distance(one, name) == 1)
    return next(turned, None) or next((one for one in sorted(present) if _doubles(name, one)), None)


def _doubles(name: str, other: str) -> bool:
    """Whether a letter of the other was typed twice, Đ counted as D ("HDDND" for "HĐND")."""
    single = [re.sub(r"(.)\1", r"\1", fold(one)) for one in (name, other)]
    return len(name) == len(other) + 1 and single[0] == single[1]


def _is_explained(view: View, one: re.Match[str]) -> bool:
    """Whether a bracket or colon beside it tells what it stands for."""
    before = view.text[max(0, one.start() - 12) : one.start()]
    return bool(_EXPLAINED.match(view.text, one.end()) or before.endswith("(") or _CALLED.search(before))


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
    words = [(one.start(), one.group()) for one in _WORD.finditer(view.text)]
    first = ["Đ" if word[0] in "Đđ" else view.folded[at].upper() for at, word in words]
    bare = [letter for letter, (_, word) in zip(first, words, strict=True) if word not in _SMALL]
    return "".join(first), "".join(bare)
