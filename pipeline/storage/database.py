"""Connections and transactions of the store, the same for SQLite and PostgreSQL.

Several runs may write into one store at once. A transaction that writes therefore begins with the right to write: in
SQLite with the lock of the file, in PostgreSQL with an advisory lock. Two runs that meet a new store make its tables
one after the other, and what a transaction looks up still holds when it writes.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from pipeline.errors import StorageError, UsageError
from pipeline.messages import both
from pipeline.storage import migrate

_PATIENCE = 60  # seconds that a writer waits for the others
_LOCK = 0x6B65686F616368  # key of the advisory lock: "kehoach" in ASCII
_WRITES = "kehoach_writes"
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class UnfitRecord(StorageError):
    """A record that the database does not take; nothing of it was stored, and the others are not concerned."""


def database_url(given: str) -> URL:
    """A database URL as SQLAlchemy wants it; a bare path of a file becomes a SQLite URL.

    Raises:
        UsageError: a URL that lacks its slashes, which would pass for the path of a file.
        ArgumentError: any other form that SQLAlchemy does not understand.
    """
    if "://" in given:
        url = make_url(given)
        return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
    if re.match(r"[A-Za-z][\w+.-]+:", given):
        raise UsageError(None, f"--db {given}: sqlite:///FILE, postgresql://USER@HOST/NAME")
    return URL.create("sqlite", database=given)


class Database:
    """An open database at the newest form of the tables.

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
                    raise StorageError(file, "no such store", both("advice", "no_store"))
                Path(file).parent.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(parsed)
        except (ArgumentError, ImportError) as error:
            raise UsageError(None, f"--db {self._shown}: {error}".splitlines()[0]) from error
        except OSError as error:
            raise StorageError(self._shown, str(error)) from error
        with self.reading() as connection:
            newest = migrate.current(connection) == migrate.HEAD
        if not newest:
            with self.writing() as connection:
                migrate.upgrade(connection)

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            StorageError: the database fails.
        """
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; the others wait for its end.

        Raises:
            UnfitRecord: the values are none that the database takes.
            StorageError: the database fails.
        """
        with self._told(), self._engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                if self._engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            unfit = isinstance(error, DataError | IntegrityError) or (
                isinstance(error, StatementError) and not isinstance(error, DBAPIError)
            )
            kind = UnfitRecord if unfit else StorageError
            raise kind(self._shown, str(getattr(error, "orig", None) or error).splitlines()[0]) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL, so that others can read while a run writes; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    deadline = time.monotonic() + _PATIENCE
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:  # for this change SQLite does not wait by itself
            if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
