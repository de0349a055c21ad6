"""What a figure measures: the words before it or behind it (ruling 16)."""

from pipeline.extraction.indicators.above import name_above
from pipeline.extraction.indicators.cases import FOR_SOME, FigureCase
from pipeline.extraction.indicators.rules import indicator_of
from pipeline.extraction.indicators.words import JOINED, Clause, before_colon, past_leads, shared_tail, tidy

__all__ = [
    "FOR_SOME",
    "JOINED",
    "Clause",
    "FigureCase",
    "before_colon",
    "indicator_of",
    "name_above",
    "past_leads",
    "shared_tail",
    "tidy",
]
