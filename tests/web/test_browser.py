"""The whole way in a real browser: a scan comes in, is read, looked at, corrected, read again, exported."""

from __future__ import annotations

import csv
import io
import re
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from PIL import Image, ImageDraw, ImageFont

from pipeline.batch import run
from pipeline.settings import RunSettings, load
from pipeline.web.app import create_app
from pipeline.web.security import Access

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="CHROMIUM IS NOT INSTALLED: the review page is not tested in a browser (make test installs it)",
)
_FONTS = "/usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf"
_SCAN = (
    "ỦY BAN NHÂN DÂN", "XÃ SÔNG ĐẦM", "Số: 21/KH-UBND", "", "KẾ HOẠCH", "Trồng rừng ngập mặn trên địa bàn xã năm 2026", "",
    "I. MỤC TIÊU", "1. Phấn đấu 90% hộ dân ven sông ký cam kết bảo vệ rừng", "trước ngày 30/9/2026.",
    "2. Trồng mới ít nhất 25 ha rừng ngập mặn trong năm 2026.", "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Lê Văn Thử",
)  # fmt: skip
_OTHER_READING = """
from pipeline.process import process as read
def process(path, settings, keep):
    values = read(path, settings, keep)
    for target in values["targets"]:
        target["value"] = 9.0 if target["value"] == 90.0 else target["value"]
    return values
"""


class Served(NamedTuple):
    """A server of its own thread."""

    address: str
    settings: RunSettings
    site: Any


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts the page on a free port."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(**rules: Any) -> Served:
        settings = load(db=f"sqlite:///{tmp_path}/k.db", out=str(tmp_path / "out"), workers=1)
        app = create_app(settings, Access(**rules))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        servers.append((server, thread))
        while not server.started:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        return Served(f"http://127.0.0.1:{port}", settings, app.state.site)

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def browser() -> Iterator[Any]:
    """Debian's Chromium, offline but for the page."""
    with sync_api.sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        except sync_api.Error as error:  # a snap's herald, say, which cannot start in a container
            pytest.skip(f"CHROMIUM DOES NOT START: {str(error).splitlines()[0]}")
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A window as on an office's laptop; it must ask nothing of anybody else, and complain of nothing."""
    window = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN").new_page()
    asked: list[str] = []
    complaints: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.set_default_timeout(20_000)
    yield window
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
    assert complaints == []


def _scan(path: Path) -> Path:
    """A page as a scanner gives it: A4 at 200 dpi, without a text layer."""
    found = sorted(Path("/").glob(_FONTS.lstrip("/")))
    if not found:
        pytest.skip("needs the Liberation fonts")
    image = Image.new("L", (1654, 2339), 255)
    font = ImageFont.truetype(str(found[-1]), 40)  # the older of two versions lacks Vietnamese glyphs
    for number, line in enumerate(_SCAN):
        ImageDraw.Draw(image).text((220, 220 + 66 * number), line, font=font, fill=20)
    image.save(path, dpi=(200, 200))
    return path


def _place(page: Any) -> str:
    """Which box is marked on the picture: its position and size."""
    box = page.locator("svg .box.selected").first
    return " ".join(box.get_attribute(name) for name in ("x", "y", "width", "height"))


