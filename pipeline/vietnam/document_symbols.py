"""What a document's number says by itself: system, year, kind, issuing body, and a key that ignores misprints.

State: `923/QĐ-TTg`, with the year for normative documents `02/2025/TT-BGDĐT` (Nghị định 30/2020/NĐ-CP, Phụ lục I,
II.3; Luật Ban hành văn bản quy phạm pháp luật). National Assembly: `193/2025/QH15`. Party: `57-NQ/TW`
(Hướng dẫn 36-HD/VPTW of 03/04/2018, then 05-HD/VPTW of 27/05/2026).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline.assets import Listed, TableRow, table
from pipeline.text.letters import CODE, CODE_SMALL
from pipeline.text.spans import Edit
from pipeline.text.unicode import fold, nfc

System = Literal["state", "assembly", "party", "other"]

_CANONICAL = re.compile(
    r"\s*(?P<number>\d{1,5}[a-zA-Z]?|\d{1,3}\.\d{1,2})\s*[/-]\s*(?:(?P<year>(?:19|20)\d{2})\s*[/-]\s*)?"
    r"(?P<symbol>[^\W\d_][\w&./\-\s]*?)\s*"
)
GLUED = re.compile(r"(QĐ|CT|CĐ|NQ|NĐ|KH|TTr)\.?(TTg|CP|UBND|HĐND|TW|TU)")
"""Kind and body without the hyphen between them: "27/CTTTg"."""
_AS_LATIN = str.maketrans("АВСЕНІКМОРТХ–—‐‑−Ð", "ABCEHIKMOPTX-----Đ")
"""Letters of other scripts that look like Latin capitals, and dashes, as symbols are meant; one sign for one."""
_FOREIGN = re.compile(f"[{''.join(map(chr, _AS_LATIN))}]")


def in_latin(text: str) -> str:
    """The text with look-alike letters and dashes of symbols as they are meant; every character keeps its place."""
    return text.translate(_AS_LATIN) if _FOREIGN.search(text) else text


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
    text = in_latin(nfc(canonical)).replace("/TƯ", "/TW")  # an older way to write it
    found = _CANONICAL.fullmatch(text) or _SPACED.fullmatch(text)
    if not found:
        return None
    symbol = re.sub(r"\s+", "", found["symbol"])
    year = int(found["year"]) if "year" in found.groupdict() and found["year"] else None
    if _ASSEMBLY.fullmatch(symbol.upper()):
        return Number(found["number"], year, "", symbol.upper(), "assembly")
    symbol = GLUED.sub(r"\1-\2", symbol) if GLUED.fullmatch(symbol) else symbol
    kind, _, body = symbol.replace("/", "-", 1).partition("-")
    separator = symbol[len(kind) : len(kind) + 1]
    party = bool(_PARTY_BODY.fullmatch(body)) or (separator == "/" and not _is_state_body(body))
    return Number(found["number"], year, kind, body, "party" if party and year is None else "state")


def _is_state_body(body: str) -> bool:
    return body.startswith(("UBND", "HĐND", "TTg", "CP")) or issuer_of(body) is not None


class Issuer(TableRow):
    """A central body as symbols name it."""

    abbreviation: str
    name: str
    aliases: Listed
    system: Literal["state", "assembly", "party", "mass"]


@cache
def issuers() -> dict[str, Issuer]:
    """The central bodies by the folded abbreviation of their symbols (`resources/issuers.csv`)."""
    return {fold(issuer.abbreviation): issuer for issuer in table("issuers.csv", Issuer)}


@lru_cache(maxsize=8192)
def issuer_of(body: str) -> Issuer | None:
    """The central body that a symbol names ("BYT", "UBTVQH11"), None where it is local or not known."""
    return issuers().get(fold(body)) or issuers().get(fold(body.rstrip("0123456789")))


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

_BLANKS = r"[^\S\n]{0,3}"
_CAPITALS = rf"[{CODE}][{CODE}{CODE_SMALL}]*[{CODE}][{CODE}{CODE_SMALL}]*(?:&[{CODE}]+)?\d{{0,2}}"
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
