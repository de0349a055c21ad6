"""Marks that a PDF draws as glyphs of their own, put on the letters that they stand over by where their ink is.

Programs that lack the composed letters of Vietnamese draw the bare letter and its marks one by one: behind the letter,
the word or the line. PDFium sorts them among the letters by their advance, which says nothing of a mark, and takes what
it leaves behind a mark for a blank.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.text.loose_marks import composed
from pipeline.text.unicode import TONES, nfc

Rect = tuple[float, float, float, float]
_BASELINE = 0.15
"""Of the line's height, by which the baselines of a mark and its letter may differ."""
_ASIDE = 0.3
"""Of the line's height, by which the middle of a mark may stand beside its letter."""
_TYPED = 0.02
"""Of the line's height, within which a mark begins where its letter ends."""
_SPACE = 0.15
"""Of the line's height: the narrowest blank."""
NOWHERE = -1
"""Index of a blank that the page has as a gap only."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the characters of a page stand, by their index, in user space."""

    rectangle: Callable[[int], Rect | None]
    """Of the line box."""
    ink: Callable[[int], tuple[float, float]]
    """Left and right of what is drawn."""
    origin: Callable[[int], tuple[float, float]]
    """Where the pen stood: left edge, baseline."""
    generated: Callable[[int], bool]
    """Whether a character is a blank that PDFium has put in."""


@dataclass(frozen=True, slots=True)
class _Letter:
    baseline: float
    left: float
    right: float
    height: float
    index: int


def marks_on_letters(chars: str, places: Places) -> tuple[str, Sequence[int]]:
    """The characters with their marks composed, and for each its index on the page."""
    marks = [index for index, char in enumerate(chars) if unicodedata.combining(char)]
    if not marks:
        return chars, range(len(chars))
    letters = _letters(chars, places)
    baselines = [letter.baseline for letter in letters]
    written = list(chars)
    taken: set[int] = set()
    owners: set[int] = set()
    for mark in marks:
        box = places.rectangle(mark)
        if box is None:
            continue
        at, height = places.origin(mark)[1], box[3] - box[1]
        owner = _typed(mark, height, written, taken, places)
        if owner is None:
            low, high = at - _BASELINE * height, at + _BASELINE * height
            near = letters[bisect_left(baselines, low) : bisect_right(baselines, high)]
            owner = _owner(sum(places.ink(mark)) / 2, chars[mark], near, written)
        if owner is not None:
            written[owner] = _with(written[owner], chars[mark]) or written[owner]
            taken.add(mark)
            owners.add(owner)
    _settle(written, owners, [i for i in range(len(chars)) if i not in taken and not places.generated(i)], places)
    return _respaced(written, taken, places) if taken else (chars, range(len(chars)))


def _with(letter: str, mark: str) -> str | None:
    """The letter with one more mark; None where it has that already or takes none."""
    new = composed(letter, mark)
    return new if new != letter else None


def _typed(mark: int, height: float, written: Sequence[str], taken: set[int], places: Places) -> int | None:
    """The letter behind which a mark was written as text: its place is where the letter ends."""
    before = mark - 1
    while before in taken:
        before -= 1
    box = places.rectangle(before) if before >= 0 and written[before].isalpha() else None
    if box is None or abs(places.origin(mark)[0] - box[2]) > _TYPED * height:
        return None
    return before if _with(written[before], written[mark]) else None


def _settle(written: list[str], owners: set[int], kept: Sequence[int], places: Places) -> None:
    """Tones that stand on the second of two vowels where only the first bears one ("muôĩ", "nghiã") go to it."""
    for place, owner in enumerate(kept):
        if owner not in owners or not place:
            continue
        bare, tone = _without_tone(written[owner])
        before = kept[place - 1]
        first, own = _without_tone(written[before])
        if not tone or own:
            continue
        onset = written[kept[place - 2]] if place > 1 else ""
        after = kept[place + 1] if place + 1 < len(kept) else None
        ends = after is None or not written[after].isalpha() or _gap(owner, after, places) is not False
        shaped = first.lower() in tuple("âêôơăư") and bare.lower() in tuple("iuy")
        half = ends and bare.lower() == "a" and first.lower() in tuple("iuư")
        if shaped or (half and (onset + first).lower() not in ("gi", "qu")):
            written[before], written[owner] = _with(first, tone) or first, bare


def _without_tone(letter: str) -> tuple[str, str]:
    """A letter without its tone, and the tone."""
    parts = unicodedata.normalize("NFD", letter)
    return nfc("".join(part for part in parts if part not in TONES)), "".join(part for part in parts if part in TONES)


def _letters(chars: str, places: Places) -> list[_Letter]:
    """The letters of a page by their baselines."""
    found = []
    for index, char in enumerate(chars):
        if char.isalpha() and (box := places.rectangle(index)) is not None:
            found.append(_Letter(places.origin(index)[1], box[0], box[2], box[3] - box[1], index))
    return sorted(found, key=lambda letter: letter.baseline)


def _owner(middle: float, mark: str, near: Sequence[_Letter], written: Sequence[str]) -> int | None:
    """The letter that a mark with its middle there stands over."""
    best: tuple[float, float, int] | None = None
    for letter in near:
        aside = max(letter.left - middle, middle - letter.right, 0.0)
        if aside > _ASIDE * letter.height or _with(written[letter.index], mark) is None:
            continue
        key = aside, abs(middle - (letter.left + letter.right) / 2), letter.index
        best = min(best, key) if best else key
    return best[2] if best else None


def _respaced(written: Sequence[str], taken: set[int], places: Places) -> tuple[str, Sequence[int]]:
    """The characters without the marks that are taken; blanks beside them stand where the letters leave room."""
    chars: list[str] = []
    order: list[int] = []
    last: int | None = None
    pending: list[int] = []
    for index, char in enumerate(written):
        if index in taken or char.isspace():
            pending.append(index)
            continue
        blanks = [at for at in pending if at not in taken]
        if last is not None and len(blanks) < len(pending):
            typed = [at for at in blanks if not places.generated(at)]
            gap = _gap(last, index, places)
            if typed or gap is not None:
                blanks = typed or ((blanks[:1] or [NOWHERE]) if gap else [])
        chars += [written[at] if at != NOWHERE else " " for at in blanks]
        order += blanks
        chars.append(char)
        order.append(index)
        last, pending = index, []
    return "".join(chars), order


def _gap(before: int, after: int, places: Places) -> bool | None:
    """Whether room for a blank is between two letters of a line; None where they stand on no one line."""
    left, right = places.rectangle(before), places.rectangle(after)
    if left is None or right is None:
        return None
    height = max(left[3] - left[1], 1.0)
    if abs(places.origin(before)[1] - places.origin(after)[1]) > _BASELINE * height or right[0] < left[0]:
        return None
    return right[0] - left[2] > _SPACE * height
