import pytest

from pipeline import read
from pipeline.extraction import extract

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
        "- Vận động để đạt mục tiêu tới năm 2026 tỷ lệ trẻ biết bơi đạt trên 60% trẻ em, đến năm 2030 đạt mục tiêu 'xóa mù bơi'.",
        [(60, "%", ">=", "tỷ lệ trẻ biết bơi", "2026")],
    ),
    (
        "- Đến năm 2030, 70% học sinh được dạy bơi và đạt 90% vào năm 2035.",
        [(70, "%", "=", "học sinh được dạy bơi", "2030"), (90, "%", "=", "học sinh được dạy bơi", "2035")],
    ),
    (
        "- Tỷ lệ thất thoát nước đến năm 2027 giảm còn 23% và đến năm 2030 còn 20%.",
        [
            (23, "%", "=", "Tỷ lệ thất thoát nước", "2027"),
            (20, "%", "=", "Tỷ lệ thất thoát nước", "2030"),
        ],
    ),
    ("- Dân số đến năm 2040 khoảng 230.000 người.", [(230000, "người", "=", "Dân số", "2040")]),
    (
        "- Xã phấn đấu tăng giá trị sản xuất từ 5,6 tỷ đồng năm 2025 lên 10 tỷ đồng năm 2030.",
        [(10, "tỷ đồng", "=", "giá trị sản xuất", "2030")],
    ),
    (
        "- Giảm tỷ trọng chi hành chính xuống 63% tổng chi, giữ vững tỷ lệ che phủ rừng 58,5%.",
        [(63, "%", "=", "tỷ trọng chi hành chính", None), (58.5, "%", "=", "tỷ lệ che phủ rừng", None)],
    ),
    (
        "- Tỷ lệ giảm rác chôn lấp từ 75-80% nếu có nhà máy đốt rác; 90% hộ phân loại rác, không còn hộ vi phạm.",
        [(75, "%", "=", "Tỷ lệ giảm rác chôn lấp", None), (90, "%", "=", "hộ phân loại rác", None)],
    ),
    (
        "- Tổng diện tích gieo trồng 1.250 ha, trong đó: lúa 800 ha, ngô 300 ha, rau màu các loại 150 ha.",
        [
            (1250, "ha", "=", "Tổng diện tích gieo trồng", None),
            (800, "ha", "=", "lúa", None),
            (300, "ha", "=", "ngô", None),
            (150, "ha", "=", "rau màu các loại", None),
        ],
    ),
    (
        "- Chỉ số hài lòng của cha mẹ đạt 0,85 vào năm 2027; tuổi thọ bình quân đạt 75,5 tuổi; tạo 500 việc làm mới.",
        [
            (0.85, "", "=", "Chỉ số hài lòng của cha mẹ", "2027"),
            (75.5, "tuổi", "=", "tuổi thọ bình quân", None),
            (500, "việc làm", "=", "việc làm mới", None),
        ],
    ),
    (
        "- Trồng rừng:\n+ Năm 2026: 50 ha.\n+ Năm 2027: 60 ha.",
        [(50, "ha", "=", "Trồng rừng", "2026"), (60, "ha", "=", "Trồng rừng", "2027")],
    ),
    (
        "1. Phấn đấu số hộ thoát nghèo từng năm như sau:\n- Năm 2026: 12 hộ; năm 2027: 10 hộ.\n- Năm 2028: 02 tổ vay vốn.",
        [
            (12, "hộ", "=", "số hộ thoát nghèo", "2026"),
            (10, "hộ", "=", "số hộ thoát nghèo", "2027"),
            (2, "tổ", "=", "tổ vay vốn", "2028"),
        ],
    ),
    ("2. Chỉ tiêu cụ thể\n- Năm 2026: 92%.", []),
    (
        "- Tỷ lệ trẻ thấp còi dưới 17% (khu vực vùng cao dưới 28%) vào năm 2027 và dưới 15% (vùng cao dưới 23%) vào năm 2030.",
        [
            (17, "%", "<=", "Tỷ lệ trẻ thấp còi", "2027"),
            (28, "%", "<=", "Tỷ lệ trẻ thấp còi, khu vực vùng cao", "2027"),
            (15, "%", "<=", "Tỷ lệ trẻ thấp còi", "2030"),
            (23, "%", "<=", "Tỷ lệ trẻ thấp còi, vùng cao", "2030"),
        ],
    ),
    (
        "- Giảm tỷ suất chết của trẻ dưới 1 tuổi trên 1.000 trẻ sinh ra xuống 12,5 vào năm 2027 và 10 vào năm 2030.",
        [
            (12.5, "trên 1.000 trẻ sinh ra", "=", "tỷ suất chết của trẻ dưới 1 tuổi trên 1.000 trẻ sinh ra", "2027"),
            (10, "trên 1.000 trẻ sinh ra", "=", "tỷ suất chết của trẻ dưới 1 tuổi trên 1.000 trẻ sinh ra", "2030"),
        ],
    ),
    (
        "- Cho hộ nghèo vay vốn với lãi suất 3%/năm, có bảo lãnh; tạo ra khoảng 500 việc làm.",
        [(3, "%/năm", "=", "Cho hộ nghèo vay vốn với lãi suất", None), (500, "việc làm", "=", "việc làm", None)],
    ),
    (
        "- 90% trẻ em được nuôi dưỡng, trợ giúp vào năm 2027 và 95% vào năm 2030; quy mô đàn bò năm 2027 đạt trên 500 con.",
        [
            (90, "%", "=", "trẻ em được nuôi dưỡng, trợ giúp", "2027"),
            (95, "%", "=", "trẻ em được nuôi dưỡng, trợ giúp", "2030"),
            (500, "con", ">=", "quy mô đàn bò", "2027"),
        ],
    ),
    (
        "- Tổng số thành viên tổ tối thiểu là 07 người, tối đa là 09 người.",
        [(7, "người", ">=", "Tổng số thành viên tổ", None), (9, "người", "<=", "Tổng số thành viên tổ", None)],
    ),
    (
        "- Tỷ lệ trẻ béo phì xuống dưới 5% đối với nông thôn và dưới 10% đối với thành thị.",
        [
            (5, "%", "<=", "Tỷ lệ trẻ béo phì đối với nông thôn", None),
            (10, "%", "<=", "Tỷ lệ trẻ béo phì đối với thành thị", None),
        ],
    ),
    (
        "- Phấn đấu trong năm 2027,90% hộ dân có nước sạch.",
        [(90, "%", "=", "hộ dân có nước sạch", "2027")],
    ),
    (
        "- Theo Quyết định số 12/QĐ-UBND, đến năm 2030 kinh phí dạy bơi đạt 2,0% tổng chi.",
        [(2, "%", "=", "kinh phí dạy bơi", "2030")],
    ),
    (
        "- Sử dụng 239 triệu đồng (hai trăm ba mươi chín triệu đồng) nguồn xã hội hóa.",
        [(239, "triệu đồng", "=", "nguồn xã hội hóa", None)],
    ),
    (
        "- Tỷ số tử vong mẹ dưới 4/100.000 trẻ đẻ sống vào năm 2028.",
        [(4, "/100.000 trẻ đẻ sống", "<=", "Tỷ số tử vong mẹ", "2028")],
    ),
    (
        "- Hội nghị tuyên truyền, tập huấn: 21.720.000 đồng.",
        [(21720000, "đồng", "=", "Hội nghị tuyên truyền, tập huấn", None)],
    ),
    (
        "- Rèn luyện: Tốt 64% (96 HS); Khá 30% (45 học sinh); Đạt 4% (6 HS); Chưa đạt dưới 2% (3 HS).",
        [
            (64, "%", "=", "Rèn luyện: Tốt", None),
            (96, "học sinh", "=", "Rèn luyện: Tốt", None),
            (30, "%", "=", "Rèn luyện: Khá", None),
            (45, "học sinh", "=", "Rèn luyện: Khá", None),
            (4, "%", "=", "Rèn luyện: Đạt", None),
            (6, "học sinh", "=", "Rèn luyện: Đạt", None),
            (2, "%", "<=", "Rèn luyện: Chưa đạt", None),
            (3, "học sinh", "<=", "Rèn luyện: Chưa đạt", None),
        ],
    ),
    (
        "- Xếp loại viên chức: 100% viên chức hoàn thành nhiệm vụ (20% xuất sắc, 80% tốt).",
        [
            (100, "%", "=", "viên chức hoàn thành nhiệm vụ", None),
            (20, "%", "=", "Xếp loại viên chức: xuất sắc", None),
            (80, "%", "=", "Xếp loại viên chức: tốt", None),
        ],
    ),
    (
        "- Bơi lội cấp tỉnh: Phấn đấu đạt 6 giải (bơi ếch: 02, bơi sải: 04).",
        [
            (6, "giải", "=", "Bơi lội cấp tỉnh", None),
            (2, "giải", "=", "Bơi lội cấp tỉnh: bơi ếch", None),
            (4, "giải", "=", "Bơi lội cấp tỉnh: bơi sải", None),
        ],
    ),
    (  # what the bracket counts is something else
        "- Thành lập 15 tổ hòa giải (thôn Nà Lang 2, thôn Pác Bó 3).",
        [(15, "tổ", "=", "tổ hòa giải", None)],
    ),
    (
        "- Điểm trung bình môn bơi: phấn đấu đạt 7,5 điểm toàn trường (lớp A 8,1; lớp B 6,9).",
        [
            (7.5, "điểm", "=", "Điểm trung bình môn bơi", None),
            (8.1, "điểm", "=", "Điểm trung bình môn bơi: lớp A", None),
            (6.9, "điểm", "=", "Điểm trung bình môn bơi: lớp B", None),
        ],
    ),
    (
        "- Học bơi: đạt 90% số trẻ em trong độ tuổi (cơ sở Ven 45/50 = 90,5%; cơ sở Núi 18/20 = 88,5%).",
        [
            (90, "%", "=", "số trẻ em trong độ tuổi", None),
            (90.5, "%", "=", "Học bơi: cơ sở Ven", None),
            (88.5, "%", "=", "Học bơi: cơ sở Núi", None),
        ],
    ),
    (
        "- Phấn đấu 95% hộ gia đình văn hóa (570 hộ).",
        [(95, "%", "=", "hộ gia đình văn hóa", None), (570, "hộ", "=", "hộ gia đình văn hóa", None)],
    ),
    ("- Khối mẫu giáo (120 trẻ):", []),
    ("- Đạt 75% trẻ em biết bơi; kiểm tra ao hồ ở 02 thôn còn lại.", [(75, "%", "=", "trẻ em biết bơi", None)]),
    ("- Vận động 18/20 thôn có sân bóng.", [(18, "thôn", "=", "thôn có sân bóng", None)]),
    ("- Tăng số trẻ biết bơi từ 40 em lên 65 em.", [(65, "em", "=", "số trẻ biết bơi", None)]),
    ("- Kinh tế biển chiếm 25% tổng giá trị sản xuất của xã.", [(25, "%", "=", "Kinh tế biển", None)]),
    ("- Tiêm phòng dại cho đàn chó đạt tối thiểu 75% tổng đàn.", [(75, "%", ">=", "Tiêm phòng dại cho đàn chó", None)]),
    ("- Doanh nghiệp dành tối thiểu 1% doanh thu cho đào tạo.", [(1, "%", ">=", "doanh thu cho đào tạo", None)]),
    ("- Tỷ lệ mẫu nước không đạt không vượt quá 3%.", [(3, "%", "<=", "Tỷ lệ mẫu nước không đạt", None)]),
    (
        "- Chỉ số hài lòng: năm 2026 đạt từ 85 điểm trở lên; năm 2027 đạt trên 90 điểm.",
        [(85, "điểm", ">=", "Chỉ số hài lòng", "2026"), (90, "điểm", ">=", "Chỉ số hài lòng", "2027")],
    ),
    (
        "- Tổ chức 02 đợt tẩy giun (đợt 1: tháng 4/2026, đợt 2: tháng 10/2026).",
        [(2, "đợt", "=", "đợt tẩy giun", "2026-10")],
    ),
    (
        "- 90% giáo viên đạt chuẩn theo quy định của Luật Giáo dục năm 2019.",
        [(90, "%", "=", "giáo viên đạt chuẩn theo quy định của Luật Giáo dục năm 2019", None)],
    ),
    ("- Trồng 1,5 triệu cây phân tán.", [(1_500_000, "cây", "=", "cây phân tán", None)]),
    ("- 100% cơ quan, trường học bố trí tủ sách.", [(100, "%", "=", "cơ quan, trường học bố trí tủ sách", None)]),
    ("- Đảng viên từ 95% trở lên có bản cam kết.", [(95, "%", ">=", "Đảng viên", None)]),
    (
        "- Khoan giếng: 12 giếng (Trong đó: Thôn Hạ: 5 giếng, Thôn Thượng: 7 giếng).",
        [
            (12, "giếng", "=", "Khoan giếng", None),
            (5, "giếng", "=", "Khoan giếng, Thôn Hạ", None),
            (7, "giếng", "=", "Khoan giếng, Thôn Thượng", None),
        ],
    ),
    ("- Xây dựng 12 điểm chữa cháy công cộng của ấp.", [(12, "điểm", "=", "điểm chữa cháy công cộng của ấp", None)]),
    ("- Năng suất bình quân đạt 5,9 tấn/ha.", [(5.9, "tấn/ha", "=", "Năng suất bình quân", None)]),
    ("- Tỷ lệ hồ sơ đã số hóa đạt 95%.", [(95, "%", "=", "Tỷ lệ hồ sơ đã số hóa", None)]),
    ("- Ước tính kinh phí 250 triệu đồng.", [(250, "triệu đồng", "=", "Ước tính kinh phí", None)]),
    ("- Thăm hộ khó khăn ít nhất 02 lần/tháng.", [(2, "lần/tháng", ">=", "Thăm hộ khó khăn", None)]),
    (
        "- Trồng 300 cây bóng mát, từ ngày 01 đến ngày 15/4/2026.",
        [(300, "cây", "=", "cây bóng mát", "2026-04-01/2026-04-15")],
    ),
    ("- Trồng 300 cây bóng mát, ngày 10/8/2026.", [(300, "cây", "=", "cây bóng mát", "2026-08-10")]),
    ("- Bình quân 3,5 m²/người.", [(3.5, "m2/người", "=", "Bình quân", None)]),
    ("- Trồng 300 cây bóng mát, giai đoạn 2026 - 2028.", [(300, "cây", "=", "cây bóng mát", "2026/2028")]),
    (
        "- Trồng 300 cây bóng mát trước 17 giờ 00 phút ngày 05.7.2026.",
        [(300, "cây", "=", "cây bóng mát", "2026-07-05")],
    ),
    ("- Giữ vững kết quả đã đạt được, 80% thôn có tủ sách.", [(80, "%", "=", "thôn có tủ sách", None)]),
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


