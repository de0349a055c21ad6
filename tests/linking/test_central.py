"""The mined file, searched where it lies; what it may contradict; what a text says of one document and another."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.extraction.references import find_mentions
from pipeline.linking import Entry, Registry
from pipeline.linking.central import Central, write
from pipeline.linking.relations import effect, relations

Make = Callable[..., Entry]
NUMBERS = ("12/2019/NĐ-CP", "120/2019/NĐ-CP", "13/2019/NĐ-CP", "57-NQ/TW", "30/2021/TT-BNV")


@pytest.fixture
def mined(tmp_path: Path, make_entry: Make) -> Central:
    days = ("2019-02-01", "2019-12-20", "2019-02-05", "2024-12-22", "2021-06-01")
    entries = [replace(make_entry(n, d), papers=5) for n, d in zip(NUMBERS, days, strict=True)]
    write(tmp_path / "central.tsv", entries, "2026-01-31")
    return Central(tmp_path / "central.tsv")


def test_every_document_is_found_by_its_number(mined: Central) -> None:
    registry = Registry([], mined)
    assert len(mined) == 5
    assert mined.as_of == "2026-01-31"
    for entry in registry.entries:
        assert entry.parsed is not None
        assert registry.numbered(entry.parsed.key) == (entry,)
    assert {entry.number for entry in registry.entries} == set(NUMBERS)


def test_a_number_does_not_find_those_that_begin_like_it(mined: Central) -> None:
    registry = Registry([], mined)
    (found,) = registry.numbered("nd|cp|2019|00012")
    assert found.number == "12/2019/NĐ-CP"
    assert registry.numbered("nd|cp|2019|00011") == ()


def test_no_file_and_another_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"khong-co\.tsv"):
        len(Central(tmp_path / "khong-co.tsv"))
    (tmp_path / "khac.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"khac\.tsv"):
        len(Central(tmp_path / "khac.tsv"))


@pytest.mark.parametrize(
    ("papers", "against", "firm"),
    [(0, 0, True), (1, 0, False), (2, 0, False), (3, 0, True), (4, 1, True), (4, 2, False)],
)
def test_few_papers_contradict_nobody(make_entry: Make, papers: int, against: int, firm: bool) -> None:
    entry = replace(make_entry("12/2019/NĐ-CP", "2019-02-01"), papers=papers, against=against)
    assert entry.firm is firm


@pytest.mark.parametrize(
    ("text", "by", "does", "to"),
    [
        ("Nghị định số 41/2022/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 12/2019/NĐ-CP.",
         "41/2022/NĐ-CP", "amends", "12/2019/NĐ-CP"),
        ("Nghị định số 12/2019/NĐ-CP đã được thay thế bằng Nghị định số 41/2022/NĐ-CP.",
         "41/2022/NĐ-CP", "replaces", "12/2019/NĐ-CP"),
    ],
)  # fmt: skip
def test_relations_are_read(text: str, by: str, does: str, to: str) -> None:
    mentions = find_mentions(text)
    (found,) = relations(text, mentions)
    assert isinstance(found.by, int)
    assert (mentions[found.by].canonical, found.does, mentions[found.to].canonical) == (by, does, to)


def test_a_law_by_its_name_alone_is_related_to_nothing() -> None:
    text = "Luật Nhà ở sửa đổi, bổ sung Nghị định số 12/2019/NĐ-CP."
    assert list(relations(text, find_mentions(text))) == []


def test_words_of_another_sentence_relate_nothing() -> None:
    text = "Thực hiện Nghị định số 41/2022/NĐ-CP. Các mẫu mới thay thế Nghị định số 12/2019/NĐ-CP."
    assert list(relations(text, find_mentions(text))) == []


def test_a_part_of_a_document_is_not_ended() -> None:
    text = "Nghị định số 41/2022/NĐ-CP thay thế khoản 2 Điều 5 Nghị định số 12/2019/NĐ-CP."
    assert list(relations(text, find_mentions(text))) == []


def test_the_day_of_effect_is_read() -> None:
    assert effect("1. Nghị định này có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2022.") == (
        "Nghị định",
        "2022-03-15",
    )
    assert effect("1. Nghị định này có hiệu lực thi hành kể từ ngày ký.") is None


def test_what_an_ended_document_amends_is_not_ended() -> None:
    text = (
        "Thông tư này thay thế Thông tư số 15/2019/TT-BNV ngày 06/4/2019 của Bộ Nội vụ sửa đổi, bổ sung một số điều của "
        "Thông tư số 58/2017/TT-BNV ngày 16/6/2017; Thông tư số 65/2017/TT-BNV ngày 19/6/2017."
    )
    mentions = find_mentions(text)
    ended = [mentions[found.to].canonical for found in relations(text, mentions) if found.does == "replaces"]
    assert ended == ["15/2019/TT-BNV"]
