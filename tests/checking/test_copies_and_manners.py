"""What a copy lost, OCR misread, or a paper does throughout is no slip, or one slip; beside each the slip itself."""

from collections.abc import Callable

import pytest

from pipeline.records import Finding

Plant = Callable[..., list[tuple[str, str]]]
Find = Callable[..., tuple[Finding, ...]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Thử\n"
TIED = (
    "\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 45/KH-UBND ngày 16/3/2026 của UBND xã)\n\n1. Rà soát hồ sơ.\n"
)
ITEMS = "2. Rà soát danh mục hồ sơ của UBND xã trước ngày 30/6/2026."


def _rules(found: list[tuple[str, str]]) -> set[str]:
    return {rule for rule, _ in found}


def test_a_head_that_only_the_annex_knows_is_printed_elsewhere(findings: Find, plan_text: str) -> None:
    bare = plan_text[plan_text.index("KẾ HOẠCH") :]
    assert {one.rule for one in findings(bare)} == {"F01", "F03", "F04", "F05"}
    assert not {"F01", "F04", "F05"} & {one.rule for one in findings(bare + TIED)}


def test_a_resolution_bears_the_day_on_which_it_was_passed(planted: Plant) -> None:
    undated = ("Sông Đầm, ngày 16 tháng 3 năm 2026\n", "")
    assert "F05" in _rules(planted(undated))
    passed = ("đề nghị các đơn vị thực hiện./.", "được thông qua ngày 16 tháng 3 năm 2026./.")
    assert "F05" not in _rules(planted(undated, passed))


def test_a_name_below_recipients_is_a_signature_whose_office_is_not_legible(planted: Plant) -> None:
    assert "F06" in _rules(planted((SIGNED, "")))
    assert "F06" not in _rules(planted((SIGNED, "T/M IIY BAN\nNguyễn Văn Thử\n")))


def test_places_of_the_level_that_is_gone_are_one_slip(planted: Plant) -> None:
    places = "- Thu hồ sơ tại trụ sở ở huyện Bắc Trà, thị xã Đông Lâm."
    told = [about for rule, about in planted((TASK, places)) if rule == "U03"]
    assert told == ["huyện, thị xã"]


def test_a_number_out_of_its_series_is_one_to_look_up(findings: Find, plan_text: str) -> None:
    listed = (
        "- Theo Nghị quyết số 210/NQ-CP ngày 05/02/2026 và Nghị quyết số 150/NQ-CP ngày 04/03/2026 của Chính phủ; "
        "Nghị quyết số 310/NQ-CP ngày 10/01/2026 của Chính phủ."
    )
    kinds = {one.kind for one in findings(plan_text.replace(TASK, listed)) if one.rule == "R02"}
    assert kinds == {"other"}


def test_issuers_left_out_throughout_are_one_finding(planted: Plant) -> None:
    cited = "".join(
        f"Căn cứ Nghị định số {number}/2025/NĐ-CP ngày 0{number - 40} tháng 3 năm 2025 quy định về lưu trữ;\n\n"
        for number in (41, 42, 43, 44)
    )
    told = [about for rule, about in planted((DECREE, cited + DECREE)) if rule == "R34"]
    assert told == ["41/2025/NĐ-CP, 42/2025/NĐ-CP, 43/2025/NĐ-CP, 44/2025/NĐ-CP"]


def test_a_label_that_was_misread_is_not_left_out(planted: Plant) -> None:
    skipped = f"{ITEMS}\n\n4. Chỉnh lý hồ sơ tồn đọng."
    assert "F13" in _rules(planted((ITEMS, skipped)))
    misread = f"{ITEMS}\n\nŠ. Lập danh mục hồ sơ.\n\n4. Chỉnh lý hồ sơ tồn đọng."
    assert "F13" not in _rules(planted((ITEMS, misread)))


def test_a_first_heading_without_its_dot_is_there(planted: Plant) -> None:
    assert "F13" not in _rules(planted(("1. Mục đích\n", "1 Mục đích\n")))


def test_a_day_behind_a_word_typed_twice_is_there(planted: Plant) -> None:
    cited = "Căn cứ Quyết định số 92/QĐ-TTg{} 08 tháng 6 năm 2025 của Thủ tướng Chính phủ về lưu trữ;\n\n"
    assert "R16" not in _rules(planted((DECREE, cited.format(" ngày ngày") + DECREE)))


WORDING = [
    ("missing-part", "phần đầu văn bản (quốc hiệu, tên cơ quan ban hành)"),
    ("missing-number", "số, ký hiệu văn bản"),
    ("missing-date", "ngày ban hành"),
    ("missing-part", "nơi nhận, chữ ký"),
]


@pytest.mark.parametrize("opening", ["KẾ HOẠCH\nNâng cao", "Kế hoạch nâng cao"])
def test_a_paper_of_which_the_wording_alone_is_there(findings: Find, plan_text: str, opening: str) -> None:
    start, end = plan_text.index("KẾ HOẠCH"), plan_text.index("Nơi nhận:")
    alone = plan_text[start:end].replace("KẾ HOẠCH\nNâng cao", opening, 1)
    told = [(one.kind, one.about) for one in findings(alone) if one.rule.startswith("F")]
    assert told == WORDING
    assert {one.rule for one in findings(alone) if one.rule.startswith("F")} == {"F19"}
    signed = plan_text[start:].replace("KẾ HOẠCH\nNâng cao", opening, 1)
    assert "F19" not in {one.rule for one in findings(signed)}


def test_neither_signature_nor_recipients_is_one_slip(findings: Find, plan_text: str) -> None:
    told = [(one.rule, one.about) for one in findings(plan_text[: plan_text.index("Nơi nhận:")])]
    assert told == [("F06", "chức vụ, họ tên người ký, nơi nhận")]
    bare = plan_text[: plan_text.index("Nơi nhận:")].replace(MOTTO, "")
    assert ("F06", "quốc hiệu, chức vụ, họ tên người ký, nơi nhận") in [(one.rule, one.about) for one in findings(bare)]
    assert "F01" not in {one.rule for one in findings(bare)}


def test_a_year_that_no_plan_reaches(planted: Plant) -> None:
    assert ("D01", "26/3/3026") in planted((TASK, "- Trao thưởng nhân kỷ niệm ngày thành lập Đoàn (26/3/3026)."))
    assert "D01" not in _rules(planted((TASK, "- Trao thưởng nhân kỷ niệm ngày thành lập Đoàn (26/3/2026).")))


def test_the_day_of_a_paper_whose_number_is_blank(planted: Plant) -> None:
    cited = "Thực hiện Quyết định số    /QĐ-UBND ngày   /   /2026 của UBND xã về lưu trữ;\n\n" + DECREE
    told = [about for rule, about in planted((DECREE, cited)) if rule == "D07"]
    assert told == ["ngày / /2026"]


def test_a_law_that_is_to_be_made_has_no_number(planted: Plant) -> None:
    law = "Luật sửa đổi, bổ sung một số điều của Luật Lưu trữ"
    assert "R28" in _rules(planted((TASK, f"- Phổ biến {law}.")))
    assert "R28" not in _rules(planted((TASK, f"- Góp ý dự án {law}.")))


LETTERS = "- Việc chung:\n\na) Lập sổ.\n\nb) Ghi sổ.\n\nc) Giữ sổ.\n\nd) Nộp sổ.\n\ne) Hủy sổ.{}"


def test_a_letter_left_out_where_the_paper_has_it(planted: Plant) -> None:
    assert "F13" in _rules(planted((TASK, LETTERS.format("\n\ng) Lưu sổ."))))
    assert "F13" in _rules(planted((TASK, LETTERS.format(""))))
    assert "F13" not in _rules(planted((TASK, LETTERS.format("\n\nf) Lưu sổ."))))


NAMES = ("Văn thư", "Marketing", "Kế toán", "Tin học", "Lưu trữ", "Thủ kho")


def test_a_row_named_by_one_word_counts(planted: Plant) -> None:
    rows = "\n".join(f"{number} | {name} | 20" for number, name in enumerate(NAMES, 1))
    table = f"Nguyễn Văn Thử\n\nPHỤ LỤC\nCHỈ TIÊU TẬP HUẤN\n\nSTT | Nghề | Số người\n{rows}\n"
    assert "F17" not in _rules(planted(("Nguyễn Văn Thử\n", table)))
    assert "F17" in _rules(planted(("Nguyễn Văn Thử\n", table.replace("2 | Marketing | 20\n", ""))))


def test_the_annex_of_another_paper_is_not_missing(planted: Plant) -> None:
    other = "- Chi hỗ trợ (chi tiết theo Phụ lục số 6) Nghị quyết số 12/NQ-HĐND ngày 03/02/2026 của HĐND xã về lưu trữ."
    assert "F10" not in _rules(planted((TASK, other)))
    assert "F10" in _rules(planted((TASK, "- Chi hỗ trợ (chi tiết theo Phụ lục số 6) cho cán bộ.")))


def test_offices_of_the_retired_may_be_of_a_district(planted: Plant) -> None:
    past = "- Thăm Bí thư; Ủy viên Ban Chấp hành huyện; cán bộ (chức danh nghỉ hưu trước 01/7/2025)."
    assert "U03" not in _rules(planted((TASK, past)))
    assert "U03" in _rules(planted((TASK, past.replace("nghỉ hưu trước 01/7/2025", "theo danh sách"))))


def test_figures_below_a_letter_go_on_with_those_above(findings: Find, plan_text: str) -> None:
    wording = (
        "Điều 5. Danh hiệu\nGồm các danh hiệu sau:\na) Đối tượng: các thôn.\nb) Tiêu chuẩn: đạt các mức sau đây:\n"
        "Hoàn thành nhiệm vụ được giao;\nNội bộ đoàn kết.\n2. Tập thể lao động\na) Đối tượng: các thôn.\n\n"
    )
    text = plan_text[: plan_text.index("I. MỤC ĐÍCH")] + wording + plan_text[plan_text.index("Nơi nhận:") :]
    assert "F13" not in {one.rule for one in findings(text)}
