"""What a file holds and the tables do not: parts and tables that gave nothing, tables torn by a converter.

Each is a fault of the record, in words that say what to do: a table that looks complete and is not is the worst of
faults.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, islice, pairwise

from pipeline.extraction.context import Context
from pipeline.extraction.tables import Grid
from pipeline.extraction.tables.columns import cell_type
from pipeline.extraction.tables.rows import cell_text
from pipeline.records import EMPTY_PART, Assignment, Block, Coverage, Fault, PartKind, Table, Target
from pipeline.text.lost_letters import lost_letters
from pipeline.text.numberless import digits_are_lost

Items = Sequence[Target | Assignment]


def unread(context: Context, tables: Sequence[Grid], items: Items, coverage: Coverage) -> list[Fault]:
    """All that the record misses as far as it can be told, in words for a clerk."""
    return [
        *_next_to_nothing(context),
        *_no_digits(context),
        *_no_letters(context),
        *_pages_of_notes(context),
        *_unread_parts(context, items),
        *_unread_tables(context, tables, items),
        *_torn_tables(context),
        *_stacked_figures(context),
        *_headers_alone(context),
        *_little_understood(context, coverage),
    ]


_WORD = re.compile(r"[^\W\d_]{2,}")
_A_PAPER = 8
"""Words that the shortest paper has: a notice's title alone is longer."""


def _next_to_nothing(context: Context) -> list[Fault]:
    """A fault for a file with too few words for a paper: a page of which the text was lost, an empty sheet."""
    count = sum(1 for _ in islice(_WORD.finditer(context.text), _A_PAPER))
    if count == _A_PAPER:
        return []
    return [
        Fault(
            context.document.blocks[0].page if context.document.blocks else None,
            "reading",
            f"Cả tệp chỉ có {count} từ, có thể thiếu nội dung: hãy mở tệp gốc xem lại. / "
            f"The whole file has {count} words, its content may be missing: look at the original.",
        )
    ]


def _no_digits(context: Context) -> list[Fault]:
    """A fault for each page whose figures were lost: a font without a map for digits, a converter without one."""
    return [
        Fault(
            page,
            "reading",
            "Trang này mất hết chữ số (phông chữ không có bảng mã cho số), số liệu và ngày không đọc được: hãy đọc "
            "bản gốc khác hoặc bản quét. / All digits of this page are lost (its font has no map for them): figures "
            "and dates are not read; use another original or a scan.",
        )
        for page, blocks in groupby(context.document.blocks, key=lambda block: block.page)
        if digits_are_lost("\n".join(context.text[block.start : block.end] for block in blocks))
    ]


def _no_letters(context: Context) -> list[Fault]:
    """A fault for a paper that has lost single letters: saved in a code page that lacks them."""
    lost = lost_letters(context.text)
    if lost is None:
        return []
    vi, en = ("chữ có dấu, thay bằng “?”", "letters that became “?”") if lost == "?" else (f"chữ {lost}", lost)
    return [
        Fault(
            None,
            "reading",
            f"Văn bản mất {vi} (lưu sai bảng mã): số, ký hiệu, tên cơ quan có thể sai; hãy dùng bản khác, "
            f"lưu bằng Unicode. / The paper has lost {en} (saved in a wrong code page): numbers, symbols and names of "
            "bodies may be wrong; use another original, saved as Unicode.",
        )
    ]


_NOTES_LEAST = 300
"""Characters of footnotes that can hide what a page says."""


def _pages_of_notes(context: Context) -> list[Fault]:
    """A fault for each page most of which was taken for footnotes, of which nothing is read."""
    notes: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for block in context.document.blocks:
        size = block.end - block.start
        whole[block.page] += size
        notes[block.page] += size * (block.kind == "note")
    return [
        Fault(
            page,
            "reading",
            "Phần lớn chữ của trang này bị coi là chú thích cuối trang nên không vào bảng, hãy xem trang gốc. "
            "/ Most of this page was taken for footnotes and is in no table: look at the original page.",
        )
        for page, size in notes.items()
        if size >= _NOTES_LEAST and size > _HALF * whole[page]
    ]


