"""Plain text to lines: one Line a physical line, blank ones too; a form feed opens a page, tabs make table rows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pipeline.reading.blank_tables import mark_blank_tables
from pipeline.reading.lines import Line, LineCell, PageInfo, Reading
from pipeline.reading.office.csv_sheet import csv_reading
from pipeline.reading.pipe_tables import mark_pipe_tables
from pipeline.reading.rows import Cell, is_header
from pipeline.reading.stacked_tables import mark_stacked_tables
from pipeline.settings import ReadSettings
from pipeline.text.encodings import decode_bytes
from pipeline.text.unicode import nfc

_CONTROL = re.compile(r"[\x00-\x1f](?<![\t\n\f])")
_NEWLINE = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def read_plain(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a text file in any encoding."""
    text, _ = decode_bytes(path.read_bytes())
    return csv_reading(_NEWLINE.sub("\n", text)) or text_reading(text)


def text_reading(text: str) -> Reading:
    """The lines of a text; joined by newlines they are its NFC."""
    lines = [Line(line, page) for line, page in physical_lines(text)]
    number = mark_blank_tables(lines, mark_tab_tables(lines))
    mark_stacked_tables(lines, mark_pipe_tables(lines, number))
    done = tuple(map(_with_breaks, _unquoted(lines)))
    return Reading(done, pages_of(done), "text")


_BREAK = re.compile(r"<br\s*/?>")


def _with_breaks(line: Line) -> Line:
    """The row of a table, the line breaks in whose cells a converter of web pages left as "<br>"."""
    breaks = tuple(found.span() for found in _BREAK.finditer(line.text)) if line.kind == "row" else ()
    return replace(line, drop=tuple(sorted({*line.drop, *breaks}))) if breaks else line


_QUOTED = re.compile(r"(?:>[ \t]?)+")
_MOSTLY = 0.8  # of the lines


def _unquoted(lines: list[Line]) -> tuple[Line, ...]:
    """The lines of a text that a mail quotes, without the signs that stand before each."""
    filled = [line for line in lines if line.text.strip()]
    if not filled or sum(line.text.startswith(">") for line in filled) < max(2, _MOSTLY * len(filled)):
        return tuple(lines)
    signs = [_QUOTED.match(line.text) for line in lines]
    return tuple(replace(line, drop=(sign.span(),)) if sign else line for line, sign in zip(lines, signs, strict=True))


def mark_tab_tables(lines: list[Line], number: int = 0) -> int:
    """Makes rows of the lines of tables whose columns are parted by tabs; blank lines do not end one.

    Args:
        lines: of the text.
        number: of the last table found so far.

    Returns:
        Number of the last table.
    """
    filled = [index for index, line in enumerate(lines) if line.kind is None and line.text.strip()]
    at = 0
    while at < len(filled):
        end = at
        width = lines[filled[at]].text.count("\t")
        while end < len(filled) and lines[filled[end]].text.count("\t") == width >= 2:
            end += 1
        rows = filled[at:end]
        titles = [Cell(text) for text in lines[filled[at]].text.split("\t")]
        if len(rows) >= 2 and is_header(titles, [lines[index].text.split("\t") for index in rows[1:]]):
            number += 1
            for index in rows:
                lines[index] = _row(lines[index], number, header=index == rows[0])
        at = max(end, at + 1)
    return number


def _row(line: Line, number: int, header: bool) -> Line:
    cells = tuple(LineCell(found.start(), found.end()) for found in re.finditer(r"(?:^|(?<=\t))[^\t]*", line.text))
    return replace(line, whole=True, kind="row", table=number, header=header, cells=cells)


def physical_lines(text: str, page: int = 1) -> list[tuple[str, int]]:
    """Each line with its page, the first on `page`; control characters become spaces, a byte order mark is left out."""
    clean = _CONTROL.sub(" ", nfc(_NEWLINE.sub("\n", text.removeprefix("\ufeff"))))
    out: list[tuple[str, int]] = []
    for line in clean.split("\n"):
        leading = len(line) - len(line.lstrip())
        page += line.count("\f", 0, leading)
        out.append((line, page))
        page += line.count("\f", leading)
    return out


def pages_of(lines: tuple[Line, ...]) -> tuple[PageInfo, ...]:
    """The pages that the lines name."""
    return tuple(PageInfo(number) for number in range(1, max((line.page for line in lines), default=1) + 1))
