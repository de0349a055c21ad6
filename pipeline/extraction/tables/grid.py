"""Tables as grids of columns with a meaning: titles, rows put into their columns, group rows told from rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extraction.context import Context
from pipeline.extraction.tables.columns import CellType, ColumnKind, cell_type
from pipeline.extraction.tables.kinds import kinds_of, numeric
from pipeline.extraction.tables.marked import NO_MARKS, Marks, marks_of
from pipeline.extraction.tables.rows import COLUMN_NUMBER, Row, cell_text, rows
from pipeline.extraction.tables.titles import merged, under, under_merged
from pipeline.extraction.tables.torn import mended
from pipeline.grammar import bodies, shared_work
from pipeline.records import Cell, Table
from pipeline.text.unicode import COMMA_GROUPS

_CAPTION_UNIT = re.compile(r"(?:Đơn vị(?: tính)?|đơn vị tính|ĐVT|Đvt|đvt)\s*:\s*(?P<unit>[^.,;()\n\t]{1,24})")
_CAPTION_ABOVE = 6


@dataclass(frozen=True, slots=True)
class Grid:
    """A table read as columns."""

    table: Table
    titles: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    rows: tuple[Row, ...]
    unit: str | None
    """Unit of all figures, as a line above the table states it."""
    comma_groups: bool = False
    """Whether its figures are written in English, commas grouping thousands."""
    marks: Marks = NO_MARKS
    """What the columns stand for whose cells are ticked."""

    def column(self, kind: ColumnKind) -> int | None:
        """The first column of a kind."""
        return self.kinds.index(kind) if kind in self.kinds else None

    def columns(self, kind: ColumnKind) -> list[int]:
        """All columns of a kind."""
        return [index for index, own in enumerate(self.kinds) if own == kind]


def grids(context: Context) -> Iterator[Grid]:
    """The tables of a document as grids, in order, without those of which no column is understood."""
    for table in context.document.tables:
        grid = _grid(context, table)
        if grid is not None:
            yield grid


def _grid(context: Context, table: Table) -> Grid | None:
    parted = table.header_rows == 1 and _are_parts(context, table)
    header_rows = 2 if parted else _header_rows(context, table)
    heads, below = table.rows[:header_rows], table.rows[header_rows:]
    data = [list(row) for row in below]
    texts = [[cell_text(context, cell) for cell in row] for row in data]
    width = len(heads[0]) + len(heads[1]) - 1 if parted else _width(context, heads, texts)
    if width < 2 or not data:
        return None
    titles = _titles(context, heads, width, texts)
    data = mended(data, [[cell_type(text) for text in row] for row in texts], width)
    texts = [[cell_text(context, cell) for cell in row] for row in data]
    held = [[cell_type(text) for text in row] for row in texts]
    short = width - 1 if parted else 0  # a blank last cell is lost
    judged = [[*row, "empty"] if len(row) == short and row[0] == "label" else row for row in held]
    kinds = _without_reports(_with_lead(kinds_of(titles, judged, width), texts[:_JUDGED]), texts)
    marks = marks_of(titles, texts, _beside(context, table))
    ticked = {*marks.times, *marks.doers}
    kinds = tuple("other" if at in ticked else kind for at, kind in enumerate(_with_partner(kinds, titles, held)))
    english = any(COMMA_GROUPS.fullmatch(text) for row in texts for text in row)
    read = tuple(rows(context, data, held, kinds))
    return Grid(table, titles, kinds, read, _caption_unit(context, table), english, marks)


_BESIDE = 400  # characters before and behind a table in which a note says what its marks mean


def _beside(context: Context, table: Table) -> str:
    start, end = table.rows[0][0].start, table.rows[-1][-1].end
    return f"{context.text[max(0, start - _BESIDE) : start]}\n{context.text[end : end + _BESIDE]}"


def _with_partner(
    kinds: tuple[ColumnKind, ...], titles: Sequence[str], held: Sequence[Sequence[CellType]]
) -> tuple[ColumnKind, ...]:
    """The kinds, a further column of bodies beside that of the leads being one of those that help."""
    if "lead" not in kinds or "partner" in kinds:
        return kinds
    for column in range(kinds.index("lead") + 1, len(kinds)):
        own = [row[column] for row in held if len(row) == len(kinds) and row[column] != "empty"]
        named = len(own) > 1 and own.count("body") >= _MOSTLY * len(own)
        open_to = kinds[column] in ("other", "note", "task") and not _IS_HELPED.search(titles[column])
        if named and open_to and (_HELPS.search(titles[column]) or not titles[column]):
            return (*kinds[:column], "partner", *kinds[column + 1 :])
    return kinds


_MOSTLY = 0.6
_HELPS = re.compile(r"(?<!\w)(?:hỗ trợ|giúp|cùng|tham gia|phối|liên quan|bổ trợ)(?!\w)", re.IGNORECASE)
_IS_HELPED = re.compile(r"(?<!\w)(?:được|nhận|thụ hưởng|đối tượng|cấp|kiểm tra|giám sát)(?!\w)", re.IGNORECASE)
"""In the title of a column of bodies that are helped, or looked after: "Đơn vị được hỗ trợ"."""


def _header_rows(context: Context, table: Table) -> int:
    """How many rows are titles: one more than the reader found where the next has years alone, none at its left, or
    words alone below titles that were merged; none where the first row states figures as those below it do."""
    if table.header_rows == 1 < len(table.rows) and _states_figures(context, table):
        return 0
    headers = table.header_rows
    while 0 < headers < min(len(table.rows), _TITLES_MOST) and _are_titles(
        context, *table.rows[headers - 1 : headers + 1]
    ):
        headers += 1
    return headers


_TITLES_MOST = 4
"""Rows of titles."""


def _are_titles(context: Context, above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row below one of titles is another: of years alone, or of words below titles that were merged."""
    up, low = ([cell_text(context, cell) for cell in row] for row in (above, below))
    filled = [text for text in low if text]
    if low[0] or len(filled) < 2:
        return False
    up += [""] * (len(low) - len(up))  # blank cells at the end may be lost
    parts = len(up) == len(low) and any(own and not over for over, own in zip(up, low, strict=True))
    return all(map(_TITLE_OF_YEAR.match, filled)) or (parts and all(cell_type(text) in _WORDS for text in filled))


