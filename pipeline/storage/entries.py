"""What the store holds, as values: a line of the ledger, a document with its record, its texts, a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from pipeline.storage import tables
from pipeline.storage.review import Review

State = Literal["ok", "partial", "failed"]


class Entry(NamedTuple):
    """One line of the ledger: an input and what became of it. Fields are the columns of `tables.documents`.

    A tuple, since a run with nothing to do makes a hundred thousand of them in the time that a person waits.
    """

    path: str
    shown: str
    name: str
    sha256: str | None
    size: int | None
    settings: str
    attempt: str
    version: str
    state: State
    started: datetime
    mtime_ns: int | None = None
    error: str | None = None
    reason_vi: str | None = None
    reason_en: str | None = None
    duplicate_of: str | None = None
    seconds: float = 0.0
    pages: int | None = None
    coverage: float | None = None
    record_sha256: str | None = None
    legal_references_count: int | None = None
    dates_count: int | None = None
    targets_count: int | None = None
    assignments_count: int | None = None
    findings_count: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table of items; empty where there is no record."""
        found = {name: getattr(self, f"{name}_count") for name in tables.ITEM_TABLES}
        return {name: count for name, count in found.items() if count is not None}

    @property
    def rows(self) -> int:
        """Rows of all tables of items."""
        counts: tuple[int | None, ...] = self[_COUNTS]  # type: ignore[assignment]
        return sum(filter(None, counts))

    def reason(self, lang: str) -> str | None:
        """Why the input failed or is partial, in Vietnamese ("vi") or English; None where all is well."""
        return self.reason_vi if lang == "vi" else self.reason_en


_COUNTS = slice(Entry._fields.index(f"{tables.ITEM_TABLES[0]}_count"), None)


@dataclass(frozen=True, slots=True)
class Stored:
    """A line of the ledger with its record as plain JSON values; None where the input failed.

    The values are those that stand: where a person has decided, theirs. `review` holds the machine's beside them; None
    where nobody said anything.
    """

    entry: Entry
    values: dict[str, Any] | None
    review: Review | None = None


def share(values: Mapping[str, Any]) -> float | None:
    """How far a record accounts for its text, 0..1; None for one of an older version, which did not say so."""
    coverage = values.get("coverage")
    return float(coverage["explained"]) if coverage else None


@dataclass(frozen=True, slots=True)
class Texts:
    """What the offsets of a record count in: the clean text, and the raw one."""

    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Run:
    """One call of `kehoach run`; `finished` is None while it goes on, or where it was killed."""

    id: int
    started: datetime
    finished: datetime | None
    inputs: int
    version: str
