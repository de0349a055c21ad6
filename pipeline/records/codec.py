"""Records as JSON and back, and the JSON Schema of a record, all from the types of `pipeline.records`."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError, to_json, to_jsonable_python

from pipeline import assets
from pipeline.errors import DamagedFile
from pipeline.records import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_FILE = "record.schema.json"


@cache
def _adapter() -> TypeAdapter[Record]:
    from pydantic import TypeAdapter  # 0.2 s that no run over files needs: records are only written there

    return TypeAdapter(Record)


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain JSON values, keys in the order of the types."""
    values: dict[str, Any] = to_jsonable_python(record)
    return values


def from_dict(values: dict[str, Any], source: str | None = None) -> Record:
    """The record that `to_dict` made `values` of.

    Args:
        values: plain JSON values.
        source: file that they come from, for the message.

    Raises:
        DamagedFile: they do not have the form of a record; the message names the first wrong place.
    """
    try:
        return _adapter().validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        spot = ".".join(map(str, first["loc"]))
        raise DamagedFile(source, f"{spot}: {first['msg']}") from error


def dumps(values: dict[str, Any]) -> str:
    """The text of `records/<name>.json`: one space of indent, letters as they are, a newline at the end."""
    try:
        text = to_json(values, indent=1).decode("utf-8")
    except ValueError:  # half of a surrogate pair
        return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return (json.dumps(values, ensure_ascii=False, indent=1) if _EXPONENT.search(text) else text) + "\n"


_EXPONENT = re.compile(r" -?\d[\d.]*e")
"""What may be a figure with an exponent, which the fast writer and that of Python write in two ways."""


def compact(values: dict[str, Any]) -> str:
    """The canonical one-line JSON that the store keeps and that a record's address is the hash of."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def address(body: str) -> str:
    """Content address of a record: sha256, in hex, of its canonical JSON."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record, generated from the types.

    Every key that the types declare is required and no other is allowed, because the writer leaves none out.
    """
    schema = _adapter().json_schema(mode="serialization")
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
            part["additionalProperties"] = False
            for entry in part["properties"].values():
                entry.pop("default", None)
                entry.pop("title", None)
    schema["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "kehoach record", **schema}


def schema_text() -> str:
    """The content that the kept schema file must have."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_schema() -> None:
    """Brings the kept schema file (`pipeline/resources/record.schema.json`) up to date with the types."""
    assets.resource(SCHEMA_FILE).write_text(schema_text(), encoding="utf-8")
