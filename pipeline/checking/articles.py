"""Rules on headings that count by a word: articles, chapters, sections, annexes and captions of tables out of row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.ordinals import roman, to_roman
from pipeline.text.unicode import fold

_NAMED = re.compile(
    r"^[ \t*#]*(?P<word>Điều|Chương|CHƯƠNG|Mục|MỤC|PHẦN|Phần|Phụ lục|PHỤ LỤC|Bảng|BẢNG|Biểu|BIỂU|Biểu đồ|Hình)\s+"
    r"(?:số\s*:?\s+|SỐ\s*:?\s+)?(?P<label>\d{1,3}|[IVXL]{1,6}|(?<=(?:PHẦN|Phần) )[A-DGH])"
    r"[ \t]*(?:[.:–-](?!\d)|$|(?=[ \t]+[A-ZĐÀ-Ỹ“(]))",
    re.MULTILINE,
)
_PARTS = "ABCDEGH"
"""Labels of parts that count by letters (PHẦN A)."""
_WITHIN = {"muc": ("chuong",)}
"""Labels that count anew below another."""
_CAPTIONS = frozenset(("bang", "bieu", "bieu do", "hinh"))
_NEXT = 3  # how far a number may jump; farther, or back, lies what is quoted of another paper
_MANY = 4  # breaks from which the layout was misread, or is a collection of papers


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading by the word and number that it bears."""

    word: str
    roman: bool
    value: int
    start: int
    end: int


def order(view: View) -> Iterator[Hit]:
    """Articles and the like whose numbers leave one out, come twice or run back within one paper of the file."""
    if view.amends or view.document.method in ("ocr", "mixed"):
        return
    hits = list(_breaks(view, list(_headings(view))))
    yield from hits if len(hits) <= _MANY else ()


def _headings(view: View) -> Iterator[_Heading]:
    for found in _NAMED.finditer(view.text):
        block = view.block_at(found.start("word"))
        if block is None or block.kind == "row" or any(a < found.start() < b for a, b in view.quoted):
            continue
        label = found["label"]
        value = int(label) if label.isdigit() else _PARTS.find(label) + 1 or roman(label)
        yield _Heading(fold(found["word"]), not label.isdigit(), value, found.start("word"), found.end("label"))


def _breaks(view: View, headings: list[_Heading]) -> Iterator[Hit]:
    last: dict[tuple[str, bool], _Heading] = {}
    slipped: dict[tuple[str, bool], int] = {}
    for one in headings:
        key = one.word, one.roman
        for below, above in _WITHIN.items():
            if one.word in above:
                last = {known: heading for known, heading in last.items() if known[0] != below}
        before = last.get(key)
        last[key] = one
        if before is None or one.value == before.value + 1:
            continue
        if one.value == 1 and not _again(view, before, one, headings):
            continue
        if not before.value <= one.value <= before.value + _NEXT:
            if slipped.get(key) == before.start:
                slipped[key] = one.start  # the other of two in each other's place
            continue
        if slipped.get(key) == before.start or _shown_between(view, before, one):
            continue  # what follows from the break just before; a heading that was not read as one
        slipped[key] = one.start
        words = view.text[one.start : one.end]
        span = view.clip(one.start, min(len(view.text), one.start + 80))
        line = view.text.find("\n", one.end)
        span = (span[0], line) if span[0] < line < span[1] else span
        yield Hit(span, " ".join(words.split()), {"before": view.text[before.start : before.end], "here": words})


def _again(view: View, before: _Heading, one: _Heading, headings: list[_Heading]) -> bool:
    """Whether a second 1 stands right behind the first and the count goes on from it, with no paper's end between."""
    if before.value != 1 or one.word in _CAPTIONS:
        return False
    follows = next((h.value for h in headings if h.start > one.start and (h.word, h.roman) == (one.word, one.roman)), 0)
    parted = any(
        before.start < block.start < one.start and block.kind in ("foot", "title", "head")
        for block in view.document.blocks
    )
    titled = one.word == "dieu" and re.search(r"\n\W*[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ,]{6,}\n", view.text[before.end : one.start])
    return follows == 2 and not parted and not titled


def _shown_between(view: View, before: _Heading, one: _Heading) -> bool:
    """Whether each number that seems left out stands between, or in front of a word of the line before."""
    word = re.sub(r"\s+(?:số\s*:?\s+)?\S+$", "", view.text[one.start : one.end], flags=re.IGNORECASE)
    missing = range(before.value + 1, one.value)
    between = view.text[before.end : one.start]
    names = [to_roman(n) if one.roman else f"0?{n}" for n in missing]
    return bool(missing) and all(re.search(rf"{word}\s+(?:số\s+)?{name}(?!\w)[^,;\n]", between) for name in names)
