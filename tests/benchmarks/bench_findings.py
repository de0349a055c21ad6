"""How many faults planted by chance into sound texts are told, by kind.

    python tests/benchmarks/bench_findings.py [FOLDER ...] [--half odd|even] [--each 12] [--seed 1] [--kind TEXT] [--misses]

The texts of the folders (the repository's samples where none is given) are taken in turn; into each that offers a place
one fault of a kind is planted (`planting.KINDS`), until the kind has `--each`. It counts as told where a finding that the
unchanged text does not have, of a fitting kind, lies on its lines or beside them. `--half` takes every second text by
name, so that rules can be written on one half and measured on the other; `--misses` lists what was not told, to be read.
"""

from __future__ import annotations

import argparse
import tempfile
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from random import Random

from planting import KINDS, Paper, Slip

from pipeline import process
from pipeline.extraction import extract
from pipeline.records import Finding
from pipeline.settings import CheckSettings

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "text"
LONGEST = 60_000  # characters of a text above which it is left out, for the time that it takes
BESIDE = 2  # lines above and below a place on which a finding counts as beside it
SETTINGS = CheckSettings(disabled=("S01",))


def read(text: str) -> Paper:
    """The paper read, extracted and checked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.txt"
        path.write_text(text, encoding="utf-8")
        document = process.read(path)
        return Paper(text, document, process.check(extract(document), document, SETTINGS))


@lru_cache(maxsize=256)
def sound(path: Path) -> Paper:
    """The unchanged paper of a file."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\xa0", " "))
    return read(text)


def told(before: Paper, after: Paper, slip: Slip, kinds: tuple[str, ...]) -> tuple[list[Finding], list[Finding]]:
    """Findings that the fault alone brought: those that tell it, and all others."""
    had = Counter((one.rule, one.about) for one in before.record.findings)
    new = [one for one in after.record.findings if not had[one.rule, one.about]]
    right = [one for one in new if one.kind in kinds and _at(slip, one)]
    return right, [one for one in new if one not in right]


def _at(slip: Slip, one: Finding) -> bool:
    def line(at: int) -> int:
        return slip.text.count("\n", 0, at)

    first, last = line(one.evidence.raw_start), line(one.evidence.raw_end)
    return not slip.places or any(
        line(start) - BESIDE <= last and first <= line(end) + BESIDE for start, end in slip.places
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--half", choices=("odd", "even", "all"), default="all")
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    files = sorted(
        {path for folder in given.folders or [SAMPLES] for path in folder.glob("*.txt")}, key=lambda p: p.name
    )
    half = {"odd": files[0::2], "even": files[1::2], "all": files}[given.half]
    papers = [path for path in half if path.stat().st_size < 1.35 * LONGEST]
    total = [0, 0]
    for kind, (plant, fitting) in KINDS.items():
        if given.kind not in kind:
            continue
        chance = Random(f"{given.seed} {kind}")
        planted, found, rules, misses = 0, 0, Counter[str](), []
        for path in chance.sample(papers, len(papers)):
            slip = plant(sound(path), chance)
            if slip is None or slip.text == sound(path).text:
                continue
            right, others = told(sound(path), read(slip.text), slip, fitting)
            planted, found = planted + 1, found + bool(right)
            rules.update({one.rule for one in right})
            if not right:
                misses.append(f"    {path.stem}: {slip.said} {[f'{one.rule} {one.about[:40]}' for one in others]}")
            if planted == given.each:
                break
        total = [total[0] + planted, total[1] + found]
        by = " ".join(f"{rule} {count}" for rule, count in rules.most_common())
        print(f"{kind:42} {found:3} of {planted:3} {found / planted if planted else 0:5.2f}  {by}", flush=True)
        if given.misses:
            print(*misses, sep="\n", flush=True)
    print(f"{'all':42} {total[1]:3} of {total[0]:3} {total[1] / max(1, total[0]):5.2f}")


if __name__ == "__main__":
    main()
