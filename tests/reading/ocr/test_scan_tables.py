"""Ruled tables in pictures: grids, merged cells, cells in their places, tables over pages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.reading.ocr.contract import OcrWord, Placing
from pipeline.reading.ocr.images import read_image
from pipeline.reading.ocr.pages import read_page
from pipeline.reading.ocr.pictures import Picture, prepare
from pipeline.reading.ocr.ruled import find_grids, without_tables
from pipeline.reading.ocr.scan_tables import _one_line, read_cells, tables_of
from pipeline.settings import ReadSettings

COLUMNS = (1.0, 1.6, 4.0, 5.6, 7.2)
ROWS = (2.0, 2.5, 2.9, 3.6, 4.2)


def ruled(page: Any, group: bool = True) -> Any:
    """Four columns, four rows; with `group` the second row is one cell from the second column on."""
    for y in ROWS:
        page.rule(COLUMNS[0], y, COLUMNS[-1], y)
    for number, x in enumerate(COLUMNS):
        if group and number in (2, 3):
            page.rule(x, ROWS[0], x, ROWS[1])
            page.rule(x, ROWS[2], x, ROWS[-1])
        else:
            page.rule(x, ROWS[0], x, ROWS[-1])
    return page


def grey(image: Image.Image) -> Any:
    return np.asarray(image.convert("L"))


def test_a_plain_page_has_no_grid(plan_page: Any) -> None:
    plan_page.rule(3.5, 1.2, 5.0, 1.2)
    plan_page.rule(1.2, 3.0, 6.0, 3.0)
    assert find_grids(grey(plan_page.image), 200) == []


def test_a_frame_round_the_text_is_no_table(plan_page: Any) -> None:
    for x0, y0, x1, y1 in ((0.8, 1, 7.5, 1), (0.8, 10, 7.5, 10), (0.8, 1, 0.8, 10), (7.5, 1, 7.5, 10)):
        plan_page.rule(x0, y0, x1, y1)
    assert find_grids(grey(plan_page.image), 200) == []


@pytest.mark.parametrize("angle", [0.0, 0.12, -0.12])
def test_the_grid_and_its_merged_cell(drawn_page: Any, angle: float) -> None:
    image = ruled(drawn_page()).image.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    (grid,) = find_grids(grey(image), 200)
    assert (len(grid.flat), len(grid.upright)) == (5, 5)
    assert (1, 1, 2, 4) in grid.cells
    assert len(grid.cells) == 14
    assert grid.box == pytest.approx([v * 200 for v in (COLUMNS[0], ROWS[0], COLUMNS[-1], ROWS[-1])], abs=8)


def test_bold_letters_are_no_rules(drawn_page: Any) -> None:
    page = ruled(drawn_page())
    for number, y in enumerate((2.1, 2.6, 3.0, 3.7)):
        for x in COLUMNS[:-1] if number != 1 else COLUMNS[:2]:
            page.write(x + 0.05, y, "NHIỆM", 13)
    (grid,) = find_grids(grey(page.image), 200)
    assert (len(grid.flat), len(grid.upright), len(grid.cells)) == (5, 5, 14)


def test_stems_below_one_another_make_no_column(drawn_page: Any) -> None:
    page = drawn_page()
    for y in (2.0, 3.2, 4.4):
        page.rule(1.0, y, 7.2, y)
    for x in (1.0, 4.0, 7.2):
        page.rule(x, 2.0, x, 4.4)
    for y in (2.1, 3.3):  # as straight as a rule, and a third of its row high
        page.rule(2.5, y, 2.5, y + 0.4)
    (grid,) = find_grids(grey(page.image), 200)
    assert (len(grid.flat), len(grid.upright)) == (3, 3)


def test_a_capital_is_no_rule_of_a_low_row(drawn_page: Any) -> None:
    page = drawn_page()
    for y in (2.0, 2.18, 2.9, 3.6):
        page.rule(1.0, y, 7.2, y)
    for x in (1.0, 7.2):
        page.rule(x, 2.0, x, 3.6)
    page.rule(4.0, 2.18, 4.0, 3.6)
    page.rule(4.0, 2.04, 4.0, 2.14)  # the stem of a letter in the row of one cell
    (grid,) = find_grids(grey(page.image), 200)
    assert (0, 0, 1, 2) in grid.cells


@pytest.mark.parametrize(
    ("pitch", "points", "one"),
    [(None, 14, True), (None, 11, True), (0.155, 11, False), (0.3, 11, False)],
    ids=["a large line", "a line", "two lines set close", "two lines"],
)
def test_two_lines_of_a_cell_are_no_line(drawn_page: Any, pitch: float | None, points: int, one: bool) -> None:
    page = drawn_page((2.0, 1.0))
    page.write(0.1, 0.1, "Quý IV", points)
    if pitch is not None:
        page.write(0.1, 0.1 + pitch, "năm 2025", points)
    assert _one_line(grey(page.image), 200) is one


def test_a_stroke_across_cells_is_no_rule_of_the_grid(drawn_page: Any) -> None:
    page = ruled(drawn_page())
    page.rule(4.1, 3.2, 5.5, 3.25)
    (grid,) = find_grids(grey(page.image), 200)
    assert (len(grid.flat), len(grid.upright)) == (5, 5)


def test_the_table_is_taken_out_of_the_page(drawn_page: Any) -> None:
    page = ruled(drawn_page())
    page.write(1.2, 1.2, "Kèm theo Kế hoạch")
    picture = grey(page.image)
    rest = without_tables(picture, find_grids(picture, 200))
    assert rest[int(1.95 * 200) :].min() == 255
    assert rest[: int(1.9 * 200)].min() < 50


def test_cells_come_in_their_places(drawn_page: Any, engines: Any) -> None:
    page = ruled(drawn_page())
    texts = (("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), ("I", "CÔNG TÁC CHUNG"), ("1", "Trồng rừng", "Xã", "2026"))
    for y, row in zip(ROWS, texts, strict=False):
        for x, text in zip(COLUMNS, row, strict=False):
            page.write(x + 0.05, y + 0.08, text, 11)
    picture = Picture(grey(page.image), 200)
    place = Placing(picture, 200, 0, *page.image.size, 595.4, 841.7)

    class BySize(engines["recorded"]):  # type: ignore[misc]
        """Reads each crop as the words that were drawn where it was cut from, told by their pixels."""

        def read(self, crops: Any, dpi: float, mode: str, timeout: float) -> Any:
            self.calls.append((len(crops), mode))
            return [self.words(crop) for crop in crops]

        def words(self, crop: Any) -> list[OcrWord]:
            found = []
            for token in page.tokens:
                x0, top, x1, bottom = (int(v) for v in token.box)
                piece = picture.grey[top:bottom, x0:x1]
                windows = (
                    np.lib.stride_tricks.sliding_window_view(crop, piece.shape)
                    if (piece.shape[0] <= crop.shape[0] and piece.shape[1] <= crop.shape[1])
                    else np.empty((0, 0, 0, 0))
                )
                hits = np.argwhere((windows == piece).all(axis=(2, 3))) if windows.size else []
                if len(hits):
                    y, x = (int(v) for v in hits[0])
                    box = (float(x), float(y), float(x + x1 - x0), float(y + bottom - top))
                    found.append(OcrWord(token.text, box, 0.9, (1, 1, 1)))
            return found

    engine = BySize()
    grids = find_grids(picture.grey, 200)
    (table,) = tables_of(grids, read_cells(picture.grey, grids, engine, 200, 10), place, 3)
    assert [line.text for line in table.rows] == [
        "STT\tNhiệm vụ\tChủ trì\tThời hạn",
        "I\tCÔNG TÁC CHUNG",
        "1\tTrồng rừng\tXã\t2026",
    ]
    assert [line.header for line in table.rows] == [True, False, False]
    assert [cell.col_span for cell in table.rows[1].cells] == [1, 3, 3, 3]
    assert all(line.page == 3 and line.kind == "row" for line in table.rows)
    word = next(w for w in table.rows[2].words if table.rows[2].text[w.start : w.end] == "2026")
    want = next(t.box for t in page.tokens if t.text == "2026")
    assert word.box == pytest.approx([v * 72 / 200 for v in want], abs=0.6)
    assert engine.calls == [(19, "line"), (9, "second")]  # nine short cells at two sizes, a longer one at one


@pytest.mark.ocr
def test_a_scanned_task_table_is_read(drawn_page: Any, tesseract: Any) -> None:
    page = ruled(drawn_page())
    page.write(2.6, 1.4, "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ")
    rows = (
        ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời gian"),
        ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
        ("3", "Kiện toàn Ban Chỉ đạo", "Phòng Kinh tế", "Quý III/2026"),
        ("4", "Trồng mới 120 ha rừng", "Công an xã", "30/9/2026"),
    )
    for y, row in zip(ROWS, rows, strict=False):
        for x, text in zip(COLUMNS, row, strict=False):
            page.write(x + 0.08, y + 0.1, text, 11)
    image = page.image.rotate(0.8, Image.Resampling.BICUBIC, fillcolor="white")
    read = read_page(image, 200, 1, None, tesseract, ReadSettings())
    assert read.lines[0].text == "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"
    cells = [[line.text[c.start : c.end] for c in line.cells] for line in read.lines if line.kind == "row"]
    assert cells[0] == ["STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời gian"]
    assert cells[2][1:3] == ["Kiện toàn Ban Chỉ đạo", "Phòng Kinh tế"]
    assert cells[3] == ["4", "Trồng mới 120 ha rừng", "Công an xã", "30/9/2026"]


def test_prepared_pages_keep_their_rules(drawn_page: Any) -> None:
    image = ruled(drawn_page()).image.rotate(-1.3, Image.Resampling.BICUBIC, fillcolor="white")
    picture = prepare(image, 200, 200)
    assert len(find_grids(picture.grey, picture.dpi)) == 1


@pytest.mark.ocr
def test_a_table_goes_on_over_pages_without_its_repeated_header(drawn_page: Any, tesseract: Any, tmp_path: Any) -> None:
    header = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời gian")
    bodies = (("Trồng mới rừng phòng hộ", "Kiểm tra an toàn đập"), ("Sơ kết mô hình điểm", "Tổng kết công tác năm"))
    images = []
    for number, body in enumerate(bodies):
        page = drawn_page()
        for y in ROWS[:4]:
            page.rule(COLUMNS[0], y, COLUMNS[-1], y)
        for x in COLUMNS:
            page.rule(x, ROWS[0], x, ROWS[3])
        texts = (header, *((str(2 * number + k + 3), text, "Công an xã", "30/9/2026") for k, text in enumerate(body)))
        for y, row in zip(ROWS, texts, strict=False):
            for x, text in zip(COLUMNS, row, strict=False):
                page.write(x + 0.08, y + 0.1, text, 11)
        images.append(page.image.rotate(0.4 * (number + 1), Image.Resampling.BICUBIC, fillcolor="white"))
    path = tmp_path / "bảng.tiff"
    images[0].save(path, save_all=True, append_images=images[1:], dpi=(200, 200))
    rows = [line for line in read_image(path, ReadSettings()).lines if line.kind == "row"]
    assert [row.header for row in rows] == [True, False, False, False, False]
    assert {row.table for row in rows} == {1}
    assert [row.page for row in rows] == [1, 1, 1, 2, 2]
    assert "Tổng kết công tác năm" in rows[4].text


def test_a_first_column_of_numbers_is_known_by_its_numbers() -> None:
    from pipeline.reading.rows import Cell, heads_numbers, is_header

    assert heads_numbers("TẸ", ["A", "1", "2"])
    assert not heads_numbers("1", ["2", "3"])
    assert not heads_numbers("TT", ["3", "1", "2"])
    assert not heads_numbers("Số điểm", ["1", "2"])
    assert not heads_numbers("2026", ["1", "2"])
    assert is_header([Cell("Si"), Cell("Vùng"), Cell("Vụ Xuân (ha)")], [["1"], ["2"], ["3"]])
    assert not is_header([Cell("1"), Cell("Nước sạch"), Cell("92")], [["2"], ["3"]])
