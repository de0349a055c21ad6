"""Rules on the paper's own number, its recipients and its signature, held against its kind and its issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import CODE
from pipeline.text.spans import Span
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import contradicts_symbol

_KINDS = {
    "NQ": ("nghi quyet",),
    "NĐ": ("nghi dinh",),
    "TT": ("thong tu",),
    "CT": ("chi thi", "chuong trinh"),
    "KH": ("ke hoach",),
    "QĐ": ("quyet dinh", "quy dinh"),
    "BC": ("bao cao",),
    "TB": ("thong bao",),
    "HD": ("huong dan",),
    "KL": ("ket luan",),
    "TTr": ("to trinh",),
    "CTr": ("chuong trinh",),
    "CĐ": ("cong dien", "cong doan"),
}
"""Letters of a symbol and the kinds that bear them (Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 36-HD/VPTW)."""
_BODIES = (
    ("uy ban nhan dan", ("UBND", "UB", "CTUBND", "CT")),
    ("hoi dong nhan dan", ("HĐND", "HĐND-TT", "TT")),
    ("thu tuong chinh phu", ("TTg",)),
)
"""Issuers of whose papers the symbol has one form, with what may stand in it."""


def _symbol(view: View) -> Span | None:
    """Where the paper's own symbol stands: on the line of its number, above the title."""
    info = view.record.document
    if not info.number or not info.symbol or not view.titles:
        return None
    letters = r"\s*[-–/.]\s*".join(map(re.escape, re.split(r"[-–/.]", info.symbol)))
    limit = max(view.body_start, view.titles[0].start)
    found = re.compile(rf"(?<!\d){re.escape(info.number)}\s*[/–-]\s*(?:\d{{4}}\s*/\s*)?{letters}").search(
        view.text, 0, limit
    )
    return found.span() if found else None


def kind_against_symbol(view: View) -> Iterator[Hit]:
    """The paper's own symbol names another kind than its title ("Số: 12/QĐ-UBND" above KẾ HOẠCH)."""
    info, span = view.record.document, _symbol(view)
    kind = next((part for part in re.split(r"[-–/.]", info.symbol or "") if part in _KINDS), None)
    if span is None or kind is None or not info.type or fold(info.type) in _KINDS[kind]:
        return
    own = fold(info.type)
    if any(own in names for names in _KINDS.values()):
        yield Hit(span, " ".join(view.text[slice(*span)].split()), {"kind": info.type})


def office_against_symbol(view: View) -> Iterator[Hit]:
    """The paper's own symbol names another body than its head ("Số: 12/KH-SNV" of a People's Committee)."""
    info, span = view.record.document, _symbol(view)
    if span is None or not info.issuer or not info.symbol:
        return
    issuer = fold(info.issuer)
    parts = [part for part in re.split(r"[-–/.\s]", info.symbol) if part]
    known = next((letters for name, letters in _BODIES if re.match(rf"{name}(?!.*\bvan phong\b)", issuer)), None)
    wrong = known is not None and len(parts) > 1 and not any(part in known for part in parts[1:])
    if wrong or (known is None and contradicts_symbol(info.issuer, f"{info.number}/{info.symbol}") is not None):
        yield Hit(span, " ".join(view.text[slice(*span)].split()), {"issuer": info.issuer})


_AS_ABOVE = re.compile(r"^\W*(?P<said>Như\s+(?:trên|kính gửi))\s*(?=[;.,(]|$)", re.MULTILINE | re.IGNORECASE)
_ADDRESSED = re.compile(r"kinh\s+(?:gui|trinh)|(?:^|\n)\W*(?:dien|gui)\s*:")


def as_above(view: View) -> Iterator[Hit]:
    """Recipients "Như trên" of a paper that addresses nobody."""
    place = view.record.document.evidence.get("recipients")
    if place is None or not view.titles or fold(view.record.document.type or "") == "cong dien":
        return  # whom a telegram is sent to stands in its first lines without a word for it
    found = _AS_ABOVE.search(view.text, max(0, place.start - 5), place.end)
    if found and not _ADDRESSED.search(view.folded, 0, place.start):
        yield Hit(found.span("said"), " ".join(found["said"].split()))


