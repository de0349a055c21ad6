"""What a format reader hands to the layout: lines of text with whatever the source knows about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import BlockKind, Box
from pipeline.text.spans import Span

Fault = tuple[int | None, str, str]
"""Page, stage and message of what went wrong in part of a file."""


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word of a line: offsets into `Line.text`, box on the page, the engine's confidence 0..1."""

    start: int
    end: int
    box: Box
    confidence: float = 1.0
    other: str | None = None
    """What else the word can be, where the readers of a picture leave a doubt."""
    page: int | None = None
    """Where it is printed, if that is not the line's page (a table row cut by a page break)."""


@dataclass(frozen=True, slots=True)
class LineCell:
    """A table cell of a line of kind "row": offsets into `Line.text`."""

    start: int
    end: int
    row_span: int = 1
    """Rows that the cell covers; 0 where a cell merged from a row above is written again in this one."""
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the engine gave it (NFC), in reading order.

    A table row is one line of kind "row": its cells stand in `cells` (merged cells repeated in each place that
    they cover may share offsets), joined by tabs in `text`; paragraphs inside a cell are split by a newline,
    wrapped lines inside a cell are joined by the reader. `table` numbers the table within the document,
    `header` marks its header rows. Rows of a table that goes on over a page break carry the same number; a
    header repeated on the next page is left out by the reader.
    """

    text: str
    page: int = 1
    box: Box | None = None
    words: tuple[LineWord, ...] = ()
    whole: bool = False
    """The source itself says that this line is a whole paragraph (DOCX, HTML, Markdown)."""
    kind: BlockKind | None = None
    """What the source itself knows: "heading" for a heading style, "row", "note"."""
    column: str | None = None
    """"left", "middle" or "right" where the line stands in a two-column head or foot."""
    bold: bool = False
    drop: tuple[Span, ...] = ()
    """Stretches of `text` that are markup and no text (Markdown signs)."""
    edits: tuple[tuple[int, int, str], ...] = ()
    """(start, end, replacement) in `text`: misreadings that a grammar proves; made in the clean text only."""
    parts: tuple[tuple[int, int, str | None], ...] = ()
    """(start, end, column) of `text`: lines of their own that the source wrote on one (a letterhead as a table)."""
    table: int | None = None
    header: bool = False
    cells: tuple[LineCell, ...] = ()
    runs_on: bool = False
    """The source wrote it on one line with the line before it (two table rows that a converter ran together)."""

    @property
    def is_dropped(self) -> bool:
        """Whether all of it is markup."""
        return bool(self.text) and (0, len(self.text)) in self.drop


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What a reader knows of a page."""

    number: int
    width: float | None = None
    height: float | None = None
    method: str = "text"
    quality: float = 1.0
    reason: str | None = None
    turn: int = 0
    """Quarter turns clockwise of its text against the page as displayed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader's whole answer; `layout.assemble` makes the Document of it."""

    lines: tuple[Line, ...]
    pages: tuple[PageInfo, ...]
    method: str
    engines: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was left aside on purpose, in words, "Vietnamese / English": tracked changes, comments, a watermark."""


def line_starts(lines: Sequence[Line]) -> list[int]:
    """Where each line begins in the raw text."""
    starts, at = [], 0
    for index, line in enumerate(lines):
        at += bool(index) and not line.runs_on
        starts.append(at)
        at += len(line.text)
    return starts


def raw_text(lines: Sequence[Line]) -> str:
    """The raw text that lines amount to: parted by newlines, but for those that run on."""
    return "".join(("\n" if index and not line.runs_on else "") + line.text for index, line in enumerate(lines))
