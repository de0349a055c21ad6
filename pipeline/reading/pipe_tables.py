"""Tables in plain text whose cells are parted by " | ", as converters of web pages and Word files leave them.

Such converters drop empty cells, break a row where an empty cell stood, and write group rows without any sign. Rows are
put together here as far as the lines tell; which column a cell of a short row belongs to is for the reader of the
table to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.bars import BARS, bars, cells_of
from pipeline.reading.layout.marks import OFFICE, recipients_begin
from pipeline.reading.lines import Line
from pipeline.reading.rows import Cell, PieceRow, is_header, measures, opens_titles
from pipeline.reading.table_edges import FIGURE, ends_table, goes_below, is_wider, opens_table
from pipeline.reading.two_columns import column_lines, opens_letterhead
from pipeline.text.letters import CODE
from pipeline.text.outline import label_of
from pipeline.text.spans import Span, outside, stripped

_LABEL_CELL = re.compile(rf"(?:[IVXLC]+|[{CODE}]|[a-zđ]|\d{{1,3}}(?:\.\d{{1,2}})*|[-+*•])[.)]?$")
_COLUMN_NUMBERS = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s?=\s?[\d()+\-x:/ ]+)?$")
_GAP_MOST = 2
_CONTINUED_MOST = 600


def mark_pipe_tables(lines: list[Line], number: int) -> int:
    """Makes rows of the lines of tables whose cells are parted by pipes; gives the number of the last table.

    Args:
        lines: one a physical line; rows that span several are joined, so that the list may grow shorter.
        number: of the last table before.
    """
    number = _mark_drawn_tables(lines, number)
    _mark_letterheads(lines)
    lines[:] = [part for line in lines for part in (_apart(line) if _is_row(line) else [line])]
    at = 0
    while at < len(lines):
        if not _is_row(lines[at]):
            at += 1
            continue
        end = _table_end(lines, at)
        rows = _rows(lines[at:end])
        if all(sum(map(bool, row.texts())) <= 1 for row in rows):
            lines[at:end] = [_without_bars(line) for line in lines[at:end]]
            at = end
            continue
        if len(rows) >= 2 or len(rows[0].pieces) >= 3:
            number += 1
            done = _lines_of(rows, number)
            above = _titles_above(lines, at, _usual_width(lines[at:end])) if not done[0].header else None
            begin = at
            if above is not None:
                begin, titles = above
                done.insert(0, titles.line(number, header=True))
            lines[begin:end] = done
            at = begin + len(done)
        else:
            at = end
    return number


_DRAWN_RULE = re.compile(r"\s*(?:\+(?:[-=]{2,}\+){2,}|[┌├└╔╠╚┏┣┗╒╞╘][─━═┬┼┴╦╬╩┳╋┻╤╪╧]{5,}[┐┤┘╗╣╝┓┫┛╕╡╛])\s*")
_DRAWN_ROW = re.compile(rf"\s*[{BARS}].*[{BARS}]\s*")


def _mark_drawn_tables(lines: list[Line], number: int) -> int:
    """Makes rows of tables in a drawn box ("+---+---+" above, between and below them); gives the number of the last."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (_DRAWN_RULE.fullmatch(lines[end].text) or _DRAWN_ROW.fullmatch(lines[end].text)):
            end += 1
        box = lines[at:end]
        rows = [
            PieceRow([line], [(0, *span) for span in _pieces(line.text, sides=True)])
            for line in box
            if not _DRAWN_RULE.fullmatch(line.text)
        ]
        if rows and _DRAWN_RULE.fullmatch(box[0].text) and _DRAWN_RULE.fullmatch(box[-1].text):
            number += 1
            made = iter(_lines_of(rows, number))
            lines[at:end] = [
                replace(line, drop=((0, len(line.text)),)) if _DRAWN_RULE.fullmatch(line.text) else next(made)
                for line in box
            ]
        at = max(end, at + 1)
    return number


_RULE_OF_TABLE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|?)+")


