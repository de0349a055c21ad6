"""Policies: what plans of a kind must cite, contain and reach, written in TOML by whoever is responsible.

```toml
[policy]
id = "hp-thi-dua"                      # short, for the findings
title = "Phong trào thi đua của Hải Phòng"
basis = "150/KH-UBND ngày 16/6/2025"   # shown with each finding
since = "2025-06-16"                   # first and last day of issue of the plans concerned
until = "2030-12-31"

[applies]                              # all that is given must fit; what is not given fits any plan
level = ["commune"]                    # commune | province | other
province = ["thành phố Hải Phòng"]
issuer = ["Ủy ban nhân dân"]           # beginnings of the issuer's name
topic = ["thi đua", "chuyển đổi số"]   # words of the title, all of them

[[cite]]                               # P01
number = "150/KH-UBND"
issuer = "Ủy ban nhân dân thành phố Hải Phòng"
role = "basis"                         # basis | any

[[contain]]                            # P02: one of the wordings must stand in the text
any = ["Nơi nhận", "Tổ chức thực hiện"]
what = "phần tổ chức thực hiện"

[[reach]]                              # P03 a lower figure (a higher one for "<="), P04 no such target
indicator = "người dân trong độ tuổi trưởng thành có kỹ năng số"
comparator = ">="
value = 80
unit = "%"
due = "2026"
required = false

[[report]]                             # P05: yearly report by that day (month-day)
by = "12-10"

[parent]                               # P03, P04 against the targets of a plan in the store
number = "150/KH-UBND"
```
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import UsageError
from pipeline.records import Severity
from pipeline.vietnam.document_symbols import parse

_KEYS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "policy": {"id": str, "title": str, "basis": str, "since": str, "until": str},
    "applies": {"level": list, "province": list, "issuer": list, "topic": list},
    "cite": {"number": str, "issuer": str, "role": str, "severity": str, "since": str},
    "contain": {"any": list, "what": str, "severity": str},
    "reach": {
        "indicator": str,
        "comparator": str,
        "value": (int, float),
        "unit": str,
        "due": str,
        "required": bool,
        "severity": str,
    },
    "report": {"by": str, "severity": str},
    "parent": {"number": str, "issuer": str},
}
_LISTS = ("cite", "contain", "reach", "report")
_NEEDED = {
    "policy": ("id", "title"),
    "cite": ("number",),
    "contain": ("any", "what"),
    "reach": ("indicator", "value", "unit"),
    "report": ("by",),
    "parent": ("number",),
}
_CHOICES: dict[str, tuple[str, ...]] = {
    "severity": ("info", "warning", "error"),
    "role": ("basis", "any"),
    "comparator": (">=", "<=", "="),
}


@dataclass(frozen=True, slots=True)
class Cite:
    """A document that the plan must cite."""

    number: str
    issuer: str | None = None
    role: Literal["basis", "any"] = "basis"
    severity: Severity = "warning"
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Contain:
    """Words of which one must stand in the plan."""

    any: tuple[str, ...]
    what: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Reach:
    """A target that the plan must not fall short of."""

    indicator: str
    value: float
    unit: str
    comparator: Literal[">=", "<=", "="] = ">="
    due: str | None = None
    required: bool = False
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Report:
    """A yearly report and the day of the year by which it is due ("12-10")."""

    by: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Policy:
    """What plans of a kind must cite, contain and reach."""

    id: str
    title: str
    basis: str | None = None
    since: str | None = None
    until: str | None = None
    level: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    contains: tuple[Contain, ...] = ()
    reaches: tuple[Reach, ...] = ()
    reports: tuple[Report, ...] = ()
    parent: Cite | None = None


def load_policies(paths: Sequence[str | Path]) -> tuple[Policy, ...]:
    """The policies of these files, each read once a process as long as it stays as it is.

    Raises:
        UsageError: see `load_policy`.
    """
    return tuple(_cached(str(path), _stamp(path)) for path in paths)


def _stamp(path: str | Path) -> int:
    """When the file was last written; 0 where there is none, which reading it will tell."""
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _cached(path: str, stamp: int) -> Policy:
    del stamp
    return load_policy(path)


def load_policy(path: str | Path) -> Policy:
    """A policy file.

    Raises:
        UsageError: it cannot be read, is no TOML, has an unknown key, a missing one or a value of the wrong kind; names
            line and column.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError(path, "không phải tệp TOML / no TOML file") from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise UsageError(path, _placed(str(error))) from error
    _validate(values, text, path)
    head, applies = values["policy"], values.get("applies", {})
    parent = values.get("parent")
    return Policy(
        id=head["id"],
        title=head["title"],
        basis=head.get("basis"),
        since=head.get("since"),
        until=head.get("until"),
        level=tuple(applies.get("level", ())),
        province=tuple(applies.get("province", ())),
        issuer=tuple(applies.get("issuer", ())),
        topic=tuple(applies.get("topic", ())),
        cites=tuple(Cite(**entry) for entry in values.get("cite", ())),
        contains=tuple(Contain(**{**entry, "any": tuple(entry["any"])}) for entry in values.get("contain", ())),
        reaches=tuple(Reach(**entry) for entry in values.get("reach", ())),
        reports=tuple(Report(**entry) for entry in values.get("report", ())),
        parent=Cite(**parent) if parent else None,
    )


