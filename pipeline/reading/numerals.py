"""Roman numerals I, II and III told by their strokes: engines read them as H, HI, IH, 1I and lose strokes.

"III." read as "II." is a wrong section label, "Quý III" read as "Quý II" a wrong date, and no grammar can tell.
The picture can: the middle of such a word holds nothing but upright strokes of one width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pipeline.reading.ocr import Token
    from pipeline.reading.pictures import Grey, Mask

_READ_AS = re.compile(r"(?=.*[IHÏÌ])[IHl1|ÏÍÌi]{1,4}(?=$|[.,:;)/\-])|H[Il1]?(?=$|[.:)/])")


def with_numerals(tokens: Sequence[Token], grey: Grey) -> list[Token]:
    """Tokens, those that look like I, II or III with the numeral that their strokes make as `better`."""
    out: list[Token] = []
    for token in tokens:
        found = _READ_AS.match(token.text)
        strokes = _strokes(grey, token) if found else None
        if found and strokes is not None and "I" * strokes != found.group():
            token = replace(token, better="I" * strokes + token.text[found.end() :])
        out.append(token)
    return out


def _strokes(grey: Grey, token: Token) -> int | None:
    """How many upright strokes the word begins with, None where they are not of the kind that numerals have."""
    x0, top, x1, bottom = (int(value) for value in token.box)
    part = grey[max(0, top) : bottom, max(0, x0 - 3) : x1 + 3]
    if part.shape[0] < 10 or part.shape[1] < 4:
        return None
    dark = part < min(150.0, float(part.mean()))
    rows = np.flatnonzero(dark.any(axis=1))
    if rows.size < 10:
        return None
    dark = dark[rows[0] : rows[-1] + 1]
    height = dark.shape[0]
    upper = dark[int(0.22 * height) : int(0.42 * height)]
    middle = dark[int(0.44 * height) : int(0.56 * height)]
    lower = dark[int(0.58 * height) : int(0.78 * height)]
    solid = (upper.mean(axis=0) > 0.75) & (lower.mean(axis=0) > 0.75)
    ink: Mask = np.logical_or(upper.any(axis=0), lower.any(axis=0))
    strokes: list[tuple[int, int]] = []
    for start, end in _runs(ink):
        whole = np.flatnonzero(solid[start:end])
        if whole.size == 0 or end - start > 0.30 * height or whole.size < 0.4 * (end - start):
            break  # the numeral ends here: a point, a slash, a digit
        strokes.append((start, end))
    if not 1 <= len(strokes) <= 3:
        return None
    for (_, end), (start, _) in zip(strokes, strokes[1:], strict=False):
        if middle[:, end:start].any(axis=0).mean() > 0.7:
            return None  # the bar of an H
    gaps = [start - end for (_, end), (start, _) in zip(strokes, strokes[1:], strict=False)]
    if gaps and (max(gaps) > 0.45 * height or max(gaps) > 2 * min(gaps) + 3):
        return None
    return len(strokes)


def _runs(mask: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
