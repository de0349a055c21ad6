"""Sentences of parts on implementation and reporting, each with who is charged with what (rulings 5 and 10)."""

import pytest

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 25/KH-UBND\nTân Lập, ngày 10 tháng 3 năm 2026\nKẾ HOẠCH\nHè năm 2026\n"
    "I. MỤC ĐÍCH\nVui khỏe.\n{}\n{}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"
)
IMPLEMENTATION = "II. TỔ CHỨC THỰC HIỆN"


def told(record, text, title=IMPLEMENTATION):
    return [(each.role, each.body, each.task) for each in record(HEAD.format(title, text)).assignments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # asked by the issuer, not charged itself
        ("UBND xã đề nghị các ngành, các thôn triển khai.", [("requested", "các ngành, các thôn", "triển khai")]),
        ("Sở Y tế trân trọng đề nghị các bệnh viện gửi số liệu.", [("requested", "các bệnh viện", "gửi số liệu")]),
        ("Công an xã đề nghị UBND xã cấp kinh phí.", [("lead", "Công an xã", "đề nghị UBND xã cấp kinh phí")]),
        (
            "Trên đây là Kế hoạch hè. Đoàn giám sát đề nghị các thôn phối hợp thực hiện.",
            [("requested", "các thôn", "phối hợp thực hiện")],
        ),
        ("Căn cứ Kế hoạch này, đề nghị Trưởng các thôn triển khai.", [("requested", "Trưởng các thôn", "triển khai")]),
        # how often and by when, in front of the body
        ("Sở Y tế trân trọng cảm ơn sự phối hợp của các đơn vị./.", []),
        (
            "Hằng năm, trước ngày 10 tháng 01, Phòng Kinh tế báo cáo kết quả.",
            [("lead", "Phòng Kinh tế", "báo cáo kết quả")],
        ),
        (
            "Định kỳ hoặc đột xuất khi có yêu cầu, các thôn báo cáo kết quả.",
            [("lead", "các thôn", "báo cáo kết quả")],
        ),
        (
            "1. Phòng Kinh tế\n- Định kỳ hoặc đột xuất (khi có yêu cầu), tổng hợp, báo cáo Sở Tài chính, UBND tỉnh.",
            [("lead", "Phòng Kinh tế", "tổng hợp, báo cáo Sở Tài chính, UBND tỉnh")],
        ),
        # a verb with a capital right behind the name
        ("1. Trạm Y tế xã Tổ chức tiêm chủng.", [("lead", "Trạm Y tế xã", "Tổ chức tiêm chủng")]),
        ("1. Chi Cục Thuế Phối hợp, thu phí chợ.", [("lead", "Chi Cục Thuế", "Phối hợp, thu phí chợ")]),
        ("1. Ban Tổ chức hội hè lập danh sách.", [("lead", "Ban Tổ chức hội hè", "lập danh sách")]),
        # a slip in the word of duty
        ("1. Công an xã có trách nhiêm:\n- Tuần tra các thôn.", [("lead", "Công an xã", "Tuần tra các thôn")]),
        # who may, what a body is, gets or consists of
        ("1. Công an xã có quyền yêu cầu các hộ cung cấp thông tin.", []),
        ("1. Ủy ban nhân dân xã có thể xây dựng kế hoạch riêng.", []),
        ("1. Trạm Y tế là cơ quan thường trực của Ban Chỉ đạo.", []),
        ("1. Trưởng ban Chỉ đạo là Chủ tịch xã; các Phó Trưởng ban gồm Trưởng Công an xã.", []),
        ("1. Các đơn vị được hỗ trợ kinh phí theo quy định.", []),
        ("1. Tổ công tác bao gồm đại diện Công an xã và các thôn.", []),
        (
            "1. Trưởng thôn là Tổ trưởng Tổ xung kích, trực tiếp báo động.",
            [("lead", "Trưởng thôn", "trực tiếp báo động")],
        ),
        (
            "1. Các cơ quan được lấy ý kiến có trách nhiệm trả lời trong 10 ngày.",
            [("lead", "Các cơ quan", "có trách nhiệm trả lời trong 10 ngày")],
        ),
        (
            "1. Hội đồng Thi đua do Chủ tịch xã thành lập, có trách nhiệm rà soát hồ sơ.",
            [("lead", "Hội đồng Thi đua", "rà soát hồ sơ")],
        ),
        (
            "1. Hội Nông dân xã với vai trò là nòng cốt, vận động hội viên.",
            [("lead", "Hội Nông dân xã", "vận động hội viên")],
        ),
        (
            "1. Các tổ chức, cá nhân liên quan có nghĩa vụ cung cấp thông tin.",
            [("lead", "Các tổ chức, cá nhân liên quan", "cung cấp thông tin")],
        ),
        (
            "1. Trường hợp không thống nhất, Phòng Kinh tế có trách nhiệm báo cáo Chủ tịch xã.",
            [("lead", "Phòng Kinh tế", "báo cáo Chủ tịch xã")],
        ),
        (
            "1. Tổ chức, cá nhân kinh doanh hàng hóa có trách nhiệm niêm yết giá.",
            [("lead", "Tổ chức, cá nhân kinh doanh hàng hóa", "niêm yết giá")],
        ),
        # what is not to be done, or only so
        (
            "1. Các trường không thu các khoản ngoài quy định.",
            [("lead", "Các trường", "không thu các khoản ngoài quy định")],
        ),
        (
            "1. Các thôn chỉ tổ chức lễ hội khi được Chủ tịch xã đồng ý.",
            [("lead", "Các thôn", "chỉ tổ chức lễ hội khi được Chủ tịch xã đồng ý")],
        ),
        (
            "1. Người hoạt động không chuyên trách ở thôn rà soát hồ sơ.",
            [("lead", "Người hoạt động không chuyên trách ở thôn", "rà soát hồ sơ")],
        ),
        ("1. Các đơn vị cũng rà soát hồ sơ.", [("lead", "Các đơn vị", "rà soát hồ sơ")]),
        # where a name ends
        (
            "1. Các đơn vị liên quan đến việc lập hồ sơ khẩn trương gửi danh sách.",
            [("lead", "Các đơn vị liên quan đến việc lập hồ sơ", "khẩn trương gửi danh sách")],
        ),
        (
            "1. Từng đơn vị xây dựng Kế hoạch chi tiết và Kế hoạch kiểm tra của đơn vị.",
            [("lead", "Từng đơn vị", "xây dựng Kế hoạch chi tiết và Kế hoạch kiểm tra của đơn vị")],
        ),
        ("1. Văn phòng chuyển ngay ý kiến đến các thôn.", [("lead", "Văn phòng", "chuyển ngay ý kiến đến các thôn")]),
        ("1. Sở Xây dựng lập dự án, trình UBND tỉnh.", [("lead", "Sở Xây dựng", "lập dự án, trình UBND tỉnh")]),
        (
            "1. Ban Chỉ đạo họp định kỳ hằng quý để đánh giá kết quả.",
            [("lead", "Ban Chỉ đạo", "họp định kỳ hằng quý để đánh giá kết quả")],
        ),
        ("1. Phòng học: Rà soát, sắp xếp hợp lý.", []),
        (
            "1 - Trạm Y tế có trách nhiệm.\n- Quản lý đối tượng bảo trợ.\n- Lập danh sách.",
            [("lead", "Trạm Y tế", "Quản lý đối tượng bảo trợ"), ("lead", "Trạm Y tế", "Lập danh sách")],
        ),
        (  # a body of a kind that no list knows, among bodies
            "1. Khoa Y\n- Lập danh sách.\n2. Phòng Đào tạo\n- Xếp lịch.\n3. Hệ Quản lý Học viên\n- Đôn đốc sinh viên.",
            [
                ("lead", "Khoa Y", "Lập danh sách"),
                ("lead", "Phòng Đào tạo", "Xếp lịch"),
                ("lead", "Hệ Quản lý Học viên", "Đôn đốc sinh viên"),
            ],
        ),
        (
            "1. Khoa Y\n- Lập danh sách.\n2. Phòng Đào tạo\n- Xếp lịch.\n3. Chế độ Báo cáo\n- Tổng hợp số liệu.",
            [("lead", "Khoa Y", "Lập danh sách"), ("lead", "Phòng Đào tạo", "Xếp lịch")],
        ),
        # partners: in front, of several kinds without "các", of all levels
        (
            "1. Hội Nông dân xã\n- Cùng với Trạm Y tế xã vận động hội viên.",
            [
                ("lead", "Hội Nông dân xã", "Cùng với Trạm Y tế xã vận động hội viên"),
                ("coordinate", "Trạm Y tế xã", "Cùng với Trạm Y tế xã vận động hội viên"),
            ],
        ),
        (
            "1. Công an xã phối hợp với doanh nghiệp, hợp tác xã tuần tra.",
            [
                ("lead", "Công an xã", "phối hợp với doanh nghiệp, hợp tác xã tuần tra"),
                ("coordinate", "doanh nghiệp", "phối hợp với doanh nghiệp, hợp tác xã tuần tra"),
                ("coordinate", "hợp tác xã", "phối hợp với doanh nghiệp, hợp tác xã tuần tra"),
            ],
        ),
        (
            "1. Công an xã phối hợp với sở, ban, ngành vận động các hộ.",
            [
                ("lead", "Công an xã", "phối hợp với sở, ban, ngành vận động các hộ"),
                ("coordinate", "sở, ban, ngành", "phối hợp với sở, ban, ngành vận động các hộ"),
            ],
        ),
        (
            "1. Công an xã phối hợp chặt chẽ, thường xuyên với Trạm Y tế tuần tra.",
            [
                ("lead", "Công an xã", "phối hợp chặt chẽ, thường xuyên với Trạm Y tế tuần tra"),
                ("coordinate", "Trạm Y tế", "phối hợp chặt chẽ, thường xuyên với Trạm Y tế tuần tra"),
            ],
        ),
        # whose duties stand below, told with what they do
        (
            "2. Trách nhiệm chung của các thành viên tham gia sử dụng phần mềm\n- Bảo mật tài khoản.",
            [("lead", "các thành viên tham gia sử dụng phần mềm", "Bảo mật tài khoản")],
        ),
        # more than one body in a sentence, an office told by its field
        (
            "Công chức Tài chính lập dự toán; công chức Văn hóa lập danh sách; Công an xã tuần tra.",
            [
                ("lead", "Công chức Tài chính", "lập dự toán"),
                ("lead", "công chức Văn hóa", "lập danh sách"),
                ("lead", "Công an xã", "tuần tra"),
            ],
        ),
        (
            "Đồng chí Phó Chủ tịch UBND xã phụ trách văn xã chịu trách nhiệm chỉ đạo.",
            [("lead", "Đồng chí Phó Chủ tịch UBND xã phụ trách văn xã", "chịu trách nhiệm chỉ đạo")],
        ),
        (
            "3. Tổ chức chính trị - xã hội tham gia tuyên truyền.",
            [("lead", "Tổ chức chính trị - xã hội", "tham gia tuyên truyền")],
        ),
        # which of a kind are meant
        (
            "1. Các hộ đang nuôi cá trên sông thực hiện nghiêm giờ neo bè.",
            [("lead", "Các hộ đang nuôi cá trên sông", "thực hiện nghiêm giờ neo bè")],
        ),
        (
            "1. Các hộ sử dụng nước giếng trên địa bàn có trách nhiệm kê khai.",
            [("lead", "Các hộ sử dụng nước giếng trên địa bàn", "kê khai")],
        ),
        (
            "1. Giáo viên được phân công lập hồ sơ từng em.",
            [("lead", "Giáo viên được phân công", "lập hồ sơ từng em")],
        ),
        (
            "1. Cơ quan được giao thẩm định giá tham mưu chọn đơn vị tư vấn.",
            [("lead", "Cơ quan được giao thẩm định giá", "tham mưu chọn đơn vị tư vấn")],
        ),
        ("1. Các đội nêu trên\n- Kiểm tra cửa van.", [("lead", "Các đội nêu trên", "Kiểm tra cửa van")]),
        # how things are, what a task is about
        (
            "1. Trạm Y tế xã\n- Đây là việc cấp bách. Khám ngay cho các em.",
            [("lead", "Trạm Y tế xã", "Khám ngay cho các em")],
        ),
        ("1. Trạm Y tế xã\n- Việc khám chữa bệnh áp dụng theo tuyến.", []),
        (
            "1. Phòng Kinh tế\n- Đối với các cầu yếu thuộc phạm vi quản lý, cắm biển báo.",
            [("lead", "Phòng Kinh tế", "cắm biển báo")],
        ),
        (
            "1. Phòng Kinh tế\n- Đối với chi phí năm 2025, yêu cầu Trạm Y tế xã quyết toán.",
            [("lead", "Trạm Y tế xã", "quyết toán")],
        ),
        ("1. Đối với các trường học: phun thuốc.", [("lead", "các trường học", "phun thuốc")]),
        (
            "1. Phòng Kinh tế\n- Khuyến khích các hộ trồng dừa lùn.",
            [("lead", "Phòng Kinh tế", "Khuyến khích các hộ trồng dừa lùn")],
        ),
        (
            "1. Khuyến khích Đoàn Thanh niên xã cử tình nguyện viên.",
            [("requested", "Đoàn Thanh niên xã", "cử tình nguyện viên")],
        ),
        (
            "1. Phòng Văn hóa: Căn cứ vào nội dung Đề án để xây dựng kịch bản, treo áp phích.",
            [("lead", "Phòng Văn hóa", "xây dựng kịch bản, treo áp phích")],
        ),
        (
            "1. Phòng Nội vụ\n- Theo dõi số hộ; báo cáo Tỉnh ủy, Thủ tướng Chính phủ xem xét.",
            [("lead", "Phòng Nội vụ", "Theo dõi số hộ")],
        ),
        # what looks like a name or a heading
        (
            "1. Trạm Y tế xã\na) Khám cho các em.\nb) Phát thuốc cho người cao tuổi sống một mình",
            [
                ("lead", "Trạm Y tế xã", "Khám cho các em"),
                ("lead", "Trạm Y tế xã", "Phát thuốc cho người cao tuổi sống một mình"),
            ],
        ),
        ("1. Mỗi người dân có một thẻ bơi, tạo điều kiện ra sông.", []),
        (
            "1. Phòng Kinh tế báo cáo kết quả trước ngày 15/12/2026 để Ủy ban nhân dân xã kịp thời tổng hợp.",
            [
                (
                    "lead",
                    "Phòng Kinh tế",
                    "báo cáo kết quả trước ngày 15/12/2026 để Ủy ban nhân dân xã kịp thời tổng hợp",
                )
            ],
        ),
        (
            "1. Phòng Kinh tế báo cáo kết quả trước ngày 15/12/2026 hằng năm.",
            [("lead", "Phòng Kinh tế", "báo cáo kết quả")],
        ),
    ],
)
def test_who_is_charged(record, text, expected):
    assert told(record, text) == expected


