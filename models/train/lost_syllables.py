"""Phrases of four syllables of which the third is never left out but by a slip, as official texts have them.

    python models/train/lost_syllables.py CORPUS_DIR

A phrase is kept where its first two syllables go on with the third in seven of eight cases, and where the texts hold it
without the third once at most, and the pair that the slip makes hardly ever. Words of grammar, and first syllables that
are words of their own ("tổ", "khách") or of names of bodies, which rule W03 knows, are left out.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.text.unicode import fold

OUT = Path(__file__).parents[2] / "pipeline" / "resources" / "lost_syllables.txt"
CORPORA = (("tvpl_johnpa02", None), ("vbpl_phanbst", None), ("phapdien_saladnga", 60_000_000))
"""Files and how many characters of each are read."""
OFTEN, BESIDE, GOES_ON, CONTEXT = 60, 20, 0.85, 200
"""Mentions of a phrase, most of the pair that a slip makes, share of the third syllable, mentions of the first two."""
SMALL = "của đến và thuộc trong có các theo với được cho về từ là tại trên này để ngày khoản điểm"
FREE = (
    "tổ khách đầu nhà hội đơn xây mặt phòng từ với thu nộp thuê tờ đất đường cho làm đưa lưới cửa hàng giấy khoản c d "
    "ngày việt nhân ủy"
)
CLAUSE = re.compile(r"[^\w\s]|\d|\n")
PRUNE_AT = 2_500_000


def clauses(folder: Path) -> Iterator[list[str]]:
    """Syllables between marks, figures and line ends, in small letters."""
    for name, limit in CORPORA:
        left = limit or 1 << 40
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from (words for part in CLAUSE.split(line.lower()) if len(words := part.split()) > 1)
                left -= len(line)
                if left < 0:
                    break


def pruned(counts: Counter[tuple[str, ...]], least: int) -> None:
    """Drops what is seldom once there is too much of it."""
    for key in [key for key, count in counts.items() if count < least]:
        del counts[key]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    four, three = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for words in clauses(parser.parse_args().corpora):
        four.update(zip(words, words[1:], words[2:], words[3:], strict=False))
        three.update(zip(words, words[1:], words[2:], strict=False))
        if len(four) > PRUNE_AT:
            pruned(four, 3)
        if len(three) > PRUNE_AT * 2:
            pruned(three, 2)
    two = Counter[tuple[str, ...]]()
    for (first, second, _), count in three.items():
        two[first, second] += count
    kept: dict[tuple[str, ...], tuple[int, str]] = {}
    for (first, second, lost, last), count in four.items():
        if count < OFTEN or len({first, second, lost, last}) < 4 or lost in SMALL.split() or second in FREE.split():
            continue
        without, context = (first, second, last), two[first, second]
        seldom = three[without] <= 1 and two[second, last] <= BESIDE
        if seldom and context >= CONTEXT and three[first, second, lost] >= GOES_ON * context:
            kept[without] = max(kept.get(without, (0, "")), (count, lost))
    phrases = sorted(
        (f"{first} {second} {lost} {last}" for (first, second, last), (_, lost) in kept.items()),
        key=lambda phrase: (fold(phrase), phrase),
    )
    head = "# Phrases of which the third syllable is never left out but by a slip (models/train/lost_syllables.py)."
    OUT.write_text("\n".join([head, *phrases]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
