"""Where the name of a body begins and ends, and how a run of bodies falls into single ones.

Capitals do not mark the end of a Vietnamese name ("Phòng Văn hóa - Xã hội xã tổ chức ..."), so a name is
bounded from outside: by a verb of the task lexicon, a preposition, or punctuation that no name contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.assets import lines
from pipeline.grammar.kept_words import KEPT
from pipeline.grammar.pieces import DUTY, UPPER
from pipeline.grammar.rule import Kept
from pipeline.text.patterns import either
from pipeline.text.spans import Span
from pipeline.text.unicode import place_tones

_STOPS = (
    rf"có {DUTY}|"
    r"để|trong|nhằm|theo|về|tại|khi|với|từ(?!\s+thiện)|đến|cho|được|phải|có kế hoạch|"
    r"có văn bản|căn cứ|là|"
    r"cùng(?!\s+cấp)|qua|thông qua|(?<!mặt )bằng|nếu|do|vào|sau|trước|trên cơ sở|đã|đang|sẽ|cần|nên|mà|như|"
    r"chậm nhất|(?:hằng|"
    r"hàng)(?=\s+(?:năm|tháng|quý|tuần|ngày))|"
    r"đầu mối(?=\s+(?:với|tổng hợp|theo dõi|tham mưu|phối hợp|tiếp nhận|giúp))|"
    r"dưới|làm(?=\s+(?:tốt|việc với|rõ|đầu mối|nòng cốt))|gắn|coi|xem|nhất là|đặc biệt là|đồng thời|kể cả|ngoài|"
    r"bao gồm|gồm|nêu|giúp|ngay(?= (?:khi|sau|từ|trong))|tùy|tuỳ|"
    r"(?<![Cc]ông )(?<!chương )(?<!quy )(?<!tiến )(?<!lộ )(?<!hành )(?<!quá )(?<!giáo )trình|gửi|mở(?=\s+(?:các|lớp|"
    r"chuyên|đợt|rộng|\d))|thi hành(?!\s+án)|đưa|"
    r"cử(?=\s+(?:cán bộ|người|đại diện|công chức|viên chức|thành viên|lực lượng))|cấp(?=\s+(?:phát|giấy|kinh))|"
    r"chi(?=\s+trả)|thu(?=\s+(?:gom|hồi|thập|phí|nộp))|"
    r"(?<!hòng )khám(?=\s+(?:cho|lại|và)(?!\w))|"
    r"(?<!công )lập(?=\s+(?:\d|các|đoàn|tổ|sổ|bảng|phiếu|thủ tục|[Đđ]ề án|[Kk]ế hoạch|[Dd]anh (?:sách|mục)|dự toán|"
    r"báo cáo|biên bản|hồ sơ))|"
    r"tăng(?=\s+(?:thời lượng|số|tỷ lệ|mức|tốc))|"
    r"họp(?=\s+(?:định kỳ|đột xuất|giao ban|thường kỳ|mỗi|ít nhất|hằng|hàng|bàn|xét|để)(?!\w))|"
    r"(?<!òng )(?<!àng )(?<!mạng )không(?!\s+(?:chuyên trách|gian|quân|giữ chức vụ|thường xuyên|khí|thuộc)(?!\w))"
)


_MANY = (
    r"cấp(?!\s+(?:xã|tỉnh|huyện|phường|trên|dưới|có|mình|độ|phát|giấy))|khoa|khối|báo(?!\s+cáo)|đài|đ/c|phó|trưởng|"
    r"tầng lớp nhân dân"
)
"""Nouns that name bodies only after "các"."""


@cache
def heads() -> re.Pattern[str]:
    """Matches a word with which a body's name begins, at a word boundary, as a named or generic body."""
    named = either(written for entry in lines("body_heads.txt") for written in _capitals(entry))
    generic = either(lines("generic_bodies.txt"))
    plural = (
        rf"(?:[Cc]ác|[Nn]hững|[Mm]ọi|[Tt]oàn thể|[Tt]ừng|[Mm]ỗi|[Tt]ất cả các|[Cc]ả các)\s+"
        rf"(?:{_MANY}|{generic}|(?:{named}))"
    )
    sector = (
        r"[Pp]hòng|[Ss]ở|[Bb]an|[Tt]rung tâm|[Tt]rạm|[Cc]ông an|[Ll]iên|[Vv]ăn phòng|đoàn|[Hh]ội|"
        r"[Bb]ộ|[Mm]ặt trận|[Đđ]ảng ủy|[Đđ]oàn|ông|bà|thầy|cô"
    )
    return re.compile(rf"(?<!\w)(?:{plural}|(?:{named})|(?:{sector})(?=\s+[{UPPER}])|(?:{generic}))(?!\w)")


