"""Where a paper's opening block of bases ("căn cứ") ends."""

from __future__ import annotations

import re

from pipeline.records.document import Document

_HEADING = re.compile(r"căn cứ|cơ sở pháp lý|cơ sở xây dựng", re.IGNORECASE)
_OPENING = re.compile(r"(?:-\s*)?(?:Căn cứ|Thực hiện|Triển khai|Tiếp tục|Trên cơ sở|Xét|Theo|Thi hành|Quán triệt)\b")
_ADDRESSED = re.compile(r"Kính gửi\b")
_TELLS_ISSUE = re.compile(r"Ngày\s+\d[^;:]{4,160}?\sban hành\s")
"""How a letter tells on what it rests: "Ngày 09/6/2025, Chính phủ ban hành Nghị định số ..."."""


def basis_end(document: Document) -> int:
    """Where the opening block of bases ends: at the first paper's first section that is not itself one of bases."""
    paper = document.parts[0] if document.parts else None
    if paper is not None and paper.kind == "letter":
        return _of_letter(document)
    first = len(document.text) if paper is None else paper.end
    for section in document.sections:
        if section.start < first and section.parent is None and not _HEADING.search(section.title):
            return section.start
    return _of_run(document)


def _of_letter(document: Document) -> int:
    """Behind the addressees, the paragraphs that open with a word of basis or tell what was issued."""
    end, addressing = 0, False
    for block in document.blocks:
        addressing = bool(_ADDRESSED.match(document.text, block.start)) or (addressing and block.kind == "item")
        if not (
            addressing
            or block.kind in ("head", "title", "note")
            or _OPENING.match(document.text, block.start)
            or _TELLS_ISSUE.match(document.text, block.start, block.end)
        ):
            break
        end = block.end
    return end


def _of_run(document: Document) -> int:
    """Without sections: the run of paragraphs that open with a word of basis."""
    end = 0
    for block in document.blocks:
        if block.kind in ("head", "title") or _OPENING.match(document.text, block.start):
            end = block.end
        elif end:
            break
    return end