@pytest.mark.parametrize(
    ("line", "indicator", "due"),
    [
        ("Tỷ lệ chó được tiêm trong quý II/2026 đạt 95%.", "Tỷ lệ chó được tiêm", "2026-34"),
        ("Tỷ lệ hộ có hố rác (trước ngày 20/5/2026) đạt 97%.", "Tỷ lệ hộ có hố rác", "2026-05-20"),
        ("Tỷ lệ giải ngân nửa đầu năm 2026 đạt 55%.", "Tỷ lệ giải ngân", "2026-01/2026-06"),
        ("Tỷ lệ giải ngân 6 tháng cuối năm 2026 đạt 96%.", "Tỷ lệ giải ngân", "2026-07/2026-12"),
        ("Số lớp dạy nghề từ tháng 3 đến tháng 5: 5 lớp.", "Số lớp dạy nghề", "XXXX-03/XXXX-05"),
        ("Tỷ lệ hộ có hố rác tháng 12/26 đạt 93%.", "Tỷ lệ hộ có hố rác", "2026-12"),
        ("Trong tháng 4/2026 và tháng 5/2026, mở 6 lớp.", "lớp", "2026-05"),
        ("Trồng 200 cây sao giữa tháng 6/2026.", "cây sao", "2026-06"),
        ("Trồng 200 cây sao trong tuần đầu tháng 6/2026.", "cây sao", "2026-06"),
        ("Trồng 200 cây sao vào hạ tuần tháng 6/2026.", "cây sao", "2026-06"),
        ("Trồng 200 cây sao cuối năm 2026.", "cây sao", "2026"),
        ("Mở 5 lớp cuối năm 2026.", "lớp", "2026"),
        ("Trồng 200 cây sao từ mùng 1 đến mùng 10/5/2026.", "cây sao", "2026-05-01/2026-05-10"),
        ("Trồng 200 cây sao trong thời gian từ ngày 01 tháng 3 đến ngày 30 tháng 4 năm 2026.", "cây sao", "2026-03-01/2026-04-30"),
        ("Số hộ nghèo tính đến ngày 31/12/2027 giảm còn 15 hộ.", "Số hộ nghèo", "2027-12-31"),
        ("Giảm 200 hộ so với cuối năm 2025.", "hộ so với cuối năm 2025", None),
    ],
)  # fmt: skip
def test_a_time_stays_out_of_the_indicator_wherever_it_stands(record, line, indicator, due):
    (found,) = record(HEAD + f"I. MỤC TIÊU\n- {line}").targets
    assert (found.indicator, found.due) == (indicator, due)


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("chậm nhất là 25/11 hằng năm", "XXXX-11-25"),
        ("trước ngày 05 tháng Chạp", None),
        ("trước ngày 10/3 âm lịch", None),
        ("ngày 31/6/2026", None),
        ("trước ngày 31 tháng 6 năm 2026", None),
        ("trong tháng 13/2026", None),
        ("trong quý V/2026", None),
        ("trước 04.7.26", "2026-07-04"),
        ("trong hai tháng 7, 8/2026", "2026-08"),
    ],
)
def test_a_day_that_is_no_date_stays_out_of_the_indicator_all_the_same(record, when, due):
    found = record(HEAD + f"- Đào 120 giếng khoan, {when}.").targets
    assert [(t.indicator, t.value, t.due) for t in found] == [("giếng khoan", 120.0, due)]


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
        "- Chấm theo thang 100 điểm, từ 90 điểm xếp loại tốt.",
        "- Xã mới được sắp xếp từ 04 đơn vị hành chính cũ.",
        "- Nếu có từ 02 hộ trở lên đăng ký thì mở lớp.",
        "- Đạt 70% thì cộng 03 điểm.",
        "- Điểm thưởng tối đa 05 điểm.",
        "- Từ 80 điểm đến dưới 90 điểm là loại khá.",
        "- Toàn xã có 12 thôn đã ra mắt mô hình.",
        "- Đến nay mới có 40% hộ ký cam kết.",
        "- Dự báo lượng khách tăng 12% trong năm tới.",
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


