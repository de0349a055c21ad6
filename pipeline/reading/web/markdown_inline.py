"""Inline markup of Markdown: which stretches of a paragraph are signs and no text (after CommonMark 0.31, 6.1-6.6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.reading.omitted import calls_note, line_before
from pipeline.reading.web.math_text import in_line
from pipeline.text.spans import Span

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(
    r"(!?\[)([^\[\]\n]*)(\]\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\))"
)
_AUTOLINK = re.compile(r"(<)(?:https?://|mailto:)[^<>\s]+(>)")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|body|br|center|del|details|div|em|font|h[1-6]|hr|html|i|img|ins|kbd|li|mark|o:p|ol|p|s|small|span|strike|strong|"
    r"sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>\n]*)?/?>",
    re.IGNORECASE,
)
_HARD_BREAK = re.compile(r"\\(?=\n|$)")
_RUN = re.compile(r"\*+|_+|~~")


@dataclass(slots=True)
class _Run:
    """A run of delimiters not yet used up."""

    char: str
    start: int
    end: int
    opens: bool
    closes: bool


_STRIKES = re.compile(r"<(?P<close>/?)(?P<name>s|strike|del)(?(close)\s*|(?:\s[^<>]*)?)>", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"<sup(?:\s[^<>]*)?>([^<]{1,8})</sup\s*>|\^(\d{1,3})\^|\[\^[\w-]{1,20}\](?!:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """What of a paragraph is no text of its own."""

    marks: list[Span]
    """Signs, struck-out words, calls of notes."""
    strong: list[Span]
    """Stretches set in bold."""
    formulas: list[tuple[int, int, str]]
    """Formulas with what they show."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Markup with what it holds: nothing else begins in it."""

    spans: tuple[Span, ...]
    marks: tuple[Span, ...]
    """What of it is no text."""
    shows: str | None = None
    """What a formula shows."""


def inline_markup(text: str) -> Markup:
    """The markup of a paragraph."""
    taken = bytearray(len(text) + 1)  # one for each character that markup holds
    marks: list[Span] = []
    formulas: list[tuple[int, int, str]] = []
    for stretch in _stretches(text):
        if any(taken.find(1, start, end) >= 0 for start, end in stretch.spans):
            continue
        for start, end in stretch.spans:
            taken[start:end] = b"\1" * (end - start)
        marks.extend(stretch.marks)
        if stretch.shows is not None:
            formulas.append((*stretch.spans[0], stretch.shows))
    emphasis, strong = _emphasis(text, taken)
    return Markup(sorted(marks + emphasis), strong, formulas)


def _stretches(text: str) -> Iterator[_Stretch]:
    """All that may be markup, what goes before the rest first."""
    for found in _CODE.finditer(text):
        (start, end), width = found.span(), len(found[1])
        yield _Stretch((found.span(),), ((start, start + width), (end - width, end)))
    for found in _AUTOLINK.finditer(text):
        yield _Stretch((found.span(),), (found.span(1), found.span(2)))
    calls, formulas = in_line(text)
    for call in calls:
        yield _Stretch((call,), (call,))
    for start, end, plain in formulas:
        yield _Stretch(((start, end),), (), plain)
    for span in (
        *sorted([*_struck(text), *_comments(text)]),
        *_calls(text),
        *(found.span() for found in _TAG.finditer(text)),
    ):
        yield _Stretch((span,), (span,))
    for found in _ESCAPE.finditer(text):
        yield _Stretch(((found.start(), found.end() + 1),), (found.span(),))
    for found in _HARD_BREAK.finditer(text):
        yield _Stretch((found.span(),), (found.span(),))
    for found in _LINK.finditer(text):
        yield _Stretch((found.span(1), found.span(3)), (found.span(1), found.span(3)))


def _struck(text: str) -> Iterator[Span]:
    """What stands between tags that strike it out, from the first of a name to the next that closes it."""
    opened: dict[str, int] = {}
    found: list[Span] = []
    for tag in _STRIKES.finditer(text):
        name = tag["name"].lower()
        if not tag["close"]:
            opened.setdefault(name, tag.start())
        elif name in opened:
            start = opened[name]
            opened = {other: at for other, at in opened.items() if at < start}
            found.append((start, tag.end()))
    reached = 0
    for start, end in sorted(found):
        if start >= reached:
            reached = end
            yield start, end


def _comments(text: str) -> Iterator[Span]:
    at = text.find("<!--")
    while at >= 0 and (end := text.find("-->", at + 4)) >= 0:
        yield at, end + 3
        at = text.find("<!--", end + 3)


def _calls(text: str) -> Iterator[Span]:
    """The raised signs that call a note."""
    for found in _SUPERSCRIPT.finditer(text):
        if calls_note(found.group(1) or found.group(2) or "1", line_before(text, found.start())):
            yield found.span()


def _emphasis(text: str, taken: bytearray) -> tuple[list[Span], list[Span]]:
    marks: list[Span] = []
    strong: list[Span] = []
    open_runs: list[_Run] = []
    waiting: Counter[str] = Counter()  # open runs of each sign
    for found in _RUN.finditer(text):
        if taken[found.start()]:
            continue
        run = _run(text, *found.span())
        if run.closes:
            _close(run, open_runs, waiting, marks, strong)
        if run.opens and run.start < run.end:
            open_runs.append(run)
            waiting[run.char] += 1
    return marks, strong


def _run(text: str, start: int, end: int) -> _Run:
    char = text[start]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    left = not after.isspace() and (_is_word(after) or before.isspace() or not _is_word(before))
    right = not before.isspace() and (_is_word(before) or after.isspace() or not _is_word(after))
    # Converters close bold after a space or open it inside a word; a sign at a line's edge opens or closes in any case.
    opens, closes = left or (before in " \n" and after != " "), right or after == "\n" or end == len(text)
    if char == "_":
        opens, closes = opens and not _is_word(before), closes and not _is_word(after)
    if char == "*" and end - start == 1 and before.isdigit() and after.isdigit():
        opens = closes = False  # a product, "5*3*2"
    return _Run(char, start, end, opens, closes)


def _is_word(char: str) -> bool:
    return char.isalnum()


def _close(run: _Run, open_runs: list[_Run], waiting: Counter[str], marks: list[Span], strong: list[Span]) -> None:
    """Pairs a closing run with the open ones before it, innermost first; those between stay unpaired.

    Each step but the last takes a run away, so that all runs together cost no more than their number.
    """
    index = len(open_runs) - 1
    while index >= 0 and run.start < run.end and waiting[run.char]:
        opener = open_runs[index]
        if opener.char != run.char:
            index -= 1
            continue
        width = min(opener.end - opener.start, run.end - run.start, 2)
        if run.char == "~" and width < 2:
            index -= 1
            continue
        if run.char == "~":
            marks.append((opener.end - width, run.start + width))
        else:
            if width == 2:
                strong.append((opener.end, run.start))
            marks.append((opener.end - width, opener.end))
            marks.append((run.start, run.start + width))
        opener.end -= width
        run.start += width
        waiting.subtract(other.char for other in open_runs[index + 1 :])
        del open_runs[index + 1 :]
        if opener.start >= opener.end:
            waiting[open_runs.pop().char] -= 1
            index -= 1
