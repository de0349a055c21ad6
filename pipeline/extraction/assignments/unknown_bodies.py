"""Bodies whose names no list and no rule tells, by where they stand: a heading among headings that name bodies."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.extraction.casing import bodies_case
from pipeline.extraction.context import Context
from pipeline.grammar.bodies import begins, verb_first
from pipeline.grammar.charge_lists import of_heading
from pipeline.records import Block
from pipeline.text.letters import UPPER

_KNOWN_BESIDE = 2  # headings of known bodies in the list, from which it is one of bodies
_WORDS = range(2, 11)  # words of a name
_NO_BODY = re.compile(
    r"(?:về|đối với|với|việc|vấn đề|công tác|chế độ|kinh phí|nguồn|thời gian|thời điểm|tổ chức|nội dung|kết quả|"
    r"báo cáo|hình thức|giải pháp|biện pháp|nhiệm vụ|mục tiêu|chỉ tiêu|yêu cầu|mục đích|quy trình|quy định|lộ trình|"
    r"phương pháp|kế hoạch|chương trình|đề án|dự án|hoạt động|lĩnh vực|trách nhiệm|quyền|các|những|một số|trong|tại|"
    r"trên|theo|hồ sơ|phụ lục|bảng|điều khoản|sơ kết|tổng kết|khen thưởng|xử lý)(?!\w)",
    re.IGNORECASE,
)
"""Words with which a heading opens that names a matter."""
_NAME = re.compile(r"[^\W\d_][^:;.,()]*(?:\s(?:và|,)\s[^:;.,()]+)?")
_INNER_CAPITAL = re.compile(rf"\s[{UPPER}][^\W\d_]*")


def named_by_place(context: Context) -> frozenset[int]:
    """Starts of the numbered headings that name a body of an unknown kind, or one whose name reads like a sentence.

    Such a heading is a proper name, or says of a known kind of body what it does ("Các hộ nuôi cá lồng trên sông"). It
    stands among headings that name known bodies, of which there are two at least and more than of all others, and has
    tasks below it.
    """
    lists: dict[int, list[Block]] = defaultdict(list)
    below: dict[int, list[bool]] = defaultdict(list)
    for block, above in zip(context.document.blocks, context.chains, strict=True):
        place = above[-1].start if above else -1
        below[place].append(verb_first(context.words_of(block)))
        if block.kind in ("heading", "item", "body") and block.label and block.label[0].isdigit():
            lists[place].append(block)
    found = set[int]()
    for siblings in lists.values():
        words = {block.start: bodies_case(context.words_of(block).rstrip(" :.;"), context.text) for block in siblings}
        known = [at for at, said in words.items() if of_heading(said) is not None]
        others = [block for block in siblings if block.start not in known]
        if len(known) >= _KNOWN_BESIDE and len(known) > len(others):
            found |= {
                at
                for block in others
                if _mostly(below[at := block.start])
                and (_is_name(words[at]) or _is_told_by_its_work(context.words_of(block), words[at]))
            }
    return frozenset(found)


def _is_name(words: str) -> bool:
    return (
        len(words.split()) in _WORDS
        and words[:1].isupper()
        and _NO_BODY.match(words) is None
        and _NAME.fullmatch(words) is not None
        and _INNER_CAPITAL.search(words) is not None
        and not verb_first(words)
    )


def _is_told_by_its_work(printed: str, words: str) -> bool:
    """Whether a line without an end of a sentence names a kind of body by its work: "Chủ đầu tư xây dựng bến"."""
    return (
        len(words.split()) in _WORDS_OF_WORK
        and not printed.rstrip().endswith((".", ";", ","))
        and begins(words, 0, len(words))
        and _TOLD_TO_DO.search(words) is None
    )


_WORDS_OF_WORK = range(3, 25)
_TOLD_TO_DO = re.compile(
    r"(?<!\w)(?:chủ động|chỉ đạo|phối hợp(?= với)|tăng cường|thực hiện (?:tốt|nghiêm)|triển khai|tập trung|tham mưu|"
    r"hướng dẫn|phải|cần|hằng năm|chịu trách nhiệm|có trách nhiệm \w|đẩy mạnh|tiếp tục)(?!\w)"
)
"""Words of an order, which stand in no name."""


def _mostly(told: list[bool]) -> bool:
    return bool(told) and sum(told) * 2 >= len(told)
