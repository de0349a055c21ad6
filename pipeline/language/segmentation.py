"""underthesea's word segmentation, laid over a text as spans."""

from __future__ import annotations

from pipeline.text.spans import Span
from pipeline.text.unicode import place_tones


def word_spans(text: str) -> list[Span]:
    """Spans of the words of `text` (one or more syllables each), in order.

    underthesea gives words, not places, and may normalise them: each is looked for from where the last one
    ended, white space aside; one that is not found again is left out and the next ones still are found.
    """
    from underthesea import word_tokenize

    spans: list[Span] = []
    at = 0
    placed = place_tones(text)
    for word in word_tokenize(text):
        span = _find(placed, place_tones(str(word)), at)
        if span:
            spans.append(span)
            at = span[1]
    return spans


def _find(text: str, word: str, at: int) -> Span | None:
    start = text.find(word, at)
    if 0 <= start <= at + 60:
        return start, start + len(word)
    return _find_spaced(text, word.split(), at)


def _find_spaced(text: str, parts: list[str], at: int) -> Span | None:
    """The parts of a word with whatever white space stands between them in the text."""
    if not parts:
        return None
    start = text.find(parts[0], at, at + 60 + len(parts[0]))
    if start < 0:
        return None
    end = start + len(parts[0])
    for part in parts[1:]:
        while end < len(text) and text[end].isspace():
            end += 1
        if not text.startswith(part, end):
            return None
        end += len(part)
    return start, end
