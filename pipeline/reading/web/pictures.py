"""Pictures of text in a web page: those in the page itself, in its file or beside it; nothing is ever fetched."""

from __future__ import annotations

import base64
import binascii
import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from pipeline.reading.faults import say
from pipeline.reading.lines import Fault, Line
from pipeline.reading.omitted import quoted
from pipeline.reading.text_pictures import TextPictures
from pipeline.settings import ReadSettings
from pipeline.text.outline import DASH, label_of

_DATA = re.compile(r"data:(?P<type>image/[\w.+-]+)[^,]*?(?P<coded>;base64)?,(?P<data>.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:|[/\\]", re.IGNORECASE)
_FURNITURE = frozenset(("aside", "footer", "header", "nav"))
_ORNAMENT = re.compile(
    r"logo|icon|banner|avatar|sprite|button|captcha|facebook|zalo|youtube|twitter|loading|spacer|pixel|counter|print|"
    r"\.(?:svg|gif|ico)\b|quốc huy|biểu trưng",
    re.IGNORECASE,
)
_LEAST = 300, 30  # pixels; logos, icons and drawn signatures are smaller
_BANNER = 5  # times as wide as high: a file beside a saved page of such a shape is the portal's own


_HEADING = 150  # characters of one at most
_SENTENCE_ENDS = (".", ";", "!", "?", ",")


def _may_hold_text(element: Any, source: str) -> bool:
    """Whether a picture whose file is missing can be one of text: no logo, icon or banner, and not too small."""
    about = " ".join(element.get(name) or "" for name in ("src", "alt", "class", "id", "title"))
    sizes = (_number(element.get("width")), _number(element.get("height")))
    small = any(size is not None and size < least for size, least in zip(sizes, _LEAST, strict=True))
    outside = any(above.tag in _FURNITURE for above in element.iterancestors())
    return bool(source) and not small and not outside and not _ORNAMENT.search(about)


def _number(said: str | None) -> int | None:
    found = re.match(r"\s*(\d+)(?:px)?\s*$", said or "")
    return int(found[1]) if found else None


class WebPictures:
    """The pictures of one page.

    Args:
        settings: whether and how to read.
        path: of the page.
        parts: what its file encloses, by the names that it gives them (MHTML).
    """

    def __init__(self, settings: ReadSettings, path: Path, parts: Mapping[str, bytes] | None = None) -> None:
        self.faults: list[Fault] = []
        self._elsewhere: list[tuple[str, int | None]] = []
        """Pictures whose files are missing and that may be of text: what they are called, or their address, and
        how many lines stand before those that are a paragraph of their own."""
        self._path, self._parts = path, parts or {}
        self._pictures = TextPictures(settings, self.faults)

    def lines(self, element: Any, before: int | None) -> Iterator[Line]:
        """The lines of an img element, where it may be a picture of text.

        Args:
            element: the picture.
            before: lines before it, None where it stands among words.
        """
        from pipeline.reading.ocr.images import size_of

        source = (element.get("src") or "").strip()
        name, data = self._embedded(source) or self._beside(source)
        width, height = (size_of(data) if data else None) or (0, 0)
        if not data and not _DATA.match(source) and _may_hold_text(element, source):
            self._elsewhere.append((" ".join((element.get("alt") or "").split()) or source, before))
        if width >= _LEAST[0] and height >= _LEAST[1]:
            yield from self._pictures.lines(name, lambda: data, 1)

    def told(self, lines: Sequence[Line]) -> tuple[list[Fault], tuple[str, ...]]:
        """What is to be said of pictures: faults, of those that stand where a part has no words, and remarks."""
        names = [name for name, _ in self._elsewhere]
        missing: list[Fault] = [
            (
                None,
                "reading",
                say("web-picture-instead-of-words", heading.replace(" / ", "/"), f"“{name[:80]}”"),
            )
            for name, before in self._elsewhere
            if before and (heading := _heading_without_words(lines, before))
        ]
        remarks = (say("web-pictures-elsewhere", len(names), quoted(names)),) if names else ()
        return [*self.faults, *missing], remarks

    def _embedded(self, source: str) -> tuple[str, bytes] | None:
        """A picture that the page or its file holds: a name and the bytes."""
        if found := _DATA.match(source):
            try:
                coded = unquote_to_bytes(found["data"])
                data = base64.b64decode(coded) if found["coded"] else coded
            except binascii.Error:
                data = b""
            return f"a{mimetypes.guess_extension(found['type']) or '.png'}", data
        data = self._parts.get(source.removeprefix("cid:"), b"")
        return (source, data) if data else None

    def _beside(self, source: str) -> tuple[str, bytes]:
        """A picture in a file beside the page's or below it."""
        from pipeline.reading.ocr.images import size_of

        home = self._path.parent.resolve()
        name = unquote(source.split("?", 1)[0])
        if not name or "\0" in name or _SCHEME.match(source):
            return source, b""
        file = (home / name).resolve()
        try:
            data = file.read_bytes() if file.is_relative_to(home) and file.is_file() else b""
        except OSError:
            data = b""
        size = size_of(data) if data else None
        return name, data if size and size[0] < _BANNER * size[1] else b""


def _heading_without_words(lines: Sequence[Line], at: int) -> str | None:
    """The heading before a place that no words follow before the next label, or the end; None where there is none."""
    above = next((line.text for line in reversed(lines[:at]) if _says(line)), "")
    after = next((line.text for line in lines[at:] if _says(line)), None)
    above, label = " ".join(above.split()), label_of(above.lstrip("#* "))
    following = label_of(after.lstrip("#* ")) if after else None
    if label is None or label.style == DASH or above.endswith(_SENTENCE_ENDS) or len(above) > _HEADING:
        return None
    bare = after is None or (following is not None and following.style != DASH)
    return above.strip("#* ") if bare else None


def _says(line: Line) -> bool:
    return bool(line.text.strip()) and not line.is_dropped
