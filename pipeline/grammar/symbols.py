"""Document symbols in running text, as Nghị định 30/2020/NĐ-CP, Phụ lục I writes them: "30/2020/NĐ-CP", "57-NQ/TW"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.grammar.rule import Rule, Table
from pipeline.text.letters import CODE, CODE_SMALL, PLAIN_UPPER
from pipeline.text.spans import Span
from pipeline.vietnam.document_symbols import GLUED, KINDS, in_latin, issuers


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
    by: str
    """The rule that found it."""

    @property
    def span(self) -> Span:
        return self.start, self.end


_GLUED_BEHIND = r"(?:ngày|tháng|năm|của|về|và|được|quy\s|ban\s)"
"""Words that a converter joins to the symbol before them: "12/KH-UBNDngày 05/3/2026"."""
_GROUP = rf"[{PLAIN_UPPER}](?:(?!{_GLUED_BEHIND})[{PLAIN_UPPER}a-zăâđêôơư])*(?:&[{CODE}]+)?\d{{0,3}}"
_DASH = r"\s?-\s?"
_STROKE = r"\s?/\s?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NUMBER = (
    r"(?P<number>\d(?:(?<![\w/.\-].)|(?<=số.))(?:\d{0,4}[a-z]?|\d{0,2}\.\d{1,2}(?=\s?/\s?20\d\d)|"
    rf"\.\d{{3}}(?=\s?/\s?[{CODE}])))"
)
"""The number: with a letter, with the figures of a draft, with a point that parts thousands ("2.105/QĐ-UBND")."""
"""The ordinal; before a year it may have a part behind a point."""
_END = rf"(?:(?!\w)|(?={_GLUED_BEHIND}))"
_PARTY_KINDS = "NQ|QĐ|CT|CTr|Ctr|KL|KH|HD|QyĐ|QC|TB|ĐA"
_PARTY_BODY = re.compile(
    r"(?:TW|TU|ĐU|HU|QU|ĐUK|BCĐTW|VPTW|BTCTW|BTGTW|BTGDVTW|UBKTTW|BNCTW|BKTTW|ĐUCA|QUTW|BTVTU|BTVĐU)$"
)

Spelling = Callable[[str, str], str]
"""From number and symbol to the form in which the issuing system writes both."""


def _state(number: str, symbol: str) -> str:
    """Of the state; "42/NQ-TW" is a Party symbol with its marks exchanged."""
    if symbol.count("-") == 1 and _PARTY_BODY.match(re.split(r"[-/]", symbol)[-1]):
        return _party(number, symbol.replace("-", "/"))
    return _body(number, symbol)


def _body(number: str, symbol: str) -> str:
    return f"{number}/{symbol}"


def _party(number: str, symbol: str) -> str:
    return f"{number}-{symbol}"


def _either(number: str, symbol: str) -> str:
    return (_party if "/" in symbol else _state)(number, symbol)


def _hyphens(number: str, symbol: str) -> str:
    return _party(number, symbol.replace("-", "/"))


def _rule(
    name: str,
    pattern: str,
    spelling: Spelling,
    *,
    examples: Sequence[tuple[str, str]],
    against: Sequence[str] = (),
    behind: re.Pattern[str] | None = None,
    basis: str = "ruling 1",
) -> Rule[Symbol]:
    """A rule of symbols; `pattern` has the groups number, symbol and perhaps year, `behind` has to stand before it."""

    def make(match: re.Match[str]) -> Iterator[Symbol]:
        text, at = match.string, match.start()
        if _FORM.search(text, max(0, at - _FORM_REACH), at):
            return
        if behind is not None and not behind.search(text, max(0, at - _PAPER_REACH), at):
            return
        dash = _LIST_DASH.search(text, *match.span())
        found = match.re.match(text, at, dash.start()) if dash else match
        if found is not None:
            yield _symbol(found, spelling, name)

    shown = tuple((text, (symbol,)) for text, symbol in examples)
    return Rule(name, re.compile(pattern), make, basis, shown, tuple(against))


_FORM = re.compile(r"(?:mẫu|biểu|phụ lục)\s+(?:số\s*)?:?\s*$", re.IGNORECASE)
"""Before the number of a form, which looks like a symbol and is none: "Mẫu số 01/BCĐBHĐND-MT"."""
_FORM_REACH = 24  # characters
_LIST_DASH = re.compile(r"\n\s?-\s")
"""The dash of the next item of a list: "30/2020/NĐ-CP\\n- Ban ..."."""
_PAPER = re.compile(
    r"(?:công văn|văn bản|tờ trình|thông báo|hướng dẫn|báo cáo)(?:\s[^\W\d_]+){0,2}\s+số\s*:?\s*$", re.IGNORECASE
)
_PAPER_REACH = 60  # characters
_NOTE_MARK = re.compile(r"(?:(?<=\W(?:CP|TW|TU|ĐU))|(?<=\W(?:TTg|BCĐ))|(?<=\W(?:UBND|HĐND)))[1-9]$")
"""The mark of a footnote that lost its height ("66-NQ/TW1"); a number of the body itself has two digits or more."""
_BARRED = {"QD": "QĐ", "ND": "NĐ", "CD": "CĐ", "HDND": "HĐND", "BGDDT": "BGDĐT", "DU": "ĐU"}
"""What is typed without the bar of Đ."""
_WITHOUT_BAR = re.compile(rf"(?<![{CODE}])(?:{'|'.join(_BARRED)})(?![{CODE}{CODE_SMALL}])")
_THOUSANDS = re.compile(r"(?<=^\d)\.(?=\d{3}$)")
_JOINT = re.compile(r"^(NQLT|TTLT|KHLT)/")
"""Kinds of joint papers, parted from the bodies as any other's kind."""
_CASE = {kind.upper(): kind for kind in ("CTr", "TTr", "QyĐ")}
_ANY_CASE = re.compile(rf"^(?:{'|'.join(_CASE)})(?=[-/])", re.IGNORECASE)


