"""The record that is made of a document: its head and foot, and the five tables. Standard library only.

All dates are EDTF strings (ISO 8601-2:2019). Nothing is ever guessed: a part that the text does not state is None.

All offsets count characters of NFC text. All boxes are [x0, top, x1, bottom] in PDF points from the page's top left.

`by` is the id of the rule that found an item. An id is kept as long as its rule is, and no two rules share one; the
rule itself says what it looks for, on what it rests, and shows examples:

- references: "symbol-..." (`grammar/symbols.py`), "law-..." (`grammar/law_names.py`), "short-form..." and the
  Constitution (`extraction/unnumbered.py`);
- dates: "role-..." (`extraction/roles`);
- targets: what is measured and by when it is due, "indicator-..., due-..." (`extraction/indicators`,
  `extraction/target_scope.py`);
- assignments: the words that charge a body, "charge-...", "heading-..." (`grammar/charges.py`, `ties.py`,
  `charge_lists.py`, `shared_work.py`, `leading.py`), "with-..." and "closing-..." (`grammar/task_phrases.py`), or the
  place in a list or table where it is named (`extraction/assignments/forms.py`);
- findings: "rule:..." and "policy:..." (`checking/rules.py`, the file of policies).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.records.document import Box, Fault, Method, PageMethod, PartKind

SCHEMA_VERSION = 1

Severity = Literal["info", "warning", "error"]
Verdict = Literal["match", "mismatch", "unknown", "not-checked"]
ResidualKind = Literal["figure", "date", "symbol", "body"]
ResidualReason = Literal["label", "duration", "baseline", "example", "scale", "name", "mention", "unexplained"]


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
    """How the text of one page was got."""

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
    """The head and foot fields of the document (Nghị định 30/2020/NĐ-CP, Điều 8)."""

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


@dataclass(frozen=True, slots=True)
class PartInfo:
    """One of the papers that the file holds: the decision, the plan that it issues, an annex, a covering letter."""

    kind: PartKind
    title: str | None
    number: str | None
    """Its own number with its symbol, or the label of an annex ("Phụ lục II")."""
    start: int
    end: int
    pages: tuple[int, int]
    """First and last page."""


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


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a target starts from, as the text states it."""

    value: float
    date: str | None = None
    """EDTF; None where the text gives none."""


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
    responsible: str | None = None
    """The body charged with it: lead cell of its row, subject of its sentence, body of its heading."""
    baseline: Baseline | None = None
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
    product: str | None = None
    """What the row or sentence says is to be handed in."""
    target_ids: tuple[str, ...] = ()
    """Ids of the targets that stand in the same row, item or paragraph."""
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
class Residual:
    """A figure, date, symbol or body name of the text that stands in no item."""

    kind: ResidualKind
    reason: ResidualReason
    """Why it is no item; "unexplained" where nothing says why."""
    quote: str
    """With the words behind it."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Share:
    """How many of one kind the text has, and how many of them stand in items."""

    found: int
    read: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the record accounts for the text."""

    explained: float = 1.0
    """0..1: the share that stands in items or is none for a known reason."""
    kinds: Mapping[ResidualKind, Share] = field(default_factory=dict)


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
    parts: tuple[PartInfo, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    residuals: tuple[Residual, ...] = ()
