"""Which words a word may be a slip of the pen for, and how rare such a slip is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.restoration.models import language_model, word_counts
from pipeline.restoration.ngrams import NUMBER
from pipeline.text.unicode import fold, is_syllable, sounding


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


_REMEMBERED = 1 << 15  # written words whose variants are kept
_SHORTEST = 3  # letters of a word in which another letter is a slip and not another word


@lru_cache(maxsize=_REMEMBERED)
def variants(written: str, costs: Costs) -> tuple[tuple[int, float], ...]:
    """Words (ids) that `written` may be a slip for, with their costs.

    Args:
        written: A word, lower case, its tones placed the newer way.
        costs: Prices.
    """
    base, sound = fold(written), sounding(written)
    discount = 0.0 if is_syllable(written) else costs.broken
    known = _by_base(costs.common)
    options = [
        (word, price - discount)
        for word, text, sounds in known.get(base, ())
        if sounds != sound and (price := _marks_cost(written, text, costs)) is not None
    ]
    dear = costs.letter - discount
    options += [
        (word, dear) for other in _near(base, costs.common) for word, _, sounds in known[other] if sounds != sound
    ]
    return tuple(options)


def _marks_cost(written: str, meant: str, costs: Costs) -> float | None:
    """What it costs that other marks were put on the same letters; None where that is more than one slip."""
    differ = sum(a != b for a, b in zip(written, meant, strict=True))
    return {1: costs.mark, 2: costs.marks}.get(differ)


@cache
def _by_base(common: int) -> dict[str, tuple[tuple[int, str, str], ...]]:
    """The words that stand so often in the training text, with ids and sounds, by what they are without marks."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    counts = word_counts()
    for word, text in enumerate(language_model().words):
        if word > NUMBER and counts[word] >= common and is_syllable(text):
            found.setdefault(fold(text), []).append((word, text, sounding(text)))
    return {base: tuple(words) for base, words in found.items()}


@cache
def _by_deletion(common: int) -> dict[str, tuple[str, ...]]:
    """Bases by themselves less one letter."""
    found: dict[str, list[str]] = {}
    for base in _by_base(common):
        for shorter in _deletions(base):
            found.setdefault(shorter, []).append(base)
    return {shorter: tuple(bases) for shorter, bases in found.items()}


@lru_cache(maxsize=_REMEMBERED)
def _near(base: str, common: int) -> tuple[str, ...]:
    """The bases that lack one letter of `base`, have one more, or one other; each of three letters at least."""
    known, longer = _by_base(common), _by_deletion(common)
    if len(base) < _SHORTEST:
        return ()
    less = _deletions(base)
    other = {found for shorter in less for found in longer.get(shorter, ()) if _one_other(base, found)}
    near = {*longer.get(base, ()), *other, *(shorter for shorter in less if shorter in known)}
    return tuple(sorted(found for found in near if len(found) >= _SHORTEST))


def _one_other(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _deletions(base: str) -> set[str]:
    return {base[:i] + base[i + 1 :] for i in range(len(base))}
