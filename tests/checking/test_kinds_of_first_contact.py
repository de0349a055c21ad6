"""Slips that clerks queried on papers met for the first time, in words of our own; beside each what is none."""

from collections.abc import Callable

import pytest

from pipeline.records import Finding

Plant = Callable[..., list[tuple[str, str]]]
Find = Callable[..., tuple[Finding, ...]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
BASIS = "Căn cứ Nghị định số 30/2020/NĐ-CP"
LONG = "- Các thôn kiểm kê tài liệu giấy còn tồn đọng, lập danh mục rồi bàn giao cho Văn phòng xã."


@pytest.mark.parametrize(
    ("new", "rule", "about"),
    [
        ("- Phòng Kinh tế theo dõi, định kỳ báo cáo UBND tỉnh.", "D06", "định kỳ báo cáo"),
        ("- Định kỳ 6 tháng đánh giá việc lập hồ sơ tại các thôn, các phòng, báo cáo Chủ tịch UBND xã.", "D06",
         "Định kỳ 6 tháng đánh giá việc lập hồ sơ tại các thôn, các phòng, báo cáo"),
        ("- Báo cáo định kỳ hằng năm và khi có yêu cầu về nhân lực, thiết bị và kết quả thực hiện.", "D06",
         "Báo cáo định kỳ"),
        ("- Kế hoạch này có hiệu lực kể từ ngày 01/01/2026.", "D08", "ngày 01/01/2026"),
        ("- Báo cáo gửi Bộ Tư pháp trước ngày 05/02/2026.", "D02", "trước ngày 05/02/2026"),
        ("- Giao Phòng Kinh tế hoàn thiện hồ sơ, trình UBND xã quyết định trong tháng 02/2026.", "D02",
         "trong tháng 02/2026"),
        ("- Phát triển lưu trữ số, tầm nhìn đến năm tập trung vào ba nhóm hồ sơ.", "D24", "tầm nhìn đến năm"),
        ("- Thực hiện Tờ trình số 112/BHXH-TTr ngày 05/02/2026 của Bảo hiểm xã hội tỉnh.", "R12", "112/BHXH-TTr"),
        ("- Phối hợp với Ủy ban Trung ương MTTQ Việt Nam tỉnh vận động Nhân dân.", "U13",
         "Ủy ban Trung ương MTTQ Việt Nam tỉnh"),
        ("- Khảo sát kho lưu trữ tại Mường Khương (Hà Giang).", "U14", "Hà Giang"),
        ("- Cập nhật hồ sơ lên Hệ thống thông tin giải quyết thủ tục hành chính tỉnh Gia Lai.", "U15", "tỉnh Gia Lai"),
        ("- Các thôn thực hiện như đã nêu tại mục VIII nêu trên.", "F22", "mục VIII nêu trên"),
        (f"{LONG}\n- Bố trí giá, tủ và thiết bị bảo quản.\n{LONG}", "W08", LONG),
        ("- Giao chỉ tiêu cho các thôn.\n(Đính kèm các phụ lục 01, 03, 05)", "F10", "Phụ lục"),
        ("- Phân công nhiệm vụ (Đính kèm Phụ lục Danh mục hồ sơ phải lập trong năm).", "F10", "Phụ lục"),
    ],
)  # fmt: skip
def test_slip(planted: Plant, new: str, rule: str, about: str) -> None:
    assert (rule, about[:100]) in [(one, said[:100]) for one, said in planted((TASK, new))]


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("- Phòng Kinh tế định kỳ báo cáo UBND tỉnh theo quy định.", "D06"),
        ("- Phòng Kinh tế định kỳ báo cáo UBND tỉnh trước ngày 25 của tháng cuối quý.", "D06"),
        ("- Định kỳ tổng hợp báo cáo UBND xã của các thôn.", "D06"),
        ("- Theo dõi tiến độ; định kỳ hằng quý tổng hợp, báo cáo Giám đốc Sở.", "D06"),
        ("- Kế hoạch này có hiệu lực kể từ ngày 01/4/2026.", "D08"),
        ("- Áp dụng Quyết định số 12/2025/QĐ-UBND ngày 05/11/2025 của UBND tỉnh Lào Cai, có hiệu lực từ 15/11/2025.",
         "D08"),
        ("- Số liệu lấy từ báo cáo trước ngày 05/02/2026.", "D02"),
        ("- Phòng Kinh tế đã trình UBND xã quyết định trong tháng 02/2026.", "D02"),
        ("- Số văn bản đến tăng 5% so với cùng kỳ trong tháng 02/2026.", "D02"),
        ("- Phát triển lưu trữ số, tầm nhìn đến năm 2035; hoàn thành đến năm sau.", "D24"),
        ("- Thực hiện Công văn số 22/UBND-KH ngày 05/02/2026 của UBND tỉnh Lào Cai.", "R12"),
        ("- Phối hợp với Ủy ban Trung ương MTTQ Việt Nam, tỉnh và xã.", "U13"),
        ("- Khảo sát kho lưu trữ tại Mường Khương (Hà Giang cũ) và Mường Lò (Nghĩa Lộ).", "U14"),
        ("- Học tập kinh nghiệm của tỉnh Gia Lai; mua thiết bị tại tỉnh Gia Lai.", "U15"),
        ("- Cử người dự lớp của Trường Đại học Nội vụ thành phố Hà Nội.", "U15"),
        ("- Các thôn thực hiện như đã nêu tại mục III nêu trên.", "F22"),
        (f"{LONG}\n+ Bố trí giá, tủ và thiết bị bảo quản.\n{LONG}", "W08"),
        ("- Lập theo mẫu (Đính kèm Phụ lục II Công văn số 12/SNV-VTLT ngày 05/01/2026 của Sở Nội vụ).", "F10"),
        ("- Lập hồ sơ, nộp lưu.\n- Bố trí giá, tủ.\n- Lập hồ sơ, nộp lưu.", "W08"),
        ("- Xây dựng và thực hiện các chương trình truyền thông quốc gia về lưu trữ số.", "R23"),
        ("- Thực hiện các chương trình truyền thông về lưu trữ quốc gia.", "R23"),
        ("- Tổng kết việc thực hiện Kế hoạch trên địa bàn xã giai đoạn 2026 - 2027.", "R23"),
        ("- Thực hiện Quy hoạch mạng lưới kho lưu trữ thời kỳ 2021 - 2030 sau khi được phê duyệt.", "R23"),
    ],
)  # fmt: skip
def test_no_slip(planted: Plant, new: str, rule: str) -> None:
    assert rule not in [one for one, _ in planted((TASK, new))]


