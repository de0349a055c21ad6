"""Whether a line goes on with the paragraph of the line above it.

One question is asked of each pair of neighbours, and a table of cases answers it: the first that fits decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.grammar import bodies
from pipeline.grammar.rule import Choice, Choices
from pipeline.reading.layout.joining import NUMBERED, cut_figure, cut_symbol, dangles
from pipeline.reading.layout.paragraphs import Unit, Wrap, ends, first_letter
from pipeline.text.letters import CODE, LOWER
from pipeline.text.outline import Label, label_of

_WHOLE_TIME = re.compile(
    r"(?:hằng|hàng|mỗi|từng|đầu|cuối|giữa|cả)\s+(?:ngày|tháng|quý|năm)$|(?:^|\s)tỉnh$", re.IGNORECASE
)
"""What ends in such a word and says all the same what it has to: "trước ngày 15 hằng tháng"; "Công an tỉnh"."""
CLOSING = re.compile(
    r"Trên đây là|Nhận được\s|(?:UBND|Ủy ban nhân dân|Đảng ủy|Ban Thường vụ)[^.;:]{0,40}\s(?:yêu cầu|đề nghị)\s|"
    r"Yêu cầu (?:các|[Tt]hủ trưởng|lãnh đạo)|Trong quá trình|Định kỳ|Kế hoạch này|Nơi nhận"
)
"""Openings of the paragraphs that close a plan, under no numbered heading of their own."""
_LAST_WORD = re.compile(rf"(?:[{CODE}&-]{{2,8}}|\d+/[\d{CODE}/-]{{3,24}})[.;:,]$")
"""The last word of a paragraph, alone on its line: "… của Chương trình" / "MTQG.", "… Thông tư" / "05/2027/TT-BNV."."""
_LONE_URL = re.compile(r"(?:https?://|www\.)\S+$")


@dataclass(frozen=True)
class Pair:
    """Two neighbouring lines, and what the cases ask of them."""

    before: Unit
    after: Unit
    wrap: Wrap

    @cached_property
    def label(self) -> Label | None:
        """The label that the second line opens with, or seems to."""
        return label_of(self.after.text)

    @cached_property
    def ended(self) -> bool:
        """Whether the first line ends as a sentence does."""
        return ends(self.before.text)

    @cached_property
    def by_place(self) -> bool | None:
        """What the places of the lines on the page say; None where they say nothing."""
        return _goes_on_by_place(self.before, self.after, self.wrap)

    @property
    def is_apart(self) -> bool:
        """Whether one of the lines is a row of a table, or they are of different kinds or columns."""
        before, after = self.before.line.kind, self.after.line.kind
        return before == "row" or before != after or self.before.column != self.after.column

    @property
    def has_lone_url(self) -> bool:
        """Whether one of the lines is an address of the web and nothing else."""
        return bool(_LONE_URL.match(self.after.text) or _LONE_URL.match(self.before.text))

    @property
    def ends_in_short_form(self) -> bool:
        """Whether the second line is no more than the short form of what the first names: "(DTHT);"."""
        return _SHORT_FORM.match(self.after.text) is not None and not self.ended

    @property
    def cuts_symbol_or_figure(self) -> bool:
        """Whether the break lies within a document symbol, or within a figure and no blank line shows."""
        before, after = self.before.text, self.after.text
        return cut_symbol(before, after) or (not self.after.blank_before and cut_figure(before, after))

    @property
    def opens_item(self) -> bool:
        """Whether the second line is an item of its own though the first ends in a word that goes on.

        So below what is complete as it stands: "hằng tháng", "2. Sở Y tế tỉnh", "Chủ trì: Công an tỉnh".
        """
        before, after, label = self.before, self.after, self.label
        if label is not None:
            capital = after.text[label.end : label.end + 1].isupper()
            told_all = before.line.whole and after.line.whole
            if (label.style in ("dash", "letter") and capital) or told_all or _WHOLE_TIME.search(before.text):
                return True
        return _names_a_body(before, after, self.wrap) or _both_labelled(before.text, after.text)

    @property
    def is_labelled(self) -> bool:
        """Whether the second line opens with a label that is one."""
        return self.label is not None and not _only_looks_labelled(self.before.text, self.after.text, self.label)

    @property
    def goes_on_small(self) -> bool:
        """Whether the second line begins with a small letter, without a label, and the first has not ended."""
        return not self.label and not self.ended and first_letter(self.after.text).islower()

    @property
    def is_unmeasured(self) -> bool:
        """Whether lines end where paragraphs do, or nothing tells how far a line could have gone."""
        whole = self.after.line.whole or self.before.line.whole
        return whole or (self.by_place is None and not self.wrap.hard)

    @property
    def changes_case(self) -> bool:
        """Whether one line is in capitals and the other is not, but for a last word that is an abbreviation."""
        if _all_upper(self.before.text) == _all_upper(self.after.text):
            return False
        return not (_LAST_WORD.match(self.after.text) and self.by_place is not False)

    @property
    def had_room(self) -> bool:
        """Whether the first word of the second line would have stood on the first."""
        if self.by_place is not None:
            return not self.by_place
        return _had_room(self.before.text, self.after.text, self.wrap)


CASES: Choices[Pair, bool] = Choices((
    Choice("apart", False, lambda pair: pair.is_apart),
    Choice(
        "address", False, lambda pair: pair.has_lone_url,
        examples=(("Tài liệu đăng tại địa chỉ của\nhttps://anhoa.example.vn/tai-lieu", ()),),
        counterexamples=("Tài liệu đăng tại\nhttps://anhoa.example.vn và niêm yết ở nhà văn hóa",),
    ),
    Choice(
        "label alone", True, lambda pair: opens_next(pair.before.text, pair.after.text),
        examples=(("1.\nSở Y tế", ()), ("a)\nVận động người dân nạo vét kênh", ())),
        counterexamples=("-\n120", "1.\na) Sở Y tế"),
    ),
    Choice(
        "short form", True, lambda pair: pair.ends_in_short_form,
        examples=(("Bản đồ Dữ liệu tuyến hạ tầng\n(DTHT);", ()),),
        counterexamples=("Bản đồ dữ liệu tuyến hạ tầng.\n(DTHT);",),
    ),
    Choice(
        "cut within", True, lambda pair: pair.cuts_symbol_or_figure,
        examples=(("Thực hiện Nghị quyết số 12/NQ-\nHĐND về thủy lợi", ()), ("Trồng ít nhất 12.\n500 cây", ())),
        counterexamples=("Trồng 12.\n500 cây",),
    ),
    Choice(
        "word that goes on", True, lambda pair: dangles(pair.before.text) and not pair.opens_item,
        examples=(("Các thôn báo cáo Ủy ban nhân dân và\nHội Nông dân", ()), ("1. Phối hợp với\nHội Nông dân", ())),
        counterexamples=("Rà soát hằng tháng\n- Các thôn cử người", "2. Sở Y tế tỉnh\n- Xây dựng kế hoạch"),
    ),
    Choice(
        "label", False, lambda pair: pair.is_labelled,
        examples=(("Các thôn nạo vét kênh\n2. Hội Nông dân vận động hội viên", ()),),
        counterexamples=("theo quy định tại khoản 5\nĐiều 9; khoản 3 của Luật", "của hệ thống chính trị\n- xã hội"),
    ),
    Choice(
        "small letter", True, lambda pair: pair.goes_on_small,
        examples=(("Các thôn nạo vét\nkênh nội đồng", ()),),
        counterexamples=("Các thôn nạo vét kênh.\nkênh nội đồng", "Các thôn nạo vét kênh\nHội Nông dân"),
    ),
    Choice("unmeasured", False, lambda pair: pair.is_unmeasured),
    Choice(
        "closing", False, lambda pair: pair.ended and CLOSING.match(pair.after.text),
        examples=((f"{'Các thôn nạo vét kênh nội đồng đã bồi lắng. ' * 2}\nTrên đây là kế hoạch của xã", ()),),
    ),
    Choice("blank line", False, lambda pair: pair.wrap.blanks_tell and pair.after.blank_before),
    Choice(
        "capitals and none", False, lambda pair: pair.changes_case,
        examples=(("NẠO VÉT KÊNH NỘI ĐỒNG\nToàn xã có 14 tuyến kênh", ()),),
        counterexamples=("Vốn lồng ghép từ các nguồn hợp pháp khác theo Chương trình\nMTQG.",),
    ),
    Choice(
        "capitals", True, lambda pair: not pair.ended and _all_upper(pair.after.text),
        examples=(("NẠO VÉT KÊNH NỘI ĐỒNG\nTRÊN ĐỊA BÀN XÃ", ()),),
    ),
    Choice(
        "capitals that ended", False, lambda pair: _all_upper(pair.after.text),
        examples=(("NẠO VÉT KÊNH NỘI ĐỒNG.\nTRÊN ĐỊA BÀN XÃ", ()),),
    ),
    Choice(
        "room left", False, lambda pair: pair.had_room,
        examples=(("Các thôn nạo vét kênh\nHội Nông dân vận động hội viên", ()),),
    ),
    Choice(
        "full line", True, lambda pair: True,
        examples=(("Ủy ban nhân dân xã giao các thôn phối hợp chặt chẽ cùng\nHội Nông dân vận động", ()),),
    ),
))  # fmt: skip
"""Why two lines are of one paragraph or not, each with pairs of lines that it decides, and some that it does not."""


def goes_on(before: Unit, after: Unit, wrap: Wrap) -> bool:
    """Whether `after` continues the paragraph that `before` is the last line of so far."""
    return CASES.of(Pair(before, after, wrap)).says


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
    if not before.text.endswith(" tỉnh") or not first_letter(after.text).isupper():
        return False
    named = bodies.verb_first(after.text) and bodies.is_name(before.text[label.end if label else 0 :].strip())
    if label is None or before.line.whole or named:  # no name of a province begins as a task does
        return named or label is not None
    by_place = _goes_on_by_place(before, after, wrap)
    return not by_place if by_place is not None else _had_room(before.text, after.text, wrap)


def _both_labelled(before: str, after: str) -> bool:
    """Whether two lines each say something under a name: "Chủ trì: Công an tỉnh" / "Thời gian: Quý II/2026"."""
    return _NAMED.match(before) is not None and _NAMED.match(after) is not None and first_letter(after).isupper()


_NAMED = re.compile(r"[-+*•\s]*[^\W\d_][^:.;\d]{2,40}:\s+\S")


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
    if indented and ends(before.text):
        return False
    words = after.line.words
    first = words[0].box if words else None
    need = (first[2] - first[0] if first else 2 * height) + 0.3 * height
    return wrap.right - above[2] < need


def _had_room(before: str, after: str, wrap: Wrap) -> bool:
    """Whether the first word of a line would have stood on the line before it, had the paragraph gone on."""
    first = after.split(" ", 1)[0]
    said_all = ends(before) and not first_letter(after).islower()
    return wrap.length(f"{before} {first}") < (_FULL_SENTENCE if said_all else _FULL) * wrap.width


_FULL, _FULL_SENTENCE = 0.87, 0.97
"""Shares of a full line. First lines are indented; where a sentence ends at the end of a line a paragraph mostly does:
at 1,520 of 1,640 such places in papers that were broken into lines again."""


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
    rf"(?:ngày|tháng|quý|năm|{NUMBERED}|điều|khoản|mục|điểm|bảng|biểu|giai đoạn)$", re.IGNORECASE
)

_ENDS_BEFORE_NUMERAL = re.compile(r"(?:khóa|khoá|lần thứ|thế kỷ|chương|mục|phần|phụ lục)$", re.IGNORECASE)


def _only_looks_labelled(before: str, after: str, label: Label) -> bool:
    """A wrapped line that happens to open like a label: "... ngày" / "12. Tiếp" or "khoản 5" / "Điều 9; khoản 3"."""
    if label.style == "named":
        return not ends(before) and _cites_place(after, label)
    if label.style == "number" and label.end == len(after):  # "... và Đề án" / "06."
        return not ends(before)
    if label.style == "roman":  # "khóa" / "XIII."
        return _ENDS_BEFORE_NUMERAL.search(before) is not None
    if label.style == "dash" and _YEAR_END.search(before) and _YEAR_OPENS.match(after):
        return True
    if (
        label.style == "dash" and after[label.end : label.end + 1].islower() and label.end > 1
    ):  # "chính trị" / "- xã hội"
        return not ends(before)
    if label.style == "dash":
        return after[:1] in "–—-" and before.endswith((",", " và")) and label.end > 1 and after[1:2] != " "
    return (
        label.style in ("number", "decimal", "bracket")
        and not _WHOLE_TIME.search(before)
        and _ENDS_BEFORE_NUMBER.search(before) is not None
    )
