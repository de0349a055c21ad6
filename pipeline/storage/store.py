"""The store: the ledger of inputs and the records made of them, in SQLite or any database by URL."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Row,
    create_engine,
    delete,
    event,
    func,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from pipeline.errors import StorageError, UsageError
from pipeline.records import codec
from pipeline.storage import migrate, tables

State = Literal["ok", "partial", "failed"]

_INFO = (
    "type", "number", "symbol", "issuer", "unit", "province", "place", "issue_date", "title", "period", "signer",
    "signer_title", "archive",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: an input and what became of it. Fields are the columns of `tables.documents`."""

    path: str
    shown: str
    name: str
    sha256: str | None
    size: int | None
    settings: str
    attempt: str
    version: str
    state: State
    error: str | None = None
    reason_vi: str | None = None
    reason_en: str | None = None
    duplicate_of: str | None = None
    started: datetime
    seconds: float = 0.0
    pages: int | None = None

    def reason(self, lang: str) -> str | None:
        """Why the input failed or is partial, in Vietnamese ("vi") or English; None where all is well."""
        return self.reason_vi if lang == "vi" else self.reason_en


@dataclass(frozen=True, slots=True)
class Stored:
    """A line of the ledger with its record as plain JSON values; None where the input failed."""

    entry: Entry
    values: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Run:
    """One call of `kehoach run`; `finished` is None while it goes on, or where it was killed."""

    id: int
    started: datetime
    finished: datetime | None
    inputs: int
    version: str


_ENTRY = tuple(f.name for f in fields(Entry))
_LEDGER = [tables.documents.c[name] for name in _ENTRY]


def database_url(given: str) -> URL:
    """A database URL as SQLAlchemy wants it; a bare path of a file becomes a SQLite URL.

    Raises:
        UsageError: a URL that lacks its slashes, which would pass for the path of a file.
        ArgumentError: any other form that SQLAlchemy does not understand.
    """
    if "://" in given:
        return make_url(given)
    if re.match(r"[A-Za-z][\w+.-]+:", given):
        raise UsageError(None, f"--db {given}: sqlite:///FILE, postgresql://USER@HOST/NAME")
    return URL.create("sqlite", database=given)


