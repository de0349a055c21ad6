"""Rules on shares: one that its own count contradicts, and more than all of what a target counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.unicode import fold, parse_number

_PERCENT = r"(?<![\d.,])(?P<share>\d{1,3}(?:,\d{1,2})?)\s?%"
_COUNT = r"(?P<part>\d{1,3}(?:\.\d{3})*)\s?/\s?(?P<whole>\d{1,3}(?:\.\d{3})*)(?![\d/]|\.\d)"
_BEHIND = re.compile(
    rf"{_PERCENT}\s*(?:[^\W\d_]+\s+){{0,4}}(?:\(|,?\s*(?:tương ứng|tương đương|tức(?: là)?)(?:\s+với)?)\s*"
    rf"(?:là\s+|khoảng\s+|với\s+|=\s*|tương (?:ứng|đương)(?: với)?\s+)?{_COUNT}"
)
_BEFORE = re.compile(
    rf"(?<![\d/.,]){_COUNT}\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+){{0,5}}?)?\s*[,(]?\s*"
    rf"(?:đạt|chiếm|tương ứng|tương đương|bằng|=|\()\s*(?:tỷ lệ\s+|với\s+)?{_PERCENT}"
)
_ROUNDED = 1.0  # points by which a share may lie off its count and still be the rounded one
_LEAST = 4  # of a whole below which "1/3" may be a fraction, or a day and month
_NO_COUNT = re.compile(r"(?:trước|ngày|đến|từ|hết|khoản|điều|số)\s*$", re.IGNORECASE)


def against_counts(view: View) -> Iterator[Hit]:
    """A share and, right beside it, the count that it is of another share of ("60 % (12/40 xã)")."""
    for pattern, needs in ((_BEHIND, ("%",)), (_BEFORE, ("%",))):
        for found in view.matches(pattern, needs=needs):
            part, whole = parse_number(found["part"]), parse_number(found["whole"])
            share = parse_number(found["share"])
            if part is None or not whole or share is None or part > whole or whole < _LEAST:
                continue
            if _NO_COUNT.search(view.text, max(0, found.start("part") - 8), found.start("part")):
                continue
            if abs(100 * part / whole - share) > _ROUNDED:
                values = {"real": f"{100 * part / whole:.1f}".replace(".", ",")}
                yield Hit(view.clip(*found.span()), " ".join(found.group().split()), values)


_MAY_PASS = re.compile(
    r"\btang\b|\bvuot\b|toc do|so voi|ke hoach|du toan|chi tieu|\bmuc\b(?! tieu)|\bgia\b(?! dinh)|luong|giao|nam truoc|"
    r"cung ky|von|doanh thu|\bthu\b|san luong|nang suat|cong suat|doanh nghiep moi|bang\b|phu cap|dinh muc|hieu suat|"
    r"tro cap|ho tro"
)
_WHOLE = 100.0
_BESIDE = 60  # characters beside a target that say what it is a share of


_OVER = re.compile(
    r"(?<![\d.,])(?P<share>1[1-9]\d|10[1-9]|[2-9]\d\d)\s?%\s+(?:tổng )?(?:số\s+)?"
    r"(?:người|cha mẹ|học viên|sinh viên|hội viên|giáo viên|doanh nghiệp|cơ sở|hộ|thôn|lao động|cán bộ|công chức|"
    r"xã|phường|học sinh|trường|cơ quan|đơn vị|trẻ em|đảng viên|chi bộ|hồ sơ|văn bản|thủ tục)(?!\w)"
)
_PAID = re.compile(r"so voi|bang|muc (?:luong|chi)|huong|ho tro|tang")


def beyond_all(view: View) -> Iterator[Hit]:
    """More than all of what is counted ("110% thôn"); growth, plans exceeded and pay may pass it."""
    told = set[int]()
    for found in view.matches(_OVER, needs=("%",)):
        if not _PAID.search(view.folded, max(0, found.start() - 40), found.start()):
            told.update(range(*found.span()))
            yield Hit(view.around(found.span()), " ".join(found.group().split()))
    for target in view.record.targets:
        if told.intersection(range(target.evidence.start, target.evidence.end)):
            continue
        if target.unit != "%" or target.value <= _WHOLE or target.evidence.start < view.basis_end:
            continue
        low, high = view.sentence(target.evidence.start)
        low, high = max(low, target.evidence.start - _BESIDE), min(high, target.evidence.end + _BESIDE)
        if not _MAY_PASS.search(view.folded, low, high) and not _MAY_PASS.search(fold(target.indicator)):
            span = view.clip(target.evidence.start, target.evidence.end)
            yield Hit(span, " ".join(view.text[slice(*span)].split())[:120])
