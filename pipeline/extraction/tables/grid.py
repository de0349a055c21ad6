"""Tables as grids of columns with a meaning: titles, rows put into their columns, group rows told from rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extraction.context import Context
from pipeline.extraction.tables.columns import CellType, ColumnKind, cell_type, kind_by_title, kinds_by_content, placed
from pipeline.extraction.tables.titles import merged
from pipeline.extraction.tables.torn import mended
from pipeline.records import Cell, Table
from pipeline.text.outline import Label, Stack, label_of
from pipeline.text.unicode import COMMA_GROUPS

_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s?=\s?[\d()+\-x:/ ]+)?$")
_CAPTION_UNIT = re.compile(r"(?:Đơn vị(?: tính)?|ĐVT|Đvt)\s*:\s*(?P<unit>[^.,;()\n\t]{1,24})")
_CAPTION_ABOVE = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid."""

    cells: tuple[Cell | None, ...]
    """One a column; None where the row has none there."""
    path: str
    """Labels of the group rows above and its own, joined by points; "" where nothing is labelled."""
    heads: tuple[str, ...] = ()
    """Words of the rows that it stands under, outermost first."""
    sure: bool = True
    """False where the converter lost cells and the columns of the others were inferred."""

    def cell(self, column: int | None) -> Cell | None:
        """The cell in a column; None where the table or the row has none."""
        return self.cells[column] if column is not None and column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table read as columns."""

    table: Table
    titles: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    rows: tuple[Row, ...]
    unit: str | None
    """Unit of all figures, as a line above the table states it."""
    comma_groups: bool = False
    """Whether its figures are written in English, commas grouping thousands."""

    def column(self, kind: ColumnKind) -> int | None:
        """The first column of a kind."""
        return self.kinds.index(kind) if kind in self.kinds else None

    def columns(self, kind: ColumnKind) -> list[int]:
        """All columns of a kind."""
        return [index for index, own in enumerate(self.kinds) if own == kind]


def grids(context: Context) -> Iterator[Grid]:
    """The tables of a document as grids, in order; those that no column can be told of are left out."""
    for table in context.document.tables:
        grid = _grid(context, table)
        if grid is not None:
            yield grid


def cell_text(context: Context, cell: Cell | None) -> str:
    """What a cell says, white space collapsed; "" for None."""
    return " ".join(context.text[cell.start : cell.end].split()) if cell else ""


def _grid(context: Context, table: Table) -> Grid | None:
    header_rows = _header_rows(context, table)
    heads, below = table.rows[:header_rows], table.rows[header_rows:]
    data = [list(row) for row in below]
    texts = [[cell_text(context, cell) for cell in row] for row in data]
    width = _width(context, heads, texts)
    if width < 2 or not data:
        return None
    titles = _titles(context, heads, width)
    data = mended(data, [[cell_type(text) for text in row] for row in texts], width)
    held = [[cell_type(cell_text(context, cell)) for cell in row] for row in data]
    kinds = _kinds(titles, held, width)
    rows = _rows(context, data, held, kinds)
    english = any(COMMA_GROUPS.fullmatch(text) for row in texts for text in row)
    return Grid(table, titles, kinds, tuple(rows), _caption_unit(context, table), english)


def _header_rows(context: Context, table: Table) -> int:
    """How many rows are titles: one more than the reader found where the next has years alone, none at its left."""
    if 0 < table.header_rows < len(table.rows):
        below = [cell_text(context, cell) for cell in table.rows[table.header_rows]]
        filled = [text for text in below if text]
        if not below[0] and len(filled) > 1 and all(map(_TITLE_OF_YEAR.match, filled)):
            return table.header_rows + 1
    return table.header_rows


_TITLE_OF_YEAR = re.compile(
    r"(?:(?:kế hoạch|chỉ tiêu|giai đoạn|đến|ước|thực hiện)\s+)*(?:năm\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?$",
    re.IGNORECASE,
)


def _width(context: Context, heads: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]]) -> int:
    """How many columns the table has: as many as are numbered, as are titled, or as most rows have."""
    for row in heads:
        own = [cell_text(context, cell) for cell in row]
        if len(own) >= 3 and all(_COLUMN_NUMBER.match(text) for text in own):
            return len(own)
    counts = Counter(len(row) for row in texts if len(row) > 2)
    usual = max(counts, key=lambda width: (counts[width], width), default=0)
    titled = len(heads[0]) if heads else 0
    widest = max((width for width, count in counts.items() if count >= max(2, 0.1 * len(texts))), default=usual)
    if len(heads) > 1:
        return max(titled, widest)
    return titled if titled >= usual else max(usual, min(widest, usual + 1))


def _titles(context: Context, heads: Sequence[Sequence[Cell]], width: int) -> tuple[str, ...]:
    rows = [[cell_text(context, cell) for cell in row] for row in heads]
    rows = [row for row in rows if not all(_COLUMN_NUMBER.match(text) for text in row if text)]
    if not rows:
        return ("",) * width
    if all(len(row) == width for row in rows):
        rows = [_spread(rows[0], rows[1]), *rows[1:]] if len(rows) > 1 else rows
        return tuple(" ".join(dict.fromkeys(row[column] for row in rows if row[column])) for column in range(width))
    joined = merged(rows[0], rows[1] if len(rows) > 1 else (), width)
    if joined is not None:
        return joined
    return tuple(rows[0][:width]) + ("",) * (width - len(rows[0]))


def _spread(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The titles of a row of titles over another: one that spans several columns is written over the first alone."""
    spread = list(above)
    for column in range(1, len(spread)):
        if not spread[column] and below[column] and below[column - 1]:
            spread[column] = spread[column - 1]
    return spread


