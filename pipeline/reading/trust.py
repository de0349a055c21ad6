"""Whether the text layer of a page can be believed, and why not.

Three questions, the cheap ones first. Does the text read as Vietnamese (syllables, marks, digits inside words,
legacy fonts, characters without Unicode)? Does it cover what is drawn on the page? On a scanned page, does it
say what the picture says? The labelled set and its figures: `tests/benchmarks/bench_trust.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pipeline.assets import lines as entries
from pipeline.reading.faults import say
from pipeline.records import Box
from pipeline.text.folding import fold_characters
from pipeline.text.letters import CODE, CODE_SMALL, PLAIN_UPPER
from pipeline.text.numberless import digits_are_lost
from pipeline.text.unicode import is_syllable

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import Engine
    from pipeline.reading.ocr.pictures import Grey

BELIEVED = 0.70
"""Least score of a layer that reads as Vietnamese."""
COVERED = 0.55
"""Least share of the page's ink that a believed layer has to stand on, where the page is a picture."""
AGREED = 0.70
"""Least likeness of the layer to the picture on the lines that are compared."""
_MARKED = 0.42  # share of marked syllables below which text counts as stripped; real texts have 0.65-0.85
_FEW = 6
_SHORT = 25

_CID = re.compile(r"\(cid:\d+\)")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:vn|com|gov|net|org)\b", re.IGNORECASE)
_TRIM = re.compile(r"^[^\w\ufffd]+|[^\w\ufffd]+$")
_NUMERIC = re.compile(r"[\d\W_]*$")
_SYMBOL = re.compile(rf"[\d/.\-–]*[{PLAIN_UPPER}]{{1,}}[{CODE}{CODE_SMALL}\d]*(?:[/\-–.&][{PLAIN_UPPER}a-z\d]+)*$")
_ROMAN = re.compile(r"[IVXLC]+$", re.IGNORECASE)
_UNITS = frozenset(
    (
        "km",
        "kg",
        "ha",
        "m",
        "m2",
        "m3",
        "km2",
        "ml",
        "cm",
        "mm",
        "kw",
        "kwh",
        "kv",
        "mw",
        "gb",
        "mb",
        "cp",
        "cs",
        "tp",
        "tx",
        "tt",
        "gd",
        "đt",
        "ubnd",
        "hđnd",
        "qsdđ",
    )
)
_SAID_ENOUGH = 3  # times that a word counts at most
_SPLIT = re.compile(r"[-–/,.;:()&+…\"“”'‘’]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held of a text: 0..1, and what spoke against it (Vietnamese / English), None if nothing did."""

    score: float
    reason: str | None = None
    words: int = 0
    """Words that the score rests on."""
    english: bool = False

    @property
    def believed(self) -> bool:
        """Whether the text may stand."""
        return self.score >= BELIEVED


def judge(text: str, unmapped: float = 0.0) -> Verdict:
    """How far a page's text reads as Vietnamese.

    The score is the share of words that Vietnamese spelling allows, lowered where marks are missing from most
    words. Numbers, document symbols, abbreviations, addresses say nothing. A page of proper English is believed;
    one with fewer than six telling words too, unless it holds characters that no text has.

    Args:
        text: the layer's text, any form.
        unmapped: share of its words that hold characters for which the font has no Unicode.

    Example:
        >>> judge("Uy ban nhan dan x5 D6ng Hung t6 chirc thuc hi0n").believed
        False
    """
    text, marks = _CID.subn(" ", unicodedata.normalize("NFC", text))
    text = fold_characters(text).text
    broken = marks + sum(map(_is_broken, text))
    tally = _tally(text)
    good, bad, marked, low = tally.good, tally.bad, tally.marked, tally.low
    if good + bad < _SHORT:  # a name of another people's language weighs too much on a short page
        bad -= tally.names
    words = good + bad
    size = max(len(text), 1)
    if broken > 0.04 * size + 2 or unmapped > 0.15:
        return Verdict(0.0, say("fonts-without-unicode"), words)
    if words < _FEW:
        fine = broken == 0 and bad <= max(1, good)
        return Verdict(0.95 if fine else 0.3, None if fine else say("unreadable"), words)
    if tally.english > 0.12 * words and tally.digits < 0.05 * words:
        return Verdict(0.9, say("english"), words, english=True)
    valid = (good + 0.5) / (words + 0.5)
    if tally.single > 0.35 * words and words > 12:
        return Verdict(min(0.3, valid), say("letters-apart"), words)
    if digits_are_lost(text):
        return Verdict(min(0.2, valid), say("digits-lost"), words)
    score = valid**1.5
    if low >= _FEW and marked < _MARKED * low:
        score *= max(0.1, marked / (_MARKED * low))
    if score >= BELIEVED:
        return Verdict(round(score, 3), None, words)
    return Verdict(round(score, 3), _reason(tally, bad, valid), words)


@dataclass(slots=True)
class _Tally:
    """What the telling words of a page are."""

    good: int = 0
    bad: int = 0
    single: int = 0
    """Words of one letter."""
    english: int = 0
    digits: int = 0
    """Bad words with a digit in them."""
    foreign: int = 0
    """Bad words with letters that Vietnamese does not have."""
    names: int = 0
    """Bad words that may be names."""
    seen: Counter[str] = field(default_factory=Counter)
    """Good words in small letters."""

    @property
    def low(self) -> int:
        """Good words in small letters, three of one kind at most: a column of "ha" says no more."""
        return sum(min(count, _SAID_ENOUGH) for count in self.seen.values())

    @property
    def marked(self) -> int:
        """Those of `low` that bear a mark."""
        return sum(min(count, _SAID_ENOUGH) for word, count in self.seen.items() if _is_marked(word))

    def add(self, piece: str, good: bool) -> None:
        """Counts a word that Vietnamese spelling allows, or does not."""
        self.single += len(piece) == 1
        self.english += piece.lower() in _english()
        if good:
            self.good += 1
            if piece.islower():
                self.seen[piece] += 1
        else:
            self.bad += 1
            self.names += piece.istitle() and piece.isalpha() and all(map(_is_vietnamese, piece))
            self.digits += any(c.isdigit() for c in piece)
            self.foreign += any(not _is_vietnamese(c) for c in piece if not c.isdigit())


def _tally(text: str) -> _Tally:
    tally = _Tally()
    for raw in text.split():
        if not _ADDRESS.search(raw):
            for piece in _pieces(raw):
                verdict = _weigh(piece)
                if verdict is not None:
                    tally.add(piece, verdict > 0)
    return tally


def _reason(tally: _Tally, bad: int, valid: float) -> str:
    """What speaks against a page that is not believed."""
    if tally.foreign > 0.5 * bad:
        return say("legacy-font")
    if tally.digits > 0.15 * bad:
        return say("digits-in-words")
    if tally.low and tally.marked < 0.2 * tally.low and valid > 0.5:
        return say("marks-lost")
    return say("misspelt")


def covers(picture: Grey, boxes: Sequence[Box], dpi: float) -> float:
    """Share of a page's writing that lies inside the layer's word boxes.

    Args:
        picture: the page in grey, low resolution is enough (72 dpi).
        boxes: boxes of the layer's words in points of the page.
        dpi: resolution of `picture`.
    """
    import numpy as np

    from pipeline.reading.ocr.pictures import writing

    ink = writing(picture < 140)
    total = int(ink.sum())
    if total < 30:
        return 1.0
    inside = np.zeros_like(ink)
    scale, margin = dpi / 72, 1.0
    for x0, top, x1, bottom in boxes:
        rows = slice(max(0, int((top - margin) * scale)), max(0, int((bottom + margin) * scale) + 1))
        inside[rows, max(0, int((x0 - margin) * scale)) : max(0, int((x1 + margin) * scale) + 1)] = True
    return float((ink & inside).sum()) / total


def sample(lines: Sequence[tuple[str, Box]], count: int = 4) -> list[tuple[str, Box]]:
    """Lines fit to be compared with the picture: long, spread over the page."""
    fit = [(text, box) for text, box in lines if len(text) >= 18 and box[2] - box[0] > 60 and box[3] - box[1] < 40]
    if len(fit) <= count:
        return fit
    step = len(fit) / count
    return [fit[int((number + 0.5) * step)] for number in range(count)]


def agreement(
    lines: Sequence[tuple[str, Box]], picture: Grey, dpi: float, engine: Engine, timeout: float
) -> float | None:
    """Likeness (0..1) of layer lines to what the engine reads at their places; None where nothing can be compared.

    The second best of three or more lines is taken: lines under a seal or across the columns of a table are read
    badly, while a layer that belongs to another page has no good line.

    Raises:
        OcrTimeout, PageFault, EngineError: see `Engine.read`.
    """
    from rapidfuzz.distance import Indel

    pieces, wanted = [], []
    for text, (x0, top, x1, bottom) in lines:
        pad = 0.15 * (bottom - top) + 1
        rows = slice(max(0, int((top - pad) * dpi / 72)), int((bottom + pad) * dpi / 72) + 1)
        columns = slice(max(0, int((x0 - 3) * dpi / 72)), int((x1 + 3) * dpi / 72) + 1)
        crop = picture[rows, columns]
        if min(crop.shape) >= 8:
            pieces.append(crop)
            wanted.append(text)
    if not pieces:
        return None
    read = engine.read(pieces, dpi, "line", timeout)
    likeness = sorted(
        Indel.normalized_similarity("".join(text.split()), "".join(token.text for token in tokens))
        for text, tokens in zip(wanted, read, strict=True)
    )
    return likeness[-2] if len(likeness) >= 3 else likeness[len(likeness) // 2]


def _pieces(raw: str) -> list[str]:
    """The words of a run without white space: hyphens and slashes part them, document symbols stay whole."""
    core = _TRIM.sub("", raw)
    if not core or _NUMERIC.match(core) or _SYMBOL.match(core):
        return [core] if core and not _NUMERIC.match(core) else []
    return [piece for piece in _SPLIT.split(core) if piece and not _NUMERIC.match(piece)]


def _weigh(piece: str) -> int | None:
    """1 for a Vietnamese word, -1 for what is none, None for what tells nothing."""
    if is_syllable(piece) and (piece.islower() or piece.istitle() or piece.isupper()):
        return 1
    if piece.lower() in _UNITS or _ROMAN.match(piece):
        return None
    if _SYMBOL.match(piece) and all(c.isdigit() or _is_vietnamese(c) or c in "/-–.&" for c in piece):
        letters = [c for c in piece if c.isalpha()]
        if sum(c.isupper() for c in letters) >= 0.5 * len(letters):
            return None
    return -1


@cache
def _english() -> frozenset[str]:
    return frozenset(entries("english_words.txt"))


@cache
def _is_vietnamese(char: str) -> bool:
    base = unicodedata.normalize("NFD", char.lower())
    return base[0] in "abcdeghiklmnopqrstuvxyđfjwz" and all(
        m in "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b" for m in base[1:]
    )


def _is_marked(piece: str) -> bool:
    return any(c in "đĐ" or unicodedata.normalize("NFD", c) != c for c in piece)


def _is_broken(char: str) -> bool:
    return (
        char == "\ufffd"
        or "\ue000" <= char <= "\uf8ff"
        or unicodedata.category(char) in ("Cc", "Cn")
        and char not in "\n\r\t\x0c\x02"
    )
