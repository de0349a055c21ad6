import pytest

from pipeline import read
from pipeline.extraction import extract

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
    whole = "Chủ trì, phối hợp với Công an xã, các trường học, thôn và Đoàn Thanh niên xã tổ chức lớp dạy bơi"
    assert found[1][2] == whole


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
    found = [(a.body, a.role, a.task) for a in extract(merged).assignments if a.by.startswith("row-")]
    assert found == [
        ("Phòng Văn hóa - Xã hội", "lead", "Mở lớp dạy bơi"), ("Công an xã", "coordinate", "Mở lớp dạy bơi"),
        ("Phòng Văn hóa - Xã hội", "lead", "Cắm biển cảnh báo"), ("các thôn", "coordinate", "Cắm biển cảnh báo"),
    ]  # fmt: skip


def test_no_plural_makes_a_body_of_a_thing(record):
    text = "1. Các giải pháp:\n- Mở lớp dạy bơi cho học sinh.\n- Các tài liệu hướng dẫn gửi về các thôn."
    assert rows(record, text) == []


@pytest.mark.parametrize(
    ("names", "partners"),
    [
        ("các ngành, các cấp", ("các ngành", "các cấp")),
        ("Cơ quan, địa phương liên quan", ("Cơ quan, địa phương liên quan",)),
        ("các đồng chí Phó Chủ tịch, Trưởng các đoàn thể xã", ("các đồng chí Phó Chủ tịch, Trưởng các đoàn thể xã",)),
        ("Phòng Kinh tế (Tổ Kế hoạch, Tài chính)", ("Phòng Kinh tế (Tổ Kế hoạch, Tài chính)",)),
    ],
)
def test_partners_as_they_are_run_together(record, names, partners):
    assert rows(record, f"1. Trạm Y tế xã\n- Phối hợp với {names} tổ chức tập huấn sơ cứu.")[0][3] == partners


def test_generic_partners_without_a_preposition(record):
    found = rows(record, "1. Trạm Y tế xã\n- Phối hợp các trường học tập huấn sơ cứu; phối hợp hướng dẫn phụ huynh.")
    assert [(row[0], row[1], row[2]) for row in found] == [
        ("Trạm Y tế xã", "lead", "Phối hợp các trường học tập huấn sơ cứu"),
        ("các trường học", "coordinate", "Phối hợp các trường học tập huấn sơ cứu"),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "1. Công an xã chủ trì, phối hợp với Trạm Y tế xã:",
        "1. Công an xã chủ trì, phối hợp với Trạm Y tế xã thực hiện các nhiệm vụ sau:",
        "1. Công an xã\na) Chủ trì, phối hợp với Trạm Y tế xã tham mưu UBND xã:",
    ],
)
def test_those_named_before_a_list_share_its_tasks(record, lead):
    found = rows(record, f"{lead}\n- Xây dựng phương án cứu hộ ở bến đò;\n- Tổ chức tuần tra ven sông.")
    assert [(row[0], row[1]) for row in found][-4:] == [("Công an xã", "lead"), ("Trạm Y tế xã", "coordinate")] * 2


def test_bodies_that_semicolons_part_are_one(record):
    names = "Thủ trưởng các phòng, ban; Chủ tịch UBND các xã"
    assert rows(record, f"1. {names}\na) Mở lớp dạy bơi cho học sinh.")[0][0] == names
    assert rows(record, f"- {names} tổ chức dạy bơi cho học sinh.")[0][:3] == (
        names,
        "lead",
        "tổ chức dạy bơi cho học sinh",
    )


def test_names_behind_what_they_share(record):
    text = "- Các xã: Hòa Bình, Tân Lập khẩn trương rào chắn ao hồ.\n- Các xã: Tuyên truyền, vận động gia đình."
    assert [row[0] for row in rows(record, text)] == ["Các xã: Hòa Bình, Tân Lập", "Các xã"]


def test_the_competence_of_a_body_is_no_task(record):
    text = "- Phòng Kinh tế theo chức năng, nhiệm vụ được giao chủ trì cân đối kinh phí mua phao."
    assert rows(record, text)[0][:3] == ("Phòng Kinh tế", "lead", "chủ trì cân đối kinh phí mua phao")


def test_a_body_told_by_what_it_was_given(record):
    text = "- Các cơ quan được phân công chủ trì việc dạy bơi có trách nhiệm lập dự toán."
    body = "Các cơ quan được phân công chủ trì việc dạy bơi"
    assert rows(record, text)[0][:3] == (body, "lead", "lập dự toán")


@pytest.mark.parametrize("asking", ["Khuyến khích Hội Nông dân xã", "1. Đề nghị: Hội Nông dân xã"])
def test_ways_to_ask(record, asking):
    text = f"- {asking} mở lớp dạy bơi." if asking[0] != "1" else f"{asking}\na) Mở lớp dạy bơi."
    assert rows(record, text)[0][:2] == ("Hội Nông dân xã", "requested")


def test_an_item_that_names_a_body_and_what_it_does(record):
    text = "KẾ HOẠCH\nDạy bơi\nI. NHIỆM VỤ CỤ THỂ\n- Trạm Y tế xã: hướng dẫn sơ cứu đuối nước.\n- Kết quả: mở lớp."
    assert [(a.body, a.task) for a in record(text).assignments] == [("Trạm Y tế xã", "hướng dẫn sơ cứu đuối nước")]


