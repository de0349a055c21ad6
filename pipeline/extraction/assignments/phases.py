"""Phases of a timetable: headings that say when, under which bodies are charged (ruling 8)."""

from __future__ import annotations

import re

from pipeline.extraction.context import Context
from pipeline.grammar import bodies, charges
from pipeline.grammar.task_dues import due_of_time
from pipeline.records import Block

_TIMETABLE = re.compile(r"tiến độ|lộ trình|các bước|trình tự", re.IGNORECASE)
_PHASE = re.compile(r"(?:Giai đoạn|Đợt|Bước|Tháng|Quý|Tuần|Từ|Ngày|Trước|Đến|Trong|Năm)\b")
_PHASE_MOST = 16  # words


def in_timetable(context: Context, block: Block, index: int) -> bool:
    """Whether a paragraph of a timetable, or of a phase of one, names first the body that it charges."""
    timed = any(map(_TIMETABLE.search, context.part_titles(block))) or due_of_phase(context, index) is not None
    charge = charges.find(context.text, max(block.body_start, block.start), block.end) if timed else None
    return charge is not None and context.text[charge.body[0]].isupper()


def due_of_phase(context: Context, index: int) -> str | None:
    """The end of the phase that the nearest dated heading above states: "Giai đoạn 1 (từ tháng 3 đến tháng 5/2026)"."""
    for above in reversed(context.chains[index]):
        due = due_of_words(context.words_of(above))
        if due:
            return due
    return None


def due_of_words(words: str) -> str | None:
    """The end of the phase that words state, which say nothing else; None where they do or the year is not told."""
    alone = _PHASE.match(words) and len(words.split()) <= _PHASE_MOST and not bodies.heads().search(words)
    due = due_of_time(words) if alone else None
    return due if due and not due.startswith("XXXX") else None
