"""The rule on one piece of work that is given two times to be done by: in text and annex, or twice in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Block, DateMention
from pipeline.text.spans import Span
from pipeline.text.unicode import fold
from pipeline.vietnam.calendar import last_day

_SMALL = frozenset(
    ("viec", "doi", "voi", "cho", "cac", "cua", "tren", "tai", "va", "trong", "ve", "den", "nam", "theo", "duoc")
    + ("cung", "nhung", "mot", "so", "quy", "thang", "ngay", "tu", "het")
)
_WORK = re.compile(
    r"\b(?:to chuc|bo tri|ra soat|mo lop|so ket|tong ket|xay dung|ban hanh|hoan thanh|hoan thien|thanh lap|phe duyet|"
    r"dau tu)\b"
)
_DONE_BY = re.compile(r"\bhoan thanh\b")
_LEAST = 7  # words of meaning that a clause needs to say what work it is
_RUN = 8  # words in a row that a row of an annex and a sentence share where they name the same work
_SHARED = 0.9  # share of the words of the row that stand in the sentence
_SHARED_IN_TEXT = 0.8  # the same for two sentences, each of which says that the work is finished by then
_TITLE_WORDS = 8  # words of a heading up to which it is one of time ("a) Đến năm 2026")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A clause, or the cell of a row, with the one time that holds for it."""

    span: Span
    said: str
    words: tuple[str, ...]
    time: DateMention
    last: str
    block: Block

    @property
    def in_row(self) -> bool:
        """Whether it stands in a table."""
        return self.block.kind == "row"


def two_times(view: View) -> Iterator[Hit]:
    """Work that the annex sets for later than the text, or that two sentences finish in different years."""
    dated = list(_dated(view))
    for first, second in _alike(dated):
        one, other = dated[first], dated[second]
        text, row = (one, other) if other.in_row else (other, one)
        if text.in_row or text.block == row.block or not _same_work(text, row):
            continue
        later = row.last[:4] > text.last[:4] or (row.last > text.last and _named_in(text, row))
        if later if row.in_row else row.last[:4] != text.last[:4]:
            times = [" ".join(each.time.quote.split()) for each in (text, row)]
            about = f"{' '.join(row.said.split())[:90]}: {times[0]} / {times[1]}"
            yield Hit(view.clip(*row.span), about, {"first": times[0], "second": times[1]})
    yield from events(view)


_EVENT = re.compile(
    r"(?:to chuc|khai mac|phoi hop to chuc|tham gia)\s+"
    r"(?P<name>(?:le|hoi|ngay|tuan|thang|cuoc|giai|hoi nghi)\s[^\n\t;:.,()]{6,80})$"
)
_NAME_WORDS = 3  # words of an event's name from which it is one


def events(view: View) -> Iterator[Hit]:
    """An event that a row of a table and a sentence set for days that do not meet."""
    times = [one for one in view.record.dates if one.role in ("milestone", "period", "deadline") and _to_the_day(one)]
    for table in view.document.tables:
        for row in table.rows[table.header_rows :]:
            named = [
                (cell, one["name"]) for cell in row if (one := _EVENT.match(_flat(view.folded[cell.start : cell.end])))
            ]
            if not named or len(named[0][1].split()) < _NAME_WORDS:
                continue
            own = [one for one in times if row[0].start <= one.evidence.start < row[-1].end]
            if len(own) != 1:
                continue
            cell, name = named[0]
            for mention in (one for one in times if _told_of(view, one, name, times) and not _meet(one, own[0])):
                said = [_flat(one.quote) for one in (mention, own[0])]
                about = f"{_flat(view.text[cell.start : cell.end])}: {' / '.join(said)}"[:160]
                yield Hit(view.clip(row[0].start, row[-1].end), about, {"first": said[0], "second": said[1]})


def _flat(words: str) -> str:
    return " ".join(words.split())


def _told_of(view: View, mention: DateMention, name: str, times: Sequence[DateMention]) -> bool:
    """Whether a sentence, and no row, names the event right before these days, with one other time at most."""
    at = mention.evidence.start
    if name not in _flat(view.folded[max(0, at - _CLOSE) : at]):
        return False
    block, (low, high) = view.block_at(at), view.sentence(at)
    beside = sum(low <= one.evidence.start < high for one in times)
    near = _flat(view.folded[max(low, at - _CLOSE) : at])
    return block is not None and block.kind != "row" and beside <= _SEVERAL and name in near


_SEVERAL = 2  # times in one sentence up to which those behind an event are its own
_CLOSE = 90  # characters in front of its days in which the event is named


def _to_the_day(mention: DateMention) -> bool:
    first, _, last = mention.edtf.partition("/")
    return (
        not mention.recurring
        and len(first) == len("2026-06-10")
        and len(last or first) == len("2026-06-10")
        and "X" not in first
    )


def _meet(one: DateMention, other: DateMention) -> bool:
    (first, _, last), (begin, _, end) = one.edtf.partition("/"), other.edtf.partition("/")
    return first <= (end or begin) and begin <= (last or first)


