"""Targets: what is promised, how much, by when (rulings 4 and 9). Tables are read in `tables`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import NamedTuple

from pipeline.extraction.baselines import was
from pipeline.extraction.breakdowns import in_list, parts, told_again
from pipeline.extraction.commitments import commits
from pipeline.extraction.context import Context
from pipeline.extraction.indicators import (
    FOR_SOME,
    JOINED,
    Clause,
    FigureCase,
    before_colon,
    indicator_of,
    name_above,
    shared_tail,
    tidy,
)
from pipeline.extraction.target_scope import DueCase, due_of, group_of
from pipeline.grammar.bounds import Comparator
from pipeline.grammar.deadlines import TIME_ONLY
from pipeline.grammar.figures import AT_LEAST, AT_MOST
from pipeline.grammar.quantities import Quantity
from pipeline.records import Block, Cell, Target
from pipeline.text.spans import Span

_NOT_BODY = frozenset(("head", "title", "foot", "note"))


def figures(context: Context) -> Iterator[FigureCase]:
    """All figures of the running text that can be commitments by their form, in reading order."""
    basis_end = context.basis_end()
    for index, block in enumerate(context.document.blocks):
        if block.kind not in _NOT_BODY and block.kind != "row" and block.start >= basis_end:
            yield from _of_block(context, index, block)


def _of_block(context: Context, index: int, block: Block) -> Iterator[FigureCase]:
    for clause in _clauses(context, block):
        for number in range(len(clause.quantities)):
            yield FigureCase(context, index, block, clause, number)


def find_targets(context: Context) -> list[Target]:
    """The targets stated in sentences, in reading order; ids are given by the caller."""
    found: list[Target] = []
    for clause, group in groupby(figures(context), key=lambda figure: figure.clause.span):
        del clause
        found += _targets(context, [own for own in group if commits(own)])
    return found


def targets_of_cell(context: Context, cell: Cell) -> list[Target]:
    """The targets stated in the words of a table cell; their due is left to the caller where the cell has none."""
    index = context.block_index(cell.start)
    block = replace(context.document.blocks[index], start=cell.start, end=cell.end, body_start=cell.start)
    found: list[Target] = []
    for _, group in groupby(_of_block(context, index, block), key=lambda figure: figure.clause.span):
        found += _targets(context, [own for own in group if commits(own)])
    return found


def _clauses(context: Context, block: Block) -> list[Clause]:
    clauses = []
    at = max(block.body_start, block.start)
    while at < block.end:
        start, end = context.sentence(at, block)
        start = max(start, at)
        found = context.figures((start, end))
        kept = [
            quantity
            for quantity, after in zip_longest(found, found[1:])
            if not _inside_measure(context.text, quantity, after)
        ]
        if kept:
            clauses.append(Clause((start, end), tuple(_shared_comparators(context.text, kept))))
        at = max(end, at + 1)
    return clauses


def _shared_comparators(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "Ít nhất 03 tổ chức đảng và 04 đảng viên": figures joined in one phrase share its comparator."""
    out: list[Quantity] = []
    for quantity in found:
        before = out[-1] if out else None
        if (
            before
            and before.comparator != "="
            and quantity.comparator == "="
            and before.kind == quantity.kind != "money"
        ):
            between = text[before.span[1] : quantity.span[0]]
            if JOINED.fullmatch(between):
                quantity = quantity._replace(comparator=before.comparator)
        out.append(quantity)
    return out


class _Name(NamedTuple):
    """What a figure measures."""

    words: str
    rule: str
    spans: tuple[Span, ...] = ()
    """Where its own words stand; none where they are those of another figure or of a heading."""
    comparator: Comparator | None = None
    """The bound of the figure that says the same, where it says it again."""


def _targets(context: Context, chosen: Sequence[FigureCase]) -> list[Target]:
    """The targets of one sentence, its other figures left out of their indicators."""
    out: list[Target] = []
    kept = tuple(own.quantity for own in chosen)
    cases = [replace(own, clause=replace(own.clause, quantities=kept), number=at) for at, own in enumerate(chosen)]
    for figure in cases:
        name = _beside_others(figure, _name_of(figure, out), out)
        if name.words:
            out.append(_target(figure, name))
            out += parts(context, figure.quantity, out[-1])
    return out