def test_a_second_sentence_charges_its_own_bodies(record):
    made = record(
        HEAD
        + "III. TỔ CHỨC THỰC HIỆN\nYêu cầu các thôn xây dựng kế hoạch. Trong quá trình thực hiện, nếu có vướng mắc, "
        "các cơ quan, đơn vị kịp thời báo cáo UBND xã.\n"
    )
    assert [(item.body, item.task) for item in made.assignments] == [
        ("các thôn", "xây dựng kế hoạch"),
        ("các cơ quan, đơn vị", "kịp thời báo cáo UBND xã"),
    ]


def test_closing_sentences_of_decisions_and_notices(record):
    text = (
        "- Chánh Văn phòng HĐND và UBND xã; Giám đốc các Trung tâm: Y tế, Văn hóa chịu trách nhiệm thi hành Quyết định này.\n"
        "- Văn phòng HĐND và UBND xã thông báo để các thôn và các trường học biết, thực hiện.\n"
        "- Quyết định này có hiệu lực kể từ ngày ký.\n"
    )
    assert [(row[0], row[2]) for row in rows(record, text)] == [
        (
            "Chánh Văn phòng HĐND và UBND xã; Giám đốc các Trung tâm: Y tế, Văn hóa",
            "chịu trách nhiệm thi hành Quyết định này",
        ),
        ("các thôn và các trường học", "biết, thực hiện"),
    ]


TASKS = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]]


def test_titles_written_again_and_group_rows_are_no_tasks(record):
    table = [
        *TASKS,
        ["1", "Mở lớp dạy bơi", "Trạm Y tế", "Các thôn", "Tháng 6/2026", "Lớp học"],
        ["", "Nhiệm vụ mà Chủ tịch giao cho các trường học trên toàn địa bàn chỉ đạo", "", "", "", ""],
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"],
        ["2", "Phối hợp với Công an xã tuần tra bến đò", "Đoàn xã", "", "Tháng 7/2026", "Báo cáo"],
    ]
    assert [(body, role, task) for body, role, task, *_ in rows(record, "", table)] == [
        ("Trạm Y tế", "lead", "Mở lớp dạy bơi"),
        ("Các thôn", "coordinate", "Mở lớp dạy bơi"),
        ("Đoàn xã", "lead", "Phối hợp với Công an xã tuần tra bến đò"),
        ("Công an xã", "coordinate", "tuần tra bến đò"),
    ]


def test_rows_without_a_column_of_time_are_due_with_their_group(record):
    table = [
        ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"],
        ["I", "Giai đoạn 2026-2028", "", "", ""],
        ["1", "Tỷ lệ trẻ em biết bơi an toàn", "%", "60%", "Trạm Y tế"],
        ["2", "Tỷ lệ thôn có lớp dạy bơi", "%", "70%", "Đoàn xã"],
    ]
    assert [(row[0], row[4]) for row in rows(record, "", table)] == [("Trạm Y tế", "2028"), ("Đoàn xã", "2028")]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("báo cáo UBND xã vào ngày 25 hằng tháng", "XXXX-XX-25"),
        ("tổ chức giao ban các thôn vào ngày 25 hằng tháng", None),
        ("xây dựng đề án bể bơi giai đoạn đến năm 2030", None),
    ],
)
def test_what_a_task_is_due_by(record, words, due):
    assert rows(record, f"1. Trạm Y tế xã\n- {words[0].upper()}{words[1:]}.")[0][4] == due


def test_a_task_of_a_list_is_not_read_again_nor_is_the_title(record):
    text = HEAD.replace("Dạy bơi cho trẻ em năm 2026", "Công an xã chủ trì dạy bơi cho trẻ em năm 2026")
    text += "- Trạm Y tế xã mở lớp sơ cứu (Chủ trì: Trạm Y tế xã; phối hợp: Công an xã)."
    assert [(a.body, a.role, a.by) for a in record(text).assignments] == [
        ("Trạm Y tế xã", "lead", "block-lead"),
        ("Công an xã", "coordinate", "block-partner"),
    ]


def test_one_word_is_no_task(record):
    assert [row[2] for row in rows(record, "1. Trạm Y tế xã\n- Họp.\n- Trực cấp cứu.")] == ["Trực cấp cứu"]


def test_each_partner_has_one_entry_and_the_leader_none(record):
    text = "1. Trạm Y tế xã\n- Phối hợp với Công an xã tuần tra, phối hợp với Trạm Y tế xã, Công an xã tập huấn."
    assert [(row[0], row[1], row[3]) for row in rows(record, text)] == [
        ("Trạm Y tế xã", "lead", ("Công an xã",)),
        ("Công an xã", "coordinate", ()),
    ]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("1. Trạm Y tế xã\na) Về kinh phí: các thôn vận động mua phao.", ["các thôn"]),
        ("1. Trạm Y tế xã\n- (Có danh sách kèm theo).", []),
        ("1. Trạm Y tế xã\n- Thực hiện các việc như sau:", []),
        ("1. TRẠM Y TẾ XÃ VÀ CÁC THÔN\n- Tập huấn sơ cứu.", ["Trạm Y tế xã và các thôn"]),
        ("1. CÔNG AN XÃ\n- Tuần tra bến sông.", ["Công an xã"]),
    ],
)
def test_what_gives_a_task_and_what_none(record, text, bodies):
    assert [row[0] for row in rows(record, text)] == bodies


def test_a_word_that_only_tells_who_leads_assigns_nothing(record):
    head = HEAD.replace("- Mở lớp dạy bơi.", "- Mở lớp dạy bơi theo đề tài do Trạm Y tế xã chủ trì.")
    assert record(head).assignments == ()


BLOCK = "1. Mở lớp dạy bơi cho học sinh\n- Chủ trì: {lead}\n- Phối hợp: {partner}\n- Thời gian: quý II/2026"


