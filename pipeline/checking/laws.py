"""Rules on laws among the bases that are cited less fully than their neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checking.citations import place
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import LegalReference
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
    start = view.references[index].evidence.start
    line = view.folded[view.text.rfind("\n", 0, start) + 1 : start].strip(" -+")
    return line in ("", "can cu", "can cu vao", "can cu cac")


def without_number(view: View) -> Iterator[Hit]:
    """A law given by its day alone, where the others bear their numbers."""
    laws = _laws(view)
    if sum(law.number is not None for law in laws) < _USUAL:
        return
    for law in laws:
        if law.number is None and len(law.date or "") == _WHOLE_DAY:
            yield Hit(place(law), law.title or law.quote)


def without_date(view: View) -> Iterator[Hit]:
    """A law given by its number alone, where the others bear their days."""
    laws = _laws(view)
    dated = sum(law.number is not None and law.date is not None for law in laws)
    bare = [law for law in laws if law.number is not None and law.date is None]
    if dated >= _USUAL and dated > len(bare):
        for law in bare:
            yield Hit(place(law), " ".join(law.quote.split()))
