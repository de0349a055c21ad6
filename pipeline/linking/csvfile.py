"""The registry as a CSV file: read with errors that name line and column, and written back."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz

from pipeline.errors import OutputError, UsageError
from pipeline.linking.entries import Amendment, Entry
from pipeline.messages import both
from pipeline.text.unicode import fold, nfc
from pipeline.vietnam.document_symbols import parse

COLUMNS = (
    "type",
    "number",
    "date",
    "issuer",
    "title",
    "effective",
    "ended",
    "repealed_by",
    "amended_by",
    "status",
    "source",
    "as_of",
    "papers",
    "against",
)
REQUIRED = ("type", "number", "title", "source", "as_of")
_OPTIONAL_INPUT = ("symbol",)
_COUNTS = ("papers", "against")
_FACTS = ("date", "effective", "ended", "repealed_by")
_SHOWN_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place of the file; `line` and `column` are 1-based."""

    line: int
    column: int
    name: str
    message: str

    def __str__(self) -> str:
        return (
            f"dòng {self.line}, cột {self.column} / "
            f"line {self.line}, column {self.column} ({self.name})"
            f": {self.message}"
        )


def load(path: str | Path, *, skip_bad: bool = False) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries of a registry file (UTF-8 CSV, header row, columns of `COLUMNS` in any order).

    `number` is the whole number ("30/2020/NĐ-CP"); where a `symbol` column stands beside it, the two are joined.
    Rows that repeat an entry with the same facts are dropped.

    Args:
        skip_bad: leave wrong rows out and give them back as problems, instead of refusing the file.

    Raises:
        UsageError: no such file, a wrong or missing column, a wrong value, or one document with two sets of
            facts; names the lines and columns.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            header = [nfc(cell).strip() for cell in next(rows, [])]
            problems = _header_problems(header)
            if problems:
                raise _refusal(path, problems)
            entries, problems = _entries(rows, header)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(path, str(error), both("advice", "registry_file", ", ".join(COLUMNS))) from error
    if problems and not skip_bad:
        raise _refusal(path, problems)
    return tuple(entries), tuple(problems)


def _refusal(path: Path, problems: Sequence[Problem]) -> UsageError:
    shown = "; ".join(str(problem) for problem in problems[:_SHOWN_ERRORS])
    more = f"; +{len(problems) - _SHOWN_ERRORS}" if len(problems) > _SHOWN_ERRORS else ""
    return UsageError(path, shown + more, both("advice", "registry_file", ", ".join(COLUMNS)))


def _header_problems(header: Sequence[str]) -> list[Problem]:
    known = (*COLUMNS, *_OPTIONAL_INPUT)
    problems = []
    for at, name in enumerate(header, 1):
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f", có lẽ là / perhaps {near[0]!r}" if near else ""
            problems.append(Problem(1, at, name, f"cột lạ / unknown column{hint}"))
        elif name in header[: at - 1]:
            problems.append(Problem(1, at, name, "cột lặp / column stands twice"))
    problems += [
        Problem(1, len(header) + 1, name, "thiếu cột / missing column") for name in REQUIRED if name not in header
    ]
    return problems


def _entries(rows: Iterable[list[str]], header: Sequence[str]) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[str, tuple[int, Entry]] = {}
    line = 1
    reader_line = getattr(rows, "line_num", None)
    for row in rows:
        line = getattr(rows, "line_num", line + 1) if reader_line is not None else line + 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            problems.append(
                Problem(line, min(len(row), len(header)) + 1, "", f"{len(row)} ô / cells, cần / need {len(header)}")
            )
            continue
        entry, wrong = _entry(row, header, line)
        problems += wrong
        if entry is None:
            continue
        if entry.id in seen:
            first_line, first = seen[entry.id]
            name = _conflict(first, entry)
            if name:
                at = header.index(name) + 1
                message = (
                    f"{entry.number} đã có ở dòng {first_line} với nội "
                    f"dung khác / stands on line {first_line} with other "
                    f"facts"
                )
                stated = f"{getattr(first, name)!r} ≠ {getattr(entry, name)!r}"
                problems.append(Problem(line, at, name, f"{message}: {stated}"))
            continue
        seen[entry.id] = (line, entry)
        entries.append(entry)
    return entries, problems


def _conflict(first: Entry, second: Entry) -> str | None:
    """The column in which two rows of one document contradict each other; an empty cell contradicts nothing."""
    for name in _FACTS:
        a, b = getattr(first, name), getattr(second, name)
        if a and b and a != b:
            return name
    if first.issuer and second.issuer and fuzz.token_set_ratio(fold(first.issuer), fold(second.issuer)) < 70:
        return "issuer"
    if fuzz.token_set_ratio(fold(first.title), fold(second.title)) < 55:
        return "title"
    return None


