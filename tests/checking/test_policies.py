"""Policies: what they ask, of whom, and what is said of a wrong policy file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.assets import data
from pipeline.checking.demands import apply
from pipeline.checking.policies import load_policy
from pipeline.errors import UsageError
from pipeline.records import Document, Finding, Record

Read = Callable[[str], tuple[Document, Record]]
HEAD = '[policy]\nid = "thu"\ntitle = "Thử"\n'


def policy_file(folder: Path, text: str) -> Path:
    path = folder / "chinh-sach.toml"
    path.write_text(text, encoding="utf-8")
    return path


BAD = [
    (HEAD + '[[cite]]\nnumbr = "923/QĐ-TTg"\n', "line 5, column 1", "perhaps 'number'"),
    (HEAD + '\n[aplies]\nlevel = ["commune"]\n', "line 5, column 2", "perhaps 'applies'"),
    (HEAD + '  until = "2025"\n', "line 4, column 3", "YYYY-MM-DD"),
    (HEAD + '[[cite]]\nnumber = "923/QĐ-TTg"\n[[cite]]\nnumber = "chưa rõ"\n', "line 7, column 1", "chưa rõ"),
    (HEAD + '[[cite]]\nnumber = "923/QĐ-TTg"\nseverity = "fatal"\n', "line 6, column 1", "info | warning | error"),
    (HEAD + '[[reach]]\nindicator = "hộ"\nvalue = "80"\nunit = "%"\n', "line 6, column 1", "value"),
    (HEAD + '[[reach]]\nindicator = "hộ"\nunit = "%"\n', "line 4, column 3", "missing key reach.value"),
    (HEAD + '[[report]]\nby = "10/12"\n', "line 5, column 1", "must be MM-DD: '10/12'"),
    (HEAD + '[[reach]]\nindicator = "hộ"\nvalue = true\nunit = "%"\n', "line 6, column 1", "reach.value = True"),
    (
        HEAD + '[[reach]]\nindicator = "hộ"\nvalue = 5\nunit = "%"\nrequired = 1\n',
        "line 8, column 1",
        "reach.required = 1",
    ),
    (HEAD + '[applies]\nlevel = "commune"\n', "line 5, column 1", "wrong kind of value: applies.level = 'commune'"),
    (HEAD + "[applies]\ntopic = [1]\n", "line 5, column 1", "wrong kind of value: applies.topic = 1"),
    ('policy = "thử"\n', "line 1, column 1", "'policy' phải viết bằng / must be written with [ ]"),
    (HEAD + '[cite]\nnumber = "923/QĐ-TTg"\n', "line 4, column 2", "[[ ]]"),
    ('[[cite]]\nnumber = "923/QĐ-TTg"\n', "line 1, column 1", "missing table [policy]"),
    (HEAD + "[[cite]\n", "line 4", "column"),
]


@pytest.mark.parametrize(("text", "place", "words"), BAD, ids=[b[2] for b in BAD])
def test_wrong_policy_names_line_and_column(tmp_path: Path, text: str, place: str, words: str) -> None:
    path = policy_file(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load_policy(path)
    message = caught.value.describe("vi")
    assert place in message
    assert words in message
    assert str(path) in message


def test_missing_policy_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"khong-co\.toml"):
        load_policy(tmp_path / "khong-co.toml")


@pytest.fixture
def asked(tmp_path: Path, read_text: Read, plan_text: str) -> Callable[..., list[Finding]]:
    """What a policy says of the correct plan, words of it replaced."""

    def make(policy: str, *changes: tuple[str, str], with_text: bool = True) -> list[Finding]:
        text = plan_text
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        document, record = read_text(text)
        found = apply(load_policy(policy_file(tmp_path, policy)), record, document if with_text else None)
        for one in found:
            assert document.text[one.evidence.start : one.evidence.end] == one.quote
            assert one.explanation
            assert one.explanation_en
            assert one.basis
        return found

    return make


RECORDS = 'indicator = "hồ sơ công việc được lập trên môi trường điện tử"\n'
ASKS = [
    ('[[cite]]\nnumber = "30/2020/NĐ-CP"\n', []),
    ('[[cite]]\nnumber = "923/QĐ-TTg"\n', [("P01", "923/QĐ-TTg")]),
    ('[[cite]]\nnumber = "923/QĐ-TTg"\nsince = "2026-03-16"\n', [("P01", "923/QĐ-TTg")]),
    ('[[cite]]\nnumber = "923/QĐ-TTg"\nsince = "2026-03-17"\n', []),
    ('[[cite]]\nnumber = "92/KH-UBND"\nissuer = "Ủy ban nhân dân tỉnh Lào Cai"\n', []),
    ('[[cite]]\nnumber = "92/KH-UBND"\nissuer = "Ủy ban nhân dân tỉnh Ninh Bình"\n', [("P01", "92/KH-UBND")]),
    ('[[contain]]\nany = ["an toàn thông tin", "tập huấn"]\nwhat = "tập huấn"\n', []),
    ('[[contain]]\nany = ["an toàn thông tin"]\nwhat = "an toàn thông tin"\n', [("P02", "an toàn thông tin")]),
    ("[[reach]]\n" + RECORDS + 'value = 90\nunit = "%"\n', []),
    ("[[reach]]\n" + RECORDS + 'value = 95\nunit = "%"\n', ["P03"]),
    ("[[reach]]\n" + RECORDS + 'value = 95\nunit = "hồ sơ"\n', []),
    ("[[reach]]\n" + RECORDS + 'value = 95\nunit = "%"\ndue = "2027"\n', []),
    ("[[reach]]\n" + RECORDS + 'value = 95\nunit = "%"\ndue = "2026"\n', ["P03"]),
    ('[[reach]]\nindicator = "hộ nghèo"\nvalue = 5\nunit = "%"\ncomparator = "<="\nrequired = true\n', ["P04"]),
    ('[[reach]]\nindicator = "hộ nghèo"\nvalue = 5\nunit = "%"\n', []),
    ('[[report]]\nby = "12-10"\n', ["P05"]),
]


@pytest.mark.parametrize(
    ("entry", "expected"), ASKS, ids=[f"{at}-{entry.split()[0]}" for at, (entry, _) in enumerate(ASKS)]
)
def test_what_is_asked(asked: Callable[..., list[Finding]], entry: str, expected: list[object]) -> None:
    found = [
        (one.rule, one.about) if expected and isinstance(expected[0], tuple) else one.rule
        for one in asked(HEAD + entry)
    ]
    assert found == expected


def test_report_by_its_day(asked: Callable[..., list[Finding]]) -> None:
    policy = HEAD + '[[report]]\nby = "12-10"\n'
    task = "- Bố trí kinh phí thực hiện Kế hoạch."
    early = (task, "- Hằng năm báo cáo UBND tỉnh trước ngày 10/12.")
    late = (task, "- Hằng năm báo cáo UBND tỉnh trước ngày 15/12.")
    assert asked(policy, early) == []
    assert [one.rule for one in asked(policy, late)] == ["P05"]


APPLIES = [
    ('[applies]\nlevel = ["commune"]\n', True),
    ('[applies]\nlevel = ["province"]\n', False),
    ('[applies]\nprovince = ["tỉnh Lào Cai"]\n', True),
    ('[applies]\nprovince = ["thành phố Hải Phòng"]\n', False),
    ('[applies]\ntopic = ["văn thư"]\nissuer = ["Ủy ban nhân dân"]\n', True),
    ('[applies]\ntopic = ["văn thư", "giảm nghèo"]\n', False),
]


@pytest.mark.parametrize(("choice", "applies"), APPLIES, ids=[a[0].split("\n")[1] for a in APPLIES])
def test_chosen_by_level_province_topic(asked: Callable[..., list[Finding]], choice: str, applies: bool) -> None:
    assert bool(asked(HEAD + choice + '[[cite]]\nnumber = "923/QĐ-TTg"\n')) is applies


@pytest.mark.parametrize(
    ("since", "until", "applies"),
    [("2026-03-16", "2026-12-31", True), ("2026-03-17", "2026-12-31", False), ("2026-01-01", "2026-03-15", False)],
)
def test_chosen_by_day(asked: Callable[..., list[Finding]], since: str, until: str, applies: bool) -> None:
    policy = HEAD + f'since = "{since}"\nuntil = "{until}"\n[[cite]]\nnumber = "923/QĐ-TTg"\n'
    assert bool(asked(policy)) is applies


def test_without_the_text_the_record_is_enough(asked: Callable[..., list[Finding]]) -> None:
    policy = HEAD + '[[cite]]\nnumber = "923/QĐ-TTg"\n[[contain]]\nany = ["không có"]\nwhat = "x"\n'
    assert [one.rule for one in asked(policy, with_text=False)] == ["P01"]


def test_parent_plan_is_a_policy(tmp_path: Path, read_text: Read, plan_text: str) -> None:
    _, record = read_text(plan_text)
    higher = replace(
        record, targets=tuple(replace(target, value=min(100.0, target.value + 5)) for target in record.targets)
    )
    policy = load_policy(policy_file(tmp_path, HEAD + '[parent]\nnumber = "92/KH-UBND"\n'))
    found = apply(policy, record, None, {"92/KH-UBND": higher})
    assert [(one.rule, "95%" in one.explanation) for one in found] == [("P03", True)]
    assert apply(policy, record, None, {"92/KH-UBND": record}) == []


@pytest.mark.parametrize(
    ("name", "cited"),
    [
        ("hai-phong-thi-dua-doi-moi-sang-tao", ["923/QĐ-TTg", "150/KH-UBND"]),
        ("cai-cach-hanh-chinh-cap-xa", ["76/NQ-CP", "118/2025/NĐ-CP"]),
    ],
)
def test_worked_examples_load(name: str, cited: list[str]) -> None:
    policy = load_policy(data(f"policies/{name}.toml"))
    assert [cite.number for cite in policy.cite] == cited
    assert policy.applies.level == ("commune",)
