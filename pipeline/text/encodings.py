"""Vietnamese text from before Unicode: TCVN3 (.Vn* fonts), VNI (VNI-* fonts), Windows-1258, and bytes of unknown kind.

The tables are data (`resources/legacy`). Text of both font encodings is met as Windows-1252 characters: the bytes of a
file read as such, or the runs of a DOCX or PDF that name such a font.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from pipeline.assets import resource
from pipeline.text.letters import BEYOND_LATIN_1
from pipeline.text.unicode import TONES, is_syllable, nfc

Encoding = Literal["tcvn3", "vni"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000
_FONT = re.compile(r"(?:[A-Z]{6}\+)?(?P<vn>\.?Vn(?=[A-Z])|VNI[-_ ])(?P<name>[^,\-]*)")
_MARKED_UNICODE = re.compile(f"[{BEYOND_LATIN_1}]")


@cache
def _tcvn3() -> dict[int, str]:
    table = {}
    for row in resource("legacy/tcvn3.csv").read_text(encoding="utf-8").splitlines():
        if not row.startswith(("#", "byte")):
            code, char = row.split(",")
            table[int(code, 16)] = char
    return table


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {}
    for row in resource("legacy/vni.csv").read_text(encoding="utf-8").splitlines():
        if not row.startswith(("#", "sequence")):
            signs, char = row.split(",")
            table[signs] = char
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def decode_legacy(text: str, encoding: Encoding) -> str:
    """Unicode text (NFC) of `text`, whose characters are those of a TCVN3 or VNI font read as Windows-1252.

    Example:
        >>> decode_legacy("KÕ ho¹ch", "tcvn3"), decode_legacy("keá hoaïch", "vni")
        ('Kế hoạch', 'kế hoạch')
    """
    if encoding == "tcvn3":
        return nfc(text.translate(_tcvn3()))
    pattern, table = _vni()
    return nfc(pattern.sub(lambda found: table[found.group()], text))


@lru_cache(maxsize=1024)
def font_encoding(font: str | None) -> tuple[Encoding, bool] | None:
    """The encoding that a font's name tells, and whether the font draws small letters as capitals (".VnTimeH").

    None for a Unicode font.
    """
    found = _FONT.match(font) if font else None
    if not found:
        return None
    if found["vn"].startswith("VNI"):
        return "vni", False
    return "tcvn3", found["name"].strip().endswith("H")


def decode_runs(runs: Sequence[tuple[str, str | None]]) -> list[str]:
    """Unicode text of runs (text, font name); runs in Unicode fonts stay as they are.

    Files that were converted to Unicode often keep the old font's name: the runs of one encoding are decoded only
    where that makes more of their words Vietnamese.
    """
    known = [font_encoding(font) for _, font in runs]
    decided: dict[Encoding, bool] = {}
    for encoding in {entry[0] for entry in known if entry}:
        texts = [text for (text, _), entry in zip(runs, known, strict=True) if entry and entry[0] == encoding]
        joined = " ".join(texts)
        decided[encoding] = not _MARKED_UNICODE.search(joined) and syllable_share(
            decode_legacy(joined, encoding)
        ) >= syllable_share(joined)
    out = []
    for (text, _), entry in zip(runs, known, strict=True):
        if entry is None:
            out.append(text)
            continue
        encoding, capitals = entry
        new = decode_legacy(text, encoding) if decided[encoding] else text
        out.append(new.upper() if capitals else new)
    return out


def syllable_share(text: str) -> float:
    """Share (0..1) of the words of `text` (its first 200,000 characters) that can be Vietnamese syllables."""
    words = _WORD.findall(nfc(text[:_SAMPLE]))
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def decode_bytes(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text (NFC) of bytes of unknown encoding and the encoding's name.

    A byte order mark decides, then a declared encoding that fits, then strict UTF-8, then the zero bytes of UTF-16;
    else the one of Windows-1258, TCVN3 and VNI that makes most words Vietnamese. Text in Unicode that was typed in
    a TCVN3 or VNI font is decoded too. Never raises: bytes that fit nothing become U+FFFD.
    """
    text, name = _decoded(data, declared)
    text = nfc(_unescaped(text))
    if name.startswith("utf") and (again := _misread_whole(text)):
        return again
    if name.startswith(("utf", "windows-1252")) and not _MARKED_UNICODE.search(text):
        share = syllable_share(text)
        for encoding in ("tcvn3", "vni"):
            other = decode_legacy(text, encoding)
            if other != text and syllable_share(other) > max(share + 0.25, 0.7):
                return other, f"{name}+{encoding}"
        other = _from_viqr(text) if text.isascii() else text
        if other != text and syllable_share(other) > max(share + _VIQR_GAIN, 0.9):
            return other, f"{name}+viqr"
    return text, name


_ESCAPE = re.compile(r"\\u(?P<escape>[0-9a-fA-F]{4})|&#(?:x(?P<hex>[0-9a-fA-F]{2,5})|(?P<number>\d{3,6}));")
_ESCAPES_LEAST = 5
"""Escapes of Vietnamese letters from which a text is held to be written so, and not to speak of them."""


