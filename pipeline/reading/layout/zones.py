"""Head, title, body and foot of a document, line by line (Nghị định 30/2020/NĐ-CP, Điều 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.layout.head_and_foot import belongs_to_foot, foot_goes_on, head_goes_on
from pipeline.reading.layout.head_first import caption, letterhead_below
from pipeline.reading.layout.marks import (
    ANNEX,
    ATTACHED,
    AUTHORITY,
    MOTTO,
    OFFICE,
    PLACE_DATE,
    RULE,
    SIGNED,
    is_person,
    is_recipient,
    is_type_line,
    opens_with_type,
    recipients_begin,
)
from pipeline.reading.layout.paragraphs import Unit
from pipeline.reading.layout.titles import DECIDES, in_title
from pipeline.records import BlockKind
from pipeline.text.outline import label_of
from pipeline.text.unicode import fold
from pipeline.vietnam.signing import ARCHIVED, name_in_capitals, without_rank

_HEAD_SEARCH = 40  # a document type further down than this is no head
_TITLE_MOST = 12


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the document; `kind` None is the body."""

    kind: BlockKind | None
    name: str

    def joins(self, before: Unit, after: Unit, goes_on: bool) -> bool:
        """Whether `after` belongs to the paragraph of `before`, both in this zone."""
        if self.name == "title":
            return True
        if self.name == "foot":
            return foot_goes_on(before, after)
        if self.name == "head":
            return head_goes_on(before, after)
        if self.kind == "note":
            return goes_on and not _FOOTNOTE.match(after.text)
        return self.kind is None and goes_on


_HEAD, _TYPE, _TITLE = Zone("head", "head"), Zone("title", "type"), Zone("title", "title")
_BODY, _FOOT, _NOTE = Zone(None, "body"), Zone("foot", "foot"), Zone("note", "note")


def zones(units: Sequence[Unit], starts: Sequence[int]) -> list[Zone]:
    """The zone of each unit; each paper of the file (see `parts`) has a head, a body and a foot of its own."""
    out: list[Zone] = []
    for begin, end in zip(starts, [*starts[1:], len(units)], strict=True):
        part = units[begin:end]
        own = [_BODY] * len(part)
        if begin or _annex_alone(part):
            body = _later_head(part, own)
        else:
            above = caption(part)
            own[:above] = [_NOTE] * above
            rest = own[above:]
            body = above + _head(part[above:], rest)
            own[above:] = rest
        _mark_feet(part, own, body)
        out += own
    return out


def _annex_alone(units: Sequence[Unit]) -> bool:
    """Whether a file is an annex without its paper: its label in capitals above all else."""
    return (
        bool(units)
        and units[0].text.isupper()
        and ANNEX.match(units[0].text) is not None
        and any(ATTACHED.match(unit.text) for unit in units[1:_TITLE_MOST])
    )


def _head(units: Sequence[Unit], out: list[Zone]) -> int:
    """Marks head, type line and title; gives the index where the body begins."""
    at = next((i for i, u in enumerate(units[:_HEAD_SEARCH]) if _opens(units, i)), None)
    if at is None and len(units) > 1 and opens_with_type(units[0].text) and not units[1].text[:1].islower():
        out[0] = _TYPE
        return 1
    if at is None:
        return _letter_head(units, out)
    out[:at] = [_HEAD] * at
    out[at] = _TYPE
    head = letterhead_below(units, at)
    index = at + 1
    while index < len(units) and index - at <= _TITLE_MOST + len(head):
        if index not in head and not in_title(units, at, index):
            break
        out[index] = _HEAD if index in head else _TITLE
        index += 1
    return _authority_line(units, out, index)


def _authority_line(units: Sequence[Unit], out: list[Zone], index: int) -> int:
    """The rules under a title, and the line of a decision that says who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN ...")."""
    begin = index
    while index < len(units) and index - begin < 4:
        text = units[index].text
        wrapped = index > begin and not RULE.match(units[index - 1].text)
        if not RULE.match(text) and not (
            text.isupper() and (DECIDES.match(text) or wrapped) and label_of(text) is None
        ):
            break
        out[index] = _HEAD
        index += 1
    return index


def _opens(units: Sequence[Unit], index: int) -> bool:
    unit = units[index]
    if not is_type_line(unit.text) or unit.column == "left":
        return False
    return index == 0 or not _all_upper_continues(units, index)


def _all_upper_continues(units: Sequence[Unit], index: int) -> bool:
    """A line of capitals that goes on a heading above it ("... CỦA" / "KẾ HOẠCH")."""
    above = units[index - 1]
    return label_of(above.text) is not None and above.text.isupper() and not above.text.endswith((".", ":"))


def _letter_head(units: Sequence[Unit], out: list[Zone]) -> int:
    """The head of a document that names no kind (a công văn): all above "Kính gửi"."""
    at = next((i for i, u in enumerate(units[:_HEAD_SEARCH]) if fold(u.text).startswith("kinh gui")), None)
    if at is None:
        body = next((i for i, u in enumerate(units[:_HEAD_SEARCH]) if _ends_head(u)), _HEAD_SEARCH)
        heads = [i for i, u in enumerate(units[:_HEAD_SEARCH]) if MOTTO.search(fold(u.text)) or u.column and i < body]
        at = heads[-1] + 1 if heads else 0
    out[:at] = [_HEAD] * at
    return at


def _ends_head(unit: Unit) -> bool:
    """Whether two-column lines from here on are a signature's: the page with the head may be lost."""
    label = label_of(unit.text)
    numbered = label is not None and label.style != "dash" and unit.column is None
    return numbered or recipients_begin(unit.text) or AUTHORITY.match(unit.text) is not None


