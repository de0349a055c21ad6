"""What a rule of table figures may ask: a row with its name and its heads, and the figure of one of its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extraction.context import Context
from pipeline.extraction.tables.assignments import due_of_row, section_of
from pipeline.extraction.tables.columns import SAID, ColumnKind, cell_type, in_one_unit
from pipeline.extraction.tables.grid import Grid
from pipeline.extraction.tables.rows import Row, cell_text
from pipeline.grammar import bodies, dates, quantities
from pipeline.grammar.bounds import Bound
from pipeline.grammar.counted_nouns import noun, units, whole_only
from pipeline.grammar.figures import AT_LEAST, AT_MOST, IN_CELL, thousands
from pipeline.grammar.quantity_parts import tight_rate
from pipeline.records import Baseline, Cell
from pipeline.text.letters import UPPER
from pipeline.text.unicode import parse_number

_VALUE = re.compile(
    rf"{SAID}(?:(?P<sign>[≥≤<>]=?)|(?P<before>{AT_LEAST}|{AT_MOST})|đạt)?\s*"
    rf"(?P<a>{IN_CELL})\s*(?P<pa>%)?(?:\s*[-–÷]\s*(?P<b>{IN_CELL}))?\s*(?P<pb>%)?(?P<per>/năm)?"
    r"(?P<more>\s*trở (?:lên|xuống))?(?P<unit>\s+(?!và\b)[^\d]{1,24}?(?:\s\d+\s(?:sào|thước))?)?"
    r"(?P<late>\s+trở (?:lên|xuống))?"
    r"(?:,?\s+và\s[^\d]+)?(?:\s*\(\d[\d.]*\s*/\s*\d[\d.]*[^()\d]*\))?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?:ĐVT:?\s*)?(?P<unit>%|[^()\d]{1,20})\)")
_TITLE_UNIT = re.compile(
    rf"{_IN_BRACKETS.pattern}|^[Ss]ố\s+(?:lượng\s+)?(?!lượng|tiền|vốn)(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+)?)|"
    r"\sSố\s+(?:lượng\s+)?(?!lượng|tiền|vốn)(?P<below>[^\W\d_]+(?:\s[^\W\d_]+)?)$|"
    r"^(?P<quota>[Cc]hỉ tiêu)\s+(?:tuyển|đào tạo|biên chế|tuyển sinh|tuyển dụng|tuyển quân)"
)
_COUNTED = re.compile(r"[Ss]ố\s+(?:lượng\s+)?(?!lượng|tiền|vốn|thu|chi)(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+)?)")
"""At the head of a row's name: what it counts."""
_MONEY = re.compile(r"đồng\b|giá|tiền", re.IGNORECASE)
_BOUND = re.compile(r"(?<!\w)(?P<bound>ít nhất|tối thiểu|không dưới|không quá|tối đa)(?!\w)", re.IGNORECASE)
"""In the title of a column: how all of its figures are bounded."""
_SHARE = re.compile(r"tỷ lệ|tỉ lệ", re.IGNORECASE)
_MEASURE = re.compile(r"(?:số|tổng|tỷ lệ|tỉ lệ|tốc độ|diện tích|sản lượng|giá trị|năng suất)\b", re.IGNORECASE)
_SHORT = 3
"""A name of at most so many words ("Dịch vụ") says too little without the name of its group."""
_SET_APART = re.compile(
    r"\([^)]*\)|(?<!\w)(?:[Qq]uý\s+(?:[IVX]{1,3}|[1-4])|[Cc]ả năm)(?!\w)|"
    r"(?<!\w)[Tt]háng\s+\d{1,2}(?:\s*/\s*(?:19|20)\d\d)?(?!\d)|"
    r"(?:năm\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?"
)
_PLANNED = (
    r"(?:kế hoạch|kh|phân kỳ|dự kiến|chỉ tiêu|mục tiêu|giai đoạn|đến|năm|dự toán|thực hiện|giao|số lượng|0?\d năm)"
)
_PLANNING = re.compile(rf"^(?:\s*{_PLANNED}\b)+|(?:\b{_PLANNED}\s*)+$", re.IGNORECASE)
"""Words of planning with which a title begins or ends."""
_WHOLE = re.compile(r"(?:toàn|cả) (?:xã|phường|huyện|tỉnh|thành phố|đặc khu|ngành|trường)\b", re.IGNORECASE)
"""A row for all of the places beside it."""
_SCALED = re.compile(r"(?P<scale>nghìn|ngàn|triệu|vạn|tỷ|tỉ)(?:\s|$)")
_OF_PLACES = re.compile(
    r"(?:[^/]{1,20}/\s*)?(?:tên )?(?:thôn|ấp|bản|khu phố|tổ dân phố|xã|phường|đặc khu|huyện|tỉnh|"
    r"địa phương|địa bàn|đơn vị|cơ quan|trường)\b",
    re.IGNORECASE,
)
_A_PLACE = re.compile(
    r"(?:xã|phường|đặc khu|thị trấn|huyện|thôn|ấp|bản|buôn|làng|khóm|khu phố|khu dân cư|tổ dân phố)\s+"
    rf"(?:số\s+)?(?-i:[{UPPER}\d])",
    re.IGNORECASE,
)
"""A row named after a place."""
_TIME = re.compile(
    r"(?:(?:tổng )?(?:giai đoạn|năm|cả giai đoạn|đến năm)\s+)(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?", re.IGNORECASE
)
Names = Mapping[str | tuple[str, str], int]


