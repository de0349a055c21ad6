"""The run: one bad file costs one file; nothing is lost, nothing is done twice; honest states."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import Progress, run
from pipeline.errors import EngineError, OutputError, UsageError
from pipeline.settings import ReadSettings, RunSettings
from pipeline.storage import Store

MISBEHAVING = """
    if name.startswith("exit"): os._exit(3)
    if name.startswith("crash"): os.kill(os.getpid(), signal.SIGSEGV)
    if name.startswith("hang"):
        child = os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "600")
        open(os.path.join(os.path.dirname(path), "child.pid"), "w").write(str(child))
        time.sleep(600)
    if name.startswith("memory"): bytearray(64 * 2**30)
    if name.startswith("wrapped"):
        try: bytearray(64 * 2**30)
        except MemoryError as error: raise RuntimeError("decoder failed") from error
    if name.startswith("alloc"): raise RuntimeError("[ONNXRuntimeError] : 6 : std::bad_alloc")
    if name.startswith("map"): raise ImportError("libx.so: failed to map segment from shared object")
    if name.startswith("raise"): raise ValueError("khong\\nngo toi")
    if name.startswith("recurse"):
        def down(n): return down(n + 1)
        down(0)
    if name.startswith("leave"): sys.exit(0)
    if name.startswith("locked"): raise EncryptedFile(path)
    if name.startswith("engine"): raise EngineError(path, "tesseract")
    if name.startswith("noisy"):
        for _ in range(50): print("x" * 100000, flush=True); sys.stderr.write("y" * 100000)
    if name.startswith("fault"):
        return record(faults=[{"page": 2, "stage": "ocr", "message": "trang hỏng / broken page"}])
    if name.startswith("blank"):
        return record(pages=[{"page": 1, "text_source": "failed", "score": 0.0, "reason": None}])
    if name.startswith("shapeless"): return {"nonsense": 1}
