"""Files that other programs open first: old Word and OpenDocument through LibreOffice, files under a password."""

from __future__ import annotations

import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from pipeline import read
from pipeline.errors import DamagedFile, EncryptedFile, EngineError, ReadTimeout
from pipeline.reading.office import libreoffice
from pipeline.reading.office.libreoffice import converted
from pipeline.reading.office.locked import is_locked, unlock
from pipeline.reading.sniff import Kind, sniff
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
RTF = rb"{\rtf1\ansi K\u7871? ho\u7841?ch n\u259?m 2026\par Tr\u7891?ng 500 c\u226?y {\strike c\u361?}\par}"
needs_libreoffice = pytest.mark.skipif(
    not any(map(shutil.which, ("soffice", "libreoffice"))), reason="needs LibreOffice"
)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`program(script)`: puts a shell script in LibreOffice's place."""

    def place(script: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "soffice").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "soffice").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")

    return place


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.rtf"
    path.write_bytes(RTF)
    return path


@needs_libreoffice
def test_rtf_is_read_without_what_is_struck_out(rtf: Path) -> None:
    document = read(rtf)
    assert document.text.split("\n") == ["Kế hoạch năm 2026", "Trồng 500 cây"]
    assert document.media_type == Kind.RTF
    assert "LibreOffice" in document.engines


@needs_libreoffice
@pytest.mark.parametrize(("form", "kind"), [("doc", Kind.DOC), ("odt", Kind.ODT)])
def test_old_word_and_opendocument(
    tmp_path: Path, make_docx: Make, para: Callable[..., str], form: str, kind: Kind
) -> None:
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{para(text)}</w:tc>' for text in row)}</w:tr>"
        for row in (("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Vớt bèo", "Công an xã"), ("2", "Phát quang", "Xã đội"))
    )
    source = make_docx(para("KẾ HOẠCH") + f"<w:tbl>{table}</w:tbl>" + para("Trên đây là Kế hoạch."))
    with converted(source, form, 120) as copy:
        path = Path(shutil.copy(copy, tmp_path / "plan.bin"))
    assert sniff(path) is kind
    assert read(path).text.split("\n") == [
        "KẾ HOẠCH", "TT\tNhiệm vụ\tChủ trì", "1\tVớt bèo\tCông an xã", "2\tPhát quang\tXã đội", "Trên đây là Kế hoạch.",
    ]  # fmt: skip


@needs_libreoffice
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"{\\rtf1", id="rtf"),
        pytest.param(b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', id="Word XML"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "WordDocument\0".encode("utf-16-le"), id="doc"
        ),
    ],
)
def test_what_libreoffice_makes_nothing_of_is_damaged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.doc"
    path.write_bytes(data)
    with pytest.raises(DamagedFile):
        read(path)


def test_without_libreoffice_one_line_says_what_to_do(rtf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: None)
    with pytest.raises(EngineError) as caught:
        read(rtf)
    for lang, told in (("vi", "lưu thành .docx"), ("en", "save it as .docx")):
        message = caught.value.describe(lang)
        assert message.startswith(str(rtf)) and "apt-get install libreoffice" in message and told in message
        assert "\n" not in message


def test_a_libreoffice_that_hangs_is_ended(rtf: Path, program: Callable[[str], None]) -> None:
    program("exec sleep 60")
    with pytest.raises(ReadTimeout, match="LibreOffice 0.5 s"):
        read(rtf, ReadSettings(convert_timeout=0.5))


def test_libreoffice_runs_on_a_profile_of_its_own_and_once_more_when_it_asks(
    rtf: Path, tmp_path: Path, program: Callable[[str], None]
) -> None:
    program(f'echo "$@" >> {tmp_path}/calls; echo "$HOME" >> {tmp_path}/homes; exit 81')
    with pytest.raises(DamagedFile):
        read(rtf)
    calls = (tmp_path / "calls").read_text().splitlines()
    assert len(calls) == 2
    assert all("--headless" in call and "-env:UserInstallation=file:///" in call for call in calls)
    home = Path((tmp_path / "homes").read_text().splitlines()[0])
    assert home != Path.home()
    assert not home.exists()


