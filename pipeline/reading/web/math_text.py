r"""Formulas that converters write where a page has figures ("$90\%$", "$\geq 1 2 . 5 0 0$"), as the page shows them."""

from __future__ import annotations

import re

from pipeline.reading.omitted import calls_note, line_before
from pipeline.text.spans import Span

FORMULA = re.compile(r"(?<![\\$\w])\$(?=\S)([^$\n]{1,120}?)(?<=[^\s\\])\$(?![\w$])|\\\((.{1,120}?)\\\)")
RAISED = re.compile(r"(?:\{\s*\})?\s*\^\s*\{?\s*(\(?\d{1,3}\)?|\*+)\s*\}?$")
"""A formula that is nothing but a raised number: the call of a note."""
_NAMED = re.compile(r"\\(?:mathrm|mathbf|mathit|mathsf|text|textbf|textit|operatorname|mbox)\s*\{([^{}]*)\}")
_SIGNS = {
    "geq": "≥", "ge": "≥", "geqslant": "≥", "leq": "≤", "le": "≤", "leqslant": "≤", "times": "×", "pm": "±", "sim": "~",
    "approx": "≈", "rightarrow": "→", "to": "→", "cdot": "·", "circ": "°", "div": "÷", "quad": " ", "prime": "'",
    "left": "", "right": "", "degree": "°", "ldots": "…", "dots": "…",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_ESCAPED = re.compile(r"\\([%$&#_{}])")
_SPACE = re.compile(r"\\[,;:! ]|~")
_SCRIPT = re.compile(r"\s*[\^_]\s*(?:\{([^{}]*)\}|(\S))")
_POWER = re.compile(r"(?<![\d.,])10\s*\^")
_PARTED = re.compile(r"(?<=[\d.,])\s+(?=[\d.,])|(?<=\d)\s+(?=%)")


RAISED_BEHIND = re.compile(r"(?<=[\w%)])\$(\s*\^\s*\{?\s*(?:\(?\d{1,3}\)?|\*+)\s*\}?\s*)\$(?![\w$])")
"""The call of a note that stands right behind a word or a figure: "8.400$^{2}$"."""


def in_line(text: str) -> tuple[list[Span], list[tuple[int, int, str]]]:
    """Of a line that is written in formulas: the calls of notes, and where formulas stand with what they show."""
    calls: list[Span] = []
    formulas: list[tuple[int, int, str]] = []
    for found in (*FORMULA.finditer(text), *RAISED_BEHIND.finditer(text)):
        formula = next(filter(None, found.groups()), "")
        call = RAISED.match(formula.rstrip())
        if call and calls_note(call.group(1), line_before(text, found.start())):
            calls.append(found.span())
        elif (plain := shown(formula)) is not None:
            formulas.append((*found.span(), plain))
    return sorted(calls), sorted(formulas)


def shown(formula: str) -> str | None:
    r"""What a formula shows, None where it is more than figures, signs and units.

    Example:
        >>> shown(r"9 0 \%"), shown(r"\geq 1 2 . 5 0 0"), shown(r"1.200 \mathrm{m}^{2}"), shown(r"\frac{1}{2}")
        ('90%', '≥ 12.500', '1.200 m2', None)
    """
    text = _NAMED.sub(r"\1", formula)
    text = _SPACE.sub(" ", text)
    if _POWER.search(text):
        return None
    text = _SCRIPT.sub(_script, text)
    for name in _COMMAND.findall(text):
        if name not in _SIGNS:
            return None
    text = _COMMAND.sub(lambda found: _SIGNS[found.group(1)] + " ", text)
    text = _ESCAPED.sub(r"\1", text).replace("{", "").replace("}", "")
    if "\\" in text or not re.search(r"\d|[≥≤%°]", text):
        return None
    return _PARTED.sub("", " ".join(text.split()))


def _script(found: re.Match[str]) -> str:
    """The words of a raised or lowered piece; a raised number behind a figure calls a note and is none of it."""
    words = (found.group(1) or found.group(2) or "").strip()
    is_call = found.group().lstrip().startswith("^") and calls_note(words, found.string[: found.start()])
    return "" if is_call else words
