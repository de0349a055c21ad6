"""Laws cited by their name, and short forms ("Nghị quyết 57")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extraction.citations import DATE, Mention, completed, edtf, kind_names, pinned
from pipeline.grammar import law_names
from pipeline.grammar.rule import Rule, Table
from pipeline.text.spans import Span

_SHORT_KINDS = (
    "Nghị quyết", "Nghị định", "Chỉ thị", "Quyết định", "Kết luận", "Thông tư", "Kế hoạch", "Quy định",
    "Hướng dẫn", "Công điện", "Thông báo", "Công văn", "Đề án",
)  # fmt: skip
_SHORT_LETTERS = {"QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định", "CT": "Chỉ thị", "KL": "Kết luận"}
_COUNTED = re.compile(
    r"\s+(?:năm|tháng|ngày|quý|tuần|nội dung|nhiệm vụ|nhóm|giai đoạn|lần|bản|bộ|lớp|cuộc|đợt|điểm|mục|chương|phần|"
    r"người|cán bộ|đồng chí|thành viên|đơn vị|cơ quan|xã|phường|tỉnh|triệu|tỷ|nghìn|đồng|ha|km|m|tấn|hộ)(?!\w)"
)


_LAW_YEAR = re.compile(r"\s*,?\s*(?:năm\s+|\()?(?P<y>(?:19|20)\d{2})\)?(?![\d/])")

KNOWN_LAWS = ("law-lexicon", "law-constitution")
"""Rules of laws whose issuer is known without being named: one that a list names is of the others in it."""


def find_laws(text: str) -> list[Mention]:
    """Laws cited by their name; one that amends others, and each that it amends."""
    mentions: list[Mention] = []
    amended_until = 0  # end of the name of a law that amends: a date there is its own, not that of the last one amended
    for found in law_names.LAW_WORD.finditer(text):
        law = law_names.at(text, found.start())
        if law is None:
            continue
        end = law.span[1]
        dated, span, stop = (None, None, end) if end == amended_until else _law_date(text, end)
        if law.by == "law-amending":
            amended_until = end
        start, article = pinned(text, found.start())
        mentions.append(
            Mention(
                (start, stop), found["kind"].capitalize(), None, None, None, date=dated, date_span=span,
                title=_in_sentence_case(law.words), article=article, core=(found.end(), end), by=law.by,
                confidence=0.95 if law.by == "law-lexicon" else 0.75,
            )
        )  # fmt: skip
    return mentions


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


_SHORT_END = r"(?P<number>\d{1,4})(?![\w/%]|[.,]\d)(?![^\S\n\t]?[/\-–]\s?\w|[^\S\n\t]+\d)"
_YEARS = range(1900, 2101)
_WITHIN = re.compile(r"[\w/-]")
"""Right before what is the end of a longer word or symbol."""


def _constitution(match: re.Match[str]) -> Iterator[Mention]:
    dated, span, stop = _law_date(match.string, match.end())
    if match["whose"] or dated:
        start, article = pinned(match.string, match.start())
        yield Mention(
            (start, stop), "Hiến pháp", None, None, None, date=dated, date_span=span,
            title=" ".join(match.group().split()), article=article, core=match.span(), by="law-constitution",
            confidence=0.95,
        )  # fmt: skip


def _short(kind: str, by: str, match: re.Match[str]) -> Iterator[Mention]:
    text, number = match.string, match["number"]
    apart = not _WITHIN.match(text, match.start() - 1) if match.start() else True
    if apart and int(number) not in _YEARS and not _COUNTED.match(text, match.end()):
        mention = Mention(match.span(), kind, number, None, None, core=match.span("number"), by=by, confidence=0.85)
        yield completed(text, mention, len(text))


UNNUMBERED = Table(
    (
        Rule(
            "law-constitution",
            re.compile(
                r"Hiến pháp(?<!\wHiến pháp)"
                r"(?P<whose>\s+nước\s+Cộng\s+(?:hòa|hoà)\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam)?(?!\w)"
            ),
            _constitution,
            "ruling 1",
            (
                ("Căn cứ Hiến pháp năm 2013", ("Hiến pháp 2013",)),
                ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", ("Hiến pháp",)),
            ),
            ("tuân thủ Hiến pháp và pháp luật",),
            needs=(("hiến pháp",),),
        ),
        Rule(
            "short-form",
            re.compile(rf"(?P<kind>{'|'.join(_SHORT_KINDS)})(?:[^\S\n]+(?:số[^\S\n]+)?){_SHORT_END}"),
            lambda match: _short(kind_names()[match["kind"].lower()], "short-form", match),
            "ruling 1",
            (("thực hiện Nghị quyết 57", ("Nghị quyết 57",)), ("theo Đề án số 06", ("Đề án 06",))),
            ("Nghị quyết 2026", "Kế hoạch 3 năm", "Quyết định 12/QĐ-UBND", "Thông báo 15 hộ dân"),
        ),
        Rule(
            "short-form-letters",
            re.compile(rf"(?P<kind>{'|'.join(_SHORT_LETTERS)})(?:[^\S\n]*(?:số[^\S\n]+)?){_SHORT_END}"),
            lambda match: _short(_SHORT_LETTERS[match["kind"]], "short-form-letters", match),
            "ruling 1",
            (("theo QĐ 66", ("Quyết định 66",)), ("NQ57 của Bộ Chính trị", ("Nghị quyết 57",))),
            ("CT 2026", "NQ 57/TW", "KL 12 tấn", "12-NQ 57"),
        ),
    ),
    lambda mention: f"{mention.type} {mention.number or mention.date or ''}".strip(),
    re.compile("Hiến pháp|[^\\W\\d_]\\s*\\d"),
    re.compile(r"(?!)"),
)
"""The Constitution by its whole name or with its year, and kind and number alone; each with what stands around it."""
