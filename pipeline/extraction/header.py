"""Head and foot fields of a document (Nghị định 30/2020/NĐ-CP, Điều 8; Party form after 399-QĐ/TW)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from pipeline.assets import lines
from pipeline.extraction.casing import (
    UNIT,
    bare,
    proper_case,
    provinces,
    respelt,
    sentence_case,
    unit_case,
    wholly_capital,
)
from pipeline.extraction.context import Context
from pipeline.extraction.foot import Fields, read_foot
from pipeline.extraction.letterhead import Found, Letterhead, issuing_body, place_and_date, read_letterhead
from pipeline.grammar import bodies
from pipeline.records import Block, DateMention, DocumentInfo
from pipeline.text.letters import LOWER, UPPER
from pipeline.text.spans import Span
from pipeline.text.unicode import fold
from pipeline.vietnam.issuers import central

_UNIT = re.compile(
    r"(?<!\w)(?P<level>xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|"
    rf"tỉnh)\s+(?P<name>[{UPPER}][^\W\d_]*['’]?[^\W\d_]*"
    rf"(?:(?:\s+|\s?-\s?)[{UPPER}0-9][^\W_]*['’]?[^\W\d_]*){{0,3}}|\d{{1,2}}(?!\d))"
)


_OPERATIVE = re.compile(
    r"(?:(?<=\n)|^|(?<=[,;.] ))(?P<issuer>(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Đảng ủy|"
    r"Đảng uỷ|Ban Thường vụ|Ban Chấp hành|Tỉnh ủy|Thành ủy|Ban Chỉ đạo|Sở|Phòng|Ban|Chi cục|Trung tâm|Trường|Công an|"
    r"Hội|Đoàn|Bộ)\b"
    r"[^,;.:\d“”\n\t]{0,90}?)\s+(?:xây dựng|ban hành|phát động|triển khai|tổ chức|đề ra|lập|hướng dẫn)\s"
)


_PROVINCIAL = re.compile(
    r"Sở|Ban|Công an|Tỉnh ủy|Thành ủy|Văn phòng|Chi cục|Hội đồng nhân dân|Ủy ban nhân dân|Hội|Đoàn|Liên đoàn"
)


_ENACTING = re.compile(
    r"\s+(?:QUYỀN |PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|HIỆU TRƯỞNG|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|"
    r"TRƯỞNG BAN|VIỆN TRƯỞNG|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|CHÍNH PHỦ)"
    rf"(?=$|\s)[^{LOWER}]*$"
)
"""The deciding office, in capitals between the title of a decision and its grounds."""


_ISSUED_WITH = re.compile(r"\s*\((?:ban hành\s+)?kèm theo\s[^()]*\)$", re.IGNORECASE)
"""The line below a title that says with which paper it was issued."""
_ABOUT = re.compile(r"(?P<lead>V/v|V/V|Về việc|v/v|VI|V\./v)\s*:?\s*(?P<title>.+)", re.DOTALL)
_RULE = re.compile(r"\s*[─—–_=~*-]{3,}\s*$")


def find_header(context: Context, mentions: Sequence[DateMention]) -> DocumentInfo:
    """The document's own fields; what the text does not state is None."""
    fields = Fields(context)
    own = [block for block in context.document.blocks if block.part == 0]
    titles = [block for block in own if block.kind == "title"]
    above = takewhile(lambda block: block.kind in ("head", "row", "note"), own)  # rows: a head in a table
    heads = [block for block in above if block.kind != "note"]
    if not heads:  # a title in front of its letterhead
        heads = [block for block in takewhile(lambda one: one.kind in ("title", "head"), own) if block.kind == "head"]
    scanned = context.document.method in ("ocr", "mixed")
    letterhead = read_letterhead(context.text, heads, respelt if scanned else str)
    for name in ("number", "symbol", "place"):
        found: Found | None = getattr(letterhead, name)
        if found is not None:
            fields.put(name, found.value, found.span)
    if letterhead.date is not None:
        fields.put("issue_date", letterhead.date.value, letterhead.date.span)
    else:
        _dated_at_end(fields, own)
    _type_and_title(fields, heads, titles, letterhead)
    _issuer(fields, letterhead)
    _unit_and_province(fields, letterhead)
    _period(fields, titles, mentions)
    read_foot(fields)
    return replace(fields.info, evidence=fields.evidence)


def _dated_at_end(fields: Fields, own: Sequence[Block]) -> None:
    """Place and date of a paper whose head states no date, from the line above its signature."""
    last = (block for block in reversed(own[-_END:]) if block.kind != "row")
    found = next((found for block in last if (found := place_and_date(fields.context.text, block))), None)
    if found:
        for name, part in zip(("place", "issue_date"), found, strict=True):
            fields.put(name, part.value, part.span)


