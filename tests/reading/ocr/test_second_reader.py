"""The second reader: what its strips can say, what becomes of a head and a signature, and life without it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.errors import EngineError
from pipeline.reading.ocr import rapidocr
from pipeline.reading.ocr.contract import OcrWord, PageFault, Spot
from pipeline.reading.ocr.names import Word, fused, is_usual
from pipeline.reading.ocr.pages import read_page
from pipeline.reading.ocr.pictures import prepare
from pipeline.reading.ocr.pieces import Piece, parted, placed
from pipeline.reading.ocr.rereading import settled_symbol
from pipeline.reading.ocr.sheet import Sheet
from pipeline.reading.ocr.signatures import office_of, signed
from pipeline.reading.ocr.signers import lost_name
from pipeline.reading.ocr.strips import numbers, share, signs
from pipeline.settings import ReadSettings

SETTINGS = ReadSettings(ocr_jobs=1)
DPI = 200


# -------------------------------------------------------------------------------------------------- strips


def test_the_likeliest_string_joins_columns_of_one_sign(strip: Any) -> None:
    found = signs(strip(["S", {"6": 0.6, "8": 0.4}, "/"]))
    assert [(sign.text, sign.first, sign.last, sign.chance) for sign in found] == [
        ("S", 0, 0, 1.0),
        ("6", 2, 2, 0.6),
        ("/", 4, 4, 1.0),
    ]


def test_numbers_weigh_digits_against_signs_that_hands_write_like_them(strip: Any) -> None:
    found = share(numbers(strip([{"l": 0.5, "7": 0.5}, "4"]).columns))
    assert list(found)[:2] == ["74", "14"]
    assert found["74"] == pytest.approx(0.5 / (0.5 + 0.5 * 0.3), abs=0.001)


@pytest.mark.parametrize(
    ("columns", "letter", "best"),
    [
        ("176", False, "176"),
        ("31B", True, "31B"),
        ("31B", False, "318"),
        ("...", False, ""),
        ("", False, ""),
        ("x", False, None),
    ],
)
def test_the_best_number(strip: Any, columns: str, letter: bool, best: str | None) -> None:
    assert next(iter(share(numbers(strip(columns).columns, letter))), None) == best


# ------------------------------------------------------------------------------------- words of two readers


@pytest.mark.parametrize(
    ("second", "printed", "symbol", "sure"),
    [
        ("KH-UBND", "Số:27/KH-UBND", "KH-UBND", True),
        ("QD-UBND", "Số:/QĐ-UBND", "QĐ-UBND", True),  # the second reader does not know the letter
        ("UBND-VX", "S:34/UBND-VX", "UBND-VX", True),
        ("KH-UBND", "~lI/", "KH-UBND", False),
    ],
)
def test_the_symbol_that_both_mean(second: str, printed: str, symbol: str, sure: bool) -> None:
    assert settled_symbol(second, printed) == (symbol, sure)


def view(text: str, sure: float = 0.9, lossy: bool = False) -> list[Word]:
    """A line as one view has it: words as wide as their letters; a dot is a place without a word."""
    words, at = [], 0
    for word in text.split(" "):
        if word.strip("."):
            words.append(Word(word, sure, 10.0 * at, 10.0 * (at + len(word)), lossy))
        at += len(word) + 1
    return words


def second(text: str) -> list[Word]:
    """A line as the second reader has it."""
    return view(text, 1.0, lossy=True)


@pytest.mark.parametrize(
    ("views", "name", "confidence", "other"),
    [
        ([second("Nguyn Trng Hip"), view("Nguyễn Trọng Hiệp")], "Nguyễn Trọng Hiệp", 0.95, None),
        ([second("Sùng ThHoa"), view("Sùng Thị Hoa")], "Sùng Thị Hoa", 0.95, None),
        # a view that has lost words tells of those that it has
        (
            [second("Nguyên Trong Hiêp"), view("...... Trọng", 0.95), view("Nguyễn ..... Hiệp")],
            "Nguyễn Trọng Hiệp",
            0.95,
            None,
        ),
        # what several views have weighs more than the usual
        ([view("Ung Thị Hoa"), view("Ung Thị Hoa"), second("Ung Thi Hoa")], "Ung Thị Hoa", 0.95, None),
        # a view that is unsure weighs little beside one that is sure
        ([view("Lê Văn Tài", 0.7), view("Lê Văn Tái", 0.2)], "Lê Văn Tài", 0.595, "Lê Văn Hải"),
        # what the engine makes of a stroke behind it is no word
        ([[*view("Lê Văn Hải"), Word("á", 0.0, 110.0, 120.0)], second("Lê Văn Hai")], "Lê Văn Hải", 0.95, None),
        ([view("Vàng ADế"), second("Vàng A De")], "Vàng A Dế", 0.95, None),
        ([view("Lê Văn Hải"), view("Lê Văn Hại", 0.8)], "Lê Văn Hải", 0.85, None),
    ],
)
def test_a_name_takes_its_words_from_all_views(
    views: list[list[Word]], name: str, confidence: float, other: str | None
) -> None:
    found = fused(views)
    assert found is not None
    assert (found.text, found.confidence, found.other) == (name, confidence, other)


@pytest.mark.parametrize("seen", ["27", "", "xx qq zz", "Kính gửi các thôn và tổ dân phố"])
def test_what_is_no_name(seen: str) -> None:
    assert fused([second(seen)]) is None


@pytest.mark.parametrize(
    ("line", "office", "before", "likeness"),
    [
        ("KT.CH TCH", "CHỦ TỊCH", "KT.", 1.0),
        ("PHO GIAM DOC", "PHÓ GIÁM ĐỐC", "", 1.0),
        ("CH TC", "CHỦ TỊCH", "", 0.8),
        ("PHÓ BÍ THƯ THƯNG TRC", "PHÓ BÍ THƯ THƯỜNG TRỰC", "", 1.0),
        ("PHÓ CHỈ HUY TRNG", "PHÓ CHỈ HUY TRƯỞNG", "", 0.87),
        ("CHI CUC TRU'ÓNG", "CHI CỤC TRƯỞNG", "", 1.0),
    ],
)
def test_an_office_is_known_without_the_letters_that_are_lost(
    line: str, office: str, before: str, likeness: float
) -> None:
    found = office_of(line)
    assert (found[0], found[1], round(found[2], 2)) == (before, office, likeness)


def test_an_office_in_a_longer_one_is_none() -> None:
    assert office_of("TRƯỞNG CÔNG TRÌNH THỦY LỢI")[2] == pytest.approx(0.67, abs=0.01)


@pytest.mark.parametrize(
    ("text", "usual"),
    [("Hồ Văn Phước", True), ("Hộ Văn Phước", False), ("Hồ Vẫn Phước", False), ("Hồ", False), ("", False)],
)
def test_a_usual_name_is_of_syllables_that_people_bear(text: str, usual: bool) -> None:
    assert is_usual(text) is usual


def test_a_line_that_the_engine_is_sure_of_stands(
    engines: dict[str, Any], recorded_reader: Any, plan_page: Any
) -> None:
    page = plan_page
    page.write(4.6, 4.0, "TRƯỞNG CÔNG AN THỊ TRẤN")
    page.write(5.0, 5.2, "Phạm Minh Đức")
    spots = [Spot(around(page.tokens, line)) for line in (5, 6)]
    sheet = Sheet(page.image, prepare(page.image, 200, 200), recorded_reader(spots, [[""]]))
    told = signed(page.tokens, sheet, engines["recorded"]([[]]), 10)
    assert [word.better for word in told] == [None] * len(page.tokens)


def around(tokens: list[OcrWord], line: int) -> tuple[float, float, float, float]:
    """The box of a line of a drawn page."""
    boxes = [token.box for token in tokens if token.line[2] == line]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def test_a_name_that_no_line_shows_is_looked_for_below_the_office(engines: dict[str, Any], plan_page: Any) -> None:
    sheet = Sheet(plan_page.image, prepare(plan_page.image, 200, 200), None)  # type: ignore[arg-type]
    words = [
        OcrWord("Phạm", (100, 200, 180, 230), 0.9, (1, 1, 3)),
        OcrWord("Minh", (190, 200, 260, 230), 0.9, (1, 1, 3)),
        OcrWord("Đức", (270, 200, 330, 230), 0.8, (1, 1, 3)),
        OcrWord("Xwq", (100, 100, 180, 130), 0.9, (1, 1, 2)),
        OcrWord("Hội", (100, 300, 180, 330), 0.2, (1, 1, 4)),
    ]
    engine = engines["recorded"]([words])
    found = lost_name(Spot((900.0, 600.0, 1100.0, 640.0)), sheet, engine, 10)
    assert found is not None
    line, name = found
    assert name.text == "Phạm Minh Đức"
    left, top = 1000 - 38 * 200 / 25.4, 640 + 7 * 200 / 25.4
    assert line.box == pytest.approx((left + 100, top + 200, left + 330, top + 230))
    assert engine.calls == [(2, "block")]
    assert lost_name(Spot((900.0, 2300.0, 1100.0, 2330.0)), sheet, engine, 10) is None
    assert lost_name(Spot((900.0, 600.0, 1100.0, 640.0)), sheet, engines["recorded"]([words[3:]]), 10) is None


def test_running_words_are_no_office() -> None:
    assert office_of("Chủ tịch các xã chịu trách nhiệm")[2] == 0.0


LINE = Spot((100.0, 100.0, 400.0, 130.0))


def test_pieces_are_laid_over_the_words_they_touch_and_others_emptied() -> None:
    words = [
        OcrWord("S6:", (100, 100, 140, 130), 0.5),
        OcrWord("~", (150, 100, 160, 130), 0.2),
        OcrWord("body", (100, 300, 160, 330), 0.9),
    ]
    out = placed(words, LINE, [Piece("Số:", 100, 141), Piece("27/KH-UBND", 200, 400, 0.8, "21")])
    assert [(word.text, word.better, word.confidence, word.other) for word in out] == [
        ("S6:", "Số:", 1.0, None),
        ("~", "", 0.0, None),
        ("body", None, 0.9, None),
        ("27/KH-UBND", None, 0.8, "21"),
    ]


def test_words_on_lines_of_their_own_are_parted() -> None:
    joined = [OcrWord("a", (100, 100, 140, 130), 1.0, (1, 1, 1)), OcrWord("b", (800, 100, 840, 130), 1.0, (1, 1, 1))]
    one, other = parted(joined, [LINE])
    assert (one.line, other.line) == ((-1, 100, 100), (1, 1, 1))


# ---------------------------------------------------------------------------------------------- whole pages


def spot(page: Any, x: float, y: float, text: str) -> Spot:
    """A line of writing at (x, y) inches."""
    return Spot(page.pen.textbbox((x * DPI, y * DPI), text, font=page.fonts[13]))


def seen(page: Any, text: str) -> list[str]:
    """The columns of a strip: each sign and as many empty ones as it is wide."""
    return [column for sign in text for column in (sign, *[""] * round(page.fonts[13].getlength(sign) / 4))]


@pytest.fixture
def page(drawn_page: Any) -> Any:
    """A page whose number and day the engine leaves out."""
    page = drawn_page()
    page.write(3.7, 0.3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    page.write(4.4, 0.55, "Độc lập - Tự do - Hạnh phúc", 13)
    page.write(1.5, 1.0, "Số: 27/KH-UBND", 13)
    page.write(4.2, 1.0, "An Bình, ngày 05 tháng 3 năm 2026", 13)
    page.write(3.6, 1.6, "KẾ HOẠCH")
    page.write(1.2, 2.2, "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:")
    page.tokens = [token for token in page.tokens if token.text not in ("27/KH-UBND", "05")]
    page.tokens.append(OcrWord("/KH-UBND", (360.0, 203.0, 540.0, 235.0), 0.9, (1, 1, 3)))
    return page


def clean(line: Any) -> str:
    """A line with its repairs."""
    text = line.text
    for start, end, better in sorted(line.edits, reverse=True):
        text = text[:start] + better + text[end:]
    return " ".join(text.split())


NUMBER, DATE = "Số: 27/KH-UBND", "An Bình, ngày 05 tháng 3 năm 2026"


def test_number_and_day_of_a_head_are_read_again(page: Any, engines: Any, recorded_reader: Any) -> None:
    spots = [spot(page, 1.5, 1.0, NUMBER), spot(page, 4.2, 1.0, DATE)]
    second = recorded_reader(spots, [seen(page, "S: 27/KH-UBND"), seen(page, DATE)])
    read = read_page(page.image, DPI, 1, None, engines["recorded"]([page.tokens]), SETTINGS, second)
    lines = [clean(line) for line in read.lines]
    assert lines[2:4] == [NUMBER, DATE]
    assert [word.other for line in read.lines for word in line.words if word.other] == []


def test_a_number_in_doubt_says_what_else_it_can_be(page: Any, engines: Any, recorded_reader: Any) -> None:
    unsure = [*"S:2", {"7": 0.6, "1": 0.4}, *"/KH-UBND"]
    views = ["2", {"7": 0.6, "1": 0.4}]
    second = recorded_reader([spot(page, 1.5, 1.0, NUMBER)], [unsure, views, views])
    read = read_page(page.image, DPI, 1, None, engines["recorded"]([page.tokens]), SETTINGS, second)
    doubts = [word.other for line in read.lines for word in line.words if word.other]
    assert NUMBER in [clean(line) for line in read.lines]
    assert doubts == ["21"]


def test_offices_under_seals_are_looked_for_at_one_level(drawn_page: Any, engines: Any, recorded_reader: Any) -> None:
    page = drawn_page()
    page.write(1.2, 1.0, "Hai ngành ký kết chương trình phối hợp trồng rừng.")
    page.write(1.0, 3.0, "Nơi nhận:", 13)
    page.write(1.2, 2.5, "Lê Văn Hợp", 13)
    page.write(5.2, 2.5, "Trần Thị Mẫu", 13)
    page.tokens.append(OcrWord("“BỌN", (1060.0, 302.0, 1110.0, 330.0), 0.3, (1, 1, 9)))
    spots = [
        spot(page, 1.2, 2.5, "Lê Văn Hợp"),
        spot(page, 5.2, 2.5, "Trần Thị Mẫu"),
        spot(page, 5.2, 1.5, "CHỦ TỊCH A"),
    ]
    second = recorded_reader(spots, [seen(page, "CHÚ TC"), seen(page, "GAMDÓC"), seen(page, "CHÚTICH")], in_vain=1)
    read = read_page(page.image, DPI, 2, None, engines["recorded"]([page.tokens], [[]]), SETTINGS, second)
    assert [(line.column, clean(line)) for line in read.lines[1:]] == [
        ("left", "GIÁM ĐỐC"),
        ("left", "Lê Văn Hợp"),
        ("left", "Nơi nhận:"),
        ("right", "CHỦ TỊCH"),
        ("right", "Trần Thị Mẫu"),
    ]


def test_a_page_without_a_head_is_not_read_again(plan_page: Any, engines: Any, recorded_reader: Any) -> None:
    second = recorded_reader([], [[]])
    read = read_page(plan_page.image, DPI, 2, None, engines["recorded"]([plan_page.tokens]), SETTINGS, second)
    assert read.fault is None
    assert second.cuts == []


def test_where_the_second_reader_fails_the_first_reading_stands(page: Any, engines: Any, recorded_reader: Any) -> None:
    class Failing(recorded_reader):  # type: ignore[misc]
        def find(self, picture: Any, dpi: float) -> list[Any]:
            raise PageFault("onnxruntime: no room")

    read = read_page(page.image, DPI, 1, None, engines["recorded"]([page.tokens]), SETTINGS, Failing([], [[]]))
    assert read.fault is None
    assert "Số: /KH-UBND" in [clean(line) for line in read.lines]
    assert read.info.reason == "bộ đọc thứ hai bị lỗi, chỉ đọc một lần / the second reader failed: read once only"


# ------------------------------------------------------------------------------------- the engine itself


@pytest.fixture
def unloaded() -> Any:
    """Models are loaded anew, and again for the next test."""
    rapidocr._models.cache_clear()
    yield
    rapidocr._models.cache_clear()


def test_without_the_package_what_is_lost_is_said(monkeypatch: pytest.MonkeyPatch, unloaded: None) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    faults: list[tuple[int | None, str, str]] = []
    assert rapidocr.second_reader(faults) is None
    [(page, stage, message)] = faults
    assert (page, stage) == (None, "ocr")
    assert "pip install rapidocr onnxruntime" in message.split(" / ")[0]


def test_a_changed_model_is_refused(monkeypatch: pytest.MonkeyPatch, unloaded: None) -> None:
    pytest.importorskip("onnxruntime")
    monkeypatch.setattr(rapidocr, "_SHA256", dict.fromkeys(rapidocr._SHA256, "0" * 64))
    with pytest.raises(EngineError) as caught:
        rapidocr.RapidOcr()
    assert "force-reinstall" in caught.value.describe("en")
    faults: list[tuple[int | None, str, str]] = []
    assert rapidocr.second_reader(faults) is None
    assert [stage for _, stage, message in faults if "force-reinstall" in message] == ["ocr"]


def test_the_models_find_and_read_a_line(drawn_page: Any) -> None:
    pytest.importorskip("onnxruntime")
    page = drawn_page((4.0, 1.2))
    page.write(0.5, 0.4, "2026/KH-UBND", 14)
    reader = rapidocr.RapidOcr()
    [line] = reader.find(page.image, DPI)
    x0, y0, x1, y1 = page.tokens[0].box
    assert line.box == pytest.approx((x0, y0, x1, y1), abs=12)
    [strip] = reader.read([page.image.crop((round(x0) - 4, round(y0) - 4, round(x1) + 4, round(y1) + 4))])
    assert "".join(sign.text for sign in signs(strip)) == "2026/KH-UBND"
    assert reader.describe()[0] == "rapidocr"


def test_an_empty_sheet_has_no_lines() -> None:
    pytest.importorskip("onnxruntime")
    assert rapidocr.RapidOcr().find(Image.new("RGB", (400, 200), "white"), DPI) == []


def test_an_error_of_the_models_is_a_fault_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnxruntime")
    reader = rapidocr.RapidOcr()
    monkeypatch.setattr(reader, "_find", reader._read)  # takes no picture of that height
    with pytest.raises(PageFault, match="onnxruntime"):
        reader.find(Image.new("RGB", (400, 200), "white"), DPI)


def test_the_wheel_is_asked_for_files_not_for_code() -> None:
    source = Path(rapidocr.__file__).read_text(encoding="utf-8")
    assert "import rapidocr" not in source


def test_a_word_that_overlaps_the_next_is_still_read() -> None:
    name = fused([[Word("Lê", 0.9, 0, 100), Word("Văn", 0.9, 0.5, 165.5), Word("Thử", 0.9, 180, 260)]])
    assert name is not None
    assert name.text == "Lê Văn Thử"


def test_a_word_that_the_second_reader_has_nothing_of_is_in_doubt() -> None:
    printed = [Word("Trần", 0.96, 0, 50), Word("Văn", 0.96, 60, 100), Word("Rô", 0.92, 110, 150)]
    name = fused([printed, [Word("Tran", 1, 0, 50, True), Word("Văn", 1, 60, 100, True)]])
    assert name is not None
    assert name.confidence == 0.595


def test_a_family_that_none_bears_is_in_doubt_however_surely_it_is_read() -> None:
    printed = [Word("Tấn", 0.97, 0, 50), Word("Hoa", 0.97, 60, 110)]
    name = fused([printed, printed])
    assert name is not None
    assert name.confidence == 0.595
    same = fused([[Word("Tẩn", 0.97, 0, 50), Word("Hoa", 0.97, 60, 110)]] * 2)
    assert (same and same.text, same and same.confidence) == ("Tẩn Hoa", 0.95)


def test_the_family_of_a_word_that_lost_its_head() -> None:
    name = fused([[Word("rần", 0.6, 10, 50), Word("Văn", 0.96, 60, 100), Word("Hải", 0.96, 110, 150)]])
    assert (name and name.text) == "Trần Văn Hải"
