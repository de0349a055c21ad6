"""The commands: what they print, in which language, and how they end."""

import inspect
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline import __version__
from pipeline.cli import app as cli
from pipeline.cli import batch as cli_batch
from pipeline.cli import documents as cli_documents
from pipeline.cli.options import chosen, terminal
from pipeline.errors import EngineError, OutputError, StorageError
from pipeline.settings import RunSettings, load
from pipeline.storage import Store

BODY = """
    if name.startswith("bad"): raise DamagedFile(path, "cut at 12")
    if name.startswith("fault"): return record(faults=[{"page": 2, "stage": "ocr", "message": "trang hỏng / bad page"}])
    if name.startswith("dull"):
        empty = {"page": 1, "stage": "coverage", "message": "không thấy nhiệm vụ / no task"}
        return record(faults=[empty]) | {"coverage": {"explained": 0.999, "kinds": {}}}
    if name.startswith("escape"):
        return RECORD | {"source": RECORD["source"] | {"path": path},
                         "document": RECORD["document"] | {"title": "a\\x1b[2J[red]b"}}
"""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of files for the double."""
    home = tmp_path / "kế hoạch"
    home.mkdir()
    for name in ("a.pdf", "bad.pdf", "fault.docx", "~$a.docx", "tool.py"):
        (home / name).write_text(name)
    return home


def test_run_says_what_became_of_each_file(kehoach: Any, doubled: Any, plans: Path, tmp_path: Path) -> None:
    doubled(BODY)
    code, out, err = kehoach("run", "kế hoạch")
    assert code == 1
    assert "Lỗi kế hoạch/bad.pdf: Tệp hỏng hoặc bị cắt cụt (cut at 12). Tải lại" in out
    assert "Một phần kế hoạch/fault.docx: trang 2: trang hỏng" in out
    assert "Đủ: 1, Một phần: 1, Lỗi: 1" in out
    assert "~$a.docx" in out
    assert "tool.py" in out
    assert f"Bảng Excel: {tmp_path / 'out' / 'plans.xlsx'}" in out
    assert "Cộng 3 tệp" in out
    assert "[3/3]" in err
    assert (tmp_path / "kehoach.db").is_file()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".kehoach-inputs", ".kehoach-rows", ".kehoach-tables", "assignments.csv", "dates.csv", "decisions.csv", "documents.csv", "findings.csv",
        "legal_references.csv",
        "plans.xlsx", "records", "residuals.csv", "targets.csv",
    ]  # fmt: skip


def test_run_says_how_far_the_texts_are_accounted_for(kehoach: Any, doubled: Any, plans: Path) -> None:
    doubled(BODY)
    out = kehoach("run", plans).out
    assert [line.split()[-6] for line in out.splitlines() if " Đủ " in line] == ["50%"]
    assert "Một phần vì" not in out
    (plans / "dull.pdf").write_text("dull")
    out = kehoach("run", plans).out
    assert "99%" in out and "66%" in out  # never 100 where something is left; the mean of three
    assert "Một phần vì có phần văn bản không thấy chỉ tiêu, nhiệm vụ: 1\n" in out
    assert "gave no target and no task: 1\n" in kehoach("run", plans, "--lang", "en").out


def test_run_in_english(kehoach: Any, doubled: Any, plans: Path) -> None:
    doubled(BODY)
    code, out, _ = kehoach("run", plans, "--lang", "en")
    assert code == 1
    assert "The file is damaged or cut short (cut at 12). Fetch it again" in out
    assert "page 2: bad page" in out
    assert "Complete: 1, Partial: 1, Failed: 1" in out
    assert "Lỗi" not in out


def test_run_ends_with_zero_where_all_is_read(kehoach: Any, doubled: Any, plans: Path) -> None:
    doubled("")
    assert kehoach("run", plans).code == 0
    again = kehoach("run", plans)
    assert again.code == 0
    assert again.out.count("(đã có)") == 3
    assert "đã có" not in kehoach("run", plans, "--force").out


def test_run_without_a_file_to_read(kehoach: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, _ = kehoach("run", "empty")
    assert (code, "Không có tệp nào để đọc" in out) == (0, True)
    code, out, _ = kehoach("run", "nowhere")
    assert code == 1
    assert "Lỗi nowhere: Không mở được tệp hoặc thư mục" in out


def test_whatever_a_walk_leaves_out_is_named(kehoach: Any, doubled: Any, plans: Path) -> None:
    doubled(BODY)
    (plans / "below").mkdir()
    (plans / "lối tắt").symlink_to(plans / "below")
    os.mkfifo(plans / "pipe.pdf")
    for name in ("b.pdf.crdownload", "c.gif", "Thumbs.db", ".d.pdf"):
        (plans / name).write_text(name)
    out = kehoach("run", plans).out
    assert [line for line in out.splitlines() if line.startswith("Bỏ qua")] == [
        "Bỏ qua 1 tệp, thư mục (tệp khóa của Word, LibreOffice): ~$a.docx",
        "Bỏ qua 1 tệp, thư mục (tải về dở dang): b.pdf.crdownload",
        "Bỏ qua 1 tệp, thư mục (loại ảnh không đọc được): c.gif",
        "Bỏ qua 1 tệp, thư mục (lối tắt tới thư mục): lối tắt",
        "Bỏ qua 1 tệp, thư mục (tệp đặc biệt): pipe.pdf",
        "Bỏ qua 1 tệp, thư mục (không phải văn bản): tool.py",
        "Bỏ qua 1 tệp, thư mục (tệp của hệ thống): Thumbs.db",
        "Bỏ qua 1 tệp, thư mục (ẩn): .d.pdf",
    ]


def test_nothing_in_a_document_can_steer_the_terminal(kehoach: Any, doubled: Any, tmp_path: Path) -> None:
    (tmp_path / "escape.pdf").write_text("x")
    doubled(BODY)
    assert "\x1b" not in kehoach("run", "escape.pdf").out
    out = kehoach("show", "escape").out
    assert "\x1b" not in out
    assert "a [2J[red]b" in out


def test_every_option_of_run_lands_in_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "db": "sqlite:///x.db", "out": "o", "workers": 3, "executor": "dask", "scheduler": "tcp://h:1", "ocr": "always",
        "restore": "never", "timeout": 5.0, "memory": 100, "password": "p", "lang": "en",
    }  # fmt: skip
    seen: dict[str, Any] = {}

    def fake(paths: list[str], settings: RunSettings, *_: Any, **options: Any) -> Any:
        seen.update(settings=settings, paths=paths, **options)
        raise EngineError(None, "stop here")

    monkeypatch.setattr("pipeline.batch.run", fake)
    with pytest.raises(EngineError):
        cli_batch.run(["p"], force=True, config=None, **given)
    s = seen["settings"]
    assert (s.db, s.out, s.workers, s.executor, s.scheduler, s.timeout, s.memory, s.lang) == (
        "sqlite:///x.db", "o", 3, "dask", "tcp://h:1", 5.0, 100, "en",
    )  # fmt: skip
    assert (s.read.ocr, s.restoring.restore, s.read.password) == ("always", "never", "p")
    assert (seen["paths"], seen["force"]) == (["p"], True)
    names = set(inspect.signature(cli_batch.run).parameters)
    assert names == {*given, "paths", "force", "config"}, "a new option: put it into this test"


def test_options_win_over_the_file_of_settings(tmp_path: Path) -> None:
    (tmp_path / "k.toml").write_text('workers = 2\nout = "file"\n[read]\nocr = "never"\n')
    settings = load(tmp_path / "k.toml", **chosen(workers=5, out=None, read__ocr=None))
    assert (settings.workers, settings.out, settings.read.ocr) == (5, "file", "never")


def test_status_lists_the_ledger(kehoach: Any, doubled: Any, plans: Path) -> None:
    doubled(BODY)
    kehoach("run", plans)
    code, out, _ = kehoach("status")
    assert code == 0
    assert "Tệp hỏng hoặc bị cắt cụt" in out
    assert "dừng giữa chừng" not in out
    values = json.loads(kehoach("status", "--format", "json").out)
    assert {Path(line["path"]).name: line["state"] for line in values["inputs"]} == {
        "a.pdf": "ok", "bad.pdf": "failed", "fault.docx": "partial",
    }  # fmt: skip
    assert [line["reason"] for line in values["inputs"]] == [
        None, "Tệp hỏng hoặc bị cắt cụt (cut at 12). Tải lại từ nơi phát hành rồi chạy lại.", "trang 2: trang hỏng",
    ]  # fmt: skip
    with Store("kehoach.db") as store:
        store.begin_run(9, "0")
    assert "9 tệp cần đọc" in kehoach("status").out


def test_show_a_record(kehoach: Any, doubled: Any, plans: Path, tmp_path: Path) -> None:
    doubled(BODY)
    kehoach("run", plans)
    code, out, _ = kehoach("show", "a")
    assert code == 0
    for words in ("Trồng rừng năm 2026", "xã Sông Đầm", "hộ có nước sạch", "ít nhất", "tháng 12/2026", "12/QĐ-UBND",
                  "Phòng Kinh tế", "ngày 05/12 hằng năm", "Thiếu số."):  # fmt: skip
        assert words in out
    assert "50% (trong các bảng: Số liệu 1/2)" in out
    assert "Cần xem (chưa vào bảng) (1)" in out and "12 nhà" in out
    assert "tr. 1: " not in out  # one paper is all that there is
    assert "No number." in kehoach("show", "a", "--lang", "en").out
    record = kehoach("show", "a", "--format", "json").out
    assert record == (tmp_path / "out" / "records" / "a.json").read_text(encoding="utf-8")
    assert "hộ có nước sạch" in kehoach("show", "out/records/a.json").out
    assert kehoach("show", "bad").code == 2
    assert kehoach("show", "nothing")[::2] == (
        2, "Cấu hình hoặc tham số sai ('nothing'). Không có văn bản này; xem danh sách bằng kehoach status.\n",
    )  # fmt: skip


def test_show_lists_the_papers_of_a_file(kehoach: Any, record_values: Any, tmp_path: Path) -> None:
    values = record_values()
    annex = {"kind": "annex", "title": "Phân công", "number": "Phụ lục I", "start": 90, "end": 99, "pages": [2, 4]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(values | {"parts": [*values["parts"], annex]}), encoding="utf-8")
    out = kehoach("show", path).out
    assert "tr. 1: Kế hoạch · Trồng rừng năm 2026\n" in out
    assert "tr. 2-4: Phụ lục I · Phân công\n" in out


def test_export_writes_the_whole_store(kehoach: Any, doubled: Any, plans: Path, tmp_path: Path) -> None:
    doubled(BODY)
    kehoach("run", plans)
    code, out, _ = kehoach("export", "--format", "parquet", "--format", "json", "--out", "x")
    assert code == 0
    assert [Path(line).name for line in out.split()][-1] == "records"
    assert len(list((tmp_path / "x").glob("*.parquet"))) == 8
    assert kehoach("export", "--format", "docx").code == 2


def test_results_in_the_place_of_a_file_are_refused_in_words_that_fit(
    kehoach: Any, plans: Path, tmp_path: Path
) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    for command in (
        ["run", plans, "--out", "tệp"],
        ["run", plans, "--out", "tệp/out"],
        ["registry", "export", "tệp/a.csv"],
    ):
        code, _, err = kehoach(*command)
        assert code == OutputError.exit_code
        assert "chọn tên khác" in err and "Excel" not in err and "--db" not in err


def test_a_store_that_is_not_there(kehoach: Any) -> None:
    for command in (["status"], ["show", "a"], ["export", "--format", "csv"]):
        code, out, err = kehoach(*command, "--db", "no.db")
        assert (code, out) == (StorageError.exit_code, "")
        assert "Chạy kehoach run trước." in err
        assert not Path("no.db").exists()


def test_evaluate(kehoach: Any, record_values: Any, tmp_path: Path) -> None:
    for folder, values in (("gold", record_values()), ("found", record_values(targets=record_values()["targets"][:1]))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.json").write_text(json.dumps(values), encoding="utf-8")
    code, out, _ = kehoach("evaluate", "gold", "found", "--show", "targets")
    assert code == 0
    line = "targets           P 1.000  R 0.500  F1 0.667  ({})"
    assert line.format("đúng 1 / 2 mục mẫu, 1 mục đọc được") in out.splitlines()
    english = kehoach("evaluate", "gold", "found", "--lang", "en").out.splitlines()
    assert line.format("1 / 2 gold, 1 predicted") in english
    assert '- targets: {"id": "t2"' in out
    figures = json.loads(kehoach("evaluate", "gold", "found", "--format", "json").out)
    assert figures["dates"]["f1"] == 1.0
    assert kehoach("evaluate", "gold", "found", "--min", "targets=0.6").code == 0
    low = kehoach("evaluate", "gold", "found", "--min", "targets=0.7", "--min", "dates=1")
    assert (low.code, low.err) == (1, "targets: F1 0.667 < 0.7\n")
    for wrong in (["--min", "targets"], ["--min", "nothing=1"], ["--show", "nothing"], ["--format", "xml"]):
        assert kehoach("evaluate", "gold", "found", *wrong).code == 2
    assert kehoach("evaluate", "gold", "nowhere").code == 1


def test_gains_and_losses_since_an_earlier_evaluation(kehoach: Any, record_values: Any, tmp_path: Path) -> None:
    targets = record_values()["targets"]
    for folder, given in (
        ("gold", targets), ("then", targets[:1]), ("now", [*targets[1:], targets[1] | {"value": 7, "quote": "bảy"}]),
    ):  # fmt: skip
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.json").write_text(json.dumps(record_values(targets=given)), encoding="utf-8")
    Path("then.json").write_text(kehoach("evaluate", "gold", "then", "--format", "json").out, encoding="utf-8")
    code, out, _ = kehoach("evaluate", "gold", "now", "--against", "then.json")
    lines = [line for line in out.splitlines() if line[1:].startswith(" targets,")]
    assert code == 0
    assert [line.partition(": ")[0] for line in lines] == [
        "+ targets, nay đọc được", "- targets, nay bỏ sót", "- targets, nay đọc sai",
    ]  # fmt: skip
    assert [json.loads(line.partition(": ")[2])["value"] for line in lines] == [
        targets[1]["value"], targets[0]["value"], 7,
    ]  # fmt: skip
    since = json.loads(kehoach("evaluate", "gold", "now", "--against", "then.json", "--format", "json").out)
    assert [len(since["targets"]["since"][key]) for key in ("found", "cleared", "missed", "wrong")] == [1, 0, 1, 1]
    assert not any(
        line[:1] in "+-" for line in kehoach("evaluate", "gold", "then", "--against", "then.json").out.splitlines()
    )
    Path("figures.json").write_text('{"targets": {"f1": 1}}')
    assert kehoach("evaluate", "gold", "now", "--against", "figures.json").code == 2
    assert kehoach("evaluate", "gold", "now", "--against", "nowhere.json").code == 1


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["text"], "Thiếu tham số FILE. Xem: kehoach text --help", "Missing argument 'FILE'. See: kehoach text --help"),
        (["run", "--nope", "a"], "Không có tùy chọn --nope. Xem: kehoach run --help", "No such option: --nope"),
        (["run", "a", "--workers", "x"], "Giá trị không hợp lệ cho --workers.", "Invalid value for '--workers'"),
        (["nope"], "Không có lệnh nope. Xem: kehoach --help", "No such command 'nope'. See"),
        (
            ["run", "a", "--ocr", "x"],
            "Cấu hình hoặc tham số sai (ocr = 'x': auto |",
            "Wrong settings or arguments (ocr",
        ),
        (["run", "a", "--config", "no.toml"], "no.toml: Cấu hình hoặc tham số sai (không mở được", "no.toml: Wrong"),
        (["run", "a", "--timeout", "0"], "Cấu hình hoặc tham số sai (", "Wrong settings or arguments ("),
        (["status", "--format", "xml"], "Cấu hình hoặc tham số sai (--format 'xml': text | json).", "Wrong settings"),
    ],
)
def test_wrong_usage_is_one_line_and_two(kehoach: Any, arguments: list[str], vi: str, en: str) -> None:
    for lang, words in (([], vi), (["--lang", "en"], en), (["--lang=en"], en)):
        code, out, err = kehoach(*arguments, *lang)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(words)


def test_errors_of_reading_are_one_line(kehoach: Any, tmp_path: Path) -> None:
    code, out, err = kehoach("text", "no.pdf")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("no.pdf: Không mở được tệp")
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert kehoach("text", "empty.pdf", "--lang", "en").err.startswith("empty.pdf: The file is empty")


def test_text_joins_lines_and_raw_does_not(kehoach: Any, tmp_path: Path) -> None:
    content = (
        "KẾ HOẠCH\n\nCăn cứ Nghị quyết số 57-\nNQ/TW ngày 22/12/2024, Ủy ban nhân dân xã xây dựng kế\nhoạch như sau:\n"
    )
    (tmp_path / "a.txt").write_text(content, encoding="utf-8")
    assert "57-NQ/TW" in kehoach("text", "a.txt").out
    assert kehoach("text", "a.txt", "--raw").out == content


def test_a_file_may_come_from_standard_input(kehoach: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "<html><body><p>Các thôn họp dân, lắp 12 loa.</p></body></html>".encode()

    def piped(command: str, given: bytes = data) -> Any:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        return kehoach(command, "-")

    assert piped("text") == (0, "Các thôn họp dân, lắp 12 loa.\n", "")
    assert (piped("residuals").code, piped("check").code) == (0, 0)
    for command in ("text", "residuals", "check"):
        done = piped(command, b"")
        assert (done.code, done.err) == (1, "-: Tệp rỗng (0 byte). Tải lại hoặc quét lại văn bản rồi chạy lại.\n")


def test_restore_brings_back_garbled_words_line_by_line(
    kehoach: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    garbled = "Thuc hién Ké hoach s6 12/KH-UBND cia UBND xa vé d6i méi sang tao\ndé nghi cac co quan chti tri\n"
    mended = "Thực hiện Kế hoạch số 12/KH-UBND của UBND xã về đổi mới sáng tạo\nđề nghị các cơ quan chủ trì\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(garbled.encode())))
    assert kehoach("restore") == (0, mended, "")
    file = tmp_path / "quet.txt"
    file.write_text(garbled, encoding="utf-8")
    assert kehoach("restore", file).out == mended
    assert kehoach("restore", file, "--restore", "never").out == garbled
    given = json.loads(kehoach("restore", file, "--format", "json").out)
    assert given["text"] == mended
    assert ("d6i", "đổi") in {(change["raw"], change["restored"]) for change in given["changes"]}


def test_unforeseen_errors_are_not_hidden(kehoach: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pipeline.process.read", fail)
    with pytest.raises(ZeroDivisionError):
        kehoach("text", "a.txt")


def test_stopping_and_a_reader_that_leaves(kehoach: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.process.read", stop)
    assert kehoach("text", "a.txt")[::2] == (130, "Đã dừng.\n")


def test_help_lists_the_commands(kehoach: Any) -> None:
    code, out, _ = kehoach("--help")
    assert code == 0
    for name, function, summary in cli._COMMANDS:
        assert f"  {name} " in out
        assert summary in out
        assert f"kehoach {name}" in kehoach(name, "--help").out
        assert function.__doc__
    assert kehoach("--version").out == f"kehoach {__version__}\n"


def test_options_have_help_in_vietnamese() -> None:
    app = cli.application()
    assert len(app.registered_commands) == len(cli._COMMANDS)
    for function in (cli_batch.run, cli_batch.export, cli_documents.evaluate):
        for parameter in inspect.signature(function, eval_str=True).parameters.values():
            assert parameter.annotation.__metadata__[0].help


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


def test_python_m_pipeline_is_the_same_command() -> None:
    done = _python("-m", "pipeline", "--version")
    assert (done.returncode, done.stdout) == (0, f"kehoach {__version__}\n")
    wrong = _python("-m", "pipeline", "nope")
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_output_is_utf8_in_any_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "pipeline", "--help"], capture_output=True, check=True,
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip
    assert "Đọc kế hoạch".encode() in done.stdout


@pytest.mark.parametrize("code", ["import pipeline", "from pipeline.cli import app; app.invoke(['--help'])"])
def test_import_and_help_load_no_engine(code: str) -> None:
    heavy = "pandas numpy spacy underthesea sqlalchemy pyarrow alembic pypdfium2 pdfplumber docx PIL distributed"
    probe = f"{code}\nimport sys\nprint([name for name in {heavy.split()!r} if name in sys.modules])"
    assert _python("-c", probe).stdout.splitlines()[-1] == "[]"


def test_a_full_disk_under_the_output_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "text", str(tmp_path / "a.txt")],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 4
    assert done.stderr.startswith("Không ghi được kết quả (No space left on device).")
    assert len(done.stderr.splitlines()) == 1


def test_what_another_program_stops_ends_as_by_ctrl_c() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli.app import main; print('up', flush=True); main()", "restore", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout and process.stdout.readline() == "up\n"
        while not _handles_sigterm(process.pid):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.communicate() == ("", "Đã dừng.\n")
    assert process.returncode == 130


def _handles_sigterm(process: int) -> bool:
    status = Path(f"/proc/{process}/status").read_text()
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def test_tables_are_as_wide_as_the_terminal_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert terminal().width == 160
    monkeypatch.setenv("COLUMNS", "60")
    assert terminal().width == 60
