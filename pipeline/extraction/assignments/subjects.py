"""Whose task a paragraph is: the body of its heading, or the one that the sentence names itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extraction.assignments.forms import BESIDE
from pipeline.extraction.casing import bodies_case
from pipeline.extraction.context import Context
from pipeline.grammar import bodies, charges
from pipeline.grammar.before_task import operative
from pipeline.grammar.charge_lists import beside_others, charge_of_list, names_alone, of_heading
from pipeline.grammar.charges import Charge
from pipeline.grammar.shared_work import TOLD
from pipeline.grammar.task_phrases import WITH
from pipeline.records import Block
from pipeline.text.spans import Span


@dataclass(frozen=True, slots=True)
class Owner:
    """The body that is charged with all that stands below, or with a stretch of text."""

    body: str
    role: str
    by: str
    partners: tuple[str, ...] = ()
    """The partners that the heading names ("... chủ trì, phối hợp với X:")."""
    task: int = 0
    """Where the task begins, if the sentence itself states one."""
    opens: int | None = None
    """Where the clause begins that names the body; None where a heading does."""


def _owner(charge: Charge, above: Owner | None) -> Owner:
    role = charge.role or (above.role if above else "lead")
    return Owner(bodies.normal(charge.words), role, charge.by, (), charge.task)


def segments_of(context: Context, block: Block, start: int, end: int, above: Owner | None) -> list[tuple[Owner, int]]:
    """The paragraph by subjects, each with where its part ends: one governs until a clause names another."""
    text = context.text
    subject = _first(context, block, start, end, above)
    if subject is None:
        return []
    found: list[tuple[Owner, int]] = []
    for clause in _clause_starts(context, block, subject.task, end):
        charge = charges.find_later(text, clause, end, headed=above is not None)
        if charge is None:
            continue
        other = replace(_owner(charge, above), opens=clause)
        if subject.role == "requested" and text[:clause].rstrip().endswith(";"):
            other = replace(other, role="requested")  # "Đề nghị" governs its whole sentence
        if other.body != subject.body:
            found.append((subject, clause))
            subject = other
    return [*found, (subject, end)]


def _first(context: Context, block: Block, start: int, end: int, above: Owner | None) -> Owner | None:
    """The paragraph's own subject, else its heading's body, with where the task begins."""
    text = context.text
    for begin, stop in _sentences(context, block, start, end):
        charge = charges.find(text, begin, stop, headed=above is not None)
        if charge:
            return replace(_owner(charge, above), opens=begin)
        if above is not None and not _STATES.match(text, begin):
            return replace(above, task=operative(text, begin, end))
    return None


_STATES = re.compile(
    r"(?:(?:Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Chương trình|Quy chế|Quy định|Đề án|Hướng dẫn) này|"
    r"Đây là|Hiện nay|Hiện tại|(?:Trong )?[Tt]hời gian qua|Kết quả đạt|Nguyên nhân|Tuy nhiên|Việc|Hoạt động|Mức|"
    r"Công tác|Nội dung)\s"
)
"""How a sentence below the name of a body begins that says how things are, or what holds for them."""


def _clause_starts(context: Context, block: Block, start: int, end: int) -> list[int]:
    text = context.text
    behind = [
        match.end() for match in re.compile(r";\s+").finditer(text, start, end)
        if text.count("(", start, match.start()) <= text.count(")", start, match.start())
    ]  # fmt: skip
    sentences = [at for at, _ in _sentences(context, block, start, end) if at > start]
    return sorted(at for at in {*behind, *sentences} if at < end)


def _sentences(context: Context, block: Block, start: int, end: int) -> list[Span]:
    spans, at = [], start
    while at < end:
        _, stop = context.sentence(at, block)
        spans.append((at, min(stop, end)))
        at = max(stop, at + 1)
        while at < end and context.text[at].isspace():
            at += 1
    return spans


def owner_of(context: Context, index: int, placed: frozenset[int] = frozenset()) -> Owner | None:
    """The body that the nearest heading names, or that the sentence above is about ("1. Sở Y tế chủ trì ...:").

    `placed` are the starts of headings that name bodies of unknown kinds, told by where they stand.
    """
    beside = _owner_beside(context, index)
    if beside is not None:
        return beside
    block = context.document.blocks[index]
    if CLOSES.match(context.text, block.start):
        return None
    shared: tuple[str, ...] = ()
    for above in reversed(context.chains[index]):
        words = bodies_case(context.words_of(above).rstrip(" :.;"), context.text)
        led = words_end_in_colon(context, above)
        owner = (
            _owner_of_heading(words, placed=above.start in placed)
            or (_owner_of_list(context, above) if led else None)
            or _owner_of_sentence(context, above, block)
        )
        if owner is not None:
            return replace(owner, partners=_partners(context, above) if led else shared)
        role = _ROLE.match(words)
        if led and bodies.verb_first(words[role.end() :] if role else words):
            shared = _partners(context, above)
    return None


def _owner_of_heading(words: str, *, placed: bool) -> Owner | None:
    """The body that a heading names, and with what part in the work: "Cơ quan phối hợp: Sở Y tế"."""
    role = _ROLE.match(words)
    words = words[role.end() :] if role else words
    named = of_heading(words) or (beside_others(words, BESIDE.id) if placed else None)
    owner = _owner(named, None) if named else None
    return replace(owner, role="coordinate") if owner and role and role["helps"] else owner


def _owner_of_list(context: Context, above: Block) -> Owner | None:
    """The body that a paragraph says is to do the list below it."""
    work = charge_of_list(context.text, max(above.body_start, above.start), above.end)
    return _owner(work, None) if work else None


def _owner_of_sentence(context: Context, above: Block, block: Block) -> Owner | None:
    """The body that the first sentence of a paragraph charges; of a dash, or before a section, it says no more."""
    if above.label == "-" or (above.section is None and block.section is not None):
        return None
    start = max(above.body_start, above.start)
    _, stop = context.sentence(start, above)
    charge = charges.find(context.text, start, min(stop, above.end))
    return _owner(charge, None) if charge else None


_ROLE = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị)\s+(?:chủ quản|quản lý|chủ trì|điều phối|thường trực|đầu mối|thực hiện|"
    r"(?P<helps>phối hợp|tham gia|hỗ trợ))(?: [^\W\d_]+){0,3}\s*:\s*(?=\S)",
    re.IGNORECASE,
)
"""What a body is that a heading names: "Cơ quan quản lý: Sở Y tế"."""


def owner_before_colon(text: str, start: int, end: int) -> Owner | None:
    """The body told to lead before a colon, with those who help it: "Công an xã (chủ trì), các thôn: Tuần tra"."""
    told = TOLD.at(text, start, end)
    return Owner(told.lead, "lead", told.by, told.partners, told.span[1], start) if told else None


_PAPER = r"(?:[Kk]ế hoạch|[Cc]hương trình|[Pp]hương án|[Đđ]ề án|[Hh]ướng dẫn|[Cc]ông văn)\b"
CLOSES = re.compile(
    rf"(?:Trên đây là|Nhận được)\s+{_PAPER}|Căn cứ\s+(?:nội dung\s+)?{_PAPER}\s+này,?\s+(?:đề nghị|yêu cầu)\b"
)
"""How the last paragraph of a paper begins, whatever part it stands in: it says itself who is to carry it out."""


def _owner_beside(context: Context, index: int) -> Owner | None:
    """The body that a dash, or a paragraph that ends in a colon, names to its end, whose work stands beside it:
    "- Công an xã:" / "- Tuần tra", "Công an xã:" / "Tuần tra"."""
    blocks = context.document.blocks
    kind, label = blocks[index].kind, blocks[index].label
    dash = kind == "item" and label is not None and not label.isalnum()
    plain = kind == "body" and label is None
    if not (dash or plain) or not bodies.verb_first(context.words_of(blocks[index])):
        return None
    for at in range(index - 1, max(-1, index - _BESIDE_MOST), -1):
        if blocks[at].kind != kind or blocks[at].label != label:
            return None
        words = context.words_of(blocks[at]).rstrip(" :.;,")
        if plain and not words_end_in_colon(context, blocks[at]):
            if bodies.verb_first(words):
                continue
            return None
        named = of_heading(words) if names_alone(words) else None
        if named:
            return _owner(named, None)
    return None


_BESIDE_MOST = 12  # paragraphs


def words_end_in_colon(context: Context, block: Block) -> bool:
    """Whether a paragraph ends in a colon and so introduces what stands below it."""
    return context.text[block.start : block.end].rstrip().endswith(":")


_LEADS_IN = re.compile(
    r"\s*(?:(?:tổ chức\s+)?(?:thực hiện|triển khai)(?:\s+thực hiện)?"
    r"(?:\s+(?:tốt\s+)?(?:các|những|một số)?\s*(?:nội dung|nhiệm vụ|công việc|hoạt động|chương trình|giải pháp)"
    r"[^.;:]{0,60}|\s+như|\s+sau)?|(?:tham mưu|giúp)\s[^.;:]{3,90})?\s*:?\s*"
)
"""Words between the bodies named and the list that they share: no task in themselves."""


def _partners(context: Context, block: Block) -> tuple[str, ...]:
    """The partners named by an introductory sentence that says nothing else."""
    start = max(block.body_start, block.start)
    told = owner_before_colon(context.text, start, block.end)
    if told:
        return told.partners
    found = WITH.find(context.text[start : block.end])
    if not found:
        return ()
    begin = start + found[-1].span[1]
    stop = bodies.region_end(context.text, begin, block.end)
    if not _LEADS_IN.fullmatch(context.text, stop, block.end):
        return ()
    spans = bodies.split(context.text, *bodies.trimmed(context.text, begin, stop))
    return tuple(bodies.normal(context.text[a:b]) for a, b in spans)
