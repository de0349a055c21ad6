"""Which words a word may be a slip of the pen for, and how rare such a slip is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.restoration.models import language_model, word_counts
from pipeline.restoration.ngrams import NUMBER
from pipeline.text.unicode import fold, is_syllable


@dataclass(frozen=True, slots=True)
class Costs:
    """Log-odds of slips; the higher, the fewer suspects."""

    mark: float = 7.0
    """One letter has another mark: "chuyến" for "chuyển"."""
    marks: float = 8.5
    """Two letters have."""
    letter: float = 11.2
    """A letter is missing, added or another."""
    broken: float = 6.0
    """What all of them cost less where the word as written is no syllable."""
    sure: float = 0.85
    """Posterior from which the other word is believed."""
    common: int = 300
    """How often the suggested word must stand in the training text."""
    often: int = 3
    """A word that the document writes this often in the same company is meant."""


_Y_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_REMEMBERED = 1 << 15  # written words whose variants are kept


@lru_cache(maxsize=_REMEMBERED)
def variants(written: str, costs: Costs) -> tuple[tuple[int, float], ...]:
    """Words (ids) that `written` may be a slip for, with their costs.

    Args:
        written: A word, lower case, its tones placed the newer way.
        costs: Prices.
    """
    table, counts, words = _neighbourhood(), word_counts(), language_model().words
    base = fold(written)
    discount = 0.0 if is_syllable(written) else costs.broken
    options: dict[int, float] = {}
    for key in (base, "-" + base, *("-" + d for d in _deletions(base)), *_deletions(base)):
        for word in table.get(key, ()):
            if words[word] != written and counts[word] >= costs.common:
                cost = slip_cost(written, words[word], costs)
                if cost is not None:
                    options[word] = cost - discount
    return tuple(options.items())


def slip_cost(written: str, meant: str, costs: Costs) -> float | None:
    """What it costs that `meant` was written as `written`; None where that is more than one slip.

    Args:
        written: The word of the text, lower case.
        meant: Another word.
        costs: Prices.
    """
    if _same_sound(written) == _same_sound(meant):
        return None
    if len(written) == len(meant):
        differ = [(a, b) for a, b in zip(written, meant, strict=True) if a != b]
        same_base = all(fold(a) == fold(b) for a, b in differ)
        if same_base:
            return {1: costs.mark, 2: costs.marks}.get(len(differ))
    a, b = fold(written), fold(meant)
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 3:
        return None
    if len(a) == len(b):
        return costs.letter if sum(x != y for x, y in zip(a, b, strict=True)) <= 1 else None
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return costs.letter if shorter in _deletions(longer) else None


def _same_sound(word: str) -> str:
    """`word` with y written as i: qui and quy, kĩ and kỹ are two spellings, not a slip."""
    return word.translate(_Y_AS_I)


def _deletions(base: str) -> set[str]:
    return {base[:i] + base[i + 1 :] for i in range(len(base))}


@cache
def _neighbourhood() -> dict[str, tuple[int, ...]]:
    """Words by their base and by their base less one letter."""
    found: dict[str, set[int]] = {}
    for word, text in enumerate(language_model().words):
        if word > NUMBER and is_syllable(text):
            base = fold(text)
            for key in (base, *("-" + d for d in _deletions(base))):
                found.setdefault(key, set()).add(word)
    return {key: tuple(sorted(words)) for key, words in found.items()}
