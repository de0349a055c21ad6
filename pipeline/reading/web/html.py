"""HTML to lines: blocks, lists with their numbers, tables; scripts, styles and navigation left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.errors import DamagedFile
from pipeline.reading.faults import say
from pipeline.reading.grids import Grid, Place, columns_of, rows_of_grid
from pipeline.reading.layout.columns import split_columns
from pipeline.reading.layout.marks import is_type_line
from pipeline.reading.lines import Fault, Line, PageInfo, Reading
from pipeline.reading.office.docx_styles import formatted
from pipeline.reading.omitted import CLOSE, OPEN, calls_note, kept, raised, settled, struck
from pipeline.reading.web.fragments import without_elements
from pipeline.reading.web.hidden import Hidden, style_sheet
from pipeline.reading.web.pictures import WebPictures
from pipeline.settings import ReadSettings
from pipeline.text.encodings import decode_bytes
from pipeline.text.outline import label_of
from pipeline.text.unicode import nfc

_SKIPPED = frozenset(
    ("script", "style", "noscript", "nav", "template", "iframe", "svg", "head", "select", "button", "object", "canvas")
)
_FILLED_IN = frozenset(("date", "number", "tel", "text"))  # fields of a form that show what was written into them
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "menu",
        "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_STRUCK = frozenset(("s", "strike", "del"))
_BOLD = _HEADINGS | frozenset(("b", "strong", "th"))
_LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLES = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "none": "",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal": "decimal",
}  # fmt: skip
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = ("script", "style", "head", "nav")
_FRAMES = frozenset(("iframe", "frame", "embed", "object"))
_PAPER = re.compile(r"\.(?:pdf|docx?|xlsx?|html?)\b|viewer|/gview|doc(?:ument)?s?[=/]", re.IGNORECASE)
_NO_PAPER = re.compile(
    r"youtube|facebook|google\.[a-z.]+/maps|/maps/|zalo|googletagmanager|about:|javascript:", re.IGNORECASE
)
_NOTICES = re.compile(r"(?:^|[\s_-])(?:cookies?|gdpr|consent)(?:$|[\s_-])", re.IGNORECASE)
"""Of the class or id of what asks a reader about cookies."""
_SHORT = 600
"""Characters below which a page that speaks of an error is nothing else."""
_REFUSED = re.compile(
    r"(?:^|\b(?:error|lỗi|http)[ :]+)(?:404|403|50[0-4])\b|"
    r"\b(?:not found|forbidden|access denied|bad gateway|service unavailable|just a moment|"
    r"enable (?:javascript|cookies)|(?:trang|nội dung|văn bản)(?: \w+){0,3} không (?:tồn tại|tìm thấy)|"
    r"không tìm thấy (?:trang|nội dung|văn bản)|(?:vui lòng|cần|phải) đăng nhập|hết phiên|lỗi máy chủ)",
    re.IGNORECASE,
)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_TAB, _GAP = re.compile(r"(?<!\s)\t+(?!\s)"), "\u00a0" * 6
"""A tab that was typed, not one of the indented source: LibreOffice writes what stands at tab stops so."""
_NOTE = re.compile(r"_?(?:sdfootnote|sdendnote|footnote|endnote|ftn|edn)-?\d+$", re.IGNORECASE)
"""The id of the element that holds a footnote, as LibreOffice, Word and pandoc write it."""
_ASIDE = 4  # blanks before a line that stands aside
_WIDE = re.compile(r"[ \u00a0\u2003\u3000]*(?:[\u00a0\u2003\u3000][ \u00a0\u2003\u3000]*){4,}")
_CONTROLS = {code: " " for code in range(32) if chr(code) not in f"\t\n{OPEN}{CLOSE}"}
_NO_SIGNS = {ord(OPEN): " ", ord(CLOSE): " ", 0: " "}
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_MOST_COLUMNS, _MOST_ROWS = 64, 20_000
_LONG_CELL = 3000  # characters; a longer one lays out the page and is no datum


def read_html(path: Path, settings: ReadSettings) -> Reading:
    """The lines of an HTML or XHTML file.

    Raises:
        DamagedFile: nothing in it can be parsed, or it is what a server sends instead of the paper.
    """
    reading = html_reading(html_of_bytes(path.read_bytes()), path, WebPictures(settings, path))
    words = " ".join(line.text for line in reading.lines)
    paper = any(is_type_line(line.text) for line in reading.lines)
    if len(words) < _SHORT and not paper and (refused := _REFUSED.search(words)):
        raise DamagedFile(path, f"{say('web-error-page')}: {refused.group()}")
    return reading


def html_of_bytes(data: bytes, declared: str | None = None) -> str:
    """The text of a page's bytes, by the encoding that it or its envelope declares where that fits."""
    found = _DECLARED.search(data[:4096])
    return decode_bytes(data, found.group(1).decode("ascii") if found else declared)[0]


