"""Where the results live: the store (ledger and records) and the exports made of it."""

from pipeline.storage.database import UnfitRecord
from pipeline.storage.entries import Entry, Run, State, Stored, Texts
from pipeline.storage.store import NameTaken, Store

__all__ = ["Entry", "NameTaken", "Run", "State", "Store", "Stored", "Texts", "UnfitRecord"]
