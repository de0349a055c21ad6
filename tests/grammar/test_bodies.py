"""Where the names of bodies begin and end."""

import pytest

from pipeline.grammar import bodies


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Giao Công an xã chủ trì tuần tra", [["Công an xã"]]),
        ("Công an TP. Tân An chủ trì tuần tra", [["Công an TP. Tân An"]]),
        ("Ban Chỉ đạo về nước sạch xã chủ trì tập huấn", [["Ban Chỉ đạo về nước sạch xã"]]),
        ("Phòng Kinh tế về thăm các hộ", [["Phòng Kinh tế"]]),
        (
            "Phòng Kinh tế phối hợp với Hội Nông dân và Đoàn Thanh niên xã vận động",
            [["Phòng Kinh tế"], ["Hội Nông dân", "Đoàn Thanh niên xã"]],
        ),
        ("các hộ dân và tiểu thương", []),
    ],
)
def test_runs_of_bodies(text: str, runs: list[list[str]]) -> None:
    assert [[text[start:end] for start, end in run] for run in bodies.find(text, 0, len(text))] == runs


def test_a_stretch_is_read_alone():
    text = "Công an xã tuần tra; Trạm Y tế chủ trì"
    at = text.index(";")
    assert [[text[a:b] for a, b in run] for run in bodies.find(text, at, len(text))] == [["Trạm Y tế"]]


def _name(marked: str, kept: tuple[bodies.Kept, ...] = bodies.KEPT) -> str:
    text = marked.replace("|", "")
    return f"{text[: (at := bodies.region_end(text, 0, len(text), kept))]}|{text[at:]}"


@pytest.mark.parametrize("rule", bodies.KEPT, ids=lambda rule: rule.id)
class TestKept:
    def test_names_end_where_examples_say(self, rule: bodies.Kept) -> None:
        marked = (*rule.examples, *rule.counterexamples)
        assert tuple(map(_name, marked)) == marked

    def test_taken_away_it_is_noticed(self, rule: bodies.Kept) -> None:
        rest = tuple(other for other in bodies.KEPT if other is not rule)
        assert [marked for marked in rule.examples if _name(marked, rest) != marked] != []

    def test_counterexamples_hold_without_it(self, rule: bodies.Kept) -> None:
        rest = tuple(other for other in bodies.KEPT if other is not rule)
        assert tuple(_name(marked, rest) for marked in rule.counterexamples) == rule.counterexamples
