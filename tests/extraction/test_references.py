import pytest

from pipeline.extraction.context import Context
from pipeline.extraction.references import find_references

HEAD = "KẾ HOẠCH\nPhòng, chống đuối nước năm 2026\n"


def rows(document, text):
    items, _, _ = find_references(Context(document(HEAD + text)))
    return [(r.type, r.canonical or r.number or r.title, r.date, r.issuer, r.role) for r in items]


CASES = [
    (
        "Căn cứ Quyết định số 1248/QĐ-TTg ngày 19/7/2021 của Thủ tướng Chính phủ phê duyệt Chương trình phòng, chống tai nạn;",
        [("Quyết định", "1248/QĐ-TTg", "2021-07-19", "Thủ tướng Chính phủ", "basis")],
    ),
    (  # the next item of a list begins with a word in capitals
        "Căn cứ pháp lý:\n- Nghị định 155/2020/NĐ-CP\n- Ban Chấp hành họp.\n- Quyết định số 12/QĐ-TTg\n- Căn cứ thực tế.",
        [("Nghị định", "155/2020/NĐ-CP", None, None, "basis"), ("Quyết định", "12/QĐ-TTg", None, None, "basis")],
    ),
    (
        "Quy chế thưởng của Bộ Quốc phòng được ban hành kèm theo Quyết định 1285/QĐ-BQP năm 2025.",
        [("Quyết định", "1285/QĐ-BQP", "2025", "Bộ Quốc phòng", "basis")],
    ),
    (
        "Căn cứ Luật Trẻ em năm 2016; Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;",
        [("Luật", "Luật Trẻ em", "2016", None, "basis"), ("Luật", "72/2025/QH15", "2025-06-16", None, "basis")],
    ),
    (
        "Thực hiện các Nghị quyết số 12-NQ/TU ngày 03/2/2026, số 15-NQ/TU ngày 10/3/2026 của Tỉnh ủy Lào Cai;",
        [
            ("Nghị quyết", "12-NQ/TU", "2026-02-03", "Tỉnh ủy Lào Cai", "basis"),
            ("Nghị quyết", "15-NQ/TU", "2026-03-10", "Tỉnh ủy Lào Cai", "basis"),
        ],
    ),
    (
        "Kế hoạch của UBND tỉnh số 31/KH-UBND ngày 02 tháng 02 năm 2026 về phòng, chống đuối nước;",
        [("Kế hoạch", "31/KH-UBND", "2026-02-02", "UBND tỉnh", "basis")],
    ),
    (
        "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 45/TTr-SYT ngày 05/01/2026.",
        [("Tờ trình", "45/TTr-SYT", "2026-01-05", "Giám đốc Sở Y tế", "basis")],
    ),
    (
        "Công văn số 812/SGDĐT-GDTrH của Sở Giáo dục và Đào tạo về dạy bơi",
        [("Công văn", "812/SGDĐT-GDTrH", None, "Sở Giáo dục và Đào tạo", "basis")],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo quy định từ Điều 4 đến Điều 9 Nghị định số 21/2024/NĐ-CP;", [("21/2024/NĐ-CP", "Điều 4 đến Điều 9")]),
        (
            "Căn cứ khoản 2, 4 và điểm b khoản 5 Điều 11, Điều 14 Luật Thủy lợi số 08/2017/QH14;",
            [("08/2017/QH14", "khoản 2, 4 và điểm b khoản 5 Điều 11, Điều 14")],
        ),
        (
            "Căn cứ điểm a, b khoản 1 Điều 3 và khoản 2 Điều 7 của Nghị định số 21/2024/NĐ-CP;",
            [("21/2024/NĐ-CP", "điểm a, b khoản 1 Điều 3 và khoản 2 Điều 7")],
        ),
        ("Căn cứ Nghị định số 45/NĐ-CP/2021 ngày 31/3/2021;", [("45/2021/NĐ-CP", None)]),
        ("Thực hiện Kế hoạch số 45/KH-UBND/2021;", [("45/KH-UBND", None)]),
        (
            "Căn cứ Điều 28 Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013;",
            [("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Điều 28")],
        ),
        ("Căn cứ Hiến pháp năm 2013;", [("Hiến pháp", None)]),
        ("Tuân thủ Hiến pháp và pháp luật;", []),
    ],
)
def test_places_within_documents_and_documents_without_number(record, text, expected):
    found = record(HEAD + text).legal_references
    assert [(reference.canonical or reference.title, reference.article) for reference in found] == expected


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: str(value)[:30])
def test_basis(document, text, expected):
    assert rows(document, f"{text}\nI. NỘI DUNG\n- Dạy bơi.") == expected


