"""Whether two names of issuing bodies can mean the same body. In doubt they can: a false alarm costs more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import issuer_of, issuers, parse

_SHORT = (
    (r"\bgd\s?(?:&|va)\s?dt\b", "giao duc va dao tao"),
    (r"\bkh\s?(?:&|va)\s?cn\b", "khoa hoc va cong nghe"),
    (r"\bkh\s?(?:&|va)\s?dt\b", "ke hoach va dau tu"),
    (r"\bld\s?-?\s?tb\s?(?:&|va)\s?xh\b", "lao dong thuong binh va xa hoi"),
    (r"\bldtbxh\b", "lao dong thuong binh va xa hoi"),
    (r"\bnn\s?(?:&|va)\s?ptnt\b", "nong nghiep va phat trien nong thon"),
    (r"\btn\s?(?:&|va)\s?mt\b", "tai nguyen va moi truong"),
    (r"\bnn\s?(?:&|va)\s?mt\b", "nong nghiep va moi truong"),
    (r"\btt\s?(?:&|va)\s?tt\b", "thong tin va truyen thong"),
    (r"\bvh\s?,?\s?tt\s?(?:&|va)\s?dl\b", "van hoa the thao va du lich"),
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\bubmttq\b", "uy ban mat tran to quoc"),
    (r"\bmttq\b", "mat tran to quoc"),
    (r"\bttg\b", "thu tuong chinh phu"),
    (r"\btw\b", "trung uong"),
    (r"\bbtv\b", "ban thuong vu"),
    (r"\bbch\b", "ban chap hanh"),
)


def openings(patterns: Iterable[str]) -> re.Pattern[str]:
    """A quick look for words that one of the patterns may match: all of them begin at a border, with letters."""
    words = {word for pattern in patterns for word in re.findall(r"\\b([a-z]+)", pattern)}
    return re.compile(rf"\b(?:{'|'.join(sorted(words))})")


_ABBREVIATED = openings(pattern for pattern, _ in _SHORT)
_LEADS = re.compile(
    r"^(?:bo truong (?=bo)|thu truong (?=bo)|chu tich (?=uy ban|hoi dong)|pho chu tich (?=uy ban|hoi dong)|thong doc |"
    r"ban thuong vu (?=tinh uy|thanh uy|dang uy|huyen uy)|ban chap "
    r"hanh (?=dang bo)|thuong truc (?=tinh uy|thanh uy|dang uy|hoi "
    r"dong))"
)
_LOCAL = re.compile(
    r"^(?:uy ban nhan dan|hoi dong nhan dan|tinh uy|thanh uy|dang uy|huyen "
    r"uy|quan uy|so |phong |ban thi dua|cong an (?:tinh|thanh pho|xa|phuong)"
    r")"
)


def spelt(name: str) -> str:
    """A body's name folded, abbreviations spelt out, the office of its head taken off."""
    return _LEADS.sub("", spelt_out(name))


@lru_cache(maxsize=8192)
def spelt_out(name: str) -> str:
    """A body's name folded, punctuation dropped, abbreviations of its words spelt out."""
    words = re.sub(r"[^\w&]+", " ", fold(name))
    if _ABBREVIATED.search(words):
        for pattern, full in _SHORT:
            words = re.sub(pattern, full, words)
    return " ".join(words.split())


@cache
def _known() -> dict[str, frozenset[str]]:
    """Names and aliases of central bodies, each with the folded abbreviations that it can stand for."""
    names: dict[str, set[str]] = {}
    for key, issuer in issuers().items():
        for name in (issuer.name, *issuer.aliases):
            names.setdefault(spelt(name), set()).add(key)
    return {name: frozenset(keys) for name, keys in names.items()}


@lru_cache(maxsize=16384)
def central(name: str) -> frozenset[str]:
    """The central bodies (folded abbreviations) that `name` can mean; empty where it names none for certain."""
    return _known().get(spelt(name), frozenset())


def is_local(name: str) -> bool:
    """Whether `name` is for certain a body of a province or commune."""
    return bool(_LOCAL.match(spelt(name)))


@lru_cache(maxsize=16384)
def different_issuer(stated: str, known: str, number: str) -> bool:
    """Whether `stated` is for certain another body than `known`, the issuer of `number`.

    Both must be recognised: a central body named in the lexicon, or a local one against a central one. The
    symbol speaks too: whoever it names is right whatever `known` says.
    """
    a, b = spelt(stated), spelt(known)
    if a == b or a in b or b in a:
        return False
    here, there = central(stated), central(known)
    parsed = parse(number)
    by_symbol = issuer_of(parsed.body) if parsed else None
    if by_symbol is not None:
        there = there | {fold(by_symbol.abbreviation)}
    if here and there:
        return not here & there
    return bool(there) and not here and is_local(stated)


_PARTY_TOP = ("bo chinh tri", "ban bi thu", "ban chap hanh trung uong")


def other_party_body(stated: str, known: str) -> bool:
    """Whether two central bodies of the Party are named that are not the same; all of them sign with "TW".

    A record of "Ban Chấp hành Trung ương" tells nothing: papers so call whatever the Party's centre has issued.
    """
    if spelt(known) == "ban chap hanh trung uong":
        return False
    here, there = ({body for body in _PARTY_TOP if body in spelt(name)} for name in (stated, known))
    return bool(here and there) and not here & there


def contradicts_symbol(stated: str, number: str) -> str | None:
    """Name of the body that the symbol of `number` names, where `stated` is for certain another; else None."""
    parsed = parse(number)
    if parsed is None:
        return None
    if parsed.system == "assembly":
        name = "Ủy ban Thường vụ Quốc hội" if parsed.body.startswith("UBTV") else "Quốc hội"
        here = central(stated)
        if name == "Quốc hội":
            wrong = bool(here) and not here & {"qh", "ubtvqh"}
        else:
            wrong = bool(here) and "ubtvqh" not in here
        return name if wrong or is_local(stated) else None
    issuer = issuer_of(parsed.body)
    if issuer is None:
        return None
    return issuer.name if different_issuer(stated, issuer.name, number) else None
