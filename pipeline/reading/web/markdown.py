"""Markdown to lines: the text stays as it stands, what is markup in it is marked to be dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.reading.blank_tables import mark_blank_tables
from pipeline.reading.lines import Line, LineCell, Reading
from pipeline.reading.pipe_tables import mark_pipe_tables
from pipeline.reading.plain import mark_tab_tables, pages_of, physical_lines
from pipeline.reading.rows import Cell, is_header, unrepeated
from pipeline.reading.stacked_tables import mark_stacked_tables
from pipeline.reading.two_columns import opens_letterhead, printed_lines
from pipeline.reading.web.markdown_inline import Markup, inline_markup
from pipeline.reading.web.markdown_pictures import PICTURED, with_pictures
from pipeline.reading.web.math_text import in_line
from pipeline.reading.web.pictures import WebPictures
from pipeline.settings import ReadSettings
from pipeline.text.encodings import decode_bytes
from pipeline.text.outline import label_of
from pipeline.text.spans import Span, stripped

_HEADING = re.compile(r"[ \t\f]{0,3}(#{1,6})(?:[ \t]+|$)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_QUOTE = re.compile(r"[ \t\f]{0,3}(?:>[ \t]?)+")
_RULE = re.compile(r"[ \t\f]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r"[ \t]{0,3}(?:=+|-{3,})[ \t]*$")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_FENCED_MARKDOWN = re.compile(r"[ \t]{0,3}(?:`{3,}|~{3,})[ \t]*(?:markdown|md)\b", re.IGNORECASE)
_ITEM = re.compile(r"[ \t\f]*(?:[-+*•–]|\d{1,3}[.)]|[a-zđ][.)]|\(\d{1,2}\)|[IVX]{1,5}\.)[ \t]")
_SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_BLOCK_EDGE = re.compile(r"(?<=</)(p|div|center|h[1-6])\s*>(?=\s*<(?:p|div|center|h[1-6])[\s>])", re.IGNORECASE)
"""Where one block of HTML ends and the next begins on the same line."""
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """A physical line while its marks are being found."""

    text: str
    page: int
    drop: list[Span] = field(default_factory=list)
    heading: bool = False
    code: bool = False
    table: int | None = None
    header: bool = False
    cells: tuple[LineCell, ...] = ()
    parts: tuple[tuple[int, int, str | None], ...] = ()


def read_markdown(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a Markdown file in any encoding."""
    text, _ = decode_bytes(path.read_bytes())
    return markdown_reading(text, WebPictures(settings, path))


def markdown_reading(text: str, pictures: WebPictures | None = None) -> Reading:
    """The lines of a Markdown text; joined by newlines they are its NFC, but for what is written in HTML, and pictures.

    Args:
        text: of a file.
        pictures: reads those of the text.
    """
    lines: list[Line] = []
    page = 1
    for start, end, is_html in _segments(text):
        segment, at = text[start:end], len(lines)
        tables = max((line.table or 0 for line in lines), default=0)
        if is_html:
            from pipeline.reading.web.html import html_reading  # lxml is loaded where a table is written in HTML

            lines += [
                _with_formulas(replace(line, page=page, table=None if line.table is None else line.table + tables))
                for line in html_reading(f"<body>{segment}</body>", None, pictures, within=True).lines
            ]
        else:
            lines += _marked_lines(segment, page, tables)
            if pictures is not None and PICTURED.search(segment):
                lines[at:] = with_pictures(lines[at:], pictures, before=at)
        page += segment.count("\f")
    mark_stacked_tables(lines, mark_pipe_tables(lines, max((line.table or 0 for line in lines), default=0)))
    done = tuple(lines)
    faults, remarks = pictures.told(done) if pictures else ([], ())
    return Reading(done, pages_of(done), "text", faults=tuple(faults), remarks=remarks)


def _with_formulas(line: Line) -> Line:
    """A line of a table that is written in HTML, whose cells may hold formulas as the Markdown around it does."""
    calls, formulas = in_line(line.text) if "$" in line.text or "\\(" in line.text else ([], [])
    return replace(line, drop=(*line.drop, *calls), edits=(*line.edits, *formulas)) if calls or formulas else line


