"""Assignments: who leads, who coordinates, who is asked, to do what (ANNOTATION, rulings 5 and 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction import bodies
from pipeline.extraction.context import Context
from pipeline.extraction.duties import Duty, clause_end, deadline_in, first_clause, numbered, partners_in, reports_to
from pipeline.extraction.task_lists import list_form
from pipeline.records import Assignment, Block
from pipeline.spans import Span

_ASKED = re.compile(r"(?:Kính\s+)?(?:[Đđ]ề nghị|[Mm]ời|[Kk]ính mời|[Đđ]ề xuất)\s+(?=[^\W\d_])")


_CHARGED = re.compile(
    r"(?:(?:UBND|Ủy ban nhân dân|Chủ tịch|Đảng ủy|Ban Thường vụ)[^,.;]{0,40}\s+)?(?:[Gg]iao(?:\s+cho|"
    r"\s+trách nhiệm cho|\s+nhiệm vụ cho)?|[Yy]êu cầu|[Pp]hân công|[Đđ]ối với|[Tt]rách nhiệm của|"
    r"[Nn]hiệm vụ của)\s+(?=[^\W\d_])"
)


_PREAMBLE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo|Trong quá trình|Trong thời gian|Trong trường hợp|Nếu|Khi|Định kỳ|Hằng năm|Hàng năm|"
    r"Hằng quý|Hàng quý|Hằng tháng|Hàng tháng|Với|Nhằm|Trước|Sau|Ngoài|Đến|Vào|Trên đây|Kế hoạch này|"
    r"Để|Từ|Ngay sau|Chậm nhất|Quá trình|Đồng thời|Bên cạnh|Ngoài ra|Cùng với)\b"
)


_MUST = re.compile(
    r"\s*(?:(?:phải\s+)?có (?:trách nhiệm|nhiệm vụ)(?!\s+(?:trong|về))|là (?:cơ quan|đơn vị|đầu mối)[^,.;]{0,40},)\s+",
    re.IGNORECASE,
)


_STANDING = re.compile(r"(?:Là|là)\s+(?:cơ quan|đơn vị|đầu mối|bộ phận)[^,;.]{0,60}[,;]\s*")


_DUTY_WORD = re.compile(r"chủ trì")


_QUALIFIES = re.compile(
    r"(?:được (?:giao|phân công)|\bdo [^,.;]{1,60}|đơn vị|cơ quan|người|bộ phận|việc)\s+$", re.IGNORECASE
)


_NOUN_NOT_BODY = re.compile(
    r"(?:Trường hợp|Hội nghị|Hội thảo|Hội thi|Hội viên|Đoàn viên|Xã hội|Bản tin|Bản đồ|Bộ máy|Bộ chỉ số|Bộ tiêu chí|"
    r"Quỹ đất|Tổ chức|Ban hành|Ban đêm|Bố trí|Phòng ngừa|Phòng, chống|"
    r"Phòng chống|Đội ngũ|Báo cáo|Công tác|Thuế suất|Hộ khẩu|Thôn bản|Bảo|Sở hữu|Nhóm (?:nhiệm vụ|giải pháp|"
    r"chỉ tiêu)|Đoàn kết|Tỉnh lộ|Ngành nghề)(?!\w)",
    re.IGNORECASE,
)


_ADVERB = re.compile(
    r"(?:\s*(?:chủ động|kịp thời|thường xuyên|tích cực|nghiêm túc|khẩn trương|định kỳ|trực tiếp|hằng năm|"
    r"hàng năm)\b)*\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Owner:
    body: str
    role: str


def find_duties(context: Context) -> list[Duty]:
    """The assignments made in sentences and in list form, in reading order."""
    found: list[Duty] = []
    blocks = context.document.blocks
    skip: set[int] = set()
    basis_end = context.basis_end()
    for index, block in enumerate(blocks):
        if block.kind in ("head", "title", "foot", "note", "row") or index in skip or block.start < basis_end:
            continue
        form = list_form(context, index)
        if form:
            duties, used = form
            skip.update(used)
            found.extend(duties)
            continue
        words = context.words_of(block)
        if context.implementation(block):
            found.extend(_paragraph(context, index, block))
        elif _DUTY_WORD.search(words):
            found.extend(_elsewhere(context, index, block))
    return found


def _paragraph(context: Context, index: int, block: Block) -> list[Duty]:
    text = context.text
    start, end = max(block.body_start, block.start), block.end
    owner = _owner(context, index)
    if block.kind == "heading" and _only_names(context, block):
        return []
    words = text[start:end]
    if words.startswith("("):
        return []
    if words.rstrip().endswith(":") and _has_children(context, index):
        return []
    run_in = re.match(r"[^:.;]{3,60}:\s+(?=\S)", words)
    if (
        run_in
        and block.label is not None
        and not (_ASKED.match(words) or _CHARGED.match(words))
        and not bodies.heads().match(words)
        and not _verb_first(words)
    ):
        start += run_in.end()
    duties: list[Duty] = []
    segments = _segments(context, block, start, end, owner)
    for (subject, role, task_start), upto in segments:
        duties.extend(
            _duties(context, block, subject, role, task_start, upto, start if len(segments) == 1 else task_start)
        )
    return duties


def _duties(
    context: Context, block: Block, subject: str, role: str, task_start: int, end: int, start: int
) -> list[Duty]:
    """One lead entry (or requested) for a subject's part of a paragraph, one entry for each partner in it."""
    text = context.text
    task = first_clause(text, task_start, end)
    if len(task.split()) < 2:
        return []
    section = context.section_path(block)
    partners = [partner for partner in partners_in(context, block, start, end) if partner[0] != subject]
    names = tuple(dict.fromkeys(name for name, *_ in partners))
    span = (task_start, clause_end(text, task_start, end))
    due = deadline_in(context, block, task_start, end)
    duties = [Duty(subject, role, task, span, names, due, reports_to(text, start, end), section)]
    for name in names:
        _, clause, place, by_when = next(partner for partner in partners if partner[0] == name)
        duties.append(Duty(name, "coordinate", clause or task, place, (), by_when, None, section))
    return duties