@pytest.mark.parametrize(
    "title",
    [
        "II. CHẾ ĐỘ BÁO CÁO", "II. CHẾ ĐỘ THÔNG TIN, BÁO CÁO", "II. THÔNG TIN, BÁO CÁO", "II. KIỂM TRA, BÁO CÁO",
        "II. SƠ KẾT, TỔNG KẾT VÀ CHẾ ĐỘ BÁO CÁO", "II. CÔNG TÁC BÁO CÁO", "II. BÁO CÁO KẾT QUẢ THỰC HIỆN",
    ],
)  # fmt: skip
def test_parts_on_reporting_charge(record, title):
    assert told(record, "Các thôn báo cáo kết quả.", title) == [("lead", "Các thôn", "báo cáo kết quả")]


def test_a_part_that_reports_results_charges_nobody(record):
    assert told(record, "Các thôn báo cáo kết quả.", "II. BÁO CÁO KẾT QUẢ NĂM 2025") == []


def test_a_step_is_the_task_of_who_leads_it(record):
    text = (
        "Bước 1: Họp dự kiến danh sách.\n- Thành phần: Ban lãnh đạo.\n- Chủ trì: Người đứng đầu cơ quan.\n"
        "Bước 2: Hội nghị cử tri.\n- Chủ trì: Trưởng thôn.\n- Thời gian: trước ngày 20/5/2026."
    )
    assert [(each.body, each.task, each.due) for each in record(HEAD.format("II. QUY TRÌNH", text)).assignments] == [
        ("Người đứng đầu cơ quan", "Họp dự kiến danh sách", None),
        ("Trưởng thôn", "Hội nghị cử tri", "2026-05-20"),
    ]


