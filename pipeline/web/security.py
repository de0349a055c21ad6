"""Who may ask what: host names, access token, forged requests, sizes, read-only mode, headers of every answer.

One ASGI layer before all pages, so that no route can forget it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as defaulted
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
COOKIE = "kehoach-access"
CSRF_HEADER = "x-csrf-token"
_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/login", "/static/")
_UPLOADS = ("/upload", "/api/run")
_SMALL = 2**20  # bytes of a request that brings no files

# Nothing but the page's own files: what a plan contains can neither run, nor load, nor send anything.
_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The rules of one server.

    Attributes:
        token: asked of everybody; None asks for none, which is for the own machine alone.
        read_only: nothing can be changed or uploaded.
        hosts: names that the server may be called by, against pages elsewhere that point a name of theirs at it.
        max_bytes: of one upload.
        max_files: likewise.
        secret: what cookies and form tokens are made of; new with every process.
    """

    token: str | None = None
    read_only: bool = False
    hosts: frozenset[str] = LOOPBACK
    max_bytes: int = 300 * 2**20
    max_files: int = 300
    secret: bytes = defaulted(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def sign(self, purpose: str) -> str:
        """What only this process can know, for one purpose."""
        return hmac.new(self.secret, purpose.encode(), hashlib.sha256).hexdigest()

    @property
    def csrf(self) -> str:
        """Sent back with every change; another origin cannot read it."""
        return self.sign("csrf")

    def is_token(self, given: str) -> bool:
        """Whether somebody knows the token."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())


Refuse = Callable[[Scope, int, str], Response]
"""Makes the answer to a request that is refused: status and key of the word that says why."""


class Guard:
    """The layer.

    Args:
        app: what lies behind it.
        access: the rules.
        refuse: makes the answers to refused requests.
    """

    def __init__(self, app: ASGIApp, access: Access, refuse: Refuse) -> None:
        self._app, self._access, self._refuse = app, access, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._judge(scope)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        counted = _Counted(receive, self._most(scope))
        await self._app(scope, counted, _with_headers(send))

    def _judge(self, scope: Scope) -> Response | None:
        """The answer to a request that may not go on."""
        headers, path = Headers(scope=scope), scope["path"]
        if _host(headers.get("host", "")) not in self._access.hosts:
            return self._refuse(scope, 400, "bad_host")
        known = self._is_known(headers)
        if not known and not path.startswith(_OPEN):
            if path.startswith("/api") or scope["method"] not in _SAFE:
                return self._refuse(scope, 401, "login")
            return RedirectResponse("/login", 303)
        if scope["method"] in _SAFE:
            return None
        if not self._is_from_here(headers) or (path != "/login" and not self._is_ours(headers)):
            return self._refuse(scope, 403, "forbidden")
        if self._access.read_only and path != "/login" and not path.startswith(_HARMLESS):
            return self._refuse(scope, 403, "is_read_only")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most(scope):
            return self._refuse(scope, 413, "too_large")
        return None

    def _is_known(self, headers: Headers) -> bool:
        if self._access.token is None:
            return True
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        return hmac.compare_digest(cookie, self._access.sign("login")) or self._bears_token(headers)

    def _bears_token(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self._access.is_token(given)

    def _is_ours(self, headers: Headers) -> bool:
        """Whether the request was made by one of our pages, or by a program that knows the token."""
        given = headers.get(CSRF_HEADER, "")
        return hmac.compare_digest(given.encode(), self._access.csrf.encode()) or self._bears_token(headers)

    def _is_from_here(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        same = origin is None or urlsplit(origin).netloc == headers.get("host")
        return same and site in ("same-origin", "none")

    def _most(self, scope: Scope) -> int:
        return self._access.max_bytes if scope["path"] in _UPLOADS else _SMALL


_HARMLESS = ("/api/restore", "/settings")
"""Requests that carry a body and change nothing in the store."""


class _Counted:
    """Reads a request and stops at the limit, whatever its length was said to be."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            return {"type": "http.disconnect"}
        return message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending


def _host(header: str) -> str:
    """The name of a Host header, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def hosts_of(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """Names that a server bound to `host` may be called by."""
    return LOOPBACK | {host.lower().strip("[]")} | {name.lower() for name in more}
