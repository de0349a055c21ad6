"""The machine's rows with the human word laid over them.

A word finds its row again by content and place: the same values at the same place before the same place with other
values, before the same values elsewhere. A row whose words no longer find it keeps its human value and is shown as
gone; a field that the machine now reads otherwise than it did when a person decided, and otherwise than the person,
is in conflict. In both cases the human value stands.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pipeline.storage.decisions import HEAD, PLAN, Decision
from pipeline.storage.tables import ITEM_TABLES
from pipeline.text.unicode import fold

Item = dict[str, Any]
State = Literal["open", "accepted", "edited", "rejected", "added"]

CONTENT: Mapping[str, tuple[str, ...]] = {
    "legal_references": ("canonical", "type", "number", "symbol", "date", "article", "role"),
    "dates": ("edtf", "role", "recurring"),
    "targets": ("indicator", "comparator", "value", "value_max", "unit", "due", "group", "responsible"),
    "assignments": ("body", "role", "task", "partners", "due", "report_to", "product"),
    "findings": ("rule", "kind", "about", "severity"),
    HEAD: (
        "type", "number", "symbol", "issuer", "unit", "province", "place", "issue_date", "title", "period", "signer",
        "signer_title", "authority", "recipients", "archive",
    ),
}  # fmt: skip
"""Fields of a table that say what a row states; these can be edited, save those of findings, which are only judged."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field on which the machine and the human word now differ, and that the machine read otherwise before."""

    field: str
    before: Any
    """The machine's value when the person decided."""
    now: Any
    """The machine's value today."""
    human: Any


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One row: what the machine has, what a person said, and what stands."""

    table: str
    key: str
    """Stable address of the row within its plan and table."""
    machine: Item | None
    """The item as the machine has it today; None for an added row, and for one that is gone."""
    value: Item
    """The item that stands."""
    state: State = "open"
    history: tuple[Decision, ...] = ()
    clashes: tuple[Clash, ...] = ()
    gone: bool = False
    """The machine no longer finds a row that a person has accepted, edited or rejected."""

    @property
    def conflict(self) -> bool:
        """Whether a person should look again."""
        return bool(self.clashes) or self.gone

    @property
    def edited(self) -> tuple[str, ...]:
        """Fields in which what stands is not what the machine has."""
        if self.machine is None:
            return ()
        return tuple(f for f in CONTENT[self.table] if self.value.get(f) != self.machine.get(f))

    @property
    def last(self) -> Decision | None:
        """The newest word that decides something."""
        return next((word for word in reversed(self.history) if word.action != "comment"), None)

    @property
    def comment(self) -> str | None:
        """The newest comment."""
        return next((word.comment for word in reversed(self.history) if word.comment), None)


def touch(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the places of two items share a character."""
    here, there = one["evidence"], other["evidence"]
    return bool(here["start"] < there["end"] and there["start"] < here["end"])


@dataclass(frozen=True)
class Review:
    """A record with all that was said of it."""

    values: Item
    """The record as the machine made it."""
    tables: Mapping[str, tuple[ReviewedRow, ...]]
    """Rows by table, in reading order; `HEAD` holds one."""
    words: tuple[Decision, ...] = ()

    @cached_property
    def standing(self) -> Item:
        """The record with the human values: edited and added rows in their places, rejected ones left out."""
        if not any(word.table != PLAN for word in self.words):
            return self.values
        kept = {name: [row.value for row in self.tables[name] if row.state != "rejected"] for name in ITEM_TABLES}
        return self.values | {"document": self.tables[HEAD][0].value} | kept

    @property
    def complete(self) -> bool:
        """Whether a person has said that nothing in the plan is wrong or missing."""
        last = next((word for word in reversed(self.words) if word.table == PLAN and word.action != "comment"), None)
        return last is not None and last.action == "accept"

    @property
    def conflicts(self) -> int:
        """Rows that a person should look at again."""
        return sum(row.conflict for rows in self.tables.values() for row in rows)

    @property
    def added(self) -> list[Item]:
        """The items that people added and that stand."""
        return [row.value for rows in self.tables.values() for row in rows if row.state == "added"]

    def row(self, table: str, key: str) -> ReviewedRow | None:
        """The row at an address."""
        return next((row for row in self.tables.get(table, ()) if row.key == key), None)


def review(values: Item, words: Sequence[Decision] = ()) -> Review:
    """Lays the words on a document over its record.

    Args:
        values: the record as plain JSON values.
        words: on the same document, oldest first.
    """
    told: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for word in words:
        told[word.table, word.row].append(word)
    tables: dict[str, tuple[ReviewedRow, ...]] = {
        HEAD: (_reviewed(HEAD, HEAD, values["document"], told.get((HEAD, HEAD), [])),)
    }
    for name in ITEM_TABLES:
        own = {row: history for (table, row), history in told.items() if table == name}
        tables[name] = tuple(_rows(name, values[name], own))
    return Review(values, tables, tuple(words))


def row_keys(table: str, items: Sequence[Item]) -> list[str]:
    """Addresses of rows: of the quoted words and how often these were quoted before, so that a corrected value or a
    shifted offset keeps them."""
    seen: Counter[str] = Counter()
    keys = []
    for item in items:
        quote = _plain(item["quote"])
        keys.append(_address(table, quote, seen[quote]))
        seen[quote] += 1
    return keys


