"""The JSON API, the same verbs as the command line: run, text, restore, show, status, check, compare, export.

Changes need the header that `/api/session` names, or the access token as a bearer.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from pipeline import __version__
from pipeline.errors import KehoachError
from pipeline.storage.decisions import HEAD
from pipeline.storage.review import ReviewedRow
from pipeline.web.forms import EDITABLE, BadValue, parsed
from pipeline.web.pages import review as review_page
from pipeline.web.pages.overview import MOST_COMPARED, compared
from pipeline.web.pages.plan import Table, is_changed
from pipeline.web.pages.plans import Filtered, PageNumber, download
from pipeline.web.pages.uploads import taken
from pipeline.web.security import CSRF_HEADER
from pipeline.web.site import Asked
from pipeline.web.uploads import Refused

router = APIRouter(prefix="/api", tags=["api"])
Values = dict[str, Any]
Number = Annotated[PageNumber, Query(alias="page")]


class Word(BaseModel):
    """A word on a row. `values` are fields as people write them ("85,5", "31/12/2026"), for "edit"."""

    action: Literal["accept", "edit", "reject", "withdraw", "comment", "keep"]
    values: dict[Annotated[str, Field(max_length=24)], Annotated[str, Field(max_length=4000)]] = Field(
        default_factory=dict, max_length=30
    )
    comment: Annotated[str, Field(max_length=2000)] = ""


class Garbled(BaseModel):
    """Lines whose words lost their marks or letters."""

    text: Annotated[str, Field(max_length=200_000)]


@router.get("/session")
def session(page: Asked) -> Values:
    """The header that changes need, who they are kept for, and what may be done."""
    access = page.site.access
    return {"header": CSRF_HEADER, "token": access.csrf, "who": page.who, "read_only": access.read_only,
            "version": __version__}  # fmt: skip


@router.get("/status")
def status(page: Asked, filters: Filtered, number: Number = 1) -> Values:
    """The ledger: every input, its state and why."""
    found, total = page.site.catalogue.plans(filters, number, 100)
    plans = [line.values | {"complete": line.complete, "decisions": len(line.words)} for line in found]
    run = page.site.store.last_run()
    return {"total": total, "page": number, "plans": plans, "last_run": asdict(run) if run else None}


@router.get("/plans/{identity}", responses={404: {}})
def show(page: Asked, identity: int) -> Values:
    """The record of a plan as people left it."""
    line, review = page.plan(identity)
    return {"plan": line.values, "record": review.standing if review else None}


@router.get("/plans/{identity}/rows/{table}", responses={404: {}})
def rows(page: Asked, identity: int, table: Table) -> Values:
    """The rows of a table: the machine's value, what a person said, what stands."""
    _, review = page.plan(identity)
    return {"rows": [_row(row) for row in review.tables[table]] if review else []}


@router.get("/plans/{identity}/text", responses={404: {}, 409: {}})
def text(page: Asked, identity: int) -> Values:
    """The clean text of the source, and the untouched one."""
    line, _ = page.plan(identity)
    if line.sha256 is None or is_changed(line):
        raise HTTPException(404)
    try:
        document = page.site.sources.document(Path(line.path), line.sha256)
    except KehoachError as error:
        raise HTTPException(409, error.describe(page.lang)) from error
    return {"text": document.text, "raw": document.raw, "restored": document.restored}


@router.post("/plans/{identity}/rows/{table}/{key}", responses={403: {}, 404: {}, 413: {}})
def decide(page: Asked, identity: int, table: Table, key: str, said: Word) -> Values:
    """Keeps a word on a row; gives the row as it stands then."""
    line, _, row = review_page.the_row(page, identity, table, key)
    note = said.comment.strip() or None
    if said.action == "keep":
        words = review_page.keeping(page, line, row, note)
    elif said.action == "edit":
        if table not in (*EDITABLE, HEAD):
            raise HTTPException(422, "table")
        try:
            words = review_page.edits(page, line, row, parsed(table, said.values), note)
        except BadValue as error:
            raise HTTPException(422, page.words(error.why, error.name)) from error
    else:
        words = [review_page.word(page, line, row, said.action, comment=note)]
    page.site.store.decisions.add_all(words)
    _, review = page.plan(identity)
    now = review.row(table, key) if review else None
    return {"row": _row(now) if now else None}


