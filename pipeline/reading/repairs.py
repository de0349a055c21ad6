"""Repairs of misread document symbols, numbers and dates, made only where a grammar leaves no other reading.

The engine's reading stays in the raw text; a repair is an edit (start, end, replacement) that the layout makes
in the clean text, so both readings are on record. The grammars: `number[/year]/KIND-BODY` (Nghị định
30/2020/NĐ-CP, annex I, II.3), `number-KIND/BODY` (Party papers), `KIND số NUMBER`, `ngày d tháng m năm y`, quarters
I to IV.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.assets import lines as entries
from pipeline.assets import resource
from pipeline.text import fold, place_tones

Edit = tuple[int, int, str]

_DIGIT_LIKE = str.maketrans(
    {"O": "0", "o": "0", "Ô": "0", "ô": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2"}
)
# Letters that engines take for one another in capitals; a class is named by its first member.
_CLASSES = ("DĐÐ", "O0QÔƠÓÒỎ", "Il1|!", "CG", "S5", "B8", "UƯÙÚỦ", "TƬ", "NÑ", "EÉÊ", "AÂĂÀÁ", "HН", "VY")
_CLASS_OF = {char: group[0] for group in _CLASSES for char in group}

_ETH = re.compile("[Ðð]")
_SYMBOL = re.compile(
    r"(?<![\w/-])(?P<number>\d{1,5}|[\dOolI]{2,5}(?=/\d{4}))(?P<first>\s?[/\-–]\s?)"
    r"(?:(?P<year>(?:19|20)\d\d)(?P<second>\s?/?\s?))?"
    r"(?P<kind>[^\W\d_][\w|!]{0,5}?)(?P<third>\s?[-–/Il1|!]\s?)(?P<body>[^\W_][\w|!]{1,11})(?![\w/])"
)
_NAMED = re.compile(
    r"(?P<type>[^\W\d_]+(?: [^\W\d_]+){0,2}) (?P<so>[sS][^\s\d/]{1,2}|[sS]6)(?P<colon>:?) ?(?=\d{1,5}(?:[/\-–]|\s))"
)
_OWN_NUMBER = re.compile(r"^(?P<so>S[^\s\d/:]{1,2}|S6|S) ?(?P<colon>[:.;])(?= ?\d{0,5}\s?[/\-–]?\s?[A-ZĐ\d])")
_DATE = re.compile(
    r"\b(?P<day>[\dOolI|SBZ]{1,2}) (?P<t>th[áảàaâấ]ng) (?P<month>[\dOolI|"
    r"SBZ]{1,2}) (?P<n>n[ăâáaàãảắ]m) (?P<year>[\dOolI|SBZ]{4})\b"
)
_QUARTER = re.compile(
    r"\b[Qq][uU][ýỳyÝ] (?P<roman>[IVHl1|Ï]{1,4})(?P<tail>\s?/\s?(?:năm )?(?:19|20)\d\d|\s+năm\s+(?:19|20)\d\d)"
)
_PAIR = re.compile(r"(?=(?<![^\W\d_])(?P<a>[^\W\d_]{2,7}) (?P<b>[^\W\d_]{2,7})(?![^\W\d_]))")
_ARCHIVE = re.compile(r"Lưu ?: ?(?P<vt>V[IFTÏ]'?)(?=[,.; ])")


def repairs(text: str, seen: Iterable[Edit] = ()) -> tuple[Edit, ...]:
    """Edits of one line, in order, none overlapping.

    Args:
        text: the line as read.
        seen: edits that the picture proves; the grammars judge the text with these made, and yield to them.

    Example:
        >>> repairs("Nghi định so 30/2020/NÐ-CP")
        ((0, 9, 'Nghị định'), (10, 12, 'số'), (21, 22, 'Đ'))
    """
    found: list[Edit] = list(seen)
    for rule in _RULES:
        for edit in rule(text):
            start, end, new = edit
            if text[start:end] != new and all(end <= a or b <= start for a, b, _ in found):
                found.append(edit)
    return tuple(sorted(found))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _symbols(text: str) -> Iterable[Edit]:
    for found in _SYMBOL.finditer(text):
        kinds, state, party = _known()
        kind = _one(found["kind"], kinds)
        if kind is None:
            continue
        first, year = found["first"].strip(), found["year"]
        if year is None and first in "-–":
            body, joint = _one(found["body"], party), "/"
        else:
            body, joint = _one(found["body"], state), "-"
        third = found["third"].strip()
        if body is None or (third in "-–/" and third.replace("–", "-") != joint):
            continue  # a wrong but clear separator is the author's, not the engine's
        if third not in "-–/":
            yield found.start("third"), found.end("third"), joint
        if year is not None and not found["second"].strip():
            yield found.start("second"), found.end("second"), "/"
        yield from _changed(text, found.start("kind"), kind)
        yield from _changed(text, found.start("body"), body)
        number = found["number"].translate(_DIGIT_LIKE)
        yield found.start("number"), found.end("number"), number


def _names(text: str) -> Iterable[Edit]:
    for found in _NAMED.finditer(text):
        words = found["type"].split(" ")
        for length in (3, 2, 1):
            tail = " ".join(words[-length:])
            proper = _types().get(fold(tail)) if len(words) >= length else None
            if proper is None or fold(found["so"]).replace("6", "o") not in ("so", "s0"):
                continue
            start = found.end("type") - len(tail)
            if tail.lower() != proper:
                yield start, found.end("type"), _cased(proper, tail)
            yield found.start("so"), found.end("so"), "Số" if found["so"][0] == "S" else "số"
            break


def _own_number(text: str) -> Iterable[Edit]:
    found = _OWN_NUMBER.match(text)
    if found and (len(found["so"]) > 1 or "/" in text[:24]):
        yield found.start("so"), found.end("so"), "Số"
        yield found.start("colon"), found.end("colon"), ":"


def _dates(text: str) -> Iterable[Edit]:
    for found in _DATE.finditer(text):
        day, month, year = (found[name].translate(_DIGIT_LIKE) for name in ("day", "month", "year"))
        if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12 and year[:2] in ("19", "20")):
            continue
        for name, value in (("day", day), ("month", month), ("year", year), ("t", "tháng"), ("n", "năm")):
            yield found.start(name), found.end(name), value


def _quarters(text: str) -> Iterable[Edit]:
    for found in _QUARTER.finditer(text):
        plain = found["roman"].replace("H", "II").replace("l", "I").replace("|", "I").replace("Ï", "I")
        if plain.isdigit() and len(plain) == 1:
            continue
        roman = plain.replace("1", "I")
        if roman in ("I", "II", "III", "IV"):
            yield found.start("roman"), found.end("roman"), roman


def _archive(text: str) -> Iterable[Edit]:
    found = _ARCHIVE.search(text)
    if found:
        yield found.start("vt"), found.end("vt"), "VT"


def _eths(text: str) -> Iterable[Edit]:
    for found in _ETH.finditer(text):
        yield found.start(), found.end(), "Đ" if found.group() == "Ð" else "đ"


def _pairs(text: str) -> Iterable[Edit]:
    for found in _PAIR.finditer(text):
        pair = found["a"], found["b"]
        meant = _misread().get(place_tones(" ".join(pair).lower()))
        start = found.start("a")
        for word, proper in zip(pair, meant or (), strict=False):
            if place_tones(word.lower()) != proper and (word.islower() or word.istitle() or word.isupper()):
                yield start, start + len(word), _cased(proper, word)
            start += len(word) + 1


_RULES: tuple[Callable[[str], Iterable[Edit]], ...] = (
    _symbols, _names, _own_number, _dates, _quarters, _archive, _pairs, _eths,
)  # fmt: skip


@cache
def _known() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    table = tomllib.loads(resource("symbols.toml").read_text(encoding="utf-8"))
    return tuple(table["kinds"]), tuple(table["state"]), tuple(table["party"])


@cache
def _misread() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for entry in entries("ocr_pairs.csv"):
        read, meant = entry.split(",")
        first, second = meant.split(" ")
        table[place_tones(read)] = first, second
    return table


@cache
def _types() -> dict[str, str]:
    return {fold(entry): entry.lower() for entry in entries("document_types.txt")}


def _one(read: str, known: tuple[str, ...]) -> str | None:
    """The entry that `read` is, or the only one that it can be a misreading of; None for several or none."""
    if read in known:
        return read
    shape = _shape(read)
    fitting = [entry for entry in known if _shape(entry) == shape]
    return fitting[0] if len(fitting) == 1 else None


def _shape(word: str) -> str:
    return "".join(_CLASS_OF.get(char, char) for char in word)


def _changed(text: str, start: int, new: str) -> Iterable[Edit]:
    for offset, char in enumerate(new):
        if text[start + offset] != char:
            yield start + offset, start + offset + 1, char


def _cased(proper: str, like: str) -> str:
    if like.isupper():
        return proper.upper()
    return proper[0].upper() + proper[1:] if like[0].isupper() else proper
