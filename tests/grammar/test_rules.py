"""Every rule proves itself: its examples, its counterexamples, and that taking it away is noticed."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.grammar import (
    before_task,
    charges,
    dates,
    law_names,
    leading,
    quantities,
    shared_work,
    symbols,
    task_labels,
    task_phrases,
    ties,
)
from pipeline.grammar.rule import Taken

TABLES = {
    "dates": dates.TABLE,
    "task labels": task_labels.TABLE,
    "quantities": quantities.table(),
    "symbols": symbols.table(),
    "law names": law_names.table(),
    "openings": charges.OPENINGS,
    "persons": charges.PERSONS,
    "told": shared_work.TOLD,
    "leading": leading.LEADING,
    "ties": ties.TIES,
    "before tasks": before_task.BEFORE_TASK,
    "with": task_phrases.WITH,
    "reported to": task_phrases.REPORTED_TO,
    "closings": task_phrases.CLOSINGS,
}
RULES = [(name, rule) for name, table in TABLES.items() for rule in table.rules]
IDS = [rule.id for _, rule in RULES]


def _made(table, text):
    return tuple(table.show(item) for item in table.find(text))


def test_ids_are_unique():
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_examples(name, rule):
    assert {text: _made(TABLES[name], text) for text, _ in rule.examples} == dict(rule.examples)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_counterexamples(name, rule):
    assert [text for text in rule.counterexamples if rule.id in {item.by for item in TABLES[name].find(text)}] == []


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_a_rule_taken_away_is_noticed(name, rule):
    poorer = TABLES[name].without(rule.id)
    assert any(_made(poorer, text) != made for text, made in rule.examples)


SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples" / "text").glob("*.txt"))


@pytest.mark.parametrize("name", TABLES)
def test_the_words_that_a_rule_needs_stand_in_all_that_it_reads(name):
    table = TABLES[name]
    asking_all = replace(table, rules=tuple(replace(rule, needs=()) for rule in table.rules))
    for path in SAMPLES:
        text = path.read_text(encoding="utf-8")
        assert table.find(text) == asking_all.find(text), path.name


@pytest.mark.parametrize("name", ["dates", "quantities", "symbols"])
def test_rules_match_only_where_the_table_looks_for_them(name):
    table = TABLES[name]
    looking_everywhere = replace(table, starts=None)
    for path in SAMPLES:
        text = path.read_text(encoding="utf-8")
        assert table.find(text) == looking_everywhere.find(text), path.name


def test_what_lies_inside_of_what_was_read_is_not_taken_apart():
    taken = Taken([(4, 9)])
    assert taken.within(4, 9)
    assert taken.within(5, 7)
    assert not taken.within(3, 6)
    assert not taken.within(8, 10)
    assert not taken.within(9, 12)
