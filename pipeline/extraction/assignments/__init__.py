"""Assignments: who leads, who coordinates, who is asked, to do what (rulings 5, 10 and 15)."""

from __future__ import annotations

from pipeline.extraction.assignments.draft import Draft, numbered
from pipeline.extraction.assignments.prose import elsewhere, paragraph
from pipeline.extraction.assignments.regions import charged
from pipeline.extraction.assignments.task_blocks import complete, drafts_of, find_task_blocks, opening_labels
from pipeline.extraction.assignments.unknown_bodies import named_by_place
from pipeline.extraction.context import Context

__all__ = ["Draft", "find_assignments", "numbered"]


def find_assignments(context: Context) -> list[Draft]:
    """The assignments made in sentences and in lists, in reading order; those of tables are read in `tables`."""
    basis_end = context.basis_end()
    lists = find_task_blocks(context, basis_end)
    found = [draft for own in lists for draft in drafts_of(context, own)]
    used = {index for own in lists for index in (own.task, *own.blocks, *own.items)}
    inside = charged(context, basis_end)
    placed = named_by_place(context)
    latest: list[Draft] = []
    for index, block in enumerate(context.document.blocks):
        if block.kind in ("head", "title", "foot", "note", "row") or index in used or block.start < basis_end:
            continue
        if inside[index] and (labels := opening_labels(context, block)):
            for draft in latest:
                complete(context, draft, labels)
            continue
        latest = paragraph(context, index, block, placed) if inside[index] else elsewhere(context, block)
        found += latest
    return sorted(found, key=lambda draft: draft.span)
