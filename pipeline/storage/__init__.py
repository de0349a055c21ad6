"""Where the results live: the store (ledger and records) and the exports made of it."""

from pipeline.storage.database import UnfitRecord
from pipeline.storage.store import Entry, NameTaken, Run, State, Store, Stored, Texts

__all__ = ["Entry", "NameTaken", "Run", "State", "Store", "Stored", "Texts", "UnfitRecord"]