def test_role_goes_by_position(document):
    text = "Căn cứ Chỉ thị số 17/CT-TTg ngày 16/5/2026 của Thủ tướng Chính phủ.\nI. NỘI DUNG\n- Thực hiện Chỉ thị số 17/CT-TTg."
    assert [row[-1] for row in rows(document, text)] == ["basis", "body"]


def test_pin_point_and_short_form(document):
    items, _, _ = find_references(
        Context(document(HEAD + "Căn cứ Nghị quyết số 28-NQ/TW ngày 23/5/2018 của Ban Chấp hành Trung ương.\nI. NỘI DUNG\n"
                         "- Theo khoản 2 Điều 5 Nghị định số 20/2021/NĐ-CP; quán triệt Nghị quyết 28 và Chỉ thị 06 trong năm."))
    )  # fmt: skip
    assert items[1].article == "khoản 2 Điều 5"
    assert (items[2].number, items[2].canonical, items[2].repeats) == ("28", None, "r1")
    assert (items[3].type, items[3].number, items[3].repeats) == ("Chỉ thị", "06", None)


def test_no_short_form_across_lines(document):
    assert rows(document, "I. NỘI DUNG\n30/11/2026 Quyết định\n2 Thi công đường ấp 3") == []


def test_the_plan_itself_and_its_annex_are_none(document):
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: 31/KH-UBND\n"
        + HEAD
        + "Căn cứ Luật Trẻ em năm 2016.\nI. NỘI DUNG\n- Thực hiện Kế hoạch này.\n"
        "PHỤ LỤC\n(Kèm theo Kế hoạch số 31/KH-UBND ngày 02/02/2026 của UBND xã Tân Hòa)"
    )
    items, _, own = find_references(Context(document(text)))
    assert [r.title for r in items] == ["Luật Trẻ em"]
    assert [m.canonical for m in own] == ["31/KH-UBND"]


@pytest.mark.parametrize(
    "text",
    [
        "- Thực hiện pháp luật về trẻ em và kế hoạch của xã.",
        "- Kế hoạch 5 năm 2026-2030.",
        "- Kế hoạch 2026 đã ban hành.",
        "- Ban hành 02 quyết định.",
    ],
)
def test_no_reference(document, text):
    assert rows(document, "Căn cứ tình hình thực tế.\nI. NỘI DUNG\n" + text) == []


