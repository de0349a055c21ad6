"""Rules on the names of bodies: capitals where they have none, syllables and commas that were left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.assets import lines
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold, place_tones

_FIELDS = (
    "Tài chính|Nội vụ|Công an|Quốc phòng|Ngoại giao|Tư pháp|Xây dựng|Y tế|Chính trị|Giáo dục và Đào tạo|"
    "Khoa học và Công nghệ|Nông nghiệp và Môi trường|Văn hóa, Thể thao và Du lịch|Dân tộc và Tôn giáo"
)
"""Names of ministries, and of departments of provinces, as the decrees that set them up write them."""
_OTHERS = (
    "Ủy ban Mặt trận Tổ quốc|Mặt trận Tổ quốc Việt Nam|Hội Liên hiệp Phụ nữ|Hội Cựu chiến binh|Hội Nông dân|"
    "Liên đoàn Lao động|Đoàn Thanh niên Cộng sản|Văn phòng Chính phủ|Hội Chữ thập đỏ"
)


@cache
def _any_case() -> re.Pattern[str]:
    names = [f"(?:Bộ|Sở) (?:{_FIELDS})", *_OTHERS.split("|")]
    words = "|".join(place_tones(name).replace(",", ",?").replace(" ", r"\s+") for name in names)
    return re.compile(rf"(?<!\w)(?=[{UPPER}])(?i:{words})(?!\w)")


@cache
def _cased() -> dict[str, str]:
    fields = [f"{kind} {field}" for kind in ("Bộ", "Sở") for field in _FIELDS.split("|")]
    return {_letters(name): name for name in (*fields, *_OTHERS.split("|"))}


def _letters(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def capitals(view: View) -> Iterator[Hit]:
    """The name of a ministry, department or mass organisation in other capitals, or without its comma."""
    told = set[str]()
    for found in _any_case().finditer(view.text):
        printed = " ".join(found.group().split())
        proper = _cased().get(_letters(printed))
        if proper is None or printed.isupper() or proper in told:
            continue
        shape = [word[0].isupper() for word in re.findall(r"\w+", printed)]
        right = [word[0].isupper() for word in re.findall(r"\w+", proper)]
        if shape != right or (", " in proper and "," not in printed):
            told.add(proper)
            yield Hit(view.around(found.span()), printed, {"proper": proper}, suggestion=proper)


_LOST = (
    (r"(?P<said>chịu trách)(?!\s+nhiệm)", "trách", "nhiệm"),
    (r"(?P<said>thủ tục hành)(?!\s+chính)", "tục hành", "chính"),
    (r"(?P<said>cải cách hành)(?!\s+chính)", "cách hành", "chính"),
    (r"(?P<said>đơn vị hành)(?!\s+(?:chính|nghề|hương))", "vị hành", "chính"),
    (r"(?P<said>văn bản quy phạm)(?!\s+pháp)", "quy phạm", "pháp luật"),
    (r"(?P<said>(?:tổng hợp|lấy|xin|cho|tham gia) ý)(?!\s+(?:kiến|nghĩa|thức|nguyện|tưởng|chí|đồ|định))", " ý", "kiến"),
    (r"(?P<said>Thông số)(?=\s+\d+/\d{4}/TT)", "thông số", "Thông tư số"),
    (r"(?P<said>phát triển kinh)(?!\s+(?:tế|doanh))", "triển kinh", "tế"),
    (r"(?P<said>kinh tế\s*-\s*xã)(?!\s+hội)", "kinh tế", "hội"),
    (r"(?P<said>cơ sở hạ)(?!\s+tầng)", "sở hạ", "tầng"),
    (r"(?P<said>sửa đổi, bổ)(?!\s+sung)", ", bổ", "sung"),
    (r"(?P<said>khoa học và công)(?!\s+nghệ)", "và công", "nghệ"),
    (r"(?P<said>bảo hiểm xã)(?!\s+hội)", "hiểm xã", "hội"),
    (r"(?<!hiện )(?P<said>thực)(?=\s+(?:Kế hoạch|Nghị quyết|Chương trình|Đề án|Chỉ thị)(?!\w))", "thực ", "thực hiện"),
)
"""Words of two or more syllables that stand without one of them, what a line with them holds, and what is missing."""
_ALL_LOST = tuple(
    (re.compile(rf"(?<!\w)(?i:{words})(?=\s+[^\W\d_]|\s+\d)"), needs, lost) for words, needs, lost in _LOST
)


def lost_syllables(view: View) -> Iterator[Hit]:
    """A word without one of its syllables ("chịu trách trước pháp luật"), or with one misspelt ("cơ sở hạ tàng")."""
    hits = list(_lost_from_words(view))
    yield from hits
    for hit in _lost_from_phrases(view):
        if not any(one.about.lower() in hit.about.lower() for one in hits):
            yield hit


def _lost_from_words(view: View) -> Iterator[Hit]:
    for pattern, needs, lost in _ALL_LOST:
        for found in view.matches(pattern, needs=(needs,), everywhere=True):
            if view.in_body(found.start()):
                after = found.end() + 1 + len(lost)
                misspelt = view.folded[found.end() : after].strip() == fold(lost)
                said = " ".join(view.text[found.start("said") : after if misspelt else found.end("said")].split())
                yield Hit(view.around(found.span("said"), 0, 25), said, {"lost": lost})
                break


_CLAUSE = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?: [^\W\d_]++){2,}")


@cache
def _phrases() -> Mapping[tuple[str, str, str], str]:
    """The third syllable of phrases of four that are hardly ever printed without it, by the other three."""
    return {(first, second, last): lost for first, second, lost, last in map(str.split, lines("lost_syllables.txt"))}


def _lost_from_phrases(view: View) -> Iterator[Hit]:
    """Three syllables that are a phrase of four without its third ("trên địa tỉnh"), each told once."""
    phrases, told = _phrases(), set[str]()
    for clause in _CLAUSE.finditer(place_tones(view.text)):
        words = clause.group().split(" ")
        small = clause.group().lower().split(" ")
        for at, three in enumerate(zip(small, small[1:], small[2:], strict=False)):
            lost = phrases.get(three)
            if lost is None or " ".join(three) in told:
                continue
            start = clause.start() + sum(map(len, words[:at])) + at
            if view.in_body(start):
                told.add(" ".join(three))
                said = " ".join(words[at : at + 3])
                yield Hit(view.around((start, start + len(said)), 25, 25), said, {"lost": lost})


_WHOLE = (
    "Ủy ban nhân dân|Hội đồng nhân dân|Mặt trận Tổ quốc|Thủ tướng Chính phủ|Văn phòng Chính phủ|Bộ Chỉ huy quân sự|"
    "Hội Liên hiệp Phụ nữ|Hội Cựu chiến binh|Đoàn Thanh niên Cộng sản|Liên đoàn Lao động|Ủy ban Thường vụ Quốc hội"
)
"""Names of other bodies of which no shorter one with the same beginning is another body's."""
_OTHER_WORDS = r"(?!\s+(?i:tộc|số|cư|quân|vận|sự|sinh|ái|chủ|phố|lập)(?!\w))"
"""What makes of the syllable before it a word of another name ("Hội đồng Dân tộc")."""
_LONG_NAME = 4  # words of a name from which it is known without one of them


