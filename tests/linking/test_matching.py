"""Linking: exact, by grammar, fuzzily; and above all what must not be linked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pipeline.linking import Entry, Registry, explain, link
from pipeline.records import LegalReference

Make = Callable[..., LegalReference]
PLAN = "2025-08-27"


def one(registry: Registry, reference: LegalReference, at: str | None = PLAN) -> tuple[str | None, str, str]:
    found = explain([reference], registry, at)[0]
    assert found.reason
    return (found.entry.id if found.entry else None), found.how, found.verdict


CITY = "150/KH-UBND@2025@uy-ban-nhan-dan-thanh-pho-hai-phong"
LINKS = [
    (("923/QĐ-TTg", "2025-05-14"), {}, "923/QĐ-TTg@2025", "exact", "match"),
    (("57 NQ/TW", "2024-12-22"), {"type": "Nghị quyết"}, "57-NQ/TW@2024", "normalised", "match"),
    (("71/NQ-CP", "2025-01-04"), {"type": "Nghị quyết"}, "71/NQ-CP@2025", "exact", "mismatch"),
    (("30/2020/NĐ-CP", "2020-03-15"), {"type": "Nghị định"}, "30/2020/NĐ-CP", "exact", "mismatch"),
    (("30/2020/NĐ-CP", None), {"type": "Nghị định"}, "30/2020/NĐ-CP", "exact", "match"),
    (("30/2020/NĐ-CP", "2020-03-05"), {"issuer": "Bộ Nội vụ"}, "30/2020/NĐ-CP", "exact", "mismatch"),
    (("19-NQ/TW", "2022-06-16"), {"type": "Nghị quyết"}, "19-NQ/TW@2022", "exact", "match"),
    (("150/KH-UBND", "2025-06-16"), {"type": "Kế hoạch", "issuer": "UBND thành phố"}, CITY, "exact", "match"),
    (("923/QĐ-TTg", None), {}, None, "none", "unknown"),  # two of this number: which is not said
    (("71/NQ-CP", None), {"type": "Nghị quyết"}, "71/NQ-CP@2025", "exact", "match"),
    (("411/QĐ-TTg", None), {}, None, "none", "unknown"),  # known from 2022, but a plan of 2025 can mean that of 2025
    (("411/QĐ-TTg", "2024-05-02"), {}, None, "none", "unknown"),  # another of the same number
    (("150/KH-UBND", "2025-06-16"), {"type": "Kế hoạch", "issuer": "UBND tỉnh Ninh Bình"}, None, "none", "unknown"),
    (("150/KH-UBND", "2025-07-20"), {"type": "Kế hoạch", "issuer": "UBND thành phố"}, None, "none", "unknown"),
    (("12/2024/TT-BTC", "2024-02-01"), {"type": "Thông tư"}, None, "none", "unknown"),
    ((None, None), {"number": "57", "type": "Nghị quyết"}, None, "none", "not-checked"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "fields", "identity", "how", "verdict"), LINKS, ids=[f"{x[0]}-{x[4]}" for x in LINKS]
)
def test_links(
    registry: Registry,
    make_mention: Make,
    words: tuple[str | None, str | None],
    fields: dict[str, str],
    identity: str | None,
    how: str,
    verdict: str,
) -> None:
    assert one(registry, make_mention(*words, **fields)) == (identity, how, verdict)


def test_fuzzy_needs_day_and_title(registry: Registry, make_mention: Make) -> None:
    title = "ban hành Kế hoạch triển khai phong trào thi đua"
    slip = make_mention("932/QĐ-TTg", "2025-05-14", title=title)
    assert one(registry, slip) == ("923/QĐ-TTg@2025", "fuzzy", "mismatch")
    assert one(registry, make_mention("932/QĐ-TTg", "2025-05-14"))[0] is None
    assert one(registry, make_mention("932/QĐ-TTg", "2025-05-15", title=title))[0] is None
    assert one(registry, make_mention("1923/QĐ-TTg", "2025-06-14", title=title))[0] is None


def test_slip_of_the_year_needs_the_title(registry: Registry, make_mention: Make) -> None:
    title = "đột phá phát triển khoa học"
    assert one(registry, make_mention("57-NQ/TW", "2023-12-22", type="Nghị quyết"))[0] is None
    found = one(registry, make_mention("57-NQ/TW", "2023-12-22", type="Nghị quyết", title=title))
    assert found == ("57-NQ/TW@2024", "exact", "mismatch")


@pytest.mark.parametrize(
    ("at", "year", "identity"),
    [
        ("2024-07-31", None, "45/2013/QH13"),
        ("2024-08-01", None, "31/2024/QH15"),
        ("2025-01-01", "2013", "45/2013/QH13"),
        ("2025-01-01", "2024", "31/2024/QH15"),
        ("2025-01-01", "2019", None),
        ("2013-01-01", None, None),
        (None, None, None),
    ],
)
def test_law_by_its_name(
    registry: Registry, make_mention: Make, at: str | None, year: str | None, identity: str | None
) -> None:
    law = make_mention(None, year, number=None, type="Luật", title="Đất đai")
    assert one(registry, law, at)[0] == identity


@pytest.mark.parametrize(
    ("papers", "date", "identity"),
    [(1, None, None), (3, None, "12/2019/UBTVQH14"), (1, "2019-03-05", "12/2019/UBTVQH14")],
)
def test_an_amending_ordinance_that_one_paper_numbers_is_not_known(
    make_entry: Callable[..., Entry], make_mention: Make, papers: int, date: str | None, identity: str | None
) -> None:
    title = "Pháp lệnh sửa đổi, bổ sung một số điều của Pháp lệnh Lưu trữ"
    known = Registry([make_entry("12/2019/UBTVQH14", date, title, type="Pháp lệnh", issuer="Quốc hội", papers=papers)])
    amending = make_mention(None, None, number=None, type="Pháp lệnh", title=title)
    assert one(known, amending, "2026-01-01")[0] == identity


def _act(make_entry: Callable[..., Entry], number: str, date: str, title: str, **facts: Any) -> Entry:
    return make_entry(number, date, title, type="Luật", issuer="Quốc hội", **facts)


def _law(make_mention: Make, title: str, year: str | None = None) -> LegalReference:
    return make_mention(None, year, number=None, type="Luật", title=title)


@pytest.mark.parametrize(
    ("title", "identity"),
    [("Luật Thư viện", "46/2019/QH14"), ("Luật Thư viện điện tử", None), ("Luật Lưu", None), ("Luật Thể dục", None)],
)
def test_a_law_by_the_first_words_of_its_name(
    make_entry: Callable[..., Entry], make_mention: Make, title: str, identity: str | None
) -> None:
    known = Registry(
        [
            _act(make_entry, "46/2019/QH14", "2019-11-21", "Luật Thư viện và tủ sách", effective="2020-07-01"),
            _act(make_entry, "77/2006/QH11", "2006-11-29", "Luật Thể dục, thể thao", effective="2007-07-01"),
            _act(make_entry, "78/2006/QH11", "2006-11-29", "Luật Thể dục nhịp điệu", effective="2007-07-01"),
        ]
    )
    assert one(known, _law(make_mention, title), "2021-05-01")[0] == identity


def test_of_two_numbers_of_one_law_the_surer_is_meant(make_entry: Callable[..., Entry], make_mention: Make) -> None:
    known = Registry(
        [
            _act(make_entry, "72/2020/QH14", "2020-11-17", "Luật Bảo vệ môi trường", effective="2022-01-01"),
            _act(make_entry, "17/2020/QH14", "2020-11-17", "Luật Bảo vệ môi trường", papers=2),
        ]
    )
    assert one(known, _law(make_mention, "Luật Bảo vệ môi trường", "2020"), "2026-01-01")[0] == "72/2020/QH14"


@pytest.mark.parametrize(("at", "identity"), [("2025-11-20", "65/2025/QH15"), ("2025-01-02", None)])
def test_the_only_law_of_a_name_is_meant_before_it_is_in_force(
    make_entry: Callable[..., Entry], make_mention: Make, at: str, identity: str | None
) -> None:
    known = Registry([_act(make_entry, "65/2025/QH15", "2025-06-14", "Luật Đường sông", effective="2026-01-01")])
    assert one(known, _law(make_mention, "Luật Đường sông"), at)[0] == identity


def test_the_symbol_of_another_ministry_is_no_slip(make_entry: Callable[..., Entry], make_mention: Make) -> None:
    known = Registry([make_entry("12/2024/TT-BTC", "2024-02-01", type="Thông tư", issuer="Bộ Tài chính")])
    slip = make_mention("12/2024/TT-BTCH", "2024-02-01", type="Thông tư")
    assert one(known, slip)[:2] == ("12/2024/TT-BTC", "fuzzy")
    assert one(known, replace(slip, canonical="12/2024/TT-BTP"))[0] is None


def test_short_mention_follows_the_fuller_one(registry: Registry, make_mention: Make) -> None:
    full = make_mention("923/QĐ-TTg", "2025-05-14", id="r1")
    short = make_mention("923/QĐ-TTg", id="r2", repeats="r1")
    bare = make_mention(None, id="r3", number="923", repeats="r1")
    linked = link([full, short, bare], registry, PLAN)
    assert [reference.resolved for reference in linked] == ["923/QĐ-TTg@2025"] * 3
    assert [reference.verdict for reference in linked] == ["match"] * 3


def test_nothing_but_the_link_changes(registry: Registry, make_mention: Make) -> None:
    from dataclasses import replace

    reference = make_mention("923/QĐ-TTg", "2025-05-14")
    assert replace(link([reference], registry, PLAN)[0], resolved=None, verdict="not-checked") == reference


@pytest.mark.parametrize(
    ("stated", "same"),
    [
        ("Chính phủ", True),
        ("Bộ Nội vụ", False),
        ("UBND tỉnh Lào Cai", False),
        ("Bộ Kế hoạch và Phát triển", True),  # a name that nobody knows is no proof of anything
        ("Ban soạn thảo", True),
    ],
)
def test_issuer_is_contradicted_only_by_a_known_body(
    registry: Registry, make_mention: Make, stated: str, same: bool
) -> None:
    reference = make_mention("30/2020/NĐ-CP", "2020-03-05", type="Nghị định", issuer=stated)
    fields = [d.field for d in registry.differences(reference, registry.get("30/2020/NĐ-CP"))]
    assert fields == ([] if same else ["issuer"])
