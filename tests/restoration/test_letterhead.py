"""Capitals in one half of a line."""

from pipeline.restoration import restore


def test_a_letterhead_with_a_motto_beside_the_body() -> None:
    raw = "UY BAN NHAN DAN CONG HOA XA HQI CHU NGHIA VIET NAM\nXA TAN LAP Poc lap - Ty do - Hanh phuc\nKE HOACH"
    lines = restore(raw).text.split("\n")
    assert lines[0] == "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines[1].startswith("XÃ T") and lines[1].endswith("Độc lập - Tự do - Hạnh phúc")
    assert lines[2] == "KẾ HOẠCH"
