"""Number and day that an office's system stamped into the blanks of a head, and a converter wrote below the first page.

On the paper the figures stand in their places; in the text "Số:      /KH-UBND" and "ngày    tháng    năm 2026" are
blank, and the figures follow the page's last line, each alone. They are put back where they are as many as the blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.reading.faults import say
from pipeline.reading.lines import Line
from pipeline.text.letters import CODE
from pipeline.text.spans import Edit

_HEAD, _PAGE = 30, 100  # written lines
_NUMBER = re.compile(rf"\bSố\s*:(?P<number>\s*)(?=/\s*[{CODE}])")
_DAY = re.compile(r",\s*ngày(?P<day>\s+)(?:tháng(?P<month>\s+)năm\b|tháng\s+\d{1,2}\s+năm\s+20\d\d\b)")
_RANGES = {"number": (1, 99_999), "day": (1, 31), "month": (1, 12)}
_ALONE = re.compile(r"\d{1,5}")
_SECOND_PAGE = re.compile(r"(?:[-–]\s*)?(?:Trang\s+)?2(?:\s*[-–])?")
_LEAST = 2
"""Blanks from which figures that stand loose are told from the number of a page."""


def stamps_in_place(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[str, ...]]:
    """The lines with such figures in the blanks of the head (as edits), and the remark that says so; see `Reading`."""
    written = [at for at, line in enumerate(lines[: 2 * _PAGE]) if line.text.strip()][:_PAGE]
    blanks = list(_blanks(lines, written[:_HEAD]))
    if len(blanks) < _LEAST:
        return lines, ()
    loose = _loose(lines, written)
    figures = [lines[at].text.strip() for at in loose]
    if len(figures) != len(blanks) or not all(
        _RANGES[name][0] <= int(figure) <= _RANGES[name][1] for (name, *_), figure in zip(blanks, figures, strict=True)
    ):
        return lines, ()
    filled = list(lines)
    for (name, at, start, end), figure in zip(blanks, figures, strict=True):
        edit: Edit = (start, end, f" {figure}" if name == "number" else f" {figure} ")
        filled[at] = replace(filled[at], edits=(*filled[at].edits, edit))
    for at in loose:
        filled[at] = replace(filled[at], drop=((0, len(filled[at].text)),))
    return filled, (say("stamped-figures", ", ".join(figures)),)


def _blanks(lines: Sequence[Line], head: Sequence[int]) -> Iterator[tuple[str, int, int, int]]:
    """Name, line, start and end of each blank, number first; none where the source knows the places of its words."""
    for pattern in (_NUMBER, _DAY):
        for at in head:
            line = lines[at]
            if line.box is None and line.kind is None and (found := pattern.search(line.text)):
                spans = {name: found.span(name) for name in ("number", "day", "month") if name in pattern.groupindex}
                yield from ((name, at, *span) for name, span in spans.items() if span[0] >= 0)
                break


def _loose(lines: Sequence[Line], written: Sequence[int]) -> list[int]:
    """The lines of a figure each with which the first page ends."""
    ends = next((n for n, at in enumerate(written) if lines[at].page != lines[written[0]].page), None)
    if ends is None:
        ends = next((n for n, at in enumerate(written) if _second_page(lines, written, n)), None)
    if ends is None:
        return []
    first = ends
    while first and _ALONE.fullmatch(lines[written[first - 1]].text.strip()):
        first -= 1
    return list(written[first:ends])


def _second_page(lines: Sequence[Line], written: Sequence[int], n: int) -> bool:
    """Whether a line is the second page's number: the last of a run of figures, and text goes on below."""
    text = lines[written[n]].text.strip()
    follows = n + 1 < len(written) and not _ALONE.fullmatch(lines[written[n + 1]].text.strip())
    return follows and n > 0 and _SECOND_PAGE.fullmatch(text) is not None
