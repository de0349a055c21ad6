"""Every choice of the grammar proves itself: its examples, its counterexamples, and that taking it away is noticed."""

import pytest

from pipeline.grammar import bounds, charge_lists, counts, joints, quantities
from pipeline.grammar.quantity_parts import bound, values

PATTERNS = {rule.id: rule.pattern for rule in quantities.table().rules}


def _bounds(table, text):
    """How each figure is bounded, with a percent sign or a noun of the lexicon."""
    found = [(match, False) for match in PATTERNS["quantity-percent"].finditer(text)]
    found += [(match, True) for match in PATTERNS["quantity-counted"].finditer(text)]
    told = [table.of(bound(match, counts=counting)) for match, counting in found]
    return [(choice.says, choice.id) for choice in told]


def _counts(rule):
    def made(table, text):
        cases = [counts.CountCase(match, *values(match)) for match in PATTERNS[rule].finditer(text) if values(match)]
        told = [table.of(case) for case in cases]
        return [("yes" if choice.says else "no", choice.id) for choice in told]

    return made


def _lists(table, text):
    """The role of each body of a paragraph in the list below it."""
    told = [table.of(named) for named in charge_lists.named_in(text, 0, len(text))]
    return [(choice.says or "none", choice.id) for choice in told]


def _joints(table, text):
    """Whether each joint of a run of bodies stands before another body."""
    told = joints.joints_of(text, 0, len(text), table)
    return [("two" if choice.says else "one", choice.id) for _, choice in told]


def _headings(table, text):
    """Whom a heading names."""
    heading = charge_lists.Heading(text)
    choice = table.of(heading)
    named = choice.says(heading)
    return [(named.words if named else "none", choice.id)]


TABLES = {
    "bounds": (bounds.BOUNDS, _bounds),
    "lists": (charge_lists.LISTS, _lists),
    "joints": (joints.JOINTS, _joints),
    "headings": (charge_lists.HEADINGS, _headings),
    "counts": (counts.COUNTS, _counts("quantity-counted")),
    "unlisted": (counts.UNLISTED, _counts("quantity-unlisted")),
}
RULES = [(name, rule) for name, (table, _) in TABLES.items() for rule in table.rules]
IDS = [rule.id for _, rule in RULES]
LAST = [table.rules[-1] for table, _ in TABLES.values()]
"""What fits every case is never taken away."""


def _told(name, rule, text):
    table, made = TABLES[name]
    found = made(table, text)
    return tuple(says for says, _ in found), rule.id in {by for _, by in found}


def test_ids_are_unique():
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_examples(name, rule):
    assert rule.examples
    for text, says in rule.examples:
        assert (text, *_told(name, rule, text)) == (text, says, True)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_counterexamples(name, rule):
    for text in rule.counterexamples:
        says, spoke = _told(name, rule, text)
        assert (text, bool(says), spoke) == (text, True, False)


@pytest.mark.parametrize(
    ("name", "rule"), [pytest.param(name, rule, id=rule.id) for name, rule in RULES if rule not in LAST]
)
def test_a_choice_taken_away_is_noticed(name, rule):
    table, made = TABLES[name]
    poorer = table.without(rule.id)
    assert any(tuple(says for says, _ in made(poorer, text)) != told for text, told in rule.examples)
