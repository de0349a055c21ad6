"""From a path to the file whose bytes a reader takes: out of archives, from under a password, out of a portfolio."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import EmptyFile, FileTooLarge, MissingFile, UnsupportedFormat
from pipeline.messages import both
from pipeline.reading.archives import ARCHIVES, extracted, is_cut_mail, only_member
from pipeline.reading.faults import say
from pipeline.reading.lines import Fault
from pipeline.reading.office.locked import is_locked, unlock
from pipeline.reading.sniff import Kind, sniff
from pipeline.settings import ReadSettings

_MAY_BE_LOCKED = frozenset((Kind.ENCRYPTED, Kind.DOC, Kind.XLS))


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read, its kind, and what of the file that was given it leaves out."""

    path: Path
    kind: Kind
    sha256: str
    """Of the file that was given."""
    faults: tuple[Fault, ...] = ()


@contextmanager
def opened(path: Path, settings: ReadSettings) -> Iterator[Source]:
    """The file that `path` leads to, as long as the context lasts.

    Raises:
        InputError: one of its subclasses, as `read` raises them; its path may be that of a copy.
    """
    with ExitStack() as stack:
        file = stack.enter_context(extracted(path, settings.max_bytes, settings.password))
        digest = _fingerprint(file, settings.max_bytes)
        kind = sniff(file)
        while kind in ARCHIVES:
            inner = file / only_member(file, path, settings.max_bytes)
            file = stack.enter_context(extracted(inner, settings.max_bytes, settings.password))
            kind = sniff(file)
        if kind in _MAY_BE_LOCKED and (kind is Kind.ENCRYPTED or is_locked(file)):
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kehoach-"))) / "unlocked"
            unlock(file, settings.password, copy)
            file, kind = copy, sniff(copy)
        faults: tuple[Fault, ...] = ((1, "reading", say("mail-cut-short")),) if is_cut_mail(path) else ()
        if kind is Kind.PDF:
            from pipeline.reading.pdf.portfolio import enclosed_in  # PDFium is loaded for PDFs alone

            enclosed, more = enclosed_in(file, settings.password)
            faults += more
            if enclosed is not None:
                file = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kehoach-"))) / "enclosed"
                file.write_bytes(enclosed)
                kind = sniff(file)
        yield Source(file, kind, digest, faults)


def _fingerprint(path: Path, limit: int) -> str:
    """The sha256 of a file that is there, readable, not empty and within the limit of `limit` bytes."""
    try:
        if path.is_dir():
            raise UnsupportedFormat(path, say("a-folder"), both("advice", "folder"))
        size = path.stat().st_size
        if size == 0:
            raise EmptyFile(path, "0 byte")
        if size > limit:
            raise FileTooLarge(path, f"{size / 2**20:.0f} MiB > {limit / 2**20:.0f} MiB")
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise MissingFile(path, say("not-found")) from error
    except PermissionError as error:
        raise MissingFile(path, say("no-permission")) from error
    except OSError as error:
        raise MissingFile(path, error.strerror or type(error).__name__) from error
    except ValueError as error:  # a null character in the name
        raise MissingFile(path, say("bad-name")) from error
