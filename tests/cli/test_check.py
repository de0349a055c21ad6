"""kehoach check and kehoach registry, from the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "text"
SLIPS = SAMPLES / "04-an-toan-giao-thong-phuong.txt"
CORRECT = SAMPLES / "02-phong-chong-thien-tai-dac-khu.txt"

Kehoach = Callable[..., Any]


def test_table_in_vietnamese_and_english(kehoach: Kehoach) -> None:
    done = kehoach("check", SLIPS, "--disable", "S01")
    assert done.code == 0
    assert "168/2024/NĐ-CP" in done.out
    assert "cảnh báo" in done.out
    assert "warning" in kehoach("check", SLIPS, "--disable", "S01", "--lang", "en").out
    clean = kehoach("check", CORRECT, "--disable", "S01").out.splitlines()
    assert clean[0] == "Không có phát hiện."
    assert clean[1].startswith("Viện dẫn: ")
    assert "không có trong danh mục" in clean[1]
    assert "tính đến 18/4/2026" in clean[1]


def test_json_csv_and_sarif_say_the_same(kehoach: Kehoach) -> None:
    rows = json.loads(kehoach("check", SLIPS, "--disable", "S01", "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(kehoach("check", SLIPS, "--disable", "S01", "--format", "csv").out)))
    log = json.loads(kehoach("check", SLIPS, "--disable", "S01", "--format", "sarif").out)
    results = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert [row["rule"] for row in rows] == [row["rule"] for row in table] == [one["ruleId"] for one in results]
    assert len(rows) == 9
    text = SLIPS.read_text(encoding="utf-8")
    known = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    places = []
    for row, one in zip(rows, results, strict=True):
        region = one["locations"][0]["physicalLocation"]["region"]
        assert one["ruleId"] in known
        assert region["charOffset"] == row["evidence"]["start"]
        assert region["snippet"]["text"] == row["quote"]
        places.append((region["startLine"], region["startColumn"]))
        assert row["quote"].split()[0] in text
    assert places == [
        (5, 1), (11, 22), (12, 124), (45, 89), (48, 42), (60, 1), (63, 76), (64, 92), (67, 127),
    ]  # fmt: skip


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(kehoach: Kehoach, level: str, code: int) -> None:
    assert kehoach("check", SLIPS, "--disable", "S01", "--fail-on", level).code == code
    assert kehoach("check", CORRECT, "--disable", "S01", "--fail-on", level).code == 0


def test_unreadable_file_is_named_and_the_rest_is_checked(kehoach: Kehoach, tmp_path: Path) -> None:
    done = kehoach("check", tmp_path / "khong-co.pdf", CORRECT, "--disable", "S01")
    assert done.code == 1
    assert "khong-co.pdf" in done.err
    assert "Không có phát hiện" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "xml"), "text | json | csv | sarif"),
        (("--disable", "U99"), "U99"),
        (("--fail-on", "all"), "fail_on"),
        (("--policy", "khong-co.toml"), "khong-co.toml"),
        (("--registry", "khong-co.csv"), "khong-co.csv"),
    ],
)
def test_wrong_options_say_what_is_wrong(kehoach: Kehoach, arguments: tuple[str, ...], words: str) -> None:
    done = kehoach("check", CORRECT, *arguments)
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err


def test_policy_is_asked(kehoach: Kehoach, tmp_path: Path) -> None:
    policy = tmp_path / "p.toml"
    policy.write_text('[policy]\nid = "x"\ntitle = "Thử"\n[[cite]]\nnumber = "923/QĐ-TTg"\n', encoding="utf-8")
    rows = json.loads(kehoach("check", CORRECT, "--disable", "S01", "--policy", policy, "--format", "json").out)
    assert [(row["rule"], row["about"]) for row in rows] == [("P01", "923/QĐ-TTg")]
    policy.write_text('[policy]\nid = "x"\ntitle = "Thử"\nnote = "lạ"\n', encoding="utf-8")
    done = kehoach("check", CORRECT, "--policy", policy)
    assert done.code == 2
    assert "dòng 4, cột 1" in done.err


@pytest.fixture
def store(kehoach: Kehoach, doubled: Callable[[str], None]) -> str:
    """A store with one document that has a finding."""
    Path("a.txt").write_text("kế hoạch", encoding="utf-8")
    doubled("keeper.texts('kế hoạch\\n\\n' * 2, 'kế  hoạch')")
    assert kehoach("run", "a.txt").code == 0
    return "sqlite:///kehoach.db"


def test_store_is_checked_without_reading_again(kehoach: Kehoach, store: str) -> None:
    rows = json.loads(kehoach("check", "--db", store, "--format", "json").out)
    assert [row["about"] for row in rows] == ["số văn bản"]
    assert rows[0]["suppressed"] is None
    assert kehoach("check", "--db", store, "--fail-on", "error").code == 1


def test_findings_of_the_store_have_their_lines(kehoach: Kehoach, store: str) -> None:
    Path("a.txt").unlink()
    log = json.loads(kehoach("check", "--db", store, "--format", "sarif").out)
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (1, 1, 6)


def test_suppressed_with_a_reason_that_is_kept(kehoach: Kehoach, store: str) -> None:
    assert kehoach("check", "--db", store, "--suppress", "a:f1").code == 2
    assert kehoach("check", "--db", store, "--suppress", "a:f7", "--reason", "đã rõ").code == 2
    assert kehoach("check", "--db", store, "--suppress", "a:f1", "--reason", "văn thư điền sau").code == 0
    done = kehoach("check", "--db", store, "--fail-on", "error")
    assert done.code == 0
    assert "1 phát hiện đã được bỏ qua" in done.out
    log = json.loads(kehoach("check", "--db", store, "--format", "sarif").out)
    (result,) = log["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "văn thư điền sau"}]


def test_registry_list_by_day(kehoach: Kehoach) -> None:
    assert "hết hiệu lực" in kehoach("registry", "list", "61/2018/NĐ-CP", "--at", "2025-07-01").out
    assert "hết hiệu lực" not in kehoach("registry", "list", "61/2018/NĐ-CP", "--at", "2025-06-30").out
    assert "in force" in kehoach("registry", "list", "30/2020/NĐ-CP", "--lang", "en").out


def test_registry_status_counts_and_dates(kehoach: Kehoach) -> None:
    shown = kehoach("registry", "status", "--lang", "en").out
    reviewed, firm, doubted = (
        int(line.split()[0].replace(",", ""))
        for line in shown.splitlines()
        if " reviewed" in line or "papers" in line or "never" in line
    )
    total = int(shown.split()[0].replace(",", ""))
    assert reviewed + firm + doubted == total
    assert "As of 20" in shown
    assert "Cập nhật đến 20" in kehoach("registry", "status").out


def test_registry_import_export_and_use(kehoach: Kehoach, tmp_path: Path) -> None:
    given = tmp_path / "so-noi-vu.csv"
    header = "type,number,date,issuer,title,source,as_of\n"
    row = "Kế hoạch,92/KH-UBND,2026-02-20,Ủy ban nhân dân tỉnh Đồng Nai,Về an toàn giao thông,Sở Nội vụ,2026-03-01\n"
    given.write_text(header + row, encoding="utf-8")
    done = kehoach("registry", "import", given, "--into", "rieng.csv")
    assert done.code == 0
    assert "1 văn bản, 1 mới" in done.out
    assert "0 mới" in kehoach("registry", "import", given, "--into", "rieng.csv").out
    assert kehoach("registry", "export", "ra.csv", "--registry", "rieng.csv").code == 0
    assert "92/KH-UBND" in Path("ra.csv").read_text(encoding="utf-8")
    rows = json.loads(kehoach("check", SLIPS, "--registry", "rieng.csv", "--format", "json", "--disable", "S01").out)
    assert ("R03", "92/KH-UBND") in [(row["rule"], row["about"]) for row in rows]


def test_registry_import_of_a_wrong_file(kehoach: Kehoach, tmp_path: Path) -> None:
    given = tmp_path / "sai.csv"
    given.write_text("loai,number,title,source,as_of\n", encoding="utf-8")
    done = kehoach("registry", "import", given)
    assert done.code == 2
    assert "dòng 1, cột 1" in done.err
    assert not Path("danh-muc-rieng.csv").exists()


def test_registry_learn_proposes_and_adds_nothing(kehoach: Kehoach, store: str) -> None:
    done = kehoach("registry", "learn", "--db", store, "--least", "2", "--out", "de-xuat.csv")
    assert done.code == 0
    assert "Không có đề xuất" in done.out
    assert Path("de-xuat.csv").read_text(encoding="utf-8").count("\n") == 1


ABOVE = """\
ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 92/KH-UBND
Lào Cai, ngày 27 tháng 02 năm 2026

