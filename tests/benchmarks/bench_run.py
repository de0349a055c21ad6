"""The speed of the whole run, of its stages, and start-up times; prints figures, asserts none.

    python tests/benchmarks/bench_run.py [--long CHARACTERS] [--annex CHARACTERS] [FOLDER ...]

The first lines are the whole run, `pipeline.run` from the file to the stored record, by kind of file: on one core, with
one worker, in CPU seconds of all its processes, a run over one file of the kind taken off (its start); beside it what
the tables cost that are written at the end. Files are those of data/samples, or of the folders given; each is seen
once. Then stages over the texts, the length of one text as far as `--long` (2,000,000), a decision whose annex of 54
tables has `--annex` (2,600,000) characters, and start-up times, the best of several runs in fresh processes.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
KINDS = (("text", "*.txt"), ("web", "*.html"), ("docx", "*.docx"), ("pdf", "*.pdf"))
FOLDERS = [SAMPLES, SAMPLES / "blind"]


def files(folders: list[Path], kind: str, pattern: str) -> list[Path]:
    """The files of a kind: in a folder of its name, else in the folder itself."""
    found = []
    for folder in folders:
        home = folder / kind if (folder / kind).is_dir() else folder
        found += sorted(home.glob(pattern))
    return found


def run_once(paths: list[str]) -> None:
    """Prints of one run over the files: CPU seconds to the stored records and of the tables, pages, peak memory (MiB)."""
    import json

    from pipeline.batch import execute
    from pipeline.settings import RunSettings

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    tables, write = [0.0], execute.refresh

    def timed(*given: Any) -> list[Path]:
        begin = time.process_time()
        written = write(*given)
        tables[0] = time.process_time() - begin
        return written

    execute.refresh = timed
    with tempfile.TemporaryDirectory() as home:
        report = execute.run(paths, RunSettings(db=f"sqlite:///{home}/k.db", out=f"{home}/out", workers=1))
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in usage) - tables[0]
    failed = [done.entry.shown for done in report.files if done.entry.state == "failed"]
    pages = sum(done.entry.pages or 0 for done in report.files)
    peak = max(own_peak(), usage[1].ru_maxrss // 1024)
    print(json.dumps({"cpu": cpu, "tables": tables[0], "pages": pages, "peak": peak, "failed": failed}))


def own_peak() -> int:
    """Peak memory of this process in MiB; what getrusage says is also that of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def fresh(*arguments: str) -> dict[str, float]:
    """What `run_once` printed in a fresh process."""
    import json

    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    values: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return values


def whole_run(folders: list[Path], times: int) -> None:
    """Characters a second of the whole run, by kind of file, the best of several runs."""
    from pipeline.process import read
    from pipeline.settings import ReadSettings, RestoreSettings

    print("whole run, file to stored record, one core   characters/s   ms a page   tables s   start s   peak MiB")
    for kind, pattern in KINDS:
        paths = [str(path) for path in files(folders, kind, pattern)]
        if len(paths) < 2:
            continue
        characters = sum(
            len(read(path, replace(ReadSettings(), ocr="never"), RestoreSettings("never")).text) for path in paths[1:]
        )
        starts = [fresh("--once", paths[0]) for _ in range(times)]
        whole = [fresh("--once", *paths) for _ in range(times)]
        start, best = min(one["cpu"] for one in starts), min(one["cpu"] for one in whole)
        pages = whole[0]["pages"] - starts[0]["pages"]
        print(
            f"{kind:5} {len(paths) - 1:4} files, {characters:9,} characters  {characters / (best - start):13,.0f}"
            f"   {1000 * (best - start) / pages:9.1f}   {whole[0]['tables']:8.2f}   {start:7.2f}"
            f"   {whole[0]['peak']:8.0f}"
        )


def stages(paths: list[Path]) -> None:
    """CPU seconds and characters a second of each stage over texts, the first of them to warm up."""
    from pipeline import process
    from pipeline.extraction import extract
    from pipeline.records.codec import to_dict
    from pipeline.settings import CheckSettings

    clock = time.process_time
    spent: dict[str, float] = {}
    characters = 0
    for number, path in enumerate(paths):
        moments = [clock()]
        document = process.read(path)
        moments.append(clock())
        record = extract(document)
        moments.append(clock())
        process._spelling(record, document)
        moments.append(clock())
        record = process.check(record, document, CheckSettings(disabled=("S01",)))
        moments.append(clock())
        to_dict(record)
        moments.append(clock())
        if number:
            characters += len(document.text)
            for name, a, b in zip(STAGES, moments, moments[1:], strict=False):
                spent[name] = spent.get(name, 0.0) + b - a
    for name, seconds in spent.items():
        print(f"{name:30} {characters / seconds:13,.0f} characters/s")