def _entry(row: Sequence[str], header: Sequence[str], line: int) -> tuple[Entry | None, list[Problem]]:
    cells = {name: " ".join(nfc(cell).split()) for name, cell in zip(header, row, strict=True)}
    try:
        return _Cells.model_validate(cells).entry(), []
    except ValidationError as error:
        wrong = [(str(one["loc"][0]), one["msg"]) for one in error.errors()]
    return None, [Problem(line, list(header).index(name) + 1, name, message) for name, message in wrong]


_EMPTY = "ô trống / empty"


def _wrong(message: str, value: str) -> PydanticCustomError:
    return PydanticCustomError("registry", f"{message}: {{shown}}", {"shown": repr(value)})


def _day(value: str) -> str | None:
    if value and not _is_day(value):
        raise _wrong("ngày phải dạng / a day must be YYYY-MM-DD", value)
    return value or None


def _count(value: str) -> int:
    if value and not value.isdecimal():
        raise _wrong("cần số nguyên / must be a whole number", value)
    return int(value or 0)


def _amendments(cell: str) -> tuple[Amendment, ...]:
    found = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        number, _, since = part.partition("@")
        if parse(number) is None or (since and not _is_day(since)):
            raise _wrong("cần dạng / must be NUMBER@YYYY-MM-DD;...", cell)
        found.append(Amendment(number.strip(), since or None))
    return tuple(found)


Day = Annotated[str | None, BeforeValidator(_day)]
Count = Annotated[int, BeforeValidator(_count)]
Text = Annotated[str | None, BeforeValidator(lambda cell: cell or None)]


class _Cells(BaseModel):
    """A row by its columns; those that others are judged by come first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    papers: Count = 0
    against: Count = 0
    symbol: str = ""
    number: str
    type: str
    title: str
    date: Day = None
    issuer: Text = None
    effective: Day = None
    ended: Day = None
    repealed_by: Text = None
    amended_by: Annotated[tuple[Amendment, ...], BeforeValidator(_amendments)] = ()
    status: Text = None
    source: str
    as_of: Day

    @field_validator("number")
    @classmethod
    def _in_full(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            raise PydanticCustomError("registry", _EMPTY)
        number, symbol = value.replace("Ð", "Đ"), info.data.get("symbol")
        if symbol:
            number = f"{number}{'-' if '/' in symbol else '/'}{symbol}"
        parsed = parse(number)
        if parsed is None:
            raise _wrong("không phải số, ký hiệu / no document number", number)
        return parsed.canonical

    @field_validator("type", "title")
    @classmethod
    def _told(cls, value: str, info: ValidationInfo) -> str:
        if not value and not info.data.get("papers"):  # papers do not always name what they cite
            raise PydanticCustomError("registry", _EMPTY)
        return value

    @field_validator("date")
    @classmethod
    def _of_the_year(cls, value: str | None, info: ValidationInfo) -> str | None:
        parsed = parse(info.data.get("number") or "")
        if value and parsed and parsed.year and abs(int(value[:4]) - parsed.year) > 1:
            message = f"năm không khớp số / the year does not fit the number {parsed.canonical}: {value}"
            raise PydanticCustomError("registry", "{said}", {"said": message})
        return value

    def entry(self) -> Entry:
        """The row as an entry."""
        facts = self.model_dump(exclude={"symbol", "amended_by"})
        facts |= {"type": self.type[:1].upper() + self.type[1:].lower(), "as_of": self.as_of or ""}
        return Entry(amended_by=self.amended_by, **facts)


def _is_day(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def write(path: str | Path, entries: Iterable[Entry]) -> None:
    """Writes entries as a registry file that `load` reads back to the same entries.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream, lineterminator="\n")
            out.writerow(COLUMNS)
            out.writerows(row(entry) for entry in entries)
    except OSError as error:
        raise OutputError.of(path, error) from error


def row(entry: Entry) -> list[str]:
    """The cells of an entry in the order of `COLUMNS`."""
    values = {name: getattr(entry, name) for name in COLUMNS if name != "amended_by"}
    values |= {name: str(values[name] or "") for name in _COUNTS}
    values["amended_by"] = ";".join(f"{a.number}@{a.since}" if a.since else a.number for a in entry.amended_by)
    return [values[name] or "" for name in COLUMNS]
