"""Builders of targets, tasks and records for the tests of the comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pipeline.records import (
    Assignment,
    DateMention,
    DocumentInfo,
    Evidence,
    LegalReference,
    Record,
    Source,
    Target,
)


def _place(at: int) -> Evidence:
    return Evidence(1 + at // 10, 100 * at, 100 * at + 40, 100 * at, 100 * at + 40)


@pytest.fixture
def make_target() -> Callable[..., Target]:
    """A target from its wording; keywords replace fields."""

    def make(indicator: str, value: float = 80, unit: str = "%", at: int = 0, **fields: Any) -> Target:
        given: dict[str, Any] = {"comparator": "=", "quote": f"{value:g} {unit} {indicator}", "due": None} | fields
        return Target(
            id=f"t{at}",
            value=value,
            unit=unit,
            indicator=indicator,
            evidence=_place(at),
            confidence=1.0,
            by="test",
            **given,
        )

    return make


@pytest.fixture
def make_reference() -> Callable[..., LegalReference]:
    """A mention of a numbered document."""

    def make(canonical: str | None, date: str | None = None, at: int = 0, **fields: Any) -> LegalReference:
        given: dict[str, Any] = {
            "type": "Quyết định",
            "number": (canonical or "").split("/")[0],
            "symbol": None,
        } | fields
        return LegalReference(
            id=f"r{at}", canonical=canonical, date=date, quote=canonical or "", evidence=_place(at), confidence=1.0,
            by="test",
            **given,
        )  # fmt: skip

    return make


@pytest.fixture
def make_task() -> Callable[..., Assignment]:
    """A task of a body."""

    def make(body: str, task: str = "chủ trì thực hiện", role: Any = "lead", at: int = 0, **fields: Any) -> Assignment:
        return Assignment(
            id=f"a{at}",
            body=body,
            role=role,
            task=task,
            quote=task,
            evidence=_place(at),
            confidence=1.0,
            by="test",
            **fields,
        )

    return make


@pytest.fixture
def make_date() -> Callable[..., DateMention]:
    """A deadline or milestone."""

    def make(edtf: str, quote: str, role: Any = "deadline", at: int = 0) -> DateMention:
        return DateMention(
            id=f"d{at}", edtf=edtf, role=role, quote=quote, evidence=_place(at), confidence=1.0, by="test"
        )

    return make


@pytest.fixture
def make_record(make_target: Callable[..., Target]) -> Callable[..., Record]:
    """A record of a unit; targets as (wording, value) or as targets; other keywords are fields of the document."""

    def make(unit: str | None = None, targets: Sequence[Any] = (), **fields: Any) -> Record:
        tables = {key: tuple(fields.pop(key, ())) for key in ("legal_references", "dates", "assignments")}
        quality = fields.pop("quality", 1.0)
        sha256 = fields.pop("sha256", "")
        made = tuple(
            one if isinstance(one, Target) else make_target(one[0], *one[1:], at=at) for at, one in enumerate(targets)
        )
        source = Source("plan.pdf", sha256, "application/pdf", "text-layer", (), False, quality, {})
        return Record(source, DocumentInfo(type="Kế hoạch", unit=unit, **fields), targets=made, **tables)

    return make
