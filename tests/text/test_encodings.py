"""Encodings from before Unicode."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from pipeline.text.encodings import (
    _tcvn3,
    _vni,
    decode_bytes,
    decode_legacy,
    decode_runs,
    font_encoding,
    syllable_share,
)

TEXT = "Căn cứ Luật Tổ chức chính quyền địa phương; xét đề nghị của Phòng Kinh tế, kỹ thuật ở xã, những việc đã rõ."


def tcvn3(text: str) -> bytes:
    table = {char: code for code, char in _tcvn3().items()}
    return bytes(table.get(char) or ord(char) for char in text)


def vni(text: str) -> str:
    table = {char: signs for signs, char in _vni()[1].items()}
    return "".join(table.get(char, char) for char in text)


def windows_1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out += (base + "".join(mark for mark in parts if mark in tones)).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (windows_1258(TEXT), "windows-1258"),
        (tcvn3(TEXT), "tcvn3"),
        (vni(TEXT).encode("cp1252"), "vni"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (tcvn3(TEXT).decode("latin-1").encode(), "utf-8+tcvn3"),
        (vni(TEXT).encode(), "utf-8+vni"),
    ],
)
def test_bytes_of_any_encoding(data: bytes, name: str) -> None:
    assert decode_bytes(data) == (TEXT, name)


def test_a_false_declaration_does_not_win() -> None:
    assert decode_bytes(TEXT.encode(), "iso-8859-1")[0] == TEXT
    assert decode_bytes(tcvn3(TEXT), "windows-1252")[0] == TEXT


def test_text_without_vietnamese_stays() -> None:
    for text in ("Plan for 2026: 25 % of all households.", "Café à l’étage, déjà vu", ""):
        assert decode_bytes(text.encode())[0] == text


def test_a_cut_last_character_does_not_change_the_encoding() -> None:
    text, name = decode_bytes(("kế hoạch ế").encode()[:-1])
    assert name == "utf-8" and text.startswith("kế hoạch")


def test_every_sign_of_the_tables_is_a_letter_of_its_own() -> None:
    for table in (_tcvn3(), _vni()[1]):
        for char in table.values():
            assert len(char) == 1 and unicodedata.normalize("NFC", char) == char
    assert len({*_tcvn3().values()}) == len(_tcvn3())
    small = {*"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"}
    assert small <= {*_tcvn3().values()}
    one_sign = {"ì", "í"}  # VNI writes these as Windows-1252 does
    assert small - one_sign <= {*_vni()[1].values()}
    assert {c.upper() for c in small - one_sign} <= {*_vni()[1].values()}


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        ("ABCDEF+.VnArialH,Bold", ("tcvn3", True)),
        ("VNI-Times", ("vni", False)),
        ("ABCDEF+VNI-Helve-Bold", ("vni", False)),
        ("Times New Roman", None),
        ("VnTimes2000", ("tcvn3", False)),
        (None, None),
    ],
)
def test_fonts_tell_their_encoding(font: str | None, expected: tuple[str, bool] | None) -> None:
    assert font_encoding(font) == expected


def test_runs_are_decoded_by_their_font_where_that_helps() -> None:
    assert decode_runs([("KÕ ho¹ch ", ".VnTime"), ("đã rõ", "Times New Roman")]) == ["Kế hoạch ", "đã rõ"]
    assert decode_runs([("Kế hoạch", ".VnTime"), ("có", ".VnTime")]) == ["Kế hoạch", "có"]
    assert decode_runs([]) == []


def test_decode_legacy_by_example() -> None:
    assert decode_legacy("KÕ ho¹ch", "tcvn3") == "Kế hoạch"
    assert decode_legacy("Coäng hoøa, ñöôøng", "vni") == "Cộng hòa, đường"


def test_syllable_share() -> None:
    assert syllable_share(TEXT) == 1.0
    assert syllable_share("12 34 %") == 0.0
    assert syllable_share("strengths twelfth") == 0.0


def test_marks_typed_behind_their_letters_are_put_on_them() -> None:
    typed = "UY? BAN NHA^N DA^N XA~ PHU' LA^M\nII. TO^? CHU+'C THU+.C HIE^.N\nPho`ng Kinh te^' so+ ke^'t ke^' hoa.ch, ba'o ca'o xa~."
    text, name = decode_bytes(typed.encode())
    assert name == "utf-8+viqr"
    assert text.splitlines()[1:] == ["II. TỔ CHỨC THỰC HIỆN", "Phòng Kinh tế sơ kết kế hoạch, báo cáo xã."]


def test_plain_letters_with_points_and_question_marks_stay() -> None:
    for text in ("Ke hoach cua xa. Ai lam? Cac thon lam.", "Who does it? The office (a. b.) does."):
        assert decode_bytes(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("codec", ["mac_roman", "cp437", "cp850"])
def test_utf8_that_was_read_with_another_code_page_is_decoded(codec: str) -> None:
    text = "Ủy ban nhân dân xã giao Phòng Kinh tế chủ trì, hoàn thành trước ngày 30/6/2026"
    assert decode_bytes(text.encode().decode(codec).encode()) == (text, f"utf-8+{codec}")


@pytest.mark.parametrize(
    "write", [lambda char: f"\\u{ord(char):04x}", lambda char: f"&#{ord(char)};", lambda char: f"&#x{ord(char):X};"]
)
def test_letters_that_were_written_as_escapes_are_letters(write: Callable[[str], str]) -> None:
    text = "Ủy ban nhân dân xã giao Phòng Kinh tế chủ trì"
    assert decode_bytes("".join(char if char.isascii() else write(char) for char in text).encode())[0] == text
    assert decode_bytes(rb"g\u00f5 \ud800 v\u00e0 &#60;b&#62;")[0] == r"g\u00f5 \ud800 v\u00e0 &#60;b&#62;"


def test_the_mark_of_the_letter_may_be_typed_behind_its_tone() -> None:
    typed = "Co^.ng ho`a xa~ ho.^i chu? nghi~a Vie.^t Nam, ke'^ hoa.ch cu?a xa~"
    assert decode_bytes(typed.encode())[0] == "Cộng hòa xã hội chủ nghĩa Việt Nam, kế hoạch của xã"
