"""What the columns of a table hold: by their titles, and where those are lost by what stands in them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, cast

from pipeline.assets import resource
from pipeline.grammar import bodies, dates, persons, quantities, symbols
from pipeline.grammar.counted_nouns import units
from pipeline.grammar.figures import AT_LEAST, AT_MOST, IN_CELL
from pipeline.grammar.rule import Choice, Choices
from pipeline.text.letters import CODE

ColumnKind = Literal[
    "number", "task", "lead", "partner", "due", "unit", "value", "given", "product", "source", "note", "other"
]
CellType = Literal["empty", "label", "figure", "measure", "date", "body", "unit", "reference", "text"]

_LABEL = re.compile(rf"\(?(?:[IVXLC]+|[{CODE}]|[a-zđ]|\d{{1,3}}(?:\.\d{{1,2}})*|[-+*•])[.)]*$")
SAID = (
    r"(?:(?:phấn đấu|đạt|có|khoảng|tăng|giảm|nâng|thêm|lên|còn|duy trì|giữ|giữ vững|hoàn thành|bảo đảm|đảm bảo|cơ bản|"
    r"bình quân|trung bình|ở mức)\s+)*"
)
"""Words with which a cell leads to its figure: "Duy trì 100%", "Tăng ít nhất 2 bậc"."""
_FIGURE = re.compile(
    rf"{SAID}(?:[≥≤<>]=?|{AT_LEAST}|{AT_MOST})?\s*[-–(]?"
    rf"{IN_CELL}[.,]?\)?\s?[%‰]?(?:\s*[-–÷]\s*{IN_CELL}\s?%?)?(?:/năm)?(?:\s*trở (?:lên|xuống))?"
    r"(?:\s+(?!.*[^\W\d_]{2})[^\d|]{1,24})?(?:\s*\(\d[\d.]*\s*/\s*\d[\d.]*[^()\d]*\))?$",
    re.IGNORECASE,
)
"""A cell that holds a figure, with a unit of no more than a letter."""
_MEASURE = re.compile(
    rf"{SAID}(?:(?:[≥≤<>]=?|{AT_LEAST}|{AT_MOST}|đạt|từ|có|khoảng|phấn đấu)\s*)*{IN_CELL}(?:\s*[-–]\s*{IN_CELL})?"
    r"(?:\s\([^\W\d]+\))?\s*[^\W\d][^\d,;:.()]{0,30}$",
    re.IGNORECASE,
)
"""A cell that holds a figure and what it counts ("Ít nhất 05 lớp"), if the grammar of quantities agrees."""
_DASH = re.compile(r"[-–—x.…]+$", re.IGNORECASE)
_SOME_TIME = re.compile(
    r"(?:thường xuyên|hằng|hàng|định kỳ|khi có|sau khi|ngay sau|theo (?:kế hoạch|yêu cầu|tiến độ|quy định|thực tế)|"
    r"trong (?:năm|quý|tháng)|cả năm|liên tục)",
    re.IGNORECASE,
)


@cache
def _patterns() -> tuple[tuple[ColumnKind, re.Pattern[str]], ...]:
    known = tomllib.loads(resource("table_columns.toml").read_text(encoding="utf-8"))
    return tuple(
        (cast(ColumnKind, kind), re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in known.items()
    )


_SHORT_FORMS = tuple(
    (re.compile(rf"(?<!\w)(?:{short})(?!\w)", re.IGNORECASE), meant)
    for short, meant in (
        (r"đ\.?\s?v[iị]?\.?(?=\s(?!tính|t\b(?!/)))", "đơn vị"),
        (r"c\.?q\.?", "cơ quan"),
        (r"t/h(?:iện)?", "thực hiện"),
        (r"p/h(?:ợp)?", "phối hợp"),
        (r"c/t(?:rì)?", "chủ trì"),
        (r"t\.?\s?gian|tg", "thời gian"),
        (r"n/v", "nhiệm vụ"),
        (r"s/p", "sản phẩm"),
    )
)
"""How the titles of narrow columns are cut short."""


@lru_cache(maxsize=4096)
def kind_by_title(title: str) -> ColumnKind | None:
    """The kind of a column by its title; None where the title tells nothing."""
    bare = title.strip(" .:")
    for short, meant in _SHORT_FORMS:
        bare = short.sub(meant, bare)
    return next((kind for kind, pattern in _patterns() if bare and pattern.search(bare)), None)


_COMPOUND = re.compile(
    r"\d\s?(?:tỷ|tỉ|triệu|nghìn|ngàn|vạn|tấn|tạ|yến|kg|k?m|ha|giờ|mẫu|sào|lít)\s?(?:\d|rưỡi)", re.IGNORECASE
)


def in_one_unit(text: str) -> str:
    """A text that is one figure told in several units, as one in the larger unit; any other text as it is. What is
    scaled stays without "đồng" where the text has none.

    Example:
        >>> in_one_unit("ít nhất 5 tấn 3 tạ"), in_one_unit("2km500"), in_one_unit("5 tấn thóc, 3 tạ ngô")
        ('≥ 5,3 tấn', '2,5 km', '5 tấn thóc, 3 tạ ngô')
    """
    found = quantities.find(f"{text} ") if _COMPOUND.search(text) else []
    if len(found) != 1 or found[0].span[1] < len(text.rstrip()) or text[: found[0].span[0]].strip(" -"):
        return text
    item = found[0]
    sign = {"=": "", ">=": "≥ ", "<=": "≤ "}[item.comparator]
    figures = (f"{value:.12g}".replace(".", ",") for value in (item.value, item.value_max) if value is not None)
    unit = item.unit if item.kind != "money" or "đ" in text.lower() else item.unit.removesuffix(" đồng")
    return f"{sign}{' - '.join(figures)} {unit}"


@lru_cache(maxsize=16384)
def cell_type(text: str) -> CellType:
    """What a cell holds, by its text alone."""
    return CELLS.of(in_one_unit(text.rstrip(" ;"))).says


_TIME_MOST, _BODIES_MOST, _REFERENCE_MOST = 70, 400, 200
"""Characters of a cell that says nothing but a time, names nothing but bodies, or cites a paper, at most."""
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_BULLET = re.compile(r"\s*[-–+•]?\s*")


def _is_time(text: str) -> bool:
    return len(text) <= _TIME_MOST and bool(dates.find(text) or _SOME_TIME.match(text) or _BARE_YEAR.fullmatch(text))


def _names_bodies(text: str) -> bool:
    """Whether a cell names bodies, perhaps behind a dash, and says nothing of them."""
    bullet = _BULLET.match(text)
    begin = bullet.end() if bullet else 0
    named = len(text) < _BODIES_MOST and bodies.heads().match(text, begin)
    return bool(named) and not _reads_on(text, begin)


def _counts(text: str) -> bool:
    """Whether the grammar knows what is counted; behind "Tăng", "Duy trì" without a bound of its own too."""
    said = _SAID.match(text)
    bare = text[said.end() :] if said else text
    return bool(quantities.find(text) or (len(bare) < len(text) and quantities.find(f"ít nhất {bare}")))


_SAID = re.compile(SAID, re.IGNORECASE)


def _reads_on(text: str, begin: int) -> bool:
    """A sentence that begins with a body's name is a task, no list of bodies."""
    first = re.search(r"[,;\n]", text[begin:])
    end = begin + first.start() if first else len(text)
    return bodies.region_end(text, begin, end) < end - 1


