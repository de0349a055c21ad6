"""Items and headings that a converter ran together on one line, each as a line of its own.

A web page copied without its breaks, a PDF whose paragraphs were made one, a text recognizer: "...đúng hạn. 2. Sở Y tế
... b) Kiểm tra ...; - Lập danh sách". A label in the midst of a line opens an item only where a sentence or a heading
ends before it and it is the next of its list (Nghị định 30/2020/NĐ-CP, annex I, part II.5): the one after the label
that stood last in the same style, or a first one whose second follows. A dash needs the end of a sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pipeline.reading.lines import Line
from pipeline.text.ordinals import ordinal
from pipeline.text.outline import DASH, label_of
from pipeline.text.spans import Span, stripped

_AHEAD = 60  # labels among which the second of a list is looked for
_WORD = 12  # characters of a word that are looked at
_BODY_LEAST = 60  # characters of a paragraph that stands behind its heading on the same line
_LABEL = (
    r"(?:Điều\s\d{1,3}\.|[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2}){0,3}\.(?!\d)|\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)|"
    r"[a-zđ]\))\s*[^\W\d_]"
)
_DASH = r"[-–+•]\s+[^\W_]"
_OPENER = re.compile(rf"(?<=[^\s,])\s+(?=(?:{_LABEL}|{_DASH}))")
_ENDS, _ENDS_FOR_DASH = tuple('.;:!?…”"’)/'), tuple(".;:…")
_CHAIN = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.\s")
_CITING = ("mục", "điểm", "khoản", "điều", "phần", "biểu", "bảng", "số", "tiết", "ý")
"""Words in front of the number of a part that is cited: "theo mục 2.1. của Kế hoạch"."""
_DEEPER = {"named": ("roman", "number", "letter"), "roman": ("number", "letter"), "number": ("letter",)}
"""Lists that begin anew under a label of each style."""


class _Place(NamedTuple):
    """Where a label stands in its list: the list's name, the place; "1.2" is the second of the list "1."."""

    style: str
    at: int

    def first_of(self, last: dict[str, int]) -> bool:
        """Whether it opens the list of decimals of the number that stands open: "2.1." under "2."."""
        return self.at == 1 and self.style == f"{last.get('number')}." and self.style not in last


