"""What is done to one file, inside its worker process: read, restore, extract, link, check, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import EngineError
from pipeline.records import Document, Fault, Record
from pipeline.settings import CheckSettings, RunSettings


def process(path: str, settings: RunSettings) -> dict[str, Any]:
    """Takes a file through all stages and gives its record as plain JSON values.

    Raises:
        KehoachError: the file cannot be read, or an engine that it needs is missing.
    """
    from pipeline.extraction import extract
    from pipeline.storage.codec import to_dict

    document = read_document(path, settings)
    record = extract(document, settings.extracting)
    if settings.check:
        record = _checked(record, document, settings.checking)
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

    def edits(raw: str) -> Sequence[tuple[int, int, str]]:
        try:
            return restore(raw, settings.restoring).edits
        except EngineError as error:
            failed.append(error)
            return ()

    document = read(path, settings.read, edits)
    if not failed:
        return document
    fault = Fault(None, "restoration", f"{failed[0].describe('vi')} / {failed[0].describe('en')}")
    return replace(document, faults=(*document.faults, fault))


def _checked(record: Record, document: Document, settings: CheckSettings) -> Record:
    """The record with its references looked up, its bodies normalised, and what there is to query."""
    from pipeline.checking import check
    from pipeline.linking import link, load_registry
    from pipeline.linking.bodies import normalise_body
    from pipeline.linking.units import load_units

    registry = load_registry(settings.registries)
    info = record.document
    record = replace(
        record,
        legal_references=link(record.legal_references, registry, info.issue_date),
        assignments=tuple(replace(one, body_id=normalise_body(one.body, info.unit)) for one in record.assignments),
    )
    findings = check(record, document, settings, registry=registry, units=load_units())
    return replace(record, findings=findings)
