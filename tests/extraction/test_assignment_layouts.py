"""However a plan sets out who is to do what by when, the record says the same.

A layout is a text with places for bodies (A to D), for work as it opens a sentence (X, Y, Z) or goes on one (x, y, z), and
what a record has to say of it: body, work and due of each assignment, "+" before those who help, "?" before those asked.
"""

import re
from random import Random

import pytest

from pipeline import read
from pipeline.extraction import extract

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG HÒA\nSố: 45/KH-UBND\nĐông Hòa, ngày 12 tháng 3 năm 2026\nKẾ HOẠCH\n"
    "Phòng, chống thiên tai và tìm kiếm cứu nạn năm 2026\nI. MỤC ĐÍCH, YÊU CẦU\n- Nâng cao nhận thức của Nhân dân.\n"
)
FOOT = (
    "\nTrên đây là Kế hoạch phòng, chống thiên tai năm 2026 của UBND xã./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình\n"
)
BODIES = (
    "Văn phòng HĐND và UBND xã", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công xã",
    "Công an xã", "Ban Chỉ huy Quân sự xã", "Ủy ban MTTQ Việt Nam xã", "Đoàn TNCS Hồ Chí Minh xã", "Hội Nông dân xã",
    "Hội Liên hiệp Phụ nữ xã", "Trường THCS Nguyễn Du", "Sở Nông nghiệp và Môi trường", "Báo và Phát thanh, truyền hình tỉnh",
    "Kho bạc Nhà nước khu vực V", "Ban Quản lý dự án đầu tư xây dựng tỉnh", "Ban Quản lý các khu công nghiệp tỉnh",
    "UBND xã An Phú", "Chi cục Kiểm lâm", "Tổ công nghệ số cộng đồng", "Ngân hàng Chính sách xã hội",
)  # fmt: skip
WORK = (
    "rà soát, lập danh sách các hộ có nguy cơ sạt lở", "tổ chức tập huấn cho cán bộ cơ sở về kỹ năng sơ cứu",
    "tuyên truyền, vận động Nhân dân tham gia phong trào", "xây dựng chương trình phát thanh hằng tuần",
    "kiểm tra, xử lý các trường hợp vi phạm hành lang đường bộ", "cấp phát vật tư cho các đội xung kích",
    "tham mưu UBND xã ban hành quyết định thành lập tổ công tác", "bố trí kinh phí thực hiện các hoạt động",
    "theo dõi, đôn đốc việc thực hiện Kế hoạch này", "lắp đặt biển báo tại các điểm nguy hiểm",
    "chỉ đạo các trường lồng ghép nội dung vào giờ ngoại khóa", "in ấn tờ rơi, pa nô, khẩu hiệu",
    "thẩm định hồ sơ, trình cấp có thẩm quyền phê duyệt", "duy tu, bảo dưỡng các công trình thủy lợi",
    "thu gom bao gói thuốc bảo vệ thực vật sau sử dụng", "phun khử khuẩn tại các chợ", "sửa chữa nhà văn hóa thôn",
)  # fmt: skip
IN_A_PART = {  # under a heading of implementation
    "1. {A}\n- {X}.\n- {Y}.\n2. {B}:\n- {Z}.": "A:x; A:y; B:z",
    "a) {A}\n- {X}.\nb) {B}\n- {Z}.": "A:x; B:z",
    "{A}\n- {X}.\n- {Y}.\n{B}:\n- {Z}.": "A:x; A:y; B:z",
    "* {A}:\n+ {X}.\n- Giao {B}:\n+ {Y}.\n{C} có trách nhiệm:\n+ {Z}.": "A:x; B:y; C:z",
    "1. Trách nhiệm của {A}\na) {X};\nb) {Y}.\n2. Đối với {B}:\na) {Z}.": "A:x; A:y; B:z",
    "1. {A}\n- Chủ trì, phối hợp với {B} và {C} {x}, hoàn thành trước ngày 15/6/2026.\n- {Y}.":
        "A:x@2026-06-15; +B:x@2026-06-15; +C:x@2026-06-15; A:y",
    "1. {A}\n- Phối hợp với {B}, {C} {x}.": "A:x; +B:x; +C:x",
    "1. Giao {A} chủ trì, phối hợp với {B} {x}, hoàn thành trong quý III/2026.": "A:x@2026-35; +B:x@2026-35",
    "1. {A} có trách nhiệm {x}.\n2. {B} được giao {y}.\n3. {C} là cơ quan đầu mối, có trách nhiệm {z}.": "A:x; B:y; C:z",
    "1. {A} tùy tình hình thực tế {x}.\n2. {B} ngay sau khi Kế hoạch được ban hành {y}.": "A:x; B:y",
    "1. {A} căn cứ chức năng, nhiệm vụ được giao {x}.\n2. {B} căn cứ tình hình thực tế {y}.": "A:x; B:y",
    "- {A}: {X}.\n- {B}: {y}.": "A:x; B:y",
    "1. Sở Y tế được giao {x}.\n2. Ban Quản lý chợ được giao {y}, hoàn thành trước ngày 15/6/2026.":
        "Sở Y tế:x; Ban Quản lý chợ:y@2026-06-15",
    "1. {A} chủ trì, các ngành: Y tế, Giáo dục phối hợp {x}.": "A:x",
    "1. {A} (chủ trì), {B}: {X}.\n2. {C} (cơ quan chủ trì): {Y}.": "A:x; +B:x; C:y",
    "- {A} chủ trì, {B} và {C} phối hợp: {X}.\n- {D} chủ trì, {B}: {Y}.": "A:x; +B:x; +C:x; D:y; +B:y",
    "- {A} (chủ trì), {B}, {C} (phối hợp):\n+ {X}.\n+ {Y}.": "A:x; +B:x; +C:x; A:y; +B:y; +C:y",
    "1. {A}, {B} và {C}\n- {X}.": "A, B và C:x",
    "1. Các đơn vị: {A}, {B}, {C}\n- {X}.": "Các đơn vị: A, B, C:x",
    "1. {A} chủ trì, phối hợp với các cơ quan, đơn vị liên quan:\n- {X}.": "A:x; +các cơ quan, đơn vị liên quan:x",
    "1. Đề nghị {A} {x}.\n2. Đề nghị {B}:\n- {Y}.\n3. Mời {C} {z}.": "?A:x; ?B:y; ?C:z",
    "1. {A} chủ trì {x}; {B} chịu trách nhiệm {y}.": "A:x; B:y",
    "1-{A} {x}.\n2-{B} {y}.": "A:x; B:y",
    "1. {A}\n- Chủ trì, phối hợp với các ngành: {B}, {C} {x}.": "A:x; +B:x; +C:x",
    "1. {A} trên cơ sở đề nghị của các thôn, {x}.": "A:x",
    "1. {A} {x}. Trước ngày 15 tháng 6 năm 2026, {B} {y}.": "A:x; B:y@2026-06-15",
    "1. {A}\n- Hằng năm, {x} để đề nghị {B} xem xét; các hộ đã nhận hỗ trợ không thuộc diện này.": "A:x",
    "1. Nhiệm vụ của Tổ tiếp công dân, xử lý đơn thư:\n- {X}.": "Tổ tiếp công dân, xử lý đơn thư:x",
    "1. {A} và {B} làm tốt một số nội dung sau:\n- {X}.\n- {Y}.": "A và B:x; A và B:y",
}  # fmt: skip
ELSEWHERE = {  # under a heading of what is to be done
    "1. {X}\n- Cơ quan chủ trì: {A}.\n- Cơ quan phối hợp: {B}, {C}.\n- Thời gian thực hiện: Quý II/2026.":
        "A:x@2026-34; +B:x@2026-34; +C:x@2026-34",
    "1. {X}.\nBộ phận chủ trì: {A}\nCơ quan, đơn vị phối hợp: {B};\nThời hạn: Tháng 5/2026": "A:x@2026-05; +B:x@2026-05",
    "1. {X}\n- Chủ trì: {A} - Phối hợp: {B} - Hoàn thành: 30/9/2026.": "A:x@2026-09-30; +B:x@2026-09-30",
    "1. {X}\nChủ trì: {A}; Đơn vị phối hợp: {B}; Tiến độ: Năm 2026.": "A:x@2026; +B:x@2026",
    "1. Nhiệm vụ trọng tâm\n- {X} ({A} chủ trì, phối hợp với {B} thực hiện).": "A:x; +B:x",
    "1. Nhiệm vụ trọng tâm\n- {X} [{A} chủ trì, {B} phối hợp].": "A:x; +B:x",
    "1. {X}.\nGiao {A} chủ trì thực hiện.": "A:x",
    "1. {X}.\n- {A} chủ trì, phối hợp với {B} thực hiện.": "A:x; +B:x",
    "1. {X}.\n- Giao {A} chủ trì, phối hợp {B} triển khai nội dung này.": "A:x; +B:x",
    "1. {X}.\nPhân công: {A} chủ trì; {B} phối hợp.": "A:x; +B:x",
    "1. Công tác tuyên truyền\n- {A} chủ trì {x}.\n- Giao {B} {y}.\n- {C} có trách nhiệm {z}.": "A:x; B:y; C:z",
}  # fmt: skip
TIMED = {  # under a heading of a timetable
    "- Trước ngày 15/6/2026: {A} {x}.\n- Quý IV/2026: {B} chủ trì {y}.\n- Tháng 10/2026, {C} {z}.":
        "A:x@2026-06-15; B:y@2026-36; C:z@2026-10",
    "- Tháng 10/2026: {X} ({A} chủ trì).": "A:x@2026-10",
    "- Từ ngày 01/3 đến ngày 31/3/2026: {A} {x}.\n- Từ ngày 01/7/2026, {B} {y}.": "A:x@2026-03-31; B:y",
    "1. Bước 1 (từ ngày 01/3 đến ngày 31/3/2026)\n- {A} {x}.\n2. Bước 2 (tháng 4/2026):\n- {B} {y}.":
        "A:x@2026-03-31; B:y@2026-04",
}  # fmt: skip
TABLES = {
    "TT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian\n1 | {X} | {A} | {B}; {C} | Tháng 5/2026\n"
    "2 | {Y} | {B} |  | Quý II/2026": "A:x@2026-05; +B:x@2026-05; +C:x@2026-05; B:y@2026-34",
    "Nội dung | Chủ trì | Phối hợp | Hoàn thành | Ghi chú\n{X} | {A} | {B} | Thường xuyên | \n{Y} | {C} | {D} | 2026 | ":
        "A:x; +B:x; C:y@2026; +D:y@2026",
    "CÔNG VIỆC | ĐƠN VỊ ĐẦU MỐI | ĐƠN VỊ PHỐI HỢP | THỜI GIAN\n{X} | {A} | Tháng 5/2026\n{Y} | {B} | {C} | 30/9/2026":
        "A:x@2026-05; B:y@2026-09-30; +C:y@2026-09-30",
    "Tháng/năm | Nội dung | Đơn vị thực hiện\nTháng 5/2026 | {X} | {A}\nQuý II/2026 | {Y} | {B}":
        "A:x@2026-05; B:y@2026-34",
    "STT | Nhiệm vụ | Đơn vị | Mốc\n1 | {X} | {A} | 30/9/2026\n2 | {Y} | {B} | Tháng 5/2026":
        "A:x@2026-09-30; B:y@2026-05",
    "STT | Nội dung công việc | Thời gian hoàn thành | Sản phẩm\nI | {A} |  | \n1 | {X} | Tháng 5/2026 | Báo cáo\n"
    "2 | {Y} | Năm 2026 | Văn bản\nII | {B} |  | \n1 | {Z} | 30/9/2026 | Văn bản":
        "A:x@2026-05; A:y@2026; B:z@2026-09-30",
    "TT | Nội dung | Phân công thực hiện | Thời gian\n1 | {X} | {A} chủ trì; {B} phối hợp | 2026\n"
    "2 | {Y} | {C} (chủ trì), {D} (phối hợp) | 2026": "A:x@2026; +B:x@2026; C:y@2026; +D:y@2026",
    "STT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn\n1 | {X}\nvà báo cáo kết quả | {A} | {B} | 15/6\n"
    "2 | {Y}\nvà lập sổ | {C} | {D} | 2026": "A:x@XXXX-06-15; +B:x@XXXX-06-15; C:y@2026; +D:y@2026",
    "TT | Cơ quan, đơn vị | Nhiệm vụ\n1 | {A} | {X}\n2 | {B} | {Y}": "A:x; B:y",
}  # fmt: skip
PARTS = {
    "III. TỔ CHỨC THỰC HIỆN": IN_A_PART, "III. Tổ chức thực hiện:": IN_A_PART, "III. Phân công thực hiện:": IN_A_PART, "III. TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ": IN_A_PART,
    "IV. PHÂN CÔNG NHIỆM VỤ": IN_A_PART, "II. NHIỆM VỤ, GIẢI PHÁP": ELSEWHERE, "III. TIẾN ĐỘ THỰC HIỆN": TIMED,
    "PHỤ LỤC": TABLES,
}  # fmt: skip
CASES = [(part, layout, said) for part, layouts in PARTS.items() for layout, said in layouts.items()]


