"""DOCX to lines: paragraphs in document order with the labels that Word numbers, boxes, notes, tables, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.reading.faults import say
from pipeline.reading.grids import Grid, Place, columns_of, is_data, rows_of_grid
from pipeline.reading.layout.columns import split_columns
from pipeline.reading.layout.marks import MOTTO
from pipeline.reading.layout.paragraphs import is_page_number
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.reading.office.docx_package import Package, open_package
from pipeline.reading.office.docx_pictures import Pictures
from pipeline.reading.office.docx_prepare import prepare
from pipeline.reading.office.docx_remarks import remarks_on
from pipeline.reading.office.docx_runs import GONE, MC, Pieces, Runs, chosen
from pipeline.reading.office.docx_styles import Numbering, Styles, value
from pipeline.reading.office.docx_tables import grid_of
from pipeline.reading.office.word_xml import Tree, W
from pipeline.reading.omitted import CLOSE, OPEN, kept, settled, struck
from pipeline.settings import ReadSettings
from pipeline.text.unicode import fold, nfc

_GAP = re.compile(r"\S(?:[ \u00a0]{4,}|\s*\t\s*)\S")
_CONTROLS = {code: " " for code in range(32) if chr(code) not in f"\t\n{OPEN}{CLOSE}"}


def read_docx(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a DOCX.

    Raises:
        DamagedFile: it cannot be opened as one.
        FileTooLarge: it would unpack to more than `settings.max_unpacked`.
    """
    package = open_package(path, settings.max_unpacked)
    walker = _Walker(package, path, settings)
    lines = [settled(line) for line in walker.document()]
    pages = tuple(PageInfo(number) for number in range(1, max((line.page for line in lines), default=1) + 1))
    remarks = remarks_on(package, (*walker.hidden, *walker.runs.hidden))
    return Reading(tuple(lines), pages, "docx", _engines(), (*package.faults, *walker.faults), remarks)


def _engines() -> tuple[tuple[str, str], ...]:
    from importlib.metadata import version

    return tuple((name, version(name)) for name in ("lxml",))


