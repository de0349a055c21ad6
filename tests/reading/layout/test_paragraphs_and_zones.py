"""Small texts by the one decision on them: what is title, foot or a paper of its own, and where a paragraph ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reading.layout.assemble import assemble
from pipeline.reading.layout.columns import split_columns
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.reading.rows import Cell, row_line
from pipeline.records import Document

PROSE = """\
Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;
Ủy ban nhân dân xã giao các thôn vận động người dân tham gia nạo vét những tuyến kênh
nội đồng đã bồi lắng nhiều năm, bảo đảm nước về tới từng thửa ruộng trước vụ mùa và
không để cỏ dại cản dòng chảy.
"""


def document(*lines: str | Line) -> Document:
    units = [line if isinstance(line, Line) else Line(line) for line in lines]
    return assemble(Reading(tuple(units), (PageInfo(1),), "text"), "a.txt", "", "text/plain")


def texts(found: Document, *kinds: str) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.kind in kinds]


def row(*cells: str) -> Line:
    return replace(row_line([Cell(text) for text in cells], 1), table=1)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("KẾ HOẠCH", "Nạo vét kênh nội đồng", "và tu sửa bờ bao năm 2027"), "Nạo vét kênh nội đồng và tu sửa bờ bao năm 2027"),
        (("KẾ HOẠCH", "NẠO VÉT KÊNH NỘI ĐỒNG", "Toàn xã có 14 tuyến kênh."), "NẠO VÉT KÊNH NỘI ĐỒNG"),
        (("THÔNG BÁO", "Về việc cấp nước vụ mùa", "Kính gửi: Các thôn"), "Về việc cấp nước vụ mùa"),
        (("QUYẾT ĐỊNH", "Về việc cấp nước vụ mùa", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN HÒA"), "Về việc cấp nước vụ mùa"),
        (("KẾ HOẠCH", "Nạo vét kênh nội đồng", "--------", "năm 2027"), "Nạo vét kênh nội đồng"),
        (("KẾ HOẠCH", "Nạo vét kênh nội đồng", row("năm 2027", "năm 2028")), "Nạo vét kênh nội đồng"),
    ],
    ids=["two lines", "small letters below capitals", "addressees", "who decides", "a rule", "a table"],
)  # fmt: skip
def test_a_title_ends(lines: tuple[str | Line, ...], title: str) -> None:
    assert texts(document(*lines, *PROSE.splitlines()), "title") == [lines[0], title]


def test_who_decides_is_no_part_of_a_title_of_whole_paragraphs() -> None:
    lines = ("QUYẾT ĐỊNH", "VỀ VIỆC CẤP NƯỚC VỤ MÙA CỦA", "HỢP TÁC XÃ AN HÒA", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN HÒA")
    found = document(*(Line(text, whole=True) for text in (*lines, *PROSE.splitlines())))
    assert texts(found, "title") == [lines[0], f"{lines[1]} {lines[2]}"]


def test_who_decides_stands_in_the_head() -> None:
    lines = ("QUYẾT ĐỊNH", "Về việc cấp nước vụ mùa", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN HÒA")
    assert texts(document(*lines, *PROSE.splitlines()), "head") == ["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN HÒA"]


def test_a_title_is_centred() -> None:
    place = [("KẾ HOẠCH", 250, 350), ("Nạo vét kênh", 240, 360), ("Toàn xã có 14 kênh", 80, 200)]
    lines = [
        Line(text, box=(left, 100 + 20 * at, right, 112 + 20 * at)) for at, (text, left, right) in enumerate(place)
    ]
    assert texts(document(*lines), "title") == ["KẾ HOẠCH", "Nạo vét kênh"]


def test_a_number_left_blank_parts_no_columns() -> None:
    line = "Số:        /KH-UBND        An Hòa, ngày 05 tháng 02 năm 2027"
    assert split_columns(line, 3) == line.index("An Hòa")


def test_what_is_written_over_a_signature_is_no_part_of_the_office() -> None:
    found = document(
        *PROSE.splitlines(), "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "vn eo lt", "Lê Văn Thử"
    )
    assert texts(found, "foot")[3:] == ["CHỦ TỊCH", "vn eo lt", "Lê Văn Thử"]


FOOT = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Thử")


@pytest.mark.parametrize(
    ("behind", "starts"),
    [
        (("PHỤ LỤC I", "DANH SÁCH KÊNH", "1. Kênh Ba Làng dài 2 km."), ["PHỤ LỤC I"]),
        (("PHỤ LỤC I", "PHỤ LỤC II"), []),
        (("PHỤ LỤC I",), []),
    ],
    ids=["an annex", "a list of annexes", "a label alone"],
)
def test_a_label_opens_an_annex_that_has_a_text(behind: tuple[str, ...], starts: list[str]) -> None:
    found = document("KẾ HOẠCH", "Nạo vét kênh", *PROSE.splitlines(), *FOOT, *behind)
    assert [found.text[part.start :].split("\n")[0] for part in found.parts[1:]] == starts


def test_the_title_of_an_annex_begins_below_the_name_of_the_signatory() -> None:
    found = document(
        "KẾ HOẠCH", "Nạo vét kênh", *PROSE.splitlines(), "PHỤ LỤC I", "Biểu mẫu tự in", "CHỦ TỊCH", "Lê Văn Thử",
        "DANH SÁCH KÊNH", "(Kèm theo Kế hoạch này)", "1. Kênh Ba Làng dài 2 km.",
    )  # fmt: skip
    assert [found.text[part.start :].split("\n")[0] for part in found.parts[1:]] == ["PHỤ LỤC I", "DANH SÁCH KÊNH"]


def test_a_blank_line_ends_a_paragraph_where_blank_lines_tell() -> None:
    lines = [*PROSE.splitlines(), "Ủy ban nhân dân xã giao các thôn vận động người dân tham gia nạo vét những tuyến kênh đã", "",
             "Công an xã giữ trật tự", *PROSE.splitlines()[1:]]  # fmt: skip
    assert texts(document(*lines), "body")[2:4] == [lines[4], "Công an xã giữ trật tự"]


def test_an_indented_line_behind_a_full_stop_opens_a_paragraph() -> None:
    full = "Các thôn vận động người dân tham gia nạo vét kênh và tu sửa bờ bao, cống"
    printed = [(full, 80), (f"{full[:-1]}.", 80), ("Trạm bơm chạy thử hai", 110), ("ngày trước khi lấy nước", 80),
               ("vào những cánh đồng ven sông.", 80)]  # fmt: skip
    lines = [
        Line(text, box=(left, 100 + 16 * at, left + 6 * len(text), 112 + 16 * at))
        for at, (text, left) in enumerate(printed)
    ]
    assert texts(document(*lines), "body") == [
        f"{full} {full[:-1]}.",
        "Trạm bơm chạy thử hai ngày trước khi lấy nước vào những cánh đồng ven sông.",
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (Line("Nạo vét kênh nội đồng", kind="heading"), Line("gồm 14 tuyến trong toàn xã")),
        (Line("Đăng ký qua mạng và xem kết quả ở"), Line("https://kenh.example.vn")),
        (Line("https://kenh.example.vn"), Line("là nơi đăng ký qua mạng")),
        (Line("Nạo vét kênh Ba Làng", whole=True), Line("Tu sửa bờ bao", whole=True)),
        (PROSE.split("\n")[1], "TRONG CÁC THÔN CỦA XÃ AN HÒA"),
        (f"{PROSE.splitlines()[1][:-1]}.", "Trên đây là những việc đầu mùa"),
    ],
    ids=["a heading", "an address below", "an address above", "whole lines", "capitals", "what closes a paper"],
)
def test_lines_stay_apart(above: str | Line, below: str | Line) -> None:
    given = [line if isinstance(line, str) else line.text for line in (above, below)]
    assert texts(document(*PROSE.splitlines(), above, below), "body", "heading")[-2:] == given


def test_a_body_stays_apart_from_its_first_task_in_a_narrow_text() -> None:
    body, task = "1) Báo và Phát thanh, truyền hình tỉnh", "Xây dựng chuyên mục về kênh."
    lines = [
        "III. Phân công nhiệm vụ:",
        body,
        task,
        "Cập nhật số liệu hằng tuần.",
        "2) Bưu điện xã",
        "Phát thư mời họp.",
    ]
    assert texts(document(*lines), "item", "body", "heading")[1:3] == [body, task]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("nội đồng theo các khoản 2, khoản 3 Điều 2 của Luật Thủy lợi, khoản 4 và khoản 5", "Điều 9; khoản 3 của Quy chế"),
        ("nội đồng và tu sửa bờ bao, cống ngăn mặn cùng các trạm bơm trong giai đoạn 2027", "- 2031 trên toàn xã"),
        ("nội đồng và tu sửa bờ bao, cống ngăn mặn cùng các trạm bơm điện theo nội dung của Đề án", "07."),
        ("nội đồng và tu sửa bờ bao cùng Mặt trận Tổ quốc và các tổ chức chính trị của toàn bộ", "- xã hội trong xã."),
        ("nội đồng và tu sửa bờ bao, cống ngăn mặn theo nghị quyết của Ban Chấp hành Đảng bộ khóa", "XIII. Các thôn khác"),
    ],
    ids=["a place in a law", "the end of a span of years", "a number", "a compound", "a numeral"],
)  # fmt: skip
def test_a_line_that_only_looks_labelled_goes_on(above: str, below: str) -> None:
    begin = "- Các thôn vận động người dân tham gia nạo vét những tuyến kênh đã bồi lắng nhiều"
    (item,) = texts(document(*PROSE.splitlines(), begin, above, below), "item")
    assert item == f"{begin} {above} {below}"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("- Các thôn phổ biến cho người dân về kinh tế số", "2. Trạm Thủy nông bơm nước"),
        ("- Các thôn lập danh sách hộ theo dân số", "2. Trạm Thủy nông bơm nước"),
        ("- Các thôn nạo vét kênh theo hướng dẫn chung của toàn", "tỉnh"),
    ],
    ids=["a digital economy", "population", "of the whole province"],
)
def test_a_label_opens_an_item_behind_words_that_end_one(above: str, below: str) -> None:
    found = texts(document(*PROSE.splitlines(), above, below, "3. Công an xã giữ trật tự"), "item", "heading")
    assert found[-1] == "3. Công an xã giữ trật tự"
    assert (found[-2] == below) is below.startswith("2.")


def test_a_span_of_years_keeps_the_space_before_its_dash() -> None:
    line = "Các thôn nạo vét toàn bộ kênh nội đồng và tu sửa bờ bao, cống trong giai đoạn 2027 -"
    found = document(*PROSE.splitlines(), line, "2031 bằng sức dân.")
    assert texts(found, "body")[-1].endswith("2027 - 2031 bằng sức dân.")


def test_an_acronym_alone_on_the_last_line_ends_its_paragraph() -> None:
    full = "Các thôn vận động người dân tham gia nạo vét kênh theo nội dung Chương trình"
    lines = [Line(text, box=(80, 100 + 16 * at, 80 + 6 * len(text), 112 + 16 * at))
             for at, text in enumerate((full, f"{full[:-10]}của toàn xã", full, "MTQG."))]  # fmt: skip
    assert texts(document(*lines), "body")[-1].endswith("Chương trình MTQG.")


@pytest.mark.parametrize(
    "cut", [("ngày 3 tháng 2", "năm 2026"), ("ngày 3 tháng", "2 năm 2026"), ("ngày 3", "tháng 2 năm 2026")]
)
def test_the_date_of_a_narrow_head_is_one(cut: tuple[str, str]) -> None:
    head = ("ỦY BAN NHÂN DÂN", "Độc lập - Tự do - Hạnh phúc", f"An Hòa, {cut[0]}", cut[1], "KẾ HOẠCH", "Nạo vét kênh")
    assert "An Hòa, ngày 3 tháng 2 năm 2026" in texts(document(*head, *PROSE.splitlines()), "head")


def test_cao_bang_ends_a_title() -> None:
    lines = ("QUYẾT ĐỊNH", "VỀ CẤP NƯỚC VỤ MÙA TẠI TỈNH CAO BẰNG", "Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;")
    found = document(*(Line(text, whole=True) for text in (*lines, *PROSE.splitlines())))
    assert texts(found, "title") == list(lines[:2])


def test_a_recipient_goes_on_behind_a_comma_though_in_capitals() -> None:
    foot = ["Nơi nhận:", "- VP: CVP, các Phòng: KT,", "VHXH, HCC;", "- Lưu: VT.", "CHỦ TỊCH", "Lê Văn Thử"]
    expected = ["Nơi nhận:", "- VP: CVP, các Phòng: KT, VHXH, HCC;", *foot[3:]]
    assert texts(document(*PROSE.splitlines(), *foot), "foot") == expected


def test_a_recipient_goes_on_in_its_column() -> None:
    left = ["Nơi nhận:", "- Các xã: An Hòa, An Bình, Bình", "Minh, Phú Lộc, Cù", "Lao, Long Đức;", "- Lưu: VT."]
    foot = [
        *(Line(text, column="left") for text in left),
        Line("CHỦ TỊCH", column="right"),
        Line("Lê Văn Thử", column="right"),
    ]
    found = texts(document("KẾ HOẠCH", "Nạo vét kênh", *PROSE.splitlines(), *foot), "foot")
    assert found[1] == "- Các xã: An Hòa, An Bình, Bình Minh, Phú Lộc, Cù Lao, Long Đức;"


def test_a_title_line_that_names_a_kind_of_paper_opens_none() -> None:
    annex = (
        "PHỤ LỤC",
        "DANH MỤC VIỆC LÀM THEO",
        "CHIẾN LƯỢC THỦY LỢI",
        "(Kèm theo Kế hoạch số 7/KH-UBND)",
        "1. Kênh Ba Làng.",
    )
    found = document("KẾ HOẠCH", "Nạo vét kênh", *PROSE.splitlines(), *FOOT, *annex)
    assert [found.text[part.start :].split("\n")[0] for part in found.parts] == ["KẾ HOẠCH", "PHỤ LỤC"]


def test_a_space_between_lines_parts_paragraphs() -> None:
    full = "Các thôn vận động người dân tham gia nạo vét kênh và tu sửa bờ bao, cống"
    printed = [(full, 100), (full.lower(), 116), ("Bơm nước", 160), (full.lower(), 176)]
    lines = [Line(text, box=(80, top, 80 + 6 * len(text), top + 12)) for text, top in printed]
    assert len(texts(document(*lines), "body")) == 2


def test_a_number_alone_is_no_page_number() -> None:
    found = document(*(Line(text, whole=True) for text in ("Số kênh", "2", "Số cống ngăn mặn", "Số trạm bơm")))
    assert found.text == "Số kênh\n2\nSố cống ngăn mặn\nSố trạm bơm"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Kinh phí do Phòng Kinh tế và", "Trạm Thủy nông bảo đảm"),
        ("Phối hợp với Phòng Văn hóa -", "Xã hội nạo vét kênh"),
        ("Tuyến Tháp Mười -", "Cái Bè nạo vét kênh"),
    ],
)
def test_a_whole_line_goes_on_where_no_paragraph_ends_so(above: str, below: str) -> None:
    found = document(Line(above, whole=True), Line(below, whole=True))
    assert texts(found, "body") == [f"{above} {below}"]


def test_a_row_opens_no_paper_and_no_foot() -> None:
    rows = (row("TT", "Chức danh", "Số người"), row("KT. CHỦ TỊCH", "Phó Chủ tịch", "2"), row("PHỤ LỤC I", "", ""))
    found = document("KẾ HOẠCH", "Nạo vét kênh", *PROSE.splitlines(), *rows, "Biểu này lập hằng năm.")
    assert texts(found, "row") == ["TT\tChức danh\tSố người", "KT. CHỦ TỊCH\tPhó Chủ tịch\t2", "PHỤ LỤC I\t\t"]
    assert texts(found, "foot") == []
    assert len(found.parts) == 1


def test_archive_and_offices_are_lines_of_their_own() -> None:
    foot = ["Nơi nhận:", "- Các thôn", "Lưu: VT", "TL. Chủ tịch", "Chánh Văn phòng", "Lê Văn Thử"]
    assert texts(document(*PROSE.splitlines(), *foot), "foot") == foot


def test_an_annex_has_one_head() -> None:
    head = ("ỦY BAN NHÂN DÂN", "XÃ AN HÒA", "PHỤ LỤC 1", "KẾ HOẠCH", "(Kèm theo Quyết định số 5/QĐ-UBND)")
    assert len(document(*head, *PROSE.splitlines()).parts) == 1


def test_a_change_within_a_dropped_stretch_is_dropped_with_it() -> None:
    assert document(Line("[[bỏ]]Nạo vét kênh", drop=((0, 6),), edits=((2, 4, "sửa"),))).text == "Nạo vét kênh"


WRAPPED = """\
Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;
Theo đề nghị của Phòng Kinh tế, UBND xã giao HTX Mùa Vàng, MTTQ xã
và HĐND xã cùng Trưởng thôn Gò Mới mở đợt ra quân nạo vét.
Thực hiện Công văn số 214/SNNMT-TL ngày 12/02/2027 của Sở Nông
nghiệp và Môi trường về việc nạo vét kênh nội đồng, Ủy ban nhân dân xã
giao các thôn rà soát những tuyến kênh đã bồi lắng nhiều năm.
Các thôn chọn tuyến kênh nạo vét trước, ghi rõ chiều dài, bề rộng, khối lượng
bùn phải múc và số công của từng hộ.
Trưởng thôn mời đại diện các hộ họp bàn vào buổi tối, ghi biên bản và gửi
Ủy ban nhân dân xã.
"""


def test_lines_are_filled_by_the_width_of_their_letters_and_not_by_their_number() -> None:
    opened = [text[:9] for text in document(*WRAPPED.splitlines()).text.split("\n") if text]
    assert opened == ["Căn cứ Lu", "Theo đề n", "Thực hiện", "Các thôn ", "Trưởng th"]


@pytest.mark.parametrize("decides", ["", " CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN HÒA", " ỦY BAN NHÂN DÂN XÃ AN HÒA"])
def test_a_letterhead_that_a_web_page_ran_together(decides: str) -> None:
    found = document(
        "ỦY BAN NHÂN DÂN XÃ AN HÒA -------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------",
        f"Số: 15/QĐ-UBND An Hòa, ngày 04 tháng 02 năm 2027 QUYẾT ĐỊNH VỀ VIỆC CẤP NƯỚC VỤ MÙA CỦA CÁC THÔN{decides}",
        "Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Cấp nước cho 14 tuyến kênh.",
    )
    assert texts(found, "title") == ["QUYẾT ĐỊNH VỀ VIỆC CẤP NƯỚC VỤ MÙA CỦA CÁC THÔN"]
    assert texts(found, "head")[2:4] == ["Số: 15/QĐ-UBND", "An Hòa, ngày 04 tháng 02 năm 2027"]
    assert texts(found, "body", "item")[0].startswith("Căn cứ Luật")


@pytest.mark.parametrize(
    "title", [" KẾ HOẠCH CẤP NƯỚC VỤ MÙA", " KẾ HOẠCH Cấp nước vụ mùa", " KẾ HOẠCH\nCấp nước vụ mùa"]
)
@pytest.mark.parametrize("between", [" ------- ", "\n"])
def test_a_letterhead_on_one_line_is_read_piece_by_piece(title: str, between: str) -> None:
    head = (
        f"ỦY BAN NHÂN DÂN XÃ AN HÒA{between}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- "
        f"Số: 15/KH-UBND An Hòa, ngày 04 tháng 02 năm 2027{title}"
    )
    found = document(*head.split("\n"), "Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;", "I. NỘI DUNG")
    assert texts(found, "head")[2:] == ["Số: 15/KH-UBND", "An Hòa, ngày 04 tháng 02 năm 2027"]
    assert " ".join(texts(found, "title")).lower() == "kế hoạch cấp nước vụ mùa"
    assert texts(found, "body") == ["Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;"]


@pytest.mark.parametrize(
    "above",
    [
        ("1. Nạo vét 12 km kênh trước ngày 31/5/2026.",),
        (PROSE, "II. TỔ CHỨC THỰC HIỆN"),
        ("Các thôn báo cáo kết quả.",),
    ],
)
def test_the_columns_of_a_signature_are_no_head_where_the_first_page_is_lost(above: tuple[str, ...]) -> None:
    left = [Line(text, column="left") for text in ("Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.")]
    right = [Line(text, column="right") for text in ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Thử")]
    found = document(*(line for text in above for line in text.splitlines()), *left, *right)
    assert texts(found, "head") == []
    assert len(texts(found, "foot")) == 6
    assert texts(document(*right, *left), "head") == []


def test_a_name_in_capitals_above_a_letterhead_is_of_the_paper_before() -> None:
    first = [
        "KẾ HOẠCH",
        "Nạo vét kênh nội đồng",
        *PROSE.splitlines(),
        "Nơi nhận:",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "TRẦN VĂN MẪU",
    ]
    found = document(
        *first,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "PHỤ LỤC I",
        "DANH MỤC TUYẾN KÊNH",
        "(Kèm theo Kế hoạch số 12/KH-UBND)",
        *PROSE.splitlines(),
    )
    assert [found.text[part.start : part.end].split("\n")[0] for part in found.parts] == [
        "KẾ HOẠCH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_the_label_of_an_annex_right_below_the_kind_of_a_paper_opens_no_other() -> None:
    found = document(
        "KẾ HOẠCH", "PHỤ LỤC I", "DANH MỤC TUYẾN KÊNH", "(Kèm theo Kế hoạch số 12/KH-UBND)", *PROSE.splitlines()
    )
    assert [(part.start, part.end) for part in found.parts] == [(0, len(found.text))]
