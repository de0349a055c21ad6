"""Fits models/similarity/weights.json: when do two wordings name one indicator?

    python models/train/similarity/fit.py            fits on all topics and writes the weights
    python models/train/similarity/fit.py --check    leaves out each topic in turn, prints the figures, writes nothing

A logistic model over pipeline.comparing.similarity.FEATURES, with the sign of a weight held to what the feature means,
on all pairs of wordings.txt that share a term. Deterministic.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.comparing.similarity import FEATURES, features
from pipeline.comparing.terms import wording

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "similarity" / "weights.json"
PRIOR = {
    "dice": 4.0, "contained": 2.0, "token_set": 2.0, "token_sort": 2.0, "head": 0.5, "soft": 1.0, "short": 0.0,
    "two_sided": -3.0, "one_sided": -0.5, "subject_two": -2.0, "subject_one": -0.5, "predicate_two": -2.0,
    "predicate_one": -0.5, "bare": -2.0, "contrast_who": -2.5, "contrast_what": -6.0, "numbers_differ": -7.0,
    "numbers_missing": -0.5,
    "negation": -1.0, "unit_differs": -4.0, "unit_incompatible": -4.0,
}  # fmt: skip
"""What each feature is held to mean before any wording is seen: the weights are drawn to these, and keep their sign."""


@dataclass(frozen=True)
class Example:
    topic: str
    indicator: str
    text: str
    unit: str


def load(path: Path) -> tuple[list[Example], set[frozenset[str]]]:
    """The wordings, and the pairs of indicators that are neither one nor two."""
    examples, perhaps = [], set()
    topic = indicator = unit = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            topic = line[3:].strip()
        elif line.startswith("= "):
            indicator, unit = (part.strip() for part in line[2:].split("|", 1))
        elif line.startswith("? "):
            perhaps.add(frozenset((f"{topic}/{indicator}", f"{topic}/{line[2:].strip()}")))
        elif line.strip() and not line.startswith("#"):
            text, _, own = line.partition("|")
            examples.append(Example(topic, f"{topic}/{indicator}", text.strip(), own.strip() or unit))
    return examples, perhaps


def pairs(
    examples: list[Example], perhaps: set[frozenset[str]]
) -> tuple[np.ndarray, np.ndarray, list[tuple[int, int]]]:
    rows, labels, index = [], [], []
    for i, j in itertools.combinations(range(len(examples)), 2):
        a, b = examples[i], examples[j]
        same = a.indicator == b.indicator
        if not same and frozenset((a.indicator, b.indicator)) in perhaps:
            continue
        left, right = wording(a.text), wording(b.text)
        if not same and not set(left.terms) & set(right.terms):
            continue
        found = features(left, right, a.unit, b.unit)
        rows.append([found[name] for name in FEATURES])
        labels.append(float(same))
        index.append((i, j))
    return np.array(rows), np.array(labels), index


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 4.0, steps: int = 6000) -> tuple[float, np.ndarray]:
    """Projected gradient with momentum (Adam); weights stay on their side of zero."""
    prior = np.array([PRIOR[name] for name in FEATURES])
    low = np.where(prior > 0, 0.0, -np.inf)
    high = np.where(prior < 0, 0.0, np.inf)
    w, bias = prior.copy(), -4.0
    first, second = np.zeros(x.shape[1] + 1), np.zeros(x.shape[1] + 1)
    weights = np.where(y > 0.5, 2.0, 1.0)
    for step in range(1, steps + 1):
        p = 1 / (1 + np.exp(-(x @ w + bias)))
        error = weights * (p - y)
        slope = np.append(x.T @ error + ridge * (w - prior), error.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        move = 0.02 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
        w, bias = np.clip(w - move[:-1], low, high), bias - move[-1]
    return float(bias), w


def prf(truth: np.ndarray, guess: np.ndarray) -> str:
    hit = float((truth & guess).sum())
    p, r = hit / max(guess.sum(), 1), hit / max(truth.sum(), 1)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    examples, perhaps = load(HERE / "wordings.txt")
    x, y, index = pairs(examples, perhaps)
    print(f"{len(examples)} wordings, {int(y.sum())} same of {len(y)} pairs")
    if arguments.check:
        topics = np.array([(examples[i].topic, examples[j].topic) for i, j in index])
        guess = np.zeros(len(y))
        for topic in sorted(set(topics[:, 0])):
            held = (topics == topic).any(axis=1)
            bias, w = fit(x[~held], y[~held])
            inside = (topics == topic).all(axis=1)
            guess[inside] = 1 / (1 + np.exp(-(x[inside] @ w + bias)))
            print(f"{topic:20}", prf(y[inside] > 0.5, guess[inside] > 0.5))
            crossing = held & ~inside
            guess[crossing] = np.maximum(guess[crossing], 1 / (1 + np.exp(-(x[crossing] @ w + bias))))
        for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            print(f"all topics at {least}:  ", prf(y > 0.5, guess > least))
        if arguments.errors:
            order = np.argsort(-np.abs(guess - y))
            for at in order[:90]:
                i, j = index[at]
                print(f"{guess[at]:.2f} {int(y[at])}  {examples[i].text}  |  {examples[j].text}")
        return 0
    bias, w = fit(x, y)
    content = {"bias": round(bias, 4), "weights": {n: round(float(v), 4) for n, v in zip(FEATURES, w, strict=True)}}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(content, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
