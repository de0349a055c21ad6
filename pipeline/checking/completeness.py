"""Rules on completeness: the first citation without date, short forms without antecedent, bases without issuer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass

from pipeline.checking.citations import number, place
from pipeline.checking.model import Hit
from pipeline.checking.places import NO_DISTRICTS
from pipeline.checking.symbols import misprinted
from pipeline.checking.view import View
from pipeline.records import LegalReference
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import Number


def undated_first(view: View) -> Iterator[Hit]:
    """A first citation without its date, though later ones or others have theirs; a list is one finding.

    An annex repeats what the paper has named; what it alone names is asked for its date too.
    """
    if not any(r.date for r in view.references) and len(view.references) < 2:
        return
    elsewhere = _Elsewhere(
        {parsed.key for r in view.references if r.date and (parsed := number(r))},
        {p.key for r in view.references if not view.in_annex(r.evidence.start) and (p := number(r))},
        {printed for _, printed, _ in misprinted(view)},
    )
    run: list[LegalReference] = []
    seen: set[str] = set()
    last = view.references[0]
    for index, reference in enumerate(view.references):
        parsed = number(reference)
        if run and not _listed(view, last, reference):
            yield _undated(view, run)
            run = []
        last = reference
        if parsed is not None:
            if _wants_day(view, index, parsed, seen, elsewhere):
                run.append(reference)
            seen.add(parsed.key)
    if run:
        yield _undated(view, run)


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """What the rest of a paper says of the documents that it cites."""

    dated: Set[str]
    """Those whose day stands in some mention."""
    named: Set[str]
    """Those that the paper itself names, its annexes apart."""
    misprints: Set[str]
    """Numbers that are misprinted, as they are printed: another rule speaks of them."""


def _wants_day(view: View, index: int, parsed: Number, seen: Set[str], elsewhere: _Elsewhere) -> bool:
    """Whether a mention is where the day of its document ought to stand, and it does not."""
    reference = view.references[index]
    if reference.date is not None or parsed.key in seen or parsed.key in elsewhere.dated:
        return False
    if reference.canonical in elsewhere.misprints or _shortened(parsed, seen):
        return False
    if view.nested(index) or _goes_without_day(view, reference, parsed) or _day_beside(view, reference):
        return False
    start = reference.evidence.start
    if start < view.body_start or not view.in_body(start):
        return False
    return not (view.in_annex(start) and (parsed.key in elsewhere.named or parsed.system == "party"))


def _goes_without_day(view: View, reference: LegalReference, parsed: Number) -> bool:
    """Whether what is cited is cited without a day by custom: a law, the paper itself, what was laid before it."""
    return _needs_no_date(view, reference, parsed) or _own(view, reference) or _submitted(view, parsed)


def _day_beside(view: View, reference: LegalReference) -> bool:
    """Whether the day stands beside the mention, where reading does not take it for its date."""
    start, end = reference.evidence.start, reference.evidence.end
    return bool(
        _SAME_DAY.match(view.text, end)
        or _DAY_FOLLOWS.match(view.folded, end)
        or _DAY_BEFORE.search(view.folded, max(0, start - 120), start)
    )


_DAY_FOLLOWS = re.compile(r"\s*,?\s*(?:ngay\s+)+\d")
"""A day that a slip kept from being read ("Ngày 4/11", "nám 2024") is there all the same."""


_DAY_BEFORE = re.compile(r"\bngay \d{1,2}/\d{1,2}/\d{4},? [^.;\n\t]{2,60}? (?:co|ban hanh|gui|ra) [^.;\n\t]{0,20}$")
"""The day told first ("Ngày 05/11/2025, Văn phòng Chính phủ có văn bản số ...")."""


def _shortened(parsed: Number, seen: Set[str]) -> bool:
    """Whether a joint document was cited before with more of its symbol ("102/2025/NQLT")."""
    return fold(parsed.kind).startswith("nqlt") and any(
        f"|{parsed.year}|{parsed.order:05d}" in key and "nqlt" in key for key in seen
    )


_SAME_DAY = re.compile(r"[^.;\n]{0,90}?cùng ngày\s+\d")
"""The day of all papers of a list stands behind the last ("số 3 và số 4 cùng ngày 12/12/2025")."""


def _listed(view: View, before: LegalReference, here: LegalReference) -> bool:
    """Whether two mentions stand in one list under one word for their kind ("các Quyết định số 1, số 2")."""
    if here.type != before.type and fold(here.type or "") in fold(here.quote):
        return False
    between = view.text[before.evidence.end : here.evidence.start]
    return bool(re.fullmatch(r"(?:[\s,;()]|và|số|các)*", between))


def _undated(view: View, run: list[LegalReference]) -> Hit:
    """What lacks its day alone lacks a date; what lacks issuer or subject too is cited incompletely."""
    numbers = ", ".join(reference.canonical or "" for reference in run)
    first = number(run[0])
    told = (
        first is not None and first.central and run[0].issuer and _ON_WHAT.match(view.folded, run[-1].evidence.end)
    ) or view.in_annex(run[0].evidence.start)
    return Hit((run[0].evidence.start, run[-1].evidence.end), numbers, {}, kind="missing-date" if told else None)


def _submitted(view: View, parsed: Number) -> bool:
    """Whether a resolution names what was laid before it (Tờ trình, Báo cáo thẩm tra): it does so by number alone."""
    return fold(view.record.document.type or "") == "nghi quyet" and fold(parsed.kind) in ("ttr", "bc", "da")


def _own(view: View, reference: LegalReference) -> bool:
    """Whether the mention is the paper's own number, in its head or where it names itself, or that of a form."""
    info = view.record.document
    begun = view.text[: reference.evidence.start + 1].rstrip(" ").endswith("\n")  # a line of its own, as in a head
    alone = (reference.type is None or begun) and fold(reference.quote).lstrip().startswith("so")
    form = view.folded[: reference.evidence.start].rstrip().endswith("mau")
    return alone or form or (reference.number, reference.symbol) == (info.number, info.symbol)


