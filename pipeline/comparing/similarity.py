"""How surely two wordings name one indicator: features of a pair, and a logistic model over them.

The features are of two kinds: what is shared (terms by weight, strings, vectors) and what sets apart (terms that both
sides have for themselves, words that stand against each other, other figures, other units). The weights
(models/similarity/weights.json) are fitted by models/train/similarity/fit.py on wordings of our own.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from pipeline import assets
from pipeline.comparing import units
from pipeline.comparing.terms import Wording, contrast_sets, mass, weight, wording

FEATURES = (
    "dice",
    "contained",
    "two_sided",
    "one_sided",
    "subject_two",
    "subject_one",
    "predicate_two",
    "predicate_one",
    "bare",
    "head",
    "contrast_who",
    "contrast_what",
    "numbers_differ",
    "numbers_missing",
    "negation",
    "unit_differs",
    "unit_incompatible",
    "token_set",
    "token_sort",
    "soft",
    "short",
)


AT_MOST = 0.5
"""Ceiling for a pair that differs in what decides."""


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: probability = sigmoid(bias + sum of weight times feature)."""

    bias: float
    weights: Mapping[str, float]


@cache
def model() -> Model:
    """The fitted model.

    Raises:
        EngineError: the artefact is missing or damaged.
    """
    content = json.loads(assets.model("similarity/weights.json").read_text(encoding="utf-8"))
    return Model(float(content["bias"]), {str(k): float(v) for k, v in content["weights"].items()})


def similarity(a: str, b: str, unit_a: str = "%", unit_b: str = "%") -> float:
    """Probability (0..1) that two wordings name one indicator.

    Example:
        >>> similarity("dân số tham gia BHYT", "tỷ lệ bao phủ bảo hiểm y tế") > 0.8
        True
    """
    return score(wording(a), wording(b), unit_a, unit_b)


def score(a: Wording, b: Wording, unit_a: str, unit_b: str) -> float:
    """`similarity` on wordings that have been analysed already.

    However alike the rest, three differences leave no more than a "perhaps": another unit, another number of the same
    thing ("5 tuổi", "3 tuổi"), another audience with nothing in common ("học sinh", "người dân").
    """
    fitted = model()
    found = features(a, b, unit_a, unit_b)
    total = fitted.bias + sum(fitted.weights.get(name, 0.0) * value for name, value in found.items())
    value = 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
    other_audience = found["contrast_who"] and found["subject_two"] == 1.0
    if other_audience or _other_number(a, b) or not units.alike(unit_a, unit_b):
        return min(value, AT_MOST)
    return value


def _other_number(a: Wording, b: Wording) -> bool:
    """Whether both count the same thing otherwise ("5 tuổi", "3 tuổi"); bare numbers say nothing of their thing."""
    sides = (a.numbers - b.numbers, b.numbers - a.numbers)
    left, right = ({number.partition(" ")[2] for number in side} for side in sides)
    return bool((left & right) - {""})


def features(a: Wording, b: Wording, unit_a: str, unit_b: str) -> dict[str, float]:
    """The features of a pair by name; symmetric in the pair.

    dice, contained: weight of the shared terms over the mean, over the smaller of both sides. two_sided, one_sided:
    weight of the terms of its own that the poorer, the richer side has. subject_*, predicate_*: share of the weight
    of a part that the other side lacks altogether, the lesser (two) and the greater (one) of both sides. head: the
    first terms are one. contrast_*: number of opposed words
    of audience and of substance (at most 2). numbers_*: figures inside the wording.
    token_set, token_sort: rapidfuzz ratios. soft: terms of one side's own that share a syllable with one of the
    other's. short: little is there to judge by.
    """
    left, right = set(a.terms), set(b.terms)
    shared = mass(left & right)
    mass_a, mass_b = mass(left), mass(right)
    own_a, own_b = left - right, right - left
    least = max(min(mass_a, mass_b), 1.0)
    rest_a, rest_b = mass_a - shared, mass_b - shared
    soft = _soft(own_a, own_b)
    who, what = contrasts(own_a, own_b)
    subject_a, subject_b = _missing(a.terms[: a.subject], right), _missing(b.terms[: b.subject], left)
    predicate_a, predicate_b = _missing(a.terms[a.subject :], right), _missing(b.terms[b.subject :], left)
    kind_a, kind_b = units.kind(unit_a), units.kind(unit_b)
    return {
        "dice": 2 * shared / max(mass_a + mass_b, 1.0),
        "contained": shared / least,
        "two_sided": min(rest_a, rest_b) / (least + 4.0),
        "one_sided": (max(rest_a, rest_b) - min(rest_a, rest_b)) / (least + 4.0),
        "subject_two": min(subject_a, subject_b),
        "subject_one": max(subject_a, subject_b),
        "predicate_two": min(predicate_a, predicate_b),
        "predicate_one": max(predicate_a, predicate_b),
        "bare": _bare(a, b),
        "head": float(bool(a.terms and b.terms) and a.terms[0] == b.terms[0]),
        "contrast_who": float(min(who, 2)),
        "contrast_what": float(min(what, 2)),
        "numbers_differ": float(bool(a.numbers - b.numbers and b.numbers - a.numbers)),
        "numbers_missing": float(bool(a.numbers) != bool(b.numbers)),
        "negation": float(a.negated != b.negated),
        "unit_differs": float(kind_a == kind_b and not units.alike(unit_a, unit_b)),
        "unit_incompatible": float(kind_a != kind_b),
        "token_set": fuzz.token_set_ratio(a.text, b.text) / 100,
        "token_sort": fuzz.token_sort_ratio(a.text, b.text) / 100,
        "soft": soft,
        "short": 1.0 / (1.0 + least / 5),
    }


def contrasts(own_a: set[str], own_b: set[str]) -> tuple[int, int]:
    """How many contrast sets, of audience and of substance, have a word on either side that the other side lacks."""
    who = what = 0
    if own_a and own_b:
        for row in {row for term in own_a for row in _index().get(term, ())}:
            contrast = contrast_sets()[row]
            if contrast.words & own_b:
                who, what = who + contrast.audience, what + (not contrast.audience)
    return who, what


@cache
def _index() -> Mapping[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for at, row in enumerate(contrast_sets()):
        for word in row.words:
            index.setdefault(word, []).append(at)
    return {word: tuple(rows) for word, rows in index.items()}


def _missing(part: tuple[str, ...], other: set[str]) -> float:
    """Share of the weight of a part that the other wording lacks altogether; 0 for an empty part."""
    own = mass(part)
    return mass(term for term in part if term not in other) / max(own, 1.0)


def _bare(a: Wording, b: Wording) -> float:
    """1 where one side only names a population and the other says something of it ("hộ nghèo", "hộ nghèo vay vốn")."""
    few, many = (a, b) if len(a.terms) - a.subject <= len(b.terms) - b.subject else (b, a)
    if few.subject < len(few.terms):
        return 0.0
    return _missing(many.terms[many.subject :], set(few.terms))


def _soft(own_a: set[str], own_b: set[str]) -> float:
    """Share of the poorer side's own weight whose terms have a near relative among the other side's own terms."""
    if not own_a or not own_b:
        return 0.0
    poor, rich = (own_a, own_b) if mass(own_a) <= mass(own_b) else (own_b, own_a)
    near = sum(weight(term) * max(_near(term, other) for other in rich) for term in poor)
    return near / max(mass(poor), 1.0)


def _near(a: str, b: str) -> float:
    left, right = set(a.split()), set(b.split())
    return len(left & right) / max(len(left), len(right))
