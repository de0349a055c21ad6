"""Markdown: what is markup and what is text."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import read
from pipeline.reading.lines import Line
from pipeline.reading.sniff import Kind, is_markdown, sniff
from pipeline.reading.web.markdown import markdown_reading
from pipeline.reading.web.markdown_inline import inline_markup


def clean(line: Line) -> str:
    text = line.text
    for start, end in reversed(line.drop):
        text = text[:start] + text[end:]
    return text


def shown(text: str) -> str:
    line = markdown_reading(text).lines[0]
    out = line.text
    for start, end, new in reversed(line.edits):
        out = out[:start] + new + out[end:]
    return out


def cleaned(text: str) -> list[str]:
    return [clean(line) for line in markdown_reading(text).lines]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("## **II. PHẠM VI**", "II. PHẠM VI"),
        ("#### I. MỤC ĐÍCH ####", "I. MỤC ĐÍCH"),
        ("**1. Phạm vi:** toàn xã", "1. Phạm vi: toàn xã"),
        ("##### *a. Đối với các phòng*", "a. Đối với các phòng"),
        ("***đậm nghiêng*** và _nghiêng_", "đậm nghiêng và nghiêng"),
        ("(*qua phòng Văn hóa*)", "(qua phòng Văn hóa)"),
        (r"1\. Mục đích", "1. Mục đích"),
        (r"\- gạch \* sao \_", "- gạch * sao _"),
        ("xem [Quyết định 12](https://a.vn/b_(c)) nhé", "xem Quyết định 12 nhé"),
        ("![](a.png)chữ", "chữ"),
        ("<https://a.vn>", "https://a.vn"),
        ("`mã` và ``m`ã``", "mã và m`ã"),
        ("`a*b` và `c*d`", "a*b và c*d"),
        ("~~bỏ~~ giữ", " giữ"),
        ("2. ~~bỏ cả mục~~", ""),
        ("<del>bỏ</del> giữ", " giữ"),
        ("12.500<sup>1</sup> cây, 300 m<sup>2</sup>[^a]", "12.500 cây, 300 m2"),
        ("12.500^(1)^ cây", "12.500^(1)^ cây"),
        ("12.500^1^ cây", "12.500 cây"),
        ("xem $^{2}$ dưới", "xem  dưới"),
        ("7.300$^{2}$ cây, đạt 85%$^{(1)}$", "7.300 cây, đạt 85%"),
        ("> trích dẫn", "trích dẫn"),
        ("m<sup>2</sup>", "m2"),
        ("snake_case_name và 5*3*2 = 30", "snake_case_name và 5*3*2 = 30"),
        ("(*) Ghi chú: 2 * 3", "(*) Ghi chú: 2 * 3"),
        ("a < b và c > d", "a < b và c > d"),
        ("- gạch đầu dòng", "- gạch đầu dòng"),
        ("---", ""),
        ("```", ""),
    ],
)
def test_markup_goes_and_text_stays(marked: str, plain: str) -> None:
    assert cleaned(marked) == [plain]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (r"đạt $90\%$ trở lên", "đạt 90% trở lên"),
        (r"đạt $\geq 9 5 , 5 \%$", "đạt ≥ 95,5%"),
        (r"trồng $1 2 . 5 0 0$ cây", "trồng 12.500 cây"),
        (r"trồng $12.500^{1}$ cây", "trồng 12.500 cây"),
        (r"rộng $1.200 \mathrm{~m}^{2}$", "rộng 1.200 m2"),
        (r"khoảng \(35\%\) hộ", "khoảng 35% hộ"),
        (r"$10^{6}$ và $\frac{1}{2}$", r"$10^{6}$ và $\frac{1}{2}$"),
        ("giá $5 và $6 mỗi suất", "giá $5 và $6 mỗi suất"),
        (r"gõ `$\ge 5$`", r"gõ `$\ge 5$`"),
        ("đặt $abc$ vào", "đặt $abc$ vào"),
    ],
)
def test_formulas_of_figures_are_written_as_they_look(marked: str, plain: str) -> None:
    assert shown(marked) == plain


def test_formulas_in_a_table_in_html_show_what_they_do_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "bảng.md"
    table = r"<table><tr><td>Chỉ tiêu</td><td>ĐVT</td><td>2027</td></tr><tr><td>Hộ $^{1}$ đạt</td><td>$\%$</td>"
    path.write_text(f"# Bảng\n\n{table}<td>$\\geq 90\\%$</td></tr></table>\n\nHết.", encoding="utf-8")
    assert read(path).text.splitlines()[-2:] == ["Hộ đạt\t%\t≥ 90%", "Hết."]


def test_a_table_in_html_is_a_table() -> None:
    text = (
        "Phụ lục\n\n<html><body><table><tr><td>TT</td><td>Nhiệm vụ</td><td>Chủ trì</td></tr><tr><td>1</td>"
        "<td>Phát tờ rơi</td><td rowspan=2>Công an xã</td></tr>\n<tr><td>2</td><td>Họp dân</td></tr></table></body></html>\n\nHết."
    )
    lines = markdown_reading(text).lines
    rows = [line for line in lines if line.kind == "row"]
    assert [[row.text[c.start : c.end] for c in row.cells] for row in rows] == [
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Phát tờ rơi", "Công an xã"],
        ["2", "Họp dân", "Công an xã"],
    ]
    assert [(row.table, row.header) for row in rows] == [(1, True), (1, False), (1, False)]
    assert [clean(line) for line in lines if clean(line).strip() and line.kind is None] == ["Phụ lục", "Hết."]


def test_a_table_in_a_fence_is_no_table() -> None:
    assert not any(line.kind == "row" for line in markdown_reading("```\n<table><tr><td>a<td>b</table>\n```").lines)


def test_emphasis_reaches_over_the_lines_of_a_paragraph() -> None:
    assert cleaned("**TM. ỦY BAN NHÂN DÂN  \nCHỦ TỊCH**\n\nkhác **") == [
        "TM. ỦY BAN NHÂN DÂN  ",
        "CHỦ TỊCH",
        "",
        "khác **",
    ]


def test_emphasis_does_not_reach_over_a_blank_line_or_an_item() -> None:
    assert cleaned("*mở\n\nđóng*") == ["*mở", "", "đóng*"]
    assert cleaned("- *mở\n- đóng*") == ["- *mở", "- đóng*"]


def test_headings_are_told_and_setext_too() -> None:
    lines = markdown_reading("# Một\n\nHai\n===\n\nBa").lines
    assert [(clean(line), line.kind) for line in lines if clean(line)] == [
        ("Một", "heading"),
        ("Hai", "heading"),
        ("Ba", None),
    ]


def test_whole_paragraphs_and_wrapped_ones() -> None:
    lines = markdown_reading("một đoạn\n\ndòng một\ndòng hai\n\n- mục\n- mục").lines
    assert [line.whole for line in lines if line.text] == [True, False, False, True, True]


def test_a_pipe_table_gives_rows() -> None:
    lines = markdown_reading("| TT | Nhiệm vụ | Hạn |\n|---|:-:|--:|\n| 1 | Họp **dân** | Quý I |\n2 | a\\|b\n").lines
    rows = [line for line in lines if line.kind == "row"]
    assert [[row.text[c.start : c.end] for c in row.cells] for row in rows] == [
        ["TT", "Nhiệm vụ", "Hạn"],
        ["1", "Họp **dân**", "Quý I"],
        ["2", "a\\|b", ""],
    ]
    assert [row.header for row in rows] == [True, False, False]
    assert clean(lines[1]) == ""


def test_a_letterhead_in_a_pipe_table_is_no_table() -> None:
    rows = ("| UBND XÃ AN BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "|---|---|", "| Số: 1/KH | Độc lập - Tự do |")
    text = "\n".join(rows)
    lines = markdown_reading(text).lines
    assert all(line.kind is None for line in lines)
    assert not any("|" in clean(line) for line in lines)


def test_a_blank_line_does_not_end_a_letterhead_in_pipes() -> None:
    rows = "| UBND XÃ AN BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n\n| PHÒNG KINH TẾ | năm mới |"
    assert [[line.text[a:b] for a, b, _ in line.parts] for line in markdown_reading(rows).lines] == [
        ["UBND XÃ AN BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [],
        ["PHÒNG KINH TẾ", "năm mới"],
    ]


def rows_of(text: str) -> list[list[str]]:
    rows = [line for line in markdown_reading(text).lines if line.kind == "row"]
    return [[" ".join(row.text[cell.start : cell.end].split()) for cell in row.cells] for row in rows]


BELOW = "1 | Nạo vét kênh | Phòng Kinh tế | Quý I\n2 | Tu sửa cống | Phòng Kinh tế | Quý II\n3 | Tổng hợp | Văn phòng | Quý IV\n"


@pytest.mark.parametrize(
    "above",
    [
        "TT\nNội dung\nChủ trì\nThời gian\n",
        "TT\nNội dung\n\nChủ trì\nThời gian\n",
        "TT\nNội dung\n(tóm tắt)\nChủ trì\nThời gian\n",
    ],
    ids=["one a line", "a blank line", "a title over two lines"],
)
def test_titles_above_rows_in_pipes_are_their_header(above: str) -> None:
    assert rows_of(above + BELOW)[:2] == [
        ["TT", "Nội dung", "Chủ trì", "Thời gian"],
        ["1", "Nạo vét kênh", "Phòng Kinh tế", "Quý I"],
    ]


@pytest.mark.parametrize(
    "above",
    [
        "TT\nNội dung\nCác thôn rà soát từng tuyến kênh để biết nơi nào cần nạo vét trước mùa mưa năm nay nhé\nChủ trì\n",
        "Nội dung\nChủ trì\nThời gian\n" + 28 * "\n",
    ],
    ids=["a sentence", "nothing that begins a header"],
)
def test_other_lines_above_rows_in_pipes_are_no_header(above: str) -> None:
    assert rows_of(above + BELOW)[0] == ["1", "Nạo vét kênh", "Phòng Kinh tế", "Quý I"]


def test_titles_over_two_rows_in_pipes_repeat_what_is_not_parted() -> None:
    titles = "Vùng | Chỉ tiêu | Chỉ tiêu | Thời gian\nVùng | Hộ | Người | Quý\n"
    text = titles + "Thôn Hạ | 120 | 500 | I\nThôn Thượng | 130 | 520 | II\n"
    rows = [line for line in markdown_reading(text).lines if line.kind == "row"]
    assert [row.header for row in rows] == [True, True, False, False]


def test_a_row_that_lacks_a_cell_stays_apart_from_the_next() -> None:
    assert [row[0] for row in rows_of(BELOW + "4 | Sơ kết | Văn phòng\n5 | Kiểm kê | Văn phòng | Quý IV\n")] == [
        *"12345"
    ]


def test_a_foot_with_emphasis_in_a_pipe_table_is_no_table() -> None:
    row = "| *Nơi nhận:* - UBND tỉnh; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn An |"
    (line, _) = markdown_reading(f"{row}\n| --- | --- |").lines
    assert [(line.text[start:end], column) for start, end, column in line.parts] == [
        ("*Nơi nhận:*", "left"),
        ("- UBND tỉnh;", "left"),
        ("- Lưu: VT.", "left"),
        ("KT. CHỦ TỊCH", "right"),
        ("PHÓ CHỦ TỊCH", "right"),
        ("Lê Văn An", "right"),
    ]


def test_a_merged_cell_written_again_for_each_column_is_one() -> None:
    again = "Đã duyệt tại Quyết định số 12"
    (_, row) = markdown_reading(
        f"| TT | Nội dung | Mức 1 | Mức 2 |\n|---|---|---|---|\n| 1 | {again} | {again} | 5 |"
    ).lines[::2]
    assert [row.text[cell.start : cell.end] for cell in row.cells] == ["1", again, again, "5"]
    assert row.cells[1] == row.cells[2]
    assert clean(row).count(again) == 1


def test_code_is_left_alone() -> None:
    assert cleaned("```\n**x** # y\n```")[1] == "**x** # y"


@pytest.mark.parametrize("text", ["# Tiêu đề", "**đậm** nhạt", "| a | b |\n|---|---|", "1\\. một", "[a](https://b.c)"])
def test_markdown_is_recognised(text: str) -> None:
    assert is_markdown(text)


@pytest.mark.parametrize(
    "text", ["1. Mục đích\n- gạch", "*", "(*) ghi chú (*)", "-----\nKẾ HOẠCH\n-----", "# ", "2 * 3 * 4"]
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert not is_markdown(text)


NASTY = st.text(alphabet=st.sampled_from("ab ừẾ1.*_`~[]()!<>#|\\-+\n\t:/ế\u0301"), max_size=120)


@given(NASTY)
@example("| *1*")
@example("| [a](b|c)")
@example("| <!-- | --> a")
def test_the_lines_are_the_text(text: str) -> None:
    lines = markdown_reading(text).lines
    assert "\n".join(line.text for line in lines) == unicodedata.normalize("NFC", text)
    for line in lines:
        reach = 0
        for start, end in line.drop:
            assert reach <= start < end <= len(line.text)
            reach = end
        for cell in line.cells:
            assert 0 <= cell.start <= cell.end <= len(line.text)


@given(st.text(alphabet=st.characters(whitelist_categories=("L", "N", "Zs")), max_size=80))
def test_letters_and_figures_are_never_markup(text: str) -> None:
    (line,) = markdown_reading(text).lines
    assert line.drop == ()


def test_a_line_break_tag_parts_two_words() -> None:
    from pipeline.reading.layout.assemble import assemble

    document = assemble(markdown_reading("Thực hiện nhiệm vụ<br>năm 2026"), "a.md", "0", "text/markdown")
    assert document.text == "Thực hiện nhiệm vụ năm 2026"


def test_words_struck_out_are_a_sign_of_markdown() -> None:
    assert is_markdown("Mở ~~20~~ 14 lớp.")
    assert not is_markdown("Khoảng ~~~ 20 ~~ 30 lớp, ~ 5 ~~ 6")


PAPER = "# KẾ HOẠCH\n\n1. Trồng 20 cây.\n\n2. Công an xã giữ trật tự.\n\nTrên đây là Kế hoạch."


@pytest.mark.parametrize(
    "head",
    [
        "<table><tr><td>ỦY BAN NHÂN DÂN<br>XÃ AN SƠN</td><td>Số: 5/KH-UBND</td></tr></table>\n\n",
        '<div align="center">\n\nỦY BAN NHÂN DÂN\n\n</div>\n\n',
        '<p align="center">ỦY BAN NHÂN DÂN</p><p align="center">XÃ AN SƠN</p>\n\n',
        '<span id="page-0-0"></span>\n\n',
        "<html><body><table><tr><td>XÃ AN SƠN</td></tr></table></body></html>\n\n",
        "\ufeff<center>\nXÃ AN SƠN\n</center>\n",
    ],
)
@pytest.mark.parametrize("paper", [PAPER, PAPER.replace("# ", ""), PAPER.replace("# ", "").replace("\n\n", "\n")])
def test_a_paper_under_a_head_in_html_is_no_web_page(head: str, paper: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(head + paper, encoding="utf-8")
    assert sniff(path) is Kind.MARKDOWN
    assert [clean(line) for line in markdown_reading(head + paper).lines if clean(line).strip()][-4:] == [
        "KẾ HOẠCH",
        "1. Trồng 20 cây.",
        "2. Công an xã giữ trật tự.",
        "Trên đây là Kế hoạch.",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>KẾ HOẠCH\n<p>Trồng\n20 cây ở thôn Một\n\n<p>Công an xã giữ trật tự",
        "<div>\n<p>\nTrồng 20 cây\nở thôn Một.\n</p>\n\n<p>Hai</p></div>",
        "<font face=Arial>Trồng 20 cây.<br>\nCông an xã giữ trật tự.<br>\n</font>",
        "<html><body>KẾ HOẠCH\n\nTrồng 20 cây\n\n# 5</body></html>\n",
        "<div><pre>KẾ HOẠCH\n\nTrồng 20 cây\n\n</pre></div>",
    ],
)
def test_text_within_elements_is_a_web_page(page: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page, encoding="utf-8")
    assert sniff(path) is Kind.HTML


def test_blocks_of_html_on_one_line_are_lines() -> None:
    assert cleaned("<p>ỦY BAN NHÂN DÂN</p><p>XÃ AN SƠN</p>") == ["ỦY BAN NHÂN DÂN", "XÃ AN SƠN"]


@pytest.mark.parametrize("text", ["```markdown\n**x** # y\n```", "```\n**x** # y"])
def test_a_fence_of_markdown_or_without_its_end_holds_no_code(text: str) -> None:
    assert cleaned(text)[1] == "x # y"


@pytest.mark.parametrize(
    "text", ["Trồng <b>20 cây</b>", "Trồng <u>20</u> cây", "Trồng<br>20 cây", "Trồng <i>20</i> cây"]
)
def test_text_whose_only_marks_are_tags_in_its_lines_is_markdown(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"KẾ HOẠCH\n\n1. {text}.\n\nCông an xã giữ trật tự.\n", encoding="utf-8")
    assert sniff(path) is Kind.MARKDOWN
    assert read(path).text.splitlines()[1] == "1. Trồng 20 cây."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<s>bỏ <del>cả</del> câu</s> còn", " còn"),
        ("<s>mở mãi <del>bỏ</del> còn", "mở mãi  còn"),
        ("<!-- ghi chú <s>x</s> --> còn", " còn"),
        ("*a _b* c", "a _b c"),
        ("_a **b** c", "_a b c"),
    ],
)
def test_markup_within_markup(text: str, left: str) -> None:
    assert _without_marks(text) == left


def _without_marks(text: str) -> str:
    gone = {at for start, end in inline_markup(text).marks for at in range(start, end)}
    return "".join(sign for at, sign in enumerate(text) if at not in gone)


@pytest.mark.parametrize(
    "part",
    ["**từ** và ", "_a b** ", "**a b_ ", "_a ~~b** ", "<s>a ", "<del>x</s> ", "<!--a ", "[^1] ", "a<sup>1</sup> "],
)
def test_markup_without_end_costs_no_more_than_its_length(part: str) -> None:
    begun = time.process_time()
    inline_markup(part * 8000)
    assert time.process_time() - begun < 2  # some hundredths of a second; four and more by the square of the marks
