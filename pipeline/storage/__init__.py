"""Where the results live: the store (ledger and records) and the exports made of it."""

from pipeline.storage.store import Entry, Run, State, Store, Stored

__all__ = ["Entry", "Run", "State", "Store", "Stored"]
