"""Assignments of task tables: one lead entry a row, one coordinate entry for each body that helps (ruling 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extraction.assignments.draft import Draft, partners_in
from pipeline.extraction.assignments.forms import ROW_GROUP, ROW_LEAD, ROW_PARTNER, Form
from pipeline.extraction.casing import bodies_case
from pipeline.extraction.context import Context
from pipeline.extraction.tables.grid import Grid
from pipeline.extraction.tables.marked import is_marked, share
from pipeline.extraction.tables.rows import Row, cell_text
from pipeline.grammar import bodies, dates, shared_work, symbols
from pipeline.grammar.charge_lists import of_heading
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.task_dues import due_of_time, end_of
from pipeline.records import Cell
from pipeline.text.letters import CODE
from pipeline.text.outline import label_of
from pipeline.text.spans import Span

_PIECE = re.compile(r"\s*[-–+•]?\s*(?P<names>[^\n;]+)")
_WORDED = re.compile(rf"[^\W\d_]{{2}}|^[{CODE}]\d{{1,2}}\b")
"""A name, and no mark: words, or the letter and number by which a paper calls its departments."""
_TASK_MOST = 40  # words
_SURE, _UNSURE = 0.95, 0.75  # confidence
_Charged = tuple[list[tuple[str, Span]], list[tuple[str, Span]]]
"""Who leads and who helps, each with its place."""


def table_assignments(context: Context, tables: Iterable[Grid]) -> list[Draft]:
    """The assignments of all task tables; a row without a lead, or a task, of its own has that of the row above."""
    drafts: list[Draft] = []
    for grid in tables:
        lead: Cell | None = None
        task: Cell | None = None
        handed = grid.column("lead") is None and _hands_out(context, grid)
        for row, further in _with_further(context, grid):
            own = row.cell(grid.column("lead"))
            lead = own if own and cell_text(context, own) else lead
            task = task if own is lead and _goes_on(context, grid, row) else row.cell(grid.column("task"))
            if task is None:
                continue
            if lead is not None:
                drafts += _of_row(context, grid, row, task, _leads_and_partners(context, lead), further=further)
            elif grid.column("lead") is None:
                drafts += _without_lead(context, grid, row, task, further, handed=handed)
    return drafts


def _with_further(context: Context, grid: Grid) -> Iterator[tuple[Row, list[Cell]]]:
    """The rows, each with the cells of the rows below it that name further bodies that help, and nothing else."""
    helping = grid.column("partner")
    taken: tuple[Row, list[Cell]] | None = None
    for row in grid.rows:
        filled = [at for at, cell in enumerate(row.cells) if cell_text(context, cell)]
        cell = row.cell(helping)
        if taken and cell and filled == [helping] and row.sure:
            taken[1].append(cell)
            continue
        if taken:
            yield taken
        taken = row, []
    if taken:
        yield taken


def _goes_on(context: Context, grid: Grid, row: Row) -> bool:
    """Whether a row leaves the cell of its task empty, or lost it with that of its number: further bodies for it."""
    task = row.cell(grid.column("task"))
    if row.sure:
        return task is not None and not cell_text(context, task)
    return task is None and row.cell(grid.column("number")) is None


def _hands_out(context: Context, grid: Grid) -> bool:
    """Whether a table without a column of leads says what is to be done: who helps, or most of its rows begin so."""
    at = grid.column("task")
    named = [text for row in grid.rows if (text := cell_text(context, row.cell(at)).lstrip("-–+•* "))]
    return grid.column("partner") is not None or sum(map(bodies.verb_first, named)) * 2 > len(named)


def _without_lead(
    context: Context, grid: Grid, row: Row, task: Cell, further: Sequence[Cell], *, handed: bool
) -> list[Draft]:
    """The assignments of a row of a table without a column of leads: marks, or what it stands under, say who acts.

    Args:
        further: cells of the rows below that name further bodies that help.
        handed: whether the table says what is to be done.
    """
    if {"value", "given", "unit"} & set(grid.kinds):
        return []
    marked = _marked(context, grid, row)
    if marked[0]:
        return _of_row(context, grid, row, task, marked, further=further)
    heads = (_named(context, head) for head in reversed(row.heads))
    who = (next(filter(None, heads), None) or _owner_above(context, grid)) if handed else None
    if who is None:
        return []
    charged: _Charged = ([(bodies.normal(who), (task.start, task.end))], [])
    return _of_row(context, grid, row, task, charged, further=further, form=ROW_GROUP, sure=False)


def _owner_above(context: Context, grid: Grid) -> str | None:
    """The body that the heading above a table of tasks names: "1. Nhiệm vụ của Phòng Kinh tế"."""
    if grid.table.section is None or grid.column("due") is None:
        return None
    return _named(context, context.document.sections[grid.table.section].title)


def _named(context: Context, heading: str) -> str | None:
    """The body that a heading, or a row that heads others, names and nothing else."""
    label = label_of(heading)
    words = bodies_case(heading[label.end :] if label else heading, context.text)
    named = of_heading(words)
    return words[slice(*named.body)] if named else None


def _marked(context: Context, grid: Grid, row: Row) -> _Charged:
    """Whom the marks of a row say to lead and to help, by the bodies at the heads of their columns."""
    leads: list[tuple[str, Span]] = []
    helping: list[tuple[str, Span]] = []
    for column, body in grid.marks.doers.items():
        cell = row.cell(column)
        told = share(cell_text(context, cell), grid.marks.meant)
        if cell is not None and told is not None:
            side = helping if told == "partner" else leads
            side.append((bodies.normal(body), (cell.start, cell.end)))
    return leads, helping


def _of_row(
    context: Context,
    grid: Grid,
    row: Row,
    task_cell: Cell,
    charged: _Charged,
    *,
    further: Sequence[Cell] = (),
    form: Form = ROW_LEAD,
    sure: bool = True,
) -> list[Draft]:
    words = cell_text(context, task_cell).lstrip("-–+•* ")
    if len(words.split()) < 2:
        return []
    task = " ".join(words.split(" ")[:_TASK_MOST]).rstrip(" .;,:")
    leads, named = charged
    helping = row.cell(grid.column("partner"))
    for cell in (helping, *further):
        named = [*named, *_names(context, cell)] if cell else named
    partners = [(name, place, task) for name, place in named] or _named_in_task(context, task_cell, task)
    lead_cell = row.cell(grid.column("lead"))
    span = _span([cell for cell in (row.cell(grid.column("task")), lead_cell, helping) if cell])
    whole = Draft(
        body="",
        role="lead",
        task=task,
        span=span,
        due=due_of_row(context, grid, row) or _time_in(context, lead_cell),
        section=section_of(context, grid, row),
        confidence=_SURE if row.sure and sure else _UNSURE,
    )
    product = cell_text(context, row.cell(grid.column("product"))).strip(" .;,-") or None
    names = tuple(name for name, *_ in partners)
    made = [form.told(whole, name, partners=names, product=product) for name, _ in leads]
    made += [
        ROW_PARTNER.told(whole, name, task=own, span=(min(place[0], span[0]), max(place[1], span[1])))
        for name, place, own in partners
    ]
    return made if leads else []


def _named_in_task(context: Context, cell: Cell, task: str) -> list[tuple[str, Span, str]]:
    """Those with whom a row's task itself says that it is to be done, and what ("phối hợp với X xây dựng ...")."""
    found = partners_in(context, cell.start, cell.end)
    return [(partner.name, partner.span, partner.clause or task) for partner in found]