def _unescaped(text: str) -> str:
    """Text whose letters beyond ASCII a program had written as escapes ("Ph\\u00f2ng", "Ph&#242;ng"), in Unicode."""

    def letter(found: re.Match[str]) -> str:
        code = int(found["number"]) if found["number"] else int(found["escape"] or found["hex"], 16)
        return chr(code) if 0xA0 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else found.group()

    if "\\u" not in text and "&#" not in text:
        return text
    letters = sum(letter(found).isalpha() for found in _ESCAPE.finditer(text))
    return _ESCAPE.sub(letter, text) if letters >= _ESCAPES_LEAST else text


_MISTAKEN = ("mac_roman", "cp437", "cp850", "cp1251")
"""Code pages that programs read UTF-8 with, beside Windows-1252 and -1258, which `text.misread` undoes line by line."""


def _misread_whole(text: str) -> tuple[str, str] | None:
    """Text in UTF-8 that a program had read with another code page, and how it was decoded; None for other text."""
    odd = sum(not char.isascii() for char in text[:_SAMPLE])
    if odd < _ESCAPES_LEAST or _MARKED_UNICODE.search(text):
        return None
    share = syllable_share(text)
    for codec in _MISTAKEN:
        try:
            other = nfc(text.encode(codec).decode("utf-8"))
        except UnicodeError:
            continue
        if syllable_share(other) > max(share + 0.25, 0.7):
            return other, f"utf-8+{codec}"
    return None


_VIQR = re.compile(
    r"(?P<label>\b[IVX]+\.)|(?P<d>dd|DD|Dd)|(?P<letter>[aeiouyAEIOUY])(?P<marks>[\^(+*]['`?~.]?|['`?~.][\^(+*]?)"
)
_VIQR_MARKS = dict(zip("^(+*'`?~.", "\u0302\u0306\u031b\u031b\u0301\u0300\u0309\u0303\u0323", strict=True))
_VIQR_TONES = frozenset(TONES)
_VIQR_GAIN = 0.15
"""By how much the share of syllables must rise: cut at its marks, a word of VIQR often leaves one by chance."""


def _from_viqr(text: str) -> str:
    """Text with marks typed behind the letters ("Ke^' hoa.ch"), as mail carried it, in Unicode."""

    def letter(found: re.Match[str]) -> str:
        if found["label"]:  # "II." of a heading, no letter with a dot below
            return found.group()
        if found["d"]:
            return "đ" if found["d"] == "dd" else "Đ"
        marks = [_VIQR_MARKS[sign] for sign in found["marks"]]
        new = nfc(found["letter"] + "".join(sorted(marks, key=_VIQR_TONES.__contains__)))
        return new if len(new) == 1 else found.group()

    return _VIQR.sub(letter, text)


def _decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name.removesuffix("-sig")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4 and error.reason == "unexpected end of data":
            return data.decode("utf-8", "replace"), "utf-8"
    if declared and _fits(data, declared):
        return data.decode(declared), declared.lower()
    return _best_of_one_byte(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: most of its letters, spaces and figures have a zero byte on one side."""
    sample = data[:4000]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.2 * len(sample) / 2 and even < 0.2 * odd:
        return "utf-16-le"
    if even > 0.2 * len(sample) / 2 and odd < 0.2 * even:
        return "utf-16-be"
    return None


def _fits(data: bytes, declared: str) -> bool:
    try:
        codec = codecs.lookup(declared)
        text = data.decode(codec.name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return False
    # ISO-8859-1 and Windows-1252 fit any bytes and are often declared over Vietnamese ones: the words decide there.
    return codec.name not in ("iso8859-1", "cp1252", "ascii") and bool(text)


def _best_of_one_byte(data: bytes) -> tuple[str, str]:
    latin = _windows_1252(data)
    candidates = [
        (_windows_1258(data), "windows-1258"),
        (decode_legacy(latin, "tcvn3"), "tcvn3"),
        (decode_legacy(latin, "vni"), "vni"),
        (latin, "windows-1252"),
    ]
    scored = [(syllable_share(text), -rank, text, name) for rank, (text, name) in enumerate(candidates)]
    _, _, text, name = max(scored)
    utf8 = data.decode("utf-8", "replace")
    if syllable_share(utf8) > syllable_share(text):
        return utf8, "utf-8"
    return text, name


def _windows_1252(data: bytes) -> str:
    """Windows-1252 with its five unassigned bytes taken as Latin-1."""
    return "".join(
        part.decode("cp1252") if len(part) > 1 or part[0] not in _UNASSIGNED else part.decode("latin-1")
        for part in re.split(rb"([\x81\x8d\x8f\x90\x9d])", data)
        if part
    )


_UNASSIGNED = frozenset(b"\x81\x8d\x8f\x90\x9d")


def _windows_1258(data: bytes) -> str:
    return nfc(data.decode("cp1258", "replace"))