def _address(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _rows(table: str, items: Sequence[Item], told: Mapping[str, list[Decision]]) -> Iterable[ReviewedRow]:
    keys = row_keys(table, items)
    held = _matched(table, items, keys, told)
    rows = []
    for index, item in enumerate(items):
        key = held.get(index, keys[index])
        while index not in held and key in told:  # the address of a row that has moved elsewhere
            key = _address(key, "again")
        rows.append(_reviewed(table, key, item, told[key] if index in held else []))
    alone = [_alone(table, key, history) for key, history in told.items() if key not in held.values()]
    rows += [row for row in alone if row is not None]
    return sorted(rows, key=lambda row: row.value["evidence"]["start"])


# ------------------------------------------------------------------------------------- which row is meant


def _matched(
    table: str, items: Sequence[Item], keys: Sequence[str], told: Mapping[str, list[Decision]]
) -> dict[int, str]:
    """Index of an item -> key of the words on it, one to one, the surest pairs first."""
    pairs = []
    for key, history in told.items():
        anchor = _anchor(history)
        if anchor is None:
            continue
        for index, item in enumerate(items):
            if likeness := _likeness(table, anchor, item):
                far = abs(item["evidence"]["start"] - anchor["evidence"]["start"])
                pairs.append((-likeness, keys[index] != key, far, index, key))
    held: dict[int, str] = {}
    used = set()
    for *_, index, key in sorted(pairs):
        if index not in held and key not in used:
            held[index] = key
            used.add(key)
    return held


def _anchor(history: Sequence[Decision]) -> Item | None:
    """The item as it was when somebody last spoke of it."""
    last = next((word.machine for word in reversed(history) if word.machine is not None), None)
    added = next((word.human for word in history if word.action == "add"), None)
    return added if last is None else dict(last)


def _likeness(table: str, a: Item, b: Item) -> int:
    """3: same content and place; 2: same place; 1: same content elsewhere on the page or one beside it; 0: another."""
    content = all(a.get(name) == b.get(name) for name in CONTENT[table])
    pages = abs(a["evidence"]["page"] - b["evidence"]["page"])
    quotes = _plain(a["quote"]), _plain(b["quote"])
    place = pages <= 1 and (quotes[0] == quotes[1] or (pages == 0 and _overlap(a["evidence"], b["evidence"]) > 0.5))
    if place:
        return 3 if content else 2
    return 1 if content and pages <= 1 else 0


def _overlap(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """Share of the longer span that both have."""
    both: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    longest: int = max(a["end"] - a["start"], b["end"] - b["start"], 1)
    return both / longest


# ---------------------------------------------------------------------------------------- what stands


def _standing_words(history: Sequence[Decision]) -> list[Decision]:
    """The words since the last withdrawal, comments apart."""
    kept: list[Decision] = []
    for word in history:
        if word.action == "withdraw":
            kept = []
        elif word.action != "comment":
            kept.append(word)
    return kept


def _reviewed(table: str, key: str, item: Item, history: Sequence[Decision]) -> ReviewedRow:
    """A row that the machine has today, with the words on it."""
    words = _standing_words(history)
    if not words:
        return ReviewedRow(table, key, item, item, history=tuple(history))
    human, before = _decided(table, words)
    clashes = tuple(
        Clash(name, before[name], item.get(name), human[name])
        for name in CONTENT[table]
        if name in human and item.get(name) != before[name] and item.get(name) != human[name]
    )
    state = _state(words)
    value = item if state == "rejected" else item | human
    return ReviewedRow(table, key, item, value, state, tuple(history), clashes)


def _decided(table: str, words: Sequence[Decision]) -> tuple[Item, Item]:
    """Field -> human value, and field -> the machine's value when it was given."""
    human: Item = {}
    before: Item = {}
    for word in words:
        machine = dict(word.machine or {})
        if word.action == "edit" and word.field:
            human[word.field], before[word.field] = word.human, machine.get(word.field)
        elif word.action == "add":
            human = {name: word.human[name] for name in CONTENT[table] if name in word.human}
            before = dict.fromkeys(human)
        elif machine:
            before = {name: machine[name] for name in CONTENT[table] if name in machine}
            human = before | (human if word.action == "accept" else {})
    return human, before


def _state(words: Sequence[Decision]) -> State:
    actions = [word.action for word in words]
    if actions[-1] == "reject":
        return "rejected"
    return "added" if "add" in actions else "edited" if "edit" in actions else "accepted"


def _alone(table: str, key: str, history: Sequence[Decision]) -> ReviewedRow | None:
    """A row that the machine does not have: added by a person, or lost by a re-run.

    None where nothing is said of it any more, or it was rejected.
    """
    words = _standing_words(history)
    if not words or words[-1].action == "reject":
        return None
    human, _ = _decided(table, words)
    state = _state(words)
    return ReviewedRow(
        table, key, None, dict(_anchor(words) or {}) | human, state, tuple(history), gone=state != "added"
    )
