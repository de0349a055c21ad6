"""Where a paper says who does what: parts on implementation, headings that name a body, papers that give orders."""

from __future__ import annotations

import re

from pipeline.extraction.context import Context
from pipeline.grammar import charges
from pipeline.grammar.bodies import verb_first
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
    headed = _headed_by_bodies(context)
    return [
        block.start >= basis_end
        and (
            context.implementation(block)
            or any(above.start in headed for above in context.chains[index])
            or (block.kind == "item" and not _excluded(context, block) and _names_and_charges(context, block))
            or (block.part in orders and not _excluded(context, block))
        )
        for index, block in enumerate(blocks)
    ]


def _parts_that_order(context: Context) -> set[int]:
    """The papers of the file that are orders by their kind."""
    found, seen = set(), set()
    for block in context.document.blocks:
        if block.kind == "title" and block.part not in seen:
            seen.add(block.part)
            if fold(context.text[block.start : block.end]).startswith(_ORDERS):
                found.add(block.part)
    return found


def _excluded(context: Context, block: Block) -> bool:
    titles = [title for title in context.part_titles(block) if not verb_first(title)]
    return any(_NO_ORDERS.search(title[:60]) for title in titles) or context.state_of_play(block)


def _names_and_charges(context: Context, block: Block) -> bool:
    """Whether an item names a body, and behind a colon what it does: "- Sở Xây dựng: hướng dẫn ..."."""
    name, colon, task = context.words_of(block).partition(":")
    return (
        bool(colon)
        and len(name.split()) <= _NAME_MOST
        and verb_first(task.lstrip())
        and charges.of_heading(name) is not None
    )


_NAME_MOST = 24  # words


def _headed_by_bodies(context: Context) -> set[int]:
    """Starts of the headings that name a body and nothing else, with tasks under them."""
    found = set()
    blocks = context.document.blocks
    for index, block in enumerate(blocks):
        if block.kind not in ("heading", "item", "body") or block.end - block.start > 260 or block.label is None:
            continue
        words = context.words_of(block).rstrip(" :.")
        if words.isupper() or words.startswith(("Đối với", "Mời")) or _excluded(context, block):
            continue
        if charges.of_heading(words) is None:
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
