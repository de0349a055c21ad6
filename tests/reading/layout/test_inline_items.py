"""Items and headings that a source ran together on one line."""

from __future__ import annotations

import pytest

from pipeline.reading.layout.inline_items import parted_items
from pipeline.reading.lines import Line


def parted(*texts: str) -> list[str]:
    """The lines as the layout takes them."""
    out = []
    for line in parted_items([Line(text) for text in texts]):
        out += [line.text[start:end] for start, end, _ in line.parts] or [line.text]
    return out


@pytest.mark.parametrize(
    "items",
    [
        ["1. Trạm Y tế xã mở 02 lớp.", "2. Công an xã tuần tra;", "3. Các thôn treo biển báo."],
        ["a) Rà soát các hộ ven sông;", "b) Lập danh sách;", "c) Báo cáo UBND xã."],
        ["- Kiểm tra bếp ăn của trường.", "- Mời 05 hộ tham gia."],
        ["Nhiệm vụ của các đơn vị:", "- 100% số hộ ký cam kết;", "- 03 thôn có bể thu gom."],
        ["1.1. Mở lớp dạy bơi.", "1.2. Cắm biển báo.", "2. Trường Tiểu học", "2.1. Dạy kỹ năng."],
        [
            "Điều 1. Ban hành kế hoạch này.",
            "Điều 2. Quyết định có hiệu lực từ ngày ký.",
            "Điều 3. Các phòng thi hành./.",
        ],
    ],
)
def test_each_item_is_a_line(items):
    assert parted(" ".join(items)) == items


def test_a_list_that_leaves_out_a_number_goes_on():
    above = ["1. Trường học dạy bơi.", "2. Đoàn xã mở lớp."]
    items = ["3. Trạm Y tế xã khám sàng lọc.", "5. Công an xã tuần tra.", "6. Các thôn họp dân."]
    assert parted(*above, " ".join(items)) == [*above, *items]


def test_headings_in_capitals_stand_alone():
    text = (
        "I. ĐẶC ĐIỂM TÌNH HÌNH Xã có chín thôn nằm dọc bờ sông, mùa mưa nước lên nhanh và nhiều trẻ em phải đi đò tới lớp "
        "hằng ngày. II. NHIỆM VỤ CỤ THỂ 1. Trạm Y tế xã mở lớp sơ cứu. 2. Công an xã kiểm tra bến đò."
    )
    assert parted(text) == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "Xã có chín thôn nằm dọc bờ sông, mùa mưa nước lên nhanh và nhiều trẻ em phải đi đò tới lớp hằng ngày.",
        "II. NHIỆM VỤ CỤ THỂ",
        "1. Trạm Y tế xã mở lớp sơ cứu.",
        "2. Công an xã kiểm tra bến đò.",
    ]


def test_a_list_goes_on_from_line_to_line():
    assert parted("1. Trạm Y tế xã khám 300 trẻ. 2. Công an xã", "cắm biển báo. 3. Các thôn họp dân.") == [
        "1. Trạm Y tế xã khám 300 trẻ.",
        "2. Công an xã",
        "cắm biển báo.",
        "3. Các thôn họp dân.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Theo khoản 2. Điều 5 của Quy chế, UBND xã giao các thôn.",
        "Giai đoạn 2026. 2. Sở Y tế theo dõi.",  # no first before it
        "Nội dung gồm 1. tuyên truyền, 2. kiểm tra và 3. báo cáo.",
        "Hội Phụ nữ - Đoàn Thanh niên phối hợp; Văn hóa - Xã hội chủ trì.",
        "Nhiệt độ từ 36 - 38 độ. Độc lập - Tự do - Hạnh phúc",
        "I. UBND XÃ Hòa Sơn chủ trì.",
    ],
)
def test_what_opens_no_item(text):
    assert parted(text) == [text]


def test_tables_and_letterheads_stay():
    row = Line("1. Khám. 2. Tiêm.\t3. Họp. 4. Báo cáo.", kind="row")
    column = Line("1. Khám. 2. Tiêm.", column="left")
    assert list(parted_items([row, column])) == [row, column]
