"""The lines by which the parts of a paper are known: motto, authority, office, recipients, the name of its kind."""

from __future__ import annotations

import re
from functools import cache

from pipeline.assets import lines as entries
from pipeline.grammar.bodies import verb_first
from pipeline.text.letters import UPPER
from pipeline.text.outline import label_of
from pipeline.text.unicode import fold

MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc"
)
"""Over folded text."""
PLACE_DATE = re.compile(r"[^\W\d_][^\d,]{1,40},\s*ngày[^,;]{0,14}\btháng\b[^,;]{0,12}\bnăm\b")
RULE = re.compile(r"[-_=*.–—\s]{3,}$")
AUTHORITY = re.compile(rf"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)(?:\s?\.?\s+|\.(?=[{UPPER}]{{2}}))[{UPPER}]")
SIGNED = re.compile(r"[(\[]?(?:đã ký|ký|chữ ký)(?!\w)[^()]{0,40}[)\]]?", re.IGNORECASE)
"""What stands in the place of a signature: "(Đã ký)", "(Ký tên, đóng dấu)"."""
OFFICE = re.compile(
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|BÍ THƯ|"
    r"TRƯỞNG (?:BAN|PHÒNG|CÔNG AN|TRẠM|KHOA|ĐOÀN|THÔN|BỘ MÔN)|"
    r"CHÁNH VĂN PHÒNG|(?:CHI )?CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|HẠT TRƯỞNG|TRẠM TRƯỞNG|TỔ TRƯỞNG|CHÍNH TRỊ VIÊN|"
    r"HIỆU TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|TỔNG BÍ THƯ|VIỆN TRƯỞNG|CHỈ HUY TRƯỞNG|THỨ TRƯỞNG|"
    r"CHÁNH THANH TRA|BỘ TRƯỞNG, CHỦ NHIỆM)\b"
)
ATTACHED = re.compile(
    r"\(?\s*(?:Ban hành|Phê duyệt|Đính|Gửi|Công bố)?\s*[Kk]èm theo\s+(?:\S+\s+){0,6}?"
    r"(?:[Qq]uyết|[Kk]ế hoạch|[Nn]ghị quyết|[Tt]hông|[Cc]ông|[Cc]hỉ thị|[Tt]ờ trình|[Qq]uy |[Hh]ợp đồng|[Bb]áo cáo|"
    r"[Cc]hương trình|[Đđ]ề án|[Hh]ướng dẫn)"
)
"""The line of an annex, or of an issued plan, that names the paper that it belongs to."""
ANNEX = re.compile(
    r"(?:(?:PHỤ|Phụ) (?:LỤC|lục)(?: SỐ| số)?|"
    r"(?:PHỤ BIỂU|Phụ biểu|BIỂU(?: MẪU)?|Biểu(?: mẫu)?|(?:MẪU|Mẫu)(?: biểu| BIỂU)?)(?: SỐ| số)?"
    r"(?=\s*\d|\s+[IVX]))\s*:?\s*(?P<number>(?:[IVXLC]+|\d{1,2}(?:[./]\d{1,2})*)(?:-?[A-Z])?\b)?"
)
"""The label of an annex."""
_RECIPIENTS = re.compile(r"noi nhan\s*:?\s*$|noi nhan\s*:|kinh gui noi nhan")


def recipients_begin(text: str) -> bool:
    """Whether a line opens the list of recipients."""
    return text[:1] in ("n", "N", "k", "K") and bool(_RECIPIENTS.match(fold(text)))


def is_person(text: str) -> bool:
    """Whether a line can be a signatory's name: two to five capitalised words, nothing else."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(
        word[0].isupper() and word.replace("'", "").isalpha() and not (word.isupper() and len(word) > 1)
        for word in words
    )


def is_name_or_office(text: str) -> bool:
    """Whether a short line names a person or an office."""
    words = text.split()
    return bool(OFFICE.match(text)) or (2 <= len(words) <= 5 and all(word[:1].isupper() for word in words))


def is_recipient(text: str) -> bool:
    """Whether a line of a list names somebody, and no task: "Các trường (để thực hiện);"."""
    label = label_of(text)
    alone = label is None or label.style == "dash"
    return alone and text.endswith(";") and len(text) <= _RECIPIENT and not verb_first(text.lstrip("-–+ "))


_RECIPIENT = 160  # characters


@cache
def _types() -> frozenset[str]:
    return frozenset(fold(entry) for entry in entries("document_types.txt"))


def is_type_line(text: str) -> bool:
    """Whether a line is the name of a kind of document in capitals, alone or before the title ("KẾ HOẠCH")."""
    words = text.strip(" *_#").split()
    leading = []
    for word in words:
        if not (word.isupper() and word.isalpha()):
            break
        leading.append(word)
    upper = len(leading)
    return any(fold(" ".join(leading[:n])) in _types() for n in range(min(upper, 5), 1, -1)) and (
        upper == len(words) or not AUTHORITY.match(text)
    )


_TITLES = re.compile(
    r"(?:Kế hoạch|Thông báo|Chương trình|Phương án|Đề án|Hướng dẫn|Thể lệ)\s(?!(?:số|này)\b)[^.;:]{12,200}$"
)


def opens_with_type(text: str) -> bool:
    """Whether a line is a title in small letters that names the kind of document, as a web page prints it."""
    return bool(_TITLES.match(text.strip()))


_ISSUERS = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|ĐẢNG|TỈNH ỦY|THÀNH ỦY|TỈNH UỶ|THÀNH UỶ|SỞ|BỘ|BAN|PHÒNG|TRUNG TÂM|CHI CỤC|CỤC|"
    r"CÔNG AN|TRƯỜNG|BỆNH VIỆN|MẶT TRẬN|ĐOÀN|HỘI|LIÊN ĐOÀN|TÊN CƠ QUAN|CƠ QUAN)\b"
)


def names_issuer(text: str) -> bool:
    """Whether a line begins with the name of a kind of issuing body, in capitals."""
    return bool(_ISSUERS.match(text)) and not OFFICE.match(text)