def _are_parts(context: Context, table: Table) -> bool:
    """Whether the row below the titles parts one of them: words alone, fewer than the titles, and below them rows of
    figures with more cells than there are titles, or as many where blank ones are lost at the end of the line
    ("Cấp tỉnh | Cấp xã" below "STT | Nội dung | Mức chi | Ghi chú")."""
    if len(table.rows) < _PARTS_LEAST:
        return False
    titled, parts = len(table.rows[0]), [cell_text(context, cell) for cell in table.rows[1]]
    if not 1 < len(parts) < titled or not all(cell_type(text) == "text" and len(text) <= _PART_MOST for text in parts):
        return False
    width = Counter(len(row) for row in table.rows[2:]).most_common(1)[0][0]
    held = ([cell_type(cell_text(context, cell)) for cell in row] for row in table.rows[2 : 2 + _JUDGED])
    filled = sum(sum(kind in ("figure", "measure") for kind in row) >= len(parts) for row in held)
    return titled < width == titled + len(parts) - 1 or (titled == width and filled * 4 > len(table.rows) - 2)


_PARTS_LEAST = 4  # rows
_PART_MOST = 40  # characters


def _states_figures(context: Context, table: Table) -> bool:
    """Whether the first row holds what the second does, figures among it, and no title of a column."""
    first, second = ([cell_text(context, cell) for cell in row] for row in table.rows[:2])
    held = [cell_type(text) for text in first]
    figures = [text for text, kind in zip(first, held, strict=True) if kind in ("figure", "measure")]
    dated = any(map(_TITLE_OF_YEAR.match, figures))
    alike = held == [cell_type(text) for text in second]
    return bool(figures) and not dated and alike and bool({"text", "body"} & set(held))


_WORDS = ("text", "unit", "body")
_TITLE_OF_YEAR = re.compile(
    r"(?:(?:kế hoạch|chỉ tiêu|giai đoạn|đến|ước|thực hiện)\s+)*(?:năm\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?$",
    re.IGNORECASE,
)


def _width(context: Context, heads: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]]) -> int:
    """How many columns the table has: as many as are numbered, as are titled, or as most rows have."""
    for row in heads:
        own = [cell_text(context, cell) for cell in row]
        if len(own) >= 3 and all(COLUMN_NUMBER.match(text) for text in own):
            return len(own)
    counts = Counter(len(row) for row in texts if len(row) > 2) or Counter(len(row) for row in texts if len(row) == 2)
    usual = max(counts, key=lambda width: (counts[width], width), default=0)
    titled = len(heads[0]) if heads else 0
    widest = max((width for width, count in counts.items() if count >= max(2, 0.1 * len(texts))), default=usual)
    if len(heads) > 1:
        kept = (len(row) for row in heads[1:] if not cell_text(context, row[0]))  # a row that keeps its blank cells
        return max(titled, widest, *kept)
    return titled if titled >= usual else max(usual, min(widest, usual + 1))


