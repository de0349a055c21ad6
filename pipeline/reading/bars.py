"""The bars that part the cells of a row in plain text: " | " of converters, "|" set close, "│" of drawn tables."""

from __future__ import annotations

import re

from pipeline.text.spans import Span

BARS = "|│┃║"
_SPACED, _CLOSE = re.compile(rf"(?:^|\s)[{BARS}](?=\s|$)"), re.compile(rf"\s?[{BARS}]")
_LEAST = 2
"""Bars of a line from which those without blanks part cells: one alone may be a slip, or stand in a name."""


def bars(text: str) -> list[Span]:
    """Where the bars of a line stand, each with the blank before it; none in a line that is no row."""
    if not any(sign in text for sign in BARS):
        return []
    spaced = [found.span() for found in _SPACED.finditer(text)]
    close = [] if spaced and not any(sign in text for sign in BARS[1:]) else [*_CLOSE.finditer(text)]
    return [found.span() for found in close] if len(close) >= _LEAST else spaced


def cells_of(text: str) -> list[str]:
    """What stands between the bars of a line, at its sides too."""
    edges = [0, *(at for span in bars(text) for at in span), len(text)]
    return [text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True)]
