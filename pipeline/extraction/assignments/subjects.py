"""Whose task a paragraph is: the body of its heading, or the one that the sentence names itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.assignments.duty import WITH
from pipeline.extraction.assignments.lead_ins import NOUN_NOT_BODY, leads_in_work, words_end_in_colon
from pipeline.extraction.context import Context
from pipeline.grammar import bodies
from pipeline.records import Block
from pipeline.text.spans import Span

ASKED = re.compile(r"(?:Kính\s+)?(?:[Đđ]ề nghị|[Mm]ời|[Kk]ính mời|[Đđ]ề xuất|[Kk]huyến khích)\s*:?\s+(?=[^\W\d_])")


CHARGED = re.compile(
    r"(?:(?:UBND|Ủy ban nhân dân|Chủ tịch|Đảng ủy|Ban Thường vụ)[^,.;]{0,40}\s+)?(?:[Gg]iao(?:\s+cho|"
    r"\s+trách nhiệm cho|\s+nhiệm vụ cho)?|[Yy]êu cầu|[Pp]hân công|[Đđ]ối với|[Tt]rách nhiệm của|"
    r"[Nn]hiệm vụ của)\s+(?=[^\W\d_])"
)


_PREAMBLE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo|Trong quá trình|Trong thời gian|Trong trường hợp|Nếu|Khi|Định kỳ|Hằng năm|Hàng năm|"
    r"Hằng quý|Hàng quý|Hằng tháng|Hàng tháng|Với|Nhằm|Trước|Sau|Ngoài|Đến|Vào|Trên đây|Kế hoạch này|"
    r"Để|Về|Từ|Ngay sau|Chậm nhất|Quá trình|Đồng thời|Bên cạnh|Ngoài ra|Cùng với)\b"
)


_MUST = re.compile(
    r"\s*(?:(?:phải\s+)?có (?:trách nhiệm|nhiệm vụ)(?!\s+(?:trong|về))|là (?:cơ quan|đơn vị|đầu mối)[^,.;]{0,40},)\s+",
    re.IGNORECASE,
)


_STANDING = re.compile(
    r"(?:(?:Là|là)\s+(?:cơ quan|đơn vị|đầu mối|bộ phận)|(?:Cơ quan|Đơn vị|Bộ phận) (?:thường trực|đầu mối))[^;.]{0,60}?"
    r"[,;]\s+(?!chống)"
)


_ADVERB = re.compile(
    r"(?:\s*(?:chủ động|kịp thời|thường xuyên|tích cực|nghiêm túc|khẩn trương|định kỳ|trực tiếp|hằng năm|"
    r"hàng năm)\b)*\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Owner:
    """The body that is charged with all that stands below."""

    body: str
    role: str
    partners: tuple[str, ...] = ()
    """With whom, where the heading says so ("... chủ trì, phối hợp với X:")."""


_Subject = tuple[str, str, int]
"""Body, role, where its task begins."""


def segments_of(
    context: Context, block: Block, start: int, end: int, owner: Owner | None
) -> list[tuple[_Subject, int]]:
    """The paragraph by subjects: the first one governs all that follows until a clause names another."""
    text = context.text
    found: list[tuple[_Subject, int]] = []
    first = _subjects(context, block, start, end, owner)
    if not first:
        return []
    subject = first[0]
    for clause_start in _clause_starts(context, block, subject[2], end):
        other = _clause_subject(text, clause_start, end, owner)
        if other and subject[1] == "requested" and text[:clause_start].rstrip().endswith(";"):
            other = (other[0], "requested", other[2])  # "Đề nghị" governs its whole sentence
        if other and other[0] != subject[0]:
            found.append((subject, clause_start))
            subject = other
    found.append((subject, end))
    return found


def _clause_starts(context: Context, block: Block, start: int, end: int) -> list[int]:
    text = context.text
    starts = [match.end() for match in re.finditer(r";\s+", text[start:end])]
    sentences = [at - start for at, _ in _sentences(context, block, start, end) if at > start]
    return sorted(start + at for at in {*starts, *sentences} if start + at < end)


_OWN_VERB = re.compile(
    r"\s*(?:có trách nhiệm|chịu trách nhiệm|phải|chủ trì|chủ động|căn cứ|gửi|báo cáo|phản ánh|xây dựng|tổ chức)\b"
)
_HINDERED = re.compile(r"(?:Trong quá trình|Quá trình|Nếu)\s")


def _clause_subject(text: str, start: int, end: int, owner: Owner | None) -> _Subject | None:
    """A body that a later clause names as its own subject: a named one, or a generic one with a verb of duty."""
    if _HINDERED.match(text, start, end):
        start = _past_preamble(text, start, start, end) or start
    asked = ASKED.match(text, start, end)
    charged = None if asked else CHARGED.match(text, start, end)
    lead = asked or charged
    begin = lead.end() if lead else start
    head = bodies.heads().match(text, begin, end)
    if not head and not asked:
        return None
    stop = bodies.region_end(text, begin, end)
    generic = not text[begin : begin + 1].isupper() or bool(
        re.match(r"(?:Các|Mỗi|Từng|Người|Những)\s", text[begin : begin + 7])
    )
    if not asked and generic and not _OWN_VERB.match(text, stop, end):
        return None
    found = _own_subject(text, start, end, owner)
    if found is None and asked and head and stop < end:
        span = bodies.trimmed(text, begin, stop)
        return (
            (bodies.normal(text[slice(*span)]), "requested", _operative(text, stop, end)) if span[1] > span[0] else None
        )
    return found


_NAMED_BY_VERB = re.compile(
    r"Thanh tra (?:tỉnh|thành phố|Chính phủ|[Bb]ộ|[Ss]ở)\b|"
    r"Thường trực (?:HĐND|Hội đồng|Đảng ủy|Tỉnh ủy|Thành ủy|Ủy ban|UB)"
)
"""Bodies whose names begin as a verb does."""


def verb_first(words: str) -> bool:
    words = words.lstrip(' “"(')
    if _NAMED_BY_VERB.match(words):
        return False
    low = words[:1].lower() + words[1:]
    lead = _ADVERB.match(low)
    verbs = bodies.verbs()
    return bool(verbs.match(low) or (lead and verbs.match(low, lead.end())))


def owner_of(context: Context, index: int) -> Owner | None:
    """The body that the nearest heading names, or that the sentence above is about ("1. Sở Y tế chủ trì ...:")."""
    shared: tuple[str, ...] = ()
    for above in reversed(context.chains[index]):
        words = context.words_of(above).rstrip(" :.;")
        if not words or words.isupper():
            return None
        found = body_of_heading(words)
        led = words_end_in_colon(context, above)
        if found:
            return Owner(found[0], found[1], _partners(context, above) if led else shared)
        given = leads_in_work(context, above)
        if given:
            return Owner(given[0], given[1], _partners(context, above))
        start = max(above.body_start, above.start)
        _, stop = context.sentence(start, above)
        listed = above.label == "-" or (above.section is None and context.document.blocks[index].section is not None)
        own = None if listed else _own_subject(context.text, start, min(stop, above.end), None)
        if own:
            return Owner(own[0], own[1], _partners(context, above) if led else shared)
        if led and verb_first(words):
            shared = _partners(context, above)
        if above.kind == "heading" and above.label is not None and re.match(r"[IVX]+$", above.label):
            return None
    return None


_LEADS_IN = re.compile(
    r"\s*(?:(?:tổ chức\s+)?(?:thực hiện|triển khai)(?:\s+thực hiện)?"
    r"(?:\s+(?:tốt\s+)?(?:các|những|một số)?\s*(?:nội dung|nhiệm vụ|công việc|hoạt động|chương trình|giải pháp)"
    r"[^.;:]{0,60}|\s+như|\s+sau)?|(?:tham mưu|giúp)\s[^.;:]{3,90})?\s*:?\s*"
)
"""What may stand between those named and the list that they share, without being a task of its own."""


def _partners(context: Context, block: Block) -> tuple[str, ...]:
    """With whom a sentence that leads in others says that things are to be done, and nothing but that."""
    start = max(block.body_start, block.start)
    found = list(WITH.finditer(context.text, start, block.end))
    if not found:
        return ()
    begin = found[-1].end()
    stop = bodies.region_end(context.text, begin, block.end)
    if not _LEADS_IN.fullmatch(context.text, stop, block.end):
        return ()
    spans = bodies.split(context.text, *bodies.trimmed(context.text, begin, stop))
    return tuple(bodies.normal(context.text[a:b]) for a, b in spans)


def body_of_heading(words: str) -> tuple[str, str] | None:
    """Body and role that a heading such as "Đề nghị Ủy ban MTTQ xã" names; None where it names none."""
    role, at = "lead", 0
    asked = ASKED.match(words)
    if asked:
        role, at = "requested", asked.end()
    else:
        charged = CHARGED.match(words)
        at = charged.end() if charged else 0
    begins = bodies.heads().match(words, at)
    if not begins or NOUN_NOT_BODY.match(words, at):
        return None
    colon = words.find(":", at)
    limit = colon if colon > 0 else len(words)
    end = bodies.listed_end(words, at, limit)
    if end < limit - 1 and not re.match(r"\s*(?:\(|phối hợp|chủ trì)", words[end:]) and len(words) - end > 3:
        return None
    start, stop = bodies.trimmed(words, at, min(limit, end))
    return (bodies.normal(words[start:stop]), role) if stop > start else None


def _subjects(context: Context, block: Block, start: int, end: int, owner: Owner | None) -> list[tuple[str, str, int]]:
    """The paragraph's own subject, else its heading's body, with its role and where the task begins."""
    text = context.text
    for sentence_start, sentence_end in _sentences(context, block, start, end):
        own = _own_subject(text, sentence_start, sentence_end, owner)
        if own:
            return [own]
        if owner is not None:
            return [(owner.body, owner.role, _operative(text, sentence_start, end))]
    return []


def _sentences(context: Context, block: Block, start: int, end: int) -> list[Span]:
    spans, at = [], start
    while at < end:
        _, stop = context.sentence(at, block)
        spans.append((at, min(stop, end)))
        at = max(stop, at + 1)
        while at < end and text_space(context.text, at):
            at += 1
    return spans


def text_space(text: str, at: int) -> bool:
    """Whether a position holds white space."""
    return text[at].isspace()


_GIVEN = re.compile(r"\s*được (?:giao|phân công)\s[^.;:,]{3,90}?\s(?P<task>(?:có|chịu) trách nhiệm\s)")
"""A body told by what it was given to do, before its duty: "Các cơ quan được giao chủ trì có trách nhiệm"."""
_FIELD = re.compile(r"\s*(?:trong lĩnh vực|hoạt động trên|trên địa bàn|thuộc|tại)\s[^,.;:]{2,70}(?=:\s)")
"""What tells bodies of one kind apart before a colon: "Các doanh nghiệp trong lĩnh vực công nghệ: ..."."""


def _own_subject(text: str, start: int, end: int, owner: Owner | None) -> tuple[str, str, int] | None:
    """A subject at the head of the sentence or after its preambles, with a verb behind it."""
    role = owner.role if owner else "lead"
    at = start
    for _ in range(6):
        asked = ASKED.match(text, at, end)
        charged = None if asked or (owner and text.startswith("Phân công", at)) else CHARGED.match(text, at, end)
        lead = asked or charged
        begin = lead.end() if lead else at
        head = bodies.heads().match(text, begin, end)
        if head and not NOUN_NOT_BODY.match(text, begin) and not verb_first(text[begin : begin + 40]):
            stop = bodies.listed_end(text, begin, end)
            field = _FIELD.match(text, stop, end)
            stop = field.end() if field else stop
            span = bodies.trimmed(text, begin, stop)
            following = text[stop:end]
            verb = bodies.verbs().match(text, stop + len(following) - len(following.lstrip()), end)
            verbal = bool(verb and not verb.group("mark")) or bool(
                re.match(
                    r"\s*(?:phải|có trách nhiệm|có nhiệm vụ|chịu|cần|được|căn cứ|theo|gửi|lập|mở|đưa|cử|làm|coi|xem|"
                    r"tự|trình|:)",
                    following,
                )
            )
            given = _GIVEN.match(text, stop, end)
            if given:
                return bodies.normal(text[slice(*span)]), role, given.start("task")
            long_enough = len(text[span[0] : span[1]].split()) <= 40
            if span[1] > span[0] and long_enough and (verbal or (lead and following.strip(" .;"))):
                after = _MUST.match(text, stop, end)
                task = after.end() if after else stop
                colon = re.match(r"\s*:\s*", text[task:end])
                task += colon.end() if colon else 0
                begged = re.compile(r"[Đđ]ề nghị\s+").match(text, task, end) if colon else None
                if begged and verb_first(text[begged.end() : end]):
                    asked, task = begged, begged.end()
                task = _operative(text, task, end)
                return (
                    bodies.normal(text[span[0] : span[1]]),
                    "requested" if asked else role if not charged else "lead",
                    task,
                )
        if lead:
            return None
        moved = _past_preamble(text, at, start, end)
        if moved is None:
            return None
        at = moved
    return None


def _past_preamble(text: str, at: int, start: int, end: int) -> int | None:
    """Past one opening phrase up to the next comma or semicolon that a subject or a request follows."""
    if at == start and not _PREAMBLE.match(text, at, end):
        return None
    recurring = _RECURRING.match(text, at, end)
    if recurring and _opens_subject(text, recurring.end(), end):
        return recurring.end()
    parts = r"[,;:]\s+" if text.startswith("Về", at) else r"[,;]\s+|\s(?=(?:đề nghị|yêu cầu)\s)"
    for found in re.finditer(parts, text[at:end]):
        nxt = at + found.end()
        if re.search(r"phối hợp|chủ trì|kết hợp", text[at:nxt]):
            return None
        if _opens_subject(text, nxt, end):
            return nxt
    return None


_RECURRING = re.compile(r"(?:Định kỳ\s+)?(?:hằng|hàng|Hằng|Hàng)\s+(?:năm|quý|tháng|tuần)(?:,\s*|\s+)")


def _opens_subject(text: str, at: int, end: int) -> bool:
    """Whether a body, or a request or charge to one, begins here."""
    if text[at : at + 1].islower() and not re.match(
        r"(?:các|cả các|những|mọi|từng|toàn thể|đề nghị|yêu cầu|giao|người đứng đầu|thủ trưởng|trưởng|lãnh đạo|"
        r"(?:tỉnh|thành phố|xã|phường|đặc khu)(?=\s+[A-ZĐÂĂÊÔƠƯ]))\s",
        text[at : at + 20],
    ):
        return False
    return bool(bodies.heads().match(text, at, end) or ASKED.match(text, at, end) or CHARGED.match(text, at, end))


_SCOPE = re.compile(
    r"(?:theo|trong phạm vi|với)\s+(?:phạm vi\s+)?(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|trách nhiệm)[^.;:]{0,90}?"
    r"(?:,\s+|\s)(?:có trách nhiệm\s+)?(?=(?:chủ trì|phối hợp|tổ chức|xây dựng|triển khai|chủ động|rà soát|tham mưu|"
    r"hướng dẫn|chỉ đạo|ban hành|khẩn trương|tập trung|tăng cường|tiếp tục|thường xuyên|kịp thời)\b)"
)
"""Within which competence a body acts, before what it is to do."""


def _operative(text: str, start: int, end: int) -> int:
    """Where the operative clause begins: "Căn cứ ...", "Là cơ quan thường trực" dropped (ruling 5)."""
    at = start
    while at < end and text[at] in " ,;:-":
        at += 1
    standing = _STANDING.match(text, at, end)
    if standing:
        at = standing.end()
    scope = _SCOPE.match(text, at, end)
    if scope:
        return scope.end()
    if re.match(r"(?:Căn cứ|căn cứ|Trên cơ sở|trên cơ sở|Theo (?:chức năng|nhiệm vụ|thẩm quyền))\b", text[at:end]):
        first = re.search(r"[,;]", text[at:end])
        verb = bodies.verbs().search(text, at + 8, at + first.start()) if first and first.group() == ";" else None
        if verb and verb.group("verb"):
            return verb.start()  # "căn cứ khả năng ngân sách tham mưu phân bổ; ..."
        for found in re.finditer(r"[,;]\s+", text[at:end]):
            rest = text[at + found.end() : end]
            if verb_first(rest) or re.match(r"(?:phải|có trách nhiệm|chịu|coi|xem|đưa|lập|tự|cụ thể)", rest):
                at += found.end()
                break
    recurring = re.match(r"(?:Định kỳ|định kỳ|Hằng|Hàng|hằng|hàng)\s[^;:]{2,90}?,\s+", text[at:end])
    if recurring and verb_first(text[at + recurring.end() : end]):
        at += recurring.end()
    return at
