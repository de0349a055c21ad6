"""A store and lines of its ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.storage import Entry, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new SQLite store on disk."""
    with Store(f"sqlite:///{tmp_path}/k.db") as opened:
        yield opened


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """Makes a line of the ledger; keywords replace its fields."""

    def make(path: str = "/in/a.pdf", **fields: Any) -> Entry:
        stem = Path(path).stem
        common: dict[str, Any] = {"path": path, "shown": path.lstrip("/"), "name": stem, "sha256": stem[0] * 64}
        common |= {"size": 10, "settings": "s", "attempt": "t", "version": "0", "state": "ok", "seconds": 0.25}
        common |= {"started": datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "pages": 1}
        return Entry(**(common | fields))

    return make