def test_names_that_read_like_sentences_are_told_by_the_headings_beside_them(record):
    text = (
        "1. Phòng Kinh tế\n- Lập dự toán.\n2. Các chủ đầu tư xây dựng và kinh doanh hạ tầng bến chợ\n- Sửa chữa mái chợ.\n"
        "3. Công an xã\n- Tuần tra các thôn.\n4. Các hộ khai thác cát trên sông có trách nhiệm\n- Kiểm tra dây neo.\n"
        "5. Trạm Y tế xã\n- Khám cho các em."
    )
    assert [(body, task) for _, body, task in told(record, text)] == [
        ("Phòng Kinh tế", "Lập dự toán"),
        ("Các chủ đầu tư xây dựng và kinh doanh hạ tầng bến chợ", "Sửa chữa mái chợ"),
        ("Công an xã", "Tuần tra các thôn"),
        ("Các hộ khai thác cát trên sông", "Kiểm tra dây neo"),
        ("Trạm Y tế xã", "Khám cho các em"),
    ]


def test_a_letter_asks_for_the_list_below_it(record):
    text = (
        "UBND TỈNH LÀO CAI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/SYT-NVY\nLào Cai, ngày 05 tháng 3 năm 2026\nV/v phòng bệnh dại\n"
        "Kính gửi: Ủy ban nhân dân các xã, phường.\n"
        "Để phòng bệnh, Sở Y tế đề nghị các trạm y tế tăng cường giám sát, tập trung các nội dung sau:\n"
        "1. Lập danh sách hộ nuôi chó.\n2. Trạm trưởng kiểm tra tủ vắc xin.\nTrân trọng./.\n"
        "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn An\n"
    )
    assert [(each.role, each.body, each.task) for each in record(text).assignments] == [
        ("requested", "các trạm y tế", "Lập danh sách hộ nuôi chó"),
        ("requested", "Trạm trưởng", "kiểm tra tủ vắc xin"),
    ]


