"""Which words a word may be a slip for, and the slips that are put in to learn and to measure."""

from __future__ import annotations

import pytest

from pipeline.restoration import slips
from pipeline.restoration.models import language_model
from pipeline.restoration.slips import typed, variants


def kind_of(written: str, meant: str) -> int | None:
    return dict(variants(written)).get(language_model().ids[meant])


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        ("chuyến", "chuyển", slips.TONE),
        ("quyêt", "quyết", slips.TONE),
        ("rùng", "rừng", slips.MARK),
        ("nhung", "những", slips.MARK),
        ("tuyền", "truyền", slips.MISSING),
        ("hộ", "hội", slips.MISSING),
        ("ngăm", "năm", slips.EXTRA),
        ("hành", "hình", slips.OTHER),
        ("sơ", "cơ", slips.OTHER),
        ("rtường", "trường", slips.OTHER),
        ("kỷ", "kỹ", slips.HEARD),
        ("khoản", "khoảng", slips.HEARD),
        ("trấp", "chấp", slips.HEARD),
        ("quyeenf", "quyền", slips.KEYS),
        ("qui", "quy", None),
        ("để", "được", None),
    ],
)
def test_a_slip_has_its_kind(written: str, meant: str, kind: int | None) -> None:
    assert kind_of(written, meant) == kind


@pytest.mark.parametrize("written", ["ạ", "nghiêngh"])
def test_neither_a_letter_nor_a_long_word_is_another_less_or_more_one_letter(written: str) -> None:
    assert slips._one_letter(written) == []


def test_a_word_is_meant_once() -> None:
    meant = [word for word, _ in variants("khoản")]
    assert len(meant) == len(set(meant))


def test_telex_keys_are_read_where_no_syllable_stands() -> None:
    assert [language_model().words[word] for word in typed("truwowngf")] == ["trường"]
    assert typed("dans") == (language_model().ids["dán"],)
    assert typed("dan") == typed("wifi") == ()


def test_a_word_that_could_be_several_leaves_its_neighbour_the_slip():
    import numpy as np

    from pipeline.restoration.verdicts import Doubts, stronger

    def told(place: tuple[int, int], margin: tuple[float, float], sure: tuple[float, float]) -> list[float]:
        gains = np.array([20.0, 9.0], dtype=np.float32)
        kinds = np.zeros(2, dtype=np.int64)
        doubts = Doubts(np.array(place), kinds, kinds, gains, 0 * gains, np.array(margin, dtype=np.float32))
        return stronger(doubts, np.array(sure, dtype=np.float32), 0.5).round(2).tolist()

    assert told((4, 5), (9.0, 0.4), (0.39, 0.52)) == pytest.approx([0.52, 0.0])
    assert told((4, 6), (9.0, 0.4), (0.39, 0.52)) == pytest.approx([0.39, 0.52])
    assert told((4, 5), (9.0, 1.4), (0.39, 0.52)) == pytest.approx([0.39, 0.52])
    assert told((4, 5), (0.9, 0.4), (0.39, 0.52)) == pytest.approx([0.39, 0.52])
    assert told((4, 5), (9.0, 0.4), (0.6, 0.52)) == pytest.approx([0.6, 0.52])
