"""Rules on signatures: for whom somebody signs and in what office (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import LOWER, UPPER
from pipeline.text.unicode import fold

SIGNED_ABOVE = 160  # characters above the recipients in which a signature may stand
_OFFICES = re.compile(
    r"chu tich|giam doc|bi thu|truong|chanh|cuc truong|chi huy|chu nhiem|hieu truong|vien truong|tham muu"
)
_COMMITTEE = re.compile(r"uy ban nhan dan|hoi dong nhan dan")
_BY_CHAIR = re.compile(r"chu tich\s+(?:uy ban nhan dan|ubnd)")
_BY_CHAIR_IN_LINE = re.compile(rf"CHỦ TỊCH\s+(?:[ỦU][YỶ] BAN NHÂN DÂN|UBND)[^{LOWER}]{{0,40}}\s(?=Căn cứ)")
"""The same where a converter joined the line to those beside it."""
_WITHOUT_TM = ("chi thi", "cong dien", "thong bao", "giay moi")
"""Kinds of papers that the head of a committee issues, not the committee."""

_ON_BEHALF = re.compile(r"\bt\s?/?\s?m\b|\bt\s?/?\s?l\b|\btuq\b")
_IN_PLACE = re.compile(rf"\bk\s?/?\s?t\b|{_ON_BEHALF.pattern}|\bt\s?/?\s?uq\b")
"""The signs with which a foot says for whom somebody signs, in small letters: TM., TL., TUQ. and KT."""
_FOR = re.compile(
    r"^KT\.\s*(?:BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|CỤC TRƯỞNG|TRƯỞNG BAN|THỦ TƯỚNG)[^\n]{0,40}\n+"
    rf"(?P<name>[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+){{1,4}})\s*$",
    re.MULTILINE,
)


def authority(view: View) -> Iterator[Hit]:
    """A committee's paper signed without TM., or by a deputy without KT."""
    info = view.record.document
    office, place = fold(info.signer_title or ""), info.evidence.get("signer_title")
    if not office or place is None or not _OFFICES.search(office):
        return
    lines = " ".join(fold(line) for line in info.authority)
    foot = f"{lines} {view.folded[max(0, view.foot_start - SIGNED_ABOVE) :]}"
    span = (place.start, place.end)
    if _for_committee(view, office) and not _ON_BEHALF.search(foot):
        about = "TM. ỦY BAN NHÂN DÂN" if "uy ban" in fold(info.issuer or "") else "TM. HỘI ĐỒNG NHÂN DÂN"
        by_chair = fold(info.type or "") == "quyet dinh"  # he may decide by himself, which the text does not always say
        if by_chair and (not office.startswith("pho ") or "CT" in (info.symbol or "")):
            return
        yield Hit(span, about, severity="info" if by_chair else None)
    if office.startswith("pho ") and not _IN_PLACE.search(foot):
        yield Hit(span, "KT. " + (info.signer_title or "").upper().removeprefix("PHÓ ").strip())


def _for_committee(view: View, office: str) -> bool:
    """Whether the chair of a committee or council, or a deputy, signs what is the body's and not the chair's own."""
    info = view.record.document
    kind, issuer = fold(info.type or ""), fold(info.issuer or "")
    if not view.administration or not _COMMITTEE.match(issuer) or "chu tich" not in office:
        return False
    resolution = issuer.startswith("hoi dong") and kind == "nghi quyet"  # the chair signs it alone
    return not resolution and kind not in _WITHOUT_TM and not _of_the_chair(view)


def rank(view: View) -> Iterator[Hit]:
    """A signature for somebody else ("KT. BỘ TRƯỞNG") right above the name: what the signer is does not stand."""
    for found in _FOR.finditer(view.text, view.body_start):
        if not found["name"].isupper():
            yield Hit(view.clip(*found.span()), "chức vụ người ký")
            return


def _of_the_chair(view: View) -> bool:
    """Whether the head of the committee decides, not the committee: a line of his title stands above the bases."""
    first = next((r.evidence.start for r in view.references if r.role == "basis"), view.body_start + 400)
    lines = view.text[: min(first, len(view.text))].split("\n")
    alone = any(line.isupper() and _BY_CHAIR.match(fold(line).strip()) for line in lines)
    return alone or bool(_BY_CHAIR_IN_LINE.search(view.text, 0, min(first + 20, len(view.text))))
