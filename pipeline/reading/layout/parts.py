"""The papers that one file holds: a decision and the plan that it issues, its annexes, a covering letter.

A paper after the first is known by what stands at its top (Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1: an annex names
the paper that it belongs to): the line "(Kèm theo ... số ...)", a label "PHỤ LỤC II", "Mẫu biểu số 02", a letterhead,
or, behind a signature, the name of a kind of paper.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from pipeline.reading.layout.marks import (
    ANNEX,
    ATTACHED,
    AUTHORITY,
    MOTTO,
    OFFICE,
    RULE,
    is_person,
    is_type_line,
    names_issuer,
    recipients_begin,
)
from pipeline.reading.layout.paragraphs import Unit
from pipeline.records import Block, Part, PartKind
from pipeline.text.outline import label_of
from pipeline.text.unicode import fold

_ATTACHED_AT_ALL = re.compile(r"\(\s*(?:Ban hành\s+)?[Kk]èm theo\s[^()]{0,40}?\bsố\b")
_TITLE_MOST = 12
_AHEAD = 9
_SENTENCE_END = re.compile(r"[.;:!?…]\s*$|\./\.?$")


def part_starts(units: Sequence[Unit]) -> list[int]:
    """Where each paper of the file begins, as indexes into `units`; the first is 0."""
    starts = [0]
    foot_at: int | None = None
    opened_by = 0
    own_head = _own_head_end(units)
    for index, unit in enumerate(units):
        if recipients_begin(unit.text) or (AUTHORITY.match(unit.text) and len(unit.text) < 80):
            foot_at = index
        if index <= own_head:
            continue
        begin = _opening(units, index, starts[-1], foot_at)
        if begin is not None and begin > max(starts[-1], opened_by) and begin >= own_head:
            starts.append(begin)
            foot_at, opened_by = None, index
    return starts


def part_numbers(count: int, starts: Sequence[int]) -> list[int]:
    """For each of `count` units the number of the paper that it belongs to."""
    return [bisect_right(starts, index) - 1 for index in range(count)]


_KINDS: dict[str, PartKind] = {
    "ke hoach": "plan",
    "chuong trinh": "plan",
    "de an": "plan",
    "phuong an": "plan",
    "quyet dinh": "decision",
    "nghi quyet": "decision",
}


def parts_of(text: str, blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The papers that blocks belong to, each with its kind by its own title."""
    found = []
    for _, group in groupby(blocks, key=lambda block: block.part):
        own = list(group)
        titles = [text[block.start : block.end] for block in own if block.kind == "title"]
        label = next((known for title in titles if (known := annex_label(title))), None)
        kind: PartKind = "annex" if label else _kind_of(titles)
        if kind == "other" and any(fold(text[b.start : b.start + 8]) == "kinh gui" for b in own[:60]):
            kind = "letter"
        found.append(Part(kind, own[0].start, own[-1].end, label))
    return tuple(found)


def annex_label(title: str) -> str | None:
    """What an annex is called by the line that opens it ("PHỤ LỤC II" -> "Phụ lục II"); None for other lines."""
    annex = ANNEX.match(title)
    if annex is None:
        return None
    number = (annex.group("number") or "").strip()
    name = annex.group()[: annex.start("number")] if number else annex.group()
    words = " ".join(name.strip(" .:").lower().split())
    return f"{words[:1].upper()}{words[1:]} {number}".strip()


def _kind_of(titles: Sequence[str]) -> PartKind:
    folded = fold(titles[0]) if titles else ""
    return next((kind for name, kind in _KINDS.items() if folded.startswith(name)), "other")


def _own_head_end(units: Sequence[Unit]) -> int:
    """Nothing opens another paper before the first one has had its own head."""
    for index, unit in enumerate(units[:40]):
        if is_type_line(unit.text) or fold(unit.text).startswith("kinh gui"):
            return index + 1
    return 3


def _opening(units: Sequence[Unit], index: int, since: int, foot_at: int | None) -> int | None:
    unit = units[index]
    text = unit.text
    if unit.line.kind == "row":
        return None
    if ATTACHED.match(text) and _ends_title(units, since, index):
        return None
    if ATTACHED.match(text) and (text.startswith("(") or text[:1].isupper()) and index - since > 2:
        begin = _walk_back(units, index, since)
        return begin if since + 1 < begin < index else None
    annex = ANNEX.match(text)
    if annex and _stands_alone(text, annex) and _is_annexed(units, index, foot_at):
        return _with_letterhead(units, index, since)
    if index - since > 12 and text.isupper() and "cong" in fold(text) and MOTTO.search(fold(text)):
        return _with_letterhead(units, index, since)
    behind_signature = foot_at is not None and 2 <= index - foot_at <= 40
    if behind_signature and is_type_line(text) and unit.column != "left" and not OFFICE.match(text):
        return _with_letterhead(units, index, since)
    return None


