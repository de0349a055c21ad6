"""Pages through an OCR engine: order of lines, faults as data, turned pages, memory, the engine itself."""

from __future__ import annotations

import errno
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from pipeline.errors import EmptyFile, EngineError, FileTooLarge, ReadTimeout
from pipeline.reading.ocr import tesseract as module
from pipeline.reading.ocr.contract import OcrWord
from pipeline.reading.ocr.images import read_image
from pipeline.reading.ocr.lines import segments
from pipeline.reading.ocr.pages import READABLE, Pages, cores, nothing_read, quality_of, read_page
from pipeline.reading.ocr.tesseract import crowding
from pipeline.settings import ReadSettings

SETTINGS = ReadSettings(ocr_jobs=2)


def read(page: Any, engine: Any, number: int = 1) -> Any:
    return read_page(page.image, 200, number, None, engine, SETTINGS)


def test_head_and_foot_come_column_by_column(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    page.write(1.3, 0.8, "ỦY BAN NHÂN DÂN", 13)
    page.write(3.7, 0.8, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    page.write(1.6, 1.05, "XÃ AN BÌNH", 13)
    page.write(4.4, 1.07, "Độc lập - Tự do - Hạnh phúc", 13)
    page.write(1.5, 1.5, "Số: 15/KH-UBND", 13)
    page.write(4.2, 1.5, "An Bình, ngày 03 tháng 02 năm 2026", 13)
    page.write(3.6, 2.0, "KẾ HOẠCH")
    page.write(1.2, 2.5, "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:")
    page.write(1.2, 8.0, "Nơi nhận:", 11)
    page.write(5.0, 8.0, "CHỦ TỊCH", 13)
    page.write(1.2, 8.3, "- Lưu: VT.", 11)
    page.write(4.8, 9.0, "Nguyễn Văn Thử", 13)
    lines = read(page, engines["recorded"]([page.tokens])).lines
    assert [(line.column, line.text) for line in lines] == [
        ("left", "ỦY BAN NHÂN DÂN"),
        ("left", "XÃ AN BÌNH"),
        ("left", "Số: 15/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Độc lập - Tự do - Hạnh phúc"),
        ("right", "An Bình, ngày 03 tháng 02 năm 2026"),
        (None, "KẾ HOẠCH"),
        (None, "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:"),
        ("left", "Nơi nhận:"),
        ("left", "- Lưu: VT."),
        ("right", "CHỦ TỊCH"),
        ("right", "Nguyễn Văn Thử"),
    ]


def test_words_keep_their_places_in_points(plan_page: Any, engines: Any) -> None:
    page = read(plan_page, engines["recorded"]([plan_page.tokens]))
    line = page.lines[0]
    assert [line.text[word.start : word.end] for word in line.words] == line.text.split()
    x0, top, x1, bottom = line.words[0].box
    want = [value * 72 / 200 for value in plan_page.tokens[0].box]
    assert (x0, top, x1, bottom) == pytest.approx(want, abs=0.02)
    assert page.info.method == "ocr"
    assert 0.9 < page.info.quality <= 1
    assert (page.info.width, page.info.height) == pytest.approx((595.4, 841.7), abs=0.5)


def test_noise_is_left_out_and_dashes_stay(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    page.write(1.2, 1.5, "- Giao Phòng Kinh tế chủ trì, phối hợp thực hiện.")
    dust = [OcrWord("|", (10, 300, 14, 340), 0.4, (2, 1, 1)), OcrWord("_~", (900, 900, 950, 904), 0.3, (3, 1, 1))]
    lines = read(page, engines["recorded"]([page.tokens + dust])).lines
    assert [line.text for line in lines] == ["- Giao Phòng Kinh tế chủ trì, phối hợp thực hiện."]


def test_footnotes_below_a_short_rule_are_notes(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    for row in range(5):
        page.write(1.2, 2.0 + 0.3 * row, "Xã mở lớp học theo kế hoạch đã ban hành trong năm nay")
    page.rule(1.2, 9.0, 3.0, 9.0)
    for row in range(2):
        page.write(1.2, 9.1 + 0.2 * row, "Ban hành theo Quyết định số 4 của Ủy ban nhân dân", 11)
    page.write(4.1, 10.8, "7")
    kinds = [line.kind for line in read(page, engines["recorded"]([page.tokens])).lines]
    assert kinds.count("note") == 2


def test_a_number_of_a_page_that_was_misread_is_no_text(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    page.write(4.1, 0.5, "Z")
    page.write(1.2, 1.0, "Xã mở lớp học theo kế hoạch đã ban hành trong năm nay")
    first, second = read(page, engines["recorded"]([page.tokens])).lines
    assert (first.is_dropped, second.is_dropped) == (True, False)


def test_a_rule_above_type_of_the_same_size_parts_no_notes(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    for row in range(5):
        page.write(1.2, 2.0 + 0.3 * row, "Xã mở lớp học theo kế hoạch đã ban hành trong năm nay")
    page.rule(1.2, 2.9, 3.0, 2.9)
    assert {line.kind for line in read(page, engines["recorded"]([page.tokens])).lines} == {None}


def test_a_rule_below_the_motto_parts_no_notes(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    page.write(0.8, 0.7, "ỦY BAN NHÂN DÂN XÃ")
    page.write(4.0, 0.7, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    page.write(4.6, 1.0, "Độc lập - Tự do - Hạnh phúc")
    page.rule(4.6, 1.35, 6.4, 1.35)
    for row in range(5):
        page.write(1.2, 1.5 + 0.3 * row, "Xã mở lớp học theo kế hoạch đã ban hành trong năm nay", 11)
    assert {line.kind for line in read(page, engines["recorded"]([page.tokens])).lines} == {None}


def test_blank_page_is_no_fault(drawn_page: Any, engines: Any) -> None:
    engine = engines["recorded"]([[]])
    page = read(drawn_page(), engine)
    assert (page.fault, page.lines, engine.calls) == (None, (), [])
    assert page.info.reason == "trang không có chữ / no writing on the page"


def test_a_picture_of_something_else_fails_the_page(plan_page: Any, engines: Any) -> None:
    gibberish = [OcrWord("xqzt~pf", (10.0, 20.0 * n, 90.0, 20.0 * n + 15), 0.3, (1, 1, n)) for n in range(30)]
    page = read(plan_page, engines["recorded"]([gibberish]))
    assert page.info.method == "failed"
    assert "no readable text" in page.fault
    assert isinstance(nothing_read("a.png", [page]), EmptyFile)


@pytest.mark.parametrize(("double", "error"), [("hanging", ReadTimeout), ("crashing", EngineError)])
def test_engine_faults_become_page_faults(plan_page: Any, engines: Any, double: str, error: type[Exception]) -> None:
    page = read(plan_page, engines[double]())
    assert page.info.method == "failed"
    assert page.fault == page.info.reason
    assert " / " in page.fault
    assert isinstance(nothing_read("a.png", [page]), error)


def test_one_bad_page_does_not_cost_the_others(plan_page: Any, engines: Any) -> None:
    class Moody(engines["recorded"]):  # type: ignore[misc]
        def read(self, pictures: Any, dpi: float, mode: str, timeout: float) -> Any:
            if pictures[0].shape[0] < 1000:
                return engines["crashing"]().read(pictures, dpi, mode, timeout)
            return [plan_page.tokens]

    with Pages(Moody(), SETTINGS) as pages:
        for number in (1, 2, 3):
            image = plan_page.image if number != 2 else plan_page.image.crop((0, 0, 1654, 800))
            pages.put(image, 200, number)
        results = pages.results()
    assert [results[n].info.method for n in (1, 2, 3)] == ["ocr", "failed", "ocr"]


def test_few_pictures_wait_at_a_time(plan_page: Any, engines: Any) -> None:
    running, most, lock = 0, 0, threading.Lock()

    class Counting(engines["recorded"]):  # type: ignore[misc]
        def read(self, pictures: Any, dpi: float, mode: str, timeout: float) -> Any:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1
            return [plan_page.tokens]

    handed_in = []
    with Pages(Counting(), SETTINGS) as pages:
        for number in range(1, 9):
            pages.put(plan_page.image, 200, number)
            handed_in.append(sum(not future.done() for future in pages._waiting))
        assert sorted(pages.results()) == list(range(1, 9))
    assert most <= 2
    assert max(handed_in) <= 3


def test_quality_counts_vietnamese_words() -> None:
    def tokens(text: str, confidence: float = 0.9) -> list[OcrWord]:
        return [OcrWord(word, (0, 0, 1, 1), confidence) for word in text.split()]

    good, _, _ = quality_of(tokens("Ủy ban nhân dân xã ban hành Kế hoạch số 12/KH-UBND"))
    bad, _, _ = quality_of(tokens("Uv bqn nhfin dfin xsl bnn hfinh Kd hoqch", 0.8))
    assert (good, bad) == (pytest.approx(0.9), 0.0)
    assert quality_of([]) == (0.0, 0, 0)


def test_foreign_words_are_legible_where_the_engine_is_sure_of_them() -> None:
    line = "1 Nguyen Van Minh Master Faculty Mechanical Engineering Bachelor Economics"
    sure = [OcrWord(word, (0, 0, 40, 12), 0.95) for word in line.split()]
    assert quality_of(sure)[0] == pytest.approx(0.95)
    assert quality_of([replace(word, confidence=0.6) for word in sure])[0] < READABLE


def test_cores_are_counted() -> None:
    assert cores() >= 1


@pytest.mark.ocr
def test_a_page_of_english_names_is_read(drawn_page: Any, tesseract: Any) -> None:
    page = drawn_page()
    rows = ("Bachelor of Mechanical Engineering, Faculty of Technology", "Master of Business Administration, Finance")
    for number in range(12):
        page.write(1.2, 1.5 + 0.35 * number, f"{number + 1} {rows[number % 2]}")
    read = read_page(page.image, 200, 1, None, tesseract, SETTINGS)
    assert read.fault is None
    assert read.lines[0].text == "1 Bachelor of Mechanical Engineering, Faculty of Technology"


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_and_placed(plan_page: Any, tesseract: Any, turn: int) -> None:
    straight = plan_page.image
    image = straight.rotate(turn, expand=True)
    page = read_page(image, 200, 1, None, tesseract, SETTINGS)
    text = " ".join(line.text for line in page.lines)
    assert "trồng mới 120 ha rừng phòng hộ" in text
    assert ("turned" in (page.info.reason or "")) == (turn != 0)
    word = next(w for line in page.lines for w in line.words if line.text[w.start : w.end] == "85%")
    x, y = (word.box[0] + word.box[2]) / 2 * 200 / 72, (word.box[1] + word.box[3]) / 2 * 200 / 72
    want = next(token.box for token in plan_page.tokens if token.text == "85%")
    cx, cy = (want[0] + want[2]) / 2, (want[1] + want[3]) / 2
    width, height = straight.size
    expected = {0: (cx, cy), 90: (cy, width - cx), 180: (width - cx, height - cy), 270: (height - cy, cx)}[turn]
    assert (x, y) == pytest.approx(expected, abs=12)


@pytest.mark.ocr
def test_a_skewed_scan_with_a_seal_is_read(plan_page: Any, tesseract: Any) -> None:
    seal = Image.new("RGB", plan_page.image.size, "white")
    ImageDraw.Draw(seal).ellipse((700, 330, 1000, 630), outline=(222, 40, 48), width=9)
    image = ImageChops.multiply(plan_page.image, seal).rotate(1.7, Image.Resampling.BICUBIC, fillcolor="white")
    text = " ".join(line.text for line in read_page(image, 200, 1, None, tesseract, SETTINGS).lines)
    assert "Đến ngày 30 tháng 9 năm 2026, trồng mới 120 ha rừng phòng hộ," in text


@pytest.mark.ocr
def test_a_page_that_takes_too_long_is_given_up(plan_page: Any, tesseract: Any) -> None:
    page = read_page(plan_page.image, 200, 1, None, tesseract, ReadSettings(page_timeout=0.01))
    assert page.info.method == "failed"
    assert "0.01 s" in page.fault


def test_no_tesseract_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError) as caught:
        module.Tesseract("Vietnamese+vie")
    for lang in ("vi", "en"):
        assert "apt install tesseract-ocr tesseract-ocr-vie" in caught.value.describe(lang)


def test_no_vietnamese_data_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_installed", lambda: ("5.3.0", frozenset({"eng", "osd"})))
    with pytest.raises(EngineError) as caught:
        module.Tesseract("Vietnamese+vie")
    assert "sudo apt install tesseract-ocr-vie" in caught.value.describe("vi")


def test_language_data_by_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for installed, chosen in (({"vie"}, "vie"), ({"vie", "script/Vietnamese"}, "script/Vietnamese")):
        monkeypatch.setattr(module, "_installed", lambda installed=installed: ("5", frozenset(installed)))
        assert module.Tesseract("Vietnamese+vie").language == chosen


@pytest.mark.parametrize("place", ["save", "mkdtemp"])
def test_a_full_temporary_disk_is_named_and_costs_the_page_alone(
    plan_page: Any, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "_installed", lambda: ("5.3.0", frozenset({"vie"})))
    monkeypatch.setattr(*{"save": (Image.Image, "save", full), "mkdtemp": (tempfile, "mkdtemp", full)}[place])
    page = read(plan_page, module.Tesseract("vie"))
    assert page.info.method == "failed"
    assert f"{tempfile.gettempdir()}: hết dung lượng đĩa" in page.fault
    assert "Cài gói" not in nothing_read("a.png", [page]).describe("vi")


def test_a_picture_for_which_the_memory_does_not_do_is_not_empty(plan_page: Any, engines: Any) -> None:
    class Greedy:
        def read(self, *_: Any) -> None:
            raise MemoryError

    error = nothing_read("a.png", [read(plan_page, Greedy())])
    assert isinstance(error, FileTooLarge)
    assert "Lưu ảnh nhỏ hơn" in error.describe("vi") and "--memory" in error.describe("en")


def test_margins_are_not_read_and_second_opinions_come_from_the_other_data(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[tuple[int, int], str]] = []

    def run(source: str, lang: str, **_: Any) -> str:
        with Image.open(source) as picture:
            asked.append((picture.size, lang))
        titles = "level page_num block_num par_num line_num word_num left top width height conf text"
        return "\n".join("\t".join(row.split()) for row in (titles, "5 1 1 1 1 1 20 20 40 12 91 KẾ"))

    monkeypatch.setattr(module, "_installed", lambda: ("5.3.0", frozenset({"vie", "Vietnamese"})))
    monkeypatch.setattr("pytesseract.pytesseract.run_and_get_output", run)
    engine = module.Tesseract("Vietnamese+vie")
    page = np.full((1000, 800), 255, dtype=np.uint8)
    page[400:440, 300:500] = 0
    ((token,),) = engine.read([page], 200, "page", 5)
    assert token.box == (300.0, 400.0, 340.0, 412.0)
    ((token,),) = engine.read([page], 200, "second", 5)
    assert token.box == (20.0, 20.0, 60.0, 32.0)
    assert asked == [((240, 80), "Vietnamese"), ((800, 1000), "vie")]
    assert engine.describe() == ("tesseract", "5.3.0 Vietnamese, vie")


@pytest.mark.parametrize(("load", "times"), [(0.3, 1.0), (4.0, 1.0), (10.0, 2.5), (400.0, 8.0)])
def test_a_crowded_machine_gets_more_time(monkeypatch: pytest.MonkeyPatch, load: float, times: float) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert crowding() == times


@pytest.mark.parametrize(
    ("right", "parts"),
    [("CỘNG HÒA XÃ HỘI", ["SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI"]), ("CỘNG TÁC XÃ HỘI", ["SỞ NỘI VỤ CỘNG TÁC XÃ HỘI"])],
)
def test_a_crowded_head_is_parted_at_its_motto(right: str, parts: list[str]) -> None:
    lefts = [0, 60, 120, 200, 260, 320, 380]
    texts = ["SỞ", "NỘI", "VỤ", *right.split()]
    words = [OcrWord(text, (x, 0, x + 50, 30), 0.9) for text, x in zip(texts, lefts, strict=True)]
    assert [part.text for part in segments(words)] == parts


@pytest.mark.parametrize("picture", ["noise", "shapes"])
def test_a_picture_of_something_else_is_no_paper(tmp_path: Path, tesseract: Any, picture: str) -> None:
    grain = np.random.default_rng(3).integers(0, 255, (500, 700), dtype=np.uint8)
    image = Image.fromarray(grain) if picture == "noise" else Image.new("L", (700, 500), 120)
    if picture == "shapes":
        pen = ImageDraw.Draw(image)
        pen.ellipse((200, 100, 500, 400), fill=170)
        pen.polygon([(230, 150), (260, 60), (310, 120)], fill=60)
        pen.ellipse((280, 200, 320, 240), fill=20)
    path = tmp_path / "mèo.png"
    image.save(path)
    with pytest.raises(EmptyFile) as caught:
        read_image(path, ReadSettings(ocr_jobs=1), tesseract)
    assert caught.value.describe("vi").startswith(f"{path}: Tệp rỗng (")
