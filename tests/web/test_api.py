"""The JSON API: what its description promises, and the verbs of the command line."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error

_QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


def test_the_api_keeps_what_its_description_promises(site: Any) -> None:
    """Made-up requests to every operation: no fault of the server, every answer as described."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", site.client.app, headers={"host": "127.0.0.1"})
    schema = schema.exclude(path_regex=r"^/api/(export|run$)")  # files, tested by themselves
    headers = {"host": "127.0.0.1", "x-csrf-token": site.access.csrf}
    tried, statuses = [], set()
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(max_examples=4, deadline=None, suppress_health_check=_QUIET, database=None, derandomize=True)
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            answer = case.call(session=None, headers=headers)
            statuses.add(answer.status_code)
            case.validate_response(answer, checks=[not_a_server_error])

        ask()
        tried.append(operation.label)
    assert len(tried) == 13
    assert statuses == {200, 404}  # the requests reached the operations


def test_the_verbs(site: Any) -> None:
    client = site.client
    status = client.get("/api/status?q=dao tao").json()
    assert (status["total"], status["plans"][0]["unit"]) == (1, "phường Đông Hà")
    assert client.get("/api/plans/1").json()["record"]["document"]["number"] == "21"
    assert client.get("/api/plans/3").json()["record"] is None
    assert "Trồng rừng ngập mặn" in client.get("/api/plans/1/text").json()["text"]
    assert client.get("/api/plans/2/text").status_code == 404
    assert client.get("/api/check").json()["page"] == 1
    groups = client.get("/api/compare?plan=1&plan=2").json()["groups"]
    assert {member["plan"] for group in groups for member in group["members"]} == {1, 2}
    assert client.get("/api/compare?plan=3").status_code == 404
    assert [row["plan"] for row in client.get("/api/queue?table=targets").json()["rows"]][0] == 2
    assert client.get("/api/export?format=csv").headers["content-type"] == "application/zip"
    restored = site.post("/api/restore", json={"text": "Uy ban nhan dan xa"}).json()["text"]
    assert restored == "Ủy ban nhân dân xã"


def test_a_program_reviews_as_the_page_does(site: Any) -> None:
    client = site.client
    session = client.get("/api/session").json()
    headers = {session["header"]: session["token"]}
    key = site.keys()[0]
    address = f"/api/plans/1/rows/targets/{key}"
    row = client.post(
        address, json={"action": "edit", "values": {"value": "91"}, "comment": "x"}, headers=headers
    ).json()["row"]
    assert (row["state"], row["value"]["value"], row["machine"]["value"]) == ("edited", 91.0, 90.0)
    bad = client.post(address, json={"action": "edit", "values": {"value": "?"}}, headers=headers)
    assert bad.status_code == 422
    assert client.post(address, json={"action": "destroy"}, headers=headers).status_code == 422
    assert client.post(address, json={"action": "accept"}).status_code == 403
    said = client.get("/api/plans/1/decisions").json()
    assert [(word["action"], word["field"], word["human"]) for word in said["decisions"]] == [("edit", "value", 91.0)]


def test_files_come_in_by_the_api(open_site: Any, job_module: Any) -> None:
    asker = open_site(work=job_module("pass"))
    sent = asker.post("/api/run", files=[("files", ("a.txt", b"KE HOACH", "text/plain"))])
    assert (sent.status_code, sent.json()["id"]) == (202, 1)
    assert asker.post("/api/run", files=[("files", ("", b"", "text/plain"))]).status_code == 422
    assert asker.post("/api/run/1/stop").status_code == 200
    assert asker.post("/api/run/7/stop").status_code == 404


@pytest.mark.parametrize(("lang", "title"), [("vi", "Theo dõi"), ("en", "Tracker")])
def test_the_tracker_holds_a_row_a_task_or_target(site: Any, lang: str, title: str) -> None:
    site.client.cookies.set("kehoach-lang", lang)
    book = openpyxl.load_workbook(io.BytesIO(site.client.get("/api/export?format=tracker&q=rung").content))
    rows = [[cell.value for cell in row] for row in book[title].iter_rows()]
    by = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    lead, end = ("Đơn vị chủ trì", "Ngày hoàn thành") if lang == "vi" else ("Lead", "End")
    tasks = [row for row in by if row[rows[0][2]] in ("Nhiệm vụ", "Task")]
    assert "Phòng Kinh tế" in [row[lead] for row in tasks]
    first = next(row for row in tasks if row[lead] == "Phòng Kinh tế")
    assert str(first[end])[:10] == "2026-11-15"
    cell = next(c for row in book[title].iter_rows(min_row=2) for c in row if str(c.value).startswith("2026-11-15"))
    assert cell.number_format == "dd/mm/yyyy"
    targets = [row for row in by if row not in tasks]
    assert len(targets) == 2
