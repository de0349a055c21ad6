"""What is done to one file, inside its worker process: read, restore, extract, link, check, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import EngineError
from pipeline.records import Document, Fault
from pipeline.settings import ReadSettings, RestoreSettings, RunSettings
from pipeline.spans import Span


def process(path: str, settings: RunSettings) -> dict[str, Any]:
    """Takes a file through all stages and gives its record as plain JSON values.

    Raises:
        KehoachError: the file cannot be read, or an engine that it needs is missing.
    """
    from pipeline.batch.compliance import verify
    from pipeline.extraction import extract
    from pipeline.storage.codec import to_dict

    document = read(path, settings.read, settings.restoring)
    record = extract(document, settings.extracting)
    if settings.check:
        record = verify(record, document, settings.checking)
    return to_dict(record)


def read(path: str | Path, settings: ReadSettings | None = None, restoring: RestoreSettings | None = None) -> Document:
    """Reads one file of any supported kind, its garbled words restored.

    Where the restorer's models fail, the document comes as it stands, with a fault.

    Args:
        path: PDF, DOCX, HTML, Markdown, plain text or an image, whatever its ending says.
        settings: limits, password, OCR; the defaults if None.
        restoring: when and how garbled text is restored; the defaults if None.

    Raises:
        InputError: one of its subclasses says what is wrong with the file and what to do.
    """
    from pipeline import reading

    restoring = restoring or RestoreSettings()
    if restoring.restore == "never":
        return reading.read(path, settings)
    from pipeline.restoration import restore

    failed: list[EngineError] = []

    def edits(raw: str, doubtful: Sequence[Span]) -> Sequence[tuple[int, int, str]]:
        try:
            return restore(raw, restoring, doubtful).edits
        except EngineError as error:
            failed.append(error)
            return ()

    document = reading.read(path, settings, edits)
    if not failed:
        return document
    fault = Fault(None, "restoration", f"{failed[0].describe('vi')} / {failed[0].describe('en')}")
    return replace(document, faults=(*document.faults, fault))
