"""Tables as grids of columns with a meaning: titles, rows put into their columns, group rows told from rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extraction.context import Context
from pipeline.extraction.tables.columns import CellType, ColumnKind, cell_type, kind_by_title, kinds_by_content
from pipeline.extraction.tables.rows import COLUMN_NUMBER, Row, cell_text, rows
from pipeline.extraction.tables.titles import merged, under, under_merged
from pipeline.extraction.tables.torn import mended
from pipeline.grammar import bodies, shared_work
from pipeline.records import Cell, Table
from pipeline.text.unicode import COMMA_GROUPS

_CAPTION_UNIT = re.compile(r"(?:Đơn vị(?: tính)?|ĐVT|Đvt)\s*:\s*(?P<unit>[^.,;()\n\t]{1,24})")
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
    header_rows = _header_rows(context, table)
    heads, below = table.rows[:header_rows], table.rows[header_rows:]
    data = [list(row) for row in below]
    texts = [[cell_text(context, cell) for cell in row] for row in data]
    width = _width(context, heads, texts)
    if width < 2 or not data:
        return None
    titles = _titles(context, heads, width, texts)
    data = mended(data, [[cell_type(text) for text in row] for row in texts], width)
    texts = [[cell_text(context, cell) for cell in row] for row in data]
    held = [[cell_type(text) for text in row] for row in texts]
    kinds = _without_reports(_with_lead(_kinds(titles, held, width), texts[:_JUDGED]), texts)
    english = any(COMMA_GROUPS.fullmatch(text) for row in texts for text in row)
    return Grid(table, titles, kinds, tuple(rows(context, data, held, kinds)), _caption_unit(context, table), english)


def _header_rows(context: Context, table: Table) -> int:
    """How many rows are titles: one more than the reader found where the next has years alone, none at its left, or
    words alone below titles that were merged; none where the first row states figures as those below it do."""
    if table.header_rows == 1 < len(table.rows) and _states_figures(context, table):
        return 0
    if 0 < table.header_rows < len(table.rows):
        above, below = (
            [cell_text(context, cell) for cell in row]
            for row in table.rows[table.header_rows - 1 : table.header_rows + 1]
        )
        filled = [text for text in below if text]
        if not below[0] and len(filled) > 1:
            years = all(map(_TITLE_OF_YEAR.match, filled))
            parts = len(above) == len(below) and any(low and not up for up, low in zip(above, below, strict=True))
            if years or (parts and all(cell_type(text) in _WORDS for text in filled)):
                return table.header_rows + 1
    return table.header_rows


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
        return max(titled, widest)
    return titled if titled >= usual else max(usual, min(widest, usual + 1))


def _titles(
    context: Context, heads: Sequence[Sequence[Cell]], width: int, texts: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    rows = [[cell_text(context, cell) for cell in row] for row in heads]
    rows = [row for row in rows if not all(COLUMN_NUMBER.match(text) for text in row if text)]
    if not rows:
        return ("",) * width
    if len(rows) == 2 and rows[1][0] and len(rows[1]) < width >= len(rows[0]):
        beneath = under_merged([*rows[0], *[""] * (width - len(rows[0]))], rows[1]) if "" in rows[0] else None
        if beneath is not None:
            return beneath
    rows = [[*row, *[""] * (width - len(row))] if "" in row else row for row in rows]  # the last one may be lost
    if all(len(row) == width for row in rows):
        rows = [_spread(rows[0], rows[1]), *rows[1:]] if len(rows) > 1 else rows
        return tuple(_joined([row[column] for row in rows]) for column in range(width))
    joined = merged(rows[0], rows[1] if len(rows) > 1 else (), width, _of_figures(texts, width))
    if joined is not None:
        return joined
    return tuple(rows[0][:width]) + ("",) * (width - len(rows[0]))


def _joined(titles: Sequence[str]) -> str:
    """One title of those that stand above each other in a column."""
    above = list(dict.fromkeys(filter(None, titles)))
    return under(" ".join(above[:-1]), above[-1]) if above else ""


def _of_figures(texts: Sequence[Sequence[str]], width: int) -> list[bool | None]:
    """For each column whether most of its filled cells are figures, by the rows that have a cell in each."""
    whole = [[cell_type(text) for text in row] for row in texts[:_JUDGED] if len(row) == width]
    columns = ([row[column] for row in whole if row[column] != "empty"] for column in range(width))
    return [_numeric(own) if own else None for own in columns]


def _spread(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The titles of a row of titles over another: one that spans several columns is written over the first alone."""
    spread = list(above)
    for column in range(1, len(spread)):
        if not spread[column] and below[column] and below[column - 1]:
            spread[column] = spread[column - 1]
    return spread


def _kinds(titles: Sequence[str], held: Sequence[Sequence[CellType]], width: int) -> tuple[ColumnKind, ...]:
    """What each column holds: by its title, by what stands in it where the title says nothing."""
    if not any(titles):
        kinds = kinds_by_content(held, width)
        return tuple(_with_task(list(kinds), held, width)) if "value" in kinds else kinds
    whole = [row for row in held if len(row) == width] or [row for row in held if len(row) == width - 1]
    known: list[ColumnKind] = []
    for column, title in enumerate(titles):
        own = [row[column] for row in whole if column < len(row) and row[column] != "empty"]
        kind = _kind_beside(titles, column, own, known)
        rival = _outdone(titles, known, kind, title)
        if rival is not None:
            known[rival] = "other"
        known.append("other" if kind is None or (kind in known and kind not in ("value", "given")) else kind)
    told = _with_task(_of_charges(titles, known), held, width)
    doubtful = _of_no_plan(titles, told, width)
    return tuple("other" if at in doubtful else kind for at, kind in enumerate(told))


