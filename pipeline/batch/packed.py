"""Archives and mails of a run: each document in them is an input of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import InputError
from pipeline.reading.archives import ARCHIVES, Member, extracted, members
from pipeline.reading.sniff import sniff
from pipeline.settings import ReadSettings

ENDINGS = frozenset((".zip", ".eml"))
_LARGEST = ReadSettings().max_bytes
_DEEPEST = 3  # archives within one another that are looked into


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in an archive: its name from there on with "/" between folders and archives, its size and hash."""

    name: str
    size: int
    sha256: str


def packed(path: Path) -> list[Packed]:
    """The files of an archive or mail, those of archives within it in their place.

    Empty where it is none after all, or where nothing can be taken out of it: whoever reads it says why.
    """
    return list(_packed(path, _DEEPEST))


def packed_at(path: Path) -> Packed | None:
    """The file that a path through an archive leads to ("thư.eml/kế hoạch.docx"), None where there is none."""
    outer = next((folder for folder in path.parents if folder.suffix.lower() in ENDINGS and folder.is_file()), None)
    if outer is None:
        return None
    name = path.relative_to(outer).as_posix()
    return next((one for one in packed(outer) if one.name == name), None)


def _packed(path: Path, depth: int) -> Iterator[Packed]:
    try:
        if path.stat().st_size > _LARGEST or sniff(path) not in ARCHIVES:
            return
        with members(path) as found:
            for member in found:
                inner = _within(path, member, depth) if Path(member.name).suffix.lower() in ENDINGS else []
                yield from inner or [Packed(member.name, member.size, _hash(path, member))]
    except (InputError, OSError):
        return


def _within(path: Path, member: Member, depth: int) -> list[Packed]:
    if depth <= 1:
        return []
    try:
        with extracted(path / member.name, _LARGEST) as copy:
            return [replace(one, name=f"{member.name}/{one.name}") for one in _packed(copy, depth - 1)]
    except InputError:
        return []


def _hash(path: Path, member: Member) -> str:
    """Of the bytes; of the archive's own name for them where they cannot be read (a password, damage, size)."""
    try:
        if member.size <= _LARGEST:
            with member.open() as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    except Exception:  # zipfile raises what its decompressors raise
        pass
    found = path.stat()
    return hashlib.sha256(f"{member.name}\0{member.size}\0{found.st_size}\0{found.st_mtime_ns}".encode()).hexdigest()