def _kinds(titles: Sequence[str], held: Sequence[Sequence[CellType]], width: int) -> tuple[ColumnKind, ...]:
    """What each column holds: by its title, by what stands in it where the title says nothing."""
    if not any(titles):
        return kinds_by_content(held, width)
    kinds: list[ColumnKind] = []
    for column, title in enumerate(titles):
        own = [row[column] for row in held if len(row) == width and row[column] != "empty"]
        numeric = bool(own) and sum(kind in ("figure", "label") for kind in own) * 2 >= len(own)
        kind = kind_by_title(title)
        if kind == "lead" and own.count("unit") * 2 > len(own):
            kind = "unit"
        if column == 0 and (kind in (None, "other") or not title) and own and own.count("label") * 2 >= len(own):
            kind = "number"
        elif (
            kind in (None, "value", "task", "note", "lead")
            and numeric
            and not (kind in ("task", "lead") and column < 2)
        ):
            kind = "value"
        elif kind == "value" and not numeric:
            kind = "task" if "task" not in kinds else "note"
        kinds.append("other" if kind is None or (kind in kinds and kind not in ("value", "given")) else kind)
    return tuple(_with_task(kinds, held, width))


def _with_task(kinds: list[ColumnKind], held: Sequence[Sequence[CellType]], width: int) -> list[ColumnKind]:
    """A table without a column of tasks: its first column of words names the rows."""
    if "task" in kinds:
        return kinds
    for column, kind in enumerate(kinds):
        own = [row[column] for row in held if len(row) == width]
        worded = sum(kind in ("text", "body", "reference") for kind in own) * 2 >= len(own)
        if kind in ("other", "note", "lead", "source") and (worded or not own):
            kinds[column] = "task"
            break
    return kinds


def _rows(
    context: Context, data: Sequence[Sequence[Cell]], held: Sequence[Sequence[CellType]], kinds: Sequence[ColumnKind]
) -> Iterator[Row]:
    stack, above = Stack(), list[tuple[int, str]]()
    telling = [column for column, kind in enumerate(kinds) if kind in ("lead", "partner", "value", "due")]
    task = kinds.index("task") if "task" in kinds else 0
    number = kinds.index("number") if "number" in kinds else None
    labels = [_own_label(context, cells, number) for cells in data]
    for at, (cells, types) in enumerate(zip(data, held, strict=True)):
        row, sure = _placed(cells, types, kinds)
        if row is None or _repeats_titles(context, cells, kinds):
            continue
        words = cell_text(context, row[task])
        numbered = cell_text(context, row[number]) if number is not None else ""
        if not words and sum(cell is not None and cell.end > cell.start for cell in row) <= 1:
            words = next((cell_text(context, cell) for cell in row if cell and cell.end > cell.start), "")
        label = label_of(f"{numbered.rstrip('.')}. ") if numbered else label_of(words)
        if label is not None and label.style != "dash":
            _, level, _ = stack.push(_within(label, stack), 0)
        else:
            level = len(stack.entries) + (2 if words[:1] == "+" else 1)
        while above and above[-1][0] >= level:
            above.pop()
        filled = any(cell_text(context, row[column]) for column in telling)
        spanned = row[task] is not None and any(row[column] == row[task] for column in telling)
        heads = tuple(text for _, text in above)
        above.append((level, words.lstrip(" -+•")))
        if all(not cell_text(context, cell) or _COLUMN_NUMBER.match(cell_text(context, cell)) for cell in row):
            continue
        below = labels[at + 1] if at + 1 < len(labels) else None
        if spanned or (
            not filled
            and (_heads_rows(words, numbered) or _parted(label, below) or (number is not None and _alone(row, words)))
        ):
            continue
        yield Row(tuple(row), stack.path(), heads, sure)


