"""Files that come in through the page: within limits, of kinds that can be read, under names that we choose."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import UploadFile

from pipeline.errors import InputError, UnsupportedFormat
from pipeline.web.security import Access

_UNFIT = re.compile(r"[^\w.() -]+")
_LONGEST = 100  # characters of a name


class Refused(ValueError):
    """Files that are not taken.

    Args:
        why: key of the word that says so.
        parts: what fills its gaps.
    """

    def __init__(self, why: str, *parts: object) -> None:
        super().__init__(why)
        self.why, self.parts = why, parts


def keep(files: Sequence[UploadFile], folder: Path, access: Access) -> tuple[list[Path], list[str]]:
    """Writes files into a folder, each under the beginning of its sha256 and what is harmless in its name.

    The same bytes under the same name are kept once. Files of a kind that is not read are not kept.

    Args:
        files: as they came.
        folder: of all uploads; made where it is missing.
        access: limits on number and size.

    Returns:
        the files that are kept, and the names of those that are not.

    Raises:
        Refused: no file, too many, too large, or none of a kind that is read.
    """
    named = [file for file in files if file.filename]
    if not named:
        raise Refused("upload_none")
    if len(named) > access.max_files:
        raise Refused("upload_count", access.max_files)
    if sum(file.size or 0 for file in named) > access.max_bytes:
        raise Refused("upload_size", access.max_bytes // 2**20)
    kept = list(dict.fromkeys(_kept(file, folder) for file in named))
    fit = [path for path in kept if _is_known(path)]
    left_out = [path.name for path in kept if path not in fit]
    if not fit:
        raise Refused("upload_kind", ", ".join(left_out[:5]))
    return fit, left_out


def _kept(file: UploadFile, folder: Path) -> Path:
    digest = hashlib.sha256()
    for part in iter(lambda: file.file.read(1 << 20), b""):
        digest.update(part)
    file.file.seek(0)
    path = folder / digest.hexdigest()[:16] / harmless(file.filename or "")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(path.name + ".part")
        with unfinished.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        unfinished.replace(path)
    return path


def _is_known(path: Path) -> bool:
    """Whether a file is of a kind that is read; one that is not is removed."""
    from pipeline.reading.sniff import sniff

    try:
        sniff(path)
    except UnsupportedFormat:
        path.unlink()
        return False
    except InputError:
        pass  # damaged or locked: the ledger tells why, with what to do
    return True


def harmless(name: str) -> str:
    """The last part of a name as a browser sends it, without signs that a file system or a shell could misread."""
    last = re.split(r"[/\\]", name)[-1]
    clean = _UNFIT.sub("_", last).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return (f"{stem[:_LONGEST]}.{ending[:10]}" if dot and stem else clean[:_LONGEST]) or "tep"
