"""Repairs that the grammar of symbols, dates and labels proves, and nothing else.

Digits are never made up or dropped here.  What is repaired: Đ read as D, P, B or El inside a known abbreviation of a
symbol (923/QD-TTg), spaces inside a symbol (71/NQ- CP, 38 /KH-UBND), a figure glued to "Số:" or to a word of a date
(thang8), roman numerals read with l and 1 (I11.), the item label đ) after d).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from pipeline import assets
from pipeline.text.letters import CODE, CODE_SMALL

_LOOKS_LIKE_D = "DPBÐ"
_RUN = re.compile(rf"[{CODE}Ð][{CODE}{CODE_SMALL}Ð]+")
_BEFORE_SLASH = re.compile(rf"(?<=\d)[ \t]+(?=/[ \t]?[{CODE}Ð]{{2}})|(?<=\d/)[ \t]+(?=[{CODE}Ð]{{2,}}[-–])")
_AROUND_HYPHEN = re.compile(
    rf"(?P<left>[{CODE}Ð]{{2,3}}[A-Za-z]?)(?P<gap>[ \t]*[-–][ \t]*)(?P<right>[{CODE}Ð]{{2}}\w*)"
)
_LABEL = re.compile(r"^[ \t]*(?P<label>[a-zđ])\)", re.MULTILINE)
_ROMAN_ITEM = re.compile(r"^[ \t]*(?P<roman>(?=[^.\s]*[IVX])(?=[^.\s]*[l1|])[IVXl1|]{2,5})(?=\.[ \t])", re.MULTILINE)
_ROMAN_QUARTER = re.compile(
    r"\b[Qq]u[yý¥][ \t\n]+(?P<roman>(?=[^\s/]*[Il|])[Il1|]{1,3}V?|lV)(?=[ \t\n/.,;])", re.MULTILINE
)
DATE_WORD = re.compile(r"(?P<word>th[aá]ng|ng[aàâ]y|n[adiăâ4]m|nam|s[o6ôốéóò])(?P<figure>\d{1,4})", re.IGNORECASE)
"""A word of a date or number with its figure glued on."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair of raw[start:end]."""

    start: int
    end: int
    new: str


@cache
def _known() -> frozenset[str]:
    return frozenset(assets.lines("restoration/abbreviations.txt"))


@cache
def repair_abbreviation(part: str) -> str:
    """`part` with its Đ back where exactly one known abbreviation comes out: "QD" -> "QĐ", "TPKT" -> "TĐKT"."""
    known = _known()
    if part in known or len(part) > 9:
        return part
    if (whole := part.replace("El", "Đ")) in known:
        return whole
    spots = [i for i, c in enumerate(part) if c in _LOOKS_LIKE_D]
    if not spots or len(spots) > 4:
        return part
    found = set()
    for choice in product((False, True), repeat=len(spots)):
        new = list(part)
        for spot, change in zip(spots, choice, strict=True):
            if change:
                new[spot] = "Đ"
        word = "".join(new)
        if word in known:
            found.add(word)
    return found.pop() if len(found) == 1 else part


def repair_symbol(symbol: str) -> str:
    """A document symbol with the letters of its abbreviations repaired; digits and separators stay."""
    return _RUN.sub(lambda run: repair_abbreviation(run.group()), symbol)


def spacing(text: str) -> Iterator[Edit]:
    """Spaces inside symbols that are dropped."""
    for found in _BEFORE_SLASH.finditer(text):
        yield Edit(found.start(), found.end(), "")
    for found in _AROUND_HYPHEN.finditer(text):
        gap = found["gap"]
        left, right = repair_abbreviation(found["left"]), repair_abbreviation(found["right"])
        before = text[max(found.start() - 1, 0) : found.start()]
        if gap.strip() != gap and left in _known() and right in _known() and before in ("/", " ", ""):
            start = found.start("gap")
            for at, sign in enumerate(gap):
                if sign in " \t":
                    yield Edit(start + at, start + at + 1, "")


def labels(text: str) -> Iterator[Edit]:
    """Item labels: the second d) in a row is đ)."""
    previous = ""
    for found in _LABEL.finditer(text):
        label = found["label"]
        if label == "d" == previous:
            label = "đ"
            yield Edit(found.start("label"), found.end("label"), label)
        previous = label


def romans(text: str) -> Iterator[Edit]:
    """Roman numerals of headings and quarters that were read with l, 1 or |."""
    for pattern in (_ROMAN_ITEM, _ROMAN_QUARTER):
        for found in pattern.finditer(text):
            old = found["roman"]
            new = re.sub("[l1|]", "I", old)
            if new != old:
                yield Edit(found.start("roman"), found.end("roman"), new)