def _placed(message: str) -> str:
    return re.sub(r"\(at line (\d+), column (\d+)\)", r"(dòng \1, cột \2 / line \1, column \2)", message)


def _validate(values: Mapping[str, Any], text: str, path: str | Path) -> None:
    for table, content in values.items():
        if table not in _KEYS:
            _refuse(path, text, table, None, 0, f"khóa lạ / unknown key {table!r}{_near(table, _KEYS)}")
        entries = content if table in _LISTS else [content]
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            marks = "[[ ]]" if table in _LISTS else "[ ]"
            _refuse(path, text, table, None, 0, f"{table!r} phải viết bằng / must be written with {marks}")
        for at, entry in enumerate(entries):
            _validate_entry(table, entry, at, text, path)
    if "policy" not in values:
        _refuse(path, text, "policy", None, 0, "thiếu bảng / missing table [policy]")


def _validate_entry(table: str, entry: Mapping[str, Any], at: int, text: str, path: str | Path) -> None:
    known = _KEYS[table]
    for key, value in entry.items():
        if key not in known:
            _refuse(path, text, table, key, at, f"khóa lạ / unknown key {table}.{key}{_near(key, known)}")
        if not isinstance(value, known[key]) or (isinstance(value, bool) and known[key] is not bool):
            _refuse(path, text, table, key, at, f"giá trị sai kiểu / wrong kind of value: {table}.{key} = {value!r}")
        if key in _CHOICES and value not in _CHOICES[key]:
            _refuse(
                path, text, table, key, at, f"{table}.{key}: {' | '.join(_CHOICES[key])}, không phải / not {value!r}"
            )
        if key in ("since", "until") and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            _refuse(path, text, table, key, at, f"ngày phải dạng / a day must be YYYY-MM-DD: {value!r}")
        if key == "by" and not re.fullmatch(r"\d{2}-\d{2}", value):
            _refuse(path, text, table, key, at, f"phải dạng / must be MM-DD: {value!r}")
        if key == "number" and parse(value) is None:
            _refuse(path, text, table, key, at, f"không phải số, ký hiệu / no document number: {value!r}")
    for key in _NEEDED.get(table, ()):
        if key not in entry:
            _refuse(path, text, table, None, at, f"thiếu khóa / missing key {table}.{key}")


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f", có lẽ là / perhaps {near[0]!r}" if near else ""


def _refuse(path: str | Path, text: str, table: str, key: str | None, at: int, message: str) -> None:
    line, column = _find(text, table, key, at)
    raise UsageError(path, f"dòng {line}, cột {column} / line {line}, column {column}: {message}")


def _find(text: str, table: str, key: str | None, at: int) -> tuple[int, int]:
    """Line and column (1-based) of a key in the table of this name, the (at+1)-th where it stands more than once."""
    seen, inside = -1, False
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[{1,2}\s*([\w\"-]+)\s*\]{1,2}", line)
        if header:
            inside = header.group(1).strip('"') == table
            seen += inside
            if inside and key is None and seen == at:
                return number, header.start(1) + 1
            continue
        bare = re.match(rf"(\s*)[\"']?{re.escape(key or table)}[\"']?\s*=", line)
        if bare and ((inside and seen == at) or (key is None and seen < 0)):
            return number, len(bare.group(1)) + 1
    return 1, 1
