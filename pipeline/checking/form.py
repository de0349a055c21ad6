"""Rules on form: the parts that a paper must have (Nghị định 30/2020/NĐ-CP, Điều 8; Party: 36-HD/VPTW, 05-HD/VPTW)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.checking.model import Hit
from pipeline.checking.signatures import SIGNED_ABOVE
from pipeline.checking.view import View
from pipeline.records import Severity
from pipeline.text.letters import CODE, CODE_SMALL, UPPER
from pipeline.text.unicode import fold

_MOTTO = re.compile(r"cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam|doc\s+lap\s*[-–]\s*tu\s+do\s*[-–]\s*hanh\s+phuc")
_NATIONAL = "cong hoa xa hoi chu nghia viet nam"
_PARTY = "dang cong san viet nam"
_MISREAD = 78.0  # similarity (0..100) of a scan's head to the words that should stand there
_MASS_BODY = re.compile(
    r"^\W*(?:hoi\s+(?:nong\s+dan|lien\s+hiep|cuu\s+chien\s+binh|chu\s+thap)|uy\s+ban\s+mat\s+tran|"
    r"mat\s+tran\s+to\s+quoc|mttq|(?:tong\s+)?lien\s+doan|cong\s+doan|doan\s+(?:tncs|thanh\s+nien))"
)
_PARTY_TITLE = re.compile(r"dang\s+cong\s+san\s+viet\s+nam")
_NUMBER_LINE = re.compile(
    rf"(?:^|(?<=\s))S[ốố]\s*:?[\s.…_]*(?P<digits>\d{{0,5}}[a-z]?)(?P<scrawl>[^\n–{CODE}]{{0,12}}?)[\s.…_:]*"
    rf"(?P<sep>[/–-])\s*(?=(?:20\d{{2}}\s*/\s*)?[{CODE}]{{2}})"
)
_SYMBOL = re.compile(rf"[/–-]\s?[{CODE}][{CODE}{CODE_SMALL}]*(?:\s?[-–/]\s?[{CODE}&][{CODE}{CODE_SMALL}&]*)+")
_PLACE_DATE = re.compile(r"ngày[\s.…_]*\d{0,2}[\s.…_]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm[\s.…_]*(?:\d{4})?", re.IGNORECASE)
_PASSED = re.compile(r"thong qua\s+ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}")
"""What a law or resolution bears below its last article: the day on which it was passed is its own."""
_DAY_MONTH_YEAR = 3
_NEAR_TITLE = 200  # characters below the title in which the body that decides may stand
_SAYS_SOMETHING = 40  # characters between title and first part from which a paper has an opening at all
_OFFICE_LINE = re.compile(
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG (?:BAN|PHÒNG|CÔNG AN)|CHÁNH VĂN PHÒNG|HIỆU TRƯỞNG|CHỦ NHIỆM|"
    r"(?:BỘ|THỨ|CỤC) TRƯỞNG|THỦ TƯỚNG)(?!\w)"
)
_NAME = re.compile(rf"\n\s*[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+){{1,3}}\s*$")
_RANK = re.compile(rf"\s*(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy|uý)\s+[{UPPER}]")
_SENT_TO = re.compile(r"\bnoi\s+nhan\b(?!\s+dan\b)|\bluu\s?:")  # not "Đài Tiếng nói nhân dân"
_ATTACHED = r"(?:ban hành\s+|đính\s+|gửi\s+)?kèm"
_OF_OTHERS = r"(?:Nghị|Thông tư|Luật|Công văn(?!\s*\)|\s+này)|Hướng dẫn|(?:Quyết định|Kế hoạch)\s+(?!này))"
_ANNEX_MENTION = re.compile(
    rf"\(\s*[Đđ]ính kèm\s+(?:các\s+)?(?:[Pp]hụ lục|[Pp]hụ biểu)(?!\w)(?![^()\n]*{_OF_OTHERS})[^()\n]{{0,120}}\)|"
    r"\([^()\n]{0,160}?(?:[Pp]hụ lục|[Pp]hụ biểu|[Bb]iểu)\s+(?:số\s+)?[\dIVX][\dIVX, ]*\s*(?:đính kèm|kèm theo)\s*\)|"
    r"\([^()\n]{0,160}?\b(?:kèm(?:\s+theo)?|tại|theo|xem|có)\s+(?:các\s+)?(?:[Pp]hụ lục|[Pp]hụ biểu)"
    rf"(?:\s+(?:số\s+)?[IVX\d]+)?(?:\s+{_ATTACHED}(?:\s+theo)?)?(?:\s+(?:Kế hoạch|Quyết định|Chỉ thị)\s+này)?\s*\)"
    r"|(?:theo|tại|ở|trong|xem|có|như)\s+(?:các\s+)?(?:[Pp]hụ lục|[Bb]iểu mẫu|[Pp]hụ biểu|[Mm]ẫu)"
    r"(?:\s+(?:số\s+)?(?:[IVX]+|\d{1,2}))?"
    rf"\s+(?:{_ATTACHED} theo|đính kèm|{_ATTACHED}(?=\s+(?:[^\W\d_]+\s+){{1,2}}này))(?!\s+{_OF_OTHERS})"
)
_ANOTHERS = re.compile(rf"\s*(?:của\s+)?{_OF_OTHERS}|\s*(?:của\s+)?(?:Quyết định|Nghị quyết|Kế hoạch)\s+số")
ANNEX = re.compile(
    r"^\s*(?:\**\s*)(?:PHỤ LỤC|PHỤ BIỂU|BIỂU MẪU|MẪU|BIỂU SỐ|Phụ lục|Phụ biểu|Biểu mẫu|Biểu số|Mẫu số|Mẫu biểu)\b"
    r"(?!\s+kèm theo)",
    re.MULTILINE,
)
"""How the first line of an annex begins."""
_FORM = re.compile(r"(?<!\w)Mẫu (?:số )?\d")
_DECIDES = re.compile(r"(?:QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|BỘ TRƯỞNG|ỦY BAN|UỶ BAN|HỘI ĐỒNG|CHỦ TỊCH)(?!\w)")
"""The body that decides, in a line of its own between title and bases."""


def _bare(view: View) -> bool:
    """Whether nothing of a head is there: the text may have been copied from a page that leaves it out."""
    above = view.text[: view.titles[0].start] if view.titles else ""
    return not view.heads or view.body_start == 0 or not re.search(r"[^\W_]", above)


_BLANK_ABOVE = re.compile(
    rf"[Kk]èm theo\s[^()\n]{{0,90}}?(?P<paper>[{UPPER}][^\W\d_]+(?:\s[^\W\d_]+){{0,2}}\s+số\s*:?\s*[/-]\s*[\w-]+)"
)
"""The paper of an annex with a blank for its number."""
_UNFILLED = re.compile(
    r"số\s*:?\s*(?P<number>#\w+\s*[/-]\s*[\w-]+)(?:,?\s+(?P<day>ngày\s*#\w+(?:\s*/\s*#?\w+)*))?", re.IGNORECASE
)
"""Fields of a document system that were never filled in ("số #sovb/QĐ-UBND ngày #nbh/3/2026")."""
_OWN_NUMBER = re.compile(
    r"\(\s*(?:Ban hành\s+)?[Kk]èm theo\s+[^()\n]{4,30}?\s+số\s*:?\s*\d+[\w\s]*[/-][^()\n]{3,30}?\s+ngày\s+\d"
)


def _kept_apart(view: View) -> bool:
    """Whether of a text without head all is said, or its annex names number and day of the paper, printed elsewhere."""
    return (
        _annex_alone(view)
        or _bare(view)
        and (_is_body_alone(view) or bool(_OWN_NUMBER.search(view.text, view.body_start)))
    )


def _annex_alone(view: View) -> bool:
    """Whether the text is an annex without its paper, where head and signature stand (Phụ lục I, III.1)."""
    return bool(view.document.parts) and view.document.parts[0].kind == "annex"


def _head_severity(view: View) -> Severity | None:
    return "info" if _bare(view) else None


_KIND = re.compile(
    r"(?:ke hoach|thong bao|chuong trinh|de an|phuong an|huong dan|quyet dinh|nghi quyet|chi thi|bao cao|to trinh)\b"
)
_ATTACHED_HERE = 400  # characters in which a paper that is attached to another says so


def body_alone(view: View) -> Iterator[Hit]:
    """A paper of which nothing but its wording is there: neither head nor number nor day, no signature, no recipients.

    People write one finding for the head, one each for number and day, and one for the foot.
    """
    if not _is_body_alone(view):
        return
    info = view.record.document
    yield Hit(view.opening, "phần đầu văn bản (quốc hiệu, tên cơ quan ban hành)")
    if info.number is None:
        yield Hit(view.opening, "số, ký hiệu văn bản", kind="missing-number")
    if info.issue_date is None and not _PASSED.search(view.folded):
        yield Hit(view.opening, "ngày ban hành", kind="missing-date")
    yield Hit(view.ending, "nơi nhận, chữ ký")


def _is_body_alone(view: View) -> bool:
    start = view.folded.lstrip()
    named = _KIND.match(start) and "kem theo" not in view.folded[:_ATTACHED_HERE]
    return bool(named or start.startswith("can cu ")) and _bare(view) and _without_foot(view)


def _without_foot(view: View) -> bool:
    info = view.record.document
    told = info.signer or info.signer_title or info.recipients or info.authority
    return not told and not view.feet and not _SENT_TO.search(view.folded)


def motto(view: View) -> Iterator[Hit]:
    """No national name and motto; where nothing of a foot is there either, F06 says so too."""
    if _without_motto(view) and not (_unsigned(view) and _without_foot(view)):
        yield Hit(view.opening, "Quốc hiệu, Tiêu ngữ", severity=_head_severity(view))


def _without_motto(view: View) -> bool:
    head = view.folded[: _head_end(view)]
    there = _MOTTO.search(head) or _nearly(view, head, _NATIONAL) or _kept_apart(view)
    return view.administration and bool(view.titles) and not there


def party_title(view: View) -> Iterator[Hit]:
    """A Party paper without "ĐẢNG CỘNG SẢN VIỆT NAM" in its head; mass organisations have titles of their own."""
    head = view.folded[: _head_end(view)]
    if _MASS_BODY.search(head):
        return
    if view.system == "party" and view.titles and not _PARTY_TITLE.search(head) and not _nearly(view, head, _PARTY):
        yield Hit(view.opening, "tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM”", severity=_head_severity(view))


def _nearly(view: View, head: str, wanted: str) -> bool:
    """Whether a scan's head has the words but for letters that OCR misread."""
    return view.document.method in ("ocr", "mixed") and fuzz.partial_ratio(wanted, " ".join(head.split())) >= _MISREAD


