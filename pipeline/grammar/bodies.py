"""Where the name of a body begins and ends, and how a run of bodies falls into single ones.

Capitals do not mark the end of a Vietnamese name ("Phòng Văn hóa - Xã hội xã tổ chức ..."), so a name is
bounded from outside: by a verb of the task lexicon, a preposition, or punctuation that no name goes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.assets import lines
from pipeline.grammar.pieces import UPPER
from pipeline.text.spans import Span
from pipeline.text.unicode import place_tones

_STOPS = (
    r"để|trong|nhằm|theo|về|tại|khi|với|từ(?!\s+thiện)|đến|cho|được|phải|có trách nhiệm|có nhiệm vụ|có kế hoạch|"
    r"có văn bản|có khó khăn|căn cứ|là|"
    r"cùng|qua|thông qua|(?<!mặt )bằng|nếu|do|vào|sau|trước|đã|đang|sẽ|cần|nên|mà|như|chậm nhất|(?:hằng|"
    r"hàng)(?=\s+(?:năm|tháng|quý|tuần|ngày))|"
    r"dưới|làm(?=\s+(?:tốt|việc với|rõ|đầu mối))|gắn|coi|xem|nhất là|đặc biệt là|đồng thời|kể cả|ngoài|bao gồm|gồm|"
    r"nêu|giúp|"
    r"(?<!công )(?<!chương )(?<!quy )(?<!tiến )(?<!lộ )(?<!hành )(?<!quá )(?<!giáo )trình|gửi|mở(?=\s+(?:các|lớp|"
    r"chuyên|đợt|rộng))|đưa|"
    r"cử(?=\s+(?:cán bộ|người|đại diện|công chức|viên chức|thành viên|lực lượng))|cấp(?=\s+(?:phát|giấy|kinh))|"
    r"chi(?=\s+trả)|thu(?=\s+(?:gom|hồi|thập|phí|nộp))|lập(?=\s+(?:\d|các|đoàn|tổ|sổ|bảng|phiếu|đề án))|"
    r"tăng(?=\s+(?:thời lượng|số|tỷ lệ|mức|tốc))"
)
_NOUN_BEFORE_VERB = re.compile(
    r"(?<!\w)(?<!xã )(?<!Xã )(?:các|những|mọi|và|cơ quan|đơn vị|tổ|ban|phòng|đội|lực lượng|cơ sở|doanh nghiệp|hộ|"
    r"ngành|hội|trung tâm|bộ phận|"
    r"hội đồng|chi cục|cục|tổ chức|văn phòng|nhà|công tác|nhóm|viên chức|công ty|[Dd]ịch vụ|bộ môn|khối|[Vv]ăn phòng|"
    r"đoàn|trang|cổng|chủ|an toàn|thi đua|thi đua -|thi đua,|"
    r"chi nhánh|viên|tàu|xe|viện|học viện|hệ thống|sở|chuyên môn|cảng|cụm|trạm|cơ sở)\s+$",
    re.IGNORECASE,
)
_NOUN_VERBS = frozenset((
    "tổ chức", "quản lý", "bảo vệ", "phục vụ", "chỉ đạo", "tư vấn", "thẩm định", "kiểm tra", "giám sát", "tham mưu",
    "thanh tra", "sử dụng", "sản xuất", "cung cấp", "cung ứng", "hòa giải", "giáo dục", "đào tạo", "phát thanh",
    "chuyển giao", "phát triển", "xây dựng", "vận hành", "thu gom", "tiếp nhận", "điều hành", "hỗ trợ", "nghiên cứu",
    "thường trực", "tham gia", "bảo trì", "tổng hợp", "phối hợp", "chủ trì", "cứu hộ", "thi công", "kiểm soát",
    "điều phối", "đăng ký", "xúc tiến", "đầu tư", "giới thiệu", "dự báo", "cấp phát", "thông tin", "cứu nạn",
    "tuần tra", "khảo sát", "công tác", "xác minh", "khen thưởng", "vệ sinh", "truyền thông", "đồng hành",
))  # fmt: skip
_ALWAYS_VERBS = frozenset(("tham mưu", "phối hợp", "chủ trì"))


_MANY = (
    r"cấp(?!\s+(?:xã|tỉnh|huyện|phường|trên|dưới|có|mình|độ|phát|giấy))|khoa|khối|báo|đài|đ/c|phó|trưởng|"
    r"tầng lớp nhân dân"
)
"""What names bodies only behind "các"."""


@cache
def heads() -> re.Pattern[str]:
    """Matches a word with which a body's name begins, at a word boundary, as a named or generic body."""
    named = "|".join(re.escape(entry) for entry in sorted(lines("body_heads.txt"), key=len, reverse=True))
    generic = "|".join(re.escape(entry) for entry in sorted(lines("generic_bodies.txt"), key=len, reverse=True))
    plural = (
        rf"(?:[Cc]ác|[Nn]hững|[Mm]ọi|[Tt]oàn thể|[Tt]ừng|[Mm]ỗi|[Tt]ất cả các|[Cc]ả các)\s+"
        rf"(?:{_MANY}|{generic}|(?:{named}))"
    )
    sector = (
        r"[Pp]hòng|[Ss]ở|[Bb]an|[Tt]rung tâm|[Tt]rạm|[Cc]ông an|[Ll]iên|[Vv]ăn phòng|đoàn|[Hh]ội|"
        r"[Bb]ộ|[Mm]ặt trận|[Đđ]ảng ủy|[Đđ]oàn"
    )
    return re.compile(rf"(?<!\w)(?:{plural}|(?:{named})|(?:{sector})(?=\s+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝ])|(?:{generic}))(?!\w)")


