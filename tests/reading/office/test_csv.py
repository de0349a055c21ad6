"""Tables with separators, in the encodings that offices save them in; prose is none."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pipeline import read
from pipeline.extraction import extract
from pipeline.reading.office import csv_sheet
from pipeline.reading.office.csv_sheet import csv_reading

ROWS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"),
    ("1", "Nạo vét kênh mương", "Phòng Kinh tế", "15/8/2026"),
    ("2", "Tập huấn thú y", "Trạm Y tế xã", "30/9/2026"),
)
TASKS = [("Phòng Kinh tế", "2026-08-15"), ("Trạm Y tế xã", "2026-09-30")]


def windows_1258(text: str) -> bytes:
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(part for part in parts if part not in tones)
        out.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    ("separator", "encode"),
    [
        (";", lambda text: text.encode("utf-16")),
        (",", windows_1258),
        ("\t", lambda text: text.encode()),
        ("|", lambda text: text.encode()),
        (";", lambda text: text.encode("utf-8-sig")),
    ],
)
def test_rows_are_tasks(separator, encode, tmp_path: Path) -> None:
    path = tmp_path / "theo dõi.csv"
    path.write_bytes(encode("\r\n".join(separator.join(row) for row in ROWS) + "\r\n"))
    document = read(path)
    assert [(task.body, task.due) for task in extract(document).assignments] == TASKS


def test_cells_keep_their_separators_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    cell = '"Nạo vét kênh;\nđắp bờ"'
    path.write_text("BẢNG PHÂN CÔNG;;;\n" + "\n".join(map(";".join, ROWS)).replace(ROWS[1][1], cell), "utf-8")
    document = read(path)
    assert document.method == "sheet"
    assert extract(document).assignments[0].task == "Nạo vét kênh; đắp bờ"
    assert "BẢNG PHÂN CÔNG" in document.text


@pytest.mark.parametrize(
    "text",
    [
        "Xã giao các thôn, các tổ, các hội rà soát; lập danh sách; báo cáo.\n" * 6,
        "Nơi nhận:\n- UBND tỉnh;\n- Các thôn, tổ, hội;\n- Lưu: VT.\n",
        "a,b,c\n",
        "",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert csv_reading(text) is None


def test_more_cells_than_are_read_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_sheet, "MOST_CELLS", 8)
    reading = csv_reading("\n".join(map(";".join, ROWS)))
    assert reading is not None
    assert [text for _, _, text in reading.faults] == [
        "Trang tính “CSV”: chỉ đọc 8 ô đầu / Sheet “CSV”: only the first 8 cells are read"
    ]