KẾ HOẠCH
Nâng cao chất lượng công tác văn thư năm 2026

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

I. CHỈ TIÊU

1. Ít nhất 90% hồ sơ công việc được lập trên môi trường điện tử trong năm 2026.

Nơi nhận:
- UBND các xã;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


@pytest.fixture
def two_plans(tmp_path: Path) -> tuple[Path, Path]:
    above, below = tmp_path / "tren.txt", tmp_path / "duoi.txt"
    above.write_text(ABOVE, encoding="utf-8")
    own = (
        ABOVE.replace("TỈNH LÀO CAI", "XÃ SÔNG ĐẦM")
        .replace("Số: 92", "Số: 11")
        .replace("Lào Cai, ngày 27", "Sông Đầm, ngày 28")
    )
    named = "Thực hiện Kế hoạch số 92/KH-UBND ngày 27 tháng 02 năm 2026 của UBND tỉnh Lào Cai về công tác văn thư;\n\nI. CHỈ"
    below.write_text(own.replace("90%", "75%").replace("I. CHỈ", named), encoding="utf-8")
    return above, below


def test_against_a_file(kehoach: Kehoach, two_plans: tuple[Path, Path]) -> None:
    above, below = two_plans
    done = kehoach("check", below, "--against", above, "--format", "json")
    (row,) = json.loads(done.out)
    assert (row["document"], row["parent"], row["state"]) == (str(below), "tren.txt", "lower")
    assert (row["asked"], row["stated"]) == ("≥ 90% (2026)", "≥ 75% (2026)")
    assert "thấp hơn" in kehoach("check", below, "--against", above).out
    assert "1 lower" in kehoach("check", below, "--against", above, "--lang", "en").out