def due_of_row(context: Context, grid: Grid, row: Row) -> str | None:
    """By when a row is due, by its cell of time (ruling 8)."""
    cell = row.cell(grid.column("due"))
    if cell is None:
        return None if grid.columns("due") else _due_of_marks(context, grid, row) or _due_of_heads(row)
    words = context.text[cell.start : cell.end].replace("\n", " ")
    bare = re.fullmatch(r"\s*((?:19|20)\d{2})\s*", words)
    day = _DAY.fullmatch(words.strip())
    if day and int(day["d"]) <= 31 and int(day["m"]) <= 12:
        return f"XXXX-{int(day['m']):02d}-{int(day['d']):02d}"
    return bare.group(1) if bare else due_of_time(words)


_DAY = re.compile(r"(?:(?:[Tt]rước|[Nn]gày|[Đđ]ến|[Hh]ết)\s+)*(?P<d>[1-9]|[0-3]\d)/(?P<m>[1-9]|[01]\d)")
"""A day without its year, as a cell of time has it: "15/6"."""


def _due_of_marks(context: Context, grid: Grid, row: Row) -> str | None:
    """The last of the months or quarters under which a row is marked."""
    due = [time for column, time in grid.marks.times.items() if is_marked(cell_text(context, row.cell(column)))]
    return due[-1] if due else None


def _due_of_heads(row: Row) -> str | None:
    """The end of the time that the rows above head: "Giai đoạn 2026 - 2028", where no column says when."""
    for words in reversed(row.heads):
        found = dates.find(words)
        if found and not symbols.find(words):
            return end_of(found[-1].edtf)
    return None


def section_of(context: Context, grid: Grid, row: Row) -> str | None:
    """Path of the labels that a row stands under, its own last."""
    section = grid.table.section
    path = None if section is None else context.document.sections[section].path
    return ".".join(part for part in (path, row.path) if part) or None


