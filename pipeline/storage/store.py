"""The store: the ledger of inputs and the records made of them, in SQLite or any database by URL."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from pipeline.errors import UsageError
from pipeline.messages import both
from pipeline.records import codec
from pipeline.storage import tables
from pipeline.storage.database import Database, UnfitRecord
from pipeline.storage.decisions import Decisions
from pipeline.storage.entries import Entry, Run, Stored, Texts, share
from pipeline.storage.review import review
from pipeline.text.unicode import fold, nfc

_INFO = (
    "type", "number", "symbol", "issuer", "unit", "province", "place", "issue_date", "title", "period", "signer",
    "signer_title", "archive",
)  # fmt: skip


_SOUGHT = ("name", "shown", "unit", "province", "number", "symbol", "title")

_ENTRY = Entry._fields
_OF_RECORD = ("pages", "coverage", "record_sha256", *(f"{name}_count" for name in tables.ITEM_TABLES))
_REPEATED = tuple(
    map(_ENTRY.index, ("settings", "attempt", "version", "state", "error", "reason_vi", "reason_en"))
)  # fmt: skip
_PATH, _SHOWN, _STARTED = map(_ENTRY.index, ("path", "shown", "started"))
_AT_ONCE = 1000  # lines of the ledger
_BODIES = 16  # records that are asked for together
_LEDGER = [tables.documents.c[name] for name in _ENTRY]


class NameTaken(Exception):
    """Another run has given the name to another input meanwhile."""


class Store:
    """An open store; a context manager.

    Every change is one transaction, so that a process killed at any moment leaves a store that holds whole
    documents only, and several runs may write at once.

    Args:
        url: SQLAlchemy URL, or the path of a SQLite file.
        create: make the tables, or bring them up to date; False refuses a store that does not exist.

    Raises:
        UsageError: the URL cannot be understood, or its database driver is not installed.
        StorageError: the database cannot be opened.
    """

    def __init__(self, url: str, *, create: bool = True) -> None:
        self._database = Database(url, create=create)
        self.decisions = Decisions(self._database)

    @property
    def database(self) -> Database:
        """For those that ask the tables something of their own."""
        return self._database

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connections back; the store cannot be used after."""
        self._database.close()

    # ------------------------------------------------------------------------------------ the ledger

    def ledger(self, paths: Collection[str] | None = None) -> tuple[Entry, ...]:
        """The inputs that were ever given, by path.

        Args:
            paths: keys of those that are wanted, few enough for a query; None for all.
        """
        query = select(*_LEDGER)
        if paths is not None:
            query = query.where(tables.documents.c.path.in_(paths))
        with self._database.reading() as connection:
            rows = connection.execution_options(yield_per=_AT_ONCE).execute(query)
            return tuple(sorted(map(_entry, rows), key=attrgetter("path")))

    def save(self, entry: Entry, values: Mapping[str, Any] | None, texts: Texts | None = None) -> Entry:
        """Writes what became of an input, in place of all that was known of the same path; gives its line.

        Args:
            entry: the line of the ledger; what the record tells (pages, hash, numbers of rows) is filled in.
            values: the record as `codec.to_dict` gives it; None where the input failed.
            texts: of the record.

        Raises:
            NameTaken: the name of the entry is that of another input.
            UnfitRecord: the record has not the form of one, or holds what the database does not take.
            StorageError: the database fails.
        """
        try:
            row, body = _document_row(entry, values)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnfitRecord(None, f"{type(error).__name__}: {error}") from error
        with self._database.writing() as connection:
            holder = select(tables.documents.c.path).where(tables.documents.c.name == row["name"])
            if connection.execute(holder).scalar() not in (None, row["path"]):
                raise NameTaken(entry.name)
            owner = _owner(connection, row)
            if values is not None:
                connection.execute(insert(tables.records), {"document_id": owner, "body": body})
                _insert_items(connection, owner, values, sound="\\u0000" not in (body or ""))
            if texts is not None:
                both = {"text": _sound(texts.text), "raw": _sound(texts.raw)}
                connection.execute(insert(tables.texts), {"document_id": owner, **both})
        return entry._replace(**{name: row[name] for name in _OF_RECORD})

    def touch(self, seen: Iterable[tuple[str, int, int]]) -> None:
        """Notes of inputs that their bytes are still the same.

        Args:
            seen: (path, size, time of change in ns).
        """
        table = tables.documents
        query = update(table).where(table.c.path == bindparam("at"))
        rows = [{"at": path, "size": size, "mtime_ns": changed} for path, size, changed in seen]
        if rows:
            with self._database.writing() as connection:
                connection.execute(query, rows)

    def stored(self, paths: Iterable[str] | None = None) -> Iterator[Stored]:
        """The documents with their records, by path, one in memory at a time.

        Args:
            paths: keys of the ledger; None for all.
        """
        wanted = None if paths is None else set(paths)
        few = wanted if wanted is not None and len(wanted) <= _AT_ONCE else None
        return self.with_records(e for e in self.ledger(few) if wanted is None or e.path in wanted)

    def with_records(self, entries: Iterable[Entry]) -> Iterator[Stored]:
        """Lines of the ledger with their records, in their order, few in memory at a time."""
        path = tables.documents.c.path
        query = select(path, tables.records.c.body).join(tables.records)
        reviewed = self.decisions.documents()
        waiting = iter(entries)
        while some := list(islice(waiting, _BODIES)):
            with self._database.reading() as connection:
                rows = connection.execute(query.where(path.in_([entry.path for entry in some])))
                bodies: dict[str, str] = {row.path: row.body for row in rows}
            for entry in some:
                values = json.loads(bodies.pop(entry.path)) if entry.path in bodies else None
                if values is None or entry.sha256 not in reviewed:
                    yield Stored(entry, values)
                else:
                    found = review(values, self.decisions.of(entry.sha256))
                    yield Stored(entry, found.standing, found)

    def texts(self, entry: Entry) -> Texts | None:
        """The texts that the offsets of an input's record count in; None where they were not kept."""
        query = select(tables.texts.c.text, tables.texts.c.raw).join(tables.documents)
        with self._database.reading() as connection:
            row = connection.execute(query.where(tables.documents.c.path == entry.path)).one_or_none()
        return None if row is None else Texts(row.text, row.raw)

    def faulty(self, stage: str) -> frozenset[str]:
        """Keys of the ledger of the documents that have a fault of a stage."""
        query = select(tables.documents.c.path).join(tables.faults).where(tables.faults.c.stage == stage)
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def identify(self, indicators: Mapping[str, Sequence[str | None]]) -> None:
        """Writes into the records which indicator each of their targets is of.

        Args:
            indicators: name of the document -> `indicator_id` of each of its targets, in their order.
        """
        document, record = tables.documents.c, tables.records.c
        query = select(document.id, record.body).join(tables.records)
        with self._database.writing() as connection:
            for name, ids in indicators.items():
                row = connection.execute(query.where(document.name == name)).one_or_none()
                values = {"targets": []} if row is None else json.loads(row.body)
                if row is None or ids == [target["indicator_id"] for target in values["targets"]]:
                    continue
                for target, indicator in zip(values["targets"], ids, strict=True):
                    target["indicator_id"] = indicator
                _rewrite(connection, row.id, values)

    def find(self, document: str) -> Stored:
        """The one document that `document` names: its name, a path, or the beginning of its sha256 (8 or more).

        Raises:
            UsageError: none is named so, or more than one.
        """
        document = nfc(document)
        absolute = nfc(str(Path(document).absolute()))
        entries = self.ledger()
        for found in (
            [e for e in entries if document in (nfc(e.name), nfc(e.shown)) or absolute == nfc(e.path)],
            [e for e in entries if document in (nfc(Path(e.path).name), nfc(Path(e.path).stem))],
            [e for e in entries if len(document) >= 8 and (e.sha256 or "").startswith(document.lower())],
        ):
            if len(found) == 1:
                return next(self.with_records(found))
            if found:
                names = ", ".join(entry.name for entry in found[:5])
                raise UsageError(None, f"{document!r}: {names}", both("advice", "which_document"))
        raise UsageError(None, f"{document!r}", both("advice", "no_document"))

    # -------------------------------------------------------------------------------------- the runs

    def begin_run(self, inputs: int, version: str) -> int:
        """Notes that a run over so many inputs begins; returns its id."""
        with self._database.writing() as connection:
            row = {"started": datetime.now(UTC), "inputs": inputs, "version": version}
            done = connection.execute(insert(tables.runs).values(row).returning(tables.runs.c.id))
            return int(done.scalar_one())

    def end_run(self, run: int) -> None:
        """Notes that the run came to its end by itself."""
        with self._database.writing() as connection:
            connection.execute(update(tables.runs).where(tables.runs.c.id == run).values(finished=datetime.now(UTC)))

    def last_run(self) -> Run | None:
        """The newest run; None where there was none."""
        query = select(tables.runs).where(tables.runs.c.id == select(func.max(tables.runs.c.id)).scalar_subquery())
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Run(row.id, row.started, row.finished, row.inputs, row.version)

    # ----------------------------------------------------------------------------- what a person said

    def suppress(self, rule: str, sha256: str, about: str, reason: str, who: str) -> None:
        """Marks a finding as looked at and let pass; a second word on the same finding replaces the first."""
        key = {"rule": rule, "sha256": sha256, "about": about}
        table = tables.suppressions
        with self._database.writing() as connection:
            connection.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))
            connection.execute(insert(table).values(key | {"reason": reason, "who": who, "at": datetime.now(UTC)}))

    def suppressions(self) -> dict[tuple[str, str, str], str]:
        """(rule, sha256 of the document, about) -> the reason given."""
        table = tables.suppressions
        with self._database.reading() as connection:
            rows = connection.execute(select(table.c.rule, table.c.sha256, table.c.about, table.c.reason))
            return {(row.rule, row.sha256, row.about): row.reason for row in rows}


