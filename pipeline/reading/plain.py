"""Plain text to lines: one Line a physical line, blank ones too; a form feed opens a page."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.legacy import decode_bytes
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.settings import ReadSettings
from pipeline.text import nfc

_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\t\n\f"}
_NEWLINE = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def read_plain(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a text file in any encoding."""
    text, _ = decode_bytes(path.read_bytes())
    return text_reading(text)


def text_reading(text: str) -> Reading:
    """The lines of a text; joined by newlines they are its NFC."""
    lines = tuple(Line(line, page) for line, page in physical_lines(text))
    return Reading(lines, pages_of(lines), "text")


def physical_lines(text: str) -> list[tuple[str, int]]:
    """Each line with its page; control characters are written as spaces, a byte order mark is left out."""
    clean = nfc(_NEWLINE.sub("\n", text.removeprefix("\ufeff"))).translate(_CONTROLS)
    out: list[tuple[str, int]] = []
    page = 1
    for line in clean.split("\n"):
        leading = len(line) - len(line.lstrip())
        page += line.count("\f", 0, leading)
        out.append((line, page))
        page += line.count("\f", leading)
    return out


def pages_of(lines: tuple[Line, ...]) -> tuple[PageInfo, ...]:
    """The pages that the lines name."""
    return tuple(PageInfo(number) for number in range(1, max((line.page for line in lines), default=1) + 1))
