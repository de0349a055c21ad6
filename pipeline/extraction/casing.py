"""Lines in capitals in the case that running text has them in (ruling 11), and what OCR misread of them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.assets import sections
from pipeline.grammar.bodies import heads
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold, lowered
from pipeline.vietnam.bodies import bodies
from pipeline.vietnam.document_symbols import issuers

LEVELS = ("xã", "phường", "đặc khu", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_SOCIAL = r"XÃ(?!\s+HỘI(?:\s*$|\s+(?:VÀ|CHỦ|HỌC|VIỆT|HÓA|HOÁ|TỈNH|XÃ|PHƯỜNG|ĐẶC|HUYỆN|THÀNH)\b))"
UNIT = re.compile(
    rf"(?<!\w)(?<!ĐÔ )(?P<level>{_SOCIAL}|{'|'.join(LEVELS[1:]).upper()})\s+(?P<name>(?!ỦY\b|UỶ\b|ĐOÀN\b)\S.*)$"
)
"""A unit in capitals at the end of a body's name; "văn hóa - xã hội" is none, "đô thị" + "xã" no town."""
_UNMARKED = re.compile(rf"(?<!\w)(?P<level>{'|'.join(map(fold, LEVELS))})\s+(?P<name>\S.*)$")
_OF_LEVEL = {fold(level): level.upper() for level in LEVELS}
_JOINT = re.compile(r"(\s+[-–]\s+)")
_KIND = re.compile(
    r"(Sở|Ban|Phòng|Bộ|Cục|Chi cục|Trung tâm|Văn phòng|Hội|Trường|Công an|Tiểu ban|Bệnh viện|Trạm|Liên đoàn)\s+"
    rf"(?!(?:{'|'.join(LEVELS)})\b)(.)"
)
_WITHIN = re.compile(r"(Ban [Tt]hường vụ|Ban [Cc]hấp hành|Văn phòng)\s+(\w)(?=\w* (?:ủy|đoàn|xã)\b)")
_NAMED_KIND = re.compile(
    r"(?P<kind>(?:Trường|Bệnh viện|Phòng khám)\s+(?P<sort>mầm non|mẫu giáo|mẫu giáo mầm non|tiểu học|thcs|thpt|"
    r"tiểu học và thcs|thcs và thpt|trung học cơ sở|trung học phổ thông|đa khoa))\s+"
    r"(?P<name>(?!và\b|khu vực\b|tỉnh\b|huyện\b|xã\b|phường\b|tư nhân\b)\S.*)"
)
"""A school or hospital that bears a name: what follows its sort is one, each syllable in capitals."""


def sentence_case(words: str, text: str) -> str:
    """A line in sentence case: as the text has it elsewhere, else with the names of units in capitals.

    Args:
        words: the line; what is not all in capitals comes back as it is.
        text: of the document.
    """
    if not words.isupper():
        return words
    written = _written(words, text)
    if written is not None:
        return written
    plain = words.lower()
    out = plain[:1].upper() + plain[1:]
    for level in LEVELS:
        out = re.sub(rf"(?<!\w)({level})\s+([^\W\d_]+(?:\s[^\W\d_]+){{1,2}})$", _unit_case, out)
    return out


_CAPITALS = 0.9  # of the letters of a line in capitals, where OCR took one for a small letter


def wholly_capital(words: str) -> str:
    """A line in capitals with those that OCR misread: "CHỈ THỊ Số 27" -> "CHỈ THỊ SỐ 27"; others as they are."""
    letters = [char for char in words if char.isalpha()]
    return words.upper() if letters and sum(map(str.isupper, letters)) > _CAPITALS * len(letters) else words


def proper_case(name: str, text: str) -> str:
    """A body's name in the case that it is written in: "SỞ Y TẾ TỈNH AN GIANG" -> "Sở Y tế tỉnh An Giang"."""
    if not name.isupper():
        return name
    written = _written(name, text)
    if written is not None:
        return written
    unit = UNIT.search(name)
    body = name[: unit.start()].strip() if unit else name
    if not body:
        return unit_case(name)
    cased = "".join(_body_case(part, text) for part in _JOINT.split(body))
    return f"{cased} {unit_case(unit.group())}" if unit else cased


