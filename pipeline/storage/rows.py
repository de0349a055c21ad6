"""Records as rows of flat tables: what CSV, Excel and Parquet are written from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import assets
from pipeline.storage.entries import Stored, share
from pipeline.storage.review import CONTENT, touch
from pipeline.storage.tables import ITEM_TABLES, flat

Row = dict[str, Any]

DECISIONS = "decisions"
"""Name of the table of what people said."""
RESIDUALS = "residuals"
"""Name of the table of what stands in the text and in no item."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key in the row, kind of cell (see resources/columns.toml), width in characters, titles."""

    key: str
    kind: str
    width: int
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as people see it."""

    name: str
    titles: Mapping[str, str]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """All words that the exports write, by language."""

    sheets: tuple[Sheet, ...]
    labels: Mapping[str, Mapping[str, Mapping[str, str]]]
    words: Mapping[str, Mapping[str, str]]

    def label(self, key: str, value: object, lang: str) -> str:
        """The name that readers know a value by; the value itself where it has none."""
        if isinstance(value, bool):
            key, value = "bool", str(value).lower()
        return self.labels.get(key, {}).get(str(value), {}).get(lang, str(value))


@cache
def wording() -> Wording:
    """The content of `resources/columns.toml`."""
    values = tomllib.loads(assets.resource("columns.toml").read_text(encoding="utf-8"))
    sheets = []
    for name, table in values["tables"].items():
        columns = tuple(
            Column(c["key"], c["kind"], c["width"], {"vi": c["vi"], "en": c["en"]}) for c in table["columns"]
        )
        sheets.append(Sheet(name, table["sheet"], columns))
    labels = values["labels"]
    labels["table"] |= {sheet.name: sheet.titles for sheet in sheets[1:]}
    labels["field"] = {column.key: column.titles for sheet in reversed(sheets) for column in sheet.columns}
    return Wording(tuple(sheets), labels, values["words"])


def document_row(stored: Stored, lang: str) -> Row:
    """The row of the table of documents; keys of the head are None where the input failed."""
    entry, values = stored.entry, stored.values or {}
    info, source = values.get("document", {}), values.get("source", {})
    row: Row = {"name": entry.name, "file": entry.shown, "state": entry.state, "reason": entry.reason(lang)}
    row |= {"error": entry.error, "duplicate_of": entry.duplicate_of, "pages": entry.pages, "sha256": entry.sha256}
    row["coverage"] = share(values)
    for key in columns_of("documents"):
        if key not in row:
            row[key] = info.get(key, source.get(key))
    return row | {name: len(values[name]) if values else None for name in ITEM_TABLES}


def item_rows(stored: Stored, table: str) -> Iterator[Row]:
    """The rows of one of `ITEM_TABLES` that stand, in reading order, each with what a person said of it."""
    if stored.values is None:
        return
    for item, said in _said(stored, table):
        yield _of_whom(stored) | flat(item) | _offsets(item) | said


def residual_rows(stored: Stored) -> Iterator[Row]:
    """What stands in the text, in no item and for no known reason; not where a person has added a row."""
    added = () if stored.review is None else stored.review.added
    for item in (stored.values or {}).get("residuals", ()):
        if item["reason"] == "unexplained" and not any(touch(item, row) for row in added):
            yield _of_whom(stored) | {"residual_kind": item["kind"], "quote": item["quote"]} | _offsets(item)


def _of_whom(stored: Stored) -> Row:
    return {"document": stored.entry.name, "document_unit": (stored.values or {})["document"]["unit"]}


def _offsets(item: Row) -> Row:
    return {key: item["evidence"][key] for key in ("page", "start", "end", "raw_start", "raw_end")}


def rows_of(stored: Stored) -> Iterator[tuple[str, Row]]:
    """All rows of a document with the names of their tables, save its own row, table by table."""
    for table in ITEM_TABLES:
        yield from ((table, row) for row in item_rows(stored, table))
    yield from ((RESIDUALS, row) for row in residual_rows(stored))
    yield from ((DECISIONS, row) for row in decision_rows(stored))


_UNSAID = {"review": None, "machine": None, "reviewer": None}


def _said(stored: Stored, table: str) -> Iterator[tuple[Row, Row]]:
    if stored.review is None:
        yield from ((item, _UNSAID) for item in (stored.values or {})[table])
        return
    for row in stored.review.tables[table]:
        if row.state == "rejected":
            continue
        machine = "; ".join(f"{name}={plain(row.machine.get(name))}" for name in row.edited) if row.machine else None
        last = row.last if row.state != "open" else None
        said = {"review": row.state if last else None, "machine": machine or None, "reviewer": last and last.who}
        yield row.value, said


def decision_rows(stored: Stored) -> Iterator[Row]:
    """All that people said of a document, oldest first, with the machine's value then and today."""
    if stored.review is None or stored.values is None:
        return
    rows = {(row.table, row.key): row for rows in stored.review.tables.values() for row in rows}
    for word in stored.review.words:
        row = rows.get((word.table, word.row))
        shown: Row = dict(word.machine or (word.human if word.action == "add" else None) or {})
        now = row.machine if row else None
        yield {
            "document": stored.entry.name,
            "document_unit": stored.values["document"]["unit"],
            "table": word.table,
            "row": word.row,
            "action": word.action,
            "field": word.field,
            "machine": _told(word.machine, word.field, word.table),
            "now": _told(now, word.field, word.table),
            "human": plain(word.human) if word.field else _told(word.human, None, word.table),
            "conflict": row.conflict if row else False,
            "comment": word.comment,
            "who": word.who,
            "at": word.at.isoformat(timespec="seconds"),
            "quote": shown.get("quote"),
            "page": shown.get("evidence", {}).get("page") if "quote" in shown else None,
        }


def _told(item: Mapping[str, Any] | None, field: str | None, table: str) -> str | None:
    """One field of an item in words, or all that it states."""
    if item is None:
        return None
    if field is not None:
        return plain(item.get(field))
    return "; ".join(
        f"{name}={plain(item[name])}" for name in CONTENT.get(table, ()) if item.get(name) not in (None, [])
    )


def part_words(part: Mapping[str, Any], lang: str) -> str:
    """What one of the papers of a file is: its kind, number and title."""
    kind, number = wording().label("part_kind", part["kind"], lang), part["number"] or ""
    return " · ".join(filter(None, ("" if number.startswith(kind) else kind, number, part["title"])))


def plain(value: object) -> str:
    """A value of a record as one short text: whole numbers without a fraction, lists joined, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The keys of a table's rows that are shown, in their order."""
    return next(tuple(c.key for c in sheet.columns) for sheet in wording().sheets if sheet.name == table)