@pytest.mark.parametrize(
    ("lead", "partner", "found"),
    [
        ("Trạm Y tế xã", "Công an xã", [("Trạm Y tế xã", "lead"), ("Công an xã", "coordinate")]),
        (
            "Trạm Y tế xã phối hợp với Đoàn xã",
            "Công an xã; các thôn",
            [
                ("Trạm Y tế xã", "lead"),
                ("Đoàn xã", "coordinate"),
                ("Công an xã", "coordinate"),
                ("các thôn", "coordinate"),
            ],
        ),
        (
            "Trạm Y tế xã hướng dẫn các trường học dạy bơi; Công an xã tuần tra bến đò.",
            "",
            [("Trạm Y tế xã", "lead"), ("Công an xã", "lead")],
        ),
        ("", "Công an xã", []),
    ],
)
def test_what_the_labels_of_a_block_hold(record, lead, partner, found):
    assert [(row[0], row[1]) for row in rows(record, BLOCK.format(lead=lead, partner=partner))] == found


def test_each_item_under_a_label_of_tasks_is_a_task(record):
    text = "1. Bể bơi xã\n- Nhiệm vụ:\n+ Mở lớp dạy bơi.\n+ Cắm biển cảnh báo.\n- Chủ trì: Trạm Y tế xã\n"
    assert [row[:3] for row in rows(record, text)] == [
        ("Trạm Y tế xã", "lead", "Mở lớp dạy bơi"),
        ("Trạm Y tế xã", "lead", "Cắm biển cảnh báo"),
    ]


def test_a_second_lead_under_one_heading_begins_a_second_list(record):
    text = "1. Bể bơi\n- Mở lớp dạy bơi.\n- Chủ trì: Trạm Y tế xã\n- Cắm biển cảnh báo.\n- Chủ trì: Công an xã\n"
    assert [row[:3] for row in rows(record, text)] == [
        ("Trạm Y tế xã", "lead", "Mở lớp dạy bơi"),
        ("Công an xã", "lead", "Cắm biển cảnh báo"),
    ]


def test_time_and_product_below_a_sentence_complete_it(record):
    text = "1. Trạm Y tế xã\n- Mở lớp sơ cứu.\nThời gian: quý II/2026\nSản phẩm: báo cáo kết quả."
    assert [(a.task, a.due, a.product) for a in record(HEAD + text).assignments] == [
        ("Mở lớp sơ cứu", "2026-34", "báo cáo kết quả")
    ]


@pytest.mark.parametrize(("task", "found"), [("Mở lớp bơi", ["Mở lớp bơi"]), ("Bể bơi", [])])
def test_labels_behind_a_name_make_no_task_of_it(record, task, found):
    text = f"1. Bể bơi xã\n- {task} (Chủ trì: Trạm Y tế xã; thời gian: quý II/2026)."
    assert [a.task for a in record(HEAD + text).assignments] == found


def test_who_carries_out_an_item_with_whom(record):
    text = """II. NỘI DUNG
1. Nhà ở cho công nhân
1.1. Rà soát quỹ đất xây nhà ở cho công nhân trên địa bàn
- Cơ quan thực hiện: Sở Xây dựng chủ trì, phối hợp với Ban Quản lý Khu kinh tế; các sở, ngành liên quan và UBND các xã.
- Thời gian thực hiện: Quý II/2027.
1.2. Cung cấp thông tin về nhà ở trên báo
- Cơ quan thực hiện: Sở Văn hóa đôn đốc, hướng dẫn các đơn vị triển khai thực hiện.
- Thời gian thực hiện: Thường xuyên.
"""
    land, news = "Rà soát quỹ đất xây nhà ở cho công nhân trên địa bàn", "Cung cấp thông tin về nhà ở trên báo"
    assert [(row[0], row[1], row[2]) for row in rows(record, text)] == [
        ("Sở Xây dựng", "lead", land),
        ("Ban Quản lý Khu kinh tế", "coordinate", land),
        ("các sở, ngành liên quan", "coordinate", land),
        ("UBND các xã", "coordinate", land),
        ("Sở Văn hóa", "lead", news),
    ]


def test_bodies_called_by_what_they_do(record):
    text = """II. NỘI DUNG
a) Biên soạn tài liệu về lao động
- Đơn vị chủ trì: Vụ Phổ biến, giáo dục pháp luật.
- Đơn vị phối hợp: Cục Trợ giúp pháp lý, Vụ Các vấn đề chung về lao động.
b) Tổ chức hội thảo về lao động
- Đơn vị chủ trì: Cục Trợ giúp pháp lý.
"""
    assert [(row[0], row[1]) for row in rows(record, text)] == [
        ("Vụ Phổ biến, giáo dục pháp luật", "lead"),
        ("Cục Trợ giúp pháp lý", "coordinate"),
        ("Vụ Các vấn đề chung về lao động", "coordinate"),
        ("Cục Trợ giúp pháp lý", "lead"),
    ]


def test_a_partner_of_a_later_clause(record):
    text = "1. Công an xã\n- Tuần tra bến đò; phối hợp với Trạm Y tế xã trong việc sơ cứu người bị nạn."
    assert [(row[0], row[1], row[2]) for row in rows(record, text)] == [
        ("Công an xã", "lead", "Tuần tra bến đò"),
        ("Trạm Y tế xã", "coordinate", "phối hợp với Trạm Y tế xã trong việc sơ cứu người bị nạn"),
    ]


