"""A plan held against the plan above it: each target, deadline and assignment for its level looked for in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from pipeline.checking.alike import alike, spelt
from pipeline.checking.citations import shown as day_shown
from pipeline.checking.target_rules import shown
from pipeline.checking.view import View
from pipeline.records import Assignment, Document, Evidence, Record, Target
from pipeline.text.unicode import fold
from pipeline.vietnam.calendar import in_short, last_day
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import spelt as issuer_spelt

State = Literal["met", "lower", "later", "missing"]

_SAME_TARGET = 80.0  # similarity (0..100) of two indicators of one unit from which the one answers the other
_SAME_TASK = 72.0  # ... of two tasks
_SHARE = 0.75  # share of the words of a task that a paragraph must hold to answer it
_SHARE_OF_TASK = 0.6  # ... that a task must hold
_NO_TASK = re.compile(r"chiu trach nhiem thi hanh|can cu chuc nang, nhiem vu")
"""The closing article names whom the paper binds, and asks for nothing that could be looked for."""
_DAY = r"\d{4}-\d\d-\d\d"
_LONG = 8  # words of a task below which a paragraph must hold them together
_TOGETHER = 80.0  # similarity (0..100) of such a task to the best stretch of the paragraph
_SHORT = 4  # words of a task below which it says too little to be looked for
_COMMUNES = re.compile(
    r"\b(?:(?:uy ban nhan dan|ubnd|dang uy|hdnd|mttq)\s+)?(?:cac\s+)?(?:cap xa|(?:xa|phuong)\s*(?:,|va|/)\s*"
    r"(?:xa|phuong|dac khu|thi tran)|xa, phuong)|\bcac (?:dia phuong|xa|phuong)\b|\bdia phuong\b"
)
_PROVINCES = re.compile(
    r"\b(?:uy ban nhan dan|ubnd|hdnd|hoi dong nhan dan|tinh uy|mttq)\s+(?:cac\s+)?(?:cap tinh|tinh|thanh pho)\b"
    r"|\bcac tinh\b|\btinh,? (?:va )?thanh pho\b|\b(?:cac )?dia phuong\b"
)
_OF_A_PROVINCE = re.compile(r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|tinh uy|thanh uy)\s*(?:tinh|thanh pho|$)")
_SIGNS = {">=": "≥ ", "<=": "≤ ", "=": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One thing that the plan above asks, with what answers it; `quote` and `evidence` are None where nothing does."""

    kind: Literal["target", "assignment"]
    state: State
    about: str
    asked: str
    """Value and day as the plan above has them, in words; "" for an assignment without a day."""
    stated: str
    above_quote: str
    above: Evidence
    quote: str | None = None
    evidence: Evidence | None = None


def against(above: Record, record: Record, document: Document | None = None) -> tuple[Held, ...]:
    """What the plan above asks of the level of the plan, provinces or communes, each with its answer in the plan.

    Targets that the plan above charges to a body of another level are not asked for. A target is met from its
    value on (up to it where it is a ceiling) by its day; one without a day counts as in time. An assignment is answered
    by a task of the plan or, where its text is given, by a paragraph that holds its words.

    Args:
        above: the plan above.
        record: the plan.
        document: the text of the plan; None where only its record is there.
    """
    level = _PROVINCES if _OF_A_PROVINCE.match(fold(record.document.issuer or "")) else _COMMUNES
    asked = (one for one in above.targets if one.responsible is None or level.search(fold(one.responsible)))
    tasks = (task for task in above.assignments if level.search(fold(task.body)))
    return (*(_target(one, record) for one in asked), *_assignments(tasks, record, document))


def named_parent(record: Record, known: Mapping[str, Record]) -> str | None:
    """Name of the plan that the bases name first among `known` (name -> record), the plan itself left out."""
    for reference in record.legal_references:
        number = parse(reference.canonical) if reference.role == "basis" and reference.canonical else None
        if number is None:
            continue
        for name, other in known.items():
            own = parse(f"{other.document.number}/{other.document.symbol}") if other.document.number else None
            if own and own.key == number.key and _same_issuer(reference.issuer, other.document.issuer):
                return name
    return None


def _same_issuer(stated: str | None, own: str | None) -> bool:
    if not stated or not own:
        return True
    a, b = set(issuer_spelt(stated).split()), set(issuer_spelt(own).split())
    return a <= b or b <= a


