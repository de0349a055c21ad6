"""Word lists and tables of the package: sorted, without doubles, with a word on what they are for; rows are checked."""

from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline import assets
from pipeline.grammar.counted_nouns import units
from pipeline.text.unicode import fold

RESOURCES = assets.resource("")
LISTS = sorted(
    path.relative_to(RESOURCES).as_posix()
    for pattern in ("*.txt", "ocr_pairs.csv", "person_names.csv")
    for path in RESOURCES.rglob(pattern)
)
SEVERAL_A_LINE = {"known_abbreviations.txt"}
TRIED_IN_ORDER = {"comparing/events.txt"}
TABLES = (
    "administrative_units.csv",
    "bodies.csv",
    "former_offices.csv",
    "issuers.csv",
    "syllables.csv",
    "unit_changes.csv",
)


def _letters(entry: str) -> tuple[str, str]:
    return fold(entry), entry


def _sections(name: str) -> list[list[str]]:
    """The entries of a list, section by section; lines in brackets open sections."""
    found: list[list[str]] = [[]]
    for line in assets.lines(name):
        if line.startswith("["):
            found.append([])
        else:
            found[-1] += line.split() if name in SEVERAL_A_LINE else [line]
    return found


@pytest.mark.parametrize("name", [*LISTS, *TABLES])
def test_a_list_says_what_it_is_for(name: str) -> None:
    first = (RESOURCES / name).read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("# ")
    assert len(first.split()) > 5


@pytest.mark.parametrize("name", sorted({*LISTS} - TRIED_IN_ORDER))
def test_a_list_is_in_the_order_of_its_letters(name: str) -> None:
    for entries in _sections(name):
        assert entries == sorted(entries, key=_letters)


@pytest.mark.parametrize("name", LISTS)
def test_no_list_has_an_entry_twice(name: str) -> None:
    counts = Counter(entry for entries in _sections(name) for entry in entries)
    # Groups of things are no commitments, but with a bound before them.
    assert [entry for entry, count in counts.items() if count > 1] == (["nhóm"] if name == "units.txt" else [])
    assert units()["counted"] & units()["never"] == {"nhóm"}


@pytest.mark.parametrize("name", ["comparing/synonyms.txt", "comparing/contrasts.txt"])
def test_the_words_of_a_row_are_in_the_order_of_their_letters(name: str) -> None:
    for line in assets.lines(name):
        row = [word.strip() for word in line.rpartition("=")[2].removeprefix("~").split("|")]
        assert row == sorted(set(row), key=_letters)


def test_a_word_is_a_variant_of_one_concept() -> None:
    variants = Counter(
        word.strip() for line in assets.lines("comparing/synonyms.txt") for word in line.replace("=", "|").split("|")
    )
    assert max(variants.values()) == 1


def test_sections_open_with_a_line_in_brackets() -> None:
    assert set(units()) == {"measures", "counted", "never"}
    provinces = assets.sections("provinces.txt")
    assert {name: len(entries) for name, entries in provinces.items()} == {"today": 34, "ended": 30}


class Pair(assets.TableRow):
    name: str
    count: int
    others: assets.Listed = ()


@pytest.fixture
def pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def read(text: str) -> tuple[Pair, ...]:
        (tmp_path / "pairs.csv").write_text(text, encoding="utf-8")
        monkeypatch.setattr(assets, "resource", lambda name: tmp_path / name)
        return assets.table("pairs.csv", Pair)

    return read


def test_the_rows_of_a_table(pairs) -> None:
    assert pairs("# For the test.\nname,count,others\nxã,2,phường|đặc khu\n") == (
        Pair(name="xã", count=2, others="phường|đặc khu"),
    )
    assert pairs("name,count,others\nxã,2,phường|đặc khu\n")[0].others == ("phường", "đặc khu")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name,count\nxã,hai\n", ("count",)),  # no number
        ("name,count\nxã\n", ("count",)),  # a cell is missing
        ("name,count,level\nxã,2,1\n", ("level",)),  # a column that nothing reads
        ("name\nxã\n", ("count",)),
    ],
)
def test_a_row_that_is_none(pairs, text: str, where: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        pairs(text)
    assert [error["loc"] for error in caught.value.errors()] == [where]
