"""Rules on papers of Quốc hội and on terms of office: a term that does not fit the year, a law by another law's "
"name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.checking.citations import place
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import CODE
from pipeline.text.unicode import fold

_TERMS = {11: (2002, 2007), 12: (2007, 2011), 13: (2011, 2016), 14: (2016, 2021), 15: (2021, 2026), 16: (2026, 2031)}
"""First and last year of each Quốc hội since the eleventh."""
_OF_TERM = re.compile(
    r"(?<![\d/])(?P<number>\d{1,3})\s?/\s?(?P<year>(?:19|20)\d{2})\s?/\s?(?P<body>UBTVQH|QH)\s?(?P<term>\d{1,2})(?!\d)"
)
_NO_TERM = re.compile(r"(?<![\d/])\d{1,3}/20\d{2}/(?:UBTV)?QH(?!\s?\d)(?!\w)")
_RESOLUTION = re.compile(r"(?<![\d/])\d{1,4}/20\d{2}/NQ-UBTVQH\d{0,2}(?!\w)")


def terms(view: View) -> Iterator[Hit]:
    """A number of Quốc hội whose term did not sit in its year ("97/2025/QH13")."""
    for found in view.matches(_OF_TERM, needs=("qh",), everywhere=True):
        first, last = _TERMS.get(int(found["term"]), (0, 9999))
        if not first <= int(found["year"]) <= last:
            yield Hit(found.span(), "".join(found.group().split()))


def symbols(view: View) -> Iterator[Hit]:
    """A symbol of Quốc hội without its term; "NQ-" in a normative resolution of its Standing Committee."""
    for pattern in (_NO_TERM, _RESOLUTION):
        for found in view.matches(pattern, needs=("qh",), everywhere=True):
            yield Hit(found.span(), found.group())


_ALIKE = 84.0  # similarity (0..100) of two names of laws from which they are one, written in two ways


_NAMED = re.compile(r"(?:Bộ luật|Luật) (?!số )[^.;\d]{3,90}? (?:số )?\d+/\d{4}/QH\d+")


def names(view: View) -> Iterator[Hit]:
    """A law cited by its number under another name than the registry has for it."""
    told = set[str]()
    for reference in view.references:
        known = view.registry.get(reference.resolved) if view.registry is not None and reference.resolved else None
        if known is None or not reference.title or fold(reference.type or "") not in ("luat", "bo luat"):
            continue
        if not (reference.symbol or "").startswith("QH") or known.number != reference.canonical:
            continue
        quote = " ".join(reference.quote.split())
        if not _NAMED.search(quote) or quote.count(" số ") > 1:
            continue  # no name stands between the word and the number, or two citations were run together
        here, there = _name(_spelt_out(reference.title, known.title)), _name(known.title)
        if "sua doi" in here + there or not here or not there or known.number in told:
            continue
        if (
            here != there
            and not here.startswith(there)
            and not there.startswith(here)
            and fuzz.ratio(here, there) < _ALIKE
        ):
            told.add(known.number)
            yield Hit(
                place(reference),
                " ".join(reference.quote.split())[:100],
                {"known": known.title},
                suggestion=known.title,
            )


def _spelt_out(title: str, known: str) -> str:
    """The title with the words for which its abbreviations stand in the known one: "Luật Thuế GTGT"."""
    words = known.split()
    for short in re.findall(rf"(?<!\w)[{CODE}]{{3,6}}(?!\w)", title):
        for at in range(len(words) - len(short) + 1):
            run = words[at : at + len(short)]
            if fold("".join(word[0] for word in run)) == fold(short):
                title = title.replace(short, " ".join(run))
                break
    return title


def misnamed(view: View) -> Iterator[Hit]:
    """A law by a name that none bears: its words in another order, a code called a law (each name once)."""
    told = set[str]()
    for reference in view.references if view.registry is not None else ():
        name = " ".join((reference.title or "").split())
        if (
            reference.number is not None
            or not name
            or fold(name) in told
            or view.text[: place(reference)[0]].endswith("Bộ ")
            or _SUBJECT.match(view.text, place(reference)[1])
        ):
            continue
        known = view.registry.misnamed(reference.type or "", name) if view.registry is not None else None
        if known is not None:
            told.add(fold(name))
            yield Hit(place(reference), name, {"known": known.title}, suggestion=known.title)


_SUBJECT = re.compile(r"\s+(?:và\s+(?:[Ll]uật\s+)?[Tt]ố tụng|Việt Nam)(?!\w)")
"""Behind the name of a branch of law, which is taught and cites nothing: "Luật Hình sự và tố tụng hình sự"."""


def _name(title: str) -> str:
    return " ".join(re.sub(r"^(?:bo )?luat |\W+| so \d.*$", " ", " ".join(fold(title).split())).split())


_CONGRESS = re.compile(
    r"(?<!\w)(?P<what>Đại hội (?:đại biểu )?toàn quốc (?:của Đảng )?lần thứ (?P<n>XIII|XIV)|Quốc hội khóa (?P<k>XV|"
    r"XVI))(?!\w)"
    r"[^.;\n]{0,40}?nhiệm kỳ (?P<a>20\d{2})\s*[-–]\s*(?P<b>20\d{2})"
)
_YEARS = {"XIII": "2021-2026", "XIV": "2026-2031", "XV": "2021-2026", "XVI": "2026-2031"}


def mandates(view: View) -> Iterator[Hit]:
    """A congress of the Party or a Quốc hội with the years of another term."""
    for found in view.matches(_CONGRESS, needs=("nhiệm kỳ",), everywhere=True):
        right = _YEARS[found["n"] or found["k"]]
        if f"{found['a']}-{found['b']}" != right:
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()), {"years": right}, suggestion=right)
