"""Files brought in: taken, read beside the server, told as they go, stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response, StreamingResponse

from pipeline.web.jobs import JobView
from pipeline.web.site import Asked, Page
from pipeline.web.uploads import Refused, keep

router = APIRouter()
_PAUSE = 0.2  # seconds between two looks at a reading
_FIELDS = 10  # of a form that brings files


@router.get("/upload")
def upload_form(page: Asked) -> Response:
    """Where files are brought in, and the readings of this server."""
    return page.render("upload.html", trouble=None, jobs=page.site.jobs.all(), access=page.site.access)


@router.post("/upload")
async def upload(page: Asked, request: Request) -> Response:
    """Takes files and begins to read them."""
    try:
        job = await taken(page, request)
    except Refused as error:
        trouble = page.words(error.why, *error.parts)
        return page.render("_upload_trouble.html", 200, trouble=trouble)
    return Response(status_code=204, headers={"hx-redirect": f"/upload/{job.id}"})


async def taken(page: Page, request: Request) -> JobView:
    """The reading of the files of a request.

    Raises:
        Refused: the files are not taken.
    """
    access = page.site.access
    async with request.form(max_files=access.max_files + 1, max_fields=_FIELDS) as form:
        files = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        kept, left_out = await run_in_threadpool(keep, files, page.site.uploads, access)
    return page.site.jobs.start(kept, left_out)


@router.get("/upload/{number}")
def job(page: Asked, number: int) -> Response:
    """A reading as it stands."""
    return page.render("job.html", **_shown(page, _job(page, number)))


@router.post("/upload/{number}/stop")
def stop(page: Asked, number: int) -> Response:
    """Stops a reading."""
    page.site.jobs.cancel(_job(page, number).id)
    return page.render("_job.html", **_shown(page, _job(page, number)))


@router.get("/upload/{number}/events")
async def events(page: Asked, number: int) -> StreamingResponse:
    """The reading as it goes: an event whenever something changed, the last one when it is over."""
    _job(page, number)

    async def told() -> AsyncIterator[str]:
        last: JobView | None = None
        while True:
            now = page.site.jobs.get(number)
            if now is None:
                return
            if now != last:
                part = await run_in_threadpool(page.text, "_job.html", **await run_in_threadpool(_shown, page, now))
                data = "\n".join(f"data: {line}" for line in part.splitlines())
                yield f"event: {'over' if now.over else 'step'}\n{data}\n\n"
                last = now
            if now.over:
                return
            await asyncio.sleep(_PAUSE)

    return StreamingResponse(told(), media_type="text/event-stream", headers={"cache-control": "no-store"})


def _job(page: Page, number: int) -> JobView:
    found = page.site.jobs.get(number)
    if found is None:
        raise HTTPException(404)
    return found


def _shown(page: Page, view: JobView) -> dict[str, Any]:
    return {"job": view, "lines": page.site.catalogue.by_path(view.read)}