def test_a_sum_is_a_target_of_its_own(record):
    table = [["Thôn", "Trồng cây (ha)"], ["Thôn Thượng", "15"], ["Thôn Hạ", "10"], ["Tổng cộng", "25"]]
    found = record(HEAD + "I. CHỈ TIÊU NĂM 2026\n- Theo bảng sau.", table).targets
    assert [(each.value, each.indicator.split(",")[0]) for each in found][-1] == (25, "Tổng cộng")


@pytest.mark.parametrize(
    "row",
    [["1", "Hộ dùng nước sạch", "", "92"], ["1", "Hộ dùng nước sạch", "%", "1.2.3"]],
)
def test_rows_that_give_no_target(record, row):
    table = [["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"], row, ["2", "Hộ có hố rác", "%", "95"]]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table).targets
    assert [t.indicator for t in found] == ["Hộ có hố rác"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("- Giảm 10% số vụ, 8% số người chết do tai nạn.", ["số vụ do tai nạn", "số người chết do tai nạn"]),
        ("- Giảm 10% số vụ do cháy, 8% số người chết do tai nạn.", ["số vụ do cháy", "số người chết do tai nạn"]),
        ("- Tỷ lệ hộ nghèo đạt 5% tại các thôn.", ["Tỷ lệ hộ nghèo"]),
        ("- Giếng khoan: 12 cái.", ["Giếng khoan"]),
        ("- Giếng khoan: 12 cái có nắp đậy.", ["cái có nắp đậy"]),
        ("- Đạt 90%.", []),
    ],
)
def test_words_that_figures_share_or_have_of_their_own(record, text, indicators):
    assert [t.indicator for t in record(HEAD + f"I. CHỈ TIÊU\n{text}").targets] == indicators


