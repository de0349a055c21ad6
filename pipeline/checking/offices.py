"""The rule on offices that no longer are: ministries, departments and directorates by names of before a merger.

The names, their successors, the first day of these and the paper that made them stand in
`resources/former_offices.csv`; where tasks were parted among several offices the one that took the most is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.assets import TableRow, table
from pipeline.checking.model import Hit
from pipeline.checking.places import in_older_title, is_history
from pipeline.checking.view import View
from pipeline.text.unicode import fold


class _Office(TableRow):
    since: str
    """First day (ISO) on which the name is no longer that of an office."""
    former: str
    now: str
    basis: str


@cache
def _offices() -> dict[str, _Office]:
    """Former office by the letters of its name."""
    return {_letters(office.former): office for office in table("former_offices.csv", _Office)}


def _letters(name: str) -> str:
    return re.sub(r"[^\w&]+", " ", fold(name)).strip()


@cache
def _names() -> re.Pattern[str]:
    """Any of the names, with whatever strokes, commas and blanks stand between their words."""
    names = sorted(_offices(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(r"[\s,–-]{1,4}".join(name.split()) for name in names) + r")(?!\w)")


_NOW = re.compile(r"\s*[,(]?\s*(?:nay|cu|truoc day|truoc khi|da)\b")
_EARLIER = re.compile(r"(?<!\d)(?:19\d\d|20(?:0\d|1\d|2[0-4]))(?!\d)")
"""A year of before the mergers in the same sentence: what was done then was done by the office of then."""


def former(view: View) -> Iterator[Hit]:
    """An office that had been merged or renamed when the plan was issued, given as if it still were.

    Not in citations, quotations, signatures, sentences on what was, or papers that amend others; departments of
    districts only in local plans, as any other body may have a department of the name.
    """
    if view.day is None or view.amends:
        return
    told = set[str]()
    for found in _names().finditer(view.folded):
        office = _offices()[_letters(found.group())]
        at = found.start()
        if view.day < office.since or office.former in told or not view.text[at].isupper():
            continue
        if (
            not (view.in_body(at) or _sent_to(view, at))
            or (view.masked(at) and not _proposes(view, at))
            or (at < view.basis_end and not _proposes(view, at))
            or is_history(view, at)
        ):
            continue
        if (
            in_older_title(view, at)
            or _NOW.match(view.folded, found.end())
            or _EARLIER.search(view.text, *view.sentence(at))
        ):
            continue
        if office.former.startswith("Phòng") and view.level not in ("province", "commune"):
            continue
        told.add(office.former)
        name = " ".join(view.text[at : found.end()].split())
        values = {"now": office.now, "since": "/".join(reversed(office.since.split("-"))), "basis": office.basis}
        yield Hit(view.around(found.span(), 40, 30), name, values, suggestion=office.now)


_PROPOSES = re.compile(r"^\W*(?:theo|xet)\s+de nghi cua\s+(?:[^\d;\n]{3,40}\s)?$")


def _proposes(view: View, at: int) -> bool:
    """Whether the office is the one on whose proposal the paper is made: what proposes exists on that day."""
    return bool(_PROPOSES.search(view.folded[view.folded.rfind("\n", 0, at) + 1 : at]))


def _sent_to(view: View, at: int) -> bool:
    """Whether the place stands among the recipients."""
    place = view.record.document.evidence.get("recipients")
    return place is not None and place.start <= at < place.end
