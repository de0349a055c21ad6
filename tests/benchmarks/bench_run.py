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


def speed(paths: list[Path]) -> None:
    """Prints characters a second from text to record."""
    from pipeline.extraction import extract
    from pipeline.reading import read
    from pipeline.settings import ExtractSettings, ReadSettings

    documents = [read(path, ReadSettings()) for path in paths]
    characters = sum(len(document.text) for document in documents)
    print(f"texts: {len(documents)} of {characters:,} characters")
    plain = 0.0
    for name, settings in (
        ("text -> record", ExtractSettings()),
        ("with underthesea", ExtractSettings(segmentation=True)),
    ):
        for document in documents:
            extract(document, settings)  # word lists and patterns are loaded once
        best = float("inf")
        for _ in range(5):
            begin = time.process_time()
            for document in documents:
                extract(document, settings)
            best = min(best, time.process_time() - begin)
        plain = plain or best
        print(f"{name:18} {characters / best:12,.0f} characters/s   {best / plain:5.2f} x")
    begin = time.process_time()
    for path in paths:
        read(path, ReadSettings())
    seconds = time.process_time() - begin
    print(f"{'file -> text':18} {characters / seconds:12,.0f} characters/s   {seconds / plain:5.2f} x")


def main() -> None:
    """Prints the table."""
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
