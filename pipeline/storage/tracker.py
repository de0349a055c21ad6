"""The table that offices import into their trackers: one row a task or target, as XLSX."""

from __future__ import annotations

import io
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import xlsxwriter

from pipeline.messages import word
from pipeline.storage.entries import Stored
from pipeline.storage.rows import plain, wording
from pipeline.vietnam.calendar import last_day

_COLUMNS = (
    ("document", 34, "Văn bản", "Document"),
    ("unit", 20, "Đơn vị", "Unit"),
    ("kind", 12, "Loại", "Kind"),
    ("task", 64, "Nội dung nhiệm vụ, chỉ tiêu", "Task or target"),
    ("lead", 30, "Đơn vị chủ trì", "Lead"),
    ("others", 36, "Đơn vị phối hợp", "Others"),
    ("start", 12, "Ngày bắt đầu", "Start"),
    ("end", 12, "Ngày hoàn thành", "End"),
    ("product", 32, "Sản phẩm, kết quả", "Product"),
    ("state", 16, "Trạng thái", "State"),
    ("review", 14, "Duyệt", "Review"),
)
_COMPARED = {">=": "≥", "<=": "≤", "=": ""}
_LONGEST = 32_767  # characters of a cell, a limit of the format


def tracker(documents: Iterable[Stored], lang: str = "vi") -> bytes:
    """The workbook: lead, others, start and end as dd/mm/yyyy, product, state; an empty cell where a plan says nothing.

    A date is filled in only where the plan states its year; the end of a month, quarter or year stands for it.

    Args:
        documents: in the order of the rows; of those with equal bytes the first.
        lang: of titles and labels.
    """
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2025, 7, 1)})  # noqa: DTZ001  # so that the same store gives the same bytes
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#D9E2F3", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    sheet = book.add_worksheet(word("tracker", "sheet", lang))
    for at, (_, width, vi, en) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, vi if lang == "vi" else en, head)
    line = 0
    for row in rows(documents, lang):
        line += 1
        for at, (key, *_) in enumerate(_COLUMNS):
            value = row[key]
            if isinstance(value, datetime):
                sheet.write_datetime(line, at, value, day)
            else:
                sheet.write_string(line, at, str(value or "")[:_LONGEST], wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, line, len(_COLUMNS) - 1)
    book.close()
    return held.getvalue()


def rows(documents: Iterable[Stored], lang: str = "vi") -> Iterator[dict[str, Any]]:
    """The rows of the table, keyed by its columns; days are naive datetimes, as spreadsheets have them."""
    seen = set()
    for stored in documents:
        if stored.values is None or stored.entry.sha256 in seen:
            continue
        seen.add(stored.entry.sha256)
        said = _said(stored)
        state = word("tracker", "not_started", lang)
        common = {"document": stored.entry.name, "unit": stored.values["document"]["unit"], "state": state}
        for task in _tasks(stored.values["assignments"]):
            yield common | _task(task, lang) | {"review": said(task[0], lang)}
        for target in stored.values["targets"]:
            yield common | _target(target, lang) | {"review": said(target, lang)}


def _said(stored: Stored) -> Any:
    """What people said of an item, as a label."""
    states: dict[int, str] = {}
    for table in ("assignments", "targets") if stored.review else ():
        states |= {id(row.value): row.state for row in stored.review.tables[table]}  # type: ignore[union-attr]
    return lambda item, lang: wording().label("review", states.get(id(item), "open"), lang)


def _tasks(items: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The assignments of one task together, whoever leads first."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for item in items:
        found.setdefault((item["task"], item["due"], item["section"]), []).append(item)
    return [sorted(group, key=lambda item: item["role"] != "lead") for group in found.values()]


def _task(group: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    first = group[0]
    leads = [item["body"] for item in group if item["role"] == "lead"] or [first["body"]]
    others = [body for item in group for body in (*item["partners"], item["body"]) if body not in leads]
    return {
        "kind": word("tracker", "task_row", lang),
        "task": first["task"],
        "lead": "; ".join(dict.fromkeys(leads)),
        "others": "; ".join(dict.fromkeys(others)),
        "product": first.get("product"),
        **_days(first["due"]),
    }


def _target(item: Mapping[str, Any], lang: str) -> dict[str, Any]:
    figure = " – ".join(plain(value) for value in (item["value"], item["value_max"]) if value is not None)
    return {
        "kind": word("tracker", "target_row", lang),
        "task": item["indicator"],
        "lead": item.get("responsible"),
        "others": None,
        "product": f"{_COMPARED[item['comparator']]} {figure} {item['unit']}".strip(),
        **_days(item["due"]),
    }


def _days(due: str | None) -> dict[str, datetime | None]:
    """First and last day; the first is that of an interval, since of a deadline nothing is said of its beginning."""
    start = due.partition("/")[0] if due and "/" in due else None
    first = None
    if start and start != "..":
        year, month, day = (*start.split("-"), "01", "01")[:3]
        month = {"33": "01", "34": "04", "35": "07", "36": "10"}.get(month, month)
        first = _day(f"{year}-{month}-{day}")
    return {"start": first, "end": _day(last_day(due))}


def _day(iso: str | None) -> datetime | None:
    """A day as spreadsheets have it; the end of a month is its last day, however short the month."""
    if iso is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", iso):  # a year that the plan does not state
        return None
    year, month, day = map(int, iso.split("-"))
    if not (1 <= month <= 12 and year >= 1900):
        return None
    return datetime(year, month, min(day, monthrange(year, month)[1]))  # noqa: DTZ001  # cells know no zone
