"""The pictures of a Markdown text, in its own signs or in HTML: read like those of a web page, in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.reading.lines import Line
from pipeline.reading.web.pictures import WebPictures

PICTURED = re.compile(
    r"!\[(?P<alt>[^\[\]\n]*)\]\(\s*<?(?P<source>[^()\s<>]+(?:\([^()\s<>]*\)[^()\s<>]*)*)>?(?:\s[^()\n]*)?\)|<img\s[^<>]*>",
    re.IGNORECASE,
)
"""A picture in either way of writing."""
_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def with_pictures(lines: Sequence[Line], pictures: WebPictures, before: int) -> list[Line]:
    """The lines with those of their pictures; what a picture that stands alone is called is no text.

    Args:
        lines: of a stretch of the text.
        pictures: of the text.
        before: lines of the text before these.
    """
    out: list[Line] = []
    for line in lines:
        found = list(PICTURED.finditer(line.text)) if "[" in line.text or "<" in line.text else []
        alone = bool(found) and not PICTURED.sub("", line.text).strip()
        out.append(replace(line, drop=((0, len(line.text)),), edits=(), parts=()) if alone else line)
        for picture in found:
            out += pictures.lines(_element(picture), before + len(out) if alone else None)
    return out


def _element(picture: re.Match[str]) -> Any:
    """The picture as an element of HTML."""
    from lxml import etree  # loaded where there is a picture

    if picture["source"] is not None:
        return etree.Element("img", src=picture["source"], alt=picture["alt"])
    told = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(picture.group())}
    return etree.Element("img", told)