def _target(figure: FigureCase, name: _Name) -> Target:
    """A figure as a target, its words as far as those of its name."""
    context, quantity = figure.context, figure.quantity
    start = min([quantity.span[0], *(span[0] for span in name.spans)])
    end = max([quantity.span[1], *(span[1] for span in name.spans)])
    due, due_rule = due_of(DueCase(figure, (start, end)))
    before = was(context, quantity)
    return Target(
        id="",
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        comparator=name.comparator or quantity.comparator,
        indicator=name.words + shared_tail(context, figure.clause, figure.number, name.words),
        due=due,
        group=group_of(context, figure.index),
        section=context.section_path(figure.block),
        baseline=before.baseline if before else None,
        quote=context.text[start:end],
        evidence=context.locator.evidence((start, end)),
        confidence=0.9 if quantity.kind in ("percent", "money") else 0.8,
        by=f"{name.rule}, {due_rule}",
    )


def _name_of(figure: FigureCase, before: Sequence[Target]) -> _Name:
    """What a figure measures by its own words, else by those that it shares with the figures before it."""
    context, clause, quantity = figure.context, figure.clause, figure.quantity
    name = _of_its_words(figure, before)
    bare = name.words.casefold() in ("", quantity.unit.casefold())
    if bare and before and _bounds_again(context, clause, figure.number):
        return _Name(before[-1].indicator, "indicator-bound")
    if bare and _only_dated(context, clause, figure.number):
        above = before[-1].indicator if before else name_above(figure)  # "Trồng rừng: / - Năm 2026: 50 ha"
        return _Name(above, "indicator-above") if above else name._replace(rule="indicator-above")
    return name


def _of_its_words(figure: FigureCase, before: Sequence[Target]) -> _Name:
    """What a figure measures by its own words; where they name nothing, by those that a colon or bracket shares."""
    context, quantity = figure.context, figure.quantity
    spans, rule = indicator_of(figure)
    words = tidy(" ".join(context.text[start:end] for start, end in spans))
    score = words == quantity.unit == "điểm"  # "đạt từ 88 điểm trở lên": of what stands before
    if score or not words or words.startswith("/") or TIME_ONLY.fullmatch(words):
        return _Name(_shared(context, figure.clause, quantity, before) or (words if score else ""), rule)
    return _Name(words, rule, tuple(spans))


def _beside_others(figure: FigureCase, name: _Name, before: Sequence[Target]) -> _Name:
    """The name as the figures before it complete it: a label before the colon, the whole of a part, the same again."""
    context, clause, quantity = figure.context, figure.clause, figure.quantity
    if named := _named_before(context, clause, quantity, name.words, before):
        name = name._replace(words=named[0], spans=tuple(named[1]))
    name = name._replace(words=_of_a_group(context.text, clause, quantity, name.words, before))
    if again := told_again(context, clause, figure.number, before):
        return _Name(again.indicator, "indicator-again", comparator=again.comparator)
    listed = in_list(context, clause, quantity, before)
    return name._replace(words=listed[0], rule=listed[1]) if listed else name


_BOUND_AGAIN = re.compile(r"\s*(?:,|;|và|nhưng)\s*")


def _bounds_again(context: Context, clause: Clause, number: int) -> bool:
    """Whether a figure is the other bound of the one before: "tối thiểu là 07 người, tối đa là 09 người"."""
    before, own = clause.quantities[number - 1], clause.quantities[number]
    other = number > 0 and (before.unit, {before.comparator, own.comparator}) == (own.unit, {">=", "<="})
    return other and _BOUND_AGAIN.fullmatch(context.text, before.span[1], own.span[0]) is not None


def _only_dated(context: Context, clause: Clause, number: int) -> bool:
    """Whether nothing but a time stands before a figure: "- Năm 2026: 12 hộ; năm 2027: 10 hộ"."""
    start = clause.quantities[number - 1].span[1] if number else clause.span[0]
    before = tidy(context.text[start : clause.quantities[number].span[0]].lstrip(_MARKS))
    return any(map(str.isdigit, before)) and TIME_ONLY.fullmatch(before) is not None


_MARKS = " -+•*;,"


