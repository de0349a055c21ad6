"""Where a rule keeps silent: each case is a slip but for the one thing that excuses it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.checking import check_all
from pipeline.process import check
from pipeline.records import Document, Finding, Record
from pipeline.settings import CheckSettings

HEAD = "ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\n"
TITLE = "Nâng cao chất lượng công tác văn thư năm 2026 trên địa bàn xã Sông Đầm"
TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;\n\n"
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\n\n"
    "Thực hiện Kế hoạch số 92/KH-UBND ngày 27 tháng 02 năm 2026 của UBND tỉnh Lào Cai về công tác văn thư năm 2026.\n\n"
)
EARLIER = "Nội dung\tChủ trì\tThời gian\nLập sổ\tCác thôn\tNăm 2025\nGhi sổ\tCác thôn\tNăm 2027"
TWO_REPORTS = (
    "- Hằng năm các thôn báo cáo kết quả về UBND xã trước ngày 10/12.\n"
    "- Hằng năm, các phòng gửi báo cáo kết quả về UBND xã vào tháng 5."
)
ROWS = "TT\tNội dung\tChủ trì\n" + "".join(f"{at}\tLập sổ văn thư số {at}\tCác thôn\n" for at in range(1, 5))
RATE = "- Đến tháng 12/2026, tỷ lệ hồ sơ được lập trên môi trường điện tử đạt"
THREE = (
    "- Số hóa hồ sơ của các phòng đạt 60%.\n- Chỉnh lý hồ sơ của các thôn đạt 70%.\n- Trang bị tủ cho các thôn đạt 80%."
)
SIGNED = "Nguyễn Văn Thử\n"
SIGNATURE = f"\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n{SIGNED}"
ANNEX = "\nPHỤ LỤC\nDanh mục việc\n\n"
AMENDS = ((TITLE, f"Sửa đổi, bổ sung một số nội dung {TITLE}"),)
MADE_LATE = (
    "- Các thôn xây dựng kế hoạch trong tháng 5/2026.\n- Các phòng gửi kế hoạch về UBND xã trước ngày 15/4 hằng năm."
)
OWN_ITEMS = """\
1. Các thôn cử người tham gia tập huấn; trưởng thôn thông báo đến các hộ trong thôn.

