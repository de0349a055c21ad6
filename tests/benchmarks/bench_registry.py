"""How often the registry's days are borne out by texts: entries drawn at random, looked for in each corpus by itself.

    python tests/benchmarks/bench_registry.py [--entries 300] [--seed 13] [--show] CORPUS.txt[.xz] ...

A corpus is read with one plain pattern (number, then a day), not with the reader that the registry was mined with. Of
each entry drawn the day that most lines of a corpus state is that corpus's word. An entry is borne out if two corpora
or more give its day, or one does that no other contradicts; contradicted if most corpora give another; else untold.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

from pipeline.linking import load_registry
from pipeline.text.unicode import nfc
from pipeline.vietnam.document_symbols import parse

_DATED = re.compile(
    r"(?<![\d/])(?P<number>\d{1,5}(?:[/-]\d{4})?[/-](?:[A-ZĐ]{1,6}\d{0,2})(?:[-/][A-ZĐ&]{1,10}\d{0,2})?)(?![\w/-])"
    r"[^\d;.\n]{0,160}?\s[Nn]gày\s(?P<d>\d{1,2})(?:\stháng\s|[/-])(?P<m>\d{1,2})(?:\snăm\s|[/-])(?P<y>\d{4})"
)


def days(path: Path) -> dict[str, Counter[str]]:
    """Key of a document -> days that the lines of a corpus state for it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if "ngày" not in line and "Ngày" not in line:
                continue
            for match in _DATED.finditer(nfc(line)):
                number = parse(match["number"])
                if number is not None:
                    found[number.key][f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("corpora", nargs="+", type=Path)
    given = parser.parse_args()
    dated = [entry for entry in load_registry().entries if entry.date and entry.parsed]
    drawn = random.Random(given.seed).sample(dated, given.entries)
    words = {path.name.split(".")[0]: days(path) for path in given.corpora}
    counts: Counter[tuple[str, bool]] = Counter()
    for entry in drawn:
        assert entry.parsed is not None
        said = {}
        for name, corpus in words.items():
            told = corpus.get(entry.parsed.key, Counter())
            if entry.parsed.year is None:  # a yearly series: the number again each year
                told = Counter({day: n for day, n in told.items() if day[:4] == (entry.date or "")[:4]})
            if told:
                said[name] = told.most_common(1)[0][0]
        right = sum(day == entry.date for day in said.values())
        wrong = len(said) - right
        verdict = "untold" if not said else "borne out" if right > wrong else "torn" if right else "contradicted"
        verdict += " by two or more" if verdict == "borne out" and right > 1 else ""
        counts[verdict, entry.firm] += 1
        if given.show and verdict in ("torn", "contradicted"):
            print(verdict, entry.number, entry.date, f"papers {entry.papers} against {entry.against}", said)
    print(f"{given.entries} of {len(dated)} dated entries, seed {given.seed}")
    for verdict in sorted({key for key, _ in counts}):
        print(f"  {verdict:24} firm {counts[verdict, True]:4}  others {counts[verdict, False]:4}")


if __name__ == "__main__":
    main()