def _head_end(view: View) -> int:
    return max(view.body_start, 600)


def issuer(view: View) -> Iterator[Hit]:
    """No name of the issuing body in the head."""
    place = view.record.document.evidence.get("issuer")
    if not view.titles or (place is not None and place.start < view.titles[0].start):
        return
    head = view.text[: view.titles[0].start]
    if re.search(
        r"(?<![\w/-])(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|ĐẢNG ỦY|ĐẢNG UỶ|TỈNH "
        r"ỦY|THÀNH ỦY|SỞ|BAN|BỘ|VĂN PHÒNG|THỦ TƯỚNG|CHÍNH PHỦ|CHI CỤC|CỤC|TRUNG TÂM|TRƯỜNG|CÔNG AN|HUYỆN ỦY)\s",
        head,
    ) or _decides_below(view):
        return
    decided = place is not None and fold(view.record.document.type or "") == "nghi quyet"
    if not decided and not _kept_apart(view):  # whose resolution it is stands below the title
        yield Hit(view.opening, "tên cơ quan ban hành", severity=_head_severity(view))


def _decides_below(view: View) -> bool:
    """Whether a line of its own between title and bases names the body that decides."""
    end = max(view.basis_end, view.body_start + _NEAR_TITLE)
    lines = view.text[view.titles[0].start : end].split("\n")
    return any(line.isupper() and _DECIDES.match(line.strip()) for line in lines)