def names_of(context: Context, grid: Grid) -> Names:
    """How often each row's name stands in a table, and how often under each of its heads."""
    names: Counter[str | tuple[str, str]] = Counter()
    for row in grid.rows:
        own = cell_text(context, row.cell(grid.column("task")))
        names.update([own, *((head, own) for head in set(row.heads))])
    return names


@dataclass(frozen=True)
class FigureRow:
    """A row of a table with the names of all its rows."""

    context: Context
    grid: Grid
    row: Row
    names: Names

    def text(self, kind: ColumnKind) -> str:
        """What the row says in its column of a kind."""
        return cell_text(self.context, self.row.cell(self.grid.column(kind)))

    @property
    def heads(self) -> tuple[str, ...]:
        """Words of the rows that it stands under, outermost first."""
        return self.row.heads

    @cached_property
    def printed(self) -> str:
        """Its name as printed."""
        return self.text("task")

    @cached_property
    def name(self) -> str:
        """Its name without dash and closing mark."""
        return self.printed.lstrip("-–+•* ").rstrip(" .;:")

    @cached_property
    def time(self) -> str | None:
        """The time that its name states and nothing else, as EDTF: what stands below is due by it ("Năm 2027")."""
        return year_of(self.name) if _TIME.fullmatch(self.name) else None

    @cached_property
    def full_name(self) -> str:
        """Its name; where that is short, or stands in other groups too, with the innermost head that tells it apart."""
        if not self.heads or _WHOLE.match(self.name) or not (self._short or self.names[self.printed] > 1):
            return self.name
        once = (head for head in reversed(self.heads) if self.names[head, self.printed] == 1)
        return f"{next(once, self.heads[-1]).rstrip(' .;:')}, {self.name}"

    @property
    def is_place(self) -> bool:
        """Whether it is named after a place or a body, so that the column alone says what is counted."""
        column = self.grid.column("task")
        titled = column is not None and bool(_OF_PLACES.match(self.grid.titles[column]))
        return titled or bool(_A_PLACE.match(self.name))

    @property
    def _short(self) -> bool:
        """Whether it is a part of the row above, without a number of its own, and its name says little alone."""
        unnumbered = self.grid.column("number") is not None and self.text("number") in ("", "-", "+")
        part = self.printed[:1] in "-–+•" or unnumbered
        return part and len(self.name.split()) <= _SHORT and not _MEASURE.match(self.name)

    @cached_property
    def due(self) -> str | None:
        """By when it is due."""
        return due_of_row(self.context, self.grid, self.row)

    @cached_property
    def section(self) -> str | None:
        """Path of the labels that it stands under."""
        return section_of(self.context, self.grid, self.row)

    @cached_property
    def responsible(self) -> str | None:
        """The body charged with it: its lead cell, or the row itself where it is named after a body."""
        lead = self.text("lead").strip(" -–+•;.")
        if lead:
            return bodies.normal(lead)
        return bodies.normal(self.printed) if cell_type(self.printed) == "body" else None

    @cached_property
    def baseline(self) -> Baseline | None:
        """The baseline: the figure of the last column of earlier years, or of the year that is ending."""
        for column in reversed(self.grid.columns("given")):
            year = year_of(self.grid.titles[column])
            value = _VALUE.match(cell_text(self.context, self.row.cell(column)))
            number = parse_number(value["a"]) if value and year else None
            if number is not None:
                return Baseline(number, year)
        return None

    def figures(self, column: int) -> list[FigureCell]:
        """The figures in a column: one, or several ("≤ 3 cấp vùng; ≤ 50 cả nước"); none in the rest of a cell above."""
        cell = self.row.cell(column)
        if cell is None or not cell.row_span:
            return []
        text = cell_text(self.context, cell).rstrip(" ;.")
        several = [_VALUE.match(in_one_unit(piece.strip())) for piece in text.split(";")]
        found = several if len(several) > 1 and all(several) else [_VALUE.match(in_one_unit(text))]
        return [FigureCell(self, column, cell, value, len(found) > 1) for value in found if value]


