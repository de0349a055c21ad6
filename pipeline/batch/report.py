"""What a run tells: while it goes on, and at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.batch.inputs import Skipped
from pipeline.storage import Entry
from pipeline.storage.carried import Carried


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run.

    `done` of `total` files are at their end, `pages` pages were read; `entry` is the line of the ledger just written
    and None at the start, `fresh` False where it stood there before this run.
    """

    done: int
    total: int
    pages: int
    entry: Entry | None = None
    fresh: bool = True


Listener = Callable[[Progress], None]


class Done(NamedTuple):
    """One input at its end: its line of the ledger, and whether it was read in this run."""

    entry: Entry
    fresh: bool


@dataclass(frozen=True, slots=True)
class RunReport:
    """The end of a run.

    `files` are all inputs by path; `skipped` what was left out of the folders; `written` the files of results;
    `interrupted` whether it was stopped (then nothing was written, and a new run goes on where it ended); `empty` the
    inputs that are partial because a paper in them gave no task and no target; `carried` the inputs of earlier
    runs in the same folder of results.
    """

    files: tuple[Done, ...]
    skipped: tuple[Skipped, ...]
    written: tuple[Path, ...]
    interrupted: bool = False
    empty: tuple[Done, ...] = ()
    carried: Carried = field(default_factory=Carried)

    @property
    def coverage(self) -> float | None:
        """Mean share of what the texts state that the records account for, 0..1; None where nothing was read."""
        shares = [done.entry.coverage for done in self.files if done.entry.coverage is not None]
        return sum(shares) / len(shares) if shares else None

    def having(self, state: str) -> tuple[Done, ...]:
        """The inputs in a state: "ok", "partial" or "failed"."""
        return tuple(done for done in self.files if done.entry.state == state)

    @property
    def exit_code(self) -> int:
        """0: every input was read whole; 1: some failed or have faults; 130: interrupted."""
        if self.interrupted:
            return 130
        return 0 if all(done.entry.state == "ok" for done in self.files) else 1
