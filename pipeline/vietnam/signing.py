"""Who signs a paper: ranks and degrees before a name, names of persons, and the mark of a superior's approval.

Nghị định 30/2020/NĐ-CP, annex I, part II, 7: the name of who signs bears no rank, except in papers of the armed forces,
education, health and science.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.assets import lines
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold

APPROVAL = re.compile(
    r"(?:PHÊ DUYỆT|DUYỆT|XÁC NHẬN|Ý KIẾN|THẨM ĐỊNH)"
    r"(?: (?:PHÊ DUYỆT|CỦA|CẤP TRÊN|LÃNH ĐẠO|BAN|UBND|ỦY BAN)(?!\w)[^;.]{0,60})?$"
)
"""The line above the signature of a superior who approves a paper that another body issues."""
PREPARED = re.compile(
    r"(?:NGƯỜI|CÁN BỘ|CÔNG CHỨC|CHUYÊN VIÊN|GIÁO VIÊN|BỘ PHẬN|ĐƠN VỊ) "
    r"(?:LẬP|XÂY DỰNG|SOẠN|THỰC HIỆN|PHỤ TRÁCH|TỔNG HỢP)(?!\w)"
    r"|(?:KẾ TOÁN|THỦ QUỸ|THƯ KÝ|VĂN THƯ)(?!\w)"
)
"""The line above the name of who drew up a paper that another signs."""
ARCHIVED = re.compile(
    r"\s*[-–—+•*]*\s*[Ll]ưu\s*(?::?\s*(?P<office>(?:VT|VP|V\.T)(?!\w))|"
    rf":\s*(?P<unit>(?:HC|HS|[{CODE}]{{2,}})(?![^\W\d_])(?=[\s.,;(/&-]|$)))"
)
"""The line with which a list of recipients ends: "- Lưu: VT, KT." (Nghị định 30/2020/NĐ-CP, annex I, part II, 9)."""
_DEGREES = re.compile(
    r"(?:(?:pgs|gs|tskh|ts|th\.?\s?s|ths|bscki{0,2}|bs|cki{1,2}|ck[12]|ds|ks|cn|kts|ll\.?b|nsnd|nsut|ngnd|ngut|ttnd|ttut)"
    r"(?:[.,\-]\s*|\s+)+)+(?=\S)"
)
_RANK = re.compile(r"(?:dai|th\w{3,6}g|trung|thieu)\s+(?:tuong|ta|uy)\s+(?=\S)")
_SYLLABLES = 2, 6  # of a name


def without_rank(line: str) -> tuple[str, str]:
    """What stands before a person's name, and the name.

    Example:
        >>> without_rank("BS.CKII. Lê Văn Thử"), without_rank("Đại tá Lê Văn Thử"), without_rank("Lê Văn Thử")
        (('BS.CKII. ', 'Lê Văn Thử'), ('Đại tá ', 'Lê Văn Thử'), ('', 'Lê Văn Thử'))
    """
    plain, at = fold(line), 0
    if len(plain) != len(line):
        return "", line
    for pattern in (_RANK, _DEGREES, _RANK):
        found = pattern.match(plain, at)
        at = found.end() if found else at
    return line[:at], line[at:]


def name_in_capitals(line: str) -> str | None:
    """A line in capitals as a person's name, None where it is none.

    Example:
        >>> name_in_capitals("LÊ THỊ THỬ"), name_in_capitals("ỦY BAN NHÂN DÂN")
        ('Lê Thị Thử', None)
    """
    words = [word.capitalize() for word in line.split()]
    known = line.isupper() and _SYLLABLES[0] <= len(words) <= _SYLLABLES[1] and words[0] in families()
    return " ".join(words) if known and all(word in name_syllables() for word in words) else None


@cache
def families() -> frozenset[str]:
    """Names of families."""
    return frozenset(word for word, counts in name_syllables().items() if counts[0] > 0)


@cache
def name_syllables() -> dict[str, tuple[float, ...]]:
    """How often each syllable was the family's, a middle and the given name."""
    rows = [line.split(",") for line in lines("person_names.csv")]
    return {row[0]: tuple(float(count) for count in row[1:4]) for row in rows}