def _symbol(found: re.Match[str], spelling: Spelling, by: str) -> Symbol:
    """The symbol of a match: blanks and the mark of a footnote taken off, lost bars set, kinds in their case."""
    whole = found["symbol"]
    note = _NOTE_MARK.search(whole)
    end = found.end() - len(note.group()) if note else found.end()
    printed = re.sub(r"\s+", "", whole[: note.start()] if note else whole)
    number = f"{found['number']}/{found['year']}" if "year" in found.re.groupindex else found["number"]
    spelt = _JOINT.sub(r"\1-", _WITHOUT_BAR.sub(lambda match: _BARRED[match.group()], printed))
    spelt = GLUED.sub(r"\1-\2", spelt) if "." in spelt else spelt
    canonical = spelling(_THOUSANDS.sub("", number), _ANY_CASE.sub(lambda match: _CASE[match.group().upper()], spelt))
    return Symbol(found.start(), end, number, printed, canonical, _kind(re.split(r"[-/]", spelt)[0], spelt), by)


def _kind(first: str, printed: str) -> str | None:
    if re.match(r"QH\d+|UBTVQH\d+|(?:CP|HĐBT|TTg|HĐNN\d?|TVQH)$", printed):
        return None  # of several kinds: before 1997 a symbol named the body alone ("Quyết định số 206/CP")
    glued = GLUED.fullmatch(first)
    first = glued.group(1) if glued else first
    if first in KINDS:
        return KINDS[first]
    if first.upper() in _CASE:
        return KINDS[_CASE[first.upper()]]
    if first.upper() in KINDS and first.isupper():
        return KINDS[first.upper()]
    return "Công văn"


_LISTED = r"(?:(?<=số)|(?<=số\s)|(?<=số:)|(?<=số\s:)|(?<=số:\s)|(?<=số\s:\s))"
"""Where a list of numbers begins that share a symbol."""
_BEHIND_WORD = r"(?:(?<=số.)|(?<=số\s.)|(?<=số:.)|(?<=số\s:.)|(?<=số:\s.)|(?<=số\s:\s.))"
_STARTS = re.compile(
    rf"\d(?:(?:(?<![\w/.\-].)|(?<=số.))(?=[\d.]*[a-z]?(?:\s?[-/]\s?(?:[{PLAIN_UPPER}]|{_YEAR}\s?[-/])|"
    rf"\s(?:{_PARTY_KINDS}|BC)\s?[-/]))|{_BEHIND_WORD}(?=\d*[a-z]?\s*(?:[,;]|và)))"
)
"""Where a number begins that a symbol, or another number of a list, follows."""


