"""Tokens in the cells of a ruled grid to table rows; tables that go on over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.aligned import Aligned, aligned_tables
from pipeline.reading.gutters import Band, Word
from pipeline.reading.layout.joining import join_with
from pipeline.reading.lines import Line, LineWord
from pipeline.reading.pdf.columns import is_head_or_foot
from pipeline.reading.pdf.frame import Layer, Ruling, Token
from pipeline.reading.pdf.lines import Row, line_of, rows_of
from pipeline.reading.pdf.plumber import Grid
from pipeline.reading.rows import Cell, cuts_word, is_header, opens_paragraph, row_line
from pipeline.records import Box

_SNAP = 4.0  # points within which two edges are one
_THIN = 3.0
_LOOSE = 36.0  # points that the edge of a column may lie elsewhere where no rule shows it


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page: its place, the x of its column edges, its rows (number and page still to be set)."""

    box: Box
    edges: tuple[float, ...]
    rows: tuple[Line, ...]
    taken: frozenset[int]
    """`Token.order` of the tokens that stand in its cells."""
    loose: bool = False
    """Its columns are told by its words: their edges lie a little elsewhere on each page."""


def suspects_table(rulings: Sequence[Ruling], height: float) -> bool:
    """Whether the drawn lines of a page can be a table: crossing rules, a grid in one path, or many boxes."""
    flat = upright = boxes = 0
    for ruling in rulings:
        x0, top, x1, bottom = ruling.box
        wide, tall = x1 - x0, bottom - top
        if tall > 0.97 * height and wide > 100:
            continue  # a page background or frame
        if wide <= _THIN and tall > 8:
            upright += 1
        elif tall <= _THIN and wide > 15:
            flat += 1
        elif wide > 20 and tall > 8:
            boxes += 1
            if ruling.segments >= 8:
                return True
    return (flat >= 2 and upright >= 2) or boxes >= 4 or (boxes >= 1 and flat + upright >= 2)


def table_of(grid: Grid, layer: Layer) -> PageTable | None:
    """The table that a grid and the page's tokens make; None for a mere frame (one row or one column)."""
    xs = _edges([x for box in grid.cells for x in (box[0], box[2])])
    ys = _edges([y for box in grid.cells for y in (box[1], box[3])])
    columns, count = len(xs) - 1, len(ys) - 1
    if columns < 2 or count < 1 or columns * count > 50_000:
        return None
    places: dict[tuple[int, int], Cell] = {}
    taken: set[int] = set()
    for box in grid.cells:
        left, right = _index(xs, box[0]), max(_index(xs, box[2]), _index(xs, box[0]) + 1)
        top, bottom = _index(ys, box[1]), max(_index(ys, box[3]), _index(ys, box[1]) + 1)
        inside = [token for token in layer.tokens if token.order not in taken and _inside(token.box, box)]
        taken.update(token.order for token in inside)
        text, words, bold = _cell_text(inside, layer, box)
        cell = Cell(text, words, bottom - top, right - left, bold)
        for row in range(top, min(bottom, count)):
            for column in range(left, min(right, columns)):
                places.setdefault((row, column), cell)
    if columns == 2 and count <= 8 and _holds_head_or_foot(places):
        return None
    rows: list[Line] = []
    first_seen: set[int] = set()
    for row in range(count):
        cells = [places.get((row, column), _EMPTY) for column in range(columns)]
        box = (xs[0], ys[row], xs[-1], ys[row + 1])
        rows.append(row_line(cells, layer.number, box, first_seen))
        first_seen.update(id(cell) for cell in cells if cell is not _EMPTY)
    kept = tuple(line for line in _headers(rows, places, count, columns) if line.text.strip())
    return PageTable(grid.box, tuple(xs), kept, frozenset(taken)) if kept else None


_EMPTY = Cell("", ())


