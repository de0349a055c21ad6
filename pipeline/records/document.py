"""A document as read: the untouched text, the clean text, the map between them and the structure..

All offsets count characters of NFC text. All boxes are [x0, top, x1, bottom] in PDF points from the page's top left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.text.spans import Alignment

Box = tuple[float, float, float, float]
Method = Literal["text-layer", "ocr", "docx", "sheet", "html", "text", "mixed"]
PageMethod = Literal["layer", "ocr", "layer-rejected", "restored", "text", "failed"]
BlockKind = Literal["title", "head", "heading", "body", "item", "row", "foot", "note"]
PartKind = Literal["plan", "decision", "annex", "letter", "other"]


EMPTY_PART = "coverage"
"""Stage of the fault of a paper that is long and gave no task and no target."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong in part of a document while the rest was read."""

    page: int | None
    stage: str
    message: str
    """In Vietnamese and English, split by " / "."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the source and where its text lies in `raw`."""

    number: int
    """1-based."""
    raw_start: int
    raw_end: int
    width: float | None = None
    height: float | None = None
    method: PageMethod = "text"
    quality: float = 1.0
    """0..1: how far the text of the page can be trusted."""
    reason: str | None = None
    """Why the method was chosen, where that is worth telling."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of raw text with its place on the page."""

    raw_start: int
    raw_end: int
    page: int
    box: Box
    confidence: float = 1.0
    other: str | None = None
    """What else the word can be, where the readers of a picture leave a doubt."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the clean text.

    `kind`: title (the document's own title), head (letterhead lines above it), heading (a labelled or
    upper-case heading), item (a labelled or dashed paragraph), body, row (a table row), foot (recipients,
    signature), note (footnote, header, text box).
    """

    start: int
    end: int
    kind: BlockKind
    page: int
    label: str | None = None
    """The printed label without its closing mark: "I", "1.1", "a", "-", "+"; None where there is none."""
    body_start: int = 0
    """Where the paragraph's words begin, after the label."""
    section: int | None = None
    """Index into `Document.sections` of the section that the block stands in (or opens)."""
    column: Literal["left", "middle", "right"] | None = None
    """Column of a head or foot, where the source tells."""
    part: int = 0
    """Index into `Document.parts` of the paper that the block belongs to."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell as a span of the clean text."""

    start: int
    end: int
    page: int
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table, rows by columns; a merged cell stands in each place that it covers."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled part of the document; `path` joins the labels from the outermost ("IV.1.1", "III.3.2.2.a")."""

    path: str
    label: str
    level: int
    title: str
    page: int
    start: int
    end: int
    """End of the section's text, its subsections included."""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the papers that a file holds: the decision, the plan that it issues, an annex, a covering letter."""

    kind: PartKind
    start: int
    end: int
    label: str | None = None
    """What an annex is called ("Phụ lục II"); None for other papers."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: the untouched text, the clean text, the map between them and the structure."""

    path: str
    sha256: str
    media_type: str
    method: Method
    raw: str
    text: str
    alignment: Alignment
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()
    """The papers in the file, in order; empty where nothing was read."""
    words: tuple[Word, ...] = ()
    """Sorted by raw_start; empty where the source has no geometry."""
    restored: bool = False
    quality: float = 1.0
    engines: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the reader left aside on purpose, in words, "Vietnamese / English"; no part of the content is missing."""

    def paper(self, block: Block) -> PartKind:
        """Kind of the paper that a block belongs to; a plan where the papers were not told apart."""
        return self.parts[block.part].kind if self.parts else "plan"
