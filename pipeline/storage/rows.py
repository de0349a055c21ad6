"""Records as rows of flat tables: what CSV, Excel and Parquet are written from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import assets
from pipeline.storage.store import Stored
from pipeline.storage.tables import ITEM_TABLES, flat

Row = dict[str, Any]


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
    return Wording(tuple(sheets), values["labels"], values["words"])


def document_row(stored: Stored, lang: str) -> Row:
    """The row of the table of documents; keys of the head are None where the input failed."""
    entry, values = stored.entry, stored.values or {}
    info, source = values.get("document", {}), values.get("source", {})
    row: Row = {"name": entry.name, "file": entry.shown, "state": entry.state, "reason": entry.reason(lang)}
    row |= {"error": entry.error, "duplicate_of": entry.duplicate_of, "pages": entry.pages, "sha256": entry.sha256}
    for key in _columns("documents"):
        if key not in row:
            row[key] = info.get(key, source.get(key))
    return row | {name: len(values[name]) if values else None for name in ITEM_TABLES}


def item_rows(stored: Stored, table: str) -> Iterator[Row]:
    """The rows of one of `ITEM_TABLES`, in reading order."""
    if stored.values is None:
        return
    unit = stored.values["document"]["unit"]
    for item in stored.values[table]:
        place = item["evidence"]
        offsets = {key: place[key] for key in ("page", "start", "end", "raw_start", "raw_end")}
        yield {"document": stored.entry.name, "document_unit": unit, **flat(item), **offsets}


@cache
def _columns(table: str) -> tuple[str, ...]:
    return next(tuple(c.key for c in sheet.columns) for sheet in wording().sheets if sheet.name == table)