_NORMATIVE = re.compile(r"/\s?20\d{2}\s?/\s?(?:NQ|QĐ|TT|NĐ)\s?-")


def _needs_no_date(view: View, reference: LegalReference, parsed: Number) -> bool:
    """Laws need none (NĐ 30); a central normative document bears its year in the number.

    The date may be left out in the body, and in the bases of a paper that is itself normative, as those are printed.
    """
    law = fold(reference.type or "") in ("luat", "bo luat", "phap lenh")
    if parsed.system == "assembly" and (law or (parsed.year and reference.role == "body")):
        return True
    normative = bool(_NORMATIVE.search(view.text, 0, view.titles[0].start if view.titles else 0))
    return parsed.year is not None and parsed.central and (reference.role == "body" or normative)


_MANNER = 3  # normative documents cited without their days from which that is the manner of the paper


def _first_mentions(view: View) -> Iterator[tuple[int, LegalReference, Number]]:
    """Each document that is cited by its number, where it is cited first: index, reference, number."""
    seen = set[str]()
    for index, reference in enumerate(view.references):
        parsed = number(reference)
        if parsed is not None and parsed.key not in seen:
            seen.add(parsed.key)
            yield index, reference, parsed


def dated_later(view: View) -> Iterator[Hit]:
    """A basis without its day whose later mention has it: the first is the one to be whole."""
    dated = {parsed.key for r in view.references if r.date and (parsed := number(r))}
    for index, reference, parsed in _first_mentions(view):
        late = reference.role == "basis" and reference.date is None and parsed.key in dated and parsed.year is None
        at = reference.evidence.start
        if late and not view.nested(index) and view.in_body(at) and not view.in_annex(at):
            yield Hit(place(reference), parsed.canonical)


def undated_normative(view: View) -> Iterator[Hit]:
    """A central normative document that the body cites for the first time by number alone, its day nowhere.

    The year in the number does not excuse it: Nghị định 30 asks for the day at the first mention of all but laws and
    ordinances, which go by their names. With the issuer beside it the day alone is missing. Of an article or point of
    a decree ("khoản 3 Điều 16 Nghị định ...") nothing is said: who goes that far knows the decree.
    """
    hits = list(_bare_normative(view))
    yield from hits if len(hits) <= _MANNER and not view.normative else ()


_NORMATIVE_KINDS = ("nghi dinh", "thong tu", "thong tu lien tich")


