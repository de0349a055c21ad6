"""Fixtures that tests of several areas share."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import textwrap
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

Values = dict[str, Any]


def evidence(start: int = 0, page: int = 1) -> Values:
    """A place of five characters."""
    place = {"page": page, "start": start, "end": start + 5, "raw_start": start, "raw_end": start + 5}
    return {**place, "bbox": [70.9, 80.0, 200.5, 92.25]}


def item(identity: str, **fields: Any) -> Values:
    """An item of a record: what all items have, and its own fields."""
    common = {"id": identity, "quote": "trích từ văn bản", "evidence": evidence(), "confidence": 0.9, "by": "rule"}
    return common | fields


@pytest.fixture
def record_values() -> Callable[..., Values]:
    """Makes a valid record as plain values, with one or two items a table; keywords replace whole parts."""

    def make(path: str = "kế hoạch.pdf", **parts: Any) -> Values:
        info: Values = dict.fromkeys(
            ("type", "number", "symbol", "issuer", "unit", "province", "place", "issue_date", "title", "period")
        )
        info |= {"type": "Kế hoạch", "unit": "xã Sông Đầm", "issue_date": "2026-03-05", "title": "Trồng rừng năm 2026"}
        info |= {"signer": "Lê Văn Thử", "signer_title": "CHỦ TỊCH", "authority": ["TM. ỦY BAN NHÂN DÂN"]}
        info |= {"recipients": ["Như trên", "Lưu trữ"], "archive": "VT", "evidence": {"type": evidence()}}
        reference = {"type": "Quyết định", "number": "12", "symbol": "QĐ-UBND", "canonical": "12/QĐ-UBND"}
        reference |= {"date": "2026-01-09", "issuer": "UBND tỉnh", "title": None, "article": None, "role": "basis"}
        reference |= {"repeats": None, "resolved": None, "verdict": "not-checked"}
        target = {"value": 85.5, "value_max": None, "unit": "%", "comparator": ">=", "indicator": "hộ có nước sạch"}
        target |= {"due": "2026-12", "group": None, "section": "II.1", "indicator_id": None}
        target |= {"responsible": "Phòng Kinh tế", "baseline": {"value": 71.5, "date": "2025"}}
        task = {"body": "Phòng Kinh tế", "role": "lead", "task": "chủ trì trồng rừng", "partners": ["Công an xã"]}
        task |= {"due": "XXXX-12-05", "report_to": None, "section": "III.1", "body_id": None}
        task |= {"product": "báo cáo kết quả", "target_ids": ["t1", "t2"]}
        finding = {"kind": "missing-number", "about": "số văn bản", "explanation": "Thiếu số.", "rule": "head.number"}
        finding |= {"explanation_en": "No number.", "severity": "error", "basis": None, "suggestion": None}
        values: Values = {
            "source": {
                "path": path,
                "sha256": "a" * 64,
                "media_type": "application/pdf",
                "method": "text-layer",
                "pages": [{"page": 1, "text_source": "layer", "score": 1.0, "reason": None}],
                "restored": False,
                "quality": 0.97,
                "engines": {"pypdfium2": "5"},
                "faults": [],
            },
            "document": info,
            "sections": [{"path": "II.1", "label": "1", "level": 2, "title": "Chỉ tiêu", "page": 1}],
            "legal_references": [item("r1", **reference)],
            "dates": [item("d1", edtf="2026-12", role="deadline", recurring=False)],
            "targets": [item("t1", **target), item("t2", **(target | {"value": 300.0, "unit": "ha", "due": None}))],
            "assignments": [item("a1", **task)],
            "findings": [item("f1", **finding)],
            "schema_version": 1,
            "parts": [{"kind": "plan", "title": info["title"], "number": None, "start": 0, "end": 90, "pages": [1, 1]}],
            "coverage": {"explained": 0.5, "kinds": {"figure": {"found": 2, "read": 1}}},
            "residuals": [{"kind": "figure", "reason": "unexplained", "quote": "12 nhà", "evidence": evidence()}],
        }
        return values | parts

    return make


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server; the beginning of its databases' URLs."""
    folder = _programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (make test installs it)")
    with _server(folder) as base:
        yield base


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a new, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new.db"
    base = request.getfixturevalue("postgresql")
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{base}/{name}"


@pytest.fixture
def job_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_values: Callable[..., Values]
) -> Callable[..., str]:
    """Writes what workers do to a file, as a module that they can import; gives its "module:function".

    The body sees `path`, `settings`, `name` (the file's name) and `record()`, which gives a valid record.
    """
    home = tmp_path / "jobs"
    home.mkdir()
    monkeypatch.syspath_prepend(str(home))

    def make(body: str, name: str = "double") -> str:
        lines = [
            "import json, os, signal, sys, time",
            "from pipeline.errors import *",
            f"RECORD = json.loads({__import__('json').dumps(record_values())!r})",
            "def process(path, settings, keeper):",
            "    name = os.path.basename(path)",
            "    def record(**source):",
            "        return RECORD | {'source': RECORD['source'] | {'path': path} | source}",
            textwrap.indent(textwrap.dedent(body).strip(), "    "),
            "    return record()",
        ]
        (home / f"{name}.py").write_text("\n".join(lines), encoding="utf-8")
        return f"{name}:process"

    return make


_OWNER = "kehoach"


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return Path(found).parent if found else next((path for path in debian if (path / "initdb").exists()), None)


def _ordinary() -> dict[str, Any]:
    """Whom the server runs as: it refuses to be root's."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """A server of the programs in `folder`: an ordinary user's, loopback only, its data gone at the end."""
    home = Path(tempfile.mkdtemp(prefix="kehoach-postgresql-", dir="/tmp"))
    owner = _ordinary()
    if owner:
        shutil.chown(home, owner["user"])
    port = _free_port()
    data, options = home / "data", f"-h 127.0.0.1 -p {port} -k {home} -c fsync=off -c max_connections=50"
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": home}
    try:
        initdb = [str(folder / "initdb"), "-D", str(data), "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run(initdb, **quiet, **owner)
        control = [str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log")]
        subprocess.run([*control, "-o", options, "start"], **quiet, **owner)
        try:
            yield f"postgresql://{_OWNER}@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet, **owner)
    finally:
        shutil.rmtree(home, ignore_errors=True)
