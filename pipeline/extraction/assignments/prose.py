"""Assignments in sentences: who leads, who coordinates, who is asked, to do what (rulings 5 and 10)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.assignments.draft import (
    TASK_WORDS,
    Draft,
    Partner,
    clause_end,
    first_clause,
    partners_in,
    reports_to,
)
from pipeline.extraction.assignments.forms import WITH_HEADING
from pipeline.extraction.assignments.phases import due_of_phase, due_of_words
from pipeline.extraction.assignments.subjects import Owner, owner_before_colon, owner_of, segments_of
from pipeline.extraction.context import Context
from pipeline.grammar import bodies, charges, persons
from pipeline.grammar.charge_lists import names_alone, of_heading
from pipeline.grammar.charges import OPENINGS
from pipeline.grammar.leading import LEADING
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.task_phrases import CLOSINGS
from pipeline.records import Block
from pipeline.text.spans import Span

_TASK_LEAST = 2  # words


def paragraph(context: Context, index: int, block: Block, placed: frozenset[int] = frozenset()) -> list[Draft]:
    """The assignments of a paragraph that stands where bodies are charged; `placed` as in `owner_of`."""
    start = max(block.body_start, block.start)
    words = context.text[start : block.end]
    told = _told_before_colon(context, block, start)
    if told is not None:
        return told
    closing = _closing(context, block)
    if closing or block.start in placed or _gives_no_task(context, index, block, words):
        return closing
    topic = _run_in(words) if block.label is not None else 0
    start += topic
    drafts = clause_drafts(context, block, (start, block.end), owner_of(context, index, placed))
    phase = due_of_words(words[:topic]) or due_of_phase(context, index)
    return [replace(draft, due=draft.due or phase) for draft in drafts] if phase else drafts


def _told_before_colon(context: Context, block: Block, start: int) -> list[Draft] | None:
    """What a paragraph gives that opens with "Công an xã (chủ trì), các thôn: ..."; None where it opens otherwise."""
    owner = owner_before_colon(context.text, start, block.end)
    return clause_drafts(context, block, (owner.task, block.end), owner) if owner else None


def _gives_no_task(context: Context, index: int, block: Block, words: str) -> bool:
    """Whether a paragraph only names bodies, introduces what stands below it, or is about the paper itself."""
    leads_in = words.rstrip().endswith(":") and not _DETAILED.search(words.rstrip())
    return (
        (block.kind == "heading" and not _is_task_without_stop(context, index) and _only_names(context, block))
        or (block.kind in ("body", "item") and names_alone(words))
        or _IN_BRACKET.fullmatch(words, bodies.listed_end(words, 0, len(words))) is not None
        or words.startswith("(")
        or _OF_ITSELF.match(words) is not None
        or _names_a_part(context, index, words)
        or (leads_in and (_has_children(context, index) or words.rstrip().endswith("như sau:")))
    )


_UNENDED_LEAST = 4  # words


def _is_task_without_stop(context: Context, index: int) -> bool:
    """Whether what looks like a heading is a task whose full stop is missing, the last of a list or one with a verb."""
    blocks = context.document.blocks
    block, words = blocks[index], context.words_of(blocks[index])
    if index + 1 < len(blocks) and block in context.chains[index + 1]:
        return False
    beside = (blocks[index - 1], *blocks[index + 1 : index + 2])
    goes_on = _lettered(block) and any(each.kind in ("heading", "item") and _lettered(each) for each in beside)
    return len(words.split()) >= _UNENDED_LEAST and not words.isupper() and (goes_on or bodies.verb_first(words))


def _lettered(block: Block) -> bool:
    return block.label is not None and len(block.label) == 1 and block.label.isalpha()


_DETAILED = re.compile(r"[.;]\s+(?:Cụ thể|cụ thể|Trong đó|trong đó)(?: như sau)?:$")
"""The end of a task that the list below it details."""
_IN_BRACKET = re.compile(r"\s*\([^()]*\)\s*[.;,]?\s*")
"""What a body in a list is responsible for, behind its name: "Sở Xây dựng (đối với hạ tầng đô thị);"."""
_RUN_IN = re.compile(r"[^:.;]{3,60}:\s+(?=\S)")


_HANDED_ON = re.compile(
    rf"(?:Kính\s+|Trân trọng\s+)?(?:[Gg]iao|[Pp]hân công|[Đđ]ề nghị|[Yy]êu cầu)\s+(?:cho\s+)?(?=(?:các\s+)?[{UPPER}])"
)
"""A body charged with the topic that follows its colon."""


def _run_in(words: str) -> int:
    """Length of a topic that opens a labelled paragraph, "a) Về kinh phí: ...": without body or verb, or handed on."""
    topic = _RUN_IN.match(words)
    if topic and _HANDED_ON.match(words, topic.end()) and bodies.verb_first(words):
        return topic.end()
    speaks = (
        OPENINGS.at(words, 0, len(words))
        or bodies.heads().match(words)
        or persons.at(words, 0, len(words))
        or bodies.verb_first(words)
    )
    return topic.end() if topic and not speaks else 0


def clause_drafts(context: Context, block: Block, span: Span, owner: Owner | None) -> list[Draft]:
    """The assignments of a stretch of text, subject by subject; `owner` is charged where it names none."""
    drafts: list[Draft] = []
    segments = segments_of(context, block, *span, owner)
    for subject, upto in segments:
        begin = span[0] if len(segments) == 1 else subject.task
        own = _drafts(context, block, subject, upto, begin)
        if owner and owner.partners and own and subject.body == owner.body:
            own += _with_partners(own[0], owner.partners)
        drafts += own
    return drafts


def _with_partners(draft: Draft, partners: Sequence[str]) -> list[Draft]:
    """The draft, and an entry for each partner whom the heading names for all tasks below it."""
    more = [name for name in partners if name not in draft.partners]
    draft.partners = (*draft.partners, *more)
    return [WITH_HEADING.told(draft, name, partners=(), report_to=None) for name in more]


def _drafts(context: Context, block: Block, subject: Owner, end: int, start: int) -> list[Draft]:
    """One lead entry (or requested) for a subject's part of a paragraph, one entry for each partner in it."""
    text = context.text
    task = first_clause(text, subject.task, end)
    if len(task.split()) < _TASK_LEAST:
        return []
    section = context.section_path(block)
    partners = _once_each(partners_in(context, start, end), subject.body)
    opening = _due_of_opening(context, subject)
    lead = Draft(
        body=subject.body,
        role=subject.role,
        task=task,
        span=(subject.task, clause_end(text, subject.task, end)),
        partners=tuple(partner.name for partner in partners),
        due=context.due_in(subject.task, end) or opening,
        report_to=reports_to(text, start, end),
        section=section,
        by=subject.by,
    )
    return [lead, *(_helper(text, partner, lead, end, opening, partners) for partner in partners)]


