"""Options that several commands share."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import KehoachError

if TYPE_CHECKING:
    from rich.console import Console

Lang = Annotated[str | None, typer.Option("--lang", metavar="vi|en", help="Ngôn ngữ của thông báo và bảng. [vi]")]
Db = Annotated[
    str | None,
    typer.Option("--db", metavar="URL", help="Kho dữ liệu: tệp SQLite hoặc URL. [sqlite:///kehoach.db]"),
]
Password = Annotated[str | None, typer.Option("--password", help="Mật khẩu của tệp PDF, Word, Excel được bảo vệ.")]
Ocr = Annotated[
    str | None, typer.Option("--ocr", metavar="auto|always|never", help="Khi nào nhận dạng chữ từ ảnh. [auto]")
]
Restore = Annotated[
    str | None,
    typer.Option("--restore", metavar="auto|always|never", help="Khi nào khôi phục dấu tiếng Việt. [auto]"),
]
Config = Annotated[
    str | None, typer.Option("--config", metavar="FILE.toml", help="Tệp cấu hình; tùy chọn ở đây được ưu tiên hơn.")
]


STDIN = "-"
"""Stands for standard input where a file is asked for."""


@contextmanager
def opened(file: str) -> Iterator[str]:
    """The path of a file; of standard input, of whatever format it is, a copy for as long as it is read."""
    if file != STDIN:
        yield file
        return
    with tempfile.NamedTemporaryFile(prefix="kehoach-") as copy:
        copy.write(sys.stdin.buffer.read())
        copy.flush()
        try:
            yield copy.name
        except KehoachError as error:
            error.path = STDIN
            raise


def chosen(**given: object) -> dict[str, Any]:
    """The options that were given, keyed by the settings that they stand for ("read__ocr" is `read.ocr`)."""
    return {key.replace("__", "."): value for key, value in given.items() if value is not None}


def terminal() -> Console:
    """Where tables are printed: as wide as the terminal, or as COLUMNS says.

    Elsewhere there is no width to keep to, and a table cut at 80 columns helps nobody.
    """
    from rich.console import Console

    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False, width=None if known else 160)
