"""How garbled lines fall into pieces."""

from __future__ import annotations

import pytest

from pipeline.restoration.pieces import FIXED, WORD, split_line


@pytest.mark.parametrize(
    ("chunk", "pieces"),
    [
        ("ho1;1t", ["ho1;1t"]),  # a mark that is signs of its own parts no word
        ("d(\\ng", ["d(\\ng"]),
        ("h()i", ["h()i"]),
        ("d{)ng", ["d{)ng"]),
        ("d(lng", ["d(lng"]),
        ("thôn(xóm", ["thôn", "xóm"]),
        ("thôn(lng)", ["thôn(lng"]),
        ("hóa;văn", ["hóa", "văn"]),
        ("sạch;đẹp", ["sạch", "đẹp"]),
        ("(ng", ["ng"]),
        ("b(\\", ["b(\\"]),
    ],
)
def test_signs_inside_words(chunk: str, pieces: list[str]) -> None:
    assert [piece.text for piece in split_line(f"x {chunk}", 0, 0)][1:] == pieces


@pytest.mark.parametrize(
    ("chunk", "pieces"),
    [
        ("0,5ha", ["0,5", "ha"]),
        ("6,0m.", ["6,0", "m"]),
        ("là0,02%", ["là", "0,02%"]),
        ("(12.500cây)", ["12.500", "cây"]),
        ("50m2,", ["50", "m2"]),
        ("d6,i", ["d6", "i"]),  # a letter that a recognizer took for a figure
        ("d6i", ["d6i"]),
        ("6n", ["6n"]),
    ],
)
def test_figures_stand_apart_from_the_words_glued_to_them(chunk: str, pieces: list[str]) -> None:
    assert [piece.text for piece in split_line(f"x {chunk}", 0, 0)][1:] == pieces


def test_a_unit_with_an_exponent_is_no_word() -> None:
    kinds = {piece.text: piece.kind for piece in split_line("đào 12 m3 đất ở m2 và 0,5 km2", 0, 0)}
    assert (kinds["m3"], kinds["km2"], kinds["m2"]) == (FIXED, FIXED, WORD)
