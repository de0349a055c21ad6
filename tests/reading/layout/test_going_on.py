"""Each case of whether a line goes on decides the pairs of lines that it gives as examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.grammar.rule import Choice
from pipeline.reading.layout.going_on import CASES, Pair, goes_on
from pipeline.reading.layout.paragraphs import Unit, Wrap
from pipeline.reading.lines import Line

HARD = Wrap(hard=True, blanks_tell=False, length=len, width=60)
PROSE = ("Các thôn nạo vét kênh nội đồng đã bồi lắng, không để cỏ dại", "Hội Nông dân vận động hội viên tham gia")


def unit(text: str) -> Unit:
    return Unit(Line(text), 0, 0, len(text), text)


def pair(lines: str, wrap: Wrap = HARD) -> Pair:
    before, after = lines.split("\n")
    return Pair(unit(before), unit(after), wrap)


@pytest.mark.parametrize(
    ("case", "lines"), [(case, lines) for case in CASES.rules for lines, _ in case.examples], ids=lambda one: getattr(one, "id", one)
)  # fmt: skip
def test_a_case_decides_its_examples(case: Choice[Pair, bool], lines: str) -> None:
    assert CASES.of(pair(lines)).id == case.id


@pytest.mark.parametrize(
    ("case", "lines"), [(case, lines) for case in CASES.rules for lines in case.counterexamples], ids=lambda one: getattr(one, "id", one)
)  # fmt: skip
def test_a_case_leaves_its_counterexamples(case: Choice[Pair, bool], lines: str) -> None:
    assert CASES.of(pair(lines)).id != case.id


def test_every_case_is_told_apart_from_the_others() -> None:
    assert {case.id for case in CASES.rules if not case.examples} == {"apart", "unmeasured", "blank line"}
    assert CASES.rules[-1].fits(pair("a\nb")) is True


def test_rows_and_columns_and_kinds_never_go_on() -> None:
    before, after = map(unit, PROSE)
    row = replace(before, line=Line(before.text, kind="row"))
    assert goes_on(before, after, HARD)
    assert not goes_on(row, replace(after, line=row.line), HARD)
    assert not goes_on(before, replace(after, line=Line(after.text, kind="note")), HARD)
    assert not goes_on(before, replace(after, column="left"), HARD)


def test_whole_paragraphs_go_on_by_their_words_only() -> None:
    before, after = (replace(unit(text), line=Line(text, whole=True)) for text in PROSE)
    assert CASES.of(Pair(before, after, HARD)).id == "unmeasured"
    assert CASES.of(Pair(*map(unit, PROSE), Wrap(hard=False, blanks_tell=False))).id == "unmeasured"
    assert goes_on(before, replace(after, text="và tu sửa bờ bao"), HARD)


def test_a_blank_line_tells_where_it_tells_at_all() -> None:
    before, after = unit(PROSE[0]), replace(unit(PROSE[1]), blank_before=True)
    assert CASES.of(Pair(before, after, replace(HARD, blanks_tell=True))).id == "blank line"
    assert CASES.of(Pair(before, after, HARD)).id == "full line"


def test_the_place_on_the_page_goes_before_the_length() -> None:
    placed = replace(HARD, left=80, right=520)

    def at(text: str, left: float, top: float, right: float) -> Unit:
        return replace(unit(text), line=Line(text, box=(left, top, right, top + 12)))

    full, short = at(PROSE[0], 80, 100, 515), at(PROSE[0], 80, 100, 400)
    assert CASES.of(Pair(full, at(PROSE[1], 80, 116, 400), placed)).id == "full line"
    assert CASES.of(Pair(short, at(PROSE[1], 80, 116, 400), placed)).id == "room left"
    assert CASES.of(Pair(full, at(PROSE[1], 80, 150, 400), placed)).id == "room left"
