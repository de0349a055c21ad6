"""The two-column head or foot of a paper where a converter wrote it as rows of a table.

What the printed page has one below the other in a column, such a converter runs together in one cell: motto and day,
the recipients, authority, office and name. Each is a line again here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.grammar.pieces import UPPER
from pipeline.reading.layout.marks import AUTHORITY, MOTTO, OFFICE, PLACE_DATE, recipients_begin
from pipeline.text.letters import LOWER
from pipeline.text.spans import Span
from pipeline.text.unicode import fold

HEAD_LINES = 16
"""How many lines of text can stand above a row of the head."""

_CUT = re.compile(
    r"(?<=NAM)\s+(?=Độc lập)|(?<=[Hh]ạnh phúc)\s+|\s+(?=Số\s*:)|\s+(?=[-_=*–—]{3})|(?<=[-_=*–—]{3})\s+|"
    r"(?<=[;:.*_])\s+(?=[-–]\s)"
)
_EMPHASIS = "*_"
"""Marks of emphasis, which Markdown leaves round the words of a cell."""
_SIGNING = re.compile(
    rf"\s+(?=(?:TM|KT|TL|TUQ)\s?\.\s)|(?<!PHÓ)(?<!QUYỀN)(?<![KT][TL]\.)(?<!TM\.)(?<!,)\s+(?={OFFICE.pattern})|"
    rf"(?<=[{UPPER}]{{2}})\s+(?=[{UPPER}][{LOWER}]+\s[{UPPER}][{LOWER}])|"
    rf"(?<=[{UPPER}])(?=(?:TM|KT|TL|TUQ)\s?\.\s|{OFFICE.pattern}|\((?:Đã )?[Kk]ý\))|(?<=\))(?=[{UPPER}][{LOWER}])"
)
"""Between the lines of a signature, be the blank between them lost."""


def opens_letterhead(cells: Sequence[str], above: int) -> bool:
    """Whether a row of two cells is one of a head or foot.

    Args:
        cells: of the row.
        above: how many lines of text stand above it.
    """
    if len(cells) != 2:
        return False
    left, right = (cell.strip().lstrip(_EMPHASIS) for cell in cells)
    if above < HEAD_LINES and any(MOTTO.search(fold(cell)) or PLACE_DATE.search(cell) for cell in (left, right)):
        return True
    listed = left.startswith(("-", "Lưu"))
    return recipients_begin(left) or bool(
        AUTHORITY.match(right) and (listed or not left) or listed and OFFICE.match(right)
    )


def column_lines(text: str, cells: Sequence[Span]) -> tuple[tuple[int, int, str | None], ...]:
    """The lines of a row of two cells as `Line.parts` has them, the left cell first."""
    return tuple(
        (start, end, column)
        for cell, column in zip(cells, ("left", "right"), strict=False)
        for start, end in printed_lines(text, *cell)
        if text[start:end].strip()
    )


def printed_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a cell of a head or foot, which a converter ran together."""
    cell = text[start:end]
    signing = AUTHORITY.match(cell) or OFFICE.match(cell)
    at = start
    for found in (_SIGNING if signing else _CUT).finditer(text, start, end):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    yield at, end
