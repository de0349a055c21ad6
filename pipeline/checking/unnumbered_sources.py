"""Specific papers that a plan relies on without number and date ("quy chế ... của UBND xã")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold
from pipeline.vietnam.issuers import spelt

_OWN_TITLE = 75.0  # similarity (0..100) to the plan's own title from which the plan itself is meant
_KNOWN_TITLE = 85.0  # similarity (0..100) to a title that is cited from which that one is meant
_BODY = (
    r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Đảng ủy|Tỉnh ủy|Thành ủy|Quốc hội|Chính phủ|Trung ương|Ban "
    rf"[{UPPER}][^\W\d_]+|Sở [{UPPER}][^\W\d_]+|Hội đồng [{UPPER}][^\W\d_]+|Công an|Bộ "
    rf"[{UPPER}][^\W\d_]+)"
)
_KIND = r"[Kk]ế hoạch|[Qq]uy chế|[Đđ]ề án"
_OWNED = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?P<what>(?:(?!{_KIND})[^.;:\n“”()"
    rf"]){{0,90}}?)\s+của\s+(?P<body>{_BODY}[^.;:,\n()“”]{{0,45}})"
)
_RESOLVED = re.compile(
    rf"(?<!\w)(?P<kind>Nghị quyết)\s+(?P<what>về\s+[^.;:\n“”()\d]{{5,90}}?)\s+của\s+(?P<body>{_BODY})"
)
_QUOTED = re.compile(r"(?<!\w)(?P<kind>[Kk]ế hoạch|[Qq]uy chế)\s+[“\"](?P<what>[^”\"\n]{4,120})[”\"]")
_PHASED = re.compile(
    r"(?<!\w)(?P<kind>[Kk]ế hoạch|[Đđ]ề án)\s+(?P<what>[^.;:,\n“”()\d]{8,"
    r"90}?)\s+giai đoạn\s+(?P<years>(?:19|20)\d{2}\s*[-–]\s*(?:19|20)"
    r"\d{2})"
)
_RELIES = re.compile(
    r"(?:(?:chi tieu|muc tieu|nhiem vu|noi dung|quy dinh)\b[^.;:]{0,40}\b(?:trong|tai|theo|cua)|theo(?: "
    r"dung)?|can cu(?: vao)?|thuc hien(?: hieu qua| nghiem tuc| tot| nghiem)?|trien khai(?: co hieu qua| "
    r"thuc hien| hieu qua)?|"
    r"quy dinh (?:cua phap luat|tai)[^.;:]{0,60}\bva|bam sat|va|cua|tai|trong|hoan thanh(?: cac chi tieu)?)\s*$"
)
_MAKES = re.compile(
    r"(?:xay dung|ban hanh|tham muu|lap|hoan thien|ra soat|trinh|soan thao|de xuat|dieu chinh|bo sung|sua "
    r"doi|cu the hoa|thong qua|phe duyet|gop y|tham dinh|moi|cac|nhung|mot so|he thong|tu|cua)\s*(?:va\s+)"
    r"?$"
)
_NUMBERED = re.compile(r"\s*(?:,|\()?\s*(?:số|ngày|năm)\s*:?\s*\d", re.IGNORECASE)
_OWN = re.compile(r"^\s*(?:này|trên|nêu trên|nói trên|của xã này)\b")
_GENERAL = re.compile(
    r"^(?:cap tren|phap luat|nha nuoc|trung uong|tung|cac|cong tac|phat trien kinh te|hoat dong|"
    r"chi tiet|cu the|to chuc thuc hien|trien khai|thuc hien|dau tu cong|kinh te|tai chinh|von)\b"
)


def relied_on(view: View) -> Iterator[Hit]:
    """A specific paper that the plan rests on, named by its title or owner, without number or date.

    Asked only of papers that are relied on ("theo", "chỉ tiêu trong", "thực hiện"), not of those that are to be
    made ("xây dựng kế hoạch"); not of the plan itself, nor of a paper cited in full elsewhere.
    """
    known = [fold(f"{r.type or ''} {r.title or ''}") for r in view.references if r.title]
    own = fold(view.record.document.title or "")
    found: list[tuple[int, Hit]] = []
    for pattern, needs in (
        (_QUOTED, ("“", '"')),
        (_PHASED, ("giai đoạn",)),
        (_OWNED, ("của",)),
        (_RESOLVED, ("nghị quyết",)),
    ):
        for match in view.matches(pattern, needs=needs, everywhere=True):
            if not view.in_body(match.start()) or view.in_annex(match.start()):
                continue
            if not _specific(view, match, known, own):
                continue
            start, end = view.clip(match.start(), match.end())
            if not any(start < hit.span[1] and hit.span[0] < end for _, hit in found):
                found.append((start, Hit((start, end), " ".join(view.text[start:end].split()))))
    yield from (hit for _, hit in sorted(found, key=lambda pair: pair[0]))


_PROGRAMME = re.compile(
    r"(?<!\w)(?P<kind>Chiến lược|Chương trình|Đề án|Kế hoạch|Quy hoạch|Quy chế)\s+"
    r"(?P<what>[^.;:\n“”()]{6,140}?)\s*,?\s*"
    r"(?P<years>(?:thời kỳ|giai đoạn|đến năm|(?:0?5|10) năm)\s+20\d{2}(?:\s*[-–]\s*20\d{2})?)"
)
_NATIONAL = re.compile(
    r"(?<!\w)(?P<kind>Chiến lược|[Cc]hương trình|Quy hoạch)\s+(?P<what>(?:[^.;:,\n\t“”()\d]{4,90}?\s)?[Qq]uốc gia"
    r"(?:\s[^.;:,\n\t“”()\d]{2,70}?)?)"
    r"(?=[.;:,\n\t(]|\s+(?:đến năm|giai đoạn|thời kỳ|trên địa bàn|của|và|theo|tại|được|nhằm)(?!\w)|$)"
)
"""A programme of the whole country by its name, its years left out."""
_UNDER = re.compile(
    r"(?:theo(?: dung)?|thuc hien(?: hieu qua| nghiem tuc| tot| co hieu qua)?|trien khai(?: thuc hien| co hieu qua|"
    r" hieu qua)?|bam sat|phu hop voi|can cu|tai|trong|muc tieu(?: cua)?|quan diem(?: cua)?|gan voi|long ghep(?: voi|"
    r" trong)?)\s+(?:cac\s+)?$"
)
_SET_UP = re.compile(
    r"[^.;\n]{0,60}?(?:\bsố\s*:?\s*\d|ban hành|phê duyệt|\bnày\b)|\s*của (?:các|từng|bộ, ngành|mỗi|địa phương)\b"
)


_NOT_YET = re.compile(r"[^.;\n]{0,120}?\bsau khi (?:được |có )?(?:thông qua|phê duyệt|ban hành)")
_TO_BE_MADE = re.compile(
    r"\b(?:xay dung|ban hanh|soan thao|lap)(?:,| va) (?:to chuc )?(?:trien khai|thuc hien)(?: cac)?\s+$"
    r"|\b(?:xay dung|soan thao) (?:chien luoc|chuong trinh|de an|ke hoach|quy hoach)\b[^.;\n]*,\s*$"
)
"""What is made first ("xây dựng và thực hiện các chương trình", or stands in a list of what is to be made)."""
_MORE = re.compile(r"\s+(?:và|với)\s+(?:các|chương trình|chiến lược|đề án|quy hoạch|kế hoạch)\s.*", re.DOTALL)
"""Another paper behind the name of the first."""
_OF_ABOVE = re.compile(r"\s+của\s+(?:Trung ương|Chính phủ|Thủ tướng|Bộ|Quốc hội)(?!\w)")
_ENOUGH = 2  # papers cited in one paragraph, from which what stands between them is of their list


_LISTED = re.compile(
    r"\b(?:(?:thuc hien|trien khai) (?:chien luoc|chuong trinh|de an|ke hoach|quy hoach)|phu hop voi) [^.;\n]*[;,]\s*$"
)


_NO_NAME = re.compile(r"(?:tại|của)\s|(?:.*\s)?mục tiêu quốc gia(?!(?:[\s,-]+\w+){6})", re.DOTALL)
"""No name, or that of a national target programme cut short, which goes without number everywhere."""


def _in_a_list(view: View, at: int) -> bool:
    """Whether programmes that are carried out, or papers cited, stand in front of it in its paragraph."""
    block = view.block_at(at)
    if block is not None and _LISTED.search(view.folded, block.start, at):
        return True
    return block is not None and sum(block.start <= r.evidence.start < at for r in view.references) >= _ENOUGH


def programmes(view: View) -> Iterator[Hit]:
    """A programme of some years or of the whole country that the plan carries out by its name alone.

    It is cited with a number nowhere, and is not the plan's own subject.
    """
    known = " | ".join(fold(f"{r.type or ''} {r.title or ''}") for r in view.references if r.title)
    seen = list[str]()
    for match in (
        *view.matches(_PROGRAMME, needs=("thời kỳ", "giai đoạn", "đến năm", "5 năm", "10 năm")),
        *view.matches(_NATIONAL, needs=("quốc gia",)),
    ):
        said = match["what"] if match.re is _PROGRAMME else _MORE.sub("", match["what"])
        what = " ".join(fold(said).split())
        if view.in_annex(match.start()) or not _is_carried_out(view, match) or not _stands(view, match):
            continue
        if not _names_one(view, match, said, what) or _is_known(view, match, what, known):
            continue
        if any(what in one or one in what for one in seen):
            continue
        seen.append(what)
        end = match.end() - (len(match["what"]) - len(said))
        yield Hit(view.clip(match.start(), end), " ".join(view.text[match.start() : end].split()))


def _is_carried_out(view: View, match: re.Match[str]) -> bool:
    """Whether the words before a programme say that the plan carries it out, or it stands in a list of such."""
    before = view.folded[max(0, match.start() - 60) : match.start()]
    if _UNDER.search(before):
        return True
    return re.search(r"[;,]\s*$", before) is not None and _in_a_list(view, match.start())


def _stands(view: View, match: re.Match[str]) -> bool:
    """Whether a programme has been issued, without its number behind its name: it is not first to be made."""
    if _TO_BE_MADE.search(view.folded, view.sentence(match.start())[0], match.start()):
        return False
    return not (_SET_UP.match(view.text, match.end()) or _NOT_YET.match(view.text, match.end()))


def _names_one(view: View, match: re.Match[str], said: str, what: str) -> bool:
    """Whether the words are the name of one programme: not those of programmes in general, nor half a name."""
    if what.startswith("tren ") or re.search(r"\d", what) or _NO_NAME.match(said.lower()):
        return False
    if match["kind"].islower() and view.folded.endswith("cac ", 0, match.start()):
        return False
    return match["kind"] == "Chiến lược" or _GENERAL.match(what) is None


def _is_known(view: View, match: re.Match[str], what: str, known: str) -> bool:
    """Whether a programme is cited with its number, or is the plan itself or its subject, and not one from above."""
    named = f"{fold(match['kind'])} {what}"
    if view.means_itself(match.group()) or named in known or fuzz.partial_ratio(named, known) >= _KNOWN_TITLE:
        return True
    own = fold(view.record.document.title or "")
    is_own = named in own or fuzz.partial_ratio(named, own) >= _KNOWN_TITLE
    return is_own and _OF_ABOVE.match(view.text, match.end()) is None


def _specific(view: View, match: re.Match[str], known: list[str], own: str) -> bool:
    """Whether the words name one paper that exists, is relied on, and is cited nowhere in full."""
    before = view.folded[max(0, match.start() - 90) : match.start()]
    what, kind = fold(match.group("what")).strip(), fold(match.group("kind"))
    owned = "body" in match.groupdict()
    if _inside_citation(view, match.start()) and not (owned and re.search(r"(?:\bva|,)\s*$", before)):
        return False
    if what.startswith(("lam viec", ",")):
        return False  # the rules of procedure of a body go without number; "quy chế, quy định" are rules in general
    if match.re is _RESOLVED:
        return bool(_PART_OF_SEVERAL.search(before)) and not _cited_elsewhere(view, match)
    if _MAKES.search(before) or not _RELIES.search(before) or _NUMBERED.match(view.text, match.end()):
        return False
    after_kind = view.text[match.start() + len(match.group("kind")) :][:20]
    if _OWN.match(after_kind) or re.search(r"\d", what) or _GENERAL.match(what):
        return False
    if match.re is _PHASED and not _PART_OF.search(before):
        return False
    if owned and not _owned_paper(view, match, before, what, kind):
        return False
    if fuzz.ratio(what, own) >= _OWN_TITLE or (len(what) > 30 and what in own):
        return False
    return not any(len(what) > 8 and title.startswith(kind) and what in title for title in known)


_PART_OF = re.compile(r"\b(?:chi tieu|muc tieu|nhiem vu)\b[^.;:]{0,40}\b(?:trong|tai|theo|cua)\s*$")

_PART_OF_SEVERAL = re.compile(r"\b(?:chi tieu|muc tieu|nhiem vu)\b[^.;:]{0,40}\b(?:trong|tai|theo|cua)\s+(?:cac )?$")


def _owned_paper(view: View, match: re.Match[str], before: str, what: str, kind: str) -> bool:
    """A paper told by its owner: a regulation; a plan only in the bases, by its topic, or as the source of targets."""
    owner = fold(match.group("body"))
    everybody = re.match(r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|dang uy)\s*(?:cap|cac|tung)?\s*$", owner)
    if everybody or " cap" in owner[:12] or _cited_elsewhere(view, match):
        return False
    if kind != "ke hoach":
        return True
    in_bases = match.start() < view.basis_end and (len(what) >= 3 or bool(re.match(r"ban |so ", owner)))
    on_topic = bool(re.search(r"\btheo\s*$", before)) and " ve " in owner
    return in_bases or on_topic or bool(_PART_OF.search(before))


def _cited_elsewhere(view: View, match: re.Match[str]) -> bool:
    """Whether a paper of this kind and issuer is cited with its number: then that one is meant."""
    kind, owner = fold(match.group("kind")), spelt(match.group("body")).split()
    for reference in view.references:
        if reference.canonical and reference.issuer and fold(reference.type or "").startswith(kind):
            issuer = spelt(reference.issuer).split()[:5]
            if issuer == owner[: len(issuer)]:
                return True
    return False


def _inside_citation(view: View, at: int) -> bool:
    return any(start <= at < end for start, end in view.cited)
