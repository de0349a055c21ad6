"""What a date is there for: issue, citation, deadline, milestone, period or other (rulings 3 and 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extraction.citations import Mention
from pipeline.extraction.context import Context
from pipeline.extraction.roles import ROLES, DateCase, Known
from pipeline.grammar import dates
from pipeline.grammar.dates import Expression
from pipeline.grammar.deadlines import EVERY_YEAR
from pipeline.records import Block, DateMention
from pipeline.text.spans import Span, outside

_BROKEN = re.compile(r"\n(?:(?<=ngày\n)(?=\d{1,2} tháng \d)|(?:(?<=ngày \d\d\n)|(?<=ngày \d\n))(?=tháng \d))")
"""A line that breaks a date of a head ("Đồng Tâm, ngày 05" over "tháng 3 năm 2026")."""


def find_dates(context: Context, mentions: Sequence[Mention], own: Sequence[Mention] = ()) -> list[DateMention]:
    """All calendar expressions of the document as record items, in reading order.

    Args:
        context: the document.
        mentions: its references, whose dates are citations.
        own: mentions of the document itself, whose dates are its own.
    """
    masked = [mention.core for mention in (*mentions, *own)]
    expressions = dates.find(_BROKEN.sub(" ", context.text), masked)
    spans = [expression.span for expression in expressions]
    known = Known(
        _of_them(spans, [m.date_span for m in mentions if m.date_span is not None]),
        _of_them(spans, [m.date_span for m in own if m.date_span is not None]),
        _of_them([(start, start + 1) for start, _ in spans], _cited_regions(context, mentions)),
        _issued(context, expressions),
    )
    items: list[DateMention] = []
    for expression in expressions:
        block = context.document.blocks[context.block_index(expression.span[0])]
        if block.kind == "foot" or context.repeated(expression.span[0]):
            continue
        role = ROLES.of(DateCase(context, expression, block, known))
        items.append(
            DateMention(
                id=f"d{len(items) + 1}",
                edtf=expression.edtf,
                role=role.says,  # type: ignore[arg-type]
                recurring=expression.recurring or _recurs(context, expression, block),
                quote=context.text[expression.span[0] : expression.span[1]],
                evidence=context.locator.evidence(expression.span),
                confidence=0.97 if role.says == "citation" else 0.9,
                by=role.id,
            )
        )
    return items


def _of_them(spans: Sequence[Span], regions: Sequence[Span]) -> frozenset[int]:
    """Where the spans start that share a character with a region."""
    return frozenset(start for start, _ in spans) - {start for start, _ in outside(spans, regions)}


def _issued(context: Context, expressions: Sequence[Expression]) -> str | None:
    """The date of issue, as far as the head or the title states it."""
    for expression in expressions:
        kind = context.document.blocks[context.block_index(expression.span[0])].kind
        if kind not in ("head", "title"):
            return None
        found = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", expression.edtf)
        if found:
            return found.group()
    return None


def _recurs(context: Context, expression: Expression, block: Block) -> bool:
    """ "Định kỳ hằng năm, ... trước ngày 05/12": the word of recurrence stands elsewhere in the sentence."""
    if not expression.edtf.startswith("XXXX"):
        return False
    return _each_year(context.text[slice(*context.sentence(expression.span[0], block))])


@lru_cache(maxsize=8)
def _each_year(sentence: str) -> bool:
    """Whether a sentence says so; remembered, as one may hold hundreds of dates."""
    return EVERY_YEAR.search(sentence) is not None


def _cited_regions(context: Context, mentions: Sequence[Mention]) -> list[Span]:
    """From each reference to where its title ends: dates in there belong to the cited title."""
    regions = []
    for mention in mentions:
        block = context.document.blocks[context.block_index(mention.span[0])]
        if not mention.title or mention.canonical is None:
            continue
        at = context.text.find(mention.title[:24], mention.span[1], block.end)
        if 0 <= at - mention.span[1] < 60:
            regions.append((at, min(at + len(mention.title) + 2, block.end)))
    return regions
