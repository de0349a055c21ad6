"""Misreadings that a grammar proves are repaired, everything else is left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.layout.assemble import assemble
from pipeline.reading.lines import Line, LineWord, PageInfo, Reading
from pipeline.reading.ocr.repairs import applied, lost_dashes, repairs, unproved
from pipeline.reading.ocr.roman_strokes import with_numerals

BOX = (0.0, 0.0, 10.0, 10.0)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Nghi định so 30/2020/NÐ-CP", "Nghị định số 30/2020/NĐ-CP"),
        ("hạ tầng loT, địa chỉ lP", "hạ tầng IoT, địa chỉ IP"),
        ("Nghị quyết số 57-NQITW", "Nghị quyết số 57-NQ/TW"),
        ("Nghị quyết số 57-NQlTW ngày", "Nghị quyết số 57-NQ/TW ngày"),
        ("theo 118/2025NĐ-CP;", "theo 118/2025/NĐ-CP;"),
        ("Quyết định số 12/QD-UBND", "Quyết định số 12/QĐ-UBND"),
        ("Thông tư so 02/2025/TT-BGDDT", "Thông tư số 02/2025/TT-BGDĐT"),
        ("]. Chỉ đạo các thôn", "1. Chỉ đạo các thôn"),
        ("ngày 3O tháng l2 năm 2O25", "ngày 30 tháng 12 năm 2025"),
        ("ngày 05 thảng 6 nâm 2026", "ngày 05 tháng 6 năm 2026"),
        ("Quý HI/2026", "Quý III/2026"),
        ("quý 11/2026", "quý II/2026"),
        ("Quý 1V năm 2026", "Quý IV năm 2026"),
        ("S6: 07/KH-UBND", "Số: 07/KH-UBND"),
        ("Só: 07/KH-UBND", "Số: 07/KH-UBND"),
        ("- Lưu: VI, KTHT.", "- Lưu: VT, KTHT."),
        ("Nghị định số 277/2025/ỄNĐ-CP", "Nghị định số 277/2025/NĐ-CP"),
        ("Số: 214/KH-UBNDĐ", "Số: 214/KH-UBND"),
        ("Công văn số 455/UBND-KCGVX", "Công văn số 455/UBND-KGVX"),
        ("từ 02/4/2019 ~06/4/2019", "từ 02/4/2019 - 06/4/2019"),
        ("15/8/2019 —~ 9/2019", "15/8/2019 - 9/2019"),
        ("năm 2021~2025", "năm 2021 - 2025"),
        ("CHỦU TICH", "CHỦ TỊCH"),
        ("KT. CHỦTỊCH", "KT. CHỦ TỊCH"),
        ("tử vong dưới 12%o.", "tử vong dưới 12‰."),
        ("Công văn số .2041/STC-QLNS", "Công văn số 2041/STC-QLNS"),
        ("theo Công văn số 77/STC-QLNS ngày 2l tháng", "theo Công văn số 77/STC-QLNS ngày 21 tháng"),
        ("tháng O3 năm", "tháng 03 năm"),
        ("gửi Sở tế, Phòng “Y” tế", "gửi Sở Y tế, Phòng Y tế"),
        ("BHXH tính", "BHXH tỉnh"),
        ("„ Trong quá trình thực hiện", "Trong quá trình thực hiện"),
        ("trồng 80 hạ; chăm sóc 12 há rừng", "trồng 80 ha; chăm sóc 12 ha rừng"),
    ],
)
def test_proven_misreadings(read: str, meant: str) -> None:
    assert applied(read, repairs(read)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 57 NQ/TW ngày 22/12/2024",  # the author's own form: a finding, not a misreading
        "Chương trình số 21-Ctr/TU",
        "ngày 4I tháng, ngày hl tháng",
        "Sở y tế, Phòng Kinh tế, trong bộ, tế bào",
        "có số. 12/15 hộ",
        "lo lắng, làm lại",
        "Quyết định số 12-QĐ/UBND",
        "Nghị quyết số 193/2025/QH15",
        "quý 1/2026 và quý 4 năm 2026",
        "ngày 31 tháng 13 năm 2026",
        "từ 10-15/NGÀY, 3-5 hộ/thôn",
        "tỷ lệ 12/15 KH đạt",
        "Kế hoạch so với năm 2025",
        "Báo cáo sơ bộ 12 chỉ tiêu",
        "Lưu: VP, KT",
        "PHỤ LỤC I",
        "KẾ HOẠCH A",
        "UỶ BAN NHÂN DÂN",
        "Công văn số 455/UBND-XYZT",
        "Công văn số 455/XQZK-QLNS",
        "02 hạ tầng số dùng chung",
        "từ 02/4/2019-06/4/2019, năm 2021 – 2025",
        "đạt ~ 2019 hộ",
        "Chủ tịch",
        "ngày 4l tháng 3 năm 2026, ngày 05 tháng 1S năm 2026",
    ],
)
def test_everything_else_is_left_alone(text: str) -> None:
    assert repairs(text) == ()


@given(st.text(alphabet="0123456789 -/IlNQĐÐDTWUBCPKHsốo6ngàythánămQuýHVSL:.,", max_size=60))
def test_edits_never_overlap_and_come_to_rest(text: str) -> None:
    edits = repairs(text)
    assert all(0 <= a <= b <= len(text) for a, b, _ in edits)
    assert all(first[1] <= second[0] for first, second in zip(edits, edits[1:], strict=False))
    once = applied(text, edits)
    twice = applied(once, repairs(once))
    assert repairs(applied(twice, repairs(twice))) == ()


@pytest.mark.parametrize(
    ("second", "box", "lost"),
    [
        ("14/8/2026", (75.0, 1.0, 125.0, 11.0), True),
        ("14/8/2026", (68.0, 1.0, 118.0, 11.0), False),
        ("14/8/2026", (75.0, 13.0, 125.0, 23.0), False),
        ("2026", (75.0, 1.0, 125.0, 11.0), False),
    ],
)
def test_a_dash_is_lost_where_two_days_leave_room_for_it(second: str, box: Any, lost: bool) -> None:
    words = (LineWord(8, 17, (10.0, 0.0, 60.0, 10.0)), LineWord(18, 18 + len(second), box))
    text = f"Dự kiến 23/7/2026 {second}"
    assert lost_dashes(text, words) == ([(17, 18, " - ")] if lost else [])


def test_both_readings_are_kept() -> None:
    line = "Căn cứ Nghi định so 30/2020/NÐ-CP của Chính phủ;"
    reading = Reading((Line(line, edits=repairs(line)),), (PageInfo(1),), "ocr")
    document = assemble(reading, "a", "", "")
    assert document.raw == line
    assert document.text == "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ;"
    at = document.text.index("30/2020/NĐ-CP")
    start, end = document.alignment.to_raw(at, at + len("30/2020/NĐ-CP"))
    assert document.raw[start:end] == "30/2020/NÐ-CP"


@pytest.mark.parametrize("printed", ["I", "II", "III", "1"])
@pytest.mark.parametrize("read", ["H", "IHI", "HI.", "IH", "Hi"])
def test_roman_numerals_are_told_by_their_strokes(drawn_page: Any, printed: str, read: str) -> None:
    page = drawn_page()
    page.write(1.0, 1.0, printed + ("." if read.endswith(".") else ""))
    token = replace(page.tokens[0], text=read)
    (told,) = with_numerals([token], np.asarray(page.image.convert("L")))
    assert told.better == printed + ("." if read.endswith(".") else "") or printed == read


@pytest.mark.parametrize("printed", ["H", "HI", "U", "V", "7"])
def test_other_letters_are_no_numerals(drawn_page: Any, printed: str) -> None:
    page = drawn_page()
    page.write(1.0, 1.0, printed)
    (told,) = with_numerals([replace(page.tokens[0], text="H")], np.asarray(page.image.convert("L")))
    assert told.better is None


@pytest.mark.parametrize("read", ["11/2026", "112026.", "II/2026", "HI/2026", "TII/2026", "]I2026"])
@pytest.mark.parametrize("printed", ["II/2026", "III/2026"])
def test_quarters_are_told_by_their_strokes(drawn_page: Any, printed: str, read: str) -> None:
    page = drawn_page()
    page.write(1.0, 1.0, f"Quý {printed} tháng 11/2026")
    quarter = replace(page.tokens[1], text=read)
    tokens = with_numerals([page.tokens[0], quarter, *page.tokens[2:]], np.asarray(page.image.convert("L")))
    assert (tokens[1].better or tokens[1].text).rstrip(".") == printed
    assert [token.better for token in tokens[2:]] == [None, None]


def test_names_that_the_engine_is_sure_of_are_not_asked_about() -> None:
    text = "Xã Nậm Pồn và Xã Lũng Vài"
    sure = [(0, 2), (3, 6), (7, 10), (11, 13), (14, 16), (17, 21), (22, 25)]
    words = tuple(LineWord(a, b, BOX, 0.5 if (a, b) == (22, 25) else 0.96) for a, b in sure)
    assert [text[a:b] for a, b in unproved([Line(text, words=words)])] == ["và", "Vài"]


def test_words_of_a_picture_are_asked_about_unless_grammar_has_proved_them() -> None:
    text = "NỘI DỤNG số 57-NQITW"
    words = (LineWord(0, 3, BOX, 1.0), LineWord(4, 8, BOX, 0.96), LineWord(12, 20, BOX, 0.4))
    line = Line(text, words=words, edits=((12, 20, "57-NQ/TW"),))
    reading = Reading((Line("KẾ HOẠCH"), line), (PageInfo(1),), "ocr")
    asked: list[Any] = []

    def restorer(raw: str, doubtful: Any) -> list[tuple[int, int, str]]:
        asked.extend(raw[start:end] for start, end in doubtful)
        at = raw.index("DỤNG")
        return [(at, at + 4, "DUNG"), (raw.index("57"), len(raw), "57-NQ/TƯ")]

    document = assemble(reading, "a", "", "", restorer)
    assert asked == ["DỤNG"]
    assert document.text.endswith("NỘI DUNG số 57-NQ/TW")
    assert document.raw.endswith(text)