@dataclass(frozen=True)
class FigureCell:
    """A cell that states a figure."""

    row: FigureRow
    column: int
    cell: Cell
    match: re.Match[str]
    shared: bool = False
    """Whether the cell states other figures as well."""

    @property
    def scope(self) -> str:
        """The words that distinguish it from the other figures of its cell, where the unit has a column of its own."""
        return (self.match["unit"] or "").strip() if self.shared and self.row.text("unit") else ""

    @property
    def title(self) -> str:
        """The title of its column."""
        return self.row.grid.titles[self.column]

    def values(self, unit: str) -> tuple[float | None, float | None]:
        """The figure in its unit, and the last of a range."""
        return self._number(self.match["a"], unit), self._number(self.match["b"], unit) if self.match["b"] else None

    def _number(self, printed: str, unit: str) -> float | None:
        counted = None if "/" in unit else noun().match(unit)
        whole = thousands(printed) if counted and whole_only(counted["noun"].lower()) else None
        return parse_number(printed, comma_groups=self.row.grid.comma_groups) if whole is None else whole

    @property
    def bound(self) -> Bound:
        """The words and signs around it."""
        before, more = (self.match["before"] or "").lower(), self.match["more"] or self.match["late"] or ""
        if not before and not self.match["sign"] and (titled := _BOUND.search(self.title)):
            before = titled["bound"].lower()
        percent, spans = bool(self.match["pa"] or self.match["pb"]), bool(self.match["b"])
        return Bound(before, self.match["sign"] or "", more.lower(), counts=not percent, spans=spans)

    @property
    def unit_against_row(self) -> str | None:
        """What stands behind the figure where the column of units says another measure or leaves out how many: "1,2 tỷ
        đồng" beside "triệu đồng", "12 nghìn" beside "cây"."""
        printed, said = (self.match["unit"] or "").strip(" .").lower(), self.row.text("unit").lower()
        if not printed or not said or printed == said:
            return None
        if scale := _SCALED.fullmatch(printed):
            return f"{scale['scale']} {_SCALED.sub('', said) or 'đồng'}"
        if any(map(str.isdigit, printed[2:])):  # "2 ha 5 sào"
            return printed
        known = quantities.find(f"10 {printed} ") if printed in units()["measures"] else []
        return known[0].unit if known and said in units()["measures"] else None

    @property
    def unit_of_row(self) -> str | None:
        """What the column of units says."""
        own = self.row.text("unit")
        return own if own.isupper() else own[:1].lower() + own[1:]

    @property
    def unit_beside(self) -> str | None:
        """The unit that the row has in another column than that of units, which the table lacks: "Ngày", "Buổi"."""
        row, grid = self.row, self.row.grid
        if grid.column("unit") is not None or _MONEY.search(self.title):
            return None
        cells = (row.row.cell(at) for at in grid.columns("given"))
        units = [
            text
            for text in (cell_text(row.context, cell) for cell in cells)
            if cell_type(text) == "unit" and not text.isupper()
        ]
        return units[0][:1].lower() + units[0][1:] if len(units) == 1 else None

    @property
    def unit_printed(self) -> str | None:
        """What stands behind the figure."""
        percent = self.match["pa"] or self.match["pb"]
        return f"%{self.match['per'] or ''}" if percent else tight_rate((self.match["unit"] or "").strip())

    @property
    def unit_of_title(self) -> str | None:
        """What the title of the column says: "Kinh phí (triệu đồng)", "Số lớp"."""
        own = own_part(self.title)
        bracket = _IN_BRACKETS.search(own)
        if bracket and (bracket["unit"] == "%" or quantities.find(f"10 {bracket['unit']} ")):
            return bracket["unit"].strip()
        named = _TITLE_UNIT.search(own)
        unit = (named["unit"] or named["noun"] or named["below"] or named["quota"].lower()).strip() if named else None
        known = quantities.find(f"10 {unit} ") if unit else []
        return known[0].unit if known else unit

    @property
    def share(self) -> str | None:
        """Per cent, where the title says that the column holds shares."""
        return "%" if _SHARE.search(self.title) else None

    @property
    def unit_of_table(self) -> str | None:
        """What a line above the table states for all its figures."""
        unit = self.row.grid.unit
        return unit[:1].lower() + unit[1:] if unit else None

    @property
    def unit_of_name(self) -> str | None:
        """What the name of the row has in brackets, where it can be a unit."""
        named = _IN_BRACKETS.search(self.row.printed)
        unit = named["unit"].strip() if named else ""
        if not named and (counted := _COUNTED.match(self.row.name)):
            found = quantities.find(f"ít nhất 10 {counted['noun']} ")
            return found[0].unit if found else None
        named_after = any(word[:1].isupper() for word in unit.split()[1:])  # "(xã Xuân Lộc)" is a place
        known = unit and not named_after and quantities.find(f"ít nhất 10 {unit}")
        return unit if unit == "%" or known else None