def html_reading(
    text: str, path: Path | None = None, pictures: WebPictures | None = None, *, within: bool = False
) -> Reading:
    """The lines of an HTML text, with those of its pictures where they are to be read.

    Args:
        text: the page.
        path: of its file.
        pictures: reads them.
        within: whether it is a piece of another text, whose reader says what pictures were not read.
    """
    clean = _DOCTYPE.sub("", _XML.sub("", nfc(text).removeprefix("\ufeff")), count=1).translate(_NO_SIGNS)
    try:
        root: Any = lxml_html.document_fromstring(clean)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(path, "HTML") from error
    faults: tuple[Fault, ...] = ()
    bare = unescape(_TAG.sub("\n", without_elements(clean, _UNSEEN)))
    try:
        css = " ".join(style.text or "" for style in root.iter("style"))
        lines: list[Line] = []
        walker = _Walker(style_sheet(css), pictures, lines)
        lines.extend(settled(line) for line in walker.blocks(root))
        faults += tuple((None, "reading", say("web-framed", frame)) for frame in walker.frames[:1])
        lost = len("".join(str(root.text_content()).split())) < 0.5 * len("".join(bare.split()))
    except RecursionError:
        lost = True
    if lost:  # tags nested past all reason, where the parser drops text without a word
        lines = [Line(piece.strip()) for piece in bare.split("\n") if piece.strip()]
        faults += ((None, "reading", say("html-broken")),)
    elif _is_cut(clean):
        faults += ((None, "reading", say("html-cut-short")),)
    told, remarks = pictures.told(lines) if pictures and not within else ([], ())
    return Reading(tuple(lines), (PageInfo(1),), "html", (("lxml", etree.__version__),), (*faults, *told), remarks)


def _framed(element: Any) -> str | None:
    """The address of what a frame shows, where it can be a paper."""
    source = (element.get("src") or element.get("data") or "").strip()
    large = _number(element.get("width"), 600) >= 300 and _number(element.get("height"), 600) >= 300
    return source if large and _PAPER.search(source) and not _NO_PAPER.search(source) else None


def _is_cut(text: str) -> bool:
    """Whether a page that opens its body never closes it, or ends within a tag."""
    begun = re.search(r"<(?:html|body)[\s>]", text[:4096], re.IGNORECASE) is not None
    ended = re.search(r"</(?:html|body|frameset)\s*>", text[-4096:], re.IGNORECASE) is not None
    return (begun and not ended) or text.rfind("<") > text.rfind(">")


