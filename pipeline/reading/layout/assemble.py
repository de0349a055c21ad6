"""Lines to a Document: paragraphs joined, page numbers dropped, head and foot told apart, sections found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.reading.layout.paragraphs import (
    CLOSING,
    Unit,
    Wrap,
    goes_on,
    is_page_number,
    join_with,
    measure,
    stray_page_numbers,
)
from pipeline.reading.layout.zones import Zone, split_columns, zones
from pipeline.reading.lines import Line, LineCell, Reading
from pipeline.reading.ocr.repairs import apart, unsure
from pipeline.records import Block, BlockKind, Cell, Document, Fault, Page, Section, Table, Word
from pipeline.text.outline import DASH, Label, Stack, label_of
from pipeline.text.spans import Builder, Span
from pipeline.text.unicode import nfc

Edit = tuple[int, int, str]
"""raw_start, raw_end, replacement: a repair of what was read, kept apart from it."""
Restorer = Callable[[str, Sequence[Span]], Sequence[Edit]]
"""Takes the raw text and the spans in it that an OCR engine was unsure of, gives the repairs that it proves; line
breaks are never touched."""

_SPACES = re.compile(r"[^\S\n]+|\n")
_HEADING_LENGTH = 220


def assemble(reading: Reading, path: str, sha256: str, media_type: str, restorer: Restorer | None = None) -> Document:
    """The Document that a reader's lines amount to.

    Args:
        reading: lines in reading order, NFC.
        path: the file, as given.
        sha256: hex digest of the file's bytes.
        media_type: as sniffed.
        restorer: asked once for repairs of the raw text; None makes none.
    """
    raw = "\n".join(line.text for line in reading.lines)
    edits = apart(restorer(raw, unsure(reading.lines)), reading.lines) if restorer else []
    units = _running_heads_dropped(_units(reading.lines, raw, edits))
    wrap = measure(units)
    zoned = zones(units)
    builder = Builder(raw)
    blocks: list[Block] = []
    tables: dict[int, list[tuple[Line, tuple[Cell, ...]]]] = {}
    table_sections: dict[int, int | None] = {}
    sections: list[Section] = []
    stack = Stack()
    written: list[tuple[int, int, Unit, Zone]] = []
    for group, zone in _paragraphs(units, zoned, wrap):
        _separate(builder, group[0].start, bool(written))
        start = builder.length
        if group[0].line.kind == "row":
            cells = _write_row(builder, group[0], edits)
            tables.setdefault(group[0].line.table or 0, []).append((group[0].line, cells))
        else:
            _write_paragraph(builder, group, edits)
        written.append((start, builder.length, group[0], zone))
    text = builder.text
    for start, end, unit, zone in written:
        if unit.line.kind == "row":
            table_sections.setdefault(unit.line.table or 0, stack.current())
        blocks.append(_block(text[start:end], start, end, unit, zone, stack, sections))
    return Document(
        path=path,
        sha256=sha256,
        media_type=media_type,
        method=reading.method,  # type: ignore[arg-type]
        raw=raw,
        text=text,
        alignment=builder.alignment(),
        pages=_pages(reading),
        blocks=tuple(blocks),
        sections=_closed(sections, len(text)),
        tables=tuple(_table(rows, table_sections[number]) for number, rows in sorted(tables.items())),
        words=_words(reading.lines),
        restored=bool(edits),
        quality=_quality(reading),
        engines=dict(reading.engines),
        faults=tuple(Fault(*fault) for fault in reading.faults),
    )


def _units(lines: Sequence[Line], raw: str, edits: Sequence[Edit]) -> list[Unit]:
    units: list[Unit] = []
    at = 0
    blank = False
    for line in lines:
        end = at + len(line.text)
        if line.text.strip():
            for start, stop, column in _columns(line, raw, at, end, edits, len(units)):
                clean = _clean(raw, start, stop, line, at, edits)
                if clean:
                    units.append(Unit(line, at, start, stop, clean, blank, column))
                    blank = False
        else:
            blank = True
        at = end + 1
    return units


def _columns(
    line: Line, raw: str, at: int, end: int, edits: Sequence[Edit], index: int
) -> list[tuple[int, int, str | None]]:
    """The line as one unit, or as two where it holds both columns of a head or foot."""
    if line.parts:
        return [(at + start, at + stop, column) for start, stop, column in line.parts]
    if line.column or line.kind is not None or (line.whole and end - at > 160):
        return [(at, end, line.column)]
    parts = _parts(raw, at, end, line, at, edits)
    split = split_columns("".join(clean for clean, _, _ in parts), index)
    if split is None:
        return [(at, end, None)]
    for clean, start, stop in parts:
        if split <= len(clean):
            cut = start + split if len(clean) == stop - start else start
            return [(at, cut, "left"), (cut, end, "right")]
        split -= len(clean)
    return [(at, end, None)]


def _clean(raw: str, start: int, end: int, line: Line, at: int, edits: Sequence[Edit]) -> str:
    return " ".join("".join(piece for piece, _, _ in _parts(raw, start, end, line, at, edits)).split())


def _parts(raw: str, start: int, end: int, line: Line, at: int, edits: Sequence[Edit]) -> list[tuple[str, int, int]]:
    """The clean pieces of raw[start:end]: markup dropped, edits made; (clean, raw_start, raw_end)."""
    changes = [(at + a, at + b, " " if raw[at + a : at + b][:3] == "<br" else "") for a, b in line.drop]
    changes += [(at + a, at + b, new) for a, b, new in line.edits if start <= at + a and at + b <= end]
    changes += _within(edits, start, end)
    parts: list[tuple[str, int, int]] = []
    cursor = start
    for a, b, new in sorted(changes):
        a, b = max(a, cursor), min(b, end)
        if b < a or a < cursor:
            continue
        if a > cursor:
            parts.append((raw[cursor:a], cursor, a))
        parts.append((nfc(new), a, b))
        cursor = b
    if cursor < end:
        parts.append((raw[cursor:end], cursor, end))
    return parts


def _within(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    if not edits:
        return ()
    low = bisect_left(edits, (start,))
    high = bisect_left(edits, (end,))
    return edits[low:high]


def _running_heads_dropped(units: list[Unit]) -> list[Unit]:
    """Without page numbers and lines repeated at the edge of most pages."""
    by_page: dict[int, list[int]] = {}
    for index, unit in enumerate(units):
        by_page.setdefault(unit.line.page, []).append(index)
    edges: Counter[str] = Counter()
    for indexes in by_page.values():
        for index in {indexes[0], indexes[-1]}:
            edges[re.sub(r"\d+", "#", units[index].text)] += 1
    dropped: set[int] = set()
    for page, indexes in by_page.items():
        for index in (indexes[0], indexes[-1]):
            text = units[index].text
            repeated = len(by_page) >= 3 and edges[re.sub(r"\d+", "#", text)] >= 0.6 * len(by_page)
            numbered = is_page_number(text) and (len(by_page) > 1 or page > 1)
            if units[index].line.kind != "row" and (numbered or (repeated and label_of(text) is None)):
                dropped.add(index)
    if len(by_page) == 1:
        dropped.update(stray_page_numbers(units))
    return [unit for index, unit in enumerate(units) if index not in dropped]


def _separate(builder: Builder, upto: int, between: bool) -> None:
    """Drops the raw text between the last paragraph and `upto`; writes the line break between two."""
    if between or upto > builder.raw_length:
        builder.put("\n" if between else "", builder.raw_length, upto)


def _paragraphs(units: Sequence[Unit], zoned: Sequence[Zone], wrap: Wrap) -> list[tuple[list[Unit], Zone]]:
    groups: list[tuple[list[Unit], Zone]] = []
    for unit, zone in zip(units, zoned, strict=True):
        if groups:
            group, last = groups[-1]
            if last == zone and zone.joins(group[-1], unit, goes_on(group[-1], unit, wrap)):
                group.append(unit)
                continue
        groups.append(([unit], zone))
    return groups


def _write_paragraph(builder: Builder, group: Sequence[Unit], edits: Sequence[Edit]) -> None:
    before: Unit | None = None
    for unit in group:
        written = _collapsed(_parts(builder.raw, unit.start, unit.end, unit.line, unit.at, edits))
        if not written:
            continue
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
            if gap.group() == " ":
                continue
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


def _write_row(builder: Builder, unit: Unit, edits: Sequence[Edit]) -> tuple[Cell, ...]:
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
            written = _collapsed(_parts(builder.raw, base + a, base + b, line, base, edits))
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


def _block(text: str, start: int, end: int, unit: Unit, zone: Zone, stack: Stack, sections: list[Section]) -> Block:
    page, column = unit.line.page, unit.column
    kind = zone.kind
    if unit.line.kind in ("row", "note"):
        return Block(start, end, unit.line.kind, page, section=stack.current(), column=column)  # type: ignore[arg-type]
    if kind is not None:
        label = label_of(text) if kind == "foot" else None
        begin = start + label.end if label and label.style == DASH else start
        printed = label.text if label and label.style == DASH else None
        return Block(start, end, kind, page, printed, begin, None, column)  # type: ignore[arg-type]
    label = label_of(text)
    heading = _is_heading(text, label, unit)
    if label is None or label.style == DASH:
        printed = label.text if label else None
        body = start + (label.end if label else 0)
        if heading and label is None:
            title_only: BlockKind = "heading"
            if (
                sections
                and sections[-1].title.lower() == sections[-1].label.lower()
                and stack.current() == len(sections) - 1
            ):
                sections[-1] = replace(sections[-1], title=_title(text, heading))
            return Block(start, end, title_only, page, None, start, stack.current(), column)  # type: ignore[arg-type]
        if label is None and CLOSING.match(text):
            stack.to_part()
        return Block(start, end, "item" if label else "body", page, printed, body, stack.current(), column)  # type: ignore[arg-type]
    path, level, parent = stack.push(label, len(sections))
    words = text[label.end :].strip() or text.strip()
    sections.append(Section(path, label.text, level, _title(words, heading), page, start, end, parent))
    body = start + label.end
    return Block(start, end, "heading" if heading else "item", page, label.text, body, len(sections) - 1, column)  # type: ignore[arg-type]


def _is_heading(text: str, label: Label | None, unit: Unit) -> bool:
    words = text[label.end :] if label else text
    letters = [char for char in words if char.isalpha()]
    upper = bool(letters) and sum(char.isupper() for char in letters) > 0.9 * len(letters)
    if upper and len(letters) > 3 and len(text) < 400:
        return True
    if label is None or label.style == DASH or len(text) > _HEADING_LENGTH:
        return unit.line.kind == "heading" and label is None and len(text) <= _HEADING_LENGTH
    return not re.search(r"[.;!?]\s*$|\./\.?$", words)


def _title(words: str, heading: bool) -> str:
    if heading:
        return words.rstrip(" :.")
    lead = words.split(":", 1)[0] if ":" in words[:120] else words
    return " ".join(lead.split()[:20]).rstrip(" :.;,")


def _closed(sections: list[Section], length: int) -> tuple[Section, ...]:
    ends = [length] * len(sections)
    opened: list[int] = []
    for index, section in enumerate(sections):
        while opened and sections[opened[-1]].level >= section.level:
            ends[opened.pop()] = section.start
        opened.append(index)
    return tuple(replace(section, end=end) for section, end in zip(sections, ends, strict=True))


def _table(rows: Sequence[tuple[Line, tuple[Cell, ...]]], section: int | None) -> Table:
    headers = 0
    for line, _ in rows:
        if not line.header:
            break
        headers += 1
    return Table(tuple(cells for _, cells in rows), headers, section)


def _pages(reading: Reading) -> tuple[Page, ...]:
    spans: dict[int, Span] = {}
    at = 0
    for line in reading.lines:
        end = at + len(line.text)
        first, _ = spans.get(line.page, (at, end))
        spans[line.page] = (first, end)
        at = end + 1
    return tuple(
        Page(p.number, *spans.get(p.number, (at, at)), p.width, p.height, p.method, p.quality, p.reason)  # type: ignore[arg-type]
        for p in reading.pages
    )


def _words(lines: Sequence[Line]) -> tuple[Word, ...]:
    words: list[Word] = []
    at = 0
    for line in lines:
        words.extend(Word(at + w.start, at + w.end, line.page, w.box, w.confidence, w.other) for w in line.words)
        at += len(line.text) + 1
    return tuple(sorted(words, key=lambda word: word.raw_start))


def _quality(reading: Reading) -> float:
    if not reading.pages:
        return 0.0
    return sum(page.quality for page in reading.pages) / len(reading.pages)
