"""The one way through a file: read, restore, extract, link, check. Commands, batch, page and Python all go it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import assets
from pipeline.errors import EngineError
from pipeline.records import Document, Evidence, Fault, Finding, Record
from pipeline.settings import CheckSettings, ReadSettings, RestoreSettings, RunSettings
from pipeline.text.spans import Span

SURE_OF_A_SLIP = 0.5
"""Confidence (0..1) from which a spelling suspect is worth a finding."""


def process(path: str, settings: RunSettings) -> dict[str, Any]:
    """Takes a file through all stages and gives its record as plain JSON values.

    Raises:
        KehoachError: the file cannot be read, or an engine that it needs is missing.
    """
    from pipeline.extraction import extract
    from pipeline.records.codec import to_dict

    document = read(path, settings.read, settings.restoring)
    record = extract(document, settings.extracting)
    if settings.check:
        record = check(record, document, settings.checking)
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


def check(record: Record, document: Document, settings: CheckSettings | None = None) -> Record:
    """The record with its references linked, its bodies normalised and its findings made.

    Args:
        record: as extracted.
        document: what it was extracted from.
        settings: registries, policies, rules not to be run.

    Raises:
        UsageError: a registry or policy is wrong; names line and column.
    """
    from pipeline import checking
    from pipeline.checking.demands import apply
    from pipeline.checking.policies import load_policies
    from pipeline.checking.view import plan_floor
    from pipeline.linking import link, load_registry
    from pipeline.vietnam.bodies import normalise_body
    from pipeline.vietnam.units import known_units

    settings = settings or CheckSettings()
    registry = load_registry(settings.registries)
    linked = replace(
        record,
        legal_references=link(record.legal_references, registry, plan_floor(record)),
        assignments=tuple(
            replace(duty, body_id=normalise_body(duty.body, record.document.unit)) if duty.body_id is None else duty
            for duty in record.assignments
        ),
    )
    more: list[Finding] = []
    for policy in load_policies(settings.policies):
        more += apply(policy, linked, document)
    if "S01" not in settings.disabled:
        more += _spelling(linked, document)
    more = [finding for finding in more if finding.rule not in settings.disabled]
    findings = checking.check(linked, document, settings, registry=registry, units=known_units(), more=more)
    return replace(linked, findings=findings)


def _spelling(record: Record, document: Document) -> list[Finding]:
    """The spelling suspects of restoration as findings; none in head and foot, where names stand."""
    from pipeline.checking.view import View
    from pipeline.restoration import spelling_suspects

    view = View(record, document)
    if not view.legible or document.restored:
        return []
    found = []
    for suspect in spelling_suspects(document.text):
        inside = view.body_start <= suspect.start < view.foot_start
        if suspect.confidence < SURE_OF_A_SLIP or not inside:
            continue
        span = view.around((suspect.start, suspect.end), 18, 18)
        place: Evidence = view.evidence(span)
        found.append(
            Finding(
                id="",
                kind="spelling",
                about=suspect.word,
                explanation=f"“{suspect.word}” có thể viết sai; có lẽ là “{suspect.suggestion}”.",
                explanation_en=f"“{suspect.word}” may be a slip for “{suspect.suggestion}”.",
                severity="info" if suspect.reason == "unlikely-in-context" else "warning",
                rule="S01",
                suggestion=suspect.suggestion,
                quote=document.text[span[0] : span[1]],
                evidence=place,
                confidence=suspect.confidence,
                by="rule:S01",
            )
        )
    return found


def check_together(
    records: Iterable[tuple[str, Record]], policies: Sequence[str] = (), parents: Mapping[str, Record] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """What only shows when plans lie side by side, and what policies ask, for records without their documents.

    Args:
        records: (name, record).
        policies: paths of policies, asked of each plan that they apply to.
        parents: parent plans by number ("150/KH-UBND"), for policies that name one.

    Returns:
        Findings by name of the plan, without ids; those that stand in the records already are not repeated.

    Raises:
        UsageError: a policy is wrong; names line and column.
    """
    from pipeline.checking import check_all
    from pipeline.checking.demands import apply
    from pipeline.checking.policies import load_policies

    known = list(records)
    rules = load_policies(policies)
    found: dict[str, list[Finding]] = {name: list(findings) for name, findings in check_all(known).items()}
    for name, record in known:
        for policy in rules:
            found.setdefault(name, []).extend(apply(policy, record, None, parents))
    stands = {name: {(f.kind, f.about) for f in record.findings} for name, record in known}
    return {
        name: tuple(f for f in findings if (f.kind, f.about) not in stands[name])
        for name, findings in found.items()
        if any((f.kind, f.about) not in stands[name] for f in findings)
    }


_WITHOUT_A_SAY = frozenset(
    ("batch", "cli", "comparing", "evaluation.py", "storage", "web", "__main__.py", "__init__.py", "__pycache__")
)
"""Parts of the package that change nothing in a record; a test holds this against the imports of this module."""


@cache
def fingerprint() -> str:
    """12 hex digits that change with whatever has a say in a record: code, word lists, models, registry, policies."""
    home = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for file in sorted(home.rglob("*")):
        part = file.relative_to(home).parts
        if file.is_file() and part[0] not in _WITHOUT_A_SAY and "__pycache__" not in part:
            digest.update("/".join(part).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for file in assets.influences():
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]
