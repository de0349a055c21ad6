"""Where the names of bodies begin and end."""

import pytest

from pipeline.grammar import bodies
from pipeline.grammar.kept_words import KEPT
from pipeline.grammar.rule import Kept


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Giao Công an xã chủ trì tuần tra", [["Công an xã"]]),
        ("Công an TP. Tân An chủ trì tuần tra", [["Công an TP. Tân An"]]),
        ("Ban Chỉ đạo về nước sạch xã chủ trì tập huấn", [["Ban Chỉ đạo về nước sạch xã"]]),
        ("Phòng Kinh tế về thăm các hộ", [["Phòng Kinh tế"]]),
        (
            "Phòng Kinh tế phối hợp với Hội Nông dân và Đoàn Thanh niên xã vận động",
            [["Phòng Kinh tế"], ["Hội Nông dân", "Đoàn Thanh niên xã"]],
        ),
        ("các hộ dân và tiểu thương", []),
    ],
)
def test_runs_of_bodies(text: str, runs: list[list[str]]) -> None:
    assert [[text[start:end] for start, end in run] for run in bodies.find(text, 0, len(text))] == runs


def test_a_stretch_is_read_alone():
    text = "Công an xã tuần tra; Trạm Y tế chủ trì"
    at = text.index(";")
    assert [[text[a:b] for a, b in run] for run in bodies.find(text, at, len(text))] == [["Trạm Y tế"]]


@pytest.mark.parametrize(
    ("run", "single"),
    [
        ("Công an xã, Trạm Y tế", ["Công an xã", "Trạm Y tế"]),
        (
            "Sở Nội vụ (Ban Tôn giáo, Chi cục Lưu trữ), Sở Xây dựng",
            ["Sở Nội vụ (Ban Tôn giáo, Chi cục Lưu trữ)", "Sở Xây dựng"],
        ),
        ("UBND xã, phường", ["UBND xã, phường"]),
        ("các trường học, thôn", ["các trường học, thôn"]),
        ("các trường học, các thôn", ["các trường học", "các thôn"]),
        ("các trường học, Trạm Y tế", ["các trường học", "Trạm Y tế"]),
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
        ("các đồng chí Bí thư, Trưởng thôn", ["các đồng chí Bí thư, Trưởng thôn"]),
        ("Ban Chỉ huy Quân sự xã, Hợp tác xã Hạ", ["Ban Chỉ huy Quân sự xã", "Hợp tác xã Hạ"]),
    ],
)
def test_a_run_falls_into_single_bodies(run: str, single: list[str]) -> None:
    assert [run[start:end] for start, end in bodies.split(run, 0, len(run))] == single


@pytest.mark.parametrize(
    ("words", "first"),
    [("Thanh tra các bến đò", True), ("Thanh tra tỉnh", False), ("kịp thời hỗ trợ các hộ", True), ("Trạm Y tế", False)],
)
def test_verb_first(words: str, first: bool) -> None:
    assert bodies.verb_first(words) is first


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Giám đốc các sở; Chủ tịch UBND các xã tổ chức dạy bơi", "Giám đốc các sở; Chủ tịch UBND các xã"),
        ("Công an xã; tuần tra bến đò", "Công an xã"),
        ("Các xã: Hòa Bình, Tân Lập khẩn trương rào ao", "Các xã: Hòa Bình, Tân Lập"),
        ("Các xã: Tuyên truyền, Vận động các hộ", "Các xã"),
        (
            "Giám đốc các Sở: Xây dựng, Tài chính; Giám đốc Công an tỉnh",
            "Giám đốc các Sở: Xây dựng, Tài chính; Giám đốc Công an tỉnh",
        ),
        ("Các Sở: Giáo dục và Đào tạo, Y tế hướng dẫn các trường", "Các Sở: Giáo dục và Đào tạo, Y tế"),
    ],
)
def test_where_a_list_of_bodies_ends(text: str, named: str) -> None:
    assert text[: bodies.listed_end(text, 0, len(text))].rstrip() == named


def _name(marked: str, kept: tuple[Kept, ...] = KEPT) -> str:
    text = marked.replace("|", "")
    return f"{text[: (at := bodies.region_end(text, 0, len(text), kept))]}|{text[at:]}"


@pytest.mark.parametrize("rule", KEPT, ids=lambda rule: rule.id)
class TestKept:
    def test_names_end_where_examples_say(self, rule: Kept) -> None:
        marked = (*rule.examples, *rule.counterexamples)
        assert tuple(map(_name, marked)) == marked

    def test_taken_away_it_is_noticed(self, rule: Kept) -> None:
        rest = tuple(other for other in KEPT if other is not rule)
        assert [marked for marked in rule.examples if _name(marked, rest) != marked] != []

    def test_counterexamples_hold_without_it(self, rule: Kept) -> None:
        rest = tuple(other for other in KEPT if other is not rule)
        assert tuple(_name(marked, rest) for marked in rule.counterexamples) == rule.counterexamples


def test_short_names_of_a_run_stand_alone() -> None:
    text = "TTXVN, VOV, các thôn; P7"
    assert [text[a:b] for a, b in bodies.split(text, 0, len(text))] == ["TTXVN", "VOV", "các thôn", "P7"]
    text = "Phòng VH, TT xã"
    assert [text[a:b] for a, b in bodies.split(text, 0, len(text))] == ["Phòng VH, TT xã"]
