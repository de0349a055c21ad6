"""The files of results: what stands in them, in both languages, the same bytes each time."""

import csv
import io
import json
import re
import typing
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import records
from pipeline.errors import OutputError, UsageError
from pipeline.storage import Entry, Stored, workbook
from pipeline.storage.decisions import Decision
from pipeline.storage.exports import FORMATS, csv_cell, export
from pipeline.storage.review import review
from pipeline.storage.rows import DECISIONS, document_row, part_words, plain, rows_of, wording
from pipeline.storage.tables import ITEM_TABLES, flat


@pytest.fixture
def documents(entry: Any, record_values: Any) -> list[Stored]:
    """Two that could be read and one that could not; the third has the bytes of the first."""
    failed: Entry = entry("/in/z.pdf", state="failed", reason_vi="Tệp hỏng", reason_en="Damaged", pages=None)
    again: Entry = entry("/in/again.pdf", sha256="b" * 64, duplicate_of="in/b.pdf", name="again")
    return [
        Stored(entry("/in/b.pdf"), record_values("b.pdf")),
        Stored(entry("/in/c d#1.pdf"), record_values("c.pdf")),
        Stored(again, record_values("again.pdf")),
        Stored(failed, None),
    ]


def _csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_csv_is_what_excel_and_pandas_read(documents: list[Stored], tmp_path: Path) -> None:
    export(documents, tmp_path, ["csv"])
    assert (tmp_path / "targets.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,document_unit,")
    rows = _csv(tmp_path / "targets.csv")
    assert [row["document"] for row in rows] == ["b", "b", "c d#1", "c d#1"]
    assert (rows[0]["value"], rows[1]["value"], rows[0]["due"]) == ("85.5", "300", "2026-12")
    table = pandas.read_csv(tmp_path / "documents.csv", encoding="utf-8-sig")
    assert list(table["state"]) == ["ok", "ok", "ok", "failed"]
    assert table["reason"][3] == "Tệp hỏng"
    assert table["duplicate_of"][2] == "in/b.pdf"
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{name}.csv" for name in ("documents", *ITEM_TABLES, "residuals", "decisions")
    }


def test_what_is_in_no_table_is_listed(entry: Any, record_values: Any, tmp_path: Path) -> None:
    values = record_values("b.pdf")
    known = values["residuals"][0] | {"reason": "label", "quote": "Mẫu số 3"}
    values["residuals"] += [known, values["residuals"][0] | {"kind": "body", "quote": "Ban Quản lý chợ"}]
    stored = Stored(entry("/in/b.pdf"), values)
    old = Stored(entry("/in/c.pdf"), {k: v for k, v in values.items() if k not in ("coverage", "residuals", "parts")})
    export([stored, old, Stored(entry("/in/z.pdf", state="failed"), None)], tmp_path, ["csv", "xlsx"])
    rows = _csv(tmp_path / "residuals.csv")
    assert [(row["document"], row["residual_kind"], row["quote"], row["page"]) for row in rows] == [
        ("b", "figure", "12 nhà", "1"), ("b", "body", "Ban Quản lý chợ", "1"),
    ]  # fmt: skip
    assert [row["coverage"] for row in _csv(tmp_path / "documents.csv")] == ["0.5", "", ""]
    book = _book(tmp_path)
    lines = [[cell.value for cell in row] for row in book["Cần xem (chưa vào bảng)"].iter_rows()]
    assert lines[0] == ["Văn bản", "Đơn vị", "Loại", "Trích nguyên văn", "Trang"]
    assert lines[1:] == [
        ["b", "xã Sông Đầm", "Số liệu", "12 nhà", "1"], ["b", "xã Sông Đầm", "Cơ quan", "Ban Quản lý chợ", "1"],
    ]  # fmt: skip
    titles = [cell.value for cell in book["Văn bản"][1]]
    share = book["Văn bản"][2][titles.index("Độ bao phủ")]
    assert (share.value, share.number_format) == (0.5, "0%")


def test_what_a_person_has_added_is_in_a_table(entry: Any, record_values: Any) -> None:
    values = record_values()
    place = values["residuals"][0]["evidence"] | {"page": 4, "start": 500, "end": 505}
    values["residuals"][0] |= {"evidence": place}
    item = values["targets"][0] | {"quote": "12 nhà", "evidence": place}
    word = Decision(sha256="a" * 64, table="targets", row="new", action="add", human=item, who="Lan")
    whole = review(values, [word])
    tables = [table for table, _ in rows_of(Stored(entry(), whole.standing, whole))]
    assert tables.count("targets") == 3 and "residuals" not in tables


