"""DOCX to lines: paragraphs in document order with the labels that Word numbers, boxes, notes, tables, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.reading.grids import columns_of, rows_of_grid
from pipeline.reading.layout.paragraphs import is_page_number
from pipeline.reading.layout.zones import split_columns
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.reading.office.docx_package import Package, Tree, W, open_package
from pipeline.reading.office.docx_styles import Numbering, Styles, is_on, value
from pipeline.reading.office.docx_tables import grid_of
from pipeline.settings import ReadSettings
from pipeline.text.unicode import nfc

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = frozenset((f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}instrText", f"{W}delText", f"{W}delInstrText"))
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "-",
    "\uf0b0": "°",
    "\uf0a3": "≤",
    "\uf0b3": "≥",
}
_GAP = re.compile(r"\S(?:[ \u00a0]{4,}|\s*\t\s*)\S")
_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\t\n"}
_LOST = (
    "Mất khoảng {0} % ký tự của văn bản Word khi đọc / About {0} % of the Word text's characters were lost in reading"
)
_CHUNK = "Có nội dung nhúng không đọc được (altChunk) / Embedded content could not be read (altChunk)"


@dataclass(slots=True)
class _Paragraph:
    """The pieces of a paragraph as they are met."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Tree] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bold: int = 0
    letters: int = 0