def _mark_letterheads(lines: list[Line]) -> None:
    """Parts the rows of the two-column head and foot into their lines; rows right below one go with it."""
    above, goes_on, foot = 0, False, False
    for index, line in enumerate(lines):
        if not line.text.strip():
            continue
        pieces = _pieces(line.text) if _is_row(line) else []
        aside = foot and goes_on and len(pieces) == 2  # nothing stands at the left of a signature
        pieces = pieces[1:] if line.text.lstrip().startswith(tuple(BARS)) and not aside else pieces
        filled = [(start, end) for start, end in pieces if line.text[start:end].strip()]
        pieces = filled if len(filled) == 2 < len(pieces) else pieces  # an empty cell keeps the two apart
        cells = [line.text[start:end] for start, end in pieces]
        if goes_on and (_RULE_OF_TABLE.fullmatch(line.text.strip()) or not line.text.strip(" |")):
            lines[index] = replace(line, drop=((0, len(line.text)),))
            continue
        if goes_on and not cells and OFFICE.match(line.text):
            lines[index] = replace(line, parts=column_lines(line.text, [(0, 0), (0, len(line.text))]))
            goes_on = False
            continue
        opens = opens_letterhead(cells, above)
        foot = (goes_on and foot) or (opens and recipients_begin(cells[0]))
        goes_on = opens or goes_on and _goes_with(cells, foot=foot)
        if goes_on:
            lines[index] = replace(line, whole=True, drop=tuple(bars(line.text)), parts=column_lines(line.text, pieces))
        above += 1


def _without_bars(line: Line) -> Line:
    signs = outside(bars(line.text), line.drop)
    return replace(line, drop=tuple(sorted((*line.drop, *signs))))


def _goes_with(cells: Sequence[str], *, foot: bool) -> bool:
    """Whether a row below one of a head or foot goes with it: of a foot also a recipient alone, or beside a name."""
    label = label_of(cells[0]) if cells else None
    return (
        len(cells) == 2 and label is None or foot and 0 < len(cells) <= 2 and (label is None or label.style == "dash")
    )


def _is_row(line: Line) -> bool:
    free = line.kind is None and not line.parts and not line.is_dropped
    return free and bool(bars(line.text))


_HEADS_TABLE = re.compile(r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|BIỂU|Biểu)\b|(?:[IVX]{1,4}|\d{1,2})\.\s+\D{12,}")
_RUN_TOGETHER = 3
"""Cells that a row has at least before another row, or a heading, can stand behind it on its line."""


def _apart(line: Line) -> list[Line]:
    """The rows, headings and header rows that a converter ran together on one line, each as a line."""
    pieces = _pieces(line.text)
    texts = [line.text[start:end] for start, end in pieces]
    cuts: list[int] = []
    for at in range(1 if texts[0] else 2, len(texts)):  # the side of a table is no cell of its own
        since = cuts[-1] if cuts else 0
        titles = bool(_FIRST_TITLE.match(texts[at])) and at + 2 < len(texts)
        row = at - since >= _RUN_TOGETHER and at + 2 < len(texts) and _opens_row(texts, at)
        heading = at - since >= _RUN_TOGETHER and bool(_HEADS_TABLE.match(texts[at])) and len(texts[at]) < 240
        if titles or row or heading:
            cuts.append(at)
    if not cuts:
        return [line]
    edges = [0, *(pieces[at][0] for at in cuts), len(line.text)]
    return [
        replace(line, text=line.text[a:b], runs_on=bool(number) or line.runs_on)
        for number, (a, b) in enumerate(zip(edges, edges[1:], strict=False))
    ]


def _opens_row(texts: Sequence[str], at: int) -> bool:
    """Whether the number of another row stands here: a label with a long text behind it, on a line of many cells."""
    numbered = re.fullmatch(r"\d{1,3}\.?|[IVX]{1,5}\.?", texts[at])
    return len(texts) > 8 and bool(numbered) and len(texts[at + 1]) > 12 and not FIGURE.match(texts[at + 1])


_FIRST_TITLE = re.compile(r"(?:S?TT|Số TT|STT)\.?$", re.IGNORECASE)
_TITLES_ABOVE = 30


def _titles_above(lines: Sequence[Line], at: int, width: int) -> tuple[int, PieceRow] | None:
    """The header row whose cells a converter wrote as lines of their own right above the first row."""
    begin = at - 1
    while begin >= max(0, at - _TITLES_ABOVE) and not _FIRST_TITLE.match(lines[begin].text.strip()):
        if lines[begin].kind is not None or len(lines[begin].text) > 80:
            return None
        begin -= 1
    if begin < max(0, at - _TITLES_ABOVE):
        return None
    own = list(lines[begin:at])
    pieces: list[tuple[int, int, int]] = []
    for index, line in enumerate(own):
        words = line.text.strip()
        left = line.text.index(words)
        said = " ".join(each.text.strip() for each in own[pieces[-1][0] : index]) if pieces else ""
        if pieces and (not words[:1].isupper() or said.endswith(",") or said.count("(") > said.count(")")):
            continue  # blank, or goes on the title above it
        pieces.append((index, left, left + len(words)))
    return (begin, PieceRow(own, pieces)) if 3 <= len(pieces) <= width + 2 else None


