"""Rules on units that cannot be: another kind of commune, a level that is gone, a level above the plan's own.

Luật Tổ chức chính quyền địa phương 72/2025/QH15: provinces and communes only since 1 July 2025; thôn in xã, tổ dân
phố in phường. What stands in citations, titles, quotations and history is another's word and does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold
from pipeline.vietnam.calendar import last_day

NO_DISTRICTS = "2025-07-01"
"""First day without a district level (Luật 72/2025/QH15, Điều 51 khoản 3)."""

_NAME = rf"\s+(?:[{UPPER}]|\d)"
_LEAD = {
    kind: (
        r"(?:(?:của|trên địa bàn|địa bàn|trong|toàn|cho|về|tại|từ|ở|đến|do|thuộc)\s+(?:toàn\s+)?|"
        rf"(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy|MTTQ)\s+){kind}"
    )
    for kind in ("xã", "phường")
}
_OTHER_KINDS = {"xã": ("phường",), "phường": ("xã",), "đặc khu": ("xã", "phường")}
_NOT_UNIT = re.compile(
    r"\s*(?:hội|viên|giao|luận|[,/]\s*(?:phường|xã|thị trấn|đặc khu)|và\s+(?:các\s+)"
    r"?(?:phường|xã|đặc khu)|hoặc|cũ|trước|lân cận|giáp ranh|khác|bạn|\(|-\s*(?:phường|"
    r"xã))"
)
_BEFORE_UNIT = re.compile(
    r"(?:các|cấp|hợp tác|mỗi|từng|những|mọi|liên|một số|phường,|xã,|phường/|xã/|phường và|xã và|đặc khu,)\s*$"
)
_PAST = re.compile(
    r"\btruoc (?:day|khi|sap|thoi diem)|sap nhap|sap xep|hop nhat|giai the|ket thuc hoat dong|"
    r"chia tach|khong (?:con )?to chuc|khong con|bo cap|bai bo|"
    r"nhiem ky 20[12]\d|dai hoi (?:dai bieu )?dang bo|ban giao|"
    r"chuyen tiep|hai cap|2 cap|02 cap|ke thua|lich su|thoi ky|"
    r"nguyen (?:la|pho|truong|bi thu|chu tich)|nghi huu|nghi viec|(?:thay the|thay|bo|bai bo) cum tu"
)
_BEFORE = re.compile(r"\btruoc (?:het )?(?=(?:ngay|thang|nam)\b)")
_RETIRED = re.compile(r"\bnghi huu\b|\bduong chuc\b")
_OLD = re.compile(r"(?<!\w)cũ(?!\w)", re.IGNORECASE)  # not folded: "dân cư", "cụ thể" and "bầu cử" are no past
_DISTRICT = re.compile(
    r"(?P<actor>(?:(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Công an|Huyện ủy|Quận ủy|Thị ủy|Đảng ủy|"
    rf"Phòng [{UPPER}][^\W\d_]*(?:[\s,-]+[^\W\d_]+){{0,5}}?|Ban Chỉ huy Quân sự|Trung tâm "
    rf"[{UPPER}][^\W\d_]*(?:\s+[^\W\d_]+){{0,4}}?|"
    rf"Ban Chỉ đạo|Hội [{UPPER}][^\W\d_]*(?:\s+[^\W\d_]+){{0,3}}?|Mặt trận Tổ quốc|MTTQ|Chủ tịch|Tòa án "
    r"nhân dân|Viện Kiểm sát nhân dân|Kho bạc Nhà nước|Ban Thường vụ|Thanh tra|Bí thư|Văn phòng)\s+)"
    r"?)"
    r"(?<!\w)(?P<kind>huyện|quận|thị xã|thị trấn)(?!\w)|(?<!\w)(?P<seat>Huyện ủy|Quận ủy|Thị ủy|cấp huyện)(?!\w)"
)
_DISTRICT_NOT = re.compile(r"\s*(?:đảo|lỵ|cũ|\(cũ\)|trước|đội)")
_DISTRICT_BEFORE = re.compile(r"(?:nông thôn mới cấp|chuẩn|giường bệnh)\s*$", re.IGNORECASE)
_OLD_STYLE_NAME = re.compile(
    r"(?:Bệnh viện|Trường|Trung tâm Y tế|Chợ|Chi nhánh|Phòng giao dịch|"
    r"Ngân hàng|Điện lực|Bưu điện|đường|quốc lộ|tuyến|nguyên)[^.;,\n]{0,"
    r"40}$",
    re.IGNORECASE,
)


def other_kind(view: View) -> Iterator[Hit]:
    """The word for another kind of commune in a commune's plan: a phường in a xã's, a xã in a phường's."""
    own = view.unit_kind or ""
    for kind in _OTHER_KINDS.get(own, ()):
        for found in view.matches(_unit_word(kind), needs=(kind,)):
            after, before = (
                view.text[found.end() : found.end() + 14],
                view.text[max(0, found.start() - 16) : found.start()],
            )
            if re.match(_NAME, after) or _NOT_UNIT.match(after) or _BEFORE_UNIT.search(before):
                continue
            if is_history(view, found.start()) or _pairs_with_own(view, found.start(), own):
                continue
            at = found.end() - len(kind)
            yield Hit(view.around((at, found.end())), kind, {"own": own, "other": kind})
            break
        else:
            yield from _own_name_of(view, kind, own)


