"""Paragraphs that say whose work the list below them is."""

from __future__ import annotations

import re

from pipeline.extraction.context import Context
from pipeline.grammar import bodies
from pipeline.records import Block

NOUN_NOT_BODY = re.compile(
    r"(?:Trường hợp|Hội nghị|Hội thảo|Hội thi|Hội viên|Đoàn viên|Xã hội|"
    r"(?:Doanh nghiệp|Chính quyền|Chính phủ|Hạ tầng) số|Bản tin|Bản đồ|Bộ máy|Bộ chỉ số|Bộ tiêu chí|"
    r"Quỹ đất|Tổ chức|Ban hành|Ban đêm|Bố trí|Phòng ngừa|Phòng, chống|"
    r"Phòng chống|Đội ngũ|Báo cáo|Công tác|Thuế suất|Hộ khẩu|Thôn bản|Bảo (?!hiểm)[^\W\d_]+|Sở hữu|"
    r"Nhóm (?:nhiệm vụ|giải pháp|"
    r"chỉ tiêu)|Đoàn kết|Tỉnh lộ|Ngành nghề|(?:Cơ quan|Đơn vị|Bộ phận) (?:thường trực|đầu mối))(?!\w)",
    re.IGNORECASE,
)


def words_end_in_colon(context: Context, block: Block) -> bool:
    """Whether a paragraph leads in what stands below it."""
    return context.text[block.start : block.end].rstrip().endswith(":")


_WORK_BELOW = re.compile(
    r"\s*,?\s*(?:(?:cần|phải|tập trung|chỉ đạo|triển khai|thực hiện|tổ chức|khẩn trương|nghiêm túc|chủ động|ngay|tốt|"
    r"có hiệu quả|có (?:trách nhiệm|nhiệm vụ)|quan tâm|đồng bộ)\s+)*(?:(?:các|những|một số)\s+)?"
    r"(?:nhiệm vụ|công việc|nội dung|biện pháp|giải pháp|việc|công tác)\b[^.;:]{0,60}\ssau(?: đây)?\s*:\s*"
)
"""What stands between a body and the list of what it is to do: "tập trung thực hiện một số nhiệm vụ sau:"."""


_HELPED = re.compile(r"(?:giúp|tham mưu|với|cùng|của|cho|tới|đến|lên)\s+$")
"""In front of a body that others work for or with."""


def leads_in_work(context: Context, block: Block) -> tuple[str, str] | None:
    """Body and role where a paragraph says whose work the list below it is: "... yêu cầu các thôn làm việc sau:"."""
    text = context.text
    start = max(block.body_start, block.start)
    if not words_end_in_colon(context, block):
        return None
    stop = start
    for head in bodies.heads().finditer(text, start, block.end):
        if head.start() < stop:  # a word of the name before: "Văn phòng Ủy ban nhân dân"
            continue
        stop = bodies.listed_end(text, head.start(), block.end)
        before = text[start : head.start()]
        if stop <= head.start() or NOUN_NOT_BODY.match(text, head.start()) or _HELPED.search(before):
            continue
        if _WORK_BELOW.fullmatch(text, stop, block.end):
            first, last = bodies.trimmed(text, head.start(), stop)
            asked = re.search(r"(?:[Đđ]ề nghị|[Mm]ời)\s+$", before)
            return bodies.normal(text[first:last]), "requested" if asked else "lead"
    return None