def _table_end(lines: Sequence[Line], start: int) -> int:
    """Behind the last row; lines without pipes stand inside a table only where few, and where rows go on."""
    end = start + 1
    gap = 0
    at = start + 1
    while at < len(lines):
        line = lines[at]
        if line.kind is not None:
            break
        if _is_row(line):
            titled = _FIRST_TITLE.match(cells_of(line.text)[0])
            again = line.text.strip() == lines[start].text.strip()  # titles repeated on a further page
            opens = (gap or (titled and not goes_below(lines, start, at))) and opens_table(line.text)
            if not again and (opens or is_wider(lines, start, at)):
                break
            end, gap = at + 1, 0
        elif line.text.strip():
            gap += 1
            if gap > _GAP_MOST or len(line.text) > _CONTINUED_MOST or ends_table(line.text):
                break
        at += 1
    return end


def _rows(lines: Sequence[Line]) -> list[PieceRow]:
    width, whole = _usual_width(lines), _has_sides(lines)
    labelled = sum(_LABEL_CELL.match(cells_of(line.text)[0]) is not None for line in lines if _is_row(line))
    rows: list[PieceRow] = []
    titles = [line.text.strip() for line in lines if line.text.strip()][:2] if opens_table(lines[0].text) else []
    repeated = False
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        sides = whole or (labelled >= _LABELLED_LEAST and _has_own_side(line.text))
        again = len(rows) > 2 and line.text.strip() in titles[: 2 if repeated else 1]
        repeated = again and line.text.strip() == titles[0]
        if (
            not line.text.strip()
            or again
            or (rows and below is not None and _is_page_number(line, rows, _pieces(below.text, sides=sides), width))
        ):
            if rows:
                rows[-1].lines.append(line)
            continue
        pieces = [(0, start, end) for start, end in _pieces(line.text, sides=sides)]
        titled = max(width, len(rows[0].pieces) if rows else 0)
        if rows and _cuts_a_cell(rows[-1], [line.text[s:e] for _, s, e in pieces], titled):
            rows[-1].go_on(line, pieces)
        elif rows and _continues(rows[-1], [line.text[s:e] for _, s, e in pieces], width):
            at = len(rows[-1].lines)
            rows[-1].lines.append(line)
            lost = [(at, 0, 0)] if len(rows[-1].pieces) + len(pieces) < width and len(pieces) > 1 else []
            rows[-1].pieces += [*lost, *((at, start, end) for _, start, end in pieces)]
        else:
            rows.append(PieceRow([line], pieces))
    return rows


_LABELLED_LEAST = 2
"""Rows that begin with a label, where others have the pipe of the table's side in front of it."""


def _has_own_side(text: str) -> bool:
    """Whether a row begins with a pipe and then its label: "| 4.1 | Trưởng đoàn | ..."."""
    pieces = _pieces(text)
    empty = len(pieces) > 2 and pieces[0][0] == pieces[0][1]
    return empty and _LABEL_CELL.match(text[slice(*pieces[1])]) is not None


def _is_page_number(line: Line, rows: Sequence[PieceRow], below: Sequence[Span], width: int) -> bool:
    """Whether a line holds a number alone, between two rows that lack nothing or two rows of titles."""
    if not _PAGE_NUMBER.fullmatch(line.text.strip()):
        return False
    after = len(below)
    titles = len(rows[0].pieces) >= _TITLES <= after and (len(rows) == 1 or after == len(rows[0].pieces))
    return len(rows[-1].pieces) == width == after or titles


_TITLES = 3  # cells of a row of titles at least


_PAGE_NUMBER = re.compile(r"\d{1,3}")


def _has_sides(lines: Sequence[Line]) -> bool:
    """Whether pipes stand at both ends of each row, so that they are the sides of the table and part no cells."""
    rows = [line.text.strip() for line in lines if _is_row(line)]
    return all(len(row) > 1 and row[0] in BARS and row[-1] in BARS for row in rows)


def _pieces(text: str, *, sides: bool = False) -> list[tuple[int, int]]:
    """Spans of the cells of a line, white space left out; one piece, or none where a closing pipe ends the line."""
    spans = []
    at = 0
    for start, end in [*bars(text), (len(text), len(text))]:
        spans.append(stripped(text, at, start))
        at = end
    if len(spans) > 1 and spans[-1][0] == spans[-1][1]:
        spans.pop()
    return spans[1:] if sides and len(spans) > 1 else spans