_Subject = tuple[str, str, int]
"""Body, role, where its task begins."""


def _segments(context: Context, block: Block, start: int, end: int, owner: _Owner | None) -> list[tuple[_Subject, int]]:
    """The paragraph by subjects: the first one governs all that follows until a clause names another."""
    text = context.text
    found: list[tuple[_Subject, int]] = []
    first = _subjects(context, block, start, end, owner)
    if not first:
        return []
    subject = first[0]
    for clause_start in _clause_starts(context, block, subject[2], end):
        other = _clause_subject(text, clause_start, end, owner)
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
    r"\s*(?:có trách nhiệm|chịu trách nhiệm|phải|chủ trì|chủ động|căn cứ|gửi|báo cáo|xây dựng|tổ chức)\b"
)


def _clause_subject(text: str, start: int, end: int, owner: _Owner | None) -> _Subject | None:
    """A body that a later clause names as its own subject: a named one, or a generic one with a verb of duty."""
    asked = _ASKED.match(text, start, end)
    begin = asked.end() if asked else start
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
    if found is None and asked and stop < end:
        span = bodies.trimmed(text, begin, stop)
        return (
            (bodies.normal(text[slice(*span)]), "requested", _operative(text, stop, end)) if span[1] > span[0] else None
        )
    return found


def _only_names(context: Context, block: Block) -> bool:
    """A heading that names bodies, or a topic, and gives no task of its own."""
    words = context.words_of(block).rstrip(" :.")
    if not words:
        return True
    if words.isupper():
        return True
    stripped = _CHARGED.sub("", _ASKED.sub("", words, count=1), count=1)
    at = len(words) - len(stripped)
    begins = bodies.heads().match(words, at)
    if not begins or _NOUN_NOT_BODY.match(words, at):
        return True
    return bodies.region_end(words, at, len(words)) >= len(words) - 1


def _has_children(context: Context, index: int) -> bool:
    """Whether dashes below carry their own verbs, so that each of them is a task (ruling 10)."""
    blocks = context.document.blocks
    below = []
    for at in range(index + 1, min(index + 12, len(blocks))):
        if blocks[index] not in context.chains[at]:
            break
        below.append(context.words_of(blocks[at]))
    return bool(below) and sum(_verb_first(words) or bool(bodies.heads().match(words)) for words in below) * 2 >= len(
        below
    )


def _verb_first(words: str) -> bool:
    words = words.lstrip(' “"(')
    low = words[:1].lower() + words[1:]
    lead = _ADVERB.match(low)
    verbs = bodies.verbs()
    return bool(verbs.match(low) or (lead and verbs.match(low, lead.end())))


def _owner(context: Context, index: int) -> _Owner | None:
    """The body that the nearest heading names."""
    for above in reversed(context.chains[index]):
        words = context.words_of(above).rstrip(" :.;")
        if not words or words.isupper():
            return None
        found = body_of_heading(words)
        if found:
            return _Owner(found[0], found[1])
        if above.kind == "heading" and above.label is not None and re.match(r"[IVX]+$", above.label):
            return None
    return None


def body_of_heading(words: str) -> tuple[str, str] | None:
    """Body and role that a heading such as "Đề nghị Ủy ban MTTQ xã" names; None where it names none."""
    role, at = "lead", 0
    asked = _ASKED.match(words)
    if asked:
        role, at = "requested", asked.end()
    else:
        charged = _CHARGED.match(words)
        at = charged.end() if charged else 0
    begins = bodies.heads().match(words, at)
    if not begins or _NOUN_NOT_BODY.match(words, at):
        return None
    colon = words.find(":", at)
    limit = colon if colon > 0 else len(words)
    end = bodies.region_end(words, at, limit)
    if end < limit - 1 and not re.match(r"\s*(?:\(|phối hợp|chủ trì)", words[end:]) and len(words) - end > 3:
        return None
    start, stop = bodies.trimmed(words, at, min(limit, end))
    return (bodies.normal(words[start:stop]), role) if stop > start else None


