"""Rules on annexes: lists, forms and estimates that are said to be attached, an annex by a number that none bears."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.form import ANNEX
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.unicode import fold

_ATTACHED = re.compile(
    r"\(\s*(?P<said>(?:[Cc]hi tiết\s+|[Cc]ó\s+|[Tt]heo\s+|[Tt]ại\s+|[Xx]em\s+|[Kk]èm(?: theo)?\s+)*(?:các\s+)?"
    r"(?P<what>[Dd]anh sách|[Dd]anh mục|[Bb]iểu(?: mẫu| chi tiết)?|[Mm]ẫu(?: biểu| báo cáo)?|[Dd]ự toán(?: kinh phí)?|"
    r"[Ll]ịch(?: cụ thể)?|"
    r"[Kk]hung [^()\n]{3,30}?|[Bb]ảng [^()\n]{3,30}?)"
    r"(?:[^()\n\d]{0,30}?)\s(?:kèm theo|đính kèm|gửi kèm)(?:\s+(?:Kế hoạch|Quyết định|Công văn|Thông báo)\s+này)?)\s*\)"
)
_ANNOUNCED = re.compile(
    r"(?:^|[.;:]\s)\s*[-+]?\s*\((?P<said>(?:(?:[Cc]ó|[Gg]ửi|[Xx]em)\s+)?(?:[Đđ]ính kèm|[Kk]èm theo|[Gg]ửi kèm)"
    r"(?!\s+(?:theo\s+)?(?:các\s+)?(?:[Kk]ế hoạch|[Qq]uyết định|[Nn]ghị|[Cc]ông|[Tt]hông|[Tt]ờ trình|[Hh]ướng dẫn|"
    r"[Cc]hỉ thị|[Cc]hương trình|[Pp]hương án|[Đđ]ề án|[Vv]ăn bản|[Hh]ợp đồng|[Bb]áo cáo|[Pp]hụ lục|[Pp]hụ biểu)\b)"
    r"\s+(?P<what>[^()\n]{4,90}))\)[.;]*\s*$",
    re.MULTILINE,
)
"""A bracket of its own at the end of a paragraph that says what is attached; of annexes by that word F10 speaks."""
_TITLED = re.compile(r"(?:^|\n)\W*(?:DANH SÁCH|DANH MỤC|BIỂU|MẪU|DỰ TOÁN|LỊCH|KHUNG|BẢNG|BÁO CÁO|PHÂN CÔNG)\b")
_NUMBERED = re.compile(
    r"(?:theo|tại|ở|trong|xem|có|chi tiết)\s+(?P<said>[Pp]hụ lục\s+(?:số\s+)?(?P<number>0?\d{1,2}|"
    r"[IVX]{1,4}))(?![\w.]*/)"
    r"(?!\s*,?\s*(?:(?:của|ban hành|kèm|đính)[^.;\n]{0,30}?)?(?:Nghị|Thông tư|Luật|Công văn|Hướng dẫn|Quyết định|Kế "
    r"hoạch|Quy)\b(?!\s+này))"
)


_OF_OTHERS = re.compile(r"(?:Nghị định|Thông tư|Luật|Công văn|Hướng dẫn|Quyết định|Nghị quyết)\s+(?!này)")


def attached_list(view: View) -> Iterator[Hit]:
    """A list, form or estimate that is said to be attached, in a file with nothing behind the signature."""
    if any(part.kind == "annex" for part in view.document.parts) or ANNEX.search(view.text, view.body_start):
        return
    if _TITLED.search(view.text, view.foot_start) or view.document.tables:
        return
    for pattern in (_ATTACHED, _ANNOUNCED):
        for found in view.matches(pattern, needs=("kèm",)):
            if found.start() >= view.basis_end:
                what = " ".join(found["what"].split())
                yield Hit(found.span("said"), what[:1].upper() + what[1:])
                return


def no_such_annex(view: View) -> Iterator[Hit]:
    """An annex by a number that no annex of the file bears, where others of them are there."""
    there = {_label(part.label) for part in view.document.parts if part.kind == "annex" and part.label}
    if there == {""} and sum(part.kind == "annex" for part in view.document.parts) == 1:
        yield from _of_several(view)
    if not there or "" in there:
        return
    told = set[str]()
    for found in view.matches(_NUMBERED, needs=("phụ lục",)):
        label = _plain(found["number"])
        printed = re.search(
            rf"PHỤ\s+LỤC\s+(?:SỐ\s+)?0?{label}(?!\w)|\n\W*Phụ lục\s+(?:số\s+)?0?{label}(?!\w)", view.text
        )
        if _OF_OTHERS.search(view.text, found.end(), view.sentence(found.start())[1]):
            continue
        if label not in there and label not in told and not printed and label.isdigit() == all(map(str.isdigit, there)):
            told.add(label)
            yield Hit(found.span("said"), " ".join(found["said"].split()))


def _of_several(view: View) -> Iterator[Hit]:
    """A second or third annex of a paper of which the only annex bears no number."""
    if re.search(r"(?:^|\n)\W*(?:PHỤ LỤC|Phụ lục|Biểu|Bảng)\s+(?:số\s+)?(?:\d|[IVX])", view.text):
        return
    for found in view.matches(_NUMBERED, needs=("phụ lục",)):
        own = not _OF_OTHERS.search(view.text, found.end(), view.sentence(found.start())[1])
        if own and _plain(found["number"]) not in ("I", "1") and not view.in_annex(found.start()):
            yield Hit(found.span("said"), " ".join(found["said"].split()))
            return


def _label(name: str) -> str:
    found = re.search(r"(?:số\s+)?(\d{1,2}|[IVX]{1,4})(?!\w)", name)
    return _plain(found[1]) if found else ""


def _plain(label: str) -> str:
    return fold(label.lstrip("0")).upper()


_SAYS_SO = re.compile(
    r"phu luc|phu bieu|bieu mau|\bbieu\b|\bmau\b|kem|dinh kem|danh muc|danh sach|bang chi tiet|gui den"
)


_TITLE = 400  # characters below the head of an annex in which its title and the line that ties it stand


def unannounced(view: View) -> Iterator[Hit]:
    """An annex of which the wording of the paper that it follows says nothing, nor does a line tie it to the paper."""
    first = next((part for part in view.document.parts if part.kind == "annex"), None)
    if first is None or first.start <= view.basis_end or not view.titles or view.titles[0].start > first.start:
        return
    tied = "kem theo" in view.folded[first.start : min(first.end, first.start + _TITLE)]
    if tied:
        return
    if fold(first.label or "").startswith("phu luc") and not _SAYS_SO.search(
        view.folded, view.titles[0].start, first.start
    ):
        span = view.clip(first.start, min(first.end, first.start + 80))
        line = view.text.find("\n", span[0])
        yield Hit((span[0], min(span[1], line) if line > 0 else span[1]), first.label or "Phụ lục")
