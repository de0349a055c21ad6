"""Runs into one folder of results: what earlier runs put there stays, what is gone leaves, own results are no input."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pipeline.batch import RunReport
from pipeline.batch.inputs import collect, stands
from pipeline.settings import RunSettings
from pipeline.storage import carried
from pipeline.storage.rows import wording
from pipeline.storage.target import TABLES

Execute = Callable[..., RunReport]


def shown(settings: RunSettings) -> list[str]:
    """The documents of the tables."""
    with (Path(settings.out) / "documents.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row["name"] for row in csv.DictReader(stream)]


def records(settings: RunSettings) -> list[str]:
    return sorted(path.stem for path in (Path(settings.out) / "records").iterdir())


def test_tables_keep_the_inputs_of_earlier_runs(
    folder: Callable[..., Path], execute: Execute, settings: RunSettings
) -> None:
    home = folder("a/một.txt", "b/hai.txt")
    execute(home / "a")
    report = execute(home / "b")
    assert sorted(shown(settings)) == records(settings) == ["hai", "một"]
    assert [entry.name for entry in report.carried.kept] == ["một"]
    assert [entry.name for entry in execute(home).carried.kept] == []


def test_another_folder_holds_its_own_inputs_alone(
    folder: Callable[..., Path], execute: Execute, settings: RunSettings, tmp_path: Path
) -> None:
    home = folder("a/một.txt", "b/hai.txt")
    execute(home / "a")
    other = replace(settings, out=str(tmp_path / "khác"))
    execute(home / "b", over=other)
    assert (shown(settings), shown(other)) == (["một"], ["hai"])


def test_what_is_no_longer_where_a_run_looks_leaves_the_tables(
    folder: Callable[..., Path], execute: Execute, settings: RunSettings
) -> None:
    home = folder("a/một.txt", "a/hai.txt", "b/ba.txt")
    execute(home)
    (home / "a" / "hai.txt").rename(home / "a" / "bốn.txt")
    (home / "b" / "ba.txt").unlink()
    report = execute(home / "a")
    assert [entry.name for entry in report.carried.gone] == ["hai"]
    assert sorted(shown(settings)) == ["ba", "bốn", "một"]
    assert records(settings) == ["ba", "bốn", "một"]


def test_inputs_that_another_store_knows_are_counted(
    folder: Callable[..., Path], execute: Execute, settings: RunSettings, tmp_path: Path
) -> None:
    home = folder("a/một.txt", "b/hai.txt")
    execute(home / "a")
    report = execute(home / "b", over=replace(settings, db=f"sqlite:///{tmp_path}/khác.db"))
    assert report.carried.unknown == 1
    assert shown(settings) == ["hai"]


def test_a_run_without_inputs_writes_no_tables(tmp_path: Path, execute: Execute, settings: RunSettings) -> None:
    (tmp_path / "in").mkdir()
    report = execute(tmp_path / "in")
    assert (report.exit_code, report.written) == (0, ())
    assert not (Path(settings.out) / "plans.xlsx").exists()


def test_results_inside_the_inputs_are_not_read(
    folder: Callable[..., Path], execute: Execute, settings: RunSettings
) -> None:
    home = folder("a.txt", "kết quả khác/plans.csv")
    inside = replace(settings, out=str(home / "kết quả"))
    execute(home, over=inside)
    report = execute(home, over=inside)
    assert [done.entry.name for done in report.files] == ["a", "plans"]
    assert {Path(one.path).name for one in report.skipped if one.why == "own"} == {
        "plans.xlsx", "records", *(f"{table}.csv" for table in TABLES),
    }  # fmt: skip


def test_an_export_inside_the_inputs_is_not_read(
    folder: Callable[..., Path], execute: Execute, settings: RunSettings
) -> None:
    from pipeline.cli import app

    home = folder("a.txt")
    execute(home)
    assert app.invoke(["export", "--db", settings.db, "--format", "csv", "--out", str(home / "xuất")]) == 0
    report = execute(home)
    assert [done.entry.name for done in report.files] == ["a"]
    assert [entry.name for entry in report.carried.kept] == []


def test_the_names_of_own_tables_are_those_that_are_written() -> None:
    assert set(TABLES) == {sheet.name for sheet in wording().sheets}


def test_two_runs_into_one_folder_wait_for_each_other(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with carried.alone(tmp_path):
            order.append("second")

    with carried.alone(tmp_path):
        other = Thread(target=second)
        other.start()
        other.join(0.3)
        order.append("first")
    other.join(5)
    assert order == ["first", "second"]


def test_a_document_of_an_archive_stands_as_long_as_the_archive(tmp_path: Path) -> None:
    (tmp_path / "gói.zip").write_bytes(b"PK")
    assert stands(str(tmp_path / "gói.zip" / "kh.docx"))
    assert not stands(str(tmp_path / "không" / "kh.docx"))


def test_tables_with_separators_are_documents(folder: Callable[..., Path]) -> None:
    assert [Path(one.path).name for one in collect([folder("a.csv", "b.tsv")]).files] == ["a.csv", "b.tsv"]


def test_the_command_says_what_the_tables_hold(
    folder: Callable[..., Path], execute: Execute, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    from pipeline.cli.batch import _summary

    home = folder("a/một.txt=x", "a/hai.txt", "b/ba.txt")
    execute(home)
    (home / "a" / "một.txt").rename(home / "a" / "năm.txt")
    report = execute(home / "a")
    monkeypatch.setenv("COLUMNS", "200")
    _summary(report, "vi")
    out = capsys.readouterr().out
    assert f"đã bỏ khỏi bảng: {home}/a/một.txt (cùng nội dung nay ở {home}/a/năm.txt)" in out
    assert "Bảng gồm 3 văn bản: 2 của lần chạy này, 1 của các lần trước" in out
