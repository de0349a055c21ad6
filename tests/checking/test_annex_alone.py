"""An annex that comes without its paper: what an annex has not is no fault, the blank of its paper is one."""

from __future__ import annotations

ANNEX = """PHỤ LỤC I
DANH MỤC TUYẾN ĐƯỜNG TRỒNG CÂY
(Kèm theo Kế hoạch số {number}/KH-UBND ngày 05 tháng 3 năm 2026 của UBND xã Sông Đầm)

1. Đường liên thôn
- Thôn Thượng trồng 120 cây bàng.
- Thôn Hạ trồng 90 cây bàng.
"""
HEAD_AND_FOOT = {"F01", "F03", "F05", "F06", "F07", "F08"}


def test_an_annex_needs_no_head_and_signature(findings):
    found = {finding.rule for finding in findings(ANNEX.format(number="12"))}
    assert found & (HEAD_AND_FOOT | {"F04"}) == set()


def test_the_blank_number_of_its_paper_is_told(findings):
    told = [finding for finding in findings(ANNEX.format(number=" ")) if finding.rule == "F04"]
    assert [finding.about for finding in told] == ["Kế hoạch số /KH-UBND"]
