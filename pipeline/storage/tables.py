"""The tables of the store.

`documents` is the ledger: one row an input path, whatever became of it. `records` holds the whole record as JSON;
the other tables hold the same items normalised, so that SQL works on them. Columns are named as in the record,
save that the evidence's offsets are `text_start`, `text_end` (`end` is a keyword of SQL), its box four columns and a
target's baseline two.
Only types that SQLite and PostgreSQL share are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

ITEM_TABLES = ("legal_references", "dates", "targets", "assignments", "findings")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),  # null while it runs, or where it was killed
    Column("inputs", Integer, nullable=False),
    Column("version", String(80), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False),  # absolute: the key of the ledger
    Column("shown", Text, nullable=False),  # as the user gave it
    Column("name", Text, nullable=False),  # stem of records/<name>.json
    Column("sha256", String(64)),  # of the input; null where it could not be read
    Column("size", BigInteger),
    Column("mtime_ns", BigInteger),  # time of the last change of the bytes that sha256 is of
    Column("settings", String(64), nullable=False),
    Column("attempt", String(64), nullable=False),  # settings and limits
    Column("version", String(80), nullable=False),
    Column("state", String(8), nullable=False),  # ok | partial | failed
    Column("error", String(40)),  # class of the error
    Column("reason_vi", Text),
    Column("reason_en", Text),
    Column("duplicate_of", Text),  # path of the first input with the same bytes
    Column("started", DateTime(timezone=True), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("record_sha256", String(64)),
    Column("media_type", String(80)),
    Column("method", String(16)),
    Column("pages", Integer),
    Column("restored", Boolean),
    Column("quality", Float),
    Column("coverage", Float),  # 0..1: share of figures, dates, symbols and bodies that the record accounts for
    Column("type", Text),
    Column("number", Text),
    Column("symbol", Text),
    Column("issuer", Text),
    Column("unit", Text),
    Column("province", Text),
    Column("place", Text),
    Column("issue_date", Text),
    Column("title", Text),
    Column("period", Text),
    Column("signer", Text),
    Column("signer_title", Text),
    Column("archive", Text),
    Column("sought", Text),  # what a plan is found by: name, path, unit, number, title, folded
    *(Column(f"{name}_count", Integer) for name in ITEM_TABLES),  # rows of the tables of items; null without a record
    UniqueConstraint("path"),
    UniqueConstraint("name"),
    Index(None, "sha256"),
    Index(None, "state"),
)


def _owner(primary_key: bool = False) -> Column[int]:
    owner = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", Integer, owner, nullable=False, primary_key=primary_key)


records = Table("records", metadata, _owner(primary_key=True), Column("body", Text, nullable=False))

texts = Table(  # what the offsets of a record count in: `text` its text_start and text_end, `raw` the other two
    "texts",
    metadata,
    _owner(primary_key=True),
    Column("text", Text, nullable=False),
    Column("raw", Text, nullable=False),
)

recipients = Table(
    "recipients",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("position", Integer, nullable=False),
    Column("recipient", Text, nullable=False),
    Index(None, "document_id"),
)

faults = Table(
    "faults",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("page", Integer),
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Index(None, "document_id"),
)


def _items(name: str, *columns: Column[str] | Column[float] | Column[bool]) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        _owner(),
        Column("position", Integer, nullable=False),  # 0-based, in reading order
        Column("item", String(40), nullable=False),  # id of the item within the record
        *columns,
        Column("quote", Text, nullable=False),
        Column("page", Integer, nullable=False),
        Column("text_start", Integer, nullable=False),
        Column("text_end", Integer, nullable=False),
        Column("raw_start", Integer, nullable=False),
        Column("raw_end", Integer, nullable=False),
        Column("x0", Float),
        Column("top", Float),
        Column("x1", Float),
        Column("bottom", Float),
        Column("confidence", Float, nullable=False, index=True),
        Column("by", Text, nullable=False),
        UniqueConstraint("document_id", "position"),
    )


legal_references = _items(
    "legal_references",
    Column("type", Text),
    Column("number", Text),
    Column("symbol", Text),
    Column("canonical", Text, index=True),
    Column("date", Text),
    Column("issuer", Text),
    Column("title", Text),
    Column("article", Text),
    Column("role", String(16), nullable=False),
    Column("repeats", String(40)),
    Column("resolved", Text),
    Column("verdict", String(16), nullable=False),
)
dates = _items(
    "dates",
    Column("edtf", Text, nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("recurring", Boolean, nullable=False),
)
targets = _items(
    "targets",
    Column("value", Float, nullable=False),
    Column("value_max", Float),
    Column("unit", Text, nullable=False),
    Column("comparator", String(2), nullable=False),
    Column("indicator", Text, nullable=False),
    Column("due", Text),
    Column("group", Text),
    Column("section", Text),
    Column("indicator_id", Text, index=True),
    Column("responsible", Text),
    Column("baseline_value", Float),
    Column("baseline_date", Text),
)
assignments = _items(
    "assignments",
    Column("body", Text, nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("task", Text, nullable=False),
    Column("due", Text),
    Column("report_to", Text),
    Column("section", Text),
    Column("body_id", Text, index=True),
    Column("product", Text),
)
findings = _items(
    "findings",
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("explanation_en", Text, nullable=False),
    Column("severity", String(8), nullable=False),
    Column("rule", Text, nullable=False, index=True),
    Column("basis", Text),
    Column("suggestion", Text),
)
ITEMS = {t.name: t for t in (legal_references, dates, targets, assignments, findings)}

partners = Table(
    "partners",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assignment_id", Integer, ForeignKey("assignments.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "assignment_id"),
)

assignment_targets = Table(  # the targets that an assignment is to bring about
    "assignment_targets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assignment_id", Integer, ForeignKey("assignments.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("target", String(40), nullable=False),  # id of the item within the record
    Index(None, "assignment_id"),
)

# A human's word outlives every re-run: it hangs on the bytes of the document, not on a row of the ledger.
suppressions = Table(
    "suppressions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("about", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("rule", "sha256", "about"),
)

# What people said of single rows, likewise on the bytes of the document; see `pipeline.storage.decisions`.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("table", String(24), nullable=False),
    Column("row", String(40), nullable=False),
    Column("action", String(8), nullable=False),
    Column("field", String(24)),
    Column("machine", Text),  # JSON
    Column("human", Text),  # JSON
    Column("comment", Text),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("version", String(80), nullable=False),
    Column("record", String(64)),
    Index(None, "sha256"),
)


def flat(item: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an item by column: the baseline of a target is a figure and its date."""
    if "baseline" not in item:
        return dict(item)
    baseline = item["baseline"] or {}
    rest = {key: value for key, value in item.items() if key != "baseline"}
    return rest | {f"baseline_{key}": baseline.get(key) for key in ("value", "date")}
