"""What a part of a paper is about, by its titles: what is to be done, who does it, or what was."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.grammar import bodies, charges

_IMPLEMENTATION = re.compile(
    r"(?:tổ chức|phân công|trách nhiệm|giao nhiệm vụ)\b.*(?:thực hiện|trách nhiệm|nhiệm vụ)|phân công trách nhiệm|"
    r"^trách nhiệm|tổ chức triển khai|^tổ chức thực hiện|^phân công|"
    r"^(?:(?:chế độ|thông tin|công tác|thời gian|kiểm tra|giám sát|theo dõi|đôn đốc|đánh giá|sơ kết|tổng kết|"
    r"tổng hợp|kinh phí|việc)(?:\s*,\s*|\s+và\s+|\s+))*báo cáo(?:\s+(?:kết quả|tình hình|định kỳ)[^\d]*)?$",
    re.IGNORECASE,
)
"""A part that organises implementation, or reporting, which belongs to it."""
_GOALS = re.compile(r"chỉ tiêu|mục tiêu|nhiệm vụ|phương hướng|kế hoạch|giải pháp|nội dung", re.IGNORECASE)
_STATE_OF_PLAY = re.compile(
    r"tình hình|thực trạng|hiện trạng|kết quả (?:thực hiện|đạt được)|đặc điểm|đánh giá (?:chung|kết quả|tình hình)|"
    r"tồn tại|hạn chế|nguyên nhân|khái quát|bối cảnh|sự cần thiết|ưu điểm",
    re.IGNORECASE,
)
_REVIEWS = re.compile(
    r"(?:(?:việc|công tác|chế độ|tổ chức|tiến hành|thực hiện)\s+)*"
    r"(?:sơ kết|tổng kết|kiểm tra|giám sát|theo dõi)(?!\w)(?!.*\d)",
    re.IGNORECASE,
)
"""A part on reviews and checks to be held: "Sơ kết, tổng kết, đánh giá kết quả thực hiện"."""
_LOOKS_AT = re.compile(r"(?:đánh giá|phân tích|kiểm điểm|nhận định|tổng quan|khái quát)(?!\w)(?!.*\d)", re.IGNORECASE)
RESULTS_OF = re.compile(
    r"(?:phần\s+\S+\s*)?(?:(?:những|một số)\s+)?(?:kết quả|tình hình|đánh giá|kiểm điểm|sơ kết)(?!\w)", re.IGNORECASE
)
"""A part that tells the results of a time."""


@lru_cache(maxsize=1024)
def organises(titles: tuple[str, ...]) -> bool:
    """Whether a part under such titles, innermost first, organises implementation."""
    return any(_IMPLEMENTATION.search(title) for title in titles)


@lru_cache(maxsize=1024)
def tells_what_was(titles: tuple[str, ...]) -> bool:
    """Whether a part under such titles, innermost first, describes the situation so far.

    A list item is a section too: "2. Công an xã nắm chắc tình hình, ..." is a task and no title.
    """
    for title in titles:
        if _GOALS.search(title[:80]) or _REVIEWS.match(title):
            return False
        told = _STATE_OF_PLAY.search(title[:80])
        if told and (_LOOKS_AT.match(title) or not (_orders(title) or _goes_on(title, told.start()))):
            return True
    return False


def _orders(title: str) -> bool:
    """Whether what looks like a title is a task: with a verb at its head, or the body that is to do it."""
    charge = charges.find(title, 0, len(title))
    return bodies.verb_first(title) or (charge is not None and charge.body[0] == 0)


def _goes_on(title: str, at: int) -> bool:
    """Whether words far into a long title are of a sentence: "100% số hộ được rà soát, nắm tình hình, ..."."""
    return len(title.split()) > _TITLE_MOST and len(title[:at].split()) >= _TITLE_WORDS


_TITLE_MOST, _TITLE_WORDS = 14, 5
"""Words of a title at most, and those in front of what it is about."""
