"""The rules, all of them, in the order in which they are asked. Where two say the same, the earlier one speaks.

Left out, since no form of them was precise on real plans: a target without a body in charge (plans name bodies by part,
not by target); chief headings with a single child; căn cứ in italics (the text does not say); the order of two căn cứ.
"""

from __future__ import annotations

from pipeline.checking import (
    abbreviations,
    beginnings,
    citations,
    completeness,
    deadlines,
    form,
    gaps,
    headings,
    laws,
    links,
    nationwide,
    offices,
    pairs,
    places,
    readings,
    reports,
    rows,
    schedules,
    stages,
    sums,
    symbols,
    target_rules,
    template_residue,
    twice,
    unnamed_papers,
    unnumbered_sources,
    wording,
)
from pipeline.checking.model import Basis, Rule

_ND30 = "Nghị định số 30/2020/NĐ-CP"
_PARTS = (
    Basis(f"{_ND30}, Điều 8 khoản 2; Phụ lục I", "2020-03-05", None, "state"),
    Basis("Hướng dẫn số 36-HD/VPTW ngày 03/4/2018", "2018-04-03", "2026-05-27", "party", "B"),
    Basis(
        "Hướng dẫn số 05-HD/VPTW ngày 27/5/2026; Quy định số 399-QĐ/TW ngày 09/01/2026",
        "2026-05-27",
        None,
        "party",
        "C",
    ),
)
_NUMBERS = (
    Basis(f"{_ND30}, Phụ lục I, phần II, mục 3; Điều 15", "2020-03-05", None, "state"),
    *_PARTS[1:],
)
_DATES = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 4", "2020-03-05", None, "state"), *_PARTS[1:])
_CITING = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 6", "2020-03-05", None, "state"), *_PARTS[1:])
_LAYOUT = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 6 (bố cục)", "2020-03-05", None, "state"), *_PARTS[1:])
_TIED = (Basis(f"{_ND30}, Phụ lục I, phần III, mục 1 (phụ lục)", "2020-03-05", None, "state"), *_PARTS[1:])
_SIGNING = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 7", "2020-03-05", None, "state"), *_PARTS[1:])
_RECIPIENTS = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 9", "2020-03-05", None, "state"), *_PARTS[1:])
_REPORTING = (
    Basis(
        "Nghị định số 09/2019/NĐ-CP (chế độ báo cáo của cơ quan hành chính nhà nước)", "2019-01-24", None, "state", "B"
    ),
)
_LOGIC = (Basis("lô-gích", strength=""),)
_REGISTRY = (Basis("danh mục văn bản của kehoach", strength=""),)
_IN_FORCE = (
    Basis(
        "Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13 (hiệu lực của văn bản)",
        "2016-07-01",
        "2025-04-01",
        None,
        "B",
    ),
    Basis(
        "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 (hiệu lực của văn bản)", "2025-04-01", None, None, "B"
    ),
)
_LOCAL = (
    Basis("Luật Tổ chức chính quyền địa phương số 77/2015/QH13", "2016-01-01", "2025-03-01", None, "B"),
    Basis("Luật Tổ chức chính quyền địa phương số 65/2025/QH15", "2025-03-01", "2025-06-16", None, "B"),
    Basis("Luật Tổ chức chính quyền địa phương số 72/2025/QH15", "2025-06-16", None, None, "B"),
)
_TWO_LEVELS = (
    Basis("Luật Tổ chức chính quyền địa phương số 72/2025/QH15, Điều 51 khoản 3", "2025-07-01", None, None, "C"),
)
_OFFICES = (
    Basis(
        "Nghị quyết số 176/2025/QH15; Nghị định số 45/2025/NĐ-CP; Nghị định số 150/2025/NĐ-CP",
        "2022-08-24",
        strength="C",
    ),
)
_MERGED = (Basis("Nghị quyết số 202/2025/QH15", "2025-07-01"),)
_TWO_SYSTEMS = (
    Basis(f"{_ND30}, Phụ lục I, phần II, mục 3; Quy định số 66-QĐ/TW ngày 06/02/2017", "2020-03-05", "2026-01-09"),
    Basis(f"{_ND30}, Phụ lục I, phần II, mục 3; Quy định số 399-QĐ/TW ngày 09/01/2026", "2026-01-09", None),
)

