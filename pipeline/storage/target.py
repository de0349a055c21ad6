"""Where results are written to: a folder, in which a file takes its name only once it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

RECORDS = "records"
REVIEWS = "reviews"
GOLD = "gold"
WORKBOOK = "plans.xlsx"
TABLES = (
    "documents", "legal_references", "dates", "targets", "assignments", "findings", "residuals", "decisions",
)  # fmt: skip
"""Names of the tables that are written as CSV; a test holds them against the columns."""
INPUTS, NOTE = ".kehoach-inputs", ".kehoach-tables"
"""Name the inputs that the tables of a folder hold, and what they were written from: a folder of results has one."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where results go: their folder, a folder for what is not whole yet, the language."""

    out: Path
    scratch: Path
    lang: str

    @contextmanager
    def whole(self, path: Path, mode: str = "w") -> Iterator[IO[Any]]:
        """A file that takes its name only once it is written to its end."""
        options = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
        descriptor, part = tempfile.mkstemp(dir=self.scratch)
        with os.fdopen(descriptor, mode, **options) as stream:  # type: ignore[call-overload]
            yield stream
        publish(Path(part), path)


def publish(part: Path, path: Path) -> None:
    """Gives a finished file its name, and the rights that a new file has (temporary ones are the owner's alone)."""
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
    part.replace(path)