def parted_items(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, one in which items were run together with each of them as a line of its own (`Line.parts`)."""
    opening = [_place(line.text) if line.kind is None else None for line in lines]
    found = {
        index: cuts
        for index, line in enumerate(lines)
        if line.kind is None and not line.parts and not line.column
        if (cuts := _cuts(line.text))
    }
    if not found:
        return lines
    ahead = _Ahead(lines, opening, found)
    out, last = list(lines), dict[str, int]()
    for index, (line, place) in enumerate(zip(lines, opening, strict=True)):
        if place:
            _note(last, place)
        if index in found:
            pieces = _pieces(line.text, found[index], index, last, ahead)
            if len(pieces) > 1:
                out[index] = replace(line, parts=tuple((start, end, None) for start, end in pieces))
    return out


def _cuts(text: str) -> list[int]:
    """Where labels may open an item: behind the end of a sentence or, but for a dash, a heading in capitals."""
    cuts = []
    for found in _OPENER.finditer(text):
        at = found.end()
        if text[at] in "-–+•":
            opens = text.endswith(_ENDS_FOR_DASH, 0, found.start()) and not text[at + 1 : at + 4].lstrip()[:1].islower()
        else:
            before = text[max(0, found.start() - _WORD) : found.start()]
            word = before.split()[-1]
            chained = _CHAIN.match(text, at) is not None and word.casefold() not in _CITING
            opens = before.endswith(_ENDS) or (len(word) > 1 and word.isupper()) or chained
        if opens:
            cuts.append(at)
    return cuts


class _Ahead:
    """The labels that follow a place: those that open lines and those in their midst."""

    def __init__(self, lines: Sequence[Line], opening: Sequence[_Place | None], found: dict[int, list[int]]) -> None:
        self._labels: list[_Place] = []
        self._at: dict[tuple[int, int], int] = {}
        for index, place in enumerate(opening):
            if place:
                self._labels.append(place)
            for cut in found.get(index, ()):
                inner = _place(lines[index].text[cut : cut + 40])
                if inner:
                    self._labels.append(inner)
                self._at[index, cut] = len(self._labels)

    def after(self, index: int, cut: int, style: str) -> int | None:
        """The place of the label of the same list that follows the one at `cut`; None where none does soon."""
        at = self._at[index, cut]
        same = (place.at for place in islice(self._labels, at, at + _AHEAD) if place.style == style)
        return next(same, None)


def _next(place: _Place, last: int, after: int | None) -> bool:
    """Whether a label is the next of its list.

    A first one, and one that stands twice or where the list leaves out a number, only where the list goes on behind it.
    """
    if place.at == last + 1 > 1:
        return True
    return after == place.at + 1 and (place.at == 1 or last in (place.at, place.at - 2))


def _pieces(text: str, cuts: Sequence[int], index: int, last: dict[str, int], ahead: _Ahead) -> list[Span]:
    kept = [0]
    for cut in cuts:
        place = _place(text[cut : cut + 40])
        if place is None:
            kept.append(cut)
        elif place.first_of(last) or _next(place, last.get(place.style, 0), ahead.after(index, cut, place.style)):
            kept.append(cut)
            _note(last, place)
    spans = zip(kept, [*kept[1:], len(text)], strict=True)
    return [piece for span in spans for piece in _headed(text, *stripped(text, *span))]


def _note(last: dict[str, int], place: _Place) -> None:
    """Puts down a label; the lists below it begin anew."""
    last[place.style] = place.at
    if place.style[0].isdigit():
        last["number"] = int(place.style.partition(".")[0])
    for style in [s for s in last if s in _DEEPER.get(place.style, ("letter",)) or _within(s, place)]:
        if style != place.style:
            del last[style]


def _within(style: str, place: _Place) -> bool:
    """Whether a list of decimals is one that a label higher up closes: "2.1." under "2." when "3." opens."""
    return style[0].isdigit() and (place.style in ("named", "roman", "number") or style.startswith(place.style))


def _place(text: str) -> _Place | None:
    """The place of the label that a text opens with; None for dashes and where there is none."""
    label = label_of(text.lstrip())
    if label is None or label.style == DASH:
        return None
    if label.style == "named":
        kind, _, number = label.text.rpartition(" ")
        placed = ordinal(number.rstrip(".")) if kind.casefold() == "điều" else None
        return _Place("named", placed[1]) if placed else None
    if label.style == "decimal":
        above, _, own = label.text.rpartition(".")
        return _Place(f"{above}.", int(own))
    placed = ordinal(label.text) if label.style in ("roman", "number", "letter") else None
    return _Place(*placed) if placed else None


def _headed(text: str, start: int, end: int) -> Iterator[Span]:
    """The piece, or its heading in capitals and the paragraph behind it: "I. ĐÁNH GIÁ CHUNG Trong năm qua, ..."."""
    label = label_of(text[start:end])
    cut = _end_of_capitals(text, start + label.end, end) if label and label.style in ("roman", "number") else None
    if cut is None or end - cut < _BODY_LEAST:
        yield start, end
    else:
        yield stripped(text, start, cut)
        yield cut, end


def _end_of_capitals(text: str, start: int, end: int) -> int | None:
    """Where a sentence begins behind two words in capitals at least, one of which is no abbreviation."""
    words = 0
    marked = False
    for word in re.finditer(r"\S+", text[start:end]):
        letters = "".join(filter(str.isalpha, word.group()))
        if letters and not letters.isupper():
            begins = letters[0].isupper() and word.group()[0] == letters[0]
            return start + word.start() if begins and words > 1 and marked else None
        words += bool(letters)
        marked = marked or not letters.isascii()
    return None
