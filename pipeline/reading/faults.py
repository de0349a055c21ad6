"""What reading says of a file, its faults and reasons, in the words of the catalogue."""

from __future__ import annotations

from pipeline.messages import one_line


def say(key: str, *parts: object, **named: object) -> str:
    """The words of `key`, both languages in one line, as documents carry them."""
    return one_line("reading", key, *parts, **named)
