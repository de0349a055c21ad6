"""Web pages saved with their pictures in one file (MHTML, often named .doc): the page is read, its pictures too."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from pipeline.errors import DamagedFile
from pipeline.reading.lines import Reading
from pipeline.reading.web.html import html_of_bytes, html_reading
from pipeline.reading.web.pictures import WebPictures
from pipeline.settings import ReadSettings


def read_mhtml(path: Path, settings: ReadSettings) -> Reading:
    """The lines of the first page of an MHTML file.

    Raises:
        DamagedFile: there is no page in it.
    """
    with path.open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=email.policy.default)
    pictures = WebPictures(settings, path, dict(_parts(message)))
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                return html_reading(html_of_bytes(data, part.get_content_charset()), path, pictures)
    raise DamagedFile(path, "MHTML")


def _parts(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The pictures of the file by their id and by their address."""
    for part in message.walk():
        if part.get_content_maintype() == "image" and isinstance(data := part.get_payload(decode=True), bytes):
            yield from ((name.strip("<> "), data) for name in (part["Content-ID"], part["Content-Location"]) if name)
