"""Paragraphs and table rows written into the clean text: markup dropped, repairs made, white space collapsed.

The alignment to the raw text is built by the writing itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.reading.layout.joining import join_with
from pipeline.reading.layout.paragraphs import Unit
from pipeline.reading.lines import Line, LineCell
from pipeline.records import Cell
from pipeline.text.spans import Builder, Edit, Span, outside
from pipeline.text.unicode import nfc

_SPACES = re.compile(r"[^\S\n]{2,}|[^\S ]")
"""White space that is not one space."""


def clean_pieces(
    raw: str, start: int, end: int, line: Line, at: int, edits: Sequence[Edit]
) -> list[tuple[str, int, int]]:
    """The clean pieces of raw[start:end]: markup dropped, edits made; (clean, raw_start, raw_end)."""
    between = "\n" if line.kind == "row" else " "  # what a line break was, which a cell keeps
    changes = [(at + a, at + b, between if raw[at + a : at + b][:3] == "<br" else "") for a, b in line.drop]
    changes += [(at + a, at + b, new) for a, b, new in line.edits if start <= at + a and at + b <= end]
    gone = [(at + a, at + b) for a, b in line.drop]  # no repair brings back a part of what is left out
    own = _within(edits, start, end)
    free = set(outside([edit[:2] for edit in own], gone))
    changes += [edit for edit in own if edit[:2] in free]
    parts: list[tuple[str, int, int]] = []
    cursor = start
    for a, b, new in sorted(changes):
        a, b = max(a, cursor), min(b, end)
        if b < a:
            continue
        if a > cursor:
            parts.append((raw[cursor:a], cursor, a))
        parts.append((nfc(new), a, b))
        cursor = b
    if cursor < end:
        parts.append((raw[cursor:end], cursor, end))
    return parts


def _within(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    low = bisect_left(edits, (start,))
    high = bisect_left(edits, (end,))
    return edits[low:high]


def separate(builder: Builder, upto: int, between: bool) -> None:
    """Drops the raw text between the last paragraph and `upto`; writes the line break between two."""
    if between or upto > builder.raw_length:
        builder.put("\n" if between else "", builder.raw_length, upto)


def write_paragraph(builder: Builder, group: Sequence[Unit], edits: Sequence[Edit]) -> None:
    before: Unit | None = None
    for unit in group:
        written = _collapsed(clean_pieces(builder.raw, unit.start, unit.end, unit.line, unit.at, edits))
        if before is not None:
            builder.put(join_with(before.text, unit.text), before.end, written[0][1])
        elif written[0][1] > unit.start:
            builder.put("", unit.start, written[0][1])
        for clean, start, end in written:
            builder.put(clean, start, end)
        if written[-1][2] < unit.end:
            builder.put("", written[-1][2], unit.end)
        before = unit


def _collapsed(pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Pieces with runs of white space written as one space, none at the ends."""
    out: list[tuple[str, int, int]] = []
    for clean, start, end in pieces:
        if len(clean) != end - start:
            out.append((clean, start, end))
            continue
        cursor = 0
        for gap in _SPACES.finditer(clean):
            if gap.start() > cursor:
                out.append((clean[cursor : gap.start()], start + cursor, start + gap.start()))
            out.append((" ", start + gap.start(), start + gap.end()))
            cursor = gap.end()
        if cursor < len(clean):
            out.append((clean[cursor:], start + cursor, end))
    return _trimmed(out)


def _trimmed(pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    out: list[tuple[str, int, int]] = []
    spaced = True
    for clean, start, end in pieces:
        while clean.startswith(" ") and spaced:
            clean = clean[1:]
            start = min(start + 1, end)
        if clean:
            out.append((clean, start, end))
            spaced = clean.endswith(" ")
    while out and out[-1][0].endswith(" "):
        clean, start, end = out.pop()
        kept = clean.rstrip(" ")
        if kept:
            out.append((kept, start, min(end, start + len(kept)) if len(clean) == end - start else end))
    return out


def write_row(builder: Builder, unit: Unit, edits: Sequence[Edit]) -> tuple[Cell, ...]:
    line, base = unit.line, unit.at
    cells: list[Cell] = []
    seen: dict[Span, Cell] = {}
    cut = unit.start
    for cell in line.cells or (LineCell(0, len(line.text)),):
        span = (cell.start, cell.end)
        if span in seen:
            cells.append(seen[span])
            continue
        if cells:
            builder.put("\t", cut, base + cell.start)
        start = builder.length
        cut = base + cell.start
        for number, (a, b) in enumerate(_cell_lines(line.text, cell)):
            written = _collapsed(clean_pieces(builder.raw, base + a, base + b, line, base, edits))
            if not written:
                continue
            if number and builder.length > start:
                builder.put("\n", cut, written[0][1])
            for clean, raw_start, raw_end in written:
                builder.put(clean, raw_start, raw_end)
            cut = written[-1][2]
        seen[span] = Cell(start, builder.length, line.page, cell.row_span, cell.col_span)
        cells.append(seen[span])
        cut = base + cell.end
    return tuple(cells)


def _cell_lines(text: str, cell: LineCell) -> list[Span]:
    spans, at = [], cell.start
    for piece in text[cell.start : cell.end].split("\n"):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return spans
