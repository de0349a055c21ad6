"""How a line falls into pieces: the words that the language model counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTERS = re.compile(r"[^\W\d_]+")
EDGES = "“”\"'‘’«»()[]{}<>.,;:!?…-–—*•/|"
"""Signs that stand around a word and are no part of it."""

ENDS = ".?!…"
"""Signs that end a sentence: the language model starts again after them."""

BREAK, NUMBER = "<break>", "<number>"


def training_words(line: str) -> Iterator[str]:
    """Words of one line of clean text as the language model counts them, lower case, a break at the end.

    A piece that holds a digit is one `<number>`; commas, colons and brackets leave no trace, so that the context
    reaches across them.
    """
    last = BREAK
    for piece in line.split():
        core = piece.strip(EDGES)
        if core:
            if any(c.isdigit() for c in core):
                last = NUMBER
                yield last
            else:
                for word in _LETTERS.findall(core.lower()):
                    last = word
                    yield word
        if piece[-1] in ENDS and last != BREAK:
            last = BREAK
            yield last
    if last != BREAK:
        yield BREAK