class _Walker:
    """Goes through the body once, counting numbers, tables and notes."""

    def __init__(self, package: Package, path: Path, settings: ReadSettings) -> None:
        self.package = package
        self.styles = Styles(package.styles)
        self.numbering = Numbering(package.numbering, self.styles)
        self.runs = Runs(self.styles, package.document.find(f".//{W}lastRenderedPageBreak") is not None)
        self.faults: list[tuple[int | None, str, str]] = []
        self.pictures = Pictures(path, package.pictures, settings, self.faults)
        self.tables = 0
        self.notes = 0
        self.written = 0
        """Lines with text so far: a head stands within the first few."""
        self.hidden: list[str] = []
        """The texts of rows that are hidden."""
        for tree in (package.document, package.footnotes, package.endnotes, *package.headers, *package.footers):
            if tree is not None:
                self.hidden += prepare(tree, self.styles)

    def document(self) -> list[Line]:
        """All lines: headers, body, what the walk did not reach, footers."""
        root = self.package.document
        headers = [list(self.blocks(part)) for part in self.package.headers]
        self.written = 0
        body = list(self.blocks(root))
        head, notes = _letterhead(headers, body)
        lines = [*head, *_running(notes), *body, *self._left_over(root)]
        footers = [list(self.blocks(part)) for part in self.package.footers]
        lines.extend(replace(line, page=self.runs.page) for line in _running(footers))
        return lines

    def blocks(self, parent: Tree, column: str | None = None) -> Iterator[Line]:
        """The lines of block-level content."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self.paragraph(child, column)
            elif tag == f"{W}tbl":
                yield from self.table(child, column)
            elif tag == f"{MC}AlternateContent":
                yield from self.blocks(chosen(child), column)
            elif tag == f"{W}altChunk":
                self.faults.append((self.runs.page, "reading", say("word-chunk")))
            elif isinstance(tag, str) and tag not in GONE and tag not in (f"{W}sectPr", f"{W}sdtPr", f"{W}tcPr"):
                yield from self.blocks(child, column)

    def paragraph(self, element: Tree, column: str | None = None) -> Iterator[Line]:
        """The lines of a paragraph: one a soft line break, then those of its text boxes and notes."""
        properties = element.find(f"{W}pPr")
        style = None if properties is None else value(properties.find(f"{W}pStyle"))
        style = style or self.styles.normal
        page = self.runs.page
        found = Pieces()
        self.runs.read(element, found, style)
        if self.runs.page > page and "".join(found.parts).strip() and _breaks_first(element):
            page = self.runs.page
        text = nfc("".join(found.parts)).translate(_CONTROLS)
        label = "" if not text.strip() and _is_deleted(properties) else self.numbering.label(properties, style)
        kind = "heading" if self.styles.is_heading(style) else None
        bold = found.letters > 0 and found.bold > 0.6 * found.letters
        if text.strip():
            text = label + text.lstrip() if label else text
            if label and not kept(text[len(label) :]).strip():  # the number of an item that is struck out goes with it
                text = struck(label.rstrip()) + text[len(label.rstrip()) :]
        for piece in text.split("\n"):
            if not piece.strip():
                continue
            split = column is None and bool(_GAP.search(piece)) and split_columns(piece, self.written) is not None
            self.written += 1
            yield Line(piece, page, whole=not split, kind=kind, column=column, bold=bold)  # type: ignore[arg-type]
        for box in found.boxes:
            yield from self._box(box, column)
        if found.pictures and element.getroottree().getroot() is self.package.document:
            for picture in found.pictures:
                yield from self.pictures.lines(picture, page, column)
        self.faults += [(page, "reading", say("word-embedded", name)) for name in found.unread]
        for name, identity in found.notes:
            yield from self._note(name, identity)

    def table(self, element: Tree, column: str | None = None) -> Iterator[Line]:
        """A table's rows, or the columns of a head or foot that stands in a borderless table."""
        grid = grid_of(element)
        places = list({id(place): place for row in grid for place in row if place is not None}.values())
        outer, self.runs.table_style = self.runs.table_style, value(element.find(f"{W}tblPr/{W}tblStyle"))
        texts = {id(place): [line for part in place.elements for line in self.blocks(part)] for place in places}
        self.runs.table_style = outer
        plain = {key: "\n".join(_flat(line) for line in lines) for key, lines in texts.items()}
        single = all(len({id(p) for p in row if p is not None}) <= 1 for row in grid)
        sides = None if single else columns_of(grid, plain)
        if sides is not None:
            yield from _set_apart(sides, texts)
        elif single or _lays_out(grid, texts, plain):
            yield from _set_apart([(place, column) for place in places], texts)
        else:
            yield from self._rows(grid, texts, plain)

    def _rows(self, grid: Grid, texts: Mapping[int, Sequence[Line]], plain: Mapping[int, str]) -> Iterator[Line]:
        """The rows of a table that is one."""
        self.tables += 1
        number = self.tables
        page = min((line.page for lines in texts.values() for line in lines), default=self.runs.page)
        if any(len(line.cells) > 1 for lines in texts.values() for line in lines):
            self.faults.append((page, "reading", say("word-nested-table", number)))
        bold = {key: bool(lines) and all(line.bold for line in lines) for key, lines in texts.items()}
        pages = {key: lines[0].page for key, lines in texts.items() if lines}
        yield from (replace(line, table=number) for line in rows_of_grid(grid, plain, bold, pages, page))

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

    def _left_over(self, root: Tree) -> list[Line]:
        """Paragraphs with text that the walk did not reach; and a fault where they are many."""
        wanted = missed = 0
        lines: list[Line] = []
        for paragraph in root.iter(f"{W}p"):
            texts = [t for t in paragraph.iter(f"{W}t") if _stands(t)]
            own = [t for t in texts if t not in self.runs.taken]
            wanted += sum(len(t.text or "") for t in texts if _nearest(t) is paragraph)
            text = nfc("".join(t.text or "" for t in own)).translate(_CONTROLS)
            if text.strip():
                missed += len(text)
                self.runs.taken.update(own)
                lines.append(Line(text, self.runs.page, whole=True, kind="note"))
        if missed > 0.05 * wanted:
            self.faults.append((None, "reading", say("word-out-of-structure", round(100 * missed / wanted))))
        return lines


def _letterhead(headers: list[list[Line]], body: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The letterhead that a template keeps in the header part, where the body has none, and the other headers."""
    if any(MOTTO.search(fold(line.text)) for line in body[:20]):
        return [], headers
    own = next((lines for lines in headers if any(MOTTO.search(fold(line.text)) for line in lines)), [])
    return own, [lines for lines in headers if lines is not own]


def _running(parts: Sequence[Sequence[Line]]) -> list[Line]:
    """Headers or footers, each text once, page numbers left out."""
    found: dict[str, Line] = {}
    for lines in parts:
        for line in lines:
            text = " ".join(line.text.split())
            if text and not is_page_number(text) and line.kind != "row":
                found.setdefault(text, replace(line, kind="note", whole=True, column=None))
    return list(found.values())


def _lays_out(grid: Grid, texts: Mapping[int, Sequence[Line]], plain: Mapping[int, str]) -> bool:
    """Whether a table only puts other tables in their places on the page: it has some within, and no column titles."""
    return not is_data(grid, plain) and any(len(line.cells) > 1 for lines in texts.values() for line in lines)


def _set_apart(cells: Sequence[tuple[Place, str | None]], texts: Mapping[int, Sequence[Line]]) -> Iterator[Line]:
    """The lines of cells that are no table, cell by cell, each with the side of the page on which it stands."""
    for place, side in cells:
        for line in texts[id(place)]:
            yield line if line.kind == "row" or side is None else replace(line, column=side, kind=None)


def _flat(line: Line) -> str:
    return line.text.replace("\t", " ").strip()


def _is_deleted(properties: Tree | None) -> bool:
    """Whether the mark of a paragraph is deleted under tracking: what is left of it goes on in the next one."""
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


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
        if above.tag in GONE:
            return False
        if above.tag == f"{MC}Fallback" and above.getparent().find(f"{MC}Choice") is not None:
            return False
    return True


def _nearest(text: Tree) -> Tree | None:
    return next(text.iterancestors(f"{W}p"), None)
