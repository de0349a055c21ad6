"""Labels of headings and paragraphs ("I.", "1.1.", "a)", "-"), and the sections that they open.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5: phần and chương in Roman numerals, mục and khoản in Arabic, điểm in
letters with ")". Real plans use all of these, "(1)", and decimal chains besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = r"(?:phần|chương|mục|điều|phụ\ lục|biểu|phụ\ biểu)"
_LABEL = re.compile(
    rf"""(?:
      (?P<named>{_PART}\s+(?:thứ\s+(?:nhất|hai|ba|tư|năm|sáu)|[IVXLC]+(?![^\W\d_])|\d{{1,3}}[a-zđ]?)
        |phụ\ lục(?=\s*$|\s*[:.(])|(?-i:PHỤ\ LỤC)(?=\s))\s*[.:)]?
    | (?P<roman>(?-i:[IVX]{{1,6}}))(?:\s?[.)/]\s?[-–](?=\s|[^\W\d_])|\s?[.)]|\s?[-–/](?=\s))(?=\s|[^\W\d_])
    | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})\s?[.)]?(?=\s|[^\W\d_])
    | (?P<number>\d{{1,2}})(?:\s?[.)/]\s?[-–](?=\s|[^\W\d_])|\s?[.)](?!\d))
    | (?P<slash>\d{{1,2}})(?:[/\-–](?=\s)|[-–](?=[^\W\d_]{{2}})|\s[-–](?=\s))
    | \(\s?(?P<bracket>\d{{1,2}}|(?-i:[ivx]{{1,4}}))\s?\)
    | (?P<lettered>[a-zđ]\.?\d{{1,2}}(?:\.\d{{1,2}})*)\s?[.)](?=\s)
    | (?P<letter>(?-i:[a-zđ]))(?:[.)/]\s?[-–](?=\s|[^\W\d_])|\s?\)|\s?\.(?=\s)|/(?=\s))
    | (?P<capital>(?-i:[A-HĐ]))\s?[.)](?=\s)
    | (?P<dash>[-–—+•*▪●○◦➢✓])(?=\s|[^\W\d_]|[“"(]|\d)
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_CASED = {"roman": str.isupper, "letter": str.islower, "capital": str.isupper, "lettered": str.islower}
_MEASURES = re.compile(r"\d+(?:\.\d+)+\s*(?:%|triệu|tỷ|tỉ|nghìn|đồng|ha|km|hộ|người|m2)\b")

DASH = "dash"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a paragraph: its style, its printed form, where the words begin."""

    style: str
    text: str
    end: int


def label_of(paragraph: str) -> Label | None:
    """The label that `paragraph` opens with, or None.

    Example:
        >>> label_of("1.2. Đối với doanh nghiệp").text
        '1.2'
    """
    found = _LABEL.match(paragraph)
    if not found or found.lastgroup is None:
        return None
    style, printed = found.lastgroup, found.group(found.lastgroup)
    if style in _CASED and not _CASED[style](printed):
        return None
    if style == "named" and not printed[0].isupper():
        return None
    if style == "slash" and not (paragraph[found.end() - 1].isspace() or paragraph[found.end() :][:2].istitle()):
        return None
    if style == "slash" and paragraph[found.end(style)] == " " and not paragraph[found.end() :][:1].isupper():
        return None  # "2 - 3 lớp"; but "2 - Sở Y tế"
    if style in ("decimal", "number") and _MEASURES.match(paragraph):
        return None
    text = " ".join(printed.split())
    if style == "slash":
        style = "number"
    return Label(style, text, found.end())


def rank(label: Label) -> tuple[str, int]:
    """The style under which labels are siblings of one another: decimal chains by their depth."""
    if label.style == "decimal":
        return "number", label.text.count(".") + 1
    if label.style == "number":
        return "number", 1
    if label.style == "named":
        return label.text.split()[0].lower(), 0
    return label.style, 0


_TOP = ("phần", "phụ", "biểu")
_FIRST = ("1", "a", "i")
"""Labels with which a list begins."""


class Stack:
    """The labels that a paragraph stands under, kept as paragraphs go by."""

    def __init__(self) -> None:
        self.entries: list[tuple[tuple[str, int], Label, int]] = []
        self._left: list[tuple[tuple[str, int], Label, int]] = []

    def push(self, label: Label, index: int) -> tuple[str, int, int | None]:
        """Puts a label (opening section `index`) in its place; gives path, level and the parent's index."""
        own = rank(label)
        if label.text.casefold() not in _FIRST and any(style == own for style, _, _ in self._left):
            self.entries += self._left  # the list goes on: what looked like a closing paragraph stood within it
        self._left = []
        self._pop_to(own)
        while self.entries and own[0] == "number" == self.entries[-1][0][0]:
            if label.text.startswith(self.entries[-1][1].text + "."):
                break
            self.entries.pop()
        parent = self.entries[-1][2] if self.entries else None
        self.entries.append((own, label, index))
        return self.path(), len(self.entries), parent

    def _pop_to(self, own: tuple[str, int]) -> None:
        if own[0] in _TOP:
            self.entries.clear()
            return
        for at, (style, _, _) in enumerate(self.entries):
            deeper = style[0] == own[0] and style[1] >= own[1]
            if deeper or (own[0] == "roman" and style[0] not in (*_TOP, "capital", "chương")):
                del self.entries[at:]
                return

    def path(self) -> str:
        """Labels joined by points; a decimal chain replaces the numbers that it repeats ("IV.1.1")."""
        kept: list[str] = []
        for style, label, _ in self.entries:
            if kept and style[0] == "number" and style[1] > 1 and label.text.startswith(kept[-1] + "."):
                kept[-1] = label.text
            else:
                kept.append(label.text)
        return ".".join(kept)

    def current(self) -> int | None:
        """Index of the innermost open section."""
        return self.entries[-1][2] if self.entries else None

    def to_part(self) -> None:
        """Leaves only the outermost label open (a closing paragraph stands under the part alone)."""
        self._left = self.entries[1:] or self._left
        del self.entries[1:]

    def clear(self) -> None:
        """Forgets all labels (a new part without one begins)."""
        self.entries.clear()
        self._left = []
