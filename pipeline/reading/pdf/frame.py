"""The shapes that a PDF page is read into, and the way from PDF user space to the page as displayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pipeline.records import Box

LEAST_SIDE = 36.0
"""Points; a page box smaller than this is a mistake, and what lies outside it is read all the same."""
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Token:
    """A run of characters without white space, as drawn."""

    text: str
    box: Box
    baseline: float
    """Distance of the baseline from the page's top (for turned text: along its own upright frame)."""
    size: float
    """Height of the font's line box in points, the same for all tokens of a font and size."""
    bold: bool
    order: int
    """Position in the content stream."""
    end: int
    """Position after its last character."""
    glued: bool
    """No white space stands between this token and the one before it in the stream."""
    turn: int = 0
    """Quarter turns clockwise of the text against the page."""
    added: bool = False
    """From a form field, a stamp or a signature drawn over the page."""
    seen: bool = True
    """Drawn in a colour other than white, and large enough for an eye."""
    leans: bool = False
    """Written diagonally over the page, as a watermark is."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a page, how many hold a character without Unicode, and the shift of fonts that was undone."""

    tokens: tuple[Token, ...]
    unmapped: int
    shift: int | None


Spot = tuple[str, int, int]


def spot(token: Token) -> Spot:
    """What tells a token of a page from the same one read again."""
    return token.text, round(token.box[0]), round(token.box[1])


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line, box or path, by its bounding box."""

    box: Box
    segments: int


Edge = tuple[float, float, float, float]
"""A straight stroke along an axis: x0, top, x1, bottom, two of them equal."""


@dataclass(slots=True)
class Drawn:
    """What a page shows beside its text."""

    rulings: list[Ruling] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    objects: int = 0


@dataclass(slots=True)
class Marks:
    """What readers of a page wrote on it."""

    on_top: bool = False
    """Whether form fields or stamps are drawn over it."""
    notes: list[str] = field(default_factory=list)
    """The words of sticky notes."""
    struck: list[Box] = field(default_factory=list)
    """What a marker struck out."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one page holds."""

    number: int
    width: float
    height: float
    absurd: bool
    """The page's own box is that of no sheet of paper."""
    tokens: tuple[Token, ...]
    rulings: tuple[Ruling, ...]
    edges: tuple[Edge, ...]
    """The strokes that the rulings are made of."""
    objects: int
    unmapped: int
    """Tokens with a character that the font does not map to Unicode."""
    shift: int | None
    """By how much the map of its fonts was off, where that was found and undone."""
    images: tuple[Box, ...]
    unseen: str = ""
    """The words that the layer holds and the page does not show; they are none of its tokens."""
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class Frame:
    """From PDF user space to points from the top left of the page as displayed."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> Frame:
        """The frame of a PDFium page; A4 where the page's own box is too small for a word."""
        left, bottom, right, top = page.get_bbox()
        turn = page.get_rotation() // 90 % 4
        if min(right - left, top - bottom) < LEAST_SIDE:
            return cls(0.0, 0.0, 595.0, 842.0, turn)
        return cls(left, bottom, right, top, turn)

    @classmethod
    def around(cls, page: Any, text: Any) -> Frame | None:
        """The frame of a page all of whose words lie outside of its own box, None where none do.

        The sheet itself (its media box) lies elsewhere then: a mistake of the program that wrote the file. What a
        crop box inside the sheet hides is hidden on purpose.
        """
        rects = [text.get_rect(index) for index in range(text.count_rects())]
        rects = [rect for rect in rects if rect[2] > rect[0] and rect[3] > rect[1]]
        left, bottom, right, top = page.get_mediabox()
        if not rects or any(
            rect[2] > left and rect[0] < right and rect[3] > bottom and rect[1] < top for rect in rects
        ):
            return None
        lefts, bottoms, rights, tops = zip(*rects, strict=True)
        margin = 2 * LEAST_SIDE
        sides = min(lefts) - margin, min(bottoms) - margin, max(rights) + margin, max(tops) + margin
        return cls(*sides, page.get_rotation() // 90 % 4)

    @property
    def width(self) -> float:
        """As displayed, points."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """As displayed, points."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space from the top left of the displayed page."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of user space on the displayed page."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box of the displayed page is not cropped away."""
        middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return -2 <= middle_x <= self.width + 2 and -2 <= middle_y <= self.height + 2


_MOSTLY = 0.5
"""Share of the tokens from which on text that is not seen is the page's own: the page draws its letters as shapes."""


def shown(tokens: Sequence[Token], behind: Sequence[Box]) -> tuple[tuple[Token, ...], str]:
    """The tokens that the page shows, and the words of the others.

    Args:
        tokens: of the page.
        behind: what is drawn on it beside text: on a filled cell white is seen, on a scan the layer is what is read.
    """

    def shows(token: Token) -> bool:
        x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
        return token.seen or any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in behind)

    seen = tuple(token for token in tokens if shows(token))
    if len(seen) in (0, len(tokens)) or len(seen) < _MOSTLY * len(tokens):
        return tuple(tokens), ""
    orders = {token.order for token in seen}
    return seen, " ".join(token.text for token in tokens if token.order not in orders)


def times(outer: Matrix, inner: Any) -> Matrix:
    """The matrix that applies `inner` (with fields a to f), then `outer`."""
    a, b, c, d, e, f = outer
    return (
        inner.a * a + inner.b * c,
        inner.a * b + inner.b * d,
        inner.c * a + inner.d * c,
        inner.c * b + inner.d * d,
        inner.e * a + inner.f * c + e,
        inner.e * b + inner.f * d + f,
    )


def moved(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """The rectangle around a rectangle that the matrix has moved: left, bottom, right, top."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


_STRAIGHT = 0.05  # points by which a stroke along an axis may lean


def edges_of(points: Sequence[tuple[float, float]]) -> list[Edge]:
    """The strokes along an axis of an outline; Bézier curves count by their ends, as pdfplumber takes them."""
    edges = []
    for (ax, ay), (bx, by) in pairwise(points):
        left, right = (ax, bx) if ax < bx else (bx, ax)
        top, bottom = (ay, by) if ay < by else (by, ay)
        if right - left <= _STRAIGHT and bottom - top > _STRAIGHT:
            edges.append((left, top, left, bottom))
        elif bottom - top <= _STRAIGHT and right - left > _STRAIGHT:
            edges.append((left, top, right, top))
    return edges
