"""The plans: found, filtered, chosen for a comparison, downloaded; and the small choices of the reader."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Form, Query
from starlette.responses import RedirectResponse, Response

from pipeline.storage.catalogue import Filters
from pipeline.storage.exports import export
from pipeline.web.site import LANG_COOKIE, WHO_COOKIE, Asked, attachment

router = APIRouter()
PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_YEAR = 365 * 86400  # seconds


def asked_filters(
    q: Annotated[str, Query(max_length=200)] = "",
    unit: Annotated[str, Query(max_length=200)] = "",
    since: Annotated[str, Query(max_length=10, pattern=r"^[\d-]*$")] = "",
    until: Annotated[str, Query(max_length=10, pattern=r"^[\d-]*$")] = "",
    state: Literal["", "ok", "partial", "failed"] = "",
    review: Literal["", "none", "begun", "complete"] = "",
    rows: Literal["", "none", "findings"] = "",
    coverage: Literal["", "50", "80", "95", "100"] = "",
) -> Filters:
    """The filter that a query string asks for."""
    under = int(coverage or 0)
    return Filters(words=q, unit=unit, since=since, until=until, state=state, review=review, rows=rows, coverage=under)


Filtered = Annotated[Filters, Depends(asked_filters)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


def as_query(filters: Filters) -> dict[str, str]:
    """The query that asks for a filter."""
    return {
        "q": filters.words, "unit": filters.unit, "since": filters.since, "until": filters.until,
        "state": filters.state, "review": filters.review, "rows": filters.rows,
        "coverage": str(filters.coverage or ""),
    }  # fmt: skip


@router.get("/")
def plans(
    page: Asked, filters: Filtered, number: Annotated[PageNumber, Query(alias="page")] = 1, order: str = "name"
) -> Response:
    """The plans that fit, a page of them."""
    found, total = page.site.catalogue.plans(filters, number, PAGE_SIZE, order)
    return page.render(
        "plans.html",
        plans=found,
        total=total,
        number=number,
        last=max(1, -(-total // PAGE_SIZE)),
        order=order,
        asked=as_query(filters),
        states=page.site.catalogue.states(),
    )


@router.get("/download/{format}")
def download(page: Asked, filters: Filtered, format: Literal["xlsx", "csv", "json", "gold", "tracker"]) -> Response:
    """The tables of the plans that fit, as one file: a workbook, or an archive of CSV or JSON files."""
    from pipeline.storage.tracker import tracker  # brings the writer of workbooks, which the start can do without

    documents = page.site.store.stored(page.site.catalogue.paths(filters))
    if format == "tracker":
        return attachment(tracker(documents, page.lang), XLSX, "theo-doi.xlsx")
    with tempfile.TemporaryDirectory(prefix="kehoach-web-") as folder:
        out = Path(folder) / "kehoach"
        export(documents, out, [format], page.lang)
        if format == "xlsx":
            return attachment((out / "plans.xlsx").read_bytes(), XLSX, "ke-hoach.xlsx")
        return attachment(_zipped(out), "application/zip", f"ke-hoach-{format}.zip")


def _zipped(folder: Path) -> bytes:
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return held.getvalue()


@router.post("/settings")
def settings(
    page: Asked,
    who: Annotated[str, Form(max_length=80)] = "",
    lang: Annotated[Literal["", "vi", "en"], Form()] = "",
) -> Response:
    """The reader's name and language, kept in the browser."""
    answer = Response(status_code=204, headers={"hx-refresh": "true"})
    if who.strip():
        answer.set_cookie(WHO_COOKIE, quote(who.strip()), max_age=_YEAR, samesite="strict", httponly=True)
    if lang:
        answer.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, samesite="strict", httponly=True)
    return answer


@router.get("/lang/{lang}")
def language(lang: Literal["vi", "en"], to: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """Goes on in another language; `to` is a page of ours."""
    parts = urlsplit(to)
    ours = to.startswith("/") and not to.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    answer = RedirectResponse(to if ours and not any(sign in to for sign in "\\\r\n") else "/", 303)
    answer.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, samesite="strict", httponly=True)
    return answer