def test_a_row_goes_on_the_task_above(record):
    table = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"],
        ["1", "Rà soát quỹ đất của xã", "Phòng Kinh tế", "Công an xã", "Báo cáo", "Tháng 5/2026"],
        ["", "", "Phòng Kinh tế", "Trạm Y tế xã", "Kế hoạch", "Tháng 9/2026"],
        ["2", "Cắm mốc các khu đất", "Phòng Kinh tế", "các thôn", "Mốc", "Tháng 11/2026"],
    ]
    found = record("KẾ HOẠCH\nSử dụng đất năm 2026\nPHỤ LỤC\nNhiệm vụ", table).assignments
    assert [(one.body, one.task, one.due) for one in found] == [
        ("Phòng Kinh tế", "Rà soát quỹ đất của xã", "2026-05"),
        ("Công an xã", "Rà soát quỹ đất của xã", "2026-05"),
        ("Phòng Kinh tế", "Rà soát quỹ đất của xã", "2026-09"),
        ("Trạm Y tế xã", "Rà soát quỹ đất của xã", "2026-09"),
        ("Phòng Kinh tế", "Cắm mốc các khu đất", "2026-11"),
        ("các thôn", "Cắm mốc các khu đất", "2026-11"),
    ]


def test_labels_in_a_cell_are_those_of_the_row_and_of_no_list(record):
    table = [
        ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"],
        ["1", "Mở lớp dạy bơi", "Chủ trì: Trạm Y tế xã; phối hợp: Công an xã", "Tháng 6/2026"],
    ]
    assert [(a.body, a.role, a.by) for a in record(HEAD + "- Theo bảng sau.", table).assignments] == [
        ("Trạm Y tế xã", "lead", "row-lead"),
        ("Công an xã", "coordinate", "row-partner"),
    ]


def test_a_label_that_stands_under_nothing_belongs_to_no_task(record):
    text = "KẾ HOẠCH\nDạy bơi cho trẻ em\nChủ trì: Trạm Y tế xã\nI. NỘI DUNG\n- Mở lớp dạy bơi."
    assert record(text).assignments == ()


@pytest.mark.parametrize(
    "lead", ["1. Công an xã:", "1. Công an xã chủ trì, phối hợp với Trạm Y tế xã mở lớp sơ cứu đuối nước, gồm:"]
)
def test_a_list_is_shared_with_nobody_else(record, lead):
    found = rows(record, f"{lead}\n- Tuần tra bến đò.\n- Cắm biển cảnh báo.")
    assert [(row[0], row[1], row[3]) for row in found][-2:] == [("Công an xã", "lead", ())] * 2


ABOVE = "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 15/{}\nAn Bình, ngày 03 tháng 02 năm 2026\n"
DECISION = (
    ABOVE.format("QĐ-UBND") + "QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\nĐiều 1. Thành lập Tổ công tác, gồm 5 người.\n"
)
LETTER = ABOVE.format("UBND-VP") + "V/v phòng cháy rừng mùa khô\nKính gửi: Các thôn trên địa bàn xã.\n"
REPORT = ABOVE.format("BC-UBND") + "BÁO CÁO\nTình hình tháng 01 năm 2026\nPhần II\nNHIỆM VỤ TRỌNG TÂM THÁNG 02-2026\n"
LIST = "1. Chỉ đạo các thôn trực cháy rừng.\n2. Kiểm tra các điểm trường trước ngày 20/02/2026.\n"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            DECISION + "Điều 2. Tổ giúp việc có nhiệm vụ đánh giá hồ sơ, trình Chủ tịch xem xét.",
            [("Tổ giúp việc", "lead", "đánh giá hồ sơ, trình Chủ tịch xem xét", None)],
        ),
        (
            LETTER + "Đề nghị Ban nhân dân các thôn tổ chức trực cháy rừng.",
            [("Ban nhân dân các thôn", "requested", "tổ chức trực cháy rừng", None)],
        ),
        (
            LETTER + "Để chủ động, Chủ tịch UBND xã yêu cầu các thôn thực hiện ngay những việc sau:\n" + LIST,
            [
                ("các thôn", "lead", "Chỉ đạo các thôn trực cháy rừng", None),
                ("các thôn", "lead", "Kiểm tra các điểm trường", "2026-02-20"),
            ],
        ),
        (
            REPORT + "Trong tháng 02, UBND xã tập trung chỉ đạo thực hiện một số nhiệm vụ sau:\n" + LIST,
            [
                ("UBND xã", "lead", "Chỉ đạo các thôn trực cháy rừng", None),
                ("UBND xã", "lead", "Kiểm tra các điểm trường", "2026-02-20"),
            ],
        ),
        (REPORT + "Trong tháng 01, UBND xã đã thực hiện các việc sau:\n- Trồng cây ven đường.", []),
        (REPORT + "Phòng Kinh tế giúp Văn phòng HĐND và UBND xã thực hiện các nhiệm vụ sau:\n- Bài trí phòng họp.", []),
        (DECISION + "Điều 2. Trung tâm là đơn vị sự nghiệp của xã, thực hiện chức năng phục vụ.", []),
        (
            HEAD.replace("Mở lớp dạy bơi", "UBND xã có nhiệm vụ mở lớp dạy bơi"),
            [("UBND xã", "lead", "mở lớp dạy bơi", None)],
        ),
    ],
)
def test_papers_charge_where_they_say_so(record, text, want):
    assert [(a.body, a.role, a.task, a.due) for a in record(text).assignments] == want


def test_the_first_of_several_papers_has_its_own_bases(record):
    second = LETTER.replace("15/", "16/") + "I. NỘI DUNG\n- Nội dung tập huấn.\n"
    foot = "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn B\n"
    text = LETTER + "Giao Phòng Kinh tế lập danh sách hộ trồng rừng.\n" + foot + second + foot
    assert [(a.body, a.task) for a in record(text).assignments] == [("Phòng Kinh tế", "lập danh sách hộ trồng rừng")]


