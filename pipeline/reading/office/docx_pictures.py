"""Wide pictures in a Word file: what they hold of Vietnamese words is read where they stand, what cannot be is said."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline.reading.lines import Fault, Line
from pipeline.reading.office.word_xml import Tree, W
from pipeline.reading.text_pictures import TextPictures
from pipeline.settings import ReadSettings

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 12_700  # a point
_WIDE = 200.0  # points; seals, logos and drawn signatures are narrower
_AREA = 10_000.0  # square points, a line of text across the page
_VML_SIZE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|px)?")
_NAMES = {"chart": "biểu đồ, chart", "relIds": "SmartArt"}
_NO_FILE = ("Equation", "MathType", "Shell", "Forms.", "MSForms")  # formulas and buttons
_IN_POINTS = {"pt": 1.0, "in": 72.0, "px": 0.75}


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
        self._path, self._parts = path, parts
        self._pictures = TextPictures(settings, faults)

    def lines(self, picture: Picture, page: int, column: str | None) -> Iterator[Line]:
        """The lines of a picture in its place."""
        name = self._parts.get(picture.relation)
        if name is not None:
            yield from self._pictures.lines(name, partial(self._bytes, name), page, column)

    def _bytes(self, name: str) -> bytes:
        with zipfile.ZipFile(self._path) as archive:
            return archive.read(name)
