"""Assignments: who leads, who coordinates, who is asked, to do what (rulings 5 and 10)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.assignments.duty import (
    Duty,
    clause_end,
    deadline_in,
    first_clause,
    partners_in,
    reports_to,
)
from pipeline.extraction.assignments.lead_ins import NOUN_NOT_BODY
from pipeline.extraction.assignments.subjects import (
    ASKED,
    CHARGED,
    Owner,
    owner_of,
    segments_of,
    verb_first,
)
from pipeline.extraction.context import Context
from pipeline.grammar import bodies
from pipeline.records import Block
from pipeline.text.spans import Span

_DUTY_WORD = re.compile(r"chủ trì")


_QUALIFIES = re.compile(
    r"(?:được (?:giao|phân công)|\bdo [^,.;]{1,60}|đơn vị|cơ quan|người|bộ phận|việc)\s+$", re.IGNORECASE
)


def paragraph(context: Context, index: int, block: Block) -> list[Duty]:
    """The assignments of a paragraph that stands where bodies are charged."""
    enforced = _enforcement(context, block)
    if enforced:
        return enforced
    text = context.text
    start, end = max(block.body_start, block.start), block.end
    owner = owner_of(context, index)
    if block.kind == "heading" and _only_names(context, block):
        return []
    words = text[start:end]
    if words.startswith("(") or _OF_ITSELF.match(words) or _names_a_part(context, index, words):
        return []
    if words.rstrip().endswith(":") and (_has_children(context, index) or words.rstrip().endswith("như sau:")):
        return []
    run_in = re.match(r"[^:.;]{3,60}:\s+(?=\S)", words)
    if (
        run_in
        and block.label is not None
        and not (ASKED.match(words) or CHARGED.match(words))
        and not bodies.heads().match(words)
        and not verb_first(words)
    ):
        start += run_in.end()
    return clause_duties(context, block, (start, end), owner)


def clause_duties(context: Context, block: Block, span: Span, owner: Owner | None) -> list[Duty]:
    """The assignments of a stretch of text, subject by subject; `owner` is charged where it names none."""
    duties: list[Duty] = []
    segments = segments_of(context, block, *span, owner)
    for (subject, role, task_start), upto in segments:
        begin = span[0] if len(segments) == 1 else task_start
        own = _duties(context, block, subject, role, task_start, upto, begin)
        if owner and owner.partners and own and subject == owner.body:
            own += _with_partners(own[0], owner.partners)
        duties += own
    return duties


def _with_partners(duty: Duty, partners: Sequence[str]) -> list[Duty]:
    """The entries of those with whom the heading says that the tasks below it are to be done."""
    more = [name for name in partners if name not in duty.partners]
    duty.partners = (*duty.partners, *more)
    return [replace(duty, body=name, role="coordinate", partners=(), report_to=None) for name in more]


def _duties(
    context: Context, block: Block, subject: str, role: str, task_start: int, end: int, start: int
) -> list[Duty]:
    """One lead entry (or requested) for a subject's part of a paragraph, one entry for each partner in it."""
    text = context.text
    task = first_clause(text, task_start, end)
    if len(task.split()) < 2:
        return []
    section = context.section_path(block)
    partners = [partner for partner in partners_in(context, block, start, end) if partner[0] != subject]
    names = tuple(dict.fromkeys(name for name, *_ in partners))
    span = (task_start, clause_end(text, task_start, end))
    due = deadline_in(context, block, task_start, end)
    duties = [Duty(subject, role, task, span, names, due, reports_to(text, start, end), section)]
    for name in names:
        _, clause, place, by_when = next(partner for partner in partners if partner[0] == name)
        duties.append(Duty(name, "coordinate", clause or task, place, (), by_when, None, section))
    return duties


def _only_names(context: Context, block: Block) -> bool:
    """A heading that names bodies, or a topic, and gives no task of its own."""
    words = context.words_of(block).rstrip(" :.")
    if not words:
        return True
    if words.isupper():
        return True
    stripped = CHARGED.sub("", ASKED.sub("", words, count=1), count=1)
    at = len(words) - len(stripped)
    begins = bodies.heads().match(words, at)
    if not begins or NOUN_NOT_BODY.match(words, at):
        return True
    return bodies.region_end(words, at, len(words)) >= len(words) - 1


