"""DOCX form of a sample plan, made the ways clerks make it.

The option ``docx`` of a plan chooses the variety:

- ``plain``     head and foot are borderless tables, labels such as "I." are typed;
- ``numbered``  the labels come from Word's automatic numbering, bound to paragraph styles, and stand in no text;
- ``textbox``   the recipients stand in a text box (with the fallback that Word writes for older readers).

Footnotes are real footnotes.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from markup import Block, Plan

STAMP = (2026, 1, 1, 0, 0, 0)
LABELS = {"h1": r"[IVX]+\. ", "h2": r"\d+\. ", "dash": r"- "}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def set_run(run: Any, size: float, bold: bool = False, italic: bool = False) -> None:
    """Times New Roman in all four script slots, as Word writes it."""
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Times New Roman")
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None


def put(paragraph: Any, text: str, size: float = 14, bold: bool = False, italic: bool = False) -> Any:
    """Adds one run of text to a paragraph."""
    run = paragraph.add_run(text)
    set_run(run, size, bold, italic)
    return run


def column(cell: Any, lines: list[tuple[str, float, bool, bool]], align: Any) -> None:
    """Fills a cell of the head or the foot with lines (text, size, bold, italic)."""
    for index, (text, size, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(0)
        put(paragraph, text, size, bold, italic)


def head(document: Any, plan: Plan) -> None:
    """The two-column head and the title."""
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(65), Mm(100)
    last = len(plan.left) - 1
    bold_all = len(plan.left) == 2 and plan.left[0] == "ỦY BAN NHÂN DÂN"
    column(
        table.cell(0, 0),
        [
            (line, 13, bold_all or index == last or plan.party and index > 0, False)
            for index, line in enumerate(plan.left)
        ],
        ALIGN.CENTER,
    )
    column(table.cell(0, 1), [(line, 13, True, False) for line in plan.right], ALIGN.CENTER)
    column(table.cell(1, 0), [(plan.number, 13, False, False)], ALIGN.CENTER)
    column(table.cell(1, 1), [(plan.place, 13, False, True)], ALIGN.CENTER)
    for text in ("", plan.type, *plan.title, ""):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        put(paragraph, text, 14, True)


def foot(document: Any, plan: Plan) -> None:
    """Recipients and signer side by side in a borderless table, or the recipients in a text box."""
    to = [("Nơi nhận:", 12.0, True, True), *((f"- {entry}", 11.0, False, False) for entry in plan.recipients)]
    sign = [
        *((line, 14.0, True, False) for line in plan.sign),
        *[("", 14.0, False, False)] * 4,
        (plan.signer, 14.0, True, False),
    ]
    if plan.options["docx"] == "textbox":
        text_box(document.add_paragraph(), [line for line, *_ in to])
        for text, size, bold, _ in sign:
            paragraph = document.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_after = Mm(80), Pt(0)
            put(paragraph, text, size, bold)
        return
    table = document.add_table(rows=1, cols=2)
    column(table.cell(0, 0), to, ALIGN.LEFT)
    column(table.cell(0, 1), sign, ALIGN.CENTER)


def text_box(paragraph: Any, lines: list[str]) -> None:
    """A floating text box: a drawing for Word 2010 and later, with the VML fallback that Word saves beside it."""
    escape = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    inner = "".join(
        "<w:p><w:r><w:rPr><w:sz w:val='22'/></w:rPr><w:t xml:space='preserve'>"
        + "".join(escape.get(c, c) for c in line)
        + "</w:t></w:r></w:p>"
        for line in lines
    )
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    run = parse_xml(
        f"<w:r xmlns:w='{W}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
        " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
        " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
        " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
        " xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        "<wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='1' behindDoc='0' locked='0'"
        " layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
        "<wp:positionH relativeFrom='column'><wp:posOffset>0</wp:posOffset></wp:positionH>"
        "<wp:positionV relativeFrom='paragraph'><wp:posOffset>0</wp:posOffset></wp:positionV>"
        "<wp:extent cx='2700000' cy='2200000'/><wp:wrapSquare wrapText='bothSides'/>"
        "<wp:docPr id='1' name='Text Box 1'/>"
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        "<wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr>"
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:shape style='position:absolute;width:212pt;height:173pt'>"
        f"<v:textbox>{content}</v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(run)


def numbering(document: Any) -> None:
    """One multi-level list, each level bound to a paragraph style that carries it (labels are nowhere in the text)."""
    levels = [("upperRoman", "%1.", "KH Phần"), ("decimal", "%2.", "KH Mục"), ("bullet", "-", "KH Gạch")]
    xml = f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'><w:multiLevelType w:val='multilevel'/>"
    for level, (form, text, name) in enumerate(levels):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        properties = style.element.get_or_add_pPr()
        number = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", 77)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), str(value))
            number.append(child)
        properties.append(number)
        xml += (
            f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
            f"<w:pStyle w:val='{style.style_id}'/><w:lvlText w:val='{text}'/><w:lvlJc w:val='left'/></w:lvl>"
        )
    part = document.part.numbering_part.element
    first_num = part.find(qn("w:num"))
    abstract = parse_xml(xml + "</w:abstractNum>")
    if first_num is not None:
        first_num.addprevious(abstract)
    else:
        part.append(abstract)
    part.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))


def paragraph(document: Any, plan: Plan, block: Block) -> None:
    """One paragraph of the body, with its automatic number or its footnote."""
    text, style = block.text, None
    bold = block.kind in ("h1", "h2", "h3", "centre")
    if plan.options["docx"] == "numbered":
        kind = "dash" if block.kind == "p" and text.startswith("- ") else block.kind
        if kind in LABELS and re.match(LABELS[kind], text):
            text = re.sub("^" + LABELS[kind], "", text)
            style = {"h1": "KH Phần", "h2": "KH Mục", "dash": "KH Gạch"}[kind]
    item = document.add_paragraph(style=style)
    centred = block.kind in ("centre", "note")
    item.alignment = ALIGN.CENTER if centred else ALIGN.JUSTIFY
    item.paragraph_format.space_after = Pt(6)
    if not centred:
        item.paragraph_format.first_line_indent = Mm(12.7)
    italic = block.kind in ("basis", "note", "h3")
    for piece in re.split(r"(\[\^\d+\])", text):
        if match := re.fullmatch(r"\[\^(\d+)\]", piece):
            item._p.append(
                parse_xml(
                    f"<w:r {nsdecls('w')}><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
                    f"<w:footnoteReference w:id='{match[1]}'/></w:r>"
                )
            )
        elif piece:
            put(item, piece, 14, bold, italic)


def footnotes(document: Any, plan: Plan) -> None:
    """The part of the package that holds the footnotes."""
    body = "".join(
        f"<w:footnote w:id='{mark}'><w:p><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteRef/></w:r>"
        f"<w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p></w:footnote>"
        for mark, text in plan.footnotes.items()
    )
    separators = "".join(
        f"<w:footnote w:type='{kind}' w:id='{number}'><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>"
        for kind, number, tag in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
    )
    xml = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:footnotes xmlns:w='{W}'>{separators}{body}"
    xml += "</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode("utf-8"), document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)


def ruled(document: Any, block: Block, width: float) -> None:
    """A ruled table; the header row is marked to repeat, group rows are merged cells."""
    table = document.add_table(rows=0, cols=len(block.widths))
    table.style = "Table Grid"
    total = sum(block.widths)
    for number, row in enumerate(block.rows):
        line = table.add_row()
        group = number and len(row) > 2 and sum(bool(text) for text in row) <= 2
        for cell, text, share in zip(line.cells, row, block.widths, strict=True):
            cell.width = Mm(width * share / total)
            pieces = [] if group and not text else text.split(" // ")
            column(cell, [(piece, 12, not number or bool(group), False) for piece in pieces], ALIGN.LEFT)
        if group:
            line.cells[1].merge(line.cells[-1])
        if not number:
            mark = OxmlElement("w:tblHeader")
            line._tr.get_or_add_trPr().append(mark)


def page_numbers(section: Any) -> None:
    """The number of the page, centred at the top, not on the first page."""
    section.different_first_page_header_footer = True
    item = section.header.paragraphs[0]
    item.alignment = ALIGN.CENTER
    item._p.append(parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr='PAGE'><w:r><w:t>2</w:t></w:r></w:fldSimple>"))


def turn(section: Any, wide: bool) -> None:
    """A4 upright or landscape with the margins of the decree."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.left_margin = Mm(30)
    section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def render_docx(plan: Plan) -> bytes:
    """The plan as DOCX; equal input gives equal bytes."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    if plan.options["docx"] == "numbered":
        numbering(document)
    turn(document.sections[0], False)
    page_numbers(document.sections[0])
    head(document, plan)
    width = 160.0
    for block in plan.blocks:
        if block.kind in ("landscape", "portrait"):
            turn(document.add_section(WD_SECTION.NEW_PAGE), block.kind == "landscape")
            width = 247.0 if block.kind == "landscape" else 160.0
        elif block.kind == "page":
            document.add_page_break()
        elif block.kind == "table":
            ruled(document, block, width)
        elif block.kind == "foot":
            foot(document, plan)
        else:
            paragraph(document, plan, block)
    if plan.footnotes:
        footnotes(document, plan)
    properties = document.core_properties
    properties.created = properties.modified = datetime.datetime(*STAMP)
    properties.author, properties.title = plan.left[-1] if plan.left else "", " ".join(plan.title)
    buffer = io.BytesIO()
    document.save(buffer)
    return restamp(buffer.getvalue())


def restamp(content: bytes) -> bytes:
    """The same zip archive with one fixed date on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return out.getvalue()
