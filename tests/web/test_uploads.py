"""Files brought in: limits, progress, cancelling."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.web.uploads import harmless


def _files(*names: str) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name, f"KẾ HOẠCH {name}".encode(), "text/plain")) for name in names]


def _ended(asker: Any, number: int) -> dict[str, Any]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        view: dict[str, Any] = asker.client.get(f"/api/run/{number}").json()
        if view["state"] in ("done", "cancelled", "failed"):
            return view
        time.sleep(0.05)
    raise AssertionError(view)


def test_files_are_read_and_told_of_as_they_go(open_site: Callable[..., Any], job_module: Callable[..., str]) -> None:
    asker = open_site(work=job_module("pass"))
    answer = asker.post("/upload", files=_files("một.txt", "hai.txt"))
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/upload/1")
    with asker.client.stream("GET", "/upload/1/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        told = "".join(events.iter_text())
    assert told.count("event: over") == 1
    assert "2 / 2 tệp" in told.split("event: over")[1]
    assert _ended(asker, 1)["state"] == "done"
    page = asker.get("/upload/1")
    assert 'href="/plans/1"' in page and "data-events" not in page
    assert sorted(path.name for path in Path(asker.settings.out).rglob("*.txt")) == ["hai.txt", "một.txt"]
    assert not list(Path(asker.settings.out).glob("*.xlsx"))
    assert "2 kế hoạch" in asker.get("/")


def test_a_reading_is_stopped_at_once_and_what_is_done_is_kept(
    open_site: Callable[..., Any], job_module: Callable[..., str]
) -> None:
    second = "flag = os.path.join(os.path.dirname(os.path.dirname(path)), 'first')"
    asker = open_site(work=job_module(f"{second}\nif os.path.exists(flag): time.sleep(120)\nopen(flag, 'w').close()"))
    asker.post("/upload", files=_files("a.txt", "b.txt"))
    while asker.client.get("/api/run/1").json()["done"] < 1:
        time.sleep(0.05)
    began = time.monotonic()
    asker.post("/upload/1/stop")
    assert _ended(asker, 1)["state"] == "cancelled"
    assert time.monotonic() - began < 60  # not the two minutes that the file would have taken
    assert "1 kế hoạch" in asker.get("/")
    assert "Đã dừng" in asker.get("/upload/1")


def test_the_same_file_twice_is_one(open_site: Callable[..., Any], job_module: Callable[..., str]) -> None:
    asker = open_site(work=job_module("pass"))
    for number in (1, 2):
        asker.post("/upload", files=_files("một.txt"))
        _ended(asker, number)
    assert "1 kế hoạch" in asker.get("/")


def test_what_is_no_document_is_named_and_left_out(
    open_site: Callable[..., Any], job_module: Callable[..., str]
) -> None:
    asker = open_site(work=job_module("pass"))
    program = ("files", ("a.exe", b"MZ\x90\0" + bytes(range(256)) * 8, "application/pdf"))
    refused = asker.post("/upload", files=[program])
    assert "a.exe: không phải loại tệp" in refused.text
    answer = asker.post("/upload", files=[program, *_files("một.txt")])
    assert answer.status_code == 204
    assert _ended(asker, 1)["left_out"] == ["a.exe"]
    assert not list(Path(asker.settings.out).rglob("*.exe"))


@pytest.mark.parametrize(
    ("rules", "names", "words"),
    [
        ({"max_files": 2}, ("a.txt", "b.txt", "c.txt"), "Quá 2 tệp"),
        ({}, (), "Chưa chọn tệp nào"),
    ],
)
def test_limits(open_site: Callable[..., Any], rules: dict[str, int], names: tuple[str, ...], words: str) -> None:
    asker = open_site(**rules)
    files = _files(*names) or [("files", ("", b"", "text/plain"))]
    assert words in asker.post("/upload", files=files).text
    assert not Path(asker.settings.out).exists()


def test_an_upload_past_the_limit_is_refused_before_it_is_read(open_site: Callable[..., Any]) -> None:
    asker = open_site(max_bytes=1000)
    assert asker.post("/upload", files=[("files", ("a.txt", b"x" * 2000, "text/plain"))]).status_code == 413


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\a\\kế hoạch.pdf", "kế hoạch.pdf"), ("a/b/c.docx", "c.docx"), ("...", "tep"),
        (".bashrc", "bashrc"), ("a\0b.pdf", "a_b.pdf"), ("x" * 300 + ".pdf", "x" * 100 + ".pdf"), ("con<|>.txt", "con_.txt"),
    ],
)  # fmt: skip
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert harmless(given) == kept
