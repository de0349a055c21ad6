"""Picture files: formats, many pages, and what is wrong with them."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.errors import (
    DamagedFile,
    EmptyFile,
    EngineError,
    FileTooLarge,
    KehoachError,
    ReadTimeout,
    UnsupportedFormat,
)
from pipeline.reading.ocr.images import frames, read_image, resolution
from pipeline.settings import ReadSettings

SETTINGS = ReadSettings(ocr_jobs=1)


@pytest.fixture
def engine(plan_page: Any, engines: Any) -> Any:
    return engines["recorded"]([plan_page.tokens])


def saved(image: Image.Image, path: Path, **options: Any) -> Path:
    image.save(path, **options)
    return path


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tiff", "a.webp", "a.bmp", "a.gif"])
def test_formats(tmp_path: Path, plan_page: Any, engine: Any, name: str) -> None:
    reading = read_image(saved(plan_page.image, tmp_path / name), SETTINGS, engine)
    assert reading.method == "ocr"
    assert reading.lines[1].text.startswith("Ủy ban nhân dân xã ban hành")
    assert reading.engines == (("recorded", "1"),)
    assert reading.pages[0].width == pytest.approx(595.4, abs=1)


def pages_of(plan_page: Any, count: int) -> dict[str, Any]:
    return {"save_all": True, "append_images": [plan_page.image] * (count - 1), "dpi": (200, 200)}


def test_tiff_of_many_pages(tmp_path: Path, plan_page: Any, engine: Any) -> None:
    path = saved(plan_page.image, tmp_path / "a.tiff", **pages_of(plan_page, 3))
    reading = read_image(path, SETTINGS, engine)
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert {line.page for line in reading.lines} == {1, 2, 3}
    with pytest.raises(FileTooLarge):
        read_image(path, ReadSettings(max_pages=2), engine)


def directory(data: bytes, number: int) -> tuple[int, int]:
    """Offset of a directory of a little-endian TIFF and of the pointer that ends it."""
    (at,) = struct.unpack("<I", data[4:8])
    for step in range(number + 1):
        (entries,) = struct.unpack("<H", data[at : at + 2])
        end = at + 2 + 12 * entries
        if step < number:
            (at,) = struct.unpack("<I", data[end : end + 4])
    return at, end


def test_a_tiff_that_runs_in_a_circle_ends(tmp_path: Path, plan_page: Any, engine: Any) -> None:
    path = saved(plan_page.image, tmp_path / "a.tiff", **pages_of(plan_page, 2))
    data = bytearray(path.read_bytes())
    first, _ = directory(data, 0)
    _, pointer = directory(data, 1)
    data[pointer : pointer + 4] = struct.pack("<I", first)
    path.write_bytes(bytes(data))
    reading = read_image(path, SETTINGS, engine)
    assert len(reading.pages) == 2
    assert "loop" in reading.faults[0][2]


def test_a_tiff_that_lost_its_later_pages_says_so(tmp_path: Path, plan_page: Any, engine: Any) -> None:
    path = saved(plan_page.image, tmp_path / "a.tiff", **pages_of(plan_page, 2))
    data = bytearray(path.read_bytes())
    _, pointer = directory(data, 0)
    data[pointer : pointer + 4] = struct.pack("<I", len(data) + 1000)
    path.write_bytes(bytes(data))
    reading = read_image(path, SETTINGS, engine)
    assert len(reading.pages) == 1
    assert "cut short" in reading.faults[0][2]


def test_a_page_that_is_broken_fails_and_the_rest_goes_on(tmp_path: Path, plan_page: Any, engine: Any) -> None:
    options = pages_of(plan_page, 2) | {"compression": "tiff_lzw"}
    path = saved(plan_page.image, tmp_path / "a.tiff", **options)
    data = bytearray(path.read_bytes())
    with Image.open(path) as image:
        offset = image.tag_v2[273][0]
    data[offset : offset + 3000] = b"\xff" * 3000
    path.write_bytes(bytes(data))
    reading = read_image(path, SETTINGS, engine)
    assert [page.method for page in reading.pages] == ["failed", "ocr"]
    assert reading.faults[0][0] == 1


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tiff"])
def test_cut_files_end_in_a_clear_error(tmp_path: Path, plan_page: Any, engine: Any, name: str, share: float) -> None:
    path = saved(plan_page.image, tmp_path / name)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(DamagedFile) as caught:
        read_image(path, SETTINGS, engine)
    assert name in caught.value.describe("vi")


def png_of(width: int, height: int) -> bytes:
    """A small file that says it is a huge white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [12_000, 20_000, 100_000])
def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path: Path, engine: Any, side: int) -> None:
    path = tmp_path / "bom.png"
    path.write_bytes(png_of(side, side))
    with pytest.raises(FileTooLarge) as caught:
        read_image(path, SETTINGS, engine)
    told = caught.value.describe("vi")
    assert told.startswith(f"{path}: Tệp vượt giới hạn cho phép (")
    assert told.endswith(
        "triệu điểm ảnh / million pixels). Lưu ảnh nhỏ hơn (quét ở 200 đến 300 dpi là đủ) rồi chạy lại."
    )


@pytest.mark.parametrize(("double", "error"), [("hanging", ReadTimeout), ("crashing", EngineError)])
def test_engine_faults_on_all_pages(
    tmp_path: Path, plan_page: Any, engines: Any, double: str, error: type[KehoachError]
) -> None:
    with pytest.raises(error):
        read_image(saved(plan_page.image, tmp_path / "a.png"), SETTINGS, engines[double]())


def test_a_blank_sheet_is_empty(tmp_path: Path, drawn_page: Any, engine: Any) -> None:
    with pytest.raises(EmptyFile) as caught:
        read_image(saved(drawn_page().image, tmp_path / "a.png"), SETTINGS, engine)
    assert "no writing" in str(caught.value)


def test_ocr_never(tmp_path: Path, plan_page: Any, engine: Any) -> None:
    with pytest.raises(EmptyFile) as caught:
        read_image(saved(plan_page.image, tmp_path / "a.png"), ReadSettings(ocr="never"), engine)
    assert "--ocr auto" in caught.value.describe("vi")


def test_heic_without_its_package_says_what_to_do(tmp_path: Path, engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pi_heif", None)
    path = tmp_path / "a.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 200)
    with pytest.raises(UnsupportedFormat) as caught:
        read_image(path, SETTINGS, engine)
    assert "kehoach[heic]" in caught.value.describe("vi")


@pytest.mark.parametrize(
    ("size", "dpi", "want"),
    [
        ((1654, 2339), (200, 200), 200),
        ((3024, 4032), (72, 72), 3024 / 8.27),
        ((2339, 1654), None, 200),
        ((300, 200), None, 70),
    ],
)
def test_resolution(size: tuple[int, int], dpi: Any, want: float) -> None:
    image = Image.new("L", size)
    if dpi:
        image.info["dpi"] = dpi
    assert resolution(image) == pytest.approx(want, rel=0.01)


def test_the_camera_note_turns_the_picture(tmp_path: Path, plan_page: Any) -> None:
    exif = Image.Exif()
    exif[274] = 6
    path = saved(plan_page.image.rotate(90, expand=True), tmp_path / "a.jpg", exif=exif)
    ((_, image, _),) = frames(path, SETTINGS, [])
    assert image is not None
    assert image.size == plan_page.image.size
