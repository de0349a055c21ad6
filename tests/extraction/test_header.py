import pytest

from pipeline.extraction import extract
from pipeline.extraction.casing import proper_case, sentence_case, wholly_capital
from pipeline.reading import read

STATE = """\
ỦY BAN NHÂN DÂN
XÃ TÂN HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/KH-UBND
Tân Hòa, ngày 02 tháng 02 năm 2026
KẾ HOẠCH
Dạy bơi cho trẻ em trên địa bàn xã Tân Hòa giai đoạn 2026-2028
Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh Lạng Sơn.
I. NỘI DUNG
- Mở lớp dạy bơi.
Nơi nhận:
- UBND tỉnh (b/c);
- Các thôn;
- Lưu: VT, VHXH.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hoàng Thị Mai
"""


def test_state_form(record):
    info = record(STATE).document
    assert (info.type, info.number, info.symbol) == ("Kế hoạch", "31", "KH-UBND")
    assert (info.issuer, info.unit, info.province) == ("Ủy ban nhân dân xã Tân Hòa", "xã Tân Hòa", "tỉnh Lạng Sơn")
    assert (info.place, info.issue_date, info.period) == ("Tân Hòa", "2026-02-02", "2026/2028")
    assert info.title == "Dạy bơi cho trẻ em trên địa bàn xã Tân Hòa giai đoạn 2026-2028"
    assert info.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert (info.signer_title, info.signer) == ("PHÓ CHỦ TỊCH", "Hoàng Thị Mai")
    assert (info.recipients, info.archive) == (("UBND tỉnh (b/c)", "Các thôn"), "VT, VHXH")
    assert info.evidence["number"].end - info.evidence["number"].start == 2


@pytest.mark.parametrize("unit", ["XÃ ẤP BẮC", "XÃ AN HÒA", "PHƯỜNG Ỷ LA"])
def test_the_deciding_office_behind_a_title_is_no_part_of_it(record, unit):
    title = f"QUYẾT ĐỊNH\nVề việc sửa cầu qua kênh CHỦ TỊCH ỦY BAN NHÂN DÂN {unit}\n"
    text = STATE.replace("KẾ HOẠCH\nDạy bơi cho trẻ em trên địa bàn xã Tân Hòa giai đoạn 2026-2028\n", title)
    assert record(text).document.title == "Về việc sửa cầu qua kênh"


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số:      /KH-UBND", None, "KH-UBND"),
        ("Số ..... /KH-UBND", None, "KH-UBND"),
        ("Số 07-KH/ĐU", "07", "KH/ĐU"),
        ("Số: 12 /KH - SYT", "12", "KH-SYT"),
    ],
)
def test_number(record, line, number, symbol):
    info = record(STATE.replace("Số: 31/KH-UBND", line)).document
    assert (info.number, info.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Tân Hòa, ngày      tháng     năm 2026", "2026"),
        ("Tân Hòa, ngày     tháng 3 năm 2026", "2026-03"),
        ("Tân Hòa, ngày    /3/2026", "2026-03"),
    ],
)
def test_blank_dates_are_not_filled(record, line, date):
    assert record(STATE.replace("Tân Hòa, ngày 02 tháng 02 năm 2026", line)).document.issue_date == date


def test_party_form(record):
    text = STATE.replace(
        "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nCỘNG", "ĐẢNG BỘ TỈNH LẠNG SƠN\nĐẢNG ỦY XÃ TÂN HÒA\nCỘNG"
    ).replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM")
    text = text.replace("Số: 31/KH-UBND", "Số 31-KH/ĐU").replace(
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "T/M BAN THƯỜNG VỤ\nBÍ THƯ"
    )
    info = record(text).document
    assert (info.issuer, info.unit, info.province) == ("Đảng ủy xã Tân Hòa", "xã Tân Hòa", "tỉnh Lạng Sơn")
    assert (info.authority, info.signer_title) == (("T/M BAN THƯỜNG VỤ",), "BÍ THƯ")


def test_department(record):
    text = STATE.replace(
        "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nCỘNG", "UBND TỈNH LẠNG SƠN\nSỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH\nCỘNG"
    )
    info = record(text).document
    assert (info.issuer, info.unit) == ("Sở Văn hóa, Thể thao và Du lịch tỉnh Lạng Sơn", "tỉnh Lạng Sơn")