def _entry(row: Row[Any]) -> Entry:
    values = list(row)
    for at in _REPEATED:  # a ledger of a hundred thousand lines holds a handful of different ones
        if values[at] is not None:
            values[at] = sys.intern(values[at])
    if values[_SHOWN] == values[_PATH]:
        values[_SHOWN] = values[_PATH]
    if values[_STARTED].tzinfo is None:  # SQLite keeps no zone; what we write is UTC
        values[_STARTED] = values[_STARTED].replace(tzinfo=UTC)
    return Entry._make(values)


def _document_row(entry: Entry, values: Mapping[str, Any] | None) -> tuple[dict[str, Any], str | None]:
    """The row of `tables.documents`, and the record's canonical JSON."""
    row: dict[str, Any] = {name: getattr(entry, name) for name in _ENTRY}
    row |= dict.fromkeys((*_OF_RECORD, "media_type", "method", "restored", "quality", *_INFO))
    row["sought"] = _sought(row)
    if values is None:
        return _clean(row), None
    body = codec.compact(dict(values))
    source, info = values["source"], values["document"]
    row |= {key: source[key] for key in ("media_type", "method", "restored", "quality")}
    row |= {key: info[key] for key in _INFO}
    row["sought"] = _sought(row)
    row |= {f"{name}_count": len(values[name]) for name in tables.ITEM_TABLES}
    row |= {"record_sha256": codec.address(body), "pages": len(source["pages"]), "coverage": share(values)}
    return _clean(row), body


