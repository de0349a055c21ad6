"""Legal references: numbered documents, laws by name, short forms; one entry a mention (ANNOTATION, rulings 1-2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.assets import lines
from pipeline.extraction import bodies
from pipeline.extraction.context import Context
from pipeline.extraction.symbols import Symbol, find
from pipeline.records import LegalReference
from pipeline.spans import Span
from pipeline.text import fold

_DATE = re.compile(
    r"[\s,(]*(?:ban hành\s+|ký\s+)?(?P<date>(?:ngày\s*)?(?P<d>\d{1,2})\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>(?:19|20)\d{2})"
    r"|ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4})|năm\s+(?P<y3>(?:19|20)\d{2}))(?!\d)\)?",
    re.IGNORECASE,
)
_OF = re.compile(r"[\s,]*(?:của|do)\s+")
_PIN = re.compile(
    r"((?:(?:các\s+)?điểm\s+[a-zđ](?:\s?(?:,|và)\s?(?:điểm\s+)?[a-zđ](?!\w))*[,\s]+)?(?:(?:các\s+)?khoản\s+\d{1,2}(?:\s?(?:,|và)\s?(?:khoản\s+)?\d{1,2})*"
    r"[,\s]+)?(?:Điều|điều)\s+\d{1,3}[a-zđ]?(?:\s?(?:,|và)\s?(?:Điều\s+)?\d{1,3})*|(?:(?:Mục|mục|Phần|phần|Chương|chương|Phụ lục|Mẫu số|Biểu)\s+[IVX\d]+(?:\.\d+)*[,\s]+)*(?:Mục|mục|Phần|phần|Chương|chương|Phụ lục|Mẫu số|Biểu)\s+[IVX\d]+(?:\.\d+)*)[,\s]+(?:của\s+|(?:ban hành\s+)?kèm theo\s+)?$"
)
_PIN_AFTER = re.compile(r"\s*\(((?:điểm [a-zđ] )?(?:khoản \d+ )?Điều \d+[a-z]?)\)")
_TITLE = re.compile(
    r"[\s,]*(?P<title>(?:về(?: việc)?|v/v|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|triển khai|thực hiện|phát động|tổ chức|công bố|"
    r"bổ sung|thành lập|giao|tăng cường|cập nhật)\s.+)",
    re.IGNORECASE,
)
_TRAILING_ISSUER = re.compile(
    r"\s+của\s+((?:Bộ Chính trị|Ban Bí thư|Chính phủ|Thủ tướng Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|Ban Chấp hành Trung ương"
    r"|(?:Ban Thường vụ |Ban Chấp hành )?(?:Tỉnh ủy|Thành ủy|Đảng ủy)|(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)|Bộ)"
    r"(?:\s+[^\W\d_][^,;.]{0,40})?)(?=$|,)"
)
_ISSUER_BEFORE = re.compile(
    r"(?:của|do)\s+(?P<issuer>(?!Kế hoạch|Nghị quyết|Quyết định)[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝỦ][^,;.:()\n]{2,80}?)\s+(?:ban hành\s+)?(?:tại|theo)\s+(?:các\s+)?$"
)
_NUMBER_WORD = r"(?:\(?\s?số\s?[:.]?\s?|số\s+hiệu\s+)"
_SHORT_AFTER = re.compile(
    r"(?:\s+(?:của|về|ngày|ban hành|đã|và|nêu|trên|là|được|trong|cho|tại|có|theo|đối|do|đến|của)\b|\s*[.,;:)”\"\]]|\s*$|\s+[-–]\s|\s+[A-ZĐ])"
)
_SHORT_KINDS = ("Nghị quyết", "Nghị định", "Chỉ thị", "Quyết định", "Kết luận", "Đề án", "Thông tư", "Kế hoạch", "Quy định",
                "Hướng dẫn", "Chương trình", "Công điện", "Thông báo", "Công văn")  # fmt: skip
_LAW_WORD = re.compile(r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh)\s+(?!này\b|nêu\b|trên\b|số\b)(?=[^\W\d_])")
_LAW_YEAR = re.compile(r"\s*,?\s*(?:năm\s+|\()?(?P<y>(?:19|20)\d{2})\)?(?![\d/])")
_LAW_STOP = re.compile(
    r"\s*(?:[,;:.()“”\"\n]|\b(?:năm|ngày|số|được|quy định|có hiệu lực|và các|cho|đã|theo|trên|tại|trong|đến|là|về|để|gắn|nhằm|của|với|như|từ)\b|\d)"
)
_ANAPHORS = re.compile(r"(?:này|nêu trên|nói trên|trên đây|trên)(?!\w)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference as found, before it is numbered: its fields with their spans."""

    span: Span
    type: str | None
    number: str | None
    symbol: str | None
    canonical: str | None
    date: str | None = None
    date_span: Span | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    title: str | None = None
    article: str | None = None
    core: Span = (0, 0)
    """The number with its symbol (or the law's name) alone."""
    by: str = "symbol-grammar"
    confidence: float = 0.97


