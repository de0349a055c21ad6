"""The figures on our own samples never fall: each table's F1 as it last landed is the floor.

The samples steer the grammar, so these figures say that nothing broke, not how well unseen plans are read
(README has the figures for those).
"""

import dataclasses
import json
from pathlib import Path

import pytest

from pipeline import extract, read
from pipeline.evaluation import evaluate

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
FLOORS = {
    "pdf": {
        "document": 0.99, "references": 0.99, "references.full": 0.99, "dates": 0.99, "dates.role": 0.97,
        "targets": 0.965, "targets.full": 0.965, "assignments": 0.985, "assignments.full": 0.975,
    },
    "docx": {
        "document": 0.99, "references": 0.99, "references.full": 0.99, "dates": 0.98, "dates.role": 0.96,
        "targets": 0.95, "targets.full": 0.95, "assignments": 0.97, "assignments.full": 0.95,
    },
}  # fmt: skip


@pytest.mark.parametrize("form", FLOORS)
def test_figures_hold(form):
    pairs = []
    for path in sorted((SAMPLES / form).glob(f"*.{form}")):
        gold = json.loads((SAMPLES / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        found = json.loads(json.dumps(dataclasses.asdict(extract(read(path))), ensure_ascii=False, default=dict))
        pairs.append((gold, found))
    assert len(pairs) >= 5
    figures = {score.name: round(score.f1, 4) for score in evaluate(pairs)}
    fallen = {name: (figures[name], floor) for name, floor in FLOORS[form].items() if figures[name] < floor}
    assert not fallen
