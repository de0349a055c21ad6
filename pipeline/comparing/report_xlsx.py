"""The comparison as a workbook for a head of office: summary and legend, matrices with signs, details with evidence."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from pipeline.comparing import marks, matrices, references
from pipeline.comparing.model import Comparison, Plan
from pipeline.comparing.overlap import Passage
from pipeline.errors import OutputError
from pipeline.messages import word

MOST_COLUMNS = 200
"""Plans past which a matrix with a column a plan helps nobody; the details and the summary hold everything."""
_MAX_LINKS = 65_000
_MAX_TEXT = 32_000
_MADE = dt.datetime(2025, 7, 1)  # noqa: DTZ001  # fixed, so that the same records give the same bytes

_BASE: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
_FILLS = {
    "▼": "#F8CBAD",
    "×": "#D9D9D9",
    "►": "#FFE699",
    "▲": "#C6E0B4",
    "◊": "#DDD0EC",
    "≠": "#FFE699",
    "?": "#DDEBF7",
}
"""Fill by sign; the first sign of a cell in this order decides. Each differs in grey too, and the sign stays."""

_DETAILS: Mapping[str, tuple[str, ...]] = {
    "targets_cells": (
        "label", "plan", "text", "mark", "why", "due", "indicator", "audience", "similarity", "quote", "page", "source",
        "document",
    ),
    "bodies_cells": ("label", "plan", "role", "task", "partners", "due", "named", "quote", "page", "source",
    "document"),
    "references_cells": ("label", "plan", "text", "mark", "why", "issuer", "mentions", "quote", "page",
    "source", "document"),
    "milestones_cells": ("label", "plan", "text", "mark", "why", "body", "quote", "page", "source", "document"),
}  # fmt: skip
_WIDTHS = {
    "label": 44, "indicator": 44, "task": 50, "quote": 50, "why": 30, "text": 26, "plan": 22, "source": 28,
    "document": 24,
    "audience": 26, "named": 28, "partners": 30, "issuer": 22, "body": 26, "changes": 50, "nearest": 24,
}  # fmt: skip


def write_workbook(
    comparison: Comparison, path: str | Path, lang: str = "vi", passages: Sequence[Passage] | None = None
) -> Path:
    """Writes the workbook.

    Args:
        comparison: what `compare` gave.
        path: the file to write.
        lang: "vi" or "en".
        passages: what `find_overlap` gave, for a sheet on the text.

    Raises:
        OutputError: the file cannot be written.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _Book(comparison, target, lang).write(passages)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        cause = (
            error if isinstance(error, OSError) else next((one for one in error.args if isinstance(one, OSError)), None)
        )
        raise (OutputError.of(target, cause) if cause else OutputError(target, str(error))) from error
    return target


