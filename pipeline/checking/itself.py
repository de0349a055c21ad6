"""Rules on what a paper says of itself: its number above an annex, its articles and parts, its kind, its years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold

_KIND = r"Kế hoạch|Quyết định|Nghị quyết|Chương trình|Chỉ thị|Hướng dẫn|Thông báo|Công văn|Phương án|Đề án|Quy chế"
_TIED = re.compile(
    rf"\((?:Ban hành )?[Kk]èm "
    rf"theo\s+(?P<kind>{_KIND})\s+số\s*:?\s*(?P<number>\d+)\s*(?P<year>/\s?20\d\d\s?)?(?P<symbol>[/-]\s?[{CODE}][\w&/-]+)"
    r"(?:,?\s+ngày\s+(?P<d>\d{1,2})(?:\s+tháng\s+|\s?/\s?)(?P<m>\d{1,2})(?:\s+năm\s+|\s?/\s?)(?P<y>\d{4}))?"
)
"""The line below the title of an annex that ties it to its paper."""


def tied_to_another(view: View) -> Iterator[Hit]:
    """An annex tied to a paper of the plan's own kind and symbol by another number, or to its number of another day."""
    info = view.record.document
    if info.number is None and info.symbol is not None:
        yield from _of_another_day(view, info.symbol)
    if info.number is None or info.symbol is None:
        return
    own, number = re.sub(r"\W", "", fold(info.symbol)), info.number.lstrip("0")
    for found in _TIED.finditer(view.text, view.body_start):
        if fold(found["kind"]) != fold(info.type or ""):
            continue
        if re.sub(r"\W", "", fold(found["symbol"])) != own:
            year = (found["year"] or "").strip(" /")
            if number == f"{found['number']}/{year}".lstrip("0") and year:
                yield Hit(
                    view.clip(*found.span()),
                    " ".join(found.group().lstrip("(").split()),
                    {"own": f"{info.number}/{info.symbol}"},
                    kind="symbol-form",
                )
            continue
        day = f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}" if found["d"] else view.day
        about = " ".join(found.group().lstrip("(").split())
        if found["number"].lstrip("0") != number.split("/")[0]:
            yield Hit(view.clip(*found.span()), about, {"own": f"{info.number}/{info.symbol}"}, kind="other")
        elif view.day is not None and day != view.day:
            yield Hit(view.clip(*found.span()), about, {"own": "/".join(reversed(view.day.split("-")))})


def _of_another_day(view: View, symbol: str) -> Iterator[Hit]:
    """An annex tied to a paper that is not yet numbered, of the same symbol and another day."""
    for found in _TIED_TO_BLANK.finditer(view.text, view.body_start):
        day = f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
        same = re.sub(r"\W", "", fold(found["symbol"])) == re.sub(r"\W", "", fold(symbol))
        if same and view.day is not None and len(view.day) == len(day) and day != view.day:
            about = " ".join(found.group().lstrip("(").split())
            yield Hit(view.clip(*found.span()), about, {"own": "/".join(reversed(view.day.split("-")))})
            return


_TIED_TO_BLANK = re.compile(
    rf"\((?:Ban hành )?[Kk]èm theo\s+(?:{_KIND})\s+số\s*:?[\s.…_]*(?P<symbol>[/-]\s?[{CODE}][\w&/-]+)"
    r",?\s+ngày\s+(?P<d>\d{1,2})(?:\s+tháng\s+|\s?/\s?)(?P<m>\d{1,2})(?:\s+năm\s+|\s?/\s?)(?P<y>\d{4})"
)


# ------------------------------------------------------------------------------------------------ places in itself

_ARTICLE = re.compile(r"(?:^|\n)\W*Điều\s+(?P<number>\d{1,3})\s*[.:\s]", re.MULTILINE)
_AS_ARTICLE = re.compile(r"\n\s*[-–+•]?\s*(?P<said>Như\s+[Đđ]iều\s+(?P<number>\d{1,2}))\b")
_ITS_ARTICLE = re.compile(
    r"(?<!\w)Điều\s+(?:\d{1,3}\s*(?:,|và)\s*(?:Điều\s+)?)*(?P<number>\d{1,3})\s*,?\s+(?:của\s+)?"
    rf"(?P<kind>{_KIND}|Quy định|Thông tư)\s+này(?!\w)"
)
_ITS_PART = re.compile(
    r"(?<!\w)(?:[Mm]ục|[Pp]hần)\s+(?P<label>[IVX]{1,5}|[A-D])(?:,?\s+(?:[Pp]hần)\s+(?P<part>[A-D]|[IVX]{1,4}))?"
    rf"\s*,?\s+(?:của\s+|trong\s+)?(?:{_KIND})\s+này(?!\w)"
)


