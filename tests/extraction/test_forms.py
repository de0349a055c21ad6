"""Every form proves itself; and whatever an item is `by` is the id of a rule, a choice or a form."""

from pathlib import Path

import pytest

import pipeline
from pipeline.extraction import date_roles, target_scope, unnumbered
from pipeline.extraction.assignments.forms import FORMS
from pipeline.extraction.indicators import rules as indicators
from pipeline.grammar import charge_lists, charges, law_names, leading, shared_work, symbols, task_phrases, ties

HEAD = (
    "ỦY BAN NHÂN DÂN XÃ TÂN HÒA\nSố: 15/KH-UBND\nTân Hòa, ngày 12\ntháng 3 năm 2026\nKẾ HOẠCH\n"
    "Dạy bơi cho trẻ em\nCăn cứ tình hình của xã.\nI. NỘI DUNG\n"
)
IDS = [form.id for form in FORMS]


def _told(record, form, text):
    """The bodies that a plan charges in a form; lines with tabs are the rows of a table behind the others."""
    lines = (HEAD + text).split("\n")
    rows = [line.split("\t") for line in lines if "\t" in line]
    found = record("\n".join(line for line in lines if "\t" not in line), *([rows] if rows else [])).assignments
    return [(one.body, one.role) for one in found if one.by == form.id]


def test_ids_are_unique():
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("form", FORMS, ids=IDS)
def test_examples(record, form):
    for text, bodies in form.examples:
        assert (text, _told(record, form, text)) == (text, [(body, form.role) for body in bodies])


@pytest.mark.parametrize("form", FORMS, ids=IDS)
def test_counterexamples(record, form):
    assert form.counterexamples
    assert [text for text in form.counterexamples if _told(record, form, text)] == []


TABLES = (
    symbols.table(), law_names.table(), unnumbered.UNNUMBERED, date_roles.ROLES, charges.OPENINGS, charges.PERSONS,
    ties.TIES, task_phrases.WITH, task_phrases.CLOSINGS, charge_lists.LISTS, charge_lists.HEADINGS, leading.LEADING,
    shared_work.TOLD, indicators.INDICATORS, target_scope.DUES,
)  # fmt: skip
KNOWN = {rule.id for table in TABLES for rule in table.rules} | set(IDS)
SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples" / "text").glob("*.txt"))


def test_no_two_rules_have_one_id():
    assert len(KNOWN) == sum(len(table.rules) for table in TABLES) + len(FORMS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_items_are_by_rules(path):
    record = pipeline.extract(pipeline.read(path))
    found = (*record.legal_references, *record.dates, *record.assignments)
    assert {item.by for item in found} - KNOWN == set()


@pytest.mark.parametrize(
    "resolves", ["quyết định sắp xếp", "quyết nghị sáp nhập", "thống nhất quyết định chia", "thông qua việc lập"]
)
def test_what_a_body_resolves_in_a_list_is_no_task_of_it(record, resolves):
    lead = f"Trên cơ sở Đề án số 34/ĐA-UBND, Hội đồng nhân dân xã {resolves} các thôn như sau:"
    text = (
        "HỘI ĐỒNG NHÂN DÂN\nXÃ TÂN MỸ\nSố: 12/NQ-HĐND\nTân Mỹ, ngày 02 tháng 3 năm 2026\nNGHỊ QUYẾT\nVề việc sắp xếp các thôn\n"
        f"QUYẾT NGHỊ:\nĐiều 1. Sắp xếp các thôn\n{lead}\n1. Sắp xếp thôn Một và thôn Hai thành thôn Mới.\n"
        "2. Tổ chức lại thôn Ba.\nĐiều 2. Phòng Nội vụ thực hiện các nhiệm vụ như sau:\n1. Lập hồ sơ ranh giới.\n"
    )
    assert [(each.body, each.task) for each in record(text).assignments] == [("Phòng Nội vụ", "Lập hồ sơ ranh giới")]


def test_what_an_article_of_a_decision_has_a_body_do(record):
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN MỸ\nSố: 12/QĐ-UBND\nTân Mỹ, ngày 02 tháng 3 năm 2026\nQUYẾT ĐỊNH\nVề việc giao chỉ tiêu trồng cây\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Giao chỉ tiêu trồng cây cho các thôn theo phụ lục.\n"
        "Điều 2. Hội Nông dân xã hướng dẫn, theo dõi việc trồng cây; báo cáo trước ngày 15/11/2026.\n"
        "Điều 3. Ban Chỉ đạo làm việc theo nguyên tắc tập trung dân chủ.\n"
    )
    found = [(each.body, each.task) for each in record(text).assignments]
    assert ("Hội Nông dân xã", "hướng dẫn, theo dõi việc trồng cây") in found
    assert "Ban Chỉ đạo" not in [body for body, _ in found]


def test_a_letter_that_hands_out_work_charges_whoever_a_paragraph_begins_with(record):
    head = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN MỸ\nSố: 12/UBND-KT\nV/v phòng, chống rét\nTân Mỹ, ngày 02 tháng 12 năm 2026\nKính gửi: Các phòng, các thôn.\n"
        "Ủy ban nhân dân xã yêu cầu:\n"
    )
    orders = (
        "- Phòng Kinh tế chủ trì, phối hợp với các thôn kiểm tra chuồng trại.\n- Giao Công an xã tuần tra đèo dốc.\n"
    )
    told = "- Ban Chỉ huy Quân sự xã huy động lực lượng sửa chuồng trại.\n- Trưởng các thôn đến từng hộ vận động.\n"
    leads = [each.body for each in record(head + orders + told).assignments if each.role == "lead"]
    assert leads == ["Phòng Kinh tế", "Công an xã", "Ban Chỉ huy Quân sự xã", "Trưởng các thôn"]
    assert record(head.removesuffix("Ủy ban nhân dân xã yêu cầu:\n") + told).assignments == ()
