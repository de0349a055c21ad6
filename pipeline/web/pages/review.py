"""What people say of rows: accept, edit, reject, withdraw, comment, add; the queue and the conflicts."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from pipeline.errors import KehoachError
from pipeline.storage.catalogue import PlanLine
from pipeline.storage.decisions import HEAD, PLAN, Action, Decision
from pipeline.storage.review import Review, ReviewedRow
from pipeline.web.forms import EDITABLE, BadValue, fields, parsed, shown
from pipeline.web.pages import plan as plan_page
from pipeline.web.pages.plan import Table
from pipeline.web.site import Asked, Page
from pipeline.web.source import evidence_of

router = APIRouter()
_QUEUE = 60
Simple = Literal["accept", "reject", "withdraw", "comment", "keep"]
Comment = Annotated[str, Form(max_length=2000)]


def the_row(page: Page, identity: int, table: str, key: str) -> tuple[PlanLine, Review, ReviewedRow]:
    """A row by its address.

    Raises:
        HTTPException: 404, there is none.
    """
    line, review = page.plan(identity)
    row = review.row(table, key) if review else None
    if review is None or row is None:
        raise HTTPException(404)
    return line, review, row


def word(page: Page, line: PlanLine, row: ReviewedRow, action: Action, **more: Any) -> Decision:
    """A word on a row, by whoever asks."""
    given = {"sha256": line.sha256, "table": row.table, "row": row.key, "machine": row.machine, "who": page.who}
    return Decision(**given | {"action": action, "version": line.version, "record": line.record_sha256} | more)


def edits(page: Page, line: PlanLine, row: ReviewedRow, values: dict[str, Any], comment: str | None) -> list[Decision]:
    """Words on the fields in which `values` differ from what stands; the acceptance of the row where none does."""
    changed = {name: value for name, value in values.items() if row.value.get(name) != value}
    if not changed:
        return [word(page, line, row, "accept", comment=comment)]
    return [word(page, line, row, "edit", field=name, human=value, comment=comment) for name, value in changed.items()]


def keeping(page: Page, line: PlanLine, row: ReviewedRow, comment: str | None) -> list[Decision]:
    """Words by which a person stands by the human values against a newer reading, which is known from now on."""
    if row.gone:  # from now on it is the person's own
        return [word(page, line, row, "add", machine=None, human=row.value, comment=comment)]
    if not row.clashes:
        return [word(page, line, row, "accept", comment=comment)]
    if row.state == "rejected":
        return [word(page, line, row, "reject", comment=comment)]
    return [
        word(page, line, row, "edit", field=clash.field, human=clash.human, comment=comment) for clash in row.clashes
    ]


# --------------------------------------------------------------------------------------------- rows


@router.get("/plans/{identity}/rows/{table}/{key}/edit")
def edit_form(page: Asked, identity: int, table: Table, key: str) -> Response:
    """The row as a form."""
    line, _, row = the_row(page, identity, table, key)
    if table not in (*EDITABLE, HEAD):
        raise HTTPException(404)
    return page.render("_row_edit.html", plan=line, row=row, tab=table, fields=_filled(table, row), trouble=None)


def _filled(table: str, row: ReviewedRow, given: dict[str, str] | None = None) -> list[tuple[Any, str]]:
    if given is not None:
        return [(field, given.get(field.name, "")) for field in fields(table)]
    return [(field, shown(field, row.value.get(field.name))) for field in fields(table)]


@router.post("/plans/{identity}/rows/{table}/{key}/edit")
async def edit(page: Asked, request: Request, identity: int, table: Table, key: str) -> Response:
    """Keeps what was written into the form of a row."""
    given = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    line, _, row = the_row(page, identity, table, key)
    if table not in (*EDITABLE, HEAD):
        raise HTTPException(404)
    try:
        words = edits(page, line, row, parsed(table, given), given.get("comment", "").strip()[:2000] or None)
    except BadValue as error:
        trouble = page.words(error.why, page.words.column(table, error.name))
        filled = _filled(table, row, given)
        return page.render("_row_edit.html", 200, plan=line, row=row, tab=table, fields=filled, trouble=trouble)
    page.site.store.decisions.add_all(words)
    return answer(page, identity, table, key)


@router.post("/plans/{identity}/rows/{table}/{key}/{action}")
def decide(page: Asked, identity: int, table: Table, key: str, action: Simple, comment: Comment = "") -> Response:
    """Accepts, rejects or comments on a row, takes back what was said of it, or keeps it against a newer reading."""
    line, _, row = the_row(page, identity, table, key)
    note = comment.strip() or None
    if action == "comment" and note is None:
        return answer(page, identity, table, key)
    words = keeping(page, line, row, note) if action == "keep" else [word(page, line, row, action, comment=note)]
    page.site.store.decisions.add_all(words)
    return answer(page, identity, table, key)


def answer(page: Page, identity: int, table: str, key: str) -> Response:
    """The row as it stands now."""
    line, review = page.plan(identity)
    row = review.row(table, key) if review else None
    if review is None or row is None:  # an added row that was taken out again
        return Response(status_code=200, headers={"hx-refresh": "true"})
    answer = page.render("_decided.html", plan=line, row=row)
    answer.headers["hx-trigger"] = "decided"  # what else shows the row asks for it again
    return answer


@router.get("/plans/{identity}/rows/{table}/{key}/detail")
def detail(page: Asked, identity: int, table: Table, key: str) -> Response:
    """What is known of a row beside its cells: quote, both values, what was said."""
    line, _, row = the_row(page, identity, table, key)
    return page.render("_detail.html", plan=line, selected=row)


@router.get("/plans/{identity}/rows/{table}/{key}")
def row_part(page: Asked, identity: int, table: Table, key: str) -> Response:
    """The row as it stands; for a reader who comes by its address, the plan with the row selected."""
    line, _, row = the_row(page, identity, table, key)
    if not page.partial:
        return RedirectResponse(f"/plans/{identity}?tab={table}&row={key}", 303)
    return page.render("_decided.html", plan=line, row=row)


# -------------------------------------------------------------------------------------- whole plans


@router.post("/plans/{identity}/complete")
def complete(page: Asked, identity: int, done: Annotated[bool, Form()] = True) -> Response:
    """Says that a plan is right and whole, or takes that back."""
    line, review = page.plan(identity)
    if review is None:
        raise HTTPException(404)
    action: Action = "accept" if done else "withdraw"
    given = Decision(sha256=line.sha256, table=PLAN, row=PLAN, action=action, who=page.who, version=line.version,
                     record=line.record_sha256)  # fmt: skip
    page.site.store.decisions.add(given)
    return Response(status_code=204, headers={"hx-refresh": "true"})


@router.get("/plans/{identity}/add")
def add_form(page: Asked, identity: int, start: int, end: int, table: Table = "targets") -> Response:
    """The form of a new row for the words between two offsets of the text."""
    line, quote = _selection(page, identity, start, end)[:2]
    table = table if table in EDITABLE else "targets"
    given = [(field, field.choices[0] if field.choices else "") for field in fields(table)]
    return page.render(
        "_add.html",
        plan=line,
        tab=table,
        start=start,
        end=end,
        quote=quote,
        fields=given,
        trouble=None,
        tables=EDITABLE,
    )


@router.post("/plans/{identity}/add")
async def add(page: Asked, request: Request, identity: int) -> Response:
    """Keeps a new row."""
    given = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    try:
        table, start, end = given["table"], int(given["start"]), int(given["end"])
    except (KeyError, ValueError) as error:
        raise HTTPException(422) from error
    if table not in EDITABLE:
        raise HTTPException(422)
    line, quote, place = _selection(page, identity, start, end)
    try:
        made = new_row(page, line, table, parsed(table, given), quote, place, given.get("comment", "").strip() or None)
    except BadValue as error:
        filled = [(field, given.get(field.name, "")) for field in fields(table)]
        trouble = page.words(error.why, page.words.column(table, error.name))
        return page.render("_add.html", plan=line, tab=table, start=start, end=end, quote=quote, fields=filled,
                           trouble=trouble, tables=EDITABLE)  # fmt: skip
    return Response(status_code=204, headers={"hx-redirect": f"/plans/{identity}?tab={table}&row={made.row}&view=text"})


def _selection(page: Page, identity: int, start: int, end: int) -> tuple[PlanLine, str, dict[str, Any]]:
    line, review = page.plan(identity)
    if review is None or line.sha256 is None or plan_page.is_changed(line):
        raise HTTPException(404)
    try:
        document = page.site.sources.document(Path(line.path), line.sha256)
    except KehoachError as error:
        raise HTTPException(404) from error
    kept = page.site.catalogue.texts(identity)
    found = evidence_of(document, start, end)
    if found is None or (kept is not None and kept.text[start:end] != document.text[start:end]):
        raise HTTPException(422, page.words("bad_place"))
    return line, found[1], asdict(found[0])


def new_row(
    page: Page,
    line: PlanLine,
    table: str,
    values: dict[str, Any],
    quote: str,
    place: dict[str, Any],
    comment: str | None,
) -> Decision:
    """Keeps a row that a person puts in; fields of the record that were not given are empty.

    Raises:
        BadValue: a field without which there is no such row is missing.
    """
    for field in fields(table):
        if field.needed and values.get(field.name) is None:
            raise BadValue("bad_empty", field.name)
    place = place | {"bbox": list(place["bbox"]) if place["bbox"] else None}
    key = uuid.uuid4().hex[:16]
    common = {"id": f"h-{key}", "quote": quote, "evidence": place, "confidence": 1.0, "by": "human"}
    item = _EMPTY[table] | values | common
    given = Decision(
        sha256=line.sha256, table=table, row=key, action="add", human=item, who=page.who, comment=comment,
        version=line.version, record=line.record_sha256,
    )  # fmt: skip
    return page.site.store.decisions.add(given)


_EMPTY: dict[str, dict[str, Any]] = {
    "targets": dict.fromkeys(("value_max", "due", "group", "section", "indicator_id")),
    "assignments": {**dict.fromkeys(("due", "report_to", "section", "body_id")), "partners": []},
    "dates": {"role": "other", "recurring": False},
    "legal_references": {
        **dict.fromkeys(("type", "number", "symbol", "canonical", "date", "issuer", "title", "article")),
        "role": "body", "repeats": None, "resolved": None, "verdict": "not-checked",
    },
}  # fmt: skip


# --------------------------------------------------------------------------------------------- queue


@router.get("/queue")
def queue(page: Asked, table: Annotated[str, Query(max_length=24)] = "") -> Response:
    """Conflicts of all plans, then the rows that the machine is least sure of."""
    return page.render(
        "queue.html",
        conflicts=page.site.catalogue.conflicts(),
        rows=page.site.catalogue.doubtful(table, _QUEUE),
        table=table,
        tables=[name for name in plan_page.TABS if name in EDITABLE],
    )


@router.get("/queue/next")
def queue_next(page: Asked) -> Response:
    """The row to look at before all others."""
    for row in (*page.site.catalogue.conflicts(), *page.site.catalogue.doubtful(most=1)):
        where = f"at={row.at}" if isinstance(row.at, int) else f"row={row.at}"
        return RedirectResponse(f"/plans/{row.plan}?tab={row.table}&{where}", 303)
    return RedirectResponse("/queue", 303)
