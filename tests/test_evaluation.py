"""The scorer: what counts as the same, how items are paired, and the arithmetic."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DamagedFile, MissingFile, UsageError
from pipeline.evaluation import TABLES, Score, evaluate, evaluate_folders, normal, paired

GOLD = Path(__file__).parents[1] / "data" / "samples" / "gold"


@pytest.fixture(scope="module")
def golds() -> list[dict[str, Any]]:
    """The gold records of the sample plans."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    assert len(found) == 17
    return found


def _scores(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Score]:
    return {score.name: score for score in evaluate(zip(gold, found, strict=True))}


def test_gold_against_itself_is_perfect(golds: list[dict[str, Any]]) -> None:
    scores = _scores(golds, golds)
    assert {name: score.f1 for name, score in scores.items()} == dict.fromkeys(["document", *TABLES], 1.0)
    assert scores["targets"].gold == sum(len(gold["targets"]) for gold in golds)
    assert scores["document"].gold == 15 * len(golds)


def test_nothing_found_is_zero(golds: list[dict[str, Any]]) -> None:
    scores = _scores(golds, [{} for _ in golds])
    assert {scores[name].f1 for name in TABLES} == {0.0}
    assert scores["document"].hits == sum(not value for gold in golds for value in gold["document"].values())


def test_dropped_doubled_and_changed_items_count_once_each(golds: list[dict[str, Any]]) -> None:
    found = copy.deepcopy(golds)
    found[0]["dates"].pop()
    found[1]["dates"].append(copy.deepcopy(found[1]["dates"][0]))
    found[2]["dates"][0]["role"] = "nonsense"
    found[3]["dates"][0]["edtf"] = "1801-01-01"
    total = sum(len(gold["dates"]) for gold in golds)
    scores = _scores(golds, found)
    dates, roles = scores["dates"], scores["dates.role"]
    assert (dates.hits, dates.gold, dates.found) == (total - 2, total, total)
    assert (roles.hits, roles.gold, roles.found) == (total - 3, total, total)
    assert dates.precision == dates.recall == dates.f1 == (total - 2) / total
    assert [item["edtf"] for item in dates.extra] == [found[1]["dates"][0]["edtf"], "1801-01-01"]
    assert dates.missed == (golds[0]["dates"][-1], golds[3]["dates"][0])


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_order_does_not_count(data: st.DataObject) -> None:
    gold = json.loads(min(GOLD.glob("*.json")).read_text(encoding="utf-8"))
    found = {key: data.draw(st.permutations(v)) if isinstance(v, list) else v for key, v in gold.items()}
    assert all(score.f1 == 1.0 for score in evaluate([(gold, found)]))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Phòng Văn hoá - Xã hội", "phòng văn hóa xã hội"),
        ("Ủy ban MTTQ", "ủy ban mặt trận tổ quốc"),
        ("a,  b.\nc", "A b c"),
        ("e\u0302\u0301", "ế"),
    ],
)
def test_normal_form_forgives_spelling(a: str, b: str) -> None:
    assert normal(a) == normal(b)


@pytest.mark.parametrize(("a", "b"), [("80%", "80"), ("quý", "quỳ"), ("KH&CN x", "KH x"), ("Điều 1", "Điều 2")])
def test_normal_form_keeps_what_matters(a: str, b: str) -> None:
    assert normal(a) != normal(b)


def _one(table: str, gold: dict[str, Any], found: dict[str, Any]) -> bool:
    key = TABLES[table][0]
    return {s.name: s for s in evaluate([({"document": {}, key: [gold]}, {key: [found]})])}[table].hits == 1


DECREE = {
    "type": "Quyết định",
    "canonical": "923/QĐ-TTg",
    "number": "923",
    "date": "2025-05-14",
    "issuer": "Thủ tướng",
    "role": "basis",
}
LAW = {"type": "Luật", "canonical": None, "number": None, "title": "Phòng thủ dân sự", "date": "2023", "role": "basis"}
TARGET = {"value": 80, "unit": "%", "indicator": "hộ dân được dùng nước sạch", "comparator": ">=", "due": "2026"}
DUTY = {
    "body": "Phòng Kinh tế",
    "task": "chủ trì tham mưu kế hoạch phát triển rừng gỗ lớn",
    "role": "lead",
    "due": None,
}


