"""Laws cited by their name, and short forms ("Nghị quyết 57")."""

from __future__ import annotations

import re
from functools import cache

from pipeline.assets import lines
from pipeline.extraction.citations import DATE, Mention, completed, edtf, kind_names, pinned
from pipeline.text.patterns import either
from pipeline.text.spans import Span

_SHORT_KINDS = (
    "Nghị quyết", "Nghị định", "Chỉ thị", "Quyết định", "Kết luận", "Thông tư", "Kế hoạch", "Quy định",
    "Hướng dẫn", "Công điện", "Thông báo", "Công văn", "Đề án",
)  # fmt: skip
_SHORT_ABBREVIATIONS = {"QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định", "CT": "Chỉ thị", "KL": "Kết luận"}
_COUNTED = re.compile(
    r"\s+(?:năm|tháng|ngày|quý|tuần|nội dung|nhiệm vụ|nhóm|giai đoạn|lần|bản|bộ|lớp|cuộc|đợt|điểm|mục|chương|phần|"
    r"người|cán bộ|đồng chí|thành viên|đơn vị|cơ quan|xã|phường|tỉnh|triệu|tỷ|nghìn|đồng|ha|km|m|tấn|hộ)(?!\w)"
)


LAW_WORD = re.compile(
    r"(?<!\w)(?<!pháp )(?<!PHÁP )(?<!kỷ )(?<!Kỷ )(?<!KỶ )"
    r"(?P<kind>Bộ [Ll]uật|Luật|Pháp [Ll]ệnh|BỘ LUẬT|LUẬT|PHÁP LỆNH)\s+(?!này\b|nêu\b|trên\b|số\b)"
    r"(?=[^\W\d_])"
)


_LAW_YEAR = re.compile(r"\s*,?\s*(?:năm\s+|\()?(?P<y>(?:19|20)\d{2})\)?(?![\d/])")


_LAW_STOP = re.compile(
    r"\s*(?:[,;:.()“”\"\n|]|\b(?:năm|ngày|số|được|quy định|có hiệu lực|và các|"
    r"và(?=\s+(?:Nghị|Thông|Quyết|Luật|Bộ luật))|"
    r"cho|đã|theo|trên|tại|trong|đến|là|về|để|gắn|nhằm|của|với|như|từ)\b|\d)"
)


_AMENDING = re.compile(
    r"(?:sửa đổi|bổ sung)(?:,?\s+(?:sửa đổi|bổ sung|thay thế))*\s+(?:một số\s+)?(?:điều\s+|nội dung\s+)?(?:của\s+)?"
    r"(?=(?:các\s+|\d+\s+)?(?:bộ )?luật(?!\w)|pháp lệnh(?!\w))",
    re.IGNORECASE,
)
_NEXT_AMENDED = re.compile(r"(?:\s*[,;]\s*|\s+và\s+)(?=(?:các\s+|\d+\s+)?(?:Bộ luật|Luật|Pháp lệnh)\s)")
_RELATED = re.compile(
    r"(?:các|\d+)\s+luật\s+(?:có\s+)?liên quan(?:\s+đến\s+[^,;.()\d\n]+?(?=\s+(?:ngày|số|năm)\b|[,;.()\n]))?",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r"\s+(?:số\s+)?\d{1,3}/(?:19|20)\d{2}/QH\d{1,2}")


@cache
def _law_names() -> re.Pattern[str]:
    """The names of the lexicon, the longest first; a comma in a name may be left out."""
    names = either(name.lower() for name in lines("laws.txt")).replace(",", ",?")
    return re.compile(rf"{names}(?!\w)", re.IGNORECASE)


def find_laws(text: str) -> list[Mention]:
    """Laws cited by their name; one that amends others, and each that it amends."""
    mentions: list[Mention] = []
    amended_until = 0  # end of the name of a law that amends: a date there is its own, not that of the last one amended
    for found in LAW_WORD.finditer(text):
        end, by = law_name_end(text, found)
        if end is None:
            continue
        inside = end == amended_until
        if _AMENDING.match(text, found.end()):
            amended_until = end
        dated, span, stop = (None, None, end) if inside else _law_date(text, end)
        start, article = pinned(text, found.start())
        mentions.append(
            Mention(
                (start, stop),
                found.group("kind").capitalize(),
                None,
                None,
                None,
                date=dated,
                date_span=span,
                title=_in_sentence_case(text[found.start() : end]),
                article=article,
                core=(found.end(), end),
                by=by,
                confidence=0.95 if by == "law-lexicon" else 0.75,
            )  # fmt: skip
        )
    return mentions