def _target(asked: Target, record: Record) -> Held:
    scored = [
        (alike(asked.indicator, own.indicator), _reaches(own, asked), own)
        for own in record.targets
        if fold(own.unit) == fold(asked.unit)
    ]
    near = [one for one in scored if one[0] >= _SAME_TARGET]
    words = _SIGNS[asked.comparator] + shown(asked) + _by(asked.due)
    about = asked.indicator[:160]
    if not near:
        return Held(
            kind="target", state="missing", about=about, asked=words, stated="",
            above_quote=asked.quote, above=asked.evidence,
        )  # fmt: skip
    _, reaches, own = max(near, key=lambda one: (one[0] >= 95, one[1], one[0]))
    state: State = "lower" if not reaches else "later" if _later(own.due, asked.due) else "met"
    return Held(
        kind="target", state=state, about=about, asked=words,
        stated=_SIGNS[own.comparator] + shown(own) + _by(own.due),
        above_quote=asked.quote, above=asked.evidence, quote=own.quote, evidence=own.evidence,
    )  # fmt: skip


def _reaches(own: Target, asked: Target) -> bool:
    if asked.comparator == "<=":
        return (own.value_max if own.value_max is not None else own.value) <= asked.value
    return own.value >= asked.value


def _later(own: str | None, asked: str | None) -> bool:
    """Whether a day falls after another; a yearly or unknown one does not."""
    here, there = (last_day(day) if day else None for day in (own, asked))
    return here is not None and there is not None and here > there


def _by(due: str | None) -> str:
    if not due:
        return ""
    return f" ({day_shown(due) if re.fullmatch(_DAY, due) else in_short(due)})"


def _assignments(tasks: Iterable[Assignment], record: Record, document: Document | None) -> Iterator[Held]:
    seen: set[str] = set()
    paragraphs = _paragraphs(record, document)
    for task in tasks:
        words = spelt(task.task)
        if words in seen or len(words.split()) < _SHORT or _NO_TASK.search(fold(task.task)):
            continue
        seen.add(words)
        own = max(record.assignments, key=lambda one: fuzz.token_set_ratio(words, spelt(one.task)), default=None)
        found: tuple[str, Evidence, str | None] | None = None
        if own is not None and _answers(words, spelt(own.task)):
            found = own.quote, own.evidence, own.due
        else:
            wanted = set(words.split())
            best = max(paragraphs, key=lambda one: len(wanted & one[2]), default=None)
            if best and len(wanted & best[2]) >= _SHARE * len(wanted) and _holds(words, spelt(best[0])):
                found = best[0], best[1], _due_within(record, best[1])
        state: State = "missing" if found is None else "later" if _later(found[2], task.due) else "met"
        yield Held(
            kind="assignment", state=state, about=task.task[:160], asked=_by(task.due).strip(" ()"),
            stated=_by(found[2]).strip(" ()") if found else "", above_quote=task.quote, above=task.evidence,
            quote=found[0] if found else None, evidence=found[1] if found else None,
        )  # fmt: skip


def _answers(asked: str, own: str) -> bool:
    """Whether a task says what is asked: alike, and holding most of its words, not a few that any task has."""
    wanted = set(asked.split())
    shared = len(wanted & set(own.split()))
    return (
        fuzz.token_set_ratio(asked, own) >= _SAME_TASK and shared >= _SHARE_OF_TASK * len(wanted) and _holds(asked, own)
    )


def _holds(asked: str, words: str) -> bool:
    """Whether the words of a short task stand together, as any long paragraph has them somewhere."""
    return len(set(asked.split())) >= _LONG or fuzz.partial_ratio(asked, words) >= _TOGETHER


def _due_within(record: Record, place: Evidence) -> str | None:
    return next(
        (
            mention.edtf
            for mention in record.dates
            if mention.role == "deadline" and place.start <= mention.evidence.start < place.end
        ),
        None,
    )


def _paragraphs(record: Record, document: Document | None) -> list[tuple[str, Evidence, set[str]]]:
    """The paragraphs of the plan's own wording, with their places and words."""
    if document is None:
        return []
    view = View(record, document)
    return [
        (view.text[block.start : block.end], view.locator.evidence((block.start, block.end)), words)
        for block in document.blocks
        if view.in_body(block.start) and block.start >= view.basis_end
        and (words := set(spelt(view.text[block.start : block.end]).split()))
    ]  # fmt: skip