def _bare_normative(view: View) -> Iterator[Hit]:
    seen = {parsed.key for r in view.references if (parsed := number(r)) and (r.date or r.role != "body")}
    for index, reference in enumerate(view.references):
        parsed = number(reference)
        if parsed is None or parsed.year is None or not parsed.central or parsed.key in seen:
            continue
        seen.add(parsed.key)
        named = bool(re.match(r"(?:bo luat|luat|phap lenh)\s+(?!so\b)", fold(reference.quote).strip()))
        block = view.block_at(reference.evidence.start)
        row = block is not None and block.kind == "row"  # a list of tasks names papers by their numbers
        plain = view.in_body(reference.evidence.start) and not view.in_annex(reference.evidence.start) and not row
        if named or not plain or view.nested(index) or _own(view, reference) or _submitted(view, parsed):
            continue
        told = reference.issuer is not None and fold(reference.issuer) in fold(reference.quote)
        kind = fold(reference.type or "")
        if told or kind == "nghi quyet" or (kind in _NORMATIVE_KINDS and fold(reference.quote).startswith(kind)):
            yield Hit(place(reference), parsed.canonical, kind="missing-date" if told else None)


def short_form(view: View) -> Iterator[Hit]:
    """A short form ("Nghị quyết 57", "Đề án 112") of a document that is cited in full nowhere.

    "Đề án 06" (population data, Quyết định 06/QĐ-TTg) goes by that name everywhere.
    """
    numbers = set[tuple[str, int]]()
    for reference in view.references:
        if parsed := number(reference):
            numbers.add((fold(reference.type or ""), parsed.order))
        if reference.canonical is not None or not reference.number or reference.repeats or reference.date:
            continue
        if not view.in_body(reference.evidence.start):
            continue
        if (
            fold(reference.type or "") in ("chuong trinh", "du an")
            or fold(reference.quote).endswith("de an 06")
            or (fold(reference.type or ""), int(re.sub(r"\D", "", reference.number) or 0)) in numbers
        ):
            continue
        yield Hit(place(reference), f"{reference.type} {reference.number}", {})
    for found in view.matches(_OF_YEAR, needs=(" năm 20",), everywhere=True):
        if view.in_body(found.start()) and (fold(found["kind"]), int(found["number"])) not in numbers:
            yield Hit(found.span(), " ".join(found.group().split()), {})


_OF_YEAR = re.compile(
    r"(?<!\w)(?P<kind>Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ "
    r"thị)\s+(?:số\s+)?(?P<number>\d{1,4})\s+năm\s+20\d{2}(?!\d)"
)


_WITHOUT_SYMBOL = re.compile(
    r"(?<!\w)(?P<kind>(?:Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư|"
    r"Quyết định|Chỉ thị|Kế hoạch|Kết luận) số \d{1,5})"
    r"(?=\s+(?:của|về)\s|,?\s+ngày\s+\d)"
)


def without_symbol(view: View) -> Iterator[Hit]:
    """A document cited by its number alone ("Nghị quyết số 102 của ..."), a joint one without its issuers' letters."""
    for reference in view.references:
        parsed = number(reference)
        if parsed is not None and fold(parsed.kind) in ("nqlt", "ttlt") and not parsed.body:
            yield Hit(place(reference), parsed.canonical)
    for found in view.matches(_WITHOUT_SYMBOL, needs=(" số ",), everywhere=True):
        if view.in_body(found.start()):
            yield Hit(found.span("kind"), " ".join(found["kind"].split()))


_TIED = re.compile(
    r"\((?:ban hành )?kèm theo\s+(?P<named>(?:Quyết định|Kế hoạch|Nghị quyết)"
    rf"\s+số\s*:?\s*(?P<number>\d+\s*/\s*[{CODE}][\w&-]+))(?P<rest>[^()]{{0,300}})\)",
    re.IGNORECASE,
)


def tied_without_day(view: View) -> Iterator[Hit]:
    """The head of an annex or plan that names the paper it belongs to without its day (Nghị định 30, Phụ lục I)."""
    for found in _TIED.finditer(view.text):
        if "ngày" not in found["rest"].lower() and "năm" not in found["rest"].lower()[:12]:
            yield Hit(view.clip(*found.span("named")), re.sub(r"\s+", "", found["number"]))
            return


def issuer_missing(view: View) -> Iterator[Hit]:
    """A local number in the bases whose issuer is not said: it exists in every province."""
    for index, reference in enumerate(view.references):
        parsed = number(reference)
        if (
            parsed is None
            or parsed.central
            or reference.role != "basis"
            or reference.issuer
            or reference.repeats
            or view.nested(index)
        ):
            continue
        after = view.text[reference.evidence.end : reference.evidence.end + 160]
        if not re.search(r"\bcủa\b", after.split(";")[0]):
            yield Hit(place(reference), parsed.canonical, {})


