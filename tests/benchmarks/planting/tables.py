"""Faults that a pattern and a few words make: what is taken out, what stands in its place, what is added to a list."""

from __future__ import annotations

from random import Random

from planting.paper import Paper, Planter, Slip


def replaced(pattern: str, *words: str, everywhere: bool = False, free: bool = False, since: str = "") -> Planter:
    """A planter that puts one of `words` for the group `n` of a match; `since`: first day of issue of such papers."""

    def plant(paper: Paper, chance: Random) -> Slip | None:
        fit = paper.finds(pattern, everywhere=everywhere, free=free)
        if not fit or (since and (paper.record.document.issue_date or "") < since):
            return None
        return paper.put(chance.choice(fit).span("n"), chance.choice(words))

    return plant


def added(*items: str, kind: str = "") -> Planter:
    """A planter that puts one of `items` below an item of a list; `kind`: of the papers that may say so, any if empty."""

    def plant(paper: Paper, chance: Random) -> Slip | None:
        fit = paper.finds(r"^- [^\n|]{40,}[.;]$", free=False)
        if not fit or kind not in ("", (paper.record.document.type or "").capitalize()):
            return None
        at = chance.choice(fit).end()
        return paper.put((at, at), "\n" + chance.choice(items))

    return plant


_COUNTED = r"(?:lớp|người|hộ|buổi|cuộc|đợt|mô hình|triệu đồng)"
_BODY = r"(?:Sở|Phòng|Công an|Ban|Văn phòng|Trạm|Hội|Đoàn) [^\n|:;,]{3,60}"
_PROVINCES = ("tỉnh Yên Bái", "tỉnh Bình Dương", "tỉnh Hà Giang", "tỉnh Quảng Nam", "tỉnh Thái Bình")
_NO_DISTRICTS = "2025-07-01"

hole = replaced(rf"(?<=[^\W\d_] )(?P<n>\d{{1,4}})(?= {_COUNTED}\b)", "…", "....", "XX", free=True)
bare_heading = replaced(r"^(?:[IVX]{1,4}|\d{1,2})[.)](?P<n> [^\n|]{4,120})(?=\n+(?:\d{1,2}|[a-z])[.)] )", " ")
year_left_out = replaced(r"(?:Nghị định|Thông tư) số \d+(?P<n>/20\d\d)(?=/)", "")
law_alone = replaced(
    r"^(?:- )?Căn cứ Luật [^;\n\d]{6,60}?(?P<n> số \d+/\d{4}/QH\d+(?: ngày [\d/]+| ngày \d+ tháng \d+ năm \d+)?)(?=;)",
    "",
)
law_misnamed = replaced(r"(?P<n>Luật Tổ chức chính quyền địa phương)(?! số)", "Luật Chính quyền địa phương")
ended_province = replaced(
    r"(?:UBND|HĐND|Công an|Sở [A-ZĐ]\w+(?: \w+){0,3}) (?P<n>tỉnh [A-ZĐ]\w+(?: [A-ZĐ]\w+)?)(?!\w)",
    *_PROVINCES,
    free=True,
    since=_NO_DISTRICTS,
)
district_addressed = replaced(
    r"(?<=^Nơi nhận:\n)(?P<n>)(?=- )",
    "- UBND các huyện, thị xã;\n",
    "- Huyện ủy Tân Phú;\n",
    everywhere=True,
    since=_NO_DISTRICTS,
)
idle_body = replaced(rf"^(?:\d{{1,2}}|[a-z])[.)] {_BODY}\n+(?P<n>(?:[-+] [^\n]+\n+)+)(?=(?:\d{{1,2}}|[a-z])[.)] )", "")
stages_overlap = added(
    "- Giai đoạn 1 (2026 - 2028): thí điểm. Giai đoạn 2 (2028 - 2030): mở rộng.",
    "- Giai đoạn 1: 2026 - 2027.\n- Giai đoạn 2: 2027 - 2030.",
    "- Đợt 1: từ ngày 01/3/2027 đến ngày 31/5/2027.\n- Đợt 2: từ ngày 15/5/2027 đến ngày 30/9/2027.",
)  # fmt: skip
stages_apart = added("- Giai đoạn 1 (2026 - 2027): thí điểm. Giai đoạn 2 (2029 - 2030): mở rộng.")
two_reports = added(
    "- Báo cáo kết quả thực hiện Kế hoạch trước ngày 05/12 hằng năm.\n"
    "- Báo cáo kết quả thực hiện Kế hoạch hằng năm trước ngày 20/9.",
    kind="Kế hoạch",
)
counted_parts = added(
    "- Tổ chức 05 lớp tập huấn, gồm 02 lớp cho cán bộ thôn và 02 lớp cho đoàn viên.",
    "- Thành lập 12 tổ, trong đó có 07 tổ ở thôn và 08 tổ ở trường.",
)
sources_of_money = added("- Kinh phí thực hiện: ngân sách tỉnh 60%, ngân sách xã 30%, xã hội hóa 20%.")
wrong_unit = added("- Diện tích cây ăn quả đạt 120 tấn vào năm 2027.", "- Sản lượng lúa đạt 2.500 ha vào năm 2027.")
no_such_point = added("- Thực hiện theo khoản 14 mục I Kế hoạch này.", kind="Kế hoạch")
not_attached = added("- Giao các đơn vị rà soát, thực hiện.\n(Đính kèm phân công chi tiết)", kind="Kế hoạch")
no_domain = added("- Đăng ký tại địa chỉ http://congdangkytructuyen.")
another_subject = replaced(
    r"Trên đây là Kế hoạch (?P<n>[^\n.;]{30,300}?)(?=, (?:đề nghị|yêu cầu)|[.;]|\./)",
    "phòng, chống bệnh dại ở đàn chó, mèo nuôi và tiêm phòng định kỳ",
)
party_organ = replaced(
    r"(?:Nghị quyết|Chỉ thị|Kết luận) số \d+-\w+/TW(?:,? ngày [\d/]+)? của (?P<n>Bộ Chính trị)", "Ban Bí thư"
)
deputy = replaced(r"(?P<n>^KT\. (?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC)\n)(?=PHÓ|THỨ)", "", everywhere=True)
stages_beside = added(
    "1. Giai đoạn 2026 - 2028: làm thí điểm.\n2. Giai đoạn 2027 - 2030: làm ở mọi nơi.",
    "a) Giai đoạn 2026 - 2028: làm thí điểm.\nb) Giai đoạn 2028 - 2030: làm ở mọi nơi.",
)