def _subjects(context: Context, block: Block, start: int, end: int, owner: _Owner | None) -> list[tuple[str, str, int]]:
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


def _own_subject(text: str, start: int, end: int, owner: _Owner | None) -> tuple[str, str, int] | None:
    """A subject at the head of the sentence or after its preambles, with a verb behind it."""
    role = owner.role if owner else "lead"
    at = start
    for _ in range(6):
        asked = _ASKED.match(text, at, end)
        charged = None if asked or (owner and text.startswith("Phân công", at)) else _CHARGED.match(text, at, end)
        lead = asked or charged
        begin = lead.end() if lead else at
        head = bodies.heads().match(text, begin, end)
        if head and not _NOUN_NOT_BODY.match(text, begin) and not _verb_first(text[begin : begin + 40]):
            stop = bodies.region_end(text, begin, end)
            span = bodies.trimmed(text, begin, stop)
            following = text[stop:end]
            verbal = bool(bodies.verbs().match(following.lstrip())) or bool(
                re.match(
                    r"\s*(?:phải|có trách nhiệm|có nhiệm vụ|chịu|cần|được|căn cứ|theo|gửi|lập|mở|đưa|cử|làm|coi|xem|"
                    r"tự|trình|:)",
                    following,
                )
            )
            long_enough = len(text[span[0] : span[1]].split()) <= 40
            if span[1] > span[0] and long_enough and (verbal or (lead and following.strip(" .;"))):
                after = _MUST.match(text, stop, end)
                task = after.end() if after else stop
                colon = re.match(r"\s*:\s*", text[task:end])
                task += colon.end() if colon else 0
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
    for found in re.finditer(r"[,;]\s+|\s(?=(?:đề nghị|yêu cầu)\s)", text[at:end]):
        nxt = at + found.end()
        if re.search(r"phối hợp|chủ trì|kết hợp", text[at:nxt]):
            return None
        if text[nxt : nxt + 1].islower() and not re.match(
            r"(?:các|những|mọi|từng|toàn thể|đề nghị|yêu cầu|giao|người đứng đầu|thủ trưởng|trưởng|lãnh đạo)\s",
            text[nxt : nxt + 20],
        ):
            continue
        if bodies.heads().match(text, nxt, end) or _ASKED.match(text, nxt, end) or _CHARGED.match(text, nxt, end):
            return nxt
    return None


def _operative(text: str, start: int, end: int) -> int:
    """Where the operative clause begins: "Căn cứ ...", "Là cơ quan thường trực" dropped (ruling 5)."""
    at = start
    while at < end and text[at] in " ,;:-":
        at += 1
    standing = _STANDING.match(text, at, end)
    if standing:
        at = standing.end()
    if re.match(r"(?:Căn cứ|căn cứ|Trên cơ sở|trên cơ sở|Theo (?:chức năng|nhiệm vụ|thẩm quyền))\b", text[at:end]):
        for found in re.finditer(r"[,;]\s+", text[at:end]):
            rest = text[at + found.end() : end]
            if _verb_first(rest) or re.match(r"(?:phải|có trách nhiệm|chịu|coi|xem|đưa|lập|tự|cụ thể)", rest):
                at += found.end()
                break
    return at


def _elsewhere(context: Context, index: int, block: Block) -> list[Duty]:
    """A paragraph elsewhere that says "chủ trì" (ruling 5), unless the word only qualifies a noun (ruling 10)."""
    text = context.text
    start, end = max(block.body_start, block.start), block.end
    for match in _DUTY_WORD.finditer(text, start, end):
        before = text[start : match.start()]
        if _QUALIFIES.search(before):
            continue
        subject = _subject_before(text, start, match.start())
        if subject is None:
            continue
        name, span = subject
        task_start = match.start()
        partners = partners_in(context, block, span[0], end)
        names = tuple(dict.fromkeys(partner for partner, *_ in partners))
        section = context.section_path(block)
        task = first_clause(text, task_start, end)
        duties = [
            Duty(
                name,
                "lead",
                task,
                (span[0], clause_end(text, task_start, end)),
                names,
                deadline_in(context, block, start, end),
                None,
                section,
            )
        ]
        duties += [
            Duty(partner, "coordinate", clause or task, place, (), by_when, None, section)
            for partner, clause, place, by_when in partners
        ]
        return duties
    return []


def _subject_before(text: str, start: int, at: int) -> tuple[str, Span] | None:
    """The last body named right before a verb ("Giao Phòng Kinh tế chủ trì")."""
    best = None
    for head in bodies.heads().finditer(text, start, at):
        stop = bodies.region_end(text, head.start(), at)
        if stop >= at - 1 and best is None:
            best = bodies.trimmed(text, head.start(), stop)
    if best is None or best[1] <= best[0]:
        return None
    name = bodies.normal(text[best[0] : best[1]])
    return (name, best) if len(name.split()) <= 16 else None


def find_assignments(context: Context) -> list[Assignment]:
    """All assignments made in prose."""
    return numbered(context, find_duties(context))
