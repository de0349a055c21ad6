"""Write the table of communes and provinces before and after the reform of 1 July 2025, which the checks look up.

The names come from the table that underthesea 9.5 brings (its `address`; made from vietnamadminunits, MIT). Later
changes are kept by hand, in `pipeline/resources/unit_changes.csv`.

Usage: python models/train/administrative_units.py
"""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.text.unicode import fold
from pipeline.vietnam.units import REFORM, split

OUT = Path(__file__).parents[2] / "pipeline" / "resources" / "administrative_units.csv"
HEAD = """\
# Communes and provinces before and after the reform of 1 July 2025 (models/train/administrative_units.py); first day
# (empty: before the table begins) and first day on which a unit is no more (empty: still there).
"""

Named = tuple[str, str, str]
"""Kind, name, province ("" for a province)."""


def main() -> None:
    """The units of both sides, each with the days between which it is one."""
    table = json.loads((files("underthesea") / "address" / "data" / "mapping.json").read_text("utf-8"))
    old, new = (
        _provinces(table[f"{part}province_names"]) | _communes(table["ward_mapping"], side)
        for part, side in (("old_", "old"), ("", "new"))
    )
    rows = sorted(old | new, key=lambda unit: [(fold(word), word) for word in (unit[2], unit[1], unit[0])])
    with OUT.open("w", encoding="utf-8", newline="") as sink:
        sink.write(HEAD)
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(("kind", "name", "province", "since", "until"))
        writer.writerows((*unit, "" if unit in old else REFORM, "" if unit in new else REFORM) for unit in rows)


def _provinces(names: dict[str, dict[str, str]]) -> set[Named]:
    return {(*_split(info["name"]), "") for info in names.values()}


def _communes(rows: list[dict[str, Any]], side: str) -> set[Named]:
    pairs = {(row[f"{side}_ward"], row[f"{side}_province"]) for row in rows}
    return {(*parsed, " ".join(_split(province))) for ward, province in pairs if (parsed := split(ward))}


def _split(full: str) -> tuple[str, str]:
    parsed = split(full)
    if parsed is None:
        raise ValueError(f"no unit: {full!r}")
    return parsed


if __name__ == "__main__":
    main()
