"""What a file is, by its content; endings are never asked."""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from pipeline.errors import DamagedFile, EncryptedFile, UnsupportedFormat
from pipeline.messages import both
from pipeline.reading.faults import say
from pipeline.reading.web.fragments import is_web_page
from pipeline.text.encodings import decode_bytes

_HEAD = 1 << 16
_PAGE_WITHIN = 8 << 20  # what stands outside of a page's tags shows within this
_NAMES_WITHIN = 64 << 20  # the directory of a compound file lies within this


class Kind(StrEnum):
    """The media types that are read."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    RTF = "application/rtf"
    ODT = "application/vnd.oasis.opendocument.text"
    WORD_XML = "application/vnd.ms-word+xml"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ENCRYPTED = "application/encrypted"
    """An Office file under a password: what it is shows once it is opened."""
    ZIP = "application/zip"
    EML = "message/rfc822"
    MHTML = "multipart/related"
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
_MANIFEST = "META-INF/manifest.xml"
_MOST_MANIFEST = 1 << 20  # bytes of it that are looked at
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|"
    r"(?:html|head|body|meta|title|div|table|p|center|span|font|article|section|main|h[1-6])\b)",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(r"<pkg:package|<w:wordDocument|<\?mso-application")
_MAIL = re.compile(r"(?:[A-Za-z][\w-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}(?=\r?\n|\Z)")
_HEADER_NAME = re.compile(r"^([A-Za-z][\w-]*):", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    ("from", "to", "subject", "date", "received", "mime-version", "message-id", "content-type", "return-path")
)
_MARKDOWN = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE),
    re.compile(r"\*\*(?=\S)[^*\n]{1,500}?(?<=\S)(?:\*\*| {2,}$)", re.MULTILINE),
    re.compile(r"(?<![\w*])\*(?=\w)[^*\n]{1,500}?(?<=[\w.,;:!?)”\"])\*(?![\w*])"),
    re.compile(r"^ {0,3}\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,300}\]\((?:https?:|mailto:|#|/|\.)[^)\s]*\)"),
    re.compile(r"^ {0,3}(?:\\[-+*#]|\d{1,3}\\[.)])", re.MULTILINE),
    re.compile(r"^ {0,3}```", re.MULTILINE),
    re.compile(r"(?<!~)~~(?=[^\s~])[^~\n]{1,500}?(?<=[^\s~])~~(?!~)"),
    re.compile(r"!\[[^\]\n]{0,300}\]\((?:data:image/|[^)\s]+\))"),
    re.compile(
        r"</(?:b|center|del|div|em|font|i|ins|li|mark|p|s|small|span|strike|strong|su[bp]|table|t[dhr]|[ou]l|u)>|"
        r"<br ?/?>",
        re.IGNORECASE,
    ),
)


def sniff(path: str | Path) -> Kind:
    """The kind of a file that is there and not empty.

    Raises:
        UnsupportedFormat: it is something else (a presentation, a packed archive other than ZIP, ...).
        DamagedFile: a container that is cut short.
    """
    path = Path(path)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if path.name.startswith("~$") and len(head) < 1024:
        raise UnsupportedFormat(path, "~$", both("advice", "lock_file"))
    if head and not head.strip(b"\0"):
        raise DamagedFile(path, say("zero-bytes"))
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(path, head)
    if head.startswith(_COMPOUND):
        return _compound(path)
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            raise UnsupportedFormat(path, name, both("advice", "unpack"))
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
            if names and min(entry.header_offset for entry in archive.infolist()) > 0:
                raise zipfile.BadZipFile  # cut short: the directory found is that of an archive within it
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedFile(path, "DOCX" if b"word/" in head or b"[Content_Types]" in head else "ZIP") from error
    if any(re.fullmatch(r"[Ww]ord/document\d*\.xml", name) for name in names):
        return Kind.DOCX
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "mimetype" in names:
        return _open_document(path)
    for inner, name in (("xl/", "Excel, XLSB"), ("ppt/", "PowerPoint")):
        if any(entry.startswith(inner) for entry in names):
            raise UnsupportedFormat(path, name, both("advice", "binary_sheet") if inner == "xl/" else None)
    if "[Content_Types].xml" in names:
        raise DamagedFile(path, "DOCX")
    return Kind.ZIP


def _open_document(path: Path) -> Kind:
    with zipfile.ZipFile(path) as archive, suppress(zipfile.BadZipFile, RuntimeError, zlib.error):
        kind = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
        for known in (Kind.ODT, Kind.ODS):
            if kind.startswith(known):  # templates too
                if _MANIFEST in archive.namelist() and b":encryption-data" in _beginning(archive, _MANIFEST):
                    raise EncryptedFile(path, "OpenDocument", both("advice", "open_document"))
                return known
    raise UnsupportedFormat(path, "OpenDocument / EPUB")


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(_MOST_MANIFEST)


def _compound(path: Path) -> Kind:
    """The kind of a file of the old Office container, by the names of its streams."""
    with path.open("rb") as stream:
        data = stream.read(_NAMES_WITHIN)
    for stream_name, kind in (
        ("EncryptedPackage", Kind.ENCRYPTED),
        ("WordDocument", Kind.DOC),
        ("Workbook", Kind.XLS),
        ("Book", Kind.XLS),
    ):
        if f"{stream_name}\0".encode("utf-16-le") in data:
            return kind
    if "__properties_version1".encode("utf-16-le") in data:
        raise UnsupportedFormat(path, "MSG, Outlook", both("advice", "mail"))
    raise UnsupportedFormat(path, "PPT" if "PowerPoint Document".encode("utf-16-le") in data else "OLE2")


_NO_TEXT = re.compile(r"[^\t\n\r\f\v\x1b\x20-\ufffc\ufffe-\U0010ffff]")


def _text(path: Path, head: bytes) -> Kind:
    text, _ = decode_bytes(head)
    odd = len(_NO_TEXT.findall(text))
    if odd > 0.05 * len(text) + 2:
        raise UnsupportedFormat(path)
    if _WORD_XML.search(text[:4000]):
        return Kind.WORD_XML
    if headers := _MAIL.match(text.lstrip("\ufeff")):
        named = {name.lower() for name in _HEADER_NAME.findall(headers.group())}
        if re.search(r"^content-type:\s*multipart/related", headers.group(), re.IGNORECASE | re.MULTILINE):
            return Kind.MHTML
        if len(named & _MAIL_HEADERS) >= 3:
            return Kind.EML
    if _HTML.match(text.lstrip("\ufeff")):
        return Kind.HTML if is_web_page(_whole(path, head, text), is_markdown) else Kind.MARKDOWN
    return Kind.MARKDOWN if is_markdown(text) else Kind.TEXT


def _whole(path: Path, head: bytes, text: str) -> str:
    """All of a text whose head is known."""
    if len(head) < _HEAD:
        return text.lstrip("\ufeff")
    with path.open("rb") as stream:
        return decode_bytes(stream.read(_PAGE_WITHIN))[0].lstrip("\ufeff")


def is_markdown(text: str) -> bool:
    """Whether a text bears the signs of Markdown: headings, emphasis, tables, links or escapes."""
    return any(pattern.search(text) for pattern in _MARKDOWN)
