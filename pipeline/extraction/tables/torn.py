"""Rows that a converter tore in two, the name in one line and its figures in the next, put together again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.tables.columns import CellType
from pipeline.records import Cell

_LEAST_FIGURES = 3
"""Figures with which a row without a name is the rest of the row above."""


def mended(data: Sequence[list[Cell]], held: Sequence[Sequence[CellType]], width: int) -> list[list[Cell]]:
    """The rows of a table of `width` columns, a row of figures alone put behind the name that stands above it."""
    rows: list[list[Cell]] = []
    last: Sequence[CellType] = ()
    for cells, types in zip(data, held, strict=True):
        if rows and _names(last) and _figures_alone(types) and len(rows[-1]) + len(cells) <= width:
            rows[-1] = [*rows[-1], *cells]
            last = ()
        else:
            rows.append(cells)
            last = types
    return rows


def _names(held: Sequence[CellType]) -> bool:
    """Whether a row gives a name and its label, and hardly more."""
    worded = [kind for kind in held if kind not in ("empty", "label")]
    return worded[:1] == ["text"] and "figure" not in worded


def _figures_alone(held: Sequence[CellType]) -> bool:
    """Whether a row opens with figures and has no name among them; a note may end it."""
    figures = [kind in ("figure", "label") for kind in held]
    return len(held) > 1 and all(figures[:_LEAST_FIGURES]) and sum(figures) >= min(_LEAST_FIGURES, len(held))