def test_a_column_of_what_was_gives_no_targets(record):
    table = [
        ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện 2025", "Kế hoạch 2026"],
        ["1", "Hộ dùng nước sạch", "%", "88", "92"],
        ["2", "Thôn có sân bóng", "thôn", "5", "7"],
    ]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table).targets
    assert [(t.value, t.due) for t in found] == [(92, "2026"), (7, "2026")]


def test_figures_of_a_task_table_are_due_by_the_row(record):
    table = [
        ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"],
        ["1", "Mở 02 lớp dạy bơi cho trẻ em", "Phòng Văn hóa - Xã hội", "Công an xã", "Trước 30/6/2026"],
        ["2", "Sửa chữa bể bơi", "Phòng Kinh tế", "", "Quý II/2026"],
    ]
    found = record(HEAD + "I. NHIỆM VỤ\n- Theo bảng sau.", table).targets
    assert [(t.value, t.unit, t.indicator, t.due) for t in found] == [
        (2, "lớp", "lớp dạy bơi cho trẻ em", "2026-06-30")
    ]


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


def test_a_row_whose_name_stands_in_several_groups_bears_that_of_its_own(record):
    table = [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2026"],
        ["I", "Vùng bãi", "", ""],
        ["1", "Diện tích ngô", "ha", "120"],
        ["II", "Vùng đồi", "", ""],
        ["1", "Diện tích ngô", "ha", "45"],
        ["2", "Diện tích chè", "ha", "30"],
    ]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table).targets
    assert [(t.value, t.indicator) for t in found] == [
        (120, "Vùng bãi, Diện tích ngô"), (45, "Vùng đồi, Diện tích ngô"), (30, "Diện tích chè"),
    ]  # fmt: skip


