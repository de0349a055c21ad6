"""A paragraph of thousands of the same words costs no more than its length in every table of the record."""

import time

import pytest


@pytest.mark.parametrize(
    "part",
    ["{}) Sở Y tế chủ trì ", "trước ngày 30/6/2026 {} ", "Quyết định số {}/QĐ-UBND ", "Sở Y tế: Tổ chức {} lớp. "],
)
def test_many_of_one_kind_in_a_paragraph(record, part):
    record("II. NHIỆM VỤ\n- Trồng 5 cây.")  # what is loaded on first use
    begun = time.process_time()
    record("II. NHIỆM VỤ\n" + "".join(part.format(number) for number in range(1500)))
    assert time.process_time() - begun < 12  # a second or two; a minute by the square of the parts
