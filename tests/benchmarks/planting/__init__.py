"""Faults that a clerk would query, planted by chance into a sound text: one fault, its kind and its place.

Each planter takes a paper and a source of chance and gives a `Slip`, or None where the text offers no place for its
fault. What it plants is drawn from the paper itself (its own lists, citations, times, bodies); the few words that it
adds are listed beside it.
"""

from __future__ import annotations

from planting import bodies, citations, figures, form, labels, tables, times
from planting.paper import Paper, Planter, Slip

__all__ = ["KINDS", "Paper", "Planter", "Slip"]


def _lists() -> dict[str, tuple[Planter, tuple[str, ...]]]:
    ways = ("dropped", "doubled", "swapped")
    return {
        f"label {way} {style}": (labels.labels(style, way), ("heading-order",))
        for style in labels.STYLES
        for way in ways
    }


KINDS: dict[str, tuple[Planter, tuple[str, ...]]] = {
    **_lists(),
    "citation: another date than before": (citations.other_date, ("date-conflict", "other")),
    "citation: another number than before": (citations.other_number, ("other", "symbol-form", "date-conflict")),
    "citation: type against symbol": (citations.other_type, ("symbol-form", "other")),
    "citation: issuer against symbol": (citations.other_organ, ("other", "symbol-form")),
    "citation: year of number against date": (citations.year_of_number, ("date-conflict", "symbol-form", "other")),
    "citation: date against registry": (citations.against_registry, ("date-conflict",)),
    "citation: law of another name": (citations.law_of_another_name, ("other", "symbol-form", "date-conflict")),
    "citation: replaced or ended": (citations.ended, ("other",)),
    "time: due before the paper": (times.too_early, ("date-conflict",)),
    "time: ends before it begins": (times.turned, ("date-conflict",)),
    "time: wrong day of the week": (times.weekday, ("date-conflict",)),
    "time: a day that cannot be": (times.impossible_day, ("date-conflict",)),
    "time: another year than the title": (times.other_year, ("date-conflict", "other")),
    "figures: total of a table": (figures.table_sum, ("other",)),
    "figures: parts and whole of money": (figures.of_which, ("other",)),
    "figures: share over 100 %": (figures.share_too_big, ("other",)),
    "figures: target again, another value": (figures.target_again, ("other", "date-conflict")),
    "figures: share against count": (figures.share_and_count, ("other",)),
    "figures: words against figure": (figures.words_of_figure, ("other",)),
    "bodies: office that ended": (bodies.former_office, ("other", "wrong-unit")),
    "bodies: another unit's name": (bodies.other_unit, ("wrong-unit", "other")),
    "bodies: a syllable lost": (bodies.lost_syllable, ("spelling", "other")),
    "wording: a syllable lost": (bodies.lost_word, ("spelling", "other")),
    "bodies: leads and helps": (bodies.leads_and_helps, ("other",)),
    "form: blank number or day": (
        form.blank,
        ("missing-number", "missing-date", "incomplete-citation", "missing-part"),
    ),
    "form: annex not there": (form.no_annex, ("missing-part",)),
    "form: annex not announced": (form.unannounced_annex, ("missing-part", "other")),
    "form: no such article or part": (form.no_such_place, ("other",)),
    "form: abbreviation unexplained": (form.abbreviation, ("other", "spelling")),
    "form: as above, nobody addressed": (form.as_above, ("other", "missing-part")),
    "form: own symbol": (form.own_symbol, ("symbol-form", "other")),
    "form: part left out": (form.lost_part, ("missing-part", "missing-number", "missing-date")),
    "form: item stands twice": (form.task_twice, ("other",)),
    "form: hole for a figure": (tables.hole, ("missing-part", "other")),
    "form: heading without words": (tables.bare_heading, ("heading-order",)),
    "form: list not attached": (tables.not_attached, ("missing-part",)),
    "form: no such point": (tables.no_such_point, ("other",)),
    "form: closes on another subject": (tables.another_subject, ("other",)),
    "form: link without a domain": (tables.no_domain, ("suspicious-link",)),
    "citation: year of number left out": (tables.year_left_out, ("symbol-form",)),
    "citation: law by its name alone": (tables.law_alone, ("incomplete-citation", "missing-number", "missing-date")),
    "citation: law misnamed": (tables.law_misnamed, ("other",)),
    "citation: number off the registry's": (citations.number_off, ("symbol-form", "other", "date-conflict")),
    "citation: Party body of another paper": (tables.party_organ, ("other",)),
    "time: stages overlap": (tables.stages_overlap, ("date-conflict",)),
    "time: stages apart": (tables.stages_apart, ("date-conflict",)),
    "time: stages side by side overlap": (tables.stages_beside, ("date-conflict",)),
    "time: one report, two days": (tables.two_reports, ("date-conflict",)),
    "figures: count and its parts": (tables.counted_parts, ("other",)),
    "figures: sources of money": (tables.sources_of_money, ("other",)),
    "figures: unit that cannot be": (tables.wrong_unit, ("other",)),
    "bodies: province that ended": (tables.ended_province, ("wrong-unit",)),
    "bodies: district addressed": (tables.district_addressed, ("wrong-unit", "other")),
    "form: deputy without KT.": (tables.deputy, ("missing-part",)),
    "bodies: charged with nothing": (tables.idle_body, ("missing-part",)),
}
"""Planters by kind, with the kinds of findings that tell such a fault."""