_PART_ABOVE = re.compile(
    r"(?<!\w)(?:[Mm]ục|[Pp]hần)\s+(?P<label>[IVX]{1,5})(?P<part>)\s+(?:đã\s+)?(?:nêu trên|nói trên|trên đây)(?!\w)"
)
"""A part of the paper itself, which stands above."""


def no_such_article(view: View) -> Iterator[Hit]:
    """Recipients "Như Điều 3" of a paper without an Article 3; an article of the paper that it does not have."""
    articles = {int(found["number"]) for found in _ARTICLE.finditer(view.text)}
    if not articles and fold(view.record.document.type or "") in ("quyet dinh", "nghi quyet"):
        return  # the copy has lost them
    for found in _AS_ARTICLE.finditer(view.text, view.body_start):
        if int(found["number"]) not in articles:
            yield Hit(found.span("said"), " ".join(found["said"].split()))
    for found in view.matches(_ITS_ARTICLE, needs=("này",)):
        own = fold(found["kind"]) == fold(view.record.document.type or "")
        if own and articles and int(found["number"]) not in articles:
            yield Hit(found.span(), " ".join(found.group().split()))


def no_such_part(view: View) -> Iterator[Hit]:
    """A part of the paper by a label that no part of it bears ("mục VII Kế hoạch này")."""
    labels: dict[str, set[str]] = {}
    for section in view.document.sections:
        part = view.document.sections[section.parent].label if section.parent is not None else ""
        labels.setdefault(section.label, set()).add(part)
    numbered = any(re.fullmatch(r"[IVX]+|[A-D]", label) for label in labels)
    ways = ((_ITS_PART, ("này",)), (_PART_ABOVE, ("nêu trên", "trên đây")))
    for found in (one for way, needs in ways for one in view.matches(way, needs=needs)) if numbered else ():
        above = labels.get(found["label"])
        if re.search(rf"(?:^|\n)\W*{found['label']}\s?[./):-]", view.text) and above is None:
            continue  # a heading that was not read as one
        if above is None or (found["part"] and found["part"] in labels and found["part"] not in above):
            yield Hit(found.span(), " ".join(found.group().split()))


_ITS_POINT = re.compile(
    r"(?<!\w)(?:điểm\s+(?P<point>[a-zđ]|\d{1,2})\s*,?\s+)?(?:khoản\s+(?P<clause>\d{1,2})\s*,?\s+)?[Mm]ục\s+(?P<label>[IVX]{1,5})"
    rf"\s*,?\s+(?:của\s+)?(?:{_KIND})\s+này(?!\w)"
)


def no_such_point(view: View) -> Iterator[Hit]:
    """A clause or point of a part that has others, but not that one ("điểm 4, mục II Kế hoạch này")."""
    sections = view.document.sections
    for found in view.matches(_ITS_POINT, needs=("này",)):
        steps = [step for step in (found["clause"], found["point"]) if step]
        at = [index for index, one in enumerate(sections) if one.label == found["label"]]
        for step in steps if len(at) == 1 else ():
            below = [index for index, one in enumerate(sections) if one.parent in at]
            at = [index for index in below if sections[index].label == step]
            if not below:
                break
            start, end = sections[below[0]].start, sections[below[-1]].end
            if not at and not re.search(rf"(?:^|[\n\s]){step}\s?[.)/]", view.text[start:end]):
                yield Hit(found.span(), " ".join(found.group().split()))
                break


# ---------------------------------------------------------------------------------------------- its kind and years

_THIS = re.compile(
    r"(?<!\w)(?:triển khai(?: thực hiện)?|thực hiện|thi hành|nội dung)\s+(?:nghiêm túc\s+)?"
    r"(?P<said>(?P<kind>Kế hoạch|Quyết định|Chương trình|Chỉ thị|Phương án|Đề án|Thông báo|Nghị quyết)\s+này)(?!\w)"
)
_OPERATIVE = re.compile(
    r"(?<!\w)(?:ban hành|xây dựng)\s+(?P<kind>Kế hoạch|Chương trình|Phương án|Đề án|"
    r"Hướng dẫn)(?!\s+số)\s"
    r"(?P<on>(?:(?!(?:ban hành|xây dựng)\s+(?:Kế hoạch|Chương trình|Phương án|Đề án))[^\n]){10,400}?)"
    r"(?:như sau|cụ thể|với (?:các|những) nội dung|gồm các nội dung)"
)
_NEAR = 600  # characters in front of "này" in which the paper that it points to may be named