class _Walker:
    """Goes through the tree, flushing a line at each block's edge."""

    def __init__(self, styles: Hidden, pictures: WebPictures | None, lines: Sequence[Line]) -> None:
        self.styles, self.pictures, self.lines = styles, pictures, lines
        self.tables = 0
        self.written = 0
        self.buffer: list[str] = []
        self.struck = 0
        """Elements open that strike their text out."""
        self.bold = 0
        self.notes = 0
        """Elements open that hold a footnote."""
        self.prefix = ""
        self.frames: list[str] = []
        """Addresses of the papers that are shown in a frame of the page."""

    def blocks(self, root: Any) -> Iterator[Line]:
        """The lines of an element."""
        yield from self._element(root, False, False, None)
        yield from self._flush(None)

    def _element(self, element: Any, bold: bool, pre: bool, kind: str | None) -> Iterator[Line]:
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rsplit(":", 1)[-1].lower()
        if tag in _FRAMES and (found := _framed(element)):
            self.frames.append(found)
        if not tag or tag in _SKIPPED or self._is_hidden(element):
            return
        block = tag in _BLOCKS
        if block:
            yield from self._flush(kind)
            kind = "heading" if tag in _HEADINGS else None
        out = tag in _STRUCK or self.styles.strikes(element)
        note = block and _NOTE.match(element.get("id") or "") is not None
        self.struck += out
        self.notes += note
        yield from self._content(element, tag, bold or tag in _BOLD, pre or tag == "pre", kind)
        if block:
            yield from self._flush(kind)
        self.struck -= out
        self.notes -= note

    def _content(self, element: Any, tag: str, bold: bool, pre: bool, kind: str | None) -> Iterator[Line]:
        """What an element shows, by its kind; lines of what is complete, the rest kept for its block."""
        if tag == "br":
            self.buffer.append("\n")
        elif tag == "input" and (element.get("type") or "text").lower() in _FILLED_IN:
            self._take(element.get("value"), bold, pre)
        elif tag == "img" and self.pictures is not None:
            alone = not any(part.strip() for part in self.buffer)
            yield from self._picture(self.pictures.lines(element, len(self.lines) if alone else None), kind)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "sup" or (tag not in _BLOCKS and self.styles.raises(element)):
            self._raise(element, bold)
        elif tag in ("ol", "ul", "menu"):
            yield from self._list(element, tag, bold)
        else:
            self._take(element.text, bold, pre)
            for child in element:
                yield from self._element(child, bold, pre, kind)
                self._take(child.tail, bold, pre)

    def _picture(self, lines: Iterator[Line], kind: str | None) -> Iterator[Line]:
        for line in lines:
            yield from self._flush(kind)
            self.written += 1
            yield line

    def _take(self, text: str | None, bold: bool, pre: bool) -> None:
        if not text:
            return
        if not pre:
            within = any(part.strip() for part in self.buffer)
            text = _SPACES.sub(" ", _TAB.sub(_GAP, text) if within else text)
        self.buffer.append(struck(text) if self.struck else text)
        if bold:
            self.bold += len(text.strip())

    def _raise(self, element: Any, bold: bool) -> None:
        text = str(element.text_content())
        if not self.struck and calls_note(text, kept("".join(self.buffer))):
            self.buffer.append(raised(text))
        else:
            self._take(text, bold, False)

    def _flush(self, kind: str | None) -> Iterator[Line]:
        text = "".join(self.buffer).translate(_CONTROLS)
        letters = len("".join(kept(text).split()))
        bold = letters > 0 and self.bold > 0.6 * letters
        self.buffer.clear()
        self.bold = 0
        kind = "note" if self.notes else kind
        for piece in text.split("\n"):
            spaced = _WIDE.sub(lambda gap: " " * len(gap[0]), piece)
            clean = spaced.replace("\u00a0", " ").strip()
            if not clean:
                continue
            if self.prefix:
                if not kept(clean).strip():  # the number of an item that is struck out goes with it
                    clean = struck(self.prefix.rstrip()) + " " + clean
                elif not label_of(clean):
                    clean = self.prefix + clean
                self.prefix = ""
            whole = "    " not in clean or split_columns(clean, self.written) is None
            self.written += 1
            indent = len(spaced) - len(spaced.lstrip(" "))
            yield Line(" " * (indent if indent >= _ASIDE else 0) + clean, whole=whole, kind=kind, bold=bold)  # type: ignore[arg-type]

    def _list(self, element: Any, tag: str, bold: bool) -> Iterator[Line]:
        form = _form(element) if tag == "ol" else ""
        count = _number(element.get("start"), 1)
        step = -1 if element.get("reversed") is not None else 1
        if step < 0 and element.get("start") is None:
            count = sum(child.tag == "li" for child in element)
        self._take(element.text, bold, False)
        for child in element:
            if child.tag != "li":
                yield from self._element(child, bold, False, None)
                continue
            yield from self._flush(None)
            count = _number(child.get("value"), count)
            if tag != "ol":
                self.prefix = "- "
            elif form:
                self.prefix = formatted(count, form) + ". "
            count += step
            yield from self._element(child, bold, False, None)
            self.prefix = ""

    def _table(self, table: Any) -> Iterator[Line]:
        grid, captions = _grid(table)
        places = list(dict.fromkeys(place for row in grid for place in row if place is not None))
        for caption in captions:
            yield from self._element(caption, False, False, None)
        texts = {id(place): [line for cell in place.elements for line in self._cell(cell)] for place in places}
        plain = {key: "\n".join(line.text.replace("\t", " ") for line in lines) for key, lines in texts.items()}
        single = all(len({id(p) for p in row if p is not None}) <= 1 for row in grid)
        sides = None if single else columns_of(grid, plain)
        if sides is not None:
            for place, side in sides:
                yield from (line if line.kind == "row" else replace(line, column=side) for line in texts[id(place)])
        elif single or _lays_out(places, plain):
            for place in places:
                yield from texts[id(place)]
        else:
            self.tables += 1
            number = self.tables
            strong = {key: bool(lines) and all(line.bold for line in lines) for key, lines in texts.items()}
            yield from (replace(line, table=number) for line in rows_of_grid(grid, plain, strong, {}, 1))

    def _is_hidden(self, element: Any) -> bool:
        navigates = element.get("role") == "navigation"
        asks = any(_NOTICES.search(element.get(name) or "") for name in ("class", "id"))
        return element.get("hidden") is not None or navigates or asks or self.styles.hides(element)

    def _cell(self, cell: Any) -> list[Line]:
        prefix, self.prefix = self.prefix, ""
        lines = list(self._element(cell, False, False, None))
        lines += list(self._flush(None))
        self.prefix = prefix
        return lines


