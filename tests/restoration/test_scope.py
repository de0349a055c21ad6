"""What is open to restoration: settled before a model is loaded or a word is read."""

from __future__ import annotations

import pytest

from pipeline.restoration import repair, restore, scope
from pipeline.restoration.models import reader
from pipeline.restoration.scope import scope_of
from pipeline.settings import RestoreSettings
from pipeline.text.unicode import fold

SOUND = """\
Ủy ban nhân dân xã giao các thôn vận động người dân tham gia nạo vét kênh nội đồng.
Hội Nông dân phối hợp với các thôn rà soát những tuyến kênh đã bồi lắng nhiều năm.
Công an xã bảo đảm an ninh trật tự trên địa bàn xã trong thời gian thi công.
"""


def test_a_sound_text_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "split_text", lambda text: pytest.fail("taken apart"))
    assert scope_of(SOUND, RestoreSettings(), ()) is None


def test_no_model_is_loaded_where_nothing_may_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "reader", lambda noise: pytest.fail("loaded"))
    text = SOUND + "Số 12/KH-UBND"
    result = restore(text, None, [(text.index("12/KH"), len(text))])
    assert (result.text, result.confidence, result.changes) == (text, 1.0, ())


def test_a_space_of_a_sound_line_stays_where_nothing_shows_that_it_slipped() -> None:
    text = SOUND.replace("Công an", "Côn g an")
    assert restore(text, None, [(0, len(text))]).changes == ()


def test_what_reads_as_it_stands_is_no_change() -> None:
    result = restore("".join(fold(char) if char.islower() else char for char in SOUND))
    assert "tham gia nạo vét kênh nội đồng" in result.text
    changed = {change.raw: change.restored for change in result.changes}
    assert changed["kenh"] == "kênh"
    assert "tham" not in changed
    assert [raw for raw, restored in changed.items() if raw == restored] == []


def test_a_form_has_so_many_readings_at_most() -> None:
    using = reader("foreign")
    using.forms.learn(["thi"])
    assert len(using.entry("thi").words) == using.weights.keep
