"""What a record accounts for, and what it says of the rest."""

from __future__ import annotations

import pytest

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-UBND\nSông Đầm, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nTrồng cây năm 2026\n"
)


@pytest.mark.parametrize(
    ("line", "kind", "reason", "quote"),
    [
        ("Theo khoản 3 của quy ước.", "figure", "label", "3 của quy ước."),
        ("Làm xong trong vòng 20 ngày.", "figure", "duration", "20 ngày."),
        ("Mỗi tiêu chí chấm 10 điểm.", "figure", "scale", "10 điểm."),
        ("Đạt 70% thì cộng 03 điểm.", "figure", "scale", "70% thì cộng 03 điểm."),
        ("Ở gần 5 ngôi, 3 điểm xa.", "figure", "unexplained", "5 ngôi, 3 điểm xa."),
        ("Họp lúc cần, ví dụ 7 giờ sáng.", "figure", "duration", "7 giờ sáng."),
        ("Đường T14 qua xã.", "figure", "name", "14 qua xã."),
        ("Báo cáo ngày 31/02/2026.", "date", "unexplained", "31/02/2026."),
        ("Đoàn gồm Hội Làm vườn Sông Đầm.", "body", "unexplained", "Hội Làm vườn Sông Đầm."),
    ],
)
def test_each_thing_that_is_no_item_has_its_reason(record, line, kind, reason, quote):
    found = record(HEAD + "I. VIỆC CHUNG\n" + line).residuals
    assert (kind, reason, quote) in [(item.kind, item.reason, item.quote) for item in found]


def test_what_stands_in_items_is_read(record):
    made = record(HEAD + "I. CHỈ TIÊU\n- Trồng 500 cây xong trước ngày 30/9/2026 theo Quyết định số 7/QĐ-UBND.")
    assert {kind: (share.found, share.read) for kind, share in made.coverage.kinds.items()} == {
        "date": (1, 1), "figure": (1, 1), "symbol": (1, 1),
    }  # fmt: skip
    assert made.coverage.explained == 1.0
    assert made.residuals == ()


def test_a_word_that_begins_as_a_roman_number_is_no_date(record):
    made = record(HEAD + "I. VIỆC CHUNG\nTrong năm xây chợ, mỗi tháng xã họp; quý III sửa đường.")
    assert made.coverage.kinds["date"].found == 1


def test_the_papers_of_a_file_are_listed(record):
    parts = record(
        HEAD + "I. CHỈ TIÊU\n- Trồng 500 cây.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử\n"
        "PHỤ LỤC II\nDANH SÁCH ĐIỂM TRỒNG CÂY\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2026 của UBND xã)\n"
        "1. Trường học."
    ).parts
    assert [(part.kind, part.number) for part in parts] == [("plan", "12/KH-UBND"), ("annex", "Phụ lục II")]
    assert parts[0].title == "Trồng cây năm 2026"


def test_a_task_names_the_targets_of_its_paragraph(record):
    made = record(
        HEAD + "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Chủ trì trồng 500 cây bàng, mở 02 lớp tập huấn.\n"
        "- Chủ trì rà soát quỹ đất."
    )
    assert [target.id for target in made.targets] == ["t1", "t2"]
    assert [task.target_ids for task in made.assignments] == [("t1", "t2"), ()]