def _is_unit(text: str) -> bool:
    """Whether a cell names what is counted: a unit, or one with what qualifies it in small letters ("lượt khách")."""
    if text.lower() in _units():
        return True
    words = text.split()
    return len(words) <= _UNIT_MOST and text.islower() and words[0] in _units() and not dates.find(text)


_UNIT_MOST = 3  # words


@cache
def _units() -> frozenset[str]:
    return frozenset(entry.lower() for nouns in units().values() for entry in nouns) | {"%", "‰"}


CELLS: Choices[str, CellType] = Choices(
    (
        Choice(
            "holds-empty",
            "empty",
            lambda text: not text or _DASH.match(text),
            examples=(("", ("empty",)), ("-", ("empty",)), ("…", ("empty",))),
            counterexamples=("- 5",),
        ),
        Choice(
            "holds-label",
            "label",
            _LABEL.match,
            examples=(("II", ("label",)), ("1.2", ("label",)), ("(a)", ("label",))),
            counterexamples=("12,5", "1.250"),
        ),
        Choice(
            "holds-figure",
            "figure",
            _FIGURE.match,
            examples=(("1.250", ("figure",)), ("Tăng 2%", ("figure",)), ("≥ 85%", ("figure",)), ("40-50", ("figure",))),
            counterexamples=("05 lớp", "30/6/2026"),
        ),
        Choice(
            "holds-time",
            "date",
            _is_time,
            examples=(
                ("Trước ngày 30/6/2026", ("date",)),
                ("Thường xuyên", ("date",)),
                ("Quý III/2026 và các năm sau", ("date",)),
            ),
            counterexamples=("Sửa bể bơi của các thôn theo kế hoạch đã được xã duyệt, xong trước ngày 30/6/2026",),
        ),
        Choice(
            "holds-unit",
            "unit",
            _is_unit,
            examples=(("%", ("unit",)), ("Triệu đồng", ("unit",)), ("lượt người", ("unit",))),
            counterexamples=("Lượt Người",),
        ),
        Choice(
            "holds-measure",
            "measure",
            lambda text: _MEASURE.match(text) and _counts(text),
            examples=(("Ít nhất 05 lớp", ("measure",)), ("Duy trì 12 thôn", ("measure",))),
            counterexamples=("12 giờ sáng",),
        ),
        Choice(
            "holds-person",
            "body",
            persons.alone,
            examples=(("Đ/c Lê Văn An", ("body",)), ("Lê Thị Cúc", ("body",))),
            counterexamples=("Mỹ Đình",),
        ),
        Choice(
            "holds-body",
            "body",
            _names_bodies,
            examples=(("- Công an xã", ("body",)), ("Trạm Y tế, các thôn", ("body",))),
            counterexamples=("Công an xã tuần tra bến đò",),
        ),
        Choice(
            "holds-reference",
            "reference",
            lambda text: len(text) < _REFERENCE_MOST and symbols.find(text),
            examples=(("Kế hoạch số 12/KH-UBND", ("reference",)),),
            counterexamples=("Kế hoạch của xã",),
        ),
        Choice(
            "holds-text",
            "text",
            lambda text: True,
            examples=(("Sửa bể bơi", ("text",)),),
            counterexamples=("Công an xã",),
        ),
    )
)
"""What a cell holds, from what says least to what says most."""