_NO_TASKS: frozenset[PartKind] = frozenset(("letter", "decision"))
"""Kinds of papers that need no task of their own when another paper follows."""


_PART_NAMES = {
    "plan": "kế hoạch",
    "decision": "quyết định",
    "annex": "phụ lục",
    "letter": "công văn",
    "other": "văn bản",
}


_LONG = 3500
"""Characters of body text, about a page and a half, from which a plan without task or target counts as incomplete."""


def _unread_parts(context: Context, items: Items) -> list[Fault]:
    """A fault for each paper of the file that is long and gave no task and no target."""
    faults = []
    told = {context.document.blocks[context.block_index(item.evidence.start)].part for item in items}
    for index, own in groupby(context.document.blocks, key=lambda block: block.part):
        part, blocks = context.document.parts[index], list(own)
        size = sum(b.end - b.start for b in blocks if b.kind not in ("head", "foot", "title", "note"))
        if part.kind in _NO_TASKS and len(context.document.parts) > 1:
            continue
        if size < _LONG or index in told:
            continue
        page = blocks[0].page
        name = part.label or _PART_NAMES[part.kind]
        faults.append(
            Fault(
                page,
                EMPTY_PART,
                f"Không tìm thấy nhiệm vụ hay chỉ tiêu nào trong {name}, bắt đầu ở đây: hãy đọc lại phần này. / "
                f"No task and no target found in {part.label or part.kind}, which begins here: read this part again.",
            )
        )
    return faults


_FEW = 5
"""Figures that make a column of a plan's table more than a stray number."""
_NO_TARGETS = re.compile(
    r"(?<!địa )(?<!thời )điểm|định mức|mức (?:chi|giá|thu|hưởng)|đơn giá|\bmã\b|tọa độ|điện thoại|đt\b|năm sinh",
    re.IGNORECASE,
)
"""Titles of columns whose figures are scales, rates, prices and labels."""


_PLANNED = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|giao", re.IGNORECASE)
"""Titles of columns that hold what is to be reached, in a table that has one of units: words may stand for figures."""


def _unread_tables(context: Context, tables: Sequence[Grid], items: Items) -> list[Fault]:
    """A fault for each table of a plan that holds a column of figures and gave no task and no target."""
    document, faults = context.document, []
    plans = {index for index, part in enumerate(document.parts) if part.kind == "plan"}
    places = sorted(item.evidence.start for item in items)
    charged_nobody = not any(isinstance(item, Assignment) for item in items)  # else it may be a timetable for those
    for grid in tables if plans else ():
        first, last = grid.table.rows[0][0], grid.table.rows[-1][-1]
        block = _block(context, first.start)
        given = bisect_right(places, last.end) > bisect_right(places, first.start - 1)
        if given or context.state_of_play(block):
            continue
        if any(
            kind not in ("number", "given")
            and not _NO_TARGETS.search(title)
            and _figures(context, grid, at) >= (1 if "unit" in grid.kinds and _PLANNED.search(title) else _FEW)
            and not _numbers_on(context, grid, at)
            for at, (kind, title) in enumerate(zip(grid.kinds, grid.titles, strict=True))
        ):
            faults.append(
                Fault(
                    block.page,
                    EMPTY_PART,
                    "Bảng có số liệu nhưng không đọc được chỉ tiêu hay nhiệm vụ nào: "
                    "hãy xem lại bảng này. / "
                    "A table holds figures, but no target and no task was found in it: "
                    "look at it again.",
                )
            )
        elif grid.marks.doers or (charged_nobody and _hands_out_work(grid)):
            faults.append(
                Fault(
                    block.page,
                    EMPTY_PART,
                    "Bảng giao việc nhưng không đọc được nhiệm vụ nào (không rõ cơ quan thực hiện): "
                    "hãy xem lại bảng này. / "
                    "A table hands out work, but no task was found in it (nothing tells who acts): look at it again.",
                )
            )
    return faults


def _hands_out_work(grid: Grid) -> bool:
    """Whether the titles of a table say what is to be done, by when, and with what result or by whom."""
    kinds = set(grid.kinds)
    return {"task", "due"} <= kinds and bool({"product", "lead", "partner"} & kinds) and len(grid.rows) >= _WORK_LEAST


