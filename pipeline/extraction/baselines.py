"""What a figure was before, told in the bracket behind it: "đạt 72 triệu đồng (năm 2025: 66,5 triệu đồng)"."""

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


@dataclass(frozen=True, slots=True)
class Was:
    """A baseline, and the bracket that states it."""

    baseline: Baseline
    span: Span


def was(context: Context, quantity: Quantity) -> Was | None:
    """The baseline behind a figure; None where there is none, or its year is one that the plan is for."""
    found = _WAS.match(context.text, quantity.span[1])
    if found is None or int(found["year"]) >= context.first_year:
        return None
    figure = parse_number(found["figure"])
    close = context.text.find(")", found.end())
    end = close + 1 if close >= 0 else found.end()
    return None if figure is None else Was(Baseline(figure, found["year"]), (quantity.span[1], end))
