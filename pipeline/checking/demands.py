"""What a plan lacks of what a policy asks: P01 basis, P02 content, P03 lower target, P04 no target, P05 report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.checking.alike import alike
from pipeline.checking.policies import Cite, Policy, Reach
from pipeline.checking.target_rules import shown
from pipeline.checking.view import View, plan_floor
from pipeline.messages import both
from pipeline.records import Document, Evidence, Finding, LegalReference, Record, Severity, Target
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import spelt

_SAME_TARGET = 88.0  # similarity (0..100) of two indicators from which a policy's figure is asked of a target
_LEVELS = {"xã": "commune", "phường": "commune", "đặc khu": "commune", "tỉnh": "province", "thành phố": "province"}


def applies(policy: Policy, record: Record) -> bool:
    """Whether the policy is asked of this plan: day of issue, level, province, issuer and topic all fit."""
    info = record.document
    day = plan_floor(record)
    head, of = policy.policy, policy.applies
    if day and ((head.since and day < head.since) or (head.until and day > head.until)):
        return False
    unit = (info.unit or "").lower()
    level = next((name for kind, name in _LEVELS.items() if unit.startswith(kind + " ")), "other")
    issuer, title = fold(info.issuer or ""), fold(info.title or "")
    return (
        (not of.level or level in of.level)
        and (not of.province or fold(info.province or "") in map(fold, of.province))
        and (not of.issuer or any(issuer.startswith(fold(name)) for name in of.issuer))
        and all(fold(word) in title for word in of.topic)
    )


def apply(
    policy: Policy, record: Record, document: Document | None, parents: Mapping[str, Record] | None = None
) -> list[Finding]:
    """What a plan lacks of what the policy asks; nothing where the policy does not apply to it.

    Args:
        policy: what is asked.
        record: the plan, linked.
        document: its text; None where only the record is there: then wordings are not asked for.
        parents: parent plans by number.
    """
    if not applies(policy, record):
        return []
    place = _Place(policy, record, document)
    found = [finding for cite in policy.cite if (finding := _missing_citation(place, cite))]
    if document is not None:
        text = fold(document.text)
        found += [
            place.finding("P02", entry.what, {"what": entry.what}, entry.severity)
            for entry in policy.contain
            if not any(fold(words) in text for words in entry.any)
        ]
    reaches = list(policy.reach)
    if (above := policy.parent) is not None:
        missing = _missing_citation(place, Cite(number=above.number, issuer=above.issuer))
        found += [missing] if missing else []
        parent = (parents or {}).get(above.number)
        reaches += [_asked(target) for target in parent.targets] if parent else []
    for reach in reaches:
        found += _short_of(place, reach)
    for report in policy.report:
        found += _late_report(place, report.by, report.severity)
    return found


def _asked(target: Target) -> Reach:
    return Reach(
        indicator=target.indicator, value=target.value, unit=target.unit, comparator=target.comparator, due=target.due
    )


class _Place:
    """Where findings of a policy stand: at an item, or at the plan's bases where something is missing."""

    def __init__(self, policy: Policy, record: Record, document: Document | None) -> None:
        self.policy, self.record = policy, record
        self._view = View(record, document) if document is not None else None

    def anchor(self) -> tuple[str, Evidence]:
        """The first basis, else the plan's opening words, else its first item."""
        basis = next((r for r in self.record.legal_references if r.role == "basis"), None)
        if basis is not None:
            return basis.quote, basis.evidence
        if self._view is not None:
            start, end = self._view.opening
            return self._view.text[start:end], self._view.locator.evidence((start, end))
        for items in (self.record.legal_references, self.record.dates, self.record.targets, self.record.assignments):
            for item in items:
                return item.quote, item.evidence
        return "", Evidence(1, 0, 0, 0, 0)

    def finding(
        self,
        rule: str,
        about: str,
        values: Mapping[str, str],
        severity: Severity,
        at: tuple[str, Evidence] | None = None,
        confidence: float = 0.85,
    ) -> Finding:
        """A finding of the policy at an item, or at the anchor."""
        quote, evidence = at or self.anchor()
        said = both("rules", rule, **{"about": about, "policy": self.policy.policy.title, **values})
        return Finding(
            id="",
            kind="other",
            about=about,
            explanation=said["vi"],
            explanation_en=said["en"],
            severity=severity,
            rule=rule,
            basis=f"{self.policy.policy.id}: {self.policy.policy.basis or self.policy.policy.title}",
            quote=quote,
            evidence=evidence,
            confidence=confidence,
            by=f"policy:{self.policy.policy.id}",
        )