@pytest.mark.parametrize(("part", "layout", "said"), CASES)
def test_who_does_what_by_when(part: str, layout: str, said: str, tmp_path) -> None:
    for seed in range(3):
        random = Random(seed)
        bodies = dict(zip("ABCD", random.sample(BODIES, 4), strict=True))
        work = dict(zip("xyz", random.sample(WORK, 3), strict=True))
        opened = {letter.upper(): words[0].upper() + words[1:] for letter, words in work.items()}
        path = tmp_path / f"{seed}.txt"
        path.write_text(HEAD + f"{part}\n" + layout.format(**bodies, **work, **opened) + FOOT, encoding="utf-8")
        found = [
            (each.role, each.body, each.due, next((k for k, w in work.items() if w.lower() in each.task.lower()), ""))
            for each in extract(read(path)).assignments
        ]
        assert sorted(found, key=str) == sorted(_wanted(said, bodies), key=str), path.read_text(encoding="utf-8")


def _wanted(said: str, bodies: dict[str, str]) -> list[tuple[str, str, str | None, str]]:
    """What a record has to say: role, body, due and work of each assignment."""
    wanted = []
    for piece in said.split("; "):
        role = {"+": "coordinate", "?": "requested"}.get(piece[0], "lead")
        who, _, what = piece.lstrip("+?").rpartition(":")
        work, _, due = what.partition("@")
        wanted.append((role, re.sub(r"\b[A-D]\b", lambda found: bodies[found[0]], who), due or None, work))
    return wanted
