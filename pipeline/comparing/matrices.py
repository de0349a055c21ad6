"""The four matrices: targets, bodies, legal references and milestones against communes.

Each comes in two forms. `*_cells` is tidy: one row a cell item, with value, marks, reason and the place in the source.
`*_matrix` is what a reader sees: one row a thing, one column a plan, each cell text, sign, figure or evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.comparing import marks, units
from pipeline.comparing.bodies import bodies_cells, bodies_matrix
from pipeline.comparing.milestones import milestones_cells, milestones_matrix
from pipeline.comparing.model import Comparison, Group, Member, Plan
from pipeline.comparing.references import references_cells, references_matrix
from pipeline.comparing.tables import EVIDENCE, Cell, evidence, frame, no_evidence, wide
from pipeline.messages import word
from pipeline.vietnam import calendar as when

__all__ = [
    "bodies_cells",
    "bodies_matrix",
    "milestones_cells",
    "milestones_matrix",
    "references_cells",
    "references_matrix",
    "targets_cells",
    "targets_matrix",
]

_COLUMNS = (
    "group", "label", "unit", "document", "plan", "parent", "target", "text", "value", "value_max",
    "own_unit", "comparator",
    "due", "mark", "marks", "why", "similarity", "perhaps", "indicator", "audience", *EVIDENCE,
)  # fmt: skip


def targets_cells(comparison: Comparison, lang: str = "vi") -> pd.DataFrame:
    """One row a target of each column's plan, and one for each target of the parent plan that a commune lacks.

    `unit` is one for all figures of a group, the one that people read them in ("tỷ đồng"); `value` is in it where the
    conversion is exact, None where the target has another kind of unit. `parent` is true for the plan that the others
    are held against, and for sums and counts of a province among communes.
    """
    return frame((row for group in comparison.groups for row in _rows(comparison, group, lang)), _COLUMNS)


def targets_matrix(comparison: Comparison, cell: Cell = "text", lang: str = "vi", least: int = 1) -> pd.DataFrame:
    """Indicators against plans.

    Args:
        comparison: what `compare` gave.
        cell: what a cell holds; see `tables.wide`.
        lang: of the reasons and dates.
        least: plans that must state an indicator for it to have a row.
    """
    cells = targets_cells(comparison, lang)
    stated = cells[cells["page"].notna() & ~cells["perhaps"].astype(bool)].groupby("group")["document"].nunique()
    kept = cells[cells["group"].isin(stated[stated >= least].index)]
    return wide(kept, comparison, ("group", "label", "unit"), cell)


def _rows(comparison: Comparison, group: Group, lang: str) -> Iterator[dict[str, Any]]:
    standing = {plan.stem: plan for plan in comparison.columns}
    members = [m for m in group.members if m.document in standing]
    if not any(not m.perhaps for m in members):
        return
    parent = comparison.parent
    above = [
        (m.target, comparison.target(m)) for m in members if parent and m.document == parent.stem and not m.perhaps
    ]
    far = marks.outliers(group, comparison)
    converted = (units.convert(comparison.target(m).value, comparison.target(m).unit) for m in members)
    unit, size = units.shown_unit((value for value, base in converted if base == group.unit), group.unit)
    for plan in comparison.columns:
        own = sorted(
            (m for m in members if m.document == plan.stem),
            key=lambda m: (m.perhaps, when.last_day(comparison.target(m).due) or "9", m.target),
        )
        for member in own:
            row = _row(comparison, group, plan, member, above, (plan.stem, member.target) in far, lang)
            figures = {key: units.scaled(row[key], size) for key in ("value", "value_max") if row[key] is not None}
            yield row | figures | {"unit": unit}
        if above and not own and not plan.parent and plan.related:
            yield _absent(group, plan, above, lang) | {"unit": unit}


def _row(
    comparison: Comparison, group: Group, plan: Plan, member: Member, above: list[tuple[int, Any]], far: bool, lang: str
) -> dict[str, Any]:
    target = comparison.target(member)
    verdict = marks.Verdict(("none",))
    if comparison.parent and not plan.parent and not member.perhaps and (above or plan.related):
        siblings = [comparison.target(m) for m in group.sure if m.document == plan.stem]
        verdict = marks.judge(target, above, (plan.record.document.unit or "").split(" ")[0].lower(), siblings)
    whole_area = plan.stem in comparison.higher and not units.is_relative(group.unit)
    if whole_area and not plan.parent and verdict.marks == ("none",):
        verdict = marks.Verdict(("reference",), word("marks", "reference"), word("marks", "reference", "en"))
    found = [mark for mark in verdict.marks if mark != "none"] + (["outlier"] if far else [])
    value, unit = units.convert(target.value, target.unit)
    due = when.in_short(target.due, lang)
    sign = "".join(marks.SYMBOLS[mark] for mark in found)
    return {
        "group": group.id,
        "label": group.label,
        "document": plan.stem,
        "plan": plan.name,
        "parent": plan.parent or whole_area,
        "target": member.target,
        "text": f"{'? ' if member.perhaps else ''}{marks.shown(target)}{f' ({due})' if due else ''}",
        "value": value if unit == group.unit else None,
        "value_max": units.convert(target.value_max, target.unit)[0]
        if target.value_max is not None and unit == group.unit
        else None,
        "own_unit": target.unit,
        "comparator": target.comparator,
        "due": target.due,
        "mark": sign,
        "marks": tuple(found),
        "why": verdict.why if lang == "vi" else verdict.why_en,
        "similarity": member.similarity,
        "perhaps": member.perhaps,
        "indicator": target.indicator,
        "audience": target.group,
        **evidence(plan, target),
    }


def _absent(group: Group, plan: Plan, above: list[tuple[int, Any]], lang: str) -> dict[str, Any]:
    shown = marks.shown(above[0][1])
    why = word("comparing", "above", lang).format(shown)
    empty: dict[str, Any] = dict.fromkeys(_COLUMNS)
    return empty | {
        "group": group.id,
        "label": group.label,
        "document": plan.stem,
        "plan": plan.name,
        "parent": False,
        "text": "",
        "mark": marks.SYMBOLS["absent"],
        "marks": ("absent",),
        "why": why,
        "perhaps": False,
        **no_evidence(plan),
    }


_SUMMARY = (
    "group", "label", "unit", "plans", "least", "middle", "most", "parent", "lower", "later", "stricter",
    "absent", "outliers", "perhaps",
)  # fmt: skip


def targets_summary(comparison: Comparison, cells: pd.DataFrame | None = None, lang: str = "vi") -> pd.DataFrame:
    """One row an indicator: how many communes state it, least, middle and highest figure, the parent's, and counts of
    marks.

    `least`, `middle`, `most` are over each commune's last figure in the group's unit. `cells`: the result of
    `targets_cells`, if it was made before.
    """
    table = targets_cells(comparison, lang) if cells is None else cells
    rows = []
    for (group, label, unit), part in table.groupby(["group", "label", "unit"], sort=False):
        own = part[(part["parent"] == False) & part["page"].notna() & (part["perhaps"] == False)]  # noqa: E712
        above = part[(part["parent"] == True) & (part["perhaps"] == False)]  # noqa: E712
        last = own.dropna(subset=["value"]).groupby("document")["value"].last().astype(float)
        marked = part["marks"].map(lambda found: tuple(found) if isinstance(found, tuple) else ())
        counts = {mark: _plans_with(part, marked, mark) for mark in ("lower", "later", "stricter", "absent", "outlier")}
        rows.append(
            {
                "group": group,
                "label": label,
                "unit": unit,
                "plans": int(own["document"].nunique()),
                "least": last.min() if len(last) else None,
                "middle": last.median() if len(last) else None,
                "most": last.max() if len(last) else None,
                "parent": "; ".join(above["text"]),
                "lower": counts["lower"],
                "later": counts["later"],
                "stricter": counts["stricter"],
                "absent": counts["absent"],
                "outliers": counts["outlier"],
                "perhaps": int((part["perhaps"] == True).sum()),  # noqa: E712
            }
        )
    return frame(rows, _SUMMARY).sort_values(["plans"], ascending=False, kind="stable").reset_index(drop=True)


def _plans_with(part: pd.DataFrame, marked: pd.Series, mark: str) -> int:
    return int(part[[mark in found for found in marked]]["document"].nunique())
