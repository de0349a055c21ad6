"""The foot of a document: authority lines, signatory, recipients, archive line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.extraction.context import Context
from pipeline.records import Block, DocumentInfo, Evidence
from pipeline.text.spans import Span
from pipeline.text.unicode import fold

_AUTHORITY = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q)\s?\.?\s*\S")


_OFFICE = re.compile(
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:TRƯỞNG|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ|CHÁNH|CỤC|HIỆU|VIỆN|CHỈ HUY|"
    r"THỨ TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|ỦY VIÊN|UỶ VIÊN|CHÍNH TRỊ VIÊN)",
)


_RANKS = re.compile(r"(?:(?:Th\.?S|TS|PGS|GS|BS|CKI+|KS|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy)\.?\s+)+")


class Fields:
    """Fields with their places, as they are found."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.info = DocumentInfo()
        self.evidence: dict[str, Evidence] = {}

    def put(self, name: str, value: Any, span: Span | None) -> None:
        self.info = replace(self.info, **{name: value})
        if span is not None:
            self.evidence[name] = self.context.locator.evidence(span)


def read_foot(fields: Fields) -> None:
    text = fields.context.text
    blocks = [block for block in fields.context.document.blocks if block.kind == "foot"]
    _recipients(fields, blocks)
    authority: list[str] = []
    office: tuple[str, Span] | None = None
    after_office: list[Block] = []
    for block in blocks:
        words = text[block.start : block.end].strip(" *_")
        if block.column == "left" and block.label is not None:
            continue
        upper = words.isupper() or words.split("(")[0].strip().isupper()
        if _AUTHORITY.match(words) and upper:
            authority.append(words)
            office = None
            if re.match(r"(?:TM|T/M)", words) is None and not re.match(r"(?:KT|K/T|TL|T/L|TUQ)", words):
                office = (words, (block.start, block.end))
            after_office = []
        elif _OFFICE.match(words) and upper:
            office = (words, (block.start, block.end))
            after_office = []
        else:
            after_office.append(block)
    if authority:
        fields.put("authority", tuple(authority), None)
    if office:
        fields.put("signer_title", office[0], office[1])
    if not (office or authority):
        return
    for block in reversed(after_office):
        words = text[block.start : block.end].strip(" *_")
        name = _RANKS.sub("", words)
        if block.label is None and is_name(name) and block.column != "left":
            fields.put("signer", name, (block.start, block.end))
            return


def is_name(words: str) -> bool:
    """Whether a line can be a person's name: two to six capitalised words, nothing else."""
    parts = words.replace("’", "'").split()
    return 2 <= len(parts) <= 6 and all(
        part[0].isupper() and part.replace("'", "").isalpha() and not (part.isupper() and len(part) > 1)
        for part in parts
    )


def _recipients(fields: Fields, blocks: Sequence[Block]) -> None:
    text = fields.context.text
    inside = False
    names: list[str] = []
    span: Span | None = None
    for block in blocks:
        words = text[block.start : block.end].strip(" *_")
        if fold(words).startswith("noi nhan"):
            inside = True
            words = words.split(":", 1)[1].strip() if ":" in words else ""
            if not words:
                continue
        if not inside or block.column == "right":
            continue
        item = re.sub(r"^[-–—+•*]\s*", "", words)
        if fold(item).startswith("luu"):
            archive = re.sub(r"^[Ll]ưu\s*:?\s*", "", item).rstrip(" .;,")
            fields.put("archive", archive or None, (block.start, block.end))
            inside = False
            continue
        dashed = words != item
        if dashed or (item.endswith((";", ".", ",")) and not item.isupper()):
            names.append(re.sub(r"[;.,:]+\s*$", "", item).strip())
            span = (span[0] if span else block.start, block.end)
    if names:
        fields.put("recipients", tuple(names), span)
