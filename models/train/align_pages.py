"""Bring the OCR lines of rendered pages together with their truth, word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.text.unicode import fold, nfc

_LOOKALIKES = str.maketrans(
    {
        "6": "o",
        "0": "o",
        "8": "o",
        "4": "a",
        "3": "a",
        "&": "a",
        "@": "a",
        "1": "l",
        "i": "l",
        "j": "l",
        "t": "l",
        "|": "l",
        "!": "l",
        "¢": "e",
        "¥": "y",
        "§": "s",
        "5": "s",
        "w": "u",
    }
)

Pair = tuple[tuple[str, ...], tuple[str, ...]]


def skeleton(text: str) -> str:
    """`text` without marks and with lookalike signs made equal; same length."""
    return fold(text).translate(_LOOKALIKES)


def match_lines(truth: list[str], ocr: list[str]) -> list[tuple[str, str]]:
    """Pairs of lines that belong together, in order."""
    a, b = [skeleton(t) for t in truth], [skeleton(o) for o in ocr]
    if len(a) == len(b) and all(fuzz.ratio(x, y) > 50 for x, y in zip(a, b, strict=True)):
        return list(zip(truth, ocr, strict=True))
    score = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    step: dict[tuple[int, int], int] = {}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            ratio = fuzz.ratio(a[i - 1], b[j - 1]) if abs(i - j) < 12 else 0.0
            options = [(score[i - 1][j], 0), (score[i][j - 1], 1)]
            if ratio > 55:
                options.append((score[i - 1][j - 1] + ratio, 2))
            score[i][j], step[i, j] = max(options)
    pairs, i, j = [], len(a), len(b)
    while i and j:
        move = step[i, j]
        if move == 2:
            pairs.append((truth[i - 1], ocr[j - 1]))
        i, j = i - (move != 1), j - (move != 0)
    return pairs[::-1]


def match_words(truth: str, ocr: str) -> list[Pair]:
    """The truth words and the OCR pieces between spaces that both lines share."""
    shared = []
    for tag, a, b, c, _ in Levenshtein.opcodes(skeleton(truth), skeleton(ocr)):
        if tag == "equal":
            shared.extend((a + k, c + k) for k in range(b - a) if truth[a + k] == " " == ocr[c + k])
    pairs, at, other = [], 0, 0
    for a, c in [*shared, (len(truth), len(ocr))]:
        pairs.append((tuple(truth[at:a].split()), tuple(ocr[other:c].split())))
        at, other = a + 1, c + 1
    return pairs


def read_pages(path: Path) -> Iterator[tuple[str, str, str, list[Pair]]]:
    """Engine, truth line, OCR line and word pairs for every line of a file of `render_ocr.py`."""
    with path.open(encoding="utf-8") as source:
        for record in map(json.loads, source):
            truth, ocr = ([nfc(line) for line in record[key]] for key in ("truth", "ocr"))
            for a, b in match_lines(truth, ocr):
                yield record["engine"], a, b, match_words(a, b)
