"""Wide pictures in a Word file: what they hold of Vietnamese words is read where they stand, what cannot be is said."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import EmptyFile, EngineError, InputError
from pipeline.reading.lines import Fault, Line
from pipeline.reading.office.word_xml import Tree, W
from pipeline.reading.trust import judge
from pipeline.settings import ReadSettings

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 12_700  # a point
_WIDE = 200.0  # points; seals, logos and drawn signatures are narrower
_AREA = 10_000.0  # square points, a line of text across the page
_WORDS = 4  # that a picture must hold to be one of text
_MOST = 30  # pictures of one file that are read
_VML_SIZE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|px)?")
_NAMES = {"chart": "biểu đồ, chart", "relIds": "SmartArt"}
_NO_FILE = ("Equation", "MathType", "Shell", "Forms.", "MSForms")  # formulas and buttons
_IN_POINTS = {"pt": 1.0, "in": 72.0, "px": 0.75}

NEVER = (
    "Có ảnh chèn không đọc vì --ocr never, có thể thiếu chữ / "
    "Pictures are not read because of --ocr never; text may be missing"
)
UNREAD = "Có ảnh chèn không mở được ({0}), có thể thiếu chữ / A picture could not be opened ({0}); text may be missing"
EMBEDDED = (
    "Có nội dung nhúng không đọc ({0}), có thể thiếu chữ: mở bằng Word, lưu thành PDF rồi chạy lại / "
    "Embedded content is not read ({0}); text may be missing: save it as PDF in Word, then rerun"
)
TOO_MANY = "Chỉ đọc {0} ảnh chèn đầu tiên / Only the first {0} pictures are read"


class Picture(NamedTuple):
    """A picture in its place: the id of its relation and its size in points."""

    relation: str
    width: float
    height: float


def pictures_in(drawing: Tree) -> Iterator[Picture]:
    """The pictures of a drawing that may be of text, by their size on the page."""
    for element in drawing.iter("{*}blip", "{*}imagedata"):
        box = next(element.iterancestors(f"{W}txbxContent"), None)
        if box is not None and drawing in box.iterancestors():  # its paragraphs are gone through with the box
            continue
        relation = element.get(f"{_RELATED}embed") or element.get(f"{_RELATED}id")
        size = _size(element)
        if relation and size and size[0] >= _WIDE and size[0] * size[1] >= _AREA:
            yield Picture(relation, *size)


def embedded_in(drawing: Tree, pictured: bool) -> Iterator[str]:
    """What a drawing embeds and does not show as text: a chart, a diagram, a file of which no wide picture stands here.

    Args:
        drawing: of the page.
        pictured: whether a picture in it is read in its place.
    """
    for element in drawing.iter("{*}chart", "{*}relIds", "{*}OLEObject"):
        name = _NAMES.get(element.tag.rsplit("}", 1)[-1]) or element.get("ProgID") or "OLE"
        if not (pictured or name.startswith(_NO_FILE)):
            yield name


def _size(element: Tree) -> tuple[float, float] | None:
    for above in element.iterancestors():
        extent = above.find("{*}extent")
        try:
            if extent is not None:
                return int(extent.get("cx")) / _EMU, int(extent.get("cy")) / _EMU
        except (TypeError, ValueError):
            return None
        styled = {
            name: float(n) * _IN_POINTS[unit or "px"] for name, n, unit in _VML_SIZE.findall(above.get("style", ""))
        }
        if len(styled) == 2:
            return styled["width"], styled["height"]
    return None


class Pictures:
    """Reads the pictures of a package.

    Args:
        path: of the file.
        parts: name of the part of each relation of the main part.
        settings: whether and how to read.
        faults: what cannot be read is added here.
    """

    def __init__(self, path: Path, parts: Mapping[str, str], settings: ReadSettings, faults: list[Fault]) -> None:
        self._path, self._parts, self._settings, self._faults = path, parts, settings, faults
        self._read = 0

    def lines(self, picture: Picture, page: int, column: str | None) -> Iterator[Line]:
        """The lines of a picture; none of one without Vietnamese words (a photo, a map)."""
        name = self._parts.get(picture.relation)
        if name is None:
            return
        self._read += 1
        if self._settings.ocr == "never" or self._read > _MOST:
            told = NEVER if self._settings.ocr == "never" else TOO_MANY.format(_MOST)
            if all(message != told for _, _, message in self._faults):
                self._faults.append((page, "ocr", told))
            return
        texts = self._texts(name, page)
        verdict = judge("\n".join(texts))
        if verdict.words >= _WORDS and verdict.believed:
            yield from (Line(text, page, column=column) for text in texts)

    def _texts(self, name: str, page: int) -> list[str]:
        from pipeline.reading.ocr.images import read_image

        try:
            with tempfile.NamedTemporaryFile(prefix="kehoach-", suffix=Path(name).suffix) as copy:
                with zipfile.ZipFile(self._path) as archive:
                    copy.write(archive.read(name))
                copy.flush()
                return [line.text for line in read_image(copy.name, self._settings).lines]
        except EmptyFile:  # no letter in it
            return []
        except EngineError as error:
            self._faults.append((page, "ocr", f"{error.describe('vi')} / {error.describe('en')}"))
        except (InputError, zipfile.BadZipFile, OSError):
            self._faults.append((page, "reading", UNREAD.format(Path(name).suffix.lstrip(".").upper() or name)))
        return []
