"""What readers of a comparison see, from resources/comparing/report.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from pipeline import assets


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    content = tomllib.loads(assets.resource("comparing/report.toml").read_text(encoding="utf-8"))
    return {table: {key: (vi, en) for key, (vi, en) in entries.items()} for table, entries in content.items()}


def word(key: str, lang: str = "vi", table: str = "words") -> str:
    """The wording of `key` in Vietnamese, or in English for any other `lang`.

    Raises:
        KeyError: the table has no such key.
    """
    return _tables()[table][key][lang != "vi"]
