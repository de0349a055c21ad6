"""Rules on the form of numbers and symbols: like a year, wrong case, lost hyphen, no year, another kind's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA

from pipeline.checking.citations import number, place, shown
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import LegalReference
from pipeline.text.letters import CODE
from pipeline.text.spans import Span
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import Number, issuer_of, issuers
from pipeline.vietnam.issuers import contradicts_symbol

_KINDS = {
    "nq": "Nghị quyết",
    "nd": "Nghị định",
    "ct": "Chỉ thị",
    "tt": "Thông tư",
    "kl": "Kết luận",
    "kh": "Kế hoạch",
    "hd": "Hướng dẫn",
    "tb": "Thông báo",
    "bc": "Báo cáo",
    "cv": "Công văn",
    "cd": "Công điện",
}
_OWN_KIND = {
    "TTr": "Tờ trình",
    "QĐ": "Quyết định",
    "KH": "Kế hoạch",
    "BC": "Báo cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
}
_LETTER = "cong van"
_OF_NO_LETTER = {
    "ttr": "Tờ trình",
    "bc": "Báo cáo",
    "qd": "Quyết định",
    "nq": "Nghị quyết",
    "hd": "Hướng dẫn",
    "kl": "Kết luận",
}
"""Kinds in a symbol that no letter bears: its own begins with the office that sends it."""
_SHORTEST = 4  # letters and digits of a symbol, from which two that differ by one are one
_NO_DECISION = frozenset(("ke hoach", "nghi quyet", "nghi dinh", "chi thi", "thong tu", "ket luan", "thong bao"))
"""Kinds of which none bears QĐ; in a paper of the Party that may stand for Quy định too."""
_CORE = frozenset(
    (
        "nghi quyet",
        "nghi dinh",
        "quyet dinh",
        "chi thi",
        "thong tu",
        "ket luan",
        "ke hoach",
        "huong dan",
        "thong bao",
        "bao cao",
        "cong dien",
        "to trinh",
        "phuong an",
    )
)


def symbol_form(view: View) -> Iterator[Hit]:
    """A symbol written otherwise than its system writes it: lost hyphen, wrong case, the other system's separators."""
    for reference in view.references:
        parsed = number(reference)
        if parsed is None or reference.quote.isupper():
            continue
        start, end = place(reference)
        span = _printed_at(view.text, start, end, parsed)
        if span is None:
            continue
        printed = view.text[slice(*span)]
        right, closed = _cased(parsed), re.sub(r"\s+", "", printed).replace("–", "-")
        typed = _typed(view, span)
        blanks = _BLANK_BESIDE if _FLOWING.search(view.document.media_type) else _BLANK_BEFORE
        sound = closed == right and not (typed and blanks.search(typed))
        if turned := _kind_behind(reference):
            yield Hit(span, " ".join(printed.split()), {"proper": turned}, suggestion=turned)
        elif joint := _as_joint(reference, parsed):
            yield Hit(span, " ".join(printed.split()), {"proper": joint}, suggestion=joint)
        elif fold(parsed.kind) not in _JOINT and _letters(closed) == _letters(right) and not sound:
            yield Hit(span, typed or " ".join(printed.split()), {"proper": right}, suggestion=right)


_BEHIND = re.compile(rf"(?P<office>[{CODE}&]{{2,8}}(?:-[{CODE}&]{{2,6}})?)-(?P<kind>TTr|QĐ|KH|BC|TB|HD)")


def _kind_behind(reference: LegalReference) -> str | None:
    """What a symbol should be whose letters for the kind stand behind the office ("112/BHXH-TTr")."""
    found = _BEHIND.fullmatch(re.sub(r"\s", "", reference.symbol or ""))
    if found is None or fold(_OWN_KIND[found["kind"]]) != fold(reference.type or "") or not reference.number:
        return None
    return f"{reference.number}/{found['kind']}-{found['office']}"


