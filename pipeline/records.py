"""The nouns: a document as read, and the record that is made of it. Standard library only.

All offsets count characters of NFC text. All boxes are [x0, top, x1, bottom] in PDF points from the page's
top left. All dates are EDTF strings (ISO 8601-2:2019). Nothing here is ever guessed: a part that the text
does not state is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.spans import Alignment

SCHEMA_VERSION = 1

Box = tuple[float, float, float, float]
Method = Literal["text-layer", "ocr", "docx", "html", "text", "mixed"]
PageMethod = Literal["layer", "ocr", "layer-rejected", "restored", "text", "failed"]
BlockKind = Literal["title", "head", "heading", "body", "item", "row", "foot", "note"]
Severity = Literal["info", "warning", "error"]
Verdict = Literal["match", "mismatch", "unknown", "not-checked"]


# ------------------------------------------------------------------------------------------- as read


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
    column: Literal["left", "right"] | None = None
    """Side of a two-column head or foot, where the source tells."""


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
    words: tuple[Word, ...] = ()
    """Sorted by raw_start; empty where the source has no geometry."""
    restored: bool = False
    quality: float = 1.0
    engines: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


# ---------------------------------------------------------------------------------------- the record


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an item stands: `text[start:end]` is its quote, `raw[raw_start:raw_end]` what was read."""

    page: int
    start: int
    end: int
    raw_start: int
    raw_end: int
    bbox: Box | None = None


@dataclass(frozen=True, slots=True)
class PageSource:
    """How one page's text was come by."""

    page: int
    text_source: PageMethod
    score: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file behind a record."""

    path: str
    sha256: str
    media_type: str
    method: Method
    pages: tuple[PageSource, ...]
    restored: bool
    quality: float
    engines: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The head and foot fields of the document (Nghị định 30/2020/NĐ-CP, Điều 8); see gold ANNOTATION."""

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    unit: str | None = None
    province: str | None = None
    place: str | None = None
    issue_date: str | None = None
    title: str | None = None
    period: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    authority: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Field name -> its place."""


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """A section as the record lists it."""

    path: str
    label: str
    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalReference:
    """One mention of a numbered document, or of a law by its name."""

    id: str
    type: str | None
    number: str | None
    symbol: str | None
    canonical: str | None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    article: str | None = None
    role: Literal["basis", "body"] = "body"
    repeats: str | None = None
    """Id of the first mention of the same document, None on the first mention."""
    resolved: str | None = None
    """Id in the registry."""
    verdict: Verdict = "not-checked"
    quote: str
    evidence: Evidence
    confidence: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """One mention of a calendar expression."""

    id: str
    edtf: str
    role: Literal["issue", "citation", "deadline", "milestone", "period", "other"]
    recurring: bool = False
    quote: str
    evidence: Evidence
    confidence: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One quantified commitment."""

    id: str
    value: float
    value_max: float | None = None
    unit: str
    comparator: Literal[">=", "<=", "="]
    indicator: str
    due: str | None = None
    group: str | None = None
    section: str | None = None
    indicator_id: str | None = None
    quote: str
    evidence: Evidence
    confidence: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is to do what by when."""

    id: str
    body: str
    role: Literal["lead", "coordinate", "requested"]
    task: str
    partners: tuple[str, ...] = ()
    due: str | None = None
    report_to: str | None = None
    section: str | None = None
    body_id: str | None = None
    quote: str
    evidence: Evidence
    confidence: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that an attentive clerk would query."""

    id: str
    kind: str
    about: str
    explanation: str
    """In Vietnamese."""
    explanation_en: str = ""
    severity: Severity = "warning"
    rule: str = ""
    basis: str | None = None
    """The clause that the rule rests on."""
    suggestion: str | None = None
    quote: str
    evidence: Evidence
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of one document; the content of `records/<stem>.json`."""

    source: Source
    document: DocumentInfo
    sections: tuple[SectionInfo, ...] = ()
    legal_references: tuple[LegalReference, ...] = ()
    dates: tuple[DateMention, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    findings: tuple[Finding, ...] = ()
    schema_version: int = SCHEMA_VERSION