@pytest.mark.parametrize(
    ("text", "body", "role", "task"),
    [
        (
            "Đề nghị lãnh đạo các phòng chuyên môn; Hiệu trưởng các trường học tổ chức thực hiện kế hoạch.",
            "lãnh đạo các phòng chuyên môn; Hiệu trưởng các trường học",
            "requested",
            "tổ chức thực hiện kế hoạch",
        ),
        (
            "Quá trình thực hiện nếu có khó khăn vướng mắc các thôn liên hệ Văn phòng UBND xã để được hướng dẫn.",
            "các thôn",
            "lead",
            "liên hệ Văn phòng UBND xã để được hướng dẫn",
        ),
        (
            "1. Phòng Kinh tế:\n- Đề xuất UBND tỉnh bố trí kinh phí xây bể bơi.",
            "Phòng Kinh tế",
            "lead",
            "Đề xuất UBND tỉnh bố trí kinh phí xây bể bơi",
        ),
    ],
)
def test_who_is_charged(record, text, body, role, task):
    assert [row[:3] for row in rows(record, text)] == [(body, role, task)]


def test_papers_to_be_sent_are_no_tasks(record):
    text = "1. Các trường học:\n- Gửi hồ sơ mở lớp và những tài liệu kèm theo sau đây về UBND xã:\n+ Đơn đăng ký.\n+ Báo cáo kết quả dạy bơi năm 2025.\n- Thông báo lịch học."
    assert [row[2] for row in rows(record, text)] == [
        "Gửi hồ sơ mở lớp và những tài liệu kèm theo sau đây về UBND xã",
        "Thông báo lịch học",
    ]


def test_rooms_as_partners_without_a_preposition(record):
    text = "1. Thanh tra Sở chủ trì phối hợp các phòng chuyên môn theo dõi, đôn đốc việc dạy bơi."
    assert rows(record, text)[0][3] == ("các phòng chuyên môn",)


def test_headings_that_are_labels(record):
    text = """II. NỘI DUNG
1. Dạy bơi trong trường học
1.1. Nội dung, biện pháp
a) Mở lớp dạy bơi.
1.2. Cơ quan chủ trì, phối hợp
a) Cơ quan chủ trì
- Phòng Văn hóa - Xã hội.
- Các trường học; Trạm Y tế xã.
b) Cơ quan phối hợp
- Đoàn Thanh niên xã.
- Công an xã; các thôn.
1.3. Thời gian thực hiện: Tháng 6, 7/2026.
"""
    task = "Dạy bơi trong trường học"
    assert [(row[0], row[1], row[2]) for row in rows(record, text)] == [
        ("Phòng Văn hóa - Xã hội; Các trường học; Trạm Y tế xã", "lead", task),
        ("Đoàn Thanh niên xã", "coordinate", task),
        ("Công an xã", "coordinate", task),
        ("các thôn", "coordinate", task),
    ]


def test_a_bracket_behind_the_task_says_who(record):
    text = "II. NỘI DUNG\n1. Ban hành quy chế dạy bơi (Giao Công an xã chủ trì, phối hợp với Trạm Y tế xã; các thôn tham mưu)."
    task = "Ban hành quy chế dạy bơi"
    assert [(row[0], row[1], row[2]) for row in rows(record, text)] == [
        ("Công an xã", "lead", task),
        ("Trạm Y tế xã", "coordinate", task),
        ("các thôn", "coordinate", task),
    ]


def test_what_is_no_body_is_no_partner(record):
    text = (
        HEAD + "1. Công an xã\n- Chủ trì, phối hợp với nhau lập chốt trực.\n- Phối hợp với việc tuyên truyền lập chốt."
    )
    assert [(a.body, a.partners) for a in record(text).assignments] == [("Công an xã", ()), ("Công an xã", ())]


def test_a_clause_without_a_body_is_no_task_of_another(record):
    text = HEAD + "1. Công an xã\n- Tuần tra ao hồ; nếu cần thì báo cáo; Trạm Y tế sơ cứu; phát tờ rơi."
    assert [(a.body, a.task) for a in record(text).assignments] == [
        ("Công an xã", "Tuần tra ao hồ"), ("Trạm Y tế", "sơ cứu"),
    ]  # fmt: skip


def test_a_leftmost_time_holds_for_the_rows_below_and_the_lead_is_who_leads(record):
    rows = [
        ["Thời gian", "Nội dung", "Cơ quan chịu trách nhiệm quản lý", "Đơn vị chủ trì", "Đơn vị phối hợp"],
        ["I", "Giai đoạn chuẩn bị và lựa chọn các địa điểm để xây bể chứa", "", "", ""],
        ["3-4/2027", "Khảo sát các thôn", "Cơ quan lập đề án", "Phòng Kinh tế", "- Trạm Y tế; - Công an xã"],
        ["", "Lập bản vẽ", "Cơ quan lập đề án", "Văn phòng HĐND và UBND xã", ""],
        ["II", "Giai đoạn thi công", "", "", ""],
        ["", "Xây bể", "Cơ quan lập đề án", "Phòng Kinh tế", ""],
    ]
    found = record("KẾ HOẠCH\nXây bể chứa nước", rows).assignments
    assert [(a.body, a.role, a.task, a.due, a.section) for a in found] == [
        ("Phòng Kinh tế", "lead", "Khảo sát các thôn", "2027-04", "I"),
        ("Trạm Y tế", "coordinate", "Khảo sát các thôn", "2027-04", "I"),
        ("Công an xã", "coordinate", "Khảo sát các thôn", "2027-04", "I"),
        ("Văn phòng HĐND và UBND xã", "lead", "Lập bản vẽ", "2027-04", "I"),
        ("Phòng Kinh tế", "lead", "Xây bể", None, "II"),
    ]