def _as_joint(reference: LegalReference, parsed: Number) -> str | None:
    """What a joint circular's symbol should be, where it is that of a plain one, or its issuers' letters run together.

    "09/2009/TT-BYT-BTC" is 09/2009/TTLT-BYT-BTC, "77/2003/TTLTBTCBYT" is 77/2003/TTLT-BTC-BYT.
    """
    if fold(reference.type or "") != "thong tu lien tich" or parsed.year is None:
        return None
    if parsed.kind == "TT" and "-" in parsed.body:
        return Number(parsed.number, parsed.year, "TTLT", parsed.body, parsed.system).canonical
    glued = re.fullmatch(rf"TTLT(?P<letters>[{CODE}]{{4,}})", parsed.kind)
    if glued is None or parsed.body:
        return None
    letters = glued["letters"]
    for cut in range(2, len(letters) - 1):
        if fold(letters[:cut]) in issuers() and fold(letters[cut:]) in issuers():
            body = f"{letters[:cut]}-{letters[cut:]}"
            return Number(parsed.number, parsed.year, "TTLT", body, parsed.system).canonical
    return None


def _printed_at(text: str, start: int, end: int, number: Number) -> Span | None:
    """Where a mention has the number with its symbol, however that is written; None where its year is missing."""
    behind = _behind_number(number.year)
    at = text.find(number.number, start, end)
    while at >= 0:
        after = at + len(number.number)
        found = behind.match(text, after, end) if at == start or not text[at - 1].isdecimal() else None
        if found:
            whole = at, found.end()
            return whole if number.year is None or str(number.year) in text[slice(*whole)] else None
        at = text.find(number.number, at + 1, end)
    return None


@cache
def _behind_number(year: int | None) -> re.Pattern[str]:
    """What stands behind a number: its year, and the groups of its symbol."""
    return re.compile(rf"\s*[/–-]?\s*(?:{year}\s*[/–-]\s*)?[^\W\d_][\w&]*(?:\s*[-–/.]\s*[^\W\d_][\w&]*)*")


_BLANK_BEFORE = re.compile(r"\s[-–/]")
"""A blank before the stroke was typed, but for the one behind a number that is written in by hand; one behind it "
"alone is mostly what is left of a line break."""


_BLANK_BESIDE = re.compile(r"\s[-–/]|[-–/]\s")
_FLOWING = re.compile(r"wordprocessingml|html")
"""Media types where lines do not break in the text, a blank behind the stroke was typed too."""


_PRINTED = re.compile(
    r"(?<!\w)(?:Nghị quyết|Quyết định|Chỉ thị|Nghị định|Thông tư|Kế hoạch|Công văn|Kết luận|Thông báo)\s+số\s*:?\s*"
    rf"(?P<symbol>\d+\s?[/-]\s?[{CODE}][\w&]*(?:\s?[-/]\s?[{CODE}][\w&]*)*)"
)


def two_forms(view: View) -> Iterator[Hit]:
    """A document cited under a second symbol: a letter off ("27/CTTg", "27/CT-TTg") or its parts turned round."""
    for found, printed, near in misprinted(view):
        yield Hit(view.clip(*found.span()), printed, {"other": near}, suggestion=near)
    yield from _of_two_offices(view)


def _of_two_offices(view: View) -> Iterator[Hit]:
    """One number, kind and day under the letters of two offices: told of the one that its issuer contradicts."""
    seen: dict[tuple[str, int | None, int, str], tuple[LegalReference, Number]] = {}
    for reference in view.references:
        parsed = number(reference)
        if parsed is None or not parsed.body or not reference.date or len(reference.date) < len("2026-01-01"):
            continue
        here = (reference, parsed)
        first = seen.setdefault((fold(parsed.kind), parsed.year, parsed.order, reference.date), here)
        if first[1].key == parsed.key or _a_letter_off(first[1].canonical, parsed.canonical):
            continue
        doubtful = contradicts_symbol(first[0].issuer or "", first[1].canonical)
        wrong, right = (first, here) if doubtful else (here, first)
        yield Hit(place(wrong[0]), wrong[1].canonical, {"other": right[1].canonical})


