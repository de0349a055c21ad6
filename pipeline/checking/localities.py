"""Rules on places and offices that cannot be meant: a province that is gone, one that is not the plan's own, an office
at a level that has none, a body of the district level among the recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.assets import sections
from pipeline.checking.model import Hit
from pipeline.checking.places import NO_DISTRICTS, in_older_title, is_history
from pipeline.checking.view import View
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold

_LATER = re.compile(r"\s*(?:[(,]?\s*(?:cũ|nay|trước)(?!\w)|[-–])")
_EARLIER = re.compile(r"(?<!\d)(?:19\d\d|20(?:0\d|1\d|2[0-4]))(?!\d)")


@cache
def _ended() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sections('provinces.txt')['ended']))})(?!\w)")


@cache
def _ended_alone() -> re.Pattern[str]:
    """The same in a bracket behind the name of a place ("Mường Khương (Hà Giang)")."""
    names = sections("provinces.txt")
    today = {name.removeprefix("tỉnh ").removeprefix("thành phố ") for name in names["today"]}
    ended = [name.removeprefix("tỉnh ") for name in names["ended"] if name.startswith("tỉnh ")]
    return re.compile(rf"(?<=[^\W\d_] )\((?:{'|'.join(re.escape(name) for name in ended if name not in today)})\)")


_GROUNDS = re.compile(r"(?:ban hành|xây dựng)\s[^.;\n]{8,300}trên địa bàn\s+$")
"""What stands before the plan's own grounds in the sentence that issues it."""


def ended_provinces(view: View) -> Iterator[Hit]:
    """A place in a province that ended on 1 July 2025, given as if that still were; all of them one finding."""
    if view.floor is None or view.floor < NO_DISTRICTS or view.amends:
        return
    hits = [
        found
        for way, needs in ((_ended(), ("tỉnh ",)), (_ended_alone(), ("(",)))
        for found in view.matches(way, needs=needs)
        if not is_history(view, found.start())
        and not _LATER.match(view.text, found.end())
        and (_GROUNDS.search(view.text, 0, found.start()) or _named_today(view, found.start()))
    ]
    if hits:
        names = ", ".join(dict.fromkeys(" ".join(found.group().split()).strip("()") for found in hits))
        yield Hit(view.around(hits[0].span()), names, {})


def _named_today(view: View, at: int) -> bool:
    """Whether a place is named as it is now: behind the bases, in no title and beside no year of before."""
    earlier = in_older_title(view, at) or _EARLIER.search(view.text, *view.sentence(at))
    return at >= view.basis_end and not earlier


@cache
def _today() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:trên địa bàn|(?:[ỦU][ỷy] ban |Hội đồng )?nhân dân|UBND|HĐND|nhà nước|cơ quan, đơn vị của|"
        r"địa phương thuộc|[Qq]uy hoạch|20\d{2})\s+"
        rf"(?P<unit>{'|'.join(map(re.escape, sections('provinces.txt')['today']))})(?!\w)"
    )


_SEATS = ("thành phố Hà Nội", "thành phố Hồ Chí Minh")
"""Where bodies of the whole country and those that come from afar have their seats: named for that alone."""


@cache
def _anywhere() -> re.Pattern[str]:
    """A province in the middle of a sentence, as part of no address and no list of places."""
    names = [name for name in sections("provinces.txt")["today"] if name not in _SEATS]
    return re.compile(
        r"(?<=[^\W\d_] )(?<!và )(?<!hoặc )(?<!từ )(?<!đến )(?<!tại )(?<!với )"
        rf"(?P<unit>{'|'.join(map(re.escape, names))})"
        rf"(?!\w)(?!\s*[,;]?\s*(?:và|hoặc|đến|[-–,]\s*[{UPPER}]|tỉnh|thành phố))"
    )


_ISSUES = re.compile(r"\s+(?:ban hành|xây dựng)\s+[Kk]ế hoạch")
_BESIDE = re.compile(
    r"giap ranh|lan can|phoi hop|lien ket|ket nghia|kinh nghiem|hoc tap|ho tro|cac tinh|hop tac|ket noi|giua|vung|tuyen"
)
_AROUND = 70  # characters beside a province's name that may say why it is named
_ONCE = 2  # times that the name of another province may stand in a paper that does not deal with it


def another_province(view: View) -> Iterator[Hit]:
    """Another province where a local plan speaks of its own grounds ("trên địa bàn tỉnh Y")."""
    own = fold(view.record.document.province or "")
    if view.level not in ("province", "commune") or not own:
        return
    for found in sorted(
        (one for way in (_today(), _anywhere()) for one in view.matches(way, needs=("tỉnh", "thành phố"))),
        key=lambda one: one.start("unit"),
    ):
        named = re.sub(r"^(?:tinh|thanh pho) ", "", fold(found["unit"]))
        if re.search(rf"\b{named}$", own) or is_history(view, found.start()):
            continue
        low, high = view.sentence(found.start())
        around = max(low, found.start() - _AROUND), min(high, found.end() + _AROUND)
        often = view.text.count(found["unit"]) > _ONCE
        issues = _ISSUES.match(view.text, found.end()) and found.start() < view.basis_end
        if issues or (not often and not _BESIDE.search(view.folded, *around)):
            yield Hit(
                view.around(found.span()), " ".join(found["unit"].split()), {"own": view.record.document.province or ""}
            )
            return


