"""Small papers, invented after faults that others reported; each must give the tables of the sound plan behind it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.process import process
from pipeline.settings import RunSettings

CASES = Path(__file__).parent / "cases"
NEEDS_OCR = {"o12"}
ALSO = {"p08": {"các thôn"}}
"""Bodies that the text names beside those expected: its second page repeats an order to the hamlets."""


def tables(values: dict[str, Any]) -> dict[str, Any]:
    """What the expectations name: number, date, and the key of each row; dates and bodies once each."""
    return {
        "number": values["document"]["number"],
        "issue_date": values["document"]["issue_date"],
        "refs": [item["canonical"] for item in values["legal_references"]],
        "dates": {item["edtf"] for item in values["dates"]},
        "targets": [[f"{item['value']:g}", item["unit"]] for item in values["targets"]],
        "assignments": {item["body"] for item in values["assignments"]},
        "assignment_due": {item["body"]: item["due"] for item in values["assignments"]},
    }


@pytest.mark.parametrize("path", [p for p in sorted(CASES.iterdir()) if p.suffix != ".json"], ids=lambda p: p.stem)
def test_each_gives_the_tables_of_the_sound_plan(path: Path, request: pytest.FixtureRequest) -> None:
    if path.stem in NEEDS_OCR:
        request.getfixturevalue("tesseract")
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    expected.pop("trouble", None)
    expected["dates"] = set(expected["dates"])
    expected["assignments"] = set(expected["assignments"]) | ALSO.get(path.stem, set())
    values = process(str(path), RunSettings())
    found = tables(values)
    found["assignment_due"] = {body: found["assignment_due"].get(body) for body in expected.get("assignment_due", {})}
    assert found == {"assignment_due": {}} | expected
    assert values["source"]["faults"] == []
