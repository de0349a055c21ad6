"""The lexicon of counted nouns, and word lists in general."""

from collections import Counter
from pathlib import Path

import pipeline
from pipeline.assets import lines
from pipeline.grammar.counted_nouns import units


def test_each_noun_stands_in_a_section() -> None:
    assert set(units()) == {"measures", "counted", "never"}


def test_no_word_list_has_an_entry_twice() -> None:
    lists = sorted(path.name for path in Path(pipeline.__file__).parent.glob("resources/*.txt"))
    entries = [(name, entry) for name in lists for entry in lines(name)]
    twice = {entry for entry, count in Counter(entries).items() if count > 1}
    both = {
        ("units.txt", noun) for noun in units()["counted"] & units()["never"]
    }  # never, but with a bound before them
    assert twice == both == {("units.txt", "nhóm")}