def _segments(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches of Markdown, and the tables between them that are written in HTML, outermost tags and all."""
    at = depth = start = 0
    for found in _TABLE_TAG.finditer(text):
        if not found.group(1):
            start = found.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and not _in_fence(text, start):
                if text[at:start].strip():
                    yield at, start, False
                yield start, found.end(), True
                at = found.end()
    if at == 0 or text[at:].strip():
        yield at, len(text), False


def _in_fence(text: str, at: int) -> bool:
    return len(re.findall(r"^[ \t]{0,3}(?:```|~~~)", text[:at], re.MULTILINE)) % 2 == 1


def _marked_lines(text: str, page: int, tables: int) -> list[Line]:
    """The lines of a stretch of Markdown; its tables are numbered from `tables` on.

    A text with signs of Markdown may hold tables of plain text too, whose columns tabs or blanks part.
    """
    parted = _BLOCK_EDGE.sub(lambda edge: edge.group() + "\n", text)
    drafts = [_Draft(line, number) for line, number in physical_lines(parted, page)]
    _mark_blocks(drafts)
    tables = _mark_tables(drafts, tables)
    lines = [line for start, end in _paragraphs(drafts) for line in _lines_of(drafts[start:end])]
    mark_blank_tables(lines, mark_tab_tables(lines, tables))
    return lines


def _mark_blocks(drafts: Sequence[_Draft]) -> None:
    """Headings, quotes, rules and fences."""
    _mark_code(drafts)
    for index, draft in enumerate(drafts):
        text = draft.text
        if draft.code:
            continue
        quote = _QUOTE.match(text)
        begin = quote.end() if quote else 0
        if quote:
            draft.drop.append((0, begin))
        heading = _HEADING.match(text, begin)
        above = drafts[index - 1] if index else None
        if heading:
            draft.heading = True
            draft.drop.append((begin, heading.end()))
            closing = _CLOSING.search(text, heading.end())
            if closing:
                draft.drop.append((closing.start(), len(text)))
        elif _SETEXT.match(text) and above and above.text.strip() and not above.drop and len(above.text) < 200:
            above.heading = not _ITEM.match(above.text)
            draft.drop.append((0, len(text)))
        elif _RULE.match(text):
            draft.drop.append((0, len(text)))


def _mark_code(drafts: Sequence[_Draft]) -> None:
    """Fences and what they hold; a fence of Markdown, and one that nothing closes, hold no code."""
    fences = [index for index, draft in enumerate(drafts) if _FENCE.match(draft.text)]
    for index in fences:
        drafts[index].drop.append((0, len(drafts[index].text)))
        drafts[index].code = True
    for begin, end in zip(fences[::2], fences[1::2], strict=False):
        for draft in drafts[begin:end] if not _FENCED_MARKDOWN.match(drafts[begin].text) else ():
            draft.code = True


def _mark_tables(drafts: Sequence[_Draft], number: int) -> int:
    """Finds pipe tables, numbered from `number` on; blank lines between rows (double spacing) do not end one."""
    filled = [draft for draft in drafts if draft.text.strip()]
    index = 1
    while index < len(filled):
        if filled[index].code or not _is_separator(filled, index):
            index += 1
            continue
        end = index + 1
        while end < len(filled) and _PIPE.search(filled[end].text):
            end += 1
        rows = [filled[index - 1], *filled[index + 1 : end]]
        filled[index].drop = [(0, len(filled[index].text))]
        if _is_letterhead(rows, index - 1):
            for row in rows:
                row.drop.extend(found.span() for found in _PIPE.finditer(row.text))
                row.parts = _column_parts(row.text)
        else:
            number += 1
            _mark_rows(rows, number)
        index = end
    return number


def _is_separator(drafts: Sequence[_Draft], index: int) -> bool:
    text, above = drafts[index].text, drafts[index - 1].text
    return "|" in text and bool(_SEPARATOR.match(text)) and bool(_PIPE.search(above))


def _is_letterhead(rows: Sequence[_Draft], above: int) -> bool:
    """The two-column head or foot that a converter wrote as a table; `above` lines of text stand over it."""
    cells = ([row.text[start:end] for start, end in _cells(row.text)] for row in rows[:3])
    return any(opens_letterhead(row, above) for row in cells)


def _column_parts(text: str) -> tuple[tuple[int, int, str | None], ...]:
    """The lines of a letterhead's row: each cell cut at its line breaks and where lines were run together."""
    parts: list[tuple[int, int, str | None]] = []
    for (start, end), column in zip(_cells(text), ("left", "right"), strict=False):
        edges = [start, *(at for found in _BREAK.finditer(text, start, end) for at in found.span()), end]
        for line in zip(edges[::2], edges[1::2], strict=True):
            parts += [(*span, column) for span in printed_lines(text, *line) if text[slice(*span)].strip()]
    return tuple(parts)


def _mark_rows(rows: Sequence[_Draft], number: int) -> None:
    columns = max(len(_cells(row.text)) for row in rows)
    titles = [Cell(rows[0].text[start:end]) for start, end in _cells(rows[0].text)]
    empty = not any(cell.text.strip() for cell in titles)
    headed = not empty and (is_header(titles) or len(rows) > 1)
    for index, row in enumerate(rows):
        spans = _cells(row.text)
        spans, again = unrepeated(row.text, spans)
        row.drop += again
        spans += [(len(row.text), len(row.text))] * (columns - len(spans))
        row.table, row.header = number, headed and index == 0
        row.cells = tuple(LineCell(start, end) for start, end in spans)


def _cells(text: str) -> list[Span]:
    """The stretches between the pipes of a row, white space at their ends left out."""
    bars = [found.start() for found in _PIPE.finditer(text)]
    edges = [-1, *bars, len(text)]
    spans = []
    for left, right in zip(edges, edges[1:], strict=False):
        spans.append(stripped(text, left + 1, right))
    if spans and spans[0][0] >= spans[0][1] and text.lstrip().startswith("|"):
        spans.pop(0)
    if spans and spans[-1][0] >= spans[-1][1] and text.rstrip().endswith("|"):
        spans.pop()
    return spans


def _paragraphs(drafts: Sequence[_Draft]) -> list[Span]:
    """Runs of lines that emphasis may reach over."""
    spans: list[Span] = []
    start = 0
    for index, draft in enumerate(drafts):
        alone = (
            not draft.text.strip()
            or draft.heading
            or draft.code
            or draft.table
            or draft.drop[:1] == [(0, len(draft.text))]
        )
        if alone or _ITEM.match(draft.text):
            if start < index:
                spans.append((start, index))
            start = index
        if alone:
            spans.append((index, index + 1))
            start = index + 1
    if start < len(drafts):
        spans.append((start, len(drafts)))
    return spans


def _lines_of(drafts: Sequence[_Draft]) -> list[Line]:
    text = "\n".join(draft.text for draft in drafts)
    markup = Markup([], [], []) if drafts[0].code else inline_markup(text)
    lines: list[Line] = []
    at = 0
    alone = len(drafts) == 1
    for draft in drafts:
        end = at + len(draft.text)
        within = ((max(a, at) - at, min(b, end) - at) for a, b in markup.marks if a < end and at < b)
        drop = _disjoint(sorted({*draft.drop, *within}))
        line = Line(
            draft.text,
            draft.page,
            drop=((0, len(draft.text)),) if _is_label_alone(draft.text, drop) else drop,
            bold=_is_bold(text, at, end, markup.strong),
            edits=tuple((a - at, b - at, shown) for a, b, shown in markup.formulas if at <= a and b <= end),
            parts=draft.parts,
        )
        if draft.table is not None:
            line = replace(line, kind="row", whole=True, table=draft.table, header=draft.header, cells=draft.cells)
        elif draft.heading:
            line = replace(line, kind="heading", whole=True)
        elif draft.text.strip():
            line = replace(line, whole=alone or draft.text.endswith(("  ", "\\")))
        lines.append(line)
        at = end + 1
    return lines


def _is_label_alone(text: str, drop: Sequence[Span]) -> bool:
    """Whether nothing but its number stays of an item whose words are struck out."""
    if not any(text[a:b].startswith(("~~", "<s", "<S", "<d", "<D")) and b - a > 4 for a, b in drop):
        return False
    rest = "".join(text[a:b] for a, b in _between(drop, len(text))).strip()
    label = label_of(rest)
    return label is not None and label.end >= len(rest)


def _between(spans: Sequence[Span], length: int) -> Iterator[Span]:
    """The stretches between disjoint, sorted spans."""
    at = 0
    for start, end in spans:
        yield at, start
        at = end
    yield at, length


def _is_bold(text: str, start: int, end: int, strong: Sequence[Span]) -> bool:
    letters = [index for index in range(start, end) if text[index].isalnum()]
    return bool(letters) and any(a <= letters[0] and letters[-1] < b for a, b in strong)


def _disjoint(spans: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for start, end in spans:
        start = max(start, out[-1][1]) if out else start
        if start < end:
            out.append((start, end))
    return tuple(out)
