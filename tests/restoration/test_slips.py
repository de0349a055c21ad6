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


def test_a_word_is_meant_once() -> None:
    meant = [word for word, _ in variants("khoản")]
    assert len(meant) == len(set(meant))


def test_telex_keys_are_read_where_no_syllable_stands() -> None:
    assert [language_model().words[word] for word in typed("truwowngf")] == ["trường"]
    assert typed("dans") == (language_model().ids["dán"],)
    assert typed("dan") == typed("wifi") == ()