def test_without_a_letterhead_the_sentence_tells(record):
    info = record(
        "KẾ HOẠCH\nDạy bơi\nThực hiện Luật Trẻ em năm 2016, UBND phường Hòa Bình xây dựng Kế hoạch như sau:\nI. NỘI DUNG\n- Dạy bơi."
    ).document
    assert (info.issuer, info.unit, info.number, info.issue_date, info.signer) == (
        "Ủy ban nhân dân phường Hòa Bình", "phường Hòa Bình", None, None, None,
    )  # fmt: skip


def test_a_letter_is_a_cong_van(record):
    info = record(
        "UBND XÃ TÂN HÒA\nSố: 15/UBND-KT\nV/v dạy bơi cho trẻ em\nKính gửi: Các thôn\nThực hiện kế hoạch của tỉnh."
    ).document
    assert (info.type, info.title) == ("Công văn", "V/v dạy bơi cho trẻ em")


def test_a_small_letter_that_ocr_read_in_a_line_of_capitals():
    assert wholly_capital("THỰC HIỆN CHỈ THỊ Số 7 VỀ CẤP NƯỚC") == "THỰC HIỆN CHỈ THỊ SỐ 7 VỀ CẤP NƯỚC"
    assert wholly_capital("Thực hiện Chỉ thị số 7 của UBND") == "Thực hiện Chỉ thị số 7 của UBND"


def test_upper_case_titles_in_sentence_case():
    text = "KẾ HOẠCH\nPHÒNG, CHỐNG DỊCH BỆNH\nKế hoạch phòng, chống dịch bệnh của xã"
    assert sentence_case("PHÒNG, CHỐNG DỊCH BỆNH", text) == "Phòng, chống dịch bệnh"
    assert proper_case("ỦY BAN NHÂN DÂN XÃ TÂN HÒA", "") == "Ủy ban nhân dân xã Tân Hòa"


def test_each_body_of_a_joint_paper_is_written_as_by_itself():
    assert proper_case("TỈNH ỦY QUẢNG TRỊ", "") == "Tỉnh ủy Quảng Trị"
    assert proper_case("BAN THƯỜNG VỤ TỈNH ỦY LÀO CAI", "") == "Ban Thường vụ Tỉnh ủy Lào Cai"
    assert proper_case("TRUNG TÂM Y TẾ SÔNG ĐẦM", "") == "Trung tâm Y tế Sông Đầm"
    assert proper_case("LIÊN ĐOÀN LAO ĐỘNG BẮC NINH", "") == "Liên đoàn Lao động Bắc Ninh"
    assert proper_case("HỘI NÔNG DÂN VIỆT NAM", "") == "Hội Nông dân Việt Nam"
    assert proper_case("ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG", "") == "Đảng ủy các cơ quan Đảng"
    assert proper_case("CÔNG AN XÃ", "") == "Công an xã"
    assert proper_case("CHI BỘ THÔN ĐÔNG", "") == "Chi bộ thôn Đông"
    assert proper_case("BAN CHQS XÃ SÔNG ĐẦM", "") == "Ban CHQS xã Sông Đầm"
    assert proper_case("BAN NỘI CHÍNH TỈNH ỦY LÀO CAI", "") == "Ban Nội chính Tỉnh ủy Lào Cai"
    urban = proper_case("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ XÃ ĐỒNG MAI", "")
    assert urban == "Phòng Kinh tế, Hạ tầng và Đô thị xã Đồng Mai"
    assert proper_case("PHÒNG NỘI VỤ THỊ XÃ ĐỒNG MAI", "") == "Phòng Nội vụ thị xã Đồng Mai"
    assert proper_case("PHÒNG VĂN HÓA - XÃ HỘI ĐẶC KHU ĐỒNG MAI", "") == "Phòng Văn hóa - Xã hội đặc khu Đồng Mai"
    joint = proper_case("LIÊN ĐOÀN LAO ĐỘNG - SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH TỈNH LÀO CAI", "")
    assert joint == "Liên đoàn Lao động - Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai"


