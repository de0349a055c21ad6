"""Bodies of commune, province and Party by whatever name a plan gives them, as one id each.

An id names the level and the body, never the place: "xa/phong-van-hoa-xa-hoi", "tinh/so-noi-vu", so that tasks of
different communes can be laid side by side. A body of another named commune or province has the place after "@".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from pipeline.assets import Listed, TableRow, table
from pipeline.text.unicode import fold
from pipeline.vietnam.issuers import openings, spelt_out

_NEAR = 92.0  # similarity (0..100) from which a misspelt name is the nearest known one
_CLEAR = 4.0  # ... if no other known name is this near to it
_EXPANSIONS = (
    (r"\bvhxh\b|\bvh\s?xh\b", "van hoa xa hoi"),
    (r"\bvh\s?tt\s?(?:&|va)?\s?tt\b|\bvhtt\s?&\s?tt\b", "van hoa the thao va truyen thong"),
    (r"\bhcc\b", "hanh chinh cong"),
    (r"\bpvhcc\b", "phuc vu hanh chinh cong"),
    (r"\bpv hanh chinh cong\b", "phuc vu hanh chinh cong"),
    (r"\btt\b(?= (?:dang|hdnd|hoi dong|du\b))", "thuong truc"),
    (r"\btt\b(?= (?:phuc vu|van hoa|hanh chinh|su nghiep|y te|cung ung|dich vu|bao))", "trung tam"),
    (r"\bbtv\b", "ban thuong vu"),
    (r"\bbch\b(?= (?:quan su|pho|phong))", "ban chi huy"),
    (r"\bbch\b", "ban chap hanh"),
    (r"\bbcd\b", "ban chi dao"),
    (r"\bbchqs\b", "ban chi huy quan su"),
    (r"\bbql\b", "ban quan ly"),
    (r"\btdkt\b", "thi dua khen thuong"),
    (r"\btnmt\b", "tai nguyen va moi truong"),
    (r"\bmttqvn\b", "mat tran to quoc viet nam"),
    (r"\bubmttqvn\b", "uy ban mat tran to quoc viet nam"),
    (r"\btdtt\b", "the duc the thao"),
    (r"\bkt ht\s?(?:&|va)?\s?dt\b|\bkthtdt\b", "kinh te ha tang va do thi"),
    (r"\bld\b(?= uy ban)", "lanh dao"),
    (r"\bthcs\b", "trung hoc co so"),
    (r"\bthpt\b", "trung hoc pho thong"),
    (r"\bcsxh\b", "chinh sach xa hoi"),
    (r"\bnhcsxh\b", "ngan hang chinh sach xa hoi"),
    (r"\bdtn\b", "doan thanh nien"),
    (r"\btncs\b", "thanh nien cong san"),
    (r"\bhcm\b", "ho chi minh"),
    (r"\blhpn\b", "lien hiep phu nu"),
    (r"\bccb\b", "cuu chien binh"),
    (r"\bhtx\b", "hop tac xa"),
    (r"\bvp\b", "van phong"),
    (r"\bct\b(?= uy ban)", "chu tich"),
)
_ABBREVIATED = openings(pattern for pattern, _ in _EXPANSIONS)
_LEVELS = {
    "xa": "xa",
    "phuong": "xa",
    "dac khu": "xa",
    "thi tran": "xa",
    "huyen": "huyen",
    "quan": "huyen",
    "thi xa": "huyen",
    "tinh": "tinh",
    "thanh pho": "tinh",
}
_PLACE = re.compile(r"\s(xa|phuong|dac khu|thi tran|huyen|quan|thi xa|tinh|thanh pho)(?=\s|$)")
_SEAT = re.compile(r"(?<=nh uy)\s+(?P<name>.+)$")
_OPENING = re.compile(r"^(?:de nghi|giao|cac dong chi|dong chi|yeu cau|moi)\s+")


class Body(TableRow):
    """A body of the lexicon."""

    id: str
    """Without the level: "phong-van-hoa-xa-hoi"."""
    level: Literal["xa", "huyen", "tinh", "trung-uong", "*"]
    """ "*" where the place in the name or the plan's unit decides."""
    name: str
    """In full."""
    aliases: Listed


@cache
def bodies() -> tuple[Body, ...]:
    """The lexicon (`resources/bodies.csv`)."""
    return table("bodies.csv", Body)


