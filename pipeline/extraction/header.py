"""Head and foot fields of a document (Nghị định 30/2020/NĐ-CP, Điều 8; Party form after 399-QĐ/TW)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.assets import lines
from pipeline.extraction.context import Context
from pipeline.extraction.foot import Fields, read_foot
from pipeline.grammar import bodies, dates
from pipeline.records import Block, DateMention, DocumentInfo, LegalReference
from pipeline.text.spans import Span
from pipeline.text.unicode import fold

_NUMBER = re.compile(
    r"S[ốố]\s*:?\s*(?P<number>\d{0,5}[a-z]?|[.…_\s]+)\s*(?P<sep>[/\-–])"
    r"\s*(?P<symbol>[A-ZĐ][A-Za-zĐđƯư]*(?:\s?[-–/]\s?[A-ZĐ&][A-Za-zĐđƯư&]*)*)"
)


_PLACE = re.compile(r"(?P<place>[^\W\d_][^,\d]{1,50}),\s*(?P<date>ngày\b.*|tháng\b.*|năm\b.*)", re.IGNORECASE)


_BLANK_DATE = re.compile(
    r"ngày[\s.…_]*(?P<d>\d{1,2})?[\s.…_]*(?:tháng|/)[\s.…_]*(?P<m>\d{1,2})?[\s.…_]*(?:năm|/)[\s.…_]*(?P<y>\d{4})?",
    re.IGNORECASE,
)


_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s*[-–]|dang cong san viet nam|^[-–—_*=.\s]+$")


_UNIT = re.compile(
    r"(?<!\w)(?P<level>xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|"
    r"tỉnh)\s+(?P<name>[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝỦÍÚÓỨỪẤẦẮẰẾỀỐỒỚỜ][^\W\d_]*['’]?[^\W\d_]*"
    r"(?:(?:\s+|\s?-\s?)[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝỦÍÚÓỨỪẤẦẮẰẾỀỐỒỚỜ0-9][^\W_]*['’]?[^\W\d_]*){0,3}|\d{1,2}(?!\d))"
)


_UNIT_UPPER = re.compile(
    r"(?<!\w)(?P<level>XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|TỈNH)\s+(?P<name>.+)$"
)


_OPERATIVE = re.compile(
    r"(?:(?<=\n)|^|(?<=[,;.] ))(?P<issuer>(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Đảng ủy|"
    r"Đảng uỷ|Ban Thường vụ|Ban Chấp hành|Tỉnh ủy|Thành ủy|Ban Chỉ đạo|Sở|Phòng|Ban|Chi cục|Trung tâm|Trường|Công an|"
    r"Hội|Đoàn|Bộ)\b"
    r"[^,;.:\d“”]{0,90}?)\s+(?:xây dựng|ban hành|phát động|triển khai|tổ chức|đề ra|lập|hướng dẫn)\s"
)


_PARTY_SEAT = re.compile(
    r"(?:Tỉnh ủy|Thành ủy|Tỉnh uỷ|Thành uỷ)\s+(?P<name>[A-ZĐ][^\W\d_]*(?:\s+[A-ZĐ][^\W\d_]*){0,3})"
)


_ABOUT = re.compile(r"(?:V/v|V/V|Về việc|v/v)\s*:?\s*(?P<title>.+)", re.DOTALL)


_TYPED = re.compile(r"[.\s]+$")


def find_header(
    context: Context, references: Sequence[LegalReference], mentions: Sequence[DateMention]
) -> DocumentInfo:
    """The document's own fields; what the text does not state is None."""
    fields = Fields(context)
    heads = [block for block in context.document.blocks if block.kind == "head"]
    titles = [block for block in context.document.blocks if block.kind == "title"]
    _type_and_title(fields, heads, titles)
    _number_and_date(fields, heads)
    _issuer(fields, heads)
    _unit_and_province(fields, heads, references)
    _period(fields, titles, mentions)
    read_foot(fields)
    return replace(fields.info, evidence=fields.evidence)


@cache
def _types() -> dict[str, str]:
    return {fold(entry): entry for entry in lines("document_types.txt")}


