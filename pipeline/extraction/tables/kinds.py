"""What each column of a table holds: by its title, by what stands in it, beside the other columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.tables.columns import CellType, ColumnKind, kind_by_title, kinds_by_content


def kinds_of(titles: Sequence[str], held: Sequence[Sequence[CellType]], width: int) -> tuple[ColumnKind, ...]:
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
    return _naming(["other" if at in doubtful else kind for at, kind in enumerate(told)], held, width)


def _naming(kinds: list[ColumnKind], held: Sequence[Sequence[CellType]], width: int) -> tuple[ColumnKind, ...]:
    """The kinds, a column of groups that the rows of figures leave empty being none that names them."""
    rows = [row for row in held if len(row) == width and {"figure", "measure"} & set(row)]
    at = kinds.index("task") if "task" in kinds else -1
    if at < 0 or sum(row[at] == "empty" for row in rows) * 2 <= len(rows):
        return tuple(kinds)
    for column in range(at + 1, width):
        worded = sum(row[column] in ("text", "reference") for row in rows)
        if kinds[column] in ("other", "note") and worded * 2 > len(rows):
            kinds[at], kinds[column] = "other", "task"
            break
    return tuple(kinds)


def _kind_beside(
    titles: Sequence[str], column: int, own: Sequence[CellType], known: Sequence[ColumnKind]
) -> ColumnKind | None:
    """What a column holds, by its title and its cells, beside the columns known at its left."""
    led, timed = (any(kind_by_title(title) == kind for title in titles) for kind in ("lead", "due"))
    kind = _kind_of(titles[column], own, column, "unit" in known or not led)
    if kind is None and not timed and own.count("date") * 2 > len(own):
        return "due"
    if kind == "value" and not numeric(own):
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
    by_name = who is not None and _BY_NAME.match(titles[who]) is not None
    led = kinds.index("lead") if "lead" in kinds and not by_name else who
    if who is None or work is None or kinds[who] == "unit" or led not in (who, work):
        return kinds
    named: dict[int, ColumnKind] = {who: "lead", work: "task"}
    return [named.get(column, "other" if kind in ("lead", "task") else kind) for column, kind in enumerate(kinds)]


_BY_NAME = re.compile(r"\W*họ(?: và|,)? tên", re.IGNORECASE)
"""The title of the column of the persons themselves, whatever office others have."""
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
    labelled = own.count("label") if column == 0 else 0
    named = kind == "task" and labelled == len(own) > 1  # "Tiêu chí" over 2.1, 2.2, 5.1 beside their names
    if named or (labelled and labelled * 2 >= len(own) and (kind in (None, "other") or not title)):
        return "number"
    if not numeric(own):
        return kind
    at_left = kind in ("task", "lead") and column < 2
    by_year = kind == "due" and _A_YEAR.search(title)
    counted = numeric(own, _NEARLY_ALL) and ("measure" not in own or _RESULT.match(title))
    result = kind == "product" and (of_figures or counted)
    open_to_figures = kind in (*_SAYS_LITTLE, "value", "task", "lead") or by_year or result
    return "value" if open_to_figures and not at_left else kind


def numeric(own: Sequence[CellType], least: float = 0.5) -> bool:
    """Whether at least such a share of the cells are figures."""
    return bool(own) and sum(kind in ("figure", "label", "measure") for kind in own) >= least * len(own)


_NEARLY_ALL = 0.8
_RESULT = re.compile(r"(?:dự kiến )?(?:kết quả|đầu ra)", re.IGNORECASE)


_ENDS = re.compile(r"hoàn thành|kết thúc|(?<!\w)xong(?!\w)|(?<!\w)đến(?: ngày)?$", re.IGNORECASE)
"""In the title of the column of the end, where another has the beginning."""
_SAYS_LITTLE = ("note", None)
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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