def test_a_row_with_a_short_name_bears_that_of_the_whole(record):
    table = [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2026"],
        ["1", "Lao động qua đào tạo:", "người", "90"],
        ["", "- Nữ", "người", "40"],
        ["", "- Số người khuyết tật", "người", "3"],
        ["", "- Người dân tộc thiểu số", "người", "30"],
    ]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table).targets
    assert [t.indicator for t in found] == [
        "Lao động qua đào tạo", "Lao động qua đào tạo, Nữ", "Số người khuyết tật", "Người dân tộc thiểu số",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("92", (92, None, "=")),
        ("90 - 95", (90, 95, "=")),
        ("từ 92", (92, None, "=")),
        ("từ 92%", (92, None, ">=")),
        ("không dưới 92", (92, None, ">=")),
        ("đạt 92", (92, None, "=")),
        ("≤ 5", (5, None, "<=")),
        ("5 trở xuống", (5, None, "<=")),
        ("92 trở lên", (92, None, ">=")),
        ("1.250", (1250, None, "=")),
        ("1 250", (1250, None, "=")),
        ("từ 12 500 - 13 000", (12500, 13000, "=")),
        ("2 345,75", (2345.75, None, "=")),
        ("1,250", (1.25, None, "=")),
        ("1,250.5", (1250.5, None, "=")),
        ("1,250,000", (1250000, None, "=")),
    ],
)
def test_figure_of_a_cell(record, cell, expected):
    table = [["Chỉ tiêu", "Đơn vị tính", "Năm 2026"], ["Hộ dùng nước sạch", "%", cell]]
    (found,) = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table).targets
    assert (found.value, found.value_max, found.comparator) == expected


@pytest.mark.parametrize(
    ("unit", "cell", "expected"),
    [
        ("hộ", "3,120", (3120, None)),
        ("Tờ rơi", "8,400 - 9,200", (8400, 9200)),
        ("m2", "25,000", (25000, None)),
        ("con/hộ", "3,120", (3.12, None)),
        ("ha", "3,120", (3.12, None)),
        ("điểm", "88,125", (88.125, None)),
    ],
)
def test_a_comma_groups_thousands_of_what_is_counted_whole(record, unit, cell, expected):
    table = [["Chỉ tiêu", "Đơn vị tính", "Năm 2026"], ["Kết quả của xã", unit, cell]]
    (found,) = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", table).targets
    assert (found.value, found.value_max) == expected


def test_years_before_the_period_of_a_table_are_no_targets(record):
    table = [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2025", "Năm 2026", "Năm 2027"],
        ["1", "Diện tích chè", "ha", "20", "30", "35"],
    ]
    found = record(HEAD + "I. CHỈ TIÊU\nChỉ tiêu giai đoạn 2026 - 2027", table).targets
    assert [(t.value, t.due) for t in found] == [(30, "2026"), (35, "2027")]


def test_a_table_that_reports_gives_targets_only_where_a_title_plans(record):
    table = [["TT", "Đơn vị", "Số nhà đã sửa", "Số nhà dự kiến sửa năm 2026"], ["1", "Thôn Hạ", "4", "9"]]
    found = record(HEAD + "I. KẾT QUẢ THỰC HIỆN\nSố nhà ở các thôn.", table).targets
    assert [t.value for t in found] == [9]


def test_figures_torn_from_the_name_of_their_row_are_its_own(record):
    rows = [
        ["TT", "Nội dung", "Số điểm", "Số lượng (mẫu)", "Thành tiền (đồng)", "Ghi chú"],
        ["1", "Lấy mẫu đất", "2", "36", "3.600.000", ""],
        ["2", "Lấy mẫu nước giếng"],
        ["3", "54", "8.100.000", "Theo mùa"],
        ["3", "Lấy mẫu bùn", "1", "12", "1.440.000", ""],
    ]
    found = record("KẾ HOẠCH\nLấy mẫu năm 2026", rows).targets
    assert [(t.value, t.unit, t.indicator) for t in found] == [
        (36, "mẫu", "Lấy mẫu đất"),
        (3_600_000, "đồng", "Lấy mẫu đất"),
        (54, "mẫu", "Lấy mẫu nước giếng"),
        (8_100_000, "đồng", "Lấy mẫu nước giếng"),
        (12, "mẫu", "Lấy mẫu bùn"),
        (1_440_000, "đồng", "Lấy mẫu bùn"),
    ]


