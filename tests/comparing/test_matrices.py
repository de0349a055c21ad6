"""The four matrices: what a cell says, and that it leads to its place in the source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from pipeline.comparing import (
    Comparison,
    bodies_cells,
    bodies_matrix,
    compare,
    milestones_matrix,
    references_cells,
    references_matrix,
    targets_cells,
    targets_matrix,
)
from pipeline.comparing.bodies import plain_body
from pipeline.comparing.matrices import targets_summary
from pipeline.comparing.milestones import event_of
from pipeline.comparing.tables import EVIDENCE
from pipeline.records import Record
from pipeline.vietnam.calendar import in_short, last_day

Make = Callable[..., Any]


@pytest.fixture
def comparison(make_record: Make, make_reference: Make, make_task: Make, make_date: Make) -> Comparison:
    water = "hộ dân dùng nước máy"
    records: dict[str, Record] = {
        "tinh": make_record(
            "tỉnh Mây",
            [(water, 80), ("thôn có nhà văn hóa", 100)],
            legal_references=[make_reference("923/QĐ-TTg", "2025-05-14"), make_reference("1/QĐ-UBND")],
            dates=[make_date("2026-11-30", "báo cáo năm trước 30/11/2026")],
        ),
        "a": make_record(
            "xã An",
            [(water, 70), ("số hộ thoát nghèo", 12, "hộ")],
            legal_references=[make_reference("923/QĐ-TTg", "2025-05-15"), make_reference("923/QĐ-TTg", at=1)],
            assignments=[make_task("Phòng Văn hoá - Xã hội xã An", due="2026-12-15", task="báo cáo năm")],
        ),
        "b": make_record(
            "phường Bình",
            [(f"{water} năm 2026", 0.8, "%")],
            legal_references=[make_reference("923/QĐ-TTg")],
            assignments=[make_task("Phòng VH-XH"), make_task("Phòng Văn hóa – Xã hội", role="coordinate", at=1)],
        ),
    }
    return compare(records, against="tinh")


def test_targets(comparison: Comparison) -> None:
    table = targets_matrix(comparison)
    assert list(table.columns) == ["tỉnh Mây", "xã An", "phường Bình"]
    row = table[table.index.get_level_values("label").str.startswith("hộ dân dùng nước")].iloc[0]
    assert list(row) == ["80 %", "70 % ▼", "0,8 % ▼"]
    culture = table[table.index.get_level_values("label") == "thôn có nhà văn hóa"].iloc[0]
    assert list(culture) == ["100 %", "×", "×"]
    values = targets_matrix(comparison, "value")
    assert all(dtype == "float64" for dtype in values.dtypes)
    assert len(targets_matrix(comparison, least=3)) == 1


def test_every_cell_leads_to_its_evidence(comparison: Comparison) -> None:
    cells = targets_cells(comparison)
    assert set(EVIDENCE) <= set(cells.columns)
    for record in cells[cells["marks"] != ("absent",)].to_dict("records"):
        target = comparison.by_stem[str(record["document"])].record.targets[int(record["target"])]
        assert (record["page"], record["start"], record["end"]) == (1, target.evidence.start, target.evidence.end)
        assert record["quote"] == target.quote
        assert record["source"] == "plan.pdf"
    shown = targets_matrix(comparison, "evidence")
    assert "p. 1 [0:40] “80 % hộ dân dùng nước máy”" in set(shown["tỉnh Mây"])


def test_units_are_brought_together_only_exactly(make_record: Make) -> None:
    records = {
        "a": make_record("xã A", [("thu ngân sách trên địa bàn", 2, "tỷ đồng")]),
        "b": make_record("xã B", [("thu ngân sách trên địa bàn", 900, "triệu đồng")]),
    }
    cells = targets_cells(compare(records))
    assert list(cells["unit"]) == ["tỷ đồng", "tỷ đồng"]
    assert list(cells["value"]) == [2, 0.9]
    assert list(cells["text"]) == ["2 tỷ đồng", "900 triệu đồng"]


def test_summary(comparison: Comparison) -> None:
    table = targets_summary(comparison).set_index("label")
    water = table.loc[[label for label in table.index if label.startswith("hộ dân dùng")][0]]
    assert (water["plans"], water["lower"], water["absent"], water["least"], water["most"]) == (2, 2, 0, 0.8, 70.0)
    assert table.loc["thôn có nhà văn hóa", "absent"] == 2


def test_sums_of_a_province_stand_apart_from_those_of_communes(make_record: Make) -> None:
    both = [("Tỷ lệ hộ dùng nước máy", 90), ("Xây dựng mới bể nước công cộng", 700, "bể")]
    few = [("Tỷ lệ hộ dùng nước máy", 80), ("Xây dựng mới bể nước công cộng", 3, "bể")]
    records = {"t": make_record("tỉnh T", both), "a": make_record("xã A", few), "b": make_record("xã B", few)}
    table = targets_summary(compare(records)).set_index("unit")
    assert tuple(table.loc["bể", ["plans", "least", "most", "parent"]]) == (2, 3.0, 3.0, "700 bể")
    assert tuple(table.loc["%", ["plans", "least", "most", "parent"]]) == (3, 80.0, 90.0, "")
    alone = targets_summary(compare({"t": records["t"], "u": make_record("thành phố U", both)})).set_index("unit")
    assert tuple(alone.loc["bể", ["plans", "most", "parent"]]) == (2, 700.0, "")


def test_bodies_under_one_name(comparison: Comparison) -> None:
    cells = bodies_cells(comparison)
    assert list(cells["label"]) == ["Phòng Văn hóa - Xã hội", "Phòng VH - XH", "Phòng Văn hóa - Xã hội"]
    table = bodies_matrix(comparison)
    assert "Chủ trì 1" in set(table["xã An"])


def test_a_body_that_the_lexicon_knows_is_one_body(make_record: Make, make_task: Make) -> None:
    culture = "xa/phong-van-hoa-xa-hoi"
    tasks = {
        "a": [
            make_task("Phòng Văn hóa - Xã hội", body_id=culture),
            make_task("Công an xã", body_id="xa/cong-an", at=1),
        ],
        "b": [make_task("Phòng VHXH", body_id=culture), make_task("Công an tỉnh", body_id="tinh/cong-an", at=1)],
        "c": [make_task("Phòng Văn hóa - Xã hội xã An", body_id=f"{culture}@an"), make_task("Tổ nề nếp", at=1)],
    }
    records = {stem: make_record(f"xã {stem}", assignments=given) for stem, given in tasks.items()}
    cells = bodies_cells(compare(records))
    assert list(zip(cells["document"], cells["label"], strict=True)) == [
        ("a", "Phòng Văn hóa - Xã hội"),
        ("a", "Công an"),
        ("b", "Phòng Văn hóa - Xã hội"),
        ("b", "Công an cấp tỉnh"),
        ("c", "Phòng Văn hóa - Xã hội"),
        ("c", "Tổ nề nếp"),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("UBND xã Đại Hòa", "Ủy ban nhân dân cấp xã"),
        ("Uỷ ban nhân dân các xã, phường", "Ủy ban nhân dân các cấp xã"),
        ("Phòng Kinh tế xã Đại Hòa", "Phòng Kinh tế"),
        ("Phòng Văn hoá–Xã hội", "Phòng Văn hóa - Xã hội"),
        ("Các Phòng, ban xã", "Phòng, ban"),
        ("UBMTTQ Việt Nam xã", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ],
)
def test_names_of_bodies(printed: str, expected: str) -> None:
    assert plain_body(printed) == expected


def test_references_dated_otherwise_and_missing(
    comparison: Comparison, make_record: Make, make_reference: Make
) -> None:
    cells = references_cells(comparison).set_index(["reference", "document"])
    key = "923/QĐ-TTG"
    assert cells.loc[(key, "b"), "state"] == "undated"
    assert cells.loc[(key, "a"), "mentions"] == 2
    assert cells.loc[("1/QĐ-UBND", "a"), "state"] == "missing"
    assert references_matrix(comparison).index[0][0] == key
    records = {f"p{at}": make_record(f"xã P{at}", legal_references=[make_reference("5/QĐ-TTg", date)])
               for at, date in enumerate(["2025-01-02", "2025-01-02", "2025-02-01", "2025"])}  # fmt: skip
    states = references_cells(compare(records)).set_index("document")["state"]
    assert list(states) == ["cited", "cited", "other-date", "cited"]


def test_documents_of_the_registry_are_told_apart_and_known_by_name(make_record: Make, make_reference: Make) -> None:
    law = make_reference("68/2020/QH14", resolved="68/2020/QH14@nghi-quyet", type="Luật")
    by_name = replace(law, canonical=None, number=None, title="Luật Cư trú")
    old = make_reference("5/QĐ-TTg", "2023-01-05", resolved="5/QĐ-TTg@2023", at=1)
    new = make_reference("5/QĐ-TTg", "2025-01-02", resolved="5/QĐ-TTg@2025", at=1)
    records = {
        "a": make_record("xã A", legal_references=[law, old]),
        "b": make_record("xã B", legal_references=[by_name, new]),
    }
    cells = references_cells(compare(records))
    cited = cells[cells["state"] != "missing"]
    assert sorted(zip(cited["document"], cited["label"], cited["state"], strict=True)) == [
        ("a", "Luật 68/2020/QH14", "cited"),
        ("a", "Quyết định 5/QĐ-TTg (05/01/2023)", "cited"),
        ("b", "Luật 68/2020/QH14", "cited"),
        ("b", "Quyết định 5/QĐ-TTg (02/01/2025)", "cited"),
    ]


def test_a_later_report_is_marked(comparison: Comparison) -> None:
    table = milestones_matrix(comparison)
    row = table[table.index.get_level_values("event") == "report-year"].iloc[0]
    assert list(row) == ["30/11/2026", "15/12/2026 ►", ""]


@pytest.mark.parametrize(
    ("text", "event"),
    [("Báo cáo năm gửi trước 05/12", "report-year"), ("báo cáo 6 tháng đầu năm", "report-half"),
     ("tổ chức sơ kết", "midterm"),     ("họp dân", "other")],
)  # fmt: skip
def test_kinds_of_events(text: str, event: str) -> None:
    assert event_of(text) == event


@pytest.mark.parametrize(
    ("edtf", "vi", "en", "day"),
    [
        ("2026-12-05", "05/12/2026", "05/12/2026", "2026-12-05"),
        ("2027-34", "quý II/2027", "Q2 2027", "2027-06-30"),
        ("2025/2030", "2025 - 2030", "2025 - 2030", "2030-12-31"),
        ("../2030-12-31", "đến 31/12/2030", "until 31/12/2030", "2030-12-31"),
        ("XXXX-12-05", "05/12 hằng năm", "05/12 every year", None),
        ("XXXX-XX-20", "ngày 20 hằng tháng", "on the 20 of every month", None),
        ("XXXX-34", "quý II hằng năm", "Q2 every year", None),
        ("2026-02", "02/2026", "02/2026", "2026-02-28"),
        ("2028-02", "02/2028", "02/2028", "2028-02-29"),
        ("2026-13", "13/2026", "13/2026", None),
        (None, "", "", None),
    ],
)
def test_dates_in_short(edtf: str | None, vi: str, en: str, day: str | None) -> None:
    assert (in_short(edtf), in_short(edtf, "en"), last_day(edtf)) == (vi, en, day)


def test_nothing_to_lay_out(make_record: Make) -> None:
    empty = compare({"a": make_record("xã A"), "b": make_record("xã B")})
    for make in (targets_matrix, bodies_matrix, references_matrix, milestones_matrix):
        table: pd.DataFrame = make(empty)
        assert list(table.columns) == ["xã A", "xã B"]
        assert len(table) == 0
    assert len(targets_summary(empty)) == 0


def test_a_group_that_nobody_states_for_certain_has_no_row(comparison: Comparison) -> None:
    doubtful = tuple(
        replace(group, members=tuple(replace(member, perhaps=True) for member in group.members))
        for group in comparison.groups
    )
    assert len(targets_cells(comparison)) == 7
    assert len(targets_cells(replace(comparison, groups=doubtful))) == 0


def test_the_sum_of_a_province_among_communes_is_marked_in_the_matrix(make_record: Make) -> None:
    figures = {"xã A": 1.5, "xã B": 2.4, "tỉnh C": 620.0}
    records = {unit: make_record(unit, [("kênh mương được nạo vét", value, "km")]) for unit, value in figures.items()}
    matrix = targets_matrix(compare(records))
    assert {unit: matrix[unit].iloc[0] for unit in figures} == {
        "xã A": "1,5 km",
        "xã B": "2,4 km",
        "tỉnh C": "620 km ○",
    }
    shares = {unit: make_record(unit, [("tỷ lệ hộ dùng nước sạch", 90.0, "%")]) for unit in figures}
    assert targets_matrix(compare(shares))["tỉnh C"].iloc[0] == "90 %"
