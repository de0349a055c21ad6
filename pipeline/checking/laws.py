"""Rules on laws among the bases that are cited less fully than their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.citations import place
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import LegalReference
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold

_USUAL = 3  # laws of the bases cited in one way from which that is the manner of the paper
_WHOLE_DAY = len("2025-06-16")


def _laws(view: View) -> list[LegalReference]:
    """The laws that the bases cite in their own right: not those named within the title of another."""
    return [
        r
        for index, r in enumerate(view.references)
        if r.role == "basis" and fold(r.type or "") in ("luat", "bo luat") and _opens(view, index)
    ]


def _opens(view: View, index: int) -> bool:
    """Whether "Căn cứ" or the beginning of a line stands right before the mention."""
    return _line_before(view, index) in ("", "can cu", "can cu vao", "can cu cac")


def _line_before(view: View, index: int) -> str:
    start = view.references[index].evidence.start
    return view.folded[view.text.rfind("\n", 0, start) + 1 : start].strip(" -+")


_CITED_WITH = re.compile(r"^can cu [^;]*\d[^;]* va$")
"""A second document of the same basis ("Căn cứ Nghị định số ... và Thông tư số ...")."""


def without_number(view: View) -> Iterator[Hit]:
    """A law given by its day alone, where the others bear their numbers; one that amends another of the bases too."""
    laws = _laws(view)
    if sum(law.number is not None for law in laws) < _USUAL:
        return
    amending = [r for r in view.references if r.role == "basis" and _plain(r.title or "").startswith("luat sua doi")]
    for law in (*laws, *(one for one in amending if one not in laws)):
        if law.number is None and len(law.date or "") == _WHOLE_DAY:
            yield Hit(place(law), law.title or law.quote)


def bare(view: View) -> Iterator[Hit]:
    """A law among the bases by its name alone, where another of them bears its number or its day."""
    laws = _laws(view)
    if not any(law.number is not None or law.date for law in laws):
        return
    for law in laws:
        name, end = _plain(law.title or law.quote), place(law)[1]
        if law.number is not None or law.date or _identified(view, name) or name.startswith("luat sua doi"):
            continue  # of those that amend R28 speaks
        if len(name.split()) > 1 and not _DAY.match(view.text, end) and not _NUMBER.match(view.text, end):
            yield Hit(place(law), law.title or law.quote)


def without_date(view: View) -> Iterator[Hit]:
    """A law given by its number alone, where the others bear their days."""
    laws = _laws(view)
    dated = sum(law.number is not None and law.date is not None for law in laws)
    bare = [law for law in laws if law.number is not None and law.date is None]
    if dated >= _USUAL and dated > len(bare):
        for law in bare:
            yield Hit(place(law), " ".join(law.quote.split()))


def decrees(view: View) -> Iterator[Hit]:
    """A decree or circular among the bases of a normative document without its day, where the others bear theirs.

    Of other papers R16 asks for the day of each.
    """
    if not view.normative:
        return
    own = [
        r
        for index, r in enumerate(view.references)
        if r.role == "basis" and fold(r.type or "") in ("nghi dinh", "thong tu") and r.number
        if _opens(view, index) or _CITED_WITH.search(_line_before(view, index))
    ]
    lacking = [r for r in own if not r.date and not _DAY.match(view.text, place(r)[1])]
    if len(own) - len(lacking) >= max(2, len(lacking)):
        yield from (Hit(place(r), r.canonical or " ".join(r.quote.split())) for r in lacking)


_REVIEWED = re.compile(
    r"(?<!\w)(?:Báo cáo|báo cáo|Văn bản|Tờ trình)\s+(?:thẩm tra|thẩm định|giải trình)\s+của\s+(?:Ban|Sở)\s"
    r"[^.;:,\n\d]{3,60}(?=[;,.])"
)


_DATELESS = re.compile(
    rf"(?<!\w)Báo cáo\s+thẩm tra\s+số\s*:?\s*(?P<number>\d+/BC-\s?[{CODE}]+)\s+của\s+Ban\s[^.;:,\n\d]{{3,60}}(?=[;,.])"
)


def review(view: View) -> Iterator[Hit]:
    """The report of review that a resolution rests on, without number, where what was laid before it has one."""
    end = max(view.basis_end, view.body_start)
    for pattern, kind in ((_REVIEWED, None), (_DATELESS, "missing-date")):
        for found in pattern.finditer(view.text, view.body_start, end):
            line = view.text.rfind("\n", 0, found.start()) + 1
            if re.search(r"Tờ trình\s+số\s*:?\s*\d[^;\n]{0,40}ngày\s+\d", view.text[line : found.start()]):
                about = found["number"].replace(" ", "") if kind else " ".join(found.group().split())
                yield Hit(found.span(), about, kind=kind)
                break


_CARRIED_OUT = re.compile(
    r"(?:thi hanh|thuc hien) (?P<law>(?:bo )?luat (?!so\b).{3,}?)(?= tren dia ban| nam 20|"
    r" so \d| cua (?:bo|uy|tinh)\b|[(“”.;]|$)"
)
_NUMBERED = re.compile(r"(?<!\w)Luật\s+số\s*:?\s*\d+\s*/\s*20\d{2}", re.IGNORECASE)


def carried_out(view: View) -> Iterator[Hit]:
    """The law that the plan is made to carry out, by its title, of which neither number nor day is given anywhere."""
    title = " ".join((view.record.document.title or "").split())
    found = _CARRIED_OUT.search(fold(title))
    if found is None or _NUMBERED.search(view.text) or _identified(view, found["law"].strip()):
        return
    printed = title[found.start("law") : found.end("law")].strip()
    words = re.compile(r"\s+".join(map(re.escape, fold(printed).split())))
    at = words.search(view.folded, view.body_start) or words.search(view.folded)
    if at is not None:
        yield Hit(view.clip(*at.span()), view.text[at.start() : at.end()].replace("\n", " ")[:120])


_ITSELF = re.compile(
    r"(?:sua doi, bo sung[^;\n]{0,40}? (?:tai|boi|theo)|noi dung cua|quy dinh (?:cua|tai)|thi hanh)\s+$"
)
_NUMBER = re.compile(r"[^;\n]{0,80}?số\s*:?\s*\d")
_DAY = re.compile(r"[^;\n]{0,160}?ngày\s+\d{1,2}(?:\s+tháng|/)")


_IN_MAKING = re.compile(
    r"\b(?:du an|du thao|xay dung|soan thao|hoan thien|trinh|ho so|de nghi xay dung)\s+(?:cac\s+)?$"
)
"""A law that is still to be made has neither number nor day."""


def amending(view: View) -> Iterator[Hit]:
    """A law that amends others, by its name alone: there are several of most such names, and no number or day tells."""
    if view.normative:
        return
    seen: list[str] = []
    for index, law in enumerate(view.references):
        name, (start, end) = _plain(law.title or ""), place(law)
        if not name.startswith("luat sua doi") or law.number or law.date or _DAY.match(view.text, end):
            continue
        if view.nested(index) and not _ITSELF.search(view.folded, max(0, start - 60), start):
            continue
        if not view.in_body(start) or view.in_annex(start) or _identified(view, name, "luat sua doi"):
            continue
        if _IN_MAKING.search(view.folded, max(0, start - 40), start):
            continue
        if not any(name in one or one in name for one in seen):
            seen.append(name)
            yield Hit((start, end), " ".join((law.title or law.quote).split())[:120])


def _identified(view: View, name: str, kind: str = "") -> bool:
    """Whether the law of a name, or one that it begins, is cited with a number, day or year anywhere."""
    named = ((_plain(r.title or ""), r) for r in view.references if fold(r.type or "") in ("luat", "bo luat"))
    return any(
        (r.number or r.date) and title.startswith(kind or "luat") and (title in name or name in title)
        for title, r in named
    )


def _plain(words: str) -> str:
    return " ".join(re.sub(r"\W+", " ", fold(words)).split())
