"""A run over a ledger of a hundred thousand files: nothing to do, and one file changed; prints figures, asserts none.

    python tests/benchmarks/bench_ledger.py [--rows 100000] [--db URL]

The files are made, their rows are put into a new store as a run would leave them (with one record for all), and the
tables are written once. Then fresh processes run over all of them: seconds by the clock and of the CPU (of the process
itself, and of its workers, which load all models for the one file), and peak memory of the process in MiB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = 1_700_000_000
TEXT = "ỦY BAN NHÂN DÂN\nXÃ THỬ NGHIỆM\n\nKẾ HOẠCH\n\nI. CHỈ TIÊU\n\n1. Trồng {} cây xanh trước ngày 30/11/2026.\n"
AT_ONCE = 2000


def make_files(home: Path, rows: int) -> Iterator[Path]:
    """Small plans in folders of a thousand, none of the same content, last changed long ago."""
    for number in range(rows):
        folder = home / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"kế hoạch {number}.txt"
        path.write_text(TEXT.format(number), encoding="utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))
        yield path


def fill(db: str, home: Path, rows: int) -> None:
    """Puts the lines of the ledger and their records into the store."""
    from pipeline.batch.schedule import stamp
    from pipeline.process import process
    from pipeline.settings import RunSettings
    from pipeline.storage import Entry, tables
    from pipeline.storage.database import Database
    from pipeline.storage.store import _document_row

    mark, sample, body = stamp(RunSettings(db=db)), dict[str, Any](), None
    database = Database(db)
    waiting: list[dict[str, Any]] = []
    number = 0

    def put() -> None:
        nonlocal number
        with database.writing() as connection:
            connection.execute(insert(tables.documents), waiting)
            bodies = [{"document_id": number + at, "body": body} for at in range(1, len(waiting) + 1)]
            connection.execute(insert(tables.records), bodies)
        number += len(waiting)
        waiting.clear()

    for path in make_files(home, rows):
        data = path.read_bytes()
        own = {
            "path": str(path),
            "shown": str(path),
            "name": path.stem,
            "size": len(data),
            "started": datetime.now(UTC),
        }
        own["sha256"] = hashlib.sha256(data).hexdigest()
        if not sample:
            entry = Entry(
                **own, mtime_ns=LONG_AGO * 10**9, settings=mark.settings, attempt=mark.attempt, version=mark.version,
                state="ok", seconds=0.1,
            )  # fmt: skip
            sample, body = _document_row(entry, process(str(path), RunSettings()))
        waiting.append(sample | own)
        if len(waiting) == AT_ONCE:
            put()
    if waiting:
        put()
    database.close()


def run_once(db: str, home: str, out: str) -> None:
    """Prints seconds, peak MiB and what was read of one run in this process."""
    begin = time.perf_counter()
    from pipeline import run
    from pipeline.settings import RunSettings

    report = run([home], RunSettings(db=db, out=out, workers=1))
    seconds = time.perf_counter() - begin
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM:"))
    fresh = sum(done.fresh for done in report.files)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = {"cpu": time.process_time(), "workers": used.ru_utime + used.ru_stime}
    print(json.dumps({"seconds": seconds, **spent, "peak": peak, "files": len(report.files), "read": fresh}))


def fresh_process(*arguments: str) -> str:
    """A line on one run in a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, "--once", *arguments], check=True, capture_output=True, text=True, cwd=ROOT
    )
    found = json.loads(done.stdout.splitlines()[-1])
    seconds = f"{found['seconds']:6.1f} s, CPU {found['cpu']:6.1f} s + {found['workers']:.1f} s"
    return f"{found['files']:8,} files, {found['read']} read: {seconds}, peak {found['peak']} MiB"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--db", help="an empty database; a SQLite file of its own where not given")
    parser.add_argument("--once", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        run_once(*given.once)
        return
    with tempfile.TemporaryDirectory() as folder:
        home, out = Path(folder) / "in", Path(folder) / "out"
        db = given.db or f"sqlite:///{folder}/k.db"
        fill(db, home, given.rows)
        for title in ("tables written", "nothing to do", "nothing to do"):
            print(f"{title:16} {fresh_process(db, str(home), str(out))}", flush=True)
        changed = next(home.rglob("*.txt"))
        changed.write_text(TEXT.format("một nghìn"), encoding="utf-8")
        print(f"{'one file changed':16} {fresh_process(db, str(home), str(out))}", flush=True)
        (home / "000" / "kế hoạch mới.txt").write_text(TEXT.format("hai nghìn"), encoding="utf-8")
        print(f"{'one file more':16} {fresh_process(db, str(home), str(out))}", flush=True)


if __name__ == "__main__":
    main()
