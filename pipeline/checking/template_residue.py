"""Rules on what was left over from another plan: its year, its commune, its kind of province, blanks not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.places import is_history
from pipeline.checking.view import View
from pipeline.text.letters import CODE, UPPER
from pipeline.text.unicode import fold, place_tones

_YEAR = re.compile(r"(?<!\w)năm\s+((?:19|20)\d{2})(?![\d/])")
_CLOSING = re.compile(r"^\s*(?:-\s*)?Trên đây là\s+[Kk]ế hoạch\b")
_OPERATIVE = re.compile(r"(?:ban hành|xây dựng)\s+[Kk]ế hoạch\b")


def another_year(view: View) -> Iterator[Hit]:
    """The closing or the operative sentence names the plan with another year than its title does."""
    title = view.record.document.title or ""
    years = set(_YEAR.findall(title))
    if len(years) != 1 or re.search(r"giai đoạn|\d{4}\s*[-–]\s*\d{4}|^Căn cứ", title):
        return
    (year,) = years
    for block in view.document.blocks:
        if block.kind not in ("body", "item") or view.in_annex(block.start):
            continue
        words = view.text[block.start : block.end]
        naming = _CLOSING.match(words) or (block.start < view.basis_end and _OPERATIVE.search(words))
        if not naming:
            continue
        end = re.search(r"[.;:](?:\s|$)|/\.", words[naming.end() :])
        own = words[naming.start() : naming.end() + (end.start() if end else len(words))]
        stated = [
            found for found in _YEAR.finditer(own) if not view.masked(block.start + naming.start() + found.start())
        ]
        if stated and year not in {found.group(1) for found in stated}:
            at = block.start + naming.start() + stated[0].start()
            span = (at, at + len(stated[0].group()))
            about = " ".join(stated[0].group().split())
            yield Hit(view.around(span, 40, 10), about, {"title_year": year})
            return


_SELF = re.compile(
    r"(?:(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy)\s+(?P<a>(?:xã|phường|đặc khu)[^\S\n]+(?P<x>{name}))"
    r"(?=\s+(?:ban hành|yêu cầu|đề nghị|giao|xây dựng|chỉ đạo|phê duyệt))|"
    r"(?:trên địa bàn|nhân dân|người dân trên địa bàn)\s+(?P<b>(?:xã|phường|đặc khu)[^\S\n]+(?P<y>{name})))".replace(
        "{name}", rf"[{UPPER}][^\W\d_]*(?:[^\S\n][{UPPER}][^\W\d_]*){{0,3}}"
    )
)
_NEIGHBOUR = re.compile(r"giap ranh|lan can|phoi hop|lien ket|ket nghia|di qua|giua|tuyen duong|kinh nghiem|ho tro|noi")


def another_commune(view: View) -> Iterator[Hit]:
    """Another commune's name where the plan speaks of its own ("trên địa bàn xã Y" in the plan of xã X)."""
    if view.level != "commune" or not view.unit_name:
        return
    own = _name(view.unit_name)
    yield from _named_in_form(view, own)
    for found in view.matches(_SELF):
        unit, name = found["a"] or found["b"], _name(found["x"] or found["y"])
        low, high = view.sentence(found.start())
        sentence = view.folded[low:high]
        if name == own or name.startswith(own) or own.startswith(name) or _NEIGHBOUR.search(sentence):
            continue
        if is_history(view, found.start()) or re.match(r"\s*\(?(?:cũ|trước)", view.text[found.end() : found.end() + 8]):
            continue
        about = " ".join(unit.split())
        yield Hit(view.around(found.span()), about, {"own": view.unit})
        return


_UNIT_NAME = r"(?:xã|phường|đặc khu)\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?"
_IN_TITLE = re.compile(
    rf"trên\s+địa\s+bàn\s+(?P<unit>{_UNIT_NAME})(?=\s*(?:$|\n|,|\.|năm\s|giai\s+đoạn|nhiệm\s+kỳ|đến\s|từ\s))",
    re.IGNORECASE,
)
_IN_TIE = re.compile(
    rf"\((?:Ban hành )?[Kk]èm theo[^()\n]{{10,90}}?\s(?:UBND|Ủy ban nhân dân)\s+(?P<unit>{_UNIT_NAME})\s*\)"
)


def _named_in_form(view: View, own: str) -> Iterator[Hit]:
    """Another commune in the title of the plan, or in the line that ties an annex to it."""
    stated = view.record.document.unit or ""
    if not re.match(r"(?:xã|phường|đặc khu)\s", stated.lower()) or not view.titles:
        return
    title = (view.titles[0].start, view.titles[-1].end)
    for pattern, span in ((_IN_TITLE, title), (_IN_TIE, (view.body_start, len(view.text)))):
        found = pattern.search(view.text, *span)
        other = re.sub(r"^(?:xa|phuong|dac khu)\s", "", _name(found["unit"])) if found else own
        if found and own not in other and other not in own:
            yield Hit(found.span("unit"), " ".join(found["unit"].split()), {"own": view.unit})
            return


