"""Repairs of misread document symbols, numbers and dates, made only where a grammar leaves no other reading.

The engine's reading stays in the raw text; a repair is an edit (start, end, replacement) that the layout makes
in the clean text, so both readings are on record.
"""

from __future__ import annotations

import re

Edit = tuple[int, int, str]


def repairs(text: str) -> tuple[Edit, ...]:
    """Edits of one line."""
    return ()
