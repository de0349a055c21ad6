"""The bodies that the value of a label names, and where the names end and say what the bodies do."""

from __future__ import annotations

import re

from pipeline.grammar import bodies
from pipeline.text.spans import Span

_CHARGED = re.compile(
    r"\s(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|chủ động|tham mưu|hướng dẫn|đôn đốc|theo dõi|tổng hợp|"
    r"báo cáo|triển khai|thực hiện|tổ chức thực hiện|căn cứ)\s"
)
"""Verbs that occur in no body's name."""
_NAMED_BY_WORK = re.compile(r"(?:Vụ|Cục|Chi cục|Tổng cục|Ban Quản lý)\s")
"""Bodies named after what they do ("Vụ Phổ biến, giáo dục pháp luật")."""


def name_end(text: str, start: int, end: int) -> int:
    """Where the names of a label's value end: at the verb that says what the bodies do."""
    charged = _CHARGED.search(text, start, end)
    stop = charged.start() if charged else end
    for verb in bodies.verbs().finditer(text, start, stop):
        before = text[start : verb.start()].split()
        said = verb.group("verb") and before and before[-1][:1].islower() and before[-1][-1].isalpha()
        if said and not _names_work(text, start, verb.start()) and not bodies.keeps(text, start, verb):
            return verb.start()
    return stop


def _names_work(text: str, start: int, at: int) -> bool:
    """Whether `at` lies in the name of a body that is named after what it does."""
    heads = [head for head in bodies.heads().finditer(text, start, at) if head.group()[:1].isupper()]
    return bool(heads) and _NAMED_BY_WORK.match(text, heads[-1].start()) is not None


def speaks_of_several(text: str, span: Span) -> bool:
    """Whether a value says of several bodies what each does ("X chủ trì ...; Y ..."); of one, the item says it."""
    stated = [piece for piece in _pieces(text, span) if name_end(text, *piece) < piece[1]]
    return len(stated) > 1


def listed(text: str, span: Span) -> list[Span]:
    """The bodies of a list separated by commas and semicolons, up to the verb that says what they do."""
    return [
        own for start, end in _pieces(text, (span[0], name_end(text, *span))) for own in bodies.split(text, start, end)
    ]


def _pieces(text: str, span: Span) -> list[Span]:
    """A list of bodies cut at its semicolons."""
    cuts = [span[0], *(span[0] + found.end() for found in re.finditer(";", text[slice(*span)])), span[1] + 1]
    pairs = zip(cuts, cuts[1:], strict=False)
    return [own for a, b in pairs if (own := bodies.trimmed(text, a, b - 1))[1] > own[0]]
