"""Which mined documents and ends cannot be."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.linking import Entry, Registry
from pipeline.linking.plausible import plausible

Make = Callable[..., Entry]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("Thông tư", "62/2021/BXX"),
        ("Thông tư", "11/2021/QĐ-BYT"),
        ("Nghị định", "2013/NĐ-CP"),
        ("Luật", "13/2008/QH112"),
        ("Thông tư", "không số"),
    ],
)
def test_a_number_that_cannot_be_is_left_out(make_entry: Make, kind: str, number: str) -> None:
    sound = replace(make_entry("30/2021/TT-BNV", "2021-06-01"), type="Thông tư")
    assert plausible([replace(make_entry(number, None), type=kind), sound]) == [sound]


def test_an_older_style_of_number_stays(make_entry: Make) -> None:
    old = replace(make_entry("08-BYT/TT", "1994-05-04"), type="Thông tư")
    assert plausible([old]) == [old]


@pytest.mark.parametrize(
    ("ended", "by"),
    [
        ("2025-01-01", "97/2024/QĐ-UBND"),  # of a province
        ("2025-01-01", "2024/TT-BYT"),  # no number
        ("2025-01-01", "41/2026/TT-BYT"),  # younger than the end
        ("2025-01-01", "41/2014/TT-BYT"),  # older than the document
        ("2015-01-01", "41/2020/TT-BYT"),  # before the document
        ("2020-01-01", "12/2020/TT-BYT"),  # before the day of the document that ends it
    ],
)
def test_an_end_that_cannot_be_falls_away(make_entry: Make, ended: str, by: str) -> None:
    one = replace(make_entry("23/2015/TT-BYT", "2015-08-20"), type="Thông tư", ended=ended, repealed_by=by)
    later = replace(make_entry("12/2020/TT-BYT", "2020-06-03"), type="Thông tư")
    assert plausible([one, later]) == [replace(one, ended=None, repealed_by=None), later]


def test_a_decree_is_not_ended_by_a_circular(make_entry: Make) -> None:
    one = replace(make_entry("23/2015/NĐ-CP", "2015-02-16"), type="Nghị định", ended="2020-03-01")
    assert plausible([replace(one, repealed_by="05/2020/TT-BTP")])[0].ended is None
    assert plausible([replace(one, repealed_by="05/2020/NĐ-CP")])[0].ended == "2020-03-01"


def test_an_end_without_successor_stays(make_entry: Make) -> None:
    one = replace(make_entry("23/2015/NĐ-CP", "2015-02-16"), type="Nghị định", ended="2020-03-01")
    assert plausible([one]) == [one]


def test_a_symbol_without_its_stroke_is_mended(make_entry: Make) -> None:
    one = replace(make_entry("23/2015/NĐ-CP", "2015-02-16"), ended="2021-03-01", repealed_by="22/2021/ND-CP")
    assert plausible([one])[0].repealed_by == "22/2021/NĐ-CP"


def test_an_end_is_sure_where_the_entry_is_firm_or_its_status_says_so(make_entry: Make) -> None:
    one = replace(make_entry("23/2015/NĐ-CP", "2015-02-16"), ended="2021-03-01")
    assert one.surely_ended
    assert not replace(one, papers=1).surely_ended
    assert not replace(one, papers=5).surely_ended
    assert replace(one, papers=5, repealed_by="22/2021/NĐ-CP").surely_ended
    assert replace(one, papers=1, status="Hết hiệu lực toàn bộ").surely_ended


def test_a_reviewed_entry_takes_over_no_end_that_few_papers_state(make_entry: Make) -> None:
    reviewed = make_entry("23/2015/NĐ-CP", "2015-02-16")
    own = Registry([replace(reviewed, papers=1, ended="2021-03-01"), reviewed])
    assert own.entries[0].ended is None
    own = Registry([replace(reviewed, papers=4, ended="2021-03-01"), reviewed])
    assert own.entries[0].ended is None  # nobody says by what
    own = Registry([replace(reviewed, papers=4, ended="2021-03-01", repealed_by="22/2021/NĐ-CP"), reviewed])
    assert own.entries[0].ended == "2021-03-01"
