"""Likely slips of the pen in clean text."""

from __future__ import annotations

from pipeline.restoration.result import Suspect


def spelling_suspects(text: str) -> tuple[Suspect, ...]:
    """Words of clean text that are probably slips."""
    del text
    return ()
