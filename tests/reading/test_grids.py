"""Grids of merged cells: a head or foot laid out as a table, or a table of data."""

from __future__ import annotations

import pytest

from pipeline.reading.grids import Grid, Place, columns_of

HEAD = [["UBND XÃ AN HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 12/KH-UBND", "Độc lập - Tự do - Hạnh phúc"]]


def sides(rows: list[list[str]]) -> list[tuple[str, str | None]] | None:
    """The texts of a grid with their sides."""
    grid: Grid = [[Place() for _ in row] for row in rows]
    texts = {
        id(place): text
        for row, own in zip(grid, rows, strict=True)
        for place, text in zip(row, own, strict=True)
        if place
    }
    found = columns_of(grid, texts)
    return None if found is None else [(texts[id(place)], side) for place, side in found]


def test_a_letterhead_comes_left_column_first() -> None:
    (first, motto), (number, rest) = HEAD
    assert sides(HEAD) == [(first, "left"), (number, "left"), (motto, "right"), (rest, "right")]


@pytest.mark.parametrize(
    "rows",
    [
        [["Trạm Y tế", "Lê Văn Thử"], ["Văn phòng", "Hồ Thị Mẫu"]],
        [*HEAD, *([f"Kênh {number}", f"{number} km"] for number in range(7))],
        [[*HEAD[0], "Mẫu số 1"], [*HEAD[1], ""]],
    ],
    ids=["no motto and no recipients", "more rows than a head has", "three columns"],
)
def test_other_tables_hold_data(rows: list[list[str]]) -> None:
    assert sides(rows) is None