def _own_label(context: Context, cells: Sequence[Cell], number: int | None) -> Label | None:
    """The label of a row: its number cell, or that with which its first words begin."""
    text = cell_text(context, cells[number or 0]) if len(cells) > (number or 0) else ""
    return label_of(f"{text.rstrip('.)')}. " if number is not None else text)


def _parted(own: Label | None, below: Label | None) -> bool:
    """Whether the row below is the first part of this one: "1.1" below "1", "a" below "2"."""
    if own is None or below is None or own.style == "dash":
        return False
    return below.text == f"{own.text}.1" or (below.style != own.style and below.text in _FIRST_LABELS)


_FIRST_LABELS = ("1", "a", "A", "I")


def _within(label: Label, stack: Stack) -> Label:
    """A row's number where a chain stands open: one that counts anew ("1" below "1.1.2") numbers what is in it."""
    if label.style != "number" or not stack.entries:
        return label
    (style, _), last, _ = stack.entries[-1]
    goes_on = style == _ITEM and last.text == str(int(label.text) - 1)
    opens = label.text == "1" and style == "number" and "." in last.text
    return replace(label, style=_ITEM) if goes_on or opens else label


_ITEM = "item"


def _repeats_titles(context: Context, cells: Sequence[Cell], kinds: Sequence[ColumnKind]) -> bool:
    """Whether a row writes the titles of the columns again."""
    titles = [text for cell in cells if 0 < len(text := cell_text(context, cell)) <= _TITLE_MOST]
    named = {kind for title in titles if (kind := kind_by_title(title)) in _TITLED and kind in kinds}
    return len(named) >= _TITLES_LEAST and len(titles) == sum(cell.end > cell.start for cell in cells)


_TITLED = ("lead", "partner", "due", "product")
_TITLE_MOST = 40  # characters
_TITLES_LEAST = 3


def _alone(row: Sequence[Cell | None], words: str) -> bool:
    """Whether a row of a numbered table has nothing but words, and no dash before them."""
    return sum(cell is not None and cell.end > cell.start for cell in row) == 1 and words[:1].isupper()


def _heads_rows(words: str, numbered: str) -> bool:
    """Whether a row without anything but a name heads those below it: by its label, its capitals, its shortness."""
    letters = [char for char in words if char.isalpha()]
    upper = len(letters) > 3 and sum(char.isupper() for char in letters) > 0.9 * len(letters)
    return upper or bool(re.fullmatch(r"[IVXLC]+|[A-ZĐ]", numbered.rstrip(".)"))) or len(words.split()) < 9


def _placed(
    cells: Sequence[Cell], held: Sequence[CellType], kinds: Sequence[ColumnKind]
) -> tuple[list[Cell | None] | None, bool]:
    """The row with a place for each column, and whether the places are sure."""
    if len(cells) == len(kinds):
        return list(cells), True
    kept = [(cell, kind) for cell, kind in zip(cells, held, strict=True) if cell.end > cell.start]
    if len(kept) < len(cells) and len(cells) < len(kinds):
        kept = [(cell, kind) for cell, kind in zip(cells, held, strict=True)]
    if len(kept) > len(kinds):
        return list(cells[: len(kinds)]), False
    places = placed([kind for _, kind in kept], kinds)
    if places is None:
        return None, False
    row: list[Cell | None] = [None] * len(kinds)
    for (cell, _), column in zip(kept, places, strict=True):
        row[column] = cell
    return row, False


def _caption_unit(context: Context, table: Table) -> str | None:
    """The unit that a line right above the table, or its first row, states for all figures."""
    first = table.rows[0][0]
    index = context.block_index(first.start)
    for block in reversed(context.document.blocks[max(0, index - _CAPTION_ABOVE) : index + 1]):
        if block.kind == "row" and block.start < first.start:
            break
        found = _CAPTION_UNIT.search(context.text, block.start, block.end)
        if found:
            return found["unit"].strip()
    return None
