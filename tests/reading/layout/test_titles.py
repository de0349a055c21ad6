"""Each case of whether a line is of the title decides the lines that it gives as examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.grammar.rule import Choice
from pipeline.reading.layout.paragraphs import Unit
from pipeline.reading.layout.titles import CASES, TitleLine, in_title
from pipeline.reading.lines import Line


def units(*lines: str | Line) -> list[Unit]:
    placed = [line if isinstance(line, Line) else Line(line) for line in lines]
    return [Unit(line, 0, 0, len(line.text), line.text) for line in placed]


def asked(lines: str) -> TitleLine:
    """The line behind ">"."""
    split = lines.split("\n")
    index = next(at for at, line in enumerate(split) if line.startswith("> "))
    return TitleLine(units(*(line.removeprefix("> ") for line in split)), 0, index)


@pytest.mark.parametrize(
    ("case", "lines"), [(case, lines) for case in CASES.rules for lines, _ in case.examples], ids=lambda one: getattr(one, "id", None)
)  # fmt: skip
def test_a_case_decides_its_examples(case: Choice[TitleLine, bool], lines: str) -> None:
    assert CASES.of(asked(lines)).id == case.id


@pytest.mark.parametrize(
    ("case", "lines"), [(case, lines) for case in CASES.rules for lines in case.counterexamples], ids=lambda one: getattr(one, "id", None)
)  # fmt: skip
def test_a_case_leaves_its_counterexamples(case: Choice[TitleLine, bool], lines: str) -> None:
    assert CASES.of(asked(lines)).id != case.id


def test_every_case_is_told_apart_from_the_others() -> None:
    without = {case.id for case in CASES.rules if not case.examples}
    assert without == {"row", "whole and goes on", "whole", "off centre"}


def test_rows_are_no_title() -> None:
    lines = units("KẾ HOẠCH", "Nạo vét kênh", Line("năm 2027 năm 2028", kind="row"))
    assert CASES.of(TitleLine(lines, 0, 2)).id == "row"


@pytest.mark.parametrize(
    ("text", "case"),
    [("của xã An Hòa", "whole and goes on"), ("(Kèm theo danh mục)", "whole and goes on"), ("NĂM 2027", "whole and goes on"), ("Năm 2027", "whole")],
)  # fmt: skip
def test_a_whole_paragraph_goes_on_by_its_words(text: str, case: str) -> None:
    lines = units(*(Line(line, whole=True) for line in ("KẾ HOẠCH", "Nạo vét kênh", text)))
    assert CASES.of(TitleLine(lines, 0, 2)).id == case


def test_a_line_out_of_the_middle_is_no_title() -> None:
    lines = units("KẾ HOẠCH", "Nạo vét kênh", "Toàn xã có 14 kênh")
    placed = [replace(one, line=replace(one.line, box=box)) for one, box in zip(lines, [(250, 100, 350, 112), (240, 120, 360, 132), (80, 140, 200, 152)], strict=True)]  # fmt: skip
    assert CASES.of(TitleLine(placed, 0, 2)).id == "off centre"
    assert in_title(lines, 0, 2)