_WORK_LEAST = 4
"""Rows of a table that hands out work."""


_PIECES = 4
_ROWS_OF_A_PIECE = 3
_BETWEEN = 5
"""Paragraphs that stand between two pieces of one table at most."""
_EMPTY_SHARE = 0.4


def _torn_tables(context: Context) -> list[Fault]:
    """A fault for each page with tables that a converter tore: into small ones, mostly empty, stray lines between."""
    if context.document.method != "text":  # in a Word file small blank tables are those of forms
        return []
    torn: Counter[int] = Counter()
    pieces: list[Table] = []
    for table in (*context.document.tables, None):
        small = table is not None and len(table.rows) <= _ROWS_OF_A_PIECE
        if table is None or not small or not _follows(context, pieces, table):
            if len(pieces) >= _PIECES and _mostly_empty(pieces):
                torn[_block(context, _first(pieces[0])).page] += len(pieces)
            pieces = []
        if table is not None and small:
            pieces.append(table)
    return [
        Fault(
            page,
            EMPTY_PART,
            f"Bảng bị xé thành {count} mảnh khi chuyển đổi tệp, nhiều dòng không đọc được: hãy đọc tệp gốc (PDF, Word) "
            f"thay cho bản chuyển đổi. / Tables were torn into {count} pieces when the file was converted, many of "
            "their rows could not be read: read the original file (PDF, Word) instead.",
        )
        for page, count in torn.items()
    ]


_LONE_FIGURE = re.compile(r"[-–.]|\d{1,3}(?:[.,]\d+)*\s?%?")
_STACK, _STACK_GAP = 24, 3
"""Lone figures that are what is left of a table, and paragraphs between two of them at most."""


def _stacked_figures(context: Context) -> list[Fault]:
    """A fault for each run of lone figures: a table whose cells a converter wrote one below the other."""
    blocks = context.document.blocks
    lone = [index for index, block in enumerate(blocks) if _is_lone(context, block)]
    edges = [0, *(at for at in range(1, len(lone)) if lone[at] - lone[at - 1] > _STACK_GAP), len(lone)]
    return [
        Fault(
            blocks[lone[first]].page,
            EMPTY_PART,
            f"Bảng bị tách thành từng ô, {last - first} số liệu đứng riêng từng dòng không đọc được: hãy đọc tệp gốc "
            f"(PDF, Word) thay cho bản chuyển đổi. / A table fell apart into its cells, {last - first} figures on "
            "lines of their own could not be read: read the original file (PDF, Word) instead.",
        )
        for first, last in pairwise(edges)
        if last - first >= _STACK
    ]


def _is_lone(context: Context, block: Block) -> bool:
    """Whether a paragraph is a figure, or the dash of an empty cell, and nothing else."""
    return block.kind in ("body", "item") and bool(_LONE_FIGURE.fullmatch(context.text, block.start, block.end))


_TITLE = re.compile(
    r"(?:(?:Số\s+|S)?TT|ĐVT|(?:Tên\s+)?nhiệm vụ(?:\s(?:trọng tâm|cụ thể))?|(?:Tên\s+|Nội dung\s+)?công việc|Hoạt động|"
    r"Nội dung(?:\s(?:thực hiện|nhiệm vụ|hoạt động|chi))?|Thời (?:gian|hạn)(?:\s(?:thực hiện|hoàn thành|tổ chức))?|"
    r"(?:Đơn vị|Cơ quan|Bộ phận|Người)(?:,\s?(?:đơn vị|cá nhân|tổ chức))?\s"
    r"(?:thực hiện|chủ trì|phối hợp|tính|phụ trách)|Chủ trì|Phối hợp|Phân công|Sản phẩm(?:\s(?:dự kiến|đầu ra))?|"
    r"Ghi chú|Chỉ tiêu|Kế hoạch(?:\snăm\s\d{4})?|Kinh phí(?:\s(?:dự kiến|thực hiện))?|Kết quả|Địa điểm|"
    r"Tiến độ(?:\s(?:thực hiện|hoàn thành))?|Số lượng|Đối tượng|Thành phần|Lộ trình)(?:\s*\([^()\n]*\))?\s*[|/]?\s*",
    re.IGNORECASE,
)
"""The title of a column, as tables of plans bear it."""
_TITLES, _TITLES_MOST = 3, 12
_LINE = 160  # characters of a line that holds titles alone at most