RULES: tuple[Rule, ...] = (
    # ---------------------------------------------------------------------------------------------- form
    Rule("F19", "missing-part", "info", form.body_alone, _PARTS, 0.8),
    Rule("F01", "missing-part", "error", form.motto, _PARTS),
    Rule("F02", "missing-part", "warning", form.party_title, _PARTS, 0.8),
    Rule("F03", "missing-part", "error", form.issuer, _PARTS),
    Rule("F04", "missing-number", "error", form.number, _NUMBERS),
    Rule("F14", "missing-number", "warning", template_residue.blank_citation, _CITING, 0.85),
    Rule("F05", "missing-date", "error", form.issue_date, _DATES),
    Rule("F06", "missing-part", "error", form.signer, _SIGNING, 0.85),
    Rule("F18", "missing-part", "warning", form.rank, _SIGNING, 0.85),
    Rule("F07", "missing-part", "error", form.authority, _SIGNING),
    Rule("F08", "missing-part", "warning", form.recipients, _RECIPIENTS),
    Rule("F09", "missing-part", "warning", form.archive, _RECIPIENTS),
    Rule(
        "F10",
        "missing-part",
        "warning",
        form.annex,
        (Basis(f"{_ND30}, Điều 8 khoản 3; Phụ lục I", "2020-03-05", None, "state"), *_PARTS[1:]),
        0.75,
    ),
    Rule(
        "F16",
        "missing-part",
        "warning",
        form.bases,
        (Basis(f"{_ND30}, Phụ lục I, phần II, mục 6.b", "2020-03-05", None, "state"), *_PARTS[1:]),
        0.7,
    ),
    Rule("F11", "symbol-form", "warning", form.own_symbol, _NUMBERS, 0.85),
    Rule("F12", "other", "info", form.basis_lines, _CITING, 0.7),
    Rule("F13", "heading-order", "warning", headings.order, _LAYOUT),
    Rule("F17", "heading-order", "warning", rows.order, _LAYOUT, 0.8),
    # ----------------------------------------------------------------------------------------- citations
    Rule("R01", "date-conflict", "error", citations.two_dates, _LOGIC),
    Rule(
        "R26",
        "date-conflict",
        "error",
        citations.year_of_number,
        (Basis(f"{_ND30}, Điều 15 (số theo thứ tự trong năm)", None, None),),
        0.9,
    ),
    Rule(
        "R02",
        "other",
        "error",
        citations.number_order,
        (Basis(f"{_ND30}, Điều 15 (số theo thứ tự trong năm)", None, None),),
        0.9,
    ),
    Rule("R03", "date-conflict", "error", citations.registry_date, _REGISTRY, 0.92),
    Rule("R04", "date-conflict", "error", citations.later_than_plan, _LOGIC),
    Rule("R05", "other", "error", symbols.issuer_against_symbol, _NUMBERS, 0.9, subject="issuer"),
    Rule("R06", "other", "error", citations.registry_issuer, _REGISTRY, 0.9, subject="issuer"),
    Rule("R07", "other", "warning", citations.registry_type, _REGISTRY, 0.85, subject="kind"),
    Rule("R08", "symbol-form", "warning", symbols.kind_against_symbol, _NUMBERS, 0.85, subject="kind"),
    Rule("R09", "symbol-form", "warning", citations.registry_number, _REGISTRY, 0.85),
    Rule("R10", "other", "warning", citations.two_numbers, _LOGIC, 0.8),
    Rule("R11", "symbol-form", "warning", symbols.looks_like_year, _LOGIC, 0.85),
    Rule("R33", "date-conflict", "warning", symbols.two_dates, _LOGIC, 0.85),
    Rule("R29", "symbol-form", "warning", symbols.two_forms, _LOGIC, 0.85),
    Rule("R12", "symbol-form", "warning", symbols.symbol_form, _TWO_SYSTEMS),
    Rule("R27", "symbol-form", "warning", symbols.foreign_letters, _LOGIC, 0.95),
    Rule("R36", "symbol-form", "warning", symbols.prime_minister, _NUMBERS, 0.9),
    Rule("R13", "symbol-form", "warning", symbols.year_missing, _NUMBERS, 0.9),
    Rule("R14", "other", "warning", citations.ended, _IN_FORCE, 0.88),
    Rule("R20", "other", "info", citations.said_to_have_ended, _IN_FORCE, 0.6),
    Rule("R15", "other", "info", citations.not_yet, _IN_FORCE, 0.85),
    Rule("R16", "incomplete-citation", "warning", completeness.undated_first, _CITING, 0.85),
    Rule("R21", "missing-number", "info", laws.without_number, _CITING, 0.75),
    Rule("R22", "incomplete-citation", "info", laws.without_date, _CITING, 0.7),
    Rule("R24", "incomplete-citation", "info", completeness.undated_normative, _CITING, 0.7),
    Rule("R35", "missing-date", "info", completeness.dated_later, _CITING, 0.75),
    Rule("R34", "incomplete-citation", "info", completeness.central_issuer_missing, _CITING, 0.75),
    Rule("R25", "incomplete-citation", "info", laws.carried_out, _CITING, 0.8),
    Rule("R28", "incomplete-citation", "info", laws.amending, _CITING, 0.75),
    Rule("R17", "incomplete-citation", "warning", completeness.short_form, _CITING, 0.75),
    Rule("R37", "incomplete-citation", "warning", completeness.without_symbol, _CITING, 0.8),
    Rule("R38", "missing-date", "info", completeness.tied_without_day, _TIED, 0.8),
    Rule("R18", "incomplete-citation", "warning", unnumbered_sources.relied_on, _CITING, 0.75),
    Rule("R23", "incomplete-citation", "info", unnumbered_sources.programmes, _CITING, 0.65),
    Rule("R31", "incomplete-citation", "info", unnamed_papers.relied_on, _CITING, 0.75),
    Rule("R32", "incomplete-citation", "info", completeness.of_which_province, _MERGED, 0.7),
    Rule("R19", "other", "info", completeness.issuer_missing, _CITING, 0.7),
    # --------------------------------------------------------------------------------------------- dates
    Rule("D01", "date-conflict", "error", deadlines.impossible, _LOGIC, 0.95),
    Rule("D02", "date-conflict", "error", deadlines.before_plan, _LOGIC, 0.85),
    Rule("D08", "date-conflict", "warning", beginnings.before_issue, _LOGIC, 0.75),
    Rule("D16", "date-conflict", "warning", schedules.due_before_set, _LOGIC, 0.85),
    Rule("D17", "date-conflict", "warning", schedules.year_slips, _LOGIC, 0.85),
    Rule("D18", "date-conflict", "warning", schedules.done_already, _LOGIC, 0.75),
    Rule("D09", "date-conflict", "warning", beginnings.before_period, _LOGIC, 0.8),
    Rule("D03", "date-conflict", "warning", deadlines.phases, _LOGIC, 0.85),
    Rule("D19", "date-conflict", "info", deadlines.phases_apart, _LOGIC, 0.7),
    Rule("D20", "date-conflict", "warning", stages.due_before_end, _LOGIC, 0.75),
    Rule("D11", "date-conflict", "warning", stages.overlapping, _LOGIC, 0.85),
    Rule("D12", "date-conflict", "warning", stages.outside, _LOGIC, 0.8),
    Rule("D13", "date-conflict", "warning", twice.two_times, _LOGIC, 0.75),
    Rule("D04", "date-conflict", "warning", deadlines.contradicting, _LOGIC, 0.7),
    Rule("D05", "date-conflict", "warning", template_residue.another_year, _LOGIC, 0.85),
    Rule("D07", "missing-date", "warning", template_residue.blank_day, _DATES, 0.85),
    Rule("D10", "missing-date", "info", gaps.in_lists, _LOGIC, 0.75),
    Rule("D22", "missing-date", "info", gaps.in_tables, _LOGIC, 0.75),
    Rule("D21", "missing-date", "info", gaps.begun_only, _LOGIC, 0.7),
    Rule("D14", "missing-date", "info", reports.in_tables, _REPORTING, 0.6),
    Rule("D15", "missing-date", "info", reports.from_now, _LOGIC, 0.7),
    Rule("D06", "missing-date", "info", reports.without_day, _REPORTING, 0.6),
    # ------------------------------------------------------------------------------------------- targets
    Rule("T01", "other", "warning", target_rules.disagreeing, _LOGIC, 0.7),
    Rule("T05", "other", "warning", target_rules.against_tables, _LOGIC, 0.8),
    Rule("T03", "other", "warning", sums.in_tables, _LOGIC, 0.8),
    Rule("T04", "other", "warning", sums.of_money, _LOGIC, 0.8),
    Rule("T06", "other", "warning", sums.of_shares, _LOGIC, 0.8),
    Rule("T07", "missing-part", "warning", gaps.idle_bodies, _LOGIC, 0.8),
    Rule("T02", "other", "info", target_rules.without_deadline, _LOGIC, 0.7),
    # --------------------------------------------------------------------------------------------- units
    Rule("U01", "wrong-unit", "warning", places.other_kind, _LOCAL, 0.85),
    Rule("U02", "wrong-unit", "warning", places.urban_groups, _LOCAL, 0.75),
    Rule("U03", "wrong-unit", "warning", places.districts, _TWO_LEVELS, 0.9),
    Rule(
        "U04",
        "wrong-unit",
        "warning",
        places.old_provinces,
        _MERGED,
        0.85,
    ),
    Rule("U05", "wrong-unit", "warning", places.national_level, _LOCAL, 0.8),
    Rule("U09", "wrong-unit", "warning", nationwide.scope, _LOCAL, 0.75),
    Rule("U10", "wrong-unit", "warning", nationwide.products, _LOCAL, 0.75),
    Rule("U11", "wrong-unit", "error", nationwide.too_low, _LOCAL, 0.9),
    Rule("U13", "wrong-unit", "warning", nationwide.nested, _LOCAL, 0.85),
    Rule("U12", "other", "warning", offices.former, _OFFICES, 0.85),
    Rule("U06", "wrong-unit", "info", places.not_that_kind, _TWO_LEVELS, 0.7),
    Rule("U07", "wrong-unit", "warning", template_residue.another_commune, _LOGIC, 0.8),
    Rule("U08", "wrong-unit", "warning", template_residue.another_province_kind, _LOCAL, 0.75),
    # --------------------------------------------------------------------------------------- links, names
    Rule("L01", "suspicious-link", "warning", links.tracking, _LOGIC, 0.95, garbled=True),
    Rule("L02", "suspicious-link", "warning", links.broken, _LOGIC, 0.9),
    Rule("Q01", "other", "info", readings.illegible, _LOGIC, 0.9, garbled=True),
    Rule("Q02", "other", "warning", readings.doubtful, _LOGIC, 0.9, garbled=True),
    Rule("Q03", "other", "info", readings.approved, _LOGIC, 0.9),
    Rule("W01", "other", "info", wording.proper_names, (Basis(f"{_ND30}, Phụ lục II (viết hoa)", "2020-03-05"),), 0.85),
    Rule("W03", "spelling", "warning", wording.lost_syllable, _LOGIC, 0.9),
    Rule("W04", "spelling", "warning", wording.doubled_syllable, _LOGIC, 0.85),
    Rule("W06", "other", "info", abbreviations.unexplained, _LOGIC, 0.6),
    Rule("W07", "spelling", "warning", abbreviations.misspelt, _LOGIC, 0.85),
    Rule("W05", "other", "info", pairs.lone, _LOGIC, 0.75),
    Rule("W02", "other", "info", wording.one_body_two_ways, _LOGIC, 0.7),
)
