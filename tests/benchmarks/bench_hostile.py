"""A run over a folder of a thousand hostile files; prints figures, asserts none.

    python tests/benchmarks/bench_hostile.py [--files 1000] [--workers 2]

The files are made of the samples, in turn by each of `KINDS`: cut, broken, swollen, badly named. Printed are the inputs
by kind and state, whether each has exactly one line of the ledger, which tables were written, what is left in the
temporary folder, and the peak memory of the parent after a tenth of the files and after all.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
PLAN = "ỦY BAN NHÂN DÂN\nXÃ THỬ NGHIỆM\n\nKẾ HOẠCH\n\nI. CHỈ TIÊU\n\n1. Trồng {} cây xanh trước ngày 30/11/2026.\n"


def _sample(kind: str, number: int) -> bytes:
    found = sorted((SAMPLES / kind).glob(f"*.{kind}"))
    return found[number % len(found)].read_bytes()


def _cut(kind: str, share: float) -> Callable[[int], bytes]:
    def make(number: int) -> bytes:
        data = _sample(kind, number)
        return data[: int(len(data) * share)] + str(number).encode()

    return make


def _docx(change: Callable[[bytes], bytes], packing: int = zipfile.ZIP_STORED) -> Callable[[int], bytes]:
    """A sample whose document.xml is changed."""

    def make(number: int) -> bytes:
        out = io.BytesIO()
        source = zipfile.ZipFile(io.BytesIO(_sample("docx", number)))
        with source, zipfile.ZipFile(out, "w", packing) as target:
            for name in source.namelist():
                data = source.read(name)
                target.writestr(name, change(data) if name == "word/document.xml" else data)
            target.writestr("number", str(number))
        return out.getvalue()

    return make


def _text(words: str) -> Callable[[int], bytes]:
    return lambda number: (PLAN.format(words) + str(number)).encode("utf-8", "surrogatepass")


_NESTED = b"<w:tbl><w:tr><w:tc>" * 90 + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" + b"</w:tc></w:tr></w:tbl>" * 90


def _swollen(data: bytes) -> bytes:
    return data.replace(b"</w:body>", b" " * (100 * 2**20) + b"</w:body>", 1)


KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "whole": ("{}.txt", _text("300")),
    "endless figure": ("{}.txt", _text("9" * 400)),
    "nul, surrogate": ("{}.txt", _text("3\0\ud800")),
    "long name": ("%s {}.txt" % ("ế" * 78), _text("300")),
    "equal names": ("{}/plan.txt", _text("300")),
    "empty": ("{}.pdf", lambda _: b""),
    "noise": ("{}.docx", lambda number: number.to_bytes(4, "big") * 500),
    "pdf cut at 30 %": ("{}.pdf", _cut("pdf", 0.3)),
    "pdf cut at 90 %": ("{}.pdf", _cut("pdf", 0.9)),
    "docx cut": ("{}.docx", _cut("docx", 0.6)),
    "xml cut": ("{}.docx", _docx(lambda data: data[: len(data) * 6 // 10])),
    "xml damaged": ("{}.docx", _docx(lambda data: data.replace(b"</w:p>", b"</w:q>", 3))),
    "tables nested": ("{}.docx", _docx(lambda data: data.replace(b"<w:sectPr", _NESTED + b"<w:sectPr", 1))),
    "bomb": ("{}.docx", _docx(_swollen, zipfile.ZIP_DEFLATED)),
    "entities": ("{}.docx", _docx(lambda data: data.replace(b"<w:p>", b"<w:p>&thing;", 1))),
    "not finished": ("{}.pdf.crdownload", _cut("pdf", 0.5)),
    "lock": ("~${}.docx", lambda number: str(number).encode()),
}


def make(home: Path, files: int) -> dict[str, str]:
    """Writes the files; gives path -> kind."""
    made = {}
    for number in range(files):
        kind = list(KINDS)[number % len(KINDS)]
        name, content = KINDS[kind]
        path = home / name.format(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(number))
        made[str(path)] = kind
    return made


def run_once(home: str, work: str, workers: str) -> None:
    """Prints of one run in this process: state by path, files written, peak memory in MiB."""
    from pipeline import run
    from pipeline.settings import RunSettings
    from pipeline.storage import Store

    db = f"sqlite:///{work}/k.db"
    report = run([home], RunSettings(db=db, out=f"{work}/out", workers=int(workers), timeout=60))
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM:"))
    with Store(db) as store:
        states = [(entry.path, entry.state) for entry in store.ledger()]
    print(json.dumps({"states": states, "written": [path.name for path in report.written], "peak": peak}))


def measured(files: int, workers: int) -> float:
    """Runs over so many files and prints what became of them; the parent's peak memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        home, scratch = Path(folder) / "in", Path(folder) / "tmp"
        scratch.mkdir()
        made = make(home, files)
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, __file__, "--once", str(home), folder, str(workers)],
            check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "TMPDIR": str(scratch)},
        )  # fmt: skip
        seconds = time.perf_counter() - begin
        found = json.loads(done.stdout.splitlines()[-1])
        states = dict(found["states"])
        taken = {path: kind for path, kind in made.items() if kind not in ("not finished", "lock")}
        print(
            f"\n{files} files, {seconds:.0f} s, parent {found['peak']} MiB, left in TMPDIR: {len(list(scratch.iterdir()))}"
        )
        print(f"one line each: {len(found['states']) == len(states) and set(states) == set(taken)}")
        print(f"written: {', '.join(found['written'])}")
        counts = Counter((kind, states.get(path, "none")) for path, kind in taken.items())
        for (kind, state), count in sorted(counts.items()):
            print(f"  {kind:18} {state:8} {count:5}")
        return float(found["peak"])


def main() -> None:
    """Prints the figures of a tenth of the files and of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--once", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        run_once(*given.once)
        return
    few, many = measured(given.files // 10, given.workers), measured(given.files, given.workers)
    print(f"\nparent's peak: {few:.0f} -> {many:.0f} MiB")


if __name__ == "__main__":
    main()
