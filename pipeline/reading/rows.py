"""Table rows as lines: what PDF, DOCX, HTML and Markdown tables have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.layout.joining import join_with
from pipeline.reading.lines import Line, LineCell, LineWord
from pipeline.records import Box
from pipeline.text.outline import label_of
from pipeline.text.spans import Span
from pipeline.text.unicode import fold, is_syllable

_FIRST = frozenset(("tt", "stt", "so tt", "s tt", "so thu tu"))
_TITLES = (
    "noi dung", "nhiem vu", "co quan", "don vi", "thoi gian", "thoi han", "chu tri", "phoi hop", "ghi chu", "san pham",
    "ket qua", "chi tieu", "tien do", "kinh phi", "so luong", "ten ", "hoat dong", "phan cong", "nguoi thuc hien",
    "dia ban",
)  # fmt: skip
_WHOLE_TITLES = (
    "cong viec",
    "dau viec",
    "hang muc",
    "phu trach",
    "trach nhiem",
    "hoan thanh",
    "thuc hien",
    "bo phan",
    "thang",
    "ngay",
    "nguoi phu trach",
    "lanh dao phu trach",
    "luc luong",
    "thanh phan",
    "dia diem",
)
"""Words that open a short title and stand in tasks as well."""
_WHOLE_MOST = 4  # words


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, its words (offsets into the text) and how many places it covers."""

    text: str
    words: tuple[LineWord, ...] = ()
    row_span: int = 1
    col_span: int = 1
    bold: bool = False


def row_line(cells: Sequence[Cell], page: int = 1, box: Box | None = None, above: set[int] | None = None) -> Line:
    """The line of a table row; one object standing in several columns is written once.

    Args:
        cells: one a column; a merged cell is the same object in each place.
        page: 1-based.
        box: place of the row.
        above: ids of the cells that stand in a row above too: written again, with a row span of 0.
    """
    parts: list[str] = []
    places: list[LineCell] = []
    words: list[LineWord] = []
    seen: dict[int, LineCell] = {}
    at = 0
    for cell in cells:
        if id(cell) in seen and (cell.text or cell.col_span > 1):
            places.append(seen[id(cell)])
            continue
        if places:
            parts.append("\t")
            at += 1
        text = cell.text.replace("\t", " ")
        rows = 0 if above and id(cell) in above else cell.row_span
        seen[id(cell)] = LineCell(at, at + len(text), rows, cell.col_span)
        places.append(seen[id(cell)])
        words.extend(replace(word, start=word.start + at, end=word.end + at) for word in cell.words)
        parts.append(text)
        at += len(text)
    filled = [cell for cell in cells if cell.text]
    bold = bool(filled) and all(cell.bold for cell in filled)
    return Line("".join(parts), page, box, tuple(words), True, "row", bold=bold, cells=tuple(places))


_REPEATED_LEAST = 12
"""Characters of a cell that stands twice side by side by no chance; figures and short words may."""


