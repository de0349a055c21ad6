"""Texts of a workbook of which a part is struck out or raised: openpyxl gives them without that."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from pipeline.reading.omitted import calls_note, kept, raised, struck

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHARED = "xl/sharedStrings.xml"
_LONGEST = 64 << 20  # bytes of shared texts that are gone through


def marked(text: Any) -> str | None:
    """A w:si or w:is with its struck-out words and its calls of notes marked (`omitted`); None where it has none."""
    pieces: list[str] = []
    for run in text.iterfind(f"{MAIN}r"):
        words = run.findtext(f"{MAIN}t") or ""
        pieces.append(_way(run)(words, "".join(pieces)))
    whole = "".join(pieces)
    return None if kept(whole) == whole else whole


def _way(run: Any) -> Callable[[str, str], str]:
    """What is made of the words of a run."""
    strike = run.find(f"{MAIN}rPr/{MAIN}strike")
    if strike is not None and strike.get("val", "1") not in ("0", "false"):
        return lambda words, before: struck(words)
    align = run.find(f"{MAIN}rPr/{MAIN}vertAlign")
    if align is not None and align.get("val") == "superscript":
        return lambda words, before: raised(words) if calls_note(words, kept(before)) else words
    return lambda words, before: words


def shared(archive: zipfile.ZipFile) -> Mapping[int, str]:
    """The shared texts of a workbook that hold such a part, by their number."""
    if _SHARED not in archive.namelist() or archive.getinfo(_SHARED).file_size > _LONGEST:
        return {}
    found: dict[int, str] = {}
    with archive.open(_SHARED) as stream:
        for number, (_, element) in enumerate(etree.iterparse(stream, tag=f"{MAIN}si")):
            if (text := marked(element)) is not None:
                found[number] = text
            element.clear()
    return found
