"""Which signs and spaces restoration takes for damage, and how its edits are made."""

from __future__ import annotations

import pytest

from pipeline.restoration.pieces import split_line
from pipeline.restoration.repair import Edit, _among_capitals, _built, _is_residue
from pipeline.restoration.slips import _near
from pipeline.restoration.spacing import slips


@pytest.mark.parametrize(
    ("text", "residue"),
    [
        ("xa' bên sông", True),
        ("xa? bên sông", True),
        ("xa? Bên sông", False),
        ("xa  bên sông", False),
        ("xa'bên sông", False),
        ("xa", False),
    ],
)
def test_a_sign_behind_a_word_is_a_piece_of_its_last_letter(text: str, residue: bool) -> None:
    assert _is_residue(text, 0, 2) is residue


def test_the_first_of_two_edits_in_one_place_is_made() -> None:
    edits = [(Edit(0, 3, "Nạo"), 0.9, "word"), (Edit(1, 5, "vét"), 0.9, "word"), (Edit(8, 10, "xã"), 0.8, "word")]
    made = _built("Nao vet xa", edits, 1.0)  # type: ignore[arg-type]
    assert made.text == "Nạo vet xã"
    assert [change.restored for change in made.changes] == ["Nạo", "xã"]


def test_a_roman_numeral_is_no_beginning_of_a_word() -> None:
    assert slips(split_line("nêu tại mục V ở trên", 0, 0)) == set()
    assert slips(split_line("nhà v ăn hóa", 0, 0)) == {1, 2}


def test_words_of_two_letters_have_no_near_ones() -> None:
    assert _near("an") == ()
    assert "anh" in _near("ang")


def test_capitals_stand_among_others_on_one_line_only() -> None:
    assert _among_capitals(split_line("HÒA BÌNH", 0, 0), 0)
    assert not _among_capitals([*split_line("HÒA", 0, 0), *split_line("BÌNH", 4, 1)], 0)
