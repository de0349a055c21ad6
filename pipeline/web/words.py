"""The words of the page, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

from pipeline.messages import word
from pipeline.settings import Lang
from pipeline.storage.rows import part_words, wording
from pipeline.vietnam.calendar import in_short

LANGS: tuple[Lang, ...] = ("vi", "en")


class Words:
    """Words, labels of values and titles of columns in one language.

    Args:
        lang: "vi" or "en".
    """

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, key: str, *parts: object) -> str:
        """The word of a key, its gaps filled."""
        said = word("page", key, self.lang)
        return said.format(*parts) if parts else said

    def label(self, key: str, value: object) -> str:
        """The name that readers know a value of a record by."""
        return wording().label(key, value, self.lang)

    def sheet(self, table: str) -> str:
        """The name of a table."""
        return wording().label("table", table, self.lang)

    def column(self, table: str, key: str) -> str:
        """The title of a column of a table."""
        sheet = next((s for s in wording().sheets if s.name == ("documents" if table == "document" else table)), None)
        column = next((c for c in sheet.columns if c.key == key), None) if sheet else None
        return column.titles[self.lang] if column else wording().label("field", key, self.lang)

    def number(self, value: Any) -> str:
        """A figure as the language writes it: 1.234,5 or 1,234.5."""
        if value is None:
            return ""
        text = f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text

    def value(self, value: Any) -> str:
        """Any value of a record in short; "∅" for none."""
        if isinstance(value, bool):
            return self.label("bool", value)
        if isinstance(value, list | tuple):
            return "; ".join(map(str, value)) or "∅"
        return "∅" if value is None else self.number(value) if isinstance(value, int | float) else str(value)

    def share(self, value: float | None) -> str:
        """A share in whole percent, never 100 where something is left."""
        return "" if value is None else f"{floor(100 * value)}%"

    def residual(self, item: Mapping[str, Any]) -> str:
        """What a residual is and why it is in no table."""
        parts = ("kind", "reason")
        return ": ".join(wording().label(f"residual_{part}", item[part], self.lang) for part in parts)

    def part(self, part: Mapping[str, Any]) -> str:
        """What one of the papers of a file is."""
        return part_words(part, self.lang)

    def date(self, edtf: str | None) -> str:
        """An EDTF string in words."""
        return in_short(edtf, self.lang)
