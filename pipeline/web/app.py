"""The application: pages, API, rules of access, errors that say what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pipeline import __version__
from pipeline.batch.pool import DEFAULT_JOB
from pipeline.errors import KehoachError
from pipeline.settings import RunSettings
from pipeline.storage import Store
from pipeline.web.jobs import Jobs
from pipeline.web.pages import api, overview, plan, plans, review, uploads
from pipeline.web.security import COOKIE, Access, Guard, Refuse
from pipeline.web.site import Asked, Page, Site

_STATIC = Path(__file__).resolve().parent / "static"
_REASONS = {400: "wrong_request", 403: "forbidden", 404: "not_found", 413: "too_large", 422: "wrong_request"}


def create_app(settings: RunSettings | None = None, access: Access | None = None, work: str = DEFAULT_JOB) -> FastAPI:
    """The application over a store, which is made where it does not exist.

    Args:
        settings: of the run: the store, how files are read, where uploads are kept.
        access: who may ask what; the own machine alone where None.
        work: "module:function" of what is done to a file that comes in.

    Raises:
        UsageError: the store's URL cannot be understood.
        StorageError: the store cannot be opened.
    """
    settings, access = settings or RunSettings(), access or Access()
    site = Site(Store(settings.db), settings, access, Jobs(settings, work))

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.jobs.close()
        site.store.close()

    app = FastAPI(
        title="kehoach", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json",
    )  # fmt: skip
    app.state.site = site
    for module in (plans, plan, review, overview, uploads):
        app.include_router(module.router, include_in_schema=False)
    app.include_router(api.router)
    app.add_api_route("/login", login_form, methods=["GET"], include_in_schema=False)
    app.add_api_route("/login", login, methods=["POST"], include_in_schema=False)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(KehoachError, _failed)
    app.add_exception_handler(ClientDisconnect, _cut)
    app.add_middleware(Guard, access=access, refuse=_refuser(app))
    return app


def login_form(page: Asked) -> Response:
    """Asks for the access token."""
    return page.render("login.html", trouble=None)


def login(page: Asked, token: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Lets in whoever knows the token."""
    if not page.site.access.is_token(token.strip()):
        return page.render("login.html", 403, trouble=page.words("login_wrong"))
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, page.site.access.sign("login"), samesite="strict", httponly=True)
    return answer


# -------------------------------------------------------------------------------------------- errors


def _refuser(app: FastAPI) -> Refuse:
    def refuse(scope: Scope, status: int, why: str) -> Response:
        return _answer(Request({**scope, "app": app}), status, why)

    return refuse


def _answer(request: Request, status: int, why: str, detail: str | None = None) -> Response:
    page = Page(request)
    if request.url.path.startswith("/api"):
        return JSONResponse({"detail": detail or page.words(why)}, status)
    return page.render("error.html", status, code=status, message=detail or page.words(why))


async def _refused(request: Request, error: Exception) -> Response:
    if isinstance(error, RequestValidationError):
        if request.url.path.startswith("/api"):
            return await request_validation_exception_handler(request, error)
        return _answer(request, 422, "wrong_request")
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith("/api") and isinstance(error, HTTPException):
        return await http_exception_handler(request, error)
    return _answer(request, status, _REASONS.get(status, "error"))


async def _failed(request: Request, error: Exception) -> Response:
    detail = error.describe(Page(request).lang) if isinstance(error, KehoachError) else None
    return _answer(request, 500, "error", detail)


async def _cut(request: Request, _: Exception) -> Response:
    return _answer(request, 413, "too_large")
