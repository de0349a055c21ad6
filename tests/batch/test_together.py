"""Runs beside one another on one store: nothing is lost, nothing stands there twice, nobody fails."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.settings import RunSettings
from pipeline.storage import Store, tables
from pipeline.storage.database import Database

SCRIPT = """
import sys
sys.path[:0] = [sys.argv[1]]
import pipeline
from pipeline.settings import load
settings = load(db=sys.argv[2], out=sys.argv[3], workers=1, timeout=60, memory=1024)
sys.exit(pipeline.run(sys.argv[5:], settings, job=sys.argv[4]).exit_code)
"""


def _started(home: Path, db: str, out: Path, job: str, *inputs: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(home), db, str(out), job, *map(str, inputs)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def _rows(db: str) -> dict[str, int]:
    """Number of rows a table."""
    database = Database(db, create=False)
    with database.reading() as connection:
        found = {name: len(connection.execute(table.select()).all()) for name, table in tables.ITEMS.items()}
    database.close()
    return found


def test_four_runs_over_folders_with_the_same_names(
    db: str, folder: Callable[..., Path], job_module: Any, tmp_path: Path
) -> None:
    runs = 4
    names = [f"{where}/{number}.pdf={where}{number}" for where in range(runs) for number in range(6)]
    home = folder(*names)
    job = job_module("time.sleep(0.02)")
    started = [
        _started(tmp_path / "jobs", db, tmp_path / f"out{where}", job, home / str(where)) for where in range(runs)
    ]
    ends = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0] * runs, [error for _, error in ends]
    with Store(db) as store:
        ledger = store.ledger()
    assert [entry.state for entry in ledger] == ["ok"] * len(names)
    assert len({entry.name.casefold() for entry in ledger}) == len(names)
    assert _rows(db) == {
        "legal_references": len(names), "dates": len(names), "targets": 2 * len(names), "assignments": len(names),
        "findings": len(names),
    }  # fmt: skip
    for where in range(runs):
        shown = [entry.name for entry in ledger if Path(entry.path).parent.name == str(where)]
        written = [path.stem for path in (tmp_path / f"out{where}" / "records").iterdir()]
        assert sorted(written) == sorted(shown)


def test_runs_over_the_same_folder(db: str, folder: Callable[..., Path], job_module: Any, tmp_path: Path) -> None:
    home = folder(*(f"{number}.pdf" for number in range(8)), "raise.pdf")
    job = job_module("if name == 'raise.pdf': raise ValueError('x')")
    started = [_started(tmp_path / "jobs", db, tmp_path / f"out{where}", job, home) for where in range(2)]
    ends = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [1, 1], [error for _, error in ends]
    with Store(db) as store:
        assert [entry.state for entry in store.ledger()] == ["ok"] * 8 + ["failed"]
    assert _rows(db)["targets"] == 16
    first, second = (
        {path.relative_to(out): path.read_bytes() for path in out.rglob("*.csv")}
        for out in (tmp_path / "out0", tmp_path / "out1")
    )
    assert first == second


def test_a_run_gives_the_same_on_either_database(
    db: str, folder: Callable[..., Path], execute: Any, settings: RunSettings, written: Any, tmp_path: Path
) -> None:
    home = folder("a.pdf", "x/a.pdf=other", "raise.pdf", "b.pdf=a.pdf")
    body = "if name == 'raise.pdf': raise ValueError('x')"
    execute(home, body=body)
    execute(home, body=body, over=replace(settings, db=db, out=str(tmp_path / "other")))
    assert written(Path(settings.out)) == written(tmp_path / "other")


def test_text_that_a_database_does_not_take_costs_its_file_only(
    db: str, folder: Callable[..., Path], execute: Any, settings: RunSettings
) -> None:
    home = folder("good.pdf", "surrogate.pdf", "nul.pdf", "endless.pdf", "shapeless.pdf", "list.pdf", "huge.pdf")
    report = execute(
        home,
        body="""
            change = {"surrogate": {"indicator": "a" + chr(0xD800)}, "nul": {"indicator": "a" + chr(0) + "b"}}
            change |= {"endless": {"value": float("inf")}, "huge": {"value": 1e308}}
            stem = name.split(".")[0]
            if stem == "shapeless": return {"nonsense": 1}
            if stem == "list": return [1]
            values = record()
            target = values["targets"][0] | change.get(stem, {})
            return values | {"targets": [target, *values["targets"][1:]]}
        """,
        over=replace(settings, db=db),
    )
    states = {Path(done.entry.path).stem: (done.entry.state, done.entry.error) for done in report.files}
    broken = ("failed", "Unexpected")
    assert states == {
        "good": ("ok", None), "nul": ("ok", None), "huge": ("ok", None), "surrogate": broken, "endless": broken,
        "shapeless": broken, "list": broken,
    }  # fmt: skip
    assert sorted(path.stem for path in (Path(settings.out) / "records").iterdir()) == ["good", "huge", "nul"]
    assert (Path(settings.out) / "plans.xlsx").is_file()
