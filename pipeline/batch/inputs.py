"""Which files a run is about: folders walked, what is none of ours left out and counted, unreadable ones named."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.batch.packed import ENDINGS as ARCHIVES
from pipeline.batch.packed import packed, packed_at
from pipeline.errors import KehoachError, MissingFile
from pipeline.storage.target import GOLD, INPUTS, NOTE, RECORDS, REVIEWS, TABLES, WORKBOOK

# Endings that a folder's files are taken by.
_ENDINGS = ARCHIVES | {
    ".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xlsx", ".xlsm", ".xls", ".ods", ".html", ".htm", ".xhtml",
    ".mht", ".mhtml", ".md", ".markdown", ".csv", ".tsv",
    ".txt", ".text", ".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif",
}  # fmt: skip
_PICTURES = {".gif", ".svg", ".ico", ".psd", ".eps", ".ai", ".raw", ".cr2", ".nef", ".jp2", ".avif"}
_UNREAD = {
    ".ppt", ".pptx", ".pps", ".ppsx", ".odp", ".pub", ".vsd", ".vsdx", ".wps", ".pages", ".numbers", ".xps", ".oxps",
    ".djvu", ".epub", ".msg", ".pst", ".rar", ".7z", ".tar", ".gz", ".tgz", ".cab",
}  # fmt: skip
_UNFINISHED = {".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart"}
_LOCKS = ("~$", "~wr", ".~lock.")  # of Word and of LibreOffice
_SYSTEM = {
    "thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r", "__macosx", "$recycle.bin", "lost+found",
    "system volume information", "recycler", "@eadir", "#recycle", "@recycle", "@recently-snapshot", "#snapshot",
}  # fmt: skip
"""Of Windows, macOS and Linux, then of the shared disks of Synology and QNAP."""
_RESULTS = frozenset((WORKBOOK, RECORDS, REVIEWS, GOLD, *(f"{name}.csv" for name in TABLES)))
"""What a run writes itself, in a folder of results."""
_APPLE_DOUBLE = "._"  # what macOS writes beside each file on a foreign disk
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")  # pictures under an ending of their own
_SETTLED = 2 * 10**9
"""Nanoseconds for which a file must have been left alone for its time of change to tell that it stays the same: within
the clock's tick of a file system it can change again and keep that time."""
_ESCAPE = re.compile(r"\\x[0-9a-f]{2}")
_UNPRINTABLE = re.compile("[\\\\\ud800-\udfff]")


class Input(NamedTuple):
    """A file to be read.

    `path` is absolute and the key of the ledger, `given` what the user can recognise; `size` and `mtime_ns` tell
    whether it changed, `sha256` is of its bytes; `error` why it cannot even be opened (then the three are None).
    """

    path: str
    given: str
    sha256: str | None = None
    size: int | None = None
    mtime_ns: int | None = None
    error: KehoachError | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that a walk left out, and why.

    "own" (written by an earlier run), "lock" (of an Office program), "unfinished" (a download), "system", "hidden",
    "link" (to a folder), "picture" (of a kind that is not read), "unread" (documents and archives of such a kind),
    "special" (no regular file), "other".
    """

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run is about, in an order that depends on nothing but the names."""

    files: tuple[Input, ...]
    skipped: tuple[Skipped, ...]


def collect(paths: Iterable[str | Path]) -> Inputs:
    """The files that `paths` stand for, not yet hashed: a folder for all documents in it and below, an archive or mail
    for its own.

    A file named by itself is always taken, whatever its ending; one that is named twice is taken once. Nothing
    is raised: a path that cannot be opened is an `Input` with its error.
    """
    files: dict[str, Input] = {}
    skipped: list[Skipped] = []
    looked_into: set[str] = set()
    for given in paths:
        text = os.fspath(given)
        for one in _walk(text, skipped) if Path(text).is_dir() else [_named(text)]:
            if one.path in files or one.path in looked_into:
                continue
            if one.error is None and _ending(one.path) in ARCHIVES:
                looked_into.add(one.path)
                files.update({each.path: each for each in _opened(one, skipped)})
            else:
                files[one.path] = one
    return Inputs(tuple(files[path] for path in sorted(files)), tuple(dict.fromkeys(skipped)))


def hashed(one: Input) -> Input:
    """The input with the hash of its bytes, or with the error that kept them from being read."""
    if one.error or one.sha256:
        return one
    try:
        with Path(one.path).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            found = os.fstat(stream.fileno())
    except OSError as error:
        return _failed(one, _why(error))
    settled = time.time_ns() - found.st_mtime_ns > _SETTLED
    return one._replace(sha256=digest, size=found.st_size, mtime_ns=found.st_mtime_ns if settled else None)


