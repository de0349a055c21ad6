"""Tables that filter look-alikes: each choice but the last refuses a case, and the last one accepts all others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pipeline.grammar.rule import Choice

C = TypeVar("C")


def no(
    name: str, basis: str, fits: Callable[[C], object], *texts: str, against: tuple[str, ...] = ()
) -> Choice[C, bool]:
    """A choice that refuses the one case of each of the texts, and does not speak of those of `against`."""
    return Choice(name, False, fits, basis, tuple((text, ("no",)) for text in texts), against)


def yes(name: str, basis: str, text: str) -> Choice[C, bool]:
    """The last choice, which lets pass the one case of the text."""
    return Choice(name, True, lambda case: True, basis, ((text, ("yes",)),))