_ON_WHAT = re.compile(r"\s*,?\s*(?:ve|phe duyet|quy dinh|ban hanh|huong dan|v/v)(?!\w)")
_ISSUED = ("quyet dinh", "chi thi", "cong dien", "nghi dinh", "thong tu", "nghi quyet", "ket luan", "quy dinh")


def central_issuer_missing(view: View) -> Iterator[Hit]:
    """The first citation of a central document with its day and subject, but not by whom it was issued.

    In the body only of documents without a year in their number, as a decree or circular is known by its symbol.
    Where that is the manner of the paper it is one finding.
    """
    lacking = list(_without_issuer(view))
    if len(lacking) > _MANNER:
        first, _ = lacking[0]
        yield Hit(place(first), ", ".join(parsed.canonical for _, parsed in lacking))
    else:
        yield from (Hit(place(reference), parsed.canonical) for reference, parsed in lacking)


def _without_issuer(view: View) -> Iterator[tuple[LegalReference, Number]]:
    for index, reference, parsed in _first_mentions(view):
        whole = len(reference.date or "") == len("2026-01-01") and not reference.issuer and not view.nested(index)
        local = not parsed.central or parsed.system == "assembly" or fold(reference.type or "") not in _ISSUED
        at = reference.evidence.start
        if local or not whole or view.in_annex(at) or not view.in_body(at):
            continue
        named = reference.role == "basis" or parsed.year is None
        if named and _ON_WHAT.match(view.folded, reference.evidence.end):
            yield reference, parsed


_UNMERGED = "ha noi|hue|lai chau|dien bien|son la|lang son|cao bang|quang ninh|thanh hoa|nghe an|ha tinh"
"""The provinces that 1 July 2025 left as they were (Nghị quyết 202/2025/QH15)."""
_NAMELESS = re.compile(
    r"(?:chu tich |ban thuong vu )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|tinh uy)(?: tinh)?"
)
_SEVERAL = 2  # papers of before the merger, from which it matters of which province they were


def of_which_province(view: View) -> Iterator[Hit]:
    """Local papers of before 1 July 2025 whose issuer is "UBND tỉnh" alone, in a tỉnh made of two or three.

    In a merged city "thành phố" and "tỉnh" tell them apart.
    """
    province = fold(view.record.document.province or "")
    if (
        (view.floor or "") < NO_DISTRICTS
        or not province.startswith("tinh ")
        or re.search(rf"(?:{_UNMERGED})$", province)
        or view.level not in ("province", "commune")
    ):
        return
    papers: dict[str, LegalReference] = {}
    for reference in view.references:
        parsed = number(reference)
        local = parsed is not None and not parsed.central and (reference.date or "9") < NO_DISTRICTS
        if parsed is not None and local and _NAMELESS.fullmatch(fold(reference.issuer or "")):
            papers.setdefault(parsed.key, reference)
    if len(papers) >= _SEVERAL:
        first, *_ = papers.values()
        numbers = ", ".join(reference.canonical or "" for reference in papers.values())
        yield Hit(place(first), f"{first.issuer} ({numbers})")


_LISTED = 4  # documents cited side by side in one paragraph from which the manner of the others can be asked of one
_NO_SUBJECT = re.compile(r"(?:,?\s*(?:của\s+)?[^;.\n\d]{0,90})?(?=;)")


def subject_missing(view: View) -> Iterator[Hit]:
    """One document of a list without what it is on, where each of the others says it."""
    lists: dict[int, list[LegalReference]] = defaultdict(list)
    for index, reference in enumerate(view.references):
        block = view.block_at(reference.evidence.start)
        own = reference.canonical and reference.date and not reference.repeats and not (index and view.nested(index))
        if own and block is not None and block.kind != "row":
            lists[block.start].append(reference)
    for cited in lists.values():
        bare = [one for one in cited if not one.title]
        tail = _NO_SUBJECT.match(view.text, bare[0].evidence.end) if len(bare) == 1 else None
        if len(cited) >= _LISTED and tail is not None and " về " not in tail.group():
            yield Hit((bare[0].evidence.start, tail.end()), bare[0].canonical or bare[0].quote)
