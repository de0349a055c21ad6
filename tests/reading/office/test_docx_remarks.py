"""What a Word file holds beside the text in force is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline import read

Make = Callable[..., Path]
Para = Callable[..., str]
BY = 'w:id="1" w:author="Lan"'


def said(path: Path) -> list[str]:
    return [remark.partition(" / ")[0] for remark in read(path).remarks]


def test_tracked_changes_are_counted_and_read_as_accepted(make_docx: Make, para: Para) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Sửa </w:t></w:r>'
        f"<w:del {BY}><w:r><w:delText>03</w:delText></w:r></w:del><w:ins {BY}><w:r><w:t>05</w:t></w:r></w:ins>"
        '<w:r><w:t xml:space="preserve"> cầu</w:t></w:r></w:p>'
    )
    path = make_docx(body)
    assert read(path).text == "Sửa 05 cầu"
    assert said(path) == ["Tệp Word còn 2 chỗ sửa đang theo dõi (Track Changes), đã đọc như khi chấp nhận hết"]


def test_changes_of_form_alone_are_none(make_docx: Make, para: Para) -> None:
    mark = f"<w:rPr><w:ins {BY}/></w:rPr>"
    assert said(make_docx(para("Sửa cầu", mark) + f"<w:p><w:ins {BY}><w:r/></w:ins></w:p>")) == []


def test_comments_are_counted(make_docx: Make, para: Para) -> None:
    body = '<w:p><w:r><w:t>Sửa cầu</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    assert said(make_docx(body)) == ["Tệp Word có 1 nhận xét (Comments), không đọc vào bảng"]


def test_hidden_words_and_rows_are_quoted(make_docx: Make, para: Para) -> None:
    row = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl>" + row.format(para("Xây chợ"), para("Phòng Kinh tế")) + "</w:tbl>"
    path = make_docx(para("Sửa cầu") + para("Bỏ cầu cũ", run="<w:vanish/>") + table)
    assert read(path).text == "Sửa cầu"
    assert said(path) == ["Tệp Word có chữ ẩn, không đọc: “Xây chợ Phòng Kinh tế”, “Bỏ cầu cũ”"]


def test_a_watermark_is_said(make_docx: Make, para: Para) -> None:
    mark = '<w:p><w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r></w:p>'
    assert said(make_docx(para("Sửa cầu"), header=mark)) == ["Văn bản có hình mờ “DỰ THẢO”"]


def test_struck_out_words_are_quoted(make_docx: Make, para: Para) -> None:
    path = make_docx(para("Sửa cầu") + para("Xây chợ", run="<w:strike/>"))
    assert said(path) == ["Có 1 chỗ chữ bị gạch bỏ, không đọc: “Xây chợ”"]


def test_a_sound_file_leaves_nothing_to_say(make_docx: Make, para: Para) -> None:
    assert said(make_docx(para("Sửa cầu"))) == []


def test_a_fraction_of_an_equation_keeps_its_stroke(make_docx: Make) -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    fraction = f"<m:oMath {math}><m:f>{part.format('num', 3)}{part.format('den', 4)}</m:f></m:oMath>"
    body = f'<w:p><w:r><w:t xml:space="preserve">Có </w:t></w:r>{fraction}<w:r><w:t> số hộ</w:t></w:r></w:p>'
    assert read(make_docx(body)).text == "Có 3/4 số hộ"
