"""From a Document to its Record: header, references, dates, targets, assignments, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.extraction.assignments import find_assignments
from pipeline.extraction.assignments.draft import Draft, numbered
from pipeline.extraction.assignments.forms import BLOCK_LEAD, BLOCK_PARTNER
from pipeline.extraction.context import Context
from pipeline.extraction.coverage import account
from pipeline.extraction.date_roles import find_dates
from pipeline.extraction.header import find_header
from pipeline.extraction.parts import list_parts
from pipeline.extraction.references import find_references
from pipeline.extraction.tables import grids, table_assignments, table_targets
from pipeline.extraction.targets import find_targets
from pipeline.extraction.unread import unread
from pipeline.records import (
    Assignment,
    Coverage,
    DateMention,
    Document,
    DocumentInfo,
    Fault,
    LegalReference,
    PageSource,
    Record,
    SectionInfo,
    Source,
    Target,
)
from pipeline.settings import ExtractSettings

__all__ = ["extract", "unextracted"]


def extract(document: Document, settings: ExtractSettings | None = None) -> Record:
    """The record of a document; findings are added by `pipeline.check`.

    Args:
        document: as `pipeline.read` gives it.
        settings: what is taken out; None means the defaults.
    """
    least = (settings or ExtractSettings()).min_confidence
    context = Context(document)
    references, mentions, own = find_references(context)
    dates = find_dates(context, mentions, own)
    tables = tuple(grids(context))
    targets = sorted(
        [*find_targets(context), *table_targets(context, tables)], key=lambda target: target.evidence.start
    )
    drafts = [*find_assignments(context), *table_assignments(context, tables)]
    targets = [_due_of_its_task(target, drafts) for target in targets]
    references, dates = _doubted(context, references), _doubted(context, dates)
    targets = _doubted(context, targets)
    references = [item for item in references if item.confidence >= least]
    dates = [item for item in dates if item.confidence >= least]
    targets = [replace(item, id=f"t{n}") for n, item in enumerate(targets, 1) if item.confidence >= least]
    tasks = [item for item in _doubted(context, numbered(context, drafts)) if item.confidence >= least]
    tasks = _with_targets(context, tasks, targets)
    coverage, residuals = account(context, references, dates, targets, tasks)
    header = find_header(context, dates)
    items: list[Target | Assignment] = [*targets, *tasks]
    return Record(
        source=_source(document, unread(context, tables, items, coverage)),
        document=header,
        sections=_sections(document),
        legal_references=tuple(references),
        dates=tuple(dates),
        targets=tuple(targets),
        assignments=tuple(tasks),
        parts=list_parts(context, header),
        coverage=coverage,
        residuals=residuals,
    )


_RETYPED = 0.6
"""Confidence, at most, of what rests on a digit that the paper has as a letter."""
_Item = TypeVar("_Item", LegalReference, DateMention, Target, Assignment)


def _doubted(context: Context, items: Iterable[_Item]) -> list[_Item]:
    """The items; those with a letter read as a digit with less confidence."""
    return [
        replace(item, confidence=min(item.confidence, _RETYPED))
        if context.locator.retyped((item.evidence.start, item.evidence.end))
        else item
        for item in items
    ]


def _with_targets(context: Context, tasks: Sequence[Assignment], targets: Sequence[Target]) -> list[Assignment]:
    """The tasks, each with the ids of the targets in the same row, item or paragraph, or in the task itself."""
    by_block: dict[int, list[Target]] = {}
    for target in targets:
        by_block.setdefault(context.block_index(target.evidence.start), []).append(target)
    out = []
    for task in tasks:
        first, last = context.block_index(task.evidence.start), context.block_index(max(task.evidence.end - 1, 0))
        ids = tuple(target.id for index in range(first, last + 1) for target in by_block.get(index, ()))
        out.append(replace(task, target_ids=ids))
    return out


_LISTED = (BLOCK_LEAD.id, BLOCK_PARTNER.id)


def _due_of_its_task(target: Target, drafts: Sequence[Draft]) -> Target:
    """A target inside a task that is written as a list ("Thời gian: ...") is due with it."""
    if target.due is not None:
        return target
    for draft in drafts:
        if draft.by in _LISTED and draft.due and draft.span[0] <= target.evidence.start < draft.span[1]:
            return replace(target, due=draft.due)
    return target


def _source(document: Document, unread: Sequence[Fault] = ()) -> Source:
    return Source(
        path=document.path,
        sha256=document.sha256,
        media_type=document.media_type,
        method=document.method,
        pages=tuple(PageSource(page.number, page.method, page.quality, page.reason) for page in document.pages),
        restored=document.restored,
        quality=document.quality,
        engines=dict(document.engines),
        faults=(*document.faults, *unread),
    )


def unextracted(document: Document) -> Record:
    """The record of a document from which nothing was extracted: its source and its sections."""
    nothing = Coverage(explained=0.0)
    return Record(source=_source(document), document=DocumentInfo(), sections=_sections(document), coverage=nothing)


def _sections(document: Document) -> tuple[SectionInfo, ...]:
    return tuple(SectionInfo(s.path, s.label, s.level, s.title, s.page) for s in document.sections)