def _sought(row: Mapping[str, Any]) -> str:
    return " ".join(fold(row[name]) for name in _SOUGHT if row[name])


def _rewrite(connection: Connection, owner: int, values: Mapping[str, Any]) -> None:
    """Puts another record of the same items in the place of one."""
    body = codec.compact(dict(values))
    connection.execute(update(tables.records).where(tables.records.c.document_id == owner).values(body=body))
    address = {"record_sha256": codec.address(body)}
    connection.execute(update(tables.documents).where(tables.documents.c.id == owner).values(address))
    column = tables.targets.c
    for position, target in enumerate(values["targets"]):
        own = update(tables.targets).where(column.document_id == owner, column.position == position)
        connection.execute(own.values(indicator_id=target["indicator_id"]))


def _owner(connection: Connection, row: Mapping[str, Any]) -> int:
    """Id of the row of `tables.documents`, written; without the items of an earlier record."""
    table = tables.documents
    found = connection.execute(select(table.c.id).where(table.c.path == row["path"])).scalar()
    if found is None:
        return int(connection.execute(insert(table).returning(table.c.id), dict(row)).scalar_one())
    connection.execute(update(table).where(table.c.id == found).values(row))
    _forget(connection, int(found))
    return int(found)


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    """Without NUL, which PostgreSQL takes in no text column."""
    return {key: value.replace("\0", "") if isinstance(value, str) else value for key, value in row.items()}


