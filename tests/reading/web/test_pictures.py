"""Pictures of text in web pages: in the page, in its file, beside it."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from pipeline.reading.faults import say
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.reading.ocr import images
from pipeline.reading.sniff import is_markdown
from pipeline.reading.web.html import read_html
from pipeline.reading.web.markdown import read_markdown
from pipeline.reading.web.mhtml import read_mhtml
from pipeline.settings import ReadSettings

TEXT = "Mở ba lớp dạy đan lát cho phụ nữ trong quý II"


@pytest.fixture(autouse=True)
def ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "read_image", lambda *_: Reading((Line(TEXT),), (PageInfo(1),), "ocr"))


def png(width: int = 600, height: int = 60) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG")
    return out.getvalue()


def inline(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Path]:
    def build(source: str) -> Path:
        path = tmp_path / "kh.html"
        path.write_text(f'<html><body><p>trên <img src="{source}"> dưới</p></body></html>', encoding="utf-8")
        return path

    return build


def texts(path: Path) -> list[str]:
    return [line.text for line in read_html(path, ReadSettings()).lines]


def test_a_picture_in_the_page_is_read_in_its_place(page: Callable[[str], Path]) -> None:
    assert texts(page(inline(png()))) == ["trên", TEXT, "dưới"]


@pytest.mark.parametrize(
    "source",
    [
        inline(png(90, 90)),
        inline(b"no picture"),
        "data:image/png;base64,@",
        "https://xa.example/a.png",
        "khong-co.png",
        "",
    ],
)
def test_logos_and_what_is_elsewhere_are_left(page: Callable[[str], Path], source: str) -> None:
    assert texts(page(source)) == ["trên  dưới"]


def test_a_picture_beside_the_page_is_read_unless_it_is_a_banner(page: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "kh_files").mkdir()
    (tmp_path / "kh_files" / "trang 1.png").write_bytes(png(900, 1200))
    (tmp_path / "kh_files" / "dau.png").write_bytes(png(900, 90))
    assert texts(page("kh_files/trang%201.png?v=2")) == ["trên", TEXT, "dưới"]
    assert texts(page("kh_files/dau.png")) == ["trên  dưới"]


def test_no_file_outside_the_folder_is_opened(page: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "trang.png").write_bytes(png(900, 1200))
    inner = tmp_path / "trong"
    inner.mkdir()
    path = page("../trang.png").rename(inner / "kh.html")
    assert texts(path) == ["trên  dưới"]


def test_what_is_not_read_is_said(page: Callable[[str], Path]) -> None:
    reading = read_html(page(inline(png())), ReadSettings(ocr="never"))
    assert [fault[2] for fault in reading.faults] == [say("pictures-never")]


def test_the_pictures_of_a_saved_page_are_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content('<html><body><p>trên <img src="cid:a1"> dưới</p></body></html>', subtype="html")
    message.add_related(png(), "image", "png", cid="<a1>")
    path = tmp_path / "kh.mht"
    path.write_bytes(message.as_bytes())
    assert [line.text for line in read_mhtml(path, ReadSettings()).lines] == ["trên", TEXT, "dưới"]


def elsewhere(path: Path) -> list[str]:
    return [remark.partition(" / ")[0] for remark in read_html(path, ReadSettings()).remarks]


def test_a_picture_that_lies_elsewhere_is_said(page: Callable[[str], Path], tmp_path: Path) -> None:
    told = "Trang có 1 ảnh nằm ở nơi khác, không tải về và không đọc: “{0}”"
    assert elsewhere(page("http://xa.example/phu-luc-1.jpg")) == [told.format("http://xa.example/phu-luc-1.jpg")]
    path = tmp_path / "b.html"
    path.write_text('<p>trên</p><img src="kh_files/bang.png" alt="Bảng chỉ tiêu">', encoding="utf-8")
    assert elsewhere(path) == [told.format("Bảng chỉ tiêu")]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="http://xa.example/logo.png">',
        '<img src="http://xa.example/a.png" width="24" height="24">',
        '<footer><img src="http://xa.example/a.png"></footer>',
        '<img src="">',
        f'<img src="{inline(b"x")}">',
    ],
)
def test_what_adorns_a_page_is_not_said(image: str, tmp_path: Path) -> None:
    path = tmp_path / "c.html"
    path.write_text(f"<p>trên</p>{image}", encoding="utf-8")
    assert elsewhere(path) == []


HEADED = "# KẾ HOẠCH\n\n## I. MỤC TIÊU\n\n{0}\n\n## II. TỔ CHỨC THỰC HIỆN\n\nCác thôn tổ chức lớp.\n"


def markdown(folder: Path, text: str) -> Reading:
    path = folder / "kh.md"
    path.write_text(text, encoding="utf-8")
    return read_markdown(path, ReadSettings())


def shown(reading: Reading) -> list[str]:
    out = []
    for line in reading.lines:
        text = line.text
        for start, end in reversed(line.drop):
            text = text[:start] + text[end:]
        out += [text] if text.strip() else []
    return out


@pytest.mark.parametrize("picture", ["![img-0.png]({0})", '<img src="{0}" width="600"/>', '![]({0} "Bảng 1")'])
def test_a_picture_in_markdown_is_read_in_its_place(picture: str, tmp_path: Path) -> None:
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "a(1).png").write_bytes(png(900, 1200))
    for source in (inline(png()), "anh/a(1).png"):
        reading = markdown(tmp_path, HEADED.format(picture.format(source)))
        assert shown(reading)[1:3] == ["I. MỤC TIÊU", TEXT]
        assert reading.faults == () and reading.remarks == ()


def test_a_picture_in_a_table_of_markdown_is_read(tmp_path: Path) -> None:
    reading = markdown(tmp_path, f"Trên\n\n<table><tr><td><img src='{inline(png())}'></td></tr></table>\n\nDưới\n")
    assert shown(reading) == ["Trên", TEXT, "Dưới"]


@pytest.mark.parametrize("picture", ["![](images/a.png)", "![Hình 1](https://xa.example/b.jpg)", "<img src='c.png'>"])
def test_a_part_that_is_nothing_but_a_picture_elsewhere_is_missing(picture: str, tmp_path: Path) -> None:
    reading = markdown(tmp_path, HEADED.format(picture))
    [(page, stage, message)] = reading.faults
    assert (page, stage) == (None, "reading") and message.startswith("Dưới “I. MỤC TIÊU” chỉ có ảnh nằm ở nơi khác")
    assert [remark.partition(",")[0] for remark in reading.remarks] == ["Trang có 1 ảnh nằm ở nơi khác"]
    path = tmp_path / "b.html"
    path.write_text("<p>I. MỤC TIÊU</p><img src='a.png'><p>II. TỔ CHỨC</p><p>Các thôn</p>", encoding="utf-8")
    [(_, _, message)] = read_html(path, ReadSettings()).faults
    assert message.startswith(
        "Dưới “I. MỤC TIÊU” chỉ có ảnh nằm ở nơi khác, không tải về và không đọc: “a.png” / Under"
    )


@pytest.mark.parametrize("text", ["![](a.png)\n\nMở ba lớp.", "Mở ba lớp.\n\n![](a.png)", "Mở ![](a.png) ba lớp."])
def test_a_picture_beside_words_is_only_said(text: str, tmp_path: Path) -> None:
    reading = markdown(tmp_path, HEADED.format(text))
    assert reading.faults == () and len(reading.remarks) == 1


def test_a_picture_is_a_sign_of_markdown() -> None:
    assert is_markdown("Kế hoạch\n![](images/a.png)")
    assert not is_markdown("Kế hoạch ! [a] (b)")
