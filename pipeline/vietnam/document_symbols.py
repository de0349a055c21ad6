"""What a document's number says by itself: system, year, kind, issuing body, and a key that ignores misprints.

State: `923/QĐ-TTg`, with the year for normative documents `02/2025/TT-BGDĐT` (Nghị định 30/2020/NĐ-CP, Phụ lục I,
II.3; Luật Ban hành văn bản quy phạm pháp luật). National Assembly: `193/2025/QH15`. Party: `57-NQ/TW`
(Hướng dẫn 36-HD/VPTW of 03/04/2018, then 05-HD/VPTW of 27/05/2026).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline.assets import resource
from pipeline.text.spans import Edit
from pipeline.text.unicode import fold, nfc

System = Literal["state", "assembly", "party", "other"]

_CANONICAL = re.compile(
    r"\s*(?P<number>\d{1,5}[a-zA-Z]?|\d{1,3}\.\d{1,2})\s*[/-]\s*(?:(?P<year>(?:19|20)\d{2})\s*[/-]\s*)?"
    r"(?P<symbol>[^\W\d_][\w&./\-\s]*?)\s*"
)
_GLUED = re.compile(r"(QĐ|CT|CĐ|NQ|NĐ|KH|TTr)\.?(TTg|CP|UBND|HĐND|TW|TU)")
_AS_LATIN = str.maketrans("АВСЕНІКМОРТХ–—‐‑−Ð", "ABCEHIKMOPTX-----Đ")
"""Letters of other scripts that look like Latin capitals, and dashes, as symbols are meant; one sign for one."""
_FOREIGN = re.compile(f"[{''.join(map(chr, _AS_LATIN))}]")
_ORDINAL = re.compile(r"\d+")
_SPACED = re.compile(r"\s*(?P<number>\d{1,5}[a-zA-Z]?)\s+(?P<symbol>[^\W\d_][\w&./\-]*)\s*")
_PARTY_BODY = re.compile(
    r"(?:TW|TU|ĐU|HU|QU|ĐUK|BCĐTW|VPTW|BTCTW|BTGTW|BTGDVTW|UBKTTW|BNCTW|BDVTW|QUTW|ĐUCA|BTVTU|BTVĐU|UBKT|ĐUQS)\w*"
)
_ASSEMBLY = re.compile(r"(?:UBTV)?QH\d{1,2}|L-CTN")


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number and symbol, taken apart.

    `year` is the one in the number (02/**2025**/TT-BGDĐT), not that of a date.
    """

    number: str
    year: int | None
    kind: str
    """First group of the symbol ("QĐ", "NQ"); "" for the National Assembly's."""
    body: str
    """What follows the kind ("TTg", "UBND", "TW"); for a công văn the drafting unit."""
    system: System

    @property
    def order(self) -> int:
        """The ordinal in its series."""
        return int(_ORDINAL.match(self.number).group())  # type: ignore[union-attr]

    @property
    def series(self) -> tuple[str, str]:
        """Kind and body: documents of one series share it."""
        return fold(self.kind), fold(self.body)

    @property
    def key(self) -> str:
        """Equal for all writings of one number that differ in case, đ/d, spaces or separators only.

        Keys of one series lie beside each other when they are sorted.
        """
        letter = self.number.lstrip("0123456789").lower()
        return f"{fold(self.kind)}|{fold(self.body)}|{self.year or ''}|{self.order:05d}{letter}"

    @property
    def canonical(self) -> str:
        """The number as the issuing system writes it."""
        year = f"/{self.year}" if self.year else ""
        if self.system == "assembly":
            return f"{self.number}{year}/{self.body}"
        if self.system == "party":
            return f"{self.number}-{self.kind}/{self.body}"
        return f"{self.number}{year}/{self.kind}" + (f"-{self.body}" if self.body else "")

    @property
    def central(self) -> bool:
        """Whether an issuing body is one of the central level, so that a national registry can hold it."""
        return self.system == "assembly" or bool(self.issuers)

    @property
    def issuers(self) -> tuple[Issuer, ...]:
        """The central bodies that the symbol names: several of a joint paper, the sender of a công văn."""
        return _issuers_of(self.kind, self.body)


