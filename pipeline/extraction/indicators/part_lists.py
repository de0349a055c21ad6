"""Lists of the parts of a figure, which a bracket gives without units: "18 giải (Toán: 03; Ngữ văn: 15)"."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.text.spans import Span
from pipeline.text.unicode import parse_number

_LIST = re.compile(r"\((?:[Tt]rong đó\s*:?\s*)?(?P<list>[^()]{5,400})\)")
_PART = re.compile(r"\s*(?P<name>[^\W\d_][^\d:;=]{0,40}?)\s*[:=]?\s*(?P<figure>\d+(?:\.\d{3})*(?:,\d+)?)\s*")
_SEPARATORS = (re.compile(r";"), re.compile(r",(?!\d)"))


class Part(NamedTuple):
    """One part of a whole: its name, its value and where both stand."""

    name: str
    value: float
    span: Span


def parts_at(text: str, opened: int) -> list[Part]:
    """The parts that the bracket opening at `opened` lists; none where one of its items is no name with a figure."""
    listed = _LIST.match(text, opened)
    if listed is None:
        return []
    separator = _SEPARATORS[";" not in listed["list"]]
    found: list[Part] = []
    at = listed.start("list")
    for piece in separator.split(listed["list"]):
        part = _PART.fullmatch(text, at, at + len(piece))
        value = parse_number(part["figure"]) if part else None
        if part is None or value is None:
            return []
        found.append(Part(" ".join(part["name"].split()), value, (part.start("name"), part.end("figure"))))
        at += len(piece) + 1
    return found if len(found) > 1 else []
