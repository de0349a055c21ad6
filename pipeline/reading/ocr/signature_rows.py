"""The lines of a signature block: what each reader has there, the office or the name that it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.reading.ocr.contract import OcrWord, Spot
from pipeline.reading.ocr.names import Name, Word, fused
from pipeline.reading.ocr.offices import LIKE, PREFIX, Office, office_of
from pipeline.reading.ocr.prints import Printed
from pipeline.reading.ocr.sheet import Seen, Sheet
from pipeline.text.unicode import fold
from pipeline.vietnam.signing import name_in_capitals, without_rank

NAME_MM = (8.0, 60.0)
"""A name stands so far below the office."""
_ASIDE_MM = 38.0  # ... and its middle at most so far from the office's
_OF_RANK, _MOSTLY, _READ = 3, 0.75, 0.3  # capitals in a word from which it is a degree, their share, and its confidence
_SAME_HIGH = 0.7  # the print of a name is at least so high beside that of its office: that of stamps is smaller
_SURE = 0.9  # confidence of a word behind the end of a line from which it is of it
_LISTED = re.compile(r"\W*(?:no.\W?nh.n\b|luu(?:\s?[:;.]|\s?v[tp]\b))|\s*[-–~]\s?\w.*;")
"""A line of the list of recipients, over folded text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the block: its place, the engine's words, what the second reader sees where they are not sure."""

    line: Spot
    words: tuple[OcrWord, ...]
    seen: Seen | None
    prints: tuple[Printed, ...] = ()
    """What the engine reads there once more, without the ink of seal and pen."""
    closer: Seen | None = None
    """What the second reader sees of a name's whole line, see `_looked_closer`."""
    office: str | None = None
    before: str = ""
    """What stands before the office."""
    after: str = ""
    """The name of its unit behind it, as far as it stands on the line."""

    @property
    def texts(self) -> list[str]:
        """As each reader has it."""
        return [*self.engine, *([self.seen.text] if self.seen else [])]

    @property
    def engine(self) -> list[str]:
        """As the engine has it in each view that shows it."""
        return [text for text in (self.printed, *(found.text for found in self.prints)) if text]

    @property
    def views(self) -> list[tuple[OcrWord, ...]]:
        """The engine's words in each view that shows them; the stretches of one view stand beside each other."""
        return [words for words in (self.words, *(found.words for found in self.prints)) if words]

    @property
    def heard(self) -> str | None:
        """As the second reader has it, None where that is nothing."""
        return (self.seen.text.strip() or None) if self.seen else None

    @property
    def printed(self) -> str:
        """As the engine has it on the page."""
        return " ".join(word.text for word in self.words)


def told(row: Row) -> Row:
    """The row with the office that the likest of its readings names."""
    told = [office_of(text) for text in row.texts] or [Office()]
    best = max(told, key=lambda found: found.likeness)
    if best.likeness < LIKE:
        return row
    before = max(
        (found.before for found in told if found.name == best.name), key=lambda text: (bool(PREFIX.match(text)), text)
    )
    same = [office_of(text).after for text in row.engine if office_of(text).name == best.name]
    after = next((text for text in same if fold(text) == fold(best.after)), best.after)  # with all its marks
    return replace(row, office=best.name, before=before, after=after)


def right_below(row: Row, above: Row) -> bool:
    high = above.line.high
    return 0 < row.line.box[1] - above.line.box[1] < 3 * high and abs(row.line.middle - above.line.middle) < 4 * high


def is_below(row: Row, office: Row, sheet: Sheet) -> bool:
    """Whether a line stands where the name, or the deputy's office, of an office does."""
    millimetre = sheet.picture.dpi / 25.4
    down = (row.line.level()[1] - office.line.level()[3]) / millimetre
    least = -2.0 if row.office else NAME_MM[0]
    return (
        row is not office
        and least < down < NAME_MM[1]
        and abs(row.line.middle - office.line.middle) < _ASIDE_MM * millimetre
    )


def name_on(row: Row) -> Name | None:
    """The name that a line says, as far as it is read, with the rank before it."""
    rank = next((rank for text in row.texts if (rank := without_rank(text)[0])), "")
    capitals = all(text.isupper() for text in row.texts if text)
    views = [[Word(w.text, w.confidence, w.box[0], w.box[2]) for w in _along(words, row.line)] for words in row.views]
    views += [_words(seen) for seen in (row.seen, row.closer) if seen]
    if capitals:
        views = [[word._replace(text=word.text.capitalize()) for word in view] for view in views]
    best = fused(_unranked(views))
    if best is None or (capitals and name_in_capitals(best.text.upper()) is None):
        return None
    other = best.other.upper() if capitals and best.other else best.other
    return replace(best, text=rank + (best.text.upper() if capitals else best.text), other=other)


def is_print(row: Row, offices: Sequence[Row]) -> bool:
    """Whether a line is as high as the print of a page's offices, and none of the recipients'."""
    high = min(office.line.high for office in offices)
    return row.line.high >= _SAME_HIGH * high and not any(map(is_listed, row.texts))


def is_listed(text: str) -> bool:
    """Whether a line is one of the recipients'."""
    return _LISTED.match(fold(text)) is not None


def _is_degree(word: Word) -> bool:
    capitals = sum(map(str.isupper, word.text))
    return word.sure >= _READ and capitals >= max(_OF_RANK, _MOSTLY * len(word.text))


def _along(words: Sequence[OcrWord], line: Spot) -> list[OcrWord]:
    """The words on a line, and those surely read right behind it: a seal over its end makes it too short."""
    on: list[OcrWord] = []
    for word in sorted(words, key=lambda word: word.box[0]):
        within = line.box[0] < (word.box[0] + word.box[2]) / 2 < line.box[2]
        behind = bool(on) and word.box[0] - on[-1].box[2] < line.high and word.confidence >= _SURE
        if within or (behind and word.text.istitle() and word.text.isalpha()):
            on.append(word)
    return on


def _words(seen: Seen) -> list[Word]:
    """The words of a line as the second reader has it, in their places."""
    out, at = [], 0
    for text in seen.text.split(" "):
        if text:
            signs = seen.signs[at : at + len(text)]
            out.append(Word(text, 1.0, seen.place(signs[0].first), seen.place(signs[-1].last + 1), True))
        at += len(text) + 1
    return out


def _unranked(views: Sequence[list[Word]]) -> list[list[Word]]:
    """The words of a line behind the rank of whose name it is, though some views misread it ("BSCKIL", "á")."""
    ends: list[float] = []
    for view in views:
        begin = len(without_rank(" ".join(word.text for word in view))[0].split())
        while begin < len(view) and _is_degree(view[begin]):
            begin += 1
        ends += [word.last for word in view[begin - 1 : begin]]
    edge = median(ends) if ends else 0.0
    return [[word for word in view if (word.first + word.last) / 2 > edge] for view in views]
