"""What the clean text writes otherwise than the raw one: characters folded, symbols closed up, garbled words restored.

Every reader's lines come through here, once, before paragraphs are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.grammar.pieces import UPPER
from pipeline.reading.lines import Line, line_starts
from pipeline.reading.ocr.repairs import apart, unproved
from pipeline.text.folding import fold_characters
from pipeline.text.spaced import joined_letters
from pipeline.text.spans import Edit, Span, outside
from pipeline.vietnam.document_symbols import closed_up

_SPLIT_DAY = re.compile(
    r"(?:0(?:(?<=ngày 0)|(?<=tháng 0))(?P<gap> )(?=[1-9]\b))|(?<=năm )(?:19|20)\d(?P<year> )(?=\d(?:$|[\s,;.)]))"
)
"""A day, month or year that a converter cut in two ("tháng 0 6 năm 202 6")."""

_BLANK_BEFORE = re.compile(r"(?<=[^\W\d_])(?P<gap>[ \u00a0]+)(?=[,;](?:\s|$|[^\W\d_]))")
"""A blank that stands before a mark instead of behind it ("phòng , chống")."""
_NO_BLANK = re.compile(
    rf"(?P<mark>(?<=năm 20\d\d)[,;](?=\d)|(?<=[^\W\d_]{{2}})[,;](?=[^\W\d_]{{2}})|"
    rf"(?<=[^\W\d_{UPPER}]{{2}})\.(?=[{UPPER}][^\W\d_{UPPER}]))"
)
"""Where the blank behind a mark is missing ("phòng,chống", "thôn.Các hộ", "năm 2027,90% số hộ")."""

Restorer = Callable[[str, Sequence[Span]], Sequence[Edit]]
"""Takes a text and the spans in it that an OCR engine read, gives the repairs that it proves; line breaks are never
touched."""


def clean_edits(raw: str, lines: Sequence[Line], restorer: Restorer | None) -> tuple[list[Edit], bool]:
    """The edits of `raw`, in order, beside those that the lines bring with them; and whether anything was restored.

    The restorer is asked once, about the text with its characters folded, so that it never guesses at a word that
    only fell apart. Edits that meet what a grammar or the picture has proved of a line are left out.

    Args:
        raw: the text of `lines`, joined by line breaks.
        lines: in reading order.
        restorer: None makes no repairs.
    """
    folded = fold_characters(raw)
    folded = folded.then(closed_up(folded.text))
    folded = folded.then([(*gap.span(gap.lastgroup or 0), "") for gap in _SPLIT_DAY.finditer(folded.text)])
    folded = folded.then(joined_letters(folded.text))
    folded = folded.then([(*gap.span("gap"), "") for gap in _BLANK_BEFORE.finditer(folded.text)])
    folded = folded.then([(*gap.span(), f"{gap['mark']} ") for gap in _NO_BLANK.finditer(folded.text)])
    repairs: list[Edit] = []
    if restorer is not None:
        place = folded.alignment.to_clean
        found = restorer(folded.text, [place(*span) for span in unproved(lines)])
        free = set(outside((edit[:2] for edit in found), (place(*span) for span in _proved(lines))))
        repairs = [edit for edit in found if edit[:2] in free]
    return apart(folded.then(repairs).edits(), lines), bool(repairs)


def _proved(lines: Sequence[Line]) -> list[Span]:
    return [
        (at + start, at + end)
        for at, line in zip(line_starts(lines), lines, strict=True)
        for start, end, _ in line.edits
    ]
