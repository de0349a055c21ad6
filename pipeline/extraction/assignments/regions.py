"""Where a paper says who does what: parts on implementation, headings that name a body, papers that give orders."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extraction.assignments.phases import in_timetable
from pipeline.extraction.assignments.subjects import CLOSES
from pipeline.extraction.casing import bodies_case
from pipeline.extraction.chains import PLANS
from pipeline.extraction.context import Context
from pipeline.grammar import charges
from pipeline.grammar.bodies import verb_first
from pipeline.grammar.charge_lists import charge_of_list, of_heading
from pipeline.grammar.pieces import DUTY
from pipeline.records import Block
from pipeline.text.unicode import fold

_ORDERS = ("chi thi", "cong dien", "thong bao", "ket luan", "nghi quyet")
"""Kinds of papers whose whole text gives orders (a plan does so in its part on implementation)."""
_NO_ORDERS = re.compile(
    r"mục đích|yêu cầu|mục tiêu|chỉ tiêu|quan điểm|phạm vi|đối tượng|tiêu chí|nguyên tắc|căn cứ|đánh giá|tình hình|"
    r"kết quả|hạn chế|nguyên nhân|nơi nhận|thành phần|nội dung thi đua|khen thưởng",
    re.IGNORECASE,
)
_AHEAD = 40


def charged(context: Context, basis_end: int) -> list[bool]:
    """For each block whether it stands where bodies are charged with tasks."""
    blocks = context.document.blocks
    orders = _parts_that_order(context)
    by_bodies = _headed_by_bodies(context)
    headed, beside = by_bodies | _leads(context), _places_of(context, by_bodies)
    handing = _letters_that_order(context)
    return [
        block.start >= basis_end
        and (
            context.implementation(block)
            or any(above.start in headed for above in context.chains[index])
            or (block.kind == "item" and not _excluded(context, block) and _names_and_charges(context, block))
            or (_place(context, index) in beside and _names_who(context, block))
            or (block.part in orders and not _excluded(context, block))
            or _orders_in_a_sentence(context, block)
            or _beside_an_order(context, block)
            or (handing.get((block.part, block.section), block.end) < block.start and _tells_a_body(context, block))
            or (
                block.kind in ("body", "item") and not _excluded(context, block) and in_timetable(context, block, index)
            )
            or bool(CLOSES.match(context.text, block.start, block.end))
        )
        for index, block in enumerate(blocks)
    ]


_Place = tuple[int, bool] | None
"""Where the heading above a numbered paragraph begins, and whether digits number it."""


def _place(context: Context, index: int) -> _Place:
    label, above = context.document.blocks[index].label, context.chains[index]
    return (above[-1].start, label[0].isdigit()) if label and label[0].isalnum() and above else None


def _places_of(context: Context, headings: set[int]) -> frozenset[_Place]:
    """The lists in which headings name bodies: what stands beside them there charges bodies too."""
    blocks = context.document.blocks
    return frozenset(_place(context, index) for index, block in enumerate(blocks) if block.start in headings) - {None}


def _names_who(context: Context, block: Block) -> bool:
    """Whether a paragraph begins with the body that it charges, rather than with a case to which something applies."""
    start = max(block.body_start, block.start)
    if context.text.startswith("Đối với", start) or _excluded(context, block):
        return False
    return charges.find(context.text, start, block.end) is not None


def _parts_that_order(context: Context) -> set[int]:
    """Numbers of the parts of the file that are orders by their kind."""
    found, seen = set(), set()
    for block in context.document.blocks:
        if block.kind == "title" and block.part not in seen:
            seen.add(block.part)
            if fold(context.text[block.start : block.end]).startswith(_ORDERS):
                found.add(block.part)
    return found


def _leads(context: Context) -> set[int]:
    """Starts of the paragraphs of other papers that say whose work the list below them is."""
    return {
        block.start
        for block in context.document.blocks
        if context.document.paper(block) not in PLANS
        and block.kind in ("body", "item", "heading")
        and not _excluded(context, block)
        and charge_of_list(context.text, max(block.body_start, block.start), block.end) is not None
    }


def _orders_in_a_sentence(context: Context, block: Block) -> bool:
    """A paragraph that says outright what a body has to do: an article of a decision, a request in a letter."""
    kind = context.document.paper(block)
    if block.kind not in ("body", "item", "heading") or context.state_of_play(block):
        return False
    if kind in PLANS and _excluded(context, block):
        return False
    charge = charges.find(context.text, max(block.body_start, block.start), block.end)
    if charge is None:
        return False
    if charge.by in ("charge-must", "charge-verb") and _HAS_DUTY.match(context.text, charge.body[1], block.end):
        return True
    if charge.by == "charge-must":
        return False
    if charge.by == "charge-verb" and (answers := _ANSWERS.match(context.text, charge.body[1], block.end)):
        return verb_first(context.text[answers.end() : block.end])
    if kind == "decision" and charge.by == "charge-verb" and (block.label or "").startswith("Điều"):
        return _DOES.match(context.text, charge.task, block.end) is not None
    gives = charge.by == "charge-given" and bool(_GIVES.match(context.text, max(block.body_start, block.start)))
    if kind in PLANS or (gives and kind == "decision"):
        return gives
    return charge.by in {"letter": ("charge-asked", "charge-given"), "decision": ("charge-asked",)}.get(kind, ())


_ORDERS_LEAST = 2
"""Paragraphs of a letter that charge bodies outright, where those beside them do so too that only say who does what."""


def _letters_that_order(context: Context) -> dict[tuple[int, int | None], int]:
    """Where letters hand out work, by part and section: each with where its first order ends."""
    found: dict[tuple[int, int | None], list[int]] = {}
    for block in context.document.blocks:
        if context.document.paper(block) == "letter" and (
            _orders_in_a_sentence(context, block) or _is_led(context, block)
        ):
            found.setdefault((block.part, block.section), []).append(block.end)
    return {place: ends[0] for place, ends in found.items() if len(ends) >= _ORDERS_LEAST}


def _is_led(context: Context, block: Block) -> bool:
    """Whether a paragraph says outright who leads: "Phòng Kinh tế chủ trì, phối hợp với ..."."""
    if block.kind not in ("body", "item") or context.state_of_play(block):
        return False
    charge = charges.find(context.text, max(block.body_start, block.start), block.end)
    return charge is not None and (charge.by == "charge-leads" or context.text.startswith("chủ trì", charge.task))


def _tells_a_body(context: Context, block: Block) -> bool:
    """Whether a paragraph begins with a body and what it does: "- Thanh tra huyện tham mưu thành lập đoàn"."""
    start = max(block.body_start, block.start)
    if block.kind not in ("body", "item") or context.state_of_play(block):
        return False
    charge = charges.find(context.text, start, block.end)
    return charge is not None and charge.by == "charge-verb" and verb_first(context.text[charge.task : block.end])


_DOES = re.compile(
    r"(?:chịu trách nhiệm\s)?(?:hướng dẫn|theo dõi|đôn đốc|kiểm tra|giám sát|tổng hợp|báo cáo|tham mưu|rà soát|bố trí|"
    r"cân đối|tuyên truyền|vận động|thẩm định|niêm yết|công khai)[\s,]"
    r"(?!(?:tổ chức )?(?:thực hiện|thi hành) [Qq]uyết định này)"
)
"""What an article of a decision has a body do that it begins with: "Điều 2. Hội Nông dân xã hướng dẫn, ..."."""
_GIVES = re.compile(r"(?:Giao|Phân công)\s")
_ANSWERS = re.compile(r"\s*(?:phải\s+)?chịu trách nhiệm\s+(?!trước|về|trong|với|đối với|theo|cho)")
"""Who answers for doing something is to do it; who answers "trước" or "về" is not told what to do."""
_HAS_DUTY = re.compile(
    rf"(?:\s*(?:theo|căn cứ|trong phạm vi)\s[^.;:]{{3,110}}?)?\s*(?:phải\s+)?có {DUTY}\s(?!(?:trong|về)\s)"
)


def _beside_an_order(context: Context, block: Block) -> bool:
    """A further paragraph of an article of a decision that begins with "Giao ...": it charges another body."""
    if block.kind != "body" or block.section is None or context.document.paper(block) != "decision":
        return False
    opener = context.document.blocks[context.block_index(context.document.sections[block.section].start)]
    start = max(opener.body_start, opener.start)
    return (
        opener is not block
        and bool(_GIVES.match(context.text, start))
        and _orders_in_a_sentence(context, opener)
        and charges.find(context.text, block.start, block.end) is not None
    )


def _excluded(context: Context, block: Block) -> bool:
    return any(map(_gives_no_orders, context.part_titles(block))) or context.state_of_play(block)


@lru_cache(maxsize=1024)
def _gives_no_orders(title: str) -> bool:
    if _NO_ORDERS.search(title[:60]) is None or verb_first(title):
        return False
    if of_heading(bodies_case(title, title)) is not None:  # "Hội đồng Thi đua - Khen thưởng xã"
        return False
    charge = charges.find(title, 0, len(title))
    return charge is None or charge.body[0] > 0  # "b) Sở Nội vụ rà soát quy chế khen thưởng ..." charges a body


def _names_and_charges(context: Context, block: Block) -> bool:
    """Whether an item names a body, and behind a colon what it does: "- Sở Xây dựng: hướng dẫn ..."."""
    name, colon, task = context.words_of(block).partition(":")
    return (
        bool(colon)
        and len(name.split()) <= _NAME_MOST
        and (verb_first(task.lstrip()) or charges.find(task.lstrip(), 0, len(task.lstrip())) is not None)
        and of_heading(name) is not None
    )


_NAME_MOST = 24  # words


def _leads_in(context: Context, block: Block) -> bool:
    """Whether a labelled paragraph names first of all who does the list below: "1. Sở Y tế thực hiện các việc sau:"."""
    start = max(block.body_start, block.start)
    if not (block.label or "").isalnum() or context.text[block.end - 1] != ":":
        return False
    charge = charge_of_list(context.text, start, block.end)
    return charge is not None and charge.body[0] == start


def _headed_by_bodies(context: Context) -> set[int]:
    """Starts of the headings that name a body and nothing else, with tasks under them."""
    found = set()
    blocks = context.document.blocks
    for index, block in enumerate(blocks):
        if block.kind not in ("heading", "item", "body") or block.end - block.start > 260:
            continue
        words = bodies_case(context.words_of(block).rstrip(" :."), context.text)
        if _excluded(context, block) or not (of_heading(words) or _leads_in(context, block)):
            continue
        below = [
            context.words_of(other)
            for other, chain in zip(
                blocks[index + 1 : index + _AHEAD], context.chains[index + 1 : index + _AHEAD], strict=True
            )
            if block in chain
        ]
        if below and sum(map(verb_first, below)) * 2 >= len(below):
            found.add(block.start)
    return found