_END = 20  # paragraphs at the end of a paper among which its date can stand


@cache
def _types() -> dict[str, str]:
    return {fold(entry): entry for entry in lines("document_types.txt")}


def _type_and_title(fields: Fields, heads: Sequence[Block], titles: Sequence[Block], letterhead: Letterhead) -> None:
    text = fields.context.text
    if not titles:
        _letter(fields, heads, letterhead)
        return
    first = titles[0]
    annexed = fields.context.document.parts[0].kind == "annex"
    if annexed:
        fields.put("type", "Phụ lục", (first.start, first.end))
    words = text[first.start : first.end].split()
    for count in () if annexed else range(min(len(words), 5), 0, -1):
        named = _types().get(fold(" ".join(words[:count])).strip(" .:"))
        if named:
            fields.put("type", named, (first.start, first.end))
            break
    spans = [(block.start, block.end) for block in titles[1:]]
    if fields.info.type and not annexed and len(words) > len(fields.info.type.split()):
        offset = text.find(words[len(fields.info.type.split())], first.start + len(fields.info.type))
        spans.insert(0, (offset, first.end))
    if spans:
        title = _RULE.sub("", " ".join(" ".join(text[a:b] for a, b in spans).split()))
        if fields.context.document.method in ("ocr", "mixed"):
            text = text.replace(title, title := wholly_capital(title))
        title = _ISSUED_WITH.sub("", title if title.isupper() else _ENACTING.sub("", title))
        fields.put("title", sentence_case(_spaced_quotes(title), text), (spans[0][0], spans[-1][1]))


def _letter(fields: Fields, heads: Sequence[Block], letterhead: Letterhead) -> None:
    """Sets kind and title of a letter: it names no kind, and its subject stands below its number."""
    text = fields.context.text
    if any(fold(text[b.start : b.start + 8]) == "kinh gui" for b in fields.context.document.blocks[:60]):
        fields.put("type", "Công văn", None)
    for index, block in enumerate(heads):
        about = _ABOUT.match(text[block.start : block.end].strip())
        if about and block.start >= letterhead.number_end:
            rest = [
                text[b.start : b.end] for b in heads[index + 1 :] if b.column == block.column and b.start > block.start
            ]
            lead = "Về việc" if about["lead"] == "Về việc" else "V/v"
            title = " ".join(" ".join([lead, about["title"], *rest]).split())
            fields.put("title", _RULE.sub("", title).rstrip(" ."), (block.start, block.end))
            return


def _spaced_quotes(title: str) -> str:
    """The title with a space between a closing quotation mark and a word (ruling 11)."""
    return re.sub(r"(”)(?=[^\W\d_])", r"\1 ", title)


def _issuer(fields: Fields, letterhead: Letterhead) -> None:
    text = fields.context.text
    name = issuing_body([found.value for found in letterhead.names])
    if name is not None:
        fields.put("issuer", proper_case(name, text), letterhead.names[-1].span)
        return
    first_section = fields.context.basis_end() or len(text)
    for found in _OPERATIVE.finditer(text, 0, max(first_section, 1)):
        name = re.sub(r"^UBND\b", "Ủy ban nhân dân", found.group("issuer"))
        name = re.sub(r"^HĐND\b", "Hội đồng nhân dân", name)
        fields.put("issuer", bodies.normal(name), found.span("issuer"))
        return


def _unit_and_province(fields: Fields, letterhead: Letterhead) -> None:
    """The unit that the paper is of, and its province; none for a body of the central level."""
    issuer = fields.info.issuer
    if issuer and central(issuer):
        return
    unit = _unit(fields, letterhead)
    if unit is not None:
        fields.put("unit", *unit)
    province = _province(fields, letterhead)
    if fields.info.unit and re.match(r"tỉnh |thành phố ", fields.info.unit, re.IGNORECASE):
        province = (provinces().get(fold(bare(fields.info.unit)), fields.info.unit), None)
    if province:
        fields.put("province", *province)
        if fields.info.unit is None and issuer and _PROVINCIAL.match(issuer):
            fields.put("unit", *province)


def _unit(fields: Fields, letterhead: Letterhead) -> tuple[str, Span | None] | None:
    """The unit in the issuer's name, else the commune of a line above ("UBND XÃ TÂN HÒA" / "TRƯỜNG TIỂU HỌC")."""
    text, names = fields.context.text, [found.value for found in letterhead.names]
    whole = issuing_body(names)
    for name in (whole, *reversed(names)) if whole else ():
        found = UNIT.search(name)
        if found and (name == whole or found["level"] in ("XÃ", "PHƯỜNG", "ĐẶC KHU")):
            unit = unit_case(found.group())
            start = text.lower().find(unit.lower())
            return unit, (start, start + len(unit)) if start >= 0 else None
    printed = _UNIT.search(fields.info.issuer or "") if not names else None
    if printed is None:
        return None
    unit = f"{printed.group('level')} {printed.group('name')}"
    start = text.lower().find(unit.lower())
    return unit, (start, start + len(unit)) if start >= 0 else None


