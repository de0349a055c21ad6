"""The lines of a text and how they are wrapped.

Real texts come hard-wrapped with blank lines that mean nothing (pdftotext), or one paragraph a line with page
breaks inside sentences (converters), or with geometry (PDF, OCR). What is measured here is asked in `going_on`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.reading.lines import Line
from pipeline.text.outline import label_of
from pipeline.text.widths import ems

_TERMINAL, _BEHIND_TERMINAL = tuple(".;:!?…"), "”\"')]*_"
_OPENING = re.compile(r"[“\"'(‘\[]*")
_PAGE_LEAST = 15  # lines
_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or one column of it, with its place in `raw`."""

    line: Line
    at: int
    """Where the line begins in `raw`; the unit itself may begin later."""
    start: int
    end: int
    text: str
    """Clean text of the unit: markup dropped, edits made, white space collapsed."""
    blank_before: bool = False
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the lines of a document are wrapped."""

    hard: bool
    """Lines end where the page does, not where the paragraph does."""
    blanks_tell: bool
    """A blank line means a new paragraph."""
    length: Callable[[str], float] = ems
    """What the lines are filled by: the width of their text in print, or its characters."""
    width: float = 0.0
    """Usual length of a full line, by `length`."""
    left: float = 0.0
    right: float = 0.0
    """Usual left and right edge of body lines in points; 0 where there is no geometry."""


def is_page_number(text: str) -> bool:
    """Whether a line alone at the edge of a page can be its number ("2", "- 3 -", "Trang 2/5")."""
    return bool(_PAGE_NUMBER.match(text.strip()))


def stray_page_numbers(units: Sequence[Unit]) -> list[int]:
    """Where page numbers stand that a converter left in a text without pages: alone, in order, a page apart."""
    latest: dict[int, int] = {}  # the number to where it last ended a run
    before: dict[int, int] = {}
    length: dict[int, int] = {}
    for index, unit in enumerate(units):
        if not unit.text.isdecimal() or len(unit.text) > 4 or unit.line.kind is not None:
            continue
        number = int(unit.text)
        above = latest.get(number - 1)
        goes_with = above is not None and index - above >= _PAGE_LEAST
        if above is not None and goes_with:
            before[index] = above
        length[index] = length[above] + 1 if above is not None and goes_with else 1
        if (goes_with or number <= 2) and length[index] >= length.get(latest.get(number, -1), 0):
            latest[number] = index
    last = max(length, key=lambda index: length[index], default=-1)
    if length.get(last, 0) < 2:
        return [index for index in length if _cuts_a_sentence(units, index)]
    run = [last]
    while run[-1] in before:
        run.append(before[run[-1]])
    return run[::-1]


def _cuts_a_sentence(units: Sequence[Unit], index: int) -> bool:
    """Whether a "2" by itself stands in the midst of a sentence, with a blank line on either side: a second page."""
    if units[index].text != "2" or index < _PAGE_LEAST or index + 1 >= len(units):
        return False
    above, below = units[index - 1], units[index + 1]
    parted = units[index].blank_before or below.blank_before
    return parted and below.text[:1].islower() and not above.text.endswith((".", ";", ":"))


_PAGE_MARK = re.compile(r"[-=<\[(!\s]*(?:trang|page)\s+(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[-=>\])\s]*$", re.IGNORECASE)


def page_marks(units: Sequence[Unit]) -> list[int]:
    """Where a converter wrote "Trang 8" between the pages, two at least and each above the one before."""
    found = [(index, int(mark[1])) for index, unit in enumerate(units) if (mark := _PAGE_MARK.match(unit.text))]
    rising = all(number < after for (_, number), (_, after) in zip(found, found[1:], strict=False))
    return [index for index, _ in found] if len(found) > 1 and rising else []


def measure(units: Sequence[Unit]) -> Wrap:
    """The wrapping of a document, judged over all its flowing lines."""
    flowing = [u for u in units if u.text and not u.line.whole and u.line.kind is None and u.column is None]
    if len(flowing) < 4:
        return Wrap(False, True)
    usual = sorted(len(u.text) for u in flowing)[int(0.85 * (len(flowing) - 1))]
    pairs = list(zip(flowing, flowing[1:], strict=False))
    going_on = [pair for pair in pairs if _continues_in_case(pair[0].text, pair[1].text)]
    hard = len(going_on) >= 0.2 * len(pairs) and usual < _HARD_MOST
    length, width = _full_line([first.text for first, _ in going_on] if hard else [u.text for u in flowing])
    across_blank = sum(second.blank_before for _, second in going_on)
    blanks_tell = not going_on or across_blank <= 0.15 * len(going_on)
    boxes = [u.line.box for u in flowing if u.line.box]
    if len(boxes) < 4:
        return Wrap(hard, blanks_tell, length, width)
    widest = max(b[2] - b[0] for b in boxes)
    long = [box for box in boxes if box[2] - box[0] > 0.6 * widest] or boxes
    lefts, rights = sorted(b[0] for b in long), sorted(b[2] for b in long)
    return Wrap(hard, blanks_tell, length, width, lefts[len(lefts) // 4], rights[len(rights) * 3 // 4])


_HARD_MOST = 200  # characters of a line that a page holds


def _full_line(full: Sequence[str]) -> tuple[Callable[[str], float], float]:
    """What lines that a paragraph goes on behind are filled by, their widths or their characters, and how far."""

    def spread(measured: Sequence[float]) -> float:
        return (measured[int(0.9 * last)] - measured[int(0.2 * last)]) / measured[int(0.5 * last)]

    last = len(full) - 1
    sizes = [(length, sorted(map(length, full))) for length in (ems, len)]
    length, measured = min(sizes, key=lambda size: spread(size[1]))
    return length, measured[int(0.8 * last)]


def ends(text: str) -> bool:
    """Whether a line ends as a sentence, an item of a list or a paper does ("... năm 2027./.")."""
    text = text.rstrip()
    return text.endswith("./") or text.rstrip(_BEHIND_TERMINAL).endswith(_TERMINAL)


def first_letter(text: str) -> str:
    """The first letter of a line behind opening quotes and brackets, or what stands in its place."""
    rest = text[_OPENING.match(text).end() :]  # type: ignore[union-attr]
    return rest[:1]


def _continues_in_case(before: str, after: str) -> bool:
    return not ends(before) and first_letter(after).islower() and label_of(after) is None
