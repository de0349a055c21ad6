"""Learn what OCR makes of each letter from rendered pages, and write the channel of `pipeline.restoration.channel`.

Word pairs (truth, OCR) are cut letter by letter with the current channel, counts are taken from the cuts, and again
(hard EM).  A letter's distribution is smoothed towards wider contexts, at last towards all letters with the same base;
`confusions.toml` adds confusions known from scans that rendering does not show.

Usage: python models/train/train_channel.py MODEL.npz OUT.npz PAGES.jsonl...
"""

from __future__ import annotations

import argparse
import collections
import math
import sys
import tomllib
from pathlib import Path

import numpy as np
from align_pages import read_pages

from pipeline.restoration.channel import CODE_STEP, MAX_LETTERS, MAX_SIGNS, MAX_STRING, cased
from pipeline.restoration.tokens import EDGES
from pipeline.text.unicode import fold

Cut = tuple[tuple[str, str], ...]
ROUNDS = 4
BACKOFF = 12.0
MEMORY_MIN = 1.9
ROW_MIN = 150.0
BASE_UNKNOWN = [-11.0, -13.5, -16.0]


def word_pairs(paths: list[Path], weights: dict[str, float]) -> collections.Counter[tuple[str, str]]:
    """Weighted counts of (truth word, OCR form), edges stripped."""
    pairs: collections.Counter[tuple[str, str]] = collections.Counter()
    for path in paths:
        for engine, _, _, matched in read_pages(path):
            if engine not in weights:
                continue
            for words, pieces in matched:
                if len(words) != 1 or len(pieces) != 1:
                    continue
                word, form = words[0].strip(EDGES), pieces[0].strip(EDGES)
                if word.isalpha() and len(word) <= MAX_LETTERS and 0 < len(form) <= MAX_SIGNS:
                    pairs[word, form] += weights[engine]
    return pairs


def first_guess(letter: str, string: str) -> float:
    """Score of a letter turning into a string before anything is learned."""
    if string == letter:
        return 0.0
    if not string:
        return -4.0
    same = fold(string[0]) == fold(letter) or fold(string[-1]) == fold(letter)
    if len(string) == 1:
        return -0.5 if same else -3.0
    return (-2.5 if same else -4.0) - 2.0 * (len(string) - 2)


def cut(word: str, form: str, score: dict[tuple[str, str], float] | None) -> Cut | None:
    """The best cut of `form` into one string a letter of `word`."""
    n, m = len(word), len(form)
    best = [[-1e9] * (m + 1) for _ in range(n + 1)]
    back = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i, letter in enumerate(word):
        for j in range(m + 1):
            here = best[i][j]
            if here <= -1e8:
                continue
            for length in range(min(MAX_STRING, m - j) + 1):
                string = form[j : j + length]
                if score is None:
                    gain = first_guess(letter, string)
                else:
                    gain = score.get((letter, string), -9.0 - 2.0 * max(length - 1, 0))
                if here + gain > best[i + 1][j + length]:
                    best[i + 1][j + length] = here + gain
                    back[i + 1][j + length] = length
    if best[n][m] <= -1e8:
        return None
    strings, j = [], m
    for i in range(n, 0, -1):
        length = back[i][j]
        strings.append((word[i - 1], form[j - length : j]))
        j -= length
    return tuple(reversed(strings))


def learn_cuts(pairs: collections.Counter[tuple[str, str]]) -> dict[tuple[str, str], Cut]:
    """Cuts of all pairs after a few rounds of re-estimation."""
    score: dict[tuple[str, str], float] | None = None
    cuts: dict[tuple[str, str], Cut] = {}
    for number in range(ROUNDS):
        counts: collections.Counter[tuple[str, str]] = collections.Counter()
        totals: collections.Counter[str] = collections.Counter()
        for (word, form), weight in pairs.items():
            found = cut(word, form, score)
            if found is None:
                continue
            cuts[word, form] = found
            for letter, string in found:
                counts[letter, string] += weight
                totals[letter] += weight
        score = {key: math.log(n / (totals[key[0]] + 1)) for key, n in counts.items()}
        sys.stderr.write(f"round {number}: {len(cuts)} cuts, {len(counts)} letter strings\n")
    return cuts


LISTED = {"letters": 2e-3, "marks_apart": 4e-3}
"""How often, at least, a letter is taken for each string that a table of `confusions.toml` lists for it."""


