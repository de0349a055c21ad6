"""How the end of one line and the beginning of the next belong together, by their words alone."""

from __future__ import annotations

import re

from pipeline.grammar.figures import AT_LEAST, AT_MOST
from pipeline.text.letters import CODE, CODE_SMALL, LOWER

_SYMBOL_TAIL = re.compile(rf"(?:\d|[{CODE}]{{2,}}|\d[{CODE}])\s?[-–/]$")
_SYMBOL_HEAD = re.compile(rf"[{CODE}]{{1,}}[{CODE}{CODE_SMALL}]*(?:[-/]|\b)|\d")
_SYMBOL_CUT = re.compile(rf"\d{{1,5}}(?:/\d{{4}})?/?[{CODE}]{{0,4}}$")
_SPACED_DASH = re.compile(r"\d\s[-–]$")  # of a span: "2025 -" / "2030"
_SYMBOL_REACH = 20  # signs at the end of a line that these look at
_SYMBOL_REST = re.compile(rf"[-/][{CODE}]{{1,}}")
_KIND_CUT, _KIND_REST = re.compile(rf"\d/[{CODE}]{{1,3}}$"), re.compile(rf"[{CODE}]{{1,3}}-[{CODE}]")
"""A symbol that a narrow cell cut within its kind: "268/2025/N" / "Đ-CP"."""
NUMBERED = (
    r"(?:biểu|bảng|báo cáo|chỉ thị|chương trình|công văn|công điện|hướng dẫn|kế hoạch|kết luận|liên tịch|luật|lệnh|mẫu|"
    r"một|nghị định|nghị quyết|phụ lục|quy chế|quy định|quyết định|thông báo|thông tri|thông tư|tờ trình|tổng|văn bản|"
    r"điện|đề án) số|^số"
)
"""What goes on with a number; "chuyển đổi số", "dân số" and "xã hội số" are words of their own."""
DANGLING = re.compile(
    r"(?:^|\s)(?:và|của|các|với|trong|về|theo|từ|đến|khoản|điểm|điều|mục|là|cho|để|tại|trên|dưới|quý|tháng|ngày|năm|hoặc|"
    r"được|(?<!cao )bằng|"
    rf"những|một|nhằm|do|khi|tỉnh|giai đoạn|ít nhất|tối thiểu|trước|sau|không quá|{NUMBERED})$|[^\W\d_] [-–]$",
    re.IGNORECASE,
)
"""Words that no paragraph ends with, and the dash within a name ("Văn hóa -" / "Xã hội")."""
_DANGLING_REACH = 20  # signs: longer than any of them


def dangles(text: str) -> bool:
    """Whether a line breaks off behind a word that no paragraph ends with."""
    return bool(DANGLING.search(text, max(0, len(text) - _DANGLING_REACH)))


def join_with(before: str, after: str) -> str:
    """What stands between two joined lines: a space, or nothing inside a cut document symbol or figure."""
    spaced = _SPACED_DASH.search(before, max(0, len(before) - _SYMBOL_REACH)) and after[:1].isdecimal()
    return "" if (cut_symbol(before, after) and not spaced) or cut_figure(before, after) else " "


_FIGURE_CUT = re.compile(rf"(?:{AT_LEAST}|{AT_MOST}|đạt|khoảng)\s\d{{1,3}}\.$", re.IGNORECASE)
_FIGURE_REST = re.compile(rf"\d{{3}}(?:\.\d{{3}})*(?:,\d+)?\s[{LOWER}]")


def cut_figure(before: str, after: str) -> bool:
    """Whether a line ends in the midst of a figure: "ít nhất 12." over "500 cây"."""
    return bool(_FIGURE_REST.match(after) and _FIGURE_CUT.search(before[-_SYMBOL_REACH:]))


def cut_symbol(before: str, after: str) -> bool:
    """Whether a line ends in the midst of a document symbol: "Nghị quyết số 12/NQ-" over "HĐND"."""
    near = max(0, len(before) - _SYMBOL_REACH)
    if _SYMBOL_HEAD.match(after) and _SYMBOL_TAIL.search(before, near):
        return True
    if _KIND_REST.match(after) and _KIND_CUT.search(before, near):
        return True
    return bool(_SYMBOL_REST.match(after) and _SYMBOL_CUT.search(before, near))
