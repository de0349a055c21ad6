"""`check --against`: plans held against the plan above them, both places side by side."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.messages import word, words

if TYPE_CHECKING:
    from pipeline.checking import Held
    from pipeline.records import Document, Record
    from pipeline.settings import RunSettings

BY_BASIS = "auto"
"""The plan above is the one that the bases name, where the store has it."""
_QUOTE = 160


def held(
    plans: Sequence[tuple[str, Record, Document | None]],
    wanted: str,
    settings: RunSettings,
) -> list[tuple[str, str, tuple[Held, ...]]]:
    """(plan, plan above, what it asks) of each plan for which the plan above is known.

    Raises:
        UsageError: the plan above is neither a file nor in the store.
    """
    from pipeline.checking import against, named_parent

    known = stored(settings) if wanted == BY_BASIS else {}
    chosen = None if wanted == BY_BASIS else _above(wanted, settings)
    out = []
    for name, record, document in plans:
        above = known.get(found) if (found := named_parent(record, known)) else chosen
        if above is None:
            sys.stderr.write(f"{name}: {word('parents', 'not_in_store', settings.lang)}\n")
        elif above.source.sha256 != record.source.sha256:
            out.append((name, Path(above.source.path).name, against(above, record, document)))
    return out


def stored(settings: RunSettings) -> dict[str, Record]:
    """The plans of the store by name."""
    from pipeline.records.codec import from_dict
    from pipeline.storage import Store

    with Store(settings.db, create=False) as store:
        return {one.entry.shown: from_dict(one.values, one.entry.shown) for one in store.stored() if one.values}


def _above(wanted: str, settings: RunSettings) -> Record:
    from pipeline.errors import StorageError, UsageError
    from pipeline.extraction import extract
    from pipeline.process import read
    from pipeline.records.codec import from_dict
    from pipeline.storage import Store

    if Path(wanted).is_file():
        return extract(read(wanted, settings.read, settings.restoring), settings.extracting)
    try:
        with Store(settings.db, create=False) as store:
            stored = store.find(wanted)
    except StorageError as error:
        detail = "không phải tệp, và không có kho / no file, and there is no store"
        raise UsageError(wanted, f"{detail}: {error.path}", error.todo) from error
    if not stored.values:
        raise UsageError(wanted, "chưa đọc được / not read")
    return from_dict(stored.values, stored.entry.shown)


def show(found: Sequence[tuple[str, str, tuple[Held, ...]]], format: str, lang: str) -> None:
    """Prints what became of what the plans above ask, as text or JSON."""
    if format == "json":
        rows = [{"document": name, "parent": above, **asdict(one)} for name, above, items in found for one in items]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, states = Console(highlight=False, soft_wrap=False), words("parent_states", lang)
    for name, above, items in found:
        table = Table(title=Text(f"{name} ← {above}"), title_justify="left", show_lines=True)
        for head in words("parent_heads", lang).values():
            table.add_column(head, overflow="fold")
        for one in items:
            asked = _side(one.asked, one.above_quote, one.above.page, lang)
            said = _side(one.stated, one.quote, one.evidence.page, lang) if one.quote and one.evidence else ""
            table.add_row(Text(states[one.state]), Text(word("parent_kinds", one.kind, lang)), Text(asked), Text(said))
        console.print(table)
        counts: Counter[str] = Counter(one.state for one in items)
        if not items:
            console.print(word("parents", "nothing", lang))
            continue
        console.print(", ".join(f"{counts[state]} {said}" for state, said in states.items()))


def _side(value: str, quote: str, page: int, lang: str) -> str:
    shown = " ".join(quote.split())
    shown = shown if len(shown) <= _QUOTE else shown[: _QUOTE - 3] + "..."
    return "\n".join(part for part in (value, f"{word('check', 'page', lang)} {page}: {shown}") if part)
