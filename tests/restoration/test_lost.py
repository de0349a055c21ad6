"""Letters of which a byte was lost, told by the words beside theirs."""

from __future__ import annotations

import pytest

from pipeline.restoration import restore
from pipeline.text.folding import fold_characters

TEXT = """ỦY BAN NHÂN DÂN XÃ HÒA THỌ
Kế hoạch về bảo vệ bờ sông; bày tỏ lòng biết ơn
Giấy mời mọi người đến họp lúc 7 giờ 30, đề nghị Ý kiến, bỏ phiếu
1. Phát 500 tờ rơi, học nghề, trồng cỏ; Ít nhất 3 cơ sở
TỐ CÁO; XÍ NGHIỆP"""


def misread(text: str, codec: str, lost: str) -> str:
    """UTF-8 read byte by byte, with what stands for bytes that the codec lacks."""
    return "".join(bytes([byte]).decode(codec, "ignore") or lost for byte in text.encode())


@pytest.mark.parametrize("lost", ["", "?", " ", "\ufffd"])
@pytest.mark.parametrize("codec", ["cp1252", "cp1258"])
def test_the_words_beside_tell_a_lost_letter(codec: str, lost: str) -> None:
    text = TEXT.replace("SỞ", "BỘ")
    folded = fold_characters(misread(text, codec, lost)).text
    assert restore(folded).text == text


def test_sound_text_is_left_alone() -> None:
    assert restore(TEXT).text == TEXT


def test_what_is_no_word_stays() -> None:
    rubbish = fold_characters(f"{misread('Ở xã', 'cp1252', '')} " + "á»" * 3000).text
    assert restore(rubbish).text.startswith("Ở xã")
