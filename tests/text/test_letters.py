"""The letters that patterns are made of: whole, of one case, and written down in one place."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.text import letters

ROOT = Path(__file__).resolve().parents[2]
_CLASS = re.compile(r"\[(\^?)((?:\\.|[^\]\[\\\n])+)\]")
_OWN_PLACE = ROOT / "pipeline" / "text" / "letters.py"
_OF_BYTES = ROOT / "pipeline" / "text" / "misread.py"
"""Its ranges are of the letters that lead and following bytes are shown as, not of Vietnamese."""


def _all(vowels: str, other: str) -> set[str]:
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    return {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones} | set(other)


CAPITALS = _all("AĂÂEÊIOÔƠUƯY", "BCDĐFGHJKLMNPQRSTVWXZ")


def _matched(piece: str) -> set[str]:
    return {char for char in map(chr, range(0x2000)) if re.fullmatch(f"[{piece}]", char)}


def test_each_case_holds_all_its_letters_and_no_other() -> None:
    assert _matched(letters.UPPER) == CAPITALS
    assert _matched(letters.LOWER) == {char.lower() for char in CAPITALS}
    assert set(letters.MARKED_LOWER) == {char for char in _matched(letters.LOWER) if not char.isascii()}
    assert _matched(letters.PLAIN_UPPER) == {*"ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊÔƠƯ"}
    assert set(letters.WITH_MARKS) == {char for char in _matched(letters.UPPER + letters.LOWER) if not char.isascii()}
    assert set(letters.BEYOND_LATIN_1) == {char for char in letters.WITH_MARKS if ord(char) > 0xFF}


def _refused(negated: str, inner: str) -> bool:
    """Whether a class mixes the cases, or is a case of its own making."""
    ends = [end for low, high in re.findall(r"([^\W\d_])-([^\W\d_])", inner) for end in (low, high)]
    foreign = any(end.isalpha() and not end.isascii() for end in ends)
    own_capitals = "A-Z" in inner and any(char.isupper() and not char.isascii() for char in inner)
    not_ascii = bool(negated) and r"\W" in inner and ("a-z" in inner or "A-Z" in inner)
    return foreign or own_capitals or not_ascii


@pytest.mark.parametrize(
    ("written", "refused"),
    [
        ("[A-ZĐÀ-Ỹ]", True),  # takes "ạ"
        ("[A-ZĐ]", True),  # no "Ủ"
        ("[a-zà-ỹ]", True),  # takes "Ạ"
        (r"[^\W\d_a-z]", True),  # takes "đ" for a capital
        ("[A-Za-z]", False),
        ("[{UPPER}]", False),
        ("[a-zđ]", False),  # the letters of points
        ("[oôơ]", False),
    ],
)
def test_what_is_refused(written: str, refused: bool) -> None:
    found = _CLASS.fullmatch(written)
    assert found is not None
    assert _refused(*found.groups()) is refused


def test_no_pattern_makes_its_own_class_of_capital_or_small_letters() -> None:
    found = []
    for folder in ("pipeline", "data", "models"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path not in (_OWN_PLACE, _OF_BYTES):
                source = path.read_text(encoding="utf-8")
                found += [
                    f"{path.relative_to(ROOT)}:{source.count(chr(10), 0, one.start()) + 1} {one.group()}"
                    for one in _CLASS.finditer(source)
                    if _refused(*one.groups())
                ]
    assert found == []


def _with_letters(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The patterns compiled without regard to case that hold a piece of letters, each piece as its name in brackets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" and len(node.args) > 1:
            parts = [node.args[0]] if isinstance(node.args[0], ast.JoinedStr) else []
            whole = "".join(
                piece.value if isinstance(piece, ast.Constant) else "{" + ast.unparse(piece.value) + "}"
                for part in parts
                for piece in part.values
                if isinstance(piece, ast.Constant | ast.FormattedValue)
            )
            if "IGNORECASE" in ast.unparse(node.args[1]) and re.search(r"\{(?:UPPER|LOWER)\}", whole):
                yield node.lineno, whole


def test_where_case_is_ignored_a_piece_of_one_case_says_that_it_is_not() -> None:
    found, seen = [], 0
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for line, pattern in _with_letters(ast.parse(path.read_text(encoding="utf-8"))):
            seen += 1
            if any("(?-i:" not in pattern[: one.start()] for one in re.finditer(r"\{(?:UPPER|LOWER)\}", pattern)):
                found.append(f"{path.relative_to(ROOT)}:{line}")
    assert (found, seen) == ([], 5)
