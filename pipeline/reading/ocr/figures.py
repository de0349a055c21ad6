"""Figures, dates and comparators that the engine is unsure of, read again by the second reader.

The engine's data know neither "≤" nor "≥" and take a digit for a letter ("l5" for 15); the second reader knows all
digits and signs, but not the letters of Vietnamese. So of a word with figures it has the figures, the engine the
letters behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.reading.ocr.contract import OcrWord, PixelBox, Spot
from pipeline.reading.ocr.sheet import Seen, Sheet
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold

_ASKED = 0.9  # confidence of the engine below which it is asked about
_SURE = 0.9  # chance of each sign from which the second reader is believed where the engine's reading can be no figure
_SURER = 0.98  # ... and where it can be another figure
_DOUBTED = 0.8  # confidence of the engine below which another figure of the second reader stands in its place
_NEAR = 1.2  # heights of a word that the next of one figure is away at most
_ABOVE, _BESIDE = 0.2, 0.35  # heights of a word that its picture is grown by

_FIGURE_WORD = re.compile(rf"[^\W_{UPPER}]{{0,2}}[<>≤≥]|\W*[\dlIOoSB|]*\d|\W*\d")
_DASH = r"\s?[-–—~]\s?"
_DATE = r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}/\d{4}"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_MEANT = re.compile(
    rf"(?P<sign>[<>≤≥]?)\s?(?P<figure>(?:{_DATE})(?:{_DASH}(?:{_DATE}))?|(?:{_NUMBER})(?:-(?:{_NUMBER}))?\s?[%‰]?)"
    r"(?P<rest>[^\W\d_]*)(?P<stop>[.,;:)]?)",
    re.ASCII,
)
_PER_MILLE = re.compile(r"%[oO0]|‰")
"""The second reader takes ‰ for %."""
_UNDERLINED = {"≤": "<", "≥": ">"}
"""What the engine reads in place of a comparator that it does not know."""
_LETTERS = re.compile(r"[^\W\d_]{2,}\W?$")


def refigured(tokens: Sequence[OcrWord], sheet: Sheet) -> list[OcrWord]:
    """The words, those with figures that the engine is unsure of as both readers together see them.

    Raises:
        PageFault: see `SecondReader`.
    """
    better: dict[int, OcrWord] = {}
    for run in _runs(tokens):
        if any(_is_asked(tokens[index]) for index in run):
            words = [tokens[index] for index in run]
            better.update(zip(run, _settled(words, sheet.read(_spot(words))), strict=True))
    return [better.get(index, token) for index, token in enumerate(tokens)]


def _is_asked(token: OcrWord) -> bool:
    return token.confidence < _ASKED or not set("<>").isdisjoint(token.text)


def _runs(tokens: Sequence[OcrWord]) -> Iterator[list[int]]:
    """Numbers of the words that make one figure: side by side on a line, each with a digit or comparator."""
    run: list[int] = []
    for index, token in enumerate(tokens):
        if token.better is not None or token.other is not None or not _has_figure(token.text):
            continue
        if run and not (index == run[-1] + 1 and _goes_on(tokens[run[-1]], token)):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _has_figure(text: str) -> bool:
    """Whether a word is a figure or comparator, and no document symbol, which has a grammar of its own."""
    return bool(_FIGURE_WORD.match(text)) and sum(map(str.isupper, text)) < 2 + text.count("I") + text.count("O")


def _goes_on(before: OcrWord, word: OcrWord) -> bool:
    height = before.box[3] - before.box[1]
    return before.line == word.line and 0 <= word.box[0] - before.box[2] < _NEAR * max(height, 1.0)


def _spot(words: Sequence[OcrWord]) -> Spot:
    """The line of a run, with some paper around it."""
    top, bottom = min(word.box[1] for word in words), max(word.box[3] for word in words)
    height = bottom - top
    box: PixelBox = (
        words[0].box[0] - _BESIDE * height, top - _ABOVE * height,
        words[-1].box[2] + _BESIDE * height, bottom + _ABOVE * height,
    )  # fmt: skip
    return Spot(box)


def _settled(words: Sequence[OcrWord], seen: Seen) -> list[OcrWord]:
    """The words of a run: as they are, or the first with what the run says and the others empty."""
    read = " ".join(word.text for word in words)
    sure = min(word.confidence for word in words)
    chance = min((sign.chance for sign in seen.signs if not sign.text.isspace()), default=0.0)
    ours, theirs = _MEANT.fullmatch(read), _MEANT.fullmatch(seen.text.strip())
    if theirs is None or chance < _SURE or _bare(read) == _bare(seen.text):
        return list(words)
    letters = _LETTERS.search(read)
    if _PER_MILLE.search(read) or fold(theirs["rest"]) != fold((letters.group() if letters else "").strip(".,;:)")):
        return list(words)
    said = f"{theirs['sign']} {theirs['figure']}".strip() + (f" {letters.group()}" if letters else theirs["stop"])
    if ours is None:
        return _written(words, said, max(sure, _ASKED), None)
    if _bare(ours["figure"]) == _bare(theirs["figure"]):
        meant = theirs["sign"] in _UNDERLINED and ours["sign"] == _UNDERLINED[theirs["sign"]]
        return _written(words, said, max(sure, _ASKED), None) if meant else list(words)
    if chance >= _SURER and sure < _DOUBTED:
        return _written(words, said, sure, read)
    return [replace(words[0], other=seen.text.strip()), *words[1:]] if sure < _DOUBTED else list(words)


def _written(words: Sequence[OcrWord], said: str, confidence: float, other: str | None) -> list[OcrWord]:
    first = replace(words[0], better=said, confidence=confidence, other=other)
    return [first, *(replace(word, better="") for word in words[1:])]


def _bare(text: str) -> str:
    """A figure without blanks, its dashes all alike."""
    return re.sub(r"[–—~]", "-", re.sub(r"\s+", "", text))
