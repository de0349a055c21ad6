"""What several extractors need of a document: its blocks by position, the headings above, its regions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.extraction.chains import chains_of
from pipeline.extraction.part_titles import RESULTS_OF, organises, tells_what_was
from pipeline.grammar import bodies, dates, quantities, symbols
from pipeline.grammar.dates import Expression
from pipeline.grammar.due_words import DueWords, words_before
from pipeline.grammar.quantities import Quantity
from pipeline.grammar.symbols import Symbol
from pipeline.grammar.task_dues import due_in
from pipeline.records import Block, Document
from pipeline.records.evidence import Locator
from pipeline.records.grounds import basis_end
from pipeline.text.letters import CODE, UPPER
from pipeline.text.spans import Span, overlaps


@dataclass(frozen=True)
class Context:
    """A document with the indexes and the layers that the extractors share; each layer is found once."""

    document: Document
    text: str = field(init=False)
    locator: Locator = field(init=False)
    starts: list[int] = field(init=False)
    chains: list[tuple[Block, ...]] = field(init=False)
    """For each block the headings and open list items above it, outermost first."""
    cells: list[tuple[int, int, int, int, int]] = field(init=False)
    """Table cells by position: start, end, table, row, column."""
    _sentence_ends: dict[Span, list[int]] = field(init=False, default_factory=dict)
    _expressions: dict[Span, list[Expression]] = field(init=False, default_factory=dict)
    _quantities: dict[Span, list[Quantity]] = field(init=False, default_factory=dict)

    _due_words: dict[int, DueWords] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        blocks = self.document.blocks
        object.__setattr__(self, "text", self.document.text)
        object.__setattr__(self, "locator", Locator(self.document))
        object.__setattr__(self, "starts", [block.start for block in blocks])
        object.__setattr__(self, "chains", chains_of(self.document))
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
        """Whether position `at` stands in the repeated text of a merged cell, in a row below its first."""
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
        start, ends = max(block.body_start, block.start), self._ends_in(block)
        index = bisect_right(ends, at)
        return ends[index - 1] if index else start, ends[index] if index < len(ends) else block.end

    def sentences(self, block: Block) -> list[Span]:
        """The sentences of a block, its label left out."""
        start, ends = max(block.body_start, block.start), self._ends_in(block)
        edges = [start, *ends, block.end]
        return [span for span in zip(edges, edges[1:], strict=False) if self.text[slice(*span)].strip()]

    def _ends_in(self, block: Block) -> list[int]:
        span = max(block.body_start, block.start), block.end
        if span not in self._sentence_ends:
            self._sentence_ends[span] = _pieces(self.text, *span)
        return self._sentence_ends[span]

    def expressions(self, span: Span) -> list[Expression]:
        """The calendar expressions of a stretch of text; their places count from its start."""
        if span not in self._expressions:
            self._expressions[span] = dates.find(self.text[slice(*span)])
        return self._expressions[span]

    def quantities(self, span: Span) -> list[Quantity]:
        """The figures of a stretch of text, those of dates among them; their places count from its start."""
        if span not in self._quantities:
            self._quantities[span] = quantities.find(self.text[slice(*span)])
        return self._quantities[span]

    def due_words(self, at: int) -> DueWords:
        """The words of a deadline right before the date that begins at a place, in its paragraph."""
        if at not in self._due_words:
            start = self.document.blocks[self.block_index(at)].start
            self._due_words[at] = words_before(self.text, start, at)
        return self._due_words[at]

    def due_in(self, start: int, end: int) -> str | None:
        """The first deadline of a task in a stretch of text, as EDTF; None where no date is one."""
        return due_in(self.text, start, end, self.due_words)

    def figures(self, span: Span) -> list[Quantity]:
        """The figures of a stretch of text that are no part of a date; their places count in the text."""
        found = self.quantities(span)
        dated = [expression.span for expression in self.expressions(span)] if found else []
        return [
            one._replace(
                span=(one.span[0] + span[0], one.span[1] + span[0]),
                unit_start=one.unit_start + span[0],
                bounds=tuple((start + span[0], end + span[0]) for start, end in one.bounds),
            )
            for one in found
            if not any(overlaps(one.span, date) and not _inside(date, one.span) for date in dated)
        ]

    @cached_property
    def symbols(self) -> list[Symbol]:
        """The document symbols of the text, in order."""
        return symbols.find(self.text)

    @cached_property
    def bodies(self) -> list[tuple[Block, list[Span]]]:
        """The runs of named bodies of the text, in order: the block, and each body of the run."""
        return [
            (block, run)
            for block in self.document.blocks
            for run in bodies.find(self.text, max(block.body_start, block.start), block.end)
        ]

    def section_path(self, block: Block) -> str | None:
        """Path of the section that the block stands in."""
        return None if block.section is None else self.document.sections[block.section].path

    def part_titles(self, block: Block) -> tuple[str, ...]:
        """Titles of the sections around the block, innermost first."""
        titles, at = [], block.section
        while at is not None:
            section = self.document.sections[at]
            titles.append(section.title)
            at = section.parent
        return tuple(titles)

    def implementation(self, block: Block) -> bool:
        """Whether the block stands in a part that organises implementation (ruling 5)."""
        return organises(self.part_titles(block))

    def state_of_play(self, block: Block) -> bool:
        """Whether the block stands in a part that describes the situation so far, not what is planned."""
        titles = self.part_titles(block)
        return tells_what_was(titles) or any(map(self._looks_back, titles))

    def _looks_back(self, title: str) -> bool:
        """Whether a part tells the results of a time before the paper's: "KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2025"."""
        if not RESULTS_OF.match(title):
            return False
        ends = [item.edtf.rpartition("/")[2] for item in dates.find(title)]
        return bool(ends) and all(end < self.first_time[: len(end)] for end in ends)

    @cached_property
    def first_time(self) -> str:
        """The earliest time, as EDTF, that the first paper's title is for, else that its head states; "" for none."""
        for kind in ("title", "head"):
            blocks = (block for block in self.document.blocks if block.kind == kind and not block.part)
            times = [item.edtf for block in blocks for item in dates.find(self.text[block.start : block.end])]
            if times:
                return min(times)
        return ""

    @cached_property
    def first_year(self) -> int:
        """The first year that the first paper is for: of its title, else of its head; 0 where none is stated."""
        for kind in ("title", "head"):
            words = " ".join(
                self.text[block.start : block.end]
                for block in self.document.blocks
                if block.kind == kind and not block.part
            )
            years = [int(year) for year in _YEAR.findall(words)]
            if years:
                return min(years)
        return 0

    def basis_end(self) -> int:
        """Where the opening block of bases ends."""
        return basis_end(self.document)