def listed_confusions() -> dict[str, dict[str, float]]:
    """Letter -> strings that scans are known for -> how often, of all tables of `confusions.toml`."""
    out: dict[str, dict[str, float]] = collections.defaultdict(dict)
    for name, table in tomllib.loads((Path(__file__).parent / "confusions.toml").read_text("utf-8")).items():
        for letter, strings in table.items():
            out[letter] |= dict.fromkeys(strings, LISTED[name])
    return out


def contexts(word: str, i: int) -> tuple[tuple[str, str, str], ...]:
    """The contexts of a letter from narrow to wide; "" stands for anything."""
    before = fold(word[i - 1]) if i else "^"
    after = word[i + 1].lower() if i + 1 < len(word) else "$"
    letter = word[i]
    return (before, letter, after), ("", letter, fold(after)), ("", letter, "")


def memorise(pairs: collections.Counter[tuple[str, str]], words: list[str]) -> dict[str, np.ndarray]:
    """Whole forms seen on the pages: form, word, case, log P(form | word in that case)."""
    ids = {word: i for i, word in enumerate(words)}
    totals: collections.Counter[tuple[int, int]] = collections.Counter()
    found: dict[str, list[tuple[int, int, float]]] = collections.defaultdict(list)
    for (word, form), weight in pairs.items():
        case = next((c for c in range(3) if cased(word.lower(), c) == word), None)
        if case is None or word.lower() not in ids:
            continue
        totals[ids[word.lower()], case] += weight
        if weight >= MEMORY_MIN:
            found[form].append((ids[word.lower()], case, weight))
    forms = sorted(found)
    flat = [entry for form in forms for entry in found[form]]
    logs = [math.log(n / (totals[w, c] + 10)) for w, c, n in flat]
    return {
        "memory_forms": np.frombuffer("\n".join(forms).encode(), dtype=np.uint8),
        "memory_sizes": np.array([len(found[form]) for form in forms], dtype=np.uint8),
        "memory_words": np.array([w for w, _, _ in flat], dtype=np.uint16),
        "memory_cases": np.array([c for _, c, _ in flat], dtype=np.uint8),
        "memory_logs": np.clip(np.round(-np.array(logs) / CODE_STEP), 0, 255).astype(np.uint8),
    }


Counts = dict[tuple[str, str, str], collections.Counter[str]]
"""Context of a letter -> the strings that it became, and how often."""


def with_mild_damage(
    pairs: collections.Counter[tuple[str, str]], stripped: float, same: float
) -> collections.Counter[tuple[str, str]]:
    """The pairs with shares of their words that merely lost their marks, and that are whole."""
    truth: collections.Counter[str] = collections.Counter()
    for (word, _), weight in pairs.items():
        truth[word] += weight
    out = pairs.copy()
    for word, weight in truth.items():
        bare = "".join(c.upper() if w.isupper() else c for c, w in zip(fold(word), word, strict=True))
        out[word, bare] += stripped * weight
        out[word, word] += same * weight
    return out


def in_context(cuts: dict[tuple[str, str], Cut], pairs: collections.Counter[tuple[str, str]]) -> Counts:
    """How often each letter became each string, by its contexts."""
    counts: Counts = collections.defaultdict(collections.Counter)
    for (word, form), found in cuts.items():
        weight = pairs[word, form]
        for i, (_, string) in enumerate(found):
            for context in contexts(word, i):
                counts[context][string] += weight
    return counts