def _own_name_of(view: View, kind: str, own: str) -> Iterator[Hit]:
    """The plan's own name behind the word for another kind of commune: "phường Sông Đầm" in the plan of xã Sông Đầm."""
    name = view.unit.removeprefix(own).strip()
    named = re.compile(rf"(?<!\w){kind} {re.escape(name)}(?!\w)") if name and view.unit.startswith(own) else None
    for found in view.matches(named, needs=(kind,)) if named else ():
        if view.in_body(found.start()) and not is_history(view, found.start()) and found.start() >= view.basis_end:
            yield Hit(view.around(found.span()), kind, {"own": own, "other": kind})
            return


@cache
def _unit_word(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_LEAD[kind]}(?!\w)")


def _pairs_with_own(view: View, at: int, own: str) -> bool:
    """Whether the plan's own kind stands right beside ("xã, phường"), as in wording for all communes."""
    return bool(re.search(rf"(?:{own}\s*[,/]\s*\S*$)", view.text[max(0, at - 20) : at + 1])) or bool(
        re.match(rf"[^.;\n]{{0,22}}[,/]\s*{own}\b", view.text[at : at + 40])
    )


def is_history(view: View, at: int) -> bool:
    """Whether the words around the place tell what was, or of the reform itself."""
    low, high = view.sentence(at)
    block = view.block_at(at)
    if _RETIRED.search(view.folded, *((block.start, block.end) if block else (low, high))):
        return True
    around = (max(low, at - 110), min(high, at + 90))
    before = any(not _deadline(view, found.end()) for found in _BEFORE.finditer(view.folded, *around))
    return before or bool(_PAST.search(view.folded, *around) or _OLD.search(view.text, *around))


def _deadline(view: View, at: int) -> bool:
    """Whether the day behind "trước" is one by which something is due: of every year, or not before the plan."""
    mention = next((one for one in view.record.dates if at <= one.evidence.start <= at + len("ngày ")), None)
    if mention is None:
        return False
    return mention.recurring or "X" in mention.edtf or (last_day(mention.edtf) or "") > (view.floor or "9")


_GROUPS = re.compile(r"(?<!\w)(?:[Tt]ổ dân phố|[Kk]hu phố)(?!\w)")
_GROUPS_ANYWHERE = re.compile(r"(?<!\w)(?:TDP|KDC|[Kk]hu dân cư số|[Tt]ổ dân phố\s+(?:số\s+)?\d)(?!\w)")
_VILLAGES = re.compile(r"(?<!\w)(?:thôn|xóm|ấp|bản|buôn|làng|Thôn|Xóm|Ấp|Bản|Buôn)(?!\w)")


def urban_groups(view: View) -> Iterator[Hit]:
    """Tổ dân phố in the plan of a xã that otherwise has villages only.

    A xã that took in a thị trấn may keep tổ dân phố: a named or numbered one, one among the recipients or in a
    heading, or one that is spoken of as often as the villages, shows that it has them.
    """
    if view.unit_kind != "xã":
        return
    named = view.matches(_GROUPS, needs=("tổ dân phố", "khu phố"))
    hits = [found for found in named if found.start() >= view.basis_end]
    if not hits or _GROUPS.search(view.text, view.foot_start) or _GROUPS.search(view.record.document.title or ""):
        return
    if _GROUPS_ANYWHERE.search(view.text):
        return
    behind = re.compile(rf"\s+(?:số\s+)?(?:\d|[{UPPER}])")
    numbered = any(behind.match(view.text, found.end(), found.end() + 8) for found in hits)
    alone = [found for found in hits if not _beside_village(view, found)]
    villages = [
        found for found in view.matches(_VILLAGES) if not _GROUPS.search(view.text[found.start() : found.end() + 30])
    ]
    counted = any(re.search(r"\d+\s+$", view.text[max(0, found.start() - 4) : found.start()]) for found in hits)
    if numbered or counted or alone or len(villages) < max(3, len(hits)):
        return
    first = hits[0]
    yield Hit(view.around(first.span()), first.group().lower(), {"own": "xã", "other": first.group().lower()})


