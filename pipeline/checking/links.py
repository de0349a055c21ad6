"""Rules on links: those that carry the tracking marks of where they were copied from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>“”\"'()\[\]]+", re.IGNORECASE)
_TRACKING = re.compile(r"[?&#](?:utm_[a-z]+|fbclid|gclid|zarsrc|mibextid|igshid|ref_src|_ga|si)=[^&\s]*", re.IGNORECASE)
_MACHINE = re.compile(
    r"chatgpt|openai|gemini\.google|copilot\.microsoft|perplexity|claude\.ai|bard\.google|deepseek", re.IGNORECASE
)
_LOCAL = re.compile(r"https?://(?:localhost|127\.|10\.|192\.168\.)|^file:", re.IGNORECASE)


_BROKEN = re.compile(r"(?<!\w)[htps]{3,7}(?:[:;]/{1,2}|//|:\\\\)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_NO_DOMAIN = re.compile(
    r"https?://(?!localhost\b)[\w-]{4,}(?=\.?(?:[\s,;<>()”\"]|$))(?!\W{0,6}(?:\w+\s)?[\w-]*\.\w)", re.IGNORECASE
)
"""A host without a dot; behind white space the rest of one that a line or a cell tore may follow."""


def broken(view: View) -> Iterator[Hit]:
    """A link that opens nowhere: its beginning misspelt ("htpps://", "http:/", "https//") or no domain in it."""
    if view.document.method in ("ocr", "mixed"):
        return  # a misread sign is no misspelt one
    for found in view.matches(_NO_DOMAIN, needs=("://",), everywhere=True):
        yield Hit(found.span(), found.group())
    for found in view.matches(_BROKEN, needs=("//", ":/", ";/", ":\\\\"), everywhere=True):
        if not view.document.restored and not re.match(r"https?://", found.group(), re.IGNORECASE):
            yield Hit(found.span(), found.group())


def tracking(view: View) -> Iterator[Hit]:
    """A link with tracking marks, or out of a chatbot, or into somebody's own machine."""
    for found in view.matches(_LINK, needs=("http", "www."), everywhere=True):
        link = found.group().rstrip(".,;:")
        mark = _TRACKING.search(link) or _MACHINE.search(link) or _LOCAL.search(link)
        if mark:
            yield Hit((found.start(), found.start() + len(link)), link, {"mark": mark.group().lstrip("?&#")})
