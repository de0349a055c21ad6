"""Zip files and e-mails as folders of files: "đợt 3.zip/kế hoạch.docx" is a path that can be read like any other."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from mimetypes import guess_extension
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, FileTooLarge, MissingFile, UnsupportedFormat
from pipeline.messages import both
from pipeline.reading.faults import say
from pipeline.reading.sniff import Kind, sniff

if TYPE_CHECKING:
    from email.message import MIMEPart

ARCHIVES = frozenset((Kind.ZIP, Kind.EML))
_MOST = 10_000  # files of one archive
_DEEPEST = 4  # archives within one another
_HEADERS, _TAIL = 1 << 16, 1 << 16
"""Bytes of a mail in which its headers and its last boundary are looked for."""
_LETTER = "nội dung thư"
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name in it with "/" between folders, and its bytes when unpacked."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


@contextmanager
def members(path: Path, password: str | None = None) -> Iterator[list[Member]]:
    """The files of an archive in the order of its directory, folders and what is none of its content left out.

    The text of a mail is one of its files where nothing is attached to it.

    Raises:
        DamagedFile: its directory cannot be read.
        FileTooLarge: it holds more than 10,000 files.
    """
    if sniff(path) is Kind.EML:
        yield _mailed(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (*_BROKEN, NotImplementedError) as error:
        raise DamagedFile(path, "ZIP") from error
    with archive:
        yield _zipped(path, archive, password)


@contextmanager
def extracted(path: Path, limit: int, password: str | None = None) -> Iterator[Path]:
    """The file that `path` stands for: itself, or a copy of the file of an archive that it leads into.

    Args:
        path: may go through archives ("thư.eml/phụ lục.zip/bảng.xlsx").
        limit: bytes that an unpacked file may have.
        password: of the archive.

    Raises:
        MissingFile: there is no such file; DamagedFile, EncryptedFile, FileTooLarge: it cannot be unpacked.
    """
    outer = next((folder for folder in (path, *path.parents) if _is_file(folder)), None)
    if outer is None or outer == path:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kehoach-") as scratch:
        yield _unpacked(outer, path.relative_to(outer).as_posix(), Path(scratch), limit, password)


def only_member(path: Path, given: Path, limit: int) -> str:
    """The name of the one file that an archive holds.

    Args:
        path: the archive.
        given: what the user calls it.
        limit: bytes that an unpacked file may have.

    Raises:
        UnsupportedFormat: it holds several.
        EmptyFile: it holds none.
    """
    with members(path) as found:
        if len(found) == 1 and found[0].size <= limit:
            return found[0].name
        names = [member.name for member in found]
    if not names:
        raise EmptyFile(path, say("no-files"))
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    raise UnsupportedFormat(path, f"{len(names)} tệp: {shown}", both("advice", "archive_of_many", given, names[0]))


def is_cut_mail(path: Path) -> bool:
    """Whether `path` leads into a mail that lacks its end: what was attached last may be damaged or gone."""
    mail = next((folder for folder in path.parents if _is_file(folder)), path)
    if sniff(mail) is not Kind.EML:
        return False
    from email import message_from_bytes

    with mail.open("rb") as stream:
        boundary = message_from_bytes(stream.read(_HEADERS)).get_boundary()
        stream.seek(max(0, mail.stat().st_size - _TAIL))
        return boundary is not None and f"--{boundary}--".encode() not in stream.read()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that the file system cannot hold
        return False


def _unpacked(archive: Path, name: str, scratch: Path, limit: int, password: str | None) -> Path:
    for depth in range(_DEEPEST):
        with members(archive, password) as found:
            member = max((m for m in found if name == m.name or name.startswith(f"{m.name}/")),
                         key=lambda m: len(m.name), default=None)  # fmt: skip
            if member is None:
                raise MissingFile(archive / name, say("not-in-archive"))
            if member.size > limit:
                raise FileTooLarge(archive / name, f"{member.size / 2**20:.0f} MiB > {limit / 2**20:.0f} MiB")
            copy = scratch / f"{depth}{PurePosixPath(member.name).suffix[:10]}"
            try:
                with member.open() as source, copy.open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
            except (RuntimeError, NotImplementedError) as error:  # zipfile knows the oldest of the three encryptions
                raise EncryptedFile(archive / name, "ZIP", both("advice", "archive_password")) from error
            except _BROKEN as error:
                raise DamagedFile(archive / name, "ZIP") from error
        archive, name = copy, name[len(member.name) + 1 :]
        if not name:
            return copy
    raise UnsupportedFormat(archive / name, f"> {_DEEPEST} ZIP")


def _zipped(path: Path, archive: zipfile.ZipFile, password: str | None) -> list[Member]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST:
        raise FileTooLarge(path, f"{len(entries)} tệp > {_MOST}")
    key = None if password is None else password.encode()
    found: dict[str, Member] = {}
    for entry in entries:
        name = _free(_clean(_name_of(entry)), found)
        found[name] = Member(name, entry.file_size, lambda entry=entry: archive.open(entry, pwd=key))  # type: ignore[misc]
    return list(found.values())


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows writes it in UTF-8 or in its own page, and notes neither."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _mailed(path: Path) -> list[Member]:
    from email import message_from_binary_file, policy  # 0.05 s, for mails alone

    with path.open("rb") as stream:
        message = message_from_binary_file(stream, policy=policy.default)
    found: dict[str, Member] = {}
    for number, part in enumerate(_attachments(message), 1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            data, name = inner.as_bytes(), f"{inner['subject'] or number}.eml"
        else:
            data = _payload(part)
            name = part.get_filename() or f"{number}{guess_extension(part.get_content_type()) or ''}"
        name = _free(_clean(name.replace("/", "-")), found)
        found[name] = Member(name, len(data), lambda data=data: BytesIO(data))  # type: ignore[misc]
    if not found and (body := message.get_body(("html", "plain"))) is not None:
        name = f"{_LETTER}.{'html' if body.get_content_subtype() == 'html' else 'txt'}"
        text = _payload(body)
        found[name] = Member(name, len(text), lambda: BytesIO(text))
    return list(found.values())


def _attachments(message: MIMEPart) -> Iterator[MIMEPart]:
    """What is attached to a mail; the letter itself and the pictures of its signature are none."""
    for part in message.iter_parts() if message.get_content_maintype() == "multipart" else ():
        if part.get_content_type() == "message/rfc822":
            yield part
        elif part.is_multipart():
            yield from _attachments(part)
        elif part.get_content_disposition() == "attachment" or (part.get_filename() and "content-id" not in part):
            yield part


def _payload(part: MIMEPart) -> bytes:
    from email.errors import InvalidBase64LengthDefect

    data = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        written = "".join(str(part.get_payload()).split())  # what is cut short is given back as it was written
        data = b64decode(written[: len(written) // 4 * 4])
    return data if isinstance(data, bytes) else b""


def _clean(name: str) -> str:
    """A name without the ways by which one leaves a folder."""
    parts = [piece for piece in PurePosixPath(name.replace("\\", "/")).parts if piece not in ("/", ".", "..")]
    return "/".join(piece.replace("\0", "") for piece in parts) or "_"


def _free(name: str, taken: dict[str, Member]) -> str:
    pure, number, free = PurePosixPath(name), 2, name
    while free in taken:
        free = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
        number += 1
    return free
