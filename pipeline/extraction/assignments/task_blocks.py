"""Tasks written as lists: an item, and under it who leads, who helps, by when, what comes of it (rulings 10 and 15)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from pipeline.extraction.assignments.draft import Draft, first_clause, partners_in
from pipeline.extraction.assignments.forms import BLOCK_LEAD, BLOCK_PARTNER
from pipeline.extraction.assignments.label_names import listed, name_end, speaks_of_several
from pipeline.extraction.assignments.phases import due_of_words
from pipeline.extraction.assignments.prose import clause_drafts
from pipeline.extraction.context import Context
from pipeline.grammar import bodies, shared_work, task_labels
from pipeline.grammar.shared_work import Share
from pipeline.grammar.task_dues import due_of_time
from pipeline.grammar.task_labels import LabelKind, Labelled
from pipeline.records import Block
from pipeline.text.spans import Span

_ORDINAL = re.compile(r"(?:Hoạt động|Nhiệm vụ|Nội dung|Công việc|Giải pháp|Đợt)\s+(?:số\s+)?[\dIVX]+", re.IGNORECASE)
"""A heading that is only a count ("Nhiệm vụ 1"): what is to be done stands below it."""
_SURE = 0.93  # confidence
_INLINE_LEAST = 3
"""Words that a task has at least, where its labels stand in the same paragraph."""


@dataclass(slots=True)
class TaskBlock:
    """A task with its labels, gathered over the paragraphs that bear them."""

    task: int
    """Index of the block whose words are the task."""
    task_span: Span
    leads: list[Span] = field(default_factory=list)
    partners: list[Span] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    """Indexes of the blocks that each hold a task of its own, where a label "Nhiệm vụ:" heads them."""
    clauses: list[tuple[int, Span]] = field(default_factory=list)
    """Values of labels that are sentences ("Cơ quan thực hiện: X chủ trì ...; Y ..."), with their blocks."""
    due: str | None = None
    product: str | None = None
    blocks: list[int] = field(default_factory=list)
    """All blocks of the list."""

    def end(self, blocks: Sequence[Block]) -> int:
        """Where the list ends in the text."""
        return max(blocks[index].end for index in (self.task, *self.blocks))


def find_task_blocks(context: Context, from_position: int) -> list[TaskBlock]:
    """The tasks of a document that are written as lists, from a position on."""
    found: list[TaskBlock] = []
    open_blocks: dict[int, TaskBlock] = {}
    heads: dict[int, list[int]] = {}
    for index, block in enumerate(context.document.blocks):
        if block.start < from_position or block.kind in ("head", "title", "foot", "note", "row"):
            continue
        labels = labels_of(context, block)
        if not labels or _heads_items(context, index, labels):
            continue
        if labels[0].span[0] > max(block.body_start, block.start):
            inline = _inline(context, index, labels)
            if inline is not None:
                found.append(inline)
                open_blocks[index] = inline
            continue
        parent = _parent(context, index)
        if parent is None:
            continue
        if _names_tasks(context, parent, labels[0]):
            heads.setdefault(parent, []).append(index)
            continue
        below = _listed_below(context, index) if len(labels) == 1 and labels[0].value[0] >= labels[0].value[1] else []
        if below and labels[0].kind == "agency" and not _all_names(context, below):
            continue
        own = open_blocks.get(parent)
        if own is None or _begins_anew(own, labels[0].kind):
            own = TaskBlock(parent, _task_span(context, parent), items=_items_under(context, heads.pop(parent, [])))
            open_blocks[parent] = own
            found.append(own)
        _take(context, own, index, labels, below)
    return [own for own in found if own.leads or own.clauses]


def _names_tasks(context: Context, parent: int, label: Labelled) -> bool:
    """Whether a label heads the tasks themselves: "Nhiệm vụ:", or "Nội dung:" below a heading that only counts."""
    counts = _ORDINAL.fullmatch(context.words_of(context.document.blocks[parent]).strip(" :."))
    return label.kind == "task" or (label.kind == "content" and counts is not None)


def _take(context: Context, own: TaskBlock, index: int, labels: Sequence[Labelled], below: Sequence[int]) -> None:
    """Takes the labels of a paragraph into the list, with the dashes below it."""
    own.blocks.append(index)
    for label in labels:
        _fill(context, own, label, index)
    _fill_from_list(context, own, labels[0].kind, below)


def _heads_items(context: Context, index: int, labels: Sequence[Labelled]) -> bool:
    """Whether a numbered label is the heading of tasks below it: "1. Đơn vị chủ trì: Trạm Y tế" / "- Mở lớp ..."."""
    blocks = context.document.blocks
    numbered = blocks[index].label not in (None, "-", *_SECOND_DASHES)
    if not numbered or len(labels) > 1 or labels[0].kind not in ("lead", "agency", "partner"):
        return False
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return (
        below is not None
        and labels[0].value[1] > labels[0].value[0]
        and blocks[index] in context.chains[index + 1]
        and bodies.verb_first(context.words_of(below))
    )


def labels_of(context: Context, block: Block) -> list[Labelled]:
    """The labels of a paragraph, with their places in the document."""
    start = max(block.body_start, block.start)
    words = context.text[start : block.end]
    found = task_labels.of_sentence(words) or task_labels.find(words)
    if all(item.kind != "lead" for item in found):
        found = task_labels.of_bracket(words) or found
    if not found and block.label is not None:
        found = task_labels.of_heading(words)
    return [
        Labelled(
            (item.span[0] + start, item.span[1] + start),
            item.kind,
            (item.value[0] + start, item.value[1] + start),
            item.by,
        )
        for item in found
    ]


def opening_labels(context: Context, block: Block) -> list[Labelled]:
    """The labels of a paragraph that consists of labels of time or product; none for other paragraphs."""
    labels = labels_of(context, block) if _opens_with_label(context, block) else []
    return labels if labels and labels[0].kind in ("time", "product") else []


def complete(context: Context, draft: Draft, labels: Sequence[Labelled]) -> None:
    """Gives an assignment the deadline and product that stand in a paragraph of their own below it."""
    own = TaskBlock(0, draft.span)
    for label in labels:
        _fill(context, own, label, 0)
    draft.due = draft.due or own.due
    draft.product = draft.product or own.product


def _inline(context: Context, index: int, labels: Sequence[Labelled]) -> TaskBlock | None:
    """A task whose labels stand behind its own words: "... (Chủ trì: X; phối hợp: Y; thời gian: quý II)"."""
    block = context.document.blocks[index]
    start = max(block.body_start, block.start)
    span = bodies.trimmed(context.text, start, labels[0].span[0])
    while span[1] > span[0] and context.text[span[1] - 1] in " ([.,;:-–":
        span = (span[0], span[1] - 1)
    if len(context.text[slice(*span)].split()) < _INLINE_LEAST or "lead" not in {label.kind for label in labels}:
        return None
    own = TaskBlock(index, span, blocks=[index])
    for label in labels:
        _fill(context, own, label, index)
    _take_opening_time(context, own)
    return own


def _take_opening_time(context: Context, own: TaskBlock) -> None:
    """Takes the time from the front of the task, where no label says when: "Tháng 10/2026: Mở lớp (X chủ trì)"."""
    time = _OPENING_TIME.match(context.text, *own.task_span)
    due = due_of_words(time["time"]) if time and not own.due else None
    if time and due:
        own.due, own.task_span = due, (time.end(), own.task_span[1])


_OPENING_TIME = re.compile(r"(?P<time>[^:;.]{3,60}):\s+")


def _parent(context: Context, index: int) -> int | None:
    """The block that a labelled paragraph stands under: the nearest above that is no label itself."""
    blocks = context.document.blocks
    for above in reversed(context.chains[index]):
        at = context.block_index(above.start)
        if not _opens_with_label(context, above):
            sibling = _sibling_task(context, index, at)
            return sibling if sibling is not None else at
    for at in range(index - 1, max(-1, index - 12), -1):
        block = blocks[at]
        if block.kind in ("head", "title", "foot", "note", "row"):
            return None
        if not _opens_with_label(context, block):
            return at
    return None


def _opens_with_label(context: Context, block: Block) -> bool:
    labels = labels_of(context, block)
    return bool(labels) and labels[0].span[0] == max(block.body_start, block.start)


_SECOND_DASHES = ("+", "*", "•")
"""The bullets of a list nested in a list of dashes."""


def _sibling_task(context: Context, index: int, parent: int) -> int | None:
    """The paragraph that is the task itself, where labels stand beside it under one heading.

    A plain paragraph between heading and labels is the task; an item of a list is where several of one heading have
    labels of their own ("- Mở lớp ..." / "- Chủ trì: ..." / "- Tổ chức ..." / "- Chủ trì: ...").
    """
    blocks = context.document.blocks
    near = range(index - 1, max(parent, index - _UNDER_A_TASK), -1)
    above = next((at for at in near if not _opens_with_label(context, blocks[at])), None)
    if above is None:
        return None
    stage = next((at for at in near if _STAGE.match(context.text, blocks[at].start)), None)
    if stage is not None:
        return stage
    if labels_of(context, blocks[above]):
        return above
    plain = blocks[above].label is None and blocks[above].kind == "body"
    if plain or (blocks[above].label == "-" and blocks[index].label in _SECOND_DASHES):
        return above
    if not _leads_several(context, parent):
        return None
    outermost = _outermost(context, parent, above)
    listed = blocks[outermost].label in ("-", *_SECOND_DASHES) and blocks[index].label in (None, "-", *_SECOND_DASHES)
    return outermost if listed else above if blocks[above].label == blocks[index].label else None


def _leads_several(context: Context, parent: int) -> bool:
    """Whether more than one label below a heading says who leads."""
    blocks = context.document.blocks
    below = range(parent + 1, min(parent + _UNDER_ONE_HEADING, len(blocks)))
    under = takewhile(lambda at: blocks[parent] in context.chains[at], below)
    leads = (at for at in under if any(label.kind == "lead" for label in labels_of(context, blocks[at])))
    return len(list(islice(leads, 2))) > 1


def _outermost(context: Context, parent: int, last: int) -> int:
    """Of the paragraphs between the labels above and those below, the last that no other of them heads."""
    blocks = context.document.blocks
    first = last
    while first - 1 > parent and not labels_of(context, blocks[first - 1]):
        first -= 1
    return next(at for at in range(last, first - 1, -1) if blocks[at].label == blocks[first].label)


_UNDER_ONE_HEADING = 60  # blocks


def _begins_anew(own: TaskBlock, kind: LabelKind) -> bool:
    """A label that stands there already begins the list of another task under the same heading."""
    return bool(own.leads) and bool(own.partners or own.due) and kind == "lead"


def _items_under(context: Context, heads: Sequence[int]) -> list[int]:
    """The paragraphs below labels "Nhiệm vụ:", each a task."""
    if not heads:
        return []
    at = heads[-1]
    blocks = context.document.blocks
    if context.text[slice(*labels_of(context, blocks[at])[0].value)].strip():
        return [at]
    below = []
    for index in range(at + 1, min(at + 40, len(blocks))):
        if blocks[at] not in context.chains[index]:
            break
        below.append(index)
    return below


def _task_span(context: Context, index: int) -> Span:
    block = context.document.blocks[index]
    labels = labels_of(context, block)
    start = max(block.body_start, block.start)
    if labels and labels[0].span[0] == start:
        return labels[0].value
    stage = _STAGE.match(context.text, start, block.end)
    return (stage.end() if stage else start), block.end


_UNDER_A_TASK = 24  # paragraphs
_STAGE = re.compile(
    r"(?:Bước|Giai đoạn|Đợt)\s+(?:thứ\s+)?(?:\d{1,2}|[IVX]{1,4}|nhất|một|hai|ba|bốn|tư|năm)\s*[:.]\s+(?=\S)"
)
"""A stage that names itself: what is listed below is of it alone, and its name is the task."""


def _fill(context: Context, own: TaskBlock, label: Labelled, index: int) -> None:
    text = context.text
    if label.value[1] <= label.value[0]:
        return
    match label.kind:
        case "lead" | "agency" if speaks_of_several(text, label.value):
            own.clauses.append((index, label.value))
        case "lead" | "agency" if shared_work.marked(text, *label.value):
            for share in shared_work.read(text, *label.value):
                _share(text, own, share)
        case "lead" | "agency":
            own.leads.append(bodies.trimmed(text, label.value[0], name_end(text, *label.value)))
        case "partner":
            own.partners += listed(text, label.value)
        case "time":
            own.due = own.due or due_of_time(text[slice(*label.value)])
        case "product":
            own.product = own.product or " ".join(text[slice(*label.value)].split()).strip(" .;") or None
        case "task" | "content":
            pass


def _share(text: str, own: TaskBlock, share: Share) -> None:
    """Takes what a value says of some of its bodies, or of the time."""
    match share.kind:
        case "lead":
            own.leads.append(bodies.trimmed(text, share.span[0], name_end(text, *share.span)))
        case "partner":
            own.partners += listed(text, share.span)
        case "time":
            own.due = own.due or due_of_time(text[slice(*share.span)])


def _listed_below(context: Context, index: int) -> list[int]:
    """The dashes under a label that stands alone."""
    blocks = context.document.blocks
    below = []
    for at in range(index + 1, min(index + _UNDER_ONE_HEADING, len(blocks))):
        if blocks[at].kind != "item" or blocks[at].label != "-" or labels_of(context, blocks[at]):
            break
        below.append(at)
    return below


def _all_names(context: Context, below: Sequence[int]) -> bool:
    """Whether dashes only name bodies, rather than say of each what it does."""
    words = (context.words_of(context.document.blocks[at]).rstrip(" .;,") for at in below)
    return all(":" not in own and name_end(own, 0, len(own)) == len(own) for own in words)


def _fill_from_list(context: Context, own: TaskBlock, kind: LabelKind, below: Sequence[int]) -> None:
    """Those who lead, as one body, or those who help, from the dashes under a label."""
    text, blocks = context.text, context.document.blocks
    spans = [(max(blocks[at].body_start, blocks[at].start), blocks[at].end) for at in below]
    if not spans:
        return
    own.blocks += below
    if kind == "partner":
        own.partners += [name for span in spans for name in listed(text, span)]
    elif kind in ("lead", "agency"):
        own.leads.append((spans[0][0], spans[-1][1]))


_DASHED = re.compile(r"[.;,]?\s*\n\s*[-–+]\s*")
"""Joins the leading bodies that stand in a dash each."""


def drafts_of(context: Context, own: TaskBlock) -> list[Draft]:
    """The assignments of a list: for each task one entry a lead, one for each body that helps."""
    text, blocks = context.text, context.document.blocks
    tasks = [(index, _task_span(context, index)) for index in own.items] or [(own.task, own.task_span)]
    names = tuple(dict.fromkeys(bodies.normal(text[slice(*span)]) for span in own.partners))
    drafts: list[Draft] = []
    for index, span in tasks:
        whole = Draft(
            body="",
            role="lead",
            task=first_clause(text, *span),
            span=(span[0], own.end(blocks)),
            due=own.due,
            section=context.section_path(blocks[index]),
            confidence=_SURE,
        )
        leads = (bodies.normal(_DASHED.sub("; ", text[slice(*lead)])) for lead in own.leads)
        drafts += [BLOCK_LEAD.told(whole, name, partners=names, product=own.product) for name in leads]
        drafts += [BLOCK_PARTNER.told(whole, name) for name in names]
        helping = replace(whole, role="coordinate")
        drafts += [
            replace(helping, body=partner.name, task=partner.clause or whole.task, span=partner.span, by=partner.by)
            for partner in partners_in(context, *span)
            if partner.name not in names
        ]
    for index, span in own.clauses:
        drafts += clause_drafts(context, blocks[index], span, None)
    return drafts
