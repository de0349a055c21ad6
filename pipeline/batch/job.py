"""What is done to one file, inside its worker process: read, restore, extract, link, check, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import EngineError
from pipeline.records import Document, Fault
from pipeline.settings import RunSettings
from pipeline.spans import Span


def process(path: str, settings: RunSettings) -> dict[str, Any]:
    """Takes a file through all stages and gives its record as plain JSON values.

    Raises:
        KehoachError: the file cannot be read, or an engine that it needs is missing.
    """
    from pipeline.batch.compliance import verify
    from pipeline.extraction import extract
    from pipeline.storage.codec import to_dict

    document = read_document(path, settings)
    record = extract(document, settings.extracting)
    if settings.check:
        record = verify(record, document, settings.checking)
    return to_dict(record)


def read_document(path: str, settings: RunSettings) -> Document:
    """The document with its garbled words restored; where the restorer's models fail, as it stands, with a fault.

    Raises:
        KehoachError: the file cannot be read.
    """
    from pipeline.reading import read

    if settings.restoring.restore == "never":
        return read(path, settings.read)
    from pipeline.restoration import restore

    failed: list[EngineError] = []

    def edits(raw: str, doubtful: Sequence[Span]) -> Sequence[tuple[int, int, str]]:
        try:
            return restore(raw, settings.restoring, doubtful).edits
        except EngineError as error:
            failed.append(error)
            return ()

    document = read(path, settings.read, edits)
    if not failed:
        return document
    fault = Fault(None, "restoration", f"{failed[0].describe('vi')} / {failed[0].describe('en')}")
    return replace(document, faults=(*document.faults, fault))
