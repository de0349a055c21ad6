"""The officer's page as a file: HTML that needs nothing else and prints, or DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from markupsafe import Markup, escape

from pipeline.checking.opinion import Opinion, Part
from pipeline.errors import OutputError, UsageError

_STYLE = """
@page { size: A4 landscape; margin: 15mm }
body { font: 11pt/1.35 'Times New Roman', serif; color: #000; max-width: 270mm; margin: 8mm auto; padding: 0 4mm }
h1 { font-size: 15pt; text-align: center; margin: 0 0 4mm } h2 { font-size: 12pt; margin: 6mm 0 2mm }
section + section.plan { break-before: page }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: .3mm solid #555; padding: 1mm 1.5mm; vertical-align: top; text-align: left; overflow-wrap: break-word }
th { background: #eee } tr { break-inside: avoid }
thead { display: table-header-group }
"""
_ENDINGS = (".html", ".docx")


def write(opinions: Sequence[Opinion], path: str | Path) -> Path:
    """Writes the pages, one a plan, as the ending of the path says.

    Raises:
        UsageError: the ending is neither .html nor .docx.
        OutputError: the file cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in _ENDINGS:
        raise UsageError(target, f"--report: {' | '.join(_ENDINGS)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() == ".html":
            target.write_text(html(opinions), encoding="utf-8")
        else:
            _docx(opinions, target)
    except OSError as error:
        raise OutputError.of(target, error) from error
    return target


def html(opinions: Sequence[Opinion]) -> str:
    """The pages as one HTML text."""
    plans = Markup("").join(_plan(one) for one in opinions)
    title = escape(opinions[0].title if opinions else "")
    return str(
        Markup(
            "<!doctype html>\n<html lang='vi'><head><meta charset='utf-8'><title>{}</title><style>{}</style></head>"
            "<body>{}</body></html>\n"
        ).format(title, Markup(_STYLE), plans)
    )


def _plan(one: Opinion) -> Markup:
    lines = Markup("").join(Markup("<p>{}</p>").format(line) for line in one.lines)
    parts = Markup("").join(_part(part) for part in one.parts)
    return Markup("<section class='plan'><h1>{}</h1>{}{}</section>").format(one.title, lines, parts)


def _part(part: Part) -> Markup:
    heading = Markup("<h2>{}</h2>").format(part.heading)
    if not part.rows:
        return heading + Markup("<p>{}</p>").format(part.empty)
    if not part.columns:
        return heading + Markup("<ul>{}</ul>").format(
            Markup("").join(Markup("<li>{}</li>").format(row[0]) for row in part.rows)
        )
    widths = Markup("").join(Markup("<col style='width: {}%'>").format(share) for share in part.widths)
    heads = Markup("").join(Markup("<th>{}</th>").format(name) for name in part.columns)
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in part.rows
    )
    return heading + Markup("<table><colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        widths, heads, rows
    )


_TYPES = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><Types "
    "xmlns='http://schemas.openxmlformats.org/package/2006/"
    "content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
    "<Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument."
    "wordprocessingml.document.main+xml'/></Types>"
)
_RELATIONS = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><Relationships xmlns='http://schemas.openxmlformats.org/"
    "package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/officeDocument' Target='word/document.xml'/></Relationships>"
)
_PAPER = Markup(
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:document xmlns:w='http://schemas.openxmlformats.org/"
    "wordprocessingml/2006/main'><w:body>{}<w:sectPr><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/>"
    "<w:pgMar w:top='850' w:right='850' w:bottom='850' w:left='850' w:header='400' w:footer='400' w:gutter='0'/>"
    "</w:sectPr></w:body></w:document>"
)
_BORDERS = Markup(
    "<w:tblPr><w:tblW w:w='5000' w:type='pct'/><w:tblBorders>{}</w:tblBorders>"
    "<w:tblLayout w:type='fixed'/></w:tblPr>".format(
        "".join(
            f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='555555'/>"
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
    )
)


def _docx(opinions: Sequence[Opinion], path: Path) -> None:
    """A Word file of paragraphs and ruled tables; nothing but these is needed."""
    body = _broken().join(_word_plan(one) for one in opinions)
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELATIONS)
        packed.writestr("word/document.xml", str(_PAPER.format(body)))


def _broken() -> Markup:
    return Markup("<w:p><w:r><w:br w:type='page'/></w:r></w:p>")


def _word_plan(one: Opinion) -> Markup:
    lines = [_paragraph(one.title, bold=True, centred=True), *(_paragraph(line) for line in one.lines)]
    for part in one.parts:
        lines.append(_paragraph(part.heading, bold=True))
        if not part.rows:
            lines.append(_paragraph(part.empty))
        elif not part.columns:
            lines += [_paragraph(f"- {row[0]}") for row in part.rows]
        else:
            widths = [round(_LINE * share / 100) for share in part.widths]
            grid = Markup("").join(Markup("<w:gridCol w:w='{}'/>").format(width) for width in widths)
            rows = [_row(part.columns, widths, head=True), *(_row(row, widths) for row in part.rows)]
            lines.append(
                Markup("<w:tbl>{}<w:tblGrid>{}</w:tblGrid>{}</w:tbl>").format(_BORDERS, grid, Markup("").join(rows))
            )
            lines.append(_paragraph(""))
    return Markup("").join(lines)


_LINE = 15138  # twentieths of a point between the margins


def _row(cells: Sequence[str], widths: Sequence[int], *, head: bool = False) -> Markup:
    repeated = Markup("<w:trPr><w:cantSplit/>{}</w:trPr>").format(Markup("<w:tblHeader/>") if head else "")
    filled = (
        Markup("<w:tc><w:tcPr><w:tcW w:w='{}' w:type='dxa'/></w:tcPr>{}</w:tc>").format(
            width, _paragraph(cell, bold=head)
        )
        for cell, width in zip(cells, widths, strict=True)
    )
    return Markup("<w:tr>{}{}</w:tr>").format(repeated, Markup("").join(filled))


def _paragraph(words: str, *, bold: bool = False, centred: bool = False) -> Markup:
    clean = "".join(max(sign, " ") for sign in words)  # XML cannot hold the others
    placed = Markup("<w:pPr><w:jc w:val='center'/></w:pPr>") if centred else ""
    return Markup(
        "<w:p>{}<w:r><w:rPr><w:rFonts w:ascii='Times New Roman' w:hAnsi='Times New Roman' w:cs='Times New Roman'/>{}"
        "<w:sz w:val='22'/></w:rPr><w:t xml:space='preserve'>{}</w:t></w:r></w:p>"
    ).format(placed, Markup("<w:b/>") if bold else "", clean)