def _table(rules: Sequence[Rule[Symbol]]) -> Table[Symbol]:
    return Table(tuple(rules), lambda symbol: symbol.canonical, re.compile(r"\d"), re.compile(r"(?!)"), _STARTS)


_BEFORE_BODIES = (
    _rule(
        "symbol-year",
        rf"{_NUMBER}{_STROKE}{_YEAR}\s?[/-]\s?(?P<symbol>QH\s?\d{{2}}|{_GROUP}(?:{_DASH}{_GROUP})*"
        rf"(?:{_STROKE}{_GROUP}(?:{_DASH}{_GROUP})*)?){_END}",
        _body,
        examples=(
            ("Nghị định số 30/2020/NĐ-CP", "30/2020/NĐ-CP"),
            ("Luật số 72/2025/QH15", "72/2025/QH15"),
            ("Quyết định số 35/2025/QĐ-TTgcủa Thủ tướng", "35/2025/QĐ-TTg"),
            ("Nghị quyết số 12/2025/NQ-HDND", "12/2025/NQ-HĐND"),
            ("theo Nghị định 30/2020/NĐ-CP\n- Ban hành quy chế", "30/2020/NĐ-CP"),
        ),
        against=("ngày 12/2025", "Mẫu số 01/2025/NĐ-CP", "trang a.vn/12/2025/tin"),
    ),
    _rule(
        "symbol-year-last",
        rf"{_NUMBER}{_STROKE}(?P<symbol>(?:NĐ|TTLT|TT|NQLT)(?:{_DASH}{_GROUP})+){_STROKE}{_YEAR}{_END}",
        _body,
        examples=(("Nghị định số 30/NĐ-CP/2020", "30/2020/NĐ-CP"),),
        against=("Kế hoạch số 30/KH-UBND/2020",),
    ),
    _rule(
        "symbol-state",
        rf"{_NUMBER}{_STROKE}(?P<symbol>{_GROUP}(?:/{_GROUP})?(?:{_DASH}{_GROUP})+){_END}",
        _state,
        examples=(
            ("Kế hoạch số 12/KH-UBNDngày 05/3/2026", "12/KH-UBND"),
            ("Chương trình số 7/Ctr-UBND", "7/CTr-UBND"),
            ("Nghị quyết số 42/NQ-TW", "42-NQ/TW"),
            ("Nghị quyết số 33/NQ- CP1 của Chính phủ", "33/NQ-CP"),
        ),
        against=("3/4 số hộ", "tấn/ha", "Biểu số 02/BC-UBND"),
    ),
)


def _of_body() -> Rule[Symbol]:
    """Numbers with the body alone; of a central body that can be another word too only behind "số"."""
    long = sorted((issuer.abbreviation for issuer in issuers().values() if len(issuer.abbreviation) > 2), key=len)
    bodies = "|".join(reversed(long))
    return _rule(
        "symbol-body",
        rf"{_NUMBER}{_STROKE}(?P<symbol>CP|HĐBT|TTg|HĐNN\d?|TVQH|QH\d{{1,2}}|UBTVQH\d{{1,2}}|CT|"
        rf"{GLUED.pattern}|(?<=số \d{{4}}/)(?:{bodies})){_END}",
        _body,
        examples=(
            ("Quyết định số 206/CP", "206/CP"),
            ("Chỉ thị số 27/CTTTg", "27/CTTTg"),
            ("Công văn số 6006/BGDĐT", "6006/BGDĐT"),
        ),
        against=("Công văn 6006/BGDĐT", "Sắc lệnh số 18/L"),
        basis="symbols of before 1997 name the body alone",
    )


