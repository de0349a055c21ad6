"""Which decisions plans rest on: legal references against communes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import Any

import pandas as pd

from pipeline.comparing.model import Comparison, Plan
from pipeline.comparing.tables import EVIDENCE, Cell, evidence, frame, no_evidence, wide
from pipeline.messages import word
from pipeline.records import LegalReference
from pipeline.text.unicode import fold
from pipeline.vietnam import calendar as when

_COLUMNS = (
    "reference", "label", "document", "plan", "parent", "text", "value", "date", "issuer", "role",
    "mentions", "state", "mark", "why",
    *EVIDENCE,
)  # fmt: skip

SYMBOLS = {"cited": "●", "other-date": "≠", "undated": "□", "missing": "×"}


def references_cells(comparison: Comparison, lang: str = "vi") -> pd.DataFrame:
    """One row a document cited by a plan, and one where a plan misses what its parent or at least half of the
    communes cite.

    `state`: cited, other-date (another date than most plans print), undated, missing.
    """
    return frame(_rows(comparison, lang), _COLUMNS)


def references_matrix(comparison: Comparison, cell: Cell = "text", lang: str = "vi", least: int = 1) -> pd.DataFrame:
    """Cited documents against plans; the most cited first. `least`: plans that must cite a document for it to have a
    row.
    """
    cells = references_cells(comparison, lang)
    cited = cells[cells["state"] != "missing"].groupby("reference")["document"].nunique()
    kept = cells[cells["reference"].isin(cited[cited >= least].index)]
    out = wide(kept, comparison, ("reference", "label"), cell)
    order = sorted(range(len(out)), key=lambda at: (-int(cited.get(out.index[at][0], 0)), str(out.index[at][1])))
    return out.iloc[order]


def reference_key(reference: LegalReference, ids: Mapping[str, Set[str]] | None = None) -> str | None:
    """What makes two mentions one document: the number, a law's name; None for a bare number.

    Args:
        reference: the mention; where the registry has its document, the number of that (a law's by its name as well).
        ids: the documents of the registry by number; where several bear it, the document itself is meant.
    """
    if reference.resolved:
        number = _number_of(reference.resolved)
        return reference.resolved if ids and len(ids.get(number, ())) > 1 else number
    if reference.canonical:
        return re.sub(r"\s+", "", reference.canonical).upper()
    if reference.title:
        return f"{fold(reference.type or '')} {fold(reference.title)}".strip()
    return None


def _number_of(entry: str) -> str:
    """The number in the id of a document of the registry, as `reference_key` gives it: "923/QĐ-TTg@2025"."""
    return re.sub(r"\s+", "", entry.partition("@")[0]).upper()


def _rows(comparison: Comparison, lang: str) -> Iterator[dict[str, Any]]:
    for key, by_plan in sorted(_mentions(comparison).items()):
        yield from _of_document(key, by_plan, comparison, lang)


_Mentions = Mapping[str, list[LegalReference]]
"""The mentions of one document by the stem of the plan."""


def _mentions(comparison: Comparison) -> Mapping[str, _Mentions]:
    """What the plans cite, by document and plan; a bare number counts for the document that it means there."""
    ids: dict[str, set[str]] = defaultdict(set)
    for found in (ref.resolved for plan in comparison.columns for ref in plan.record.legal_references if ref.resolved):
        ids[_number_of(found)].add(found)
    mentions: dict[str, dict[str, list[LegalReference]]] = defaultdict(lambda: defaultdict(list))
    for plan in comparison.columns:
        cited_here = plan.record.legal_references
        known = {(ref.type, ref.number): key for ref in cited_here if (key := reference_key(ref, ids))}
        for ref in cited_here:
            key = reference_key(ref, ids) or known.get((ref.type, ref.number))
            if key:
                mentions[key][plan.stem].append(ref)
    return mentions


def _of_document(key: str, by_plan: _Mentions, comparison: Comparison, lang: str) -> Iterator[dict[str, Any]]:
    """The row of each plan that cites a document, and of each that misses what is usual or what its parent cites."""
    communes = [plan for plan in comparison.columns if not plan.parent]
    usual = _usual_date(by_plan)
    label = _label([ref for refs in by_plan.values() for ref in refs])
    label += f" ({when.in_short(usual, lang)})" if usual and "@" in key else ""
    cited = sum(1 for plan in communes if plan.stem in by_plan)
    above = bool(comparison.parent and comparison.parent.stem in by_plan)
    usual_here = len(communes) >= 3 and cited * 2 >= len(communes)
    for plan in comparison.columns:
        refs = by_plan.get(plan.stem)
        if refs:
            yield _cited(key, label, plan, refs, usual, lang)
        elif not plan.parent and (usual_here or (above and plan.related)):
            yield _missing(key, label, plan, lang)


def _usual_date(by_plan: _Mentions) -> str | None:
    """The date that most plans print for a document, the later of two; None where none does."""
    dates = Counter(next((r.date for r in refs if r.date), None) for refs in by_plan.values())
    return max((d for d in dates if d), key=lambda d: (dates[d], d), default=None)


def _cited(
    key: str, label: str, plan: Plan, refs: list[LegalReference], usual: str | None, lang: str
) -> dict[str, Any]:
    first = next((ref for ref in refs if ref.date), refs[0])
    own = sorted({ref.date for ref in refs if ref.date})
    other = bool(usual and own and any(not _agree(date, usual) for date in own))
    state = "other-date" if other else "cited" if own or not usual else "undated"
    why = word("comparing", "most_print", lang).format(when.in_short(usual, lang)) if other else ""
    shown = ", ".join(when.in_short(date, lang) for date in own) or word("comparing", "no_date", lang)
    return {
        "reference": key,
        "label": label,
        "document": plan.stem,
        "plan": plan.name,
        "parent": plan.parent,
        "text": shown,
        "value": len(refs),
        "date": first.date,
        "issuer": first.issuer,
        "role": "basis" if any(ref.role == "basis" for ref in refs) else "body",
        "mentions": len(refs),
        "state": state,
        "mark": SYMBOLS[state],
        "why": why,
        **evidence(plan, first),
    }


def _agree(a: str, b: str) -> bool:
    """Whether two dates do not contradict each other: "2025" and "2025-05-14" agree."""
    return a.startswith(b) or b.startswith(a)


def _missing(key: str, label: str, plan: Plan, lang: str) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(_COLUMNS)
    return empty | {
        "reference": key,
        "label": label,
        "document": plan.stem,
        "plan": plan.name,
        "parent": False,
        "text": "",
        "mentions": 0,
        "state": "missing",
        "mark": SYMBOLS["missing"],
        "why": word("reference_marks", "missing", lang),
        **no_evidence(plan),
    }


def _label(refs: list[LegalReference]) -> str:
    kinds = Counter(ref.type for ref in refs if ref.type)
    kind = kinds.most_common(1)[0][0] if kinds else ""
    numbered = next((ref for ref in refs if ref.canonical), None)
    if numbered is not None:
        return f"{kind} {numbered.canonical}".strip()
    title = refs[0].title or ""
    return title if fold(title).startswith(fold(kind)) else f"{kind} {title}".strip()
