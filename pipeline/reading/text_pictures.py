"""Pictures that stand in a document of text: the Vietnamese words in them are read, what cannot be read is said."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import EmptyFile, EngineError, InputError
from pipeline.reading.faults import say
from pipeline.reading.lines import Fault, Line
from pipeline.reading.trust import judge
from pipeline.settings import ReadSettings

_WORDS = 4  # that a picture must hold to be one of text
_MOST = 30  # pictures of one file that are read


class TextPictures:
    """Reads the pictures of a document.

    Args:
        settings: whether and how to read.
        faults: what cannot be read is added here.
    """

    def __init__(self, settings: ReadSettings, faults: list[Fault]) -> None:
        self._settings, self._faults = settings, faults
        self._read = 0

    def lines(self, name: str, data: Callable[[], bytes], page: int, column: str | None = None) -> Iterator[Line]:
        """The lines of a picture; none of one without Vietnamese words (a photo, a map).

        Args:
            name: whose ending tells the kind.
            data: gives its bytes.
            page: that it stands on.
            column: that it stands in.
        """
        self._read += 1
        if self._settings.ocr == "never" or self._read > _MOST:
            told = say("pictures-never") if self._settings.ocr == "never" else say("pictures-too-many", _MOST)
            if all(message != told for _, _, message in self._faults):
                self._faults.append((page, "ocr", told))
            return
        texts = self._texts(name, data, page)
        verdict = judge("\n".join(texts))
        if verdict.words >= _WORDS and verdict.believed:
            yield from (Line(text, page, column=column) for text in texts)

    def _texts(self, name: str, data: Callable[[], bytes], page: int) -> list[str]:
        from pipeline.reading.ocr.images import read_image

        try:
            with tempfile.NamedTemporaryFile(prefix="kehoach-", suffix=Path(name).suffix) as copy:
                copy.write(data())
                copy.flush()
                return [line.text for line in read_image(copy.name, self._settings).lines]
        except EmptyFile:  # no letter in it
            return []
        except EngineError as error:
            self._faults.append((page, "ocr", f"{error.describe('vi')} / {error.describe('en')}"))
        except (InputError, zipfile.BadZipFile, OSError):
            kind = Path(name).suffix.lstrip(".").upper() or name
            self._faults.append((page, "reading", say("picture-unopened", kind)))
        return []
