"""What the reading itself leaves in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View

_FIELDS = {"number": "số", "issue_date": "ngày ban hành", "signer": "người ký"}
"""Fields that are often written by hand or stand below a seal, as a finding names them."""


def illegible(view: View) -> Iterator[Hit]:
    """The text is too garbled to judge: said, since a check that silently did not run is the worst of all."""
    if not view.legible:
        yield Hit(view.opening, "chất lượng chữ")


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
