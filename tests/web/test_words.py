"""What the page writes in the language of its reader."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.web.words import Words


@pytest.mark.parametrize(
    ("value", "vi", "en"), [(1234.5, "1.234,5", "1,234.5"), (12000, "12.000", "12,000"), (80.0, "80", "80"), (None, "", "")]
)  # fmt: skip
def test_figures_as_the_language_writes_them(value: Any, vi: str, en: str) -> None:
    assert (Words("vi").number(value), Words("en").number(value)) == (vi, en)
