"""The titles of columns from header rows of unequal length, as converters leave them once merged cells are gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

_PARENT = re.compile(
    r"năm hiện hành|dự kiến|kế hoạch|trong đó|giai đoạn|chia|thời gian|kinh phí|nguồn|tình hình|kết quả|số lượng|"
    r"phương án|văn bản|nhu cầu|quy mô|công suất|vốn|dự toán|mục tiêu|chỉ tiêu|diện tích|thực hiện|tọa độ|vị trí|"
    r"phân theo|chia theo|phân bổ",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"phân theo|chia theo|chia ra|phân bổ|trong đó", re.IGNORECASE)
"""What stands below is divided, beside the column of the whole."""
_SUM = re.compile(r"(?:tổng (?:số|cộng)|cộng|toàn (?:xã|huyện|tỉnh|thành phố))", re.IGNORECASE)
"""The column of the whole, beside those that it is divided into."""
_NEVER_PARENT = re.compile(r"(?:s?tt|số tt|stt|nội dung|đơn vị tính|đvt|ghi chú)\b", re.IGNORECASE)
_OF_MONEY = re.compile(r"\((?:ĐVT:?\s*)?(?:(?:triệu|tỷ|nghìn) )?đồng\)", re.IGNORECASE)
"""A unit of money, which all parts of a sum share."""
_SHARE = re.compile(r"%|tỷ lệ|tỉ lệ", re.IGNORECASE)
"""What is measured in per cent, which rarely stands under one title with what is counted."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE)
_OF_WHO = re.compile(r"trách nhiệm|thực hiện|phân công|cơ quan|đơn vị(?! tính| đo)|bộ phận|đầu mối", re.IGNORECASE)
"""A title above those who lead and who help."""
_OF_TIME = re.compile(r"thời (?:gian|hạn|điểm)|tiến độ|lộ trình|hoàn thành", re.IGNORECASE)
_ENDS = re.compile(r"(?:thời (?:gian|điểm) )?(?:bắt đầu|kết thúc|hoàn thành)", re.IGNORECASE)
"""A title below one of time."""
_MOST = 16


def merged(
    top: Sequence[str], sub: Sequence[str], width: int, figures: Sequence[bool | None] = ()
) -> tuple[str, ...] | None:
    """The titles of `width` columns: those of the top row, each that heads several joined with its own below.

    Args:
        top: titles of the first header row, a merged one once.
        sub: titles of the second header row, in order.
        width: how many columns the rows below have.
        figures: for each of these columns whether it holds figures, None where nothing tells.

    Returns:
        None where the counts fit no reading.
    """
    parents = len(top) + len(sub) - width
    if not sub:
        return tuple(top) if len(top) == width else None
    if not 1 <= parents <= min(len(top), len(sub)) or len(top) > _MOST or len(sub) > _MOST:
        return None
    best: tuple[float, tuple[str, ...]] | None = None
    for heads in combinations(range(len(top)), parents):
        for sizes in _parted(len(sub), parents):
            score = sum(_heads(top[head], group) for head, group in zip(heads, _groups(sub, sizes), strict=True))
            score -= _MIXED * sum(_mixed(figures, span) for span in _spans(heads, sizes))
            if best is None or score > best[0]:
                best = score, _joined(top, heads, list(_groups(sub, sizes)))
    return best[1] if best else None


def under_merged(top: Sequence[str], sub: Sequence[str]) -> tuple[str, ...] | None:
    """The titles where the upper row keeps the empty cells of merged ones and the lower has those below them alone, at
    its left, as converters leave a row whose other cells reach up; None where the counts do not fit."""
    empty = [not title for title in top]
    spanned = [at for at in range(len(top)) if empty[at] or (at + 1 < len(top) and empty[at + 1])]
    own = [title for title in sub if title] if len(sub) != len(spanned) else list(sub)
    if not top or empty[0] or not all(own) or len(own) != len(spanned):
        return None
    titles, head = list(top), ""
    for at, below in zip(spanned, own, strict=True):
        head = top[at] or head
        titles[at] = under(head, below)
    return tuple(titles)


