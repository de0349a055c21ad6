"""Rules on the head of a paper: half of the national name and motto, its place, its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.assets import lines
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import CODE, UPPER
from pipeline.text.unicode import fold

_NATIONAL = re.compile(r"cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam")
_BEGUN = re.compile(r"cong\s+hoa\s+xa\s+hoi")
_MOTTO = re.compile(r"doc\s+lap\s*[-–]\s*tu\s+do\s*[-–]\s*hanh\s+phuc")


def half(view: View) -> Iterator[Hit]:
    """The national name without the motto, the motto without the name, or a name cut off."""
    if not view.administration or not view.titles or view.document.method in ("ocr", "mixed"):
        return
    head = view.folded[: view.titles[0].start]
    issuer = view.record.document.evidence.get("issuer")
    if issuer is None or issuer.start >= view.titles[0].start:
        return  # the copy lost the head
    national, motto = _NATIONAL.search(head), _MOTTO.search(head)
    if national and not motto and "doc lap" not in head:
        yield Hit(view.opening, "Tiêu ngữ")
    elif motto and not national:
        begun = _BEGUN.search(head)
        yield Hit(view.clip(*begun.span()) if begun else view.opening, "Quốc hiệu")


_DAY = re.compile(r"(?<!\w)ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}")
_AT = re.compile(rf"[{UPPER}][^\W\d_]*\s*,?\s*$")


def without_place(view: View) -> Iterator[Hit]:
    """The line of the day without the place."""
    info = view.record.document
    if not info.number or info.place is not None or not view.titles or not info.issuer:
        return
    dated = list(_DAY.finditer(view.text, 0, view.titles[0].start))
    if len(dated) == 1 and not re.search(r",\s*$", view.text[: dated[0].start()]):
        before = view.text[max(0, dated[0].start() - 40) : dated[0].start()].rstrip()
        alone = (
            not before
            or before[-1].isdigit()
            or re.search(rf"(?:[/-][{CODE}&-]+|phúc|Phúc|VIỆT NAM|-{{3,}}|\*)$", before)
        )
        if alone:
            yield Hit(dated[0].span(), "địa danh")


_SEAT = re.compile(r"^(?:thanh pho|tp\.?|tinh|xa|phuong|dac khu|thi tran)\s+")


_PLACE_OF_UNIT = "2011-03-05"
"""Until Thông tư số 01/2011/TT-BNV the place in the head of a province's paper was the town of its seat."""


@cache
def _provinces() -> frozenset[str]:
    return frozenset(_SEAT.sub("", fold(name)) for name in lines("provinces.txt"))


def another_place(view: View) -> Iterator[Hit]:
    """The place in the head of a committee's paper is neither its own unit nor its province."""
    info = view.record.document
    stated = info.evidence.get("place")
    if view.level not in ("commune", "province") or not info.place or not info.issuer or stated is None:
        return
    if not re.match(r"uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd", fold(info.issuer)):
        return
    place = _SEAT.sub("", " ".join(fold(info.place).split()))
    if (view.floor or _PLACE_OF_UNIT) < _PLACE_OF_UNIT and place not in _provinces():
        return
    known = [view.unit, info.province or "", info.issuer, info.unit or ""]
    known += [view.text[: stated.start]]
    words = [" ".join(fold(one).split()) for one in known]
    if not any(place in one for one in words) and not any(
        place.endswith(_SEAT.sub("", one)) for one in words[:2] if one
    ):
        yield Hit((stated.start, stated.end), info.place, {"own": view.unit or info.issuer})


_NO_SUBJECT = re.compile(r"\s*(?:căn cứ|[-–]\s*căn cứ|I\s*[.-]\s|thực hiện [^\n]{10,400};\s*\n)", re.IGNORECASE)
_KIND = re.compile(r"(?:^|\n)[ \t]*(?P<kind>KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|CHỈ THỊ|QUYẾT ĐỊNH|HƯỚNG DẪN)[ \t]*(?=\n)")


def without_subject(view: View) -> Iterator[Hit]:
    """A plan of which the bases follow right on the word for its kind: no line says what it is on."""
    if not view.titles or view.system != "state":
        return
    found = _KIND.search(view.text, 0, view.titles[0].end + 200)
    if found and found.end() <= view.titles[-1].end + 2 and _NO_SUBJECT.match(view.text, found.end()):
        yield Hit(found.span("kind"), found["kind"].capitalize())
