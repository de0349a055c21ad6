"""Verdicts that were wrong when read one by one, heads of letters and annexes; beside each what is told rightly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import check, extract, read
from pipeline.records import Finding

Plant = Callable[..., list[tuple[str, str]]]
Find = Callable[..., tuple[Finding, ...]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
REGISTRY = {"R03", "R06", "R07", "R14", "R20", "R42", "R45"}


@pytest.mark.parametrize(
    "said",
    [
        "Cán bộ có bằng Luật Hình sự và tố tụng hình sự.",  # a branch of law that is taught
        "Tìm hiểu về Luật Lao động Việt Nam.",
        "Bảo đảm KỶ LUẬT LAO ĐỘNG, TRÁCH NHIỆM VẬT CHẤT.",
        "Thực hiện Luật Thuế GTGT số 48/2024/QH15.",
        "Thực hiện Luật BHXH số 41/2024/QH15.",
        "Mời tổ chức được thành lập và hoạt động theo Luật Nhà ở.",  # whichever is in force
        "Thực hiện Nghị định số 45/2025/NĐ-CP 16/02/2020 của Chính phủ.",  # what is left of another line
        "Ngày 28/3/2025, Bộ Chính trị, Ban Bí thư đã ban hành Kết luận số 137-KL/TW.",
    ],
)
def test_no_verdict(planted: Plant, said: str) -> None:
    assert not [one for one in planted((TASK, f"- {said}")) if one[0] in REGISTRY]


def test_what_replaced_an_old_law(planted: Plant) -> None:
    found = planted((TASK, "- Thực hiện Nghị định số 36/2012/NĐ-CP ngày 18 tháng 4 năm 2012 của Chính phủ."))
    assert ("R14", "36/2012/NĐ-CP") in found


def test_a_number_and_a_date_of_other_years_tell_no_end(planted: Plant) -> None:
    said = "- Thực hiện Nghị định số 50/2024/NĐ-CP ngày 28/02/2025 của Chính phủ."
    assert [rule for rule, about in planted((TASK, said)) if about == "50/2024/NĐ-CP"] == ["R26"]


@pytest.mark.parametrize("typed", ["401 /SNV-VTLT", "401/ SNV-VTLT"])
def test_a_blank_in_a_symbol(planted: Plant, typed: str) -> None:
    found = planted((TASK, f"- Thực hiện Công văn số {typed} ngày 05/01/2026 của Sở Nội vụ."))
    assert [one for one in found if one[0] == "R12"] == ([("R12", typed)] if " /" in typed else [])


@pytest.mark.parametrize(("suffix", "told"), [("html", [("R12", "401/ SNV-VTLT")]), ("txt", [])])
def test_a_blank_behind_the_stroke_is_a_line_break_but_where_lines_do_not_break(
    tmp_path: Path, plan_text: str, suffix: str, told: list[tuple[str, str]]
) -> None:
    text = plan_text.replace(TASK, "- Thực hiện Công văn số 401/ SNV-VTLT ngày 05/01/2026 của Sở Nội vụ.")
    if suffix == "html":
        body = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
        text = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
    (file := tmp_path / f"ke-hoach.{suffix}").write_text(text, encoding="utf-8")
    found = check(extract(document := read(file)), document).findings
    assert [(one.rule, one.about) for one in found if one.rule == "R12"] == told


def test_the_peoples_radio_is_no_list_of_recipients(findings: Find, plan_text: str) -> None:
    start, end = plan_text.index("Nơi nhận:"), plan_text.index("TM. ỦY BAN")
    text = (plan_text[:start] + plan_text[end:]).replace(TASK, "- Đài Tiếng nói nhân dân thành phố đưa tin.")
    assert "F08" in {one.rule for one in findings(text)}


def test_years_of_the_title_turned_round(planted: Plant) -> None:
    title = "Nâng cao chất lượng công tác văn thư năm 2026 trên địa bàn xã Sông Đầm"
    assert ("D25", "giai đoạn 2026 - 2020") in planted((title, "Phát triển lưu trữ số giai đoạn 2026 - 2020"))


def test_reports_asked_for_again_and_again_without_a_day(planted: Plant) -> None:
    said = "- Định kỳ hoặc đột xuất khi có yêu cầu, trưởng các thôn trên địa bàn xã báo cáo kết quả thực hiện."
    assert "D06" in {rule for rule, _ in planted((TASK, said))}


LETTER = """\
UBND TỈNH LÀO CAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ Y TẾ
Độc lập - Tự do - Hạnh phúc
Số: {number}/SYT-NVY
Lào Cai, {day}
V/v phòng bệnh dại
Kính gửi: Ủy ban nhân dân các xã, phường.
Để phòng bệnh, Sở Y tế đề nghị các trạm y tế tăng cường giám sát.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Lê Văn An
"""


@pytest.mark.parametrize(
    ("number", "day", "told"),
    [
        ("12", "ngày 05 tháng 3 năm 2026", set()),
        ("", "ngày 05 tháng 3 năm 2026", {"F04"}),
        ("12", "ngày     tháng 3 năm 2026", {"F05"}),
    ],
)
def test_the_head_of_a_letter(findings, number: str, day: str, told: set[str]) -> None:
    assert {one.rule for one in findings(LETTER.format(number=number, day=day))} & {"F04", "F05"} == told


ANNEXED = """\
ỦY BAN NHÂN DÂN
XÃ SÔNG ĐẦM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:     /HD-UBND
Sông Đầm, ngày 22 tháng 12 năm 2025
HƯỚNG DẪN
Lập hồ sơ
Ủy ban nhân dân xã hướng dẫn các thôn lập hồ sơ theo Phụ lục kèm theo.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn An
PHỤ LỤC
MẪU HỒ SƠ
(Kèm theo Hướng dẫn số     /HD-UBND ngày {day}/12/2025 của Ủy ban nhân dân xã)
Hồ sơ gồm hai phần.
"""


@pytest.mark.parametrize(("day", "told"), [("20", True), ("22", False)])
def test_an_annex_of_another_day_than_its_unnumbered_paper(findings, day: str, told: bool) -> None:
    assert ("F20" in {one.rule for one in findings(ANNEXED.format(day=day))}) == told
