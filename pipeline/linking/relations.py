"""What a text says that one document does to another: amends it, replaces it, ends it; and when one takes effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol

from pipeline.text.spans import Span
from pipeline.text.unicode import fold

Does = Literal["amends", "replaces", "repeals"]


class Cited(Protocol):
    """A mention, as far as relations and facts are read from it."""

    @property
    def canonical(self) -> str | None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def article(self) -> str | None: ...
    @property
    def span(self) -> Span: ...


@dataclass(frozen=True, slots=True)
class Relation:
    """That `by` does something to `to`: positions in the list of mentions, or for `by` the kind of the paper itself."""

    by: int | str
    does: Does
    to: int


_VERBS: tuple[tuple[str, Does], ...] = (
    (r"sửa đổi(?:,| và)? bổ sung|sửa đổi|bổ sung", "amends"),
    (r"thay thế", "replaces"),
    (r"bãi bỏ|hủy bỏ|huỷ bỏ", "repeals"),
)
_WHOLE = r"(?:\s+toàn bộ)?(?:\s+các)?\s*"
_SOME = r"\s+(?:một số\s+)?(?:điều|điểm|khoản|nội dung|quy định)?(?:\s+(?:của|tại|trong))?(?:\s+các)?\s*"
_ACTIVE = tuple(
    (re.compile(rf"(?:^|.*[\s,;(])(?:{verb}){_SOME if does == 'amends' else _WHOLE}$", re.IGNORECASE | re.DOTALL), does)
    for verb, does in _VERBS
)
_PASSIVE = tuple(
    (
        re.compile(
            rf"^[\s,;(]*(?:đã\s+)?(?:được|bị)\s+(?:{verb})(?:{_SOME})?(?:\s*(?:bởi|bằng|tại|theo|ở))(?:\s+các)?\s*$",
            re.IGNORECASE,
        ),
        does,
    )
    for verb, does in _VERBS
)
_REACH = 240  # characters between two mentions over which a verb still binds them

KINDS = (
    "Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết liên tịch|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị"
)
_THIS = rf"(?P<kind>{KINDS})\s+này"
_REPLACES = re.compile(rf"{_THIS}\b[^.\n]{{0,120}}?(?:thay thế|bãi bỏ)(?:\s+toàn bộ)?(?:\s+các)?\s+(?P<list>[^\n]+)")
_ENDS = re.compile(
    rf"^(?:\d+\.|[a-zđ]\))?\s*(?P<list>[^\n]+?)\s+hết hiệu lực(?:\s+thi hành)?(?:\s+kể)?\s+từ ngày\s+"
    rf"{_THIS}\s+có hiệu lực"
)
_EFFECT = re.compile(
    rf"^(?:\d+\.|[a-zđ]\))?\s*{_THIS}\s+có hiệu lực(?:\s+thi hành)?(?:\s+kể)?\s+từ\s+ngày\s+"
    r"(?P<d>\d{1,2})(?:\s+tháng\s+|[/.-])(?P<m>\d{1,2})"
    r"(?:\s+năm\s+|[/.-])(?P<y>(?:19|20)\d{2})"
)
_PARTS = re.compile(rf",?\s+và\s+(?=(?:{KINDS})\s)|,\s+(?=(?:{KINDS})\s+(?:số|liên tịch số)\s)")
_AS_AMENDED = re.compile(r"\b(?:sửa đổi|bổ sung|ban hành kèm theo|quy định chi tiết)\b")
_SEVERAL = re.compile(r"(?:sửa đổi|bổ sung)[^;]{0,60}\b(?:một số|các) (?:điều|nội dung|quy định)\b[^;]{0,20}\bcủa\b")
_BARE_LAW = re.compile(r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+số\b")
_RANKS = (
    ("luat", "bo luat", "phap lenh", "nghi quyet"),
    ("nghi dinh",),
    ("quyet dinh", "chi thi"),
    ("thong tu", "thong tu lien tich"),
)


def relations(text: str, mentions: Sequence[Cited]) -> Iterator[Relation]:
    """The relations that a paragraph states between its mentions, or between the paper itself and a mention.

    Only whole documents are replaced or ended: a mention with a pin-point ("Điều 5 của ...") is part of one.
    """
    for at in range(1, len(mentions)):
        found = _between(text, mentions, at)
        if found is not None and not (found.does != "amends" and mentions[found.to].article):
            yield found
    for pattern in (_REPLACES, _ENDS):
        for found_list in pattern.finditer(text):
            for at in _whole_documents(text, mentions, found_list.span("list")):
                if _rank(found_list["kind"]) <= _rank(mentions[at].type or ""):
                    yield Relation(found_list["kind"], "replaces", at)


def effect(text: str) -> tuple[str, str] | None:
    """(kind, day) where a paragraph opens with when the paper itself takes effect, as a whole; else None."""
    found = _EFFECT.match(text)
    if found is None or not (1 <= int(found["m"]) <= 12 and 1 <= int(found["d"]) <= 31):
        return None
    return found["kind"], f"{found['y']}-{int(found['m']):02d}-{int(found['d']):02d}"


def _between(text: str, mentions: Sequence[Cited], at: int) -> Relation | None:
    """The relation that the words between a mention and the one before it state."""
    if mentions[at - 1].canonical is None or mentions[at].canonical is None:
        return None
    words = text[mentions[at - 1].span[1] : mentions[at].span[0]]
    if len(words) > _REACH or re.search(r"[\n;]|\.\s", words):
        return None
    for pattern, does in _PASSIVE:
        if pattern.match(words):
            return Relation(at, does, at - 1)
    for pattern, does in _ACTIVE:
        if pattern.match(words):
            return Relation(at - 1, does, at)
    return None


def _rank(kind: str) -> int:
    """Place of a kind of document in the hierarchy, the law first: none ends one that stands above it."""
    return next((place for place, kinds in enumerate(_RANKS) if fold(kind) in kinds), 0)


def _whole_documents(text: str, mentions: Sequence[Cited], within: Span) -> Iterator[int]:
    """The mentions that open the parts of a list.

    What a part says further is about its first: "Luật X số 1, đã được sửa đổi theo Luật số 2 và Luật số 3" is one.
    """
    stop = re.compile(r"\.\s|\.$").search(text, *within)
    low, high = within[0], stop.start() if stop else within[1]
    edges = [low, *(at for at in range(low, high) if text[at] == ";"), high]
    for begin, close in pairwise(edges):
        tail = _AS_AMENDED.search(text, begin, close)
        several = tail is not None and _SEVERAL.match(text, tail.start(), close)
        close = tail.start() if tail else close
        cuts = [begin, *(cut.end() for cut in _PARTS.finditer(text, begin, close)), close]
        for start, end in pairwise(cuts):
            at = _opening(text, mentions, start, end)
            if at is not None:
                yield at
        if several:
            return  # the documents that follow may be those that this one amends


def _opening(text: str, mentions: Sequence[Cited], start: int, end: int) -> int | None:
    """The whole document whose mention a piece of text begins with."""
    for at, mention in enumerate(mentions):
        if mention.span[0] >= start:
            opens = mention.span[0] < end and not re.sub(r"\b(?:và|các)\b|[ ,;:]", "", text[start : mention.span[0]])
            whole = mention.canonical and not mention.article and not _BARE_LAW.match(text, mention.span[0])
            return at if opens and whole else None
    return None