def locked(path: Path, password: str) -> Path:
    with zipfile.ZipFile(path, "a") as archive:  # as large as Office's own: msoffcrypto writes no small ones
        archive.writestr("docProps/thumbnail.jpeg", random.Random(1).randbytes(8192))
    target = path.with_name("khóa.bin")
    with path.open("rb") as source, target.open("wb") as output:
        OOXMLFile(source).encrypt(password, output)
    return target


def test_a_password_opens_word_and_excel(make_docx: Make, para: Callable[..., str], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Kế hoạch thu thuế",))
    book.save(tmp_path / "x.xlsx")
    for path in (make_docx(para("Kế hoạch thu thuế")), tmp_path / "x.xlsx"):
        closed = locked(path, "mật khẩu")
        with pytest.raises(EncryptedFile) as caught:
            read(closed)
        assert "--password" in caught.value.describe("vi")
        with pytest.raises(EncryptedFile) as caught:
            read(closed, ReadSettings(password="khác"))
        assert "Mật khẩu không đúng" in caught.value.describe("vi")
        assert read(closed, ReadSettings(password="mật khẩu")).text == "Kế hoạch thu thuế"


LOCKED = Path(__file__).parent / "locked"
"""Saved by LibreOffice under the password "bimat"."""


@pytest.mark.parametrize(("name", "kind"), [("plan.doc", Kind.DOC), ("plan.xls", Kind.XLS)])
def test_a_password_opens_the_old_kinds(name: str, kind: Kind, tmp_path: Path) -> None:
    for password, told in ((None, "--password"), ("khác", "Mật khẩu không đúng")):
        with pytest.raises(EncryptedFile) as caught:
            read(LOCKED / name, ReadSettings(password=password))
        assert told in caught.value.describe("vi")
    unlock(LOCKED / name, "bimat", tmp_path / "open")
    assert (sniff(tmp_path / "open"), is_locked(tmp_path / "open")) == (kind, False)


def test_a_password_opens_an_old_workbook() -> None:
    assert "Trồng cây" in read(LOCKED / "plan.xls", ReadSettings(password="bimat")).text


@pytest.mark.parametrize("kind", [Kind.ODT, Kind.ODS])
@pytest.mark.parametrize("password", [None, "bimat"])
def test_an_open_document_under_a_password_is_told(kind: Kind, password: str | None, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "khóa", "w") as archive:
        archive.writestr("mimetype", kind.value)
        archive.writestr("META-INF/manifest.xml", '<manifest:encryption-data manifest:checksum="x"/>')
        archive.writestr("content.xml", b"\x8f\x03\x7a")
    with pytest.raises(EncryptedFile) as caught:
        read(tmp_path / "khóa", ReadSettings(password=password))
    assert "lưu lại không có mật khẩu" in caught.value.describe("vi")


def with_macros(path: Path, name: str, kind: str) -> Path:
    """The package as Word or Excel saves it with macros: another content type and a project of code."""
    target = path.with_name(name)
    with zipfile.ZipFile(path) as plain, zipfile.ZipFile(target, "w") as package:
        for entry in plain.namelist():
            data = plain.read(entry)
            if entry == "[Content_Types].xml":
                plain_type = re.compile(
                    rb"application/vnd\.openxmlformats-officedocument\.\w+\.(?:document|sheet)\.main"
                )
                data, changed = plain_type.subn(kind.encode(), data)
                assert changed == 1
            package.writestr(entry, data)
        package.writestr(
            f"{'word' if name.endswith('docm') else 'xl'}/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(600)
        )
    return target


def test_macro_documents_are_read_and_their_code_is_left_alone(
    make_docx: Make, para: Callable[..., str], tmp_path: Path
) -> None:
    word = with_macros(
        make_docx(para("Kế hoạch trồng rừng")), "kế hoạch.docm", "application/vnd.ms-word.document.macroEnabled.main"
    )
    assert read(word).text == "Kế hoạch trồng rừng"
    book = openpyxl.Workbook()
    book.active.append(("TT", "Nhiệm vụ"))
    book.active.append((1, "Trồng rừng"))
    book.save(tmp_path / "bảng.xlsx")
    sheet = with_macros(tmp_path / "bảng.xlsx", "bảng.xlsm", "application/vnd.ms-excel.sheet.macroEnabled.main")
    assert "1\tTrồng rừng" in read(sheet).text