def _ends_title(units: Sequence[Unit], since: int, index: int) -> bool:
    """Whether nothing but the title of the paper begun at `since` stands above a line "(Kèm theo ...)".

    A title of several lines may have one that opens with a kind of paper: "... THỰC HIỆN" / "CHIẾN LƯỢC QUỐC GIA ...".
    """
    above = [unit for unit in units[since:index] if not RULE.match(unit.text)]
    return (
        since > 0
        and len(above) <= _TITLE_MOST
        and all(unit.line.kind != "row" and unit.text.split("(")[0].isupper() for unit in above)
    )


def _stands_alone(text: str, annex: re.Match[str]) -> bool:
    rest = text[annex.end() :].strip(" .:-–")
    upper = text[annex.end() :].isupper() or not any(char.isalpha() for char in rest)
    numbered = bool(annex.group("number"))
    if _ATTACHED_AT_ALL.search(text):
        return text[: annex.end()].isupper()
    return (
        (not rest or upper or (numbered and rest[:1] in "-–:(" and len(text) < 120))
        and (text[:6].isupper() or numbered or not rest)
        and not _SENTENCE_END.search(text)
    )


def _is_annexed(units: Sequence[Unit], index: int, foot_at: int | None) -> bool:
    """Whether what follows shows that a label opens an annex and is no line of a list of annexes."""
    if _ATTACHED_AT_ALL.search(units[index].text):
        return True
    ahead = units[index + 1 : index + _AHEAD]
    if any(ATTACHED.match(unit.text) for unit in ahead):
        return True
    if not ahead or ANNEX.match(ahead[0].text):
        return False
    return foot_at is not None and units[index].text.split("(")[0].isupper()


def _walk_back(units: Sequence[Unit], index: int, since: int) -> int:
    """The first line of the title above the line "(Kèm theo ...)"."""
    begin = index
    while begin - 1 > since and index - begin < _TITLE_MOST:
        above = units[begin - 1]
        text = above.text
        if above.line.kind == "row" or AUTHORITY.match(text) or (OFFICE.match(text) and text.isupper()):
            break
        if _SENTENCE_END.search(text) and not ANNEX.match(text):
            break
        upper = text.split("(")[0].isupper()
        label = label_of(text)
        if label and label.style != "named" and not upper:
            break
        if not (upper or ANNEX.match(text) or _title_goes_on(units, begin - 1)):
            break
        begin -= 1
        if ANNEX.match(text) or is_type_line(text):
            break
    return _with_letterhead(units, begin, since) if begin < index else begin


def _title_goes_on(units: Sequence[Unit], index: int) -> bool:
    """A title line in small letters: between the label and the line in brackets, no name of a signatory."""
    text = units[index].text
    if is_person(text) or len(text) > 250:
        return False
    return any(ANNEX.match(unit.text) or is_type_line(unit.text) for unit in units[max(0, index - 4) : index])


def _with_letterhead(units: Sequence[Unit], index: int, since: int) -> int:
    """A part begins with the letterhead above its title, where it has one of its own."""
    begin = index
    while begin - 1 > since and index - begin < 8:
        text = units[begin - 1].text
        head = RULE.match(text) or MOTTO.search(fold(text)) or (names_issuer(text) and text.isupper())
        head = head or _left_of_head(units, begin)
        if not head or units[begin - 1].line.kind == "row":
            break
        begin -= 1
    return begin


_NUMBER = re.compile(r"Số\s*:?\s*[\d.…_]*\s*[/-]")


def _left_of_head(units: Sequence[Unit], begin: int) -> bool:
    """Whether the line above belongs to the left column of the letterhead whose right one begins here."""
    above, first = units[begin - 1], units[begin]
    if above.column != "left" or above.line.page != first.line.page:
        return False
    return bool(_NUMBER.match(above.text)) or (above.text.isupper() and not AUTHORITY.match(above.text))
