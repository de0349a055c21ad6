"""What a source shows as no part of its text: struck-out words and the raised numbers that call a note.

Both stay in the raw text and are left out of the clean one (`Line.drop`). Readers that build a line of many pieces
enclose such a stretch in two signs that no source holds (`struck`, `raised`) and take them out when the line is
whole (`settled`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.faults import say
from pipeline.reading.lines import Line
from pipeline.text.spans import Span

OPEN, CLOSE = "\x0e", "\x0f"
STRIKE = "~~"
"""Written in the raw text on either side of what is struck out, as Markdown does."""
_STRIKES = re.compile(r"~~|<(?:s|del|strike)\b", re.IGNORECASE)
_SIGNS = re.compile(f"{STRIKE}{CLOSE}{OPEN}{STRIKE}|[{OPEN}{CLOSE}]")
_QUOTED = 60  # characters of a text that a remark quotes
_NOTE = re.compile(r"\s*[(\[]?(?:\d{1,3}|\*+)[)\]]?\s*$")
_LOOKED_AT = 200  # characters
_UNIT_MOST = 8  # characters of a unit and of what stands before it
_UNIT = re.compile(r"(?:^|[\d\s(/])(?:[kcdm]?m|ha)$")  # m2, km2, m3 are no notes


def calls_note(raised: str, before: str) -> bool:
    """Whether a raised sign calls a note ("12.500" and "1"), and is no exponent of a unit ("m" and "2").

    Args:
        raised: the raised characters.
        before: what stands before them on the line.
    """
    return bool(_NOTE.match(raised) and before.strip() and not _UNIT.search(before[-_UNIT_MOST:]))


def line_before(text: str, at: int) -> str:
    """What stands before a place on its line, as far as `calls_note` asks."""
    return text[max(0, at - _LOOKED_AT) : at]


def struck(text: str) -> str:
    """`text` marked as struck out, line by line."""
    return "\n".join(f"{OPEN}{STRIKE}{part}{STRIKE}{CLOSE}" if part.strip() else part for part in text.split("\n"))


def raised(text: str) -> str:
    """`text` marked as the call of a note."""
    return f"{OPEN}{text}{CLOSE}"


def kept(text: str) -> str:
    """What of a marked text is no struck-out word and no call of a note."""
    return re.sub(f"{OPEN}[^{CLOSE}]*{CLOSE}?", "", text)


def settled(line: Line) -> Line:
    """The line with its signs taken out and the stretches between them in `drop`."""
    if OPEN not in line.text:
        return line
    gone = [found.span() for found in _SIGNS.finditer(line.text)]

    def moved(at: int) -> int:
        return at - sum(end - start for start, end in gone if start < at)

    drop: list[Span] = []
    begin: int | None = None
    for start, end in gone:
        sign = line.text[start:end]
        if sign == OPEN:
            begin = moved(start)
        elif sign == CLOSE and begin is not None:
            drop.append((begin, moved(start)))
            begin = None
    cells = tuple(replace(cell, start=moved(cell.start), end=moved(cell.end)) for cell in line.cells)
    return replace(line, text=_SIGNS.sub("", line.text), drop=(*line.drop, *drop), cells=cells)


def struck_out(lines: Sequence[Line]) -> list[str]:
    """The remark on what the source strikes out, where it does; see `Reading.remarks`."""
    gone = [line.text[start:end].strip("~ ") for line in lines for start, end in line.drop if _is_struck(line, start)]
    words = [text for text in gone if re.search(r"\w", text)]
    return [say("struck-out", len(words), quoted(words))] if words else []


def _is_struck(line: Line, start: int) -> bool:
    return bool(_STRIKES.match(line.text, start))


def quoted(texts: Sequence[str], most: int = 3) -> str:
    """The first few of some texts as a remark quotes them, long ones cut."""
    cut = [" ".join(text.split()).replace(" / ", "/") for text in texts]
    shown = [f"“{text[:_QUOTED].rstrip()}{'…' * (len(text) > _QUOTED)}”" for text in cut[:most]]
    return ", ".join(shown) + (", …" if len(cut) > most else "")
