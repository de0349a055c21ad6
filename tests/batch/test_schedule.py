"""What is still to do, and what records are called."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.inputs import Input
from pipeline.batch.schedule import Stamp, plan, stamp
from pipeline.errors import MissingFile
from pipeline.settings import CheckSettings, ReadSettings, RunSettings
from pipeline.storage import Entry

MARK = Stamp("settings", "attempt", "1")


def _input(path: str, sha256: str | None = "a") -> Input:
    return Input(path, path, sha256, 1, None if sha256 else MissingFile(path))


def _entry(path: str, **fields: Any) -> Entry:
    common: dict[str, Any] = {"path": path, "shown": path, "name": "n", "sha256": "a", "size": 1, "state": "ok"}
    common |= {"settings": "settings", "attempt": "attempt", "version": "1", "started": datetime.now(UTC)}
    return Entry(**(common | fields))


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({}, True),
        ({"state": "partial"}, True),
        ({"attempt": "other"}, True),  # other limits change nothing about what could be read
        ({"sha256": "b"}, False),
        ({"settings": "other"}, False),
        ({"version": "2"}, False),
        ({"state": "failed", "error": "DamagedFile"}, True),
        ({"state": "failed", "error": "ReadTimeout", "attempt": "other"}, False),
        ({"state": "failed", "error": "EngineError"}, False),
        ({"state": "failed", "error": "EncryptedFile"}, False),  # perhaps there is a password now
    ],
)
def test_what_is_done_is_not_done_again(fields: dict[str, Any], known: bool) -> None:
    (task,) = plan([_input("/a.pdf")], [_entry("/a.pdf", **fields)], MARK)
    assert (task.known is not None) == known
    (forced,) = plan([_input("/a.pdf")], [_entry("/a.pdf", **fields)], MARK, force=True)
    assert forced.known is None


def test_a_file_that_cannot_be_opened_any_more_is_not_known() -> None:
    (task,) = plan([_input("/a.pdf", None)], [_entry("/a.pdf")], MARK)
    assert task.known is None


def test_records_of_one_stem_do_not_share_a_name() -> None:
    paths = ["/x/a.docx", "/x/a.pdf", "/x/A.txt", "/y/a.pdf", "/z/y/a.pdf", "/q/b.pdf"]
    tasks = plan([_input(path) for path in paths], [], MARK)
    names = [task.name for task in tasks]
    assert names[:4] == ["a", "a.pdf", "A.txt", "y.a"]
    assert names[5] == "b"
    assert len({name.casefold() for name in names}) == len(names)


def test_names_once_given_stay() -> None:
    paths = [f"/{folder}/a.pdf" for folder in "pqr"]
    whole = plan([_input(path) for path in paths], [], MARK)
    after_a_kill = [_entry(task.input.path, name=task.name) for task in whole[1:2]]
    again = plan([_input(path) for path in paths], after_a_kill, MARK)
    assert [task.name for task in again] == [task.name for task in whole]


def test_the_stamp_knows_what_stands_in_own_registries(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    settings = RunSettings(checking=CheckSettings(registries=(str(own),)))
    marks = set()
    for content in ("a", "b", "a"):
        own.write_text(content)
        marks.add(stamp(settings).settings)
    assert len(marks) == 2


def test_the_stamp_knows_what_shapes_a_record() -> None:
    base = RunSettings()
    mark = stamp(base)
    assert mark == stamp(replace(base, workers=7, db="x", out="y", lang="en"))
    assert stamp(replace(base, check=False)).settings != mark.settings
    assert stamp(replace(base, read=ReadSettings(ocr="never"))).settings != mark.settings
    assert stamp(replace(base, read=ReadSettings(password="x"))) == mark, "nothing of a password is kept"
    for other in (replace(base, timeout=1.0), replace(base, memory=1)):
        assert stamp(other).settings == mark.settings
        assert stamp(other).attempt != mark.attempt