def _name(words: str) -> str:
    return fold(place_tones(" ".join(words.split())))


_ABOVE = (
    r"(?<!\w)(?:(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)\s+|(?:của|trên địa bàn|toàn)\s+(?:toàn\s+)?)"
    r"(?P<what>{kind})(?!\w)(?!\s*[,/-]\s*(?:tỉnh|thành phố|"
    r"huyện|Trung ương|trung ương))(?!\s+(?:và|hoặc)\s)"
    rf"(?!\s+[{UPPER}])"
)
_KINDS = {
    "tỉnh": re.compile(_ABOVE.replace("{kind}", "tỉnh")),
    "thành phố": re.compile(_ABOVE.replace("{kind}", "thành phố")),
}


def another_province_kind(view: View) -> Iterator[Hit]:
    """A commune of a tỉnh that speaks of its "thành phố", or the reverse; its own kind must be spoken of more often."""
    province = (view.record.document.province or "").lower()
    own = next((kind for kind in _KINDS if province.startswith(kind + " ")), None)
    if view.level not in ("commune", "province") or own is None:
        return
    other = "thành phố" if own == "tỉnh" else "tỉnh"
    right = sum(1 for _ in view.matches(_KINDS[own], needs=(own,), everywhere=True))
    wrong = [found for found in view.matches(_KINDS[other], needs=(other,)) if not is_history(view, found.start())]
    if not wrong or right < 2 or right <= len(wrong):
        return
    first = wrong[0]
    yield Hit(view.around(first.span()), " ".join(first.group().split()), {"own": own, "other": other})


_BLANK = re.compile(
    r"(?P<kind>Kế hoạch|Quyết định|Nghị quyết|Công văn|Chỉ thị|Chương trình|Hướng dẫn|Tờ trình|Thông báo|Báo cáo)\s+"
    rf"số\s*:?\s*(?:[.…_]{{2,}}|\s)\s*[/-]\s?(?P<symbol>(?:20\d\d\s?/\s?)?[{CODE}]{{2,4}}\w*\s?[-/]\s?[{CODE}][\w&-]*)"
)


_BLANK_DAY = re.compile(
    r"(?<!\w)ngày\s+(?:[.…_]+\s*)?[Tt]háng\s*(?:[.…_]+\s*)?(?:\d{1,2}\s*(?:/|năm)\s*\d{4}|năm\s+\d{4})", re.IGNORECASE
)


_CITED_BLANK = re.compile(
    r"(?<!\w)số\s*:?\s*(?:\d+|[.…_]{2,})?\s*[/-]\s?[\w/&-]+,?\s+"
    r"(?P<day>ngày\s*(?:[.…_]+\s*)?(?:tháng|/)\s*(?:[.…_]+|\d{1,2})?\s*(?:năm|/)\s*\d{4})",
    re.IGNORECASE,
)
"""A document of the bases of which the day was never filled in."""
_TIE = re.compile(r"(?:kem theo|kem)\s+[^()\n;]{0,30}$")
_STROKES = re.compile(r"(?<!\w)ngày\s*(?:[.…_]+\s*)?/\s*(?:[.…_]+|\d{1,2})?\s*/\s*\d{4}")


def blank_day(view: View) -> Iterator[Hit]:
    """A day that was never filled in ("ngày tháng 11/2025"), but for that of the paper itself, which is F05's."""
    for cited in blank_citation(view):
        found = _STROKES.search(view.text, cited.span[1], cited.span[1] + 24)
        if found:
            yield Hit(found.span(), " ".join(found.group().split()))
    for found in _CITED_BLANK.finditer(view.text, view.body_start, max(view.basis_end, view.body_start)):
        if not view.in_form(found.start()) and not _TIE.search(view.folded[: found.start()]):
            yield Hit(view.clip(*found.span("day")), " ".join(found["day"].split()))
    own = view.record.document.issue_date
    if own is None or len(own) < len("2025-11-21"):
        return
    for found in _BLANK_DAY.finditer(view.text, view.basis_end):
        form = found.start() > view.foot_start and re.search(r"[.…_]{2}", found.group())
        block = view.block_at(found.start())
        if not form and block is not None and block.kind != "foot" and found.start() >= view.body_start:
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()))


def blank_citation(view: View) -> Iterator[Hit]:
    """A document whose number was never filled in ("Kế hoạch số    /KH-UBND"); where the plan has none, that is F04's.

    The line that ties an attached plan to its decision counts where the head of the file bears the number.
    """
    for found in _BLANK.finditer(view.text):
        before = view.folded[max(0, found.start() - 30) : found.start()]
        symbol = re.sub(r"\s+", "", found["symbol"])
        tie = bool(re.search(r"kem theo\s*$|ban hanh theo\s*$|kem\s*$", before))
        if found.start() > view.foot_start and re.search(r"[.…_]{2}", found.group()):
            continue  # a form to be filled in
        if view.record.document.number is None and (tie or found.start() < view.body_start):
            continue
        yield Hit(view.clip(*found.span()), f"{found['kind']} số /{symbol}")
