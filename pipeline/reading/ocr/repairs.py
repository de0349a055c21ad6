"""Repairs of misread document symbols, numbers and dates, made only where a grammar leaves no other reading.

The engine's reading stays in the raw text; a repair is an edit (start, end, replacement) that the layout makes
in the clean text, so both readings are on record. The grammars: `number[/year]/KIND-BODY` (Nghị định
30/2020/NĐ-CP, annex I, II.3), `number-KIND/BODY` (Party papers), `number/BODY-UNIT` (công văn), `KIND số NUMBER`,
`ngày d tháng m năm y`, ranges of dates, quarters I to IV, the lines of a letterhead and above a signature.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from pipeline.assets import lines as entries
from pipeline.assets import resource
from pipeline.reading.lines import Line, LineWord, line_starts
from pipeline.text.letters import CODE
from pipeline.text.spans import Edit, Span, outside
from pipeline.text.unicode import fold, place_tones

CERTAIN = 1.0
"""Confidence of what was not read from a picture; no OCR engine gives a word as much."""

UNSURE = 0.90
"""Confidence of an OCR engine from which a name stays as it is: names of villages are rarer than misreadings."""

_DIGIT_LIKE = str.maketrans(
    {"O": "0", "o": "0", "Ô": "0", "ô": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2"}
)
# Letters that engines take for one another in capitals; a class is named by its first member.
_CLASSES = ("DĐÐ", "O0QÔƠÓÒỎ", "Il1|!", "CG", "S5", "B8", "UƯÙÚỦ", "TƬ", "NÑ", "EÉÊ", "AÂĂÀÁ", "HН", "VY")
_CLASS_OF = {char: group[0] for group in _CLASSES for char in group}

_SYMBOL = re.compile(
    r"(?<![\w/-])(?P<number>\d{1,5}|[\dOolI]{2,5}(?=/\d{4}))(?P<first>\s?[/\-–]\s?)"
    r"(?:(?P<year>(?:19|20)\d\d)(?P<second>\s?/?\s?))?"
    r"(?P<kind>[^\W\d_][\w|!]{0,6}?)(?P<third>\s?[-–/Il1|!]\s?)(?P<body>[^\W_][\w|!]{1,11})(?![\w/])"
)
_NAMED = re.compile(
    r"(?P<type>[^\W\d_]+(?: [^\W\d_]+){0,2}) (?P<so>[sS][^\s\d/]{1,2}|[sS]6)(?P<colon>:?) ?(?=\d{1,5}(?:[/\-–]|\s))"
)
_OWN_NUMBER = re.compile(rf"^(?P<so>S[^\s\d/:]{{1,2}}|S6|S) ?(?P<colon>[:.;])(?= ?\d{{0,5}}\s?[/\-–]?\s?[{CODE}\d])")
_FIRST_ITEM = re.compile(r"[\]|!](?=\. ?[^\W\d_])")
_DATE = re.compile(
    r"\b(?P<day>[\dOolI|SBZ]{1,2}) (?P<t>th[áảàaâấ]ng) (?P<month>[\dOolI|"
    r"SBZ]{1,2}) (?P<n>n[ăâáaàãảắ]m) (?P<year>[\dOolI|SBZ]{4})\b"
)
_CUT_DATE = re.compile(
    r"\bng[aàáảã]y (?P<day>[\dOolI|SBZ]{2}) th[áảàaâấ]ng\b|\bth[áảàaâấ]ng (?P<month>[\dOolI|SBZ]{2}) n[ăâáaàãảắ]m\b"
)  # a line ends within it
_STAIN = re.compile(r"\b[sS]ố:? ?(?P<stain>[.,·•'’‘`´*]+)(?=\d{1,5}(?:/|-[^\W\d_]))")
_SPECK = re.compile(r"^[„‚]\s*")
_HEALTH = re.compile(
    r"\b(?:Sở|Bộ|Phòng|Trạm|[Nn]gành) (?P<letter>(?![yY] )[\"'“”‘’.,|]* ?(?:[yYÝýVv¥][\"'“”‘’.,|]* ?)?)(?=tế\b)"
)
_RANGE = re.compile(
    r"(?<![/\d])(?:\d{1,2}/){0,2}(?:19|20)\d\d(?P<dash>\s?(?:[-–—]?\s?~\s?[-–—]?|[-–—]{2})\s?)(?=(?:\d{1,2}/){0,2}(?:19|20)\d\d\b)"
)
_DAY_WORD = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d")
_DASH_ROOM = 1.1  # gap in heights of a digit; a dash with its spaces takes 1.4, a space of a justified line 0.3 to 0.9
_QUARTER = re.compile(
    r"\b[Qq][uU][ýỳyÝ] (?P<roman>[IVHl1|Ï]{1,4})(?P<tail>\s?/\s?(?:năm )?(?:19|20)\d\d|\s+năm\s+(?:19|20)\d\d)"
)
_PAIR = re.compile(r"(?=(?<![^\W\d_])(?P<a>[^\W\d_]{2,7}) (?P<b>[^\W\d_]{2,7})(?![^\W\d_]))")
_OFFICE = re.compile(r"(?:(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\.?\s*)?(?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,9})[.,]?")
_PER_MILLE = re.compile(r"\d\s?(?P<sign>%[oO0]{1,2}|°/oo|0/00)(?![\w%])")
_HECTARES = re.compile(r"\d\s(?P<unit>h[ạàáã])(?=[;,.)]|\s(?:rừng|đất|lúa|cây|diện|nuôi|mặt|ở|tại|và)\b|$)")
_LATIN_I = re.compile(r"(?<!\w)l(?=o?[A-Z])")  # "loT", "lP", "lSO": no word begins so
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


def lost_dashes(text: str, words: Sequence[LineWord]) -> list[Edit]:
    """Two days side by side with room for a dash between them, which engines pass over when it is thin."""
    edits: list[Edit] = []
    for left, right in pairwise(words):
        if text[left.end : right.start] == " " and all(
            _DAY_WORD.fullmatch(text[w.start : w.end]) for w in (left, right)
        ):
            room = right.box[0] - left.box[2]
            if room > _DASH_ROOM * (left.box[3] - left.box[1]) and right.box[1] < left.box[3]:
                edits.append((left.end, right.start, " - "))
    return edits


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def unproved(lines: Sequence[Line]) -> list[Span]:
    """The words of the raw text that an OCR engine read and no grammar has proved, but for names it was sure of."""
    spans: list[Span] = []
    for at, line in zip(line_starts(lines), lines, strict=True):
        named = [line.text[word.start : word.end].istitle() for word in line.words]
        for number, word in enumerate(line.words):
            beside = named[max(number - 1, 0) : number + 2]
            name = named[number] and sum(beside) > 1 and word.confidence >= UNSURE
            proved = any(a < word.end and word.start < b for a, b, _ in line.edits)
            if word.confidence < CERTAIN and not name and not proved:
                spans.append((at + word.start, at + word.end))
    return sorted(spans)


def apart(edits: Sequence[Edit], lines: Sequence[Line]) -> list[Edit]:
    """The edits in order, without those that meet what a grammar or the picture has proved of a line."""
    proved: list[Span] = []
    for at, line in zip(line_starts(lines), lines, strict=True):
        proved += [(at + a, at + b) for a, b, _ in line.edits]
    free = set(outside(((a, b) for a, b, _ in edits), sorted(proved)))
    return sorted(edit for edit in edits if edit[:2] in free)


def _symbols(text: str) -> Iterable[Edit]:
    for found in _SYMBOL.finditer(text):
        known = _known()
        kind = _one(found["kind"], known["kinds"])
        first, year = found["first"].strip(), found["year"]
        if kind is None:  # a công văn: number/BODY-UNIT
            kind = _one(found["kind"], known["state"])
            body, joint = _one(found["body"], known["units"]), "-"
        elif year is None and first in "-–":
            body, joint = _one(found["body"], known["party"]), "/"
        else:
            body, joint = _one(found["body"], known["state"]), "-"
        if kind is None:
            continue
        third = found["third"].strip()
        if body is None or (third in "-–/" and third.replace("–", "-") != joint):
            continue  # a wrong but clear separator is the author's, not the engine's
        if third not in "-–/":
            yield found.start("third"), found.end("third"), joint
        if year is not None and not found["second"].strip():
            yield found.start("second"), found.end("second"), "/"
        yield from _changed(found["kind"], found.start("kind"), kind)
        yield from _changed(found["body"], found.start("body"), body)
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


def _first_item(text: str) -> Iterable[Edit]:
    found = _FIRST_ITEM.match(text)
    if found:
        yield found.start(), found.end(), "1"


def _dates(text: str) -> Iterable[Edit]:
    for found in _DATE.finditer(text):
        day, month, year = (found[name].translate(_DIGIT_LIKE) for name in ("day", "month", "year"))
        if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12 and year[:2] in ("19", "20")):
            continue
        for name, value in (("day", day), ("month", month), ("year", year), ("t", "tháng"), ("n", "năm")):
            yield found.start(name), found.end(name), value


def _cut_dates(text: str) -> Iterable[Edit]:
    for found in _CUT_DATE.finditer(text):
        name, most = ("day", 31) if found["day"] else ("month", 12)
        value = found[name].translate(_DIGIT_LIKE)
        if any(char.isdigit() for char in found[name]) and 1 <= int(value) <= most:
            yield found.start(name), found.end(name), value


def _stains(text: str) -> Iterable[Edit]:
    """Specks before a number, and low quotation marks at the head of a line, which Vietnamese print does not have."""
    speck = _SPECK.match(text)
    if speck:
        yield speck.start(), speck.end(), ""
    for found in _STAIN.finditer(text):
        yield found.start("stain"), found.end("stain"), ""


def _health(text: str) -> Iterable[Edit]:
    """The one name of a body with a word of one letter, which engines lose or take for a mark."""
    for found in _HEALTH.finditer(text):
        yield found.start("letter"), found.end("letter"), "Y "


def _ranges(text: str) -> Iterable[Edit]:
    for found in _RANGE.finditer(text):
        yield found.start("dash"), found.end("dash"), " - "


def _quarters(text: str) -> Iterable[Edit]:
    for found in _QUARTER.finditer(text):
        plain = found["roman"].replace("H", "II").replace("l", "I").replace("|", "I").replace("Ï", "I")
        if plain.isdigit() and len(plain) == 1:
            continue
        roman = plain.replace("1", "I")
        if roman in ("I", "II", "III", "IV"):
            yield found.start("roman"), found.end("roman"), roman


def _offices(text: str) -> Iterable[Edit]:
    found = _OFFICE.fullmatch(text)
    words = found["words"] if found else ""
    proper = _office(words) if words.isupper() else None
    if found and proper is not None and words != proper and place_tones(words) != proper:
        yield found.start("words"), found.end("words"), proper


def _units(text: str) -> Iterable[Edit]:
    for found in _PER_MILLE.finditer(text):
        yield found.start("sign"), found.end("sign"), "‰"
    for found in _HECTARES.finditer(text):
        yield found.start("unit"), found.end("unit"), "ha"


def _archive(text: str) -> Iterable[Edit]:
    found = _ARCHIVE.search(text)
    if found:
        yield found.start("vt"), found.end("vt"), "VT"


def _pairs(text: str) -> Iterable[Edit]:
    for found in _PAIR.finditer(text):
        pair = found["a"], found["b"]
        meant = _misread().get(place_tones(" ".join(pair).lower()))
        start = found.start("a")
        for word, proper in zip(pair, meant or (), strict=False):
            if place_tones(word.lower()) != proper and (word.islower() or word.istitle() or word.isupper()):
                yield start, start + len(word), _cased(proper, word)
            start += len(word) + 1


def _latin(text: str) -> Iterable[Edit]:
    return ((found.start(), found.end(), "I") for found in _LATIN_I.finditer(text))


_RULES: tuple[Callable[[str], Iterable[Edit]], ...] = (
    _symbols, _names, _own_number, _stains, _first_item, _dates, _cut_dates, _ranges, _quarters, _units, _offices,
    _archive, _health, _latin, _pairs,
)  # fmt: skip


@cache
def _known() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(resource("symbols.toml").read_text(encoding="utf-8"))
    return {name: tuple(entries) for name, entries in table.items()}


@cache
def _signing() -> dict[str, str]:
    """Offices and bodies in capitals by their letters without marks and spaces."""
    return {fold(entry).replace(" ", ""): entry for entry in entries("signing.txt")}


def _office(words: str) -> str | None:
    """The entry of these letters, or the only one that is a letter more, less or other; never one of fewer words."""
    known, letters, count = _signing(), fold(words).replace(" ", ""), len(words.split())
    if letters in known or len(letters) < 6:
        return known.get(letters)
    near = [
        entry for key, entry in known.items()
        if count <= len(entry.split()) and Levenshtein.distance(letters, key, score_cutoff=1) <= 1
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None


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
    """The entry that `read` is, or the only one that it can be a misreading of; None for several or none.

    A misreading has other letters of the same classes, or one letter too many: read twice ("UBNDĐ", "KCGVX"), or a
    stain ("ỄNĐ").
    """
    if read in known:
        return read
    for forms in ((read,), tuple(_one_less(read))):
        shapes = {_shape(form) for form in forms}
        fitting = [entry for entry in known if _shape(entry) in shapes]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _one_less(word: str) -> Iterable[str]:
    """The word without a letter that is of its neighbour's class or that no symbol holds."""
    shape = _shape(word)
    for at, char in enumerate(word):
        if (at and shape[at] == shape[at - 1]) or (char not in "ĐđƯư" and not char.isascii()):
            yield word[:at] + word[at + 1 :]


def _shape(word: str) -> str:
    return "".join(_CLASS_OF.get(char, char) for char in word)


def _changed(old: str, start: int, new: str) -> Iterable[Edit]:
    if len(old) != len(new):
        yield start, start + len(old), new
        return
    for offset, (was, char) in enumerate(zip(old, new, strict=True)):
        if was != char:
            yield start + offset, start + offset + 1, char


def _cased(proper: str, like: str) -> str:
    if like.isupper():
        return proper.upper()
    return proper[0].upper() + proper[1:] if like[0].isupper() else proper
