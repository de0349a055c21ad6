"""PDF form of a sample plan, after the layout rules of Nghị định 30/2020/NĐ-CP (annex I)."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path
from typing import Any

from markup import Block, Plan
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")
FACES = {"Serif": "Regular", "Serif-Bold": "Bold", "Serif-Italic": "Italic", "Serif-BoldItalic": "BoldItalic"}
MARGINS = (30 * mm, 20 * mm, 20 * mm, 20 * mm)  # left, right, top, bottom


def font_file(face: str) -> Path | None:
    """The file of Liberation Serif in this face, or None where the font is not installed."""
    for folder in FOLDERS:
        path = Path(folder) / f"LiberationSerif-{face}.ttf"
        if path.exists():
            return path
    return None


def fonts_found() -> bool:
    """Whether all four faces are installed."""
    return all(font_file(face) for face in FACES.values())


def register_fonts() -> None:
    """Makes the four faces known to reportlab, which embeds them with a ToUnicode map."""
    for name, face in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(font_file(face))))
    pdfmetrics.registerFontFamily(
        "Serif", normal="Serif", bold="Serif-Bold", italic="Serif-Italic", boldItalic="Serif-BoldItalic"
    )


def style(name: str, **options: Any) -> ParagraphStyle:
    """A paragraph style on the base of 14-point justified text."""
    base = {"fontName": "Serif", "fontSize": 14, "leading": 18.5, "alignment": TA_JUSTIFY, "spaceAfter": 5}
    return ParagraphStyle(name, **{**base, **options})


def styles() -> dict[str, ParagraphStyle]:
    """The styles of one plan by the kind of block."""
    indent = {"firstLineIndent": 12.7 * mm}
    return {
        "p": style("p", **indent),
        "basis": style("basis", fontName="Serif-Italic", **indent),
        "h1": style("h1", fontName="Serif-Bold", keepWithNext=1, **indent),
        "h2": style("h2", fontName="Serif-Bold", keepWithNext=1, **indent),
        "h3": style("h3", fontName="Serif-BoldItalic", keepWithNext=1, **indent),
        "centre": style("centre", fontName="Serif-Bold", alignment=TA_CENTER, spaceAfter=2, keepWithNext=1),
        "note": style("note", fontName="Serif-Italic", alignment=TA_CENTER, spaceAfter=8),
        "cell": style("cell", fontSize=12, leading=14.5, alignment=TA_LEFT, spaceAfter=0),
        "cellc": style("cellc", fontSize=12, leading=14.5, alignment=TA_CENTER, spaceAfter=0),
        "cellb": style("cellb", fontName="Serif-Bold", fontSize=12, leading=14.5, alignment=TA_CENTER, spaceAfter=0),
        "cellg": style("cellg", fontName="Serif-Bold", fontSize=12, leading=14.5, alignment=TA_LEFT, spaceAfter=0),
        "to": style("to", fontSize=11, leading=13, alignment=TA_LEFT, spaceAfter=0),
        "sign": style("sign", fontName="Serif-Bold", alignment=TA_CENTER, spaceAfter=0, leading=16.5),
        "head": style("head", fontSize=13, leading=15.5, alignment=TA_CENTER, spaceAfter=0),
    }


class Rule(Flowable):
    """A thin centred line of a share of the width, as under the issuer and the motto."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 3

    def draw(self) -> None:
        half = self.width * self.share / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(self.width / 2 - half, 1, self.width / 2 + half, 1)


