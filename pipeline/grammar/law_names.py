"""Laws cited by their name: of the lexicon, by the grammar of names, and laws that amend others (ruling 1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.assets import lines
from pipeline.grammar.rule import Rule, Table
from pipeline.text.patterns import either
from pipeline.text.spans import Span


@dataclass(frozen=True, slots=True)
class Law:
    """The name of a law, its kind included, and the rule that found it."""

    span: Span
    words: str
    by: str


LAW_WORD = re.compile(
    r"(?P<kind>[BLP](?<!\w.)(?<!pháp .)(?<!PHÁP .)(?<!kỷ .)(?<!Kỷ .)(?<!KỶ .)(?:(?<=B)(?:ộ [Ll]uật|Ộ LUẬT)|"
    r"(?<=L)(?:uật|UẬT)|(?<=P)(?:háp [Ll]ệnh|HÁP LỆNH)))\s+(?!này\b|nêu\b|trên\b|số\b)"
    r"(?=[^\W\d_])"
)
"""With which the name of a law begins; looked for by its first letter, as the whole of each text is."""
_STOP = re.compile(
    r"\s*(?:[,;:.()“”\"\n|]|\b(?:năm|ngày|số|được|quy định|có hiệu lực|và các|"
    r"và(?=\s+(?:Nghị|Thông|Quyết|Luật|Bộ luật))|"
    r"cho|đã|theo|trên|tại|trong|đến|là|về|để|gắn|nhằm|của|với|như|từ)\b|\d)"
)
_AMENDING = (
    r"(?i:(?:sửa đổi|bổ sung)(?:,?\s+(?:sửa đổi|bổ sung|thay thế))*\s+(?:một số\s+)?(?:điều\s+|nội dung\s+)?(?:của\s+)?"
    r"(?=(?:các\s+|\d+\s+)?(?:bộ )?luật(?!\w)|pháp lệnh(?!\w)))"
)
AMENDING = re.compile(_AMENDING)
"""How the name of a law goes on that amends others: "sửa đổi, bổ sung một số điều của (Luật ...)"."""
_NEXT_AMENDED = re.compile(r"(?:\s*[,;]\s*|\s+và\s+)(?=(?:các\s+|\d+\s+)?(?:Bộ luật|Luật|Pháp lệnh)\s)")
_RELATED = re.compile(
    r"(?:các|\d+)\s+luật\s+(?:có\s+)?liên quan(?:\s+đến\s+[^,;.()\d\n]+?(?=\s+(?:ngày|số|năm)\b|[,;.()\n]))?",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r"\s+(?:số\s+)?\d{1,3}/(?:19|20)\d{2}/QH\d{1,2}")
_NAME_MOST = 14  # words


def _amended_end(match: re.Match[str]) -> int | None:
    """Where the list of the laws that another amends ends: "Luật A số 1/2020/QH14, Luật B và Luật C"."""
    text, at = match.string, match.end()
    end: int | None = None
    while True:
        related = _RELATED.match(text, at)
        law = None if related else table().at(text, at, match.endpos)
        stop = related.end() if related else law.span[1] if law else None
        if stop is None:
            return end
        following = _OWN_NUMBER.match(text, stop)
        end = stop
        listed = _NEXT_AMENDED.match(text, following.end() if following else stop)
        if listed is None:
            return following.end() if following and _several(text, at) else end
        at = listed.end()


def _several(text: str, at: int) -> bool:
    """Whether the law at `at` ends a list of numbered ones: then the number behind it is its own."""
    return bool(re.search(r"/QH\d{1,2}\s*(?:,|và)\s*$", text[max(0, at - 12) : at]))


def _unlisted_end(match: re.Match[str]) -> int | None:
    """The end of a name of few words; None for a heading in capitals and for words parted from it by a line or cell."""
    text, begin = match.string, match.end()
    if match["kind"].isupper() or not text[begin].isupper() or not set("\t\n").isdisjoint(match.group()):
        return None
    stop = _STOP.search(text, begin)
    end = stop.start() if stop else len(text)
    return end if 1 <= len(text[begin:end].split()) <= _NAME_MOST else None


def _rule(
    name: str,
    behind: str,
    ends: Callable[[re.Match[str]], int | None],
    examples: tuple[tuple[str, tuple[str, ...]], ...],
    counterexamples: tuple[str, ...],
) -> Rule[Law]:
    """A rule of names that go on with `behind`; `ends` says where the name of a match ends, None where it is none."""

    def make(match: re.Match[str]) -> Iterator[Law]:
        end = ends(match)
        if end is not None:
            yield Law((match.start(), end), match.string[match.start() : end], name)

    return Rule(name, re.compile(LAW_WORD.pattern + behind), make, "ruling 1", examples, counterexamples)


@cache
def table() -> Table[Law]:
    """The rules of names in their order; a comma in a name of the lexicon may be left out."""
    names = either(name.lower() for name in lines("laws.txt")).replace(",", ",?")
    return Table(
        (
            _rule(
                "law-amending",
                _AMENDING,
                _amended_end,
                (
                    (
                        "Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở",
                        ("Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở",),
                    ),
                    (
                        "Luật sửa đổi, bổ sung 3 luật liên quan đến quy hoạch số 35/2018/QH14",
                        ("Luật sửa đổi, bổ sung 3 luật liên quan đến quy hoạch",),
                    ),
                ),
                ("Luật Đất đai sửa đổi", "Luật sửa đổi bổ sung vừa qua"),
            ),
            _rule(
                "law-lexicon",
                rf"(?!{_AMENDING})(?i:{names})(?!\w)",
                re.Match.end,
                (
                    ("theo Luật Đất đai năm 2024", ("Luật Đất đai",)),
                    ("thi hành LUẬT ĐẤT ĐAI", ("LUẬT ĐẤT ĐAI",)),
                    ("Luật phòng, chống tác hại của rượu, bia", ("Luật phòng, chống tác hại của rượu, bia",)),
                ),
                ("theo Luật này", "kỷ Luật Đất đai"),
            ),
            _rule(
                "law-grammar",
                rf"(?!{_AMENDING})",
                _unlisted_end,
                (("theo Luật Bờ kè, kênh rạch", ("Luật Bờ kè",)),),
                ("theo LUẬT BỜ KÈ", "Luật pháp của nhà nước", "Luật\tBờ kè"),
            ),
        ),
        lambda law: law.words,
        re.compile("[Ll]uật|LUẬT|[Ll]ệnh|LỆNH"),
        re.compile(r"(?!)"),
    )


def at(text: str, start: int, end: int | None = None) -> Law | None:
    """The law whose name begins at `start`; None where none does."""
    return table().at(text, start, len(text) if end is None else end)
