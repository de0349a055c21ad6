"""Figures that the engine is unsure of, as both readers together see them."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reading.ocr.contract import OcrWord, Spot
from pipeline.reading.ocr.figures import refigured
from pipeline.reading.ocr.sheet import Seen
from pipeline.reading.ocr.strips import signs


class Lines:
    """A sheet on which the second reader sees one text wherever it looks."""

    def __init__(self, strip: Any) -> None:
        self.strip = strip
        self.asked: list[Spot] = []

    def read(self, line: Spot) -> Seen:
        self.asked.append(line)
        return Seen(line, self.strip, tuple(signs(self.strip)))


def words(text: str, confidence: float) -> list[OcrWord]:
    """Words side by side, 20 pixels high, their signs 10 wide."""
    out: list[OcrWord] = []
    at = 0.0
    for word in text.split():
        out.append(OcrWord(word, (at, 0.0, at + 10 * len(word), 20.0), confidence))
        at += 10 * len(word) + 10
    return out


def read(tokens: list[OcrWord]) -> str:
    return " ".join(told for token in tokens if (told := token.text if token.better is None else token.better))


@pytest.mark.parametrize(
    ("engine", "confidence", "second", "meant", "other"),
    [
        ("< 15", 0.96, "≤15", "≤ 15", None),  # a sign that the engine does not know, however sure it is
        ("<l5ngày", 0.6, "≤15ngay", "≤ 15 ngày", None),
        ("l0I", 0.7, "101", "101", None),
        ("2.140]", 0.4, "2.140", "2.140", None),
        ("12/4/2019 —~20/5/2019", 0.5, "12/4/2019-20/5/2019", "12/4/2019-20/5/2019", None),
        ("1", 0.7, "11", "11", "1"),  # another figure: both are kept
        ("15,4%o", 0.5, "15,4%", "15,4%o", None),  # the second reader takes ‰ for %
        ("12", 0.85, "13", "12", None),
        ("15ngày", 0.6, "15kg", "15ngày", None),
    ],
)
def test_what_both_readers_mean(
    strip: Any, engine: str, confidence: float, second: str, meant: str, other: str | None
) -> None:
    out = refigured(words(engine, confidence), Lines(strip(second)))  # type: ignore[arg-type]
    assert read(out) == meant
    assert next((token.other for token in out if token.other), None) == other


def test_a_figure_in_doubt_keeps_both_readings(strip: Any) -> None:
    unsure = [{"7": 0.95, "1": 0.05}, "5"]
    (word,) = refigured(words("15", 0.7), Lines(strip(unsure)))  # type: ignore[arg-type]
    assert (word.text, word.better, word.other) == ("15", None, "75")


@pytest.mark.parametrize(
    ("text", "confidence"), [("trồng mới 120 ha", 0.95), ("12/KH-UBND", 0.5), ("Phòng", 0.3), ("QĐ15", 0.2)]
)
def test_sure_figures_symbols_and_words_are_not_asked_about(strip: Any, text: str, confidence: float) -> None:
    sheet = Lines(strip("99"))
    tokens = words(text, confidence)
    assert refigured(tokens, sheet) == tokens  # type: ignore[arg-type]
    assert sheet.asked == []


def test_neighbours_on_a_line_are_read_as_one_figure(strip: Any) -> None:
    sheet = Lines(strip("7"))
    far = OcrWord("8", (300.0, 0.0, 310.0, 20.0), 0.5)
    refigured([*words("5 %6", 0.5), far, OcrWord("9", (320.0, 40.0, 330.0, 60.0), 0.5, (1, 1, 2))], sheet)  # type: ignore[arg-type]
    assert [round(line.box[0]) for line in sheet.asked] == [-7, 293, 313]
