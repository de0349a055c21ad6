"""Visible details of an electronic signature ("Ký bởi: ...", "Thời gian ký: ..."): who signed for the computer.

They stand over or beside the printed block and name a certificate, often the body itself or its clerk; so they are
never the signatory's name or office. Nghị định 30/2020/NĐ-CP, annex I, asks for the time of the signature alone;
programs for signing add what they like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.records import Box
from pipeline.text.unicode import fold

_FIELDS = ("ky boi", "nguoi ky", "thoi gian ky", "ngay ky", "co quan", "email", "ky ngay", "duoc ky boi", "signed by")
_SIGNED = ("ky boi", "nguoi ky", "duoc ky boi", "signed by")
_BY = re.compile(r"\W*(?:(?:digitally )?signed by|(?:duoc )?ky (?:so )?boi)\b")
"""The signer's field where no colon follows it, as the English appearance of a signature has it."""
_ENGLISH = re.compile(r"\W*(?:(?:date|reason|location|contact|dn)\s?:|signature (?:not verified|valid|is valid)\b)")
_LABEL = re.compile(r"\W*(?P<label>[^:;]{3,14}?)\s?[:;]")
_CLOCK = re.compile(r"(?<!\d)\d\d[:.]\d\d[:.]\d\d\b|\+0?7[:.]00\b")
_REACH, _EDGE, _ALIKE = 7.0, 0.8, 1.25  # heights of a line: how far a field is from that of the signer, how far the
# edges of a stamp's lines differ, and their heights
_LIKE = 0.72  # likeness from which a label is one of the fields: engines lose the letters of small print ("C quan:")


def is_stamp(text: str) -> bool:
    """Whether a line is one of a stamp: a field of it, or the second at which it was set.

    Example:
        >>> is_stamp("Ký bi: Lê Văn Thử"), is_stamp("28.01.2025 08:15:32 +07:00"), is_stamp("Lê Văn Thử")
        (True, True, False)
        >>> is_stamp("Digitally signed by UBND xã Thử"), is_stamp("Reason: I am approving this document")
        (True, True)
    """
    return _field(text) is not None or bool(_CLOCK.search(text) or _ENGLISH.match(fold(text)))


def names_signer(text: str) -> bool:
    """Whether a line of a stamp says who signed, which no other text says in this form."""
    return _field(text) in _SIGNED or bool(_CLOCK.search(text))


def stamped(lines: Sequence[tuple[str, Box]]) -> set[int]:
    """Which lines of a page are of a stamp: its fields below each other, and what stands in line between two of them.

    Args:
        lines: text and box (left, top, right, bottom; any unit) of each stretch of writing.
    """
    out: set[int] = set()
    fields = [at for at, (text, _) in enumerate(lines) if is_stamp(text)]
    for anchor in fields:
        text, box = lines[anchor]
        if not names_signer(text):
            continue
        high = box[3] - box[1]
        group = [at for at in fields if _aligned(lines[at][1], box) and abs(lines[at][1][1] - box[1]) < _REACH * high]
        if len(group) < 2 and not (_field(text) and _CLOCK.search(text)):
            continue
        top, bottom = min(lines[at][1][1] for at in group), max(lines[at][1][3] for at in group)
        low = max(lines[at][1][3] - lines[at][1][1] for at in group)
        out.update(group)
        out.update(
            at for at, (_, (x0, y0, x1, y1)) in enumerate(lines)
            if top < (y0 + y1) / 2 < bottom and y1 - y0 < _ALIKE * low and _aligned((x0, y0, x1, y1), box)
        )  # fmt: skip
    return out


def _aligned(one: Box, other: Box) -> bool:
    """Whether two lines begin one below the other."""
    return abs(one[0] - other[0]) < _EDGE * (other[3] - other[1])


def _field(text: str) -> str | None:
    words = fold(text)
    if _BY.match(words):
        return "signed by"
    found = _LABEL.match(words)
    if found is None:
        return None
    likeness, field = max((Levenshtein.normalized_similarity(found["label"], field), field) for field in _FIELDS)
    return field if likeness >= _LIKE else None