class Store:
    """An open store; a context manager.

    Every change is one transaction, so that a process killed at any moment leaves a store that holds whole
    documents only. SQLite files are opened in WAL mode, so that others can read while a run writes.

    Args:
        url: SQLAlchemy URL, or the path of a SQLite file.
        create: make the tables, or bring them up to date; False refuses a store that does not exist.

    Raises:
        UsageError: the URL cannot be understood, or its database driver is not installed.
        StorageError: the database cannot be opened.
    """

    def __init__(self, url: str, *, create: bool = True) -> None:
        self._shown = url
        try:
            parsed = database_url(url)
            self._shown = parsed.render_as_string(hide_password=True)
            file = parsed.database if parsed.get_backend_name() == "sqlite" else None
            if file and file != ":memory:":
                if not create and not Path(file).exists():
                    raise StorageError(file, "no such store", _NOT_YET)
                Path(file).parent.mkdir(parents=True, exist_ok=True)
            self._engine: Engine = create_engine(parsed)
        except (ArgumentError, ImportError) as error:
            raise UsageError(None, f"--db {self._shown}: {error}".splitlines()[0]) from error
        except OSError as error:
            raise StorageError(self._shown, str(error)) from error
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
        with self._begin() as connection:
            migrate.upgrade(connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connections back; the store cannot be used after."""
        self._engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise StorageError(self._shown, str(cause).splitlines()[0]) from error

    # ------------------------------------------------------------------------------------ the ledger

    def ledger(self) -> tuple[Entry, ...]:
        """All inputs that were ever given, by path."""
        with self._begin() as connection:
            return tuple(
                sorted((_entry(row) for row in connection.execute(select(*_LEDGER))), key=lambda entry: entry.path)
            )

    def save(self, entry: Entry, values: Mapping[str, Any] | None) -> None:
        """Writes what became of an input, in place of all that was known of the same path.

        Args:
            entry: the line of the ledger.
            values: the record as `codec.to_dict` gives it; None where the input failed.
        """
        row: dict[str, Any] = {name: getattr(entry, name) for name in _ENTRY}
        row |= dict.fromkeys(("record_sha256", "media_type", "method", "restored", "quality", *_INFO))
        body = None
        if values is not None:
            body = codec.compact(dict(values))
            source, info = values["source"], values["document"]
            row |= {key: source[key] for key in ("media_type", "method", "restored", "quality")}
            row |= {key: info[key] for key in _INFO}
            row |= {"record_sha256": codec.address(body), "pages": len(source["pages"])}
        row = _clean(row)
        with self._begin() as connection:
            found = connection.execute(
                select(tables.documents.c.id).where(tables.documents.c.path == entry.path)
            ).scalar()
            if found is None:
                done = connection.execute(insert(tables.documents).values(row).returning(tables.documents.c.id))
                owner = int(done.scalar_one())
            else:
                owner = int(found)
                connection.execute(update(tables.documents).where(tables.documents.c.id == owner).values(row))
                _forget(connection, owner)
            if values is not None:
                connection.execute(insert(tables.records).values(document_id=owner, body=body))
                _insert_items(connection, owner, values)

    def stored(self, paths: Iterable[str] | None = None) -> Iterator[Stored]:
        """The documents with their records, by path, one in memory at a time.

        Args:
            paths: absolute paths of the ledger; None for all.
        """
        wanted = None if paths is None else set(paths)
        for entry in self.ledger():
            if wanted is None or entry.path in wanted:
                yield Stored(entry, self._values(entry))

    def counts(self) -> dict[str, dict[str, int]]:
        """Path of each document that has a record -> its number of rows in each table of items."""
        with self._begin() as connection:
            owners = select(tables.documents.c.id, tables.documents.c.path).join(tables.records)
            paths: dict[int, str] = {row.id: row.path for row in connection.execute(owners)}
            found = {path: dict.fromkeys(tables.ITEMS, 0) for path in paths.values()}
            for name, table in tables.ITEMS.items():
                query = select(table.c.document_id, func.count()).group_by(table.c.document_id)
                for owner, count in connection.execute(query):
                    found[paths[owner]][name] = count
        return found

    def find(self, document: str) -> Stored:
        """The one document that `document` names: its name, a path, or the beginning of its sha256 (8 or more).

        Raises:
            UsageError: none is named so, or more than one.
        """
        absolute = str(Path(document).absolute())
        entries = self.ledger()
        for found in (
            [e for e in entries if document == e.name or document == e.shown or absolute == e.path],
            [e for e in entries if document in (Path(e.path).name, Path(e.path).stem)],
            [e for e in entries if len(document) >= 8 and (e.sha256 or "").startswith(document.lower())],
        ):
            if len(found) == 1:
                return Stored(found[0], self._values(found[0]))
            if found:
                names = ", ".join(entry.name for entry in found[:5])
                raise UsageError(None, f"{document!r}: {names}", _WHICH)
        raise UsageError(None, f"{document!r}", _UNKNOWN)

    def _values(self, entry: Entry) -> dict[str, Any] | None:
        query = select(tables.records.c.body).join(tables.documents).where(tables.documents.c.path == entry.path)
        with self._begin() as connection:
            body = connection.execute(query).scalar()
        if body is None:
            return None
        values: dict[str, Any] = json.loads(body)
        return values

    # -------------------------------------------------------------------------------------- the runs

    def begin_run(self, inputs: int, version: str) -> int:
        """Notes that a run over so many inputs begins; returns its id."""
        with self._begin() as connection:
            row = {"started": datetime.now(UTC), "inputs": inputs, "version": version}
            done = connection.execute(insert(tables.runs).values(row).returning(tables.runs.c.id))
            return int(done.scalar_one())

    def end_run(self, run: int) -> None:
        """Notes that the run came to its end by itself."""
        with self._begin() as connection:
            connection.execute(update(tables.runs).where(tables.runs.c.id == run).values(finished=datetime.now(UTC)))

    def last_run(self) -> Run | None:
        """The newest run; None where there was none."""
        query = select(tables.runs).where(tables.runs.c.id == select(func.max(tables.runs.c.id)).scalar_subquery())
        with self._begin() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Run(row.id, row.started, row.finished, row.inputs, row.version)

    # ----------------------------------------------------------------------------- what a person said

    def suppress(self, rule: str, sha256: str, about: str, reason: str, who: str) -> None:
        """Marks a finding as looked at and let pass; a second word on the same finding replaces the first."""
        key = {"rule": rule, "sha256": sha256, "about": about}
        table = tables.suppressions
        with self._begin() as connection:
            connection.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))
            connection.execute(insert(table).values(key | {"reason": reason, "who": who, "at": datetime.now(UTC)}))

    def suppressions(self) -> dict[tuple[str, str, str], str]:
        """(rule, sha256 of the document, about) -> the reason given."""
        table = tables.suppressions
        with self._begin() as connection:
            rows = connection.execute(select(table.c.rule, table.c.sha256, table.c.about, table.c.reason))
            return {(row.rule, row.sha256, row.about): row.reason for row in rows}


_NOT_YET = {"vi": "Chạy kehoach run trước.", "en": "Run kehoach run first."}
_WHICH = {"vi": "Nhiều văn bản trùng tên, ghi rõ đường dẫn.", "en": "More than one document fits; give its path."}
_UNKNOWN = {
    "vi": "Không có văn bản này; xem danh sách bằng kehoach status.",
    "en": "No such document; kehoach status lists them.",
}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _entry(row: Row[Any]) -> Entry:
    values = dict(row._mapping)
    if values["started"].tzinfo is None:  # SQLite keeps no zone; what we write is UTC
        values["started"] = values["started"].replace(tzinfo=UTC)
    return Entry(**values)


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    """Without NUL, which PostgreSQL takes in no text column."""
    return {key: value.replace("\0", "") if isinstance(value, str) else value for key, value in row.items()}


def _forget(connection: Connection, owner: int) -> None:
    items = select(tables.assignments.c.id).where(tables.assignments.c.document_id == owner)
    connection.execute(delete(tables.partners).where(tables.partners.c.assignment_id.in_(items)))
    for table in (tables.records, tables.recipients, tables.faults, *tables.ITEMS.values()):
        connection.execute(delete(table).where(table.c.document_id == owner))


def _insert_items(connection: Connection, owner: int, values: Mapping[str, Any]) -> None:
    def put(table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            connection.execute(insert(table), [_clean(row) for row in rows])

    lines = values["document"]["recipients"]
    put(tables.recipients, [{"document_id": owner, "position": n, "recipient": r} for n, r in enumerate(lines)])
    put(tables.faults, [{"document_id": owner, **fault} for fault in values["source"]["faults"]])
    for name, table in tables.ITEMS.items():
        put(table, [_item_row(owner, n, item, table.c.keys()) for n, item in enumerate(values[name])])
    query = select(tables.assignments.c.position, tables.assignments.c.id)
    ids = {row.position: row.id for row in connection.execute(query.where(tables.assignments.c.document_id == owner))}
    put(
        tables.partners,
        [
            {"assignment_id": ids[n], "position": k, "body": body}
            for n, item in enumerate(values["assignments"])
            for k, body in enumerate(item["partners"])
        ],
    )


def _item_row(owner: int, position: int, item: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    place = item["evidence"]
    box = place["bbox"] or (None,) * 4
    row = {"document_id": owner, "position": position, "item": item["id"]}
    row |= {"page": place["page"], "text_start": place["start"], "text_end": place["end"]}
    row |= {"raw_start": place["raw_start"], "raw_end": place["raw_end"]}
    row |= dict(zip(("x0", "top", "x1", "bottom"), box, strict=True))
    return row | {key: item[key] for key in columns if key in item and key != "id"}