def read_docx(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a DOCX.

    Raises:
        DamagedFile: it cannot be opened as one.
        FileTooLarge: it would unpack to more than `settings.max_unpacked`.
    """
    package = open_package(path, settings.max_unpacked)
    walker = _Walker(package)
    lines = walker.document()
    pages = tuple(PageInfo(number) for number in range(1, max((line.page for line in lines), default=1) + 1))
    return Reading(tuple(lines), pages, "docx", _engines(), tuple(walker.faults))


def _engines() -> tuple[tuple[str, str], ...]:
    from importlib.metadata import version

    return tuple((name, version(name)) for name in ("python-docx", "lxml"))


class _Walker:
    """Goes through the body once, counting numbers, pages and the characters that it has taken."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package.styles)
        self.numbering = Numbering(package.numbering, self.styles)
        self.faults: list[tuple[int | None, str, str]] = []
        self.page = 1
        self.rendered = package.document.find(f".//{W}lastRenderedPageBreak") is not None
        self.tables = 0
        self.notes = 0
        self.taken: set[Tree] = set()
        self.written = 0
        """Lines with text so far: a head stands within the first few."""
        for tree in (package.document, package.footnotes, package.endnotes, *package.headers, *package.footers):
            if tree is not None:
                _decode_legacy_fonts(tree, self.styles)

    def document(self) -> list[Line]:
        """All lines: headers, body, what the walk did not reach, footers."""
        body = self.package.document.find(f"{W}body")
        lines = [*self._running(self.package.headers), *self.blocks(body)]
        lines.extend(self._left_over(body))
        lines.extend(replace(line, page=self.page) for line in self._running(self.package.footers))
        return lines

    def blocks(self, parent: Tree, column: str | None = None) -> Iterator[Line]:
        """The lines of block-level content."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self.paragraph(child, column)
            elif tag == f"{W}tbl":
                yield from self.table(child, column)
            elif tag == f"{_MC}AlternateContent":
                yield from self.blocks(_chosen(child), column)
            elif tag == f"{W}altChunk":
                self.faults.append((self.page, "reading", _CHUNK))
            elif isinstance(tag, str) and tag not in _GONE and tag not in (f"{W}sectPr", f"{W}sdtPr", f"{W}tcPr"):
                yield from self.blocks(child, column)

    def paragraph(self, element: Tree, column: str | None = None) -> Iterator[Line]:
        """The lines of a paragraph: one a soft line break, then those of its text boxes and notes."""
        properties = element.find(f"{W}pPr")
        style = None if properties is None else value(properties.find(f"{W}pStyle"))
        style = style or self.styles.normal
        page = self.page
        found = _Paragraph()
        self._inline(element, found, style)
        if self.page > page and "".join(found.parts).strip() and _breaks_first(element):
            page = self.page
        label = self.numbering.label(properties, style)
        text = nfc("".join(found.parts)).translate(_CONTROLS)
        kind = "heading" if self.styles.is_heading(style) else None
        bold = found.letters > 0 and found.bold > 0.6 * found.letters
        if text.strip():
            text = label + text.lstrip() if label else text
        for piece in text.split("\n"):
            if not piece.strip():
                continue
            split = column is None and bool(_GAP.search(piece)) and split_columns(piece, self.written) is not None
            self.written += 1
            yield Line(piece, page, whole=not split, kind=kind, column=column, bold=bold)  # type: ignore[arg-type]
        for box in found.boxes:
            yield from self._box(box, column)
        for name, identity in found.notes:
            yield from self._note(name, identity)

    def table(self, element: Tree, column: str | None = None) -> Iterator[Line]:
        """A table's rows, or the columns of a head or foot that stands in a borderless table."""
        grid = grid_of(element)
        cells = {id(place): place for row in grid for place in row if place is not None}
        texts: dict[int, list[Line]] = {}
        for key, place in cells.items():
            texts[key] = [line for part in place.elements for line in self.blocks(part)]
        plain = {key: "\n".join(_flat(line) for line in lines) for key, lines in texts.items()}
        single = all(len({id(p) for p in row if p is not None}) <= 1 for row in grid)
        sides = None if single else columns_of(grid, plain)
        if single or sides is not None:
            for place, side in [(p, column) for p in cells.values()] if sides is None else sides:
                for line in texts[id(place)]:
                    yield line if line.kind == "row" or side is None else replace(line, column=side, kind=None)
            return
        self.tables += 1
        number = self.tables
        page = min((line.page for lines in texts.values() for line in lines), default=self.page)
        bold = {key: bool(lines) and all(line.bold for line in lines) for key, lines in texts.items()}
        pages = {key: lines[0].page for key, lines in texts.items() if lines}
        yield from (replace(line, table=number) for line in rows_of_grid(grid, plain, bold, pages, page))

    def _inline(self, parent: Tree, out: _Paragraph, style: str | None) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, out, style)
            elif tag == f"{_MC}AlternateContent":
                self._inline(_chosen(child), out, style)
            elif tag == f"{_M}t":
                out.parts.append(child.text or "")
            elif isinstance(tag, str) and tag not in _GONE and tag not in (f"{W}pPr", f"{W}sdtPr", f"{W}rPr"):
                self._inline(child, out, style)

    def _run(self, run: Tree, out: _Paragraph, style: str | None) -> None:
        own = run.find(f"{W}rPr")
        styles = (None if own is None else value(own.find(f"{W}rStyle")), style)
        if own is not None and is_on(own, "vanish"):
            self.taken.update(run.iter(f"{W}t"))
            return
        start = len(out.parts)
        self._run_content(run, out)
        text = "".join(out.parts[start:])
        if own is not None or style:
            if self.styles.toggle("caps", styles, own):
                out.parts[start:] = [part.upper() for part in out.parts[start:]]
            if self.styles.toggle("b", styles, own):
                out.bold += len(text.strip())
        out.letters += len(text.strip())

    def _run_content(self, run: Tree, out: _Paragraph) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                out.parts.append(child.text or "")
                self.taken.add(child)
            elif tag == f"{W}tab" or tag == f"{W}ptab":
                out.parts.append("\t")
            elif tag == f"{W}br" or tag == f"{W}cr":
                if value(child, "type") == "page":
                    self.page += not self.rendered
                out.parts.append("\n")
            elif tag == f"{W}lastRenderedPageBreak":
                self.page += 1
            elif tag == f"{W}noBreakHyphen":
                out.parts.append("-")
            elif tag == f"{W}sym":
                out.parts.append(_symbol(value(child, "char")))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                out.notes.append((tag.removeprefix(W).removesuffix("Reference"), value(child, "id") or ""))
            elif tag == f"{_MC}AlternateContent":
                self._run_content(_chosen(child), out)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                out.boxes.extend(_outermost_boxes(child))
            elif tag == f"{W}ruby":
                self._inline(child, out, None)

    def _box(self, box: Tree, column: str | None) -> Iterator[Line]:
        lines = list(self.blocks(box, column))
        joined = "\n".join(line.text for line in lines)
        side = column or ("left" if re.match(r"\s*Nơi nhận", joined) else None)
        yield from (line if line.kind == "row" else replace(line, column=side) for line in lines)

    def _note(self, name: str, identity: str) -> Iterator[Line]:
        root = self.package.footnotes if name == "footnote" else self.package.endnotes
        note = (
            None if root is None else next((n for n in root.iterfind(f"{W}{name}") if value(n, "id") == identity), None)
        )
        if note is None:
            return
        self.notes += 1
        for index, line in enumerate(self.blocks(note)):
            text = f"{self.notes} {line.text.strip()}" if index == 0 else line.text
            yield replace(line, text=text, kind="note", whole=True, column=None)

    def _running(self, parts: Sequence[Tree]) -> list[Line]:
        """Headers or footers, each text once, page numbers left out."""
        lines: dict[str, Line] = {}
        for part in parts:
            for line in self.blocks(part):
                text = " ".join(line.text.split())
                if text and not is_page_number(text) and line.kind != "row":
                    lines.setdefault(text, replace(line, kind="note", whole=True, column=None))
        self.written = 0
        return list(lines.values())

    def _left_over(self, body: Tree) -> list[Line]:
        """Paragraphs with text that the walk did not reach; and a fault where they are many."""
        wanted = missed = 0
        lines: list[Line] = []
        for paragraph in body.iter(f"{W}p"):
            texts = [t for t in paragraph.iter(f"{W}t") if _stands(t)]
            own = [t for t in texts if t not in self.taken]
            wanted += sum(len(t.text or "") for t in texts if _nearest(t) is paragraph)
            text = nfc("".join(t.text or "" for t in own)).translate(_CONTROLS)
            if text.strip():
                missed += len(text)
                self.taken.update(own)
                lines.append(Line(text, self.page, whole=True, kind="note"))
        if missed > 0.05 * wanted:
            self.faults.append((None, "reading", _LOST.format(round(100 * missed / wanted))))
        return lines


