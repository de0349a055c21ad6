"""What the pages show, and what they let nobody do by accident."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from pipeline.storage import Texts
from pipeline.storage.decisions import PLAN, Decision


def _links_outside(page: str) -> list[str]:
    """Addresses in a page that are not of this server."""
    return [found for found in re.findall(r'(?:src|href|action|hx-\w+)="([^"]*)"', page) if re.match(r"\w+:|//", found)]


def _titles(page: str) -> list[str]:
    return re.findall(r'<td class="main"><a href="/plans/\d+">(.*?)</a>', page)


def test_the_list_finds_words_without_marks(site: Any) -> None:
    assert len(_titles(site.get("/"))) == 3
    assert _titles(site.get("/?q=dao tao nghe")) == ["Đào tạo nghề năm 2025"]
    assert _titles(site.get("/?q=ĐÔNG hà")) == ["Đào tạo nghề năm 2025"]
    assert _titles(site.get("/?q=21/KH")) == []
    assert "Không có kế hoạch nào khớp" in site.get("/?q=khong co gi")
    assert _titles(site.get("/?q=%25")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("unit=song dam", 1), ("since=2026-01-01", 1), ("until=2025-12-31", 1), ("since=2025-02-01&until=2025-02-01", 1),
        ("state=failed", 1), ("state=ok", 2), ("review=none", 3), ("review=complete", 0), ("rows=none", 0),
    ],
)  # fmt: skip
def test_the_list_is_filtered(site: Any, query: str, found: int) -> None:
    assert len(_titles(site.get(f"/?{query}"))) == found


def test_the_list_is_filtered_by_what_people_said(site: Any) -> None:
    sha = "rung-ngap-man".ljust(64, "0")
    site.store.decisions.add(Decision(sha256=sha, table=PLAN, row=PLAN, action="accept", who="Lan"))
    assert len(_titles(site.get("/?review=complete"))) == 1
    assert len(_titles(site.get("/?review=none"))) == 2
    site.store.decisions.add(Decision(sha256=sha, table=PLAN, row=PLAN, action="withdraw", who="Lan"))
    assert (len(_titles(site.get("/?review=complete"))), len(_titles(site.get("/?review=begun")))) == (0, 1)


def test_an_empty_store_says_how_to_begin(open_site: Callable[..., Any]) -> None:
    assert "Đưa tệp vào để bắt đầu" in open_site().get("/")


def test_what_a_plan_contains_is_shown_and_never_run(site: Any) -> None:
    for address in ("/", "/plans/1", "/plans/1?tab=document", "/plans/1?view=text", "/ledger", "/queue", "/findings"):
        page = site.get(address)
        assert "<script>alert" not in page, address
    assert "&lt;script&gt;alert(" in site.get("/plans/1")


def test_every_page_speaks_both_languages(site: Any) -> None:
    addresses = ["/", "/plans/1", "/plans/1?tab=assignments", "/plans/3", "/queue", "/compare?plan=1&plan=2", "/findings",
                 "/ledger", "/upload"]  # fmt: skip
    answer = site.client.get("/lang/en?to=/queue")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    for address in addresses:
        page = site.get(address)
        assert '<html lang="en">' in page
        assert "To look at first" in page
        assert "Cần xem trước" not in page


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_choice_of_language_leads_nowhere_else(site: Any, to: str) -> None:
    assert site.client.get("/lang/en", params={"to": to}).headers["location"] == "/"


def test_a_cell_leads_to_its_place_in_the_text(site: Any) -> None:
    key = site.keys()[1]
    part = site.get(f"/plans/1/source?tab=targets&row={key}", headers={"hx-request": "true"})
    marked = re.findall(r'<span data-s="\d+" class="m [^"]*selected[^"]*"[^>]*>(.*?)</span>', part)
    assert "25 ha rừng ngập mặn" in "".join(marked)
    whole = site.get(f"/plans/1?tab=targets&row={key}")
    assert f'id="r-{key}"' in whole
    assert re.search(rf'id="r-{key}"[^>]*aria-current="true"', whole)


def test_a_field_of_the_head_leads_to_its_place(site: Any) -> None:
    part = site.get("/plans/1/source?tab=document&row=number")
    marked = re.findall(r'<span data-s="\d+" class="m selected"[^>]*>(.*?)</span>', part)
    assert "21" in "".join(marked)
    assert "selected" not in site.get("/plans/1/source?tab=document&row=archive").split('id="text"')[1]


def test_figures_in_no_table_are_marked(site: Any) -> None:
    page = site.get("/plans/1?view=text")
    marked = re.findall(r'<span data-s="\d+" class="m residual" title="(.*?)">(.*?)</span>', page)
    assert marked == [("Số liệu: chưa rõ", "4477")]
    assert "1 chỗ trên trang này chưa vào bảng nào" in page


def test_why_something_is_in_no_table_is_said(site: Any, plan: Any, line: Any) -> None:
    path, values = plan
    values["residuals"][-1] |= {"reason": "name"}
    values["residuals"][-1]["evidence"] |= {"start": 3, "end": 7}  # as an older version counted: found by its words
    site.store.save(line(path, version="1"), values)
    page = site.get("/plans/1?view=text&lang=vi")
    assert '<span class="m residual">' in page  # the legend alone
    marked = re.findall(r'class="m explained" title="Số liệu: thuộc tên gọi">(.*?)</span>', page)
    assert marked == ["4477"]
    assert "chỗ trên trang này chưa vào bảng nào" not in page


def test_plans_are_filtered_by_coverage(site: Any, plan: Any, line: Any) -> None:
    path, values = plan
    site.store.save(line(path, version="1"), values | {"coverage": {"explained": 0.999, "kinds": {}}})
    page = site.get("/?coverage=100")
    assert "rung-ngap-man" in page and "99%" in page
    assert "Không có kế hoạch nào khớp" in site.get("/?coverage=50&q=rung")
    assert site.client.get("/?coverage=7").status_code == 422
    assert [p["coverage"] for p in site.client.get("/api/status?coverage=100&q=rung").json()["plans"]] == [0.999]
    assert site.get("/?order=coverage").index("rung-ngap-man") > 0
    assert "Độ bao phủ 99%" in site.get("/plans/1")


def test_the_papers_of_a_file_are_listed(site: Any, plan: Any, line: Any) -> None:
    path, values = plan
    assert 'class="parts"' not in site.get("/plans/1")
    annex = {"kind": "annex", "title": "Phân công <b>", "number": "Phụ lục I", "start": 90, "end": 99, "pages": [2, 4]}
    site.store.save(line(path, version="1"), values | {"parts": [*values["parts"], annex]})
    page = site.get("/plans/1?tab=dates")
    assert '<a href="/plans/1?tab=dates&amp;page=2">Phụ lục I · Phân công &lt;b&gt;</a>' in page
    assert "tr. 2–4" in page and "tr. 1<" in page


def test_offsets_of_the_text_are_those_of_the_document(site: Any) -> None:
    from html import unescape

    text = site.client.get("/api/plans/1/text").json()["text"]
    segments = re.findall(r'<span data-s="(\d+)"[^>]*>(.*?)</span>', site.get("/plans/1?view=text"), re.DOTALL)
    assert len(segments) == 45
    for start, shown in segments:
        assert text[int(start) :].startswith(unescape(shown))


def test_a_row_made_by_an_older_version_is_found_by_its_words(site: Any, plan: Any, line: Any) -> None:
    path, values = plan
    for target in values["targets"]:
        target["evidence"] |= {"start": target["evidence"]["start"] + 7, "end": target["evidence"]["end"] + 7}
    site.store.save(line(path, version="1"), values)
    page = site.get(f"/plans/1/source?tab=targets&row={site.keys()[1]}")
    marked = re.findall(r'<span data-s="\d+" class="m [^"]*selected[^"]*"[^>]*>(.*?)</span>', page)
    assert "25 ha rừng ngập mặn" in "".join(marked)


def test_a_source_that_is_gone_or_changed_is_said(site: Any, plan: Any, line: Any, tmp_path: Path) -> None:
    page = site.get("/plans/2")
    assert "Tệp gốc không còn ở chỗ cũ" in page
    assert "<blockquote>" in page  # nothing but the quote is known of it
    site.store.save(line(tmp_path / "in" / "dao-tao-nghe.txt", size=5), plan[1], Texts(plan[0].read_text("utf-8"), ""))
    page = site.get("/plans/2?tab=targets")
    assert re.search(r'class="m item selected"[^>]*>[^<]*90% hộ dân', page)
    assert 'id="add-row"' not in page
    plan[0].write_text("khác", encoding="utf-8")
    assert "Tệp gốc đã thay đổi" in site.get("/plans/1")


def test_a_file_that_could_not_be_read_says_why(site: Any) -> None:
    assert "Tệp hỏng" in site.get("/plans/3")
    assert "Tệp hỏng" in site.get("/ledger?state=failed")


def test_a_scan_is_shown_with_the_box_of_the_row(site: Any, plan: Any, line: Any, tmp_path: Path) -> None:
    _, values = plan
    picture = tmp_path / "in" / "trang.png"
    Image.new("L", (1240, 1754), 255).save(picture, dpi=(150, 150))
    values["source"] |= {"media_type": "image/png", "pages": values["source"]["pages"][:1]}
    values["targets"][0]["evidence"] |= {"page": 1, "bbox": [100.0, 200.0, 300.0, 214.0]}
    values["residuals"][-1]["evidence"] |= {"page": 1, "bbox": [50.0, 300.0, 90.0, 314.0]}
    site.store.save(line(picture), values)
    key = site.keys(plan=4)[0]
    page = site.get(f"/plans/4?row={key}")
    size = re.search(r'<svg viewBox="0 0 (\S+) (\S+)"', page)
    assert size and (round(float(size[1])), round(float(size[2]))) == (595, 842)  # A4 in points
    assert re.search(r'<rect x="98\.0" y="198\.0" width="204\.0" height="18\.0" rx="2" class="box selected[^"]*"', page)
    left = re.findall(r'<rect x="(\S+)" y="\S+" [^>]*class="box-left"><title>(.*?)</title>', page)
    assert left == [("48.0", "Số liệu: chưa rõ: 4477 để ở kho.")]
    image = site.client.get("/files/4/pages/1.png")
    assert image.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(image.content)).width in (909, 910)  # at 110 dpi
    assert site.client.get("/files/4/pages/2.png").status_code == 404
    assert site.client.get("/files/1/pages/1.png").status_code == 404


def test_the_queue_begins_with_the_least_sure_row(site: Any) -> None:
    answer = site.client.get("/queue/next")
    assert answer.headers["location"] == "/plans/2?tab=targets&at=0"
    there = site.client.get(answer.headers["location"]).headers["location"]
    assert there == f"/plans/2?tab=targets&row={site.keys(plan=2)[0]}"
    assert "chưa chắc" in site.get(there)
    site.post(f"/plans/2/rows/targets/{site.keys(plan=2)[0]}/accept")
    assert "/plans/2?tab=targets&at=0" not in site.client.get("/queue/next").headers["location"]


def test_plans_side_by_side(site: Any) -> None:
    page = site.get("/compare?plan=1&plan=2")
    assert "xã Sông Đầm" in page and "phường Đông Hà" in page
    assert re.search(rf'href="/plans/1\?tab=targets&amp;row={site.keys()[0]}"', page)
    assert "nhiều nhất 8" in site.get("/compare")
    many = "&".join(f"plan={n}" for n in range(1, 15))
    assert "Chỉ so sánh được 8 kế hoạch" in site.get(f"/compare?{many}")


def test_a_comparison_takes_the_human_value(site: Any) -> None:
    key = site.keys()[1]
    assert "26 ha" not in site.get("/compare?plan=1&plan=2")
    site.post(f"/plans/1/rows/targets/{key}/edit", data={"value": "26"})
    assert "26 ha" in site.get("/compare?plan=1&plan=2")


def test_downloads_hold_what_is_filtered(site: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(site.client.get("/download/xlsx?q=dao tao").content))
    assert [row[0].value for row in book["Văn bản"].iter_rows(min_row=2)] == ["dao-tao-nghe"]
    archive = zipfile.ZipFile(io.BytesIO(site.client.get("/download/json").content))
    assert sorted(archive.namelist()) == ["records/dao-tao-nghe.json", "records/rung-ngap-man.json"]
    assert site.client.get("/download/csv").headers["content-disposition"].startswith("attachment")


def test_pages_name_nothing_outside(site: Any) -> None:
    for address in ("/", "/plans/1", "/queue", "/compare?plan=1&plan=2", "/findings", "/ledger", "/upload", "/login"):
        assert _links_outside(site.get(address)) == [], address


@pytest.mark.parametrize(
    "address", ["/plans/99", "/plans/99999999999999999999", "/plans/1/rows/targets/none/edit", "/upload/9"]
)
def test_what_is_not_there_is_404(site: Any, address: str) -> None:
    answer = site.client.get(address)
    assert answer.status_code == 404
    assert "Không có trang hoặc văn bản này" in answer.text


def test_every_word_of_the_templates_is_there_in_both_languages() -> None:
    from pipeline import web
    from pipeline.messages import tables

    home = Path(web.__file__).parent
    words = tables()["page"]
    used: set[str] = set()
    for path in home.rglob("*.html"):
        used |= set(re.findall(r'\bw\("(\w+)"\s*[,)]', path.read_text(encoding="utf-8")))
        used |= set(re.findall(r"\bw\('(\w+)'\s*[,)]", path.read_text(encoding="utf-8")))
    assert used - set(words) == set()
    known = "\n".join(path.read_text(encoding="utf-8") for path in home.rglob("*") if path.suffix in (".html", ".py"))
    built = {"rows_", "review_", "order_", "job_"}
    unused = {key for key in words if f'"{key}"' not in known and f"'{key}'" not in known}
    assert {key for key in unused if not any(key.startswith(head) for head in built)} == set()
