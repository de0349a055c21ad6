"""Which files a run is about: folders walked, hidden files left out, unreadable ones named."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.packed import ENDINGS as ARCHIVES
from pipeline.batch.packed import packed, packed_at
from pipeline.errors import KehoachError, MissingFile

# Endings that a folder's files are taken by.
_ENDINGS = ARCHIVES | {
    ".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xlsx", ".xlsm", ".xls", ".ods", ".html", ".htm", ".xhtml",
    ".mht", ".mhtml", ".md", ".markdown",
    ".txt", ".text", ".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif",
}  # fmt: skip
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")  # pictures under an ending of their own


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read.

    `path` is absolute and the key of the ledger, `given` what the user can recognise, `sha256` and `size` of its
    bytes; `error` why it cannot even be opened (then `sha256` and `size` are None).
    """

    path: str
    given: str
    sha256: str | None = None
    size: int | None = None
    error: KehoachError | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is none of ours, and why: "hidden", "lock" (~$), "other" (no document), "special"."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run is about, in an order that depends on nothing but the names."""

    files: tuple[Input, ...]
    skipped: tuple[Skipped, ...]


def collect(paths: Iterable[str | Path]) -> Inputs:
    """The files that `paths` stand for: a folder for all documents in it and below, an archive or mail for its own.

    A file named by itself is always taken, whatever its ending; one that is named twice is taken once. Nothing
    is raised: a path that cannot be opened is an `Input` with its error.
    """
    files: dict[str, Input] = {}
    skipped: list[Skipped] = []
    for given in paths:
        text = os.fspath(given)
        found = _walk(text, skipped) if Path(text).is_dir() else iter([Input(_key(text), printable(text))])
        for one in found:
            if one.path not in files:
                files.update({each.path: each for each in _opened(one if one.error else _hashed(one), skipped)})
    return Inputs(tuple(sorted(files.values(), key=lambda one: one.path)), tuple(skipped))


def _opened(one: Input, skipped: list[Skipped]) -> list[Input]:
    """The documents in an archive; any other file, or one with none in it, as it is."""
    if one.error or Path(one.path).suffix.lower() not in ARCHIVES or not Path(one.path).is_file():
        return [one]
    documents = []
    for member in packed(Path(one.path)):
        given = f"{one.given}/{printable(member.name)}"
        if Path(member.name).suffix.lower() in _ENDINGS:
            documents.append(Input(f"{one.path}/{member.name}", given, member.sha256, member.size))
        else:
            skipped.append(Skipped(given, "other"))
    return documents or [one]


def printable(path: str) -> str:
    """`path` as text that any file and any database takes; bytes that are no UTF-8 become escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _key(path: str) -> str:
    return os.path.normpath(Path(path).absolute())


def _walk(root: str, skipped: list[Skipped]) -> Iterator[Input]:
    failed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=failed.append):
        yield from _unopened(failed)
        hidden = [name for name in folders if name.startswith(".")]
        skipped.extend(Skipped(printable(f"{folder}{os.sep}{name}"), "hidden") for name in hidden)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = f"{folder}{os.sep}{name}"
            why = _no_document(path, name)
            if why:
                skipped.append(Skipped(printable(path), why))
            else:
                yield Input(_key(path), printable(path))
    yield from _unopened(failed)


def _unopened(failed: list[OSError]) -> Iterator[Input]:
    while failed:
        error = failed.pop()
        path = str(error.filename)
        yield Input(_key(path), printable(path), error=MissingFile(printable(path), _why(error)))


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "không có quyền đọc / no permission"
    if isinstance(error, FileNotFoundError):
        return "không có / not found"
    return error.strerror or type(error).__name__


def _no_document(path: str, name: str) -> str | None:
    if name.startswith("~$"):
        return "lock"
    if name.startswith("."):
        return "hidden"
    if not Path(path).is_file():
        return None if Path(path).is_symlink() else "special"
    return None if Path(name).suffix.lower() in _ENDINGS or _is_document(path) else "other"


def _is_document(path: str) -> bool:
    """Whether a file of an unknown ending is a document by its first bytes."""
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return False
    return b"%PDF-" in head[:1024] or head.startswith(_MAGIC) or (head.startswith(b"PK\x03\x04") and b"word/" in head)


def _hashed(one: Input) -> Input:
    try:
        if not Path(one.path).is_file():
            if member := packed_at(Path(one.path)):
                return Input(one.path, one.given, member.sha256, member.size)
            detail = "không phải tệp thường / not a regular file" if Path(one.path).exists() else "không có / not found"
            return Input(one.path, one.given, error=MissingFile(one.given, detail))
        with Path(one.path).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return Input(one.path, one.given, digest, os.fstat(stream.fileno()).st_size)
    except OSError as error:
        return Input(one.path, one.given, error=MissingFile(one.given, _why(error)))