def _later_head(units: Sequence[Unit], out: list[Zone]) -> int:
    """The head of a paper after the first: letterhead, label, title, and the line that says to what it belongs."""
    attached = next((i for i, u in enumerate(units[: _TITLE_MOST + 6]) if ATTACHED.match(u.text)), None)
    if attached is None and not ANNEX.match(units[0].text):
        return _head(units, out)
    index = 0
    while index < len(units) and units[index].line.kind != "row" and index <= _TITLE_MOST + 6:
        text = units[index].text
        if attached is not None and index >= attached:
            break
        if attached is None and index and not text.isupper() and not RULE.match(text):
            return index
        heads = RULE.match(text) or MOTTO.search(fold(text)) or PLACE_DATE.search(text)
        named = ANNEX.match(text) or is_type_line(text)
        titled = _TYPE in out[:index]
        out[index] = _HEAD if heads else _TITLE if titled or not named else _TYPE
        index += 1
    while attached is not None and index < len(units) and index < attached + 4:
        out[index] = _HEAD
        index += 1
        if ")" in units[index - 1].text or "(" not in units[attached].text:
            break
    return index


def _mark_feet(units: Sequence[Unit], out: list[Zone], begin: int) -> None:
    """Marks the foot of a paper, and a second one where body text stands between two blocks of signatures."""
    at, first = begin, True
    while (foot := _foot_start(units, at, first)) is not None:
        at, first = _foot_end(units, foot), False
        out[foot:at] = [_FOOT] * (at - foot)
    note = next((index for index in range(at, len(units)) if _FOOTNOTE.match(units[index].text)), None)
    if not first and note is not None:
        for index in range(note, len(units)):
            if units[index].line.kind != "row":
                out[index] = _NOTE


_FOOTNOTE = re.compile(r"\[\d{1,3}\]|\(\d{1,2}\)\s")
_SHORT, _LONGEST_RECIPIENT = 60, 200  # characters


def _foot_end(units: Sequence[Unit], foot: int) -> int:
    """The first line behind a foot that can be no recipient, office or name."""
    open_item = False
    for index in range(foot, len(units)):
        unit = units[index]
        if unit.line.kind == "row" or (index > foot and _FOOTNOTE.match(unit.text)):
            return index
        label = label_of(unit.text)
        dashed = label is not None and label.style == "dash"
        listed = dashed or fold(unit.text).startswith("luu")
        if label is not None and not dashed and unit.column is None and not open_item:
            return index
        kept = (listed and len(unit.text) < _LONGEST_RECIPIENT) or open_item or unit.column
        if index > foot and not (kept or len(unit.text) <= _SHORT):
            return index
        ended = unit.text.endswith((";", ".")) or unit.text.isupper()
        open_item = (listed or open_item) and not ended
    return len(units)


def _foot_start(units: Sequence[Unit], begin: int, first: bool) -> int | None:
    lines = [i for i in range(begin, len(units)) if units[i].line.kind != "row"]
    named = [i for i in lines if recipients_begin(units[i].text)]
    signed = [i for i in lines if AUTHORITY.match(units[i].text) and len(units[i].text) < 80]
    if not named and not signed:
        return _bare_signature(units, begin) if first else None
    start = min(named[:1] + signed[:1]) if not first else named[0] if named else signed[0]
    top = right_above = _list_above(units, begin, start)
    while top > begin and (_can_be_signature(units[top - 1]) or _is_listed(units[top - 1])):
        top -= 1
    listed = _list_above(units, begin, top)
    return listed if listed < top else next((at for at in range(top, start) if belongs_to_foot(units[at])), right_above)


def _list_above(units: Sequence[Unit], begin: int, at: int) -> int:
    """Where recipients without a heading begin that end in the archive's line right above `at`, else `at`."""
    if at > begin and ARCHIVED.match(units[at - 1].text):
        at = next((i for i in range(at - 1, begin, -1) if not is_recipient(units[i - 1].text)), begin)
    return at


def _is_listed(unit: Unit) -> bool:
    """Whether a line can be one of the recipients whose heading a reader has lost."""
    dashed = (label := label_of(unit.text)) is not None and label.style == "dash"
    return dashed and unit.column == "left" and len(unit.text) <= _SHORT


def _can_be_signature(unit: Unit) -> bool:
    """Whether a line above the recipients can be one of a signature: authority, office, or a name below them."""
    named = is_person(without_rank(unit.text)[1]) or name_in_capitals(unit.text) is not None
    if SIGNED.fullmatch(unit.text):
        return True
    return belongs_to_foot(unit) or (named and unit.line.kind is None and label_of(unit.text) is None)


def _bare_signature(units: Sequence[Unit], begin: int) -> int | None:
    """Where a foot begins that only an office shows, or recipients whose heading a reader has lost."""
    last = range(max(begin, len(units) - _LIST_MOST), len(units))
    filed = next((at for at in reversed(last) if ARCHIVED.match(units[at].text)), None)
    tail = last if filed is not None else last[-_BARE_MOST:]
    offices = (at for at in tail if OFFICE.match(units[at].text) and units[at].text.isupper())
    office = next((at for at in offices if units[at].line.kind != "row"), None)
    if filed is None or (office is not None and office < filed):
        return office
    listed = _list_above(units, begin, filed + 1)
    return listed if listed < filed else office


_LIST_MOST, _BARE_MOST = 14, 6
"""Lines of a foot with and without recipients, where nothing but an office shows it."""