@pytest.mark.parametrize("printed", ["45 /KH-UBND", "45 / KH-UBND", "45a /KH-UBND"])
def test_the_papers_own_number_apart_from_its_stroke_is_a_remark(findings: Find, plan_text: str, printed: str) -> None:
    told = [one for one in findings(plan_text.replace("45/KH-UBND", printed)) if one.rule == "F42"]
    assert [(one.about, one.severity) for one in told] == [(printed, "info")]


@pytest.mark.parametrize("printed", ["45/KH-UBND", "    /KH-UBND", "45      /KH-UBND"])
def test_a_number_without_blank_or_written_in_by_hand_is_none(planted: Plant, printed: str) -> None:
    assert "F42" not in [one for one, _ in planted(("45/KH-UBND", printed))]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("ngày    tháng 02 năm 2026", "ngày tháng 02 năm 2026"),
        ("ngày ... tháng 02 năm 2026", "ngày ... tháng 02 năm 2026"),
        ("ngày …/02/2026", "ngày …/02/2026"),
    ],
)
def test_a_basis_whose_day_was_never_filled_in(planted: Plant, day: str, told: str) -> None:
    assert ("D07", told) in planted(("ngày 27 tháng 02 năm 2026", day))


@pytest.mark.parametrize(("label", "title"), [("IH.", "CHỈ TIÊU"), ("HI.", "NHIỆM VỤ"), ("IIL.", "NHIỆM VỤ")])
def test_a_chief_label_that_is_no_roman_figure(planted: Plant, label: str, title: str) -> None:
    right = {"CHỈ TIÊU": "II.", "NHIỆM VỤ": "III."}[title]
    assert [one for one in planted((f"{right} {title}", f"{label} {title}")) if one[0] == "F13"] == [
        ("F13", f"{label} {title}")
    ]


def test_words_that_begin_like_a_label_are_none(planted: Plant) -> None:
    assert "F13" not in [one for one, _ in planted((TASK, "- Kiểm kê.\nHI. VINA là tên gọi của phần mềm."))]


@pytest.mark.parametrize("office", ["Giám đốc Sở Thông tin và Truyền thông", "Sở Kế hoạch và Đầu tư", "Sở GTVT"])
def test_an_office_that_ended_proposes_nothing(planted: Plant, office: str) -> None:
    told = planted((BASIS, f"Theo đề nghị của {office};\n\n{BASIS}"))
    assert ("U12", office.removeprefix("Giám đốc ")) in told


