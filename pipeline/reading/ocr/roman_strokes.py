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

from pipeline.text.unicode import fold

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import OcrWord
    from pipeline.reading.ocr.pictures import Grey, Mask

_READ_AS = re.compile(r"(?=.*[IHÏÌ])[IHl1|ÏÍÌi]{1,4}(?=$|[.,:;)/\-])|H[Il1]?(?=$|[.:)/])")

# "II/2026" after "Quý", read as "11/2026", "112026", "TII/2026" or "]I2026"; "II" before "năm", read as "lĨ"
_QUARTER = re.compile(r"(?!1[.,;:)]*$)[IHlL1|ÏÌÍĨỈÉiíìĩJT!\[\]]{1,4}?(?=(?:/?(?:19|20)\d\d)?[.,;:)]*$)")


def with_numerals(tokens: Sequence[OcrWord], grey: Grey) -> list[OcrWord]:
    """Tokens, those that look like I, II or III with the numeral that their strokes make as `better`."""
    out: list[OcrWord] = []
    before = ""
    for token in tokens:
        found = _READ_AS.match(token.text) or (_QUARTER.match(token.text) if fold(before) == "quy" else None)
        before = token.text
        numeral = _numeral(grey, token) if found else None
        if found and numeral is not None:
            rest = token.text[found.end() :]
            better = numeral + ("/" if rest[:1].isdigit() else "") + rest
            token = token if better == token.text else replace(token, better=better)
        out.append(token)
    return out


def _numeral(grey: Grey, token: OcrWord) -> str | None:
    """I, II, III or 1 by the upright strokes that the word begins with; None where they are of another kind."""
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
    if len(strokes) == 1:  # the digit one has a flag on the left of its top and nothing on the right
        head = np.flatnonzero(dark[: max(2, int(0.12 * height)), : strokes[0][1] + height // 3].any(axis=0))
        if head.size and head[-1] <= strokes[0][1] and head[0] < strokes[0][0] - 1:
            return "1"
    return "I" * len(strokes)


def _runs(mask: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