def test_rows_that_count_anew_below_a_chain_stand_under_it(record):
    rows = [
        ["TT", "Loài cây", "Số lượng (cây)"],
        ["1", "Đợt đầu", ""],
        ["1.1", "Bờ vùng", ""],
        ["1", "Bạch đàn", "300"],
        ["2", "Keo lai", "200"],
        ["1.2", "Ven đường", ""],
        ["1", "Bạch đàn", "150"],
        ["2", "Keo lai", "90"],
        ["2", "Đợt sau", ""],
        ["2.1", "Bờ vùng", ""],
        ["1", "Phi lao", "70"],
    ]
    found = record("KẾ HOẠCH\nTrồng cây năm 2026", rows).targets
    assert [(t.value, t.indicator, t.section) for t in found] == [
        (300, "Bờ vùng, Bạch đàn", "1.1.1"),
        (200, "Bờ vùng, Keo lai", "1.1.2"),
        (150, "Ven đường, Bạch đàn", "1.2.1"),
        (90, "Ven đường, Keo lai", "1.2.2"),
        (70, "Phi lao", "2.1.1"),
    ]


def test_years_below_the_titles_are_titles_and_commas_group_thousands(record):
    rows = [
        ["TT", "Tên trại", "Địa chỉ", "Hạn mức nước thải"],
        ["", "", "", "Năm 2026", "Năm 2027"],
        ["1", "Trại Bãi Soi", "Thôn Hạ", "1,035,566", "1,134,493"],
        ["2", "Trại Gò Mít", "Thôn Thượng", "21,460", "23,510"],
    ]
    wide = [[*rows[0], ""], *rows[1:]]
    found = record("KẾ HOẠCH\nXử lý nước thải cho năm 2026 và năm 2027\nĐơn vị: m3", wide).targets
    assert [(t.value, t.unit, t.due, t.indicator) for t in found] == [
        (1_035_566, "m3", "2026", "Trại Bãi Soi"),
        (1_134_493, "m3", "2027", "Trại Bãi Soi"),
        (21_460, "m3", "2026", "Trại Gò Mít"),
        (23_510, "m3", "2027", "Trại Gò Mít"),
    ]


def test_rows_of_what_was_done_give_no_targets(record):
    rows = [
        ["TT", "Gói thầu", "Giá (đồng)"],
        ["I", "Phần việc đã thực hiện", ""],
        ["1", "Khảo sát tuyến", "15.000.000"],
        ["II", "Phần việc còn lại", ""],
        ["1", "Rải đá", "95.000.000"],
    ]
    found = record("KẾ HOẠCH\nSửa đường năm 2026", rows).targets
    assert [(t.value, t.indicator) for t in found] == [(95_000_000, "Rải đá")]


def test_a_column_of_results_that_holds_figures_gives_targets(record):
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"],
        ["I", "Đến năm 2030", "", "", ""],
        ["1", "Tỷ lệ ao có rào", "%", "≥ 80", "Phòng Kinh tế"],
        ["2", "Số lớp dạy bơi", "Lớp", "5", "Trạm Y tế"],
    ]
    found = record("KẾ HOẠCH\nDạy bơi cho trẻ em", rows)
    assert [(t.value, t.unit, t.comparator, t.due, t.responsible) for t in found.targets] == [
        (80, "%", ">=", "2030", "Phòng Kinh tế"),
        (5, "lớp", "=", "2030", "Trạm Y tế"),
    ]
    assert [a.body for a in found.assignments] == ["Phòng Kinh tế", "Trạm Y tế"]


def test_a_cell_with_figures_of_two_scopes_gives_both(record):
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2030"],
        ["1", "Xếp hạng sạch đẹp", "Thứ bậc", "≤ 3 trong cụm; ≤ 20 toàn tỉnh"],
        ["2", "Chi cho cây xanh", "% ngân sách", "≥ 2% và tăng dần theo từng năm"],
        ["3", "Hộ có hố rác", "%", "95"],
        ["4", "Hộ có giếng", "%", "80"],
    ]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", rows).targets
    assert [(t.value, t.unit, t.comparator, t.indicator) for t in found] == [
        (3, "thứ bậc", "<=", "Xếp hạng sạch đẹp, trong cụm"),
        (20, "thứ bậc", "<=", "Xếp hạng sạch đẹp, toàn tỉnh"),
        (2, "% ngân sách", ">=", "Chi cho cây xanh"),
        (95, "%", "=", "Hộ có hố rác"),
        (80, "%", "=", "Hộ có giếng"),
    ]


def test_quotas_stand_in_their_column_where_all_rows_have_lost_the_last_cell(record):
    rows = [
        ["TT", "Ngành nghề", "Mã ngành", "Chỉ tiêu tuyển sinh", "Ghi chú"],
        ["1", "Trồng cây ăn quả", "5620110", "45"],
        ["2", "Chăn nuôi thú y", "5620120", "60"],
    ]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", rows).targets
    assert [(t.value, t.unit, t.indicator) for t in found] == [
        (45, "chỉ tiêu", "Trồng cây ăn quả"),
        (60, "chỉ tiêu", "Chăn nuôi thú y"),
    ]


def test_an_amount_of_a_prize_bears_its_name(record):
    found = record(HEAD + "I. GIẢI THƯỞNG\n- 02 giải ba: 150.000 đồng/giải + giấy khen của xã.").targets
    assert [(t.value, t.unit, t.indicator) for t in found] == [
        (2, "giải", "giải ba"),
        (150_000, "đồng/giải", "giải ba"),
    ]


