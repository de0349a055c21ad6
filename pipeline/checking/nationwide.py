"""Rules on words of a national programme left standing in the plan of a province or commune, as if they were its own.

A plan that is written after a superior one keeps its scope, its addressees and its products unless somebody looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.places import is_history
from pipeline.checking.view import View
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold

_SCOPE = re.compile(r"(?<!\w)(?:trên|trong)\s+(?:phạm vi\s+)?(?:toàn quốc|cả nước)(?!\w)")
_COMPARES = re.compile(
    r"(?:so voi|binh quan|trung binh|dung dau|xep hang|nhom|hang dau|(?:cao|lon|tot|thap) nhat"
    r"|dan dau|rong khap|dau tien"
    r"|dai bieu|dai hoi|hoi nghi|hoi thao|truc tuyen|cac tinh, thanh pho)\b[^.;]{0,40}$"
)
_OTHERS = re.compile(
    rf"(?<!\w)(?:(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)\s+các\s+tỉnh(?!\s*[,(/]|\s+và\s+thành|\s+[{UPPER}]|"
    r"\s+(?:lân cận|giáp|trong vùng|bạn))|(?:[Ll]ựa chọn|[Cc]họn|[Tt]hí điểm (?:tại|ở))"
    r"\s+một số tỉnh(?!\s+(?:bạn|khác)))(?!\w)"
)
_DIGITAL = re.compile(
    r"(?<!\w)Chính phủ (?:số|điện tử)(?=[^.;\n]{0,50}?\s(?:của|trên địa bàn)\s+(?:tỉnh|thành phố|xã|phường)(?!\w))"
)
_FRAME = re.compile(
    r"(?<!\w)(?:[Xx]ây dựng|[Bb]an hành)\s+(?P<what>(?:Khung|Bộ tiêu chí|Bộ chỉ số|Bộ quy chuẩn|Chiến lược)\s+"
    r"[^.;,:\n\t()]{3,60}?\squốc gia)(?!\w)"
)
_WAYS = (
    (_SCOPE, ("toàn quốc", "cả nước")),
    (_OTHERS, ("tỉnh",)),
    (_DIGITAL, ("chính phủ",)),
    (_FRAME, ("quốc gia",)),
)
"""How such words are told, and what stands in each."""
_LOCAL = ("province", "commune")


def scope(view: View) -> Iterator[Hit]:
    """A task of a local plan for the whole country, other provinces' committees told what to do, a national frame."""
    if view.level not in _LOCAL:
        return
    told: set[int] = set()
    for pattern, needs in _WAYS:
        for found in view.matches(pattern, needs=needs):
            low, _ = view.sentence(found.start())
            if found.start() < view.basis_end or is_history(view, found.start()):
                continue
            if pattern is _SCOPE and _COMPARES.search(view.folded, max(low, found.start() - 80), found.start()):
                continue
            block = view.block_at(found.start())
            if pattern is _SCOPE and (block is None or block.start in told):
                continue
            told.add(block.start if block and pattern is _SCOPE else -1)
            wide = 40 if pattern is _SCOPE else 5
            span = view.around(found.span(), wide, 20)
            about = view.around(found.span(), wide, 0) if pattern is _SCOPE else found.span()
            yield Hit(span, " ".join(view.text[slice(*about)].split()).lstrip("-+ "))


_PRODUCT = re.compile(r"san pham|ket qua")
_ABOVE = re.compile(r"(?:luat\b|nghi dinh\b|thong tu\b|phap lenh\b)[^.;]{0,80}")
_DRAFT = re.compile(r"du thao|gop y|y kien|bao cao|to trinh|de xuat")


def products(view: View) -> Iterator[Hit]:
    """A law, decree or circular as the product of a row of a local plan: none of its bodies issues one."""
    if view.level not in _LOCAL:
        return
    for table in view.document.tables:
        for row in table.rows[table.header_rows :]:
            for head, cell in zip(table.rows[0], row, strict=False):
                words = " ".join(view.text[cell.start : cell.end].split())
                issued = _ABOVE.match(fold(words)) and not _DRAFT.search(fold(words))
                if issued and _PRODUCT.search(view.folded, head.start, head.end):
                    yield Hit(view.clip(cell.start, cell.end), words[:100])
                    return


_TOO_LOW = re.compile(
    r"(?<!\w)(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)\s+(?:các\s+)?(?:thôn|tổ dân phố|khu phố|ấp|xóm)(?!\w)"
)


_OF_TWO_LEVELS = re.compile(
    r"(?<!\w)(?:Ban Thường trực\s+)?Ủy ban Trung ương\s+(?:MTTQ|Mặt trận Tổ quốc)(?:\s+Việt Nam)?\s+"
    r"(?:tỉnh|thành phố|xã|phường)(?!\s*[,/])(?!\w)"
)
"""The committee of the whole country as that of one place ("Ủy ban Trung ương MTTQ Việt Nam tỉnh")."""
_NESTED = re.compile(
    r"(?<!\w)(?:các\s+)?(?:xã, phường|phường, xã|phường, đặc khu|xã và phường)"
    r"\s+trên địa bàn\s+(?:xã|phường)(?!\w)(?!\s*[,/])"
    r"|"
    rf"(?<!\w)[Pp]hường\s+[{UPPER}][^\W\d_]+(?:\s[{UPPER}][^\W\d_]+){{0,3}},\s*huyện\s+[{UPPER}][^\W\d_]+(?:\s[{UPPER}][^\W\d_]+){{0,2}}"
)


def nested(view: View) -> Iterator[Hit]:
    """Units within a unit that cannot hold them: communes within a commune, a ward within a rural district.

    A committee of the whole country within a province too.
    """
    for pattern, needs in ((_NESTED, ("trên địa bàn", "huyện")), (_OF_TWO_LEVELS, ("trung ương",))):
        for found in view.matches(pattern, needs=needs, everywhere=True):
            if view.in_body(found.start()):
                yield Hit(found.span(), " ".join(found.group().split()))


def too_low(view: View) -> Iterator[Hit]:
    """A people's committee of a village or street group, which has none."""
    for found in view.matches(_TOO_LOW, needs=("thôn", "tổ dân phố", "khu phố", "ấp", "xóm")):
        yield Hit(view.around(found.span()), " ".join(found.group().split()))
