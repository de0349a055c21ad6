"""Lines to a Document: paragraphs joined, page numbers dropped, head and foot told apart, sections found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from pipeline.reading.faults import say
from pipeline.reading.layout.clean import Restorer, clean_edits
from pipeline.reading.layout.columns import split_columns
from pipeline.reading.layout.furniture import portal_tail, without_gazette
from pipeline.reading.layout.going_on import CLOSING, goes_on
from pipeline.reading.layout.head_first import letterhead_first
from pipeline.reading.layout.inline_items import parted_items
from pipeline.reading.layout.paragraphs import (
    Unit,
    Wrap,
    is_page_number,
    measure,
    page_marks,
    stray_page_numbers,
)
from pipeline.reading.layout.parts import annex_label, part_numbers, part_starts, parts_of
from pipeline.reading.layout.run_together import parted_heads, parted_signatures
from pipeline.reading.layout.sides import parted_feet
from pipeline.reading.layout.stamped_figures import stamps_in_place
from pipeline.reading.layout.writing import clean_pieces, separate, write_paragraph, write_row
from pipeline.reading.layout.zones import Zone, zones
from pipeline.reading.lines import Line, PageInfo, Reading, line_starts, raw_text
from pipeline.reading.omitted import struck_out
from pipeline.reading.turned import upright_lines
from pipeline.records import Block, BlockKind, Cell, Document, Fault, Page, Section, Table, Word
from pipeline.text.outline import DASH, Label, Stack, label_of
from pipeline.text.spans import Builder, Edit, Span

_HEADING_LENGTH = 220
_Row = tuple[Line, tuple[Cell, ...]]


class _Written(NamedTuple):
    """A paragraph or a row of a table in the text."""

    start: int
    end: int
    unit: Unit
    """Its first."""
    zone: Zone
    part: int


def assemble(reading: Reading, path: str, sha256: str, media_type: str, restorer: Restorer | None = None) -> Document:
    """The Document that a reader's lines amount to.

    Args:
        reading: lines in reading order, NFC.
        path: the file, as given.
        sha256: hex digest of the file's bytes.
        media_type: as sniffed.
        restorer: asked once for repairs of the text; None makes none.
    """
    lines, remarks = stamps_in_place(letterhead_first(reading.lines))
    reading = replace(reading, lines=tuple(lines), remarks=(*reading.remarks, *remarks))
    raw = raw_text(reading.lines)
    edits, restored = clean_edits(raw, reading.lines, restorer)
    units = _running_heads_dropped(_units(_one_each(upright_lines(lines, reading.pages)), raw, edits))
    paper = portal_tail(units)
    left_out, units = units[paper:], units[:paper]
    builder = Builder(raw)
    written, rows = _written(builder, units, edits)
    text = builder.text
    blocks, sections, table_sections = _outlined(text, written)
    return Document(
        path=path,
        sha256=sha256,
        media_type=media_type,
        method=reading.method,  # type: ignore[arg-type]
        raw=raw,
        text=text,
        alignment=builder.alignment(),
        pages=_pages(reading, left_out),
        blocks=tuple(blocks),
        sections=_closed(sections, len(text)),
        tables=tuple(_table(rows[number], table_sections[number]) for number in rows),
        parts=parts_of(text, blocks),
        words=_words(reading.lines),
        restored=restored,
        quality=_quality(reading),
        engines=dict(reading.engines),
        faults=tuple(Fault(*fault) for fault in reading.faults),
        remarks=(*reading.remarks, *struck_out(reading.lines)),
    )


def _written(
    builder: Builder, units: Sequence[Unit], edits: Sequence[Edit]
) -> tuple[list[_Written], dict[int, list[_Row]]]:
    """Writes the units: the paragraphs and rows in their order, and the rows of each table."""
    starts = part_starts(units) if units else [0]
    zoned, numbers = zones(units, starts), part_numbers(len(units), starts)
    written: list[_Written] = []
    rows: dict[int, list[_Row]] = {}
    for group, zone, part in _paragraphs(units, zoned, numbers, measure(units)):
        first = group[0]
        separate(builder, first.start, bool(written))
        start = builder.length
        if first.line.kind == "row":
            rows.setdefault(first.line.table or 0, []).append((first.line, write_row(builder, first, edits)))
        else:
            write_paragraph(builder, group, edits)
        written.append(_Written(start, builder.length, first, zone, part))
    return written, rows


def _outlined(text: str, written: Sequence[_Written]) -> tuple[list[Block], list[Section], dict[int, int | None]]:
    """The blocks, the sections that they open, and the section of each table."""
    blocks: list[Block] = []
    sections: list[Section] = []
    table_sections: dict[int, int | None] = {}
    stack, part_now = Stack(), 0
    for start, end, unit, zone, part in written:
        if part != part_now:
            part_now = part
            stack.clear()
        if unit.line.kind == "row":
            table_sections.setdefault(unit.line.table or 0, stack.current())
        blocks.append(_block(text[start:end], start, end, unit, zone, part, stack, sections))
    return blocks, sections, table_sections


def _one_each(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those that a source ran together on one with each of them as a part of it."""
    return parted_feet(parted_items(parted_signatures(parted_heads(lines))))


