"""What the review page asks of the store: plans found and filtered, rows least sure first, findings.

Every question is answered by an index or by a scan of the short ledger, so that some thousands of plans with tens of
thousands of rows cost milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from pipeline.storage import tables
from pipeline.storage.decisions import PLAN, Decision, by_document
from pipeline.storage.entries import Stored, Texts
from pipeline.storage.review import Review, review
from pipeline.storage.store import Store
from pipeline.text.unicode import fold

_PLANS = tables.documents
_HELD = ("legal_references", "dates", "targets", "assignments")
_SUMMARY = (
    "id", "path", "shown", "name", "sha256", "state", "reason_vi", "reason_en", "unit", "province", "number", "symbol",
    "title", "issue_date", "pages", "method", "media_type", "quality", "coverage", "started", "seconds", "version",
    "record_sha256", "duplicate_of",
    *(f"{name}_count" for name in tables.ITEM_TABLES),
)  # fmt: skip
_ORDERS = {
    "name": (_PLANS.c.name,),
    "date": (_PLANS.c.issue_date.desc(), _PLANS.c.name),
    "unit": (_PLANS.c.unit, _PLANS.c.name),
    "coverage": (_PLANS.c.coverage.is_(None), _PLANS.c.coverage, _PLANS.c.name),
}

_FINDING = (
    "kind", "about", "explanation", "explanation_en", "severity", "rule", "basis", "suggestion", "quote", "page",
    "item", "position",
)  # fmt: skip
_MOST = 2**31 - 1  # what an integer of PostgreSQL holds

DOUBTFUL = 0.75
"""Confidence (0..1) below which a row is one to look at before others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which plans are wanted; an empty field asks for nothing.

    Attributes:
        words: found in name, path, unit, number or title, all of them, without regard to marks and case.
        unit: likewise in the unit or the province alone.
        since, until: of the date of issue, as the beginning of an ISO date.
        state: of the reading: "ok", "partial" or "failed".
        review: "none", "begun" or "complete".
        rows: "none" for plans without targets and tasks, "findings" for those with findings.
        coverage: percent of the text that the record accounts for less than; 0 asks for nothing.
    """

    words: str = ""
    unit: str = ""
    since: str = ""
    until: str = ""
    state: str = ""
    review: str = ""
    rows: str = ""
    coverage: int = 0


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as lists show it; `values` are the columns of the ledger."""

    values: dict[str, Any]
    words: tuple[Decision, ...] = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def complete(self) -> bool:
        """Whether a person has said that the plan is right and whole."""
        last = next((w for w in reversed(self.words) if w.table == PLAN and w.action != "comment"), None)
        return last is not None and last.action == "accept"

    def reason(self, lang: str) -> str | None:
        """Why the plan failed or is partial."""
        found: str | None = self.values["reason_vi" if lang == "vi" else "reason_en"]
        return found


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row of some plan that a person should look at; `at` is its address, or its position among all rows."""

    plan: int
    name: str
    unit: str | None
    table: str
    at: str | int
    item: dict[str, Any]


class Catalogue:
    """Questions to a store.

    Args:
        store: an open one.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._database = store, store.database
        self._clashes: dict[tuple[int, str | None, int], tuple[DoubtfulRow, ...]] = {}

    def plans(self, filters: Filters, page: int = 1, size: int = 50, order: str = "name") -> tuple[list[PlanLine], int]:
        """One page of the plans that fit, and how many fit."""
        fitting = _fitting(filters)
        columns = [_PLANS.c[name] for name in _SUMMARY]
        query = select(*columns).where(*fitting).order_by(*_ORDERS.get(order, _ORDERS["name"]))
        with self._database.reading() as connection:
            total = connection.execute(select(func.count()).select_from(_PLANS).where(*fitting)).scalar_one()
            rows = connection.execute(query.limit(size).offset((page - 1) * size)).all()
            said = by_document(connection, {row.sha256 for row in rows if row.sha256})
        return [PlanLine(dict(row._mapping), tuple(said.get(row.sha256, ()))) for row in rows], int(total)

    def paths(self, filters: Filters) -> list[str]:
        """Keys of the ledger of all plans that fit, by path."""
        with self._database.reading() as connection:
            query = select(_PLANS.c.path).where(*_fitting(filters)).order_by(_PLANS.c.path)
            return list(connection.execute(query).scalars())

    def by_path(self, paths: Sequence[str]) -> list[PlanLine]:
        """The plans of some keys of the ledger, by path."""
        columns = [_PLANS.c[name] for name in _SUMMARY]
        found: list[PlanLine] = []
        with self._database.reading() as connection:
            for at in range(0, len(paths), 500):
                query = select(*columns).where(_PLANS.c.path.in_(paths[at : at + 500]))
                found += [PlanLine(dict(row._mapping)) for row in connection.execute(query)]
        return sorted(found, key=lambda line: str(line.values["path"]))

    def states(self) -> dict[str, int]:
        """Number of inputs by state."""
        query = select(_PLANS.c.state, func.count()).group_by(_PLANS.c.state)
        with self._database.reading() as connection:
            return {state: int(count) for state, count in connection.execute(query)}

    def plan(self, identity: int) -> tuple[PlanLine, Review | None] | None:
        """A plan with its record as people left it; None where there is none of this number.

        The review is None where the file could not be read.
        """
        if not 0 < identity <= _MOST:
            return None
        columns = [_PLANS.c[name] for name in (*_SUMMARY, "size", "mtime_ns")]
        with self._database.reading() as connection:
            row = connection.execute(select(*columns).where(_PLANS.c.id == identity)).one_or_none()
            if row is None:
                return None
            body = connection.execute(
                select(tables.records.c.body).where(tables.records.c.document_id == identity)
            ).scalar()
            words = tuple(by_document(connection, [row.sha256]).get(row.sha256, ())) if row.sha256 else ()
        line = PlanLine(dict(row._mapping), words)
        return line, None if body is None else review(json.loads(body), words)

    def stored(self, identities: Sequence[int]) -> list[tuple[int, Stored]]:
        """Some plans with their records, in the order of their numbers."""
        identities = [number for number in identities if 0 < number <= _MOST]
        columns = [_PLANS.c.id, _PLANS.c.path]
        with self._database.reading() as connection:
            found = connection.execute(select(*columns).where(_PLANS.c.id.in_(identities)).order_by(_PLANS.c.id)).all()
        numbers = {row.path: int(row.id) for row in found}
        return sorted((numbers[one.entry.path], one) for one in self._store.stored(numbers)) if numbers else []

    def texts(self, identity: int) -> Texts | None:
        """The texts that the offsets of a plan's record count in; None where they were not kept."""
        query = select(tables.texts.c.text, tables.texts.c.raw).where(tables.texts.c.document_id == identity)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Texts(row.text, row.raw)

    def doubtful(self, table: str = "", most: int = 100) -> list[DoubtfulRow]:
        """Rows of all plans that nobody has judged yet, least sure first.

        Args:
            table: one of the tables of items, or all but the findings.
            most: rows wanted.
        """
        names = [table] if table in _HELD else list(_HELD)
        found: list[tuple[float, DoubtfulRow]] = []
        for name in names:
            found += self._doubtful(name, most)
        found.sort(key=lambda pair: pair[0])
        return [row for _, row in found[:most]]

    def _doubtful(self, name: str, most: int) -> list[tuple[float, DoubtfulRow]]:
        table = tables.ITEMS[name]
        plan = [_PLANS.c.name.label("_name"), _PLANS.c.unit.label("_unit"), _PLANS.c.sha256.label("_sha256")]
        query = select(*table.c, *plan).join(_PLANS, _PLANS.c.id == table.c.document_id)
        query = query.where(_PLANS.c.duplicate_of.is_(None)).order_by(table.c.confidence, table.c.id).limit(2 * most)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        said = self._store.decisions.documents()
        judged = self._judged({row.document_id for row in rows if row._sha256 in said})
        found: list[tuple[float, DoubtfulRow]] = []
        for row in rows:
            if (row.document_id, name, row.position) not in judged and len(found) < most:
                line = DoubtfulRow(row.document_id, row._name, row._unit, name, row.position, dict(row._mapping))
                found.append((float(row.confidence), line))
        return found

    def _judged(self, identities: Iterable[int]) -> set[tuple[int, str, int]]:
        """Plan, table and position of the machine's rows that a person has judged, of some plans."""
        found = set()
        for identity in identities:
            plan = self.plan(identity)
            reviewed = plan[1] if plan else None
            if reviewed is None:
                continue
            for name in _HELD:
                open_rows = [row.machine for row in reviewed.tables[name] if row.state == "open"]
                items = reviewed.values[name]
                found |= {(identity, name, n) for n, item in enumerate(items) if not any(item is o for o in open_rows)}
        return found

    def conflicts(self) -> list[DoubtfulRow]:
        """Rows on which a newer reading and a person differ, of all plans.

        Only plans whose record is another than the one that a word was about are looked at, and each once a record.
        """
        said = tables.decisions
        newest = func.max(said.c.id).label("newest")
        other = or_(said.c.record.is_(None), said.c.record != _PLANS.c.record_sha256)
        query = select(_PLANS.c.id, _PLANS.c.name, _PLANS.c.record_sha256, newest)
        query = query.join(said, said.c.sha256 == _PLANS.c.sha256).where(other, _PLANS.c.duplicate_of.is_(None))
        query = query.group_by(_PLANS.c.id, _PLANS.c.name, _PLANS.c.record_sha256).order_by(_PLANS.c.name)
        with self._database.reading() as connection:
            keys = [(int(row.id), row.record_sha256, int(row.newest)) for row in connection.execute(query)]
        for key in keys:
            if key not in self._clashes:
                self._clashes[key] = self._conflicts_of(key[0])
        self._clashes = {key: self._clashes[key] for key in keys}
        return [row for key in keys for row in self._clashes[key]]

    def _conflicts_of(self, identity: int) -> tuple[DoubtfulRow, ...]:
        plan = self.plan(identity)
        if plan is None or plan[1] is None:
            return ()
        line, reviewed = plan[0], plan[1]
        rows = (row for rows in reviewed.tables.values() for row in rows if row.conflict)
        return tuple(DoubtfulRow(line.id, line.name, line.unit, row.table, row.key, row.value) for row in rows)

    def findings(
        self, filters: Filters, severity: str = "", rule: str = "", page: int = 1, size: int = 50
    ) -> tuple[list[Row[Any]], int]:
        """One page of the findings of the plans that fit, gravest first, and how many there are."""
        table = tables.findings
        wanted = [*_fitting(filters), _PLANS.c.duplicate_of.is_(None)]
        wanted += [table.c.severity == severity] if severity else []
        wanted += [table.c.rule == rule] if rule else []
        shown = [table.c[name] for name in _FINDING]
        plan = [_PLANS.c.id.label("plan"), _PLANS.c.name, _PLANS.c.unit, _PLANS.c.sha256]
        base: Select[Any] = select(*shown, *plan).join(_PLANS, _PLANS.c.id == table.c.document_id).where(*wanted)
        count = select(func.count()).select_from(table.join(_PLANS, _PLANS.c.id == table.c.document_id)).where(*wanted)
        gravest = case({"error": 0, "warning": 1}, value=table.c.severity, else_=2)
        with self._database.reading() as connection:
            total = int(connection.execute(count).scalar_one())
            query = base.order_by(gravest, _PLANS.c.name, table.c.position).limit(size).offset((page - 1) * size)
            return list(connection.execute(query).all()), total

    def rules(self) -> list[tuple[str, int]]:
        """Rules that found something, with how often."""
        table = tables.findings
        query = select(table.c.rule, func.count()).group_by(table.c.rule).order_by(func.count().desc(), table.c.rule)
        with self._database.reading() as connection:
            return [(rule, int(count)) for rule, count in connection.execute(query)]


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions of a filter."""
    wanted: list[ColumnElement[bool]] = [
        _PLANS.c.sought.contains(word, autoescape=True) for word in fold(filters.words).split()
    ]
    wanted += [_PLANS.c.sought.contains(word, autoescape=True) for word in fold(filters.unit).split()]
    if filters.since:
        wanted.append(_PLANS.c.issue_date >= filters.since)
    if filters.until:
        wanted.append(_PLANS.c.issue_date <= filters.until + "~")
    if filters.state:
        wanted.append(_PLANS.c.state == filters.state)
    if filters.rows == "none":
        empty = (_PLANS.c.targets_count == 0, _PLANS.c.assignments_count == 0)
        wanted += [*empty]
    elif filters.rows == "findings":
        wanted.append(_PLANS.c.findings_count > 0)
    if filters.coverage:
        wanted.append(_PLANS.c.coverage < filters.coverage / 100)
    return wanted + _reviewed_as(filters.review)


def _reviewed_as(state: str) -> list[ColumnElement[bool]]:
    said = tables.decisions
    any_word = select(said.c.sha256)
    newest = select(func.max(said.c.id)).where(said.c.table == PLAN, said.c.action != "comment").group_by(said.c.sha256)
    complete = select(said.c.sha256).where(said.c.id.in_(newest), said.c.action == "accept")
    if state == "none":
        return [or_(_PLANS.c.sha256.is_(None), _PLANS.c.sha256.not_in(any_word))]
    if state == "begun":
        return [_PLANS.c.sha256.in_(any_word), _PLANS.c.sha256.not_in(complete)]
    return [_PLANS.c.sha256.in_(complete)] if state == "complete" else []
