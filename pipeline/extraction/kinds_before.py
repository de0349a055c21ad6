"""The kind named before a number, and what stands between: "Luật Đất đai số ...", "Quyết định của X số ..."."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pipeline.extraction.citations import OF, issuer_end_at, kind_names, kind_words, wall_before
from pipeline.grammar import bodies, law_names
from pipeline.grammar.rule import Choice, Choices
from pipeline.grammar.symbols import Symbol
from pipeline.text.spans import Span

_NUMBER_WORD = r"(?:\(?\s?số\s?[:.]?\s?|số\s+hiệu\s+)"
_BEFORE_NUMBER = re.compile(rf"\s*{_NUMBER_WORD}?$", re.IGNORECASE)
_NUMBERED = re.compile(rf"{_NUMBER_WORD}$", re.IGNORECASE)
_WORD_REACH, _REACH = 12, 160
"""Characters before a number in which the word "số", and the kind, is looked for."""
LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
"""Kinds of papers that are cited by their names."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a citation opens: the kind, where its words begin, and the issuer or title between kind and number."""

    kind: str
    start: int
    issuer: str | None = None
    issuer_span: Span | None = None
    title: str | None = None


@dataclass(frozen=True)
class Numbered:
    """A number in a text, with the words before it as far as the number before (`floor`)."""

    text: str
    symbol: Symbol
    floor: int

    @cached_property
    def begin(self) -> int:
        """Where the words before the number begin that can belong to it."""
        at = self.symbol.start
        return max(self.floor, at - _REACH, wall_before(self.text, at))

    @cached_property
    def number_word(self) -> str:
        """The word "số" before the number, with the marks around it; "" for none."""
        found = _BEFORE_NUMBER.search(self.text[self.begin : self.symbol.start])
        return found.group() if found else ""

    @cached_property
    def cut(self) -> int:
        """Where the number and its word begin."""
        return self.symbol.start - len(self.number_word)

    @cached_property
    def lead(self) -> str:
        """The words before the number and its word."""
        return self.text[self.begin : self.cut]

    @cached_property
    def word(self) -> re.Match[str] | None:
        """The last kind of paper that the words name."""
        return max(kind_words().finditer(self.lead), key=re.Match.start, default=None)

    @cached_property
    def kind(self) -> str:
        """The kind as papers write it; "" for none."""
        return kind_names()[self.word["kind"].lower()] if self.word else ""

    @cached_property
    def start(self) -> int:
        """Where the kind is named."""
        return self.begin + (self.word.start() if self.word else 0)

    @cached_property
    def between(self) -> str:
        """What stands between the kind and the number."""
        return self.lead[self.word.end() :] if self.word else self.lead

    @cached_property
    def law(self) -> tuple[str, int, str] | None:
        """Kind, start among the words, and name of the law whose name ends where the number begins."""
        return _law_before(self.lead, alone=not _ANOTHER_NUMBERED.match(self.text, self.symbol.end))

    @cached_property
    def issuer(self) -> Span | None:
        """The body between kind and number, where nothing else stands there: "Quyết định của UBND xã số"."""
        of = OF.match(self.between)
        if of is None:
            return None
        start = self.cut - len(self.between) + of.end()
        end = issuer_end_at(self.text, start, self.cut)
        return (start, end) if end > start and not self.text[end : self.cut].strip(" ,(") else None


_ANOTHER_NUMBERED = re.compile(r"\s*(?:,|và)\s*(?:Luật|Bộ luật)\s[^,;\n]{3,80}?\bsố\s+\d")


def _law_before(lead: str, *, alone: bool) -> tuple[str, int, str] | None:
    """Kind, start and name of the law whose name ends where the number begins.

    Of "Luật sửa đổi, bổ sung một số điều của Luật X số N" it is the one that amends, unless a list of numbered laws
    goes on behind it (not `alone`).
    """
    for found in law_names.LAW_WORD.finditer(lead) if alone else ():
        name = lead[found.end() :].strip(" ,(")
        year = re.search(r"\s+(?:năm\s+)?(?:19|20)\d{2}$", name)
        name = name[: year.start()] if year else name
        law = law_names.at(lead, found.start())
        if law is not None and law.span[1] >= found.end() + len(name) and ";" not in name:
            return found.group("kind").capitalize(), found.start(), f"{found.group('kind')} {name}"
    for found in reversed(list(law_names.LAW_WORD.finditer(lead))):
        name = lead[found.end() :].strip(" ,(")
        if len(name) < _LAW_MOST and ";" not in name and "\n" not in name:
            return found.group("kind").capitalize(), found.start(), f"{found.group('kind')} {name}"
    return None