@lru_cache(maxsize=8192)
def _issuers_of(kind: str, body: str) -> tuple[Issuer, ...]:
    named = {issuer.abbreviation: issuer for group in (body, *body.split("-"), kind) if (issuer := issuer_of(group))}
    return tuple(named.values())


@lru_cache(maxsize=65536)
def parse(canonical: str) -> Number | None:
    """The parts of a full number ("30/2020/NĐ-CP", "57-NQ/TW"); None where it is no full number.

    Tolerates spaces, other dashes, look-alike letters and lost separators ("57 NQ/TW", "57/NQ-TW", "27/CTTg").
    """
    text = nfc(canonical).translate(_AS_LATIN).replace("/TƯ", "/TW")  # an older way to write it
    found = _CANONICAL.fullmatch(text) or _SPACED.fullmatch(text)
    if not found:
        return None
    symbol = re.sub(r"\s+", "", found["symbol"])
    year = int(found["year"]) if "year" in found.groupdict() and found["year"] else None
    if _ASSEMBLY.fullmatch(symbol.upper()):
        return Number(found["number"], year, "", symbol.upper(), "assembly")
    symbol = _GLUED.sub(r"\1-\2", symbol) if _GLUED.fullmatch(symbol) else symbol
    kind, _, body = symbol.replace("/", "-", 1).partition("-")
    separator = symbol[len(kind) : len(kind) + 1]
    party = bool(_PARTY_BODY.fullmatch(body)) or (separator == "/" and not _is_state_body(body))
    return Number(found["number"], year, kind, body, "party" if party and year is None else "state")


def _is_state_body(body: str) -> bool:
    return body.startswith(("UBND", "HĐND", "TTg", "CP")) or issuer_of(body) is not None


@dataclass(frozen=True, slots=True)
class Issuer:
    """A central body as symbols name it."""

    abbreviation: str
    name: str
    aliases: tuple[str, ...]
    system: str
    yearly: bool
    """Whether its numbers start again each year (state); a Party series runs through a term."""


@cache
def issuers() -> dict[str, Issuer]:
    """The central bodies by the folded abbreviation of their symbols (`resources/issuers.csv`)."""
    with resource("issuers.csv").open(encoding="utf-8", newline="") as stream:
        return {
            fold(row["abbreviation"]): Issuer(
                row["abbreviation"],
                row["name"],
                tuple(filter(None, row["aliases"].split("|"))),
                row["system"],
                row["system"] == "state",
            )
            for row in csv.DictReader(stream)
        }


@lru_cache(maxsize=8192)
def issuer_of(body: str) -> Issuer | None:
    """The central body that a symbol names ("BYT", "UBTVQH11"), None where it is local or not known."""
    return issuers().get(fold(body)) or issuers().get(fold(body.rstrip("0123456789")))


# ------------------------------------------------------------------------------- symbols in running text

_GLUED_BEHIND = r"(?:ngày|tháng|năm|của|về|và|được|quy\s|ban\s)"
"""Words that a converter joins to the symbol before them: "12/KH-UBNDngày 05/3/2026"."""
_GROUP = rf"[A-ZĐƯĂÂÊÔƠ](?:(?!{_GLUED_BEHIND})[A-Za-zĐđƯưĂăÂâÊêÔôƠơ])*(?:&[A-ZĐ]+)?\d{{0,3}}"
_DASH = r"\s?-\s?"
_PARTY_KINDS = "NQ|QĐ|CT|CTr|Ctr|KL|KH|HD|QyĐ|QC|TB|ĐA"


