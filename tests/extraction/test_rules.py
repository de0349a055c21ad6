"""Every choice proves itself: its examples, its counterexamples, and that taking it away is noticed."""

import pytest

from pipeline.extraction import commitments, date_roles, target_scope, targets
from pipeline.extraction.context import Context
from pipeline.extraction.indicators import rules
from pipeline.extraction.references import find_references
from pipeline.extraction.tables import figures
from pipeline.extraction.tables.cells import FigureRow, names_of
from pipeline.extraction.tables.grid import grids

HEAD = (
    "ỦY BAN NHÂN DÂN XÃ TÂN HÒA\nSố: 15/KH-UBND\nTân Hòa, ngày 12\ntháng 3 năm 2026\nKẾ HOẠCH\n"
    "Dạy bơi cho trẻ em\nCăn cứ tình hình của xã.\nI. NỘI DUNG\n"
)


def _context(document, text):
    """The plan of an example; lines with tabs are the rows of a table behind the others."""
    lines = (HEAD + text).split("\n")
    rows = [line.split("\t") for line in lines if "\t" in line]
    return Context(document("\n".join(line for line in lines if "\t" not in line), *([rows] if rows else [])))


def _dates(context):
    """Role and rule of each date but that of the head."""
    _, mentions, own = find_references(context)
    return [(date.role, date.by) for date in date_roles.find_dates(context, mentions, own)[1:]]


def _targets(shown, number):
    """A field of each target, and the choice that made it."""
    return lambda context: [
        (str(getattr(target, shown)), target.by.split(", ")[number]) for target in targets.find_targets(context)
    ]


def _commitments(context):
    """Whether each figure is a commitment, and the choice that tells."""
    told = [commitments.COMMITMENTS.of(figure) for figure in targets.figures(context)]
    return [("yes" if choice.says else "no", choice.id) for choice in told]


def _units(context):
    """What each figure of a table counts, and the choice that tells."""
    rows = [FigureRow(context, grid, row, names_of(context, grid)) for grid in grids(context) for row in grid.rows]
    cells = [cell for row in rows for column in row.grid.columns("value") for cell in row.figures(column)]
    told = [(cell, figures.UNITS.of(cell)) for cell in cells]
    return [(str(choice.says(cell)), choice.id) for cell, choice in told]


TABLES = {
    "COMMITMENTS": (commitments, _commitments),
    "ROLES": (date_roles, _dates),
    "INDICATORS": (rules, _targets("indicator", 0)),
    "UNITS": (figures, _units),
    "DUES": (target_scope, _targets("due", 1)),
}
RULES = [(name, rule) for name, (module, _) in TABLES.items() for rule in getattr(module, name).rules]
IDS = [rule.id for _, rule in RULES]


def _made(document, name, text):
    return tuple(TABLES[name][1](_context(document, text)))


def test_ids_are_unique():
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_examples(document, name, rule):
    assert rule.examples
    for text, shown in rule.examples:
        made = _made(document, name, text)
        assert (text, tuple(item for item, _ in made)) == (text, shown)
        assert (text, rule.id in {by for _, by in made}) == (text, True)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=IDS)
def test_counterexamples(document, name, rule):
    for text in rule.counterexamples:
        made = _made(document, name, text)
        assert made, text
        assert (text, rule.id in {by for _, by in made}) == (text, False)


LAST = [getattr(module, name).rules[-1] for name, (module, _) in TABLES.items()]
"""What fits every case is never taken away."""


@pytest.mark.parametrize(
    ("name", "rule"),
    [pytest.param(name, rule, id=rule.id) for name, rule in RULES if rule not in LAST],
)
def test_a_rule_taken_away_is_noticed(document, monkeypatch, name, rule):
    module = TABLES[name][0]
    table = getattr(module, name)
    monkeypatch.setattr(module, name, table.without(rule.id))
    assert any(tuple(item for item, _ in _made(document, name, text)) != shown for text, shown in rule.examples)
