"""A task table written as a list: "Đơn vị chủ trì: ... / Đơn vị phối hợp: ... / Thời gian: ..." (ruling 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.extraction.context import Context
from pipeline.extraction.duties import Duty, end_of, first_clause
from pipeline.grammar import bodies, dates
from pipeline.records import Block
from pipeline.text.spans import Span

_LIST_FORM = re.compile(
    r"(?:(?:Cơ quan|Đơn vị|Bộ phận|Người|Các đơn vị|Tổ chức)\s+)?(?P<what>[Cc]hủ trì(?: thực hiện| tham mưu)?|"
    r"[Pp]hối hợp(?: thực hiện)?|[Tt]hực hiện|[Pp]hụ trách)\s*:\s*(?P<who>[^\n]+?)(?=[;.,]\s*(?:[Cc]ơ quan |"
    r"[Đđ]ơn vị |[Cc]ác đơn vị )?(?:[Cc]hủ trì|[Pp]hối hợp|[Tt]hời gian|[Tt]hời hạn|[Tt]iến độ|[Ss]ản phẩm|"
    r"[Kk]ết quả|[Hh]oàn thành)\b|\.?\s*$|\.\s|\n)|"
    r"(?P<when>(?:[Tt]hời gian|[Tt]hời hạn|[Tt]iến độ|Hạn)(?:\s+(?:thực hiện|hoàn thành|"
    r"báo cáo))?)\s*:\s*(?P<time>[^;\n]+)",
)


@dataclass(slots=True)
class _ListForm:
    """A block "Đơn vị chủ trì: / Đơn vị phối hợp: / Thời gian:" as it comes together."""

    task: Block
    leads: list[Span] = field(default_factory=list)
    partners: list[Span] = field(default_factory=list)
    due: str | None = None
    end: int = 0


def list_form(context: Context, index: int) -> tuple[list[Duty], set[int]] | None:
    """One row of a task table written as a list: the task, then who leads, who helps, by when (ruling 10)."""
    blocks, text = context.document.blocks, context.text
    form = None
    used: set[int] = set()
    at = index
    while at < len(blocks) and at < index + 8:
        block = blocks[at]
        words = context.words_of(block)
        matches = list(_LIST_FORM.finditer(words))
        offset = block.end - len(words)
        if at == index:
            if not any(m.group("what") and "chủ trì" in m.group("what").lower() for m in matches):
                ahead = blocks[at + 1] if at + 1 < len(blocks) else None
                if ahead is None or not _opens_form(context, ahead) or _opens_form(context, block):
                    return None
                form = _ListForm(block)
            else:
                lead = words[: matches[0].start()].strip(" -+:;,.(")
                task = block if len(lead.split()) > 2 else _task_above(context, index)
                if task is None:
                    return None
                form = _ListForm(task)
        elif not matches or not _opens_form(context, block):
            break
        if form is None:
            return None
        for match in matches:
            _fill(form, match, offset, text)
        form.end = block.end
        used.add(at)
        at += 1
    if form is None or not form.leads:
        return None
    return _from_form(context, form), used


def _opens_form(context: Context, block: Block) -> bool:
    return bool(_LIST_FORM.match(context.words_of(block)))


def _task_above(context: Context, index: int) -> Block | None:
    for block in reversed(context.document.blocks[max(0, index - 3) : index]):
        if block.kind in ("item", "body", "heading") and not _opens_form(context, block):
            return block
    return None


def _fill(form: _ListForm, match: re.Match[str], offset: int, text: str) -> None:
    if match.group("when"):
        start, end = match.start("time") + offset, match.end("time") + offset
        found = dates.find(text[start:end])
        form.due = end_of(found[0].edtf) if found else None
        return
    start, end = match.start("who") + offset, match.end("who") + offset
    spans = bodies.split(text, *bodies.trimmed(text, start, end))
    if "chủ trì" in match.group("what").lower() or not match.group("what").lower().startswith("phối hợp"):
        form.leads.append(bodies.trimmed(text, start, end))
    else:
        form.partners.extend(spans)


def _from_form(context: Context, form: _ListForm) -> list[Duty]:
    text = context.text
    words = context.words_of(form.task)
    cut = _LIST_FORM.search(words)
    start = form.task.end - len(words)
    end = start + cut.start() if cut else form.task.end
    task = first_clause(text, start, end)
    section = context.section_path(form.task)
    partners = tuple(bodies.normal(text[a:b]) for a, b in form.partners)
    duties = [
        Duty(
            bodies.normal(text[a:b]),
            "lead",
            task,
            (form.task.start, form.end),
            partners,
            form.due,
            None,
            section,
            "assignment-list",
            0.93,
        )
        for a, b in form.leads
    ]
    duties += [
        Duty(
            name, "coordinate", task, (form.task.start, form.end), (), form.due, None, section, "assignment-list", 0.93
        )
        for name in partners
    ]
    return duties