def _leads_and_partners(context: Context, cell: Cell) -> _Charged:
    """The bodies of a lead cell, which may name those that help as well ("Chủ trì: X; phối hợp: Y")."""
    if not shared_work.marked(context.text, cell.start, cell.end) and _time_in(context, cell) is None:
        return _whole(context, cell.start, cell.end), []
    shares = shared_work.read(context.text, cell.start, cell.end)
    leads = [body for share in shares if share.kind == "lead" for body in _whole(context, *share.span)]
    helping = [share for share in shares if share.kind == "partner"]
    return leads, [body for share in helping for body in _names(context, Cell(*share.span, cell.page))]


def _time_in(context: Context, cell: Cell | None) -> str | None:
    """By when a task is due whose lead cell says so behind the bodies: "Phòng Kinh tế; trước 30/6/2026"."""
    span = shared_work.time_of(context.text, cell.start, cell.end) if cell else None
    return due_of_time(context.text[slice(*span)]) if span and cell and span[0] > cell.start else None


_TOLD_TO = re.compile(r"(?<=\w)(?<!\b[Bb]an)(?<!\b[Tt]ổ)(?<!\bquan)\s+chỉ đạo\s+")
"""Before whom the body that leads has do the work: "Bộ Tài chính chỉ đạo Sở Giao dịch thực hiện"."""


def _is_body(text: str, at: int, end: int) -> bool:
    return bodies.begins(text, at, end) or bodies.begins(text[at].upper() + text[at + 1 : end], 0, end - at)


def _whole(context: Context, start: int, end: int) -> list[tuple[str, Span]]:
    """What a lead cell names, as one body, as printed."""
    told = (found for found in _TOLD_TO.finditer(context.text, start, end) if _is_body(context.text, found.end(), end))
    span = bodies.trimmed(context.text, start, next((found.start() for found in told), end))
    while span[0] < span[1] and context.text[span[0]] in "-–+•* \n":
        span = (span[0] + 1, span[1])
    name = bodies.normal(context.text[span[0] : span[1]])
    return [(name, span)] if _WORDED.search(name) else []


def _names(context: Context, cell: Cell) -> list[tuple[str, Span]]:
    """The bodies of a cell: by lines, dashes and semicolons, then as a run of bodies."""
    pieces = _PIECE.finditer(context.text, cell.start, cell.end)
    lines = (line for piece in pieces for line in _dashed(context.text, *piece.span(), piece.start("names")))
    stacked = (part for line in lines for part in _stacked(context.text, *line))
    spans = [span for part in stacked for span in bodies.split(context.text, *part)]
    named = [(bodies.normal(context.text[slice(*span)]), span) for span in spans]
    return [(name, span) for name, span in named if _WORDED.search(name)]


_HAS_BRANCHES = re.compile(
    r"(?:Ngân hàng|(?:Tổng )?[Cc]ông ty|Tập đoàn|Điện lực|Viễn thông|Học viện|Trường Đại học|Viện)\s"
)
"""What a dash may part from a branch of its own: "Ngân hàng Chính sách xã hội - Phòng giao dịch Sông Đầm"."""
_DASH = re.compile(r"(?<=[^\W\d_)])[ ;,]*\s[-–+•]\s+(?!Xã hội\b)")


def _dashed(text: str, start: int, end: int, names: int) -> list[Span]:
    """The items of a list with dashes whose line breaks a converter lost: "- Vụ Đất đai - Cục Thủy lợi - Các ..."."""
    listed = bool(text[start:names].strip()) or bodies.heads().match(text, names)
    cuts = [one.span() for one in _DASH.finditer(text, names, end) if listed and bodies.heads().match(text, one.end())]
    if not text[start:names].strip():
        cuts = [cut for cut in cuts if "+" in text[slice(*cut)] or not _HAS_BRANCHES.match(text, names, cut[0])]
    starts = [names, *(after for _, after in cuts)]
    return list(zip(starts, [*(before for before, _ in cuts), end], strict=True))


_OFFICE = rf"(?:(?:Bộ|Sở)\s(?=[{UPPER}])(?!Chỉ huy|Tư lệnh)|(?:Ủy ban nhân dân|UBND|Ngân hàng Nhà nước)\s)"
_NEXT_LINE = re.compile(rf"(?<=[^\W\d_])\s+(?:Và\s+(?=các\s)|(?=Các\s|Cơ quan,\s|{_OFFICE}))")
"""Where a line of a cell ended whose break a converter lost: "Bộ Tài chính Bộ Công an Các cơ quan liên quan"."""


def _stacked(text: str, start: int, end: int) -> list[Span]:
    """The lines of names that stand in a row without a mark between them; a part of an office is no line."""
    lines, at = [], start
    for found in _NEXT_LINE.finditer(text, start, end):
        above = text[at : found.start()]
        if re.match(_OFFICE, above) and " với" not in above:  # "phối hợp với Sở ..." goes on within its line
            lines.append((at, found.start()))
            at = found.end()
    return [*lines, (at, end)]


def _span(cells: list[Cell]) -> Span:
    return min(cell.start for cell in cells), max(cell.end for cell in cells)
