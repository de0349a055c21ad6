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
