"""Counts in how many paragraphs each Vietnamese word stands; writes models/similarity/words.tsv.

    python models/train/similarity/count_words.py NAME=SHARE:PATH.txt.xz ...

Each PATH is a file of paragraphs, one a line; SHARE of its lines is drawn with a fixed seed. Words are cut by
underthesea. The committed table: tlnb=0.45, vbpl=1.0, vietnews=0.12 (394,652 paragraphs, 2026-11-21).
"""

from __future__ import annotations

import lzma
import random
import re
import sys
from collections import Counter
from pathlib import Path

from underthesea import word_tokenize

from pipeline.text.letters import LOWER
from pipeline.text.unicode import is_syllable, nfc, place_tones

OUT = Path(__file__).resolve().parents[2] / "similarity" / "words.tsv"
LEAST = 15
WORD = re.compile(rf"[{LOWER}]+(?:[ -][{LOWER}]+)*")


def table(counts: Counter[str], paragraphs: int) -> str:
    """The rows of the artefact: Vietnamese syllables only, one tone placement, most frequent first."""
    merged: Counter[str] = Counter()
    for word, count in counts.items():
        if all(map(is_syllable, re.split("[ -]", word))) or count >= 10 * LEAST:
            merged[place_tones(word.replace("-", " "))] += count
    rows = [f"{w}\t{c}" for w, c in sorted(merged.items(), key=lambda item: (-item[1], item[0])) if c >= LEAST]
    return "\n".join([f"#\t{paragraphs}", *rows]) + "\n"


def main() -> int:
    draw = random.Random(1)
    counts: Counter[str] = Counter()
    paragraphs = 0
    for argument in sys.argv[1:]:
        share, _, path = argument.partition("=")[2].partition(":")
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if draw.random() > float(share) or len(line) < 30:
                    continue
                paragraphs += 1
                counts.update({w for w in word_tokenize(nfc(line.strip()).lower()[:1500]) if WORD.fullmatch(w)})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(table(counts, paragraphs), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
