"""The workbook and the page: what a reader finds there, and that the page needs nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from pipeline import assets
from pipeline.comparing import Comparison, compare, find_leftovers, find_overlap, load_records
from pipeline.comparing.report_html import page_html, write_page
from pipeline.comparing.report_xlsx import MOST_COLUMNS, write_workbook
from pipeline.errors import OutputError
from pipeline.records import Record

PARENT = "rac-0-tinh-lang-son"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(load_records([assets.data("samples/campaign_gold/rac")]), against=PARENT)


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    folder = assets.data("samples/campaigns/rac")
    return [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def test_workbook(comparison: Comparison, texts: list[tuple[str, str]], tmp_path: Path) -> None:
    path = write_workbook(comparison, tmp_path / "new" / "so-sanh.xlsx", "vi", find_overlap(texts, PARENT))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["Tóm tắt", "Tổng hợp chỉ tiêu", "Chỉ tiêu"]
    summary = [[cell.value for cell in row] for row in book["Tóm tắt"].iter_rows()]
    assert summary[0][0] == "So sánh kế hoạch giữa các đơn vị"
    legend = {row[1]: row[0] for row in summary if row[1] in set("▼▲►×◊=+○?●≠□")}
    assert legend["▼"] == "thấp hơn kế hoạch cấp trên"
    assert len(legend) == 12
    matrix = book["Chỉ tiêu"]
    assert matrix.auto_filter.ref == "A1:G15"
    assert matrix.freeze_panes == "B2"
    assert [cell.value for cell in matrix[1]][2:] == [plan.name for plan in comparison.columns]
    marked = [cell for row in matrix.iter_rows(min_row=2) for cell in row if "▼" in str(cell.value)]
    assert [cell.coordinate for cell in marked] == ["F2", "G2", "F3", "F6"]
    for cell in marked:
        assert cell.fill.start_color.rgb == "FFF8CBAD"
        target = re.fullmatch(r"'Chi tiết chỉ tiêu'!A(\d+)", cell.hyperlink.location)
        assert target
        details = book["Chi tiết chỉ tiêu"]
        assert details.cell(int(target.group(1)), 1).value == matrix.cell(cell.row, 1).value
        assert details.cell(int(target.group(1)), 2).value == matrix.cell(1, cell.column).value
    assert book["Đoạn văn"].max_row == 67


def test_workbook_is_the_same_each_time(comparison: Comparison, tmp_path: Path) -> None:
    first = write_workbook(comparison, tmp_path / "1.xlsx").read_bytes()
    assert write_workbook(comparison, tmp_path / "2.xlsx").read_bytes() == first


def test_too_many_plans_for_columns(make_record: Callable[..., Record], tmp_path: Path) -> None:
    records = {
        f"p{at}": make_record(f"xã P{at}", [("hộ dân dùng nước máy", at % 100)]) for at in range(MOST_COLUMNS + 5)
    }
    many = compare(records)
    book = openpyxl.load_workbook(write_workbook(many, tmp_path / "many.xlsx", "en"))
    assert book["Targets"].max_column == 1
    assert book["Target details"].max_row == MOST_COLUMNS + 6
    page = html.fromstring(page_html(many, "en"))
    assert len(page.xpath('//table[@id="t-targets"]/thead//th')) == 81


def test_formulas_and_links_in_plans_stay_words(make_record: Callable[..., Record], tmp_path: Path) -> None:
    nasty = '=HYPERLINK("http://x.example","bấm")'
    records = {
        "a": make_record("xã A", [(nasty, 1, "</script>")]),
        "b": make_record("<b>xã</b>", [(nasty, 2, "</script>")]),
    }
    both = compare(records)
    book = openpyxl.load_workbook(write_workbook(both, tmp_path / "a.xlsx"))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    text = page_html(both)
    assert "<b>xã</b>" not in text
    assert text.count("</script>") == 2


def test_page(comparison: Comparison, texts: list[tuple[str, str]], tmp_path: Path) -> None:
    units = {plan.stem: plan.record.document.unit for plan in comparison.plans}
    path = write_page(
        comparison, tmp_path / "a" / "so-sanh.html", "vi", find_overlap(texts, PARENT), find_leftovers(texts, units)
    )
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)|url\(|@import|https?://""", text)
    page = html.fromstring(text)
    heads = [" ".join(th.text_content().split()) for th in page.xpath('//table[@id="t-targets"]/thead//th')]
    assert heads[1:] == [plan.name for plan in comparison.columns]
    assert len(page.xpath("//svg")) == 14
    data = json.loads(page.xpath('//script[@id="data"]')[0].text)
    items = page.xpath('//button[contains(@class, "item")]')
    assert {int(item.get("data-e")) for item in items} == set(range(len(data["cells"])))
    low = next(item for item in items if "m-lower" in item.get("class"))
    evidence: dict[str, Any] = dict(zip(data["keys"], data["cells"][int(low.get("data-e"))], strict=True))
    assert evidence["quote"] == "35% hộ dân phân loại rác tại nguồn; 70% lượng rác phát sinh được"
    assert evidence["why"] == "cấp trên: 40 % (2026)"


def test_a_plan_whose_text_is_not_there_has_no_bar(comparison: Comparison, texts: list[tuple[str, str]]) -> None:
    passages = find_overlap(texts, PARENT)
    of_one = [passage for passage in passages if passage.document == passages[0].document]
    bars = [page_html(comparison, "vi", given).count("<svg") for given in (passages, of_one)]
    assert bars[0] - bars[1] == len(comparison.columns) - 1


@pytest.mark.parametrize("path", ["/in/a#b.pdf", "/in/a\nb.pdf", f"/in/{'a' * 600}.pdf"])
def test_a_path_that_no_link_can_hold_stands_in_words(
    make_record: Callable[..., Record], tmp_path: Path, path: str
) -> None:
    plan = make_record("xã A", [("hộ dân dùng nước máy", 80)])
    there = replace(plan, source=replace(plan.source, path=path))
    book = openpyxl.load_workbook(write_workbook(compare({"a": there, "b": plan}), tmp_path / "a.xlsx"))
    linked = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [re.split(r"[\\/]", link.target)[-1] for link in linked if link.target] == ["plan.pdf"]


def test_english(comparison: Comparison) -> None:
    text = page_html(comparison, "en")
    assert "lower than the plan above" in text
    assert "thấp hơn kế hoạch cấp trên" not in text


def test_where_nothing_can_be_written(comparison: Comparison, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(OutputError, match="choose another name"):
        write_page(comparison, tmp_path / "file" / "a.html")
    with pytest.raises(OutputError, match="choose another name"):
        write_workbook(comparison, tmp_path / "file" / "a.xlsx")
    with pytest.raises(OutputError, match="name the file to write"):
        write_workbook(comparison, tmp_path / "folder.xlsx")
    with pytest.raises(OutputError, match="name the file to write"):
        write_page(comparison, tmp_path / "folder.html")
