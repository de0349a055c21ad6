"""Head and foot fields of scanned papers against what a person reads there.

    python tests/benchmarks/bench_heads.py SCANS GOLD       SCANS: a folder of PDFs and pictures
                                                            GOLD: JSON, a list of {"file": name, "document": {field: value}}

Prints field by field how many are right, those of number, symbol and day together, and the seconds a page.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pipeline
from pipeline.extraction import extract
from pipeline.records.codec import to_dict
from pipeline.text.unicode import place_tones

TOGETHER = ("number", "symbol", "issue_date")


def plain(value: Any) -> Any:
    """A value as it is compared: blanks as one, tone marks put one way."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return place_tones(" ".join(str(value).split())) if value is not None else None


def main() -> None:
    """Reads the papers of the gold that are in the folder."""
    if len(sys.argv) == 1:
        print("needs scans and their gold: bench_heads.py SCANS GOLD")
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", type=Path)
    parser.add_argument("gold", type=Path)
    given = parser.parse_args()
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    pages, began = 0, time.perf_counter()
    for paper in json.loads(given.gold.read_text(encoding="utf-8")):
        path = given.scans / paper["file"]
        if not path.is_file():
            continue
        document = pipeline.read(path)
        pages += len(document.pages)
        found, gold = to_dict(extract(document))["document"], paper["document"]
        same = {name: plain(found.get(name)) == plain(value) for name, value in gold.items()}
        for name, is_same in same.items():
            wanted[name] += 1
            right[name] += is_same
            if not is_same:
                print(f"{path.name}: {name}: {found.get(name)!r}, not {gold[name]!r}")
        wanted["number + symbol + day"] += 1
        right["number + symbol + day"] += all(same.get(name, True) for name in TOGETHER)
    for name, count in wanted.items():
        print(f"{name:24}{right[name]:4} of {count}")
    print(f"{(time.perf_counter() - began) / max(pages, 1):.2f} s a page, {pages} pages")


if __name__ == "__main__":
    main()
