"""Speed of compliance: 1,000 plans against a registry of 10,000 entries, one process, linking and all rules.

    python tests/benchmarks/bench_check.py [--plans 1000] [--entries 10000]

Prints seconds, milliseconds a plan and the share of each part. Plans are the repository's samples in turn; the
registry is its own with made-up entries of the same series around it. Spelling is restoration's and not timed here.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from pipeline.checking import check
from pipeline.checking.rules import RULES
from pipeline.checking.view import View, plan_floor
from pipeline.extraction import extract
from pipeline.linking import Entry, Registry, link, load_registry
from pipeline.reading import read
from pipeline.vietnam.units import load_units

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "text"


def registry(size: int) -> Registry:
    """The package's entries, filled up to `size` with decrees, circulars, decisions and resolutions of all years."""
    entries = list(load_registry().entries)
    series = (("NĐ-CP", True), ("TT-BTC", True), ("TT-BGDĐT", True), ("QĐ-TTg", False), ("NQ-CP", False))
    number = 0
    while len(entries) < size:
        symbol, with_year = series[number % len(series)]
        year, order = 1997 + number % 29, 1 + number // len(series)
        name = f"{order}/{year}/{symbol}" if with_year else f"{order}/{symbol}"
        day = f"{year}-{1 + order % 12:02d}-{1 + order % 28:02d}"
        entries.append(
            Entry(type="Văn bản", number=name, date=day, issuer=None, title=f"về việc {order}", effective=day)
        )
        number += 1
    return Registry(entries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=10_000)
    given = parser.parse_args()
    plans = [(document, extract(document)) for document in map(read, sorted(SAMPLES.glob("*.txt")))]
    began = time.perf_counter()
    known, units = registry(given.entries), load_units()
    print(f"registry of {len(known)} entries and gazetteer ready in {time.perf_counter() - began:.2f} s")
    linking = checking = 0.0
    found = characters = 0
    for document, record in islice(cycle(plans), given.plans):
        start = time.perf_counter()
        linked = replace(record, legal_references=link(record.legal_references, known, plan_floor(record)))
        middle = time.perf_counter()
        found += len(check(linked, document, registry=known, units=units))
        linking, checking = linking + middle - start, checking + time.perf_counter() - middle
        characters += len(document.text)
    total = linking + checking
    print(f"{given.plans} plans, {characters / given.plans:.0f} characters each, {found} findings")
    print(
        f"total {total:.1f} s = {1000 * total / given.plans:.1f} ms a plan (linking {linking:.1f} s, rules {checking:.1f} s)"
    )
    slow = []
    for rule in RULES:
        start = time.perf_counter()
        for document, record in plans:
            list(rule.find(View(record, document, known, units)))
        slow.append((time.perf_counter() - start, rule.id))
    print(
        "slowest rules, ms a plan:",
        ", ".join(f"{name} {1000 * s / len(plans):.2f}" for s, name in sorted(slow)[:-6:-1]),
    )


if __name__ == "__main__":
    main()
