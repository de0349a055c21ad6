"""One PDF page: its rows, its two-column parts, its tables, notes and signature stamps in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import InputError
from pipeline.reading.faults import say
from pipeline.reading.layout.paragraphs import is_page_number
from pipeline.reading.lines import Line, PageInfo
from pipeline.reading.pdf.aside import Aside, set_aside
from pipeline.reading.pdf.columns import regions, split
from pipeline.reading.pdf.frame import Layer, Token
from pipeline.reading.pdf.lines import Row, line_of, rows_of
from pipeline.reading.pdf.notes import notes_start, numbers_page, with_notes
from pipeline.reading.pdf.pdfium import PdfFile
from pipeline.reading.pdf.plumber import Grid, grids
from pipeline.reading.pdf.tables import (
    PageTable,
    goes_on,
    suspects_table,
    table_of,
    unruled_grids,
    without_repeated_header,
)
from pipeline.reading.pdf.text_columns import text_columns
from pipeline.reading.pdf.two_up import halves, turn_of
from pipeline.reading.stamps import stamped
from pipeline.records import Box

_MOST_OBJECTS = 20_000  # a page of more is a map or an attack; the table finder would take minutes over it
_SIGNATURE = re.compile(
    r"ký bởi|người ký|ngày ký|thời gian ký|ký số|signed by|digitally signed|signature|cơ quan\s*:|e-?mail\s*:",
    re.IGNORECASE,
)
_FLAT_STAMP = re.compile(
    r"(?:người ký|ký bởi|(?:digitally )?signed by)\s*:.{0,300}?(?:thời gian ký|ngày ký|date)\s*:\s*"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*[+-]\d{2}[:']?\d{2}'?)?",
    re.IGNORECASE,
)
"""Signature details that were flattened into the page, in the order of its stream."""
_GAP = 1.5  # heights of a line: what stands further apart is of two columns
_STAMP_LINES = 10  # that one may be high

_A_WORD, _QUOTED = 3, 60  # characters of unseen text that are worth a word, and how many are told

Fault = tuple[int | None, str, str]


@dataclass(slots=True)
class PageText:
    """What the text layer of one page gives."""

    info: PageInfo
    lines: list[Line] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    """In reading order."""
    starts_with_table: bool = False
    ends_with_table: bool = False
    layer: Layer | None = None
    aside: Aside = field(default_factory=Aside)
    """What was taken out of it: no part of its text."""


def read_page(pdf: PdfFile, number: int, faults: list[Fault]) -> PageText:
    """One page's text layer; what goes wrong is added to `faults` and the page comes out empty or without tables."""
    try:
        layer = pdf.layer(number)
    except (InputError, ValueError, OSError, MemoryError):
        faults.append((number, "reading", say("page-unreadable")))
        return PageText(PageInfo(number, method="failed", quality=0.0, reason="pdfium"))
    if layer.absurd:
        faults.append((number, "reading", say("page-size-absurd")))
    if len(unseen := layer.unseen.replace(" / ", "/")) >= _A_WORD:
        faults.append((number, "reading", say("words-unseen", unseen[:_QUOTED])))
    reason = None if layer.shift is None else say("fonts-shifted", layer.shift)
    layer, aside = set_aside(layer)
    info = PageInfo(number, layer.width, layer.height, "layer", reason=reason, turn=turn_of(layer))
    page = PageText(info, layer=layer, aside=aside)
    pages = halves(layer)
    for index, half in enumerate(pages):
        tables, rows = _tables(half, faults)
        part = _composed(half, tables, rows, first=number == 1 and index == 0)
        page.tables += part.tables
        page.starts_with_table = part.starts_with_table if index == 0 else page.starts_with_table
        page.ends_with_table = part.ends_with_table
        page.lines += part.lines if len(pages) == 1 else _set_apart(part.lines, index, layer, info.turn)
    page.lines += aside.lines(layer)
    return page