class Damage:
    """What letters become in any context, with the confusions that scans are known for."""

    def __init__(self, counts: Counts) -> None:
        self.known = listed_confusions()
        self.soft: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        """A sign -> the plain letters that it can stand for."""
        self.groups: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        """A plain letter -> the strings that it becomes with any mark."""
        strings: collections.Counter[str] = collections.Counter()
        for (before, letter, after), found in counts.items():
            if before or after:
                continue
            total = sum(found.values())
            for string, n in found.items():
                self.groups[fold(letter)][string] += n
                strings[string] += n
                for sign in string:
                    self.soft[sign][fold(letter)] += n / len(string) / total
        for letter, listed in self.known.items():
            for string in listed:
                strings[string] += 5
                self.groups[fold(letter)][string] += 0.002 * sum(self.groups[fold(letter)].values())
                for sign in string:
                    self.soft[sign][fold(letter)] += 0.05 / len(string)
        self.kept = ["", *sorted(s for s, n in strings.items() if s and (n >= 1.5 or len(s) == 1))]
        self.ids = {s: i for i, s in enumerate(self.kept)}

    def row(self, chain: list[collections.Counter[str]], letter: str) -> np.ndarray:
        """Log-probabilities over the strings, smoothed from the last (widest) counts of the chain to the first."""
        p = np.full(len(self.kept), 2e-6)
        p[0] = 3e-5
        for found in reversed(chain):
            n = np.zeros(len(self.kept))
            for string, count in found.items():
                if string in self.ids:
                    n[self.ids[string]] += count
            p = (n + BACKOFF * p) / (n.sum() + BACKOFF * p.sum())
        for string, share in self.known.get(letter, {}).items():
            p[self.ids[string]] = max(p[self.ids[string]], share)
        return np.concatenate((np.log(p), BASE_UNKNOWN))

    def chain(self, counts: Counts, shown: str, i: int, use: tuple[str, str, str]) -> list[collections.Counter[str]]:
        """The counts of a letter from the context that is used to the widest, its plain letter's last."""
        wider = contexts(shown, i)
        chosen = [counts.get(c, collections.Counter()) for c in wider[wider.index(use) :]]
        group = self.groups.get(fold(shown[i]), collections.Counter())
        scale = 40.0 / max(sum(group.values()), 1e-9)
        return [*chosen, collections.Counter({s: n * scale for s, n in group.items()})]

    def vectors(self) -> tuple[list[str], np.ndarray]:
        """The signs, and for each the plain letters that it can stand for as a vector of length one."""
        signs = sorted(self.soft)
        vectors = np.zeros((len(signs), 26), dtype=np.float32)
        for i, sign in enumerate(signs):
            for base, n in self.soft[sign].items():
                if base.isascii() and base.isalpha():
                    vectors[i, ord(base) - 97] += n
            vectors[i] **= 0.5
            vectors[i] /= max(float(np.linalg.norm(vectors[i])), 1e-6)
        return signs, vectors


def table_of(words: list[str], counts: Counts, damage: Damage) -> tuple[np.ndarray, np.ndarray]:
    """The rows of strings for each context that is seen often enough, and which row each letter of each word has."""
    rows: list[np.ndarray] = [np.full(len(damage.kept) + MAX_STRING, -15.9)]
    row_ids: dict[tuple[str, str, str], int] = {}
    form_rows = np.zeros((3 * len(words), MAX_LETTERS), dtype=np.uint16)
    for number, word in enumerate(words):
        if number < 3 or len(word) > MAX_LETTERS or len(word.upper()) != len(word):
            continue
        for case in range(3):
            shown = cased(word, case)
            for i in range(len(shown)):
                wider = contexts(shown, i)
                use = next((c for c in wider[:2] if sum(counts.get(c, {}).values()) >= ROW_MIN), wider[2])
                if use not in row_ids:
                    row_ids[use] = len(rows)
                    rows.append(damage.row(damage.chain(counts, shown, i, use), shown[i]))
                form_rows[3 * number + case, i] = row_ids[use]
    return np.clip(np.round(-np.stack(rows) / CODE_STEP), 0, 255).astype(np.uint8), form_rows


def main() -> None:
    """Learn, smooth, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--engines", default="eng,fra,Latin", help="only pages read by these")
    parser.add_argument("--stripped", type=float, default=0.04, help="share of pairs that merely lost their marks")
    parser.add_argument("--same", type=float, default=0.04, help="share of pairs that are not damaged at all")
    args = parser.parse_args()
    words = np.load(args.model)["words"].tobytes().decode().split("\n")
    weights = {"eng": 1.0, "fra": 0.7, "Latin": 0.7, "vie": 1.0, "Vietnamese": 1.0}
    pairs = word_pairs(args.pages, {engine: weights[engine] for engine in args.engines.split(",")})
    pairs = with_mild_damage(pairs, args.stripped, args.same)
    counts = in_context(learn_cuts(pairs), pairs)
    damage = Damage(counts)
    table, form_rows = table_of(words, counts, damage)
    signs, vectors = damage.vectors()
    np.savez(
        args.out,
        **memorise(pairs, words),
        table=table,
        rows=form_rows,
        soft=vectors.astype(np.float16),
        strings=np.frombuffer("\n".join(damage.kept).encode(), dtype=np.uint8),
        signs=np.frombuffer("\n".join(signs).encode(), dtype=np.uint8),
    )
    sys.stderr.write(f"{table.shape} table, {len(damage.kept)} strings, {args.out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
