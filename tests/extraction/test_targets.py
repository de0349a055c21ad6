import pytest

HEAD = "KẾ HOẠCH\nXây dựng xã an toàn năm 2026\nCăn cứ tình hình thực tế.\n"

CASES = [
    ("- 90% hộ dân được dùng nước sạch.", [(90, "%", "=", "hộ dân được dùng nước sạch", None)]),
    ("- Tỷ lệ hộ nghèo giảm còn dưới 2% vào cuối năm 2027.", [(2, "%", "<=", "Tỷ lệ hộ nghèo", "2027")]),
    ("- Đến năm 2028, ít nhất 75% trẻ em biết bơi an toàn.", [(75, "%", ">=", "trẻ em biết bơi an toàn", "2028")]),
    (
        "- Tỷ lệ tiêm chủng đạt tối thiểu 95%, tỷ lệ khám thai đủ 04 lần đạt 80%.",
        [(95, "%", ">=", "Tỷ lệ tiêm chủng", None), (80, "%", "=", "tỷ lệ khám thai đủ 04 lần", None)],
    ),
    (
        "- Giảm ít nhất 5% số vụ, 6% số người chết và 7% số người bị thương do cháy so với năm 2025.",
        [
            (5, "%", ">=", "số vụ do cháy so với năm 2025", None),
            (6, "%", ">=", "số người chết do cháy so với năm 2025", None),
            (7, "%", ">=", "số người bị thương do cháy so với năm 2025", None),
        ],
    ),
    (
        "- 80% số thôn có ít nhất 01 điểm sinh hoạt cộng đồng.",
        [
            (80, "%", "=", "số thôn có ít nhất 01 điểm sinh hoạt cộng đồng", None),
            (1, "điểm", ">=", "điểm sinh hoạt cộng đồng", None),
        ],
    ),
    ("- Trồng mới 40 ha rừng gỗ lớn trước ngày 31/10/2026.", [(40, "ha", "=", "rừng gỗ lớn", "2026-10-31")]),
    ("- Kinh phí thực hiện là 320 triệu đồng từ ngân sách xã.", [(320, "triệu đồng", "=", "Kinh phí thực hiện", None)]),
    (
        "- Tỷ lệ hộ phân loại rác đạt 60% năm 2026, 75% năm 2027.",
        [(60, "%", "=", "Tỷ lệ hộ phân loại rác", "2026"), (75, "%", "=", "Tỷ lệ hộ phân loại rác", "2027")],
    ),
    (
        "- Mở 03 lớp dạy nghề; cấp 500 tờ rơi, hoàn thành trước ngày 30/9/2026.",
        [(3, "lớp", "=", "lớp dạy nghề", "2026-09-30"), (500, "tờ rơi", "=", "tờ rơi", "2026-09-30")],
    ),
]


def rows(record, text):
    return [(t.value, t.unit, t.comparator, t.indicator, t.due) for t in record(HEAD + "I. CHỈ TIÊU\n" + text).targets]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_targets(record, text, expected):
    assert rows(record, text) == expected


def test_due_group_and_section_from_headings(record):
    found = record(
        HEAD + "II. CHỈ TIÊU\n1. Đến năm 2028\na) Đối với các trường học\n- 100% trường học có cây xanh."
    ).targets
    assert [(t.due, t.group, t.section) for t in found] == [("2028", "trường học", "II.1.a")]


@pytest.mark.parametrize(
    "text",
    [
        "- Năm 2025 đã đạt 92% hộ dùng nước sạch.",
        "- Thời hạn giải quyết 20 ngày làm việc.",
        "- Thực hiện theo Điều 5 và Phụ lục 02.",
        "- Chia thành 02 giai đoạn.",
    ],
)
def test_no_targets(record, text):
    assert rows(record, text) == []


def test_what_was_is_no_target(record):
    assert (
        record(HEAD + "I. TÌNH HÌNH\n- Toàn xã có 95% hộ dùng nước sạch.\nII. MỤC TIÊU\n- 98% hộ dùng nước sạch.")
        .targets[0]
        .value
        == 98
    )


def test_table_of_targets(record):
    table = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2027"],
        ["1", "Hộ dùng nước sạch", "%", "92", "≥ 95"],
        ["", "Tổng cộng", "", "", ""],
    ]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table).targets
    assert [(t.value, t.unit, t.comparator, t.indicator, t.due) for t in found] == [
        (92, "%", "=", "Hộ dùng nước sạch", "2026"), (95, "%", ">=", "Hộ dùng nước sạch", "2027"),
    ]  # fmt: skip


def test_evidence_points_at_the_quote(document):
    from pipeline.extraction import extract

    doc = document(HEAD + "I. CHỈ TIÊU\n" + CASES[3][0])
    for target in extract(doc).targets:
        assert doc.text[target.evidence.start : target.evidence.end] == target.quote


def test_a_merged_cell_counts_once(document):
    from dataclasses import replace

    from pipeline.extraction import extract

    table = [["Chỉ tiêu", "Đơn vị tính", "Năm 2026"], ["Nước sạch", "%", "92"], ["Nước sạch", "%", "92"]]
    doc = document(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table)
    rows = doc.tables[0].rows
    again = (*rows[:2], (*rows[2][:2], replace(rows[2][2], row_span=0)))
    merged = replace(doc, tables=(replace(doc.tables[0], rows=again),))
    assert [len(extract(d).targets) for d in (doc, merged)] == [2, 1]