def test_a_paper_is_named_once() -> None:
    part = {"kind": "annex", "number": "Phụ lục II", "title": "Phân công"}
    assert part_words(part, "vi") == "Phụ lục II · Phân công"
    assert (
        part_words(part | {"kind": "decision", "number": "12/QĐ-UBND", "title": None}, "en") == "Decision · 12/QĐ-UBND"
    )


@given(st.text())
def test_no_cell_of_csv_is_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert len(text) == 1 or not re.search(r"(^|;)[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]", cell)
    assert cell.replace("'", "") == text.replace("'", "")


def test_a_list_guards_each_of_its_entries() -> None:
    entries = ["UBND tỉnh", "=1+1", "+84 912", "-2+3", "@SUM(1)", "- Các thôn", "+ Xã"]
    assert csv_cell(entries) == "UBND tỉnh; '=1+1; '+84 912; '-2+3; '@SUM(1); - Các thôn; + Xã"


def test_figures_of_csv_are_figures() -> None:
    assert [csv_cell(v) for v in (80.0, -2.5, 7, None, True, ["a", "b"], 1e300)] == [
        "80", "-2.5", "7", "", "true", "a; b", "1e+300",
    ]  # fmt: skip


def test_records_are_written_one_a_document(documents: list[Stored], tmp_path: Path) -> None:
    stale = tmp_path / "records" / "z.json"
    stale.parent.mkdir()
    stale.write_text("{}")  # of a time when the file could be read
    export(documents, tmp_path, ["json"])
    assert sorted(path.name for path in (tmp_path / "records").iterdir()) == ["again.json", "b.json", "c d#1.json"]
    text = (tmp_path / "records" / "b.json").read_text(encoding="utf-8")
    assert json.loads(text) == documents[0].values
    assert "Kế hoạch" in text


def _book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path / "plans.xlsx")


def test_workbook_in_vietnamese(documents: list[Stored], tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(documents, out, ["xlsx"])
    book = _book(out)
    assert book.sheetnames == [
        "Tổng hợp", "Văn bản", "Căn cứ, viện dẫn", "Mốc thời gian", "Chỉ tiêu", "Nhiệm vụ", "Điểm cần xem",
        "Cần xem (chưa vào bảng)", "Ý kiến duyệt",
    ]  # fmt: skip
    sheet = book["Chỉ tiêu"]
    titles = [cell.value for cell in sheet[1]]
    row = dict(zip(titles, sheet[2], strict=True))
    assert (row["Giá trị"].value, row["Giá trị"].number_format) == (85.5, '#,##0.0##"%"')
    assert row["So sánh"].value == "ít nhất"
    assert (row["Thời hạn"].value, row["Thời hạn (bằng chữ)"].value) == ("2026-12", "tháng 12/2026")
    assert row["Trang"].value == "1"
    link = row["Trang"].hyperlink
    assert link.target.replace("\\", "/").endswith("in/b.pdf")
    assert not link.target.startswith("/")
    assert link.location == "page=1"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(len(titles))}{sheet.max_row}"
    assert sheet.column_dimensions["D"].width == pytest.approx(56.7, abs=0.1)
    assert row["Chỉ tiêu"].alignment.wrap_text
    odd = book["Văn bản"]["B3"].hyperlink.target.replace("\\", "/")
    assert odd.endswith("in/c%20d%231.pdf")
    states = [cell.value for cell in book["Tổng hợp"]["C"] if cell.value]
    assert states == ["Trạng thái", "Đủ", "Đủ", "Đủ", "Lỗi"]
    assert "Tệp hỏng" in [cell.value for cell in book["Tổng hợp"]["D"]]


@pytest.mark.parametrize("path", ["/in/a\\b.pdf", "/in/a\nb.pdf", f"/in/{'a' * 700}.pdf"])
def test_a_path_that_no_link_can_hold_stands_in_words(
    entry: Any, record_values: Any, tmp_path: Path, path: str
) -> None:
    export([Stored(entry(path, sha256="a" * 64), record_values())], tmp_path, ["xlsx"])
    linked = [cell.hyperlink for sheet in _book(tmp_path) for row in sheet.iter_rows() for cell in row]
    assert [link.target for link in linked if link and link.target] == []


def test_workbook_in_english(documents: list[Stored], tmp_path: Path) -> None:
    export(documents, tmp_path, ["xlsx"], "en")
    book = _book(tmp_path)
    assert book.sheetnames[0] == "Summary"
    findings = [[cell.value for cell in row] for row in book["Findings"].iter_rows()]
    assert "Explanation" in findings[0]
    assert "No number." in findings[1]
    assert "Thiếu số." not in findings[1]
    assert "Damaged" in [cell.value for cell in book["Summary"]["D"]]


