"""Whatever the text: no rule raises, and every finding lies where it says."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.checking import check
from pipeline.extraction import extract
from pipeline.linking.registry import Registry
from pipeline.process import check as verify
from pipeline.reading import read
from pipeline.records import Document, Record
from pipeline.settings import CheckSettings

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples" / "text").glob("*.txt"))


def mangled(text: str, seed: int) -> str:
    """The text with lines lost, doubled and moved, and signs exchanged."""
    draw = random.Random(seed)
    lines = text.split("\n")
    for _ in range(draw.randrange(1, 12)):
        at, to = draw.randrange(len(lines)), draw.randrange(len(lines))
        match draw.randrange(5):
            case 0:
                del lines[at]
                lines = lines or [""]
            case 1:
                lines.insert(to, lines[at])
            case 2:
                lines[at] = lines[at].replace("0", draw.choice(" 9/.")).replace("/", draw.choice("/-. "))
            case 3:
                lines[at] = lines[at].upper()
            case _:
                cut = draw.randrange(len(lines[at]) + 1)
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
    return "\n".join(lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6))
def test_mangled_plans(tmp_path: Path, seed: int) -> None:
    source = SAMPLES[seed % len(SAMPLES)].read_text(encoding="utf-8")
    file = tmp_path / "ke-hoach.txt"
    file.write_text(mangled(source, seed) + "\n.", encoding="utf-8")
    document = read(file)
    record = verify(extract(document), document, CheckSettings(disabled=("S01",)))
    keys = set()
    for at, one in enumerate(record.findings, 1):
        place = one.evidence
        assert one.id == f"f{at}"
        assert 0 <= place.start < place.end <= len(document.text)
        assert document.text[place.start : place.end] == one.quote
        assert one.about
        assert "{" not in one.explanation
        assert "{" not in one.explanation_en
        keys.add((one.kind, one.about, one.rule))
    assert len(keys) == len(record.findings)


def test_checking_twice_says_the_same(read_text: Callable[[str], tuple[object, object]], plan_text: str) -> None:
    document, record = read_text(plan_text.replace("UBND tỉnh;", "UBND huyện;").replace("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    once = verify(record, document)  # type: ignore[arg-type]
    assert verify(once, document).findings == once.findings  # type: ignore[arg-type]


OUTDATED = (
    "- Thực hiện Luật Viên chức số 129/2025/QH15 và Nghị định số 61/2018/NĐ-CP.\n"
    "- Thực hiện Kế hoạch số 93/KH-UBND ngày 27/4/2026 của UBND tỉnh Lào Cai."
)


def test_without_registry_and_gazetteer_the_rules_that_ask_them_are_silent(
    read_text: Callable[[str], tuple[Document, Record]], plan_text: str
) -> None:
    text = plan_text.replace("- Bố trí kinh phí thực hiện Kế hoạch.", OUTDATED)
    text = text.replace("ngày 05 tháng 3 năm 2020", "ngày 06 tháng 3 năm 2020")
    document, record = read_text(text.replace("Sông Đầm", "Cam Đường").replace("SÔNG ĐẦM", "CAM ĐƯỜNG"))
    linked = verify(record, document, CheckSettings(disabled=("S01",)))
    found = {one.rule: one.about for one in linked.findings}
    asked = {"R03": "30/2020/NĐ-CP", "R14": "61/2018/NĐ-CP", "R15": "129/2025/QH15", "U06": "xã Cam Đường"}
    assert found.items() >= asked.items()
    bare = {one.rule for one in check(linked, document)}
    assert bare == found.keys() - asked.keys()
    assert "R04" in bare


def test_a_text_without_title_has_no_head_to_judge(read_text: Callable[[str], tuple[Document, Record]]) -> None:
    document, record = read_text("Các thôn nộp hồ sơ của năm trước về kho lưu trữ của xã.")
    assert [one.rule for one in verify(record, document).findings] == []


def test_no_rule_counts_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its length is a walk over all that is known; a rule that asks for it does so for every reference."""
    monkeypatch.setattr(Registry, "__len__", lambda _: pytest.fail("counted"))
    document = read(str(SAMPLES[0]))
    assert len(verify(extract(document), document).legal_references) == 8