_WHO = re.compile(r"(?:(?:cơ quan|đơn vị|đồng chí)\s+)?(?:chủ trì|phối hợp|theo dõi)(?:\s+thực hiện)?", re.IGNORECASE)
"""A title that says by itself whose column it is, whatever stands above it."""


def under(head: str, own: str) -> str:
    """The title of a column that stands among those of a merged one: "Đơn vị thực hiện" over "Phối hợp"."""
    return own if _WHO.fullmatch(own.strip()) else f"{head} {own}".strip()


def _parted(count: int, parts: int) -> Iterator[tuple[int, ...]]:
    for cuts in combinations(range(1, count), parts - 1):
        edges = (0, *cuts, count)
        yield tuple(b - a for a, b in zip(edges, edges[1:], strict=False))


def _groups(sub: Sequence[str], sizes: Sequence[int]) -> Iterator[Sequence[str]]:
    at = 0
    for size in sizes:
        yield sub[at : at + size]
        at += size


def _spans(heads: Sequence[int], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The columns from and up to which each of the titles that head others reaches."""
    shift = 0
    for head, size in zip(heads, sizes, strict=True):
        yield head + shift, head + shift + size
        shift += size - 1


def _mixed(figures: Sequence[bool | None], span: tuple[int, int]) -> bool:
    """Whether columns of figures and of words would stand under one title."""
    return {True, False} <= set(figures[slice(*span)])


_MIXED = 1.5
"""What a reading loses for each such title: more than a word of a parent gives it, less than one that heads none."""


def _joined(top: Sequence[str], heads: Sequence[int], groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    below = dict(zip(heads, groups, strict=True))
    titles: list[str] = []
    for index, title in enumerate(top):
        titles += [under(title, own) for own in below[index]] if index in below else [title]
    return tuple(titles)


def _heads(title: str, group: Sequence[str]) -> float:
    """How well a title stands over a group of titles."""
    return sum(weight for weight, says in _SIGNS if says(title, group))


def _years_of(group: Sequence[str]) -> list[bool]:
    return [_YEAR.search(own) is not None for own in group]


def _all(pattern: re.Pattern[str], group: Sequence[str]) -> bool:
    return all(pattern.fullmatch(own.strip()) for own in group)


_COUNTS_YEARS = re.compile(r"(?<!\d)0?(\d)\s+năm")


def _counts_them(title: str, group: Sequence[str]) -> bool:
    count = _COUNTS_YEARS.search(title)
    return count is not None and int(count[1]) == len(group) and all(_years_of(group))


_SIGNS: tuple[tuple[float, Callable[[str, Sequence[str]], bool]], ...] = (
    (1, lambda title, group: _PARENT.search(title) is not None),
    (-5, lambda title, group: _NEVER_PARENT.match(title.strip()) is not None),
    (0.5, lambda title, group: _DIVIDED.search(title) is not None),
    (-0.5, lambda title, group: _SUM.fullmatch(title.strip()) is not None),
    (0.25, lambda title, group: _OF_MONEY.search(title) is not None),
    (-2, lambda title, group: len(group) == 1),
    (-1, lambda title, group: any(own.casefold() in title.casefold() for own in group if own)),
    (1, lambda title, group: _BARE_YEAR.fullmatch(title.strip()) is not None and not any(_years_of(group))),
    (-0.75, lambda title, group: len({_SHARE.search(own) is None for own in group}) > 1),
    (-1.5, lambda title, group: any(_years_of(group)) and not all(_years_of(group))),
    (-1, lambda title, group: _YEAR.search(title) is not None and any(_years_of(group))),
    (2, _counts_them),  # "Kế hoạch 5 năm" over five years
    (2, lambda title, group: _all(_WHO, group) and _OF_WHO.search(title) is not None),
    (-2, lambda title, group: _all(_WHO, group) and _OF_WHO.search(title) is None),
    (2, lambda title, group: _all(_ENDS, group) and _OF_TIME.search(title) is not None),
)
"""What speaks for a title as that of a merged cell over a group, and how much; what speaks against it is below zero."""
