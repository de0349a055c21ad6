import pytest

HEAD = "KẾ HOẠCH\nDạy bơi cho trẻ em năm 2026\nCăn cứ tình hình thực tế.\nI. NỘI DUNG\n- Mở lớp dạy bơi.\nII. TỔ CHỨC THỰC HIỆN\n"


def rows(record, text, *tables):
    return [(a.body, a.role, a.task, a.partners, a.due) for a in record(HEAD + text, *tables).assignments]


def test_the_heading_is_the_body(record):
    assert rows(record, "1. Phòng Kinh tế\n- Cân đối kinh phí thực hiện; hướng dẫn thanh quyết toán.") == [
        ("Phòng Kinh tế", "lead", "Cân đối kinh phí thực hiện", (), None)
    ]


def test_partners_stand_alone_or_in_a_generic_run(record):
    text = "1. Phòng Văn hóa - Xã hội\nChủ trì, phối hợp với Công an xã, các trường học, thôn và Đoàn Thanh niên xã tổ chức lớp dạy bơi trước ngày 30/6/2026."
    found = rows(record, text)
    assert found[0][0] == "Phòng Văn hóa - Xã hội"
    assert found[0][3] == ("Công an xã", "các trường học, thôn", "Đoàn Thanh niên xã")
    assert found[0][4] == "2026-06-30"
    assert [(body, role) for body, role, *_ in found[1:]] == [
        ("Công an xã", "coordinate"), ("các trường học, thôn", "coordinate"), ("Đoàn Thanh niên xã", "coordinate"),
    ]  # fmt: skip
    assert found[1][2] == "tổ chức lớp dạy bơi"


def test_names_with_fields_commas_and_verbs_in_them(record):
    text = "1. Công an xã\nPhối hợp với Trung tâm Văn hóa, Thể thao và Truyền thanh xã, Văn phòng HĐND và UBND xã, các tổ chức chính trị - xã hội tuyên truyền."
    assert rows(record, text)[0][3] == (
        "Trung tâm Văn hóa, Thể thao và Truyền thanh xã", "Văn phòng HĐND và UBND xã", "các tổ chức chính trị - xã hội",
    )  # fmt: skip


def test_a_sentence_names_its_own_subject(record):
    text = "1. Công tác tuyên truyền\n- Các trường học có trách nhiệm phổ biến kỹ năng an toàn cho học sinh."
    assert rows(record, text) == [("Các trường học", "lead", "phổ biến kỹ năng an toàn cho học sinh", (), None)]


@pytest.mark.parametrize(
    "text",
    [
        "1. Đề nghị Hội Nông dân xã\nVận động hội viên cho con em học bơi.",
        "- Đề nghị Hội Nông dân xã vận động hội viên cho con em học bơi.",
        "1. Mời Hội Nông dân xã: vận động hội viên cho con em học bơi.",
    ],
)
def test_requested(record, text):
    ((body, role, task, *_),) = rows(record, text)
    assert (body, role, task.lower()) == ("Hội Nông dân xã", "requested", "vận động hội viên cho con em học bơi")


def test_preambles_are_dropped(record):
    text = "1. Phòng Kinh tế\n- Căn cứ chức năng, nhiệm vụ được giao, xây dựng phương án cứu hộ.\n- Là cơ quan thường trực, chủ trì theo dõi, đôn đốc các thôn thực hiện."
    assert [row[2] for row in rows(record, text)] == [
        "xây dựng phương án cứu hộ",
        "chủ trì theo dõi, đôn đốc các thôn thực hiện",
    ]


def test_run_in_heading_with_a_report(record):
    found = record(
        HEAD
        + "3. Chế độ báo cáo: Định kỳ hằng năm, các thôn gửi báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 05/12."
    ).assignments
    assert [(a.body, a.due, a.report_to) for a in found] == [("các thôn", "XXXX-12-05", "Phòng Văn hóa - Xã hội")]


def test_closing_paragraph(record):
    text = "1. Công an xã\n- Tuần tra bến bãi.\nTrên đây là Kế hoạch dạy bơi của xã. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị kịp thời báo cáo UBND xã xem xét./."
    last = record(HEAD + text).assignments[-1]
    assert (last.body, last.report_to, last.section) == ("các đơn vị", "UBND xã", "II")


def test_outside_that_part_only_chu_tri_assigns(record):
    head = HEAD.replace(
        "- Mở lớp dạy bơi.",
        "- Mở lớp dạy bơi. Giao Phòng Kinh tế chủ trì, phối hợp Công an xã lắp biển cảnh báo.\n- Trạm Y tế tập huấn sơ cứu.\n- Dự án được phân công chủ trì phải đúng tiến độ.",
    )
    assert [(a.body, a.role) for a in record(head + "1. Công an xã\n- Tuần tra.").assignments][:2] == [
        ("Phòng Kinh tế", "lead"),
        ("Công an xã", "coordinate"),
    ]
    assert len(record(head).assignments) == 2


def test_a_table_written_as_a_list(record):
    text = HEAD.replace(
        "- Mở lớp dạy bơi.",
        "1. Mở lớp dạy bơi cho học sinh tiểu học.\n- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.\n- Đơn vị phối hợp: Các trường học; Đoàn Thanh niên xã.\n- Thời gian hoàn thành: Quý III/2026.",
    )
    found = [(a.body, a.role, a.due, a.task) for a in record(text).assignments]
    assert found == [
        ("Phòng Văn hóa - Xã hội", "lead", "2026-35", "Mở lớp dạy bơi cho học sinh tiểu học"),
        ("Các trường học", "coordinate", "2026-35", "Mở lớp dạy bơi cho học sinh tiểu học"),
        ("Đoàn Thanh niên xã", "coordinate", "2026-35", "Mở lớp dạy bơi cho học sinh tiểu học"),
    ]


