"""Articles, chapters and annexes whose numbers do not follow one another; annexes of which the paper says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Finding

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 812/QĐ-UBND
Lâm Đồng, ngày 05 tháng 3 năm 2026

QUYẾT ĐỊNH
Ban hành Quy chế quản lý điểm du lịch cộng đồng

ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;
Theo đề nghị của Giám đốc Sở Văn hóa, Thể thao và Du lịch.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý điểm du lịch cộng đồng.
Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 3 năm 2026.
Điều 3. Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Hoàng Văn Thịnh
QUY CHẾ
Quản lý điểm du lịch cộng đồng
(Kèm theo Quyết định số 812/QĐ-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Lâm Đồng)
"""
RULES = """\
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc quản lý điểm du lịch cộng đồng.
Điều 2. Đối tượng áp dụng
Hộ gia đình, tổ chức có điểm du lịch.
Chương II
QUẢN LÝ
Điều 3. Công nhận điểm du lịch
Điểm du lịch được công nhận khi có đủ điều kiện.
Điều 4. Kiểm tra
Sở Văn hóa, Thể thao và Du lịch kiểm tra mỗi năm một lần.
Chương III
ĐIỀU KHOẢN THI HÀNH
Điều 5. Trách nhiệm thi hành
Các sở thi hành Quy chế này.
"""


def _out_of_row(found: tuple[Finding, ...]) -> list[str]:
    return [one.about for one in found if one.rule == "F32"]


def test_a_decision_and_its_rules_count_by_themselves(findings: Callable[..., tuple[Finding, ...]]) -> None:
    assert _out_of_row(findings(HEAD + RULES)) == []


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"Điều 4.": "Điều 5.", "Điều 5.": "Điều 6."}, "Điều 5"),
        ({"Điều 4.": "Điều 3.", "Điều 5.": "Điều 4."}, "Điều 3"),
        ({"Điều 3. Công": "Điều 4. Công", "Điều 4. Kiểm": "Điều 3. Kiểm"}, "Điều 4"),
        ({"Chương III": "Chương IV"}, "Chương IV"),
        ({"Chương II\n": "Chương I\n", "Chương III": "Chương II"}, "Chương I"),
    ],
    ids=["left out", "twice", "turned round", "chapter left out", "first chapter twice"],
)
def test_numbers_out_of_row(findings: Callable[..., tuple[Finding, ...]], change: dict[str, str], about: str) -> None:
    text = RULES
    for at, old in enumerate(change):
        text = text.replace(old, f"<{at}>")
    for at, new in enumerate(change.values()):
        text = text.replace(f"<{at}>", new)
    assert _out_of_row(findings(HEAD + text)) == [about]


def test_articles_quoted_from_another_paper_do_not_count(findings: Callable[..., tuple[Finding, ...]]) -> None:
    quoted = RULES.replace("Hộ gia đình, tổ chức", "Điều 15. Việc công nhận\nHộ gia đình, tổ chức")
    assert _out_of_row(findings(HEAD + quoted)) == []


def test_an_annex_of_which_nothing_is_said(findings: Callable[..., tuple[Finding, ...]], plan_text: str) -> None:
    plan_text = plan_text.replace("danh mục hồ sơ", "hồ sơ")
    annex = "\nPHỤ LỤC\nDANH MỤC HỒ SƠ CÔNG VIỆC\nTT | Hồ sơ | Đơn vị\n1 | Sổ đăng ký văn bản đến | Văn phòng\n"
    tied = annex.replace("VIỆC\n", "VIỆC\n(Kèm theo Kế hoạch số 45/KH-UBND ngày 16 tháng 3 năm 2026 của UBND xã)\n")
    assert [one.rule for one in findings(plan_text + annex) if one.rule == "F37"] == ["F37"]
    assert [one.rule for one in findings(plan_text + tied) if one.rule == "F37"] == []
