"""What two readers decided of a line, laid over the words that the engine has there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.ocr.contract import OcrWord, Spot

_LOST_WORD = 1.2  # heights of a line at whose end no word is read, from which one is lost


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line as decided, and its ends across the picture."""

    text: str
    first: float
    last: float
    confidence: float = 1.0
    other: str | None = None
    """What else it can be."""
    read: str | None = None
    """As the second reader has it, where that is not the text."""


def placed(tokens: Sequence[OcrWord], line: Spot, pieces: Sequence[Piece], start: float = 0.0) -> list[OcrWord]:
    """The tokens, those on a line from `start` on put right by the pieces that lie over them.

    A token that bears several pieces gets all of them, one that bears none is emptied; a piece without a token
    becomes one.
    """
    there = [t for t in tokens if is_on(t, line) and (t.box[0] + t.box[2]) / 2 >= start - 1]
    loads: dict[int, list[Piece]] = {}
    added: list[OcrWord] = []
    for piece in pieces:
        best = max(there, key=lambda t: min(t.box[2], piece.last) - max(t.box[0], piece.first), default=None)
        if best is not None and min(best.box[2], piece.last) > max(best.box[0], piece.first):
            loads.setdefault(id(best), []).append(piece)
        else:
            spot = (piece.first, line.box[1], max(piece.last, piece.first + 1), line.box[3])
            number = there[0].line if there else _own(line)
            better = piece.text if piece.read else None
            added.append(OcrWord(piece.read or piece.text, spot, piece.confidence, number, better, piece.other))
    out: list[OcrWord] = []
    for token in tokens:
        if not any(token is one for one in there):
            out.append(token)
            continue
        borne = loads.get(id(token), [])
        out.append(
            replace(
                token,
                better=" ".join(piece.text for piece in borne),
                confidence=min((piece.confidence for piece in borne), default=0.0),
                other=next((piece.other for piece in borne if piece.other), None),
            )
        )
    return out + added


def parted(tokens: Sequence[OcrWord], lines: Sequence[Spot]) -> list[OcrWord]:
    """The tokens, those on these lines numbered as such: the engine joins columns and takes strokes for words."""
    out = []
    for token in tokens:
        near = min((line for line in lines if is_on(token, line)), key=lambda line: _off(token, line), default=None)
        out.append(token if near is None else replace(token, line=_own(near)))
    return out


def _own(line: Spot) -> tuple[int, int, int]:
    """A number that no engine gives a line."""
    return -1, round(line.box[0]), round(line.box[1])


def is_on(token: OcrWord, line: Spot) -> bool:
    """Whether the middle of a word lies on a line."""
    x = (token.box[0] + token.box[2]) / 2
    return line.box[0] - 5 <= x <= line.box[2] + 5 and _off(token, line) <= (line.high + 6) / 2


def fills(words: Sequence[OcrWord], line: Spot) -> bool:
    """Whether words reach from one end of a line to the other: below a seal the engine loses the first."""
    first, last = min(word.box[0] for word in words), max(word.box[2] for word in words)
    return max(first - line.box[0], line.box[2] - last) < _LOST_WORD * line.high


def _off(token: OcrWord, line: Spot) -> float:
    """How far the middle of a word lies above or below a line."""
    x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
    return abs(y - line.at(x))