def _units(lines: Sequence[Line], raw: str, edits: Sequence[Edit]) -> list[Unit]:
    units: list[Unit] = []
    blank = False
    for at, line in zip(line_starts(lines), lines, strict=True):
        end = at + len(line.text)
        if line.text.strip():
            for start, stop, column in _columns(line, raw, at, end, edits, len(units)):
                clean = _clean(raw, start, stop, line, at, edits)
                if clean:
                    units.append(Unit(line, at, start, stop, clean, blank, column))
                    blank = False
                else:  # a line of a quoted text that holds the sign alone
                    blank = blank or not line.text.strip("> ")
        else:
            blank = True
    return units


def _columns(
    line: Line, raw: str, at: int, end: int, edits: Sequence[Edit], index: int
) -> list[tuple[int, int, str | None]]:
    """The line as one unit, or as two where it holds both columns of a head or foot."""
    if line.parts:
        return [(at + start, at + stop, column) for start, stop, column in line.parts]
    if line.column or line.kind is not None or (line.whole and end - at > 160):
        return [(at, end, line.column)]
    parts = clean_pieces(raw, at, end, line, at, edits)
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
    return " ".join("".join(piece for piece, _, _ in clean_pieces(raw, start, end, line, at, edits)).split())


_SAME_LINE = 2.0  # points


def _foot_of_two(units: Sequence[Unit], pages: Sequence[Sequence[int]]) -> bool:
    """Whether the pages of a paper of two end in the same line at the same height, with a number as running feet have.

    Without one it may be the name of who signed both pages.
    """
    if len(pages) != 2:
        return False
    first, second = (units[indexes[-1]] for indexes in pages)
    places = first.line.box, second.line.box
    level = places[0] and places[1] and abs(places[0][3] - places[1][3]) < _SAME_LINE
    return bool(level) and first.text == second.text and re.search(r"\d", first.text) is not None


def _running_heads_dropped(units: list[Unit]) -> list[Unit]:
    """Without page numbers, the heads of the Official Gazette, and lines repeated at the edge of most pages."""
    units = without_gazette(units)
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
            repeated = repeated or (index == indexes[-1] and _foot_of_two(units, list(by_page.values())))
            numbered = is_page_number(text) and (len(by_page) > 1 or page > 1)
            if units[index].line.kind != "row" and (numbered or (repeated and label_of(text) is None)):
                dropped.add(index)
    dropped.update(page_marks(units))
    if len(by_page) == 1:
        dropped.update(stray_page_numbers(units))
    kept = [unit for index, unit in enumerate(units) if index not in dropped]
    return kept or units  # a file of nothing but numbers and running lines: they are its text


def _paragraphs(
    units: Sequence[Unit], zoned: Sequence[Zone], parts: Sequence[int], wrap: Wrap
) -> list[tuple[list[Unit], Zone, int]]:
    groups: list[tuple[list[Unit], Zone, int]] = []
    for unit, zone, part in zip(units, zoned, parts, strict=True):
        if groups:
            group, last, before = groups[-1]
            if last == zone and part == before and zone.joins(group[-1], unit, goes_on(group[-1], unit, wrap)):
                group.append(unit)
                continue
        groups.append(([unit], zone, part))
    return groups


