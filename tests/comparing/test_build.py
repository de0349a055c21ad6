"""What `compare` says of odd input, how it names columns, and what the loader takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.comparing import compare, load_records, targets_cells, with_indicators
from pipeline.errors import DamagedFile, MissingFile, UsageError
from pipeline.records import LegalReference, Record

Make = Callable[..., Record]
WATER = [("hộ dân dùng nước máy", 80)]


def codes(records: dict[str, Record], against: str | None = None) -> list[str]:
    notes = compare(records, against=against).notes
    assert all(note.say("vi") and note.say("en") and note.say("vi") != note.say("en") for note in notes)
    return [note.code for note in notes]


def test_notes(make_record: Make) -> None:
    full, empty = make_record("xã A", WATER), make_record("xã B")
    assert codes({"a": full}) == ["one-plan"]
    assert codes({"a": full, "b": empty}) == ["plans-without-targets"]
    assert codes({"a": make_record("xã A"), "b": empty}) == ["no-targets"]
    assert codes({"a": full, "t": make_record("tỉnh T")}, "t") == ["plans-without-targets", "parent-without-targets"]
    assert codes({"t": full}, "t") == ["only-parent"]
    assert codes({"a": full, "b": make_record(None, WATER)}) == ["unit-unknown"]
    assert codes({"a": full, "b": make_record("xã B", WATER, quality=0.3)}) == ["poor-reading"]


def test_two_plans_of_one_commune_have_a_column_each(make_record: Make) -> None:
    records = {
        "a": make_record("xã A", WATER, number="1", symbol="KH-UBND", title="Nước sạch năm 2026", period="2026"),
        "b": make_record("xã A", WATER, number="9", symbol="KH-UBND", title="Giảm nghèo năm 2026", period="2026"),
    }
    comparison = compare(records)
    assert [note.code for note in comparison.notes] == ["unit-twice"]
    assert [plan.name for plan in comparison.columns] == ["xã A (1/KH-UBND)", "xã A (9/KH-UBND)"]


def test_many_plans(make_record: Make) -> None:
    comparison = compare({f"p{at:03}": make_record(f"xã P{at}", WATER) for at in range(300)})
    assert len(comparison.columns) == 300
    assert [note.code for note in comparison.notes] == ["many-plans"]
    (group,) = comparison.groups
    assert len(group.sure) == 300


def test_wrong_use(make_record: Make) -> None:
    records = {"ke-hoach-a": make_record("xã A", WATER), "ke-hoach-b": make_record("xã B", WATER)}
    with pytest.raises(UsageError, match="no plans"):
        compare({})
    with pytest.raises(UsageError, match="twice"):
        compare([*records.items(), *records.items()])
    with pytest.raises(UsageError, match="ke-hoach-[ab]"):
        compare(records, against="ke-hoach-x")
    assert getattr(compare(records, against="ke-hoach-a").parent, "stem", None) == "ke-hoach-a"


def test_the_parent_by_its_number(make_record: Make) -> None:
    records = {
        "t": make_record("tỉnh T", WATER, number="150", symbol="KH-UBND"),
        "a": make_record("xã A", WATER, number="7", symbol="KH-UBND"),
    }
    parent = compare(records, against="150/KH-UBND").parent
    assert parent is not None
    assert parent.stem == "t"


def test_indicator_ids_reach_the_records(make_record: Make) -> None:
    records = {"a": make_record("xã A", WATER), "b": make_record("xã B", [("hộ dân dùng nước máy năm 2026", 90)])}
    found = with_indicators(records, compare(records))
    ids = {target.indicator_id for record in found.values() for target in record.targets}
    assert len(ids) == 1
    assert None not in ids
    assert records["a"].targets[0].indicator_id is None


def test_loading(tmp_path: Path) -> None:
    annotated = {
        "document": {"type": "Kế hoạch", "unit": "xã A"},
        "targets": [
            {"value": 5, "unit": "hộ", "comparator": "=", "indicator": "hộ thoát nghèo", "due": None, "quote": "5 hộ"}
        ],
    }
    (tmp_path / "a.json").write_text(json.dumps(annotated), encoding="utf-8")
    (record,) = load_records([tmp_path]).values()
    assert record.targets[0].indicator == "hộ thoát nghèo"
    assert record.document.unit == "xã A"
    with pytest.raises(MissingFile):
        load_records([tmp_path / "b.json"])
    for bad in ("[]", "{", '{"document": {"unit": 3}}', '{"targets": 1}'):
        (tmp_path / "c.json").write_text(bad, encoding="utf-8")
        with pytest.raises(DamagedFile, match="không phải bản ghi"):
            load_records([tmp_path / "c.json"])
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.json").write_text(json.dumps(annotated), encoding="utf-8")
    with pytest.raises(UsageError, match="twice"):
        load_records([tmp_path / "a.json", tmp_path / "d"])


def test_a_plan_on_something_else_lacks_nothing(
    make_record: Make, make_reference: Callable[..., LegalReference]
) -> None:
    parent = make_record("tỉnh T", WATER, number="9", symbol="KH-UBND", title="Cấp nước sạch nông thôn năm 2026")
    records = {
        "t": parent,
        "other": make_record("xã B", [("trẻ 5 tuổi ra lớp", 99)], title="Phổ cập giáo dục mầm non"),
        "title": make_record("xã C", title="Cấp nước sạch nông thôn trên địa bàn xã C"),
        "cites": make_record(
            "xã D", title="Thực hiện kế hoạch của tỉnh", legal_references=[make_reference("9/KH-UBND")]
        ),
        "targets": make_record("xã E", WATER, title="Việc cần làm trong năm"),
    }
    comparison = compare(records, against="t")
    assert {plan.stem for plan in comparison.plans if not plan.related} == {"other"}
    cells = targets_cells(comparison)
    assert set(cells[cells["mark"] == "×"]["document"]) == {"title", "cites"}
    assert "not-of-the-parent" in {note.code for note in comparison.notes}


def test_shared_are_groups_of_two_units_below(make_record: Make) -> None:
    records = {
        "t": make_record("tỉnh T", WATER), "a": make_record("xã A", WATER), "b": make_record("xã B", WATER),
        "c": make_record("xã C", [("thôn có nhà văn hóa", 100)]),
    }  # fmt: skip
    assert [group.unit for group in compare(records, against="t").shared] == ["%"]
    without = {stem: records[stem] for stem in ("t", "a", "c")}
    assert compare(without, against="t").shared == ()


def test_generic_names_are_one_within_a_topic_only(make_record: Make) -> None:
    joined = [("lượt người tham gia", 300, "lượt người")]
    records = {
        "a": make_record("xã A", joined, title="Kế hoạch trồng rừng năm 2026"),
        "b": make_record("xã B", joined, title="Kế hoạch trồng cây, trồng rừng năm 2026"),
        "c": make_record("xã C", joined, title="Kế hoạch tuyên truyền an toàn giao thông năm 2026"),
    }
    found = [sorted(member.document for member in group.sure) for group in compare(records).groups]
    assert sorted(found) == [["a", "b"], ["c"]]
