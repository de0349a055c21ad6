"""Roles of dates by where they stand: in a citation, a span of time, a table."""

from __future__ import annotations

import re

from pipeline.extraction.roles.cases import EVENT, DateCase
from pipeline.grammar.deadlines import DUE_COLUMN, WITHIN, compiled
from pipeline.grammar.rule import Choice

_PAPER = (
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Thông báo|Kết luận|Công điện|Chương trình|"
    r"Thông tri|Hướng dẫn|Hợp đồng|Phương án|Quy định|Tờ trình)"
)
_NUMBERED = re.compile(rf"{_PAPER}\s+số:?\s*[\w./\-]+\s*,?\s*$")
_LAW = re.compile(r"[Ll]uật\s[^;.]*$")
_NAMED_PAPER = re.compile(
    rf"(?:{_PAPER}|Biên bản|Báo cáo|phiên họp|cuộc họp|Luật)[^,;.]{{0,40}}"
    r"(?<!trước\s)(?<!đến\s)(?<!từ\s)(?<!nhất\s)$"
)
_AMENDED = re.compile(
    r"\((?:được |đã )?(?:sửa đổi|bổ sung)[^()]{0,50}(?<!trước )(?<!xong )năm\s+$|"
    r"\((?:được |đã )?(?:sửa đổi|bổ sung)(?:,? (?:sửa đổi|bổ sung))?(?: một số điều)?(?: năm)?\s+$"
)
"""Before the year in which a law was amended, as a bracket behind its name tells it."""
_ISSUES = re.compile(r",\s+[^,.;:]{4,40}(?:\sban$|\sban hành\b)|,\s+[^,.;:]{4,40}?\sban hành\b")
_OF_A_PAPER = re.compile(r"\s*(?:của|,? do|về|ban hành)")
_ENDS_CLAUSE = re.compile(r"\s*[;,.]")
_ACTIVITY = compiled(
    rf"{EVENT.pattern}|tổ chức|tập huấn|kiểm tra|tiến hành|khen thưởng|tuyên truyền|triển khai|điều tra|rà soát|"
    r"ký kết|họp|gặp mặt|ngày quốc tế|giám sát|thực hiện"
)
"""What is done at a time."""
_PAY = compiled(
    r"(?:lương|trợ cấp|phụ cấp|kỳ chi trả)[^.;:()]{0,40}\(?\s*(?:tháng \d{1,2}(?:(?: năm |/)\d{4})?(?:,| và)\s+){0,11}$"
)
"""Before the month for which something is paid."""
_SPAN_COMPARED = compiled(r"(?:so với(?:\s+\w+){0,2}|cùng kỳ)\s*$")
_AT_HOUR = compiled(r"\d\s*(?:giờ|h|g)\s*\d*\s*,?\s*$")


