"""The rule on misspellings that everybody knows: one word for another that is written nearly like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.assets import lines
from pipeline.checking.model import Hit
from pipeline.checking.view import View


@cache
def _slips() -> Mapping[str, str]:
    return dict(line.split("\t") for line in lines("misspellings.txt"))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_slips(), key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    )


def misspelt(view: View) -> Iterator[Hit]:
    """A well-known misspelling ("nghành", "bổ xung"), each told once."""
    told = set[str]()
    for found in view.matches(_pattern(), everywhere=True):
        slip = found.group().lower()
        if slip not in told and view.in_body(found.start()):
            told.add(slip)
            meant = _slips()[slip]
            yield Hit(
                view.around(found.span(), 18, 18), " ".join(found.group().split()), {"meant": meant}, suggestion=meant
            )
