"""Whole rows of a worksheet, made ahead and written as they come: many times as fast as cell by cell.

A row states neither its number nor those of its cells (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4: both are optional), so
that it reads the same wherever it lands and may be kept from one workbook to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

DEFAULT_HEIGHT = 15.0
"""Points of a row that states no height of its own."""

# What XML does not take as it stands; "_x0041_" would be read as an escape itself (ECMA-376 part 1, 22.9.2.19).
_SPECIAL = re.compile("[&<>\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\ufffe": "_xFFFE_", "\uffff": "_xFFFF_", "_": "_x005F_"}
_END = b"</row>"


class Cell(NamedTuple):
    """A value (text, a figure, or None for an empty cell) and the number of its format in the workbook."""

    value: str | float | None
    style: int


class Link(NamedTuple):
    """Where the link column of some rows that follow one another leads: a file (None: nowhere), and a place in it."""

    target: str | None
    anchor: str
    rows: int


class Strip(NamedTuple):
    """Rows as they stand in the sheet, how many, and their links, which cover them all."""

    xml: bytes
    rows: int
    links: tuple[Link, ...]

    def cut(self, rows: int) -> tuple[Strip, Strip]:
        """The first so many rows, and the rest."""
        if rows >= self.rows:
            return self, EMPTY
        parts = self.xml.split(_END)
        each = [(link.target, link.anchor) for link in self.links for _ in range(link.rows)]
        head, tail = (b"".join(part + _END for part in some) for some in (parts[:rows], parts[rows:-1]))
        return Strip(head, rows, joined(each[:rows])), Strip(tail, self.rows - rows, joined(each[rows:]))


EMPTY = Strip(b"", 0, ())


def joined(links: Iterable[tuple[str | None, str]]) -> tuple[Link, ...]:
    """Links of single rows (file and place in it), those that are equal together."""
    return tuple(Link(*link, sum(1 for _ in rows)) for link, rows in groupby(links))


def row(height: float, cells: Iterable[Cell]) -> str:
    """A row of a sheet.

    Args:
        height: in points.
        cells: from the first column on; texts are without control characters and fit into a cell.
    """
    own = "" if height == DEFAULT_HEIGHT else f' ht="{height:.16g}" customHeight="1"'
    return f"<row{own}>{''.join(map(_cell, cells))}</row>"


def _cell(cell: Cell) -> str:
    value, style = cell
    if value is None:
        return f'<c s="{style}"/>'
    if isinstance(value, str):
        return f'<c s="{style}" t="inlineStr"><is>{_text(value)}</is></c>'
    return f'<c s="{style}"><v>{value:.16G}</v></c>'


def _text(value: str) -> str:
    """The element of a text; a plain one with blanks at its ends would lose them."""
    kept = "" if value == value.strip() else ' xml:space="preserve"'
    return f"<t{kept}>{_SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)}</t>"


def target_of(path: str) -> str:
    """A relative path as the package of a workbook names an external file."""
    return str(Url(f"external:{path}")._target())


class Lines(Worksheet):  # type: ignore[misc]
    """A sheet of a workbook in constant memory whose rows may be given whole, from the top to the bottom."""

    def put(self, first: int, strip: Strip, columns: int, linked: int | None) -> None:
        """Writes rows in place of all calls for their cells.

        Args:
            first: number of the first of them, from 0; past those that were written before.
            strip: the rows.
            columns: that they have.
            linked: the column whose cells lead somewhere, from 0; None where there is none.
        """
        last = first + strip.rows - 1
        self._write_single_row(first)  # what the calls for cells have left of the row before
        self.fh.flush()
        self.fh.buffer.write(strip.xml)
        for number, column in ((first, 0), (last, max(columns - 1, 0))):
            self._check_dimensions(number, column)
        self._write_single_row(last)
        if linked is not None:
            self._outward.append("".join(self._references(first, strip.links, xl_col_to_name(linked))))

    def _references(self, first: int, links: Iterable[Link], letters: str) -> Iterator[str]:
        """The links as the sheet states them; those to one file share its relationship."""
        number = first + 1
        for target, anchor, rows in links:
            if target is not None:
                if not self._targets or self._targets[-1] != target:
                    self._targets.append(target)
                place = f' location="{anchor}"' if anchor else ""
                to = f'r:id="rId{len(self._targets)}"{place}'
                yield "".join(f'<hyperlink ref="{letters}{row}" {to}/>' for row in range(number, number + rows))
            number += rows

    def __init__(self) -> None:
        super().__init__()
        self._outward: list[str] = []
        self._targets: list[str] = []

    def _write_hyperlinks(self) -> None:
        inner = [(number, at, url) for number, cells in self.hyperlinks.items() for at, url in cells.items()]
        if not inner and not self._targets:
            return
        self._xml_start_tag("hyperlinks")
        for number, at, url in inner:
            self._write_hyperlink_internal(number, at, url)
        self.fh.writelines(self._outward)
        self._xml_end_tag("hyperlinks")
        self.external_hyper_links = [["/hyperlink", target, "External"] for target in self._targets]