def _missing_citation(place: _Place, cite: Cite) -> Finding | None:
    wanted = parse(cite.number)
    if wanted is None or (cite.since and (plan_floor(place.record) or "9999") < cite.since):
        return None
    for reference in place.record.legal_references:
        number = parse(reference.canonical) if reference.canonical else None
        if (
            number
            and number.key == wanted.key
            and _of_issuer(reference, cite)
            and (cite.role == "any" or reference.role == "basis")
        ):
            return None
    return place.finding("P01", cite.number, {}, cite.severity)


def _of_issuer(reference: LegalReference, cite: Cite) -> bool:
    """Whether the mention can be of that issuer: "UBND thành phố" can be any city's."""
    if cite.issuer is None or reference.issuer is None:
        return True
    return set(spelt(reference.issuer).split()) <= set(spelt(cite.issuer).split()) or spelt(cite.issuer) in spelt(
        reference.issuer
    )


def _short_of(place: _Place, reach: Reach) -> Iterator[Finding]:
    same = [target for target in place.record.targets if _measures(target, reach)]
    asked = f"{'≥' if reach.comparator == '>=' else '≤' if reach.comparator == '<=' else ''}{_figure(reach)}"
    if not same and reach.required:
        yield place.finding("P04", reach.indicator[:120], {}, reach.severity, confidence=0.7)
    for target in same:
        value = target.value_max if reach.comparator == "<=" and target.value_max is not None else target.value
        short = value > reach.value if reach.comparator == "<=" else value < reach.value
        if short:
            at = (target.quote, target.evidence)
            yield place.finding(
                "P03", target.indicator[:120], {"stated": shown(target), "asked": asked}, reach.severity, at, 0.75
            )


def _measures(target: Target, reach: Reach) -> bool:
    """The same unit, the same thing, and due no earlier than asked (an earlier stage may be lower)."""
    if fold(target.unit) != fold(reach.unit):
        return False
    if reach.due and target.due and target.due[:4].isdigit() and target.due[:4] < reach.due[:4]:
        return False
    return alike(target.indicator, reach.indicator) >= _SAME_TARGET


def _figure(reach: Reach) -> str:
    value = f"{reach.value:g}".replace(".", ",")
    return f"{value}%" if reach.unit == "%" else f"{value} {reach.unit}"


def _late_report(place: _Place, by: str, severity: Severity) -> Iterator[Finding]:
    """The plan's own yearly report to the level above, later than asked, or no yearly deadline at all."""
    yearly = [date for date in place.record.dates if date.recurring and re.fullmatch(r"XXXX-\d{2}-\d{2}", date.edtf)]
    asked = f"{by[3:]}/{by[:2]}"
    if not yearly:
        yield place.finding(
            "P05",
            "báo cáo hằng năm",
            {"stated": "không ghi thời hạn / none stated", "asked": asked},
            severity,
            confidence=0.7,
        )
    elif all(date.edtf[5:] > by for date in yearly):
        first = yearly[0]
        stated = f"{first.edtf[8:]}/{first.edtf[5:7]}"
        yield place.finding(
            "P05", "báo cáo hằng năm", {"stated": stated, "asked": asked}, severity, (first.quote, first.evidence), 0.75
        )
