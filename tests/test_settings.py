"""Settings from defaults, a file and the command line; what is said of a wrong one."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import RunSettings, load


def test_later_words_stand_over_earlier_ones(tmp_path: Path) -> None:
    path = tmp_path / "kehoach.toml"
    path.write_text(
        'workers = 2\ntimeout = 30\n[read]\nocr = "always"\n[checking]\ndisabled = ["S01"]\n', encoding="utf-8"
    )
    settings = load(path, workers=3, **{"read.ocr_dpi": 300})
    assert (settings.workers, settings.timeout, settings.lang) == (3, 30.0, "vi")
    assert (settings.read.ocr, settings.read.ocr_dpi, settings.read.max_pages) == ("always", 300, 5000)
    assert settings.checking.disabled == ("S01",)
    assert load() == RunSettings()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("wokers", 2, "unknown key 'wokers', perhaps 'workers'"),
        ("read.ocr", "sometimes", "ocr = 'sometimes': auto | always | never"),
        ("workers", "2", "workers = '2': cần một số nguyên / a whole number is needed"),
        ("workers", True, "a whole number is needed"),
        ("timeout", "30", "timeout = '30': cần một số / a number is needed"),
        ("timeout", True, "a number is needed"),
        ("check", 1, "check = 1: cần true hoặc false / true or false is needed"),
        ("db", 5, "db = 5: cần một chuỗi chữ / a text is needed"),
        ("scheduler", 5, "scheduler = 5: cần một chuỗi chữ / a text is needed"),
        ("checking.disabled", "S01", "disabled = 'S01': cần danh sách chữ / a list of strings is needed"),
        ("checking.disabled", [1], "a list of strings is needed"),
        ("read", "auto", "read: cần một bảng [read] / a table of settings is needed"),
    ],
)
def test_a_wrong_setting_is_told(key: str, value: object, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(**{key: value})
    assert said in caught.value.describe("vi")


@pytest.mark.parametrize(
    ("key", "value"), [("scheduler", None), ("scheduler", "tcp://a"), ("timeout", 30), ("read.password", "bí mật")]
)
def test_what_fits_is_taken(key: str, value: object) -> None:
    found: object = load(**{key: value})
    for part in key.split("."):
        found = getattr(found, part)
    assert found == value


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        load(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("workers = \n", encoding="utf-8")
    with pytest.raises(UsageError, match="no TOML file"):
        load(tmp_path / "bad.toml")
