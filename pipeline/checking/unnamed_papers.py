"""Papers that a plan relies on by their issuer, state or year alone ("theo Kế hoạch của UBND tỉnh")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.unicode import fold

_PARTY = re.compile(
    r"(?<!\w)(?P<kind>[Kk]ết luận|[Nn]ghị quyết|[Cc]hỉ thị)\s+của\s+(?P<body>"
    r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương)"
    r"(?:\s+về\s+[^.;,\n]{5,50}?(?=[.;,\n]|\s(?:để|và|theo|tại)\s))?(?!\s*,?\s*(?:số|tại|ngày))"
)
_OWNER = re.compile(
    r"(?<!\w)(?P<kind>Kế hoạch|Nghị quyết|Quy chế|Đề án|Chương trình)\s+của\s+"
    r"(?P<body>(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Tỉnh ủy|Thành ủy|Đảng ủy)"
    r"(?:\s+(?:tỉnh|thành phố|xã|phường))?)(?!\w)(?!\s*(?:số|,\s*ngày|về|cấp|các|tỉnh|thành phố|xã|phường)(?!\w))"
)
_STATE = re.compile(
    r"(?<=heo )(?P<kind>[Kk]ế hoạch|[Qq]uy chế|[Đđ]ề án|[Cc]hương trình|[Pp]hương án)(?:\s+[^\s.;,\n]+){0,5}?"
    r"\s+đã\s+(?:được\s+)?(?:[^\s.;,\n]+\s+){0,3}?(?:ban hành|phê duyệt)(?P<body>)(?!\s+(?:tại|theo|kèm))"
)
_BETWEEN = re.compile(r"(?<!\w)(?P<kind>Quy chế) phối hợp giữa [^.;,:\n]{5,90}(?P<body>)(?!\s*(?:số|,))")
_CURRENT = re.compile(
    r"(?<!\w)(?P<kind>Quy chế|Quy định|Quyết định|Nghị quyết|Kế hoạch|Đề án) hiện hành(?P<body>)(?!\w)"
)
_OF_A_YEAR = re.compile(
    r"(?:(?<=heo )|(?<=dung )|(?<=sát ))(?P<kind>Kế hoạch|Quy chế|Chương trình)\s+(?!số|này|của)"
    r"(?:[^\s.;:\n\t“”()\d]+\s+){1,14}?năm 20\d\d"
    r"(?P<body>)(?:\s+của\s+(?:Sở|UBND|Ủy ban|Bộ|Ban)[^.;,\n]{3,40})?(?!\s*(?:số|ban hành|được))"
)
_UNDER = re.compile(r"(?:\btheo|thuc hien|hieu qua|quan triet|trien khai|can cu|tinh than)\s+$")
_THEO = re.compile(r"\b(?:theo|bam sat(?: noi dung)?)\s+$")
_REPLACES = re.compile(r"\b(?:thay the|theo|sua doi)\s+$")
_WAYS = (
    (_PARTY, _UNDER, ("bộ chính trị", "ban bí thư", "trung ương")),
    (_OWNER, _THEO, ("theo", "bám sát")),
    (_STATE, _THEO, ("theo",)),
    (_BETWEEN, _THEO, ("phối hợp giữa",)),
    (_CURRENT, _REPLACES, ("hiện hành",)),
    (_OF_A_YEAR, _THEO, ("năm 20",)),
)
"""How such a paper is named, what stands before it where it is relied on, and a word of the line."""


def relied_on(view: View) -> Iterator[Hit]:
    """One paper of a named body, or one "already issued", that the plan follows; no number, no date, no subject.

    Not asked where a paper of that kind and body is cited in full: then that one is meant. Several at once ("các") are
    no paper that could be cited.
    """
    plan = "ke hoach" in fold(view.record.document.title or "") or fold(view.record.document.type or "") == "ke hoach"
    own, told = " ".join(fold(view.record.document.title or "").split()), set[str]()
    for pattern, under, needs in _WAYS:
        if pattern in (_STATE, _CURRENT) and not plan:
            continue
        for found in view.matches(pattern, needs=needs):
            about = " ".join(found.group().split())
            if not under.search(view.folded, max(0, found.start() - 20), found.start()) or _in_full(view, found):
                continue
            place = f"{about} ({view.section_path(found.start())})" if fold(about) in told else about
            if pattern is _OF_A_YEAR and fold(about).split(" ", 2)[2][:30] in own:
                continue  # the plan itself
            if fold(about) not in told or pattern is _CURRENT:
                told.add(fold(about))
                yield Hit(view.clip(*view.around(found.span(), 40, 0)) if pattern is _CURRENT else found.span(), place)


def _in_full(view: View, found: re.Match[str]) -> bool:
    kind, body = fold(found["kind"]), fold(found["body"])
    papers = (r for r in view.references if r.canonical and fold(r.type or "") == kind)
    return bool(body) and any(r.issuer and fold(r.issuer).startswith(body) for r in papers)
