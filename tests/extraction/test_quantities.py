import pytest

from pipeline.grammar.quantities import find

CASES = [
    ("đạt từ 85% trở lên", (85, None, "%", ">=")),
    ("tối thiểu 95 phần trăm hộ dân", (95, None, "%", ">=")),
    ("không quá 0,5% hồ sơ", (0.5, None, "%", "<=")),
    ("không để quá 3% trẻ", (3, None, "%", "<=")),
    ("còn dưới 12‰", (12, None, "‰", "<=")),
    ("giảm từ 5 đến 6% số vụ", (5, 6, "%", "=")),
    ("đạt 55 - 60%", (55, 60, "%", "=")),
    ("tăng từ 74% lên 80%", (80, None, "%", "=")),
    ("ít nhất 02 mô hình", (2, None, "mô hình", ">=")),
    ("từ 03 đến 05 lớp tập huấn", (3, 5, "lớp", "=")),
    ("Không quá ba thôn", (3, None, "thôn", "<=")),
    ("Mỗi ấp thành lập một tổ xung kích", (1, None, "tổ", "=")),
    ("2,35 tỷ đồng", (2.35, None, "tỷ đồng", "=")),
    ("ngân sách xã: 1.250 triệu đồng", (1250, None, "triệu đồng", "=")),
    ("148.500.000 đồng", (148_500_000, None, "đồng", "=")),
    ("tăng thêm 200 ha", (200, None, "ha", "=")),
    ("năng suất 5,9 tấn/ha", (5.9, None, "tấn/ha", "=")),
    ("không nhỏ hơn 5 ha", (5, None, "ha", ">=")),
    ("xếp từ thứ 01 đến 05", (1, 5, "thứ", "=")),
    ("xếp thứ 3 toàn tỉnh", (3, None, "thứ", "=")),
    ("13/15 tiêu chí", (13, None, "tiêu chí", "=")),
    ("đạt từ 4,5/5 điểm trở lên", (4.5, None, "điểm", ">=")),
    ("từ 12 người lên 25 người", (25, None, "người", "=")),
    ("từ 40 hộ năm 2025 xuống còn 15 hộ", (15, None, "hộ", "=")),
    ("12 đồng chí học lớp cao cấp", (12, None, "đồng chí", "=")),
    ("mỗi thôn 01 đội", (1, None, "đội", "=")),
    ("lắp đặt 12 vòi nước", (12, None, "vòi", "=")),
    ("Ít nhất 1/3 hộ dân", (0.333333, None, "hộ", ">=")),
    ("có 3/4 đoàn viên", (0.75, None, "đoàn viên", "=")),
    ("có 4/5 tổ dân phố", (0.8, None, "tổ dân phố", "=")),
    ("ba phần tư số hộ", (0.75, None, "hộ", "=")),
    ("một nửa số hộ", (0.5, None, "hộ", "=")),
    ("cứng hóa 3km050 đường thôn", (3.05, None, "km", "=")),
    ("làm 2 km 500m kênh", (2.5, None, "km", "=")),
    ("thu 3 tạ 50 kg đậu", (3.5, None, "tạ", "=")),
    ("từ 2 đến 3 tấn rưỡi giống", (2, 3.5, "tấn", "=")),
    ("đạt từ 5 tấn 3 tạ/ha trở lên", (5.3, None, "tấn/ha", ">=")),
    ("đào tạo 2 giờ 15 phút/tuần", (2.25, None, "giờ/tuần", "=")),
    ("cải tạo 1 mẫu 5 sào ao", (1.5, None, "mẫu", "=")),
    ("trồng 4 sào 6 thước gừng", (4, None, "sào 6 thước", "=")),
    ("cấp 3 triệu 150 nghìn 250 tờ rơi", (3_150_250, None, "tờ rơi", "=")),
    ("trồng 3 vạn rưỡi cây", (35_000, None, "cây", "=")),
    ("chi 2 tỷ 340 triệu 500 nghìn 600 đồng", (2.3405006, None, "tỷ đồng", "=")),
    ("tăng từ 1 tỷ 100 triệu lên 1 tỷ 350 triệu đồng", (1.35, None, "tỷ đồng", "=")),
    ("lắp 2,450 bóng đèn", (2450, None, "bóng đèn", "=")),
    ("phát 1,234,500 phiếu", (1234500, None, "phiếu", "=")),
    ("năng suất 5,125 tấn/ha", (5.125, None, "tấn/ha", "=")),
    ("chi 350,000,000 đồng", (350_000_000, None, "đồng", "=")),
    ("chi 12,345 tỷ đồng", (12.345, None, "tỷ đồng", "=")),
    ("15 tỷ 250 triệu 500 nghìn đồng", (15.2505, None, "tỷ đồng", "=")),
    ("năm trăm triệu đồng", (500, None, "triệu đồng", "=")),
    ("một tỷ hai trăm triệu đồng", (1.2, None, "tỷ đồng", "=")),
    ("trồng một vạn cây", (10000, None, "cây", "=")),
    ("Thành lập năm tổ xung kích", (5, None, "tổ", "=")),
    ("02 (hai) đến 03 (ba) mô hình", (2, 3, "mô hình", "=")),
    ("100% (một trăm phần trăm) số hộ", (100, None, "%", "=")),
    ("đổ 2.300 m 3 đất", (2300, None, "m3", "=")),
    ("lát 1.800 m^2 sân", (1800, None, "m2", "=")),
    ("đặt 02 thùng rác 240 lít.", (2, None, "thùng rác", "=")),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_quantities(text, expected):
    (found,) = find(text)
    assert (found.value, found.value_max, found.unit, found.comparator) == expected


@pytest.mark.parametrize(
    "text",
    ["trong 05 năm", "2 giai đoạn", "20 ngày làm việc", "Điều 5", "khoản 2", "thôn 3", "Đề án 06", "trực 24/24 giờ", "từ ngày 18/9 tiêu độc", "4 tại chỗ",
     "trước 15 giờ", "trẻ em từ 3 đến 5 tuổi", "chính quyền 2 cấp", "một số nơi", "lớp 5", "quý 2", "Quốc lộ 37"],
)  # fmt: skip
def test_no_quantities(text):
    assert find(text) == []


def test_no_figure_costs_nothing():
    assert find("Tăng cường công tác tuyên truyền trong nhân dân.") == []


@pytest.mark.parametrize("unit", ["nghìn cây", "triệu ha", "tỷ đồng", "nghìn tỷ", "cây", "%"])
def test_a_figure_too_large_for_any_plan_gives_no_value(unit):
    assert find(f"trồng {'9' * 306} {unit}, xong") == []


def test_bounds_behind_a_figure_in_capitals_have_their_place() -> None:
    text = "ĐẠT 85% TRỞ LÊN số hộ"
    (found,) = find(text)
    assert [text[slice(*span)] for span in found.bounds] == ["TRỞ LÊN"]
