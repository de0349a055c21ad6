"""Rules on sums: columns of a table that add up in nearly every row, totals below a column, money and its sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Table
from pipeline.text.spans import Span
from pipeline.text.unicode import fold, parse_number

_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_LEAST = 6  # rows in which two figures must add up to a third, before the rows in which they do not are slips
_SLIPS = 0.2  # share of the rows with other sums, up to which they are slips
_WIDE = 14  # columns of figures beyond which a table is not asked
_TOTAL = re.compile(r"(?:tong|tong so|tong cong|cong|toan tinh|toan xa|ca tinh)$")
_ROUNDED = 0.06  # what rounding to one decimal may leave between a sum and its parts


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of figures: its name, its place, the figure of each column that holds one."""

    name: str
    span: Span
    figures: dict[int, float]


def in_tables(view: View) -> Iterator[Hit]:
    """A figure that breaks the sum which its table keeps: across in nearly all other rows, down in other columns."""
    if view.document.method in ("ocr", "mixed"):
        return  # a misread digit is no wrong sum
    for table in view.document.tables:
        rows = list(_rows(view, table))
        yield from _short_table(view, table, rows)
        if len(rows) > _LEAST and len({column for row in rows for column in row.figures}) <= _WIDE:
            down = list(_down(rows))
            wrong = [row for row, _, _ in down]
            across = {(row.span, total): (row, total, parts) for row, total, parts in _across(rows) if row not in wrong}
            for row, total, parts in (*across.values(), *down):
                yield _hit(view, row, total, parts)


_PLAIN = re.compile(r"\d{1,2}\.?")
_NO_SUM = re.compile(r"don gia|ty le|%|nam\b|muc |dinh muc|thoi gian|stt|\btt\b|ghi chu|diem|he so|binh quan|so luong/")


def _short_table(view: View, table: Table, rows: Sequence[_Row]) -> Iterator[Hit]:
    """A total row that misses the sum of the numbered rows above it, in a table too short to bear the others out."""
    totals = [at for at, row in enumerate(rows) if _is_total(row)]
    if totals != [len(rows) - 1] or not _SHORT[0] <= len(rows) - 1 <= _SHORT[1]:
        return
    labels = [view.text[row.span[0] : row.span[0] + 6].split()[:1] for row in rows[:-1]]
    if [one and _PLAIN.fullmatch(one[0]) and int(one[0].rstrip(".")) for one in labels] != list(range(1, len(rows))):
        return
    for column, total in rows[-1].figures.items():
        parts = [row.figures.get(column) for row in rows[:-1]]
        head = table.rows[0][column] if column < len(table.rows[0]) else None
        named = head is not None and not _NO_SUM.search(view.folded, head.start, head.end)
        if named and None not in parts and _alike(total, sum(one or 0 for one in parts)):
            known = [one or 0 for one in parts]
            if _apart(total, known):
                yield _hit(view, rows[-1], total, known)


_SHORT = (2, 12)  # numbered rows of a table in which one column alone is asked


def _rows(view: View, table: Table) -> Iterator[_Row]:
    """The rows that hold figures, those of a total row moved under the columns of the others."""
    rows = []
    for cells in table.rows[table.header_rows :]:
        words = [" ".join(view.text[cell.start : cell.end].split()) for cell in cells]
        figures = {
            at: value
            for at, word in enumerate(words)
            if at and _FIGURE.fullmatch(word) and (value := parse_number(word)) is not None
        }
        name = next((word for word in words if re.search(r"[^\W\d_]{2}", word)), "")
        if figures:
            rows.append(_Row(name, view.clip(cells[0].start, cells[-1].end), figures))
    first = Counter(min(row.figures) for row in rows).most_common(1)
    for row in rows:
        shift = first[0][0] - min(row.figures)
        moved = {column + shift: value for column, value in row.figures.items()}
        yield replace(row, figures=moved) if shift > 0 and _is_total(row) else row


def _is_total(row: _Row) -> bool:
    return bool(_TOTAL.match(fold(row.name)))


def _across(rows: Sequence[_Row]) -> Iterator[tuple[_Row, float, list[float]]]:
    """(row, total, its two parts) where a row breaks a sum of two columns that nearly all rows keep."""
    columns = sorted({column for row in rows for column in row.figures})
    for total in columns:
        for parts in combinations([column for column in columns if column != total], 2):
            asked = [
                (row, row.figures[total], [row.figures[part] for part in parts])
                for row in rows
                if {total, *parts} <= row.figures.keys() and all(row.figures[part] for part in parts)
            ]
            wrong = [one for one in asked if _apart(*one[1:])]
            if wrong and len(wrong) <= _SLIPS * len(asked) and len(asked) - len(wrong) >= _LEAST:
                yield from (one for one in wrong if not _made_up(*one))


def _made_up(row: _Row, total: float, parts: Sequence[float]) -> bool:
    """Whether another figure of the row is what lacks, or what is over: the sum has three parts there."""
    lacking = abs(total - sum(parts))
    return any(abs(lacking - figure) <= _ROUNDED for figure in row.figures.values())