def _above_body(view: View) -> int | None:
    """Where the title begins, of a letter the wording; None where neither is known."""
    if view.titles:
        return view.titles[0].start
    return view.heads[-1].end if view.heads and view.record.parts[0].kind == "letter" else None


def number(view: View) -> Iterator[Hit]:
    """The plan's own number is blank or missing; one written by hand that OCR cannot read is neither."""
    info = view.record.document
    blank = _BLANK_ABOVE.search(view.text, 0, view.body_start) if _annex_alone(view) else None
    if blank:
        yield Hit(view.clip(*blank.span("paper")), " ".join(blank["paper"].split()))
    end = _above_body(view)
    if info.number is not None or end is None or _kept_apart(view):
        return
    if unfilled := _UNFILLED.search(view.text, 0, view.body_start + _ATTACHED_HERE):
        yield Hit(unfilled.span("number"), "".join(unfilled["number"].split()))
        return
    head = view.text[:end]
    line = _NUMBER_LINE.search(head)
    if line is None:
        if view.titles and not re.search(r"S[ốố]\s*:?\s*\S{0,8}\d+", head):
            yield Hit(view.opening, "số, ký hiệu văn bản", severity=_head_severity(view))
        return
    if line["digits"] or line["scrawl"]:
        return
    symbol = _SYMBOL.match(view.text, line.start("sep"))
    printed = "Số: " + "".join(symbol.group().split()) if symbol else " ".join(line.group().split())
    yield Hit(view.clip(line.start(), symbol.end() if symbol else line.end()), printed)