def misprinted(view: View) -> Iterator[tuple[re.Match[str], str, str]]:
    """(where, the symbol as printed, the one it stands for), each once: a letter off, or its parts in another order."""
    first: dict[str, str | None] = {}
    for reference in view.references:
        if reference.canonical and not first.get(reference.canonical):
            first[reference.canonical] = reference.date
    told: set[str] = set()
    for found in view.matches(_PRINTED, needs=("số",), everywhere=True):
        printed = re.sub(r"\s+", "", found["symbol"])
        if found.start() < view.body_start or printed in told or first.get(printed):
            continue
        if printed in first:  # cited, but nowhere with its day
            near = next((one for one in sorted(first) if first[one] and _turned(printed, one)), None)
        else:
            near = next((one for one in sorted(first) if _a_letter_off(printed, one)), None)
        if near is not None:
            told.add(printed)
            yield found, printed, near


def _turned(printed: str, known: str) -> bool:
    """Whether two symbols differ in the order of their parts alone ("7/KH-BTT-MTTQ" and "7/KH-MTTQ-BTT")."""
    return printed != known and sorted(re.split(r"[-/]", printed)) == sorted(re.split(r"[-/]", known))


_OFFICE_OF_THE_PRIME_MINISTER = re.compile(r"(?P<kind>QĐ|CT|CĐ)\s?[-–]\s?(?P<body>Tg|TG|Ttg|TTG|TTTg|TtG|TTtg|TTh)")


def prime_minister(view: View) -> Iterator[Hit]:
    """The Prime Minister's letters a letter off ("QĐ-Tg"), which no other office bears."""
    for reference in view.references:
        found = _OFFICE_OF_THE_PRIME_MINISTER.fullmatch(reference.symbol or "")
        if found and reference.canonical and not reference.quote.isupper():
            proper = f"{reference.number}/{found['kind']}-TTg"
            yield Hit(place(reference), reference.canonical, {"proper": proper}, suggestion=proper)


_DATED = re.compile(r"[^.;\n]{0,3}\s*ngày\s+(?P<d>\d{1,2})\s*(?:/|tháng)\s*(?P<m>\d{1,2})\s*(?:/|năm)\s*(?P<y>\d{4})")


def two_dates(view: View) -> Iterator[Hit]:
    """A misspelt symbol with another day than the document that it stands for bears elsewhere."""
    for found, printed, near in misprinted(view):
        dated = _DATED.match(view.text, found.end())
        known = next((one.date for one in view.references if one.canonical == near and one.date), None)
        if dated and known and len(known) == len("2025-01-31"):
            stated = f"{dated['y']}-{int(dated['m']):02d}-{int(dated['d']):02d}"
            if stated != known:
                days = {"date": shown(stated), "known": shown(known)}
                yield Hit((found.start(), dated.end()), near, {"printed": printed, **days})


def _a_letter_off(printed: str, known: str) -> bool:
    first, second = _letters(printed), _letters(known)
    number = re.compile(r"\d+")
    same = number.findall(first) == number.findall(second)
    return same and first != second and OSA.distance(first, second) == 1 and len(first) > _SHORTEST


_FOREIGN = re.compile(r"[\u0370-\u052f]")


def foreign_letters(view: View) -> Iterator[Hit]:
    """A symbol typed with Greek or Cyrillic letters, which look like Latin ones and which no search finds."""
    for reference in view.references:
        start, end = view.document.alignment.to_raw(*place(reference))
        if _FOREIGN.search(view.document.raw, start, end):
            yield Hit(place(reference), reference.canonical or reference.quote, suggestion=reference.canonical)


def _typed(view: View, span: Span) -> str | None:
    """The number as it was typed with blanks inside; None for those of line breaks, OCR and justified text."""
    raw_start, raw_end = view.document.alignment.to_raw(*span)
    typed = view.document.raw[raw_start:raw_end]
    if view.document.method in ("ocr", "mixed") or not re.search(r"\s", typed) or re.search(r"\n|\s{2}", typed):
        return None
    return typed


def _letters(symbol: str) -> str:
    return fold(re.sub(r"[^\w&]", "", symbol))


