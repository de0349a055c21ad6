"""Linking, then checking: the stages of compliance brought together for one plan, and for a shelf of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.checking import check, check_all
from pipeline.checking.model import KnownUnits
from pipeline.checking.policies import Policy, apply, load_policies
from pipeline.checking.view import plan_floor
from pipeline.errors import EngineError
from pipeline.linking import link, load_registry
from pipeline.linking.bodies import normalise_body
from pipeline.records import Document, Evidence, Finding, Record
from pipeline.settings import CheckSettings

SURE_OF_A_SLIP = 0.5
"""Confidence (0..1) from which a spelling suspect is worth a finding."""


def verify(record: Record, document: Document, settings: CheckSettings | None = None) -> Record:
    """The record with its references linked, its bodies normalised and its findings made.

    Args:
        record: as extracted.
        document: what it was extracted from.
        settings: registries, policies, rules not to be run.

    Raises:
        UsageError: a registry or policy is wrong; names line and column.
    """
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
    return replace(linked, findings=check(linked, document, settings, registry=registry, units=_units(), more=more))


def _units() -> KnownUnits | None:
    """The gazetteer, or None where underthesea is not installed: one rule less is no reason to fail."""
    from pipeline.linking.units import load_units

    try:
        return load_units()
    except EngineError:
        return None


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


def verify_all(
    records: Iterable[tuple[str, Record]], policies: Iterable[Policy] = (), parents: Mapping[str, Record] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """What only shows when plans lie side by side, and what policies ask, for records without their documents.

    Args:
        records: (name, record).
        policies: asked of each plan that they apply to.
        parents: parent plans by number ("150/KH-UBND"), for policies that name one.

    Returns:
        Findings by name of the plan, without ids; those that stand in the records already are not repeated.
    """
    known = list(records)
    rules = list(policies)
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
