"""What people said of the rows of a plan: accepted, edited, rejected, added, commented on.

The table only grows: a later word on the same row and field stands, the earlier ones remain as its history. A word
hangs on the bytes of the document and on the place and content of its row, never on a row of the ledger or an id of a
record, so that it outlives every re-run (see `pipeline.storage.review` for how it finds its row again).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as defaulted
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, insert, select

from pipeline.storage.database import Database
from pipeline.storage.tables import decisions

Action = Literal["accept", "edit", "reject", "add", "comment", "withdraw"]

HEAD = "document"
"""Table name of the head and foot fields, which are one row."""
PLAN = "plan"
"""Table name of the word on the plan as a whole: accepted means that nothing is wrong or missing in it."""

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One word of a person on one row, or on one field of it.

    Attributes:
        sha256: of the document's bytes.
        table: one of `tables.ITEM_TABLES`, or `HEAD`, or `PLAN`.
        row: key of the row within the table; the same for all words on it.
        action: "withdraw" takes back what was said of the row before.
        field: that an edit concerns; None for the other actions.
        machine: the whole item as the machine had it then; None for a row that a person added.
        human: the value of the field, for "add" the whole item; None otherwise (and where an edit empties the field).
        comment: why, in the person's words.
        who: the name that the person gave.
        at: when, in UTC.
        version: of the program that made the machine's value.
        record: address of the record that the word is about.
    """

    sha256: str
    table: str
    row: str
    action: Action
    field: str | None = None
    machine: Item | None = None
    human: Any = None
    comment: str | None = None
    who: str
    at: datetime = defaulted(default_factory=lambda: datetime.now(UTC))
    version: str = ""
    record: str | None = None
    id: int = 0


class Decisions:
    """The words kept in a store.

    Args:
        database: of the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, decision: Decision) -> Decision:
        """Keeps a word; gives it with its id.

        Raises:
            UnfitRecord: a value that JSON or the database does not take.
            StorageError: the database fails.
        """
        return self.add_all([decision])[0]

    def add_all(self, words: Iterable[Decision]) -> list[Decision]:
        """Keeps several words, all or none."""
        kept = []
        with self._database.writing() as connection:
            for word in words:
                done = connection.execute(insert(decisions).values(_row(word)).returning(decisions.c.id))
                kept.append(replace(word, id=int(done.scalar_one())))
        return kept

    def of(self, sha256: str | None) -> tuple[Decision, ...]:
        """All words on a document, oldest first."""
        query = select(decisions).where(decisions.c.sha256 == sha256).order_by(decisions.c.id)
        with self._database.reading() as connection:
            return tuple(map(_decision, connection.execute(query)))

    def documents(self) -> dict[str, int]:
        """sha256 of every document that something was said of -> id of the newest word on it."""
        query = select(decisions.c.sha256, func.max(decisions.c.id)).group_by(decisions.c.sha256)
        with self._database.reading() as connection:
            return {sha256: int(newest) for sha256, newest in connection.execute(query)}

    def newest(self) -> dict[str, datetime]:
        """sha256 of every document that something was said of -> when the newest word was said."""
        query = select(decisions.c.sha256, func.max(decisions.c.at)).group_by(decisions.c.sha256)
        with self._database.reading() as connection:
            return {sha256: _utc(at) for sha256, at in connection.execute(query)}


def by_document(connection: Connection, shas: Iterable[str]) -> dict[str, list[Decision]]:
    """sha256 -> the words on the document, oldest first, for some documents."""
    query = select(decisions).where(decisions.c.sha256.in_(list(shas))).order_by(decisions.c.id)
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.sha256].append(_decision(row))
    return found


def _row(word: Decision) -> dict[str, Any]:
    values = {name: getattr(word, name) for name in decisions.c.keys() if name != "id"}  # noqa: SIM118
    for name in ("machine", "human"):
        values[name] = None if values[name] is None else json.dumps(values[name], ensure_ascii=False)
    return {key: value.replace("\0", "") if isinstance(value, str) else value for key, value in values.items()}


def _decision(row: Row[Any]) -> Decision:
    values = dict(row._mapping)
    for name in ("machine", "human"):
        values[name] = None if values[name] is None else json.loads(values[name])
    return Decision(**values | {"at": _utc(values["at"])})


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)  # SQLite keeps no zone; what we write is UTC
