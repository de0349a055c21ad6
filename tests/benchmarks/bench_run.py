"""Start-up times and the speed of the main job; prints figures, asserts none.

    python tests/benchmarks/bench_run.py [FILE.txt ...]

Texts are read from the arguments, or from data/samples/text. Times are the best of several runs in fresh processes;
the speed is that of one core, text to record, without reading the file and with underthesea's segmentation beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples" / "text"


def started(*command: str, times: int = 7) -> float:
    """Seconds of a command in a fresh process, the best of so many."""
    best = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        best = min(best, time.perf_counter() - begin)
    return best


def once(paths: list[Path], segmentation: bool) -> None:
    """Prints seconds a stage and characters of one pass, each text seen for the first time in this process.

    The first file warms up what is loaded once (word lists, patterns) and is not counted: measured twice, a text would
    be found in caches, and the figure would be none of a batch of different plans.
    """
    from pipeline.extraction import extract
    from pipeline.language.segmentation import word_spans
    from pipeline.reading import read

    warm = read(paths[0])
    extract(warm)
    word_spans(warm.text)  # loads the model, which the extractors ask about words outside their lexicon
    begin = time.process_time()
    documents = [read(path) for path in paths[1:]]
    middle = time.process_time()
    for document in documents:
        extract(document)
        if segmentation:
            word_spans(document.text)
    end = time.process_time()
    print(middle - begin, end - middle, sum(len(document.text) for document in documents))


def speed(paths: list[Path]) -> None:
    """Prints characters a second of one core, the best of several processes."""
    found = {}
    for name in ("plain", "segmented"):
        command = [sys.executable, __file__, f"--once={name}", *map(str, paths)]
        lines = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(5)]
        runs = [tuple(map(float, line.split())) for line in lines]
        found[name] = (min(run[0] for run in runs), min(run[1] for run in runs), runs[0][2])
    reading, plain, characters = found["plain"]
    print(f"texts: {len(paths) - 1} of {characters:,.0f} characters, and one to warm up")
    for title, seconds in (
        ("file -> text", reading), ("text -> record", plain), ("with underthesea", found["segmented"][1]),
    ):  # fmt: skip
        print(f"{title:18} {characters / seconds:12,.0f} characters/s   {seconds / plain:5.2f} x")


def main() -> None:
    """Prints the table."""
    if sys.argv[1:2] and sys.argv[1].startswith("--once="):
        once([Path(name) for name in sys.argv[2:]], sys.argv[1] == "--once=segmented")
        return
    os.environ["OMP_NUM_THREADS"] = "1"
    empty = started("-c", "pass")
    for name, command in (
        ("python alone", ["-c", "pass"]),
        ("import pipeline", ["-c", "import pipeline"]),
        ("kehoach --help", ["-m", "pipeline", "--help"]),
        ("kehoach run --help", ["-m", "pipeline", "run", "--help"]),
    ):
        seconds = started(*command)
        print(f"{name:18} {seconds * 1000:8.0f} ms   {seconds / empty:5.2f} x python alone")
    speed([Path(name) for name in sys.argv[1:]] or sorted(SAMPLES.glob("*.txt")))


if __name__ == "__main__":
    main()
