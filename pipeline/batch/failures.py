"""What can happen to the process that reads a file, in words for the clerk."""

from __future__ import annotations

from pipeline.errors import InputError


class WorkerLost(InputError):
    """The process that read the file ended all at once (a fault in an engine)."""


class OutOfMemory(InputError):
    """The file needs more memory than one worker may take."""


class Unexpected(InputError):
    """An error that nobody foresaw; the detail tells where, for a report to the makers."""