_JOINT = ("ttlt", "nqlt", "ttlb")
"""Kinds of several issuers, printed with a hyphen or a stroke behind them."""
_CASED = {
    "ctr": "CTr",
    "ttr": "TTr",
    "nq": "NQ",
    "qd": "QĐ",
    "nd": "NĐ",
    "tt": "TT",
    "kh": "KH",
    "ct": "CT",
    "kl": "KL",
    "hd": "HD",
    "tu": "TU",
    "tw": "TW",
    "ubnd": "UBND",
    "hdnd": "HĐND",
    "du": "ĐU",
    "cd": "CĐ",
    "bc": "BC",
    "tb": "TB",
}


def _cased(parsed: Number) -> str:
    """The canonical number with known groups in their proper letters (QĐ-TTg, CTr, BGDĐT)."""
    kind = (
        _CASED.get(fold(parsed.kind), parsed.kind)
        if parsed.kind.isascii() or fold(parsed.kind) in ("qd", "nd", "cd")
        else parsed.kind
    )
    issuer = issuers().get(fold(parsed.body))
    body = issuer.abbreviation if issuer else _CASED.get(fold(parsed.body), parsed.body)
    return Number(parsed.number, parsed.year, kind, body, parsed.system).canonical


_YEARS_IN_NUMBERS = "1997"
"""Since then the numbers of normative documents bear their year (Luật Ban hành văn bản quy phạm pháp luật 1996)."""


def year_missing(view: View) -> Iterator[Hit]:
    """A decree or circular without the year in its number (Nghị định 30/NĐ-CP)."""
    for reference in view.references:
        parsed = number(reference)
        if parsed is None or parsed.year is not None or parsed.system != "state":
            continue
        if fold(reference.type or "") == "thong tri":
            continue
        old = fold(parsed.kind) == "cp" and fold(reference.type or "") == "nghi dinh"  # "62/CP", the form up to 1996
        decree = parsed.series == ("nd", "cp") or (old and (reference.date or "") >= _YEARS_IN_NUMBERS)
        if decree or (fold(parsed.kind) == "tt" and issuer_of(parsed.body) is not None):
            if decree and reference.date and reference.date < _YEARS_IN_NUMBERS:
                continue
            year = (reference.date or "")[:4]
            series = ("NĐ", "CP") if decree else (parsed.kind, parsed.body)
            proper = Number(parsed.number, int(year), *series, "state").canonical if year else None
            yield Hit(
                place(reference), parsed.canonical, {"proper": f" ({proper})" if proper else ""}, suggestion=proper
            )


def kind_against_symbol(view: View) -> Iterator[Hit]:
    """A kind of document that the symbol contradicts ("Quyết định số 03/NQ-CP")."""
    for reference in view.references:
        parsed = number(reference)
        if parsed is None or not reference.type or fold(reference.type) not in _CORE | {_LETTER}:
            continue
        named = (_OF_NO_LETTER if fold(reference.type) == _LETTER else _KINDS).get(fold(parsed.kind))
        if fold(parsed.kind) == "qd" and parsed.system == "state" and fold(reference.type) in _NO_DECISION:
            named = "Quyết định"
        if named is None or fold(reference.type) == fold(named) or not _says_kind(reference):
            continue
        yield Hit(place(reference), parsed.canonical, {"stated": reference.type, "named": named})


def _says_kind(reference: LegalReference) -> bool:
    """Whether the kind stands at this very mention, and is not taken over from the head of a list."""
    return fold(reference.quote).startswith(fold(reference.type or "?"))


def issuer_against_symbol(view: View) -> Iterator[Hit]:
    """An issuer other than the one that the symbol names ("Thông tư ../TT-BGDĐT của Bộ Nội vụ")."""
    for reference in view.references:
        if not reference.canonical or not reference.issuer or fold(reference.issuer) not in fold(reference.quote):
            continue
        named = contradicts_symbol(reference.issuer, reference.canonical)
        if named is not None:
            yield Hit(
                place(reference), reference.canonical, {"stated": reference.issuer, "named": named}, suggestion=named
            )
