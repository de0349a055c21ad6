"""Rules on normative documents and on articles: in force on the day of signing, "Điều 07", lists of two kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.checking.citations import shown
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold

_SOONEST = 10  # days from issue to force, the least for papers of a province (Luật 64/2025/QH15)
_OF_SIGNING = re.compile(r"(?<!\w)có hiệu lực\s+(?:thi hành\s+)?(?:kể\s+)?từ ngày\s+(?:ký|ban hành|thông qua)(?!\w)")
_OF_A_DAY = re.compile(
    r"(?<!\w)(?:Quyết định|Nghị quyết)(?: này)?\s+có hiệu lực\s+(?:thi hành\s+)?(?:kể\s+)?từ ngày\s+"
    r"(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?:/|\s+năm\s+)(?P<y>20\d{2})"
)


def in_force_at_once(view: View) -> Iterator[Hit]:
    """A normative document of a province in force on the day of signing, or sooner than the law lets it be."""
    if not view.normative or view.level != "province" or view.day is None:
        return
    soonest = (date.fromisoformat(view.day) + timedelta(days=_SOONEST)).isoformat()
    for found in view.matches(_OF_SIGNING, needs=("hiệu lực",)):
        yield Hit(view.around(found.span()), " ".join(found.group().split()), {"soonest": shown(soonest)})
        return
    for found in view.matches(_OF_A_DAY, needs=("hiệu lực",)):
        day = f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
        if view.day <= day < soonest:
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()), {"soonest": shown(soonest)})
            return


_ZERO = re.compile(r"(?:^|\n)\W*(?P<label>Điều 0\d)\b")
_PLAIN = re.compile(r"(?:^|\n)\W*Điều [1-9]\b")


def padded_articles(view: View) -> Iterator[Hit]:
    """An article numbered with a leading zero where the others have none."""
    for found in _ZERO.finditer(view.text) if _PLAIN.search(view.text) else ():
        yield Hit(found.span("label"), found["label"])


_KINDS_THIS = re.compile(r"(?<!\w)(?P<said>(?P<kind>Quy định|Quy chế|Nghị định|Thông tư) này)(?!\w)")


def of_another_kind(view: View) -> Iterator[Hit]:
    """A decision or resolution that calls itself a regulation or decree, where none is issued with it."""
    own = fold(view.record.document.type or "")
    if own not in ("quyet dinh", "nghi quyet", "ke hoach") or view.amends:
        return
    told = set[str]()
    for found in view.matches(_KINDS_THIS, needs=(" này",)):
        kind = found["kind"]
        attached = len(view.document.parts) > 1 or re.search(
            rf"\n\W*{kind.upper()}\W*\n|kèm theo\s[^.;\n]{{0,60}}?{kind}(?!\w)|[Bb]an hành\s+(?:bản\s+)?{kind}\s+này",
            view.text,
        )
        block = view.block_at(found.start())
        before = view.text[max(block.start if block else 0, found.start() - 400) : found.start()]
        if not attached and kind not in before and kind not in told:
            told.add(kind)
            yield Hit(view.around(found.span()), found["said"], {"own": view.record.document.type or ""})


_BODIES = re.compile(r"(?:Bộ trưởng|các Bộ|Các Bộ|Bộ)\s*:\s*(?P<names>[^;.\n]{8,300})")


def addressees(view: View) -> Iterator[Hit]:
    """Ministries to which a telegram is sent, and which none of its items names again."""
    if fold(view.record.document.type or "") != "cong dien":
        return
    found = _BODIES.search(view.text, 0, view.foot_start)
    if found is None:
        return
    rest = fold(view.text[found.end() : view.foot_start])
    names = [name.strip() for name in re.split(rf",\s+(?=[{UPPER}])|\s+và\s+(?=[{UPPER}])", found["names"])]
    whole = [name for name in names if name not in _PART_OF_A_NAME]
    idle = [
        name for name in whole if _NAME.fullmatch(name) and " ".join(fold(name).split()) not in " ".join(rest.split())
    ]
    for name in idle if 0 < len(idle) <= 2 < len(whole) else ():
        at = view.text.find(name, found.start())
        yield Hit((at, at + len(name)), name)


_NAME = re.compile(rf"[{UPPER}][^\W\d_]+(?:[\s-]+[^\W\d_]+){{0,5}}")


_PART_OF_A_NAME = frozenset(
    [
        "Văn hóa",
        "Văn hoá",
        "Thể thao",
        "Du lịch",
        "Thể thao và Du lịch",
        "Nông nghiệp",
        "Môi trường",
        "Khoa học",
        "Công nghệ",
        "Dân tộc",
        "Tôn giáo",
        "Giáo dục",
        "Đào tạo",
    ]
)
"""What is left of a ministry's name where it was cut at its own comma or "và"."""
