"""Pages made token by token: rows, columns, tables and notes by the places of their words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading.lines import Line
from pipeline.reading.pdf.columns import regions
from pipeline.reading.pdf.frame import Layer, Ruling, Token, shown
from pipeline.reading.pdf.lines import line_of, rows_of
from pipeline.reading.pdf.notes import notes_start
from pipeline.reading.pdf.own_marks import Places, marks_on_letters
from pipeline.reading.pdf.pasted import with_pasted
from pipeline.reading.pdf.pdfium import PdfFile
from pipeline.reading.pdf.pieces import Rect, pieces
from pipeline.reading.pdf.plumber import Grid
from pipeline.reading.pdf.tables import PageTable, goes_on, suspects_table, table_of
from pipeline.reading.pdf.two_up import halves

WIDTH, HEIGHT, SIZE, LETTER = 595.0, 842.0, 12.0, 6.0


def token(text: str, x: float, y: float, order: int = 0, **other: Any) -> Token:
    """A word in type of one width whose baseline is at y."""
    box = (x, y - 10, x + LETTER * len(text), y + 2)
    return Token(text, box, y, SIZE, False, order, order + len(text), glued=False, **other)


def tokens(*lines: tuple[float, float, str]) -> list[Token]:
    """The words of lines that begin at (x, y)."""
    out: list[Token] = []
    for x, y, text in lines:
        for word in text.split(" "):
            out.append(token(word, x, y, order=10 * len(out)))
            x += LETTER * (len(word) + 0.5)
    return out


def layer(words: list[Token], rulings: tuple[Ruling, ...] = (), width: float = WIDTH, height: float = HEIGHT) -> Layer:
    return Layer(1, width, height, False, tuple(words), rulings, (), 0, 0, None, ())


def written(words: list[Token]) -> str:
    return line_of([(word, word.box) for word in words], 1).text


def test_bold_drawn_twice_is_read_once() -> None:
    assert written([token("Nạo", 50, 100), token("Nạo", 50.4, 100, 5), token("vét", 74, 100, 9)]) == "Nạo vét"


def test_the_dots_of_a_form_go_under_what_is_filled_in() -> None:
    words = [
        token("Số:", 50, 100),
        token("……", 74, 100, 5),
        token("07", 74, 100, 50, added=True),
        token("ngày", 100, 100, 9),
    ]
    assert written(words) == "Số: 07 ngày"


def test_a_short_row_of_the_same_size_is_no_raised_sign() -> None:
    rows = rows_of(layer([token("12", 50, 100), token("Nạo", 64, 106, 5), token("vét", 90, 106, 9)]))
    assert [[word.text for word in row.tokens] for row in rows] == [["12"], ["Nạo", "vét"]]


HEAD = (
    (60, 60, "ỦY BAN NHÂN DÂN"), (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (60, 76, "XÃ AN HÒA"), (340, 76, "Độc lập - Tự do - Hạnh phúc"),
)  # fmt: skip


@pytest.mark.parametrize(
    "below",
    [
        (110, 92, "PHƯƠNG_ÁN_NẠO_VÉT_KÊNH_NỘI_ĐỒNG_TOÀN_XÃ"),
        (60, 92, "Toàn xã có mười bốn tuyến kênh cấp ba đã bồi lắng nhiều năm chưa nạo vét nên"),
    ],
    ids=["a word across", "running text"],
)
def test_columns_end_where_a_row_crosses_them(below: tuple[float, float, str]) -> None:
    (found,) = regions(rows_of(layer(tokens(*HEAD, below))), first_page=True)
    assert (found.start, found.end) == (0, 2)


def test_a_motto_far_down_the_page_opens_no_columns() -> None:
    text = tuple((60.0, 60 + 16.0 * row, "Kênh Ba Làng dài") for row in range(20))
    assert (
        regions(rows_of(layer(tokens(*text, (300, 388, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")))), first_page=True) == []
    )


def test_the_frame_of_a_page_is_no_box_of_a_table() -> None:
    frame, flat = Ruling((10, 5, 585, 837), 4), Ruling((60, 100, 500, 101), 1)
    assert not suspects_table([frame, flat, flat], HEIGHT)


def test_boxes_one_below_the_other_are_no_table() -> None:
    grid = Grid((50, 50, 200, 90), ((50, 50, 200, 70), (50, 70, 200, 90)))
    assert table_of(grid, layer(tokens((60, 64, "Nạo vét"), (60, 84, "Tu sửa")))) is None


def test_a_table_of_other_columns_is_another_table() -> None:
    box = (50.0, 50.0, 500.0, 90.0)
    three, four = (
        PageTable(box, edges, (), frozenset()) for edges in ((50.0, 200.0, 500.0), (50.0, 200.0, 500.0, 560.0))
    )
    assert not goes_on(three, four)
    assert goes_on(three, three)


def test_a_rule_with_nothing_below_it_opens_no_notes() -> None:
    rows = rows_of(layer(tokens(*((60, 60 + 16 * row, "Kênh Ba Làng") for row in range(5)))))
    rule = Ruling((60, 300, 200, 301), 1)
    assert notes_start(rows, layer([], (rule,))) == 5


def test_small_type_below_a_rule_is_a_note_unless_other_rows_follow() -> None:
    text = tokens(*((60, 60 + 16 * row, "Kênh Ba Làng") for row in range(5)))
    note = [replace(word, size=9.0) for word in tokens((60, 320, "1 Theo báo cáo năm trước"))]
    rule = Ruling((60, 300, 200, 301), 1)
    rows = rows_of(layer([*text, *note]))
    assert notes_start(rows, layer([], (rule,))) == 5
    assert notes_start([*rows, rows[0]], layer([], (rule,))) == 7


def test_words_are_no_drawn_lines(make_pdf: Callable[..., Path]) -> None:
    with PdfFile(make_pdf(lambda canvas: canvas.drawString(60, 700, "Nạo vét kênh"))) as pdf:
        found = pdf.layer(1)
    assert (found.rulings, found.images) == ((), ())


def test_a_sheet_with_half_a_page_of_text_is_one_page() -> None:
    full = "Các thôn rà soát từng tuyến kênh để nạo vét trước mùa mưa"
    left = [(40.0, 60 + 16.0 * row, full) for row in range(10)]
    right = [(460.0, 60 + 16.0 * row, full) for row in range(10)]
    sheet = {"width": HEIGHT, "height": WIDTH}
    assert len(halves(layer(tokens(*left, *right), **sheet))) == 2
    assert len(halves(layer(tokens(*left, *right[:4]), **sheet))) == 1


@pytest.mark.parametrize(
    ("numbers", "count"), [(("1", "2"), 2), (("- 3 -", "- 4 -"), 2), (("2", "1"), 1), (("1", "3"), 1)]
)
def test_halves_with_page_numbers_are_pages_however_short_their_lines(numbers: tuple[str, str], count: int) -> None:
    full, short = "Các thôn rà soát từng tuyến kênh để nạo vét trước mùa mưa", "Nơi nhận:"
    left = [*((40.0, 60 + 16.0 * row, full) for row in range(10)), (200.0, 560.0, numbers[0])]
    right = [*((460.0, 60 + 16.0 * row, short) for row in range(10)), (600.0, 560.0, numbers[1])]
    assert len(halves(layer(tokens(*left, *right), width=HEIGHT, height=WIDTH))) == count


@pytest.mark.parametrize(
    ("words", "count"), [("Các thôn rà soát từng tuyến kênh trước mùa mưa", 1), ("Kênh Ba Làng", 0)]
)
def test_a_picture_gives_its_lines_where_it_holds_text(words: str, count: int) -> None:
    above, below = Line("Trên", box=(60, 60, 120, 72)), Line("Dưới", box=(60, 400, 120, 412))
    read = Line(words, box=(60, 200, 300, 212))
    lines, found = with_pasted([above, below], [read], [(50.0, 150.0, 400.0, 300.0)])
    assert found == count
    assert lines == [above, *[read] * count, below]


def places(run: str, *rects: Rect | None) -> list[str]:
    """The words into which a run falls by the places of its characters."""
    found = pieces(run, 0, len(run), lambda at: rects[at], lambda _: (SIZE, 0.0, SIZE))
    return [run[start:end] for start, end in found]


def test_the_space_behind_a_mark_drawn_over_it_parts_words() -> None:
    run = unicodedata.normalize("NFD", "xãvà")
    rects = ((0, 0, 6, 12), (6, 0, 12, 12), (6, 0, 18, 12), (16, 0, 22, 12), (22, 0, 28, 12), (22, 0, 30, 12))
    assert places(run, *rects) == [unicodedata.normalize("NFD", word) for word in ("xã", "và")]


def on_letters(letters: str, marks: str, advance: float = 6.0, aside: float = 0.0, late: bool = False) -> str:
    """What a line reads whose marks (one a letter, "." for none) are drawn over the middle of their letters.

    Args:
        letters: bare, with blanks.
        marks: a mark or "." below each.
        advance: width of a letter.
        aside: how far to the right of the middle the marks stand.
        late: whether they are drawn behind the line, with a blank of the reader's before each.
    """
    drawn: list[tuple[str, float, float, bool]] = []
    behind: list[tuple[str, float, float, bool]] = []
    for at, (letter, mark) in enumerate(zip(letters, marks, strict=True)):
        left = at * advance
        drawn.append((letter, left, left + advance, False))
        if mark != ".":
            middle = left + advance / 2 + aside
            one = [(mark, middle - 1, middle + 1, False), (" ", middle + 1, middle + 1, True)]
            (behind if late else drawn).extend(reversed(one) if late else one)
    drawn += behind
    places = Places(
        lambda at: (drawn[at][1], 0.0, drawn[at][2], 12.0),
        lambda at: (drawn[at][1], drawn[at][2]),
        lambda at: (drawn[at][1], 2.0),
        lambda at: drawn[at][3],
    )
    return marks_on_letters("".join(char for char, *_ in drawn), places)[0].rstrip()


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(
    ("letters", "marks", "text"),
    [
        ("đia ban", ".\u0323...\u0300.", "địa bàn"),
        ("kê hoach xa My va", ".\u0301...\u0323....\u0303..\u0303..\u0300", "kế hoạch xã Mỹ và"),
    ],
)
def test_marks_drawn_by_themselves_go_to_the_letters_below_them(
    letters: str, marks: str, text: str, late: bool
) -> None:
    assert on_letters(letters, marks, late=late) == text
    assert on_letters(letters, marks, aside=2.5, late=late) == text


def test_the_tone_of_two_vowels_stands_on_the_one_that_bears_it() -> None:
    assert on_letters("muôi nghia cua gia qua", "..\u0303.....\u0303...\u0309....\u0300...\u0309", aside=3.5) == (
        "muỗi nghĩa của già quả"
    )


@pytest.mark.parametrize(("lost", "words"), [(None, ["ab", "c"]), (0, ["abc"]), (1, ["ab", "c"]), (2, ["abc"])])
def test_a_run_is_parted_where_two_places_are_far_apart(lost: int | None, words: list[str]) -> None:
    rects = [(0, 0, 6, 12), (6, 0, 12, 12), (200, 0, 206, 12)]
    assert places("abc", *(None if at == lost else rect for at, rect in enumerate(rects))) == words


def test_words_that_the_page_does_not_show_are_left_out() -> None:
    words = tuple(tokens((60, 100, "lắp 12 loa và")))
    hidden = token("99", 300, 100, order=90, seen=False)
    x0, top, x1, bottom = hidden.box
    assert shown((*words, hidden), ()) == (words, "99")
    assert shown((*words, hidden), [(x0 - 1, top - 1, x1 + 1, bottom + 1)]) == ((*words, hidden), "")


def test_a_page_of_words_drawn_as_shapes_keeps_them() -> None:
    words = tuple(replace(each, seen=False) for each in tokens((60, 100, "lắp 12 loa và")))
    assert shown(words, ()) == (words, "")
    mixed = (*words, token("a", 400, 100, order=90))
    assert shown(mixed, ()) == (mixed, "")