def _down(rows: Sequence[_Row]) -> Iterator[tuple[_Row, float, list[float]]]:
    """(total row, figure, its parts) where some columns come to the figures of a total row and others do not."""
    totals = [at for at, row in enumerate(rows) if _is_total(row)]
    for at in totals:
        before = max((one for one in totals if one < at), default=-1)
        after = min((one for one in totals if one > at), default=len(rows))
        for others in (rows[before + 1 : at], rows[at + 1 : after]):
            sums = {column: [one.figures.get(column, 0) for one in others] for column in rows[at].figures}
            sums = {column: parts for column, parts in sums.items() if _alike(rows[at].figures[column], sum(parts))}
            wrong = [column for column, parts in sums.items() if _apart(rows[at].figures[column], parts)]
            if len(others) > 1 and len(sums) - len(wrong) >= max(2, len(wrong)):
                yield from ((rows[at], rows[at].figures[column], sums[column]) for column in wrong)


def _alike(total: float, reached: float) -> bool:
    """Whether a figure can be meant as that sum at all: the share of a total row is none of the shares above it."""
    return total / 2 <= reached <= total * 2


def _apart(total: float, parts: Sequence[float]) -> bool:
    return abs(total - sum(parts)) > _ROUNDED * len(parts)


def _hit(view: View, row: _Row, total: float, parts: Sequence[float]) -> Hit:
    about = f"{row.name}: {shown(total)}"
    line = view.text.find("\n", row.span[0])
    span = view.clip(row.span[0], min(row.span[1], row.span[0] + 120, line if line > 0 else row.span[1]))
    return Hit(span, about[:120], {"sum": shown(sum(parts)), "stated": shown(total)})


def shown(value: float) -> str:
    """A figure as Vietnamese writes it: 1.806, 69,87."""
    whole, _, part = f"{value:,.2f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + ("," + part if part else "")


_SHARE = re.compile(
    r"(?<!\w)[Tt][ỷỉ] lệ\s+(?!tăng|vượt|hoàn thành|thực hiện|giải ngân|tham gia|nhập học)(?P<what>[^.;:,\n\t%]{3,90}?)"
    r"\s(?:đạt|là|chiếm|lên|còn)\s+(?:tối thiểu |ít nhất |trên |khoảng )?(?P<share>\d{3}(?:,\d+)?)\s?%"
    r"(?!\s*(?:so|kế hoạch|dự toán|chỉ tiêu))"
)
_MAKES_UP = re.compile(r"chiếm\s+(?:khoảng |tỷ lệ |tỷ trọng |trên )*(?P<share>\d{1,3}(?:,\d+)?)\s?%")
_PARTS = re.compile(
    r"(?<![\w.,/-])(?P<whole>\d{1,3}(?:\.\d{3})*)\s+(?P<noun>[^\W\d_]+)(?P<of>\s[^.;:\n\t\d()]{0,40}?)?"
    r"[,\s(]+trong đó(?:\s+có)?\s+(?P<part>\d{1,3}(?:\.\d{3})*)\s+(?P<same>[^\W\d_]+)(?!\w)"
)


def of_shares(view: View) -> Iterator[Hit]:
    """A share of a whole over 100 %, shares in one sentence that add to more, a part that is more than its whole."""
    for found in view.matches(_SHARE, needs=("tỷ lệ", "tỉ lệ")):
        if _value(found["share"]) > _WHOLE:
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()))
    for found in view.matches(_PARTS, needs=("trong đó",)):
        if found["noun"].lower() == found["same"].lower() and _value(found["part"]) > _value(found["whole"]):
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()))
    for found in view.matches(_MADE_UP, needs=("cơ cấu",)):
        parts = _PERCENT.findall(found["parts"])
        total = sum(_value(part) for part in parts)
        if len(parts) >= _THREE and total > _WHOLE + _POINTS and not _TWO_STATES.search(found["parts"]):
            yield Hit(view.clip(*found.span()), f"{' + '.join(parts)} = {total:g} %".replace(".", ","))
    shares = defaultdict(list)
    for found in view.matches(_MAKES_UP, needs=("chiếm",)):
        shares[view.sentence(found.start())].append(found)
    for group in shares.values():
        total = sum(_value(found["share"]) for found in group)
        if len(group) > 1 and total > _WHOLE + _POINTS and not _nested(view, group):
            span = view.clip(group[0].start(), group[-1].end())
            yield Hit(span, f"{' + '.join(found['share'] for found in group)} = {total:g} %".replace(".", ","))


_MADE_UP = re.compile(r"(?<!\w)[Cc]ơ cấu\s+[^:\n\d%]{3,70}:\s*(?P<parts>(?:[^\n.]|\.(?=\d)){10,400})")
_PERCENT = re.compile(r"(\d{1,3}(?:,\d+)?)\s?%")
_TWO_STATES = re.compile(r"từ\s+\d|lên\s+\d|xuống\s+\d|so với|tăng|giảm|trong đó|20\d\d[^\n]*20\d\d", re.IGNORECASE)
_THREE = 3  # shares from which they are those of the whole
_WHOLE = 100.0
_POINTS = 1.0  # per cent that rounded shares may add to beyond the whole


def _value(figure: str) -> float:
    return float(figure.replace(".", "").replace(",", "."))


def _nested(view: View, group: list[re.Match[str]]) -> bool:
    """Whether one share is a part of the other, or each of its own whole."""
    between = view.folded[group[0].start() : group[-1].end()]
    return bool(re.search(r"trong do|trong so|rieng|con lai la|tong so|tren tong", between))
