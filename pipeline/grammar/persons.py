"""Persons charged by name and office: "Đồng chí Lê Văn An - Phó Trưởng ban", "Cô Phó Hiệu trưởng Lê Thị Cúc"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.grammar import bodies
from pipeline.grammar.pieces import UPPER
from pipeline.vietnam.signing import families

_ADDRESS = r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]ô|Bác sĩ|BS|[Đđ]ồng chí|[Đđ]/c|Đ/C)[.:]?"
_POST = r"(?:Phó|Hiệu|Trưởng|Chủ|Bí|Giám|Tổ|Chánh|Ủy|Thường|Quyền)"
"""First syllables of offices, with which no family name is written."""
PERSON = re.compile(
    rf"{_ADDRESS}\s+(?:(?={_POST}\s)(?:[^\W\d_]+\s+){{1,5}}?)?(?!{_POST}\s)[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*){{1,4}}"
    r"(?!\s*/)"
)
"""Somebody addressed by title and name, perhaps with an office before the name."""
_OFFICE = re.compile(rf"\s*[-–,]\s*(?=[{UPPER}])")
_FIELD = re.compile(r"\s+phụ trách\s")
"""Who looks after something; before a colon it is part of the office: "Phó Chủ tịch phụ trách kinh tế: ..."."""
_ASIDE = re.compile(r"\s*\([^()\n]{2,110}\)")


@dataclass(frozen=True, slots=True)
class Person:
    """Where a person is named, and where the words about the person end, a bracket behind them included."""

    name: tuple[int, int]
    end: int


def at(text: str, start: int, end: int) -> Person | None:
    """The person whom a stretch of text opens with, with the office behind the name."""
    found = PERSON.match(text, start, end)
    if found is None:
        return None
    stop = found.end()
    office = _OFFICE.match(text, stop, end)
    if office:
        stop = bodies.region_end(text, office.end(), end)
        field = _FIELD.search(text, office.end(), stop)
        stop = field.start() if field and text[stop : stop + 1] != ":" else bodies.trimmed(text, start, stop)[1]
    aside = _ASIDE.match(text, stop, end)
    return Person((start, stop), aside.end() if aside else stop)


def in_charge_of(text: str, start: int, end: int) -> int | None:
    """Where the task of a person begins that opens with "phụ trách"; None where the words say something else."""
    field = _FIELD.match(text, start, end)
    return start + 1 if field else None


def alone(words: str) -> bool:
    """Whether words are nothing but persons, named by title or by family and given name: "Đ/c Lê Văn An"."""
    person = at(words, 0, len(words))
    if person is not None:
        return person.end == len(words.rstrip()) or words[person.end :].lstrip()[:1] in ",;-–"
    return bool(_NAME.fullmatch(words)) and words.split()[0] in families()


_NAME = re.compile(rf"[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*){{1,4}}")
