"""The catalogue of words: whole in both languages, and every word of it is used."""

import re
import string
from pathlib import Path

import pytest

import pipeline
from pipeline.messages import tables, word, words

KEYS = [(table, key) for table, entries in tables().items() for key in entries]


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_every_word_is_in_both_languages_with_the_same_places_to_fill(table: str, key: str) -> None:
    vi, en = word(table, key, "vi"), word(table, key, "en")
    assert vi.strip()
    assert en.strip()
    assert [field[1:] for field in string.Formatter().parse(vi) if field[1] is not None] == [
        field[1:] for field in string.Formatter().parse(en) if field[1] is not None
    ]


def test_any_other_language_reads_as_english() -> None:
    assert word("severities", "error", "fr") == "error"
    assert words("severities") == {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"}


def test_no_table_lies_unused() -> None:
    package = Path(pipeline.__file__).parent
    sources = [path.read_text(encoding="utf-8") for path in package.rglob("*.py")]
    asked = {
        name
        for source in sources
        if "from pipeline.messages import" in source
        for name in re.findall(r"\bwords?\(\s*[\"']([a-z_]+)[\"'],", source)
    }
    assert asked == set(tables())