def test_no_cell_of_the_workbook_is_a_formula(entry: Any, record_values: Any, tmp_path: Path) -> None:
    values = record_values()
    values["targets"][0] |= {"indicator": '=HYPERLINK("http://x")', "quote": "- 80% \x07\x1b"}
    values["document"]["title"] = "x" * 40_000
    export([Stored(entry(), values)], tmp_path, ["xlsx"])
    book = _book(tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert '=HYPERLINK("http://x")' in [cell.value for cell in cells]
    assert max(len(str(cell.value)) for cell in cells) == 32_767


def test_tables_longer_than_a_sheet_go_on_in_the_next(
    entry: Any, record_values: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    monkeypatch.setattr(workbook, "_MAX_LINKS", 2)
    targets = [record_values()["targets"][0] | {"value": float(n)} for n in range(7)]
    export([Stored(entry(), record_values(targets=targets))], tmp_path, ["xlsx"])
    book = _book(tmp_path)
    values = []
    for title in ("Chỉ tiêu", "Chỉ tiêu (2)", "Chỉ tiêu (3)"):
        at = [cell.value for cell in book[title][1]].index("Giá trị")
        values += [row[at].value for row in book[title].iter_rows(min_row=2)]
        page = [cell.value for cell in book[title][1]].index("Trang")
        linked = [bool(row[page].hyperlink) for row in book[title].iter_rows(min_row=2)]
        assert linked == [True, False, False][: len(linked)]
    assert values == list(range(7))


def test_parquet_keeps_types(documents: list[Stored], tmp_path: Path) -> None:
    export(documents, tmp_path, ["parquet"])
    targets = pandas.read_parquet(tmp_path / "targets.parquet")
    assert list(targets["value"]) == [85.5, 300.0, 85.5, 300.0]
    assert targets["page"].dtype == "int64"
    plans = pandas.read_parquet(tmp_path / "documents.parquet")
    assert list(plans["recipients"][0]) == ["Như trên", "Lưu trữ"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_same_store_gives_the_same_bytes(documents: list[Stored], tmp_path: Path) -> None:
    for name in ("one", "two"):
        export(documents, tmp_path / name, FORMATS)
    one, two = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("one", "two")
    )
    assert set(one) == set(two)
    assert [str(name) for name in one if one[name] != two[name]] == []


def test_columns_are_keys_of_rows(documents: list[Stored]) -> None:
    rows = dict(rows_of(documents[0])) | {"documents": document_row(documents[0], "vi")}
    for sheet in (sheet for sheet in wording().sheets if sheet.name != DECISIONS):
        row = rows[sheet.name]
        assert [column.key for column in sheet.columns if column.key not in row] == []


def test_every_field_of_the_record_has_a_column(documents: list[Stored]) -> None:
    for sheet in (sheet for sheet in wording().sheets if sheet.name in ITEM_TABLES):
        item = flat(documents[0].values[sheet.name][0])  # type: ignore[index]
        assert set(item) - {"evidence"} <= {column.key for column in sheet.columns}


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("role", records.LegalReference), ("role", records.DateMention), ("role", records.Assignment),
        ("verdict", records.LegalReference), ("comparator", records.Target), ("severity", records.Finding),
        ("method", records.Source), ("part_kind", records.PartInfo), ("residual_kind", records.Residual),
        ("residual_reason", records.Residual),
    ],
)  # fmt: skip
def test_every_value_has_a_label_in_both_languages(column: str, kind: type) -> None:
    for value in typing.get_args(typing.get_type_hints(kind)[column.rpartition("_")[2]]):
        assert set(wording().labels[column][value]) == {"vi", "en"}


def test_what_cannot_be_written_is_told(documents: list[Stored], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(OutputError, match="out"):
        export(documents, tmp_path / "out", ["csv"])
    with pytest.raises(UsageError, match="docx"):
        export(documents, tmp_path, ["docx"])


def test_a_workbook_that_cannot_be_replaced_is_told(documents: list[Stored], tmp_path: Path) -> None:
    (tmp_path / "plans.xlsx").mkdir()
    with pytest.raises(OutputError, match=r"plans\.xlsx"):
        export(documents, tmp_path, ["xlsx"])
    assert [path.name for path in tmp_path.iterdir()] == ["plans.xlsx"]


def test_values_in_one_short_text() -> None:
    assert [plain(value) for value in (None, ["a", "b"], 3.0, 3.5)] == ["", "a; b", "3", "3.5"]
