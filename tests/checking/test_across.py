"""Over many plans: the odd one out; one issuer has one voice; local numbers stay in their province."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.checking import check_all
from pipeline.records import Document, Record

Read = Callable[[str], tuple[Document, Record]]


def shelf(read_text: Read, plan_text: str, *days: str, same_issuer: bool = False) -> list[tuple[str, Record]]:
    plans = []
    for at, day in enumerate(days):
        _, record = read_text(plan_text.replace("ngày 05 tháng 3 năm 2020", f"ngày {day}"))
        issuer = record.document.issuer if same_issuer else f"Ủy ban nhân dân xã Số {at}"
        plans.append((f"p{at}", replace(record, document=replace(record.document, issuer=issuer))))
    return plans


def test_the_odd_one_out(read_text: Read, plan_text: str) -> None:
    right, wrong = "05 tháng 3 năm 2020", "03 tháng 5 năm 2020"
    found = check_all(shelf(read_text, plan_text, right, right, wrong, right))
    assert list(found) == ["p2"]
    (finding,) = found["p2"]
    assert (finding.rule, finding.kind, finding.about) == ("A01", "date-conflict", "30/2020/NĐ-CP")
    assert finding.suggestion == "05/3/2020"
    assert "03/5/2020" in finding.explanation


def test_a_date_that_is_not_whole_contradicts_none(read_text: Read, plan_text: str) -> None:
    plans = shelf(read_text, plan_text, *["05 tháng 3 năm 2020"] * 4)
    name, record = plans[3]
    of_the_year = tuple(replace(one, date="2020") for one in record.legal_references)
    assert check_all([*plans[:3], (name, replace(record, legal_references=of_the_year))]) == {}


def test_two_against_one_is_no_proof(read_text: Read, plan_text: str) -> None:
    right, wrong = "05 tháng 3 năm 2020", "03 tháng 5 năm 2020"
    assert check_all(shelf(read_text, plan_text, right, right, wrong)) == {}
    assert check_all(shelf(read_text, plan_text, right, right, wrong, wrong)) == {}


def test_one_issuer_has_one_voice(read_text: Read, plan_text: str) -> None:
    right, wrong = "05 tháng 3 năm 2020", "03 tháng 5 năm 2020"
    assert check_all(shelf(read_text, plan_text, right, right, right, wrong, same_issuer=True)) == {}


def test_same_local_number_of_other_provinces_is_no_conflict(read_text: Read, plan_text: str) -> None:
    plans = []
    for at, (province, day) in enumerate([("Lào Cai", "27"), ("Lào Cai", "27"), ("Lào Cai", "27"), ("Sơn La", "20")]):
        text = plan_text.replace("tỉnh Lào Cai", f"tỉnh {province}").replace("ngày 27 tháng 02", f"ngày {day} tháng 02")
        _, record = read_text(text)
        plans.append((f"p{at}", replace(record, document=replace(record.document, issuer=f"UBND xã {at}"))))
    assert check_all(plans) == {}