def issue_date(view: View) -> Iterator[Hit]:
    """The day of issue is blank or missing."""
    stated, end = view.record.document.issue_date, _above_body(view)
    if (stated and len(stated) >= 10) or end is None or _kept_apart(view):
        return
    unfilled = _UNFILLED.search(view.text, 0, view.body_start + _ATTACHED_HERE)
    if unfilled and unfilled["day"]:
        yield Hit(unfilled.span("day"), " ".join(unfilled["day"].split()))
        return
    for line in re.finditer(r"[^\n]+", view.text[:end]):
        found = _PLACE_DATE.search(view.text, *line.span())
        if found and not _FORM.search(line.group()):
            if len(re.findall(r"\d+", found.group())) < _DAY_MONTH_YEAR:  # else whole, though no place stands before it
                span = view.clip(*found.span())
                yield Hit(span, " ".join(view.text[span[0] : span[1]].split()))
            return
    if re.search(r"\bngay\b.{0,20}\bthang\b.{0,20}\bnam\b", view.folded[:end].replace("\n", " ")):
        return
    if view.titles and not _PASSED.search(view.folded, view.body_start):
        yield Hit(view.opening, "địa danh, ngày tháng năm ban hành", severity=_head_severity(view))


def signer(view: View) -> Iterator[Hit]:
    """No signer, or an office without a name; what else of the foot is missing is told with it."""
    info = view.record.document
    if _unsigned(view):
        lacking = ["quốc hiệu"] if _without_foot(view) and _without_motto(view) else []
        lacking += ["chức vụ, họ tên người ký", *(["nơi nhận"] if _without_foot(view) else [])]
        yield Hit(view.ending, ", ".join(lacking))
    elif _asks_for_name(view) and not any(_RANK.match(view.text, block.end) for block in view.feet):
        place = info.evidence.get("signer_title") or info.evidence.get("authority")
        yield Hit(
            (place.start, place.end) if place else view.ending, "họ tên người ký", severity="warning", confidence=0.75
        )


