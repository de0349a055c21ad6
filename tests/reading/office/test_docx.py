"""The DOCX reader: numbering, boxes, notes, tables, tracked changes, old fonts."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DamagedFile, FileTooLarge
from pipeline.reading import read
from pipeline.reading.lines import Line
from pipeline.reading.office.docx import read_docx
from pipeline.reading.office.docx_styles import formatted
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
Para = Callable[..., str]
SETTINGS = ReadSettings()


def lines_of(path: Path) -> list[Line]:
    return list(read_docx(path, SETTINGS).lines)


def texts(path: Path) -> list[str]:
    return [line.text for line in lines_of(path)]


LEVELS = "".join(
    f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for i, (form, text) in enumerate(
        [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-")]
    )
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_numbers_that_word_keeps_are_written_out(make_docx: Make, para: Para) -> None:
    levels = (0, 1, 1, 2, 2, 3, 3, 4, 0, 1, 2)
    body = "".join(para(f"mục {n}", numbered(level)) for n, level in enumerate(levels))
    assert [text.split(" mục")[0] for text in texts(make_docx(body, numbering=NUMBERING))] == [
        "I.", "1.", "2.", "2.1.", "2.2.", "a)", "b)", "-", "II.", "1.", "1.1.",
    ]  # fmt: skip


def test_a_list_that_starts_anew_restarts(make_docx: Make, para: Para) -> None:
    body = para("a", numbered(1)) + para("b", numbered(1)) + para("c", numbered(1, 2)) + para("d", numbered(1, 2))
    assert texts(make_docx(body, numbering=NUMBERING)) == ["1. a", "2. b", "1. c", "2. d"]


def test_numbering_through_a_style_and_number_nought(make_docx: Make, para: Para) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Base"/></w:style>'
    )
    style = '<w:pStyle w:val="Muc"/>'
    body = (
        para("MỤC ĐÍCH", style)
        + para("không đánh số", style + '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + para("YÊU CẦU", style)
    )
    lines = lines_of(make_docx(body, numbering=NUMBERING, styles=styles))
    assert [line.text for line in lines] == ["I. MỤC ĐÍCH", "không đánh số", "II. YÊU CẦU"]
    assert {line.kind for line in lines} == {"heading"}


def test_a_bullet_of_a_symbol_font_is_a_bullet(make_docx: Make, para: Para) -> None:
    def bullet(glyph: str) -> str:
        level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{glyph}"/></w:lvl>'
        return (
            f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )

    for glyph, label in (("\uf0b7", "•"), ("-", "-"), ("+", "+"), ("\uf02d", "-"), ("\uf0a7", "▪")):
        path = make_docx(para("nội dung", numbered(0)), numbering=bullet(glyph))
        assert texts(path) == [f"{label} nội dung"]


@pytest.mark.parametrize(
    ("count", "form", "written"),
    [
        (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"),
        (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (0, "upperRoman", "0"),
        (5, "chicken", "5"),
    ],
)
def test_number_formats(count: int, form: str, written: str) -> None:
    assert formatted(count, form) == written


def test_inserted_text_stays_and_deleted_text_goes(make_docx: Make) -> None:
    body = (
        "<w:p><w:r><w:t>Chậm nhất ngày </w:t></w:r><w:del><w:r><w:delText>01</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t xml:space="preserve">15/6/2026</w:t></w:r></w:ins></w:p>'
        "<w:moveFrom><w:p><w:r><w:t>đã dời đi</w:t></w:r></w:p></w:moveFrom>"
    )
    path = make_docx(body)
    assert texts(path) == ["Chậm nhất ngày 15/6/2026"]
    assert read_docx(path, SETTINGS).faults == ()


def test_a_text_box_is_read_once(make_docx: Make, para: Para) -> None:
    inner = f"<w:txbxContent>{para('Nơi nhận:')}{para('- UBND tỉnh;')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Trước hộp</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    lines = lines_of(make_docx(body + para("Sau hộp")))
    assert [(line.text, line.column) for line in lines] == [
        ("Trước hộp", None),
        ("Nơi nhận:", "left"),
        ("- UBND tỉnh;", "left"),
        ("Sau hộp", None),
    ]


def test_content_controls_notes_headers_and_footers_count(make_docx: Make, para: Para) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{para('Trong khung điều khiển')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Có chú thích</w:t></w:r><w:r><w:footnoteReference w:id='5'/></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve"
        "'> và khung</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    path = make_docx(
        body,
        footnotes=f'<w:footnote w:id="5">{para("Theo báo cáo năm 2025.")}</w:footnote>',
        header=para("DỰ THẢO") + para("2"),
        footer=para("Trang 3") + para("Lưu hành nội bộ"),
    )
    assert [(line.text, line.kind) for line in lines_of(path)] == [
        ("DỰ THẢO", "note"),
        ("Trong khung điều khiển", None),
        ("Có chú thích và khung", None),
        ("1 Theo báo cáo năm 2025.", "note"),
        ("Lưu hành nội bộ", "note"),
    ]


def test_breaks_tabs_hyphens_and_capitals(make_docx: Make) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r><w:r><w:br/><w:t>năm 2026</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>57</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>"
    )
    lines = lines_of(make_docx(body))
    assert [line.text for line in lines] == ["KẾ HOẠCH", "năm 2026", "57-NQ/TW", "hiện"]
    assert all(line.whole for line in lines)


def test_pages_are_counted_by_the_breaks(make_docx: Make, para: Para) -> None:
    broken = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
    assert [line.page for line in lines_of(make_docx(para("một") + broken + para("hai")))] == [1, 2]
    rendered = "<w:p><w:r><w:br w:type='page'/></w:r><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
    assert [line.page for line in lines_of(make_docx(para("một") + rendered))] == [1, 2]


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def test_the_style_of_a_table_may_hide_its_text(make_docx: Make, para: Para) -> None:
    styles = "<w:style w:type='table' w:styleId='T'><w:rPr><w:vanish/></w:rPr></w:style>"
    hidden = "<w:tbl><w:tblPr><w:tblStyle w:val='T'/></w:tblPr><w:tr>{}</w:tr></w:tbl>"
    shown = para("hiện", run="<w:vanish w:val='0'/>")
    body = para("trên") + hidden.format(cell(para("ẩn")) + cell(shown)) + para("dưới")
    assert [line.text for line in lines_of(make_docx(body, styles=styles))] == ["trên", "\thiện", "dưới"]


def test_a_letterhead_table_gives_columns(make_docx: Make, para: Para) -> None:
    body = table(
        (
            cell(para("UBND XÃ AN BÌNH")),
            cell(para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Độc lập - Tự do - Hạnh phúc")),
        ),
        (cell(para("Số: 01/KH-UBND")), cell(para("An Bình, ngày 02 tháng 01 năm 2026"))),
    )
    assert [(line.column, line.text) for line in lines_of(make_docx(body))] == [
        ("left", "UBND XÃ AN BÌNH"),
        ("left", "Số: 01/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Độc lập - Tự do - Hạnh phúc"),
        ("right", "An Bình, ngày 02 tháng 01 năm 2026"),
    ]


def test_a_data_table_gives_rows_with_merged_cells(make_docx: Make, para: Para) -> None:
    merge, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        (cell(para("TT")), cell(para("Nhiệm vụ")), cell(para("Chủ trì"))),
        (cell(para("I")), cell(para("TUYÊN TRUYỀN"), '<w:gridSpan w:val="2"/>')),
        (cell(para("1")), cell(para("Phát tờ rơi")), cell(para("Công an") + para("Đoàn xã"), merge)),
        (cell(para("2")), cell(para("Họp dân")), cell(para(""), goes_on)),
    )
    rows = lines_of(make_docx(body))
    cells = [[row.text[c.start : c.end] for c in row.cells] for row in rows]
    assert cells == [
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["I", "TUYÊN TRUYỀN", "TUYÊN TRUYỀN"],
        ["1", "Phát tờ rơi", "Công an\nĐoàn xã"],
        ["2", "Họp dân", "Công an\nĐoàn xã"],
    ]
    assert [row.header for row in rows] == [True, False, False, False]
    assert rows[1].cells[1] == rows[1].cells[2]
    assert (rows[2].cells[2].row_span, rows[3].cells[2].row_span) == (2, 0)


def test_an_absurd_span_does_not_hang(make_docx: Make, para: Para) -> None:
    body = table(
        (cell(para("a"), '<w:gridSpan w:val="100000000"/>'), cell(para("b"))), (cell(para("c")), cell(para("d")))
    )
    started = time.monotonic()
    found = "\n".join(texts(make_docx(body)))
    assert time.monotonic() - started < 2
    assert found.split() == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("font", "typed", "meant"),
    [
        (".VnTime", "KÕ ho¹ch ph¸t triÓn", "Kế hoạch phát triển"),
        (".VnTimeH", "KÕ ho¹ch", "KẾ HOẠCH"),
        ("VNI-Times", "Keá hoaïch phaùt trieån", "Kế hoạch phát triển"),
        (".VnTime", "Kế hoạch phát triển", "Kế hoạch phát triển"),
    ],
)
def test_old_fonts_are_decoded(make_docx: Make, para: Para, font: str, typed: str, meant: str) -> None:
    run = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert texts(make_docx(para(typed, run=run) + para("Chữ thường"))) == [meant, "Chữ thường"]


def test_a_letter_and_its_mark_in_two_runs(make_docx: Make) -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr><w:t>{}</w:t></w:r>'
    assert texts(make_docx(f"<w:p>{run.format('ke')}{run.format('á hoa')}{run.format('ïch')}</w:p>")) == ["kế hoạch"]


def test_text_that_the_walk_does_not_reach_is_kept_and_told(make_docx: Make, para: Para) -> None:
    odd = "<w:p><w:pPr><w:rPr><w:r><w:t>lạc chỗ trong thuộc tính đoạn</w:t></w:r></w:rPr></w:pPr></w:p>"
    reading = read_docx(make_docx(para("Bình thường") + odd), SETTINGS)
    assert "lạc chỗ trong thuộc tính đoạn" in [line.text for line in reading.lines]
    assert len(reading.faults) == 1


def test_a_zip_bomb_is_refused(make_docx: Make, para: Para) -> None:
    path = make_docx(para("a" * 2_000_000))
    with pytest.raises(FileTooLarge):
        read_docx(path, ReadSettings(max_unpacked=1_000_000))


def test_a_part_that_swells_as_no_document_does_is_refused_before_it_is_unpacked(make_docx: Make, para: Para) -> None:
    path = make_docx(para("Kế hoạch") + " " * 9_000_000)
    with pytest.raises(FileTooLarge) as caught:
        read_docx(path, SETTINGS)
    assert caught.value.detail == "word/document.xml: 0.0 → 9 MiB"
    assert caught.value.todo["vi"].startswith("Tệp chỉ chứa một nội dung lặp lại")


def test_a_package_without_a_body_is_damaged(make_docx: Make, tmp_path: Path) -> None:
    path = make_docx("")
    data = path.read_bytes()
    (tmp_path / "cut.docx").write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedFile):
        read_docx(tmp_path / "cut.docx", SETTINGS)


def test_a_dangling_relation_does_not_cost_the_document(tmp_path: Path, make_docx: Make, para: Para) -> None:
    import zipfile

    path, other = make_docx(para("Vẫn đọc được")), tmp_path / "dangling.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
                relation = b'<Relationship Id="x" Type="%s" Target="NULL"/></Relationships>' % kind
                data = data.replace(b"</Relationships>", relation)
            new.writestr(name, data)
    assert texts(other) == ["Vẫn đọc được"]


def test_struck_out_and_raised_words_are_kept_raw_and_left_out(make_docx: Make, para: Para) -> None:
    body = (
        "<w:p><w:r><w:t>Trồng 12.500</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
        "<w:r><w:t> cây, 30 m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>"
        + para("bỏ", run="<w:dstrike/>")
    )
    line, gone = lines_of(make_docx(body))
    assert line.text == "Trồng 12.5001 cây, 30 m2"
    assert [line.text[start:end] for start, end in line.drop] == ["1"]
    assert (gone.text, gone.drop) == ("~~bỏ~~", ((0, 6),))


def test_numbers_and_notes_that_are_defined_nowhere_leave_the_text(make_docx: Make, para: Para) -> None:
    lost = '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
    body = para("không kiểu", numbered(0, 3)) + para("không cấp", numbered(6))
    body += "<w:p><w:r><w:t>Không chú thích</w:t></w:r><w:r><w:footnoteReference w:id='9'/></w:r></w:p>"
    path = make_docx(body, numbering=NUMBERING + lost, footnotes=f'<w:footnote w:id="5">{para("Khác.")}</w:footnote>')
    assert texts(path)[:3] == ["không kiểu", "không cấp", "Không chú thích"]


def test_a_page_begins_behind_the_break(make_docx: Make, para: Para) -> None:
    body = '<w:p><w:r><w:t>Trang đầu</w:t><w:br w:type="page"/></w:r></w:p>' + para("Trang sau")
    assert [(line.text.strip(), line.page) for line in lines_of(make_docx(body))] == [
        ("Trang đầu", 1),
        ("Trang sau", 2),
    ]


def test_runs_of_an_old_font_that_need_no_change_keep_their_marks(make_docx: Make) -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    runs = (
        f"<w:r><w:rPr>{font}</w:rPr><w:t>12 ha</w:t></w:r><w:r><w:rPr>{font}<w:strike/></w:rPr><w:t>15 ha</w:t></w:r>"
    )
    (line,) = lines_of(make_docx(f"<w:p>{runs}</w:p>"))
    assert (
        "".join(line.text[at] for at in range(len(line.text)) if not any(a <= at < b for a, b in line.drop)) == "12 ha"
    )


def field(*runs: str) -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return "".join(sign(run) if run in ("begin", "separate", "end") else run for run in runs)


def said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_of_a_field_only_what_it_shows_is_read(make_docx: Make) -> None:
    inner = field("begin", "separate", said("01/01/2030"), "end")
    whole = field("begin", said("IF"), inner, "separate", said("30/9/2026"), "end")
    lost = f"<w:p>{said('Giao')}{field('begin')}{said('mất')}</w:p><w:p>{said('Trạm Y tế')}</w:p>"
    assert texts(make_docx(f"<w:p>{said('Trước ngày ')}{whole}{said('.')}</w:p>{lost}")) == [
        "Trước ngày 30/9/2026.", "Giao", "Trạm Y tế",
    ]  # fmt: skip


def test_a_deleted_item_counts_no_number(make_docx: Make, para: Para) -> None:
    mark = numbered(1) + '<w:rPr><w:del w:id="1" w:author="Lan"/></w:rPr>'
    gone = (
        f'<w:p><w:pPr>{mark}</w:pPr><w:del w:id="2" w:author="Lan"><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>'
    )
    body = para("một", numbered(1)) + gone + para("hai", numbered(1))
    assert texts(make_docx(body, numbering=NUMBERING)) == ["1. một", "2. hai"]


@pytest.mark.parametrize("deep", [60, 100, 600])
def test_what_is_nested_deeper_than_a_parser_expects_is_read_and_nothing_behind_it_lost(
    make_docx: Make, para: Para, deep: int
) -> None:
    def nested(start: str, end: str) -> str:
        return start * deep + para("Trồng 500 cây.") + end * deep

    table = nested("<w:tbl><w:tr><w:tc>" + para("Nhà văn hóa"), "</w:tc></w:tr></w:tbl>")
    control = nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
    for inner, told in ((table, deep > 80), (control, False)):
        document = read(make_docx(para("Đầu văn bản") + inner + para("Cuối văn bản")))
        assert document.text.startswith("Đầu văn bản") and document.text.endswith("Cuối văn bản")
        assert document.text.count("Trồng 500 cây.") == 1
        assert [fault.message.startswith("Bảng lồng nhau quá 16 tầng") for fault in document.faults] == [True] * told


def test_nested_past_every_limit_is_not_called_damaged(make_docx: Make, para: Para) -> None:
    table = "<w:tbl><w:tr><w:tc>" * 900 + para("Trong cùng") + "</w:tc></w:tr></w:tbl>" * 900
    faults = read(make_docx(para("Đầu văn bản kế hoạch") + table)).faults
    assert [" ".join(fault.message.split()[:5]) for fault in faults] == [
        "Bảng lồng nhau quá 16",
        "Tệp Word lồng quá sâu",
    ]
    assert not any("hỏng" in fault.message for fault in faults)