def _listed(names: str) -> list[str]:
    """The bodies of a list in capitals and what stands between them, in turn; a name may hold a comma of its own."""
    parts = _LISTED.split(names)
    found = parts[:1]
    for joint, part in zip(parts[1::2], parts[2::2], strict=True):
        if part.startswith("CÁC ") or part.lower() in LEVELS or heads().match(part) or heads().match(part.capitalize()):
            found += [joint, part]
        else:
            found[-1] += joint + part
    return found


def bodies_case(names: str, text: str) -> str:
    """Names of bodies in capitals as running text has them: "TRẠM Y TẾ VÀ CÁC THÔN" -> "Trạm Y tế và các thôn"."""
    if not names.isupper():
        return names
    opening = _OPENS.match(names)
    if opening:
        return f"{opening.group().capitalize()}{bodies_case(names[opening.end() :], text)}"
    cased = "".join(
        part.lower() if at % 2 or part.startswith("CÁC ") else proper_case(part, text)
        for at, part in enumerate(_listed(names))
    )
    cased = _LEVEL_ALONE.sub(lambda level: level.group().lower(), cased)
    return cased[:1].upper() + cased[1:]


_LEVEL_ALONE = re.compile(rf"(?<=\s)(?:{'|'.join(level.capitalize() for level in LEVELS)})(?=$|,|;|\svà\s)")
_OPENS = re.compile(
    r"(?:(?:NHIỆM VỤ|TRÁCH NHIỆM)(?:(?: VÀ|,) (?:QUYỀN HẠN|TRÁCH NHIỆM))? CỦA|"
    r"ĐỐI VỚI|ĐỀ NGHỊ|YÊU CẦU|GIAO|PHÂN CÔNG)\s+"
)
"""How a heading opens that charges the bodies behind it."""
_LISTED = re.compile(rf"(\s+VÀ\s+(?=CÁC\s|[{CODE}]+\s)|[,;]\s+)")


def _body_case(body: str, text: str) -> str:
    """A body's name without its unit; what stands between the bodies of a joint paper comes back as it is."""
    known = _bodies().get(fold(body))
    cased = known if known and known.upper() == body else _written(body, text)
    if cased is not None:
        return cased
    plain = _SHORT.sub(lambda short: short.group().upper(), body.lower())
    cased = _VILLAGE.sub(lambda name: name.group().title(), _with_place(plain[:1].upper() + plain[1:]))
    named = _NAMED_KIND.fullmatch(cased)
    if named:
        sort = re.sub(r"thcs|thpt", lambda found: found.group().upper(), named["sort"])
        cased = f"{named['kind'][: -len(sort)]}{sort} {' '.join(map(str.capitalize, named['name'].split()))}"
    for kind in filter(None, (found.match(cased) for found in (_KIND, _WITHIN))):
        cased = cased[: kind.start(2)] + kind.group(2).upper() + cased[kind.end(2) :]
    return cased


def _with_place(name: str) -> str:
    """A body's name with the place at its end in capitals: behind "Tỉnh ủy", or a province's without its level."""
    seat = _SEAT.match(name)
    place = _PLACE.match(name, seat.end()) if seat else None
    if place:
        name = name[: place.start()] + place.group().title()
    name = _COMMITTEE.sub(lambda level: level.group().capitalize(), name)
    words = name.split(" ")
    known = next((count for count in (3, 2) if fold(" ".join(words[-count:])) in _provinces() | _COUNTRY), 0)
    return " ".join((*words[: len(words) - known], *map(str.capitalize, words[len(words) - known :])))


