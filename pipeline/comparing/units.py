"""Units of targets: which are one, and values brought to one unit where the conversion is exact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from pipeline.text.unicode import nfc, place_tones

_SCALED: dict[str, tuple[str, Fraction]] = {
    "%": ("%", Fraction(1)),
    "phần trăm": ("%", Fraction(1)),
    "‰": ("%", Fraction(1, 10)),
    "phần nghìn": ("%", Fraction(1, 10)),
    "điểm phần trăm": ("điểm %", Fraction(1)),
    "điểm %": ("điểm %", Fraction(1)),
    "đồng": ("đồng", Fraction(1)),
    "đ": ("đồng", Fraction(1)),
    "vnđ": ("đồng", Fraction(1)),
    "vnd": ("đồng", Fraction(1)),
    "nghìn đồng": ("đồng", Fraction(10**3)),
    "ngàn đồng": ("đồng", Fraction(10**3)),
    "triệu đồng": ("đồng", Fraction(10**6)),
    "triệu": ("đồng", Fraction(10**6)),
    "trđ": ("đồng", Fraction(10**6)),
    "tỷ đồng": ("đồng", Fraction(10**9)),
    "tỷ": ("đồng", Fraction(10**9)),
    "nghìn tỷ đồng": ("đồng", Fraction(10**12)),
    "mm": ("m", Fraction(1, 1000)),
    "cm": ("m", Fraction(1, 100)),
    "m": ("m", Fraction(1)),
    "mét": ("m", Fraction(1)),
    "km": ("m", Fraction(1000)),
    "ki lô mét": ("m", Fraction(1000)),
    "m2": ("m2", Fraction(1)),
    "mét vuông": ("m2", Fraction(1)),
    "m vuông": ("m2", Fraction(1)),
    "ha": ("m2", Fraction(10**4)),
    "héc ta": ("m2", Fraction(10**4)),
    "hecta": ("m2", Fraction(10**4)),
    "km2": ("m2", Fraction(10**6)),
    "g": ("kg", Fraction(1, 1000)),
    "kg": ("kg", Fraction(1)),
    "yến": ("kg", Fraction(10)),
    "tạ": ("kg", Fraction(100)),
    "tấn": ("kg", Fraction(1000)),
    "nghìn tấn": ("kg", Fraction(10**6)),
    "m3": ("m3", Fraction(1)),
    "mét khối": ("m3", Fraction(1)),
    "m khối": ("m3", Fraction(1)),
    "lít": ("m3", Fraction(1, 1000)),
    "giờ": ("giờ", Fraction(1)),
    "phút": ("giờ", Fraction(1, 60)),
    "tháng": ("tháng", Fraction(1)),
    "năm": ("tháng", Fraction(12)),
}
"""Unit -> base unit and factor. Exact by definition; người, hộ, nhân khẩu are never converted into one another."""

_SAME_NOUNS = {
    "hộ gia đình": "hộ", "hộ dân": "hộ", "gia đình": "hộ", "nông hộ": "hộ",
    "lao động": "người", "công dân": "người", "lượt người": "lượt", "lượt khách": "lượt", "khách": "lượt",
    "học viên": "người", "thành viên": "thành viên", "cán bộ": "người", "công chức": "người",
    "căn": "nhà", "căn nhà": "nhà", "ngôi nhà": "nhà", "nhà ở": "nhà", "tuyến đường": "tuyến", "lớp học": "lớp",
    "đợt": "lần", "buổi": "cuộc", "hội nghị": "cuộc", "cuộc hội nghị": "cuộc", "hội thảo": "cuộc",
    "tổ dân phố": "thôn", "khu dân cư": "thôn", "khu phố": "thôn", "ấp": "thôn", "bản": "thôn", "buôn": "thôn",
    "làng": "thôn",
    "cách làm": "mô hình", "cách làm hiệu quả": "mô hình", "vị trí": "thứ", "hạng": "thứ", "thứ hạng": "thứ",
    "tin": "tin, bài", "bài": "tin, bài", "tin bài": "tin, bài", "bài viết": "tin, bài", "gương": "điển hình",
    "trường học": "trường", "clb": "câu lạc bộ", "htx": "hợp tác xã", "dn": "doanh nghiệp", "vụ việc": "vụ",
    "giường": "giường bệnh", "giải pháp": "sáng kiến", "đề tài": "sáng kiến",
}  # fmt: skip

_MULTIPLES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9}


@lru_cache(maxsize=20_000)
def normal(unit: str) -> tuple[str, Fraction]:
    """Base unit and exact factor: "triệu đồng/người/năm" -> ("đồng/người/năm", 1000000); an unknown unit stays
    itself.
    """
    text = place_tones(nfc(unit)).lower().replace("tỉ", "tỷ").replace("²", "2").replace("³", "3").strip(" .")
    text = re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", text))
    first, slash, rest = text.partition("/")
    first = first.strip()
    if first in _SCALED:
        base, factor = _SCALED[first]
    else:
        base, factor = _SAME_NOUNS.get(first, first), Fraction(1)
        head, _, tail = first.partition(" ")
        if head in _MULTIPLES and tail:
            base, factor = _SAME_NOUNS.get(tail, tail), Fraction(_MULTIPLES[head])
    return f"{base}{slash}{rest}", factor


def kind(unit: str) -> str:
    """What family a unit is of: "%", "money", "length", "area", "mass", "volume", "rank", or "count"."""
    base = normal(unit)[0]
    named = {
        "%": "%",
        "điểm %": "points",
        "đồng": "money",
        "m": "length",
        "m2": "area",
        "kg": "mass",
        "m3": "volume",
        "thứ": "rank",
    }
    first, slash, rest = base.partition("/")
    family = named.get(first, "count")
    return f"{family}/{rest.split('/')[0]}" if slash and family != "count" else family


def is_relative(unit: str) -> bool:
    """Whether figures in a unit can be set side by side whatever the size of the bodies: shares, rates, ranks."""
    return "/" in normal(unit)[0] or kind(unit) in ("%", "points", "rank")


def noun(unit: str) -> str:
    """The unit brought to its base; two targets can be set side by side only where this is the same."""
    return normal(unit)[0]


def alike(a: str, b: str) -> bool:
    """Whether two units are one, or one says it in more words ("thôn", "thôn, tổ dân phố")."""
    left, right = noun(a), noun(b)
    if left == right or not left or not right:
        return True
    if kind(a) != "count" or kind(b) != "count":
        return False
    first, second = ({part.strip() for part in re.split(r",| và |/", text)} for text in (left, right))
    return first <= second or second <= first


def convert(value: float, unit: str) -> tuple[float, str]:
    """`value` in the base unit. Exact in rational arithmetic; the result is the nearest float.

    Example:
        >>> convert(1.5, "tỷ đồng")
        (1500000000.0, 'đồng')
    """
    base, factor = normal(unit)
    return float(Fraction(repr(value)) * factor), base


_SHOWN: dict[str, tuple[tuple[str, int], ...]] = {
    "đồng": (("tỷ đồng", 10**9), ("triệu đồng", 10**6), ("nghìn đồng", 10**3)),
    "m2": (("ha", 10**4),),
    "m": (("km", 10**3),),
    "kg": (("tấn", 10**3), ("tạ", 10**2)),
}
"""Base unit -> the units that people write large figures in, and their sizes."""


def shown_unit(values: Iterable[float], base: str) -> tuple[str, int]:
    """The one unit in which people read figures that stand side by side, and its size in base units.

    The middle figure decides.

    Args:
        values: in the base unit.
        base: base unit.

    Example:
        >>> shown_unit([3e8, 1.9e9, 3.5e9], "đồng")
        ('tỷ đồng', 1000000000)
    """
    figures = sorted(map(abs, values))
    middle = figures[len(figures) // 2] if figures else 0.0
    first, slash, rest = base.partition("/")
    for name, size in _SHOWN.get(first, ()):
        if middle >= size:
            return f"{name}{slash}{rest}", size
    return base, 1


def scaled(value: float, size: int) -> float:
    """A value in units so many times as large, exact in rational arithmetic."""
    return float(Fraction(repr(value)) / size)


def figure(value: float) -> str:
    """A figure as Vietnamese writes it: 1250 -> "1.250", 0.5 -> "0,5"."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
