"""From the picture of a page to its lines: the engine's contract, the page, and many pages side by side.

What was chosen, by word error rate on the pages without tables of six sample plans, rendered and degraded (`python
tests/benchmarks/bench_ocr.py --choices --plans 6`): 200 dots an inch and the data "Vietnamese".

| scan | data | 150 dpi | 200 dpi | 250 dpi | 300 dpi |
|---|---|---|---|---|---|
| office | Vietnamese | .0050 | .0043 | .0043 | .0064 |
| office | vie | .0097 | .0050 | .0049 | .0066 |
| fax | Vietnamese | .0291 | .0194 | .0274 | .1130 |
| fax | vie | .0304 | .0236 | .0311 | .1213 |

Segmentation of the page (`--psm`) on office scans: 3 (automatic) .0043, 4 .0043, 6 (one block) .0038; 3 is taken, as it
alone has been measured on all levels and on pages turned and photographed.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.errors import EmptyFile, EngineError, FileTooLarge, InputError, ReadTimeout
from pipeline.messages import both
from pipeline.reading.faults import say
from pipeline.reading.lines import Line, PageInfo
from pipeline.reading.ocr.contract import Engine, OcrTimeout, OcrWord, PageFault, Placing, SecondReader
from pipeline.text.letters import PLAIN_UPPER
from pipeline.text.unicode import is_syllable

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.reading.ocr.ruled import Grid
    from pipeline.reading.ocr.scan_tables import Key, ReadCell
    from pipeline.reading.ocr.sheet import Sheet
    from pipeline.reading.pdf.tables import PageTable
    from pipeline.records import Box
    from pipeline.settings import ReadSettings

Blame = Literal["picture", "timeout", "engine", "memory"]

READABLE = 0.45
"""Quality below which a page's reading is no text (a photo of something else, a page upside down)."""
_UPRIGHT = READABLE + 0.15
_LETTERS_LEAST = 12
_BLANK = 0.0002  # share of dark pixels
_CORE = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"\W?(?:[A-Za-z][a-z]{3,}|[A-Z]{4,})\W{0,2}", re.ASCII)
_CLEAR = 0.85  # confidence from which a word that is not Vietnamese is one: what is no writing is read with less
_NUMBER = re.compile(r"[\d.,/:%()-]*\d[\d.,/:%;()-]*$")
_SYMBOL = re.compile(rf"[\d{PLAIN_UPPER}/.,;:()-]+$")
_FURTHER = 99  # stands for the number of a page that cannot bear a letterhead


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What was read of one page."""

    info: PageInfo
    lines: tuple[Line, ...] = ()
    """In reading order, the rows of the tables in their places."""
    tables: tuple[PageTable, ...] = ()
    starts_with_table: bool = False
    ends_with_table: bool = False
    agreed: bool = False
    """The picture says what the text layer claims: nothing was read, the layer may stand."""
    fault: str | None = None
    """Why the page failed, in Vietnamese and English split by " / "."""
    blame: Blame = "picture"
    """What the fault lies with."""


def nothing_read(path: str | Path, pages: Sequence[ReadPage]) -> InputError | EngineError:
    """The error for a document of which no page gave text: the first fault decides which."""
    failed = next((page for page in pages if page.fault is not None), None)
    if failed is None or failed.fault is None:
        return EmptyFile(path, next((page.info.reason for page in pages if page.info.reason), say("no-text")))
    if failed.blame == "timeout":
        return ReadTimeout(path, failed.fault)
    if failed.blame == "engine":
        return EngineError(path, failed.fault, both("advice", "engine_failed"))
    if failed.blame == "memory":
        return FileTooLarge(path, failed.fault, both("advice", "large_page"))
    return EmptyFile(path, failed.fault)


def read_page(
    image: Image,
    dpi: float,
    number: int,
    size: tuple[float, float] | None,
    engine: Engine,
    settings: ReadSettings,
    second: SecondReader | None = None,
) -> ReadPage:
    """Reads the picture of a page; never raises for what is in the picture.

    Args:
        image: the page in any mode.
        dpi: resolution of `image`.
        number: 1-based.
        size: width and height in points; None takes them from the picture.
        engine: see `Engine`.
        settings: resolution, time limit.
        second: reads again what the engine gets wrong; None leaves it as it is.

    Raises:
        EngineError: the engine cannot be used at all.
    """
    from pipeline.reading.ocr.pictures import flattened, ink_share, prepare, turned

    width, height = size or (image.width / dpi * 72, image.height / dpi * 72)
    info = PageInfo(number, width, height, "ocr")

    def attempt(turn: int) -> _Read:
        picture = prepare(turned(image, turn), dpi, settings.ocr_dpi)
        place = Placing(picture, dpi, turn, image.width, image.height, width, height)
        if turn == 0 and ink_share(picture.grey) < _BLANK:
            return _Read(place, [], (), {}, 1.0, 0, 0)
        return _read_picture(place, engine, settings.page_timeout)

    try:
        best = _upright(attempt)
    except OcrTimeout as error:
        return _failed(info, say("picture-took-too-long", error), blame="timeout")
    except PageFault as error:
        return _failed(info, say("engine-failed", error), blame="engine")
    except MemoryError:
        told = say("picture-too-large")
        return _failed(info, told, blame="memory")
    if best.letters < _LETTERS_LEAST and not best.numbers:
        return ReadPage(replace(info, reason=say("page-without-writing")))
    if best.quality < READABLE:
        return _failed(info, say("picture-unreadable"), best.quality)
    turn = best.place.turn
    notes = [say("turned", turn * 90)] if turn else []
    if second is not None:
        from pipeline.reading.ocr.sheet import Sheet

        sheet = Sheet(flattened(turned(image, turn)), best.place.picture, second)
        try:
            best = _reread(best, sheet, number, engine, settings.page_timeout)
        except (OcrTimeout, PageFault):
            notes.append(say("one-reader"))
    return _composed(best, number, replace(info, quality=round(best.quality, 3), reason="; ".join(notes) or None))


def _upright(attempt: Callable[[int], _Read]) -> _Read:
    """The best of the readings of a page by quarter turns; the first that is clearly upright ends the search."""
    best = attempt(0)
    for turn in (2, 1, 3):
        if best.quality > _UPRIGHT:
            break
        other = attempt(turn)
        if other.quality * other.letters > 1.2 * best.quality * best.letters:
            best = other
    return best


def _reread(read: _Read, sheet: Sheet, number: int, engine: Engine, timeout: float) -> _Read:
    """The reading with what the second reader says of figures, dates, symbols and handwriting."""
    from pipeline.reading.ocr.figures import refigured
    from pipeline.reading.ocr.rereading import reread

    return replace(
        read,
        tokens=refigured(reread(read.tokens, sheet, number, engine, timeout), sheet),
        cells={key: replace(cell, words=refigured(cell.words, sheet)) for key, cell in read.cells.items()},
    )


def check_page(
    image: Image,
    dpi: float,
    number: int,
    size: tuple[float, float] | None,
    engine: Engine,
    settings: ReadSettings,
    claim: Sequence[tuple[str, Box]],
    second: SecondReader | None = None,
) -> ReadPage:
    """Compares some lines of a text layer with the picture; reads the page only where they differ.

    Args:
        claim: (text, box in points) of the lines; the other arguments as in `read_page`.
    """
    import numpy as np

    from pipeline.reading.trust import AGREED, agreement

    try:
        likeness = agreement(claim, np.asarray(image.convert("L")), dpi, engine, settings.page_timeout)
    except (OcrTimeout, PageFault):
        likeness = None
    if likeness is None or likeness >= AGREED:
        width, height = size or (image.width / dpi * 72, image.height / dpi * 72)
        return ReadPage(PageInfo(number, width, height, "layer"), agreed=True)
    return read_page(image, dpi, number, size, engine, settings, second)


@dataclass(frozen=True, slots=True)
class _Read:
    place: Placing
    tokens: list[OcrWord]
    grids: Sequence[Grid]
    cells: Mapping[Key, ReadCell]
    quality: float
    letters: int
    numbers: int


def _read_picture(place: Placing, engine: Engine, timeout: float) -> _Read:
    from pipeline.reading.ocr.open_tables import open_grids, outside
    from pipeline.reading.ocr.roman_strokes import with_numerals
    from pipeline.reading.ocr.ruled import find_grids, without_tables
    from pipeline.reading.ocr.scan_tables import read_cells

    picture = place.picture
    grids = find_grids(picture.grey, picture.dpi)
    page = without_tables(picture.grey, grids) if grids else picture.grey
    tokens = with_numerals(engine.read([page], picture.dpi, "page", timeout)[0], picture.grey)
    unruled = open_grids(tokens, picture.grey, picture.dpi)
    flow, grids = outside(tokens, unruled), [*grids, *unruled]
    cells = read_cells(picture.grey, grids, engine, picture.dpi, timeout, tokens) if grids else {}
    tokens = flow
    quality, letters, numbers = quality_of([*tokens, *(word for cell in cells.values() for word in cell.words)])
    return _Read(place, tokens, grids, cells, quality if _stands(tokens) else 0.5 * quality, letters, numbers)


def _stands(tokens: Sequence[OcrWord]) -> bool:
    """Whether most longer words are wider than high: the engine reads blocks of sideways text too."""
    long = [token.box for token in tokens if len(token.text) >= 4]
    return sum(box[2] - box[0] > box[3] - box[1] for box in long) >= 0.5 * len(long)


def _composed(read: _Read, number: int, info: PageInfo) -> ReadPage:
    """Lines and table rows in reading order; the pages of a sheet that holds two one after the other."""
    from pipeline.reading.ocr.scan_tables import tables_of
    from pipeline.reading.ocr.two_up import middle_of

    grey = read.place.picture.grey
    tables = tables_of(read.grids, read.cells, read.place, number)
    middle = middle_of(read.tokens, [grid.box for grid in read.grids], (grey.shape[1], grey.shape[0]))
    if middle is None:
        return _side(read.tokens, tables, read.place, number, info)
    edge = middle * 72 / read.place.picture.dpi
    left, right = (
        _side(
            [token for token in read.tokens if ((token.box[0] + token.box[2]) / 2 < middle) == first],
            [table for table in tables if (table.box[0] < edge) == first],
            read.place, number if first else _FURTHER, info,
        )
        for first in (True, False)
    )  # fmt: skip
    right_lines = tuple(replace(line, page=number) for line in right.lines)
    tables = [*left.tables, *(replace(t, rows=tuple(replace(r, page=number) for r in t.rows)) for t in right.tables)]
    return ReadPage(info, (*left.lines, *right_lines), tuple(tables), left.starts_with_table, right.ends_with_table)


def _side(
    tokens: Sequence[OcrWord], found: Sequence[PageTable], place: Placing, number: int, info: PageInfo
) -> ReadPage:
    """Lines and table rows of a page in reading order."""
    from pipeline.reading.layout.paragraphs import is_page_number
    from pipeline.reading.ocr.lines import page_lines
    from pipeline.reading.ocr.notes import with_footnotes, without_number

    lines: list[Line] = []
    rest = with_footnotes(without_number(page_lines(tokens, number, place), place), place)
    tables = sorted(found, key=lambda table: table.box[1])
    text = [line for line in rest if not is_page_number(line.text) and line.box]
    starts = bool(tables) and not any(line.box and line.box[1] < tables[0].box[1] for line in text)
    ends = bool(tables) and not any(line.box and line.box[1] > tables[-1].box[3] - 4 for line in text)
    for table in tables:
        above = [line for line in rest if line.box is not None and line.box[3] <= table.box[1] + 6]
        rest = [line for line in rest if line not in above]
        lines += [*above, *table.rows]
    return ReadPage(info, (*lines, *rest), tuple(tables), starts, ends)


def quality_of(tokens: Sequence[OcrWord]) -> tuple[float, int, int]:
    """Share of the letters that stand in words, weighed by confidence; letters; numbers.

    Vietnamese words and document symbols count as the engine is sure of them, foreign words where it is quite sure,
    numbers as twice a letter.
    """
    right = total = 0.0
    letters = numbers = 0
    for token in tokens:
        cores = _CORE.findall(token.text)
        count = sum(map(len, cores))
        if _NUMBER.match(token.text) and token.confidence > 0.5:
            numbers += 1
            right += 2 * token.confidence
            total += 2
            continue
        weight = max(count, 1)
        letters += count
        good = bool(cores) and (all(map(is_syllable, cores)) or bool(_SYMBOL.match(token.text)))
        good = good or (token.confidence >= _CLEAR and bool(_FOREIGN.fullmatch(token.text)))
        total += weight
        right += weight * token.confidence * good
    return (right / total if total else 0.0), letters, numbers


def _failed(info: PageInfo, message: str, quality: float = 0.0, blame: Blame = "picture") -> ReadPage:
    info = replace(info, method="failed", quality=round(quality, 3), reason=message)
    return ReadPage(info, fault=message, blame=blame)


class Pages:
    """Pages read side by side, as many at once as there are cores; use as a context manager.

    `put` waits while all readers are busy, so that only a few pictures are in memory at any time, however many
    pages there are. The readers are threads that each wait for one child process of the engine.
    """

    def __init__(self, engine: Engine, settings: ReadSettings, second: SecondReader | None = None) -> None:
        self.engine, self.settings, self.second = engine, settings, second
        self.jobs = settings.ocr_jobs or cores()
        self._room = threading.BoundedSemaphore(self.jobs + 1)
        self._pool = ThreadPoolExecutor(self.jobs, "kehoach-ocr")
        self._waiting: list[Future[ReadPage]] = []

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=kind is not None)

    def put(
        self,
        image: Image,
        dpi: float,
        number: int,
        size: tuple[float, float] | None = None,
        claim: Sequence[tuple[str, Box]] = (),
    ) -> None:
        """Hands in the picture of page `number`; see `read_page` and `check_page` (with a `claim`)."""
        self._room.acquire()
        try:
            page = image, dpi, number, size, self.engine, self.settings
            if claim:
                future = self._pool.submit(check_page, *page, claim, self.second)
            else:
                future = self._pool.submit(read_page, *page, self.second)
        except BaseException:
            self._room.release()
            raise
        future.add_done_callback(lambda _: self._room.release())
        self._waiting.append(future)

    def results(self) -> dict[int, ReadPage]:
        """All pages handed in, by number; waits for them.

        Raises:
            EngineError: the engine cannot be used at all.
        """
        return {page.info.number: page for page in (future.result() for future in self._waiting)}


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