_BEHIND_BODIES = (
    _rule(
        "symbol-party",
        rf"{_NUMBER}{_DASH}(?P<symbol>{_GROUP}{_STROKE}{_GROUP}(?:[-/.]{_GROUP})*){_END}",
        _party,
        examples=(
            ("Nghị quyết số 57-NQ/TW", "57-NQ/TW"),
            ("Chương trình số 15-Ctr/ĐU", "15-CTr/ĐU"),
            ("Nghị quyết số 66-NQ/TW1", "66-NQ/TW"),
        ),
        against=("QCVN 01-1:2018/BYT", "tuổi 16-K/năm"),
        basis="Hướng dẫn 05-HD/VPTW",
    ),
    _rule(
        "symbol-spaced",
        rf"{_NUMBER}\s(?P<symbol>(?:{_PARTY_KINDS}|BC)\s?[/-]\s?{_GROUP}){_END}",
        _either,
        examples=(("Nghị quyết 42 NQ/TW", "42-NQ/TW"), ("Quyết định số 7 QĐ-UBND", "7/QĐ-UBND")),
        against=("lớp 12 A/B", "hạng 3 CN/TT"),
    ),
    _rule(
        "symbol-hyphens",
        rf"{_NUMBER}-(?P<symbol>(?:{_PARTY_KINDS})-(?:TW|TU|ĐU|HU|BCĐTW|VPTW)){_END}",
        _hyphens,
        examples=(("Nghị quyết số 42-NQ-TW", "42-NQ/TW"),),
        against=("Tổ 12-NQ-A",),
    ),
    _rule(
        "symbol-behind-kind",
        rf"(?P<number>(?<![\w/.\-])\d{{1,5}}[a-z]?){_STROKE}(?P<symbol>[{CODE}]{{2,8}})(?![\w/\-])",
        _body,
        behind=_PAPER,
        examples=(("Công văn số 5778/GDTC", "5778/GDTC"), ("Báo cáo kết quả số 12/VP", "12/VP")),
        against=("Điểm số 12/VP", "tỷ số 2/BT"),
    ),
)


@cache
def _numbered() -> Table[Symbol]:
    """The rules of numbers that have a symbol of their own."""
    return _table((*_BEFORE_BODIES, _of_body(), *_BEHIND_BODIES))


_SHARED_MOST = 80  # characters of a list of numbers


def _sharing(match: re.Match[str]) -> Iterator[Symbol]:
    """The bare numbers of a list in front of a symbol, each with that symbol."""
    symbol = _numbered().at(match.string, match.end(), match.endpos)
    if symbol is None or symbol.start - match.start() > _SHARED_MOST:
        return
    own, year = symbol.number.partition("/")[::2]
    for number in re.finditer(r"\d+[a-z]?", match.group()):
        start, end = (match.start() + at for at in number.span())
        whole = f"{number.group()}/{year}" if year else number.group()
        canonical = number.group() + symbol.canonical.removeprefix(own)
        yield Symbol(start, end, whole, symbol.symbol, canonical, symbol.kind, "symbol-shared")


@cache
def table() -> Table[Symbol]:
    """The rules of document symbols in their order."""
    shared = Rule(
        "symbol-shared",
        re.compile(rf"{_LISTED}(?:\d{{1,5}}[a-z]?\s*(?:,|;|và|,\s*và)\s*(?:số\s*:?\s*)?)+(?=\d)"),
        _sharing,
        "ruling 1",
        (
            ("Nghị định số 12, 13 và số 14/2025/NĐ-CP", ("12/2025/NĐ-CP", "13/2025/NĐ-CP", "14/2025/NĐ-CP")),
            ("Nghị quyết số 41 và 42-NQ/TW", ("41-NQ/TW", "42-NQ/TW")),
        ),
        ("điều 12, 14/2025/NĐ-CP", "số 12, 13 và ngày 14/2025"),
    )
    return _table((shared, *_numbered().rules))


def find(text: str) -> list[Symbol]:
    """All document symbols in `text`, in order; numbers that share one symbol are one each."""
    return table().find(in_latin(text))