@cache
def _index() -> dict[str, Body]:
    """The bodies by their names, spelt out and folded."""
    return {_spelt(name): body for body in bodies() for name in (body.name, *body.aliases)}


@lru_cache(maxsize=8192)
def _spelt(name: str) -> str:
    words = re.sub(r"[^\w&]+", " ", fold(name)).strip()
    if _ABBREVIATED.search(words):
        for pattern, full in _EXPANSIONS:
            words = re.sub(pattern, full, words)
    return " ".join(spelt_out(words).replace("&", " va ").split())


@lru_cache(maxsize=8192)
def normalise_body(name: str, unit: str | None = None) -> str | None:
    """The id of the body that `name` means in a plan of `unit` ("xã Đại Sơn"); None where none is known for certain.

    Args:
        name: as the plan writes it: "Phòng Văn hoá- Xã hội xã", "TT Phục vụ HCC", "UBND thành phố".
        unit: the unit that the plan is for; without it "UBND xã" still has its level, "UBND" alone has none.
    """
    words = _OPENING.sub("", _spelt(name))
    home = _place_of(_spelt(unit)) if unit else None
    bare, level, place = _without_place(words, home)
    body = _index().get(bare) or _index().get(words) or _named(name, words) or _nearest(bare)
    if body is None or (place and not _is_name(name, place)):
        return None
    if body.level != "*" and level and body.level not in (level, "trung-uong") and level != "xa":
        return f"{level}/{body.id}" if body.level in ("xa", "huyen", "tinh") else None
    grade = level or (body.level if body.level != "*" else (home[0] if home else None))
    if grade is None:
        return None
    if body.level in ("tinh", "trung-uong"):
        grade = body.level
    return f"{grade}/{body.id}" + (f"@{place.replace(' ', '-')}" if place else "")


def _place_of(words: str) -> tuple[str, str] | None:
    found = re.match(r"(xa|phuong|dac khu|thi tran|huyen|quan|thi xa|tinh|thanh pho)\s+(.+)", words)
    return (_LEVELS[found.group(1)], found.group(2)) if found else None


def _without_place(words: str, home: tuple[str, str] | None) -> tuple[str, str | None, str | None]:
    """The name without its place, the level that the place tells, and the place where it is another than home.

    The word of a level inside a name ("văn hóa - **xã** hội") is none of a place: the cut that leaves a known
    name wins, else the last one.
    """
    if words in _index():
        return words, None, None
    seat = _SEAT.search(words)
    if seat:
        return words[: seat.start()], "tinh", None
    cuts = list(_PLACE.finditer(words))
    if not cuts:
        return words, None, None
    for cut in cuts:  # "Ủy ban MTTQ Việt Nam xã và các đoàn thể"
        joint = words[: cut.start()] + words[cut.end() :]
        if words[cut.end() :].startswith(" va ") and joint in _index():
            return joint, _LEVELS[cut.group(1)], None
    found = next((cut for cut in reversed(cuts) if words[: cut.start()] in _index()), cuts[-1])
    level, place = _LEVELS[found.group(1)], words[found.end() :].strip() or None
    if place and place.startswith("va "):
        return words, None, None
    same = place is None or (home is not None and (level != home[0] or place == home[1]))
    return words[: found.start()], level, None if same else place


def _is_name(name: str, place: str) -> bool:
    """Whether what follows the level is a place's name and not the next body or the task."""
    given = re.findall(r"[^\W_]+", name)[-len(place.split()) :]
    return len(given) <= 4 and all(word[:1].isupper() or word.isdigit() for word in given)


def _named(name: str, words: str) -> Body | None:
    """A known kind of body with a proper name of its own ("Đồn Biên phòng Lý Sơn")."""
    given = re.findall(r"[^\W_]+", name)
    count = len(words.split())
    for own in (1, 2, 3):
        tail = given[-own:]
        if own < count and len(tail) == own and all(word[:1].isupper() and not word.isupper() for word in tail):
            body = _index().get(" ".join(words.split()[: count - own]))
            if body is not None:
                return body
    return None


def _nearest(words: str) -> Body | None:
    if len(words) < 10:
        return None
    best = process.extract(words, list(_index()), scorer=fuzz.ratio, score_cutoff=_NEAR - _CLEAR, limit=3)
    if not best or best[0][1] < _NEAR:
        return None
    first = _index()[best[0][0]]
    rival = next((score for name, score, _ in best[1:] if _index()[name] is not first), 0.0)
    return first if best[0][1] - rival >= _CLEAR else None
