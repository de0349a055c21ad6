"""The repository's own plans: correct ones are left in peace, planted slips are found."""

import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.extraction import extract
from pipeline.process import check as verify
from pipeline.reading import read
from pipeline.records import Record
from pipeline.settings import CheckSettings

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
NAMES = sorted(path.stem for path in (SAMPLES / "gold").glob("*.json"))
RULED = {"date-conflict", "missing-number", "missing-date", "symbol-form", "heading-order", "wrong-unit", "missing-part",
         "suspicious-link", "incomplete-citation"}  # fmt: skip


def checked(name: str) -> Record:
    document = read(SAMPLES / "text" / f"{name}.txt")
    record = verify(extract(document), document, CheckSettings(disabled=("S01",)))
    for one in record.findings:
        assert document.text[one.evidence.start : one.evidence.end] == one.quote
    return record


def gold(name: str) -> Counter[str]:
    values = json.loads((SAMPLES / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return Counter(one["kind"] for one in values["findings"] if one["kind"] in RULED)


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return {name: checked(name) for name in NAMES if (SAMPLES / "text" / f"{name}.txt").exists()}


def test_correct_plans_ring_no_alarm(records: dict[str, Record]) -> None:
    correct = [record for name, record in records.items() if not gold(name)]
    alarms = [(one.rule, one.about) for record in correct for one in record.findings if one.severity != "info"]
    assert len(correct) == 13
    assert alarms == []


def test_planted_slips_are_found(records: dict[str, Record]) -> None:
    planted = found = said = 0
    for name, record in records.items():
        wanted = gold(name)
        given = Counter(one.kind for one in record.findings if one.kind in RULED)
        planted += wanted.total()
        said += given.total()
        found += (wanted & given).total()
    assert found >= 0.85 * planted, f"{found} of {planted}"
    assert found >= 0.90 * said, f"{found} of {said} said"
