"""Archives and mails as folders of files."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline import read
from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, FileTooLarge, MissingFile, UnsupportedFormat
from pipeline.reading.archives import extracted, members
from pipeline.reading.faults import say
from pipeline.settings import ReadSettings

PLAN = "Kế hoạch nạo vét kênh mương"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def mail(attachments: Mapping[str, bytes], letter: str = "Gửi các đồng chí.") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "vp@xa.example", "kt@xa.example", "Kế hoạch"
    message.set_content(letter)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def names(path: Path) -> list[str]:
    with members(path) as found:
        return [member.name for member in found]


def test_a_file_in_an_archive_has_a_path_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "đợt 1.zip", zipped({"a/kế hoạch.txt": PLAN, "a/khác.txt": "Báo cáo"}))
    assert names(path) == ["a/kế hoạch.txt", "a/khác.txt"]
    assert read(path / "a" / "kế hoạch.txt").text == PLAN
    with pytest.raises(MissingFile):
        read(path / "a" / "không có.txt")


LOCKED = base64.b64decode(
    "UEsDBAoACQAAAGt5fV23IcjlPAAAADAAAAAMABwAa2UtaG9hY2gudHh0VVQJAAOaQAxrmkAMa3V4CwABBAAAAAAEAAAAAD6/oU8z"
    "hD0s8IidemOREQQEjdwvuFp9KhQVXXZ9iSYiUAbGOI+mGO8WsopW7xpQEmy02zlcG+okK/uFYlBLBwi3IcjlPAAAADAAAABQSwEC"
    "HgMKAAkAAABreX1dtyHI5TwAAAAwAAAADAAYAAAAAAABAAAApIEAAAAAa2UtaG9hY2gudHh0VVQFAAOaQAxrdXgLAAEEAAAAAAQA"
    "AAAAUEsFBgAAAAABAAEAUgAAAJIAAAAAAA=="
)
"""A text in an archive that "matkhau" opens."""


def test_a_password_opens_an_archive(tmp_path: Path) -> None:
    path = write(tmp_path / "khóa.zip", LOCKED)
    for password in (None, "sai"):
        with pytest.raises(EncryptedFile) as caught:
            read(path / "ke-hoach.txt", ReadSettings(password=password))
        assert caught.value.describe("vi").endswith(
            "Chạy lại với --password đúng; nếu vẫn không mở được, giải nén rồi chạy trên các tệp bên trong."
        )
    assert (
        read(path / "ke-hoach.txt", ReadSettings(password="matkhau")).text == "KẾ HOẠCH\nTrồng tre chắn sóng năm 2026"
    )


def test_an_archive_in_a_mail_is_read_through_both(tmp_path: Path) -> None:
    path = write(tmp_path / "thư.eml", mail({"kèm.zip": zipped({"kh.txt": PLAN}), "công văn.txt": b"Cong van"}))
    assert names(path) == ["kèm.zip", "công văn.txt"]
    assert read(path / "kèm.zip" / "kh.txt").text == PLAN


@pytest.mark.parametrize("data", [zipped({"kh.txt": PLAN}), mail({"kh.txt": PLAN.encode()}), mail({}, PLAN)])
def test_one_file_alone_is_read_for_the_whole(tmp_path: Path, data: bytes) -> None:
    assert read(write(tmp_path / "x", data)).text == PLAN


def test_of_several_files_one_must_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "x.zip", zipped({"a.txt": "a", "b.txt": "b"}))
    with pytest.raises(UnsupportedFormat) as caught:
        read(path)
    assert "2 tệp: a.txt, b.txt" in caught.value.describe("vi")
    assert f"{path}/a.txt" in caught.value.describe("vi")
    with pytest.raises(EmptyFile):
        read(write(tmp_path / "empty.zip", zipped({})))


def test_names_that_leave_the_folder_stay_in_it(tmp_path: Path) -> None:
    path = write(tmp_path / "x.zip", zipped({"../../a.txt": "a", "/etc/a.txt": "b", "c\\d.txt": "c"}))
    assert names(path) == ["a.txt", "etc/a.txt", "c/d.txt"]
    with extracted(path / "a.txt", 100) as copy:
        assert copy.read_text() == "a"
        assert tmp_path not in copy.parents
    assert not copy.exists()


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    assert names(write(tmp_path / "x.zip", zipped({"a.txt": "a", "./a.txt": "b"}))) == ["a.txt", "a (2).txt"]


def test_the_names_of_windows_come_out_right(tmp_path: Path) -> None:
    raw = zipped({"bang.txt": "x"}).replace(b"bang.txt", "Số.txt".encode()[:8])
    assert names(write(tmp_path / "x.zip", raw)) == ["Số.txt"]


def test_pictures_of_a_signature_are_no_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "vp@xa.example", "kt@xa.example", "Kế hoạch"
    message.set_content("x")
    message.add_alternative("<p>x <img src='cid:logo'></p>", subtype="html")
    message.add_attachment(
        b"x", maintype="image", subtype="png", filename="logo.png", cid="<logo>", disposition="inline"
    )
    message.add_attachment(PLAN.encode(), maintype="text", subtype="plain", filename="kh.txt")
    assert names(write(tmp_path / "thư.eml", bytes(message))) == ["kh.txt"]


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.zip", zipped({"a.txt": "a" * 1000, "b.txt": "b"}))
    with pytest.raises(FileTooLarge):
        read(path / "a.txt", ReadSettings(max_bytes=999))
    assert read(path / "b.txt", ReadSettings(max_bytes=999)).text == "b"


def test_a_file_whose_bytes_are_damaged_does_not_cost_the_others(tmp_path: Path) -> None:
    data = zipped({"a.txt": "nội dung một", "b.txt": "nội dung hai"})
    path = write(tmp_path / "x.zip", data.replace("nội dung một".encode(), "nội dung MỘT".encode(), 1))
    with pytest.raises(DamagedFile):
        read(path / "a.txt")
    assert read(path / "b.txt").text == "nội dung hai"


def test_archives_within_archives_without_end(tmp_path: Path) -> None:
    data: bytes = zipped({"kh.txt": PLAN})
    for _ in range(6):
        data = zipped({"x.zip": data, "y.txt": "y"})
    path = write(tmp_path / "x.zip", data)
    with pytest.raises(UnsupportedFormat, match="ZIP"):
        read(path.joinpath(*["x.zip"] * 6, "kh.txt"))


def test_a_mail_cut_in_an_attachment_says_so_and_gives_the_others(tmp_path: Path) -> None:
    whole = mail({"a.txt": PLAN.encode(), "b.txt": b"x" * 999})
    path = write(tmp_path / "thư.eml", whole[: whole.index(b"eHh4") + 101])
    assert names(path) == ["a.txt", "b.txt"]
    assert [fault.message for fault in read(path / "a.txt").faults] == [say("mail-cut-short")]
    assert set(read(path / "b.txt").text) == {"x"}
    assert not read(write(tmp_path / "đủ.eml", whole) / "a.txt").faults


def test_a_cut_archive_is_not_taken_for_the_one_that_lies_in_it(tmp_path: Path) -> None:
    whole = zipped({"a.zip": zipped({"a.txt": PLAN}), "b.txt": PLAN})
    with pytest.raises(DamagedFile):
        read(write(tmp_path / "x.zip", whole[: whole.index(b"b.txt")]))
