"""Web pages saved with their pictures in one file (MHTML, often named .doc): the page is read, the rest left."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from pipeline.errors import DamagedFile
from pipeline.reading.lines import Reading
from pipeline.reading.web.html import html_of_bytes, html_reading
from pipeline.settings import ReadSettings


def read_mhtml(path: Path, settings: ReadSettings) -> Reading:
    """The lines of the first page of an MHTML file.

    Raises:
        DamagedFile: there is no page in it.
    """
    with path.open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                return html_reading(html_of_bytes(data, part.get_content_charset()), path)
    raise DamagedFile(path, "MHTML")