@cache
def _kinds() -> re.Pattern[str]:
    entries = "|".join(re.escape(entry) for entry in sorted(lines("document_types.txt"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<kind>{entries})(?!\w)", re.IGNORECASE)


@cache
def _kind_names() -> dict[str, str]:
    return {entry.lower(): entry for entry in lines("document_types.txt")}


@cache
def _law_names() -> re.Pattern[str]:
    names = "|".join(re.escape(entry) for entry in sorted(lines("laws.txt"), key=len, reverse=True))
    return re.compile(rf"(?:{names})(?!\w)", re.IGNORECASE)


def find_references(context: Context) -> tuple[list[LegalReference], list[Mention], list[Mention]]:
    """All mentions in reading order, as record items and as raw mentions; last, the plan's mentions of itself."""
    text, document = context.text, context.document
    own = {block.start: block for block in document.blocks if block.kind == "head"}
    mentions = _numbered(text, [symbol for symbol in find(text) if not _in_head(context, symbol.start, own)])
    taken = [mention.span for mention in mentions]
    mentions += [m for m in _laws(text) if not _covered(m.span, taken)]
    taken = [mention.span for mention in mentions]
    mentions += [m for m in _short_forms(text) if not _covered(m.span, taken)]
    own_symbol = _own_symbol(context)
    mentions.sort(key=lambda mention: mention.span)
    own_mentions = [mention for mention in mentions if _is_own(context, mention, own_symbol)]
    mentions = _shared(text, [mention for mention in mentions if mention not in own_mentions])
    return _items(context, mentions), mentions, own_mentions


def anaphora(text: str, mentions: Sequence[Mention]) -> list[tuple[Span, int | None]]:
    """Short forms without a number ("Quyết định nêu trên"), each with the index of the mention that it means.

    "Kế hoạch này" means the plan itself: index None.
    """
    found: list[tuple[Span, int | None]] = []
    for kind in _kinds().finditer(text):
        tail = _ANAPHORS.match(text, kind.end() + 1)
        if not tail:
            continue
        name = _kind_names()[kind.group("kind").lower()]
        span = (kind.start(), tail.end())
        if tail.group() == "này":
            found.append((span, None))
            continue
        before = [i for i, m in enumerate(mentions) if m.span[1] <= kind.start() and m.type == name]
        if before:
            found.append((span, before[-1]))
    return found


def _in_head(context: Context, at: int, own: dict[int, object]) -> bool:
    return context.document.blocks[context.block_index(at)].start in own


def _covered(span: Span, taken: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


# ------------------------------------------------------------------------------------- numbered documents


def _numbered(text: str, symbols: Sequence[Symbol]) -> list[Mention]:
    mentions: list[Mention] = []
    for index, symbol in enumerate(symbols):
        floor = symbols[index - 1].end if index else 0
        limit = symbols[index + 1].start if index + 1 < len(symbols) else len(text)
        opening = _opening(text, symbol.start, floor)
        previous = mentions[-1] if mentions else None
        if opening is None:
            kind, start, issuer, issuer_span, title = None, symbol.start, None, None, None
        else:
            kind, start, issuer, issuer_span, title = opening
        if kind is None:
            start = _number_word_start(text, symbol.start)
            kind = _listed_kind(text, previous, start, symbol) or symbol.kind
        mention = Mention(
            (start, symbol.end), kind, symbol.number, symbol.symbol, symbol.canonical,
            issuer=issuer, issuer_span=issuer_span, title=title, core=(symbol.start, symbol.end),
        )  # fmt: skip
        mentions.append(_completed(text, mention, limit))
    return mentions


def _opening(text: str, at: int, floor: int) -> tuple[str, int, str | None, Span | None, str | None] | None:
    """The kind named before a number: "Quyết định số", "Luật Đất đai số", "Quyết định của X số"."""
    window_start = max(floor, at - 160, text.rfind("\n", 0, at) + 1)
    window = text[window_start:at]
    number_word = re.search(rf"\s*{_NUMBER_WORD}?$", window, re.IGNORECASE)
    cut = number_word.start() if number_word else len(window)
    lead = window[:cut]
    kinds = list(_kinds().finditer(lead))
    if not kinds:
        return None
    last = kinds[-1]
    name = _kind_names()[last.group("kind").lower()]
    between = lead[last.end() :]
    start = window_start + last.start()
    if not between.strip(" :,(-"):
        return name, start, None, None, None
    if name in ("Luật", "Bộ luật", "Pháp lệnh"):
        law = _law_before(lead)
        if law:
            return law[0], window_start + law[1], None, None, law[2]
    of = _OF.match(between)
    if of:
        issuer_start = window_start + last.end() + of.end()
        issuer_end = issuer_end_at(text, issuer_start, window_start + cut)
        rest = text[issuer_end : window_start + cut].strip(" ,(")
        if issuer_end > issuer_start and not rest:
            return name, start, bodies.normal(text[issuer_start:issuer_end]), (issuer_start, issuer_end), None
    if re.fullmatch(r"\s*(?:liên tịch|hành động|phối hợp|công tác|liên ngành|tóm tắt|cá biệt|kết luận)\s*", between):
        return name, start, None, None, None
    return None


def _law_before(lead: str) -> tuple[str, int, str] | None:
    for found in reversed(list(_LAW_WORD.finditer(lead))):
        name = lead[found.end() :].strip(" ,(")
        if len(name) < 130 and ";" not in name and "\n" not in name:
            name = re.sub(r"\s+(?:năm\s+)?(?:19|20)\d{2}$", "", name)
            return found.group("kind"), found.start(), f"{found.group('kind')} {name}"
    return None


def _number_word_start(text: str, at: int) -> int:
    found = re.search(rf"{_NUMBER_WORD}$", text[max(0, at - 12) : at], re.IGNORECASE)
    return at - len(found.group()) if found else at


def _listed_kind(text: str, previous: Mention | None, at: int, symbol: Symbol) -> str | None:
    """The kind of a list's first entry, where this entry stands in the same list and can be of that kind."""
    if previous is None or at - previous.span[1] > 60 or symbol.canonical.split("/")[-1][:2] == "QH" and symbol.kind:
        return None
    between = text[previous.span[1] : at]
    if not re.fullmatch(r"(?:[\s,;]|và|số)*", between):
        return None
    if symbol.kind in (None, "Công văn") or symbol.kind == previous.type:
        return previous.type
    return None


def _completed(text: str, mention: Mention, limit: int) -> Mention:
    """Date, issuer, title and pin-point around a number; `limit` is where the next number begins."""
    line_end = text.find("\n", mention.span[1])
    limit = min(limit, line_end if line_end >= 0 else len(text))
    at = mention.span[1]
    date, date_span, issuer, issuer_span = None, None, mention.issuer, mention.issuer_span
    for _ in range(2):
        dated = _DATE.match(text, at, limit)
        if dated and date is None:
            date, date_span, at = _edtf(dated), dated.span("date"), dated.end()
        of = _OF.match(text, at, limit)
        if of and issuer is None:
            end = issuer_end_at(text, of.end(), limit)
            if end > of.end():
                issuer_span = (of.end(), end)
                issuer, at = bodies.normal(text[of.end() : end]), end
    stated = _ISSUER_BEFORE.search(text[max(0, mention.span[0] - 120) : mention.span[0]]) if issuer is None else None
    if stated:
        issuer = bodies.normal(stated.group("issuer"))
    title = mention.title
    titled = _TITLE.match(text[at:limit])
    if titled and title is None:
        title = _title(titled.group("title"))
        trailing = _TRAILING_ISSUER.search(title)
        if trailing and issuer is None:
            issuer, title = bodies.normal(trailing.group(1)), title[: trailing.start()]
            shift = text.find(trailing.group(1), at, limit)
            issuer_span = (shift, shift + len(trailing.group(1))) if shift >= 0 else None
    pin_match = _PIN.search(text[max(0, mention.span[0] - 90) : mention.span[0]])
    article = " ".join(pin_match.group(1).split()) if pin_match else None
    after_pin = _PIN_AFTER.match(text, mention.span[1])
    if article is None and after_pin:
        article = after_pin.group(1)
    start = mention.span[0] - (len(pin_match.group(0)) if pin_match else 0)
    return replace(
        mention, span=(start, max(at, mention.span[1])), date=date, date_span=date_span,
        issuer=issuer, issuer_span=issuer_span, title=title, article=article,
    )  # fmt: skip


def _title(words: str) -> str:
    end = re.search(
        r"[;\n]|\.\s|\.$|(?<=[”\"]),|\s+(?:và|,)\s+(?=(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Công văn)\s+số)", words
    )
    return " ".join(words[: end.start() if end else len(words)].split())[:300].rstrip(" ,.;")


def _edtf(found: re.Match[str]) -> str | None:
    if found.group("y3"):
        return found.group("y3")
    day, month = int(found.group("d") or found.group("d2")), int(found.group("m") or found.group("m2"))
    year = found.group("y") or found.group("y2")
    return f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


_ISSUER_END = re.compile(
    r"[;:.(“\"\n]|,(?!\s+(?:(?:[A-ZĐ][^\W\d_]*\s+){1,3}và\s+[A-ZĐ]|khoa học|công nghệ|đổi mới|chống))|"
    r"\s+(?:về|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|bổ sung|triển khai|"
    r"thực hiện|phát động|tổ chức(?!\s+[A-ZĐ])|công bố|thành lập|giao|cập nhật|"
    r"v/v|tại|trong|đã|được|và(?=\s+(?:các|những|một)\b|\s+(?!phát triển|đào tạo|môi trường|công nghệ|du lịch|xã hội|đầu tư|truyền thông)[a-zđ])|"
    r"ngày|số|năm|trên|nhằm|để|với|theo|cho|đến|kèm|có|là|yêu cầu|chỉ đạo|đối|nêu|tăng cường|khóa|phải|bằng|xác định|do|trình|do|gắn|từ|bảo đảm|đẩy mạnh|"
    r"Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Nghị định|Thông tư|Công văn|Chương trình|Hướng dẫn|Kết luận)(?!\w)"
)
_STEERING = re.compile(r"(?:Ban Chỉ đạo|Tiểu ban|Hội đồng|Tổ công tác|Ủy ban Quốc gia)\b")
_STEERING_END = re.compile(r"[;:.(“\"\n]|\s(?:ban hành|đã|được|yêu cầu|ngày|số|nêu)\b")
_ISSUER_START = re.compile(
    r"[A-ZĐÂĂÊÔƠƯỦÁ]|(?:liên|thành phố|tỉnh|xã|phường|thị|huyện|ủy|cấp|đảng|hội đồng|sở|bộ|ban)\b"
)


def issuer_end_at(text: str, start: int, limit: int) -> int:
    """Where the issuer's name that begins at `start` ends; `start` itself where none begins there."""
    if not _ISSUER_START.match(text, start):
        return start
    ending = _STEERING_END if _STEERING.match(text, start) else _ISSUER_END
    found = ending.search(text, start, min(limit, start + 160))
    end = found.start() if found else min(limit, start + 160)
    return bodies.trimmed(text, start, end)[1]


# ---------------------------------------------------------------------------- laws by name, short forms


def _laws(text: str) -> list[Mention]:
    mentions = []
    for found in _LAW_WORD.finditer(text):
        begin = found.end()
        named = _law_names().match(text, begin)
        end = named.end() if named else _unlisted_law_end(text, begin)
        if end is None:
            continue
        full = _DATE.match(text, end)
        if full and not full.group("y3"):
            dated, span, stop = _edtf(full), full.span("date"), full.end()
        else:
            year = _LAW_YEAR.match(text, end)
            dated, span, stop = (year.group("y"), year.span("y"), year.end()) if year else (None, None, end)
        pin = _PIN.search(text[max(0, found.start() - 90) : found.start()])
        start = found.start() - (len(pin.group(0)) if pin else 0)
        mentions.append(
            Mention(
                (start, stop),
                found.group("kind"),
                None,
                None,
                None,
                date=dated,
                date_span=span,
                title=" ".join(text[found.start() : end].split()),
                article=" ".join(pin.group(1).split()) if pin else None,
                core=(begin, end),
                by="law-lexicon" if named else "law-grammar",
                confidence=0.95 if named else 0.75,
            )  # fmt: skip
        )
    return mentions


def _unlisted_law_end(text: str, begin: int) -> int | None:
    """A law outside the lexicon: a capitalised name up to the first word that cannot be in one."""
    if not text[begin].isupper():
        return None
    stop = _LAW_STOP.search(text, begin)
    end = stop.start() if stop else len(text)
    words = text[begin:end].split()
    return end if 1 <= len(words) <= 14 else None


def _short_forms(text: str) -> list[Mention]:
    kinds = "|".join(_SHORT_KINDS)
    pattern = re.compile(
        rf"(?<!\w)(?P<kind>{kinds})\s+(?:số\s+)?(?P<number>\d{{1,4}})(?![\w/%.,]*\d)(?![/\-–]\w)", re.IGNORECASE
    )
    mentions = []
    for found in pattern.finditer(text):
        number = found.group("number")
        if (
            1900 <= int(number) <= 2100
            or not _SHORT_AFTER.match(text, found.end())
            or not found.group("kind")[0].isupper()
        ):
            continue
        mention = Mention(
            found.span(), _kind_names()[found.group("kind").lower()], number, None, None,
            core=found.span("number"), by="short-form", confidence=0.85,
        )  # fmt: skip
        mentions.append(_completed(text, mention, len(text)))
    return mentions


# --------------------------------------------------------------------------------------- the whole list


def _own_symbol(context: Context) -> tuple[str | None, str | None]:
    """The plan's own number and symbol as its head prints them; None where blank."""
    for block in context.document.blocks:
        if block.kind == "head":
            found = _OWN.search(context.text, block.start, block.end)
            if found:
                return found.group("number") or None, re.sub(r"\s", "", found.group("symbol"))
    return None, None


_OWN = re.compile(r"Số\s*:?\s*(?P<number>\d*)\s*[/\-–]\s*(?P<symbol>[A-ZĐ][^\s,;]*)")


def _is_own(context: Context, mention: Mention, own: tuple[str | None, str | None]) -> bool:
    """The plan's own number, as its annexes repeat it ("Kèm theo Kế hoạch số ...")."""
    before = fold(context.text[max(0, mention.core[0] - 60) : mention.core[0]])
    block = context.document.blocks[context.block_index(mention.span[0])]
    if mention.symbol is None or mention.symbol != own[1] or own[0] not in (None, mention.number):
        return False
    return bool(re.search(r"(?:kem theo|ban hanh theo|ban hanh kem)\b", before)) and block.end - block.start < 260


def _shared(text: str, mentions: list[Mention]) -> list[Mention]:
    """An issuer named once after a list is the issuer of each entry ("A, B và C của Chính phủ")."""
    out = list(mentions)
    for index in range(len(out) - 2, -1, -1):
        here, after = out[index], out[index + 1]
        if here.issuer or not after.issuer or after.issuer_span is None or here.by == "law-lexicon":
            continue
        if here.canonical is None and here.type in ("Luật", "Bộ luật"):
            continue
        between = text[here.span[1] : after.span[0]]
        titled = here.title and here.type == after.type and "\n" not in between and ";" not in between
        if titled and after.issuer_span[0] > after.span[1] + 8 and len(between) < 160:
            between = between[between.rfind(",") :] if "," in between[-30:] else between[-4:]
        if re.fullmatch(r"(?:[\s,;]|và|các|số)*", between) and after.issuer_span[0] > here.span[1]:
            out[index] = replace(here, issuer=after.issuer, issuer_span=after.issuer_span)
    return out


def _items(context: Context, mentions: Sequence[Mention]) -> list[LegalReference]:
    basis_end = context.basis_end()
    first: dict[str, str] = {}
    items = []
    for index, mention in enumerate(mentions):
        key = _key(mention)
        identity = f"r{index + 1}"
        antecedent = first.get(key) or (_antecedent(mention, mentions[:index]) if mention.canonical is None else None)
        first.setdefault(key, identity)
        items.append(
            LegalReference(
                id=identity,
                type=mention.type,
                number=mention.number,
                symbol=mention.symbol,
                canonical=mention.canonical,
                date=mention.date,
                issuer=mention.issuer,
                title=mention.title,
                article=mention.article,
                role="basis" if mention.span[0] < basis_end else "body",
                repeats=antecedent,
                quote=context.text[mention.span[0] : mention.span[1]],
                evidence=context.locator.evidence(mention.span),
                confidence=mention.confidence,
                by=mention.by,
            )
        )
    return items


def _key(mention: Mention) -> str:
    if mention.canonical:
        return mention.canonical.upper()
    return f"{mention.type} {mention.number or (mention.title or '').lower()}"


def _antecedent(mention: Mention, before: Sequence[Mention]) -> str | None:
    """The first mention that a short form ("Nghị quyết 57") repeats: same kind, same number."""
    for index, earlier in enumerate(before):
        if mention.number and earlier.number == mention.number and earlier.type == mention.type:
            return f"r{index + 1}"
    return None