def test_grounds_behind_dashes_are_no_title(tmp_path):
    file = tmp_path / "kế hoạch.txt"
    words = "- Căn cứ Điều lệ Hội Nông dân;\n\n- Căn cứ Quy chế số 04-QC/ĐU ngày 12/8/2025 của Đảng ủy xã.\n"
    file.write_text(STATE.replace("KẾ HOẠCH\n", "KẾ HOẠCH\n\n").replace("Thực hiện", f"\n{words}\nThực hiện"), "utf-8")
    found = extract(read(file))
    assert found.document.title == "Dạy bơi cho trẻ em trên địa bàn xã Tân Hòa giai đoạn 2026-2028"
    assert [reference.role for reference in found.legal_references] == ["basis", "basis"]


def test_a_day_without_place_month_and_year_is_not_that_of_issue(record):
    line = "Tân Hòa, ngày 02 tháng 02 năm 2026"
    assert record(STATE.replace(line, f"Đến ngày 05\n{line}")).document.issue_date == "2026-02-02"


def test_a_year_of_no_century_is_none(record):
    assert record(STATE.replace("tháng 02 năm 2026", "tháng 02 năm 3026")).document.issue_date is None


def test_the_years_of_an_elected_body_are_no_period(record):
    head = "KẾ HOẠCH\nTổ chức hội nghị cử tri bầu cử đại biểu Hội đồng nhân dân xã\nnhiệm kỳ 2026 - 2031\n"
    assert record(head + "I. NỘI DUNG\n- Họp nhiệm kỳ 2026 - 2031.").document.period is None


def test_years_that_a_title_joins_are_one_period(record):
    head = "KẾ HOẠCH\nThí điểm phân loại rác cho năm 2026 và năm 2027\n"
    assert record(head + "I. NỘI DUNG\n- Họp dân.").document.period == "2026/2027"
    head = "KẾ HOẠCH\nThí điểm phân loại rác giai đoạn 2021 - 2025 và giai đoạn 2026 - 2030\n"
    assert record(head + "I. NỘI DUNG\n- Họp dân.").document.period == "2021/2030"


def test_an_annex_that_stands_alone_is_one(record):
    rows = [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì"],
        ["1", "Nạo vét mương", "Phòng Kinh tế\tKế hoạch được ban hành tại tỉnh Bắc Ninh"],
    ]
    made = record(
        "PHỤ LỤC II\nDANH MỤC NHIỆM VỤ TRỒNG CÂY\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2026 của UBND xã)", rows
    )
    info = made.document
    assert (info.type, info.title, info.issuer, info.province) == ("Phụ lục", "Danh mục nhiệm vụ trồng cây", None, None)
    assert [(part.kind, part.number) for part in made.parts] == [("annex", "Phụ lục II")]


def test_a_title_ends_with_the_line_that_says_with_what_it_was_issued(record):
    made = record(
        "ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "ĐỀ ÁN\nTrồng cây dọc đường làng\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2026 của UBND xã)\n"
        "Cây xanh ở xã đã có từ lâu đời, là một phần\ncủa làng.\nI. MỤC TIÊU\n- Trồng 500 cây.\n"
    )
    assert made.document.title == "Trồng cây dọc đường làng"


def test_a_title_in_small_letters_as_a_web_page_has_it(record):
    info = record("Kế hoạch tuyển sinh lớp bơi năm học 2026-2027\nThực hiện chỉ đạo của xã.\nI. Mục đích").document
    assert (info.type, info.title) == ("Kế hoạch", "tuyển sinh lớp bơi năm học 2026-2027")
    assert record("Kế hoạch này có hiệu lực từ ngày ký ban hành\nI. Mục đích").document.type is None


def test_a_central_body_is_of_no_unit_and_province(record):
    head = "BỘ NỘI VỤ\nSố: 45/KH-BNV\nHà Nội, ngày 16 tháng 3 năm 2026\n\nKẾ HOẠCH\n"
    info = record(f"{head}Công tác văn thư năm 2026 tại tỉnh Lào Cai\n\n- Trồng 500 cây.").document
    assert (info.issuer, info.unit, info.province) == ("Bộ Nội vụ", None, None)


def test_a_long_paragraph_below_a_title_is_no_part_of_it(tmp_path):
    below = "Thời gian qua, việc dạy bơi " + "đã được quan tâm " * 20
    (tmp_path / "plan.txt").write_text(f"CHỈ THỊ\nVề việc dạy bơi\nCho trẻ em các thôn\n{below}.\n", encoding="utf-8")
    assert extract(read(tmp_path / "plan.txt")).document.title == "Về việc dạy bơi Cho trẻ em các thôn"
