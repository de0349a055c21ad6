"""A portal's own lines behind a saved paper are left out of the clean text and stay in the raw."""

from __future__ import annotations

from pipeline.reading.layout.assemble import assemble
from pipeline.reading.plain import text_reading

PAPER = """ỦY BAN NHÂN DÂN
XÃ SÔNG ĐẦM
Số: 12/KH-UBND
KẾ HOẠCH
Trồng cây năm 2026
1. Tài khoản, mật khẩu của tổ trồng cây: đăng nhập, đăng xuất, tải về theo hướng dẫn.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lê Văn Thử
"""
PORTAL = """Văn bản liên quan
Lược đồ
Tải về
Quý khách vui lòng Đăng nhập
Bạn bị Đăng xuất ngày 01/02/2020"""


def clean(text: str) -> str:
    return assemble(text_reading(text), "plan.txt", "", "text/plain").text


def test_a_portal_behind_the_paper_is_left_out() -> None:
    assert clean(PAPER + PORTAL).rstrip().endswith("Lê Văn Thử")
    document = assemble(text_reading(PAPER + PORTAL), "plan.txt", "", "text/plain")
    assert "Đăng xuất" in document.raw
    assert [page.reason for page in document.pages] == [
        "5 dòng của trang mạng sau văn bản được bỏ qua / 5 lines of a web page behind the paper left out"
    ]


def test_words_of_a_portal_inside_the_paper_stay() -> None:
    assert "đăng nhập, đăng xuất" in clean(PAPER)
    assert [page.reason for page in assemble(text_reading(PAPER), "plan.txt", "", "text/plain").pages] == [None]


def test_an_annex_that_speaks_of_accounts_stays() -> None:
    annex = (
        "PHỤ LỤC 1\nHướng dẫn\nĐăng nhập\nĐổi mật khẩu\nTải về\nĐăng xuất\nĐiều 2. Trách nhiệm của người dùng\nGiữ kín."
    )
    assert "Đổi mật khẩu" in clean(PAPER + annex)


def test_the_list_of_related_papers_and_the_echo_of_the_title_are_left_out() -> None:
    related = "Ban hành:\n15/08/2025\nHiệu lực: Đã biết\nTình trạng: Đã biết\nCập nhật:\n20/08/2025\n"
    echo = "Kế hoạch 12/KH-UBND năm 2026 trồng cây\nVăn bản này chưa cập nhật nội dung Tiếng Anh\n"
    assert clean(PAPER + echo + related + PORTAL).rstrip().endswith("Lê Văn Thử")


def test_days_of_papers_in_an_annex_stay_without_a_portal_below_them() -> None:
    annex = "Danh mục văn bản\nLuật A\nBan hành: 01/02/2024\nHiệu lực: 01/07/2024\nTình trạng: còn hiệu lực\nCập nhật: 2026\n"
    assert "còn hiệu lực" in clean(PAPER + annex)
    assert "Luật A" in clean(PAPER + annex + PORTAL)
