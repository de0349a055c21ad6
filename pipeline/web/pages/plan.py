"""One plan: its tables on the left, its source on the right, one action from a cell to its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from pipeline.errors import KehoachError
from pipeline.storage.catalogue import PlanLine
from pipeline.storage.decisions import HEAD
from pipeline.storage.review import CONTENT, Review, ReviewedRow
from pipeline.web import pictures
from pipeline.web.site import Asked, Page
from pipeline.web.source import TextPage, of_texts, page_at, page_of, place_of, residuals_of

router = APIRouter()

TABS = ("targets", "assignments", "dates", "legal_references", "findings", HEAD)
Table = Literal["targets", "assignments", "dates", "legal_references", "findings", "document"]
_SLOW = ("ocr", "mixed")
"""How sources were read that are not read again for the sake of a look: seconds a page."""
View = Literal["", "picture", "text"]
RowKey = Annotated[str, Query(max_length=40)]


@router.get("/plans/{identity}")
def plan(
    page: Asked,
    identity: int,
    tab: Table = "targets",
    row: RowKey = "",
    at: Annotated[int, Query(ge=-1)] = -1,
    number: Annotated[int, Query(alias="page", ge=0)] = 0,
    view: View = "",
) -> Response:
    """The plan with one of its tables; `row` or `at` (a position among the machine's rows) is selected."""
    line, review = page.plan(identity)
    if review is None:
        return page.render("plan_failed.html", plan=line)
    if at >= 0:
        return RedirectResponse(_address_at(review, identity, tab, at), 303)
    selected = looked_at(review, tab, row)
    if selected is None and tab != HEAD:
        selected = next(iter(review.tables[tab]), None)
    return page.render("plan.html", **shown(line, review, tab), **source(page, line, review, selected, number, view))


def looked_at(review: Review, tab: str, key: str) -> ReviewedRow | None:
    """The row at an address; in the head a field, with its place."""
    if tab != HEAD:
        return review.row(tab, key) if key else None
    place = review.values[HEAD]["evidence"].get(key)
    if place is None:
        return None
    quote = review.values[HEAD].get(key)
    item = {"evidence": place, "quote": quote if isinstance(quote, str) else "", "confidence": 1.0}
    return ReviewedRow(HEAD, key, None, item)


def _address_at(review: Review, identity: int, tab: str, at: int) -> str:
    items = review.values[tab] if tab != HEAD else []
    found = next((r for r in review.tables[tab] if at < len(items) and r.machine is items[at]), None)
    return f"/plans/{identity}?tab={tab}" + (f"&row={found.key}" if found else "")


def shown(line: PlanLine, review: Review, tab: str) -> dict[str, Any]:
    """What the tables need."""
    return {
        "plan": line,
        "review": review,
        "tab": tab,
        "tabs": [(name, len(review.tables[name]), sum(r.conflict for r in review.tables[name])) for name in TABS],
        "rows": review.tables[tab],
        "content": CONTENT[HEAD],
        "parts": review.values.get("parts", ()),
    }


# ------------------------------------------------------------------------------------------- source


@router.get("/plans/{identity}/source")
def source_part(
    page: Asked,
    identity: int,
    tab: Table = "targets",
    row: RowKey = "",
    number: Annotated[int, Query(alias="page", ge=0)] = 0,
    view: View = "",
) -> Response:
    """The source with a row's place in it: what a click on a cell asks for."""
    line, review = page.plan(identity)
    if review is None:
        raise HTTPException(404)
    selected = looked_at(review, tab, row)
    return page.render("_source.html", plan=line, tab=tab, **source(page, line, review, selected, number, view))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the picture of a page, in points: a row's, of which `selected` is looked at, or a residual's."""

    x: float
    y: float
    width: float
    height: float
    selected: bool = False
    unsure: bool = False
    table: str = ""
    row: str = ""
    residual: Mapping[str, Any] | None = None

    @classmethod
    def around(cls, bbox: Sequence[float], **more: Any) -> Box:
        """The box of a place, a little wider than it."""
        x0, top, x1, bottom = bbox
        return cls(x0 - 2, top - 2, x1 - x0 + 4, bottom - top + 4, **more)


def source(
    page: Page, line: PlanLine, review: Review, selected: ReviewedRow | None, number: int, view: str
) -> dict[str, Any]:
    """What the source side needs: a picture with boxes, or the text with marks, or why there is neither."""
    pages = max(len(review.values["source"]["pages"]), 1)
    seen = pictures.has_pictures(line.media_type)
    if view not in ("picture", "text") or (view == "picture" and not seen):
        view = "picture" if seen else "text"
    if not number:
        number = selected.value["evidence"]["page"] if selected else 1
    number = min(max(number, 1), pages)
    common: dict[str, Any] = {
        "selected": selected, "pages": pages, "number": number, "view": view, "seen": seen,
        "boxes": [], "left": [], "size": None, "text": None, "trouble": None, "paged": True,
    }  # fmt: skip
    trouble = is_changed(line)
    if trouble:
        kept = _kept(page, line, review, selected)
        return common | {"trouble": page.words(trouble), "view": "text", "seen": False, "paged": False} | kept
    try:
        if view == "picture":
            picture = page.site.pictures.page(Path(line.path), line.sha256, line.media_type, number)
            boxes = _boxes(review, number, selected)
            left = _left(review, number)
            return common | {"boxes": boxes, "left": left, "size": (picture.width, picture.height)}
        return common | _text(page, line, review, selected, number)
    except KehoachError as error:
        return common | {"trouble": page.words("no_source", error.describe(page.lang))}


def _text(page: Page, line: PlanLine, review: Review, selected: ReviewedRow | None, number: int) -> dict[str, Any]:
    if line.method in _SLOW and (kept := _kept(page, line, review, selected)):
        return kept
    document = page.site.sources.document(Path(line.path), line.sha256)
    place = place_of(document, selected) if selected else None
    if place is not None and selected is not None and selected.value["evidence"]["page"] == number:
        number = page_at(document, place[0])  # a paragraph that began on the page before stands there
    text: TextPage = page_of(document, review, number, selected)
    return {"text": text, "number": number}


def _kept(page: Page, line: PlanLine, review: Review, selected: ReviewedRow | None) -> dict[str, Any]:
    """The text that the store keeps, on one page; nothing where it keeps none."""
    texts = page.site.catalogue.texts(line.id)
    if texts is None:
        return {}
    return {"text": page_of(of_texts(texts), review, 1, selected), "paged": False}


def is_changed(line: PlanLine) -> str | None:
    """Key of the word that says why the source is not what was read; None where it is."""
    try:
        stat = Path(line.path).stat()
    except (OSError, ValueError):
        return "source_missing"
    if line.values.get("size") not in (None, stat.st_size):
        return "source_changed"
    return None


def _boxes(review: Review, number: int, selected: ReviewedRow | None) -> list[Box]:
    """The boxes of all rows on a page, the selected one last, so that it lies on top."""
    from pipeline.storage.catalogue import DOUBTFUL

    found = []
    head = (selected,) if selected and selected.table == HEAD else ()
    for table in TABS:
        for row in review.tables[table] if table != HEAD else head:
            box = row.value["evidence"]["bbox"]
            if box is None or row.value["evidence"]["page"] != number or (table == "findings" and row is not selected):
                continue
            unsure = row.state == "open" and row.value["confidence"] < DOUBTFUL
            found.append(Box.around(box, selected=row is selected, unsure=unsure, table=table, row=row.key))
    return sorted(found, key=lambda box: box.selected)


def _left(review: Review, number: int) -> list[Box]:
    """The boxes of what stands on a page in no item and for no known reason."""
    places = ((item, item["evidence"]) for item in residuals_of(review) if item["reason"] == "unexplained")
    return [Box.around(at["bbox"], residual=item) for item, at in places if at["bbox"] and at["page"] == number]


@router.get("/files/{identity}/pages/{number}.png")
async def picture(page: Asked, identity: int, number: int) -> Response:
    """The picture of a page of a plan in the store; there is no other way to a file."""
    line, _ = await run_in_threadpool(page.plan, identity)
    if line.sha256 is None or not pictures.has_pictures(line.media_type) or is_changed(line):
        raise HTTPException(404)
    try:
        made = await run_in_threadpool(page.site.pictures.page, Path(line.path), line.sha256, line.media_type, number)
    except KehoachError as error:
        raise HTTPException(404) from error
    return Response(made.png, media_type="image/png", headers={"cache-control": "private, max-age=86400, immutable"})
