"""Accept, edit, reject, withdraw, comment, add; conflicts after a newer reading."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from pipeline.web.forms import BadValue, fields, parsed, shown


def _rows(site: Any, table: str = "targets", plan: int = 1) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = site.client.get(f"/api/plans/{plan}/rows/{table}").json()["rows"]
    return rows


def test_a_row_is_accepted_rejected_and_taken_back(site: Any) -> None:
    key = site.keys()[0]
    base = f"/plans/1/rows/targets/{key}"
    site.client.cookies.set("kehoach-who", "Tr%E1%BA%A7n%20Lan")
    answer = site.post(f"{base}/accept")
    assert (answer.status_code, answer.headers["hx-trigger"]) == (200, "decided")
    assert "đã duyệt" in answer.text
    assert answer.text.strip().startswith("<tr")
    site.post(f"{base}/reject", data={"comment": "chỉ là ví dụ"})
    row = _rows(site)[0]
    assert (row["state"], [word["action"] for word in row["history"]]) == ("rejected", ["accept", "reject"])
    assert (row["history"][1]["who"], row["history"][1]["comment"]) == ("Trần Lan", "chỉ là ví dụ")
    assert len(site.client.get("/api/plans/1").json()["record"]["targets"]) == 1
    site.post(f"{base}/withdraw")
    assert _rows(site)[0]["state"] == "open"


def test_an_edit_is_written_as_clerks_write(site: Any) -> None:
    key = site.keys()[0]
    form = site.get(f"/plans/1/rows/targets/{key}/edit")
    assert re.search(r'name="value" value="90"', form)
    answer = site.post(
        f"/plans/1/rows/targets/{key}/edit", data={"value": "92,5", "due": "15/10/2026", "comment": "phụ lục"}
    )
    assert "92,5 %" in answer.text and "đã sửa" in answer.text
    row = _rows(site)[0]
    assert (row["value"]["value"], row["value"]["due"], row["machine"]["value"]) == (92.5, "2026-10-15", 90.0)
    assert [word["field"] for word in row["history"]] == ["value", "due"]
    detail = site.get(f"/plans/1/rows/targets/{key}/detail")
    assert re.search(r"<del[^>]*>90</del> → <ins[^>]*>92,5</ins>", detail)
    assert "phụ lục" in detail


def test_a_wrong_value_comes_back_with_what_is_wrong(site: Any) -> None:
    key = site.keys()[0]
    answer = site.post(f"/plans/1/rows/targets/{key}/edit", data={"value": "nhiều", "unit": "hộ"})
    assert "Giá trị: cần một con số" in answer.text
    assert 'value="nhiều"' in answer.text
    assert _rows(site)[0]["state"] == "open"


def test_an_edit_that_changes_nothing_accepts(site: Any) -> None:
    key = site.keys()[0]
    site.post(f"/plans/1/rows/targets/{key}/edit", data={"value": "90", "unit": "%"})
    assert _rows(site)[0]["state"] == "accepted"


def test_a_comment_decides_nothing(site: Any) -> None:
    key = site.keys("dates")[0]
    site.post(f"/plans/1/rows/dates/{key}/comment", data={"comment": "hỏi lại xã"})
    site.post(f"/plans/1/rows/dates/{key}/comment", data={"comment": "  "})
    row = _rows(site, "dates")[0]
    assert (row["state"], len(row["history"])) == ("open", 1)


def test_the_head_is_edited(site: Any) -> None:
    answer = site.post("/plans/1/rows/document/document/edit", data={"number": "12", "recipients": "Như trên\nLưu: VT"})
    assert answer.status_code == 200
    info = site.client.get("/api/plans/1").json()["record"]["document"]
    assert (info["number"], info["recipients"]) == ("12", ["Như trên", "Lưu: VT"])
    assert "12" in site.get("/plans/1?tab=document")


def test_a_row_is_added_from_words_of_the_text(site: Any) -> None:
    text = site.client.get("/api/plans/1/text").json()["text"]
    start = text.index("Hộp dự phòng")
    form = site.get(f"/plans/1/add?start={start}&end={start + 26}&table=targets")
    assert "<blockquote>Hộp dự phòng mang 4477 để</blockquote>" in form
    given = {"table": "targets", "start": start, "end": start + 26, "value": "4.477", "unit": "hộp", "comparator": "=",
             "indicator": "hộp dự phòng", "comment": "máy sót"}  # fmt: skip
    answer = site.post("/plans/1/add", data=given)
    assert (answer.status_code, answer.headers["hx-redirect"].split("&")[0]) == (204, "/plans/1?tab=targets")
    row = next(row for row in _rows(site) if row["state"] == "added")
    assert (row["value"]["value"], row["value"]["quote"]) == (4477.0, "Hộp dự phòng mang 4477 để")
    assert row["value"]["evidence"]["start"] == start
    assert row["machine"] is None
    page = site.get(f"/plans/1?row={row['key']}&view=text")
    assert "thêm tay" in page and not re.search(r'<span data-s="\d+" class="m residual"', page)
    bad = site.post("/plans/1/add", data=given | {"value": ""})
    assert "Giá trị: không được để trống" in bad.text
    assert site.post("/plans/1/add", data=given | {"end": len(text) + 9}).status_code == 422
    site.post(f"/plans/1/rows/targets/{row['key']}/reject")
    assert len(_rows(site)) == 2


def _reread(site: Any, plan: Any, line: Any, **changes: Any) -> None:
    path, values = plan
    again = json.loads(json.dumps(values))
    again["targets"][0] |= changes
    site.store.save(line(path, version="next"), again)


def test_a_newer_reading_that_differs_is_shown_and_the_human_value_stands(site: Any, plan: Any, line: Any) -> None:
    key = site.keys()[0]
    site.post(f"/plans/1/rows/targets/{key}/edit", data={"value": "92,5"})
    _reread(site, plan, line, value=9.0)
    page = site.get(f"/plans/1?row={key}")
    assert "1 mâu thuẫn" in page and "Lần đọc mới khác với ý kiến" in page
    assert re.search(r"<td>90</td><td>9</td><td><strong>92,5</strong></td>", page)
    assert "92,5 %" in page
    assert site.client.get("/queue/next").headers["location"] == f"/plans/1?tab=targets&row={key}"
    assert "Mâu thuẫn" in site.get("/queue")


def test_a_conflict_ends_with_either_value(site: Any, plan: Any, line: Any) -> None:
    key = site.keys()[0]
    site.post(f"/plans/1/rows/targets/{key}/edit", data={"value": "92,5"})
    _reread(site, plan, line, value=9.0)
    site.post(f"/plans/1/rows/targets/{key}/keep", data={"comment": "đã xem lại"})
    row = _rows(site)[0]
    assert (row["conflict"], row["value"]["value"], row["machine"]["value"]) == (False, 92.5, 9.0)
    _reread(site, plan, line, value=19.0)
    assert _rows(site)[0]["conflict"] is True
    site.post(f"/plans/1/rows/targets/{key}/withdraw")
    row = _rows(site)[0]
    assert (row["conflict"], row["value"]["value"], row["state"]) == (False, 19.0, "open")


def test_a_row_that_is_gone_can_be_kept_as_ones_own(site: Any, plan: Any, line: Any) -> None:
    key = site.keys()[1]
    site.post(f"/plans/1/rows/targets/{key}/accept")
    path, values = plan
    site.store.save(line(path, version="next"), values | {"targets": values["targets"][:1]})
    assert "không còn thấy dòng này" in site.get(f"/plans/1?row={key}")
    site.post(f"/plans/1/rows/targets/{key}/keep")
    row = _rows(site)[1]
    assert (row["state"], row["conflict"], row["value"]["value"]) == ("added", False, 25.0)


def test_a_plan_is_said_to_be_complete(site: Any) -> None:
    assert site.post("/plans/1/complete", data={"done": "true"}).status_code == 204
    assert "Đã duyệt xong" in site.get("/plans/1")
    site.post("/plans/1/complete", data={"done": "false"})
    assert "Đánh dấu duyệt xong" in site.get("/plans/1")


@pytest.mark.parametrize(
    ("table", "given", "wanted"),
    [
        ("targets", {"value": "85,5"}, {"value": 85.5}),
        ("targets", {"value": "1.500"}, {"value": 1500.0}),
        ("targets", {"value": "85.5"}, {"value": 85.5}),
        ("targets", {"value": "1.234,5"}, {"value": 1234.5}),
        ("targets", {"value_max": ""}, {"value_max": None}),
        ("targets", {"due": "5/3/2026"}, {"due": "2026-03-05"}),
        ("targets", {"due": "03/2026"}, {"due": "2026-03"}),
        ("targets", {"due": "2027-34"}, {"due": "2027-34"}),
        ("targets", {"due": "2025/2030"}, {"due": "2025/2030"}),
        ("targets", {"due": "XXXX-12-05"}, {"due": "XXXX-12-05"}),
        ("assignments", {"partners": "Công an xã; Trạm Y tế\n"}, {"partners": ["Công an xã", "Trạm Y tế"]}),
        ("dates", {"recurring": "true"}, {"recurring": True}),
        ("targets", {"unknown": "x"}, {}),
    ],
)
def test_values_as_written(table: str, given: dict[str, str], wanted: dict[str, Any]) -> None:
    assert parsed(table, given) == wanted


@pytest.mark.parametrize(
    ("table", "given", "why"),
    [
        ("targets", {"value": ""}, "bad_empty"), ("targets", {"value": "12 %"}, "bad_number"),
        ("targets", {"value": "1e9"}, "bad_number"), ("targets", {"due": "mai"}, "bad_date"),
        ("targets", {"due": "2026-13"}, "bad_date"), ("targets", {"comparator": "<"}, "bad_choice"),
        ("assignments", {"role": "boss"}, "bad_choice"), ("dates", {"edtf": " "}, "bad_empty"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_taken(table: str, given: dict[str, str], why: str) -> None:
    with pytest.raises(BadValue) as caught:
        parsed(table, given)
    assert caught.value.why == why


@pytest.mark.parametrize("value", [0.0, 85.5, 1500.0, 1.234, 1234567.0, None])
def test_a_figure_comes_back_from_the_form_as_it_was(value: float | None) -> None:
    field = next(field for field in fields("targets") if field.name == "value_max")
    assert parsed("targets", {"value_max": shown(field, value)}) == {"value_max": value}
