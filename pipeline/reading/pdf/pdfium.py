"""The text layer and the picture of PDF pages through PDFium; the only module that imports pypdfium2.

PDFium gives characters in the order of the content stream. They leave this module as tokens (runs without white
space) in points from the displayed page's top left; `lines` makes lines of them.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DamagedFile, EncryptedFile, FileTooLarge
from pipeline.messages import both
from pipeline.reading.pdf.frame import (
    LEAST_SIDE,
    Drawn,
    Frame,
    Layer,
    Marks,
    Matrix,
    Ruling,
    Spot,
    Token,
    Words,
    edges_of,
    moved,
    shown,
    spot,
    times,
)
from pipeline.reading.pdf.own_marks import Places, marks_on_letters
from pipeline.reading.pdf.pieces import ASCENT, DESCENT, Rect, decoded, height_of, tells_height, tokens_of, union
from pipeline.reading.pdf.shifted import Fonts, is_doubtful
from pipeline.reading.pdf.trailer import is_encrypted
from pipeline.reading.turned import upright
from pipeline.text.spans import Span

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 20_000.0
"""Points; a page longer than this (Acrobat stops at 14,400) is never rendered."""
_MAX_OBJECTS, _MAX_EDGES, _FORM_DEPTH = 200_000, 20_000, 4
_LEAST_HEIGHT = 1.0  # points of a line that an eye can read
_WHITE = 250
_LEANING = 0.2  # quarter turns off the axes; a sheet that was scanned at a slant leans less
_DRAWN_ON_TOP = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT))
_BOLD = re.compile(r"bold|black|heavy|-bd|semibd", re.IGNORECASE)


class PdfFile:
    """An open PDF; use as a context manager. Pages are loaded one at a time and closed at once."""

    def __init__(self, path: str | Path, password: str | None = None) -> None:
        """Opens the file.

        Raises:
            EncryptedFile: it needs a password, or the one given is wrong.
            DamagedFile: it is no PDF that can be opened.
        """
        self.path = str(path)
        self._fonts = Fonts()
        try:
            self._pdf: Any = pypdfium2.PdfDocument(str(path), password=password)
        except pypdfium2.PdfiumError as error:
            # PDFium keeps the code of the last file that failed: its "password" is believed of encrypted files only.
            if is_encrypted(Path(path)):
                raise EncryptedFile(path, None, both("advice", "wrong_password") if password else None) from error
            raise DamagedFile(path, "PDFium") from error
        with suppress(pypdfium2.PdfiumError):  # a broken form dictionary costs the form fields, not the text
            self._pdf.init_forms()

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._pdf)

    def close(self) -> None:
        """Closes the file."""
        self._pdf.close()

    def layer(self, number: int) -> Layer:
        """The text layer of page `number` (1-based), form fields and signatures in their places.

        Raises:
            DamagedFile: the page cannot be loaded.
        """
        page, before, marks = self._page(number)
        with closing(page):
            frame, size, off = Frame.of(page), page.get_size(), None
            words = _words(page, frame, self._fonts)
            if not words.tokens and (off := _frame_around(page)):
                frame, words = off, _words(page, off, self._fonts)
            drawn = _drawn(page, frame)
        tokens = words.tokens
        if before is not None:
            tokens = tuple(token if spot(token) in before else replace(token, added=True) for token in tokens)
        tokens, unseen = shown(tokens, [*drawn.images, *(ruling.box for ruling in drawn.rulings)])
        absurd = off is not None or min(size) < LEAST_SIDE or max(size) > MAX_SIDE
        return Layer(
            number, frame.width, frame.height, absurd, tokens, tuple(drawn.rulings), tuple(drawn.edges), drawn.objects,
            words.unmapped, words.shift, tuple(drawn.images), unseen, marks,
        )  # fmt: skip

    def render(self, number: int, dpi: int, max_pixels: int) -> Image:
        """The picture of page `number`, signatures and form fields drawn.

        Raises:
            FileTooLarge: the page is past `MAX_SIDE` or its picture past `max_pixels`.
            DamagedFile: the page cannot be drawn.
        """
        page, _, _ = self._page(number)
        with closing(page):
            width, height = page.get_size()
            pixels = width * height * (dpi / 72) ** 2
            if max(width, height) > MAX_SIDE or pixels > max_pixels:
                raise FileTooLarge(self.path, f"trang {number}: {width:.0f} x {height:.0f} pt")
            try:
                bitmap = page.render(scale=dpi / 72, may_draw_forms=True)
            except (pypdfium2.PdfiumError, ValueError) as error:  # a page box outside the page
                raise DamagedFile(self.path, f"trang {number}") from error
            with closing(bitmap):
                image: Image = bitmap.to_pil().copy()
            return image

    def bare_text(self, number: int) -> str:
        """The text of page `number` in the order of its stream, without places; "" where it cannot be loaded."""
        with (
            suppress(pypdfium2.PdfiumError),
            closing(self._pdf[number - 1]) as page,
            closing(page.get_textpage()) as text,
        ):
            return str(text.get_text_range())
        return ""

    def is_xfa(self) -> bool:
        """Whether the pages are drawn by an XFA form, which PDFium and most viewers do not know."""
        return int(self._pdf.get_formtype()) in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)

    def attached(self) -> list[str]:
        """Names of the files that the PDF encloses."""
        return [self._pdf.get_attachment(index).get_name() for index in range(self._pdf.count_attachments())]

    def attachment(self, name: str) -> bytes | None:
        """The bytes of an enclosed file, None where they are damaged."""
        with suppress(pypdfium2.PdfiumError):
            return bytes(self._pdf.get_attachment(self.attached().index(name)).get_data())
        return None

    def _page(self, number: int) -> tuple[Any, frozenset[Spot] | None, Marks]:
        """The loaded page, flattened where something is drawn on top, the tokens that it had before, and its marks."""
        try:
            page = self._pdf[number - 1]
            marks = _marks(page)
            if not marks.on_top:
                return page, None, marks
            before = frozenset(map(spot, _words(page, Frame.of(page), self._fonts).tokens))
            try:
                page.flatten()
            except (pypdfium2.PdfiumError, RuntimeError):
                return page, None, marks
            page.close()
            return self._pdf[number - 1], before, marks
        except pypdfium2.PdfiumError as error:
            raise DamagedFile(self.path, f"trang {number}") from error


def _marks(page: Any) -> Marks:
    found, frame = Marks(), Frame.of(page)
    quad, buffer = pdfium.FS_QUADPOINTSF(), ctypes.create_string_buffer(2048)
    words = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), 2000)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        found.on_top |= kind in _DRAWN_ON_TOP
        if kind == pdfium.FPDF_ANNOT_TEXT:
            got = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", words, len(buffer))
            found.notes.append(
                buffer.raw[: min(got, len(buffer)) - 2].decode("utf-16-le", "replace") if got > 2 else ""
            )
        elif kind == pdfium.FPDF_ANNOT_STRIKEOUT:
            for at in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
                pdfium.FPDFAnnot_GetAttachmentPoints(annotation, at, quad)
                found.struck.append(frame.box(quad.x1, quad.y1, quad.x4, quad.y4))  # opposite corners
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _frame_around(page: Any) -> Frame | None:
    with closing(page.get_textpage()) as text:
        return Frame.around(page, text)


def _words(page: Any, frame: Frame, fonts: Fonts) -> Words:
    shift = None
    with closing(page.get_textpage()) as text:
        raw, count = text.raw, text.count_chars()
        chars, measure = _characters(text, count), _Measure(raw, frame)
        if is_doubtful(chars):
            breaks = [pdfium.FPDFText_IsGenerated(raw, index) == 1 for index in range(count)]
            chars, shift = fonts.read(_codes(raw, count), [measure.font(index) for index in range(count)], breaks)
        chars, order = marks_on_letters(chars, measure.places())
        drawn = list(tokens_of(chars, order, measure))
        unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(raw, order[token.order]) == 1 for token, _ in drawn)
    return Words(decoded(drawn), 0 if shift is not None else unmapped, shift)


def _characters(text: Any, count: int) -> str:
    """One character a PDFium index; those outside the first plane too."""
    chars: str = text.get_text_range() if count else ""
    if len(chars) == count and "\ufffe" not in chars:
        return chars
    return _codes(text.raw, count)


def _codes(raw: Any, count: int) -> str:
    codes = (pdfium.FPDFText_GetUnicode(raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


class _Measure:
    """Places of characters on one page."""

    def __init__(self, raw: Any, frame: Frame) -> None:
        self.raw, self.frame = raw, frame
        self.rect = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.name, self.flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self.colour = tuple(ctypes.c_uint() for _ in range(4))
        self.known: dict[int, Rect | None] = {}
        self.ems: dict[int, float] = {}
        self.up, self.down, self.matrix = ctypes.c_float(), ctypes.c_float(), pdfium.FS_MATRIX()

    def rectangle(self, index: int) -> Rect | None:
        """Left, bottom, right, top in user space; the font's line box, not the ink's."""
        if index not in self.known:
            box: Rect | None = None
            if pdfium.FPDFText_GetLooseCharBox(self.raw, index, self.rect):
                box = self._line_box(index, (self.rect.left, self.rect.bottom, self.rect.right, self.rect.top))
            self.known[index] = box if box and math.isfinite(sum(box)) else None
        return self.known[index]

    def _line_box(self, index: int, box: Rect) -> Rect:
        """The box of a character, as high as its line; PDFium gives that of the ink where the font tells no height."""
        drawn = pdfium.FPDFText_GetTextObject(self.raw, index)
        key = ctypes.addressof(drawn.contents) if drawn else 0
        if key not in self.ems:
            self.ems[key] = self._em(index, drawn) if drawn else 0.0
        if not (em := self.ems[key]):
            return box
        baseline = self._origin(index)[1]
        return box[0], baseline - DESCENT * em, box[2], baseline + ASCENT * em

    def _em(self, index: int, drawn: Any) -> float:
        """The size of a text object whose font tells no height and that is not turned, else 0."""
        font = pdfium.FPDFTextObj_GetFont(drawn)
        pdfium.FPDFFont_GetAscent(font, 1.0, self.up)
        pdfium.FPDFFont_GetDescent(font, 1.0, self.down)
        if not font or tells_height(self.up.value, self.down.value) or self._turn(index):
            return 0.0
        pdfium.FPDFText_GetMatrix(self.raw, index, self.matrix)
        return float(pdfium.FPDFText_GetFontSize(self.raw, index) * math.hypot(self.matrix.c, self.matrix.d))

    def shape(self, index: int) -> tuple[float, float, float]:
        """Font size, height of the baseline in user space (0 for turned text) and height of the box."""
        rect = self.rectangle(index)
        baseline = 0.0 if self._turn(index) else self._origin(index)[1]
        return float(pdfium.FPDFText_GetFontSize(self.raw, index)), baseline, rect[3] - rect[1] if rect else 0.0

    def places(self) -> Places:
        """Where the characters stand, for marks that are drawn by themselves."""
        return Places(
            self.rectangle, self._ink, self._origin, lambda index: pdfium.FPDFText_IsGenerated(self.raw, index) == 1
        )

    def _ink(self, index: int) -> tuple[float, float]:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.raw, index, left, right, bottom, top)
        return left.value, right.value

    def _origin(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self.raw, index, self.x, self.y)
        return self.x.value, self.y.value

    def token(self, chars: str, drawn: Span, order: Span, glued: bool) -> tuple[Token, str] | None:
        """The token of some characters, by the index of the first and the last and their order on the page."""
        start, end = order
        first, last = self.rectangle(drawn[0]), self.rectangle(drawn[1])
        if first is None or last is None:
            return None
        box = self.frame.box(*union(first, last))
        if not self.frame.shows(box):
            return None
        font, own = self.font(drawn[0]), self._turn(drawn[0])
        turn = (self.frame.turn + own) % 4
        height = height_of(first, last, sideways=own % 2 == 1)
        origin = self.frame.point(*self._origin(drawn[0]))
        spot = upright((*origin, *origin), turn, self.frame.width, self.frame.height)
        seen = height >= _LEAST_HEIGHT and self._seen(drawn[0])
        bold, leans = bool(_BOLD.search(font)), self._leans(drawn[0])
        return Token(chars, box, spot[1], height, bold, start, end, glued, turn, seen=seen, leans=leans), font

    def font(self, index: int) -> str:
        """Name of the font of a character."""
        pdfium.FPDFText_GetFontInfo(self.raw, index, self.name, len(self.name), self.flags)
        return self.name.value.decode("utf-8", "replace")

    def _seen(self, index: int) -> bool:
        """Whether a character is drawn in a colour other than white."""
        drawn = pdfium.FPDFText_GetTextObject(self.raw, index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else pdfium.FPDF_TEXTRENDERMODE_STROKE
        if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
            return False
        if mode not in (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP):
            return True
        told = pdfium.FPDFPageObj_GetFillColor(drawn, *self.colour)
        *colour, opaque = (part.value for part in self.colour)
        return not told or (opaque > 0 and min(colour) < _WHITE)

    def _leans(self, index: int) -> bool:
        quarters = pdfium.FPDFText_GetCharAngle(self.raw, index) / (math.pi / 2)
        return math.isfinite(quarters) and abs(quarters - round(quarters)) > _LEANING

    def _turn(self, index: int) -> int:
        angle = pdfium.FPDFText_GetCharAngle(self.raw, index)  # clockwise, in user space
        return round(angle / (math.pi / 2)) % 4 if angle > 0 and math.isfinite(angle) else 0


def _drawn(page: Any, frame: Frame) -> Drawn:
    found = Drawn()
    bounds = [ctypes.c_float() for _ in range(4)]
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for handle, kind, matrix in _objects(page.raw, identity, 0):
        found.objects += 1
        if found.objects > _MAX_OBJECTS:
            break
        drawn = kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
        if not drawn or not pdfium.FPDFPageObj_GetBounds(handle, *bounds):
            continue
        box = frame.box(*moved(matrix, *(bound.value for bound in bounds)))
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.images.append(box)
            continue
        count = pdfium.FPDFPath_CountSegments(handle)
        found.rulings.append(Ruling(box, count))
        if len(found.edges) < _MAX_EDGES:
            for points in _outlines(handle, matrix, min(count, _MAX_EDGES)):
                found.edges += edges_of([frame.point(*point) for point in points])
    return found


def _outlines(path: Any, matrix: Matrix, count: int) -> Iterator[list[tuple[float, float]]]:
    """The corners of each stroke of a path, in user space; a closed one ends where it began."""
    own = pdfium.FS_MATRIX()
    if pdfium.FPDFPageObj_GetMatrix(path, own):
        matrix = times(matrix, own)
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points


def _objects(holder: Any, matrix: Matrix, depth: int, form: bool = False) -> Iterator[tuple[Any, int, Matrix]]:
    count = pdfium.FPDFFormObj_CountObjects(holder) if form else pdfium.FPDFPage_CountObjects(holder)
    get = pdfium.FPDFFormObj_GetObject if form else pdfium.FPDFPage_GetObject
    for index in range(min(count, _MAX_OBJECTS)):
        handle = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(handle)
        yield handle, kind, matrix
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            own = pdfium.FS_MATRIX()
            if pdfium.FPDFPageObj_GetMatrix(handle, own):
                yield from _objects(handle, times(matrix, own), depth + 1, True)
