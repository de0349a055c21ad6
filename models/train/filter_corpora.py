"""Take the wording of the measuring plans out of the training corpora.

The plans that the project is measured on must not be known to a model, neither their sentences nor the
names that are theirs alone.  The script is told nothing about them but a folder: it reads the plans and
derives what to drop.  A corpus line goes when

* more than 30 % of its 8-word runs stand in a plan, or it shares a run of 12 words with one;
* it holds a title that a plan puts between quotation marks (four words or more): campaign names;
* it holds "xã|phường|thị trấn|đặc khu" + a capitalised name that a plan holds: the communes.

Comparison is on lower-case syllables without marks, so spelling variants do not slip through.

Usage: python models/train/filter_corpora.py CORPUS_DIR PLANS_DIR OUT_DIR
"""

from __future__ import annotations

import argparse
import contextlib
import json
import lzma
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.text.letters import UPPER

RUN = 8
LONG_RUN = 12
SHARE = 0.30
QUOTED = re.compile(r"[“\"]([^“”\"]{10,200})[”\"]")
UNIT = re.compile(rf"(?:xã|phường|thị trấn|đặc khu|Xã|Phường|XÃ|PHƯỜNG)((?: [{UPPER}]\w*){{1,4}})")
TOKEN = re.compile(r"\w+")


def fold_words(text: str) -> list[str]:
    """Lower-case words without marks; đ counts as d."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return TOKEN.findall("".join(c for c in bare if not unicodedata.combining(c)))


def runs(words: list[str], n: int) -> Iterator[tuple[str, ...]]:
    """All runs of ``n`` words."""
    return (tuple(words[i : i + n]) for i in range(len(words) - n + 1))


class Filter:
    """What the plans hold, and the test of a corpus line against it."""

    def __init__(self, plans: list[str]) -> None:
        self.short: set[tuple[str, ...]] = set()
        self.long: set[tuple[str, ...]] = set()
        phrases: set[str] = set()
        for plan in plans:
            flat = " ".join(unicodedata.normalize("NFC", plan).split())
            words = fold_words(flat)
            self.short.update(runs(words, RUN))
            self.long.update(runs(words, LONG_RUN))
            for quoted in QUOTED.findall(flat):
                folded = fold_words(quoted)
                if len(folded) >= 4:
                    phrases.add(" ".join(folded))
            for name in UNIT.findall(flat):
                folded = fold_words(name)
                if len(folded) >= 2:
                    phrases.update({f"{kind} {' '.join(folded[:2])}" for kind in ("xa", "phuong")})
        self.phrases = phrases
        self.pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, phrases), key=len, reverse=True)) + r")\b")

    def rejects(self, line: str) -> str | None:
        """The reason to drop ``line``, or None."""
        words = fold_words(line)
        n = len(words) - RUN + 1
        if n > 0:
            shared = sum(run in self.short for run in runs(words, RUN))
            if shared > SHARE * n:
                return "share"
            if shared and any(run in self.long for run in runs(words, LONG_RUN)):
                return "run"
        if self.phrases and self.pattern.search(" ".join(words)):
            return "name"
        return None


def main() -> None:
    """Filter every ``*.txt.xz`` (or ``*.txt``) of the corpus folder into the output folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("plans", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    chosen = Filter([p.read_text("utf-8") for p in sorted(args.plans.glob("*.txt"))])
    report: dict[str, dict[str, int]] = {}
    for path in sorted(args.corpus.glob("*.txt*")):
        name = path.name.removesuffix(".xz")
        counts = {"kept": 0, "share": 0, "run": 0, "name": 0}
        with contextlib.ExitStack() as stack:
            sink = stack.enter_context((args.out / name).open("w", encoding="utf-8"))
            if path.suffix == ".xz":
                source = stack.enter_context(lzma.open(path, "rt", encoding="utf-8"))
            else:
                source = stack.enter_context(path.open(encoding="utf-8"))
            for line in source:
                why = chosen.rejects(line)
                counts[why or "kept"] += 1
                if why is None:
                    sink.write(line)
        report[name] = counts
        sys.stderr.write(f"{name}: {counts}\n")
    (args.out / "filter_report.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