def test_a_unit_in_a_title_keeps_its_capitals(record):
    rows = [["TT", "Trạm điện", "Công suất năm 2026 (MW)"], ["1", "Trạm Bãi Soi", "15"], ["2", "Trạm Gò Mít", "20"]]
    found = record(HEAD + "I. CHỈ TIÊU\n- Theo bảng sau.", rows).targets
    assert [(t.value, t.unit) for t in found] == [(15, "MW"), (20, "MW")]


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("- Xây 09 nhà tình nghĩa.", [(9, "nhà tình nghĩa")]),
        ("- Trao 40 phần quà.", [(40, "phần quà")]),
        ("- Phí bảo vệ môi trường: 60 triệu đồng.", [(60, "triệu đồng")]),
        ("- Học phí: 60.000 đồng/tháng.", []),
    ],
)
def test_what_is_counted_and_what_is_a_rate(record, line, figures):
    assert [(t.value, t.unit) for t in record(HEAD + "I. CHỈ TIÊU\n" + line).targets] == figures


TOLD = (
    "KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2025",
    "ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU GIAI ĐOẠN 2021-2025",
    "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH NĂM 2025",
    "SƠ KẾT CÔNG TÁC QUÝ IV/2025",
)
PLANNED = ("KẾT QUẢ CẦN ĐẠT NĂM 2026", "KẾT QUẢ PHẤN ĐẤU NĂM 2026", "NHIỆM VỤ NĂM 2026")


@pytest.mark.parametrize(("heading", "count"), [*((told, 0) for told in TOLD), *((planned, 1) for planned in PLANNED)])
def test_what_was_reached_before_is_no_target(record, heading, count):
    found = record(HEAD + f"I. {heading}\n- Hoàn thành 12 bể bơi.\nII. TỔ CHỨC THỰC HIỆN\n- Các thôn rào ao.").targets
    assert len(found) == count


def test_the_year_of_the_paper_is_not_before_its_day(record):
    head = "UBND XÃ ĐỒI SIM\nSố: 15/KH-UBND\nĐồi Sim, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nDạy bơi\n"
    found = record(
        head + "I. KẾT QUẢ PHẤN ĐẤU NĂM 2026\n- Hoàn thành 12 bể bơi.\nII. TỔ CHỨC THỰC HIỆN\n- Rào ao."
    ).targets
    assert [target.value for target in found] == [12.0]


def test_a_row_that_names_a_year_dates_those_below_it(tmp_path):
    text = (
        "KẾ HOẠCH\nTrồng rừng giai đoạn 2026 - 2027\nI. CHỈ TIÊU\n"
        "Giai đoạn/Năm | Số cây giống | Số tiền dự kiến (triệu đồng)\n"
        "Ngân sách tỉnh hỗ trợ cho cây giống, phân bón và công chăm sóc năm đầu | Các thôn đóng góp\n"
        "Năm 2026 | 1.500 | 40,5 | 12\nThôn Thượng | 1.000 | 30,5 | 8\nThôn Hạ | 500 | 10 | 4\n"
        "Năm 2027 | 900 | 20 | 6\nThôn Thượng | 400 | 12 | 2\nThôn Hạ | 500 | 8 | 4\n"
    )
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    found = extract(read(tmp_path / "plan.txt")).targets
    assert [(one.value, one.due) for one in found if one.unit != "triệu đồng"] == [
        (1500, "2026"), (1000, "2026"), (500, "2026"), (900, "2027"), (400, "2027"), (500, "2027"),
    ]  # fmt: skip
    assert [(one.value, one.indicator, one.due) for one in found if one.unit == "triệu đồng"][-2:] == [
        (8, "Thôn Hạ, Số tiền dự kiến Ngân sách tỉnh hỗ trợ cho cây giống, phân bón và công chăm sóc năm đầu", "2027"),
        (4, "Thôn Hạ, Số tiền dự kiến Các thôn đóng góp", "2027"),
    ]


def test_each_figure_of_a_very_long_sentence_keeps_its_name(record):
    listed = ", ".join(f"điểm trường {name} 227/250 = 90%" for name in ("Đông", "Đoài", "Nam", "Bắc") * 60)
    found = record(HEAD + f"I. MỤC TIÊU\n- Phấn đấu {listed}.\nII. TỔ CHỨC THỰC HIỆN\n- Các thôn rào ao.").targets
    assert len(found) == 240
    assert {one.indicator for one in found} == {f"điểm trường {name}" for name in ("Đông", "Đoài", "Nam", "Bắc")}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Buổi chiều học chính khóa (từ 13h30 đến 17h00, tối đa 4 tiết).", ("Buổi chiều học chính khóa", "<=", 4)),
        ("- Lực lượng xung kích phòng thủ (tối thiểu 70 người).", ("Lực lượng xung kích phòng thủ", ">=", 70)),
        ("- Hỗ trợ tiền ăn 24.000 đồng/một học sinh/một ngày.", ("Hỗ trợ tiền ăn", "=", 24000)),
    ],
)
def test_bounds_in_brackets_and_rates(record, line, expected):
    (found,) = record(HEAD + f"I. MỤC TIÊU\n{line}\nII. TỔ CHỨC THỰC HIỆN\n- Các thôn rào ao.").targets
    assert (found.indicator, found.comparator, found.value) == expected


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("90% (1.800/2.000 hộ) có điện.", [(90, "%", "có điện"), (1800, "hộ", "có điện")]),
        (
            "Trên 80% (24 hộ) dùng nước sạch, 5 hộ đào giếng.",
            [(80, "%", "dùng nước sạch"), (24, "hộ", "dùng nước sạch")],
        ),
        ("Tỷ lệ hộ có điện đạt 90% (1.800 hộ).", [(90, "%", "Tỷ lệ hộ có điện"), (1800, "hộ", "Tỷ lệ hộ có điện")]),
    ],
)
def test_a_share_goes_on_behind_the_bracket_that_counts_it(record, line, wanted):
    found = record(f"KẾ HOẠCH\nI. CHỈ TIÊU\n1. {line}\n").targets[:2]
    assert [(each.value, each.unit, each.indicator) for each in found] == wanted