def _shared(context: Context, clause: Clause, quantity: Quantity, before: Sequence[Target]) -> str:
    """What a figure measures of which its own words say nothing: what the one before does, else the words before a
    colon; a bracket that is closed says nothing of what follows it."""
    text = context.text
    own = _bracket_of(text, clause, quantity.span[0])
    open_yet = [item for item in before if _bracket_of(text, clause, item.evidence.start) in (None, own)]
    if open_yet:
        return open_yet[-1].indicator
    above = before_colon(context, clause, quantity)
    words = tidy(text[slice(*above)]) if above else ""
    return "" if TIME_ONLY.fullmatch(words) else words


_GROUP = re.compile(
    r"(?:riêng |trong đó |đối với )?(?:khu vực|vùng|miền|thành thị|nông thôn|đô thị|nam|nữ|người dân tộc)"
    r"(?: \S+){0,4}$",
    re.IGNORECASE,
)
"""Some of those counted before a bracket: "15% (vùng cao 23%)"."""
_FOR_WHOM = re.compile(r"\sđối với\s.*$", re.IGNORECASE | re.DOTALL)
"""With which a name ends that is stated for some: "xuống 5% đối với nông thôn, 10% đối với thành thị"."""


def _of_a_group(text: str, clause: Clause, quantity: Quantity, indicator: str, before: Sequence[Target]) -> str:
    """The indicator of a figure that a bracket states for some of those counted before it: "15% (vùng cao 23%)"."""
    if before and FOR_SOME.match(indicator) and not FOR_SOME.match(before[-1].indicator):
        return f"{_FOR_WHOM.sub('', before[-1].indicator)} {indicator}"
    opened = _bracket_of(text, clause, quantity.span[0])
    whole = [item for item in before if opened is not None and item.evidence.end <= opened]
    return f"{whole[-1].indicator}, {indicator}" if whole and _GROUP.match(indicator) else indicator


def _bracket_of(text: str, clause: Clause, at: int) -> int | None:
    """Where the bracket around a position opens in its sentence; None outside brackets."""
    opened = text.rfind("(", clause.span[0], at)
    return opened if opened >= 0 and text.find(")", opened, at) < 0 else None


_NAME_BEFORE = re.compile(
    r"(?:^|[(;,.:]\s*(?:trong đó\s*,?:?\s*)?)(?P<name>[^:;,.()\d][^:;,.()]{1,110}):"
    rf"\s*(?:(?:phấn đấu|đạt|ước|khoảng|dự kiến|có|là|kế hoạch|{AT_LEAST}|{AT_MOST})\s+)*$",
    re.IGNORECASE,
)
_NAME_FROM = 400  # characters before a figure in which its name stands


def _named_before(
    context: Context, clause: Clause, quantity: Quantity, indicator: str, before: Sequence[Target]
) -> tuple[str, tuple[Span, ...]] | None:
    """What a bare figure behind a colon counts ("Giếng khoan: 12 cái"); in brackets as a part of the figure before."""
    text = context.text
    at = quantity.span[0]
    near = max(clause.span[0], at - _NAME_FROM)
    name = _NAME_BEFORE.search(text[near:at]) if quantity.kind == "count" else None
    if not name:
        return None
    span = (near + name.start("name"), near + name.end("name"))
    words = tidy(text[slice(*span)])
    if TIME_ONLY.fullmatch(words):
        return None
    if indicator.casefold() not in (quantity.unit.casefold(), words.casefold()):
        return None
    opened = text.rfind("(", clause.span[0], at)
    whole = [item for item in before if item.evidence.end <= opened] if text.find(")", opened, at) < 0 <= opened else []
    return (f"{whole[-1].indicator}, {words}" if whole else words), (span,)


def _inside_measure(text: str, quantity: Quantity, after: Quantity | None) -> bool:
    """A count inside the name of what the next figure measures: "tỷ lệ khám thai đủ 04 lần đạt 80%"."""
    if after is None or quantity.kind == "percent" or after.kind != "percent":
        return False
    between = text[quantity.span[1] : after.span[0]]
    return bool(re.fullmatch(r"[^,;]{0,60}?\s(?:đạt|còn|là|chiếm|đạt tỷ lệ|đạt mức)\s*", between))
