"""What an assignment is made of, whatever form states it: task, partners, deadline, the body reported to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.context import Context
from pipeline.grammar import bodies, dates
from pipeline.grammar.deadlines import TRAILING_DUE
from pipeline.grammar.task_phrases import REPORTED_TO, WITH
from pipeline.records import Assignment
from pipeline.text.spans import Span

TASK_WORDS = 40
"""Words in a task, at most."""


@dataclass(slots=True)
class Draft:
    """An assignment as found, before it is numbered."""

    body: str
    role: str
    task: str
    span: Span
    partners: tuple[str, ...] = ()
    due: str | None = None
    report_to: str | None = None
    section: str | None = None
    by: str = ""
    confidence: float = 0.85
    product: str | None = None


_BEHIND_DUE = 5  # words behind a deadline that still ends its clause: "... trước ngày 15/12 hằng năm theo quy định"


def first_clause(text: str, start: int, end: int, most: int = TASK_WORDS) -> str:
    """The clause that begins here, without a trailing deadline, cut to `most` words."""
    words = " ".join(text[start : clause_end(text, start, end)].split())
    trailing = TRAILING_DUE.search(words) if dates.may_stand_in(words) else None
    due = dates.find(trailing.group()) if trailing and len(words[: trailing.start()].split()) >= 3 else []
    if trailing and due:
        behind = trailing.group()[due[-1].span[1] :]
        introduced = words[: trailing.start()].endswith((":", "("))
        if introduced or len(behind.split()) <= _BEHIND_DUE:
            words = words[: trailing.start()]
    parts = words.split(" ")
    return " ".join(parts[:most]).strip(" ,;:.").removesuffix("(").rstrip()


def clause_end(text: str, start: int, end: int) -> int:
    found = re.search(r";|\.(?=\s|$)|\./|\n", text[start:end])
    return start + found.start() if found else end


@dataclass(frozen=True, slots=True)
class Partner:
    """A body named after "phối hợp với"."""

    name: str
    clause: str
    """What it helps with; "" where the clause does not say."""
    span: Span
    due: str | None
    by: str


def partners_in(context: Context, start: int, end: int) -> list[Partner]:
    """The bodies after "phối hợp với" in a stretch of text."""
    return [
        partner
        for phrase in WITH.find(context.text[start:end])
        for partner in _run_of_partners(context, start + phrase.span[1], end, phrase.by)
    ]


_ALL_OF_A_KIND = re.compile(r"(?:các|những|từng|mọi)\s")
_MERELY_DUE = re.compile(r"(?:trong|trước|vào|từ|chậm nhất|đến|hoàn thành)\s")
_MERELY_DUE_MOST = 7  # words
_NAME_MOST = 30  # words


def _run_of_partners(context: Context, begin: int, end: int, by: str) -> list[Partner]:
    """The partners of a run that begins here, with the clause behind them."""
    text = context.text
    named = bodies.heads().match(text, begin, end) or text[begin : begin + 1].isupper()
    if not named and not _ALL_OF_A_KIND.match(text, begin):
        return []
    stop = bodies.named_end(text, begin, end)
    clause, due = _clause_behind(context, stop, end)
    colon = text.find(":", begin, stop)
    spans = bodies.split(text, *bodies.trimmed(text, colon + 1 if colon > 0 else begin, stop))
    names = ((bodies.normal(text[slice(*span)]), span) for span in spans)
    return [Partner(name, clause, span, due, by) for name, span in names if name and len(name.split()) <= _NAME_MOST]


def _clause_behind(context: Context, at: int, end: int) -> tuple[str, str | None]:
    """What partners help with, by the clause behind their names, and by when; "" where it only says when."""
    text = context.text
    while at < end and text[at] in " ,:…." and not text.startswith(". ", at):
        at += 1
    clause = first_clause(text, at, end) if at < end and text[at] not in ";.(" else ""
    if not clause:
        return "", None
    due = context.due_in(at, _finished(text, clause_end(text, at, end), end))
    merely = dates.find(clause) and len(clause.split()) <= _MERELY_DUE_MOST and _MERELY_DUE.match(clause)
    return "" if merely else clause, due


def _finished(text: str, at: int, end: int) -> int:
    """The end of a clause, including a following "; hoàn thành trước ..."."""
    if re.match(r";\s*(?:hoàn thành|xong|thời gian|thời hạn)\s", text[at : at + 24]):
        stop = text.find(";", at + 1, end)
        return stop if stop >= 0 else end
    return at


def reports_to(text: str, start: int, end: int) -> str | None:
    """The body that a task is reported to."""
    for phrase in sorted(REPORTED_TO.find(text[start:end]), key=lambda phrase: phrase.by != "report-sent"):
        at = start + phrase.span[1]
        stop = bodies.region_end(text, at, end)
        comma = text.find(",", at, stop)
        span = bodies.trimmed(text, at, comma if comma > 0 else stop)
        if span[1] > span[0]:
            return bodies.normal(text[slice(*span)])
    return None


def numbered(context: Context, drafts: list[Draft]) -> list[Assignment]:
    """Drafts as record items with ids and evidence."""
    items = []
    for index, draft in enumerate(sorted(drafts, key=lambda draft: draft.span[0])):
        items.append(
            Assignment(
                id=f"a{index + 1}",
                body=draft.body,
                role=draft.role,  # type: ignore[arg-type]
                task=draft.task,
                partners=draft.partners,
                due=draft.due,
                report_to=draft.report_to,
                section=draft.section,
                quote=context.text[draft.span[0] : draft.span[1]],
                evidence=context.locator.evidence(draft.span),
                confidence=draft.confidence,
                by=draft.by,
                product=draft.product,
            )
        )
    return items
