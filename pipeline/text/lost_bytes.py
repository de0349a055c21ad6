"""UTF-8 read as Windows-1252 or -1258 where the bytes that these lack were dropped, or became "?" or a blank.

What is left of a letter is its lead ("phÆ°á»ng", "Ä?á»“ng"). The case and the spelling of its word tell many of them;
the others are written as signs of `LOST`, for the language model to tell ("tá»" can be tờ, tọ, tỏ, tề).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.text.letters import BEYOND_LATIN_1
from pipeline.text.spans import Edit
from pipeline.text.unicode import is_syllable

LOST = {"\ufdd0": "àÁÍÝÊÚ", "\ufdd1": "ềọỏờỐỊỎỚỞỠ"}
"""Each sign stands for one letter of these. No text holds such signs: Unicode assigns them to nothing."""

_OTHER = "\ufdd1"
"""The one of them that is hardly ever the letter with byte A0, whose no-break space may have become a blank."""
LETTERS = {"Ä": "Đ", "Æ": "Ơ", "áº": "Ạ", "Ã": "\ufdd0", "Ă": "\ufdd0", "á»": "\ufdd1", "â€": "”"}
"""What a lead can be: with a byte that Windows-1252 lacks (81, 8D, 8F, 90, 9D) or -1258 (8A, 8E, 9A, 9E), or with A0,
whose no-break space was dropped or became a blank."""
_LEAD = re.compile("áº|á»|â€|[ÄÆÃĂ]")
_SOUND = re.compile(f"[{BEYOND_LATIN_1}](?<![ĂĐĨŨ])")
_SIGNS = ("?", "\ufffd", " ")
_AFTER = re.compile(r"[A-Za-z]+")
_MOST_LOST, _LONGEST = 2, 8
"""Lost letters, and letters, of a word that can be one syllable."""
ANY_LOST = re.compile(f"[{''.join(LOST)}]")
_RUN = re.compile(rf"(?:[^\W\d_]|{ANY_LOST.pattern})+")


def lost_letters(lines: Sequence[tuple[str, Sequence[Edit]]]) -> list[list[Edit]]:
    """For each line, with the sequences that were read in it, what its leads without an end are."""
    leads = [_leads(line, found) for line, found in lines]
    signs = [line[lead.end() : lead.end() + 1] for (line, _), own in zip(lines, leads, strict=True) for lead in own]
    direct = any(sign.isalpha() for sign in signs)
    sign = "" if direct else max(_SIGNS, key=signs.count)
    return [_told(line, found, own, sign) for (line, found), own in zip(lines, leads, strict=True)]


def _leads(line: str, found: Sequence[Edit]) -> list[re.Match[str]]:
    """The leads of a line that begin no sequence; none where other letters of the line are sound."""
    taken = [False] * (len(line) + 1)
    for start, end, _ in found:
        taken[start:end] = [True] * (end - start)
    if any(not taken[sound.start()] for sound in _SOUND.finditer(line)):
        return []
    return [lead for lead in _LEAD.finditer(line) if not taken[lead.start()]]


def _told(line: str, found: Sequence[Edit], leads: Sequence[re.Match[str]], sign: str) -> list[Edit]:
    """The edits of the leads of a line."""
    if not leads:
        return []
    holes: list[tuple[int, int, str]] = []
    for lead in leads:
        new, end = LETTERS[lead.group()], lead.end()
        after = line[end : end + 1]
        within = after == " " and _within(line, found, lead, LOST.get(new, new))
        if (after and after in (sign, "\ufffd") and after != " ") or (within and (sign == " " or new != _OTHER)):
            end += 1
        holes.append((lead.start(), end, new))
    own = set(holes)
    parts, places, at, length = [], [], 0, 0
    for edit in sorted([*holes, *found]):
        start, end, new = edit
        length += start - at
        if edit in own:
            places.append(length)
        parts += [line[at:start], new]
        at, length = end, length + len(new)
    written = "".join([*parts, line[at:]])
    loud = is_loud(written)
    runs = {at: run for run in _RUN.finditer(written) for at in range(*run.span())}
    out = []
    for place, (start, end, new) in zip(places, holes, strict=True):
        word = runs[place].group() if place in runs else ""
        out.append((start, end, _letter(word, place - runs[place].start(), loud) if new in LOST else new))
    return out


def _within(line: str, found: Sequence[Edit], lead: re.Match[str], letters: str) -> bool:
    """Whether the blank behind a lead stands for its byte: no word follows it, or one word with what is before."""
    after = _AFTER.match(line, lead.end() + 1)
    if not after:
        return True
    begin = max(line.rfind(" ", 0, lead.start()) + 1, 0)
    before = ""
    at = begin
    for start, end, new in found:
        if begin <= start and end <= lead.start():
            before, at = before + line[at:start] + new, end
    before += line[at : lead.start()]
    ends = {"", *(new for start, _, new in found if start == after.end())}
    return any(is_syllable(before + letter + after.group() + end) for letter in letters for end in ends)


def _letter(word: str, at: int, loud: bool) -> str:
    """The letter at a place of a word; the sign that stands there where several are possible."""
    if len(word) > _LONGEST:
        return word[at]
    possible = fitting(word, at, loud)
    if len(ANY_LOST.findall(word)) == 1:
        spelt = [letter for letter in possible if is_syllable(word[:at] + letter + word[at + 1 :])]
        possible = spelt or possible
    return possible[0] if len(possible) == 1 else word[at]


def is_loud(line: str) -> bool:
    """Whether a line is in capitals, by most of its letters."""
    return sum(map(str.isupper, line)) > sum(map(str.islower, line))


def fitting(word: str, at: int, loud: bool) -> list[str]:
    """Those of the letters which a sign in a word stands for whose case fits the rest of it.

    Args:
        word: with signs.
        at: where the sign stands.
        loud: whether the word's line is in capitals.
    """
    letters = LOST[word[at]]
    rest = ANY_LOST.sub("", word)
    if rest.isupper() and (len(rest) > 1 or loud):
        return [letter for letter in letters if letter.isupper()]
    return [letter for letter in letters if letter.islower() or at == 0]


def fillings(word: str, loud: bool) -> Iterator[str]:
    """The syllables that a word with lost letters can be."""
    if len(word) > _LONGEST or len(ANY_LOST.findall(word)) > _MOST_LOST:
        return
    lost = ANY_LOST.search(word)
    if lost is None:
        if is_syllable(word):
            yield word
        return
    for letter in fitting(word, lost.start(), loud):
        yield from fillings(word[: lost.start()] + letter + word[lost.end() :], loud)
