"""What a page's own style sheets hide: classes and ids whose rule says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0*)?%?\s*(?:[;!]|$)",
    re.IGNORECASE,
)
"""In a rule or a style attribute; the third is Word's own."""
SHRINKING = re.compile(r"font-size\s*:\s*0(?:\.0*)?\s*(?:px|pt|r?em|%|cm|mm|ex)?\s*(?:[;!]|$)", re.IGNORECASE)
"""Text of no size; within it an element can have a size of its own."""
STRIKING = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
RAISING = re.compile(r"vertical-align\s*:\s*super(?![\w-])|font-variant-position\s*:\s*super", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[\w-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*)?(?P<sign>[.#])(?P<name>[\w-]+)$", re.IGNORECASE)
_LONGEST = 500_000  # characters of style that are gone through


@dataclass(frozen=True, slots=True)
class Hidden:
    """Selectors ("." or "#", name, tag or "") of rules that hide, strike out, leave text no size, or raise it."""

    hiding: frozenset[tuple[str, str, str]] = frozenset()
    striking: frozenset[tuple[str, str, str]] = frozenset()
    shrinking: frozenset[tuple[str, str, str]] = frozenset()
    raising: frozenset[tuple[str, str, str]] = frozenset()

    def hides(self, element: Any) -> bool:
        """Whether an element is not shown, by a rule or by its own attributes."""
        style = element.get("style") or ""
        if HIDING.search(style) or _matches(element, self.hiding):
            return True
        shrunk = SHRINKING.search(style) or _matches(element, self.shrinking)
        return bool(shrunk) and not any(below.get("style") or below.get("class") for below in element.iterdescendants())

    def strikes(self, element: Any) -> bool:
        """Whether an element's text is struck out by its style."""
        return bool(STRIKING.search(element.get("style") or "")) or _matches(element, self.striking)

    def raises(self, element: Any) -> bool:
        """Whether an element's text is set as a superscript by its style."""
        return bool(RAISING.search(element.get("style") or "")) or _matches(element, self.raising)


def style_sheet(css: str) -> Hidden:
    """What the rules of one class or id in a style sheet hide, strike out and raise; none of media queries."""
    text = _AT_RULE.sub(" ", _COMMENT.sub(" ", css[:_LONGEST]))
    hiding: set[tuple[str, str, str]] = set()
    striking: set[tuple[str, str, str]] = set()
    shrinking: set[tuple[str, str, str]] = set()
    raising: set[tuple[str, str, str]] = set()
    rules = ((HIDING, hiding), (STRIKING, striking), (SHRINKING, shrinking), (RAISING, raising))
    for found in _RULE.finditer(text):
        for pattern, out in rules:
            if pattern.search(found.group(2)):
                simple = (_SIMPLE.match(selector.strip()) for selector in found.group(1).split(","))
                out.update((s["sign"], s["name"], (s["tag"] or "").lower()) for s in simple if s)
    return Hidden(frozenset(hiding), frozenset(striking), frozenset(shrinking), frozenset(raising))


def _matches(element: Any, selectors: frozenset[tuple[str, str, str]]) -> bool:
    names = [(".", name) for name in (element.get("class") or "").split()]
    names += [("#", element.get("id"))] if element.get("id") else []
    tag = str(element.tag).lower()
    return any((sign, name, tag) in selectors or (sign, name, "") in selectors for sign, name in names)
