"""The command `compare`, mounted by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from pipeline import assets
from pipeline.cli.compare import register
from pipeline.errors import UsageError
from pipeline.storage import Entry, Store, Texts

RAC = str(assets.data("samples/campaign_gold/rac"))


@pytest.fixture
def run() -> Callable[..., Result]:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(app, ["compare", *arguments])
        if isinstance(result.exception, Exception):
            raise result.exception
        return result

    return call


def test_json_holds_the_groups(run: Callable[..., Result]) -> None:
    content: dict[str, Any] = json.loads(run(RAC, "--format", "json").stdout)
    sizes = {
        json.loads(path.read_text(encoding="utf-8"))["document"]["unit"]: path.stem for path in Path(RAC).iterdir()
    }
    members = [member for group in content["groups"] for member in group["members"]]
    assert set(members[0]) == {
        "document", "target", "similarity", "perhaps", "comparator", "value", "value_max", "unit", "due",
    }  # fmt: skip
    assert {member["document"] for member in members} == set(sizes.values())
    sure = [(member["document"], member["target"]) for member in members if not member["perhaps"]]
    assert len(sure) == len(set(sure))
    assert all({"id", "label", "members"} <= set(group) for group in content["groups"])


def test_summary_and_files(run: Callable[..., Result], tmp_path: Path) -> None:
    out = [str(tmp_path / "a.xlsx"), str(tmp_path / "a.html")]
    shown = run(RAC, "--against", "rac-0-tinh-lang-son", "--out", out[0], "--out", out[1]).stdout
    assert "Nhóm chỉ tiêu" in shown
    assert "▼" in shown
    assert all(Path(path).stat().st_size > 5000 for path in out)
    assert "Groups of targets" in run(RAC, "--lang", "en").stdout


@pytest.mark.parametrize("wrong", [("--format", "xml"), ("--out", "a.pdf"), ("--against", "không có")])
def test_wrong_use(run: Callable[..., Result], wrong: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(RAC, *wrong)


@pytest.fixture
def stored(tmp_path: Path, record_values: Callable[..., dict[str, Any]]) -> str:
    """A store of two communes with the same targets; one was read before texts were kept."""
    db = f"sqlite:///{tmp_path}/k.db"
    common: dict[str, Any] = {"size": 1, "settings": "", "attempt": "", "version": "", "state": "ok"}
    common |= {"started": datetime(2026, 1, 2, tzinfo=UTC)}
    with Store(db) as store:
        for name, texts in (("a", Texts("Trồng rừng.", "Trồng rừng.")), ("b", None)):
            values = record_values()
            values["document"]["unit"] = f"xã {name}"
            where = f"/in/{name}.pdf"
            entry = Entry(path=where, shown=where, name=name, sha256=name * 64, **common)
            store.save(entry, values, texts)
    return db


def test_the_store_learns_the_indicators(run: Callable[..., Result], stored: str) -> None:
    content = json.loads(run("--db", stored, "--format", "json").stdout)
    homes = {(m["document"], m["target"]): group["id"] for group in content["groups"] for m in group["members"]}
    with Store(stored) as store:
        found = {one.entry.name: [t["indicator_id"] for t in (one.values or {})["targets"]] for one in store.stored()}
    assert found["a"] == found["b"] == [homes["a", 0], homes["a", 1]]


def test_texts_come_from_the_store(run: Callable[..., Result], stored: str) -> None:
    done = run("--db", stored, "--texts")
    assert done.stderr == "b: kho chưa giữ câu chữ của văn bản này; chạy lại kehoach run.\n"