_FOR_ITSELF = re.compile(
    r"(?<!\w)KT\.\s*(?P<office>CHỦ TỊCH|GIÁM ĐỐC|THỦ TƯỚNG|BỘ TRƯỞNG|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|BÍ THƯ)[ \t]*\n+[ \t]*"
    r"(?P<said>(?P=office))[ \t]*(?=\n|$)"
)


def for_itself(view: View) -> Iterator[Hit]:
    """An office that signs for itself (KT. CHỦ TỊCH above CHỦ TỊCH)."""
    for found in _FOR_ITSELF.finditer(view.text, max(view.body_start, view.foot_start - _ABOVE)):
        yield Hit(view.clip(*found.span()), f"KT. {found['office']}")
        return


_DEPUTY = re.compile(r"^[ \t]*(?P<office>PHÓ (?:CHỦ TỊCH|THỦ TƯỚNG|GIÁM ĐỐC))(?!\w)[^\n]{0,20}$", re.MULTILINE)
_FOR = re.compile(r"\bk\s?/?\s?t\b|\bt\s?/?\s?l\b|\bt\s?/?\s?uq\b|\bq\.")


def deputy_alone(view: View) -> Iterator[Hit]:
    """A deputy of an office led by one person signs without KT.: TM. of the committee does not stand for it."""
    if not view.administration or not view.feet or parse(f"1/{view.record.document.symbol}") is None:
        return
    if not re.match(r"uy ban nhan dan|thu tuong|so |chu tich uy ban", fold(view.record.document.issuer or "")):
        return
    start, end = view.foot_start - _ABOVE, view.feet[-1].end
    found = _DEPUTY.search(view.text, max(view.body_start, start), end)
    if found and not _FOR.search(view.folded, max(view.body_start, found.start() - _ABOVE), found.start()):
        office = found["office"].removeprefix("PHÓ ")
        yield Hit(found.span("office"), f"KT. {office}")


_ABOVE = 160  # characters above an office in which the words of authority may stand


def own_symbol(view: View) -> Iterator[Hit]:
    """The plan's own number in the form of the other system ("Số: 12-KH/UBND" on a committee's paper)."""
    for block in view.heads:
        found = re.match(
            r"\s*S[ốố]\s*:?\s*(?P<n>\d{1,5})\s*(?P<sep>[/–-])"
            rf"\s*(?P<rest>[{CODE}][\w&]*\s*(?P<inner>[/–-])"
            rf"\s*[{CODE}][\w&/–-]*)",
            view.text[block.start : block.end],
        )
        if not found:
            continue
        state = (found["sep"], found["inner"]) == ("/", "-")
        party = found["sep"] in "-–" and found["inner"] == "/"
        wrong = (view.administration and party) or (view.system == "party" and state)
        if wrong:
            printed = " ".join(found.group().split())
            yield Hit(view.clip(block.start + found.start(), block.start + found.end()), printed)
        elif len(found["n"]) == 1:
            yield Hit(
                view.clip(block.start + found.start(), block.start + found.end()),
                " ".join(found.group().split()),
                {"digit": found["n"]},
                severity="info",
            )


_APART = re.compile(
    rf"S[ốố]\s*:?\s*(?P<said>\d{{1,5}}[a-z]?[ \xa0]{{1,2}}[/–-]\s?[{CODE}][\w&]*(?:\s?[-–/]\s?[{CODE}][\w&]*)*)"
)
"""A number written in by hand leaves more than two blanks, or none of its digits."""


def number_apart(view: View) -> Iterator[Hit]:
    """The paper's own number with a blank before its stroke ("Số: 45 /KH-UBND"), which no search finds.

    Nghị định 30, Phụ lục I, II.3: between number and symbol stands a stroke, between the groups of the symbol a hyphen
    "không cách chữ". Asked of the source, as reading closes such blanks; not of scans.
    """
    if view.document.method in ("ocr", "mixed"):
        return
    for block in view.heads:
        found = _APART.search(view.document.raw, *view.document.alignment.to_raw(block.start, block.end))
        if found and block.start < view.body_start:
            number = view.text.find(found["said"].split()[0], block.start, block.end)
            span = view.clip(max(number, block.start), block.end)
            yield Hit(span, " ".join(found["said"].split()), suggestion=re.sub(r"\s+", "", found["said"]))
            return