@pytest.mark.parametrize(
    ("table", "gold", "change", "right"),
    [
        ("references", DECREE, {"canonical": "923/qđ-ttg "}, True),
        ("references", DECREE, {"type": "Nghị định"}, False),
        ("references", DECREE, {"date": None}, True),
        ("references.full", DECREE, {"date": None}, False),
        ("references.full", DECREE, {"issuer": "thủ tướng"}, True),
        ("references.full", DECREE, {"issuer": None}, False),
        ("references.full", DECREE, {"role": "body"}, False),
        ("references", LAW, {"title": "phòng thủ dân sự"}, True),
        ("references", LAW, {"title": "Đất đai"}, False),
        ("targets", TARGET, {"value": 80.0, "comparator": "="}, True),
        ("targets", TARGET, {"value": "80"}, True),
        ("targets", TARGET, {"value": None}, False),
        ("targets", TARGET, {"unit": "hộ"}, False),
        ("targets", TARGET, {"indicator": "hộ dân dùng nước sạch"}, True),
        ("targets", TARGET, {"indicator": "xã có đường nhựa"}, False),
        ("targets.full", TARGET, {"comparator": "="}, False),
        ("targets.full", TARGET, {"due": None}, False),
        ("assignments", DUTY, {"task": DUTY["task"] + " giai đoạn 2026-2030 trên địa bàn"}, True),
        ("assignments", DUTY, {"task": "tổng hợp, báo cáo kết quả"}, False),
        ("assignments", DUTY, {"body": "Công an xã"}, False),
        ("assignments.full", DUTY, {"role": "coordinate"}, False),
        ("dates.role", {"edtf": "2026", "role": "period", "recurring": False}, {"recurring": None}, True),
        ("dates.role", {"edtf": "2026", "role": "period", "recurring": False}, {"recurring": True}, False),
        ("findings", {"kind": "spelling", "about": "71/NQ-CP", "quote": "x"}, {"quote": "y"}, True),
        ("findings", {"kind": "spelling", "about": "71/NQ-CP", "quote": "x"}, {"kind": "wrong-unit"}, False),
    ],
)
def test_what_agrees(table: str, gold: dict[str, Any], change: dict[str, Any], right: bool) -> None:
    assert _one(table, gold, gold | change) is right


def test_findings_of_kind_other_are_not_scored() -> None:
    other = {"kind": "other", "about": "x", "quote": "y"}
    (score,) = [
        s for s in evaluate([({"document": {}, "findings": [other]}, {"findings": []})]) if s.name == "findings"
    ]
    assert (score.gold, score.f1) == (0, 1.0)


def test_of_two_that_agree_the_more_alike_is_taken() -> None:
    near = {"edtf": "2026", "quote": "trong năm 2026 hoàn thành", "role": "deadline"}
    far = {"edtf": "2026", "quote": "kế hoạch năm 2026", "role": "period"}
    record = {"document": {}, "dates": [near]}
    dates = next(s for s in evaluate([(record, {"dates": [far, near]})]) if s.name == "dates")
    assert dates.extra == (far,)


@pytest.mark.parametrize(
    ("field", "gold", "found", "right"),
    [
        ("number", None, None, True),
        ("number", None, "", True),
        ("number", None, "38", False),
        ("number", "38", "038", False),
        ("title", "Trồng rừng năm 2026", "TRỒNG RỪNG NĂM 2026.", True),
        ("issuer", "UBND xã A", "Ủy ban nhân dân xã A", True),
        ("recipients", ["a b", "c d"], ["A b", "c d", "e"], True),
        ("recipients", ["a b", "c d"], ["a b"], False),
        ("authority", [], ["TM. X"], False),
        ("recipients", [f"nơi {n}" for n in range(10)], [f"nơi {n}" for n in range(9)], True),
    ],
)
def test_fields_of_the_document(field: str, gold: Any, found: Any, right: bool) -> None:
    empty = dict.fromkeys(("authority", "recipients"), [])
    base = evaluate([({"document": empty}, {"document": empty})])[0]
    score = evaluate([({"document": empty | {field: gold}}, {"document": empty | {field: found}})])[0]
    assert base.f1 == 1.0
    assert (score.hits == score.gold) is right


def _write(path: Path, values: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")


def test_records_are_found_by_their_stem(tmp_path: Path, golds: list[dict[str, Any]]) -> None:
    gold, found = tmp_path / "gold", tmp_path / "found"
    _write(gold / "000.json", golds[0])
    _write(gold / "00.json", golds[1])
    _write(gold / "pairs.json", [1, 2])
    _write(found / "000_e6c5.json", golds[0])
    _write(found / "00-b.json", golds[1])
    _write(found / "0001.json", {})
    assert [(a.name, b.name) for a, b in paired(gold, found)] == [
        ("00.json", "00-b.json"), ("000.json", "000_e6c5.json"),
    ]  # fmt: skip
    assert all(score.f1 == 1.0 for score in evaluate_folders(gold, found))
    assert paired(gold / "000.json", found / "0001.json") == [(gold / "000.json", found / "0001.json")]
    _write(found / "000.other.json", {})
    with pytest.raises(UsageError, match=r"000\.other\.json"):
        paired(gold, found)
    _write(found / "000.json", golds[0])
    assert dict(paired(gold, found))[gold / "000.json"].name == "000.json"


def test_what_is_missing_is_told(tmp_path: Path, golds: list[dict[str, Any]]) -> None:
    _write(tmp_path / "gold" / "a.json", golds[0])
    _write(tmp_path / "found" / "b.json", {})
    with pytest.raises(MissingFile, match=r"a\.json"):
        evaluate_folders(tmp_path / "gold", tmp_path / "found")
    with pytest.raises(MissingFile, match="nowhere"):
        evaluate_folders(tmp_path / "gold", tmp_path / "nowhere")
    with pytest.raises(UsageError, match="gold"):
        evaluate_folders(tmp_path / "found", tmp_path / "found")
    (tmp_path / "found" / "a.json").write_text("{")
    with pytest.raises(DamagedFile, match=r"a\.json"):
        evaluate_folders(tmp_path / "gold", tmp_path / "found")