def test_an_office_that_ended_may_have_issued_a_basis(planted: Plant) -> None:
    cited = "Căn cứ Công văn số 12/SKHĐT-TH ngày 05/02/2025 của Sở Kế hoạch và Đầu tư về lưu trữ;\n\n"
    assert "U12" not in [one for one, _ in planted((BASIS, cited + BASIS))]


FIELDS = ("Số: 45/KH-UBND\nSông Đầm, ngày 16 tháng 3 năm 2026\n", "")
TIE = "(Ban hành kèm theo Quyết định số #sovb/QĐ-UBND ngày #nbh/3/2026 của UBND xã Sông Đầm)"


def test_fields_of_a_document_system_that_were_never_filled_in(planted: Plant) -> None:
    title = "Nâng cao chất lượng công tác văn thư năm 2026 trên địa bàn xã Sông Đầm\n"
    told = planted(FIELDS, (title, f"{title}{TIE}\n"))
    assert {("F04", "#sovb/QĐ-UBND"), ("F05", "ngày #nbh/3/2026")} <= set(told)


LETTER = """\
ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 412/UBND-TH
V/v bảo quản tài liệu lưu trữ
Lào Cai, ngày 16 tháng 3 năm 2026

Kính gửi: Ủy ban nhân dân các xã, phường.

Ủy ban nhân dân tỉnh yêu cầu Ủy ban nhân dân các xã, phường kiểm kê tài liệu lưu trữ trước ngày 30/6/2026./.

Nơi nhận:
- Như trên;
- Lưu: VT, TH.

{tm}KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn Thử
"""


def test_a_committees_letter_signed_by_a_deputy_names_the_committee(findings: Find) -> None:
    assert ("F07", "TM. ỦY BAN NHÂN DÂN") in [(one.rule, one.about) for one in findings(LETTER.format(tm=""))]
    assert "F07" not in [one.rule for one in findings(LETTER.format(tm="TM. ỦY BAN NHÂN DÂN\n"))]


ORDERS = """\
1. Công an tỉnh
- Kiểm tra việc bảo vệ bí mật nhà nước.
2. Sở Nội vụ
{task}3. Bộ Chỉ huy Quân sự tỉnh
- Bảo vệ kho lưu trữ.
4. Ủy ban nhân dân các xã, phường
- Kiểm kê tài liệu."""


def test_a_directive_that_charges_a_body_with_nothing(findings: Find) -> None:
    start = LETTER.index("Kính gửi"), LETTER.index("Nơi nhận")
    paper = LETTER[: start[0]].replace("Số: 412/UBND-TH\nV/v bảo quản tài liệu lưu trữ\n", "Số: 12/CT-UBND\n")
    paper += "CHỈ THỊ\nVề việc bảo quản tài liệu lưu trữ\n\nChủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n\n{orders}\n\n"
    paper += LETTER[start[1] :].format(tm="")
    idle, sound = (paper.format(orders=ORDERS.format(task=task)) for task in ("", "- Hướng dẫn chỉnh lý hồ sơ.\n"))
    assert ("T07", "Sở Nội vụ") in [(one.rule, one.about) for one in findings(idle)]
    assert "T07" not in [one.rule for one in findings(sound)]


LAW = "Căn cứ Luật Bảo hiểm xã hội ngày {};\n\n"


@pytest.mark.parametrize(
    ("day", "told"), [("29/6/2006", False), ("28/6/2024", True), ("29/6/2023", True), ("29/6/2014", True)]
)
def test_a_law_of_the_name_and_of_long_before_is_another_law(planted: Plant, day: str, told: bool) -> None:
    assert ("R03" in [one for one, _ in planted((BASIS, LAW.format(day) + BASIS))]) is told


HEAD = "{}, ngày 16 tháng 3 năm {}"


@pytest.mark.parametrize(
    ("place", "year", "told"),
    [("Việt Trì", "2026", True), ("Việt Trì", "2005", False), ("Hà Nội", "2005", True)],
)
def test_the_seat_of_a_province_was_once_the_place_in_its_head(
    findings: Find, place: str, year: str, told: bool
) -> None:
    paper = LETTER.replace("Lào Cai, ngày 16 tháng 3 năm 2026", HEAD.format(place, year)).format(
        tm="TM. ỦY BAN NHÂN DÂN\n"
    )
    assert ("U19" in [one.rule for one in findings(paper.replace("30/6/2026", f"30/6/{year}"))]) is told
