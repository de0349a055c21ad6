"""What a figure was before: in the bracket behind it ("đạt 72 triệu đồng (năm 2025: 66,5 triệu đồng)"), or as the start
of a change whose end is bounded ("từ 22,4% cuối năm 2025 xuống dưới 17%")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.context import Context
from pipeline.grammar.quantities import Quantity
from pipeline.records import Baseline
from pipeline.text.spans import Span
from pipeline.text.unicode import parse_number

_WAS = re.compile(
    r"\s*(?:đồng|trở lên)?\s*\((?:ước |thực hiện |kết quả |cuối |cùng kỳ )*(?:năm\s+)?(?P<year>(?:19|20)\d\d)"
    r"\s*(?::|là|đạt|ước đạt)\s*(?P<figure>\d[\d.,]*\d|\d)"
)


_AT_A_TIME = (
    r"(?:\s*\([^()]{0,60}\)|\s*,?\s*(?:(?:vào|của|trong|ở)\s+)?(?:(?:đầu|cuối|hết)\s+)?năm\s+(?:19|20)\d\d|"
    r"\s+hiện nay)?"
)
_CHANGES = rf"{_AT_A_TIME}\s*,?\s*(?:(?:giảm|tăng|nâng|hạ)\s+)?(?<!trở )(?:xuống|lên|còn)(?!\w)"
_ON = re.compile(rf"{_CHANGES}(?:\s+[^\W\d_]+){{0,4}}\s+[≤≥<>]?\s*\d")
"""Behind the figure from which something changes, as far as the figure to which it does."""
_FROM = re.compile(r"(?<!\w)từ\s+(?:mức\s+)?$")
_CHANGED = re.compile(
    r"(?<!\w)từ\s+(?:mức\s+)?(?P<figure>\d[\d.,]*\d|\d)\s?(?P<unit>%|[^\W\d_]+(?:[\s/][^\W\d_]+){0,4}?)?"
    rf"(?P<time>{_CHANGES})(?:\s+[^\W\d_]+){{0,4}}\s*[≤≥<>]?\s*$"
)
"""In front of the figure that something changes to."""
_NEAR = 120  # characters before a figure in which the one stands that it was before
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d[\d.,]*")


def starts_a_change(opening: str, printed: str, closing: str) -> bool:
    """Whether a figure is what something changes from, the figure behind it what it changes to.

    Args:
        opening, printed, closing: the sentence before the figure, the figure with its bound, and the rest.
    """
    told = printed.startswith("từ ") or _FROM.search(opening) is not None
    return told and _ON.match(closing) is not None


@dataclass(frozen=True, slots=True)
class Was:
    """A baseline, and where it is stated."""

    baseline: Baseline
    span: Span


def was(context: Context, quantity: Quantity) -> Was | None:
    """What a figure was before; None where nothing tells."""
    return _in_bracket(context, quantity) or changed_from(context.text, quantity)


def changed_from(text: str, quantity: Quantity) -> Was | None:
    """The figure that one is changed from: "giảm từ 22,4% năm 2025 xuống dưới 17%"; None where there is none."""
    ends = (figure.start() for figure in _NUMBER.finditer(text, *quantity.span))
    found = next(filter(None, (_CHANGED.search(text, max(0, at - _NEAR), at) for at in ends)), None)
    figure = parse_number(found["figure"]) if found else None
    if found is None or figure is None or (found["unit"] or quantity.unit)[:1] != quantity.unit[:1]:
        return None
    year = _YEAR.search(found["time"])
    return Was(Baseline(figure, year.group() if year else None), (found.start(), max(found.start(), quantity.span[0])))


def _in_bracket(context: Context, quantity: Quantity) -> Was | None:
    """The baseline behind a figure; None where there is none, or its year is one that the plan is for."""
    found = _WAS.match(context.text, quantity.span[1])
    if found is None or int(found["year"]) >= context.first_year:
        return None
    figure = parse_number(found["figure"])
    close = context.text.find(")", found.end())
    end = close + 1 if close >= 0 else found.end()
    return None if figure is None else Was(Baseline(figure, found["year"]), (quantity.span[1], end))