def test_against_a_plan_that_is_nowhere(kehoach: Kehoach, two_plans: tuple[Path, Path]) -> None:
    done = kehoach("check", two_plans[1], "--against", "tren-nua")
    assert (done.code, done.err.startswith("tren-nua: "), "kehoach run" in done.err) == (2, True, True)


def test_against_the_plan_that_the_bases_name(kehoach: Kehoach, two_plans: tuple[Path, Path]) -> None:
    above, below = two_plans
    assert kehoach("run", above, "--out", "out").code == 0
    (row,) = json.loads(kehoach("check", below, "--against", "auto", "--format", "json").out)
    assert row["state"] == "lower"
    alone = kehoach("check", above, "--against", "auto", "--format", "json")
    assert (json.loads(alone.out), "không thấy kế hoạch cấp trên" in alone.err) == ([], True)


def test_report_is_written_beside_the_findings(kehoach: Kehoach, two_plans: tuple[Path, Path], tmp_path: Path) -> None:
    done = kehoach("check", two_plans[1], "--disable", "S01", "--report", "phieu.html")
    assert done.code == 0
    assert "PHIẾU RÀ SOÁT VĂN BẢN" in (tmp_path / "phieu.html").read_text(encoding="utf-8")
    assert kehoach("check", two_plans[1], "--report", "phieu.pdf").code == 2
