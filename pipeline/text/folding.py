"""One folding of characters for the lines of every reader, before layout and grammar.

What has one meaning and is written with several signs is folded into one: the letters of Đ, letters of other scripts
that look Latin, dashes, full-width signs, marks that stand apart from their letters, signs that are not seen, words
decoded with the wrong table, capitals whose marked letters stayed small, tone marks put the older way ("uỷ"), letters
that stand for digits. Digits and symbols never change their meaning; blanks are left to the layout. The raw text is
kept and the map to it is built by the edits themselves.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.assets import resource
from pipeline.text.digit_letters import digit_letters
from pipeline.text.letters import MARKED_LOWER, PLAIN_UPPER
from pipeline.text.loose_marks import SOFT, UNSEEN, blanks_behind, loose_marks, spacing_signs, tones_first
from pipeline.text.misread import decode_misread
from pipeline.text.spans import Edit, Edited
from pipeline.text.unicode import is_syllable, placements

_LETTERS = r"[^\W\d_]"
_SHAPED = "\uff01-\uff5e\u2160-\u217f\ufb00-\ufb06\U0001d400-\U0001d7ff"  # full width, Roman numerals, ligatures
_OTHER_SCRIPTS = "\u0370-\u052fɑɡı"

_STROKES = "\u0335-\u0338"


def fold_characters(text: str) -> Edited:
    """`text` (NFC) with its characters folded, line breaks kept, and the map to what it was.

    Example:
        >>> fold_characters("118/2025/N\u0189\u2013CP, 90\uff05, đi \u0323a ba \u0300n").text
        '118/2025/NĐ-CP, 90%, địa bàn'
    """
    folded = decode_misread(text)
    for step in _STEPS:
        folded = folded.then(list(step(folded.text)))
    return folded


@cache
def _table(name: str) -> dict[str, str]:
    values: dict[str, dict[str, str]] = tomllib.loads(resource("folding.toml").read_text(encoding="utf-8"))
    return values[name]


@cache
def _class_of(name: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, _table(name)))}]")


# ------------------------------------------------------------------------------------------------------ single signs

_INVISIBLE = re.compile(f"[{UNSEEN}{SOFT}]+")
_BEFORE, _AFTER = re.compile(rf"{_LETTERS}+$"), re.compile(rf"{_LETTERS}+")
_SEPARATORS = frozenset("/-")
_LONGEST = 12  # letters of a word that are looked at beside an unseen sign


_STREWN, _STREWN_LEAST = 0.2, 20
"""Share of unseen signs in a text, and how many, from which they stand between all letters and part no words."""


def _unseen(text: str) -> Iterable[Edit]:
    signs = list(_INVISIBLE.finditer(text))
    strewn = len(signs) > max(_STREWN * len(text), _STREWN_LEAST)
    for found in signs:
        start, end = found.span()
        if strewn and SOFT not in found.group():
            yield start, end, ""
            continue
        before = _BEFORE.search(text[max(0, start - _LONGEST) : start])
        after = _AFTER.match(text[end : end + _LONGEST])
        left, right = before.group() if before else "", after.group() if after else ""
        hyphen = SOFT in found.group()
        yield start, end, _between(left, right, text[start - 1 : start] if start else "", text[end : end + 1], hyphen)


def _between(left: str, right: str, before: str, after: str, hyphen: bool) -> str:
    """What an unseen sign stands for: nothing inside a word, a hyphen or a break between two of them.

    Args:
        left: the letters before it.
        right: the letters after it.
        before: the sign before it.
        after: the sign after it.
        hyphen: whether it is a soft hyphen, which fonts draw where a hyphen stands.
    """
    if not hyphen:
        apart = left and right and is_syllable(left) and is_syllable(right) and not is_syllable(left + right)
        return " " if apart else ""
    if _SEPARATORS.intersection((before, after)):
        return ""  # of a number, which has its own sign there: "77\u00ad/2019/NĐ-CP"
    if left and right:
        if is_syllable(left + right):
            return ""
        return "-" if (left.isupper() and right.isupper()) or (is_syllable(left) and is_syllable(right)) else ""
    return "" if left and left[-1:].islower() else "-" if after and (before or after.isspace()) else ""


def _same_signs(text: str) -> Iterable[Edit]:
    table = _table("signs")
    return ((m.start(), m.end(), table[m.group()]) for m in _class_of("signs").finditer(text))


_SHAPED_SIGN = re.compile(f"[{_SHAPED}]")


def _shaped(text: str) -> Iterable[Edit]:
    return ((m.start(), m.end(), unicodedata.normalize("NFKC", m.group())) for m in _SHAPED_SIGN.finditer(text))


_STRUCK_D = re.compile(f"[Dd][{_STROKES}]")


def _struck(text: str) -> Iterable[Edit]:
    return ((m.start(), m.end(), "Đ" if m.group()[0] == "D" else "đ") for m in _STRUCK_D.finditer(text))


# --------------------------------------------------------------------------------------------------- look-alike letters

_FOREIGN = re.compile(f"[{_OTHER_SCRIPTS}]")
_FOREIGN_WORD = re.compile(rf"(?:(?!\d|_)\w)*[{_OTHER_SCRIPTS}](?:(?!\d|_)\w)*")


def _look_alikes(text: str) -> Iterable[Edit]:
    if not _FOREIGN.search(text):
        return
    table, at = _table("look_alikes"), 0
    for line in text.split("\n"):
        foreign = _FOREIGN.findall(line)
        if foreign:
            only = all(sign in table for sign in foreign) and any(c.isascii() and c.isalpha() for c in line)
            for word in _FOREIGN_WORD.finditer(line):
                own = _FOREIGN.findall(word.group())
                if all(sign in table for sign in own) and (only or len(own) < len(word.group())):
                    for sign in _FOREIGN.finditer(word.group()):
                        start = at + word.start() + sign.start()
                        yield start, start + 1, table[sign.group()]
        at += len(line) + 1


# --------------------------------------------------------------------------------- capitals with their marks left small

_MIXED = re.compile(rf"[{MARKED_LOWER}][{PLAIN_UPPER}]|[{PLAIN_UPPER}]{{2}}[{MARKED_LOWER}]")
_MIXED_WORD = re.compile(rf"(?:[{PLAIN_UPPER}]|[{MARKED_LOWER}])+")
_SMALL_PLAIN = re.compile("[a-z0-9]")
_CAPITAL_WORD = re.compile(rf"(?<!\w)[{PLAIN_UPPER}]{{3,}}(?!\w)")


def _capitals(text: str) -> Iterable[Edit]:
    """Words in capitals whose toned letters stayed small, as fonts without toned capitals (TCVN3) leave them.

    One such word shows that the text has none; then "Xã" beside whole words in capitals is meant as one too.
    """
    if not _MIXED.search(text):
        return
    at = 0
    for line in text.split("\n"):
        mixed = _MIXED.search(line)
        loud = not _SMALL_PLAIN.search(line) and (mixed or any(map(is_syllable, _CAPITAL_WORD.findall(line))))
        for word in _MIXED_WORD.finditer(line) if loud or mixed else ():
            if loud or (_MIXED.search(word.group()) and is_syllable(word.group())):
                for spot, char in enumerate(word.group(), at + word.start()):
                    if char in MARKED_LOWER:
                        yield spot, spot + 1, char.upper()
        at += len(line) + 1


# ------------------------------------------------------------------------------------------------ fractions as one sign

_FRACTION = re.compile(r"(?:(?<=\d)[^\S\n]?)?(?P<sign>[¼½¾])(?P<of>(?=[^\S\n]+(?:số|tổng)(?!\w)))?")
_PARTS = {"¼": ("25", "1/4"), "½": ("5", "1/2"), "¾": ("75", "3/4")}


def _fractions(text: str) -> Iterable[Edit]:
    """ "½ ha" is 0,5 ha, "1½ ha" is 1,5 ha, "½ số hộ" is 1/2 số hộ."""
    for found in _FRACTION.finditer(text):
        decimals, fraction = _PARTS[found["sign"]]
        whole = found.start() and text[found.start() - 1].isdigit()
        yield *found.span(), f",{decimals}" if whole else fraction if found["of"] is not None else f"0,{decimals}"


_CALL = re.compile(
    r"(?<=[\d%‰²³])(?:⁽[⁰¹²³⁴-⁹]{1,2}⁾|[⁰¹²³⁴-⁹]{1,2})|(?<=\d)\[\d{1,2}\](?=\s[^\W\d_])|"
    r"(?<=\d)\*{1,3}(?=\s[^\W\d_])"
)
_POWER_OF_TEN = re.compile(r"(?<![\d.,])10$")


def _calls(text: str) -> Iterable[Edit]:
    """The calls of notes behind figures: "8.400¹ tờ", "500⁽¹⁾ cây", "12[1] lớp", "900* tờ"; none in "10⁶"."""
    for found in _CALL.finditer(text):
        if not _POWER_OF_TEN.search(text, max(0, found.start() - 4), found.start()):
            yield *found.span(), ""


_APOSTROPHE = re.compile(r"(?<=\d)['’·˙](?=\d{3}(?!\d))")
_LOW_QUOTE = re.compile(r"(?<=\d)‚(?=\d)")


def _thousands(text: str) -> Iterable[Edit]:
    """ "12'500 cây" and "12·500 cây" are 12.500 cây: some programs group so; in "12‚5" a low quote stands for ","."""
    yield from ((*sign.span(), ".") for sign in _APOSTROPHE.finditer(text))
    yield from ((*sign.span(), ",") for sign in _LOW_QUOTE.finditer(text))


_PER_MILLE = re.compile(r"(?<=\d)(?P<sign>\s?%[oO0])(?!\w)")


def _per_mille(text: str) -> Iterable[Edit]:
    """ "tăng 11,2%o" is 11,2‰: keyboards lack the sign."""
    return ((*sign.span(), "‰") for sign in _PER_MILLE.finditer(text))


_BULLET = re.compile(
    r"^[ \t]*(?:(?P<glyph>[\uf000-\uf0ff►▶✔❖◆■□➔→‣∙·§])(?=\s|[^\W_])"
    r"|(?P<letter>[vqüØwolnþ])(?=[ \t]+(?P<next>[^\W_]|[“\"])))",
    re.MULTILINE,
)
_BULLETS_LEAST = 2
"""Lines that begin with the same letter from which it is the sign of a list: one is a slip."""


def _bullets(text: str) -> Iterable[Edit]:
    """The signs of lists, as a font of symbols drew them: in its private area, or as the letter on the same key."""
    found = list(_BULLET.finditer(text))
    lettered = Counter(sign["letter"] for sign in found if sign["letter"] and not sign["next"].islower())
    for sign in found:
        if sign["glyph"] or (lettered[sign["letter"]] >= _BULLETS_LEAST and not sign["next"].islower()):
            kind = "glyph" if sign["glyph"] else "letter"
            yield *sign.span(kind), "•"


_STEPS: tuple[Callable[[str], Iterable[Edit]], ...] = (
    _same_signs, _shaped, _struck, _look_alikes, loose_marks, spacing_signs, tones_first, blanks_behind, _fractions,
    _calls, _thousands, _per_mille, _unseen, _capitals, placements, _bullets, digit_letters,
)  # fmt: skip
