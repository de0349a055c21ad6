"""Feet and signatures whose columns only gaps part, or that stand on one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reading.layout.run_together import parted_signatures
from pipeline.reading.layout.sides import parted_feet
from pipeline.reading.lines import Line

FOOT = [
    Line("Nơi nhận:                         CHỦ TỊCH"),
    Line("- Như trên;"),
    Line("- Lưu: VT.                    Trần Văn Mẫu"),
]


def sides(lines: list[Line]) -> list[list[tuple[str, str | None]]]:
    """The pieces of each line with their columns."""
    return [[(line.text[start:end], column) for start, end, column in line.parts] for line in parted_feet(lines)]


def test_the_pieces_of_a_foot_have_their_columns() -> None:
    assert sides(FOOT) == [
        [("Nơi nhận:", "left"), ("CHỦ TỊCH", "right")],
        [("- Như trên;", "left")],
        [("- Lưu: VT.", "left"), ("Trần Văn Mẫu", "right")],
    ]


def test_a_name_at_the_margin_of_a_foot_with_recipients_can_be_of_either_column() -> None:
    lines = [FOOT[0], Line("Lê Văn Thử"), *FOOT[1:]]
    assert sides(lines)[1] == []
    assert sides([FOOT[0], Line("    Lê Văn Thử"), *FOOT[1:]])[1] == [("Lê Văn Thử", "right")]


def test_two_names_beside_each_other_without_an_office_are_no_foot() -> None:
    names = Line("Trần Văn Mẫu                    Lê Văn Thử")
    assert sides([names]) == [[]]
    assert sides([Line("CHỦ TỊCH                    PHÓ CHỦ TỊCH"), names])[1] == [
        ("Trần Văn Mẫu", "left"),
        ("Lê Văn Thử", "right"),
    ]


@pytest.mark.parametrize("known", [{"kind": "heading"}, {"column": "left"}])
def test_a_line_whose_place_the_source_knows_is_left_as_it_is(known: dict[str, str]) -> None:
    lines = [replace(line, **known) for line in FOOT]  # type: ignore[arg-type]
    assert list(parted_feet(lines)) == lines


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Trần Văn Mẫu", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Mẫu"]),
        ("CHỦ TỊCH (Đã ký) Trần Văn Mẫu", ["CHỦ TỊCH", "(Đã ký)", "Trần Văn Mẫu"]),
        ("CHỦ TỊCH UBND xã tiếp ông Trần Văn Mẫu", []),
        ("TRƯỜNG TIỂU HỌC AN HÒA Trần Văn Mẫu", []),
    ],
    ids=["authority", "signed", "small letters above the name", "no office"],
)  # fmt: skip
def test_a_whole_signature_on_one_line(text: str, pieces: list[str]) -> None:
    (line,) = parted_signatures([Line(text)])
    assert [text[start:end] for start, end, _ in line.parts] == pieces