def test_the_words_from_now_on_are_of_the_time_and_not_of_the_indicator(record):
    (found,) = record("KẾ HOẠCH\nI. CHỈ TIÊU\n1. Trồng 120 cây xoan từ nay đến ngày 31/12/2026.\n").targets
    assert (found.indicator, found.due) == ("cây xoan", "../2026-12-31")


@pytest.mark.parametrize(
    ("words", "indicator", "value", "baseline"),
    [
        ("Giảm tỷ lệ hộ nghèo toàn xã từ 22,4% xuống còn không quá 17%", "tỷ lệ hộ nghèo toàn xã", 17, (22.4, None)),
        (
            "Tỷ lệ học sinh bỏ học giảm từ 0,42% (năm 2025) xuống dưới 0,1%",
            "Tỷ lệ học sinh bỏ học",
            0.1,
            (0.42, "2025"),
        ),
        ("Nâng tỷ lệ che phủ rừng từ 48% cuối năm 2025 lên trên 50%", "tỷ lệ che phủ rừng", 50, (48, "2025")),
        ("Giảm số hộ nghèo từ 30 hộ xuống còn dưới 10 hộ", "số hộ nghèo", 10, (30, None)),
        ("Giảm tỷ lệ hộ cận nghèo từ 12% xuống 8%", "tỷ lệ hộ cận nghèo", 8, (12, None)),
        ("Tỷ lệ người từ 65 tuổi trở lên đạt khoảng 12%", "Tỷ lệ người từ 65 tuổi trở lên", 12, None),
    ],
)
def test_what_a_figure_is_changed_from_is_its_baseline_and_no_target(record, words, indicator, value, baseline):
    plan = f"KẾ HOẠCH\nGiảm nghèo năm 2026\nI. MỤC TIÊU\n- {words}.\n"
    found = [
        (each.indicator, each.value, each.baseline and (each.baseline.value, each.baseline.date), each.due)
        for each in record(plan).targets
    ]
    assert found == [(indicator, value, baseline, found[0][3])]
    assert found[0][3] != "2025"


@pytest.mark.parametrize(
    ("words", "indicators"),
    [
        ("Sắp xếp 05 chợ dân sinh, bố trí chỗ cho tiểu thương", ["chợ dân sinh"]),
        ("Sửa chữa 45 chuồng trại với 270 ngày công", ["chuồng trại", "ngày công"]),
        ("Kiểm tra ít nhất 12 cơ sở mầm non và báo cáo Ủy ban nhân dân xã", ["cơ sở mầm non"]),
        ("Trồng mới 300 cây bóng mát (Phòng Kinh tế chủ trì, Đoàn Thanh niên xã phối hợp)", ["cây bóng mát"]),
    ],
)
def test_where_the_words_of_a_count_end(record, words, indicators):
    found = record(f"KẾ HOẠCH\nChỉnh trang năm 2026\nI. MỤC TIÊU\n- {words}.\n").targets
    assert [each.indicator for each in found] == indicators


def test_a_paragraph_that_tells_how_things_stand_has_no_targets(record):
    told = (
        "Hiện nay, trên địa bàn phường có 14 trường học với 9.236 học sinh, trong đó 08 trường đạt chuẩn (tỷ lệ 57,1%).",
        "Giai đoạn trước, tốc độ tăng doanh số bình quân đạt 18,6%/năm, có 38% dân số mua sắm trực tuyến.",
        "Qua kiểm tra tại 15/22 xóm, còn 287 hộ chưa che chắn chuồng trại, thiệt hại khoảng 1,1 tỷ đồng.",
    )
    for paragraph in told:
        assert (
            record(f"KẾ HOẠCH\nNăm 2026\nI. ĐẶC ĐIỂM\n{paragraph}\nII. MỤC TIÊU\n- Trồng 5 ha rừng.\n").targets[0].value
            == 5
        )


@pytest.mark.parametrize(
    ("lead", "due"),
    [
        (
            "Đến hết năm 2024, xã có 86 doanh nghiệp, đóng góp 61,8%. Trên nền tảng đó, đến năm 2030 xã phấn đấu:",
            "2030",
        ),
        ("Năm 2025 đã trồng 52 ha, vượt 12%. Năm 2026, toàn xã phấn đấu đạt các chỉ tiêu sau:", "2026"),
        ("Kết thúc năm 2025, tỷ lệ đạt 68,4%. Năm 2026 phấn đấu đạt các chỉ tiêu:", "2026"),
    ],
)
def test_the_sentence_that_leads_in_says_by_when(record, lead, due):
    found = record(
        f"KẾ HOẠCH\nPhát triển kinh tế xã năm 2026\nI. MỤC TIÊU\n{lead}\n- Trồng 60 ha rừng.\n- 90% hộ có nước sạch.\n"
    )
    assert [(each.value, each.due) for each in found.targets] == [(60, due), (90, due)]
