"""The registry as data: its file, its errors with line and column, states by day, what plans teach."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.linking import Entry, Registry, load_registry
from pipeline.linking.csvfile import COLUMNS, load, write
from pipeline.linking.learn import propose
from pipeline.linking.registry import law_name
from pipeline.records import LegalReference

HEADER = "type,number,date,issuer,title,source,as_of\n"
ROW = "Nghị định,30/2020/NĐ-CP,2020-03-05,Chính phủ,Về công tác văn thư,tự soạn,2026-01-01\n"


def file(folder: Path, text: str) -> Path:
    path = folder / "danh-muc.csv"
    path.write_text(text, encoding="utf-8")
    return path


AMENDED = HEADER.replace("title,", "title,amended_by,") + ROW.replace("công tác văn thư,", "công tác văn thư,{},")
BAD = [
    (HEADER.replace("issuer", "isuer") + ROW, "line 1, column 4 (isuer)", "perhaps 'issuer'"),
    (HEADER.replace(",source", "") + ROW.replace(",tự soạn", ""), "line 1, column 7 (source)", "missing column"),
    (HEADER + ROW + ROW.replace("2020-03-05", "2020-05-03"), "line 3, column 3 (date)", "line 2"),
    (HEADER + ROW + ROW.replace("Chính phủ", "Bộ Quốc phòng"), "line 3, column 4 (issuer)", "line 2"),
    (HEADER + ROW.replace("2020-03-05", "5/3/2020"), "line 2, column 3 (date)", "YYYY-MM-DD"),
    (HEADER + ROW.replace("2020-03-05", "20200305"), "line 2, column 3 (date)", "20200305"),
    (HEADER + ROW.replace("2020-03-05", "2020-02-30"), "line 2, column 3 (date)", "YYYY-MM-DD"),
    (HEADER + ROW.replace("2020-03-05", "2014-03-05"), "line 2, column 3 (date)", "year"),
    (HEADER + ROW.replace("30/2020/NĐ-CP", "không số"), "line 2, column 2 (number)", "không số"),
    (HEADER + ROW.replace("Về công tác văn thư", ""), "line 2, column 5 (title)", "empty"),
    (HEADER + ROW.replace(",2026-01-01", ""), "line 2, column 7", "6"),
    (AMENDED.format("không số"), "line 2, column 6 (amended_by)", "không số"),
    (AMENDED.format("154/2020/NĐ-CP@2020"), "line 2, column 6 (amended_by)", "154/2020/NĐ-CP@2020"),
    ("", "line 1, column 1 (type)", "missing column"),
]


@pytest.mark.parametrize(("text", "place", "words"), BAD, ids=[b[1] for b in BAD])
def test_bad_file_names_line_and_column(tmp_path: Path, text: str, place: str, words: str) -> None:
    path = file(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load(path)
    message = caught.value.describe("vi")
    assert place in message
    assert words in message
    assert str(path) in message
    assert caught.value.exit_code == 2


def test_bad_rows_can_be_left_out(tmp_path: Path) -> None:
    text = HEADER + ROW + ROW.replace("30/2020", "không số") + ROW.replace("30/2020/NĐ-CP", "31/2020/NĐ-CP")
    entries, problems = load(file(tmp_path, text), skip_bad=True)
    assert [entry.number for entry in entries] == ["30/2020/NĐ-CP", "31/2020/NĐ-CP"]
    assert [(problem.line, problem.name) for problem in problems] == [(3, "number")]


def test_all_that_is_wrong_in_a_row_is_told(tmp_path: Path) -> None:
    row = "Nghị định,,5/3/2020,Chính phủ,,tự soạn,2026-13-01\n"
    _, problems = load(file(tmp_path, HEADER + row), skip_bad=True)
    assert sorted((problem.column, problem.name, problem.message) for problem in problems) == [
        (2, "number", "ô trống / empty"),
        (3, "date", "ngày phải dạng / a day must be YYYY-MM-DD: '5/3/2020'"),
        (5, "title", "ô trống / empty"),
        (7, "as_of", "ngày phải dạng / a day must be YYYY-MM-DD: '2026-13-01'"),
    ]


def test_a_mined_row_may_lack_its_kind_and_title(tmp_path: Path) -> None:
    header, row = HEADER.replace("as_of", "as_of,papers"), ",30/2020/NĐ-CP,2020-03-05,,,tự soạn,2026-01-01,{}\n"
    ((entry,), _) = load(file(tmp_path, header + row.format(3)))
    assert (entry.type, entry.title, entry.issuer, entry.papers) == ("", "", None, 3)
    _, problems = load(file(tmp_path, header + row.format("ba")), skip_bad=True)
    assert [(problem.name, problem.message) for problem in problems if problem.name == "papers"] == [
        ("papers", "cần số nguyên / must be a whole number: 'ba'")
    ]


def test_same_row_twice_is_no_fault(tmp_path: Path) -> None:
    assert len(load(file(tmp_path, HEADER + ROW + "\n,,,,,,\n" + ROW))[0]) == 1


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"khong-co\.csv"):
        load(tmp_path / "khong-co.csv")


def test_number_and_symbol_apart(tmp_path: Path) -> None:
    text = "type,number,symbol,title,source,as_of\nNghị quyết,57,NQ/TW,Về khoa học,tự soạn,2026-01-01\n"
    assert load(file(tmp_path, text))[0][0].number == "57-NQ/TW"


def test_package_registry_is_whole_and_reads_back(tmp_path: Path) -> None:
    known = load_registry()
    assert len(known) >= 250
    write(tmp_path / "ra.csv", known.entries)
    assert load(tmp_path / "ra.csv")[0] == known.entries
    numbers = {entry.number for entry in known.entries}
    for entry in known.entries:
        assert entry.parsed is not None
        assert entry.source
        assert entry.as_of
        assert entry.issuer or entry.papers
        assert not entry.effective or not entry.ended or entry.effective < entry.ended
        assert not entry.date or not entry.effective or entry.date <= entry.effective or "UBTVQH" in entry.number, (
            entry.number
        )
        assert not entry.repealed_by or entry.ended
        assert not entry.repealed_by or entry.papers or entry.repealed_by in numbers


def test_own_registry_lies_over_ours(tmp_path: Path) -> None:
    own = file(tmp_path, HEADER + ROW.replace("Về công tác văn thư", "Văn thư (bản của xã)"))
    known = load_registry((own,))
    entry = known.get("30/2020/NĐ-CP")
    assert entry is not None
    assert entry.title == "Văn thư (bản của xã)"
    assert len(known) == len(load_registry())


def test_columns_are_pinned() -> None:
    assert (
        *("type", "number", "date", "issuer", "title", "effective", "ended", "repealed_by", "amended_by"),
        *("status", "source", "as_of", "papers", "against"),
    ) == COLUMNS  # fmt: skip


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2017-09-30", "not-yet"),
        ("2017-10-01", "in-force"),
        ("2023-12-31", "in-force"),
        ("2024-01-01", "ended"),
        ("2024", "unknown"),
        (None, "unknown"),
    ],
)
def test_state_by_day(make_entry: Callable[..., Entry], day: str | None, state: str) -> None:
    decree = make_entry("91/2017/NĐ-CP", "2017-07-31", effective="2017-10-01", ended="2024-01-01")
    assert decree.state(day) == state


def test_status_without_a_day_counts_from_when_it_was_read(make_entry: Callable[..., Entry]) -> None:
    entry = make_entry(
        "5/2001/QĐ-TTg", "2001-01-05", effective="2001-01-20", status="Hết hiệu lực toàn bộ", as_of="2026-04-16"
    )
    assert entry.state("2026-04-15") == "in-force"
    assert entry.state("2026-04-16") == "ended"


# -------------------------------------------------------------------------------------------------- learning

Make = Callable[..., LegalReference]


def test_plans_that_agree_propose(registry: Registry, make_mention: Make) -> None:
    plans = [(f"xã {n}", [make_mention("204-QĐ/TW", "2024-11-29", issuer="Ban Bí thư")]) for n in range(3)]
    plans.append(("xã 9", [make_mention("204-QĐ/TW", "2024-11-28")]))
    (proposal,) = propose(plans, registry, least=3, as_of="2026-11-21")
    assert (proposal.entry.number, proposal.entry.date, proposal.entry.issuer) == (
        "204-QĐ/TW",
        "2024-11-29",
        "Ban Bí thư",
    )
    assert proposal.papers == ("xã 0", "xã 1", "xã 2")
    assert proposal.dissent == (("xã 9", "2024-11-28"),)
    assert propose(plans[1:], registry, least=3) == ()


def test_one_issuer_has_one_voice(registry: Registry, make_mention: Make) -> None:
    plans = [("xã A", [make_mention("204-QĐ/TW", "2024-11-29")])] * 5
    assert propose(plans, registry, least=2) == ()


def test_known_and_nameless_are_not_proposed(registry: Registry, make_mention: Make) -> None:
    known = [(f"xã {n}", [make_mention("57-NQ/TW", "2024-12-22")]) for n in range(4)]
    nameless = [(f"xã {n}", [make_mention("45/KH-UBND", "2025-02-02", issuer="UBND tỉnh")]) for n in range(4)]
    of_no_term = [(f"xã {n}", [make_mention("30/2009/QH15", "2009-06-17", type="Luật")]) for n in range(4)]
    assert propose(known, registry, least=2) == ()
    by_name = [(f"xã {n}", [make_mention(None, "2025-02-02")]) for n in range(4)]
    assert propose(by_name, registry, least=2) == ()
    assert propose(of_no_term, registry, least=2) == ()
    assert propose(nameless, registry, least=2) == ()


def test_laws_alone_go_by_their_names() -> None:
    assert [law_name("Luật", title) for title in ("Việc làm", "Luật Việc làm")] == ["luat viec lam"] * 2
    assert law_name("Nghị định", "Luật Việc làm") == ""


def test_what_is_not_linked_departs_from_nothing(registry: Registry, make_mention: Make) -> None:
    assert registry.differences(make_mention("71/NQ-CP", "2025-01-04")) == ()


def test_a_registry_is_true_without_being_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = Registry([])
    monkeypatch.setattr(Registry, "__len__", lambda self: pytest.fail("counted"))
    assert bool(empty) is True


def test_a_law_is_misnamed_where_no_longer_name_begins_so(make_entry: Callable[..., Entry]) -> None:
    code = make_entry("45/2019/QH14", "2019-11-20", "Lao động", type="Bộ luật", issuer="Quốc hội")
    longer = make_entry("12/2027/QH16", "2027-06-20", "Lao động biển", type="Luật", issuer="Quốc hội")
    assert Registry([code]).misnamed("Luật", "Lao động") == code
    assert Registry([code]).misnamed("Bộ luật", "Lao động") is None
    assert Registry([code, longer]).misnamed("Luật", "Lao động") is None  # perhaps the longer name, cut short