_OFFICE = (
    r"(?:Phòng|Trạm Y tế|Công an|Ban Chỉ huy Quân sự|Văn phòng|Trung tâm Phục vụ hành chính công|Mặt trận Tổ quốc|"
    r"UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy)"
)
_OF_KIND = {
    kind: re.compile(
        rf"(?<!\w){_OFFICE}(?:[\s,-]+(?!xã|phường|các|và|tỉnh)[^\W\d_]+){{0,8}}?\s+(?P<kind>{kind})"
        rf"(?!\s+(?:hội|viên|[{UPPER}]|\d|và|hoặc|khác|bạn|cũ|lân cận))(?!\s*[,/(-])(?!\w)"
    )
    for kind in ("xã", "phường")
}
_ANY_OF = re.compile(r"(?:các|cấp|mỗi|từng|những|một)\s+$")
_BOTH = re.compile(r"xã\s*[,/]\s*phường|phường\s*[,/]\s*xã|xã\s+(?:và|hoặc)\s+phường|phường\s+(?:và|hoặc)\s+xã")


def office_of_other_kind(view: View) -> Iterator[Hit]:
    """An office of a ward in the plan of a rural commune, or the reverse ("Phòng Kinh tế phường")."""
    other = {"xã": "phường", "phường": "xã"}.get(view.unit_kind or "")
    if other is None or view.level != "commune":
        return
    for found in view.matches(_OF_KIND[other], needs=(f" {other}",)):
        low, high = view.sentence(found.start())
        around = view.text[max(low, found.start() - 40) : min(high, found.end() + 20)]
        several = _ANY_OF.search(view.text, max(0, found.start() - 8), found.start()) or _BOTH.search(around)
        if found.start() >= view.basis_end and not several and not is_history(view, found.start()):
            yield Hit(
                view.around(found.span()),
                " ".join(found.group().split()),
                {"own": view.unit_kind or "", "other": other},
            )
            return


_TOO_HIGH = re.compile(
    rf"(?<!\w)Sở\s+[{UPPER}][^\W\d_]+(?:[\s,-]+(?!của|và|các|xã|phường|tỉnh)[^\W\d_]+){{0,6}}?\s+(?:xã|"
    r"phường)(?!\s*[,/-])(?!\s+(?:hội|viên|và))(?!\w)"
)


def office_too_high(view: View) -> Iterator[Hit]:
    """A department of the province ("Sở") as if a commune had it."""
    for found in view.matches(_TOO_HIGH, needs=("sở ",)):
        if view.level == "commune":
            yield Hit(view.around(found.span()), " ".join(found.group().split()))
            return


_SEAT = re.compile(r"(?:UBND|HĐND|[ỦU][ỷy] ban nhân dân|Hội đồng nhân dân|Tỉnh ủy)\s+(?P<unit>tỉnh\s+\S.*)$")
_OF_DISTRICT = re.compile(r"(?<!\w)(?:huyen|quan|thi xa|huyen uy|quan uy|thi uy)(?!\w)")
_NO_DISTRICT = re.compile(r"\bquan (?:su|doi|khu|ly|nhan|chung)\b")


def issued_by_none(view: View) -> Iterator[Hit]:
    """A paper dated after 1 July 2025 of a body of the district level, or of a province that ended then."""
    for reference in view.references:
        late = len(reference.date or "") == len(NO_DISTRICTS) and (reference.date or "") >= NO_DISTRICTS
        issuer = fold(reference.issuer or "")
        seat = _SEAT.search(reference.issuer or "")
        merged = seat is not None and _ended().fullmatch(" ".join(seat["unit"].split())) is not None
        if late and (merged or (_OF_DISTRICT.search(issuer) and not _NO_DISTRICT.search(issuer))):
            place = reference.evidence
            about = reference.issuer or ""
            yield Hit((place.start, place.end), about, {"paper": reference.canonical or reference.quote})


_DISTRICT_SENT = re.compile(
    r"(?<!\w)(?P<said>(?:UBND|HĐND|TT\.?\s?HĐND|Ủy ban nhân dân|Ủy ban Kiểm tra|Thường trực|Công an|Phòng "
    r"[^\n;,]{3,40}?|Ban Thường vụ|MTTQ)?"
    r"(?:[\s,]+(?:UBND|HĐND))*\s*(?:các\s+)?(?:huyện|quận|thị xã|Huyện ủy|huyện ủy|Quận ủy|Thị ủy)(?!\s*(?:đảo|"
    r"cũ))[^\n;/.]{0,40})"
)


def district_recipients(view: View) -> Iterator[Hit]:
    """Bodies of the district level among the recipients of a paper issued after that level ended."""
    place = view.record.document.evidence.get("recipients")
    if place is None or view.floor is None or view.floor < NO_DISTRICTS or view.level == "district":
        return
    found = _DISTRICT_SENT.search(view.text, place.start, place.end)
    if found and not re.search(r"(?<!\w)(?:cũ|trước)(?!\w)", found.group()):
        yield Hit(view.clip(*found.span("said")), " ".join(found["said"].split()))