@cache
def _pattern() -> re.Pattern[str]:
    """Numbers with their symbols; a central body alone ("6006/BGDĐT") is one only after the word "số"."""
    bodies = "|".join(sorted((i.abbreviation for i in issuers().values() if len(i.abbreviation) > 2), key=len)[::-1])
    return re.compile(
        rf"""(?P<number>\d(?:(?<![\w/.\-].)|(?<=số.))(?:\d{{0,4}}[a-z]?|\d{{0,2}}\.\d{{1,2}}(?=\s?/\s?20\d\d)|
          \.\d{{3}}(?=\s?/\s?[A-ZĐ])))
        (?:
          \s?/\s?(?P<year>(?:19|20)\d{{2}})\s?[/-]\s?
            (?P<state_year>QH\s?\d{{2}}|(?:{_GROUP})(?:{_DASH}(?:{_GROUP}))*
            (?:\s?/\s?(?:{_GROUP})(?:{_DASH}(?:{_GROUP}))*)?)
        | \s?/\s?(?P<late_year>(?:NĐ|TTLT|TT|NQLT)(?:{_DASH}(?:{_GROUP}))+)\s?/\s?(?P<late>(?:19|20)\d{{2}})
        | \s?/\s?(?P<state>(?:{_GROUP})(?:/(?:{_GROUP}))?(?:{_DASH}(?:{_GROUP}))+)
        | \s?/\s?(?P<single>CP|HĐBT|TTg|HĐNN\d?|TVQH|QH\d{{1,2}}|UBTVQH\d{{1,2}}|CT|L|{_GLUED.pattern}|
            (?<=số[ ]\d{{4}}/)(?:{bodies}))
        | {_DASH}(?P<party>(?:{_GROUP})\s?/\s?(?:{_GROUP})(?:[-/.](?:{_GROUP}))*)
        | \s(?P<spaced>(?:{_PARTY_KINDS}|BC)\s?[/-]\s?(?:{_GROUP}))
        | -(?P<hyphens>(?:{_PARTY_KINDS})-(?:TW|TU|ĐU|HU|BCĐTW|VPTW))
        )(?:(?!\w)|(?={_GLUED_BEHIND}))""",
        re.VERBOSE,
    )


_STYLES = ("state_year", "late_year", "state", "single", "party", "spaced", "hyphens")

_SHARED = re.compile(r"(?<=số)\s*:?\s*(?P<numbers>(?:\d{1,5}[a-z]?\s*(?:,|;|và|,\s*và)\s*(?:số\s*:?\s*)?)+)$")
"""Numbers that share the year and symbol of the one that follows: "số 12, 13 và số 14/2025/NĐ-CP"."""