class Note(Flowable):
    """Carries a footnote to the foot of the page on which its paragraph ends."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        width = A4[0] - MARGINS[0] - MARGINS[1]
        paragraph = Paragraph(self.text, style("note", fontSize=10, leading=12, spaceAfter=0))
        used = paragraph.wrap(width, 60)[1]
        x, y = self.canv.absolutePosition(0, 0)
        self.canv.saveState()
        self.canv.translate(-x, -y)
        self.canv.line(MARGINS[0], MARGINS[3] + 34, MARGINS[0] + 50 * mm, MARGINS[3] + 34)
        paragraph.drawOn(self.canv, MARGINS[0], MARGINS[3] + 30 - used)
        self.canv.restoreState()


def head(plan: Plan, st: dict[str, ParagraphStyle]) -> list[Flowable]:
    """The two-column head: issuer and number left, motto, place and date right; then type and title."""

    def bold(text: str) -> Paragraph:
        return Paragraph(f"<b>{escape(text)}</b>", st["head"])

    left: list[Flowable] = [Paragraph(escape(line), st["head"]) for line in plan.left[:-1]]
    parent_bold = plan.left[:-1] and plan.left[0].startswith("ỦY BAN NHÂN DÂN") and len(plan.left) == 2
    if parent_bold and not plan.left[0].startswith("ỦY BAN NHÂN DÂN TỈNH"):
        left = [bold(line) for line in plan.left[:-1]]
    if plan.party and plan.left:
        left = [Paragraph(escape(plan.left[0]), st["head"]), *(bold(line) for line in plan.left[1:])]
    elif plan.left:
        left += [bold(plan.left[-1]), Rule(0.35)]
    right: list[Flowable] = []
    if plan.right:
        right = [bold(line) for line in plan.right]
        right.append(Rule(0.62 if not plan.party else 0.75))
    number = [Spacer(1, 6), Paragraph(escape(plan.number), st["head"])] if plan.number else []
    place = [Spacer(1, 6), Paragraph(f"<i>{escape(plan.place)}</i>", st["head"])] if plan.place else []
    grid = [[left, right], [number, place]]
    table = Table(grid, colWidths=[70 * mm, 96 * mm], hAlign="CENTER")
    flush = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT")]
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *flush]))
    title = style("title", fontName="Serif-Bold", alignment=TA_CENTER, spaceAfter=0)
    rows: list[Flowable] = [table, Spacer(1, 10), Paragraph(escape(plan.type), title)]
    rows += [Paragraph(escape(line), title) for line in plan.title]
    return [*rows, *([Rule(0.3)] if not plan.party else [Paragraph("-----", title)]), Spacer(1, 12)]


def foot(plan: Plan, st: dict[str, ParagraphStyle]) -> Flowable:
    """Recipients in small type at the left, authority and signer in bold at the right."""
    left: list[Flowable] = [Paragraph("<b><i>Nơi nhận:</i></b>", style("to-h", fontSize=12, leading=14))]
    left += [Paragraph(f"- {escape(entry)}", st["to"]) for entry in plan.recipients]
    right: list[Flowable] = [Paragraph(escape(line), st["sign"]) for line in plan.sign]
    if plan.signer:
        right += [Spacer(1, 58), Paragraph(escape(plan.signer), st["sign"])]
    table = Table([[left, right]], colWidths=[82 * mm, 84 * mm])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return table


def ruled(block: Block, st: dict[str, ParagraphStyle], width: float) -> Flowable:
    """A ruled table whose header row repeats on each page."""

    def cell(text: str, index: int, group: bool) -> Paragraph:
        short = index == 0 or len(text) <= 14
        kind = "cellg" if group and index else "cellb" if group else "cellc" if short else "cell"
        return Paragraph(escape(text).replace(" // ", "<br/>"), st[kind])

    rows: list[list[Paragraph]] = [[Paragraph(escape(text), st["cellb"]) for text in block.rows[0]]]
    spans: list[tuple[Any, ...]] = []
    for number, row in enumerate(block.rows[1:], start=1):
        group = sum(bool(text) for text in row) <= 2 and len(row) > 2
        rows.append([cell(text, index, group) for index, text in enumerate(row)])
        if group:
            spans.append(("SPAN", (1, number), (-1, number)))
    total = sum(block.widths)
    table = Table(rows, colWidths=[width * share / total for share in block.widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                *spans,
            ]
        )
    )
    return table


def number_page(canvas: Any, document: Any) -> None:
    """The page number, centred in the top margin, from the second page on."""
    if document.page > 1:
        canvas.setFont("Serif", 13)
        canvas.drawCentredString(canvas._pagesize[0] / 2, canvas._pagesize[1] - 13 * mm, str(document.page))


def pages(plan: Plan) -> list[PageTemplate]:
    """Portrait and landscape pages with the margins of the decree."""
    left, right, top, bottom = MARGINS
    reserve = 38 if plan.footnotes else 0
    out = []
    for name, size in (("portrait", A4), ("landscape", landscape(A4))):
        height = size[1] - top - bottom - reserve
        frame = Frame(left, bottom + reserve, size[0] - left - right, height, 0, 0, 0, 0)
        out.append(PageTemplate(name, [frame], onPage=number_page, pagesize=size))
    return out


def paragraph(plan: Plan, block: Block, st: dict[str, ParagraphStyle]) -> list[Flowable]:
    """One paragraph, with the anchors of its footnotes raised."""
    text, notes = escape(block.text), []
    for mark, note in plan.footnotes.items():
        if f"[^{mark}]" in text:
            text = text.replace(f"[^{mark}]", f'<super size="9">{mark}</super>')
            notes.append(Note(f'<super size="7">{mark}</super> {escape(note)}'))
    return [Paragraph(text, st[block.kind]), *notes]


def render_pdf(plan: Plan) -> bytes:
    """The plan as PDF; equal input gives equal bytes."""
    rl_config.invariant = 1
    register_fonts()
    st = styles()
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, title=" ".join([plan.type.capitalize(), *plan.title]), invariant=1)
    document.addPageTemplates(pages(plan))
    story = head(plan, st)
    width = A4[0] - MARGINS[0] - MARGINS[1]
    for block in plan.blocks:
        if block.kind in ("landscape", "portrait"):
            story += [NextPageTemplate(block.kind), PageBreak()]
            size = A4 if block.kind == "portrait" else landscape(A4)
            width = size[0] - MARGINS[0] - MARGINS[1]
        elif block.kind == "page":
            story.append(PageBreak())
        elif block.kind == "table":
            story += [ruled(block, st, width), Spacer(1, 8)]
        elif block.kind == "foot":
            story += [Spacer(1, 6), foot(plan, st)]
        else:
            story += paragraph(plan, block, st)
    document.build(story)
    return buffer.getvalue()
