"""The rules run over a plan; findings made, the same thing said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.checking.known import KnownDocuments, KnownUnits
from pipeline.checking.model import Hit, Rule
from pipeline.checking.rules import RULES
from pipeline.checking.view import View
from pipeline.errors import UsageError
from pipeline.records import Document, Finding, Record
from pipeline.settings import CheckSettings
from pipeline.text.unicode import fold


def check(
    record: Record,
    document: Document,
    settings: CheckSettings | None = None,
    *,
    registry: KnownDocuments | None = None,
    units: KnownUnits | None = None,
    more: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """What an attentive clerk would query in one plan.

    Args:
        record: as extracted, its references linked (`pipeline.linking.link`) where there is a registry.
        document: the text that the record's evidence points into.
        settings: rules not to be run.
        registry: the registry that the references were linked to; without one R03, R06, R07, R09, R14, R15,
            R42 and R45 are silent.
        units: the gazetteer; without one U06 says nothing.
        more: findings made elsewhere (spelling suspects, policies), merged in and counted once.

    Returns:
        Findings in the order of the text, with ids "f1", "f2", ...; the same thing once, however often it is met.

    Raises:
        UsageError: the settings name an unknown rule.
    """
    settings = settings or CheckSettings()
    _known_rules(settings.disabled)
    view = View(record, document, registry, units)
    found: list[Finding] = []
    for rule in RULES:
        if rule.id in settings.disabled or not _asked(rule, view.floor) or not (rule.garbled or view.legible):
            continue
        found += [finding(view, rule, hit) for hit in rule.find(view)]
    return numbered(merged([*found, *_not_told(found, more)]))


def _not_told(found: Sequence[Finding], more: Iterable[Finding]) -> Iterator[Finding]:
    """Findings made elsewhere, without spelling suspects beside a misspelling that a rule has told."""
    told = [(one.evidence.start, one.evidence.end) for one in found if one.rule == "W13"]
    for one in more:
        if one.rule != "S01" or not any(a < one.evidence.end and one.evidence.start < b for a, b in told):
            yield one


def _known_rules(disabled: Sequence[str]) -> None:
    known = {rule.id for rule in RULES} | {"P01", "P02", "P03", "P04", "P05", "A01", "S01"}
    for name in disabled:
        if name not in known:
            raise UsageError(None, f"disabled: không có quy tắc / no such rule {name!r}; {', '.join(sorted(known))}")


def _asked(rule: Rule, day: str | None) -> bool:
    return day is None or ((rule.since is None or day >= rule.since) and (rule.until is None or day < rule.until))


def finding(view: View, rule: Rule, hit: Hit) -> Finding:
    """The finding that a hit of a rule makes; its id is given by `numbered`."""
    values = {"about": hit.about, **hit.values}
    start, end = hit.span
    return Finding(
        id="",
        kind=hit.kind or rule.kind,
        about=hit.about,
        explanation=rule.message("vi", values),
        explanation_en=rule.message("en", values),
        severity=hit.severity or rule.severity,
        rule=rule.id,
        basis=rule.clause(view.floor, view.system),
        suggestion=hit.suggestion,
        quote=view.text[start:end],
        evidence=view.locator.evidence(hit.span),
        confidence=hit.confidence if hit.confidence is not None else rule.confidence,
        by=f"rule:{rule.id}",
    )


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one kind about one thing made one: the first said, a later one's suggestion kept.

    Findings of kind "other" are one where their rules have the same subject (the issuer by symbol and by registry).
    """
    subjects = {rule.id: rule.subject or rule.id for rule in RULES}
    kept: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        key = (
            one.kind,
            " ".join(fold(one.about).split()),
            subjects.get(one.rule, one.rule) if one.kind == "other" else "",
        )
        before = kept.get(key)
        if before is None:
            kept[key] = one
        elif before.suggestion is None and one.suggestion is not None:
            kept[key] = replace(before, suggestion=one.suggestion)
    return list(kept.values())


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the text with ids."""
    ordered = sorted(findings, key=lambda one: (one.evidence.start, one.evidence.end, one.rule))
    return tuple(replace(one, id=f"f{index + 1}") for index, one in enumerate(ordered))