def _capitals(entry: str) -> set[str]:
    """A name as offices write it: "Bảo hiểm xã hội", "Bảo hiểm Xã hội", "Bảo Hiểm Xã Hội"."""
    words = entry.split(" ")
    raised = [word[:1].upper() + word[1:] for word in words]
    pairs = [raised[at] if at % 2 == 0 else word for at, word in enumerate(words)]
    return {entry, " ".join(raised), " ".join(pairs)}


@cache
def verbs() -> re.Pattern[str]:
    """Matches a verb of the task lexicon, another word that no name contains, or a closing mark."""
    entries = either(lines("task_verbs.txt"))
    return re.compile(
        rf"(?<![\w])(?!giúp việc\b)(?:(?P<verb>{entries})|(?P<stop>{_STOPS}))(?![\w])|"
        rf"(?P<started>(?<= )(?=[BCĐHKPRTV])(?:{_STARTED}))(?!\w)|(?P<mark>[;:.()“”\"!?\t\n…])"
    )


def verb_of_clause(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first task verb from `start` on; None where the clause ends before one."""
    found = verbs().finditer(text, start, end)
    verb = next((each for each in found if each.group("verb") or each.group() in ";."), None)
    return verb if verb and verb.group("verb") else None


_BEHIND_LEVEL = "".join(rf"(?<={level} )|" for level in ("tỉnh", "xã", "phường", "huyện", "phố", "trấn", "thôn", "khu"))
_STARTED = (
    rf"(?:{_BEHIND_LEVEL.rstrip('|')})(?:Chỉ đạo|Tổ chức|Tham mưu|Hướng dẫn|Tuyên truyền|Vận động|Rà soát|Thực hiện|"
    r"Triển khai|Kiểm tra|Bố trí|Báo cáo|Phát huy|Phối hợp)|"
    rf"(?<=[^\W\d_{UPPER}] )(?<!Ban )(?<!Tổ )(?<!đồng )(?<!các )(?:Chủ trì|Phối hợp(?=,| với| cùng)|Chủ động|"
    r"Tiếp tục|Tăng cường|Đẩy mạnh|(?:Có|Chịu) trách nhiệm)"
)
"""Verbs that a clerk began with a capital right behind a name: "Ủy ban nhân dân xã Tổ chức ..."."""


_OF_PEOPLE = r"(?:chính trị|xã hội -|tín dụng|tôn giáo|công đoàn|đảng)(?!\w)"
_AND_OTHERS = r", (?:cá nhân|doanh nghiệp|đơn vị|hộ)(?!\w)"
_SET_OF = (
    r"Bộ (?:máy|chỉ số|tiêu chí|công cụ|tài liệu|quy tắc|câu hỏi|dữ liệu|đề|nhận diện|mã|luật|thủ tục|sách|khung|ảnh|"
    r"giải pháp|hồ sơ|giáo trình|quy trình)"
)
"""Sets of things, no ministries."""
_NO_BODY = re.compile(
    r"(?:Trường hợp|Hội (?:nghị|thảo|thi|viên|nhập|chợ|trại|diễn|họp|trường|chứng)|Đoàn viên|Xã hội|"
    r"(?:Doanh nghiệp|Chính quyền|Chính phủ|Hạ tầng) số|Bản tin|Bản đồ|"
    rf"{_SET_OF}|"
    rf"Quỹ đất|Tổ chức(?! {_OF_PEOPLE}|{_AND_OTHERS})|Ban hành|Ban đêm|Bố trí|Phòng ngừa|Phòng, chống|"
    r"Phòng chống|Phòng (?:học|máy|họp|ở|ốc|trực|đọc|thực hành|bộ môn)|"
    r"Đội ngũ(?! (?:giáo viên|cán bộ|nhân viên|cộng tác viên|y tế))|"
    r"Báo cáo|Công tác|Thuế suất|Hộ khẩu|Thôn bản|Bảo (?!hiểm|tàng)[^\W\d_]+|Sở hữu|"
    r"Nhóm (?:các )?(?:nhiệm vụ|giải pháp|chỉ tiêu|nội dung|vấn đề)|Đoàn kết|Tỉnh lộ|Ngành nghề|"
    r"(?:Cơ quan|Đơn vị|Bộ phận) (?:(?:thường trực|đầu mối)(?! (?:Ban|Hội đồng) )|"
    r"(?:chủ trì|phối hợp|chủ quản|quản lý|điều phối)(?=\s*:))|"
    r"Gia đình văn hóa|Làng (?:nghề|văn hóa|du lịch)|"
    r"Cơ sở (?:dữ liệu|hạ tầng|vật chất|pháp lý|lý luận|thực tiễn|dự báo))(?!\w)",
    re.IGNORECASE,
)
"""Nouns that begin with the word of a body but name none."""
_NO_BODIES = re.compile(
    r"(?:các|những|mọi|từng|mỗi|tất cả các)\s(?:báo cáo|hội nghị|hội thảo|trường hợp|bản (?:đồ|tin)|"
    rf"{_SET_OF}|ngành,? (?:và )?lĩnh vực|cơ sở (?:dữ liệu|hạ tầng|vật chất)|phòng (?:học|máy|họp))(?!\w)",
    re.IGNORECASE,
)
"""The same in the plural."""
_ADVERBS = re.compile(
    r"(?:\s*(?:chủ động|kịp thời|thường xuyên|tích cực|nghiêm túc|khẩn trương|định kỳ|trực tiếp|hằng năm|"
    r"hàng năm)\b)*\s*",
    re.IGNORECASE,
)
_NAMED_BY_VERB = re.compile(
    r"(?:Quyết định|Thông báo|Hướng dẫn|Báo cáo|Quy định|Kết luận)\s+số\s*:?\s*\d|"
    r"Thanh tra (?:tỉnh|thành phố|Chính phủ|[Bb]ộ|[Ss]ở)\b|Thống kê (?:cơ sở|tỉnh|thành phố)\b|Tư vấn giám sát\b|"
    rf"Thường trực (?:HĐND|Hội đồng|Đảng ủy|Tỉnh ủy|Thành ủy|Ủy ban|UB|Tổ|Ban|Tiểu ban)(?!\w)|"
    rf"Tổ chức(?: {_OF_PEOPLE}|{_AND_OTHERS})"
)
"""Bodies and papers whose names begin with a word that is also a verb."""


def begins(text: str, at: int, end: int) -> bool:
    """Whether the name of a body begins here."""
    return bool(heads().match(text, at, end)) and not _NO_BODY.match(text, at) and not _NO_BODIES.match(text, at)


def is_name(words: str) -> bool:
    """Whether words name bodies to their end, and say nothing else."""
    end = len(words)
    return begins(words, 0, end) and not verb_first(words) and listed_end(words, 0, end) >= end - 1


def verb_first(words: str) -> bool:
    """Whether words begin with a verb of the task lexicon, adverbs before it passed over."""
    words = words.lstrip(' “"(')
    if _NAMED_BY_VERB.match(words):
        return False
    low = words[:1].lower() + words[1:]
    lead = _ADVERBS.match(low)
    return bool(verbs().match(low) or (lead and verbs().match(low, lead.end())))


def find(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """The runs of bodies in a stretch of text that begin with a capital, each as its single bodies."""
    reached = start
    for head in heads().finditer(text, start, end):
        if head.start() < reached or head.group()[0].islower():
            continue
        run = split(text, *trimmed(text, head.start(), region_end(text, head.start(), end))) or [head.span()]
        reached = run[-1][1]
        yield run


def keeps(text: str, start: int, found: re.Match[str], kept: Sequence[Kept] = KEPT) -> bool:
    """Whether a verb or stop word that was found belongs to the name that begins at `start`."""
    return any(rule.holds(text, start, found) for rule in kept)


def region_end(text: str, start: int, end: int, kept: Sequence[Kept] = KEPT) -> int:
    """Where a run of bodies that begins at `start` ends, `end` at the latest.

    A verb that is part of a noun ("các tổ chức", "đơn vị thi công") does not end it.
    """
    aside = start
    end = _past_level(text, start, end)
    for found in verbs().finditer(text, start, end):
        if found.start() < aside or keeps(text, start, found, kept):
            continue
        own = _ASIDE.match(text, found.start(), end) if found.group() == "(" and found.start() > start else None
        if not own:
            return found.start()
        aside = own.end()
    return end


def _past_level(text: str, start: int, end: int) -> int:
    """Where a named body ends with its level, in front of words that say no more of it: "Công an xã phun ..."."""
    found = (
        _AFTER_NAME.search(text, start, min(end, start + _NAMES_MOST)) if text[start : start + 1].isupper() else None
    )
    return end if found is None or _OF_A_KIND.search(text, start, found.start()) else found.end() - 1


_NAMES_MOST = 2000  # characters of a run of names
_AFTER_NAME = re.compile(
    r"(?<=\w)(?<!tác)\s(?:xã|phường|đặc khu|tỉnh|thành phố)\s"
    r"(?!(?:biên giới|bán chuyên|bãi|các|có|cùng|cấp|chính quy|của|đảo|hoặc|hội|khác|khóa|kiêm|liên quan|loại|lân cận|"
    r"lộ|miền|mới|nêu|nhiệm kỳ|nói|này|nơi|nông|phường|phụ trách|sau|sở tại|tỉnh|thành|thị|thôn|thuộc|trên|trực thuộc|"
    rf"trọng điểm|và|ven|viên|vùng|xã|ủy|uỷ|đoàn|đội|đặc|đồng)(?!\w))[^\W\d_{UPPER}]"
)
"""The level of a body, and a word in small letters behind it with which no name goes on."""
_OF_A_KIND = re.compile(r"(?<!\w)(?:các|mỗi|những|từng)\s", re.IGNORECASE)


_ASIDE = re.compile(
    r"\((?!(?i:chủ trì|phối hợp|qua|thông qua|theo|nếu|trừ|đơn vị|cơ quan))[^()\n:;]{2,110}\)(?=\s*(?:[,:;]|\w))"
)
"""A bracket that specifies a name, with the sentence going on behind it: "Sở Nội vụ (Ban Tôn giáo) chủ trì"."""


_KIND_OF_BODY = re.compile(
    r"(?:^|\s)[Cc]ác\s+(?:[^,;:]+,\s+)?"
    r"(?:[Bb]ộ|[Ss]ở|[Tt]ỉnh|thành phố|[Tt]ập đoàn|xã|phường|[Bb]an|[Pp]hòng|[Cc]ông ty|cơ quan|đơn vị|ngành|"
    r"đoàn thể)$"
)
_NAMES_BEHIND = re.compile(
    rf":\s+(?P<names>[{UPPER}][^\W\d_]*(?:\s(?:[-–]\s)?[^\W\d_]+){{0,7}}(?:,\s+|\s+và\s+)[{UPPER}])"
)
"""Names listed after the noun they share: "các xã: An Bình, Phước Hòa tổ chức ..."."""


def _begins_with_verb(names: str) -> bool:
    """Whether words after a colon say what to do; a verb that is a whole name ("Xây dựng, Tài chính") does not."""
    low = names.lower()
    verb = verbs().match(low)
    if verb is None:
        return False
    other = re.compile(rf",\s+(?=[{UPPER}])|\s+và\s+(?=[{UPPER}])").match(names, verb.end())
    return other is None or (other.group().startswith(",") and verbs().match(low, other.end()) is not None)


def listed_end(text: str, start: int, end: int) -> int:
    """Where a run of bodies, perhaps separated by semicolons, ends: "Giám đốc các sở; Chủ tịch UBND các xã tổ chức"."""
    stop = named_end(text, start, end)
    while text[stop : stop + 1] == ";":
        begin = stop + 1
        while begin < end and text[begin].isspace():
            begin += 1
        after = named_end(text, begin, end) if heads().match(text, begin, end) else begin
        if after <= begin:
            break
        stop = after
    return stop


def named_end(text: str, start: int, end: int) -> int:
    """Where a run of bodies ends, including names listed after a colon: "các ngành: Y tế, Công an"."""
    stop = region_end(text, start, end)
    named = _NAMES_BEHIND.match(text, stop, end) if _KIND_OF_BODY.search(text[start:stop]) else None
    return (
        region_end(text, named.start("names"), end)
        if named and not _begins_with_verb(named.string[named.start("names") : end])
        else stop
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space, commas and dangling connectors at its ends."""
    while start < end and text[start] in " ,;:-–":
        start += 1
    while True:
        words = text[start:end]
        tail = _DANGLING.search(words, max(0, len(words) - _DANGLING_REACH))
        if not tail or tail.start() == 0:
            break
        end = start + tail.start()
    return start, end


_DANGLING = re.compile(
    r"[\s,;:–\-]+$|\s(?:và|hoặc|cùng|của|tiếp|tự|chủ động|kịp thời|hoàn toàn|(?<!iáo dục )thường xuyên)$"
)
_DANGLING_REACH = 24  # characters: longer than any dangling word with the blanks around it


def split(text: str, start: int, end: int) -> list[Span]:
    """The single bodies of a run: a named body alone, a run of generic ones under one "các" together.

    Example:
        "các cơ quan, đơn vị và Hội đồng Thi đua - Khen thưởng xã" -> two spans (ruling 5).
    """
    cuts = [start]
    for found in _JOINT.finditer(text[start:end]):
        at = start + found.end()
        if at - cuts[-1] > _NAMES_MOST:
            break
        if text.count("(", cuts[-1], at) > text.count(")", cuts[-1], at):
            continue
        before = text[max(cuts[-1], start + found.start() - _LEVEL_MOST) : start + found.start()]
        if _MORE_LEVELS.match(text, at) and _ENDS_IN_LEVEL.search(before):
            continue
        begins = heads().match(text, at, end) or _SHORT_NAME.match(text, at, end)
        after_level = "," in found.group() and _AFTER_LEVEL.search(before)
        goes_on = _goes_on_generic(text, cuts[-1], at) or _name_part(text, cuts[-1], at)
        if (after_level and text[at : at + 1].isupper()) or (begins and not goes_on):
            cuts.append(at)
    spans = [trimmed(text, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [span for span in spans if span[1] > span[0]]


_SHORT_NAME = re.compile(
    rf"(?!PTNT)[{UPPER}]{{3,8}}\d{{0,2}}(?=\s*(?:[,;.]|$|\svà\s))|[{UPPER}]\d{{1,2}}(?=\s*(?:[,;.]|$))"
)
"""A body that a run names by its letters alone: "VTV, VOV", "P3"; not the end of "Nông nghiệp và PTNT"."""
_JOINT = re.compile(r"(?:\s*[,;]\s*(?:và\s+)?|\s+(?:và|cùng(?: với)?|hoặc)\s+)")
_LEVELS = (
    r"(?:xã|phường|đặc khu|thị trấn|thị xã|tỉnh|thành phố|quận|huyện|thôn|ấp|bản|xóm|khu phố|tổ dân phố|khu dân cư)"
)
_MORE_LEVELS = re.compile(rf"(?:cấp\s+)?{_LEVELS}(?![ \u00a0]+[{UPPER}])(?!\w)")
"""Levels that continue a list of levels: "UBND xã, phường", "Ban Chỉ huy cấp tỉnh, cấp xã"."""
_ENDS_IN_LEVEL = re.compile(rf"(?:^|\s){_LEVELS}$")
_LEVEL_MOST = 40  # characters: more than any level
_AFTER_LEVEL = re.compile(r"\s(?:xã|phường|tỉnh|thành phố|huyện|đặc khu)$")
"""A name that ends in its level is whole: what follows a comma is another body."""
_GENERIC_OPENING = re.compile(r"(?:các|những|mọi|toàn thể|từng|tất cả|cả các)\s", re.IGNORECASE)


def _goes_on_generic(text: str, opened: int, at: int) -> bool:
    """Whether what follows is a lower-case generic noun that continues a run opened by "các" or another such noun."""
    word = text[at : at + 24]
    if _GENERIC_OPENING.match(word):
        return False
    if word[:1].isupper():
        return False
    bare = heads().fullmatch(text[opened : opened + 1].lower() + text[opened + 1 : at].rstrip(" ,"))
    if _GENERIC_FIRST.match(text, opened):
        return True
    if text[opened : opened + 1].islower() and not _GENERIC_OPENING.match(text, opened):
        return bool(_STOCK.match(text, opened) or _STOCK.match(text, at))
    return bool(bare) or bool(re.search(r"(?:^|\s)(?:các|Các|những)\s", text[opened:at]))


_GENERIC_FIRST = re.compile(r"(?:Cơ quan|Đơn vị|Tổ chức|Địa phương)(?=,|\svà\s)")
"""A generic noun with a capital, as it opens a cell: "Cơ quan, tổ chức và doanh nghiệp liên quan"."""
_STOCK = re.compile(
    rf"(?:cấp\s+)?(?:{_LEVELS}|sở|ban|ngành|bộ|phòng|hội|quận|đoàn thể|cơ quan|đơn vị|tổ chức|cá nhân|địa phương|"
    r"lực lượng|đoàn|các|(?:đội|tổ)(?! trưởng)|bộ phận|khối)(?!\w)"
)
"""Generic words that make one run without "các" too ("sở, ban, ngành"); kinds of bodies stand alone there."""


def _name_part(text: str, opened: int, at: int) -> bool:
    """Whether what follows belongs to the name, though it could open a body: "Văn phòng HĐND và UBND xã"."""
    if re.match(r"[Cc]ác (?:đ/c|đồng chí)\s", text[opened : opened + 14]):
        return bool(re.match(r"(?:Phó|Trưởng|Bí thư|Chủ tịch|Ủy viên|Chuyên viên)\s", text[at : at + 16]))
    if re.match(r"(?:Văn phòng|VP)\s+(?:HĐND|Hội đồng nhân dân|Đoàn\s)", text[opened : opened + 30]):
        return bool(re.match(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)", text[at : at + 20]))
    return bool(
        re.match(r"(?:Hội nhập|Tổ chức|Đoàn kết|Công an nhân dân|Bản quyền|Báo chí|Xã hội)\b", text[at : at + 16])
    )


_SHORT_FORM = re.compile(r"\s*\((?:sau đây|viết tắt|gọi tắt)[^()]*\)")
"""The bracket in which a paper introduces a short form: "(sau đây gọi tắt là ...)"."""


def normal(name: str) -> str:
    """A body's name with tone marks placed the newer way and one space round a hyphen between words."""
    name = place_tones(_SHORT_FORM.sub("", " ".join(name.split())))
    name = re.sub(r"(?<=[^\W\d_])\s*[-–]\s+(?=[^\W\d_])|(?<=[^\W\d_])\s+[-–]\s*(?=[^\W\d_])", " - ", name)
    return name.strip(" ,;:.")
