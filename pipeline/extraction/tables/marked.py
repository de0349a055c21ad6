"""Columns of marks: an "x" under "Quý II" says when a row is due, a "CT" under "Trạm Y tế" who leads.

Offices draw up who does what as a grid, the bodies or the months along the top; a note below it says what its letters
mean ("CT: chủ trì; PH: phối hợp").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.grammar import bodies, dates
from pipeline.grammar.task_dues import end_of
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold

Share = Literal["lead", "partner"]
_TICK = r"[xX✓✔√●○•*+vV]"
_MARK = re.compile(rf"(?P<tick>{_TICK}{{1,3}})|[{CODE}]{{1,2}}")
_NONE = re.compile(r"[-–—.\s]*")
"""A cell without a mark, whatever stands for that."""
_LEAST = 2
"""Columns of marks that a table has at least: one alone is a column to tick."""
_BY_LETTERS: dict[str, Share] = {"ct": "lead", "c": "lead", "ph": "partner", "p": "partner"}
"""What letters mean that offices explain nowhere: "chủ trì", "phối hợp"."""
_MEANT = re.compile(
    rf"(?<!\w)(?P<mark>{_TICK}|[{CODE}]{{1,2}})[”\")]?\s*(?:[:=–-]|là)\s*"
    r"(?:(?:cơ quan|đơn vị)\s+)?(?P<means>chủ trì|thực hiện chính|chịu trách nhiệm|phối hợp|tham gia|hỗ trợ)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:tháng|(?<!\w)T)(?:\W*(?:năm\s*)?20\d\d(?=\D))?\W*(?P<month>0?[1-9]|1[0-2])(?![\d/])", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class Marks(NamedTuple):
    """What the columns of a table stand for whose cells are ticked."""

    times: dict[int, str]
    """When, as EDTF, by column."""
    doers: dict[int, str]
    """Who, by column."""
    meant: dict[str, Share]
    """What a mark says, by the note beside the table."""


NO_MARKS = Marks({}, {}, {})


def marks_of(titles: Sequence[str], texts: Sequence[Sequence[str]], note: str) -> Marks:
    """The columns of marks of a table.

    Args:
        titles: of its columns.
        texts: of its cells, by row.
        note: the text before and behind it.
    """
    columns = _of_marks(texts, len(titles))
    return Marks(_times(titles, columns), _doers(titles, columns), _legend(note)) if columns else NO_MARKS


def _of_marks(texts: Sequence[Sequence[str]], width: int) -> list[int]:
    """The columns of which all cells that are filled hold a mark."""
    found = []
    for column in range(width):
        cells = (row[column] for row in texts if width - 1 <= len(row) and column < len(row))
        own = [text for text in cells if not _NONE.fullmatch(text)]
        if own and all(map(_MARK.fullmatch, own)):
            found.append(column)
    return found if len(found) >= _LEAST else []


def _times(titles: Sequence[str], columns: Sequence[int]) -> dict[int, str]:
    """What time each column of marks stands for, as EDTF; columns that name none are left out."""
    named = {column: _time(titles[column]) for column in columns}
    return {column: time for column, time in named.items() if time}


def _time(title: str) -> str | None:
    found = dates.find(title)
    month = _MONTH.search(title)
    year = _YEAR.search(title)
    time = end_of(found[-1].edtf) if found else None
    if month and (time is None or time == (year and year.group())):
        time = f"XXXX-{int(month['month']):02d}"
    return time.replace("XXXX", year.group(), 1) if time and year else time


def _doers(titles: Sequence[str], columns: Sequence[int]) -> dict[int, str]:
    """The body that each column of marks is headed by; a title above several of them is left out."""
    named = {column: _body(titles[column]) for column in columns}
    return {column: body for column, body in named.items() if body}


def _body(title: str) -> str | None:
    starts = [0, *(blank.end() for blank in re.finditer(r"\s+", title))]
    return next((title[at:] for at in reversed(starts) if _names_alone(title[at:])), None)


def _names_alone(words: str) -> bool:
    return bodies.is_name(words) and len(words.split()) > 1


def _legend(note: str) -> dict[str, Share]:
    """What the marks of a table mean, by the text beside it."""
    meant = {fold(found["mark"]).lower(): found["means"].casefold() for found in _MEANT.finditer(note)}
    return {mark: "partner" if means in ("phối hợp", "tham gia", "hỗ trợ") else "lead" for mark, means in meant.items()}


def share(text: str, meant: dict[str, Share]) -> Share | None:
    """Whether a cell says that its body leads or helps, by the note or by its letters; a tick alone says that it leads.

    None without a mark, and for letters that nothing explains.
    """
    mark = _MARK.fullmatch(text)
    if mark is None:
        return None
    own = fold(text).lower()
    return meant.get(own) or _BY_LETTERS.get(own) or ("lead" if mark["tick"] else None)


def is_marked(text: str) -> bool:
    """Whether a cell holds a mark."""
    return _MARK.fullmatch(text) is not None