def _beside_village(view: View, found: re.Match[str]) -> bool:
    around = view.text[max(0, found.start() - 24) : found.end() + 16]
    return bool(_VILLAGES.search(around))


def districts(view: View) -> Iterator[Hit]:
    """A body or place of the district level, or a thị trấn, in a plan issued after that level ended."""
    if view.floor is None or view.floor < NO_DISTRICTS or view.level == "district" or view.amends:
        return
    seen: set[str] = set()
    mere: list[Hit] = []
    for found in view.matches(_DISTRICT, needs=("huyện", "quận", "thị xã", "thị trấn", "thị ủy")):
        if not _means_district_of_today(view, found):
            continue
        word = found["kind"] or found["seat"]
        if word == "quận" and re.match(r"\s*ủy", view.text[found.end() : found.end() + 40]):
            word = "quận ủy"
        if fold(word) in seen:
            continue
        seen.add(fold(word))
        acts = bool((found["actor"] or "").strip())
        about = " ".join(found.group().split()) if acts and found["kind"] else word
        hit = Hit(view.around(found.span()), about, {"unit": about})
        if acts:
            yield replace(hit, severity="error")
        else:
            mere.append(hit)
    if mere:  # places that are named by what is gone are one slip, however many they are
        names = ", ".join(dict.fromkeys(hit.about for hit in mere))
        yield replace(mere[0], about=names, values={"unit": names})


def _means_district_of_today(view: View, found: re.Match[str]) -> bool:
    """Whether the word names a district as if there still were one: no other word, no history, no older title."""
    at = found.start("kind") if found["kind"] else found.start("seat")
    after = view.text[found.end() : found.end() + 40]
    island = found["kind"] == "thị trấn" and after.lstrip().startswith("đảo")
    if (_DISTRICT_NOT.match(after) and not island) or _DISTRICT_BEFORE.search(view.text[max(0, at - 24) : at]):
        return False
    if is_history(view, at) or in_older_title(view, at):
        return False
    said_old = _OLD_STYLE_NAME.search(view.text[max(0, at - 60) : at]) or re.match(r"[^.;,\n]{0,40}\(?\bcũ\b", after)
    return said_old is None


def in_older_title(view: View, at: int) -> bool:
    """Whether the words are still those of the title of a document of before, cited in the same sentence."""
    block = view.block_at(at)
    cited = [r for r in view.references if block and block.start <= r.evidence.start < at and r.date]
    return bool(cited) and (cited[-1].date or "") < NO_DISTRICTS and ". " not in view.text[cited[-1].evidence.end : at]


_NATIONAL = re.compile(
    r"(?<!\w)(?i:xây dựng|phát triển|thúc đẩy|hoàn thiện|hình thành|kiến tạo|vận "
    r"hành)\s+(?:và\s+\w+\s+\w+\s+)?(?P<what>Chính phủ (?:số|điện tử|thông minh))"
    r"(?!\w)"
)
_ADDRESSED = re.compile(
    r"(?P<lead>[Đđ]ối với|[Áá]p dụng đối với|[Áá]p dụng cho|"
    r"[Gg]iao|[Yy]êu cầu|(?:[Xx]ét |[Đđ]ề )?[Tt]ặng cho|[Dd]ành cho)\s+(?P<who>(?:các\s+|những\s+)?(?:"
    r"Bộ,\s*(?:ban,\s*)?ngành|bộ,\s*(?:ban,\s*)?ngành|ban,\s*sở,\s*ngành|[Ss]ở,\s*(?:ban,\s*)?ngành|"
    r"Bộ,\s*cơ quan ngang Bộ|ban,\s*bộ,\s*ngành|[Ss]ở,\s*ngành|bộ,\s*ngành))(?P<rest>[^.;:\n]{0,40})"
)
_LEVELS_OF = (("bộ", "bo"), ("sở", "so"))
_SCOPE = re.compile(
    r"(?<!\w)(?P<what>(?:(?:trong|trên)\s+)?(?:phạm vi\s+)?(?:toàn\s+)?(?:các\s+)?"
    r"tỉnh(?:,\s*|/)thành phố trực thuộc (?:trung ương|Trung ương|TW))"
)
_OF_THE_NATION = (
    "công nghệ lượng tử", "bán dẫn", "năng lượng nguyên tử", "điện hạt nhân", "công nghệ hạt nhân", "công nghệ vũ trụ",
    "vệ tinh", "hàng không vũ trụ", "công nghệ chiến lược", "đất hiếm", "chip chuyên dụng", "siêu máy tính",
    "tàu vũ trụ",
)  # fmt: skip
"""Of the list of strategic technologies (Quyết định số 1131/QĐ-TTg ngày 12/6/2025), what no commune can have."""
_STRATEGIC = re.compile("|".join(_OF_THE_NATION), re.IGNORECASE)
_ENOUGH = 2  # strategic technologies in one paragraph, from which it is the nation's agenda and not an example