PLACES: tuple[Choice[DateCase, str], ...] = (
    Choice(
        "role-cited",
        "citation",
        lambda d: d.cited,
        examples=(
            ("- Thực hiện Chỉ thị số 17/CT-TTg ngày 16/5/2025 của Thủ tướng Chính phủ.", ("citation",)),
            ("- Thực hiện Luật Thư viện năm 2019.", ("citation",)),
        ),
        counterexamples=("- Hoàn thành trước ngày 16/5/2026 theo Chỉ thị số 17/CT-TTg.",),
    ),
    Choice(
        "role-own",
        "issue",
        lambda d: d.own,
        "settled: the plan's own number in an annex",
        (("PHỤ LỤC\n(Kèm theo Kế hoạch số 15/KH-UBND ngày 12 tháng 3 năm 2026 của xã)", ("issue",)),),
    ),
    Choice(
        "role-amended",
        "citation",
        lambda d: d.year and _AMENDED.search(d.before),
        "ruling 3",
        (("- Phổ biến Luật Đê điều năm 2026 (được sửa đổi năm 2029).", ("citation", "citation")),),
        ("- Bổ sung quỹ đất năm 2027.",),
    ),
    Choice(
        "role-issued",
        "citation",
        lambda d: d.shape == "day" and d.opens and _ISSUES.match(d.after),
        "ruling 3",
        (("Ngày 21/5/2026, UBND tỉnh ban hành Quyết định về bể bơi.", ("citation",)),),
        ("Ngày 21/5/2026, UBND xã khai giảng lớp bơi.",),
    ),
    Choice(
        "role-numbered-paper",
        "citation",
        lambda d: d.shape == "day" and _NUMBERED.search(d.before),
        examples=(("- Theo Chỉ thị số 8/CTUB ngày 04/5/2026 thì các ao hồ được rào.", ("citation",)),),
    ),
    Choice(
        "role-law",
        "citation",
        lambda d: d.shape == "day" and d.past and _LAW.search(d.before) and _ENDS_CLAUSE.match(d.after),
        "ruling 1",
        (("- Tuân thủ bộ luật lao động ngày 24/11/2015;", ("citation",)),),
        ("- Phổ biến Luật Thư viện, xong trước ngày 24/11/2026;",),
    ),
    Choice(
        "role-named-paper",
        "citation",
        lambda d: d.shape == "day" and _NAMED_PAPER.search(d.before) and _OF_A_PAPER.match(d.after),
        examples=(("- Căn cứ Biên bản họp thôn ngày 20/4/2026 về việc góp đất.", ("citation",)),),
        counterexamples=("- Gửi Báo cáo trước ngày 20/4/2026 về Phòng Kinh tế.",),
    ),
    Choice(
        "role-half-counted",
        "deadline",
        lambda d: d.shape == "half" and not d.in_title and d.counted_after,
        "ruling 3",
        (("- 6 tháng đầu năm 2026: dạy bơi cho 120 trẻ em.", ("deadline",)),),
    ),
    Choice(
        "role-pay",
        "other",
        lambda d: d.shape == "month" and _PAY.search(d.before) and not d.due,
        examples=(("- Chi trả gộp lương hưu tháng 11 năm 2026 và tháng 12 năm 2026.", ("other", "other")),),
        counterexamples=("- Chi trả trợ cấp cho các hộ trước tháng 11 năm 2026.",),
    ),
    Choice(
        "role-span-compared",
        "other",
        lambda d: d.spans and _SPAN_COMPARED.search(d.before),
        examples=(("- Giảm số vụ đuối nước so với giai đoạn 2021-2025.", ("other",)),),
    ),
    Choice(
        "role-anniversary",
        "other",
        lambda d: d.anniversary,
        examples=(("- Trồng cây nhân kỷ niệm ngày thành lập xã (02/9/1986 - 02/9/2026).", ("other",)),),
        counterexamples=("- Trồng cây từ 02/9/2025 - 02/10/2026.",),
    ),
    Choice(
        "role-half-due",
        "deadline",
        lambda d: d.shape == "half" and d.due,
        "ruling 3",
        (("- Sửa bể bơi, hoàn thành trong 6 tháng đầu năm 2026.", ("deadline",)),),
    ),
    Choice(
        "role-span",
        "period",
        lambda d: d.spans,
        "ruling 3",
        (("- Thực hiện trong giai đoạn 2026-2030.", ("period",)),),
    ),
    Choice(
        "role-header",
        "deadline",
        lambda d: d.header,
        "settled: data tables",
        (("Chỉ tiêu\tĐơn vị tính\tNăm 2027\nThôn có bể bơi\tthôn\t5", ("deadline",)),),
    ),
    Choice(
        "role-cell-hour",
        "milestone",
        lambda d: d.cell and _AT_HOUR.search(d.before),
        examples=(("Nội dung\tĐịa điểm\nBơi tự do\tHồ xã, 8 giờ 00, ngày 15/6/2026", ("milestone",)),),
    ),
    Choice(
        "role-cell-due",
        "deadline",
        lambda d: d.cell and (d.due or DUE_COLUMN.search(d.column)),
        "ruling 5",
        (
            ("Nội dung\tThời gian\nSửa bể bơi, họp thôn\tTổ chức ngày 15/6/2026", ("deadline",)),
            ("Nội dung\tGhi chú\nSửa bể bơi\tTổ chức xong trước ngày 15/6/2026", ("deadline",)),
        ),
    ),
    Choice(
        "role-cell-compared",
        "other",
        lambda d: d.cell and d.compared,
        examples=(("Nội dung\tGhi chú\nSố bể bơi\tTăng 02 bể so với tháng 6/2026", ("other",)),),
    ),
    Choice(
        "role-cell-past",
        "other",
        lambda d: d.cell and not d.year and d.past,
        "ruling 16",
        (("Nội dung\tGhi chú\nSửa bể bơi\tGiao tại phiên họp tháng 01/2026", ("other",)),),
        ("Nội dung\tGhi chú\nSửa bể bơi\tGiao tại phiên họp tháng 10/2026",),
    ),
    Choice(
        "role-cell-qualifies",
        "period",
        lambda d: d.cell and d.year and not d.up_to and not WITHIN.search(d.before),
        "ruling 8",
        (("Nội dung\tSản phẩm\nDạy bơi\tDanh sách lớp bơi năm 2027", ("period",)),),
    ),
    Choice(
        "role-cell-activity",
        "milestone",
        lambda d: d.cell and not d.year and _ACTIVITY.search(d.before),
        examples=(("Nội dung\tSản phẩm\nDạy bơi\tHội thi bơi ngày 15/6/2026", ("milestone",)),),
    ),
    Choice(
        "role-cell",
        "deadline",
        lambda d: d.cell,
        "ruling 5",
        (("Nội dung\tGhi chú\nDạy bơi\tNgày 15/6/2026", ("deadline",)),),
    ),
)
