"""Who may ask what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.web.security import hosts_of


def test_a_name_that_is_not_ours_is_refused(site: Any) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[::2]:8000"):
        assert site.client.get("/", headers={"host": host}).status_code == 400
    for host in ("127.0.0.1:8000", "localhost", "[::1]:8000", "LOCALHOST:9"):
        assert site.client.get("/", headers={"host": host}).status_code == 200
    assert hosts_of("0.0.0.0", ["May-Chu"]) == {"127.0.0.1", "localhost", "::1", "0.0.0.0", "may-chu"}


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"x-csrf-token": "0" * 64}, {"x-csrf-token": "ê"},
        {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1.evil.example"}, {"origin": "null"},
    ],
)  # fmt: skip
def test_a_change_that_no_page_of_ours_sent_is_refused(site: Any, headers: dict[str, str]) -> None:
    key = site.keys()[0]
    sent = {"x-csrf-token": site.access.csrf} if "x-csrf-token" not in headers and headers else {}
    sent = {name: value.encode() for name, value in (sent | headers).items()}
    answer = site.client.post(f"/plans/1/rows/targets/{key}/accept", headers=sent)
    assert answer.status_code == 403
    assert site.store.decisions.documents() == {}


def test_a_change_from_our_page_is_taken(site: Any) -> None:
    key = site.keys()[0]
    headers = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
    assert site.post(f"/plans/1/rows/targets/{key}/accept", headers=headers).status_code == 200


def test_nobody_comes_in_without_the_token(open_site: Callable[..., Any]) -> None:
    asker = open_site(token="mã rất dài")
    for address in ("/", "/plans/1", "/download/xlsx", "/files/1/pages/1.png", "/upload/1/events"):
        answer = asker.client.get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login"), address
    assert asker.client.get("/api/status").status_code == 401
    assert asker.client.get("/api/openapi.json").status_code == 401
    assert asker.client.get("/api/status", headers={"authorization": "Bearer sai"}).status_code == 401
    assert asker.client.get("/api/status", headers={"authorization": "Bearer mã rất dài".encode()}).status_code == 401
    assert asker.post("/settings", data={"who": "Lan"}).status_code == 401
    assert asker.client.get("/static/page.css").status_code == 200
    wrong = asker.client.post("/login", data={"token": "sai"})
    assert (wrong.status_code, "set-cookie" in wrong.headers) == (403, False)
    assert (
        asker.client.post("/login", data={"token": "mã rất dài"}, headers={"origin": "http://evil"}).status_code == 403
    )
    right = asker.client.post("/login", data={"token": "mã rất dài"})
    assert right.status_code == 303
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in right.headers["set-cookie"].split(";")}
    assert asker.client.get("/").status_code == 200
    asker.client.cookies.set("kehoach-access", "0" * 64)
    assert asker.client.get("/", headers={"cookie": f"kehoach-access={'0' * 64}"}).status_code == 303


def test_a_program_with_the_token_may_change(open_site: Callable[..., Any], plan: Any, line: Any) -> None:
    asker = open_site(token="abc")
    asker.store.save(line(plan[0]), plan[1])
    bearer = {"authorization": "Bearer abc"}
    row = asker.client.get("/api/plans/1/rows/targets", headers=bearer).json()["rows"][0]
    said = asker.client.post(f"/api/plans/1/rows/targets/{row['key']}", json={"action": "accept"}, headers=bearer)
    assert said.json()["row"]["state"] == "accepted"


def test_nothing_changes_in_a_page_that_is_read_only(open_site: Callable[..., Any], plan: Any, line: Any) -> None:
    asker = open_site(read_only=True)
    asker.store.save(line(plan[0]), plan[1])
    key = asker.keys()[0]
    posts = [f"/plans/1/rows/targets/{key}/accept", f"/plans/1/rows/targets/{key}/edit", "/plans/1/complete", "/plans/1/add",
             "/upload", "/api/run", f"/api/plans/1/rows/targets/{key}"]  # fmt: skip
    for address in posts:
        assert asker.post(address).status_code == 403, address
    page = asker.get("/plans/1")
    assert "hx-post" not in page and "Chỉ xem" in page
    assert asker.store.decisions.documents() == {}


def test_every_answer_carries_the_rules(site: Any) -> None:
    for address in ("/", "/plans/1", "/nothing", "/api/status", "/static/page.js", "/login"):
        headers = site.client.get(address).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers


def test_pages_need_no_exception_from_the_policy(site: Any) -> None:
    import re

    for address in ("/", "/plans/1", "/plans/1?view=text", "/queue", "/compare?plan=1&plan=2", "/findings", "/upload"):
        page = site.get(address)
        assert not re.search(r'\s(?:style|on[a-z]+)="', page), address
        assert re.findall(r"<script(?![^>]*\ssrc=)", page) == [], address
        assert "<style" not in page, address


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/files/../../etc/passwd",
        "/files/1/pages/..%2f1.png",
    ],
)
def test_no_path_leads_out(site: Any, address: str) -> None:
    answer = site.client.get(address)
    assert answer.status_code in (404, 422)
    assert "create_app" not in answer.text


def test_a_request_that_is_too_large_is_refused(site: Any) -> None:
    key = site.keys()[0]
    answer = site.post(f"/plans/1/rows/targets/{key}/accept", data={"comment": "x" * (2**20 + 1)})
    assert answer.status_code == 413
    streamed = site.post("/settings", content=(b"who=" + b"x" * 2**18 for _ in range(8)),
                         headers={"content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert streamed.status_code in (400, 413)  # cut off: the form ends in the middle


def test_other_addresses_need_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.cli import serve

    for host in ("0.0.0.0", "192.168.1.5", "::"):
        with pytest.raises(UsageError, match="--token"):
            serve.serve(host=host)


def test_serve_binds_to_the_own_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    import uvicorn

    from pipeline.cli import app as cli

    given: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: given.update(options))
    assert cli.invoke(["serve", "--store", str(tmp_path / "k.db"), "--port", "8123"]) == 0
    assert (given["host"], given["port"], given["proxy_headers"]) == ("127.0.0.1", 8123, False)
    assert cli.invoke(["serve", "--store", str(tmp_path / "k.db"), "--host", "0.0.0.0"]) == 2
