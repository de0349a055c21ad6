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


# ---------------------------------------------------------------------------------- OCR: pages and doubles

DPI = 200


class DrawnPage:
    """A page drawn line by line, with the words that a perfect engine would read."""

    def __init__(self, size: tuple[float, float] = (8.27, 11.69)) -> None:
        from PIL import Image, ImageDraw, ImageFont

        file = next((f for folder in _FOLDERS if (f := Path(folder) / "LiberationSerif-Regular.ttf").is_file()), None)
        if file is None:
            pytest.skip("needs the Liberation fonts, version 2")
        self.image = Image.new("RGB", (round(size[0] * DPI), round(size[1] * DPI)), "white")
        self.pen = ImageDraw.Draw(self.image)
        self.fonts = {points: ImageFont.truetype(str(file), round(points / 72 * DPI)) for points in (11, 13, 14)}
        self.tokens: list[Any] = []
        self._lines = 0

    def write(self, x: float, y: float, text: str, points: int = 14, fill: str = "black") -> None:
        """Writes a line with its top left at (x, y) inches."""
        from pipeline.reading.ocr.contract import OcrWord

        font = self.fonts[points]
        left, top = x * DPI, y * DPI
        self._lines += 1
        for word in text.split():
            self.pen.text((left, top), word, font=font, fill=fill)
            box = self.pen.textbbox((left, top), word, font=font)
            self.tokens.append(OcrWord(word, tuple(map(float, box)), 0.95, (1, 1, self._lines)))
            left += self.pen.textlength(word + " ", font=font)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A black rule of two pixels between two points in inches."""
        self.pen.line((x0 * DPI, y0 * DPI, x1 * DPI, y1 * DPI), fill="black", width=2)


class RecordedEngine:
    """Gives prepared words, call by call; keeps what it was asked."""

    def __init__(self, *answers: list[list[Any]]) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[int, str]] = []

    def read(self, pictures: Any, dpi: float, mode: str, timeout: float) -> list[list[Any]]:
        self.calls.append((len(pictures), mode))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if len(answer) == len(pictures) else [answer[0]] * len(pictures)

    def describe(self) -> tuple[str, str]:
        return "recorded", "1"


class HangingEngine(RecordedEngine):
    """Never answers in time."""

    def read(self, pictures: Any, dpi: float, mode: str, timeout: float) -> list[list[Any]]:
        from pipeline.reading.ocr.contract import OcrTimeout

        raise OcrTimeout(f"{timeout:g} s")


class CrashingEngine(RecordedEngine):
    """Dies on each picture."""

    def read(self, pictures: Any, dpi: float, mode: str, timeout: float) -> list[list[Any]]:
        from pipeline.reading.ocr.contract import PageFault

        raise PageFault("killed by signal 11")


@pytest.fixture
def drawn_page() -> type[DrawnPage]:
    """See `DrawnPage`."""
    return DrawnPage


@pytest.fixture
def engines() -> dict[str, type[RecordedEngine]]:
    """Doubles of an OCR engine: recorded, hanging, crashing."""
    return {"recorded": RecordedEngine, "hanging": HangingEngine, "crashing": CrashingEngine}


@pytest.fixture(scope="session")
def tesseract() -> Any:
    """The machine's Tesseract with Vietnamese data, or a skip."""
    from pipeline.errors import EngineError
    from pipeline.reading.ocr.tesseract import Tesseract
    from pipeline.settings import ReadSettings

    try:
        return Tesseract(ReadSettings().ocr_language)
    except EngineError as error:
        pytest.skip(str(error))


PLAN_LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
    "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:",
    "Đến ngày 30 tháng 9 năm 2026, trồng mới 120 ha rừng phòng hộ,",
    "tỷ lệ cây sống đạt từ 85% trở lên; giao Phòng Kinh tế chủ trì.",
)


@pytest.fixture
def plan_page() -> DrawnPage:
    """A page of four lines of a plan."""
    page = DrawnPage()
    for number, line in enumerate(PLAN_LINES):
        page.write(1.2, 1.5 + 0.35 * number, line)
    return page


class RecordedReader:
    """A second reader that sees prepared lines; columns of a strip are given sign by sign, or as chances.

    The first `in_vain` pictures that it searches show it nothing.
    """

    def __init__(self, spots: list[Any], answers: list[list[Any]], in_vain: int = 0) -> None:
        self.spots, self.answers, self.in_vain = spots, answers, in_vain
        self.cuts: list[tuple[int, int]] = []

    def find(self, picture: Any, dpi: float) -> list[Any]:
        self.cuts.append(picture.size)
        return self.spots if len(self.cuts) > self.in_vain else []

    def read(self, pictures: Any) -> list[Any]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [strip_of(answer)] * len(pictures)

    def describe(self) -> tuple[str, str]:
        return "second", "2"


def strip_of(columns: Any) -> Any:
    """A strip: each sign sure in a column of its own, an empty one behind it; or the chances of a column."""
    from pipeline.reading.ocr.contract import Strip

    told = [column if isinstance(column, dict) else {column: 1.0} for column in columns]
    return Strip(tuple(chances for column in told for chances in (column, {"": 1.0})))


@pytest.fixture
def recorded_reader() -> type[RecordedReader]:
    """See `RecordedReader`."""
    return RecordedReader


@pytest.fixture
def strip() -> Callable[[Any], Any]:
    """See `strip_of`."""
    return strip_of
