"""The catalogue of words: whole in both languages, and every word of it is used."""

import ast
import importlib
import re
import string
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import InputError, KehoachError
from pipeline.messages import both, tables, word, words

PACKAGE = Path(pipeline.__file__).parent
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))
}
KEYS = [(table, key) for table, entries in tables().items() for key in entries]


def _places(words: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_every_word_is_in_both_languages_with_the_same_places_to_fill(table: str, key: str) -> None:
    vi, en = word(table, key, "vi"), word(table, key, "en")
    assert vi.strip()
    assert en.strip()
    own = {"vi": "said", "en": "said"}  # what comes in the language itself
    assert sorted(own.get(name, name) for name in _places(vi)) == sorted(own.get(name, name) for name in _places(en))
    assert "" not in _places(vi) or _places(vi) == _places(en)


def test_both_languages_with_their_places_filled() -> None:
    assert both("registry", "plans", "a, b") == {"vi": "kế hoạch: a, b", "en": "plans: a, b"}
    assert both("rules", "S01", word="chẩn đoàn", suggestion="chẩn đoán") == {
        "vi": "“chẩn đoàn” có thể viết sai; có lẽ là “chẩn đoán”.",
        "en": "“chẩn đoàn” may be a slip for “chẩn đoán”.",
    }


def test_any_other_language_reads_as_english() -> None:
    assert word("severities", "error", "fr") == "error"
    assert words("severities") == {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"}


def test_no_table_lies_unused() -> None:
    asked = {
        name
        for source in SOURCES.values()
        if "from pipeline.messages import" in source
        for name in re.findall(r"\b(?:all_)?(?:words?|both|one_line|_words)\(\s*[\"']([a-z_]+)[\"']", source)
    }
    assert asked == set(tables())


@pytest.mark.parametrize(
    "table",
    ["advice", "comparing", "held", "notes", "parents", "reading", "registry", "run", "serve", "tracker", "versions"],
)
def test_no_word_lies_unused(table: str) -> None:
    kinds = {kind.__name__ for kind in _all_kinds()}
    source = "\n".join(SOURCES.values())
    unused = {key for key in tables()[table] if f'"{key}"' not in source and f"'{key}'" not in source} - kinds
    assert unused == set()


def _kinds(kind: type[KehoachError]) -> list[type[KehoachError]]:
    return [kind, *(below for one in kind.__subclasses__() for below in _kinds(one))]


def _all_kinds() -> list[type[KehoachError]]:
    for module in ("pipeline.batch.failures", "pipeline.storage.database"):
        importlib.import_module(module)
    return [kind for kind in _kinds(KehoachError) if kind.__module__.startswith("pipeline.")]


def test_every_kind_of_error_says_what_is_wrong_and_what_to_do() -> None:
    kinds = {kind.__name__ for kind in _all_kinds()}
    assert set(tables()["errors"]) == kinds - {"InputError"}  # which is no more than what is below it
    assert kinds - {"InputError"} <= set(tables()["advice"])
    assert InputError("a.pdf").describe("en") == "a.pdf: Could not be processed. Check the file."


def test_the_catalogue_is_the_only_one() -> None:
    """No module keeps words in both languages of its own, but for the reading of dates, which is grammar."""
    found = []
    for path, source in SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            keys = [getattr(key, "value", None) for key in node.keys] if isinstance(node, ast.Dict) else []
            texts = [ast.unparse(value) for value in node.values] if keys == ["vi", "en"] else []
            if any(re.match(r"f?['\"]", text) for text in texts) and texts != ["'en'", "'vi'"]:
                found.append(f"{path}:{node.lineno}")
            if isinstance(node, ast.IfExp) and ast.unparse(node.test) in ("lang == 'vi'", "settings.lang == 'vi'"):
                said = (node.body, node.orelse)
                if any(isinstance(words, ast.Constant) and " " in str(words.value) for words in said):
                    found.append(f"{path}:{node.lineno}")
    assert [place for place in found if not place.startswith("vietnam/calendar.py:")] == []


def test_what_reading_says_stands_in_the_catalogue() -> None:
    """No string of reading is Vietnamese and English in one line: those are made of the catalogue's."""
    found = []
    for path, source in SOURCES.items():
        if path.startswith("reading/"):
            tree = ast.parse(source)
            docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs]
            found += [f"{path}:{text.lineno}" for text in texts if re.search(r"[^\W\d_]{2} / [a-z]", str(text.value))]
    assert found == []
