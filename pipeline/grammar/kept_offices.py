"""Names of offices that hold a verb: "Ban Chỉ đạo phòng, chống tội phạm", "Quỹ Đầu tư phát triển"."""

from __future__ import annotations

import re

from pipeline.grammar.rule import Kept

OFFICES: tuple[Kept, ...] = (
    Kept(
        "kept-prevention",
        frozenset(("phòng, chống", "phòng chống", "phòng ngừa")),
        re.compile(
            r"\A(?:Ban Chỉ đạo|Ban Chỉ huy|BCĐ|Tiểu ban|Hội đồng|Ủy ban|Trung tâm|Chi cục|Cục|Quỹ|Tổ|Đội)"
            r"(?:\s+về)?(?:\s+công tác)?\s+$"
        ),
        examples=("Ban Chỉ đạo phòng, chống tội phạm xã |tổ chức giao ban",),
        counterexamples=("Công an xã |phòng, chống tội phạm",),
    ),
    Kept(
        "kept-carrying-out",
        frozenset(("thực hiện", "triển khai thực hiện", "triển khai")),
        re.compile(r"\A(?:Ban Chỉ đạo|BCĐ|Ban Quản lý|Tiểu ban|Tổ công tác|Tổ giúp việc)\s+$"),
        re.compile(
            r"\s+(?:(?:các\s+)?(?:chương trình|chính sách|mục tiêu)|(?i:quy chế dân chủ|nghị quyết|đề án|"
            r"dự án|cuộc vận động|phong trào|công tác))\s[^.;:\n]{0,90}?"
            r"(?:\s*(?::|\n|$)|\s(?:chủ trì|(?:có|chịu) trách nhiệm|tham mưu|"
            r"hướng dẫn|rà soát|đôn đốc|tổ chức|xây dựng|theo dõi|kiểm tra)(?!\w))"
        ),
        examples=(
            "Ban Chỉ đạo thực hiện quy chế dân chủ ở cơ sở |kiểm tra các thôn",
            "Ban Chỉ đạo thực hiện các chương trình mục tiêu quốc gia|: họp hằng quý",
        ),
        counterexamples=("Ban Chỉ đạo |thực hiện nghiêm chế độ báo cáo", "Ban Chỉ đạo |thực hiện đúng Kế hoạch này"),
    ),
    Kept(
        "kept-first-deputy",
        frozenset(("thường trực",)),
        re.compile(
            r"(?:\A|[,;]\s|\svà\s)Phó (?:Chủ tịch|Bí thư|Thủ tướng|Giám đốc|Trưởng [Bb]an|Chánh Văn phòng|"
            r"Viện trưởng|Hiệu trưởng)\s+$"
        ),
        examples=("Phó Bí thư thường trực Đảng ủy xã |chủ trì giao ban",),
        counterexamples=("Công an xã |thường trực tại bến phà",),
    ),
    Kept(
        "kept-clinics",
        frozenset(("khám bệnh", "khám chữa bệnh", "khám, chữa bệnh", "khám", "chữa bệnh")),
        re.compile(r"(?:^|\s)(?:cơ sở|phòng|nhà|điểm)\s+(?:khám bệnh,\s+)?$", re.IGNORECASE),
        examples=(
            "Các cơ sở khám bệnh, chữa bệnh |cấp cứu người bị nạn",
            "các cơ sở khám chữa bệnh |cấp cứu người bị nạn",
        ),
        counterexamples=("Trạm Y tế xã |khám bệnh cho người cao tuổi",),
    ),
    Kept(
        "kept-services",
        frozenset(("chi", "chi trả", "ký", "ký số", "giáo dục", "bảo tồn")),
        re.compile(r"(?:dịch vụ|chữ|[-–]|Khu)\s+$"),
        re.compile(r"(?<=dịch vụ chi)|(?<=chi trả)|(?<=ký)|(?<=ký số)|(?<=Khu bảo tồn)|(?<=giáo dục)\s+thường xuyên"),
        examples=(
            "các tổ chức cung cấp dịch vụ chi trả |lập danh sách",
            "các doanh nghiệp cung cấp chữ ký số |hướng dẫn người dân",
            "trung tâm giáo dục nghề nghiệp - giáo dục thường xuyên |mở lớp",
            "Khu bảo tồn thiên nhiên |tuần tra",
        ),
        counterexamples=("Bưu điện xã |chi trả lương hưu", "Trường học |giáo dục thường xuyên cho học sinh"),
    ),
    Kept(
        "kept-law-education",
        frozenset(("phối hợp", "phổ biến", "giáo dục")),
        re.compile(r"\AHội đồng\s+(?:[Pp]hối hợp\s+)?(?:phổ biến,\s+)?$"),
        re.compile(r"(?:\s+phổ biến)?(?:,\s+giáo dục)?\s+pháp luật"),
        examples=("Hội đồng phối hợp phổ biến, giáo dục pháp luật xã |tham mưu biên soạn tờ gấp",),
        counterexamples=("Trường Tiểu học, |giáo dục pháp luật cho học sinh",),
    ),
    Kept(
        "kept-television",
        frozenset(("hình thành", "phát thanh")),
        re.compile(r"[Tt]ruyền\s+$|(?:Báo|Đài)(?:\s\S+){0,4}\s+$"),
        re.compile(r"(?<=hình thành)\s+phố|(?<=phát thanh)(?:,|\s+(?:và|[-–]))?\s+truyền hình"),
        examples=(
            "Báo và Phát thanh, Truyền hình thành phố |tuyên truyền",
            "Báo và phát thanh, truyền hình tỉnh |tuyên truyền",
        ),
        counterexamples=("Các thôn |hình thành tổ tuần tra", "Đài Truyền thanh xã |phát thanh mỗi ngày hai lần"),
    ),
    Kept(
        "kept-charge-of-field",
        frozenset(("quản lý",)),
        re.compile(r"(?:^|\s)(?:bộ|ban|phòng|cơ quan|đơn vị)\s+$", re.IGNORECASE),
        re.compile(r"\s+(?:chuyên\s+)?(?:ngành|lĩnh vực)(?!\w)"),
        examples=("Các bộ quản lý ngành, lĩnh vực |gửi báo cáo",),
        counterexamples=("Các bộ |quản lý kinh phí",),
    ),
    Kept(
        "kept-high-technology",
        frozenset(("ứng dụng",)),
        re.compile(r"[Nn]ông nghiệp\s+$"),
        re.compile(r"\s+[Cc]ông nghệ cao"),
        examples=("Ban Quản lý Khu nông nghiệp ứng dụng công nghệ cao |công bố quy hoạch",),
        counterexamples=("Phòng Nông nghiệp |ứng dụng chế phẩm mới",),
    ),
    Kept(
        "kept-registry",
        frozenset(("đầu tư", "kinh doanh")),
        re.compile(r"(?:cơ quan|phòng|bộ phận)\s+đăng ký\s+$", re.IGNORECASE),
        examples=("Các cơ quan đăng ký đầu tư |công bố thủ tục",),
        counterexamples=("Các thôn |đầu tư đường bê tông",),
    ),
    Kept(
        "kept-supplies",
        frozenset(("cần",)),
        re.compile(r"(?:Tổ|Đội|Ban|Tiểu ban|Bộ phận|Cục|Phòng|Khoa)\s+[Hh]ậu\s+$"),
        examples=("Tiểu ban Hậu cần |chuẩn bị lương khô",),
        counterexamples=("Công an xã |cần tuần tra",),
    ),
    Kept(
        "kept-guards",
        frozenset(("tham gia", "bảo vệ")),
        re.compile(r"[Ll]ực lượng\s+(?:tham gia\s+)?$"),
        re.compile(r"(?:\s+bảo vệ)?\s+an ninh(?:,|\s+và)?\s+trật tự ở cơ sở"),
        examples=("Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở |chủ trì canh gác",),
        counterexamples=("Công an xã |tham gia bảo vệ an ninh trận đấu",),
    ),
    Kept(
        "kept-project",
        frozenset(("đầu tư", "phát triển", "xây dựng")),
        re.compile(
            r"(?:(?:[Dd]ự án|\bDA)|[Gg]iám sát|[-–] Quản lý|Quỹ(?: Hỗ trợ)?|"
            r"Kết cấu hạ tầng)\s+(?:[đĐ]ầu tư\s+(?:và\s+)?(?:xây dựng\s+(?:và\s+)?)?)?$"
        ),
        re.compile(
            r"(?<=đầu tư)|(?<=đầu tư xây dựng)|(?<=đầu tư và xây dựng)|(?<=ầu tư phát triển)|"
            r"(?<=Hỗ trợ phát triển)|(?<=và phát triển)|"
            r"(?<=hạ tầng xây dựng)"
        ),
        examples=(
            "Ban Quản lý dự án đầu tư xây dựng tỉnh |xây dựng phương án",
            "Cục Kinh tế - Quản lý đầu tư xây dựng |hướng dẫn lập dự toán",
            "Quỹ Đầu tư phát triển tỉnh |xây dựng phương án",
            "Quỹ Hỗ trợ phát triển du lịch |xây dựng phương án",
            "Ban Giám sát đầu tư của cộng đồng |kiểm tra vật liệu",
            "Cục Kết cấu hạ tầng xây dựng |kiểm tra mặt đường",
        ),
        counterexamples=("Ban Quản lý dự án |xây dựng phương án",),
    ),
    Kept(
        "kept-topic",
        frozenset(("về",)),
        re.compile(r"\A(?:Ban Chỉ đạo|Tiểu ban|Tổ công tác|Hội đồng|BCĐ)\b"),
        examples=("Ban Chỉ đạo về nước sạch xã |chủ trì tập huấn",),
        counterexamples=("Phòng Kinh tế |về thăm các hộ",),
    ),
)
"""Exceptions of kinds of offices, by the words that name them."""
