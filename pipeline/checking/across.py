"""Rules over many plans: the one that dates a document unlike all the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.checking.citations import shown
from pipeline.messages import both
from pipeline.records import Finding, LegalReference, Record
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import spelt

LEAST = 3
"""Plans of different issuers that must agree against one."""


def check_all(items: Iterable[tuple[str, Record]]) -> dict[str, tuple[Finding, ...]]:
    """Findings that only the comparison of plans brings, by plan; needs no registry.

    Args:
        items: (name of the plan, its record); plans of one issuer have one voice.

    Returns:
        For each named plan with a finding, its findings, without ids.
    """
    stated: dict[tuple[str, str, str], dict[str, list[tuple[str, LegalReference]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name, record in items:
        voice = record.document.issuer or name
        for reference in record.legal_references:
            key = _document(record, reference)
            if key is not None:
                stated[key][voice].append((name, reference))
    found: dict[str, list[Finding]] = defaultdict(list)
    for voices in stated.values():
        _odd_ones(voices, found)
    return {name: tuple(findings) for name, findings in found.items()}


def _document(record: Record, reference: LegalReference) -> tuple[str, str, str] | None:
    """What two plans must share to mean one document: number, year, and for local numbers the full issuer."""
    number = parse(reference.canonical) if reference.canonical else None
    if number is None or not reference.date or len(reference.date) < 10:
        return None
    place = ""
    if not number.central:
        place = spelt(reference.issuer or "")
        if (
            place in ("uy ban nhan dan tinh", "uy ban nhan dan thanh pho", "tinh uy", "thanh uy")
            and record.document.province
        ):
            place = f"{place} {spelt(record.document.province).split(' ', 1)[-1]}"
        if len(place.split()) < 4:
            return None
    return number.key, reference.date[:4], place


def _odd_ones(voices: dict[str, list[tuple[str, LegalReference]]], found: dict[str, list[Finding]]) -> None:
    days = Counter(mention[0][1].date for mention in voices.values())
    (common, votes), *others = days.most_common()
    if votes < LEAST or not others:
        return
    for mentions in voices.values():
        for name, reference in mentions:
            if reference.date == common or days[reference.date] > 1:
                continue
            stated, known = shown(reference.date or ""), shown(common or "")
            number = reference.canonical or ""
            said = both("rules", "A01", about=number, stated=stated, votes=votes, known=known)
            found[name].append(
                Finding(
                    id="",
                    kind="date-conflict",
                    about=number,
                    explanation=said["vi"],
                    explanation_en=said["en"],
                    severity="warning",
                    rule="A01",
                    basis="lô-gích",
                    suggestion=known,
                    quote=reference.quote,
                    evidence=reference.evidence,
                    confidence=min(0.95, 0.6 + 0.1 * votes),
                    by="rule:A01",
                )
            )