def test_a_case_a_day_and_a_request_before_the_body(record):
    text = (
        "- Đối với hộ ở ngoài đê thì cơ quan quản lý đê có trách nhiệm cắm biển báo.\n"
        "- Từ ngày 05/3/2026: Trạm Y tế xã phun hóa chất.\n"
        "- Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã yêu cầu các trưởng thôn rà soát hộ nghèo.\n"
        "- Các cấp ủy, tổ chức đảng quán triệt Kế hoạch này.\n"
        "- Đội tuần tra trong quá trình kiểm tra nếu thấy sạt lở, có người mắc kẹt thì báo cáo ngay."
    )
    assert [each[:3] for each in rows(record, text)] == [
        ("cơ quan quản lý đê", "lead", "cắm biển báo"),
        ("Trạm Y tế xã", "lead", "phun hóa chất"),
        ("các trưởng thôn", "lead", "rà soát hộ nghèo"),
        ("Các cấp ủy, tổ chức đảng", "lead", "quán triệt Kế hoạch này"),
        ("Đội tuần tra", "lead", "báo cáo ngay"),
    ]


def test_persons_are_charged_by_name_and_office(record):
    text = (
        "- Ông. Lê Văn Sáu - Tổ trưởng: Giữ sổ trực.\n"
        "- Đồng chí Vũ Thị Bình - Chủ tịch UBND xã, Trưởng ban phụ trách công tác hậu cần.\n"
        "- Đối với tổ cứu hộ: Các thành viên tổ rà soát phao mỗi sáng.\n"
        "- Đối với đơn vị được hỗ trợ: Lập sổ nhận phao."
    )
    assert [each[:3] for each in rows(record, text)] == [
        ("Ông. Lê Văn Sáu - Tổ trưởng", "lead", "Giữ sổ trực"),
        ("Đồng chí Vũ Thị Bình - Chủ tịch UBND xã, Trưởng ban", "lead", "phụ trách công tác hậu cần"),
        ("Các thành viên tổ", "lead", "rà soát phao mỗi sáng"),
        ("đơn vị được hỗ trợ", "lead", "Lập sổ nhận phao"),
    ]


def test_a_list_within_dashes_and_a_bracket_with_its_time(record):
    text = (
        "1. Hoàn thiện quy định\n"
        "- Sửa đổi quy chế bến bãi (Phòng Kinh tế chủ trì, hoàn thành trong quý I/2027).\n"
        "- Lập đề án chợ quê.\n"
        "+ Cơ quan chủ trì: Văn phòng HĐND và UBND xã\n"
        "+ Thời gian hoàn thành: Tháng 12/2026"
    )
    assert [(a.body, a.task, a.due) for a in record(HEAD.replace("- Mở lớp dạy bơi.", text)).assignments] == [
        ("Phòng Kinh tế", "Sửa đổi quy chế bến bãi", "2027-33"),
        ("Văn phòng HĐND và UBND xã", "Lập đề án chợ quê", "2026-12"),
    ]


def test_a_closing_request_is_not_that_of_the_item_above(record):
    text = (
        "1. Đ/c Trưởng Công an xã chỉ đạo chung.\n"
        "2. Các tổ công tác lập danh sách các hộ.\n"
        "Nhận được Kế hoạch này, yêu cầu các thôn nghiêm túc triển khai thực hiện./."
    )
    assert [each[:3] for each in rows(record, text)] == [
        ("Đ/c Trưởng Công an xã", "lead", "chỉ đạo chung"),
        ("Các tổ công tác", "lead", "lập danh sách các hộ"),
        ("các thôn", "lead", "nghiêm túc triển khai thực hiện"),
    ]


def test_a_task_that_its_list_tells_in_detail_and_a_body_called_giao(record):
    text = (
        "1. Sở Nội vụ phối hợp với Bộ Ngoại giao và Tỉnh đoàn tập huấn các lớp.\n"
        "2. Các thôn vận động các hộ rào ao. Cụ thể:\n- Cắm biển báo."
    )
    assert [each[:3] for each in rows(record, text)] == [
        ("Sở Nội vụ", "lead", "phối hợp với Bộ Ngoại giao và Tỉnh đoàn tập huấn các lớp"),
        ("Bộ Ngoại giao", "coordinate", "phối hợp với Bộ Ngoại giao và Tỉnh đoàn tập huấn các lớp"),
        ("Tỉnh đoàn", "coordinate", "phối hợp với Bộ Ngoại giao và Tỉnh đoàn tập huấn các lớp"),
        ("Các thôn", "lead", "vận động các hộ rào ao"),
        ("Các thôn", "lead", "Cắm biển báo"),
    ]


def test_a_decision_that_asks(record):
    text = (
        DECISION
        + "Điều 2. Quyết định này có hiệu lực từ ngày ký.\nĐề nghị Hội Nông dân xã phối hợp giám sát việc thực hiện."
    )
    assert [(a.body, a.role, a.task) for a in record(text).assignments] == [
        ("Hội Nông dân xã", "requested", "phối hợp giám sát việc thực hiện")
    ]


