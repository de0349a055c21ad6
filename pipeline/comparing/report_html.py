"""The comparison as one HTML file that needs nothing else: tables, evidence on a click, charts, filters; prints in
grey.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipeline import assets
from pipeline.comparing import charts, marks, matrices, references, units
from pipeline.comparing.leftovers import Leftover
from pipeline.comparing.model import Comparison
from pipeline.comparing.overlap import Passage
from pipeline.errors import OutputError
from pipeline.messages import word

MOST_COLUMNS = 80
"""Communes past which a browser's table helps nobody: then the first so many are shown, and the note says so."""
_MOST_CHARTS = 40
_KEYS = ("plan", "indicator", "text", "why", "task", "quote", "source", "page", "document")
_STYLES = ("lower", "absent", "later", "stricter", "outlier")


def write_page(
    comparison: Comparison,
    path: str | Path,
    lang: str = "vi",
    passages: Sequence[Passage] | None = None,
    leftovers: Sequence[Leftover] = (),
) -> Path:
    """Writes the page; see `page_html`.

    Raises:
        OutputError: the file cannot be written.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page_html(comparison, lang, passages, leftovers), encoding="utf-8")
    except OSError as error:
        raise OutputError.of(target, error) from error
    return target


def page_html(
    comparison: Comparison,
    lang: str = "vi",
    passages: Sequence[Passage] | None = None,
    leftovers: Sequence[Leftover] = (),
) -> str:
    """The page as a string.

    Args:
        comparison: what `compare` gave.
        lang: "vi" or "en".
        passages: what `find_overlap` gave, for the part on the text.
        leftovers: what `find_leftovers` gave.
    """
    from pipeline import __version__

    shown = comparison.columns[: MOST_COLUMNS + bool(comparison.parent)]
    store = _Store(lang)
    cells = matrices.targets_cells(comparison, lang)
    tables = [_table("targets", cells, shown, store, lang)]
    tables += [
        _table(name, getattr(matrices, f"{name}_cells")(comparison, lang), shown, store, lang)
        for name in ("bodies", "references", "milestones")
    ]
    tables = [table for table in tables if table["rows"]]
    notes = [note.say(lang) for note in comparison.notes]
    if len(shown) < len(comparison.columns):
        notes.append(word("report", "too_many", lang))
    drawn = _charts(cells)
    overlap = _overlap(comparison, passages, lang) if passages else None
    sections = [{"id": "chart", "title": word("report", "chart", lang)}] if drawn else []
    sections += [{"id": table["id"], "title": table["title"]} for table in tables]
    sections += [{"id": "text", "title": word("report", "passages", lang)}] if overlap else []
    parent = comparison.parent
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(assets.resource("comparing/report.html.j2").read_text(encoding="utf-8"))
    return template.render(
        lang=lang,
        w=lambda key: word("report", key, lang),
        parent=f"{parent.name}: {parent.record.document.title or parent.stem}" if parent else None,
        facts=_facts(comparison, lang),
        notes=notes,
        legend=_legend(lang),
        sections=sections,
        charts=drawn,
        plans=shown,
        tables=tables,
        overlap=overlap,
        leftovers=_leftovers(comparison, leftovers),
        data=Markup(store.json()),
        version=__version__,
    )


def _leftovers(comparison: Comparison, leftovers: Sequence[Leftover]) -> list[dict[str, object]]:
    names = {plan.stem: plan.name for plan in comparison.plans}
    return [
        {
            "plan": names.get(one.document, one.document),
            "quote": one.quote,
            "found": one.found,
            "expected": one.expected,
            "perhaps": one.perhaps,
        }
        for one in leftovers
    ]


class _Store:
    """What a click shows, once a cell, as JSON that cannot end its script element."""

    def __init__(self, lang: str) -> None:
        self._cells: list[list[Any]] = []
        self._heads = [word("columns", key, lang) for key in _KEYS]

    def add(self, record: Mapping[str, Any]) -> int:
        values = [record.get(key) for key in _KEYS]
        self._cells.append([None if v is None or v != v else int(v) if isinstance(v, float) else v for v in values])
        return len(self._cells) - 1

    def json(self) -> str:
        text = json.dumps({"keys": _KEYS, "heads": self._heads, "cells": self._cells}, ensure_ascii=False)
        return text.replace("<", "\\u003c").replace("&", "\\u0026")


def _table(name: str, cells: pd.DataFrame, shown: Sequence[Any], store: _Store, lang: str) -> dict[str, Any]:
    key = str(cells.columns[0])
    rows: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    heads: dict[str, tuple[str, str]] = {}
    wanted = {plan.stem for plan in shown}
    for raw in cells.to_dict("records"):
        record = {str(k): v for k, v in raw.items()}
        if record["document"] in wanted:
            rows[record[key]][record["document"]].append(record)
            heads[record[key]] = (record["label"], record["unit"] if name == "targets" else "")
    out = []
    for at, by_plan in rows.items():
        entries: list[dict[str, Any]] = [
            {"parent": plan.parent, "entries": [_entry(name, record, store) for record in by_plan.get(plan.stem, [])]}
            for plan in shown
        ]
        marked = any(r["mark"] not in ("", "=", "●", None) for found in by_plan.values() for r in found)
        out.append({"label": heads[at][0], "unit": heads[at][1], "cells": entries, "marked": marked})
    if name in ("bodies", "references"):
        out.sort(key=_spread)
    head = word("report", "indicator", lang) if name == "targets" else word("columns", "label", lang)
    return {"id": name, "title": word("sheets", name, lang), "head": head, "rows": out}


def _spread(row: dict[str, Any]) -> int:
    cells: list[dict[str, Any]] = row["cells"]
    return -sum(1 for cell in cells if cell["entries"])


def _entry(name: str, record: dict[str, Any], store: _Store) -> dict[str, Any]:
    found = record.get("marks") if isinstance(record.get("marks"), tuple) else ()
    style = next((f"m-{mark}" for mark in _STYLES if mark in (found or ())), "")
    if record.get("perhaps") is True:
        style = "m-perhaps"
    if name == "references" and record["state"] in ("missing", "other-date"):
        style = "m-absent" if record["state"] == "missing" else "m-other-date"
    if name == "milestones" and record["mark"]:
        style = "m-later"
    text = str(record["text"] or "")
    return {
        "text": text if len(text) <= 160 else text[:159] + "…",
        "mark": record["mark"] or "",
        "style": style,
        "key": store.add(record),
    }


def _charts(cells: pd.DataFrame) -> list[tuple[str, str, Markup]]:
    """Strips of the indicators that at least two communes state in one unit, the most usual first."""
    drawn = []
    sure = cells[(cells["perhaps"] == False) & cells["page"].notna() & cells["value"].notna()]  # noqa: E712
    for (_, label, unit), part in sure.groupby(["group", "label", "unit"], sort=False):
        last = part[part["parent"] == False].groupby("document", sort=False).last()  # noqa: E712
        if len(last) < 2:
            continue
        values = [(str(name), float(value)) for name, value in zip(last["plan"], last["value"], strict=True)]
        above = sorted({float(value) for value in part[part["parent"] == True]["value"]})  # noqa: E712
        above = above if str(unit) in ("%", "thứ") else []
        drawn.append((len(last), str(label), str(unit), Markup(charts.strip(values, above, str(unit)))))
    drawn.sort(key=lambda entry: -entry[0])
    return [entry[1:] for entry in drawn[:_MOST_CHARTS]]


def _facts(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    communes = sum(1 for plan in comparison.columns if not plan.parent)
    perhaps = sum(1 for group in comparison.groups for m in group.members if m.perhaps)
    groups, shared = len(comparison.groups), len(comparison.shared)
    figures = (("plans", communes), ("groups", groups), ("shared", shared), ("perhaps", perhaps))
    return [(word("report", key, lang), units.figure(value)) for key, value in figures]


def _legend(lang: str) -> list[tuple[str, str]]:
    rows = [(sign, word("marks", mark, lang)) for mark, sign in marks.SYMBOLS.items() if sign]
    rows.append(("?", word("report", "perhaps_sign", lang)))
    return rows + [
        (references.SYMBOLS[key], word("reference_marks", key, lang)) for key in references.SYMBOLS if key != "missing"
    ]


def _overlap(comparison: Comparison, passages: Sequence[Passage], lang: str) -> dict[str, Any]:
    by_plan: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.kind != "short":
            by_plan[passage.document].append(passage)
    bars, own = [], []
    for plan in comparison.columns[:MOST_COLUMNS]:
        found = by_plan.get(plan.stem)
        if not found:
            continue
        total = sum(p.end - p.start for p in found)
        shares = [(kind, sum(p.end - p.start for p in found if p.kind == kind) / total) for kind, _ in charts.PARTS]
        bars.append((plan.name, Markup(charts.bar(shares))))
        longest = sorted((p for p in found if p.kind == "own"), key=lambda p: p.start - p.end)[:3]
        if longest and not plan.parent:
            own.append((plan.name, [p.text[:400] for p in sorted(longest, key=lambda p: p.start)]))
    titles = {"parent": "in_parent", "shared": "in_others", "partly": "partly", "own": "own"}
    legend = Markup(" ").join(
        Markup("<span>{} {}</span>").format(Markup(charts.swatch(kind)), word("report", titles[kind], lang))
        for kind, _ in charts.PARTS
    )
    return {"bars": bars, "own": own, "legend": legend}
