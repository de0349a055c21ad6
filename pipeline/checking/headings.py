"""Rules on the order of labels: III then VI, 3.2.2 then 3.3.3, d then e."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Section
from pipeline.text.letters import UPPER
from pipeline.text.ordinals import CAPITALS, LETTERS, ordinal, roman, to_roman
from pipeline.text.unicode import fold

_MANY = 4  # labels out of row from which the layout was misread, or is a collection of papers
_SAME_TITLE = 85.0  # similarity (0..100) of two headings that say the same
_NOT_VIETNAMESE = "fjwz"
_MISREAD_LABEL = re.compile(rf"\n\s*(?:[ŠSÕÒØ§|!]|[^\w\s+*•·–\"“(-])[.)]\s+[{UPPER}]")
"""A sign that OCR read where a label of one figure or letter stood ("Š." for "5.")."""
_QUOTED = 90  # characters of a heading that are quoted


def _words(view: View, section: Section) -> str:
    end = view.text.find("\n", section.start)
    line = view.text[section.start : end if end >= 0 else len(view.text)]
    return " ".join(line.split())


def _about(view: View, section: Section) -> str:
    """The heading as printed, its first words where it runs on into a sentence."""
    words = _words(view, section)
    head = re.match(r".{3,90}?(?=[:;]|\.\s|$)", words)
    return (head.group() if head and len(words) > 90 else words)[:100].strip()


def _hit(view: View, section: Section, about: str, **values: str) -> Hit:
    span = view.clip(section.start, section.start + 80)
    newline = view.text.find("\n", span[0], span[1])
    return Hit((span[0], newline) if newline > 0 else span, about, values)


def order(view: View) -> Iterator[Hit]:
    """Labels of one row that leave out a number, repeat one, or hang under a heading that does not exist."""
    scanned = view.document.method in ("ocr", "mixed")
    if view.document.quality < (0.95 if scanned else 0.6) and view.document.method != "text":
        return  # a misread label is no wrong one
    if view.amends:
        return  # the labels of what it quotes stand among its own
    hits = list(_all(view))
    for hit in hits:
        yield replace(hit, severity="info") if len(hits) > _MANY else hit


_LETTERED = re.compile(r"\d[\d.]*\.[a-zđ][.)]")
"""A letter under a decimal label, written out ("4.2.a."), which is read as another 4.2."""


def _all(view: View) -> Iterator[Hit]:
    sections = tuple(one for one in view.document.sections if not _LETTERED.match(view.text, one.start))
    yield from _first(view, sections)
    yield from _simple(view, sections)
    yield from _foreign_letters(view, sections)
    yield from _alone(view, sections)
    yield from _begins_late(view, sections)
    yield from _decimals(view, sections)
    yield from _late_decimals(view, sections)
    yield from _under_another(view, sections)
    yield from _late_letters(view, sections)
    yield from _cut_short(view, sections)
    yield from _first_twice(view, sections)
    yield from _small_romans(view)
    yield from _misprinted(view)


def _first(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """The first part of the paper bears another label than I."""
    tops = [section for section in sections if section.parent is None and re.fullmatch(r"[IVXL]+", section.label)]
    if (
        tops
        and tops[0].label in ("II", "III")
        and not re.search(r"(?:^|\n)\s*(?:I|1|A)\s?[./)]", view.text[: tops[0].start])
    ):
        yield _hit(view, tops[0], _about(view, tops[0]), before="(không có I)", here=tops[0].label)


def _alone(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """A heading 1 with no heading 2 in a part of several paragraphs: what follows hangs under the wrong heading."""
    for index, part in enumerate(sections):
        if part.parent is not None or not re.fullmatch(r"[IVXL]+", part.label):
            continue
        children = [section for section in sections if section.parent == index]
        numbered = [section for section in children if section.label.isdigit()]
        if (
            len(numbered) == 1
            and numbered[0].label == "1"
            and not re.search(r"\n\s*2(?:\.\d+)*[./)]", view.text[part.start : part.end])
        ):
            about = f"{part.label}.1"
            if fuzz.ratio(fold(part.title), fold(numbered[0].title)) >= _SAME_TITLE:
                continue  # the part says its own title again: a manner, no slip
            yield replace(_hit(view, numbered[0], about, before=part.label, here="1 (không có 2)"), confidence=0.7)


def _begins_late(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """A part whose first heading is 2: the one above it bears no number."""
    opened = set[int]()
    for section in sections:
        if section.parent is None or not re.fullmatch(r"\d{1,2}", section.label) or section.parent in opened:
            continue
        opened.add(section.parent)
        part = view.document.sections[section.parent]
        if part.label in LETTERS:
            continue  # a figure below a letter goes on with the figures above it
        above = view.text[part.start : section.start]
        lines = above.split("\n")
        if (
            section.label == "2"
            and len(lines) > 2
            and not re.search(rf"(?:^|[\n\s(])1(?:\.\d+)*\s?[./)]|\n1\s+[{UPPER}]", above)
        ):
            start = part.start + len(lines[0]) + 1
            span = view.clip(start, min(start + len(lines[1]), start + _QUOTED))
            about = " ".join(view.text[span[0] : span[1]].split())
            yield Hit(span, about, {"before": "(không có 1)", "here": "2"}, confidence=0.8)


def _foreign_letters(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """A label f, j, w or z, which the Vietnamese alphabet has not, in a paper that goes by it (đ)."""
    if not any(section.label == "đ" for section in sections):
        return
    for before, section in pairwise(sections):
        if section.label in _NOT_VIETNAMESE and before.label in LETTERS:
            yield _hit(view, section, _about(view, section), before=before.label, here=section.label)


def _simple(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """Labels of one style out of row; one that stands twice is told, not the next, which counts it (II, II, IV)."""
    last: dict[tuple[int | None, str, bool], Section] = {}
    twice: set[int] = set()
    stroked: bool | None = None
    for section in sections:
        placed = ordinal(section.label)
        if placed is None:
            continue
        key = (section.parent, placed[0], view.text[section.start : section.start + 1] == "(")
        before = last.get(key)
        last[key] = section
        if before is None:
            continue
        here, there = placed[1], (ordinal(before.label) or ("", 0))[1]
        counted = here == there + 1 or (here == there + 2 and before.start in twice)
        if counted or here == 1 or (here <= there and not (here == there and here > 1)):
            continue
        if here == there:
            twice.add(section.start)
        if _hidden(view, before, section, placed[0], there, here):
            continue
        found = _hit(view, section, _about(view, section), before=before.label, here=section.label)
        if (before.label, section.label) == ("d", "e"):  # many leave out đ on purpose, and go on to f
            stroked = _counts_with_d_stroke(sections) if stroked is None else stroked
            if stroked or not any(one.label == "f" for one in sections):
                yield replace(found, severity="info")
        else:
            yield found


def _counts_with_d_stroke(sections: tuple[Section, ...]) -> bool:
    """Whether the paper goes by the Vietnamese alphabet: it has an item đ, or goes on from e to g."""
    labels = [section.label for section in sections if len(section.label) == 1]
    return "đ" in labels or ("e", "g") in pairwise(labels)


def _hidden(view: View, before: Section, section: Section, style: str, there: int, here: int) -> bool:
    """Whether the label left out stands somewhere between all the same (a layout that joined two paragraphs)."""
    if style == "roman":
        names = [to_roman(n) for n in range(there + 1, here)]
    elif style in ("letter", "capital"):
        names = list((LETTERS if style == "letter" else CAPITALS)[there : here - 1])
    else:
        names = [str(n) for n in range(there + 1, here)]
    between = view.text[before.start : section.start]
    if style == "roman" and any(found["head"].isupper() for found in _MISPRINTED.finditer(between)):
        return True  # which is told itself
    if style != "roman" and len(names) == 1 and _MISREAD_LABEL.search(between):
        return True
    return any(re.search(rf"(?:^|[\n\s(]|[^\W\d][.;]){re.escape(name)}\s?[.)/]", between) for name in names)


def _decimals(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """Decimal labels: 3.2.2 is followed by 3.2.3, or by what opens a heading that exists."""
    runs: list[tuple[str, list[Section]]] = []
    going_on = False
    previous: Section | None = None
    opened: set[str] = set()
    for section in sections:
        if not re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+", section.label):
            if re.fullmatch(r"\d{1,2}", section.label):
                opened = {section.label}
            elif not re.fullmatch(r"[a-zđ]", section.label):
                opened, previous = set(), None
            going_on = False if not re.fullmatch(r"[a-zđ]", section.label) else going_on
            continue
        if previous is not None and _out_of_row(view, previous, section, opened):
            runs.append((previous.label, [section]))
            going_on = True
        elif going_on and runs and _next_of(runs[-1][1][-1], section):
            runs[-1][1].append(section)
        else:
            going_on = False
        opened.add(section.label)
        previous = section
    for before, run in runs:
        about = ", ".join(section.label for section in run) if len(run) > 1 else _about(view, run[0])
        yield _hit(view, run[0], about, before=before, here=run[0].label)


def _late_decimals(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """A heading whose first decimal label is not its first: 3 is followed by 3.3."""
    for before, section in pairwise(sections):
        head, _, tail = section.label.rpartition(".")
        if not head or head != before.label or not tail.isdigit() or int(tail) < 2:
            continue
        if not re.search(rf"(?<![\d.]){re.escape(head)}\.1(?!\d)", view.text[before.start : section.start]):
            yield _hit(view, section, _about(view, section), before=head, here=section.label)


def _next_of(before: Section, section: Section) -> bool:
    prefix, _, tail = section.label.rpartition(".")
    before_prefix, _, before_tail = before.label.rpartition(".")
    return prefix == before_prefix and int(tail) == int(before_tail) + 1


def _out_of_row(view: View, before: Section, section: Section, opened: set[str]) -> bool:
    prefix, _, tail = section.label.rpartition(".")
    before_prefix, _, before_tail = before.label.rpartition(".")
    if prefix == before_prefix:
        skips = int(tail) > int(before_tail) + 1 and not _decimal_hidden(view, before, section)
        return skips or (int(tail) == int(before_tail) and int(tail) > 1)
    known = prefix in opened or any(label.startswith(prefix + ".") for label in opened)
    if "." not in prefix and not known and before_prefix in opened and int(tail) == int(before_tail) + 1 > 1:
        return True  # 2.1 is followed by 3.2
    return "." in prefix and int(tail) != 1 and not known and before_prefix.count(".") == prefix.count(".")


def _decimal_hidden(view: View, before: Section, section: Section) -> bool:
    prefix, _, tail = section.label.rpartition(".")
    first = int(before.label.rpartition(".")[2]) + 1
    between = view.text[before.start : section.start]
    return any(re.search(rf"(?<![\d.]){re.escape(prefix)}\.{n}(?!\d)", between) for n in range(first, int(tail)))


def _under_another(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """The first decimal label under a numbered heading counts another heading (2 is followed by 3.1)."""
    for before, section in pairwise(sections):
        head, _, tail = section.label.partition(".")
        if not re.fullmatch(r"\d{1,2}", before.label) or not re.fullmatch(r"1(?:\..*)?", tail) or head == before.label:
            continue
        beside = [one.start for one in sections if one.label == head and one.parent == before.parent]
        if section.parent in (before.parent, sections.index(before)) and beside and min(beside) > section.start:
            yield _hit(view, section, _about(view, section), before=before.label, here=section.label)


def _late_letters(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """A heading whose first letter is b."""
    for index, (before, section) in enumerate(pairwise(sections)):
        below = section.label == "b" and section.parent == index and re.fullmatch(r"[\d.]+|[IVXL]+", before.label)
        if below and not re.search(r"(?:^|[\n\s(;:.])a\s?[.)/]", view.text[before.start : section.start]):
            yield _hit(view, section, _about(view, section), before="(không có a)", here="b")


_LIST_MARK = re.compile(r"\s*(?:[-+•*–]|\(?[a-zđ\d]{1,2}[.)/]|\d+\.\d|[IVX]+[.)])")
_UNLABELLED = 90
"""Characters of a line without label up to which it may be a heading below which the count starts again."""


def _first_twice(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """The first label of a row stands twice, and the count goes on from it (1, 1, 2)."""
    rows: dict[tuple[int | None, str, bool], list[tuple[int, Section]]] = {}
    for section in sections:
        head, _, tail = section.label.rpartition(".")
        placed = (head, int(tail)) if head and tail.isdigit() else ordinal(section.label)
        if placed is not None:
            stroked = view.text[section.start : section.start + 1] == "("
            rows.setdefault((section.parent, placed[0], stroked), []).append((placed[1], section))
    for row in rows.values():
        for (first, above), (second, section), (third, _) in zip(row, row[1:], row[2:], strict=False):
            if (first, second, third) == (1, 1, 2) and not _begins_anew(view, above, section):
                yield _hit(view, section, _about(view, section), before=above.label, here=section.label)


def _begins_anew(view: View, above: Section, section: Section) -> bool:
    """Whether a line without label that may head a list of its own, or a table, stands between two sections."""
    lines = view.text[above.start : section.start].rstrip("\n").split("\n")[1:]
    return any(
        "|" in line
        or "\t" in line
        or line.rstrip().endswith(":")
        or (len(line) < _UNLABELLED and line.strip() and not _LIST_MARK.match(line) and line.rstrip()[-1] not in ".;,")
        for line in lines
    )


_SMALL = re.compile(r"^[ \t]*\((?P<label>i{1,3}|iv|vi{0,3}|ix|xi{0,2})\)\s", re.MULTILINE)


def _small_romans(view: View) -> Iterator[Hit]:
    """Items (i), (ii), (iv), which are no sections: each follows the one above it, or opens a list."""
    before: re.Match[str] | None = None
    for found in _SMALL.finditer(view.text, view.body_start):
        block = view.block_at(found.start("label"))
        if block is None or block.kind == "row":
            continue
        here = roman(found["label"].upper())
        there = roman(before["label"].upper()) if before else 0
        if before and here not in (1, there + 1) and there <= here <= there + 2:
            start = found.start() + len(found.group()) - len(found.group().lstrip())
            line = view.text.find("\n", start)
            span = view.clip(start, min(start + 80, line if line > 0 else len(view.text)))
            between = view.text[before.end() : found.start()]
            if here == there or f"({to_roman(there + 1).lower()})" not in between:
                yield Hit(span, f"({found['label']})", {"before": before["label"], "here": found["label"]})
        before = found


_MISPRINTED = re.compile(
    rf"^\W{{0,3}}(?P<label>(?=\w*[lLH1])(?=\w*I)[IlLH1]{{2,4}}V?)\s?[.)-]\s+(?P<head>[{UPPER}\d][^\n]{{3,}})",
    re.MULTILINE,
)
"""A label of a chief part with letters that look like I ("IH.", "IIL.")."""


def _misprinted(view: View) -> Iterator[Hit]:
    """A chief part whose Roman figure is none, in a paper that counts its parts by them."""
    if not any(re.fullmatch(r"[IVX]+", section.label) for section in view.document.sections):
        return
    for found in _MISPRINTED.finditer(view.text, view.body_start):
        block = view.block_at(found.start("label"))
        if block is not None and block.kind != "row" and found["head"].isupper():
            span = view.clip(found.start("label"), min(found.end(), found.start("label") + _QUOTED))
            about = " ".join(view.text[span[0] : span[1]].split())
            yield Hit(span, about, {"before": "số La Mã", "here": found["label"]})


_CUT_CAPITALS = re.compile(
    r"(?:(?:NỘI DUNG|TỔ CHỨC|THỜI GIAN|KINH PHÍ|KẾ HOẠCH|LỘ TRÌNH|GIẢI PHÁP) (?:THỰC|TRIỂN)|MỤC ĐÍCH, YÊU|"
    r"NHIỆM VỤ, GIẢI|TRÁCH|NHIỆM VỤ TRỌNG)\s*$"
)
"""Headings in capitals that end within a word."""
_OPEN_END = re.compile(r"\s(?:và|các|của|cho|với|trong|theo|hoặc|những|đối với)\s*$", re.IGNORECASE)
_NEXT_LABEL = re.compile(r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVXL]+)[.)]\s|[-+–•]\s)")


def _cut_short(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    """A heading that ends in a word which asks for more, right above the first label below it."""
    for section in sections:
        end = view.text.find("\n", section.start)
        if end < 0 or end - section.start > _HEADING or not _NEXT_LABEL.match(view.text, end):
            continue
        block = view.block_at(section.start)
        cut = _OPEN_END.search(view.text, section.start, end) or _CUT_CAPITALS.search(view.text[section.start : end])
        if cut and block is not None and block.kind != "row":
            yield _hit(view, section, _about(view, section), before=section.label, here="câu chưa trọn")


_HEADING = 160  # characters of a line up to which it is a heading