def _lays_out(places: Sequence[Place], plain: Mapping[int, str]) -> bool:
    """Whether a table only lays out a page: it holds other tables, or cells longer than any of data."""
    nested = any(place.elements[0].find(".//table") is not None for place in places if place.elements)
    return nested or any(len(text) > _LONG_CELL for text in plain.values())


def _form(element: Any) -> str:
    style = _LIST_STYLE.search(element.get("style") or "")
    if style and style.group(1).lower() in _LIST_STYLES:
        return _LIST_STYLES[style.group(1).lower()]
    return _LIST_TYPES.get(element.get("type") or "1", "decimal")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else default


def _grid(table: Any) -> tuple[Grid, list[Any]]:
    """The cells of a table rows by columns, spans within bounds, and its captions."""
    grid: Grid = []
    captions: list[Any] = []
    reach: dict[int, tuple[Place, int]] = {}
    for row in _rows(table, captions):
        if len(grid) >= _MOST_ROWS:
            break
        line: list[Place | None] = []
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        following: dict[int, tuple[Place, int]] = {}
        for cell in cells:
            _fill(line, reach, following)
            if len(line) >= _MOST_COLUMNS:
                last = line[-1]
                if last is not None:
                    last.elements.append(cell)
                continue
            wide = min(max(_number(cell.get("colspan"), 1), 1), _MOST_COLUMNS - len(line))
            tall = min(max(_number(cell.get("rowspan"), 1), 1), _MOST_ROWS)
            place = Place([cell], tall, wide, all(c.tag == "th" for c in cells))
            for _ in range(wide):
                if tall > 1:
                    following[len(line)] = place, tall - 1
                line.append(place)
        _fill(line, reach, following)
        reach = following
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid], captions


def _fill(
    line: list[Place | None], reach: dict[int, tuple[Place, int]], following: dict[int, tuple[Place, int]]
) -> None:
    """Puts the cells that reach down from above into their places."""
    while len(line) in reach:
        place, left = reach[len(line)]
        if left > 1:
            following[len(line)] = place, left - 1
        line.append(place)


def _rows(table: Any, captions: list[Any]) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")
        elif child.tag == "caption":
            captions.append(child)
