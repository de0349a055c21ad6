"""Ways in which converters and offices print one table of tasks or targets, as changes of its rows of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_LEAD = re.compile(r"chủ trì|đầu mối|cơ quan thực hiện|đơn vị thực hiện", re.IGNORECASE)
_HELP = re.compile(r"phối hợp", re.IGNORECASE)
_LABEL = re.compile(r"(?:[IVX]+|\d{1,3}(?:\.\d{1,2})*)\.?$")

Rows = list[list[str]]


def _whole(rows: Sequence[str]) -> Rows | None:
    """The cells of each row; None where the first rows do not look like titles over rows of as many cells."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    width = len(cells[0])
    whole = width > 2 and sum(len(row) == width for row in cells) * 2 > len(cells) and all(cells[0])
    return cells if whole and not _LABEL.match(cells[0][0]) else None


def by_cells(change: Callable[[Rows], Rows | None]) -> Callable[[list[str]], list[str]]:
    """A change of the cells as one of the lines; tables that it does not fit stay as they are."""

    def changed(rows: list[str]) -> list[str]:
        cells = _whole(rows)
        made = change(cells) if cells else None
        return [" | ".join(row) for row in made] if made else rows

    return changed


def _numbered(cells: Rows) -> Rows:
    return [cells[0], [f"({at + 1})" for at in range(len(cells[0]))], *cells[1:]]


def _pair(cells: Rows) -> int | None:
    """Where a column of leads stands beside one of those that help."""
    pairs = zip(cells[0], cells[0][1:], strict=False)
    return next((at for at, (one, two) in enumerate(pairs) if _LEAD.search(one) and _HELP.search(two)), None)


def _merged(shape: str) -> Callable[[Rows], Rows | None]:
    """Both columns of bodies below one title, the row of titles below it whole, cut at its left, or without blanks."""

    def change(cells: Rows) -> Rows | None:
        at = _pair(cells)
        if at is None or len(cells[1]) != len(cells[0]):
            return None
        own = ["Chủ trì", "Phối hợp"]
        top = [*cells[0][:at], "Đơn vị thực hiện", "", *cells[0][at + 2 :]]
        below = [*[""] * at, *own, *[""] * (len(top) - at - 2)] if shape == "whole" else own
        return [[one for one in top if one] if shape == "without blanks" else top, below, *cells[1:]]

    return change


def _with_codes(cells: Rows) -> Rows | None:
    """A column of another paper's numbers before the names."""
    if not _LABEL.match(cells[1][0]):
        return None
    made = [[*cells[0][:1], "Mã số", *cells[0][1:]]]
    for at, row in enumerate(cells[1:]):
        made.append([*row[:1], str(100 + 7 * at), *row[1:]] if len(row) == len(cells[0]) else row)
    return made


def _without_numbers(cells: Rows) -> Rows | None:
    numbered = _LABEL.match(cells[1][0]) and all(len(row) == len(cells[0]) for row in cells)
    return [row[1:] for row in cells] if numbered and len(cells[0]) > 3 else None


def _crossed(cells: Rows) -> Rows | None:
    """Who helps before who leads."""
    at = _pair(cells)
    if at is None or any(len(row) != len(cells[0]) for row in cells):
        return None
    return [[*row[:at], row[at + 1], row[at], *row[at + 2 :]] for row in cells]


def _dashes(cells: Rows) -> Rows | None:
    """Who helps as a list with dashes on one line."""
    at = _pair(cells)
    if at is None:
        return None
    made = [cells[0]]
    for row in cells[1:]:
        several = len(row) == len(cells[0]) and ";" in row[at + 1]
        made.append([*row[: at + 1], "- " + row[at + 1].replace("; ", " - "), *row[at + 2 :]] if several else row)
    return made if made != cells else None


def _in_one_cell(cells: Rows) -> Rows | None:
    """Who leads and who helps in one cell, told by its words."""
    at = _pair(cells)
    if at is None or any(len(row) != len(cells[0]) for row in cells):
        return None
    made = [[*cells[0][:at], "Phân công thực hiện", *cells[0][at + 2 :]]]
    for row in cells[1:]:
        words = f"Chủ trì: {row[at]}" + (f"; phối hợp: {row[at + 1]}" if row[at + 1] else "") if row[at] else ""
        made.append([*row[:at], words, *row[at + 2 :]])
    return made


def _groups(cells: Rows) -> Rows | None:
    if not _LABEL.match(cells[1][0]) or not cells[1][0].rstrip(".").isdigit():
        return None
    width, half = len(cells[0]), 1 + len(cells) // 2
    names = ("NHÓM NHIỆM VỤ TRỌNG TÂM", "NHÓM NHIỆM VỤ THƯỜNG XUYÊN")
    head = [[label, name, *[""] * (width - 2)] for label, name in zip(("I", "II"), names, strict=True)]
    return [cells[0], head[0], *cells[1:half], head[1], *cells[half:]]


TABLES: dict[str, Callable[[list[str]], list[str]]] = {
    "columns numbered": by_cells(_numbered),
    "titles of bodies merged": by_cells(_merged("whole")),
    "titles merged, cut at the left": by_cells(_merged("left")),
    "titles merged, no blanks": by_cells(_merged("without blanks")),
    "another number before names": by_cells(_with_codes),
    "numbers of rows lost": by_cells(_without_numbers),
    "who helps before who leads": by_cells(_crossed),
    "who helps as dashes": by_cells(_dashes),
    "bodies in one cell": by_cells(_in_one_cell),
    "rows in groups": by_cells(_groups),
}