def test_task_table(record):
    table = [
        ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"],
        ["I", "ĐÀO TẠO", "", "", ""],
        ["1", "Tập huấn giáo viên", "Phòng Văn hóa - Xã hội", "Trạm Y tế; các trường học", "Tháng 5/2026"],
        ["2", "Tuần tra", "Công an xã", "", "Thường xuyên"],
    ]
    assert rows(record, "- Theo phụ lục.", table) == [
        ("Phòng Văn hóa - Xã hội", "lead", "Tập huấn giáo viên", ("Trạm Y tế", "các trường học"), "2026-05"),
        ("Trạm Y tế", "coordinate", "Tập huấn giáo viên", (), "2026-05"),
        ("các trường học", "coordinate", "Tập huấn giáo viên", (), "2026-05"),
        ("Công an xã", "lead", "Tuần tra", (), None),
    ]


def test_nothing_is_assigned_by_goals(record):
    assert record(HEAD.replace("II. TỔ CHỨC THỰC HIỆN\n", "")).assignments == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "7. Hằng năm các cơ quan, thôn gửi báo cáo về UBND xã trước ngày 20/5.",
            [("các cơ quan, thôn", "lead", "gửi báo cáo về UBND xã", (), "XXXX-05-20")],
        ),
        (
            "5. Các doanh nghiệp trong lĩnh vực du lịch: Bố trí người cứu hộ tại bãi tắm.",
            [("Các doanh nghiệp trong lĩnh vực du lịch", "lead", "Bố trí người cứu hộ tại bãi tắm", (), None)],
        ),
        (
            "4. Hội đồng thi đua khen thưởng xã xét tặng giấy khen cho tập thể.",
            [("Hội đồng thi đua khen thưởng xã", "lead", "xét tặng giấy khen cho tập thể", (), None)],
        ),
        (
            "6. Đề nghị Hội Nông dân xã vận động hội viên; Hội Liên hiệp Phụ nữ xã chủ trì mở lớp dạy bơi.",
            [
                ("Hội Nông dân xã", "requested", "vận động hội viên", (), None),
                ("Hội Liên hiệp Phụ nữ xã", "requested", "chủ trì mở lớp dạy bơi", (), None),
            ],
        ),
        (
            "9. Đồn Biên phòng Thạnh Phú: đề nghị quản lý chặt tàu thuyền ra khơi.",
            [("Đồn Biên phòng Thạnh Phú", "requested", "quản lý chặt tàu thuyền ra khơi", (), None)],
        ),
        (
            "3. Phòng Kinh tế căn cứ khả năng ngân sách tham mưu bố trí kinh phí; kiểm tra bể bơi.",
            [("Phòng Kinh tế", "lead", "tham mưu bố trí kinh phí", (), None)],
        ),
        (
            "2. Quỹ Bảo vệ và phát triển rừng tỉnh chi trả tiền dịch vụ đúng đối tượng.",
            [("Quỹ Bảo vệ và phát triển rừng tỉnh", "lead", "chi trả tiền dịch vụ đúng đối tượng", (), None)],
        ),
        (
            "1. Bảo hiểm xã hội cơ sở Hòa Vang\n- Cung cấp số liệu theo từng thôn.",
            [("Bảo hiểm xã hội cơ sở Hòa Vang", "lead", "Cung cấp số liệu theo từng thôn", (), None)],
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_whose_task_it_is(record, text, expected):
    assert rows(record, text) == expected


def test_dashes_that_only_name_things_are_part_of_the_task_above(record):
    text = "1. Phòng Kinh tế\n- Tham mưu xử lý các nội dung trọng tâm:\n+ hàng quán lấn chiếm vỉa hè;\n+ hố ga hư hỏng."
    assert [row[2] for row in rows(record, text)] == ["Tham mưu xử lý các nội dung trọng tâm"]


def test_an_empty_lead_cell_goes_on_from_above_and_a_merged_row_is_none(document):
    from dataclasses import replace

    from pipeline.extraction import extract

    table = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"],
        ["I", "TUYÊN TRUYỀN", "TUYÊN TRUYỀN", "TUYÊN TRUYỀN"],
        ["1", "Mở lớp dạy bơi", "Phòng Văn hóa - Xã hội", "Công an xã"],
        ["2", "Cắm biển cảnh báo", "", "các thôn"],
    ]
    doc = document(HEAD + "- Theo bảng sau.", table)
    rows_ = doc.tables[0].rows
    group = (rows_[1][0], rows_[1][1], rows_[1][1], rows_[1][1])
    merged = replace(doc, tables=(replace(doc.tables[0], rows=(rows_[0], group, *rows_[2:])),))
    found = [(a.body, a.role, a.task) for a in extract(merged).assignments if a.by == "assignment-table"]
    assert found == [
        ("Phòng Văn hóa - Xã hội", "lead", "Mở lớp dạy bơi"), ("Công an xã", "coordinate", "Mở lớp dạy bơi"),
        ("Phòng Văn hóa - Xã hội", "lead", "Cắm biển cảnh báo"), ("các thôn", "coordinate", "Cắm biển cảnh báo"),
    ]  # fmt: skip