def _opened(one: Input, skipped: list[Skipped]) -> list[Input]:
    """The documents in an archive; one with none in it as it is."""
    if not Path(one.path).is_file():
        return [one]
    documents = []
    for member in packed(Path(one.path)):
        given = f"{one.given}/{printable(member.name)}"
        if why := next(filter(None, map(_by_name, member.name.split("/"))), None):
            skipped.append(Skipped(given, why))
        elif _ending(member.name) in _ENDINGS:
            documents.append(Input(f"{one.path}/{member.name}", given, member.sha256, member.size))
        else:
            skipped.append(Skipped(given, _by_ending(_ending(member.name))))
    return documents or [one]


def printable(path: str) -> str:
    r"""`path` as text that any file and any database takes; no two paths give the same.

    Bytes that are no UTF-8 become escapes ("k\xea"); a name in which such an escape is written out has its
    backslashes doubled.
    """
    if not _UNPRINTABLE.search(path):
        return path
    broken = any("\udc80" <= char <= "\udcff" for char in path)
    if broken or _ESCAPE.search(path):
        path = path.replace("\\", "\\\\")
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _named(given: str) -> Input:
    """A path that was given by itself."""
    one = Input(key(given), printable(given))
    try:
        found = Path(given).stat()
    except (OSError, ValueError) as error:
        member = packed_at(Path(one.path)) if isinstance(error, (FileNotFoundError, NotADirectoryError)) else None
        return one._replace(sha256=member.sha256, size=member.size) if member else _failed(one, _why(error))
    if not stat.S_ISREG(found.st_mode):
        return _failed(one, "không phải tệp thường / not a regular file")
    return one._replace(size=found.st_size, mtime_ns=found.st_mtime_ns)


def key(path: str | Path) -> str:
    """The absolute path by which the ledger knows a file or folder."""
    return os.path.normpath(Path(path).absolute())


def stands(path: str) -> bool:
    """Whether a file that the ledger knows is still there; a document of an archive, whether the archive is."""
    return os.path.lexists(path) or any(above.is_file() for above in Path(path).parents)


def _walk(root: str, skipped: list[Skipped]) -> Iterator[Input]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield _failed(Input(key(folder), printable(folder)), _why(error))
            continue
        base = key(folder).rstrip(os.sep)
        below = []
        own = _RESULTS if any(entry.name in (INPUTS, NOTE) for entry in found) else frozenset()
        for entry in found:
            why = "own" if entry.name in own else _left_out(entry)
            if why:
                skipped.append(Skipped(printable(entry.path), why))
            elif entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            else:
                yield _stated(entry, f"{base}{os.sep}{entry.name}")
        waiting += reversed(below)


def _stated(entry: os.DirEntry[str], path: str) -> Input:
    given = printable(entry.path)
    given = path if given == path else given  # a hundred thousand names are held once
    try:
        found = entry.stat()
    except OSError as error:
        return _failed(Input(path, given), _why(error))
    return Input(path, given, size=found.st_size, mtime_ns=found.st_mtime_ns)


def _failed(one: Input, detail: str) -> Input:
    return Input(one.path, one.given, error=MissingFile(one.given, detail))


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "không có quyền đọc / no permission"
    if isinstance(error, FileNotFoundError):
        return "không có / not found"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "tên tệp sai / bad file name"


def _ending(name: str) -> str:
    """The ending of a name or path in small letters: of a hundred thousand, which no library takes apart as fast."""
    return name[name.rfind(".") :].lower() if "." in name else ""


def _by_name(name: str) -> str | None:
    """Why a file or folder of this name is left out, None where its name says nothing against it."""
    name, ending = name.lower(), _ending(name)
    if name.startswith(_ASIDE) or name in _SYSTEM or ending in _UNFINISHED:
        return next(why for why, holds in _BY_NAME if holds(name, ending))
    return None


def _left_out(entry: os.DirEntry[str]) -> str | None:
    """Why a walk leaves an entry of a folder out; None where it is taken."""
    if why := _by_name(entry.name):
        return why
    ending = _ending(entry.name)
    if entry.is_dir():
        return "link" if entry.is_symlink() else None
    if not entry.is_file():
        return None if entry.is_symlink() else "special"  # a link to nothing is told as an error
    return None if ending in _ENDINGS or _is_document(entry.path) else _by_ending(ending)


def _by_ending(ending: str) -> str:
    """What a file that is not read is, by its ending."""
    return "picture" if ending in _PICTURES else "unread" if ending in _UNREAD else "other"


_BY_NAME = (
    ("lock", lambda name, ending: name.startswith(_LOCKS)),
    ("system", lambda name, ending: name in _SYSTEM or name.startswith(_APPLE_DOUBLE)),
    ("unfinished", lambda name, ending: ending in _UNFINISHED),
    ("hidden", lambda name, ending: name.startswith(".")),
)
_ASIDE = (*_LOCKS, ".")
"""How all names begin that one of these holds of by their beginning."""


def _is_document(path: str) -> bool:
    """Whether a file of an unknown ending is a document by its first bytes."""
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return False
    return b"%PDF-" in head[:1024] or head.startswith(_MAGIC) or (head.startswith(b"PK\x03\x04") and b"word/" in head)
