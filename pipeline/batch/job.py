"""What is done to one file, inside its worker process."""

from __future__ import annotations

from typing import Any

from pipeline.settings import RunSettings


def process(path: str, settings: RunSettings) -> dict[str, Any]:
    """Reads a file and gives its record as plain JSON values.

    Raises:
        KehoachError: the file cannot be read, or an engine is missing.
    """
    from pipeline.extraction import extract
    from pipeline.reading import read
    from pipeline.storage.codec import to_dict

    return to_dict(extract(read(path, settings.read), settings.extracting))
