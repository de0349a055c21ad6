"""How a figure is bounded, as a table: the first choice that fits tells (>=, <= or =)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.grammar.figures import AT_MOST
from pipeline.grammar.rule import Choice, Choices

Comparator = Literal[">=", "<=", "="]


@dataclass(frozen=True, slots=True)
class Bound:
    """What bounds a figure: the words and signs around it.

    Attributes:
        before: the words of a bound before it, in small letters; "" for none.
        sign: the sign before it: "≥".
        behind: the words of a bound behind it: "trở lên".
        lead: the text before all of them.
        counts: whether it counts things, each of them whole.
        spans: whether a second figure follows.
    """

    before: str
    sign: str = ""
    behind: str = ""
    lead: str = ""
    counts: bool = False
    spans: bool = False


_AT_MOST = re.compile(AT_MOST.replace("\\ ", " "))
_NOT_OVER = re.compile(r"[Kk]hông\s[^,;.]{0,80}\bquá\s*$")

BOUNDS: Choices[Bound, Comparator] = Choices(
    (
        Choice("bound-and-less", "<=", lambda b: "xuống" in b.behind, examples=(("đạt từ 3% trở xuống", ("<=",)),)),
        Choice(
            "bound-and-more",
            ">=",
            lambda b: b.behind,
            examples=(("đạt 85% trở lên", (">=",)), ("02 lớp trở lên", (">=",))),
        ),
        Choice(
            "bound-at-most",
            "<=",
            lambda b: b.sign.startswith(("≤", "<")) or _AT_MOST.fullmatch(b.before),
            examples=(("Không quá 5% số hộ", ("<=",)), ("≤ 5%", ("<=",)), ("còn dưới 12‰", ("<=",))),
            counterexamples=("trên 5%", "≥ 5%"),
        ),
        Choice(
            "bound-not-over",
            "<=",
            lambda b: not b.before and _NOT_OVER.search(b.lead),
            examples=(("không để số hộ nghèo tăng quá 3%", ("<=",)),),
            counterexamples=("không để quá hạn, đạt 3%",),
        ),
        Choice(
            "bound-from-to",
            "=",
            lambda b: (b.before == "từ" and (b.spans or b.counts)) or (b.before.endswith(" từ") and b.spans),
            examples=(("từ 5 đến 6%", ("=",)), ("đạt từ 5 đến 6%", ("=",)), ("từ 12 hộ", ("=",))),
            counterexamples=("từ 85%", "đạt từ 85%"),
        ),
        Choice(
            "bound-at-least",
            ">=",
            lambda b: b.before or b.sign,
            examples=(("ít nhất 02 lớp", (">=",)), ("từ 85%", (">=",)), ("> 85%", (">=",))),
        ),
        Choice("bound-none", "=", lambda b: True, examples=(("đạt 85%", ("=",)),)),
    )
)