_LAW_MOST = 130  # characters in the name of a law


def _named_to_its_number(case: Numbered) -> bool:
    """Whether a law's name, as lexicon or grammar has it, extends to the number: "Luật Quy hoạch số ..."."""
    named = law_names.at(case.lead, case.law[1]) if case.law and case.symbol.kind is None else None
    return named is not None and not case.lead[named.span[1] :].strip(" ,(")


def _closes_title(case: Numbered) -> bool:
    """Whether a number in a bracket is of another kind than the last word before it, the last one of a title."""
    bracketed = "(" in case.number_word and not case.between.strip()
    return bool(bracketed and case.symbol.kind and case.symbol.kind != case.kind)


def _law(case: Numbered) -> Opening | None:
    return Opening(case.law[0], case.begin + case.law[1], title=case.law[2]) if case.law else None


def _kind(case: Numbered) -> Opening:
    return Opening(case.kind, case.start)


def _issued(case: Numbered) -> Opening | None:
    span = case.issuer
    return Opening(case.kind, case.start, bodies.normal(case.text[slice(*span)]), span) if span else None


def _none(case: Numbered) -> None:
    del case


_QUALIFIED = re.compile(r"\s*(?:liên tịch|hành động|phối hợp|công tác|liên ngành|tóm tắt|cá biệt|kết luận)\s*")
"""What a kind of paper may be called besides: "Chương trình hành động số ..."."""


OPENINGS: Choices[Numbered, Callable[[Numbered], Opening | None]] = Choices(
    (
        Choice(
            "opening-unnamed",
            _none,
            lambda case: case.word is None,
            examples=(("thực hiện 12/KH-UBND", ("none",)), ("số 57-NQ/TW", ("none",))),
            counterexamples=("Kế hoạch 12/KH-UBND",),
        ),
        Choice(
            "opening-law-named",
            _law,
            _named_to_its_number,
            examples=(("Luật Quy hoạch số 112/2025/QH15", ("Luật: Luật Quy hoạch",)),),
            counterexamples=("Luật số 31/2024/QH15",),
        ),
        Choice(
            "opening-title",
            _none,
            _closes_title,
            examples=(("quy định về công tác báo cáo (số 9/2019/NĐ-CP)", ("none",)),),
            counterexamples=("Nghị định (số 9/2019/NĐ-CP)",),
        ),
        Choice(
            "opening-kind",
            _kind,
            lambda case: not case.between.strip(" :,(-"),
            examples=(("Kế hoạch số: 12/KH-UBND", ("Kế hoạch",)), ("Nghị quyết (57-NQ/TW)", ("Nghị quyết",))),
            counterexamples=("Kế hoạch tuyển quân 12/KH-UBND",),
        ),
        Choice(
            "opening-law",
            _law,
            lambda case: case.law and case.kind in LAWS,
            examples=(("Luật Bờ kè, kênh rạch số 31/2024/QH15", ("Luật: Luật Bờ kè, kênh rạch",)),),
            counterexamples=("Luật Bờ kè; số 31/2024/QH15",),
        ),
        Choice(
            "opening-issuer",
            _issued,
            lambda case: case.issuer,
            examples=(("Quyết định của UBND xã số 12/QĐ-UBND", ("Quyết định: UBND xã",)),),
            counterexamples=("Quyết định của UBND xã về việc nạo vét số 12/QĐ-UBND",),
        ),
        Choice(
            "opening-qualified",
            _kind,
            lambda case: _QUALIFIED.fullmatch(case.between),
            examples=(("Quyết định cá biệt số 12/QĐ-UBND", ("Quyết định",)),),
            counterexamples=("Quyết định đầu tư số 12/QĐ-UBND",),
        ),
        Choice(
            "opening-apart",
            _none,
            lambda case: True,
            examples=(("Kế hoạch nạo vét kênh số 12/KH-UBND", ("none",)),),
            counterexamples=("Kế hoạch số 12/KH-UBND",),
        ),
    )
)
"""What a number's citation opens with, by what stands between the last kind named and the number."""


def opening_of(text: str, symbol: Symbol, floor: int) -> Opening | None:
    """The kind named before a number; None where none is, or where it is of something else."""
    case = Numbered(text, symbol, floor)
    return OPENINGS.of(case).says(case)


def number_word_start(text: str, at: int) -> int:
    """Where the word "số" before a number begins; the number's own place where none stands there."""
    found = _NUMBERED.search(text[max(0, at - _WORD_REACH) : at])
    return at - len(found.group()) if found else at
