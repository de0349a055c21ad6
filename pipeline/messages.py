"""The words that a person reads, in Vietnamese and English, from `resources/messages.toml`.

What belongs to one kind of thing stands with it: an error's words in its class (`errors`), a rule's in
`resources/rule_messages.toml`, the titles of columns in `resources/columns.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from pipeline import assets


@cache
def tables() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """The whole catalogue: table -> key -> (Vietnamese, English)."""
    content = tomllib.loads(assets.resource("messages.toml").read_text(encoding="utf-8"))
    return {table: {key: (vi, en) for key, (vi, en) in entries.items()} for table, entries in content.items()}


def word(table: str, key: str, lang: str = "vi") -> str:
    """The words of `key` in Vietnamese, or in English for any other `lang`.

    Raises:
        KeyError: there is no such table, or it has no such key.
    """
    return tables()[table][key][lang != "vi"]


def words(table: str, lang: str = "vi") -> dict[str, str]:
    """All words of a table in one language, by key."""
    return {key: word(table, key, lang) for key in tables()[table]}
