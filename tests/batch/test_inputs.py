"""Which files a run is about."""

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.batch import packed, pool
from pipeline.batch.inputs import collect, hashed, printable
from pipeline.errors import MissingFile


def test_a_folder_stands_for_its_documents_in_the_order_of_their_names(folder: Callable[..., Path]) -> None:
    home = folder("b.pdf", "a/z.docx", "a/Á.txt", "c.HTML", "notes.md", "scan.tif", "old.doc", "code.py", "data.json")
    found = collect([home])
    assert [Path(one.path).relative_to(home).as_posix() for one in found.files] == [
        "a/z.docx", "a/Á.txt", "b.pdf", "c.HTML", "notes.md", "old.doc", "scan.tif",
    ]  # fmt: skip
    assert [(Path(one.path).name, one.why) for one in found.skipped] == [("code.py", "other"), ("data.json", "other")]


def test_hidden_and_lock_files_are_left_out_and_said_so(folder: Callable[..., Path]) -> None:
    home = folder(".git/x.pdf", ".a.pdf", "~$b.docx", "b.docx")
    found = collect([home])
    assert [Path(one.path).name for one in found.files] == ["b.docx"]
    assert {(Path(one.path).name, one.why) for one in found.skipped} == {
        (".git", "hidden"), (".a.pdf", "hidden"), ("~$b.docx", "lock"),
    }  # fmt: skip


def test_content_counts_where_the_ending_says_nothing(folder: Callable[..., Path]) -> None:
    home = folder(
        "plan=%PDF-1.4 ...", "plan.bak=%PDF-1.7 ...", "w.tmp=PK\x03\x04 [Content_Types] word/document.xml", "x=y"
    )
    assert [Path(one.path).name for one in collect([home]).files] == ["plan", "plan.bak", "w.tmp"]


def test_a_file_named_by_itself_is_taken_whatever_it_is(folder: Callable[..., Path]) -> None:
    home = folder("a.py", ".b", "c.pdf")
    found = collect([home / "a.py", home / ".b", home, home / "c.pdf", str(home / ".." / "in" / "c.pdf")])
    assert [Path(one.path).name for one in found.files] == [".b", "a.py", "c.pdf"]
    assert all(len(hashed(one).sha256 or "") == 64 and one.size for one in found.files)


def test_what_is_not_there_is_an_input_with_its_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.pdf").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.pdf")
    found = collect(["no.pdf", ".", "pipe.pdf"])
    assert [(one.given, type(one.error)) for one in found.files] == [
        ("./broken.pdf", MissingFile), ("no.pdf", MissingFile), ("pipe.pdf", MissingFile),
    ]  # fmt: skip
    assert [one.why for one in found.skipped] == ["special"]


def test_a_folder_without_permission_is_named_and_the_others_are_read(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder("a.pdf", "shut/b.pdf", "z.pdf")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)  # permissions do not bind root, who runs the tests in a container
    found = collect([home])
    assert [Path(one.path).name for one in found.files] == ["a.pdf", "shut", "z.pdf"]
    assert "không có quyền đọc" in found.files[1].error.describe("vi")


def test_names_that_are_no_utf8_are_read_and_printable(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/k\xea ho\xa1ch.pdf"
    try:
        Path(os.fsdecode(raw)).write_text("x")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (one,) = collect([tmp_path]).files
    assert hashed(one).sha256 == hashlib.sha256(b"x").hexdigest()
    assert one.given.endswith(r"k\xea ho\xa1ch.pdf")
    printable(one.path).encode("utf-8")


def test_an_archive_stands_for_its_documents(tmp_path: Path) -> None:
    inner = zipped({"kh.docx": b"a", "ảnh.gif": b"b"})
    (tmp_path / "đợt 1.zip").write_bytes(zipped({"kèm.zip": inner, "b/bảng.xlsx": b"c", "chạy.exe": b"d"}))
    (tmp_path / "a.txt").write_bytes(b"c")
    found = collect([tmp_path])
    assert [Path(one.path).relative_to(tmp_path).as_posix() for one in found.files] == [
        "a.txt", "đợt 1.zip/b/bảng.xlsx", "đợt 1.zip/kèm.zip/kh.docx",
    ]  # fmt: skip
    assert [(Path(one.path).name, one.why) for one in found.skipped] == [("ảnh.gif", "picture"), ("chạy.exe", "other")]
    assert hashed(found.files[0]).sha256 == found.files[1].sha256
    assert [one.size for one in found.files] == [1, 1, 1]


def test_what_systems_and_programs_leave_in_an_archive_is_no_document(tmp_path: Path) -> None:
    files = {
        "__MACOSX/._kh.docx": b"a",
        "~$kh.docx": b"b",
        "kh.docx.part": b"c",
        "thôn/.ẩn/kh.docx": b"d",
        "kh.docx": b"e",
    }
    (tmp_path / "x.zip").write_bytes(zipped(files))
    found = collect([tmp_path / "x.zip"])
    assert [Path(one.path).name for one in found.files] == ["kh.docx"]
    assert [one.why for one in found.skipped] == ["system", "lock", "unfinished", "hidden"]


@pytest.mark.parametrize("name", ["bìa.rar", "báo cáo.PPTX", "thư.msg"])
def test_documents_of_kinds_that_are_not_read_are_told_apart(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"a")
    (tmp_path / "x.zip").write_bytes(zipped({name: b"a", "b.txt": b"b"}))
    found = collect([tmp_path])
    assert [(Path(one.path).name, one.why) for one in found.skipped] == [(name, "unread")] * 2


def test_what_is_named_twice_is_left_out_once(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"a.exe": b"a", "b.txt": b"b"}))
    (tmp_path / "y.gif").write_bytes(b"GIF8")
    found = collect([tmp_path, tmp_path / "x.zip", tmp_path])
    assert [one.given.rpartition("/")[2] for one in found.files] == ["b.txt"]
    assert [one.why for one in found.skipped] == ["other", "picture"]