def test_departments_called_by_letter_and_number_lead_and_help(record):
    rows = [
        ["TT", "Nội dung", "Thời gian", "Đơn vị chủ trì", "Đơn vị phối hợp"],
        ["1", "Rà soát danh sách lớp", "Trước 15/8/2026", "P3", "Các tổ, P7"],
        ["2", "Nhập số liệu dạy bù", "Trước 20/8/2026", "P7", "-"],
    ]
    found = record("KẾ HOẠCH\nDạy bù năm 2026", rows).assignments
    assert [(a.role, a.body) for a in found] == [
        ("lead", "P3"),
        ("coordinate", "Các tổ"),
        ("coordinate", "P7"),
        ("lead", "P7"),
    ]


def test_below_a_body_alone_each_dash_is_a_task_whatever_its_verb(record):
    found = record(
        "KẾ HOẠCH\nVệ sinh đường làng năm 2026\nI. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã:\n- Rải vôi bột quanh ao nuôi.\n"
        "- Lập danh sách hộ nuôi cá.\n2. Phòng Kinh tế hướng dẫn các nội dung sau:\n- Cách rải vôi.\n- Cách bón phân."
    ).assignments
    assert [(a.body, a.task) for a in found] == [
        ("Trạm Y tế xã", "Rải vôi bột quanh ao nuôi"),
        ("Trạm Y tế xã", "Lập danh sách hộ nuôi cá"),
        ("Phòng Kinh tế", "hướng dẫn các nội dung sau"),
    ]


@pytest.mark.parametrize("above", ["", "KẾ HOẠCH\nNăm 2026\n\n"])
def test_a_label_under_nothing_makes_no_task(record, above):
    assert record(f"{above}Chủ trì: Phòng Kinh tế lập sổ văn thư.\nPhối hợp: Công an xã.").assignments == ()


def test_duties_among_the_demands_are_no_tasks(record):
    orders = "- Phòng Kinh tế có trách nhiệm lập sổ văn thư.\n- Công an xã có trách nhiệm ghi sổ văn thư."
    assert record(f"KẾ HOẠCH\nNăm 2026\n\nI. MỤC ĐÍCH, YÊU CẦU\n1. Yêu cầu\n{orders}").assignments == ()
    assert len(record(f"KẾ HOẠCH\nNăm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n1. Phân công\n{orders}").assignments) == 2


@pytest.mark.parametrize("heading", ["1. Phòng Kinh tế:", "Phòng Kinh tế:", "Phòng Kinh tế"])
def test_a_body_heads_tasks_wherever_its_line_stands(record, heading):
    text = f"KẾ HOẠCH\nNăm 2026\n\nI. NỘI DUNG\n{heading}\n- Lập sổ văn thư."
    assert [task.body for task in record(text).assignments] == ["Phòng Kinh tế"]


@pytest.mark.parametrize(("part", "count"), [("THỰC TRẠNG, KẾT QUẢ", 0), ("NHIỆM VỤ", 2)])
def test_what_bodies_did_is_no_order(record, part, count):
    orders = "- Phòng Kinh tế có trách nhiệm lập sổ văn thư.\n- Công an xã có trách nhiệm ghi sổ văn thư."
    text = f"THÔNG BÁO\nVề văn thư\n\nI. {part}\n1. Cụ thể\n{orders}"
    assert len(record(text).assignments) == count


def test_beside_a_heading_that_names_a_body_others_are_charged_too(record):
    opening = "KẾ HOẠCH\nVệ sinh đường làng năm 2026\nI. NHIỆM VỤ CỤ THỂ\n"
    tasks = "2. Phòng Kinh tế hướng dẫn các thôn quét vôi.\n3. Đề nghị Hội Nông dân xã vận động hội viên."
    found = record(f"{opening}1. Trạm Y tế xã\n- Rà soát danh sách hộ dân.\n{tasks}").assignments
    assert [(a.role, a.body) for a in found] == [
        ("lead", "Trạm Y tế xã"),
        ("lead", "Phòng Kinh tế"),
        ("requested", "Hội Nông dân xã"),
    ]
    assert record(f"{opening}1. Vệ sinh ao nuôi\n- Rà soát danh sách hộ dân.\n{tasks}").assignments == ()


def test_a_topic_that_is_handed_on_at_once_is_a_task_of_that_body(record):
    opening = "KẾ HOẠCH\nTrồng cây năm 2026\nI. TỔ CHỨC THỰC HIỆN\n"
    found = record(f"{opening}1. Tổ chức trồng cây: Giao Phòng Kinh tế chủ trì thực hiện.").assignments
    assert [(a.role, a.body, a.task) for a in found] == [("lead", "Phòng Kinh tế", "chủ trì thực hiện")]


def test_a_heading_says_what_the_body_that_it_names_is(record):
    text = (
        "1. Cơ quan quản lý: Phòng Kinh tế xã:\n- Tham mưu giúp UBND xã triển khai đề án.\n"
        "2. Đơn vị chủ trì: Trạm Y tế xã\n- Tổ chức tiêm chủng cho trẻ em.\n"
        "3. Cơ quan phối hợp: Đoàn Thanh niên xã\n- Tuyên truyền cho người dân."
    )
    assert [(body, role, task) for body, role, task, *_ in rows(record, text)] == [
        ("Phòng Kinh tế xã", "lead", "Tham mưu giúp UBND xã triển khai đề án"),
        ("Trạm Y tế xã", "lead", "Tổ chức tiêm chủng cho trẻ em"),
        ("Đoàn Thanh niên xã", "coordinate", "Tuyên truyền cho người dân"),
    ]


def test_what_a_paper_says_of_itself_is_no_task(record):
    text = "1. Văn phòng Đảng ủy theo dõi việc dạy bơi.\nNghị quyết này được phổ biến đến chi bộ."
    assert [task for _, _, task, *_ in rows(record, text)] == ["theo dõi việc dạy bơi"]