def national_level(view: View) -> Iterator[Hit]:
    """What only the central level does, in a commune's plan: its own names, addressees, scope and agenda."""
    if view.level != "commune":
        return
    yield from _first(view, _NATIONAL, "chính phủ")
    seen: set[str] = set()
    for found in view.matches(_ADDRESSED, needs=("ngành",)):
        who = " ".join(found["who"].split())
        level = next((mark for word, mark in _LEVELS_OF if re.search(rf"\b{word}\b", who.lower())), who)
        own = re.match(
            r"\s*(?:liên quan|trung ương|của (?:xã|phường)|(?:của |thuộc )?(?:tỉnh|thành phố))", found["rest"]
        )
        if level in seen or own or _asks_above(view, found.start()):
            continue
        seen.add(level)
        rest = re.match(r"(?:,\s*(?:địa phương|đoàn thể|địa phương))+", found["rest"])
        end = found.end("who") + (rest.end() if rest else 0)
        about = " ".join(view.text[found.start("who") : end].split())
        yield Hit(view.around((found.start(), end), 0, 25), about, {"what": about})
    yield from _first(view, _SCOPE, "trực thuộc")
    if next(view.matches(_STRATEGIC, needs=_OF_THE_NATION, everywhere=True), None) is None:
        return
    for block in view.document.blocks:
        if block.kind in ("head", "title", "foot") or block.start < view.basis_end:
            continue
        found_all = [f for f in _STRATEGIC.finditer(view.text, block.start, block.end) if not view.masked(f.start())]
        if len({f.group().lower() for f in found_all}) >= _ENOUGH:
            span = (found_all[0].start(), found_all[-1].end())
            span = view.clip(span[0], min(span[1], span[0] + 90))
            names = list(dict.fromkeys(f.group().lower() for f in found_all))
            about = ", ".join(names)
            yield Hit(view.around(span, 25, 0), about, {"what": about}, confidence=0.8)
            break


_REQUEST = re.compile(r"kien nghi|de xuat|de nghi")


def _asks_above(view: View, at: int) -> bool:
    """Whether the place stands in a part that puts requests to the levels above: there they are rightly addressed."""
    block = view.block_at(at)
    index = block.section if block else None
    while index is not None:
        section = view.document.sections[index]
        if _REQUEST.search(view.folded[section.start : section.start + 90].split("\n")[0]):
            return True
        index = section.parent
    return False


_AS_PART = re.compile(
    r"(?:góp phần|hướng tới|phục vụ|chủ trương|định hướng|chiến lược|đề án|chương trình|quan điểm|tầm nhìn)\b[^.;]*$",
    re.IGNORECASE,
)


def _first(view: View, pattern: re.Pattern[str], need: str) -> Iterator[Hit]:
    for found in view.matches(pattern, needs=(need,)):
        if _AS_PART.search(view.text[max(0, found.start() - 40) : found.start()]):
            continue
        what = " ".join(found["what"].split())
        yield Hit(view.around(found.span()), re.sub(r"^(?:trong|trên)\s+", "", what), {"what": what})
        return


def not_that_kind(view: View) -> Iterator[Hit]:
    """The plan's own unit is in the gazetteer, but as another kind of commune."""
    info = view.record.document
    if view.units is None or view.level != "commune" or not info.unit:
        return
    known = view.units.contradiction(info.unit, info.province, view.floor)
    place = info.evidence.get("unit")
    if known is not None and place is not None:
        yield Hit(
            (place.start, place.end), info.unit, {"known": f"{known.full}, {known.province}"}, suggestion=known.full
        )
