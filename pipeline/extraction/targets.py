"""Targets: what is promised, how much, by when (rulings 4 and 9). Tables are read in `tables`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from pipeline.extraction.context import Context
from pipeline.extraction.indicators import JOINED, Clause, FigureCase, before_colon, indicator_of, shared_tail, tidy
from pipeline.extraction.target_scope import DueCase, due_of, group_of
from pipeline.grammar.deadlines import TIME_ONLY
from pipeline.grammar.quantities import Quantity
from pipeline.records import Block, Cell, Target
from pipeline.text.spans import Span

_REPORTED = re.compile(
    r"\b(?:đã\s+(?!và đang)(?:(?!đạt\b|tối thiểu|ít nhất|phấn đấu)[^,;.]){2,60}|"
    r"(?:đến nay|hiện|hiện nay|tới nay)[^,;.]{0,30}\s(?:mới|đã|chỉ|còn)[^,;.]{0,40})$",
    re.IGNORECASE,
)
"""Words of a result before its figure, in the same clause: "đến nay mới đạt 40%"."""
_DONE = re.compile(r"(?:\s+(?!của\b|và\b)[^\s,;.:]+){0,6}?\s+đã\s+(?!và đang)\w", re.IGNORECASE)
"""What is said of things counted: "12 thôn đã đạt chuẩn"."""
_IF = re.compile(r"\W*(?:Nếu|Trường hợp|Khi có)\b[^,;:]*")
_THEN = re.compile(r"[^,;.:]{0,60}?\bthì\s")
"""A figure on which something depends is a condition: "nếu có từ 02 hộ", "đạt 70% thì cộng điểm"."""
_FORECAST = re.compile(r"\W*(?:Dự báo|Theo dự báo)\b")
_PAST = re.compile(
    r"\bđã (?:đạt|thực hiện|hoàn thành|tổ chức|có|được)\b[^,;.]{0,80}\d|"
    r"\b(?:hiện có|hiện nay|hiện tại|tính đến|hiện toàn|năm trước)\s[^,;.]{0,40}\d",
    re.IGNORECASE,
)


_REQUIREMENT = re.compile(
    r"(?:từ|dưới|trên|đủ|có|chỉ số \S+|kích thước|chiều dài|tuổi|công suất|diện tích|mức)\s*$", re.IGNORECASE
)


_NOT_BODY = frozenset(("head", "title", "foot", "note"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may be a target: where it stands, and the figures of its sentence."""

    index: int
    """Of its block."""
    block: Block
    clause: Clause
    number: int
    """Of its figure in the clause."""

    @property
    def quantity(self) -> Quantity:
        return self.clause.quantities[self.number]


def candidates(context: Context) -> Iterator[Candidate]:
    """All figures of the running text that can be commitments by their form, in reading order."""
    basis_end = context.basis_end()
    for index, block in enumerate(context.document.blocks):
        if block.kind not in _NOT_BODY and block.kind != "row" and block.start >= basis_end:
            yield from _of_block(context, index, block)


def _of_block(context: Context, index: int, block: Block) -> Iterator[Candidate]:
    for clause in _clauses(context, block):
        for number in range(len(clause.quantities)):
            yield Candidate(index, block, clause, number)


def find_targets(context: Context) -> list[Target]:
    """The targets stated in sentences, in reading order; ids are given by the caller."""
    found: list[Target] = []
    for clause, group in groupby(candidates(context), key=lambda candidate: candidate.clause.span):
        del clause
        found += _targets(context, [own for own in group if commits(context, own)])
    return found


def targets_of_cell(context: Context, cell: Cell) -> list[Target]:
    """The targets stated in the words of a table cell; their due is left to the caller where the cell has none."""
    index = context.block_index(cell.start)
    block = replace(context.document.blocks[index], start=cell.start, end=cell.end, body_start=cell.start)
    found: list[Target] = []
    for _, group in groupby(_of_block(context, index, block), key=lambda candidate: candidate.clause.span):
        found += _targets(context, [own for own in group if commits(context, own)])
    return found


def commits(context: Context, candidate: Candidate) -> bool:
    """Whether a figure is a commitment, by the rules."""
    block, sentence = candidate.block, candidate.clause.span
    return not (
        _heading_without_target(context, block)
        or (block.kind != "row" and context.state_of_play(block))
        or _PAST.search(context.text, *sentence)
        or _FORECAST.match(context.text, *sentence)
        or _IF.fullmatch(context.text, sentence[0], candidate.quantity.span[0])
        or _THEN.match(context.text, candidate.quantity.span[1], sentence[1])
        or (candidate.quantity.kind == "count" and _DONE.match(context.text, candidate.quantity.span[1], sentence[1]))
        or _REPORTED.search(context.text, sentence[0], candidate.quantity.span[0])
        or _incidental(context, sentence, candidate.quantity)
    )


def _heading_without_target(context: Context, block: Block) -> bool:
    return block.kind == "heading" and (block.label is None or context.text[block.start : block.end].isupper())


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
                quantity = replace(quantity, comparator=before.comparator)
        out.append(quantity)
    return out


