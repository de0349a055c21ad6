"""Footnotes of a PDF page: where they begin, and where they stand so that no paragraph is cut by them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.layout.paragraphs import is_page_number
from pipeline.reading.lines import Line
from pipeline.reading.pdf.frame import Layer
from pipeline.reading.pdf.lines import Row, line_of
from pipeline.text.outline import label_of

_NOTE_MARK = re.compile(r"(?:\(?\d{1,3}\)?|\*+)(?=[\s\d.]*[^\W\d_])")
_MARK = re.compile(r"[(\[]?(?:\d{1,3}|\*+)[)\]]?")
_ENDED = re.compile(r"[.;:!?…][”\"')]*$")
_SMALL = 0.93  # of the body's type
_INDENT = 0.8  # heights of a line


def notes_start(rows: Sequence[Row], layer: Layer) -> int:
    """Index of the first row of the footnotes: small type below a short rule, the first row opening with a mark."""
    if len(rows) < 4:
        return len(rows)
    rules = [
        r.box for r in layer.rulings
        if r.box[3] - r.box[1] < 3 and 40 < r.box[2] - r.box[0] < 0.5 * layer.width and r.box[1] > 0.3 * layer.height
    ]  # fmt: skip
    for rule in rules:
        below = [index for index, row in enumerate(rows) if row.baseline > rule[1]]
        if not below or below != list(range(below[0], len(rows))):
            continue
        kept = [rows[i] for i in below if not numbers_page(rows[i])]
        sizes = sorted(row.size for row in rows[: below[0]] for _ in row.tokens) or [0.0]
        usual = sizes[len(sizes) // 2]
        if (
            kept
            and _NOTE_MARK.match(line_of(kept[0].ordered(), 0).text)
            and all(_largest(row) < _SMALL * usual for row in kept)
        ):
            return below[0]
    return len(rows)


def numbers_page(row: Row) -> bool:
    """Whether a row is nothing but the number of its page."""
    return sum(len(token.text) for token in row.tokens) <= 14 and is_page_number(line_of(row.ordered(), 0).text)


def _largest(row: Row) -> float:
    """The largest type in a row of notes; the mark of a note itself is often printed in the body's."""
    tokens = [token for token, _ in row.ordered()]
    marked = len(tokens) > 1 and _MARK.fullmatch(tokens[0].text)
    return max(token.size for token in (tokens[1:] if marked else tokens))


def with_notes(lines: Sequence[Line], notes: Sequence[Line]) -> list[Line]:
    """The lines of a page and its footnotes: below them, or above a last paragraph that goes on over the page.

    Example: of "… theo Quyết định" / "¹ Ban hành năm 2025." and a next page that begins "số 7/QĐ-UBND …" the note
    comes before the paragraph, which stays whole.
    """
    at = _cut_paragraph(lines) if any(line.kind == "note" for line in notes) else None
    at = len(lines) if at is None else at
    return [*lines[:at], *notes, *lines[at:]]


def _cut_paragraph(lines: Sequence[Line]) -> int | None:
    """Where the last paragraph of a page begins, None where it ends there or its beginning cannot be seen."""
    if not lines or _ENDED.search(lines[-1].text):
        return None
    edges = sorted(line.box[0] for line in lines if line.box and line.kind is None and line.column is None)
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if line.box is None or line.kind is not None or line.column is not None:
            return None
        if line.box[0] - edges[len(edges) // 4] > _INDENT * (line.box[3] - line.box[1]) or label_of(line.text):
            return index
    return None
