"""Signature blocks: print without the ink over it, names and offices that several views tell, two blocks side by side."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.reading.ocr.blocks import regions_of
from pipeline.reading.ocr.contract import OcrWord, Spot
from pipeline.reading.ocr.names import has_rival
from pipeline.reading.ocr.offices import office_of
from pipeline.reading.ocr.pages import read_page
from pipeline.reading.ocr.pictures import prepare
from pipeline.reading.ocr.prints import printed
from pipeline.reading.ocr.sheet import Sheet
from pipeline.reading.ocr.signature_rows import Row, is_print, name_on
from pipeline.reading.ocr.signatures import _lost_offices, _once, _without_strokes
from pipeline.reading.ocr.signers import names_below
from pipeline.settings import ReadSettings
from pipeline.vietnam.signing import APPROVAL, name_in_capitals, without_rank

SETTINGS = ReadSettings(ocr_jobs=1)
DPI = 200


# ------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("name", "has"), [("Lê Tiên Thử", True), ("Lê Tiến Dũng", False), ("Trường Thị Hà", True), ("Trương Thị Hà", False)]
)
def test_a_rare_syllable_whose_sister_is_usual_is_doubtful(name: str, has: bool) -> None:
    assert has_rival(name) is has


@pytest.mark.parametrize(
    ("line", "rank", "name"),
    [
        ("BS.CKII. Lê Văn Thử", "BS.CKII. ", "Lê Văn Thử"),
        ("PGS.TS Lê Văn Thử", "PGS.TS ", "Lê Văn Thử"),
        ("ThS. Lê Văn Thử", "ThS. ", "Lê Văn Thử"),
        ("Đại tá, TS. Lê Văn Thử", "", "Đại tá, TS. Lê Văn Thử"),
        ("Thượnhg tá Lê Văn Thử", "Thượnhg tá ", "Lê Văn Thử"),
        ("Đại tá TS. Lê Văn Thử", "Đại tá TS. ", "Lê Văn Thử"),
        ("Trung Tá Lê", "Trung Tá ", "Lê"),
        ("Tạ Văn Sâm", "", "Tạ Văn Sâm"),
        ("", "", ""),
    ],
)
def test_a_rank_is_no_part_of_a_name(line: str, rank: str, name: str) -> None:
    assert without_rank(line) == (rank, name)


@pytest.mark.parametrize(
    ("line", "name"),
    [("LÊ THỊ THÚY", "Lê Thị Thúy"), ("THƯỜNG TRỰC", None), ("BAN THƯỜNG VỤ", None), ("LÊ", None), ("Lê Thị", None)],
)
def test_a_name_in_capitals(line: str, name: str | None) -> None:
    assert name_in_capitals(line) == name


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("PHÊ DUYỆT", True),
        ("DUYỆT CỦA BAN GIÁM HIỆU", True),
        ("PHÊ DUYỆT CỦA ỦY BAN NHÂN DÂN XÃ", True),
        ("PHÊ DUYỆT KẾ HOẠCH SỬ DỤNG ĐẤT", False),
        ("XÁC NHẬN; DUYỆT", False),
    ],
)
def test_the_mark_of_an_approval(line: str, marks: bool) -> None:
    assert bool(APPROVAL.match(line)) is marks


@pytest.mark.parametrize(
    ("line", "before", "office", "after", "likeness"),
    [
        ("TRƯỞNG PHÒNG KINH TẾ - XÃ", "", "TRƯỞNG PHÒNG", "KINH TẾ - XÃ", 0.97),
        (".' ˆ Q GIĂM ĐỐC", ".' ˆ Q", "GIÁM ĐỐC", "", 1.0),
        ("TUQ. CHỦ TỊCH", "TUQ.", "CHỦ TỊCH", "", 1.0),
    ],
)
def test_what_stands_around_an_office(line: str, before: str, office: str, after: str, likeness: float) -> None:
    found = office_of(line)
    assert (found.before, found.name, found.after) == (before, office, after)
    assert found.likeness == likeness


# ------------------------------------------------------------------------------------------------- print


class WatchedEngine:
    """Keeps the pictures that it is shown."""

    def __init__(self, words: list[OcrWord]) -> None:
        self.words, self.pictures = words, []  # type: ignore[var-annotated]

    def read(self, pictures: Any, dpi: float, mode: str, timeout: float) -> list[list[OcrWord]]:
        self.pictures += pictures
        return [self.words for _ in pictures]


@pytest.mark.parametrize("ink", [(222, 40, 48), (45, 60, 170), (120, 120, 120)])
def test_only_print_is_left_of_a_block(drawn_page: Any, ink: tuple[int, int, int]) -> None:
    page = drawn_page((4.0, 2.0))
    page.write(1.0, 1.0, "Phạm Minh Đức")
    page.pen.ellipse((150, 100, 400, 350), outline=ink, width=9)
    sheet = Sheet(page.image, prepare(page.image, DPI, DPI), None)  # type: ignore[arg-type]
    engine = WatchedEngine([OcrWord("Phạm", (30.0, 15.0, 90.0, 45.0), 0.9)])
    views = printed((100.0, 50.0, 700.0, 390.0), sheet, engine, 10)
    assert [[found.text for found in view] for view in views] == [["Phạm"], ["Phạm"]]
    assert views[0][0].line.box == (120.0, 60.0, 160.0, 80.0)
    assert len(engine.pictures) == 2
    for view in engine.pictures:
        assert view.shape == (510, 900)
        assert view[round((115 - 50) * 1.5), round((275 - 100) * 1.5)] == 255  # above the name, only ink
        assert np.count_nonzero(view < 100) > 1000


# --------------------------------------------------------------------------------------------- whole blocks


def spot(page: Any, x: float, y: float, text: str) -> Spot:
    """A line of writing at (x, y) inches."""
    return Spot(page.pen.textbbox((x * DPI, y * DPI), text, font=page.fonts[13]))


def origin(page: Any) -> tuple[float, float]:
    """Where the part of a page begins that is looked at for a block whose first line is that of "Nơi nhận"."""
    return 0.33 * page.image.width, min(token.box[1] for token in page.tokens) - 10 * DPI / 25.4


def around(page: Any, *office: Any) -> tuple[float, float]:
    """Where the part of a page begins whose print is looked at for an office that is in doubt, or its name."""
    line = spot(page, *office)
    return line.middle - 50 * DPI / 25.4, line.box[1] - 9 * DPI / 25.4


def spots_of(page: Any, *lines: tuple[float, float, str]) -> list[Spot]:
    """Lines at (x, y) inches as the second reader finds them in that part."""
    left, top = origin(page)
    boxes = [spot(page, *line).box for line in lines]
    return [Spot((x0 - left, y0 - top, x1 - left, y1 - top)) for x0, y0, x1, y1 in boxes]


def in_print(page: Any, box: tuple[float, float], *lines: tuple[float, float, str]) -> list[OcrWord]:
    """The words of lines at (x, y) inches as an engine reads them in the part that begins at `box` (pixels)."""
    words = []
    for number, (x, y, text) in enumerate(lines):
        left = x * DPI
        for word in text.split():
            x0, y0, x1, y1 = page.pen.textbbox((left, y * DPI), word, font=page.fonts[13])
            place = tuple(1.5 * (at - start) for at, start in zip((x0, y0, x1, y1), (*box, *box), strict=True))
            words.append(OcrWord(word, place, 0.9, (1, 1, number)))
            left += page.pen.textlength(word + " ", font=page.fonts[13])
    return words


def read(page: Any, engines: Any, second: Any, prints: list[OcrWord]) -> list[tuple[str | None, str]]:
    """Column and text of the lines of a page, repairs made."""
    engine = engines["recorded"]([page.tokens], [prints, prints], [[], [], []])
    out = []
    for line in read_page(page.image, DPI, 2, None, engine, SETTINGS, second).lines:
        text = line.text
        for start, end, better in sorted(line.edits, reverse=True):
            text = text[:start] + better + text[end:]
        out.append((line.column, " ".join(text.split())))
    return out


def test_office_and_name_that_no_reader_finds_are_read_in_the_print(
    drawn_page: Any, engines: Any, recorded_reader: Any
) -> None:
    page = drawn_page()
    page.write(1.2, 1.0, "Ủy ban nhân dân xã giao các thôn trồng rừng phòng hộ.")
    page.write(1.0, 3.0, "Nơi nhận:", 13)
    second = recorded_reader([spot(page, 1.0, 3.0, "Nơi nhận:")], [list("Noi nhn:")])
    # 100 mm above the recipients the part begins that is looked at
    prints = in_print(page, (0.0, 0.0), (5.0, 3.0, "Q GIĂM ĐỐC"), (5.0, 4.0, "Ksor Thị Vân"))
    assert read(page, engines, second, prints)[1:] == [
        ("left", "Nơi nhận:"),
        ("right", "Q. GIÁM ĐỐC"),
        ("right", "Ksor Thị Vân"),
    ]


def test_the_deputy_below_an_office_is_of_that_office(drawn_page: Any, engines: Any, recorded_reader: Any) -> None:
    page = drawn_page()
    page.write(1.0, 3.0, "Nơi nhận:", 13)
    page.write(5.0, 3.0, "KT. CHỦ TỊCH", 13)
    page.write(4.6, 3.25, "PHÓ CHỦ THƯỜNG TRỰC", 13)
    page.write(5.0, 4.2, "Phạm Minh Đức", 13)
    lines = (5.0, 3.0, "KT. CHỦ TỊCH"), (4.6, 3.25, "PHÓ CHỦ THƯỜNG TRỰC"), (5.0, 4.2, "Phạm Minh Đức")
    spots = spots_of(page, *lines)
    assert read(page, engines, recorded_reader(spots, [[""]]), []) == [
        ("left", "Nơi nhận:"),
        ("right", "KT. CHỦ TỊCH"),
        ("right", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
        ("right", "Phạm Minh Đức"),
    ]


def test_a_view_that_lost_the_deputy_does_not_outweigh_one_that_has_him(
    drawn_page: Any, engines: Any, recorded_reader: Any
) -> None:
    page = drawn_page()
    page.write(1.0, 3.0, "Nơi nhận:", 13)
    page.write(5.0, 3.0, "GIÁM ĐỐC", 13)
    page.write(5.0, 3.25, "'GIÁM ĐÓC,", 13)
    page.tokens[-2:] = [OcrWord(t.text, t.box, 0.4, t.line) for t in page.tokens[-2:]]
    spots = spots_of(page, (5.0, 3.0, "GIÁM ĐỐC"), (5.0, 3.25, "'GIÁM ĐÓC,"))
    second = recorded_reader(spots, [list("PHO GIÁM DÓC")])
    assert ("right", "PHÓ GIÁM ĐỐC") in read(page, engines, second, [])


def test_a_name_is_read_behind_its_rank(drawn_page: Any, engines: Any, recorded_reader: Any) -> None:
    page = drawn_page()
    page.write(1.0, 3.0, "Nơi nhận:", 13)
    page.write(5.0, 3.0, "PHÓ GIÁM ĐỐC", 13)
    page.write(4.6, 4.2, "BS.CKII. Trương Hoái Phong", 13)
    page.tokens[-2] = OcrWord("Hoái", page.tokens[-2].box, 0.5, page.tokens[-2].line)
    spots = spots_of(page, (5.0, 3.0, "PHÓ GIÁM ĐỐC"), (4.6, 4.2, "BS.CKII. Trương Hoái Phong"))
    second = recorded_reader(spots, [list("BS.CKII. Truong Hoai Phong")])
    prints = in_print(page, around(page, 5.0, 3.0, "PHÓ GIÁM ĐỐC"), (4.6, 4.2, "BS.CKII. Trương Hoài Phong"))
    assert read(page, engines, second, prints) == [
        ("left", "Nơi nhận:"),
        ("right", "PHÓ GIÁM ĐỐC"),
        ("right", "BS.CKII. Trương Hoài Phong"),
    ]


def test_a_name_in_a_line_that_a_stroke_makes_too_high_is_kept(
    drawn_page: Any, engines: Any, recorded_reader: Any
) -> None:
    page = drawn_page()
    page.write(1.0, 3.0, "Nơi nhận:", 13)
    page.write(5.0, 3.0, "CHỦ TỊCH", 13)
    page.write(5.0, 4.2, "Phạm Minh Đức", 13)
    page.tokens[-3] = OcrWord("Phạm", page.tokens[-3].box, 0.62, page.tokens[-3].line)
    office, (x0, y0, x1, y1) = (
        spots_of(page, (5.0, 3.0, "CHỦ TỊCH"))[0],
        spots_of(page, (5.0, 4.2, "Phạm Minh Đức"))[0].box,
    )
    high = Spot((x0, y0 - (y1 - y0), x1, y1 + (y1 - y0)))
    second = recorded_reader([office, high], [list("Phm Minh Đúc")])
    prints = in_print(page, around(page, 5.0, 3.0, "CHỦ TỊCH"), (5.0, 4.2, "Phạm Minh Đức"))
    assert read(page, engines, second, prints) == [
        ("left", "Nơi nhận:"),
        ("right", "CHỦ TỊCH"),
        ("right", "Phạm Minh Đức"),
    ]


def test_an_approval_at_the_left_has_a_column_of_its_own(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    page.write(1.2, 1.0, "Ủy ban nhân dân xã giao các thôn trồng rừng phòng hộ.")
    for y, left, right in (
        (3.0, "PHÊ DUYỆT", "TRẠM TRƯỞNG"),
        (3.25, "CHỦ TỊCH", ""),
        (4.2, "Trần Văn Trên", ""),
        (4.3, "", "Phạm Minh Đức"),
        (4.6, "Nơi nhận:", ""),
    ):
        page.write(1.2, y, left, 13)
        page.write(5.2, y, right, 13)
    assert read(page, engines, None, [])[1:] == [
        ("left", "PHÊ DUYỆT"),
        ("left", "CHỦ TỊCH"),
        ("left", "Trần Văn Trên"),
        ("left", "Nơi nhận:"),
        ("right", "TRẠM TRƯỞNG"),
        ("right", "Phạm Minh Đức"),
    ]


def test_a_one_that_a_hand_wrote_like_a_slash(drawn_page: Any, engines: Any, recorded_reader: Any) -> None:
    page = drawn_page()
    page.write(3.7, 0.3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    page.write(1.5, 1.0, "Số: 127/KH-UBND", 13)
    page.write(1.2, 2.2, "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:")
    line = spot(page, 1.5, 1.0, "Số: 127/KH-UBND")
    columns = [c for sign in "S: /27/KH-UBND" for c in (sign, *[""] * round(page.fonts[13].getlength(sign) / 4))]
    second = recorded_reader([line], [columns, list("127")])
    engine = engines["recorded"]([page.tokens])
    texts = [line.text for line in read_page(page.image, DPI, 1, None, engine, SETTINGS, second).lines]
    assert "Số: 127/KH-UBND" in texts


def test_an_office_that_only_the_second_reader_sees(drawn_page: Any, engines: Any, recorded_reader: Any) -> None:
    page = drawn_page()
    page.write(1.2, 1.0, "Ủy ban nhân dân xã giao các thôn trồng rừng phòng hộ.")
    page.write(1.0, 3.0, "Nơi nhận:", 13)
    second = recorded_reader([spot(page, 5.0, 3.0, "GIÁM ĐỐC")], [list("GIAM DOC")])
    assert read(page, engines, second, [])[1:] == [("left", "Nơi nhận:"), ("right", "GIÁM ĐỐC")]


# ------------------------------------------------------------------------------------ rows of a block, in millimetres

SHEET: Any = SimpleNamespace(picture=SimpleNamespace(dpi=25.4), size=(210, 297))
ENGINE: Any = None  # whoever asks it for anything fails


def row(text: str, x: float, y: float, office: str | None = None) -> Row:
    """A line of letters 2 mm wide and 4 mm high."""
    words = []
    for number, word in enumerate(text.split()):
        words.append(OcrWord(word, (x + 2 * number, y, x + 2 * number + 1, y + 4), 0.99, (1, 1, 1)))
    return Row(Spot((x, y, x + 2 * len(text), y + 4)), tuple(words), None, office=office)


CHIEF, DEPUTY = row("CHỦ TỊCH", 106, 10, "CHỦ TỊCH"), row("PHÓ CHỦ TỊCH", 102, 15, "PHÓ CHỦ TỊCH")
NAME = row("Lê Văn Hải", 104, 50)


def test_the_name_below_a_deputy_is_not_that_of_the_office_above() -> None:
    told = list(names_below([CHIEF, DEPUTY, NAME], [CHIEF, DEPUTY], SHEET, ENGINE, 10))
    assert [(name.text, office.office) for _, name, office in told] == [("Lê Văn Hải", "PHÓ CHỦ TỊCH")]


def test_a_rare_given_name_that_is_read_for_sure_stays() -> None:
    name = row("Lê Văn Thử", 104, 50)
    told = list(names_below([CHIEF, DEPUTY, name], [CHIEF, DEPUTY], SHEET, ENGINE, 10))
    assert [found.text for _, found, _ in told] == ["Lê Văn Thử"]


def test_a_line_of_figures_is_no_name() -> None:
    assert name_on(row("15 kg", 104, 50)) is None


def test_offices_are_looked_for_only_above_two_names_of_which_one_has_none() -> None:
    assert _lost_offices([CHIEF, NAME], SHEET, ENGINE, 10) == []
    other = row("Hồ Thị Mẫu", 24, 50)
    assert _lost_offices([row("CHỦ TỊCH", 26, 10, "CHỦ TỊCH"), CHIEF, NAME, other], SHEET, ENGINE, 10) == []


def test_recipients_and_small_print_are_no_names() -> None:
    small = Row(Spot((104, 40, 124, 42.5)), row("Công An Xã", 104, 40).words, None)
    listed = [row(text, 104, 44) for text in ("Nơi nhận:", "- Như trên;", "Lưu: VT.")]
    assert [is_print(one, [CHIEF]) for one in (NAME, small, *listed)] == [True, False, False, False, False]


def test_a_signatory_of_the_family_luu_is_no_line_of_the_archive() -> None:
    assert [is_print(row(text, 104, 44), [CHIEF]) for text in ("Lưu Văn Hải", "Lưu VT", "Lưu : VP")] == [
        True,
        False,
        False,
    ]


def test_words_surely_read_behind_the_end_of_a_line_are_of_the_name() -> None:
    words = tuple(
        OcrWord(text, (x, 50.0, x + 10.0, 54.0), sure, (1, 1, 1))
        for text, x, sure in (("Danh", 100.0, 0.97), ("Văn", 112.0, 0.96), ("Hải", 124.0, 0.96), ("Xa", 150.0, 0.96))
    )
    name = name_on(Row(Spot((100, 50, 124, 54)), words, None))
    assert (name and name.text) == "Danh Văn Hải"


def test_specks_and_the_clock_of_a_stamp_beside_a_name_are_emptied() -> None:
    read = [
        token("+07:00", 135.0, 50.0, 145.0, 1),
        token("`", 130.0, 50.0, 131.0, 1),
        token("Hải", 124.0, 50.0, 130.0, 1),
    ]
    better = [_without_strokes(one, CHIEF.line.box, (104.0, 49.0, 132.0, 56.0), SHEET).better for one in read]
    assert better == ["", "", None]


def test_a_word_with_some_capitals_among_its_letters_is_no_degree() -> None:
    words = tuple(
        OcrWord(text, (x, 50.0, x + 10.0, 54.0), sure, (1, 1, 1))
        for text, x, sure in (("Bùi", 100.0, 0.95), ("LÊMỹ", 112.0, 0.9), ("Hải", 124.0, 0.95))
    )
    name = name_on(Row(Spot((100, 50, 134, 54)), words, None))
    assert name is not None
    assert name.text == "Bùi Lê Mỹ Hải"


def test_an_office_read_twice_is_kept_where_its_line_is_tight() -> None:
    high = replace(CHIEF, line=Spot((90, 0, 140, 40)))
    assert _once([high, CHIEF, NAME]) == [CHIEF, NAME]
    assert _once([high, NAME]) == [high, NAME]
    aside = row("CHỦ TỊCH", 20, 10, "CHỦ TỊCH")
    assert _once([aside, high]) == [aside, high]


def token(text: str, x0: float, y0: float, x1: float, line: int) -> OcrWord:
    return OcrWord(text, (x0, y0, x1, y0 + 4.0), 0.95, (1, 1, line))


def sheet_of(ink: slice) -> Any:
    """A page of 210 x 297 mm, a pixel a millimetre, with a black stroke at the right."""
    grey = np.full((297, 210), 255, dtype=np.uint8)
    grey[ink, 130:140] = 0
    return SimpleNamespace(picture=SimpleNamespace(dpi=25.4, grey=grey), size=(210, 297))


def test_a_block_that_the_engine_lost_is_looked_for_below_the_text() -> None:
    text = [token("Các thôn trồng rừng", 30.0, 60.0, 190.0, 1)]
    (found,) = regions_of(text, sheet_of(slice(100, 110)))
    assert found == (69.0, 64.0, 210.0, 174.0)
    assert regions_of(text, sheet_of(slice(0, 0))) == []
    assert regions_of([token("Các thôn trồng rừng", 30.0, 260.0, 190.0, 1)], sheet_of(slice(280, 290))) == []


def test_the_archive_line_tells_a_block_whose_other_lines_are_lost() -> None:
    archive = [token("Lưu:", 25.0, 200.0, 35.0, 1), token("VT.", 37.0, 200.0, 45.0, 1)]
    assert len(regions_of(archive, sheet_of(slice(0, 0)))) == 2


def test_a_second_block_at_the_left_widens_the_region() -> None:
    right = [token("CHỦ", 120.0, 100.0, 135.0, 1), token("TỊCH", 137.0, 100.0, 160.0, 1)]
    beside = [token("Nơi", 20.0, 100.0, 30.0, 2), token("nhận:", 32.0, 100.0, 45.0, 2)]
    below = [token("Nơi", 20.0, 160.0, 30.0, 2), token("nhận:", 32.0, 160.0, 45.0, 2)]
    other = [token("TM.", 20.0, 100.0, 30.0, 3), token("MTTQ", 32.0, 100.0, 50.0, 3)]
    blank = sheet_of(slice(0, 0))
    assert [regions_of(words, blank)[0][0] for words in (right + beside, right + below, right + other)] == [
        pytest.approx(69.3), 0.0, 0.0,
    ]  # fmt: skip
