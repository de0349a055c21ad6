"""Rows of a table: their cells in the columns, the labels and group rows that they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extraction.context import Context
from pipeline.extraction.tables.columns import CellType, ColumnKind, fit, kind_by_title, placed
from pipeline.records import Cell
from pipeline.text.letters import CODE
from pipeline.text.outline import Label, Stack, label_of

COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s?=\s?[\d()+\-x:/ .…]+)?$")
"""The number of a column, which a row of them states below the titles."""
_PAGE_NUMBER = re.compile(r"\d{1,3}")
"""What a row holds at its left, and nothing else, where a page ended."""


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


def cell_text(context: Context, cell: Cell | None) -> str:
    """What a cell says, white space collapsed; "" for None."""
    return " ".join(context.text[cell.start : cell.end].split()) if cell else ""


def rows(
    context: Context, data: Sequence[Sequence[Cell]], held: Sequence[Sequence[CellType]], kinds: Sequence[ColumnKind]
) -> Iterator[Row]:
    """The rows of a table that are no group rows.

    Args:
        context: of the document.
        data: the cells of each row, as the reader found them.
        held: what each of them holds.
        kinds: what the columns hold.
    """
    reader = _Reader(context, kinds)
    labels = [_own_label(context, cells, reader.number) for cells in data]
    for cells, types, below in zip(data, held, [*labels[1:], None], strict=True):
        row = reader.read(cells, types, below)
        if row is not None:
            yield row


class _Reader:
    """Reads rows one after the other: knows the columns that matter and the groups that are open."""

    def __init__(self, context: Context, kinds: Sequence[ColumnKind]) -> None:
        self.context = context
        self.kinds = kinds
        self.number = kinds.index("number") if "number" in kinds else None
        self.task = kinds.index("task") if "task" in kinds else 0
        self.telling = [column for column, kind in enumerate(kinds) if kind in ("lead", "partner", "value", "due")]
        self.stack = Stack()
        self.above: list[tuple[int, str]] = []
        self.time: Cell | None = None
        self.last: list[Cell | None] = [None] * len(kinds)

    def read(self, cells: Sequence[Cell], types: Sequence[CellType], below: Label | None) -> Row | None:
        """A row; None for one that heads others, repeats the titles or numbers the columns."""
        row, sure = _placed(cells, types, self.kinds)
        if row is None or _repeats_titles(self.context, cells, self.kinds):
            return None
        texts = [cell_text(self.context, cell) for cell in row]
        if _PAGE_NUMBER.fullmatch(texts[0]) and not any(texts[1:]):
            return None
        words, numbered = texts[self.task], texts[self.number] if self.number is not None else ""
        headed = self._labelled_before_time(types, texts)
        if headed:
            numbered = texts[0]
        if not words and sum(map(bool, texts)) <= 1:
            words = next(filter(None, texts), "")
        label = label_of(f"{numbered.rstrip('.')}. ") if numbered else label_of(words)
        heads = self._stand(label, words)
        if all(not text or COLUMN_NUMBER.match(text) for text in texts):
            return None
        spanned = row[self.task] is not None and any(row[column] == row[self.task] for column in self.telling)
        if spanned or headed or self._heads(texts, words, numbered, label, below):
            return None
        self._carry_time(row, texts)
        self._repeat(row, texts)
        return Row(tuple(row), self.stack.path(), heads, sure)

    def _labelled_before_time(self, types: Sequence[CellType], texts: Sequence[str]) -> bool:
        """Whether the leftmost column, which says when, has the label of a group instead."""
        found = self.kinds[0] == "due" and types[0] == "label" and not any(texts[at] for at in self.telling if at)
        self.time = None if found else self.time
        return found

    def _stand(self, label: Label | None, words: str) -> tuple[str, ...]:
        """Places the row under the group rows above it and gives their words."""
        if label is not None and label.style != "dash":
            _, level, _ = self.stack.push(_within(label, self.stack), 0)
        else:
            level = len(self.stack.entries) + (2 if words[:1] == "+" else 1)
        while self.above and self.above[-1][0] >= level:
            self.above.pop()
        heads = tuple(text for _, text in self.above)
        self.above.append((level, words.lstrip(" -+•")))
        return heads

    def _heads(self, texts: Sequence[str], words: str, numbered: str, label: Label | None, below: Label | None) -> bool:
        """Whether a row has nothing but a name, and heads those below it."""
        if any(texts[column] for column in self.telling):
            return False
        alone = self.number is not None and sum(map(bool, texts)) == 1 and words[:1].isupper()
        return alone or _reads_as_head(words, numbered) or _parted(label, below)

    def _repeat(self, row: list[Cell | None], texts: Sequence[str]) -> None:
        """A cell that says "as above" (nt, ″) is that of the row above."""
        for column, text in enumerate(texts):
            if _DITTO.fullmatch(text):
                row[column] = self.last[column]
            elif text:
                self.last[column] = row[column]

    def _carry_time(self, row: list[Cell | None], texts: Sequence[str]) -> None:
        """A leftmost column that says when holds for the rows below that have no time of their own."""
        if self.kinds[0] == "due":
            self.time = row[0] = row[0] if texts[0] else self.time


_DITTO = re.compile(r"[-–.\s]*(?:nt|như trên|[\"″”“]|''|//|〃)[-–.\s]*", re.IGNORECASE)
"""As above."""


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
    """A row's number where a chain stands open: one that starts again ("1" below "1.1.2") numbers what is in it."""
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


def _reads_as_head(words: str, numbered: str) -> bool:
    """Whether the name of a row reads as that of a group: by its label, its capitals, its shortness."""
    letters = [char for char in words if char.isalpha()]
    upper = len(letters) > 3 and sum(char.isupper() for char in letters) > 0.9 * len(letters)
    return upper or bool(re.fullmatch(rf"[IVXLC]+|[{CODE}]", numbered.rstrip(".)"))) or len(words.split()) < 9


def _placed(
    cells: Sequence[Cell], held: Sequence[CellType], kinds: Sequence[ColumnKind]
) -> tuple[list[Cell | None] | None, bool]:
    """The row with a place for each column, and whether the places are sure."""
    if len(cells) == len(kinds):
        return list(cells), True
    kept = [(cell, kind) for cell, kind in zip(cells, held, strict=True) if cell.end > cell.start]
    if len(kept) < len(cells) == len(kinds) - 1 and _keeps_order(held, kinds):
        return [*cells, None], True  # what is empty is printed, but at the end of the line
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


def _keeps_order(held: Sequence[CellType], kinds: Sequence[ColumnKind]) -> bool:
    """Whether the cells, from the left, are what their columns hold: none hardly fits, words of names aside."""
    return all(fit(kind, own) > _MISFIT for own, kind in zip(held, kinds, strict=False) if own != "empty")


_MISFIT = -2.5