def _kind_beside(
    titles: Sequence[str], column: int, own: Sequence[CellType], known: Sequence[ColumnKind]
) -> ColumnKind | None:
    """What a column holds, by its title and its cells, beside the columns known at its left."""
    led, timed = (any(kind_by_title(title) == kind for title in titles) for kind in ("lead", "due"))
    kind = _kind_of(titles[column], own, column, "unit" in known or not led)
    if kind is None and not timed and own.count("date") * 2 > len(own):
        return "due"
    if kind == "value" and not _numeric(own):
        return "task" if "task" not in known else "note"
    return kind


def _outdone(titles: Sequence[str], known: Sequence[ColumnKind], kind: ColumnKind | None, title: str) -> int | None:
    """The column that a further one of its kind outdoes, whose title says more: "Chủ trì" beside "Đơn vị"."""
    says_more = {"lead": _LEADS, "due": _ENDS}.get(kind or "")
    if says_more is None or kind not in known or not says_more.search(title):
        return None
    rival = known.index(kind)
    return None if says_more.search(titles[rival]) else rival


def _of_no_plan(titles: Sequence[str], told: Sequence[ColumnKind], width: int) -> set[int]:
    """Columns of figures that are none of a plan: points on a map, what stands before the names without saying so."""
    named = width if any(map(_COORDINATES.search, titles)) else told.index("task") if "task" in told else 0
    return {at for at in range(named) if told[at] == "value" and not _OF_A_PLAN.search(titles[at])}


_COORDINATES = re.compile(r"VN[- ]?2000|(?<!\w)[XY]\s*\(m\)", re.IGNORECASE)
"""In the titles of a table that says where something lies: what is no figure of a plan there is none at all."""
_OF_A_PLAN = re.compile(
    r"\b20\d\d\b|đồng|số lượng|kinh phí|vốn|chỉ tiêu|mục tiêu|kế hoạch|phấn đấu|sản lượng|tỷ lệ|tỉ lệ", re.IGNORECASE
)
"""In the title of a column: its figures are of a plan wherever it stands."""


def _of_charges(titles: Sequence[str], kinds: list[ColumnKind]) -> list[ColumnKind]:
    """The kinds, where a table says who of several does what: "Họ và tên | Chức vụ | Phân công nhiệm vụ"."""
    who = next((column for column, title in enumerate(titles) if _WHO.match(title)), None)
    work = next((column for column, title in enumerate(titles) if _WORK.match(title) and column != who), None)
    led = kinds.index("lead") if "lead" in kinds else who
    if who is None or work is None or kinds[who] == "unit" or led not in (who, work):
        return kinds
    named: dict[int, ColumnKind] = {who: "lead", work: "task"}
    return [named.get(column, "other" if kind in ("lead", "task") else kind) for column, kind in enumerate(kinds)]


_WHO = re.compile(
    r"\W*(?:(?:họ(?: và|,)? tên|(?:các )?thành viên|người được phân công)(?!\w)|"
    r"(?:tên )?(?:các )?(?:cơ quan|đơn vị)(?:,? (?:cơ quan|đơn vị|tổ chức))*$)",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\W*(?:(?:các )?nhiệm vụ|công việc|phân công|nội dung (?:công việc|nhiệm vụ|phụ trách))", re.IGNORECASE
)


def _kind_of(title: str, own: Sequence[CellType], column: int, of_figures: bool) -> ColumnKind | None:
    """What a column holds, by its title and by what its filled cells are.

    Args:
        title: of the column.
        own: types of its filled cells.
        column: its place, from 0.
        of_figures: whether the table can be one of figures, so that a column of results holds them.
    """
    kind = kind_by_title(title)
    if kind in (None, "lead") and own.count("unit") * 2 > len(own):
        return "unit"
    if column == 0 and (kind in (None, "other") or not title) and own and own.count("label") * 2 >= len(own):
        return "number"
    if not _numeric(own):
        return kind
    at_left = kind in ("task", "lead") and column < 2
    by_year = kind == "due" and _A_YEAR.search(title)
    counted = _numeric(own, _NEARLY_ALL) and ("measure" not in own or _RESULT.match(title))
    result = kind == "product" and (of_figures or counted)
    open_to_figures = kind in (*_SAYS_LITTLE, "value", "task", "lead") or by_year or result
    return "value" if open_to_figures and not at_left else kind


def _numeric(own: Sequence[CellType], least: float = 0.5) -> bool:
    """Whether at least such a share of the cells are figures."""
    return bool(own) and sum(kind in ("figure", "label", "measure") for kind in own) >= least * len(own)


_NEARLY_ALL = 0.8
_RESULT = re.compile(r"(?:dự kiến )?(?:kết quả|đầu ra)", re.IGNORECASE)


_ENDS = re.compile(r"hoàn thành|kết thúc|(?<!\w)xong(?!\w)|(?<!\w)đến(?: ngày)?$", re.IGNORECASE)
"""In the title of the column of the end, where another has the beginning."""
_SAYS_LITTLE = ("note", None)
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
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


_LEADS = re.compile(r"chủ trì", re.IGNORECASE)
"""What a column of leads is called outright, beside others that name bodies too ("cơ quan chịu trách nhiệm ...")."""


def _with_task(kinds: list[ColumnKind], held: Sequence[Sequence[CellType]], width: int) -> list[ColumnKind]:
    """A table without a column of tasks: its first column of words names the rows."""
    if "task" in kinds:
        return kinds
    for column, kind in enumerate(kinds):
        own = [row[column] for row in held if len(row) == width]
        worded = sum(kind in ("text", "body", "reference") for kind in own) * 2 >= len(own)
        if kind in ("other", "note", "lead", "source") and (worded or not own):
            kinds[column] = "task"
            break
    return kinds


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
