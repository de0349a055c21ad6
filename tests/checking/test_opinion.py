"""The officer's page: what stands on it, and the files that it is written as."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from pipeline.checking import Opinion
from pipeline.checking.opinion_files import html, write
from pipeline.errors import UsageError
from pipeline.process import check, opinion
from pipeline.reading import read
from pipeline.records import Document, Record
from pipeline.settings import CheckSettings

Read = Callable[[str], tuple[Document, Record]]


@pytest.fixture
def page(read_text: Read, plan_text: str) -> Opinion:
    settings = CheckSettings(disabled=("S01",))
    slips = plan_text.replace("ngày 05 tháng 3 năm 2020", "ngày 06 tháng 3 năm 2020")
    document, record = read_text(slips.replace("IV. TỔ CHỨC", "VI. TỔ CHỨC").replace("<", ""))
    return opinion(check(record, document, settings), document, settings)


def test_citations_stand_with_verdict_validity_and_evidence(page: Opinion) -> None:
    law, decree, local = page.parts[0].rows
    assert law[:4] == (
        "1",
        "Luật 72/2025/QH15 ngày 16/6/2025 Luật Tổ chức chính quyền địa phương",
        "khớp",
        "còn hiệu lực",
    )
    assert decree[2] == "lệch"
    assert decree[4].startswith("30/2020/NĐ-CP, ngày 05/3/2020, Chính phủ; nguồn: ")
    assert local[2:5] == ("chưa có trong danh mục", "", "không có trong danh mục")


def test_a_document_cited_again_has_one_row(read_text: Read, plan_text: str) -> None:
    settings = CheckSettings(disabled=("S01",))
    document, record = read_text(plan_text.replace("thực hiện Kế hoạch.", "theo Nghị định số 30/2020/NĐ-CP."))
    assert len(record.legal_references) == 4
    assert len(opinion(check(record, document, settings), document, settings).parts[0].rows) == 3


def test_documents_are_counted_and_weak_matches_are_said(read_text: Read, plan_text: str) -> None:
    settings = CheckSettings(disabled=("S01",))
    again = "theo Kế hoạch số 92/KH-UBND ngày 27 tháng 02 năm 2026 của UBND tỉnh Lào Cai."
    law = "Luật Phòng thủ dân sự ngày 20 tháng 6 năm 2023 của Quốc hội"
    document, record = read_text(plan_text.replace("thực hiện Kế hoạch.", f"theo {law}; {again}"))
    page = opinion(check(record, document, settings), document, settings)
    verdicts = {row[1].split(" ngày")[0]: row[2] for row in page.parts[0].rows}
    assert verdicts["Luật Phòng thủ dân sự"] == "khớp (ít nguồn, chưa đối chiếu)"
    assert verdicts["Nghị định 30/2020/NĐ-CP"] == "khớp"
    assert page.parts[2].rows[0][0].startswith("1 văn bản được viện dẫn không có")


def test_findings_come_by_severity_with_quote_and_suggestion(page: Opinion) -> None:
    rows = page.parts[1].rows
    assert [(row[1], row[2][-5:]) for row in rows[:2]] == [("Lỗi", "[R03]"), ("Cảnh báo", "[F13]")]
    assert rows[0][3].endswith("(dòng 10)")
    assert rows[0][5] == "05/3/2020"
    assert rows[1][5] == "đánh lại số, chữ của đề mục"


def test_what_was_not_looked_at_is_said(page: Opinion) -> None:
    lines = [row[0] for row in page.parts[2].rows]
    assert lines[0].startswith("1 văn bản được viện dẫn không có trong danh mục")
    assert "Quy tắc đã tắt: S01." in lines
    assert "tính đến" in page.lines[3]


def test_the_page_is_one_html_file_without_links(page: Opinion, tmp_path: Path) -> None:
    path = write([page, page], tmp_path / "phieu.html")
    text = path.read_text(encoding="utf-8")
    assert text == html([page, page])
    assert text.count("<section class='plan'>") == 2
    assert "30/2020/NĐ-CP" in text
    assert "http" not in text
    etree.HTML(text)


def test_what_a_plan_says_is_no_markup() -> None:
    assert "&lt;script&gt;" in html([Opinion("<script>", (), ())])


def test_the_word_file_is_read_as_it_was_written(page: Opinion, tmp_path: Path) -> None:
    path = write([page], tmp_path / "phieu.docx")
    with ZipFile(path) as packed:
        assert sorted(packed.namelist()) == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        tree = etree.fromstring(packed.read("word/document.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    tables = tree.findall(".//w:tbl", space)
    assert [len(table.findall("w:tr", space)) for table in tables] == [1 + len(part.rows) for part in page.parts[:2]]
    assert "PHIẾU RÀ SOÁT VĂN BẢN" in read(path).text


def test_another_ending_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.html \| \.docx"):
        write([], tmp_path / "phieu.pdf")
