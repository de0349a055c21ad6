"""What all pages share: the store, the settings, the templates, and how a page is answered."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Depends, HTTPException, Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse, Response

from pipeline import __version__
from pipeline.settings import Lang, RunSettings
from pipeline.storage import Store
from pipeline.storage.catalogue import DOUBTFUL, Catalogue, PlanLine
from pipeline.storage.review import Review
from pipeline.web.jobs import Jobs
from pipeline.web.pictures import Pictures
from pipeline.web.security import Access
from pipeline.web.source import Sources
from pipeline.web.words import LANGS, Words

LANG_COOKIE = "kehoach-lang"
WHO_COOKIE = "kehoach-who"


def environment() -> Environment:
    """The templates; everything that they write is escaped."""
    return Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Site:
    """One server: what it serves, and by which rules.

    Args:
        store: an open one.
        settings: of the run; files that come in are kept in `out`.
        access: the rules.
        jobs: the readings that are asked for on the page.
    """

    def __init__(self, store: Store, settings: RunSettings, access: Access, jobs: Jobs) -> None:
        self.store, self.settings, self.access, self.jobs = store, settings, access, jobs
        self.templates = environment()
        self.catalogue = Catalogue(store)
        self.pictures = Pictures(settings.read)
        self.sources = Sources(settings.read, settings.restoring)
        self.uploads = Path(settings.out) / "uploads"


class Page:
    """One request: who asks, in which language, and the answer.

    Args:
        request: as it came.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.site: Site = request.app.state.site
        chosen = request.cookies.get(LANG_COOKIE)
        self.lang: Lang = next((lang for lang in LANGS if lang == chosen), self.site.settings.lang)
        self.words = Words(self.lang)

    @property
    def who(self) -> str:
        """The name that is kept with decisions: what the reader set, else the user that runs the server."""
        return unquote(self.request.cookies.get(WHO_COOKIE, "")).strip()[:80] or getpass.getuser()

    @property
    def partial(self) -> bool:
        """Whether a part of the page is asked for, not the whole."""
        return self.request.headers.get("hx-request") == "true"

    def render(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """An answer made of a template."""
        return HTMLResponse(self.text(template, **values), status)

    def text(self, template: str, **values: Any) -> str:
        """A template filled in."""
        common = {
            "w": self.words,
            "lang": self.lang,
            "who": self.who,
            "csrf": self.site.access.csrf,
            "read_only": self.site.access.read_only,
            "path": self.request.url.path,
            "here": str(self.request.url.path) + (f"?{self.request.url.query}" if self.request.url.query else ""),
            "doubtful": DOUBTFUL,
            "program": __version__,
            "query": _query,
        }
        return self.site.templates.get_template(template).render(common | values)

    def plan(self, identity: int) -> tuple[PlanLine, Review | None]:
        """A plan and what is known of it.

        Raises:
            HTTPException: 404, there is no such plan.
        """
        found = self.site.catalogue.plan(identity)
        if found is None:
            raise HTTPException(404)
        return found


def _query(values: dict[str, Any], **changes: Any) -> str:
    """A query string of the values that say something."""
    return urlencode({key: value for key, value in (values | changes).items() if value not in ("", None)}, doseq=True)


def _page(request: Request) -> Page:
    return Page(request)


Asked = Annotated[Page, Depends(_page)]


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """A file to be saved under a name."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})
