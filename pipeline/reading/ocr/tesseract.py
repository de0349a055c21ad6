"""Tesseract 5 behind the engine contract of `pipeline.reading.ocr.pages`; the only module that imports pytesseract.

One child process a call. A call may hold many small pictures (the cells of a table): they share the start of
the process. Pictures go over as PGM, which costs no compression. OMP_THREAD_LIMIT=1 in the child: with more,
pages side by side are 4-7 times slower.
"""

from __future__ import annotations

import csv
import errno
import functools
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from pipeline.errors import EngineError
from pipeline.messages import both
from pipeline.reading.ocr.contract import Mode, OcrTimeout, OcrWord, PageFault
from pipeline.reading.ocr.pictures import Grey
from pipeline.text.unicode import nfc

_MOST_CROWDED = 8.0  # times that a limit of time grows at most
_SEGMENTATION: dict[Mode, int] = {"page": 3, "block": 6, "line": 7, "second": 7}
# Signs that no Vietnamese text holds, though the data knows them.
_FOREIGN = "ŸÏÑÿïñÄÖÜäöüßçÇåÅøØ⁄œŒæÆðÞþ×÷¿¡¢£¥§©®°±²³µ¶·¹º»¼½¾«¬¯"
_PACKAGES = {"vie": "tesseract-ocr-vie", "Vietnamese": "tesseract-ocr-script-viet", "eng": "tesseract-ocr-eng"}
_SCRIPTS = ("Vietnamese", "script/Vietnamese")


class Tesseract:
    """Reads pictures with the Tesseract of the machine.

    Args:
        preferred: language data, the first one installed wins ("Vietnamese+vie"), the next one gives second opinions.

    Raises:
        EngineError: no Tesseract, or none of the language data; names the Debian package to install.
    """

    def __init__(self, preferred: str) -> None:
        self.version, installed = _installed()
        self.language, *others = _choose(preferred, installed)
        self.second = (others or [self.language])[0]

    def read(self, pictures: Sequence[Grey], dpi: float, mode: Mode, timeout: float) -> list[list[OcrWord]]:
        """The words of each picture, in Tesseract's order, boxes in pixels of that picture.

        Raises:
            OcrTimeout: the pictures together took longer than `timeout` seconds, or more on a crowded machine.
            PageFault: Tesseract ended with an error or was killed.
            EngineError: Tesseract has been removed since.
        """
        import pytesseract
        from PIL import Image

        if not pictures:
            return []
        corners = [(0, 0)] * len(pictures)
        if mode == "page":
            parts = [_inked(picture, round(dpi / 10)) for picture in pictures]
            pictures, corners = [part for part, _ in parts], [corner for _, corner in parts]
        os.environ["OMP_THREAD_LIMIT"] = "1"
        with _temporary_folder() as folder:
            names = [str(Path(folder) / f"{number}.pgm") for number in range(len(pictures))]
            source = names[0] if len(names) == 1 else str(Path(folder) / "pictures.txt")
            try:
                for name, picture in zip(names, pictures, strict=True):
                    Image.fromarray(picture).save(name, "PPM")
                if source != names[0]:
                    Path(source).write_text("\n".join(names) + "\n", encoding="utf-8")
            except OSError as error:
                raise _no_room(error) from error
            try:
                table = pytesseract.pytesseract.run_and_get_output(
                    source,
                    extension="tsv",
                    lang=self.second if mode == "second" else self.language,
                    config=f"--psm {_SEGMENTATION[mode]} --dpi {round(dpi)} -c tessedit_create_tsv=1"
                    f" -c tessedit_do_invert=0 -c tessedit_char_blacklist={_FOREIGN}",
                    timeout=timeout * crowding(),
                )
            except pytesseract.TesseractNotFoundError as error:
                raise _missing_engine() from error
            except pytesseract.TesseractError as error:
                raise PageFault(" ".join(str(error.message).split())[-200:]) from error
            except RuntimeError as error:
                raise OcrTimeout(f"{timeout:g} s") from error
            except OSError as error:
                raise _no_room(error) from error
            except UnicodeDecodeError as error:
                raise PageFault(type(error).__name__) from error
        return _tokens(table, corners)

    def describe(self) -> tuple[str, str]:
        """("tesseract", version and language data)."""
        data = self.language if self.second == self.language else f"{self.language}, {self.second}"
        return "tesseract", f"{self.version} {data}"


