"""The worker process: takes paths, gives records, one at a time.

It is a fresh interpreter, not a fork, so that it shares no state, lock or descriptor with its parent, and so that
a script that calls `pipeline.run` needs no `if __name__ == "__main__"`. Both sides talk JSON over a socket of their
own: whatever engines write to standard output or error cannot disturb them.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import re
import resource
import signal
import threading
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.errors import KehoachError
from pipeline.process import Keeper
from pipeline.settings import RunSettings, merge

Job = Callable[[str, RunSettings, Keeper], dict[str, Any]]
"""What is done to a file: its path, the settings, and whom to tell of what a later stage could still lose."""

_GARBAGE = 100_000
"""New objects after which cycles are looked for: a file makes and leaves many, hardly any of them in cycles."""

BEFORE = b'{"before"'
"""How the message begins that holds a record before a stage that could still lose it."""
TEXTS = b'{"text"'
"""How the message begins that holds the texts of a file."""

_GRACE = 30  # seconds past the limit after which the kernel ends a worker whose parent is gone


def main(descriptor: int, job: str, memory: int) -> None:
    """Serves requests until the other side closes the socket.

    Args:
        descriptor: number of the inherited socket.
        job: "module:function" of what is done to a file.
        memory: MiB of address space that this process may take.
    """
    os.set_inheritable(descriptor, False)  # so that no engine's child keeps the socket open after our death
    connection = Connection(descriptor)
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory * 2**20, memory * 2**20))
    module, _, name = job.partition(":")
    function: Job = getattr(import_module(module), name)
    gc.set_threshold(_GARBAGE)
    connection.send_bytes(b"{}")
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        settings = merge(RunSettings(), request["settings"], None)
        os.lseek(2, 0, os.SEEK_SET)  # what was said on earlier files is of no interest
        os.ftruncate(2, 0)
        signal.alarm(int(settings.timeout) + _GRACE)
        answer = _answer(function, request["path"], settings, _Teller(connection))
        signal.alarm(0)
        try:
            connection.send_bytes(_message(answer))
        except OSError:
            return
        except ValueError as error:
            answer = {"raised": f"{type(error).__name__}: {_one_line(error)} [record]"}
            connection.send_bytes(_message(answer))
        if "values" not in answer and "error" not in answer:
            return  # after a fault that nobody foresaw the state of the engines is anyone's guess


class _Teller:
    """Sends the parent what is done before a stage that could end this process."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def texts(self, text: str, raw: str) -> None:
        """Sends the texts of the file."""
        self._connection.send_bytes(_message({"text": text, "raw": raw}))

    def before(self, stage: str, values: dict[str, Any]) -> None:
        """Sends the record as it is without a stage."""
        self._connection.send_bytes(_message({"before": stage, "values": values}))


def _message(answer: dict[str, Any]) -> bytes:
    """An answer as the other side reads it: JSON in ASCII, so that broken characters of a file stay escapes.

    Raises:
        ValueError: a figure that is none (JSON has no infinity), or a value of another kind.
    """
    try:
        return json.dumps(answer, allow_nan=False).encode("ascii")
    except (TypeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _answer(function: Job, path: str, settings: RunSettings, keeper: Keeper) -> dict[str, Any]:
    try:
        return {"values": function(path, settings, keeper)}
    except KehoachError as error:
        return {"error": type(error).__name__, "detail": error.detail, "path": error.path, "todo": error.todo}
    except MemoryError:
        return {"memory": True}
    except Exception as error:
        if any(map(_wants_memory, _chain(error))):
            return {"memory": True}
        frames = traceback.extract_tb(error.__traceback__)[1:]  # the first is this function
        ours = [frame for frame in frames if f"{os.sep}pipeline{os.sep}" in frame.filename] or frames
        spot = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
        return {"raised": f"{type(error).__name__}: {_one_line(error)} [{spot}]"}


_NO_MEMORY = re.compile(
    r"bad_alloc|failed to map segment|cannot allocate memory|unable to allocate|failed to allocate|out of memory",
    re.IGNORECASE,
)
"""How engines written in other languages, the loader of shared objects and numpy say that memory ran out."""


def _wants_memory(error: BaseException) -> bool:
    """Whether an error means that the memory which this process may take is used up."""
    short = isinstance(error, OSError) and error.errno == errno.ENOMEM
    return isinstance(error, MemoryError) or short or bool(_NO_MEMORY.search(str(error)))


def _chain(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def _watch(parent: int) -> None:
    """Ends this process once its parent is gone, so that a killed run leaves nobody behind."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