def _inside(inner: Span, outer: Span) -> bool:
    """Whether a date stands between the figures of a change ("từ 60% (năm 2025) lên 80%")."""
    return outer[0] < inner[0] and inner[1] < outer[1]


_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
_SENTENCE_END = re.compile(
    rf"[.!?…\n](?:(?<=\n)|(?<![{CODE}]\..)(?<!\bTP.)(?<!\bTX.)(?<!\bÔng.)(?<!\bBà.)"
    rf"(?:[”\")]+)?(?=\s+[“\"(]?[{UPPER}]|\s*$))"
)


_LONGEST = 4000
"""Characters of a sentence at most: each item is judged by its whole sentence, and a list of thousands has one."""


def _pieces(text: str, start: int, end: int) -> list[int]:
    """Where the sentences of a stretch end; one that has no end comes in pieces, parted where its list goes on."""
    ends: list[int] = []
    for stop in (*(found.end() for found in _SENTENCE_END.finditer(text, start, end)), end):
        while stop - start > _LONGEST:
            cuts = (text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ("; ", ", ", ") ", " "))
            cut = next((cut + 1 for cut in cuts if cut >= 0), start + _LONGEST)
            ends.append(cut)
            start = cut
        if stop < end:
            ends.append(stop)
        start = stop
    return ends


def _cells(document: Document) -> list[tuple[int, int, int, int, int]]:
    seen: dict[Span, tuple[int, int, int, int, int]] = {}
    for number, table in enumerate(document.tables):
        for y, row in enumerate(table.rows):
            for x, cell in enumerate(row):
                seen.setdefault((cell.start, cell.end), (cell.start, cell.end, number, y, x))
    return sorted(seen.values())
