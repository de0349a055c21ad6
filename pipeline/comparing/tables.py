"""Cells and their pivot: what all matrices share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import pandas as pd

from pipeline.comparing.model import Comparison, Plan
from pipeline.records import Assignment, DateMention, LegalReference, Target

Cell = Literal["text", "mark", "evidence", "value"]
Item = Target | Assignment | LegalReference | DateMention

EVIDENCE = ("source", "page", "start", "end", "bbox", "quote")
"""Columns of a cell table that lead back to the source: file, page, span of the clean text, box, words."""


def evidence(plan: Plan, item: Item) -> dict[str, Any]:
    """The columns that lead from a cell to its place in the source."""
    spot = item.evidence
    return {
        "source": plan.record.source.path,
        "page": spot.page,
        "start": spot.start,
        "end": spot.end,
        "bbox": spot.bbox,
        "quote": " ".join(item.quote.split()),
    }


def no_evidence(plan: Plan) -> dict[str, Any]:
    """The same columns for a cell that says that something is absent."""
    return {"source": plan.record.source.path, "page": None, "start": None, "end": None, "bbox": None, "quote": ""}


def frame(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """A table with these columns in this order, also where there are no rows."""
    return pd.DataFrame.from_records(list(rows), columns=list(columns))


def wide(cells: pd.DataFrame, comparison: Comparison, rows: Sequence[str], cell: Cell) -> pd.DataFrame:
    """Rows of `cells` against plans: `rows` name the columns that make the index, first the id.

    Args:
        cells: a cell table with the columns document, text, mark, value and EVIDENCE.
        comparison: gives the columns and their order.
        rows: index columns.
        cell: "text" as a reader sees it with its sign, "mark" the signs alone, "value" the figure (missing where a
        cell holds
            several), "evidence" the places: "p. 3 [120:168] “...”", one a line.
    """
    names = {plan.stem: plan.name for plan in comparison.columns}
    index = cells[list(rows)].drop_duplicates()
    out = pd.DataFrame(
        index=pd.MultiIndex.from_frame(index) if len(rows) > 1 else pd.Index(index[rows[0]], name=rows[0])
    )
    keys = list(index.itertuples(index=False, name=None))
    found: dict[tuple[Any, ...], dict[str, list[dict[str, Any]]]] = {key: {} for key in keys}
    for record in cells.to_dict("records"):
        key = tuple(record[name] for name in rows)
        found[key].setdefault(str(record["document"]), []).append({str(k): v for k, v in record.items()})
    for stem, name in names.items():
        values = [_cell(found[key].get(stem, []), cell) for key in keys]
        numeric = cell == "value" and all(value is None or isinstance(value, int | float) for value in values)
        out[name] = pd.Series(values, index=out.index, dtype="float64" if numeric else object)
    return out


def _cell(records: Sequence[dict[str, Any]], cell: Cell) -> Any:
    if not records:
        return None if cell == "value" else ""
    if cell == "value":
        return records[0]["value"] if len(records) == 1 else None
    if cell == "mark":
        return "".join(dict.fromkeys("".join(str(record["mark"]) for record in records)))
    if cell == "evidence":
        return "\n".join(
            f"p. {record['page']:.0f} [{record['start']:.0f}:{record['end']:.0f}] “{record['quote']}”"
            for record in records
            if record["page"] is not None and record["page"] == record["page"]
        )
    lines = [f"{record['text']} {record['mark']}".strip() for record in records]
    return "\n".join(dict.fromkeys(lines))