def test_an_archive_larger_than_a_file_may_be_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "đợt 1.zip"
    path.write_bytes(zipped({"kh.docx": b"a"}))
    assert [one.name for one in packed.packed(path)] == ["kh.docx"]
    monkeypatch.setattr(packed, "_LARGEST", path.stat().st_size - 1)
    assert packed.packed(path) == []


def test_workers_with_nothing_to_do_are_not_waited_for() -> None:
    assert pool._heard([], None) == []


def test_a_mail_stands_for_what_is_attached_to_it(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@xa.example", "b@xa.example", "Gửi kế hoạch"
    message.set_content("Kèm theo đây.")
    for name in ("kh.docx", "kh.pdf"):
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    (tmp_path / "thư.eml").write_bytes(bytes(message))
    assert [one.given for one in collect([tmp_path / "thư.eml"]).files] == [
        f"{tmp_path}/thư.eml/kh.docx", f"{tmp_path}/thư.eml/kh.pdf",
    ]  # fmt: skip


def test_a_file_in_an_archive_may_be_named_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.txt": b"a", "b.txt": b"b"}))
    (one,) = collect([path / "b.txt"]).files
    assert (one.given, one.size, one.error) == (f"{path}/b.txt", 1, None)
    (none,) = collect([path / "c.txt"]).files
    assert type(none.error) is MissingFile


@pytest.mark.parametrize("data", [b"no archive", b"PK\x03\x04 cut", None])
def test_an_archive_that_gives_no_document_is_an_input_itself(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.exe": b"x"}) if data is None else data)
    assert [one.path for one in collect([tmp_path]).files] == [str(path)]


def test_archives_are_looked_into_three_deep(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"x"})
    for _ in range(3):
        data = zipped({"x.zip": data})
    (tmp_path / "x.zip").write_bytes(data)
    assert [Path(one.path).relative_to(tmp_path).as_posix() for one in collect([tmp_path]).files] == [
        "x.zip/x.zip/x.zip/x.zip"
    ]


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_what_a_walk_leaves_out_is_named_with_the_reason(folder: Callable[..., Path], tmp_path: Path) -> None:
    home = folder(
        "a.pdf", "b.pdf.part=%PDF-1.4", "c.docx.crdownload", "~$d.docx", ".~lock.e.odt#", "Thumbs.db", "desktop.ini",
        "._f.pdf", "g.gif", "h.py", ".i.pdf", "__MACOSX/j.pdf", "@eaDir/k.pdf", "System Volume Information/l.pdf",
    )  # fmt: skip
    (tmp_path / "elsewhere").mkdir()
    (home / "linked").symlink_to(tmp_path / "elsewhere")
    found = collect([home])
    assert [Path(one.path).name for one in found.files] == ["a.pdf"]
    assert {Path(one.path).name: one.why for one in found.skipped} == {
        "b.pdf.part": "unfinished", "c.docx.crdownload": "unfinished", "~$d.docx": "lock", ".~lock.e.odt#": "lock",
        "Thumbs.db": "system", "desktop.ini": "system", "._f.pdf": "system", "g.gif": "picture", "h.py": "other",
        ".i.pdf": "hidden", "__MACOSX": "system", "linked": "link", "@eaDir": "system",
        "System Volume Information": "system",
    }  # fmt: skip


@given(st.lists(st.binary(min_size=1, max_size=12).filter(lambda raw: not {0, 47} & set(raw)), min_size=2, unique=True))
@example([b"k\xea", b"k\\xea", b"k\\\\xea", b"\\k\xea", b"k\\\xea"])
@example(["kế".encode(), b"k\xe1\xba", b"k\\xe1\\xba"])
def test_no_two_names_are_printed_alike(names: list[bytes]) -> None:
    printed = [printable(os.fsdecode(name)) for name in names]
    assert len(set(printed)) == len(names)
    "".join(printed).encode("utf-8")


def test_a_name_that_is_valid_stays_as_it_is() -> None:
    for name in ("kế hoạch 2026.pdf", r"a\b.pdf", r"C:\xampp", "~x"):
        assert printable(name) == name
