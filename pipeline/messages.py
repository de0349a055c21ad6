"""The words that a person reads, in Vietnamese and English: the catalogue of `resources/messages/`.

Each file holds tables, each table keys with [Vietnamese, English]; `{}` and `{name}` are places to fill. The titles of
columns and the labels of values stand with the order and width of the columns, in `resources/columns.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_CATALOGUE = Path(__file__).with_name("resources") / "messages"


@cache
def tables() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """The whole catalogue: table -> key -> (Vietnamese, English)."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for file in sorted(_CATALOGUE.glob("*.toml")):
        for table, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found.setdefault(table, {}).update((key, (vi, en)) for key, (vi, en) in entries.items())
    return found


def word(table: str, key: str, lang: str = "vi") -> str:
    """The words of `key` in Vietnamese, or in English for any other `lang`.

    Raises:
        KeyError: there is no such table, or it has no such key.
    """
    return tables()[table][key][lang != "vi"]


def words(table: str, lang: str = "vi") -> dict[str, str]:
    """All words of a table in one language, by key."""
    return {key: word(table, key, lang) for key in tables()[table]}


def both(table: str, key: str, *parts: object, **named: object) -> dict[str, str]:
    """The words of `key` by language, their places filled."""
    vi, en = tables()[table][key]
    return {"vi": vi.format(*parts, **named), "en": en.format(*parts, **named)}


def one_line(table: str, key: str, *parts: object, **named: object) -> str:
    """The words of `key` in both languages in one line, as what is kept with a document carries them."""
    return " / ".join(both(table, key, *parts, **named).values())