def test_the_task_of_a_partner_reaches_past_the_names_beside_it(record):
    names = "cơ sở giáo dục nghề nghiệp, cơ sở giáo dục đại học, trung tâm giáo dục thường xuyên, doanh nghiệp"
    (lead, *others) = record(
        HEAD.format(IMPLEMENTATION, f"1. Phòng Văn hóa phối hợp với {names} hướng dẫn học sinh.")
    ).assignments
    assert lead.body == "Phòng Văn hóa"
    assert [each.body for each in others] == names.split(", ")
    assert {each.task for each in others} == {f"phối hợp với {names} hướng dẫn học sinh"}


@pytest.mark.parametrize(
    ("sentence", "tasks"),
    [
        ("Công an xã chịu trách nhiệm kiểm tra hồ sơ.", ["chịu trách nhiệm kiểm tra hồ sơ"]),
        ("Công an xã chịu trách nhiệm trước Ủy ban nhân dân xã về hồ sơ.", []),
        ("Công an xã chịu trách nhiệm hoàn toàn.", []),
    ],
)
def test_who_answers_for_doing_something_is_charged_in_any_part(record, sentence, tasks):
    assert [task for _, _, task in told(record, sentence, "II. NỘI DUNG")] == tasks


def test_articles_of_a_decision_that_give_charge(record):
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 25/QĐ-UBND\nTân Lập, ngày 10 tháng 3 năm 2026\nQUYẾT ĐỊNH\n"
        "Về việc hỗ trợ học bơi\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\nCăn cứ Luật Trẻ em ngày 05/4/2016;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Hỗ trợ mỗi em 02 vé.\nĐiều 2. Giao Công an xã rà soát danh sách các em.\n"
        "Trạm Y tế xã phối hợp với các thôn khám sức khỏe.\n"
        "Điều 3. Phòng Kinh tế, các thôn hướng dẫn tổ chức thực hiện quyết định này.\n"
        "Các ông: Chánh Văn phòng, Trưởng Công an xã chịu trách nhiệm thi hành Quyết định này.\n"
        "CHỦ TỊCH\nLê Văn An\n"
    )
    assert [(each.role, each.body) for each in record(text).assignments] == [
        ("lead", "Công an xã"),
        ("lead", "Trạm Y tế xã"),
        ("coordinate", "các thôn"),
        ("lead", "Phòng Kinh tế, các thôn"),
        ("lead", "Chánh Văn phòng, Trưởng Công an xã"),
    ]