def test_those_who_are_helped_and_persons_in_small_letters_are_partners(record):
    text = (
        "1. Trạm Y tế xã: Phối hợp, hỗ trợ Công an xã, Đoàn Thanh niên xã trong công tác cứu đuối.\n"
        "2. UBND các xã\n- Giao Ban Chỉ đạo xã phối hợp với trưởng thôn, tổ trưởng dân phố tổ chức hội nghị."
    )
    partners = [partners for _, role, _, partners, _ in rows(record, text) if role == "lead"]
    assert partners == [("Công an xã", "Đoàn Thanh niên xã"), ("trưởng thôn", "tổ trưởng dân phố")]


def test_lines_of_a_cell_whose_breaks_are_lost(tmp_path):
    table = (
        "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"
        "1 | Xây dựng bể bơi | Sở Xây dựng | Bộ Tài chính Sở Y tế Và các cơ quan liên quan | 2026\n"
        "2 | Mở lớp dạy bơi | Sở Y tế | Sở Nội vụ Cơ quan, tổ chức và doanh nghiệp liên quan | 2026\n"
        "3 | Tuần tra bờ sông | Sở Nội vụ | Bộ Chỉ huy Bộ đội Biên phòng tỉnh | 2026\n"
    )
    (tmp_path / "plan.txt").write_text(f"{HEAD}{table}", encoding="utf-8")
    found = extract(read(tmp_path / "plan.txt")).assignments
    assert [each.partners for each in found if each.role == "lead"] == [
        ("Bộ Tài chính", "Sở Y tế", "các cơ quan liên quan"),
        ("Sở Nội vụ", "Cơ quan, tổ chức và doanh nghiệp liên quan"),
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh",),
    ]


def test_who_gives_out_something_else_than_a_task_is_charged_with_it(record):
    text = (
        "1. UBND xã phân bổ và giao dự toán cho các thôn.\n2. UBND xã tổ chức thực hiện giao chỉ tiêu dạy bơi.\n"
        "3. UBND xã giao Trạm Y tế mở lớp dạy bơi."
    )
    assert [(body, task) for body, _, task, *_ in rows(record, text)] == [
        ("UBND xã", "phân bổ và giao dự toán cho các thôn"),
        ("UBND xã", "tổ chức thực hiện giao chỉ tiêu dạy bơi"),
        ("Trạm Y tế", "mở lớp dạy bơi"),
    ]


def test_a_list_that_counts_anew_is_led_by_no_paragraph_above_the_one_before(tmp_path):
    text = (
        "TỈNH ỦY PHÚ AN\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 26-NQ/TU\nPhú An, ngày 05 tháng 12 năm 2026\nNGHỊ QUYẾT\n"
        "Về nhiệm vụ năm 2027\nNăm 2027 là năm đầu của kế hoạch. Do đó, yêu cầu các cấp, các ngành, các địa phương phải "
        "nỗ lực lớn để thực hiện các nhiệm vụ sau:\n1. Phát huy vai trò của các thôn.\n2. Đẩy mạnh phân cấp cho các thôn.\n"
        "MỤC TIÊU\n1. Mở rộng các lớp dạy bơi.\n2. Xây dựng bể bơi.\n"
    )
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    assert [each.task[:9] for each in extract(read(tmp_path / "plan.txt")).assignments] == ["Phát huy ", "Đẩy mạnh "]


def test_names_above_plain_paragraphs_charge_with_them(record):
    found = rows(
        record,
        "Trạm Y tế xã\nTổ chức khám sức khỏe cho người cao tuổi.\nPhối hợp với các thôn lập danh sách.\n"
        "Đề nghị Hội Nông dân xã\nVận động hội viên tham gia.\nCông an xã có nhiệm vụ:\nKiểm tra bến đò;\nNhắc nhở chủ đò.",
    )
    assert [(row[0], row[1], row[2]) for row in found] == [
        ("Trạm Y tế xã", "lead", "Tổ chức khám sức khỏe cho người cao tuổi"),
        ("Trạm Y tế xã", "lead", "Phối hợp với các thôn lập danh sách"),
        ("các thôn", "coordinate", "Phối hợp với các thôn lập danh sách"),
        ("Hội Nông dân xã", "requested", "Vận động hội viên tham gia"),
        ("Công an xã", "lead", "Kiểm tra bến đò"),
        ("Công an xã", "lead", "Nhắc nhở chủ đò"),
    ]


def test_labelled_paragraphs_that_say_who_does_the_list_below_are_headings(record):
    text = (
        "1. Trạm Y tế xã thực hiện các nhiệm vụ sau:\na) Khám sức khỏe cho người cao tuổi.\nb) Cấp phát thuốc.\n"
        "2. Công an xã thực hiện các nhiệm vụ sau:\na) Kiểm tra bến đò."
    )
    found = record(f"KẾ HOẠCH\nDọn kênh năm 2026\nII. NHIỆM VỤ VÀ GIẢI PHÁP\n{text}").assignments
    assert [(a.body, a.task) for a in found] == [
        ("Trạm Y tế xã", "Khám sức khỏe cho người cao tuổi"),
        ("Trạm Y tế xã", "Cấp phát thuốc"),
        ("Công an xã", "Kiểm tra bến đò"),
    ]


def test_items_with_small_roman_numerals_in_brackets(record):
    found = rows(record, "Để kịp tiến độ:\n(i) Công an xã kiểm tra bến đò.\n(ii) Giao Trạm Y tế xã mở lớp sơ cứu.")
    assert [row[:3] for row in found] == [
        ("Công an xã", "lead", "kiểm tra bến đò"),
        ("Trạm Y tế xã", "lead", "mở lớp sơ cứu"),
    ]
