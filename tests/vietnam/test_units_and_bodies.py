"""Units before and after 1 July 2025; bodies by whatever name."""

import pytest

from pipeline.assets import sections
from pipeline.vietnam.bodies import bodies, normalise_body
from pipeline.vietnam.issuers import spelt_out
from pipeline.vietnam.units import REFORM, Units, load_units, split

DAYS = ("2025-06-30", REFORM)


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units()


@pytest.mark.parametrize(
    ("full", "province", "day", "there"),
    [
        ("xã Đại Sơn", "thành phố Hải Phòng", "2025-07-01", True),
        ("xã Đại Sơn", "thành phố Hải Phòng", "2025-06-30", False),  # it was made of communes of Hải Dương
        ("phường Kiến An", "thành phố Hải Phòng", "2025-08-01", True),
        ("xã Kiến An", "thành phố Hải Phòng", "2025-08-01", False),
        ("tỉnh Hải Dương", None, "2025-06-30", True),
        ("tỉnh Hải Dương", None, "2025-07-01", False),
        ("tỉnh Đồng Nai", None, "2026-04-29", True),
        ("tỉnh Đồng Nai", None, "2026-04-30", False),
        ("thành phố Đồng Nai", None, "2026-04-30", True),
    ],
)
def test_units_by_day(units: Units, full: str, province: str | None, day: str, there: bool) -> None:
    assert bool(units.find(full, province, day)) is there


def test_the_list_of_provinces_says_the_same(units: Units) -> None:
    provinces = sections("provinces.txt")
    there = {day: {name for names in provinces.values() for name in names if units.find(name, day=day)} for day in DAYS}
    assert there[REFORM] == {*provinces["today"]} - {"thành phố Đồng Nai"} | {"tỉnh Đồng Nai"}
    # Đồng Nai ended later; Thừa Thiên Huế had been a city since 1 January 2025.
    assert {*provinces["ended"]} - there["2025-06-30"] == {"tỉnh Thừa Thiên Huế"}


def test_contradiction_only_after_the_reform(units: Units) -> None:
    known = units.contradiction("xã Kiến An", "thành phố Hải Phòng", "2025-08-01")
    assert known is not None
    assert known.full == "phường Kiến An"
    assert units.contradiction("xã Kiến An", "thành phố Hải Phòng", "2025-06-30") is None
    assert units.contradiction("xã Kiến An", None, "2025-08-01") is None
    assert units.contradiction("xã Không Có", "thành phố Hải Phòng", "2025-08-01") is None
    assert REFORM == "2025-07-01"


@pytest.mark.parametrize(
    ("words", "parts"), [("Xã  Đại Sơn", ("xã", "Đại Sơn")), ("TP Huế", ("thành phố", "Huế")), ("Huế", None)]
)
def test_split(words: str, parts: tuple[str, str] | None) -> None:
    assert split(words) == parts


BODIES = [
    ("Phòng Văn hoá- Xã hội xã", "xã Đại Sơn", "xa/phong-van-hoa-xa-hoi"),
    ("phòng VH-XH", "phường Kiến An", "xa/phong-van-hoa-xa-hoi"),
    ("Phòng Văn hóa - Xa hội", "xã Đại Sơn", "xa/phong-van-hoa-xa-hoi"),
    ("TT Phục vụ HCC xã", "xã Đại Sơn", "xa/trung-tam-phuc-vu-hanh-chinh-cong"),
    ("UBND xã", "xã Đại Sơn", "xa/uy-ban-nhan-dan"),
    ("Ủy ban nhân dân xã Đại Sơn", "xã Đại Sơn", "xa/uy-ban-nhan-dan"),
    ("UBND xã Hải An", "xã Đại Sơn", "xa/uy-ban-nhan-dan@hai-an"),
    ("UBND thành phố", "phường Kiến An", "tinh/uy-ban-nhan-dan"),
    ("Chủ tịch UBND xã", "xã Đại Sơn", "xa/chu-tich-uy-ban-nhan-dan"),
    ("Sở KH&CN thành phố", "xã Đại Sơn", "tinh/so-khoa-hoc-va-cong-nghe"),
    ("Công an phường", "phường Kiến An", "xa/cong-an"),
    ("Công an tỉnh", "xã Tiên Điền", "tinh/cong-an"),
    ("TT HĐND xã", "xã Đại Sơn", "xa/thuong-truc-hoi-dong-nhan-dan"),
    ("Ủy ban MTTQ Việt Nam xã và các đoàn thể", "xã Đại Sơn", "xa/mat-tran-va-doan-the"),
    ("Thành ủy Hải Phòng", "xã Đại Sơn", "tinh/tinh-uy"),
    ("Ban Xây dựng đảng Đảng ủy", "phường Kiến An", "xa/ban-xay-dung-dang"),
    ("các trường học", "xã Đại Sơn", "xa/truong-hoc"),
    ("Trưởng các thôn", "xã Đại Sơn", "xa/khu-dan-cu"),
    ("Đồn Biên phòng Lý Sơn", "đặc khu Lý Sơn", "xa/don-bien-phong"),
    ("UBND các xã, phường", "tỉnh Quảng Trị", "xa/uy-ban-nhan-dan-cap-xa"),
    ("Trạm Y tế xã, các trường học", "xã Đại Sơn", None),
    ("Hội Doanh nghiệp", "phường Thốt Nốt", None),
    ("các cơ quan, đơn vị", "xã Đại Sơn", None),
    ("UBND", None, None),
]


@pytest.mark.parametrize(("name", "unit", "identity"), BODIES, ids=[b[0] for b in BODIES])
def test_bodies(name: str, unit: str | None, identity: str | None) -> None:
    assert normalise_body(name, unit) == identity


def test_no_name_means_two_bodies() -> None:
    seen: dict[str, str] = {}
    for body in bodies():
        for name in map(spelt_out, (body.name, *body.aliases)):
            assert seen.setdefault(name, body.id) == body.id, name
