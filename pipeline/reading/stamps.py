"""Visible details of an electronic signature ("Ký bởi: ...", "Thời gian ký: ..."): who signed for the computer.

They stand over or beside the printed block and name a certificate, often the body itself or its clerk; so they are
never the signatory's name or office. Nghị định 30/2020/NĐ-CP, annex I, asks for the time of the signature alone;
programs for signing add what they like.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from pipeline.text.unicode import fold

_FIELDS = ("ky boi", "nguoi ky", "thoi gian ky", "ngay ky", "co quan", "email", "ky ngay", "duoc ky boi", "signed by")
_SIGNED = ("ky boi", "nguoi ky", "duoc ky boi", "signed by")
_LABEL = re.compile(r"\W*(?P<label>[^:;]{3,14}?)\s?[:;]")
_CLOCK = re.compile(r"\d\d[:.]\d\d[:.]\d\d\b|\+0?7[:.]00\b")
_LIKE = 0.66  # likeness from which a label is one of the fields: engines lose the letters of small print ("C quan:")


def is_stamp(text: str) -> bool:
    """Whether a line is one of a stamp: a field of it, or the second at which it was set.

    Example:
        >>> is_stamp("Ký bi: Lê Văn Thử"), is_stamp("28.01.2025 08:15:32 +07:00"), is_stamp("Lê Văn Thử")
        (True, True, False)
    """
    return _field(text) is not None or bool(_CLOCK.search(text))


def names_signer(text: str) -> bool:
    """Whether a line of a stamp says who signed, which no other text says in this form."""
    return _field(text) in _SIGNED or bool(_CLOCK.search(text))


def _field(text: str) -> str | None:
    found = _LABEL.match(fold(text))
    if found is None:
        return None
    likeness, field = max((Levenshtein.normalized_similarity(found["label"], field), field) for field in _FIELDS)
    return field if likeness >= _LIKE else None
