"""The results of a run brought up to date: what one changed file costs is the rows of a few documents, not of all.

The rows are made a block of documents at a time and kept beside the tables as they stand in them. A run makes those of
the blocks that changed, and puts the files together of all: each byte is that of a full export. A workbook is one
compressed file, so that it is packed again; the rows in it are not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from pipeline import __version__, assets
from pipeline.errors import OutputError
from pipeline.storage.entries import Entry
from pipeline.storage.exports import CsvSink, JsonSink, export, feed, is_current
from pipeline.storage.kept import Kept, RowsSink
from pipeline.storage.rows import wording
from pipeline.storage.scratch import Scratch
from pipeline.storage.store import Store
from pipeline.storage.target import NOTE, RECORDS, WORKBOOK, Target
from pipeline.vietnam import calendar

_SHOWN = attrgetter(
    "path", "shown", "name", "sha256", "state", "error", "reason_vi", "reason_en", "duplicate_of", "pages",
    "record_sha256",
)  # fmt: skip
_DOCUMENTS = 64  # of a block, on average
_ROWS = 4000  # of a block, about: it is held in memory


def refresh(store: Store, entries: Sequence[Entry], out: Path, lang: str = "vi") -> list[Path]:
    """Brings the results of a run up to date: its records, CSV tables and workbook; what is so already stays.

    A record's file carries the time at which the record was made, and the tables a note of the ledger lines that they
    were written from; whatever was changed or removed by hand is written again.

    Args:
        store: that holds the records.
        entries: the inputs of the run, by path.
        out: folder of the results.
        lang: as for `export`.

    Raises:
        OutputError: a file cannot be written.
    """
    note = out / NOTE
    tables = [out / f"{sheet.name}.csv" for sheet in wording().sheets] + [out / WORKBOOK]
    said = store.decisions.newest()
    blocks = list(_blocks(entries, said, _form(out, lang)))
    wanted = hashlib.sha256("".join(block.key for block in blocks).encode()).hexdigest()
    try:
        out.mkdir(parents=True, exist_ok=True)
        if _noted(note, tables) != wanted:
            note.unlink(missing_ok=True)
            _write_tables(store, blocks, out, lang)
            with suppress(OSError):  # without the note the tables are merely written again
                note.write_text(wanted, encoding="ascii")
    except OSError as error:
        raise OutputError.of(error.filename or out, error) from error
    stale = (entry for entry in entries if not is_current(out, entry, said.get(entry.sha256 or "")))
    export(store.with_records(stale), out, ["json"], lang)
    return [out / RECORDS, *tables]


class _Block(NamedTuple):
    """Inputs that follow one another; `repeated` are hashes of theirs whose rows stand with an input before them."""

    key: str
    entries: list[Entry]
    repeated: frozenset[str]


def _blocks(entries: Iterable[Entry], said: Mapping[str, datetime], form: bytes) -> Iterator[_Block]:
    """The inputs in blocks that end where an input's own path says so: one more or less leaves the other blocks."""
    seen: set[str] = set()
    digest, held, repeated, rows = hashlib.sha256(form), list[Entry](), set[str](), 0
    for entry in entries:
        sha256 = entry.sha256 or ""
        if sha256 in seen:
            repeated.add(sha256)
        values = (*_SHOWN(entry), said.get(sha256), sha256 in seen)
        own = repr(values).encode("utf-8", "surrogatepass")
        digest.update(own)
        held.append(entry)
        rows += entry.rows
        if rows > _ROWS or _ends_block(entry.path):
            yield _Block(digest.hexdigest(), held, frozenset(repeated))
            seen.update(one.sha256 for one in held if one.sha256)
            digest, held, repeated, rows = hashlib.sha256(form), [], set(), 0
    if held:
        yield _Block(digest.hexdigest(), held, frozenset(repeated))


def _ends_block(path: str) -> bool:
    return int.from_bytes(hashlib.blake2b(path.encode(), digest_size=2).digest()) % _DOCUMENTS == 0


def _form(out: Path, lang: str) -> bytes:
    """What all rows are made of beside the ledger: the language, the place of the links, the words, the program."""
    parts = [lang, str(out.absolute()), __version__, assets.resource("columns.toml").read_text(encoding="utf-8")]
    sources = [*sorted(Path(__file__).parent.glob("*.py")), Path(calendar.__file__)]
    parts += [path.read_text(encoding="utf-8") for path in sources]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def _write_tables(store: Store, blocks: Iterable[_Block], out: Path, lang: str) -> None:
    from pipeline.storage.workbook import WorkbookSink

    with Scratch(out) as scratch, ExitStack() as stack:
        target = Target(out, scratch.path, lang)
        kept = Kept(target)
        records = JsonSink(target)
        tables, book = stack.enter_context(CsvSink(target)), stack.enter_context(WorkbookSink(target))
        for block in blocks:
            rendered = kept.get(block.key)
            if rendered is None:
                sink = RowsSink(target)
                feed(store.with_records(block.entries), [records, sink], lang, set(block.repeated))
                rendered = kept.put(block.key, sink.rendered())
            for table, lines in rendered.csv.items():
                tables.put(table, lines)
            for sheet, strip in rendered.sheets.items():
                book.put(sheet, strip)
            for entry in block.entries:
                book.count(entry)
        for each in (records, tables, book):
            each.finish()
        kept.close()


def _noted(note: Path, tables: Iterable[Path]) -> str | None:
    """What the tables were written from; None where one of them was touched after the note."""
    try:
        written = note.stat().st_mtime_ns
        untouched = all(table.stat().st_mtime_ns <= written for table in tables)
        return note.read_text(encoding="ascii") if untouched else None
    except (OSError, UnicodeDecodeError):
        return None