@pytest.mark.ocr
@pytest.mark.slow
def test_the_whole_way(
    page: Any, serve: Callable[..., Served], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed (make test installs it)")
    served = serve()
    page.goto(f"{served.address}/upload")
    page.set_input_files("input[name=files]", str(_scan(tmp_path / "ban-quet.png")))
    page.click("form.upload button")
    page.wait_for_url(re.compile(r"/upload/1$"))
    page.wait_for_selector("#job progress")
    page.wait_for_selector("text=Đã đọc xong", timeout=90_000)
    page.click("text=ban-quet")

    page.wait_for_selector("#rows .row")
    row = page.locator("#rows .row", has_text="90 %")
    row.locator("td.num").click()
    page.wait_for_selector("svg .box.selected")
    before = _place(page)
    other = page.locator("#rows .row", has_text="25 ha")
    other.locator("td.num").click()
    page.wait_for_function(
        "old => document.querySelector('svg .box.selected')?.getAttribute('y') !== old", arg=before.split()[1]
    )
    x, y, width, height = map(float, _place(page).split())
    # in points: the eleventh line of the scan, behind its label
    assert 140 < x < 170 and 310 < y < 325 and width > 120 and 8 < height < 30

    row.locator("td.num").click()
    page.keyboard.press("e")
    page.fill("form.edit [name=value]", "92,5")
    page.fill("form.edit [name=comment]", "theo phụ lục")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tag.state-edited")
    page.wait_for_selector("#detail ins:has-text('92,5')")

    jobs = tmp_path / "jobs"
    jobs.mkdir()
    (jobs / "other_reading.py").write_text(_OTHER_READING, encoding="utf-8")
    monkeypatch.syspath_prepend(str(jobs))
    report = run([tmp_path / "out" / "uploads"], served.settings, force=True, job="other_reading:process")
    assert [done.fresh for done in report.files] == [True]

    page.reload()
    page.wait_for_selector(".plan-head .tag.conflict")
    page.locator("#rows .row.has-conflict td.num").click()
    page.wait_for_selector(".clash:has-text('92,5')")
    assert page.locator(".clash td").all_inner_texts()[:3] == ["90", "9", "92,5"]
    assert "92,5 %" in page.locator("#rows .row.has-conflict").inner_text()

    archive = zipfile.ZipFile(io.BytesIO(page.request.get(f"{served.address}/download/csv").body()))
    rows = csv.DictReader(io.StringIO(archive.read("targets.csv").decode("utf-8-sig"), newline=""))
    edited = next(row for row in rows if row["review"])
    assert (edited["value"], edited["review"], edited["machine"]) == ("92.5", "edited", "value=9")


def test_keys(page: Any, serve: Callable[..., Served], plan: Any, line: Any) -> None:
    served = serve()
    served.site.store.save(line(plan[0]), plan[1])
    page.goto(f"{served.address}/plans/1")
    page.keyboard.press("j")
    page.wait_for_selector("#rows .row:nth-child(2)[aria-current]")
    page.wait_for_selector("#text .m.selected:has-text('25 ha')")
    page.keyboard.press("a")
    page.wait_for_selector("#rows .row:nth-child(2) .tag.state-accepted")
    page.keyboard.press("k")
    page.wait_for_selector("#rows .row:nth-child(1)[aria-current]")
    page.keyboard.press("x")
    page.wait_for_selector("#rows .row:nth-child(1).state-rejected")
    page.keyboard.press("u")
    page.wait_for_selector("#rows .row:nth-child(1).state-open")
    page.keyboard.press("e")
    page.wait_for_selector("form.edit [name=value]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#rows .row:nth-child(1):not(.editing)")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    page.wait_for_url(re.compile("tab=assignments"))
    page.keyboard.press("/")
    page.wait_for_url(f"{served.address}/")


def test_a_row_is_added_by_selecting_words(page: Any, serve: Callable[..., Served], plan: Any, line: Any) -> None:
    served = serve()
    served.site.store.save(line(plan[0]), plan[1])
    page.goto(f"{served.address}/plans/1")
    page.evaluate("""() => {
        const part = [...document.querySelectorAll('#text span')].find((span) => span.textContent.includes('Hộp dự phòng'));
        const range = document.createRange();
        range.setStart(part.firstChild, part.textContent.indexOf('Hộp'));
        range.setEnd(part.firstChild, part.textContent.indexOf('Hộp') + 12);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    page.wait_for_selector("#add-row:not([disabled])")
    page.keyboard.press("i")
    page.wait_for_selector("#dialog[open] blockquote:text-is('Hộp dự phòng')")
    for name, value in (("indicator", "hộp dự phòng"), ("value", "4477"), ("unit", "hộp")):
        page.fill(f"#dialog [name={name}]", value)
    page.click("#dialog .buttons button:not([type=button])")
    page.wait_for_selector("#rows .row .tag.state-added")
    page.wait_for_selector("#text .m.selected:text-is('Hộp dự phòng')")


def test_what_a_plan_contains_does_not_run(page: Any, serve: Callable[..., Served], plan: Any, line: Any) -> None:
    served = serve()
    served.site.store.save(line(plan[0]), plan[1])
    page.on("dialog", lambda dialog: pytest.fail(f"ran: {dialog.message}"))
    for address in ("/", "/plans/1", "/plans/1?tab=document&view=text"):
        page.goto(served.address + address)
        assert '<script>alert("kế hoạch")</script>' in page.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    browser: Any, serve: Callable[..., Served], plan: Any, line: Any, scheme: Any
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    served = serve()
    served.site.store.save(line(plan[0]), plan[1])
    again = plan[0].with_name("b.txt")
    shutil.copy(plan[0], again)
    served.site.store.save(line(again), plan[1])
    window = browser.new_context(
        viewport={"width": 1366, "height": 768}, color_scheme=scheme, bypass_csp=True
    ).new_page()
    found = []
    for address in ("/", "/plans/1", "/plans/1?tab=assignments", "/plans/1?tab=document", "/queue", "/findings", "/ledger",
                    "/compare?plan=1&plan=2", "/upload", "/login"):  # fmt: skip
        window.goto(served.address + address)
        violations = axe.run(window).response["violations"]
        grave = [one for one in violations if one["impact"] in ("serious", "critical")]
        found += [(address, one["id"], [node["target"] for node in one["nodes"]][:3]) for one in grave]
    assert found == []