"""


def test_a_file_that_misbehaves_fails_alone(
    folder: Callable[..., Path], execute: Any, ledger: Any, settings: RunSettings
) -> None:
    names = (
        "alloc",
        "crash",
        "exit",
        "good0",
        "good1",
        "hang",
        "leave",
        "locked",
        "map",
        "memory",
        "noisy",
        "raise",
        "recurse",
        "wrapped",
    )
    home = folder(*(f"{name}.pdf" for name in names))
    report = execute(home, body=MISBEHAVING, over=replace(settings, timeout=3))
    lines = ledger()
    assert {name: lines[f"{name}.pdf"].error for name in names if lines[f"{name}.pdf"].state != "ok"} == {
        "alloc": "OutOfMemory", "map": "OutOfMemory",
        "crash": "WorkerLost", "exit": "WorkerLost", "hang": "ReadTimeout", "leave": "WorkerLost",
        "locked": "EncryptedFile", "memory": "OutOfMemory", "raise": "Unexpected", "recurse": "Unexpected",
        "wrapped": "OutOfMemory",
    }  # fmt: skip
    assert "SIGSEGV" in lines["crash.pdf"].reason_vi
    assert "exit 3" in lines["exit.pdf"].reason_en
    assert "3 s" in lines["hang.pdf"].reason_vi
    assert "--password" in lines["locked.pdf"].reason_vi
    assert "ValueError: khong ngo toi [double.py:" in lines["raise.pdf"].reason_en
    assert "\n" not in "".join(line.reason_vi or "" for line in lines.values())
    assert report.exit_code == 1
    assert sorted(path.stem for path in Path(settings.out, "records").iterdir()) == ["good0", "good1", "noisy"]
    assert _gone(int((home / "child.pid").read_text())), "what an engine started lives on"


def _gone(pid: int) -> bool:
    for _ in range(50):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().split(") ")[1].startswith("Z"):
            return True
        time.sleep(0.1)
    return False


def test_a_run_with_faults_is_never_ok(folder: Callable[..., Path], execute: Any, ledger: Any) -> None:
    report = execute(folder("fault.pdf", "blank.pdf", "good.pdf"), body=MISBEHAVING)
    lines = ledger()
    assert {name: line.state for name, line in lines.items()} == {
        "blank.pdf": "partial", "fault.pdf": "partial", "good.pdf": "ok",
    }  # fmt: skip
    assert (lines["fault.pdf"].reason_vi, lines["fault.pdf"].reason_en) == (
        "trang 2: trang hỏng", "page 2: broken page",
    )  # fmt: skip
    assert lines["blank.pdf"].reason_vi == "không đọc được trang 1"
    assert report.exit_code == 1
    assert len(report.having("partial")) == 2


def test_whole_success_is_zero_and_nothing_to_do_is_quick(
    written: Any, folder: Callable[..., Path], execute: Any, settings: RunSettings
) -> None:
    home = folder("a.pdf", "b.pdf")
    assert execute(home).exit_code == 0
    before = written(Path(settings.out))
    again = execute(home, body="raise ValueError('read again')")
    assert [done.fresh for done in again.files] == [False, False]
    assert again.files[0].entry.counts["targets"] == 2
    assert written(Path(settings.out)) == before
    forced = execute(home, body="raise ValueError('read again')", force=True)
    assert [done.entry.state for done in forced.files] == ["failed", "failed"]


def test_a_changed_file_and_changed_settings_are_read_again(
    folder: Callable[..., Path], execute: Any, settings: RunSettings
) -> None:
    home = folder("a.pdf", "b.pdf")
    execute(home)
    folder("a.pdf=changed")
    assert [done.fresh for done in execute(home).files] == [True, False]
    other = replace(settings, read=ReadSettings(ocr="never"))
    assert [done.fresh for done in execute(home, over=other).files] == [True, True]


def test_a_failure_is_tried_again_when_it_may_pass(
    folder: Callable[..., Path], execute: Any, settings: RunSettings
) -> None:
    home = folder("locked.pdf", "engine.pdf", "raise.pdf")
    first = {Path(done.entry.path).stem: done.entry for done in execute(home, body=MISBEHAVING).files}
    assert str(first["engine"].reason_vi).startswith("Thiếu hoặc lỗi công cụ xử lý (tesseract).")  # no path again
    again = execute(home, body="")
    assert {Path(done.entry.path).stem: (done.fresh, done.entry.state) for done in again.files} == {
        "engine": (True, "ok"), "locked": (True, "ok"), "raise": (False, "failed"),
    }  # fmt: skip
    assert again.exit_code == 1, "what failed before and was not tried again has still failed"
    patient = execute(home, over=replace(settings, timeout=30.0))
    assert patient.exit_code == 0


def test_equal_bytes_are_read_once_and_reported(
    folder: Callable[..., Path], execute: Any, settings: RunSettings
) -> None:
    home = folder("x/a.pdf=same", "y/a.pdf=same", "b.pdf")
    report = execute(home, body="open(os.path.join(os.path.dirname(path), name + '.seen'), 'x').close()")
    assert [(done.entry.name, done.entry.duplicate_of) for done in report.files] == [
        ("b", None), ("a", None), ("y.a", str(home / "x" / "a.pdf")),
    ]  # fmt: skip
    assert len(list(home.rglob("*.seen"))) == 2
    read = {p.stem: json.loads(p.read_text())["source"]["path"] for p in Path(settings.out, "records").iterdir()}
    assert read == {"a": str(home / "x" / "a.pdf"), "b": str(home / "b.pdf"), "y.a": str(home / "y" / "a.pdf")}
    with Store(settings.db) as store:
        assert len(list(store.stored())) == 3


def test_only_the_inputs_of_the_run_are_exported(
    folder: Callable[..., Path], execute: Any, settings: RunSettings
) -> None:
    home = folder("x/a.pdf", "y/b.pdf")
    execute(home / "x")
    execute(home / "y", over=replace(settings, out=settings.out + "2"))
    assert [path.name for path in Path(settings.out + "2", "records").iterdir()] == ["b.json"]


def test_what_does_not_exist_fails_and_the_rest_is_done(folder: Callable[..., Path], execute: Any) -> None:
    home = folder("a.pdf")
    report = execute(home, home / "no such folder")
    assert [done.entry.state for done in report.files] == ["ok", "failed"]
    assert report.exit_code == 1


def test_progress_counts_every_file(folder: Callable[..., Path], execute: Any) -> None:
    home = folder("a.pdf", "b.pdf")
    execute(home / "a.pdf")
    steps: list[Progress] = []
    execute(home, home / "none.pdf", progress=steps.append)
    assert [(step.done, step.total, step.pages, step.fresh) for step in steps] == [
        (0, 3, 0, True), (1, 3, 1, False), (2, 3, 1, True), (3, 3, 2, True),
    ]  # fmt: skip


def test_stopping_keeps_what_is_done(
    folder: Callable[..., Path], execute: Any, ledger: Any, settings: RunSettings
) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    home = folder(*(f"{n}.pdf" for n in range(6)))
    report = execute(home, progress=stop)
    assert (report.interrupted, report.exit_code, report.written) == (True, 130, ())
    assert len(ledger()) == 2
    with Store(settings.db) as store:
        assert store.last_run().finished is None
    assert execute(home).exit_code == 0
    assert len(ledger()) == 6


def test_a_run_that_is_cancelled_stops_in_the_middle_of_a_file(
    folder: Callable[..., Path], settings: RunSettings, job_module: Callable[..., str], tmp_path: Path
) -> None:
    job = job_module(f"open({str(tmp_path / 'begun')!r}, 'w').close()\ntime.sleep(300)", "slow")
    home = folder("a.pdf")
    report = run([home], settings, job=job, cancelled=(tmp_path / "begun").exists)
    assert (report.interrupted, report.files) == (True, ())


SCRIPT = """
import sys
sys.path[:0] = [sys.argv[1]]
import pipeline
from pipeline.settings import load
settings = load(db=sys.argv[3], out=sys.argv[4], workers=2, timeout=20, memory=1024)
pipeline.run([sys.argv[2]], settings, job=sys.argv[5])
"""


def test_killed_in_the_middle_a_new_run_ends_with_the_same_ledger(
    written: Any,
    lasting: Any,
    folder: Callable[..., Path],
    settings: RunSettings,
    job_module: Any,
    tmp_path: Path,
    execute: Any,
) -> None:
    names = [f"{n}.pdf" for n in range(8)] + ["raise.pdf", "x/0.pdf", "y/0.pdf=0.pdf"]
    home = folder(*names)
    slow = job_module("time.sleep(0.25)\n" + MISBEHAVING.replace("\n    ", "\n"), "slow")
    arguments = [str(tmp_path / "jobs"), str(home), settings.db, settings.out, slow]
    victim = subprocess.Popen([sys.executable, "-c", SCRIPT, *arguments])  # no main guard: none is needed
    while not _count(settings) >= 3:
        time.sleep(0.05)
        assert victim.poll() is None, "the run ended before it could be killed"
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    done = _count(settings)
    assert 3 <= done < len(names)
    assert not list(Path(settings.out).iterdir())
    resumed = execute(home, body=MISBEHAVING)
    assert sum(not line.fresh for line in resumed.files) == done
    clean = replace(settings, db=f"sqlite:///{tmp_path}/clean.db", out=str(tmp_path / "clean"))
    execute(home, body=MISBEHAVING, over=clean)
    assert lasting(settings) == lasting(clean)
    assert written(Path(settings.out)) == written(Path(clean.out))
    for _ in range(60):
        if not _workers("slow:process"):
            break
        time.sleep(0.1)
    assert _workers("slow:process") == [], "workers outlive the run"


def _count(settings: RunSettings) -> int:
    if not Path(settings.db.removeprefix("sqlite:///")).exists():
        return 0
    with Store(settings.db) as store:
        return len(store.ledger())


def _workers(job: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
            state = (process / "stat").read_text().rsplit(") ", 1)[1][0]
        except OSError:
            continue
        if f"\0{job}\0".encode() in line and state != "Z":
            found.append(process.name)
    return found


def test_a_worker_serves_many_files(folder: Callable[..., Path], execute: Any, settings: RunSettings) -> None:
    home = folder(*(f"{n}.pdf" for n in range(5)))
    execute(home, body="open(path + '.pid', 'w').write(str(os.getpid()))", over=replace(settings, workers=1))
    assert len({path.read_text() for path in home.glob("*.pid")}) == 1


def test_workers_that_cannot_start_end_the_run_with_the_reason(
    folder: Callable[..., Path], settings: RunSettings
) -> None:
    with pytest.raises(EngineError, match="ModuleNotFoundError.*no_such_module"):
        run([folder("a.pdf")], settings, job="no_such_module:process")


def test_results_that_cannot_be_written_are_told_before_anything_is_read(
    folder: Callable[..., Path], execute: Any, ledger: Any, settings: RunSettings
) -> None:
    Path(settings.out).write_text("a file in the place of the folder")
    with pytest.raises(OutputError, match="out"):
        execute(folder("a.pdf"))
    assert ledger() == {}


def test_settings_that_no_file_can_be_read_with_end_the_run(
    folder: Callable[..., Path], execute: Any, ledger: Any
) -> None:
    with pytest.raises(UsageError, match="no such rule"):
        execute(folder("a.pdf", "b.pdf"), body="raise UsageError(None, 'no such rule')")
    assert ledger() == {}


@pytest.mark.parametrize("wrong", [{"workers": -1}, {"timeout": 0.0}, {"timeout": nan}, {"memory": 0}])
def test_limits_out_of_range_are_wrong_usage(
    folder: Callable[..., Path], execute: Any, settings: RunSettings, wrong: Any
) -> None:
    with pytest.raises(UsageError):
        execute(folder("a.pdf"), over=replace(settings, **wrong))


def test_what_was_read_before_a_stage_that_ends_the_worker_is_kept(
    folder: Callable[..., Path], execute: Any, ledger: Any, settings: RunSettings
) -> None:
    report = execute(
        folder("crash.pdf", "hang.pdf", "good.pdf", "raise.pdf"),
        body="""
            keeper.before("checking", record())
            if name.startswith("crash"): os.kill(os.getpid(), signal.SIGSEGV)
            if name.startswith("hang"): time.sleep(600)
            if name.startswith("raise"): raise ValueError("x")
        """,
        over=replace(settings, timeout=3),
    )
    lines = ledger()
    assert {Path(name).stem: line.state for name, line in lines.items()} == {
        "crash": "partial", "hang": "partial", "good": "ok", "raise": "partial",
    }  # fmt: skip
    assert lines["crash.pdf"].reason_vi.startswith("kiểm tra: Tiến trình đọc tệp dừng đột ngột (SIGSEGV)")
    assert lines["hang.pdf"].reason_en.startswith("checking: Processing took longer than allowed (3 s)")
    assert lines["raise.pdf"].reason_en.startswith("checking: An unforeseen error (ValueError: x")
    assert [done.entry.counts["targets"] for done in report.files] == [2, 2, 2, 2]
    with Store(settings.db) as store:
        faults = [stored.values["source"]["faults"] for stored in store.stored()]  # type: ignore[index]
    assert [[fault["stage"] for fault in each] for each in faults] == [["checking"], [], ["checking"], ["checking"]]


def test_a_name_too_long_for_its_endings_is_cut(
    folder: Callable[..., Path], execute: Any, settings: RunSettings
) -> None:
    long = "kế hoạch " * 18 + "x" * 12
    assert len(f"{long}a.pdf".encode()) == 251
    report = execute(folder(f"{long}a.pdf", f"{long}b.pdf", "a.pdf"))
    names = [done.entry.name for done in report.files]
    assert len(set(names)) == 3
    assert all(len(name.encode()) <= 200 for name in names)
    assert sorted(path.stem for path in Path(settings.out, "records").iterdir()) == sorted(names)


def test_what_did_not_change_is_neither_hashed_nor_written_again(
    folder: Callable[..., Path], execute: Any, settings: RunSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder("a.pdf", "b.pdf", "raise.pdf")
    for path in home.iterdir():
        os.utime(path, (1e9, 1e9))
    execute(home, body=MISBEHAVING)
    out = Path(settings.out)
    before = {path: path.stat().st_ino for path in out.rglob("*") if path.is_file()}
    monkeypatch.setattr("hashlib.file_digest", None)  # whoever hashes a file fails
    execute(home, body=MISBEHAVING)
    assert {path: path.stat().st_ino for path in out.rglob("*") if path.is_file()} == before
    kept = (out / "records" / "a.json").read_text(encoding="utf-8")
    (out / "records" / "a.json").write_text("changed by hand")
    (out / "targets.csv").unlink()
    execute(home, body=MISBEHAVING)
    again = {path: path.stat().st_ino for path in out.rglob("*") if path.is_file()}
    assert again.keys() == before.keys()
    assert again[out / "records" / "b.json"] == before[out / "records" / "b.json"]
    assert (out / "records" / "a.json").read_text(encoding="utf-8") == kept


def test_a_touched_file_is_hashed_once_more_and_not_read(
    folder: Callable[..., Path], execute: Any, ledger: Any
) -> None:
    home = folder("a.pdf")
    os.utime(home / "a.pdf", (1e9, 1e9))
    execute(home)
    os.utime(home / "a.pdf", (1.1e9, 1.1e9))
    (done,) = execute(home, body="raise ValueError('read again')").files
    assert (done.fresh, done.entry.state) == (False, "ok")
    assert ledger()["a.pdf"].mtime_ns == int(1.1e18)


def test_a_file_changed_within_the_tick_of_its_clock_is_read_again(folder: Callable[..., Path], execute: Any) -> None:
    home = folder("a.pdf=one")
    moment = time.time_ns() + 600 * 10**9  # still fresh however slow this machine is
    os.utime(home / "a.pdf", ns=(moment, moment))
    execute(home)
    (home / "a.pdf").write_text("two")
    os.utime(home / "a.pdf", ns=(moment, moment))
    assert [done.fresh for done in execute(home).files] == [True]


def test_a_worker_loads_nothing_of_store_and_tables() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, pipeline.batch.worker, pipeline.process; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert "pipeline.batch.worker" in loaded
    assert {"sqlalchemy", "pipeline.storage", "pipeline.batch.execute"} & set(loaded) == set()
