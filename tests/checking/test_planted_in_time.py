"""The planted cases: a repealed decree, a circular with a wrong issuer; at the right dates, not a day early."""

from collections.abc import Callable

import pytest

from pipeline.records import Finding

Find = Callable[..., tuple[Finding, ...]]

LAWS = ("72/2025/QH15 ngày 16 tháng 6 năm 2025", "77/2015/QH13 ngày 19 tháng 6 năm 2015")
CITY = ("ngày 27 tháng 02 năm 2026 của UBND tỉnh", "ngày 27 tháng 02 năm 2024 của UBND tỉnh")
DECREE = (
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    (
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm "
        "2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa "
        "liên "
        "thông trong giải quyết thủ tục hành chính;"
    ),
)


def of_day(text: str, day: str, *changes: tuple[str, str]) -> str:
    for old, new in (LAWS, CITY, *changes, ("ngày 16 tháng 3 năm 2026", day)):
        assert old in text, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("ngày 30 tháng 6 năm 2025", False),  # 118/2025/NĐ-CP takes its place on 1 July 2025
        ("ngày 01 tháng 7 năm 2025", True),
        ("ngày 12 tháng 9 năm 2025", True),
    ],
)
def test_repealed_decree(findings: Find, plan_text: str, day: str, found: bool) -> None:
    hits = [one for one in findings(of_day(plan_text, day, DECREE)) if one.about == "61/2018/NĐ-CP"]
    assert bool(hits) is found
    if found:
        assert [one.rule for one in hits] == ["R14"]
        assert hits[0].severity == "error"
        assert hits[0].suggestion == "118/2025/NĐ-CP"
        assert "01/7/2025" in hits[0].explanation


def test_repealed_decree_told_as_history_is_no_finding(findings: Find, plan_text: str) -> None:
    task = ("- Bố trí kinh phí thực hiện Kế hoạch.", "- Tổng kết việc thực hiện Nghị định số 61/2018/NĐ-CP.")
    text = plan_text.replace(*task)
    assert "R14" not in [one.rule for one in findings(text)]


def test_repealed_decree_in_the_title_of_another_paper_is_no_finding(findings: Find, plan_text: str) -> None:
    cited = "- Thực hiện Kế hoạch số 92/KH-UBND ngày 27 tháng 02 năm 2026 của UBND tỉnh Lào Cai về {}."
    task = "- Bố trí kinh phí thực hiện Kế hoạch."
    within = plan_text.replace(task, cited.format("triển khai thực hiện Nghị định số 61/2018/NĐ-CP"))
    beside = plan_text.replace(task, cited.format("công tác văn thư") + "\n- Theo Nghị định số 61/2018/NĐ-CP.")
    told = [[one.about for one in findings(text) if one.rule == "R14"] for text in (within, beside)]
    assert told == [[], ["61/2018/NĐ-CP"]]


@pytest.mark.parametrize("day", ["ngày 10 tháng 02 năm 2025", "ngày 11 tháng 3 năm 2025", "ngày 16 tháng 3 năm 2026"])
def test_circular_with_wrong_issuer(findings: Find, plan_text: str, day: str) -> None:
    right = (
        DECREE[0],
        (
            "Căn cứ Thông tư số 02/2025/TT-BGDĐT ngày 24 tháng 01 năm 2025 của Bộ trưởng Bộ Giáo dục và Đào tạo "
            "quy định Khung năng lực số cho người học;"
        ),
    )
    wrong = (right[0], right[1].replace("Bộ trưởng Bộ Giáo dục và Đào tạo", "Bộ Khoa học và Công nghệ"))
    text = of_day(plan_text, day, right)
    assert "R05" not in [one.rule for one in findings(text)]
    assert "R06" not in [one.rule for one in findings(text)]
    hits = [one for one in findings(of_day(plan_text, day, wrong)) if one.about == "02/2025/TT-BGDĐT"]
    issuers = [one for one in hits if one.rule in ("R05", "R06")]
    assert len(issuers) == 1
    assert "Bộ Giáo dục và Đào tạo" in (issuers[0].suggestion or "")


def test_circular_before_it_is_in_force_is_only_a_remark(findings: Find, plan_text: str) -> None:
    circular = (
        DECREE[0],
        (
            "Căn cứ Thông tư số 02/2025/TT-BGDĐT ngày 24 tháng 01 năm 2025 của Bộ Giáo dục và Đào tạo quy định "
            "Khung năng lực số cho người học;"
        ),
    )
    early = findings(of_day(plan_text, "ngày 10 tháng 3 năm 2025", circular))
    assert [(one.rule, one.severity) for one in early if one.about == "02/2025/TT-BGDĐT"] == [("R15", "info")]
    late = findings(of_day(plan_text, "ngày 11 tháng 3 năm 2025", circular))
    assert [one.rule for one in late if one.about == "02/2025/TT-BGDĐT"] == []


def test_cited_before_it_was_made(findings: Find, plan_text: str) -> None:
    circular = (
        DECREE[0],
        (
            "Căn cứ Thông tư số 02/2025/TT-BGDĐT ngày 24 tháng 01 năm 2025 của Bộ Giáo dục và Đào tạo quy định "
            "Khung năng lực số cho người học;"
        ),
    )
    assert "R04" in [one.rule for one in findings(of_day(plan_text, "ngày 23 tháng 01 năm 2025", circular))]
    assert "R04" not in [one.rule for one in findings(of_day(plan_text, "ngày 24 tháng 01 năm 2025", circular))]


def test_an_end_that_few_papers_state_is_a_remark(
    findings: Find, plan_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.linking.entries.FIRM", 10**6)
    changed = "Nghị định số 43/2006/NĐ-CP ngày 25 tháng 4 năm 2006 của Chính phủ"  # mined, ended in 2015
    text = plan_text.replace("- Bố trí kinh phí thực hiện Kế hoạch.", f"- Bố trí kinh phí theo {changed}.")
    (found,) = [one for one in findings(text) if one.about == "43/2006/NĐ-CP"]
    assert (found.rule, found.severity, found.suggestion) == ("R20", "info", None)
    monkeypatch.undo()
    (found,) = [one for one in findings(text) if one.about == "43/2006/NĐ-CP"]
    assert (found.rule, found.severity, found.suggestion) == ("R14", "warning", "16/2015/NĐ-CP")
