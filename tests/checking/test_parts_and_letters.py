"""Abbreviations, parts of a whole and bodies without a task; beside each what is all right."""

from collections.abc import Callable

import pytest

Plant = Callable[..., list[tuple[str, str]]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."


def _told(found: list[tuple[str, str]], rule: str) -> list[str]:
    return [about for one, about in found if one == rule]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("- Chuyển hồ sơ cho TNXC và BQKT.", ["TNXC, BQKT"]),
        ("- Chuyển hồ sơ cho trung tâm nước xã Cồn; TNXC lập sổ.", []),
        ("- Chuyển hồ sơ cho TNXC (trạm bơm).", []),
        ("- Bố trí kinh phí (sau đây viết tắt là TNXC); TNXC do xã giữ.", []),
        ("- Bảo đảm ANTT, ATGT; lập CSDL hồ sơ; dùng thẻ ATM.", []),
    ],
)
def test_abbreviations_that_nothing_resolves(planted: Plant, said: str, told: list[str]) -> None:
    assert _told(planted((TASK, said)), "W06") == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("- Báo cáo HDDND xã tại kỳ họp; HĐND xã giám sát.", ["HDDND"]),
        ("- Năng lượng trên GDRP giảm.", ["GDRP"]),
        ("- Báo cáo HĐND xã; GRDP tăng.", []),
    ],
)
def test_abbreviations_a_letter_off(planted: Plant, said: str, told: list[str]) -> None:
    assert _told(planted((TASK, said)), "W07") == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("- Tỷ lệ thôn có tủ hồ sơ đạt 120%.", ["Tỷ lệ thôn có tủ hồ sơ đạt 120%"]),
        ("- Tỷ lệ giải ngân vốn năm nay đạt 120% kế hoạch.", []),
        ("- Tỷ lệ thôn có tủ hồ sơ đạt 100%.", []),
        ("- Xã có 8 thôn, trong đó có 9 thôn đã có kho.", ["8 thôn, trong đó có 9 thôn"]),
        ("- Xã có 8 thôn, trong đó có 5 thôn đã có kho.", []),
        ("- Hồ sơ giấy chiếm 60%, hồ sơ điện tử chiếm 55%.", ["60 + 55 = 115 %"]),
        ("- Hồ sơ giấy chiếm 60%, hồ sơ điện tử chiếm 40%.", []),
        ("- Hồ sơ giấy chiếm 60%, trong đó hồ sơ hộ tịch chiếm 55%.", []),
    ],
)
def test_parts_and_wholes(planted: Plant, said: str, told: list[str]) -> None:
    assert _told(planted((TASK, said)), "T06") == told


def test_a_body_with_a_heading_and_no_task(planted: Plant) -> None:
    heading = "2. Phòng Kinh tế\n\n- Bố trí kinh phí thực hiện Kế hoạch."
    idle = f"2. Phòng Văn hóa - Xã hội\n\n3. Phòng Kinh tế\n\n{TASK}"
    assert _told(planted((heading, idle)), "T07") == ["Phòng Văn hóa - Xã hội"]
    charged = idle.replace("Xã hội\n", "Xã hội\n\n- Lập danh mục.\n")
    assert not _told(planted((heading, charged)), "T07")
