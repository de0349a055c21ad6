"""Calendar expressions to EDTF, and the rule that nothing is invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import read
from pipeline.extraction import extract
from pipeline.extraction.context import Context
from pipeline.extraction.date_roles import find_dates
from pipeline.extraction.references import find_references
from pipeline.grammar.dates import find

VALUES = [
    ("ngày 05/02/2026", ["2026-02-05"]),
    ("ngày 5 tháng 2 năm 2026", ["2026-02-05"]),
    ("trước ngày 20/11 hằng năm", ["XXXX-11-20"]),
    ("trước ngày 20/11", ["XXXX-11-20"]),
    ("chậm nhất ngày 25 hằng tháng", ["XXXX-XX-25"]),
    ("quý III/2026", ["2026-35"]),
    ("Quý 1 năm 2027", ["2027-33"]),
    ("quý II và quý IV năm 2026", ["2026-34", "2026-36"]),
    ("tháng 9/2026", ["2026-09"]),
    ("trong tháng 02 năm 2026", ["2026-02"]),
    ("6 tháng đầu năm 2026", ["2026-01/2026-06"]),
    ("06 tháng cuối năm 2026", ["2026-07/2026-12"]),
    ("6 tháng đầu năm", []),
    ("giai đoạn 2026 – 2030", ["2026/2030"]),
    ("năm học 2026-2027", ["2026/2027"]),
    ("từ ngày 01/4/2026 đến hết ngày 30/6/2026", ["2026-04-01/2026-06-30"]),
    ("từ 01/4 đến 30/6/2026", ["2026-04-01/2026-06-30"]),
    ("từ ngày 15 đến ngày 30/4/2026", ["2026-04-15/2026-04-30"]),
    ("ngày 15-20/5/2026", ["2026-05-15/2026-05-20"]),
    ("05/5/2026-20/5/2026", ["2026-05-05/2026-05-20"]),
    ("từ tháng 3 đến tháng 10/2026", ["2026-03/2026-10"]),
    ("tháng 5/2026 - tháng 8/2026", ["2026-05/2026-08"]),
    ("tháng 11/2026 đến tháng 4/2027", ["2026-11/2027-04"]),
    ("từ tháng 3 đến tháng 11 hằng năm", ["XXXX-03/XXXX-11"]),
    ("từ tháng 11/2026 đến khi hoàn thành bể bơi", ["2026-11/.."]),
    ("từ tháng 12/2025 đến quý I/2026", ["2025-12/2026-03"]),
    ("Từ ngày ban hành Kế hoạch đến ngày 31 tháng 12 năm 2030", ["../2030-12-31"]),
    ("từ năm 2027 trở đi", ["2027/.."]),
    ("Năm 2026 và các năm tiếp theo", ["2026/.."]),
    ("đến năm 2030, tầm nhìn 2045", ["2030", "2045"]),
    ("các năm 2026, 2027 và 2028", ["2026", "2027", "2028"]),
    ("ngày 15/6 và 15/12/2026", ["2026-06-15", "2026-12-15"]),
    ("tháng 6 và tháng 7/2026", ["2026-06", "2026-07"]),
    ("tháng 3, 6, 9 năm 2026", ["2026-03", "2026-06", "2026-09"]),
    ("vụ Đông Xuân 2026-2027", ["2026/2027"]),
    ("Trước 12/2026", ["2026-12"]),
    ("mùng 1 Tết, mùng 10 tháng 3, tháng 13/2026, quý V/2026", []),
    ("từ ngày 20 đến ngày 10/4/2026", ["2026-04-10"]),
    ("tháng 9/26, quý III/26, quý 4-26", ["2026-09", "2026-35", "2026-36"]),
    ("ngày 15 tháng 5 năm 26, trước 05.7.26, đến 30/9/26", ["2026-05-15", "2026-07-05", "2026-09-30"]),
    ("nửa năm đầu 2026", ["2026-01/2026-06"]),
    ("trực 24/24 giờ, 3/5 thôn, 1.250 triệu, khóa 2026K", []),
    ("quý\nIII/2026", []),
]


@pytest.mark.parametrize(("text", "values"), VALUES, ids=[text[:40] for text, _ in VALUES])
def test_values(text, values):
    assert [expression.edtf for expression in find(text)] == values


def test_no_span_begins_on_a_day_that_no_month_has():
    assert [expression.edtf for expression in find("từ ngày 30/02 đến ngày 15/3/2026")] == ["2026-03-15"]


def test_nothing_is_found_inside_a_masked_span():
    assert find("số 02/2025/TT-BGDĐT", [(3, 19)]) == []


PARTS = st.lists(
    st.sampled_from(
        ["ngày ", "tháng ", "quý ", "năm ", "từ ", "đến ", "hết ", "trước ", "giai đoạn ", "12/3/2026", "15/6", "2026", "2030", "III/2026", "9/2027",
         "3", "31", " - ", ", ", " và ", "hằng năm", "hằng tháng", "6 tháng đầu năm ", "ban hành ", "; "]
    ),
    max_size=9,
)  # fmt: skip


@given(PARTS)
def test_every_component_is_licensed_by_the_span_or_a_stated_neighbour(parts):
    """No year, month or day is made up: each figure of a value stands in the text (quarters and halves aside)."""
    text = "".join(parts)
    for expression in find(text):
        digits = {int(figure) for figure in re.findall(r"\d+", text)}
        digits |= {5} if "tháng năm" in text else set()  # May in words
        named = re.search(r"quý|tháng (?:đầu|cuối)", text)
        for part in re.findall(r"\d+", expression.edtf):
            assert int(part) in digits or named, (text, expression)


ROLES = [
    ("- Hoàn thành trước ngày 30/6/2026.", "deadline", False),
    ("- Báo cáo kết quả trước ngày 15/11 hằng năm.", "deadline", True),
    ("- Định kỳ hằng năm, các thôn gửi báo cáo trước ngày 15/11.", "deadline", True),
    ("- Tổ chức sơ kết vào quý II năm 2027.", "milestone", False),
    ("- Năm 2027: tổ chức tổng kết phong trào.", "milestone", False),
    ("- Phấn đấu đến năm 2030, 95% trẻ em biết bơi.", "deadline", False),
    ("- Giảm 10% số vụ so với năm 2024.", "other", False),
    ("- Thực hiện trong giai đoạn 2026-2030.", "period", False),
    ("- Đưa nội dung vào nhiệm vụ năm 2026 của xã.", "period", False),
    ("- Gắn với định hướng đến năm 2045.", "other", False),
    ("- Tỷ lệ hộ nghèo giảm còn 2% vào cuối năm 2026.", "deadline", False),
    ("- Trung tâm đi vào hoạt động ngày 01/7/2025 tại trụ sở cũ.", "other", False),
    ("- Phấn đấu năm 2026 có 05 thôn có bể bơi.", "deadline", False),
    ("- Đến ngày 22/6/2026 bàn giao 02 bể bơi.", "deadline", False),
    ("- Tổng điểm đạt ít nhất 68 điểm năm 2027.", "deadline", False),
    ("- 6 tháng đầu năm 2026: dạy bơi cho 120 trẻ em.", "deadline", False),
]


def roles(document, text):
    context = Context(document(text))
    _, mentions, own = find_references(context)
    return [(d.role, d.recurring) for d in find_dates(context, mentions, own)]


@pytest.mark.parametrize(("text", "role", "recurring"), ROLES, ids=[text[:40] for text, _, _ in ROLES])
def test_roles(document, text, role, recurring):
    head = "KẾ HOẠCH\nDạy bơi cho trẻ em\nCăn cứ tình hình của xã.\nI. NỘI DUNG\n"
    assert roles(document, head + text) == [(role, recurring)]


def test_a_year_heading_goes_by_what_stands_below(document):
    head = "KẾ HOẠCH\nDạy bơi cho trẻ em\nCăn cứ tình hình của xã.\nI. NỘI DUNG\n"
    goals = "1. Năm 2026\n- 80% trường học có bể bơi.\n- Ít nhất 02 lớp dạy bơi mỗi thôn."
    tasks = "1. Năm 2026\n- Khảo sát nhu cầu của các thôn.\n- Sửa chữa bể bơi."
    assert roles(document, head + goals)[0] == ("deadline", False)
    assert roles(document, head + tasks)[0] == ("milestone", False)


def test_head_and_citation(document):
    text = (
        "ỦY BAN NHÂN DÂN XÃ TÂN HÒA\nTân Hòa, ngày 12 tháng 3 năm 2026\nKẾ HOẠCH\nDạy bơi năm 2026\n"
        "Căn cứ Chỉ thị số 17/CT-TTg ngày 16/5/2022 của Thủ tướng Chính phủ."
    )
    assert [role for role, _ in roles(document, text)] == ["issue", "period", "citation"]


HEAD = (
    "ỦY BAN NHÂN DÂN XÃ TÂN HÒA\nSố: 15/KH-UBND\nTân Hòa, ngày 12\ntháng 3 năm 2026\nKẾ HOẠCH\n"
    "Dạy bơi cho trẻ em\nCăn cứ tình hình của xã.\n"
)


def mentions_of(document, text):
    context = Context(document(HEAD + text))
    _, mentions, own = find_references(context)
    return [(d.edtf, d.role) for d in find_dates(context, mentions, own)]


@pytest.mark.parametrize(
    ("text", "edtf", "role"),
    [
        ("I. NỘI DUNG\nNgày 05 tháng 01 năm 2026, Chủ tịch xã đã đi kiểm tra các ao hồ.", "2026-01-05", "other"),
        ("I. NỘI DUNG\nBáo cáo trước ngày 05 tháng 01 năm 2026 về Phòng Kinh tế.", "2026-01-05", "deadline"),
        ("I. NỘI DUNG\nTháng 10 và tháng 11 vừa qua có mưa lớn.", "XXXX-10", "other"),
        ("I. NỘI DUNG\nQuy chế này có hiệu lực kể từ ngày 01/6/2026.", "2026-06-01", "milestone"),
        ("I. NỘI DUNG\nKiểm kê phao cứu sinh tại thời điểm 0h00 ngày 01/7/2026.", "2026-07-01", "milestone"),
        ("I. NỘI DUNG\nSo với kiểm kê tại thời điểm 0h00 ngày 01/7/2025.", "2025-07-01", "other"),
        ("I. NỘI DUNG\nTheo Chỉ thị số 8/CTUB ngày 04/5/2025 của xã.", "2025-05-04", "citation"),
        ("PHỤ LỤC\n(Kèm theo Kế hoạch số 15/KH-UBND ngày 12 tháng 3 năm 2026 của xã)", "2026-03-12", "issue"),
        ("I. MỤC TIÊU\n- Số vụ đuối nước giảm còn 02 vụ vào năm 2028.", "2028", "deadline"),
        ("I. MỤC TIÊU\na) Đến năm 2028\n- Hoàn thành bể bơi ở các trường.", "2028", "deadline"),
    ],
)
def test_the_head_date_and_what_lies_before_it(document, text, edtf, role):
    found = mentions_of(document, text)
    assert found[0] == ("2026-03-12", "issue")
    assert found[1] == (edtf, role)


def test_a_day_among_the_recipients_is_none_of_the_plan(record):
    foot = (
        "Nơi nhận:\n- UBND tỉnh (báo cáo trước ngày 05/3/2026);\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử"
    )
    dates = record(f"KẾ HOẠCH\nNăm 2026\n\n- Trồng 500 cây trước ngày 05/2/2026.\n{foot}").dates
    assert [date.edtf for date in dates] == ["2026", "2026-02-05"]


def test_reviews_to_be_held_tell_no_past(document):
    text = "KẾ HOẠCH\nDạy bơi năm 2026\nV. SƠ KẾT, TỔNG KẾT ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN\n- Tổng kết vào quý I năm 2027."
    assert [role for role, _ in roles(document, text)][-1] in ("deadline", "milestone")


def test_a_span_in_the_head_is_no_date_of_issue(document):
    text = (
        "UBND XÃ ĐỒI SIM\nSố: 15/KH-UBND\nĐồi Sim, ngày 05 tháng 3 năm 2026\nBể bơi giai đoạn 2026-2030\n"
        "KẾ HOẠCH\nDạy bơi\nI. NỘI DUNG\n- Mở lớp."
    )
    assert [role for role, _ in roles(document, text)] == ["issue", "period"]


def test_the_day_of_a_letterhead_on_one_line_is_that_of_issue(tmp_path):
    head = (
        "ỦY BAN NHÂN DÂN XÃ AN HÒA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc -------- "
        "Số: 15/KH-UBND An Hòa, ngày 04 tháng 02 năm 2027\nKẾ HOẠCH\nNạo vét kênh năm 2027\n"
        "Thực hiện Kế hoạch số 3/KH-UBND ngày 02/01/2027 của UBND tỉnh, Ủy ban nhân dân xã nạo vét kênh.\n"
    )
    (tmp_path / "plan.txt").write_text(head, encoding="utf-8")
    found = [(each.edtf, each.role) for each in extract(read(tmp_path / "plan.txt")).dates]
    assert found == [("2027-02-04", "issue"), ("2027", "period"), ("2027-01-02", "citation")]


def test_what_rests_on_such_a_digit_is_less_sure(record):
    sound, typed = (record(f"II. NHIỆM VỤ\n- Trồng {n} cây trước ngày {day}.") for n, day in
                    (("1.200", "30/06/2026"), ("1.2OO", "30/06/2O26")))  # fmt: skip
    for before, after in ((sound.targets[0], typed.targets[0]), (sound.dates[0], typed.dates[0])):
        assert after.confidence == 0.6 < before.confidence
    assert (typed.targets[0].value, typed.targets[0].due) == (1200, "2026-06-30")