def unrepeated(text: str, cells: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The cells of a row in which a converter wrote a merged cell again for each column.

    Args:
        text: of the row.
        cells: where they stand in it, in order.

    Returns:
        The cells, those written again with the place of the first; and what is to be left out of the text.
    """
    shared: list[Span] = []
    again: list[Span] = []
    for start, end in cells:
        if shared and end - start >= _REPEATED_LEAST and text[start:end] == text[slice(*shared[-1])]:
            shared.append(shared[-1])
            again.append((start, end))
        else:
            shared.append((start, end))
    return shared, again


@dataclass(slots=True)
class PieceRow:
    """A row of a table in running text: its physical lines, and its cells as (line, start, end)."""

    lines: list[Line]
    pieces: list[tuple[int, int, int]]
    """The end counts from the start of the line on which the cell begins, though it lie on a later one."""

    def texts(self) -> list[str]:
        """What the cells say."""
        return [self._text(*piece) for piece in self.pieces]

    def _text(self, line: int, start: int, end: int) -> str:
        text = self.lines[line].text
        while len(text) < end:
            line += 1
            text += f"\n{self.lines[line].text}"
        return text[start:end]

    def go_on(self, line: Line, pieces: Sequence[tuple[int, int, int]]) -> None:
        """Adds a line whose first piece goes on the last cell."""
        first, start, _ = self.pieces[-1]
        before = sum(len(each.text) + 1 for each in self.lines[first:])
        self.pieces[-1] = first, start, before + pieces[0][2]
        self.pieces += [(len(self.lines), begin, end) for _, begin, end in pieces[1:]]
        self.lines.append(line)

    def line(self, number: int, header: bool) -> Line:
        """The row as one line of table `number`."""
        offsets, at = [], 0
        for line in self.lines:
            offsets.append(at)
            at += len(line.text) + 1
        text = "\n".join(line.text for line in self.lines)
        pieces = [(offsets[line] + start, offsets[line] + end) for line, start, end in self.pieces]
        spans, again = unrepeated(text, pieces)
        marks = ((at + a, at + b) for at, line in zip(offsets, self.lines, strict=True) for a, b in line.drop)
        return replace(
            self.lines[0],
            text=text,
            whole=True,
            kind="row",
            table=number,
            header=header,
            cells=tuple(LineCell(*span) for span in spans),
            drop=tuple(sorted({*marks, *again})),
        )


_ENDS = (".", ";", ":", "!", "?", "./.")
_PADDING = 6.0  # points kept free at either side of a cell


def opens_paragraph(before: str, after: str, cell: float, width: float, first: float) -> bool:
    """Whether a line of a cell begins a paragraph: by its label, or as its first word had room on the line above.

    Args:
        before: the line above.
        after: the line.
        cell: width of the cell in points.
        width: width of the line above.
        first: width of the line's first word.
    """
    if not join_with(before, after):  # a symbol that a narrow cell cut: "268/2025/N" / "Đ-CP"
        return False
    ended = before.endswith(_ENDS)
    label = label_of(after)
    if label is not None and (ended or label.style != "dash" or after[label.end : label.end + 1].isupper()):
        return not before.endswith((",", " và")) and (ended or label.style in ("dash", "letter", "number"))
    if not after[:1].isupper() or before.endswith((",", "-", "–", "và")):
        return False
    return cell - width > first + _PADDING + (_PADDING if ended else 2.5 * _PADDING)


_CUT_FIGURE = re.compile(r"\d[\d.,]*$"), re.compile(r"[\d.,]+%?")
_WHOLE_FIGURE = re.compile(r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)%?|(?:19|20)\d\d")
_ROOM = 1.5  # characters


def cuts_word(before: str, after: str, cell: float, width: float) -> bool:
    """Whether the break between two lines of a narrow cell cut a figure ("12.5" / "00") or a syllable ("trườn" / "g").

    Args:
        before: the line above.
        after: the line.
        cell: width of the cell in points.
        width: width of the line above.
    """
    if cell - width - 2 * _PADDING > _ROOM * width / max(len(before), 1):
        return False
    head, rest = (pattern.search(text) for pattern, text in zip(_CUT_FIGURE, (before, after), strict=True))
    if head and rest and rest.start() == 0:
        parts = head.group(), rest.group()
        whole = all(map(_WHOLE_FIGURE.fullmatch, parts)) or len(parts[0]) == len(parts[1]) == 2  # "20" / "15"
        return not whole and bool(_WHOLE_FIGURE.fullmatch("".join(parts)))
    first, last = before.split()[-1:], after.split()[:1]
    if not first or not last or not last[0].islower() or not (first[0] + last[0]).isalpha():
        return False
    whole = is_syllable(first[0]) and is_syllable(last[0])
    return not whole and is_syllable(first[0] + last[0])


def heads_numbers(title: str, below: Sequence[str]) -> bool:
    """Whether a first column numbers its rows (1, 2, 3), whatever OCR has made of its short title ("TT")."""
    if len(title.strip()) > 6 or any(char.isdigit() for char in title):
        return False
    numbers = [int(bare) for text in below if (bare := text.strip(" .()")).isdigit() and len(bare) < 4]
    return len(numbers) >= 2 and numbers[0] == 1 and numbers == sorted(set(numbers))


def is_header(cells: Sequence[Cell], below: Sequence[Sequence[str]] = ()) -> bool:
    """Whether a first row reads like column titles.

    Args:
        cells: the row.
        below: the rows under it, each a text a cell.
    """
    texts = [fold(" ".join(cell.text.split())) for cell in cells if cell.text.strip()]
    if len(texts) < 2 or any(len(text) > 90 for text in texts):
        return False
    if texts[0].rstrip(".") in _FIRST or all(cell.bold for cell in cells if cell.text.strip()):
        return True
    if heads_numbers(cells[0].text, [row[0] for row in below if row]):
        return True
    return sum(map(opens_titles, texts)) >= 2 or _heads_figures([cell.text.strip() for cell in cells], below)


_FIGURE = re.compile(r"(?:[≥≤<>]=?\s?)?[-–(]?\d[\d.,]*\)?\s?%?(?:\s?[-–]\s?\d[\d.,]*\s?%?)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TITLE_MOST = 60  # characters


def _heads_figures(titles: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row of short words stands over rows of as many cells that hold figures in one of its columns."""
    rows = [row for row in below if len(row) == len(titles)]
    if len(rows) < 2 or not all(titles[1:]) or any(map(_no_title, titles)):
        return False
    for column, title in enumerate(titles):
        filled = [row[column] for row in rows if row[column].strip()]
        if column and title and len(filled) > 1 and sum(map(measures, filled)) > 0.8 * len(filled):
            return True
    return False


_BOUND = r"(?:phấn đấu|đạt|từ|trên|dưới|hơn|có|khoảng|ít nhất|nhiều nhất|tối thiểu|tối đa|không (?:quá|dưới))"
_MEASURE = re.compile(
    rf"(?:{_BOUND}\s)*(?:[≥≤<>]=?\s?)?\d[\d.,]*\s?%?(?:\s[^\W\d]\S*(?:\s\S+){{0,3}})?$", re.IGNORECASE
)


def measures(text: str) -> bool:
    """Whether a cell gives a figure, with what it counts or bounds it in a few words."""
    return _is_figure(text) or bool(_MEASURE.match(text.strip()))


def _no_title(text: str) -> bool:
    long = len(text) > _TITLE_MOST or text.endswith((".", ";", ":"))
    return long or text[:1].islower() or (_is_figure(text) and not _YEAR.match(text)) or label_of(text) is not None


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.match(text.strip()))


def opens_titles(text: str) -> bool:
    """Whether a short text can be the title of a column of a task table."""
    plain = fold(text)
    short = len(plain.split()) <= _WHOLE_MOST and not any(char.isdigit() for char in plain)
    whole = short and plain.startswith(_WHOLE_TITLES)
    return whole or any(title in f"{plain} " for title in _TITLES)
