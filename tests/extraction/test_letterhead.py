"""Heads line by line: bodies, number, place and day, however a converter or a reader has broken the lines."""

import pytest

from pipeline.extraction.letterhead import issuing_body

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "KẾ HOẠCH\nTrồng tre chắn sóng năm 2026\nI. MỤC ĐÍCH\n1. Giữ đất ven sông.\n"


def paper(head: str, place: str = "Sông Đầm, ngày 05 tháng 3 năm 2026") -> str:
    return f"{head}\n{MOTTO}{place}\n\n{BODY}"


@pytest.mark.parametrize(
    ("names", "issuer"),
    [
        ([], None),
        (["UBND XÃ SÔNG ĐẦM"], "UBND XÃ SÔNG ĐẦM"),
        (["UBND TỈNH KIÊN GIANG", "SỞ XÂY DỰNG"], "SỞ XÂY DỰNG TỈNH KIÊN GIANG"),
        (["ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "ỦY BAN NHÂN DÂN XÃ SÔNG ĐẦM"], "ỦY BAN NHÂN DÂN XÃ SÔNG ĐẦM"),
        (["BỘ XÂY DỰNG", "CỤC ĐƯỜNG SẮT"], "CỤC ĐƯỜNG SẮT"),
        (["ĐẢNG ỦY XÃ SÔNG ĐẦM", "BAN XÂY DỰNG ĐẢNG"], "BAN XÂY DỰNG ĐẢNG ĐẢNG ỦY XÃ SÔNG ĐẦM"),
        (["TỈNH ỦY LÀO CAI", "BAN THƯỜNG VỤ"], "BAN THƯỜNG VỤ TỈNH ỦY LÀO CAI"),
        (["HỘI NÔNG DÂN VIỆT NAM", "BCH XÃ SÔNG ĐẦM"], "HỘI NÔNG DÂN XÃ SÔNG ĐẦM"),
    ],
)
def test_the_body_that_issues(names, issuer):
    assert issuing_body(names) == issuer


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 45/KH-UBND", "45", "KH-UBND"),
        ("Số 45 /KH - UBND", "45", "KH-UBND"),
        ("Số: 3176B/QĐ-SXD", "3176B", "QĐ-SXD"),
        ("Số: 12-KH/ĐU", "12", "KH/ĐU"),
        ("Số:       /KH-UBND", None, "KH-UBND"),
        ("Số: ……/KH-UBND", None, "KH-UBND"),
        ("Số: 07/2026/QĐ-UBND", "07/2026", "QĐ-UBND"),
        ("THEO QUYẾT ĐỊNH SỐ 150/QĐ-SCT\nSố: 115/KH-ĐKT", "115", "KH-ĐKT"),
    ],
)
def test_the_line_of_the_number(record, line, number, symbol):
    info = record(paper(f"ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\n{line}")).document
    assert (info.number, info.symbol, info.issuer) == (number, symbol, "Ủy ban nhân dân xã Sông Đầm")


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Sông Đầm, ngày 05 tháng 3 năm 2026", "Sông Đầm", "2026-03-05"),
        ("TP. Lào Cai, ngày 5 tháng 12 năm 2026", "TP. Lào Cai", "2026-12-05"),
        ("Sông Đầm, ngày     tháng 3 năm 2026", "Sông Đầm", "2026-03"),
        ("Sông Đầm, ngày     tháng     năm 2026", "Sông Đầm", "2026"),
        ("Sông Đầm, ngày 35 tháng 3 năm 2026", "Sông Đầm", "2026-03"),
    ],
)
def test_the_line_of_place_and_day(record, line, place, date):
    info = record(paper("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nSố: 45/KH-UBND", line)).document
    assert (info.place, info.issue_date) == (place, date)


def test_number_and_day_may_stand_on_one_line(record):
    info = record(
        "ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\n" + MOTTO + "Số: 45/KH-UBND   Sông Đầm, ngày 05 tháng 3 năm 2026\n\n" + BODY
    ).document
    assert (info.number, info.symbol, info.place, info.issue_date) == ("45", "KH-UBND", "Sông Đầm", "2026-03-05")


def test_stamps_are_no_bodies(record):
    info = record(paper("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nHỎA TỐC\nSố: 45/KH-UBND")).document
    assert info.issuer == "Ủy ban nhân dân xã Sông Đầm"


def test_a_rule_drawn_below_the_title_is_none_of_it(record):
    text = paper("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nSố: 45/KH-UBND").replace("năm 2026\nI.", "năm 2026\n───────\nI.")
    assert record(text).document.title == "Trồng tre chắn sóng năm 2026"


@pytest.mark.parametrize(
    ("names", "issuer", "unit"),
    [
        ("UBND TỈNH LÀO CAI SỞ NỘI VỤ", "Sở Nội vụ tỉnh Lào Cai", "tỉnh Lào Cai"),
        ("UBND THÀNH PHỐ HẢI PHÒNG\nSỞ Y TẾ", "Sở Y tế thành phố Hải Phòng", "thành phố Hải Phòng"),
        ("UBND THÀNH PHỐ HẢI PHÒNG SỞ Y TẾ", "Sở Y tế thành phố Hải Phòng", "thành phố Hải Phòng"),
        ("UBND XÃ QUANG TRUNG\nPHÒNG KINH TẾ", "Phòng Kinh tế xã Quang Trung", "xã Quang Trung"),
        ("CÔNG AN TỈNH LÀO CAI CÔNG AN XÃ SÔNG ĐẦM", "Công an xã Sông Đầm", "xã Sông Đầm"),
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN\nTHÀNH", "Ủy ban nhân dân xã Tân Thành", "xã Tân Thành"),
    ],
)
def test_a_body_and_the_one_above_it(record, names, issuer, unit):
    info = record(paper(f"{names}\nSố: 45/KH-UBND")).document
    assert (info.issuer, info.unit) == (issuer, unit)


def test_place_and_day_without_a_comma(record):
    info = record(paper("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nSố: 45/KH-UBND", "Sông Đầm ngày 05 tháng 3 năm 2026")).document
    assert (info.place, info.issue_date) == ("Sông Đầm", "2026-03-05")


@pytest.mark.parametrize("line", ["Gửi báo cáo trước ngày 30/6/2026", "Hoàn thành đến ngày 15 tháng 9 năm 2026"])
def test_a_deadline_above_the_addressee_is_no_day_of_the_paper(record, line):
    document = record(
        f"UBND XÃ SÔNG ĐẦM\nSố: 31/UBND-KT\n{line}\nKính gửi: Các thôn\nỦy ban nhân dân xã yêu cầu nạo vét kênh."
    ).document
    assert (document.number, document.issue_date) == ("31", None)