@contextmanager
def _temporary_folder() -> Iterator[str]:
    try:
        folder = tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(error) from error
    with folder as name:
        yield name


def _no_room(error: OSError) -> PageFault:
    """What to say where the pictures cannot be put down for Tesseract; the folder is that of TMPDIR."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ENOENT):
        return PageFault(type(error).__name__)
    try:
        folder = tempfile.gettempdir()
    except OSError:  # none can be written
        folder = "TMPDIR"
    full = "hết dung lượng đĩa, " if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return PageFault(f"{folder}: {full}{error.strerror}")


def crowding() -> float:
    """How much longer work takes because others want the cores too, at most eightfold; 1 where that is not known."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return min(max(load / (os.cpu_count() or 1), 1.0), _MOST_CROWDED)


def _inked(picture: Grey, margin: int) -> tuple[Grey, tuple[int, int]]:
    """The part of a page that is written on, and its left and top: empty margins cost Tesseract 6 % of its time."""
    dark = picture < 140
    rows, columns = (np.flatnonzero(dark.sum(axis=axis) > 2) for axis in (1, 0))
    if not rows.size or not columns.size:
        return picture, (0, 0)
    top, left = max(int(rows[0]) - margin, 0), max(int(columns[0]) - margin, 0)
    return picture[top : rows[-1] + margin + 1, left : columns[-1] + margin + 1], (left, top)


def _tokens(table: str, corners: Sequence[tuple[int, int]]) -> list[list[OcrWord]]:
    """The words of each picture; `corners` are the left and top of what was read of it."""
    found: list[list[OcrWord]] = [[] for _ in corners]
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = nfc((row.get("text") or "").strip())
        page = int(row["page_num"]) - 1
        if row["level"] != "5" or not text or not 0 <= page < len(corners):
            continue
        left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
        left, top = left + corners[page][0], top + corners[page][1]
        confidence = min(max(float(row["conf"]) / 100, 0.0), 1.0)
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        found[page].append(OcrWord(text, (left, top, left + width, top + height), confidence, line))
    return found


def _installed() -> tuple[str, frozenset[str]]:
    command = shutil.which("tesseract")
    if command is None:
        raise _missing_engine()
    return _probed(command)


@functools.cache
def _probed(command: str) -> tuple[str, frozenset[str]]:
    """Version and language data; asked of the program itself, since pytesseract hides names with capitals."""
    try:
        told = [
            subprocess.run([command, option], capture_output=True, text=True, timeout=20, check=True).stdout
            for option in ("--version", "--list-langs")
        ]
    except (OSError, subprocess.SubprocessError) as error:
        raise _missing_engine() from error
    return told[0].split("\n", 1)[0].removeprefix("tesseract").strip(), frozenset(told[1].split("\n"))


def _choose(preferred: str, installed: frozenset[str]) -> list[str]:
    wanted = [name for name in preferred.split("+") if name]
    names = [name for want in wanted for name in (want, *(s for s in _SCRIPTS if want == "Vietnamese"))]
    found = [name for name in dict.fromkeys(names) if name in installed]
    if found:
        return found
    packages = [_PACKAGES.get(name, f"tesseract-ocr-{name.lower()}") for name in wanted]
    raise EngineError(
        detail=f"tesseract: {', '.join(wanted) or '?'}",
        todo=both("advice", "tesseract_data", " ".join(packages[-1:] or ["tesseract-ocr-vie"])),
    )


def _missing_engine() -> EngineError:
    return EngineError(
        detail="tesseract",
        todo=both("advice", "tesseract"),
    )
