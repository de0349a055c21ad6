"""Which words of a text may be restored at all, and what garbled it: settled before any word is read."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from pipeline.restoration import garble, spacing
from pipeline.restoration.models import Noise, known_share
from pipeline.restoration.pieces import FIXED, Piece, split_text, within
from pipeline.settings import RestoreSettings
from pipeline.text.spans import Span
from pipeline.text.unicode import is_syllable

STRAY_LINES, STRAY_SHARE = 3, 0.05
"""Garbled lines of a long sound text, so few that a name there is more likely a foreign one ("Krông Ana")."""

STRIPPED_SHARE = 0.92
"""Share of the words that must be Vietnamese but for their marks where nothing else is taken to be damaged."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The words of a text, and which of them may be restored."""

    pieces: Sequence[Piece]
    garbled: Sequence[bool]
    """The lines that show garbling; all lines where all are to be restored."""
    noise: Noise
    """What garbled them."""
    slips: Set[int]
    """Pieces of sound lines between which a space may be lost or too many."""
    doubted: Set[int]
    """Pieces of sound lines that a Vietnamese OCR read."""
    fixed: Sequence[bool]
    """The pieces that stay as they are."""

    def in_garbled(self, piece: int) -> bool:
        """Whether a piece stands in a garbled line."""
        return self.garbled[self.pieces[piece].line]


def scope_of(text: str, settings: RestoreSettings, doubtful: Sequence[Span]) -> Scope | None:
    """What of a text may be restored; None where nothing may."""
    lines = text.split("\n")
    garbled = [True] * len(lines) if settings.restore == "always" else garble.garbled_lines(text)
    if not any(garbled) and not doubtful and not spacing.has_slips(text):
        return None
    pieces = split_text(text)
    sound = [not garbled[piece.line] for piece in pieces]
    read = within(pieces, doubtful)
    noise = _noise(text, pieces, garbled, len({pieces[i].line for i in read}))
    slips, doubted = set[int](), set[int]()
    if noise == "vietnamese":
        slips = {i for i in spacing.slips(pieces) if sound[i]}
        doubted = {i for i in read if sound[i]}
    asked = slips | doubted
    stray = 0 < sum(garbled) <= STRAY_LINES <= STRAY_SHARE * len(lines)
    fixed = [
        piece.kind == FIXED
        or (stray and piece.text.istitle())
        or (sound[i] and i not in asked)
        or (noise == "vietnamese" and _foreign(piece.text))
        for i, piece in enumerate(pieces)
    ]
    if all(fixed) and all(sound):
        return None
    return Scope(pieces, garbled, noise, slips, doubted, fixed)


def _noise(text: str, pieces: Sequence[Piece], garbled: Sequence[bool], read: int) -> Noise:
    """What garbled the lines: a Vietnamese OCR where it `read` most lines, and few of all are garbled."""
    if not any(garbled) or (2 * read >= len(garbled) and 2 * sum(garbled) <= read):
        return "vietnamese"
    noise = _by_its_signs(text, garbled)
    if noise == "stripped":
        loose = [piece.text for piece in pieces if piece.kind != FIXED and garbled[piece.line]]
        return "stripped" if known_share(loose) >= STRIPPED_SHARE else "foreign"
    return noise


def _by_its_signs(text: str, garbled: Sequence[bool]) -> Noise:
    """What garbled the lines, as far as the signs tell that it left: wrong marks, broken words, or none."""
    total = sum(
        (garble.signs(line) for line, bad in zip(text.split("\n"), garbled, strict=True) if bad), garble.Signs()
    )
    if total.marked <= 0.01 * total.words and total.broken <= 0.01 * total.words:
        return "stripped"
    return "vietnamese" if total.telling > 0.3 * total.words else "foreign"


def _foreign(text: str) -> bool:
    """A word of plain letters that is no syllable: a Vietnamese OCR that reads so has read a foreign word or code."""
    least = 1 if text.isupper() else 2
    return text.isascii() and len(text) > least and text.isalpha() and not is_syllable(text)
