"""Administrative units by date: 63 provinces with districts until 30 June 2025, 34 with communes only since.

The units of both sides stand in `resources/administrative_units.csv`, later changes in `resources/unit_changes.csv`.
Nghị quyết 202/2025/QH15; Luật 72/2025/QH15.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.assets import TableRow, table
from pipeline.text.unicode import place_tones

REFORM = "2025-07-01"
"""Day on which the district level ended and the new communes began (Luật 72/2025/QH15, Điều 51 and 54)."""

_COMMUNE = re.compile(r"(xã|phường|thị trấn|đặc khu)\s+(.+)", re.IGNORECASE)
_PROVINCE = re.compile(r"(tỉnh|thành phố|tp\.?)\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune or province and the days between which it is one."""

    kind: str
    """xã, phường, thị trấn, đặc khu, tỉnh, thành phố."""
    name: str
    province: str | None
    """Full name of its province; None for a province."""
    since: str | None
    """First day; None: since before the table begins."""
    until: str | None
    """First day on which it is no more; None: still there."""

    @property
    def full(self) -> str:
        """Kind and name: "xã Đại Sơn"."""
        return f"{self.kind} {self.name}"

    def holds(self, day: str | None) -> bool:
        """Whether the unit is there on `day` (ISO); an unknown day counts as one on which it is."""
        return day is None or ((self.since is None or day >= self.since) and (self.until is None or day < self.until))


class Units:
    """The dated gazetteer."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._by_name[_key(unit.name)].append(unit)

    def find(self, full: str, province: str | None = None, day: str | None = None) -> tuple[Unit, ...]:
        """Units of this kind and name ("xã Đại Sơn") there on `day`, in `province` where one is given."""
        parsed = split(full)
        return () if parsed is None else tuple(u for u in self.named(parsed[1], province, day) if u.kind == parsed[0])

    def named(self, name: str, province: str | None = None, day: str | None = None) -> tuple[Unit, ...]:
        """Units of this name whatever their kind, there on `day`."""
        wanted = _key(split(province)[1]) if province and split(province) else None  # type: ignore[index]
        return tuple(
            unit
            for unit in self._by_name.get(_key(name), ())
            if unit.holds(day) and (wanted is None or unit.province is None or _key(split(unit.province)[1]) == wanted)  # type: ignore[index]
        )

    def contradiction(self, full: str, province: str | None, day: str | None) -> Unit | None:
        """The unit of this name that there is on `day` where there is none of this kind ("xã X" that is a phường).

        None where the unit is known, or where nothing of the name is known: 705 communes may still change.
        """
        if day is None or day < REFORM or province is None or split(full) is None or self.find(full, province, day):
            return None
        others = self.named(split(full)[1], province, day)  # type: ignore[index]
        return others[0] if len(others) == 1 and others[0].province is not None else None


@lru_cache(maxsize=32768)
def split(full: str) -> tuple[str, str] | None:
    """Kind (lower case) and name of a unit: "Xã  Đại Sơn" -> ("xã", "Đại Sơn"); None where it is none."""
    words = " ".join(full.split())
    found = _COMMUNE.fullmatch(words) or _PROVINCE.fullmatch(words)
    if not found:
        return None
    kind = found.group(1).lower()
    return ("thành phố" if kind.startswith("tp") else kind), found.group(2)


@lru_cache(maxsize=32768)
def _key(name: str) -> str:
    return _BETWEEN.sub(" ", place_tones(name).lower()).strip()


class _Row(TableRow):
    """A unit of `administrative_units.csv`; an empty cell says nothing."""

    kind: str
    name: str
    province: str
    since: str
    until: str


@cache
def load_units() -> Units:
    """The gazetteer, read once a process."""
    rows = table("administrative_units.csv", _Row)
    units = [Unit(row.kind, row.name, row.province or None, row.since or None, row.until or None) for row in rows]
    return Units(_changed(units))


def _full(words: str) -> tuple[str, str]:
    parsed = split(words)
    if parsed is None:
        raise ValueError(f"no unit: {words!r}")
    return parsed


class _Change(TableRow):
    """A unit that took another name or kind after the reform; `province` is empty for a province itself."""

    since: str
    province: str
    old: str
    new: str
    source: str


def _changed(units: list[Unit]) -> list[Unit]:
    """The units with later changes laid over: a change ends the unit of the old name and begins the new one."""
    for change in table("unit_changes.csv", _Change):
        old, new, province = _full(change.old), _full(change.new), change.province or None
        out = []
        for unit in units:
            if (unit.kind, unit.name) == old and unit.province == province and unit.until is None:
                out.append(Unit(unit.kind, unit.name, unit.province, unit.since, change.since))
                out.append(Unit(*new, province, change.since, None))
            elif province is None and unit.province == " ".join(old) and unit.until is None:
                out.append(Unit(unit.kind, unit.name, " ".join(new), unit.since, None))
            else:
                out.append(unit)
        units = out
    return units