def test_no_citation_goes_over_the_wall_of_a_cell(document):
    table = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"],
        ["1", "Thể chế hóa Kết luận số 91-KL/TW ngày 12/8/2026 của Bộ Chính trị", "Bộ Công an", "Các bộ"],
        ["2", "Sơ kết Nghị định số 31/2026/NĐ-CP của Chính phủ", "Các bộ", "Bộ Tư pháp ban hành"],
    ]
    items, _, _ = find_references(Context(document(HEAD + "I. NHIỆM VỤ", table)))
    assert [(r.issuer, r.quote) for r in items] == [
        ("Bộ Chính trị", "Kết luận số 91-KL/TW ngày 12/8/2026 của Bộ Chính trị"),
        ("Chính phủ", "Nghị định số 31/2026/NĐ-CP của Chính phủ"),
    ]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Kế hoạch số 45/KH-UBND của UBND tỉnh hoàn thành trong tháng 6/2026.", "UBND tỉnh"),
        ("Nghị quyết số 12/NQ-HĐND của Hội đồng nhân dân xã Tân Lập về thu chi.", "Hội đồng nhân dân xã Tân Lập"),
        ("Quyết định số12/QĐ-UBND ngày 10/12/2025 của UBND tỉnh.", "UBND tỉnh"),
        ("- Nghị quyết số 18/NQ-CP ngày 02/3/2026 của Chính phủ tiếp tục có hiệu lực.", "Chính phủ"),
        ("- Kết luận số 91-KL/TW của Bộ Chính trị khóa XIV về đất đai.", "Bộ Chính trị khóa XIV"),
        ("- Theo chỉ đạo của Huyện ủy [tại Chương trình số 12-CTr/HU ngày 09/02/2024].", "Huyện ủy"),
        ("- KẾ HOẠCH SỐ 19-KH/TU NGÀY 18/12/2025 CỦA BAN THƯỜNG VỤ TỈNH ỦY VỀ THỰC HIỆN", "Ban Thường vụ Tỉnh ủy"),
        ("- CHỈ THỊ SỐ 45-CT/TW CỦA BAN BÍ THƯ TRUNG ƯƠNG ĐẢNG “VỀ VIỆC LÀM”", "Ban Bí thư Trung ương Đảng"),
    ],
)
def test_the_end_of_the_issuer(document, text, issuer):
    assert [row[3] for row in rows(document, "I. NỘI DUNG\n" + text)] == [issuer]


def test_the_title_of_a_plan_that_a_decision_issues_is_basis(document):
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: 90/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành Kế hoạch dạy bơi\n"
        "Căn cứ Luật Trẻ em năm 2016;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch dạy bơi.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"
        "KẾ HOẠCH\nThực hiện Chỉ thị số 17/CT-TTg ngày 16/5/2026 của Thủ tướng Chính phủ về dạy bơi\n"
        "(Kèm theo Quyết định số 90/QĐ-UBND ngày 02/02/2026 của UBND xã Tân Hòa)\n"
        "I. NỘI DUNG\n1. Thực hiện Chỉ thị số 17/CT-TTg."
    )
    assert [row[-1] for row in rows(lambda whole: document(whole.removeprefix(HEAD)), text)] == [
        "basis",
        "basis",
        "body",
    ]


def test_evidence_points_at_the_quote(document):
    doc = document(HEAD + CASES[0][0])
    (item,), _, _ = find_references(Context(doc))
    assert doc.text[item.evidence.start : item.evidence.end] == item.quote


def test_a_law_without_a_name_is_none(document):
    text = "I. NỘI DUNG\n- Tuyên truyền Luật cho hội viên; học Luật bóng đá; thực hiện Luật Đất đai năm 2024."
    assert [row[:2] for row in rows(document, text)] == [("Luật", "Luật Đất đai")]


@pytest.mark.parametrize(
    "behind",
    [
        " và Thông tư số 9/2019/TT-BYT",
        " (sau đây gọi là Thông tư)",
        " (thông tư có hiệu lực từ ngày 01/8/2026)",
        " như sau:",
    ],
)
def test_where_a_title_ends(document, behind):
    text = f"Theo Thông tư số 5/2018/TT-BYT ngày 02/3/2018 của Bộ Y tế quy định về dạy bơi{behind}"
    items, _, _ = find_references(Context(document(HEAD + text)))
    assert items[0].title == "quy định về dạy bơi"


def test_the_last_word_of_a_title_is_no_kind(document):
    text = "I. NỘI DUNG\n- Thực hiện quy định về thi hành quyết định (số 12/2025/NĐ-CP ngày 05/02/2025)."
    assert [row[:3] for row in rows(document, text)] == [("Nghị định", "12/2025/NĐ-CP", "2025-02-05")]


