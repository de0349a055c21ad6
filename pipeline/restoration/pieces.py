"""How garbled text falls into pieces: words to restore, figures and symbols to protect, sentence borders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.restoration.symbols import DATE_WORD
from pipeline.restoration.tokens import EDGES, ENDS
from pipeline.text.letters import CODE, CODE_SMALL
from pipeline.text.spans import Span

WORD, FIXED, DIGITS = 0, 1, 2
"""Kinds of pieces: to be restored; protected; a short bare figure, which may be a garbled word ("6" for "ở")."""

PROTECTED = re.compile(
    r"(?:https?:|www\.)\S+|\S+@\S+\.\S+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu|info|aspx?|html?|pdf|docx?|xlsx?)(?:/\S*)?"
    r"|[+-]?\d+(?:[.,/:-]+\d+)*%?|(?-i:[IVX]+|[IVX]+[./]\d[\d./]*)"
    r"|(?-i:(?=\S*\d)[\dlIOo|]+(?:/[\dlIOo|]+)+)",
    re.IGNORECASE,
)
SYMBOL = re.compile(
    rf"(?=(?>.*?\d).*/|(?>.*?[{CODE}]{{2}}).*[-/]|.*/[{CODE}]{{2}})[\d{CODE}{CODE_SMALL}&.]*(?:[-/–][\d{CODE}Ô{CODE_SMALL}&.]+)*[-/]?"
)
_CAPITALS = re.compile(rf"[{CODE}]{{2,}}")
_APART = r"(?<=\w)(?:[1!f];[1!lit]?|;!|\((?:\\|\)|[l1i](?=ng\b))|\{\))"
"""A mark that a recognizer has written as signs of its own, inside a word: "ho;!t" is "hoạt", "d(\\ng" is "động"."""
_INNER = re.compile(rf"(?:{_APART}|[^\s\-–—/,;:.()\[\]{{}}“”\"«»…+=<>*_|])+")
_JOINED = re.compile("[-–/]")
_ITEM = re.compile(r"\s*(?:[-–—+*•●▪◦○·]|\(?[0-9a-zđ]{1,2}[).]|[IVXl1]{1,5}[.,]|\d+(?:\.\d+)+)[.)]?\s")


@dataclass(slots=True)
class Piece:
    """A run of signs that is one word, or one protected figure or symbol.

    Attributes:
        start: Where it starts in the text.
        end: Where it ends.
        text: The signs.
        kind: `WORD`, `FIXED` or `DIGITS`.
        line: Number of its line.
        glued: Whether no space stands between it and the piece before.
        closes: Whether a sentence ends after it.
    """

    start: int
    end: int
    text: str
    kind: int
    line: int
    glued: bool
    closes: bool


def _is_symbol(core: str, shouting: bool) -> bool:
    """Whether `core` is a document symbol such as 923/QĐ-TTg or KH-UBND, not two words with a hyphen."""
    if not SYMBOL.fullmatch(core) or not ("-" in core or "/" in core or "–" in core):
        return False
    if any(c.isdigit() for c in core):
        return bool(_CAPITALS.search(core)) or core.replace("/", "").replace("-", "").isdigit()
    return not shouting and bool(_CAPITALS.search(core))


def _unglued(begin: int, part: str) -> list[tuple[int, str]]:
    """A word of a date apart from the figure glued to it ("thang8"); any other part as it is."""
    found = DATE_WORD.fullmatch(part)
    if found is None or len(found["word"]) < 3:
        return [(begin, part)]
    return [(begin, found["word"]), (begin + found.start("figure"), found["figure"])]


def _parts(core: str) -> Iterator[re.Match[str]]:
    """The words of a run of signs, and the figures that are glued to them ("0,5ha", "là0,02%")."""
    at = 0
    for figure in _FIGURE.finditer(core):
        yield from _INNER.finditer(core, at, figure.start())
        yield figure
        at = figure.end()
    yield from _INNER.finditer(core, at)


_FIGURE = re.compile(
    r"(?:(?<!\w)|(?<=[^\W\d_]{2}))(?:\d+(?:[.,]\d+)+%?|\d+(?=(?:ha|km2?|kg|[cm]?m[23]|[cm]m|ml|kWh?|MWh?)(?!\w)))"
)
"""A figure that no word is written with: one with decimals or groups, and a whole one glued to its unit."""

_POWER = re.compile(r"[cdk]?m[23]")
"""A unit that ends in a digit; behind a figure it is no word ("01 m3")."""

_REMEMBERED = 1 << 16
"""Chunks whose pieces are kept: a language repeats itself, and its words are cut once."""


@lru_cache(maxsize=_REMEMBERED)
def _pieces_of(chunk: str, opens: bool, shouting: bool) -> tuple[tuple[int, int, str, int, bool], ...]:
    """The pieces of a run of signs between blanks: start and end within it, signs, kind, whether glued to the last.

    Args:
        chunk: the signs.
        opens: whether it opens its line, where a bare figure is a label.
        shouting: whether its line is in capitals.
    """
    core = chunk.strip(EDGES)
    start = chunk.index(core)
    whole = PROTECTED.fullmatch(core) or _is_symbol(core, shouting)
    if len(core) <= 2 and core.isdigit() and not opens and chunk.rstrip(',.;:”"') == core:
        return ((start, start + len(core), core, DIGITS, False),)
    if whole or PROTECTED.fullmatch(chunk.rstrip(".,;:")):
        return ((start, start + len(core), core, FIXED, False),)
    halves = [half for found in _parts(core) for half in _unglued(found.start(), found.group())]
    return tuple(
        (start + begin, start + begin + len(part), part, FIXED if PROTECTED.fullmatch(part) else WORD, at > 0)
        for at, (begin, part) in enumerate(halves)
    )


def split_line(line: str, offset: int, number: int) -> list[Piece]:
    """The pieces of one line, with offsets into the whole text."""
    shouting = False
    if _JOINED.search(line):  # only a symbol is read otherwise among capitals
        shouting = sum(map(str.isupper, line)) > 0.7 * sum(map(str.isalpha, line))
    pieces: list[Piece] = []
    cursor = 0
    for text in line.split():
        begin = line.index(text, cursor)
        cursor = begin + len(text)
        found, at = _pieces_of(text, begin == 0, shouting), offset + begin
        for a, b, part, kind, glued in found:
            if _POWER.fullmatch(part) and pieces and pieces[-1].text[-1:].isdigit():
                kind = FIXED
            pieces.append(Piece(at + a, at + b, part, kind, number, glued, False))
        if found and text[-1] in ENDS:
            pieces[-1].closes = True
    return pieces


def split_text(text: str) -> list[Piece]:
    """All pieces of a text; a paragraph's end closes a sentence."""
    pieces: list[Piece] = []
    offset = 0
    width = max((len(line) for line in text.split("\n")), default=0)
    previous = ""
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            found = split_line(line, offset, number)
            if found and pieces and _paragraph_ends(previous, line, width):
                pieces[-1].closes = True
            pieces.extend(found)
            previous = line
        offset += len(line) + 1
    if pieces:
        pieces[-1].closes = True
    return pieces


def _paragraph_ends(before: str, after: str, width: int) -> bool:
    """Whether `before` is the last line of its paragraph, `after` being the next line that is not blank."""
    tail = before.rstrip()
    if tail[-1:] in ".;:!?" or _ITEM.match(after):
        return True
    opens_upper = after.lstrip(EDGES + " ")[:1].isupper()
    return opens_upper and len(tail) < 0.6 * width


def within(pieces: Sequence[Piece], spans: Sequence[Span]) -> set[int]:
    """The pieces that share a sign with one of the spans; both in order."""
    found: set[int] = set()
    at = 0
    for start, end in spans:
        while at < len(pieces) and pieces[at].end <= start:
            at += 1
        for i in range(at, len(pieces)):
            if pieces[i].start >= end:
                break
            found.add(i)
    return found
