"""Marks of Vietnamese letters that stand apart from them: behind a blank, before their letter, as signs of their own.

Programs that place a mark by itself (fonts without the composed letters, PDF writers, old keyboards) leave a blank, an
unseen sign or a dotted circle between a letter and its marks, put the mark first, write the spacing sign of a mark, or
leave the blank behind the letter. Each is folded into the one letter that is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.text.spans import Edit
from pipeline.text.unicode import TONES, is_syllable, nfc

UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u180e\u034f\u061c\u115f\u1160\ufe00-\ufe0f"
"""Signs that take no room."""
SOFT = "\u00ad"
_LETTER = r"[^\W\d_]"
_MARKS = "\u0300-\u036f"
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make another letter and come before the tone
_VOWELS = frozenset("aeiouyưAEIOUYƯ")
_GAP = f"(?:[^\\S\n]|[{UNSEEN}{SOFT}\u25cc])"
_ANY_MARK = re.compile(f"[{_MARKS}]")
_APART = re.compile(rf"(?P<letter>{_LETTER})(?P<gap>{_GAP}{{0,3}})(?P<marks>[{_MARKS}](?:{_GAP}{{0,3}}[{_MARKS}])*)")
_FIRST = re.compile(rf"(?<![^\s(“\"])(?P<marks>[{_MARKS}]+)(?P<letter>{_LETTER})")
_NEXT = re.compile(_LETTER)


def loose_marks(text: str) -> Iterable[Edit]:
    """Letters and the marks that NFC left beside them: split off, in the wrong order, on a consonant, first of all."""
    if not _ANY_MARK.search(text):
        return
    found: list[Edit] = []
    for apart in _APART.finditer(text):
        letter, marks = apart["letter"], "".join(_ANY_MARK.findall(apart["marks"]))
        after = _NEXT.match(text, apart.end())
        if not _is_vowel(letter) and after and _is_vowel(after.group()):
            new = composed(after.group(), marks)
            if new is not None:
                found.append((apart.start("marks"), after.end(), new))
        elif (new := composed(letter, marks)) is not None:
            found.append((*apart.span(), new))
    for first in _FIRST.finditer(text):
        new = composed(first["letter"], first["marks"])
        if new is not None:
            found.append((*first.span(), new))
    yield from _apart(sorted(found))


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits without those that begin within the one before."""
    reached = 0
    for start, end, new in edits:
        if start >= reached:
            yield start, end, new
            reached = end


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0] in _VOWELS


def composed(letter: str, marks: str) -> str | None:
    """The one letter that a letter and marks in any order make; None where they make none."""
    parts = unicodedata.normalize("NFD", letter + marks)
    marked = sorted(dict.fromkeys(parts[1:]), key=lambda mark: mark not in _SHAPES)
    new = nfc(parts[0] + "".join(marked))
    return new if len(new) == 1 else None


# --------------------------------------------------------------------------------------------- marks as spacing signs

_SIGNS = {
    "`": "\u0300", "\u02cb": "\u0300", "\u00b4": "\u0301", "\u02ca": "\u0301", "\u02dc": "\u0303", "\u02c0": "\u0309",
    "\u02cc": "\u0323", "\u02c6": "\u0302", "\u02d8": "\u0306",
}  # fmt: skip
_SPACING = f"[{''.join(_SIGNS)}]"
_SPACED_WORD = re.compile(rf"{_LETTER}{{0,8}}[aeiouyưăâêôơAEIOUYƯĂÂÊÔƠ](?:{_SPACING}{_LETTER}*)+")
_ANY_SIGN = re.compile(_SPACING)
_LEAST = 3
"""Words from which such a way of writing is held to be one and no slip."""


def spacing_signs(text: str) -> Iterable[Edit]:
    """Words whose marks are signs of their own ("tha´ng", "HOAˌCH")."""
    if not _ANY_SIGN.search(text):
        return ()
    words = [(word, _written(word.group())) for word in _SPACED_WORD.finditer(text)]
    made = [(*word.span(), new) for word, new in words if new is not None]
    return made if len(made) >= _LEAST else ()


def _written(word: str) -> str | None:
    """A word with its signs as marks; None where that makes no syllable."""
    out = ""
    for char in word:
        mark = _SIGNS.get(char)
        new = composed(out[-1], mark) if mark and out else char
        if new is None or (mark and not out):
            return None
        out = (out[:-1] if mark else out) + new
    return out if is_syllable(out) else None


# ------------------------------------------------------------------------------------------- tones on the wrong letter

_TONED_CONSONANT = re.compile(f"[bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX][{TONES}]")
_WORD = re.compile(f"{_LETTER}+")
_MISPLACED = re.compile(
    rf"(?P<bearer>[bcdđghklmnpqrstvx]|[iuoy](?=[{TONES}][aeo][{_SHAPES}])|[ou](?=[{TONES}][aey][cmnpt])|"
    rf"(?<=q)u|(?<=g)i)(?P<tone>[{TONES}])(?P<next>[aeiouy][{_SHAPES}]?)",
    re.IGNORECASE,
)
"""In NFD: a tone on a consonant, before a vowel of another shape or one with an end, on the u of qu, the i of gi."""


def tones_first(text: str) -> Iterable[Edit]:
    """Words of a text that wrote each tone before its letter: "Ḥôi" is Hội, "Vịêt" Việt, "ćac" các.

    That consonants bear tones shows such a text; in it a tone where none is written belongs to the next vowel.
    """
    if not _TONED_BEFORE.search(text) or len(_TONED_CONSONANT.findall(unicodedata.normalize("NFD", text))) < _LEAST:
        return
    for word in _WORD.finditer(text):
        new = nfc(_MISPLACED.sub(r"\g<bearer>\g<next>\g<tone>", unicodedata.normalize("NFD", word.group())))
        if new != word.group() and is_syllable(new) and len(new) == len(word.group()):
            yield *word.span(), new


_TONED_BEFORE = re.compile("[ćǵḱĺḿńṕŕśǹẁḍḥḳḷṃṇṛṣṭṿñṽ]", re.IGNORECASE)
"""Letters that NFC makes of a consonant and a tone."""


# ------------------------------------------------------------------------------------- blanks behind letters with tones

_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_TONED += _TONED.upper()
_HELD = re.compile(rf"[{_TONED}](?={_LETTER})")
_FREED = re.compile(rf"[{_TONED}] (?:ng|nh|ch|[cmnpty]|NG|NH|CH|[CMNPTY])(?!\w)")
_BLANK = re.compile(rf"(?<=[{_TONED}]) ")


def blanks_behind(text: str) -> Iterable[Edit]:
    """The blank behind each letter with a tone in lines that write one there: "ngà y 18 thá ng", "Độ c lậ p  - Tự  do".

    In such lines no such letter stands before another; ends of words, marks and two blanks follow.
    """
    if len(_FREED.findall(text)) < _LEAST or not _DOUBLE.search(text):
        return
    at = 0
    for line in text.split("\n"):
        if not _HELD.search(line) and _TOLD.search(line):
            yield from ((at + blank.start(), at + blank.end(), "") for blank in _BLANK.finditer(line))
        at += len(line) + 1


_DOUBLE = re.compile(rf"[{_TONED}]  (?=\S)")
"""The blank between two words beside the one behind the letter."""
_TOLD = re.compile(rf"[{_TONED}] (?:[aeiouy]?(?:ng|nh|ch|[cmnptiuoay])(?!\w)|[ ,.;:)/])", re.IGNORECASE)
