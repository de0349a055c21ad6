"""The block of a signature as both readers together see it: authority, office and the printed name below the seal.

Nghị định 30/2020/NĐ-CP, annex I, part II, 7: "KT. CHỦ TỊCH" / "PHÓ CHỦ TỊCH", signature and seal, the name. The engine
loses the name where the seal covers it, and the office where the signature runs through it; the second reader finds
the lines. A head's office right above its deputy's is signed for him: what stands before it there can be but "KT.".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.reading.ocr.blocks import regions_of
from pipeline.reading.ocr.contract import Engine, OcrWord, PixelBox, Spot
from pipeline.reading.ocr.lines import segments
from pipeline.reading.ocr.names import AGREED, has_rival, is_usual
from pipeline.reading.ocr.offices import LIKE, OFFICES, PREFIX, letters_of, office_of
from pipeline.reading.ocr.pictures import Grey
from pipeline.reading.ocr.pieces import Piece, fills, is_on, parted, placed
from pipeline.reading.ocr.prints import Printed, printed
from pipeline.reading.ocr.repairs import applied, repairs
from pipeline.reading.ocr.sheet import Sheet
from pipeline.reading.ocr.signature_rows import NAME_MM, Row, is_below, is_listed, name_on, right_below, told
from pipeline.reading.ocr.signers import BLOCK_MM, names_below
from pipeline.reading.stamps import is_stamp
from pipeline.text.unicode import fold
from pipeline.vietnam.signing import without_rank

_OFFICE_ABOVE_MM, _LINE_MM = 9.0, 8.0  # reach above a deputy's office to that of the head, and height of a line
_ASIDE_MM = 38.0  # ... and its middle at most so far from the office's
_LEAST_WIDE_MM = 18.0  # width of an office at least
_SURE = 0.85  # mean confidence from which the engine's reading of a line is left alone
_LIKE_DEPUTY, _NEARER = 0.7, 0.1  # ... right below the office whose deputy it is, and what that is worth beside others
_OFFICE_MM = 36.0  # width in which a lost office is looked for
_WORTH = 0.5  # likeness from which the engine is asked too
_READ = 0.95  # likeness from which the engine has read an office
_WHOLE = 3  # words of a name at least that is surely whole: below a seal the first is lost
_SIGNED_FOR = 0.6  # confidence of a "KT." that grammar alone tells
_ALIKE_HIGH = 0.4  # two stretches are one line where neither is so much lower than the other
_MARGIN = 12  # white pixels round a line


def signed(tokens: Sequence[OcrWord], sheet: Sheet, engine: Engine, timeout: float) -> list[OcrWord]:
    """The words of a page, those of its signature block as both readers together see them.

    Raises:
        OcrTimeout, PageFault, EngineError: see `Engine.read`.
    """
    regions = regions_of(tokens, sheet)
    out = list(tokens)
    if not regions or _is_clear(tokens, sheet):
        return out
    region, rows = _block_in(regions, tokens, sheet)
    if not any(row.office for row in rows) and len(regions) == 1:
        return out
    lost: list[Row] = []
    doubted = _doubted(rows, sheet)
    if doubted is not None:
        for view in printed(_around(doubted, region, sheet), sheet, engine, timeout):
            rows, lost = _with_prints(rows, lost, view)
        rows = _deputies(rows)
    lost += _lost_offices([*rows, *lost], sheet, engine, timeout)
    known = {id(word) for row in rows for word in row.words}
    out = [  # without pieces of what was lost, and of the seal
        token for token in out if id(token) in known or not any(is_on(token, row.line) for row in lost)
    ]
    rows = _once([*rows, *lost])
    offices = [row for row in rows if row.office]
    for row in offices:
        out = parted(out, [row.line])
        pieces = _office_pieces(row, offices)
        if pieces:
            out = placed(out, row.line, pieces)
    for row, name, office in names_below(rows, offices, sheet, engine, timeout):
        box = row.line.box
        out = parted(out, [row.line])
        if name.text != row.printed:
            out = placed(out, row.line, [Piece(name.text, box[0], box[2], name.confidence, name.other, row.heard)])
        out = [_without_strokes(token, office.line.box, box, sheet) for token in out]
    return out


def _block_in(regions: Sequence[PixelBox], tokens: Sequence[OcrWord], sheet: Sheet) -> tuple[PixelBox, list[Row]]:
    """The first region with an office and a name below it, and its lines; the last where none has both."""
    region, rows = regions[0], list[Row]()
    for region in regions:
        rows = _deputies([_row(line, tokens, sheet) for line in sheet.lines(region, joined=False)])
        if any(row.office and any(is_below(name, row, sheet) for name in rows) for row in rows):
            break
    return region, rows


def _without_strokes(token: OcrWord, office: PixelBox, name: PixelBox, sheet: Sheet) -> OcrWord:
    """The word, emptied where it is what the engine makes of signature and seal between an office and the name.

    Beside the name it is emptied where it is the clock of an electronic signature, or no word at all.
    """
    reach = _ASIDE_MM * sheet.picture.dpi / 25.4
    x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
    between = office[3] < y < name[1] and token.confidence < _SURE
    beside = name[1] <= y < name[3] and (is_stamp(token.text) or not any(map(str.isalnum, token.text)))
    near = abs(x - (name[0] + name[2]) / 2) < reach
    return replace(token, better="") if near and (between or beside) and token.better is None else token


def _row(line: Spot, tokens: Sequence[OcrWord], sheet: Sheet) -> Row:
    words = tuple(sorted((t for t in tokens if is_on(t, line)), key=lambda t: t.box[0]))
    if is_listed(" ".join(word.text for word in words)):
        return Row(line, words, None)  # no name and no office, whatever else it says
    sure = bool(words) and sum(word.confidence for word in words) >= _SURE * len(words) and fills(words, line)
    return told(Row(line, words, None if sure else sheet.read(line)))


def _is_clear(tokens: Sequence[OcrWord], sheet: Sheet) -> bool:
    """Whether the engine alone is sure of the offices of a page and of the whole name below each, and sees no more."""
    rows = [Row(Spot(part.box), part.words, None) for part in segments(tokens)]
    rows = [told(row) if OFFICES.search(fold(row.printed)) else row for row in rows]
    offices = [row for row in rows if row.office]
    below = [row for row in rows if any(is_below(row, one, sheet) or right_below(row, one) for one in offices)]
    blocks = [*offices, *(row for row in below if row.office is None)]
    sure = all(word.confidence >= _SURE for row in blocks for word in row.words)
    return sure and all(row.office or _is_named(row) for row in below) and _doubted(rows, sheet) is None


def _doubted(rows: Sequence[Row], sheet: Sheet) -> list[Row] | None:
    """The offices that are not read beyond doubt, or the name below them; none of a page without offices.

    Returns:
        None where there are offices and nothing is in doubt.
    """
    offices = [row for row in rows if row.office]
    doubted = []
    for office in offices:
        below = [row for row in rows if is_below(row, office, sheet)]
        if any(row.office for row in below):
            continue
        read = max((office_of(text).likeness for text in office.engine), default=0.0)
        if read < _READ or not any(map(_is_named, below)):
            doubted.append(office)
    return doubted if doubted or not offices else None


def _around(offices: Sequence[Row], region: PixelBox, sheet: Sheet) -> PixelBox:
    """The part of a region where offices stand, their heads' above and the names below; all of it without offices."""
    if not offices:
        return region
    millimetre = sheet.picture.dpi / 25.4
    lefts, tops, rights, bottoms = zip(*(office.line.box for office in offices), strict=True)
    aside = BLOCK_MM / 2 * millimetre
    middles = [office.line.middle for office in offices]
    return (
        max(min(*lefts, min(middles) - aside), region[0]),
        max(min(tops) - _OFFICE_ABOVE_MM * millimetre, region[1]),
        min(max(*rights, max(middles) + aside), region[2]),
        min(max(bottoms) + (NAME_MM[1] + _LINE_MM) * millimetre, region[3]),
    )


