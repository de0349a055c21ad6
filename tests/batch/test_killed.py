"""Killed at any moment, a run that is taken up again ends with what it would have ended with."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import run
from pipeline.settings import RunSettings
from pipeline.storage.scratch import Scratch

BODY = """
    open(os.path.join(os.environ["TMPDIR"], "left behind"), "w").write("x" * 1000)
    time.sleep(0.03)
    if name.startswith("exit"): os._exit(3)
    if name.startswith("raise"): raise ValueError("x")
    if name.startswith("fault"):
        return record(faults=[{"page": 2, "stage": "ocr", "message": "trang hỏng / broken page"}])
"""
SCRIPT = """
import sys
sys.path[:0] = [sys.argv[1]]
import pipeline
from pipeline.settings import load
settings = load(db=sys.argv[3], out=sys.argv[4], workers=2, timeout=20, memory=1024)
pipeline.run([sys.argv[2]], settings, job=sys.argv[5])
"""
KILLS = int(os.environ.get("KEHOACH_KILLS", "2"))  # the more, the longer; twenty is the bar of a release


def test_killed_at_random_the_tables_are_those_of_an_undisturbed_run(
    written: Any, lasting: Any, folder: Callable[..., Path], settings: RunSettings, job_module: Any, tmp_path: Path
) -> None:
    chance = random.Random(15)
    names = [f"{where}/{number}.pdf" for where in "abc" for number in range(3 * KILLS)]
    home = folder(*names, "exit.pdf", "raise.pdf", "fault.pdf", "same.pdf=a/0.pdf")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    job = job_module(BODY, "slow")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "jobs"), str(home), settings.db, settings.out, job]
    seen, ends = 0, []
    for _ in range(KILLS):
        victim = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(scratch)})
        target, deadline = seen + chance.randint(0, 4), time.monotonic() + 60
        while _settled(settings) < target and victim.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(chance.random() * 0.05)
        victim.send_signal(signal.SIGKILL)
        ends.append(victim.wait())
        seen = _settled(settings)
    assert ends == [-signal.SIGKILL] * KILLS
    ended = subprocess.run(command, env={**os.environ, "TMPDIR": str(scratch)}, check=True)
    assert ended.returncode == 0
    clean = replace(settings, db=f"sqlite:///{tmp_path}/clean.db", out=str(tmp_path / "clean"))
    run([home], clean, job=job)
    assert lasting(settings) == lasting(clean)
    assert written(Path(settings.out)) == written(Path(clean.out))
    assert list(scratch.iterdir()) == [], "what killed runs left was swept away"


def _settled(settings: RunSettings) -> int:
    file = Path(settings.db.removeprefix("sqlite:///"))
    if not file.exists():
        return 0
    connection = sqlite3.connect(file)
    try:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are not there yet
        return 0
    finally:
        connection.close()


def test_what_workers_leave_is_gone_at_the_end(
    folder: Callable[..., Path], execute: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    execute(folder("a.pdf", "exit.pdf", "raise.pdf"), body=BODY)
    assert list(scratch.iterdir()) == []


def test_a_folder_of_a_living_process_is_not_swept(tmp_path: Path) -> None:
    with Scratch(tmp_path) as living:
        dead = tmp_path / ".kehoach-dead"
        dead.mkdir()
        (dead / "lock").touch()
        unknown = tmp_path / ".kehoach-without-lock"
        unknown.mkdir()
        with Scratch(tmp_path):
            assert living.path.is_dir()
            assert not dead.exists()
            assert unknown.is_dir()
    assert not living.path.exists()
