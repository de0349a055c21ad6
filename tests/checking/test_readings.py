"""What the readers of a picture left in doubt is told, and only that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.process import check
from pipeline.records import Document, Finding, Record, Word
from pipeline.settings import CheckSettings


def read_by_two(
    read_text: Callable[[str], tuple[Document, Record]], text: str, words: str, other: str | None
) -> list[Finding]:
    """The findings on reading where the first such words of a text may also be `other`."""
    document, record = read_text(text)
    start, end = document.alignment.to_raw(document.text.index(words), document.text.index(words) + len(words))
    document = replace(document, words=(Word(start, end, 1, (0.0, 0.0, 9.0, 9.0), 0.6, other),))
    return [f for f in check(record, document, CheckSettings(disabled=("S01",))).findings if f.rule.startswith("Q")]


def test_a_number_in_doubt_is_to_be_looked_at(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    [finding] = read_by_two(read_text, plan_text, "45/KH-UBND", "48")
    assert (finding.rule, finding.about, finding.quote, finding.severity) == ("Q02", "số", "45", "warning")
    assert "“45”, cũng có thể là “48”" in finding.explanation


def test_a_name_in_doubt_is_to_be_looked_at(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    [finding] = read_by_two(read_text, plan_text, "Nguyễn Văn Thử", "Nguyễn Văn Thứ")
    assert (finding.rule, finding.about) == ("Q02", "người ký")


def test_readers_that_agree_leave_no_doubt(read_text: Callable[[str], tuple[Document, Record]], plan_text: str) -> None:
    assert read_by_two(read_text, plan_text, "45/KH-UBND", None) == []


def test_doubt_about_other_words_concerns_no_field(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    assert read_by_two(read_text, plan_text, "Mỗi nhiệm vụ", "Mọi nhiệm vụ") == []


def test_the_approval_of_a_superior_is_told(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    approval = "PHÊ DUYỆT CỦA ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Trên\n"
    start = plan_text.index("Nơi nhận")
    document, record = read_text(plan_text[:start] + approval + plan_text[start:])
    told = [f for f in check(record, document, CheckSettings()).findings if f.rule == "Q03"]
    assert [(f.severity, f.about) for f in told] == [("info", "PHÊ DUYỆT CỦA ỦY BAN NHÂN DÂN")]
    assert "của cấp trên: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH, Trần Văn Trên;" in told[0].explanation
    assert record.document.signer == "Nguyễn Văn Thử"


def test_a_paper_that_its_issuer_signs_alone_has_no_approval(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    assert [f for f in check(*reversed(read_text(plan_text)), CheckSettings()).findings if f.rule == "Q03"] == []


def test_what_the_reader_left_aside_is_told(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    document, record = read_text(plan_text)
    document = replace(document, remarks=("Tệp có 2 nhận xét / The file holds 2 comments", "Có chữ ẩn"))
    told = [f for f in check(record, document, CheckSettings()).findings if f.rule == "Q04"]
    assert [(f.severity, f.explanation, f.explanation_en) for f in told] == [
        ("info", "Tệp có 2 nhận xét.", "The file holds 2 comments."),
        ("info", "Có chữ ẩn.", "Có chữ ẩn."),
    ]
