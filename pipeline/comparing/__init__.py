"""Plans side by side: one indicator in different words, matrices, shared text, versions of one plan.

`compare` brings records together; the functions of `matrices` lay them out as tables, `overlap` and `leftovers` work
on the texts, `report_xlsx` and `report_html` write for readers. Everything but `compare` is loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipeline.comparing.build import compare, load_records, with_indicators
from pipeline.comparing.model import Comparison, Duplicate, Group, Member, Note, Plan

if TYPE_CHECKING:
    from pipeline.comparing.duplicates import find_duplicates
    from pipeline.comparing.leftovers import Leftover, find_leftovers
    from pipeline.comparing.matrices import (
        bodies_cells,
        bodies_matrix,
        milestones_cells,
        milestones_matrix,
        references_cells,
        references_matrix,
        targets_cells,
        targets_matrix,
    )
    from pipeline.comparing.overlap import Passage, find_overlap
    from pipeline.comparing.similarity import similarity

__all__ = [
    "Comparison",
    "Duplicate",
    "Group",
    "Leftover",
    "Member",
    "Note",
    "Passage",
    "Plan",
    "bodies_cells",
    "bodies_matrix",
    "compare",
    "find_duplicates",
    "find_leftovers",
    "find_overlap",
    "load_records",
    "milestones_cells",
    "milestones_matrix",
    "references_cells",
    "references_matrix",
    "similarity",
    "targets_cells",
    "targets_matrix",
    "with_indicators",
]

_HOMES = {
    "Leftover": "leftovers",
    "Passage": "overlap",
    "bodies_cells": "matrices",
    "bodies_matrix": "matrices",
    "find_duplicates": "duplicates",
    "find_leftovers": "leftovers",
    "find_overlap": "overlap",
    "milestones_cells": "matrices",
    "milestones_matrix": "matrices",
    "references_cells": "matrices",
    "references_matrix": "matrices",
    "similarity": "similarity",
    "targets_cells": "matrices",
    "targets_matrix": "matrices",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
