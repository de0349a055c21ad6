"""What people write into the fields of a row, as values of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_type_hints

from pipeline.records import Assignment, DateMention, LegalReference, Target
from pipeline.storage.decisions import HEAD
from pipeline.storage.review import CONTENT

Kind = Literal["line", "long", "number", "date", "list", "choice", "flag"]

_ITEMS = {"targets": Target, "assignments": Assignment, "dates": DateMention, "legal_references": LegalReference}
_KINDS: Mapping[str, Kind] = {
    "value": "number", "value_max": "number", "due": "date", "date": "date", "edtf": "date", "issue_date": "date",
    "period": "date", "partners": "list", "authority": "list", "recipients": "list", "recurring": "flag",
    "indicator": "long", "task": "long", "title": "long", "product": "long", "comparator": "choice", "role": "choice",
}  # fmt: skip
_NEEDED = {"value", "unit", "comparator", "indicator", "body", "role", "task", "edtf"}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_POINT = r"(?:\d{4}|XXXX)(?:-(?:0[1-9]|1[0-2]|3[3-6]|2[1-4]|4[01])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_EDTF = re.compile(rf"{_POINT}|(?:{_POINT}|\.\.)/(?:{_POINT}|\.\.)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
EDITABLE = ("targets", "assignments", "dates", "legal_references")


class BadValue(ValueError):
    """A field that cannot be taken as written.

    Args:
        why: key of the word that says what is wrong.
        name: of the field.
    """

    def __init__(self, why: str, name: str) -> None:
        super().__init__(f"{name}: {why}")
        self.why, self.name = why, name


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form of a row."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    needed: bool = False


def fields(table: str) -> tuple[Field, ...]:
    """The fields of a table that people may write."""
    if table == HEAD:
        return tuple(Field(name, _KINDS.get(name, "line")) for name in CONTENT[HEAD])
    item = _ITEMS[table]
    hints = get_type_hints(item)
    return tuple(
        Field(name, kind, get_args(hints[name]) if kind == "choice" else (), name in _NEEDED)
        for name in CONTENT[table]
        if name in hints and (kind := _KINDS.get(name, "line"))
    )


def parsed(table: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The values of the fields that were given.

    Raises:
        BadValue: the first field that cannot be taken.
    """
    return {field.name: _value(field, given[field.name]) for field in fields(table) if field.name in given}


def _value(field: Field, text: str) -> Any:
    text = " ".join(text.split()) if field.kind != "list" else text.strip()
    if field.kind == "flag":
        return text in ("true", "on", "1")
    if field.kind == "list":
        return [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if not text:
        if field.needed:
            raise BadValue("bad_empty", field.name)
        return None
    if field.kind == "number":
        return _number(field.name, text)
    if field.kind == "date":
        return _date(field.name, text)
    if field.kind == "choice" and text not in field.choices:
        raise BadValue("bad_choice", field.name)
    return text


def _number(name: str, text: str) -> float:
    """A figure as written in Vietnam (1.234,5), or with a decimal point where no group of three follows it."""
    text = text.replace(" ", "").replace("\u00a0", "")
    if "," in text or _GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", text):
        raise BadValue("bad_number", name)
    return float(text)


def _date(name: str, text: str) -> str:
    if found := _DAY.fullmatch(text):
        day, month, year = found.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    elif found := _MONTH.fullmatch(text):
        month, year = found.groups()
        text = f"{year}-{int(month):02}"
    if not _EDTF.fullmatch(text):
        raise BadValue("bad_date", name)
    return text


def shown(field: Field, value: Any) -> str:
    """A value as the form shows it, so that `parsed` gives it back."""
    if value is None:
        return ""
    if field.kind == "list":
        return "\n".join(value)
    if field.kind == "number":
        text = str(int(value)) if float(value).is_integer() else repr(float(value))
        return text.replace(".", ",")  # which reads the same in both languages: "1.234" would be a thousand
    if field.kind == "date" and (found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)):
        return "/".join(reversed(found.groups()))
    return str(value).lower() if isinstance(value, bool) else str(value)
