"""Number and day of an electronic stamp that a converter wrote below the first page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extraction import extract
from pipeline.process import read
from pipeline.reading.layout.stamped_figures import stamps_in_place
from pipeline.reading.lines import Line

PAPER = """\
ỦY BAN NHÂN DÂN
XÃ VÀM NHỰT
Số:            /KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Vàm Nhựt, ngày      tháng {month} năm 2026
KẾ HOẠCH
Chăm sóc vườn cây ăn trái năm 2026
I. MỤC ĐÍCH
Giúp các hộ trồng bưởi và sầu riêng nắm cách tưới tiết kiệm, phòng bệnh vàng lá, giữ
vườn cây qua mùa hạn mặn.
{loose}
{page}
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế hướng dẫn các ấp đo độ mặn trước khi lấy nước vào vườn.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""


def head(folder: Path, loose: str, month: str = "   ", page: str = "\n2") -> tuple[str | None, str | None, list[str]]:
    path = folder / "plan.txt"
    path.write_text(PAPER.format(loose=loose, month=month, page=page), encoding="utf-8")
    document = read(path)
    fields = extract(document).document
    return fields.number, fields.issue_date, [remark for remark in document.remarks if "cuối trang đầu" in remark]


def test_the_figures_below_the_first_page_fill_the_blanks_of_the_head(tmp_path: Path) -> None:
    number, day, found = head(tmp_path, "214\n05\n3")
    assert (number, day) == ("214", "2026-03-05")
    assert len(found) == 1 and "214, 05, 3" in found[0]


def test_a_month_that_is_printed_needs_no_figure(tmp_path: Path) -> None:
    assert head(tmp_path, "214\n05", month="3")[:2] == ("214", "2026-03-05")


def test_a_new_page_ends_them_as_its_number_does(tmp_path: Path) -> None:
    assert head(tmp_path, "214\n05\n3", page="\f")[:2] == ("214", "2026-03-05")


@pytest.mark.parametrize(
    ("loose", "page"),
    [
        ("214\n05", "\n2"),  # one too few
        ("214\n05\n3\n7", "\n2"),  # one too many
        ("214\n45\n3", "\n2"),  # no day
        ("214\n05\n3", "Các hộ đăng ký tại ấp."),  # in the midst of a page
    ],
)
def test_other_figures_are_left_where_they_are(tmp_path: Path, loose: str, page: str) -> None:
    number, _, found = head(tmp_path, loose, page=page)
    assert number is None and not found


def test_a_head_without_blanks_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    text = (
        PAPER.format(loose="", month="3", page="")
        .replace("Số:            /", "Số: 7/")
        .replace("ngày      ", "ngày 9 ")
    )
    path.write_text(text, encoding="utf-8")
    document = read(path)
    assert document.remarks == () and extract(document).document.number == "7"


def test_a_head_that_is_all_there_is_keeps_its_blanks() -> None:
    lines = [Line("Số:            /KH-UBND"), Line("Vàm Nhựt, ngày      tháng 3 năm 2026")]
    assert stamps_in_place(lines) == (lines, ())
