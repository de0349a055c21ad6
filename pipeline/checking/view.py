"""A record with its document, as the rules look at it: dates, level, masks, places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import Literal

from pipeline.checking.known import KnownDocuments, KnownUnits, System
from pipeline.records import Block, Document, LegalReference, Record
from pipeline.records.evidence import Locator
from pipeline.records.grounds import basis_end
from pipeline.text.letters import UPPER
from pipeline.text.spans import Span
from pipeline.text.unicode import fold, is_syllable, lowered
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import central

Level = Literal["commune", "district", "province", "central", "other"]

_LEVELS: dict[str, Level] = {
    "xã": "commune",
    "phường": "commune",
    "đặc khu": "commune",
    "thị trấn": "commune",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "tỉnh": "province",
    "thành phố": "province",
}
_PARTY = re.compile(
    r"dang uy|tinh uy|thanh uy|huyen uy|quan uy|ban thuong vu|ban chap hanh|dang bo|uy ban kiem tra|"
    r"ban (?:xay dung dang|tuyen giao|to chuc)"
)
_MASS = re.compile(
    r"mat tran to quoc|hoi (?:nong dan|lien hiep|cuu chien)|lien doan lao dong|cong doan|"
    r"doan (?:thanh nien|tncs)|(?:tinh|thanh|huyen|quan|xa|phuong) doan"
)
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,400})[”\"]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_TITLE_VERB = re.compile(
    r"(?:^|[\s,])(?:về|ban hành|thực hiện|triển khai|phê duyệt|sửa đổi|bổ sung|hướng "
    r"dẫn|quy định|cập nhật|thi hành|thay thế|tổ chức|kèm theo|tại|theo|điều chỉnh)\b",
    re.IGNORECASE,
)
_ON_GROUNDS_OF = re.compile(
    rf"trên địa bàn ((?:xã|phường|đặc khu)\s+[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*){{0,3}})"
)
_PROVINCIAL = re.compile(
    r"so |tinh uy|thanh uy|(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd) (?:tinh|thanh pho)|ban \w+ tinh uy"
)
_AMENDS = re.compile(r"^(?:v/v |ve viec )?sua doi, bo sung (?:mot so )?(?:dieu|noi dung|quy dinh)")
_LEGIBLE = 0.80  # share of words that are Vietnamese syllables, below which the wording is not judged
_SAMPLE = 1500
_NEAR = 2000  # characters before and behind a place that may be of its sentence
_WORDS = re.compile(r"[^\W\d_]{2,}")


def _is_day(stated: str) -> bool:
    try:
        date.fromisoformat(stated)
    except ValueError:
        return False
    return True


_BARE = re.compile(
    r"\W|\b(?:giai doan|thoi ky|den nam|trong nam|nam)\s+\d{4}(?:\s*[-–]\s*\d{4})?|"
    r"\b(?:tren dia ban |cua )?(?:tinh|thanh pho|xa|phuong|dac khu)(?: [a-z]+){1,4}?"
    r"(?=\W*$|\s+(?:giai doan|den nam|nam)\b)"
)
"""What a title may say or leave out: years, and the unit that it is of."""


@dataclass(frozen=True)
class View:
    """Everything a rule may ask. Derived parts are computed once, when first asked for."""

    record: Record
    document: Document
    registry: KnownDocuments | None = None
    units: KnownUnits | None = None

    @cached_property
    def locator(self) -> Locator:
        """Finds where a span of the text stands in the source."""
        return Locator(self.document)

    @property
    def text(self) -> str:
        """The clean text; all spans are spans of it."""
        return self.document.text

    @cached_property
    def folded(self) -> str:
        """The text without marks, in lower case; offsets are those of the text."""
        return fold(self.text)

    # ------------------------------------------------------------------------------------------ what it is

    @cached_property
    def day(self) -> str | None:
        """The day of issue where the plan states it whole, and a calendar has it."""
        stated = self.record.document.issue_date
        return stated if stated and _DAY.match(stated) and _is_day(stated) else None

    @cached_property
    def floor(self) -> str | None:
        """A day before which the plan cannot have been issued: its date, else the latest date that it cites."""
        return plan_floor(self.record)

    @cached_property
    def system(self) -> System:
        """Whether it is a paper of the Party or of the state (and what is not the Party's)."""
        info = self.record.document
        if _PARTY.match(fold(info.issuer or "")):
            return "party"
        head = self.folded[: self.body_start]
        return "party" if "dang cong san viet nam" in head and "cong hoa xa hoi" not in head else "state"

    @cached_property
    def administration(self) -> bool:
        """Whether the issuer is an administrative body, to which Nghị định 30/2020/NĐ-CP applies in full."""
        return self.system == "state" and not _MASS.search(fold(self.record.document.issuer or ""))

    @cached_property
    def normative(self) -> bool:
        """Whether it is a normative document (its number has the year): Nghị định 30/2020/NĐ-CP is not for these."""
        return bool(re.search(r"/(?:19|20)\d{2}$", self.record.document.number or ""))

    @cached_property
    def unit(self) -> str:
        """The unit that the plan is for: a commune in its title counts more than a province in a damaged head."""
        stated = self.record.document.unit or ""
        title = _ON_GROUNDS_OF.search(" ".join((self.record.document.title or "").split()))
        province = stated.lower().startswith(("tỉnh ", "thành phố ")) or not stated
        if title and province and not _PROVINCIAL.match(fold(self.record.document.issuer or "")):
            return title.group(1)
        return stated

    @cached_property
    def unit_kind(self) -> str | None:
        """xã, phường, đặc khu, tỉnh ... of the unit that the plan is for."""
        words = self.unit.lower()
        return next((kind for kind in _LEVELS if words.startswith(kind + " ")), None)

    @cached_property
    def unit_name(self) -> str:
        """Name of the unit without its kind."""
        return self.unit[len(self.unit_kind or "") :].strip()

    @cached_property
    def level(self) -> Level:
        """Level of the body that issues the plan; "other" where head and symbol do not tell."""
        info = self.record.document
        number = parse(f"{info.number or '1'}/{info.symbol}") if info.symbol else None
        if central(info.issuer or "") or (number is not None and number.central):
            return "central"
        if _PROVINCIAL.match(fold(self.record.document.issuer or "")):
            return "province"
        return _LEVELS.get(self.unit_kind or "", "other")

    @cached_property
    def legible(self) -> bool:
        """Whether the text is clean enough to judge its wording: a garbled text layer is not."""
        return _legible(self.text)

    @cached_property
    def amends(self) -> bool:
        """Whether the paper amends another: much of what it says is then quoted."""
        return bool(_AMENDS.search(fold(self.record.document.title or "")))

    # ------------------------------------------------------------------------------------------- its parts

    @cached_property
    def heads(self) -> tuple[Block, ...]:
        """Letterhead lines above the title."""
        return tuple(block for block in self.document.blocks if block.kind == "head")

    @cached_property
    def titles(self) -> tuple[Block, ...]:
        """The lines of the document's own title."""
        return tuple(block for block in self.document.blocks if block.kind == "title")

    @cached_property
    def feet(self) -> tuple[Block, ...]:
        """Recipients and signature."""
        return tuple(block for block in self.document.blocks if block.kind == "foot")

    @cached_property
    def body_start(self) -> int:
        """Where head and title of the first paper end."""
        opening = [block for block in (*self.heads, *self.titles) if block.start < self.foot_start]
        own = min((block.part for block in opening), default=0)
        return max((block.end for block in opening if block.part == own), default=0)

    @cached_property
    def foot_start(self) -> int:
        """Where recipients and signature of the first paper begin; the text's end where there are none."""
        return self.feet[0].start if self.feet else len(self.text)

    def in_body(self, at: int) -> bool:
        """Whether a place stands in the wording of one of the papers: in no head, title, recipients or signature."""
        block = self.block_at(at)
        return block is not None and block.kind not in ("head", "title", "foot")

    def in_annex(self, at: int) -> bool:
        """Whether a place stands in an annex, which repeats what the paper has named."""
        return any(part.kind == "annex" and part.start <= at < part.end for part in self.record.parts)

    def in_form(self, at: int) -> bool:
        """Whether a place stands behind the foot of the paper, and not in a plan that it issues: forms stand there."""
        issued = any(part.kind == "plan" and part.start <= at < part.end for part in self.record.parts)
        return self.in_annex(at) or (at >= self.foot_start and not issued)

    @cached_property
    def basis_end(self) -> int:
        """Where the opening block of bases ends."""
        return max(basis_end(self.document), self.body_start)

    @cached_property
    def opening(self) -> Span:
        """The first words of the document, as the place of what is missing in its head."""
        blocks = self.titles or self.document.blocks[:1]
        start = self.heads[0].start if self.heads else (blocks[0].start if blocks else 0)
        return self.clip(start, min(len(self.text), start + 70))

    @cached_property
    def ending(self) -> Span:
        """The last words of the foot, as the place of what is missing there."""
        end = self.feet[-1].end if self.feet else len(self.text.rstrip())
        begin = max(0, end - 60)
        while begin and begin < end and not self.text[begin - 1].isspace():
            begin += 1
        return begin, end

    def block_at(self, at: int) -> Block | None:
        """The block that holds position `at`."""
        index = bisect_right(self._block_starts, at) - 1
        return self.document.blocks[index] if index >= 0 else None

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.document.blocks]

    def section_path(self, at: int) -> str:
        """The labels of the section that holds a place ("III.2.a"), its line where it stands in none."""
        block = self.block_at(at)
        if block is None or block.section is None:
            return f"dòng {self.text.count(chr(10), 0, at) + 1}"
        return self.document.sections[block.section].path

    def sentence(self, at: int) -> Span:
        """The sentence or list item around position `at`, of a very long one what stands near it."""
        block = self.block_at(at)
        low, high = (block.start, block.end) if block else (0, len(self.text))
        low, high = max(low, at - _NEAR), min(high, at + _NEAR)
        start = max(self.text.rfind("; ", low, at) + 2 if self.text.rfind("; ", low, at) >= 0 else low, low)
        stop = self.text.rfind(". ", low, at)
        start = max(start, stop + 2 if stop >= 0 else low)
        ends = [i for i in (self.text.find("; ", at, high), self.text.find(". ", at, high)) if i >= 0]
        return start, min(ends, default=high)

    # -------------------------------------------------------------------------------------------- its masks

    @cached_property
    def references(self) -> tuple[LegalReference, ...]:
        """All mentions in reading order."""
        return self.record.legal_references

    @cached_property
    def cited(self) -> list[Span]:
        """Mentions with the titles that follow them: what stands there is quoted from another document."""
        spans = []
        for index, reference in enumerate(self.references):
            end = reference.evidence.end
            limit = self.references[index + 1].evidence.start if index + 1 < len(self.references) else len(self.text)
            stop = re.compile(r"[;\n]|\.\s").search(self.text, end, limit)
            tail = self.text[end : stop.start() if stop else limit]
            if re.match(
                r"[\s,]*(?:về|ban hành|phê duyệt|quy định|hướng dẫn|sửa "
                r"đổi|triển khai|thực hiện|phát động|cập nhật|tổ chức|của)"
                r"\b",
                tail,
            ):
                end += len(tail)
            spans.append((reference.evidence.start, end))
        return spans

    @cached_property
    def quoted(self) -> list[Span]:
        """What stands between quotation marks."""
        return [found.span() for found in _QUOTED.finditer(self.text)]

    def masked(self, at: int) -> bool:
        """Whether position `at` stands in a citation, its title, or quotation marks."""
        return _inside(self.cited, at) or _inside(self.quoted, at)

    def _lines_with(self, words: Sequence[str]) -> list[Span]:
        """The lines that hold one of the words, with the breaks at their ends."""
        found, small = set[Span](), lowered(self.text)
        for word in words:
            at = small.find(word)
            while at >= 0:
                end = self.text.find("\n", at) + 1 or len(self.text)
                found.add((self.text.rfind("\n", 0, at) + 1, end))
                at = small.find(word, end)
        return sorted(found)

    def matches(
        self, pattern: re.Pattern[str], *, needs: Sequence[str] = (), everywhere: bool = False
    ) -> Iterator[re.Match[str]]:
        """Matches in the plan's own words: not in head, foot, citations and quotations (unless `everywhere`).

        Where `needs` names words, in small letters, one of them stands in whatever matches: lines without are passed
        over, which is many times as fast, and no match goes over the end of a line.
        """
        for start, end in self._lines_with(needs) if needs else [(0, len(self.text))]:
            for found in pattern.finditer(self.text, start, end):
                if everywhere or (self.in_body(found.start()) and not self.masked(found.start())):
                    yield found

    def nested(self, index: int) -> bool:
        """Whether a mention stands inside the title of the one before it ("... thực hiện Nghị quyết số 57-NQ/TW")."""
        before, here = self.references[index - 1], self.references[index]  # for the first the last: nothing between
        between = self.text[before.evidence.end : here.evidence.start]
        if len(between) > 400 or re.search(r"[;\n]|\.\s", between) or not between.strip():
            return False
        if re.search(r"(?:[,;]|\bvà|\bcùng|\bcác)\s*(?:số)?\s*$", between):
            return False
        return bool(_TITLE_VERB.search(between))

    # ------------------------------------------------------------------------------------------- its places

    def means_itself(self, words: str) -> bool:
        """Whether words name this very paper: its kind and title, whatever they say of years and place."""
        info = self.record.document
        own, named = (_BARE.sub(" ", fold(each)).split() for each in (f"{info.type or ''} {info.title or ''}", words))
        return bool(info.title) and named == own

    def clip(self, start: int, end: int) -> Span:
        """The span drawn in to whole words and without white space at its ends."""
        end = min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        if start < end < len(self.text) and self.text[end].isalnum() and self.text[end - 1].isalnum():
            cut = max(self.text.rfind(" ", start, end), self.text.rfind("\n", start, end))
            end = cut if cut > start else end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def around(self, span: Span, before: int = 25, after: int = 30) -> Span:
        """The span widened to some words on each side within its line, for a quote that a reader can find."""
        line_start = self.text.rfind("\n", 0, span[0]) + 1
        line_end = self.text.find("\n", span[1])
        line_end = len(self.text) if line_end < 0 else line_end
        start = max(line_start, span[0] - before)
        while start > line_start and start < span[0] and not self.text[start - 1].isspace():
            start += 1
        _, end = self.clip(start, min(line_end, span[1] + after))
        return start, max(end, span[1])


