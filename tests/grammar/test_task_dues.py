"""By when a task is due."""

import pytest

from pipeline.grammar.task_dues import due_in, end_of


@pytest.mark.parametrize(
    ("task", "due"),
    [
        ("mở lớp dạy bơi trước ngày 15/6/2026", "2026-06-15"),
        ("hoàn thành trong tháng 5/2026", "2026-05"),
        ("rào ao từ 05/5/2026 đến 20/5/2026", "2026-05-20"),
        ("thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2026, xong trước ngày 30/9/2026", "2026-09-30"),
        ("tổ chức hội nghị tổng kết trong tháng 12/2026", None),
        ("kiểm tra bến đò vào quý II, quý IV năm 2026", None),
        ("ban hành phương án trong quý II và quý III năm 2026", "2026-35"),
        ("hoàn thành tháng 4, 5 năm 2026", "2026-05"),
        ("hoàn thành tháng 4/2026, gửi hồ sơ ngày 02/5/2026", "2026-04"),
        ("gửi hồ sơ trước 10h00 ngày 05/4/2026", "2026-04-05"),
        ("nộp bài đến 17 giờ 30 phút ngày 28/02/2026", "2026-02-28"),
        ("rà soát trong tuần đầu tháng 5/2026", "2026-05"),
        ("kiểm tra bến đò từ tháng 7 đến tháng 9", "XXXX-09"),
        ("nộp sổ không quá ngày 15/9/2026", "2026-09-15"),
        ("xây bể bơi theo định hướng đến năm 2030", None),
        ("giảm 2 vụ so với năm 2025", None),
        ("rà soát danh sách của năm 2026", None),
    ],
)
def test_due_in(task: str, due: str | None) -> None:
    assert due_in(task, 0, len(task)) == due


def test_a_stretch_is_read_alone() -> None:
    text = "trước ngày 15/6/2026; xong trước ngày 30/9/2026"
    assert due_in(text, text.index(";"), len(text)) == "2026-09-30"


@pytest.mark.parametrize(
    ("edtf", "end"), [("2026-05-01/2026-05-20", "2026-05-20"), ("2026-34", "2026-34"), ("2026/..", None)]
)
def test_end_of(edtf: str, end: str | None) -> None:
    assert end_of(edtf) == end
