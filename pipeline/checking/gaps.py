"""Rules on tasks that lack what their neighbours state: the time, the body in charge."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Section


@dataclass(frozen=True, slots=True)
class _Field:
    """What a task states: its label, the kind of finding where it is missing."""

    name: str
    label: re.Pattern[str]
    kind: str


_FIELDS = (
    _Field(
        "thời gian",
        re.compile(r"(?:thoi gian|thoi han|tien do)(?: du kien)?(?: thuc hien| hoan thanh)?\b"),
        "missing-date",
    ),
    _Field(
        "cơ quan chủ trì",
        re.compile(r"(?:co quan|don vi) (?:chu tri|thuc hien)"),
        "missing-part",
    ),
)
_LEAST = 4  # tasks side by side, from which what most of them state is the manner of the list
_MANY = 3  # tasks without it, from which it is the list's manner


def in_lists(view: View) -> Iterator[Hit]:
    """Items of a list of tasks without the line for time or lead that most items beside them have.

    Not those that lack both where their neighbours have both: they are told in another manner.
    """
    siblings: dict[int | None, list[Section]] = defaultdict(list)
    for section in view.document.sections:
        if re.fullmatch(r"[\w.]{1,6}", section.label):
            siblings[section.parent].append(section)
    for group in siblings.values():
        if len(group) < _LEAST or len({one.path for one in group}) < len(group):
            continue  # a label that stands twice opens parts of an item
        common = {field for field in _FIELDS if sum(_stated(view, one, field) > 0 for one in group) >= len(group) / 2}
        for field in _FIELDS:
            counts = {one.start: _stated(view, one, field) for one in group}
            lacking = [one for one in group if not counts[one.start] and not _says(view, one, field)]
            lacking = [one for one in lacking if all(_stated(view, one, other) for other in common - {field})]
            once = sum(count == 1 for count in counts.values())
            if not 0 < len(lacking) < _MANY or once < len(group) / 2:
                continue
            first = lacking[0]
            line = view.text.find("\n", first.start)
            span = view.clip(first.start, min(line if line > 0 else first.end, first.start + 90))
            about = f"{', '.join(one.path for one in lacking)} {field.name}"
            yield Hit(span, about, {"what": field.name}, kind=field.kind)


_ROWS = 8  # numbered rows from which a column of times that nearly all fill is the manner of the table
_FIVE = 6  # numbered rows from which one alone without its time is a slip
_FILLED = 3  # cells that a row of a task fills at least: its number, the task, a body
_NUMBER = re.compile(r"\d{1,3}\s?[.)]?")


def in_tables(view: View) -> Iterator[Hit]:
    """A numbered row of a table of tasks whose time is blank, where one row in ten at most has none."""
    for table in view.document.tables:
        for at, head in enumerate(table.rows[0]):
            if not _TIME_HEAD.search(view.folded, head.start, head.end):
                continue
            width = len(table.rows[0])  # a last cell that is blank may not be there
            tasks = [row for row in table.rows[table.header_rows :] if width - 1 <= len(row) <= width]
            said = [[*(view.text[cell.start : cell.end].strip() for cell in row), ""][:width] for row in tasks]
            full = [
                place for place, words in enumerate(said) if _NUMBER.fullmatch(words[0]) and sum(map(bool, words)) > 2
            ]
            blank = [place for place in full if not said[place][at]]
            if (len(full) >= _ROWS and 0 < len(blank) <= len(full) / 10) or (len(full) >= _FIVE and len(blank) == 1):
                for place in blank:
                    span = view.clip(tasks[place][1].start, min(tasks[place][1].end, tasks[place][1].start + 90))
                    yield Hit(span, f"dòng {said[place][0]} thời gian", {"what": "thời gian"})


_LEAD_HEAD = re.compile(r"chu tri|don vi thuc hien|co quan thuc hien|phu trach")
_TASKS = 3  # numbered rows from which a column that all but one or two of them fill is the manner of the table


def without_lead(view: View) -> Iterator[Hit]:
    """A numbered task of which the cell of the body in charge, or of the time, stands blank between filled ones."""
    for table in view.document.tables:
        heads = list(enumerate(table.rows[0]))
        every = [[" ".join(view.text[cell.start : cell.end].split()) for cell in row] for row in table.rows]
        rows = [(row, said) for row, said in zip(table.rows, every, strict=True) if _is_task(said, len(heads))]
        rows = [one for one in rows if one[0] not in table.rows[: table.header_rows]]
        short = len(rows) == len(table.rows) - table.header_rows and _TASKS <= len(rows) < _ROWS
        for at, head in heads:
            lead = _LEAD_HEAD.search(view.folded, head.start, head.end)
            if not lead and not (short and _TIME_HEAD.search(view.folded, head.start, head.end)):
                continue
            blank = [place for place, (_, said) in enumerate(rows) if not said[at]]
            few = 0 < len(blank) < len(rows) / 2 and len(rows) - len(blank) > 1 if short else len(blank) == 1
            if few and (short or len(rows) >= _FIVE):
                what = "cơ quan chủ trì" if lead else "thời gian"
                for place in blank:
                    row, said = rows[place]
                    span = view.clip(row[1].start, min(row[1].end, row[1].start + 90))
                    kind = "missing-part" if lead else "missing-date"
                    yield Hit(span, f"dòng {said[0]} {what}", {"what": what}, kind=kind)


def _is_task(said: list[str], width: int) -> bool:
    return len(said) == width and bool(_NUMBER.fullmatch(said[0])) and sum(map(bool, said)) > 2


def _stated(view: View, section: Section, field: _Field) -> int:
    """How many lines of an item state it."""
    lines = view.folded[section.start : section.end].split("\n")
    return sum(bool(field.label.match(line.lstrip("-+• \t"))) for line in lines)


def _says(view: View, section: Section, field: _Field) -> bool:
    """Whether its sentences say the same in other words."""
    if field.kind == "missing-date":
        return any(section.start <= mention.evidence.start < section.end for mention in view.record.dates)
    return "chu tri" in view.folded[section.start : section.end]


BODY = re.compile(
    r"(?:Sở|Bộ|UBND|Ủy ban|Phòng|Công an|Văn phòng|Ban|Hội|Trạm|Trung tâm|Đoàn|Đảng ủy|Mặt trận|"
    r"(?:Các )?(?:Sở|thôn|xã|trường|sở|phòng|Thôn|Trường|cơ quan|chi bộ))(?!\w)"
)
"""How the heading of a body begins."""
CARRYING_OUT = re.compile(r"to chuc thuc hien|phan cong|trach nhiem")
"""What the heading of a part on carrying out says."""


def idle_bodies(view: View) -> Iterator[Hit]:
    """A body that has a heading in the part on carrying out, right above the heading of the next, and no task."""
    sections = view.document.sections
    heads = [one for one in sections if one.parent is None and one.label.isdigit() and _names_body(one)]
    for section, after in pairwise(sections):
        if section.parent != after.parent or not BODY.match(section.title):
            continue
        if section.parent is None:  # a directive, whose parts are the bodies that it charges
            if (
                len(heads) >= _ORDERED
                and _names_body(section)
                and _names_body(after)
                and _is_idle(view, section, after)
            ):
                yield Hit(view.clip(section.start, after.start), section.title)
            continue
        part = sections[section.parent]
        named = " ".join(view.folded[part.start : part.start + 90].split("\n\n")[0].split("\n")[:2])
        alone = _is_idle(view, section, after)
        lone = len(section.title.split()) <= _TITLE and BODY.match(re.sub(r"^Đề nghị\s+", "", after.title))
        if alone and lone and CARRYING_OUT.search(named) and not re.search(r"[.;,]\s*$", section.title):
            yield Hit(view.clip(section.start, after.start), section.title)


_TITLE = 10  # words of a heading that names a body alone
_ORDERED = 3  # headings that name bodies alone, from which a paper charges body by body


def _names_body(section: Section) -> bool:
    """Whether a heading is the name of a body alone."""
    return bool(BODY.match(section.title)) and 1 < len(section.title.split()) <= _TITLE


def _is_idle(view: View, section: Section, after: Section) -> bool:
    """Whether nothing stands between a heading and the next."""
    return view.text[section.start : after.start].rstrip(" :\n").endswith(section.title)


_TIME_HEAD = re.compile(r"thoi gian|thoi han|tien do|hoan thanh")
_BEGINS_ONLY = re.compile(
    r"(?:bắt đầu\s+)?(?:triển khai\s+|thực hiện\s+)?từ\s+(?:ngày|tháng|quý|năm)\s+(?:(?!đến)[^.;:,\n]){2,24}",
    re.IGNORECASE,
)
_STEP = re.compile(r"^\W*(?P<when>Từ ngày \d{1,2}/\d{1,2}/\d{4})\s*(?P<end>(?:đến|-|–) [^:\n]{4,30})?:", re.MULTILINE)


def begun_only(view: View) -> Iterator[Hit]:
    """A time that begins and does not end, in a column or a list of times whose others do end."""
    for table in view.document.tables:
        places = [at for at, head in enumerate(table.rows[0]) if _TIME_HEAD.search(view.folded, head.start, head.end)]
        for at in places:
            cells = [row[at] for row in table.rows[table.header_rows :] if at < len(row)]
            said = [" ".join(view.text[cell.start : cell.end].split()) for cell in cells]
            begun = [
                place for place, words in enumerate(said) if _BEGINS_ONLY.fullmatch(words) and "trở đi" not in words
            ]
            if 0 < len(begun) <= len(said) / _LEAST:
                yield from (Hit(view.clip(cells[place].start, cells[place].end), said[place]) for place in begun)
    steps = list(_STEP.finditer(view.text, view.basis_end))
    open_ended = [step for step in steps if not step["end"]]
    if 0 < len(open_ended) <= len(steps) - len(open_ended):
        yield from (Hit(step.span("when"), step["when"]) for step in open_ended if view.in_body(step.start("when")))
