"""Text of a template that was not adapted: a phường's sentence in a xã's plan, a neighbour's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold, nfc

_LEVELS = ("xã", "phường", "đặc khu", "thị trấn")
_SELF = (
    r"UBND|HĐND|MTTQ|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Đảng ủy|Đảng uỷ|Đảng bộ|địa bàn|toàn|của|tại|"
    r"nhân dân|Công an|Quân sự|công chức|lãnh đạo|Chủ tịch|trung tâm|cho|trạm y tế|Việt Nam|các thôn thuộc|ở"
)
_LEVEL = re.compile(
    rf"\b(?P<before>{_SELF})\s+(?P<level>{'|'.join(_LEVELS)})\b(?-i:(?P<name>(?:\s+[{UPPER}][\w'’-]*){{0,4}}))",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\b(?P<level>{'|'.join(_LEVELS)})(?P<name>(?:\s+[{UPPER}][\w'’-]*){{1,4}})")
_LIST = re.compile(rf"^\s*(?:[,/]|và|hoặc|-)\s*(?:các\s+)?(?:{'|'.join(_LEVELS)}|thị xã)\b", re.IGNORECASE)
_LISTED = re.compile(rf"(?:{'|'.join(_LEVELS)})\s*(?:[,/]|và|hoặc|-)\s*(?:các\s+)?$", re.IGNORECASE)
_OTHERS = re.compile(r"(?:các|những|mỗi|từng|cấp|giáp|cũ|trước đây|sáp nhập)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A place where a plan speaks of another unit as if of its own."""

    document: str
    start: int
    end: int
    quote: str
    """The sentence or clause around it."""
    kind: Literal["wrong-level", "other-unit"]
    found: str
    expected: str
    source: str | None
    """Stem of the plan that the name belongs to, where the corpus holds it."""
    perhaps: bool


def find_leftovers(texts: Sequence[tuple[str, str]], units: Mapping[str, str | None]) -> tuple[Leftover, ...]:
    """Places left over from a template, plan by plan.

    Args:
        texts: (stem, text) pairs.
        units: stem -> the unit that the plan is for ("xã Đại Sơn"); where it is None or missing, the unit that the text
            names most stands in. Plans above the commune are passed over.
    """
    owners: dict[str, str] = {}
    homes: dict[str, tuple[str, str]] = {}
    for stem, text in texts:
        home = _home(units.get(stem) or "", nfc(text))
        if home:
            homes[stem] = home
            owners.setdefault(fold(" ".join(home)), stem)
    found: list[Leftover] = []
    for stem, text in texts:
        if stem in homes:
            found += _in_plan(stem, nfc(text), homes[stem], owners)
    return tuple(found)


def _home(unit: str, text: str) -> tuple[str, str] | None:
    for level in _LEVELS:
        if unit.lower().startswith(level + " "):
            return level, unit[len(level) + 1 :].strip()
    if unit:
        return None
    names = Counter((m["level"].lower(), m["name"].strip()) for m in _NAME.finditer(text))
    top = names.most_common(1)
    return top[0][0] if top and top[0][1] >= 3 else None


def _in_plan(stem: str, text: str, home: tuple[str, str], owners: Mapping[str, str]) -> list[Leftover]:
    level, name = home
    own = fold(name)
    found: list[Leftover] = []
    taken: set[int] = set()
    for match in _NAME.finditer(text):
        other_level, other = match["level"].lower(), match["name"].strip()
        if fold(other).startswith(own) or own.startswith(fold(other)):
            continue
        owner = next((owners[key] for key in _prefixes(other_level, other) if key in owners), None)
        if owner and owner != stem and not _OTHERS.search(text[: match.start()]) and not _cites(text, match.start()):
            taken.add(match.start("level"))
            found.append(_leftover(stem, text, match.start(), match.end(), "other-unit", home, owner, False))
    for match in _LEVEL.finditer(text):
        other_level = match["level"].lower()
        if other_level == level or match.start("level") in taken:
            continue
        before, after = text[: match.start("level")], text[match.end("level") :]
        if _LIST.match(after) or _LISTED.search(before) or _OTHERS.search(before):
            continue
        named = match["name"].strip()
        if named and fold(named) != own and not fold(named).startswith(own):
            continue
        perhaps = match["before"].lower() in ("của", "tại", "cho", "ở", "toàn", "trung tâm", "nhân dân") and not named
        found.append(
            _leftover(stem, text, match.start("level"), match.end("level"), "wrong-level", home, None, perhaps)
        )
    return sorted(found, key=lambda item: item.start)


def _prefixes(level: str, name: str) -> list[str]:
    words = name.split()
    return [fold(f"{level} {' '.join(words[:size])}") for size in range(len(words), 0, -1)]


def _cites(text: str, at: int) -> bool:
    """Whether the name stands in a citation ("Kế hoạch số 12/KH-UBND ... của UBND xã B")."""
    before = text[max(0, at - 120) : at]
    clause = re.split(r"[.;\n]", before)[-1]
    return bool(re.search(r"\bsố\s*\d+\S*/|\bngày\s+\d", clause))


def _leftover(
    stem: str, text: str, start: int, end: int, kind: Literal["wrong-level", "other-unit"], home: tuple[str, str],
    source: str | None, perhaps: bool,
) -> Leftover:  # fmt: skip
    left = max(text.rfind(mark, 0, start) for mark in (".", ";", "\n")) + 1
    ends = [at for mark in (".", ";", "\n") if (at := text.find(mark, end)) >= 0]
    quote = " ".join(text[left : min(ends, default=len(text))].split())
    expected = home[0] if kind == "wrong-level" else " ".join(home)
    return Leftover(stem, start, end, quote[:300], kind, " ".join(text[start:end].split()), expected, source, perhaps)