def _due_of_opening(context: Context, subject: Owner) -> str | None:
    """The deadline with which a clause opens before it names who acts: "Trước ngày 15/6/2026, Công an xã ..."."""
    if subject.opens is None:
        return None
    timed = _OPENING_TIME.match(context.text, subject.opens, subject.task)
    due = due_of_words(timed["time"]) if timed else None
    return due or context.due_in(subject.opens, subject.task)


_OPENING_TIME = re.compile(r"(?P<time>[^:;.,]{3,60})[:,]\s")


def _once_each(partners: Sequence[Partner], lead: str) -> list[Partner]:
    """Partners by their first mention, the leading body left out."""
    first: dict[str, Partner] = {}
    for partner in partners:
        if partner.name != lead:
            first.setdefault(partner.name, partner)
    return list(first.values())


def _helper(
    text: str, partner: Partner, lead: Draft, end: int, opening: str | None, partners: Sequence[Partner]
) -> Draft:
    """The entry of a coordinating body, with what follows the names in the clause as its task."""
    begin = lead.span[0]
    if partner.span[0] >= lead.span[1]:
        begin = max(begin, _clause_start(text, partner.span[0]))
    beside = [one.span[1] for one in partners if one.by == partner.by and begin <= one.span[0]]
    last = max((at for at in beside if not _ENDS.search(text, partner.span[1], at)), default=partner.span[1])
    names = len(text[begin:last].split())
    return Draft(
        body=partner.name,
        role="coordinate",
        task=first_clause(text, begin, end, names + TASK_WORDS),
        span=partner.span,
        due=partner.due or opening,
        section=lead.section,
        by=partner.by,
    )


