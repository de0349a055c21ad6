"""Belief in text layers: what reads as Vietnamese, what does not, and whole pages decided one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reportlab.lib.utils import ImageReader

from pipeline.errors import EngineError
from pipeline.reading.ocr import tesseract as tesseract_module
from pipeline.reading.ocr.contract import OcrWord
from pipeline.reading.pdf.reader import read_pdf
from pipeline.reading.trust import BELIEVED, _weigh, agreement, covers, judge, sample
from pipeline.settings import ReadSettings

GOOD = """Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15; Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm
2026 như sau: đến ngày 30 tháng 9 năm 2026, trồng mới 120 ha rừng phòng hộ, tỷ lệ cây sống đạt từ 85% trở lên; giao Phòng
Kinh tế chủ trì, phối hợp với Công an xã, các thôn và Hạt Kiểm lâm tổ chức thực hiện, báo cáo trước ngày 05/12/2026."""


def stripped(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        unicodedata.normalize("NFD", GOOD),
        GOOD.upper(),
        "2",
        "",
        "STT Chỉ tiêu Tỷ lệ\n" + "\n".join(f"{n} {n * 37} {n * 1.5}% ha" for n in range(40)),
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nY Brih Niê Kđăm",
        "The report of the committee shall be sent to the department by the end of the month for approval. " * 3,
        "ñy ban nh©n d©n x· ban hµnh KÕ ho¹ch trång rõng n¨m 2026 nh­ sau; giao Phßng Kinh tÕ chñ tr× " * 3,
        GOOD.encode().decode("latin-1"),
        GOOD + " https://dichvucong.gov.vn/p/home/dvc-trang-chu.html vanthu@angiang.gov.vn",
    ],
)
def test_believed(text: str) -> None:
    verdict = judge(text)
    assert verdict.believed
    assert verdict.reason in (None, "tiếng Anh / English")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (stripped(GOOD), "diacritics are missing"),
        ("".join(char for char in GOOD if ord(char) < 128), "many words"),
        ("Uv bqn nhfin dfin xd ban hdnh K6 ho4ch tr6ng rimg nam 2026 nhu sau, giao Ph6ng Kinh t6 chi tri " * 3, "digits inside"),
        ("8ӌ EDQ QKkQ GkQ [m EDQ KjQK .Ӄ KRҥFK WUӗQJ UӮQJ QăP QKѭ VDX JLDR 3KzQJ .LQK WӃ FKӫ WUu " * 3, "legacy font"),
        ("(cid:12)(cid:44)(cid:9) (cid:3)(cid:77) " * 20, "without Unicode"),
        ("\ufffd\ufffdy b\ufffdn nh\ufffdn d\ufffdn " * 20, "without Unicode"),
        (" ".join(GOOD), "letters apart"),
        ("".join(" " if c.isdigit() else c for c in GOOD) + " Số /KH, trước ngày / /", "digits are lost"),
        (GOOD.replace(" ", ""), "digits inside"),
    ],
)  # fmt: skip
def test_not_believed(text: str, why: str) -> None:
    verdict = judge(text)
    assert verdict.score < BELIEVED
    assert why in (verdict.reason or "")


def test_words_without_unicode_condemn_a_page() -> None:
    assert judge(GOOD, unmapped=0.5).score == 0.0


@given(st.text(max_size=300))
@example('The"A"A"E"O"n')  # English, which is believed and told
def test_any_text_gets_a_score(text: str) -> None:
    verdict = judge(text)
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.believed is (verdict.reason is None or verdict.english)


def test_cover() -> None:
    picture = np.full((842, 595), 255, dtype=np.uint8)
    picture[100:110:2, 100:300] = 0
    picture[500:510:2, 100:300] = 0
    boxes = [(98.0, 98.0, 302.0, 112.0)]
    assert covers(picture, boxes, 72) == pytest.approx(0.5, abs=0.02)
    assert covers(picture, [*boxes, (98.0, 498.0, 302.0, 512.0)], 72) == 1.0
    assert covers(np.full((842, 595), 255, dtype=np.uint8), [], 72) == 1.0


def test_sampled_lines_are_long_and_spread() -> None:
    lines = [(f"dòng số {n} của trang văn bản này", (80.0, 20.0 * n, 500.0, 20.0 * n + 14)) for n in range(30)]
    lines.insert(3, ("ngắn", (80.0, 70.0, 110.0, 84.0)))
    chosen = sample(lines, 4)
    assert len(chosen) == 4
    assert [box[1] for _, box in chosen] == [60.0, 220.0, 360.0, 520.0]
    assert sample([("ngắn", (0.0, 0.0, 9.0, 9.0))]) == []


def test_agreement_takes_the_second_best_line(plan_page: Any, engines: Any) -> None:
    picture = np.asarray(plan_page.image.convert("L"))
    lines = [("Ủy ban nhân dân", (80.0, 50.0 * n, 400.0, 50.0 * n + 14)) for n in (1, 2, 3)]
    said = [
        [OcrWord(word, (0, 0, 5, 5), 0.9) for word in text.split()]
        for text in ("Ủy ban nhân dân", "~~", "Ủy ban nhàn dân")
    ]
    assert agreement(lines, picture, 200, engines["recorded"](said), 5) == pytest.approx(11 / 12, abs=0.01)
    assert agreement([], picture, 200, engines["recorded"](said), 5) is None


Make = Callable[..., Path]


def scan(page: Any, hidden: tuple[str, ...] = ()) -> Callable[[Any], None]:
    """Draws a page's picture over the whole sheet, and lines of hidden text where the picture has its own."""

    def draw(canvas: Any) -> None:
        canvas.drawImage(ImageReader(page.image), 0, 0, 595, 842)
        for number, text in enumerate(hidden):
            line = canvas.beginText(86.4, 842 - (1.5 + 0.35 * number) * 72 - 13)
            line.setTextRenderMode(3)
            line.textOut(text)
            canvas.drawText(line)

    return draw