def _set_apart(lines: Sequence[Line], side: int, layer: Layer, turn: int) -> list[Line]:
    """Lines of one page of a sheet: its number left out, boxes as if it lay alone (words keep their places).

    Args:
        lines: of the page.
        side: 0 for the left page, 1 for the right one.
        layer: the sheet.
        turn: quarter turns of the text against the sheet as displayed.
    """
    out = []
    far = side * (layer.height if turn % 2 else layer.width) / 2
    x, y = ((-far, 0.0), (0.0, -far), (far, 0.0), (0.0, far))[turn]
    for index, line in enumerate(lines):
        if line.kind != "row" and index in (0, len(lines) - 1) and is_page_number(line.text):
            line = replace(line, drop=((0, len(line.text)),))
        if line.kind != "row" and line.box is not None:
            line = replace(line, box=(line.box[0] + x, line.box[1] + y, line.box[2] + x, line.box[3] + y))
        out.append(line)
    return out


def _tables(layer: Layer, faults: list[Fault]) -> tuple[list[PageTable], list[Row]]:
    """The ruled tables of a page and those that only its words and flat rules tell; the rows outside of the former."""
    found: list[Grid] = []
    if layer.tokens and suspects_table(layer.rulings, layer.height):
        if layer.objects > _MOST_OBJECTS:
            faults.append((layer.number, "reading", say("page-too-dense", layer.number)))
            return [], rows_of(layer)
        found = grids(layer.edges)
    tables = [table for grid in found if (table := table_of(grid, layer)) is not None]
    taken = frozenset().union(*(table.taken for table in tables))
    rows = rows_of(layer, [token for token in layer.tokens if token.order not in taken])
    unruled = unruled_grids([row for row in rows if not row.tokens[0].turn], layer)
    tables += [replace(table, loose=True) for grid in unruled if (table := table_of(grid, layer)) is not None]
    return tables, rows


def _composed(layer: Layer, found: Sequence[PageTable], rows: list[Row], first: bool) -> PageText:
    """Rows, columns and tables of a page in reading order; `first` where a head is to be expected."""
    tables = sorted(found, key=lambda table: table.box[1])
    page = PageText(PageInfo(layer.number), tables=tables)
    taken = frozenset().union(*(table.taken for table in tables))
    flow = [token for token in layer.tokens if token.order not in taken]
    stamps = _signature_stamps(flow, layer)
    flow = [token for token in flow if token.order not in stamps]
    if len(flow) < sum(len(row.tokens) for row in rows):
        rows = rows_of(layer, flow)
    notes = notes_start(rows, layer)
    if tables:
        text = [row for row in rows if not numbers_page(row)]
        page.starts_with_table = not any(row.baseline < tables[0].box[1] + 4 for row in text)
        page.ends_with_table = not any(row.baseline > tables[-1].box[3] - 2 for row in text if row not in rows[notes:])
    page.lines = list(_with_tables(rows[:notes], tables, layer.number, first))
    below = [line_of(row.ordered(), layer.number) for row in rows[notes:]]
    below = [line if is_page_number(line.text) else replace(line, kind="note") for line in below]
    page.lines = with_notes(page.lines, below)
    stamped = [token for token in layer.tokens if token.order in stamps]
    for row in rows_of(layer, stamped):
        line = line_of(row.ordered(), layer.number)
        page.lines.append(replace(line, kind="note", drop=((0, len(line.text)),)))
    return page


def _with_tables(body: Sequence[Row], tables: Sequence[PageTable], number: int, first: bool) -> Iterator[Line]:
    """The text of a page with each table between what stands above and below its middle."""
    cursor = 0
    for table in tables:
        end = cursor
        while end < len(body) and body[end].baseline < (table.box[1] + table.box[3]) / 2:
            end += 1
        yield from _flow(body[cursor:end], number, first and cursor == 0)
        yield from table.rows
        cursor = end
    yield from _flow(body[cursor:], number, first and cursor == 0)


def _flow(rows: Sequence[Row], number: int, first: bool) -> list[Line]:
    """Rows to lines; a two-column part gives its left column, then its right one."""
    lines: list[Line] = []
    cursor = 0
    for region in regions(rows, first):
        lines.extend(_running(rows[cursor : region.start], number))
        sides = [split(row, region.gutter) for row in rows[region.start : region.end]]
        lines.extend(line_of(left, number, "left") for left, _ in sides if left)
        lines.extend(line_of(right, number, "right") for _, right in sides if right)
        cursor = region.end
    lines.extend(_running(rows[cursor:], number))
    return lines


