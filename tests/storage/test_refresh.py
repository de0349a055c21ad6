"""Tables put together of kept rows: every byte that of a full export, and only what changed is made."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.storage import Entry, Store, book_rows, refresh, workbook
from pipeline.storage.decisions import Decision
from pipeline.storage.exports import export

BEGUN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/k.db") as opened:
        yield opened


@pytest.fixture
def saved(store: Store, entry: Any, record_values: Any) -> Callable[..., None]:
    """Puts plans of so many targets into the store."""

    def save(number: int, targets: int, **over: Any) -> None:
        values = record_values(f"{number:03}.pdf", targets=record_values()["targets"][:1] * targets)
        given = {"sha256": f"{number:064x}", "started": BEGUN + timedelta(seconds=targets)} | over
        store.save(entry(f"/in/{number:03}.pdf", **given), None if given.get("state") == "failed" else values)

    return save


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents whose rows are made from now on."""
    names: list[str] = []
    summary = book_rows.BookRows.summary

    def counted(self: Any, stored: Any, row: Any) -> Any:
        names.append(stored.entry.name)
        return summary(self, stored, row)

    monkeypatch.setattr(book_rows.BookRows, "summary", counted)
    return names


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (*out.glob("*.csv"), *out.glob("*.xlsx"))}


def brought_up_to_date(store: Store, out: Path, lang: str = "vi") -> dict[str, bytes]:
    """The tables after a run; what a full export writes into a folder beside is the same."""
    entries: tuple[Entry, ...] = store.ledger()
    refresh.refresh(store, entries, out, lang)
    whole = out.with_name("whole")  # beside it, so that the links are the same
    export(store.stored(), whole, ["csv", "xlsx", "json"], lang)
    assert tables(out) == tables(whole)
    records = {path.name: path.read_bytes() for path in (out / "records").iterdir()}
    assert records == {path.name: path.read_bytes() for path in (whole / "records").iterdir() if path.name in records}
    assert set(records) == {f"{entry.name}.json" for entry in entries if entry.record_sha256}
    return tables(out)


def test_one_changed_file_costs_the_rows_of_its_block(
    store: Store, saved: Any, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "_DOCUMENTS", 8)
    for number in range(100):
        saved(number, 2)
    before = brought_up_to_date(store, tmp_path / "out")
    saved(41, 3)
    made.clear()
    refresh.refresh(store, store.ledger(), tmp_path / "out")
    assert "041" in made
    assert len(made) < 50
    after = brought_up_to_date(store, tmp_path / "out")
    assert len(after["targets.csv"].splitlines()) == len(before["targets.csv"].splitlines()) + 1


@pytest.mark.parametrize("seed", range(4))
def test_whatever_changes_the_tables_are_those_of_a_full_export(
    store: Store, saved: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Files that come, change, fail, or get the bytes of another, with sheets and links that end in the middle."""
    monkeypatch.setattr(refresh, "_DOCUMENTS", 4)
    monkeypatch.setattr(refresh, "_ROWS", 12)
    monkeypatch.setattr(workbook, "MAX_ROWS", 40)
    monkeypatch.setattr(workbook, "_MAX_LINKS", 27)
    chance = random.Random(seed)
    for number in chance.sample(range(60), 40):
        saved(number, chance.randint(0, 4))
    brought_up_to_date(store, tmp_path / "out")
    for turn in range(5):
        for number in chance.sample(range(60), 3):
            other = {"sha256": f"{chance.randrange(60):064x}", "state": chance.choice(["ok", "ok", "failed"])}
            saved(number, 5 + turn, **other)
        brought_up_to_date(store, tmp_path / "out", chance.choice(["vi", "en"]))


def test_what_a_person_says_changes_the_rows(store: Store, saved: Any, tmp_path: Path) -> None:
    for number in range(3):
        saved(number, 1)
    before = brought_up_to_date(store, tmp_path / "out")
    item = next(store.stored()).values["targets"][0]  # type: ignore[index]
    word = Decision(
        sha256=f"{0:064x}", table="targets", row="a", action="add", human=item | {"indicator": "của người duyệt"},
        who="Lan", record=store.ledger()[0].record_sha256,
    )  # fmt: skip
    store.decisions.add(word)
    after = brought_up_to_date(store, tmp_path / "out")
    assert "của người duyệt".encode() in after["targets.csv"]
    assert before["decisions.csv"] != after["decisions.csv"]


@pytest.mark.parametrize("damage", [b"", b"x\x9c damaged", None])
def test_what_is_kept_and_damaged_is_made_again(store: Store, saved: Any, tmp_path: Path, damage: bytes | None) -> None:
    for number in range(3):
        saved(number, 1)
    out = tmp_path / "out"
    brought_up_to_date(store, out)
    for path in (out / ".kehoach-rows").iterdir():
        path.unlink() if damage is None else path.write_bytes(damage)
    (out / "targets.csv").unlink()
    brought_up_to_date(store, out)


def test_nothing_is_kept_that_no_table_holds(store: Store, saved: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kept = set()
    for targets in range(3):
        saved(1, targets)
        brought_up_to_date(store, out)
        (only,) = (out / ".kehoach-rows").iterdir()
        kept.add(only.name)
    assert len(kept) == 3
