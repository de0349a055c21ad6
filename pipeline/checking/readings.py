"""What the reading itself leaves in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Block
from pipeline.text.letters import CODE, LOWER
from pipeline.vietnam.signing import APPROVAL

_SIGNATURE = 70  # characters of a line of a signature at most
_FIELDS = {"number": "số", "issue_date": "ngày ban hành", "signer": "người ký"}
"""Fields that are often written by hand or stand below a seal, as a finding names them."""


def illegible(view: View) -> Iterator[Hit]:
    """The text is too garbled to judge: said, since a check that silently did not run is the worst of all."""
    if not view.legible:
        yield Hit(view.opening, "chất lượng chữ")


def approved(view: View) -> Iterator[Hit]:
    """The signature of a superior who approves the plan: the record's signatory is the issuer's alone."""
    foot = [block for block in view.feet if block.part == 0]
    for at, first in enumerate(foot):
        words = _words(view, first)
        if not (words.isupper() and APPROVAL.match(words)):
            continue
        own = [first]
        for block in foot[at + 1 :]:
            if block.column != first.column:
                continue
            if block.label or len(_words(view, block)) > _SIGNATURE:
                break
            own.append(block)
            if not _words(view, block).isupper():
                break
        yield Hit(
            (first.start, own[-1].end), words, {"signed": ", ".join(_words(view, block) for block in own[1:]) or words}
        )


def left_aside(view: View) -> Iterator[Hit]:
    """What the reader left aside on purpose: said, since who reads the tables cannot see it."""
    for remark in view.document.remarks:
        vi, _, en = remark.partition(" / ")
        yield Hit(view.opening, vi, {"vi": vi, "en": en or vi})


def _words(view: View, block: Block) -> str:
    return " ".join(view.text[block.start : block.end].split())


def doubtful(view: View) -> Iterator[Hit]:
    """A number, day or name that the readers of a picture read differently, where nothing decides between them."""
    for name, label in _FIELDS.items():
        place = view.record.document.evidence.get(name)
        if place is None:
            continue
        rivals = [word.other for word in view.locator.words((place.raw_start, place.raw_end)) if word.other]
        if rivals:
            span = place.start, place.end
            read = " ".join(view.text[span[0] : span[1]].split())
            yield Hit(span, label, {"read": read, "other": "; ".join(rivals)})


def retyped(view: View) -> Iterator[Hit]:
    """A number, date or figure of the tables that the paper writes with a letter for a digit ("30/06/2O26")."""
    record = view.record
    places = [item.evidence for table in (record.legal_references, record.dates, record.targets) for item in table]
    places += [place for name in _FIELDS if (place := record.document.evidence.get(name))]
    reached = 0
    for place in sorted(places, key=lambda place: (place.start, place.end)):
        span = place.start, place.end
        if place.start >= reached and view.locator.retyped(span):
            reached = place.end
            read = " ".join(view.text[slice(*span)].split())
            written = " ".join(view.document.raw[place.raw_start : place.raw_end].split())
            yield Hit(view.clip(*span), written, {"read": read})


_PART = rf"(?:\d{{1,2}}|\d[{LOWER}]|[{LOWER}]\d)"
_NO_YEAR = r"(?:(?:19|20)\d[^\W\d_]|[12][^\W\d_]\d\d|(?:19|20)[^\W\d_]\d|2[^\W\d_]\d[^\W\d_]|2[^\W\d_]{2}\d)"
_NO_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?:{_PART}/)?{_PART}/{_NO_YEAR}|(?=[\d/]*[{LOWER}]){_PART}/{_PART}/(?:19|20)\d\d)(?![\w/-])"
)
_NO_NUMBER = re.compile(
    rf"(?<=\bsố\s)\d{{1,3}}[{LOWER}]{{1,2}}\d{{1,3}}(?=/(?:20\d\d/)?[{CODE}]{{2}}|-[{CODE}]{{2,5}}/[{CODE}]{{2}})"
)


def unreadable(view: View) -> Iterator[Hit]:
    """What has the shape of a date or of a document's number, and a letter that stands for no digit ("30/0g/2026"):
    it is in no table."""
    for pattern in (_NO_DATE, _NO_NUMBER):
        for found in view.matches(pattern, needs=("/", "-"), everywhere=True):
            yield Hit(view.clip(*found.span()), found.group())