2. Rà soát danh mục hồ sơ của UBND xã trước ngày 30/6/2026."""
ITEMS = """\
1. Rà soát hồ sơ
Thời gian thực hiện: Quý II năm 2026.
2. Chỉnh lý hồ sơ
Thời gian thực hiện: Quý III năm 2026.
3. Nộp lưu hồ sơ
- Nội dung: nộp lưu theo danh mục."""
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"
TWO_PIECES = (
    "- Hoàn thành việc chỉnh lý hồ sơ của trường học trong năm 2026; hoàn thành việc lập sổ đăng ký văn bản của thôn.\n\n"
    "- Trong năm 2027, hoàn thành việc lập sổ đăng ký văn bản của thôn."
)
BLANK = "Quyết định số      /QĐ-UBND của UBND xã"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
STORE = "- Trong năm 2026, xây dựng kho lưu trữ chuyên dụng hai tầng chống cháy, chống ẩm."
STORE_ROWS = (
    "TT\tNội dung\tThời hạn\n"
    "1\tXây dựng kho lưu trữ chuyên dụng hai tầng chống cháy tại thôn Đoài Hạ\tNăm 2027\n2\tLập sổ\tNăm 2026\n"
)
TWO_WAYS = "- Lập sổ.\n\nNội dung\tChủ trì\tThời gian\nLập sổ\t{}\tNăm 2026\nGhi sổ\t{}\tNăm 2026"
MAKES = "Ủy ban nhân dân xã Sông Đầm ban hành"
STAGES = (
    "3. Đợt 1: Từ ngày 01/4/2026 đến ngày 15/5/2026\n- Chỉnh lý hồ sơ tồn đọng.\n"
    "4. Đợt 2: Từ ngày 16/5/2026 đến ngày 30/6/2026\n- Nộp lưu hồ sơ vào kho (từ ngày 02/4 đến ngày 05/4 hằng năm)."
)
BOOKS = "hoàn thành việc lập sổ đăng ký văn bản của thôn, trường học"
VILLAGES = "".join(f"{at}\tBản số {at}\t{40 + at}\t40\t{at}\n" for at in range(1, 8))
WRONG_SUM = f"PHỤ LỤC\nTT\tThôn\tTổng số hồ sơ\tĐã nộp\tChưa nộp\n{VILLAGES}8\tBản Yên Sơn\t95\t61\t24\n"

# (rule, what is changed in the correct plan, what more is changed so that the rule speaks)
CASES = [
    ("D06", ((TASK, "- Hướng dẫn báo cáo kết quả về UBND xã hằng năm."),), ("Hướng dẫn báo cáo", "Báo cáo")),
    (
        "F13",
        ((TITLE, f"Sửa đổi, bổ sung một số nội dung {TITLE}"), ("IV. TỔ CHỨC", "VI. TỔ CHỨC")),
        ("Sửa đổi, bổ sung một số nội dung ", ""),
    ),
    (
        "D07",
        (("ngày 16 tháng 3", "ngày    tháng 3"), (TASK, "- Thời gian: ngày Tháng 11/2026.")),
        ("ngày    tháng 3", "ngày 16 tháng 3"),
    ),
    ("D09", ((TITLE, TITLE.replace("2026", "2027")), (TASK, EARLIER)), ("năm 2027 trên", "giai đoạn 2027-2028 trên")),
    ("D04", ((TASK, TWO_REPORTS),), ("vào tháng 5", "trước ngày 20/5")),
    ("F02", ((HEAD, "HỘI NÔNG DÂN\nXÃ SÔNG ĐẦM\n"), ("45/KH-UBND", "45-KH/HND")), ("HỘI NÔNG DÂN", "ĐẢNG ỦY")),
    ("F03", ((HEAD, "HỘI NÔNG DÂN\nXÃ SÔNG ĐẦM\n"), ("45/KH-UBND", "45/KH-HND")), ("HỘI NÔNG DÂN\nXÃ SÔNG ĐẦM\n", "")),
    ("F04", (("Số: 45/KH-UBND", "Số: ~c/KH-UBND"),), ("~c", "  ")),
    ("F05", (("Sông Đầm, ngày 16", "Ngày 16"),), ("Ngày 16", "Ngày   ")),
    ("F16", ((BASES, ""), ("KẾ HOẠCH\n", "THÔNG BÁO\n")), ("THÔNG BÁO\n", "KẾ HOẠCH\n")),
    ("T01", ((TASK, f"{RATE} ít nhất 60%.\n{RATE} không quá 70%."),), ("không quá", "ít nhất")),
    ("T01", ((TASK, f"{RATE} 60%.\n{RATE} 60%."),), ("60%.\n- Đến", "70%.\n- Đến")),
    (
        "D04",
        ((TASK, TWO_REPORTS.replace("gửi báo cáo kết quả về UBND xã vào tháng 5", "họp kiểm điểm trước ngày 20/5")),),
        ("họp kiểm điểm", "gửi báo cáo kết quả về UBND xã"),
    ),
    ("F17", ((TASK, f"{ROWS}\tBIỂU MẪU 02\t\n6\tGhi sổ văn thư\tCác thôn"),), ("\tBIỂU MẪU 02\t\n", "")),
    ("T02", ((TASK, THREE),), (TITLE, TITLE.replace("năm 2026", "giai đoạn 2026-2030"))),
    ("W05", ((TITLE, f"{TITLE} (đợt một"),), ((TITLE + " (đợt một", TITLE), (TASK, "- Bố trí kinh phí (đợt một."))),
    ("W05", (*AMENDS, (TASK, "- Bố trí kinh phí (đợt một.")), (AMENDS[0][1], TITLE)),
    (
        "F13",
        (("I. MỤC ĐÍCH, YÊU CẦU", "I. MỤC ĐÍCH CHUNG"), ("1. Mục đích", "1. Mục đích chung"), ("2. Yêu cầu\n\n", "")),
        ("1. Mục đích chung", "1. Phạm vi áp dụng"),
    ),
    ("W04", ((TASK, "- Gửi hồ sơ của của các thôn, sổ của của xã."),), ("sổ của của", "sổ của")),
    (
        "D05",
        ((SIGNED, f"{SIGNED}{ANNEX}Trên đây là Kế hoạch văn thư năm 2025 của các thôn.\n"),),
        ("văn thư năm 2026 của xã Sông Đầm, đề nghị", "văn thư năm 2025 của xã Sông Đầm, đề nghị"),
    ),
    ("D04", ((TASK, MADE_LATE),), ("15/4 hằng năm", "15/4/2026")),
    (
        "D04",
        ((TASK, TWO_REPORTS.replace("kết quả về UBND xã vào", "kết quả 6 tháng về UBND xã trước ngày 20/5, vào")),),
        ("kết quả 6 tháng", "kết quả"),
    ),
    ("F06", ((SIGNATURE, "\n(Ký tên, đóng dấu)\n"),), ("(Ký tên, đóng dấu)\n", "")),
    (
        "F06",
        ((SIGNATURE, ""), ("Nơi nhận:", "CHỦ TỊCH Nguyễn Văn Thử\n\nNơi nhận:")),
        ("CHỦ TỊCH Nguyễn Văn Thử\n\n", ""),
    ),
    ("F10", ((TASK, "- Kiểm tra máy quét (số thứ tự 3 tại Phụ lục kèm theo)."),), ("số thứ tự 3 tại", "danh mục tại")),
    (
        "F05",
        (("Sông Đầm, ngày 16 tháng 3 năm 2026", "Sông Đầm, ngày mười sáu tháng ba năm 2026"),),
        ("Sông Đầm, ngày mười sáu tháng ba năm 2026", ""),
    ),
    ("D02", ((TASK, "Việc\tSản phẩm\tChủ trì\nLập sổ\tSổ văn thư (05/3/2026)\tCác thôn"),), ("Sản phẩm", "Thời hạn")),
    (
        "D10",
        ((OWN_ITEMS, ITEMS),),
        ("3. Nộp lưu hồ sơ", "3. Nộp lưu hồ sơ\nThời gian thực hiện: Quý III năm 2026.\n4. Hủy hồ sơ"),
    ),
    (
        "F12",
        ((HEAD, "HỘI NÔNG DÂN\nXÃ SÔNG ĐẦM\n"), ("45/KH-UBND", "45-KH/HND"), (DECREE, DECREE[:-1])),
        ("HỘI NÔNG DÂN\nXÃ SÔNG ĐẦM\n", HEAD),
    ),
    (
        "F03",
        ((HEAD, ""), ("Căn cứ Luật Tổ", "ỦY BAN NHÂN DÂN XÃ SÔNG ĐẦM\n\nCăn cứ Luật Tổ")),
        ("ỦY BAN NHÂN DÂN XÃ SÔNG ĐẦM\n\nCăn cứ Luật Tổ", "Căn cứ Luật Tổ"),
    ),
    (
        "F13",
        (("trong năm 2026.\n\n2. Ít nhất 90%", "trong năm 2026. 2. Số hóa hồ sơ.\n\n3. Ít nhất 90%"),),
        (" 2. Số hóa hồ sơ.", ""),
    ),
    (
        "D13",
        ((TASK, TWO_PIECES),),
        ("trong năm 2026; hoàn thành việc lập sổ", "sớm; trong năm 2026 hoàn thành việc lập sổ"),
    ),
    (
        "F14",
        (("Số: 45/KH-UBND", "Số:      /KH-UBND"), (TASK, f"- Danh mục ban hành kèm theo {BLANK}.")),
        ("ban hành kèm theo", "nêu tại"),
    ),
    (
        "D08",
        ((TASK, "- Thời gian: từ năm 2025 đến năm 2026."),),
        ("từ năm 2025 đến năm", "từ tháng 11/2025 đến tháng 11/"),
    ),
    ("D13", ((TASK, STORE), (SIGNED, f"{SIGNED}{ANNEX}{STORE_ROWS}")), (" tại thôn Đoài Hạ", "")),
    (
        "F02",
        ((HEAD + MOTTO, "HỘI NÔNG DÂN XÃ SÔNG ĐẦM\nBAN THƯỜNG VỤ\n*\n"), ("45/KH-UBND", "45-KH/HND")),
        ("HỘI NÔNG DÂN XÃ", "HUYỆN"),
    ),
    ("W02", ((TASK, TWO_WAYS.format("Các trường tiểu học", "Các trường tiêu học")),), ("Các trường", "Trường")),
    ("F13", ((TASK, "a) Lập sổ văn thư.\n\nb) Ghi sổ văn thư.\n\nw) Lưu sổ văn thư."),), ("b) Ghi", "đ) Ghi")),
    ("D12", ((TASK, STAGES),), (" hằng năm", "/2026")),
    ("F05", (("Sông Đầm, ngày 16 tháng 3", "Sông Đầm, ngày 30 tháng 13"),), ("ngày 30 tháng 13", "ngày    tháng 13")),
    (
        "D13",
        ((TASK, f"- Trong năm 2027, {BOOKS}."), (MAKES, f"{BOOKS.capitalize()} trong năm 2026; {MAKES}")),
        ("1. Các thôn cử người", f"1. Trong năm 2026, {BOOKS}; các thôn cử người"),
    ),
    (
        "F14",
        ((SIGNED, f"{SIGNED}{ANNEX}- Thực hiện Kế hoạch số ....../KH-UBND của xã.\n"),),
        (TASK, "- Thực hiện Kế hoạch số ....../KH-UBND của xã."),
    ),
]


@pytest.mark.parametrize(
    ("rule", "excused", "slip"), CASES, ids=[f"{rule}-{at}" for at, (rule, *_) in enumerate(CASES)]
)
def test_only_the_excuse_keeps_the_rule_silent(
    only_the_excuse: Callable[..., None], rule: str, excused: object, slip: object
) -> None:
    only_the_excuse(rule, excused, slip)


@pytest.mark.parametrize(
    ("rule", "task", "told"),
    [
        ("U09", "- Triển khai mô hình văn thư trên toàn quốc, làm mẫu trên cả nước.",
         ["Triển khai mô hình văn thư trên toàn quốc"]),
        ("R16", "- Thực hiện Quyết định số 15/QĐ-TTg, Chỉ thị số 7/CT-TTg của Thủ tướng Chính phủ.",
         ["15/QĐ-TTg", "7/CT-TTg"]),
        ("R16", "- Thực hiện các Quyết định số 15/QĐ-TTg, số 17/QĐ-TTg của Thủ tướng Chính phủ.",
         ["15/QĐ-TTg, 17/QĐ-TTg"]),
    ],
)  # fmt: skip
def test_each_thing_is_told_once_and_by_itself(
    findings: Callable[..., tuple[Finding, ...]], plan_text: str, rule: str, task: str, told: list[str]
) -> None:
    found = findings(plan_text.replace(TASK, task))
    assert [finding.about for finding in found if finding.rule == rule] == told


def test_a_word_of_the_district_is_told_once(findings: Callable[..., tuple[Finding, ...]], plan_text: str) -> None:
    text = plan_text.replace(TASK, "- Phối hợp với Công an huyện.\n- Mời Công an huyện và phòng Nội vụ huyện dự.")
    assert [finding.about for finding in findings(text) if finding.rule == "U03"] == ["Công an huyện"]


@pytest.mark.parametrize(
    ("method", "quality", "rules"), [("ocr", 0.9, set()), ("ocr", 0.97, {"F13"}), ("text-layer", 0.5, set())]
)
def test_labels_that_were_hardly_read_are_not_judged(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str, method: str, quality: float, rules: set[str]
) -> None:
    document, record = read_text(plan_text.replace("IV. TỔ CHỨC", "VI. TỔ CHỨC"))
    seen = replace(document, method=method, quality=quality)
    found = check(record, seen, CheckSettings(disabled=("S01",))).findings
    assert {finding.rule for finding in found if finding.rule == "F13"} == rules


def test_a_local_paper_without_issuer_may_be_anybodys(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    plans = []
    for at, day in enumerate(("27", "27", "27", "20")):
        text = plan_text.replace("27 tháng 02 năm 2026 của UBND tỉnh Lào Cai", f"{day} tháng 02 năm 2026")
        _, record = read_text(text)
        plans.append((f"p{at}", replace(record, document=replace(record.document, issuer=f"UBND xã {at}"))))
    assert check_all(plans) == {}


@pytest.mark.parametrize(
    ("rule", "table"),
    [
        ("F17", f"{ROWS}6\tGhi sổ văn thư\tCác thôn\n"),
        ("T03", WRONG_SUM),
        ("L02", "PHỤ LỤC\nXem tại htpps://vanthu.gov.vn.\n"),
    ],
)
def test_signs_that_were_scanned_are_not_judged(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str, rule: str, table: str
) -> None:
    document, record = read_text(f"{plan_text}\n{table}")
    settings = CheckSettings(disabled=("S01",))
    assert rule in {finding.rule for finding in check(record, document, settings).findings}
    scan = replace(document, method="ocr")
    assert rule not in {finding.rule for finding in check(record, scan, settings).findings}
