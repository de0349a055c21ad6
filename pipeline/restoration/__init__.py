"""Brings garbled Vietnamese back: lost marks, foreign OCR, bad scans, legacy encodings; and finds spelling slips.

Restoration is the undoing of a noisy channel: a learned model of what OCR makes of each letter (`channel`) proposes
syllables for every garbled form, an n-gram model of administrative Vietnamese (`ngrams`) chooses among them over the
whole sentence (`lattice`), figures and symbols are protected by grammar (`pieces`, `symbols`).
"""

from __future__ import annotations

from pipeline.restoration.garble import garble_score, is_garbled
from pipeline.restoration.repair import restore
from pipeline.restoration.result import Change, Restored, Suspect
from pipeline.restoration.suspects import spelling_suspects

__all__ = ["Change", "Restored", "Suspect", "garble_score", "is_garbled", "restore", "spelling_suspects"]
