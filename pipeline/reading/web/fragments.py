"""Whether a text that begins with a tag of HTML is a web page, or Markdown and plain text with some HTML in it.

Converters write a letterhead, a table or an anchor in HTML above a paper in Markdown. In a web page line ends and
blank lines mean nothing and all text stands within elements; what stands outside of all of them, or in paragraphs of
its own between blank lines, was not written as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\b|html\b|head\b|meta\b)", re.IGNORECASE | re.DOTALL
)
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_UNREAD = ("script", "style", "pre", "textarea")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9:]*)\b[^<>]*?(?P<empty>/?)>", re.IGNORECASE)
_INLINE = frozenset(
    ("a", "abbr", "b", "big", "code", "del", "em", "i", "img", "ins", "mark", "s", "small", "span", "strike", "strong",
     "sub", "sup", "u")
)  # fmt: skip
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_MOSTLY = 0.5
"""Share of the letters that must stand outside of HTML."""


def is_web_page(text: str, is_marked: Callable[[str], bool]) -> bool:
    """Whether a text that begins with a tag is HTML throughout.

    Args:
        text: all of it.
        is_marked: tells the signs of Markdown; where they stand outside of HTML they decide.
    """
    if _PAGE.match(text):
        ends = [found.end() for found in _END.finditer(text)]
        return not ends or _letters(text[ends[-1] :]) <= _MOSTLY * _letters(
            _TAG.sub("", without_elements(text, _UNREAD))
        )
    seen = without_elements(text, _UNREAD)
    own = list(_own_lines(seen))
    return not is_marked("\n".join(own)) and sum(map(_letters, own)) <= _MOSTLY * _letters(_TAG.sub("", seen))


def without_elements(text: str, names: Sequence[str], instead: str = "") -> str:
    """Text without its comments and the elements of these names; one that nothing closes stays."""
    opening = re.compile(rf"<(?:!--|({'|'.join(names)})\b)", re.IGNORECASE)
    closing = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in names}
    closing["!--"] = re.compile("-->")
    parts, at = [], 0
    unclosed: set[str] = set()
    while found := opening.search(text, at):
        name = (found.group(1) or "!--").lower()
        end = None if name in unclosed else closing[name].search(text, found.end())
        if end is None:
            unclosed.add(name)
        parts += [text[at : found.start()], instead if end else found.group()]
        at = end.end() if end else found.end()
    return "".join([*parts, text[at:]])


def _own_lines(text: str) -> Iterator[str]:
    """The lines that stand in no element."""
    depth = 0
    for paragraph in _PARAGRAPH.split(text):
        alone = not any(found["name"].lower() not in _INLINE for found in _TAG.finditer(paragraph))
        begun = False  # an element whose end may be left out, which reaches to the next blank line at most
        for line in paragraph.split("\n"):
            tags = [found for found in _TAG.finditer(line) if found["name"].lower() not in _INLINE]
            if not tags and (alone or (depth == 0 and not begun)):
                yield line
            for tag in tags:
                name = tag["name"].lower()
                if name in ("p", "li", "dd", "dt", "br", "tr", "td", "th", "option"):
                    begun = not tag["close"] or name == "br"
                elif name not in _VOID and not tag["empty"]:
                    depth = max(depth + (-1 if tag["close"] else 1), 0)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
