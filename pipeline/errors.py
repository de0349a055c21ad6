"""One tree of exceptions; each knows its exit code and the next thing to do.

KehoachError
├── InputError            a file cannot be read (the run goes on with the others; exit 1)
│   ├── MissingFile           no such file, or no permission
│   ├── EmptyFile             zero bytes, or no page, or no text in it
│   ├── UnsupportedFormat     no document that kehoach reads (a film, a program, ...)
│   ├── EncryptedFile         needs a password
│   ├── DamagedFile           truncated or corrupt
│   ├── FileTooLarge          past a limit of the settings
│   ├── ReadTimeout           past the time limit for one file
│   └── WorkerLost, OutOfMemory, Unexpected   what happens to a process of a run (batch/failures.py)
├── UsageError            wrong settings, registry or policy (exit 2)
├── EngineError           an engine is missing or failed (exit 3)
└── StorageError          the store cannot be opened or written (exit 4)
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from pipeline.messages import both, tables

Lang = str  # "vi" or "en"


class KehoachError(Exception):
    """Base of all errors that kehoach raises on purpose.

    Args:
        path: the file concerned, or None where no single file is.
        detail: what exactly was met, already in words for a reader; appended in brackets.
        todo: what to do, overriding the class's own advice, by language.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, path: str | Path | None = None, detail: str | None = None, todo: dict[Lang, str] | None = None
    ) -> None:
        self.path = None if path is None else str(path)
        self.detail = detail
        self.todo = todo or self._words("advice")
        super().__init__(self.describe("en"))

    def describe(self, lang: Lang = "vi") -> str:
        """One line: the file, what is wrong, what to do.

        Args:
            lang: "vi" or "en"; any other value reads as "en".
        """
        lang = lang if lang in ("vi", "en") else "en"
        head = f"{self.path}: " if self.path else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{head}{self._words('errors')[lang]}{detail}. {self.todo[lang]}"

    def _words(self, table: str) -> dict[Lang, str]:
        """What the catalogue says of the class, or of the nearest above it."""
        return both(table, next(kind.__name__ for kind in type(self).__mro__ if kind.__name__ in tables()[table]))

    def __reduce__(self) -> tuple[type[KehoachError], tuple[str | None, str | None, dict[Lang, str]]]:
        return type(self), (self.path, self.detail, self.todo)


class InputError(KehoachError):
    """A file cannot be read; the other files are done all the same."""


class MissingFile(InputError):
    """No such file or folder, or no permission to read it."""


class EmptyFile(InputError):
    """Nothing in it: zero bytes, zero pages or no text."""


class UnsupportedFormat(InputError):
    """Not one of the formats that kehoach reads."""


class EncryptedFile(InputError):
    """The file needs a password, or the one given is wrong."""


class DamagedFile(InputError):
    """Truncated or corrupt."""


class FileTooLarge(InputError):
    """Past a limit of the settings (bytes, pages, pixels, unpacked size)."""


class ReadTimeout(InputError):
    """One file took longer than the settings allow."""


class UsageError(KehoachError):
    """Settings, a registry or a policy that cannot be used as given."""

    exit_code = 2


class EngineError(KehoachError):
    """An engine (OCR, a model) is missing or failed."""

    exit_code = 3


class OutputError(KehoachError):
    """The folder or file of results cannot be written."""

    exit_code = 4

    @classmethod
    def of(cls, path: str | Path, error: OSError) -> OutputError:
        """What the system said, with the advice that fits: a file where a folder is needed, or the other way round."""
        kinds = {
            FileExistsError: "file_in_the_way",
            NotADirectoryError: "file_in_the_way",
            IsADirectoryError: "a_folder",
        }
        key = next((key for kind, key in kinds.items() if isinstance(error, kind)), None)
        return cls(path, error.strerror or type(error).__name__, both("advice", key) if key else None)


class StorageError(KehoachError):
    """The store cannot be opened, read or written."""

    exit_code = 4
