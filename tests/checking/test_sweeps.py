"""Slips of many kinds, each in several wordings, planted in three correct plans; and wordings that are no slips."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Finding

SWEEPS = Path(__file__).parent / "sweeps"
PLANS = {path.stem: path.read_text(encoding="utf-8") for path in SWEEPS.glob("*.txt")}
CASES: list[dict[str, Any]] = tomllib.loads((SWEEPS / "cases.toml").read_text(encoding="utf-8"))["case"]


def changed(case: dict[str, Any]) -> str:
    """The plan of a case with its slip."""
    text = PLANS[case["plan"]]
    for old, new in case["change"]:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_the_plans_themselves_are_clean(findings: Callable[..., tuple[Finding, ...]], plan: str) -> None:
    assert findings(PLANS[plan]) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['plan']}")
def test_a_slip_is_found_and_nothing_else(findings: Callable[..., tuple[Finding, ...]], case: dict[str, Any]) -> None:
    found = sorted([one.rule, one.about] for one in findings(changed(case)))
    assert found == case.get("found", [])