def another_kind(view: View) -> Iterator[Hit]:
    """The paper calls itself by another kind than its title does ("thực hiện Quyết định này" in a plan)."""
    own = fold(view.record.document.type or "")
    if own not in ("ke hoach", "chuong trinh", "phuong an", "de an", "chi thi"):
        return
    for found in view.matches(_THIS, needs=("này",)):
        kind = fold(found["kind"])
        before = view.folded[max(0, found.start() - _NEAR) : found.start("said")]
        if kind != own and f"{kind} " not in before and not view.in_annex(found.start()):
            yield Hit(
                view.around(found.span()), " ".join(found["said"].split()), {"own": view.record.document.type or ""}
            )
            return
    issued = _OPERATIVE.search(view.text, view.body_start, max(view.basis_end, view.body_start))
    if issued and fold(issued["kind"]) != own:
        start = issued.start("kind")
        about = f"{issued['kind']} {' '.join(issued['on'].split())}"[:80]
        yield Hit(view.clip(start, start + 80), about, {"own": view.record.document.type or ""})


_YEARS = re.compile(r"[Gg]iai đoạn\s+(20\d{2})\s*[-–]\s*(20\d{2})")
_CLOSING = re.compile(
    rf"(?:^|\n)\W*Trên đây là\s+(?P<kind>{_KIND})\s+(?P<on>[^\n]{{12,400}}?)"
    r"(?=[.;:]\s|\./|[.;,]?\n|, (?:đề nghị|yêu cầu|giao)|$)"
)
_LIFE = re.compile(
    r"(?:(?:sơ kết|tổng kết|đánh giá)[^.;\n\d]{0,60}?Kế hoạch(?: này)?(?: trên địa bàn(?: [^\s.;,]+){1,5}?)?"
    r"(?: trong)? (?=giai đoạn)|\n[\W\d]{0,6}Thời gian thực hiện(?: Kế hoạch)?\s*:\s*(?=giai đoạn))",
    re.IGNORECASE,
)
"""What stands before the years of the plan itself: where it is reviewed, and the line on its time."""
_OF = re.compile(r"^(?:của\s+(?:\S+\s+){2,9}?)(?=về|thực hiện|triển khai|phát triển|tổ chức|tuyên truyền|phòng)")
_OTHER_SUBJECT = 0.25  # share of the words of the shorter subject, below which the other is on something else
_SPAN_OF_YEARS = len("giai đoạn 2026 - 2030") + 2
_SAYS_MORE = 5  # words of a subject from which it can be compared


def another_period(view: View) -> Iterator[Hit]:
    """The operative or closing sentence, its review or its line on time gives the plan other years than its title."""
    title = " ".join((view.record.document.title or "").split())
    years = set(_YEARS.findall(title))
    if len(years) != 1:
        return
    spans = [(f.start("on"), f.end("on")) for f in _OPERATIVE.finditer(view.text, view.body_start, view.basis_end)]
    spans += [(f.start("on"), f.end("on")) for f in _CLOSING.finditer(view.text, view.body_start)]
    spans += [(f.end(), f.end() + _SPAN_OF_YEARS) for f in _LIFE.finditer(view.text, view.body_start)]
    for start, end in spans:
        cited = next((r.evidence.start for r in view.references if start <= r.evidence.start < end), end)
        stated = list(_YEARS.finditer(view.text, start, cited))
        if stated and not years & {f.groups() for f in stated} and not view.in_annex(start):
            own = next(iter(years))
            yield Hit(view.around(stated[0].span()), " ".join(stated[0].group().split()), {"own": "-".join(own)})
            return


def another_subject(view: View) -> Iterator[Hit]:
    """The closing sentence names a plan on something else than its title ("Trên đây là Kế hoạch ...")."""
    if (view.record.document.title or "").startswith("Căn cứ"):
        return  # the paper has no subject of its own, and its bases were read as one
    title = _content(view.record.document.title or "")
    for found in _CLOSING.finditer(view.text, view.body_start):
        on = _content(_OF.sub("", " ".join(found["on"].split())))
        if fold(found["kind"]) != fold(view.record.document.type or "") or view.in_annex(found.start("kind")):
            continue
        if min(len(on.split()), len(title.split())) < _SAYS_MORE or view.level == "other":
            continue
        words, known = set(on.split()), set(title.split())
        if len(words & known) < _OTHER_SUBJECT * min(len(words), len(known)):
            about = f"{found['kind']} {' '.join(found['on'].split())}"[:100]
            yield Hit(view.clip(found.start("kind"), found.end("on")), about)
            return


_COMMON = frozenset(
    fold(
        "ủy ban nhân dân ubnd xã phường tỉnh thành phố trên địa bàn năm giai đoạn của về việc thực hiện triển khai kế "
        "hoạch và các"
    ).split()
)


def _content(words: str) -> str:
    """The words that tell what it is on, without marks."""
    return " ".join(word for word in re.findall(r"[^\W\d_]+", fold(words)) if word not in _COMMON)