_UNSOUND = re.compile("[\0\ud800-\udfff]")


def _sound(text: str) -> str:
    """The text, as long as it was, with a sign of loss for what a database takes in no text column."""
    return _UNSOUND.sub("\ufffd", text)


def _forget(connection: Connection, owner: int) -> None:
    items = select(tables.assignments.c.id).where(tables.assignments.c.document_id == owner)
    for table, _, _ in _OF_ASSIGNMENTS:
        connection.execute(delete(table).where(table.c.assignment_id.in_(items)))
    for table in (tables.records, tables.texts, tables.recipients, tables.faults, *tables.ITEMS.values()):
        connection.execute(delete(table).where(table.c.document_id == owner))


def _insert_items(connection: Connection, owner: int, values: Mapping[str, Any], *, sound: bool) -> None:
    """Writes the rows of a record's items; `sound` where there is no NUL in them."""

    def put(table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            connection.execute(insert(table), rows if sound else [_clean(row) for row in rows])

    lines = values["document"]["recipients"]
    put(tables.recipients, [{"document_id": owner, "position": n, "recipient": r} for n, r in enumerate(lines)])
    put(tables.faults, [{"document_id": owner, **fault} for fault in values["source"]["faults"]])
    for name, table in tables.ITEMS.items():
        columns = table.c.keys()
        put(table, [_item_row(owner, n, item, columns) for n, item in enumerate(values[name])])
    query = select(tables.assignments.c.position, tables.assignments.c.id)
    ids = {row.position: row.id for row in connection.execute(query.where(tables.assignments.c.document_id == owner))}
    for table, key, column in _OF_ASSIGNMENTS:
        listed = ((ids[n], k, one) for n, item in enumerate(values["assignments"]) for k, one in enumerate(item[key]))
        put(table, [dict(zip(("assignment_id", "position", column), row, strict=True)) for row in listed])


_OF_ASSIGNMENTS = ((tables.partners, "partners", "body"), (tables.assignment_targets, "target_ids", "target"))


def _item_row(owner: int, position: int, item: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    place = item["evidence"]
    box = place["bbox"] or (None,) * 4
    row = {"document_id": owner, "position": position, "item": item["id"]}
    row |= {"page": place["page"], "text_start": place["start"], "text_end": place["end"]}
    row |= {"raw_start": place["raw_start"], "raw_end": place["raw_end"]}
    row |= dict(zip(("x0", "top", "x1", "bottom"), box, strict=True))
    fields_of = tables.flat(item)
    return row | {key: fields_of[key] for key in columns if key in fields_of and key != "id"}