# Kinds by the first group of a symbol (Nghị định 30/2020/NĐ-CP, Phụ lục III; Party kinds of 399-QĐ/TW).
KINDS = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "QYĐ": "Quy định",
    "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "CTR": "Chương trình",
    "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản",
    "TTr": "Tờ trình", "TTR": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện", "NĐ": "Nghị định", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "NQLT": "Nghị quyết liên tịch", "KHLT": "Kế hoạch liên tịch", "KL": "Kết luận",
    "CV": "Công văn", "L": "Luật", "PL": "Pháp lệnh", "VBHN": "Văn bản hợp nhất", "CTHĐ": "Chương trình hành động",
    "HDLN": "Hướng dẫn liên ngành", "KHPH": "Kế hoạch phối hợp", "CTPH": "Chương trình phối hợp",
}  # fmt: skip
_KINDS_IN_CAPITALS = frozenset(kind.upper() for kind in KINDS)
_CASE = {kind.upper(): kind for kind in ("CTr", "TTr", "QyĐ")}
_PARTY_BODY_PRINTED = re.compile(
    r"(?:TW|TU|ĐU|HU|QU|ĐUK|BCĐTW|VPTW|BTCTW|BTGTW|BTGDVTW|UBKTTW|BNCTW|BKTTW|ĐUCA|QUTW|BTVTU|BTVĐU)$"
)
_STATE_BODY_PRINTED = re.compile(r"(?:UBND|HĐND|CP|TTg|BGDĐT|BTC|BNV|BYT|VPCP|TANDTC|VKSNDTC|UBTVQH\d*|QH\d*)$")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number with its symbol, as printed and as the issuing system writes it."""

    start: int
    end: int
    number: str
    """With the year where the grammar has one: "02/2025"."""
    symbol: str
    """As printed, spaces of line breaks removed."""
    canonical: str
    kind: str | None
    """Kind of document that the symbol names; None where it names none."""


def find(text: str) -> list[Symbol]:
    """All document symbols in `text`, in order; numbers that share one symbol are one each."""
    latin = text.translate(_AS_LATIN) if _FOREIGN.search(text) else text
    symbols: list[Symbol] = []
    alone = (
        found for found in _ALONE.finditer(latin) if _PAPER.search(latin, max(0, found.start() - 60), found.start())
    )
    for each in sorted((*_pattern().finditer(latin), *alone), key=re.Match.start):
        if symbols and each.start() < symbols[-1].end:
            continue
        dash = _LIST_DASH.search(latin, *each.span())  # of the next item of a list: "30/2020/NĐ-CP\n- Ban ..."
        found = each.re.match(latin, each.start(), dash.start()) if dash else each
        form = _FORM.search(latin, max(0, each.start() - 24), each.start())
        symbol = None if found is None or form else _symbol(found)
        if symbol is not None:
            symbols += [*_sharing(latin, symbol, symbols[-1].end if symbols else 0), symbol]
    return symbols


_ALONE = re.compile(r"(?P<number>(?<![\w/.\-])\d{1,5}[a-z]?)\s?/\s?(?P<single>[A-ZĐ]{2,8})(?![\w/\-])")
_PAPER = re.compile(
    r"(?:công văn|văn bản|tờ trình|thông báo|hướng dẫn|báo cáo)(?:\s[^\W\d_]+){0,2}\s+số\s*:?\s*$", re.IGNORECASE
)
"""Before a number whose symbol is one group of capitals: "Công văn số 5778/GDTC"."""
_FORM = re.compile(r"(?:mẫu|biểu|phụ lục)\s+(?:số\s*)?:?\s*$", re.IGNORECASE)
"""Before the number of a form, which looks like a symbol and is none: "Mẫu số 01/BCĐBHĐND-MT"."""


def _sharing(text: str, symbol: Symbol, floor: int) -> Iterator[Symbol]:
    """The bare numbers of a list in front of a symbol, each with that symbol."""
    low = max(floor, symbol.start - 80)
    listed = _SHARED.search(text, low, symbol.start)
    for number in re.finditer(r"\d+[a-z]?", listed["numbers"]) if listed else ():
        start, end = (listed.start("numbers") + at for at in number.span())  # type: ignore[union-attr]
        own, year = symbol.number.partition("/")[::2]
        canonical = number.group() + symbol.canonical.removeprefix(own)
        whole = f"{number.group()}/{year}" if year else number.group()
        yield Symbol(start, end, whole, symbol.symbol, canonical, symbol.kind)


_BLANKS = r"[^\S\n]{0,3}"
_CAPITALS = r"[A-ZĐƯ][A-Za-zĐđƯư]*[A-ZĐƯ][A-Za-zĐđƯư]*(?:&[A-ZĐ]+)?\d{0,2}"
_LOOSE = re.compile(
    rf"""\d(?<![\w/.\-].)\d{{0,4}}[a-z]?
    (?:
      {_BLANKS}/{_BLANKS}(?:(?:19|20)\d{{2}}{_BLANKS}/{_BLANKS})?
      (?:(?:UBTV{_BLANKS})?QH{_BLANKS}\d{{1,2}}|{_CAPITALS}(?:{_BLANKS}-{_BLANKS}{_CAPITALS})+)
    | {_BLANKS}-{_BLANKS}(?P<party>{_CAPITALS}){_BLANKS}/{_BLANKS}{_CAPITALS}(?:{_BLANKS}-{_BLANKS}{_CAPITALS})*
    )(?!\w)""",
    re.VERBOSE,
)
_BLANK = re.compile(r"\s+")


def closed_up(text: str) -> list[Edit]:
    """Edits that take the blanks out of document symbols ("118/2025/NĐ - CP", "72/2025/QH 15", "57 - NQ / TW").

    Only where the blanks cannot be meant: a number, a stroke or hyphen, groups of capitals; line breaks stay.

    Args:
        text: with its dashes written as hyphens.
    """
    return [
        (found.start() + gap.start(), found.start() + gap.end(), "")
        for found in _LOOSE.finditer(text)
        if found["party"] is None or found["party"].upper() in _KINDS_IN_CAPITALS
        for gap in _BLANK.finditer(found.group())
    ]


_NOTE_MARK = re.compile(r"(?:(?<=\W(?:CP|TW|TU|ĐU))|(?<=\W(?:TTg|BCĐ))|(?<=\W(?:UBND|HĐND)))[1-9]$")
"""The mark of a footnote that lost its height ("66-NQ/TW1"); a number of the body itself has two digits or more."""
_LIST_DASH = re.compile(r"\n\s?-\s")


def _symbol(found: re.Match[str]) -> Symbol | None:
    style = next(name for name in _STYLES if name in found.re.groupindex and found.group(name))
    whole = found.group(style)
    note = _NOTE_MARK.search(whole)
    end = found.end() - len(note.group()) if note else found.end()
    printed = re.sub(r"\s+", "", whole[: note.start()] if note else whole)
    number = found.group("number")
    if style in ("state_year", "late_year"):  # "30/NĐ-CP/2020": kinds that always bear a year, put behind by mistake
        number = f"{number}/{found['year'] or found['late']}"
    if style == "spaced":
        style = "party" if "/" in printed else "state"
    spelt = _WITHOUT_BAR.sub(lambda match: _BARRED[match.group()], printed)
    spelt = re.sub(r"^(NQLT|TTLT|KHLT)/", r"\1-", spelt)  # a joint paper's kind and bodies are parted as any other's
    kind = spelt.split("-")[0].split("/")[0]
    if style == "single" and printed == "L":
        return None
    canonical = _canonical(number, spelt, style)
    return Symbol(found.start(), end, number, printed, canonical, _kind(kind, spelt))


_BARRED = {"QD": "QĐ", "ND": "NĐ", "CD": "CĐ", "HDND": "HĐND", "BGDDT": "BGDĐT", "DU": "ĐU"}
"""What is typed without the bar of Đ."""
_WITHOUT_BAR = re.compile(rf"(?<![A-ZĐ])(?:{'|'.join(_BARRED)})(?![A-ZĐa-z])")


def _canonical(number: str, printed: str, style: str) -> str:
    if style == "hyphens":
        return f"{number}-{printed.replace('-', '/')}"
    symbol = re.sub(r"^(CTR|TTR|QYĐ)(?=[-/])", lambda m: _CASE[m.group().upper()], printed, flags=re.IGNORECASE)
    symbol = _GLUED.sub(r"\1-\2", symbol) if "." in symbol else symbol
    number = re.sub(r"(?<=^\d)\.(?=\d{3}$)", "", number)  # "2.105/QĐ-UBND": a point parts thousands
    body = re.split(r"[-/]", symbol)[-1]
    if style == "state" and _PARTY_BODY_PRINTED.match(body) and symbol.count("-") == 1:
        return f"{number}-{symbol.replace('-', '/')}"
    if style == "party" and _STATE_BODY_PRINTED.match(body) and not _PARTY_BODY_PRINTED.match(body):
        return f"{number}-{symbol}"
    return f"{number}{'-' if style == 'party' else '/'}{symbol}"


def _kind(first: str, printed: str) -> str | None:
    if re.match(r"QH\d+|UBTVQH\d+|(?:CP|HĐBT|TTg|HĐNN\d?|TVQH)$", printed):
        return None  # of several kinds: before 1997 a symbol named the body alone ("Quyết định số 206/CP")
    glued = _GLUED.fullmatch(first)
    first = glued.group(1) if glued else first
    if first in KINDS:
        return KINDS[first]
    if first.upper() in _CASE:
        return KINDS[_CASE[first.upper()]]
    if first.upper() in KINDS and first.isupper():
        return KINDS[first.upper()]
    return "Công văn"