@router.get("/plans/{identity}/decisions", responses={404: {}})
def decisions(page: Asked, identity: int) -> Values:
    """All that was said of a plan, oldest first."""
    line, review = page.plan(identity)
    return {"decisions": [asdict(word) for word in line.words], "conflicts": review.conflicts if review else 0}


@router.get("/queue")
def queue(page: Asked, table: Table | Literal[""] = "") -> Values:
    """Conflicts, and the rows that the machine is least sure of."""
    conflicts = page.site.catalogue.conflicts()
    doubtful = page.site.catalogue.doubtful(table, 100)
    return {"conflicts": [asdict(row) for row in conflicts], "rows": [asdict(row) for row in doubtful]}


@router.get("/check")
def check(
    page: Asked, filters: Filtered, severity: Literal["", "error", "warning", "info"] = "", number: Number = 1
) -> Values:
    """What the checks found."""
    found, total = page.site.catalogue.findings(filters, severity, "", number, 100)
    return {"total": total, "page": number, "findings": [dict(row._mapping) for row in found]}


@router.get("/compare", responses={404: {}})
def compare(
    page: Asked,
    plan: Annotated[list[int], Query(min_length=1, max_length=MOST_COMPARED)],
    against: int = 0,
) -> Values:
    """The targets of some plans in groups that measure one thing."""
    made = compared(page, plan, against)
    if made is None:
        raise HTTPException(404)
    found, numbers = made
    groups = [
        {"id": group.id, "label": group.label, "unit": group.unit, "members": [
            {"plan": numbers[m.document], "target": m.target, "similarity": m.similarity, "perhaps": m.perhaps}
            for m in group.members]}
        for group in found.groups
    ]  # fmt: skip
    return {"groups": groups, "notes": [note.say(page.lang) for note in found.notes]}


@router.get("/export", response_class=Response)
def export(
    page: Asked, filters: Filtered, format: Literal["xlsx", "csv", "json", "gold", "tracker"] = "xlsx"
) -> Response:
    """The tables of the plans that fit, as one file."""
    return download(page, filters, format)


@router.post("/restore", responses={403: {}, 413: {}})
def restore(page: Asked, garbled: Garbled) -> Values:
    """Words brought back, and every repair."""
    from pipeline.restoration import restore as bring_back

    found = bring_back(garbled.text, page.site.settings.restoring)
    return {"text": found.text}


@router.post("/run", status_code=202, responses={403: {}, 413: {}, 422: {}})
async def run(page: Asked, request: Request) -> Values:
    """Takes files (multipart/form-data) and begins to read them."""
    try:
        return asdict(await taken(page, request))
    except Refused as error:
        raise HTTPException(422, page.words(error.why, *error.parts)) from error


@router.get("/run/{number}", responses={404: {}})
def run_state(page: Asked, number: int) -> Values:
    """A reading as it stands."""
    view = page.site.jobs.get(number)
    if view is None:
        raise HTTPException(404)
    return asdict(view)


@router.post("/run/{number}/stop", responses={403: {}, 404: {}})
def run_stop(page: Asked, number: int) -> Values:
    """Stops a reading; what is done is kept."""
    view = page.site.jobs.cancel(number)
    if view is None:
        raise HTTPException(404)
    return asdict(view)


def _row(row: ReviewedRow) -> Values:
    return {
        "table": row.table, "key": row.key, "state": row.state, "value": row.value, "machine": row.machine,
        "edited": row.edited, "conflict": row.conflict, "gone": row.gone,
        "clashes": [asdict(clash) for clash in row.clashes], "history": [asdict(word) for word in row.history],
    }  # fmt: skip
