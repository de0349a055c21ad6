"""Reads the source form of the sample plans: a small line-based markup.

A source file has a head of ``key: value`` lines, a line ``---`` and a body. One line of the body is one
paragraph; its first characters say what it is:

====================  ================================================================
``@ text``            a line of the legal bases (căn cứ), set in italics
``# text``            a heading of the first level ("I. ..."), ``##`` and ``###`` below it
``! text``            a centred bold line (part, annex)
``~ text``            a centred italic line (annex note, unit of a table)
``| a | b |``         a row of a table; rows that follow each other are one table
``^1 text``           the footnote whose anchor in the running text is ``[^1]``
``{table 6,40,...}``  relative column widths of the next table
``{landscape}``       what follows stands on landscape pages; ``{portrait}`` ends that
``{foot}``            recipients and signer are set here
anything else         a plain paragraph
====================  ================================================================

Inside a table cell `` // `` separates lines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

KINDS = (("### ", "h3"), ("## ", "h2"), ("# ", "h1"), ("@ ", "basis"), ("! ", "centre"), ("~ ", "note"))


@dataclass(frozen=True)
class Block:
    """One piece of the body: a paragraph, a table or a switch of the layout."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


@dataclass
class Plan:
    """A sample plan in its source form."""

    stem: str
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    number: str = ""
    place: str = ""
    type: str = ""
    title: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    sign: list[str] = field(default_factory=list)
    signer: str = ""
    footnotes: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    @property
    def party(self) -> bool:
        """Whether the plan is in the form of Party documents (star under the body, T/M for TM.)."""
        return any("ĐẢNG CỘNG SẢN" in line for line in self.right)


def cells(line: str) -> tuple[str, ...]:
    """Splits one ``| a | b |`` line into its cells."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def read_head(plan: Plan, lines: list[str]) -> None:
    """Fills the fields of ``plan`` from ``key: value`` lines."""
    for line in lines:
        if not line.strip():
            continue
        key, _, value = line.partition(":")
        key, value = key.strip(), value.strip()
        if key in ("left", "right", "title", "sign"):
            getattr(plan, key).append(value)
        elif key == "to":
            plan.recipients.append(value)
        elif key in ("number", "place", "type", "signer"):
            setattr(plan, key, value)
        elif key == "option":
            name, _, choice = value.partition("=")
            plan.options[name.strip()] = choice.strip()
        else:
            raise ValueError(f"{plan.stem}: unknown key {key!r} in the head")


def read_body(plan: Plan, lines: list[str]) -> None:
    """Fills the blocks and footnotes of ``plan``."""
    widths: tuple[float, ...] = ()
    rows: list[tuple[str, ...]] = []

    def close_table() -> None:
        nonlocal rows, widths
        if rows:
            if len({len(row) for row in rows}) != 1:
                raise ValueError(f"{plan.stem}: rows of unequal length in the table {rows[0]}")
            plan.blocks.append(Block("table", rows=tuple(rows), widths=widths or (1.0,) * len(rows[0])))
        rows, widths = [], ()

    for line in lines:
        if line.startswith("|"):
            rows.append(cells(line))
            continue
        close_table()
        if not line.strip():
            continue
        if match := re.fullmatch(r"\{table ([\d., ]+)\}", line.strip()):
            widths = tuple(float(part) for part in match[1].split(","))
        elif match := re.fullmatch(r"\{(\w+)\}", line.strip()):
            plan.blocks.append(Block(match[1]))
        elif match := re.match(r"\^(\d+) (.+)", line):
            plan.footnotes[match[1]] = match[2].strip()
        else:
            for mark, kind in KINDS:
                if line.startswith(mark):
                    plan.blocks.append(Block(kind, line[len(mark) :].strip()))
                    break
            else:
                plan.blocks.append(Block("p", line.strip()))
    close_table()


def read_plan(path: Path) -> Plan:
    """Reads one source file.

    Raises:
        ValueError: the head has an unknown key, or the rows of a table differ in length.
    """
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    head, separator, body = text.partition("\n---\n")
    if not separator:
        raise ValueError(f"{path.name}: no line '---' between head and body")
    plan = Plan(path.stem)
    read_head(plan, head.splitlines())
    read_body(plan, body.splitlines())
    return plan