@cache
def verbs() -> re.Pattern[str]:
    """Matches a verb of the task lexicon, another word that no name goes over, or a closing mark."""
    entries = "|".join(re.escape(entry) for entry in sorted(lines("task_verbs.txt"), key=len, reverse=True))
    capital = "|".join(
        re.escape(entry[:1].upper() + entry[1:]) for entry in ("chỉ đạo", "chủ trì", "tổ chức", "tham mưu")
    )
    return re.compile(
        rf"(?<![\w])(?!giúp việc\b)(?:(?P<verb>{entries})|(?P<stop>{_STOPS}))(?![\w])|"
        rf"(?<=tỉnh )(?P<started>{capital})(?!\w)|(?P<mark>[;:.()“”\"!?\t\n…])"
    )


_ANOTHER = re.compile(r"\s+(?:với\s+)?(?:các|những)?\s*(?:[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝỦ]|(?<=các )\w)")


def find(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """The runs of bodies in a stretch of text that begin with a capital, each as its single bodies."""
    reached = start
    for head in heads().finditer(text, start, end):
        if head.start() < reached or head.group()[0].islower():
            continue
        run = split(text, *trimmed(text, head.start(), region_end(text, head.start(), end))) or [head.span()]
        reached = run[-1][1]
        yield run


def region_end(text: str, start: int, end: int) -> int:
    """Where a run of bodies that begins at `start` ends, `end` at the latest.

    A verb that is part of a noun ("các tổ chức", "đơn vị thi công") does not end it.
    """
    aside = start
    for found in verbs().finditer(text, start, end):
        if found.group() == "." and _inside_abbreviation(text, found.start()):
            continue
        if found.group("verb") and _is_noun(text, found, start):
            continue
        if found.group("stop") == "cùng" and _ANOTHER.match(text, found.end()) and found.start() > start:
            continue
        if found.group("stop") and not _stops(text, found, start):
            continue
        if found.start() < aside:
            continue
        own = _ASIDE.match(text, found.start(), end) if found.group() == "(" and found.start() > start else None
        if own:
            aside = own.end()
            continue
        return found.start()
    return end


_ASIDE = re.compile(
    r"\((?!(?i:chủ trì|phối hợp|qua|thông qua|theo|nếu|trừ|đơn vị|cơ quan))[^()\n:;]{2,110}\)(?=\s*(?:[,:;]|\w))"
)
"""What a name is told more closely by, where the sentence goes on behind it: "Sở Nội vụ (Ban Tôn giáo) chủ trì"."""


_KIND_OF_BODY = re.compile(
    r"(?:^|\s)[Cc]ác\s+(?:[^,;:]+,\s+)?"
    r"(?:[Bb]ộ|[Ss]ở|[Tt]ỉnh|thành phố|[Tt]ập đoàn|xã|phường|[Bb]an|[Pp]hòng|[Cc]ông ty)$"
)
_NAMES_BEHIND = re.compile(rf":\s+(?P<names>[{UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,5}}(?:,\s+|\s+và\s+)[{UPPER}])")
"""Names behind what they have in common: "các xã: An Bình, Phước Hòa tổ chức ..."."""


def listed_end(text: str, start: int, end: int) -> int:
    """Where a run of bodies ends that semicolons may part: "Giám đốc các sở; Chủ tịch UBND các xã tổ chức ..."."""
    stop = region_end(text, start, end)
    named = _NAMES_BEHIND.match(text, stop, end) if _KIND_OF_BODY.search(text[start:stop]) else None
    if named and not verbs().match(text[stop + 1 : end].lstrip().lower()):
        stop = region_end(text, named.start("names"), end)
    while text[stop : stop + 1] == ";":
        begin = stop + 1
        while begin < end and text[begin].isspace():
            begin += 1
        after = region_end(text, begin, end) if heads().match(text, begin, end) else begin
        if after <= begin:
            break
        stop = after
    return stop


def _inside_abbreviation(text: str, at: int) -> bool:
    return bool(re.match(r"\.\s?[A-ZĐ]", text[at : at + 3])) and bool(
        re.search(r"\b(?:TP|TX|TT|Q|P|T)$", text[max(0, at - 3) : at])
    )


def _is_noun(text: str, found: re.Match[str], start: int) -> bool:
    verb = found.group("verb")
    if verb not in _NOUN_VERBS or found.start() == start:
        return False
    before = text[start : found.start()]
    if _TWIN.match(before) or (
        verb == "tổ chức" and _AMONG_BODIES.search(before) and _LIST_GOES_ON.match(text, found.end())
    ):
        return True
    noun = _NOUN_BEFORE_VERB.search(before)
    if not noun:
        return False
    if verb in _ALWAYS_VERBS and not re.search(r"(?:cơ quan|bộ phận|tổ|đơn vị|ban)\s+$", before, re.IGNORECASE):
        return False
    word = noun.group().strip().lower()
    if verb == "tổ chức":
        return word in ("các", "những", "mọi", "và", "cá nhân", "ban", "hội", "phòng") and (
            word != "và" or not _object_follows(text, found.end())
        )
    return word not in ("và", "công tác") and word not in ("các", "những", "mọi")


_AMONG_BODIES = re.compile(
    r"(?:cơ quan|đơn vị|đoàn thể|cá nhân|doanh nghiệp|địa phương|ngành|chính quyền),\s+$", re.IGNORECASE
)
_LIST_GOES_ON = re.compile(
    r"\s*(?:,\s+(?:đơn vị|cá nhân|doanh nghiệp|hộ|địa phương|đoàn thể|cơ quan|cơ sở)|"
    r"(?:và|có|được|trong|liên quan|khác|xã hội|chính trị|hội|quản lý|phải|căn cứ|theo|thuộc|trên|tại)\b)"
)
"""What follows "tổ chức" where it is a noun in a run of bodies: "cơ quan, tổ chức, đơn vị"."""
_TWIN = re.compile(
    r"Viện\s+Nghiên cứu\s+$|"
    r"(?:Quỹ|Ban|Phòng|Trung tâm|Chi cục|Cục|Hạt|Trạm)\s+[A-ZĐ][^\W\d_]+(?:\s[^\W\d_]+){0,2}\s+và\s+$"
)
"""A name of two activities as far as its second: "Quỹ Bảo vệ và phát triển rừng"."""


def _object_follows(text: str, at: int) -> bool:
    return bool(
        re.match(
            r"\s+(?:tuyên truyền|thực hiện|triển khai|tập huấn|các|hội nghị|lớp|kiểm tra|phát động)", text[at : at + 20]
        )
    )


def _stops(text: str, found: re.Match[str], start: int) -> bool:
    word, before = found.group("stop"), text[start : found.start()]
    if word == "về" and re.match(r"(?:Ban Chỉ đạo|Tiểu ban|Tổ công tác|Hội đồng|BCĐ)\b", text[start : start + 16]):
        return False
    if word == "theo" and re.search(r"dõi\s+$", before):
        return False
    if word in ("với", "cùng") and re.match(r"\s+(?:các|Ủy|UBND|Phòng|Ban)", text[found.end() : found.end() + 8]):
        return True
    if word == "cấp":
        return True
    return not (word == "là" and not before.strip())


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space, commas and dangling connectors at its ends."""
    while start < end and text[start] in " ,;:-–":
        start += 1
    while True:
        tail = re.search(r"[\s,;:–\-]+$|\s(?:và|hoặc|cùng|của|tiếp|chủ động|kịp thời|thường xuyên)$", text[start:end])
        if not tail or tail.start() == 0:
            break
        end = start + tail.start()
    return start, end


def split(text: str, start: int, end: int) -> list[Span]:
    """The single bodies of a run: a named body alone, a run of generic ones under one "các" together.

    Example:
        "các cơ quan, đơn vị và Hội đồng Thi đua - Khen thưởng xã" -> two spans (ruling 5).
    """
    cuts = [start]
    for found in re.finditer(r"(?:\s*[,;]\s*(?:và\s+)?|\s+(?:và|cùng(?: với)?|hoặc)\s+)", text[start:end]):
        at = start + found.end()
        if text.count("(", cuts[-1], at) > text.count(")", cuts[-1], at):
            continue
        if _MORE_LEVELS.match(text, at) and _ENDS_IN_LEVEL.search(text[cuts[-1] : start + found.start()]):
            continue
        begins = heads().match(text, at, end)
        after_level = "," in found.group() and _AFTER_LEVEL.search(text[cuts[-1] : start + found.start()])
        goes_on = _goes_on_generic(text, cuts[-1], at) or _name_part(text, cuts[-1], at)
        if (after_level and text[at : at + 1].isupper()) or (begins and not goes_on):
            cuts.append(at)
    spans = [trimmed(text, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [span for span in spans if span[1] > span[0]]


_LEVELS = r"(?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố|huyện|thôn|ấp|bản|xóm|khu phố|tổ dân phố|khu dân cư)"
_MORE_LEVELS = re.compile(rf"(?:cấp\s+)?{_LEVELS}(?!\s+[{UPPER}])(?!\w)")
"""Levels that go on a list of levels: "UBND xã, phường", "Ban Chỉ huy cấp tỉnh, cấp xã"."""
_ENDS_IN_LEVEL = re.compile(rf"(?:^|\s){_LEVELS}$")
_AFTER_LEVEL = re.compile(r"\s(?:xã|phường|tỉnh|thành phố|huyện|đặc khu)$")
"""A name that ends in its level is whole: what follows a comma is another body."""
_GENERIC_OPENING = re.compile(r"(?:các|những|mọi|toàn thể|từng|tất cả|cả các)\s", re.IGNORECASE)


def _goes_on_generic(text: str, opened: int, at: int) -> bool:
    """A lower-case generic noun that follows goes on a run opened by "các" or by another generic noun."""
    word = text[at : at + 24]
    if _GENERIC_OPENING.match(word):
        return False
    if word[:1].isupper():
        return False
    bare = heads().fullmatch(text[opened : opened + 1].lower() + text[opened + 1 : at].rstrip(" ,"))
    return (
        text[opened : opened + 1].islower()
        or bool(bare)
        or bool(re.search(r"(?:^|\s)(?:các|Các|những)\s", text[opened:at]))
    )


def _name_part(text: str, opened: int, at: int) -> bool:
    """What follows belongs to the name, though it could open a body: "Văn phòng HĐND và UBND xã"."""
    if re.match(r"[Cc]ác (?:đ/c|đồng chí)\s", text[opened : opened + 14]):
        return bool(re.match(r"(?:Phó|Trưởng|Bí thư|Chủ tịch|Ủy viên|Chuyên viên)\s", text[at : at + 16]))
    if re.match(r"(?:Văn phòng|VP)\s+(?:HĐND|Hội đồng nhân dân|Đoàn\s)", text[opened : opened + 30]):
        return bool(re.match(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)", text[at : at + 20]))
    return bool(
        re.match(r"(?:Hội nhập|Tổ chức|Đoàn kết|Công an nhân dân|Bản quyền|Báo chí|Xã hội)\b", text[at : at + 16])
    )


_SHORT_FORM = re.compile(r"\s*\((?:sau đây|viết tắt|gọi tắt)[^()]*\)")
"""What a paper says that it will call a body."""


def normal(name: str) -> str:
    """A body's name with tone marks placed the newer way and one space round a hyphen between words."""
    name = place_tones(_SHORT_FORM.sub("", " ".join(name.split())))
    name = re.sub(r"(?<=[^\W\d_])\s*[-–]\s+(?=[^\W\d_])|(?<=[^\W\d_])\s+[-–]\s*(?=[^\W\d_])", " - ", name)
    return name.strip(" ,;:.")