def _has_children(context: Context, index: int) -> bool:
    """Whether dashes below carry their own verbs, so that each of them is a task (ruling 10)."""
    blocks = context.document.blocks
    below = []
    for at in range(index + 1, min(index + 12, len(blocks))):
        if blocks[index] not in context.chains[at]:
            break
        below.append(context.words_of(blocks[at]))
    return bool(below) and sum(verb_first(words) or bool(bodies.heads().match(words)) for words in below) * 2 >= len(
        below
    )


_OF_ITSELF = re.compile(
    r"(?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Quy chế|Quy định|Công điện|Thông báo|Hướng dẫn) này\s+"
    r"(?:có hiệu lực|thay thế|được gửi|gồm)|Văn phòng [^.;:,]{2,40} (?:xin\s+|trân trọng\s+)?thông báo\s*[./]"
)
"""What a paper says about itself."""


def _names_a_part(context: Context, index: int, words: str) -> bool:
    """A dash that only names what the paragraph above it, ended by a colon, deals with (ruling 10)."""
    block, above = context.document.blocks[index], context.chains[index]
    if block.kind != "item" or not above or verb_first(words) or bodies.heads().match(words):
        return False
    colon = context.text[max(above[-1].start, above[-1].end - 1) : above[-1].end] == ":"
    return (colon and (above[-1].label != block.label or above[-1].kind != "item")) or (
        above[-1].kind != "heading" and words[:1].islower()
    )


_FORMULAS = (
    re.compile(
        r"(?P<who>[^.]{6,600}?)\s*[;,]?\s+(?P<task>(?:có trách nhiệm|chịu trách nhiệm)\s+thi hành\s[^.;]{4,60})"
    ),
    re.compile(
        r"[^.;:]{4,90}\sthông báo (?:để|đến) (?P<who>[^.;:]{6,300}?)\s+(?P<task>(?:được\s+)?biết(?:,| và)[^.;]{4,60})"
    ),
)
"""Closing sentences of decisions and of notices, whose bodies are named as one."""


def _enforcement(context: Context, block: Block) -> list[Duty]:
    """Who carries out a decision, by its last article, or a notice, by its last sentence: all named, as one body."""
    start = max(block.body_start, block.start)
    found = next((found for own in _FORMULAS if (found := own.match(context.text, start, block.end))), None)
    if not found or not bodies.heads().match(context.text, found.start("who")):
        return []
    name = bodies.normal(found["who"])
    task = " ".join(found["task"].split()).rstrip(" ./")
    return [Duty(name, "lead", task, (start, found.end()), section=context.section_path(block))]


def elsewhere(context: Context, index: int, block: Block) -> list[Duty]:
    """A paragraph elsewhere that says "chủ trì" (ruling 5), unless the word only qualifies a noun (ruling 10)."""
    enforced = _enforcement(context, block)
    if enforced:
        return enforced
    text = context.text
    start, end = max(block.body_start, block.start), block.end
    for match in _DUTY_WORD.finditer(text, start, end):
        before = text[start : match.start()]
        if _QUALIFIES.search(before):
            continue
        subject = _subject_before(text, start, match.start())
        if subject is None:
            continue
        name, span = subject
        task_start = match.start()
        partners = partners_in(context, block, span[0], end)
        names = tuple(dict.fromkeys(partner for partner, *_ in partners))
        section = context.section_path(block)
        task = first_clause(text, task_start, end)
        duties = [
            Duty(
                name,
                "lead",
                task,
                (span[0], clause_end(text, task_start, end)),
                names,
                deadline_in(context, block, span[0], end),
                None,
                section,
            )
        ]
        duties += [
            Duty(partner, "coordinate", clause or task, place, (), by_when, None, section)
            for partner, clause, place, by_when in partners
        ]
        return duties
    return []


def _subject_before(text: str, start: int, at: int) -> tuple[str, Span] | None:
    """The last body named right before a verb ("Giao Phòng Kinh tế chủ trì")."""
    best = None
    for head in bodies.heads().finditer(text, start, at):
        stop = bodies.region_end(text, head.start(), at)
        if stop >= at - 1 and best is None:
            best = bodies.trimmed(text, head.start(), stop)
    if best is None or best[1] <= best[0]:
        return None
    name = bodies.normal(text[best[0] : best[1]])
    return (name, best) if len(name.split()) <= 16 else None
