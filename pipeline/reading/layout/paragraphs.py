"""Which lines belong to one paragraph, and how two lines are joined.

Real texts come hard-wrapped with blank lines that mean nothing (pdftotext), or one paragraph a line with page
breaks inside sentences (converters), or with geometry (PDF, OCR). One question is asked of each pair of
neighbours: does the second line go on?
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.grammar import bodies
from pipeline.grammar.figures import AT_LEAST, AT_MOST
from pipeline.reading.lines import Line
from pipeline.text.letters import CODE, CODE_SMALL, LOWER
from pipeline.text.outline import Label, label_of
from pipeline.text.widths import ems

_TERMINAL, _BEHIND_TERMINAL = tuple(".;:!?…"), "”\"')]*_"
_SYMBOL_TAIL = re.compile(rf"(?:\d|[{CODE}]{{2,}}|\d[{CODE}])\s?[-–/]$")
_SYMBOL_HEAD = re.compile(rf"[{CODE}]{{1,}}[{CODE}{CODE_SMALL}]*(?:[-/]|\b)|\d")
_SYMBOL_CUT = re.compile(rf"\d{{1,5}}(?:/\d{{4}})?/?[{CODE}]{{0,4}}$")
_SPACED_DASH = re.compile(r"\d\s[-–]$")  # of a span: "2025 -" / "2030"
_SYMBOL_REACH = 20  # signs at the end of a line that these look at
_SYMBOL_REST = re.compile(rf"[-/][{CODE}]{{1,}}")
_KIND_CUT, _KIND_REST = re.compile(rf"\d/[{CODE}]{{1,3}}$"), re.compile(rf"[{CODE}]{{1,3}}-[{CODE}]")
"""A symbol that a narrow cell cut within its kind: "268/2025/N" / "Đ-CP"."""
_NUMBERED = (
    r"(?:biểu|bảng|báo cáo|chỉ thị|chương trình|công văn|công điện|hướng dẫn|kế hoạch|kết luận|liên tịch|luật|lệnh|mẫu|"
    r"một|nghị định|nghị quyết|phụ lục|quy chế|quy định|quyết định|thông báo|thông tri|thông tư|tờ trình|tổng|văn bản|"
    r"điện|đề án) số|^số"
)
"""What goes on with a number; "chuyển đổi số", "dân số" and "xã hội số" are words of their own."""
DANGLING = re.compile(
    r"(?:^|\s)(?:và|của|các|với|trong|về|theo|từ|đến|khoản|điểm|điều|mục|là|cho|để|tại|trên|dưới|quý|tháng|ngày|năm|hoặc|"
    r"được|(?<!cao )bằng|"
    rf"những|một|nhằm|do|khi|tỉnh|giai đoạn|ít nhất|tối thiểu|trước|sau|không quá|{_NUMBERED})$|[^\W\d_] [-–]$",
    re.IGNORECASE,
)
"""Words that no paragraph ends with, and the dash within a name ("Văn hóa -" / "Xã hội")."""
_WHOLE_TIME = re.compile(
    r"(?:hằng|hàng|mỗi|từng|đầu|cuối|giữa|cả)\s+(?:ngày|tháng|quý|năm)$|(?:^|\s)tỉnh$", re.IGNORECASE
)
"""What ends in such a word and says all the same what it has to: "trước ngày 15 hằng tháng"; "Công an tỉnh"."""
_DANGLING_REACH = 20  # signs: longer than any of them
_OPENING = re.compile(r"[“\"'(‘\[]*")
CLOSING = re.compile(
    r"Trên đây là|Nhận được\s|(?:UBND|Ủy ban nhân dân|Đảng ủy|Ban Thường vụ)[^.;:]{0,40}\s(?:yêu cầu|đề nghị)\s|"
    r"Yêu cầu (?:các|[Tt]hủ trưởng|lãnh đạo)|Trong quá trình|Định kỳ|Kế hoạch này|Nơi nhận"
)
"""Openings of the paragraphs that close a plan, under no numbered heading of their own."""
_LAST_WORD = re.compile(rf"(?:[{CODE}&-]{{2,8}}|\d+/[\d{CODE}/-]{{3,24}})[.;:,]$")
"""The last word of a paragraph, alone on its line: "… của Chương trình" / "MTQG.", "… Thông tư" / "05/2027/TT-BNV."."""
_LONE_URL = re.compile(r"(?:https?://|www\.)\S+$")
_PAGE_LEAST = 15  # lines
_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or one column of it, with its place in `raw`."""

    line: Line
    at: int
    """Where the line begins in `raw`; the unit itself may begin later."""
    start: int
    end: int
    text: str
    """Clean text of the unit: markup dropped, edits made, white space collapsed."""
    blank_before: bool = False
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the lines of a document are wrapped."""

    hard: bool
    """Lines end where the page does, not where the paragraph does."""
    blanks_tell: bool
    """A blank line means a new paragraph."""
    length: Callable[[str], float] = ems
    """What the lines are filled by: the width of their text in print, or its characters."""
    width: float = 0.0
    """Usual length of a full line, by `length`."""
    left: float = 0.0
    right: float = 0.0
    """Usual left and right edge of body lines in points; 0 where there is no geometry."""


def is_page_number(text: str) -> bool:
    """Whether a line alone at the edge of a page can be its number ("2", "- 3 -", "Trang 2/5")."""
    return bool(_PAGE_NUMBER.match(text.strip()))


def stray_page_numbers(units: Sequence[Unit]) -> list[int]:
    """Where page numbers stand that a converter left in a text without pages: alone, in order, a page apart."""
    latest: dict[int, int] = {}  # the number to where it last ended a run
    before: dict[int, int] = {}
    length: dict[int, int] = {}
    for index, unit in enumerate(units):
        if not unit.text.isdecimal() or len(unit.text) > 4 or unit.line.kind is not None:
            continue
        number = int(unit.text)
        above = latest.get(number - 1)
        goes_with = above is not None and index - above >= _PAGE_LEAST
        if above is not None and goes_with:
            before[index] = above
        length[index] = length[above] + 1 if above is not None and goes_with else 1
        if (goes_with or number <= 2) and length[index] >= length.get(latest.get(number, -1), 0):
            latest[number] = index
    last = max(length, key=lambda index: length[index], default=-1)
    if length.get(last, 0) < 2:
        return [index for index in length if _cuts_a_sentence(units, index)]
    run = [last]
    while run[-1] in before:
        run.append(before[run[-1]])
    return run[::-1]


def _cuts_a_sentence(units: Sequence[Unit], index: int) -> bool:
    """Whether a "2" by itself stands in the midst of a sentence, with a blank line on either side: a second page."""
    if units[index].text != "2" or index < _PAGE_LEAST or index + 1 >= len(units):
        return False
    above, below = units[index - 1], units[index + 1]
    parted = units[index].blank_before or below.blank_before
    return parted and below.text[:1].islower() and not above.text.endswith((".", ";", ":"))


_PAGE_MARK = re.compile(r"[-=<\[(!\s]*(?:trang|page)\s+(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[-=>\])\s]*$", re.IGNORECASE)


def page_marks(units: Sequence[Unit]) -> list[int]:
    """Where a converter wrote "Trang 8" between the pages, two at least and each above the one before."""
    found = [(index, int(mark[1])) for index, unit in enumerate(units) if (mark := _PAGE_MARK.match(unit.text))]
    rising = all(number < after for (_, number), (_, after) in zip(found, found[1:], strict=False))
    return [index for index, _ in found] if len(found) > 1 and rising else []


def measure(units: Sequence[Unit]) -> Wrap:
    """The wrapping of a document, judged over all its flowing lines."""
    flowing = [u for u in units if u.text and not u.line.whole and u.line.kind is None and u.column is None]
    if len(flowing) < 4:
        return Wrap(False, True)
    usual = sorted(len(u.text) for u in flowing)[int(0.85 * (len(flowing) - 1))]
    pairs = list(zip(flowing, flowing[1:], strict=False))
    going_on = [pair for pair in pairs if _continues_in_case(pair[0].text, pair[1].text)]
    hard = len(going_on) >= 0.2 * len(pairs) and usual < _HARD_MOST
    length, width = _full_line([first.text for first, _ in going_on] if hard else [u.text for u in flowing])
    across_blank = sum(second.blank_before for _, second in going_on)
    blanks_tell = not going_on or across_blank <= 0.15 * len(going_on)
    boxes = [u.line.box for u in flowing if u.line.box]
    if len(boxes) < 4:
        return Wrap(hard, blanks_tell, length, width)
    widest = max(b[2] - b[0] for b in boxes)
    long = [box for box in boxes if box[2] - box[0] > 0.6 * widest] or boxes
    lefts, rights = sorted(b[0] for b in long), sorted(b[2] for b in long)
    return Wrap(hard, blanks_tell, length, width, lefts[len(lefts) // 4], rights[len(rights) * 3 // 4])


_HARD_MOST = 200  # characters of a line that a page holds


def _full_line(full: Sequence[str]) -> tuple[Callable[[str], float], float]:
    """What lines that a paragraph goes on behind are filled by, their widths or their characters, and how far."""

    def spread(measured: Sequence[float]) -> float:
        return (measured[int(0.9 * last)] - measured[int(0.2 * last)]) / measured[int(0.5 * last)]

    last = len(full) - 1
    sizes = [(length, sorted(map(length, full))) for length in (ems, len)]
    length, measured = min(sizes, key=lambda size: spread(size[1]))
    return length, measured[int(0.8 * last)]


def goes_on(before: Unit, after: Unit, wrap: Wrap) -> bool:
    """Whether `after` continues the paragraph that `before` is the last line of so far."""
    if after.line.kind == "row" or before.line.kind == "row" or before.line.kind != after.line.kind:
        return False
    if before.column != after.column or _LONE_URL.match(after.text) or _LONE_URL.match(before.text):
        return False
    if opens_next(before.text, after.text) or (_SHORT_FORM.match(after.text) and not _ends(before.text)):
        return True
    if _cut_symbol(before.text, after.text) or (not after.blank_before and _cut_figure(before.text, after.text)):
        return True
    label = label_of(after.text)
    opens_item = (
        label is not None and label.style in ("dash", "letter") and after.text[label.end : label.end + 1].isupper()
    )
    told_all = before.line.whole and after.line.whole
    opens_item = opens_item or (label is not None and (told_all or _WHOLE_TIME.search(before.text) is not None))
    opens_item = opens_item or _names_a_body(before, after, wrap) or _both_labelled(before.text, after.text)
    if not opens_item and _dangles(before.text):  # "2. Sở Y tế tỉnh" / "- Xây dựng kế hoạch"
        return True
    if label and not _only_looks_labelled(before.text, after.text, label):
        return False
    first = _first_letter(after.text)
    if not _ends(before.text) and first.islower() and not label:
        return True
    by_place = _goes_on_by_place(before, after, wrap)
    if after.line.whole or before.line.whole or (by_place is None and not wrap.hard):
        return False
    if _ends(before.text) and CLOSING.match(after.text):
        return False
    if wrap.blanks_tell and after.blank_before:
        return False
    if _all_upper(before.text) != _all_upper(after.text) and not (
        _LAST_WORD.match(after.text) and by_place is not False
    ):
        return False
    if _all_upper(after.text):
        return not _ends(before.text)
    return by_place if by_place is not None else not _had_room(before.text, after.text, wrap)


_LONE_LABEL = re.compile(
    r"(?:[-–+•*]|[IVX]{1,5}[.)]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\)|\(\d{1,2}\)|Điều\s\d{1,3}\.)$"
)


def opens_next(above: str, below: str) -> bool:
    """Whether a line holds the label of an item alone, whose words a converter put on the next: "1." / "Sở Y tế".

    A dash above a figure or a word alone may be the empty cell of a table that fell apart.
    """
    return _LONE_LABEL.match(above.strip()) is not None and label_of(below) is None and _WORDED.match(below) is not None


_WORDED = re.compile(r"\S*[^\W\d_]\S*\s+\S|\d\S*\s+[^\W\d_]")


_SHORT_FORM = re.compile(rf"\([{CODE}&-]{{2,12}}\)[.,;:]?$")
"""A short form in brackets, on a line of its own: "(DTHT);"."""


def _names_a_body(before: Unit, after: Unit, wrap: Wrap) -> bool:
    """Whether a line is the heading of a body of the province ("4. Liên minh Hợp tác xã tỉnh"), short of its line."""
    label = label_of(before.text)
    if not before.text.endswith(" tỉnh") or not _first_letter(after.text).isupper():
        return False
    named = bodies.verb_first(after.text) and bodies.is_name(before.text[label.end if label else 0 :].strip())
    if label is None or before.line.whole or named:  # no name of a province begins as a task does
        return named or label is not None
    by_place = _goes_on_by_place(before, after, wrap)
    return not by_place if by_place is not None else _had_room(before.text, after.text, wrap)


def _both_labelled(before: str, after: str) -> bool:
    """Whether two lines each say something under a name: "Chủ trì: Công an tỉnh" / "Thời gian: Quý II/2026"."""
    return _NAMED.match(before) is not None and _NAMED.match(after) is not None and _first_letter(after).isupper()


_NAMED = re.compile(r"[-+*•\s]*[^\W\d_][^:.;\d]{2,40}:\s+\S")


def join_with(before: str, after: str) -> str:
    """What stands between two joined lines: a space, or nothing inside a cut document symbol or figure."""
    spaced = _SPACED_DASH.search(before, max(0, len(before) - _SYMBOL_REACH)) and after[:1].isdecimal()
    return "" if (_cut_symbol(before, after) and not spaced) or _cut_figure(before, after) else " "


_FIGURE_CUT = re.compile(rf"(?:{AT_LEAST}|{AT_MOST}|đạt|khoảng)\s\d{{1,3}}\.$", re.IGNORECASE)
_FIGURE_REST = re.compile(rf"\d{{3}}(?:\.\d{{3}})*(?:,\d+)?\s[{LOWER}]")


def _cut_figure(before: str, after: str) -> bool:
    """Whether a line ends in the midst of a figure: "ít nhất 12." over "500 cây"."""
    return bool(_FIGURE_REST.match(after) and _FIGURE_CUT.search(before[-_SYMBOL_REACH:]))


def _cut_symbol(before: str, after: str) -> bool:
    near = max(0, len(before) - _SYMBOL_REACH)
    if _SYMBOL_HEAD.match(after) and _SYMBOL_TAIL.search(before, near):
        return True
    if _KIND_REST.match(after) and _KIND_CUT.search(before, near):
        return True
    return bool(_SYMBOL_REST.match(after) and _SYMBOL_CUT.search(before, near))


def _goes_on_by_place(before: Unit, after: Unit, wrap: Wrap) -> bool | None:
    """Whether the places of two lines show one paragraph; None where the lines, or most of the text, have none."""
    above, below = before.line.box, after.line.box
    if not (above and below and wrap.right):
        return None
    height = max(above[3] - above[1], 1.0)
    same_page = before.line.page == after.line.page
    if same_page and below[1] - above[3] > 1.3 * height:
        return False
    indented = below[0] - wrap.left > 0.8 * height and abs(below[0] - above[0]) > 0.5 * height
    if indented and _ends(before.text):
        return False
    words = after.line.words
    first = words[0].box if words else None
    need = (first[2] - first[0] if first else 2 * height) + 0.3 * height
    return wrap.right - above[2] < need


def _had_room(before: str, after: str, wrap: Wrap) -> bool:
    """Whether the first word of a line would have stood on the line before it, had the paragraph gone on."""
    first = after.split(" ", 1)[0]
    said_all = _ends(before) and not _first_letter(after).islower()
    return wrap.length(f"{before} {first}") < (_FULL_SENTENCE if said_all else _FULL) * wrap.width


_FULL, _FULL_SENTENCE = 0.87, 0.97
"""Shares of a full line. First lines are indented; where a sentence ends at the end of a line a paragraph mostly does:
at 1,520 of 1,640 such places in papers that were broken into lines again."""


def _dangles(text: str) -> bool:
    return bool(DANGLING.search(text, max(0, len(text) - _DANGLING_REACH)))


def _ends(text: str) -> bool:
    text = text.rstrip()
    return text.endswith("./") or text.rstrip(_BEHIND_TERMINAL).endswith(_TERMINAL)


def _first_letter(text: str) -> str:
    rest = text[_OPENING.match(text).end() :]  # type: ignore[union-attr]
    return rest[:1]


def _continues_in_case(before: str, after: str) -> bool:
    return not _ends(before) and _first_letter(after).islower() and label_of(after) is None


def _all_upper(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and all(char.isupper() for char in letters)


_YEAR_END, _YEAR_OPENS = re.compile(r"(?<!\d)(?:19|20)\d\d$"), re.compile(r"[-–]\s?(?:19|20)\d\d(?!\d)")
"""The two ends of a span of years that a line was cut in: "giai đoạn 2026" / "- 2031"."""
_CITED = re.compile(
    rf"[,;)]|[{LOWER}]|(?:Bộ luật|Hiến pháp|Luật|Nghị|Quy|Quyết định|Thông tư|Kế hoạch|Chương trình|Đề án)\b"
)


def _cites_place(text: str, label: Label) -> bool:
    """Whether a line goes on with the place in a document ("Điều 9; khoản 3"), and is no heading ("Điều 9. Phí")."""
    return text[: label.end].rstrip()[-1:] not in (".", ":", ")") and bool(_CITED.match(text, label.end))


_ENDS_BEFORE_NUMBER = re.compile(
    rf"(?:ngày|tháng|quý|năm|{_NUMBERED}|điều|khoản|mục|điểm|bảng|biểu|giai đoạn)$", re.IGNORECASE
)

_ENDS_BEFORE_NUMERAL = re.compile(r"(?:khóa|khoá|lần thứ|thế kỷ|chương|mục|phần|phụ lục)$", re.IGNORECASE)


def _only_looks_labelled(before: str, after: str, label: Label) -> bool:
    """A wrapped line that happens to open like a label: "... ngày" / "12. Tiếp" or "khoản 5" / "Điều 9; khoản 3"."""
    if label.style == "named":
        return not _ends(before) and _cites_place(after, label)
    if label.style == "number" and label.end == len(after):  # "... và Đề án" / "06."
        return not _ends(before)
    if label.style == "roman":  # "khóa" / "XIII."
        return _ENDS_BEFORE_NUMERAL.search(before) is not None
    if label.style == "dash" and _YEAR_END.search(before) and _YEAR_OPENS.match(after):
        return True
    if (
        label.style == "dash" and after[label.end : label.end + 1].islower() and label.end > 1
    ):  # "chính trị" / "- xã hội"
        return not _ends(before)
    if label.style == "dash":
        return after[:1] in "–—-" and before.endswith((",", " và")) and label.end > 1 and after[1:2] != " "
    return (
        label.style in ("number", "decimal", "bracket")
        and not _WHOLE_TIME.search(before)
        and _ENDS_BEFORE_NUMBER.search(before) is not None
    )