def _flat(line: Line) -> str:
    return line.text.replace("\t", " ").strip()


def _chosen(alternate: Tree) -> Tree:
    """The first choice of mc:AlternateContent, its fallback where there is none: the same content stands in both."""
    choice = alternate.find(f"{_MC}Choice")
    if choice is None:
        choice = alternate.find(f"{_MC}Fallback")
    return alternate if choice is None else choice


def _outermost_boxes(drawing: Tree) -> Iterator[Tree]:
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _outermost_boxes(_chosen(child))
        else:
            yield from _outermost_boxes(child)


def _breaks_first(paragraph: Tree) -> bool:
    """Whether the page breaks before the paragraph's first letter."""
    for element in paragraph.iter(f"{W}lastRenderedPageBreak", f"{W}br", f"{W}t"):
        if element.tag == f"{W}t":
            if (element.text or "").strip():
                return False
        elif element.tag == f"{W}lastRenderedPageBreak" or value(element, "type") == "page":
            return True
    return False


def _stands(text: Tree) -> bool:
    """Whether a w:t is shown: not deleted, not moved away, not the fallback of what stands elsewhere."""
    for above in text.iterancestors():
        if above.tag in _GONE:
            return False
        if above.tag == f"{_MC}Fallback" and above.getparent().find(f"{_MC}Choice") is not None:
            return False
    return True


def _nearest(text: Tree) -> Tree | None:
    return next(text.iterancestors(f"{W}p"), None)


def _symbol(code: str | None) -> str:
    try:
        char = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return _SYMBOLS.get(char, "•" if "\ue000" <= char <= "\uf8ff" else char)


def _decode_legacy_fonts(root: Tree, styles: Styles) -> None:
    """Writes the text of runs in .Vn* and VNI-* fonts in Unicode, in the tree in memory."""
    from pipeline.text.encodings import decode_runs, font_encoding

    groups: list[tuple[list[Tree], str]] = []
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = (None if properties is None else value(properties.find(f"{W}pStyle"))) or styles.normal
        last: str | None = None
        for run in paragraph.iter(f"{W}r"):
            own = run.find(f"{W}rPr")
            font = styles.font((None if own is None else value(own.find(f"{W}rStyle")), style), own)
            legacy = font if font and font_encoding(font) else None
            texts = run.findall(f"{W}t")
            if legacy and texts:
                # A letter and its mark may stand in two runs of one font: they are decoded as one.
                if legacy == last and groups:
                    groups[-1][0].extend(texts)
                else:
                    groups.append((list(texts), legacy))
            if texts:
                last = legacy
    decoded = decode_runs([("".join(t.text or "" for t in texts), font) for texts, font in groups])
    for (texts, _), text in zip(groups, decoded, strict=True):
        if text == "".join(t.text or "" for t in texts):
            continue
        texts[0].text = text
        for other in texts[1:]:
            other.text = ""
