"""What people said of rows: kept beside the machine's values, found again after a re-read, never overwritten."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.batch import run
from pipeline.evaluation import evaluate_folders
from pipeline.records import codec
from pipeline.settings import RunSettings
from pipeline.storage import Entry, Store
from pipeline.storage.decisions import HEAD, PLAN, Decision
from pipeline.storage.exports import export
from pipeline.storage.review import CONTENT, Review, ReviewedRow, review, row_keys

Values = dict[str, Any]
SHA = "a" * 64


def _word(row: ReviewedRow, action: Any, field: str | None = None, human: Any = None, **more: Any) -> Decision:
    given = {"sha256": SHA, "table": row.table, "row": row.key, "machine": row.machine, "who": "Lan"}
    return Decision(**(given | {"action": action, "field": field, "human": human} | more))


def _targets(found: Review) -> tuple[ReviewedRow, ...]:
    return found.tables["targets"]


@pytest.fixture
def values(record_values: Callable[..., Values]) -> Values:
    """A record with two targets at places of their own."""
    made = record_values()
    for n, target in enumerate(made["targets"]):
        target |= {"quote": f"câu thứ {n}", "evidence": target["evidence"] | {"start": 100 * n, "end": 100 * n + 30}}
    return made


def _reread(values: Values, **changes: Any) -> Values:
    """The record as another version reads it: the first target changed, everything three characters further on."""
    again = json.loads(json.dumps(values))
    again["targets"][0] |= changes
    for target in again["targets"]:
        target["evidence"] |= {"start": target["evidence"]["start"] + 3, "end": target["evidence"]["end"] + 3}
    return again


def test_without_words_the_machine_stands(values: Values) -> None:
    found = review(values)
    assert found.standing is values
    assert [row.state for row in _targets(found)] == ["open", "open"]
    assert found.conflicts == 0


def test_every_field_that_can_be_edited_is_one_of_the_record(values: Values) -> None:
    newer = {"responsible", "product"}  # fields that records of an earlier version lack
    for table, fields in CONTENT.items():
        item = values[table] if table == HEAD else values[table][0]
        assert set(fields) - newer <= set(item), table


def test_an_edit_stands_beside_the_value_of_the_machine(values: Values) -> None:
    row = _targets(review(values))[0]
    found = review(values, [_word(row, "edit", "value", 90.0, comment="bảng ở phụ lục")])
    edited = _targets(found)[0]
    assert (edited.state, edited.value["value"], edited.machine and edited.machine["value"]) == ("edited", 90.0, 85.5)
    assert (edited.edited, edited.comment, edited.conflict) == (("value",), "bảng ở phụ lục", False)
    assert [target["value"] for target in found.standing["targets"]] == [90.0, 300.0]
    codec.from_dict(found.standing)


def test_a_reread_value_that_differs_is_a_conflict_and_the_human_one_stands(values: Values) -> None:
    words = [_word(_targets(review(values))[0], "edit", "value", 90.0)]
    row = _targets(review(_reread(values, value=58.5), words))[0]
    assert [(c.field, c.before, c.now, c.human) for c in row.clashes] == [("value", 85.5, 58.5, 90.0)]
    assert (row.value["value"], row.conflict) == (90.0, True)
    agreed = _targets(review(_reread(values, value=90.0), words))[0]
    assert (agreed.conflict, agreed.value["value"]) == (False, 90.0)
    same = _targets(review(_reread(values), words))[0]
    assert (same.conflict, same.value["value"]) == (False, 90.0)


def test_an_accepted_row_keeps_what_was_accepted(values: Values) -> None:
    words = [_word(_targets(review(values))[0], "accept")]
    row = _targets(review(_reread(values, unit="ha"), words))[0]
    assert (row.state, row.value["unit"], [c.field for c in row.clashes]) == ("accepted", "%", ["unit"])


def test_a_rejected_row_is_left_out_and_comes_back_with_a_withdrawal(values: Values) -> None:
    row = _targets(review(values))[0]
    words = [_word(row, "reject", comment="là ví dụ")]
    assert [target["value"] for target in review(values, words).standing["targets"]] == [300.0]
    assert [row.state for row in _targets(review(_reread(values), words))] == ["rejected", "open"]
    words.append(_word(row, "withdraw"))
    assert len(review(values, words).standing["targets"]) == 2
    assert [word.action for word in _targets(review(values, words))[0].history] == ["reject", "withdraw"]


def test_a_comment_on_no_row_changes_none(values: Values) -> None:
    word = Decision(sha256=SHA, table="targets", row="khác", action="comment", comment="thiếu một hàng?", who="Lan")
    assert [(row.state, row.history) for row in _targets(review(values, [word]))] == [("open", ()), ("open", ())]


def test_an_added_row_stands_in_its_place_and_melts_into_one_that_the_machine_finds_later(values: Values) -> None:
    item = dict(values["targets"][0]) | {"value": 12.0, "unit": "lớp", "quote": "mở 12 lớp"}
    item["evidence"] = values["targets"][0]["evidence"] | {"start": 50, "end": 60}
    word = Decision(sha256=SHA, table="targets", row="new", action="add", human=item, who="Lan")
    found = review(values, [word])
    assert [(row.state, row.value["value"]) for row in _targets(found)] == [
        ("open", 85.5), ("added", 12.0), ("open", 300.0),
    ]  # fmt: skip
    assert _targets(found)[1].edited == ()
    later = json.loads(json.dumps(values))
    later["targets"].insert(1, item | {"value": 21.0})
    rows = _targets(review(later, [word]))
    assert [(row.state, row.value["value"], row.conflict) for row in rows] == [
        ("open", 85.5, False), ("added", 12.0, True), ("open", 300.0, False),
    ]  # fmt: skip


def test_a_decided_row_that_the_machine_loses_stands_as_gone(values: Values) -> None:
    row = _targets(review(values))[0]
    later = values | {"targets": values["targets"][1:]}
    found = review(later, [_word(row, "edit", "value", 90.0)])
    assert [(row.value["value"], row.gone, row.conflict) for row in _targets(found)] == [
        (90.0, True, True), (300.0, False, False),
    ]  # fmt: skip
    assert [row.gone for row in _targets(review(later, [_word(row, "reject")]))] == [False]


def test_words_on_two_rows_of_one_sentence_do_not_change_places(values: Values) -> None:
    twin = json.loads(json.dumps(values["targets"][0])) | {"value": 60.0, "indicator": "hộ có nhà tiêu hợp vệ sinh"}
    values["targets"].insert(1, twin)
    first, second, _ = _targets(review(values))
    assert first.key != second.key
    words = [_word(first, "edit", "value", 1.0), _word(second, "edit", "value", 2.0)]
    later = json.loads(json.dumps(values))
    later["targets"][0], later["targets"][1] = later["targets"][1], later["targets"][0]
    assert [(row.value["indicator"], row.value["value"]) for row in _targets(review(later, words))] == [
        ("hộ có nhà tiêu hợp vệ sinh", 2.0), ("hộ có nước sạch", 1.0), ("hộ có nước sạch", 300.0),
    ]  # fmt: skip


def test_addresses_do_not_hang_on_values_or_offsets(values: Values) -> None:
    again = _reread(values, value=1.0, indicator="khác")
    assert row_keys("targets", values["targets"]) == row_keys("targets", again["targets"])


def test_the_head_is_edited_like_a_row(values: Values) -> None:
    row = review(values).tables[HEAD][0]
    found = review(values, [_word(row, "edit", "number", "38")])
    assert found.standing["document"]["number"] == "38"
    assert review(values | {"document": values["document"] | {"number": "83"}}, found.words).conflicts == 1


@pytest.fixture
def reviewed(db: str, entry: Callable[..., Entry], values: Values) -> Any:
    """A store with a plan of which one target was edited, one rejected, and that was said to be complete."""
    with Store(db) as store:
        store.save(entry(sha256=SHA), values)
        first, second = _targets(review(values))
        at = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
        words = [
            _word(first, "edit", "value", 90.0, comment="bảng ở phụ lục", at=at),
            _word(second, "reject", who="Minh", at=at),
            Decision(sha256=SHA, table=PLAN, row=PLAN, action="accept", who="Lan", at=at),
        ]
        store.decisions.add_all(words)
        yield store


def test_words_come_back_from_the_database_as_they_were(reviewed: Store) -> None:
    words = reviewed.decisions.of(SHA)
    assert [(word.action, word.human, word.who) for word in words] == [
        ("edit", 90.0, "Lan"), ("reject", None, "Minh"), ("accept", None, "Lan"),
    ]  # fmt: skip
    assert words[0].at == datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
    assert words[0].machine and words[0].machine["value"] == 85.5
    assert reviewed.decisions.documents() == {SHA: words[-1].id}


def test_a_rerun_of_a_newer_version_loses_no_word(reviewed: Store, entry: Callable[..., Entry], values: Values) -> None:
    reviewed.save(entry(sha256=SHA, version="next"), _reread(values, value=58.5))
    found = next(reviewed.stored())
    assert found.review is not None
    assert [row.state for row in found.review.tables["targets"]] == ["edited", "rejected"]
    assert [target["value"] for target in found.values["targets"]] == [90.0]
    assert found.review.conflicts == 1


def test_exports_hold_both_values_and_say_which(reviewed: Store, tmp_path: Path) -> None:
    export(reviewed.stored(), tmp_path, ["csv", "xlsx", "json", "parquet"], "vi")

    def rows(name: str) -> list[dict[str, str]]:
        text = (tmp_path / f"{name}.csv").read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    assert [(r["value"], r["review"], r["machine"], r["reviewer"]) for r in rows("targets")] == [
        ("90", "edited", "value=85.5", "Lan"),
    ]  # fmt: skip
    assert [(r["table"], r["action"], r["field"], r["machine"], r["human"], r["who"]) for r in rows("decisions")] == [
        ("targets", "edit", "value", "85.5", "90", "Lan"),
        ("targets", "reject", "", rows("decisions")[1]["machine"], "", "Minh"),
        ("plan", "accept", "", "", "", "Lan"),
    ]
    assert "value=300; unit=ha" in rows("decisions")[1]["machine"]
    sheet = openpyxl.load_workbook(tmp_path / "plans.xlsx")["Ý kiến duyệt"]
    assert [cell.value for cell in sheet[2]][2:9] == ["Chỉ tiêu", "sửa", "Giá trị", "85.5", "85.5", "90", "không"]
    record = json.loads((tmp_path / "records" / "a.json").read_text(encoding="utf-8"))
    assert [target["value"] for target in record["targets"]] == [90.0]
    said = json.loads((tmp_path / "reviews" / "a.json").read_text(encoding="utf-8"))
    assert [(word["machine"], word["human"]) for word in said["decisions"]][0] == ("85.5", "90")


def test_complete_plans_are_gold(reviewed: Store, entry: Callable[..., Entry], values: Values, tmp_path: Path) -> None:
    reviewed.save(entry("/in/b.pdf"), values)
    export(reviewed.stored(), tmp_path, ["gold", "json"])
    assert [path.name for path in (tmp_path / "gold").iterdir()] == ["a.json"]
    gold = json.loads((tmp_path / "gold" / "a.json").read_text(encoding="utf-8"))
    assert [target["value"] for target in gold["targets"]] == [90.0]
    (tmp_path / "records" / "b.json").unlink()
    figures = evaluate_folders(tmp_path / "gold", tmp_path / "records")
    assert {score.f1 for score in figures if score.gold} == {1.0}


def test_a_run_writes_the_human_value_though_nothing_was_read_again(
    tmp_path: Path, job_module: Callable[..., str]
) -> None:
    plan = tmp_path / "in" / "a.txt"
    plan.parent.mkdir()
    plan.write_text("x")
    settings = RunSettings(db=f"sqlite:///{tmp_path}/k.db", out=str(tmp_path / "out"), workers=1)
    job = job_module("pass")
    run([plan.parent], settings, job=job)
    with Store(settings.db) as store:
        found = next(store.stored())
        row = _targets(review(found.values or {}))[0]
        store.decisions.add(_word(row, "edit", "value", 91.0, sha256=found.entry.sha256))
    report = run([plan.parent], settings, job=job)
    assert [done.fresh for done in report.files] == [False]
    record = json.loads((tmp_path / "out" / "records" / "a.json").read_text(encoding="utf-8"))
    assert record["targets"][0]["value"] == 91.0
    assert ",edited,value=85.5," in (tmp_path / "out" / "targets.csv").read_text(encoding="utf-8")