def _is_named(row: Row) -> bool:
    """Whether a line is a whole name that nothing makes doubtful."""
    if row.seen is None and not row.prints:
        name = without_rank(row.printed)[1]
        return len(name.split()) >= _WHOLE and is_usual(name) and not has_rival(name)
    found = name_on(row)
    return found is not None and found.confidence >= AGREED and len(row.engine) > 1


def _with_prints(rows: Sequence[Row], lost: Sequence[Row], found: Sequence[Printed]) -> tuple[list[Row], list[Row]]:
    """The rows with what the print alone says there, and the offices and names that nothing else has found."""
    known, new = list(rows), list(lost)
    for stretch in found:
        for there in (known, new):
            at = next((at for at, row in enumerate(there) if _same_line(stretch, row.line)), None)
            if at is not None:
                there[at] = told(replace(there[at], prints=(*there[at].prints, stretch)))
                break
        else:
            row = told(Row(stretch.line, (), None, (stretch,)))
            if row.office or is_usual(without_rank(stretch.text)[1]):
                new.append(row)
    return known, new


def _same_line(stretch: Printed, line: Spot) -> bool:
    box, high = stretch.line.box, stretch.line.high
    across = min(box[2], line.box[2]) - max(box[0], line.box[0])
    level = abs((box[1] + box[3]) / 2 - line.at(stretch.line.middle)) < 0.5 * min(high, line.high)
    return level and across > 0 and _ALIKE_HIGH < high / max(line.high, 1) < 1 / _ALIKE_HIGH


