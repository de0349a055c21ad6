"""Letters that stand where only a digit can: "30/06/2O26", "1o5/QĐ-UBND", "9O%", "ngày l5 tháng 3".

Typists reach for O and l, picture readers take them for 0 and 1. A letter is read as a digit only inside the shape of
a date, of a document's number or of a figure, beside true digits, where nothing else can stand; a Roman numeral stays.
The raw text keeps the letter, so that what was read so can be told and looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.letters import CODE, LOWER
from pipeline.text.spans import Edit

DIGIT_OF = {"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8"}
"""A letter -> the digit that it looks like."""
_AS_DIGITS = str.maketrans(DIGIT_OF)

LETTER_FOR_DIGIT = re.compile(
    r"(?<=\d)[OolISB]|[OolISB](?=\d)|(?<=\d[/.-])[OolISB](?=[/.-]\d)|(?<=gày )[OolI]{1,2}(?= tháng)|"
    r"(?<=[lI])[Oo]{1,2}(?=\s?%)|O(?=[.,]\d)|\b[Qq][uU][ýÝíÍ]\s+[IV1]*[l1]"
)
"""Matches in every text in which such a letter stands; most texts have none."""
_D = r"[\dOolISB]"
_N = r"[\dOolI]"
_YEAR = rf"(?:[1lI]9|2[0Oo]){_D}{{2}}"
_NO_ROMAN = r"(?!I{1,2}(?!\w))"
_DAY = re.compile(
    rf"(?<![\w/.,-])(?P<day>{_D}{{1,2}})(?P<sign>[/.-]){_NO_ROMAN}(?P<month>{_D}{{1,2}})(?P=sign)"
    rf"(?P<year>{_YEAR})(?![\w/])"
)
_IN_WORDS = re.compile(
    rf"\b[Nn]gày\s+(?P<day>{_D}{{1,2}})\s+tháng\s+(?P<month>{_D}{{1,2}})(?:\s+năm\s+(?P<year>{_YEAR}))?(?!\w)"
)
_MONTH = re.compile(
    rf"(?<![\w/.,-])(?<!quý\s)(?<!Quý\s)(?<!QUÝ\s){_NO_ROMAN}(?P<month>{_D}{{1,2}})"
    rf"(?:/|(?<=tháng\s..)\s+năm\s+|(?<=tháng\s.)\s+năm\s+)(?P<year>{_YEAR})(?![\w/])"
)
_DAY_AND_MONTH = re.compile(
    rf"(?:ngày|trước|từ|đến|hết|tới)\s+(?P<day>{_N}{{1,2}})/{_NO_ROMAN}(?P<month>{_N}{{1,2}})(?![\w/])",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"\b(?:(?:ngày|tháng)\s+(?P<small>(?=[^\s,.;]{{0,3}}\d){_N}{{2}})|năm\s+(?P<year>{_YEAR}))(?![\w/])", re.IGNORECASE
)
_YEARS = re.compile(r"(?<![\w.,])(?P<year>20(?=\d?[Oo])[\dOo]{2}|2[Oo][\dOo]{2})(?!\w|[.,]\d)")
_NUMBER = re.compile(
    rf"(?<![\w/.-])(?P<number>(?=[OolI]{{0,4}}\d){_N}{{1,5}})(?=\s?/\s?(?:{_YEAR}\s?/\s?)?[{CODE}]{{2}}|"
    rf"-[{CODE}]{{2,5}}[a-z]*/[{CODE}]{{2}})"
)
_YEAR_OF_NUMBER = re.compile(rf"(?<=\d/)(?P<year>2[0Oo][\dOo]{{2}})(?=/[{CODE}]{{2}})")
_NUMBERED = re.compile(
    rf"\b(?:số:?|[Đđ]iều|[Kk]hoản|[Mm]ục)\s+(?P<number>(?=[^\s,.;]{{0,3}}\d){_N}{{2,4}})(?![\w/-]|[.,]\d)"
)
_SHARE = re.compile(
    r"(?<![\w/-])(?P<figure>(?=[^\s%]{0,6}\d)[\dOolI]{1,4}(?:[.,][\dOolI]{1,2})?|[lI][Oo]{1,2})(?=\s?%)"
)
_FIGURE = re.compile(
    rf"(?<![\w/.,-])(?P<figure>[1-9][\dO]{{0,2}}(?:\.[\dO]{{3}}){{1,3}}|[1-9]\d{{0,8}}O[\dO]{{0,8}}|"
    rf"[1-9]\d{{0,8}}oo+|[1-9]\d{{0,8}}o\d{{1,8}}|"
    rf"(?<=\s)[lI]\d{{1,8}}(?:\.\d{{3}}){{0,3}}|(?<=\s)[lI][Oo]{{2,8}})(?=\s[{LOWER}])"
)
_CELL = re.compile(
    r"(?:(?<![^\t\n|>])|(?<=\| ))(?P<figure>l\d{1,8}(?:\.\d{3}){0,3}|"
    r"(?=[\d.,]{0,12}[Oo])[1-9][\dOo]{0,8}(?:\.[\dOo]{3}){0,3}(?:,[\dOo]{1,2})?)"
    r"(?=[\t\n<|]| \||$)"
)
"""A cell of a table with nothing but a figure."""
_QUARTER = re.compile(r"\b[Qq][uU][ýÝíÍ]\s+(?P<roman>(?=[IV1]*[l1])(?!1\b)[Il1]{1,3}V?)(?=[\s/.,;)]|$)")


def digit_letters(text: str) -> Iterator[Edit]:
    """The letters of a text that stand for digits, in order, each with its digit.

    Example:
        >>> list(digit_letters("trước 30/06/2O26, quý l/2026"))
        [(13, 14, '0'), (22, 23, 'I')]
    """
    if not LETTER_FOR_DIGIT.search(text):
        return
    found = dict[int, str]()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if _is_date(groups):
                for name, value in groups.items():
                    if value:
                        found.update(_digits(value, match.start(name)))
    for pattern in _FIGURES:
        for match in pattern.finditer(text):
            found.update(_digits(match[1], match.start(1)))
    for match in _QUARTER.finditer(text):
        found.update((at, "I") for at, sign in enumerate(match["roman"], match.start("roman")) if sign in "l1")
    yield from ((at, at + 1, found[at]) for at in sorted(found))


_DATES = (_DAY, _IN_WORDS, _MONTH, _DAY_AND_MONTH, _ALONE, _YEARS, _YEAR_OF_NUMBER)
_FIGURES = (_NUMBER, _NUMBERED, _SHARE, _FIGURE, _CELL)
_MOST = {"day": 31, "month": 12, "small": 31, "year": 2099}


def _is_date(groups: dict[str, str | None]) -> bool:
    """Whether the parts of a date are mostly digits and can be such parts."""
    parts = {name: value for name, value in groups.items() if value and name in _MOST}
    signs = "".join(parts.values())
    if sum(sign.isdigit() for sign in signs) * 2 <= len(signs) - (len(signs) < _SHORT):
        return False
    return all(1 <= int(value.translate(_AS_DIGITS)) <= _MOST[name] for name, value in parts.items())


_SHORT = 3  # signs: of two, one digit is enough


def _digits(value: str, at: int) -> Iterator[tuple[int, str]]:
    if value not in ("I", "II"):
        yield from ((spot, DIGIT_OF[sign]) for spot, sign in enumerate(value, at) if sign in DIGIT_OF)
