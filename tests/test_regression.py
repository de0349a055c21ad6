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
        "targets": 0.965, "targets.full": 0.965, "assignments": 0.99, "assignments.full": 0.98,
    },
    "docx": {
        "document": 0.99, "references": 0.99, "references.full": 0.99, "dates": 0.99, "dates.role": 0.98,
        "targets": 0.96, "targets.full": 0.955, "assignments": 0.99, "assignments.full": 0.99,
    },
    "blind/text": {
        "document": 0.985, "references": 0.99, "references.full": 0.965, "dates": 0.99, "dates.role": 0.945,
        "targets": 0.89, "targets.full": 0.85, "assignments": 0.955, "assignments.full": 0.915,
    },
}  # fmt: skip


@pytest.mark.parametrize("form", FLOORS)
def test_figures_hold(form):
    pairs = []
    folder = SAMPLES / form
    for path in sorted(file for file in folder.iterdir() if file.suffix in (".pdf", ".docx", ".txt")):
        golds = (folder.parent if form == "blind/text" else SAMPLES) / "gold"
        gold = json.loads((golds / f"{path.stem}.json").read_text(encoding="utf-8"))
        found = json.loads(json.dumps(dataclasses.asdict(extract(read(path))), ensure_ascii=False, default=dict))
        pairs.append((gold, found))
    assert len(pairs) == {"pdf": 17, "docx": 5, "blind/text": 32}[form]
    figures = {score.name: round(score.f1, 4) for score in evaluate(pairs)}
    fallen = {name: (figures[name], floor) for name, floor in FLOORS[form].items() if figures[name] < floor}
    assert not fallen