def told_apart(titles: Sequence[str]) -> bool:
    """Whether each of several columns says by its title what its figures count, and no other does for that time."""
    found = [(unit.group(), year_of(title)) for title in titles if (unit := _TITLE_UNIT.search(title))]
    return len(set(found)) == len(titles)


def measured(title: str) -> str:
    """What a column measures: its title, or its own part of a merged one, without unit, year and words of planning."""
    return _PLANNING.sub("", " ".join(_SET_APART.sub(" ", own_part(title)).split())).strip(" ,.;:-–")


def own_part(title: str) -> str:
    """The title of a column without that of the columns that it stands among: "Chỉ tiêu năm 2026 Số vụ"."""
    found = _OWN_MEASURE.search(title) or _SAYS_ALL.match(title)
    return title[found.end() :] if found else title


_OWN_MEASURE = re.compile(r"^(?:Chỉ tiêu|Mục tiêu|Kế hoạch|Phấn đấu|Mức)\s.*\s(?=(?:Tỷ lệ|Tỉ lệ|Số|Tổng)\s)")


_SAYS_ALL = re.compile(r".*\s(?=(?:Tỷ lệ|Tỉ lệ|Số|Tổng số|Diện tích|Sản lượng)\s(?:[^\W\d_]+\s+){2,}[^\W\d_]+)")
"""In front of a part that says by itself what is measured: "Hộ nghèo Số hộ thoát nghèo"; not of "Hộ nghèo Số hộ"."""


_SPANS = ("year", "interval", "month", "quarter", "half")


def year_of(title: str) -> str | None:
    """The year, month, quarter or span that a title states; a part of a year below a year is of that year."""
    padded = f" {title} "
    found = [each for each in dates.find(padded) if each.shape in _SPANS]
    single = next((each for each in found if each.shape != "interval"), None)
    bare = _BARE_YEAR.search(padded, found[0].span[1] if found and single is None else 0)
    if single is not None:
        years = [each.edtf for each in found if each.shape == "year"] or ([bare.group()] if bare else [])
        part = next((each.edtf for each in found if each.edtf.startswith("XXXX")), None)
        return part.replace("XXXX", years[0], 1) if part and len(years) == 1 else single.edtf
    return bare.group() if bare else found[0].edtf if found else None


_BARE_YEAR = re.compile(r"(?<![\d/.])(?<!VN)(?<!VN[- ])(?:19|20)\d{2}(?!\d)")  # VN2000 is a grid of maps
