"""What a date is there for: the first choice that fits names the role (rulings 3 and 8)."""

from pipeline.extraction.roles.cases import DateCase, Known
from pipeline.extraction.roles.places import PLACES
from pipeline.extraction.roles.words import WORDS
from pipeline.grammar.rule import Choices

__all__ = ["ROLES", "DateCase", "Known"]

ROLES = Choices((*PLACES, *WORDS))
"""From what surrounds a date for certain to the words around it."""