@lru_cache(maxsize=2)
def _legible(text: str) -> bool:
    words = [found.group() for found in islice(_WORDS.finditer(text), _SAMPLE * 4)]
    words = words[:: max(1, len(words) // _SAMPLE)]
    if len(words) < 20:
        return True
    marked = (len(words) - sum(map(str.isascii, words))) / len(words)
    sound = sum(map(is_syllable, words)) / len(words)
    return marked > 0.35 and sound >= _LEGIBLE


def _inside(spans: Sequence[Span], at: int) -> bool:
    index = bisect_right(spans, (at, 1 << 60)) - 1
    return any(start <= at < end for start, end in spans[max(index - 1, 0) : index + 1])


def plan_floor(record: Record) -> str | None:
    """A day before which the plan cannot have been issued (ISO): its own date, else the latest that it cites.

    A stated year or month bounds the cited dates; dates in the future of that year are misprints and do not count.
    """
    stated = record.document.issue_date
    if stated and _DAY.match(stated):
        return stated
    cited = sorted(r.date for r in record.legal_references if r.date and _DAY.match(r.date))
    if stated and re.match(r"\d{4}(?:-\d{2})?$", stated):
        first = stated + ("-01" if len(stated) == 7 else "-01-01")
        within = [day for day in cited if day.startswith(stated)]
        return max([first, *within])
    return cited[-1] if cited else None
