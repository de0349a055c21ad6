"""All stages on one file, as a worker runs them."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.errors import EmptyFile, EngineError
from pipeline.process import STAGES, process
from pipeline.records.codec import record_schema
from pipeline.settings import CheckSettings, RestoreSettings, RunSettings

TEXT = """ỦY BAN NHÂN DÂN
XÃ SÔNG ĐẦM
Số: /KH-UBND
Sông Đầm, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Trồng rừng năm 2026

Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;
Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:
I. CHỈ TIÊU
1. Phấn đấu đến hết năm 2026, ít nhất 85% số hộ được dùng nước sạch.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế chủ trì, phối hợp với Công an xã tổ chức trồng rừng trước ngày 30/11/2026.
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """A short plan as a text file."""
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_plan_goes_through_all_stages(plan: str) -> None:
    values = process(plan, RunSettings())
    jsonschema.Draft202012Validator(record_schema()).validate(values)
    assert [(r["canonical"], r["date"]) for r in values["legal_references"]] == [("57-NQ/TW", "2024-12-22")]
    assert [(t["value"], t["unit"], t["comparator"], t["due"]) for t in values["targets"]] == [
        (85.0, "%", ">=", "2026")
    ]
    assert ("Phòng Kinh tế", "lead", "2026-11-30") in [(a["body"], a["role"], a["due"]) for a in values["assignments"]]
    assert "missing-number" in {finding["kind"] for finding in values["findings"]}
    assert values["legal_references"][0]["verdict"] != "not-checked"


def test_every_item_quotes_the_text_that_its_evidence_points_at(plan: str) -> None:
    from pipeline.reading import read

    values = process(plan, RunSettings())
    document = read(plan)
    for table in ("legal_references", "dates", "targets", "assignments", "findings"):
        for item in values[table]:
            place = item["evidence"]
            assert 0 <= place["start"] <= place["end"] <= len(document.text)
            assert 0 <= place["raw_start"] <= place["raw_end"] <= len(document.raw)


def test_checks_can_be_left_out(plan: str) -> None:
    values = process(plan, replace(RunSettings(), check=False))
    assert values["findings"] == []
    assert values["legal_references"][0]["verdict"] == "not-checked"
    some = process(plan, replace(RunSettings(), checking=CheckSettings(disabled=("S01",))))
    assert [one["rule"] for one in some["findings"]] == ["F04", "F13", "F13", "F06"]


def test_without_its_models_restoration_is_a_fault_and_not_a_failure(
    plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise EngineError("models/x.npz", "model: sha256 differs")

    monkeypatch.setattr("pipeline.restoration.restore", fail)
    values = process(plan, RunSettings())
    (fault,) = values["source"]["faults"]
    assert (fault["stage"], fault["page"]) == ("restoration", None)
    assert "sha256 differs" in fault["message"]
    assert [(one["value"], one["indicator"]) for one in values["targets"]] == [(85.0, "số hộ được dùng nước sạch")]
    never = process(plan, replace(RunSettings(), restoring=RestoreSettings(restore="never")))
    assert never["source"]["faults"] == []


ITEMS = ("legal_references", "dates", "targets", "assignments", "findings")
FAILING = {  # stage: its function, the tables that stay as they are, those that are empty
    "restoration": ("pipeline.restoration.restore", ITEMS, ()),
    "extraction": ("pipeline.extraction.extract", (), ITEMS[:4]),
    "linking": ("pipeline.process._linked", ("dates", "targets"), ()),
    "policies": ("pipeline.process._demanded", ITEMS, ()),
    "spelling": ("pipeline.process._spelling", ITEMS, ()),
    "checking": ("pipeline.checking.check", ITEMS[:4], ("findings",)),
}


def test_each_stage_is_seen_to_fail() -> None:
    assert FAILING.keys() == STAGES.keys()


@pytest.mark.parametrize("error", [RuntimeError("no such row"), MemoryError(), EngineError("x.npz", "damaged")])
@pytest.mark.parametrize("stage", FAILING)
def test_a_stage_that_fails_costs_what_it_would_have_given_and_no_more(
    stage: str, error: Exception, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    place, kept, lost = FAILING[stage]
    whole = process(plan, RunSettings())
    monkeypatch.setattr(place, fail)
    values = process(plan, RunSettings())
    jsonschema.Draft202012Validator(record_schema()).validate(values)
    (fault,) = values["source"]["faults"]
    assert (fault["stage"], fault["page"]) == (stage, None)
    assert fault["message"].startswith(f"{STAGES[stage][0]}: ")
    assert f" / {STAGES[stage][1]}: " in fault["message"]
    assert {name: values[name] for name in kept} == {name: whole[name] for name in kept}
    assert {name: values[name] for name in lost} == dict.fromkeys(lost, [])
    assert values["source"]["sha256"] == whole["source"]["sha256"]
    assert [len(values[name]) for name in ("legal_references", "assignments")] == (
        [0, 0] if stage == "extraction" else [len(whole[name]) for name in ("legal_references", "assignments")]
    )


def test_the_same_plan_gives_the_same_record_in_every_process(plan: str) -> None:
    code = (
        "import json, sys; from pipeline.process import process; from pipeline.settings import RunSettings\n"
        "print(json.dumps(process(sys.argv[1], RunSettings())))"
    )
    records = [
        subprocess.run(
            [sys.executable, "-c", code, plan], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert records[0] == records[1], "the order of a set shows in the record"


def test_errors_of_reading_go_through(tmp_path: Path) -> None:
    (tmp_path / "e.txt").write_text("")
    with pytest.raises(EmptyFile):
        process(str(tmp_path / "e.txt"), RunSettings())