def _alike(dated: Sequence[_Dated]) -> list[tuple[int, int]]:
    """The pairs that can share enough words, in order: the one with fewer has one of its rarest in the other."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(dated):
        for word in set(each.words):
            holders[word].append(index)
    pairs = set[tuple[int, int]]()
    for index, each in enumerate(dated):
        words = sorted(set(each.words), key=lambda word: (len(holders[word]), word))
        lacking = len(words) - ceil(_SHARED_IN_TEXT * len(words) - 1e-9)
        for word in words[: lacking + 1]:
            pairs.update((min(index, other), max(index, other)) for other in holders[word] if other != index)
    return sorted(pairs)


def _same_work(text: _Dated, row: _Dated) -> bool:
    shared = set(text.words) & set(row.words)
    fewer = min(len(set(text.words)), len(set(row.words)))
    if not row.in_row:
        done = _DONE_BY.search(fold(text.said)) and _DONE_BY.search(fold(row.said))
        return bool(done) and len(shared) >= _SHARED_IN_TEXT * fewer
    if len(shared) < _SHARED * len(set(row.words)):
        return False
    matcher = SequenceMatcher(None, text.words, row.words, autojunk=False)
    return matcher.find_longest_match().size >= min(_RUN, len(row.words))


def _begins(edtf: str) -> str:
    """The first day, or month, of a time."""
    first = edtf.partition("/")[0]
    quarter = re.fullmatch(r"(\d{4})-3([3-6])", first)
    return f"{quarter[1]}-{int(quarter[2]) * 3 - 8:02d}" if quarter else first


def _named_in(text: _Dated, row: _Dated) -> bool:
    """Whether the sentence names the work of the row word for word, and sets it a day, a month or a quarter."""
    precise = text.time.role == row.time.role == "deadline" and len(text.time.edtf) > len("2026")
    apart = _begins(row.time.edtf) > text.last
    return precise and apart and f" {' '.join(row.words)} " in f" {' '.join(text.words)} "


def _dated(view: View) -> Iterator[_Dated]:
    """The clauses that say what is made or finished, with their own time or that of the heading above them."""
    times = sorted(
        (
            (mention, last)
            for mention in view.record.dates
            if mention.role in ("deadline", "milestone", "period")
            and not mention.recurring
            and (last := last_day(mention.edtf))
        ),
        key=_where,
    )
    figures = sorted(target.evidence.start for target in view.record.targets)
    above: tuple[int, DateMention, str] | None = None
    for block in view.document.blocks:
        if block.kind in ("head", "title", "foot") or block.start < view.basis_end:
            continue
        own = times[bisect_left(times, block.start, key=_where) : bisect_left(times, block.end, key=_where)]
        if above is not None and block.start >= above[0]:
            above = None
        if len(own) == 1 and block.kind != "row" and (end := _headed(view, block)):
            above = (end, *own[0])
        elif len(own) == 1 or (own and block.kind != "row"):
            yield from _clauses(view, block, figures, own)
        elif above is not None and block.kind != "row":
            yield from _clauses(view, block, figures, [above[1:]])


def _headed(view: View, block: Block) -> int | None:
    """Where the section ends that a heading of time opens; None where the block is no such heading."""
    ends = [one.end for one in view.document.sections if block.start <= one.start < block.end]
    short = len(view.text[block.start : block.end].split()) <= _TITLE_WORDS
    return ends[0] if ends and short else None


def _where(timed: tuple[DateMention, str]) -> int:
    return timed[0].evidence.start


def _clauses(
    view: View, block: Block, figures: Sequence[int], times: Sequence[tuple[DateMention, str]]
) -> Iterator[_Dated]:
    """The clauses of a sentence that a time stands in, all of them where it stands above; the cells of a row.

    A clause with a target in it is a step on the way to a later one, which has other words for its figure alone.
    """
    row = block.kind == "row"
    inside = block.start <= times[0][0].evidence.start < block.end
    for found in (_CELLS if row else _PARTS).finditer(view.text, block.start, block.end):
        start, end = found.span()
        own = times[bisect_left(times, start, key=_where) : bisect_left(times, end, key=_where)]
        if not inside or row:
            own = times
        if not own or end - start > _LONGEST:
            continue
        folded = view.folded[start:end]
        words = tuple(w for w in re.findall(r"[^\W\d_]+", folded) if w not in _SMALL)
        counted = not row and bisect_left(figures, start) < bisect_left(figures, end)
        if len(words) >= _LEAST and not counted and _WORK.search(folded) and not view.masked(start):
            yield from (_Dated((start, end), found.group(), words, time, last, block) for time, last in own)


_CELLS = re.compile(r"[^\t\n]+")
_PARTS = re.compile(r"[^;.\n]+(?:\.(?=\S)[^;.\n]+)*")
_LONGEST = 2000  # characters of a clause; what is longer is a list
