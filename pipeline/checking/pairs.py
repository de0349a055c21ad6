"""The rule on brackets and quotation marks of which one of the two is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.spans import Span

_PAIRS = {"(": ")", "“": "”", "«": "»"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = re.compile(r"[()“”«»]")
_LABEL = re.compile(r"(?:^|[\s(“;,.:/])(?:[\dIVXivx]{1,4}|[^\W\d_]{1,2}\d?|\d+(?:\.\d+)+|\*+)$")
"""What stands before a bracket that closes a label: "a)", "1)", "2.1)"."""
_MANY = 3  # lone marks in one paper, from which the converter lost them


def lone(view: View) -> Iterator[Hit]:
    """A bracket or quotation mark without its other half in a paragraph of the paper itself.

    Quotations run over several paragraphs, so an opening that a later paragraph closes is none; a paper with more than
    two was damaged by its converter.
    """
    if view.amends:
        return
    waiting, alone = list[int](), list[int]()
    for block in view.document.blocks:
        if block.kind in ("head", "title", "foot", "row"):
            continue
        for at in _left_over(view.text, (block.start, block.end)):
            mark = view.text[at]
            mate = next((one for one in reversed(waiting) if view.text[one] == _CLOSING.get(mark)), None)
            if mate is not None:
                waiting.remove(mate)
            else:
                (waiting if mark in _PAIRS else alone).append(at)
    alone += waiting
    yield from (_hit(view, at) for at in sorted(alone)) if len(alone) < _MANY else ()


def _left_over(text: str, span: Span) -> list[int]:
    """Places of the marks that have no other half in the span."""
    waiting, left = list[int](), list[int]()
    for found in _MARK.finditer(text, *span):
        mark, at = found.group(), found.start()
        if mark in _PAIRS:
            waiting.append(at)
            continue
        mate = next((one for one in reversed(waiting) if text[one] == _CLOSING[mark]), None)
        if mate is not None:
            waiting.remove(mate)
        elif not (mark == ")" and _LABEL.search(text[max(span[0], at - 8) : at])):
            left.append(at)
    return sorted([*left, *waiting])


def _hit(view: View, at: int) -> Hit:
    mark = view.text[at]
    span = view.around((at, at + 1), 10, 40) if mark in _PAIRS else view.around((at, at + 1), 40, 10)
    other = _PAIRS.get(mark) or _CLOSING[mark]
    return Hit(span, " ".join(view.text[span[0] : span[1]].split()), {"mark": mark, "other": other})
