"""Span arithmetic, and the alignment between a raw text and the clean text made of it.

An alignment is built by the edit itself (`Builder`), never computed afterwards by comparing two
strings: positions that are derived apart from the edit drift away from it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

Span = tuple[int, int]  # [start, end) in characters
Edit = tuple[int, int, str]
"""(start, end, replacement): what a stretch of a text is made into."""


def overlaps(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def contains(outer: Span, inner: Span) -> bool:
    """Whether `inner` lies wholly within `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def stripped(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; an empty one at its end where nothing else stands in it."""
    own = text[start:end]
    left = start + len(own) - len(own.lstrip())
    return left, max(left, start + len(own.rstrip()))


def outside(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The spans that overlap none of `taken`, in their order. Linear after sorting `taken`."""
    blocks = sorted(taken)
    starts = [block[0] for block in blocks]
    reach: list[int] = []
    for block in blocks:
        reach.append(max(block[1], reach[-1] if reach else 0))
    free = []
    for span in spans:
        at = bisect_right(starts, span[1] - 1) - 1
        if at < 0 or reach[at] <= span[0]:
            free.append(span)
    return free


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of clean text and the stretch of raw text that it stands for.

    Where both have the same length the characters map one to one; else the stretch maps as a block.
    A piece of clean length 0 records raw text that was dropped; of raw length 0, text that was added.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A monotone map between clean and raw offsets that covers the clean text without gaps."""

    pieces: tuple[Piece, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)
    _raw_starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(p.start for p in self.pieces))
        object.__setattr__(self, "_raw_starts", tuple(p.raw_start for p in self.pieces))

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text of `length` characters with itself."""
        return cls((Piece(0, length, 0, length),) if length else ())

    def to_raw(self, start: int, end: int) -> Span:
        """The raw span that the clean span [start, end) stands for.

        Raises:
            IndexError: the span lies outside the clean text.
        """
        if not self.pieces:
            if start == end == 0:
                return 0, 0
            raise IndexError((start, end))
        if start < 0 or end < start or end > self.pieces[-1].end:
            raise IndexError((start, end))
        return _edge(self.pieces, self._starts, start, False, True), _edge(self.pieces, self._starts, end, True, True)

    def to_clean(self, raw_start: int, raw_end: int) -> Span:
        """The clean span made of the raw span [raw_start, raw_end); empty where all of it was dropped."""
        if not self.pieces:
            return 0, 0
        start = _edge(self.pieces, self._raw_starts, raw_start, False, False)
        end = _edge(self.pieces, self._raw_starts, raw_end, True, False)
        return start, max(start, end)

    def compose(self, inner: Alignment) -> Alignment:
        """The alignment of this clean text with the raw text under `inner` (whose clean text is our raw)."""
        pieces: list[Piece] = []
        for piece in self.pieces:
            if piece.end - piece.start != piece.raw_end - piece.raw_start:
                pieces.append(Piece(piece.start, piece.end, *inner.to_raw(piece.raw_start, piece.raw_end)))
                continue
            pieces.extend(_through(piece, inner))
        return Alignment(tuple(_merged(pieces)))


def _edge(pieces: tuple[Piece, ...], starts: tuple[int, ...], at: int, is_end: bool, clean: bool) -> int:
    """Where one boundary of a span lands on the other side of the map."""
    index = bisect_right(starts, at - 1 if is_end else at) - 1
    index = max(index, 0)
    piece = pieces[index]
    here, there = (piece.start, piece.raw_start) if clean else (piece.raw_start, piece.start)
    here_end, there_end = (piece.end, piece.raw_end) if clean else (piece.raw_end, piece.end)
    if at >= here_end:
        return there_end
    if at <= here:
        return there
    if here_end - here == there_end - there:
        return there + at - here
    return there_end if is_end else there


def _through(piece: Piece, inner: Alignment) -> list[Piece]:
    found = []
    low = max(bisect_right(inner._starts, piece.raw_start) - 1, 0) if piece.raw_start else 0  # what is dropped at first
    shift = piece.start - piece.raw_start
    for at in range(low, len(inner.pieces)):
        other = inner.pieces[at]
        if other.start >= piece.raw_end and not (other.start == other.end == piece.raw_end):
            break
        start, end = max(other.start, piece.raw_start), min(other.end, piece.raw_end)
        if end < start or (end == start and other.start != other.end):
            continue
        one_to_one = other.end - other.start == other.raw_end - other.raw_start
        raw_start = other.raw_start + (start - other.start) if one_to_one else other.raw_start
        raw_end = other.raw_start + (end - other.start) if one_to_one else other.raw_end
        found.append(Piece(start + shift, end + shift, raw_start, raw_end))
    return found


def _merged(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if (
            last
            and last.end == piece.start
            and last.raw_end == piece.raw_start
            and last.end - last.start == last.raw_end - last.raw_start
            and piece.end - piece.start == piece.raw_end - piece.raw_start
        ):
            out[-1] = Piece(last.start, piece.end, last.raw_start, piece.raw_end)
        else:
            out.append(piece)
    return out


class Builder:
    """Makes a clean text out of a raw one, edit by edit, and the alignment with it.

    Example:
        >>> b = Builder("57-\\nNQ/TW"); b.keep(0, 3); b.put("", 3, 4); b.keep(4, 9); b.text
        '57-NQ/TW'
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The clean text so far."""
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """Length of the clean text so far, in characters."""
        return self._length

    @property
    def raw_length(self) -> int:
        """How far into the raw text the edits have come."""
        return self._pieces[-1].raw_end if self._pieces else 0

    def keep(self, raw_start: int, raw_end: int) -> None:
        """Takes over raw[raw_start:raw_end] as it stands."""
        if raw_end > raw_start:
            self.put(self.raw[raw_start:raw_end], raw_start, raw_end)

    def put(self, clean: str, raw_start: int, raw_end: int) -> None:
        """Writes `clean` for raw[raw_start:raw_end] ("" drops it)."""
        start, self._length = self._length, self._length + len(clean)
        self._parts.append(clean)
        self._pieces.append(Piece(start, self._length, raw_start, raw_end))

    def alignment(self) -> Alignment:
        """The alignment of the clean text so far with the raw text."""
        return Alignment(tuple(_merged(self._pieces)))


@dataclass(frozen=True, slots=True)
class Edited:
    """A text made of a raw one by edits, and the alignment with it.

    Example:
        >>> Edited.of("57-\nNQ/TW").then([(3, 4, "")]).then([(0, 2, "58")]).text
        '58-NQ/TW'
    """

    raw: str
    text: str
    alignment: Alignment

    @classmethod
    def of(cls, raw: str) -> Edited:
        """A text without edits."""
        return cls(raw, raw, Alignment.identity(len(raw)))

    def then(self, edits: Iterable[Edit]) -> Edited:
        """With further edits of `text`; in order, one that begins before the last one's end is left out."""
        builder = Builder(self.text)
        at = 0
        for start, end, new in edits:
            if start < at:
                continue
            builder.keep(at, start)
            builder.put(new, start, end)
            at = end
        if not builder.raw_length:
            return self
        builder.keep(at, len(self.text))
        alignment = builder.alignment()
        return Edited(self.raw, builder.text, alignment.compose(self.alignment) if self.text != self.raw else alignment)

    def edits(self) -> list[Edit]:
        """The edits of `raw` that make `text`, in order; what came out as it was is none."""
        found = []
        for piece in self.alignment.pieces:
            old, new = self.raw[piece.raw_start : piece.raw_end], self.text[piece.start : piece.end]
            if len(old) != len(new):
                found.append((piece.raw_start, piece.raw_end, new))
            elif old != new:
                spots = (at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
                found += [(piece.raw_start + at, piece.raw_start + at + 1, new[at]) for at in spots]
        return found
