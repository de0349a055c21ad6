"""Rules on figures that cannot be: other than their words, counted parts that miss the whole, shares, units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from pipeline.checking.model import Hit
from pipeline.checking.money import in_words
from pipeline.checking.view import View
from pipeline.records import Target
from pipeline.text.unicode import fold, number_from_words, parse_number

_WORD = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi)"
_BOTH = re.compile(
    rf"(?<![\d.,/-])(?P<figure>\d{{1,2}})\s*\(\s*(?P<words>{_WORD}(?:\s+{_WORD}){{0,2}})\s*\)", re.IGNORECASE
)


def against_words(view: View) -> Iterator[Hit]:
    """A figure and its words in brackets that are not the same ("03 (bốn)", "2 triệu đồng (ba triệu đồng)")."""
    yield from in_words(view)
    for found in view.matches(_BOTH, needs=("(",), everywhere=True):
        value = number_from_words(found["words"])
        years = fold(found["words"]) == "nam" and len(found["figure"].lstrip("0")) > 1  # "n là 25 (năm)"
        if value is not None and value != int(found["figure"]) and not years:
            yield Hit(view.around(found.span()), " ".join(found.group().split()))


_COUNT = r"\d{1,3}(?:\.\d{3})*(?:,\d{1,2})?"
_COUNTED = re.compile(
    rf"(?<![\w.,/%-])(?P<whole>{_COUNT})\s+(?P<noun>[^\W\d_]+)(?P<of>(?:\s+(?!trong|gồm|bao)[^\W\d_]+){{0,8}}?)"
    r"\s*[,;:(]?\s*\(?(?P<way>trong đó(?:\s+có)?|(?:bao )?gồm(?:\s+có)?)\s*:?\s+(?P<parts>[^.;\n()]{6,260})"
)
_BRACKET = re.compile(
    rf"(?<![\w.,/%-])(?P<whole>{_COUNT})\s+(?P<noun>[^\W\d_]+)(?P<of>(?:\s+[^\W\d_]+){{0,8}}?)\s*\((?P<way>)"
    r"(?:[Tt]rong đó|(?:[Bb]ao )?[Gg]ồm)?\s*:?\s*(?P<parts>[^.\n()]{6,200})[()]"
)
_NO_NOUNS = ("năm", "tháng", "ngày", "quý", "giờ", "khoản", "điều", "triệu", "tỷ", "nghìn", "đồng")
"""Times and places in a paper; money is counted by another rule."""
_NEARLY = 0.9  # share of the whole below which parts told by "trong đó" are some of its parts and not all
_SOME = re.compile(
    r"ít nhất|tối thiểu|trên|khoảng|tối đa|hơn|mỗi|từ|bình quân|lần|thứ|riêng|còn lại|trong đó", re.IGNORECASE
)


def counted_parts(view: View) -> Iterator[Hit]:
    """A count told by its parts that do not come to it ("04 lớp, gồm 02 lớp quý I, 01 lớp quý II")."""
    yield from _listed_parts(view)
    told = set[int]()
    for pattern, needs in ((_COUNTED, ("trong đó", "gồm")), (_BRACKET, ("(",))):
        for found in view.matches(pattern, needs=needs):
            noun = re.escape(found["noun"])
            parts = re.findall(rf"(?<![\w.,/%-])({_COUNT})\s+{noun}(?!\w)", found["parts"])
            figures = re.findall(r"\d+", found["parts"])
            if found.start() in told or len(parts) < 2 or _SOME.search(found["parts"]) or len(figures) > 2 * len(parts):
                continue
            whole, reached = parse_number(found["whole"]), sum(parse_number(part) or 0 for part in parts)
            first = next(re.finditer(_COUNT, found["parts"]))
            if whole is None or found["noun"].lower() in _NO_NOUNS:
                continue
            some = "rong đó" in found.group() and reached < whole * _NEARLY
            if reached > whole or (reached < whole and not some and first.start() < 40):
                told.add(found.start())
                values = {"sum": f"{reached:g}", "stated": found["whole"]}
                yield Hit(
                    view.clip(found.start(), min(found.end(), found.start() + 140)),
                    f"{found['whole']} {found['noun']}",
                    values,
                )


def _listed_parts(view: View) -> Iterator[Hit]:
    """A target whose parts, read from the bracket behind it, do not come to it: "18 giải (Toán: 03; Ngữ văn: 16)"."""
    listed = [(len(list(run)), part) for part, run in groupby(view.record.targets, key=_is_part)]
    at = 0
    for size, part in listed:
        own = view.record.targets[at : at + size]
        at += size
        if not part or at == size or own[0].unit == "điểm":  # scores are means
            continue
        whole = view.record.targets[at - size - 1]
        reached = sum(one.value for one in own)
        if abs(reached - whole.value) > _LEAST:
            span = whole.evidence.start, own[-1].evidence.end
            values = {"sum": f"{reached:g}", "stated": f"{whole.value:g}"}
            yield Hit(view.clip(span[0], min(span[1], span[0] + 140)), f"{whole.value:g} {whole.unit}", values)


def _is_part(target: Target) -> bool:
    return (target.by or "").startswith("indicator-part,")


_LEAST = 1e-6
_SOURCES = re.compile(
    r"(?<!\w)(?:[Kk]inh phí|[Nn]guồn vốn|[Cc]ơ cấu (?:vốn|nguồn vốn|kinh phí)|[Tt]ổng (?:kinh phí|mức đầu tư|"
    r"vốn))[^.;\n%]{0,80}?"
    r"(?P<parts>(?:[^.;\n%()]{2,50}?\d{1,3}(?:,\d+)?\s?%){2,6})"
)
_PERCENT = re.compile(r"(\d{1,3}(?:,\d+)?)\s?%")


def shares(view: View) -> Iterator[Hit]:
    """Sources of money whose shares add to more than the whole."""
    for found in view.matches(_SOURCES, needs=("%",)):
        total = sum(float(one.replace(",", ".")) for one in _PERCENT.findall(found["parts"]))
        if total > 100.5 and not re.search(r"mỗi|tối đa|không quá|so với|tăng", found.group()):
            yield Hit(view.clip(*found.span()), f"{total:g} %".replace(".", ","))


_QUANTITIES = (
    ("dien tich", frozenset(["tan", "con", "nguoi", "ho", "lit", "ta"])),
    ("san luong", frozenset(("ha", "m2", "km", "nguoi", "ho"))),
    ("dan trau", frozenset(("ha", "tan", "kg"))),
    ("dan bo", frozenset(("ha", "tan", "kg"))),
    ("dan lon", frozenset(("ha", "tan", "kg"))),
    ("chieu dai", frozenset(("ha", "tan", "con", "nguoi"))),
)
"""Quantities, with units in which they are never measured."""


def units(view: View) -> Iterator[Hit]:
    """A target in a unit in which what it measures is never told ("Diện tích lúa ... tấn")."""
    for target in view.record.targets:
        name, unit = fold(target.indicator), fold(target.unit)
        if any(name.startswith(what) and unit in wrong for what, wrong in _QUANTITIES):
            about = f"{target.indicator}: {target.unit}"
            yield Hit((target.evidence.start, target.evidence.end), about[:120])


_BY_COMMA = re.compile(r"(?<![\d.,])(?P<figure>[1-9]\d{0,2}(?:,\d{3})+)(?![\d,.]*\d)")
_EXACT = re.compile(r"(?<![\d.,])\d+,\d{2}[1-9](?!\d)")
"""A figure with three decimals that are all its own: where a paper measures so, "2,450 km" is no slip."""


def grouped_by_comma(view: View) -> Iterator[Hit]:
    """Thousands parted by a comma, which is the decimal sign: of counted things ("12,500 cây"), of measures where a
    decimal would not end in 0 ("1,250 tấn")."""
    for target in view.record.targets:
        block = view.block_at(target.evidence.start)
        found = _BY_COMMA.search(target.quote)
        if found is None or block is None or block.kind == "row":
            continue
        read = parse_number(found["figure"]) or 0
        whole = target.value >= 1000 * read
        measured = found["figure"].endswith("0") and not _exact_figures(view.text)
        if whole or measured:
            value = f"{target.value:,.9g}".translate(str.maketrans(",.", ".,"))
            about = f"{found['figure']} {target.unit or ''}".strip()
            point = {"read": value, "point": found["figure"].replace(",", ".")}
            yield Hit((target.evidence.start, target.evidence.end), about, point)


@lru_cache(maxsize=2)
def _exact_figures(text: str) -> bool:
    return _EXACT.search(text) is not None


_LOCAL_PART = re.compile(r"\s\d[\d.,]*\s(?:sào|thước)(?!\w)")


def local_units(view: View) -> Iterator[Hit]:
    """An area told in a unit and one that differs from place to place ("2 ha 5 sào"): they are not added up."""
    for target in view.record.targets:
        if _LOCAL_PART.search(target.unit):
            yield Hit((target.evidence.start, target.evidence.end), f"{target.value:g} {target.unit}".replace(".", ","))
