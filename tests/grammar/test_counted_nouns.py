"""The lexicon of counted nouns."""

from pipeline.grammar.counted_nouns import units


def test_each_noun_stands_in_a_section() -> None:
    assert set(units()) == {"measures", "counted", "never"}
