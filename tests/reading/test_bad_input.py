"""What clerks really drop on the tool: each ends in one clear error with the file's name, or is read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    InputError,
    MissingFile,
    UnsupportedFormat,
)
from pipeline.reading import read
from pipeline.reading.sniff import Kind, sniff
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
NO_OCR = ReadSettings(ocr="never")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def compound(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))


def plan(canvas: Any) -> None:
    canvas.drawString(85, 700, "Kế hoạch phát triển kinh tế - xã hội")


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (b"", EmptyFile, "0 byte"),
        (b" \n\t\n", EmptyFile, ""),
        (compound("EncryptedPackage"), EncryptedFile, "--password"),
        (compound("Workbook"), DamagedFile, "XLS"),
        (compound(), UnsupportedFormat, "OLE2"),
        (b"Rar!\x1a\x07\0" + b"x" * 50, UnsupportedFormat, "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 50, UnsupportedFormat, "7-Zip"),
        (b"PK\x03\x04" + b"\0" * 30, DamagedFile, "ZIP"),
        (b"PK\x03\x04" + b"\0" * 30 + b"[Content_Types].xml word/document.xml", DamagedFile, "DOCX"),
        (bytes(range(256)) * 40, UnsupportedFormat, ""),
        (b"%PDF-1.7\nthis is none", DamagedFile, ""),
        (b"\0" * 9000, DamagedFile, "0"),
    ],
)
def test_each_ends_in_its_error(tmp_path: Path, data: bytes, error: type[InputError], told: str) -> None:
    path = tmp_path / "văn bản.docx"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(path, NO_OCR)
    assert type(caught.value) is error
    for lang in ("vi", "en"):
        message = caught.value.describe(lang)
        assert message.startswith(str(path)) and told in message and "\n" not in message


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read(tmp_path / "none.pdf")
    with pytest.raises(UnsupportedFormat):
        read(tmp_path)
    with pytest.raises(MissingFile):
        read("a\0b.pdf")
    with pytest.raises(MissingFile):
        read(tmp_path / ("x" * 5000))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "plan.txt").write_text("x")
    folder.chmod(0)
    try:
        with pytest.raises(MissingFile):
            read(folder / "plan.txt")
    finally:
        folder.chmod(0o700)


def test_permission_is_told_whoever_runs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("x")

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MissingFile, match="permission"):
        read(path)


def test_a_file_past_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("a" * 100)
    with pytest.raises(FileTooLarge):
        read(path, ReadSettings(max_bytes=99))
    assert read(path, ReadSettings(max_bytes=100)).text == "a" * 100


def test_lock_files_of_word(tmp_path: Path) -> None:
    path = tmp_path / "~$plan.docx"
    path.write_bytes(b"\x05Admin".ljust(162, b"\0"))
    with pytest.raises(UnsupportedFormat) as caught:
        read(path)
    assert "Word" in caught.value.describe("vi")


def test_other_archives(tmp_path: Path) -> None:
    for inside, told in (("xl/workbook.bin", "XLSB"), ("ppt/presentation.xml", "PowerPoint")):
        path = tmp_path / "x.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inside, "x")
        with pytest.raises(UnsupportedFormat, match=told):
            read(path)


def test_content_counts_and_not_the_ending(
    make_pdf: Make, make_docx: Make, para: Callable[..., str], tmp_path: Path
) -> None:
    for path, kind in (
        (make_pdf(plan, name="plan.docx"), Kind.PDF),
        (make_docx(para("Kế hoạch"), name="plan.pdf"), Kind.DOCX),
    ):
        assert sniff(path) is kind
        assert read(path, NO_OCR).text.startswith("Kế hoạch")
    for data, kind in (
        (b"<!DOCTYPE html><p>a</p>", Kind.HTML),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', Kind.HTML),
        ("﻿<html><p>a</p>".encode("utf-16"), Kind.HTML),
        (b"# I. Muc dich\n", Kind.MARKDOWN),
        (b"I. Muc dich\n", Kind.TEXT),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"\xff\xd8\xff\xe0", Kind.JPEG),
        (b"II*\0\x08\0\0\0", Kind.TIFF),
        (b"\0\0\0\x18ftypheic", Kind.HEIC),
    ):
        path = tmp_path / "plan.xyz"
        path.write_bytes(data)
        assert sniff(path) is kind


def encrypted(make_pdf: Make, user: str, owner: str) -> Path:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return make_pdf(plan, encrypt=StandardEncryption(user, ownerPassword=owner, canCopy=0, strength=128))


def test_a_password_is_asked_for_and_used(make_pdf: Make) -> None:
    path = encrypted(make_pdf, "secret", "owner")
    for settings in (NO_OCR, ReadSettings(ocr="never", password="wrong")):
        with pytest.raises(EncryptedFile):
            read(path, settings)
    assert "Kế hoạch" in read(path, ReadSettings(ocr="never", password="secret")).text


def test_mere_restrictions_need_no_password(make_pdf: Make) -> None:
    assert "Kế hoạch" in read(encrypted(make_pdf, "", "owner"), NO_OCR).text


def test_a_damaged_file_after_a_locked_one_is_not_called_locked(make_pdf: Make, tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile):
        read(encrypted(make_pdf, "secret", "owner"), NO_OCR)
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF")
    with pytest.raises((DamagedFile, EmptyFile)):
        read(path, NO_OCR)


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "none.pdf"
    pdf = pypdfium2.PdfDocument.new()
    pdf.save(str(path))
    pdf.close()
    with pytest.raises((EmptyFile, DamagedFile)):
        read(path, NO_OCR)


def test_a_page_without_text_says_so(make_pdf: Make) -> None:
    path = make_pdf(lambda canvas: canvas.rect(100, 100, 200, 200))
    with pytest.raises(EmptyFile) as caught:
        read(path, NO_OCR)
    assert "--ocr" in caught.value.describe("vi")


def test_more_pages_than_allowed(make_pdf: Make) -> None:
    with pytest.raises(FileTooLarge):
        read(make_pdf(plan, plan), ReadSettings(ocr="never", max_pages=1))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_a_truncated_pdf_gives_what_it_has_or_says_damaged(make_pdf: Make, share: float) -> None:
    path = make_pdf(*[plan] * 20)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    try:
        document = read(path, NO_OCR)
    except DamagedFile:
        return
    assert "Kế hoạch" in document.text
    assert document.faults


def test_a_file_in_another_language_is_read(make_pdf: Make) -> None:
    path = make_pdf(lambda canvas: canvas.drawString(85, 700, "Annual plan of the town council, 25 % more trees."))
    assert read(path, NO_OCR).text == "Annual plan of the town council, 25 % more trees."


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_no_cut_of_a_docx_escapes_the_errors(make_docx: Make, para: Callable[..., str], cut: int) -> None:
    path = make_docx(para("Kế hoạch năm 2026"))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * cut // 100])
    with pytest.raises(InputError):
        read(path, NO_OCR)


def test_a_text_past_the_limit_is_refused_with_both_figures(tmp_path: Path) -> None:
    path = tmp_path / "dài.txt"
    path.write_text("Trồng cây.\n" * 100, encoding="utf-8")
    assert len(read(path, ReadSettings(max_characters=1_000)).text) == 1_099
    with pytest.raises(FileTooLarge) as caught:
        read(path, ReadSettings(max_characters=999))
    assert caught.value.detail == "1,000 > 999 ký tự / characters"