_FITS: dict[ColumnKind, dict[CellType, float]] = {
    "number": {"label": 3, "figure": -2, "empty": 0.5, "text": -4, "body": -4, "date": -4, "unit": -4},
    "task": {"text": 2.5, "reference": 1, "body": 0.5, "date": -2, "unit": -1, "figure": -4, "label": -3, "empty": -1},
    "lead": {"body": 3, "text": -1, "reference": -2, "date": -3, "unit": -2, "figure": -5, "label": -4},
    "partner": {"body": 3, "text": -1, "reference": -2, "date": -3, "unit": -2, "figure": -5, "label": -4},
    "due": {"date": 3, "figure": 0, "text": -1, "body": -3, "reference": -1, "unit": -3, "label": -1},
    "unit": {"unit": 3, "text": -1, "body": -3, "figure": -5, "date": -4, "label": -3},
    "value": {"figure": 3, "label": 1, "text": -3, "body": -4, "date": -2, "unit": -2, "empty": 0.5},
    "given": {"figure": 3, "label": 1, "text": -2, "body": -4, "date": -1, "unit": -2, "empty": 0.5},
    "product": {"text": 1, "reference": 1, "body": -0.5, "date": -1, "figure": -2, "label": -3, "unit": -1},
    "source": {"reference": 3, "text": 0, "body": -2, "date": -1, "figure": -3, "label": -4, "unit": -2},
    "note": {"text": 0.5, "reference": 0.5, "body": -1, "date": -0.5, "figure": -1, "label": -2, "unit": -1},
    "other": {"text": 0.3, "figure": 0.3, "body": -0.5, "date": 0, "label": -1},
}
_FITS_MEASURES: dict[ColumnKind, float] = {
    "number": -4, "task": -1, "lead": -5, "partner": -5, "due": -1, "unit": -3, "value": 2.5, "given": 2.5,
    "product": 1, "source": -2, "note": 0, "other": 0.3,
}  # fmt: skip
"""The same of a figure with what it counts."""
_LOST = {"note": -0.2, "product": -0.5, "number": -0.4, "due": -0.7, "partner": -0.7, "unit": -0.6}


def fit(kind: ColumnKind, held: CellType) -> float:
    """How well a cell of type `held` fits a column of `kind`: a score, below 0 where it hardly does."""
    return _FITS_MEASURES[kind] if held == "measure" else _FITS[kind].get(held, 0.0)


def placed(held: Sequence[CellType], kinds: Sequence[ColumnKind]) -> tuple[int, ...] | None:
    """Into which columns the cells of a short row go, order kept; None where there are more cells than columns.

    Converters leave empty cells out: each column without a cell costs a little, each cell in a column that cannot hold
    it costs much.
    """
    if len(held) > len(kinds):
        return None
    worst = -1e9
    best = [[worst] * (len(held) + 1) for _ in range(len(kinds) + 1)]
    best[0][0] = 0.0
    step: dict[tuple[int, int], bool] = {}
    for column, kind in enumerate(kinds, 1):
        for count in range(min(column, len(held)) + 1):
            without = best[column - 1][count] + _LOST.get(kind, -1.0)
            with_cell = best[column - 1][count - 1] + fit(kind, held[count - 1]) if count else worst
            best[column][count] = max(without, with_cell)
            step[column, count] = with_cell >= without
    at, places = len(held), []
    for column in range(len(kinds), 0, -1):
        if at and step[column, at]:
            places.append(column - 1)
            at -= 1
    return tuple(reversed(places)) if at == 0 else None


def kinds_by_content(rows: Sequence[Sequence[CellType]], width: int) -> tuple[ColumnKind, ...]:
    """The kinds of columns whose titles are lost, from the rows that have a cell in each."""
    full = [row for row in rows if len(row) == width]
    usual = [Counter(row[column] for row in full if row[column] != "empty").most_common(1) for column in range(width)]
    kinds: list[ColumnKind] = []
    for held in (common[0][0] if common else "empty" for common in usual):
        if held == "body":
            kinds.append("partner" if "lead" in kinds else "lead")
        elif held in ("text", "reference"):
            kinds.append("task" if "task" not in kinds else "source" if held == "reference" else "product")
        else:
            kinds.append(_BY_TYPE.get(held, "other") if held != "label" or not kinds else "value")
    return tuple(kinds)


_BY_TYPE: dict[CellType, ColumnKind] = {
    "label": "number", "figure": "value", "measure": "value", "date": "due", "unit": "unit",
}  # fmt: skip
