"""What the extractors ask of a document again and again: its blocks by position, headings above, regions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.extraction.evidence import Locator
from pipeline.records import Block, Document
from pipeline.spans import Span

_IMPLEMENTATION = re.compile(
    r"(?:tổ chức|phân công|trách nhiệm|giao nhiệm vụ)\b.*(?:thực hiện|trách nhiệm|nhiệm vụ)|phân công trách nhiệm|"
    r"^trách nhiệm|tổ chức triển khai|^tổ chức thực hiện|^phân công|^chế độ báo cáo",
    re.IGNORECASE,
)
_BASIS_HEADING = re.compile(r"căn cứ|cơ sở pháp lý|cơ sở xây dựng", re.IGNORECASE)
_GOALS = re.compile(r"chỉ tiêu|mục tiêu|nhiệm vụ|phương hướng|kế hoạch|giải pháp|nội dung", re.IGNORECASE)
_STATE_OF_PLAY = re.compile(
    r"tình hình|thực trạng|kết quả (?:thực hiện|đạt được)|đặc điểm|đánh giá (?:chung|kết quả|tình hình)|"
    r"tồn tại|hạn chế|nguyên nhân|khái quát|bối cảnh|sự cần thiết|ưu điểm",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Context:
    """A document with the indexes that the extractors share."""

    document: Document
    text: str = field(init=False)
    locator: Locator = field(init=False)
    starts: list[int] = field(init=False)
    chains: list[tuple[Block, ...]] = field(init=False)
    """For each block the headings and open list items above it, outermost first."""
    cells: list[tuple[int, int, int, int, int]] = field(init=False)
    """Table cells by position: start, end, table, row, column."""

    def __post_init__(self) -> None:
        blocks = self.document.blocks
        object.__setattr__(self, "text", self.document.text)
        object.__setattr__(self, "locator", Locator(self.document))
        object.__setattr__(self, "starts", [block.start for block in blocks])
        object.__setattr__(self, "chains", _chains(self.document))
        object.__setattr__(self, "cells", _cells(self.document))

    def block_index(self, at: int) -> int:
        """Index of the block that holds position `at`."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def words_of(self, block: Block) -> str:
        """The block's text without its label."""
        return self.text[block.body_start : block.end] if block.body_start else self.text[block.start : block.end]

    def cell_at(self, at: int) -> tuple[int, int, int] | None:
        """Table, row and column of the cell that holds position `at`, or None outside tables."""
        index = bisect_right(self.cells, (at, len(self.text) + 1, 0, 0, 0)) - 1
        if index < 0 or not self.cells[index][0] <= at < self.cells[index][1]:
            return None
        return self.cells[index][2:]

    def repeated(self, at: int) -> bool:
        """Whether position `at` stands in a merged cell that is written again in a row it covers."""
        place = self.cell_at(at)
        if place is None:
            return False
        table, row, column = place
        return self.document.tables[table].rows[row][column].row_span == 0

    def column_title(self, table: int, column: int) -> str:
        """What the header rows say above a column, joined."""
        rows = self.document.tables[table].rows[: max(self.document.tables[table].header_rows, 0)]
        titles: list[str] = []
        for row in rows:
            if column < len(row):
                title = " ".join(self.text[row[column].start : row[column].end].split())
                if title and title not in titles:
                    titles.append(title)
        return " ".join(titles)

    def sentence(self, at: int, block: Block) -> Span:
        """The sentence of the block around position `at`."""
        start = max(block.body_start, block.start)
        for found in _SENTENCE_END.finditer(self.text, start, block.end):
            if found.end() > at:
                return start, found.end()
            start = found.end()
        return start, block.end

    def section_path(self, block: Block) -> str | None:
        """Path of the section that the block stands in."""
        return None if block.section is None else self.document.sections[block.section].path

    def part_titles(self, block: Block) -> list[str]:
        """Titles of the sections around the block, innermost first."""
        titles, at = [], block.section
        while at is not None:
            section = self.document.sections[at]
            titles.append(section.title)
            at = section.parent
        return titles

    def implementation(self, block: Block) -> bool:
        """Whether the block stands in a part that organises implementation (ANNOTATION, ruling 5)."""
        return any(_IMPLEMENTATION.search(title) for title in self.part_titles(block))

    def state_of_play(self, block: Block) -> bool:
        """Whether the block stands in a part that tells what was, not what is to be."""
        for title in self.part_titles(block):
            if _GOALS.search(title[:80]):
                return False
            if _STATE_OF_PLAY.search(title[:80]):
                return True
        return False

    def basis_end(self) -> int:
        """Where the opening căn cứ block ends: at the first section that is not itself one of bases."""
        sections = self.document.sections
        for section in sections:
            if section.parent is None and not _BASIS_HEADING.search(section.title):
                return section.start
        return _basis_run_end(self.document)


_SENTENCE_END = re.compile(r"(?<![A-ZĐ]\.)(?<!\bTP)(?<!\bTX)[.!?…](?:[”\")]+)?(?=\s+[“\"(]?[^\W\d_a-z]|\s*$)|\n")
_BASIS_OPENING = re.compile(
    r"(?:-\s*)?(?:Căn cứ|Thực hiện|Triển khai|Tiếp tục|Trên cơ sở|Xét|Theo|Thi hành|Quán triệt)\b"
)


def _basis_run_end(document: Document) -> int:
    """Without sections: the run of paragraphs that open with a word of basis."""
    end = 0
    for block in document.blocks:
        if block.kind in ("head", "title") or _BASIS_OPENING.match(document.text, block.start):
            end = block.end
        elif end:
            break
    return end


def _cells(document: Document) -> list[tuple[int, int, int, int, int]]:
    seen: dict[Span, tuple[int, int, int, int, int]] = {}
    for number, table in enumerate(document.tables):
        for y, row in enumerate(table.rows):
            for x, cell in enumerate(row):
                seen.setdefault((cell.start, cell.end), (cell.start, cell.end, number, y, x))
    return sorted(seen.values())


def _chains(document: Document) -> list[tuple[Block, ...]]:
    """Headings by section ancestry, then open items: a dash that ends in a colon heads the ones below it."""
    chains: list[tuple[Block, ...]] = []
    openers: dict[int, Block] = {}
    text = document.text
    open_dashes: list[Block] = []
    last_section: int | None = -1
    for block in document.blocks:
        if (
            block.section is not None
            and block.label is not None
            and document.sections[block.section].start == block.start
        ):
            openers[block.section] = block
        if block.section != last_section:
            open_dashes, last_section = [], block.section
        above: list[Block] = []
        at = block.section
        while at is not None:
            opener = openers.get(at)
            if opener is not None and opener is not block:
                above.append(opener)
            at = document.sections[at].parent
        above.reverse()
        rank = _dash_rank(block.label) if block.kind == "item" else (0 if block.kind == "body" else None)
        if rank is not None:
            while open_dashes and (_dash_rank(open_dashes[-1].label) >= rank and rank > 0):
                open_dashes.pop()
            if rank == 0 and block.kind == "body":
                open_dashes = [] if _heads_list(text, block) else open_dashes
        chains.append((*above, *open_dashes))
        if rank is not None and _heads_list(text, block):
            open_dashes.append(block)
    return chains


def _dash_rank(label: str | None) -> int:
    return {"-": 1, "–": 1, "—": 1, "•": 1, "*": 1, "+": 2, "○": 2, "▪": 2}.get(label or "", 0)


def _heads_list(text: str, block: Block) -> bool:
    tail = text[block.end - 1 : block.end]
    return tail == ":" or (tail not in ".;,!?" and block.label is not None and block.end - block.start < 120)
