"""Whole rows of a worksheet, written as they come: several times as fast as cell by cell, with no memory of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

DEFAULT_HEIGHT = 15.0
"""Points of a row that states no height of its own."""

# What XML does not take as it stands; "_x0041_" would be read as an escape itself (ECMA-376 part 1, 22.9.2.19).
_SPECIAL = re.compile("[&<>\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\ufffe": "_xFFFE_", "\uffff": "_xFFFF_", "_": "_x005F_"}


class Cell(NamedTuple):
    """A value (text, a figure, or None for an empty cell), its format, and where a click leads."""

    value: str | float | None
    format: Any
    url: str | None = None


class Lines(Worksheet):  # type: ignore[misc]
    """A sheet of a workbook in constant memory whose rows may be given whole, from the top to the bottom."""

    def line(self, number: int, height: float, cells: Iterable[Cell]) -> None:
        """Writes a row in place of all calls for its cells.

        Args:
            number: of the row, from 0; past those that were written before.
            height: in points.
            cells: from the first column on; texts are without control characters and fit into a cell.
        """
        self._write_single_row(number)  # what the calls for cells have left of the row before
        row = number + 1
        own = "" if height == DEFAULT_HEIGHT else f' ht="{height:.16g}" customHeight="1"'
        parts = [f'<row r="{row}"{own}>']
        at = -1
        for at, (value, style, url) in enumerate(cells):
            head = f'<c r="{_letters(at)}{row}" s="{style._get_xf_index()}"'
            if value is None:
                parts.append(f"{head}/>")
            elif isinstance(value, str):
                parts.append(f'{head} t="inlineStr"><is>{_text(value)}</is></c>')
            else:
                parts.append(f"{head}><v>{value:.16G}</v></c>")
            if url is not None:
                self.hyperlinks[number][at] = _link(url, value)
                self.hlink_count += 1
        for column in (0, max(at, 0)):
            self._check_dimensions(number, column)
        self.fh.write("".join((*parts, "</row>")))


def _text(value: str) -> str:
    """The element of a text; a plain one with blanks at its ends would lose them."""
    kept = "" if value == value.strip() else ' xml:space="preserve"'
    return f"<t{kept}>{_SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)}</t>"


def _link(url: str, shown: object) -> Url:
    link = Url(url)
    link.text = str(shown)
    return link


_letters = cache(xl_col_to_name)