_COUNTRY = {"viet nam": "Việt Nam"}
_COMMITTEE = re.compile(r"(?<=\s)(?:tỉnh|thành|huyện|quận|đảng) ủy(?=\s|$)")
_SHORT = re.compile(r"\b[bcdđghklmnpqrstvx]{2,}\b")
"""Letters without a vowel: an abbreviation."""
_VILLAGE = re.compile(
    r"(?<=\sthôn )\S.*$|(?<=\sấp )\S.*$|(?<=\sxóm )\S.*$|(?<=\skhu phố )\S.*$|(?<=\stổ dân phố )\S.*$"
)
"""The name of a village or quarter at the end of a body's name."""
_SEAT = re.compile(
    r"(?:(?:Ban thường vụ|Ban chấp hành|Văn phòng) )?(?:(?:tỉnh|thành|huyện|quận|thị) ủy|"
    r"(?:tỉnh|thành|huyện|quận) đoàn)|"
    r"Trung tâm y tế|Điện lực|Kho bạc nhà nước|Bảo hiểm xã hội|Chi cục thuế|Hạt kiểm lâm|Công an|Tòa án nhân dân|"
    r"Viện kiểm sát nhân dân|Hội nông dân|Hội cựu chiến binh",
    re.IGNORECASE,
)
"""Bodies followed by the bare name of their place, without its level."""
_PLACE = re.compile(
    r" (?!(?:các|và|về|số|khu|trung|tối|việt|thành|tỉnh|xã|huyện|quận|nhân)\b)[^\W\d_]+(?: [^\W\d_]+){0,2}$"
)


def unit_case(unit: str) -> str:
    """A unit in capitals as running text has it: "THÀNH PHỐ CẦN THƠ" -> "thành phố Cần Thơ"."""
    found = UNIT.search(unit)
    return f"{found['level'].lower()} {' '.join(map(str.capitalize, found['name'].split()))}" if found else unit


def respelt(name: str) -> str:
    """A name in capitals with what an OCR engine misread of known words put right: marks of levels, provinces, bodies.

    Example:
        >>> respelt("UBND TĨNH KIÊN GIANG"), respelt("SƠ Y TE")
        ('UBND TỈNH KIÊN GIANG', 'SỞ Y TẾ')
    """
    plain = fold(name)
    unit = _UNMARKED.search(plain)
    place = _provinces().get(plain[unit.start("name") :].strip()) if unit else None
    end = unit.start() if unit and place else len(name)
    body = _bodies().get(plain[:end].strip())
    spelt = body.upper() if body else name[:end].strip()
    return f"{spelt} {_OF_LEVEL[unit['level']]} {place.upper()}".strip() if unit and place else spelt


@cache
def provinces() -> dict[str, str]:
    """Provinces with their level by their folded bare names."""
    return {fold(bare(entry)): entry for entries in sections("provinces.txt").values() for entry in entries}


def bare(unit: str) -> str:
    """A province's name without its level."""
    return re.sub(r"^(?:tỉnh|thành phố)\s+", "", unit, flags=re.IGNORECASE)


@cache
def _provinces() -> dict[str, str]:
    return {key: bare(entry) for key, entry in provinces().items()}


@cache
def _bodies() -> dict[str, str]:
    """Names of known bodies by their folded form."""
    names = [name for body in bodies() for name in (*body.aliases, body.name) if name[:1].isupper()]
    central = [name for issuer in issuers().values() for name in (*issuer.aliases, issuer.name)]
    return {fold(name): name for name in (*names, *central)}


def _written(words: str, text: str) -> str | None:
    """The words as they occur elsewhere in the text, not all in capitals; None where they do not."""
    small, low = words.lower(), lowered(text)
    at = low.find(small)
    while at >= 0:
        found = text[at : at + len(small)]
        if not found.isupper():
            return found[:1].upper() + found[1:]
        at = low.find(small, at + len(small))
    return None


def _unit_case(found: re.Match[str]) -> str:
    return f"{found.group(1)} {' '.join(word[:1].upper() + word[1:] for word in found.group(2).split(' '))}"
