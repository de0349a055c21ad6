"""Pictures of text in Word files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import EmptyFile, EngineError
from pipeline.reading import text_pictures
from pipeline.reading.faults import say
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.reading.ocr import images
from pipeline.reading.office.docx import read_docx
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
TEXT = "Mở ba lớp dạy đan lát cho phụ nữ trong quý II"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:r="{REL}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def drawn(width: int = 400, height: int = 60, relation: str = "p1") -> str:
    return (
        f'<w:p><w:r><w:drawing {NAMES}><wp:inline><wp:extent cx="{width * 12700}" cy="{height * 12700}"/>'
        f'<a:blip r:embed="{relation}"/></wp:inline></w:drawing></w:r></w:p>'
    )


def old(style: str) -> str:
    return f'<w:p><w:r><w:pict {NAMES}><v:shape style="{style}"><v:imagedata r:id="p1"/></v:shape></w:pict></w:r></w:p>'


@pytest.fixture
def with_picture(make_docx: Make, para: Callable[..., str]) -> Make:
    """A Word file with paragraphs before and after what is given, and a picture part as relation "p1"."""

    def build(body: str) -> Path:
        path = make_docx(para("trên") + body + para("dưới"))
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["word/_rels/document.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="p1" Type="{REL}/image" Target="media/a.emf"/></Relationships>'
        ).encode()
        parts["word/media/a.emf"] = b"\x01\0\0\0"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return path

    return build


@pytest.fixture
def ocr(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | Exception], None]:
    """Sets what OCR makes of each picture."""

    def gives(found: str | Exception) -> None:
        def read(path: str, settings: ReadSettings) -> Reading:
            if isinstance(found, Exception):
                raise found
            return Reading((Line(found, 1),), (PageInfo(1),), "ocr")

        monkeypatch.setattr(images, "read_image", read)

    return gives


def texts(path: Path) -> list[str]:
    return [line.text for line in read_docx(path, ReadSettings()).lines]


@pytest.mark.parametrize(
    "body",
    [
        drawn(),
        old("position:absolute;width:400pt;height:60pt"),
        old("height:1in;width:6in"),
        old("width:600px;height:90px"),
    ],
)
def test_a_wide_picture_of_text_is_read_in_its_place(
    with_picture: Make, ocr: Callable[[object], None], body: str
) -> None:
    ocr(TEXT)
    assert texts(with_picture(body)) == ["trên", TEXT, "dưới"]


@pytest.mark.parametrize("body", [drawn(90, 90), drawn(400, 9), drawn(relation="p2"), old("width:400pt")])
def test_a_seal_a_rule_and_a_picture_that_is_not_there_are_none(
    with_picture: Make, ocr: Callable[[object], None], body: str
) -> None:
    ocr(TEXT)
    assert texts(with_picture(body)) == ["trên", "dưới"]


@pytest.mark.parametrize("found", ["xkq zzw 88 qqp jjf wwq", EmptyFile("a")])
def test_a_photo_gives_nothing_and_is_no_fault(
    with_picture: Make, ocr: Callable[[object], None], found: str | Exception
) -> None:
    ocr(found)
    reading = read_docx(with_picture(drawn()), ReadSettings())
    assert [line.text for line in reading.lines] == ["trên", "dưới"]
    assert not reading.faults


def embedded(inner: str) -> str:
    return (
        f'<w:p><w:r><w:object {NAMES} xmlns:o="urn:schemas-microsoft-com:office:office">{inner}</w:object></w:r></w:p>'
    )


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        ('<o:OLEObject ProgID="Excel.Sheet.12"/>', ["Excel.Sheet.12"]),
        ("<o:OLEObject/>", ["OLE"]),
        ('<c:chart xmlns:c="c"/>', ["biểu đồ, chart"]),
        ('<d:relIds xmlns:d="d"/>', ["SmartArt"]),
        ('<o:OLEObject ProgID="Equation.3"/>', []),
        (
            '<v:shape style="width:400pt;height:90pt"><v:imagedata r:id="p1"/></v:shape><o:OLEObject ProgID="Word.Document"/>',
            [],
        ),
    ],
)
def test_what_is_embedded_and_not_shown_is_said(
    with_picture: Make, ocr: Callable[[object], None], inner: str, named: list[str]
) -> None:
    ocr(TEXT)
    faults = read_docx(with_picture(embedded(inner)), ReadSettings()).faults
    assert [fault[2] for fault in faults] == [say("word-embedded", name) for name in named]


def test_what_is_not_read_is_said(
    with_picture: Make, ocr: Callable[[object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_picture(drawn() * 2)
    assert [fault[2] for fault in read_docx(path, ReadSettings(ocr="never")).faults] == [say("pictures-never")]
    assert [fault[2] for fault in read_docx(path, ReadSettings()).faults] == [say("picture-unopened", "EMF")] * 2
    ocr(EngineError(None, "tesseract"))
    assert "tesseract" in read_docx(path, ReadSettings()).faults[0][2]
    ocr(TEXT)
    monkeypatch.setattr(text_pictures, "_MOST", 1)
    reading = read_docx(path, ReadSettings())
    assert [line.text for line in reading.lines] == ["trên", TEXT, "dưới"]
    assert [fault[2] for fault in reading.faults] == [say("pictures-too-many", 1)]
