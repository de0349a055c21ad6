"""The store: one line an input, rows that follow the record, a human's word that outlives re-runs."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from pipeline.errors import StorageError, UsageError
from pipeline.records import codec
from pipeline.storage import Store, Texts, migrate, tables


def _sql(tmp_path: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(tmp_path / "k.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_what_is_saved_comes_back(store: Store, entry: Any, record_values: Any) -> None:
    values = record_values()
    saved = store.save(entry(), values)
    (line,) = store.ledger()
    assert line == saved
    assert line == entry()._replace(
        record_sha256=line.record_sha256, legal_references_count=1, dates_count=1, targets_count=2,
        assignments_count=1, findings_count=1, coverage=0.5,
    )  # fmt: skip
    assert line.record_sha256 == codec.address(codec.compact(values))
    assert line.rows == sum(line.counts.values()) == 6
    assert entry().rows == 0
    (stored,) = store.stored()
    assert stored.values == values


def test_rows_answer_sql(store: Store, entry: Any, record_values: Any, tmp_path: Path) -> None:
    store.save(entry(), record_values())
    query = """
        SELECT d.unit, t.indicator, t.value, t.page, t.text_start, t.x0 FROM targets t
        JOIN documents d ON d.id = t.document_id WHERE t.unit = '%'
    """
    assert _sql(tmp_path, query) == [("xã Sông Đầm", "hộ có nước sạch", 85.5, 1, 0, 70.9)]
    partners = "SELECT a.body, p.body FROM partners p JOIN assignments a ON a.id = p.assignment_id"
    assert _sql(tmp_path, partners) == [("Phòng Kinh tế", "Công an xã")]
    assert _sql(tmp_path, "SELECT responsible, baseline_value, baseline_date FROM targets WHERE position = 0") == [
        ("Phòng Kinh tế", 71.5, "2025")
    ]
    assert _sql(tmp_path, "SELECT product FROM assignments") == [("báo cáo kết quả",)]
    brought = "SELECT a.item, l.target FROM assignment_targets l JOIN assignments a ON a.id = l.assignment_id"
    assert _sql(tmp_path, brought) == [("a1", "t1"), ("a1", "t2")]
    assert _sql(tmp_path, "SELECT recipient FROM recipients ORDER BY position") == [("Như trên",), ("Lưu trữ",)]
    assert _sql(tmp_path, "SELECT json_extract(body, '$.targets[1].unit') FROM records") == [("ha",)]


def test_a_changed_file_replaces_its_rows_and_leaves_none_behind(
    store: Store, entry: Any, record_values: Any, tmp_path: Path
) -> None:
    store.save(entry(), record_values())
    store.save(entry("/in/b.pdf"), record_values())
    fewer = record_values(targets=[], assignments=[])
    fewer["source"]["faults"] = [{"page": 1, "stage": "ocr", "message": "hỏng / broken"}]
    store.save(entry(state="partial", sha256="c" * 64), fewer)
    assert _sql(tmp_path, "SELECT document_id, count(*) FROM targets GROUP BY 1") == [(2, 2)]
    assert _sql(tmp_path, "SELECT count(*) FROM partners") == [(1,)]
    assert _sql(tmp_path, "SELECT page, message FROM faults") == [(1, "hỏng / broken")]
    store.save(entry(state="failed", sha256="d" * 64, error="DamagedFile", reason_vi="x", pages=None), None)
    assert _sql(tmp_path, "SELECT count(*) FROM records") == [(1,)]
    assert _sql(tmp_path, "SELECT title, record_sha256 FROM documents WHERE id = 1") == [(None, None)]
    assert [line.state for line in store.ledger()] == ["failed", "ok"]


def test_a_record_of_the_wrong_shape_changes_nothing(store: Store, entry: Any, record_values: Any) -> None:
    store.save(entry(), record_values())
    broken = record_values()
    broken["targets"][0]["quote"] = None
    with pytest.raises(StorageError, match="quote"):
        store.save(entry(), broken)
    assert next(store.stored()).values == record_values()


def test_nul_and_odd_letters_are_stored(store: Store, entry: Any, record_values: Any, tmp_path: Path) -> None:
    values = record_values()
    values["targets"][0]["indicator"] = "a\0b 𝟙 \x1b[31m"
    store.save(entry(reason_vi="a\0b"), values)
    assert _sql(tmp_path, "SELECT indicator FROM targets WHERE position = 0") == [("ab 𝟙 \x1b[31m",)]
    assert next(store.stored()).values == values


def test_texts_go_with_their_record_and_keep_their_length(store: Store, entry: Any, record_values: Any) -> None:
    kept = Texts("kế hoạch \U0001d7d9", "kế  ho\u0323ach")
    line = store.save(entry(), record_values(), kept)
    assert store.texts(line) == kept
    odd = store.save(entry("/in/b.pdf"), record_values(), Texts("a\0b", "\ud800c"))
    assert store.texts(odd) == Texts("a\ufffdb", "\ufffdc")
    store.save(entry(), record_values())
    assert store.texts(line) is None, "a record whose texts are not known has not those of an earlier one"


def test_many_records_come_in_the_order_asked_for(store: Store, entry: Any, record_values: Any) -> None:
    for number in range(40):
        store.save(entry(f"/in/{number:02}.pdf"), record_values() if number % 3 else None)
    asked = [store.ledger()[number] for number in (39, 0, 17, 1, *range(2, 17), *range(18, 39))]
    found = list(store.with_records(asked))
    assert [stored.entry for stored in found] == asked
    assert [stored.values is None for stored in found] == [int(e.name) % 3 == 0 for e in asked]


def test_indicators_are_written_into_record_and_rows(
    store: Store, entry: Any, record_values: Any, tmp_path: Path
) -> None:
    before = store.save(entry(), record_values())
    other = store.save(entry("/in/b.pdf"), record_values())
    store.identify({"a": ["i7", None], "not there": ["i1"]})
    (after, untouched) = store.ledger()
    assert untouched == other
    first, second = (stored.values or {} for stored in store.stored())
    assert [target["indicator_id"] for target in first["targets"]] == ["i7", None]
    assert second == record_values()
    assert after == before._replace(record_sha256=codec.address(codec.compact(first)))
    assert _sql(tmp_path, "SELECT document_id, indicator_id FROM targets ORDER BY id") == [
        (1, "i7"), (1, None), (2, None), (2, None),
    ]  # fmt: skip


def test_documents_are_found_by_name_path_and_address(store: Store, entry: Any, record_values: Any) -> None:
    store.save(entry("/in/a.pdf"), record_values())
    store.save(entry("/in/x/b.docx", name="x.b"), record_values())
    store.save(entry("/other/b.pdf", name="b"), record_values())
    assert store.find("b").entry.path == "/other/b.pdf"
    assert store.find("/in/x/b.docx").entry.name == "x.b"
    assert store.find("b.docx").entry.name == "x.b"
    assert store.find("aaaaaaaa").entry.name == "a"
    store.save(entry("/in/xã.pdf"), record_values())
    assert store.find(normalize("NFD", "xã")).entry.path == "/in/xã.pdf"
    assert store.find(normalize("NFD", "/in/xã.pdf")).entry.path == "/in/xã.pdf"
    with pytest.raises(UsageError, match="bbbbbbbb"):
        store.find("bbbbbbbb")  # two have these bytes
    with pytest.raises(UsageError, match="kehoach status"):
        store.find("zzz")


def test_a_word_on_a_finding_outlives_a_rerun(store: Store, entry: Any, record_values: Any) -> None:
    store.save(entry(), record_values())
    store.suppress("head.number", "a" * 64, "số văn bản", "bản dự thảo", "Lan")
    store.suppress("head.number", "a" * 64, "số văn bản", "bản sao", "Lan")
    store.save(entry(version="1"), record_values(findings=[]))
    assert store.suppressions() == {("head.number", "a" * 64, "số văn bản"): "bản sao"}


def test_a_run_that_does_not_end_shows(store: Store) -> None:
    assert store.last_run() is None
    first = store.begin_run(3, "0")
    store.end_run(first)
    assert store.last_run().finished is not None
    store.begin_run(5, "0")
    assert (store.last_run().inputs, store.last_run().finished) == (5, None)


def test_sqlite_is_opened_for_readers_beside_a_writer(store: Store, tmp_path: Path) -> None:
    assert _sql(tmp_path, "PRAGMA journal_mode") == [("wal",)]


@pytest.mark.parametrize("make", [migrate.upgrade, migrate.run_migrations])
def test_new_stores_and_migrated_ones_have_the_tables_of_the_code(
    tmp_path: Path, make: Callable[[Connection], None]
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/m.db")
    try:
        with engine.begin() as connection:
            make(connection)
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, tables.metadata) == []
            assert migrate.current(connection) == migrate.HEAD
    finally:
        engine.dispose()


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


@pytest.mark.parametrize("make", [migrate.upgrade, migrate.run_migrations])
def test_migrations_can_be_taken_back(tmp_path: Path, make: Callable[[Connection], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{tmp_path}/m.db")
    try:
        with engine.begin() as connection:
            make(connection)
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
            left = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            assert left == ["alembic_version"]
    finally:
        engine.dispose()


def test_tables_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in tables.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert len(index.name or "") <= 63
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_a_bare_path_is_a_sqlite_file(tmp_path: Path) -> None:
    Store(str(tmp_path / "new folder" / "x.db")).close()
    assert (tmp_path / "new folder" / "x.db").is_file()


@pytest.mark.parametrize("url", ["nosuch://x/y", "sqlite:/x", "postgresql+nodriver://u:secret@h/d"])
def test_a_url_that_cannot_be_used_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Store(url)
    assert "secret" not in str(caught.value)


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("no database, but text that is long enough to be looked at " * 20)
    with pytest.raises(StorageError, match=r"x\.db"):
        Store(str(tmp_path / "x.db"))
    with pytest.raises(StorageError, match="kehoach run"):
        Store(str(tmp_path / "y.db"), create=False)
    assert not (tmp_path / "y.db").exists()


def test_a_store_at_its_newest_form_is_not_migrated_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    Store(url).close()
    monkeypatch.setattr(command, "upgrade", lambda *_: pytest.fail("migrated again"))
    Store(url).close()