@cache
def _shortened() -> Mapping[str, list[tuple[re.Pattern[str], str]]]:
    """By the first word of a name: what it is without one of its syllables, which no whole name holds, and itself."""
    names = [f"{kind} {field}" for kind in ("Bộ", "Sở") for field in _FIELDS.split("|")] + _WHOLE.split("|")
    found = defaultdict(list)
    for name in map(place_tones, names):
        words = name.replace(",", " ,").split()
        if len(words) < _LONG_NAME:
            continue  # what is left may open another name ("Bộ Chính trị", "Sở Tài nguyên")
        ways = (
            r"\s+".join(words[:at] + words[at + 1 :]).replace(r"\s+,", ",")
            + (rf"(?!\s+{words[at]})" if at == len(words) - 1 else "")
            for at, word in enumerate(words)
            if at and word not in (",", "và")
        )
        pattern = re.compile(rf"(?i:{'|'.join(ways)})(?!\w){_OTHER_WORDS}")
        found[words[0].lower()].append((pattern, name))
    return found


@cache
def _opening() -> re.Pattern[str]:
    """The first word of any of the names."""
    return re.compile(rf"(?<!\w)(?=[{UPPER}])(?P<word>(?i:{'|'.join(_shortened())}))\s")


def shortened(view: View) -> Iterator[Hit]:
    """The name of a body without one of its syllables ("Hội đồng dân xã", "Sở Giáo và Đào tạo")."""
    text = place_tones(view.text)
    if len(text) != len(view.text):
        return
    for start in _opening().finditer(text):
        for pattern, name in _shortened()[start["word"].lower()]:
            found = pattern.match(text, start.start())
            block = view.block_at(start.start()) if found else None
            if found and block is not None and block.kind != "head" and not _quoted(view, start.start()):
                printed = " ".join(view.text[slice(*found.span())].split())
                yield Hit(view.around(found.span(), 0, 25), printed, {"meant": name}, suggestion=name)


def _quoted(view: View, at: int) -> bool:
    return any(start <= at < end for start, end in view.quoted)
