"""The inline content of Word paragraphs: runs in order, what is hidden, struck out or raised among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.reading.office.docx_pictures import Picture, embedded_in, pictures_in
from pipeline.reading.office.docx_styles import Styles, value
from pipeline.reading.office.word_xml import Tree, W
from pipeline.reading.omitted import calls_note, kept, raised, struck
from pipeline.reading.symbols import is_symbol_font, plain

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
GONE = frozenset((f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}instrText", f"{W}delText", f"{W}delInstrText"))
_WRITTEN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
"""Elements that stand for a sign."""
_PROPERTIES = frozenset((f"{W}pPr", f"{W}sdtPr", f"{W}rPr"))


@dataclass(slots=True)
class Pieces:
    """The pieces of a paragraph as they are met."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Tree] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """What is embedded and of which nothing is read: "Excel.Sheet.12", "chart"."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind ("footnote", "endnote") and id of the notes that are called."""
    bold: int = 0
    letters: int = 0


class Runs:
    """Reads runs, counting pages and the texts that it has taken.

    Args:
        styles: of the document.
        rendered: whether Word has noted where its pages broke, so that explicit breaks need not be counted.
    """

    def __init__(self, styles: Styles, rendered: bool) -> None:
        self.styles, self.rendered = styles, rendered
        self.page = 1
        self.table_style: str | None = None
        """Of the table that is being read: what it says of letters holds where nothing nearer does."""
        self.taken: set[Tree] = set()
        self.hidden: list[str] = []
        """The texts that are not shown."""
        self._asking: list[bool] = []
        """Of each open field, the outermost first: whether what it asks for is being read, not yet what it shows."""

    def read(self, parent: Tree, out: Pieces, style: str | None) -> None:
        """Adds the inline content of `parent`, a paragraph of the style, to `out`."""
        if parent.tag == f"{W}p":
            self._asking = [False] * len(self._asking)  # a field whose end is lost takes its paragraph at most
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, out, style)
            elif tag == f"{MC}AlternateContent":
                self.read(chosen(child), out, style)
            elif tag == f"{_M}t":
                out.parts.append(child.text or "")
            elif tag == f"{_M}den":
                out.parts.append("/")
                self.read(child, out, style)
            elif isinstance(tag, str) and tag not in GONE and tag not in _PROPERTIES:
                self.read(child, out, style)

    def _run(self, run: Tree, out: Pieces, style: str | None) -> None:
        own = run.find(f"{W}rPr")
        styles = (None if own is None else value(own.find(f"{W}rStyle")), style, self.table_style)
        styled = own is not None or bool(style or self.table_style)
        if styled and self.styles.toggle("vanish", styles, own):
            texts = list(run.iter(f"{W}t"))
            self.taken.update(texts)
            self.hidden.extend(text.text for text in texts if text.text)
            return
        start = len(out.parts)
        self._content(run, out)
        text = "".join(out.parts[start:])
        if text and styled:
            if self.styles.toggle("caps", styles, own):
                text = text.upper()
            if self.styles.toggle("b", styles, own):
                out.bold += len(text.strip())
            if any(self.styles.toggle(name, styles, own) for name in ("strike", "dstrike")):
                text = struck(text)
            elif self.styles.is_raised(styles, own) and calls_note(text, kept("".join(out.parts[:start]))):
                text = raised(text)
            out.parts[start:] = [text]
        out.letters += len(kept(text).strip())

    def _content(self, run: Tree, out: Pieces) -> None:
        for child in run:
            tag = child.tag
            if (written := _WRITTEN.get(tag)) is not None:
                self.page += tag == f"{W}br" and value(child, "type") == "page" and not self.rendered
                out.parts.append(written)
            elif tag == f"{W}t":
                if not any(self._asking):
                    out.parts.append(plain(child.text or ""))
                self.taken.add(child)
            elif tag == f"{W}fldChar":
                self._field(value(child, "fldCharType"))
            elif tag == f"{W}lastRenderedPageBreak":
                self.page += 1
            elif tag == f"{W}sym":
                out.parts.append(_symbol(value(child, "char"), value(child, "font")))
            elif tag == f"{MC}AlternateContent":
                self._content(chosen(child), out)
            elif tag == f"{W}ruby":
                self.read(child, out, None)
            else:
                self._reference(child, out)

    def _reference(self, child: Tree, out: Pieces) -> None:
        """What a run holds that stands elsewhere: notes, text boxes, pictures."""
        if child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            out.notes.append((child.tag.removeprefix(W).removesuffix("Reference"), value(child, "id") or ""))
        elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            out.boxes.extend(_outermost_boxes(child))
            pictures = list(pictures_in(child))
            out.pictures.extend(pictures)
            out.unread.extend(embedded_in(child, bool(pictures)))

    def _field(self, sign: str | None) -> None:
        """Where a field begins, goes on to what it shows, or ends."""
        if sign == "begin":
            self._asking.append(True)
        elif sign == "separate" and self._asking:
            self._asking[-1] = False
        elif sign == "end" and self._asking:
            self._asking.pop()


def chosen(alternate: Tree) -> Tree:
    """The first choice of mc:AlternateContent, its fallback where there is none: the same content stands in both."""
    choice = alternate.find(f"{MC}Choice")
    if choice is None:
        choice = alternate.find(f"{MC}Fallback")
    return alternate if choice is None else choice


def _outermost_boxes(drawing: Tree) -> Iterator[Tree]:
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _outermost_boxes(chosen(child))
        else:
            yield from _outermost_boxes(child)


def _symbol(code: str | None, font: str | None) -> str:
    try:
        char = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    if char < "\u0100" and font and is_symbol_font(font):  # Word writes the byte or the private-use character
        char = chr(0xF000 + ord(char))
    written = plain(char, font)
    return "•" if "\ue000" <= written <= "\uf8ff" else written
