"""What a page's own style sheets hide: classes and ids whose rule says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
"""In a rule or a style attribute; the last is Word's own."""
STRIKING = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
RAISING = re.compile(r"vertical-align\s*:\s*super(?![\w-])|font-variant-position\s*:\s*super", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[\w-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*)?(?P<sign>[.#])(?P<name>[\w-]+)$", re.IGNORECASE)
_LONGEST = 500_000  # characters of style that are gone through


@dataclass(frozen=True, slots=True)
class Hidden:
    """Selectors ("." or "#", name, tag or "") of rules that hide, that strike out and that raise."""

    hiding: frozenset[tuple[str, str, str]] = frozenset()
    striking: frozenset[tuple[str, str, str]] = frozenset()
    raising: frozenset[tuple[str, str, str]] = frozenset()

    def hides(self, element: Any) -> bool:
        """Whether an element is not shown, by a rule or by its own attributes."""
        return bool(HIDING.search(element.get("style") or "")) or _matches(element, self.hiding)

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
    raising: set[tuple[str, str, str]] = set()
    for found in _RULE.finditer(text):
        for pattern, out in ((HIDING, hiding), (STRIKING, striking), (RAISING, raising)):
            if pattern.search(found.group(2)):
                simple = (_SIMPLE.match(selector.strip()) for selector in found.group(1).split(","))
                out.update((s["sign"], s["name"], (s["tag"] or "").lower()) for s in simple if s)
    return Hidden(frozenset(hiding), frozenset(striking), frozenset(raising))


def _matches(element: Any, selectors: frozenset[tuple[str, str, str]]) -> bool:
    names = [(".", name) for name in (element.get("class") or "").split()]
    names += [("#", element.get("id"))] if element.get("id") else []
    tag = str(element.tag).lower()
    return any((sign, name, tag) in selectors or (sign, name, "") in selectors for sign, name in names)
