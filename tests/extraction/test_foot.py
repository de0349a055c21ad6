"""Feet: authority, office, signatory, recipients, archive."""

import re
from itertools import zip_longest
from pathlib import Path

import docx
import pytest

from pipeline import read
from pipeline.extraction import extract
from pipeline.extraction.foot import is_name, two_names
from pipeline.reading.layout.assemble import assemble
from pipeline.reading.lines import Line, PageInfo, Reading

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "blind" / "text"

PLAN = """\
ỦY BAN NHÂN DÂN
XÃ SÔNG ĐẦM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND
Sông Đầm, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Trồng tre chắn sóng năm 2026

I. MỤC ĐÍCH
1. Giữ đất ven sông.

Nơi nhận:
- UBND tỉnh (để b/c);
- Các thôn;
- Lưu: VT, KT.
"""


@pytest.mark.parametrize(
    ("block", "authority", "title", "signer"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử", ("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Lê Văn Thử"),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Mẫu",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
            "PHÓ CHỦ TỊCH",
            "Lê Thị Mẫu",
        ),
        ("TM. ỦY BAN NHÂN\nDÂN\nCHỦ TỊCH\nLê Văn Thử", ("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Lê Văn Thử"),
        ("GIÁM ĐỐC\nThS. Lê Văn Thử", (), "GIÁM ĐỐC", "Lê Văn Thử"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Văn Thử", ("TL. CHỦ TỊCH",), "CHÁNH VĂN PHÒNG", "Lê Văn Thử"),
        ("TRƯỞNG BAN\n(Đã ký)\nLê Văn Thử", (), "TRƯỞNG BAN", "Lê Văn Thử"),
        ("TRẠM TRƯỞNG\nLÊ THỊ MẪU", (), "TRẠM TRƯỞNG", "Lê Thị Mẫu"),
        ("GIÁM ĐỐC\nBS.CKII. Lê Văn Thử", (), "GIÁM ĐỐC", "Lê Văn Thử"),
        ("TRƯỞNG CÔNG AN XÃ\nThượng tá Lê Văn Thử", (), "TRƯỞNG CÔNG AN XÃ", "Lê Văn Thử"),
        ("TRƯỞNG PHÒNG VĂN HÓA - XÃ\nHỘI\nLê Văn Thử", (), "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI", "Lê Văn Thử"),
        ("TRƯỞNG PHÒNG KINH TẾ - XÃ\nĐÃ KÝ\nLê Văn Thử", (), "TRƯỞNG PHÒNG KINH TẾ - XÃ", "Lê Văn Thử"),
        ("PHÊ DUYỆT\nCHỦ TỊCH\nTrần Văn Trên\nGIÁM ĐỐC\nLê Văn Thử", (), "GIÁM ĐỐC", "Lê Văn Thử"),
        ("DUYỆT\nHIỆU TRƯỞNG\nLê Văn Thử", (), "HIỆU TRƯỞNG", "Lê Văn Thử"),
        (
            "TM. Ủy ban nhân dân\nKT. Chủ tịch\nPhó Chủ tịch\nLê Thị Mẫu",
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch"),
            "Phó Chủ tịch",
            "Lê Thị Mẫu",
        ),
        ("TM. BAN THƯỜNG TRỰC\nChủ tịch\nLê Văn Thử", ("TM. BAN THƯỜNG TRỰC",), "Chủ tịch", "Lê Văn Thử"),
        ("Hiệu trưởng\n(Đã ký)\nLê Văn Thử", (), "Hiệu trưởng", "Lê Văn Thử"),
    ],
)
def test_who_signs(record, block, authority, title, signer):
    info = record(f"{PLAN}\n{block}\n").document
    assert (info.authority, info.signer_title, info.signer) == (authority, title, signer)


@pytest.mark.parametrize(
    ("left", "right", "title", "signer"),
    [
        (
            ("PHÊ DUYỆT", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Trên"),
            ("TRƯỞNG PHÒNG", "Lê Văn Thử"),
            "TRƯỞNG PHÒNG",
            "Lê Văn Thử",
        ),
        (
            ("TM. BAN THƯỜNG VỤ ĐOÀN", "BÍ THƯ", "Trần Thị Mẫu"),
            ("TRƯỞNG CÔNG AN XÃ", "Trung tá Lê Văn Thử"),
            "BÍ THƯ; TRƯỞNG CÔNG AN XÃ",
            "Trần Thị Mẫu; Lê Văn Thử",
        ),
    ],
)
def test_two_blocks_side_by_side_above_the_recipients(left, right, title, signer):
    above, below = PLAN.split("Nơi nhận:")
    lines = [Line(line) for line in above.split("\n")]
    lines += [Line(line, column="left") for line in (*left, *f"Nơi nhận:{below}".strip().split("\n"))]
    lines += [Line(line, column="right") for line in right]
    document = assemble(Reading(tuple(lines), (PageInfo(1),), "text"), "plan.txt", "", "text/plain")
    info = extract(document).document
    assert (info.signer_title, info.signer) == (title, signer)
    assert info.recipients == ("UBND tỉnh (để b/c)", "Các thôn")


def test_strokes_above_the_name_are_not_it(record):
    info = record(f"{PLAN}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nMây Xa\nLê Văn Thử\n").document
    assert info.signer == "Lê Văn Thử"


def test_two_names_on_one_line_are_two_signatories(record):
    info = record(f"{PLAN}\nGIÁM ĐỐC\nLê Văn Thử Nguyễn Thị Mẫu\n").document
    assert (info.signer_title, info.signer) == ("GIÁM ĐỐC", "Lê Văn Thử; Nguyễn Thị Mẫu")


def test_two_names_sign_where_a_scan_has_lost_the_offices(record):
    text = PLAN.replace("Nơi nhận:", "Trần Văn Thử Lê Thị Ngọc Mẫu\n\nNơi nhận:")
    info = record(text).document
    assert (info.signer_title, info.signer) == (None, "Trần Văn Thử; Lê Thị Ngọc Mẫu")


@pytest.mark.parametrize(
    "words", ["Nguyễn Thị Lê Hoa", "Lê Văn Thử", "Các Trường Học Lê Văn Thử", "Lê Văn Thử và Trần Mẫu"]
)
def test_what_is_no_pair_of_names(words):
    assert two_names(words) is None


def test_recipients_and_archive(record):
    info = record(f"{PLAN}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử\n").document
    assert (info.recipients, info.archive) == (("UBND tỉnh (để b/c)", "Các thôn"), "VT, KT")


def test_the_archive_is_known_where_a_scan_has_lost_the_heading(record):
    info = record(f"{PLAN.replace('Nơi nhận:', 'NHnn aất:')}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử\n").document
    assert (info.archive, info.signer) == ("VT, KT", "Lê Văn Thử")
    assert info.recipients == ("UBND tỉnh (để b/c)", "Các thôn")


@pytest.mark.parametrize(
    ("words", "told"),
    [("Lê Văn Thử", True), ("Y Krăk", True), ("Lê", False), ("Phụ lục I", False), ("Lê Văn thử", False)],
)
def test_what_a_name_looks_like(words, told):
    assert is_name(words) is told


def test_what_stands_around_the_recipients_is_none(record):
    text = PLAN.replace("Nơi nhận:", "- Gửi kèm biểu;\nNơi nhận:") + "- Ghi chú: in hai mặt;\n"
    assert record(text).document.recipients == ("UBND tỉnh (để b/c)", "Các thôn")


def test_a_signer_keeps_the_spelling_of_the_paper(record):
    foot = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nTM. UỶ BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Thị Thuý"
    found = record(f"KẾ HOẠCH\nTrồng cây năm 2026\nI. NỘI DUNG\n- Trồng cây.\n{foot}").document
    assert (found.signer, found.authority) == ("Nguyễn Thị Thuý", ("TM. ỦY BAN NHÂN DÂN",))


@pytest.mark.parametrize("mark", ["DUYỆT", "PHÊ DUYỆT"])
def test_signatures_right_below_a_title_are_not_part_of_it(mark):
    lines = [Line(line) for line in ("KẾ HOẠCH", "Trồng cây đầu năm 2026")]
    lines += [Line(line, column="left") for line in (mark, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Trên")]
    lines += [Line(line, column="right") for line in ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Lê Văn Thử")]
    document = assemble(Reading(tuple(lines), (PageInfo(1),), "text"), "plan.txt", "", "text/plain")
    info = extract(document).document
    assert (info.title, info.signer_title, info.signer) == ("Trồng cây đầu năm 2026", "CHỦ TỊCH", "Lê Văn Thử")


def test_two_blocks_where_a_scan_has_lost_the_heading_of_the_recipients():
    lines = [Line(line) for line in ("KẾ HOẠCH", "Trồng cây đầu năm 2026", "I. MỤC ĐÍCH", "Trồng 500 cây phân tán.")]
    lines += [
        Line(line, column="left") for line in ("GIÁM ĐỐC CÔNG AN TỈNH", "Trần Văn Trên", "- Như trên;", "- Lưu: VT.")
    ]
    lines += [Line(line, column="right") for line in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Thử")]
    document = assemble(Reading(tuple(lines), (PageInfo(1),), "text"), "plan.txt", "", "text/plain")
    assert extract(document).document.signer == "Trần Văn Trên; Lê Văn Thử"


def _approved_docx(path, tabs):
    """A plan of an office with the approval of the body above at the left, in a table or parted by tabs."""
    paper = docx.Document()
    for line in ("KẾ HOẠCH", "Trồng cây đầu năm 2026", "I. MỤC ĐÍCH", "Trồng 500 cây phân tán trên địa bàn xã."):
        paper.add_paragraph(line)
    left = ("DUYỆT", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Trên")
    right = ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "", "Lê Thị Mẫu")
    if tabs:
        for one, other in zip(left, right, strict=True):
            paper.add_paragraph(f"{one}\t\t\t{other}")
    else:
        cells = paper.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "\n".join(left), "\n".join(right)
    for line in ("Nơi nhận:", "- UBND xã;", "- Lưu: VT."):
        paper.add_paragraph(line)
    paper.save(path)
    return extract(read(path)).document


def test_the_approval_at_the_left_of_a_word_file_signs_nothing(tmp_path):
    info = _approved_docx(tmp_path / "plan.docx", tabs=False)
    assert (info.authority, info.signer_title, info.signer) == (
        ("KT. TRƯỞNG PHÒNG",),
        "PHÓ TRƯỞNG PHÒNG",
        "Lê Thị Mẫu",
    )


def test_the_approval_at_the_left_of_a_word_file_with_tabs_signs_nothing(tmp_path):
    info = _approved_docx(tmp_path / "plan.docx", tabs=True)
    assert (info.authority, info.signer_title, info.signer) == (
        ("KT. TRƯỞNG PHÒNG",),
        "PHÓ TRƯỞNG PHÒNG",
        "Lê Thị Mẫu",
    )


_RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
_FEET = {
    "recipients beside": ("Nơi nhận:\t\tKT. CHỦ TỊCH", "- Các thôn;\tPHÓ CHỦ TỊCH", "- Lưu: VT.", "\t\t\tLê Thị Mẫu"),
    "approval, the name of the approver below the other": (
        "\tPHÊ DUYỆT CỦA UBND XÃ\tHIỆU TRƯỞNG",
        "\tTM. ỦY BAN NHÂN DÂN",
        "\tCHỦ TỊCH",
        "\t\tLê Thị Mẫu",
        "\tTrần Văn Trên",
    ),
    "steps": ("XÁC NHẬN", "CHỦ TỊCH", "\t\t\tTRẠM TRƯỞNG", "", "Trần Văn Trên\t\tLê Thị Mẫu"),
    "columns centred by blanks": (
        "           DUYỆT                         KT. GIÁM ĐỐC      ",
        "         CHỦ TỊCH                        PHÓ GIÁM ĐỐC      ",
        "                                          Lê Thị Mẫu       ",
        "       Trần Văn Trên",
    ),
    "two bodies": (
        "TM. BAN THƯỜNG VỤ\t\tTM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH\t\t\tKT. CHỦ TỊCH",
        "\t\t\tPHÓ CHỦ TỊCH",
        "Lưu Văn Trên",
        "\t\t\tLê Thị Mẫu",
    ),
    "three bodies": (
        "CHỦ TỊCH HỘI NÔNG DÂN\tBÍ THƯ ĐOÀN XÃ\tTRƯỞNG TRẠM Y TẾ",
        "Lê Văn Nhất\t\tVũ Thị Nhì\tĐỗ Văn Tam",
    ),
    "who drew it up": ("NGƯỜI LẬP\tKẾ TOÁN\tHIỆU TRƯỞNG", "", "Vũ Thị Lập\tĐỗ Văn Toán\tLê Thị Mẫu"),
}
_SIGNED = {
    "recipients beside": ("Lê Thị Mẫu", "PHÓ CHỦ TỊCH", ("KT. CHỦ TỊCH",)),
    "approval, the name of the approver below the other": ("Lê Thị Mẫu", "HIỆU TRƯỞNG", ()),
    "steps": ("Lê Thị Mẫu", "TRẠM TRƯỞNG", ()),
    "columns centred by blanks": ("Lê Thị Mẫu", "PHÓ GIÁM ĐỐC", ("KT. GIÁM ĐỐC",)),
    "two bodies": (
        "Lưu Văn Trên; Lê Thị Mẫu",
        "CHỦ TỊCH; PHÓ CHỦ TỊCH",
        ("TM. BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
    ),
    "three bodies": (
        "Lê Văn Nhất; Vũ Thị Nhì; Đỗ Văn Tam",
        "CHỦ TỊCH HỘI NÔNG DÂN; BÍ THƯ ĐOÀN XÃ; TRƯỞNG TRẠM Y TẾ",
        (),
    ),
    "who drew it up": ("Lê Thị Mẫu", "HIỆU TRƯỞNG", ()),
}


@pytest.mark.parametrize("form", _FEET)
@pytest.mark.parametrize("suffix", [".docx", ".txt", ".html"])
def test_signatures_that_only_tabs_or_blanks_part(tmp_path, form, suffix):
    body = ("KẾ HOẠCH", "Trồng cây đầu năm 2026", "I. MỤC ĐÍCH", "Trồng 500 cây phân tán trên địa bàn xã.")
    lines = [*body, *_FEET[form], *(() if form == "recipients beside" else _RECIPIENTS)]
    path = tmp_path / f"plan{suffix}"
    if suffix == ".docx":
        paper = docx.Document()
        for line in lines:
            paper.add_paragraph(line)
        paper.save(path)
    elif suffix == ".html":
        wide = [line.expandtabs(32) for line in lines]
        path.write_text("".join(f"<p>{line.replace(' ' * 2, '&nbsp;' * 2)}</p>" for line in wide if line), "utf-8")
    else:
        path.write_text("\n".join(lines), "utf-8")
    info = extract(read(path)).document
    assert (info.signer, info.signer_title, info.authority) == _SIGNED[form]
    assert info.recipients == (("Các thôn",) if form == "recipients beside" else ("Như trên",))
    assert info.archive == "VT"


def test_a_list_in_two_columns_above_no_signature_stays_as_it_is(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "KẾ HOẠCH\nTrồng cây\nI. TỔ CÔNG TÁC\nLê Văn Nhất\t\tVũ Thị Nhì\nĐỗ Văn Tam\t\tHồ Thị Tư\n", "utf-8"
    )
    document = read(path)
    assert [block.column for block in document.blocks] == [None] * 5
    assert document.text.endswith("Lê Văn Nhất Vũ Thị Nhì\nĐỗ Văn Tam Hồ Thị Tư")


def test_the_approver_is_not_taken_for_the_signatory_whose_name_a_scan_has_lost():
    lines = [Line(line) for line in ("KẾ HOẠCH", "Trồng cây đầu năm 2026", "I. MỤC ĐÍCH", "Trồng 500 cây phân tán.")]
    lines += [Line(line, column="left") for line in ("DUYỆT", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Trên")]
    own = [Line(line, column="right") for line in ("TRẠM TRƯỞNG", "Th8 4")]
    info = extract(assemble(Reading((*lines, *own), (PageInfo(1),), "text"), "plan.txt", "", "text/plain")).document
    assert (info.authority, info.signer_title, info.signer) == ((), "TRẠM TRƯỞNG", None)
    drawn = [Line(line, column="right") for line in ("NGƯỜI LẬP", "Lê Văn Thử")]
    info = extract(assemble(Reading((*lines, *drawn), (PageInfo(1),), "text"), "plan.txt", "", "text/plain")).document
    assert (info.signer_title, info.signer) == ("PHÓ CHỦ TỊCH", "Trần Văn Trên")


def test_an_office_above_an_archive_line_opens_a_foot_whose_heading_is_lost():
    lines = (
        "KẾ HOẠCH",
        "Trồng cây đầu năm 2026",
        "I. MỤC ĐÍCH",
        "Trồng 500 cây phân tán.",
        "TRƯỞNG BAN",
        "- Như trên;",
    )
    lines += (
        "- Các phòng;",
        "- Các ban;",
        "- Các thôn;",
        "- Các đoàn thể;",
        "- Cổng thông tin;",
        "- Lưu: VT, VX.",
        "Lê Văn Thử",
    )
    document = assemble(Reading(tuple(map(Line, lines)), (PageInfo(1),), "text"), "plan.txt", "", "text/plain")
    info = extract(document).document
    assert (info.signer_title, info.signer, info.archive) == ("TRƯỞNG BAN", "Lê Văn Thử", "VT, VX")


@pytest.mark.parametrize(
    ("lines", "signed"),
    [
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Hải", "Thanh"), ("PHÓ CHỦ TỊCH", "Nguyễn Hải Thanh")),
        (("CHỦ", "TỊCH", "Phùng", "Thị Kim Mai"), ("CHỦ TỊCH", "Phùng Thị Kim Mai")),
        (("CHỦ TỊCH", "Phùng Thị Kim", "Mai"), ("CHỦ TỊCH", "Phùng Thị Kim Mai")),
        (("CHỦ TỊCH", "Lê Văn Hải", "Ba"), ("CHỦ TỊCH", "Lê Văn Hải")),
        (("TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG(Đã ký)Lê Văn Hải",), ("PHÓ THỦ TƯỚNG", "Lê Văn Hải")),
    ],
)
def test_lines_of_a_signature_that_a_narrow_column_cut_or_a_converter_ran_together(tmp_path, lines, signed):
    body = "KẾ HOẠCH\nTrồng cây đầu năm 2026\nI. MỤC ĐÍCH\nTrồng 500 cây phân tán trên địa bàn xã.\n"
    path = tmp_path / "plan.md"
    path.write_text(body + f"\n| Nơi nhận:<br>- Như trên;<br>- Lưu: VT. | {'<br>'.join(lines)} |\n|---|---|\n", "utf-8")
    info = extract(read(path)).document
    assert (info.signer_title, info.signer) == signed


def test_place_and_date_at_the_end_of_a_paper_without_a_letterhead(record):
    found = record(
        "KẾ HOẠCH\nDạy bơi cho học sinh\nI. NỘI DUNG\n- Mở lớp dạy bơi.\nĐồi Sim, ngày 05 tháng 3 năm 2026\n"
    )
    assert (found.document.place, found.document.issue_date) == ("Đồi Sim", "2026-03-05")
    assert [(date.edtf, date.role) for date in found.dates] == [("2026-03-05", "issue")]


def test_recipients_whose_heading_is_missing(record):
    text = (
        "KẾ HOẠCH\nDạy bơi cho học sinh\nI. NỘI DUNG\n1. Các thôn\n- Rào các ao hồ;\n- Mở lớp dạy bơi.\n"
        "Sở Y tế (để báo cáo);\nCác trường (để thực hiện);\nLưu: VT.\nKT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\nĐỗ Văn Thử\n"
    )
    found = record(text)
    assert found.document.recipients == ("Sở Y tế (để báo cáo)", "Các trường (để thực hiện)")
    assert (found.document.archive, found.document.signer) == ("VT", "Đỗ Văn Thử")


def test_tasks_above_the_archive_line_are_no_recipients(record):
    text = (
        "KẾ HOẠCH\nDạy bơi cho học sinh\nI. TỔ CHỨC THỰC HIỆN\n1. Các thôn\n- Rào các ao hồ ven đường;\n"
        "- Lập danh sách trẻ em;\nLưu: VT.\nKT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\nĐỗ Văn Thử\n"
    )
    found = record(text)
    assert len(found.assignments) == 2
    assert found.document.recipients in (None, ())


@pytest.mark.parametrize("between", ["\t", " | ", " " * 10])
@pytest.mark.parametrize(
    "signature",
    [
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Ký tên, đóng dấu)", "Lê Văn Thử"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Thử"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đã ký", "Lê Văn Thử"),
    ],
)
def test_a_signature_beside_the_recipients(tmp_path, between, signature):
    listed = ["Nơi nhận:", "- UBND tỉnh;", "- Các thôn;", "- Lưu: VT."]
    rows = zip_longest(listed, signature, fillvalue="")
    foot = "\n".join(f"{left}{between}{right}".rstrip() for left, right in rows)
    (tmp_path / "plan.txt").write_text(PLAN[: PLAN.index("Nơi nhận")] + foot + "\n", encoding="utf-8")
    info = extract(read(tmp_path / "plan.txt")).document
    assert (info.signer, info.authority[0], info.archive) == ("Lê Văn Thử", "TM. ỦY BAN NHÂN DÂN", "VT")
    assert info.recipients == ("UBND tỉnh", "Các thôn")


@pytest.mark.parametrize("office", ["KT. CHỦ TỊCH", "KT.CHỦ TỊCH"])
@pytest.mark.parametrize(
    "mark", ["(đã ký)", "(Đã ký)", "Đã ký", "[đã ký]", "(Ký tên, đóng dấu)", "(đã ký và đóng dấu)"]
)
def test_what_stands_in_the_place_of_a_signature_above_the_recipients(tmp_path, mark, office):
    foot = f"{office}\nPHÓ CHỦ TỊCH\n{mark}\nLê Văn Thử\nNơi nhận:\n- UBND tỉnh;\n- Các thôn;\n- Lưu: VT.\n"
    (tmp_path / "plan.txt").write_text(PLAN[: PLAN.index("Nơi nhận")] + foot, encoding="utf-8")
    document = read(tmp_path / "plan.txt")
    info = extract(document).document
    assert (info.signer, info.signer_title, info.authority) == ("Lê Văn Thử", "PHÓ CHỦ TỊCH", (office,))
    assert [block.kind for block in document.blocks[-8:]] == ["foot"] * 8


@pytest.mark.parametrize("mark", ["–", "+", "•", "*"])
@pytest.mark.parametrize("name", ["01", "06"])
def test_recipients_of_any_mark_beside_the_signature(tmp_path, name, mark):
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    feet = []
    for own in ("-", mark):
        (tmp_path / "plan.txt").write_text(re.sub(r"(?m)^- ", f"{own} ", text), encoding="utf-8")
        info = extract(read(tmp_path / "plan.txt")).document
        feet.append((info.signer, info.signer_title, info.authority, info.recipients, info.archive))
    assert feet[0] == feet[1]
    assert all(feet[0])


@pytest.mark.parametrize(
    ("line", "authority", "office"),
    [
        ("CHỦ TỊCH Lê Văn Thử", None, "CHỦ TỊCH"),
        ("TM. HỘI ĐỒNG NHÂN DÂN CHỦ TỊCH Lê Văn Thử", ("TM. HỘI ĐỒNG NHÂN DÂN",), "CHỦ TỊCH"),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Đã ký) Lê Văn Thử", ("KT. CHỦ TỊCH",), "PHÓ CHỦ TỊCH"),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Thử",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
            "PHÓ CHỦ TỊCH",
        ),
        ("GIÁM ĐỐC TS. Lê Văn Thử", None, "GIÁM ĐỐC"),
    ],
)
@pytest.mark.parametrize("recipients", ["", "Nơi nhận:\n- UBND tỉnh;\n- Các thôn;\n- Lưu: VT.\n"])
def test_a_signature_on_one_line(tmp_path, line, authority, office, recipients):
    (tmp_path / "plan.txt").write_text(PLAN[: PLAN.index("Nơi nhận")] + recipients + line + "\n", encoding="utf-8")
    info = extract(read(tmp_path / "plan.txt")).document
    assert (info.signer, info.signer_title, info.authority or None) == ("Lê Văn Thử", office, authority)


@pytest.mark.parametrize(
    ("cell", "archive"),
    [
        ("- Tỉnh ủy; - Các Vụ, Cục: A, B, đơn vị trực thuộc các cơ quan ngành dọc đóng trên địa bàn; - Lưu: VT, KT (2b).",
         "VT, KT (2b)"),
        ("- Tỉnh ủy; - Văn phòng Tỉnh ủy, HĐND, Đoàn ĐBQH, các đơn vị sự nghiệp của tỉnh; - Lưu: HC, PLTP.", "HC, PLTP"),
        ("- Tỉnh ủy; - Sở Y tế, các Ban của HĐND; - Lưu: TCHC.", "TCHC"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn Thử", "CHỦ TỊCH Lê Văn Thử", ""])
def test_recipients_in_one_cell_without_their_heading(tmp_path, cell, archive, beside):
    body = PLAN.partition("Nơi nhận:")[0] + "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế trồng tre.\n"
    (tmp_path / "plan.txt").write_text(f"{body}{cell} | {beside} |\n" if beside else f"{body}{cell} |\n", "utf-8")
    found = extract(read(tmp_path / "plan.txt"))
    assert (found.document.archive, found.document.recipients[0]) == (archive, "Tỉnh ủy")
    assert [each.task for each in found.assignments] == ["trồng tre"]
