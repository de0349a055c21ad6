"""EDTF strings in words."""

import pytest

from pipeline.vietnam.calendar import in_words


@pytest.mark.parametrize(
    ("edtf", "vi", "en"),
    [
        ("2025-08-27", "ngày 27/08/2025", "27/08/2025"),
        ("2025-09", "tháng 09/2025", "month 09 of 2025"),
        ("2027-34", "quý II năm 2027", "quarter II of 2027"),
        ("2030", "năm 2030", "2030"),
        ("2025/2030", "từ năm 2025 đến năm 2030", "from 2025 to 2030"),
        ("../2030-12-31", "đến ngày 31/12/2030", "until 31/12/2030"),
        ("2026-01-01/..", "từ ngày 01/01/2026 trở đi", "from 01/01/2026 on"),
        ("XXXX-12-05", "ngày 05/12 hằng năm", "every year on 05/12"),
        ("XXXX-34", "quý II hằng năm", "quarter II every year"),
        ("2025-01/2025-06", "6 tháng đầu năm 2025", "first half of 2025"),
        ("2025-07/2025-12", "6 tháng cuối năm 2025", "second half of 2025"),
        ("2025-01/2026-06", "từ tháng 01/2025 đến tháng 06/2026", "from month 01 of 2025 to month 06 of 2026"),
        ("2025-12-05/2025-12-20", "từ ngày 05/12/2025 đến ngày 20/12/2025", "from 05/12/2025 to 20/12/2025"),
        ("2025-21", "2025-21", "2025-21"),
        ("~1990?", "~1990?", "~1990?"),
        (None, None, None),
    ],
)
def test_reading(edtf: str | None, vi: str | None, en: str | None) -> None:
    assert in_words(edtf) == vi
    assert in_words(edtf, "en") == en