def _deputies(rows: Sequence[Row]) -> list[Row]:
    """The rows, with those that the office right above makes readable: "PHÓ GIÁM ĐỐC" below "GIÁM ĐỐC"."""
    out = []
    for row in rows:
        for above in rows:
            if above.office is None or not right_below(row, above):
                continue
            known = max(_likeness(text, row.office) for text in row.texts) if row.office else 0.0
            deputies = (f"PHÓ {above.office}", f"PHÓ {above.office} THƯỜNG TRỰC")
            likeness, wanted = max((_likeness(text, deputy), deputy) for deputy in deputies for text in row.texts)
            if likeness >= _LIKE_DEPUTY and (likeness >= known or (known < 1.0 and likeness > known - _NEARER)):
                row = replace(row, office=wanted, after="")
        out.append(row)
    return out


def _once(rows: Sequence[Row]) -> list[Row]:
    """The rows, without one that says the same office as another that lies on it more closely: a seal makes it high."""
    return [
        row for row in rows
        if row.office is None or not any(
            other.office == row.office and other.line.high < row.line.high and _lies_on(other.line, row.line)
            for other in rows
        )
    ]  # fmt: skip


def _lies_on(one: Spot, other: Spot) -> bool:
    left, top, right, bottom = other.box
    return left < one.middle < right and top < one.at(one.middle) < bottom


def _likeness(text: str, office: str) -> float:
    return Levenshtein.normalized_similarity(letters_of(text), letters_of(office))


def _lost_offices(rows: Sequence[Row], sheet: Sheet, engine: Engine, timeout: float) -> list[Row]:
    """The offices above two names side by side that neither reader has found, both looking there once more.

    Two bodies that sign together have a name each on one line; their offices are level too, so that the lines of
    either block tell how high to look in the other.
    """
    found: list[Row] = []
    names = [row for row in rows if row.seen is None and row.printed.istitle() and name_on(row)]
    signed_for = [row for row in rows if row.office]
    for name in names:
        if all(other is name or not _level(other, name) for other in names):
            continue
        if any(is_below(name, office, sheet) for office in signed_for):
            continue
        looked = [_looked_at(name, level, sheet, engine, timeout) for level in _levels(rows, name, sheet)]
        best = max(looked, key=lambda pair: pair[1], default=None)
        if best is not None and best[1] >= LIKE:
            found.append(best[0])
    return found


def _level(one: Row, other: Row) -> bool:
    low, high = sorted((one.line.box, other.line.box))
    return abs(low[1] - high[1]) < one.line.high and low[2] < high[0]


def _levels(rows: Sequence[Row], name: Row, sheet: Sheet) -> list[tuple[float, float]]:
    """How high the lines above a name are that can be an office's, on either side of the page."""
    millimetre = sheet.picture.dpi / 25.4
    levels: list[tuple[float, float]] = []
    for row in rows:
        _, top, _, bottom = row.line.box
        above = name.line.box[1] - NAME_MM[1] * millimetre < top and bottom < name.line.box[1]
        like = row.line.wide > _LEAST_WIDE_MM * millimetre and 0.6 < row.line.high / name.line.high < 1.6
        if above and like and all(abs(top - other) > millimetre / 2 for other, _ in levels):
            levels.append((top, bottom))
    return levels


def _looked_at(
    name: Row, level: tuple[float, float], sheet: Sheet, engine: Engine, timeout: float
) -> tuple[Row, float]:
    """What stands at a level above a name, no wider than an office, and how like an office it is."""
    reach = _OFFICE_MM / 2 * sheet.picture.dpi / 25.4
    line = Spot((name.line.middle - reach, level[0], name.line.middle + reach, level[1]), 0.0)
    seen = sheet.read(line)
    texts = [seen.text]
    if office_of(seen.text).likeness >= _WORTH:
        views = [np.asarray(sheet.cut(line.box).convert("L")), _prepared(line.box, sheet)]
        read = engine.read([_framed(view) for view in views], sheet.picture.dpi, "line", timeout)
        texts += [" ".join(word.text for word in words) for words in read]
    best = max(map(office_of, texts), key=lambda told: told.likeness)
    return Row(line, (), seen, office=best.name), best.likeness


def _office_pieces(row: Row, offices: Sequence[Row]) -> list[Piece]:
    """What the line of an office says, where the engine has it otherwise."""
    box = row.line.box
    found = PREFIX.match(row.before)
    prefix, confidence = (f"{found['letters'].replace('/', '').upper()}. ", 1.0) if found else ("", 1.0)
    deputy = any(other.office == f"PHÓ {row.office}" and right_below(other, row) for other in offices)
    marked = bool(row.before) or (row.seen is not None and not row.seen.text[:1].isalpha())
    if deputy and marked and not prefix:
        prefix, confidence = "KT. ", _SIGNED_FOR
    text = " ".join(filter(None, (f"{prefix}{row.office}", row.after)))
    if applied(row.printed, repairs(row.printed)) == text:
        return []  # the grammar of lines sees to it
    return [Piece(text, box[0], box[2], confidence, read=row.heard)]


def _prepared(box: PixelBox, sheet: Sheet) -> Grey:
    x0, y0, x1, y1 = (max(round(value), 0) for value in box)
    return sheet.picture.grey[y0:y1, x0:x1]


def _framed(view: Grey) -> Grey:
    return np.pad(view, _MARGIN, constant_values=255)
