"""Rules on the order of labels: III then VI, 3.2.2 then 3.3.3, d then e."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Section

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _ordinal(label: str) -> tuple[str, int] | None:
    """Style and place in its row of a simple label; None for decimals and words."""
    if re.fullmatch(r"[IVXL]+", label):
        return "roman", _roman(label)
    if re.fullmatch(r"\d{1,2}", label):
        return "number", int(label)
    if len(label) == 1 and label in _LETTERS:
        return "letter", _LETTERS.index(label) + 1
    return None


def _roman(label: str) -> int:
    values = [_ROMAN[sign] for sign in label]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


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
    if view.document.quality < (0.85 if scanned else 0.6) and view.document.method != "text":
        return  # a misread label is no wrong one
    sections = view.document.sections
    yield from _simple(view, sections)
    yield from _decimals(view, sections)


def _simple(view: View, sections: tuple[Section, ...]) -> Iterator[Hit]:
    last: dict[tuple[int | None, str, bool], Section] = {}
    for section in sections:
        placed = _ordinal(section.label)
        if placed is None:
            continue
        key = (section.parent, placed[0], view.text[section.start : section.start + 1] == "(")
        before = last.get(key)
        last[key] = section
        if before is None:
            continue
        here, there = placed[1], (_ordinal(before.label) or ("", 0))[1]
        if here == there + 1 or here == 1 or (here <= there and not (here == there and here > 1)):
            continue
        if _hidden(view, before, section, placed[0], there, here):
            continue
        found = _hit(view, section, _about(view, section), before=before.label, here=section.label)
        custom = (before.label, section.label) == ("d", "e")  # many leave out đ on purpose
        yield replace(found, severity="info") if custom else found


def _hidden(view: View, before: Section, section: Section, style: str, there: int, here: int) -> bool:
    """Whether the label left out stands somewhere between all the same (a layout that joined two paragraphs)."""
    if here <= there:
        return False
    if style == "roman":
        names = [_to_roman(n) for n in range(there + 1, here)]
    elif style == "letter":
        names = list(_LETTERS[there : here - 1])
    else:
        names = [str(n) for n in range(there + 1, here)]
    between = view.text[before.start : section.start]
    return any(re.search(rf"(?:^|[\n\s(]){re.escape(name)}\s?[.)/]", between) for name in names)


def _to_roman(value: int) -> str:
    out = ""
    for size, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= size:
            out, value = out + sign, value - size
    return out


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
    return "." in prefix and int(tail) != 1 and not known and before_prefix.count(".") == prefix.count(".")


def _decimal_hidden(view: View, before: Section, section: Section) -> bool:
    prefix, _, tail = section.label.rpartition(".")
    first = int(before.label.rpartition(".")[2]) + 1
    between = view.text[before.start : section.start]
    return any(re.search(rf"(?<![\d.]){re.escape(prefix)}\.{n}(?!\d)", between) for n in range(first, int(tail)))