def unruled_grids(rows: Sequence[Row], layer: Layer) -> list[Grid]:
    """The tables without upright rules that rows of a page make, see `aligned`."""
    if not rows:
        return []
    bands = [
        Band(tuple(Word(token.text, box[0], box[2]) for token, box in row.ordered()), row.top, row.bottom)
        for row in rows
    ]
    sizes = sorted(row.size for row in rows)
    rules = [(x0, x1, top) for x0, top, x1, bottom in layer.edges if top == bottom]
    return [_grid(table) for table in aligned_tables(bands, rules, sizes[len(sizes) // 2])]


def _grid(table: Aligned) -> Grid:
    xs, ys = table.xs, table.ys
    cells = tuple((xs[left], ys[top], xs[right], ys[bottom]) for top, left, bottom, right in table.cells)
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), cells)


def _holds_head_or_foot(places: dict[tuple[int, int], Cell]) -> bool:
    sides = [
        [line for (_, column), cell in places.items() if column == side for line in cell.text.split("\n")]
        for side in (0, 1)
    ]
    return is_head_or_foot(*sides)


def _edges(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP:
            out.append(value)
    return out


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _cell_text(tokens: Sequence[Token], layer: Layer, box: Box) -> tuple[str, tuple[LineWord, ...], bool]:
    """The text of a cell: wrapped lines joined, paragraphs split by a newline."""
    lines = [line_of(row.ordered(), layer.number, wide=" ") for row in rows_of(layer, tokens)]
    text = ""
    words: list[LineWord] = []
    before: Line | None = None
    broken = len(lines) > 1 and "".join(line.text for line in lines).isupper() and sum(len(x.text) for x in lines) <= 6
    for line in lines:
        glue = ""
        if before is not None and not broken:  # "ST" / "T" in a column narrower than its title
            cut = cuts_word(before.text, line.text, box[2] - box[0], _width(before))
            paragraph = not cut and _opens_paragraph(before, line, box)
            glue = "" if cut else "\n" if paragraph else join_with(before.text, line.text)
        at = len(text) + len(glue)
        text += glue + line.text
        words.extend(replace(word, start=word.start + at, end=word.end + at) for word in line.words)
        before = line
    bold = bool(lines) and sum(line.bold for line in lines) > len(lines) / 2
    return text, tuple(words), bold


def _opens_paragraph(before: Line, line: Line, cell: Box) -> bool:
    first = line.words[0].box
    return opens_paragraph(before.text, line.text, cell[2] - cell[0], _width(before), first[2] - first[0])


def _width(line: Line) -> float:
    return max(word.box[2] for word in line.words) - min(word.box[0] for word in line.words)


def _headers(rows: list[Line], places: dict[tuple[int, int], Cell], count: int, columns: int) -> list[Line]:
    """Marks the header rows: the first, all that its tall cells reach into, and a row of column numbers."""
    below = [[places.get((row, c), _EMPTY).text for c in range(columns)] for row in range(1, count)]
    if count < 2 or not is_header([places.get((0, column), _EMPTY) for column in range(columns)], below):
        return rows
    deep = max((places[0, column].row_span for column in range(columns) if (0, column) in places), default=1)
    if deep >= count:
        deep = 1
    if deep < count - 1 and _numbers_columns([places.get((deep, column), _EMPTY).text for column in range(columns)]):
        deep += 1
    return [replace(line, header=True) if index < deep else line for index, line in enumerate(rows)]


def _numbers_columns(texts: Sequence[str]) -> bool:
    bare = [text.strip("() ") for text in texts]
    return (
        len(bare) > 1
        and all(text.isdigit() or text.isalpha() and len(text) == 1 for text in bare if text)
        and (sum(text.isdigit() for text in bare) >= 2 and bare[-1] in (str(len(bare)), str(len(bare) - 1)))
    )


def goes_on(last: PageTable, table: PageTable) -> bool:
    """Whether `table`, the first thing on its page, is the rest of `last`, the last thing on the page before."""
    if len(last.edges) != len(table.edges):
        return False
    shift = 0.0 if table.loose else table.edges[0] - last.edges[0]
    slack = _LOOSE if table.loose else 8.0
    return all(abs(b - a - shift) < slack for a, b in zip(last.edges, table.edges, strict=True))


def without_repeated_header(rows: Sequence[Line], header: Sequence[str]) -> list[Line]:
    """The rows of a continued table without the header that is printed again."""
    skip = 0
    while skip < len(rows) and skip < len(header) and _alike(rows[skip].text, header[skip]):
        skip += 1
    return [replace(line, header=False) for line in rows[skip:]]


def _alike(one: str, other: str) -> bool:
    """Whether two header rows are the same, a misread letter in some words of a scan forgiven."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(_bare(one), _bare(other)) > 0.88


def _bare(text: str) -> str:
    return "".join(text.split()).lower()
