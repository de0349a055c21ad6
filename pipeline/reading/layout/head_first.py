"""What stands in front of a letterhead that belongs behind it: the text of the first page, a caption.

In Word files a letterhead often stands in a frame or table of its own, which some converters write out after the text
beside it: the paper then begins with its grounds, and motto, number and addressees stand in the midst of a sentence.
A web page's heading names the paper before its letterhead does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.layout.marks import AUTHORITY, MOTTO, RULE, is_type_line, names_issuer, recipients_begin
from pipeline.reading.layout.paragraphs import Unit
from pipeline.reading.lines import Line
from pipeline.text.outline import label_of
from pipeline.text.unicode import fold

_TEXT_LEAST = 6
"""Lines of running text above a letterhead from which it is out of its place."""
_ABOVE_MOST, _BELOW_MOST = 3, 24  # lines of a letterhead above and below its motto
_GROUNDS = re.compile(r"(?:Căn cứ|Thực hiện|Theo|Trên cơ sở|Để|Nhằm|Xét|Triển khai|Thi hành|Tiếp tục|Ngày)\s")
_OF_HEAD = re.compile(r"Số\s*:|[^.;]{2,40},\s*ngày\b.{0,12}tháng\b.{0,8}năm\b")
_SUBJECT, _ADDRESSED = re.compile(r"(?:V/v|Về việc|v/v)\b"), re.compile(r"Kính gửi\b")


def letterhead_first(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with a letterhead that stands inside the text of the first page in front of it."""
    written = [at for at, line in enumerate(lines) if line.text.strip()]
    motto = next((n for n, at in enumerate(written[:_SEARCHED]) if _is_motto(lines[at].text)), None)
    if motto is None or motto < _TEXT_LEAST or not _GROUNDS.match(lines[written[0]].text.strip()):
        return lines
    if any(_ends_paper(lines[at]) for at in written[:motto]):
        return lines
    first = motto
    while motto - first < _ABOVE_MOST and lines[written[first - 1]].text.isupper():
        first -= 1
    last = _last(lines, written, motto)
    begin, end = written[first], written[last] + 1
    if not any(_OF_HEAD.search(line.text) for line in lines[begin:end]):
        return lines
    return [*lines[begin:end], *lines[:begin], *lines[end:]]


_SEARCHED = 80  # lines


def _is_motto(text: str) -> bool:
    found = MOTTO.search(fold(text))
    return found is not None and text[found.start() : found.end()].isupper()


def _ends_paper(line: Line) -> bool:
    """Whether a line above shows that the letterhead is that of another paper, or that lines have their places."""
    text = line.text.strip()
    signed = recipients_begin(text) or (AUTHORITY.match(text) is not None and text.isupper())
    return line.box is not None or line.kind == "row" or signed or is_type_line(text)


def _last(lines: Sequence[Line], written: Sequence[int], motto: int) -> int:
    """The last line of a letterhead, with what it is about and whom it is addressed to."""
    last, about, addressed = motto, False, False
    for n in range(motto + 1, min(motto + _BELOW_MOST, len(written))):
        text = lines[written[n]].text.strip()
        listed = (label := label_of(text)) is not None and label.style == "dash"
        head = text.isupper() or RULE.match(text) or MOTTO.search(fold(text)) or _OF_HEAD.search(text)
        addressed = addressed or _ADDRESSED.match(text) is not None
        about = not addressed and (about or _SUBJECT.match(text) is not None)
        if not (head or about or addressed and (listed or _ADDRESSED.match(text))):
            break
        last = n
        if listed and text.endswith("."):
            break
    return last


def caption(units: Sequence[Unit]) -> int:
    """How many lines stand above the letterhead that name the paper before it does so itself, as a web page's heading.

    What comes below the motto must be a paper of its own: with the name of its kind, or with "Kính gửi".
    """
    named = next((i for i, unit in enumerate(units[:_CAPTION_MOST]) if _names_kind(unit)), None)
    if named is None:
        return 0
    below = range(named + 1, min(named + _HEAD_MOST, len(units)))
    motto = next((i for i in below if _is_motto(units[i].text)), None)
    if motto is None or any(_is_motto(unit.text) for unit in units[:named]):
        return 0
    again = range(motto + 1, min(motto + _HEAD_MOST, len(units)))
    opens = any(_names_kind(units[i]) or fold(units[i].text).startswith("kinh gui") for i in again)
    return named + 1 if opens else 0


_CAPTION_MOST, _HEAD_MOST = 4, 16  # lines


def _names_kind(unit: Unit) -> bool:
    return is_type_line(unit.text) and unit.column != "left"


def letterhead_below(units: Sequence[Unit], title: int) -> range:
    """The lines of the letterhead that stands below the first line of a title, none where it stands above."""
    below = range(title + 1, min(title + _TITLE_AND_HEAD, len(units)))
    motto = next((i for i in below if _is_motto(units[i].text)), None)
    if motto is None or any(_is_motto(unit.text) for unit in units[:title]):
        return range(0)
    first = next(i for i in below if i == motto or names_issuer(units[i].text))
    last = motto
    for i in range(motto + 1, min(motto + _BELOW_MOST, len(units))):
        text = units[i].text
        if not (RULE.match(text) or MOTTO.search(fold(text)) or _OF_HEAD.search(text)):
            break
        last = i
    return range(first, last + 1)


_TITLE_AND_HEAD = 12  # lines