def _headers_alone(context: Context) -> list[Fault]:
    """A fault for each page where column titles stand with no table below them: one that was read line by line."""
    pages: Counter[int] = Counter()
    held = [(block, [] if block.kind == "row" else _titles(context.text[block.start : block.end]))
            for block in context.document.blocks]  # fmt: skip
    runs = [list(run) for _, run in groupby(held, key=lambda pair: bool(pair[1]))]
    for run, after in zip(runs, [*runs[1:], []], strict=True):
        heads_table = bool(after) and after[0][0].kind == "row"
        if not heads_table and len({title for _, titles in run for title in titles}) >= _TITLES:
            pages[run[0][0].page] += 1
    return [
        Fault(
            page,
            EMPTY_PART,
            f"Có {count} dòng tiêu đề cột nhưng không thấy bảng: bảng đã vỡ thành dòng chữ khi quét hoặc chuyển đổi "
            f"tệp, hãy đọc lại từ tệp gốc. / {count} rows of column titles stand without a table, which fell apart "
            "when the file was scanned or converted: read the original file again.",
        )
        for page, count in pages.items()
    ]


def _titles(words: str) -> list[str]:
    """The column titles that a paragraph consists of, folded to small letters; none where it says anything else."""
    found: list[str] = []
    at = 0
    while at < len(words) <= _LINE and len(found) < _TITLES_MOST:
        title = _TITLE.match(words, at)
        if title is None:
            return []
        found.append(title.group().strip(" |/").casefold())
        at = title.end()
    return found if at >= len(words) else []


def _follows(context: Context, pieces: Sequence[Table], table: Table) -> bool:
    """Whether a table stands near the last piece."""
    if not pieces:
        return False
    last = pieces[-1].rows[-1][0].start
    return context.block_index(_first(table)) - context.block_index(last) <= _BETWEEN + 1


def _block(context: Context, at: int) -> Block:
    return context.document.blocks[context.block_index(at)]


def _first(table: Table) -> int:
    return table.rows[0][0].start


def _mostly_empty(pieces: Sequence[Table]) -> bool:
    cells = [cell for table in pieces for row in table.rows for cell in row]
    return sum(cell.end == cell.start for cell in cells) > _EMPTY_SHARE * len(cells)


_MUCH = 60
_HALF = 0.5


def _little_understood(context: Context, coverage: Coverage) -> list[Fault]:
    """A fault where most of many figures, dates, symbols and bodies stand in no table and nothing tells why."""
    found = sum(share.found for share in coverage.kinds.values())
    if found < _MUCH or coverage.explained >= _HALF:
        return []
    return [
        Fault(
            context.document.blocks[0].page,
            EMPTY_PART,
            f"Chỉ hiểu {coverage.explained:.0%} trong số {found} số liệu, ngày, ký hiệu và tên cơ quan: bảng kết quả "
            f"còn thiếu, hãy xem phần chưa đọc. / Only {coverage.explained:.0%} of {found} figures, dates, symbols and "
            "bodies were understood: the tables are not complete, look at what is left.",
        )
    ]


def _numbers_on(context: Context, grid: Grid, column: int) -> bool:
    """Whether a column numbers what its rows tell: "Giai đoạn" 1, 2, 3."""
    said = [
        cell_text(context, row[column]).strip(" .")
        for row in grid.table.rows[grid.table.header_rows :]
        if len(row) == len(grid.kinds)
    ]
    return said == [str(number) for number in range(1, len(said) + 1)]


def _figures(context: Context, grid: Grid, column: int) -> int:
    """How many cells of a column hold a figure, as the table stands: rows that fit no column are left out of a grid."""
    rows = [row for row in grid.table.rows[grid.table.header_rows :] if len(row) == len(grid.kinds)]
    return sum(cell_type(cell_text(context, row[column])) in ("figure", "measure", "label") for row in rows)
