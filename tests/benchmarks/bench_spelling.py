"""How many slips of the pen the spelling check finds, by kind, and how often it cries wolf.

    python tests/benchmarks/bench_spelling.py [FILE...] [--held-out tvpl_johnpa02.txt.xz] [--every 80] [--seed 1]

Slips are put into sound text by chance (`models/train/make_slips.py`): into the repository's samples, the text files
named, and the documents of the held-out corpus that the decision was not learned on. Recall is told by kind; a slip is
found where a suspect overlaps it. Alarms are suspects in the text as it was: in real text some are slips.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from pipeline.restoration import spelling_suspects
from pipeline.text.unicode import nfc, place_tones

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples" / "text"
LEARNED = 450
"""Documents of the held-out corpus that `models/train/train_slips.py` learns on; as many after them are measured."""


def script(name: str) -> ModuleType:
    """A script of models/train as a module."""
    path = ROOT / "models" / "train" / f"{name}.py"
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def measure(name: str, texts: Iterable[str], every: int, seed: int) -> None:
    """Prints recall by kind, alarms and speed over texts."""
    maker, rng = script("make_slips"), random.Random(seed)
    put: dict[str, list[bool]] = defaultdict(list)
    alarms = characters = 0
    seconds = 0.0
    for text in texts:
        began = time.process_time()
        alarms += len(spelling_suspects(text))
        seconds += time.process_time() - began
        characters += len(text)
        wrong, slips = maker.with_slips(place_tones(text), rng, every)
        found = [(suspect.start, suspect.end) for suspect in spelling_suspects(wrong)]
        for slip in slips:
            put[slip.kind].append(any(start < slip.end and slip.start < end for start, end in found))
    one = [hit for kind in maker.ONE for hit in put[kind]]
    print(f"{name}: {characters} characters, {alarms} suspects in the text as it was, {1e5 * alarms / characters:.2f} "
          f"in 100,000 characters; {characters / seconds:,.0f} characters a second")  # fmt: skip
    print(f"  slips of one word: {sum(one)}/{len(one)} = {sum(one) / max(len(one), 1):.3f}")
    kinds = (f"{kind} {sum(hits)}/{len(hits)} = {sum(hits) / len(hits):.2f}" for kind, hits in put.items() if hits)
    print("  " + "; ".join(sorted(kinds)))


def main() -> None:
    """Measures the samples and what is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--every", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    sets = [("samples", sorted(SAMPLES.glob("*.txt"))), ("files", args.files)]
    for name, paths in sets:
        if paths:
            measure(name, [nfc(path.read_text("utf-8")) for path in paths], args.every, args.seed)
    if args.held_out:
        texts = script("train_slips").documents(args.held_out)[LEARNED : 2 * LEARNED]
        measure("held out", texts, args.every, args.seed)


if __name__ == "__main__":
    main()
