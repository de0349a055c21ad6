"""Pages over many plans: the comparison, the findings, the ledger."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from pipeline.storage.catalogue import Filters
from pipeline.storage.review import row_keys
from pipeline.web.pages.plans import PAGE_SIZE, Filtered, PageNumber, as_query
from pipeline.web.site import Asked, Page

if TYPE_CHECKING:
    from pipeline.comparing import Comparison

router = APIRouter()
MOST_COMPARED = 8
"""Plans in one comparison: as many columns as a page can be read with."""
_KEPT: OrderedDict[tuple[Any, ...], tuple[Comparison, dict[str, int]]] = OrderedDict()
_LOCK = Lock()


@router.get("/compare")
def comparison(
    page: Asked,
    filters: Filtered,
    plan: Annotated[list[int] | None, Query(max_length=100)] = None,
    against: int = 0,
    shared: bool = False,
) -> Response:
    """Targets against plans: those chosen, or those that the filter finds where they are few."""
    chosen = list(dict.fromkeys(plan or []))
    if not chosen and filters != Filters():
        found, total = page.site.catalogue.plans(filters, 1, MOST_COMPARED + 1)
        chosen = [line.id for line in found]
    common: dict[str, Any] = {
        "asked": as_query(filters), "chosen": chosen, "against": against, "shared": shared, "most": MOST_COMPARED,
        "columns": [], "rows": [], "notes": [],
    }  # fmt: skip
    if len(chosen) > MOST_COMPARED:
        return page.render("compare.html", trouble=page.words("too_many", MOST_COMPARED), **common)
    made = compared(page, chosen, against) if chosen else None
    if made is None:
        return page.render("compare.html", trouble=page.words("no_targets") if chosen else None, **common)
    return page.render("compare.html", trouble=None, **common | _matrix(page, *made, shared))


def compared(page: Page, chosen: list[int], against: int) -> tuple[Comparison, dict[str, int]] | None:
    """The comparison of some plans as people left them, and the plan of each stem; None where nothing can be compared.

    The last ones are kept: they change only with a record or with a word on one.
    """
    from pipeline.comparing import compare
    from pipeline.records.codec import from_dict

    stored = [(number, one) for number, one in page.site.catalogue.stored(chosen) if one.values is not None]
    if not stored:
        return None
    said = page.site.store.decisions.documents()
    key = (against, *((number, one.entry.record_sha256, said.get(one.entry.sha256 or "")) for number, one in stored))
    with _LOCK:
        if key not in _KEPT:
            records = {one.entry.name: from_dict(one.values or {}, one.entry.shown) for _, one in stored}
            above = next((one.entry.name for number, one in stored if number == against), None)
            numbers = {one.entry.name: number for number, one in stored}
            _KEPT[key] = compare(records, page.site.settings.comparing, above), numbers
            if len(_KEPT) > 16:
                _KEPT.popitem(last=False)
        _KEPT.move_to_end(key)
        return _KEPT[key]


def _matrix(page: Page, found: Comparison, numbers: dict[str, int], shared: bool) -> dict[str, Any]:
    """Rows and columns of the page; every cell leads to its row in the plan."""
    from pipeline.comparing import matrices

    keys = {
        plan.stem: row_keys("targets", [{"quote": target.quote} for target in plan.record.targets])
        for plan in found.columns
    }
    rows: dict[str, dict[str, Any]] = {}
    for cell in matrices.targets_cells(found, page.lang).to_dict("records"):
        row = rows.setdefault(cell["group"], {"label": cell["label"], "unit": cell["unit"], "cells": {}})
        marks = cell["marks"] if isinstance(cell["marks"], tuple) else ()
        stated = cell["target"] is not None and cell["target"] == cell["target"]
        row["cells"].setdefault(cell["document"], []).append(
            {
                "text": cell["text"], "marks": marks, "sign": cell["mark"], "why": cell["why"] or "",
                "plan": numbers.get(cell["document"]),
                "row": keys[cell["document"]][int(cell["target"])] if stated else None,
            }
        )  # fmt: skip
    kept = [row for row in rows.values() if not shared or len(row["cells"]) > 1]
    kept.sort(key=lambda row: -len(row["cells"]))
    columns = [{"stem": p.stem, "name": p.name, "parent": p.parent, "plan": numbers[p.stem]} for p in found.columns]
    return {"columns": columns, "rows": kept, "notes": [note.say(page.lang) for note in found.notes]}


@router.get("/findings")
def findings(
    page: Asked,
    filters: Filtered,
    severity: Literal["", "error", "warning", "info"] = "",
    rule: Annotated[str, Query(max_length=60)] = "",
    number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """What the checks found, in all plans that fit, most severe first."""
    found, total = page.site.catalogue.findings(filters, severity, rule, number, PAGE_SIZE)
    passed = page.site.store.suppressions()
    return page.render(
        "findings.html",
        findings=[(row, passed.get((row.rule, row.sha256 or "", row.about))) for row in found],
        total=total,
        number=number,
        last=max(1, -(-total // PAGE_SIZE)),
        rules=page.site.catalogue.rules(),
        asked=as_query(filters) | {"severity": severity, "rule": rule},
    )


@router.get("/ledger")
def ledger(page: Asked, filters: Filtered, number: Annotated[PageNumber, Query(alias="page")] = 1) -> Response:
    """Every input, its state and why."""
    found, total = page.site.catalogue.plans(filters, number, PAGE_SIZE)
    return page.render(
        "ledger.html",
        plans=found,
        total=total,
        number=number,
        last=max(1, -(-total // PAGE_SIZE)),
        run=page.site.store.last_run(),
        states=page.site.catalogue.states(),
        asked=as_query(filters),
    )
