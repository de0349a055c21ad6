"""Words and marks that usually end the name of a body but are part of one here: "các tổ chức", "đội cứu hộ"."""

from __future__ import annotations

import re

from pipeline.grammar.kept_offices import OFFICES
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.rule import Kept

_TRADES = frozenset((
    "quản lý", "bảo vệ", "phục vụ", "chỉ đạo", "tư vấn", "thẩm định", "kiểm tra", "giám sát",
    "thanh tra", "sử dụng", "sản xuất", "cung cấp", "cung ứng", "hòa giải", "giáo dục", "đào tạo", "phát thanh",
    "chuyển giao", "phát triển", "xây dựng", "vận hành", "thu gom", "tiếp nhận", "điều hành", "hỗ trợ", "nghiên cứu",
    "thường trực", "tham gia", "bảo trì", "tổng hợp", "cứu hộ", "thi công", "kiểm soát",
    "điều phối", "đăng ký", "xúc tiến", "đầu tư", "giới thiệu", "dự báo", "cấp phát", "thông tin", "cứu nạn",
    "tuần tra", "khảo sát", "công tác", "xác minh", "điều tra", "tiến hành",
    "kiểm nghiệm", "cảnh báo", "chế biến", "tiêu thụ", "cho vay", "chứng thực", "bảo tồn", "thi hành", "dạy nghề",
    "lãnh đạo", "khen thưởng", "vệ sinh", "truyền thông", "đồng hành", "đấu thầu", "nghiệm thu", "tuyển sinh",
    "tuyển dụng", "nuôi dưỡng", "chăm sóc", "cấp cứu", "tiêm chủng", "đón tiếp",
    "coi thi", "chấm thi", "xét duyệt", "biên tập", "phản biện",
))  # fmt: skip
"""Verbs that also tell what a body is for: "đội cứu hộ", "cơ quan thẩm định"."""
_WORKS = frozenset((
    "rà soát", "tuyên truyền", "vận động", "soạn thảo", "ứng phó", "kiểm kê", "tuyển chọn", "giải phóng", "xử lý",
    "tiếp công dân", "hướng dẫn", "phun", "phun thuốc", "lấy mẫu", "triển khai", "phổ biến", "đổi mới", "đánh giá",
    "thẩm tra", "tiếp dân", "tổ chức", "phối hợp",
))  # fmt: skip
"""Verbs that tell what a team is for, and begin its work otherwise: "Tổ rà soát hộ nghèo chủ trì ..."."""
_TOLD_BY_TRADE = re.compile(
    r"(?<!\w)(?<!xã )(?:cơ quan|đơn vị|tổ|ban|phòng|đội|lực lượng|(?<!ở )cơ sở|doanh nghiệp|hộ|ngành|hội|trung tâm|"
    r"bộ phận|hội đồng|khoa|chi cục|cục|tổ chức|văn phòng|nhà|nhóm|viên chức|công ty|dịch vụ|bộ môn|khối|đoàn|trang|"
    r"tư vấn|cổng|chủ|an toàn|vật liệu|lĩnh vực|"
    r"thi đua|thi đua -|thi đua,|nhà thầu|chi nhánh|viên|tàu|xe|viện|học viện|hệ thống|(?<!cơ )sở|chuyên môn|cảng|cụm|"
    r"trạm)\s+$",
    re.IGNORECASE,
)
_NO_PAPER_MADE = re.compile(
    r"(?<!ăn phòng tổng hợp)(?:(?<!xây dựng)|(?!\s+(?:[Kk]ế hoạch|[Pp]hương án|[Cc]hương trình|[Đđ]ề án|[Dd]ự toán|"
    r"[Qq]uy chế|[Bb]áo cáo|[Ll]ộ trình|[Kk]ịch bản)(?!\w)))"
)
"""Who builds a paper is no builder: "từng đơn vị xây dựng Kế hoạch"."""
KEPT: tuple[Kept, ...] = (
    Kept(
        "kept-abbreviation",
        frozenset("."),
        re.compile(r"\b(?:TP|TX|TT|Q|P|T)$"),
        re.compile(rf"\s?[{UPPER}]"),
        examples=("Công an TP. Tân An |chủ trì tuần tra",),
        counterexamples=("Công an phường|. Trạm Y tế trực",),
    ),
    Kept(
        "kept-organisation-in-run",
        frozenset(("tổ chức",)),
        re.compile(
            r"(?:cơ quan|đơn vị|đoàn thể|cá nhân|doanh nghiệp|địa phương|ngành|chính quyền),\s+$", re.IGNORECASE
        ),
        re.compile(
            r"\s*(?:,\s+(?:đơn vị|cá nhân|doanh nghiệp|hộ|địa phương|đoàn thể|cơ quan|cơ sở)|"
            r"(?:và|có|được|trong|liên quan|khác|xã hội|chính trị|hội|quản lý|phải|căn cứ|theo|thuộc|trên|tại|ở)\b)"
        ),
        examples=(
            "Cơ quan, tổ chức, đơn vị trên địa bàn |tham gia hiến máu",
            "Cơ quan, tổ chức ở xã |tham gia hiến máu",
        ),
        counterexamples=("Các cơ quan, đơn vị, |tổ chức trồng cây",),
    ),
    Kept(
        "kept-organisation-of-kind",
        frozenset(("tổ chức",)),
        re.compile(r"(?:^|,\s+)$"),
        re.compile(r"\s+(?:[Đđ]ảng|xã hội|chính trị|nghề nghiệp|tôn giáo|phi chính phủ|quốc tế|kinh tế)(?!\w)"),
        examples=(
            "Các cấp ủy, tổ chức đảng |quán triệt",
            "Các hội quần chúng, tổ chức xã hội |vận động người dân",
        ),
        counterexamples=("Các đoàn thể, |tổ chức vận động người dân",),
    ),
    Kept(
        "kept-organisation-of-people",
        frozenset(("tổ chức",)),
        re.compile(r"(?:cộng đồng|nhà nước|nhân dân|hộ gia đình|gia đình),\s+$", re.IGNORECASE),
        re.compile(r"\s*,\s+(?:cá nhân|doanh nghiệp|hộ)(?!\w)"),
        examples=("Doanh nghiệp, cộng đồng, tổ chức, cá nhân |trồng cây",),
        counterexamples=("Các hộ gia đình, |tổ chức trồng cây",),
    ),
    Kept(
        "kept-advisers",
        frozenset(("tham mưu",)),
        re.compile(r"(?:cơ quan|bộ phận|ban)(?: chuyên trách| chuyên môn)?\s+$", re.IGNORECASE),
        re.compile(r"(?:,| và)? giúp việc(?!\w)"),
        examples=("Các cơ quan chuyên trách tham mưu, giúp việc Đảng ủy |triển khai",),
        counterexamples=("Phòng Nội vụ |tham mưu, giúp UBND xã",),
    ),
    Kept(
        "kept-within",
        frozenset(("trong",)),
        re.compile(r"(?:thành viên|đơn vị|cơ quan|bộ phận|cá nhân|lực lượng)(?:\s+khác)?\s+$", re.IGNORECASE),
        re.compile(r"\s+(?:và\s+ngoài|(?:tiểu\s+)?ban|đoàn|tổ|hội|ngành|đơn vị|cơ quan)(?!\w)"),
        examples=("Các thành viên trong tiểu ban |tuyên truyền bầu cử",),
        counterexamples=("Các đơn vị |trong tháng 5 gửi báo cáo",),
    ),
    Kept(
        "kept-of-all",
        frozenset(("trong",)),
        re.compile(r"."),
        re.compile(r"\s+(?:cả nước|toàn quốc|toàn tỉnh|toàn xã|toàn ngành|toàn hệ thống)(?!\w)"),
        examples=("Các địa phương trong cả nước |chủ động liên kết",),
        counterexamples=("Các thôn |trong tháng 5 gửi báo cáo",),
    ),
    Kept(
        "kept-levels",
        frozenset(("từ", "đến", "tới")),
        re.compile(r"(?:\S|(?<=[ ,])(?:từ|Từ)\s(?:[Tt]rung ương|tỉnh|thành phố|xã|cấp \w+))\s+$"),
        re.compile(
            r"(?:(?<=từ)\s+(?:[Tt]rung ương|tỉnh|thành phố|xã|cấp \w+)\s+(?:đến|tới)|"
            r"(?<=ng đến|nh đến|hố đến|xã đến|ng tới|nh tới|hố tới|xã tới))"
            r"\s+(?:cơ sở|địa phương|cấp|xã|thôn|khu dân cư)(?!\w)"
        ),
        examples=(
            "Các cấp ủy đảng, chính quyền từ Trung ương đến địa phương |quán triệt",
            "Các cơ quan từ tỉnh đến cơ sở |nắm tình hình",
        ),
        counterexamples=("Công an xã |từ ngày 01/6 tuần tra", "Các thôn |đến xã nhận phao"),
    ),
    Kept(
        "kept-concerned",
        frozenset(("đến", "tới")),
        re.compile(r"(?<!\w)liên quan\s+$"),
        examples=("Các đơn vị liên quan đến công tác bầu cử |chủ động tuyên truyền",),
        counterexamples=("Các đơn vị |đến các thôn phát phao",),
    ),
    Kept(
        "kept-concerned-with-doing",
        _TRADES | _WORKS | frozenset(("lập hồ sơ", "lập dự toán", "thực hiện", "ban hành", "sắp xếp", "giải quyết")),
        re.compile(r"(?<!\w)liên quan (?:đến|tới)\s(?:[^,;.:]{0,60}\s)?$"),
        re.compile(r"[^.;:]{0,160}?\s(?:(?:có|chịu) trách nhiệm|phải|chủ động|khẩn trương)\s"),
        examples=(
            "Các đơn vị liên quan đến việc lập hồ sơ |khẩn trương gửi danh sách",
            "Các xã liên quan đến việc thực hiện sắp xếp |chịu trách nhiệm chuẩn bị hồ sơ",
        ),
        counterexamples=("Các đơn vị liên quan |lập hồ sơ của các hộ",),
    ),
    Kept(
        "kept-organisation",
        frozenset(("tổ chức",)),
        re.compile(r"(?<!\w)(?:các|những|mọi|ban|(?<!xã )hội|(?<!văn )(?<!biên )phòng)\s+$", re.IGNORECASE),
        examples=("Các tổ chức chính trị - xã hội |tuyên truyền",),
        counterexamples=("Văn phòng |tổ chức cuộc họp", "các đoàn thể xã hội |tổ chức cuộc họp"),
    ),
    Kept(
        "kept-organisation-joined",
        frozenset(("tổ chức",)),
        re.compile(r"(?<!\w)và\s+$", re.IGNORECASE),
        re.compile(r"(?!\s+(?:tuyên truyền|thực hiện|triển khai|tập huấn|các|hội nghị|lớp|kiểm tra|phát động))"),
        examples=("Mặt trận Tổ quốc xã và tổ chức thành viên |vận động",),
        counterexamples=("Phòng Kinh tế và |tổ chức tập huấn cho các hộ",),
    ),
    Kept(
        "kept-leaders",
        frozenset(("lãnh đạo",)),
        re.compile(r"(?:,|\bvà)\s+$"),
        re.compile(
            r"\s+(?:(?:các\s+)?(?:cơ quan|đơn vị|sở|ban|phòng|ngành)|UBND|Sở|Ban|Bộ|Phòng|Ủy ban|Công an)\s"
            r"(?:[^.;:]{0,160}?\s)?(?:(?:có|chịu) trách nhiệm|chủ trì|căn cứ)\s"
        ),
        examples=("Các thành viên Tổ giúp việc, lãnh đạo các phòng |có trách nhiệm đôn đốc",),
        counterexamples=("Đảng ủy xã, |lãnh đạo các chi bộ học nghị quyết",),
    ),
    Kept(
        "kept-helper",
        frozenset(("tham mưu", "phối hợp", "chủ trì")),
        re.compile(
            r"\A(?!Thủ trưởng|Người đứng đầu|Lãnh đạo|\S+ đoàn)(?:.*\W)?(?:cơ quan|bộ phận|tổ|đơn vị|ban)\s+$",
            re.IGNORECASE,
        ),
        examples=("Cơ quan chủ trì |lập dự toán",),
        counterexamples=("Trạm Y tế |phối hợp với các thôn", "Thủ trưởng các cơ quan, đơn vị |chủ trì rà soát"),
    ),
    Kept(
        "kept-trade",
        _TRADES,
        _TOLD_BY_TRADE,
        _NO_PAPER_MADE,
        examples=(
            "Đội cứu hộ xã |tuần tra bến sông",
            "Đơn vị thi công |dọn dẹp vật liệu",
            "Đơn vị xây dựng |dọn dẹp vật liệu",
        ),
        counterexamples=(
            "Các thôn |hỗ trợ các hộ",
            "UBND xã |quản lý bến bãi",
            "Từng đơn vị |xây dựng Kế hoạch riêng",
            "Văn phòng |tổng hợp, trình Chủ tịch",
        ),
    ),
    Kept(
        "kept-field",
        frozenset(("thông tin", "chuyển đổi", "tổng hợp")),
        re.compile(r"(?:[Cc]ông nghệ|\A(?:Phòng|Ban|Tổ|Bộ phận|Khoa)\s+Kế hoạch(?:\s+[-–])?|\w)\s+$"),
        re.compile(
            r"(?<=ệ thông tin)(?!\s+(?:cho|đến|tới|về))|(?<=chuyển đổi)\s+số(?!\w)|(?<=hoạch tổng hợp)|"
            r"(?<=[-–] tổng hợp)"
        ),
        examples=(
            "Tổ Công nghệ thông tin |hướng dẫn các thôn",
            "Ban Chỉ đạo chuyển đổi số xã |hướng dẫn các thôn",
            "Phòng Kế hoạch tổng hợp |hướng dẫn các khoa",
        ),
        counterexamples=("Công an xã |thông tin cho các thôn", "Các thôn |tổng hợp số hộ"),
    ),
    Kept(
        "kept-told-more",
        frozenset(("thường xuyên", "trực tiếp", "thông tin")),
        re.compile(r"(?:[Gg]iáo dục|(?:cơ quan|đơn vị|cấp) quản lý|phương tiện)\s+$"),
        re.compile(
            r"(?<=iáo dục thường xuyên)|(?<=quản lý trực tiếp)\s+(?!chỉ đạo|phối hợp)\w|(?<=phương tiện thông tin)"
        ),
        examples=(
            "Trung tâm Giáo dục thường xuyên |mở lớp xóa mù chữ",
            "các cơ quan quản lý trực tiếp trường học |đôn đốc",
            "các phương tiện thông tin |đưa tin",
        ),
        counterexamples=("Công an xã |thường xuyên tuần tra", "Trạm Y tế |thông tin cho các thôn"),
    ),
    Kept(
        "kept-committee",
        _TRADES | _WORKS,
        re.compile(r"\A(?:Ban Chỉ đạo|Tổ công tác|Tiểu ban|Hội đồng(?: phối hợp)?|BCĐ|Tổ|Đội|Đoàn|Ban|Nhóm)\s+$"),
        re.compile(
            r"(?!\s+(?:các|những|việc|với|cùng|kế hoạch|dự thảo|báo cáo|văn bản|\d))[^,.;:\n]{0,40}?"
            r"(?:\s*(?::|\n|$)|\s(?:chủ trì|(?:có|chịu) trách nhiệm|tham mưu|phối hợp|hướng dẫn|rà soát|đôn đốc|"
            r"theo dõi)(?!\w))"
        ),
        examples=(
            "Ban Chỉ đạo xây dựng nông thôn mới xã |chủ trì rà soát tiêu chí",
            "Tổ tiếp công dân |có trách nhiệm ghi sổ",
            "Đội tuyên truyền lưu động|: mở loa các thôn",
        ),
        counterexamples=(
            "Ban Chỉ đạo |kiểm tra các thôn, phối hợp với Công an xã",
            "Ban Chỉ đạo |xây dựng kế hoạch hướng dẫn các thôn",
            "Tổ |rà soát danh sách hộ nghèo, phối hợp với các thôn",
        ),
    ),
    Kept(
        "kept-being",
        frozenset(("là", "tổ chức")),
        re.compile(r"\A(?:Các|Những|Mọi)\s"),
        re.compile(
            r"(?<=\slà)\s+(?:cá nhân|cán bộ|doanh nghiệp|hộ|người|thành viên|tổ chức|đảng viên)(?!\w)|"
            r"(?<=\slà tổ chức)(?!\s+(?:các|những|\d))"
        ),
        examples=("Các chủ rừng là tổ chức |cắm mốc ranh giới",),
        counterexamples=("Các thôn |là đầu mối nhận phao",),
    ),
    Kept(
        "kept-together",
        frozenset(("cùng",)),
        re.compile("."),
        re.compile(rf"\s+(?:với\s+)?(?:các|những)?\s*(?:[{UPPER}]|(?<=các )\w)"),
        examples=("Công an xã cùng các thôn |tuần tra",),
        counterexamples=("Công an xã |cùng tham gia tuần tra",),
    ),
    Kept(
        "kept-twin",
        _TRADES,
        re.compile(
            r"(?:\A|[,;]\s|\svà\s)"
            rf"(?:Viện\s+Nghiên cứu|(?:Quỹ|Ban|Phòng|Trung tâm|Chi cục|Cục|Hạt|Trạm)\s+[{UPPER}][^\W\d_]+"
            r"(?:\s[^\W\d_]+){0,2}\s+và)\s+$"
        ),
        examples=("Quỹ Bảo vệ và phát triển rừng |hỗ trợ các hộ",),
        counterexamples=("các hộ và |phát triển rừng",),
    ),
    *OFFICES,
)
"""The exceptions, in the order in which they are tried."""
