"""Ruled grids in the picture of a page: rules, the tables that they make, merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pipeline.reading.ocr.pictures import Grey, Mask, blobs

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import PixelBox

_LOOK = 100.0  # dots an inch at which rules are looked for
_FLAT_MM, _UPRIGHT_MM = 13.0, 6.0  # a stroke must be this long to be a rule
_STEMS = 0.22  # share of ink beside a stroke from which it is part of letters
_TABLE_MM = (45.0, 9.0)  # least width and height of a table
_LEAST_CELLS, _MOST_CELLS = 3, 1500
_DARK = 150
_LOW_ROW_MM = 5.0  # a row of one line is no higher
_SPANS = 0.7  # of a row's height
_STRAIGHT = 1.3  # pixels at 100 dpi: letters scatter more about their line


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule in pixels of the picture: across = slope * along + offset, from `start` to `end` along."""

    slope: float
    offset: float
    start: float
    end: float

    def at(self, along: float) -> float:
        """Where the rule is across, at a place along it."""
        return self.slope * along + self.offset


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rules, from the top and from the left, its outer box, and which cells are one."""

    flat: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    box: PixelBox
    cells: tuple[tuple[int, int, int, int], ...]
    """Top row, left column, row after the last, column after the last."""
    drawn: bool = True
    """False where its upright rules are thought, see `open_tables`."""


def find_grids(grey: Grey, dpi: float) -> list[Grid]:
    """The ruled tables of a straightened page, from the top."""
    dark, look, step = _looked_at(grey, dpi)
    flat, upright = _rules(dark, look, _FLAT_MM), _rules(np.ascontiguousarray(dark.T), look, _UPRIGHT_MM)
    grids = []
    for flats, uprights in _meeting(flat, upright, 0.05 * look):
        grid = _grid(flats, uprights, dark, look)
        if grid is not None:
            grids.append(_scaled(grid, step))
    return sorted(grids, key=lambda grid: grid.box[1])


def flat_rules(grey: Grey, dpi: float) -> list[Rule]:
    """The rules across a straightened page, of tables or not."""
    dark, look, step = _looked_at(grey, dpi)
    return [_larger(rule, step) for rule in _rules(dark, look, _FLAT_MM)]


def _looked_at(grey: Grey, dpi: float) -> tuple[Mask, float, int]:
    """Where the page is dark, at about 100 dots an inch; how many exactly; how many pixels make one."""
    step = max(1, round(dpi / _LOOK))
    look = dpi / step
    height, width = grey.shape[0] // step * step, grey.shape[1] // step * step
    # The darkest pixel of each block: a mean would wash a rule of one pixel out.
    darkest = grey[:height:step, :width:step].copy()
    for row in range(step):
        for column in range(step):
            np.minimum(darkest, grey[row:height:step, column:width:step], out=darkest)
    return darkest < _DARK, look, step


def without_tables(grey: Grey, grids: Sequence[Grid]) -> Grey:
    """The page with the tables painted white, to be read as running text."""
    out = grey.copy()
    for grid in grids:
        x0, top, x1, bottom = (round(value) for value in grid.box)
        out[max(0, top - 3) : bottom + 4, max(0, x0 - 3) : x1 + 4] = 255
    return out


def _rules(dark: Mask, look: float, least_mm: float) -> list[Rule]:
    """The thin straight strokes of `dark` that run along its rows."""
    wide = dark.copy()
    wide[1:] |= dark[:-1]
    wide[:-1] |= dark[1:]
    wide[:, 2:-2] |= (wide[:, 1:-3] | wide[:, :-4]) & (wide[:, 3:-1] | wide[:, 4:])  # gaps do not end a stroke
    least = round(least_mm / 25.4 * look)
    long = _runs(wide, least)
    found: list[Rule] = []
    for part, (top, left, bottom, right) in blobs(long):
        if right - left < least or bottom - top > 0.06 * (right - left) + 8:
            continue
        window = (slice(top, bottom), slice(left, right))
        ys, xs = np.nonzero(part[window] & dark[window])
        if xs.size < 0.6 * (right - left):
            continue
        slope, offset = (float(v) for v in np.polyfit(xs, ys, 1))
        if float(np.std(ys - slope * xs - offset)) < _STRAIGHT:
            rule = Rule(slope, offset + top - slope * left, float(left), float(right))
            if _lonely(rule, dark, xs.size / (right - left)):
                found.append(rule)
    return found


def _lonely(rule: Rule, dark: Mask, thick: float) -> bool:
    """Whether there is paper on both sides: a row of serifs has the stems of its letters on one."""
    along = np.arange(rule.start, rule.end).astype(np.int32)
    shares = []
    for side in (-1, 1):
        across = np.round(rule.slope * along + rule.offset + side * (thick / 2 + 2)).astype(np.int32)
        inside = (across >= 0) & (across < dark.shape[0])
        shares.append(float(dark[across[inside], along[inside]].mean()) if inside.any() else 0.0)
    return max(shares) < _STEMS


def _runs(mask: Mask, least: int) -> Mask:
    """Only the runs of at least `least` pixels along the rows."""
    counts = np.cumsum(np.pad(mask, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    width = mask.shape[1]
    if width < least:
        return np.zeros_like(mask)
    full = (counts[:, least:] - counts[:, : width - least + 1]) == least
    out = np.zeros((mask.shape[0], width + 1), dtype=np.int32)
    starts = np.zeros_like(out)
    starts[:, : full.shape[1]] += full
    starts[:, least : least + full.shape[1]] -= full
    out = np.cumsum(starts, axis=1)[:, :width]
    return out > 0


def _meeting(flat: Sequence[Rule], upright: Sequence[Rule], slack: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of rules that cross or touch one another."""
    parent = list(range(len(flat) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    slack = max(slack, 4.0)
    for i, h in enumerate(flat):
        for j, v in enumerate(upright):
            x, y = v.at(h.at((h.start + h.end) / 2)), 0.0
            y = h.at(x)
            if h.start - slack <= x <= h.end + slack and v.start - slack <= y <= v.end + slack:
                parent[root(i)] = root(len(flat) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(flat):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(upright):
        groups.setdefault(root(len(flat) + j), ([], []))[1].append(v)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]


def _grid(flats: Sequence[Rule], uprights: Sequence[Rule], dark: Mask, look: float) -> Grid | None:
    """Rules on one line become one; cells without a rule between them become one."""
    x0, x1 = min(h.start for h in flats), max(h.end for h in flats)
    y0, y1 = min(v.start for v in uprights), max(v.end for v in uprights)
    if x1 - x0 < _TABLE_MM[0] / 25.4 * look or y1 - y0 < _TABLE_MM[1] / 25.4 * look:
        return None
    rows = _joined(flats, (x0 + x1) / 2, 1.8 / 25.4 * look)
    columns = _joined(_spanning(uprights, rows, 1.8 / 25.4 * look), (y0 + y1) / 2, 1.8 / 25.4 * look)
    high, wide = len(rows) - 1, len(columns) - 1
    if high < 1 or wide < 1 or not _LEAST_CELLS <= high * wide <= _MOST_CELLS:
        return None
    cells = [cell for group in _merged(rows, columns, dark, look) for cell in _as_cells(group)]
    # A stroke that parts no two cells (a signature, an underlined word) is no rule of the grid.
    flat = sorted({edge for cell in cells for edge in (cell[0], cell[2])})
    up = sorted({edge for cell in cells for edge in (cell[1], cell[3])})
    cells = [(flat.index(t), up.index(l), flat.index(b), up.index(r)) for t, l, b, r in cells]  # noqa: E741
    if len(flat) < 2 or len(up) < 3:
        return None
    return Grid(tuple(rows[i] for i in flat), tuple(columns[i] for i in up), (x0, y0, x1, y1), tuple(sorted(cells)))


_Place = tuple[int, int]
"""Row and column."""


def _merged(rows: Sequence[Rule], columns: Sequence[Rule], dark: Mask, look: float) -> list[list[_Place]]:
    """The places of a grid, those together that no rule parts."""
    high, wide = len(rows) - 1, len(columns) - 1
    owner = {(r, c): (r, c) for r in range(high) for c in range(wide)}

    def root(cell: _Place) -> _Place:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for r, c in tuple(owner):
        if c + 1 < wide and not _ruled(dark, columns[c + 1], rows[r], rows[r + 1], look, flat=False):
            owner[root((r, c + 1))] = root((r, c))
        if r + 1 < high and not _ruled(dark, rows[r + 1], columns[c], columns[c + 1], look, flat=True):
            owner[root((r + 1, c))] = root((r, c))
    members: dict[_Place, list[_Place]] = {}
    for cell in owner:
        members.setdefault(root(cell), []).append(cell)
    return list(members.values())


def _as_cells(group: Sequence[_Place]) -> list[tuple[int, int, int, int]]:
    """The cell that places without a rule between them make; each by itself where they make no rectangle.

    An L is no cell: a piece of rule was lost.
    """
    top, left = min(r for r, _ in group), min(c for _, c in group)
    bottom, right = max(r for r, _ in group) + 1, max(c for _, c in group) + 1
    if (bottom - top) * (right - left) == len(group):
        return [(top, left, bottom, right)]
    return [(r, c, r + 1, c + 1) for r, c in group]


def _spanning(uprights: Sequence[Rule], rows: Sequence[Rule], near: float) -> list[Rule]:
    """The upright rules that, with what else stands on their line, run down most of a row of the table.

    Stems that stand below one another in a few lines of a cell are as straight and run down a part of it.
    """
    kept = []
    for rule in uprights:
        middle = (rule.start + rule.end) / 2
        line = [other for other in uprights if abs(other.at(middle) - rule.at(middle)) < near]
        edges = [row.at(rule.at(middle)) for row in rows]
        for top, bottom in pairwise(edges):
            covered = sum(max(0.0, min(other.end, bottom) - max(other.start, top)) for other in line)
            if covered > _SPANS * (bottom - top):
                kept.append(rule)
                break
    return kept


def _joined(rules: Sequence[Rule], middle: float, near: float) -> list[Rule]:
    """Rules in order, pieces of one line joined; the slope is that of the longest ones."""
    longest = sorted(rules, key=lambda rule: rule.start - rule.end)[: max(1, len(rules) // 3)]
    slope = sorted(rule.slope for rule in longest)[len(longest) // 2]
    steady = [
        rule if rule.end - rule.start > 0.5 * (longest[0].end - longest[0].start) else
        Rule(slope, rule.at((rule.start + rule.end) / 2) - slope * (rule.start + rule.end) / 2, rule.start, rule.end)
        for rule in rules
    ]  # fmt: skip
    out: list[list[Rule]] = []
    for rule in sorted(steady, key=lambda rule: rule.at(middle)):
        if out and rule.at(middle) - out[-1][-1].at(middle) < near:
            out[-1].append(rule)
        else:
            out.append([rule])
    joined = []
    for group in out:
        best = max(group, key=lambda rule: rule.end - rule.start)
        joined.append(Rule(best.slope, best.offset, min(r.start for r in group), max(r.end for r in group)))
    return joined


def _ruled(dark: Mask, between: Rule, first: Rule, last: Rule, look: float, flat: bool) -> bool:
    """Whether a rule is drawn on `between` from `first` to `last`."""
    begin = first.at(between.at(first.offset))
    end = last.at(between.at(last.offset))
    along = np.arange(begin + 2, end - 1).astype(np.int32)
    if along.size < 4:
        return True
    across = np.round(between.slope * along + between.offset).astype(np.int32)
    hit = np.zeros(along.shape, dtype=np.bool_)
    height, width = dark.shape
    low = along.size < _LOW_ROW_MM / 25.4 * look  # a capital fills most of the height of a row of one line
    for shift in (-1, 0, 1) if low else (-2, -1, 0, 1, 2):
        ys, xs = (across + shift, along) if flat else (along, across + shift)
        ok = (ys >= 0) & (ys < height) & (xs >= 0) & (xs < width)
        hit[ok] |= dark[ys[ok], xs[ok]]
    # A letter on the boundary of a merged cell may be as long as half of it, but does not reach its ends.
    quarter = max(2, along.size // 4)
    return (
        float(hit.mean()) > (0.8 if low else 0.55)
        and float(hit[:quarter].mean()) > 0.4
        and float(hit[-quarter:].mean()) > 0.4
    )


def _scaled(grid: Grid, by: int) -> Grid:
    x0, y0, x1, y1 = grid.box
    box = (x0 * by, y0 * by, x1 * by, y1 * by)
    flat, upright = ([_larger(rule, by) for rule in rules] for rules in (grid.flat, grid.upright))
    return Grid(tuple(flat), tuple(upright), box, grid.cells)


def _larger(rule: Rule, by: int) -> Rule:
    return Rule(rule.slope, rule.offset * by + (by - 1) / 2, rule.start * by, rule.end * by)