def born(canvas: Any) -> None:
    for number, line in enumerate(GOOD.split("\n")):
        canvas.drawString(40, 700 - 20 * number, line)


@pytest.fixture
def own_lines(plan_page: Any) -> tuple[str, ...]:
    lines: dict[Any, list[str]] = {}
    for token in plan_page.tokens:
        lines.setdefault(token.line, []).append(token.text)
    return tuple(" ".join(words) for words in lines.values())


@pytest.mark.ocr
def test_a_mixed_document_page_by_page(
    make_pdf: Make, plan_page: Any, drawn_page: Any, own_lines: tuple[str, ...], tesseract: Any
) -> None:
    other = tuple(" ".join(reversed(line.split())) for line in reversed(own_lines))
    path = make_pdf(
        born,
        scan(plan_page, own_lines),
        scan(plan_page),
        scan(plan_page, tuple(stripped(line) for line in own_lines)),
        scan(plan_page, other),
        scan(plan_page, ("Ký bởi: Ủy ban nhân dân xã; ngày ký 12/01/2026",)),
        scan(drawn_page()),
    )
    reading = read_pdf(path, ReadSettings())
    methods = [page.method for page in reading.pages]
    assert methods == ["layer", "layer", "ocr", "layer-rejected", "layer-rejected", "layer-rejected", "ocr"]
    assert reading.method == "mixed"
    reasons = [page.reason or "" for page in reading.pages]
    assert reasons[:2] == ["", ""]
    for reason, told in zip(reasons[2:], ("no text layer", "diacritics", "differs", "only part", ""), strict=True):
        assert told in reason
    for number in (2, 3, 4, 5, 6):
        text = " ".join(line.text for line in reading.lines if line.page == number)
        assert "trồng mới 120 ha rừng phòng hộ" in text
    assert ("tesseract") in dict(reading.engines)


def test_ocr_never_keeps_the_layer_and_says_what_is_wrong(make_pdf: Make, plan_page: Any, own_lines: Any) -> None:
    path = make_pdf(scan(plan_page, tuple(stripped(line) for line in own_lines)), born)
    reading = read_pdf(path, ReadSettings(ocr="never"))
    assert [page.method for page in reading.pages] == ["layer", "layer"]
    assert reading.pages[0].quality < BELIEVED
    assert "diacritics" in (reading.pages[0].reason or "")
    assert reading.method == "text-layer"


def test_without_an_engine_the_rest_goes_on(make_pdf: Make, plan_page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract_module.shutil, "which", lambda name: None)
    reading = read_pdf(make_pdf(born, scan(plan_page)), ReadSettings())
    assert [page.method for page in reading.pages] == ["layer", "failed"]
    assert [(page, stage, "apt install" in message) for page, stage, message in reading.faults] == [(2, "ocr", True)]
    with pytest.raises(EngineError):
        read_pdf(make_pdf(scan(plan_page), name="scan.pdf"), ReadSettings())
    with pytest.raises(EngineError):
        read_pdf(make_pdf(born, name="born.pdf"), ReadSettings(ocr="always"))


@pytest.mark.parametrize(
    ("piece", "weight"),
    [("rừng", 1), ("RỪNG", 1), ("km", None), ("XIV", None), ("NQ-HĐND", None), ("xqzt", -1), ("rỪng", -1)],
)
def test_units_numerals_and_symbols_tell_nothing_of_a_layer(piece: str, weight: int | None) -> None:
    assert _weigh(piece) == weight
