"""Small registries and mentions made by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.linking import Entry, Registry
from pipeline.records import Evidence, LegalReference


def entry(number: str, date: str | None, title: str = "về một việc", **facts: Any) -> Entry:
    """An entry with the facts that matter to a test."""
    given: dict[str, Any] = {
        "type": "Quyết định",
        "issuer": "Thủ tướng Chính phủ",
        "source": "tự soạn",
        "as_of": "2026-01-01",
    }
    return Entry(number=number, date=date, title=title, **(given | facts))


def mention(canonical: str | None, date: str | None = None, **fields: Any) -> LegalReference:
    """A mention with the fields that matter to a test."""
    given: dict[str, Any] = {
        "id": "r1",
        "type": "Quyết định",
        "number": (canonical or "57").split("/")[0],
        "symbol": None,
        "canonical": canonical,
        "date": date,
        "quote": canonical or "Nghị quyết 57",
        "evidence": Evidence(1, 0, 1, 0, 1),
        "confidence": 1.0,
        "by": "test",
    }
    return LegalReference(**(given | fields))


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    return entry


@pytest.fixture
def make_mention() -> Callable[..., LegalReference]:
    return mention


@pytest.fixture
def registry() -> Registry:
    """Documents that resemble one another."""
    return Registry(
        [
            entry("923/QĐ-TTg", "2025-05-14", "ban hành Kế hoạch triển khai phong trào thi đua"),
            entry("923/QĐ-TTg", "2023-07-31", "phê duyệt quy hoạch cảng"),
            entry("411/QĐ-TTg", "2022-03-31", "phê duyệt Chiến lược kinh tế số"),
            entry("71/NQ-CP", "2025-04-01", "sửa đổi Chương trình hành động", type="Nghị quyết", issuer="Chính phủ"),
            entry("30/2020/NĐ-CP", "2020-03-05", "về công tác văn thư", type="Nghị định", issuer="Chính phủ"),
            entry(
                "19-NQ/TW",
                "2017-10-25",
                "đơn vị sự nghiệp công lập",
                type="Nghị quyết",
                issuer="Ban Chấp hành Trung ương",
            ),
            entry(
                "19-NQ/TW",
                "2022-06-16",
                "nông nghiệp, nông dân, nông thôn",
                type="Nghị quyết",
                issuer="Ban Chấp hành Trung ương",
            ),
            entry("57-NQ/TW", "2024-12-22", "đột phá phát triển khoa học", type="Nghị quyết", issuer="Bộ Chính trị"),
            entry(
                "150/KH-UBND",
                "2025-06-16",
                "phát động phong trào",
                type="Kế hoạch",
                issuer="Ủy ban nhân dân thành phố Hải Phòng",
            ),
            entry(
                "45/2013/QH13",
                "2013-11-29",
                "Luật Đất đai",
                type="Luật",
                issuer="Quốc hội",
                effective="2014-07-01",
                ended="2024-08-01",
            ),
            entry("31/2024/QH15", "2024-01-18", "Luật Đất đai", type="Luật", issuer="Quốc hội", effective="2024-08-01"),
        ]
    )
