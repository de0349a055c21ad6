"""The HTML reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import read
from pipeline.errors import DamagedFile
from pipeline.reading.lines import Line
from pipeline.reading.web.html import html_reading, read_html
from pipeline.settings import ReadSettings


def lines_of(body: str) -> list[Line]:
    return list(html_reading(f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>").lines)


def texts(body: str) -> list[str]:
    return [line.text for line in lines_of(body)]


def test_blocks_are_lines_and_inline_tags_are_not() -> None:
    assert texts(
        "<h2>I. MỤC ĐÍCH</h2><p>Nâng <b>cao</b>\n nhận <i>thức</i><br>của người dân</p><div>trần<p>trong</p>sau</div>"
    ) == [
        "I. MỤC ĐÍCH",
        "Nâng cao nhận thức",
        "của người dân",
        "trần",
        "trong",
        "sau",
    ]


def test_headings_and_bold_are_told() -> None:
    heading, bold, plain = lines_of("<h3>1. Mục đích</h3><p><strong>Nơi nhận:</strong></p><p>thường <b>đậm</b></p>")
    assert (heading.kind, bold.kind, plain.kind) == ("heading", None, None)
    assert (heading.bold, bold.bold, plain.bold) == (True, True, False)


def test_scripts_styles_navigation_and_hidden_parts_are_left_out() -> None:
    body = (
        "<nav>Trang chủ</nav><script>var a</script><style>p{}</style><p style='display: none'>ẩn</p>"
        "<div role='navigation'>Menu</div><p hidden>ẩn</p><p>Nội dung</p><!-- chú thích -->"
    )
    assert texts(body) == ["Nội dung"]


def test_lists_are_numbered_as_the_browser_does() -> None:
    assert texts("<ol start=3><li>ba<li>bốn<ol type=a><li>a</ol><li value=9>chín</ol><ul><li>gạch<li>- đã có</ul>") == [
        "3. ba",
        "4. bốn",
        "a. a",
        "9. chín",
        "- gạch",
        "- đã có",
    ]


def test_a_data_table_and_its_spans() -> None:
    rows = lines_of(
        "<table><tr><th>TT<th>Nhiệm vụ<th>Thời gian</tr><tr><td rowspan=2>1<td>Họp<br>dân<td>Quý I</tr>"
        "<tr><td>Tuyên truyền<td>Quý II</tr><tr><td colspan=3>TỔNG</tr></table>"
    )
    cells = [[row.text[c.start : c.end] for c in row.cells] for row in rows]
    assert cells == [
        ["TT", "Nhiệm vụ", "Thời gian"],
        ["1", "Họp\ndân", "Quý I"],
        ["1", "Tuyên truyền", "Quý II"],
        ["TỔNG"] * 3,
    ]
    assert [row.header for row in rows] == [True, False, False, False]


def test_a_letterhead_table_gives_columns_and_a_layout_table_flows() -> None:
    head = (
        "<table><tr><td>UBND XÃ AN BÌNH<br>Số: 1/KH-UBND<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>"
        "Độc lập - Tự do - Hạnh phúc</tr></table>"
    )
    assert [line.column for line in lines_of(head)] == ["left", "left", "right", "right"]
    page = f"<table><tr><td>{head}<p>Đoạn một</p></td></tr></table>"
    assert [(line.kind, line.column) for line in lines_of(page)][-1] == (None, None)
    assert [line.text for line in lines_of(page)][-1] == "Đoạn một"


def test_absurd_spans_and_deep_nesting_end() -> None:
    assert texts("<table><tr><td colspan=100000000>a<td>b</tr><tr><td rowspan=99999999>c<td>d</tr></table>") == [
        "a\tb",
        "c\td",
    ]
    assert "đáy" in " ".join(texts("<div>" * 3000 + "đáy" + "</div>" * 3000))


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("font-size:0", False), ("font-size: 0px; color:red", False), ("FONT-SIZE:0.0pt", False), ("opacity:0", False),
        ("font-size:0.9em", True), ("font-size:10px", True), ("opacity:0.5", True), ("line-height:0", True),
    ],
)  # fmt: skip
def test_text_of_no_size_is_not_seen(style: str, shown: bool) -> None:
    assert texts(f"<p>một</p><p style='{style}'>hai</p>") == ["một", "hai"][: 1 + shown]
    assert texts(f"<style>.a {{{style}}}</style><p>một</p><p class='a'>hai</p>") == ["một", "hai"][: 1 + shown]


def test_a_row_of_no_size_may_hold_text_of_its_own_size() -> None:
    assert texts("<div style='font-size:0'><span style='font-size:14px'>hai</span></div>") == ["hai"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("cp1258", "windows-1258"), ("utf-8", "iso-8859-1"), ("utf-8", None)],
)
def test_encodings(tmp_path: Path, encoding: str, declared: str | None) -> None:
    text = "Ủy ban nhân dân xã ban hành kế hoạch phát triển nông nghiệp"
    meta = f'<meta charset="{declared}">' if declared else ""
    html = f"<html><head>{meta}</head><body><p>{text}</p></body></html>"
    if encoding == "cp1258":
        from unicodedata import normalize

        html = "".join(c if _fits(c) else normalize("NFD", c) for c in _half_composed(html))
    path = tmp_path / "page.htm"
    path.write_bytes(html.encode(encoding))
    assert [line.text for line in read_html(path, ReadSettings()).lines] == [text]


def _fits(char: str) -> bool:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _half_composed(text: str) -> str:
    """Letters with their shape (â, ư) and the tone apart, as Windows-1258 has them."""
    from unicodedata import normalize

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for char in text:
        parts = normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in tones)
        out.append(normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone)
    return "".join(out)


def test_what_a_style_sheet_hides_or_strikes_out_is_no_text() -> None:
    page = (
        "<html><head><style>/* a */ .an, p#giau {display:none} @media print {.in {display:none}} "
        "s.cu, .bo {text-decoration: line-through}</style></head><body><p class='x an'>ẩn</p><p id='giau'>giấu</p>"
        "<p class='in'>in ra</p><p>trồng <span class='bo'>500</span><del>600</del> 700 cây</p></body></html>"
    )
    lines = html_reading(page).lines
    assert [line.text for line in lines] == ["in ra", "trồng ~~500600~~ 700 cây"]
    dropped = [line.text[start:end] for line in lines for start, end in line.drop]
    assert "".join(dropped) == "~~500600~~"


@pytest.mark.parametrize(
    ("page", "cut"),
    [
        ("<html><body><p>Nội dung</p></body></html>", False),
        ("<p>Nội dung", False),
        ("<HTML><BODY><p>Nội dung</p></BODY>", False),
        ("<html><body><p>Nội dung</p><p>còn", True),
        ("<p>Nội dung</p><p>kế hoạch phát triển chợ</p><td class='", True),
    ],
)
def test_a_page_without_its_end_says_so(page: str, cut: bool) -> None:
    reading = html_reading(page)
    assert reading.lines[0].text == "Nội dung"
    assert [fault[2].partition(",")[0] for fault in reading.faults] == ["Trang HTML không có phần kết thúc"] * cut


@pytest.mark.parametrize(
    "words",
    [
        "404 Not Found The requested URL was not found on this server.",
        "Vui lòng đăng nhập để xem văn bản",
        "Trang bạn tìm không tồn tại",
    ],
)
def test_an_error_page_is_not_the_paper(tmp_path: Path, words: str) -> None:
    path = tmp_path / "kh.html"
    path.write_text(f"<html><body><p>{words}</p></body></html>", encoding="utf-8")
    with pytest.raises(DamagedFile, match="error page"):
        read_html(path, ReadSettings())
    path.write_text(
        f"<html><body><p>{words}</p><p>{'Các thôn tổ chức họp dân. ' * 30}</p></body></html>", encoding="utf-8"
    )
    assert read_html(path, ReadSettings()).lines[0].text == words


@pytest.mark.parametrize("words", ["Trồng 500 cây phân tán.", "Lỗi 500 cây. Cán bộ phải đăng nhập hệ thống."])
def test_a_short_paper_that_speaks_of_such_things_is_one(tmp_path: Path, words: str) -> None:
    path = tmp_path / "kh.html"
    path.write_text(f"<html><body><p>KẾ HOẠCH</p><p>Trồng cây</p><p>{words}</p></body></html>", encoding="utf-8")
    assert read_html(path, ReadSettings()).lines[-1].text == words
    path.write_text("<html><body><p>Trồng 500 cây phân tán.</p></body></html>", encoding="utf-8")
    assert len(read_html(path, ReadSettings()).lines) == 1


def test_footnotes_are_told_by_the_name_of_their_element() -> None:
    lines = lines_of(
        '<p>Theo kế hoạch<sup>1</sup></p><div id="sdfootnote1"><p>1 Ban hành năm 2026.</p></div><p>Hết</p>'
    )
    assert [line.kind for line in lines] == [None, "note", None]


def test_a_typed_tab_parts_the_columns_of_the_foot_and_an_indented_source_does_not() -> None:
    left, right, below = lines_of("<p>Nơi nhận:<b>\t</b><b>CHỦ TỊCH</b></p><p>\tMở\n\tlớp</p>\n<p>\t<b>Dạy</b></p>")[
        0:3
    ]
    assert left.text.split("  ")[0] == "Nơi nhận:"
    assert left.text.endswith("    CHỦ TỊCH")
    assert not left.whole
    assert (right.text, below.text) == ("Mở lớp", "Dạy")


def test_what_asks_about_cookies_is_no_text() -> None:
    page = '<div id="cookie-bar"><p>Đồng ý trước ngày 01/01/2027.</p></div><p class="cookies">Bấm</p><p>Sửa 03 cầu.</p>'
    assert [line.text for line in html_reading(page).lines] == ["Sửa 03 cầu."]


def test_struck_out_words_are_said() -> None:
    from pipeline.reading.layout.assemble import assemble

    page = "<p>1. Sửa 03 cầu.</p><p><del>2. Xây chợ.</del></p>"
    [remark] = assemble(html_reading(page), "a.html", "", "text/html").remarks
    assert remark.startswith("Có 1 chỗ chữ bị gạch bỏ, không đọc: “2. Xây chợ.” / 1 stretches")


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ('<iframe src="vb/57.pdf" width="900" height="1200"></iframe>', True),
        ('<embed src="/viewer?f=57">', True),
        ('<iframe src="57.html" width="20" height="20"></iframe>', False),
        ('<iframe src="https://www.youtube.com/embed/viewer"></iframe>', False),
        ('<iframe src="about:blank"></iframe>', False),
    ],
)
def test_a_paper_in_a_frame_is_said(frame: str, told: bool) -> None:
    faults = html_reading(f"<p>Kế hoạch sửa cầu, xem dưới đây.</p>{frame}").faults
    assert [text.startswith("Văn bản nằm trong khung của trang") for _, _, text in faults] == [True] * told


def test_numbers_raised_by_their_style_call_notes() -> None:
    css = "<style>.note { vertical-align: super } .low { vertical-align: super-low }</style>"
    raised = '<span class="note">3</span>, 40 m<span style="vertical-align:super">2</span>'
    (line,) = lines_of(f"{css}<p>Trồng 700{raised}, 5<b style='vertical-align: super; font-size: 60%'>(1)</b> lớp</p>")
    kept = line.text
    for start, end in sorted(line.drop, reverse=True):
        kept = kept[:start] + kept[end:]
    assert (line.text, kept) == ("Trồng 7003, 40 m2, 5(1) lớp", "Trồng 700, 40 m2, 5 lớp")


def test_what_is_written_into_the_fields_of_a_form_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        '<p>Trồng <input value="1.250"> cây trước ngày <input type="date" value="2026-09-30">'
        '<input type="hidden" value="7"><input type="submit" value="Gửi">.</p>',
        encoding="utf-8",
    )
    assert read(path).text == "Trồng 1.250 cây trước ngày 2026-09-30."