_ENDS = re.compile(r"[;.]\s|\n")


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins that `at` stands in."""
    before = [found.end() for found in re.compile(r"(?:;|\.)\s+|\n").finditer(text, max(0, at - 600), at)]
    return before[-1] if before else max(0, at - 600)


def _only_names(context: Context, block: Block) -> bool:
    """A heading that names bodies, or a topic, and gives no task of its own."""
    words = context.words_of(block).rstrip(" :.")
    if not words or words.isupper():
        return True
    if _names_bodies(words):
        return True
    opening = OPENINGS.at(words, 0, len(words))
    at = opening.span[1] if opening else 0
    if not bodies.begins(words, at, len(words)):
        return True
    stop = bodies.region_end(words, at, len(words))
    return stop >= len(words) - 1 or _IN_FIELD.match(words, stop) is not None


def _names_bodies(words: str) -> bool:
    """Whether a heading names who is charged with what stands below it, and nothing else."""
    named = of_heading(words)
    return named is not None and named.task >= len(words) - 1


_IN_FIELD = re.compile(r"\s*trong lĩnh vực\s")


_CHILDREN_AHEAD = 12  # blocks


def _has_children(context: Context, index: int) -> bool:
    """Whether dashes below carry their own verbs, so that each of them is a task (ruling 10)."""
    if _LISTS_PAPERS.search(context.words_of(context.document.blocks[index])):
        return False
    blocks = context.document.blocks
    below = []
    for at in range(index + 1, min(index + _CHILDREN_AHEAD, len(blocks))):
        if blocks[index] not in context.chains[at]:
            break
        below.append(context.words_of(blocks[at]))
    own = [words for words in below if bodies.verb_first(words) or bodies.heads().match(words)]
    return bool(below) and len(own) * 2 >= len(below)


_LISTS_PAPERS = re.compile(
    r"\b(?:tài liệu|hồ sơ|giấy tờ|biểu mẫu)\b[^.;:]*\b(?:sau|sau đây|gồm|gồm có|kèm theo)\b[^.;:]*:\s*$"
)
"""What leads in papers to be sent: the dashes below name them, though "Báo cáo ..." begins as a verb does."""


_OF_ITSELF = re.compile(
    r"(?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Quy chế|Quy định|Công điện|Thông báo|Hướng dẫn) này\s+"
    r"(?:có hiệu lực|thay thế|được gửi|gồm)|Văn phòng [^.;:,]{2,40} (?:xin\s+|trân trọng\s+)?thông báo\s*[./]|"
    r"(?:[^.;:,]{2,80}\s)?(?:xin\s+)?[Tt]rân trọng(?:\s+(?:cảm ơn|cám ơn|kính báo)[^.;:]{0,60})?\s*[!./]*$"
)
"""Sentences in which a paper speaks about itself."""


def _names_a_part(context: Context, index: int, words: str) -> bool:
    """Whether a dash only names a part of what the paragraph above it, ending in a colon, is about (ruling 10)."""
    block, above = context.document.blocks[index], context.chains[index]
    if block.kind == "item" and above and _LISTS_PAPERS.search(context.words_of(above[-1])):
        return True
    if block.kind != "item" or not above or bodies.verb_first(words) or bodies.heads().match(words):
        return False
    if _HANDED_ON.match(words) or charges.find(words, 0, len(words)) is not None:
        return False
    if len(words.split()) > _TASK_LEAST and _names_bodies(context.words_of(above[-1]).rstrip(" :.")):
        return False
    colon = context.text[max(above[-1].start, above[-1].end - 1) : above[-1].end] == ":"
    return (colon and (above[-1].label != block.label or above[-1].kind != "item")) or (
        above[-1].kind != "heading" and words[:1].islower()
    )


def _closing(context: Context, block: Block) -> list[Draft]:
    """The bodies that carry out a decision (last article) or a notice (last sentence), all of them as one body."""
    start = max(block.body_start, block.start)
    found = CLOSINGS.at(context.text, start, block.end)
    if found is None:
        return []
    section = context.section_path(block)
    return [Draft(found.who, "lead", found.task, found.span, section=section, by=found.by)]


def elsewhere(context: Context, block: Block) -> list[Draft]:
    """A paragraph elsewhere that says "chủ trì" (ruling 5), unless the word only qualifies a noun (ruling 10)."""
    closing = _closing(context, block)
    if closing:
        return closing
    text, end = context.text, block.end
    start = max(block.body_start, block.start)
    told = _told_before_colon(context, block, start)
    if told is not None:
        return told
    found = LEADING.find(text[start:end]) if LEADING.anchor.search(text, start, end) else []
    if not found:
        return []
    charge, named = found[0], start + found[0].body[0]
    opens = start if _OPENING_TIME.fullmatch(text, start, named) else None
    subject = Owner(bodies.normal(charge.words), "lead", charge.by, task=start + charge.task, opens=opens)
    drafts = _drafts(context, block, subject, end, named)
    return [replace(draft, span=(named, draft.span[1]), report_to=None) for draft in drafts[:1]] + drafts[1:]