_CONSTITUTION = re.compile(
    r"Hiến pháp(?<!\wHiến pháp)(?P<whose>\s+nước\s+Cộng\s+(?:hòa|hoà)\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam)?(?!\w)"
)


def find_constitutions(text: str) -> list[Mention]:
    """The Constitution, which has no number: by its whole name or with its year; "tuân thủ Hiến pháp" cites none."""
    mentions = []
    for found in _CONSTITUTION.finditer(text):
        dated, span, stop = _law_date(text, found.end())
        if found["whose"] or dated:
            start, article = pinned(text, found.start())
            mentions.append(
                Mention(
                    (start, stop), "Hiến pháp", None, None, None, date=dated, date_span=span,
                    title=" ".join(found.group().split()), article=article, core=found.span(), by="law-lexicon",
                    confidence=0.95,
                )
            )  # fmt: skip
    return mentions


def law_name_end(text: str, word: re.Match[str]) -> tuple[int | None, str]:
    """Where the name of a law that begins after `word` ends, and what told: the lexicon or the grammar."""
    begin = word.end()
    amending = _AMENDING.match(text, begin)
    if amending:
        return _amended_end(text, amending.end()), "law-grammar"
    named = _law_names().match(text, begin)
    if named:
        return named.end(), "law-lexicon"
    apart = word.group("kind").isupper() or not set("\t\n").isdisjoint(text[word.start() : begin])
    return (None if apart else _unlisted_law_end(text, begin)), "law-grammar"


def _amended_end(text: str, at: int) -> int | None:
    """Where the list of the laws that another amends ends: "Luật A số 1/2020/QH14, Luật B và Luật C"."""
    end: int | None = None
    while True:
        related = _RELATED.match(text, at)
        word = LAW_WORD.match(text, at)
        stop = related.end() if related else law_name_end(text, word)[0] if word else None
        if stop is None:
            return end
        following = _OWN_NUMBER.match(text, stop)
        end = stop
        listed = _NEXT_AMENDED.match(text, following.end() if following else stop)
        if listed is None:
            return following.end() if following and at > 0 and _several(text, at) else end
        at = listed.end()


def _several(text: str, at: int) -> bool:
    """Whether the law at `at` ends a list of numbered ones: then the number behind it is its own."""
    return bool(re.search(r"/QH\d{1,2}\s*(?:,|và)\s*$", text[max(0, at - 12) : at]))


def _law_date(text: str, end: int) -> tuple[str | None, Span | None, int]:
    """Date behind a law's name with its span, and where the mention ends."""
    full = DATE.match(text, end)
    if full and not full.group("y3"):
        return edtf(full), full.span("date"), full.end()
    year = _LAW_YEAR.match(text, end)
    return (year.group("y"), year.span("y"), year.end()) if year else (None, None, end)


def _in_sentence_case(words: str) -> str:
    name = " ".join(words.split())
    return name.capitalize() if name.isupper() else name


def _unlisted_law_end(text: str, begin: int) -> int | None:
    """A law outside the lexicon: a capitalised name up to the first word that cannot be in one."""
    if not text[begin].isupper():
        return None
    stop = _LAW_STOP.search(text, begin)
    end = stop.start() if stop else len(text)
    words = text[begin:end].split()
    return end if 1 <= len(words) <= 14 else None


def find_short_forms(text: str) -> list[Mention]:
    """Kind and number alone ("Nghị quyết 57", "Đề án 06", "QĐ 66")."""
    kinds = "|".join((*_SHORT_KINDS, *_SHORT_ABBREVIATIONS))
    pattern = re.compile(
        rf"(?<![\w/-])(?P<kind>{kinds})(?P<between>[^\S\n]*(?:số[^\S\n]+)?)(?P<number>\d{{1,4}})"
        r"(?![\w/%]|[.,]\d)(?![^\S\n\t]?[/\-–]\s?\w|[^\S\n\t]+\d)"
    )
    mentions = []
    for found in pattern.finditer(text):
        number, kind = found.group("number"), found.group("kind")
        short = kind in _SHORT_ABBREVIATIONS
        if 1900 <= int(number) <= 2100 or not (short or found["between"]) or _COUNTED.match(text, found.end()):
            continue
        name = _SHORT_ABBREVIATIONS.get(kind) or kind_names()[kind.lower()]
        mention = Mention(
            found.span(), name, number, None, None, core=found.span("number"), by="short-form", confidence=0.85
        )
        mentions.append(completed(text, mention, len(text)))
    return mentions
