"""Correct plans in other outward forms and of other bodies: none of them rings an alarm."""

from collections.abc import Callable

import pytest

from pipeline.records import Finding

HEAD = "ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
NUMBER = "Số: 45/KH-UBND\nSông Đầm, ngày 16 tháng 3 năm 2026\n"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
MAKES = "Ủy ban nhân dân xã Sông Đầm ban hành"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

FORMS = {
    "web page": [(HEAD, HEAD.replace("ĐẦM\n", "ĐẦM\n-------\n\n").replace("phúc\n", "phúc\n---------------\n"))],
    "two columns": [
        (HEAD + "\n" + NUMBER,
         ("     ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
         "      XÃ SÔNG ĐẦM                      Độc lập - Tự do - Hạnh phúc\n"
         "   Số: 45/KH-UBND              Sông Đầm, ngày 16 tháng 3 năm 2026\n"))
    ],
    "number glued": [("Số: 45/KH-UBND", "Số:45/KH-UBND")],
    "older spelling": [("ỦY BAN", "UỶ BAN"), ("CỘNG HÒA", "CỘNG HOÀ")],
    "signed by a deputy": [(SIGNED, "TM.ỦY BAN NHÂN DÂN\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n")],
    "archive of the office": [("- Lưu: VT.", "- Lưu VP.")],
    "school": [
        ("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\n", "UBND XÃ SÔNG ĐẦM\nTRƯỜNG TIỂU HỌC SÔNG ĐẦM\n"), ("45/KH-UBND", "45/KH-THSĐ"),
        (MAKES, "Trường Tiểu học Sông Đầm ban hành"), (SIGNED, "HIỆU TRƯỞNG\n"),
    ],
    "steering committee": [
        ("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\n", "BAN CHỈ ĐẠO\nVĂN THƯ XÃ SÔNG ĐẦM\n"), ("45/KH-UBND", "45/KH-BCĐ"),
        (MAKES, "Ban Chỉ đạo ban hành"), (SIGNED, "TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN\n"),
    ],
    "Party committee": [
        (HEAD, "ĐẢNG BỘ TỈNH LÀO CAI\nĐẢNG ỦY XÃ SÔNG ĐẦM\n*\nĐẢNG CỘNG SẢN VIỆT NAM\n"),
        ("Số: 45/KH-UBND", "Số 45-KH/ĐU"), (MAKES, "Ban Thường vụ Đảng ủy ban hành"),
        (SIGNED, "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n"), ("- Lưu: VT.", "- Lưu Văn phòng Đảng ủy."),
    ],
    "Fatherland Front": [
        ("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\n", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nXÃ SÔNG ĐẦM\nBAN THƯỜNG TRỰC\n"),
        ("45/KH-UBND", "45/KH-MTTQ-BTT"), (MAKES, "Ban Thường trực Ủy ban MTTQ Việt Nam xã ban hành"),
        (SIGNED, "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n"),
    ],
    "mass organisation": [
        (HEAD, "HỘI NÔNG DÂN VIỆT NAM\nBAN CHẤP HÀNH XÃ SÔNG ĐẦM\n*\n"), ("Số: 45/KH-UBND", "Số 45-KH/HND"),
        (MAKES, "Ban Thường vụ Hội Nông dân xã ban hành"), (SIGNED, "T/M BAN THƯỜNG VỤ\nCHỦ TỊCH\n"),
        ("- Lưu: VT.", "- Lưu Văn phòng Hội."),
    ],
    "a yearly share of a sum": [
        ("- Bố trí kinh phí thực hiện Kế hoạch.",
         "- Tổng kinh phí số hóa cả giai đoạn là 3 tỷ đồng, bình quân 0,6 tỷ đồng/năm."),
    ],
    "a past day to measure from": [
        ("2. Ít nhất 90% hồ sơ", "2. Phấn đấu giảm 5% số hồ sơ giấy so với số hồ sơ còn giữ trong kho của xã thống kê ngày 31/12/2025.\n\n3. Ít nhất 90% hồ sơ"),
    ],
    "ordinance": [
        ("\n\nThực hiện Kế hoạch số 92",
         "\n\nCăn cứ Pháp lệnh Dân số số 06/2003/PL-UBTVQH11 ngày 09 tháng 01 năm 2003;\n\nThực hiện Kế hoạch số 92"),
    ],
    "annex": [
        ("- Bố trí kinh phí thực hiện Kế hoạch.", "- Bố trí kinh phí (có Phụ lục kèm theo)."),
        ("Nguyễn Văn Thử\n",
         ("Nguyễn Văn Thử\n\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 45/KH-UBND ngày 16 tháng 3 năm 2026 của UBND xã "
         "Sông Đầm)\n\n1. Tập huấn.\n")),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", list(FORMS))
def test_correct_plan_in_this_form(findings: Callable[..., tuple[Finding, ...]], plan_text: str, name: str) -> None:
    text = plan_text
    for old, new in FORMS[name]:
        assert old in text, old
        text = text.replace(old, new)
    assert [(one.rule, one.about) for one in findings(text)] == []
    others = ("two columns", "older spelling", "Party committee", "mass organisation")
    assert (MOTTO in text) is (name not in others)