def _usual_width(lines: Sequence[Line]) -> int:
    sides = _has_sides(lines)
    counts = Counter(len(_pieces(line.text, sides=sides)) for line in lines if bars(line.text))
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _cuts_a_cell(row: PieceRow, texts: Sequence[str], width: int) -> bool:
    """Whether the line above broke off in the midst of a cell, which a line of the cells that it lacks goes on."""
    if len(texts) < 2 or not row.pieces or len(row.pieces) + len(texts) - 1 != width:
        return False
    return texts[0][:1].islower() and not row.texts()[-1].endswith((".", ";", ":"))


def _continues(row: PieceRow, texts: Sequence[str], width: int) -> bool:
    """Whether a line goes on the row above: it lacks a label where the row lacks cells, or goes on a sentence."""
    room = width - len(row.pieces)
    first = texts[0] if texts else ""
    if len(texts) == 1:
        open_cell = row.texts()[-1] if row.pieces else ""
        return bool(first[:1].islower()) and bool(open_cell) and not open_cell.endswith((".", ";"))
    if room < len(texts) or not FIGURE.match(first) or _LABEL_CELL.match(first):
        return False
    return len(row.pieces) >= 2


def _lines_of(rows: Sequence[PieceRow], number: int) -> list[Line]:
    heads = _header_rows(rows)
    return [row.line(number, header=index < heads) for index, row in enumerate(rows)]


def _is_data(texts: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether a row with a cell for each title, the first of them filled as that above it is, parts no titles."""
    short = len(texts) == len(titles) - 1 and (
        _SOME_TIME.match(texts[0]) or _SELDOM_FILLED.match(titles[-1]) or sum(map(_is_time, texts)) == 1
    )
    same = len(texts) == len(titles) or short
    if not same or not texts[0] or not titles[0] or texts[0] == titles[0]:
        return False
    return not (opens_titles(texts[0]) and len(texts[0].split()) <= _TITLE_MOST)


def _is_time(text: str) -> bool:
    return _A_TIME.match(text) is not None


_SOME_TIME = re.compile(r"(?:ngày|tháng|quý|tuần|từ|trước|đến)\b.*\d|\d{1,2}[/.]\d", re.IGNORECASE)
_SELDOM_FILLED = re.compile(r"ghi chú", re.IGNORECASE)
_A_TIME = re.compile(r"(?:[^\W\d]+\s){0,3}(?:\d{1,2}\s?[-–]\s?)?(?:\d{1,2}|[IV]+)[/.]\d{1,2}(?:[/.]\d{2,4}|\d\d)$")
"""A day, or a month or quarter of a year."""
_TITLE_MOST = 5  # words
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")


def _fills(rows: Sequence[PieceRow]) -> bool:
    """Whether a first row of too few titles has as many as the rows below have cells with those of the second row."""
    widths = Counter(len(row.texts()) for row in rows[2:]).most_common(1)
    top, sub = (len(row.texts()) for row in rows[:2]) if len(rows) > 2 else (0, 0)
    return bool(widths) and top < widths[0][0] < top + sub <= widths[0][0] + min(top, sub)


def _heads_figures(rows: Sequence[PieceRow]) -> bool:
    """Whether two rows of words stand over rows that nearly all hold figures."""
    told = [any(map(measures, row.texts()[1:])) for row in rows]
    labelled = any(_LABEL_CELL.match(row.texts()[0]) for row in rows[:2])
    return not labelled and not any(told[:2]) and sum(told[2:]) > 0.8 * len(told[2:])


def _header_rows(rows: Sequence[PieceRow]) -> int:
    """How many rows at the top are titles: the first, what parts its titles, the numbers of the columns."""
    titles = [Cell(text) for text in rows[0].texts()]
    fills = _fills(rows) and _heads_figures(rows)
    if not (fills or is_header(titles, [row.texts() for row in rows[1:] if row.pieces])):
        return 0
    count = 1
    while count < min(len(rows), 4):
        texts = [text for text in rows[count].texts() if text]
        numbers = len(texts) >= 3 and all(_COLUMN_NUMBERS.match(text) for text in texts)
        counted = numbers and [text for text in texts if text.isdigit()] == sorted(
            (text for text in texts if text.isdigit()), key=int
        )
        parted = (
            count == 1
            and len(texts) >= 2
            and not any(measures(text) and not _YEAR.search(text) for text in texts)
            and (not _LABEL_CELL.match(texts[0]) or texts[:2] == ["X", "Y"])
            and label_of(texts[0]) is None
            and (fills or (max(map(len, texts)) < 60 and not _is_data(rows[count].texts(), rows[0].texts())))
        )
        if not (counted or parted):
            break
        count += 1
    return count
