"""Builders of small files of each kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FONT = "Liberation Serif"
_FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")
HEAD_LEFT = ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 15/KH-UBND")
HEAD_RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Bình, ngày 03 tháng 02 năm 2026")


@pytest.fixture(scope="session")
def fonts() -> tuple[str, str]:
    """Names of a regular and a bold face with all Vietnamese letters, registered with reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for folder in map(Path, _FOLDERS):
        if (folder / "LiberationSerif-Regular.ttf").is_file():
            faces = [
                TTFont(name, str(folder / f"LiberationSerif-{face}.ttf"))
                for name, face in (("PlanSerif", "Regular"), ("PlanSerifBold", "Bold"))
            ]
            if all(ord("ệ") in face.face.charToGlyph for face in faces):
                for face in faces:
                    pdfmetrics.registerFont(face)
                break
    else:
        pytest.skip("needs the Liberation fonts, version 2")
    return "PlanSerif", "PlanSerifBold"


Draw = Callable[[Any], None]


@pytest.fixture
def make_pdf(tmp_path: Path, fonts: tuple[str, str]) -> Callable[..., Path]:
    """`make_pdf(draw, draw, ..., name=..., **canvas options)`: one page a callable, which gets the canvas."""
    from reportlab.pdfgen.canvas import Canvas

    def build(*pages: Draw, name: str = "plan.pdf", size: tuple[float, float] = (595, 842), **options: Any) -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=size, **options)
        for draw in pages:
            canvas.setFont(fonts[0], 13)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return path

    return build


@pytest.fixture
def head() -> Draw:
    """Draws the two-column head of an administrative document."""

    def draw(canvas: Any) -> None:
        for row, (left, right) in enumerate(zip(HEAD_LEFT, HEAD_RIGHT, strict=True)):
            canvas.drawCentredString(160, 780 - 18 * row, left)
            canvas.drawCentredString(410, 781 - 18 * row, right)
        canvas.drawCentredString(300, 700, "KẾ HOẠCH")

    return draw


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    """`make_docx(body XML, part name=XML, ...)`: a package with just these parts, as Word relates them."""

    def build(body: str, name: str = "plan.docx", **parts: str) -> Path:
        return write_docx(tmp_path / name, body, parts)

    return build


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    W + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_docx(path: Path, body: str, parts: dict[str, str]) -> Path:
    """Writes the package; `parts` maps "numbering", "styles", "footnotes", "header" ... to inner XML."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "header": "hdr", "footer": "ftr"}
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for kind in ("document.main", *parts)
    ).replace("/word/document.main.xml", "/word/document.xml")
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_MAIN}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(parts)
    )
    packages = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r" '
        f'Type="{_MAIN}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": f"<w:{roots[kind]} {SPACES}>{inner}</w:{roots[kind]}>" for kind, inner in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.fixture
def para() -> Callable[..., str]:
    """`para(text, properties="", run="")`: the XML of a paragraph of one run."""

    def build(text: str, properties: str = "", run: str = "") -> str:
        inner = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
        return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"

    return build