def _block(
    text: str, start: int, end: int, unit: Unit, zone: Zone, part: int, stack: Stack, sections: list[Section]
) -> Block:
    page = unit.line.page
    column: Literal["left", "middle", "right"] | None = unit.column  # type: ignore[assignment]
    _title_of_part(text, start, end, unit, zone, stack, sections)
    if unit.line.kind in ("row", "note"):
        return Block(start, end, unit.line.kind, page, section=stack.current(), column=column, part=part)
    label = label_of(text)
    if zone.kind is not None:
        dash = label if zone.kind == "foot" and label and label.style == DASH else None
        begin, printed = (start + dash.end, dash.text) if dash else (start, None)
        return Block(start, end, zone.kind, page, printed, begin, None, column, part)
    heading = _is_heading(text, label, unit)
    if label is not None and label.style != DASH:
        path, level, parent = stack.push(label, len(sections))
        words = text[label.end :].strip() or text.strip()
        sections.append(Section(path, label.text, level, _title(words, heading), page, start, end, parent))
        kind: BlockKind = "heading" if heading else "item"
        return Block(start, end, kind, page, label.text, start + label.end, len(sections) - 1, column, part)
    if label is not None:
        return Block(start, end, "item", page, label.text, start + label.end, stack.current(), column, part)
    if heading:
        if _lacks_title(stack, sections):
            sections[-1] = replace(sections[-1], title=_title(text, heading))
        return Block(start, end, "heading", page, None, start, stack.current(), column, part)
    if CLOSING.match(text):
        stack.to_part()
    return Block(start, end, "body", page, None, start, stack.current(), column, part)


def _title_of_part(
    text: str, start: int, end: int, unit: Unit, zone: Zone, stack: Stack, sections: list[Section]
) -> None:
    """Opens a section for an annex whose label this is, or gives it the title that stands below its label."""
    annexed = annex_label(text) if zone.name == "type" else None
    if annexed:
        path, level, parent = stack.push(Label("named", annexed, 0), len(sections))
        sections.append(Section(path, annexed, level, "", unit.line.page, start, end, parent))
    elif zone.name == "title" and sections and sections[-1].path == sections[-1].label and not sections[-1].title:
        sections[-1] = replace(sections[-1], title=" ".join(text.split()))


def _lacks_title(stack: Stack, sections: Sequence[Section]) -> bool:
    """Whether the section that is open has its label alone for a title ("Chương I")."""
    if not sections or stack.current() != len(sections) - 1:
        return False
    return sections[-1].title.lower() == sections[-1].label.lower()


def _is_heading(text: str, label: Label | None, unit: Unit) -> bool:
    words = text[label.end :] if label else text
    if len(text) < 400:
        letters = [*filter(str.isalpha, words)]
        if len(letters) > 3 and sum(map(str.isupper, letters)) > 0.9 * len(letters):
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


def _table(rows: Sequence[_Row], section: int | None) -> Table:
    headers = 0
    for line, _ in rows:
        if not line.header:
            break
        headers += 1
    return Table(tuple(cells for _, cells in rows), headers, section)


def _pages(reading: Reading, portal: Sequence[Unit]) -> tuple[Page, ...]:
    """The pages; the lines of a portal that were left out are told with the page on which they begin."""
    told = {portal[0].line.page: say("portal-left-out", len(portal))} if portal else {}
    spans: dict[int, Span] = {}
    for start, line in zip(line_starts(reading.lines), reading.lines, strict=True):
        first, _ = spans.get(line.page, (start, 0))
        spans[line.page] = (first, start + len(line.text))
    pages: list[Page] = []
    for p in reading.pages:
        before = pages[-1].raw_end if pages else 0
        span = spans.get(p.number, (before, before))
        pages.append(Page(p.number, *span, p.width, p.height, p.method, p.quality, _noted(p, told)))  # type: ignore[arg-type]
    return tuple(pages)


def _noted(page: PageInfo, told: Mapping[int, str]) -> str | None:
    return "; ".join(filter(None, (page.reason, told.get(page.number)))) or None


def _words(lines: Sequence[Line]) -> tuple[Word, ...]:
    words: list[Word] = []
    for at, line in zip(line_starts(lines), lines, strict=True):
        words.extend(
            Word(at + w.start, at + w.end, w.page or line.page, w.box, w.confidence, w.other) for w in line.words
        )
    return tuple(sorted(words, key=lambda word: word.raw_start))


def _quality(reading: Reading) -> float:
    if not reading.pages:
        return 0.0
    return sum(page.quality for page in reading.pages) / len(reading.pages)