def _type_and_title(fields: Fields, heads: Sequence[Block], titles: Sequence[Block]) -> None:
    text = fields.context.text
    if titles:
        first = titles[0]
        words = text[first.start : first.end].split()
        for count in range(min(len(words), 5), 0, -1):
            named = _types().get(fold(" ".join(words[:count])).strip(" .:"))
            if named:
                fields.put("type", named, (first.start, first.end))
                break
        spans = [(block.start, block.end) for block in titles[1:]]
        if fields.info.type and len(words) > len(fields.info.type.split()):
            offset = text.find(words[len(fields.info.type.split())], first.start + len(fields.info.type))
            spans.insert(0, (offset, first.end))
        if spans:
            title = " ".join(" ".join(text[a:b] for a, b in spans).split())
            fields.put("title", sentence_case(_spaced_quotes(title), text), (spans[0][0], spans[-1][1]))
        return
    for block in heads:
        about = _ABOUT.search(text[block.start : block.end])
        if about:
            fields.put("title", " ".join(about.group("title").split()), (block.start + about.start("title"), block.end))
    if any(fold(text[b.start : b.start + 8]) == "kinh gui" for b in fields.context.document.blocks[:60]):
        fields.put("type", "Công văn", None)


def _spaced_quotes(title: str) -> str:
    """A blank after a closing quotation mark that a word follows (ANNOTATION gives titles so)."""
    return re.sub(r"(”)(?=[^\W\d_])", r"\1 ", title)


def _number_and_date(fields: Fields, heads: Sequence[Block]) -> None:
    text = fields.context.text
    for block in heads:
        words = text[block.start : block.end]
        number = _NUMBER.match(words)
        if number and fields.info.symbol is None:
            digits = number.group("number").strip(" .…_")
            if digits:
                fields.put("number", digits, (block.start + number.start("number"), block.start + number.end("number")))
            symbol = re.sub(r"\s+", "", number.group("symbol")).replace("–", "-")
            fields.put("symbol", symbol, (block.start + number.start("symbol"), block.start + number.end("symbol")))
        place = _PLACE.search(words)
        if place and fields.info.place is None and not _MOTTO.search(fold(words)):
            name = place.group("place").strip()
            name = name.rsplit("  ", 1)[-1]
            fields.put("place", name, (block.start + place.start("place"), block.start + place.end("place")))
            _date(fields, place.group("date"), block.start + place.start("date"))


def _date(fields: Fields, words: str, at: int) -> None:
    found = dates.find(words)
    if found and found[0].shape == "day":
        span = found[0].span
        fields.put("issue_date", found[0].edtf, (at + span[0], at + span[1]))
        return
    blank = _BLANK_DATE.search(words)
    if not blank or not blank.group("y"):
        return
    month = blank.group("m")
    value = blank.group("y") + (f"-{int(month):02d}" if month and 1 <= int(month) <= 12 else "")
    if month and blank.group("d"):
        value += f"-{int(blank.group('d')):02d}"
    fields.put("issue_date", value, (at + blank.start(), at + blank.end()))


_WHOLE_ISSUER = re.compile(
    r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|ĐẢNG ỦY|ĐẢNG UỶ|"
    r"ĐẢNG BỘ|BAN CHỈ ĐẠO|BAN CHỈ HUY.*|ỦY BAN MTTQ.*|ỦY BAN MẶT TRẬN.*|"
    r"BAN|VĂN PHÒNG|HỘI ĐỒNG)$"
)


_NEW_NAME = re.compile(
    r"(?:UBND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|HĐND|SỞ|PHÒNG|BAN|ĐẢNG|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|TRUNG TÂM|CHI CỤC|"
    r"CHI BỘ|VĂN PHÒNG|CÔNG AN|BỘ|TRƯỜNG|BCH|HỘI|ĐOÀN|CỤC|TRẠM|BỆNH VIỆN|MẶT TRẬN)\s+\S"
)


