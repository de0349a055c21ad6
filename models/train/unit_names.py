"""Write lines that name Vietnam's administrative units, so that the language model knows communes it never read of.

The names come from the table that underthesea brings. The output goes through `filter_corpora.py` like any corpus.

Usage: python models/train/unit_names.py OUT.txt
"""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from pathlib import Path

FRAMES = (
    "Ủy ban nhân dân {low}, {place}",
    "Đảng ủy {low}",
    "Chủ tịch UBND {low} và Hội đồng nhân dân {low}",
    "trên địa bàn {low}",
    "{ward}, {place}",
)


def main() -> None:
    """One line a unit: the bodies and the places that plans name it by."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    table = json.loads((files("underthesea") / "address" / "data" / "mapping.json").read_text("utf-8"))
    units = dict.fromkeys((row["new_ward"], row["new_province"]) for row in table["ward_mapping"])
    with args.out.open("w", encoding="utf-8") as sink:
        for ward, province in units:
            if ward and province:
                low, place = ward[:1].lower() + ward[1:], province[:1].lower() + province[1:]
                sink.writelines(frame.format(ward=ward, low=low, place=place) + "\n" for frame in FRAMES)


if __name__ == "__main__":
    main()
