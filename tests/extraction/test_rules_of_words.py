"""Every rule that is asked of bare words proves itself: its examples, its counterexamples, and that taking it away is noticed."""

import pytest

from pipeline.extraction import kinds_before, unnumbered
from pipeline.extraction.kinds_before import Numbered
from pipeline.extraction.references import find_mentions
from pipeline.extraction.tables import columns
from pipeline.grammar import symbols


def _unnumbered(table, text):
    return [(table.show(mention), mention.by) for mention in table.find(text)]


def _openings(table, text):
    """Kind, and title or issuer, before each number, with the choice that told them."""
    found = symbols.find(text)
    cases = [
        Numbered(text, one, before.end if before else 0) for before, one in zip([None, *found], found, strict=False)
    ]
    told = [(table.of(case), case) for case in cases]
    shown = [(choice.says(case), choice.id) for choice, case in told]
    return [(": ".join(filter(None, (o.kind, o.title or o.issuer))) if o else "none", by) for o, by in shown]


def _cells(table, text):
    choice = table.of(text)
    return [(choice.says, choice.id)]


TABLES = {
    "unnumbered": (unnumbered.UNNUMBERED, _unnumbered),
    "cells": (columns.CELLS, _cells),
    "openings": (kinds_before.OPENINGS, _openings),
}
RULES = [(name, rule) for name, (table, _) in TABLES.items() for rule in table.rules]
IDS = [rule.id for _, rule in RULES]
LAST = (kinds_before.OPENINGS.rules[-1], columns.CELLS.rules[-1])
"""What fits every case is never taken away."""


def test_ids_are_unique():
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_examples(name, rule):
    table, made = TABLES[name]
    assert rule.examples
    for text, says in rule.examples:
        found = made(table, text)
        assert (text, tuple(said for said, _ in found)) == (text, says)
        assert (text, rule.id in {by for _, by in found}) == (text, True)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_counterexamples(name, rule):
    table, made = TABLES[name]
    assert rule.counterexamples
    assert [text for text in rule.counterexamples if rule.id in {by for _, by in made(table, text)}] == []


@pytest.mark.parametrize(
    ("name", "rule"), [pytest.param(name, rule, id=rule.id) for name, rule in RULES if rule not in LAST]
)
def test_a_rule_taken_away_is_noticed(name, rule):
    table, made = TABLES[name]
    poorer = table.without(rule.id)
    assert any(tuple(said for said, _ in made(poorer, text)) != says for text, says in rule.examples)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Căn cứ Luật Đất đai năm 2024;", ["law-lexicon"]),
        ("Căn cứ Nghị định số 12, 13/2025/NĐ-CP của Chính phủ;", ["symbol-shared", "symbol-year"]),
        ("thực hiện Nghị quyết 57 và Kế hoạch số 7/KH-UBND", ["short-form", "symbol-state"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai",
            ["law-amending", "law-lexicon"],
        ),
    ],
)
def test_a_mention_names_the_rule_that_found_it(text, by):
    assert [mention.by for mention in find_mentions(text)] == by
