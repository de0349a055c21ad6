"""Laws cited by their name, and short forms ("Nghị quyết 57")."""

from __future__ import annotations

import re
from functools import cache

from pipeline.assets import lines
from pipeline.extraction.citations import DATE, PIN, Mention, completed, edtf, kind_names
from pipeline.text.spans import Span

_SHORT_AFTER = re.compile(
    r"(?:\s+(?:của|về|ngày|ban hành|đã|và|nêu|trên|là|được|trong|cho|tại|có|theo|đối|do|đến|của)\b|\s*[.,;:)”\"\]]|"
    r"\s*$|\s+[-–]\s|\s+[A-ZĐ])"
)


_SHORT_KINDS = (
    "Nghị quyết", "Nghị định", "Chỉ thị", "Quyết định", "Kết luận", "Thông tư", "Kế hoạch", "Quy định",
                "Hướng dẫn", "Công điện", "Thông báo", "Công văn")  # fmt: skip


LAW_WORD = re.compile(r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh)\s+(?!này\b|nêu\b|trên\b|số\b)(?=[^\W\d_])")


_LAW_YEAR = re.compile(r"\s*,?\s*(?:năm\s+|\()?(?P<y>(?:19|20)\d{2})\)?(?![\d/])")


_LAW_STOP = re.compile(
    r"\s*(?:[,;:.()“”\"\n]|\b(?:năm|ngày|số|được|quy định|có hiệu lực|và các|cho|đã|theo|trên|tại|trong|đến|là|về|để|"
    r"gắn|nhằm|của|với|như|từ)\b|\d)"
)


@cache
def _law_names() -> re.Pattern[str]:
    names = "|".join(re.escape(entry) for entry in sorted(lines("laws.txt"), key=len, reverse=True))
    return re.compile(rf"(?:{names})(?!\w)", re.IGNORECASE)


def find_laws(text: str) -> list[Mention]:
    mentions = []
    for found in LAW_WORD.finditer(text):
        begin = found.end()
        named = _law_names().match(text, begin)
        end = named.end() if named else _unlisted_law_end(text, begin)
        if end is None:
            continue
        full = DATE.match(text, end)
        year = _LAW_YEAR.match(text, end)
        dated: str | None = None
        span: Span | None = None
        stop = end
        if full and not full.group("y3"):
            dated, span, stop = edtf(full), full.span("date"), full.end()
        elif year:
            dated, span, stop = year.group("y"), year.span("y"), year.end()
        pin = PIN.search(text[max(0, found.start() - 90) : found.start()])
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


def find_short_forms(text: str) -> list[Mention]:
    kinds = "|".join(_SHORT_KINDS)
    pattern = re.compile(
        rf"(?<!\w)(?P<kind>{kinds})[^\S\n]+(?:số[^\S\n]+)?(?P<number>\d{{1,4}})(?![\w/%.,]*\d)(?![/\-–]\w)",
        re.IGNORECASE,
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
            found.span(), kind_names()[found.group("kind").lower()], number, None, None,
            core=found.span("number"), by="short-form", confidence=0.85,
        )  # fmt: skip
        mentions.append(completed(text, mention, len(text)))
    return mentions