def _titles(
    context: Context, heads: Sequence[Sequence[Cell]], width: int, texts: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    rows = [[cell_text(context, cell) for cell in row] for row in heads]
    rows = [row for at, row in enumerate(rows) if not _numbers_columns(row) or _counts_time(row, rows[:at])]
    if not rows:
        return ("",) * width
    if len(rows) == 2 and rows[1][0] and len(rows[1]) < width >= len(rows[0]):
        beneath = under_merged([*rows[0], *[""] * (width - len(rows[0]))], rows[1]) if "" in rows[0] else None
        if beneath is not None:
            return beneath
    rows = [[*row, *[""] * (width - len(row))] if "" in row else row for row in rows]  # the last one may be lost
    if all(len(row) == width for row in rows):
        for at in range(len(rows) - 2, -1, -1):
            rows[at] = _spread(rows[at], rows[at + 1])
        return tuple(_joined([row[column] for row in rows]) for column in range(width))
    joined = merged(rows[0], rows[1] if len(rows) > 1 else (), width, _of_figures(texts, width))
    if joined is not None:
        return joined
    return tuple(rows[0][:width]) + ("",) * (width - len(rows[0]))


def _numbers_columns(row: Sequence[str]) -> bool:
    return all(COLUMN_NUMBER.match(text) for text in row if text)


def _counts_time(row: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """Whether a row of numbers below a merged title counts months or weeks, and no columns: it is blank at its left."""
    return not row[0] and any(_IN_MONTHS.search(title) for titles in above for title in titles)


_IN_MONTHS = re.compile(r"(?<!\w)(?:tháng|tuần|quý)(?!\s*\d)(?!\w)", re.IGNORECASE)


def _joined(titles: Sequence[str]) -> str:
    """One title of those that stand above each other in a column."""
    above = list(dict.fromkeys(filter(None, titles)))
    return under(" ".join(above[:-1]), above[-1]) if above else ""


def _of_figures(texts: Sequence[Sequence[str]], width: int) -> list[bool | None]:
    """For each column whether most of its filled cells are figures, by the rows that have a cell in each."""
    whole = [[cell_type(text) for text in row] for row in texts[:_JUDGED] if len(row) == width]
    columns = ([row[column] for row in whole if row[column] != "empty"] for column in range(width))
    return [numeric(own) if own else None for own in columns]


def _spread(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The titles of a row of titles over another: one that spans several columns is written over the first alone."""
    spread = list(above)
    for column in range(1, len(spread)):
        if not spread[column] and below[column] and below[column - 1]:
            spread[column] = spread[column - 1]
    return spread


_JUDGED = 40
"""Rows by which it is told what a column holds."""


def _with_lead(kinds: tuple[ColumnKind, ...], texts: Sequence[Sequence[str]]) -> tuple[ColumnKind, ...]:
    """Who leads and what is to be done, by what stands in the columns, where the titles do not say both.

    A column whose cells say outright who leads is that of the leads, whatever its title; so is one of bodies beside one
    of things to do ("Cơ quan" / "Nhiệm vụ được giao").
    """
    own = [[row[column] for row in texts if len(row) == len(kinds) and row[column]] for column in range(len(kinds))]
    if "lead" not in kinds:
        said = next((at for at in _open_columns(kinds) if _most(own[at], shared_work.says_who_leads)), None)
        if said is not None:
            return (*kinds[:said], "lead", *kinds[said + 1 :])
    to_do = next((at for at, cells in enumerate(own) if _most(cells, bodies.verb_first)), None)
    named = next((at for at, cells in enumerate(own) if at != to_do and _most(cells, _names_a_body)), None)
    crossed = to_do is not None and named is not None and (kinds[to_do], kinds[named]) == ("lead", "task")
    if to_do is None or named is None or ({"lead", "task"} <= set(kinds) and not crossed):
        return kinds
    free = ("lead", "task", "other")
    if kinds[to_do] not in (*free, "note") or kinds[named] not in free:
        return kinds
    told: dict[int, ColumnKind] = {to_do: "task", named: "lead"}
    return tuple(told.get(at, "other" if kind in ("lead", "task") else kind) for at, kind in enumerate(kinds))


def _without_reports(kinds: tuple[ColumnKind, ...], texts: Sequence[Sequence[str]]) -> tuple[ColumnKind, ...]:
    """The kinds, a column of results that tells what was done ("Đã ban hành ...") being no column of products."""
    if "product" not in kinds or "lead" not in kinds:
        return kinds
    at = kinds.index("product")
    filled = [row[at] for row in texts if len(row) == len(kinds) and row[at]]
    told = sum(_WAS_DONE.search(text) is not None for text in filled if len(text.split()) > _PRODUCT_MOST)
    told += sum(_WAS_DONE.match(text) is not None for text in filled if len(text.split()) <= _PRODUCT_MOST)
    return (*kinds[:at], "note", *kinds[at + 1 :]) if told * 3 > len(filled) > 1 else kinds


_WAS_DONE = re.compile(r"(?<!\w)(?:đã|đang|chưa|hiện nay)\s", re.IGNORECASE)
_PRODUCT_MOST = 8
"""Words of a product, in which "đã" may stand too: "Quy chế đã ban hành"."""


def _open_columns(kinds: Sequence[ColumnKind]) -> list[int]:
    return [at for at, kind in enumerate(kinds) if kind in ("note", "other", "partner")]


def _names_a_body(text: str) -> bool:
    return cell_type(text) == "body"


def _most(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    """Whether more than half of the cells, two at least, are of a kind."""
    return len(cells) > 1 and sum(map(holds, cells)) * 2 > len(cells)


def _caption_unit(context: Context, table: Table) -> str | None:
    """The unit that a line right above the table, or its first row, states for all figures."""
    first = table.rows[0][0]
    index = context.block_index(first.start)
    for block in reversed(context.document.blocks[max(0, index - _CAPTION_ABOVE) : index + 1]):
        if block.kind == "row" and block.start < first.start:
            break
        found = _CAPTION_UNIT.search(context.text, block.start, block.end)
        if found:
            return found["unit"].strip()
    return None
