"""Papers that a plan relies on by their issuer, state or year alone ("theo Kế hoạch của UBND tỉnh")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import UPPER
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
_OF_GOVERNMENT = re.compile(
    r"(?<!\w)(?P<kind>[Cc]ông điện|[Qq]uyết nghị|[Kk]ết luận|"
    r"[Tt]hông báo (?:ý kiến )?kết luận|[Cc]hỉ thị|[Nn]ghị quyết|[Cc]hương trình hành động)\s+của\s+"
    r"(?P<body>(?:Thường trực )?Chính phủ|Thủ tướng Chính phủ|Thủ tướng|(?:đồng chí )?(?:Tổng Bí thư|Bí thư Tỉnh "
    rf"ủy)(?:\s[{UPPER}][^\W\d_]+){{0,4}})(?!\s*,?\s*(?:số|tại|ngày|về))"
)
_CARRIES_OUT = re.compile(
    r"(?<!\w)(?P<kind>Kế hoạch|Chương trình hành động|Kế hoạch hành động)(?:\s+của\s+(?P<body>[^.;,:\n\d]{3,40}?))?"
    r"\s+(?:về\s+)?(?:việc\s+)?(?:triển khai(?: thực hiện)?|thực hiện|thi hành)\s+"
    r"(?:Nghị quyết|Chỉ thị|Kết luận|Quyết định|Kế hoạch|Chương trình|Đề án)\s+số\s+[\d.]+[\w/.-]*"
)
_NORMATIVE = re.compile(
    r"(?<!\w)(?P<kind>Nghị định|Thông tư|Nghị quyết)\s+(?:về|quy định)\s+[^.;,:\n\t\d“”()]{8,80}(?P<body>)"
)
_REPORTED = re.compile(
    r"(?<!\w)(?P<kind>[Bb]áo cáo)(?!\s+(?:số|thẩm tra))(?:,?\s+[^\s.;:\n\d]+){0,8}?"
    r"\s+(?:của\s+(?P<body>(?:Sở|Ban|Bộ|Công an|Phòng)\s"
    r"[^.;,:\n\d]{3,50}?)(?=[,;.:\n])(?!,\s+(?:số|ngày|tại))|tình hình\s+[^.;:\n]{5,80})"
)
_GOES_ON = re.compile(
    r"(?<!\w)(?P<kind>Đề án|Dự án|Chương trình|Chiến lược|Kế hoạch)\s+(?!này|số\s*:?\s*\d|trên|mục tiêu)"
    r"[^.;,:\n\t\d“”()]{12,110}(?P<body>)"
    r"(?=[.;,:\n\t]|$)"
)
_APPROVED = re.compile(
    r"(?<!\w)(?P<kind>Chiến lược|Quy hoạch|Đề án|Chương trình|Phương án)\s+(?!này|số)[^.;:\n\t“”()]{8,110}?"
    r"(?P<body>)\s+đã được"
    r"\s+(?:Thủ tướng|Chính phủ|Bộ|UBND|Ủy ban|HĐND|Hội đồng)\s+(?:[^\s.;,\n]+\s+){0,5}?"
    r"(?:phê duyệt|ban hành)(?!\s*,?\s*(?:\(|tại|theo|kèm|ngày|số))"
)
_OF_A_DAY = re.compile(
    r"(?<!\w)(?P<kind>Phương án|Kế hoạch|Biên bản|Báo cáo|Tờ trình|Công văn|Quyết định|Thông báo)(?!\s+(?:số|này))"
    r"(?:\s+(?!ngày|số|theo|trước|kèm)[^\s.;:,\n\t\d()]+){0,5}?\s+ngày\s+\d{1,2}(?:/\d{1,2}/\d{4}|"
    r"\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\s+của\s+"
    rf"(?P<body>[{UPPER}][^.;:,\n\t]{{3,60}})"
)
_PLACED = re.compile(
    r"(?<!\w)(?P<kind>Đề án|Kế hoạch|Phương án)\s+(?!này|số|trên|của|được|tại|về|theo)"
    r"(?:[^\s.;:,\n\t“”()\d]+\s+){1,10}?(?:tỉnh|KCN|CCN|[Kk]hu công nghiệp|[Cc]ụm công nghiệp|cảng|sông|hồ)"
    rf"\s+[{UPPER}][^\W\d_]+(?:\s[{UPPER}][^\W\d_]+)*(?P<body>)(?!\s*,?\s*(?:số|ngày|năm)\s*:?\s*\d)"
)
_AMENDED = re.compile(
    r"(?<!\w)(?P<kind>Đề án|Chiến lược|Chương trình|Quy hoạch)\s+(?!này|số|trên|của|trong|được|phát triển kinh tế)"
    r"(?:[^\s.;:\n\t“”()\d]+\s+){5,45}?(?:giai đoạn|đến năm|thời kỳ)\s+20\d\d(?:\s*[-–]\s*20\d\d)?(?P<body>)"
    r"(?![^.;\n]{0,60}(?:\bsố\s*:?\s*\d|ban hành|phê duyệt))"
)
_SETS_UP = re.compile(
    r"(?<!\w)(?P<kind>Quyết định) thành lập (?:Ban|Tổ|Hội đồng|Đoàn|Tiểu ban)(?P<body>)"
    r"(?:\s(?!là\s)[^\s.;:,\n\t\d()]+){1,8}"
    r"(?!\s*,?\s*(?:số|ngày)\s*:?\s*\d)"
)
_OF_A_BODY = re.compile(
    r"(?<!\w)(?P<kind>Nghị quyết|Kết luận|Chỉ thị|Thông tư|Quyết định|Nghị định|Hướng dẫn|Đề án|Chương trình|Kế "
    r"hoạch)\s+của\s+"
    r"(?P<body>(?:Ban Thường vụ|Ban Chấp hành|Thường trực|Hội đồng nhân dân|HĐND|Ủy ban nhân dân|UBND|Tỉnh ủy|Thành "
    r"ủy|Đảng ủy|"
    rf"Bộ [{UPPER}][^\W\d_]+|Chính phủ|Thủ tướng|Quốc hội)(?:[\s,-]+(?!về|hướng|quy|ban|số)[^\W\d_]+){{0,8}}?)"
    r"\s+(?:về|hướng dẫn|quy định(?: về)?|ban hành)\s+[^.;:,\n\t\d“”()]{8,90}(?=[.;:,\n\t(]|$)"
)
_POLICY = re.compile(
    r"(?<!\w)(?P<kind>chế độ|chính sách)(?:,? (?!của)[^\s.;:\n\d]+){0,8}? của\s+(?P<body>(?:Hội đồng nhân dân|HĐND)\s+"
    rf"(?:tỉnh|thành phố))(?!\s*(?:tại|theo|ban hành|quy định|[{UPPER}]|và))"
)
_UNDER = re.compile(r"(?:\btheo|thuc hien|hieu qua|quan triet|trien khai|can cu|tinh than)\s+$")
_THEO = re.compile(r"\b(?:theo|bam sat(?: noi dung)?)\s+$")
_REPLACES = re.compile(r"\b(?:thay the|theo|sua doi)\s+$")
_THEO_TAI = re.compile(r"\b(?:theo|theo chi dao tai|trong|tai)\s+(?:cac\s+)?$")
_FOLLOWED = re.compile(r"(?:\b(?:theo|thuc hien|trien khai|can cu|bam sat)|;|, )\s*$")
_FOLLOWED_UP = re.compile(
    r"\b(?:theo(?: (?:dung )?(?:quy dinh|noi dung|tinh than)(?: tai| cua)?)?|thuc hien|trien khai|can cu|viec thuc "
    r"hien|bam sat|va)\s+$"
)
_ON_THE_BASIS = re.compile(r"\b(?:tren co so|theo)\s+$")
_OPENING = re.compile(r"(?:\b(?:tren co so|can cu|theo)|;)\s+$")
_STILL = re.compile(r"\btiep tuc (?:trien khai |thuc hien |trien khai thuc hien )+(?:co hieu qua |hieu qua |tot )?$")
_CARRIED = re.compile(r"\b(?:thuc hien|trien khai|theo|ap dung) (?:tot |day du |kip thoi )*(?:cac )?$")
_GIVEN_OUT = re.compile(r"(?<!nghien cuu )\b(?:thuc hien|trien khai)\s+$")
_CHANGED = re.compile(r"\b(?:sua doi|dieu chinh|bo sung|thay the)\s+$")
_ANY = re.compile(r"")
_WAYS = (
    (_PARTY, _UNDER, ("bộ chính trị", "ban bí thư", "trung ương")),
    (_OWNER, _THEO, ("theo", "bám sát")),
    (_STATE, _THEO, ("theo",)),
    (_BETWEEN, _THEO, ("phối hợp giữa",)),
    (_CURRENT, _REPLACES, ("hiện hành",)),
    (_OF_A_YEAR, _THEO, ("năm 20",)),
    (_OF_GOVERNMENT, _THEO_TAI, ("chính phủ", "thủ tướng")),
    (_CARRIES_OUT, _FOLLOWED, ("kế hoạch", "hành động")),
    (_NORMATIVE, _ON_THE_BASIS, ("trên cơ sở", "theo")),
    (_REPORTED, _OPENING, ("báo cáo",)),
    (_GOES_ON, _STILL, ("tiếp tục",)),
    (_PLACED, _GIVEN_OUT, ("tỉnh", "kcn", "ccn", "công nghiệp", "cảng", "sông", "hồ")),
    (_AMENDED, _CHANGED, ("giai đoạn", "đến năm", "thời kỳ")),
    (_SETS_UP, _FOLLOWED, ("thành lập",)),
    (_OF_A_BODY, _FOLLOWED_UP, ("của",)),
    (_POLICY, _CARRIED, ("hội đồng nhân dân", "hđnd")),
    (_OF_A_DAY, _ANY, ("ngày",)),
    (_APPROVED, _ANY, ("đã được",)),
)
"""How such a paper is named, what stands before it where it is relied on, and a word of the line."""
_OF_PLANS = (_STATE, _CURRENT, _REPORTED)
"""Asked of plans alone: other papers tell how things are handled in general."""
_BY_SUBJECT = (_OF_A_BODY, _PLACED, _AMENDED, _OF_A_YEAR, _NORMATIVE, _APPROVED, _CARRIES_OUT, _OF_GOVERNMENT)
"""Named by their subject, which may be that of the plan itself or of a paper that is cited in full."""


def relied_on(view: View) -> Iterator[Hit]:
    """One paper of a named body, or one "already issued", that the plan follows; no number, no date, no subject.

    Not asked where one paper of that kind and body is cited in full: then that one is meant. Several at once ("các")
    are no paper that could be cited.
    """
    plan = "ke hoach" in fold(view.record.document.title or "") or fold(view.record.document.type or "") == "ke hoach"
    titles = [view.record.document.title, *(r.title for r in view.references if r.canonical)]
    named = " | ".join(" ".join(fold(title).split()) for title in titles if title)
    told = set[str]()
    for pattern, under, needs in _WAYS:
        if pattern in _OF_PLANS and not plan:
            continue
        for found in view.matches(pattern, needs=needs, everywhere=pattern is _REPORTED):
            about = " ".join(found.group().split())
            if not under.search(view.folded, max(0, found.start() - 60), found.start()) or _in_full(view, found):
                continue
            if view.means_itself(about):
                continue
            place = f"{about} ({view.section_path(found.start())})" if fold(about) in told else about
            if pattern in _BY_SUBJECT and any(words in named for words in _openings(about)):
                continue
            if pattern is _REPORTED and found.start() >= view.basis_end:
                continue
            # the place tells that two ways of naming a scheme mean the same
            name = fold(f"{found['kind']} {' '.join(about.split()[-2:])}" if pattern is _PLACED else about)
            if name not in told or pattern is _CURRENT:
                told.add(name)
                yield Hit(view.clip(*view.around(found.span(), 40, 0)) if pattern is _CURRENT else found.span(), place)


def _openings(about: str) -> tuple[str, ...]:
    """The first words of what such a paper is on, as they would stand in a title."""
    words = fold(about).split()
    numbered = re.search(r" so (\S+)$", fold(about))
    first = tuple(" ".join(words[skip:])[:30] for skip in (0, 2) if len(words) > skip + 3)
    return (numbered[1],) if numbered else first


def _in_full(view: View, found: re.Match[str]) -> bool:
    kind, body = fold(found["kind"]), fold(found["body"] or "")
    papers = {
        r.canonical
        for r in view.references
        if r.canonical and r.issuer and fold(r.type or "") == kind and fold(r.issuer).startswith(body)
    }
    topic = re.search(r" ve (.{8,30})", " ".join(fold(found.group()).split()))
    titles = (" ".join(fold(r.title).split()) for r in view.references if r.title)
    return bool(body) and len(papers) == 1 and (topic is None or any(topic[1] in title for title in titles))
