"""Labels of lists and headings left out, doubled or turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from planting.paper import Paper, Planter, Slip

_LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
STYLES: dict[str, str] = {
    "I.": r"^(?P<n>[IVX]{1,4})(?=[.)] ?\S)",
    "1.": r"^(?P<n>\d{1,2})(?=[.)] ?[^\W\d])",
    "1.1.": r"^(?P<h>(?:\d{1,2}\.)+)(?P<n>\d{1,2})(?=\.? [^\W\d])",
    "a)": r"^(?P<n>[a-zđ])(?=[.)] ?\S)",
    "Điều 1.": r"^(?P<h>Điều )(?P<n>\d{1,2})(?=[.:] ?\S)",
    "Chương I": r"^(?P<h>Chương |CHƯƠNG )(?P<n>[IVX]{1,4})(?=\b)",
    "Phụ lục 1": r"^(?P<h>Phụ lục (?:số )?|PHỤ LỤC (?:SỐ )?)(?P<n>\d{1,2}|[IVX]{1,4})(?=\s*(?:[.:]|$))",
    "Bảng 1": r"^(?P<h>Bảng (?:số )?|BẢNG )(?P<n>\d{1,2})(?=[.: ])",
    "1 |": r"^(?P<n>\d{1,3})(?= ?\| ?\S)",
}
"""Labels by their style: n is what counts, h what stands before it."""


def value_of(label: str) -> int:
    if label.isdigit():
        return int(label)
    return ROMANS.index(label) if label in ROMANS else _LETTERS.index(label) + 1 if label in _LETTERS else -1


def label_of(value: int, like: str) -> str | None:
    if like.isdigit():
        return str(value).zfill(len(like)) if like.startswith("0") else str(value)
    names: Sequence[str] = ROMANS if like in ROMANS else ("", *_LETTERS)
    return names[value] if value < len(names) else None


def _runs(paper: Paper, style: str) -> Iterator[list[re.Match[str]]]:
    """Labels of one style that count one after the other, three or more; what lies between belongs to them."""
    run: list[re.Match[str]] = []
    higher = re.compile(
        "|".join(
            f"(?:{STYLES[one].replace('(?P<n>', '(?:').replace('(?P<h>', '(?:')})" for one in _ABOVE.get(style, ())
        )
        or "(?!)",
        re.MULTILINE,
    )
    for found in paper.finds(STYLES[style], everywhere=True, free=False):
        head = found.groupdict().get("h")
        goes_on = (
            run
            and head == run[-1].groupdict().get("h")
            and value_of(found["n"]) == value_of(run[-1]["n"]) + 1
            and not higher.search(paper.text, run[-1].end(), found.start())
        )
        if not goes_on:
            if len(run) > 2:
                yield run
            run = []
        if run or value_of(found["n"]) == 1:
            run.append(found)
    if len(run) > 2:
        yield run


_ABOVE = {
    "1.": ("I.", "Điều 1.", "Chương I"),
    "1.1.": ("I.", "1."),
    "a)": ("I.", "1.", "1.1.", "Điều 1."),
    "I.": ("Chương I",),
}


def _relabelled(paper: Paper, run: Sequence[re.Match[str]], values: Sequence[int]) -> Slip | None:
    """The run with other labels; the place is the first that changed and its neighbours."""
    text, shift, first, spans = paper.text, 0, None, []
    for found, value in zip(run, values, strict=True):
        label = label_of(value, found["n"])
        if label is None:
            return None
        start, end = found.start("n") + shift, found.end("n") + shift
        text = text[:start] + label + text[end:]
        shift += len(label) - (end - start)
        spans.append((found.start() + shift, start + len(label)))
        if first is None and value != value_of(found["n"]):
            first = len(spans) - 1
    if first is None:
        return None
    line = " ".join(text[spans[first][0] : spans[first][0] + 50].split())
    return Slip(text, tuple(spans[max(0, first - 1) : first + 2]), f"{[f['n'] for f in run]} -> {values}: {line}")


_ROWS = 4  # rows from which a table counts them


def labels(style: str, way: str) -> Planter:
    """A label of a list left out, doubled, or changed with its neighbour."""

    def plant(paper: Paper, chance: Random) -> Slip | None:
        runs = [run for run in _runs(paper, style) if len(run) >= _ROWS or style != "1 |"]
        if not runs:
            return None
        run = chance.choice(runs)
        count = len(run)
        at = chance.randrange(1, count - (way == "swapped"))
        values = list(range(1, count + 1))
        if way == "dropped":
            values[at:] = [one + 1 for one in values[at:]]
        elif way == "doubled":
            values[at:] = [one - 1 for one in values[at:]]
        else:
            values[at], values[at + 1] = values[at + 1], values[at]
        return _relabelled(paper, run, values)

    return plant