STAGES = ("file -> text", "text -> record", "spelling", "linking, rules", "record -> JSON values")


def length(characters: int) -> None:
    """Seconds and memory of one text of so many characters: sample plans one after the other, words made new."""
    texts = [path.read_text(encoding="utf-8") for path in files(FOLDERS, "text", "*.txt")]
    for size in (characters // 4, characters):
        with tempfile.TemporaryDirectory() as home:
            path = Path(home) / "long.txt"
            body = "\n\n".join(texts)
            path.write_text((body * (size // len(body) + 1))[:size], encoding="utf-8")
            done = fresh("--once", str(path))
        state = "failed" if done["failed"] else "read"
        print(f"one text of {size:9,} characters: {state}, {done['cpu']:6.1f} s, peak {done['peak']:5.0f} MiB")


def annex(characters: int, tables: int) -> str:
    """A decision with an annex of so many tables, as text: the columns of a task table and of a table of figures."""
    head = (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH LAM GIANG\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 1234/QĐ-UBND\tLam Giang, ngày 05 tháng 3 năm 2026\nQUYẾT ĐỊNH\nBan hành Danh mục nhiệm vụ năm 2026\n"
        "Điều 1. Ban hành kèm theo Quyết định này Danh mục nhiệm vụ và chỉ tiêu năm 2026.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Thử\n"
    )
    bodies = ("Sở Nội vụ", "Sở Tài chính", "Công an tỉnh", "Sở Y tế", "UBND các xã, phường")
    works = ("Tổ chức tập huấn cho cán bộ thôn", "Rà soát, cập nhật danh sách hộ nghèo", "Xây dựng mô hình mẫu")
    size, parts = (characters - len(head)) // tables, [head]
    for number in range(1, tables + 1):
        if number % 2:
            rows = ["TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm"]
        else:
            rows = ["TT | Chỉ tiêu | Đơn vị tính | Năm 2025 | Năm 2026 | Cơ quan theo dõi"]
        written, line = 0, 0
        while written < size:
            line += 1
            work, body, other = works[line % 3], bodies[line % 5], bodies[(line + 2) % 5]
            row = (
                f"{line} | {work} đợt {line} tại xã số {line % 89} | {body} | {other} | Tháng {line % 12 + 1}/2026 | Báo cáo"
                if number % 2
                else f"{line} | Số lớp học nghề nhóm {line} mở tại các thôn | lớp | {line % 40} | {line % 40 + 3} | {body}"
            )
            rows.append(row)
            written += len(row) + 1
        parts.append(f"PHỤ LỤC {number}\nDANH MỤC SỐ {number}\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def long_annex(characters: int, tables: int) -> None:
    """Seconds and memory of one text that is nearly all tables."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "annex.txt"
        path.write_text(annex(characters, tables), encoding="utf-8")
        size = len(path.read_text(encoding="utf-8"))
        done = fresh("--once", str(path))
    state = "failed" if done["failed"] else "read"
    print(
        f"an annex of {tables} tables, {size:9,} characters: {state}, {done['cpu']:6.1f} s and {done['tables']:.1f} s for"
        f" its tables, peak {done['peak']:5.0f} MiB"
    )


def started(*command: str, times: int = 7) -> float:
    """Seconds of a command in a fresh process, the best of so many."""
    best = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        best = min(best, time.perf_counter() - begin)
    return best


def start_up() -> None:
    """Seconds until commands answer."""
    empty = started("-c", "pass")
    for name, command in (
        ("python alone", ["-c", "pass"]),
        ("import pipeline", ["-c", "import pipeline"]),
        ("kehoach --help", ["-m", "pipeline", "--help"]),
        ("kehoach run --help", ["-m", "pipeline", "run", "--help"]),
    ):
        seconds = started(*command)
        print(f"{name:18} {seconds * 1000:8.0f} ms   {seconds / empty:5.2f} x python alone")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--long", type=int, default=2_000_000, help="characters of the longest text")
    parser.add_argument("--annex", type=int, default=2_600_000, help="characters of the annex of 54 tables")
    parser.add_argument("--times", type=int, default=3, help="runs of which the best counts")
    parser.add_argument("--quick", action="store_true", help="the whole run alone")
    given = parser.parse_args()
    if given.once:
        run_once([str(path) for path in given.folders])
        return
    os.environ["OMP_NUM_THREADS"] = "1"
    folders = given.folders or FOLDERS
    whole_run(folders, given.times)
    if given.quick:
        return
    print()
    stages(files(folders, "text", "*.txt"))
    print()
    length(given.long)
    long_annex(given.annex, 54)
    print()
    start_up()


if __name__ == "__main__":
    main()