def _targets(context: Context, chosen: Sequence[Candidate]) -> list[Target]:
    """The targets of one sentence, its other figures left out of their indicators."""
    out: list[Target] = []
    kept = tuple(own.quantity for own in chosen)
    for number, candidate in enumerate(chosen):
        index, block, quantity = candidate.index, candidate.block, candidate.quantity
        clause = Clause(candidate.clause.span, kept)
        spans, rule = indicator_of(FigureCase(context, clause, number))
        indicator = tidy(" ".join(context.text[start:end] for start, end in spans))
        score = indicator == quantity.unit == "điểm"  # "đạt từ 88 điểm trở lên": of what stands before
        if score or not indicator or indicator.startswith("/") or TIME_ONLY.fullmatch(indicator):
            above = before_colon(context, clause, quantity)
            shared = out[-1].indicator if out else tidy(context.text[above[0] : above[1]]) if above else ""
            indicator = shared or (indicator if score else "")
            spans = ()
        named = _named_before(context, clause, quantity, indicator, out)
        if named:
            indicator, spans = named
        if not indicator:
            continue
        indicator += shared_tail(context, clause, number, indicator)
        start = min([quantity.span[0], *(span[0] for span in spans)])
        end = max([quantity.span[1], *(span[1] for span in spans)])
        due, due_rule = due_of(DueCase(context, index, clause.span, quantity, (start, end)))
        out.append(
            Target(
                id="",
                value=quantity.value,
                value_max=quantity.value_max,
                unit=quantity.unit,
                comparator=quantity.comparator,  # type: ignore[arg-type]
                indicator=indicator,
                due=due,
                group=group_of(context, index),
                section=context.section_path(block),
                quote=context.text[start:end],
                evidence=context.locator.evidence((start, end)),
                confidence=0.9 if quantity.kind in ("percent", "money") else 0.8,
                by=f"{rule}, {due_rule}",
            )
        )
    return out


_NAME_BEFORE = re.compile(
    r"(?:^|[(;,.:]\s*(?:trong đó\s*,?:?\s*)?)(?P<name>[^:;,.()\d][^:;,.()]{1,110}):\s*$", re.IGNORECASE
)


def _named_before(
    context: Context, clause: Clause, quantity: Quantity, indicator: str, before: Sequence[Target]
) -> tuple[str, tuple[Span, ...]] | None:
    """What a bare figure behind a colon counts ("Giếng khoan: 12 cái"); in brackets as a part of the figure before."""
    text = context.text
    at = quantity.span[0]
    name = _NAME_BEFORE.search(text, clause.span[0], at)
    if not name or quantity.kind != "count":
        return None
    span = (name.start("name"), name.end("name"))
    words = tidy(text[slice(*span)])
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


_PLACED = re.compile(
    r"(?<!\w)(?:chia làm|chia thành|chia ra|quốc lộ|tỉnh lộ|(?:sắp xếp|hợp nhất|sáp nhập|hình thành)(?:\s+từ)?|cả)\s*$"
)
_BANDS = re.compile(
    r"\bxếp loại\b|\bthang(?: bảng)? điểm|\bthang\s+\d|\bmức (?:xuất sắc|tốt|khá|trung bình)\b|"
    r"điểm (?:thưởng|trừ|chuẩn|cộng|liệt)|(?<!công )(?<!tổng )\b(?:cộng|trừ|chấm)\s[^.;]{0,24}\d|điểm đến dưới",
    re.IGNORECASE,
)
"""Points that score, of which a scale is made (ruling 4)."""


def _incidental(context: Context, sentence: Span, quantity: Quantity) -> bool:
    """A figure that qualifies something else: "tàu cá dài từ 15 m", "học 2 buổi/ngày", "sau 3 lần"."""
    before = context.text[max(sentence[0], quantity.span[0] - 24) : quantity.span[0]]
    if quantity.unit == "điểm" and _BANDS.search(context.text[sentence[0] : sentence[1]]):
        return True
    after = context.text[quantity.span[1] : quantity.span[1] + 12]
    if quantity.kind == "measure" and quantity.unit in ("m", "giờ", "mét") and _REQUIREMENT.search(before):
        return True
    if (
        quantity.kind == "count"
        and quantity.unit in ("buổi", "lần", "tiết", "ca")
        and re.match(r"/ngày|/tuần", after)
        and re.search(r"(?:học|dạy)\s*$", before)
    ):
        return True
    if quantity.kind == "count" and re.search(
        r"(?:doanh nghiệp|cơ sở|đơn vị|hợp tác xã|trang trại)\s+(?:có|sử dụng)\s*$", before
    ):
        return True
    if re.search(r"“[^”]{0,12}$", before) and "”" in after:
        return True
    if quantity.kind == "count" and quantity.comparator == "=" and _PLACED.search(before):
        return True
    return (
        bool(re.search(r"(?:trong vòng|thời hạn|sau|trong thời gian|gấp|thứ)\s*$", before))
        and quantity.unit != "%"
        and not (quantity.unit == "lần" and re.search(r"gấp\s*$", before))
    )
