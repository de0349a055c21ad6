"""Text that was decoded with the wrong table, found line by line: UTF-8 read as Windows-1252, fonts older than Unicode.

Both leave characters of Latin-1 that no Vietnamese text holds in such company, so that sound lines cost one search.
Line breaks stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.text.encodings import Encoding, decode_legacy, syllable_share
from pipeline.text.letters import BEYOND_LATIN_1, WITH_MARKS
from pipeline.text.lost_bytes import lost_letters
from pipeline.text.spans import Edit, Edited
from pipeline.text.unicode import is_syllable

TIMES = 3
"""How often a text may have gone through the mistake."""

WORDS = 4
"""Words that a line must have to tell a legacy font by itself; shorter ones follow their neighbours."""

GAIN, LEAST = 0.25, 0.75
"""By how much the share of Vietnamese syllables must rise, and to what, for a line to be decoded."""

REACH = 3
"""Lines on each side that a line too short to tell may follow."""

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_WORD = re.compile(r"\S+")
_MARKED = re.compile(f"[{BEYOND_LATIN_1}]")
_VIETNAMESE = re.compile(f"[{WITH_MARKS}]")
_ODD = re.compile("[\x80-\x9f¡-¿ÄÅÆÇËÏÑÖ×ØÜÞßäåæçëïñöøüþÿ÷Œœ]")
"""Letters and signs that legacy fonts and the mistake leave; some of them stand in sound text too."""


def decode_misread(text: str) -> Edited:
    """`text` (NFC) with the words put right that another decoding makes Vietnamese.

    Example:
        >>> decode_misread("Káº¿ hoáº¡ch xÃ£").text, decode_misread("KÕ ho¹ch hµnh ®éng cña x·").text
        ('Kế hoạch xã', 'Kế hoạch hành động của xã')
    """
    decoded = Edited.of(text)
    if not _ODD.search(text):
        return decoded
    for _ in range(TIMES):
        edits = list(_utf8(decoded.text))
        if not edits:
            break
        decoded = decoded.then(edits)
    return decoded.then(list(_legacy(decoded.text)))


# ------------------------------------------------------------------------ UTF-8 read as Windows-1252, -1258 or Latin-1


@cache
def _byte_of() -> dict[int, int]:
    """Character -> the byte that Windows-1252 (with its five holes as in Latin-1) or Windows-1258 read as it."""
    table = {code: code for code in range(0x80, 0x100)}
    for code in range(0x80, 0x100):
        try:
            table[ord(bytes((code,)).decode("cp1252"))] = code
        except UnicodeDecodeError:
            continue
    return table | {ord("Ă"): 0xC3}


_SEQUENCE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_PLAIN_TOO = frozenset("\xa0\x85\x91\x92\x93\x94\x96\x97\xab\xbb")
"""Bytes that read as a blank, a dash or a quotation mark: after Ã or Â they may stand in sound text ("XÃ”")."""


def _utf8(text: str) -> Iterator[Edit]:
    """The sequences of a text that are UTF-8 read byte by byte.

    In lines where one of them can be nothing else; once there is such a line, also in those that hold no letter
    beyond ASCII outside of them.
    """
    lines = [(line, _sequences(line) if _ODD.search(line) else []) for line in text.split("\n")]
    clear = [any(_telling(line[a:b], new) for a, b, new in found) for line, found in lines]
    read: list[tuple[int, str, list[Edit]]] = []
    at = 0
    for (line, found), told in zip(lines, clear, strict=True):
        if told or (found and any(clear) and _nothing_else(line, found)):
            read.append((at, line, found))
        at += len(line) + 1
    for (begin, _, found), lost in zip(read, lost_letters([entry[1:] for entry in read]), strict=True):
        yield from ((begin + start, begin + end, new) for start, end, new in sorted([*found, *lost]))


def _sequences(line: str) -> list[Edit]:
    octets = line.translate(_byte_of())
    return [(m.start(), m.end(), new) for m in _SEQUENCE.finditer(octets) if (new := _character(m.group()))]


def _character(octets: str) -> str | None:
    try:
        return octets.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _telling(read: str, new: str) -> bool:
    """Whether a sequence gives a Vietnamese letter, and could not be a letter before a mere quotation mark."""
    octets = read.translate(_byte_of())
    return bool(_VIETNAMESE.match(new)) and not (octets[0] < "\xc4" and octets[-1] in _PLAIN_TOO)


def _nothing_else(line: str, found: Sequence[Edit]) -> bool:
    return sum(not char.isascii() for char in line) == sum(end - start for start, end, _ in found)


# -------------------------------------------------------------------------------------------- fonts older than Unicode


def _legacy(text: str) -> Iterator[Edit]:
    """The words of lines that were typed in a font older than Unicode."""
    lines = text.split("\n")
    at = 0
    for line, table in zip(lines, _tables(lines), strict=True):
        for word in _WORD.finditer(line) if table else ():
            new = decode_legacy(word.group(), table)  # type: ignore[arg-type]  # the loop is empty without a table
            if new != word.group():
                yield at + word.start(), at + word.end(), new
        at += len(line) + 1


def _tables(lines: list[str]) -> list[Encoding | None]:
    """For each line the table of the font that it was typed in; None for Unicode."""
    plain = [not line.isascii() and not _MARKED.search(line) for line in lines]
    odd = [free and bool(_ODD.search(line)) for free, line in zip(plain, lines, strict=True)]
    told = [_table(line, WORDS) if strange else None for line, strange in zip(lines, odd, strict=True)]
    found = list(told)
    if any(told):
        for at, line in enumerate(lines):
            if not plain[at] or told[at] is not None:
                continue
            above, below = told[max(0, at - REACH) : at], told[at + 1 : at + REACH + 1]
            if odd[at]:
                own = _table(line, 1)
                found[at] = own if own in (*above, *below) else None
            else:  # "Sè:" among such lines: a word in both
                found[at] = next((table for table in above if table and table in below and _decodes(line, table)), None)
    return found


def _unabbreviated(line: str) -> str:
    """A line without its abbreviations, which no table makes words of."""
    return _CAPITALS.sub(lambda found: found.group() if is_syllable(found.group()) else "", line)


def _decodes(line: str, table: Encoding) -> bool:
    """Whether a line reads no worse by a table than as it stands."""
    line = _unabbreviated(line)
    return syllable_share(decode_legacy(line, table)) >= max(syllable_share(line), LEAST)


def _table(line: str, least: int) -> Encoding | None:
    """The table that makes a line of so many words Vietnamese; None where none does."""
    if len(line.split()) < least:
        return None
    line = _unabbreviated(line)
    share = syllable_share(line)
    tables: tuple[Encoding, ...] = ("tcvn3", "vni")
    best, table = max((syllable_share(decode_legacy(line, table)), table) for table in tables)
    return table if best >= max(share + GAIN, LEAST) else None
