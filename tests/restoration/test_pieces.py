"""How garbled lines fall into pieces."""

from __future__ import annotations

import pytest

from pipeline.restoration.pieces import split_line


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