def _running(rows: Sequence[Row], number: int) -> list[Line]:
    """Rows of running text to lines; what is set in two columns gives the left one first."""
    lines: list[Line] = []
    cursor = 0
    for region in text_columns(rows):
        lines.extend(line_of(row.ordered(), number) for row in rows[cursor : region.start])
        sides = [split(row, region.gutter) for row in rows[region.start : region.end]]
        lines.extend(line_of(part[side], number) for side in (0, 1) for part in sides if part[side])
        cursor = region.end
    lines.extend(line_of(row.ordered(), number) for row in rows[cursor:])
    return lines


def _signature_stamps(flow: Sequence[Token], layer: Layer) -> set[int]:
    """Tokens of visible signature details ("Ký bởi: ...", "Thời gian ký: ..."): they are no part of the text."""
    rows = rows_of(layer, [token for token in flow if token.added])
    stamps = _flat_stamps(flow) | _drawn_stamps(flow, layer)
    signed = [index for index, row in enumerate(rows) if _SIGNATURE.search(line_of(row.ordered(), 0).text)]
    for index in signed:
        anchor = rows[index]
        for row in rows:
            near = (
                abs(row.baseline - anchor.baseline) < 6 * anchor.size
                and row.left < anchor.right
                and anchor.left < row.right
            )
            if near and row.size < 1.3 * anchor.size:
                stamps.update(token.order for token in row.tokens)
    return stamps


def _drawn_stamps(flow: Sequence[Token], layer: Layer) -> set[int]:
    """Tokens of signature details that are drawn like any other text, whatever their order in the stream."""
    if not _SIGNATURE.search(" ".join(token.text for token in flow)):
        return set()
    parts = [part for row in rows_of(layer, [token for token in flow if not token.added]) for part in _parts(row)]
    lines = [(" ".join(token.text for token in part), _around([token.box for token in part])) for part in parts]
    return {token.order for at in stamped(lines) for token in parts[at]}


def _parts(row: Row) -> list[list[Token]]:
    """The tokens of a row, parted where a gap is wider than one between words."""
    parts: list[list[Token]] = []
    for token, _ in row.ordered():
        if parts and token.box[0] - parts[-1][-1].box[2] < _GAP * row.size:
            parts[-1].append(token)
        else:
            parts.append([token])
    return parts


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _flat_stamps(flow: Sequence[Token]) -> set[int]:
    """Tokens of signature details that are drawn like any other text: together in the stream and on the page."""
    drawn = sorted((token for token in flow if not token.added), key=lambda token: token.order)
    text, starts = "", []
    for token in drawn:
        starts.append(len(text))
        text += token.text + " "
    stamps: set[int] = set()
    for found in _FLAT_STAMP.finditer(text):
        within = drawn[bisect_right(starts, found.start()) - 1 : bisect_left(starts, found.end())]
        height = max(token.box[3] for token in within) - min(token.box[1] for token in within)
        if height < _STAMP_LINES * max(token.size for token in within):
            stamps.update(token.order for token in within)
    return stamps


class Tables:
    """Numbers the tables of a document and joins those that go on over a page."""

    def __init__(self) -> None:
        self.count = 0
        self._last: PageTable | None = None
        self._header: list[str] = []

    def numbered(self, page: PageText) -> list[Line]:
        """The page's lines with their table numbers; a header repeated on a further page is left out."""
        numbers: dict[int, int] = {}
        dropped: set[int] = set()
        kept: dict[int, Line] = {}
        for index, table in enumerate(page.tables):
            rows = list(table.rows)
            if index == 0 and page.starts_with_table and self._last is not None and goes_on(self._last, table):
                rest = without_repeated_header(rows, self._header)
                dropped.update(id(line) for line in rows[: len(rows) - len(rest)])
                kept.update((id(old), new) for old, new in zip(rows[len(rows) - len(rest) :], rest, strict=True))
            else:
                self.count += 1
                self._header = [line.text for line in rows if line.header] or [rows[0].text]
            numbers.update((id(line), self.count) for line in rows)
            self._last = table
        if (
            not page.tables
            and any(line.text.strip() and not is_page_number(line.text) for line in page.lines)
            or page.tables
            and not page.ends_with_table
        ):
            self._last = None
        return [
            replace(kept.get(id(line), line), table=numbers[id(line)]) if id(line) in numbers else line
            for line in page.lines
            if id(line) not in dropped
        ]
