"""Where the name of a body begins and ends, and how a run of bodies falls into single ones.

Capitals do not mark the end of a Vietnamese name ("Phòng Văn hóa - Xã hội xã tổ chức ..."), so a name is
bounded from outside: by a verb of the task lexicon, a preposition, or punctuation that no name contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.grammar import joints
from pipeline.grammar.body_words import heads, verb_of_clause, verbs
from pipeline.grammar.kept_words import KEPT
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.rule import Kept
from pipeline.text.spans import Span
from pipeline.text.unicode import place_tones

__all__ = [
    "begins",
    "find",
    "heads",
    "is_name",
    "keeps",
    "listed_end",
    "named_end",
    "normal",
    "region_end",
    "split",
    "trimmed",
    "verb_first",
    "verb_of_clause",
    "verbs",
]

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
    word = found.group()
    of_word = [rule for rule in kept if word in rule.words]
    return any(rule.holds(text, start, found) for rule in of_word)


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
    cuts = [start, *joints.cuts(text, start, end)]
    spans = [trimmed(text, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [span for span in spans if span[1] > span[0]]


_SHORT_FORM = re.compile(r"\s*\((?:sau đây|viết tắt|gọi tắt)[^()]*\)")
"""The bracket in which a paper introduces a short form: "(sau đây gọi tắt là ...)"."""


def normal(name: str) -> str:
    """A body's name with tone marks placed the newer way and one space round a hyphen between words."""
    name = place_tones(_SHORT_FORM.sub("", " ".join(name.split())))
    name = re.sub(r"(?<=[^\W\d_])\s*[-–]\s+(?=[^\W\d_])|(?<=[^\W\d_])\s+[-–]\s*(?=[^\W\d_])", " - ", name)
    return name.strip(" ,;:.")
