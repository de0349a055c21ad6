"""The XML of Word packages, sound or damaged: what the parser has to drop is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from typing import Any

from lxml import etree

from pipeline.reading.faults import say
from pipeline.reading.lines import Fault

Tree = Any
"""An lxml element; its stubs know less than the trees do."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_ENTITY = re.compile(rb"&([A-Za-z_][\w.-]{0,60});")
_DEFINED = re.compile(rb"<!ENTITY\s+([\w.-]{1,60})\s+(?:\"([^\"<&%]{0,1000})\"|'([^'<&%]{0,1000})')\s*>")
_OWN = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_MOST_WRITTEN = 1 << 20  # bytes that entities may add to a part; more is an attack (a decompression bomb)
_HEAD = 1 << 16  # a DTD within the part stands here
_TEXT = re.compile(rb"<w:t(?:\s[^<>]*)?>([^<]*)")
_SHOWN = 40  # characters of the text before the damage

_MOST_NESTED = 16
"""Tables within each other; people nest two or three, more comes of programs that went wrong."""


def parse(blob: bytes) -> tuple[Tree, list[Fault]]:
    """The tree of a part, as far as its XML goes, and what was lost in it.

    Nothing outside the part is ever looked up. Entities are written out where HTML or the part itself gives them as
    plain text; a document that bears others loses them, and says so.

    Raises:
        XMLSyntaxError: there is no root element.
    """
    faults: list[Fault] = []
    blob, unknown = _entities_written(blob.replace(STRICT, _TRANSITIONAL))
    if unknown:
        names = ", ".join(f"&{name};" for name in unknown[:5])
        faults.append((None, "reading", say("word-unknown-entities", names)))
    root, serious = _parsed(blob, huge=False)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in serious):  # sound, and deeper than usual
        root, serious = _parsed(blob, huge=True)
        faults += _flattened(root)
    if serious:
        deep = serious[0].type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
        vi, en = _place(blob, serious[0].line, serious[0].column)
        told = say("word-xml-too-deep" if deep else "word-xml-damaged", vi=vi, en=en)
        faults.append((None, "reading", told))
    return root, faults


def _parsed(blob: bytes, huge: bool) -> tuple[Tree, list[Any]]:
    """The tree and what was wrong; `huge` lifts the parser's limit of depth from 256 to 2048 elements."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=huge)
    root = etree.fromstring(blob, parser)
    return root, [error for error in parser.error_log if error.level >= etree.ErrorLevels.ERROR]


def _flattened(root: Tree) -> list[Fault]:
    """Puts the paragraphs of tables that lie too deep in the place of those tables; a fault where there are any.

    Content controls in each other show nothing of themselves: what they hold takes their place.
    """
    for control in reversed([found for found, depth in _nested(root, f"{W}sdt") if depth >= _MOST_NESTED]):
        place = control.getparent()
        for child in reversed(list(control.iterfind(f"{W}sdtContent/*"))):
            place.insert(place.index(control) + 1, child)
        place.remove(control)
    deep = [found for found, depth in _nested(root, f"{W}tbl") if depth == _MOST_NESTED]
    for table in deep:
        place = table.getparent()
        for at, paragraph in enumerate(list(table.iter(f"{W}p")), place.index(table)):
            place.insert(at, paragraph)
        place.remove(table)
    return [(None, "reading", say("word-tables-too-deep", _MOST_NESTED))] if deep else []


def _nested(root: Tree, tag: str) -> Iterator[tuple[Tree, int]]:
    """The elements of a name with the number of such elements that each lies in."""
    depth = 0
    for event, found in etree.iterwalk(root, events=("start", "end"), tag=tag):
        if event == "start":
            yield found, depth
        depth += 1 if event == "start" else -1


def _entities_written(blob: bytes) -> tuple[bytes, list[str]]:
    """The part with its entities as text, and the names of those that nobody defines."""
    if not _ENTITY.search(blob):
        return blob, []
    own: dict[bytes, bytes] = {name: double or single for name, double, single in _DEFINED.findall(blob[:_HEAD])}
    unknown: dict[str, None] = {}
    room = _MOST_WRITTEN

    def written(found: re.Match[bytes]) -> bytes:
        nonlocal room
        name: bytes = found.group(1)
        if name in _OWN:
            return b"&" + name + b";"
        text = own.get(name)
        if text is None and (char := html5.get(f"{name.decode('ascii', 'replace')};")):
            text = escape(char, quote=False).encode()
        if text is None or room < len(text):
            unknown[name.decode("ascii", "replace")] = None
            return b""
        room -= len(text)
        return text

    start = blob.find(b"]>") if b"<!DOCTYPE" in blob[:_HEAD] else 0  # the definitions themselves stay as they are
    return blob[: max(start, 0)] + _ENTITY.sub(written, blob[max(start, 0) :]), list(unknown)


def _place(blob: bytes, line: int, column: int) -> tuple[str, str]:
    """Where in the text an error lies, in words of both languages."""
    at = 0
    for _ in range(line - 1):
        at = blob.find(b"\n", at) + 1
    before = [found.group(1) for found in _TEXT.finditer(blob[max(0, at + column - 4000) : at + column])]
    words = " ".join(b" ".join(before).decode("utf-8", "ignore").split())[-_SHOWN:].replace(" / ", "/")
    if words:
        return f"sau “…{words}”", f"after “…{words}”"
    share = round(100 * min(at + column, len(blob)) / len(blob))
    return f"ở khoảng {share} % tệp", f"at about {share} % of it"
