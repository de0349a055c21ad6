"""Rules on names: a proper name in the wrong case, one body written in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold, place_tones


def proper_names(view: View) -> Iterator[Hit]:
    """The name of the plan's own commune, of its province, or of the country with a small letter ("Hải phòng")."""
    info = view.record.document
    names = ["Việt Nam", view.unit_name, re.sub(r"^(?:tỉnh|thành phố)\s+", "", info.province or "")]
    for name in dict.fromkeys(name for name in names if len(name.split()) > 1):
        for found in view.matches(_in_any_case(name), needs=(name.split()[-1].lower(),), everywhere=True):
            printed = " ".join(found.group().split())
            if printed != name and printed[0].isupper() and not printed.isupper() and printed.split()[-1].islower():
                yield Hit(view.around(found.span()), printed, {"name": name}, suggestion=name)
                break


@lru_cache(maxsize=1024)
def _in_any_case(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(f"(?i:{re.escape(word)})" for word in name.split()) + r"(?!\w)")


_DOUBLED = {
    "cơ quan": "trọng tâm hệ sát điểm trắc lý chức niệm",
    "nhân dân": "tộc chủ cư số sinh vận quân sự lập phố làng",
    "kế hoạch": "định",
    "thực hiện": "đại nay có hành trạng thực diện vật",
    "tổ chức": "năng vụ danh trách sắc",
    "đơn vị": "trí thế thành",
    "triển khai": "thác mạc giảng báo trương sinh hải",
    "phối hợp": "tác đồng pháp lý nhất phần",
    "địa phương": "án hướng pháp thức tiện châm",
    "báo cáo": "buộc trạng phó chung",
    "chủ trì": "trệ hoãn",
}
"""Words of which the second syllable comes twice by a slip, with what may rightly follow it as a word of its own."""
_SMALL = "các của và được cho trong với tại theo để về trên chưa những bằng gồm nhằm thuộc hoặc khu Sở Bộ đến "
_SMALL += "số tỉnh xã phường làm chưa giữa án phải đã đang sẽ cũng có thì mà nếu khi do bởi"
"""Words that come twice by a slip alone; "luôn luôn", "từ từ" and their like are none of them."""
_WORD = re.compile(r"[^\W\d_]+")
_HEADS = 600  # characters of a line up to which it may be the heads of columns
_NOT_TWICE = {("phân", "khu"), ("Chú", "thích"), ("tiếp", "theo")}
"""Two words of which the second, or both, may come twice ("phân khu khu vực"; "Chú thích Chú thích" of a portal)."""


def doubled_syllable(view: View) -> Iterator[Hit]:
    """A word typed twice: a small one ("của của"), two syllables, the second of two ("cơ quan quan tham mưu")."""
    for printed, meant in _twice(_WORD.findall(view.text)).items():
        pattern = re.compile(rf"(?<!\w){re.escape(printed)}(?!\w)(?:\s+(?P<after>\w+))?")
        for found in view.matches(pattern):
            block = view.block_at(found.start())
            columns = block is not None and block.end - block.start < _HEADS
            if block is not None and columns and view.text.count(printed, block.start, block.end) > 1:
                continue  # the heads of columns that a converter ran together
            if meant == "số" and not (found["after"] or "").isdigit():
                continue  # "nền tảng số số lượng lớn"
            if found["after"] not in _DOUBLED.get(meant.lower(), "").split():
                span = (found.start(), found.start() + len(printed))
                yield Hit(view.around(span, 0, 25), printed, {"meant": meant}, suggestion=meant)
                break


def _twice(words: list[str]) -> dict[str, str]:
    """What stands there twice, as it would be printed with blanks, and what is meant."""
    slips = _run_twice(words)
    small = frozenset(_SMALL.split())
    padded = ["", *words, "", "", ""]
    for before, here, second, third, fourth in zip(padded, words, padded[2:], padded[3:], padded[4:], strict=False):
        if here == second:
            if here in small and (before, here) not in _NOT_TWICE:
                slips[f"{here} {here}"] = here
            elif f"{before} {here}".lower() in _DOUBLED:
                slips[f"{before} {here} {here}"] = f"{before} {here}"
        elif here != third or second != fourth:
            continue
        elif min(len(here), len(second)) > 1 and (here, second) not in _NOT_TWICE:
            slips[f"{here} {second} {here} {second}"] = f"{here} {second}"
    return slips


def _run_twice(words: list[str]) -> dict[str, str]:
    """Three or four syllables that stand twice in a row, not all of them names."""
    slips = {}
    for size in (3, 4):
        for at in range(len(words) - 2 * size + 1):
            if words[at] != words[at + size]:
                continue
            run = words[at : at + size]
            if run == words[at + size : at + 2 * size] and run[-1].islower() and len(set(run)) == size:
                slips[" ".join(run * 2)] = " ".join(run)
    return slips


def one_body_two_ways(view: View) -> Iterator[Hit]:
    """A body's name written in two ways that differ in more than tone placement, hyphens and abbreviations."""
    forms: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for task in view.record.assignments:
        name = " ".join(re.sub(r"\s*[-–]\s*", " - ", place_tones(task.body)).split())
        if len(name) < 12 or re.search(rf"[{CODE}]{{2,}}", name) or re.match(r"(?:các|những)\b", name.lower()):
            continue
        found = view.text.find(task.body, task.evidence.start, task.evidence.end)
        if found >= 0:
            forms[re.sub(r"[\W_]+", " ", fold(name)).strip()].setdefault(
                _caseless(name), (found, found + len(task.body))
            )
    for written in forms.values():
        if len(written) > 1:
            first, second = list(written)[:2]
            yield Hit(written[second], f"{first} / {second}", {"first": first, "second": second})


def _caseless(name: str) -> str:
    """The name with its first letter large: a heading and a sentence may differ in that."""
    return name[:1].upper() + name[1:].lower()
