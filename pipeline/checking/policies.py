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
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from pipeline.errors import UsageError
from pipeline.records import Severity
from pipeline.vietnam.document_symbols import parse


def _number(value: str) -> str:
    if parse(value) is None:
        raise PydanticCustomError("number", "không phải số, ký hiệu / no document number")
    return value


Number = Annotated[str, AfterValidator(_number)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
DayOfYear = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]
_FORMS = {r"^\d{4}-\d{2}-\d{2}$": "YYYY-MM-DD", r"^\d{2}-\d{2}$": "MM-DD"}


class _Table(BaseModel):
    """A table of a policy file: the keys that it may have, and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cite(_Table):
    """A document that the plan must cite."""

    number: Number
    issuer: str | None = None
    role: Literal["basis", "any"] = "basis"
    severity: Severity = "warning"
    since: Day | None = None


class Contain(_Table):
    """Words of which one must stand in the plan."""

    any: tuple[str, ...]
    what: str
    severity: Severity = "warning"


class Reach(_Table):
    """A target that the plan must not fall short of."""

    indicator: str
    value: StrictInt | StrictFloat
    unit: str
    comparator: Literal[">=", "<=", "="] = ">="
    due: str | None = None
    required: StrictBool = False
    severity: Severity = "warning"


class Report(_Table):
    """A yearly report and the day of the year by which it is due ("12-10")."""

    by: DayOfYear
    severity: Severity = "warning"


class Applies(_Table):
    """Which plans are meant: all that is given must fit."""

    level: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()


class Head(_Table):
    """What the policy is, and the first and last day of issue of the plans concerned."""

    id: str
    title: str
    basis: str | None = None
    since: Day | None = None
    until: Day | None = None


class Above(_Table):
    """The plan whose targets are asked for."""

    number: Number
    issuer: str | None = None


class Policy(_Table):
    """What plans of a kind must cite, contain and reach; a file as it is written."""

    policy: Head
    applies: Applies = Applies()
    cite: tuple[Cite, ...] = ()
    contain: tuple[Contain, ...] = ()
    reach: tuple[Reach, ...] = ()
    report: tuple[Report, ...] = ()
    parent: Above | None = None


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
    try:
        return Policy.model_validate(values)
    except ValidationError as error:
        faults = [(one["type"] == "missing", *_place(text, one), _said(one)) for one in error.errors()]
        _, line, column, said = min(faults)  # a key misspelt before the one that is missing for it
        place = f"dòng {line}, cột {column} / line {line}, column {column}"
        raise UsageError(path, f"{place}: {said}") from error


def _place(text: str, error: ErrorDetails) -> tuple[int, int]:
    """Line and column of a fault: of the table where a key is missing."""
    table, key, at = _where(error["loc"])
    return _find(text, table, None if error["type"] == "missing" else key, at)


def _where(loc: tuple[int | str, ...]) -> tuple[str, str | None, int]:
    """The table, key and number of the table that pydantic's place of a fault means."""
    names = [part for part in loc if isinstance(part, str)]
    at = next((part for part in loc[1:2] if isinstance(part, int)), 0)
    return names[0], names[1] if len(names) > 1 else None, at


def _said(error: ErrorDetails) -> str:
    """What is wrong, in both languages."""
    table, key, _ = _where(error["loc"])
    name, value, told = f"{table}.{key}" if key else repr(table), error["input"], error.get("ctx", {})
    kind = error["type"]
    if kind == "missing":
        return f"thiếu khóa / missing key {name}" if key else f"thiếu bảng / missing table [{table}]"
    if kind == "extra_forbidden":
        known = _model(table).model_fields if key else Policy.model_fields
        return f"khóa lạ / unknown key {name}{_near(key or table, known)}"
    if not key:
        marks = "[[ ]]" if table in ("cite", "contain", "reach", "report") else "[ ]"
        return f"{table!r} phải viết bằng / must be written with {marks}"
    if kind == "literal_error":
        options = told["expected"].replace("'", "").replace(" or ", ", ").replace(", ", " | ")
        return f"{name}: {options}, không phải / not {value!r}"
    if kind == "string_pattern_mismatch":
        return f"phải dạng / must be {_FORMS[told['pattern']]}: {value!r}"
    return f"{error['msg'] if kind == 'number' else 'giá trị sai kiểu / wrong kind of value'}: {name} = {value!r}"


def _model(table: str) -> type[BaseModel]:
    kinds: dict[str, type[BaseModel]] = {
        "policy": Head, "applies": Applies, "cite": Cite, "contain": Contain, "reach": Reach, "report": Report,
        "parent": Above,
    }  # fmt: skip
    return kinds[table]


def _placed(message: str) -> str:
    return re.sub(r"\(at line (\d+), column (\d+)\)", r"(dòng \1, cột \2 / line \1, column \2)", message)


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f", có lẽ là / perhaps {near[0]!r}" if near else ""


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