def test_paragraphs_without_a_mark_below_the_name_of_a_body(record):
    text = "Trạm Y tế xã:\nPhối hợp với các thôn khám cho các em.\nLập danh sách.\nCông an xã tuần tra bến sông."
    assert told(record, text) == [
        ("lead", "Trạm Y tế xã", "Phối hợp với các thôn khám cho các em"),
        ("coordinate", "các thôn", "Phối hợp với các thôn khám cho các em"),
        ("lead", "Trạm Y tế xã", "Lập danh sách"),
        ("lead", "Công an xã", "tuần tra bến sông"),
    ]


def test_what_a_letter_tells_first_is_its_ground(record):
    text = (
        "UBND TỈNH LÀO CAI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/SYT-NVY\nLào Cai, ngày 05 tháng 3 năm 2026\nV/v triển khai Quyết định số 123/QĐ-BYT\n"
        "Kính gửi: Ủy ban nhân dân các xã, phường.\n"
        "Ngày 02/3/2026, Bộ Y tế ban hành Quyết định số 123/QĐ-BYT về phòng bệnh dại.\n"
        "Sở Y tế đề nghị Ủy ban nhân dân các xã thực hiện một số nhiệm vụ thuộc phạm vi quản lý nhà nước trên địa bàn về "
        "phòng bệnh cho đàn vật nuôi và giám sát người bị chó cắn, cụ thể như sau:\n"
        "1. Về đàn chó\na) Lập danh sách hộ nuôi chó.\n2. Về con người\na) Theo dõi theo Quyết định số 123/QĐ-BYT.\n"
        "Trân trọng./.\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn An\n"
    )
    found = record(text)
    assert [(each.canonical, each.role) for each in found.legal_references] == [
        ("123/QĐ-BYT", "basis"), ("123/QĐ-BYT", "basis"), ("123/QĐ-BYT", "body"),
    ]  # fmt: skip
    assert [(each.role, each.body, each.task) for each in found.assignments] == [
        ("requested", "Ủy ban nhân dân các xã", "Lập danh sách hộ nuôi chó"),
        ("requested", "Ủy ban nhân dân các xã", "Theo dõi theo Quyết định số 123/QĐ-BYT"),
    ]
