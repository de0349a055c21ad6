"""What stands between the name of a body and its task, as far as it is certain that a task follows (ruling 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.grammar import bodies
from pipeline.grammar.before_task import if_verb_follows
from pipeline.grammar.phrases import AT_START
from pipeline.grammar.pieces import DUTY
from pipeline.grammar.rule import Rule, Table
from pipeline.text.spans import Span


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a body to its task.

    Attributes:
        span: from the end of the name as far as it is certain that a task follows.
        words: the words of the span.
        task: where among them the task begins.
        asks: whether the tie itself turns the charge into a request (": Đề nghị ...").
        by: the rule that found it.
    """

    span: Span
    words: str
    task: int
    asks: bool
    by: str


def _tie(
    name: str,
    pattern: str,
    *,
    examples: Sequence[tuple[str, str]],
    against: Sequence[str],
    follows: Callable[[re.Match[str]], int | None] = re.Match.end,
) -> Rule[Tie]:
    """A rule of ties; `follows` gives how far it is certain that a task follows the match, or None where none does."""

    def make(match: re.Match[str]) -> Iterator[Tie]:
        end = follows(match)
        if end is not None:
            asks = "request" in match.groupdict() and match["request"] is not None
            yield Tie((match.start(), end), match.string[match.start() : end], match.end() - match.start(), asks, name)

    shown = tuple((text, (tie,)) for text, tie in examples)
    return Rule(name, re.compile(pattern), make, "ruling 5", shown, tuple(against))


def _verb(match: re.Match[str]) -> int | None:
    """The end of the verb that follows a match, or of an adverbial word whose clause has a verb later on."""
    verb = bodies.verbs().match(match.string, match.end(), match.endpos)
    if verb is None or verb.group("mark") or verb.group() == "đã":
        return None
    later = not _ASIDE.match(verb.group()) or bodies.verb_of_clause(match.string, verb.end(), match.endpos)
    return verb.end() if later else None


_ASIDE = re.compile(
    r"(?:để|trong|nhằm|theo|về|tại|khi|với|từ|đến|cho|căn cứ|qua|thông qua|bằng|nếu|do|vào|sau|trước|như|chậm nhất|"
    r"trên cơ sở|hằng|hàng|dưới|nhất là|đặc biệt là|kể cả|ngoài|bao gồm|gồm)$"
)
"""Words that open an adverbial between a body and its verb."""


TIES = Table(
    (
        _tie(
            "charge-must",
            rf"\s*(?i:(?:phải\s+)?có {DUTY}(?!\s+(?:trong|về))|"
            r"là (?:cơ quan|đơn vị|đầu mối)[^,.;]{0,40},)\s+",
            examples=(
                (" có trách nhiệm tổng hợp", "có trách nhiệm |"),
                (" là đơn vị đầu mối, tổng hợp", "là đơn vị đầu mối, |"),
            ),
            against=(" tổng hợp", " có trách nhiệm về số liệu"),
        ),
        _tie(
            "charge-colon-asked",
            r"\s*:\s*(?P<request>[Đđ]ề nghị\s+)",
            examples=((": Đề nghị vận động hội viên", ": Đề nghị |"),),
            against=(": Đề nghị của các hộ",),
            follows=if_verb_follows,
        ),
        _tie(
            "charge-colon",
            r"\s*:\s*",
            examples=((": tổng hợp", ": |"),),
            against=(" tổng hợp: số hộ",),
        ),
        _tie(
            "charge-verb",
            r"\s*",
            examples=((" tuần tra", "|tuần tra"), (" phải tuần tra", "|phải"), (" khi có bão tuần tra", "|khi")),
            against=("; tuần tra", " 15 hộ", " về hạ tầng", " chậm nhất ngày 04/02/2026"),
            follows=_verb,
        ),
    ),
    show=lambda tie: f"{tie.words[: tie.task]}|{tie.words[tie.task :]}".lstrip(),
    anchor=re.compile(""),
    walls=re.compile(r"\n"),
    starts=AT_START,
)
"""What follows the name of the body that is to act, as far as its task."""