def test_a_letter_behind_other_words_is_none_of_the_list(record):
    found = record("- Theo Quyết định số 15/QĐ-UBND, số 17/QĐ-UBND và đề nghị tại 1234/UBND-NC của UBND tỉnh.")
    assert [(one.type, one.canonical) for one in found.legal_references] == [
        ("Quyết định", "15/QĐ-UBND"),
        ("Quyết định", "17/QĐ-UBND"),
        ("Công văn", "1234/UBND-NC"),
    ]


def test_a_cell_that_says_law_cites_none(record):
    rows = [("TT", "Hình thức", "Thời hạn", "Đơn vị"), ("1", "Luật", "Tháng 5/2026", "Phòng Kinh tế")]
    assert record("KẾ HOẠCH\nXây dựng văn bản\nI. NỘI DUNG\nDanh mục kèm theo.", rows).legal_references == ()


@pytest.mark.parametrize("day", ["Ngày 07/8/2025", "Ngày 07 tháng 8 năm 2025,"])
def test_the_day_on_which_a_body_issued_the_paper(record, day):
    text = f"KẾ HOẠCH\nDạy bơi\nI. CƠ SỞ\n- {day} Bộ Y tế đã ban hành Thông tư số 15/2025/TT-BYT về sơ cứu."
    found = record(text)
    assert [(one.canonical, one.date, one.issuer) for one in found.legal_references] == [
        ("15/2025/TT-BYT", "2025-08-07", "Bộ Y tế")
    ]
    assert [(date.edtf, date.role) for date in found.dates] == [("2025-08-07", "citation")]


def test_the_own_number_with_a_year_in_an_annex_is_none(record):
    text = (
        "UBND XÃ ĐỒI SIM\nSố: 15/2026/QĐ-UBND\nĐồi Sim, ngày 05 tháng 3 năm 2026\nQUYẾT ĐỊNH\nVề bể bơi\n"
        "Điều 1. Ban hành quy định.\nPHỤ LỤC\n(Kèm theo Quyết định số 15/2026/QĐ-UBND\nngày 05/3/2026 của UBND xã)\n- Mở lớp."
    )
    assert record(text).legal_references == ()


def test_the_number_of_a_further_paper_in_the_file_is_no_reference():
    from pipeline.extraction import extract
    from pipeline.reading.layout.assemble import assemble
    from pipeline.reading.lines import Line, PageInfo, Reading

    def head(number, page):
        left = ("ỦY BAN NHÂN DÂN", "XÃ HÀ AN", f"Số: {number}/KH-UBND")
        right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà An, ngày 02 tháng 3 năm 2026")
        yield from (Line(text, page, column="left") for text in left)
        yield from (Line(text, page, column="right") for text in right)
        for text in ("KẾ HOẠCH", "Sửa đường thôn năm 2026", "I. MỤC TIÊU", "1. Sửa 03 tuyến đường.", "2. Xây 02 cầu."):
            yield Line(text, page, whole=True)
        yield from (Line(text, page, column="left") for text in ("Nơi nhận:", "- Các thôn;", "- Lưu: VT."))
        yield from (Line(text, page, column="right") for text in ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Thử"))

    reading = Reading((*head("7", 1), *head("8", 2)), (PageInfo(1), PageInfo(2)), "text-layer")
    found = assemble(reading, "a.pdf", "", "application/pdf")
    assert [found.text[part.start :].split("\n")[0] for part in found.parts] == ["ỦY BAN NHÂN DÂN"] * 2
    assert extract(found).legal_references == ()


def test_a_short_form_at_the_end_of_a_row_above_a_dash(record):
    rows = [
        ("TT", "Nội dung", "Số mẫu", "Căn cứ"),
        ("-", "Nhiệt độ nước", "12", "STT 6, PL 2, QĐ 66"),
        ("-", "Độ mặn", "12", "STT 7, PL 2, QĐ 66"),
    ]
    found = record("KẾ HOẠCH\nQuan trắc nước\nI. NỘI DUNG\nDanh mục kèm theo.", rows).legal_references
    assert [(one.type, one.number) for one in found] == [("Quyết định", "66")] * 2
