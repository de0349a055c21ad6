"""Folders of temporary files that last as long as the process that made them.

A process that is killed leaves its folder behind. Each holds a lock that ends with its process, so that the next one
can tell what nobody uses any more and sweep it away.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType

_PREFIX = ".kehoach-"
_LOCK = "lock"


class Scratch:
    """A folder of its own within `parent`, gone with `close`; a context manager.

    Args:
        parent: where it is made; the system's folder of temporary files where None.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, parent: Path | None = None) -> None:
        home = parent or Path(tempfile.gettempdir())
        _sweep(home)
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))
        self._lock = os.open(self.path / f"new-{_LOCK}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        with suppress(OSError):  # a network share without locks: nobody can sweep there
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        (self.path / f"new-{_LOCK}").rename(self.path / _LOCK)  # whoever sees it finds it held

    def __enter__(self) -> Scratch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def folder(self) -> Path:
        """A new folder within it."""
        return Path(tempfile.mkdtemp(dir=self.path))

    def close(self) -> None:
        """Removes the folder with all that lies in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):
            os.close(self._lock)


def _sweep(home: Path) -> None:
    """Removes the folders whose processes have ended."""
    for left in home.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            lock = os.open(left / _LOCK, os.O_RDWR | os.O_CLOEXEC)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(lock)
