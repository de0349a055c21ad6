"""The mined registry of central documents: a sorted text file that is searched where it lies.

A line a document, columns parted by tabs, in the order of the bytes of the first column, the key of its number
(`Number.key`). It is mapped, not read: opening it costs nothing, a look-up is a bisection of some fifteen steps, and
all documents of a series lie beside each other. Any text tool opens it; `data/registry/mine.py` makes it.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.linking import csvfile
from pipeline.linking.entries import Amendment, Entry
from pipeline.messages import both

COLUMNS = ("key", *csvfile.COLUMNS)


@dataclass(frozen=True)
class Central:
    """The file, opened for look-ups."""

    path: Path

    @cached_property
    def _lines(self) -> mmap.mmap:
        try:
            with self.path.open("rb") as stream:
                mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise UsageError(self.path, str(error), both("advice", "central_table")) from error
        if mapped[:1] != b"#" or mapped[: mapped.find(b"\n")].decode("utf-8").lstrip("#").split("\t")[1:] != [
            *COLUMNS[1:]
        ]:
            raise UsageError(self.path, "không phải tệp danh mục / no registry file", both("advice", "central_table"))
        return mapped

    def __len__(self) -> int:
        return self._lines[:].count(b"\n") - 1

    def holds(self, entry: Entry) -> bool:
        """Whether a document of this id is in the file."""
        number = entry.parsed
        return number is not None and any(one.id == entry.id for one in self.starting(f"{number.key}\t"))

    def starting(self, prefix: str) -> Iterator[Entry]:
        """The documents whose key begins with `prefix`, in the order of the keys.

        Raises:
            UsageError: the file is missing or is none.
        """
        wanted = prefix.encode()
        at = self._first(wanted)
        while True:
            end = self._lines.find(b"\n", at)
            line = self._lines[at:end]
            if end < 0 or not line.startswith(wanted):
                return
            yield entry(line.decode("utf-8"))
            at = end + 1

    def _first(self, wanted: bytes) -> int:
        """Where the first line begins that is not less than `wanted`."""
        lines = self._lines
        low, high = lines.find(b"\n") + 1, len(lines)  # behind the line of the heads
        while low < high:
            start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = lines.find(b"\n", start)
            if lines[start : start + len(wanted)] < wanted:
                low = end + 1
            else:
                high = start
        return low

    @cached_property
    def as_of(self) -> str:
        """Day up to which the papers reach that the facts were mined from."""
        return self._lines[: self._lines.find(b"\n")].decode("utf-8").split("\t")[0].partition(" ")[2]

    def series(self) -> Iterator[tuple[str, str]]:
        """Kind and body of each series of which a document is known."""
        at = self._first(b"")
        while at < len(self._lines):
            kind, body, _ = self._lines[at : self._lines.find(b"\t", at)].decode("utf-8").split("|", 2)
            yield kind, body
            at = self._first(f"{kind}|{body}}}".encode())  # "}" is the sign that comes after "|"


def entry(line: str) -> Entry:
    """The document of a line."""
    cells = dict(zip(COLUMNS, line.split("\t"), strict=True))
    amendments = (part.partition("@") for part in cells["amended_by"].split(";") if part)
    return Entry(
        type=cells["type"],
        number=cells["number"],
        date=cells["date"] or None,
        issuer=cells["issuer"] or None,
        title=cells["title"],
        effective=cells["effective"] or None,
        ended=cells["ended"] or None,
        repealed_by=cells["repealed_by"] or None,
        amended_by=tuple(Amendment(number, since or None) for number, _, since in amendments),
        status=cells["status"] or None,
        source=cells["source"],
        as_of=cells["as_of"],
        papers=int(cells["papers"]),
        against=int(cells["against"]),
    )


def write(path: str | Path, entries: Iterable[Entry], as_of: str) -> None:
    """Writes documents as a file that `Central` searches; `as_of` is the day up to which their sources reach.

    The new file takes the place of the old one at once: another process may have that mapped.
    """
    lines = sorted(_line(one).encode() for one in entries)
    head = "\t".join((f"#key {as_of}", *COLUMNS[1:])).encode()
    path = Path(path)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(b"\n".join([head, *lines]) + b"\n")
    beside.replace(path)


def _line(one: Entry) -> str:
    number = one.parsed
    amended = ";".join(f"{a.number}@{a.since}" if a.since else a.number for a in one.amended_by)
    values = {name: getattr(one, name) for name in COLUMNS[1:] if name != "amended_by"} | {"amended_by": amended}
    cells = (" ".join(str("" if values[name] is None else values[name]).split()) for name in COLUMNS[1:])
    return "\t".join((number.key if number else "", *cells))
