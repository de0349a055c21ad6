"""What an office package may unpack to: asked of its directory, before anything is unpacked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipInfo

from pipeline.errors import FileTooLarge
from pipeline.messages import both

_MOST_PARTS = 20_000
_SUSPECT = 8 * 2**20  # bytes of a part; smaller ones do no harm, however they were packed
_DENSEST = 600
"""Times that a part may grow. Our samples' parts grow 10 to 32 times, a table of rows that differ in a number alone 70,
one of equal rows 257; what grows more holds one thing over and over (deflate itself ends at 1,032)."""


def check_unpacked(path: Path, parts: Sequence[ZipInfo], most: int) -> None:
    """Sees that a package can be unpacked.

    Args:
        path: of the package, for the error.
        parts: its directory.
        most: bytes that it may unpack to.

    Raises:
        FileTooLarge: it would unpack to more, has too many parts, or swells as no document does.
    """
    total = sum(part.file_size for part in parts)
    if total > most or len(parts) > _MOST_PARTS:
        raise FileTooLarge(path, f"{total / 2**20:.0f} MiB / {len(parts)} phần sau giải nén")
    for part in parts:
        if part.file_size > max(_SUSPECT, _DENSEST * part.compress_size):
            swollen = f"{part.filename}: {part.compress_size / 2**20:.1f} → {part.file_size / 2**20:.0f} MiB"
            raise FileTooLarge(path, swollen, both("advice", "swollen"))
