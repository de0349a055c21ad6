"""Pictures of text pasted into a page of text: which to read, and where their lines go."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.lines import Line
from pipeline.reading.pdf.frame import Layer
from pipeline.reading.trust import judge
from pipeline.records import Box

_WIDE = 0.35  # of the page's width; seals, logos and drawn signatures are narrower
_SHARE = 0.04  # of the page's area
_TOKENS_ON = 3  # words of the layer over a picture, from which it is a background
_WORDS = 4  # that a picture must hold to be one of text


def pasted_pictures(layer: Layer) -> list[Box]:
    """Places of the pictures of a page that may be pictures of text, which the layer says nothing of."""
    area = max(layer.width * layer.height, 1.0)
    return [
        box
        for box in layer.images
        if box[2] - box[0] > _WIDE * layer.width
        and (box[2] - box[0]) * (box[3] - box[1]) > _SHARE * area
        and sum(_inside(token.box, box) for token in layer.tokens) < _TOKENS_ON
    ]


def with_pasted(lines: Sequence[Line], read: Sequence[Line], pictures: Sequence[Box]) -> tuple[list[Line], int]:
    """The lines of a page with those of its pictures put where the pictures stand, and how many pictures gave some.

    Args:
        lines: of the text layer, in reading order.
        read: what OCR reads on the whole page.
        pictures: places of the pictures; one without Vietnamese words in it (a photo, a map) gives nothing.
    """
    out = list(lines)
    found = 0
    for picture in sorted(pictures, key=lambda box: box[1]):
        within = [line for line in read if line.box and _inside(line.box, picture)]
        verdict = judge("\n".join(line.text for line in within))
        if verdict.words < _WORDS or not verdict.believed:
            continue
        found += 1
        at = next((i for i, line in enumerate(out) if line.box and line.box[1] >= picture[3] - 2), len(out))
        out[at:at] = within
    return out, found


def _inside(box: Box, area: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]