class _Book:
    def __init__(self, comparison: Comparison, path: Path, lang: str) -> None:
        self._comparison, self._path, self._lang = comparison, path, lang
        options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"title": word("report", "title", lang), "created": _MADE})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._columns = comparison.columns
        self._first: dict[str, dict[tuple[str, str], int]] = {}

    def write(self, passages: Sequence[Passage] | None) -> None:
        comparison, lang = self._comparison, self._lang
        cells = {
            "targets_cells": matrices.targets_cells(comparison, lang),
            "bodies_cells": matrices.bodies_cells(comparison, lang),
            "references_cells": matrices.references_cells(comparison, lang),
            "milestones_cells": matrices.milestones_cells(comparison, lang),
        }
        names = ["summary", "indicators", "targets", "bodies", "references", "milestones", *cells]
        if passages:
            names.append("text")
        pages = {name: self._book.add_worksheet(word("sheets", name, lang)) for name in names}
        for name, table in cells.items():
            self._details(pages[name], name, table)
        self._summary(pages["summary"], cells["targets_cells"])
        self._indicators(pages["indicators"], matrices.targets_summary(comparison, cells["targets_cells"], lang))
        few = len(self._columns) <= MOST_COLUMNS
        for name in ("targets", "bodies", "references", "milestones"):
            if few:
                self._matrix(pages[name], name, getattr(matrices, f"{name}_matrix")(comparison, "text", lang))
            else:
                pages[name].write_string(0, 0, word("report", "too_many", lang), self._format(bold=True))
        if passages:
            self._text(pages["text"], passages)
        self._book.close()

    # ------------------------------------------------------------------------------------- sheets

    def _summary(self, page: Any, cells: pd.DataFrame) -> None:
        comparison, lang = self._comparison, self._lang
        page.set_column(0, 0, 46)
        page.set_column(1, 8, 15)
        page.merge_range(
            0, 0, 0, 6, word("report", "title", lang), self._format(bold=True, font_size=16, text_wrap=False)
        )
        line = self._summary_facts(page, 2) + 1
        if comparison.notes:
            page.write_string(line, 0, word("report", "notes", lang), self._format(bold=True, font_size=13))
            for note in comparison.notes:
                line += 1
                text = note.say(lang)
                page.merge_range(line, 0, line, 6, text, self._format())
                page.set_row(line, 15 * (1 + len(text) // 120))
            line += 2
        page.write_string(line, 0, word("report", "legend", lang), self._format(bold=True, font_size=13))
        for sign, meaning in _legend(lang):
            line += 1
            page.write_string(line, 0, meaning, self._format())
            page.write_string(
                line, 1, sign, self._format(bg_color=_FILLS.get(sign, "#FFFFFF"), align="center", border=1)
            )
        line = self._summary_of_plans(page, line + 2, cells)
        page.write_string(line + 1, 0, word("report", "how_to", lang), self._format(italic=True))
        self._paper(page, None)

    def _summary_facts(self, page: Any, line: int) -> int:
        """Writes the counts from a line on; gives the line behind them."""
        comparison, lang = self._comparison, self._lang
        parent = comparison.parent
        perhaps = sum(1 for group in comparison.groups for m in group.members if m.perhaps)
        facts: list[tuple[str, int | str]] = [
            (word("report", "plans", lang), sum(1 for plan in self._columns if not plan.parent)),
            (word("report", "against", lang), _title(parent) if parent else word("report", "none", lang)),
            (word("report", "groups", lang), len(comparison.groups)),
            (word("report", "shared", lang), len(comparison.shared)),
            (word("report", "perhaps", lang), perhaps),
        ]
        for at, (name, value) in enumerate(facts, line):
            page.write_string(at, 0, name, self._format(bold=True))
            if isinstance(value, int):
                page.write_number(at, 1, value, self._format(align="left"))
            else:
                page.merge_range(at, 1, at, 6, value, self._format())
        return line + len(facts)

    def _summary_of_plans(self, page: Any, line: int, cells: pd.DataFrame) -> int:
        """Writes the table of plans from a line on; gives the line behind it."""
        lang = self._lang
        page.write_string(line, 0, word("report", "per_plan", lang), self._format(bold=True, font_size=13))
        line += 1
        heads = [
            word("report", "state", lang),
            word("sheets", "targets", lang),
            *(word("columns", name, lang) for name in ("lower", "later", "stricter", "absent", "outliers")),
        ]
        top = line
        for at, head in enumerate(heads):
            page.write_string(line, at, head, self._header())
        for plan in self._columns:
            line += 1
            own = cells[cells["document"] == plan.stem]
            page.write_string(line, 0, plan.name, self._format(bold=plan.parent))
            page.write_number(line, 1, len(plan.record.targets), self._format())
            for at, mark in enumerate(("lower", "later", "stricter", "absent", "outlier"), 2):
                count = sum(mark in found for found in own["marks"] if isinstance(found, tuple))
                page.write_number(line, at, count, self._format())
        page.autofilter(top, 0, line, len(heads) - 1)
        return line + 1

    def _indicators(self, page: Any, table: pd.DataFrame) -> None:
        names = [name for name in table.columns if name != "group"]
        self._head(page, [word("columns", name, self._lang) for name in names], [_WIDTHS.get(n, 11) for n in names])
        for line, record in enumerate(table.to_dict("records"), 1):
            for at, name in enumerate(names):
                value = record[str(name)]
                if isinstance(value, int | float) and value == value:
                    page.write_number(line, at, value, self._format(num_format="#,##0.##"))
                else:
                    page.write_string(line, at, "" if value is None or value != value else str(value), self._format())
        page.autofilter(0, 0, max(len(table), 1), len(names) - 1)

    def _matrix(self, page: Any, name: str, table: pd.DataFrame) -> None:
        lang = self._lang
        index = [key if isinstance(key, tuple) else (key,) for key in table.index]
        heads = [word("columns", {"targets": "indicator"}.get(name, "label"), lang)]
        if name == "targets":
            heads[0] = word("report", "indicator", lang)
            heads.append(word("report", "unit", lang))
        widths = [44, *([12] if name == "targets" else []), *([18] * len(table.columns))]
        self._head(
            page, [*heads, *map(str, table.columns)], widths, parent_at=len(heads) if self._comparison.parent else None
        )
        sheet = word("sheets", f"{name}_cells", lang)
        first = self._first[f"{name}_cells"]
        links = 0
        for line, (key, values) in enumerate(zip(index, table.itertuples(index=False, name=None), strict=True), 1):
            page.write_string(line, 0, _fitting(str(key[1])), self._format(bold=True))
            if name == "targets":
                page.write_string(line, 1, str(key[2]), self._format())
            for at, (plan, value) in enumerate(zip(self._columns, values, strict=True), len(heads)):
                text = _fitting(str(value or ""))
                style = self._format(**_fill(text), border=7)
                spot = first.get((str(key[0]), plan.stem))
                if text and spot is not None and links < _MAX_LINKS:
                    links += 1
                    page.write_url(line, at, f"internal:'{sheet}'!A{spot + 1}", style, text)
                elif text:
                    page.write_string(line, at, text, style)
                else:
                    page.write_blank(line, at, None, style)
            lines = max(
                1 + len(str(key[1])) // 42, *(str(v or "").count("\n") + 1 + len(str(v or "")) // 60 for v in values)
            )
            page.set_row(line, min(15.5 * lines, 400))
        page.autofilter(0, 0, max(len(table), 1), len(heads) + len(table.columns) - 1)

    def _details(self, page: Any, name: str, table: pd.DataFrame) -> None:
        columns = _DETAILS[name]
        self._head(page, [word("columns", c, self._lang) for c in columns], [_WIDTHS.get(c, 11) for c in columns])
        key = str(table.columns[0])
        first: dict[tuple[str, str], int] = {}
        for line, record in enumerate(table.to_dict("records"), 1):
            if line >= 1_048_000:
                break
            first.setdefault((str(record[key]), str(record["document"])), line)
            for at, column in enumerate(columns):
                self._value(page, line, at, column, record)
        self._first[name] = first
        page.autofilter(0, 0, max(len(table), 1), len(columns) - 1)

    def _value(self, page: Any, line: int, at: int, column: str, record: Mapping[Any, Any]) -> None:
        value = record[column]
        if value is None or value != value or value == ():
            page.write_blank(line, at, None, self._format())
        elif column == "source" and line < _MAX_LINKS and (url := self._url(str(value), record["page"])):
            page.write_url(line, at, url, self._format(font_color="#0563C1", underline=1), Path(str(value)).name[:250])
        elif column == "mark":
            page.write_string(line, at, str(value), self._format(**_fill(str(value)), align="center"))
        elif isinstance(value, int | float):
            page.write_number(line, at, value, self._format(num_format="0.00" if column == "similarity" else "#,##0"))
        else:
            text = "\n".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
            page.write_string(line, at, _fitting(text), self._format())

    def _text(self, page: Any, passages: Sequence[Passage]) -> None:
        names = ("plan", "kind", "share", "text", "nearest", "changes")
        self._head(page, [word("columns", n, self._lang) for n in names], [22, 22, 11, 80, 24, 50])
        kinds = {"parent": "in_parent", "shared": "in_others", "partly": "partly", "own": "own", "short": "short"}
        plans = self._comparison.by_stem
        line = 0
        for passage in passages:
            if passage.kind == "short" or passage.document not in plans:
                continue
            line += 1
            near = plans[passage.source].name if passage.source and passage.source in plans else ""
            changes = "; ".join(f"{there or '∅'} → {here or '∅'}" for there, here in passage.changes[:12])
            values = (
                plans[passage.document].name,
                word("report", kinds[passage.kind], self._lang),
                None,
                passage.text,
                near,
                changes,
            )
            for at, value in enumerate(values):
                if value is None:
                    share = max(passage.in_parent, passage.in_others)
                    page.write_number(line, at, share, self._format(num_format="0%"))
                else:
                    page.write_string(line, at, _fitting(value), self._format())
        page.autofilter(0, 0, max(line, 1), len(names) - 1)

    # ------------------------------------------------------------------------------------ helpers

    def _head(self, page: Any, heads: Sequence[str], widths: Sequence[float], parent_at: int | None = None) -> None:
        for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
            page.set_column(at, at, width)
            page.write_string(0, at, head, self._header(parent=at == parent_at))
        page.set_row(0, 32)
        page.freeze_panes(1, 1)
        self._paper(page, 0)

    def _paper(self, page: Any, repeat: int | None) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&R&P / &N")
        if repeat is not None:
            page.repeat_rows(repeat)

    def _header(self, parent: bool = False) -> Any:
        return self._format(bold=True, bg_color="#BDD7EE" if parent else "#D9E2F3", border=1, valign="vcenter")

    def _format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_BASE, **style})
        return self._formats[key]

    def _url(self, source: str, page: object) -> str | None:
        """Address of the source relative to the workbook, with its page for the readers of PDF that know pages."""
        try:
            target = os.path.relpath(source, self._path.absolute().parent).replace(os.sep, "/")
        except ValueError:  # another drive
            return None
        if any(sign in target for sign in "#\\\0\n") or len(target) > 600:
            return None
        number = f"#page={page:.0f}" if isinstance(page, int | float) and target.lower().endswith(".pdf") else ""
        return f"external:{target}{number}"


def _legend(lang: str) -> list[tuple[str, str]]:
    rows = [(sign, word("marks", mark, lang)) for mark, sign in marks.SYMBOLS.items() if sign]
    rows.append(("?", word("report", "perhaps_sign", lang)))
    rows += [(references.SYMBOLS[k], word("reference_marks", k, lang)) for k in ("cited", "other-date", "undated")]
    return rows


def _title(plan: Plan) -> str:
    info = plan.record.document
    number = f" {info.number}/{info.symbol}" if info.number and info.symbol else ""
    return f"{plan.name}{number}" + (f": {info.title}" if info.title else "")


def _fill(text: str) -> dict[str, str]:
    return next(({"bg_color": colour} for sign, colour in _FILLS.items() if sign in text), {})


def _fitting(text: str) -> str:
    kept = "".join(char for char in text if char >= " " or char in "\t\n")
    return kept if len(kept) <= _MAX_TEXT else kept[: _MAX_TEXT - 1] + "…"