def _province(fields: Fields, letterhead: Letterhead) -> tuple[str, Span | None] | None:
    """The province that the plan itself names: in its letterhead, else the one named most often."""
    text = fields.context.text
    for name in letterhead.names:
        upper = UNIT.search(name.value)
        known = provinces().get(fold(upper["name"])) if upper and upper["level"] in ("TỈNH", "THÀNH PHỐ") else None
        if known:
            return known, name.span
    votes: Counter[str] = Counter()
    first: dict[str, Span] = {}
    named = re.compile(r"(?<!\w)(?:tỉnh|thành phố|Tỉnh|Thành phố|TP\.?|Thành ủy|Tỉnh ủy|Thành uỷ|Tỉnh uỷ)\s+")
    for level in named.finditer(text):
        for count in (4, 3, 2, 1):
            words = re.match(
                rf"[^\W\d_]+(?:(?:\s-\s|\s)[^\W\d_]+){{{count - 1}}}", text[level.end() : level.end() + 40]
            )
            known = provinces().get(fold(words.group())) if words and words.group()[0].isupper() else None
            if words and known:
                votes[known] += 1
                first.setdefault(known, (level.start(), level.end() + len(words.group())))
                break
    if not votes:
        return None
    best, most = votes.most_common(1)[0]
    headed = letterhead.names or letterhead.place or fields.info.issuer
    if not headed and (most == 1 or most * 2 <= sum(votes.values())):
        return None
    return best, first[best]


_TERM_OF_OFFICE = re.compile(r"(?:bầu cử|ứng cử|đại biểu)[^.]{0,220}nhiệm kỳ\s[^.;]{0,24}$", re.IGNORECASE)
"""The years of an elected body, in whose election a plan takes part: not what the plan is for."""
_TERM_MOST = 300  # characters


def _period(fields: Fields, titles: Sequence[Block], mentions: Sequence[DateMention]) -> None:
    """The time that the paper is for: of its title, else what it says that it is about, or names time and again."""
    titled = [m for m in mentions if any(block.start <= m.evidence.start < block.end for block in titles)]
    periods = [m for m in mentions if m.role == "period" and not _of_office(fields.context, m)]
    own = [m for m in titled if not _of_office(fields.context, m)]
    spans = (
        [m for m in own if "/" in m.edtf]
        or [m for m in own if m.role == "period"]
        or [m for m in periods if "/" in m.edtf and _about_time(fields.context, m)]
        or ([] if titled else _named_often(periods))
    )
    if spans:
        first, last = spans[0], _joined(fields.context, spans)
        value = first.edtf if last is first else f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
        fields.put("period", value, (first.evidence.start, last.evidence.end))


def _of_office(context: Context, mention: DateMention) -> bool:
    """Whether a time is that of a term of office."""
    end = mention.evidence.end
    return _TERM_OF_OFFICE.search(context.text[max(0, end - _TERM_MOST) : end]) is not None


_OFTEN = 3  # mentions of one span of years, from which a paper without a time in its title is for it


def _named_often(periods: Sequence[DateMention]) -> list[DateMention]:
    """The mentions of the span of years that a paper names most often; none where that is seldom."""
    counted = Counter(m.edtf for m in periods if re.fullmatch(r"\d{4}/\d{4}", m.edtf)).most_common(1)
    return [m for m in periods if m.edtf == counted[0][0]] if counted and counted[0][1] >= _OFTEN else []


def _joined(context: Context, spans: Sequence[DateMention]) -> DateMention:
    """The last of the years, or stages, that a title lists one after the other: "cho năm 2025 và năm 2026"."""
    last = spans[0]
    for other in spans[1:]:
        between = context.text[last.evidence.end : other.evidence.start]
        end, begin = last.edtf.split("/")[-1], other.edtf.split("/")[0]
        counts_on = re.fullmatch(r"\d{4}", end) and begin == str(int(end) + 1)
        joint = r"\s*(?:,|và)\s+(?:cho\s+|giai đoạn\s+)?(?:năm\s+|từ năm\s+)?"
        if not (counts_on and re.fullmatch(joint, between, re.IGNORECASE)):
            break
        last = other
    return last


def _about_time(context: Context, mention: DateMention) -> bool:
    block = context.document.blocks[context.block_index(mention.evidence.start)]
    lead = context.text[block.start : mention.evidence.start]
    return bool(re.search(r"thời gian (?:thực hiện|triển khai|tổ chức|thi đua)\s*:?\s*$", lead, re.IGNORECASE))