def _issuer(fields: Fields, heads: Sequence[Block]) -> None:
    text = fields.context.text
    names: list[tuple[str, Span]] = []
    for block in heads:
        words = text[block.start : block.end].strip(" *_")
        if block.column == "right" or not words.isupper() or _MOTTO.search(fold(words)) or len(words.split()) > 16:
            continue
        if _NUMBER.match(words) or _PLACE.search(words):
            continue
        names.append((words, (block.start, block.end)))
    if names:
        joined = _joined(names)
        name, span = joined[-1]
        fields.put("issuer", sentence_case(name, text, proper=True), span)
        return
    first_section = fields.context.basis_end() or len(text)
    for found in _OPERATIVE.finditer(text, 0, max(first_section, 1)):
        name = re.sub(r"^UBND\b", "Ủy ban nhân dân", found.group("issuer"))
        name = re.sub(r"^HĐND\b", "Hội đồng nhân dân", name)
        fields.put("issuer", bodies.normal(name), found.span("issuer"))
        return


def _joined(names: Sequence[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Lines of the letterhead as names: "ỦY BAN NHÂN DÂN" / "XÃ X" is one, "UBND TỈNH X" / "SỞ Y" are two."""
    out: list[tuple[str, Span]] = []
    for words, span in names:
        goes_on = bool(out) and (bool(_WHOLE_ISSUER.match(out[-1][0])) or not _NEW_NAME.match(words))
        if goes_on:
            out[-1] = (f"{out[-1][0]} {words}", (out[-1][1][0], span[1]))
        else:
            out.append((words, span))
    return out


@cache
def _provinces() -> dict[str, str]:
    return {
        fold(entry.split(" ", 2)[2] if entry.startswith("thành phố") else entry.split(" ", 1)[1]): entry
        for entry in lines("provinces.txt")
    }


def _unit_and_province(fields: Fields, heads: Sequence[Block], references: Sequence[LegalReference]) -> None:
    text = fields.context.text
    issuer = fields.info.issuer or ""
    unit = _UNIT.search(issuer)
    if unit:
        name = f"{unit.group('level')} {unit.group('name')}"
        start = text.lower().find(name.lower())
        fields.put("unit", name, (start, start + len(name)) if start >= 0 else None)
    elif fields.info.issuer:
        _unit_of_superior(fields, heads)
    province = _province(fields, heads, references)
    if fields.info.unit and re.match(r"tỉnh |thành phố ", fields.info.unit):
        known = _provinces().get(
            fold(fields.info.unit.split(" ", 2 if fields.info.unit.startswith("thành") else 1)[-1])
        )
        province = (known or fields.info.unit, None)
    if province:
        fields.put("province", province[0], province[1])
    if (
        fields.info.unit is None
        and fields.info.issuer
        and province
        and re.match(
            r"Sở|Ban|Công an|Tỉnh ủy|Thành ủy|Văn phòng|Chi cục|Hội đồng nhân dân|Ủy ban nhân dân", fields.info.issuer
        )
    ):
        fields.put("unit", province[0], province[1])


def _unit_of_superior(fields: Fields, heads: Sequence[Block]) -> None:
    """The commune of the line above the issuer ("UBND XÃ TÂN HÒA" / "HỘI ĐỒNG NGHĨA VỤ QUÂN SỰ")."""
    for block in heads:
        words = fields.context.text[block.start : block.end].strip()
        upper = None if _MOTTO.search(fold(words)) else _UNIT_UPPER.search(words)
        if upper and upper.group("level") in ("XÃ", "PHƯỜNG", "ĐẶC KHU") and block.column != "right":
            name = sentence_case(f"{upper.group('level')} {upper.group('name')}", fields.context.text, proper=True)
            fields.put("unit", name[:1].lower() + name[1:], (block.start, block.end))
            return


def _province(
    fields: Fields, heads: Sequence[Block], references: Sequence[LegalReference]
) -> tuple[str, Span | None] | None:
    """The province that the plan itself names: in its letterhead, else the one named most often."""
    text = fields.context.text
    for block in heads:
        words = text[block.start : block.end]
        upper = _UNIT_UPPER.search(words.strip())
        if upper and upper.group("level") in ("TỈNH", "THÀNH PHỐ"):
            known = _provinces().get(fold(upper.group("name")).strip())
            if known:
                return known, (block.start, block.end)
    votes: Counter[str] = Counter()
    first: dict[str, Span] = {}
    named = re.compile(r"(?<!\w)(?:tỉnh|thành phố|Tỉnh|Thành phố|TP\.?|Thành ủy|Tỉnh ủy|Thành uỷ|Tỉnh uỷ)\s+")
    for found in named.finditer(text):
        for count in (4, 3, 2, 1):
            name = re.match(rf"[^\W\d_]+(?:(?:\s-\s|\s)[^\W\d_]+){{{count - 1}}}", text[found.end() : found.end() + 40])
            known = _provinces().get(fold(name.group())) if name and name.group()[0].isupper() else None
            if known:
                votes[known] += 1
                first.setdefault(known, (found.start(), found.end() + len(name.group() if name else "")))
                break
    del references
    if not votes:
        return None
    best = votes.most_common(1)[0][0]
    return best, first[best]


def _period(fields: Fields, titles: Sequence[Block], mentions: Sequence[DateMention]) -> None:
    def in_title(mention: DateMention) -> bool:
        return any(block.start <= mention.evidence.start < block.end for block in titles)

    own = [m for m in mentions if in_title(m)]
    spans = [m for m in own if "/" in m.edtf] or [m for m in own if m.role == "period"]
    if not spans:
        spans = [m for m in mentions if m.role == "period" and "/" in m.edtf and _about_time(fields.context, m)]
    if not spans and not own:
        counted = Counter(m.edtf for m in mentions if m.role == "period" and re.fullmatch(r"\d{4}/\d{4}", m.edtf))
        if counted and (counted.most_common(1)[0][1] >= 3):
            spans = [m for m in mentions if m.edtf == counted.most_common(1)[0][0]]
    if spans:
        fields.put("period", spans[0].edtf, (spans[0].evidence.start, spans[0].evidence.end))


def _about_time(context: Context, mention: DateMention) -> bool:
    block = context.document.blocks[context.block_index(mention.evidence.start)]
    lead = context.text[block.start : mention.evidence.start]
    return bool(re.search(r"thời gian (?:thực hiện|triển khai|tổ chức|thi đua)\s*:?\s*$", lead, re.IGNORECASE))


_LEVELS = ("xã", "phường", "đặc khu", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh")


def sentence_case(words: str, text: str, proper: bool = False) -> str:
    """An upper-case line in sentence case; names as the rest of the text writes them (ANNOTATION, ruling 11)."""
    if not words.isupper():
        return words
    plain = words.lower()
    found = re.search(re.escape(plain), text, re.IGNORECASE) if not proper else None
    for match in re.finditer(re.escape(plain), text, re.IGNORECASE):
        if not match.group().isupper():
            found = match
            break
    if found and not found.group().isupper():
        written = found.group()
        return written[:1].upper() + written[1:]
    out = plain[:1].upper() + plain[1:]
    for level in _LEVELS:
        out = re.sub(
            rf"(?<!\w)({level})\s+(.{{2,40}})$"
            if proper
            else rf"(?<!\w)({level})\s+([^\W\d_]+(?:\s[^\W\d_]+){{1,2}})$",
            lambda m: f"{m.group(1)} {' '.join(w[:1].upper() + w[1:] for w in m.group(2).split(' '))}",
            out,
        )
    if proper and out == plain[:1].upper() + plain[1:]:
        out = _field_case(out)
    return re.sub(r"^(Ủy ban|Hội đồng) nhân dân", r"\1 nhân dân", out)


def _field_case(name: str) -> str:
    """ "Sở y tế" -> "Sở Y tế": the word after the head of a body's name is capitalised."""
    head = re.match(r"(Sở|Ban|Phòng|Bộ|Cục|Chi cục|Trung tâm|Văn phòng|Hội|Trường|Công an)\s+(.)", name)
    return name[: head.start(2)] + head.group(2).upper() + name[head.end(2) :] if head else name
