"""What a file is, by its content; endings are never asked."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from pipeline.errors import DamagedFile, EncryptedFile, InputError, UnsupportedFormat
from pipeline.text.encodings import decode_bytes

_HEAD = 1 << 16
_NAMES_WITHIN = 64 << 20  # the directory of a compound file lies within this


class Kind(StrEnum):
    """The media types that are read."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    HEIC = "image/heic"
    WEBP = "image/webp"
    BMP = "image/bmp"
    GIF = "image/gif"


_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),
    (b"MM\0+", Kind.TIFF),
    (b"GIF8", Kind.GIF),
    (b"BM", Kind.BMP),
)
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"))
_ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"\x1f\x8b", "GZIP"), (b"MSCF", "CAB"))
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|"
    r"(?:html|head|body|meta|title|div|table|p|center|span|font|article|section|main|h[1-6])\b)",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(r"<pkg:package|<w:wordDocument|<\?mso-application")
_MARKDOWN = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE),
    re.compile(r"\*\*(?=\S)[^*\n]{1,500}?(?<=\S)(?:\*\*| {2,}$)", re.MULTILINE),
    re.compile(r"(?<![\w*])\*(?=\w)[^*\n]{1,500}?(?<=[\w.,;:!?)”\"])\*(?![\w*])"),
    re.compile(r"^ {0,3}\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,300}\]\((?:https?:|mailto:|#|/|\.)[^)\s]*\)"),
    re.compile(r"^ {0,3}(?:\\[-+*#]|\d{1,3}\\[.)])", re.MULTILINE),
    re.compile(r"^ {0,3}```", re.MULTILINE),
)
_LOCK_ADVICE = {
    "vi": "Đây là tệp khóa tạm của Word: đóng văn bản trong Word rồi chạy trên tệp gốc.",
    "en": "This is a temporary lock file of Word: close the document there and run on the document itself.",
}
_UNLOCK_ADVICE = {
    "vi": "Mở bằng Word, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu) rồi lưu lại.",
    "en": "Open it in Word, remove the password (File > Info > Protect Document) and save it.",
}
_UNPACK_ADVICE = {"vi": "Giải nén rồi chạy trên các tệp bên trong.", "en": "Unpack it and run on the files inside."}


def sniff(path: str | Path) -> Kind:
    """The kind of a file that is there and not empty.

    Raises:
        UnsupportedFormat: it is something else (DOC, RTF, an archive, a spreadsheet, ...).
        EncryptedFile: a Word file under a password.
        DamagedFile: a container that is cut short.
    """
    path = Path(path)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if path.name.startswith("~$") and len(head) < 1024:
        raise UnsupportedFormat(path, "~$", _LOCK_ADVICE)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(path, head)
    if head.startswith(_COMPOUND):
        raise _compound(path)
    if head.lstrip().startswith(b"{\\rtf"):
        raise UnsupportedFormat(path, "RTF")
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            raise UnsupportedFormat(path, name, _UNPACK_ADVICE)
    return _image(head) or _text(path, head)


def _image(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    for magic, kind in _IMAGES:
        if head.startswith(magic) and (kind is not Kind.BMP or head[6:10] == b"\0\0\0\0"):
            return kind
    return None


def _zipped(path: Path, head: bytes) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedFile(path, "DOCX" if b"word/" in head or b"[Content_Types]" in head else "ZIP") from error
    if any(re.fullmatch(r"[Ww]ord/document\d*\.xml", name) for name in names):
        return Kind.DOCX
    for inner, name in (("xl/", "Excel"), ("ppt/", "PowerPoint"), ("mimetype", "OpenDocument / EPUB")):
        if any(entry.startswith(inner) for entry in names):
            raise UnsupportedFormat(path, name)
    if "[Content_Types].xml" in names:
        raise DamagedFile(path, "DOCX")
    raise UnsupportedFormat(path, "ZIP", _UNPACK_ADVICE)


def _compound(path: Path) -> InputError:
    """The error for a file of the old Office container: an encrypted DOCX, or a Word 97 document."""
    with path.open("rb") as stream:
        data = stream.read(_NAMES_WITHIN)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedFile(path, "DOCX", _UNLOCK_ADVICE)
    for stream_name, label in (
        ("WordDocument", "DOC, Word 97-2003"),
        ("Workbook", "XLS"),
        ("PowerPoint Document", "PPT"),
    ):
        if stream_name.encode("utf-16-le") in data:
            return UnsupportedFormat(path, label)
    return UnsupportedFormat(path, "OLE2")


_NO_TEXT = re.compile(r"[^\t\n\r\f\v\x1b\x20-\ufffc\ufffe-\U0010ffff]")


def _text(path: Path, head: bytes) -> Kind:
    text, _ = decode_bytes(head)
    odd = len(_NO_TEXT.findall(text))
    if odd > 0.05 * len(text) + 2:
        raise UnsupportedFormat(path)
    if _WORD_XML.search(text[:4000]):
        raise UnsupportedFormat(path, "Word XML")
    if _HTML.match(text.lstrip("\ufeff")):
        return Kind.HTML
    return Kind.MARKDOWN if is_markdown(text) else Kind.TEXT


def is_markdown(text: str) -> bool:
    """Whether a text bears the signs of Markdown: headings, emphasis, tables, links or escapes."""
    return any(pattern.search(text) for pattern in _MARKDOWN)