def _asks_for_name(view: View) -> bool:
    """Whether a paper that is to be signed has no signer's name, as far as the layout tells."""
    info = view.record.document
    if (
        (not view.feet and not view.titles)
        or _is_body_alone(view)
        or _annex_alone(view)
        or "ky ten" in view.folded[view.ending[0] :]
    ):
        return False
    near_end = max(view.body_start, view.foot_start - SIGNED_ABOVE) if view.feet else 0
    named = bool(view.feet) and _NAME.search(view.text, 0, view.feet[-1].end)
    # an office or a name may be there that the layout did not tell from the recipients
    there = info.signer_title is None and bool(named or _OFFICE_LINE.search(view.text, near_end))
    return info.signer is None and not there


def _unsigned(view: View) -> bool:
    info = view.record.document
    return _asks_for_name(view) and info.signer_title is None and not info.authority


def recipients(view: View) -> Iterator[Hit]:
    """No recipients at all."""
    unsaid = view.titles and not _without_foot(view)  # that nothing of a foot is there is one slip
    if not view.record.document.recipients and unsaid and not _SENT_TO.search(view.folded):
        yield Hit(view.ending, "Nơi nhận")


def archive(view: View) -> Iterator[Hit]:
    """Recipients without the line of the archive."""
    info = view.record.document
    place = info.evidence.get("recipients")
    if info.recipients and info.archive is None and place and not re.search(r"\bluu\b", view.folded[place.start :]):
        yield Hit(view.clip(max(place.start, place.end - 60), place.end), "Lưu: VT")


def annex(view: View) -> Iterator[Hit]:
    """An annex is said to be attached, and none is there."""
    if any(part.kind == "annex" for part in view.document.parts) or ANNEX.search(view.text, view.body_start):
        return
    for mention in _ANNEX_MENTION.finditer(view.text):
        if "thứ tự" in mention.group() or _ANOTHERS.match(view.text, mention.end()):
            continue  # the annex of another paper
        if view.in_body(mention.start()) and not any(start <= mention.start() < end for start, end in view.quoted):
            yield Hit(mention.span(), "Phụ lục")
            return


def bases(view: View) -> Iterator[Hit]:
    """A plan that rests on nothing: neither a citation nor a word of căn cứ before its first part."""
    info = view.record.document
    if fold(info.type or "") != "ke hoach" or not view.document.sections or not view.titles:
        return
    first = view.document.sections[0].start
    opening = view.folded[view.body_start : first]
    if any(reference.evidence.start < first for reference in view.references) or len(opening.strip()) < _SAYS_SOMETHING:
        return
    if not re.search(r"can cu|thuc hien|theo |trien khai|de |nham", opening.lstrip().split("\n", 1)[0][:60]):
        yield Hit(view.clip(view.body_start, first), "căn cứ ban hành", severity=_head_severity(view))


def basis_lines(view: View) -> Iterator[Hit]:
    """Lines of căn cứ that do not end in ";" (the last in "." or ":" or ";")."""
    if not view.administration or view.document.method in ("ocr", "mixed"):
        return
    lines = [
        b
        for b in view.document.blocks
        if b.kind in ("body", "item")
        and b.end <= view.basis_end
        and re.match(r"(?:- ?)?can cu ", view.folded[b.start : b.end])
    ]
    for at, block in enumerate(lines):
        mark = view.text[block.start : block.end].rstrip()[-1:]
        if len(lines) > 1 and mark not in (";" if at < len(lines) - 1 else ";.,:"):
            span = view.clip(max(block.start, block.end - 60), block.end)
            yield Hit(span, " ".join(view.text[block.start : block.start + 60].split()), {"mark": mark})
            return
