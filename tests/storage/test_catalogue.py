"""What the review page asks of the store, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from pipeline.storage import Entry, Store, Stored
from pipeline.storage.catalogue import Catalogue, Filters
from pipeline.storage.decisions import Decision
from pipeline.storage.review import row_keys
from pipeline.storage.tracker import rows


@pytest.fixture
def full(db: str, entry: Callable[..., Entry], record_values: Callable[..., Any]) -> Any:
    """A store with two plans, and a third file with the bytes of the first."""
    with Store(db) as store:
        for name, unit, sure in (("a", "xã Sông Đầm", 0.9), ("b", "phường Đông Hà", 0.4)):
            values = record_values(f"{name}.pdf")
            values["document"] |= {"unit": unit}
            for n, target in enumerate(values["targets"]):
                target |= {"quote": f"câu {n}", "confidence": sure}
            store.save(entry(f"/in/{name}.pdf"), values)
        store.save(entry("/in/c.pdf", sha256="a" * 64, duplicate_of="in/a.pdf"), record_values("c.pdf"))
        yield store


def test_plans_are_found_without_marks(full: Store) -> None:
    catalogue = Catalogue(full)
    found, total = catalogue.plans(Filters(words="dong HA"))
    assert ([line.name for line in found], total) == (["b"], 1)
    assert catalogue.plans(Filters(words="100%"))[1] == 0
    assert [line.name for line in catalogue.plans(Filters(), 2, 1, "unit")[0]] == ["a"]
    assert catalogue.paths(Filters(unit="song dam")) == ["/in/a.pdf", "/in/c.pdf"]
    assert catalogue.states() == {"ok": 3}
    assert catalogue.plan(10**30) is None


def test_plans_are_found_by_how_far_they_are_understood(full: Store, entry: Any, record_values: Any) -> None:
    catalogue = Catalogue(full)
    full.save(entry("/in/b.pdf"), record_values("b.pdf", coverage={"explained": 0.8, "kinds": {}}))
    full.save(entry("/in/z.pdf", state="failed"), None)
    assert [line.name for line in catalogue.plans(Filters(coverage=80))[0]] == ["a", "c"]
    assert [line.name for line in catalogue.plans(Filters(), order="coverage")[0]] == ["a", "c", "b", "z"]
    assert full.ledger(["/in/b.pdf"])[0].coverage == 0.8


def test_faults_are_told_by_stage(full: Store, entry: Any, record_values: Any) -> None:
    values = record_values("b.pdf")
    values["source"] |= {"faults": [{"page": 1, "stage": "coverage", "message": "a / b"}]}
    full.save(entry("/in/b.pdf"), values)
    assert (full.faulty("coverage"), full.faulty("ocr")) == ({"/in/b.pdf"}, set())


def test_rows_come_least_sure_first_and_once(full: Store) -> None:
    catalogue = Catalogue(full)
    sure = [(row.name, row.table, row.item["confidence"]) for row in catalogue.doubtful(most=3)]
    assert sure[:2] == [("b", "targets", 0.4), ("b", "targets", 0.4)]
    assert {row.name for row in catalogue.doubtful()} == {"a", "b"}  # not c, which is a again
    assert {row.table for row in catalogue.doubtful("dates")} == {"dates"}
    assert catalogue.plan(99) is None
    assert catalogue.findings(Filters(), "error")[1] == 2
    assert catalogue.rules() == [("head.number", 3)]


def test_conflicts_are_found_where_the_record_changed(full: Store, entry: Any) -> None:
    catalogue = Catalogue(full)
    line, found = catalogue.plan(1) or (None, None)
    assert line is not None and found is not None
    values = json.loads(json.dumps(found.values))
    key = row_keys("targets", values["targets"])[0]
    word = Decision(sha256="a" * 64, table="targets", row=key, action="edit", field="value", machine=values["targets"][0],
                    human=90.0, who="Lan", record=line.record_sha256)  # fmt: skip
    full.decisions.add(word)
    assert catalogue.conflicts() == []
    values["targets"][0]["value"] = 58.5
    full.save(entry("/in/a.pdf", version="next"), values)
    assert [(row.name, row.at, row.item["value"]) for row in catalogue.conflicts()] == [("a", key, 90.0)]
    assert [row.at for row in catalogue.doubtful("targets") if row.name == "a"] == [1]  # the first is judged


@pytest.mark.parametrize(
    ("due", "start", "end"),
    [
        ("2026-02", None, "2026-02-28"), ("2027-34", None, "2027-06-30"), ("2026", None, "2026-12-31"),
        ("2026-03-05", None, "2026-03-05"), ("2025/2030", "2025-01-01", "2030-12-31"),
        ("2026-34/2026-35", "2026-04-01", "2026-09-30"), ("../2026-09", None, "2026-09-30"), ("XXXX-12-05", None, None),
        ("2026-41/2026-09", None, "2026-09-30"),
        (None, None, None),
    ],
)  # fmt: skip
def test_days_of_the_tracker(
    due: str | None, start: str | None, end: str | None, entry: Any, record_values: Any
) -> None:
    values = record_values()
    values["assignments"][0]["due"] = due
    told = list(rows([Stored(entry(), values), Stored(entry("/in/ban-sao.pdf", sha256="a" * 64), values)]))
    (row,) = [row for row in told if row["kind"] == "Nhiệm vụ"]

    def shown(day: datetime | None) -> str | None:
        return day.date().isoformat() if day else None

    assert (shown(row["start"]), shown(row["end"])) == (start, end)
    assert (row["lead"], row["others"]) == ("Phòng Kinh tế", "Công an xã")


def test_a_plan_that_has_gone_meanwhile_has_nothing_to_show(full: Store) -> None:
    catalogue = Catalogue(full)
    assert catalogue._judged({999}) == set()
    assert catalogue._conflicts_of(999) == ()
